// The root of an account, which is whoever comes with keys that Nube did not issue, and the policies of resources.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { sqs, sns, dynamodb } = nube.api()
const OTHER = '123456789012'
const theirs = nube.api({ credentials: { accessKeyId: OTHER, secretAccessKey: 'x' } })
after(() => nube.stop())

const ROOT = 'arn:aws:iam::000000000000:root'
const policy = (Effect, Principal, Action, more = {}) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect, Principal, Action, Resource: '*', ...more } })
const isRefused = async (call, why) => assert.match((await failure(call)).message, new RegExp(`^User: ${ROOT} is not authorized to perform: .*${why}$`))
const DENIED = ' with an explicit deny in a resource-based policy'

const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'queue' })
const { TopicArn } = await sns.CreateTopic({ Name: 'topic' })
const { TableArn } = (await dynamodb.CreateTable({ TableName: 'table', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] })).TableDescription

test('it needs nobody who allows, and is held to what denies', async () => {
  const send = () => sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  const get = () => dynamodb.GetItem({ TableName: 'table', Key: { id: { S: 'a' } } })
  await send()
  for (const who of ['*', { AWS: ROOT }, { AWS: '000000000000' }]) {
    await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('Deny', who, 'sqs:SendMessage') } })
    await isRefused(send(), DENIED)
  }
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('Allow', { AWS: OTHER }, 'sqs:SendMessage') } })
  await send()
  await dynamodb.PutResourcePolicy({ ResourceArn: TableArn, Policy: policy('Deny', '*', 'dynamodb:GetItem', { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.1' } } }) })
  await isRefused(get(), DENIED)
  await dynamodb.DeleteResourcePolicy({ ResourceArn: TableArn })
  await get()
  await sns.SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: policy('Deny', { AWS: ROOT }, 'sns:Publish') })
  await isRefused(sns.Publish({ TopicArn, Message: 'x' }), DENIED)
})

test("it gets out of a queue's policy that denies everybody everything", async () => {
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('Deny', '*', 'sqs:*') } })
  await isRefused(sqs.ReceiveMessage({ QueueUrl }), DENIED)
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: '' } })
  await sqs.ReceiveMessage({ QueueUrl })
})

test("another account's root may what a policy lets it; a table without one lets it nothing", async () => {
  const isTheirs = async (call) => assert.match((await failure(call)).message, new RegExp(`^User: arn:aws:iam::${OTHER}:root is not authorized to perform: .* because no resource-based policy allows the .* action$`))
  const send = () => theirs.sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  const get = () => theirs.dynamodb.GetItem({ TableName: TableArn, Key: { id: { S: 'a' } } })
  await send() // DIFFERS: without a policy it is open to every root
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('Allow', { AWS: ROOT }, 'sqs:SendMessage') } })
  await isTheirs(send())
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('Allow', { AWS: OTHER }, 'sqs:SendMessage') } })
  await send()
  await isTheirs(get())
  await dynamodb.PutResourcePolicy({ ResourceArn: TableArn, Policy: policy('Allow', { AWS: OTHER }, 'dynamodb:GetItem') })
  await get()
})

test('--iam off asks the root nothing', async () => {
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policy('Deny', '*', 'sqs:*') } })
  await nube.page('POST', '/_nube/iam/mode?mode=off')
  await sqs.ReceiveMessage({ QueueUrl })
  await nube.page('POST', '/_nube/iam/mode?mode=soft')
  await sqs.ReceiveMessage({ QueueUrl })
  await nube.page('POST', '/_nube/iam/mode?mode=enforce')
  await isRefused(sqs.ReceiveMessage({ QueueUrl }), DENIED)
})
