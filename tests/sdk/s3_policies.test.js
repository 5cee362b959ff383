// Who may use S3, by the AWS SDK: policies of buckets and of users, other accounts, nobody, and what keeps buckets private.
import assert from 'node:assert/strict'

import { allow } from '../support/js/policies.js'
import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3, iam } = nube.api()
const other = nube.api({ credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } }).s3
after(() => nube.stop())

const asNobody = (Bucket, Key = '', method = 'GET') => fetch(`${nube.url}/${Bucket}/${Key}`, { method })
const denied = ['AccessDenied', 403]
const codeOf = async (promise) => told(await failure(promise)).slice(0, 2)

const statement = (Bucket, more) => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*`, ...more })
const putPolicy = (Bucket, ...statements) =>
  s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements.map((one) => statement(Bucket, one)) }) })

async function user(UserName, ...policies) {
  await iam.CreateUser({ UserName })
  for (const [i, PolicyDocument] of policies.entries()) await iam.PutUserPolicy({ UserName, PolicyName: `p${i}`, PolicyDocument })
  const { AccessKey } = await iam.CreateAccessKey({ UserName })
  return nube.api({ credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } }).s3
}
const unblocked = async () => {
  const Bucket = await bucketMake(s3)
  await s3.DeletePublicAccessBlock({ Bucket })
  return Bucket
}

test('a policy is kept as it was given, tells whether it is public, and goes', async () => {
  const Bucket = await unblocked()
  assert.deepEqual(await codeOf(s3.GetBucketPolicy({ Bucket })), ['NoSuchBucketPolicy', 404])
  assert.deepEqual(await codeOf(s3.GetBucketPolicyStatus({ Bucket })), ['NoSuchBucketPolicy', 404])
  const Policy = `{"Version": "2012-10-17",  "Statement": {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::${Bucket}/*"}}`
  assert.equal((await s3.PutBucketPolicy({ Bucket, Policy })).$metadata.httpStatusCode, 204)
  assert.equal((await s3.GetBucketPolicy({ Bucket })).Policy, Policy)
  assert.deepEqual((await s3.GetBucketPolicyStatus({ Bucket })).PolicyStatus, { IsPublic: true })
  await putPolicy(Bucket, { Principal: { AWS: '111122223333' } })
  assert.deepEqual((await s3.GetBucketPolicyStatus({ Bucket })).PolicyStatus, { IsPublic: false })
  await s3.DeleteBucketPolicy({ Bucket })
  await s3.DeleteBucketPolicy({ Bucket })
  assert.deepEqual(await codeOf(s3.GetBucketPolicy({ Bucket })), ['NoSuchBucketPolicy', 404])
})

test('malformed ones are refused in S3\'s words', async () => {
  const Bucket = await bucketMake(s3)
  const words = async (one) => told(await failure(putPolicy(Bucket, one)))
  assert.deepEqual(await words({ Resource: 'arn:aws:s3:::elsewhere/*' }), ['MalformedPolicy', 400, 'Policy has invalid resource'])
  assert.deepEqual(await words({ Action: 's3:ListBucket' }), ['MalformedPolicy', 400, 'Action does not apply to any resource(s) in statement'])
  assert.deepEqual(await words({ Principal: { AWS: 'arn:aws:iam::000000000000:user/nobody' } }), ['MalformedPolicy', 400, 'Invalid principal in policy'])
})

test('public policies are refused while BlockPublicPolicy is on, and let nobody in while RestrictPublicBuckets is', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'a', Body: 'public' })
  const refused = await failure(putPolicy(Bucket, {}))
  assert.deepEqual([refused.name, refused.status], denied)
  assert.equal(refused.message, `User: arn:aws:iam::000000000000:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${Bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`)
  const block = (PublicAccessBlockConfiguration) => s3.PutPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration })
  await block({ RestrictPublicBuckets: true })
  await putPolicy(Bucket, {})
  assert.equal((await asNobody(Bucket, 'a')).status, 403)
  assert.deepEqual(await codeOf(other.GetObject({ Bucket, Key: 'a' })), denied)
  assert.equal(await textOf(s3, { Bucket, Key: 'a' }), 'public')
  await block({ RestrictPublicBuckets: false })
  assert.equal(await (await asNobody(Bucket, 'a')).text(), 'public')
  assert.equal(await textOf(other, { Bucket, Key: 'a' }), 'public')
})

test('nobody and other accounts are refused what no policy lets them; who may not list does not learn what is missing', async () => {
  const Bucket = await unblocked()
  await s3.PutObject({ Bucket, Key: 'a', Body: 'a' })
  const answer = await asNobody(Bucket, 'a')
  assert.equal(answer.status, 403)
  assert.match(await answer.text(), /<Code>AccessDenied<\/Code><Message>Access Denied<\/Message>/)
  assert.equal((await asNobody(Bucket, 'a', 'HEAD')).status, 403)
  for (const call of [() => other.GetObject({ Bucket, Key: 'a' }), () => other.PutObject({ Bucket, Key: 'b', Body: '' }), () => other.ListObjectsV2({ Bucket }), () => other.DeleteBucket({ Bucket }), () => other.GetBucketPolicy({ Bucket })])
    assert.deepEqual(told(await failure(call())), [...denied, 'Access Denied'])
  assert.equal((await failure(other.HeadBucket({ Bucket }))).status, 403)
  assert.deepEqual(await codeOf(other.CreateBucket({ Bucket })), ['BucketAlreadyExists', 409])
  await putPolicy(Bucket, {})
  assert.equal((await asNobody(Bucket, 'none')).status, 403)
  assert.equal((await asNobody(Bucket, 'none', 'HEAD')).status, 403)
  await putPolicy(Bucket, {}, { Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` })
  assert.equal((await asNobody(Bucket, 'none')).status, 404)
  assert.equal((await asNobody('no-such-bucket-anywhere')).status, 404)
})

test('the root is held to a Deny, but can always take the policy away', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'a', Body: 'a' })
  await putPolicy(Bucket, { Effect: 'Deny', Action: 's3:*', Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`] })
  const refused = await failure(s3.GetObject({ Bucket, Key: 'a' }))
  assert.equal(refused.message, `User: arn:aws:iam::000000000000:root is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${Bucket}/a" with an explicit deny in a resource-based policy`)
  assert.deepEqual(await codeOf(s3.DeleteBucket({ Bucket })), denied)
  assert.match((await s3.GetBucketPolicy({ Bucket })).Policy, /Deny/)
  await s3.DeleteBucketPolicy({ Bucket })
  assert.equal(await textOf(s3, { Bucket, Key: 'a' }), 'a')
})

test('users have what their own policies or the bucket\'s give them', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'in/a', Body: 'a', Tagging: 'team=red' })
  await s3.PutObject({ Bucket, Key: 'b', Body: 'b' })
  const reader = await user('reader', allow('s3:GetObject', `arn:aws:s3:::${Bucket}/in/*`),
    allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`, { Condition: { StringLike: { 's3:prefix': 'in/*' } } }))
  assert.equal(await textOf(reader, { Bucket, Key: 'in/a' }), 'a')
  assert.equal((await failure(reader.GetObject({ Bucket, Key: 'b' }))).message,
    `User: arn:aws:iam::000000000000:user/reader is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${Bucket}/b" because no identity-based policy allows the s3:GetObject action`)
  assert.equal((await reader.ListObjectsV2({ Bucket, Prefix: 'in/' })).KeyCount, 1)
  assert.deepEqual(await codeOf(reader.ListObjectsV2({ Bucket })), denied)
  assert.deepEqual(await codeOf(reader.GetObject({ Bucket, Key: 'in/none' })), denied)
  assert.deepEqual(await codeOf(reader.ListBuckets()), denied)
  const guest = await user('guest')
  assert.deepEqual(await codeOf(guest.GetObject({ Bucket, Key: 'b' })), denied)
  await putPolicy(Bucket, { Principal: { AWS: 'arn:aws:iam::000000000000:user/guest' } })
  assert.equal(await textOf(guest, { Bucket, Key: 'b' }), 'b')
  assert.match((await s3.GetBucketPolicy({ Bucket })).Policy, /user\/guest/)
})

test('conditions: encryption, tags, ACLs, the way of signing', async () => {
  const Bucket = await bucketMake(s3)
  const writer = await user('writer', allow('s3:*'))
  const deny = (Action, Condition) => putPolicy(Bucket, { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::000000000000:user/writer' }, Action, Condition })
  await deny('s3:PutObject', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' } })
  assert.deepEqual(await codeOf(writer.PutObject({ Bucket, Key: 'a', Body: '' })), denied)
  await writer.PutObject({ Bucket, Key: 'a', ServerSideEncryption: 'AES256', Tagging: 'team=red', Body: '' })
  await deny('s3:GetObject', { StringEquals: { 's3:ExistingObjectTag/team': 'red' } })
  assert.deepEqual(await codeOf(writer.GetObject({ Bucket, Key: 'a' })), denied)
  await deny('s3:GetObject', { StringEquals: { 's3:ExistingObjectTag/team': 'blue' } })
  await writer.GetObject({ Bucket, Key: 'a' })
  await deny('s3:PutObject', { 'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': 'secret' } })
  assert.deepEqual(await codeOf(writer.PutObject({ Bucket, Key: 'b', Tagging: 'secret=1&x=2', Body: '' })), denied)
  await deny('s3:PutObject', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } })
  assert.deepEqual(await codeOf(writer.PutObject({ Bucket, Key: 'b', ACL: 'bucket-owner-full-control', Body: '' })), denied)
  await deny('s3:*', { StringNotEquals: { 's3:authType': 'REST-QUERY-STRING' } })
  assert.deepEqual(await codeOf(writer.GetObject({ Bucket, Key: 'a' })), denied)
  await deny('s3:GetObject', { StringNotEquals: { 's3:ResourceAccount': '000000000000' } })
  await writer.GetObject({ Bucket, Key: 'a' })
})

test('each of several that are deleted is asked about by itself', async () => {
  const Bucket = await bucketMake(s3)
  for (const Key of ['mine/a', 'yours/b']) await s3.PutObject({ Bucket, Key, Body: '' })
  const cleaner = await user('cleaner', allow('s3:DeleteObject', `arn:aws:s3:::${Bucket}/mine/*`))
  const { Deleted, Errors } = await cleaner.DeleteObjects({ Bucket, Delete: { Objects: [{ Key: 'mine/a' }, { Key: 'yours/b' }] } })
  assert.deepEqual(Deleted.map(({ Key }) => Key), ['mine/a'])
  assert.deepEqual(Errors.map(({ Key, Code }) => [Key, Code]), [['yours/b', 'AccessDenied']])
  assert.deepEqual((await s3.ListObjectsV2({ Bucket })).Contents.map(({ Key }) => Key), ['yours/b'])
})

test('another account that a policy lets in needs its own account\'s leave, too', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'a', Body: 'a' })
  await putPolicy(Bucket, { Principal: { AWS: '111122223333' }, Action: ['s3:GetObject', 's3:PutObject'] })
  assert.equal(await textOf(other, { Bucket, Key: 'a' }), 'a')
  await other.PutObject({ Bucket, Key: 'theirs', Body: 'b' })
  assert.equal(await textOf(s3, { Bucket, Key: 'theirs' }), 'b')
  assert.equal((await s3.GetObjectAcl({ Bucket, Key: 'theirs' })).Owner.ID, (await s3.ListBuckets()).Owner.ID)
  assert.deepEqual(await codeOf(other.DeleteObject({ Bucket, Key: 'a' })), denied)
})
