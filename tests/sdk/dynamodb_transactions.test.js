// DynamoDB's transactions by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('One', 'pk:S', { indexes: { byG: { keys: 'g:S' } } }))
await dynamodb.CreateTable(table('Two', 'pk:S sk:N', { indexes: { lsi: { keys: 'pk:S l:S', local: true } } }))

const TableName = 'One'
const Put = (pk, more, rest) => ({ Put: { TableName, Item: { pk: S(pk), ...more }, ...rest } })
const Update = (pk, UpdateExpression, values, rest) => ({ Update: { TableName, Key: { pk: S(pk) }, UpdateExpression, ExpressionAttributeValues: values, ...rest } })
const Delete = (pk, rest) => ({ Delete: { TableName, Key: { pk: S(pk) }, ...rest } })
const ConditionCheck = (pk, ConditionExpression, values, rest) => ({ ConditionCheck: { TableName, Key: { pk: S(pk) }, ConditionExpression, ExpressionAttributeValues: values, ...rest } })
const write = (...TransactItems) => dynamodb.TransactWriteItems({ TransactItems })
const Get = (pk, more) => ({ Get: { TableName, Key: { pk: S(pk) }, ...more } })
const get = (...TransactItems) => dynamodb.TransactGetItems({ TransactItems })
const item = async (pk) => (await dynamodb.GetItem({ TableName, Key: { pk: S(pk) } })).Item

async function cancelled(call, codes) {
  const error = await refused(call, 'TransactionCanceledException', `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`)
  assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code), codes)
  return error.CancellationReasons
}

test('all four kinds, in two tables', async () => {
  await dynamodb.PutItem({ TableName, Item: { pk: S('u'), n: N(1) } })
  await dynamodb.PutItem({ TableName, Item: { pk: S('d') } })
  await write(
    Put('p', { a: N(1) }),
    Update('u', 'SET n = n + :one', { ':one': N(1) }),
    Delete('d', { ConditionExpression: 'attribute_exists(pk)' }),
    ConditionCheck('nobody', 'attribute_not_exists(pk)'),
    { Put: { TableName: 'Two', Item: { pk: S('a'), sk: N(1) } } },
  )
  assert.deepEqual([await item('p'), await item('u'), await item('d')], [{ pk: S('p'), a: N(1) }, { pk: S('u'), n: N(2) }, undefined])
})

test('reasons come by position, with the item when asked', async () => {
  await dynamodb.PutItem({ TableName, Item: { pk: S('there'), a: N(1) } })
  const not = { ConditionExpression: 'attribute_not_exists(pk)' }
  const reasons = await cancelled(
    write(Put('new', {}, not), Put('there', {}, { ...not, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }), ConditionCheck('nobody', 'attribute_exists(pk)')),
    ['None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'],
  )
  assert.deepEqual(reasons, [
    { Code: 'None' },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { pk: S('there'), a: N(1) } },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
  ])
  assert.equal(await item('new'), undefined)
})

test('what is wrong with a part only its table can tell cancels', async () => {
  const [reason] = await cancelled(write({ Put: { TableName, Item: { pk: N(5) } } }), ['ValidationError'])
  assert.equal(reason.Message, INVALID + 'Type mismatch for key pk expected: S actual: N')
  const messages = async (...parts) => (await cancelled(write(...parts), parts.map(() => 'ValidationError'))).map((r) => r.Message)
  const mismatch = 'The provided key element does not match the schema'
  assert.deepEqual(await messages({ Delete: { TableName, Key: { pk: N(5) } } }), [mismatch])
  assert.deepEqual(await messages({ Update: { TableName, Key: { pk: { L: [] } }, UpdateExpression: 'REMOVE a' } }), [mismatch])
  assert.deepEqual(await messages({ ConditionCheck: { TableName, Key: { other: S('x') }, ConditionExpression: 'attribute_exists(pk)' } }), [mismatch])
  assert.deepEqual(await messages(Put('x', { g: N(5) })), [INVALID + 'Type mismatch for Index Key g Expected: S Actual: N IndexName: byG'])
  assert.deepEqual(await messages(Update('x', 'SET g = :v', { ':v': { L: [] } })), [INVALID + 'Type mismatch for Index Key g Expected: S Actual: L IndexName: byG'])
  assert.deepEqual(await messages(Update('x', 'SET a = gone + :v', { ':v': N(1) })), ['The provided expression refers to an attribute that does not exist in the item'])
  assert.deepEqual(await messages(Update('x', 'SET pk = :v', { ':v': S('y') })), [INVALID + 'Cannot update attribute pk. This attribute is part of the key'])
  assert.deepEqual(await messages(Update('x', 'SET v = :v', { ':v': S('x'.repeat(409600)) })), ['Item size to update has exceeded the maximum allowed size'])
})

