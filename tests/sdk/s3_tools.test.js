// S3 by tools that people use, where the distribution has them: rclone, s3cmd, s3fs, and curl with its own signatures.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { bucketMake, textOf } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { environment, folder, Nube, run, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const seconds = { seconds: 120 }
const here = folder()
const file = (name) => path.join(here, name)
const host = new URL(nube.url).host

async function tool(name, ...args) {
  const { status, out, err } = await run(name, args, { env: { ...environment, LC_ALL: 'C.UTF-8', HOME: here }, cwd: here, seconds: 60 })
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${status}: ${out}${err}`)
  return out
}

for (const name of ['tree/a.txt', 'tree/b/ü.txt']) {
  mkdirSync(path.dirname(file(name)), { recursive: true })
  writeFileSync(file(name), `of ${name}`)
}
writeFileSync(file('large'), randomBytes(12 << 20))

/* --- rclone ------------------------------------------------------------------------------------------------------- */

const rcloneSettings = `[nube]
type = s3
provider = Other
access_key_id = test
secret_access_key = test
region = us-east-1
endpoint = ${nube.url}
acl = bucket-owner-full-control
bucket_acl = private
upload_cutoff = 5M
chunk_size = 5M
`

async function rclone() {
  writeFileSync(file('rclone.conf'), rcloneSettings)
  const r = (...args) => tool('rclone', '--config', 'rclone.conf', '--retries', '1', '--low-level-retries', '1', ...args)
  await r('mkdir', 'nube:rclone')
  await r('copy', 'tree', 'nube:rclone/x')
  assert.deepEqual((await r('lsf', '-R', '--files-only', 'nube:rclone')).trim().split('\n').sort(), ['x/a.txt', 'x/b/ü.txt'])
  await r('check', 'tree', 'nube:rclone/x')
  await r('copyto', 'nube:rclone/x/a.txt', 'nube:rclone/y')
  assert.equal(await r('cat', 'nube:rclone/y'), 'of tree/a.txt')
  await r('copy', 'large', 'nube:rclone')
  assert.match((await s3.HeadObject({ Bucket: 'rclone', Key: 'large' })).ETag, /-3"$/)
  await r('copyto', 'nube:rclone/large', 'back')
  assert(readFileSync(file('back')).equals(readFileSync(file('large'))))
  await r('sync', 'tree/b', 'nube:rclone/x')
  assert.equal(await r('lsf', 'nube:rclone/x'), 'ü.txt\n')
  await r('purge', 'nube:rclone')
  assert.equal((await s3.ListBuckets({ Prefix: 'rclone' })).Buckets.length, 0)
}

/* --- s3cmd -------------------------------------------------------------------------------------------------------- */

async function s3cmd() {
  const s = (...args) => tool('s3cmd', '--no-ssl', `--host=${host}`, `--host-bucket=${host}`, '--access_key=test', '--secret_key=test', '--region=us-east-1', '--no-progress', ...args)
  await s('mb', 's3://s3cmd')
  await s('put', 'tree/a.txt', 's3://s3cmd/a b')
  assert.equal(await textOf(s3, { Bucket: 's3cmd', Key: 'a b' }), 'of tree/a.txt')
  await s('sync', 'tree/', 's3://s3cmd/tree/')
  await s('cp', 's3://s3cmd/tree/a.txt', 's3://s3cmd/copy')
  await s('mv', 's3://s3cmd/copy', 's3://s3cmd/moved')
  assert.equal(await textOf(s3, { Bucket: 's3cmd', Key: 'moved' }), 'of tree/a.txt')
  assert.match(await s('ls', '--recursive', 's3://s3cmd'), /a b\n[\s\S]*moved\n[\s\S]*tree\/a\.txt\n[\s\S]*tree\/b\/ü\.txt/)
  await s('put', '--multipart-chunk-size-mb=5', 'large', 's3://s3cmd/large')
  await s('get', '--force', 's3://s3cmd/large', 'back')
  assert(readFileSync(file('back')).equals(readFileSync(file('large'))))
  assert.match(await s('info', 's3://s3cmd/moved'), /MD5 sum: +[0-9a-f]{32}/)
  const link = await fetch((await s('signurl', 's3://s3cmd/moved', '+60')).trim()) // which s3cmd signs by version 2
  assert.match(await link.text(), /The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256/)
  await s('del', 's3://s3cmd/moved')
  await s('rb', '--recursive', '--force', 's3://s3cmd')
  assert.equal((await s3.ListBuckets({ Prefix: 's3cmd' })).Buckets.length, 0)
}

/* --- s3fs --------------------------------------------------------------------------------------------------------- */

async function s3fs() {
  const Bucket = await bucketMake(s3)
  const at = file('mounted')
  mkdirSync(at)
  writeFileSync(file('passwords'), 'test:test', { mode: 0o600 })
  await tool('s3fs', Bucket, at, '-o', `passwd_file=${file('passwords')},url=${nube.url},use_path_request_style,endpoint=us-east-1`)
  try {
    await until('the mount', () => readFileSync('/proc/mounts', 'utf8').includes(at))
    await tool('cp', '-r', 'tree', at)
    assert.equal(readFileSync(path.join(at, 'tree/b/ü.txt'), 'utf8'), 'of tree/b/ü.txt')
    await tool('mv', path.join(at, 'tree/a.txt'), path.join(at, 'tree/c.txt'))
    assert.deepEqual(readdirSync(path.join(at, 'tree')).sort(), ['b', 'c.txt'])
    assert.equal(await textOf(s3, { Bucket, Key: 'tree/c.txt' }), 'of tree/a.txt')
    await s3.PutObject({ Bucket, Key: 'seen', Body: 'from outside' })
    await until('what others put', () => readdirSync(at).includes('seen'))
    await tool('rm', '-r', path.join(at, 'tree'))
    assert.deepEqual((await s3.ListObjectsV2({ Bucket })).Contents.map((o) => o.Key), ['seen'])
  } finally {
    await tool('fusermount', '-u', at)
  }
}

/* --- curl --------------------------------------------------------------------------------------------------------- */

async function curl() {
  const c = (...args) => tool('curl', '-sS', '--aws-sigv4', 'aws:amz:us-east-1:s3', '--user', 'test:test', '-H', 'x-amz-content-sha256: UNSIGNED-PAYLOAD', '-w', '%{http_code}', ...args)
  assert.equal(await c('-X', 'PUT', `${nube.url}/curl`), '200')
  assert.equal(await c('-T', 'tree/a.txt', `${nube.url}/curl/a%20b`), '200')
  assert.equal(await c(`${nube.url}/curl/a%20b`), 'of tree/a.txt200')
  assert.match(await c(`${nube.url}/curl?list-type=2&prefix=a%20`), /<Key>a b<\/Key>[\s\S]*200$/)
  assert.equal(await c('-X', 'DELETE', `${nube.url}/curl/a%20b`), '204')
  assert.match(await tool('curl', '-sS', `${nube.url}/curl?list-type=2`), /<Code>AccessDenied<\/Code>/)
}

/* --- which are here ----------------------------------------------------------------------------------------------- */

const isHere = (name) => existsSync(`/usr/bin/${name}`)
const tools = { rclone, s3cmd, s3fs, curl }
for (const [name, body] of Object.entries(tools)) {
  const isUsable = isHere(name) && (name !== 's3fs' || (existsSync('/dev/fuse') && process.getuid() === 0))
  if (isUsable) test(`${name} finds its way`, body, seconds)
  else console.log(`  skipped: ${name} is not here`)
}
