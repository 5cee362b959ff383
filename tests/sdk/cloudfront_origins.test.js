// Origins of the edge: buckets behind an origin access control or identity, websites, stages of APIs, groups; errors' pages; private content;
// response headers policies; alternate names.
import assert from 'node:assert/strict'
import { createSign, generateKeyPairSync } from 'node:crypto'

import { behavior, cachePolicyMake, distributionMake, legacy, list, originStart } from '../support/js/edge.js'
import { Nube, raw } from '../support/js/nube.js'
import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront, s3 } = nube.api()
const origin = await originStart({
  '/page': (_, response) => response.writeHead(200, { 'X-Powered-By': 'me', Server: 'mine', 'X-Frame-Options': 'SAMEORIGIN' }).end('a page'),
  '/fails': (_, response) => response.writeHead(500).end('it failed'),
  '/missing': (_, response) => response.writeHead(404).end('missing'),
  '/error.html': (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('an error page'),
})
const second = await originStart({ '/fails': (_, response) => response.end('from the second'), '/missing': (_, response) => response.end('found by the second') })
after(async () => {
  await nube.stop()
  await origin.stop()
  await second.stop()
})

const s3Item = (bucket, more = {}) => ({ Id: 'site', DomainName: `${bucket}.s3.us-east-1.amazonaws.com`, S3OriginConfig: { OriginAccessIdentity: '' }, ...more })
const put = (Bucket, Key, Body, more) => s3.PutObject({ Bucket, Key, Body, ContentType: 'text/html', ...more })
const allow = (Bucket, Principal, more = {}, Action = 's3:GetObject', Resource = `arn:aws:s3:::${Bucket}/*`) =>
  s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Resource, ...more }] }) })
let made = 0
const accessControlMake = async (SigningBehavior = 'always') =>
  (await cloudfront.CreateOriginAccessControl({ OriginAccessControlConfig: { Name: `control-${++made}`, SigningProtocol: 'sigv4', SigningBehavior, OriginAccessControlOriginType: 's3' } }))
    .OriginAccessControl.Id

test('a private bucket is read by its distribution alone', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'index.html', 'home')
  await put(Bucket, 'a b/ü.html', 'named so')
  const OriginAccessControlId = await accessControlMake()
  const d = await distributionMake(nube, cloudfront, s3Item(Bucket, { OriginAccessControlId }), behavior(legacy({ usual: 0, max: 0 })), { DefaultRootObject: 'index.html' })
  assert.deepEqual([(await d.view('/')).status, (await d.view('/')).headers['x-cache']], [403, 'Error from cloudfront'])
  await allow(Bucket, { Service: 'cloudfront.amazonaws.com' }, { Condition: { StringEquals: { 'AWS:SourceArn': d.arn } } })
  const home = await d.view('/')
  assert.deepEqual([home.status, home.body, home.headers['content-type'], home.headers['x-amz-request-id']], [200, 'home', 'text/html', undefined])
  assert.equal((await d.view('/a%20b/%C3%BC.html')).body, 'named so')
  assert.equal((await d.view('/none.html')).status, 403)
  const head = await d.view('/', { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '4', ''])
  const part = await d.view('/', { headers: { Range: 'bytes=1-2' } })
  assert.deepEqual([part.status, part.body], [206, 'om'])
  const other = await distributionMake(nube, cloudfront, s3Item(Bucket, { OriginAccessControlId }))
  assert.equal((await other.view('/index.html')).status, 403)
  const unsigned = await distributionMake(nube, cloudfront, s3Item(Bucket))
  assert.equal((await unsigned.view('/index.html')).status, 403)
  const direct = await raw(`${nube.url}/index.html`, { method: 'GET', headers: { host: `${Bucket}.s3.us-east-1.amazonaws.com` } })
  assert.equal(direct.status, 403)
})

test('with leave to list, what is missing is a 404', async () => {
  const Bucket = await bucketMake(s3)
  const d = await distributionMake(nube, cloudfront, s3Item(Bucket, { OriginAccessControlId: await accessControlMake() }))
  await allow(Bucket, { Service: 'cloudfront.amazonaws.com' }, {}, ['s3:GetObject', 's3:ListBucket'], [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`])
  const none = await d.view('/none')
  assert.equal(none.status, 404)
  assert.match(none.body, /<Code>NoSuchKey<\/Code>/)
})

test('an origin access identity is a principal, by its ARN and by its canonical id', async () => {
  const { CloudFrontOriginAccessIdentity: oai } = await cloudfront.CreateCloudFrontOriginAccessIdentity({
    CloudFrontOriginAccessIdentityConfig: { CallerReference: 'oai', Comment: 'a site' },
  })
  for (const principal of [{ AWS: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${oai.Id}` }, { CanonicalUser: oai.S3CanonicalUserId }]) {
    const Bucket = await bucketMake(s3)
    await put(Bucket, 'a.html', 'read')
    const d = await distributionMake(
      nube, cloudfront, s3Item(Bucket, { S3OriginConfig: { OriginAccessIdentity: `origin-access-identity/cloudfront/${oai.Id}` } }), behavior(legacy({ usual: 0, max: 0 })),
    )
    assert.equal((await d.view('/a.html')).status, 403)
    await allow(Bucket, principal)
    assert.equal((await d.view('/a.html')).body, 'read', JSON.stringify(principal))
  }
})

