// A browser loads a site from a private bucket through CloudFront, over TLS: two origins, an app's deep link, compressed, from the cache the
// second time, fresh after an invalidation.
import assert from 'node:assert/strict'
import net from 'node:net'
import tls from 'node:tls'

import { browserIsHere, browserStart, fetchIn } from '../support/js/browser.js'
import { behavior, cachePolicyMake, distributionMake, list, originStart } from '../support/js/edge.js'
import { folder, Nube } from '../support/js/nube.js'
import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'

if (browserIsHere()) {
  const tlsPort = await new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
  const nube = await Nube.start(['--data-dir', folder(), '--tls-port', String(tlsPort)])
  const { cloudfront, s3 } = nube.api()
  const api = await originStart({ '/api/orders': (request, response) => response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end('[1,2]') })
  after(() => nube.stop())
  after(() => api.stop())
  const ca = await (await fetch(`${nube.url}/_nube/ca`)).text()

  /** The certificate by which a name is served, once the authority is known to have signed it. */
  const certificateOf = (servername) =>
    new Promise((resolve, reject) => {
      const socket = tls.connect({ host: '127.0.0.1', port: tlsPort, servername, ca }, () => {
        resolve(socket.getPeerX509Certificate().toString())
        socket.destroy()
      })
      socket.on('error', reject)
    })

  const text = '// an app\n'.repeat(500)
  const pageOf = (title) => `<!doctype html><title>${title}</title><div id="app"></div><script src="/app.js"></script>`
  const script = `${text}
    fetch('/api/orders').then((answer) => answer.json()).then((orders) => {
      document.querySelector('#app').textContent = location.pathname + ' has ' + orders.length + ' orders'
    })`

  async function siteMake() {
    const Bucket = await bucketMake(s3)
    await s3.PutObject({ Bucket, Key: 'index.html', Body: pageOf('first'), ContentType: 'text/html', CacheControl: 's-maxage=3600, max-age=0' })
    await s3.PutObject({ Bucket, Key: 'app.js', Body: script, ContentType: 'text/javascript', CacheControl: 's-maxage=3600, max-age=0' })
    const { OriginAccessControl } = await cloudfront.CreateOriginAccessControl({
      OriginAccessControlConfig: { Name: 'site', SigningProtocol: 'sigv4', SigningBehavior: 'always', OriginAccessControlOriginType: 's3' },
    })
    const bucketItem = { Id: 'site', DomainName: `${Bucket}.s3.us-east-1.amazonaws.com`, S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId: OriginAccessControl.Id }
    const CachePolicyId = await cachePolicyMake(cloudfront, { gzip: true, br: true })
    const d = await distributionMake(
      nube, cloudfront, [bucketItem, api.item({ Id: 'api' })], behavior({ CachePolicyId, Compress: true, ViewerProtocolPolicy: 'redirect-to-https' }),
      {
        DefaultRootObject: 'index.html',
        CacheBehaviors: list(behavior({ PathPattern: '/api/*', TargetOriginId: 'api', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' })),
        CustomErrorResponses: list({ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: '200' }),
      },
    )
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*`, Condition: { StringEquals: { 'AWS:SourceArn': d.arn } } }]
    await s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
    return { Bucket, d, site: `https://${d.host.split(':')[0]}:${tlsPort}` }
  }

  test('a site of two origins is loaded by https', async () => {
    const { Bucket, d, site } = await siteMake()
    const browser = await browserStart({ trusts: await certificateOf(new URL(site).hostname) })
    const page = await browser.newPage()
    const answer = await page.goto(`http://${d.host}/`)
    assert.equal(page.url(), `${site}/`)
    assert.deepEqual([answer.status(), await page.title()], [200, 'first'])
    await page.getByText('/ has 2 orders').waitFor()
    const first = await fetchIn(page, '/app.js')
    assert.deepEqual([first.headers['content-encoding'], first.headers['x-cache'], first.body], ['br', 'Hit from cloudfront', script])
    const deep = await page.goto(`${site}/orders/7`)
    assert.deepEqual([deep.status(), await page.title()], [200, 'first'])
    await page.getByText('/orders/7 has 2 orders').waitFor()
    await s3.PutObject({ Bucket, Key: 'index.html', Body: pageOf('second'), ContentType: 'text/html' })
    const again = await page.goto(`${site}/`)
    assert.deepEqual([await page.title(), again.headers()['x-cache']], ['first', 'Hit from cloudfront'])
    await cloudfront.CreateInvalidation({ DistributionId: d.id, InvalidationBatch: { CallerReference: 'one', Paths: list('/*') } })
    const fresh = await page.goto(`${site}/`)
    assert.deepEqual([await page.title(), fresh.headers()['x-cache']], ['second', 'Miss from cloudfront'])
  }, { seconds: 60 })
}
