// DynamoDB by the AWS SDK: every operation, and errors as clients see them. The expressions' many cases are unit tests.
import assert from 'node:assert/strict'

import { after, require, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const { DynamoDBDocumentClient, PutCommand, QueryCommand } = require('@aws-sdk/lib-dynamodb')
const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())

const orders = {
  TableName: 'Orders',
  AttributeDefinitions: [
    { AttributeName: 'orderId', AttributeType: 'S' },
    { AttributeName: 'customerId', AttributeType: 'S' },
    { AttributeName: 'orderDate', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'CustomerIndex',
      KeySchema: [
        { AttributeName: 'customerId', KeyType: 'HASH' },
        { AttributeName: 'orderDate', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    },
  ],
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
}
const plain = (name) => ({
  TableName: name,
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
})
const TableName = 'Orders'

test('CreateTable answers CREATING, DescribeTable ACTIVE with the index', async () => {
  const { TableDescription: made } = await dynamodb.CreateTable(orders)
  assert.equal(made.TableStatus, 'CREATING')
  assert.equal(made.TableArn, 'arn:aws:dynamodb:us-east-1:000000000000:table/Orders')
  assert(made.CreationDateTime instanceof Date && Math.abs(made.CreationDateTime - Date.now()) < 10000)
  const { Table } = await dynamodb.DescribeTable({ TableName })
  assert.equal(Table.TableStatus, 'ACTIVE')
  assert.equal(Table.ProvisionedThroughput.ReadCapacityUnits, 5)
  assert.equal(Table.GlobalSecondaryIndexes[0].IndexStatus, 'ACTIVE')
  assert.equal(Table.GlobalSecondaryIndexes[0].IndexArn, `${Table.TableArn}/index/CustomerIndex`)
})

test('CreateTable of a table that is there, or of one without a key', async () => {
  const there = await failure(dynamodb.CreateTable(orders))
  assert.deepEqual([there.name, there.status, there.message], ['ResourceInUseException', 400, 'Table already exists: Orders'])
  const wrong = await failure(dynamodb.CreateTable({ ...plain('t'), AttributeDefinitions: [] }))
  assert.deepEqual([wrong.name, wrong.status], ['ValidationException', 400])
  const short = await failure(dynamodb.CreateTable(plain('t')))
  assert.equal(short.name, 'ValidationException')
  assert.match(short.message, /Member must have length greater than or equal to 3|TableName must be at least 3 characters long/)
})

test('PutItem and GetItem keep every type, to the last digit', async () => {
  const Item = {
    orderId: { S: 'types' },
    n: { N: '12345678901234567890.12345678901234567' },
    b: { B: Uint8Array.from([0, 255, 128]) },
    yes: { BOOL: true },
    no: { NULL: true },
    list: { L: [{ S: 'a' }, { N: '-1' }, { L: [] }] },
    map: { M: { ä: { S: '€' }, empty: { M: {} } } },
    ss: { SS: ['x', 'y'] },
    ns: { NS: ['1', '2.5'] },
    bs: { BS: [Uint8Array.from([1])] },
  }
  await dynamodb.PutItem({ TableName, Item })
  const { Item: got } = await dynamodb.GetItem({ TableName, Key: { orderId: { S: 'types' } } })
  for (const set of ['SS', 'NS']) got[set.toLowerCase()][set].sort()
  assert.deepEqual(got, Item)
  assert.equal((await dynamodb.GetItem({ TableName, Key: { orderId: { S: 'none' } } })).Item, undefined)
})

test('conditions: refused with the item when asked, and nothing written', async () => {
  await dynamodb.PutItem({ TableName, Item: { orderId: { S: 'c' }, v: { N: '1' } } })
  const refused = await failure(
    dynamodb.PutItem({
      TableName,
      Item: { orderId: { S: 'c' }, v: { N: '2' } },
      ConditionExpression: 'attribute_not_exists(orderId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  )
  assert.deepEqual([refused.name, refused.status, refused.message], ['ConditionalCheckFailedException', 400, 'The conditional request failed'])
  assert.deepEqual(refused.error.Item, { orderId: { S: 'c' }, v: { N: '1' } })
  assert.equal((await dynamodb.GetItem({ TableName, Key: { orderId: { S: 'c' } } })).Item.v.N, '1')
})

test('UpdateItem gives back what was asked for; DeleteItem the old item', async () => {
  const updated = await dynamodb.UpdateItem({
    TableName,
    Key: { orderId: { S: 'u' } },
    UpdateExpression: 'SET #s = :s, hits = if_not_exists(hits, :zero) + :one',
    ExpressionAttributeNames: { '#s': 'status' },
    ExpressionAttributeValues: { ':s': { S: 'PENDING' }, ':zero': { N: '0' }, ':one': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  })
  assert.deepEqual(updated.Attributes, { orderId: { S: 'u' }, status: { S: 'PENDING' }, hits: { N: '1' } })
  const gone = await dynamodb.DeleteItem({ TableName, Key: { orderId: { S: 'u' } }, ReturnValues: 'ALL_OLD' })
  assert.equal(gone.Attributes.status.S, 'PENDING')
})

test('Query on the index: newest first, page by page; Scan by segments', async () => {
  const document = DynamoDBDocumentClient.from(nube.client('dynamodb', 'DynamoDBClient'))
  for (let i = 0; i < 7; i++)
    await document.send(new PutCommand({ TableName, Item: { orderId: `q${i}`, customerId: 'ann', orderDate: `2026-01-0${i + 1}`, total: i + 0.5 } }))
  const seen = []
  let ExclusiveStartKey
  do {
    const page = await document.send(
      new QueryCommand({
        TableName,
        IndexName: 'CustomerIndex',
        KeyConditionExpression: 'customerId = :c AND orderDate > :d',
        ExpressionAttributeValues: { ':c': 'ann', ':d': '2026-01-01' },
        ScanIndexForward: false,
        Limit: 4,
        ExclusiveStartKey,
      }),
    )
    seen.push(...page.Items.map((item) => item.orderId))
    assert(page.Count <= 4 && page.ScannedCount === page.Count)
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  assert.deepEqual(seen, ['q6', 'q5', 'q4', 'q3', 'q2', 'q1'])
  const all = []
  for (const Segment of [0, 1, 2])
    all.push(...(await dynamodb.Scan({ TableName, Segment, TotalSegments: 3, FilterExpression: 'attribute_exists(customerId)' })).Items)
  assert.equal(all.length, 7)
  assert.equal(new Set(all.map((item) => item.orderId.S)).size, 7)
})

test('batches: written, read, and refused when too long or with a key twice', async () => {
  await dynamodb.BatchWriteItem({
    RequestItems: { Orders: Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: { orderId: { S: `b${i}` } } } })) },
  })
  const got = await dynamodb.BatchGetItem({
    RequestItems: { Orders: { Keys: [{ orderId: { S: 'b3' } }, { orderId: { S: 'nobody' } }, { orderId: { S: 'b24' } }] } },
  })
  assert.deepEqual(got.Responses.Orders.map((item) => item.orderId.S).sort(), ['b24', 'b3'])
  assert.deepEqual(got.UnprocessedKeys, {})
  const twice = await failure(
    dynamodb.BatchWriteItem({
      RequestItems: { Orders: [{ DeleteRequest: { Key: { orderId: { S: 'b0' } } } }, { PutRequest: { Item: { orderId: { S: 'b0' } } } }] },
    }),
  )
  assert.deepEqual([twice.name, twice.message], ['ValidationException', 'Provided list of item keys contains duplicates'])
  const long = await failure(
    dynamodb.BatchWriteItem({
      RequestItems: { Orders: Array.from({ length: 26 }, (_, i) => ({ PutRequest: { Item: { orderId: { S: `b${i}` } } } })) },
    }),
  )
  assert.equal(long.name, 'ValidationException')
})

test('a transaction does all or nothing, and says which part refused', async () => {
  const put = (id, extra) => ({ Put: { TableName, Item: { orderId: { S: id } }, ...extra } })
  await dynamodb.TransactWriteItems({ TransactItems: [put('t1'), put('t2')] })
  const refused = await failure(
    dynamodb.TransactWriteItems({ TransactItems: [put('t3'), put('t1', { ConditionExpression: 'attribute_not_exists(orderId)' })] }),
  )
  assert.deepEqual([refused.name, refused.status], ['TransactionCanceledException', 400])
  assert.equal(
    refused.message,
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
  )
  assert.deepEqual(refused.error.CancellationReasons.map((reason) => reason.Code), ['None', 'ConditionalCheckFailed'])
  const got = await dynamodb.TransactGetItems({ TransactItems: ['t1', 't3'].map((id) => ({ Get: { TableName, Key: { orderId: { S: id } } } })) })
  assert.deepEqual(got.Responses.map((response) => response.Item?.orderId.S), ['t1', undefined])
})

test('consumed capacity is told when asked for', async () => {
  const answer = await dynamodb.GetItem({ TableName, Key: { orderId: { S: 't1' } }, ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual(answer.ConsumedCapacity, { TableName: 'Orders', CapacityUnits: 1 })
})

test('UpdateTable changes the throughput; ListTables pages; DeleteTable deletes', async () => {
  await dynamodb.UpdateTable({ TableName, ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 5 } })
  assert.equal((await dynamodb.DescribeTable({ TableName })).Table.ProvisionedThroughput.ReadCapacityUnits, 7)
  await dynamodb.CreateTable(plain('Alpha'))
  await dynamodb.CreateTable(plain('Zeta'))
  const first = await dynamodb.ListTables({ Limit: 2 })
  assert.deepEqual([first.TableNames, first.LastEvaluatedTableName], [['Alpha', 'Orders'], 'Orders'])
  const rest = await dynamodb.ListTables({ ExclusiveStartTableName: 'Orders' })
  assert.deepEqual([rest.TableNames, rest.LastEvaluatedTableName], [['Zeta'], undefined])
  await dynamodb.DeleteTable({ TableName: 'Zeta' })
  const gone = await failure(dynamodb.DescribeTable({ TableName: 'Zeta' }))
  assert.deepEqual(
    [gone.name, gone.status, gone.message],
    ['ResourceNotFoundException', 400, 'Requested resource not found: Table: Zeta not found'],
  )
  const put = await failure(dynamodb.PutItem({ TableName: 'Zeta', Item: { id: { S: 'x' } } }))
  assert.deepEqual([put.name, put.message], ['ResourceNotFoundException', 'Requested resource not found'])
})

test('wrong keys and expressions are refused in the words of AWS', async () => {
  const key = await failure(dynamodb.GetItem({ TableName, Key: { wrong: { S: 'x' } } }))
  assert.deepEqual([key.name, key.message], ['ValidationException', 'The provided key element does not match the schema'])
  const missing = await failure(dynamodb.PutItem({ TableName, Item: { a: { S: 'x' } } }))
  assert.equal(missing.message, 'One or more parameter values were invalid: Missing the key orderId in the item')
  const reserved = await failure(
    dynamodb.UpdateItem({
      TableName,
      Key: { orderId: { S: 'x' } },
      UpdateExpression: 'SET status = :s',
      ExpressionAttributeValues: { ':s': { S: 'x' } },
    }),
  )
  assert.equal(reserved.message, 'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status')
  const large = await failure(dynamodb.PutItem({ TableName, Item: { orderId: { S: 'x' }, v: { S: 'x'.repeat(410000) } } }))
  assert.deepEqual([large.name, large.message], ['ValidationException', 'Item size has exceeded the maximum allowed size'])
})

test('accounts and regions are apart', async () => {
  const other = nube.api({ region: 'eu-central-1' })
  assert.deepEqual((await other.dynamodb.ListTables()).TableNames, [])
  const account = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } })
  const { TableDescription } = await account.dynamodb.CreateTable(plain('Mine'))
  assert.equal(TableDescription.TableArn, 'arn:aws:dynamodb:us-east-1:111122223333:table/Mine')
})
