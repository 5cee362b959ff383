// S3 by the AWS SDK: buckets, objects, their versions, and lists of them.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const md5 = (text) => `"${createHash('md5').update(text).digest('hex')}"`
const put = (Bucket, Key, Body = Key, more = {}) => s3.PutObject({ Bucket, Key, Body, ...more })

/* --- buckets ------------------------------------------------------------------------------------------------------ */

test('buckets are made, listed in pages, found and deleted', async () => {
  await nube.reset()
  const made = await s3.CreateBucket({ Bucket: 'books' })
  assert.equal(made.Location, '/books')
  for (const Bucket of ['a-1', 'a-2', 'b-1']) await s3.CreateBucket({ Bucket })
  const all = await s3.ListBuckets()
  assert.deepEqual(all.Buckets.map((b) => b.Name), ['a-1', 'a-2', 'b-1', 'books'])
  assert(Date.now() - all.Buckets[0].CreationDate < 60000)
  assert.match(all.Owner.ID, /^[0-9a-f]{64}$/)
  const first = await s3.ListBuckets({ Prefix: 'a-', MaxBuckets: 1 })
  assert.deepEqual([first.Buckets.map((b) => b.Name), first.Prefix], [['a-1'], 'a-'])
  const rest = await s3.ListBuckets({ Prefix: 'a-', ContinuationToken: first.ContinuationToken })
  assert.deepEqual([rest.Buckets.map((b) => b.Name), rest.ContinuationToken], [['a-2'], undefined])
  assert.equal((await s3.HeadBucket({ Bucket: 'books' })).BucketRegion, 'us-east-1')
  assert.equal((await s3.GetBucketLocation({ Bucket: 'books' })).LocationConstraint, undefined)
  await s3.DeleteBucket({ Bucket: 'books' })
  assert.equal((await failure(s3.HeadBucket({ Bucket: 'books' }))).status, 404)
  assert.deepEqual(told(await failure(s3.ListObjectsV2({ Bucket: 'books' }))), ['NoSuchBucket', 404, 'The specified bucket does not exist'])
})

test('a bucket belongs to a region, and is not made twice elsewhere', async () => {
  const west = nube.api({ region: 'eu-west-1' })
  const Bucket = 'in-ireland'
  const made = await west.s3.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  assert.equal(new URL(made.Location).host.split('.')[0], Bucket)
  assert.equal((await s3.GetBucketLocation({ Bucket })).LocationConstraint, 'eu-west-1')
  const again = await failure(west.s3.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }))
  assert.deepEqual([again.name, again.status], ['BucketAlreadyOwnedByYou', 409])
})

test('a bucket that holds something is not deleted', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'a')
  assert.deepEqual(told(await failure(s3.DeleteBucket({ Bucket }))), ['BucketNotEmpty', 409, 'The bucket you tried to delete is not empty'])
  await s3.DeleteObject({ Bucket, Key: 'a' })
  await s3.DeleteBucket({ Bucket })
})

/* --- objects ------------------------------------------------------------------------------------------------------ */

test('an object comes back as it was put, with what was said about it', async () => {
  const Bucket = await bucketMake(s3)
  const about = { ContentType: 'text/plain', CacheControl: 'max-age=60', ContentDisposition: 'inline', ContentLanguage: 'de', Metadata: { colour: 'red', size: '9' } }
  const answer = await put(Bucket, 'a/b', 'hello', about)
  assert.equal(answer.ETag, md5('hello'))
  assert.equal(answer.ServerSideEncryption, 'AES256')
  const got = await s3.GetObject({ Bucket, Key: 'a/b' })
  assert.equal(await got.Body.transformToString(), 'hello')
  for (const [name, value] of Object.entries({ ...about, ETag: md5('hello'), ContentLength: 5, AcceptRanges: 'bytes' })) assert.deepEqual(got[name], value, name)
  const { LastModified, ContentLength } = await s3.HeadObject({ Bucket, Key: 'a/b' })
  assert.equal(ContentLength, 5)
  assert.equal(LastModified % 1000, 0)
  assert(Date.now() - LastModified < 60000)
})

test('keys are any text', async () => {
  const Bucket = await bucketMake(s3)
  for (const Key of ['a b', 'a+b', 'a%2Fb', 'a//b', '/a', 'a/', '../x', './y', 'ä€😀', 'a?b#c&d=e', "quo'te\"", '<x>&amp;', 'x'.repeat(1024)]) {
    await put(Bucket, Key, `of ${Key}`)
    assert.equal(await textOf(s3, { Bucket, Key }), `of ${Key}`, Key)
    const { Contents } = await s3.ListObjectsV2({ Bucket, Prefix: Key })
    assert(Contents.some((o) => o.Key === Key), Key)
  }
  assert.deepEqual(told(await failure(put(Bucket, 'x'.repeat(1025)))), ['KeyTooLongError', 400, 'Your key is too long'])
})

