// S3 by a browser: pages of other origins that upload, by presigned URLs and by forms, and read; buckets named by the host; websites.
import assert from 'node:assert/strict'

import { browserIsHere, browserStart, fetchIn, originServe, pageOf } from '../support/js/browser.js'
import { bucketMake, textOf } from '../support/js/s3.js'
import { after, require, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const { createPresignedPost } = require('@aws-sdk/s3-presigned-post')
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner')
const { GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3')

const nube = await Nube.start()
const { s3, iam } = nube.api()
after(() => nube.stop())

await iam.CreateUser({ UserName: 'shop' })
const { AccessKey } = await iam.CreateAccessKey({ UserName: 'shop' })
const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: '*' } })
await iam.PutUserPolicy({ UserName: 'shop', PolicyName: 'p', PolicyDocument })
const credentials = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
const shop = nube.client('s3', 'S3Client', { credentials, requestChecksumCalculation: 'WHEN_REQUIRED' })
const byHost = nube.client('s3', 'S3Client', { credentials, requestChecksumCalculation: 'WHEN_REQUIRED', endpoint: `http://s3.localhost:${nube.port}` })

const put = (client, Bucket, Key) => getSignedUrl(client, new PutObjectCommand({ Bucket, Key, ContentType: 'text/plain' }))
const upload = { method: 'PUT', headers: { 'Content-Type': 'text/plain' }, body: 'from a page' }
const isMissing = async (Bucket, Key) => assert.equal((await failure(s3.HeadObject({ Bucket, Key }))).status, 404)
const letIn = (Bucket, ...AllowedMethods) =>
  s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedOrigins: [origin], AllowedMethods, AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] }] } })

const seconds = { seconds: 60 }

/** A bucket whose objects everybody may read. */
async function openBucket() {
  const Bucket = await bucketMake(s3)
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }]
  await s3.DeletePublicAccessBlock({ Bucket })
  await s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
  return Bucket
}

async function uploadsByUrl() {
  const Bucket = await bucketMake(s3)
  const page = await pageOf(browser, origin)
  for (const client of [shop, byHost]) {
    await s3.DeleteBucketCors({ Bucket })
    assert((await fetchIn(page, await put(client, Bucket, 'a'), upload)).refused)
    await isMissing(Bucket, 'a')
    await letIn(Bucket, 'GET')
    assert((await fetchIn(page, await put(client, Bucket, 'a'), upload)).refused)
    await isMissing(Bucket, 'a')
    await letIn(Bucket, 'PUT')
    const answer = await fetchIn(page, await put(client, Bucket, 'a'), upload)
    assert.deepEqual([answer.status, answer.headers.etag], [200, (await s3.HeadObject({ Bucket, Key: 'a' })).ETag])
    assert.equal(await textOf(s3, { Bucket, Key: 'a' }), 'from a page')
    const changed = await fetchIn(page, (await put(client, Bucket, 'a')).replace('/a?', '/b?'), upload)
    assert.deepEqual([changed.status, /<Code>(\w+)</.exec(changed.body)?.[1]], [403, 'SignatureDoesNotMatch'])
    await s3.DeleteObject({ Bucket, Key: 'a' })
  }
}

async function uploadsByForm() {
  const Bucket = await bucketMake(s3)
  const page = await pageOf(browser, origin)
  const { url, fields: form } = await createPresignedPost(shop, { Bucket, Key: 'up/${filename}', Fields: { success_action_status: '201' } })
  assert((await fetchIn(page, url, { method: 'POST', form })).refused)
  await isMissing(Bucket, 'up/form.txt')
  await letIn(Bucket, 'POST')
  const { status, body } = await fetchIn(page, url, { method: 'POST', form })
  assert.deepEqual([status, /<Key>(.*?)</.exec(body)?.[1]], [201, 'up/form.txt'])
  assert.equal(await textOf(s3, { Bucket, Key: 'up/form.txt' }), 'from a form')
}

async function formLeadsOn() {
  const Bucket = await bucketMake(s3)
  await letIn(Bucket, 'POST')
  const { url, fields } = await createPresignedPost(shop, { Bucket, Key: 'k', Fields: { success_action_redirect: `${origin}/thanks` } })
  const inputs = Object.entries(fields).map(([name, value]) => `<input type=hidden name="${name}" value="${value}">`)
  const page = await pageOf(browser, origin)
  await page.setContent(`<form method=post enctype=multipart/form-data action="${url}">${inputs.join('')}<input type=file name=file><button>Send</button></form>`)
  await page.setInputFiles('input[type=file]', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('chosen') })
  await page.click('button')
  await page.waitForURL((at) => at.pathname === '/thanks')
  const { ETag } = await s3.HeadObject({ Bucket, Key: 'k' })
  assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), { bucket: Bucket, key: 'k', etag: ETag })
  assert.equal(await textOf(s3, { Bucket, Key: 'k' }), 'chosen')
}

