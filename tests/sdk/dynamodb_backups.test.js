// DynamoDB's backups and point-in-time recovery by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'
import { invalid, N, refused, S, table, units } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())

const describe = async (TableName) => (await dynamodb.DescribeTable({ TableName })).Table
const available = (BackupArn) => until('the backup is made', async () => (await dynamodb.DescribeBackup({ BackupArn })).BackupDescription.BackupDetails.BackupStatus === 'AVAILABLE')
const active = (TableName) => until(`${TableName} is restored`, async () => (await describe(TableName)).TableStatus === 'ACTIVE')
const scan = async (TableName) => (await dynamodb.Scan({ TableName })).Items.map((item) => item.pk.S).sort()
const put = (TableName, ...ids) => Promise.all(ids.map((pk) => dynamodb.PutItem({ TableName, Item: { pk: S(pk), g: S('g'), n: N(1) } })))
const backup = async (TableName, BackupName = 'first') => {
  const { BackupDetails } = await dynamodb.CreateBackup({ TableName, BackupName })
  await available(BackupDetails.BackupArn)
  return BackupDetails
}
const restore = (TargetTableName, BackupArn, more) => dynamodb.RestoreTableFromBackup({ TargetTableName, BackupArn, ...more })
const pitr = (TableName, PointInTimeRecoveryEnabled, more) =>
  dynamodb.UpdateContinuousBackups({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, ...more } })
const recovery = async (TableName) => (await dynamodb.DescribeContinuousBackups({ TableName })).ContinuousBackupsDescription.PointInTimeRecoveryDescription
const recover = (TargetTableName, more) => dynamodb.RestoreTableToPointInTime({ SourceTableName: 'Time', TargetTableName, ...more })
const never = 'arn:aws:dynamodb:us-east-1:000000000000:table/Source/backup/01234567890123-abcdefab'

test('a backup is made, described, listed and deleted', async () => {
  await dynamodb.CreateTable(table('Source', 'pk:S', { indexes: { byG: { keys: 'g:S' } }, StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }))
  await put('Source', 'a', 'b')
  const details = await backup('Source')
  assert.match(details.BackupArn, /^arn:aws:dynamodb:us-east-1:000000000000:table\/Source\/backup\/\d{14}-[0-9a-f]{8}$/)
  assert.deepEqual([details.BackupName, details.BackupStatus, details.BackupType, details.BackupSizeBytes], ['first', 'CREATING', 'USER', 2 * (3 + 2 + 3)])
  const { BackupDescription } = await dynamodb.DescribeBackup({ BackupArn: details.BackupArn })
  const source = await describe('Source')
  const { SourceTableDetails: of, SourceTableFeatureDetails: features } = BackupDescription
  assert.deepEqual([of.TableName, of.TableId, of.TableArn, of.ItemCount, of.BillingMode], ['Source', source.TableId, source.TableArn, 2, 'PAY_PER_REQUEST'])
  assert.deepEqual([features.GlobalSecondaryIndexes[0].IndexName, features.StreamDescription.StreamViewType], ['byG', 'NEW_IMAGE'])
  const { BackupSummaries } = await dynamodb.ListBackups({ TableName: 'Source' })
  assert.deepEqual(BackupSummaries.map((b) => [b.BackupArn, b.BackupName, b.TableName, b.BackupStatus]), [[details.BackupArn, 'first', 'Source', 'AVAILABLE']])
  const deleted = await dynamodb.DeleteBackup({ BackupArn: details.BackupArn })
  assert.equal(deleted.BackupDescription.BackupDetails.BackupStatus, 'DELETED')
  await refused(dynamodb.DescribeBackup({ BackupArn: details.BackupArn }), 'BackupNotFoundException', `Backup not found: ${details.BackupArn}`)
  assert.deepEqual((await dynamodb.ListBackups({ TableName: 'Source' })).BackupSummaries, [])
})

