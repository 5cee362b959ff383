// A customer's orders, newest first. The token that came with the first order is what makes them theirs.
import { useCallback, useEffect, useState } from 'react'

import { getOrders } from '../api'
import { isKnown } from '../logic/progress'
import { isOrder, type Order } from '../logic/types'
import { Link } from '../navigation'
import { useAmount } from '../parts/amount'
import { forget, seen, token } from '../shop'
import { formatTime, t } from '../texts'

type Listed = { orders: Order[]; nextToken?: string; state: 'loading' | 'there' | 'unreachable' | 'stale' }

const nothing: Listed = { orders: [], state: 'loading' }

// Asks for the first page, and by `more` for the one after those that are there.
function useOrders(customerToken: string | undefined) {
  const [listed, setListed] = useState(nothing)
  const load = useCallback(async (before: Listed, isWanted: () => boolean) => {
    if (!customerToken) return
    setListed({ ...before, state: 'loading' })
    const { status, json } = await getOrders(customerToken, before.nextToken)
    if (!isWanted()) return
    if (status === 401 || status === 403) setListed({ ...nothing, state: 'stale' })
    else if (status !== 200 || !Array.isArray(json.orders)) setListed({ ...before, state: 'unreachable' })
    else {
      const orders = json.orders.filter(isOrder)
      for (const order of orders) seen.set(order.orderId, order)
      setListed({ orders: [...before.orders, ...orders], nextToken: typeof json.nextToken === 'string' ? json.nextToken : undefined, state: 'there' })
    }
  }, [customerToken])

  useEffect(() => {
    let isThere = true
    void load(nothing, () => isThere)
    return () => void (isThere = false)
  }, [load])
  return { ...listed, more: () => void load(listed, () => true) }
}

function Row({ order }: { order: Order }) {
  const amount = useAmount()
  return (
    <li className="row">
      <span className="grow">
        <Link href={`/orders/${order.orderId}`}>{t.orderNumber(order.orderId)}</Link>
        <span className="quiet"> {formatTime(order.orderDate)}</span>
      </span>
      <span>{isKnown(order.status) ? t.statuses[order.status] : order.status}</span>
      <span className="price">{amount(order.totalAmount)}</span>
    </li>
  )
}

function List({ customerToken }: { customerToken: string }) {
  const { orders, nextToken, state, more } = useOrders(customerToken)
  if (state === 'stale') return <p className="note">{t.staleToken}</p>
  return (
    <>
      <ul className="rows">{orders.map((order) => <Row key={order.orderId} order={order} />)}</ul>
      {state === 'loading' && <p role="status">{t.loading}</p>}
      {state === 'there' && !orders.length && !nextToken && <p>{t.noOrders}</p>}
      {state === 'unreachable' && <p role="alert" className="note bad">{t.unreachable} <button onClick={more}>{t.tryAgain}</button></p>}
      {state === 'there' && nextToken && <p><button onClick={more}>{t.older}</button></p>}
      <p><button className="plain" onClick={forget}>{t.forget}</button> <span className="quiet">{t.forgetNote}</span></p>
    </>
  )
}

export function OrdersPage() {
  const customerToken = token.use()
  return (
    <>
      <h1 tabIndex={-1}>{t.orders}</h1>
      {customerToken ? <List customerToken={customerToken} /> : <p>{t.noOrders} <Link href="/">{t.toCatalogue}</Link></p>}
    </>
  )
}
