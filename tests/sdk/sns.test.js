// SNS by the AWS SDK (Query in, XML out): topics, subscriptions and what they deliver.
import assert from 'node:assert/strict'

import { fromTopics } from '../support/js/policies.js'
import { after, require, test } from '../support/js/suite.js'
import { failure, Nube, raw, until } from '../support/js/nube.js'

const { SMTPServer } = require('smtp-server')
const nube = await Nube.start()
const { sns, sqs } = nube.api()
after(() => nube.stop())

let made = 0
const topic = async () => (await sns.CreateTopic({ Name: `topic-${++made}` })).TopicArn
async function queue() {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `queue-${++made}`, Attributes: { Policy: fromTopics } })
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] })
  return { QueueUrl, arn: Attributes.QueueArn }
}
const receive = async (QueueUrl) =>
  (await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] })).Messages ?? []

test('topics: made, made again, listed, described, deleted', async () => {
  const { TopicArn } = await sns.CreateTopic({ Name: 'orders', Attributes: { DisplayName: 'Orders' } })
  assert.equal(TopicArn, 'arn:aws:sns:us-east-1:000000000000:orders')
  assert.equal((await sns.CreateTopic({ Name: 'orders' })).TopicArn, TopicArn)
  assert.deepEqual((await sns.ListTopics()).Topics, [{ TopicArn }])
  const { Attributes } = await sns.GetTopicAttributes({ TopicArn })
  assert.equal(Attributes.DisplayName, 'Orders')
  assert.equal(Attributes.Owner, '000000000000')
  assert.equal(Attributes.SubscriptionsConfirmed, '0')
  await sns.DeleteTopic({ TopicArn })
  await sns.DeleteTopic({ TopicArn })
  const gone = await failure(sns.GetTopicAttributes({ TopicArn }))
  assert.deepEqual([gone.name, gone.status, gone.message], ['NotFoundException', 404, 'Topic does not exist'])
})

test('wrong names, ARNs, protocols and endpoints', async () => {
  const name = await failure(sns.CreateTopic({ Name: 'no spaces' }))
  assert.deepEqual([name.name, name.status, name.message], ['InvalidParameterException', 400, 'Invalid parameter: Topic Name'])
  const arn = await failure(sns.Publish({ TopicArn: 'nonsense', Message: 'x' }))
  assert.deepEqual([arn.name, arn.status], ['InvalidParameterException', 400])
  assert.match(arn.message, /^Invalid parameter: TopicArn/)
  const TopicArn = await topic()
  const protocol = await failure(sns.Subscribe({ TopicArn, Protocol: 'pigeon', Endpoint: 'x' }))
  assert.deepEqual(
    [protocol.name, protocol.message],
    ['InvalidParameterException', 'Invalid parameter: Amazon SNS does not support this protocol string: pigeon'],
  )
  const mail = await failure(sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'nobody' }))
  assert.deepEqual([mail.name, mail.message], ['InvalidParameterException', 'Invalid parameter: Email address'])
  const empty = await failure(sns.Publish({ TopicArn, Message: '' }))
  assert.deepEqual([empty.name, empty.message], ['InvalidParameterException', 'Invalid parameter: Empty message'])
  const subject = await failure(sns.Publish({ TopicArn, Message: 'x', Subject: 'x'.repeat(101) }))
  assert.equal(subject.name, 'InvalidParameterException')
  assert.match(subject.message, /^Invalid parameter: Subject/)
})

