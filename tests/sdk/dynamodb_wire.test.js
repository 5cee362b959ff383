// DynamoDB on the wire: what every answer carries, and requests that no client would send.
import assert from 'node:assert/strict'
import zlib from 'node:zlib'

import { after, test } from '../support/js/suite.js'
import { Nube, raw, signedAs } from '../support/js/nube.js'
import { S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('Wire', 'pk:S', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }))

const send = (target, body, headers) =>
  raw(nube.url, {
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': target, Authorization: signedAs('dynamodb'), ...headers },
    body: typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body),
  })
const call = (operation, body, headers) => send(`DynamoDB_20120810.${operation}`, body, headers)
const error = async (answer) => {
  const { status, body } = await answer
  return [status, JSON.parse(body)]
}
const coral = (name) => `com.amazon.coral.service#${name}`
const table_of = (crc) => Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? crc ^ (c >>> 1) : c >>> 1), n) >>> 0)
const polynomial = table_of(0xedb88320)
const crc32 = (bytes) => (bytes.reduce((c, byte) => polynomial[(c ^ byte) & 255] ^ (c >>> 8), -1) ^ -1) >>> 0

test('every answer has a checksum, an id and its type', async () => {
  for (const answer of [await call('ListTables', {}), await call('GetItem', {})]) {
    assert.equal(answer.headers['x-amz-crc32'], String(crc32(Buffer.from(answer.body))))
    assert.match(answer.headers['x-amzn-requestid'], /^[0-9A-Z]{26}VV4KQNSO5AEMVJF66Q9ASUAAJG$/)
    assert.equal(answer.headers.server, 'Server')
    assert.equal(answer.headers['content-type'], 'application/x-amz-json-1.0')
    assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.body)))
  }
  assert.equal((await call('ListTables', {})).body, '{"TableNames":["Wire"]}')
})

test('gzip in and out', async () => {
  const v = 'x'.repeat(5000)
  const packed = await call('PutItem', zlib.gzipSync(JSON.stringify({ TableName: 'Wire', Item: { pk: S('gz'), v: S(v) } })), { 'Content-Encoding': 'gzip' })
  assert.deepEqual([packed.status, packed.body], [200, '{}'])
  const answer = await fetch(nube.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'DynamoDB_20120810.GetItem', Authorization: signedAs('dynamodb'), 'Accept-Encoding': 'gzip' },
    body: JSON.stringify({ TableName: 'Wire', Key: { pk: S('gz') } }),
  })
  assert.equal(answer.headers.get('content-encoding'), 'gzip')
  assert.equal((await answer.json()).Item.v.S, v)
})

