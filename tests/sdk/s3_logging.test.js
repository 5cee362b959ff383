// Server access logs: each request to a bucket becomes a line of an object in another, if that lets S3's log delivery in.
import assert from 'node:assert/strict'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, require, test } from '../support/js/suite.js'
import { failure, folder, Nube, raw, until } from '../support/js/nube.js'

const { getSignedUrl } = require('@aws-sdk/s3-request-presigner')
const { GetObjectCommand } = require('@aws-sdk/client-s3')

const nube = await Nube.start()
const { s3, iam } = nube.api()
const other = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } }).s3
after(() => nube.stop())

const LogDelivery = 'http://acs.amazonaws.com/groups/s3/LogDelivery'
const ownerId = (await s3.ListBuckets()).Owner.ID

// AWS's own fields, in their order; those in quotes may have blanks.
const fields = ['owner', 'bucket', 'time', 'remote', 'requester', 'requestId', 'operation', 'key', 'uri', 'status', 'code', 'sent', 'size', 'total', 'turn', 'referer', 'agent', 'version',
  'hostId', 'signature', 'cipher', 'authentication', 'host', 'tls', 'accessPoint', 'acl', 'region']
const lineRead = (line) => {
  const parts = line.match(/\[[^\]]*\]|"[^"]*"|\S+/g)
  assert.equal(parts.length, fields.length, line)
  return Object.fromEntries(parts.map((part, i) => [fields[i], part]))
}

// A bucket to which logs may be delivered, by its policy.
async function targetMake({ SourceArn } = {}) {
  const Bucket = await bucketMake(s3)
  const Condition = { StringEquals: { 'aws:SourceAccount': '000000000000' }, ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }) }
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*`, Condition }]
  await s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
  return Bucket
}
const log = (Bucket, TargetBucket, TargetPrefix = '', more = {}) => s3.PutBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix, ...more } } })

const ask = (Bucket) => s3.GetBucketVersioning({ Bucket })

// All that is logged, once minutes went by: the keys, and the records. A record is made once its answer was sent, which its client may see first: so many
// are waited for.
const delivered = (Bucket, Prefix, least = 0) => until('the records', async () => {
  await nube.clock({ advance: 61 })
  await nube.quiet()
  const keys = ((await s3.ListObjectsV2({ Bucket, Prefix })).Contents ?? []).map(({ Key }) => Key)
  const texts = await Promise.all(keys.map((Key) => textOf(s3, { Bucket, Key })))
  const records = texts.flatMap((text) => text.split('\n').filter(Boolean).map(lineRead))
  return records.length >= least && { keys, records }
})
const sorted = (rows) => rows.map((row) => JSON.stringify(row)).sort()
const of = (records, operation) => records.filter((record) => record.operation === operation)

test('requests of clients are told in AWS\'s form', async () => {
  const [Bucket, target] = [await bucketMake(s3), await targetMake()]
  await log(Bucket, target, 'log/')
  const put = await s3.PutObject({ Bucket, Key: 'a b', Body: 'hello' })
  await textOf(s3, { Bucket, Key: 'a b', Range: 'bytes=1-3' })
  await s3.HeadObject({ Bucket, Key: 'a b' })
  await failure(s3.GetObject({ Bucket, Key: 'none' }))
  await s3.GetBucketVersioning({ Bucket })
  await s3.DeleteObject({ Bucket, Key: 'a b' })
  const { keys, records } = await delivered(target, 'log/', 6)
  for (const key of keys) assert.match(key, /^log\/\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9A-F]{16}$/)
  const some = (text) => (/^[1-9]\d+$/.test(text) ? 'some' : text)
  assert.deepEqual(sorted(records.map((r) => [r.operation, r.key, r.status, r.code, some(r.sent), r.size])), sorted([
    ['REST.PUT.OBJECT', 'a%2520b', '200', '-', '-', '5'],
    ['REST.GET.OBJECT', 'a%2520b', '206', '-', '3', '5'],
    ['REST.HEAD.OBJECT', 'a%2520b', '200', '-', '-', '5'],
    ['REST.GET.OBJECT', 'none', '404', 'NoSuchKey', 'some', '-'],
    ['REST.GET.VERSIONING', '-', '200', '-', 'some', '-'],
    ['REST.DELETE.OBJECT', 'a%2520b', '204', '-', '-', '5'],
  ]))
  const [r] = of(records, 'REST.PUT.OBJECT')
  assert.deepEqual([r.owner, r.bucket, r.remote, r.requester, r.requestId], [ownerId, Bucket, '127.0.0.1', ownerId, put.$metadata.requestId])
  assert.match(r.time, /^\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000\]$/)
  assert.equal(r.uri, `"PUT /${Bucket}/a%20b?x-id=PutObject HTTP/1.1"`)
  assert.match(r.agent, /^"aws-sdk-js\//)
  assert.match(r.total, /^\d+$/)
  assert.deepEqual([r.referer, r.version, r.hostId, r.signature, r.cipher, r.authentication, r.host, r.tls, r.accessPoint, r.acl, r.region],
    ['"-"', '-', put.$metadata.extendedRequestId, 'SigV4', '-', 'AuthHeader', `127.0.0.1:${nube.port}`, '-', '-', '-', '-'])
  const head = await s3.HeadObject({ Bucket: target, Key: keys[0] })
  assert.equal(head.ContentType, 'text/plain')
})

test('who asks, and how they prove it', async () => {
  const [Bucket, target] = [await bucketMake(s3), await targetMake()]
  await s3.DeletePublicAccessBlock({ Bucket })
  await s3.DeleteBucketOwnershipControls({ Bucket })
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await s3.PutObject({ Bucket, Key: 'public', Body: 'x', ACL: 'public-read' })
  await iam.CreateUser({ UserName: 'reader' })
  await iam.PutUserPolicy({ UserName: 'reader', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/k` } }) })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'reader' })
  const reader = nube.client('s3', 'S3Client', { forcePathStyle: true, credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } })
  await log(Bucket, target)
  const url = await getSignedUrl(reader, new GetObjectCommand({ Bucket, Key: 'k' }))
  assert.equal(await (await fetch(url)).text(), 'x')
  assert.equal((await fetch(`${url.replace(/Signature=[0-9a-f]{4}/, 'Signature=0000')}`)).status, 403)
  assert.equal((await fetch(`${nube.url}/${Bucket}/public`)).status, 200)
  assert.equal((await fetch(`${nube.url}/${Bucket}/k`)).status, 403)
  await textOf(other, { Bucket, Key: 'public' })
  const arn = 'arn:aws:iam::000000000000:user/reader'
  const { records } = await delivered(target, '', 5)
  const gets = of(records, 'REST.GET.OBJECT')
  assert.deepEqual(sorted(gets.map((r) => [r.requester, r.status, r.code, r.signature, r.authentication, r.acl])), sorted([
    [arn, '200', '-', 'SigV4', 'QueryString', '-'],
    ['-', '403', 'SignatureDoesNotMatch', 'SigV4', 'QueryString', '-'],
    ['-', '200', '-', '-', '-', 'Yes'],
    ['-', '403', 'AccessDenied', '-', '-', '-'],
    [(await other.ListBuckets()).Owner.ID, '200', '-', 'SigV4', 'AuthHeader', 'Yes'],
  ]))
  assert.match(gets.find((r) => r.requester === arn).uri, /X-Amz-Signature=X{32}[& ]/)
})

