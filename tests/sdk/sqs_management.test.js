// What surrounds SQS's messages, by the AWS SDK: attributes, tags, permissions, dead-letter queues, move tasks, limits, and the look at a queue.
import assert from 'node:assert/strict'

import { after, require, test } from '../support/js/suite.js'
import { failure, Nube, raw, signedAs, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { sqs } = nube.api()
after(() => nube.stop())

const arn = (name) => `arn:aws:sqs:us-east-1:000000000000:${name}`
let made = 0
async function queue(Attributes, more) {
  const QueueName = `managed-${++made}`
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes, ...more })
  return { QueueUrl, QueueName, QueueArn: arn(QueueName) }
}
async function refused(call, code, message, status = 400) {
  const failed = await failure(call)
  assert.deepEqual([failed.error.Code ?? failed.name, failed.message, failed.status], [code, message, status])
  return failed
}
const redrive = (target, maxReceiveCount = 1) => JSON.stringify({ deadLetterTargetArn: target.QueueArn, maxReceiveCount })
const attribute = async ({ QueueUrl }, name) => (await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: [name] })).Attributes?.[name]

test('attributes: bounds, encryption, policies', async () => {
  const { QueueUrl } = await queue()
  const set = (Attributes) => sqs.SetQueueAttributes({ QueueUrl, Attributes })
  for (const [name, value] of [['MaximumMessageSize', '1048577'], ['MessageRetentionPeriod', '59'], ['DelaySeconds', '901'], ['KmsDataKeyReusePeriodSeconds', '59'], ['Policy', 'x'], ['SqsManagedSseEnabled', 'no']])
    await refused(set({ [name]: value }), 'InvalidAttributeValue', `Invalid value for the parameter ${name}.`)
  await refused(set({ Colour: 'red' }), 'InvalidAttributeName', 'Unknown Attribute Colour.')
  await refused(set({ DeduplicationScope: 'queue' }), 'InvalidAttributeName', 'You can specify the DeduplicationScope only when FifoQueue is set to true.')
  await refused(set({}), 'MissingParameter', 'The request must contain the parameter Attribute.Name.')
  await set({ KmsMasterKeyId: 'alias/aws/sqs' })
  assert.deepEqual(
    [await attribute({ QueueUrl }, 'SqsManagedSseEnabled'), await attribute({ QueueUrl }, 'KmsDataKeyReusePeriodSeconds')],
    ['false', '300'],
  )
  assert.equal(await attribute({ QueueUrl }, 'MaximumMessageSize'), '1048576')
  await refused(sqs.CreateQueue({ QueueName: '' }), 'InvalidParameterValue', 'Queue name cannot be empty')
  await refused(sqs.GetQueueUrl({ QueueName: '' }), 'InvalidParameterValue', 'Value for parameter QueueName is invalid. Reason: Must specify a queue name.')
  await refused(sqs.ListQueues({ MaxResults: 1001 }), 'InvalidParameterValue', 'Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.')
  await refused(sqs.GetQueueAttributes({ QueueUrl: `${nube.url}/nothing`, AttributeNames: ['All'] }), 'InvalidAddress', `The address ${nube.url}/nothing is not valid for this endpoint.`, 404)
})

test('tags', async () => {
  const { QueueUrl, QueueName } = await queue({}, { tags: { team: 'a' } })
  await sqs.TagQueue({ QueueUrl, Tags: { stage: 'test', empty: '' } })
  assert.deepEqual((await sqs.ListQueueTags({ QueueUrl })).Tags, { team: 'a', stage: 'test', empty: '' })
  await sqs.UntagQueue({ QueueUrl, TagKeys: ['team', 'empty'] })
  assert.deepEqual((await sqs.ListQueueTags({ QueueUrl })).Tags, { stage: 'test' })
  await refused(sqs.TagQueue({ QueueUrl, Tags: {} }), 'MissingParameter', 'The request must contain the parameter Tags.')
  await refused(
    sqs.TagQueue({ QueueUrl, Tags: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, ''])) }),
    'InvalidParameterValue',
    `Too many tags added for queue ${QueueName}.`,
  )
  await refused(sqs.ListQueueTags({ QueueUrl: `${nube.url}/000000000000/none` }), 'AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.')
})