test('objects are put through a distribution whose policy lets it', async () => {
  const Bucket = await bucketMake(s3)
  const d = await distributionMake(nube, cloudfront, s3Item(Bucket, { OriginAccessControlId: await accessControlMake() }), behavior({ methods: 'all' }))
  await allow(Bucket, { Service: 'cloudfront.amazonaws.com' }, {}, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])
  const large = 'x'.repeat(2_000_000)
  assert.equal((await d.view('/put', { method: 'PUT', body: large })).status, 200)
  assert.equal((await d.view('/put')).body.length, large.length)
  assert.equal((await d.view('/put', { method: 'DELETE' })).status, 204)
})

test('the bucket\'s CORS answers through the edge', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'a.json', '{}')
  await s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['http://shop.example'] }] } })
  const CachePolicyId = await cachePolicyMake(cloudfront, { headers: ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'] })
  const d = await distributionMake(nube, cloudfront, s3Item(Bucket, { OriginAccessControlId: await accessControlMake() }), behavior({ methods: 'all', CachePolicyId }))
  await allow(Bucket, { Service: 'cloudfront.amazonaws.com' })
  const page = await d.view('/a.json', { headers: { origin: 'http://shop.example' } })
  assert.deepEqual([page.status, page.headers['access-control-allow-origin']], [200, 'http://shop.example'])
  assert.equal((await d.view('/a.json', { headers: { origin: 'http://other.example' } })).headers['access-control-allow-origin'], undefined)
  const preflight = await d.view('/a.json', { method: 'OPTIONS', headers: { origin: 'http://shop.example', 'access-control-request-method': 'GET' } })
  assert.deepEqual([preflight.status, preflight.headers['access-control-allow-methods']], [200, 'GET'])
})

test('a website is an origin of its own kind', async () => {
  const Bucket = await bucketMake(s3)
  await put(Bucket, 'index.html', 'home')
  await put(Bucket, 'docs/index.html', 'docs')
  await s3.DeletePublicAccessBlock({ Bucket })
  await allow(Bucket, '*')
  await s3.PutBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } })
  const item = { Id: 'site', DomainName: `${Bucket}.s3-website-us-east-1.amazonaws.com`, CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' } }
  const d = await distributionMake(nube, cloudfront, item)
  assert.equal((await d.view('/docs/')).body, 'docs')
  assert.deepEqual([(await d.view('/docs')).status, (await d.view('/docs')).headers.location], [302, '/docs/'])
  assert.equal((await d.view('/')).headers['x-cache'], 'Miss from cloudfront')
  assert.equal((await d.view('/')).headers['x-cache'], 'Hit from cloudfront')
})

test('a group\'s second origin is asked where the first fails', async () => {
  const groups = { OriginGroups: list({ Id: 'group', FailoverCriteria: { StatusCodes: list(500, 404) }, Members: list({ OriginId: 'site' }, { OriginId: 'second' }) }) }
  const make = (first = origin.item()) => distributionMake(nube, cloudfront, [first, second.item({ Id: 'second' })], behavior({ TargetOriginId: 'group' }), groups)
  const d = await make()
  assert.equal((await d.view('/fails')).body, 'from the second')
  assert.equal((await d.view('/missing')).body, 'found by the second')
  assert.equal((await d.view('/page')).body, 'a page')
  const dead = await originStart()
  await dead.stop()
  assert.equal((await (await make(dead.item({ ConnectionAttempts: 1 }))).view('/fails')).body, 'from the second')
})

