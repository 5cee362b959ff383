// The edge: what viewers get through a distribution, what its origin is asked with, and what is refused on the way.
import assert from 'node:assert/strict'
import net from 'node:net'

import { behavior, distributionMake, legacy, list, originStart } from '../support/js/edge.js'
import { Nube, raw } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront } = nube.api()
const origin = await originStart({
  '/page': (_, response) => response.writeHead(200, { 'Content-Type': 'text/html', ETag: '"p1"', 'Last-Modified': 'Tue, 01 Sep 2026 10:00:00 GMT' }).end('a page'),
  '/echo': (_, response, asked) => response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(asked)),
  '/cookies': (_, response) => response.writeHead(200, { 'Set-Cookie': 'a=b', 'Cache-Control': 'no-store' }).end('c'),
  '/vary': (_, response) => response.writeHead(200, { Vary: 'Accept-Language, X-Own, Accept-Encoding' }).end('v'),
  '/bytes': (_, response) => response.writeHead(200, { ETag: '"b1"' }).end('0123456789'),
  '/root.html': (_, response) => response.end('the root'),
  '/img/a.png': (_, response) => response.end('from the default'),
})
const second = await originStart({ '/v2/img/a.png': (_, response) => response.end('from the second'), '/img/a.png': (_, response) => response.end('without its path') })
after(async () => {
  await nube.stop()
  await origin.stop()
  await second.stop()
})
// A server that says these bytes to whoever asks.
const bytesOrigin = (bytes) => new Promise((ready) => {
  const server = net.createServer((socket) => socket.once('data', () => socket.end(bytes))).listen(0, '127.0.0.1', () => ready(server))
})
const echo = async (d, path = '/echo', options) => JSON.parse((await d.view(path, options)).body)

test('a page comes from the origin, and then from the cache', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item())
  const miss = await d.view('/page')
  assert.deepEqual([miss.status, miss.body, miss.headers['x-cache']], [200, 'a page', 'Miss from cloudfront'])
  assert.match(miss.headers.via, /^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/)
  assert.match(miss.headers['x-amz-cf-id'], /^[\w-]{54}==$/)
  assert.match(miss.headers['x-amz-cf-pop'], /^[A-Z]{3}\d+-[A-Z]\d$/)
  assert.equal(miss.headers.age, undefined)
  const hit = await d.view('/page')
  assert.deepEqual([hit.status, hit.body, hit.headers['x-cache'], hit.headers.age], [200, 'a page', 'Hit from cloudfront', '0'])
  assert.deepEqual([hit.headers.etag, hit.headers.date, hit.headers['content-type']], ['"p1"', miss.headers.date, 'text/html'])
  assert.notEqual(hit.headers['x-amz-cf-id'], miss.headers['x-amz-cf-id'])
  const head = await d.view('/page', { method: 'HEAD' })
  assert.deepEqual([head.status, head.body, head.headers['content-length'], head.headers['x-cache']], [200, '', '6', 'Hit from cloudfront'])
  assert.equal(origin.count('/page'), 1)
})

test('what the cache has answers conditions and ranges', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item())
  await d.view('/page')
  const same = await d.view('/page', { headers: { 'If-None-Match': 'W/"p1"' } })
  assert.deepEqual([same.status, same.body, same.headers.etag, same.headers['content-type']], [304, '', '"p1"', undefined])
  assert.equal((await d.view('/page', { headers: { 'If-Modified-Since': 'Tue, 01 Sep 2026 10:00:00 GMT' } })).status, 304)
  assert.equal((await d.view('/page', { headers: { 'If-None-Match': '"other"' } })).status, 200)
  assert.equal((await d.view('/page', { headers: { 'If-Match': '"other"' } })).status, 412)
  for (const cached of [false, true]) {
    const part = await d.view('/bytes', { headers: { Range: 'bytes=2-4' } })
    assert.deepEqual([part.status, part.body, part.headers['content-range'], part.headers['x-cache']], [206, '234', 'bytes 2-4/10', `${cached ? 'Hit' : 'Miss'} from cloudfront`])
  }
  const beyond = await d.view('/bytes', { headers: { Range: 'bytes=10-' } })
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, 'bytes */10'])
  assert.equal((await d.view('/bytes', { headers: { Range: 'bytes=2-4', 'If-Range': '"b0"' } })).body, '0123456789')
  assert.equal((await d.view('/bytes', { headers: { Range: 'bytes=-2', 'If-Range': '"b1"' } })).body, '89')
})

