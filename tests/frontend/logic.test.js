// The logic of the shop's pages, without a browser.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'

import { frontend, logic } from '../support/js/frontend.js'
import { skip, test } from '../support/js/suite.js'

const order = (status, more = {}) => ({ orderId: 'o', status, orderDate: '2026-01-01T00:00:00Z', items: [], totalAmount: 1, shippingAddress: {}, history: [], ...more })

// A Buyer before an API that gives these answers, one after the other; the last one stays.
async function buyerOf(...answers) {
  const { Buyer } = await logic('purchase')
  const world = { sent: [], saved: undefined, told: [], placed: [], slept: [], forgotten: 0 }
  world.buyer = new Buyer({
    send: async (purchase) => {
      world.sent.push(structuredClone(purchase))
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return typeof answer === 'function' ? answer(world) : { json: {}, ...answer }
    },
    sleep: async (ms) => void world.slept.push(ms),
    load: () => world.saved,
    save: (purchase) => (world.saved = purchase),
    placed: (placed, token) => world.placed.push([placed.orderId, token]),
    forgetToken: () => world.forgotten++,
    tell: (state) => world.told.push(state.kind),
  })
  return world
}

const purchase = { key: 'k', token: 'old', body: { items: [{ productId: 'p1', quantity: 1 }] } }
const placed = { status: 201, json: { ...order('PENDING'), customerToken: 'new' } }

async function basketsAddUp() {
  const { withOneMore, withQuantity, total, pieces, emptyBasket, quantityOf, QUANTITY_MAX, LINES_MAX } = await logic('basket')
  const products = [{ productId: 'a', price: 0.1 }, { productId: 'b', price: 0.2 }]
  let basket = withOneMore(withOneMore(emptyBasket, 'a'), 'b')
  assert.equal(total(basket, products), 0.3)
  basket = withQuantity(basket, 'a', 3)
  assert.deepEqual([pieces(basket), quantityOf(basket, 'a'), total(basket, products)], [4, 3, 0.5])
  assert.equal(quantityOf(withQuantity(basket, 'a', 1e9), 'a'), QUANTITY_MAX)
  for (const none of [0, -1, NaN, 0.5]) assert.equal(quantityOf(withQuantity(basket, 'a', none), 'a'), 0)
  assert.equal(total(withOneMore(basket, 'gone'), products), 0.5)
  let full = emptyBasket
  for (let i = 0; i < LINES_MAX + 5; i++) full = withOneMore(full, `p${i}`)
  assert.equal(full.lines.length, LINES_MAX)
}

async function basketsKeepTheirKey() {
  const { withOneMore, withQuantity, withNewKey, emptyBasket, readBasket, newKey } = await logic('basket')
  const first = withOneMore(emptyBasket, 'a')
  assert.match(first.key, /^[0-9a-f]{32}$/)
  assert.equal(withQuantity(withOneMore(first, 'b'), 'a', 9).key, first.key)
  assert.deepEqual(readBasket(JSON.parse(JSON.stringify(first))), first)
  const emptied = withQuantity(first, 'a', 0)
  assert.deepEqual(emptied, emptyBasket)
  assert.notEqual(withOneMore(emptied, 'a').key, first.key)
  assert.notEqual(withNewKey(first).key, first.key)
  assert.equal(new Set(Array.from({ length: 100 }, newKey)).size, 100)
}

async function storedNonsense() {
  const { readBasket, emptyBasket } = await logic('basket')
  const { readPurchase } = await logic('purchase')
  const { readForm, emptyForm } = await logic('form')
  for (const value of [undefined, null, 1, 'x', [], {}, { key: 'k' }, { key: 'k', lines: 'x' }, { key: '', lines: [{ productId: 'a', quantity: 1 }] }])
    assert.deepEqual(readBasket(value), emptyBasket)
  const mixed = { key: 'k', lines: [null, { productId: 1, quantity: 1 }, { productId: 'a', quantity: -1 }, { productId: 'b', quantity: 2, more: 1 }] }
  assert.deepEqual(readBasket(mixed).lines, [{ productId: 'b', quantity: 2 }])
  for (const value of [undefined, null, 1, {}, { key: 'k' }, { key: '', body: {} }]) assert.equal(readPurchase(value), undefined)
  assert.deepEqual(readPurchase({ ...purchase, token: 7 }), { ...purchase, token: undefined })
  for (const value of [undefined, null, 3, []]) assert.deepEqual(readForm(value), emptyForm)
  assert.deepEqual(readForm({ customerName: 'Ann', carrier: 5, other: 'x' }), { ...emptyForm, customerName: 'Ann' })
}

