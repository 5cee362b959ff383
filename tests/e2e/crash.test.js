// Nube ends in the middle of two hundred orders, killed or asked, and starts again on its data: what was answered is done, and
// nobody pays twice.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { folder, Nube, sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'

const ORDERS = 200
const VISIBILITY_SECONDS = 300

const shops = []
after(async () => {
  for (const shop of shops) await shop.stop()
})

// Posts an order until somebody answers; whoever gets no answer may post again, as a new order.
async function place(shop, answered, i) {
  for (;;) {
    try {
      answered.push((await shop.place(order(`crash-${i}`))).orderId)
      return
    } catch {
      await sleep(50)
    }
  }
}

// Until no execution runs and no order moves. What was killed between its message and its order leaves a message without an order,
// whose execution looks for it during a minute (docs/shop.md).
async function quiet(shop) {
  let before = ''
  try {
    await until('the shop to be quiet', async () => {
      const { busy } = await shop.nube.clock()
      const running = await shop.running()
      const now = JSON.stringify(await shop.statuses())
      if (!busy && !running.length && now === before) return true
      before = now
      if (running.length) await shop.hurry(5)
      await sleep(200)
    }, 50)
  } catch (error) {
    throw new Error(`${error.message}\n${await shop.standing()}`)
  }
}

// Each execution that failed had a message without an order: nobody was told of one, and none is there.
async function failed(shop, answered, statuses) {
  const { states } = shop.nube.api()
  const { executions } = await states.ListExecutions({ stateMachineArn: shop.deployed['state-machine'], statusFilter: 'FAILED', maxResults: 1000 })
  for (const { executionArn } of executions) {
    const { input, error } = await states.DescribeExecution({ executionArn })
    const [{ orderId }] = JSON.parse(input)
    assert.deepEqual([error, statuses[orderId], answered.includes(orderId)], ['OrderNotFound', undefined, false], orderId)
  }
}

async function crash(signal) {
  const dir = folder()
  const shop = await Shop.start(['--data-dir', dir])
  shops.push(shop)
  await shop.confirm()
  const { port } = shop.nube
  const answered = []
  const waiting = Array.from({ length: ORDERS }, (_, i) => i)
  const client = async () => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) await place(shop, answered, i)
  }
  const clients = Promise.all(Array.from({ length: 20 }, client))
  await until('half of the orders', () => answered.length >= ORDERS / 2, 30)
  await shop.nube.callsCollect()
  const end = await shop.nube.end(signal)
  if (signal !== 'SIGKILL') assert.equal(end.status, 0, shop.nube.log)
  const before = [...answered]
  await sleep(200)
  shop.nube = await Nube.start(['--data-dir', dir, '--port', String(port)])
  shop.clients = undefined
  await clients
  assert.equal(answered.length, ORDERS)
  assert(before.length < ORDERS)

  await quiet(shop)
  for (let tries = 0; tries < 3 && Object.values(await shop.statuses()).some((status) => status !== 'SHIPPED'); tries++) {
    await shop.nube.clock({ advance: VISIBILITY_SECONDS + 1 }) // what was in flight comes back
    await sleep(300)
    await quiet(shop)
  }
  const statuses = await shop.statuses()
  const lost = answered.filter((id) => !statuses[id])
  assert.deepEqual(lost, [], 'answered, but not there')
  const open = answered.filter((id) => statuses[id] !== 'SHIPPED').map((id) => [id, statuses[id]])
  assert.deepEqual(open, [])
  await failed(shop, answered, statuses)
  const payments = await shop.payments()
  for (const id of answered) assert.equal(payments.filter((p) => p.orderId === id).length, 1, `payments of ${id}`)
  const bodies = (await shop.nube.mails()).map((m) => m.body)
  for (const id of answered) assert(bodies.some((body) => body.includes(id)), `no mail for ${id}`)
}

test('kill -9 in the middle of 200 orders', () => crash('SIGKILL'), { seconds: 100 })
test('SIGTERM in the middle of 200 orders', () => crash('SIGTERM'), { seconds: 100 })
