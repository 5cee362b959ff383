// DynamoDB's secondary indexes by the AWS SDK: projections, keys of several attributes, adding, filling and removing.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'
import { definitions, INVALID, invalid, keySchema, N, refused, S, table, units } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(
  table('Wide', 'pk:S sk:N', {
    indexes: {
      all: { keys: 'g:S d:S' },
      keys: { keys: 'g:S', type: 'KEYS_ONLY' },
      some: { keys: 'g:S', type: 'INCLUDE', include: ['x'] },
      local: { keys: 'pk:S l:S', type: 'KEYS_ONLY', local: true },
    },
  }),
)

const TableName = 'Wide'
const put = (Item) => dynamodb.PutItem({ TableName, Item })
const query = (IndexName, KeyConditionExpression, values, more) =>
  dynamodb.Query({ TableName, IndexName, KeyConditionExpression, ExpressionAttributeValues: values, ...more })
const byG = (IndexName, more) => query(IndexName, 'g = :g', { ':g': S('one') }, more)
const create = (IndexName, keys, { hashes, ...more } = {}) => ({ Create: { IndexName, KeySchema: keySchema(keys, hashes), Projection: { ProjectionType: 'ALL' }, ...more } })
const statusOf = async (TableName, name) =>
  (await dynamodb.DescribeTable({ TableName })).Table.GlobalSecondaryIndexes?.find((index) => index.IndexName === name)?.IndexStatus
const active = (TableName, name) => until(`${name} is filled`, async () => (await statusOf(TableName, name)) === 'ACTIVE', 60)

const whole = { pk: S('a'), sk: N(1), g: S('one'), d: S('2026'), l: S('L'), x: N(7), y: N(8) }
await put(whole)
await put({ pk: S('a'), sk: N(2), g: S('one') })
await put({ pk: S('b'), sk: N(1), x: N(9) })

test('an index holds what it projects, of the items that have its keys', async () => {
  assert.deepEqual((await byG('all')).Items, [whole])
  const { pk, sk, g, x } = whole
  assert.deepEqual((await byG('keys')).Items, [{ pk, sk, g }, { pk, sk: N(2), g }])
  assert.deepEqual((await byG('some')).Items, [{ pk, sk, g, x }, { pk, sk: N(2), g }])
  assert.equal((await dynamodb.Scan({ TableName, IndexName: 'keys' })).Count, 2)
})

test('an index follows its table', async () => {
  const Key = { pk: S('b'), sk: N(1) }
  const set = (UpdateExpression, values) => dynamodb.UpdateItem({ TableName, Key, UpdateExpression, ExpressionAttributeValues: values })
  await set('SET g = :g, d = :d', { ':g': S('two'), ':d': S('x') })
  const two = async () => (await query('all', 'g = :g', { ':g': S('two') })).Items.length
  assert.equal(await two(), 1)
  await set('REMOVE d')
  assert.equal(await two(), 0)
  await set('SET d = :d', { ':d': S('x') })
  await dynamodb.DeleteItem({ TableName, Key })
  assert.equal(await two(), 0)
})

test('what a global index does not project cannot be asked of it; a local index fetches it', async () => {
  await invalid(byG('some', { ProjectionExpression: 'y, x, l' }), INVALID + 'Global secondary index some does not project [y, l]')
  await invalid(
    byG('some', { Select: 'ALL_ATTRIBUTES' }),
    INVALID + 'Select type ALL_ATTRIBUTES is not supported for global secondary index some because its projection type is not ALL',
  )
  await invalid(byG('all', { ConsistentRead: true }), 'Consistent reads are not supported on global secondary indexes')
  await invalid(dynamodb.Scan({ TableName, IndexName: 'all', ConsistentRead: true }), 'Consistent reads are not supported on global secondary indexes')
  await invalid(byG('nope'), 'The table does not have the specified index: nope')
  const local = async (more) => (await query('local', 'pk = :p', { ':p': S('a') }, { ConsistentRead: true, ...more })).Items
  const { pk, sk, l, y } = whole
  assert.deepEqual(await local(), [{ pk, sk, l }])
  assert.deepEqual(await local({ Select: 'ALL_ATTRIBUTES' }), [whole])
  assert.deepEqual(await local({ ProjectionExpression: 'y' }), [{ y }])
})