test('a range of an object is what is read', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'digits', '0123456789')
  const read = (Range) => s3.GetObject({ Bucket, Key: 'digits', Range })
  for (const [range, text, told] of [['bytes=2-4', '234', 'bytes 2-4/10'], ['bytes=7-', '789', 'bytes 7-9/10'], ['bytes=-3', '789', 'bytes 7-9/10'], ['bytes=8-99', '89', 'bytes 8-9/10']]) {
    const got = await read(range)
    assert.deepEqual([await got.Body.transformToString(), got.ContentRange, got.$metadata.httpStatusCode], [text, told, 206])
  }
  assert.deepEqual(told(await failure(read('bytes=10-'))), ['InvalidRange', 416, 'The requested range is not satisfiable'])
})

test('reads and writes have conditions', async () => {
  const Bucket = await bucketMake(s3)
  const Key = 'k'
  const one = await put(Bucket, Key, 'one', { IfNoneMatch: '*' })
  assert.deepEqual((({ name, status }) => [name, status])(await failure(put(Bucket, Key, 'two', { IfNoneMatch: '*' }))), ['PreconditionFailed', 412])
  const two = await put(Bucket, Key, 'two', { IfMatch: one.ETag })
  assert.equal((await failure(put(Bucket, Key, 'three', { IfMatch: one.ETag }))).status, 412)
  assert.equal((await failure(put(Bucket, 'other', 'x', { IfMatch: one.ETag }))).name, 'NoSuchKey')
  assert.equal(await textOf(s3, { Bucket, Key, IfMatch: two.ETag }), 'two')
  assert.equal((await failure(s3.GetObject({ Bucket, Key, IfMatch: one.ETag }))).status, 412)
  assert.equal((await failure(s3.GetObject({ Bucket, Key, IfNoneMatch: two.ETag }))).status, 304)
  const { LastModified } = await s3.HeadObject({ Bucket, Key, IfModifiedSince: new Date(Date.now() + 3600000) }) // one of the future is none
  assert.equal((await failure(s3.HeadObject({ Bucket, Key, IfModifiedSince: LastModified }))).status, 304)
  assert.equal((await failure(s3.HeadObject({ Bucket, Key, IfUnmodifiedSince: new Date(LastModified - 1000) }))).status, 412)
})

test('what is not there is not got, and deleting it is no mistake', async () => {
  const Bucket = await bucketMake(s3)
  assert.deepEqual(told(await failure(s3.GetObject({ Bucket, Key: 'none' }))), ['NoSuchKey', 404, 'The specified key does not exist.'])
  assert.equal((await failure(s3.HeadObject({ Bucket, Key: 'none' }))).status, 404)
  assert.equal((await s3.DeleteObject({ Bucket, Key: 'none' })).$metadata.httpStatusCode, 204)
  await put(Bucket, 'a')
  const { Deleted, Errors } = await s3.DeleteObjects({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'none' }] } })
  assert.deepEqual([Deleted, Errors], [[{ Key: 'a' }, { Key: 'none' }], undefined])
  await put(Bucket, 'b')
  assert.equal((await s3.DeleteObjects({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'b' }] } })).Deleted, undefined)
  assert.equal((await s3.ListObjectsV2({ Bucket })).KeyCount, 0)
})

