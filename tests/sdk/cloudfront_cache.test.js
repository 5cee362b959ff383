// The cache: tests/cases/cloudfront/cache.json, on the moved clock (RFC 9111, and CloudFront's times and exceptions); misses at once; keys;
// invalidations; compression.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import http from 'node:http'

import { behavior, cachePolicyMake, distributionMake, legacy, list, originStart } from '../support/js/edge.js'
import { Nube, root, until } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront } = nube.api()
const origin = await originStart()
after(async () => {
  await nube.stop()
  await origin.stop()
})

let paths = 0
const pathNew = () => `/case-${++paths}`

/** The origin gives the answers one after the other, the last of them again and again. */
function answersSet(at, answers) {
  let n = 0
  origin.answers[at] = (request, response) => {
    const answer = answers[Math.min(n++, answers.length - 1)]
    if (answer === 'drop') return request.socket.end('this is no HTTP\r\n\r\n')
    const body = answer.body ?? ''
    const length = answer.status === 304 || answer.status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) }
    response.writeHead(answer.status, { ...length, ...answer.headers }).end(request.method === 'HEAD' || answer.status === 304 ? undefined : body)
  }
}

const cases = JSON.parse(readFileSync(path.join(root, 'tests/cases/cloudfront/cache.json')))
const policies = new Map()
async function behaviorOf(policy = {}) {
  const key = JSON.stringify(policy)
  if (!policies.has(key)) policies.set(key, await cachePolicyMake(cloudfront, policy))
  return behavior({ methods: 'all', CachePolicyId: policies.get(key) })
}

for (const one of cases)
  test(one.name, async () => {
    const at = pathNew()
    answersSet(at, one.answers)
    const errors = one.errors && { CustomErrorResponses: list(...one.errors) }
    const d = await distributionMake(nube, cloudfront, origin.item({ ConnectionAttempts: 1 }), await behaviorOf(one.policy), errors)
    await nube.clock({ freeze: true })
    let now = 0
    for (const [n, step] of one.steps.entries()) {
      if (step.at > now) await nube.clock({ advance: step.at - now })
      now = step.at
      const answer = await d.view(at, { method: step.method, headers: step.headers, ...(step.method === 'POST' && { body: 'x' }) })
      const what = `step ${n + 1}`
      assert.equal(answer.headers['x-cache'], `${step.cache} from cloudfront`, what)
      assert.equal(answer.status, step.status ?? 200, what)
      if (step.body !== undefined) assert.equal(answer.body, step.body, what)
      if (step.age !== undefined) assert.equal(answer.headers.age, `${step.age}`, what)
      if (step.settled) await until('asked aside', () => origin.count(at) === step.settled && nube.quiet())
      if (step.asked) assert.equal(origin.count(at), step.asked, what)
      const { headers } = origin.asked.at(-1)
      for (const [name, value] of Object.entries(step.sent ?? {})) assert.equal(headers[name], value, `${what}: ${name}`)
      for (const name of step.unsent ?? []) assert.equal(headers[name], undefined, `${what}: ${name}`)
    }
    await nube.clock({ freeze: false })
  })

/** A binary answer, as it is. */
const bytes = (d, at, headers) =>
  new Promise((resolve, reject) => {
    http.get(nube.url + at, { headers: { host: d.host, ...headers } }, (answer) => {
      const parts = []
      answer.on('data', (b) => parts.push(b))
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }))
    }).on('error', reject)
  })

test('of many who want the same at once one asks, and all have it', async () => {
  const at = pathNew()
  const body = 'x'.repeat(300_000)
  const first = []
  origin.answers[at] = (_, response) => {
    response.writeHead(200, { 'Content-Length': body.length, 'Cache-Control': 'max-age=60' })
    response.write(body.slice(0, 100_000))
    first.push(() => response.end(body.slice(100_000)))
  }
  const d = await distributionMake(nube, cloudfront, origin.item(), await behaviorOf())
  const views = Array.from({ length: 20 }, () => d.view(at))
  await until('the origin to be asked', () => first.length)
  await new Promise((done) => setTimeout(done, 100))
  first.forEach((end) => end())
  for (const answer of await Promise.all(views)) assert.equal(answer.body.length, body.length)
  assert.equal(origin.count(at), 1)
})

test('what is not to be shared is asked for by each', async () => {
  const at = pathNew()
  answersSet(at, [{ status: 200, body: 'mine', headers: { 'Cache-Control': 'private' } }])
  const d = await distributionMake(nube, cloudfront, origin.item(), await behaviorOf())
  await Promise.all(Array.from({ length: 8 }, () => d.view(at)))
  assert.equal(origin.count(at), 8)
})