async function answersMean() {
  const { outcomeOf } = await logic('purchase')
  const kind = (status, json = {}) => outcomeOf({ status, json }).kind
  assert.equal(kind(201, order('PENDING')), 'placed')
  for (const [status, json] of [[0], [200, order('PENDING')], [201], [201, { orderId: 'o' }], [408], [429], [500], [502], [503], [504]]) assert.equal(kind(status, json), 'unknown', status)
  for (const status of [400, 403, 404, 413]) assert.equal(kind(status), 'refused')
  assert.deepEqual([kind(401), kind(422)], ['unknown-token', 'taken'])
  const errors = [{ field: 'customerName', message: 'is required' }, { field: 3 }]
  assert.deepEqual(outcomeOf({ status: 400, json: { message: 'Validation failed', errors } }).fields, [errors[0]])
  assert.deepEqual(outcomeOf({ status: 413, json: { message: 'Too large' } }).fields, [{ field: '', message: 'Too large' }])
  assert.deepEqual(outcomeOf({ status: 403, json: {} }).fields, [{ field: '', message: '' }])
}

async function retriesBuyOnce() {
  const { TRIES } = await logic('purchase')
  const world = await buyerOf({ status: 0 }, { status: 503, retryAfterMs: 9000 }, { status: 429 }, placed)
  await world.buyer.begin(purchase)
  assert.deepEqual(world.sent, [purchase, purchase, purchase, purchase])
  assert.deepEqual([world.placed, world.saved, world.told.at(-1)], [[['o', 'new']], undefined, 'idle'])
  assert(world.slept[1] >= 9000 && world.slept[2] > world.slept[0])

  const lost = await buyerOf({ status: 0 })
  await lost.buyer.begin(purchase)
  assert.deepEqual([lost.sent.length, lost.told.at(-1), lost.saved], [TRIES, 'stuck', purchase])
  await lost.buyer.begin({ ...purchase, key: 'other' }) // one that is not answered is in the way
  assert.deepEqual([lost.sent.length, lost.saved], [TRIES, purchase])
  await lost.buyer.resume()
  assert.equal(lost.sent.length, 2 * TRIES)
  assert(lost.sent.every((each) => each.key === 'k'))
}

async function clicksBuyOnce() {
  const world = await buyerOf(placed)
  await Promise.all([world.buyer.begin(purchase), world.buyer.begin(purchase), world.buyer.resume()])
  assert.deepEqual([world.sent.length, world.placed.length], [1, 1])
  const elsewhere = await buyerOf((world) => ((world.saved = undefined), { status: 0, json: {} })) // another window has the answer
  await elsewhere.buyer.begin(purchase)
  assert.deepEqual([elsewhere.sent.length, elsewhere.told.at(-1), elsewhere.placed], [1, 'idle', []])
}

async function refusalsEnd() {
  const refused = await buyerOf({ status: 400, json: { errors: [{ field: 'customerName', message: 'is required' }] } })
  await refused.buyer.begin(purchase)
  assert.deepEqual([refused.sent.length, refused.saved, refused.told.at(-1), refused.placed], [1, undefined, 'refused', []])
  const taken = await buyerOf({ status: 422 })
  await taken.buyer.begin(purchase)
  assert.deepEqual([taken.saved, taken.told.at(-1)], [undefined, 'taken'])
  const stale = await buyerOf({ status: 401 }, placed)
  await stale.buyer.begin(purchase)
  assert.deepEqual(stale.sent, [purchase, { ...purchase, token: undefined }])
  assert.deepEqual([stale.forgotten, stale.placed], [1, [['o', 'new']]])
}