test('an e-mail subscription is pending until its link is followed', async () => {
  const TopicArn = await topic()
  await nube.page('DELETE', '/_nube/mail')
  const { SubscriptionArn } = await sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ann@example.com' })
  assert.equal(SubscriptionArn, 'pending confirmation')
  assert.equal((await sns.ListSubscriptionsByTopic({ TopicArn })).Subscriptions[0].SubscriptionArn, 'PendingConfirmation')
  await sns.Publish({ TopicArn, Message: 'too early' })
  const mails = await nube.mails()
  assert.equal(mails.length, 1)
  const [mail] = mails
  assert.deepEqual(
    [mail.to, mail.subject, mail.topic],
    ['ann@example.com', 'AWS Notification - Subscription Confirmation', TopicArn],
  )
  const link = /http:\/\/\S+/.exec(mail.body)[0]
  assert(link.startsWith(nube.url))
  const page = await fetch(link)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Subscription confirmed!/)
  const [subscription] = (await sns.ListSubscriptionsByTopic({ TopicArn })).Subscriptions
  assert.match(subscription.SubscriptionArn, new RegExp(`^${TopicArn}:[0-9a-f-]{36}$`))
  assert.deepEqual([subscription.Protocol, subscription.Endpoint, subscription.Owner], ['email', 'ann@example.com', '000000000000'])
  const { Attributes } = await sns.GetSubscriptionAttributes({ SubscriptionArn: subscription.SubscriptionArn })
  assert.equal(Attributes.PendingConfirmation, 'false')

  await sns.Publish({ TopicArn, Message: 'Your order\nis on its way: €5', Subject: 'Order shipped' })
  const [order] = await nube.mails()
  assert.deepEqual([order.to, order.subject], ['ann@example.com', 'Order shipped'])
  assert(order.body.startsWith('Your order\nis on its way: €5\n'))
  const leave = /http:\/\/\S+unsubscribe\S+/.exec(order.body)[0]
  assert.equal((await fetch(leave)).status, 200)
  assert.deepEqual((await sns.ListSubscriptionsByTopic({ TopicArn })).Subscriptions, [])
})

test('a subscription is confirmed by its token, too, and by no other', async () => {
  const TopicArn = await topic()
  await sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'bob@example.com' })
  const Token = /Token=([0-9a-f]+)/.exec((await nube.mails())[0].body)[1]
  const wrong = await failure(sns.ConfirmSubscription({ TopicArn, Token: 'ab'.repeat(64) }))
  assert.equal(wrong.name, 'InvalidParameterException')
  assert.equal(wrong.message, 'Invalid parameter: Token')
  const abroad = await failure(sns.ConfirmSubscription({ TopicArn: TopicArn.replace('us-east-1', 'eu-west-1'), Token }))
  assert.equal(abroad.message, 'Invalid parameter: Topic')
  const { SubscriptionArn } = await sns.ConfirmSubscription({ TopicArn, Token })
  assert(SubscriptionArn.startsWith(TopicArn))
  await sns.Unsubscribe({ SubscriptionArn })
  const gone = await failure(sns.GetSubscriptionAttributes({ SubscriptionArn }))
  assert.deepEqual([gone.name, gone.status, gone.message], ['NotFoundException', 404, 'Subscription does not exist'])
})

test('a token is good for two days, then the subscription that waits for it is gone', async () => {
  const TopicArn = await topic()
  const pending = async () => (await sns.GetTopicAttributes({ TopicArn })).Attributes.SubscriptionsPending
  const ask = async () => {
    await sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'late@example.com' })
    return /Token=([0-9a-f]+)/.exec((await nube.mails())[0].body)[1]
  }
  let Token = await ask()
  await nube.clock({ advance: 172800 + 1 })
  await until('the sweep', async () => (await pending()) === '0')
  assert.equal((await failure(sns.ConfirmSubscription({ TopicArn, Token }))).message, 'Invalid parameter: Token')
  Token = await ask()
  await nube.clock({ advance: 100000 })
  assert.equal(await ask(), Token)
  await nube.clock({ advance: 100000 })
  const { SubscriptionArn } = await sns.ConfirmSubscription({ TopicArn, Token })
  await nube.clock({ advance: 172800 + 1 })
  assert.equal((await sns.GetSubscriptionAttributes({ SubscriptionArn })).Attributes.PendingConfirmation, 'false')
})

test('a topic fans out to its queues, in an envelope or raw', async () => {
  const TopicArn = await topic()
  const [plain, bare] = [await queue(), await queue()]
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: plain.arn })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: bare.arn, Attributes: { RawMessageDelivery: 'true' } })
  const { MessageId } = await sns.Publish({
    TopicArn,
    Message: 'hello <&> "all"',
    Subject: 'S',
    MessageAttributes: { orderId: { DataType: 'String', StringValue: 'o-1' }, raw: { DataType: 'Binary', BinaryValue: Uint8Array.from([9, 8]) } },
  })
  const [wrapped] = await receive(plain.QueueUrl)
  const envelope = JSON.parse(wrapped.Body)
  assert.deepEqual(
    [envelope.Type, envelope.MessageId, envelope.TopicArn, envelope.Subject, envelope.Message],
    ['Notification', MessageId, TopicArn, 'S', 'hello <&> "all"'],
  )
  assert.match(envelope.Timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(envelope.MessageAttributes, {
    orderId: { Type: 'String', Value: 'o-1' },
    raw: { Type: 'Binary', Value: 'CQg=' },
  })
  const [naked] = await receive(bare.QueueUrl)
  assert.equal(naked.Body, 'hello <&> "all"')
  assert.equal(naked.MessageAttributes.orderId.StringValue, 'o-1')
  assert.deepEqual([...naked.MessageAttributes.raw.BinaryValue], [9, 8])
})

