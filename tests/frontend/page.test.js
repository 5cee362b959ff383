// The shop's pages in a browser, before an API that a test moves on and disturbs.
import assert from 'node:assert/strict'
import path from 'node:path'
import { readFileSync } from 'node:fs'

import { browserIsHere, browserStart } from '../support/js/browser.js'
import { FakeShop } from '../support/js/fake_shop.js'
import { frontendIsHere, pagesServe } from '../support/js/frontend.js'
import { root, until } from '../support/js/nube.js'
import { test } from '../support/js/suite.js'

const seconds = { seconds: 60 }
const ann = {
  customerName: 'Ann Ex',
  customerEmail: 'ann@example.com',
  'shippingAddress.street': '1 Main St',
  'shippingAddress.city': 'Springfield',
  'shippingAddress.zipCode': '62701',
  'shippingAddress.country': 'US',
}

// A shop of its own and a page of it: { shop, page, origin, context, leave }. Whatever the page asks of other origins, and every error in it,
// fails the test when it leaves.
async function visit(options = {}) {
  const shop = new FakeShop()
  const { origin, stop } = await pagesServe((request) => shop.handle(request))
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const wrong = []
  context.on('request', (request) => request.url().startsWith(`${origin}/`) || wrong.push(request.url()))
  context.on('weberror', (error) => wrong.push(error.error().stack))
  context.on('console', (message) => message.type() === 'error' && !/Failed to load resource/.test(message.text()) && wrong.push(message.text()))
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  await page.goto(origin)
  const leave = async () => {
    await context.close()
    stop()
    assert.deepEqual(wrong, [])
  }
  return { shop, page, origin, context, leave }
}

const add = (page, name, times = 1) => page.getByRole('button', { name: `Add to basket: ${name}` }).click({ clickCount: times })

async function fill(page, values = ann) {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value)
}

async function toForm(page, values) {
  await add(page, 'Desk lamp')
  await page.getByRole('link', { name: 'Basket' }).click()
  await page.getByRole('link', { name: 'To the order form' }).click()
  await fill(page, values)
}

const placeButton = (page) => page.getByRole('button', { name: /^Place the order/ })

async function place(page) {
  await toForm(page)
  await placeButton(page).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
}

const toCatalogue = (page) => page.getByRole('link', { name: 'Catalogue', exact: true }).click()

async function isStatus(page, text) {
  await page.locator('.status', { hasText: new RegExp(`^${text}$`) }).waitFor()
}

async function orders() {
  const { shop, page, leave } = await visit()
  await add(page, 'Desk lamp')
  await add(page, 'Plant', 2)
  await page.getByRole('link', { name: 'Basket (3)' }).click()
  await page.getByLabel('Quantity: Desk lamp').fill('3')
  await page.locator('.total', { hasText: '$74.90' }).waitFor()
  await page.getByRole('button', { name: 'Remove: Plant' }).click()
  await page.locator('.total', { hasText: '$74.70' }).waitFor()
  await page.getByRole('link', { name: 'To the order form' }).click()
  await fill(page, { ...ann, customerPhone: '+1 555 1234567' })
  await page.getByLabel('Carrier').selectOption('dhl')
  await placeButton(page).click()
  await isStatus(page, 'Placed')
  const [sent] = shop.sent('POST', '/orders')
  assert.match(sent.headers['idempotency-key'], /^[0-9a-f]{32}$/)
  assert.deepEqual([sent.json.items, sent.json.carrier, sent.json.customerPhone], [[{ productId: 'p1', quantity: 3 }], 'dhl', '+15551234567'])

  for (const [state, word] of [['PAYMENT_PENDING', 'Being paid'], ['PAYMENT_PROCESSED', 'Paid'], ['SHIPMENT_PENDING', 'Being shipped']]) {
    shop.move(shop.last, state)
    await isStatus(page, word)
  }
  shop.move(shop.last, 'SHIPPED', { trackingNumber: 'JD0001', carrier: 'DHL', deliveryDate: '2026-12-05' })
  await isStatus(page, 'Shipped')
  const steps = await page.locator('.step').allInnerTexts()
  assert.deepEqual(steps.map((text) => text.replace(/\s+/g, ' ').replace(/ [A-Z][a-z]{2} \d.*/, '')), ['done: Placed', 'done: Paid', 'done: Shipped', 'to come: Expected delivery'])
  assert.match(steps.at(-1), /Dec 5, 2026/)
  await page.getByText('JD0001').waitFor()
  const asked = shop.requests.length
  await page.waitForTimeout(2500) // nothing is to come, so nothing is asked
  assert.equal(shop.requests.length, asked)
  assert.equal(await page.getByRole('button', { name: 'Cancel the order' }).count(), 0)
  await page.getByRole('link', { name: 'Basket' }).click()
  await page.getByText('Your basket is empty.').waitFor()
  await leave()
}

