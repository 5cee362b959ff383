// DynamoDB's streams by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb, dynamodbstreams: streams } = nube.api()
after(() => nube.stop())

const stream = (StreamViewType) => ({ StreamSpecification: { StreamEnabled: true, StreamViewType } })
async function make(name, view) {
  await dynamodb.CreateTable(table(name, 'pk:S', view && stream(view)))
  return (await dynamodb.DescribeTable({ TableName: name })).Table.LatestStreamArn
}
const describe = async (StreamArn, more) => (await streams.DescribeStream({ StreamArn, ...more })).StreamDescription
const shardOf = async (StreamArn) => (await describe(StreamArn)).Shards.at(-1).ShardId
const iterator = async (StreamArn, ShardIteratorType, more) =>
  (await streams.GetShardIterator({ StreamArn, ShardId: await shardOf(StreamArn), ShardIteratorType, ...more })).ShardIterator
const records = async (arn, type = 'TRIM_HORIZON', more) => (await streams.GetRecords({ ShardIterator: await iterator(arn, type, more) })).Records
const put = (TableName, pk, more) => dynamodb.PutItem({ TableName, Item: { pk: S(pk), ...more } })

test('the four views', async () => {
  const seen = async (view) => {
    const arn = await make(`View-${view}`, view)
    const TableName = `View-${view}`
    await put(TableName, 'a', { v: N(1) })
    await put(TableName, 'a', { v: N(1) })
    await put(TableName, 'a', { v: N(2) })
    await dynamodb.DeleteItem({ TableName, Key: { pk: S('a') } })
    await dynamodb.DeleteItem({ TableName, Key: { pk: S('a') } })
    return (await records(arn)).map(({ eventName, dynamodb: d }) => [eventName, d.Keys.pk.S, d.NewImage?.v.N, d.OldImage?.v.N, d.StreamViewType])
  }
  const rows = (view, images) => [
    ['INSERT', 'a', images.new && '1', undefined, view],
    ['MODIFY', 'a', images.new && '2', images.old && '1', view],
    ['REMOVE', 'a', undefined, images.old && '2', view],
  ]
  assert.deepEqual(await seen('NEW_AND_OLD_IMAGES'), rows('NEW_AND_OLD_IMAGES', { new: true, old: true }))
  assert.deepEqual(await seen('NEW_IMAGE'), rows('NEW_IMAGE', { new: true, old: undefined }))
  assert.deepEqual(await seen('OLD_IMAGE'), rows('OLD_IMAGE', { new: undefined, old: true }))
  assert.deepEqual(await seen('KEYS_ONLY'), rows('KEYS_ONLY', { new: undefined, old: undefined }))
})

