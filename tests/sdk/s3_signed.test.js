// Signatures of S3's: keys of any text, links, payloads in chunks, by clients whose keys Nube issued and so verifies.
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { Readable } from 'node:stream'

import { bucketMake, textOf } from '../support/js/s3.js'
import { after, require, test } from '../support/js/suite.js'
import { failure, Nube, raw, run } from '../support/js/nube.js'

const { getSignedUrl } = require('@aws-sdk/s3-request-presigner')
const S3 = require('@aws-sdk/client-s3')

const nube = await Nube.start()
const { iam } = nube.api()
after(() => nube.stop())

await iam.CreateUser({ UserName: 'signer' })
await iam.PutUserPolicy({ UserName: 'signer', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }) })
const { AccessKey } = await iam.CreateAccessKey({ UserName: 'signer' })
const credentials = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
const { s3 } = nube.api({ credentials, forcePathStyle: true })
const client = nube.client('s3', 'S3Client', { credentials, forcePathStyle: true })

const MISMATCH = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
const code = ({ body }) => /<Code>(.*?)<\/Code>/.exec(body)?.[1]
const message = ({ body }) => /<Message>(.*?)<\/Message>/.exec(body)?.[1]
const keys = ['a b', 'a+b', 'a%2Fb', 'a%b', 'a//b', '/a', 'a/', '../x', './y', 'ä€😀', 'a?b#c&d=e', "quo'te\"!*()", '<x>&amp;~', 'a;b:c@d$e,f']

test('keys of any text are signed as they are', async () => {
  const Bucket = await bucketMake(s3)
  for (const Key of keys) {
    await s3.PutObject({ Bucket, Key, Body: Key })
    assert.equal(await textOf(s3, { Bucket, Key }), Key)
  }
  const other = nube.api({ credentials: { ...credentials, secretAccessKey: 'x'.repeat(40) }, forcePathStyle: true })
  const refused = await failure(other.s3.GetObject({ Bucket, Key: 'a b' }))
  assert.deepEqual([refused.name, refused.status, refused.message], ['SignatureDoesNotMatch', 403, MISMATCH])
})

// By a link, sent to Nube with the host that it names.
const follow = (url, options) => {
  const [, host, target] = /^http:\/\/([^/]*)(.*)$/.exec(url)
  return raw(nube.url, { path: target, method: 'GET', ...options, headers: { Host: host, ...options?.headers } })
}

