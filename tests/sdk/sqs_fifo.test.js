// FIFO queues by the AWS SDK: order, groups, deduplication, receive attempts, dead letters, and what is refused.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { sqs } = nube.api()
after(() => nube.stop())

let made = 0
async function queue(Attributes = { ContentBasedDeduplication: 'true' }) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `fifo-${++made}.fifo`, Attributes: { FifoQueue: 'true', ...Attributes } })
  return QueueUrl
}
const send = (QueueUrl, MessageGroupId, MessageBody, more) => sqs.SendMessage({ QueueUrl, MessageGroupId, MessageBody, ...more })
const receive = async (QueueUrl, more) => (await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? []
const bodies = async (QueueUrl, more) => (await receive(QueueUrl, more)).map((m) => m.Body)
async function refused(call, code, message) {
  const { error, message: words, status } = await failure(call)
  assert.deepEqual([error.Code, words, status], [code, message, 400])
}

test('a queue that is FIFO: its name, its attributes, its URL', async () => {
  const QueueUrl = await queue()
  assert.match(QueueUrl, /\/000000000000\/fifo-\d+\.fifo$/)
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
  assert.deepEqual(
    [Attributes.FifoQueue, Attributes.ContentBasedDeduplication, Attributes.DeduplicationScope, Attributes.FifoThroughputLimit],
    ['true', 'true', 'queue', 'perQueue'],
  )
  await refused(sqs.CreateQueue({ QueueName: 'x.fifo' }), 'InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length')
  await refused(
    sqs.CreateQueue({ QueueName: 'x', Attributes: { FifoQueue: 'true' } }),
    'InvalidParameterValue',
    'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
  )
  await refused(sqs.SetQueueAttributes({ QueueUrl, Attributes: { FifoQueue: 'false' } }), 'InvalidAttributeValue', 'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.')
  await refused(
    sqs.SetQueueAttributes({ QueueUrl, Attributes: { FifoThroughputLimit: 'perMessageGroupId' } }),
    'InvalidAttributeValue',
    'Invalid value for the parameter FifoThroughputLimit. Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
  )
  await refused(
    sqs.CreateQueue({ QueueName: `fifo-${made}.fifo`, Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'false' } }),
    'QueueAlreadyExists',
    'A queue already exists with the same name and a different value for attribute ContentBasedDeduplication',
  )
})

test('what a message must have, alone and in a batch', async () => {
  const QueueUrl = await queue({})
  const dedup = 'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly'
  const group = 'The request must contain the parameter MessageGroupId.'
  await refused(send(QueueUrl, 'g', 'x'), 'InvalidParameterValue', dedup)
  await refused(send(QueueUrl, undefined, 'x', { MessageDeduplicationId: '1' }), 'MissingParameter', group)
  const entry = { Id: 'a', MessageBody: 'x' }
  await refused(sqs.SendMessageBatch({ QueueUrl, Entries: [{ ...entry, MessageDeduplicationId: '1' }] }), 'InvalidParameterValue', group)
  await refused(sqs.SendMessageBatch({ QueueUrl, Entries: [{ ...entry, MessageGroupId: 'g' }] }), 'InvalidParameterValue', dedup)
  await refused(
    send(QueueUrl, 'g', 'x', { MessageDeduplicationId: '1', DelaySeconds: 2 }),
    'InvalidParameterValue',
    'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  )
  await refused(
    send(QueueUrl, 'a b', 'x', { MessageDeduplicationId: '1' }),
    'InvalidParameterValue',
    'Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  )
  const standard = (await sqs.CreateQueue({ QueueName: 'standard' })).QueueUrl
  await refused(
    sqs.SendMessage({ QueueUrl: standard, MessageBody: 'x', MessageDeduplicationId: '1' }),
    'InvalidParameterValue',
    'Value 1 for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.',
  )
  await sqs.SendMessage({ QueueUrl: standard, MessageBody: 'fair', MessageGroupId: 'tenant-1' })
  const [message] = await receive(standard, { MessageSystemAttributeNames: ['MessageGroupId'] })
  assert.equal(message.Attributes.MessageGroupId, 'tenant-1')
})

test('messages of a group come in order, one batch at a time; of others meanwhile', async () => {
  const QueueUrl = await queue()
  const sent = []
  for (const [group, body] of [['a', 'a1'], ['b', 'b1'], ['a', 'a2'], ['a', 'a3']]) sent.push((await send(QueueUrl, group, body)).SequenceNumber)
  assert.deepEqual([...sent].sort(), sent)
  for (const number of sent) assert.match(number, /^\d{20}$/)
  const [first] = await receive(QueueUrl, { MaxNumberOfMessages: 1, MessageSystemAttributeNames: ['All'] })
  assert.equal(first.Body, 'a1')
  assert.deepEqual(
    [first.Attributes.MessageGroupId, first.Attributes.SequenceNumber, first.Attributes.MessageDeduplicationId.length],
    ['a', sent[0], 64],
  )
  assert.deepEqual(await bodies(QueueUrl), ['b1'])
  assert.deepEqual(await bodies(QueueUrl), [])
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: first.ReceiptHandle })
  assert.deepEqual(await bodies(QueueUrl), ['a2', 'a3'])
  await nube.clock({ advance: 31 })
  assert.deepEqual(await bodies(QueueUrl), ['b1', 'a2', 'a3'])
})

