// The basket: lines of products, and the key under which it is bought. The key comes with the first line and stays until the
// basket is bought or emptied, so whatever is sent again is the same purchase.
import { toCents } from './money'
import { isObject, type Line, type Product } from './types'

export type Basket = { key: string; lines: Line[] }

// The API's own limits.
export const QUANTITY_MAX = 10000
export const LINES_MAX = 50

export const emptyBasket: Basket = { key: '', lines: [] }

/** 128 random bits. (crypto.randomUUID is there for https alone.) */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The same things as another purchase. */
export const withNewKey = (basket: Basket): Basket => (basket.lines.length ? { ...basket, key: newKey() } : emptyBasket)

const bounded = (quantity: number) => (Number.isFinite(quantity) ? Math.min(Math.max(Math.trunc(quantity), 0), QUANTITY_MAX) : 0)

/** The basket with that many of a product; 0 takes the line away, and with the last line the key. */
export function withQuantity(basket: Basket, productId: string, quantity: number): Basket {
  const wanted = bounded(quantity)
  const isThere = basket.lines.some((line) => line.productId === productId)
  const lines = isThere
    ? basket.lines.map((line) => (line.productId === productId ? { productId, quantity: wanted } : line)).filter((line) => line.quantity > 0)
    : wanted > 0 && basket.lines.length < LINES_MAX
      ? [...basket.lines, { productId, quantity: wanted }]
      : basket.lines
  return lines.length ? { key: basket.key || newKey(), lines } : emptyBasket
}

export const quantityOf = (basket: Basket, productId: string) => basket.lines.find((line) => line.productId === productId)?.quantity ?? 0

export const withOneMore = (basket: Basket, productId: string) => withQuantity(basket, productId, quantityOf(basket, productId) + 1)

export const pieces = (basket: Basket) => basket.lines.reduce((sum, line) => sum + line.quantity, 0)

/** What it costs by the catalogue; lines of unknown products cost nothing, and the API refuses them. */
export function total(basket: Basket, products: Product[]): number {
  const cents = basket.lines.reduce((sum, line) => {
    const product = products.find((each) => each.productId === line.productId)
    return sum + (product ? toCents(product.price) * line.quantity : 0)
  }, 0)
  return cents / 100
}

/** What was stored, where it is a basket still; else an empty one. */
export function readBasket(value: unknown): Basket {
  if (!isObject(value) || typeof value.key !== 'string' || !value.key || !Array.isArray(value.lines)) return emptyBasket
  const lines = value.lines
    .filter((line) => isObject(line) && typeof line.productId === 'string' && bounded(Number(line.quantity)) > 0)
    .map((line) => ({ productId: line.productId, quantity: bounded(Number(line.quantity)) }))
  return lines.length ? { key: value.key, lines } : emptyBasket
}