async function endsOtherwise() {
  const { shop, page, leave } = await visit()
  await place(page)
  shop.move(shop.last, 'PAYMENT_FAILED', { failureReason: 'The card was declined' })
  await isStatus(page, 'Payment declined')
  await page.getByText('The card was declined').waitFor()
  await page.getByText('nothing was charged').waitFor()
  await toCatalogue(page)
  await place(page)
  shop.move(shop.last, 'PAYMENT_PROCESSED')
  shop.move(shop.last, 'REFUND_PENDING')
  await isStatus(page, 'Being refunded')
  shop.move(shop.last, 'REFUNDED')
  await isStatus(page, 'Refunded')
  await page.goto(page.url().replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000'))
  await page.getByText('There is no such order.').waitFor()
  await leave()
}

async function fieldErrors() {
  const { shop, page, leave } = await visit()
  await toForm(page, { ...ann, customerName: ' ', customerEmail: 'nowhere' })
  await placeButton(page).click()
  const box = page.getByRole('alert')
  await box.getByText('E-mail: must be an e-mail address').waitFor()
  assert(await box.evaluate((node) => node === document.activeElement))
  const name = page.getByLabel('Name')
  assert.equal(await name.getAttribute('aria-invalid'), 'true')
  assert.equal(await name.evaluate((node) => document.getElementById(node.getAttribute('aria-describedby')).textContent), 'must not be empty')
  await box.getByRole('link', { name: 'Name: must not be empty' }).click()
  assert(await name.evaluate((node) => node === document.activeElement))
  await fill(page)
  await placeButton(page).click()
  await isStatus(page, 'Placed')
  const keys = shop.sent('POST', '/orders').map((request) => request.headers['idempotency-key'])
  assert.deepEqual([keys.length, new Set(keys).size, shop.orders.size], [2, 1, 1])
  await leave()
}

async function doubleClick() {
  const { shop, page, leave } = await visit()
  await toForm(page)
  await placeButton(page).dblclick()
  await isStatus(page, 'Placed')
  assert.deepEqual([shop.sent('POST', '/orders').length, shop.orders.size], [1, 1])
  await page.goBack()
  await page.getByText('Your basket is empty.').waitFor()
  await leave()
}

async function lostAnswers() {
  const { shop, page, leave } = await visit()
  shop.meet('POST', '/orders', (answer) => void answer()) // placed, and the answer is lost
  shop.meet('POST', '/orders', () => ({ status: 503, json: { message: 'Later.' }, headers: { 'Retry-After': '1' } }))
  await toForm(page)
  await placeButton(page).click()
  await page.getByText('you will not pay twice').waitFor()
  assert.equal(await page.getByLabel('Name').isDisabled(), true)
  await isStatus(page, 'Placed')
  const sent = shop.sent('POST', '/orders')
  assert.deepEqual([sent.length, shop.orders.size, new Set(sent.map((request) => JSON.stringify([request.headers['idempotency-key'], request.json]))).size], [3, 1, 1])
  await leave()
}

async function reload() {
  const { shop, page, origin, leave } = await visit()
  await toForm(page)
  await page.reload()
  assert.equal(await page.getByLabel('E-mail').inputValue(), ann.customerEmail)
  let isHeld = true
  shop.meet('POST', '/orders', async (answer) => {
    const given = answer()
    while (isHeld) await new Promise((done) => setTimeout(done, 20))
    return given
  })
  await placeButton(page).click()
  await until('the order to arrive', () => shop.orders.size === 1)
  await page.goto(origin) // in the middle, and not even to the form
  await isStatus(page, 'Placed')
  isHeld = false
  const sent = shop.sent('POST', '/orders')
  assert.deepEqual([sent.length, shop.orders.size, sent[0].headers['idempotency-key']], [2, 1, sent[1].headers['idempotency-key']])
  shop.move(shop.last, 'PAYMENT_PROCESSED')
  await page.reload()
  await isStatus(page, 'Paid')
  await leave()
}

async function twoWindows() {
  const { shop, page, context, origin, leave } = await visit()
  await toForm(page)
  const other = await context.newPage()
  await other.goto(`${origin}/checkout`)
  await fill(other)
  await placeButton(page).click()
  await isStatus(page, 'Placed')
  await other.getByText('Your basket is empty.').waitFor()
  assert.equal(shop.orders.size, 1)
  await leave()
}

async function taken() {
  const { shop, page, leave } = await visit()
  shop.meet('POST', '/orders', () => ({ status: 422, json: { message: 'The Idempotency-Key was used for another order.' } }))
  await toForm(page)
  await placeButton(page).click()
  await page.getByText('This basket was ordered before').waitFor()
  await placeButton(page).click()
  await isStatus(page, 'Placed')
  const [first, second] = shop.sent('POST', '/orders').map((request) => request.headers['idempotency-key'])
  assert.notEqual(first, second)
  await leave()
}

async function cancels() {
  const { shop, page, leave } = await visit()
  const cancel = async () => {
    await page.getByRole('button', { name: 'Cancel the order' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
  }
  await place(page)
  await cancel()
  await isStatus(page, 'Cancelled')
  await toCatalogue(page)
  await place(page)
  shop.move(shop.last, 'PAYMENT_PENDING')
  await isStatus(page, 'Being paid')
  await cancel()
  await page.getByText('Your wish to cancel is noted').waitFor()
  shop.move(shop.last, 'REFUND_PENDING')
  await isStatus(page, 'Being refunded')
  await toCatalogue(page)
  await place(page)
  shop.meet('POST', `/orders/${shop.last.orderId}/cancel`, () => ({ status: 503, json: { message: 'Later.' } }))
  await cancel()
  await page.getByText('could not be cancelled at the moment').waitFor()
  shop.meet('POST', `/orders/${shop.last.orderId}/cancel`, (answer) => (shop.move(shop.last, 'SHIPMENT_PENDING'), answer())) // just now
  await cancel()
  await page.getByText('It is too late').waitFor()
  await isStatus(page, 'Being shipped')
  await leave()
}

async function history() {
  const { shop, page, leave } = await visit()
  await page.getByRole('link', { name: 'Your orders' }).click()
  await page.getByText('No orders were placed from this browser yet.').waitFor()
  for (let i = 0; i < 3; i++) {
    await toCatalogue(page)
    await place(page)
  }
  assert.equal(new Set([...shop.orders.values()].map((order) => order.customerId)).size, 1)
  shop.pageSize = 2
  await page.getByRole('link', { name: 'Your orders' }).first().click()
  const rows = page.getByRole('link', { name: /^Order [0-9a-f]{8}$/ })
  await until('two orders', async () => (await rows.count()) === 2)
  await page.getByRole('button', { name: 'Older orders' }).click()
  await until('three orders', async () => (await rows.count()) === 3)
  assert.deepEqual(await rows.allInnerTexts(), [...shop.orders.keys()].reverse().map((id) => `Order ${id.slice(0, 8)}`))
  await page.reload()
  await rows.first().click()
  await isStatus(page, 'Placed')
  shop.customers.clear() // the shop's key was changed: the next order makes the browser known again
  await toCatalogue(page)
  await place(page)
  assert.deepEqual(shop.sent('POST', '/orders').slice(-2).map((request) => Boolean(request.headers.authorization)), [true, false])
  await page.getByRole('link', { name: 'Your orders' }).first().click()
  await until('one order', async () => (await rows.count()) === 1)
  await page.getByRole('button', { name: 'Forget me on this device' }).click()
  await page.getByText('No orders were placed from this browser yet.').waitFor()
  await leave()
}

async function catalogueChanges() {
  const { shop, page, leave } = await visit()
  await add(page, 'Plant')
  await add(page, 'Chair')
  shop.products[2].price = 150
  shop.products.splice(1, 1)
  await page.getByRole('link', { name: 'Basket' }).click()
  await page.getByRole('link', { name: 'To the order form' }).click()
  await page.getByRole('button', { name: 'Place the order: $150.00' }).waitFor()
  await fill(page)
  await placeButton(page).click()
  await page.getByRole('link', { name: 'Product p2, no longer in the catalogue: is not in the catalogue' }).click()
  await page.getByRole('button', { name: 'Remove: Product p2' }).click()
  await page.getByRole('link', { name: 'To the order form' }).click()
  assert.equal(await page.getByRole('alert').count(), 0)
  await placeButton(page).click()
  await isStatus(page, 'Placed')
  assert.equal(shop.last.totalAmount, 150)
  await leave()
}

async function stopped() {
  const { shop, page, leave } = await visit()
  await place(page)
  shop.meet('GET', `/orders/${shop.last.orderId}`, () => ({ status: 503, json: {}, headers: { 'Retry-After': '1' } }), 2)
  await page.getByText('This page keeps asking.').waitFor()
  shop.move(shop.last, 'SHIPPED')
  await isStatus(page, 'Shipped')
  assert.equal(await page.getByText('This page keeps asking.').count(), 0)
  await toCatalogue(page)
  shop.meet('GET', '/products', () => ({ status: 502, json: {} }))
  await page.reload()
  await page.getByText('The shop does not answer at the moment.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Add to basket: Plant' }).waitFor()
  await leave()
}

// Nothing but the keyboard: to a field, its text, and on by Tab until the element has that name.
async function keyboard() {
  const { shop, page, leave } = await visit()
  const focused = () => page.evaluate(() => [document.activeElement.getAttribute('aria-label'), document.activeElement.labels?.[0]?.textContent, document.activeElement.textContent].find(Boolean) ?? '')
  const tabTo = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      if ((await focused()).startsWith(name)) return
    }
    throw new Error(`Tab does not come to ${name}`)
  }
  await page.getByRole('button', { name: 'Add to basket: Chair' }).waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'Skip to the content')
  await tabTo('Add to basket: Chair')
  await page.keyboard.press('Enter')
  await page.getByText('Chair: 1 in your basket').waitFor({ state: 'attached' })
  await page.keyboard.press('Shift+Tab')
  await page.evaluate(() => document.activeElement.blur())
  await tabTo('Basket (1)')
  await page.keyboard.press('Enter')
  await until('the heading to have the focus', async () => (await focused()) === 'Basket')
  await tabTo('To the order form')
  await page.keyboard.press('Enter')
  for (const [label, text] of [['Name', 'Ann'], ['E-mail', 'ann@example.com'], ['Street', '1 Main St'], ['Postal', '62701'], ['City', 'Springfield'], ['Country', 'US']]) {
    await tabTo(label)
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
  await isStatus(page, 'Placed')
  await tabTo('Cancel the order')
  await page.keyboard.press('Enter')
  await until('the question to have the focus', async () => (await focused()) === 'Yes, cancel it')
  await page.keyboard.press('Enter')
  await isStatus(page, 'Cancelled')
  assert.equal(shop.last.status, 'CANCELLED')
  await leave()
}