test('five minutes of deduplication, by id, by body, and by group', async () => {
  const QueueUrl = await queue()
  const first = await send(QueueUrl, 'g', 'x')
  const again = await send(QueueUrl, 'h', 'x')
  const other = await send(QueueUrl, 'g', 'x', { MessageDeduplicationId: 'own' })
  assert.deepEqual([again.MessageId, again.SequenceNumber], [first.MessageId, first.SequenceNumber])
  assert.notEqual(other.MessageId, first.MessageId)
  assert.deepEqual(await bodies(QueueUrl), ['x', 'x'])
  await nube.clock({ advance: 300 })
  assert.notEqual((await send(QueueUrl, 'g', 'x')).MessageId, first.MessageId)
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' } })
  const one = await send(QueueUrl, 'p', 'y')
  assert.notEqual((await send(QueueUrl, 'q', 'y')).MessageId, one.MessageId)
  assert.equal((await send(QueueUrl, 'p', 'y')).MessageId, one.MessageId)
})

test('a receive attempt is repeated with the same handles', async () => {
  const QueueUrl = await queue()
  await send(QueueUrl, 'g', '1')
  const first = await receive(QueueUrl, { ReceiveRequestAttemptId: 'try' })
  assert.deepEqual(await receive(QueueUrl, { ReceiveRequestAttemptId: 'try' }), first)
  assert.deepEqual(await receive(QueueUrl, { ReceiveRequestAttemptId: 'another' }), [])
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: first[0].ReceiptHandle })
  assert.deepEqual(await receive(QueueUrl, { ReceiveRequestAttemptId: 'try' }), [])
})

test('an expired handle neither deletes nor extends', async () => {
  const QueueUrl = await queue()
  await send(QueueUrl, 'g', '1')
  const [{ ReceiptHandle }] = await receive(QueueUrl)
  await nube.clock({ advance: 30 })
  await refused(sqs.DeleteMessage({ QueueUrl, ReceiptHandle }), 'InvalidParameterValue', `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`)
  const batch = await sqs.DeleteMessageBatch({ QueueUrl, Entries: [{ Id: 'a', ReceiptHandle }] })
  assert.deepEqual([batch.Failed[0].Code, batch.Failed[0].SenderFault, batch.Successful], ['InvalidParameterValue', true, undefined])
  await refused(
    sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 5 }),
    'InvalidParameterValue',
    `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  )
})

test('a long poll waits for its group', async () => {
  const QueueUrl = await queue()
  await send(QueueUrl, 'g', '1')
  await send(QueueUrl, 'g', '2')
  const [{ ReceiptHandle }] = await receive(QueueUrl, { MaxNumberOfMessages: 1 })
  let isDone = false
  const poll = bodies(QueueUrl, { WaitTimeSeconds: 20 }).then((got) => ((isDone = true), got))
  await nube.quiet(1)
  await send(QueueUrl, 'g', '3')
  await nube.quiet(1)
  assert.equal(isDone, false)
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle })
  assert.deepEqual(await poll, ['2', '3'])
})

test('dead letters of a FIFO queue are in a FIFO queue, and go back in order', async () => {
  const dead = await queue()
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:fifo-${made}.fifo`
  const QueueUrl = await queue({ ContentBasedDeduplication: 'true', VisibilityTimeout: '1', RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) })
  for (const body of ['1', '2', '3']) await send(QueueUrl, 'g', body)
  assert.deepEqual(await bodies(QueueUrl), ['1', '2', '3'])
  await nube.clock({ advance: 1 })
  assert.deepEqual(await bodies(QueueUrl), [])
  assert.deepEqual(await bodies(dead, { VisibilityTimeout: 0 }), ['1', '2', '3'])
  await sqs.StartMessageMoveTask({ SourceArn: deadLetterTargetArn })
  assert.deepEqual(await bodies(QueueUrl, { WaitTimeSeconds: 5 }).then(async (some) => [...some, ...(await bodies(QueueUrl))]), ['1', '2', '3'])
  await refused(
    sqs.CreateQueue({ QueueName: 'mixed', Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) } }),
    'InvalidParameterValue',
    `Value ${JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 })} for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the source..`,
  )
})
