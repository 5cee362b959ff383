// DynamoDB's imports from S3 by the AWS SDK and the CLI: formats, what is an error and what ends an object, whose right counts, and a Nube that is killed.
import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'

import { cliIsHere, commands } from '../support/js/cli.js'
import { allow } from '../support/js/policies.js'
import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, folder, Nube, until } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table, units } from '../support/js/dynamodb.js'
import { exported } from '../support/js/transfers.js'

const nube = await Nube.start()
const { dynamodb, iam, s3 } = nube.api()
after(() => nube.stop())

const Bucket = await bucketMake(s3)
const arnOf = (name) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`
const ZSTD = 'KLUv/SA0JQEA4HsiSXRlbSI6eyJwa1MiOiJhIn19fQpiIn19fQoCAD0JhS1J'
const validation = 'Some of the items failed validation checks and were not imported. Please check CloudWatch error logs for more details.'
const jsonLines = (...items) => items.map((Item) => `${JSON.stringify({ Item })}\n`).join('')

// Objects as { name: body } below a prefix of their own.
let prefixes = 0
async function objects(all, at = s3, bucket = Bucket) {
  const S3KeyPrefix = `in-${prefixes++}/`
  for (const [name, Body] of Object.entries(all)) await at.PutObject({ Bucket: bucket, Key: S3KeyPrefix + name, Body })
  return S3KeyPrefix
}
const request = (TableName, S3KeyPrefix, { keys, indexes, parameters, source, ...more } = {}) => ({
  S3BucketSource: { S3Bucket: Bucket, S3KeyPrefix, ...source },
  InputFormat: 'DYNAMODB_JSON',
  TableCreationParameters: { ...table(TableName, keys, { indexes }), ...parameters },
  ...more,
})
const start = async (...given) => (await dynamodb.ImportTable(request(...given))).ImportTableDescription
const describe = async (ImportArn) => (await dynamodb.DescribeImport({ ImportArn })).ImportTableDescription
async function run(...given) {
  const { ImportArn } = await start(...given)
  await nube.quiet()
  return describe(ImportArn)
}
const counts = (d) => [d.ImportStatus, d.ProcessedItemCount, d.ImportedItemCount, d.ErrorCount]
async function scan(TableName, api = dynamodb) {
  const items = []
  for (let ExclusiveStartKey; ; ) {
    const page = await api.Scan({ TableName, ExclusiveStartKey, ConsistentRead: true })
    items.push(...page.Items)
    if (!(ExclusiveStartKey = page.LastEvaluatedKey)) return items
  }
}
const byKey = (items) => items.sort((a, b) => (a.pk.S < b.pk.S ? -1 : 1))
const statusOf = async (TableName) => (await dynamodb.DescribeTable({ TableName })).Table.TableStatus

test('an import: its description, its table', async () => {
  const S3KeyPrefix = await objects({ 'a.json': jsonLines({ pk: S('a'), g: S('x') }), empty: '', 'b.json': `\n  \n${jsonLines({ pk: S('b'), n: N('1.50') })}\t\n` })
  const begun = await start('First', S3KeyPrefix, { ClientToken: 'first', indexes: { byG: { keys: 'g:S' } } })
  assert.match(begun.ImportArn, /^arn:aws:dynamodb:us-east-1:000000000000:table\/First\/import\/0\d{13}-[0-9a-f]{8}$/)
  assert.deepEqual(Object.keys(begun).sort(), ['ClientToken', 'CloudWatchLogGroupArn', 'ErrorCount', 'ImportArn', 'ImportStatus', 'ImportedItemCount', 'InputCompressionType', 'InputFormat',
    'ProcessedItemCount', 'S3BucketSource', 'StartTime', 'TableArn', 'TableCreationParameters', 'TableId'])
  assert.deepEqual([...counts(begun), begun.ClientToken, begun.TableArn, begun.InputCompressionType, begun.CloudWatchLogGroupArn],
    ['IN_PROGRESS', 0, 0, 0, 'first', arnOf('First'), 'NONE', 'arn:aws:logs:us-east-1:000000000000:log-group:/aws-dynamodb/imports:*'])
  assert.deepEqual(begun.S3BucketSource, { S3Bucket: Bucket, S3KeyPrefix, S3BucketOwner: '000000000000' })
  assert.deepEqual(begun.TableCreationParameters, request('First', '', { indexes: { byG: { keys: 'g:S' } } }).TableCreationParameters)
  await nube.quiet()
  const over = await describe(begun.ImportArn)
  const { EndTime, ProcessedSizeBytes, ...rest } = over
  assert.deepEqual({ ...rest, ImportStatus: 'IN_PROGRESS', ImportedItemCount: 0, ProcessedItemCount: 0 }, begun)
  assert.deepEqual([counts(over), EndTime >= begun.StartTime], [['COMPLETED', 2, 2, 0], true])
  assert.equal(ProcessedSizeBytes, 4 + 2 + jsonLines({ pk: S('a'), g: S('x') }, { pk: S('b'), n: N('1.50') }).length)
  assert.deepEqual(byKey(await scan('First')), [{ pk: S('a'), g: S('x') }, { pk: S('b'), n: N('1.5') }])
  const { Table } = await dynamodb.DescribeTable({ TableName: 'First' })
  assert.deepEqual([Table.TableStatus, Table.TableId, Table.ItemCount, Table.GlobalSecondaryIndexes[0].ItemCount], ['ACTIVE', begun.TableId, 2, 1])
  const byG = await dynamodb.Query({ TableName: 'First', IndexName: 'byG', KeyConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': S('x') } })
  assert.deepEqual(byG.Items, [{ pk: S('a'), g: S('x') }])
  await dynamodb.UpdateTimeToLive({ TableName: 'First', TimeToLiveSpecification: { Enabled: true, AttributeName: 't' } })
})

test('ten thousand items of every type, exported and imported again, are the same', async () => {
  await dynamodb.CreateTable(table('Types', 'pk:S sk:N', { indexes: { byB: { keys: 'b:B' } } }))
  await dynamodb.UpdateContinuousBackups({ TableName: 'Types', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })
  const bytes = (...all) => new Uint8Array(all)
  const item = (i) => ({
    pk: S(`key-${i % 97} "\\ \u0000\n zażółć 日本語 🦑`), sk: N(i), b: { B: bytes(1, 255, i % 256) }, empty: S(''), none: { B: bytes() }, t: { BOOL: true }, f: { BOOL: false }, nul: { NULL: true },
    big: N('12345678901234567890123456789012345678'), small: N('1E-130'), neg: N('-17.5'), ss: { SS: ['a', 'b', `c${i}`] }, ns: { NS: ['1', '-2', '3.5'] }, bs: { BS: [bytes(0), bytes(1, 2)] },
    l: { L: [S('x'), N(7), { L: [] }, { M: {} }, { NULL: true }, { B: bytes(9) }] }, m: { M: { a: S('in'), 'b.c': { M: { d: N(i) } } } }, ['n'.repeat(200)]: S('long name'),
  })
  for (let i = 0; i < 10000; i += 25 * 16) {
    const batches = Array.from({ length: 16 }, (_, b) => Array.from({ length: 25 }, (_, n) => i + b * 25 + n).filter((n) => n < 10000))
    await Promise.all(batches.filter((ids) => ids.length).map((ids) => dynamodb.BatchWriteItem({ RequestItems: { Types: ids.map((n) => ({ PutRequest: { Item: item(n) } })) } })))
  }
  const { ExportArn } = (await dynamodb.ExportTableToPointInTime({ TableArn: arnOf('Types'), S3Bucket: Bucket, S3Prefix: 'types' })).ExportDescription
  await nube.quiet(0, 30)
  const { ExportDescription } = await dynamodb.DescribeExport({ ExportArn })
  const { lines } = await exported(s3, ExportDescription)
  assert.deepEqual([ExportDescription.ItemCount, lines.length], [10000, 10000])
  const { ImportArn } = await start('Types2', ExportDescription.ExportManifest.replace('manifest-summary.json', 'data/'), { keys: 'pk:S sk:N', indexes: { byB: { keys: 'b:B' } }, InputCompressionType: 'GZIP' })
  await nube.quiet(0, 30)
  assert.deepEqual(counts(await describe(ImportArn)), ['COMPLETED', 10000, 10000, 0])
  const whole = async (name) => (await scan(name)).sort((a, b) => a.sk.N - b.sk.N)
  const [before, again] = [await whole('Types'), await whole('Types2')]
  assert.equal(before.length, 10000)
  assert.deepEqual(again, before)
  const sizes = async (name) => (({ ItemCount, TableSizeBytes, GlobalSecondaryIndexes: [{ IndexSizeBytes }] }) => [ItemCount, TableSizeBytes, IndexSizeBytes])((await dynamodb.DescribeTable({ TableName: name })).Table)
  assert.deepEqual(await sizes('Types2'), await sizes('Types'))
  const wrong = await run('Types3', 'types/', { keys: 'pk:S sk:N', InputCompressionType: 'GZIP' })
  assert.deepEqual(counts(wrong), ['FAILED', 10004, 10000, 4]) // its four manifests are no gzip
}, { seconds: 120 })

