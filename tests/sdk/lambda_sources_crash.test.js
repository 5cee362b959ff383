// Event sources and events under load and `kill -9`, again and again: every message, change and event that was acknowledged comes to the function at least
// once, those of a FIFO queue's group and of an item in their order. MODEL_OPERATIONS: how many there are.
import assert from 'node:assert/strict'

import { test } from '../support/js/suite.js'
import { Asked } from '../support/js/asked.js'
import { askingFunction, createFunction } from '../support/js/functions.js'
import { Killed } from '../support/js/killed.js'
import { sleep, until } from '../support/js/nube.js'

const MESSAGES = Number(process.env.MODEL_OPERATIONS ?? 80)
const GROUPS = 4
const KILLS = 3
const VISIBILITY = 30
const SECONDS = 60 + MESSAGES / 10

// The clock goes on by what messages were hidden for by those before.
class World extends Killed {
  constructor(service = 'sqs') {
    super(service)
  }

  async start() {
    await super.start()
    this.lambda = this.nube.api().lambda
    if (this.epoch) await this.nube.clock({ advance: this.epoch * (VISIBILITY + 1) })
  }

  async makeQueue(QueueName, Attributes) {
    await this.nube.api().sqs.CreateQueue({ QueueName, Attributes: { VisibilityTimeout: `${VISIBILITY}`, ...Attributes } })
    return { EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` }
  }

  async makeTable(TableName) {
    const { TableDescription } = await this.nube.api().dynamodb.CreateTable({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    })
    await this.nube.quiet()
    return { EventSourceArn: TableDescription.LatestStreamArn, StartingPosition: 'TRIM_HORIZON', ParallelizationFactor: 2 }
  }

  async make(FunctionName, source, POST_URL) {
    await this.makeFunction(FunctionName, POST_URL)
    await this.lambda.CreateEventSourceMapping({ FunctionName, BatchSize: 5, ...source })
  }

  makeFunction(FunctionName, POST_URL) {
    return createFunction(this.lambda, {
      FunctionName,
      Runtime: 'provided.al2023',
      Role: 'arn:aws:iam::000000000000:role/any',
      Handler: 'main',
      Timeout: 10,
      Code: { ZipFile: askingFunction() },
      Environment: { Variables: { POST_URL } },
    })
  }

  // Until it is acknowledged. Nube has another address each time.
  async send(queue, message) {
    do await this.dead
    while (!(await this.try('SendMessage', { QueueUrl: `${this.nube.url}/000000000000/${queue}`, ...message })))
  }
}

// Messages go out a few at a time, Nube is killed as they come in.
async function play(world, send, seen) {
  let next = 0
  const sender = async () => {
    while (next < MESSAGES) await send(next++)
  }
  const killer = async () => {
    for (let k = 1; k <= KILLS; k++) {
      await until(`${k} of the messages`, () => seen() >= (MESSAGES * k) / (KILLS + 2), SECONDS)
      await world.kill()
    }
  }
  await Promise.all([sender(), killer()])
}

test(
  `a standard queue, killed ${KILLS} times`,
  async () => {
    const world = new World()
    const asked = await Asked.start()
    const seen = new Set()
    asked.answer = ({ Records }) => Records.forEach((r) => seen.add(r.body))
    await world.start()
    await world.make('f', await world.makeQueue('q'), asked.url)
    await play(world, (n) => world.send('q', { MessageBody: `${n}` }), () => seen.size)
    await until('all messages', () => seen.size === MESSAGES, SECONDS)
    await world.nube.stop()
    asked.stop()
  },
  { seconds: SECONDS },
)

// What a function must see of things that are numbered from 0 on, each of a group: each number once it is its turn, before that those before it.
class Turns {
  next = Array(GROUPS).fill(0)
  count = 0

  seen(group, number) {
    if (number > this.next[group]) this.broken ??= `${group}-${number} came before ${group}-${this.next[group]}`
    if (number !== this.next[group]) return
    this.next[group]++
    this.count++
  }
}
const placeOf = (n) => [n % GROUPS, Math.floor(n / GROUPS)]

test(
  `a FIFO queue, killed ${KILLS} times`,
  async () => {
    const world = new World()
    const asked = await Asked.start()
    const turns = new Turns()
    asked.answer = async ({ Records }) => {
      await sleep(2)
      for (const { body } of Records) turns.seen(...body.split('-').map(Number))
    }
    await world.start()
    await world.make('f', await world.makeQueue('q.fifo', { FifoQueue: 'true' }), asked.url)
    const send = (n) => {
      const [group, number] = placeOf(n)
      const MessageBody = `${group}-${number}`
      return world.send('q.fifo', { MessageBody, MessageGroupId: `${group}`, MessageDeduplicationId: MessageBody })
    }
    await play(world, send, () => turns.count)
    await until('all messages', () => turns.count === MESSAGES, SECONDS)
    assert.equal(turns.broken, undefined)
    await world.nube.stop()
    asked.stop()
  },
  { seconds: SECONDS },
)

test(
  `a stream, killed ${KILLS} times`,
  async () => {
    const world = new World('dynamodb')
    const asked = await Asked.start()
    const turns = new Turns()
    asked.answer = async ({ Records }) => {
      await sleep(2)
      for (const { dynamodb } of Records) turns.seen(Number(dynamodb.NewImage.id.S), Number(dynamodb.NewImage.n.N))
    }
    await world.start()
    await world.make('f', await world.makeTable('items'), asked.url)
    const put = async (n) => {
      const [group, number] = placeOf(n)
      do await world.dead
      while (!(await world.try('PutItem', { TableName: 'items', Item: { id: { S: `${group}` }, n: { N: `${number}` } } })))
    }
    await play(world, put, () => turns.count)
    await until('all changes', () => turns.count === MESSAGES, SECONDS)
    assert.equal(turns.broken, undefined)
    await world.nube.stop()
    asked.stop()
  },
  { seconds: SECONDS },
)

test(
  `events that nobody waits for, killed ${KILLS} times`,
  async () => {
    const world = new World('lambda')
    const asked = await Asked.start()
    const seen = new Set()
    asked.answer = ({ n }) => seen.add(n)
    await world.start()
    await world.makeFunction('f', asked.url)
    const invoke = async (n) => {
      do await world.dead
      while (!(await world.try('Invoke', { FunctionName: 'f', InvocationType: 'Event', Payload: JSON.stringify({ n }) })))
    }
    await play(world, invoke, () => seen.size)
    await until('all events', () => seen.size === MESSAGES, SECONDS)
    await world.nube.stop()
    asked.stop()
  },
  { seconds: SECONDS },
)
