// The shop's pages: a private bucket behind a distribution with the API beside it, or a public website; what is put there, and what is left alone.
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { build, failure, folder, freePort, Nube, raw, root, run } from '../support/js/nube.js'

const port = await freePort()
const nube = await Nube.start(['--ephemeral', '--tls-port', String(port)])
after(() => nube.stop())
const { apigateway, cloudfront, s3 } = nube.api()

const pages = folder()
mkdirSync(path.join(pages, 'assets'))
const put = (name, content) => writeFileSync(path.join(pages, name), content)
put('index.html', '<!doctype html><title>One</title>')
put('favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
put('assets/app-1.js', `console.log(${JSON.stringify('x'.repeat(3000))})`)
put('.hidden', 'not for the world')

const Bucket = 'order-frontend-000000000000-us-east-1'
const args = [
  ...['--functions', path.join(build, 'functions'), '--definition', path.join(root, 'statemachines/order-workflow.asl.json')],
  ...['--payment-url', 'http://pay.example', '--shipment-url', 'http://ship.example', '--function-endpoint', nube.url],
]
async function deploy(...more) {
  const { status, out, err } = await run(path.join(build, 'deploy'), [...args, ...more], { env: nube.env, seconds: 60 })
  assert.equal(status, 0, err)
  const said = err.trim().split('\n').filter((line) => !/: (as it is to be|left out, there is no such service)$/.test(line))
  return { said, out: Object.fromEntries(out.trim().split('\n').map((line) => /^([^:]+): (.*)$/.exec(line).slice(1))) }
}
const up = (...more) => deploy('--frontend', pages, ...more)
const keys = async () => ((await s3.ListObjectsV2({ Bucket })).Contents ?? []).map((o) => o.Key)
// As a browser sees the shop: { status, headers, body } of a path by https.
const view = (shop, at, headers = {}) =>
  new Promise((resolve, reject) => {
    const { hostname: servername } = new URL(shop)
    const asked = { host: '127.0.0.1', port, path: at, servername, rejectUnauthorized: false, headers: { Host: `${servername}:${port}`, ...headers } }
    https
      .get(asked, (answer) => {
        const parts = []
        answer.on('data', (b) => parts.push(b))
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString() }))
      })
      .on('error', reject)
  })
const distributions = async () => (await cloudfront.ListDistributions({})).DistributionList.Items ?? []

test('without pages all else is deployed, and it says so', async () => {
  const { said, out } = await deploy('--frontend', path.join(pages, 'nowhere'))
  assert.equal(said[0], `${path.join(pages, 'nowhere')}/index.html is not there: the shop's pages are not deployed`)
  assert.equal(out.shop, undefined)
  assert.match(out.api, /^https:/)
  assert.deepEqual(await distributions(), [])
}, { seconds: 120 })

