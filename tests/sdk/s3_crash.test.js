// Objects under `kill -9`, again and again, and under a disk that is full: what was acknowledged is there, byte for byte; what was not is there whole or not at
// all; and after a restart no file lies in the blobs' folder that nobody names. MODEL_OPERATIONS: how many writes there are.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

import { bucketMake } from '../support/js/s3.js'
import { test } from '../support/js/suite.js'
import { Killed } from '../support/js/killed.js'
import { build, environment, failure, folder, Nube, Program, until } from '../support/js/nube.js'

const OPERATIONS = Number(process.env.MODEL_OPERATIONS ?? 600)
const KILLS = Math.max(3, Math.round(OPERATIONS / 500))
const SECONDS = 60 + OPERATIONS / 5
const WORKERS = 4
const KEYS = 5 // of each worker

const md5 = (bytes) => createHash('md5').update(bytes).digest('hex')
const sizes = [0, 100, 16 << 10, 300 << 10, 3 << 20]
const body = () => randomBytes(sizes[Math.floor(Math.random() * sizes.length)])

// The files of blobs below a data folder; those being written, too.
function filesOf(data) {
  const at = path.join(data, 'blobs')
  return existsSync(at) ? readdirSync(at).flatMap((name) => readdirSync(path.join(at, name)).map((file) => path.join(name, file))) : []
}

class World extends Killed {
  constructor() {
    super('s3')
  }

  // The answer, or undefined when Nube was killed meanwhile.
  async ask(operation, input) {
    await this.dead
    return this.try(operation, input)
  }
}

/* --- what a worker knows ------------------------------------------------------------------------------------------ */

// Of a key: what it may be now (an MD5, or 'none'), one thing or, after a kill, one of two. Of all: versions that were acknowledged, and uploads with their parts.
class Ledger {
  plain = new Map()
  versions = [] // { Key, VersionId, md5 }
  uploads = [] // { Key, UploadId, parts: Map(number: md5) }

  before(key, wish) {
    const may = this.plain.get(key) ?? new Set(['none'])
    this.plain.set(key, new Set([...may, wish]))
  }

  done(key, wish) {
    this.plain.set(key, new Set([wish]))
  }
}

const actions = [
  async function put(world, ledger, [Bucket], Key) {
    const Body = body()
    ledger.before(Key, md5(Body))
    if (await world.ask('PutObject', { Bucket, Key, Body })) ledger.done(Key, md5(Body))
  },
  async function remove(world, ledger, [Bucket], Key) {
    ledger.before(Key, 'none')
    if (await world.ask('DeleteObject', { Bucket, Key })) ledger.done(Key, 'none')
  },
  async function putVersion(world, ledger, [, Bucket], Key) {
    const Body = body()
    const answer = await world.ask('PutObject', { Bucket, Key, Body })
    if (answer) ledger.versions.push({ Key, VersionId: answer.VersionId, md5: md5(Body) })
  },
  async function part(world, ledger, [, Bucket], Key) {
    const begun = ledger.uploads.at(-1)?.parts.size < 3 ? null : await world.ask('CreateMultipartUpload', { Bucket, Key })
    if (begun === undefined) return
    if (begun) ledger.uploads.push({ Key, UploadId: begun.UploadId, parts: new Map() })
    const upload = ledger.uploads.at(-1)
    const Body = body()
    const PartNumber = upload.parts.size + 1
    if (await world.ask('UploadPart', { Bucket, Key: upload.Key, UploadId: upload.UploadId, PartNumber, Body })) upload.parts.set(PartNumber, md5(Body))
  },
]

/* --- what must hold ----------------------------------------------------------------------------------------------- */

async function contentOf({ client: s3 }, input) {
  const got = await s3.GetObject(input).catch((e) => (e.name === 'NoSuchKey' ? undefined : Promise.reject(e)))
  if (!got) return 'none'
  const bytes = Buffer.from(await got.Body.transformToByteArray())
  assert.equal(got.ETag, `"${md5(bytes)}"`, `${input.Key} is torn`)
  return md5(bytes)
}

async function allIsThere(world, ledgers, [plain, versioned]) {
  for (const ledger of ledgers) {
    for (const [Key, may] of ledger.plain) assert(may.has(await contentOf(world, { Bucket: plain, Key })), `${Key} is none of what it may be`)
    for (const { Key, VersionId, md5 } of ledger.versions) assert.equal(await contentOf(world, { Bucket: versioned, Key, VersionId }), md5, `${Key} ${VersionId}`)
    for (const { Key, UploadId, parts } of ledger.uploads) {
      const { Parts = [] } = await world.client.ListParts({ Bucket: versioned, Key, UploadId })
      for (const [number, md5] of parts) assert.equal(Parts.find((p) => p.PartNumber === number)?.ETag, `"${md5}"`)
    }
  }
}

