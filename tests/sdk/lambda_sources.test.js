// Event source mappings by the AWS SDK: their operations, and queues whose messages become events.
import assert from 'node:assert/strict'

import { allow, lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Asked } from '../support/js/asked.js'
import { askingFunction, createFunction } from '../support/js/functions.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const asked = await Asked.start()
const { dynamodb, iam, lambda, sqs } = nube.api()
after(() => nube.stop())
after(() => asked.stop())

const Role = (await iam.CreateRole({ RoleName: 'reader', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const may = (...actions) => iam.PutRolePolicy({ RoleName: 'reader', PolicyName: 'reads', PolicyDocument: allow(actions) })
await may('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes')

const arn = (service, name) => `arn:aws:${service}:us-east-1:000000000000:${name}`
const make = (FunctionName, extra = {}) =>
  createFunction(lambda, {
    FunctionName,
    Runtime: 'provided.al2023',
    Role,
    Handler: 'main',
    Timeout: 10,
    Code: { ZipFile: askingFunction() },
    Environment: { Variables: { POST_URL: `${asked.url}${FunctionName}` } },
    ...extra,
  })
async function queue(QueueName, Attributes) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes })
  return { QueueUrl, Arn: arn('sqs', QueueName) }
}
const left = async (QueueUrl) => {
  const { Attributes: a } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
  return [Number(a.ApproximateNumberOfMessages), Number(a.ApproximateNumberOfMessagesNotVisible)]
}
const empty = (QueueUrl) => until('the queue to be empty', async () => (await left(QueueUrl)).every((n) => n === 0))
const refused = async (promise) => {
  const e = await failure(promise)
  return [e.name, e.status, e.message]
}
const invalid = (message) => ['InvalidParameterValueException', 400, message]
const bodies = () => asked.events.map((e) => e.Records.map((r) => r.body))
function fresh(answer = () => null) {
  asked.events.length = 0
  asked.answer = answer
}

test('a mapping: made, shown, changed, listed, deleted', async () => {
  const { Arn } = await queue('shown')
  await make('shown')
  const { $metadata, ...made } = await lambda.CreateEventSourceMapping({ FunctionName: 'shown', EventSourceArn: Arn, Enabled: false, Tags: { a: 'b' } })
  assert.equal($metadata.httpStatusCode, 202)
  const { UUID, LastModified } = made
  assert.match(UUID, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  assert(LastModified instanceof Date)
  assert.deepEqual(made, {
    UUID,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    EventSourceArn: Arn,
    EventSourceMappingArn: arn('lambda', `event-source-mapping:${UUID}`),
    FunctionArn: arn('lambda', 'function:shown'),
    FunctionResponseTypes: [],
    LastModified,
    State: 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
  })
  const changed = await lambda.UpdateEventSourceMapping({
    UUID,
    Enabled: true,
    BatchSize: 20,
    MaximumBatchingWindowInSeconds: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
  })
  assert.deepEqual(
    [changed.State, changed.BatchSize, changed.ScalingConfig, changed.FunctionResponseTypes, changed.FilterCriteria],
    ['Enabling', 20, { MaximumConcurrency: 2 }, ['ReportBatchItemFailures'], { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] }],
  )
  assert.equal((await lambda.UpdateEventSourceMapping({ UUID, FilterCriteria: {} })).FilterCriteria, undefined)
  const { $metadata: _, ...got } = await lambda.GetEventSourceMapping({ UUID })
  assert.equal(got.State, 'Enabled')
  assert.deepEqual((await lambda.ListEventSourceMappings({ FunctionName: 'shown' })).EventSourceMappings, [got])
  assert.deepEqual((await lambda.ListEventSourceMappings({ EventSourceArn: Arn })).EventSourceMappings, [got])
  assert.deepEqual((await lambda.ListEventSourceMappings({ FunctionName: 'other' })).EventSourceMappings, [])
  const Resource = made.EventSourceMappingArn
  await lambda.TagResource({ Resource, Tags: { c: 'd' } })
  assert.deepEqual((await lambda.ListTags({ Resource })).Tags, { a: 'b', c: 'd' })
  await lambda.UntagResource({ Resource, TagKeys: ['a'] })
  assert.deepEqual((await lambda.ListTags({ Resource })).Tags, { c: 'd' })
  assert.equal((await lambda.UpdateEventSourceMapping({ UUID, Enabled: false })).State, 'Disabling')
  assert.equal((await lambda.DeleteEventSourceMapping({ UUID })).State, 'Deleting')
  const gone = ['ResourceNotFoundException', 404, 'The resource you requested does not exist.']
  assert.deepEqual(await refused(lambda.GetEventSourceMapping({ UUID })), gone)
  assert.deepEqual(await refused(lambda.UpdateEventSourceMapping({ UUID, Enabled: true })), gone)
  assert.deepEqual(await refused(lambda.DeleteEventSourceMapping({ UUID })), gone)
  assert.deepEqual(await refused(lambda.ListTags({ Resource })), ['ResourceNotFoundException', 404, `Event source mapping not found: ${Resource}`])
})

