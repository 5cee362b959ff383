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

// No execution runs and no order has moved for a while.
async function quiet(shop) {
  const { states } = shop.nube.api()
  let before = ''
  await until('the shop to be quiet', async () => {
    const running = await states.ListExecutions({ stateMachineArn: shop.deployed['state-machine'], statusFilter: 'RUNNING' })
    const now = JSON.stringify(await shop.statuses())
    const isQuiet = !running.executions.length && now === before
    before = now
    if (!isQuiet) await sleep(400)
    return isQuiet
  }, 50)
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
  const payments = await shop.payments()
  for (const id of answered) assert.equal(payments.filter((p) => p.orderId === id).length, 1, `payments of ${id}`)
  const bodies = (await shop.nube.mails()).map((m) => m.body)
  for (const id of answered) assert(bodies.some((body) => body.includes(id)), `no mail for ${id}`)
}

test('kill -9 in the middle of 200 orders', () => crash('SIGKILL'), { seconds: 100 })
test('SIGTERM in the middle of 200 orders', () => crash('SIGTERM'), { seconds: 100 })