test('links are verified as they are sent, by path and by host', async () => {
  const Bucket = await bucketMake(s3)
  const byHost = new S3.S3Client({ endpoint: `http://s3.localhost:${new URL(nube.url).port}`, region: 'us-east-1', credentials })
  for (const from of [client, byHost])
    for (const Key of keys) {
      const put = await getSignedUrl(from, new S3.PutObjectCommand({ Bucket, Key, ContentType: 'text/x' }), { signableHeaders: new Set(['content-type']) })
      const sent = await follow(put, { method: 'PUT', body: Key, headers: { 'Content-Type': 'text/x', 'Content-Length': Buffer.byteLength(Key) } })
      assert.equal(sent.status, 200, sent.body)
      const got = await follow(await getSignedUrl(from, new S3.GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/y; charset=utf-8' })))
      assert.deepEqual([got.status, got.body], [200, Key], Key)
    }
  assert.equal((await s3.ListObjectsV2({ Bucket })).KeyCount, keys.length)
  const get = await getSignedUrl(client, new S3.GetObjectCommand({ Bucket, Key: 'a b' }))
  const changed = await follow(get.replace('a%20b', 'a%2Bb'))
  assert.deepEqual([changed.status, code(changed), message(changed)], [403, 'SignatureDoesNotMatch', MISMATCH])
  const more = await follow(get, { headers: { 'x-amz-checksum-mode': 'ENABLED' } })
  assert.deepEqual([more.status, code(more), message(more)], [403, 'AccessDenied', 'There were headers present in the request which were not signed'])
  const put = await getSignedUrl(client, new S3.PutObjectCommand({ Bucket, Key: 'k' }), { signableHeaders: new Set(['content-type']) })
  const wrong = await follow(put, { method: 'GET' })
  assert.equal(code(wrong), 'SignatureDoesNotMatch')
})

test('a link of metadata, headers and an end', async () => {
  const Bucket = await bucketMake(s3)
  const inQuery = await getSignedUrl(client, new S3.PutObjectCommand({ Bucket, Key: 'q', Metadata: { a: 'b c' }, StorageClass: 'STANDARD_IA' }))
  assert.match(inQuery, /[?&]x-amz-meta-a=b%20c&.*x-amz-storage-class=/)
  assert.equal((await follow(inQuery, { method: 'PUT', body: 'x', headers: { 'Content-Length': 1 } })).status, 200)
  const { Metadata, StorageClass } = await s3.HeadObject({ Bucket, Key: 'q' })
  assert.deepEqual([Metadata, StorageClass], [{ a: 'b c' }, 'STANDARD_IA'])
  const put = await getSignedUrl(client, new S3.PutObjectCommand({ Bucket, Key: 'k', Metadata: { a: 'b' } }), { unhoistableHeaders: new Set(['x-amz-meta-a']) })
  const options = { method: 'PUT', body: 'x', headers: { 'x-amz-meta-a': 'b', 'Content-Length': 1 } }
  assert.equal((await follow(put, options)).status, 200)
  assert.deepEqual((await s3.HeadObject({ Bucket, Key: 'k' })).Metadata, { a: 'b' })
  assert.equal(code(await follow(put, { ...options, headers: { ...options.headers, 'x-amz-meta-a': 'c' } })), 'SignatureDoesNotMatch')
  const signingDate = new Date(Date.now() - 100000)
  const old = await follow(await getSignedUrl(client, new S3.GetObjectCommand({ Bucket, Key: 'k' }), { expiresIn: 60, signingDate }))
  assert.deepEqual([old.status, code(old), message(old)], [403, 'AccessDenied', 'Request has expired'])
  assert.match(old.body, /<X-Amz-Expires>60<\/X-Amz-Expires><Expires>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/Expires><ServerTime>/)
  const never = (await getSignedUrl(client, new S3.GetObjectCommand({ Bucket, Key: 'k' }))).replace('X-Amz-Expires=900', 'X-Amz-Expires=604801')
  assert.deepEqual([(await follow(never)).status, code(await follow(never))], [400, 'AuthorizationQueryParametersError'])
})

test('a stream comes in chunks, with its checksum behind it', async () => {
  const Bucket = await bucketMake(s3)
  const text = 'line\r\n0\r\n'.repeat(30000)
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
    const Body = Readable.from([...text.match(/[^]{1,20000}/g)].map((piece) => Buffer.from(piece)))
    const streaming = nube.api({ credentials, forcePathStyle: true, requestStreamBufferSize: 65536 })
    await streaming.s3.PutObject({ Bucket, Key: 'k', Body, ContentLength: text.length, ChecksumAlgorithm, ContentEncoding: 'identity' })
    const got = await s3.GetObject({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' })
    assert.equal(await got.Body.transformToString(), text)
    assert(got[`Checksum${ChecksumAlgorithm}`])
    assert.equal(got.ContentEncoding, 'identity')
  }
})

/* --- chunks that are signed, by hand ------------------------------------------------------------------------------ */

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key, text) => createHmac('sha256', key).update(text).digest()

// Uploads pieces, each a chunk; `change` may change what is sent.
async function putChunks(Bucket, Key, pieces, change = (body) => body, trailer) {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`
  const key = scope.split('/').reduce(hmac, `AWS4${credentials.secretAccessKey}`)
  const sign = (text) => hmac(key, text).toString('hex')
  const headers = {
    'content-encoding': 'aws-chunked,gzip', host: new URL(nube.url).host, 'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? '-TRAILER' : ''}`,
    'x-amz-date': time, 'x-amz-decoded-content-length': String(pieces.join('').length), ...(trailer && { 'x-amz-trailer': trailer.split(':')[0] }),
  }
  const names = Object.keys(headers).join(';')
  const canonical = ['PUT', `/${Bucket}/${Key}`, '', ...Object.entries(headers).map(([k, v]) => `${k}:${v}`), '', names, headers['x-amz-content-sha256']].join('\n')
  let previous = sign(['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n'))
  const Authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope},SignedHeaders=${names},Signature=${previous}`
  let body = ''
  for (const piece of [...pieces, '']) {
    previous = sign(['AWS4-HMAC-SHA256-PAYLOAD', time, scope, previous, sha256(''), sha256(piece)].join('\n'))
    body += `${piece.length.toString(16)};chunk-signature=${previous}\r\n${piece}${piece && '\r\n'}`
  }
  if (trailer) body += `${trailer}\r\nx-amz-trailer-signature:${sign(['AWS4-HMAC-SHA256-TRAILER', time, scope, previous, sha256(`${trailer}\n`)].join('\n'))}\r\n`
  body = change(`${body}\r\n`)
  return raw(`${nube.url}/${Bucket}/${Key}`, { method: 'PUT', headers: { ...headers, Authorization, 'Content-Length': body.length }, body })
}

test('signed chunks are verified, each by the one before it', async () => {
  const Bucket = await bucketMake(s3)
  const pieces = ['a'.repeat(65536), 'b'.repeat(65536), 'c'.repeat(1000)]
  const sent = await putChunks(Bucket, 'k', pieces)
  assert.equal(sent.status, 200, sent.body)
  assert.equal(await textOf(s3, { Bucket, Key: 'k' }), pieces.join(''))
  assert.equal((await s3.HeadObject({ Bucket, Key: 'k' })).ContentEncoding, 'gzip')
  for (const change of [(body) => body.replace('bbb', 'bxb'), (body) => body.replace(/;chunk-signature=../, ';chunk-signature=zz')]) {
    const refused = await putChunks(Bucket, 'none', pieces, change)
    assert.deepEqual([refused.status, code(refused), message(refused)], [403, 'SignatureDoesNotMatch', MISMATCH])
  }
  const cut = await putChunks(Bucket, 'none', pieces, (body) => body.slice(0, -2))
  assert.deepEqual([cut.status, code(cut), message(cut)], [400, 'IncompleteBody', 'The request body terminated unexpectedly'])
  const small = await putChunks(Bucket, 'none', ['a', 'b'])
  assert.deepEqual([small.status, code(small)], [403, 'InvalidChunkSizeError'])
  const trailer = `x-amz-checksum-sha256:${createHash('sha256').update('hello').digest('base64')}`
  assert.equal((await putChunks(Bucket, 'trailed', ['hello'], undefined, trailer)).status, 200)
  const other = await putChunks(Bucket, 'none', ['hello'], (body) => body.replace('x-amz-checksum-sha256:', 'x-amz-checksum-sha256:x'), trailer)
  assert.equal(code(other), 'SignatureDoesNotMatch')
  assert.deepEqual((await s3.ListObjectsV2({ Bucket })).Contents.map((o) => o.Key), ['k', 'trailed'])
})

test('curl signs for itself', async () => {
  const Bucket = await bucketMake(s3)
  const curl = (...args) => run('curl', ['-sS', '--aws-sigv4', 'aws:amz:us-east-1:s3', '--user', `${credentials.accessKeyId}:${credentials.secretAccessKey}`, ...args])
  const put = await curl('-X', 'PUT', '-H', 'Content-Type: text/plain', '-H', `x-amz-content-sha256: ${sha256('by curl')}`, '--data-binary', 'by curl', `${nube.url}/${Bucket}/k`)
  assert.deepEqual([put.status, put.out], [0, ''])
  const get = await curl('-H', `x-amz-content-sha256: ${sha256('')}`, `${nube.url}/${Bucket}/k`)
  assert.equal(get.out, 'by curl')
})