test('a body in chunks is kept, a long one once it has passed, and one that breaks off is not', async () => {
  const [short, long, broken] = [pathNew(), pathNew(), pathNew()]
  origin.answers[short] = (_, response) => (response.writeHead(200, { 'Cache-Control': 'max-age=60' }), response.write('a'), response.end('b'))
  origin.answers[long] = (_, response) => {
    response.writeHead(200, { 'Cache-Control': 'max-age=60' })
    for (let i = 0; i < 20; i++) response.write('x'.repeat(10_000))
    response.end()
  }
  let breaks = true
  origin.answers[broken] = (request, response) => {
    response.writeHead(200, { 'Content-Length': 200_000, 'Cache-Control': 'max-age=60' })
    if (!breaks) return response.end('x'.repeat(200_000))
    response.write('x'.repeat(100_000), () => setTimeout(() => request.socket.destroy(), 50))
    breaks = false
  }
  const d = await distributionMake(nube, cloudfront, origin.item({ ConnectionAttempts: 1 }), await behaviorOf())
  assert.deepEqual([(await d.view(short)).body, (await d.view(short)).headers['x-cache']], ['ab', 'Hit from cloudfront'])
  const passed = await d.view(long)
  assert.deepEqual([passed.body.length, passed.headers['x-cache'], passed.headers['transfer-encoding']], [200_000, 'Miss from cloudfront', 'chunked'])
  const kept = await d.view(long)
  assert.deepEqual([kept.body.length, kept.headers['x-cache'], kept.headers['content-length']], [200_000, 'Hit from cloudfront', '200000'])
  await assert.rejects(d.view(broken))
  assert.equal((await d.view(broken)).body.length, 200_000)
  assert.equal((await d.view(broken)).headers['x-cache'], 'Hit from cloudfront')
})

test('the key is what the policy names', async () => {
  const at = pathNew()
  let n = 0
  origin.answers[at] = (_, response) => response.end(`${++n}`)
  const CachePolicyId = await cachePolicyMake(cloudfront, { headers: ['X-Lang', 'CloudFront-Forwarded-Proto'], cookies: ['u'], queries: ['q'] })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId }))
  const view = async (query, headers) => (await d.view(at + query, { headers })).body
  assert.equal(await view('?q=1'), '1')
  assert.equal(await view('?q=1&other=2', { cookie: 'v=1', 'x-other': '1' }), '1')
  assert.equal(await view('?q=2'), '2')
  assert.equal(await view('?q=1', { 'x-lang': 'fr' }), '3')
  assert.equal(await view('?q=1', { cookie: 'u=1' }), '4')
  assert.equal(await view('?q=1', { cookie: 'v=9; u=1' }), '4')
  const asked = origin.asked.at(-1)
  assert.deepEqual([asked.url, asked.headers.cookie, asked.headers['cloudfront-forwarded-proto']], [`${at}?q=1`, 'u=1', 'http'])
})

test('an origin request policy gives the origin more, and the key no more', async () => {
  const at = pathNew()
  answersSet(at, [{ status: 200, body: 'b' }])
  const { OriginRequestPolicy } = await cloudfront.CreateOriginRequestPolicy({
    OriginRequestPolicyConfig: {
      Name: `all-${process.pid}`,
      HeadersConfig: { HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: list('CloudFront-Viewer-Country', 'CloudFront-Is-Desktop-Viewer') },
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    },
  })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId: await cachePolicyMake(cloudfront), OriginRequestPolicyId: OriginRequestPolicy.Id }))
  await d.view(`${at}?a=1`, { headers: { cookie: 'c=1', 'user-agent': 'Mine', accept: 'text/x', referer: 'http://r/' } })
  const { url, headers } = origin.asked.at(-1)
  assert.deepEqual([url, headers.cookie, headers['user-agent'], headers.accept, headers.referer, headers.host], [`${at}?a=1`, 'c=1', 'Mine', 'text/x', 'http://r/', d.host])
  assert.deepEqual([headers['cloudfront-viewer-country'], headers['cloudfront-is-desktop-viewer']], ['US', 'true'])
  assert.equal((await d.view(`${at}?a=2`, { headers: { cookie: 'c=2' } })).headers['x-cache'], 'Hit from cloudfront')
})

test('AWS\'s own policies: what is optimized is kept, what is disabled is not', async () => {
  const at = pathNew()
  answersSet(at, [{ status: 200, body: 'b' }])
  const optimized = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' }))
  const disabled = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' }))
  await optimized.view(`${at}?a`)
  assert.equal((await optimized.view(`${at}?b`)).headers['x-cache'], 'Hit from cloudfront')
  for (let i = 0; i < 2; i++) assert.equal((await disabled.view(at, { headers: { 'x-own': 'yes' } })).headers['x-cache'], 'Miss from cloudfront')
  assert.deepEqual([origin.asked.at(-1).headers['x-own'], origin.asked.at(-1).headers.host], ['yes', 'localhost'])
})