test('copies and deletes of several tell of each object', async () => {
  const [Bucket, target] = [await bucketMake(s3, { versions: true }), await targetMake()]
  const { VersionId } = await s3.PutObject({ Bucket, Key: 'from', Body: 'hello' })
  await log(Bucket, target)
  await s3.CopyObject({ Bucket, Key: 'to', CopySource: `${Bucket}/from?versionId=${VersionId}` })
  await failure(s3.CopyObject({ Bucket, Key: 'to', CopySource: `${Bucket}/none` }))
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key: 'parts' })
  await s3.UploadPartCopy({ Bucket, Key: 'parts', UploadId, PartNumber: 1, CopySource: `${Bucket}/from` })
  await s3.AbortMultipartUpload({ Bucket, Key: 'parts', UploadId })
  const { $metadata } = await s3.DeleteObjects({ Bucket, Delete: { Objects: [{ Key: 'from', VersionId }, { Key: 'not there' }], Quiet: true } })
  const { records } = await delivered(target, '', 11)
  const rows = (operation) => of(records, operation).map((r) => [r.key, r.uri === '-', r.status, r.code, r.size, r.version])
  assert.deepEqual(rows('REST.COPY.OBJECT_GET'), [['from', true, '200', '-', '5', VersionId], ['none', true, '404', 'NoSuchKey', '-', '-']])
  assert.deepEqual(rows('REST.COPY.OBJECT'), [['to', false, '200', '-', '5', '-'], ['to', false, '404', 'NoSuchKey', '-', '-']])
  assert.deepEqual(rows('REST.COPY.PART_GET'), [['from', true, '200', '-', '5', '-']])
  assert.deepEqual(rows('REST.COPY.PART'), [['parts', false, '200', '-', '5', '-']])
  assert.deepEqual(['REST.POST.UPLOADS', 'REST.DELETE.UPLOAD'].flatMap(rows), [['parts', false, '200', '-', '-', '-'], ['parts', false, '204', '-', '-', '-']])
  assert.deepEqual(rows('BATCH.DELETE.OBJECT'), [['from', true, '204', '-', '5', VersionId], ['not%20there', true, '204', '-', '-', '-']])
  assert.deepEqual(rows('REST.POST.MULTI_OBJECT_DELETE'), [['-', false, '200', '-', '-', '-']])
  assert.equal(of(records, 'BATCH.DELETE.OBJECT')[0].requestId, $metadata.requestId)
})

