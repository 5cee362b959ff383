// Event source mappings of DynamoDB streams by the AWS SDK: positions, batches, retries, what is given up and where that is told.
import assert from 'node:assert/strict'

import { allow, lambdaTrust } from '../support/js/policies.js'
import { after, test as enter } from '../support/js/suite.js'
import { Asked } from '../support/js/asked.js'
import { askingFunction, createFunction } from '../support/js/functions.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const asked = await Asked.start()
const { dynamodb, iam, lambda, s3, sns, sqs } = nube.api()
after(() => nube.stop())
after(() => asked.stop())

const Role = (await iam.CreateRole({ RoleName: 'reader', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const READS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams']
const may = (...actions) => iam.PutRolePolicy({ RoleName: 'reader', PolicyName: 'reads', PolicyDocument: allow(actions) })
await may(...READS, 'sqs:SendMessage', 'sns:Publish', 's3:PutObject')

const arn = (service, name) => `arn:aws:${service}:us-east-1:000000000000:${name}`
let made = 0
async function table(StreamViewType = 'NEW_AND_OLD_IMAGES') {
  const TableName = `table-${++made}`
  const { TableDescription } = await dynamodb.CreateTable({
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  })
  await nube.quiet()
  const put = (id, more = {}) => dynamodb.PutItem({ TableName, Item: { id: { S: id }, ...more } })
  return { TableName, put, EventSourceArn: TableDescription.LatestStreamArn }
}
async function mapping(source, extra = {}, FunctionName = source.TableName) {
  await createFunction(lambda, {
    FunctionName,
    Runtime: 'provided.al2023',
    Role,
    Handler: 'main',
    Timeout: 10,
    Code: { ZipFile: askingFunction() },
    Environment: { Variables: { POST_URL: asked.url } },
  })
  return lambda.CreateEventSourceMapping({ FunctionName, EventSourceArn: source.EventSourceArn, StartingPosition: 'TRIM_HORIZON', ...extra })
}
const refused = async (promise) => {
  const e = await failure(promise)
  return [e.name, e.status, e.message]
}
const invalid = (message) => ['InvalidParameterValueException', 400, message]
const idOf = (r) => r.dynamodb.Keys.id.S
const batches = () => asked.events.map((e) => e.Records.map(idOf))
const ids = () => batches().flat()
const result = async (UUID) => (await lambda.GetEventSourceMapping({ UUID })).LastProcessingResult
function fresh(answer = () => null) {
  asked.events.length = 0
  asked.answer = answer
}
const failing = () => {
  throw new Error('as told')
}
// The clock goes on by what the next try waits for.
const tries = (n) =>
  until(`${n} tries`, async () => {
    if (asked.events.length >= n) return true
    await nube.clock({ advance: 60 })
    return false
  })

// What a test leaves behind must not reach the next.
const test = (name, body) =>
  enter(name, async () => {
    try {
      await body()
    } finally {
      for (const { UUID } of (await lambda.ListEventSourceMappings({})).EventSourceMappings) await lambda.DeleteEventSourceMapping({ UUID })
    }
  })

test('a mapping is made with all of its defaults', async () => {
  const source = await table()
  const { $metadata, UUID, LastModified, ...told } = await mapping(source)
  assert.equal($metadata.httpStatusCode, 202)
  assert.deepEqual(told, {
    BatchSize: 100,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    EventSourceArn: source.EventSourceArn,
    EventSourceMappingArn: arn('lambda', `event-source-mapping:${UUID}`),
    FunctionArn: arn('lambda', `function:${source.TableName}`),
    FunctionResponseTypes: [],
    LastProcessingResult: 'No records processed',
    MaximumBatchingWindowInSeconds: 0,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    StartingPosition: 'TRIM_HORIZON',
    State: 'Creating',
    StateTransitionReason: 'User action',
    TumblingWindowInSeconds: 0,
  })
  const other = { FunctionName: source.TableName, EventSourceArn: source.EventSourceArn, StartingPosition: 'LATEST' }
  assert.deepEqual(await refused(lambda.CreateEventSourceMapping(other)), [
    'ResourceConflictException',
    409,
    `The event source arn (" ${source.EventSourceArn} ") and function (" ${source.TableName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  ])
  await lambda.DeleteEventSourceMapping({ UUID })
  const create = (extra) => refused(lambda.CreateEventSourceMapping({ ...other, ...extra }))
  const gone = source.EventSourceArn.replace(/\d+$/, '000')
  assert.deepEqual(await create({ EventSourceArn: gone }), invalid(`Stream not found: ${gone}`))
  assert.deepEqual(
    await create({ StartingPosition: undefined }),
    invalid("1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."),
  )
  assert.deepEqual(await create({ StartingPosition: 'AT_TIMESTAMP' }), invalid(`Unsupported starting position for arn type: ${source.EventSourceArn}`))
  assert.deepEqual(await create({ ScalingConfig: { MaximumConcurrency: 2 } }), invalid('Unsupported ScalingConfig parameter for given event source mapping type.'))
  assert.equal((await create({ TumblingWindowInSeconds: 1 }))[0], 'NotImplementedException')
  assert.equal((await create({ MaximumRecordAgeInSeconds: 59 }))[0], 'InvalidParameterValueException')
  const to = (Destination) => create({ DestinationConfig: { OnFailure: { Destination } } })
  assert.deepEqual(await to(arn('sqs', 'nowhere')), invalid(`The destination ARN ${arn('sqs', 'nowhere')} is invalid.`))
  assert.match((await to(arn('lambda', 'function:f')))[2], /is invalid\.$/)
  await may('sqs:SendMessage')
  assert.deepEqual(
    await create({}),
    invalid(
      `Cannot access stream ${source.EventSourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    ),
  )
  await may(...READS, 'sqs:SendMessage', 'sns:Publish', 's3:PutObject')
})

test('changes become events, from the oldest on, and go on where they were', async () => {
  fresh()
  const source = await table()
  await source.put('a', { raw: { B: Buffer.from('foobar') } })
  const { UUID } = await mapping(source)
  await until('the first', () => asked.events.length === 1)
  const [record] = asked.events[0].Records
  assert.match(record.eventID, /^[0-9a-f]{32}$/)
  assert(Math.abs(record.dynamodb.ApproximateCreationDateTime - Date.now() / 1000) < 60)
  assert.match(record.dynamodb.SequenceNumber, /^\d{21}$/)
  const { eventID, dynamodb: change, ...rest } = record
  assert.deepEqual(rest, { eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'us-east-1', eventSourceARN: source.EventSourceArn })
  const { ApproximateCreationDateTime: _, SequenceNumber: __, ...told } = change
  assert.deepEqual(told, {
    Keys: { id: { S: 'a' } },
    NewImage: { id: { S: 'a' }, raw: { B: 'Zm9vYmFy' } },
    SizeBytes: told.SizeBytes,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  })
  await until('the result', async () => (await result(UUID)) === 'OK')
  await source.put('b')
  await until('the second', () => asked.events.length === 2)
  await lambda.UpdateEventSourceMapping({ UUID, Enabled: false })
  await source.put('c')
  await nube.quiet()
  assert.deepEqual(ids(), ['a', 'b'])
  await lambda.UpdateEventSourceMapping({ UUID, Enabled: true })
  await until('the third', () => ids().includes('c'))
  assert.deepEqual([...new Set(ids())], ['a', 'b', 'c']) // what was under way may come again
})

test('LATEST is what comes after the mapping was made, even if it is enabled later', async () => {
  fresh()
  const source = await table()
  await source.put('before')
  const { UUID } = await mapping(source, { StartingPosition: 'LATEST', Enabled: false })
  await source.put('after')
  await lambda.UpdateEventSourceMapping({ UUID, Enabled: true })
  await until('the event', () => asked.events.length === 1)
  await source.put('later')
  await until('the next', () => asked.events.length === 2)
  assert.deepEqual(ids(), ['after', 'later'])
})

test('a lane that rested longer than an iterator lives goes on', async () => {
  fresh()
  const source = await table()
  const { UUID } = await mapping(source, { StartingPosition: 'LATEST' })
  await nube.quiet()
  await nube.clock({ advance: 1200 })
  await source.put('a')
  await until('the first', () => asked.events.length === 1)
  await nube.quiet()
  await nube.clock({ advance: 6 * 3600 }) // and the shard is followed by another
  await source.put('b')
  await until('the second', () => asked.events.length === 2)
  assert.deepEqual(ids(), ['a', 'b'])
})

test('batches: their size, and a window that gathers them', async () => {
  fresh()
  const source = await table()
  for (let i = 0; i < 7; i++) await source.put(`${i}`)
  const { UUID } = await mapping(source, { BatchSize: 3, MaximumBatchingWindowInSeconds: 30 })
  await until('two full ones', () => asked.events.length === 2)
  await nube.quiet()
  assert.deepEqual(batches(), [['0', '1', '2'], ['3', '4', '5']])
  await tries(3)
  assert.deepEqual(batches()[2], ['6'])
})

test('filters see changes', async () => {
  fresh()
  const source = await table()
  const Filters = [{ Pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: [{ prefix: 'ord' }] } } } }) }]
  const { UUID } = await mapping(source, { FilterCriteria: { Filters } })
  await source.put('a', { kind: { S: 'order' } })
  await source.put('b', { kind: { S: 'refund' } })
  await source.put('a', { kind: { S: 'order' }, n: { N: '2' } })
  await source.put('c', { kind: { S: 'ordinary' } })
  await until('both', () => ids().length === 2)
  await nube.quiet()
  assert.deepEqual(ids(), ['a', 'c'])
})

