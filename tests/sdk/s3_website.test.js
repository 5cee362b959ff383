// Websites of buckets, over HTTP as a browser sees them: pages, folders, errors, redirections; who may read them is the bucket's affair.
import assert from 'node:assert/strict'

import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { Nube, raw } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const visit = (Bucket, path, { method = 'GET', headers = {}, host = `${Bucket}.s3-website-us-east-1.amazonaws.com` } = {}) =>
  raw(nube.url + path, { method, headers: { host, ...headers } })

/** A bucket whose objects everybody may read, or those below a prefix. */
async function siteMake(WebsiteConfiguration, readable = '*') {
  const Bucket = await bucketMake(s3)
  await s3.DeletePublicAccessBlock({ Bucket })
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/${readable}` }]
  await s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
  await s3.PutBucketWebsite({ Bucket, WebsiteConfiguration })
  return Bucket
}
const put = (Bucket, Key, Body, more) => s3.PutObject({ Bucket, Key, Body, ContentType: 'text/html', ...more })
const index = { IndexDocument: { Suffix: 'index.html' } }

test('a site has pages, and folders with pages of their own', async () => {
  const Bucket = await siteMake(index)
  await put(Bucket, 'index.html', 'home')
  await put(Bucket, 'docs/index.html', 'docs')
  await put(Bucket, 'a b.html', 'blank')
  const home = await visit(Bucket, '/')
  assert.deepEqual([home.status, home.body, home.headers['content-type']], [200, 'home', 'text/html'])
  assert.equal((await visit(Bucket, '/docs/')).body, 'docs')
  assert.equal((await visit(Bucket, '/a%20b.html?x=1')).body, 'blank')
  const folder = await visit(Bucket, '/docs')
  assert.deepEqual([folder.status, folder.headers.location], [302, '/docs/'])
  const head = await visit(Bucket, '/', { method: 'HEAD' })
  assert.deepEqual([head.status, head.body, head.headers['content-length']], [200, '', '4'])
  const again = await visit(Bucket, '/', { headers: { 'If-None-Match': home.headers.etag } })
  assert.deepEqual([again.status, again.body], [304, ''])
  const part = await visit(Bucket, '/', { headers: { Range: 'bytes=1-2' } })
  assert.deepEqual([part.status, part.body], [206, 'om'])
  const short = await visit(Bucket, '/', { host: `${Bucket}.s3-website.localhost:${nube.port}` })
  assert.equal(short.body, 'home')
})

test('what nobody may read is forbidden, and what nobody may list is not known to be missing', async () => {
  const Bucket = await siteMake(index, 'public/*')
  await put(Bucket, 'index.html', 'home')
  await put(Bucket, 'public/a.html', 'page')
  const page = await visit(Bucket, '/')
  assert.equal(page.status, 403)
  assert.match(page.body, /<h1>403 Forbidden<\/h1>\n<ul>\n<li>Code: AccessDenied<\/li>\n<li>Message: Access Denied<\/li>\n<li>RequestId: /)
  assert.equal((await visit(Bucket, '/public/a.html')).body, 'page')
  assert.equal((await visit(Bucket, '/public/none.html')).status, 403)
})

test('errors have a document of the bucket\'s', async () => {
  const Bucket = await siteMake({ ...index, ErrorDocument: { Key: 'error.html' } })
  await put(Bucket, 'error.html', 'oh no')
  const missing = await visit(Bucket, '/nothing')
  assert.deepEqual([missing.status, missing.body, missing.headers['x-amz-error-code']], [403, 'oh no', 'AccessDenied'])
  const posted = await visit(Bucket, '/', { method: 'POST' })
  assert.deepEqual([posted.status, posted.body], [405, 'oh no'])
})

test('a site redirects: all of it, by rules, by objects', async () => {
  const moved = await siteMake({ RedirectAllRequestsTo: { HostName: 'example.com', Protocol: 'https' } })
  const all = await visit(moved, '/a/b?c=d')
  assert.deepEqual([all.status, all.headers.location, all.body], [301, 'https://example.com/a/b?c=d', ''])
  const Bucket = await siteMake({
    ...index,
    RoutingRules: [
      { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/', HttpRedirectCode: '307' } },
      { Condition: { HttpErrorCodeReturnedEquals: '403' }, Redirect: { HostName: 'elsewhere.example', ReplaceKeyPrefixWith: 'lost/' } },
    ],
  })
  const old = await visit(Bucket, '/old/page')
  assert.deepEqual([old.status, new URL(old.headers.location).pathname], [307, '/new/page'])
  const lost = await visit(Bucket, '/nothing')
  assert.deepEqual([lost.status, lost.headers.location], [301, 'http://elsewhere.example/lost/nothing'])
  await put(Bucket, 'here', '', { WebsiteRedirectLocation: '/there' })
  const here = await visit(Bucket, '/here')
  assert.deepEqual([here.status, here.headers.location, here.body], [301, '/there', ''])
})

test('a bucket that is no site says so', async () => {
  const Bucket = await bucketMake(s3)
  const page = await visit(Bucket, '/')
  assert.equal(page.status, 404)
  assert.match(page.body, /<li>Code: NoSuchWebsiteConfiguration<\/li>/)
  const west = await visit(Bucket, '/', { host: `${Bucket}.s3-website-eu-west-1.amazonaws.com` })
  assert.match(west.body, /<li>Code: IncorrectEndpoint<\/li>/)
})
