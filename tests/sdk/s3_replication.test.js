// S3's replication by the AWS SDK: new versions arrive in other buckets with the same id, as the role may, and both sides tell of it.
import assert from 'node:assert/strict'

import { bucketMake, textOf } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3, iam } = nube.api()
after(() => nube.stop())

const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }] })

/** A role that may read and write what these statements say. */
async function roleMake(RoleName, ...Statement) {
  const { Role } = await iam.CreateRole({ RoleName, AssumeRolePolicyDocument: trust })
  await iam.PutRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) })
  return Role.Arn
}
const Role = await roleMake('all', { Effect: 'Allow', Action: 's3:*', Resource: '*' })
const arn = (Bucket) => `arn:aws:s3:::${Bucket}`
const rule = (to, more) => ({ Status: 'Enabled', Priority: 1, Filter: {}, DeleteMarkerReplication: { Status: 'Disabled' }, Destination: { Bucket: arn(to) }, ...more })
const replicate = (Bucket, role, ...Rules) => s3.PutBucketReplication({ Bucket, ReplicationConfiguration: { Role: role, Rules } })
const statusOf = async (input) => (await s3.HeadObject(input)).ReplicationStatus

test('a new version arrives with its id, its tags and what is told with it', async () => {
  const [Bucket, to] = [await bucketMake(s3, { versions: true }), await bucketMake(s3, { versions: true })]
  await s3.PutObject({ Bucket, Key: 'before', Body: 'x' })
  await replicate(Bucket, Role, rule(to, { Destination: { Bucket: arn(to), StorageClass: 'STANDARD_IA' } }))
  const { VersionId } = await s3.PutObject({ Bucket, Key: 'k', Body: 'hello', ContentType: 'text/plain', Metadata: { a: 'b' }, Tagging: 't=1' })
  await nube.quiet()
  const replica = await s3.HeadObject({ Bucket: to, Key: 'k', VersionId })
  assert.deepEqual([replica.ContentType, replica.Metadata, replica.StorageClass, replica.TagCount, replica.ReplicationStatus],
    ['text/plain', { a: 'b' }, 'STANDARD_IA', 1, 'REPLICA'])
  assert.equal(await textOf(s3, { Bucket: to, Key: 'k' }), 'hello')
  assert.equal(await statusOf({ Bucket, Key: 'k' }), 'COMPLETED')
  assert.equal(await statusOf({ Bucket, Key: 'before' }), undefined)
  assert.equal((await failure(s3.HeadObject({ Bucket: to, Key: 'before' }))).status, 404)
  await s3.DeleteObject({ Bucket, Key: 'k', VersionId })
  await nube.quiet()
  assert.equal(await textOf(s3, { Bucket: to, Key: 'k' }), 'hello')
})

test('it arrives in another region, by its prefix and tags', async () => {
  const west = nube.api({ region: 'eu-west-1' })
  const Bucket = await bucketMake(s3, { versions: true })
  const to = await bucketMake(west.s3, { versions: true, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  await replicate(Bucket, Role, rule(to, { Filter: { And: { Prefix: 'in/', Tags: [{ Key: 't', Value: '1' }] } } }))
  await s3.PutObject({ Bucket, Key: 'in/a', Body: 'x', Tagging: 't=1' })
  await s3.PutObject({ Bucket, Key: 'in/b', Body: 'x' })
  await s3.PutObject({ Bucket, Key: 'out/a', Body: 'x', Tagging: 't=1' })
  await nube.quiet()
  assert.deepEqual((await west.s3.ListObjectsV2({ Bucket: to })).Contents.map((o) => o.Key), ['in/a'])
})

test('an object of several parts arrives whole', async () => {
  const [Bucket, to] = [await bucketMake(s3, { versions: true }), await bucketMake(s3, { versions: true })]
  await replicate(Bucket, Role, rule(to))
  const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key: 'k' })
  const Parts = []
  for (const [i, Body] of ['x'.repeat(5 << 20), 'end'].entries())
    Parts.push({ PartNumber: i + 1, ETag: (await s3.UploadPart({ Bucket, Key: 'k', UploadId, PartNumber: i + 1, Body })).ETag })
  const { ETag } = await s3.CompleteMultipartUpload({ Bucket, Key: 'k', UploadId, MultipartUpload: { Parts } })
  await nube.quiet()
  await s3.DeleteObject({ Bucket, Key: 'k' })
  const text = await textOf(s3, { Bucket: to, Key: 'k' })
  assert.deepEqual([text.length, text.slice(-4)], [(5 << 20) + 3, 'xend'])
  assert.equal((await s3.HeadObject({ Bucket: to, Key: 'k' })).ETag, ETag)
})

