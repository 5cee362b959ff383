// What the page knows: the basket, the purchase under way, the customer's token, the form, the orders seen.
import { getProducts, postOrder } from './api'
import { emptyBasket, readBasket, withNewKey, type Basket } from './logic/basket'
import { emptyForm, orderOf, readForm, type Form } from './logic/form'
import { Buyer, readPurchase, type Purchase, type PurchaseState } from './logic/purchase'
import { isProduct, type Order, type Product } from './logic/types'
import { go } from './navigation'
import { Stored } from './stored'
import { Told } from './told'

export const basket = new Stored<Basket>('shop.basket', readBasket)
export const purchase = new Stored<Purchase | undefined>('shop.purchase', readPurchase)
export const token = new Stored<string | undefined>('shop.token', (stored) => (typeof stored === 'string' && stored ? stored : undefined))
export const form = new Stored<Form>('shop.form', readForm, 'sessionStorage')

/** Orders that answers have told of, so that a page has something to show before it asks. */
export const seen = new Map<string, Order>()

export const buying = new Told<PurchaseState>({ kind: 'idle' })

const buyer = new Buyer({
  send: postOrder,
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  load: purchase.get,
  save: purchase.set,
  placed: (order, customerToken) => {
    seen.set(order.orderId, order)
    if (customerToken) token.set(customerToken)
    basket.set(emptyBasket)
    go(`/orders/${order.orderId}`)
  },
  forgetToken: () => token.set(undefined),
  tell: (state) => {
    // The basket's key bought something else: what is in it now is a new purchase, should somebody want it.
    if (state.kind === 'taken') basket.set(withNewKey(basket.get()))
    buying.set(state)
  },
})

export function buy(): void {
  const { key, lines } = basket.get()
  if (lines.length) void buyer.begin({ key, token: token.get(), body: orderOf(form.get(), lines) })
}

export const buyOn = () => void buyer.resume()

/** What the API had against the last purchase is told once. */
export function hearNoMore(): void {
  if (!purchase.get()) buying.set({ kind: 'idle' })
}

/** The customer's wish, once nobody answers: whatever came of the purchase, the basket is as before it. */
export function giveUp(): void {
  purchase.set(undefined)
  buying.set({ kind: 'idle' })
}

/** Nothing of the customer stays in this browser. */
export function forget(): void {
  token.set(undefined)
  form.set(emptyForm)
  seen.clear()
}

/** The catalogue: undefined while it is first asked for. */
export const catalogue = new Told<{ products: Product[] } | 'unreachable' | undefined>(undefined)

/** Asks for it once more, too: prices may have changed. One that is there stays until there is another. */
export async function loadCatalogue(): Promise<void> {
  const { status, json } = await getProducts()
  const products = Array.isArray(json.products) ? json.products.filter(isProduct) : undefined
  if (status === 200 && products) catalogue.set({ products })
  else if (typeof catalogue.get() !== 'object') catalogue.set('unreachable')
}
