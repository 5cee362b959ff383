// SQS by the AWS SDK, which speaks JSON, and by hand in the Query protocol.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw, signedAs } from '../support/js/nube.js'

const nube = await Nube.start()
const { sqs } = nube.api()
after(() => nube.stop())

let made = 0
async function queue(Attributes) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `queue-${++made}`, Attributes })
  return QueueUrl
}
const query = (parameters, headers, url = nube.url) =>
  raw(url, {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: signedAs('sqs'), ...headers },
    body: new URLSearchParams({ Version: '2012-11-05', ...parameters }).toString(),
  })

test('CreateQueue, again with the same and with other attributes; GetQueueUrl', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'orders', Attributes: { VisibilityTimeout: '300' } })
  assert.equal(QueueUrl, `${nube.url}/000000000000/orders`)
  assert.equal((await sqs.CreateQueue({ QueueName: 'orders', Attributes: { VisibilityTimeout: '300' } })).QueueUrl, QueueUrl)
  assert.equal((await sqs.GetQueueUrl({ QueueName: 'orders' })).QueueUrl, QueueUrl)
  const other = await failure(sqs.CreateQueue({ QueueName: 'orders', Attributes: { VisibilityTimeout: '30' } }))
  assert.deepEqual([other.name, other.status], ['QueueNameExists', 400])
  assert.equal(other.message, 'A queue already exists with the same name and a different value for attribute VisibilityTimeout')
})

test('a queue that is not there', async () => {
  const none = await failure(sqs.GetQueueUrl({ QueueName: 'none' }))
  assert.deepEqual([none.name, none.status, none.message], ['QueueDoesNotExist', 400, 'The specified queue does not exist.'])
  const send = await failure(sqs.SendMessage({ QueueUrl: `${nube.url}/000000000000/none`, MessageBody: 'x' }))
  assert.equal(send.name, 'QueueDoesNotExist')
})

test('attributes: all, some, changed, unknown, out of range', async () => {
  const QueueUrl = await queue({ DelaySeconds: '5' })
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
  assert.equal(Attributes.QueueArn, `arn:aws:sqs:us-east-1:000000000000:queue-${made}`)
  assert.equal(Attributes.DelaySeconds, '5')
  assert.equal(Attributes.VisibilityTimeout, '30')
  assert.equal(Attributes.MessageRetentionPeriod, '345600')
  assert.equal(Attributes.ApproximateNumberOfMessages, '0')
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '60' } })
  const some = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['VisibilityTimeout', 'DelaySeconds'] })
  assert.deepEqual(some.Attributes, { VisibilityTimeout: '60', DelaySeconds: '5' })
  const unknown = await failure(sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['Colour'] }))
  assert.deepEqual([unknown.name, unknown.message], ['InvalidAttributeName', 'Unknown Attribute Colour.'])
  const range = await failure(sqs.SetQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '43201' } }))
  assert.deepEqual([range.name, range.message], ['InvalidAttributeValue', 'Invalid value for the parameter VisibilityTimeout.'])
})

test('send, receive with all attributes, delete', async () => {
  const QueueUrl = await queue()
  const sent = await sqs.SendMessage({
    QueueUrl,
    MessageBody: 'grüße €\n',
    MessageAttributes: {
      orderId: { DataType: 'String', StringValue: 'o-1' },
      count: { DataType: 'Number', StringValue: '7' },
      raw: { DataType: 'Binary', BinaryValue: Uint8Array.from([0, 1, 255]) },
    },
  })
  assert.equal(sent.MD5OfMessageBody, createHash('md5').update('grüße €\n').digest('hex'))
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] })
  assert.equal(Messages.length, 1)
  const [message] = Messages
  assert.equal(message.Body, 'grüße €\n')
  assert.equal(message.MessageId, sent.MessageId)
  assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes)
  assert.deepEqual([...message.MessageAttributes.raw.BinaryValue], [0, 1, 255])
  assert.equal(message.MessageAttributes.count.StringValue, '7')
  assert.equal(message.Attributes.ApproximateReceiveCount, '1')
  assert(Math.abs(Number(message.Attributes.SentTimestamp) - Date.now()) < 60000)
  assert.equal((await sqs.ReceiveMessage({ QueueUrl })).Messages, undefined)
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle })
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle })
  await nube.clock({ advance: 31 })
  assert.equal((await sqs.ReceiveMessage({ QueueUrl })).Messages, undefined)
})