async function reads() {
  const Bucket = await openBucket()
  await s3.PutObject({ Bucket, Key: 'a b/ü', Body: 'öffentlich', ContentType: 'text/plain; charset=utf-8' })
  const page = await pageOf(browser, origin)
  const signed = () => getSignedUrl(shop, new GetObjectCommand({ Bucket, Key: 'a b/ü' }))
  const open = `http://${Bucket}.s3.localhost:${nube.port}/a%20b/%C3%BC`
  for (const url of [open, await signed()]) assert((await fetchIn(page, url)).refused)
  await letIn(Bucket, 'GET')
  for (const url of [open, `${nube.url}/${Bucket}/a%20b/%C3%BC`, await signed()]) {
    const { status, headers, body } = await fetchIn(page, url)
    assert.deepEqual([status, body, headers.etag], [200, 'öffentlich', (await s3.HeadObject({ Bucket, Key: 'a b/ü' })).ETag])
  }
  const part = await fetchIn(page, open, { headers: { Range: 'bytes=0-1' } })
  assert.deepEqual([part.status, part.body], [206, 'ö'])
  await page.setContent(`<img src="http://${Bucket}.s3.localhost:${nube.port}/dot.svg">`)
  assert.equal(await page.evaluate(() => document.images[0].decode().catch(() => 'no picture')), 'no picture')
  await s3.PutObject({ Bucket, Key: 'dot.svg', Body: '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>', ContentType: 'image/svg+xml' })
  await page.setContent(`<img src="http://${Bucket}.s3.localhost:${nube.port}/dot.svg">`)
  assert.equal(await page.evaluate(() => document.images[0].decode().then(() => document.images[0].width)), 3)
}

async function website() {
  const Bucket = await openBucket()
  const site = `http://${Bucket}.s3-website.localhost:${nube.port}`
  const html = (Key, title, body = '') => s3.PutObject({ Bucket, Key, Body: `<!doctype html><title>${title}</title>${body}`, ContentType: 'text/html' })
  const page = await browser.newPage()
  const titled = async (path) => [(await page.goto(site + path)).status(), await page.title()]
  assert.deepEqual([...(await titled('/')), await page.innerText('li >> nth=0')], [404, '404 Not Found', 'Code: NoSuchWebsiteConfiguration'])
  await s3.PutBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } })
  await html('index.html', 'Home', '<a href="docs">Docs</a>')
  await html('docs/index.html', 'Docs', '<a href="page.html">Page</a>')
  await html('docs/page.html', 'Page')
  assert.deepEqual(await titled('/'), [200, 'Home'])
  for (const [link, path, title] of [['Docs', '/docs/', 'Docs'], ['Page', '/docs/page.html', 'Page']]) {
    await page.click(`text=${link}`)
    await page.waitForURL(site + path)
    assert.equal(await page.title(), title)
  }
  assert.deepEqual([...(await titled('/none')), await page.innerText('h1')], [403, '403 Forbidden', '403 Forbidden'])
  assert.match(await page.innerText('ul'), /^Code: AccessDenied\nMessage: Access Denied\nRequestId: \S+\nHostId: \S+$/)
  const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'oh.html' } }
  await s3.PutBucketWebsite({ Bucket, WebsiteConfiguration })
  await html('oh.html', 'Oh no')
  assert.deepEqual(await titled('/none'), [403, 'Oh no'])
}

let browser, origin
if (browserIsHere()) {
  browser = await browserStart()
  origin = await originServe()
  test('a page of another origin uploads by a presigned URL, where the bucket lets it', uploadsByUrl, seconds)
  test('a page of another origin uploads by a form and reads the answer, where the bucket lets it', uploadsByForm, seconds)
  test('a form that somebody sends leads to where it says', formLeadsOn, seconds)
  test('a page of another origin reads what it may, where the bucket lets it', reads, seconds)
  test('a website has an index, folders, an error document, and pages of AWS\'s for errors', website, seconds)
}
