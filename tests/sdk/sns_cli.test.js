// SNS by the AWS CLI of the distribution: topics, subscriptions and messages. A call takes it most of a second and more on a busy machine, so those that don't
// need each other go together.
import assert from 'node:assert/strict'

import { cliIsHere, commands } from '../support/js/cli.js'
import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const seconds = { seconds: 250 }
const { cli, refused, used } = commands(nube, 'sns')
const arn = (name) => `arn:aws:sns:us-east-1:000000000000:${name}`
const of = (name) => ['--topic-arn', arn(name)]
const resource = (name) => ['--resource-arn', arn(name)]

async function topics() {
  const [made] = await Promise.all([
    cli('create-topic', '--name', 't', '--attributes', 'DisplayName=Shop', '--tags', 'Key=team,Value=a'),
    cli('create-topic', '--name', 'f.fifo', '--attributes', 'FifoTopic=true,ContentBasedDeduplication=true'),
  ])
  assert.deepEqual(made, { TopicArn: arn('t') })
  const policy = { Name: 'p', Version: '2021-06-01', Statement: [] }
  await Promise.all([
    cli('set-topic-attributes', ...of('t'), '--attribute-name', 'SignatureVersion', '--attribute-value', '2'),
    cli('tag-resource', ...resource('t'), '--tags', 'Key=stage,Value=test'),
    cli('put-data-protection-policy', ...resource('t'), '--data-protection-policy', JSON.stringify(policy)),
  ])
  await cli('add-permission', ...of('t'), '--label', 'share', '--aws-account-id', '111111111111', '--action-name', 'Publish')
  const [listed, attributes, tags, protection] = await Promise.all([
    cli('list-topics'),
    cli('get-topic-attributes', ...of('t')),
    cli('list-tags-for-resource', ...resource('t')),
    cli('get-data-protection-policy', ...resource('t')),
  ])
  assert.deepEqual(listed.Topics, [{ TopicArn: arn('f.fifo') }, { TopicArn: arn('t') }])
  assert.deepEqual([attributes.Attributes.DisplayName, attributes.Attributes.SignatureVersion], ['Shop', '2'])
  assert.equal(JSON.parse(attributes.Attributes.Policy).Statement[1].Sid, 'share')
  assert.deepEqual(tags.Tags, [{ Key: 'team', Value: 'a' }, { Key: 'stage', Value: 'test' }])
  assert.deepEqual(JSON.parse(protection.DataProtectionPolicy), policy)
  await Promise.all([cli('remove-permission', ...of('t'), '--label', 'share'), cli('untag-resource', ...resource('t'), '--tag-keys', 'team')])
  assert.deepEqual(await refused('get-topic-attributes', ...of('none')), ['NotFound', 'Topic does not exist'])
}

async function subscriptions() {
  const subscribe = (protocol, endpoint, ...more) => cli('subscribe', ...of('t'), '--protocol', protocol, '--notification-endpoint', endpoint, ...more)
  const [byMail, bySms] = await Promise.all([subscribe('email', 'ann@example.com'), subscribe('sms', '+4915112345678', '--attributes', '{"FilterPolicy":"{\\"kind\\":[\\"urgent\\"]}"}')])
  assert.deepEqual(byMail, { SubscriptionArn: 'pending confirmation' })
  const Token = /Token=([0-9a-f]+)/.exec((await nube.mails()).find((m) => m.type === 'email').body)[1]
  const { SubscriptionArn } = await cli('confirm-subscription', ...of('t'), '--token', Token)
  const at = ['--subscription-arn', bySms.SubscriptionArn]
  await cli('set-subscription-attributes', ...at, '--attribute-name', 'FilterPolicy', '--attribute-value', '{"kind":["urgent","odd"]}')
  const [all, byTopic, attributes, wrong] = await Promise.all([
    cli('list-subscriptions'),
    cli('list-subscriptions-by-topic', ...of('t')),
    cli('get-subscription-attributes', ...at),
    refused('set-subscription-attributes', ...at, '--attribute-name', 'RawMessageDelivery', '--attribute-value', 'true'),
  ])
  assert.deepEqual(all.Subscriptions.map((s) => s.Protocol).sort(), ['email', 'sms'])
  assert.deepEqual(byTopic.Subscriptions.map((s) => s.SubscriptionArn).sort(), [SubscriptionArn, bySms.SubscriptionArn].sort())
  assert.deepEqual([attributes.Attributes.FilterPolicy, attributes.Attributes.FilterPolicyScope], ['{"kind":["urgent","odd"]}', 'MessageAttributes'])
  assert.deepEqual(wrong, ['InvalidParameter', 'Invalid parameter: Delivery protocol [sms] does not support raw message delivery.'])

  const kind = (value) => JSON.stringify({ kind: { DataType: 'String', StringValue: value }, b: { DataType: 'Binary', BinaryValue: 'AAH/' } })
  const entries = ['a', 'b'].map((Id) => ({ Id, Message: `batch ${Id}`, MessageGroupId: 'g' }))
  const [published, batch, empty] = await Promise.all([
    cli('publish', ...of('t'), '--message', 'Ä "b" <c>', '--subject', 'S', '--message-attributes', kind('odd')),
    cli('publish-batch', ...of('f.fifo'), '--publish-batch-request-entries', JSON.stringify(entries)),
    refused('publish', ...of('t'), '--message', ''),
    cli('publish', ...of('t'), '--message', 'only by mail', '--message-attributes', kind('plain')),
  ])
  assert.match(published.MessageId, /^[0-9a-f-]{36}$/)
  assert.deepEqual(batch.Successful.map((e) => [e.Id, e.SequenceNumber]), [['a', '10000000000000000001'], ['b', '10000000000000000002']])
  assert.deepEqual(empty, ['InvalidParameter', 'Invalid parameter: Empty message'])
  assert.deepEqual((await nube.mails()).filter((m) => m.type === 'sms').map((m) => m.body), ['Ä "b" <c>'])
  await cli('unsubscribe', ...at)
  assert.equal((await cli('list-subscriptions')).Subscriptions.length, 1)
}

if (cliIsHere()) {
  test('topics', topics, seconds)
  test('subscriptions and messages', subscriptions, seconds)
  test('the end, and no command was left out', async () => {
    await cli('delete-topic', ...of('t'))
    assert.deepEqual((await cli('list-topics')).Topics, [{ TopicArn: arn('f.fifo') }])
    assert.equal(used.size, 21)
  }, seconds)
} else {
  test('nothing without the CLI', () => {})
}
