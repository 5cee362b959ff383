// DynamoDB through @aws-sdk/lib-dynamodb: plain JavaScript values, sets, big numbers, pagination.
import assert from 'node:assert/strict'

import { after, require, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'
import { table } from '../support/js/dynamodb.js'

const lib = require('@aws-sdk/lib-dynamodb')
const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('Docs', 'pk:S sk:N', { indexes: { byG: { keys: 'g:S' } } }))

const client = nube.client('dynamodb', 'DynamoDBClient')
const document = lib.DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true, convertEmptyValues: false } })
const TableName = 'Docs'
const send = (command, input) => document.send(new lib[`${command}Command`](input))
const get = async (pk, sk = 1) => (await send('Get', { TableName, Key: { pk, sk } })).Item

test('values of all kinds', async () => {
  const Item = {
    pk: 'kinds',
    sk: 1,
    text: 'ä€😀',
    empty: '',
    number: -1.5,
    yes: true,
    nothing: null,
    list: [1, 'two', [true, null], { x: 1 }],
    map: { deep: { deeper: { n: 1e15 } }, none: {} },
    strings: new Set(['a', 'b']),
    numbers: new Set([1, 2.5]),
    bytes: Uint8Array.from([0, 255]),
    gone: undefined,
  }
  await send('Put', { TableName, Item })
  const { gone, ...kept } = Item
  assert.equal(gone, undefined)
  assert.deepEqual(await get('kinds'), kept)
})

test('big numbers, as numbers of their own', async () => {
  const exact = lib.DynamoDBDocumentClient.from(nube.client('dynamodb', 'DynamoDBClient'), { unmarshallOptions: { wrapNumbers: true } })
  const value = '12345678901234567890.123456789'
  await exact.send(new lib.PutCommand({ TableName, Item: { pk: 'big', sk: 1, n: lib.NumberValue.from(value), i: 9007199254740993n } }))
  const { Item } = await exact.send(new lib.GetCommand({ TableName, Key: { pk: 'big', sk: 1 } }))
  assert.deepEqual([Item.n.value, Item.i.value], [value, '9007199254740993'])
})

test('update, condition, delete', async () => {
  const { Attributes } = await send('Update', {
    TableName,
    Key: { pk: 'u', sk: 1 },
    UpdateExpression: 'SET #l = list_append(if_not_exists(#l, :none), :more), seen = :s ADD hits :one',
    ExpressionAttributeNames: { '#l': 'list' },
    ExpressionAttributeValues: { ':none': [], ':more': ['x', { y: 1 }], ':s': new Set(['a']), ':one': 1 },
    ReturnValues: 'ALL_NEW',
  })
  assert.deepEqual(Attributes, { pk: 'u', sk: 1, list: ['x', { y: 1 }], seen: new Set(['a']), hits: 1 })
  const { name, error } = await failure(
    send('Delete', { TableName, Key: { pk: 'u', sk: 1 }, ConditionExpression: 'hits > :n', ExpressionAttributeValues: { ':n': 5 }, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
  )
  assert.equal(name, 'ConditionalCheckFailedException')
  assert.equal(error.Item.hits.N ?? String(error.Item.hits), '1')
  assert.equal((await send('Delete', { TableName, Key: { pk: 'u', sk: 1 }, ReturnValues: 'ALL_OLD' })).Attributes.hits, 1)
})

test('batches and transactions', async () => {
  await send('BatchWrite', { RequestItems: { [TableName]: Array.from({ length: 25 }, (_, sk) => ({ PutRequest: { Item: { pk: 'batch', sk, g: 'all' } } })) } })
  const { Responses } = await send('BatchGet', { RequestItems: { [TableName]: { Keys: [3, 7].map((sk) => ({ pk: 'batch', sk })) } } })
  assert.deepEqual(Responses[TableName].map((item) => item.sk).sort(), [3, 7])
  await send('TransactWrite', {
    TransactItems: [
      { Put: { TableName, Item: { pk: 't', sk: 1, v: { a: [1] } } } },
      { ConditionCheck: { TableName, Key: { pk: 'batch', sk: 0 }, ConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': 'all' } } },
    ],
  })
  const got = await send('TransactGet', { TransactItems: [{ Get: { TableName, Key: { pk: 't', sk: 1 } } }] })
  assert.deepEqual(got.Responses, [{ Item: { pk: 't', sk: 1, v: { a: [1] } } }])
})

test('pagination of queries and scans', async () => {
  const pages = []
  const input = { TableName, KeyConditionExpression: 'pk = :p AND sk >= :from', ExpressionAttributeValues: { ':p': 'batch', ':from': 5 } }
  for await (const page of lib.paginateQuery({ client: document, pageSize: 8 }, input)) pages.push(page.Items.map((item) => item.sk))
  assert.deepEqual(pages.map((page) => page.length), [8, 8, 4])
  assert.deepEqual(pages.flat(), Array.from({ length: 20 }, (_, i) => i + 5))
  const seen = new Set()
  for await (const page of lib.paginateScan({ client: document, pageSize: 6 }, { TableName, IndexName: 'byG' })) for (const item of page.Items) seen.add(item.sk)
  assert.equal(seen.size, 25)
})

test('PartiQL', async () => {
  await send('ExecuteStatement', { Statement: `INSERT INTO Docs VALUE {'pk': ?, 'sk': ?, 'm': ?}`, Parameters: ['ql', 1, { a: [1, new Set(['x'])] }] })
  const { Items } = await send('ExecuteStatement', { Statement: `SELECT m.a FROM Docs WHERE pk = ? AND sk = 1`, Parameters: ['ql'] })
  assert.deepEqual(Items, [{ a: [1, new Set(['x'])] }])
  const { Responses } = await send('BatchExecuteStatement', { Statements: [{ Statement: `SELECT sk FROM Docs WHERE pk = 'ql' AND sk = ?`, Parameters: [1] }] })
  assert.deepEqual(Responses[0].Item, { sk: 1 })
  await send('ExecuteTransaction', { TransactStatements: [{ Statement: `DELETE FROM Docs WHERE pk = ? AND sk = 1`, Parameters: ['ql'] }] })
  assert.equal(await get('ql'), undefined)
})
