// DynamoDB's single items by the AWS SDK: values and their limits, PutItem, GetItem, UpdateItem, DeleteItem and what they give back.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, invalidInput, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('Items'))
await dynamodb.CreateTable(table('Range', 'pk:S sk:N', { indexes: { lsi: { keys: 'pk:S l:S', local: true } } }))
await dynamodb.CreateTable(table('Binary', 'pk:B'))

const TableName = 'Items'
const put = (Item, more) => dynamodb.PutItem({ TableName, Item: { pk: S('x'), ...Item }, ...more })
const get = async (pk) => (await dynamodb.GetItem({ TableName, Key: { pk: S(pk) }, ConsistentRead: true })).Item
const update = (pk, UpdateExpression, more) => dynamodb.UpdateItem({ TableName, Key: { pk: S(pk) }, UpdateExpression, ...more })
const nested = (depth) => (depth ? { M: { a: nested(depth - 1) } } : S('deep'))
const keyMismatch = 'The provided key element does not match the schema'

test('all ten types come back as they were put', async () => {
  const Item = {
    pk: S('types'),
    n: N('-12.5'),
    b: { B: Uint8Array.from([0, 255]) },
    ss: { SS: ['a', 'ä', ''].slice(0, 2) },
    ns: { NS: ['-1', '0', '2.5'] },
    bs: { BS: [Uint8Array.from([1]), Uint8Array.from([2])] },
    m: { M: { '': S('empty name'), 'dotted.name': N(1) } },
    l: { L: [S(''), { L: [] }, { M: {} }] },
    t: { BOOL: false },
    nil: { NULL: true },
    e: S(''),
    eb: { B: new Uint8Array() },
  }
  await dynamodb.PutItem({ TableName, Item })
  assert.deepEqual(await get('types'), Item)
})

test('numbers are exact and normalised', async () => {
  const forms = {
    '1.0': '1',
    '3.1400': '3.14',
    '00042': '42',
    '-0': '0',
    '1.5E2': '150',
    '1e-7': '0.0000001',
    '+7': '7',
    '.5': '0.5',
    '12345678901234567890123456789012345678': '12345678901234567890123456789012345678',
    '0.00000000000000000000000000000000000001': '0.00000000000000000000000000000000000001',
    '9.9999999999999999999999999999999999999E+125': '99999999999999999999999999999999999999' + '0'.repeat(88),
  }
  for (const [given, kept] of Object.entries(forms)) {
    await put({ n: N(given) })
    assert.equal((await get('x')).n.N, kept, given)
  }
  await put({ n: N('1E-130') })
  assert.equal((await get('x')).n.N, '0.' + '0'.repeat(129) + '1')
})

test('numbers that are none, too large, too small or too precise', async () => {
  await invalid(put({ n: N('123456789012345678901234567890123456789') }), 'Attempting to store more than 38 significant digits in a Number')
  await invalid(put({ n: N('1E+126') }), 'Number overflow. Attempting to store a number with magnitude larger than supported range')
  await invalid(put({ n: N('-1E+126') }), 'Number overflow. Attempting to store a number with magnitude larger than supported range')
  await invalid(put({ n: N('1E-131') }), 'Number underflow. Attempting to store a number with magnitude smaller than supported range')
  await invalid(put({ n: N('one') }), 'The parameter cannot be converted to a numeric value: one')
  await invalid(put({ n: N('') }), 'The parameter cannot be converted to a numeric value')
  await invalid(put({ n: N('NaN') }), 'The parameter cannot be converted to a numeric value: NaN')
  await invalid(put({ n: N(' 1') }), 'The parameter cannot be converted to a numeric value:  1')
})

test('arithmetic is exact, and overflows', async () => {
  await put({ n: N('0.1') })
  const { Attributes } = await update('x', 'SET n = n + :v, m = :w - n', { ExpressionAttributeValues: { ':v': N('0.2'), ':w': N('1') }, ReturnValues: 'UPDATED_NEW' })
  assert.deepEqual(Attributes, { n: N('0.3'), m: N('0.9') })
  await invalid(
    update('x', 'SET n = :v + :v', { ExpressionAttributeValues: { ':v': N('9.9e125') } }),
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  )
})

