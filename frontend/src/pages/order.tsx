// One order, followed until it has ended.
import { useState } from 'react'

import { postCancel } from '../api'
import { isCancellable, isKnown, steps, type Step } from '../logic/progress'
import { isOrder, type Order } from '../logic/types'
import { Link } from '../navigation'
import { useAmount } from '../parts/amount'
import { useFollowed } from '../parts/follow_order'
import { formatDay, formatTime, t } from '../texts'

function StepLine({ step }: { step: Step }) {
  const format = step.name === 'delivery' ? formatDay : formatTime
  return (
    <li className={`step ${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
      <span className="unseen">{t.stepStates[step.state]}: </span>
      <span className="grow">{t.steps[step.name]}</span>
      {step.at && <time dateTime={step.at}>{format(step.at)}</time>}
    </li>
  )
}

function Facts({ order }: { order: Order }) {
  const fact = (name: string, value?: string) => value && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
  return (
    <dl>
      {fact(t.fullNumber, order.orderId)}
      {fact(t.reason, order.failureReason)}
      {fact(t.carrier, order.trackingNumber && order.carrier)}
      {fact(t.tracking, order.trackingNumber)}
    </dl>
  )
}

function Articles({ order }: { order: Order }) {
  const amount = useAmount()
  const { street, city, state, zipCode, country } = order.shippingAddress
  return (
    <>
      <h2>{t.articles}</h2>
      <ul className="rows">
        {order.items.map((item) => (
          <li className="row" key={item.productId}>
            <span className="grow">{item.quantity} × {item.name}</span>
            <span className="quiet">{t.each(amount(item.price))}</span>
          </li>
        ))}
      </ul>
      <p className="total">{t.total}: <strong>{amount(order.totalAmount)}</strong></p>
      <h2>{t.address}</h2>
      <address>{order.customerName}<br />{street}<br />{[zipCode, city, state].filter(Boolean).join(' ')}<br />{country}</address>
    </>
  )
}

type Cancelling = 'no' | 'sure?' | 'asked' | 'late' | 'failed'

function Cancel({ order, onTold }: { order: Order; onTold: (order: Order) => void }) {
  const [state, setState] = useState<Cancelling>('no')
  const cancel = async () => {
    setState('asked')
    const { status, json } = await postCancel(order.orderId)
    if ((status === 200 || status === 202) && isOrder(json)) {
      onTold(json)
      setState('no')
    } else setState(status === 409 ? 'late' : 'failed')
  }
  if (state === 'late') return <p role="alert" className="note bad">{t.cancelLate}</p>
  if (!isCancellable(order)) return null
  if (state === 'asked') return <p role="status" className="note">{t.cancelling}</p>
  if (state === 'sure?') return (
    <div className="note" role="group" aria-label={t.cancelSure}>
      <p>{t.cancelSure}</p>
      <p className="buttons">
        <button autoFocus onClick={() => void cancel()}>{t.cancelYes}</button>
        <button className="plain" onClick={() => setState('no')}>{t.cancelNo}</button>
      </p>
    </div>
  )
  return (
    <>
      {state === 'failed' && <p role="alert" className="note bad">{t.cancelFailed}</p>}
      <p><button className="plain" onClick={() => setState('sure?')}>{t.cancel}</button></p>
    </>
  )
}

function Told({ order, onTold }: { order: Order; onTold: (order: Order) => void }) {
  return (
    <>
      <p role="status" className="status">{isKnown(order.status) ? t.statuses[order.status] : order.status}</p>
      {order.status === 'PAYMENT_PENDING' && order.cancelledAt && <p className="note">{t.cancelNoted}</p>}
      <h2>{t.progress}</h2>
      <ol className="steps">{steps(order).map((step) => <StepLine key={step.name} step={step} />)}</ol>
      <Cancel order={order} onTold={onTold} />
      <Facts order={order} />
      <Articles order={order} />
      <p className="quiet">{t.mailNote(order.customerEmail)}</p>
    </>
  )
}

export function OrderPage({ orderId }: { orderId: string }) {
  const { order, trouble, set } = useFollowed(orderId)
  return (
    <>
      <h1 tabIndex={-1}>{t.orderNumber(orderId)}</h1>
      {trouble === 'unreachable' && <p role="alert" className="note bad">{t.unreachableStill}</p>}
      {trouble === 'missing' && !order ? <p>{t.missingOrder} <Link href="/">{t.toCatalogue}</Link></p>
        : order ? <Told order={order} onTold={set} />
        : !trouble && <p role="status">{t.loading}</p>}
      <p><Link href="/orders">{t.orders}</Link></p>
    </>
  )
}
