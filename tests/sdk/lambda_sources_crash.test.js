// Event sources under load and `kill -9`, again and again: every message that was acknowledged comes to the function at least once, and those of a FIFO
// queue's group in their order. MODEL_OPERATIONS: how many messages there are.
import assert from 'node:assert/strict'

import { test } from '../support/js/suite.js'
import { Asked } from '../support/js/asked.js'
import { askingFunction } from '../support/js/functions.js'
import { Killed } from '../support/js/killed.js'
import { sleep, until } from '../support/js/nube.js'

const MESSAGES = Number(process.env.MODEL_OPERATIONS ?? 80)
const GROUPS = 4
const KILLS = 3
const VISIBILITY = 30
const SECONDS = 60 + MESSAGES / 10

// The clock goes on by what messages were hidden for by those before.
class World extends Killed {
  constructor() {
    super('sqs')
  }

  async start() {
    await super.start()
    this.lambda = this.nube.api().lambda
    if (this.epoch) await this.nube.clock({ advance: this.epoch * (VISIBILITY + 1) })
  }

  async make(FunctionName, QueueName, POST_URL, Attributes) {
    await this.client.CreateQueue({ QueueName, Attributes: { VisibilityTimeout: `${VISIBILITY}`, ...Attributes } })
    await this.lambda.CreateFunction({
      FunctionName,
      Runtime: 'provided.al2023',
      Role: 'arn:aws:iam::000000000000:role/any',
      Handler: 'main',
      Timeout: 10,
      Code: { ZipFile: askingFunction() },
      Environment: { Variables: { POST_URL } },
    })
    await this.lambda.CreateEventSourceMapping({ FunctionName, EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}`, BatchSize: 5 })
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
    await world.make('f', 'q', asked.url)
    await play(world, (n) => world.send('q', { MessageBody: `${n}` }), () => seen.size)
    await until('all messages', () => seen.size === MESSAGES, SECONDS)
    await world.nube.stop()
    asked.stop()
  },
  { seconds: SECONDS },
)

test(
  `a FIFO queue, killed ${KILLS} times`,
  async () => {
    const world = new World()
    const asked = await Asked.start()
    const next = Array(GROUPS).fill(0) // the number that each group's next new message must have
    let count = 0
    let broken
    asked.answer = async ({ Records }) => {
      await sleep(2)
      for (const { body } of Records) {
        const [group, number] = body.split('-').map(Number)
        if (number > next[group]) broken ??= `${body} came before ${group}-${next[group]}`
        if (number !== next[group]) continue
        next[group]++
        count++
      }
    }
    await world.start()
    await world.make('f', 'q.fifo', asked.url, { FifoQueue: 'true' })
    const send = (n) => {
      const MessageGroupId = `${n % GROUPS}`
      const MessageBody = `${MessageGroupId}-${Math.floor(n / GROUPS)}`
      return world.send('q.fifo', { MessageBody, MessageGroupId, MessageDeduplicationId: MessageBody })
    }
    await play(world, send, () => count)
    await until('all messages', () => count === MESSAGES, SECONDS)
    assert.equal(broken, undefined)
    await world.nube.stop()
    asked.stop()
  },
  { seconds: SECONDS },
)
