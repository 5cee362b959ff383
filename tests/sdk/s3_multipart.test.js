// Uploads in parts by the AWS SDK; most answers are those that AWS was recorded to give.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, require, test } from '../support/js/suite.js'
import { failure, folder, Nube, raw, until } from '../support/js/nube.js'

const { Upload } = require('@aws-sdk/lib-storage')

const data = folder()
const nube = await Nube.start(['--data-dir', data])
const { s3 } = nube.api()
after(() => nube.stop())

const MIN = 5 * 1024 * 1024
const big = Buffer.alloc(MIN + 1, 'a')
const md5 = (bytes) => createHash('md5').update(bytes).digest()
const etagOf = (...parts) => `"${createHash('md5').update(Buffer.concat(parts.map(md5))).digest('hex')}-${parts.length}"`

async function begin(more = {}) {
  const Bucket = more.Bucket ?? (await bucketMake(s3))
  const { UploadId } = await s3.CreateMultipartUpload({ Key: 'k', ...more, Bucket })
  return { Bucket, Key: more.Key ?? 'k', UploadId }
}
const part = (of, PartNumber, Body, more = {}) => s3.UploadPart({ ...of, PartNumber, Body, ...more })
const complete = (of, Parts, more = {}) => s3.CompleteMultipartUpload({ ...of, MultipartUpload: { Parts }, ...more })

// Files that the store keeps: those of blobs.
const blobs = () =>
  existsSync(path.join(data, 'blobs'))
    ? readdirSync(path.join(data, 'blobs'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length
    : 0

test('parts become an object: its tag, its checksum, its bytes, and those of a part', async () => {
  const of = await begin({ ContentType: 'text/x', Metadata: { colour: 'red' }, Tagging: 'a=1', StorageClass: 'STANDARD_IA' })
  const one = await part(of, 2, big)
  assert.deepEqual([one.ETag, one.ServerSideEncryption], [`"${md5(big).toString('hex')}"`, 'AES256'])
  const two = await part(of, 3, big)
  const three = await part(of, 5, 'end')
  const done = await complete(of, [{ ETag: one.ETag, PartNumber: 2 }, { ETag: two.ETag, PartNumber: 3 }, { ETag: three.ETag, PartNumber: 5 }])
  assert.equal(done.ETag, etagOf(big, big, 'end'))
  assert.deepEqual([done.ChecksumType, done.Bucket, done.Key, done.Location], ['FULL_OBJECT', of.Bucket, 'k', `${nube.url}/${of.Bucket}/k`])
  const head = await s3.HeadObject({ Bucket: of.Bucket, Key: 'k', ChecksumMode: 'ENABLED' })
  assert.deepEqual(
    [head.ContentLength, head.ContentType, head.Metadata, head.StorageClass, head.ChecksumCRC64NVME, head.ETag],
    [2 * big.length + 3, 'text/x', { colour: 'red' }, 'STANDARD_IA', done.ChecksumCRC64NVME, done.ETag],
  )
  const whole = Buffer.from(await (await s3.GetObject({ Bucket: of.Bucket, Key: 'k' })).Body.transformToByteArray())
  assert(whole.equals(Buffer.concat([big, big, Buffer.from('end')])))
  const across = await s3.GetObject({ Bucket: of.Bucket, Key: 'k', Range: `bytes=${2 * big.length - 2}-` })
  assert.equal(await across.Body.transformToString(), 'aaend')
  const last = await s3.GetObject({ Bucket: of.Bucket, Key: 'k', PartNumber: 5, ChecksumMode: 'ENABLED' })
  assert.deepEqual(
    [await last.Body.transformToString(), last.ContentRange, last.PartsCount, last.$metadata.httpStatusCode, last.ChecksumType],
    ['end', `bytes ${2 * big.length}-${2 * big.length + 2}/${2 * big.length + 3}`, 3, 206, undefined],
  )
  assert.deepEqual(told(await failure(s3.GetObject({ Bucket: of.Bucket, Key: 'k', PartNumber: 4 }))), ['InvalidPartNumber', 416, 'The requested partnumber is not satisfiable'])
  assert.deepEqual(told(await failure(s3.GetObject({ Bucket: of.Bucket, Key: 'k', PartNumber: 2, Range: 'bytes=0-1' }))), [
    'InvalidRequest', 400, 'Cannot specify both Range header and partNumber query parameter',
  ])
  assert.deepEqual((await s3.GetObjectAttributes({ Bucket: of.Bucket, Key: 'k', ObjectAttributes: ['ObjectParts'] })).ObjectParts, { TotalPartsCount: 3 })
})

test('what was put at once is its own part', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'k', Body: 'abc' })
  const one = await s3.GetObject({ Bucket, Key: 'k', PartNumber: 1 })
  assert.deepEqual([await one.Body.transformToString(), one.ContentRange, one.PartsCount], ['abc', 'bytes 0-2/3', undefined])
  const { error } = await failure(s3.GetObject({ Bucket, Key: 'k', PartNumber: 2 }))
  assert.deepEqual([error.PartNumberRequested, error.ActualPartCount], ['2', '1'])
})

