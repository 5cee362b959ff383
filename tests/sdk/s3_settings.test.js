// What buckets are set to, by the AWS SDK: put, shown, listed, forgotten; and what a bucket has from the start.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3, sqs } = nube.api()
after(() => nube.stop())

let made = 0
async function bucket(more) {
  const Bucket = `settings-${++made}`
  await s3.CreateBucket({ Bucket, ...more })
  return Bucket
}
const plain = ({ $metadata, ...rest }) => JSON.parse(JSON.stringify(rest))
async function codeOf(promise) {
  const { name, status } = await failure(promise)
  return [name, status]
}

test('a bare bucket answers what Terraform reads of it', async () => {
  const Bucket = await bucket()
  assert.deepEqual(await codeOf(s3.GetBucketPolicy({ Bucket })), ['NoSuchBucketPolicy', 404])
  assert.deepEqual(await codeOf(s3.GetBucketCors({ Bucket })), ['NoSuchCORSConfiguration', 404])
  assert.deepEqual(await codeOf(s3.GetBucketWebsite({ Bucket })), ['NoSuchWebsiteConfiguration', 404])
  assert.deepEqual(await codeOf(s3.GetBucketTagging({ Bucket })), ['NoSuchTagSet', 404])
  assert.deepEqual(await codeOf(s3.GetBucketLifecycleConfiguration({ Bucket })), ['NoSuchLifecycleConfiguration', 404])
  assert.deepEqual(await codeOf(s3.GetBucketReplication({ Bucket })), ['ReplicationConfigurationNotFoundError', 404])
  assert.deepEqual(await codeOf(s3.GetObjectLockConfiguration({ Bucket })), ['ObjectLockConfigurationNotFoundError', 404])
  assert.deepEqual(plain(await s3.GetBucketVersioning({ Bucket })), {})
  assert.deepEqual(plain(await s3.GetBucketAccelerateConfiguration({ Bucket })), {})
  assert.deepEqual(plain(await s3.GetBucketLogging({ Bucket })), {})
  assert.deepEqual(plain(await s3.GetBucketNotificationConfiguration({ Bucket })), {})
  assert.deepEqual(plain(await s3.GetBucketRequestPayment({ Bucket })), { Payer: 'BucketOwner' })
  assert.deepEqual(plain(await s3.GetBucketEncryption({ Bucket })), {
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
  })
  assert.deepEqual(plain(await s3.GetBucketOwnershipControls({ Bucket })), { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } })
  assert.deepEqual(plain(await s3.GetPublicAccessBlock({ Bucket })), {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  })
  assert.deepEqual(plain(await s3.GetBucketAbac({ Bucket })), { AbacStatus: { Status: 'Disabled' } })
})

/** Puts, shows, puts away and misses a setting; `shown` is what Get answers. */
async function round(Bucket, noun, put, shown, missing) {
  await s3[`Put${noun}`]({ Bucket, ...put })
  assert.deepEqual(plain(await s3[`Get${noun}`]({ Bucket })), shown)
  const away = noun === 'BucketLifecycleConfiguration' ? 'DeleteBucketLifecycle' : `Delete${noun}`
  assert.equal((await s3[away]({ Bucket })).$metadata.httpStatusCode, 204)
  if (missing) assert.deepEqual(await codeOf(s3[`Get${noun}`]({ Bucket })), [missing, 404])
}