test('values that do not fit an index are refused, by the name of the first', async () => {
  const item = { pk: S('bad'), sk: N(1) }
  await invalid(put({ ...item, g: N(1) }), INVALID + 'Type mismatch for Index Key g Expected: S Actual: N IndexName: all')
  await invalid(put({ ...item, g: { L: [] } }), INVALID + 'Type mismatch for Index Key g Expected: S Actual: L IndexName: all')
  await invalid(
    put({ ...item, g: S('') }),
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: all, IndexKey: g',
  )
  const update = (value) => dynamodb.UpdateItem({ TableName, Key: item, UpdateExpression: 'SET g = :v', ExpressionAttributeValues: { ':v': value } })
  await invalid(update(N(1)), INVALID + 'Type mismatch for Index Key g Expected: S Actual: N IndexName: all')
  await invalid(
    update(S('')),
    'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
  )
})

test('capacity is counted by index', async () => {
  await dynamodb.CreateTable(
    table('Units', 'pk:S sk:S', { indexes: { gsi: { keys: 'g:S', type: 'INCLUDE', include: ['proj'] }, lsi: { keys: 'pk:S l:S', local: true } } }),
  )
  const put = async (more) =>
    (await dynamodb.PutItem({ TableName: 'Units', Item: { pk: S('a'), sk: S('1'), ...more }, ReturnConsumedCapacity: 'INDEXES' })).ConsumedCapacity
  const one = { CapacityUnits: 1 }
  assert.deepEqual(await put({ o: S('x') }), { TableName: 'Units', CapacityUnits: 1, Table: one })
  assert.deepEqual(await put({ g: S('g'), l: S('l'), proj: S('p') }), {
    TableName: 'Units',
    CapacityUnits: 3,
    Table: one,
    GlobalSecondaryIndexes: { gsi: one },
    LocalSecondaryIndexes: { lsi: one },
  })
  assert.deepEqual(await put({ g: S('g'), l: S('l'), proj: S('p') }), { TableName: 'Units', CapacityUnits: 1, Table: one })
  assert.deepEqual((await put({ g: S('other'), l: S('l'), proj: S('p') })).GlobalSecondaryIndexes, { gsi: { CapacityUnits: 2 } })
  assert.deepEqual((await put({ g: S('other'), l: S('l'), proj: S('p'), o: S('o') })).LocalSecondaryIndexes, { lsi: one })
  const { ConsumedCapacity } = await dynamodb.Query({
    TableName: 'Units',
    IndexName: 'gsi',
    KeyConditionExpression: 'g = :g',
    ExpressionAttributeValues: { ':g': S('other') },
    ReturnConsumedCapacity: 'INDEXES',
  })
  assert.deepEqual(ConsumedCapacity, { TableName: 'Units', CapacityUnits: 0.5, Table: { CapacityUnits: 0 }, GlobalSecondaryIndexes: { gsi: { CapacityUnits: 0.5 } } })
})

test('an item that a local index fetches costs by itself', async () => {
  await dynamodb.CreateTable(table('Fetch', 'pk:S sk:N', { indexes: { lsi: { keys: 'pk:S l:S', type: 'KEYS_ONLY', local: true } } }))
  for (const [sk, size] of [[1, 5000], [2, 10], [3, 10]]) await dynamodb.PutItem({ TableName: 'Fetch', Item: { pk: S('a'), sk: N(sk), l: S('l'), more: S('x'.repeat(size)) } })
  const units = async (more) =>
    (await dynamodb.Query({ TableName: 'Fetch', IndexName: 'lsi', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('a') }, ReturnConsumedCapacity: 'INDEXES', ...more })).ConsumedCapacity
  const of = (CapacityUnits, table, lsi) => ({ TableName: 'Fetch', CapacityUnits, Table: { CapacityUnits: table }, LocalSecondaryIndexes: { lsi: { CapacityUnits: lsi } } })
  assert.deepEqual(await units(), of(0.5, 0, 0.5))
  assert.deepEqual(await units({ Select: 'ALL_ATTRIBUTES' }), of(2.5, 2, 0.5))
  assert.deepEqual(await units({ ProjectionExpression: 'more', ConsistentRead: true }), of(5, 4, 1))
})

