// Two hundred orders over twenty connections, three times: all end SHIPPED, and afterwards Nube is no bigger than after the first time.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

import { after, test } from '../support/js/suite.js'
import { childrenOf, isSanitised, sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'

const ORDERS = 200
const shop = await Shop.start()
await shop.confirm()
after(() => shop.stop())

const sizes = []

// Sockets are counted apart: how many clients keep theirs open is not Nube's to decide. So are the database's readers and the
// function processes with their descriptors: they are as many as the busiest moment wanted.
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
  const sockets = links.filter((link) => link.startsWith('socket:')).length
  const database = links.filter((link) => /\.db(-wal|-shm)?$/.test(link)).length
  return {
    threads: readdirSync(`/proc/${pid}/task`).length,
    processes: childrenOf(pid).length,
    sockets,
    database,
    others: links.length - sockets - database,
    kib,
  }
}

const PER_PROCESS = 2 // its log and its end
const PORTS = 14 // of a Runtime API listener, which has a thread more for each two
const LISTENER_THREADS = 17
const DESCRIPTORS_PER_READER = 2 // the database and its log
const READER_KIB = 1024 // its cache of pages and its statements

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
    const bodies = (await shop.nube.mails()).map((m) => m.body)
    const missing = placed.filter((id) => !bodies.some((body) => body.includes(id)))
    return missing.length === 0 && bodies
  })
  for (const id of placed) assert.equal(mailed.filter((body) => body.includes(id)).length, 1, `mails of ${id}`)
  const payments = (await shop.payments()).map((p) => p.orderId)
  for (const id of placed) assert.equal(payments.filter((paid) => paid === id).length, 1, `payments of ${id}`)
  shop.agent.destroy()
  await sleep(500)
  sizes.push(measure())
}

for (const number of [1, 2, 3, 4]) test(`batch ${number}: ${ORDERS} orders are shipped, paid and mailed once`, () => batch(number), { seconds: 60 })

test('threads, descriptors and memory did not grow after the first batches', () => {
  for (const s of sizes)
    console.log(`        ${s.threads} threads, ${s.processes} processes, ${s.sockets} sockets, ${s.database} of the database, ${s.others} other descriptors, ${s.kib} KiB`)
  assert.equal(sizes.length, 4)
  const [, warm, , last] = sizes
  const more = Math.max(0, last.processes - warm.processes)
  const listeners = Math.ceil(more / PORTS)
  assert(last.threads <= warm.threads + listeners * LISTENER_THREADS + 2, `${last.threads} threads, before ${warm.threads}`)
  assert(last.others <= warm.others + more * PER_PROCESS + 8, `${last.others} descriptors, before ${warm.others}`)
  assert(last.database <= warm.database + 64, `${last.database} descriptors of the database, before ${warm.database}`)
  assert(last.sockets <= warm.sockets + more * 2 + listeners * PORTS + 64, `${last.sockets} sockets, before ${warm.sockets}`)
  if (isSanitised) return // memory that was freed is kept back for a while
  const readers = Math.max(0, last.database - warm.database) / DESCRIPTORS_PER_READER
  assert(last.kib <= warm.kib * 1.1 + readers * READER_KIB + 2048, `${last.kib} KiB, before ${warm.kib}`)
})
