// SNS's deliveries: a real HTTP endpoint, its confirmation and failures; what goes to dead-letter queues; throttles, certificates, filters, FIFO topics.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import path from 'node:path'

import { fromTopics } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { cert, key } from '../support/js/certificate.js'
import { environment, failure, folder, Nube, until } from '../support/js/nube.js'
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
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes: { Policy: fromTopics, ...Attributes } })
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

test('dead letters look as what the subscriber would have got, a function\'s as an envelope', async () => {
  const dead = await queue('letters')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn })
  const { TopicArn } = await sns.CreateTopic({ Name: 'undeliverable' })
  const gone = (name, extra) => sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:000000000000:${name}`, Attributes: { RedrivePolicy, ...extra } })
  await gone('gone-1')
  await gone('gone-2', { RawMessageDelivery: 'true' })
  await sns.Subscribe({ TopicArn, Protocol: 'lambda', Endpoint: 'arn:aws:lambda:us-east-1:000000000000:function:gone', Attributes: { RedrivePolicy } })
  const MessageAttributes = { attr1: { DataType: 'Number', StringValue: '111' }, attr2: { DataType: 'Binary', BinaryValue: Uint8Array.from([2, 3, 4]) } }
  const { MessageId } = await sns.Publish({ TopicArn, Message: 'dead', MessageAttributes })
  const letters = []
  await until('three letters', async () => (letters.push(...(await receive(dead.QueueUrl))), letters.length === 3))
  const raw = letters.filter((m) => m.Body === 'dead')
  assert.equal(raw.length, 1)
  assert.deepEqual(Object.keys(raw[0].MessageAttributes), ['attr1', 'attr2'])
  for (const letter of letters.filter((m) => m !== raw[0])) {
    assert.equal(letter.MessageAttributes, undefined)
    const notice = JSON.parse(letter.Body)
    assert.deepEqual([notice.Type, notice.MessageId, notice.Message], ['Notification', MessageId, 'dead'])
    assert.deepEqual(notice.MessageAttributes, { attr1: { Type: 'Number', Value: '111' }, attr2: { Type: 'Binary', Value: 'AgME' } })
  }
})

test('an endpoint gets no more a second than its delivery policy says', async () => {
  const { TopicArn } = await sns.CreateTopic({ Name: 'paced' })
  const DeliveryPolicy = JSON.stringify({ throttlePolicy: { maxReceivesPerSecond: 2 }, requestPolicy: { headerContentType: 'text/csv' } })
  posts.length = 0
  await nube.clock({ freeze: true })
  await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `${endpoint}p`, Attributes: { RawMessageDelivery: 'true', DeliveryPolicy } })
  await until('the confirmation', () => posts.length === 1)
  await fetch(JSON.parse(posts[0].body).SubscribeURL)
  posts.length = 0
  for (let i = 0; i < 5; i++) await sns.Publish({ TopicArn, Message: `row ${i}` })
  for (const expected of [1, 2, 3, 4, 5]) {
    await until(`delivery ${expected}`, () => posts.length === expected)
    await nube.quiet()
    assert.equal(posts.length, expected)
    await nube.clock({ advance: 0.5 })
  }
  await nube.clock({ freeze: false })
  assert.deepEqual(posts.map((p) => p.body).sort(), [0, 1, 2, 3, 4].map((i) => `row ${i}`))
  assert.equal(posts[0].headers['content-type'], 'text/csv')
})

test('delivery policies, as they are told', async () => {
  const given = { http: { defaultRequestPolicy: { headerContentType: 'application/json' }, defaultThrottlePolicy: { maxReceivesPerSecond: 9 } } }
  const { TopicArn } = await sns.CreateTopic({ Name: 'policies', Attributes: { DeliveryPolicy: JSON.stringify(given) } })
  assert.equal((await sns.CreateTopic({ Name: 'policies', Attributes: { DeliveryPolicy: JSON.stringify(given) } })).TopicArn, TopicArn)
  const topic = (await sns.GetTopicAttributes({ TopicArn })).Attributes
  assert.deepEqual(JSON.parse(topic.DeliveryPolicy), { http: { disableSubscriptionOverrides: false, ...given.http } })
  const retry = { minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, numMaxDelayRetries: 0, numNoDelayRetries: 0, numMinDelayRetries: 0, backoffFunction: 'linear' }
  assert.deepEqual(JSON.parse(topic.EffectiveDeliveryPolicy), { http: { defaultHealthyRetryPolicy: retry, disableSubscriptionOverrides: false, ...given.http } })
  const { SubscriptionArn } = await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `${endpoint}d`, ReturnSubscriptionArn: true })
  assert(SubscriptionArn.startsWith(`${TopicArn}:`))
  const effective = async () => JSON.parse((await sns.GetSubscriptionAttributes({ SubscriptionArn })).Attributes.EffectiveDeliveryPolicy)
  const all = { healthyRetryPolicy: retry, sicklyRetryPolicy: null, throttlePolicy: { maxReceivesPerSecond: 9 }, requestPolicy: { headerContentType: 'application/json' }, guaranteed: false }
  assert.deepEqual(await effective(), all)
  await sns.SetSubscriptionAttributes({ SubscriptionArn, AttributeName: 'DeliveryPolicy', AttributeValue: '{"healthyRetryPolicy":{"numRetries":5}}' })
  assert.deepEqual(await effective(), { ...all, healthyRetryPolicy: { ...retry, numRetries: 5 } })
  const { DeliveryPolicy } = (await sns.GetSubscriptionAttributes({ SubscriptionArn })).Attributes
  assert.deepEqual(JSON.parse(DeliveryPolicy), { ...all, healthyRetryPolicy: { ...retry, numRetries: 5 }, throttlePolicy: null, requestPolicy: null })
  const wrong = await failure(sns.SetTopicAttributes({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue: '{"http":[1]}' }))
  assert.deepEqual([wrong.name, wrong.message], ['InvalidParameterException', 'Invalid parameter: DeliveryPolicy: http must be a JSON object'])
})

test('an https endpoint needs a certificate that is trusted', async () => {
  const secure = []
  const tls = https.createServer({ key, cert }, (request, response) => {
    let body = ''
    request.on('data', (b) => (body += b))
    request.on('end', () => (secure.push(JSON.parse(body)), response.end()))
  })
  tls.on('tlsClientError', () => secure.push('refused'))
  await new Promise((ready) => tls.listen(0, '127.0.0.1', ready))
  const file = path.join(folder(), 'ca.pem')
  writeFileSync(file, cert)
  for (const [env, expected] of [
    [environment, 'refused'],
    [{ ...environment, CURL_CA_BUNDLE: file }, 'SubscriptionConfirmation'],
  ]) {
    const other = await Nube.start(['--ephemeral'], { env })
    secure.length = 0
    const { TopicArn } = await other.api().sns.CreateTopic({ Name: 's' })
    await other.api().sns.Subscribe({ TopicArn, Protocol: 'https', Endpoint: `https://127.0.0.1:${tls.address().port}/` })
    await until(expected, () => secure.length >= 1)
    assert.equal(secure[0].Type ?? secure[0], expected)
    await other.stop()
  }
  tls.closeAllConnections?.()
  await new Promise((closed) => tls.close(closed))
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