test('the origin is asked in the name of the edge', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item({ CustomHeaders: list({ HeaderName: 'X-Secret', HeaderValue: 'open' }) }))
  const asked = await echo(d, '/echo?a=b', {
    headers: {
      'user-agent': 'Mine', accept: 'text/html', referer: 'http://a/', cookie: 'a=b', 'x-own': 'kept', 'x-secret': 'guess', authorization: 'Basic x',
      'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https', 'x-real-ip': '192.0.2.1', 'cloudfront-viewer-country': 'ZZ', te: 'trailers', 'accept-language': 'en',
    },
  })
  const { headers } = asked
  assert.equal(asked.url, '/echo')
  assert.equal(headers.host, 'localhost')
  assert.equal(headers['user-agent'], 'Amazon CloudFront')
  assert.equal(headers['x-secret'], 'open')
  assert.equal(headers['x-own'], 'kept')
  assert.equal(headers['x-forwarded-for'], '192.0.2.1, 127.0.0.1')
  assert.match(headers.via, /^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/)
  assert.match(headers['x-amz-cf-id'], /==$/)
  for (const name of ['accept', 'referer', 'cookie', 'authorization', 'x-forwarded-proto', 'x-real-ip', 'cloudfront-viewer-country', 'te', 'accept-language'])
    assert.equal(headers[name], undefined, name)
})

test('what a behavior forwards is what the cache goes by', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior(legacy({ query: true, cookies: 'all', headers: ['Accept-Language', 'Host', 'CloudFront-Is-Mobile-Viewer'] })))
  const asked = await echo(d, '/echo?b=2&a=1', { headers: { cookie: 'z=1; a=2', 'accept-language': 'fr', 'user-agent': 'A Mobile one' } })
  assert.equal(asked.url, '/echo?b=2&a=1')
  assert.deepEqual([asked.headers.cookie, asked.headers['accept-language'], asked.headers.host], ['a=2; z=1', 'fr', d.host])
  assert.equal(asked.headers['cloudfront-is-mobile-viewer'], 'true')
  const before = origin.count('/page')
  const variants = [['/page', {}], ['/page?x=1', {}], ['/page', { 'accept-language': 'fr' }], ['/page', { cookie: 'u=1' }]]
  for (let round = 0; round < 2; round++) for (const [path, headers] of variants) await d.view(path, { headers })
  assert.equal(origin.count('/page') - before, variants.length)
  const other = await distributionMake(nube, cloudfront, origin.item())
  const start = origin.count('/page')
  for (const [path, headers] of variants) await other.view(path, { headers })
  assert.equal(origin.count('/page') - start, 1)
})

test('methods are those that the behavior allows', async () => {
  const reads = await distributionMake(nube, cloudfront, origin.item())
  const refused = await reads.view('/echo', { method: 'POST', body: 'x' })
  assert.deepEqual([refused.status, refused.headers['x-cache'], refused.headers.server], [403, 'Error from cloudfront', 'CloudFront'])
  assert.match(refused.body, /The distribution supports only cachable requests\./)
  assert.match(refused.body, new RegExp(`Request ID: ${refused.headers['x-amz-cf-id']}`))
  const all = await distributionMake(nube, cloudfront, origin.item(), behavior({ methods: 'all' }))
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const asked = await echo(all, '/echo', { method, body: method === 'DELETE' ? undefined : `a ${method}`, headers: { 'content-type': 'text/plain', authorization: 'Basic x' } })
    assert.deepEqual([asked.method, asked.body, asked.headers.authorization], [method, method === 'DELETE' ? '' : `a ${method}`, 'Basic x'])
  }
  const large = 'x'.repeat(3_000_000)
  assert.equal((await echo(all, '/echo', { method: 'PUT', body: large })).body.length, large.length)
  const odd = await all.view('/echo', { method: 'PROPFIND' })
  assert.equal(odd.status, 403)
  const body = await all.view('/echo', { headers: { 'content-length': '1' }, body: 'x' })
  assert.equal(body.status, 403)
})

test('behaviors go by their paths, in order; an origin may have a path', async () => {
  const d = await distributionMake(nube, cloudfront, [origin.item(), second.item({ Id: 'second', OriginPath: '/v2' })], behavior(), {
    CacheBehaviors: list(behavior({ PathPattern: 'img/*.png', TargetOriginId: 'second' }), behavior({ PathPattern: '/img/*' })),
  })
  assert.equal((await d.view('/img/a.png')).body, 'from the second')
  assert.equal((await d.view('/img/a.PNG')).status, 404)
  assert.equal((await d.view('/x/../img/a.png')).status, 404)
  assert.equal(second.asked.at(-1).url, '/v2/x/../img/a.png')
})

test('the root has an object of its own', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior(), { DefaultRootObject: 'root.html' })
  assert.equal((await d.view('/')).body, 'the root')
  assert.equal((await d.view('/img/')).status, 404)
})

test('viewers are sent to https, or turned away', async () => {
  const redirect = await distributionMake(nube, cloudfront, origin.item(), behavior({ ViewerProtocolPolicy: 'redirect-to-https', methods: 'all' }))
  const moved = await redirect.view('/page?a=b')
  assert.deepEqual([moved.status, moved.headers['x-cache'], moved.headers['content-length']], [301, 'Redirect from cloudfront', '167'])
  assert.match(moved.headers.location, /^https:\/\/d\w+\.cloudfront\.localhost(:\d+)?\/page\?a=b$/)
  assert.equal((await redirect.view('/page', { method: 'POST', body: 'x' })).status, 307)
  const only = await distributionMake(nube, cloudfront, origin.item(), behavior({ ViewerProtocolPolicy: 'https-only' }))
  const refused = await only.view('/page')
  assert.equal(refused.status, 403)
  assert.match(refused.body, /Bad request\./)
})

