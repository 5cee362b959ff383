// DynamoDB's Query and Scan by the AWS SDK: key conditions, order, pages, segments, what is selected and what it costs.
import assert from 'node:assert/strict'

import { after, require, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, N, S, table } from '../support/js/dynamodb.js'

const { paginateQuery, paginateScan } = require('@aws-sdk/client-dynamodb')
const nube = await Nube.start()
const { dynamodb } = nube.api()
const client = nube.client('dynamodb', 'DynamoDBClient')
after(() => nube.stop())
await dynamodb.CreateTable(table('Rows', 'pk:S sk:N', { indexes: { byG: { keys: 'g:S' }, keys: { keys: 'g:S', type: 'KEYS_ONLY' } } }))
await dynamodb.CreateTable(table('Text', 'pk:S sk:S'))
await dynamodb.CreateTable(table('Bytes', 'pk:S sk:B'))
await dynamodb.CreateTable(table('Hash'))

const TableName = 'Rows'
const values = (more) => ({ ':p': S('a'), ...more })
const query = (more, condition = 'pk = :p') => dynamodb.Query({ TableName, KeyConditionExpression: condition, ExpressionAttributeValues: values(), ...more })
const numbers = (page) => page.Items.map((item) => Number(item.sk.N))
const every = async (pages) => {
  const all = []
  for await (const page of pages) all.push(page)
  return all
}
for (let i = -10; i < 10; i++) await dynamodb.PutItem({ TableName, Item: { pk: S('a'), sk: N(i / 2), g: S(i % 2 ? 'odd' : 'even'), n: N(i) } })
for (let i = 0; i < 50; i++) await dynamodb.PutItem({ TableName: 'Hash', Item: { pk: S(`k${i}`), n: N(i) } })

test('range conditions, in the order of numbers', async () => {
  const ask = async (condition, more, rest) => numbers(await query({ ExpressionAttributeValues: values(more), ...rest }, condition))
  assert.deepEqual(await ask('pk = :p AND sk < :v', { ':v': N(-4) }), [-5, -4.5])
  assert.deepEqual(await ask('pk = :p AND sk <= :v', { ':v': N(-4) }), [-5, -4.5, -4])
  assert.deepEqual(await ask('pk = :p AND sk >= :v', { ':v': N(4) }), [4, 4.5])
  assert.deepEqual(await ask('sk > :v AND pk = :p', { ':v': N('4.0') }), [4.5])
  assert.deepEqual(await ask('(pk = :p) AND (sk BETWEEN :v AND :w)', { ':v': N(-1), ':w': N('0.5') }), [-1, -0.5, 0, 0.5])
  assert.deepEqual(await ask('pk = :p AND sk = :v', { ':v': N('2.50') }), [2.5])
  assert.deepEqual(await ask('pk = :p AND sk < :v', { ':v': N(-4) }, { ScanIndexForward: false }), [-4.5, -5])
})

test('strings and bytes are in the order of their bytes', async () => {
  const texts = ['', '\u0000', 'A', 'Z', 'a', 'aa', 'b', 'ä', '€', '😀'].slice(1)
  for (const sk of texts) await dynamodb.PutItem({ TableName: 'Text', Item: { pk: S('a'), sk: S(sk) } })
  const got = (await query({ TableName: 'Text' })).Items.map((item) => item.sk.S)
  assert.deepEqual(got, [...texts].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y))))
  const begun = await query({ TableName: 'Text', ExpressionAttributeValues: values({ ':v': S('a') }) }, 'pk = :p AND begins_with(sk, :v)')
  assert.deepEqual(begun.Items.map((item) => item.sk.S), ['a', 'aa'])
  for (const sk of [[255], [0], [0, 0], [0, 255], [1]]) await dynamodb.PutItem({ TableName: 'Bytes', Item: { pk: S('a'), sk: { B: Uint8Array.from(sk) } } })
  const bytes = (await query({ TableName: 'Bytes' })).Items.map((item) => [...item.sk.B])
  assert.deepEqual(bytes, [[0], [0, 0], [0, 255], [1], [255]])
})