test('errors carry the type in full and the message by the casing of their kind', async () => {
  const name = 'com.amazonaws.dynamodb.v20120810#'
  assert.deepEqual(await error(call('GetItem', { TableName: 'Never', Key: { pk: S('a') } })), [
    400,
    { __type: `${name}ResourceNotFoundException`, message: 'Requested resource not found' },
  ])
  const [, failed] = await error(call('PutItem', { TableName: 'Wire', Item: { pk: S('gz') }, ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))
  assert.deepEqual([failed.__type, failed.message, failed.Item.pk], [`${name}ConditionalCheckFailedException`, 'The conditional request failed', S('gz')])
  const [, cancelled] = await error(
    call('TransactWriteItems', { TransactItems: [{ Put: { TableName: 'Wire', Item: { pk: S('gz') }, ConditionExpression: 'attribute_not_exists(pk)' } }] }),
  )
  assert.equal(cancelled.__type, `${name}TransactionCanceledException`)
  assert.match(cancelled.Message, /^Transaction cancelled/)
  assert.deepEqual(cancelled.CancellationReasons, [{ Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }])
  const [status, invalid] = await error(call('GetItem', { TableName: 'Wire' }))
  assert.deepEqual([status, invalid.__type], [400, 'com.amazon.coral.validate#ValidationException'])
  assert.equal(invalid.message, "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null")
})

test('several errors at once', async () => {
  const [, { message }] = await error(call('PutItem', { TableName: 'Wire', Item: { pk: S('a') }, ReturnConsumedCapacity: 'A', ReturnItemCollectionMetrics: 'B', ReturnValues: 'C' }))
  assert.match(message, /^3 validation errors detected: /)
  for (const [value, at, set] of [
    ['A', 'returnConsumedCapacity', '[INDEXES, TOTAL, NONE]'],
    ['B', 'returnItemCollectionMetrics', '[SIZE, NONE]'],
    ['C', 'returnValues', '[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]'],
  ])
    assert(message.includes(`Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: ${set}`), message)
})

test('what is not of its type', async () => {
  const bad = async (operation, body, words) => assert.deepEqual(await error(call(operation, body)), [400, { __type: coral('SerializationException'), ...(words && { Message: words }) }])
  await bad('PutItem', { TableName: 'Wire', Item: { pk: { S: 5 } } }, 'NUMBER_VALUE cannot be converted to String')
  await bad('PutItem', { TableName: 'Wire', Item: { pk: { S: true } } }, 'TRUE_VALUE cannot be converted to String')
  await bad('PutItem', { TableName: 'Wire', Item: { pk: { N: 1.5 } } }, 'DECIMAL_VALUE cannot be converted to String')
  await bad('PutItem', { TableName: 'Wire', Item: { pk: S('a'), v: { BOOL: 'yes' } } }, 'Unexpected token received from parser')
  await bad('PutItem', { TableName: 'Wire', Item: { pk: S('a'), v: { B: '*' } } }, 'Invalid Base64 character')
  await bad('PutItem', { TableName: 'Wire', Item: { pk: 'a' } }, 'Unexpected value type in payload')
  await bad('PutItem', { TableName: 'Wire', Item: { pk: S('a'), v: { L: {} } } }, 'Start of structure or map found where not expected')
  const [status, { __type }] = await error(call('PutItem', '{"TableName": '))
  assert.deepEqual([status, __type], [400, coral('SerializationException')])
})

test('attribute values of two types, of none, of unknown ones', async () => {
  const message = async (value) => (await error(call('PutItem', { TableName: 'Wire', Item: { pk: S('a'), v: value } })))[1].message
  const empty = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'
  assert.equal(await message({ S: 'a', N: '1' }), 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes')
  assert.equal(await message({}), empty)
  assert.equal(await message({ X: 'a' }), empty)
  assert.equal(await message({ S: null }), empty)
  assert.equal(await message({ NULL: false }), '1 validation error detected: One or more parameter values were invalid: Null attribute value types must have the value of true')
})

test('operations and requests that are none', async () => {
  assert.equal((await error(call('Fly', {})))[1].__type, coral('UnknownOperationException'))
  assert.equal((await error(send('DynamoDBStreams_20120810.Fly', {})))[1].__type, coral('UnknownOperationException'))
  const [status, body] = await error(raw(nube.url, { headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'DynamoDB_20120810.ListTables' }, body: '{}' }))
  assert.equal(status, 400)
  assert.equal(body.__type, 'com.amazon.coral.service#MissingAuthenticationTokenException')
  assert.match(body.message, /^Request is missing Authentication Token$/)
})

test('a request without any body is no JSON; an operation without output answers no body', async () => {
  const [status, { __type }] = await error(call('ListTables', ''))
  assert.deepEqual([status, __type], [400, coral('SerializationException')])
  const tagged = { ResourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Wire' }
  for (const answer of [call('TagResource', { ...tagged, Tags: [{ Key: 'k', Value: 'v' }] }), call('UntagResource', { ...tagged, TagKeys: ['k'] })]) {
    const { status, body } = await answer
    assert.deepEqual([status, body], [200, ''])
  }
})

test('a request of more than 16 MB', async () => {
  const [status, body] = await error(call('PutItem', { TableName: 'Wire', Item: { pk: S('x'.repeat(16 * 1024 * 1024)) } }))
  assert.deepEqual([status, body.__type], [413, coral('RequestEntityTooLargeException')])
})

test('numbers too long for a float stay as they are', async () => {
  const n = '1234567890123456789012345678901234567.8'
  await call('PutItem', `{"TableName":"Wire","Item":{"pk":{"S":"n"},"n":{"N":"${n}"}}}`)
  assert.match((await call('GetItem', { TableName: 'Wire', Key: { pk: S('n') } })).body, new RegExp(`"N":"${n}"`))
})