test('the answers of a wrong handle, body, count, delay', async () => {
  const QueueUrl = await queue()
  const handle = await failure(sqs.DeleteMessage({ QueueUrl, ReceiptHandle: 'nonsense' }))
  assert.deepEqual([handle.name, handle.status], ['ReceiptHandleIsInvalid', 400])
  assert.equal(handle.message, 'The input receipt handle "nonsense" is not a valid receipt handle.')
  const body = await failure(sqs.SendMessage({ QueueUrl, MessageBody: 'bell \u0007' }))
  assert.equal(body.name, 'InvalidMessageContents')
  const count = await failure(sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 11 }))
  assert.deepEqual(
    [count.name, count.error.Code, count.message],
    ['InvalidParameterValueException', 'InvalidParameterValue', 'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.'],
  )
  const delay = await failure(sqs.SendMessage({ QueueUrl, MessageBody: 'x', DelaySeconds: 901 }))
  assert.deepEqual(
    [delay.error.Code, delay.message],
    ['InvalidParameterValue', 'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.'],
  )
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { MaximumMessageSize: '1024' } })
  const large = await failure(sqs.SendMessage({ QueueUrl, MessageBody: 'x'.repeat(1025) }))
  assert.equal(large.message, 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.')
})

test('a visibility timeout is changed, and runs out when the clock says so', async () => {
  const QueueUrl = await queue({ VisibilityTimeout: '300' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'a' })
  const first = (await sqs.ReceiveMessage({ QueueUrl })).Messages[0]
  await nube.clock({ advance: 299 })
  assert.equal((await sqs.ReceiveMessage({ QueueUrl })).Messages, undefined)
  await nube.clock({ advance: 2 })
  const second = (await sqs.ReceiveMessage({ QueueUrl, AttributeNames: ['ApproximateReceiveCount'] })).Messages[0]
  assert.equal(second.Attributes.ApproximateReceiveCount, '2')
  assert.notEqual(second.ReceiptHandle, first.ReceiptHandle)
  await sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle: second.ReceiptHandle, VisibilityTimeout: 0 })
  const third = (await sqs.ReceiveMessage({ QueueUrl })).Messages[0]
  assert.equal(third.Body, 'a')
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: third.ReceiptHandle })
  const late = await failure(sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle: third.ReceiptHandle, VisibilityTimeout: 5 }))
  assert.deepEqual([late.name, late.error.Code, late.status], ['InvalidParameterValueException', 'InvalidParameterValue', 400])
  assert.match(late.message, /for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.$/)
})

test('a delayed message comes when its time has come', async () => {
  const QueueUrl = await queue({ DelaySeconds: '600' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'late' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'soon', DelaySeconds: 0 })
  assert.equal((await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })).Messages[0].Body, 'soon')
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
  assert.equal(Attributes.ApproximateNumberOfMessagesDelayed, '1')
  assert.equal(Attributes.ApproximateNumberOfMessagesNotVisible, '1')
  await nube.clock({ advance: 601 })
  const bodies = (await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })).Messages.map((m) => m.Body)
  assert(bodies.includes('late'))
})

test('a long poll wakes at once when a message comes', async () => {
  const QueueUrl = await queue()
  const polls = [1, 2].map(() => sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 }).then((answer) => [answer, Date.now()]))
  await nube.quiet(2)
  const sentAt = Date.now()
  await sqs.SendMessage({ QueueUrl, MessageBody: 'wake' })
  const [answer, at] = await Promise.race(polls)
  assert.equal(answer.Messages[0].Body, 'wake')
  assert(at - sentAt < 10000, `woke after ${at - sentAt} ms`)
  await sqs.SendMessage({ QueueUrl, MessageBody: 'wake too' })
  await Promise.all(polls)
})

test('the deadline of a long poll follows the clock', async () => {
  const QueueUrl = await queue()
  const started = Date.now()
  const poll = sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 })
  await nube.quiet(1)
  await nube.clock({ advance: 21 })
  assert.equal((await poll).Messages, undefined)
  assert(Date.now() - started < 10000)
})