test('errors have pages of their own', async () => {
  const errors = { CustomErrorResponses: list({ ErrorCode: 404, ResponsePagePath: '/error.html', ResponseCode: '200', ErrorCachingMinTTL: 5 }, { ErrorCode: 500, ResponsePagePath: '/gone.html', ResponseCode: '503' }) }
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior(), errors)
  for (let i = 0; i < 2; i++) {
    const deep = await d.view('/missing')
    assert.deepEqual([deep.status, deep.body, deep.headers['content-type'], deep.headers['x-cache']], [200, 'an error page', 'text/html', 'Error from cloudfront'])
  }
  assert.deepEqual([origin.count('/missing'), origin.count('/error.html')].map((n) => n > 0), [true, true])
  const failed = await d.view('/fails')
  assert.deepEqual([failed.status, failed.body], [500, 'it failed'])
  const itself = await distributionMake(nube, cloudfront, origin.item(), behavior(), { CustomErrorResponses: list({ ErrorCode: 404, ResponsePagePath: '/missing', ResponseCode: '200', ErrorCachingMinTTL: 0 }) })
  assert.equal((await itself.view('/missing')).status, 404)
})

test('a page of a failing origin comes from another', async () => {
  const d = await distributionMake(
    nube, cloudfront, [origin.item(), second.item({ Id: 'second' })], behavior(),
    {
      CacheBehaviors: list(behavior({ PathPattern: '/missing', TargetOriginId: 'second' })),
      CustomErrorResponses: list({ ErrorCode: 500, ResponsePagePath: '/missing', ResponseCode: '500' }),
    },
  )
  const answer = await d.view('/fails')
  assert.deepEqual([answer.status, answer.body], [500, 'found by the second'])
})

test('who has no signature gets the page of errors that the distribution has for 403', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  const { PublicKey } = await cloudfront.CreatePublicKey({ PublicKeyConfig: { CallerReference: 'page', Name: 'page', EncodedKey: publicKey } })
  const { KeyGroup } = await cloudfront.CreateKeyGroup({ KeyGroupConfig: { Name: 'page', Items: [PublicKey.Id] } })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ ...legacy(), TrustedKeyGroups: { Enabled: true, ...list(KeyGroup.Id) } }), {
    CacheBehaviors: list({ ...behavior(), PathPattern: '/error.html' }),
    CustomErrorResponses: list({ ErrorCode: 403, ResponsePagePath: '/error.html', ResponseCode: '404' }),
  })
  const { status, body, headers } = await d.view('/page')
  assert.deepEqual([status, body, headers['content-type'], headers['x-cache']], [404, 'an error page', 'text/html', 'Error from cloudfront'])
})

test('what viewers may see is signed for', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  const { PublicKey } = await cloudfront.CreatePublicKey({ PublicKeyConfig: { CallerReference: 'key', Name: 'key', EncodedKey: publicKey } })
  const { KeyGroup } = await cloudfront.CreateKeyGroup({ KeyGroupConfig: { Name: 'group', Items: [PublicKey.Id] } })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ ...legacy({ query: true }), TrustedKeyGroups: { Enabled: true, ...list(KeyGroup.Id) } }))
  const safe = (text) => text.replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~')
  const sign = (text) => safe(createSign('RSA-SHA1').update(text).sign(privateKey, 'base64'))
  const until = Math.floor(Date.now() / 1000) + 3600
  const canned = (path) => {
    const signature = sign(`{"Statement":[{"Resource":"http://${d.host}${path}","Condition":{"DateLessThan":{"AWS:EpochTime":${until}}}}]}`)
    return `${path}${path.includes('?') ? '&' : '?'}Expires=${until}&Signature=${signature}&Key-Pair-Id=${PublicKey.Id}`
  }
  const nobody = await d.view('/page')
  assert.deepEqual([nobody.status, nobody.headers['content-type'], nobody.body], [403, 'text/xml', '<?xml version="1.0" encoding="UTF-8"?><Error><Code>MissingKey</Code><Message>Missing Key-Pair-Id query parameter or cookie value</Message></Error>'])
  assert.equal((await d.view(canned('/page'))).body, 'a page')
  assert.equal((await d.view(canned('/page?a=b'))).status, 200)
  assert.equal(origin.asked.at(-1).url, '/page?a=b')
  assert.match((await d.view(canned('/page').replace('/page', '/other'))).body, /<Code>AccessDenied<\/Code><Message>Access denied<\/Message>/)
  const policy = JSON.stringify({ Statement: [{ Resource: `http://${d.host}/*`, Condition: { DateLessThan: { 'AWS:EpochTime': until } } }] })
  const cookie = `CloudFront-Policy=${safe(Buffer.from(policy).toString('base64'))}; CloudFront-Signature=${sign(policy)}; CloudFront-Key-Pair-Id=${PublicKey.Id}`
  assert.equal((await d.view('/page', { headers: { cookie } })).status, 200)
  const withPolicy = (text) => d.view('/page', { headers: { cookie: `CloudFront-Policy=${safe(Buffer.from(text).toString('base64'))}; CloudFront-Signature=${sign(text)}; CloudFront-Key-Pair-Id=${PublicKey.Id}` } })
  const Resource = `http://${d.host}/*`
  const end = { DateLessThan: { 'AWS:EpochTime': until } }
  const statement = (Condition) => ({ Resource, Condition })
  assert.equal((await withPolicy(JSON.stringify({ Statement: [statement({ ...end, DateGreaterThan: { 'AWS:EpochTime': 1 }, IpAddress: { 'AWS:SourceIp': '0.0.0.0/0' } })] }))).status, 200)
  for (const wrong of [
    [statement({ ...end, StringEquals: { 'AWS:Referer': 'a' } })],
    [statement({ ...end, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
    [statement({ DateLessThan: { 'AWS:EpochTime': until, 'AWS:Other': 1 } })],
    [statement({ ...end, DateGreaterThan: { 'AWS:EpochTime': 'soon' } })],
    [statement({})],
    [statement(end), statement(end)],
    statement(end),
    [],
  ]) {
    const { status, body } = await withPolicy(JSON.stringify({ Statement: wrong }))
    assert.deepEqual([status, /<Code>(.*?)<\/Code>/.exec(body)?.[1]], [403, 'MalformedPolicy'], JSON.stringify(wrong))
  }
  await nube.clock({ advance: 3601 })
  assert.equal((await d.view(canned('/page'))).status, 403)
  assert.equal((await d.view('/page', { headers: { cookie } })).status, 403)
})

const headersPolicyMake = async (config) =>
  (await cloudfront.CreateResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: `headers-${++made}`, ...config } })).ResponseHeadersPolicy.Id