test('key conditions that are none', async () => {
  const bad = (condition, message, more, rest) => invalid(query({ ExpressionAttributeValues: values(more), ...rest }, condition), message)
  await bad('sk = :p', 'Query condition missed key schema element: pk')
  await bad('misc = :p', 'Query condition missed key schema element: pk')
  await bad('pk = :p AND n = :v', 'Query condition missed key schema element: sk', { ':v': N(1) })
  await bad('pk > :p', 'Query key condition not supported')
  await bad('pk = :p OR sk = :v', 'Invalid operator used in KeyConditionExpression: OR', { ':v': N(1) })
  await bad('pk = :p AND NOT sk = :v', 'Invalid operator used in KeyConditionExpression: NOT', { ':v': N(1) })
  await bad('pk = :p AND sk <> :v', 'Unsupported operator in KeyConditionExpression: operator: <>'.replace('Unsupported', 'Invalid').replace(' in KeyConditionExpression: operator', ' used in KeyConditionExpression'), { ':v': N(1) })
  await bad('pk = :p AND sk IN (:v)', 'Invalid operator used in KeyConditionExpression: IN', { ':v': N(1) })
  await bad('pk = :p AND contains(sk, :v)', 'Invalid operator used in KeyConditionExpression: contains', { ':v': N(1) })
  await bad('pk = :p AND sk = :v', INVALID + 'Condition parameter type does not match schema type', { ':v': S('1') })
  await bad('', 'Invalid KeyConditionExpression: The expression can not be empty;')
  await bad('pk = :p AND sk > :v AND sk < :w', 'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key', { ':v': N(1), ':w': N(2) })
  await bad('pk = :v', 'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk', { ':v': S(''), ':p': undefined })
  await invalid(dynamodb.Query({ TableName }), 'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.')
})

test('filters see the page after it was read', async () => {
  const page = await query({ FilterExpression: 'n > :v', ExpressionAttributeValues: values({ ':v': N(5) }), Limit: 18 })
  assert.deepEqual([page.Count, page.ScannedCount, numbers(page)], [2, 18, [3, 3.5]])
  assert.deepEqual(page.LastEvaluatedKey, { pk: S('a'), sk: N('3.5') })
  await invalid(
    query({ FilterExpression: 'sk > :v', ExpressionAttributeValues: values({ ':v': N(5) }) }),
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  )
  await invalid(query({ FilterExpression: '#gone = :p' }), 'Invalid FilterExpression: An expression attribute name used in the document path is not defined; attribute name: #gone')
})

test('pages: the last is empty of keys, and Limit counts what is read', async () => {
  const pages = await every(paginateQuery({ client, pageSize: 6 }, { TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: values() }))
  assert.deepEqual(pages.map((page) => page.Count), [6, 6, 6, 2])
  assert.deepEqual(pages.flatMap(numbers), Array.from({ length: 20 }, (_, i) => (i - 10) / 2))
  const exact = await query({ Limit: 20 })
  assert.deepEqual([exact.Count, exact.LastEvaluatedKey], [20, { pk: S('a'), sk: N('4.5') }])
  const behind = await query({ Limit: 20, ExclusiveStartKey: exact.LastEvaluatedKey })
  assert.deepEqual([behind.Count, behind.LastEvaluatedKey], [0, undefined])
  const back = await every(paginateQuery({ client, pageSize: 7 }, { TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: values(), ScanIndexForward: false }))
  assert.deepEqual(back.flatMap(numbers), Array.from({ length: 20 }, (_, i) => (9 - i) / 2))
})

