// DynamoDB's exports to S3 by the AWS SDK and the CLI: what lies in the bucket, what is refused and when, whose right counts, and a Nube that is killed.
import assert from 'node:assert/strict'

import { cliIsHere, commands } from '../support/js/cli.js'
import { allow, trust } from '../support/js/policies.js'
import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, folder, Nube, until } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table } from '../support/js/dynamodb.js'
import { bytesOf, exported, keysOf } from '../support/js/transfers.js'

const nube = await Nube.start()
const { dynamodb, iam, s3, states } = nube.api()
after(() => nube.stop())

const arnOf = (name, account = '000000000000') => `arn:aws:dynamodb:us-east-1:${account}:table/${name}`
const recover = (TableName, PointInTimeRecoveryEnabled = true) =>
  dynamodb.UpdateContinuousBackups({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled } })
const put = (TableName, ...ids) => Promise.all(ids.map((pk) => dynamodb.PutItem({ TableName, Item: { pk: S(pk), n: N(1) } })))
const start = async (name, S3Bucket, more, by = dynamodb) =>
  (await by.ExportTableToPointInTime({ TableArn: arnOf(name), S3Bucket, ...more })).ExportDescription
const describe = async (ExportArn) => (await dynamodb.DescribeExport({ ExportArn })).ExportDescription
async function ended({ ExportArn }) {
  await nube.quiet()
  return describe(ExportArn)
}
const run = async (...given) => ended(await start(...given))
const now = async () => new Date((await nube.clock()).now)
const told = ({ FailureCode, FailureMessage }) => [FailureCode, FailureMessage?.replace(/Request ID: [^;]*/, 'Request ID: ID')]
const serviceWords = (message, status, code) =>
  `${message} (Service: Amazon S3; Status Code: ${status}; Error Code: ${code}; Request ID: ID; S3 Extended Request ID: null; Proxy: null)`

await dynamodb.CreateTable(table('Source'))
await recover('Source')
await put('Source', 'a', 'b', 'c')
const Bucket = await bucketMake(s3)

test('a full export: its description, its objects, its manifests', async () => {
  const begun = await start('Source', Bucket)
  assert.deepEqual(Object.keys(begun).sort(), ['ClientToken', 'ExportArn', 'ExportFormat', 'ExportStatus', 'ExportTime', 'S3Bucket', 'S3SseAlgorithm', 'StartTime', 'TableArn', 'TableId'])
  assert.match(begun.ExportArn, /^arn:aws:dynamodb:us-east-1:000000000000:table\/Source\/export\/0\d{13}-[0-9a-f]{8}$/)
  assert.deepEqual([begun.ExportStatus, begun.ExportFormat, begun.S3SseAlgorithm, begun.TableArn], ['IN_PROGRESS', 'DYNAMODB_JSON', 'AES256', arnOf('Source')])
  assert.equal(begun.TableId, (await dynamodb.DescribeTable({ TableName: 'Source' })).Table.TableId)
  const over = await ended(begun)
  const { ExportStatus, ExportManifest, ItemCount, BilledSizeBytes, EndTime, ...same } = over
  assert.deepEqual([{ ...same, ExportStatus: 'IN_PROGRESS' }, ExportStatus, ItemCount, BilledSizeBytes], [begun, 'COMPLETED', 3, 3 * (2 + 1 + 1 + 2)])
  const id = begun.ExportArn.split('/').at(-1), at = `AWSDynamoDB/${id}`
  assert.equal(ExportManifest, `${at}/manifest-summary.json`)
  const { summary, files, lines } = await exported(s3, over)
  assert.deepEqual(await keysOf(s3, Bucket, at), [`${at}/_started`, ...files.map((file) => file.dataFileS3Key), ...['files.json', 'files.md5', 'summary.json', 'summary.md5'].map((name) => `${at}/manifest-${name}`)])
  assert.equal((await bytesOf(s3, Bucket, `${at}/_started`)).length, 0)
  assert.match(files[0].dataFileS3Key, /\/data\/[a-z2-7]{26}\.json\.gz$/)
  assert.equal(`"${files[0].etag}"`, (await s3.HeadObject({ Bucket, Key: files[0].dataFileS3Key })).ETag)
  assert.deepEqual(lines.map(({ Item }) => Item).sort((a, b) => (a.pk.S < b.pk.S ? -1 : 1)), ['a', 'b', 'c'].map((pk) => ({ pk: S(pk), n: N(1) })))
  assert.deepEqual(summary, {
    version: '2020-06-30', exportArn: begun.ExportArn, startTime: begun.StartTime.toISOString(), endTime: EndTime.toISOString(), tableArn: begun.TableArn, tableId: begun.TableId,
    exportTime: begun.ExportTime.toISOString(), s3Bucket: Bucket, s3Prefix: null, s3SseAlgorithm: 'AES256', s3SseKmsKeyId: null, manifestFilesS3Key: `${at}/manifest-files.json`,
    billedSizeBytes: 18, itemCount: 3, outputFormat: 'DYNAMODB_JSON', exportType: 'FULL_EXPORT',
  })
})