test('checksums as AWS was recorded to have them, composed and of the whole', async () => {
  const composed = { CRC32: '5FRUiw==-3', CRC32C: 'XF5+4A==-3' }
  const whole = { CRC32C: 'eTdAQA==', CRC64NVME: 'ZMNX55lZurA=' }
  const bodies = [big, big, 'a'.repeat(10)]
  for (const [type, values] of [['COMPOSITE', composed], ['FULL_OBJECT', whole]])
    for (const [ChecksumAlgorithm, value] of Object.entries(values)) {
      const of = await begin({ ChecksumAlgorithm, ChecksumType: type })
      const member = `Checksum${ChecksumAlgorithm}`
      const Parts = []
      for (const [i, body] of bodies.entries()) {
        const { ETag, ...rest } = await part(of, i + 1, body, { ChecksumAlgorithm })
        Parts.push({ PartNumber: i + 1, ETag, [member]: rest[member] })
      }
      const listed = await s3.ListParts(of)
      assert.deepEqual(
        [listed.Parts.map((p) => p[member]), listed.ChecksumAlgorithm, listed.ChecksumType, listed.NextPartNumberMarker, listed.PartNumberMarker],
        [Parts.map((p) => p[member]), ChecksumAlgorithm, type, '3', '0'],
      )
      const done = await complete(of, Parts)
      assert.deepEqual([done[member], done.ChecksumType, done.ETag], [value, type, '"4d45984fc3feb2ac9b22683c49674b56-3"'])
      const { Checksum, ObjectParts } = await s3.GetObjectAttributes({ Bucket: of.Bucket, Key: 'k', ObjectAttributes: ['Checksum', 'ObjectParts'] })
      assert.deepEqual(Checksum, { [member]: value.split('-')[0], ChecksumType: type })
      assert.equal(ObjectParts.TotalPartsCount, 3)
      const got = await s3.GetObject({ Bucket: of.Bucket, Key: 'k', PartNumber: 3, ChecksumMode: 'ENABLED' })
      await got.Body.transformToByteArray()
      if (type === 'COMPOSITE') {
        assert.deepEqual(ObjectParts.Parts, Parts.map((p, i) => ({ PartNumber: p.PartNumber, [member]: p[member], Size: bodies[i].length })))
        assert.deepEqual([got[member], got.ChecksumType], [Parts[2][member], 'COMPOSITE'])
      } else {
        assert.deepEqual([ObjectParts.Parts, got[member]], [undefined, undefined])
      }
    }
})