test('backups and tables that are not', async () => {
  const gone = ['BackupNotFoundException', `Backup not found: ${never}`]
  await refused(dynamodb.DescribeBackup({ BackupArn: never }), ...gone)
  await refused(dynamodb.DeleteBackup({ BackupArn: never }), ...gone)
  await refused(restore('Other', never), ...gone)
  await refused(dynamodb.CreateBackup({ TableName: 'Never', BackupName: 'first' }), 'TableNotFoundException', 'Table not found: Never')
  await refused(dynamodb.DescribeContinuousBackups({ TableName: 'Never' }), 'TableNotFoundException', 'Table not found: Never')
  await refused(pitr('Never', true), 'TableNotFoundException', 'Table not found: Never')
  await invalid(dynamodb.DescribeBackup({ BackupArn: 'x'.repeat(40) }), 'Invalid Backup ARN')
  await invalid(
    dynamodb.CreateBackup({ TableName: 'Source', BackupName: 'ab' }),
    "1 validation error detected: Value 'ab' at 'backupName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  )
})

test('a backup is restored as it was, with its indexes', async () => {
  const { BackupArn } = await backup('Source')
  await put('Source', 'c')
  await dynamodb.DeleteItem({ TableName: 'Source', Key: { pk: S('a') } })
  const { TableDescription } = await restore('Restored', BackupArn)
  assert.equal(TableDescription.TableStatus, 'CREATING')
  assert.deepEqual([TableDescription.RestoreSummary.SourceBackupArn, TableDescription.RestoreSummary.RestoreInProgress], [BackupArn, true])
  await active('Restored')
  assert.deepEqual(await scan('Restored'), ['a', 'b'])
  const now = await describe('Restored')
  assert.deepEqual([now.RestoreSummary.RestoreInProgress, now.ItemCount, now.StreamSpecification], [false, 2, undefined])
  const byG = await dynamodb.Query({ TableName: 'Restored', IndexName: 'byG', KeyConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': S('g') } })
  assert.equal(byG.Count, 2)
  await refused(restore('Restored', BackupArn), 'TableAlreadyExistsException', 'Table already exists: Restored')
})

test('a restore with other billing, throughput, encryption and indexes', async () => {
  const { BackupArn } = await backup('Source', 'again')
  await invalid(restore('Bad', BackupArn, { BillingModeOverride: 'PROVISIONED' }), 'Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED')
  await invalid(restore('Bad', BackupArn, { ProvisionedThroughputOverride: units(1) }), 'Invalid Request: Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED')
  await invalid(
    restore('Bad', BackupArn, { GlobalSecondaryIndexOverride: [{ IndexName: 'new', KeySchema: [{ AttributeName: 'x', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }] }),
    'Invalid Request: Index new does not match a secondary index that existed in the source table and cannot be created during the restore operation',
  )
  await restore('Other', BackupArn, {
    BillingModeOverride: 'PROVISIONED',
    ProvisionedThroughputOverride: units(3),
    GlobalSecondaryIndexOverride: [],
    SSESpecificationOverride: { Enabled: true },
  })
  await active('Other')
  const now = await describe('Other')
  assert.deepEqual([now.ProvisionedThroughput.ReadCapacityUnits, now.GlobalSecondaryIndexes, now.SSEDescription.SSEType], [3, undefined, 'KMS'])
  assert.deepEqual(now.AttributeDefinitions, [{ AttributeName: 'pk', AttributeType: 'S' }])
})

test('a backup outlives its table', async () => {
  await dynamodb.CreateTable(table('Brief'))
  await put('Brief', 'a')
  const { BackupArn } = await backup('Brief')
  await dynamodb.DeleteTable({ TableName: 'Brief' })
  await restore('Brief', BackupArn)
  await active('Brief')
  assert.deepEqual(await scan('Brief'), ['a'])
})

test('ListBackups: pages, times, kinds', async () => {
  const since = new Date((await nube.clock()).now)
  await nube.clock({ advance: 10 })
  const arns = []
  for (const name of ['one', 'two', 'three']) {
    arns.push((await backup('Brief', name)).BackupArn)
    await nube.clock({ advance: 1 })
  }
  const first = await dynamodb.ListBackups({ TableName: 'Brief', TimeRangeLowerBound: since, Limit: 2 })
  assert.deepEqual(first.BackupSummaries.map((b) => b.BackupArn), arns.slice(0, 2))
  assert.equal(first.LastEvaluatedBackupArn, arns[1])
  const rest = await dynamodb.ListBackups({ TableName: 'Brief', TimeRangeLowerBound: since, Limit: 2, ExclusiveStartBackupArn: first.LastEvaluatedBackupArn })
  assert.deepEqual([rest.BackupSummaries.map((b) => b.BackupArn), rest.LastEvaluatedBackupArn], [arns.slice(2), undefined])
  assert.equal((await dynamodb.ListBackups({ TableName: 'Brief', TimeRangeUpperBound: since })).BackupSummaries.length, 1)
  assert.equal((await dynamodb.ListBackups({ TableName: 'Brief', BackupType: 'SYSTEM' })).BackupSummaries.length, 0)
  await invalid(
    dynamodb.ListBackups({ TimeRangeLowerBound: new Date(2000), TimeRangeUpperBound: new Date(1000) }),
    'One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound',
  )
})

test('point-in-time recovery is switched on and off', async () => {
  await dynamodb.CreateTable(table('Time', 'pk:S', { indexes: { byG: { keys: 'g:S' } } }))
  assert.deepEqual(await recovery('Time'), { PointInTimeRecoveryStatus: 'DISABLED' })
  await refused(recover('New', { UseLatestRestorableTime: true }), 'PointInTimeRecoveryUnavailableException', "Point in time recovery is not enabled for table 'Time'")
  await pitr('Time', true, { RecoveryPeriodInDays: 7 })
  const now = await recovery('Time')
  assert.deepEqual([now.PointInTimeRecoveryStatus, now.RecoveryPeriodInDays], ['ENABLED', 7])
  assert(now.EarliestRestorableDateTime <= now.LatestRestorableDateTime)
  await pitr('Time', true, { RecoveryPeriodInDays: 35 })
  assert.equal((await recovery('Time')).RecoveryPeriodInDays, 35)
  await invalid(pitr('Time', false, { RecoveryPeriodInDays: 7 }), 'Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.')
})

test('a table comes back as it was at a second', async () => {
  const at = async () => {
    await nube.clock({ advance: 10 })
    const { now } = await nube.clock()
    await nube.clock({ advance: 10 })
    return new Date(Math.floor(new Date(now) / 1000) * 1000)
  }
  await put('Time', 'a', 'b')
  const two = await at()
  await put('Time', 'c')
  await dynamodb.UpdateItem({ TableName: 'Time', Key: { pk: S('a') }, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': N(2) } })
  const three = await at()
  await dynamodb.DeleteItem({ TableName: 'Time', Key: { pk: S('a') } })
  await recover('AtTwo', { RestoreDateTime: two })
  await recover('AtThree', { RestoreDateTime: three })
  await recover('AtLast', { UseLatestRestorableTime: true })
  for (const name of ['AtTwo', 'AtThree', 'AtLast']) await active(name)
  assert.deepEqual([await scan('AtTwo'), await scan('AtThree'), await scan('AtLast')], [['a', 'b'], ['a', 'b', 'c'], ['b', 'c']])
  const n = async (TableName) => (await dynamodb.GetItem({ TableName, Key: { pk: S('a') } })).Item.n.N
  assert.deepEqual([await n('AtTwo'), await n('AtThree')], ['1', '2'])
  const { RestoreSummary } = await describe('AtTwo')
  assert.deepEqual([RestoreSummary.RestoreDateTime, RestoreSummary.SourceTableArn], [two, (await describe('Time')).TableArn])
})

test('moments and requests that are none', async () => {
  const { EarliestRestorableDateTime: earliest } = await recovery('Time')
  const error = await recover('New', { RestoreDateTime: new Date(earliest - 3600_000) }).then(() => assert.fail('answered'), (e) => e)
  assert.equal(error.name, 'InvalidRestoreTimeException')
  assert.match(error.message, /^RestoreDateTime '[^']+Z' must be within EarliestRestorableDateTime '[^']+Z' and LatestRestorableDateTime '[^']+Z'$/)
  await invalid(recover('New'), 'Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both')
  await invalid(
    recover('New', { UseLatestRestorableTime: true, SourceTableArn: (await describe('Time')).TableArn }),
    'Must provide exactly one of: sourceTableArn, sourceTableName',
  )
  await refused(recover('AtTwo', { UseLatestRestorableTime: true }), 'TableAlreadyExistsException', 'Table already exists: AtTwo')
})

test('a table with point-in-time recovery leaves a backup of the system when it is deleted', async () => {
  await dynamodb.DeleteTable({ TableName: 'Time' })
  const { BackupSummaries } = await dynamodb.ListBackups({ TableName: 'Time', BackupType: 'SYSTEM' })
  assert.deepEqual(BackupSummaries.map((b) => [b.BackupName, b.BackupType]), [['Time$DeletedTableBackup', 'SYSTEM']])
  const [{ BackupArn }] = BackupSummaries
  const error = await dynamodb.DeleteBackup({ BackupArn }).then(() => assert.fail('answered'), (e) => e)
  assert(error.message.startsWith(`Invalid Request: User is not allowed to delete the system backup with arn ${BackupArn}. It will automatically expire on `), error.message)
  await restore('Time', BackupArn)
  await active('Time')
  assert.deepEqual(await scan('Time'), ['b', 'c'])
})