test('a response headers policy adds, overrides and removes', async () => {
  const ResponseHeadersPolicyId = await headersPolicyMake({
    SecurityHeadersConfig: {
      FrameOptions: { Override: false, FrameOption: 'DENY' }, ContentTypeOptions: { Override: true },
      StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: 31536000, IncludeSubdomains: true, Preload: true },
      XSSProtection: { Override: true, Protection: true, ModeBlock: true }, ReferrerPolicy: { Override: true, ReferrerPolicy: 'same-origin' },
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "default-src 'self'" },
    },
    CustomHeadersConfig: list({ Header: 'X-Custom', Value: 'yes', Override: true }, { Header: 'Cache-Control', Value: 'max-age=5', Override: false }),
    RemoveHeadersConfig: list({ Header: 'X-Powered-By' }, { Header: 'Server' }),
    ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 100 },
  })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ ResponseHeadersPolicyId }))
  for (const result of ['miss', 'hit']) {
    const { headers } = await d.view('/page')
    assert.deepEqual(
      [headers['x-frame-options'], headers['x-content-type-options'], headers['strict-transport-security'], headers['x-xss-protection'], headers['referrer-policy']],
      ['SAMEORIGIN', 'nosniff', 'max-age=31536000; includeSubDomains; preload', '1; mode=block', 'same-origin'],
    )
    assert.deepEqual([headers['content-security-policy'], headers['x-custom'], headers['cache-control']], ["default-src 'self'", 'yes', 'max-age=5'])
    assert.deepEqual([headers['x-powered-by'], headers.server], [undefined, 'CloudFront'])
    assert.ok(headers['server-timing'].startsWith(`cdn-cache-${result}`))
  }
})

test('a response headers policy answers other origins\' pages', async () => {
  const ResponseHeadersPolicyId = await headersPolicyMake({
    CorsConfig: {
      AccessControlAllowOrigins: list('https://*.example.com', 'http://shop.example'), AccessControlAllowMethods: list('GET', 'PUT'), AccessControlAllowHeaders: list('X-A', 'X-B'),
      AccessControlExposeHeaders: list('ETag'), AccessControlAllowCredentials: true, AccessControlMaxAgeSec: 60, OriginOverride: true,
    },
  })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ ResponseHeadersPolicyId, methods: 'all' }))
  const { headers } = await d.view('/page', { headers: { origin: 'https://www.example.com' } })
  assert.deepEqual(
    [headers['access-control-allow-origin'], headers['access-control-allow-credentials'], headers['access-control-expose-headers'], headers['access-control-allow-methods']],
    ['https://www.example.com', 'true', 'ETag', undefined],
  )
  assert.equal((await d.view('/page', { headers: { origin: 'https://example.org' } })).headers['access-control-allow-origin'], undefined)
  const preflight = await d.view('/page', { method: 'OPTIONS', headers: { origin: 'http://shop.example', 'access-control-request-method': 'PUT' } })
  assert.deepEqual([preflight.headers['access-control-allow-methods'], preflight.headers['access-control-allow-headers'], preflight.headers['access-control-max-age']], ['GET, PUT', 'X-A, X-B', '60'])
})