test('what is wrong with the request itself does not', async () => {
  const empty = 'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk'
  for (const part of [Put(''), Update('', 'REMOVE a'), Delete(''), ConditionCheck('', 'attribute_exists(pk)')]) await invalid(write(part), empty)
  await invalid(get(Get('')), empty)
  await invalid(
    write(Put('x', { g: S('') })),
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byG, IndexKey: g',
  )
  await invalid(
    write(Update('x', 'SET g = :v', { ':v': S('') })),
    'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
  )
  await invalid(write(Put('x', { v: S('x'.repeat(409600)) })), 'Item size has exceeded the maximum allowed size')
  await invalid(write(Put('x'), Delete('x')), 'Transaction request cannot include multiple operations on one item')
  await invalid(get(Get('x'), Get('x')), 'Transaction request cannot include multiple operations on one item')
  await refused(write(Put('x'), { Put: { TableName: 'Gone', Item: { pk: S('x') } } }), 'ResourceNotFoundException', 'Requested resource not found')
  await refused(get({ Get: { TableName: 'Gone', Key: { pk: S('x') } } }), 'ResourceNotFoundException', 'Requested resource not found')
  await invalid(write({}), 'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request')
  await invalid(write({ ...Put('x'), ...Delete('y') }), 'TransactItems can only contain one of Check, Put, Update or Delete')
  await invalid(write(Put('x', {}, { ConditionExpression: 'a = ' })), 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="')
  await invalid(get(Get('x', { ProjectionExpression: '!!!' })), 'Invalid ProjectionExpression: Syntax error; token: "!", near: "!!"')
  assert.equal(await item('x'), undefined)
})

test('one to a hundred parts, and 4 MB', async () => {
  const few = "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1"
  await invalid(write(), few)
  await invalid(get(), few)
  await write(...Array.from({ length: 100 }, (_, i) => Put(`h${i}`)))
  assert.equal((await get(...Array.from({ length: 100 }, (_, i) => Get(`h${i}`)))).Responses.length, 100)
  for (const call of [() => write(...Array.from({ length: 101 }, (_, i) => Put(`h${i}`))), () => get(...Array.from({ length: 101 }, (_, i) => Get(`h${i}`)))]) {
    const error = await call().then(() => assert.fail('answered'), (e) => e)
    assert.equal(error.name, 'ValidationException')
    assert.match(error.message, /^1 validation error detected: Value '\[.+\]' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s)
  }
  const large = (count) => Array.from({ length: count }, (_, i) => Put(`l${i}`, { v: S('x'.repeat(350_000)) }))
  await write(...large(11))
  await invalid(write(...large(12)), 'Transaction request size cannot exceed 4 MB')
})

test('a token makes a request that is sent twice be done once', async () => {
  const request = { ClientRequestToken: 'token-1', ReturnConsumedCapacity: 'TOTAL', TransactItems: [Update('counter', 'ADD n :one', { ':one': N(1) })] }
  const first = await dynamodb.TransactWriteItems(request)
  const second = await dynamodb.TransactWriteItems(request)
  assert.equal((await item('counter')).n.N, '1')
  assert.deepEqual(first.ConsumedCapacity, [{ TableName, CapacityUnits: 2, WriteCapacityUnits: 2 }])
  assert.deepEqual(second.ConsumedCapacity, [{ TableName, CapacityUnits: 2, ReadCapacityUnits: 2 }])
  await refused(
    dynamodb.TransactWriteItems({ ...request, TransactItems: [Put('other')] }),
    'IdempotentParameterMismatchException',
    'Idempotent parameters mismatch: the request token was used with other parameters within the last 10 minutes',
  )
  await nube.clock({ advance: 601 })
  await dynamodb.TransactWriteItems(request)
  assert.equal((await item('counter')).n.N, '2')
  await invalid(
    dynamodb.TransactWriteItems({ ...request, ClientRequestToken: 'x'.repeat(37) }),
    `1 validation error detected: Value '${'x'.repeat(37)}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36`,
  )
})

test('TransactGetItems: in the order asked, empty where there is nothing', async () => {
  await write(Put('g1', { a: N(1), b: N(2) }), { Put: { TableName: 'Two', Item: { pk: S('g'), sk: N(2) } } })
  const { Responses } = await get({ Get: { TableName: 'Two', Key: { pk: S('g'), sk: N(2) } } }, Get('nobody'), Get('g1', { ProjectionExpression: 'a' }))
  assert.deepEqual(Responses, [{ Item: { pk: S('g'), sk: N(2) } }, {}, { Item: { a: N(1) } }])
  const reasons = await cancelled(get(Get('g1'), { Get: { TableName, Key: {} } }), ['None', 'ValidationError'])
  assert.equal(reasons[1].Message, 'The provided key element does not match the schema')
})

test('a transaction costs twice', async () => {
  const read = await dynamodb.TransactGetItems({ ReturnConsumedCapacity: 'INDEXES', TransactItems: [Get('g1'), Get('nobody')] })
  assert.deepEqual(read.ConsumedCapacity, [{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4, Table: { CapacityUnits: 4, ReadCapacityUnits: 4 } }])
  const wrote = await dynamodb.TransactWriteItems({
    ReturnConsumedCapacity: 'INDEXES',
    ReturnItemCollectionMetrics: 'SIZE',
    TransactItems: [Put('cap', { g: S('g') }), ConditionCheck('g1', 'attribute_exists(pk)'), { Put: { TableName: 'Two', Item: { pk: S('c'), sk: N(1) } } }],
  })
  const both = (units) => ({ CapacityUnits: units, WriteCapacityUnits: units })
  assert.deepEqual(wrote.ConsumedCapacity, [
    { TableName, ...both(6), Table: both(4), GlobalSecondaryIndexes: { byG: both(2) } },
    { TableName: 'Two', ...both(2), Table: both(2) },
  ])
  assert.deepEqual(wrote.ItemCollectionMetrics, { Two: [{ ItemCollectionKey: { pk: S('c') }, SizeEstimateRangeGB: [0, 1] }] })
})

test('reads never see half a transaction', async () => {
  await write(Put('left', { n: N(0) }), Put('right', { n: N(0) }))
  let done = false
  const writer = (async () => {
    for (let i = 1; i <= 100; i++) await write(Put('left', { n: N(i) }), Put('right', { n: N(i) }))
    done = true
  })()
  while (!done) {
    const { Responses } = await get(Get('left'), Get('right'))
    assert.equal(Responses[0].Item.n.N, Responses[1].Item.n.N)
  }
  await writer
})
