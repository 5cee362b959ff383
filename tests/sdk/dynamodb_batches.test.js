// DynamoDB's batches by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('One', 'pk:S', { indexes: { byG: { keys: 'g:S' } } }))
await dynamodb.CreateTable(table('Two', 'pk:S sk:N', { indexes: { lsi: { keys: 'pk:S l:S', local: true } } }))

const put = (Item) => ({ PutRequest: { Item } })
const del = (Key) => ({ DeleteRequest: { Key } })
const write = (RequestItems, more) => dynamodb.BatchWriteItem({ RequestItems, ...more })
const get = (RequestItems, more) => dynamodb.BatchGetItem({ RequestItems, ...more })
const ids = (count, from = 0) => Array.from({ length: count }, (_, i) => ({ pk: S(`k${from + i}`) }))

test('writes and deletions in several tables at once', async () => {
  await write({ One: ids(3).map(put), Two: [put({ pk: S('a'), sk: N(1) }), put({ pk: S('a'), sk: N(2) })] })
  const answer = await write({ One: [del({ pk: S('k0') }), put({ pk: S('k1'), n: N(1) })], Two: [del({ pk: S('a'), sk: N(1) })] })
  assert.deepEqual(answer.UnprocessedItems, {})
  const { Responses, UnprocessedKeys } = await get({ One: { Keys: ids(4) }, Two: { Keys: [{ pk: S('a'), sk: N(2) }], ConsistentRead: true } })
  assert.deepEqual(Responses.One.map((item) => item.pk.S).sort(), ['k1', 'k2'])
  assert.deepEqual(Responses.Two, [{ pk: S('a'), sk: N(2) }])
  assert.deepEqual(UnprocessedKeys, {})
})

