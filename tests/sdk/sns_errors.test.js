// SNS's refusals: AWS's codes and words, a line each.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw, signedAs } from '../support/js/nube.js'

const nube = await Nube.start()
const { sns } = nube.api()
after(() => nube.stop())

const arn = (name) => `arn:aws:sns:us-east-1:000000000000:${name}`
const TopicArn = arn('t')
const queue = (name) => `arn:aws:sqs:us-east-1:000000000000:${name}`
const elements = (member, count) => `Invalid parameter: ${member} Reason: An ARN must have at least 6 elements, not ${count}`
const unread = "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]"
await sns.CreateTopic({ Name: 't', Attributes: { DisplayName: 'A' }, Tags: [{ Key: 'k', Value: 'v' }] })
await sns.CreateTopic({ Name: 't.fifo', Attributes: { FifoTopic: 'true' } })
const { SubscriptionArn } = await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queue('q'), Attributes: { RawMessageDelivery: 'true' } })
const { SubscriptionArn: inOrder } = await sns.Subscribe({ TopicArn: arn('t.fifo'), Protocol: 'sqs', Endpoint: queue('q.fifo') })

// [operation, input, message, name of the exception when it is no InvalidParameterException]
const refusals = [
  ['CreateTopic', { Name: 'a b' }, 'Invalid parameter: Topic Name'],
  ['CreateTopic', { Name: 'a'.repeat(257) }, 'Invalid parameter: Topic Name'],
  ['CreateTopic', { Name: 'a.fifo' }, 'Invalid parameter: Topic Name'],
  ['CreateTopic', { Name: 'a', Attributes: { FifoTopic: 'true' } }, 'Invalid parameter: Topic Name'],
  ['CreateTopic', { Name: 't', Attributes: { DisplayName: 'B' } }, 'Invalid parameter: Attributes Reason: Topic already exists with different attributes'],
  ['CreateTopic', { Name: 't', Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: 'w' }] }, 'Invalid parameter: Tags Reason: Topic already exists with different tags'],
  ['CreateTopic', { Name: 'u', Tags: [{ Key: 'k', Value: '1' }, { Key: 'k', Value: '2' }] }, 'Invalid parameter: Duplicated keys are not allowed.'],
  ['CreateTopic', { Name: 'u', Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })) }, 'Could not complete request: tag quota of per resource exceeded', 'TagLimitExceededException'],
  ['GetTopicAttributes', { TopicArn: arn('none') }, 'Topic does not exist', 'NotFoundException'],
  ['GetTopicAttributes', { TopicArn: 'x' }, elements('TopicArn', 1)],
  ['GetTopicAttributes', { TopicArn: TopicArn.replace('us-east-1', 'eu-west-1') }, 'Invalid parameter: TopicArn'],
  ['DeleteTopic', { TopicArn: TopicArn.replace('us-east-1', 'eu-west-1') }, 'Invalid parameter: TopicArn'],
  ['SetTopicAttributes', { TopicArn, AttributeName: 'FifoTopic', AttributeValue: 'false' }, 'Invalid parameter: AttributeName'],
  ['SetTopicAttributes', { TopicArn, AttributeName: 'ContentBasedDeduplication', AttributeValue: 'true' }, 'Invalid parameter: Content-based deduplication can only be set for FIFO topics'],
  ['TagResource', { ResourceArn: arn('none'), Tags: [{ Key: 'a', Value: 'b' }] }, 'Resource does not exist', 'ResourceNotFoundException'],
  ['TagResource', { ResourceArn: 'x', Tags: [{ Key: 'a', Value: 'b' }] }, elements('ResourceArn', 1)],
  ['AddPermission', { TopicArn, Label: 'l', AWSAccountId: ['1'], ActionName: ['Nothing'] }, 'Invalid parameter: Policy statement action out of service scope!'],
  ['AddPermission', { TopicArn, Label: '__default_statement_ID', AWSAccountId: ['1'], ActionName: ['Publish'] }, 'Invalid parameter: Statement already exists'],

  ['Subscribe', { TopicArn: arn('none'), Protocol: 'sqs', Endpoint: queue('q') }, 'Topic does not exist', 'NotFoundException'],
  ['Subscribe', { TopicArn: 'a:b:c:d:e', Protocol: 'sqs', Endpoint: queue('q') }, elements('TopicArn', 5)],
  ['Subscribe', { TopicArn, Protocol: 'pigeon', Endpoint: 'x' }, 'Invalid parameter: Amazon SNS does not support this protocol string: pigeon'],
  ['Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: `${nube.url}/000000000000/q` }, 'Invalid parameter: SQS endpoint ARN'],
  ['Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue('q.fifo') }, 'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics'],
  ['Subscribe', { TopicArn: arn('t.fifo'), Protocol: 'email', Endpoint: 'a@example.com' }, 'Invalid parameter: Invalid parameter: Endpoint Reason: Please use FIFO SQS queue'],
  ['Subscribe', { TopicArn, Protocol: 'sms', Endpoint: 'NAA+15551234567' }, 'Invalid SMS endpoint: NAA+15551234567'],
  ['Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'nobody' }, 'Invalid parameter: Email address'],
  ['Subscribe', { TopicArn, Protocol: 'http', Endpoint: 'https://example.com' }, 'Invalid parameter: Endpoint must match the specified protocol'],
  ['Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue('r'), Attributes: { RawMessageDelivery: 'wrongvalue' } }, 'Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.'],
  ['Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue('r'), Attributes: { Colour: 'red' } }, 'Invalid parameter: Attributes Reason: AttributeName'],
  ['Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue('q'), Attributes: { RawMessageDelivery: 'false' } }, 'Invalid parameter: Attributes Reason: Subscription already exists with different attributes'],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'fake', AttributeValue: 'x' }, 'Invalid parameter: AttributeName'],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'RawMessageDelivery', AttributeValue: 'test-ValUe' }, 'Invalid parameter: RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.'],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'RawMessageDelivery', AttributeValue: '' }, 'Invalid parameter: RawMessageDelivery: Invalid value []. Must be true or false.'],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'RedrivePolicy', AttributeValue: '{"deadLetterTargetArn":"fake-arn"}' }, 'Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn'],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'RedrivePolicy', AttributeValue: '{invalidjson}' }, `Invalid parameter: RedrivePolicy: ${unread}`],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue: '{invalidjson}' }, `Invalid parameter: FilterPolicy: ${unread}`],
  ['SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue: '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}' }, 'Invalid parameter: FilterPolicy: Filter policy can not have more than 5 keys'],
  ['SetSubscriptionAttributes', { SubscriptionArn: inOrder, AttributeName: 'RedrivePolicy', AttributeValue: JSON.stringify({ deadLetterTargetArn: queue('dead') }) }, 'Invalid parameter: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.'],
  ['GetSubscriptionAttributes', { SubscriptionArn: `${TopicArn}:00000000-0000-0000-0000-000000000000` }, 'Subscription does not exist', 'NotFoundException'],
  ['Unsubscribe', { SubscriptionArn: 'randomstring' }, elements('SubscriptionArn', 1)],
  ['Unsubscribe', { SubscriptionArn: 'arn:aws:sns:us-east-1:random' }, elements('SubscriptionArn', 5)],
  ['Unsubscribe', { SubscriptionArn: 'arn:aws:sns:us-east-1:111111111111:random' }, 'Invalid parameter: SubscriptionId'],
  ['Unsubscribe', { SubscriptionArn: '' }, 'Invalid parameter: SubscriptionArn Reason: no value for required parameter'],
  ['ConfirmSubscription', { TopicArn, Token: 'randomtoken' }, 'Invalid token'],
  ['ConfirmSubscription', { TopicArn, Token: 'abc123' }, 'Invalid parameter: Token'],

  ['Publish', { Message: 'm' }, 'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter'],
  ['Publish', { TopicArn: '', Message: 'm' }, elements('TopicArn', 1)],
  ['Publish', { TopicArn: 'randomstring:b', Message: 'm' }, elements('TopicArn', 2)],
  ['Publish', { TopicArn: arn('none'), Message: 'm' }, 'Topic does not exist', 'NotFoundException'],
  ['Publish', { TargetArn: arn('endpoint/APNS/abcdef/f7d5'), Message: 'm' }, 'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified'],
  ['Publish', { PhoneNumber: '+1a234', Message: 'm' }, 'Invalid parameter: PhoneNumber Reason: +1a234 is not valid to publish to'],
  ['Publish', { TopicArn, Message: '' }, 'Invalid parameter: Empty message'],
  ['Publish', { TopicArn, Message: 'm', Subject: '' }, 'Invalid parameter: Subject'],
  ['Publish', { TopicArn, Message: 'm', Subject: 'two\nlines' }, 'Invalid parameter: Subject'],
  ['Publish', { TopicArn, Message: 'm', Subject: 'x'.repeat(101) }, 'Invalid parameter: Subject'],
  ['Publish', { TopicArn, Message: 'x'.repeat(262145) }, 'Invalid parameter: Message too long'],
  ['Publish', { TopicArn, Message: 'x'.repeat(262144), MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } }, 'Invalid parameter: Message too long'],
  ['Publish', { TopicArn, Message: '{"sqs":"x"}', MessageStructure: 'json' }, 'Invalid parameter: Message Structure - No default entry in JSON message body'],
  ['Publish', { TopicArn, Message: '{"default":{"a":1}}', MessageStructure: 'json' }, 'Invalid parameter: Message Structure - No default entry in JSON message body'],
  ['Publish', { TopicArn, Message: 'x', MessageStructure: 'json' }, 'Invalid parameter: Message Structure - JSON message body failed to parse'],
  ['Publish', { TopicArn, Message: 'm', MessageDeduplicationId: 'd' }, 'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type'],
  ['Publish', { TopicArn: arn('t.fifo'), Message: 'm' }, 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics'],
  ['Publish', { TopicArn: arn('t.fifo'), Message: 'm', MessageGroupId: 'g' }, 'Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly'],

  ['PublishBatch', { TopicArn, PublishBatchRequestEntries: Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, Message: 'm' })) }, 'The batch request contains more entries than permissible.', 'TooManyEntriesInBatchRequestException'],
  ['PublishBatch', { TopicArn, PublishBatchRequestEntries: [{ Id: '1', Message: 'm' }, { Id: '1', Message: 'n' }] }, 'Two or more batch entries in the request have the same Id.', 'BatchEntryIdsNotDistinctException'],
  ['PublishBatch', { TopicArn, PublishBatchRequestEntries: [{ Id: '1', Message: '{}', MessageStructure: 'json' }] }, 'Invalid parameter: Message Structure - No default entry in JSON message body'],
  ['PublishBatch', { TopicArn, PublishBatchRequestEntries: [1, 2].map((Id) => ({ Id: `${Id}`, Message: 'x'.repeat(131073) })) }, 'The length of all the messages put together is more than the limit.', 'BatchRequestTooLongException'],
  ['PublishBatch', { TopicArn: arn('t.fifo'), PublishBatchRequestEntries: [{ Id: '1', Message: 'm' }] }, 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics'],
  ['PublishBatch', { TopicArn: arn('none'), PublishBatchRequestEntries: [{ Id: '1', Message: 'm' }] }, 'Topic does not exist', 'NotFoundException'],
]

test('refusals', async () => {
  for (const [operation, input, message, name = 'InvalidParameterException'] of refusals) {
    const refused = await failure(sns[operation](input)).catch((error) => ({ message: `${operation}: ${error.message}` }))
    assert.deepEqual([refused.name, refused.message], [name, message], `${operation} ${JSON.stringify(input).slice(0, 200)}`)
  }
})

test('message attributes', async () => {
  const type = "has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
  const empty = (kind) => `The message attribute 'attr1' must contain non-empty message attribute value for message attribute type '${kind}'.`
  const field = (kind, name) => `The message attribute 'attr1' with type '${kind}' must use field '${name}'.`
  const cases = [
    ['attr1', { DataType: 'String', StringValue: '' }, empty('String')],
    ['attr1', { DataType: 'String' }, empty('String')],
    ['attr1', { DataType: 'Binary', BinaryValue: new Uint8Array() }, empty('Binary')],
    ['attr1', { DataType: 'String', BinaryValue: Uint8Array.from([1]) }, field('String', 'String')],
    ['attr1', { DataType: 'Number', BinaryValue: Uint8Array.from([1]) }, field('Number', 'String')],
    ['attr1', { DataType: 'Binary', StringValue: '123' }, field('Binary', 'Binary')],
    ['attr1', { DataType: 'InvalidType', StringValue: '123' }, `The message attribute 'attr1' ${type}`],
    ['attr1', { DataType: 'Stringprefixed', StringValue: '123' }, `The message attribute 'attr1' ${type}`],
    ['a'.repeat(257), { DataType: 'String', StringValue: '1' }, 'Length of message attribute name must be less than 256 bytes.'],
    ['attr^', { DataType: 'String', StringValue: '1' }, "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots."],
    ['.attr', { DataType: 'String', StringValue: '1' }, "Invalid message attribute name starting with character '.' was found."],
    ['attr.', { DataType: 'String', StringValue: '1' }, "Invalid message attribute name ending with character '.' was found."],
    ['a..b', { DataType: 'String', StringValue: '1' }, "Message attribute name can not have successive '.' character."],
  ]
  for (const [name, value, message] of cases) {
    const MessageAttributes = { [name]: value }
    const alone = await failure(sns.Publish({ TopicArn, Message: 'm', MessageAttributes }))
    const together = await failure(sns.PublishBatch({ TopicArn, PublishBatchRequestEntries: [{ Id: '1', Message: 'm', MessageAttributes }] }))
    for (const refused of [alone, together]) assert.deepEqual([refused.name, refused.message], ['InvalidParameterValueException', message])
  }
  await sns.Publish({ TopicArn, Message: 'm', MessageAttributes: { attr1: { DataType: 'Number.prefixed', StringValue: '1' }, attr2: { DataType: 'String.prefixed', StringValue: 'x' } } })
})

test('what a shape asks for, on the wire', async () => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: signedAs('sns') }
  const ask = async (form) => {
    const { status, body } = await raw(nube.url, { headers, body: `Version=2010-03-31&${form}` })
    return [status, /<Code>(.*)<\/Code>/.exec(body)[1], /<Message>(.*)<\/Message>/.exec(body)[1]]
  }
  const missing = (path) => [400, 'ValidationError', `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`]
  const entry = 'MessageAttributes.entry.1'
  assert.deepEqual(await ask(`Action=Publish&TopicArn=${TopicArn}&Message=m&${entry}.Name=attr1&${entry}.Value.StringValue=x`), missing('messageAttributes.attr1.member.dataType'))
  const first = 'PublishBatchRequestEntries.member.1'
  assert.deepEqual(
    await ask(`Action=PublishBatch&TopicArn=${TopicArn}&${first}.Id=1&${first}.Message=m&${first}.${entry}.Name=attr1&${first}.${entry}.Value.StringValue=x`),
    missing('publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType'),
  )
  assert.deepEqual(await ask('Action=CreateTopic'), missing('name'))
  assert.deepEqual(await ask('Action=Nothing'), [400, 'InvalidAction', 'The action Nothing is not valid for this endpoint.'])
})

test('a batch fails in parts', async () => {
  const { Successful, Failed } = await sns.PublishBatch({ TopicArn, PublishBatchRequestEntries: [{ Id: 'a', Message: '' }, { Id: 'b', Message: 'm' }, { Id: 'c', Message: 'm', Subject: 'x'.repeat(101) }] })
  assert.deepEqual(Successful.map((e) => e.Id), ['b'])
  assert.deepEqual(Failed, [
    { Id: 'a', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true },
    { Id: 'c', Code: 'InvalidParameter', Message: 'Invalid parameter: Subject', SenderFault: true },
  ])
})

test('subscribing again is the same subscription', async () => {
  const again = async (Attributes) => (await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queue('q'), Attributes })).SubscriptionArn
  assert.equal(await again({ RawMessageDelivery: 'true' }), SubscriptionArn)
  assert.equal(await again({}), SubscriptionArn)
  assert.equal(await again(undefined), SubscriptionArn)
  assert.equal(await again({ FilterPolicyScope: 'MessageAttributes' }), SubscriptionArn)
})
