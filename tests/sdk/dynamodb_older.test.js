// DynamoDB's older parameters by the AWS SDK: Expected, AttributeUpdates, KeyConditions, filters, ConditionalOperator, AttributesToGet.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('Old', 'pk:S sk:N', { indexes: { byV: { keys: 'v:S sk:N' } } }))

const TableName = 'Old'
const key = (sk) => ({ pk: S('a'), sk: N(sk) })
const put = (sk, more, rest) => dynamodb.PutItem({ TableName, Item: { ...key(sk), ...more }, ...rest })
const get = async (sk) => (await dynamodb.GetItem({ TableName, Key: key(sk) })).Item
const fails = (call) => refused(call, 'ConditionalCheckFailedException', 'The conditional request failed')
const is = (ComparisonOperator, ...AttributeValueList) => ({ ComparisonOperator, ...(AttributeValueList.length && { AttributeValueList }) })
for (let i = 1; i <= 5; i++) await put(i, { v: S(i % 2 ? 'odd' : 'even'), n: N(i), tags: { SS: ['t' + i] } })

test('Expected: by value, by existence, by each operator', async () => {
  const holds = (Expected, more) => put(1, { v: S('odd'), n: N(1), tags: { SS: ['t1'] } }, { Expected, ...more })
  for (const expected of [
    { n: { Value: N(1) } },
    { gone: { Exists: false } },
    { n: is('EQ', N(1)), v: is('NE', S('x')) },
    { n: is('LE', N(1)) },
    { n: is('LT', N(2)) },
    { n: is('GE', N(1)) },
    { n: is('GT', N(0)) },
    { n: is('BETWEEN', N(0), N(2)) },
    { n: is('IN', N(7), N(1)) },
    { v: is('BEGINS_WITH', S('o')) },
    { v: is('CONTAINS', S('dd')) },
    { tags: is('NOT_CONTAINS', S('x')) },
    { gone: is('NULL') },
    { v: is('NOT_NULL') },
  ])
    await holds(expected)
  await fails(holds({ n: { Value: N(2) } }))
  await fails(holds({ n: { Exists: false } }))
  await fails(holds({ n: is('EQ', N(1)), v: is('EQ', S('x')) }))
  await holds({ n: is('EQ', N(1)), v: is('EQ', S('x')) }, { ConditionalOperator: 'OR' })
})

test('Expected that is wrong in itself', async () => {
  const bad = (Expected, message, more) => invalid(put(1, {}, { Expected, ...more }), message)
  await bad({ x: {} }, INVALID + 'Value must be provided when Exists is null for Attribute: x')
  await bad({ x: { Exists: true } }, INVALID + 'Value must be provided when Exists is true for Attribute: x')
  await bad({ x: { Exists: false, Value: N(1) } }, INVALID + 'Value cannot be used when Exists is false for Attribute: x')
  await bad({ x: { Exists: true, ...is('EQ', N(1)) } }, INVALID + 'Exists and ComparisonOperator cannot be used together for Attribute: x')
  await bad({ x: { Value: N(1), AttributeValueList: [N(1)] } }, INVALID + 'Value and AttributeValueList cannot be used together for Attribute: x')
  await bad({ x: is('BETWEEN', N(1)) }, INVALID + 'Invalid number of argument(s) for the BETWEEN ComparisonOperator')
  await bad({ x: is('BETWEEN', N(2), N(1)) }, 'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound')
  await bad({ x: is('LT', { SS: ['a'] }) }, INVALID + 'ComparisonOperator LT is not valid for SS AttributeValue type')
  await bad({ x: is('IN', N(1), S('1')) }, INVALID + 'AttributeValues inside AttributeValueList must all be of the same type')
  await bad(
    { x: is('SAME', N(1)) },
    "1 validation error detected: Value 'SAME' at 'expected.x.member.comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]",
  )
  await bad({ x: { Exists: false } }, 'ConditionalOperator can only be used when Filter or Expected has two or more elements', { ConditionalOperator: 'AND' })
  await invalid(put(1, {}, { ConditionalOperator: 'AND' }), 'ConditionalOperator cannot be used without Filter or Expected')
})

