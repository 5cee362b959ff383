// Queues under load and `kill -9`, again and again: what was acknowledged as sent is delivered, what was acknowledged as deleted stays so, nothing is in two
// receivers' hands, and the messages of a group come in their order. MODEL_OPERATIONS: how many messages each kind of queue gets.
import assert from 'node:assert/strict'

import { test } from '../support/js/suite.js'
import { Killed } from '../support/js/killed.js'
import { sleep, until } from '../support/js/nube.js'

const MESSAGES = Number(process.env.MODEL_OPERATIONS ?? 1500)
const KILLS = Math.max(3, Math.round(MESSAGES / 5000))
const SECONDS = 60 + MESSAGES / 50
const VISIBILITY = 30
const attributes = { VisibilityTimeout: `${VISIBILITY}` }

class World extends Killed {
  constructor() {
    super('sqs')
  }

  // The clock goes on by what messages were hidden for by those before.
  async start() {
    await super.start()
    if (this.epoch) await this.nube.clock({ advance: this.epoch * (VISIBILITY + 1) })
  }

  url(name) {
    return `${this.nube.url}/000000000000/${name}`
  }

  // The answer, or undefined when Nube was killed meanwhile, or asked by one who was before.
  async ask(epoch, operation, input) {
    if (epoch !== this.epoch) return undefined
    const answer = await this.try(operation, input)
    return epoch === this.epoch ? answer : undefined
  }
}

// What the receivers saw, by body.
class Ledger {
  tick = 0
  seen = new Set()
  deleted = new Map() // acknowledged, at this tick
  holders = new Map() // body: epoch

  arrived(body, epoch, askedAt) {
    this.seen.add(body)
    assert(!(this.deleted.get(body) < askedAt), `${body} was deleted, and came again`)
    assert(this.holders.get(body) !== epoch, `${body} came to two receivers`)
    this.holders.set(body, epoch)
  }

  gone(body) {
    this.deleted.set(body, ++this.tick)
  }
}

// Receives and deletes until `isDone`; `check` sees each batch.
async function receiver(world, ledger, name, isDone, check = () => {}) {
  while (!isDone()) {
    await world.dead
    const { epoch } = world
    const askedAt = ++ledger.tick
    const QueueUrl = world.url(name)
    const got = await world.ask(epoch, 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ['All'] })
    const messages = got?.Messages ?? []
    for (const m of messages) ledger.arrived(m.Body, epoch, askedAt)
    check(messages, epoch)
    if (!messages.length) {
      await sleep(20)
      continue
    }
    const Entries = messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }))
    const deleted = await world.ask(epoch, 'DeleteMessageBatch', { QueueUrl, Entries })
    for (const { Id } of deleted?.Successful ?? []) ledger.gone(messages[Id].Body)
    assert.deepEqual(deleted?.Failed ?? [], [])
  }
}

async function play(world, senders, receivers, sent) {
  let isOver = false
  const killer = async () => {
    for (let k = 1; k <= KILLS; k++) {
      await until('messages', () => isOver || sent() >= (MESSAGES * k) / (KILLS + 1), SECONDS)
      if (!isOver) await world.kill()
    }
  }
  const all = Promise.all([...senders, ...receivers, killer()])
  await all.finally(() => (isOver = true))
}

async function isEmpty(world, name) {
  const { Attributes } = await world.client.GetQueueAttributes({ QueueUrl: world.url(name), AttributeNames: ['All'] })
  return ['', 'NotVisible', 'Delayed'].every((kind) => Attributes[`ApproximateNumberOfMessages${kind}`] === '0')
}

test(
  `a standard queue, killed ${KILLS} times`,
  async () => {
    const world = new World()
    const ledger = new Ledger()
    const acknowledged = new Set()
    let next = 0
    await world.start()
    await world.client.CreateQueue({ QueueName: 'q', Attributes: attributes })
    const sender = async () => {
      while (next < MESSAGES) {
        await world.dead
        const Entries = Array.from({ length: 5 }, (_, i) => ({ Id: `${i}`, MessageBody: `${next++}` }))
        const sent = await world.ask(world.epoch, 'SendMessageBatch', { QueueUrl: world.url('q'), Entries })
        for (const { Id } of sent?.Successful ?? []) acknowledged.add(Entries[Id].MessageBody)
      }
    }
    const isDone = () => next >= MESSAGES && [...acknowledged].every((body) => ledger.deleted.has(body) || ledger.seen.has(body))
    const receivers = Array.from({ length: 3 }, () => receiver(world, ledger, 'q', isDone))
    await play(world, [sender(), sender()], receivers, () => next)
    assert(acknowledged.size > MESSAGES / 2)
    await world.nube.clock({ advance: VISIBILITY + 1 }) // what was seen but not deleted
    const rest = new Ledger()
    rest.deleted = ledger.deleted
    rest.tick = ledger.tick
    await receiver(world, rest, 'q', () => rest.isLast, (messages) => (rest.isLast = !messages.length))
    assert(await isEmpty(world, 'q'))
    await world.nube.stop()
  },
  { seconds: SECONDS },
)

test(
  `a FIFO queue, killed ${KILLS} times`,
  async () => {
    const GROUPS = 4
    const world = new World()
    const ledger = new Ledger()
    const next = Array(GROUPS).fill(0) // number of each group's next message to send
    const first = Array(GROUPS).fill(0) // to receive: those below are deleted for certain
    const total = Math.floor(MESSAGES / GROUPS)
    await world.start()
    await world.client.CreateQueue({ QueueName: 'q.fifo', Attributes: { ...attributes, FifoQueue: 'true' } })
    // A send that is not acknowledged is sent again until it is: it counts once.
    const sender = async (group) => {
      while (next[group] < total) {
        await world.dead
        const body = `${group} ${next[group]}`
        const input = { QueueUrl: world.url('q.fifo'), MessageBody: body, MessageGroupId: `g${group}`, MessageDeduplicationId: body.replace(' ', '-') }
        if (await world.ask(world.epoch, 'SendMessage', input)) next[group]++
      }
    }
    const check = (messages) => {
      for (let group = 0; group < GROUPS; group++) {
        const numbers = messages.map((m) => m.Body.split(' ').map(Number)).filter(([g]) => g === group).map(([, n]) => n)
        if (!numbers.length) continue
        while (ledger.deleted.has(`${group} ${first[group]}`)) first[group]++
        assert(numbers[0] >= first[group], `${group}: ${numbers} though ${first[group]} is next`)
        for (let n = first[group]; n < numbers[0]; n++) assert(ledger.seen.has(`${group} ${n}`), `${group}: ${numbers} before ${n}`)
        numbers.forEach((n, i) => assert.equal(n, numbers[0] + i, `${group}: ${numbers}`))
      }
    }
    const isDone = () => next.every((n, group) => n >= total && ledger.seen.has(`${group} ${total - 1}`))
    const receivers = Array.from({ length: 3 }, () => receiver(world, ledger, 'q.fifo', isDone, check))
    await play(world, next.map((_, group) => sender(group)), receivers, () => next.reduce((a, b) => a + b))
    assert.equal(ledger.seen.size, total * GROUPS)
    await world.nube.stop()
  },
  { seconds: SECONDS },
)
