// Pages of other origins and S3: preflights, headers of answers, and what is refused whatever a bucket says; and buckets of
// other regions. By plain HTTP, as a browser asks, and by the AWS SDK.
import assert from 'node:assert/strict'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw, signedAs } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const Origin = 'https://shop.example:4200'
const signed = (region) => ({ Authorization: signedAs('s3', region), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })
const ask = (Bucket, Key, method, headers) => raw(`${nube.url}/${Bucket}/${Key}`, { method, headers })
const preflight = (Bucket, Key, method, headers, from = Origin) =>
  ask(Bucket, Key, 'OPTIONS', { Origin: from, 'Access-Control-Request-Method': method, ...(headers && { 'Access-Control-Request-Headers': headers }) })
const putCors = (Bucket, ...CORSRules) => s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules } })
const member = (body, name) => new RegExp(`<${name}>(.*?)</${name}>`).exec(body)?.[1]
const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'

// A bucket with an object that everybody may read.
async function open() {
  const Bucket = await bucketMake(s3)
  await s3.DeleteBucketOwnershipControls({ Bucket })
  await s3.DeletePublicAccessBlock({ Bucket })
  await s3.PutObject({ Bucket, Key: 'a', Body: 'cors', ACL: 'public-read' })
  await s3.PutObject({ Bucket, Key: 'shut', Body: 'not for all' })
  return Bucket
}

test('a preflight is decided by the bucket', async () => {
  const Bucket = await open()
  const none = await preflight(Bucket, 'a', 'GET')
  assert.equal(none.status, 403)
  assert.deepEqual(['Code', 'Message', 'Method', 'ResourceType'].map((name) => member(none.body, name)),
    ['AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.', 'GET', 'OBJECT'])
  await putCors(Bucket, { AllowedOrigins: [Origin], AllowedMethods: ['GET'], AllowedHeaders: ['*'], MaxAgeSeconds: 3000, ExposeHeaders: ['ETag'] })
  const fine = await preflight(Bucket, 'a', 'GET', 'x-AMZ-request-payer,x-b')
  assert.deepEqual([fine.status, fine.body], [200, ''])
  const { headers } = fine
  assert.equal(headers['access-control-allow-origin'], Origin)
  assert.equal(headers['access-control-allow-methods'], 'GET')
  assert.equal(headers['access-control-allow-headers'], 'x-amz-request-payer, x-b')
  assert.equal(headers['access-control-allow-credentials'], 'true')
  assert.equal(headers['access-control-max-age'], '3000')
  assert.equal(headers['access-control-expose-headers'], 'ETag')
  assert.equal(headers.vary, vary)
  for (const refused of [await preflight(Bucket, 'a', 'PUT'), await preflight(Bucket, 'a', 'GET', undefined, 'https://evil.example')]) {
    assert.equal(refused.status, 403)
    assert.match(member(refused.body, 'Message'), /^CORSResponse: This CORS request is not allowed\. This is usually because the evalution of Origin/)
  }
  assert.equal(member((await preflight('no-such-bucket-here', 'a', 'GET')).body, 'Message'), 'CORSResponse: Bucket not found')
  assert.equal(member((await preflight(Bucket, '', 'PUT')).body, 'ResourceType'), 'BUCKET')
  assert.equal((await ask(Bucket, 'a', 'OPTIONS', { Origin })).status, 400)
})

test('headers that are listed, in any case; origins with a star; any origin', async () => {
  const Bucket = await open()
  await putCors(Bucket, { AllowedOrigins: ['https://*.example'], AllowedMethods: ['PUT', 'GET'], AllowedHeaders: ['x-amz-*', 'Content-Type'] })
  assert.equal((await preflight(Bucket, 'a', 'PUT', 'X-Amz-Acl, content-type', 'https://a.b.example')).status, 200)
  assert.equal((await preflight(Bucket, 'a', 'PUT', 'authorization', 'https://a.example')).status, 403)
  assert.equal((await preflight(Bucket, 'a', 'PUT', '', 'http://a.example')).status, 403)
  await putCors(Bucket, { AllowedOrigins: ['*'], AllowedMethods: ['GET'] })
  const any = await preflight(Bucket, 'a', 'GET')
  assert.equal(any.headers['access-control-allow-origin'], '*')
  assert.equal(any.headers['access-control-allow-credentials'], undefined)
})