test('permissions', async () => {
  const one = await queue()
  const add = (Label, Actions, AWSAccountIds) => sqs.AddPermission({ QueueUrl: one.QueueUrl, Label, Actions, AWSAccountIds })
  await add('share', ['ReceiveMessage'], ['111111111111', '222222222222'])
  assert.deepEqual(JSON.parse(await attribute(one, 'Policy')), {
    Version: '2008-10-17',
    Id: `${one.QueueArn}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'share',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'] },
        Action: 'SQS:ReceiveMessage',
        Resource: one.QueueArn,
      },
    ],
  })
  await refused(add('share', ['SendMessage'], ['111111111111']), 'InvalidParameterValue', 'Value share for parameter Label is invalid. Reason: Already exists.')
  await refused(
    add('more', ['SendMessageBatch'], ['111111111111']),
    'InvalidParameterValue',
    'Value SQS:SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.',
  )
  await sqs.RemovePermission({ QueueUrl: one.QueueUrl, Label: 'share' })
  assert.equal(await attribute(one, 'Policy'), undefined)
  await refused(sqs.RemovePermission({ QueueUrl: one.QueueUrl, Label: 'share' }), 'InvalidParameterValue', "Value share for parameter Label is invalid. Reason: can't find label.")
})

test('dead-letter queues: who may have which, and whose it is', async () => {
  const dead = await queue()
  const source = await queue({ RedrivePolicy: redrive(dead) })
  assert.deepEqual((await sqs.ListDeadLetterSourceQueues({ QueueUrl: dead.QueueUrl })).queueUrls, [source.QueueUrl])
  await queue({ RedrivePolicy: redrive(dead) })
  const page = await sqs.ListDeadLetterSourceQueues({ QueueUrl: dead.QueueUrl, MaxResults: 1 })
  const rest = await sqs.ListDeadLetterSourceQueues({ QueueUrl: dead.QueueUrl, MaxResults: 1, NextToken: page.NextToken })
  assert.deepEqual([page.queueUrls.length, rest.queueUrls.length, rest.NextToken], [1, 1, undefined])
  await refused(sqs.ListDeadLetterSourceQueues({ QueueUrl: dead.QueueUrl, NextToken: '!' }), 'InvalidParameterValue', 'Invalid or expired next token.')
  const none = JSON.stringify({ deadLetterTargetArn: arn('none'), maxReceiveCount: 1 })
  await refused(sqs.CreateQueue({ QueueName: 'x', Attributes: { RedrivePolicy: none } }), 'InvalidParameterValue', `Value ${none} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`)
  const policy = JSON.stringify({ redrivePermission: 'denyAll', sourceQueueArns: [source.QueueArn] })
  await refused(
    sqs.SetQueueAttributes({ QueueUrl: dead.QueueUrl, Attributes: { RedriveAllowPolicy: policy } }),
    'InvalidParameterValue',
    `Value ${policy} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. To specify one or more source queue ARNs, you must set redrivePermission to byQueue.`,
  )
  await sqs.SetQueueAttributes({ QueueUrl: dead.QueueUrl, Attributes: { RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) } })
  assert.equal((await failure(queue({ RedrivePolicy: redrive(dead) }))).error.Code, 'InvalidParameterValue')
})

// Queues with so many dead letters.
async function buried(count) {
  const dead = await queue()
  const source = await queue({ RedrivePolicy: redrive(dead), VisibilityTimeout: '1' })
  for (let i = 0; i < count; i++) await sqs.SendMessage({ QueueUrl: source.QueueUrl, MessageBody: `${i}` })
  for (let i = 0; i < count; i += 10) await sqs.ReceiveMessage({ QueueUrl: source.QueueUrl, MaxNumberOfMessages: 10 })
  await nube.clock({ advance: 1 })
  for (let i = 0; i < count; i += 10) await sqs.ReceiveMessage({ QueueUrl: source.QueueUrl, MaxNumberOfMessages: 10 })
  assert.equal(await attribute(dead, 'ApproximateNumberOfMessages'), `${count}`)
  return { dead, source }
}
const latest = async ({ QueueArn }) => (await sqs.ListMessageMoveTasks({ SourceArn: QueueArn })).Results[0]

test('a move task: back to the source', async () => {
  const { dead, source } = await buried(12)
  const { TaskHandle } = await sqs.StartMessageMoveTask({ SourceArn: dead.QueueArn })
  assert.equal(JSON.parse(Buffer.from(TaskHandle, 'base64').toString()).sourceArn, dead.QueueArn)
  const task = await until('the task to end', async () => ((await latest(dead)).Status === 'COMPLETED' ? latest(dead) : undefined))
  assert.deepEqual(
    [task.ApproximateNumberOfMessagesMoved, task.ApproximateNumberOfMessagesToMove, task.SourceArn, task.DestinationArn, task.TaskHandle],
    [12, 12, dead.QueueArn, undefined, undefined],
  )
  assert.equal(await attribute(source, 'ApproximateNumberOfMessages'), '12')
})

test('a move task: at a rate by the clock, elsewhere, one at a time, cancelled', async () => {
  const { dead } = await buried(10)
  const other = await queue()
  await nube.clock({ freeze: true })
  const { TaskHandle } = await sqs.StartMessageMoveTask({ SourceArn: dead.QueueArn, DestinationArn: other.QueueArn, MaxNumberOfMessagesPerSecond: 1 })
  const moved = (count) => until(`${count} to be moved`, async () => (await latest(dead)).ApproximateNumberOfMessagesMoved === count)
  await moved(1)
  assert.deepEqual([(await latest(dead)).Status, (await latest(dead)).TaskHandle, (await latest(dead)).MaxNumberOfMessagesPerSecond], ['RUNNING', TaskHandle, 1])
  await nube.clock({ advance: 3 })
  await moved(4)
  assert.equal(await attribute(other, 'ApproximateNumberOfMessages'), '4')
  await refused(sqs.StartMessageMoveTask({ SourceArn: dead.QueueArn }), 'InvalidParameterValue', 'There is already a task running. Only one active task is allowed for a source queue arn at a given time.')
  assert.equal((await sqs.CancelMessageMoveTask({ TaskHandle })).ApproximateNumberOfMessagesMoved, 4)
  await until('it to be cancelled', async () => (await latest(dead)).Status === 'CANCELLED')
  await nube.clock({ freeze: false })
  assert.equal(await attribute(dead, 'ApproximateNumberOfMessages'), '6')
})

test('move tasks refused', async () => {
  const { QueueArn } = await queue()
  await refused(sqs.StartMessageMoveTask({ SourceArn: QueueArn }), 'InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.')
  await refused(sqs.StartMessageMoveTask({ SourceArn: arn('none') }), 'ResourceNotFoundException', "The resource that you specified for the SourceArn parameter doesn't exist.", 404)
  await refused(sqs.ListMessageMoveTasks({ SourceArn: 'x' }), 'InvalidParameterValue', 'You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>')
  await refused(sqs.CancelMessageMoveTask({ TaskHandle: 'foobared' }), 'InvalidParameterValue', 'Value for parameter TaskHandle is invalid.')
})

test('message attributes and their faults', async () => {
  const { QueueUrl } = await queue()
  const send = (MessageAttributes, more) => sqs.SendMessage({ QueueUrl, MessageBody: 'x', MessageAttributes, ...more })
  const text = (StringValue, DataType = 'String') => ({ DataType, StringValue })
  const wrong = [
    [{ a: text('') }, "Message (user) attribute 'a' must contain a non-empty value of type 'String'."],
    [{ a: text('one', 'Number') }, "Can't cast the value of message (user) attribute 'a' to a number."],
    [{ a: text('x', 'Text') }, "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String."],
    [{ 'AWS.a': text('x') }, "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use."],
    [Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, text('x')])), 'Number of message attributes [11] exceeds the allowed maximum [10].'],
  ]
  for (const [attributes, message] of wrong) await refused(send(attributes), 'InvalidParameterValue', message)
  await refused(send({}, { MessageSystemAttributes: { Hello: text('x') } }), 'InvalidParameterValue', "Message system attribute name 'Hello' is invalid.")
  const sent = await send({ 'a.b': text('12345678901234567890', 'Number.bigint') }, { MessageSystemAttributes: { AWSTraceHeader: text('Root=1-5759e988') } })
  assert.match(sent.MD5OfMessageSystemAttributes, /^[0-9a-f]{32}$/)
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MessageAttributeNames: ['a.*'], MessageSystemAttributeNames: ['AWSTraceHeader'] })
  assert.deepEqual(Messages[0].Attributes, { AWSTraceHeader: 'Root=1-5759e988' })
  assert.equal(Messages[0].MessageAttributes['a.b'].StringValue, '12345678901234567890')
})

test('a message of 1 MiB goes, a byte more does not; nor a batch', async () => {
  const { QueueUrl } = await queue()
  const MessageBody = 'x'.repeat(1048576)
  await sqs.SendMessage({ QueueUrl, MessageBody })
  assert.equal((await sqs.ReceiveMessage({ QueueUrl })).Messages[0].Body.length, 1048576)
  await refused(sqs.SendMessage({ QueueUrl, MessageBody: MessageBody + 'x' }), 'InvalidParameterValue', 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.')
  await refused(
    sqs.SendMessageBatch({ QueueUrl, Entries: [{ Id: 'a', MessageBody }, { Id: 'b', MessageBody: 'x' }] }),
    'AWS.SimpleQueueService.BatchRequestTooLong',
    'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
  )
})

test('a visibility timeout may be extended to 12 hours in all', async () => {
  const { QueueUrl } = await queue()
  await sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  const [{ ReceiptHandle }] = (await sqs.ReceiveMessage({ QueueUrl, VisibilityTimeout: 3600 })).Messages
  await nube.clock({ advance: 1800 })
  await refused(
    sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 43200 }),
    'InvalidParameterValue',
    'Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
  )
  await sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 40000 })
  const batch = await sqs.ChangeMessageVisibilityBatch({
    QueueUrl,
    Entries: [{ Id: 'a', ReceiptHandle, VisibilityTimeout: -1 }, { Id: 'b', ReceiptHandle: 'x', VisibilityTimeout: 1 }, { Id: 'c', ReceiptHandle, VisibilityTimeout: 0 }],
  })
  assert.deepEqual(batch.Failed.map((f) => [f.Id, f.Code, f.Message]), [
    ['a', 'InvalidParameterValue', 'Value -1 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.'],
    ['b', 'ReceiptHandleIsInvalid', 'The input receipt handle "x" is not a valid receipt handle.'],
  ])
  assert.deepEqual(batch.Successful, [{ Id: 'c' }])
})

test('a look at a queue receives nothing', async () => {
  const { QueueUrl, QueueName } = await queue()
  await sqs.SendMessage({ QueueUrl, MessageBody: 'seen' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'late', DelaySeconds: 900 })
  const ours = await nube.page('GET', `/_nube/sqs/messages?QueueUrl=${encodeURIComponent(QueueUrl)}`)
  assert.deepEqual(ours.Messages.map((m) => [m.Body, m.Attributes.IsDelayed]), [['seen', 'false'], ['late', 'true']])
  const theirs = await fetch(`${nube.url}/_aws/sqs/messages/us-east-1/000000000000/${QueueName}`, { headers: { Accept: 'application/json' } })
  assert.equal((await theirs.json()).ReceiveMessageResponse.ReceiveMessageResult.Message.Body, 'seen')
  const asClient = nube.client('sqs', 'SQSClient', { endpoint: `${nube.url}/_aws/sqs/messages`, useQueueUrlAsEndpoint: false })
  const { ReceiveMessageCommand } = require('@aws-sdk/client-sqs')
  assert.equal((await asClient.send(new ReceiveMessageCommand({ QueueUrl }))).Messages[0].Attributes.ApproximateReceiveCount, '0')
  assert.equal((await sqs.ReceiveMessage({ QueueUrl, MessageSystemAttributeNames: ['All'] })).Messages[0].Attributes.ApproximateReceiveCount, '1')
})

test('queue URLs in the forms that clients have', async () => {
  const { QueueName } = await queue()
  const { port } = nube
  for (const url of [
    `http://localhost:${port}/000000000000/${QueueName}`,
    `http://sqs.us-east-1.localhost.localstack.cloud:${port}/000000000000/${QueueName}`,
    `http://us-east-1.queue.localhost:${port}/000000000000/${QueueName}`,
    `http://localhost:${port}/queue/us-east-1/000000000000/${QueueName}`,
    `https://sqs.us-east-1.amazonaws.com/000000000000/${QueueName}`,
    QueueName,
  ]) {
    const answer = await raw(nube.url, {
      headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.SendMessage', Authorization: signedAs('sqs') },
      body: JSON.stringify({ QueueUrl: url, MessageBody: 'x' }),
    })
    assert.equal(answer.status, 200, `${url}: ${answer.body}`)
  }
  const other = await raw(nube.url, {
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.SendMessage', Authorization: signedAs('sqs') },
    body: JSON.stringify({ QueueUrl: `http://sqs.eu-west-1.localhost:${port}/000000000000/${QueueName}`, MessageBody: 'x' }),
  })
  assert.deepEqual([other.status, other.headers['x-amzn-query-error']], [400, 'AWS.SimpleQueueService.NonExistentQueue;Sender'])
})
