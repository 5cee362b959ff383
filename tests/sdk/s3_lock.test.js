// S3's object lock and conditional deletes by the AWS SDK: retentions, legal holds, who may go around them, and what markers answer.
import assert from 'node:assert/strict'

import { bucketMake, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const PROTECTED = ['AccessDenied', 403, 'Access Denied because object protected by object lock.']
const inDays = (days) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * 86400000)
const vaultMake = () => bucketMake(s3, { ObjectLockEnabledForBucket: true })

test('a retention keeps a version, and is made longer but not shorter', async () => {
  const Bucket = await vaultMake()
  const until = inDays(2)
  const { VersionId } = await s3.PutObject({ Bucket, Key: 'k', Body: 'x', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until })
  const head = await s3.HeadObject({ Bucket, Key: 'k' })
  assert.deepEqual([head.ObjectLockMode, head.ObjectLockRetainUntilDate, head.ObjectLockLegalHoldStatus], ['GOVERNANCE', until, undefined])
  assert.deepEqual(told(await failure(s3.DeleteObject({ Bucket, Key: 'k', VersionId }))), PROTECTED)
  const longer = { Mode: 'GOVERNANCE', RetainUntilDate: inDays(3) }
  await s3.PutObjectRetention({ Bucket, Key: 'k', VersionId, Retention: longer })
  assert.deepEqual((await s3.GetObjectRetention({ Bucket, Key: 'k' })).Retention, longer)
  assert.deepEqual(told(await failure(s3.PutObjectRetention({ Bucket, Key: 'k', Retention: { ...longer, RetainUntilDate: inDays(1) } }))), PROTECTED)
  await s3.PutObjectRetention({ Bucket, Key: 'k', Retention: { ...longer, RetainUntilDate: inDays(1) }, BypassGovernanceRetention: true })
  const { Deleted, Errors } = await s3.DeleteObjects({ Bucket, Delete: { Objects: [{ Key: 'k', VersionId }, { Key: 'other' }] } })
  assert.deepEqual(Errors, [{ Key: 'k', VersionId, Code: 'AccessDenied', Message: PROTECTED[2] }])
  assert.deepEqual([Deleted.length, Deleted[0].Key, Deleted[0].DeleteMarker], [1, 'other', true])
  await s3.DeleteObject({ Bucket, Key: 'k', VersionId, BypassGovernanceRetention: true })
  const past = await failure(s3.PutObjectRetention({ Bucket, Key: 'other', VersionId: Deleted[0].DeleteMarkerVersionId, Retention: longer }))
  assert.deepEqual([past.name, past.status, past.error.Method, past.error.ResourceType], ['MethodNotAllowed', 405, 'PUT', 'DeleteMarker'])
})

test('a day that is over is told in California\'s time', async () => {
  const Bucket = await vaultMake()
  await s3.PutObject({ Bucket, Key: 'k', Body: '' })
  const error = await failure(s3.PutObjectRetention({ Bucket, Key: 'k', Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2020-01-01') } }))
  assert.deepEqual([error.name, error.message, error.error.ArgumentName, error.error.ArgumentValue],
    ['InvalidArgument', 'The retain until date must be in the future!', 'RetainUntilDate', 'Tue Dec 31 16:00:00 PST 2019'])
})

test('a legal hold holds until it is taken off', async () => {
  const Bucket = await vaultMake()
  const { VersionId } = await s3.PutObject({ Bucket, Key: 'k', Body: 'x', ObjectLockLegalHoldStatus: 'ON' })
  assert.equal((await s3.GetObject({ Bucket, Key: 'k' })).ObjectLockLegalHoldStatus, 'ON')
  assert.equal((await s3.GetObjectLegalHold({ Bucket, Key: 'k' })).LegalHold.Status, 'ON')
  assert.deepEqual(told(await failure(s3.DeleteObject({ Bucket, Key: 'k', VersionId, BypassGovernanceRetention: true }))), PROTECTED)
  await s3.PutObjectLegalHold({ Bucket, Key: 'k', VersionId, LegalHold: { Status: 'OFF' } })
  assert.equal((await s3.HeadObject({ Bucket, Key: 'k' })).ObjectLockLegalHoldStatus, 'OFF')
  assert.deepEqual(await failure(s3.GetObjectRetention({ Bucket, Key: 'k' })).then(told),
    ['NoSuchObjectLockConfiguration', 404, 'The specified object does not have a ObjectLock configuration'])
  await s3.DeleteObject({ Bucket, Key: 'k', VersionId })
})

test('a bucket without object lock has none of it', async () => {
  const Bucket = await bucketMake(s3)
  const none = ['InvalidRequest', 400, 'Bucket is missing Object Lock Configuration']
  await s3.PutObject({ Bucket, Key: 'k', Body: '' })
  assert.deepEqual(told(await failure(s3.PutObject({ Bucket, Key: 'k', ObjectLockLegalHoldStatus: 'ON' }))), none)
  assert.deepEqual(told(await failure(s3.GetObjectLegalHold({ Bucket, Key: 'k' }))), none)
  assert.deepEqual(told(await failure(s3.PutObjectRetention({ Bucket, Key: 'k', Retention: { Mode: 'COMPLIANCE', RetainUntilDate: inDays(1) } }))), none)
})

test('a delete has conditions on what is there', async () => {
  const Bucket = await bucketMake(s3)
  const { ETag } = await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  const error = await failure(s3.DeleteObject({ Bucket, Key: 'k', IfMatch: '"no"' }))
  assert.deepEqual([error.name, error.status, error.error.Condition], ['PreconditionFailed', 412, 'If-Match'])
  const time = await failure(s3.DeleteObject({ Bucket, Key: 'k', IfMatchLastModifiedTime: new Date() }))
  assert.deepEqual([time.name, time.status, time.error.Header], ['NotImplemented', 501, 'x-amz-if-match-last-modified-time'])
  const some = await s3.DeleteObjects({ Bucket, Delete: { Objects: [{ Key: 'k', ETag: '"no"' }, { Key: 'k', ETag }] } })
  assert.deepEqual([some.Errors.map((e) => e.Code), some.Deleted.map((d) => d.Key)], [['PreconditionFailed'], ['k']])
})