test('what fails is tried again, and then told to a queue', async () => {
  fresh(failing)
  const source = await table()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'lost' })
  await source.put('a')
  await source.put('b')
  const { UUID } = await mapping(source, { BatchSize: 2, MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: arn('sqs', 'lost') } } })
  await tries(2)
  const { Messages } = await until('the record', async () => {
    const got = await sqs.ReceiveMessage({ QueueUrl })
    return got.Messages && got
  })
  assert.deepEqual(batches(), [['a', 'b'], ['a', 'b']])
  const { requestContext, timestamp, DDBStreamBatchInfo: info, ...told } = JSON.parse(Messages[0].Body)
  assert.deepEqual(told, { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' }, version: '1.0' })
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(
    [requestContext.functionArn, requestContext.condition, requestContext.approximateInvokeCount],
    [arn('lambda', `function:${source.TableName}`), 'RetryAttemptsExhausted', 2],
  )
  const [first, last] = asked.events[0].Records.map((r) => r.dynamodb.SequenceNumber)
  assert.deepEqual([info.startSequenceNumber, info.endSequenceNumber, info.batchSize, info.streamArn], [first, last, 2, source.EventSourceArn])
  assert.match(info.shardId, /^shardId-/)
  assert.match(info.approximateArrivalOfFirstRecord, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.equal(await result(UUID), 'PROBLEM: Function call failed')
  fresh()
  await source.put('c')
  await until('the next', () => asked.events.length === 1)
  assert.deepEqual(ids(), ['c'])
})

test('a bucket gets the records, too, and a topic their places', async () => {
  fresh(failing)
  const source = await table()
  await s3.CreateBucket({ Bucket: 'lost-records' })
  await source.put('a')
  const { UUID } = await mapping(source, { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::lost-records' } } })
  const key = await until('the object', async () => (await s3.ListObjectsV2({ Bucket: 'lost-records' })).Contents?.[0]?.Key)
  assert.match(key, new RegExp(`^aws/lambda/${UUID}/shardId-[^/]+/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}$`))
  const body = JSON.parse(await (await s3.GetObject({ Bucket: 'lost-records', Key: key })).Body.transformToString())
  assert.deepEqual(body.payload, asked.events[0])
  const { TopicArn } = await sns.CreateTopic({ Name: 'lost' })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'lost-told', Attributes: { Policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }] }) } })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: arn('sqs', 'lost-told') })
  await lambda.UpdateEventSourceMapping({ UUID, DestinationConfig: { OnFailure: { Destination: TopicArn } } })
  await source.put('b')
  const { Messages } = await until('the message', async () => {
    const got = await sqs.ReceiveMessage({ QueueUrl })
    return got.Messages && got
  })
  const told = JSON.parse(JSON.parse(Messages[0].Body).Message)
  assert.deepEqual([told.payload, told.DDBStreamBatchInfo.batchSize], [undefined, 1])
})

