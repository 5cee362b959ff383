// An API such as docs/shop.md tells of, for pages alone: orders stay in a state until a test moves them on, and answers can get lost.
import { randomUUID } from 'node:crypto'

const PRODUCTS = [
  { productId: 'p1', name: 'Desk lamp', description: 'A warm light.', price: 24.9, currency: 'USD' },
  { productId: 'p2', name: 'Plant', description: 'Monstera.', price: 0.1, currency: 'USD' },
  { productId: 'p3', name: 'Chair', description: 'To sit on.', price: 199.99, currency: 'USD' },
]

const required = ['customerName', 'customerEmail', 'shippingAddress.street', 'shippingAddress.city', 'shippingAddress.zipCode', 'shippingAddress.country']
const valueAt = (object, field) => field.split('.').reduce((value, name) => value?.[name], object)

function errorsOf(order, products) {
  const errors = required.filter((field) => !valueAt(order, field)?.trim()).map((field) => ({ field, message: 'must not be empty' }))
  if (order.customerEmail && !order.customerEmail.includes('@')) errors.push({ field: 'customerEmail', message: 'must be an e-mail address' })
  order.items.forEach(({ productId }, i) => {
    if (!products.some((product) => product.productId === productId)) errors.push({ field: `items[${i}].productId`, message: 'is not in the catalogue' })
  })
  return errors
}

export class FakeShop {
  products = structuredClone(PRODUCTS)
  orders = new Map()
  byKey = new Map()
  customers = new Map()
  requests = []
  // What befalls the next requests: functions that are given the request and a function that answers it.
  troubles = []
  pageSize = 20

  handle = async (request) => {
    this.requests.push(request)
    const trouble = this.troubles[0]?.when(request) ? this.troubles.shift() : undefined
    return trouble ? trouble.happens(() => this.answer(request)) : this.answer(request)
  }

  // The next `count` requests of that method and path are met by `happens`.
  meet(method, path, happens, count = 1) {
    for (let i = 0; i < count; i++) this.troubles.push({ when: (request) => request.method === method && request.path === path, happens })
  }

  sent(method, path) {
    return this.requests.filter((request) => request.method === method && request.path === path)
  }

  // The only order, or the newest.
  get last() {
    return [...this.orders.values()].at(-1)
  }

  move(order, status, more = {}) {
    Object.assign(order, more, { status })
    order.history.push({ status, at: new Date().toISOString() })
  }

  answer(request) {
    const { method, path } = request
    const cancelled = /^\/orders\/([^/]+)\/cancel$/.exec(path)?.[1]
    const orderId = /^\/orders\/([^/]+)$/.exec(path)?.[1]
    if (method === 'GET' && path === '/products') return { status: 200, json: { products: this.products } }
    if (method === 'POST' && path === '/orders') return this.place(request)
    if (method === 'GET' && path === '/orders') return this.list(request)
    if (method === 'GET' && this.orders.has(orderId)) return { status: 200, json: this.orders.get(orderId) }
    if (method === 'POST' && this.orders.has(cancelled)) return this.cancel(this.orders.get(cancelled))
    return { status: 404, json: { message: 'There is no such order.' } }
  }

  customerOf({ headers }) {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    return { shown: token, customerId: this.customers.get(token) }
  }

  place(request) {
    const { json, headers } = request
    const { shown, customerId } = this.customerOf(request)
    const errors = errorsOf(json, this.products)
    if (errors.length) return { status: 400, json: { message: 'Validation failed', errors } }
    if (shown && !customerId) return { status: 401, json: { message: 'The customer\'s token does not hold, or not any more.' } }
    const key = headers['idempotency-key']
    const before = this.byKey.get(`${json.customerEmail} ${key}`)
    if (before && before.text !== JSON.stringify(json)) return { status: 422, json: { message: 'The Idempotency-Key was used for another order.' } }
    const order = before?.order ?? this.make(json, customerId ?? randomUUID())
    this.byKey.set(`${json.customerEmail} ${key}`, { text: JSON.stringify(json), order })
    const customerToken = shown ?? `token-of-${order.customerId}`
    this.customers.set(customerToken, order.customerId)
    return { status: 201, json: { ...order, customerToken } }
  }

  make(json, customerId) {
    const items = json.items.map((item) => ({ ...item, ...(({ name, price }) => ({ name, price }))(this.products.find((p) => p.productId === item.productId)) }))
    const totalAmount = items.reduce((cents, item) => cents + Math.round(item.price * 100) * item.quantity, 0) / 100
    const orderDate = new Date().toISOString()
    const order = { ...json, orderId: randomUUID(), status: 'PENDING', orderDate, customerId, items, totalAmount, history: [{ status: 'PENDING', at: orderDate }] }
    this.orders.set(order.orderId, order)
    return order
  }

  list(request) {
    const { customerId } = this.customerOf(request)
    if (!customerId) return { status: 401, json: { message: 'The customer\'s token does not hold, or not any more.' } }
    const own = [...this.orders.values()].filter((order) => order.customerId === customerId).reverse()
    const start = Number(request.url.searchParams.get('nextToken') ?? 0)
    const end = start + this.pageSize
    return { status: 200, json: { orders: own.slice(start, end), ...(end < own.length && { nextToken: `${end}` }) } }
  }

  cancel(order) {
    if (order.status === 'PENDING') this.move(order, 'CANCELLED', { cancelledAt: new Date().toISOString() })
    else if (order.status === 'PAYMENT_PROCESSED') this.move(order, 'REFUND_PENDING', { cancelledAt: new Date().toISOString() })
    else if (order.status === 'PAYMENT_PENDING') {
      order.cancelledAt = new Date().toISOString()
      return { status: 202, json: order }
    } else if (order.status !== 'CANCELLED') return { status: 409, json: { message: 'The order cannot be cancelled any more.', status: order.status } }
    return { status: 200, json: order }
  }
}
