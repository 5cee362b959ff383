// S3 by the AWS CLI of the distribution: its own high commands (mb, cp, sync, mv, rm, presign, website, rb) and some of s3api.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { cliIsHere, commands } from '../support/js/cli.js'
import { after, test } from '../support/js/suite.js'
import { folder, Nube, run } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const seconds = { seconds: 250 }
const here = folder()
const { cli, refused } = commands(nube, 's3api')
const env = { ...nube.env, AWS_PAGER: '', LC_ALL: 'C.UTF-8' }

// `aws s3 …`: what it prints.
async function s3(...args) {
  const { status, out, err } = await run('/usr/bin/aws', ['--endpoint-url', nube.url, 's3', ...args], { env, cwd: here, seconds: 60 })
  if (status !== 0) throw new Error(`aws s3 ${args.join(' ')}: ${status}: ${err}`)
  return out
}

const keys = async (Bucket) => ((await cli('list-objects-v2', '--bucket', Bucket)).Contents ?? []).map((o) => o.Key)
const file = (name) => path.join(here, name)

function tree() {
  for (const name of ['site/index.html', 'site/a/b.txt', 'site/a/ü ö.txt']) {
    mkdirSync(path.dirname(file(name)), { recursive: true })
    writeFileSync(file(name), `of ${name}`)
  }
}

async function folders() {
  tree()
  await s3('mb', 's3://site')
  await s3('sync', 'site', 's3://site/www')
  assert.deepEqual(await keys('site'), ['www/a/b.txt', 'www/a/ü ö.txt', 'www/index.html'])
  assert.equal(await s3('sync', 'site', 's3://site/www'), '') // nothing is new
  writeFileSync(file('site/a/b.txt'), 'longer than it was before')
  assert.match(await s3('sync', 'site', 's3://site/www'), /^[^\n]*upload: site\/a\/b\.txt to s3:\/\/site\/www\/a\/b\.txt\s*$/)
  await s3('rm', 's3://site/www/a/ü ö.txt')
  await s3('sync', '--delete', 's3://site/www', 'site')
  assert(!existsSync(file('site/a/ü ö.txt')))
  assert.match(await s3('ls', '--recursive', '--summarize', 's3://site'), /25 www\/a\/b\.txt[\s\S]*Total Objects: 2/)
}

async function objects() {
  await s3('cp', 's3://site/www/index.html', 's3://site/copy', '--metadata', 'colour=red')
  assert.equal(await s3('cp', 's3://site/copy', '-'), 'of site/index.html')
  await s3('mv', 's3://site/copy', 's3://site/moved')
  const head = await cli('head-object', '--bucket', 'site', '--key', 'moved')
  assert.deepEqual([head.ContentType, head.Metadata], ['text/html', { colour: 'red' }])
  const link = (await s3('presign', 's3://site/moved', '--expires-in', '60')).trim()
  assert.equal(await (await fetch(link)).text(), 'of site/index.html')
}

// Above 8 MB the CLI sends parts, and reads ranges.
async function large() {
  const bytes = randomBytes(20 << 20)
  writeFileSync(file('large'), bytes)
  await s3('cp', 'large', 's3://site/large')
  assert.match((await cli('head-object', '--bucket', 'site', '--key', 'large')).ETag, /^"[0-9a-f]{32}-3"$/)
  await s3('cp', 's3://site/large', 's3://site/larger')
  await s3('cp', 's3://site/larger', 'back')
  assert(readFileSync(file('back')).equals(bytes))
  assert.equal((await cli('list-multipart-uploads', '--bucket', 'site'))?.Uploads, undefined)
}

async function website() {
  await s3('website', 's3://site', '--index-document', 'index.html', '--error-document', 'moved')
  assert.deepEqual(await cli('get-bucket-website', '--bucket', 'site'), { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'moved' } })
}

async function versions() {
  const bucket = ['--bucket', 'site']
  await cli('put-bucket-versioning', ...bucket, '--versioning-configuration', 'Status=Enabled')
  await s3('rm', '--recursive', 's3://site')
  const { Versions, DeleteMarkers } = await cli('list-object-versions', ...bucket)
  assert.deepEqual([Versions.length, DeleteMarkers.length], [5, 5])
  assert.deepEqual((await refused('get-object', ...bucket, '--key', 'moved', file('x')))[0], 'NoSuchKey')
  assert.deepEqual(await refused('delete-bucket', ...bucket), ['BucketNotEmpty', 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'])
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }))
  await cli('delete-objects', ...bucket, '--delete', JSON.stringify({ Objects }))
  await s3('rb', 's3://site')
}

async function all() {
  await s3('mb', 's3://full')
  await s3('cp', '--recursive', 'site', 's3://full')
  assert.match(await s3('rb', '--force', 's3://full'), /remove_bucket: full/)
  assert.equal(await s3('ls'), '')
}

if (cliIsHere()) {
  test('folders are uploaded, compared and brought back', folders, seconds)
  test('objects are copied, moved, and given by a link', objects, seconds)
  test('a large file goes up in parts and comes back in ranges', large, seconds)
  test('a bucket is a website', website, seconds)
  test('versions stay until each is deleted', versions, seconds)
  test('a bucket goes with all in it', all, seconds)
}
