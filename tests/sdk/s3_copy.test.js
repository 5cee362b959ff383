// Copies by the AWS SDK; most answers are those that AWS was recorded to give.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, folder, Nube, until } from '../support/js/nube.js'

const data = folder()
const nube = await Nube.start(['--data-dir', data])
const { s3 } = nube.api()
after(() => nube.stop())

const MIN = 5 * 1024 * 1024
const md5 = (bytes) => `"${createHash('md5').update(bytes).digest('hex')}"`
const put = (Bucket, Key, Body = Key, more = {}) => s3.PutObject({ Bucket, Key, Body, ...more })
const copy = (Bucket, CopySource, Key, more = {}) => s3.CopyObject({ Bucket, CopySource, Key, ...more })
const precondition = ['PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold']
const blobs = () =>
  existsSync(path.join(data, 'blobs'))
    ? readdirSync(path.join(data, 'blobs'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length
    : 0

async function uploaded(Bucket, Key, bodies, more = {}) {
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key, ...more })
  const Parts = []
  for (const [i, Body] of bodies.entries()) {
    const { ETag, ...rest } = await s3.UploadPart({ Bucket, Key, UploadId, PartNumber: i + 1, Body, ChecksumAlgorithm: more.ChecksumAlgorithm })
    const member = `Checksum${more.ChecksumAlgorithm}`
    Parts.push({ PartNumber: i + 1, ETag, ...(more.ChecksumAlgorithm && { [member]: rest[member] }) })
  }
  return s3.CompleteMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts } })
}

test('a copy has what its source has, and shares its bytes', async () => {
  const Bucket = await bucketMake(s3)
  const other = await bucketMake(s3)
  await put(Bucket, 'a', '{"key":"value"}', { ContentType: 'application/json', CacheControl: 'no-store', Metadata: { key: 'value' }, StorageClass: 'STANDARD_IA', WebsiteRedirectLocation: '/x' })
  const before = blobs()
  const { CopyObjectResult, ServerSideEncryption } = await copy(other, `${Bucket}/a`, 'b', { Metadata: { another: 'x' }, ContentType: 'text/x' })
  assert.deepEqual([CopyObjectResult.ETag, CopyObjectResult.ChecksumType, ServerSideEncryption], [md5('{"key":"value"}'), 'FULL_OBJECT', 'AES256'])
  assert.equal(blobs(), before)
  const head = await s3.HeadObject({ Bucket: other, Key: 'b', ChecksumMode: 'ENABLED' })
  assert.deepEqual(
    [head.ContentType, head.CacheControl, head.Metadata, head.StorageClass, head.WebsiteRedirectLocation, head.ChecksumCRC32],
    ['application/json', 'no-store', { key: 'value' }, undefined, undefined, CopyObjectResult.ChecksumCRC32],
  )
  await s3.DeleteObject({ Bucket, Key: 'a' })
  await nube.quiet()
  assert.equal(await textOf(s3, { Bucket: other, Key: 'b' }), '{"key":"value"}')
  await s3.DeleteObject({ Bucket: other, Key: 'b' })
  await until('the bytes to go', () => blobs() === before - 1)
})

test('directives: what is copied and what is told anew', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'a', 'x', { ContentType: 'application/json', Metadata: { key: 'value' }, Tagging: 'key1=value1' })
  await copy(Bucket, `${Bucket}/a`, 'b', { MetadataDirective: 'REPLACE', Metadata: { key2: 'value2' }, TaggingDirective: 'COPY', Tagging: 'key2=value2' })
  const b = await s3.HeadObject({ Bucket, Key: 'b' })
  assert.deepEqual([b.ContentType, b.Metadata], ['binary/octet-stream', { key2: 'value2' }])
  assert.deepEqual((await s3.GetObjectTagging({ Bucket, Key: 'b' })).TagSet, [{ Key: 'key1', Value: 'value1' }])
  await copy(Bucket, `${Bucket}/a`, 'c', { TaggingDirective: 'REPLACE', Tagging: 'key2=value2' })
  assert.deepEqual((await s3.GetObjectTagging({ Bucket, Key: 'c' })).TagSet, [{ Key: 'key2', Value: 'value2' }])
  await copy(Bucket, `${Bucket}/a`, 'd', { TaggingDirective: 'REPLACE' })
  assert.deepEqual((await s3.GetObjectTagging({ Bucket, Key: 'd' })).TagSet, [])
  assert.deepEqual(told(await failure(copy(Bucket, `${Bucket}/a`, 'e', { MetadataDirective: 'KEEP' }))), ['InvalidArgument', 400, 'Unknown metadata directive.'])
  const large = { MetadataDirective: 'REPLACE', Metadata: { a: 'x'.repeat(2048) } }
  assert.equal((await failure(copy(Bucket, `${Bucket}/a`, 'e', large))).name, 'MetadataTooLarge')
})