test('a table without items, prefixes, a type that is told, encryption', async () => {
  await dynamodb.CreateTable(table('Empty'))
  await recover('Empty')
  for (const [S3Prefix, before] of [['some/where', 'some/where/'], ['foo/', 'foo/'], ['/foo', '/foo/']]) {
    const over = await run('Empty', Bucket, { S3Prefix, ExportType: 'FULL_EXPORT', S3SseAlgorithm: 'KMS', S3SseKmsKeyId: 'alias/aws/s3' })
    assert.deepEqual([over.ExportStatus, over.ExportType, over.S3Prefix, over.ItemCount, over.S3SseAlgorithm, over.S3SseKmsKeyId], ['COMPLETED', 'FULL_EXPORT', S3Prefix, 0, 'KMS', 'alias/aws/s3'])
    assert.ok(over.ExportManifest.startsWith(`${before}AWSDynamoDB/`))
    const { files, lines, summary } = await exported(s3, over)
    assert.deepEqual([files.length, files[0].itemCount, lines, summary.s3Prefix, summary.s3SseAlgorithm], [1, 0, [], S3Prefix, 'KMS'])
    assert.equal((await s3.HeadObject({ Bucket, Key: files[0].dataFileS3Key })).ServerSideEncryption, 'aws:kms')
  }
})

test('the table as it was at a moment', async () => {
  await dynamodb.CreateTable(table('Past'))
  await recover('Past')
  await put('Past', 'kept', 'changed', 'deleted')
  await nube.clock({ advance: 60 })
  const ExportTime = await now()
  await nube.clock({ advance: 60 })
  await dynamodb.PutItem({ TableName: 'Past', Item: { pk: S('changed'), n: N(2) } })
  await dynamodb.DeleteItem({ TableName: 'Past', Key: { pk: S('deleted') } })
  await put('Past', 'new')
  const items = async (over) => Object.fromEntries((await exported(s3, over)).lines.map(({ Item }) => [Item.pk.S, Item.n.N]))
  assert.deepEqual(await items(await run('Past', Bucket, { ExportTime })), { kept: '1', changed: '1', deleted: '1' })
  assert.deepEqual(await items(await run('Past', Bucket)), { kept: '1', changed: '2', new: '1' })
})

