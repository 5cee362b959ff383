// Connections that hold a thread for nothing: silent, trickling, idle, not reading, or gone.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { build, Nube, Program, raw, signedAs, sleep, until } from '../support/js/nube.js'

const WORKERS = 8
const WAIT_MS_MAX = 10_000 // a body may stand still for two seconds when all threads are taken
const nube = await Nube.start(['--ephemeral', '--workers', String(WORKERS)])
// A connection of its own for each call: one that rests is cut where threads are scarce, perhaps just when it is used again.
const { sqs } = nube.api({ requestHandler: { httpAgent: new http.Agent({ keepAlive: false }) } })
after(() => nube.stop())

const { hostname, port } = new URL(nube.url)
const HEAD = `POST / HTTP/1.1\r\nHost: ${hostname}\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n`
const PAGE = `GET /_nube/health HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`

async function connection(first = '', at = port) {
  const socket = net.connect(Number(at), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  if (first) socket.write(first)
  return socket
}

const health = () => raw(`${nube.url}/_nube/health`, { method: 'GET', agent: new http.Agent() })

test('an agent uses its connection again, and an idle one serves for longer than agents keep it', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ports = new Set()
  for (let i = 0; i < 20; i++)
    await new Promise((done, failed) => {
      const request = http.get(`${nube.url}/_nube/health`, { agent }, (answer) => answer.resume().on('end', done))
      request.on('socket', (socket) => (socket.connecting ? socket.once('connect', () => ports.add(socket.localPort)) : ports.add(socket.localPort)))
      request.on('error', failed)
    })
  assert.equal(ports.size, 1)
  agent.destroy()
  const { headers } = await health()
  assert(Math.abs(Date.parse(headers.date) - Date.now()) < 5000, headers.date)
})

test('idle connections are told of at least five seconds', async () => {
  const socket = await connection(PAGE)
  const [bytes] = await once(socket, 'data')
  assert(Number(/Keep-Alive: timeout=(\d+)/.exec(bytes)[1]) >= 5, bytes.toString())
  socket.destroy()
})

// How long a plain request takes at worst while so many connections do this.
async function worstBeside(first, more) {
  const held = await Promise.all(Array.from({ length: 2 * WORKERS }, () => connection(first)))
  const trickle = more && setInterval(() => held.forEach((socket) => socket.writable && socket.write(more)), 300)
  let worst = 0
  for (let i = 0; i < 10; i++) {
    const at = Date.now()
    assert.equal((await health()).status, 200)
    worst = Math.max(worst, Date.now() - at)
    await sleep(20)
  }
  clearInterval(trickle)
  for (const socket of held) socket.destroy()
  return worst
}

for (const [what, first, more] of [
  ['say nothing', ''],
  ['send a head byte by byte', '', 'G'],
  ['send a body byte by byte', `${HEAD}Content-Length: 10000\r\n\r\n`, 'x'],
  ['send chunks without end', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
  ['stop in their bodies', `${HEAD}Content-Length: 10000\r\n\r\nx`],
  ['lie idle', PAGE],
])
  test(`others are served while many connections ${what}`, async () => {
    const worst = await worstBeside(first, more)
    assert(worst < WAIT_MS_MAX, `${worst} ms`)
  }, { seconds: 60 })

test('others are served while many connections do not take their answers', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'large' })
  for (let i = 0; i < 4; i++) await sqs.SendMessage({ QueueUrl, MessageBody: 'x'.repeat(200_000) })
  const page = `GET /_nube/sqs/messages?QueueUrl=${encodeURIComponent(QueueUrl)} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`
  const held = await Promise.all(
    Array.from({ length: 2 * WORKERS }, async () => {
      const socket = await connection()
      socket.pause()
      socket.write(page.repeat(20))
      return socket
    }),
  )
  const at = Date.now()
  assert.equal((await health()).status, 200)
  assert(Date.now() - at < WAIT_MS_MAX, `${Date.now() - at} ms`)
  for (const socket of held) socket.destroy()
}, { seconds: 60 })