test('a message received too often goes to the dead-letter queue', async () => {
  const dead = await queue()
  const arn = (await sqs.GetQueueAttributes({ QueueUrl: dead, AttributeNames: ['QueueArn'] })).Attributes.QueueArn
  const QueueUrl = await queue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 2 }) })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'poison' })
  for (let i = 0; i < 2; i++) assert.equal((await sqs.ReceiveMessage({ QueueUrl, VisibilityTimeout: 0 })).Messages.length, 1)
  assert.equal((await sqs.ReceiveMessage({ QueueUrl })).Messages, undefined)
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl: dead, MessageSystemAttributeNames: ['All'] })
  assert.equal(Messages[0].Body, 'poison')
  assert.match(Messages[0].Attributes.DeadLetterQueueSourceArn, /:queue-\d+$/)
})

test('batches: some entries fail, the others do not', async () => {
  const QueueUrl = await queue()
  const sent = await sqs.SendMessageBatch({
    QueueUrl,
    Entries: [
      { Id: 'a', MessageBody: 'A' },
      { Id: 'b', MessageBody: 'B', DelaySeconds: 1000 },
      { Id: 'c', MessageBody: 'C' },
    ],
  })
  assert.deepEqual(sent.Successful.map((entry) => entry.Id), ['a', 'c'])
  assert.deepEqual([sent.Failed[0].Id, sent.Failed[0].SenderFault, sent.Failed[0].Code], ['b', true, 'InvalidParameterValue'])
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
  assert.deepEqual(Messages.map((m) => m.Body).sort(), ['A', 'C'])
  const Entries = Messages.map((m, i) => ({ Id: `${i}`, ReceiptHandle: m.ReceiptHandle }))
  const changed = await sqs.ChangeMessageVisibilityBatch({ QueueUrl, Entries: Entries.map((e) => ({ ...e, VisibilityTimeout: 100 })) })
  assert.equal(changed.Successful.length, 2)
  const deleted = await sqs.DeleteMessageBatch({ QueueUrl, Entries: [...Entries, { Id: 'x', ReceiptHandle: 'no' }] })
  assert.deepEqual([deleted.Successful.length, deleted.Failed[0].Code], [2, 'ReceiptHandleIsInvalid'])
  const twice = await failure(sqs.SendMessageBatch({ QueueUrl, Entries: ['a', 'a'].map((Id) => ({ Id, MessageBody: 'x' })) }))
  assert.deepEqual([twice.name, twice.message], ['BatchEntryIdsNotDistinct', 'Id a repeated.'])
  const none = await failure(sqs.SendMessageBatch({ QueueUrl, Entries: [] }))
  assert.equal(none.name, 'EmptyBatchRequest')
  const many = await failure(
    sqs.SendMessageBatch({ QueueUrl, Entries: Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' })) }),
  )
  assert.deepEqual(
    [many.name, many.message],
    ['TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10. You have sent 11.'],
  )
})

test('ListQueues by prefix and page; PurgeQueue once a minute; DeleteQueue', async () => {
  const urls = await Promise.all(['p-1', 'p-2', 'p-3'].map(async (QueueName) => (await sqs.CreateQueue({ QueueName })).QueueUrl))
  const first = await sqs.ListQueues({ QueueNamePrefix: 'p-', MaxResults: 2 })
  assert.deepEqual(first.QueueUrls, urls.slice(0, 2))
  const rest = await sqs.ListQueues({ QueueNamePrefix: 'p-', MaxResults: 2, NextToken: first.NextToken })
  assert.deepEqual([rest.QueueUrls, rest.NextToken], [urls.slice(2), undefined])
  await sqs.SendMessage({ QueueUrl: urls[0], MessageBody: 'x' })
  await sqs.PurgeQueue({ QueueUrl: urls[0] })
  assert.equal((await sqs.ReceiveMessage({ QueueUrl: urls[0] })).Messages, undefined)
  const soon = await failure(sqs.PurgeQueue({ QueueUrl: urls[0] }))
  assert.deepEqual([soon.name, soon.status], ['PurgeQueueInProgress', 403])
  assert.equal(soon.message, 'Only one PurgeQueue operation on p-1 is allowed every 60 seconds.')
  await sqs.DeleteQueue({ QueueUrl: urls[0] })
  assert.equal((await failure(sqs.GetQueueUrl({ QueueName: 'p-1' }))).name, 'QueueDoesNotExist')
})

test('URLs name the host by which the request came, and any host is accepted back', async () => {
  const answer = await raw(nube.url, {
    headers: {
      Host: 'nube:7000',
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'AmazonSQS.CreateQueue',
      Authorization: signedAs('sqs'),
    },
    body: JSON.stringify({ QueueName: 'by-host' }),
  })
  assert.equal(JSON.parse(answer.body).QueueUrl, 'http://nube:7000/000000000000/by-host')
  await sqs.SendMessage({ QueueUrl: `${nube.url}/000000000000/by-host`, MessageBody: 'x' })
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl: 'http://aws.example:7000/000000000000/by-host' })
  assert.equal(Messages[0].Body, 'x')
})