test('delete markers go along where the rule says so', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  const [along, not] = [await bucketMake(s3, { versions: true }), await bucketMake(s3, { versions: true })]
  await replicate(Bucket, Role, rule(along, { DeleteMarkerReplication: { Status: 'Enabled' } }), rule(not, { Priority: 2 }))
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  const { VersionId } = await s3.DeleteObject({ Bucket, Key: 'k' })
  await nube.quiet()
  assert.deepEqual((await s3.ListObjectVersions({ Bucket: along })).DeleteMarkers.map((m) => m.VersionId), [VersionId])
  assert.equal(await textOf(s3, { Bucket: not, Key: 'k' }), 'x')
})

test('what the role may not do fails, and is told', async () => {
  const [Bucket, to] = [await bucketMake(s3, { versions: true }), await bucketMake(s3, { versions: true })]
  const reader = await roleMake('reader', { Effect: 'Allow', Action: 's3:Get*', Resource: '*' })
  await replicate(Bucket, reader, rule(to))
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await nube.quiet()
  assert.equal(await statusOf({ Bucket, Key: 'k' }), 'FAILED')
  assert.equal((await s3.ListObjectsV2({ Bucket: to })).Contents, undefined)
  const exact = await roleMake('exact',
    { Effect: 'Allow', Action: 's3:GetObjectVersionForReplication', Resource: `${arn(Bucket)}/*` },
    { Effect: 'Allow', Action: 's3:ReplicateObject', Resource: `${arn(to)}/*` })
  await replicate(Bucket, exact, rule(to))
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await nube.quiet()
  assert.equal(await statusOf({ Bucket, Key: 'k' }), 'COMPLETED')
})

test('later changes of tags, ACLs and locks follow; what was there before, and replicas, stay as they are', async () => {
  const [Bucket, to] = await Promise.all([0, 1].map(() => bucketMake(s3, { versions: true, ObjectLockEnabledForBucket: true, ObjectOwnership: 'ObjectWriter' })))
  for (const each of [Bucket, to]) await s3.DeletePublicAccessBlock({ Bucket: each })
  await s3.PutObject({ Bucket, Key: 'before', Body: 'x' })
  await replicate(Bucket, Role, rule(to))
  const { VersionId } = await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await nube.quiet()
  const tagsOf = async (input) => (await s3.GetObjectTagging(input)).TagSet
  const TagSet = [{ Key: 'a', Value: '1' }]
  for (const Key of ['k', 'before']) await s3.PutObjectTagging({ Bucket, Key, Tagging: { TagSet } })
  assert.equal(await statusOf({ Bucket, Key: 'before' }), undefined)
  await nube.quiet()
  assert.deepEqual([await tagsOf({ Bucket: to, Key: 'k', VersionId }), await statusOf({ Bucket, Key: 'k' }), await statusOf({ Bucket: to, Key: 'k' })], [TagSet, 'COMPLETED', 'REPLICA'])
  assert.equal((await s3.ListObjectVersions({ Bucket: to })).Versions.length, 1)
  await s3.DeleteObjectTagging({ Bucket, Key: 'k' })
  await s3.PutObjectAcl({ Bucket, Key: 'k', ACL: 'authenticated-read' })
  await s3.PutObjectLegalHold({ Bucket, Key: 'k', LegalHold: { Status: 'ON' } })
  await s3.PutObjectRetention({ Bucket, Key: 'k', Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 86400000) } })
  await nube.quiet()
  assert.deepEqual(await tagsOf({ Bucket: to, Key: 'k' }), [])
  assert.deepEqual((await s3.GetObjectAcl({ Bucket: to, Key: 'k' })).Grants.map((g) => g.Permission), ['FULL_CONTROL', 'READ'])
  const replica = await s3.HeadObject({ Bucket: to, Key: 'k' })
  assert.deepEqual([replica.ObjectLockLegalHoldStatus, replica.ObjectLockMode], ['ON', 'GOVERNANCE'])
  await s3.PutObjectTagging({ Bucket: to, Key: 'k', Tagging: { TagSet } })
  await nube.quiet()
  assert.deepEqual(await tagsOf({ Bucket, Key: 'k' }), [])
})

test('tags that the role may not copy fail the version', async () => {
  const [Bucket, to] = [await bucketMake(s3, { versions: true }), await bucketMake(s3, { versions: true })]
  const untagged = await roleMake('untagged', { Effect: 'Allow', Action: ['s3:Get*', 's3:ReplicateObject'], Resource: '*' })
  await replicate(Bucket, untagged, rule(to))
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await nube.quiet()
  assert.equal(await statusOf({ Bucket, Key: 'k' }), 'COMPLETED')
  await s3.PutObjectTagging({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } })
  await nube.quiet()
  assert.equal(await statusOf({ Bucket, Key: 'k' }), 'FAILED')
  assert.deepEqual((await s3.GetObjectTagging({ Bucket: to, Key: 'k' })).TagSet, [])
})