test('an origin that is not there, or says nothing, or the wrong thing', async () => {
  const dead = await originStart()
  await dead.stop()
  const gone = await distributionMake(nube, cloudfront, dead.item({ ConnectionAttempts: 1 }))
  const unreachable = await gone.view('/page')
  assert.deepEqual([unreachable.status, unreachable.headers['x-cache']], [502, 'Error from cloudfront'])
  const nowhere = await distributionMake(nube, cloudfront, { ...dead.item(), DomainName: 'nobody.invalid' })
  assert.match((await nowhere.view('/page')).body, /wasn't able to resolve the origin domain name/)
  const silent = await originStart({ '*': () => {} })
  const waiting = await distributionMake(nube, cloudfront, silent.item({ ConnectionAttempts: 2 }, { OriginReadTimeout: 1 }))
  const late = await waiting.view('/page')
  assert.equal(late.status, 504)
  assert.equal(silent.asked.length, 2)
  await silent.stop()
  const odd = await bytesOrigin('HTTP/1.1 600 Odd\r\nContent-Length: 2\r\n\r\nno')
  const { status, headers } = await (await distributionMake(nube, cloudfront, { ...silent.item({ ConnectionAttempts: 1 }, { HTTPPort: odd.address().port }) })).view('/page')
  assert.deepEqual([status, headers['x-cache']], [502, 'Error from cloudfront'])
  odd.close()
})

test('an origin may say ninety headers, which all go on beside the edge\'s own; of more none is lost, either', async () => {
  const many = (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`X-Many-${i}`, `${i}`]))
  origin.answers['/ninety'] = (_, response) => response.writeHead(200, { ...many(90), 'Cache-Control': 'max-age=60' }).end('ninety')
  origin.answers['/hundred'] = (_, response) => response.writeHead(200, many(100)).end('a hundred')
  const d = await distributionMake(nube, cloudfront, origin.item())
  for (const how of ['Miss', 'Hit']) {
    const { status, body, headers } = await d.view('/ninety')
    assert.deepEqual([status, body, headers['x-cache'], headers['x-amz-cf-pop']], [200, 'ninety', `${how} from cloudfront`, 'NUB50-C1'])
    for (let i = 0; i < 90; i++) assert.equal(headers[`x-many-${i}`], `${i}`)
  }
  const { status, headers } = await d.view('/hundred')
  assert.deepEqual([status, headers['x-cache'], headers['x-many-0']], [502, 'Error from cloudfront', undefined])
})

test('cookies that the origin sets are for those that it gets', async () => {
  const without = await distributionMake(nube, cloudfront, origin.item())
  assert.equal((await without.view('/cookies')).headers['set-cookie'], undefined)
  const with_ = await distributionMake(nube, cloudfront, origin.item(), behavior(legacy({ cookies: 'all' })))
  assert.deepEqual((await with_.view('/cookies')).headers['set-cookie'], ['a=b'])
})

test('Vary says what the edge goes by', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior(legacy({ headers: ['Accept-Language'] })))
  assert.equal((await d.view('/vary')).headers.vary, 'Accept-Language, Accept-Encoding')
})

test('names that are no distribution\'s, those of disabled ones, and what is too large', async () => {
  const nobody = await raw(nube.url, { path: '/', method: 'GET', headers: { host: 'd0123456789abc.cloudfront.net' } })
  assert.equal(nobody.status, 403)
  const disabled = await distributionMake(nube, cloudfront, origin.item(), behavior(), { Enabled: false })
  assert.equal((await disabled.view('/page')).status, 403)
  const d = await distributionMake(nube, cloudfront, origin.item())
  assert.equal((await raw(nube.url, { path: '/page', method: 'GET', headers: { host: `${d.host.split('.')[0]}.cloudfront.net` } })).status, 200)
  assert.equal((await d.view(`/${'x'.repeat(8300)}`)).status, 413)
  assert.equal((await d.view('/page', { headers: { upgrade: 'websocket', connection: 'upgrade' } })).status, 501)
})

test('a distribution that is its own origin ends', async () => {
  const d = await distributionMake(nube, cloudfront, origin.item())
  const { Distribution, ETag } = await cloudfront.GetDistribution({ Id: d.id })
  const config = Distribution.DistributionConfig
  config.Origins.Items[0].DomainName = d.host.split(':')[0]
  config.Origins.Items[0].CustomOriginConfig.HTTPPort = nube.port
  await cloudfront.UpdateDistribution({ Id: d.id, IfMatch: ETag, DistributionConfig: config })
  assert.equal((await d.view('/loop')).status, 403)
})