async function accessible() {
  const axe = readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8')
  for (const colorScheme of ['light', 'dark']) {
    const { shop, page, origin, leave } = await visit({ colorScheme, viewport: { width: 320, height: 640 } })
    const looks = async (what) => {
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      assert.equal(isWide, false, `${what} is wider than the screen`)
      await page.evaluate(axe)
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
      assert.deepEqual(violations.map((each) => [each.id, each.nodes.map((node) => node.html)]), [], `${what}, ${colorScheme}`)
    }
    await page.getByRole('button', { name: 'Add to basket: Plant' }).waitFor()
    await looks('the catalogue')
    await add(page, 'Plant')
    await page.goto(`${origin}/basket`)
    await page.getByLabel('Quantity: Plant').waitFor()
    await looks('the basket')
    await page.goto(`${origin}/checkout`)
    await placeButton(page).click()
    await page.getByRole('alert').waitFor()
    await looks('the form')
    await fill(page)
    await placeButton(page).click()
    await isStatus(page, 'Placed')
    await looks('the order')
    shop.move(shop.last, 'REFUNDED', { failureReason: 'It is not there' })
    await isStatus(page, 'Refunded')
    await looks('the refunded order')
    await page.goto(`${origin}/orders`)
    await page.getByRole('button', { name: 'Forget me' }).waitFor()
    await page.getByRole('link', { name: /^Order / }).waitFor()
    await looks('the orders')
    await leave()
  }
}