test('websites, forms and preflights', async () => {
  const [Bucket, target] = [await bucketMake(s3), await targetMake()]
  await s3.DeletePublicAccessBlock({ Bucket })
  await s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], Resource: [`arn:aws:s3:::${Bucket}/*`, `arn:aws:s3:::${Bucket}`] }] }) })
  await s3.PutBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } })
  await s3.PutObject({ Bucket, Key: 'docs/index.html', Body: 'home' })
  await log(Bucket, target)
  const host = `${Bucket}.s3-website-us-east-1.amazonaws.com`
  for (const path of ['/docs/', '/none', '/docs']) await raw(nube.url + path, { method: 'GET', headers: { host, Referer: 'http://x/' } })
  const body = '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nform\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhello\r\n--x--\r\n'
  const posted = await fetch(`${nube.url}/${Bucket}`, { method: 'POST', body, headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })
  assert.equal(posted.status, 204)
  await fetch(`${nube.url}/${Bucket}`, { method: 'OPTIONS', headers: { Origin: 'http://x', 'Access-Control-Request-Method': 'GET' } })
  const { records } = await delivered(target, '', 5)
  assert.deepEqual(sorted(of(records, 'WEBSITE.GET.OBJECT').map((r) => [r.key, r.uri, r.status, r.code, r.size, r.requester, r.referer, r.host])), sorted([
    ['docs/index.html', '"GET /docs/ HTTP/1.1"', '200', '-', '4', '-', '"http://x/"', host],
    ['none', '"GET /none HTTP/1.1"', '404', 'NoSuchKey', '-', '-', '"http://x/"', host],
    ['docs', '"GET /docs HTTP/1.1"', '302', '-', '-', '-', '"http://x/"', host],
  ]))
  assert.deepEqual(of(records, 'REST.POST.OBJECT').map((r) => [r.key, r.status, r.size, r.authentication]), [['form', '204', '5', '-']])
  assert.deepEqual(of(records, 'REST.OPTIONS.PREFLIGHT').map((r) => [r.requester, r.status, r.code]), [['-', '403', 'AccessForbidden']])
  assert.equal(of(records, 'REST.GET.OBJECT').length, 0)
})

test('logs are parted by the source, and by the day of events or of delivery', async () => {
  const [Bucket, target] = [await bucketMake(s3), await targetMake()]
  await log(Bucket, target, 'e/', { TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } } })
  await ask(Bucket)
  const today = (await nube.clock()).now.slice(0, 10)
  const { keys } = await delivered(target, 'e/', 1)
  assert.equal(keys.length, 1)
  assert.match(keys[0], new RegExp(`^e/000000000000/us-east-1/${Bucket}/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\d-00-00-00-[0-9A-F]{16}$`))
  assert(keys[0].includes(`/${today.replaceAll('-', '/')}/${today}-`))
  await log(Bucket, target, 'd/', { TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'DeliveryTime' } } })
  await ask(Bucket)
  const by = await delivered(target, 'd/', 1)
  assert.match(by.keys[0], new RegExp(`^d/000000000000/us-east-1/${Bucket}/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d-\\d\\d-[0-9A-F]{16}$`))
  await log(Bucket, target, 's/', { TargetObjectKeyFormat: { SimplePrefix: {} } })
  await ask(Bucket)
  assert.match((await delivered(target, 's/', 1)).keys[0], /^s\/\d{4}-/)
  const both = { TargetObjectKeyFormat: { SimplePrefix: {}, PartitionedPrefix: {} } }
  assert.deepEqual(told(await failure(log(Bucket, target, '', both))).slice(0, 2), ['MalformedXML', 400])
})

test('only where the target lets logs in are there any', async () => {
  const [Bucket, closed] = [await bucketMake(s3), await bucketMake(s3)]
  await log(Bucket, closed)
  await ask(Bucket)
  assert.equal((await delivered(closed)).keys.length, 0)
  const target = await targetMake({ SourceArn: 'arn:aws:s3:::another' })
  await log(Bucket, target)
  await ask(Bucket)
  assert.equal((await delivered(target)).keys.length, 0)
  const right = await targetMake({ SourceArn: `arn:aws:s3:::${Bucket}` })
  await log(Bucket, right)
  await ask(Bucket)
  assert.equal((await delivered(right, '', 1)).keys.length, 1)
})