test('a batch that fails is halved until the bad one is alone', async () => {
  fresh(({ Records }) => (Records.some((r) => idOf(r) === 'bad') ? failing() : null))
  const source = await table()
  for (const id of ['a', 'b', 'bad', 'c', 'd']) await source.put(id)
  const { UUID } = await mapping(source, { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 })
  await tries(6)
  assert.deepEqual(batches(), [['a', 'b', 'bad', 'c', 'd'], ['a', 'b'], ['bad', 'c', 'd'], ['bad'], ['bad'], ['c', 'd']])
})

test('the first item that failed is where the next try begins', async () => {
  let isBad = true
  fresh(({ Records }) => ({ batchItemFailures: Records.filter((r) => isBad && idOf(r) === 'bad').map((r) => ({ itemIdentifier: r.dynamodb.SequenceNumber })) }))
  const source = await table()
  for (const id of ['a', 'bad', 'b']) await source.put(id)
  const { UUID } = await mapping(source, { FunctionResponseTypes: ['ReportBatchItemFailures'] })
  await tries(2)
  isBad = false
  await tries(3)
  await nube.quiet()
  assert.deepEqual(batches(), [['a', 'bad', 'b'], ['bad', 'b'], ['bad', 'b']])
})

test('an answer that makes no sense fails the batch, without an error of the function', async () => {
  fresh(() => ({ batchItemFailures: [{ itemIdentifier: '' }] }))
  const source = await table()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'nonsense' })
  await source.put('a')
  const { UUID } = await mapping(source, {
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 3,
    DestinationConfig: { OnFailure: { Destination: arn('sqs', 'nonsense') } },
  })
  await tries(4)
  const { Messages } = await until('the record', async () => {
    const got = await sqs.ReceiveMessage({ QueueUrl })
    return got.Messages && got
  })
  const { requestContext, responseContext } = JSON.parse(Messages[0].Body)
  assert.deepEqual([requestContext.approximateInvokeCount, responseContext.functionError], [4, null])
})

