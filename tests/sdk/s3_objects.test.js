// What is kept with objects, by the AWS SDK: encryption, tags, archives, metadata; most answers are those that AWS was recorded to give.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw, signedAs } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const put = (Bucket, Key, Body = Key, more = {}) => s3.PutObject({ Bucket, Key, Body, ...more })
const bare = (method, path, headers = {}, body) => raw(nube.url + path, { method, body, headers: { authorization: signedAs('s3'), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers } })
const KEY = '1234567890abcdef1234567890abcdef'
const customer = (key = KEY, prefix = 'SSECustomer') => ({
  [`${prefix}Algorithm`]: 'AES256',
  [`${prefix}Key`]: Buffer.from(key).toString('base64'),
  [`${prefix}KeyMD5`]: createHash('md5').update(key).digest('base64'),
})

/* --- encryption --------------------------------------------------------------------------------------------------- */

test('who gave a key gets an object with that key alone', async () => {
  const Bucket = await bucketMake(s3)
  const made = await put(Bucket, 'k', 'secret', customer())
  assert.deepEqual([made.SSECustomerAlgorithm, made.SSECustomerKeyMD5, made.ServerSideEncryption], ['AES256', customer().SSECustomerKeyMD5, undefined])
  assert.notEqual(made.ETag, `"${createHash('md5').update('secret').digest('hex')}"`)
  const needed = ['InvalidRequest', 400, 'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.']
  assert.deepEqual(told(await failure(s3.GetObject({ Bucket, Key: 'k' }))), needed)
  assert.equal((await failure(s3.HeadObject({ Bucket, Key: 'k' }))).status, 400)
  assert.deepEqual(told(await failure(s3.GetObjectAttributes({ Bucket, Key: 'k', ObjectAttributes: ['ETag'] }))), needed)
  assert.deepEqual(told(await failure(s3.CopyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/k` }))), needed)
  assert.deepEqual(told(await failure(s3.GetObject({ Bucket, Key: 'k', ...customer(KEY.replace('1', '2')) }))), [
    'AccessDenied', 403, 'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
  ])
  assert.equal(await textOf(s3, { Bucket, Key: 'k', ...customer() }), 'secret')
  const plain = await s3.CopyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/k`, ...customer(KEY, 'CopySourceSSECustomer') })
  assert.deepEqual([plain.ServerSideEncryption, plain.CopyObjectResult.ETag], ['AES256', `"${createHash('md5').update('secret').digest('hex')}"`])
  assert.equal(await textOf(s3, { Bucket, Key: 'c' }), 'secret')
  assert.deepEqual(told(await failure(s3.GetObject({ Bucket, Key: 'c', ...customer() }))), ['InvalidRequest', 400, 'The encryption parameters are not applicable to this object.'])
})

test('what is wrong with a key', async () => {
  const Bucket = await bucketMake(s3)
  const prefix = 'x-amz-server-side-encryption'
  const good = { [`${prefix}-customer-algorithm`]: 'AES256', [`${prefix}-customer-key`]: customer().SSECustomerKey, [`${prefix}-customer-key-MD5`]: customer().SSECustomerKeyMD5 }
  const refused = async (headers, status, code, message) => {
    const { body, ...answer } = await bare('PUT', `/${Bucket}/k`, headers, 'x')
    assert.deepEqual([answer.status, /<Code>(.*?)<\/Code>/.exec(body)[1], /<Message>(.*?)<\/Message>/.exec(body)[1]], [status, code, message])
  }
  const without = (name) => Object.fromEntries(Object.entries(good).filter(([n]) => n !== `${prefix}-customer-${name}`))
  const of = 'Requests specifying Server Side Encryption with Customer provided keys must provide'
  assert.equal((await bare('PUT', `/${Bucket}/k`, good, 'x')).headers['x-nube-without-effect'], 'encryption')
  await refused({ ...good, [prefix]: 'AES256' }, 400, 'InvalidArgument', 'Server Side Encryption with Customer provided key is incompatible with the encryption method specified')
  await refused({ ...good, [`${prefix}-customer-algorithm`]: 'KMS' }, 400, 'InvalidEncryptionAlgorithmError', 'The Encryption request you specified is not valid. Supported value: AES256.')
  await refused(without('algorithm'), 400, 'InvalidArgument', `${of} a valid encryption algorithm.`)
  await refused(without('key'), 400, 'InvalidArgument', `${of} an appropriate secret key.`)
  await refused(without('key-MD5'), 400, 'InvalidArgument', 'The secret key was invalid for the specified algorithm.')
  await refused({ ...good, [`${prefix}-customer-key`]: 'MTIzNDU2Nzg5MA==' }, 400, 'InvalidArgument', 'The secret key was invalid for the specified algorithm.')
  await refused({ ...good, [`${prefix}-customer-key-MD5`]: 'aMwgiexXqwuPqIPjYFmIZQ==' }, 400, 'InvalidArgument', 'The calculated MD5 hash of the key did not match the hash that was provided.')
  await refused({ [prefix]: 'ROT13' }, 400, 'InvalidArgument', 'The encryption method specified is not supported')
  await refused({ [prefix]: 'aws:kms', [`${prefix}-aws-kms-key-id`]: 'fake-key-id' }, 400, 'KMS.NotFoundException', "Invalid keyId 'fake-key-id'")
  await refused({ [prefix]: 'aws:kms', [`${prefix}-aws-kms-key-id`]: 'arn:aws:kms:eu-west-1:000000000000:key/1' }, 400, 'KMS.NotFoundException', 'Invalid arn eu-west-1')
})

test('parts must come with the key that their upload began with', async () => {
  const Bucket = await bucketMake(s3)
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key: 'k', ...customer() })
  const part = (more) => s3.UploadPart({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x', ...more })
  assert.deepEqual(told(await failure(part())), [
    'InvalidRequest', 400, 'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  ])
  assert.deepEqual(told(await failure(part(customer(KEY.replace('1', '2'))))), ['InvalidRequest', 400, 'The provided encryption parameters did not match the ones used originally.'])
  const { ETag, SSECustomerAlgorithm } = await part(customer())
  assert.equal(SSECustomerAlgorithm, 'AES256')
  await s3.CompleteMultipartUpload({ Bucket, Key: 'k', UploadId, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } })
  assert.equal(await textOf(s3, { Bucket, Key: 'k', ...customer() }), 'x')
})

test('keys of KMS are shown as they were asked for, and as the bucket has them', async () => {
  const Bucket = await bucketMake(s3)
  const id = '134f2428-cec1-4b25-a1ae-9048164dba47'
  const arn = `arn:aws:kms:us-east-1:000000000000:key/${id}`
  const made = await put(Bucket, 'a', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: id, BucketKeyEnabled: true, SSEKMSEncryptionContext: Buffer.from('{"a":"b"}').toString('base64') })
  assert.deepEqual([made.ServerSideEncryption, made.SSEKMSKeyId, made.BucketKeyEnabled], ['aws:kms', arn, true])
  assert.notEqual(made.ETag, `"${createHash('md5').update('x').digest('hex')}"`)
  const head = await s3.HeadObject({ Bucket, Key: 'a' })
  assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId, head.BucketKeyEnabled, head.ETag], ['aws:kms', arn, true, made.ETag])
  const first = await put(Bucket, 'b', 'x', { ServerSideEncryption: 'aws:kms' })
  assert.match(first.SSEKMSKeyId, /^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.equal((await put(Bucket, 'b', 'x', { ServerSideEncryption: 'aws:kms:dsse' })).SSEKMSKeyId, first.SSEKMSKeyId)
  await s3.PutBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: id }, BucketKeyEnabled: true }] },
  })
  const byDefault = await put(Bucket, 'c')
  assert.deepEqual([byDefault.ServerSideEncryption, byDefault.SSEKMSKeyId, byDefault.BucketKeyEnabled], ['aws:kms', arn, true])
  const { UploadId, SSEKMSKeyId } = await s3.CreateMultipartUpload({ Bucket, Key: 'd' })
  assert.equal(SSEKMSKeyId, arn)
  await s3.AbortMultipartUpload({ Bucket, Key: 'd', UploadId })
  assert.equal((await put(Bucket, 'e', 'x', { ServerSideEncryption: 'AES256' })).ServerSideEncryption, 'AES256')
  assert.equal((await s3.CopyObject({ Bucket, Key: 'e', CopySource: `${Bucket}/e` })).ServerSideEncryption, 'aws:kms')
})