test('25 writes and 100 keys, not more', async () => {
  for (let i = 0; i < 100; i += 25) await write({ One: ids(25, i).map(put) })
  assert.equal((await get({ One: { Keys: ids(100) } })).Responses.One.length, 100)
  await invalid(write({ One: ids(20).map(put), Two: Array.from({ length: 6 }, (_, i) => put({ pk: S('a'), sk: N(i) })) }), 'Too many items requested for the BatchWriteItem call')
  await invalid(get({ One: { Keys: ids(60) }, Two: { Keys: Array.from({ length: 41 }, (_, i) => ({ pk: S('a'), sk: N(i) })) } }), 'Too many items requested for the BatchGetItem call')
  const tooMany = (call) => call.then(() => assert.fail('answered'), (error) => [error.name, error.message])
  const [name, message] = await tooMany(write({ One: ids(26).map(put) }))
  assert.equal(name, 'ValidationException')
  assert.match(message, /^1 validation error detected: Value '\{One=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/s)
  const keys = await tooMany(get({ One: { Keys: ids(101) } }))
  assert.equal(keys[1], "1 validation error detected: Value at 'RequestItems.One.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100")
})

test('nothing asked for', async () => {
  await invalid(write({}), 'The requestItems parameter is required for BatchWriteItem')
  await invalid(get({}), 'The requestItems parameter is required for BatchGetItem')
  await invalid(
    get({ One: { Keys: [] } }),
    "1 validation error detected: Value '[]' at 'requestItems.One.member.keys' failed to satisfy constraint: Member must have length greater than or equal to 1",
  )
})

test('a key twice', async () => {
  const twice = 'Provided list of item keys contains duplicates'
  await invalid(write({ One: [put({ pk: S('d') }), del({ pk: S('d') })] }), twice)
  await invalid(write({ One: [del({ pk: S('d') }), del({ pk: S('d') })] }), twice)
  await invalid(write({ Two: [put({ pk: S('d'), sk: N(1) }), put({ pk: S('d'), sk: N('1.0') })] }), twice)
  await invalid(get({ One: { Keys: [{ pk: S('d') }, { pk: S('d') }] } }), twice)
  assert.equal((await get({ One: { Keys: [{ pk: S('d') }] } })).Responses.One.length, 0)
  await write({ One: [put({ pk: S('d') })], Two: [put({ pk: S('d'), sk: N(1) })] })
})

test('wrong keys are worded as the keys of a Get, whatever the request', async () => {
  const mismatch = 'The provided key element does not match the schema'
  await invalid(write({ One: [put({ pk: N(5) })] }), mismatch)
  await invalid(write({ One: [put({ pk: { L: [] } })] }), mismatch)
  await invalid(write({ One: [put({ other: S('x') })] }), mismatch)
  await invalid(write({ Two: [del({ pk: S('x') })] }), mismatch)
  await invalid(get({ Two: { Keys: [{ pk: S('x') }] } }), mismatch)
  const empty = 'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk'
  await invalid(write({ One: [put({ pk: S('') })] }), empty)
  await invalid(get({ One: { Keys: [{ pk: S('') }] } }), empty)
})

test('one wrong request and none is written', async () => {
  await invalid(write({ One: [put({ pk: S('first') }), put({ pk: S('second'), g: N(1) })] }), INVALID + 'Type mismatch for Index Key g Expected: S Actual: N IndexName: byG')
  await invalid(write({ One: [put({ pk: S('first') }), put({ pk: S('second'), v: S('x'.repeat(409600)) })] }), 'Item size has exceeded the maximum allowed size')
  await refused(write({ One: [put({ pk: S('first') })], Gone: [put({ pk: S('x') })] }), 'ResourceNotFoundException', 'Requested resource not found')
  await refused(get({ Gone: { Keys: [{ pk: S('x') }] } }), 'ResourceNotFoundException', 'Requested resource not found')
  assert.equal((await get({ One: { Keys: [{ pk: S('first') }] } })).Responses.One.length, 0)
  await invalid(
    write({ One: [{}] }),
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  )
})

test('projections of a BatchGetItem', async () => {
  await write({ One: [put({ pk: S('p'), a: N(1), m: { M: { x: N(2), y: N(3) } } })] })
  const { Responses } = await get({ One: { Keys: [{ pk: S('p') }], ProjectionExpression: '#m.x, a', ExpressionAttributeNames: { '#m': 'm' } } })
  assert.deepEqual(Responses.One, [{ a: N(1), m: { M: { x: N(2) } } }])
  await invalid(
    get({ One: { Keys: [{ pk: S('p') }], ProjectionExpression: 'a, a' } }),
    'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
  )
})

test('what does not fit into 16 MB is left', async () => {
  const v = S('x'.repeat(400_000))
  for (let i = 0; i < 45; i += 5) await write({ One: ids(5, 1000 + i).map((key) => put({ ...key, v })) })
  const { Responses, UnprocessedKeys } = await get({ One: { Keys: ids(45, 1000), ProjectionExpression: 'pk, v' } })
  assert(Responses.One.length >= 40 && Responses.One.length < 45, `${Responses.One.length}`)
  assert.equal(Responses.One.length + UnprocessedKeys.One.Keys.length, 45)
  assert.equal(UnprocessedKeys.One.ProjectionExpression, 'pk, v')
  const rest = await get(UnprocessedKeys)
  assert.equal(rest.Responses.One.length, 45 - Responses.One.length)
})

test('a batch as large as may be, and one that is larger', async () => {
  const items = (size) => ids(25, 2000).map((key) => put({ ...key, v: S('x'.repeat(size)) }))
  assert.deepEqual((await write({ One: items(400_000) })).UnprocessedItems, {})
  const error = await write({ One: items(700_000) }).then(() => assert.fail('answered'), (e) => e)
  assert.equal(error.$metadata.httpStatusCode, 413)
})

test('consumed capacity and item collections by table', async () => {
  const answer = await write(
    { One: [put({ pk: S('c1'), g: S('g') }), put({ pk: S('c2') })], Two: [put({ pk: S('c'), sk: N(1) }), put({ pk: S('c'), sk: N(2) }), put({ pk: S('d'), sk: N(2) })] },
    { ReturnConsumedCapacity: 'INDEXES', ReturnItemCollectionMetrics: 'SIZE' },
  )
  assert.deepEqual(answer.ConsumedCapacity, [
    { TableName: 'One', CapacityUnits: 3, Table: { CapacityUnits: 2 }, GlobalSecondaryIndexes: { byG: { CapacityUnits: 1 } } },
    { TableName: 'Two', CapacityUnits: 3, Table: { CapacityUnits: 3 } },
  ])
  assert.deepEqual(answer.ItemCollectionMetrics, {
    Two: ['c', 'd'].map((pk) => ({ ItemCollectionKey: { pk: S(pk) }, SizeEstimateRangeGB: [0, 1] })),
  })
  const read = await get({ One: { Keys: ids(3) }, Two: { Keys: [{ pk: S('c'), sk: N(1) }], ConsistentRead: true } }, { ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual(read.ConsumedCapacity, [{ TableName: 'One', CapacityUnits: 1.5 }, { TableName: 'Two', CapacityUnits: 1 }])
})
