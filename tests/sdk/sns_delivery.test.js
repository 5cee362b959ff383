// SNS's deliveries: a real HTTP endpoint, its confirmation and failures; signatures; filters; FIFO topics; batches.
import assert from 'node:assert/strict'
import http from 'node:http'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'
import { verifies } from '../support/js/sns.js'

const nube = await Nube.start()
const { sns, sqs } = nube.api()
const posts = []
let status = 200
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', (b) => (body += b))
  request.on('end', () => {
    posts.push({ headers: request.headers, body })
    response.writeHead(status).end()
  })
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const endpoint = `http://127.0.0.1:${server.address().port}/`
after(() => new Promise((closed) => server.close(closed)))
after(() => nube.stop())

async function queue(QueueName, Attributes) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes })
  return { QueueUrl, arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` }
}
const receive = async (QueueUrl) =>
  (await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] })).Messages ?? []

test('an HTTP endpoint confirms, gets signed notifications, and leaves', async () => {
  const { TopicArn } = await sns.CreateTopic({ Name: 'web', Attributes: { SignatureVersion: '2' } })
  assert.equal((await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: endpoint })).SubscriptionArn, 'pending confirmation')
  await until('the confirmation', () => posts.length === 1)
  const asked = JSON.parse(posts[0].body)
  assert.equal(posts[0].headers['x-amz-sns-message-type'], 'SubscriptionConfirmation')
  assert(await verifies(asked))
  assert.equal((await fetch(asked.SubscribeURL)).status, 200)
  await sns.Publish({ TopicArn, Message: 'hello', Subject: 'S' })
  await until('the notification', () => posts.length === 2)
  const told = JSON.parse(posts[1].body)
  assert.equal(told.Message, 'hello')
  assert.equal(posts[1].headers['user-agent'], 'Amazon Simple Notification Service Agent')
  assert.equal(posts[1].headers['content-type'], 'text/plain; charset=UTF-8')
  assert(await verifies(told))
  assert(!(await verifies({ ...told, Message: 'hullo' })))
  assert.equal((await fetch(told.UnsubscribeURL)).status, 200)
  await until('the farewell', () => posts.length === 3)
  const farewell = JSON.parse(posts[2].body)
  assert.equal(farewell.Type, 'UnsubscribeConfirmation')
  assert.notEqual(farewell.Token, asked.Token)
  assert(await verifies(farewell))
  const left = async () => (await sns.ListSubscriptionsByTopic({ TopicArn })).Subscriptions.map((s) => s.SubscriptionArn)
  assert.deepEqual(await left(), [])
  assert.equal((await fetch(farewell.SubscribeURL)).status, 200)
  assert.deepEqual(await left(), [posts[1].headers['x-amz-sns-subscription-arn']])
  await sns.Publish({ TopicArn, Message: 'back' })
  await until('the next notification', () => posts.length === 4)
  assert.equal(JSON.parse(posts[3].body).Message, 'back')
})

test('a failing endpoint is tried four times, then the dead-letter queue has it', async () => {
  posts.length = 0
  const dead = await queue('dead')
  const { TopicArn } = await sns.CreateTopic({ Name: 'failing' })
  await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `${endpoint}f`, Attributes: { RawMessageDelivery: 'true', RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) } })
  await until('the confirmation', () => posts.length === 1)
  await fetch(JSON.parse(posts[0].body).SubscribeURL)
  status = 503
  await sns.Publish({ TopicArn, Message: 'lost?' })
  for (let tries = 2; tries <= 5; tries++) {
    await until(`try ${tries - 1}`, async () => (await nube.clock({ advance: 21 }), posts.length >= tries))
  }
  let message
  await until('the dead letter', async () => ([message] = await receive(dead.QueueUrl)).length)
  status = 200
  assert.equal(message.Body, 'lost?')
  assert.equal(message.MessageAttributes, undefined)
  assert.equal(posts.length, 5)
  assert.equal(posts[4].headers['x-amz-sns-rawdelivery'], 'true')
})

test('filters, batches and FIFO topics', async () => {
  const { TopicArn } = await sns.CreateTopic({ Name: 't.fifo', Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'true' } })
  const target = await queue('q.fifo', { FifoQueue: 'true' })
  const { SubscriptionArn } = await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: target.arn, Attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"kind":["a"]}' } })
  const kind = (StringValue) => ({ kind: { DataType: 'String', StringValue } })
  const first = await sns.Publish({ TopicArn, Message: '1', MessageGroupId: 'g', MessageAttributes: kind('a') })
  const again = await sns.Publish({ TopicArn, Message: '1', MessageGroupId: 'g', MessageAttributes: kind('a') })
  assert.deepEqual([again.MessageId, again.SequenceNumber], [first.MessageId, first.SequenceNumber])
  const { Successful, Failed } = await sns.PublishBatch({
    TopicArn,
    PublishBatchRequestEntries: [
      { Id: 'x', Message: '2', MessageGroupId: 'g', MessageAttributes: kind('b') },
      { Id: 'y', Message: '3', MessageGroupId: 'g', MessageAttributes: kind('a') },
    ],
  })
  assert.deepEqual([Successful.map((e) => e.Id), Failed ?? []], [['x', 'y'], []])
  assert.deepEqual((await receive(target.QueueUrl)).map((m) => [m.Body, m.Attributes.MessageGroupId]), [['1', 'g'], ['3', 'g']])
  const wrong = await failure(sns.SetSubscriptionAttributes({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue: '{"key":[["value"]]}' }))
  assert.match(wrong.message, /^Invalid parameter: FilterPolicy: Match value must be String, number, true, false, or null\n at \[Source: .*column: 10\]$/)
})
