// The order form: its fields, what is sent of them, and where the API's errors belong.
import type { Line, NewOrder } from './types'

export const fieldNames = [
  'customerName',
  'customerEmail',
  'customerPhone',
  'shippingAddress.street',
  'shippingAddress.city',
  'shippingAddress.state',
  'shippingAddress.zipCode',
  'shippingAddress.country',
  'paymentMethod',
  'carrier',
] as const

export type FieldName = (typeof fieldNames)[number]
export type Form = Record<FieldName, string>

export const paymentMethods = ['card', 'stripe', 'paypal'] as const
export const carriers = ['fedex', 'ups', 'dhl'] as const

export const emptyForm: Form = {
  ...(Object.fromEntries(fieldNames.map((name) => [name, ''])) as Form),
  paymentMethod: 'card',
}

/** What was stored, as far as it is a form. */
export function readForm(value: unknown): Form {
  const stored = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return Object.fromEntries(fieldNames.map((name) => [name, typeof stored[name] === 'string' ? stored[name] : emptyForm[name]])) as Form
}

const orNothing = (text: string) => text.trim() || undefined

/** The body of POST /orders. What is optional and empty is left out; all else is the API's to judge. */
export function orderOf(form: Form, items: Line[]): NewOrder {
  return {
    customerName: form.customerName,
    customerEmail: form.customerEmail.trim(),
    customerPhone: orNothing(form.customerPhone.replace(/[\s().-]/g, '')),
    paymentMethod: form.paymentMethod,
    carrier: orNothing(form.carrier),
    items: items.map(({ productId, quantity }) => ({ productId, quantity })),
    shippingAddress: {
      street: form['shippingAddress.street'],
      city: form['shippingAddress.city'],
      state: orNothing(form['shippingAddress.state']),
      zipCode: form['shippingAddress.zipCode'],
      country: form['shippingAddress.country'],
    },
  }
}

export const isFieldName = (field: string): field is FieldName => (fieldNames as readonly string[]).includes(field)

/** The line of the basket that an error is about: 1 for "items[1].quantity"; undefined for others. */
export function lineOf(field: string): number | undefined {
  const found = /^items\[(\d+)\]/.exec(field)
  return found ? Number(found[1]) : undefined
}
