// What `make run` starts: the shop on Nube, and its end: by whoever started it, by Nube's own, and where it cannot begin.
import assert from 'node:assert/strict'
import net from 'node:net'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { areGone, build, childrenOf, descendantsOf, folder, freePort, Program, root, until } from '../support/js/nube.js'
import { order } from '../support/js/shop.js'

const data = folder()
const start = (port) => Program.start(path.join(root, 'emulator/tools/run.sh'), [build, String(port), data], { cwd: root })

const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer().on('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

// It takes PORT for Nube, and of those behind it one for TLS and two for the partners.
async function freePorts() {
  for (;;) {
    const port = await freePort()
    if (port < 65530 && (await Promise.all([1, 5, 6].map((n) => isFree(port + n)))).every(Boolean)) return port
  }
}

const port = await freePorts()
let shop = await start(port)
after(() => shop.end())

const api = () => /^api: (.*)$/m.exec(shop.log)[1]
const told = async (at) => (await fetch(api() + at)).json()

// Nube is the first that it starts.
const nubeOf = (program) => childrenOf(program.pid).sort((a, b) => a - b)[0]

test('the shop is there, its addresses are told, and an order is sent', async () => {
  for (const name of ['health', 'table', 'queue', 'topic', 'state-machine', 'endpoint', 'tls', 'mail', 'log']) assert.match(shop.log, new RegExp(`^${name}: .`, 'm'))
  const body = JSON.stringify(order('first'))
  const { orderId } = await (await fetch(`${api()}/orders`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).json()
  await until('the order to be SHIPPED', async () => (await told(`/orders/${orderId}`)).status === 'SHIPPED')
})

test('a second one beside it says why it cannot begin, and leaves nothing', async () => {
  const failed = await start(port).then(assert.fail, (error) => error.message)
  assert.match(failed, /run\.sh ended with 1: .*\nNube did not start \(another PORT and DATA\?/s)
  assert.equal((await told('/health')).status, 'ok')
})

test('where Nube is killed, all that belongs to it ends, and it is told', async () => {
  const all = descendantsOf(shop.pid)
  process.kill(nubeOf(shop), 'SIGKILL')
  assert.deepEqual(await shop.ended, { status: 137, signal: null })
  assert.match(shop.log, /^Nube has ended\. Its log: .*nube\.log$/m)
  await until('the partners to be gone', () => areGone(all))
})

test('the next one has what was there, and ends with whoever started it', async () => {
  shop = await start(port)
  assert.equal((await told('/health')).status, 'ok')
  const all = descendantsOf(shop.pid)
  assert.deepEqual(await shop.end('SIGTERM'), { status: 0, signal: null })
  await until('all to be gone', () => areGone(all))
})