test('records that are too old are passed over, and told', async () => {
  fresh()
  const source = await table()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'aged' })
  await source.put('old')
  await nube.clock({ advance: 100 })
  await source.put('new')
  const { UUID } = await mapping(source, { MaximumRecordAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination: arn('sqs', 'aged') } } })
  await until('the event', () => asked.events.length === 1)
  assert.deepEqual(ids(), ['new'])
  const { Messages } = await until('the record', async () => {
    const got = await sqs.ReceiveMessage({ QueueUrl })
    return got.Messages && got
  })
  const { requestContext, responseContext, DDBStreamBatchInfo } = JSON.parse(Messages[0].Body)
  assert.deepEqual([requestContext.condition, responseContext, DDBStreamBatchInfo.batchSize], ['RecordAgeExceeded', undefined, 1])
})

test('several lanes: a key that fails holds up its own lane alone', async () => {
  fresh(({ Records }) => (Records.some((r) => idOf(r) === 'bad') ? failing() : null))
  const source = await table()
  const { UUID } = await mapping(source, { BatchSize: 1, ParallelizationFactor: 10 })
  await source.put('bad')
  for (let n = 0; n < 2; n++) for (let i = 0; i < 10; i++) await source.put(`k${i}`, { n: { N: `${n}` } })
  await until('most keys', () => new Set(ids()).size >= 6)
  asked.answer = () => null
  await until('all', async () => {
    if (new Set(asked.events.flatMap((e) => e.Records.map((r) => r.eventID))).size === 21) return true
    await nube.clock({ advance: 60 })
    return false
  })
  for (let i = 0; i < 10; i++) {
    const seen = asked.events.flatMap((e) => e.Records).filter((r) => idOf(r) === `k${i}`).map((r) => r.dynamodb.NewImage.n.N)
    assert.deepEqual(seen, ['0', '1'])
  }
  await until('the positions', async () => (await result(UUID)) === 'OK')
  await nube.quiet()
  const before = asked.events.length
  await lambda.UpdateEventSourceMapping({ UUID, ParallelizationFactor: 1 }) // goes on where the last lane was: what comes twice came before
  await source.put('k0', { n: { N: '2' } })
  await until('the newest', () => asked.events.slice(before).some((e) => e.Records.some((r) => r.dynamodb.NewImage.n?.N === '2')))
})

test('two mappings of a stream go on by themselves', async () => {
  fresh()
  const source = await table()
  await mapping(source, {}, 'one')
  await mapping(source, {}, 'two')
  await source.put('a')
  await until('both', () => asked.events.length === 2)
  await nube.quiet()
  assert.deepEqual(ids(), ['a', 'a'])
})

test('a mapping outlives its table', async () => {
  const source = await table()
  const { UUID } = await mapping(source)
  await dynamodb.DeleteTable({ TableName: source.TableName })
  await nube.quiet()
  const { EventSourceMappings } = await lambda.ListEventSourceMappings({ EventSourceArn: source.EventSourceArn })
  assert.deepEqual(EventSourceMappings.map((m) => [m.UUID, m.State, m.LastProcessingResult]), [[UUID, 'Enabled', 'No records processed']])
})
