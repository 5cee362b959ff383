// S3 tells queues, topics and functions what becomes of objects: the records, the filters, the test event, and that only what lets S3 in is told.
import assert from 'node:assert/strict'

import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3, sqs, sns } = nube.api()
after(() => nube.stop())

const policy = (Action, Resource, Bucket) => JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action, Resource, Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } } }],
})

/** A queue that a bucket may send to. */
async function queueMake(Bucket) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `queue-of-${Bucket}` })
  const QueueArn = (await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] })).Attributes.QueueArn
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('sqs:SendMessage', QueueArn, Bucket) } })
  return { QueueUrl, QueueArn }
}

/** The bodies of all messages that are there once nothing goes on any more. */
async function bodies(QueueUrl) {
  const all = []
  await nube.quiet()
  for (;;) {
    const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
    if (!Messages?.length) return all
    for (const message of Messages) {
      all.push(JSON.parse(message.Body))
      await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle })
    }
  }
}

test('a queue gets a test event, and then a record for each event that its filter lets through', async () => {
  const Bucket = await bucketMake(s3)
  const { QueueUrl, QueueArn } = await queueMake(Bucket)
  const Filter = { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }, { Name: 'suffix', Value: '.txt' }] } }
  await s3.PutBucketNotificationConfiguration({
    Bucket, NotificationConfiguration: { QueueConfigurations: [{ Id: 'mine', QueueArn, Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'], Filter }] },
  })
  const [hello] = await bodies(QueueUrl)
  assert.deepEqual([hello.Service, hello.Event, hello.Bucket], ['Amazon S3', 's3:TestEvent', Bucket])
  await s3.PutObject({ Bucket, Key: 'in/a b.txt', Body: 'hello' })
  await s3.PutObject({ Bucket, Key: 'out/a.txt', Body: 'hello' })
  await s3.DeleteObject({ Bucket, Key: 'in/a b.txt' })
  const records = (await bodies(QueueUrl)).flatMap((body) => body.Records).sort((a, b) => (a.s3.object.sequencer < b.s3.object.sequencer ? -1 : 1))
  assert.deepEqual(records.map((r) => r.eventName), ['ObjectCreated:Put', 'ObjectRemoved:Delete'])
  const { eventTime, responseElements, s3: about, userIdentity, ...rest } = records[0]
  assert.deepEqual(rest, { eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'us-east-1', eventName: 'ObjectCreated:Put', requestParameters: { sourceIPAddress: '127.0.0.1' } })
  assert.match(eventTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(Object.keys(responseElements).sort(), ['x-amz-id-2', 'x-amz-request-id'])
  assert.match(userIdentity.principalId, /^AWS:/)
  assert.deepEqual([about.s3SchemaVersion, about.configurationId, about.bucket.name, about.bucket.arn], ['1.0', 'mine', Bucket, `arn:aws:s3:::${Bucket}`])
  assert.deepEqual({ ...about.object, sequencer: '' }, { key: 'in/a+b.txt', size: 5, eTag: '5d41402abc4b2a76b9719d911017c592', sequencer: '' })
})

test('a topic is told under its subject', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  const { TopicArn } = await sns.CreateTopic({ Name: `topic-of-${Bucket}` })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `subscriber-of-${Bucket}` })
  const QueueArn = (await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] })).Attributes.QueueArn
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: QueueArn }] }) } })
  await sns.SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: policy('sns:Publish', TopicArn, Bucket) })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: QueueArn })
  await s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration: { TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectRemoved:DeleteMarkerCreated'] }] } })
  assert.equal(JSON.parse((await bodies(QueueUrl))[0].Message).Event, 's3:TestEvent')
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  const { VersionId } = await s3.DeleteObject({ Bucket, Key: 'k' })
  const [told] = await bodies(QueueUrl)
  assert.equal(told.Subject, 'Amazon S3 Notification')
  const [record] = JSON.parse(told.Message).Records
  assert.deepEqual([record.eventName, record.s3.object.versionId], ['ObjectRemoved:DeleteMarkerCreated', VersionId])
})

test('what does not let S3 in is refused, or, where that is skipped, not told', async () => {
  const Bucket = await bucketMake(s3)
  const { QueueUrl, QueueArn } = await queueMake('another')
  const NotificationConfiguration = { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }] }
  const error = await failure(s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration }))
  assert.deepEqual([error.name, error.status], ['InvalidArgument', 400])
  await s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration, SkipDestinationValidation: true })
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  assert.deepEqual(await bodies(QueueUrl), [])
  await until('the log tells of it', () => nube.log.includes(`an event of bucket ${Bucket} cannot be told to ${QueueArn}`))
  await s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration: {} })
  assert.deepEqual((await s3.GetBucketNotificationConfiguration({ Bucket })).QueueConfigurations, undefined)
})

test('tags and restorations are told, the latter twice', async () => {
  const Bucket = await bucketMake(s3)
  const { QueueUrl, QueueArn } = await queueMake(Bucket)
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x', StorageClass: 'GLACIER' })
  await s3.PutBucketNotificationConfiguration({
    Bucket, NotificationConfiguration: { QueueConfigurations: [{ Id: 'mine', QueueArn, Events: ['s3:ObjectTagging:*', 's3:ObjectRestore:*'] }] },
  })
  await bodies(QueueUrl)
  const next = async () => (await bodies(QueueUrl)).flatMap((body) => body.Records)
  await s3.PutObjectTagging({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } })
  const [tagged] = await next()
  assert.deepEqual([tagged.eventVersion, tagged.eventName, tagged.s3.object], ['2.3', 'ObjectTagging:Put', { key: 'k', eTag: '9dd4e461268c8034f5c8564e155c67a6' }])
  await s3.DeleteObjectTagging({ Bucket, Key: 'k' })
  assert.deepEqual((await next()).map((r) => r.eventName), ['ObjectTagging:Delete'])
  await s3.RestoreObject({ Bucket, Key: 'k', RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Expedited' } } })
  assert.deepEqual((await next()).map((r) => r.eventName), ['ObjectRestore:Post'])
  await nube.clock({ advance: 301 })
  const [restored] = await next()
  assert.deepEqual([restored.eventName, restored.glacierEventData.restoreEventData.lifecycleRestoreStorageClass], ['ObjectRestore:Completed', 'GLACIER'])
  assert.match(restored.userIdentity.principalId, /^AmazonCustomer:A/)
})
