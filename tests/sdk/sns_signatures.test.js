// The signatures of what SNS delivers, in both versions and by every protocol that gets an envelope, checked by sns-validator.
import assert from 'node:assert/strict'
import http from 'node:http'

import { fromTopics, lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, reportingFunction } from '../support/js/functions.js'
import { folder, Nube, until } from '../support/js/nube.js'
import { verifies } from '../support/js/sns.js'

const data = folder()
let nube = await Nube.start(['--data-dir', data])
after(() => nube.stop())
const posts = []
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', (b) => (body += b))
  request.on('end', () => (posts.push(JSON.parse(body)), response.end()))
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
after(() => new Promise((closed) => (server.closeAllConnections?.(), server.close(closed))))
const address = `http://127.0.0.1:${server.address().port}`

const Role = (await nube.api().iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const { FunctionArn } = await createFunction(nube.api().lambda, {
  FunctionName: 'reporter',
  Runtime: 'provided.al2023',
  Role,
  Handler: 'main',
  Code: { ZipFile: reportingFunction() },
  Environment: { Variables: { POST_URL: address } },
})
await letInvoke(nube.api().lambda, FunctionArn, 'sns.amazonaws.com')

// A topic with a subscription of each kind; what comes of a publish, by kind.
async function everyKind(version) {
  const { sns, sqs } = nube.api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `q${version}`, Attributes: { Policy: fromTopics } })
  const { TopicArn } = await sns.CreateTopic({ Name: `t${version}`, Attributes: { SignatureVersion: version } })
  posts.length = 0
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:000000000000:q${version}` })
  await sns.Subscribe({ TopicArn, Protocol: 'lambda', Endpoint: FunctionArn })
  await sns.Subscribe({ TopicArn, Protocol: 'email-json', Endpoint: 'ann@example.com' })
  const asked = JSON.parse((await nube.mails())[0].body)
  await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `${address}/${version}` })
  await until('the confirmation', () => posts.length === 1)
  for (const message of [asked, posts[0]]) {
    assert.equal(message.Type, 'SubscriptionConfirmation')
    assert.equal((await fetch(message.SubscribeURL)).status, 200)
  }
  return {
    asked: [asked, posts[0]],
    async publish(input) {
      posts.length = 0
      await sns.Publish({ TopicArn, ...input })
      await until('the post and the event', () => posts.length === 2)
      const { Messages } = await sqs.ReceiveMessage({ QueueUrl })
      await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle })
      return [posts.find((p) => p.Type), posts.find((p) => p.Records).Records[0].Sns, JSON.parse(Messages[0].Body), JSON.parse((await nube.mails())[0].body)]
    },
  }
}

for (const version of ['1', '2']) {
  test(`version ${version}: confirmations and notifications verify, and changed ones do not`, async () => {
    const { asked, publish } = await everyKind(version)
    for (const message of asked) {
      assert.equal(message.SignatureVersion, version)
      assert(await verifies(message))
      assert(!(await verifies({ ...message, Token: message.Token.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) })))
    }
    const inputs = [
      { Message: 'plain' },
      { Message: 'Ünï\ncode "quoted" \\ €', Subject: 'A subject', MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
      { Message: JSON.stringify({ default: 'd', sqs: 's', lambda: 'l', http: 'h', 'email-json': 'e' }), MessageStructure: 'json' },
    ]
    for (const input of inputs)
      for (const notice of await publish(input)) {
        assert.equal(notice.SignatureVersion, version)
        assert.equal(notice.Subject ?? undefined, input.Subject)
        assert(await verifies(notice), JSON.stringify(notice))
        assert(!(await verifies({ ...notice, Message: `${notice.Message}!` })))
        assert(!(await verifies({ ...notice, Timestamp: '2020-01-01T00:00:00.000Z' })))
      }
  }, { seconds: 40 })
}

test('a function gets the event that AWS gives it', async () => {
  const { sns } = nube.api()
  const { TopicArn } = await sns.CreateTopic({ Name: 'events' })
  const { SubscriptionArn } = await sns.Subscribe({ TopicArn, Protocol: 'lambda', Endpoint: FunctionArn })
  posts.length = 0
  const { MessageId } = await sns.Publish({ TopicArn, Message: 'm', MessageAttributes: { n: { DataType: 'Number', StringValue: '7' } } })
  await until('the event', () => posts.length === 1)
  const [record] = posts[0].Records
  assert.deepEqual(
    { ...record, Sns: { ...record.Sns, Timestamp: '', Signature: '', SigningCertUrl: '' } },
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: SubscriptionArn,
      Sns: {
        Type: 'Notification',
        MessageId,
        TopicArn,
        Subject: null,
        Message: 'm',
        Timestamp: '',
        SignatureVersion: '1',
        Signature: '',
        SigningCertUrl: '',
        UnsubscribeUrl: `${nube.url}/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`,
        MessageAttributes: { n: { Type: 'Number', Value: '7' } },
      },
    },
  )
  assert.match(record.Sns.SigningCertUrl, new RegExp(`^${nube.url}/SimpleNotificationService-[0-9a-f]{32}\\.pem$`))
})

test('a FIFO topic signs nothing', async () => {
  const { sns, sqs } = nube.api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'f.fifo', Attributes: { FifoQueue: 'true', Policy: fromTopics } })
  const { TopicArn } = await sns.CreateTopic({ Name: 'f.fifo', Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'true' } })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:000000000000:f.fifo' })
  const { MessageId, SequenceNumber } = await sns.Publish({ TopicArn, Message: 'm', MessageGroupId: 'g' })
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl })
  const notice = JSON.parse(Messages[0].Body)
  assert.deepEqual(Object.keys(notice), ['Type', 'MessageId', 'SequenceNumber', 'TopicArn', 'Message', 'Timestamp', 'UnsubscribeURL'])
  assert.deepEqual([notice.MessageId, notice.SequenceNumber], [MessageId, SequenceNumber])
})

test('the certificate is the same after a restart, and an unknown one is not found', async () => {
  const { TopicArn } = await nube.api().sns.CreateTopic({ Name: 'events' })
  const [path] = /\/SimpleNotificationService-\w+\.pem/.exec(posts[0].Records[0].Sns.SigningCertUrl)
  const certificate = await (await fetch(nube.url + path)).text()
  assert.match(certificate, /^-----BEGIN CERTIFICATE-----\n/)
  await nube.stop()
  nube = await Nube.start(['--data-dir', data])
  assert.equal(await (await fetch(nube.url + path)).text(), certificate)
  posts.length = 0
  await nube.api().sns.Publish({ TopicArn, Message: 'after' })
  await until('the event', () => posts.length === 1)
  assert(await verifies(posts[0].Records[0].Sns))
  assert.equal((await fetch(`${nube.url}/SimpleNotificationService-00.pem`)).status, 404)
}, { seconds: 60 })