test('attributes in pages of parts', async () => {
  const of = await begin({ ChecksumAlgorithm: 'SHA256' })
  const Parts = []
  for (const PartNumber of [1, 2]) {
    const { ETag, ChecksumSHA256 } = await part(of, PartNumber, big, { ChecksumAlgorithm: 'SHA256' })
    Parts.push({ PartNumber, ETag, ChecksumSHA256 })
  }
  assert.equal(Parts[0].ChecksumSHA256, 'DjU70AB1bON8k0n0fVHv2PJQVWcA/jWsITp6ti20Tbs=')
  assert.equal((await complete(of, Parts)).ChecksumSHA256, '2Wjxbc3N6c1y3Eqve6x8X+xPy4qXhB1vAMgge0qeZJM=-2')
  const page = (more) => s3.GetObjectAttributes({ Bucket: of.Bucket, Key: 'k', ObjectAttributes: ['ObjectParts'], ...more })
  const first = (await page({ MaxParts: 1 })).ObjectParts
  assert.deepEqual([first.IsTruncated, first.NextPartNumberMarker, first.Parts.length], [true, '1', 1])
  const next = (await page({ MaxParts: 1, PartNumberMarker: first.NextPartNumberMarker })).ObjectParts
  assert.deepEqual([next.IsTruncated, next.NextPartNumberMarker, next.Parts[0].PartNumber], [false, '2', 2])
  assert.deepEqual((await page({ MaxParts: 1, PartNumberMarker: '10' })).ObjectParts, {
    IsTruncated: false, MaxParts: 1, NextPartNumberMarker: '0', PartNumberMarker: '10', TotalPartsCount: 2,
  })
  assert.deepEqual(told(await failure(page({ ObjectAttributes: ['Colour'] }))), ['InvalidArgument', 400, 'Invalid attribute name specified.'])
})

