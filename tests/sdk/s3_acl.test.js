// ACLs of buckets and objects, by the AWS SDK: who has them, whom they let in, and what keeps them from it.
import assert from 'node:assert/strict'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
const other = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } }).s3
after(() => nube.stop())

const everybody = 'http://acs.amazonaws.com/groups/global/AllUsers'
const asNobody = (Bucket, Key = '', method = 'GET', body) => fetch(`${nube.url}/${Bucket}/${Key}`, { method, body })
const idOf = async (client) => (await client.ListBuckets()).Owner.ID
const denied = ['AccessDenied', 403]
const codeOf = async (promise) => told(await failure(promise)).slice(0, 2)

// A bucket whose ACLs count, and may be public.
async function open() {
  const Bucket = await bucketMake(s3)
  await s3.DeleteBucketOwnershipControls({ Bucket })
  await s3.DeletePublicAccessBlock({ Bucket })
  return Bucket
}

test('a new bucket allows no ACLs; what is read is the owner\'s full control', async () => {
  const Bucket = await bucketMake(s3)
  const ID = await idOf(s3)
  const { Owner, Grants } = await s3.GetBucketAcl({ Bucket })
  assert.deepEqual([Owner, Grants], [{ ID }, [{ Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]])
  for (const call of [() => s3.PutBucketAcl({ Bucket, ACL: 'private' }), () => s3.PutObject({ Bucket, Key: 'a', ACL: 'public-read', Body: '' })])
    assert.deepEqual(told(await failure(call())), ['AccessControlListNotSupported', 400, 'The bucket does not allow ACLs'])
  await s3.PutObject({ Bucket, Key: 'a', ACL: 'bucket-owner-full-control', Body: '' })
  await s3.PutObjectAcl({ Bucket, Key: 'a', ACL: 'bucket-owner-full-control' })
  assert.deepEqual((await s3.GetObjectAcl({ Bucket, Key: 'a' })).Grants, Grants)
})

test('public-read lets everybody read the object, and nothing more', async () => {
  const Bucket = await open()
  await s3.PutObject({ Bucket, Key: 'open', Body: 'for all', ACL: 'public-read' })
  await s3.PutObject({ Bucket, Key: 'shut', Body: 'for none' })
  const answer = await asNobody(Bucket, 'open')
  assert.deepEqual([answer.status, await answer.text()], [200, 'for all'])
  const refused = await asNobody(Bucket, 'shut')
  assert.equal(refused.status, 403)
  assert.match(await refused.text(), /<Code>AccessDenied<\/Code><Message>Access Denied<\/Message>/)
  assert.equal((await asNobody(Bucket, 'none')).status, 403)
  assert.equal((await asNobody(Bucket)).status, 403)
  assert.equal((await asNobody(Bucket, 'open', 'PUT', 'x')).status, 403)
  assert.equal((await asNobody(Bucket, 'open', 'DELETE')).status, 403)
  await s3.PutObjectAcl({ Bucket, Key: 'open', ACL: 'private' })
  assert.equal((await asNobody(Bucket, 'open')).status, 403)
  await s3.PutObjectAcl({ Bucket, Key: 'shut', ACL: 'public-read' })
  assert.equal(await (await asNobody(Bucket, 'shut')).text(), 'for none')
})

test('a bucket\'s public-read lists, and public-read-write takes what anybody puts', async () => {
  const Bucket = await open()
  await s3.PutObject({ Bucket, Key: 'a', Body: '' })
  await s3.PutBucketAcl({ Bucket, ACL: 'public-read' })
  assert.match(await (await asNobody(Bucket)).text(), /<Key>a<\/Key>/)
  assert.equal((await asNobody(Bucket, 'none')).status, 404)
  assert.equal((await asNobody(Bucket, 'a')).status, 403)
  assert.equal((await asNobody(Bucket, 'b', 'PUT', 'x')).status, 403)
  await s3.PutBucketAcl({ Bucket, ACL: 'public-read-write' })
  assert.equal((await asNobody(Bucket, 'b', 'PUT', 'x')).status, 200)
  assert.equal(await textOf(s3, { Bucket, Key: 'b' }), 'x')
  const { Grants } = await s3.GetBucketAcl({ Bucket })
  assert.deepEqual(Grants.slice(1), ['READ', 'WRITE'].map((Permission) => ({ Grantee: { Type: 'Group', URI: everybody }, Permission })))
})

test('each version has its own', async () => {
  const Bucket = await open()
  await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const first = await s3.PutObject({ Bucket, Key: 'a', Body: '1', ACL: 'public-read' })
  await s3.PutObject({ Bucket, Key: 'a', Body: '2' })
  assert.equal((await asNobody(Bucket, 'a')).status, 403)
  assert.equal(await (await asNobody(Bucket, `a?versionId=${first.VersionId}`)).text(), '1')
  assert.equal((await s3.GetObjectAcl({ Bucket, Key: 'a' })).Grants.length, 1)
  assert.equal((await s3.GetObjectAcl({ Bucket, Key: 'a', VersionId: first.VersionId })).Grants.length, 2)
})

test('public ACLs are refused, or ignored', async () => {
  const Bucket = await open()
  await s3.PutObject({ Bucket, Key: 'a', ACL: 'public-read', Body: '' })
  const block = (PublicAccessBlockConfiguration) => s3.PutPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration })
  await block({ IgnorePublicAcls: true })
  assert.equal((await asNobody(Bucket, 'a')).status, 403)
  await s3.PutObjectAcl({ Bucket, Key: 'a', ACL: 'public-read-write' })
  await block({ BlockPublicAcls: true })
  assert.equal((await asNobody(Bucket, 'a')).status, 200)
  for (const call of [() => s3.PutBucketAcl({ Bucket, ACL: 'public-read' }), () => s3.PutObjectAcl({ Bucket, Key: 'a', ACL: 'authenticated-read' }), () => s3.PutObject({ Bucket, Key: 'b', ACL: 'public-read', Body: '' })])
    assert.deepEqual(await codeOf(call()), denied)
  const words = (await failure(s3.PutBucketAcl({ Bucket, ACL: 'public-read' }))).message
  assert.match(words, /because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access\.$/)
  await s3.PutObjectAcl({ Bucket, Key: 'a', ACL: 'private' })
})