test('onto itself an object is copied only to change something', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'a', 'x', { Metadata: { key: 'value' } })
  const illegal = [
    'InvalidRequest', 400,
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  ]
  const itself = (more) => copy(Bucket, `/${Bucket}/a`, 'a', more)
  for (const more of [{}, { Metadata: { key: 'value' } }, { TaggingDirective: 'REPLACE', Tagging: 'a=1' }]) assert.deepEqual(told(await failure(itself(more))), illegal)
  const summed = await itself({ ChecksumAlgorithm: 'SHA256', StorageClass: 'STANDARD' })
  assert.equal(summed.CopyObjectResult.ChecksumSHA256, createHash('sha256').update('x').digest('base64'))
  await itself({ WebsiteRedirectLocation: '/y' })
  await itself({ ServerSideEncryption: 'AES256' })
  await itself({ MetadataDirective: 'REPLACE', Metadata: { key: 'other' } })
  const head = await s3.HeadObject({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' })
  assert.deepEqual([head.Metadata, head.WebsiteRedirectLocation, head.ChecksumSHA256], [{ key: 'other' }, undefined, summed.CopyObjectResult.ChecksumSHA256])
  assert.equal(await textOf(s3, { Bucket, Key: 'a' }), 'x')
})

test('an older version is copied to be the newest', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  const first = await put(Bucket, 'a', 'one')
  const second = await put(Bucket, 'a', 'two')
  const back = await copy(Bucket, `${Bucket}/a?versionId=${first.VersionId}`, 'a')
  assert.equal(back.CopySourceVersionId, first.VersionId)
  assert.notEqual(back.VersionId, first.VersionId)
  assert.equal(await textOf(s3, { Bucket, Key: 'a' }), 'one')
  assert.equal((await copy(Bucket, `${Bucket}/a?versionId=${second.VersionId}`, 'b')).CopyObjectResult.ETag, md5('two'))
  const { VersionId } = await s3.DeleteObject({ Bucket, Key: 'a' })
  assert.deepEqual(told(await failure(copy(Bucket, `${Bucket}/a`, 'c'))), ['NoSuchKey', 404, 'The specified key does not exist.'])
  assert.deepEqual(told(await failure(copy(Bucket, `${Bucket}/a?versionId=${VersionId}`, 'c'))), [
    'InvalidRequest', 400, 'The source of a copy request may not specifically refer to a delete marker by version id.',
  ])
  assert.deepEqual(told(await failure(copy(Bucket, `${Bucket}/a?versionId=nonsense`, 'c'))).slice(0, 2), ['InvalidArgument', 400])
})

test('names of sources', async () => {
  const Bucket = await bucketMake(s3)
  for (const Key of ['file%2Fname', 'test key/', 'a/%F0%9F%98%80/', 'test+key', 'ä/ö', 'a//b']) {
    await put(Bucket, Key)
    await copy(Bucket, `${Bucket}/${encodeURIComponent(Key)}`, 'copy')
    assert.equal(await textOf(s3, { Bucket, Key: 'copy' }), Key)
  }
  const { error, ...wrong } = await failure(copy(Bucket, 'wrongformat', 'k'))
  assert.deepEqual([told(wrong), error.ArgumentName, error.ArgumentValue], [['InvalidArgument', 400, 'Invalid copy source object key'], 'x-amz-copy-source', 'x-amz-copy-source'])
  assert.equal((await failure(copy(Bucket, 'no-such-bucket-here/k', 'k'))).name, 'NoSuchBucket')
  assert.equal((await failure(copy(Bucket, `${Bucket}/a//b`, 'k', { ExpectedSourceBucketOwner: '111111111111' }))).name, 'AccessDenied')
})