test('settings that can be put, shown and deleted', async () => {
  const Bucket = await bucket()
  const TagSet = [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '' }]
  await round(Bucket, 'BucketTagging', { Tagging: { TagSet } }, { TagSet }, 'NoSuchTagSet')
  const CORSRules = [{ ID: 'r', AllowedHeaders: ['*'], AllowedMethods: ['PUT', 'GET'], AllowedOrigins: ['https://*.example'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 10 }]
  await round(Bucket, 'BucketCors', { CORSConfiguration: { CORSRules } }, { CORSRules }, 'NoSuchCORSConfiguration')
  const Rules = [
    { ID: 'r', Status: 'Enabled', Filter: { And: { Prefix: '', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 0 } }, Expiration: { Days: 3 } },
    { ID: 's', Status: 'Disabled', Filter: {}, NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 4 } },
  ]
  await round(Bucket, 'BucketLifecycleConfiguration', { LifecycleConfiguration: { Rules } },
    { Rules, TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' }, 'NoSuchLifecycleConfiguration')
  const site = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'error.html' }, RoutingRules: [{ Condition: { KeyPrefixEquals: 'a' }, Redirect: { ReplaceKeyPrefixWith: 'b' } }] }
  await round(Bucket, 'BucketWebsite', { WebsiteConfiguration: site }, site, 'NoSuchWebsiteConfiguration')
  const encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true }] }
  await round(Bucket, 'BucketEncryption', { ServerSideEncryptionConfiguration: encryption }, { ServerSideEncryptionConfiguration: encryption })
  const ownership = { Rules: [{ ObjectOwnership: 'ObjectWriter' }] }
  await round(Bucket, 'BucketOwnershipControls', { OwnershipControls: ownership }, { OwnershipControls: ownership }, 'OwnershipControlsNotFoundError')
  const block = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false }
  await round(Bucket, 'PublicAccessBlock', { PublicAccessBlockConfiguration: block }, { PublicAccessBlockConfiguration: block }, 'NoSuchPublicAccessBlockConfiguration')
})

test('a date of a lifecycle rule keeps its day', async () => {
  const Bucket = await bucket()
  const Rules = [{ Status: 'Enabled', Prefix: 'old/', Expiration: { Date: new Date('2030-01-01T00:00:00Z') } }]
  await s3.PutBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } })
  const [rule] = (await s3.GetBucketLifecycleConfiguration({ Bucket })).Rules
  assert.equal(rule.Expiration.Date.toISOString(), '2030-01-01T00:00:00.000Z')
  assert.equal(rule.ID.length, 48)
})

test('settings that can be put and shown; what has no effect says so', async () => {
  const Bucket = await bucket()
  const without = async (call) => {
    let header
    const seen = { step: 'deserialize', name: 'seen', override: true }
    s3.middlewareStack.add((next) => async (args) => {
      const answer = await next(args)
      header = answer.response.headers['x-nube-without-effect']
      return answer
    }, seen)
    await call()
    s3.middlewareStack.remove('seen')
    return header
  }
  assert.equal(await without(() => s3.PutBucketAccelerateConfiguration({ Bucket, AccelerateConfiguration: { Status: 'Enabled' } })), 'accelerate')
  assert.equal((await s3.GetBucketAccelerateConfiguration({ Bucket })).Status, 'Enabled')
  assert.equal(await without(() => s3.PutBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: 'Requester' } })), 'payment')
  assert.equal((await s3.GetBucketRequestPayment({ Bucket })).Payer, 'Requester')
  assert.equal(await without(() => s3.PutBucketTagging({ Bucket, Tagging: { TagSet: [] } })), undefined)
  const LoggingEnabled = { TargetBucket: Bucket, TargetPrefix: 'log/' }
  await s3.PutBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled } })
  assert.deepEqual(plain(await s3.GetBucketLogging({ Bucket })), { LoggingEnabled })
  await s3.PutBucketAbac({ Bucket, AbacStatus: { Status: 'Enabled' } })
  assert.deepEqual(plain(await s3.GetBucketAbac({ Bucket })), { AbacStatus: { Status: 'Enabled' } })
})

test('object lock and replication want versions', async () => {
  const Bucket = await bucket()
  const lock = { Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } } }
  assert.deepEqual(await codeOf(s3.PutObjectLockConfiguration(lock)), ['InvalidBucketState', 409])
  const replication = {
    Bucket,
    ReplicationConfiguration: {
      Role: 'arn:aws:iam::000000000000:role/copier',
      Rules: [{ ID: 'r', Status: 'Enabled', Priority: 1, Filter: {}, DeleteMarkerReplication: { Status: 'Disabled' }, Destination: { Bucket: `arn:aws:s3:::${Bucket}` } }],
    },
  }
  assert.deepEqual(await codeOf(s3.PutBucketReplication(replication)), ['InvalidRequest', 400])
  await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await s3.PutObjectLockConfiguration(lock)
  assert.deepEqual(plain(await s3.GetObjectLockConfiguration({ Bucket })), { ObjectLockConfiguration: lock.ObjectLockConfiguration })
  await s3.PutBucketReplication(replication)
  assert.deepEqual(plain(await s3.GetBucketReplication({ Bucket })), { ReplicationConfiguration: replication.ReplicationConfiguration })
  assert.equal((await s3.DeleteBucketReplication({ Bucket })).$metadata.httpStatusCode, 204)
})