test('what is no item ends its object, what breaks DynamoDB\'s rules is passed over', async () => {
  const good = (pk) => ({ pk: S(pk), sk: N(1) }), rest = jsonLines(good('never'))
  const S3KeyPrefix = await objects({
    '0-good': jsonLines(good('a'), good('b')),
    '1-no-json': `${jsonLines(good('c'))}{"Item": \n${rest}`,
    '2-no-item': `{"NotAnItem": {}}\n${rest}`,
    '3-no-type': `{"Item": {"pk": "x"}}\n${rest}`,
    '4-keys': jsonLines({ sk: N(1) }, good('d'), { pk: S('x') }, { pk: S('x'), sk: S('1') }, good('e'), { ...good('x'), '': S('v') }, { pk: S(''), sk: N(1) }, good('f')),
    '5-rules': jsonLines({ ...good('x'), n: N('1e400') }, { ...good('x'), ss: { SS: [] } }, { ...good('x'), l: S('y'.repeat(400 * 1024)) }, good('g')),
    '6-index': jsonLines({ ...good('x'), g: N(1) }, { ...good('x'), g: S('') }, { ...good('h'), g: S('y') }),
    '7-twice': jsonLines({ ...good('a'), which: S('second') }),
  })
  const over = await run('Bad', S3KeyPrefix, { keys: 'pk:S sk:N', indexes: { byG: { keys: 'g:S' } } })
  assert.deepEqual([counts(over), over.FailureCode, over.FailureMessage], [['FAILED', 9 + 13, 9, 13], 'ItemValidationError', validation])
  assert.deepEqual([...new Set((await scan('Bad')).map(({ pk }) => pk.S))].sort(), ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  assert.equal(await statusOf('Bad'), 'ACTIVE')
})

test('prefixes are texts, one may be a whole key, and nothing below one is no failure', async () => {
  await objects({}) // keeps numbers apart
  for (const [Key, Body] of [['data/1.json', jsonLines({ pk: S('a') })], ['data2/x.json', 'garbage'], ['data.bak', 'garbage']]) await s3.PutObject({ Bucket, Key, Body })
  assert.deepEqual(counts(await run('Raw', 'data')), ['FAILED', 3, 1, 2])
  assert.deepEqual(counts(await run('One', 'data/1.json')), ['COMPLETED', 1, 1, 0])
  const nothing = await run('Nothing', 'no/such/prefix')
  assert.deepEqual([counts(nothing), nothing.ProcessedSizeBytes, await statusOf('Nothing'), await scan('Nothing')], [['COMPLETED', 0, 0, 0], 0, 'ACTIVE', []])
  const { S3BucketSource: all, ...others } = request('All', '')
  const own = await bucketMake(s3)
  await s3.PutObject({ Bucket: own, Key: 'x', Body: jsonLines({ pk: S('a') }) })
  const { ImportArn } = (await dynamodb.ImportTable({ ...others, S3BucketSource: { S3Bucket: own } })).ImportTableDescription
  await nube.quiet()
  assert.deepEqual(counts(await describe(ImportArn)), ['COMPLETED', 1, 1, 0])
  assert.equal(all.S3Bucket, Bucket)
})

test('packed by gzip and by zstd, and not what it is said to be', async () => {
  const text = jsonLines({ pk: S('a') }, { pk: S('b') })
  const zstd = Buffer.from(ZSTD, 'base64') // of the same text
  const of = async (name, Body, InputCompressionType) => run(name, await objects({ x: Body }), { InputCompressionType })
  const good = await of('Gzip', gzipSync(text), 'GZIP')
  assert.deepEqual([counts(good), good.ProcessedSizeBytes, good.InputCompressionType], [['COMPLETED', 2, 2, 0], text.length, 'GZIP'])
  assert.deepEqual(counts(await of('Gzips', Buffer.concat([gzipSync(text), gzipSync(jsonLines({ pk: S('c') }))]), 'GZIP')), ['COMPLETED', 3, 3, 0])
  const squeezed = await of('Zstd', zstd, 'ZSTD')
  assert.deepEqual([counts(squeezed), squeezed.ProcessedSizeBytes, byKey(await scan('Zstd'))], [['COMPLETED', 2, 2, 0], text.length, [{ pk: S('a') }, { pk: S('b') }]])
  for (const [name, body, how] of [['PlainAsGzip', text, 'GZIP'], ['PlainAsZstd', text, 'ZSTD'], ['GzipAsPlain', gzipSync(text), 'NONE'], ['ZstdAsGzip', zstd, 'GZIP'], ['HalfZstd', zstd.subarray(0, 20), 'ZSTD']]) {
    const wrong = await of(name, body, how)
    assert.deepEqual([name, counts(wrong), wrong.FailureCode], [name, ['FAILED', 1, 0, 1], 'ItemValidationError'])
  }
  const cut = await of('Cut', gzipSync(`${text}${'{"Item":{"pk":{"S":"c"}}}\n'.repeat(50)}`).subarray(0, -9), 'GZIP')
  assert.deepEqual([cut.ImportStatus, cut.ErrorCount], ['FAILED', 1])
})

test('CSV: columns, delimiters, quotes, types of keys', async () => {
  const csv = async (name, Body, { keys, indexes, ...Csv } = {}) => {
    const over = await run(name, await objects({ x: Body }), { keys, indexes, InputFormat: 'CSV', ...(Object.keys(Csv).length && { InputFormatOptions: { Csv } }) })
    assert.deepEqual(over.InputFormatOptions, Object.keys(Csv).length ? { Csv } : undefined)
    return [...counts(over), byKey(await scan(name))]
  }
  assert.deepEqual(await csv('Plain', 'pk,a,n\nx,hello,1\ny,,2\n'), ['COMPLETED', 2, 2, 0, [{ pk: S('x'), a: S('hello'), n: S('1') }, { pk: S('y'), n: S('2') }]])
  assert.deepEqual(await csv('Quotes', 'pk,a\r\n"x, y","say ""hi""\nthere"\r\nz,6" nail\r\n"q" ,""'),
    ['COMPLETED', 3, 3, 0, [{ pk: S('q') }, { pk: S('x, y'), a: S('say "hi"\nthere') }, { pk: S('z'), a: S('6" nail') }]])
  assert.deepEqual(await csv('Given', 'x;1\n\ny;2', { Delimiter: ';', HeaderList: ['pk', 'val'] }), ['COMPLETED', 2, 2, 0, [{ pk: S('x'), val: S('1') }, { pk: S('y'), val: S('2') }]])
  assert.deepEqual(await csv('Tabs', 'pk\ta,b\nx\t1,2\n', { Delimiter: '\t' }), ['COMPLETED', 1, 1, 0, [{ pk: S('x'), 'a,b': S('1,2') }]])
  assert.deepEqual(await csv('Typed', 'pk,sk,g,h\nx,1.50,7,AQI=\nx,2,,\n', { keys: 'pk:S sk:N', indexes: { byG: { keys: 'g:N' }, byH: { keys: 'h:B' } } }),
    ['COMPLETED', 2, 2, 0, [{ pk: S('x'), sk: N('1.5'), g: N(7), h: { B: new Uint8Array([1, 2]) } }, { pk: S('x'), sk: N(2) }]])
  assert.deepEqual(await csv('NoKey', 'title,artist\nThe Dark Side of the Moon,Pink Floyd\n'), ['FAILED', 1, 0, 1, []])
  assert.deepEqual(await csv('Counts', 'pk,a\nx,1\ny\nz,1,2\nw,2\n'), ['FAILED', 4, 2, 2, [{ pk: S('w'), a: S('2') }, { pk: S('x'), a: S('1') }]])
  assert.deepEqual(await csv('Number', 'pk,sk\nx,one\nx,1\n', { keys: 'pk:S sk:N' }), ['FAILED', 2, 1, 1, [{ pk: S('x'), sk: N(1) }]])
  assert.deepEqual(await csv('Open', 'pk,a\nx,1\ny,"2\nz,3\n'), ['FAILED', 2, 1, 1, [{ pk: S('x'), a: S('1') }]])
  assert.deepEqual(await csv('Behind', 'pk,a\nx,1\ny,"2"3\nz,3\n'), ['FAILED', 2, 1, 1, [{ pk: S('x'), a: S('1') }]])
  assert.deepEqual(await csv('Twice', 'pk,pk\nx,1\n'), ['FAILED', 1, 0, 1, []])
  assert.deepEqual(await csv('Heads', 'pk,a\n'), ['COMPLETED', 0, 0, 0, []])
  assert.deepEqual(await csv('Latin', Buffer.concat([Buffer.from('pk,a\nx,'), Buffer.from([0xe9]), Buffer.from('\ny,2\n')])), ['FAILED', 2, 1, 1, [{ pk: S('y'), a: S('2') }]])
})

test('what is refused at once', async () => {
  const of = (more) => dynamodb.ImportTable(request('Never', 'x', more))
  await refused(dynamodb.ImportTable(request('First', 'x')), 'ResourceInUseException', 'Table already exists: First')
  await invalid(of({ InputFormatOptions: { Csv: { Delimiter: ',' } } }), 'Invalid Request: Unsupported InputFormatOptions for the given input format: DYNAMODB_JSON.')
  await invalid(of({ InputCompressionType: 'BZIP2' }), "1 validation error detected: Value 'BZIP2' at 'inputCompressionType' failed to satisfy constraint: Member must satisfy enum value set: [ZSTD, NONE, GZIP]")
  await invalid(of({ parameters: { BillingMode: undefined } }), `${INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`)
  for (const ClientToken of ['$', 'has$dollar', ''])
    await invalid(of({ ClientToken }), `1 validation error detected: Value '${ClientToken}' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[^\\$]+$`)
  const { name, message } = await failure(of({ parameters: { AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }] } }))
  assert.deepEqual([name, /AttributeDefinitions/.test(message)], ['ValidationException', true])
  const ion = await failure(of({ InputFormat: 'ION' }))
  assert.deepEqual([ion.name, ion.status], ['NotImplementedException', 501])
  const body = JSON.stringify(request('Never', 'x'))
  const answer = await fetch(nube.url, { method: 'POST', body, headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ImportTable', authorization: 'AWS4-HMAC-SHA256 Credential=test/20261201/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0' } })
  assert.equal((await answer.json()).message, "1 validation error detected: Value null at 'clientToken' failed to satisfy constraint: Member must not be null")
  await refused(dynamodb.DescribeTable({ TableName: 'Never' }), 'ResourceNotFoundException', 'Requested resource not found: Table: Never not found')
})

// A large one, asked while it runs.
test('a token, and a table that is being imported', async () => {
  const line = jsonLines({ pk: S('a'), filler: S('x'.repeat(1000)) })
  const S3KeyPrefix = await objects({ x: Array.from({ length: 20000 }, (_, i) => line.replace('"a"', `"key-${i}"`)).join('') })
  const begun = await start('Slow', S3KeyPrefix, { ClientToken: 'slow' })
  await until('the table is there', () => statusOf('Slow'))
  const same = async (more) => (await start('Slow', S3KeyPrefix, { ClientToken: 'slow', ...more })).ImportArn
  const using = 'Attempt to change a resource which is still in use: Table is being created: Slow'
  const soon = ['ContinuousBackupsUnavailableException', 'Backups are being enabled for the table: Slow. Please retry later']
  const missing = ['ResourceNotFoundException', 'Requested resource not found']
  assert.equal(await statusOf('Slow'), 'CREATING')
  assert.deepEqual(counts(await describe(begun.ImportArn)), ['IN_PROGRESS', 0, 0, 0])
  assert.equal(await same(), begun.ImportArn)
  assert.equal(await same({ InputFormat: 'CSV', InputCompressionType: 'GZIP', source: { S3KeyPrefix: 'other', S3Bucket: 'other-bucket' } }), begun.ImportArn)
  await refused(start('Other', S3KeyPrefix, { ClientToken: 'slow' }), 'ImportConflictException', 'Import conflict: Duplicate request detected with conflicting parameters')
  await refused(dynamodb.DeleteTable({ TableName: 'Slow' }), 'ResourceInUseException', using)
  await refused(dynamodb.UpdateTable({ TableName: 'Slow', DeletionProtectionEnabled: true }), 'ResourceInUseException', using)
  await refused(dynamodb.UpdateTimeToLive({ TableName: 'Slow', TimeToLiveSpecification: { Enabled: true, AttributeName: 't' } }), 'ResourceInUseException', using)
  await refused(dynamodb.CreateTable(table('Slow')), 'ResourceInUseException', 'Table already exists: Slow')
  await refused(start('Slow', S3KeyPrefix), 'ResourceInUseException', 'Table already exists: Slow')
  await refused(dynamodb.PutItem({ TableName: 'Slow', Item: { pk: S('a') } }), ...missing)
  await refused(dynamodb.CreateBackup({ TableName: 'Slow', BackupName: 'early' }), ...soon)
  await refused(dynamodb.UpdateContinuousBackups({ TableName: 'Slow', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }), ...soon)
  await dynamodb.DescribeContinuousBackups({ TableName: 'Slow' })
  assert.equal((await dynamodb.ListImports({ TableArn: arnOf('Slow') })).ImportSummaryList[0].ImportStatus, 'IN_PROGRESS')
  assert.equal(await statusOf('Slow'), 'CREATING') // it was all the while
  await nube.quiet(0, 30)
  assert.deepEqual(counts(await describe(begun.ImportArn)), ['COMPLETED', 20000, 20000, 0])
  await refused(same(), 'ResourceInUseException', 'Table already exists: Slow')
  await dynamodb.DeleteTable({ TableName: 'Slow' })
  assert.equal(await same(), begun.ImportArn)
  await nube.clock({ advance: 8 * 3600 + 60 })
  assert.notEqual(await same(), begun.ImportArn)
  await nube.quiet(0, 30)
}, { seconds: 60 })

test('what the bucket says is told by the import', async () => {
  const told = ({ ImportStatus, FailureCode, FailureMessage }) => [ImportStatus, FailureCode, FailureMessage.replace(/ \(Service: Amazon S3; .*\)$/, '')]
  const gone = await run('Gone', 'x', { source: { S3Bucket: 'no-such-bucket-at-all' } })
  assert.deepEqual([told(gone), counts(gone).slice(1), gone.ProcessedSizeBytes], [['FAILED', 'S3NoSuchBucket', 'The specified bucket does not exist'], [0, 0, 0], 0])
  await refused(dynamodb.DescribeTable({ TableName: 'Gone' }), 'ResourceNotFoundException', 'Requested resource not found: Table: Gone not found')
  assert.deepEqual(told(await run('Foreign', 'x', { source: { S3BucketOwner: '111122223333' } })), ['FAILED', 'S3AccessDenied', 'Access Denied'])
  await iam.CreateUser({ UserName: 'importer' })
  const rights = (...actions) => iam.PutUserPolicy({ UserName: 'importer', PolicyName: 'rights', PolicyDocument: allow(actions) })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'importer' })
  const by = nube.api({ credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } }).dynamodb
  const S3KeyPrefix = await objects({ x: jsonLines({ pk: S('a') }) })
  const runBy = async (name) => {
    const { ImportArn } = (await by.ImportTable(request(name, S3KeyPrefix))).ImportTableDescription
    await nube.quiet()
    return describe(ImportArn)
  }
  await rights('s3:*')
  assert.match((await failure(by.ImportTable(request('Denied', S3KeyPrefix)))).message, new RegExp(`is not authorized to perform: dynamodb:ImportTable on resource: ${arnOf('Denied')}`))
  await rights('dynamodb:ImportTable')
  const unlisted = await runBy('Unlisted')
  assert.deepEqual([unlisted.FailureCode, /user\/importer is not authorized to perform: s3:ListBucket/.test(unlisted.FailureMessage)], ['S3AccessDenied', true])
  await rights('dynamodb:ImportTable', 's3:ListBucket')
  const unread = await runBy('Unread')
  assert.deepEqual([unread.FailureCode, /s3:GetObject/.test(unread.FailureMessage), await statusOf('Unread'), await scan('Unread')], ['S3AccessDenied', true, 'ACTIVE', []])
  await rights('dynamodb:ImportTable', 's3:ListBucket', 's3:GetObject')
  assert.deepEqual(counts(await runBy('Let')), ['COMPLETED', 1, 1, 0])
  const closed = await bucketMake(s3)
  await s3.PutBucketPolicy({ Bucket: closed, Policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${closed}` } }) })
  assert.equal((await run('Closed', 'x', { source: { S3Bucket: closed } })).FailureCode, 'S3AccessDenied')
})

test('two imports into one name: one of them makes the table', async () => {
  const S3KeyPrefix = await objects({ x: jsonLines({ pk: S('a') }) })
  const all = await Promise.all(['1', '2', '3'].map((ClientToken) => start('Same', S3KeyPrefix, { ClientToken }).catch((error) => error)))
  await nube.quiet()
  const ends = await Promise.all(all.map((one) => (one.ImportArn ? describe(one.ImportArn).then((d) => d.FailureCode ?? d.ImportStatus) : one.name)))
  assert.equal(ends.filter((end) => end === 'COMPLETED').length, 1)
  assert.ok(ends.every((end) => ['COMPLETED', 'TableAlreadyExists', 'ResourceInUseException'].includes(end)), ends.join())
  assert.equal((await scan('Same')).length, 1)
})

test('imports are listed, the newest first, in pages, though their tables are gone', async () => {
  const list = async (input) => dynamodb.ListImports(input)
  const before = (await list({ PageSize: 25 })).ImportSummaryList
  const times = before.map(({ StartTime }) => +StartTime)
  assert.deepEqual(times, [...times].sort((a, b) => b - a))
  const first = await list({})
  assert.equal(first.ImportSummaryList.length, 10)
  const all = []
  for (let NextToken; ; ) {
    const page = await list({ PageSize: 7, NextToken })
    all.push(...page.ImportSummaryList.map(({ ImportArn }) => ImportArn))
    if (!(NextToken = page.NextToken)) break
  }
  assert.equal(new Set(all).size, all.length)
  const [one, ...others] = (await list({ TableArn: arnOf('First') })).ImportSummaryList
  assert.deepEqual([Object.keys(one).sort(), others], [['CloudWatchLogGroupArn', 'EndTime', 'ImportArn', 'ImportStatus', 'InputFormat', 'S3BucketSource', 'StartTime', 'TableArn'], []])
  await dynamodb.DeleteTable({ TableName: 'First' })
  assert.deepEqual((await list({ TableArn: arnOf('First') })).ImportSummaryList, [one])
  assert.equal((await describe(one.ImportArn)).ImportStatus, 'COMPLETED')
  await invalid(list({ NextToken: '0'.repeat(112) }), `Invalid Request: Provided nextToken is invalid: ${'0'.repeat(112)}`)
  await invalid(list({ PageSize: 26 }), "1 validation error detected: Value '26' at 'pageSize' failed to satisfy constraint: Member must have value less than or equal to 25")
  const never = `${arnOf('Source')}/import/01234567890123-abcdefab`
  await refused(dynamodb.DescribeImport({ ImportArn: never }), 'ImportNotFoundException', `Import not found: Import not found: ${never}`)
  for (const arn of [arnOf('nonexistent_table_xyz'), never.replace('/import/', '/export/'), never.replace('Source', 'x'), 'x'.repeat(40)]) await invalid(dynamodb.DescribeImport({ ImportArn: arn }), 'Invalid Import ARN')
})

test('objects that go meanwhile are errors, and a table with provisioned throughput is not throttled', async () => {
  const line = (i) => jsonLines({ pk: S(`key-${i}`), filler: S('x'.repeat(1000)) })
  const all = Object.fromEntries(Array.from({ length: 6 }, (_, o) => [`${o}`, Array.from({ length: 2000 }, (_, i) => line(o * 2000 + i)).join('')]))
  const S3KeyPrefix = await objects(all)
  const { ImportArn } = await start('Changing', S3KeyPrefix, { parameters: { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(1) } })
  await s3.DeleteObject({ Bucket, Key: `${S3KeyPrefix}5` })
  await nube.quiet(0, 30)
  const over = await describe(ImportArn)
  assert.ok(['COMPLETED', 'FAILED'].includes(over.ImportStatus))
  assert.deepEqual([over.ImportedItemCount, (await scan('Changing')).length], [10000, 10000])
}, { seconds: 60 })

test('the CLI imports', async () => {
  if (!cliIsHere()) return
  const { cli } = commands(nube, 'dynamodb')
  const S3KeyPrefix = await objects({ x: 'pk,a\nx,1\n' })
  const parameters = JSON.stringify(request('Cli', '').TableCreationParameters)
  const { ImportArn } = (await cli('import-table', '--s3-bucket-source', `S3Bucket=${Bucket},S3KeyPrefix=${S3KeyPrefix}`, '--input-format', 'CSV', '--table-creation-parameters', parameters)).ImportTableDescription
  await nube.quiet()
  assert.deepEqual(counts((await cli('describe-import', '--import-arn', ImportArn)).ImportTableDescription), ['COMPLETED', 1, 1, 0])
  assert.equal((await cli('list-imports', '--table-arn', arnOf('Cli'))).ImportSummaryList[0].ImportArn, ImportArn)
}, { seconds: 60 })

test('a Nube that is killed goes on where it was', async () => {
  const data = folder()
  let own = await Nube.start(['--data-dir', data])
  let api = own.api()
  const bucket = await bucketMake(api.s3)
  const line = (i) => jsonLines({ pk: S(`key-${i}`), filler: S('x'.repeat(500)) })
  for (let o = 0; o < 3; o++) await api.s3.PutObject({ Bucket: bucket, Key: `in/${o}.gz`, Body: gzipSync(Array.from({ length: 10000 }, (_, i) => line(o * 10000 + i)).join('')) })
  await api.s3.PutObject({ Bucket: bucket, Key: 'in/3.gz', Body: gzipSync(`${line('last')}garbage\n`) })
  const { ImportArn } = (await api.dynamodb.ImportTable(request('Large', 'in/', { source: { S3Bucket: bucket }, InputCompressionType: 'GZIP' }))).ImportTableDescription
  const status = async () => (await api.dynamodb.DescribeImport({ ImportArn })).ImportTableDescription.ImportStatus
  let kills = 0
  for (let wait = 50; wait <= 800 && (await status()) === 'IN_PROGRESS'; wait *= 2, kills++) {
    await new Promise((over) => setTimeout(over, wait))
    await own.end('SIGKILL')
    own = await Nube.start(['--data-dir', data])
    api = own.api()
  }
  await until('the import ends', async () => (await status()) !== 'IN_PROGRESS', 30)
  const over = (await api.dynamodb.DescribeImport({ ImportArn })).ImportTableDescription
  assert.ok(kills > 0)
  assert.deepEqual(counts(over), ['FAILED', 30002, 30001, 1])
  assert.equal((await scan('Large', api.dynamodb)).length, 30001)
  assert.equal((await api.dynamodb.DescribeTable({ TableName: 'Large' })).Table.ItemCount, 30001)
  await own.stop()
}, { seconds: 120 })
