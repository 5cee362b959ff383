// What becomes of events that nobody waits for, by the AWS SDK: retries, ages, destinations, dead letters.
import assert from 'node:assert/strict'

import { allow, fromTopics, lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, testFunction, updateFunction } from '../support/js/functions.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { lambda, iam, s3, sns, sqs } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'worker', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
await iam.PutRolePolicy({ RoleName: 'worker', PolicyName: 'tells', PolicyDocument: allow(['sqs:SendMessage', 'sns:Publish', 'lambda:InvokeFunction', 's3:PutObject']) })
const arn = (service, name) => `arn:aws:${service}:us-east-1:000000000000:${name}`
const make = (FunctionName, extra = {}) =>
  createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'main', Timeout: 10, Code: { ZipFile: testFunction() }, ...extra })
const send = (FunctionName, event) => lambda.Invoke({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) })

async function queue(QueueName, Attributes) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes })
  const next = () =>
    until(`a message in ${QueueName}`, async () => {
      const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] })
      return Messages && { ...Messages[0], value: JSON.parse(Messages[0].Body) }
    })
  return { QueueUrl, next }
}

test('a configuration: put, changed, shown, listed, deleted', async () => {
  await queue('shown')
  await make('shown')
  const FunctionName = 'shown'
  const before = Date.now()
  const put = await lambda.PutFunctionEventInvokeConfig({
    FunctionName,
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: arn('sqs', 'shown') } },
  })
  assert(put.LastModified instanceof Date && put.LastModified.getTime() >= before - 1000)
  assert.deepEqual(
    [put.FunctionArn, put.MaximumRetryAttempts, put.MaximumEventAgeInSeconds, put.DestinationConfig],
    [arn('lambda', 'function:shown:$LATEST'), 1, undefined, { OnSuccess: {}, OnFailure: { Destination: arn('sqs', 'shown') } }],
  )
  const changed = await lambda.UpdateFunctionEventInvokeConfig({ FunctionName, MaximumEventAgeInSeconds: 3600 })
  assert.deepEqual([changed.MaximumRetryAttempts, changed.MaximumEventAgeInSeconds, changed.DestinationConfig], [1, 3600, put.DestinationConfig])
  const { $metadata: _, ...got } = await lambda.GetFunctionEventInvokeConfig({ FunctionName, Qualifier: '$LATEST' })
  assert.deepEqual((await lambda.ListFunctionEventInvokeConfigs({ FunctionName })).FunctionEventInvokeConfigs, [got])
  await lambda.DeleteFunctionEventInvokeConfig({ FunctionName })
  const gone = await failure(lambda.GetFunctionEventInvokeConfig({ FunctionName }))
  assert.deepEqual(
    [gone.name, gone.status, gone.message],
    ['ResourceNotFoundException', 404, `The function ${arn('lambda', 'function:shown:$LATEST')} doesn't have an EventInvokeConfig`],
  )
  const lacking = await failure(lambda.PutFunctionEventInvokeConfig({ FunctionName, DestinationConfig: { OnSuccess: { Destination: arn('events', 'event-bus/default') } } }))
  assert.deepEqual([lacking.name, lacking.status], ['NotImplementedException', 501])
})

test('a bucket gets what failed, under a key that tells the function and the time', async () => {
  await s3.CreateBucket({ Bucket: 'failures' })
  await make('kept')
  const refused = await failure(lambda.PutFunctionEventInvokeConfig({ FunctionName: 'kept', DestinationConfig: { OnSuccess: { Destination: 'arn:aws:s3:::failures' } } }))
  assert.match(refused.message, /^The provided destination config .* is invalid\.$/) // a bucket is for failures alone
  await lambda.PutFunctionEventInvokeConfig({ FunctionName: 'kept', MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } } })
  await send('kept', { do: 'fail' })
  const key = await until('the object', async () => (await s3.ListObjectsV2({ Bucket: 'failures' })).Contents?.[0]?.Key)
  assert.match(key, /^aws\/lambda\/async\/kept\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/)
  const record = JSON.parse(await (await s3.GetObject({ Bucket: 'failures', Key: key })).Body.transformToString())
  assert.deepEqual([record.requestContext.condition, record.requestPayload, record.responseContext.functionError], ['RetriesExhausted', { do: 'fail' }, 'Unhandled'])
})