test('pages of an index go on by both keys', async () => {
  const pages = await every(paginateQuery({ client, pageSize: 3 }, { TableName, IndexName: 'byG', KeyConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': S('odd') } }))
  assert.equal(new Set(pages.flatMap(numbers)).size, 10)
  assert.deepEqual(Object.keys(pages[0].LastEvaluatedKey).sort(), ['g', 'pk', 'sk'])
  const scanned = await every(paginateScan({ client, pageSize: 3 }, { TableName, IndexName: 'keys' }))
  assert.equal(new Set(scanned.flatMap(numbers)).size, 20)
})

test('starting keys that are not', async () => {
  const start = (ExclusiveStartKey, more) => query({ ExclusiveStartKey, ...more })
  const mismatch = 'The provided starting key is invalid'
  await invalid(start({ pk: S('a') }), mismatch)
  await invalid(start({ pk: S('a'), sk: S('1') }), 'The provided key element does not match the schema')
  await invalid(start({ pk: S('a'), sk: N(1), more: N(1) }), mismatch)
  await invalid(start({ pk: S('a'), sk: {} }), 'The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
  await invalid(start({ pk: S('other'), sk: N(1) }), 'The provided starting key is outside query boundaries based on provided conditions')
  await invalid(dynamodb.Scan({ TableName, ExclusiveStartKey: { pk: S('a') } }), 'The provided starting key is invalid: The provided key element does not match the schema')
  await invalid(dynamodb.Scan({ TableName, IndexName: 'byG', ExclusiveStartKey: { pk: S('a'), sk: N(1) } }), 'The provided starting key is invalid')
})

test('Select', async () => {
  const count = await query({ Select: 'COUNT' })
  assert.deepEqual([count.Count, count.ScannedCount, count.Items], [20, 20, undefined])
  const projected = await query({ IndexName: 'keys', KeyConditionExpression: 'g = :p', ExpressionAttributeValues: { ':p': S('odd') }, Select: 'ALL_PROJECTED_ATTRIBUTES', Limit: 1 })
  assert.deepEqual(Object.keys(projected.Items[0]).sort(), ['g', 'pk', 'sk'])
  assert.deepEqual((await query({ Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'n', Limit: 1 })).Items, [{ n: N(-10) }])
  const scan = (more) => dynamodb.Scan({ TableName, ...more })
  for (const [more, words] of [
    [{ Select: 'SPECIFIC_ATTRIBUTES' }, 'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'],
    [{ Select: 'COUNT', ProjectionExpression: 'n' }, 'Cannot specify the ProjectionExpression when choosing to get only the Count'],
    [{ Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'n' }, 'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES'],
    [{ Select: 'ALL_PROJECTED_ATTRIBUTES' }, 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'],
  ]) {
    await invalid(query(more), `1 validation error detected: ${words}`)
    await invalid(scan(more), words)
  }
  await invalid(
    query({ Select: 'SOME' }),
    "1 validation error detected: Value 'SOME' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
  )
})

test('Limit 0', async () => {
  const words = (value) => `1 validation error detected: Value ${value} failed to satisfy constraint: Member must have value greater than or equal to 1`
  await invalid(query({ Limit: 0 }), words("at 'Limit'"))
  await invalid(dynamodb.Scan({ TableName, Limit: 0 }), words("'0' at 'limit'"))
})

test('a page ends behind the item that fills 1 MB', async () => {
  await dynamodb.CreateTable(table('Large', 'pk:S sk:N'))
  for (let i = 0; i < 6; i++) await dynamodb.PutItem({ TableName: 'Large', Item: { pk: S('a'), sk: N(i), v: S('x'.repeat(300_000)) } })
  const page = await query({ TableName: 'Large', ReturnConsumedCapacity: 'TOTAL', ProjectionExpression: 'sk' })
  assert.deepEqual([numbers(page), page.LastEvaluatedKey], [[0, 1, 2, 3], { pk: S('a'), sk: N(3) }])
  assert.equal(page.ConsumedCapacity.CapacityUnits, Math.ceil((4 * 300_008) / 4096) / 2)
  const pages = await every(paginateScan({ client }, { TableName: 'Large', Select: 'COUNT' }))
  assert.deepEqual(pages.map((p) => p.Count), [4, 2])
})

test('Scan by segments: each item once', async () => {
  for (const TotalSegments of [1, 3, 16]) {
    const seen = []
    for (let Segment = 0; Segment < TotalSegments; Segment++)
      for (const page of await every(paginateScan({ client, pageSize: 7 }, { TableName: 'Hash', Segment, TotalSegments }))) seen.push(...page.Items.map((item) => item.pk.S))
    assert.deepEqual(seen.sort(), Array.from({ length: 50 }, (_, i) => `k${i}`).sort())
  }
  const scan = (more) => dynamodb.Scan({ TableName: 'Hash', ...more })
  await invalid(scan({ Segment: 0 }), 'The TotalSegments parameter is required but was not present in the request when Segment parameter is present')
  await invalid(scan({ TotalSegments: 4 }), 'The Segment parameter is required but was not present in the request when parameter TotalSegments is present')
  await invalid(
    scan({ Segment: 5, TotalSegments: 5 }),
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
  )
  await invalid(scan({ Segment: 0, TotalSegments: 1000001 }), "1 validation error detected: Value '1000001' at 'totalSegments' failed to satisfy constraint: Member must have value less than or equal to 1000000")
  const { LastEvaluatedKey } = await scan({ Segment: 0, TotalSegments: 2, Limit: 1 })
  await invalid(
    scan({ Segment: 1, TotalSegments: 2, ExclusiveStartKey: LastEvaluatedKey }),
    'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1',
  )
})

test('consumed capacity: what was read, not what was given', async () => {
  await dynamodb.CreateTable(table('Cost', 'pk:S sk:N'))
  for (let i = 0; i < 6; i++) await dynamodb.PutItem({ TableName: 'Cost', Item: { pk: S('a'), sk: N(i), v: S('x'.repeat(2000)) } })
  const cost = async (more) => (await query({ TableName: 'Cost', ReturnConsumedCapacity: 'TOTAL', ...more })).ConsumedCapacity.CapacityUnits
  assert.equal(await cost(), 1.5)
  assert.equal(await cost({ ConsistentRead: true }), 3)
  assert.equal(await cost({ FilterExpression: 'attribute_exists(gone)' }), 1.5)
  assert.equal(await cost({ ProjectionExpression: 'sk' }), 1.5)
  assert.equal(await cost({ Select: 'COUNT', Limit: 1 }), 0.5)
  assert.equal(await cost({ ExpressionAttributeValues: { ':p': S('nobody') } }), 0.5)
})
