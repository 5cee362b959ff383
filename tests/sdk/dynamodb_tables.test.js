// DynamoDB's tables by the AWS SDK: making, describing, changing, listing and deleting them.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { definitions, INVALID, invalid, keySchema, refused, S, table, units } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())

const describe = async (TableName) => (await dynamodb.DescribeTable({ TableName })).Table
const arn = (name) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`
const index = (IndexName, keys, more = {}) => ({ IndexName, KeySchema: keySchema(keys), Projection: { ProjectionType: 'ALL' }, ...more })

test('a provisioned table as CreateTable and DescribeTable show it', async () => {
  const { TableDescription: made } = await dynamodb.CreateTable(table('Provisioned', 'pk:S sk:N', { ProvisionedThroughput: units(3, 4) }))
  assert.equal(made.TableStatus, 'CREATING')
  assert.match(made.TableId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const now = await describe('Provisioned')
  assert.equal(now.TableStatus, 'ACTIVE')
  assert.deepEqual(now.ProvisionedThroughput, { NumberOfDecreasesToday: 0, ...units(3, 4) })
  assert.deepEqual(now.KeySchema, keySchema('pk:S sk:N'))
  assert.deepEqual([now.BillingModeSummary, now.SSEDescription, now.TableClassSummary, now.LatestStreamArn], [undefined, undefined, undefined, undefined])
  assert.deepEqual([now.ItemCount, now.TableSizeBytes, now.DeletionProtectionEnabled], [0, 0, false])
  assert.deepEqual(now.WarmThroughput, { ReadUnitsPerSecond: 3, WriteUnitsPerSecond: 4, Status: 'ACTIVE' })
})

test('an on-demand table with class, ceilings, warm throughput, encryption and deletion protection', async () => {
  await dynamodb.CreateTable(
    table('OnDemand', 'pk:S', {
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
      WarmThroughput: { ReadUnitsPerSecond: 13000 },
      SSESpecification: { Enabled: true },
      DeletionProtectionEnabled: true,
    }),
  )
  const now = await describe('OnDemand')
  assert.equal(now.BillingModeSummary.BillingMode, 'PAY_PER_REQUEST')
  assert(now.BillingModeSummary.LastUpdateToPayPerRequestDateTime instanceof Date)
  assert.deepEqual(now.ProvisionedThroughput, { NumberOfDecreasesToday: 0, ...units(0) })
  assert.deepEqual(now.TableClassSummary, { TableClass: 'STANDARD_INFREQUENT_ACCESS' })
  assert.deepEqual(now.OnDemandThroughput, { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 })
  assert.deepEqual(now.WarmThroughput, { ReadUnitsPerSecond: 13000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' })
  assert.deepEqual([now.SSEDescription.Status, now.SSEDescription.SSEType], ['ENABLED', 'KMS'])
  assert.match(now.SSEDescription.KMSMasterKeyArn, /^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f-]{36}$/)
  await invalid(
    dynamodb.DeleteTable({ TableName: 'OnDemand' }),
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  )
  await dynamodb.UpdateTable({ TableName: 'OnDemand', DeletionProtectionEnabled: false })
  const { TableDescription } = await dynamodb.DeleteTable({ TableName: 'OnDemand' })
  assert.equal(TableDescription.TableStatus, 'DELETING')
  assert.equal(TableDescription.KeySchema, undefined)
})

test('CreateTable: names and types', async () => {
  const long = 'a'.repeat(256)
  const at = (value, where, what) => `1 validation error detected: Value '${value}' at '${where}' failed to satisfy constraint: Member must ${what}`
  await invalid(dynamodb.CreateTable(table('ab')), at('ab', 'tableName', 'have length greater than or equal to 3'))
  await invalid(dynamodb.CreateTable(table(long)), at(long, 'tableName', 'have length less than or equal to 255'))
  await invalid(dynamodb.CreateTable(table('a b c')), at('a b c', 'tableName', 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+'))
  await invalid(dynamodb.CreateTable(table('Abc', 'pk:X')), at('X', 'attributeDefinitions.1.member.attributeType', 'satisfy enum value set: [B, N, S]'))
  await invalid(dynamodb.CreateTable({ ...table('Abc'), BillingMode: 'FREE' }), at('FREE', 'billingMode', 'satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]'))
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { ProvisionedThroughput: units(0, 1) })),
    at('0', 'provisionedThroughput.readCapacityUnits', 'have value greater than or equal to 1'),
  )
  await invalid(dynamodb.CreateTable({ ...table('Abc'), TableName: undefined }), "The parameter 'TableName' is required but was not present in the request")
})

test('CreateTable: keys', async () => {
  const keys = (KeySchema, ...defined) => dynamodb.CreateTable({ ...table('Abc'), AttributeDefinitions: definitions(...defined), KeySchema })
  const hash = { AttributeName: 'a', KeyType: 'HASH' }
  await invalid(keys(keySchema('a:S b:S'), 'a:S'), 'Invalid KeySchema: Some index key attribute have no definition')
  await invalid(
    keys(keySchema('a:S b:S'), 'a:S c:S'),
    INVALID + 'Some index key attributes are not defined in AttributeDefinitions. Keys: [a, b], AttributeDefinitions: [a, c]',
  )
  await invalid(keys([hash, { ...hash, KeyType: 'RANGE' }], 'a:S b:S'), 'Both the Hash Key and the Range Key element in the KeySchema have the same name')
  await invalid(keys([{ ...hash, KeyType: 'RANGE' }], 'a:S'), 'Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
  await invalid(keys([hash, { AttributeName: 'b', KeyType: 'HASH' }], 'a:S b:S'), 'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type')
  await invalid(
    keys([hash], 'a:S b:S'),
    INVALID + 'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  )
  await invalid(
    dynamodb.CreateTable({ ...table('Abc'), AttributeDefinitions: [...definitions('pk:S'), ...definitions('pk:N')] }),
    'Attribute Name is duplicated: pk',
  )
})

test('CreateTable: billing and throughput', async () => {
  await invalid(
    dynamodb.CreateTable({ ...table('Abc'), BillingMode: undefined }),
    INVALID + 'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  )
  await invalid(
    dynamodb.CreateTable({ ...table('Abc'), ProvisionedThroughput: units(1) }),
    INVALID + 'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  )
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { ProvisionedThroughput: units(1), OnDemandThroughput: { MaxReadRequestUnits: 1 } })),
    INVALID + 'MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.',
  )
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { OnDemandThroughput: { MaxWriteRequestUnits: -1 } })),
    INVALID + 'Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range',
  )
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { ProvisionedThroughput: units(5), WarmThroughput: { ReadUnitsPerSecond: 4 } })),
    INVALID + 'Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput',
  )
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { WarmThroughput: { ReadUnitsPerSecond: 1 } })),
    INVALID +
      'Requested ReadUnitsPerSecond for WarmThroughput for table is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial',
  )
})

test('CreateTable: encryption, class, stream', async () => {
  const sse = (SSESpecification) => dynamodb.CreateTable(table('Abc', 'pk:S', { SSESpecification }))
  await invalid(sse({ Enabled: true, SSEType: 'AES256' }), INVALID + 'SSEType AES256 is not supported')
  await invalid(sse({ Enabled: true, KMSMasterKeyId: 'alias/mine' }), INVALID + 'SSEType KMS is required if KMSMasterKeyId is specified')
  await invalid(sse({ Enabled: false, SSEType: 'KMS' }), INVALID + 'SSEType can not be specified if Enabled is false')
  await invalid(sse({ KMSMasterKeyId: 'alias/mine' }), INVALID + 'KMSMasterKeyId can not be specified if Enabled is false')
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { TableClass: 'GLACIER' })),
    'Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].',
  )
  await invalid(
    dynamodb.CreateTable(table('Abc', 'pk:S', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'ALL' } })),
    "1 validation error detected: Value 'ALL' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]",
  )
})

test('CreateTable: indexes', async () => {
  const make = (more, keys = 'pk:S sk:S', defined = 'pk:S sk:S g:S') => dynamodb.CreateTable({ ...table('Abc', keys), AttributeDefinitions: definitions(defined), ...more })
  const global = (...GlobalSecondaryIndexes) => make({ GlobalSecondaryIndexes })
  await invalid(
    global(index('xx', 'g:S')),
    "1 validation error detected: Value 'xx' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  )
  await invalid(make({ GlobalSecondaryIndexes: [] }), INVALID + 'List of GlobalSecondaryIndexes is empty')
  await invalid(make({ LocalSecondaryIndexes: [] }), INVALID + 'List of LocalSecondaryIndexes is empty')
  await invalid(global(index('same', 'g:S'), index('same', 'sk:S')), INVALID + 'Duplicate index name: same')
  await invalid(global(index('idx', 'g:S', { Projection: {} })), INVALID + 'Unknown ProjectionType: null')
  await invalid(global(index('idx', 'g:S', { Projection: { ProjectionType: 'INCLUDE' } })), INVALID + 'ProjectionType is INCLUDE, but NonKeyAttributes is not specified')
  await invalid(
    global(index('idx', 'g:S', { Projection: { ProjectionType: 'KEYS_ONLY', NonKeyAttributes: ['x'] } })),
    INVALID + 'ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified',
  )
  await invalid(
    global(index('idx', 'g:S', { Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x', 'x'] } })),
    INVALID + 'Duplicate element in NonKeyAttributes: x',
  )
  await invalid(
    global(index('idx', 'g:S', { ProvisionedThroughput: units(1) })),
    INVALID + 'ProvisionedThroughput should not be specified for index: idx when BillingMode is PAY_PER_REQUEST',
  )
  await invalid(
    make({ BillingMode: undefined, ProvisionedThroughput: units(1), GlobalSecondaryIndexes: [index('idx', 'g:S')] }),
    INVALID + 'ProvisionedThroughput is not specified for index: idx',
  )
  await invalid(
    make({}, 'pk:S'),
    INVALID + 'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  )
  await invalid(
    global(index('idx', 'sk:S')),
    INVALID + 'Some AttributeDefinitions are not used. AttributeDefinitions: [sk, pk, g], keys used: [sk, pk]',
  )
})

test('CreateTable: local indexes', async () => {
  const make = (keys, ...LocalSecondaryIndexes) => {
    const of = LocalSecondaryIndexes.flatMap(({ KeySchema }) => KeySchema.map(({ AttributeName }) => `${AttributeName}:S`))
    return dynamodb.CreateTable({ ...table('Abc', keys), AttributeDefinitions: definitions(keys, ...of), LocalSecondaryIndexes })
  }
  await invalid(make('pk:S', index('lsi', 'pk:S l:S')), INVALID + 'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex')
  await invalid(make('pk:S sk:S', index('lsi', 'pk:S')), INVALID + 'Index KeySchema does not have a range key for index: lsi')
  await invalid(
    make('pk:S sk:S', index('lsi', 'sk:S l:S')),
    INVALID + 'Index KeySchema does not have the same leading hash key as table KeySchema for index: lsi. index hash key: sk, table hash key: pk',
  )
  await invalid(
    make('pk:S sk:S', ...Array.from({ length: 6 }, (_, i) => index(`lsi${i}`, 'pk:S l:S'))),
    INVALID + 'Number of LocalSecondaryIndexes exceeds per-table limit of 5',
  )
  await invalid(
    dynamodb.CreateTable({
      ...table('Abc', 'pk:S'),
      AttributeDefinitions: definitions('pk:S g:S'),
      GlobalSecondaryIndexes: Array.from({ length: 21 }, (_, i) => index(`gsi${i}`, 'g:S')),
    }),
    INVALID + 'GlobalSecondaryIndex count exceeds the per-table limit of 20',
  )
})

test('throughput above the quota of a table or an index', async () => {
  const guide = 'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.'
  const above = (what, units) => `The requested ${what}, is above the per ${units} maximum for the account in us-east-1. Per table maximum: 40000. ${guide}`
  const full = (call, message) => refused(call, 'LimitExceededException', message)
  const indexed = { AttributeDefinitions: definitions('pk:S g:S') }
  const provisioned = (ProvisionedThroughput, more) => dynamodb.CreateTable(table('Vast', 'pk:S', { ProvisionedThroughput, ...more }))
  await full(provisioned(units(40001, 1)), above('ReadCapacityUnits, 40001', 'table'))
  await full(provisioned(units(40000, 50000)), above('WriteCapacityUnits, 50000', 'table'))
  await full(
    provisioned(units(1, 1), { ...indexed, GlobalSecondaryIndexes: [{ ...index('byG', 'g:S'), ProvisionedThroughput: units(1, 40001) }] }),
    above('WriteCapacityUnits for index byG, 40001', 'index'),
  )
  const onDemand = (more) => dynamodb.CreateTable(table('Vast', 'pk:S', more))
  const exceeds = (what) => `Subscriber limit exceeded: Requested ${what} of the account in region us-east-1`
  await full(onDemand({ OnDemandThroughput: { MaxReadRequestUnits: 40001 } }), exceeds('MaxReadRequestUnits for OnDemandThroughput for table exceeds TableMaxReadCapacityUnits'))
  await full(onDemand({ WarmThroughput: { WriteUnitsPerSecond: 40001 } }), exceeds('WriteUnitsPerSecond for WarmThroughput for table exceeds TableMaxWriteCapacityUnits'))
  await full(
    onDemand({ ...indexed, GlobalSecondaryIndexes: [{ ...index('byG', 'g:S'), OnDemandThroughput: { MaxWriteRequestUnits: 40001 } }] }),
    exceeds('MaxWriteRequestUnits for OnDemandThroughput for index : byG exceeds TableMaxWriteCapacityUnits'),
  )
  await provisioned(units(40000, 40000))
  await full(dynamodb.UpdateTable({ TableName: 'Vast', ProvisionedThroughput: units(40001, 1) }), above('ReadCapacityUnits, 40001', 'table'))
  const { TableDescription } = await dynamodb.DeleteTable({ TableName: 'Vast' })
  assert.equal(TableDescription.TableStatus, 'DELETING')
  for (const hidden of ['KeySchema', 'AttributeDefinitions', 'CreationDateTime', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'])
    assert.equal(TableDescription[hidden], undefined)
})

test('a table that is there, and one that is not', async () => {
  await dynamodb.CreateTable(table('Twice'))
  await refused(dynamodb.CreateTable(table('Twice')), 'ResourceInUseException', 'Table already exists: Twice')
  const gone = ['ResourceNotFoundException', 'Requested resource not found: Table: Never not found']
  await refused(dynamodb.DescribeTable({ TableName: 'Never' }), ...gone)
  await refused(dynamodb.DeleteTable({ TableName: 'Never' }), ...gone)
  await refused(dynamodb.UpdateTable({ TableName: 'Never', DeletionProtectionEnabled: true }), ...gone)
  for (const call of [
    () => dynamodb.GetItem({ TableName: 'Never', Key: { pk: S('a') } }),
    () => dynamodb.PutItem({ TableName: 'Never', Item: { pk: S('a') } }),
    () => dynamodb.Scan({ TableName: 'Never' }),
    () => dynamodb.Query({ TableName: 'Never', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('a') } }),
  ])
    await refused(call(), 'ResourceNotFoundException', 'Requested resource not found')
})

test('a table may be named by its ARN', async () => {
  await dynamodb.PutItem({ TableName: arn('Twice'), Item: { pk: S('a') } })
  assert.deepEqual((await dynamodb.GetItem({ TableName: 'Twice', Key: { pk: S('a') } })).Item, { pk: S('a') })
  assert.equal((await dynamodb.DescribeTable({ TableName: arn('Twice') })).Table.TableName, 'Twice')
  const elsewhere = arn('Twice').replace('us-east-1', 'eu-west-1')
  await dynamodb.BatchWriteItem({ RequestItems: { [arn('Twice')]: [{ PutRequest: { Item: { pk: S('b') } } }] } })
  await dynamodb.TransactWriteItems({ TransactItems: [{ Delete: { TableName: arn('Twice'), Key: { pk: S('b') } } }] })
  assert.equal((await dynamodb.Scan({ TableName: 'Twice' })).Count, 1)
  await invalid(dynamodb.DescribeTable({ TableName: elsewhere }), `1 validation error detected: Invalid AWS region in '${elsewhere}'`)
})

test('UpdateTable: throughput and billing', async () => {
  const update = (more) => dynamodb.UpdateTable({ TableName: 'Rate', ...more })
  await dynamodb.CreateTable(table('Rate', 'pk:S', { ProvisionedThroughput: units(5) }))
  const { TableDescription } = await update({ ProvisionedThroughput: units(9, 5) })
  assert.equal(TableDescription.TableStatus, 'UPDATING')
  assert.equal((await describe('Rate')).ProvisionedThroughput.ReadCapacityUnits, 9)
  await invalid(
    update({ ProvisionedThroughput: units(9, 5) }),
    'The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 9. Requested ReadCapacityUnits: 9. Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  )
  await update({ BillingMode: 'PAY_PER_REQUEST' })
  assert.equal((await describe('Rate')).BillingModeSummary.BillingMode, 'PAY_PER_REQUEST')
  const neither = INVALID + 'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST'
  await invalid(update({ ProvisionedThroughput: units(1) }), neither)
  await invalid(update({ BillingMode: 'PAY_PER_REQUEST', ProvisionedThroughput: units(1) }), neither)
  await invalid(update({ BillingMode: 'PROVISIONED' }), INVALID + 'ProvisionedThroughput must be specified when BillingMode is PROVISIONED')
  await update({ BillingMode: 'PROVISIONED', ProvisionedThroughput: units(2) })
  const { LastIncreaseDateTime, ...rate } = (await describe('Rate')).ProvisionedThroughput
  assert(LastIncreaseDateTime instanceof Date)
  assert.deepEqual(rate, { NumberOfDecreasesToday: 0, ...units(2) })
})

test('provisioned throughput goes down four times a day, then once an hour', async () => {
  await dynamodb.CreateTable(table('Down', 'pk:S', { ProvisionedThroughput: units(50) }))
  const to = (reads, writes) => dynamodb.UpdateTable({ TableName: 'Down', ProvisionedThroughput: units(reads, writes) })
  const now = async () => (await describe('Down')).ProvisionedThroughput
  const day = 24 * 3600 * 1000
  const made = (await describe('Down')).CreationDateTime.getTime()
  const tomorrow = (Math.floor(made / day) + 1) * day
  await nube.clock({ advance: Math.floor((tomorrow + 22.3 * 3600 * 1000 - made) / 1000) })
  for (const [reads, writes] of [[40, 40], [30, 60], [30, 50], [20, 20]]) await to(reads, writes)
  await to(20, 30)
  const { NumberOfDecreasesToday, LastDecreaseDateTime, LastIncreaseDateTime } = await now()
  assert.equal(NumberOfDecreasesToday, 4)
  assert(LastIncreaseDateTime >= LastDecreaseDateTime)
  const date = (at) => {
    const part = (options) => at.toLocaleString('en-US', { timeZone: 'UTC', ...options }).replace(/\u202f/g, ' ')
    return `${part({ dateStyle: 'full' })} at ${part({ timeStyle: 'medium' })} Coordinated Universal Time`
  }
  const limited = (next) =>
    'Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. ' +
    `Number of decreases today: ${next[1]}. Last decrease at ${date(next[0])}. Next decrease can be made at ${date(next[2])}.`
  const hour = 3600 * 1000
  const after = (at) => new Date(at.getTime() + hour)
  await refused(to(19, 40), 'LimitExceededException', limited([LastDecreaseDateTime, 4, after(LastDecreaseDateTime)]))
  await nube.clock({ advance: 3605 })
  await to(19, 40)
  const fifth = (await now()).LastDecreaseDateTime
  await refused(to(18, 40), 'LimitExceededException', limited([fifth, 5, new Date(tomorrow + day)]))
  await nube.clock({ advance: 3600 })
  assert.equal((await now()).NumberOfDecreasesToday, 0)
  await to(18, 40)
  assert.equal((await now()).NumberOfDecreasesToday, 1)
})

test('UpdateTable: back to provisioned needs a throughput for each index', async () => {
  await dynamodb.CreateTable(table('RateIndex', 'pk:S', { indexes: { byG: { keys: 'g:S' } } }))
  const update = (more) => dynamodb.UpdateTable({ TableName: 'RateIndex', BillingMode: 'PROVISIONED', ProvisionedThroughput: units(2), ...more })
  await invalid(update(), INVALID + 'ProvisionedThroughput must be specified for index: byG')
  await update({ GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'byG', ProvisionedThroughput: units(3) } }] })
  assert.equal((await describe('RateIndex')).GlobalSecondaryIndexes[0].ProvisionedThroughput.ReadCapacityUnits, 3)
})

test('UpdateTable: class, ceilings, warm throughput, encryption', async () => {
  const update = (more) => dynamodb.UpdateTable({ TableName: 'Set', ...more })
  await dynamodb.CreateTable(table('Set'))
  await update({ TableClass: 'STANDARD_INFREQUENT_ACCESS' })
  const { TableClassSummary } = await describe('Set')
  assert.equal(TableClassSummary.TableClass, 'STANDARD_INFREQUENT_ACCESS')
  assert(TableClassSummary.LastUpdateDateTime instanceof Date)
  await update({ OnDemandThroughput: { MaxReadRequestUnits: 20, MaxWriteRequestUnits: 15 } })
  await update({ OnDemandThroughput: { MaxReadRequestUnits: -1 } })
  assert.deepEqual((await describe('Set')).OnDemandThroughput, { MaxWriteRequestUnits: 15 })
  await update({ WarmThroughput: { ReadUnitsPerSecond: 12001 } })
  assert.equal((await describe('Set')).WarmThroughput.ReadUnitsPerSecond, 12001)
  await invalid(
    update({ WarmThroughput: { ReadUnitsPerSecond: 12000 } }),
    INVALID + 'Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported',
  )
  await invalid(update({ SSESpecification: { Enabled: false } }), INVALID + 'Table is already encrypted by default')
  const key = 'arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555'
  const { TableDescription } = await update({ SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key } })
  assert.equal(TableDescription.SSEDescription.Status, 'UPDATING')
  assert.deepEqual((await describe('Set')).SSEDescription, { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: key })
  await invalid(
    update({ SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key } }),
    INVALID + 'Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key',
  )
  await update({ SSESpecification: { Enabled: false } })
  assert.equal((await describe('Set')).SSEDescription, undefined)
})

test('UpdateTable: what may not come together, and nothing at all', async () => {
  const update = (more) => dynamodb.UpdateTable({ TableName: 'Set', ...more })
  const create = [{ Create: index('byG', 'g:S') }]
  await invalid(
    update({ AttributeDefinitions: definitions('pk:S') }),
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
  )
  const only = ' modification must be the only operation in the request'
  await invalid(update({ SSESpecification: { Enabled: true }, DeletionProtectionEnabled: true }), INVALID + 'Server-Side Encryption' + only)
  await invalid(update({ TableClass: 'STANDARD', DeletionProtectionEnabled: true }), INVALID + 'TableClass' + only)
  await invalid(update({ DeletionProtectionEnabled: true, GlobalSecondaryIndexUpdates: create }), INVALID + 'DeletionProtection' + only)
  await invalid(
    update({ WarmThroughput: { ReadUnitsPerSecond: 13000 }, GlobalSecondaryIndexUpdates: create }),
    INVALID + 'Create global secondary index cannot be specified when updating WarmThroughput',
  )
  await invalid(
    update({ WarmThroughput: { ReadUnitsPerSecond: 13000 }, BillingMode: 'PAY_PER_REQUEST' }),
    INVALID + 'WarmThroughput must be the only operation in the request',
  )
  await invalid(
    update({ OnDemandThroughput: { MaxReadRequestUnits: 1 }, StreamSpecification: { StreamEnabled: false } }),
    INVALID + 'OnDemandThroughput can only be combined with BillingMode in an UpdateTable request',
  )
  await invalid(
    update({ ProvisionedThroughput: units(1), GlobalSecondaryIndexUpdates: create }),
    INVALID + 'You cannot create or delete index while updating table IOPS',
  )
  await invalid(
    update({ StreamSpecification: { StreamEnabled: false }, GlobalSecondaryIndexUpdates: create }),
    INVALID + 'You cannot create or delete index while changing stream status',
  )
  await invalid(
    update({ StreamSpecification: { StreamEnabled: false }, ProvisionedThroughput: units(1) }),
    INVALID + 'You cannot modify stream status while updating table IOPS',
  )
})

test('ListTables pages in order of names', async () => {
  const names = ['a-1', 'a-2', 'a-3', 'B_1']
  const other = nube.api({ region: 'eu-central-1' }).dynamodb
  for (const name of names) await other.CreateTable(table(name))
  assert.deepEqual((await other.ListTables()).TableNames, [...names].sort())
  const first = await other.ListTables({ Limit: 2 })
  assert.deepEqual([first.TableNames, first.LastEvaluatedTableName], [['B_1', 'a-1'], 'a-1'])
  const rest = await other.ListTables({ Limit: 2, ExclusiveStartTableName: 'a-1' })
  assert.deepEqual([rest.TableNames, rest.LastEvaluatedTableName], [['a-2', 'a-3'], undefined])
  await invalid(other.ListTables({ Limit: 0 }), "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")
  await invalid(other.ListTables({ Limit: 101 }), "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100")
})

test('a table of one region or account is not there in another', async () => {
  const other = nube.api({ region: 'eu-west-1' }).dynamodb
  const account = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } }).dynamodb
  await dynamodb.CreateTable(table('Apart'))
  await dynamodb.PutItem({ TableName: 'Apart', Item: { pk: S('here') } })
  for (const client of [other, account]) {
    await refused(client.DescribeTable({ TableName: 'Apart' }), 'ResourceNotFoundException', 'Requested resource not found: Table: Apart not found')
    await client.CreateTable(table('Apart'))
    assert.equal((await client.Scan({ TableName: 'Apart' })).Count, 0)
  }
  assert.equal((await account.DescribeTable({ TableName: 'Apart' })).Table.TableArn, 'arn:aws:dynamodb:us-east-1:111122223333:table/Apart')
})

test('item counts and sizes follow the items', async () => {
  await dynamodb.CreateTable(table('Counted', 'pk:S', { indexes: { byG: { keys: 'g:S', type: 'KEYS_ONLY' } } }))
  await dynamodb.PutItem({ TableName: 'Counted', Item: { pk: S('12345'), g: S('x'), more: S('y'.repeat(100)) } })
  await dynamodb.PutItem({ TableName: 'Counted', Item: { pk: S('2') } })
  const now = await describe('Counted')
  assert.deepEqual([now.ItemCount, now.TableSizeBytes], [2, 2 + 5 + 1 + 1 + 4 + 100 + 2 + 1])
  assert.deepEqual([now.GlobalSecondaryIndexes[0].ItemCount, now.GlobalSecondaryIndexes[0].IndexSizeBytes], [1, 2 + 5 + 1 + 1])
})

test('what is not emulated says so by name', async () => {
  const { dynamodb: client } = nube.api()
  const operations = [
    'CreateGlobalTable', 'DescribeGlobalTable', 'DescribeGlobalTableSettings', 'ListGlobalTables', 'UpdateGlobalTable', 'UpdateGlobalTableSettings',
    'DescribeContributorInsights', 'ListContributorInsights', 'UpdateContributorInsights',
    'DescribeKinesisStreamingDestination', 'DisableKinesisStreamingDestination', 'EnableKinesisStreamingDestination', 'UpdateKinesisStreamingDestination',
    'DescribeTableReplicaAutoScaling', 'UpdateTableReplicaAutoScaling',
  ]
  for (const operation of operations) {
    const error = await client[operation]({ TableName: 'Set' }).then(() => assert.fail(`${operation} answered`), (e) => e)
    assert.equal(error.message, `The operation dynamodb:${operation} is not emulated by Nube`)
    assert.equal(error.name, 'NotImplementedException')
    assert.equal(error.$metadata.httpStatusCode, 501)
  }
})
