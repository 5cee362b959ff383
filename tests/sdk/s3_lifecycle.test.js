// S3's lifecycles by the AWS SDK, with Nube's clock moved: objects expire, old versions and markers go, classes change, and answers tell when.
import assert from 'node:assert/strict'

import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const DAY = 86400
const rule = (more) => ({ ID: 'my rule', Status: 'Enabled', Filter: {}, ...more })
const lifecycle = (Bucket, ...Rules) => s3.PutBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } })

/** A day after the other, so that each midnight is seen. */
async function daysPass(days) {
  for (let i = 0; i < days; i++) {
    await nube.clock({ advance: DAY })
    await nube.quiet()
  }
}

test('an object expires at a midnight that its answers tell', async () => {
  const Bucket = await bucketMake(s3)
  await lifecycle(Bucket, rule({ Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } }))
  const { Expiration } = await s3.PutObject({ Bucket, Key: 'tmp/a', Body: 'x' })
  assert.match(Expiration, /^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="my%20rule"$/)
  const at = Date.parse(/"(.*?)"/.exec(Expiration)[1])
  assert(at >= Date.now() + 3 * DAY * 1000 && at <= Date.now() + 4 * DAY * 1000)
  assert.equal((await s3.PutObject({ Bucket, Key: 'kept', Body: 'x' })).Expiration, undefined)
  assert.equal((await s3.HeadObject({ Bucket, Key: 'tmp/a' })).Expiration, Expiration)
  assert.equal((await s3.GetObject({ Bucket, Key: 'tmp/a' })).Expiration, Expiration)
  await daysPass(5)
  assert.deepEqual((await s3.ListObjectsV2({ Bucket })).Contents.map((o) => o.Key), ['kept'])
})

test('of many versions the newest few are kept', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  for (let i = 0; i < 5; i++) await s3.PutObject({ Bucket, Key: 'k', Body: String(i) })
  const { VersionId } = await s3.HeadObject({ Bucket, Key: 'k' })
  await lifecycle(Bucket, rule({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } }))
  assert.equal((await s3.HeadObject({ Bucket, Key: 'k', VersionId })).Expiration, undefined)
  await daysPass(3)
  const { Versions } = await s3.ListObjectVersions({ Bucket })
  assert.deepEqual([Versions.length, Versions[0].VersionId], [3, VersionId])
})

test('a marker that hides nothing goes', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  await s3.DeleteObject({ Bucket, Key: 'gone' })
  await s3.PutObject({ Bucket, Key: 'hidden', Body: 'x' })
  await s3.DeleteObject({ Bucket, Key: 'hidden' })
  await lifecycle(Bucket, rule({ Expiration: { ExpiredObjectDeleteMarker: true } }))
  await nube.quiet()
  assert.deepEqual((await s3.ListObjectVersions({ Bucket })).DeleteMarkers.map((m) => m.Key), ['hidden'])
})

test('objects go to another storage class', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'large', Body: 'x'.repeat(200000) })
  await s3.PutObject({ Bucket, Key: 'small', Body: 'x' })
  await lifecycle(Bucket, rule({ Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }] }))
  await daysPass(32)
  const classes = Object.fromEntries((await s3.ListObjectsV2({ Bucket })).Contents.map((o) => [o.Key, o.StorageClass]))
  assert.deepEqual(classes, { large: 'STANDARD_IA', small: 'STANDARD' })
})

test('a lifecycle that is taken away does nothing any more', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await lifecycle(Bucket, rule({ Expiration: { Days: 1 } }))
  await s3.DeleteBucketLifecycle({ Bucket })
  await daysPass(3)
  assert.equal((await s3.HeadObject({ Bucket, Key: 'k' })).Expiration, undefined)
  assert.equal((await failure(s3.GetBucketLifecycleConfiguration({ Bucket }))).name, 'NoSuchLifecycleConfiguration')
})

test('uploads that nobody completes are given up', async () => {
  const Bucket = await bucketMake(s3)
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key: 'k' })
  await s3.UploadPart({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x' })
  await lifecycle(Bucket, rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }))
  await daysPass(1)
  assert.equal((await s3.ListMultipartUploads({ Bucket })).Uploads.length, 1)
  await daysPass(2)
  assert.equal((await s3.ListMultipartUploads({ Bucket })).Uploads, undefined)
  assert.equal((await failure(s3.ListParts({ Bucket, Key: 'k', UploadId }))).name, 'NoSuchUpload')
})