test('sets may not be empty nor hold anything twice', async () => {
  await invalidInput(put({ v: { SS: [] } }), INVALID + 'An string set  may not be empty')
  await invalidInput(put({ v: { NS: [] } }), INVALID + 'An number set  may not be empty')
  await invalidInput(put({ v: { BS: [] } }), INVALID + 'Binary sets should not be empty')
  await invalidInput(put({ v: { SS: ['a', 'b', 'a'] } }), INVALID + 'Input collection [a, b, a] contains duplicates.')
  await invalidInput(put({ v: { NS: ['1', '1.0'] } }), 'Input collection contains duplicates')
  await invalidInput(put({ v: { BS: [Uint8Array.from([1]), Uint8Array.from([1])] } }), INVALID + 'Input collection [AQ==, AQ==]of type BS contains duplicates.')
  await put({ v: { SS: ['a', ''] } })
  await invalidInput(put({ v: { L: [{ M: { deep: { SS: [] } } }] } }), INVALID + 'An string set  may not be empty')
})

test('nesting: 32 levels, not one more', async () => {
  await put({ v: nested(31) })
  assert.deepEqual((await get('x')).v, nested(31))
  await invalid(
    put({ v: nested(32) }),
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  )
})

test('item size: 400 KB of names and values, for PutItem and UpdateItem', async () => {
  const room = 400 * 1024 - 'pk'.length - 1 - 'v'.length
  await put({ v: S('x'.repeat(room)) })
  await invalid(put({ v: S('x'.repeat(room + 1)) }), 'Item size has exceeded the maximum allowed size')
  await invalid(put({ v: S('ä'.repeat(room / 2 + 1)) }), 'Item size has exceeded the maximum allowed size')
  await put({ v: S('x'.repeat(room - 10)) })
  await invalid(
    update('x', 'SET w = :w', { ExpressionAttributeValues: { ':w': S('0123456789') } }),
    'Item size to update has exceeded the maximum allowed size',
  )
})

test('keys: missing, superfluous, of the wrong type, empty, too long', async () => {
  const get = (TableName, Key) => dynamodb.GetItem({ TableName, Key })
  for (const Key of [{}, { other: S('a') }, { pk: N(1) }, { pk: S('a'), more: S('b') }]) await invalid(get('Items', Key), keyMismatch)
  for (const Key of [{ pk: S('a') }, { pk: S('a'), sk: S('1') }]) await invalid(get('Range', Key), keyMismatch)
  await invalid(dynamodb.PutItem({ TableName, Item: { a: S('x') } }), INVALID + 'Missing the key pk in the item')
  await invalid(dynamodb.PutItem({ TableName: 'Range', Item: { pk: S('x') } }), INVALID + 'Missing the key sk in the item')
  await invalid(dynamodb.PutItem({ TableName, Item: { pk: N(1) } }), INVALID + 'Type mismatch for key pk expected: S actual: N')
  await invalid(dynamodb.PutItem({ TableName, Item: { pk: { L: [] } } }), INVALID + 'Type mismatch for key pk expected: S actual: L')
  const empty = (kind) => `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: pk`
  await invalid(get('Items', { pk: S('') }), empty('string'))
  await invalid(dynamodb.PutItem({ TableName: 'Binary', Item: { pk: { B: new Uint8Array() } } }), empty('binary'))
  await invalid(dynamodb.DeleteItem({ TableName: 'Binary', Key: { pk: { B: new Uint8Array() } } }), empty('binary'))
  await dynamodb.PutItem({ TableName, Item: { pk: S('a'.repeat(2048)) } })
  await invalid(dynamodb.PutItem({ TableName, Item: { pk: S('a'.repeat(2049)) } }), INVALID + 'Size of hashkey has exceeded the maximum size limit of2048 bytes')
  await invalid(get('Items', { pk: S('a'.repeat(2049)) }), INVALID + 'Size of hashkey has exceeded the maximum size limit of2048 bytes')
})

