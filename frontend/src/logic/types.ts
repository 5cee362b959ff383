// What the shop's API takes and gives: docs/shop.md.

export type Product = { productId: string; name: string; description: string; price: number; currency: string }

export type Line = { productId: string; quantity: number }

export type Address = { street: string; city: string; state?: string; zipCode: string; country: string }

export type NewOrder = {
  customerName: string
  customerEmail: string
  customerPhone?: string
  paymentMethod: string
  carrier?: string
  items: Line[]
  shippingAddress: Address
}

export type Order = {
  orderId: string
  status: string
  orderDate: string
  customerName: string
  customerEmail: string
  items: { productId: string; name: string; quantity: number; price: number }[]
  totalAmount: number
  shippingAddress: Address
  paymentMethod?: string
  carrier?: string
  trackingNumber?: string
  deliveryDate?: string
  failureReason?: string
  cancelledAt?: string
  history?: { status: string; at: string }[]
}

export type FieldError = { field: string; message: string }

/** An answer of the API. `status` 0: there was none, or none that could be read, so nobody knows what was done. */
export type Answer = { status: number; json: Record<string, unknown>; retryAfterMs?: number }

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

export const isOrder = (value: unknown): value is Order =>
  isObject(value) &&
  typeof value.orderId === 'string' &&
  typeof value.status === 'string' &&
  typeof value.totalAmount === 'number' &&
  Array.isArray(value.items) &&
  isObject(value.shippingAddress)

export const isProduct = (value: unknown): value is Product =>
  isObject(value) && typeof value.productId === 'string' && typeof value.name === 'string' && typeof value.price === 'number'