// Everything that a bucket holds: versions and parts, those that nobody was told of, too.
async function holdingsOf({ client: s3 }, Bucket) {
  const versions = []
  const uploads = []
  for (let page = {}, first = true; first || page.IsTruncated; first = false) {
    page = await s3.ListObjectVersions({ Bucket, KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker })
    versions.push(...(page.Versions ?? []))
  }
  for (let page = {}, first = true; first || page.IsTruncated; first = false) {
    page = await s3.ListMultipartUploads({ Bucket, KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker })
    for (const { Key, UploadId } of page.Uploads ?? []) uploads.push({ Key, UploadId, Parts: (await s3.ListParts({ Bucket, Key, UploadId })).Parts ?? [] })
  }
  return { versions, uploads }
}

async function emptied({ client: s3 }, Bucket, { versions, uploads }) {
  for (const { Key, UploadId } of uploads) await s3.AbortMultipartUpload({ Bucket, Key, UploadId })
  for (const { Key, VersionId } of versions) await s3.DeleteObject({ Bucket, Key, VersionId })
  await s3.DeleteBucket({ Bucket })
}

test(
  `objects, versions and parts, killed ${KILLS} times`,
  async () => {
    const world = new World()
    await world.start()
    const buckets = [await bucketMake(world.client), await bucketMake(world.client, { versions: true })]
    const ledgers = Array.from({ length: WORKERS }, () => new Ledger())
    let count = 0
    const worker = async (ledger, n) => {
      while (count++ < OPERATIONS) await actions[Math.floor(Math.random() * actions.length)](world, ledger, buckets, `w${n}/${Math.floor(Math.random() * KEYS)}`)
    }
    const killer = async () => {
      for (let k = 1; k <= KILLS; k++) {
        await until('writes', () => count >= (OPERATIONS * k) / (KILLS + 1), SECONDS)
        await world.kill()
      }
    }
    await Promise.all([killer(), ...ledgers.map(worker)])
    await world.kill()
    await world.nube.quiet()
    await allIsThere(world, ledgers, buckets)
    const holdings = await Promise.all(buckets.map((b) => holdingsOf(world, b)))
    const pieces = holdings.flatMap(({ versions, uploads }) => [...versions, ...uploads.flatMap((u) => u.Parts)])
    assert(ledgers.some((l) => l.versions.length && l.uploads.length))
    assert(filesOf(world.data).length <= pieces.length, `${filesOf(world.data).length} files for ${pieces.length} objects and parts`)
    for (const [i, bucket] of buckets.entries()) await emptied(world, bucket, holdings[i])
    await world.kill()
    await world.nube.quiet()
    assert.deepEqual(filesOf(world.data), [])
    await world.nube.stop()
  },
  { seconds: SECONDS },
)

/* --- a full disk -------------------------------------------------------------------------------------------------- */

// A program whose files may have so many KB: writing more fails as on a disk that is full.
async function limited(data, kilobytes) {
  const line = `trap '' XFSZ; ulimit -f ${kilobytes}; exec ${path.join(build, 'nube')} --port 0 --data-dir ${data}`
  return Object.setPrototypeOf(await Program.start('/bin/bash', ['-c', line], { env: environment }), Nube.prototype)
}

test('a disk that is full in the middle of an upload: InternalError, and nothing is left', async () => {
  const data = folder()
  const nube = await limited(data, 8 << 10)
  const { s3 } = nube.api()
  const Bucket = await bucketMake(s3)
  const large = Buffer.alloc(12 << 20, 'x')
  await s3.PutObject({ Bucket, Key: 'k', Body: 'before' })
  const files = filesOf(data).length
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key: 'p' })
  for (const send of [() => s3.PutObject({ Bucket, Key: 'k', Body: large }), () => s3.UploadPart({ Bucket, Key: 'p', UploadId, PartNumber: 1, Body: large })]) {
    const refused = await failure(send())
    assert.deepEqual([refused.name, refused.status, refused.message], ['InternalError', 500, 'We encountered an internal error. Please try again.'])
  }
  await nube.quiet()
  assert.equal(filesOf(data).length, files)
  assert.equal((await s3.ListParts({ Bucket, Key: 'p', UploadId })).Parts, undefined)
  assert.equal(await (await s3.GetObject({ Bucket, Key: 'k' })).Body.transformToString(), 'before')
  await s3.PutObject({ Bucket, Key: 'k', Body: 'after' }) // there is room for that
  await nube.end()
})