/* --- tags --------------------------------------------------------------------------------------------------------- */

test('tags are put, told in their order, and taken away, of a version too', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  const { VersionId } = await put(Bucket, 'k', 'x', { Tagging: 'tag1=tag1&tag2=tag2&tag=' })
  const tags = async (more) => (await s3.GetObjectTagging({ Bucket, Key: 'k', ...more })).TagSet
  assert.deepEqual(await tags(), [{ Key: 'tag', Value: '' }, { Key: 'tag1', Value: 'tag1' }, { Key: 'tag2', Value: 'tag2' }])
  assert.equal((await s3.HeadObject({ Bucket, Key: 'k' })).TagCount, 3)
  await put(Bucket, 'k', 'y')
  assert.deepEqual(await tags(), [])
  const done = await s3.PutObjectTagging({ Bucket, Key: 'k', VersionId, Tagging: { TagSet: [{ Key: 'a', Value: 'ü 1' }] } })
  assert.equal(done.VersionId, VersionId)
  assert.deepEqual([await tags({ VersionId }), await tags()], [[{ Key: 'a', Value: 'ü 1' }], []])
  await s3.DeleteObjectTagging({ Bucket, Key: 'k', VersionId })
  assert.deepEqual(await tags({ VersionId }), [])
  const set = (...TagSet) => s3.PutObjectTagging({ Bucket, Key: 'k', Tagging: { TagSet } })
  assert.deepEqual(told(await failure(set({ Key: 'aws:x', Value: '' }))), ['InvalidTag', 400, 'Your TagKey cannot be prefixed with aws:'])
  assert.deepEqual(told(await failure(set({ Key: 'a', Value: '' }, { Key: 'a', Value: '' }))), ['InvalidTag', 400, 'Cannot provide multiple Tags with the same key'])
  const eleven = Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: '' }))
  assert.deepEqual(told(await failure(set(...eleven))), ['BadRequest', 400, 'Object tags cannot be greater than 10'])
  const words = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
  for (const Tagging of ['key1=val1&key1=val2', 'key1=val1,key2=val2']) assert.deepEqual(told(await failure(put(Bucket, 'k', 'x', { Tagging }))), ['InvalidArgument', 400, words])
  const { error } = await failure(s3.GetObjectTagging({ Bucket, Key: 'absent' }))
  assert.deepEqual([error.name, error.Key], ['NoSuchKey', `${Bucket}/absent`])
})