const receive = (QueueUrl, WaitTimeSeconds) => {
  const body = JSON.stringify({ QueueUrl, WaitTimeSeconds })
  return (
    `POST / HTTP/1.1\r\nHost: ${hostname}\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Type: application/x-amz-json-1.0\r\n` +
    `Authorization: ${signedAs('sqs')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  )
}

for (const [how, leave] of [
  ['ended its connection', (socket) => socket.end()],
  ['broke it off', (socket) => socket.resetAndDestroy()],
])
  test(`a receiver that ${how} takes no message, and the next that waits gets it`, async () => {
    const { QueueUrl } = await sqs.CreateQueue({ QueueName: `left-${how.slice(0, 3)}` })
    const gone = await connection(receive(QueueUrl, 20))
    await sleep(200)
    const waiting = sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 })
    await sleep(200)
    leave(gone)
    await sleep(50)
    await sqs.SendMessage({ QueueUrl, MessageBody: 'for whoever is there' })
    const at = Date.now()
    assert.equal((await waiting).Messages?.[0].Body, 'for whoever is there')
    assert(Date.now() - at < 5000, `${Date.now() - at} ms`)
  })

test('receivers that are gone wait no longer', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'many-left' })
  const gone = await Promise.all(Array.from({ length: 3 * WORKERS }, () => connection(receive(QueueUrl, 20))))
  await nube.quiet(gone.length)
  for (const [i, socket] of gone.entries()) i % 2 ? socket.destroy() : socket.resetAndDestroy()
  await until('none waits', async () => (await nube.clock()).waitingCalls === 0)
})

test('a receiver without a thread is answered as the others are, and its connection closes', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'apart' })
  const held = await Promise.all(Array.from({ length: WORKERS }, () => connection(receive(QueueUrl, 20))))
  await nube.quiet(held.length)
  // Those that keep their thread keep their connection, too: an answer is over with its announced length.
  const answers = held.map((socket) => new Promise((done) => {
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', (more) => {
      text += more
      const [head, body] = text.split('\r\n\r\n')
      if (body && body.length >= Number(/Content-Length: (\d+)/.exec(head)[1])) done(text)
    })
  }))
  for (let i = 0; i < held.length; i++) await sqs.SendMessage({ QueueUrl, MessageBody: `${i}`.padEnd(200_000, 'x') })
  const texts = await Promise.all(answers)
  const bodies = texts.map((text) => {
    assert(text.startsWith('HTTP/1.1 200 OK\r\n'), text.slice(0, 300))
    return JSON.parse(text.split('\r\n\r\n')[1]).Messages[0].Body.replace(/x+$/, '')
  })
  assert.deepEqual(bodies.sort(), held.map((_, i) => `${i}`))
  assert(texts.filter((text) => /Connection: close/.test(text)).length >= WORKERS - WORKERS / 4)
  for (const socket of held) socket.destroy()
}, { seconds: 30 })

test('those that wait for a thread are answered at the end, too', async () => {
  const other = await Nube.start(['--ephemeral', '--workers', String(WORKERS)])
  const api = other.api()
  const { QueueUrl } = await api.sqs.CreateQueue({ QueueName: 'end' })
  const polls = Array.from({ length: 2 * WORKERS }, () => raw(other.url, {
    agent: new http.Agent(),
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.ReceiveMessage', Authorization: signedAs('sqs') },
    body: JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 }),
  }))
  await other.quiet(polls.length)
  await other.stop()
  for (const { status, body } of await Promise.all(polls)) assert.deepEqual([status, body], [200, '{}'])
}, { seconds: 30 })

test('without files to be had a receiver beyond the threads waits a moment before its empty answer', async () => {
  const few = await Program.start('sh', ['-c', `ulimit -n ${WORKERS + 512}; exec "$0" --port 0 --ephemeral --workers ${WORKERS}`, path.join(build, 'nube')])
  const { port: itsPort } = new URL(few.url)
  const { sqs } = Object.setPrototypeOf(few, Nube.prototype).api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'beyond' })
  const held = await Promise.all(Array.from({ length: WORKERS - WORKERS / 4 }, () => connection(receive(QueueUrl, 20), itsPort)))
  await few.quiet(held.length)
  const at = Date.now()
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 })
  const took = Date.now() - at
  assert.equal(Messages, undefined)
  assert(took > 900 && took < 10_000, `${took} ms`)
  for (const socket of held) socket.destroy()
  await few.stop()
})
