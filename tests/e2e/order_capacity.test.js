// Six hundred orders in seven seconds, on tables that keep to their five units of capacity. Who is told 503 asks again with the same key, as a browser does; most
// steps are throttled, wait longer and are tried on; and every order ends SHIPPED, charged once.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { isSanitised, sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'

const ORDERS = isSanitised ? 100 : 600
const SECONDS = 7
const shop = await Shop.start(['--ephemeral', '--dynamodb-throttling'])
after(() => shop.stop())

// How many times the gateway answered that Lambda had no room for the call: AWS's words for that are a 500.
let noRoom = 0

// Posts until it is answered by an order: { orderId, tries }.
async function insist(i) {
  const headers = { 'Idempotency-Key': `capacity-${i}` }
  for (let tries = 1; ; tries++) {
    const { status, json } = await shop.request('POST', '/orders', order(`capacity-${i}`), headers).catch((error) => {
      if (error.code === 'ECONNRESET') return { status: 503 } // connections are scarce, and this one's request did not come within a second
      throw error
    })
    if (status === 201) return { orderId: json.orderId, tries }
    if (status === 500 && json.message === 'Internal server error') noRoom++
    else assert.equal(status, 503, JSON.stringify(json))
    await sleep(500)
  }
}

test(`${ORDERS} orders in ${SECONDS} s at 5/5 all end SHIPPED, charged once each`, async () => {
  let done = false
  const hurry = (async () => {
    await sleep(SECONDS * 1000)
    for (; !done; await sleep(250)) await shop.nube.clock({ advance: 10 }).catch(() => {}) // what a table may use comes back by Nube's clock; where connections are scarce, the next time
  })()
  hurry.catch(() => {}) // it is looked at in the end
  const start = Date.now()
  const placing = Array.from({ length: ORDERS }, async (_, i) => {
    await sleep((i * SECONDS * 1000) / ORDERS)
    return insist(i)
  })
  const placed = await Promise.all(placing)
  const ids = placed.map((p) => p.orderId)
  console.log(`        all placed after ${Date.now() - start} ms, ${placed.filter((p) => p.tries > 1).length} of them not at once`)
  const { Invoke } = (await shop.nube.page('GET', '/_nube/calls')).lambda
  assert(noRoom <= Invoke.faults, `${noRoom} answers of 500, but ${Invoke.faults} calls that Lambda refused`)
  assert.equal(new Set(ids).size, ORDERS)
  await until('all orders to be shipped', async () => {
    await sleep(500)
    const statuses = await shop.statuses().catch(() => ({})) // this reads from the same capacity
    return ids.every((id) => statuses[id] === 'SHIPPED')
  }, 120)
  console.log(`        all shipped after ${Date.now() - start} ms`)
  done = true
  await hurry
  const odd = []
  for (const id of ids) {
    const counts = [(await shop.payments(id)).length, (await shop.shipments(id)).length]
    if (String(counts) !== '1,1') odd.push([id, counts])
  }
  assert.deepEqual(odd, [])
  assert.deepEqual(await shop.refunds(), [])
}, { seconds: 240 })