test('the Query protocol is the same queue in XML', async () => {
  const created = await query({ Action: 'CreateQueue', QueueName: 'xml', 'Attribute.1.Name': 'VisibilityTimeout', 'Attribute.1.Value': '40' })
  assert.equal(created.status, 200)
  assert.match(created.headers['content-type'], /^text\/xml/)
  assert.match(created.body, /<CreateQueueResponse xmlns="http:\/\/queue.amazonaws.com\/doc\/2012-11-05\/"><CreateQueueResult><QueueUrl>http/)
  const QueueUrl = /<QueueUrl>(.*?)<\/QueueUrl>/.exec(created.body)[1]
  const sent = await query({
    Action: 'SendMessage',
    QueueUrl,
    MessageBody: '<a> & "b"',
    'MessageAttribute.1.Name': 'k',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'v',
  })
  assert.match(sent.body, /<SendMessageResult>.*<MD5OfMessageBody>[0-9a-f]{32}<\/MD5OfMessageBody>/s)
  const received = await query({ Action: 'ReceiveMessage', QueueUrl, 'MessageAttributeName.1': 'All', 'AttributeName.1': 'All' })
  assert.match(received.body, /<Body>&lt;a&gt; &amp; (&quot;b&quot;|"b")<\/Body>/)
  assert.match(received.body, /<Attribute><Name>ApproximateReceiveCount<\/Name><Value>1<\/Value><\/Attribute>/)
  assert.match(received.body, /<MessageAttribute><Name>k<\/Name><Value>.*<StringValue>v<\/StringValue>.*<\/Value><\/MessageAttribute>/)
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['VisibilityTimeout'] })
  assert.equal(Attributes.VisibilityTimeout, '40')
})

test("the Query protocol's errors", async () => {
  const none = await query({ Action: 'GetQueueUrl', QueueName: 'none' })
  assert.equal(none.status, 400)
  assert.match(none.body, /<Error><Type>Sender<\/Type><Code>AWS.SimpleQueueService.NonExistentQueue<\/Code>/)
  assert.match(none.body, /<RequestId>[0-9a-f-]{36}<\/RequestId>/)
  const missing = await query({ Action: 'CreateQueue' })
  assert.equal(missing.status, 400)
  assert.match(missing.body, /<Code>MissingParameter<\/Code><Message>The request must contain the parameter QueueName.<\/Message>/)
  const action = await query({ Action: 'Fly' })
  assert.equal(action.status, 400)
  assert.match(action.body, /<Code>InvalidAction<\/Code><Message>The action Fly is not valid for this endpoint.<\/Message>/)
  assert.match(action.body, /<Detail\/><\/Error>/)
  const QueueUrl = await queue()
  for (const Action of ['CreateQueue', 'ListQueues']) {
    const there = await query({ Action, QueueName: 'q' }, {}, QueueUrl)
    assert.equal(there.status, 400)
    assert.match(there.body, new RegExp(`<Code>InvalidAction</Code><Message>The action ${Action} is not valid for this endpoint.</Message>`))
  }
  for (const batch of ['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch']) {
    const { body } = await query({ Action: batch, QueueUrl })
    const words = `There should be at least one ${batch}RequestEntry in the request.`
    assert(body.includes(`<Code>AWS.SimpleQueueService.EmptyBatchRequest</Code><Message>${words}</Message>`), body)
  }
})
