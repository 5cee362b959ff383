// A person orders in a browser, through CloudFront, from the pages in their bucket to the mail in the mailbox. PICTURES names a folder for
// pictures of the pages.
import assert from 'node:assert/strict'
import path from 'node:path'

import { browserIsHere, browserStart } from '../support/js/browser.js'
import { dist, frontendIsHere } from '../support/js/frontend.js'
import { freePort, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'
import { after, test } from '../support/js/suite.js'

const seconds = { seconds: 60 }
const ann = {
  customerName: 'Ann Ex',
  customerEmail: 'ann@customers.example',
  'shippingAddress.street': '1 Main St',
  'shippingAddress.city': 'Springfield',
  'shippingAddress.zipCode': '62701',
  'shippingAddress.country': 'US',
}

let shop, site, context, page, asked

async function picture(name, of = page) {
  if (process.env.PICTURES) await of.screenshot({ path: path.join(process.env.PICTURES, `${name}.png`), fullPage: true })
}

async function start() {
  const port = await freePort()
  const deployArgs = ['--frontend', dist, '--site-url-format', `https://{domain}:${port}`]
  shop = await Shop.start(['--ephemeral', '--tls-port', `${port}`], undefined, deployArgs)
  after(() => shop.stop())
  site = shop.deployed.shop
  const browser = await browserStart()
  context = await browser.newContext({ locale: 'en-US', ignoreHTTPSErrors: true, viewport: { width: 800, height: 600 } })
  page = await context.newPage()
  page.setDefaultTimeout(20000)
  asked = []
  context.on('request', (request) => asked.push(new URL(request.url()).origin))
}

const isStatus = (text) => page.locator('.status', { hasText: new RegExp(`^${text}$`) }).waitFor()
const placeButton = () => page.getByRole('button', { name: /^Place the order/ })
const placed = () => page.waitForURL(/\/orders\/[0-9a-f-]{36}$/).then(() => page.url().split('/').at(-1))

async function toForm() {
  await page.getByRole('link', { name: 'Basket' }).click()
  await page.getByRole('link', { name: 'To the order form' }).click()
}

async function fill() {
  for (const [name, value] of Object.entries(ann)) await page.locator(`[name="${name}"]`).fill(value)
}

async function add(name) {
  await page.getByRole('link', { name: 'Catalogue', exact: true }).click()
  await page.getByRole('button', { name: `Add to basket: ${name}` }).click()
}

// The mails to the customer, and to nobody else.
const mails = async (subject) => (await shop.nube.mails()).filter((mail) => mail.to === ann.customerEmail && subject.test(mail.subject))

async function orders() {
  await page.goto(site)
  const names = page.getByRole('heading', { level: 2 })
  await until('the catalogue', async () => (await names.count()) === 12)
  await picture('catalogue')
  await add('Desk lamp')
  await toForm()
  await placeButton().click()
  await page.getByRole('link', { name: 'Name: must not be empty' }).waitFor()
  await picture('errors')
  await fill()
  await placeButton().click()
  const orderId = await placed()
  await isStatus('Shipped')
  await picture('order')
  const [payment, ...more] = await shop.payments(orderId)
  assert.deepEqual([Number(payment.amount), more], [24.9, []])
  const [shipment] = await shop.shipments(orderId)
  await page.getByText(shipment.trackingNumber).waitFor()
  assert.deepEqual([...new Set(asked)], [site])
}

async function readsMail() {
  await shop.nube.quiet()
  const [confirmation] = await until('a mail that asks', () => mails(/Subscription Confirmation/).then((found) => found.length && found))
  const other = await context.newPage()
  await other.goto(/http:\/\/\S+/.exec(confirmation.body)[0])
  await other.getByText('Subscription confirmed').first().waitFor()
  await other.close()
  await add('Plant')
  await toForm()
  await placeButton().click()
  const orderId = await placed()
  await isStatus('Shipped')
  const tracking = (await shop.shipments(orderId))[0].trackingNumber
  const [mail] = await until('the mail', () => mails(new RegExp(`${orderId} has been shipped`)).then((found) => found.length && found))
  for (const word of ['Plant', '14.80', '1 Main St', tracking]) assert(mail.body.includes(word), `${word} in ${mail.body}`)
}

async function doubleClick() {
  const before = Object.keys(await shop.statuses()).length
  await add('Desk lamp')
  await toForm()
  await placeButton().dblclick()
  const orderId = await placed()
  await isStatus('Shipped')
  assert.equal(Object.keys(await shop.statuses()).length, before + 1)
  assert.equal((await shop.payments(orderId)).length, 1)
}

async function cancels() {
  const { pipes } = shop.nube.api()
  await pipes.StopPipe({ Name: 'order-pipe' }) // so that it stays as it was placed
  await add('Desk lamp')
  await toForm()
  await placeButton().click()
  const orderId = await placed()
  await isStatus('Placed')
  await page.reload()
  await isStatus('Placed')
  await page.getByRole('button', { name: 'Cancel the order' }).click()
  await page.getByRole('button', { name: 'Yes, cancel it' }).click()
  await isStatus('Cancelled')
  await pipes.StartPipe({ Name: 'order-pipe' })
  await shop.nube.quiet()
  assert.deepEqual([(await shop.statuses())[orderId], await shop.payments(orderId)], ['CANCELLED', []])
}

async function reloads() {
  const before = Object.keys(await shop.statuses()).length
  await add('Plant')
  await toForm()
  let isHeld = true
  const hold = async (route, request) => {
    if (!isHeld) return route.continue()
    isHeld = false
    const { authorization, 'idempotency-key': key } = request.headers()
    await shop.place(request.postData(), { Authorization: authorization, 'Idempotency-Key': key }) // it arrives, and the page never hears of that
  }
  await page.route('**/api/orders', hold)
  await placeButton().click()
  await until('the order to be taken', async () => Object.keys(await shop.statuses()).length === before + 1)
  await page.goto(`${site}/basket`)
  const orderId = await placed()
  await page.unroute('**/api/orders', hold)
  await isStatus('Shipped')
  assert.equal(Object.keys(await shop.statuses()).length, before + 1)
  assert.equal((await shop.payments(orderId)).length, 1)
}

async function unhappyEnds() {
  for (const [customerId, word, end] of [['test-payment-declined-1', 'Payment declined', 'nothing was charged'], ['test-shipment-refused-1', 'Refunded', 'Will not be shipped']]) {
    const { orderId } = await shop.place(order(customerId))
    await page.goto(`${site}/orders/${orderId}`)
    await isStatus(word)
    await page.getByText(end).waitFor()
    await picture(word.toLowerCase().replace(' ', '-'))
  }
}

async function history() {
  await page.getByRole('link', { name: 'Your orders' }).first().click()
  const rows = page.getByRole('link', { name: /^Order [0-9a-f]{8}$/ })
  await until('the orders', async () => (await rows.count()) === 5)
  await picture('orders')
  await page.getByText('Cancelled').waitFor()
  await page.goto(`${site}/nowhere`)
  await page.getByText('There is no such page.').waitFor()
  await page.goto(`${site}/orders/00000000-0000-4000-8000-000000000000`)
  await page.getByText('There is no such order.').waitFor()
}

if (frontendIsHere() && browserIsHere()) {
  await start()
  test('a person orders, is told of errors at their fields, and follows the order until it is shipped', orders, seconds)
  test('the customer confirms the address, and reads the mail of the next order', readsMail, seconds)
  test('a double click is one order', doubleClick, seconds)
  test('an order is cancelled, and nothing is charged', cancels, seconds)
  test('a reload in the middle of ordering goes on, and is one order', reloads, seconds)
  test('declined and refunded orders say so', unhappyEnds, seconds)
  test('the customer\'s orders; addresses that are none', history, seconds)
}
