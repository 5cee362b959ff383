// DynamoDB's throttling of provisioned tables by the AWS SDK: with --dynamodb-throttling, and table by table through the admin page.
// Nube's clock is frozen, so that a bucket is as full as the tests say.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { N, refused, S, table, units } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const all = await Nube.start(['--ephemeral', '--dynamodb-throttling'])
after(() => nube.stop())
after(() => all.stop())
await nube.clock({ freeze: true })
await all.clock({ freeze: true })

const words =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.'
const exceeded = (call) => refused(call, 'ProvisionedThroughputExceededException', words)
const throttle = (server, TableName, enabled) => server.page('POST', '/_nube/dynamodb/throttling', { TableName, enabled })
const make = (client, name, more) => client.CreateTable(table(name, 'pk:S', { ProvisionedThroughput: units(1), ...more }))

test('a provisioned table has five minutes of its capacity, and no more', async () => {
  const { dynamodb } = all.api()
  await make(dynamodb, 'Burst')
  const put = (kb, pk = 'a') => dynamodb.PutItem({ TableName: 'Burst', Item: { pk: S(pk), v: S('x'.repeat(kb * 1024 - 4)) } })
  for (let i = 0; i < 3; i++) await put(100)
  await exceeded(put(1, 'b'))
  await dynamodb.GetItem({ TableName: 'Burst', Key: { pk: S('a') } }) // reads have a bucket of their own
  await all.clock({ advance: 2 })
  await put(2, 'c')
  await exceeded(put(1, 'b'))
})

test('what was refused was not done', async () => {
  const { dynamodb } = all.api()
  const TableName = 'Burst'
  await exceeded(dynamodb.DeleteItem({ TableName, Key: { pk: S('a') } }))
  await exceeded(dynamodb.UpdateItem({ TableName, Key: { pk: S('a') }, UpdateExpression: 'SET w = :w', ExpressionAttributeValues: { ':w': N(1) } }))
  await exceeded(dynamodb.ExecuteStatement({ Statement: `INSERT INTO Burst VALUE {'pk': 'new'}` }))
  const { Item } = await dynamodb.GetItem({ TableName, Key: { pk: S('a') } })
  assert.deepEqual(Object.keys(Item).sort(), ['pk', 'v'])
})

test('on-demand tables are not throttled', async () => {
  const { dynamodb } = all.api()
  await dynamodb.CreateTable(table('Free'))
  for (let i = 0; i < 4; i++) await dynamodb.PutItem({ TableName: 'Free', Item: { pk: S('a'), v: S('x'.repeat(390 * 1024)) } })
})

test('an index has a bucket of its own', async () => {
  const { dynamodb } = all.api()
  await make(dynamodb, 'Indexed', {
    ProvisionedThroughput: units(100),
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'g', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byG', KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' }, ProvisionedThroughput: units(1) }],
  })
  const put = (pk, g) => dynamodb.PutItem({ TableName: 'Indexed', Item: { pk: S(pk), ...(g && { g: S(g) }), v: S('x'.repeat(99 * 1024)) } })
  for (let i = 0; i < 3; i++) await put(`k${i}`, 'g')
  await refused(
    put('k4', 'g'),
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API',
  )
  await put('k5')
})

test('UpdateTable helps at once', async () => {
  const { dynamodb } = all.api()
  await make(dynamodb, 'Raised')
  for (let i = 0; i < 3; i++) await dynamodb.PutItem({ TableName: 'Raised', Item: { pk: S('a'), v: S('x'.repeat(100 * 1024 - 4)) } })
  await exceeded(dynamodb.PutItem({ TableName: 'Raised', Item: { pk: S('b') } }))
  await dynamodb.UpdateTable({ TableName: 'Raised', ProvisionedThroughput: units(1, 50) })
  await all.clock({ advance: 1 })
  for (let i = 0; i < 50; i++) await dynamodb.PutItem({ TableName: 'Raised', Item: { pk: S('b') } })
})