test('conditions on the source and on the target', async () => {
  const Bucket = await bucketMake(s3)
  const { ETag } = await put(Bucket, 'a')
  const past = new Date(Date.now() - 3600e3)
  const from = (more) => copy(Bucket, `${Bucket}/a`, 'b', more)
  for (const [more, Condition] of [
    [{ CopySourceIfMatch: 'wrong' }, 'x-amz-copy-source-If-Match'],
    [{ CopySourceIfNoneMatch: ETag }, 'x-amz-copy-source-If-None-Match'],
    [{ CopySourceIfUnmodifiedSince: past }, 'x-amz-copy-source-If-Unmodified-Since'],
    [{ CopySourceIfNoneMatch: 'wrong', CopySourceIfUnmodifiedSince: past }, 'x-amz-copy-source-If-Unmodified-Since'],
    [{ CopySourceIfModifiedSince: new Date() }, 'x-amz-copy-source-If-Modified-Since'],
  ]) {
    const refused = await failure(from(more))
    assert.deepEqual([told(refused), refused.error.Condition], [precondition, Condition])
  }
  await from({ CopySourceIfMatch: ETag, CopySourceIfUnmodifiedSince: past })
  await from({ CopySourceIfModifiedSince: past, CopySourceIfNoneMatch: 'wrong' })
  const none = await failure(from({ IfNoneMatch: '*' }))
  assert.deepEqual([told(none), none.error.Condition], [precondition, 'If-None-Match'])
  assert.deepEqual(told(await failure(from({ IfMatch: '"wrong"' }))), precondition)
  await from({ IfMatch: ETag })
  await copy(Bucket, `${Bucket}/a`, 'fresh', { IfNoneMatch: '*' })
  assert.equal((await failure(copy(Bucket, `${Bucket}/a`, 'absent', { IfMatch: ETag }))).name, 'NoSuchKey')
})

test('what was uploaded in parts is copied as one, whose digests are its own', async () => {
  const Bucket = await bucketMake(s3)
  const bodies = [Buffer.alloc(MIN + 1, 'a'), Buffer.alloc(MIN + 1, 'a'), Buffer.alloc(10, 'a')]
  const before = blobs()
  await uploaded(Bucket, 'parts', bodies, { ChecksumAlgorithm: 'CRC32' })
  const { CopyObjectResult } = await copy(Bucket, `${Bucket}/parts`, 'whole')
  assert.deepEqual([CopyObjectResult.ETag, CopyObjectResult.ChecksumCRC32, CopyObjectResult.ChecksumType], ['"a0397ee2df08832642af5d7e57c5760c"', 'qSEQSA==', 'FULL_OBJECT'])
  assert.equal(blobs(), before + 3)
  const { ObjectParts, Checksum } = await s3.GetObjectAttributes({ Bucket, Key: 'whole', ObjectAttributes: ['ObjectParts', 'Checksum'] })
  assert.deepEqual([ObjectParts, Checksum], [undefined, { ChecksumCRC32: 'qSEQSA==', ChecksumType: 'FULL_OBJECT' }])
  const again = await copy(Bucket, `${Bucket}/whole`, 'twice', { ChecksumAlgorithm: 'CRC64NVME' })
  assert.equal(again.CopyObjectResult.ChecksumCRC64NVME, 'ZMNX55lZurA=')
  await s3.DeleteObject({ Bucket, Key: 'parts' })
  await copy(Bucket, `${Bucket}/whole`, 'whole', { StorageClass: 'STANDARD' })
  await s3.DeleteObject({ Bucket, Key: 'twice' })
  await nube.quiet()
  const got = Buffer.from(await (await s3.GetObject({ Bucket, Key: 'whole' })).Body.transformToByteArray())
  assert(got.equals(Buffer.concat(bodies)))
  await s3.DeleteObject({ Bucket, Key: 'whole' })
  await until('the pieces to go', () => blobs() === before)
})