test('an index with four hash and four range attributes', async () => {
  const keys = 'a:S b:N c:S d:B e:S f:N g:S h:S'
  await dynamodb.CreateTable(table('Many', 'pk:S', { indexes: { many: { keys, hashes: 4 } } }))
  const base = { a: S('A'), b: N(1), c: S('C'), d: { B: Uint8Array.from([1]) } }
  for (let i = 0; i < 6; i++) await dynamodb.PutItem({ TableName: 'Many', Item: { pk: S(`${i}`), ...base, e: S('e'), f: N(i % 3), g: S(`g${i}`), h: S('h') } })
  await dynamodb.PutItem({ TableName: 'Many', Item: { pk: S('sparse'), ...base, e: S('e') } })
  const ask = (condition, more) =>
    dynamodb.Query({
      TableName: 'Many',
      IndexName: 'many',
      KeyConditionExpression: condition,
      ExpressionAttributeValues: { ':a': base.a, ':b': base.b, ':c': base.c, ':d': base.d, ...more },
    })
  const hashes = 'a = :a AND b = :b AND c = :c AND d = :d'
  assert.deepEqual((await ask(hashes)).Items.map((item) => item.pk.S), ['0', '3', '1', '4', '2', '5'])
  assert.deepEqual((await ask(`${hashes} AND e = :e AND f > :f`, { ':e': S('e'), ':f': N(0) })).Items.map((item) => item.pk.S), ['1', '4', '2', '5'])
  assert.deepEqual((await ask(`${hashes} AND e = :e AND f = :f AND begins_with(g, :g)`, { ':e': S('e'), ':f': N(1), ':g': S('g4') })).Count, 1)
  await invalid(
    dynamodb.Query({ TableName: 'Many', IndexName: 'many', KeyConditionExpression: 'a = :a AND b = :b', ExpressionAttributeValues: { ':a': base.a, ':b': base.b } }),
    'Query condition missed key schema element: c',
  )
  const without = (names, name) => `RANGE key attributes ${names} must have equality conditions specified in the query because a condition is present on key attribute ${name}`
  await invalid(ask(`${hashes} AND f = :f`, { ':f': N(1) }), without('e', 'f'))
  await invalid(ask(`${hashes} AND e > :e AND f = :f`, { ':e': S('e'), ':f': N(1) }), without('e', 'f'))
  await invalid(ask(`${hashes} AND e = :e AND h = :h`, { ':e': S('e'), ':h': S('h') }), without('f, g', 'h'))
  const is = (value, ComparisonOperator = 'EQ') => ({ ComparisonOperator, AttributeValueList: [value] })
  const KeyConditions = { ...Object.fromEntries(Object.entries(base).map(([name, value]) => [name, is(value)])), e: is(S('e')), f: is(N(0), 'GT') }
  assert.deepEqual((await dynamodb.Query({ TableName: 'Many', IndexName: 'many', KeyConditions })).Items.map((item) => item.pk.S), ['1', '4', '2', '5'])
  const ten = Array.from({ length: 10 }, (_, i) => `z${i}`)
  await invalid(
    dynamodb.Query({ TableName: 'Many', IndexName: 'many', KeyConditions: Object.fromEntries(ten.map((name) => [name, is(N(1))])) }),
    'The number of query conditions (10) exceeds the number of key attributes defined in the schema (8)',
  )
  await invalid(
    dynamodb.Query({ TableName: 'Many', IndexName: 'many', KeyConditionExpression: ten.map((name) => `${name} = :v`).join(' AND '), ExpressionAttributeValues: { ':v': N(1) } }),
    'The number of query conditions (10) exceeds the number of key attributes defined in the schema (8)',
  )
  await invalid(
    dynamodb.CreateTable(table('TooMany', 'pk:S', { indexes: { many: { keys: 'a:S b:S c:S d:S e:S', hashes: 5 } } })),
    INVALID + 'The KeySchema exceeds the maximum allowed number of HASH key attributes',
  )
  await invalid(
    dynamodb.CreateTable(table('Twice', 'pk:S', { indexes: { same: { keys: 'a:S a:S', hashes: 2 } } })),
    'The KeySchema contains multiple key attributes with the same name',
  )
})