async function waits() {
  const { polling, waitMs } = await logic('backoff')
  const plain = Array.from({ length: 12 }, (_, steps) => waitMs(polling, steps, 0, 0))
  assert.deepEqual([plain[0], plain.at(-1)], [polling.firstMs, polling.mostMs])
  for (let i = 1; i < plain.length; i++) assert(plain[i] >= plain[i - 1])
  assert.equal(waitMs(polling, 0, 5000, 0), 5000)
  assert.equal(waitMs(polling, 0, 1e9, 0), 60000)
  assert.equal(waitMs(polling, 1e6, 0, 1), polling.mostMs * 1.2)
}

// Follows an order through these answers; gives what was told and how long it waited each time.
async function followed(answers, known, { abortAt = Infinity } = {}) {
  const { follow } = await logic('follow')
  const leaving = new AbortController()
  const told = []
  const slept = []
  let asked = 0
  const ask = async () => {
    if (++asked >= abortAt) leaving.abort()
    return { json: {}, ...answers.shift() }
  }
  await follow({ ask, sleep: async (ms) => void slept.push(ms), tell: ({ order, trouble }) => told.push(order?.status ?? trouble) }, leaving.signal, known)
  return { told, slept, asked }
}

async function follows() {
  const state = (status) => ({ status: 200, json: order(status) })
  const whole = await followed(['PENDING', 'PENDING', 'PENDING', 'PAYMENT_PENDING', 'PAYMENT_PROCESSED', 'SHIPMENT_PENDING', 'SHIPPED'].map(state), order('PENDING'))
  assert.deepEqual([whole.told.length, whole.told.at(-1), whole.asked], [7, 'SHIPPED', 7])
  assert(whole.slept[2] > 1.5 * whole.slept[0] && whole.slept[3] < whole.slept[2]) // seldom, until there is news
  for (const end of ['SHIPPED', 'PAYMENT_FAILED', 'REFUNDED', 'CANCELLED']) assert.equal((await followed([state(end)])).asked, 1)
  assert.deepEqual((await followed([{ status: 404 }])).told, ['missing'])
  const troubled = await followed([{ status: 0 }, { status: 503, retryAfterMs: 30000 }, { status: 200, json: { nonsense: 1 } }, state('SHIPPED')])
  assert.deepEqual(troubled.told, ['unreachable', 'unreachable', 'unreachable', 'SHIPPED'])
  assert(troubled.slept[1] >= 30000)
  assert.deepEqual((await followed([state('PENDING'), state('SHIPPED')], undefined, { abortAt: 2 })).told, ['PENDING']) // nobody looks any more
}

async function progress() {
  const { steps, isFinal, isKnown, isCancellable } = await logic('progress')
  const seen = (status, more) => steps(order(status, more)).map((step) => `${step.name} ${step.state}`)
  assert.deepEqual(seen('PENDING'), ['placed done', 'paid ahead', 'shipped ahead'])
  assert.deepEqual(seen('PAYMENT_PENDING'), ['placed done', 'paid current', 'shipped ahead'])
  assert.deepEqual(seen('SHIPPED'), ['placed done', 'paid done', 'shipped done', 'delivery ahead'])
  assert.deepEqual(seen('PAYMENT_FAILED'), ['placed done', 'declined failed'])
  assert.deepEqual(seen('REFUND_PENDING'), ['placed done', 'paid done', 'stopped failed', 'refunded current'])
  assert.deepEqual(seen('REFUNDED'), ['placed done', 'paid done', 'stopped failed', 'refunded done'])
  assert.deepEqual(seen('CANCELLED'), ['placed done', 'cancelled failed'])
  for (const strange of ['', 'LOST', 'constructor', '__proto__']) assert.deepEqual([seen(strange), isKnown(strange), isFinal(strange)], [['placed done'], false, false])
  const history = [{ status: 'PAYMENT_PROCESSED', at: 'T1' }, { status: 'SHIPPED', at: 'T2' }]
  assert.deepEqual(steps(order('SHIPPED', { history, deliveryDate: 'D' })).map((step) => step.at), ['2026-01-01T00:00:00Z', 'T1', 'T2', 'D'])
  const cancellable = ['PENDING', 'PAYMENT_PENDING', 'PAYMENT_PROCESSED', 'SHIPMENT_PENDING', 'SHIPPED', 'CANCELLED', 'REFUND_PENDING'].filter((status) => isCancellable(order(status)))
  assert.deepEqual(cancellable, ['PENDING', 'PAYMENT_PENDING', 'PAYMENT_PROCESSED'])
  assert.equal(isCancellable(order('PAYMENT_PENDING', { cancelledAt: 'T' })), false)
}

