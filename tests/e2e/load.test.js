// Two hundred orders over twenty connections, again and again: all end SHIPPED, and Nube stops growing.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

import { after, test } from '../support/js/suite.js'
import { childrenOf, isSanitised, sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'

const ORDERS = 200
const shop = await Shop.start()
await shop.confirm()
after(() => shop.stop())

// Sockets are left out: how many clients keep theirs open is not Nube's to decide.
function measure() {
  const { pid } = shop.nube
  const kib = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1])
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`)
    } catch {
      return 'closed meanwhile'
    }
  })
  return {
    threads: readdirSync(`/proc/${pid}/task`).length,
    processes: childrenOf(pid).length,
    descriptors: links.filter((link) => !link.startsWith('socket:')).length,
    kib: isSanitised ? 0 : kib, // a sanitizer keeps freed memory back for a while
  }
}

async function batch(number) {
  const waiting = Array.from({ length: ORDERS }, (_, i) => i)
  const placed = []
  const client = async () => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) placed.push((await shop.place(order(`load-${number}-${i}`))).orderId)
  }
  await Promise.all(Array.from({ length: 20 }, client))
  assert.equal(new Set(placed).size, ORDERS)
  await until('all orders to be shipped', async () => {
    const statuses = await shop.statuses()
    const open = placed.filter((id) => statuses[id] !== 'SHIPPED')
    if (open.length) await sleep(200)
    return open.length === 0
  }, 40)
  const mailed = await until('all mails', async () => {
    const subjects = (await shop.nube.mails()).map((m) => m.subject)
    const missing = placed.filter((id) => !subjects.includes(`Your order ${id} has been shipped`))
    return missing.length === 0 && subjects
  })
  for (const id of placed) assert.equal(mailed.filter((subject) => subject === `Your order ${id} has been shipped`).length, 1, `mails of ${id}`)
  for (const id of placed) assert.equal((await shop.payments(id)).length, 1, `payments of ${id}`)
  shop.agent.destroy()
  await sleep(500)
}

const BATCHES_MAX = 24
const QUIET = 3 // batches without growth, after which none is expected any more
const KIB_NOISE = 1.03

// Pools and caches (function processes, the database's readers and their pages) fill for as long as a batch's busiest moment
// is busier than those before; what leaks grows in every batch.
function grew(size, earlier) {
  const most = (what) => Math.max(0, ...earlier.map((e) => e[what]))
  return Object.keys(size).some((what) => size[what] > most(what) * (what === 'kib' ? KIB_NOISE : 1))
}

test(
  `batches of ${ORDERS} orders are shipped, paid and mailed once, until Nube has stopped growing`,
  async () => {
    const sizes = []
    for (let quiet = 0; quiet < QUIET; ) {
      assert(sizes.length < BATCHES_MAX, `it grew on and on: ${JSON.stringify(sizes)}`)
      await batch(sizes.length + 1)
      const size = measure()
      console.log(`        after batch ${sizes.length + 1} Nube has ${size.threads} threads, ${size.processes} processes of functions, ${size.descriptors} open files, ${size.kib} KiB of memory`)
      quiet = grew(size, sizes.slice(0, sizes.length - quiet)) ? 0 : quiet + 1
      sizes.push(size)
    }
  },
  { seconds: 600 },
)