test('a batch leaves what did not go', async () => {
  const { dynamodb } = nube.api()
  await make(dynamodb, 'Batch')
  await throttle(nube, 'Batch', true)
  const requests = (...sizes) => ({ Batch: sizes.map((kb, i) => ({ PutRequest: { Item: { pk: S(`k${i}`), v: S('x'.repeat(kb * 1024 - 5)) } } })) })
  const { UnprocessedItems } = await dynamodb.BatchWriteItem({ RequestItems: requests(150, 140, 20, 10) })
  assert.deepEqual(UnprocessedItems.Batch.map((request) => request.PutRequest.Item.pk.S), ['k2'])
  assert.equal((await dynamodb.Scan({ TableName: 'Batch' })).Count, 3)
  await exceeded(dynamodb.BatchWriteItem({ RequestItems: UnprocessedItems }))
  const { UnprocessedKeys, Responses } = await dynamodb.BatchGetItem({ RequestItems: { Batch: { Keys: Array.from({ length: 100 }, (_, i) => ({ pk: S(`n${i}`) })), ConsistentRead: true } } })
  assert.deepEqual([Responses.Batch, UnprocessedKeys], [[], {}])
})

test('a transaction draws twice, and is cancelled as a whole', async () => {
  const { dynamodb } = nube.api()
  await make(dynamodb, 'Twice')
  await throttle(nube, 'Twice', true)
  const Put = (pk, kb) => ({ Put: { TableName: 'Twice', Item: { pk: S(pk), v: S('x'.repeat(kb * 1024 - 4)) } } })
  await dynamodb.TransactWriteItems({ TransactItems: [Put('a', 70), Put('b', 70)] })
  const error = await refused(
    dynamodb.TransactWriteItems({ TransactItems: [Put('c', 5), Put('d', 30)] }),
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ProvisionedThroughputExceeded]',
  )
  assert.equal(error.CancellationReasons[1].Message, words)
  assert.equal((await dynamodb.GetItem({ TableName: 'Twice', Key: { pk: S('c') } })).Item, undefined)
  const reads = (count) => dynamodb.TransactGetItems({ TransactItems: Array.from({ length: count }, (_, i) => ({ Get: { TableName: 'Twice', Key: { pk: S(`n${i}`) } } })) })
  await reads(100)
  await reads(49)
  await exceeded(reads(3))
})

test('reads: Query and Scan draw what they read', async () => {
  const { dynamodb } = nube.api()
  await make(dynamodb, 'Reads', { ProvisionedThroughput: units(1, 100) })
  for (let i = 0; i < 5; i++) await dynamodb.PutItem({ TableName: 'Reads', Item: { pk: S(`k${i}`), v: S('x'.repeat(200_000)) } })
  await throttle(nube, 'Reads', true)
  await dynamodb.Scan({ TableName: 'Reads', ConsistentRead: true }) // 245 units
  await dynamodb.Query({ TableName: 'Reads', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('k1') } })
  await exceeded(dynamodb.Scan({ TableName: 'Reads' }))
  await exceeded(dynamodb.Query({ TableName: 'Reads', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('k1') }, ConsistentRead: true }))
})

test('a name is that of the default account and region; an ARN is any', async () => {
  const { dynamodb } = nube.api()
  const other = nube.api({ region: 'eu-west-1' }).dynamodb
  const account = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } }).dynamodb
  for (const client of [dynamodb, other, account]) await make(client, 'Apart')
  const put = (client) => client.PutItem({ TableName: 'Apart', Item: { pk: S('a'), v: S('x'.repeat(301 * 1024)) } })
  const refusals = async () => {
    const names = []
    for (const client of [dynamodb, other, account]) {
      await put(client) // the bucket is full at first: more than it holds passes then, and leaves a debt
      names.push(await put(client).then(() => 'passed', (error) => error.name))
    }
    return names
  }
  await throttle(nube, 'Apart', true)
  assert.deepEqual(await refusals(), ['ProvisionedThroughputExceededException', 'passed', 'passed'])
  await throttle(nube, 'Apart', false)
  await throttle(nube, 'arn:aws:dynamodb:us-east-1:111122223333:table/Apart', true)
  assert.deepEqual(await refusals(), ['passed', 'passed', 'ProvisionedThroughputExceededException'])
  await assert.rejects(throttle(nube, 'arn:aws:s3:::bucket', true), /400/)
})