test('one message structure for each protocol', async () => {
  const TopicArn = await topic()
  const target = await queue()
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: target.arn, Attributes: { RawMessageDelivery: 'true' } })
  await sns.Publish({ TopicArn, MessageStructure: 'json', Message: JSON.stringify({ default: 'd', sqs: 'for queues' }) })
  assert.equal((await receive(target.QueueUrl))[0].Body, 'for queues')
  const lacking = await failure(sns.Publish({ TopicArn, MessageStructure: 'json', Message: '{"sqs":"x"}' }))
  assert.equal(lacking.message, 'Invalid parameter: Message Structure - No default entry in JSON message body')
})

test('text messages lie in the mailbox', async () => {
  await sns.Publish({ PhoneNumber: '+4915112345678', Message: 'Your parcel' })
  const [sms] = await nube.mails()
  assert.deepEqual([sms.type, sms.to, sms.body], ['sms', '+4915112345678', 'Your parcel'])
  const TopicArn = await topic()
  await sns.Subscribe({ TopicArn, Protocol: 'sms', Endpoint: '+4915100000000' })
  await sns.Publish({ TopicArn, Message: 'By topic' })
  assert.deepEqual((await nube.mails())[0].to, '+4915100000000')
  await nube.page('DELETE', '/_nube/mail')
  assert.deepEqual(await nube.mails(), [])
})

test('the XML of an answer and of an error', async () => {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
    Authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=00',
  }
  const listed = await raw(nube.url, { headers, body: 'Action=ListTopics&Version=2010-03-31' })
  assert.match(listed.body, /<ListTopicsResponse xmlns="http:\/\/sns.amazonaws.com\/doc\/2010-03-31\/"><ListTopicsResult><Topics>/)
  assert.match(listed.body, new RegExp(`<RequestId>${listed.headers['x-amzn-requestid']}</RequestId>`))
  const missing = await raw(nube.url, { headers, body: 'Action=CreateTopic&Version=2010-03-31' })
  assert.equal(missing.status, 400)
  assert.match(missing.body, /<Code>ValidationError<\/Code>.*Value null at 'name' failed to satisfy constraint: Member must not be null/s)
})

test('mails also go out by SMTP, and again when the server comes late', async () => {
  const received = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (b) => (text += b))
      stream.on('end', () => (received.push({ to: session.envelope.rcptTo.map((r) => r.address), text }), done()))
    },
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const port = server.server.address().port
  await new Promise((closed) => server.close(closed))

  const other = await Nube.start(['--ephemeral', '--smtp', `127.0.0.1:${port}`])
  try {
    const api = other.api()
    const { TopicArn } = await api.sns.CreateTopic({ Name: 'mail' })
    await api.sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ann@example.com' })
    await other.quiet()
    const late = new SMTPServer({ ...server.options })
    await new Promise((ready) => late.listen(port, '127.0.0.1', ready))
    await other.clock({ advance: 60 })
    await until('the mail', () => received.length === 1)
    assert.deepEqual(received[0].to, ['ann@example.com'])
    assert.match(received[0].text, /^Subject: AWS Notification - Subscription Confirmation\r?$/m)
    await fetch(/http:\/\/\S+/.exec((await other.mails())[0].body)[0])
    await api.sns.Publish({ TopicArn, Subject: 'Grüße', Message: '.\nlines that begin with dots\n..\nund Umlaute: ä' })
    await until('the second mail', () => received.length === 2)
    const [head, body] = received[1].text.split(/\r?\n\r?\n/)
    assert.match(head, /^Subject: =\?utf-8\?/im)
    const text = /base64/i.test(head)
      ? Buffer.from(received[1].text.slice(head.length), 'base64').toString()
      : /quoted-printable/i.test(head)
        ? Buffer.from(received[1].text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1').toString()
        : received[1].text
    assert.match(text, /lines that begin with dots\r?\n\.\.\r?\nund Umlaute: ä/, body)
    await new Promise((closed) => late.close(closed))
  } finally {
    await other.stop()
  }
})