test('what an upload may be begun with', async () => {
  const Bucket = await bucketMake(s3)
  const refused = async (more, message) => assert.deepEqual(told(await failure(s3.CreateMultipartUpload({ Bucket, Key: 'k', ...more }))), ['InvalidRequest', 400, message])
  await refused({ ChecksumAlgorithm: 'TEST' }, 'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]')
  await refused({ ChecksumType: 'COMPOSITE' }, 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.')
  await refused({ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }, 'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.')
  await refused({ ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }, 'The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.')
  for (const [ChecksumAlgorithm, type] of [['CRC32', 'COMPOSITE'], ['CRC32C', 'COMPOSITE'], ['CRC64NVME', 'FULL_OBJECT'], ['SHA256', 'COMPOSITE']])
    assert.equal((await s3.CreateMultipartUpload({ Bucket, Key: 'k', ChecksumAlgorithm })).ChecksumType, type)
})

test('what a part may be', async () => {
  const of = await begin()
  const { error, ...less } = await failure(part(of, -1, ''))
  assert.deepEqual([told(less), error.ArgumentName, error.ArgumentValue], [['InvalidArgument', 400, 'Part number must be an integer between 1 and 10000, inclusive'], 'partNumber', '-1'])
  const none = await failure(part({ ...of, UploadId: 'fakeid' }, 1, 'x'))
  assert.deepEqual(
    [told(none), none.error.UploadId],
    [['NoSuchUpload', 404, 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'], 'fakeid'],
  )
  assert.equal((await failure(part({ ...of, Key: 'other' }, 1, 'x'))).name, 'NoSuchUpload')
  const sha = await begin({ ChecksumAlgorithm: 'SHA256' })
  assert.deepEqual(told(await failure(part(sha, 1, 'abc'))), ['InvalidRequest', 400, 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32'])
  const url = `${nube.url}/${sha.Bucket}/k?partNumber=1&uploadId=${sha.UploadId}`
  assert.match((await raw(url, { method: 'PUT', body: 'abc', headers: { authorization: auth, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })).body, /expected checksum Type: sha256, actual checksum Type: null</)
  const whole = await begin({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' })
  const plain = await raw(`${nube.url}/${whole.Bucket}/k?partNumber=1&uploadId=${whole.UploadId}`, { method: 'PUT', body: 'abc', headers: { authorization: auth, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })
  assert.deepEqual([plain.status, plain.headers['x-amz-checksum-crc32']], [200, 'NSRBwg=='])
  assert.deepEqual(told(await failure(part(of, 1, 'right body', { ChecksumSHA1: 'nonsense' }))), ['InvalidRequest', 400, 'Value for x-amz-checksum-sha1 header is invalid.'])
  assert.deepEqual(told(await failure(part(of, 1, 'right body', { ChecksumSHA1: createHash('sha1').update('wrong').digest('base64') }))), [
    'BadDigest', 400, 'The SHA1 you specified did not match the calculated checksum.',
  ])
})
const auth = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=' + '0'.repeat(64)

test('what cannot be completed', async () => {
  const of = await begin()
  const a = await part(of, 1, 'data')
  const b = await part(of, 2, 'data')
  assert.deepEqual(told(await failure(s3.CompleteMultipartUpload(of))), ['InvalidRequest', 400, 'You must specify at least one part'])
  assert.equal((await failure(s3.CompleteMultipartUpload({ ...of, UploadId: 'fakeid' }))).name, 'NoSuchUpload')
  const small = await failure(complete(of, [{ ETag: a.ETag, PartNumber: 1 }, { ETag: b.ETag, PartNumber: 2 }]))
  assert.deepEqual(
    [told(small), small.error.ETag, small.error.MinSizeAllowed, small.error.ProposedSize, small.error.PartNumber],
    [['EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size'], '8d777f385d3dfec8815d20f7496026dc', '5242880', '4', '1'],
  )
  const order = await failure(complete(of, [{ ETag: b.ETag, PartNumber: 2 }, { ETag: a.ETag, PartNumber: 1 }]))
  assert.deepEqual([told(order), order.error.UploadId], [['InvalidPartOrder', 400, 'The list of parts was not in ascending order. Parts must be ordered by part number.'], of.UploadId])
  const invalid = "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."
  const wrong = await failure(complete(of, [{ ETag: '"0123"', PartNumber: 1 }]))
  assert.deepEqual([told(wrong), wrong.error.ETag, wrong.error.PartNumber], [['InvalidPart', 400, invalid], '0123', '1'])
  assert.equal((await failure(complete(of, [{ ETag: a.ETag, PartNumber: 7 }]))).name, 'InvalidPart')
  assert.equal((await failure(complete(of, [{ PartNumber: 1 }]))).name, 'MalformedXML')
  assert.deepEqual(told(await failure(complete(of, [{ ETag: a.ETag, PartNumber: 1, ChecksumCRC32: a.ChecksumCRC32 }]))), ['InvalidPart', 400, invalid])
  assert.deepEqual(told(await failure(complete(of, [{ ETag: a.ETag, PartNumber: 1 }], { ChecksumType: 'FULL_OBJECT' }))), [
    'InvalidRequest', 400, 'The upload was created using the null checksum mode. The complete request must use the same checksum mode.',
  ])
  assert.deepEqual(told(await failure(complete(of, [{ ETag: a.ETag, PartNumber: 1 }], { MpuObjectSize: 5 }))), [
    'InvalidRequest', 400, "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
  ])
  // What was refused left all as it was.
  assert.equal((await s3.ListParts(of)).Parts.length, 2)
  await complete(of, [{ ETag: b.ETag, PartNumber: 2 }], { MpuObjectSize: 4 })
})

test('what checksums must be completed with', async () => {
  const of = await begin({ ChecksumAlgorithm: 'CRC32' })
  const a = await part(of, 1, 'abc')
  const Part = { ETag: a.ETag, PartNumber: 1 }
  const refused = async (parts, more, expected) => assert.deepEqual(told(await failure(complete(of, parts, more))), expected)
  const missing = 'The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.'
  await refused([Part], {}, ['InvalidRequest', 400, missing])
  await refused([{ ...Part, ChecksumSHA256: 'x' }], {}, ['BadDigest', 400, 'The sha256 you specified for part 1 did not match what we received.'])
  await refused([Part], { ChecksumType: 'FULL_OBJECT' }, ['InvalidRequest', 400, 'The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.'])
  await refused([{ ...Part, ChecksumCRC32: a.ChecksumCRC32 }], { ChecksumCRC32: 'AAAAAA==' }, ['BadDigest', 400, 'The crc32 you specified did not match the calculated checksum.'])
  await complete(of, [{ ...Part, ChecksumCRC32: a.ChecksumCRC32 }])

  const whole = await begin({ ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' })
  const b = await part(whole, 1, 'abc', { ChecksumAlgorithm: 'CRC32C' })
  const Parts = [{ ETag: b.ETag, PartNumber: 1, ChecksumCRC32C: b.ChecksumCRC32C }]
  const bad = ['BadDigest', 400, 'The crc32c you specified did not match the calculated checksum.']
  for (const more of [
    { ChecksumCRC32C: `${b.ChecksumCRC32C}-1` },
    { ChecksumCRC32C: b.ChecksumCRC32C },
    { ChecksumCRC64NVME: 'AAAAAAAAAAA=' },
    { ChecksumCRC32C: 'AAAAAA==', ChecksumType: 'FULL_OBJECT' },
    { ChecksumCRC32: 'AAAAAA==', ChecksumType: 'FULL_OBJECT' },
  ])
    assert.deepEqual(told(await failure(complete(whole, Parts, more))), bad)
  const done = await complete(whole, Parts, { ChecksumCRC32C: b.ChecksumCRC32C, ChecksumType: 'FULL_OBJECT' })
  assert.deepEqual([done.ChecksumCRC32C, done.ETag], ['Nks/tw==', '"af5da9f45af7a300e3aded972f8ff687-1"'])
})

test('completed twice is completed once; given up afterwards it stays', async () => {
  const of = await begin()
  const a = await part(of, 1, 'abc')
  const Parts = [{ ETag: a.ETag, PartNumber: 1 }]
  const first = await complete(of, Parts)
  const { $metadata: _, ...again } = await complete(of, Parts)
  const { $metadata: __, ...was } = first
  assert.deepEqual(again, was)
  await s3.AbortMultipartUpload(of)
  assert.equal(await textOf(s3, { Bucket: of.Bucket, Key: 'k' }), 'abc')
  assert.equal((await failure(s3.ListParts(of))).name, 'NoSuchUpload')
  await s3.DeleteObject({ Bucket: of.Bucket, Key: 'k' })
  assert.equal((await failure(complete(of, Parts))).name, 'NoSuchUpload')
})

test('conditions, and who came between', async () => {
  const Bucket = await bucketMake(s3)
  const put = (Body) => s3.PutObject({ Bucket, Key: 'k', Body })
  const upload = async () => {
    const of = await begin({ Bucket })
    return [of, [{ ETag: (await part(of, 1, 'test')).ETag, PartNumber: 1 }]]
  }
  const conflict = ['ConditionalRequestConflict', 409, 'The conditional request cannot succeed due to a conflicting operation against this resource.']
  const precondition = ['PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold']
  const first = await put('test')
  let [of, parts] = await upload()
  const during = await put('test2')
  assert.deepEqual(told(await failure(complete(of, parts, { IfMatch: first.ETag }))), precondition)
  const met = await failure(complete(of, parts, { IfMatch: during.ETag }))
  assert.deepEqual([told(met), met.error.Condition, met.error.Key], [conflict, 'If-Match', 'k'])
  assert.deepEqual(told(await failure(complete(of, parts, { IfNoneMatch: '*' }))), precondition)
  ;[of, parts] = await upload()
  await s3.DeleteObject({ Bucket, Key: 'k' })
  assert.deepEqual(told(await failure(complete(of, parts, { IfMatch: during.ETag }))), ['NoSuchKey', 404, 'The specified key does not exist.'])
  assert.deepEqual(told(await failure(complete(of, parts, { IfNoneMatch: '*' }))), conflict)
  const late = await put('test2')
  assert.deepEqual(told(await failure(complete(of, parts, { IfMatch: late.ETag }))), conflict)
  ;[of, parts] = await upload()
  await complete(of, parts, { IfMatch: late.ETag })
})

test('uploads are listed by key and age, in pages, rolled up, encoded', async () => {
  const Bucket = await bucketMake(s3)
  const empty = await s3.ListMultipartUploads({ Bucket })
  assert.deepEqual([empty.KeyMarker, empty.UploadIdMarker, empty.NextKeyMarker, empty.NextUploadIdMarker, empty.MaxUploads], ['', '', '', '', 1000])
  const ids = []
  for (const Key of ['c', 'b', 'a', 'a', 'a']) ids.push((await begin({ Bucket, Key })).UploadId)
  const list = (more) => s3.ListMultipartUploads({ Bucket, ...more })
  const all = await list()
  assert.deepEqual(all.Uploads.map((u) => [u.Key, u.UploadId]), [['a', ids[2]], ['a', ids[3]], ['a', ids[4]], ['b', ids[1]], ['c', ids[0]]])
  assert.deepEqual([all.NextKeyMarker, all.NextUploadIdMarker, all.Uploads[0].StorageClass], ['c', ids[0], 'STANDARD'])
  assert.match(all.Uploads[0].Owner.ID, /^[0-9a-f]{64}$/)
  const next = (page) => [page.IsTruncated, page.NextKeyMarker, page.NextUploadIdMarker, page.UploadIdMarker]
  assert.deepEqual(next(await list({ MaxUploads: 1 })), [true, 'a', ids[2], ''])
  assert.deepEqual(next(await list({ MaxUploads: 1, KeyMarker: 'a' })), [true, 'b', ids[1], ''])
  assert.deepEqual(next(await list({ MaxUploads: 1, KeyMarker: 'c' })), [false, '', '', ''])
  assert.deepEqual(next(await list({ MaxUploads: 1, UploadIdMarker: ids[2] })), [true, 'a', ids[2], ''])
  assert.deepEqual(next(await list({ MaxUploads: 1, KeyMarker: 'a', UploadIdMarker: ids[2] })), [true, 'a', ids[3], ids[2]])
  assert.deepEqual(next(await list({ MaxUploads: 1, KeyMarker: 'a', UploadIdMarker: ids[4] })), [true, 'b', ids[1], ids[4]])
  const { error, ...wrong } = await failure(list({ KeyMarker: 'c', UploadIdMarker: ids[1] }))
  assert.deepEqual([told(wrong), error.ArgumentName], [['InvalidArgument', 400, 'Invalid uploadId marker'], 'upload-id-marker'])
  await s3.AbortMultipartUpload({ Bucket, Key: 'a', UploadId: ids[2] })
  assert.deepEqual(next(await list({ MaxUploads: 1, KeyMarker: 'a', UploadIdMarker: ids[2] })), [true, 'a', ids[3], ids[2]])
  for (const Key of ['d/1', 'd/2', 'e ü']) await begin({ Bucket, Key })
  const rolled = await list({ Delimiter: '/', KeyMarker: 'c', MaxUploads: 1, EncodingType: 'url' })
  assert.deepEqual([rolled.CommonPrefixes, rolled.Uploads, rolled.IsTruncated, rolled.NextKeyMarker], [[{ Prefix: 'd/' }], undefined, true, 'd/'])
  const behind = await list({ Delimiter: '/', KeyMarker: rolled.NextKeyMarker, EncodingType: 'url' })
  assert.deepEqual([behind.Uploads.map((u) => u.Key), behind.CommonPrefixes], [['e+%C3%BC'], undefined])
  assert.deepEqual((await list({ Prefix: 'd/' })).Uploads.map((u) => u.Key), ['d/1', 'd/2'])
  assert.deepEqual(told(await failure(list({ EncodingType: 'value' }))), ['InvalidArgument', 400, 'Invalid Encoding Method specified in Request'])
  assert.equal((await failure(list({ MaxUploads: -1 }))).message, 'Argument max-uploads must be an integer between 0 and 2147483647')
})

test('parts are listed in pages; the last one of a number counts', async () => {
  const of = await begin()
  for (const n of [1, 2, 3]) await part(of, n, `part ${n}`)
  await part(of, 2, 'another')
  const page = await s3.ListParts({ ...of, MaxParts: 2 })
  assert.deepEqual([page.Parts.map((p) => [p.PartNumber, p.Size]), page.IsTruncated, page.NextPartNumberMarker, page.StorageClass], [[[1, 6], [2, 7]], true, '2', 'STANDARD'])
  const rest = await s3.ListParts({ ...of, PartNumberMarker: '2' })
  assert.deepEqual([rest.Parts.map((p) => p.PartNumber), rest.IsTruncated, rest.ChecksumAlgorithm], [[3], false, undefined])
})

test('what an upload is begun with is its object’s: ACL, lock, hold', async () => {
  const Bucket = await bucketMake(s3, { ObjectLockEnabledForBucket: true, ObjectOwnership: 'ObjectWriter' })
  await s3.DeletePublicAccessBlock({ Bucket })
  const until = new Date(Date.now() + 3600e3)
  const of = await begin({ Bucket, ACL: 'public-read', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: 'ON' })
  const { ETag } = await part(of, 1, 'x')
  await complete(of, [{ ETag, PartNumber: 1 }])
  const head = await s3.HeadObject({ Bucket, Key: 'k' })
  assert.deepEqual([head.ObjectLockMode, head.ObjectLockRetainUntilDate, head.ObjectLockLegalHoldStatus], ['GOVERNANCE', until, 'ON'])
  const { Grants } = await s3.GetObjectAcl({ Bucket, Key: 'k' })
  assert.deepEqual(Grants.map((g) => [g.Grantee.Type, g.Permission]), [['CanonicalUser', 'FULL_CONTROL'], ['Group', 'READ']])
  const plain = await bucketMake(s3)
  assert.equal((await failure(begin({ Bucket: plain, ACL: 'public-read' }))).name, 'AccessControlListNotSupported')
  assert.equal((await failure(begin({ Bucket: plain, ObjectLockLegalHoldStatus: 'ON' }))).name, 'InvalidRequest')
})

test('nothing is left of what is given up, replaced, or not listed', async () => {
  await nube.quiet()
  const before = blobs()
  const of = await begin()
  for (const n of [1, 2, 3, 3]) await part(of, n, `part ${n}`)
  await until('the replaced part to go', () => blobs() === before + 3)
  const { Parts } = await s3.ListParts(of)
  await complete(of, [{ ETag: Parts[1].ETag, PartNumber: 2 }])
  await until('what is not listed to go', () => blobs() === before + 1)
  const other = await begin({ Bucket: of.Bucket })
  await part(other, 1, 'x')
  await s3.AbortMultipartUpload(other)
  const third = await begin({ Bucket: of.Bucket })
  await part(third, 1, 'x')
  await s3.DeleteObject({ Bucket: of.Bucket, Key: 'k' })
  await s3.DeleteBucket({ Bucket: of.Bucket })
  await until('all to go', () => blobs() === before)
})

test('who reads an object reads it to its end, though it was deleted meanwhile', async () => {
  const of = await begin()
  const bodies = [randomBytes(MIN), randomBytes(MIN), randomBytes(MIN)]
  const Parts = []
  for (const [i, body] of bodies.entries()) Parts.push({ ETag: (await part(of, i + 1, body)).ETag, PartNumber: i + 1 })
  await complete(of, Parts)
  const before = blobs()
  const { Body } = await s3.GetObject({ Bucket: of.Bucket, Key: 'k' })
  Body.pause()
  await s3.DeleteObject({ Bucket: of.Bucket, Key: 'k' })
  await nube.quiet()
  const got = Buffer.from(await Body.transformToByteArray())
  assert(got.equals(Buffer.concat(bodies)))
  await until('its pieces to go', () => blobs() <= before - 3)
})

test('lib-storage uploads a stream, in parts side by side', async () => {
  const Bucket = await bucketMake(s3)
  const bytes = randomBytes(13 * 1024 * 1024)
  const upload = new Upload({
    client: nube.client('s3', 'S3Client', { forcePathStyle: true }),
    params: { Bucket, Key: 'dir/große Datei.bin', Body: Readable.from([bytes.subarray(0, 7e6), bytes.subarray(7e6)]) },
    partSize: MIN,
    queueSize: 3,
  })
  const done = await upload.done()
  assert.equal(done.Location, `${nube.url}/${Bucket}/dir/gro%C3%9Fe%20Datei.bin`) // its slash is the client's: AWS sends %2F
  assert.equal(done.ETag, etagOf(bytes.subarray(0, MIN), bytes.subarray(MIN, 2 * MIN), bytes.subarray(2 * MIN)))
  const got = Buffer.from(await (await s3.GetObject({ Bucket, Key: 'dir/große Datei.bin' })).Body.transformToByteArray())
  assert(got.equals(bytes))
})

test('an upload outlives a crash, and so does what it became', async () => {
  const where = folder()
  let own = await Nube.start(['--data-dir', where])
  const api = () => own.api().s3
  const Bucket = await bucketMake(api())
  const { UploadId } = await api().CreateMultipartUpload({ Bucket, Key: 'k' })
  const of = { Bucket, Key: 'k', UploadId }
  const { ETag } = await api().UploadPart({ ...of, PartNumber: 1, Body: 'abc' })
  await own.end('SIGKILL')
  own = await Nube.start(['--data-dir', where])
  const done = await api().CompleteMultipartUpload({ ...of, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } })
  await own.end('SIGKILL')
  own = await Nube.start(['--data-dir', where])
  assert.equal(await textOf(api(), { Bucket, Key: 'k' }), 'abc')
  assert.equal((await api().CompleteMultipartUpload({ ...of, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } })).ETag, done.ETag)
  await own.stop()
})
