// Objects that browsers send by a form: policies of the AWS SDK, signed by keys that Nube issued and by others.
import assert from 'node:assert/strict'

import { bucketMake, textOf } from '../support/js/s3.js'
import { after, require, test } from '../support/js/suite.js'
import { Nube, raw } from '../support/js/nube.js'

const { createPresignedPost } = require('@aws-sdk/s3-presigned-post')

const nube = await Nube.start()
const { s3, iam } = nube.api()
after(() => nube.stop())

const UserName = 'uploader'
await iam.CreateUser({ UserName })
const { AccessKey } = await iam.CreateAccessKey({ UserName })
const credentials = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
const user = nube.client('s3', 'S3Client', { credentials, forcePathStyle: true })
const root = nube.client('s3', 'S3Client', { forcePathStyle: true })
const allow = (Action, Resource) =>
  iam.PutUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } }) })
const forbid = () => iam.DeleteUserPolicy({ UserName, PolicyName: 'p' })

const boundary = '----nube'
const part = (name, value, filename) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename == null ? '' : `; filename="${filename}"`}\r\n\r\n${value}\r\n`

// Sends fields, and the file behind them: { status, headers, body, code, message, member }.
async function send(url, fields, file = 'hello', { filename = 'photo.jpg', headers = {} } = {}) {
  const rows = Array.isArray(fields) ? fields : Object.entries(fields)
  const body = rows.map(([k, v]) => part(k, v)).join('') + (file === null ? '' : part('file', file, filename)) + `--${boundary}--\r\n`
  const answer = await raw(url, { headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Content-Length': Buffer.byteLength(body), ...headers }, body })
  const member = (name) => new RegExp(`<${name}>([^]*?)</${name}>`).exec(answer.body)?.[1].replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
  return { ...answer, code: member('Code'), message: member('Message'), member }
}

const refused = ({ status, code, message }) => [status, code, message]
const form = (client, Bucket, Key, more = {}) => createPresignedPost(client, { Bucket, Key, ...more })

test('a form puts an object, as whoever signed it may', async () => {
  const Bucket = await bucketMake(s3)
  const { url, fields } = await form(user, Bucket, 'a/${filename}', { Conditions: [['starts-with', '$Content-Type', 'image/']], Fields: { 'Content-Type': 'image/jpeg' } })
  assert.equal((await send(url, fields)).code, 'AccessDenied')
  await allow('s3:PutObject', `arn:aws:s3:::${Bucket}/a/*`)
  const answer = await send(url, fields)
  assert.deepEqual([answer.status, answer.body, answer.headers['content-type']], [204, '', undefined])
  assert.equal(answer.headers.location, `${nube.url}/${Bucket}/a%2Fphoto.jpg`)
  const head = await s3.HeadObject({ Bucket, Key: 'a/photo.jpg' })
  assert.deepEqual([head.ContentType, head.ContentLength, head.ETag], ['image/jpeg', 5, answer.headers.etag])
  assert.equal(await textOf(s3, { Bucket, Key: 'a/photo.jpg' }), 'hello')
  const other = await form(user, Bucket, 'b')
  assert.equal((await send(other.url, other.fields)).code, 'AccessDenied')
  await forbid()
})

test('what was signed is held against the policy as it came', async () => {
  const Bucket = await bucketMake(s3)
  await allow('s3:*', '*')
  const { url, fields } = await form(user, Bucket, 'k')
  const answer = await send(url, { ...fields, Policy: fields.Policy.slice(0, -4) })
  assert.deepEqual(refused(answer), [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your key and signing method.'])
  assert.deepEqual(['AWSAccessKeyId', 'SignatureProvided', 'StringToSign', 'CanonicalRequest'].map(answer.member),
    [AccessKey.AccessKeyId, fields['X-Amz-Signature'], fields.Policy.slice(0, -4), undefined])
  assert.equal(Buffer.from(answer.member('StringToSignBytes').replaceAll(' ', ''), 'hex').toString(), fields.Policy.slice(0, -4))
  const others = await form(root, Bucket, 'k')
  assert.equal((await send(others.url, { ...others.fields, 'X-Amz-Signature': '0' })).status, 204)
  await iam.DeleteAccessKey({ UserName, AccessKeyId: AccessKey.AccessKeyId })
  const gone = await send(url, fields)
  assert.deepEqual(refused(gone), [403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'])
})

test('the form must be as its policy says', async () => {
  const Bucket = await bucketMake(s3)
  const { url, fields } = await form(root, Bucket, 'user/${filename}', { Conditions: [['content-length-range', 3, 5], { 'x-amz-storage-class': 'STANDARD' }], Fields: { 'x-amz-storage-class': 'STANDARD' } })
  const denied = (words) => [403, 'AccessDenied', `Invalid according to Policy: ${words}`]
  assert.deepEqual(refused(await send(url, { ...fields, key: 'other' })), denied('Policy Condition failed: ["starts-with", "$key", "user/"]'))
  assert.deepEqual(refused(await send(url, { ...fields, 'x-amz-storage-class': 'STANDARD_IA' })), denied('Policy Condition failed: ["eq", "$x-amz-storage-class", "STANDARD"]'))
  assert.deepEqual(refused(await send(url, { ...fields, 'x-amz-meta-a': 'b' })), denied('Extra input fields: x-amz-meta-a'))
  const large = await send(url, fields, 'x'.repeat(300000))
  assert.deepEqual([...refused(large), large.member('ProposedSize'), large.member('MaxSizeAllowed')], [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', '300000', '5'])
  const small = await send(url, fields, 'x')
  assert.deepEqual([...refused(small), small.member('ProposedSize'), small.member('MinSizeAllowed')], [400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', '1', '3'])
  assert.equal((await s3.ListObjectsV2({ Bucket })).KeyCount, 0)
  for (const text of ['abc', 'abcde']) assert.equal((await send(url, fields, text)).status, 204)
  const soon = await form(root, Bucket, 'k', { Expires: 1 })
  await nube.clock({ advance: 5 })
  assert.deepEqual(refused(await send(soon.url, soon.fields)), denied('Policy expired.'))
  const other = await bucketMake(s3)
  assert.deepEqual(refused(await send(url.replace(Bucket, other), fields, 'abc')), denied(`Policy Condition failed: ["eq", "$bucket", "${Bucket}"]`))
  assert.deepEqual(refused(await send(url, { ...fields, Policy: btoa('{}') }, 'abc')), [400, 'InvalidPolicyDocument', 'Invalid Policy: Policy missing expiration.'])
})

test('what is not in the form is told', async () => {
  const Bucket = await bucketMake(s3)
  const { url, fields } = await form(root, Bucket, 'k')
  for (const name of ['key', 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Signature', 'Policy']) {
    const answer = await send(url, Object.entries(fields).filter(([k]) => k !== name))
    assert.deepEqual([...refused(answer), answer.member('ArgumentName'), answer.member('ArgumentValue')],
      [400, 'InvalidArgument', `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`, name, ''])
  }
  assert.deepEqual(refused(await send(url, { key: 'k', Policy: fields.Policy })), [403, 'AccessDenied', 'Access Denied'])
  assert.deepEqual(refused(await send(url, { key: 'k', policy: fields.Policy, signature: 'x', AWSAccessKeyId: 'y' })),
    [400, 'InvalidRequest', 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.'])
  const none = await send(url, fields, null)
  assert.deepEqual([...refused(none), none.member('ArgumentName'), none.member('ArgumentValue')], [400, 'InvalidArgument', 'POST requires exactly one file upload per request.', 'file', '0'])
  const much = await send(url, { 'x-ignore-a': 'x'.repeat(21000), ...fields })
  assert.deepEqual([...refused(much), much.member('MaxPostPreDataLengthBytes')], [400, 'MaxPostPreDataLengthExceeded', 'Your POST request fields preceeding the upload file was too large.', '20480'])
  const bad = await send(url, { ...fields, 'X-Amz-Credential': 'a/b/c/s3/aws4_request' })
  assert.deepEqual([...refused(bad), bad.member('ArgumentName')], [400, 'InvalidArgument', 'incorrect date format "b". This date in the credential must be in the format "yyyyMMdd".', 'X-Amz-Credential'])
  assert.equal((await send(url, fields, 'x', { headers: { 'Content-Type': 'multipart/form-data' } })).code, 'MalformedPOSTRequest')
  assert.equal((await send(url, fields, 'x', { headers: { 'Content-Type': 'multipart/form-data; boundary=other' } })).code, 'MalformedPOSTRequest')
  const page = await send(`${nube.url}/`, fields, 'x', { headers: { Host: `${Bucket}.s3.localhost`, 'Content-Type': 'text/html' } })
  assert.deepEqual([...refused(page), page.member('Condition')], [412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 'Bucket POST must be of the enclosure-type multipart/form-data'])
  assert.equal((await send(url.replace(Bucket, 'no-such-bucket'), { key: 'k' })).code, 'NoSuchBucket')
})

test('what a form answers is as it asks', async () => {
  const Bucket = await bucketMake(s3)
  const with_ = (Fields) => form(root, Bucket, 'a b/ü&<c>', { Fields })
  const one = await with_({ success_action_status: '201' })
  const created = await send(one.url, one.fields, 'something body')
  assert.deepEqual([created.status, created.headers['content-type'], created.headers.etag], [201, 'application/xml', '"43281e21fce675ac3bcb3524b38ca4ed"'])
  const Location = `${nube.url}/${Bucket}/a%20b%2F%C3%BC%26%3Cc%3E`
  assert.deepEqual(['Location', 'Bucket', 'Key', 'ETag'].map(created.member), [Location, Bucket, 'a b/ü&<c>', '"43281e21fce675ac3bcb3524b38ca4ed"'])
  assert.equal(created.headers.location, Location)
  assert.match(created.body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<PostResponse><Location>/)
  const plain = await with_({ success_action_status: '200' })
  assert.deepEqual((({ status, body }) => [status, body])(await send(plain.url, plain.fields)), [200, ''])
  const wrong = await with_({ success_action_status: '404' })
  assert.equal((await send(wrong.url, wrong.fields)).status, 204)
  for (const name of ['success_action_redirect', 'redirect']) {
    const to = await with_({ [name]: 'http://localhost/done?x=y z' })
    const sent = await send(to.url, to.fields)
    assert.deepEqual([sent.status, sent.headers.location], [303, `http://localhost/done?x=y z&bucket=${Bucket}&key=a+b%2F%C3%BC%26%3Cc%3E&etag=%225d41402abc4b2a76b9719d911017c592%22`])
  }
  const relative = await with_({ success_action_redirect: '/done' })
  assert.equal((await send(relative.url, relative.fields)).status, 204)
})

test('fields say what an object is', async () => {
  const Bucket = await bucketMake(s3)
  const about = { 'x-amz-meta-Colour': 'red', 'Cache-Control': 'max-age=1', 'Content-Disposition': 'inline', 'x-amz-storage-class': 'STANDARD_IA' }
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value>b +c&#61;</Value></Tag><Tag><Key>d</Key><Value>e</Value></Tag></TagSet></Tagging>'
  const { url, fields } = await form(root, Bucket, 'k', { Fields: { ...about, tagging } })
  assert.equal((await send(url, fields)).status, 204)
  const { Metadata, CacheControl, ContentDisposition, StorageClass, ContentType, TagCount } = await s3.GetObject({ Bucket, Key: 'k' })
  assert.deepEqual([Metadata, CacheControl, ContentDisposition, StorageClass, ContentType, TagCount], [{ colour: 'red' }, 'max-age=1', 'inline', 'STANDARD_IA', 'binary/octet-stream', 2])
  const notXml = await form(root, Bucket, 'k2', { Fields: { tagging: 'not-xml' } })
  assert.deepEqual(refused(await send(notXml.url, notXml.fields)), [400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema'])
  const sum = await form(root, Bucket, 'k3', { Fields: { 'x-amz-checksum-crc32': 'AAAAAA==' } })
  assert.equal((await send(sum.url, sum.fields)).code, 'BadDigest')
  assert.equal((await s3.ListObjectsV2({ Bucket })).KeyCount, 1)
})

test('names of files, and a bucket that the host names', async () => {
  const Bucket = await bucketMake(s3)
  const { url, fields } = await form(root, Bucket, '${filename}')
  for (const [filename, Key] of [['C:\\\\pictures\\\\a.jpg', 'a.jpg'], ['dir/b.jpg', 'b.jpg'], ['ü €.txt', 'ü €.txt']]) {
    assert.equal((await send(url, fields, filename, { filename })).status, 204)
    assert.equal(await textOf(s3, { Bucket, Key }), filename)
  }
  assert.equal((await send(url, fields, 'x', { filename: null })).status, 204)
  assert.equal(await textOf(s3, { Bucket, Key: '${filename}' }), 'x')
  const Host = `${Bucket}.s3.localhost:${new URL(nube.url).port}`
  const answer = await send(`${nube.url}/`, fields, 'by host', { filename: 'h', headers: { Host } })
  assert.deepEqual([answer.status, answer.headers.location], [204, `http://${Host}/h`])
  assert.equal(await textOf(s3, { Bucket, Key: 'h' }), 'by host')
})

test('a large file goes through', async () => {
  const Bucket = await bucketMake(s3)
  const { url, fields } = await form(root, Bucket, 'large')
  const file = 'line\r\n--almost\r\n'.repeat(1 << 18)
  assert.equal((await send(url, fields, file)).status, 204)
  assert.equal(await textOf(s3, { Bucket, Key: 'large' }), file)
})

test('a form of a page from elsewhere needs what the bucket lets it, and its page may read the answer then', async () => {
  const Bucket = await bucketMake(s3)
  const Origin = 'https://shop.example'
  const { url, fields } = await form(s3, Bucket, 'f')
  const posted = () => send(url, fields, 'text', { headers: { Origin } })
  assert.equal((await posted()).status, 403)
  await s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedOrigins: [Origin], AllowedMethods: ['POST'] }] } })
  const answer = await posted()
  assert.deepEqual([answer.status, answer.headers['access-control-allow-origin']], [204, Origin])
})