test('AttributeUpdates: PUT, ADD and DELETE', async () => {
  const update = (AttributeUpdates, more) => dynamodb.UpdateItem({ TableName, Key: key(9), AttributeUpdates, ...more })
  await update({ a: { Value: S('one') }, n: { Action: 'ADD', Value: N(2) }, set: { Action: 'ADD', Value: { SS: ['x', 'y'] } } })
  assert.deepEqual(await get(9), { ...key(9), a: S('one'), n: N(2), set: { SS: ['x', 'y'] } })
  const { Attributes } = await update({ a: { Action: 'DELETE' }, set: { Action: 'DELETE', Value: { SS: ['x'] } }, n: { Action: 'ADD', Value: N(-5) } }, { ReturnValues: 'ALL_NEW' })
  assert.deepEqual(Attributes, { ...key(9), n: N(-3), set: { SS: ['y'] } })
  await invalid(update({ a: { Action: 'PUT' } }), INVALID + 'Only DELETE action is allowed when no attribute value is specified')
  await invalid(update({ a: { Action: 'ADD', Value: S('x') } }), INVALID + 'ADD action is not supported for the type S')
  await invalid(update({ a: { Action: 'DELETE', Value: N(1) } }), INVALID + 'DELETE action with value is not supported for the type N')
  await invalid(update({ pk: { Value: S('x') } }), INVALID + 'Cannot update attribute pk. This attribute is part of the key')
  await invalid(update({ set: { Action: 'ADD', Value: N(1) } }), 'Type mismatch for attribute to update')
  await fails(update({ a: { Value: S('x') } }, { Expected: { a: { Exists: true, Value: S('y') } } }))
})

test('AttributesToGet', async () => {
  const { Item } = await dynamodb.GetItem({ TableName, Key: key(2), AttributesToGet: ['n', 'gone'] })
  assert.deepEqual(Item, { n: N(2) })
  const { Responses } = await dynamodb.BatchGetItem({ RequestItems: { Old: { Keys: [key(2)], AttributesToGet: ['sk'] } } })
  assert.deepEqual(Responses.Old, [{ sk: N(2) }])
  await invalid(dynamodb.GetItem({ TableName, Key: key(2), AttributesToGet: ['n', 'n'] }), INVALID + 'Duplicate value in attribute name: n')
  await invalid(
    dynamodb.GetItem({ TableName, Key: key(2), AttributesToGet: [] }),
    "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1",
  )
})

test('KeyConditions', async () => {
  const query = async (sk, more) => (await dynamodb.Query({ TableName, KeyConditions: { pk: is('EQ', S('a')), ...(sk && { sk }) }, ...more })).Items.map((item) => +item.sk.N)
  assert.deepEqual(await query(is('LT', N(3))), [1, 2])
  assert.deepEqual(await query(is('BETWEEN', N(2), N(4)), { ScanIndexForward: false }), [4, 3, 2])
  assert.deepEqual(await query(is('EQ', N(5))), [5])
  assert.deepEqual(await query(undefined, { QueryFilter: { v: is('EQ', S('odd')), n: is('GT', N(1)) } }), [3, 5])
  assert.deepEqual(await query(undefined, { QueryFilter: { v: is('EQ', S('odd')), n: is('EQ', N(2)) }, ConditionalOperator: 'OR' }), [1, 2, 3, 5])
  const bad = (KeyConditions, message, more) => invalid(dynamodb.Query({ TableName, KeyConditions, ...more }), message)
  await bad({ pk: is('GT', S('a')) }, 'Query key condition not supported')
  await bad({ pk: is('NE', S('a')) }, 'Attempted conditional constraint is not an indexable operation')
  await bad({ sk: is('EQ', N(1)) }, 'Query condition missed key schema element: pk')
  await bad({ pk: is('EQ', N(1)) }, INVALID + 'Condition parameter type does not match schema type')
  await bad({ pk: is('EQ', S('a'), S('b')) }, INVALID + 'Invalid number of argument(s) for the EQ ComparisonOperator')
  await bad({ pk: is('EQ', S('a')) }, 'QueryFilter can only contain non-primary key attributes: Primary key attribute: sk', { QueryFilter: { sk: is('EQ', N(1)) } })
  await bad({ pk: is('EQ', S('a')), sk: is('EQ', N(1)), v: is('EQ', N(1)) }, 'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)')
})

test('ScanFilter', async () => {
  const scan = async (ScanFilter, more) => (await dynamodb.Scan({ TableName, ScanFilter, ...more })).Items.map((item) => +item.sk.N).sort()
  assert.deepEqual(await scan({ v: is('CONTAINS', S('ve')) }), [2, 4])
  assert.deepEqual(await scan({ n: is('IN', N(1), N(5)), v: is('NOT_NULL') }), [1, 5])
  assert.deepEqual(await scan({ tags: is('CONTAINS', S('t3')) }), [3])
  await invalid(dynamodb.Scan({ TableName, ScanFilter: { v: is('BEGINS_WITH', N(1)) } }), INVALID + 'ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type')
})

test('mixtures of both kinds are named', async () => {
  const both = (older, newer) =>
    `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${older}} Expression parameters: {${newer}}`
  await invalid(
    dynamodb.Query({ TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('a') }, QueryFilter: { n: is('NULL') } }),
    both('QueryFilter', 'KeyConditionExpression'),
  )
  await invalid(
    dynamodb.Scan({ TableName, AttributesToGet: ['a'], ScanFilter: { n: is('NULL') }, FilterExpression: 'attribute_exists(a)', ProjectionExpression: 'b' }),
    both('AttributesToGet, ScanFilter', 'ProjectionExpression, FilterExpression'),
  )
})