test('checksums are held against the bytes, and told to who asks', async () => {
  const Bucket = await bucketMake(s3)
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
    const member = `Checksum${ChecksumAlgorithm}`
    const answer = await put(Bucket, ChecksumAlgorithm, 'hello', { ChecksumAlgorithm })
    assert.equal((await s3.HeadObject({ Bucket, Key: ChecksumAlgorithm, ChecksumMode: 'ENABLED' }))[member], answer[member])
    assert.equal((await s3.HeadObject({ Bucket, Key: ChecksumAlgorithm }))[member], undefined)
  }
  const wrong = await failure(put(Bucket, 'x', 'hello', { ChecksumCRC32: 'AAAAAA==' }))
  assert.deepEqual(told(wrong), ['BadDigest', 400, 'The CRC32 you specified did not match the calculated checksum.'])
  assert.equal((await failure(put(Bucket, 'x', 'hello', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).name, 'BadDigest')
  assert.equal((await failure(s3.HeadObject({ Bucket, Key: 'x' }))).status, 404)
})

/* --- versions ----------------------------------------------------------------------------------------------------- */

test('with versions nothing is overwritten, and a delete hides', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  assert.equal((await s3.GetBucketVersioning({ Bucket })).Status, 'Enabled')
  const Key = 'k'
  const [one, two] = [await put(Bucket, Key, 'one'), await put(Bucket, Key, 'two')]
  assert.notEqual(one.VersionId, two.VersionId)
  assert.equal(await textOf(s3, { Bucket, Key, VersionId: one.VersionId }), 'one')
  const hidden = await s3.DeleteObject({ Bucket, Key })
  assert.equal(hidden.DeleteMarker, true)
  assert.equal((await failure(s3.GetObject({ Bucket, Key }))).name, 'NoSuchKey')
  const { Versions, DeleteMarkers } = await s3.ListObjectVersions({ Bucket })
  assert.deepEqual(Versions.map((v) => [v.VersionId, v.IsLatest]), [[two.VersionId, false], [one.VersionId, false]])
  assert.deepEqual(DeleteMarkers.map((v) => [v.VersionId, v.IsLatest]), [[hidden.VersionId, true]])
  await s3.DeleteObject({ Bucket, Key, VersionId: hidden.VersionId })
  await s3.DeleteObject({ Bucket, Key, VersionId: two.VersionId })
  assert.equal(await textOf(s3, { Bucket, Key }), 'one')
})

test('a version id that S3 never gave is refused, one of a version that is gone is not', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  const Key = 'k'
  const { VersionId } = await put(Bucket, Key)
  await s3.DeleteObject({ Bucket, Key, VersionId })
  assert.equal((await s3.DeleteObject({ Bucket, Key, VersionId })).VersionId, VersionId)
  const [got, gone] = [await failure(s3.GetObject({ Bucket, Key, VersionId: 'abc' })), await failure(s3.DeleteObject({ Bucket, Key, VersionId: 'abc' }))]
  assert.deepEqual(told(got), ['InvalidArgument', 400, 'Invalid version id specified'])
  assert.deepEqual(told(gone), told(got))
  const { Errors, Deleted } = await s3.DeleteObjects({ Bucket, Delete: { Objects: [{ Key, VersionId: 'abc' }, { Key, VersionId }] } })
  assert.deepEqual([Errors.map((e) => e.Code), Deleted], [['NoSuchVersion'], [{ Key, VersionId }]])
})

test('versions that are suspended write the null version', async () => {
  const Bucket = await bucketMake(s3)
  const Key = 'k'
  await put(Bucket, Key, 'before')
  await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const { VersionId } = await put(Bucket, Key, 'while')
  await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })
  await put(Bucket, Key, 'after')
  assert.equal(await textOf(s3, { Bucket, Key, VersionId: 'null' }), 'after')
  assert.equal(await textOf(s3, { Bucket, Key, VersionId }), 'while')
  assert.deepEqual((await s3.ListObjectVersions({ Bucket })).Versions.map((v) => v.VersionId), ['null', VersionId])
})

/* --- lists -------------------------------------------------------------------------------------------------------- */

test('lists are by bytes, in pages, below a prefix, rolled up at a delimiter', async () => {
  const Bucket = await bucketMake(s3)
  const keys = ['a', 'a/1', 'a/2', 'b/c/1', 'b/d', 'z', 'ä', '\u{1F600}', '\uFF5E']
  await Promise.all(keys.map((Key) => put(Bucket, Key)))
  const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const v1 = await s3.ListObjects({ Bucket })
  assert.deepEqual(v1.Contents.map((o) => o.Key), sorted)
  const rolled = await s3.ListObjectsV2({ Bucket, Delimiter: '/' })
  assert.deepEqual([rolled.Contents.map((o) => o.Key), rolled.CommonPrefixes, rolled.KeyCount], [sorted.filter((k) => !k.includes('/')), [{ Prefix: 'a/' }, { Prefix: 'b/' }], 7])
  const seen = []
  for (let ContinuationToken; ; ) {
    const page = await s3.ListObjectsV2({ Bucket, MaxKeys: 2, ContinuationToken })
    seen.push(...page.Contents.map((o) => o.Key))
    ContinuationToken = page.NextContinuationToken
    assert.equal(page.IsTruncated, Boolean(ContinuationToken))
    if (!ContinuationToken) break
  }
  assert.deepEqual(seen, sorted)
  const after = await s3.ListObjectsV2({ Bucket, Prefix: 'b/', StartAfter: 'b/c/1', FetchOwner: true })
  assert.deepEqual(after.Contents.map((o) => [o.Key, Boolean(o.Owner.ID)]), [['b/d', true]])
  const marked = await s3.ListObjects({ Bucket, Delimiter: '/', MaxKeys: 2 })
  assert.deepEqual([marked.NextMarker, marked.IsTruncated], ['a/', true])
})