test('a list goes on where its page ended', async () => {
  await make('many')
  const UUIDs = []
  for (const name of ['many-1', 'many-2', 'many-3']) {
    const { Arn } = await queue(name)
    UUIDs.push((await lambda.CreateEventSourceMapping({ FunctionName: 'many', EventSourceArn: Arn, Enabled: false })).UUID)
  }
  const first = await lambda.ListEventSourceMappings({ FunctionName: 'many', MaxItems: 2 })
  const rest = await lambda.ListEventSourceMappings({ FunctionName: 'many', Marker: first.NextMarker })
  assert.deepEqual([...first.EventSourceMappings, ...rest.EventSourceMappings].map((m) => m.UUID), UUIDs)
  assert.equal(rest.NextMarker, undefined)
})

test('what is refused, and in which words', async () => {
  const { QueueUrl, Arn } = await queue('refusing', { VisibilityTimeout: '5' })
  const fifo = await queue('refusing.fifo', { FifoQueue: 'true' })
  await make('refusing')
  const create = (extra) => refused(lambda.CreateEventSourceMapping({ FunctionName: 'refusing', EventSourceArn: Arn, ...extra }))
  assert.deepEqual(await create({ EventSourceArn: undefined }), invalid('Unrecognized event source.'))
  assert.deepEqual(await create({ EventSourceArn: arn('sns', 'topic') }), invalid('Unrecognized event source.'))
  for (const [service, name] of [['kinesis', 'stream/s'], ['kafka', 'cluster/c/1'], ['mq', 'broker:b:1'], ['rds', 'cluster:c']])
    assert.deepEqual(await create({ EventSourceArn: arn(service, name) }), [
      'NotImplementedException',
      501,
      `Nube emulates event sources that are SQS queues or DynamoDB streams, not those of ${service}`,
    ])
  assert.deepEqual(await create({ FunctionName: 'nobody' }), invalid('Function does not exist'))
  assert.deepEqual(await create({}), invalid('Queue visibility timeout: 5 seconds is less than Function timeout: 10 seconds'))
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '30' } })
  assert.deepEqual(
    await create({ EventSourceArn: arn('sqs', 'nowhere') }),
    invalid(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    ),
  )
  const window = invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10')
  assert.deepEqual(await create({ BatchSize: 11 }), window)
  assert.deepEqual(await create({ EventSourceArn: fifo.Arn, BatchSize: 11 }), window)
  assert.deepEqual(await create({ EventSourceArn: fifo.Arn, MaximumBatchingWindowInSeconds: 1 }), invalid('Batching window is not supported for FIFO queues'))
  for (const Pattern of ['simple string', '{"eventSource":[]}', '{"body":"text"}'])
    assert.deepEqual(await create({ FilterCriteria: { Filters: [{ Pattern }] } }), invalid('Invalid filter pattern definition.'))
  const unsupported = (name) => invalid(`Unsupported ${name} parameter for given event source mapping type.`)
  const destination = { OnSuccess: { Destination: Arn } }
  assert.deepEqual(await create({ FunctionName: 'nobody', DestinationConfig: destination }), unsupported('DestinationConfig'))
  assert.deepEqual(await create({ DestinationConfig: { OnFailure: { Destination: Arn } } }), unsupported('DestinationConfig'))
  assert.deepEqual(await create({ ParallelizationFactor: 2 }), unsupported('ParallelizationFactor'))
  assert.deepEqual(await create({ MaximumRetryAttempts: 2 }), unsupported('MaximumRetryAttempts'))
  assert.deepEqual(await create({ Topics: ['topic'] }), unsupported('Topics'))
  assert.deepEqual(await create({ StartingPosition: 'LATEST' }), invalid('StartingPosition is not valid for SQS event sources.'))
  assert.equal((await create({ ProvisionedPollerConfig: { MinimumPollers: 2 } }))[0], 'NotImplementedException')
  assert.equal((await create({ SelfManagedEventSource: {} }))[0], 'NotImplementedException')
  assert.equal((await create({ BatchSize: 0 }))[1], 400)
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'refusing', EventSourceArn: Arn, Enabled: false })
  assert.deepEqual(await create({}), [
    'ResourceConflictException',
    409,
    `An event source mapping with SQS arn (" ${Arn} ") and function (" refusing ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  ])
  assert.deepEqual(await refused(lambda.UpdateEventSourceMapping({ UUID, BatchSize: 11 })), window)
})

test("the role's permissions are asked for", async () => {
  const { Arn } = await queue('guarded')
  await make('guarded')
  const create = () => lambda.CreateEventSourceMapping({ FunctionName: 'guarded', EventSourceArn: Arn, Enabled: false })
  const lacks = (action) => invalid(`The function execution role does not have permissions to call ${action} on SQS`)
  await may('sqs:SendMessage')
  assert.deepEqual(await refused(create()), lacks('ReceiveMessage'))
  await may('sqs:ReceiveMessage')
  assert.deepEqual(await refused(create()), lacks('DeleteMessage'))
  await may('sqs:ReceiveMessage', 'sqs:DeleteMessage')
  assert.deepEqual(await refused(create()), lacks('GetQueueAttributes'))
  await may('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes')
  await create()
})

test('messages become events, and are deleted', async () => {
  fresh()
  const { QueueUrl, Arn } = await queue('plain')
  await make('plain')
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'plain', EventSourceArn: Arn })
  const sent = await sqs.SendMessage({
    QueueUrl,
    MessageBody: '{"foo":"bar"}',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'new' }, raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) } },
  })
  await until('the event', () => asked.events.length === 1)
  const { receiptHandle, attributes, ...record } = asked.events[0].Records[0]
  assert(receiptHandle)
  assert.deepEqual(Object.keys(attributes).sort(), ['ApproximateFirstReceiveTimestamp', 'ApproximateReceiveCount', 'SenderId', 'SentTimestamp'])
  assert.equal(attributes.ApproximateReceiveCount, '1')
  assert.deepEqual(record, {
    messageId: sent.MessageId,
    body: '{"foo":"bar"}',
    messageAttributes: {
      kind: { stringValue: 'new', stringListValues: [], binaryListValues: [], dataType: 'String' },
      raw: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
    },
    md5OfMessageAttributes: sent.MD5OfMessageAttributes,
    md5OfBody: sent.MD5OfMessageBody,
    eventSource: 'aws:sqs',
    eventSourceARN: Arn,
    awsRegion: 'us-east-1',
  })
  await empty(QueueUrl)
  await lambda.UpdateEventSourceMapping({ UUID, Enabled: false })
  await nube.quiet()
  await sqs.SendMessage({ QueueUrl, MessageBody: 'later' })
  await nube.quiet()
  assert.equal(asked.events.length, 1)
  await lambda.UpdateEventSourceMapping({ UUID, Enabled: true })
  await until('the later event', () => asked.events.length === 2)
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('a function that fails gets its messages again, until they go to the dead letters', async () => {
  fresh(() => {
    throw new Error('as told')
  })
  const dead = await queue('failing-dead')
  const { QueueUrl, Arn } = await queue('failing', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.Arn, maxReceiveCount: 2 }) })
  await make('failing')
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'failing', EventSourceArn: Arn, BatchSize: 1 })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'bad' })
  for (const n of [1, 2]) {
    await until(`try ${n}`, () => asked.events.length === n)
    assert.equal(asked.events[n - 1].Records[0].attributes.ApproximateReceiveCount, `${n}`)
    await until('its end', async () => (await left(QueueUrl))[1] === 1)
    await nube.clock({ advance: 31 })
  }
  await until('the dead letter', async () => (await left(dead.QueueUrl))[0] === 1)
  assert.equal(asked.events.length, 2)
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('of a batch that fails in part the rest is deleted', async () => {
  fresh(({ Records }) => ({ batchItemFailures: Records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) }))
  const { QueueUrl, Arn } = await queue('partial')
  await make('partial')
  const Entries = ['good', 'bad', 'fine'].map((MessageBody) => ({ Id: MessageBody, MessageBody }))
  await sqs.SendMessageBatch({ QueueUrl, Entries })
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'partial', EventSourceArn: Arn, FunctionResponseTypes: ['ReportBatchItemFailures'] })
  await until('the good ones to go', async () => (await left(QueueUrl)).join() === '0,1')
  assert.deepEqual(bodies(), [['good', 'bad', 'fine']])
  asked.answer = () => ({ batchItemFailures: [{ itemIdentifier: 'nobody' }] }) // fails whole
  await nube.clock({ advance: 31 })
  await until('the bad one again', () => asked.events.length === 2)
  await nube.quiet()
  assert.deepEqual(await left(QueueUrl), [0, 1])
  asked.answer = () => ({ batchItemFailures: [] })
  await nube.clock({ advance: 31 })
  await empty(QueueUrl)
  assert.deepEqual(bodies().slice(1), [['bad'], ['bad']])
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('without being asked for, the answer counts for nothing', async () => {
  fresh(({ Records }) => ({ batchItemFailures: Records.map((r) => ({ itemIdentifier: r.messageId })) }))
  const { QueueUrl, Arn } = await queue('unasked')
  await make('unasked')
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'unasked', EventSourceArn: Arn })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  await until('the event', () => asked.events.length === 1)
  await empty(QueueUrl)
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('what no filter wants is deleted', async () => {
  fresh()
  const { QueueUrl, Arn } = await queue('filtered')
  await make('filtered')
  const Filters = [{ Pattern: '{"body":{"kind":["order"]}}' }, { Pattern: '{"body":{"n":[{"numeric":[">",5]}]}}' }]
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'filtered', EventSourceArn: Arn, FilterCriteria: { Filters } })
  for (const MessageBody of ['{"kind":"refund"}', '{"kind":"order"}', 'plain', '{"n":6}', '{"n":5}']) await sqs.SendMessage({ QueueUrl, MessageBody })
  await empty(QueueUrl)
  assert.deepEqual(bodies().flat().sort(), ['{"kind":"order"}', '{"n":6}'])
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('a window fills batches that are larger than a receive', async () => {
  fresh()
  const { QueueUrl, Arn } = await queue('windowed')
  await make('windowed')
  for (let i = 0; i < 3; i++)
    await sqs.SendMessageBatch({ QueueUrl, Entries: Array.from({ length: 10 }, (_, k) => ({ Id: `${k}`, MessageBody: `${i}-${k}` })) })
  const { UUID } = await lambda.CreateEventSourceMapping({
    FunctionName: 'windowed',
    EventSourceArn: Arn,
    BatchSize: 20,
    MaximumBatchingWindowInSeconds: 20,
    ScalingConfig: { MaximumConcurrency: 2 },
  })
  await until('the first batch', () => asked.events.length === 1)
  await nube.clock({ advance: 21 })
  await until('the second batch', () => asked.events.length === 2)
  assert.deepEqual(asked.events.map((e) => e.Records.length), [20, 10])
  assert.equal(asked.events[0].Records[0].md5OfMessageAttributes, null)
  await empty(QueueUrl)
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('no more batches at a time than the scaling says', async () => {
  let running = 0
  let most = 0
  const gate = []
  fresh(async () => {
    most = Math.max(most, ++running)
    await new Promise((open) => gate.push(open))
    running--
    return null
  })
  const { QueueUrl, Arn } = await queue('scaled')
  await make('scaled')
  for (let i = 0; i < 8; i++) await sqs.SendMessage({ QueueUrl, MessageBody: `${i}` })
  const { UUID } = await lambda.CreateEventSourceMapping({
    FunctionName: 'scaled',
    EventSourceArn: Arn,
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 3 },
  })
  for (let ended = 0; ended < 8; ended++) {
    await until('one that runs', () => gate.length)
    if (!ended) await until('three that run', () => running === 3)
    gate.shift()()
  }
  await empty(QueueUrl)
  assert.equal(most, 3)
  await lambda.DeleteEventSourceMapping({ UUID })
})

test("a FIFO queue's groups stay in order, and are served side by side", async () => {
  const running = new Set()
  let most = 0
  fresh(async ({ Records }) => {
    const groups = new Set(Records.map((r) => r.attributes.MessageGroupId))
    for (const g of groups) assert(!running.has(g), `${g} runs twice`)
    for (const g of groups) running.add(g)
    most = Math.max(most, running.size)
    if (most === 1) await until('another group', () => most > 1)
    await new Promise((done) => setTimeout(done, 20))
    for (const g of groups) running.delete(g)
    return null
  })
  const { QueueUrl, Arn } = await queue('ordered.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
  await make('ordered')
  for (let i = 0; i < 6; i++)
    for (const MessageGroupId of ['a', 'b', 'c']) await sqs.SendMessage({ QueueUrl, MessageBody: `${MessageGroupId}${i}`, MessageGroupId })
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'ordered', EventSourceArn: Arn, BatchSize: 2 })
  await empty(QueueUrl)
  for (const g of ['a', 'b', 'c']) assert.deepEqual(bodies().flat().filter((b) => b[0] === g), [0, 1, 2, 3, 4, 5].map((i) => `${g}${i}`))
  assert(most > 1)
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('a mapping whose function is gone waits for another of that name; one whose queue is gone can be turned off', async () => {
  fresh()
  const { QueueUrl, Arn } = await queue('orphaned')
  await make('orphaned')
  const { UUID } = await lambda.CreateEventSourceMapping({ FunctionName: 'orphaned', EventSourceArn: Arn })
  await lambda.DeleteFunction({ FunctionName: 'orphaned' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  await nube.quiet()
  assert.deepEqual(await left(QueueUrl), [1, 0])
  await make('orphaned')
  await empty(QueueUrl)
  assert.deepEqual(bodies(), [['x']])
  await sqs.DeleteQueue({ QueueUrl })
  assert.equal((await refused(lambda.UpdateEventSourceMapping({ UUID, BatchSize: 5 })))[0], 'InvalidParameterValueException')
  assert.equal((await lambda.UpdateEventSourceMapping({ UUID, Enabled: false })).State, 'Disabling')
  await lambda.DeleteEventSourceMapping({ UUID })
})

test('a mapping of an alias serves the version it leads to', async () => {
  fresh()
  const { QueueUrl, Arn } = await queue('aliased')
  await make('aliased')
  const { Version } = await lambda.PublishVersion({ FunctionName: 'aliased' })
  await lambda.CreateAlias({ FunctionName: 'aliased', Name: 'live', FunctionVersion: Version })
  const made = await lambda.CreateEventSourceMapping({ FunctionName: 'aliased:live', EventSourceArn: Arn })
  assert.equal(made.FunctionArn, arn('lambda', 'function:aliased:live'))
  await sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  await until('the event', () => asked.events.length === 1)
  await lambda.DeleteEventSourceMapping({ UUID: made.UUID })
})
