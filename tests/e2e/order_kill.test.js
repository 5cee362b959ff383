// Orders while Nube is killed at random moments, on tables that keep to their capacity and with every right enforced, from partners that are late, answer twice,
// lose answers or talk nonsense: every order ends SHIPPED, PAYMENT_FAILED or CANCELLED with nothing kept, or REFUNDED, and the ledger agrees to the cent.
// KILL_ORDERS says how many orders (150), KILL_KILLS how many kills (4), KILL_SEED which moments and customers.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { folder, isSanitised, Nube, sleep, until } from '../support/js/nube.js'
import { FINAL, order, Shop } from '../support/js/shop.js'

const ORDERS = Number(process.env.KILL_ORDERS ?? (isSanitised ? 40 : 150))
const KILLS = Number(process.env.KILL_KILLS ?? 4)
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31)
const SECONDS = 120 + ORDERS / 2
const CHAOS = ['--slow-seconds', '6', '--chaos', '15'] // six seconds are longer than a step waits for a partner

let state = SEED
const random = () => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
  return state / 0x80000000
}
const choose = (list) => list[Math.floor(random() * list.length)]

const dir = folder()
const nubeArgs = ['--data-dir', dir, '--dynamodb-throttling']
const shop = await Shop.start(nubeArgs, CHAOS)
after(() => shop.stop())

const special = ['payment-declined', 'payment-wordy', 'payment-bad', 'payment-lost', 'payment-nonsense', 'shipment-refused', 'shipment-wordy', 'shipment-lost', 'shipment-refused-refund-lost']
const customer = (i) => (random() < 0.2 ? `test-${choose(special)}-${i}` : `kill-${i}`)

// Asks until there is an answer that is not "later".
async function insist(method, at, body, headers) {
  for (;;) {
    try {
      const answer = await shop.request(method, at, body, headers)
      if (answer.status < 500) return answer
    } catch {} // nobody is there just now
    await sleep(200)
  }
}

async function place(i) {
  const body = order(customer(i), { paymentMethod: choose(['card', 'stripe', 'paypal']), items: [{ productId: `p${1 + Math.floor(random() * 12)}`, quantity: 1 + Math.floor(random() * 9) }] })
  const { status, json } = await insist('POST', '/orders', body, { 'Idempotency-Key': `kill-${i}` })
  assert.equal(status, 201, JSON.stringify(json))
  if (random() < 0.1) await insist('POST', `/orders/${json.orderId}/cancel`)
  return json.orderId
}

async function kill() {
  await shop.nube.callsCollect()
  await shop.nube.end('SIGKILL')
  await sleep(100 + random() * 300)
  shop.nube = await Nube.start([...nubeArgs, '--port', String(shop.nube.port)])
  shop.clients = undefined
}

// Every order of the table, as it is.
async function orders() {
  const { dynamodb } = (shop.clients ??= shop.nube.api())
  const all = []
  let ExclusiveStartKey
  do {
    const page = await dynamodb.Scan({ TableName: 'Orders', ExclusiveStartKey })
    for (const item of page.Items) all.push({ id: item.orderId.S, status: item.status.S, amount: item.totalAmount.N, transaction: item.transactionId?.S, refund: item.refundId?.S })
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return all
}

// What a partner did, by order, from its own books.
function books(file) {
  const by = new Map()
  for (const line of readFileSync(path.join(shop.dir, file), 'utf8').trim().split('\n').filter(Boolean)) {
    const { entry } = JSON.parse(line)
    by.set(entry.orderId, [...(by.get(entry.orderId) ?? []), entry])
  }
  return by
}

// Brings home what was parked.
async function redrive() {
  const { sqs } = (shop.clients ??= shop.nube.api())
  const arn = async (QueueName) => {
    const { QueueUrl } = await sqs.GetQueueUrl({ QueueName })
    const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
    return [Attributes.QueueArn, Number(Attributes.ApproximateNumberOfMessages)]
  }
  const [[SourceArn, parked], [DestinationArn]] = [await arn('order-processing-dlq'), await arn('order-processing-queue')]
  if (parked) await sqs.StartMessageMoveTask({ SourceArn, DestinationArn }).catch(() => {}) // one may be under way
  return parked
}

const cents = (amount) => Math.round(Number(amount) * 100)
const sum = (list) => list.reduce((total, amount) => total + cents(amount), 0)

test(`${ORDERS} orders under ${KILLS} kills and partners of ill will: nobody pays for what is not sent`, async () => {
  console.log(`        KILL_SEED=${SEED}`)
  const start = Date.now()
  const waiting = Array.from({ length: ORDERS }, (_, i) => i)
  const placed = []
  const client = async () => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) placed.push(await place(i))
  }
  const clients = Promise.all(Array.from({ length: 10 }, client))
  for (let n = 1; n <= KILLS; n++) {
    await until(`${n} of ${KILLS + 1} parts of the orders`, () => placed.length >= (ORDERS * n) / (KILLS + 1), SECONDS)
    await sleep(random() * 400)
    await kill()
  }
  await clients
  console.log(`        all placed after ${Date.now() - start} ms`)
  assert.equal(new Set(placed).size, ORDERS)
  let parked = 0
  const all = await until('all orders to be settled', async () => {
    await shop.nube.clock({ advance: 15 })
    await sleep(400)
    parked += await redrive()
    const now = await orders().catch(() => [])
    return now.length >= ORDERS && now.every(({ status }) => FINAL.includes(status)) && now
  }, SECONDS)
  const counts = {}
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1
  console.log(`        all settled after ${Date.now() - start} ms, ${parked} redriven: ${JSON.stringify(counts)}`)

  const [payments, refunds, shipments] = ['payment', 'payment.refunds', 'shipment'].map(books)
  const expected = { SHIPPED: [1, 0, 1], PAYMENT_FAILED: [0, 0, 0], CANCELLED: [0, 0, 0], REFUNDED: [1, 1, 0] }
  const odd = all.filter(({ id, status }) => String([payments, refunds, shipments].map((book) => book.get(id)?.length ?? 0)) !== String(expected[status]))
  assert.deepEqual(odd, [])
  for (const id of placed) assert(all.some((o) => o.id === id), `${id} was answered, and is not there`)
  for (const { id, amount, transaction } of all.filter(({ status }) => status === 'SHIPPED' || status === 'REFUNDED')) {
    const [payment] = payments.get(id)
    assert.deepEqual([payment.amount, payment.transactionId], [Number(amount).toFixed(2), transaction])
  }
  for (const { id, refund } of all.filter(({ status }) => status === 'REFUNDED')) {
    assert.deepEqual([refunds.get(id)[0].amount, refunds.get(id)[0].refundId], [payments.get(id)[0].amount, refund])
  }
  const took = sum([...payments.values()].flat().map((p) => p.amount)) - sum([...refunds.values()].flat().map((r) => r.amount))
  assert.equal(took, sum(all.filter(({ status }) => status === 'SHIPPED').map(({ amount }) => amount)))
  for (const book of [payments, refunds, shipments]) for (const id of book.keys()) assert(all.some((o) => o.id === id), `${id} is in the books alone`)
}, { seconds: 2 * SECONDS })