/* --- archives ----------------------------------------------------------------------------------------------------- */

test('what is archived is restored first, for some days', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'k', 'cold', { StorageClass: 'GLACIER' })
  const get = () => textOf(s3, { Bucket, Key: 'k' })
  const restore = (RestoreRequest, Key = 'k') => s3.RestoreObject({ Bucket, Key, RestoreRequest })
  const state = async () => (await s3.HeadObject({ Bucket, Key: 'k' })).Restore
  const refused = await failure(get())
  assert.deepEqual([told(refused), refused.error.StorageClass], [['InvalidObjectState', 403, "The operation is not valid for the object's storage class"], 'GLACIER'])
  assert.equal((await failure(s3.CopyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/k` }))).name, 'ObjectNotInActiveTierError')
  assert.equal(await state(), undefined)
  assert.equal((await failure(restore({ Days: 0 }))).message, 'restoration days should be at least 1')
  assert.equal((await restore({ Days: 1, GlacierJobParameters: { Tier: 'Expedited' } })).$metadata.httpStatusCode, 202)
  assert.equal(await state(), 'ongoing-request="true"')
  assert.deepEqual(told(await failure(restore({ Days: 1 }))), ['RestoreAlreadyInProgress', 409, 'Object restore is already in progress'])
  assert.equal((await failure(get())).name, 'InvalidObjectState')
  await nube.clock({ advance: 301 })
  assert.match(await state(), /^ongoing-request="false", expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT"$/)
  assert.equal(await get(), 'cold')
  await s3.CopyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/k` })
  assert.equal((await restore({ Days: 3 })).$metadata.httpStatusCode, 200)
  await nube.clock({ advance: 2 * 86400 })
  assert.equal(await get(), 'cold')
  await nube.clock({ advance: 3 * 86400 })
  assert.equal((await failure(get())).name, 'InvalidObjectState')
  assert.equal(await state(), undefined)
  await put(Bucket, 'warm')
  assert.deepEqual(told(await failure(restore({ Days: 1 }, 'warm'))), ['InvalidObjectState', 403, "Restore is not allowed for the object's current storage class"])
  await put(Bucket, 'deep', 'x', { StorageClass: 'DEEP_ARCHIVE' })
  assert.equal((await failure(restore({ Days: 1, GlacierJobParameters: { Tier: 'Expedited' } }, 'deep'))).name, 'InvalidArgument')
  for (const StorageClass of ['GLACIER_IR', 'INTELLIGENT_TIERING', 'ONEZONE_IA']) {
    await put(Bucket, 'other', 'x', { StorageClass })
    assert.equal(await textOf(s3, { Bucket, Key: 'other' }), 'x')
  }
})