async function spanish() {
  const { page, leave } = await visit({ locale: 'es-ES' })
  await page.getByRole('button', { name: 'Añadir a la cesta: Desk lamp' }).click()
  assert.equal(await page.getAttribute('html', 'lang'), 'es')
  await page.getByRole('link', { name: 'Cesta (1)' }).click()
  await page.locator('.total', { hasText: /24,90\sUS\$/ }).waitFor()
  await page.getByRole('link', { name: 'Al formulario de pedido' }).click()
  await page.getByRole('button', { name: /^Hacer el pedido/ }).click()
  await page.getByRole('link', { name: 'Nombre: no puede quedar vacío' }).waitFor()
  await fill(page)
  await page.getByRole('button', { name: /^Hacer el pedido/ }).click()
  await isStatus(page, 'Hecho')
  assert.match(await page.title(), /^Pedido [0-9a-f]{8} · Tienda$/)
  await leave()
}

let browser
if (frontendIsHere() && browserIsHere()) {
  browser = await browserStart()
  test('a person orders, and follows the order until it is shipped', orders, seconds)
  test('declined and refunded orders say so; one that is none, too', endsOtherwise, seconds)
  test('the API\'s errors stand at their fields, and the corrected order is the same purchase', fieldErrors, seconds)
  test('a double click is one order', doubleClick, seconds)
  test('a lost answer and a busy shop: the same order is sent again, and is one', lostAnswers, seconds)
  test('a reload in the middle goes on, in the form, while ordering and while following', reload, seconds)
  test('what one window ordered is not in the other\'s basket any more', twoWindows, seconds)
  test('a basket that was ordered before is ordered again on demand alone', taken, seconds)
  test('an order is cancelled, noted to be, and too late to be', cancels, seconds)
  test('a customer\'s orders, page by page; a browser that the shop forgot; one that forgets', history, seconds)
  test('prices that have changed show in the form, and what left the catalogue is taken out of the basket', catalogueChanges, seconds)
  test('a shop that does not answer: the pages say so and go on', stopped, seconds)
  test('everything goes by keyboard', keyboard, seconds)
  test('nothing that axe finds fault with, light and dark, on 320 pixels', accessible, { seconds: 120 })
  test('in Spanish', spanish, seconds)
}