test('an incremental export: what was written within a window', async () => {
  await dynamodb.CreateTable(table('Window', 'pk:S sk:N'))
  await recover('Window')
  const item = (pk, n) => ({ pk: S(pk), sk: N(7), n: N(n) })
  const write = (pk, n) => dynamodb.PutItem({ TableName: 'Window', Item: item(pk, n) })
  const remove = (pk) => dynamodb.DeleteItem({ TableName: 'Window', Key: { pk: S(pk), sk: N(7) } })
  for (const pk of ['same', 'changed', 'deleted', 'again']) await write(pk, 1)
  await nube.clock({ advance: 3600 })
  const ExportFromTime = await now()
  await nube.clock({ advance: 60 })
  for (const pk of ['changed', 'inserted', 'brief', 'again']) await write(pk, 2)
  for (const pk of ['deleted', 'brief', 'again']) await remove(pk)
  const last = await now()
  await write('again', 3)
  await nube.clock({ advance: 3600 })
  const ExportToTime = await now()
  await nube.clock({ advance: 60 })
  for (const pk of ['same', 'changed', 'late']) await write(pk, 4)
  const over = await run('Window', Bucket, { S3Prefix: 'inc', ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: { ExportFromTime, ExportToTime } })
  assert.deepEqual([over.ExportStatus, over.ItemCount, over.ExportTime, over.BilledSizeBytes], ['COMPLETED', 4, undefined, 10000000])
  assert.deepEqual(over.IncrementalExportSpecification, { ExportFromTime, ExportToTime, ExportViewType: 'NEW_AND_OLD_IMAGES' })
  const { summary, files, lines } = await exported(s3, over)
  assert.deepEqual([summary.version, summary.exportType, summary.outputView, summary.exportTime, summary.exportFromTime, summary.exportToTime],
    ['2023-08-01', 'INCREMENTAL_EXPORT', 'NEW_AND_OLD_IMAGES', undefined, ExportFromTime.toISOString(), ExportToTime.toISOString()])
  assert.match(files[0].dataFileS3Key, /^inc\/AWSDynamoDB\/data\/[a-z2-7]{26}\.json\.gz$/)
  const images = (all) => Object.fromEntries(all.map(({ Keys, OldImage, NewImage }) => [Keys.pk.S, [OldImage, NewImage]]))
  assert.deepEqual(images(lines), {
    changed: [item('changed', 1), item('changed', 2)], inserted: [undefined, item('inserted', 2)], deleted: [item('deleted', 1), undefined], again: [item('again', 1), item('again', 3)],
  })
  const changed = lines.find(({ Keys }) => Keys.pk.S === 'changed')
  assert.deepEqual(changed.Keys, { pk: S('changed'), sk: N(7) })
  const micros = Number(changed.Metadata.WriteTimestampMicros.N)
  assert.ok(micros >= +ExportFromTime * 1000 && micros <= +last * 1000)
  const newer = await run('Window', Bucket, { ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: { ExportFromTime, ExportToTime, ExportViewType: 'NEW_IMAGE' } })
  assert.deepEqual(images((await exported(s3, newer)).lines), { changed: [undefined, item('changed', 2)], inserted: [undefined, item('inserted', 2)], deleted: [undefined, undefined], again: [undefined, item('again', 3)] })
})

test('tables, times and kinds that are refused at once', async () => {
  await dynamodb.CreateTable(table('Plain'))
  const of = (TableArn, more) => dynamodb.ExportTableToPointInTime({ TableArn, S3Bucket: Bucket, ...more })
  await refused(of(arnOf('Never')), 'TableNotFoundException', `Table not found: ${arnOf('Never')}`)
  const elsewhere = arnOf('Source').replace('us-east-1', 'us-west-2')
  await refused(of(elsewhere), 'TableNotFoundException', `Table not found: ${elsewhere}`)
  await refused(of(arnOf('Plain'), { S3Bucket: 'no-such-bucket-at-all' }), 'PointInTimeRecoveryUnavailableException', "Point in time recovery is not enabled for table 'Plain'")
  await invalid(of('Source'), `${INVALID}tableArn is not a valid ARN`)
  await invalid(of(`${arnOf('Source')}/index/x`), 'Invalid Request: Table ARN is invalid.')
  for (const ExportTime of [new Date(-1000), new Date(+(await now()) + 3600e3)]) await refused(of(arnOf('Source'), { ExportTime }), 'InvalidExportTimeException', 'Export Time is invalid')
  await invalid(of(arnOf('Source'), { S3SseKmsKeyId: 'alias/x' }), 'Invalid Request: KMS Key Id is not supported for this encryption type')
  await invalid(of(arnOf('Source'), { S3Prefix: '' }), "1 validation error detected: Value '' at 's3Prefix' failed to satisfy constraint: Member must have length greater than or equal to 1")
  await invalid(of(arnOf('Source'), { ExportFormat: 'CSV' }), "1 validation error detected: Value 'CSV' at 'exportFormat' failed to satisfy constraint: Member must satisfy enum value set: [DYNAMODB_JSON, ION]")
  const { name, status } = await failure(of(arnOf('Source'), { ExportFormat: 'ION' }))
  assert.deepEqual([name, status], ['NotImplementedException', 501])
  await invalid(of(arnOf('Source'), { IncrementalExportSpecification: {} }), 'Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided')
  await refused(of(arnOf('Source'), { ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: { ExportFromTime: new Date(+(await now()) - 60e3) } }), 'InvalidExportTimeException',
    'Difference between export period from time and export period to time is less than 15 minutes')
})