test('another account is let in by its canonical id, or as any account', async () => {
  const Bucket = await open()
  const ID = await idOf(other)
  assert.notEqual(ID, await idOf(s3))
  await s3.PutObject({ Bucket, Key: 'a', Body: 'shared', GrantRead: `id="${ID}"` })
  await s3.PutObject({ Bucket, Key: 'b', Body: 'not shared' })
  assert.equal(await textOf(other, { Bucket, Key: 'a' }), 'shared')
  assert.deepEqual(told(await failure(other.GetObject({ Bucket, Key: 'b' }))), [...denied, 'Access Denied'])
  assert.deepEqual(await codeOf(other.ListObjectsV2({ Bucket })), denied)
  assert.equal((await asNobody(Bucket, 'a')).status, 403)
  await s3.PutBucketAcl({ Bucket, ACL: 'authenticated-read' })
  assert.equal((await other.ListObjectsV2({ Bucket })).KeyCount, 2)
  assert.equal((await asNobody(Bucket)).status, 403)
  await s3.PutObjectAcl({ Bucket, Key: 'b', AccessControlPolicy: { Owner: { ID: await idOf(s3) }, Grants: [{ Grantee: { Type: 'CanonicalUser', ID }, Permission: 'READ_ACP' }] } })
  assert.equal((await other.GetObjectAcl({ Bucket, Key: 'b' })).Grants[0].Permission, 'READ_ACP')
  assert.deepEqual(await codeOf(other.GetObject({ Bucket, Key: 'b' })), denied)
})