async function addresses() {
  const { routeOf } = await logic('route')
  const id = '0f0e0d0c-0b0a-4000-8000-000000000000'
  assert.deepEqual(routeOf(`/orders/${id}`), { page: 'order', orderId: id })
  const pages = { '/': 'catalogue', '/index.html': 'catalogue', '/basket/': 'basket', '/checkout': 'checkout', '/orders/': 'orders', '/orders/1': 'missing', '/constructor': 'missing', '//': 'catalogue' }
  for (const [path, page] of Object.entries(pages)) assert.deepEqual(routeOf(path), { page }, path)
}

async function forms() {
  const { orderOf, emptyForm, isFieldName, lineOf } = await logic('form')
  const body = orderOf({ ...emptyForm, customerEmail: ' a@b.c ', customerPhone: '+1 (555) 123-4567', 'shippingAddress.city': 'Rome' }, [{ productId: 'p1', quantity: 2, price: 1 }])
  assert.deepEqual(JSON.parse(JSON.stringify(body)), {
    customerName: '',
    customerEmail: 'a@b.c',
    customerPhone: '+15551234567',
    paymentMethod: 'card',
    items: [{ productId: 'p1', quantity: 2 }],
    shippingAddress: { street: '', city: 'Rome', zipCode: '', country: '' },
  })
  assert.deepEqual([isFieldName('shippingAddress.city'), isFieldName('items[0].quantity'), isFieldName('toString')], [true, false, false])
  assert.deepEqual([lineOf('items[12].quantity'), lineOf('items'), lineOf('customerName')], [12, undefined, undefined])
}

async function words() {
  const { languageOf, translateMessage } = await logic('language')
  const { formatMoney } = await logic('money')
  for (const [wanted, language] of [[['es-MX', 'en'], 'es'], [['fr', 'ES', 'en'], 'es'], [['en-GB', 'es'], 'en'], [['fr', 'de'], 'en'], [[], 'en'], [['est'], 'en']])
    assert.equal(languageOf(wanted), language, wanted.join())
  assert.equal(translateMessage('es', 'must be an integer from 1 to 10000'), 'debe ser un número entero de 1 a 10000')
  assert.equal(translateMessage('es', 'must be "fedex", "ups" or "dhl"'), 'debe ser "fedex", "ups" or "dhl"')
  assert.equal(translateMessage('es', 'never heard'), 'never heard')
  assert.equal(translateMessage('en', 'is required'), 'is required')
  assert.deepEqual([formatMoney(1234.5, 'USD', 'en'), formatMoney(1, 'no currency', 'en')], ['$1,234.50', '1.00 no currency'])
}

if (!existsSync(path.join(frontend, 'node_modules/esbuild'))) skip('frontend/node_modules is not here; `make frontend` fetches it')
else {
  test('a basket adds up in cents, within the API\'s limits', basketsAddUp)
  test('a basket keeps its key until it is emptied', basketsKeepTheirKey)
  test('what is stored and makes no sense is left aside', storedNonsense)
  test('only a 201 with an order has bought something, and only a refusal surely nothing', answersMean)
  test('a retry sends the same again, waits longer each time, and never buys twice', retriesBuyOnce)
  test('two clicks are one purchase; another window\'s answer ends it', clicksBuyOnce)
  test('a refusal ends a purchase; a token that holds no more is left away', refusalsEnd)
  test('waits grow to their bound, and are as long as the server says', waits)
  test('an order is followed to its end, more seldom while nothing happens', follows)
  test('each state has its steps, with their times', progress)
  test('addresses lead to pages', addresses)
  test('the form becomes an order', forms)
  test('words and amounts are in the browser\'s language', words)
}