test('an index of two hash attributes and no range', async () => {
  await dynamodb.CreateTable(table('Pair', 'pk:S', { indexes: { pair: { keys: 'b:S a:N', hashes: 2 } } }))
  for (const [pk, a] of [['x', 1], ['y', 1], ['z', 2]]) await dynamodb.PutItem({ TableName: 'Pair', Item: { pk: S(pk), a: N(a), b: S('b') } })
  const { Items } = await dynamodb.Query({
    TableName: 'Pair',
    IndexName: 'pair',
    KeyConditionExpression: 'a = :a AND b = :b',
    ExpressionAttributeValues: { ':a': N(1), ':b': S('b') },
  })
  assert.deepEqual(Items.map(({ pk }) => pk.S).sort(), ['x', 'y'])
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Pair' })
  assert.deepEqual(Table.AttributeDefinitions.map(({ AttributeName }) => AttributeName), ['a', 'b', 'pk'])
  assert.deepEqual(Table.GlobalSecondaryIndexes[0].KeySchema.map(({ AttributeName, KeyType }) => AttributeName + KeyType), ['bHASH', 'aHASH'])
})

test('a new index has ceilings and warm throughput of its own', async () => {
  const make = (more, billing) => dynamodb.CreateTable(table('Own', 'pk:S', { ...billing, AttributeDefinitions: definitions('pk:S g:S'), GlobalSecondaryIndexes: [{ ...create('byG', 'g:S').Create, ...more }] }))
  const provisioned = { ProvisionedThroughput: units(5) }
  await invalid(
    make({ ...provisioned, OnDemandThroughput: { MaxReadRequestUnits: 10 } }, provisioned),
    INVALID + 'MaxReadRequestUnits for OnDemandThroughput for index: byG cannot be specified when table BillingMode is PROVISIONED.',
  )
  await invalid(make({ OnDemandThroughput: { MaxWriteRequestUnits: 0 } }), INVALID + 'Requested MaxWriteRequestUnits for OnDemandThroughput for index : byG is outside of valid range')
  await invalid(
    make({ WarmThroughput: { ReadUnitsPerSecond: 100 } }),
    INVALID +
      'Requested ReadUnitsPerSecond for WarmThroughput for index byG is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial',
  )
  const { TableDescription } = await make({ OnDemandThroughput: { MaxReadRequestUnits: 10 } }, { OnDemandThroughput: { MaxReadRequestUnits: 20 } })
  assert.deepEqual([TableDescription.WarmThroughput, TableDescription.GlobalSecondaryIndexes[0].WarmThroughput], [undefined, undefined])
  assert.deepEqual(TableDescription.BillingModeSummary, { BillingMode: 'PAY_PER_REQUEST' })
  const update = (more) => dynamodb.UpdateTable({ TableName: 'Own', ...more })
  const change = await update({ GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'byG', OnDemandThroughput: { MaxReadRequestUnits: 30 } } }] })
  assert.deepEqual([change.TableDescription.TableStatus, change.TableDescription.GlobalSecondaryIndexes[0].IndexStatus], ['ACTIVE', 'UPDATING'])
  const throughput = [{ Update: { IndexName: 'byG', ...provisioned } }]
  await invalid(
    update({ GlobalSecondaryIndexUpdates: throughput }),
    INVALID + 'The only Updates for index: byG when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput',
  )
  await update({ BillingMode: 'PROVISIONED', ...provisioned, GlobalSecondaryIndexUpdates: throughput })
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Own' })
  assert.deepEqual([Table.OnDemandThroughput, Table.GlobalSecondaryIndexes[0].OnDemandThroughput], [undefined, undefined])
  await invalid(
    update({ GlobalSecondaryIndexUpdates: throughput }),
    'The provisioned throughput for the index byG will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for index byG: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for index byG: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  )
  await invalid(
    update({ AttributeDefinitions: definitions('h:S'), GlobalSecondaryIndexUpdates: [create('byH', 'h:S')] }),
    INVALID + 'Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: byH',
  )
})