/* --- metadata ----------------------------------------------------------------------------------------------------- */

test('metadata that is no ASCII comes back as an encoded word', async () => {
  const Bucket = await bucketMake(s3)
  const value = Buffer.from('non-ascii-%E2%80%94_—_é_').toString('latin1')
  assert.equal((await bare('PUT', `/${Bucket}/k`, { 'x-amz-meta-Foo': value, 'x-amz-meta-bar': 'plain_=?' }, '')).status, 200)
  const { headers } = await bare('HEAD', `/${Bucket}/k`)
  assert.deepEqual([headers['x-amz-meta-foo'], headers['x-amz-meta-bar'], headers['content-length']], ['=?UTF-8?Q?non-ascii-%E2%80%94=5F=E2=80=94=5F=C3=A9=5F?=', 'plain_=?', '0'])
  const large = await bare('PUT', `/${Bucket}/k`, { 'x-amz-meta-a': 'x'.repeat(2048) }, '')
  const many = Object.fromEntries(Array.from({ length: 55 }, (_, i) => [`x-amz-meta-${i}`, `${i}`]))
  assert.equal((await bare('PUT', `/${Bucket}/many`, { ...many, 'cache-control': 'no-cache', 'content-language': 'de' }, '')).status, 200)
  const { headers: told } = await bare('HEAD', `/${Bucket}/many`)
  for (const [name, value] of [...Object.entries(many), ['cache-control', 'no-cache'], ['content-language', 'de'], ['server', 'AmazonS3']]) assert.equal(told[name], value, name)
  assert.match(large.body, /<Code>MetadataTooLarge<\/Code>.*<Size>2049<\/Size><MaxSizeAllowed>2048<\/MaxSizeAllowed>/s)
})

/* --- integrity ---------------------------------------------------------------------------------------------------- */

const code = ({ status, body }) => [status, /<Code>(.*?)<\/Code>/.exec(body)?.[1], /<Message>(.*?)<\/Message>/.exec(body)?.[1]]

