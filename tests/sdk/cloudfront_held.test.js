// Origins that hang hold a part of the server's threads alone: who finds no place is told so, and all else is answered meanwhile.
import assert from 'node:assert/strict'
import http from 'node:http'
import net from 'node:net'

import { behavior, distributionMake, legacy, originStart } from '../support/js/edge.js'
import { Nube, raw, until } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const VIEWERS = 200
const PLACES = 48 // three eighths of 128 threads
const BODY = 'x'.repeat(100_000)

const nube = await Nube.start()
const { cloudfront, sqs } = nube.api()
const held = []
const origin = await originStart({
  '*': (_, response) => held.push(() => response.writeHead(200, { 'Cache-Control': 'max-age=60' }).end('at last')),
  '/drips': (_, response) => {
    response.writeHead(200, { 'Content-Length': BODY.length, 'Cache-Control': 'max-age=60' }).write(BODY.slice(1))
    held.push(() => response.end('x'))
  },
  '/quick': (_, response) => response.end('quick'),
})
const uncached = await distributionMake(nube, cloudfront, origin.item(), behavior(legacy({ usual: 0, max: 0 })))
const cached = await distributionMake(nube, cloudfront, origin.item())
const agent = new http.Agent({ maxSockets: VIEWERS })
after(async () => {
  agent.destroy()
  await nube.stop()
  await origin.stop()
})

// So many viewers at once; the answers grow in the list as they come.
function view(distribution, path) {
  const answers = []
  const all = Promise.all(Array.from({ length: VIEWERS }, (_, i) => distribution.view(path(i), { agent }).then((answer) => answers.push(answer))))
  return { answers, all }
}

// A viewer who may leave.
function leaver(path) {
  const socket = net.connect(nube.port, '127.0.0.1')
  socket.on('error', () => {}).write(`GET ${path} HTTP/1.1\r\nHost: ${cached.host}\r\n\r\n`)
  return socket
}

// Meanwhile: an API, a page of Nube's, what the edge has, and what a bucket behind it has. How long the longest took.
async function othersAnswer() {
  let longest = 0
  for (const ask of [() => sqs.ListQueues(), () => nube.clock(), () => cached.view('/quick')]) {
    const start = performance.now()
    await ask()
    longest = Math.max(longest, performance.now() - start)
  }
  return longest
}

const release = () => held.splice(0).forEach((end) => end())

async function hang(distribution, path, origins) {
  const { answers, all } = view(distribution, path)
  await until('those without a place to be answered', () => answers.length === VIEWERS - PLACES && held.length === origins)
  assert(answers.every(({ status, headers }) => status === 503 && headers['x-cache'] === 'Error from cloudfront'))
  console.log(`        others took ${(await othersAnswer()).toFixed(0)} ms at most`)
  assert.equal(answers.length, VIEWERS - PLACES)
  release()
  await all
  return answers.slice(VIEWERS - PLACES)
}

test('200 viewers of an origin that hangs; twice', async () => {
  assert.equal((await cached.view('/quick')).body, 'quick')
  for (const round of [1, 2]) {
    const answers = await hang(uncached, (i) => `/${round}/${i}`, PLACES)
    assert(answers.every(({ status, body }) => status === 200 && body === 'at last'))
  }
})

test('200 viewers who want the same of it: one asks', async () => {
  const answers = await hang(cached, () => '/same', 1)
  assert(answers.every(({ status, body }) => status === 200 && body === 'at last'))
  assert.equal(origin.count('/same'), 1)
  assert.equal((await cached.view('/same')).headers['x-cache'], 'Hit from cloudfront')
})

test('200 viewers of a body that does not end', async () => {
  const answers = await hang(cached, () => '/drips', 1)
  assert(answers.every(({ status, body }) => status === 200 && body === BODY))
  assert.equal(origin.count('/drips'), 1)
})

test('viewers who leave give their places back, though the origin says nothing', async () => {
  const gone = Array.from({ length: PLACES }, (_, i) => leaver(`/gone/${i}`))
  await until('all of them to wait', () => held.length === PLACES)
  for (const socket of gone) socket.destroy()
  const before = origin.asked.length
  await until('others to be let in', async () => {
    cached.view('/after', { agent }).catch(() => {})
    return origin.asked.length > before
  }, 30)
  release()
  assert.equal((await cached.view('/after')).body, 'at last')
})

test('those who wait for one who leaves have an answer all the same', async () => {
  const first = leaver('/shared')
  await until('it to be asked for', () => held.length === 1)
  const second = cached.view('/shared', { agent })
  first.destroy()
  await until('it to be asked for by the other', () => held.length === 2, 30)
  release()
  assert.deepEqual([(await second).status, (await second).body], [200, 'at last'])
})

test('what was refused is not kept', async () => {
  assert.deepEqual([(await uncached.view('/quick')).status, (await cached.view('/drips')).status], [200, 200])
  const { answers, all } = view(cached, (i) => `/kept/${i}`)
  await until('those without a place to be answered', () => answers.length === VIEWERS - PLACES && held.length === PLACES)
  release()
  await all
  const again = view(cached, (i) => `/kept/${i}`)
  await until('the others to be asked for', () => held.length === PLACES)
  release()
  await again.all
  const statuses = again.answers.map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 200).length, 2 * PLACES)
})