test('values of no type, of two types and of unknown types', async () => {
  await invalid(put({ v: {} }), 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
  // The client itself writes one type only, so the other ways are in the tests of the wire.
})

test('PutItem gives back the item it replaced', async () => {
  assert.equal((await put({ pk: S('rv') }, { ReturnValues: 'ALL_OLD' })).Attributes, undefined)
  assert.equal((await put({ pk: S('rv'), a: N(1) }, { ReturnValues: 'NONE' })).Attributes, undefined)
  assert.deepEqual((await put({ pk: S('rv'), b: N(2) }, { ReturnValues: 'ALL_OLD' })).Attributes, { pk: S('rv'), a: N(1) })
  for (const ReturnValues of ['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']) await invalid(put({}, { ReturnValues }), 'ReturnValues can only be ALL_OLD or NONE')
  await invalid(
    put({}, { ReturnValues: 'EVERYTHING' }),
    "1 validation error detected: Value 'EVERYTHING' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  )
})

test('UpdateItem gives back five things', async () => {
  const values = async (ReturnValues) => {
    await put({ pk: S('u'), a: N(1), m: { M: { x: N(1), y: N(2) } } })
    const { Attributes } = await update('u', 'SET a = :v, m.x = :v, n = :v REMOVE m.y', { ExpressionAttributeValues: { ':v': N(5) }, ReturnValues })
    return Attributes
  }
  assert.equal(await values('NONE'), undefined)
  assert.deepEqual(await values('ALL_OLD'), { pk: S('u'), a: N(1), m: { M: { x: N(1), y: N(2) } } })
  assert.deepEqual(await values('ALL_NEW'), { pk: S('u'), a: N(5), m: { M: { x: N(5) } }, n: N(5) })
  assert.deepEqual(await values('UPDATED_OLD'), { a: N(1), m: { M: { x: N(1), y: N(2) } } })
  assert.deepEqual(await values('UPDATED_NEW'), { a: N(5), m: { M: { x: N(5) } }, n: N(5) })
})

test('UpdateItem makes an item, and without an expression only its key', async () => {
  await dynamodb.UpdateItem({ TableName, Key: { pk: S('made') } })
  assert.deepEqual(await get('made'), { pk: S('made') })
  await update('made2', 'SET l = list_append(if_not_exists(l, :none), :one) ADD hits :n', { ExpressionAttributeValues: { ':none': { L: [] }, ':one': { L: [N(1)] }, ':n': N(1) } })
  assert.deepEqual(await get('made2'), { pk: S('made2'), l: { L: [N(1)] }, hits: N(1) })
})

test('DeleteItem gives back what it took, and goes well where there is nothing', async () => {
  await put({ pk: S('d'), a: N(1) })
  assert.deepEqual((await dynamodb.DeleteItem({ TableName, Key: { pk: S('d') }, ReturnValues: 'ALL_OLD' })).Attributes, { pk: S('d'), a: N(1) })
  assert.equal((await dynamodb.DeleteItem({ TableName, Key: { pk: S('d') }, ReturnValues: 'ALL_OLD' })).Attributes, undefined)
  await invalid(dynamodb.DeleteItem({ TableName, Key: { pk: S('d') }, ReturnValues: 'ALL_NEW' }), 'ReturnValues can only be ALL_OLD or NONE')
})

test('a condition that fails tells the item when asked', async () => {
  await put({ pk: S('c'), a: N(1) })
  const on = (ReturnValuesOnConditionCheckFailure) => ({ ConditionExpression: 'a = :v', ExpressionAttributeValues: { ':v': N(2) }, ReturnValuesOnConditionCheckFailure })
  const fails = (call) => refused(call, 'ConditionalCheckFailedException', 'The conditional request failed')
  const Key = { pk: S('c') }
  for (const call of [
    (more) => dynamodb.PutItem({ TableName, Item: { ...Key }, ...more }),
    (more) => dynamodb.DeleteItem({ TableName, Key, ...more }),
    (more) => dynamodb.UpdateItem({ TableName, Key, UpdateExpression: 'REMOVE a', ...more }),
  ]) {
    assert.deepEqual((await fails(call(on('ALL_OLD')))).Item, { pk: S('c'), a: N(1) })
    assert.equal((await fails(call(on('NONE')))).Item, undefined)
  }
  assert.deepEqual(await get('c'), { pk: S('c'), a: N(1) })
  const none = await fails(dynamodb.DeleteItem({ TableName, Key: { pk: S('nobody') }, ...on('ALL_OLD') }))
  assert.equal(none.Item, undefined)
})

test('GetItem: projections', async () => {
  await put({ pk: S('p'), a: N(1), m: { M: { x: N(1), y: { L: [N(0), N(1), N(2)] } } } })
  const project = async (ProjectionExpression, names) =>
    (await dynamodb.GetItem({ TableName, Key: { pk: S('p') }, ProjectionExpression, ExpressionAttributeNames: names })).Item
  assert.deepEqual(await project('a, m.x'), { a: N(1), m: { M: { x: N(1) } } })
  assert.deepEqual(await project('#m.y[2], #m.y[0]', { '#m': 'm' }), { m: { M: { y: { L: [N(0), N(2)] } } } })
  assert.deepEqual(await project('nothing'), {})
  await invalid(project('a, a'), 'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]')
  await invalid(project('m, m.x'), 'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, x]')
  await invalid(project('!!! INVALID !!!'), 'Invalid ProjectionExpression: Syntax error; token: "!", near: "!!"')
  await invalid(project(''), 'Invalid ProjectionExpression: The expression can not be empty;')
})

test('consumed capacity of single items', async () => {
  const read = async (more) => (await dynamodb.GetItem({ TableName, Key: { pk: S('size') }, ReturnConsumedCapacity: 'TOTAL', ...more })).ConsumedCapacity
  assert.deepEqual(await read(), { TableName, CapacityUnits: 0.5 })
  await put({ pk: S('size'), v: S('x'.repeat(9000)) })
  assert.deepEqual(await read(), { TableName, CapacityUnits: 1.5 })
  assert.deepEqual(await read({ ConsistentRead: true }), { TableName, CapacityUnits: 3 })
  assert.deepEqual(await read({ ReturnConsumedCapacity: 'INDEXES' }), { TableName, CapacityUnits: 1.5, Table: { CapacityUnits: 1.5 } })
  assert.equal(await read({ ReturnConsumedCapacity: 'NONE' }), undefined)
  const write = async (call) => (await call).ConsumedCapacity.CapacityUnits
  assert.equal(await write(put({ pk: S('size') }, { ReturnConsumedCapacity: 'TOTAL' })), 9)
  assert.equal(await write(put({ pk: S('size') }, { ReturnConsumedCapacity: 'TOTAL' })), 1)
  assert.equal(await write(update('size', 'SET v = :v', { ExpressionAttributeValues: { ':v': S('x'.repeat(2048)) }, ReturnConsumedCapacity: 'TOTAL' })), 3)
  assert.equal(await write(dynamodb.DeleteItem({ TableName, Key: { pk: S('size') }, ReturnConsumedCapacity: 'TOTAL' })), 3)
  assert.equal(await write(dynamodb.DeleteItem({ TableName, Key: { pk: S('size') }, ReturnConsumedCapacity: 'TOTAL' })), 1)
})

test('item collection metrics come of tables with local indexes only', async () => {
  const metrics = { ItemCollectionKey: { pk: S('a') }, SizeEstimateRangeGB: [0, 1] }
  const key = { pk: S('a'), sk: N(1) }
  const ask = { TableName: 'Range', ReturnItemCollectionMetrics: 'SIZE' }
  assert.deepEqual((await dynamodb.PutItem({ ...ask, Item: key })).ItemCollectionMetrics, metrics)
  assert.deepEqual((await dynamodb.UpdateItem({ ...ask, Key: key })).ItemCollectionMetrics, metrics)
  assert.deepEqual((await dynamodb.DeleteItem({ ...ask, Key: key })).ItemCollectionMetrics, metrics)
  assert.equal((await put({}, { ReturnItemCollectionMetrics: 'SIZE' })).ItemCollectionMetrics, undefined)
})