test('with pages: a private bucket, a distribution with two origins, and the shop\'s address first', async () => {
  const { said, out } = await up()
  assert.match(said.at(-1), /^done: 4 created, 1 updated/)
  const [{ Id, DomainName, ARN }] = await distributions()
  assert.equal(Object.keys(out)[0], 'shop')
  assert.equal(out.shop, `https://${DomainName}`)
  const { PublicAccessBlockConfiguration: block } = await s3.GetPublicAccessBlock({ Bucket })
  assert.deepEqual(Object.values(block), [true, true, true, true])
  const [statement, ...others] = JSON.parse((await s3.GetBucketPolicy({ Bucket })).Policy).Statement
  assert.deepEqual(others, [])
  assert.deepEqual([statement.Principal, statement.Action, statement.Condition], [{ Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', { StringEquals: { 'AWS:SourceArn': ARN } }])

  const { DistributionConfig: config } = await cloudfront.GetDistributionConfig({ Id })
  const [{ id }] = (await apigateway.GetRestApis()).items
  assert.deepEqual(config.Origins.Items.map((o) => o.DomainName), [`${Bucket}.s3.us-east-1.amazonaws.com`, `${id}.execute-api.us-east-1.amazonaws.com`])
  assert.deepEqual([config.Origins.Items[0].OriginAccessControlId !== '', config.DefaultRootObject, config.Enabled], [true, 'index.html', true])
  assert.deepEqual(config.CacheBehaviors.Items.map((b) => [b.PathPattern, b.TargetOriginId, b.Compress, b.AllowedMethods.Quantity]), [['/api/*', 'api', true, 7], ['/assets/*', 'pages', true, 2]])
  assert.deepEqual(config.CustomErrorResponses.Items, [{ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: '200', ErrorCachingMinTTL: 0 }])
  assert.deepEqual((await cloudfront.ListTagsForResource({ Resource: ARN })).Tags.Items, [{ Key: 'order-application', Value: 'default' }])
}, { seconds: 120 })

test('files have their types, and their lifetimes', async () => {
  assert.deepEqual(await keys(), ['assets/app-1.js', 'favicon.svg', 'index.html'])
  const head = async (Key) => {
    const { ContentType, CacheControl } = await s3.HeadObject({ Bucket, Key })
    return [ContentType, CacheControl]
  }
  assert.deepEqual(await head('index.html'), ['text/html; charset=utf-8', 'no-cache'])
  assert.deepEqual(await head('favicon.svg'), ['image/svg+xml', 'no-cache'])
  assert.deepEqual(await head('assets/app-1.js'), ['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'])
})

test('a viewer gets pages and the API from one origin, by https: what is cached, compressed, and what is not', async () => {
  const { out } = await up('--site-url-format', `https://{domain}:${port}`)
  assert.match(out.shop, new RegExp(`^https://d\\w+\\.cloudfront\\.localhost:${port}$`))
  for (const at of ['/', '/index.html', '/orders/of/mine']) {
    const page = await view(out.shop, at)
    assert.deepEqual([page.status, page.headers['content-type'], page.headers['cache-control']], [200, 'text/html; charset=utf-8', 'no-cache'], at)
    assert.match(page.body, /One/)
    assert.doesNotMatch((await view(out.shop, at)).headers['x-cache'], /^Hit/)
  }
  const script = [await view(out.shop, '/assets/app-1.js', { 'Accept-Encoding': 'gzip' }), await view(out.shop, '/assets/app-1.js', { 'Accept-Encoding': 'gzip' })]
  assert.deepEqual(script.map((s) => [s.headers['content-encoding'], s.headers['x-cache']]), [['gzip', 'Miss from cloudfront'], ['gzip', 'Hit from cloudfront']])
  const health = await view(out.shop, '/api/health')
  assert.deepEqual([health.status, health.headers['content-type']], [200, 'application/json'])
  const none = await view(out.shop, '/api/orders/00000000-0000-4000-8000-000000000000')
  assert.deepEqual([none.status, none.headers['content-type']], [404, 'application/json'])
  const plain = await raw(`${nube.url}/`, { method: 'GET', headers: { Host: new URL(out.shop).hostname } })
  assert.equal(plain.status, 301)
}, { seconds: 120 })

test('a second run changes nothing; another build puts what is new, removes what is old, and tells the distribution', async () => {
  const again = await up()
  assert.deepEqual(again.said.length, 1)
  assert.match(again.said[0], /^nothing changed/)
  const [{ Id: DistributionId }] = await distributions()
  const invalidations = async () => (await cloudfront.ListInvalidations({ DistributionId })).InvalidationList.Quantity
  const before = await invalidations()
  const { LastModified } = await s3.HeadObject({ Bucket, Key: 'favicon.svg' })
  rmSync(path.join(pages, 'assets/app-1.js'))
  put('assets/app-2.js', 'console.log(2)')
  put('index.html', '<!doctype html><title>Two</title>')
  const { said } = await up()
  assert.deepEqual(said.slice(0, -1), [`files of ${Bucket}: updated, Files`])
  assert.match(said.at(-1), /^done: 0 created, 1 updated, 0 removed/)
  assert.deepEqual(await keys(), ['assets/app-2.js', 'favicon.svg', 'index.html'])
  assert.match((await view(`https://${(await distributions())[0].DomainName}`, '/')).body, /Two/)
  assert.deepEqual((await s3.HeadObject({ Bucket, Key: 'favicon.svg' })).LastModified, LastModified)
  assert.equal(await invalidations(), before + 1)
}, { seconds: 120 })

test('pages that stand are left alone by a run that has none', async () => {
  const { said } = await deploy('--frontend', path.join(pages, 'nowhere'))
  assert.match(said.at(-1), /^nothing changed/)
  assert.equal((await distributions()).length, 1)
  assert.equal((await keys()).length, 3)
}, { seconds: 120 })

test('as a website: public, without a distribution; and back again', async () => {
  const { out } = await up('--website', '--site-url-format', 'http://{bucket}.s3-website.localhost')
  assert.equal(out.shop, `http://${Bucket}.s3-website.localhost`)
  assert.deepEqual(await distributions(), [])
  for (const at of ['/', '/orders/of/mine']) assert.match((await raw(nube.url + at, { method: 'GET', headers: { Host: `${Bucket}.s3-website.localhost` } })).body, /Two/)
  await up()
  assert.equal((await distributions()).length, 1)
  assert.equal(JSON.parse((await s3.GetBucketPolicy({ Bucket })).Policy).Statement[0].Principal.Service, 'cloudfront.amazonaws.com')
  assert.equal((await fetch(`${nube.url}/${Bucket}/index.html`)).status, 403)
}, { seconds: 120 })

test('without the bucket\'s policy the distribution sees nothing', async () => {
  const { out } = await up()
  await s3.DeleteBucketPolicy({ Bucket })
  assert.equal((await view(out.shop, '/favicon.svg')).status, 403)
  assert.match((await up()).said[0], /^bucket policy .*: created$/)
  assert.equal((await view(out.shop, '/favicon.svg')).status, 200)
}, { seconds: 120 })

test('all of it is taken down', async () => {
  const { status, err } = await run(path.join(build, 'deploy'), ['--destroy'], { env: nube.env, seconds: 60 })
  assert.equal(status, 0, err)
  assert.deepEqual(await distributions(), [])
  assert.equal((await cloudfront.ListOriginAccessControls({})).OriginAccessControlList.Quantity, 0)
  assert.equal((await failure(s3.HeadBucket({ Bucket }))).status, 404)
})
