// DynamoDB's time to live by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'
import { invalid, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb, dynamodbstreams: streams } = nube.api()
after(() => nube.stop())

const set = (TableName, Enabled, AttributeName = 'expires') => dynamodb.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } })
const describe = async (TableName) => (await dynamodb.DescribeTimeToLive({ TableName })).TimeToLiveDescription
const settled = (TableName, status) => until(`${TableName} is ${status}`, async () => (await describe(TableName)).TimeToLiveStatus === status)
const scan = async (TableName) => (await dynamodb.Scan({ TableName })).Items.map((item) => item.pk.S).sort()

test('it is switched on', async () => {
  await dynamodb.CreateTable(table('Switch'))
  assert.deepEqual(await describe('Switch'), { TimeToLiveStatus: 'DISABLED' })
  const { TimeToLiveSpecification } = await set('Switch', true)
  assert.deepEqual(TimeToLiveSpecification, { Enabled: true, AttributeName: 'expires' })
  await settled('Switch', 'ENABLED')
  assert.deepEqual(await describe('Switch'), { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' })
  await invalid(set('Switch', true), 'TimeToLive is already enabled')
  await invalid(set('Switch', true, 'other'), 'TimeToLive is active on a different AttributeName: current AttributeName is expires')
  await invalid(set('Switch', false, 'other'), 'TimeToLive is active on a different AttributeName: current AttributeName is expires')
})

test('tables and attributes that are not', async () => {
  const gone = ['ResourceNotFoundException', 'Requested resource not found: Table: Never not found']
  await refused(set('Never', true), ...gone)
  await refused(dynamodb.DescribeTimeToLive({ TableName: 'Never' }), ...gone)
  await invalid(set('Switch', true, ''), "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length greater than or equal to 1")
})

test('expired items go, and the stream says by whom', async () => {
  await dynamodb.CreateTable(table('Gone', 'pk:S', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'OLD_IMAGE' }, indexes: { byG: { keys: 'g:S' } } }))
  const now = Math.floor(Date.now() / 1000)
  const put = (pk, expires) => dynamodb.PutItem({ TableName: 'Gone', Item: { pk: S(pk), g: S('g'), ...(expires && { expires }) } })
  await put('before', N(now + 100)) // it is there when time to live is switched on
  await set('Gone', true)
  await settled('Gone', 'ENABLED')
  await put('soon', N(now + 200))
  await put('fraction', N(now + 200.5))
  await put('later', N(now + 100_000))
  await put('never')
  await put('text', S(`${now + 100}`))
  await put('ancient', N(now - 6 * 365 * 86400)) // AWS: more than five years ago is no time to live
  await nube.clock({ advance: 50 })
  assert.deepEqual(await scan('Gone'), ['ancient', 'before', 'fraction', 'later', 'never', 'soon', 'text'])
  await nube.clock({ advance: 300 })
  await until('the expired are gone', async () => (await scan('Gone')).length === 4)
  assert.deepEqual(await scan('Gone'), ['ancient', 'later', 'never', 'text'])
  const byG = await dynamodb.Query({ TableName: 'Gone', IndexName: 'byG', KeyConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': S('g') } })
  assert.equal(byG.Count, 4)

  const { LatestStreamArn: StreamArn } = (await dynamodb.DescribeTable({ TableName: 'Gone' })).Table
  const [{ ShardId }] = (await streams.DescribeStream({ StreamArn })).StreamDescription.Shards
  const { ShardIterator } = await streams.GetShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
  const removed = (await streams.GetRecords({ ShardIterator })).Records.filter((record) => record.eventName === 'REMOVE')
  assert.deepEqual(removed.map((record) => record.dynamodb.OldImage.pk.S).sort(), ['before', 'fraction', 'soon'])
  for (const record of removed) assert.deepEqual(record.userIdentity, { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' })
})

test('an item that is renewed in time stays', async () => {
  await dynamodb.CreateTable(table('Renewed'))
  await set('Renewed', true)
  await settled('Renewed', 'ENABLED')
  const { now } = await nube.clock()
  const seconds = Math.floor(new Date(now).getTime() / 1000)
  await dynamodb.PutItem({ TableName: 'Renewed', Item: { pk: S('a'), expires: N(seconds + 100) } })
  await dynamodb.PutItem({ TableName: 'Renewed', Item: { pk: S('b'), expires: N(seconds + 100) } })
  await dynamodb.UpdateItem({ TableName: 'Renewed', Key: { pk: S('a') }, UpdateExpression: 'SET expires = expires + :more', ExpressionAttributeValues: { ':more': N(10_000) } })
  await nube.clock({ advance: 200 })
  await until('the other is gone', async () => (await scan('Renewed')).length === 1)
  assert.deepEqual(await scan('Renewed'), ['a'])
})

test('it is switched off, and on again an hour after the last change', async () => {
  const tooSoon = 'Time to live has been modified multiple times within a fixed interval'
  const hour = () => nube.clock({ advance: 3600 })
  await hour()
  await set('Switch', false)
  await settled('Switch', 'DISABLED')
  await invalid(set('Switch', false), 'TimeToLive is already disabled')
  await invalid(set('Switch', true), tooSoon)
  await hour()
  await set('Switch', true, 'other')
  await settled('Switch', 'ENABLED')
  await invalid(set('Switch', false, 'other'), tooSoon)
})