test('UpdateTable adds an index and removes it', async () => {
  await dynamodb.CreateTable(table('Grow'))
  for (let i = 0; i < 30; i++) await dynamodb.PutItem({ TableName: 'Grow', Item: { pk: S(`${i}`), g: i % 3 ? S('yes') : N(1) } })
  const update = (...GlobalSecondaryIndexUpdates) => dynamodb.UpdateTable({ TableName: 'Grow', AttributeDefinitions: definitions('pk:S g:S h:S'), GlobalSecondaryIndexUpdates })
  const { TableDescription } = await update(create('byG', 'g:S'))
  const [index] = TableDescription.GlobalSecondaryIndexes
  assert.deepEqual([TableDescription.TableStatus, index.IndexStatus, index.Backfilling], ['UPDATING', 'CREATING', false])
  await active('Grow', 'byG')
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Grow' })
  assert.deepEqual([Table.GlobalSecondaryIndexes[0].ItemCount, Table.GlobalSecondaryIndexes[0].Backfilling], [20, undefined])
  assert.equal((await dynamodb.Query({ TableName: 'Grow', IndexName: 'byG', KeyConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': S('yes') } })).Count, 20)
  await invalid(dynamodb.PutItem({ TableName: 'Grow', Item: { pk: S('late'), g: N(1) } }), INVALID + 'Type mismatch for Index Key g Expected: S Actual: N IndexName: byG')
  await invalid(update(create('byG', 'h:S')), 'Attempting to create an index which already exists')
  const { TableDescription: without } = await update({ Delete: { IndexName: 'byG' } })
  assert.equal(without.GlobalSecondaryIndexes[0].IndexStatus, 'DELETING')
  await invalid(
    dynamodb.Query({ TableName: 'Grow', IndexName: 'byG', KeyConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': S('yes') } }),
    'The table does not have the specified index: byG',
  )
})

test('UpdateTable: updates of indexes that are wrong', async () => {
  const update = (...GlobalSecondaryIndexUpdates) => dynamodb.UpdateTable({ TableName, AttributeDefinitions: definitions('pk:S sk:N h:S'), GlobalSecondaryIndexUpdates })
  await invalid(
    update(),
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
  )
  await invalid(
    dynamodb.UpdateTable({ TableName, DeletionProtectionEnabled: false, GlobalSecondaryIndexUpdates: [] }),
    INVALID + 'List of GlobalSecondaryIndexUpdates is empty',
  )
  await invalid(
    update({}),
    INVALID + 'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
  )
  await invalid(
    update({ ...create('new', 'h:S'), Delete: { IndexName: 'all' } }),
    INVALID + 'Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object',
  )
  await invalid(update({ Delete: { IndexName: 'all' } }, { Delete: { IndexName: 'all' } }), INVALID + 'Only one global secondary index update per index is allowed simultaneously. Index: all')
  await refused(
    update({ Delete: { IndexName: 'all' } }, { Delete: { IndexName: 'some' } }),
    'LimitExceededException',
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
  )
  await refused(update({ Delete: { IndexName: 'nope' } }), 'ResourceNotFoundException', `Requested resource not found: Index nope for table ${TableName}`)
  await invalid(update({ Delete: { IndexName: 'local' } }), 'Cannot delete an index that is not a GlobalSecondaryIndex: local')
  await invalid(update(create('new', 'q:S')), INVALID + 'Some index key attributes are not defined in AttributeDefinitions. Keys: [q], AttributeDefinitions: [sk, h, pk]')
  await invalid(
    dynamodb.UpdateTable({ TableName, GlobalSecondaryIndexUpdates: [create('new', 'h:S')] }),
    INVALID + 'AttributeDefinitions is not specified for index: new',
  )
})
