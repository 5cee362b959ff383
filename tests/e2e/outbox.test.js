// SNS's outbox under kill -9, and a long one: what was published goes out, to queues exactly once and to endpoints at least once, and the
// memory it takes does not grow with the outbox.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http from 'node:http'

import { after, test } from '../support/js/suite.js'
import { folder, Nube, sleep, until } from '../support/js/nube.js'

const KILLS = 4
const LANES = 20
const BATCHES = 500 // of ten messages: 100,000 rows

// An endpoint that counts what it gets, by path, and answers after `pause` milliseconds. A confirmation is followed at once.
class Endpoint {
  static async start(pause = 0) {
    const e = new Endpoint()
    e.pause = pause
    e.got = new Map()
    e.total = 0
    e.confirmed = new Set()
    e.server = http.createServer((request, response) => {
      let body = ''
      request.on('data', (b) => (body += b))
      request.on('end', () => {
        if (request.headers['x-amz-sns-message-type'] === 'SubscriptionConfirmation')
          fetch(JSON.parse(body).SubscribeURL).then(() => e.confirmed.add(request.url), () => {})
        else e.got.set(request.url + body, (e.got.get(request.url + body) ?? 0) + 1), e.total++
        if (e.pause) setTimeout(() => response.end(), e.pause)
        else response.end()
      })
    })
    await e.open(0)
    return e
  }

  async open(port) {
    await new Promise((ready) => this.server.listen(port, '127.0.0.1', ready))
    this.port = this.server.address().port
    this.url = `http://127.0.0.1:${this.port}`
  }

  close() {
    this.server.closeAllConnections?.()
    return new Promise((closed) => this.server.close(closed))
  }

  // Subscribes paths /0, /1 …, raw.
  async subscribe(sns, TopicArn, count) {
    const Attributes = { RawMessageDelivery: 'true' }
    for (let i = 0; i < count; i++) await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `${this.url}/${i}`, Attributes })
    await until('the confirmations', () => this.confirmed.size === count)
  }
}

test('killed again and again between publishes and their deliveries', async () => {
  const data = folder()
  const endpoint = await Endpoint.start(20)
  let nube = await Nube.start(['--data-dir', data])
  const { port } = nube
  const { sns, sqs } = nube.api()
  const { TopicArn } = await sns.CreateTopic({ Name: 'crash' })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'crash', Attributes: { VisibilityTimeout: '3600' } })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:000000000000:crash', Attributes: { RawMessageDelivery: 'true' } })
  await endpoint.subscribe(sns, TopicArn, 1)

  const answered = []
  let sent = 0
  let isOver = false
  const publisher = async () => {
    while (!isOver) {
      const Message = `m-${sent++}`
      await sns.Publish({ TopicArn, Message }).then(() => answered.push(Message), () => sleep(20))
    }
  }
  const publishers = Promise.all(Array.from({ length: 8 }, publisher))
  for (let kill = 0; kill < KILLS; kill++) {
    const before = answered.length
    await until('some publishes', () => answered.length > before + 50)
    await nube.callsCollect()
    await nube.end('SIGKILL')
    nube = await Nube.start(['--data-dir', data, '--port', String(port)])
  }
  isOver = true
  await publishers
  await nube.clock({ advance: 60 })

  const queued = new Map()
  for (let got = 1; got; ) {
    const { Messages = [] } = await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
    for (const { Body } of Messages) queued.set(Body, (queued.get(Body) ?? 0) + 1)
    got = Messages.length
  }
  assert(answered.length > KILLS * 50 && answered.length < sent)
  assert.deepEqual(answered.filter((m) => queued.get(m) !== 1), [], 'not exactly once in the queue')
  assert.deepEqual([...queued].filter(([, times]) => times !== 1), [], 'more than once in the queue')
  await until('the endpoint to have what the queue has', () => [...queued.keys()].every((m) => endpoint.got.has(`/0${m}`)), 60)
  await until('the outbox to be empty', async () => {
    const before = endpoint.total
    await sleep(500)
    return endpoint.total === before
  }, 30)
  const strange = [...endpoint.got.keys()].filter((m) => !queued.has(m.slice(2)))
  assert.deepEqual(strange, [], 'at the endpoint, but not in the queue')
  await nube.stop()
  await endpoint.close()
}, { seconds: 120 })

const memory = (pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024

test('an outbox of 100,000 rows is worked off in memory that does not grow with it', async () => {
  const endpoint = await Endpoint.start()
  const nube = await Nube.start(['--data-dir', folder()])
  after(() => endpoint.close())
  const { sns } = nube.api()
  const { TopicArn } = await sns.CreateTopic({ Name: 'many' })
  await endpoint.subscribe(sns, TopicArn, LANES)
  const batch = (first) => ({
    TopicArn,
    PublishBatchRequestEntries: Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, Message: `message ${first + i}, ${'x'.repeat(500)}` })),
  })
  await sns.PublishBatch(batch(0))
  await until('the first deliveries', () => endpoint.total === 10 * LANES)
  const idle = memory(nube.pid)

  await nube.clock({ freeze: true })
  await endpoint.close()
  for (let i = 1; i < BATCHES; i += 10) await Promise.all(Array.from({ length: Math.min(10, BATCHES - i) }, (_, k) => sns.PublishBatch(batch((i + k) * 10))))
  let peak = memory(nube.pid)
  await endpoint.open(endpoint.port)
  await nube.clock({ freeze: false })
  await until('all deliveries', async () => {
    await nube.clock({ advance: 5 })
    peak = Math.max(peak, memory(nube.pid))
    await sleep(100)
    return endpoint.got.size === LANES * BATCHES * 10
  }, 120)
  assert.equal(endpoint.total, endpoint.got.size, 'delivered twice, though nobody was killed')
  console.log(`        ${LANES * BATCHES * 10} rows; memory ${idle.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`)
  assert(peak < idle + 64, `${idle} MB before, ${peak} MB at most`)
  await nube.stop()
}, { seconds: 170 })