test('checksums of every kind are taken, kept, and told to who asks', async () => {
  const Bucket = await bucketMake(s3)
  const sums = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512', MD5: 'md5' }
  for (const [kind, name] of Object.entries(sums)) {
    const value = createHash(name).update('x').digest('base64')
    const header = `x-amz-checksum-${name}`
    assert.equal((await bare('PUT', `/${Bucket}/${kind}`, { [header]: value }, 'x')).status, 200)
    const { headers } = await bare('HEAD', `/${Bucket}/${kind}`, { 'x-amz-checksum-mode': 'enabled' })
    assert.deepEqual([headers[header], headers['x-amz-checksum-type']], [value, 'FULL_OBJECT'])
    assert.deepEqual(code(await bare('PUT', `/${Bucket}/k`, { [header]: createHash(name).update('y').digest('base64') }, 'x')), [400, 'BadDigest', `The ${kind} you specified did not match the calculated checksum.`])
  }
  const none = await bare('PUT', `/${Bucket}/k`, {}, 'test data..')
  assert.equal(none.headers['x-amz-checksum-crc64nvme'], 'qUVrWYOrIAM=')
  const put = (headers) => bare('PUT', `/${Bucket}/k`, headers, 'x').then(code)
  assert.deepEqual(await put({ 'x-amz-checksum-sha256': 'nonsense' }), [400, 'InvalidRequest', 'Value for x-amz-checksum-sha256 header is invalid.'])
  assert.deepEqual(await put({ 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-crc32c': 'AAAAAA==' }), [400, 'InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.'])
  assert.deepEqual(await put({ 'x-amz-sdk-checksum-algorithm': 'CRC32' }), [
    400, 'InvalidRequest', 'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  ])
  assert.deepEqual(await put({ 'x-amz-checksum-sha256a': 'dummy' }), [400, 'InvalidRequest', 'The algorithm type you specified in x-amz-checksum- header is invalid.'])
  assert.deepEqual(await put({ 'x-amz-checksum-sha256a': 'dummy', 'x-amz-checksum-crc32': 'AAAAAA==' }), [400, 'InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.'])
  assert.deepEqual(await put({ 'content-md5': 'nonsense' }), [400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.'])
  assert.deepEqual(await put({ 'content-md5': createHash('md5').update('y').digest('base64') }), [400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.'])
})

// What each is of 'Hello world', and what it is of its own bytes.
const XXHASHES = { XXHASH64: ['xQCwyRKzdtg=', 'TbTDRQebt7k='], XXHASH3: ['tqy52Eo4/3Q=', 'ttvpUcdMuiU='], XXHASH128: ['c1H4mBL5c4K5HQWzHgTdfw==', 'akGw39GD4W3nf/RtrXP8Wg=='] }
const attributesOf = (Bucket, Key) => bare('GET', `/${Bucket}/${Key}?attributes`, { 'x-amz-object-attributes': 'Checksum,ObjectParts' }).then(({ body }) => body)

test("xxHash's checksums are taken, kept, told, and copied; one may trail", async () => {
  const Bucket = await bucketMake(s3)
  for (const [kind, [value, other]] of Object.entries(XXHASHES)) {
    const header = `x-amz-checksum-${kind.toLowerCase()}`
    const put = (more, body = 'Hello world') => bare('PUT', `/${Bucket}/${kind}`, more, body)
    const made = await put({ [header]: value })
    assert.deepEqual([made.status, made.headers[header], made.headers['x-amz-checksum-type']], [200, value, 'FULL_OBJECT'])
    assert.deepEqual(code(await put({ [header]: other })), [400, 'BadDigest', `The ${kind} you specified did not match the calculated checksum.`])
    assert.deepEqual(code(await put({ [header]: 'AAAA' })), [400, 'InvalidRequest', `Value for ${header} header is invalid.`])
    assert.equal((await bare('HEAD', `/${Bucket}/${kind}`)).headers[header], undefined)
    const got = await bare('GET', `/${Bucket}/${kind}`, { 'x-amz-checksum-mode': 'ENABLED' })
    assert.deepEqual([got.body, got.headers[header]], ['Hello world', value])
    assert.match(await attributesOf(Bucket, kind), new RegExp(`<Checksum><Checksum${kind}>${value.replaceAll('+', '\\+')}</Checksum${kind}><ChecksumType>FULL_OBJECT</ChecksumType></Checksum>`))
    const listed = (await s3.ListObjectsV2({ Bucket, Prefix: kind })).Contents.find(({ Key }) => Key === kind)
    assert.deepEqual([listed.ChecksumAlgorithm, listed.ChecksumType], [[kind], 'FULL_OBJECT'])
    const copy = (to, more) => bare('PUT', `/${Bucket}/${to}`, { 'x-amz-copy-source': `${Bucket}/${kind}`, ...more })
    assert.match((await copy('copy', {})).body, new RegExp(`<Checksum${kind}>`))
    assert.match((await copy('crc', { 'x-amz-checksum-algorithm': 'CRC32' })).body, /<ChecksumCRC32>i9aeUg==</)
    const summed = await bare('PUT', `/${Bucket}/again`, { 'x-amz-copy-source': `${Bucket}/crc`, 'x-amz-checksum-algorithm': kind })
    assert(summed.body.includes(`<Checksum${kind}>${value}</Checksum${kind}>`), summed.body)
    const trailing = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '11', 'x-amz-trailer': header, 'content-encoding': 'aws-chunked' }
    const trailed = await put(trailing, `b\r\nHello world\r\n0\r\n${header}:${value}\r\n\r\n`)
    assert.deepEqual([trailed.status, trailed.headers[header]], [200, value])
    assert.deepEqual(code(await put(trailing, `b\r\nHello world\r\n0\r\n${header}:${other}\r\n\r\n`)).slice(0, 2), [400, 'BadDigest'])
  }
  const xml = '<Delete><Object><Key>copy</Key></Object></Delete>'
  assert.deepEqual(code(await bare('POST', `/${Bucket}?delete`, { 'x-amz-checksum-xxhash3': XXHASHES.XXHASH3[0] }, xml)), [400, 'BadDigest', 'The XXHASH3 you specified did not match the calculated checksum.'])
})

test("xxHash's checksums of uploads in parts are composed", async () => {
  const Bucket = await bucketMake(s3)
  const begin = (headers) => bare('POST', `/${Bucket}/k?uploads`, headers)
  for (const [kind, [value, composed]] of Object.entries(XXHASHES)) {
    const header = `x-amz-checksum-${kind.toLowerCase()}`
    assert.deepEqual(code(await begin({ 'x-amz-checksum-algorithm': kind, 'x-amz-checksum-type': 'FULL_OBJECT' })), [
      400, 'InvalidRequest', `The FULL_OBJECT checksum type cannot be used with the ${kind.toLowerCase()} checksum algorithm.`,
    ])
    const { headers, body } = await begin({ 'x-amz-checksum-algorithm': kind })
    assert.deepEqual([headers['x-amz-checksum-algorithm'], headers['x-amz-checksum-type']], [kind, 'COMPOSITE'])
    const id = /<UploadId>(.*?)</.exec(body)[1]
    const part = (more) => bare('PUT', `/${Bucket}/k?partNumber=1&uploadId=${id}`, more, 'Hello world')
    assert.deepEqual(code(await part({})), [400, 'InvalidRequest', `Checksum Type mismatch occurred, expected checksum Type: ${kind.toLowerCase()}, actual checksum Type: null`])
    const made = await part({ [header]: value })
    assert.equal(made.headers[header], value)
    assert((await bare('GET', `/${Bucket}/k?uploadId=${id}`)).body.includes(`<Checksum${kind}>${value}</Checksum${kind}>`))
    const xml = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${made.headers.etag}</ETag><Checksum${kind}>${value}</Checksum${kind}></Part></CompleteMultipartUpload>`
    const complete = (more) => bare('POST', `/${Bucket}/k?uploadId=${id}`, more, xml)
    assert.deepEqual(code(await complete({ [header]: `${value}-1` })), [400, 'BadDigest', `The ${kind.toLowerCase()} you specified did not match the calculated checksum.`])
    const done = await complete({})
    assert(done.body.includes(`<Checksum${kind}>${composed}-1</Checksum${kind}><ChecksumType>COMPOSITE</ChecksumType>`), done.body)
    assert.equal((await bare('HEAD', `/${Bucket}/k`, { 'x-amz-checksum-mode': 'ENABLED' })).headers[header], `${composed}-1`)
    const told = await attributesOf(Bucket, 'k')
    assert(told.includes(`<Checksum${kind}>${composed}</Checksum${kind}>`) && told.includes(`<Checksum${kind}>${value}</Checksum${kind}>`), told)
  }
})

test('a checksum trails a stream', async () => {
  const Bucket = await bucketMake(s3)
  const body = '3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n'
  const trailing = (to, text) =>
    bare('PUT', `/${Bucket}/k`, { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '3', 'x-amz-trailer': 'x-amz-checksum-crc32', 'content-encoding': to }, text)
  const { status, headers } = await trailing('aws-chunked,gzip', body)
  assert.deepEqual([status, headers['x-amz-checksum-crc32']], [200, 'NSRBwg=='])
  const head = await s3.HeadObject({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' })
  assert.deepEqual([head.ChecksumCRC32, head.ContentEncoding, head.ContentLength], ['NSRBwg==', 'gzip', 3])
  assert.deepEqual(code(await trailing('aws-chunked', body.replace('NSRB', 'AAAA'))), [400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.'])
  await trailing('aws-chunked', body)
  assert.equal((await s3.HeadObject({ Bucket, Key: 'k' })).ContentEncoding, undefined)
})

test('documents are held against their digests, which some must have', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'a')
  const xml = '<Delete><Object><Key>a</Key></Object></Delete>'
  const md5 = (text) => createHash('md5').update(text).digest('base64')
  const remove = (headers) => bare('POST', `/${Bucket}?delete`, headers, xml)
  assert.deepEqual(code(await remove({})), [400, 'InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*'])
  assert.deepEqual(code(await remove({ 'content-md5': md5('other') })), [400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.'])
  assert.deepEqual(code(await remove({ 'content-md5': 'x' })), [400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.'])
  assert.deepEqual(code(await remove({ 'x-amz-checksum-crc32': 'AAAAAA==' })), [400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.'])
  assert.equal(await textOf(s3, { Bucket, Key: 'a' }), 'a')
  assert.equal((await remove({ 'content-md5': md5(xml) })).status, 200)
  assert.equal((await failure(s3.HeadObject({ Bucket, Key: 'a' }))).status, 404)
  const lock = { 'x-amz-object-lock-legal-hold': 'ON' }
  assert.deepEqual(code(await bare('PUT', `/${Bucket}/k`, lock, 'x')), [400, 'InvalidRequest', 'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters'])
})

test('a body has a length; 100-continue is answered; nothing is an object, too', async () => {
  const Bucket = await bucketMake(s3)
  assert.deepEqual(code(await bare('PUT', `/${Bucket}/k`, { 'transfer-encoding': 'chunked' }, 'x')).slice(0, 2), [501, 'NotImplemented'])
  const sent = `PUT /${Bucket}/k HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${signedAs('s3')}\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n`
  assert.match(await lines(`${sent}Connection: close\r\n\r\n`), /^HTTP\/1.1 411 .*<Code>MissingContentLength<\/Code>/s)
  const socket = net.connect(nube.port)
  socket.write(`${sent}Content-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`)
  const got = []
  socket.on('data', (b) => (got.push(b), got.length === 1 && socket.write('abc')))
  await once(socket, 'close')
  assert.match(Buffer.concat(got).toString(), /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /)
  assert.equal(await textOf(s3, { Bucket, Key: 'k' }), 'abc')
  assert.match(await lines(`${sent}Content-Length: 0\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`), /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /)
  await put(Bucket, 'empty', Buffer.alloc(0))
  const empty = await s3.GetObject({ Bucket, Key: 'empty' })
  assert.deepEqual([empty.ContentLength, await empty.Body.transformToString(), empty.ETag], [0, '', '"d41d8cd98f00b204e9800998ecf8427e"'])
  assert.equal((await failure(s3.GetObject({ Bucket, Key: 'empty', Range: 'bytes=0-1' }))).name, 'InvalidRange')
})

async function lines(text) {
  const socket = net.connect(nube.port)
  const got = []
  socket.on('data', (b) => got.push(b))
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(got).toString()
}

test('large bodies, several at once: what they are held against, and what breaks off', async () => {
  const Bucket = await bucketMake(s3)
  const digest = (body, form) => createHash('md5').update(body).digest(form)
  const bodies = Array.from({ length: 6 }, (_, i) => randomBytes((1 << 20) + i * 777777))
  const upload = (Key, body, md5) => bare('PUT', `/${Bucket}/${Key}`, { 'content-length': body.length, 'content-md5': md5 }, body)
  const answers = await Promise.all(bodies.map((body, i) => upload(i, body, digest(body, 'base64'))))
  assert.deepEqual(answers.map(({ status, headers }) => [status, headers.etag]), bodies.map((body) => [200, `"${digest(body, 'hex')}"`]))
  const back = await s3.GetObject({ Bucket, Key: '5' })
  assert(bodies[5].equals(await back.Body.transformToByteArray()))
  const wrong = await upload('wrong', bodies[5], digest('other', 'base64'))
  assert.deepEqual([wrong.status, /<Code>(.*?)</.exec(wrong.body)[1]], [400, 'BadDigest'])
  await new Promise((gone) => {
    const socket = net.connect(nube.port, '127.0.0.1').on('close', gone)
    socket.write(`PUT /${Bucket}/cut HTTP/1.1\r\nHost: h\r\nAuthorization: ${signedAs('s3')}\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nContent-Length: ${1 << 24}\r\n\r\n`)
    socket.write(bodies[5], () => socket.destroy())
  })
  await nube.quiet()
  assert.deepEqual((await s3.ListObjectsV2({ Bucket })).Contents.map(({ Key }) => Key), ['0', '1', '2', '3', '4', '5'])
})

test('what S3 has and Nube has not is refused', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'k')
  const select = { Bucket, Key: 'k', Expression: 'select 1', ExpressionType: 'SQL', InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} } }
  const refused = [
    ['SelectObjectContent', select],
    ['GetObjectTorrent', { Bucket, Key: 'k' }],
    ['RenameObject', { Bucket, Key: 'l', RenameSource: 'k' }],
  ]
  for (const [operation, input] of refused) {
    const { status, message } = await failure(s3[operation](input))
    assert.deepEqual([status, message], [501, `The operation s3:${operation} is not emulated by Nube`])
  }
  assert.equal((await failure(s3.RestoreObject({ Bucket, Key: 'k', RestoreRequest: { Type: 'SELECT', Tier: 'Standard' } }))).status, 501)
  assert.equal(await textOf(s3, { Bucket, Key: 'k' }), 'k')
})