test('an invalidation drops what it names', async () => {
  const CachePolicyId = await cachePolicyMake(cloudfront, { queries: 'all' })
  const at = pathNew()
  const names = ['/a', '/a?x=1', '/b/c', '/b/d'].map((name) => at + name)
  origin.answers['*'] = (_, response) => response.end('b')
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId }))
  const results = async () => Promise.all(names.map(async (name) => (await d.view(name)).headers['x-cache'].split(' ')[0]))
  const invalidate = (...items) =>
    cloudfront.CreateInvalidation({ DistributionId: d.id, InvalidationBatch: { CallerReference: `i-${++paths}`, Paths: list(...items) } })
  assert.deepEqual(await results(), ['Miss', 'Miss', 'Miss', 'Miss'])
  assert.deepEqual(await results(), ['Hit', 'Hit', 'Hit', 'Hit'])
  await invalidate(`${at}/a`)
  assert.deepEqual(await results(), ['Miss', 'Hit', 'Hit', 'Hit'])
  await invalidate(`${at}/b/*`, `${at}/a?x=1`)
  assert.deepEqual(await results(), ['Hit', 'Miss', 'Miss', 'Miss'])
  await invalidate('/*')
  assert.deepEqual(await results(), ['Miss', 'Miss', 'Miss', 'Miss'])
  delete origin.answers['*']
})

test('what is listed and large enough is compressed, as the viewer takes it', async () => {
  const at = pathNew()
  const text = 'a text of some length. '.repeat(200)
  const answers = {
    [`${at}.html`]: ['text/html; charset=utf-8', text, { ETag: '"t1"', 'Last-Modified': 'Tue, 01 Sep 2026 10:00:00 GMT' }],
    [`${at}.png`]: ['image/png', text, {}],
    [`${at}.txt`]: ['text/plain', 'short', {}],
    [`${at}.packed`]: ['text/plain', text, { 'Content-Encoding': 'x-own' }],
    [`${at}.weak`]: ['text/css', text, { ETag: 'W/"w1"' }],
    [`${at}.odd`]: ['text/css', text, { ETag: 'odd' }],
  }
  for (const [name, [type, body, headers]] of Object.entries(answers))
    origin.answers[name] = (_, response) => response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length, ...headers }).end(body)
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId: await cachePolicyMake(cloudfront, { gzip: true, br: true }), Compress: true }))
  const view = (name, encoding) => bytes(d, at + name, encoding && { 'accept-encoding': encoding })
  const gzip = await view('.html', 'gzip, deflate')
  assert.deepEqual([gzip.headers['content-encoding'], gzip.headers.etag, gzip.headers.vary], ['gzip', 'W/"t1"', 'Accept-Encoding'])
  assert.equal(gunzipSync(gzip.body).toString(), text)
  assert.equal(Number(gzip.headers['content-length']), gzip.body.length)
  const brotli = await view('.html', 'gzip, deflate, br')
  assert.equal(brotli.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(brotli.body).toString(), text)
  const plain = await view('.html')
  assert.deepEqual([plain.headers['content-encoding'], plain.headers.etag, plain.body.toString()], [undefined, '"t1"', text])
  assert.equal(origin.count(`${at}.html`), 3)
  assert.equal((await view('.html', 'br, gzip')).headers['x-cache'], 'Hit from cloudfront')
  const same = await bytes(d, `${at}.html`, { 'accept-encoding': 'gzip', 'if-none-match': 'W/"t1"' })
  assert.deepEqual([same.status, same.headers['x-cache']], [304, 'Hit from cloudfront'])
  for (const name of ['.png', '.txt']) assert.equal((await view(name, 'gzip')).headers['content-encoding'], undefined, name)
  assert.equal((await view('.packed', 'gzip')).headers['content-encoding'], 'x-own')
  assert.equal((await view('.weak', 'gzip')).headers.etag, 'W/"w1"')
  assert.equal((await view('.odd', 'gzip')).headers.etag, undefined)
})

test('what the behavior does not compress, and what the origin compressed', async () => {
  const at = pathNew()
  origin.answers[at] = (request, response) => response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 2000, 'X-Asked': request.headers['accept-encoding'] ?? 'nothing' }).end('x'.repeat(2000))
  const plain = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId: await cachePolicyMake(cloudfront), Compress: true }))
  assert.deepEqual([(await bytes(plain, at, { 'accept-encoding': 'gzip' })).headers['content-encoding']], [undefined])
  const off = await distributionMake(nube, cloudfront, origin.item(), behavior({ CachePolicyId: await cachePolicyMake(cloudfront, { gzip: true }), Compress: false }))
  const passed = await bytes(off, at, { 'accept-encoding': 'br;q=1, gzip;q=0.5' })
  assert.deepEqual([passed.headers['content-encoding'], passed.headers['x-asked']], [undefined, 'gzip'])
  assert.equal((await bytes(off, at, { 'accept-encoding': 'deflate' })).headers['x-asked'], 'identity')
  const older = await distributionMake(nube, cloudfront, origin.item(), behavior({ ...legacy(), Compress: true }))
  assert.equal((await bytes(older, at, { 'accept-encoding': 'br, gzip' })).headers['content-encoding'], 'gzip')
})