test('parts are copied, whole and by ranges', async () => {
  const Bucket = await bucketMake(s3)
  const bytes = randomBytes(MIN)
  await put(Bucket, 'a', bytes)
  const before = blobs()
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key: 'k', ChecksumAlgorithm: 'SHA256' })
  const from = (PartNumber, more = {}) => s3.UploadPartCopy({ Bucket, Key: 'k', UploadId, PartNumber, CopySource: `${Bucket}/a`, ...more })
  const one = (await from(1)).CopyPartResult
  assert.equal(one.ETag, md5(bytes))
  assert.equal(blobs(), before)
  const two = (await from(2, { CopySourceRange: 'bytes=2-4' })).CopyPartResult
  assert.deepEqual([two.ETag, two.ChecksumSHA256], [md5(bytes.subarray(2, 5)), createHash('sha256').update(bytes.subarray(2, 5)).digest('base64')])
  const range = 'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy'
  for (const CopySourceRange of ['bytes=5-', 'bytes=-5', '0-1', 'bytes=4-2', 'bytes=0-1,3-4'])
    assert.deepEqual(told(await failure(from(2, { CopySourceRange }))), ['InvalidArgument', 400, range])
  assert.deepEqual(told(await failure(from(2, { CopySourceRange: `bytes=0-${MIN}` }))), ['InvalidArgument', 400, `Range specified is not valid for source object of size: ${MIN}`])
  assert.deepEqual(told(await failure(from(2, { CopySourceIfMatch: 'not-matching' }))), precondition)
  assert.equal((await failure(from(0))).name, 'InvalidArgument')
  assert.equal((await failure(from(1, { UploadId: 'fakeid' }))).name, 'NoSuchUpload')
  await s3.DeleteObject({ Bucket, Key: 'a' })
  const Parts = [one, two].map(({ ETag, ChecksumSHA256 }, i) => ({ PartNumber: i + 1, ETag, ChecksumSHA256 }))
  await s3.CompleteMultipartUpload({ Bucket, Key: 'k', UploadId, MultipartUpload: { Parts } })
  const got = Buffer.from(await (await s3.GetObject({ Bucket, Key: 'k' })).Body.transformToByteArray())
  assert(got.equals(Buffer.concat([bytes, bytes.subarray(2, 5)])))
  const second = await s3.CreateMultipartUpload({ Bucket, Key: 'l' })
  const across = await s3.UploadPartCopy({ Bucket, Key: 'l', UploadId: second.UploadId, PartNumber: 1, CopySource: `${Bucket}/k`, CopySourceRange: `bytes=${MIN - 1}-${MIN}` })
  assert.equal(across.CopyPartResult.ETag, md5(Buffer.concat([bytes.subarray(MIN - 1), bytes.subarray(2, 3)])))
  await s3.AbortMultipartUpload({ Bucket, Key: 'l', UploadId: second.UploadId })
  await s3.DeleteObject({ Bucket, Key: 'k' })
  await until('all to go', () => blobs() === before - 1)
})

test('who copies must be allowed to read and to write', async () => {
  const { iam } = nube.api()
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'a')
  await iam.CreateUser({ UserName: 'copier' })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'copier' })
  const allow = (Action, Resource) => ({ Effect: 'Allow', Action, Resource })
  const put_ = allow('s3:PutObject', `arn:aws:s3:::${Bucket}/b`)
  const policy = (...Statement) =>
    iam.PutUserPolicy({ UserName: 'copier', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) })
  const own = nube.api({ credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } })
  const copied = () => own.s3.CopyObject({ Bucket, CopySource: `${Bucket}/a`, Key: 'b' })
  await policy(put_)
  assert.equal((await failure(copied())).name, 'AccessDenied')
  await policy(put_, allow('s3:GetObject', `arn:aws:s3:::${Bucket}/a`))
  await copied()
})