test('an answer has the headers of the rule that fits, and else none', async () => {
  const Bucket = await open()
  await putCors(Bucket, { AllowedOrigins: [Origin], AllowedMethods: ['GET'], MaxAgeSeconds: 10 })
  const fits = await ask(Bucket, 'a', 'GET', { Origin })
  assert.deepEqual([fits.status, fits.body, fits.headers['access-control-allow-origin'], fits.headers.vary], [200, 'cors', Origin, vary])
  const wrong = await ask(Bucket, 'a', 'GET', { Origin, 'Access-Control-Request-Method': 'PUT' })
  assert.deepEqual([wrong.status, wrong.headers['access-control-allow-origin'], wrong.headers.vary], [200, undefined, undefined])
  const missing = await ask(Bucket, 'none', 'GET', { Origin })
  assert.deepEqual([missing.status, missing.headers['access-control-allow-origin']], [403, Origin])
  assert.equal((await ask(Bucket, 'a', 'GET', {})).headers['access-control-allow-origin'], undefined)
})

test('a page from elsewhere may not use made-up credentials, but where the bucket lets it', async () => {
  const Bucket = await open()
  const foreign = { Origin, 'Sec-Fetch-Site': 'cross-site' }
  assert.equal((await ask(Bucket, 'a', 'GET', foreign)).body, 'cors')
  assert.equal((await ask(Bucket, 'shut', 'GET', foreign)).status, 403)
  const stolen = await ask(Bucket, 'shut', 'GET', { ...foreign, ...signed() })
  assert.equal(stolen.status, 403)
  assert.match(stolen.body, /may not use Nube's APIs/)
  assert.match((await ask(Bucket, 'shut?X-Amz-Credential=test/20260101/us-east-1/s3/aws4_request&X-Amz-Signature=0', 'GET', foreign)).body, /may not use/)
  assert.match((await ask(Bucket, 'new', 'PUT', foreign)).body, /may not use/)
  assert.match((await ask('', '', 'GET', { ...foreign, ...signed() })).body, /may not use/)
  await putCors(Bucket, { AllowedOrigins: [Origin], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'] })
  assert.equal((await ask(Bucket, 'shut', 'GET', { ...foreign, ...signed() })).body, 'not for all')
  assert.equal((await ask(Bucket, 'shut', 'DELETE', { ...foreign, ...signed() })).status, 403)
  assert.equal((await ask(Bucket, 'shut', 'GET', { ...foreign, ...signed(), Host: 'nube.evil.example' })).status, 403)
  const local = { Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'same-site', ...signed() }
  const own = await ask(Bucket, 'shut', 'GET', local)
  assert.deepEqual([own.body, own.headers['access-control-allow-origin']], ['not for all', undefined])
})

test('pictures and links: what only reads, and everybody may', async () => {
  const Bucket = await open()
  const site = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }
  assert.equal((await ask(Bucket, 'a', 'GET', site)).body, 'cors')
  assert.match((await ask(Bucket, 'a', 'POST', site)).body, /may not use/)
  assert.equal((await raw(`${nube.url}/a`, { method: 'GET', headers: { ...site, Host: `${Bucket}.s3.localhost:${nube.port}` } })).body, 'cors')
})

/* --- regions ------------------------------------------------------------------------------------------------------ */

const west = () => nube.api({ region: 'us-west-2' }).s3

test('a bucket of another region is told with its region', async () => {
  const Bucket = await bucketMake(west(), { CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } })
  await west().PutObject({ Bucket, Key: 'a', Body: 'west' })
  const path = nube.api({ forcePathStyle: true }).s3
  const away = await failure(path.GetObject({ Bucket, Key: 'a' }))
  assert.deepEqual(told(away), ['PermanentRedirect', 301, 'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'])
  assert.match(away.error.Endpoint, /:\d+$/)
  assert.equal((await path.GetBucketLocation({ Bucket })).LocationConstraint, 'us-west-2')
  const head = await ask(Bucket, '', 'HEAD', signed())
  assert.deepEqual([head.status, head.headers['x-amz-bucket-region']], [301, 'us-west-2'])
  const host = await raw(`${nube.url}/a`, { method: 'GET', headers: { Host: `${Bucket}.s3.amazonaws.com`, ...signed() } })
  assert.equal(host.status, 400)
  assert.deepEqual(['Code', 'Message', 'Region'].map((name) => member(host.body, name)),
    ['AuthorizationHeaderMalformed', "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'us-west-2'", 'us-west-2'])
  const odd = await ask(Bucket, '', 'PUT', signed('aws-global'))
  assert.equal(member(odd.body, 'Message'), "The authorization header is malformed; the region 'aws-global' is wrong; expecting 'us-east-1'")
})

test('the SDK follows to the bucket\'s region when it is told to', async () => {
  const Bucket = await bucketMake(west(), { CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } })
  await west().PutObject({ Bucket, Key: 'a', Body: 'west' })
  const follows = nube.api({ followRegionRedirects: true, forcePathStyle: true }).s3
  assert.equal(await textOf(follows, { Bucket, Key: 'a' }), 'west')
  assert.equal((await s3.ListObjectsV2({ Bucket: await bucketMake(s3) })).KeyCount, 0)
})
