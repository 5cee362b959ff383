// SNS's outbox under kill -9: what was published goes out, to queues exactly once and to endpoints at least once.
import assert from 'node:assert/strict'

import { Endpoint } from '../support/js/endpoint.js'
import { fromTopics } from '../support/js/policies.js'
import { test } from '../support/js/suite.js'
import { folder, Nube, sleep, until } from '../support/js/nube.js'

const KILLS = 4

test('killed again and again between publishes and their deliveries', async () => {
  const data = folder()
  const endpoint = await Endpoint.start(20)
  let nube = await Nube.start(['--data-dir', data])
  const { port } = nube
  const { sns, sqs } = nube.api()
  const { TopicArn } = await sns.CreateTopic({ Name: 'crash' })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'crash', Attributes: { VisibilityTimeout: '3600', Policy: fromTopics } })
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
    await until('some publishes', () => answered.length > before + 50, 60)
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
}, { seconds: 150 })