test('only directory buckets append, and there are none', async () => {
  const Bucket = await bucketMake(s3)
  assert.equal((await failure(put(Bucket, 'k', 'x', { WriteOffsetBytes: 0 }))).name, 'NotImplemented')
})

test('lists tell how restorations stand, where that is asked for', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'cold', 'cold', { StorageClass: 'GLACIER' })
  await put(Bucket, 'warm')
  await s3.RestoreObject({ Bucket, Key: 'cold', RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Expedited' } } })
  const stands = async (more) => (await s3.ListObjectsV2({ Bucket, ...more })).Contents.map((o) => o.RestoreStatus)
  const OptionalObjectAttributes = ['RestoreStatus']
  assert.deepEqual(await stands({}), [undefined, undefined])
  assert.deepEqual(await stands({ OptionalObjectAttributes }), [{ IsRestoreInProgress: true }, undefined])
  await nube.clock({ advance: 301 })
  const [restored] = await stands({ OptionalObjectAttributes })
  assert.equal(restored.IsRestoreInProgress, false)
  assert.ok(restored.RestoreExpiryDate > new Date())
  assert.equal((await failure(stands({ OptionalObjectAttributes: ['Colour'] }))).name, 'InvalidArgument')
})

/* --- requests that no client makes -------------------------------------------------------------------------------- */

const signed = { Authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }

async function plain(method, path, body) {
  const answer = await fetch(`${nube.url}${path}`, { method, body, headers: signed })
  return [answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]]
}

test('what a method does not have there is refused, not done to the whole', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'k', 'kept')
  for (const query of ['acl', 'versioning', 'notification', 'location']) assert.deepEqual(await plain('DELETE', `/${Bucket}?${query}`), [405, 'MethodNotAllowed'], query)
  for (const query of ['acl', 'policy', 'torrent', 'uploads']) assert.deepEqual(await plain('DELETE', `/${Bucket}/k?${query}`), [405, 'MethodNotAllowed'], query)
  for (const query of ['uploadId=x', 'partNumber=1', 'restore', 'attributes']) assert.deepEqual(await plain('PUT', `/${Bucket}/k?${query}`, 'lost'), [405, 'MethodNotAllowed'], query)
  assert.deepEqual(await plain('PUT', `/${Bucket}/k?versionId=abc`, 'lost'), [400, 'InvalidArgument'])
  assert.deepEqual(await plain('PUT', `/${Bucket}x?policyStatus`), [405, 'MethodNotAllowed'])
  assert.deepEqual(await plain('POST', `/${Bucket}/k`), [405, 'MethodNotAllowed'])
  assert.equal(await textOf(s3, { Bucket, Key: 'k' }), 'kept')
})

test('a document is taken for nothing but what it says it is', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } })
  for (const query of ['tagging', 'notification', 'versioning', 'logging', 'abac']) {
    const [status, code] = await plain('PUT', `/${Bucket}?${query}`, '<Foo><Status>Enabled</Status></Foo>')
    assert.equal(status, 400, query)
    assert.ok(['MalformedXML', 'InvalidRequest'].includes(code), `${query}: ${code}`)
  }
  assert.equal((await s3.GetBucketTagging({ Bucket })).TagSet.length, 1)
})

test('what is overwritten while it is got is got in one state or the other', async () => {
  const Bucket = await bucketMake(s3)
  const texts = ['x', 'y'].map((c) => c.repeat(20000))
  await put(Bucket, 'k', texts[0])
  let isOver = false
  const writers = [0, 1].map(async (i) => { for (let n = 0; n < 150; n++) await put(Bucket, 'k', texts[i]) })
  const readers = Array.from({ length: 6 }, async () => {
    let count = 0
    for (; !isOver; count++) assert.ok(texts.includes(await textOf(s3, { Bucket, Key: 'k' })))
    return count
  })
  await Promise.all(writers)
  isOver = true
  assert.ok((await Promise.all(readers)).every((count) => count > 0))
})