test('a token makes two requests one, and is for nothing else', async () => {
  const ClientToken = 'token-1'
  const first = await start('Source', Bucket, { ClientToken })
  assert.equal(first.ClientToken, ClientToken)
  assert.equal((await start('Source', Bucket, { ClientToken })).ExportArn, first.ExportArn)
  const conflict = ['ExportConflictException', 'Export conflict: Duplicate request detected with conflicting parameters']
  for (const more of [{ S3Prefix: 'other' }, { TableArn: arnOf('Past') }, { ExportFormat: 'ION' }, { S3BucketOwner: '000000000000' }, { S3Bucket: 'another-bucket' }])
    await refused(start('Source', Bucket, { ClientToken, ...more }), ...conflict)
  await nube.quiet()
  assert.equal((await start('Source', Bucket, { ClientToken })).ExportArn, first.ExportArn)
  await nube.clock({ advance: 8 * 3600 + 60 })
  assert.notEqual((await start('Source', Bucket, { ClientToken })).ExportArn, first.ExportArn)
  assert.notEqual((await start('Source', Bucket)).ExportArn, (await start('Source', Bucket)).ExportArn)
  await nube.quiet()
})

test('what the bucket says is told by the export, which fails', async () => {
  const gone = await run('Source', 'no-such-bucket-at-all', { ClientToken: 'gone' })
  assert.deepEqual([gone.ExportStatus, ...told(gone)], ['FAILED', 'S3NoSuchBucket', serviceWords('The specified bucket does not exist', 404, 'NoSuchBucket')])
  assert.deepEqual([gone.ItemCount, gone.ExportManifest, gone.EndTime > gone.StartTime || +gone.EndTime === +gone.StartTime], [undefined, undefined, true])
  assert.equal((await start('Source', 'no-such-bucket-at-all', { ClientToken: 'gone' })).ExportArn, gone.ExportArn)
  const foreign = await run('Source', Bucket, { S3BucketOwner: '111122223333' })
  assert.deepEqual(told(foreign), ['S3AccessDenied', serviceWords('Access Denied', 403, 'AccessDenied')])
  const closed = await bucketMake(s3)
  await s3.PutBucketPolicy({ Bucket: closed, Policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${closed}/*` } }) })
  const denied = await run('Source', closed)
  assert.deepEqual([denied.ExportStatus, denied.FailureCode], ['FAILED', 'S3AccessDenied'])
  assert.match(denied.FailureMessage, /Status Code: 403; Error Code: AccessDenied/)
  assert.deepEqual(await keysOf(s3, closed), [])
})

test('it is the caller\'s own right to the bucket that counts', async () => {
  await iam.CreateUser({ UserName: 'exporter' })
  const rights = (...actions) => iam.PutUserPolicy({ UserName: 'exporter', PolicyName: 'rights', PolicyDocument: allow(actions) })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'exporter' })
  const by = nube.api({ credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } }).dynamodb
  await rights('dynamodb:DescribeTable')
  const { name, message } = await failure(start('Source', Bucket, {}, by))
  assert.equal(name, 'AccessDeniedException')
  assert.ok(message.includes(`is not authorized to perform: dynamodb:ExportTableToPointInTime on resource: ${arnOf('Source')}`))
  await rights('dynamodb:ExportTableToPointInTime')
  const denied = await run('Source', Bucket, {}, by)
  assert.equal(denied.FailureCode, 'S3AccessDenied')
  assert.ok(denied.FailureMessage.includes('arn:aws:iam::000000000000:user/exporter is not authorized to perform: s3:PutObject on resource'))
  await rights('dynamodb:ExportTableToPointInTime', 's3:PutObject', 's3:PutObjectAcl')
  assert.equal((await run('Source', Bucket, {}, by)).ExportStatus, 'COMPLETED')
})

test('another account\'s bucket takes its owner\'s policy, and its owner\'s number', async () => {
  const owner = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } }).s3
  const theirs = await bucketMake(owner), mine = { AWS: '000000000000' }
  assert.equal((await run('Source', theirs)).FailureCode, 'S3AccessDenied')
  assert.equal((await run('Source', theirs, { S3BucketOwner: '111122223333' })).FailureCode, 'S3AccessDenied')
  const let_in = (more) => owner.PutBucketPolicy({ Bucket: theirs, Policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: mine, Action: ['s3:PutObject', 's3:PutObjectAcl'], Resource: `arn:aws:s3:::${theirs}/*`, ...more } }) })
  await let_in({ Condition: { Bool: { 'aws:ViaAWSService': 'true' } } })
  const over = await run('Source', theirs, { S3BucketOwner: '111122223333' })
  assert.deepEqual([over.ExportStatus, over.S3BucketOwner], ['COMPLETED', '111122223333'])
  assert.equal((await exported(owner, over)).lines.length, 3)
  assert.equal((await run('Source', theirs)).FailureCode, 'S3AccessDenied')
})

test('a table that is deleted meanwhile is exported all the same', async () => {
  await dynamodb.CreateTable(table('Brief'))
  await recover('Brief')
  await put('Brief', 'a', 'b')
  const begun = await start('Brief', Bucket)
  await dynamodb.DeleteTable({ TableName: 'Brief' })
  const over = await ended(begun)
  assert.deepEqual([over.ExportStatus, over.ItemCount, over.TableId], ['COMPLETED', 2, begun.TableId])
  assert.deepEqual((await dynamodb.ListExports({ TableArn: arnOf('Brief') })).ExportSummaries, [])
  await dynamodb.CreateTable(table('Brief'))
  assert.deepEqual((await dynamodb.ListExports({ TableArn: arnOf('Brief') })).ExportSummaries, [])
})

test('exports are listed, the newest of a table first, in pages, for ninety days', async () => {
  await dynamodb.CreateTable(table('Many'))
  await recover('Many')
  const arns = []
  for (let i = 0; i < 12; i++) {
    arns.unshift((await start('Many', 'no-such-bucket-at-all')).ExportArn)
    await nube.clock({ advance: 1 })
  }
  await nube.quiet()
  const list = async (input) => (await dynamodb.ListExports({ TableArn: arnOf('Many'), ...input }))
  const page = await list()
  assert.deepEqual(page.ExportSummaries, arns.slice(0, 10).map((ExportArn) => ({ ExportArn, ExportStatus: 'FAILED', ExportType: 'FULL_EXPORT' })))
  const rest = await list({ NextToken: page.NextToken })
  assert.deepEqual([rest.ExportSummaries.map((one) => one.ExportArn), rest.NextToken], [arns.slice(10), undefined])
  const all = []
  for (let NextToken; ; ) {
    const some = await dynamodb.ListExports({ MaxResults: 7, NextToken })
    all.push(...some.ExportSummaries.map((one) => one.ExportArn))
    if (!(NextToken = some.NextToken)) break
  }
  assert.deepEqual(all, [...all].sort().reverse())
  assert.equal(new Set(all).size, all.length)
  assert.ok(arns.every((arn) => all.includes(arn)))
  await invalid(list({ NextToken: '0'.repeat(112) }), `Invalid Request: Provided nextToken is invalid: ${'0'.repeat(112)}`)
  await invalid(list({ MaxResults: 26 }), "1 validation error detected: Value '26' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 25")
  await nube.clock({ advance: 90 * 24 * 3600 })
  assert.deepEqual((await list()).ExportSummaries, [])
  await refused(dynamodb.DescribeExport({ ExportArn: arns[0] }), 'ExportNotFoundException', `Export not found: Export not found: ${arns[0]}`)
})

test('a state machine exports, in its role\'s name', async () => {
  const { Role } = await iam.CreateRole({ RoleName: 'exports', AssumeRolePolicyDocument: trust('states.amazonaws.com') })
  const rights = (...actions) => iam.PutRolePolicy({ RoleName: 'exports', PolicyName: 'rights', PolicyDocument: allow(actions) })
  const definition = (TableArn) => JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime', Parameters: { TableArn, S3Bucket: Bucket }, End: true } } })
  const execute = async (name, TableArn) => {
    const { stateMachineArn } = await states.CreateStateMachine({ name, roleArn: Role.Arn, definition: definition(TableArn) })
    const { executionArn } = await states.StartExecution({ stateMachineArn })
    await nube.quiet()
    return states.DescribeExecution({ executionArn })
  }
  await rights('dynamodb:ExportTableToPointInTime')
  const first = JSON.parse((await execute('first', arnOf('Source'))).output).ExportDescription
  assert.match(first.StartTime, /^\d{4}-\d\d-\d\dT/)
  assert.equal((await describe(first.ExportArn)).FailureCode, 'S3AccessDenied')
  await rights('dynamodb:ExportTableToPointInTime', 's3:PutObject', 's3:PutObjectAcl')
  const second = JSON.parse((await execute('second', arnOf('Source'))).output).ExportDescription
  assert.equal((await describe(second.ExportArn)).ExportStatus, 'COMPLETED')
  assert.equal((await execute('third', arnOf('Plain'))).error, 'DynamoDb.PointInTimeRecoveryUnavailableException')
})

test('exports that are not', async () => {
  const of = (ExportArn) => dynamodb.DescribeExport({ ExportArn })
  const never = `${arnOf('Source')}/export/01234567890123-abcdefab`
  await refused(of(never), 'ExportNotFoundException', `Export not found: Export not found: ${never}`)
  await refused(of(never.replace('us-east-1', 'us-west-2')), 'ExportNotFoundException', 'Export not found: Invalid export arn')
  for (const arn of [arnOf('nonexistent_table_xyz'), never.replace('/export/', '/import/'), 'x'.repeat(40)]) await invalid(of(arn), 'Invalid Export ARN')
})

test('the CLI exports, and pages through what there is', async () => {
  if (!cliIsHere()) return
  const { cli } = commands(nube, 'dynamodb')
  const { ExportArn } = (await cli('export-table-to-point-in-time', '--table-arn', arnOf('Source'), '--s3-bucket', Bucket, '--s3-prefix', 'cli')).ExportDescription
  await nube.quiet()
  const { ExportDescription: over } = await cli('describe-export', '--export-arn', ExportArn)
  assert.deepEqual([over.ExportStatus, over.ItemCount], ['COMPLETED', 3])
  const { ExportSummaries } = await cli('list-exports', '--table-arn', arnOf('Source'))
  assert.equal(ExportSummaries[0].ExportArn, ExportArn)
}, { seconds: 60 })

test('a Nube that is killed goes on where it was', async () => {
  const data = folder()
  let own = await Nube.start(['--data-dir', data])
  let api = own.api()
  await api.dynamodb.CreateTable(table('Large'))
  await api.dynamodb.UpdateContinuousBackups({ TableName: 'Large', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })
  const S3Bucket = await bucketMake(api.s3)
  const filler = 'x'.repeat(300000)
  const ids = Array.from({ length: 240 }, (_, i) => `item-${i}`) // more than two files
  for (let i = 0; i < ids.length; i += 20) await Promise.all(ids.slice(i, i + 20).map((pk) => api.dynamodb.PutItem({ TableName: 'Large', Item: { pk: S(pk), filler: S(filler + pk) } })))
  const { ExportArn } = (await api.dynamodb.ExportTableToPointInTime({ TableArn: arnOf('Large'), S3Bucket })).ExportDescription
  let kills = 0
  const status = async () => (await api.dynamodb.DescribeExport({ ExportArn })).ExportDescription.ExportStatus
  for (let wait = 30; wait <= 480 && (await status()) === 'IN_PROGRESS'; wait *= 2, kills++) {
    await new Promise((over) => setTimeout(over, wait))
    await own.end('SIGKILL')
    own = await Nube.start(['--data-dir', data])
    api = own.api()
  }
  await until('the export ends', async () => (await status()) !== 'IN_PROGRESS', 30)
  const over = (await api.dynamodb.DescribeExport({ ExportArn })).ExportDescription
  const { files, lines } = await exported(api.s3, over)
  assert.ok(kills > 0 && files.length > 2)
  assert.deepEqual([over.ExportStatus, over.ItemCount], ['COMPLETED', ids.length])
  assert.deepEqual(lines.map(({ Item }) => Item.pk.S).sort(), [...ids].sort())
  assert.equal((await keysOf(api.s3, S3Bucket, '')).length, files.length + 5)
  await own.stop()
}, { seconds: 120 })