test('an event of an alias tells the alias, and the version that ran', async () => {
  const { next } = await queue('by-alias')
  await make('versioned')
  const { Version } = await lambda.PublishVersion({ FunctionName: 'versioned' })
  await lambda.CreateAlias({ FunctionName: 'versioned', Name: 'live', FunctionVersion: Version })
  await lambda.PutFunctionEventInvokeConfig({ FunctionName: 'versioned', Qualifier: 'live', DestinationConfig: { OnSuccess: { Destination: arn('sqs', 'by-alias') } } })
  await lambda.Invoke({ FunctionName: 'versioned', Qualifier: 'live', InvocationType: 'Event', Payload: '{}' })
  const { value } = await next()
  assert.deepEqual([value.requestContext.functionArn, value.responseContext.executedVersion], [arn('lambda', 'function:versioned:live'), Version])
})

test('a function is told of another one, and a queue of that', async () => {
  const { next } = await queue('told')
  await make('first')
  await make('second')
  const tell = (FunctionName, Destination) => lambda.PutFunctionEventInvokeConfig({ FunctionName, DestinationConfig: { OnSuccess: { Destination } } })
  await tell('first', arn('lambda', 'function:second'))
  await tell('second', arn('sqs', 'told'))
  const { $metadata } = await send('first', { order: 7 })
  const { value, Attributes } = await next()
  assert.equal(Attributes.SenderId.replace(/^AROA[^:]*/, 'AROA'), 'AROA:second')
  assert.deepEqual(value.responsePayload, value.requestPayload)
  const { requestContext, requestPayload, responsePayload } = value.requestPayload
  assert.deepEqual(requestContext, {
    requestId: $metadata.requestId,
    functionArn: arn('lambda', 'function:first:$LATEST'),
    condition: 'Success',
    approximateInvokeCount: 1,
  })
  assert.deepEqual([requestPayload, responsePayload], [{ order: 7 }, { order: 7 }])
})

test('a failure goes to a topic and to the dead-letter queue', async () => {
  const heard = await queue('heard', { Policy: fromTopics })
  const dead = await queue('dead')
  const { TopicArn } = await sns.CreateTopic({ Name: 'failures' })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: arn('sqs', 'heard'), Attributes: { RawMessageDelivery: 'true' } })
  const { DeadLetterConfig } = await make('failing', { DeadLetterConfig: { TargetArn: arn('sqs', 'dead') } })
  assert.deepEqual(DeadLetterConfig, { TargetArn: arn('sqs', 'dead') })
  await lambda.PutFunctionEventInvokeConfig({ FunctionName: 'failing', MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: TopicArn } } })
  const { $metadata } = await send('failing', { do: 'fail' })
  const record = (await heard.next()).value
  assert.equal(record.requestContext.condition, 'RetriesExhausted')
  assert.deepEqual(record.responseContext, { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' })
  assert.deepEqual(record.responsePayload, { errorType: 'Test.Failed', errorMessage: 'as told', stackTrace: [] })
  const letter = await dead.next()
  assert.equal(letter.Body, '{"do":"fail"}')
  const attributes = Object.entries(letter.MessageAttributes).map(([name, { DataType, StringValue }]) => [name, DataType, StringValue])
  assert.deepEqual(attributes.sort(), [
    ['ErrorCode', 'Number', '200'],
    ['ErrorMessage', 'String', 'as told'],
    ['RequestID', 'String', $metadata.requestId],
  ])
  const kept = await updateFunction(lambda, 'Configuration', { FunctionName: 'failing', DeadLetterConfig: {} })
  assert.deepEqual(kept.DeadLetterConfig, DeadLetterConfig)
  const taken = await updateFunction(lambda, 'Configuration', { FunctionName: 'failing', DeadLetterConfig: { TargetArn: '' } })
  assert.equal(taken.DeadLetterConfig, undefined)
})