test('notifications: a queue that is not there, one that does not let S3 in, one that does', async () => {
  const Bucket = await bucket()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'heard' })
  const QueueArn = 'arn:aws:sqs:us-east-1:000000000000:heard'
  const put = (arn) => s3.PutBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: { QueueConfigurations: [{ Id: 'q', QueueArn: arn, Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }] } } }] },
  })
  const none = await failure(put(`${QueueArn}-none`))
  assert.deepEqual([none.name, none.message], ['InvalidArgument', 'Unable to validate the following destination configurations'])
  assert.deepEqual([none.error.ArgumentName1, none.error.ArgumentValue1], [`${QueueArn}-none`, 'The destination queue does not exist'])
  assert.equal((await failure(put(QueueArn))).error.ArgumentValue1, 'Permissions on the destination queue do not allow S3 to publish notifications from this bucket')
  const Statement = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QueueArn, Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } } }
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } })
  await put(QueueArn)
  assert.deepEqual(plain(await s3.GetBucketNotificationConfiguration({ Bucket })), {
    QueueConfigurations: [{ Id: 'q', QueueArn, Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'in/' }] } } }],
  })
})

test('inventories and their like are kept by id, and listed by pages', async () => {
  const Bucket = await bucket()
  const S3BucketDestination = { Bucket: 'arn:aws:s3:::elsewhere', Format: 'CSV' }
  const kinds = {
    Inventory: { Destination: { S3BucketDestination }, IsEnabled: true, IncludedObjectVersions: 'All', Schedule: { Frequency: 'Daily' } },
    Analytics: { StorageClassAnalysis: { DataExport: { OutputSchemaVersion: 'V_1', Destination: { S3BucketDestination } } } },
    Metrics: { Filter: { Prefix: 'p' } },
    IntelligentTiering: { Status: 'Enabled', Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' }] },
  }
  for (const [kind, body] of Object.entries(kinds)) {
    const member = `${kind}Configuration`
    await s3[`PutBucket${member}`]({ Bucket, Id: 'one', [member]: { Id: 'one', ...body } })
    assert.deepEqual(plain(await s3[`GetBucket${member}`]({ Bucket, Id: 'one' })), { [member]: { Id: 'one', ...body } })
    assert.deepEqual(plain(await s3[`ListBucket${member}s`]({ Bucket })), { [`${member}List`]: [{ Id: 'one', ...body }], IsTruncated: false })
    assert.equal((await s3[`DeleteBucket${member}`]({ Bucket, Id: 'one' })).$metadata.httpStatusCode, 204)
    assert.deepEqual(await codeOf(s3[`GetBucket${member}`]({ Bucket, Id: 'one' })), ['NoSuchConfiguration', 404])
  }
  const ids = Array.from({ length: 120 }, (_, i) => `m-${1000 + i}`)
  await Promise.all(ids.map((Id) => s3.PutBucketMetricsConfiguration({ Bucket, Id, MetricsConfiguration: { Id } })))
  const first = await s3.ListBucketMetricsConfigurations({ Bucket })
  assert.equal(first.IsTruncated, true)
  const second = await s3.ListBucketMetricsConfigurations({ Bucket, ContinuationToken: first.NextContinuationToken })
  assert.equal(second.IsTruncated, false)
  assert.deepEqual([...first.MetricsConfigurationList, ...second.MetricsConfigurationList].map(({ Id }) => Id), ids)
})

test('a bucket with tags, and one of the account regional namespace', async () => {
  const Bucket = await bucket({ CreateBucketConfiguration: { Tags: [{ Key: 'k', Value: 'v' }] } })
  assert.deepEqual((await s3.GetBucketTagging({ Bucket })).TagSet, [{ Key: 'k', Value: 'v' }])
  assert.deepEqual(await codeOf(s3.CreateBucket({ Bucket: 'mine-000000000000-us-east-1-an' })), ['MissingNamespaceHeader', 400])
})
