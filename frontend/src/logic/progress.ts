// How far an order has come: its state as the steps that a customer sees.
import type { Order } from './types'

export type StepName = 'placed' | 'paid' | 'shipped' | 'delivery' | 'declined' | 'stopped' | 'refunded' | 'cancelled'
export type StepState = 'done' | 'current' | 'ahead' | 'failed'
export type Step = { name: StepName; state: StepState; at?: string }

type Row = [StepName, StepState]

// One row a state: docs/shop.md says what each means.
const rows = new Map<string, Row[]>([
  ['PENDING', [['placed', 'done'], ['paid', 'ahead'], ['shipped', 'ahead']]],
  ['PAYMENT_PENDING', [['placed', 'done'], ['paid', 'current'], ['shipped', 'ahead']]],
  ['PAYMENT_PROCESSED', [['placed', 'done'], ['paid', 'done'], ['shipped', 'ahead']]],
  ['SHIPMENT_PENDING', [['placed', 'done'], ['paid', 'done'], ['shipped', 'current']]],
  ['SHIPPED', [['placed', 'done'], ['paid', 'done'], ['shipped', 'done'], ['delivery', 'ahead']]],
  ['PAYMENT_FAILED', [['placed', 'done'], ['declined', 'failed']]],
  ['REFUND_PENDING', [['placed', 'done'], ['paid', 'done'], ['stopped', 'failed'], ['refunded', 'current']]],
  ['REFUNDED', [['placed', 'done'], ['paid', 'done'], ['stopped', 'failed'], ['refunded', 'done']]],
  ['CANCELLED', [['placed', 'done'], ['cancelled', 'failed']]],
])

// The state of whose beginning a step tells.
const begins: Partial<Record<StepName, string>> = {
  paid: 'PAYMENT_PROCESSED',
  shipped: 'SHIPPED',
  declined: 'PAYMENT_FAILED',
  stopped: 'REFUND_PENDING',
  refunded: 'REFUNDED',
  cancelled: 'CANCELLED',
}

function timeOf(order: Order, name: StepName): string | undefined {
  if (name === 'placed') return order.orderDate
  if (name === 'delivery') return order.deliveryDate
  return order.history?.find((event) => event.status === begins[name])?.at
}

/** A state that this page does not know has no steps but the first. */
export function steps(order: Order): Step[] {
  return (rows.get(order.status) ?? [['placed', 'done'] as Row]).map(([name, state]) => ({ name, state, at: state === 'current' ? undefined : timeOf(order, name) }))
}

const final = ['SHIPPED', 'PAYMENT_FAILED', 'REFUNDED', 'CANCELLED']

/** Nothing is to come any more. */
export const isFinal = (status: string) => final.includes(status)

export const isKnown = (status: string) => rows.has(status)

/** May the customer ask to cancel it? Whether that still goes the API decides. */
export const isCancellable = (order: Order) => ['PENDING', 'PAYMENT_PENDING', 'PAYMENT_PROCESSED'].includes(order.status) && !order.cancelledAt