test('ACLs let logs in, and grant them to others', async () => {
  const [Bucket, target] = [await bucketMake(s3), await bucketMake(s3, { ObjectOwnership: 'BucketOwnerPreferred' })]
  assert.deepEqual(told(await failure(log(Bucket, target))),
    ['InvalidTargetBucketForLogging', 400, 'You must give the log-delivery group WRITE and READ_ACP permissions to the target bucket'])
  await s3.PutBucketAcl({ Bucket: target, ACL: 'log-delivery-write' })
  const ID = (await other.ListBuckets()).Owner.ID
  const grant = { Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'READ' }
  await log(Bucket, target, '', { TargetGrants: [grant] })
  await ask(Bucket)
  const { keys: [Key], records } = await delivered(target, '', 1)
  assert.equal(of(records, 'REST.GET.VERSIONING').length, 1)
  const { Grants } = await s3.GetObjectAcl({ Bucket: target, Key })
  assert.deepEqual(Grants.map((g) => [g.Grantee.ID, g.Permission]), [[ownerId, 'FULL_CONTROL'], [ID, 'READ']])
  assert.match(await textOf(other, { Bucket: target, Key }), /REST\.GET\.VERSIONING/)
  const granted = (await s3.GetBucketAcl({ Bucket: target })).Grants
  assert(granted.some((g) => g.Grantee.URI === LogDelivery))
  const byMail = { Grantee: { Type: 'AmazonCustomerByEmail', EmailAddress: 'a@b.c' }, Permission: 'READ' }
  assert.equal((await failure(log(Bucket, target, '', { TargetGrants: [byMail] }))).name, 'UnresolvableGrantByEmailAddress')
  const enforced = await targetMake()
  assert.deepEqual(told(await failure(log(Bucket, enforced, '', { TargetGrants: [grant] }))), ['AccessControlListNotSupported', 400, 'The bucket does not allow ACLs'])
})

test('a log that is turned off, or whose bucket goes, tells of all that came before', async () => {
  const [Bucket, target] = [await bucketMake(s3), await targetMake()]
  await log(Bucket, target, 'a/')
  await s3.PutObject({ Bucket, Key: 'k', Body: '' })
  await s3.PutBucketLogging({ Bucket, BucketLoggingStatus: {} })
  assert.equal((await s3.GetBucketLogging({ Bucket })).LoggingEnabled, undefined)
  await s3.DeleteObject({ Bucket, Key: 'k' })
  assert.deepEqual((await delivered(target, 'a/', 1)).records.map((r) => r.operation), ['REST.PUT.OBJECT'])
  await log(Bucket, target, 'b/')
  await ask(Bucket)
  await s3.DeleteBucket({ Bucket })
  assert.deepEqual((await delivered(target, 'b/', 1)).records.map((r) => r.operation), ['REST.GET.VERSIONING'])
})

test('what a lifecycle does is told, too', async () => {
  const [Bucket, target] = [await bucketMake(s3), await targetMake()]
  await s3.PutBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules: [{ ID: 'r', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } }] } })
  await s3.PutObject({ Bucket, Key: 'a b', Body: 'hello' })
  await log(Bucket, target)
  for (let i = 0; i < 3; i++) {
    await nube.clock({ advance: 86400 })
    await nube.quiet()
  }
  const { records } = await delivered(target, '', 1)
  assert.deepEqual(of(records, 'S3.EXPIRE.OBJECT').map((r) => [r.requester, r.key, r.uri, r.status, r.size]), [['AmazonS3', 'a%20b', '-', '-', '5']])
})

test('a bucket that keeps its own log tells of the logs, too', async () => {
  const Bucket = await targetMake()
  await log(Bucket, Bucket, 'own/')
  await ask(Bucket)
  const { records } = await delivered(Bucket, 'own/', 2)
  const [put] = of(records, 'REST.PUT.OBJECT')
  assert.deepEqual([put.requester, put.remote, put.uri, put.status], ['svc:logging.s3.amazonaws.com', '-', '-', '200'])
  assert.match(put.key, /^own\//)
})

test('what is gathered when Nube ends is delivered by the next', async () => {
  const args = ['--data-dir', folder()]
  let mine = await Nube.start(args)
  const api = mine.api().s3
  const [Bucket, target] = [await bucketMake(api), await bucketMake(api)]
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::${target}/*` }]
  await api.PutBucketPolicy({ Bucket: target, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
  await api.PutBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket: target, TargetPrefix: '' } } })
  await api.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await mine.stop()
  mine = await Nube.start(args)
  await mine.quiet()
  const { Contents } = await mine.api().s3.ListObjectsV2({ Bucket: target })
  assert.match(await textOf(mine.api().s3, { Bucket: target, Key: Contents[0].Key }), /REST\.PUT\.OBJECT k /)
  await mine.stop()
})
