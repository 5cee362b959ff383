// The basket: how many of what, and what it costs.
import { useEffect, useRef, useState } from 'react'

import { QUANTITY_MAX, total, withQuantity } from '../logic/basket'
import type { Line, Product } from '../logic/types'
import { Link } from '../navigation'
import { useAmount } from '../parts/amount'
import { CatalogueState } from '../parts/catalogue_state'
import { basket, catalogue, purchase } from '../shop'
import { t } from '../texts'

// The field may be empty while somebody types; what is a number counts at once.
function Quantity({ line, name, isFixed }: { line: Line; name: string; isFixed: boolean }) {
  const [text, setText] = useState(`${line.quantity}`)
  useEffect(() => setText(`${line.quantity}`), [line.quantity])
  const change = (entered: string) => {
    const number = Number(entered)
    setText(entered)
    if (Number.isInteger(number) && number >= 1 && number <= QUANTITY_MAX) basket.set(withQuantity(basket.get(), line.productId, number))
  }
  return (
    <input
      type="number" min={1} max={QUANTITY_MAX} step={1} inputMode="numeric" aria-label={t.quantityOf(name)} value={text} disabled={isFixed}
      onChange={(event) => change(event.target.value)} onBlur={() => setText(`${line.quantity}`)}
    />
  )
}

function Row({ line, product, isFixed, onRemove }: { line: Line; product?: Product; isFixed: boolean; onRemove: () => void }) {
  const amount = useAmount()
  const name = product?.name ?? t.unknownProduct(line.productId)
  return (
    <li className="row">
      <span className="grow">{name}{product && <span className="quiet"> {t.each(amount(product.price))}</span>}</span>
      <Quantity line={line} name={name} isFixed={isFixed} />
      <span className="price">{product && amount(total({ key: '', lines: [line] }, [product]))}</span>
      <button className="plain" onClick={onRemove} disabled={isFixed} aria-label={t.removeNamed(name)}>{t.remove}</button>
    </li>
  )
}

function Rows({ lines, products }: { lines: Line[]; products: Product[] }) {
  const amount = useAmount()
  const isBuying = purchase.use() !== undefined
  const sum = useRef<HTMLParagraphElement>(null)
  const remove = (productId: string) => {
    basket.set(withQuantity(basket.get(), productId, 0))
    sum.current?.focus() // the button that had the focus is gone
  }
  return (
    <>
      <ul className="rows">
        {lines.map((line) => (
          <Row
            key={line.productId} line={line} isFixed={isBuying} onRemove={() => remove(line.productId)}
            product={products.find((each) => each.productId === line.productId)}
          />
        ))}
      </ul>
      <p className="total" role="status" ref={sum} tabIndex={-1}>{t.total}: <strong>{amount(total({ key: '', lines }, products))}</strong></p>
      {isBuying && <p className="note">{t.isBeingOrdered}</p>}
      <p><Link className="button" href="/checkout">{t.checkout}</Link></p>
    </>
  )
}

export function BasketPage() {
  const { lines } = basket.use()
  const loaded = catalogue.use()
  return (
    <>
      <h1 tabIndex={-1}>{t.basket}</h1>
      {!lines.length ? <p>{t.emptyBasket} <Link href="/">{t.toCatalogue}</Link></p>
        : typeof loaded === 'object' ? <Rows lines={lines} products={loaded.products} />
        : <CatalogueState state={loaded} />}
    </>
  )
}