test('a record and a stream in full', async () => {
  const arn = await make('Full', 'NEW_IMAGE')
  assert.match(arn, /^arn:aws:dynamodb:us-east-1:000000000000:table\/Full\/stream\/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/)
  await put('Full', 'a', { v: S('12345') })
  const [record] = await records(arn)
  assert.match(record.eventID, /^[0-9a-f]{32}$/)
  assert.deepEqual([record.eventName, record.eventVersion, record.eventSource, record.awsRegion, record.userIdentity], ['INSERT', '1.1', 'aws:dynamodb', 'us-east-1', undefined])
  assert.match(record.dynamodb.SequenceNumber, /^\d{21,40}$/)
  assert.equal(record.dynamodb.SizeBytes, 3 + 3 + 6)
  assert(record.dynamodb.ApproximateCreationDateTime instanceof Date)
  const now = await describe(arn)
  assert.deepEqual([now.StreamStatus, now.StreamViewType, now.TableName, now.StreamArn], ['ENABLED', 'NEW_IMAGE', 'Full', arn])
  assert.deepEqual(now.KeySchema, [{ AttributeName: 'pk', KeyType: 'HASH' }])
  assert.equal(now.Shards.length, 1)
  assert.match(now.Shards[0].ShardId, /^shardId-\d{20}-[0-9a-f]{8,}$/)
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Full' })
  assert.deepEqual(Table.StreamSpecification, { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' })
  assert.equal(Table.LatestStreamLabel, arn.split('/stream/')[1])
})

test('all four iterators', async () => {
  const arn = await make('Iterators', 'KEYS_ONLY')
  for (const pk of ['a', 'b', 'c', 'd']) await put('Iterators', pk)
  const keys = (list) => list.map((record) => record.dynamodb.Keys.pk.S)
  const all = await records(arn)
  const SequenceNumber = all[1].dynamodb.SequenceNumber
  assert.deepEqual(keys(all), ['a', 'b', 'c', 'd'])
  assert.deepEqual(keys(await records(arn, 'AT_SEQUENCE_NUMBER', { SequenceNumber })), ['b', 'c', 'd'])
  assert.deepEqual(keys(await records(arn, 'AFTER_SEQUENCE_NUMBER', { SequenceNumber })), ['c', 'd'])
  const latest = await iterator(arn, 'LATEST')
  await put('Iterators', 'e')
  const page = await streams.GetRecords({ ShardIterator: latest })
  assert.deepEqual(keys(page.Records), ['e'])
  assert.deepEqual((await streams.GetRecords({ ShardIterator: page.NextShardIterator })).Records, [])
  const first = await streams.GetRecords({ ShardIterator: await iterator(arn, 'TRIM_HORIZON'), Limit: 2 })
  assert.deepEqual(keys(first.Records), ['a', 'b'])
  assert.deepEqual(keys((await streams.GetRecords({ ShardIterator: first.NextShardIterator })).Records), ['c', 'd', 'e'])
  const get = (ShardIteratorType, more) => iterator(arn, ShardIteratorType, more)
  await invalid(get('AT_SEQUENCE_NUMBER'), 'SequenceNumber is required for ShardIteratorType AT_SEQUENCE_NUMBER')
  await invalid(
    get('AFTER_SEQUENCE_NUMBER', { SequenceNumber: '9'.repeat(21) }),
    `Invalid SequenceNumber for ShardIteratorType AFTER_SEQUENCE_NUMBER: ${'9'.repeat(21)}`,
  )
  await invalid(
    get('FIRST'),
    "1 validation error detected: Value 'FIRST' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
  )
})

test('transactions and batches are in the stream, item by item, and cancelled ones are not', async () => {
  const arn = await make('Many', 'NEW_IMAGE')
  await dynamodb.BatchWriteItem({ RequestItems: { Many: ['a', 'b'].map((pk) => ({ PutRequest: { Item: { pk: S(pk) } } })) } })
  const Put = (pk, more) => ({ Put: { TableName: 'Many', Item: { pk: S(pk) }, ...more } })
  await dynamodb.TransactWriteItems({ TransactItems: [Put('c'), Put('d')] })
  await dynamodb.TransactWriteItems({ TransactItems: [Put('e'), Put('a', { ConditionExpression: 'attribute_not_exists(pk)' })] }).catch(() => {})
  assert.deepEqual((await records(arn)).map((record) => record.dynamodb.Keys.pk.S), ['a', 'b', 'c', 'd'])
})

test('switching a stream off and on again gives another', async () => {
  const update = (StreamSpecification) => dynamodb.UpdateTable({ TableName: 'Switch', StreamSpecification })
  const old = await make('Switch', 'KEYS_ONLY')
  await put('Switch', 'a')
  await invalid(update({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' }), 'Table already has an enabled stream: TableName: Switch')
  await invalid(update({ StreamEnabled: true }), INVALID + 'If stream is being enabled then UpdateViewType is required')
  await invalid(update({ StreamEnabled: false, StreamViewType: 'NEW_IMAGE' }), INVALID + 'If stream is being disabled, then UpdateViewType must not be specified')
  await update({ StreamEnabled: false })
  await invalid(update({ StreamEnabled: false }), 'Table has no stream to disable: TableName: Switch')
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Switch' })
  assert.deepEqual([Table.StreamSpecification, Table.LatestStreamArn], [undefined, old])
  assert.equal((await describe(old)).StreamStatus, 'DISABLED')
  const closed = await streams.GetRecords({ ShardIterator: await iterator(old, 'TRIM_HORIZON') })
  assert.deepEqual([closed.Records.length, closed.NextShardIterator], [1, undefined])
  await update({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' })
  const listed = (await streams.ListStreams({ TableName: 'Switch' })).Streams
  assert.deepEqual([listed.length, listed.some(({ StreamArn }) => StreamArn === old)], [2, true])
})

test('ListStreams pages', async () => {
  const seen = []
  let ExclusiveStartStreamArn
  do {
    const page = await streams.ListStreams({ Limit: 2, ExclusiveStartStreamArn })
    seen.push(...page.Streams)
    ExclusiveStartStreamArn = page.LastEvaluatedStreamArn
  } while (ExclusiveStartStreamArn)
  const all = (await streams.ListStreams()).Streams
  assert.deepEqual(seen, all)
  assert(all.length >= 8 && all.every((s) => s.StreamArn.endsWith(`${s.TableName}/stream/${s.StreamLabel}`)))
})

test('streams, shards and iterators that are not', async () => {
  const arn = await make('Not', 'KEYS_ONLY')
  const gone = arn.replace(/[^/]*$/, '2020-01-01T00:00:00.000')
  await refused(streams.DescribeStream({ StreamArn: gone }), 'ResourceNotFoundException', `Requested resource not found: Stream: ${gone} not found`)
  await invalid(streams.DescribeStream({ StreamArn: 'x'.repeat(40) }), `Invalid StreamArn: ${'x'.repeat(40)}`)
  const ShardId = 'shardId-00000000000000000000-ffffffff'
  await refused(streams.GetShardIterator({ StreamArn: arn, ShardId, ShardIteratorType: 'LATEST' }), 'ResourceNotFoundException', 'Requested resource not found: Shard does not exist')
  await invalid(streams.GetRecords({ ShardIterator: 'x' }), 'Invalid ShardIterator')
  assert.deepEqual((await describe(arn, { ExclusiveStartShardId: ShardId })).Shards, [])
})

test('limits of pages, and where an empty shard begins', async () => {
  const arn = await make('Empty', 'KEYS_ONLY')
  const most = (given, limit) => `1 validation error detected: Value '${given}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${limit}`
  await invalid(streams.ListStreams({ Limit: 101 }), most(101, 100))
  await invalid(streams.DescribeStream({ StreamArn: arn, Limit: 101 }), most(101, 100))
  const ShardIterator = await iterator(arn, 'LATEST')
  assert.deepEqual((await streams.GetRecords({ ShardIterator, Limit: 1000 })).Records, [])
  await invalid(streams.GetRecords({ ShardIterator, Limit: 1001 }), most(1001, 1000))
  const SequenceNumber = (await describe(arn)).Shards[0].SequenceNumberRange.StartingSequenceNumber
  const begin = await iterator(arn, 'AT_SEQUENCE_NUMBER', { SequenceNumber })
  await put('Empty', 'a')
  assert.deepEqual((await streams.GetRecords({ ShardIterator: begin })).Records.map(({ dynamodb: { Keys } }) => Keys.pk.S), ['a'])
  for (const type of ['TRIM_HORIZON', 'LATEST'])
    await invalid(iterator(arn, type, { SequenceNumber }), `SequenceNumber must not be specified for ShardIteratorType ${type}`)
})

test('an iterator lasts fifteen minutes', async () => {
  const arn = await make('Expires', 'KEYS_ONLY')
  const ShardIterator = await iterator(arn, 'LATEST')
  await nube.clock({ advance: 15 * 60 + 5 })
  await refused(streams.GetRecords({ ShardIterator }), 'ExpiredIteratorException', 'Shard iterator has expired')
})

test('a shard is closed after four hours, and the filter finds its child', async () => {
  const arn = await make('Shards', 'KEYS_ONLY')
  await put('Shards', 'a')
  const parent = await shardOf(arn)
  await nube.clock({ advance: 5 * 3600 })
  await put('Shards', 'b')
  const { Shards } = await describe(arn)
  assert.equal(Shards.length, 2)
  assert.equal(Shards[1].ParentShardId, parent)
  assert(Shards[0].SequenceNumberRange.EndingSequenceNumber && !Shards[1].SequenceNumberRange.EndingSequenceNumber)
  const filtered = await describe(arn, { ShardFilter: { Type: 'CHILD_SHARDS', ShardId: parent } })
  assert.deepEqual(filtered.Shards.map((shard) => shard.ShardId), [Shards[1].ShardId])
  const paged = await describe(arn, { Limit: 1 })
  assert.deepEqual([paged.Shards.length, paged.LastEvaluatedShardId], [1, parent])
  assert.equal((await describe(arn, { ExclusiveStartShardId: parent })).Shards.length, 1)
})

test('records are trimmed after a day', async () => {
  const arn = await make('Trimmed', 'KEYS_ONLY')
  await put('Trimmed', 'old')
  const ShardId = await shardOf(arn)
  const [{ dynamodb: old }] = await records(arn)
  await nube.clock({ advance: 86400 + 60 })
  await put('Trimmed', 'new')
  await until('the old record is gone', async () => (await records(arn)).every((record) => record.dynamodb.Keys.pk.S === 'new'))
  const error = await streams.GetShardIterator({ StreamArn: arn, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: old.SequenceNumber }).then(() => assert.fail('answered'), (e) => e)
  assert(['TrimmedDataAccessException', 'ResourceNotFoundException'].includes(error.name), error.name)
})
