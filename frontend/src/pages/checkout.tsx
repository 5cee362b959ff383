// The order form, and what becomes of the purchase.
import { useEffect, useRef, type FormEvent } from 'react'

import { total } from '../logic/basket'
import { carriers, isFieldName, lineOf, paymentMethods } from '../logic/form'
import { translateMessage } from '../logic/language'
import type { FieldError } from '../logic/types'
import { Link } from '../navigation'
import { useAmount } from '../parts/amount'
import { Field } from '../parts/field'
import { basket, buy, buying, buyOn, catalogue, giveUp, hearNoMore, loadCatalogue, purchase } from '../shop'
import { language, t } from '../texts'

const carrierNames: Record<string, string> = { fedex: 'FedEx', ups: 'UPS', dhl: 'DHL' }

function useProducts() {
  const loaded = catalogue.use()
  return typeof loaded === 'object' ? loaded.products : []
}

// One error as a sentence of the summary; it leads to its field, or to the basket.
function ErrorLine({ error }: { error: FieldError }) {
  const products = useProducts()
  const message = translateMessage(language, error.message)
  const index = lineOf(error.field)
  const focus = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    document.getElementById(error.field)?.focus()
  }
  if (isFieldName(error.field)) return <a href={`#${error.field}`} onClick={focus}>{t.fields[error.field]}: {message}</a>
  if (index === undefined && error.field !== 'items') return <>{error.field && `${error.field}: `}{message}</>
  const productId = index === undefined ? undefined : basket.get().lines[index]?.productId
  const name = productId === undefined ? t.basket : products.find((each) => each.productId === productId)?.name ?? t.unknownProduct(productId)
  return <Link href="/basket">{name}: {message}</Link>
}

function Refusal({ fields }: { fields: FieldError[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [fields])
  return (
    <div className="note bad" role="alert" tabIndex={-1} ref={box}>
      <p>{t.refused}</p>
      <ul>{fields.map((error) => <li key={error.field + error.message}><ErrorLine error={error} /></li>)}</ul>
    </div>
  )
}

function Progress() {
  const state = buying.use()
  switch (state.kind) {
    case 'idle': return null
    case 'sending':
    case 'waiting': return <p role="status" className="note">{state.tries > 1 || state.kind === 'waiting' ? t.waiting : t.placing}</p>
    case 'refused': return <Refusal fields={state.fields} />
    case 'taken': return <p role="alert" className="note bad">{t.taken} <Link href="/orders">{t.orders}</Link></p>
    case 'stuck': return (
      <div role="alert" className="note bad">
        <p>{t.stuck}</p>
        <p className="buttons">
          <button onClick={buyOn}>{t.tryAgain}</button>
          <button className="plain" onClick={giveUp}>{t.giveUp}</button>
        </p>
        <p className="quiet">{t.giveUpNote}</p>
      </div>
    )
  }
}

function Fields({ errors, isFixed }: { errors: FieldError[]; isFixed: boolean }) {
  const of = (name: string) => {
    const error = errors.find((each) => each.field === name)
    return error && translateMessage(language, error.message)
  }
  const address = (name: 'street' | 'city' | 'state' | 'zipCode' | 'country', autoComplete: string, isOptional = false) => (
    <Field name={`shippingAddress.${name}`} error={of(`shippingAddress.${name}`)} isFixed={isFixed} autoComplete={autoComplete} isOptional={isOptional} />
  )
  return (
    <>
      <fieldset>
        <legend>{t.contact}</legend>
        <Field name="customerName" error={of('customerName')} isFixed={isFixed} autoComplete="name" />
        <Field name="customerEmail" error={of('customerEmail')} isFixed={isFixed} type="email" autoComplete="email" />
        <Field name="customerPhone" error={of('customerPhone')} isFixed={isFixed} type="tel" autoComplete="tel" hint={t.phoneHint} isOptional />
      </fieldset>
      <fieldset>
        <legend>{t.address}</legend>
        {address('street', 'street-address')}
        {address('zipCode', 'postal-code')}
        {address('city', 'address-level2')}
        {address('state', 'address-level1', true)}
        {address('country', 'country-name')}
      </fieldset>
      <fieldset>
        <legend>{t.payment}</legend>
        <Field name="paymentMethod" error={of('paymentMethod')} isFixed={isFixed} choices={paymentMethods.map((each) => [each, t.paymentMethods[each] ?? each])} />
        <Field name="carrier" error={of('carrier')} isFixed={isFixed} isOptional choices={[['', t.anyCarrier], ...carriers.map((each) => [each, carrierNames[each] ?? each] as [string, string])]} />
      </fieldset>
    </>
  )
}

export function CheckoutPage() {
  const amount = useAmount()
  const products = useProducts()
  const now = basket.use()
  const isBuying = purchase.use() !== undefined
  const state = buying.use()
  useEffect(() => {
    void loadCatalogue()
    return hearNoMore
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    buy()
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.orderForm}</h1>
      <Progress />
      {!now.lines.length && !isBuying ? <p>{t.emptyBasket} <Link href="/">{t.toCatalogue}</Link></p> : (
        <form onSubmit={submit} noValidate aria-busy={isBuying}>
          <p className="quiet">{t.required}</p>
          <Fields errors={state.kind === 'refused' ? state.fields : []} isFixed={isBuying} />
          <p><Link href="/basket">{t.basket}</Link></p>
          <button className="main" disabled={isBuying}>{isBuying ? t.placing : t.place(amount(total(now, products)))}</button>
        </form>
      )}
    </>
  )
}
