// A function that invokes itself without end is stopped; by the trace that its SDK passes on.
import assert from 'node:assert/strict'
import http from 'node:http'

import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, functionOf, testFunction, updateFunction } from '../support/js/functions.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { lambda, iam, sqs } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
await iam.PutRolePolicy({ RoleName: 'f', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] }) })
await createFunction(lambda, { FunctionName: 'loop', Runtime: 'provided.al2023', Role, Handler: 'x', Code: { ZipFile: testFunction() } })

// Invokes it on the way of this trace.
const invoke = async (trace, extra = {}) => {
  const client = nube.api().lambda
  client.middlewareStack.add((next) => (args) => {
    args.request.headers['x-amzn-trace-id'] = trace
    return next(args)
  }, { step: 'build' })
  const answer = await client.Invoke({ FunctionName: 'loop', Payload: '{"do":"head"}', ...extra })
  return answer.Payload?.length ? JSON.parse(Buffer.from(answer.Payload)).find((line) => /^lambda-runtime-trace-id:/i.test(line)).replace(/^[^:]*: /, '') : answer.StatusCode
}

const root = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
let trace = root

test('its trace tells how often it ran', async () => {
  const first = await invoke(root)
  assert.match(first, new RegExp(`^${root};Lineage=[0-9a-f]{8}:1$`))
  assert.equal(await invoke(first), first.replace(/:1$/, ':2'))
  trace = first.replace(/:1$/, ':16')
})

test('after sixteen times it is refused, unless that is wanted', async () => {
  const refused = await failure(invoke(trace))
  assert.deepEqual([refused.name, refused.status], ['RecursiveInvocationException', 400])
  await lambda.PutFunctionRecursionConfig({ FunctionName: 'loop', RecursiveLoop: 'Allow' })
  assert.match(await invoke(trace), /:17$/)
  await lambda.PutFunctionRecursionConfig({ FunctionName: 'loop', RecursiveLoop: 'Terminate' })
})

test('an event goes where events go that have failed', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'dead' })
  await updateFunction(lambda, 'Configuration', { FunctionName: 'loop', DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' } })
  assert.equal(await invoke(trace, { InvocationType: 'Event' }), 202)
  const message = await until('the letter', async () => (await sqs.ReceiveMessage({ QueueUrl })).Messages?.[0])
  assert.equal(message.Body, '{"do":"head"}')
})

// A queue whose messages the function gets, one at a time, and where those go that it fails for.
async function sourceMake(name, FunctionName) {
  const dead = (await sqs.CreateQueue({ QueueName: `${name}-dead` })).QueueUrl
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${name}-dead`, maxReceiveCount: 1 })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: name, Attributes: { RedrivePolicy } })
  await lambda.CreateEventSourceMapping({ FunctionName, EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:${name}`, BatchSize: 1 })
  return { QueueUrl, dead }
}

const sent = (QueueUrl, StringValue) => sqs.SendMessage({ QueueUrl, MessageBody: '{"do":"head"}', MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue } } })

test('a trace goes on by way of a queue, and a loop is found there', async () => {
  await createFunction(lambda, { FunctionName: 'by-queue', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 5, Environment: { Variables: { TOLD: '1' } }, Code: { ZipFile: functionOf('cat "$work/head"; echo null >"$work/out"') } })
  const { QueueUrl, dead } = await sourceMake('looped', 'by-queue')
  await sent(QueueUrl, root)
  const [, begun] = await until('the first', () => new RegExp(`Trace-Id: (${root};Lineage=[0-9a-f]{8}:1)`).exec(nube.log) ?? assert.fail(nube.log.slice(-3000)))
  await sent(QueueUrl, begun)
  await until('the second', () => nube.log.includes(`Lambda-Runtime-Trace-Id: ${begun.replace(/:1$/, ':2')}`))
  await sent(QueueUrl, begun.replace(/:1$/, ':16'))
  const letter = await until('the dead letter', async () => {
    await nube.clock({ advance: 31 })
    return (await sqs.ReceiveMessage({ QueueUrl: dead })).Messages?.[0]
  })
  assert.equal(letter.Body, '{"do":"head"}')
  assert(!nube.log.includes(':17'))
  assert.match(nube.log, /by-queue was invoked 16 times on the way of one message: the loop is broken/)
})

// Calls on the way of this trace.
const onTheWay = (trace) => {
  const tell = (client) =>
    client.middlewareStack.add((next) => (args) => {
      args.request.headers['x-amzn-trace-id'] = trace
      return next(args)
    }, { step: 'build' })
  const api = nube.api()
  tell(api.sns)
  tell(api.s3)
  return api
}
const begun = (n) => `Root=1-5759e988-bd862e3fe1be46a99427279${n};Parent=53995c3f42cd8ad8;Sampled=1`
const everybody = (Resource, Action) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource }] })
const ways = { topic: 'arn:aws:sns:us-east-1:000000000000:way', queue: 'arn:aws:sqs:us-east-1:000000000000:way' }
let follower

test('a trace goes on by way of topics, to functions, queues and servers', async () => {
  const { sns } = nube.api()
  follower = (await createFunction(lambda, { FunctionName: 'follows', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 5, Code: { ZipFile: functionOf('cat "$work/head"; echo null >"$work/out"') } })).FunctionArn
  for (const [StatementId, Principal] of [['s', 'sns.amazonaws.com'], ['b', 's3.amazonaws.com']]) await lambda.AddPermission({ FunctionName: 'follows', StatementId, Action: 'lambda:InvokeFunction', Principal })
  const { TopicArn } = await sns.CreateTopic({ Name: 'way' })
  await sns.SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: everybody(TopicArn, 'sns:Publish') })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'way', Attributes: { Policy: everybody(ways.queue, 'sqs:SendMessage') } })
  await sns.Subscribe({ TopicArn, Protocol: 'lambda', Endpoint: follower })
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: ways.queue })
  const heard = []
  const server = http.createServer((request, response) => (heard.push(request.headers), response.end()))
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `http://127.0.0.1:${server.address().port}/`, Attributes: { RawMessageDelivery: 'true' } })
  await until('the request to confirm', () => heard.length > 0)
  await onTheWay(begun(1)).sns.Publish({ TopicArn, Message: 'm' })
  await until('the function', () => new RegExp(`Trace-Id: ${begun(1)};Lineage=[0-9a-f]{8}:1`).test(nube.log))
  const message = await until('the message', async () => (await sqs.ReceiveMessage({ QueueUrl, MessageSystemAttributeNames: ['AWSTraceHeader'] })).Messages?.[0])
  assert.equal(message.Attributes.AWSTraceHeader, begun(1))
  await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle })
  server.close()
})

test('and by way of buckets, to functions, queues and topics', async () => {
  const { s3, sns } = nube.api()
  await s3.CreateBucket({ Bucket: 'way' })
  const told = (path) => ({ Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: path }] } } })
  await s3.PutBucketNotificationConfiguration({
    Bucket: 'way',
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [{ ...told('function/'), LambdaFunctionArn: follower }],
      QueueConfigurations: [{ ...told('queue/'), QueueArn: ways.queue }],
      TopicConfigurations: [{ ...told('topic/'), TopicArn: ways.topic }],
    },
  })
  const put = (Key, trace) => onTheWay(trace).s3.PutObject({ Bucket: 'way', Key, Body: 'b' })
  const followed = (n) => until(`way ${n}`, () => new RegExp(`Trace-Id: ${begun(n)};Lineage=[0-9a-f]{8}:1`).test(nube.log))
  await put('function/a', begun(2))
  await followed(2)
  await put('topic/a', begun(3))
  await followed(3)
  await lambda.CreateEventSourceMapping({ FunctionName: 'follows', EventSourceArn: ways.queue, BatchSize: 1 })
  await put('queue/a', begun(4))
  await followed(4)
  await sns.Publish({ TopicArn: ways.topic, Message: 'one of its own' })
  assert(!nube.log.includes('follows was invoked'))
})

test('a loop is found by way of a topic and of a bucket', async () => {
  const [, lineage] = new RegExp(`Trace-Id: ${begun(2)}(;Lineage=[0-9a-f]{8}:)1`).exec(nube.log)
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'broken' })
  await updateFunction(lambda, 'Configuration', { FunctionName: 'follows', DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:broken' } })
  const letter = () => until('the dead letter', async () => (await sqs.ReceiveMessage({ QueueUrl })).Messages?.[0])
  await onTheWay(`${begun(5)}${lineage}16`).sns.Publish({ TopicArn: ways.topic, Message: 'm' })
  assert.equal(JSON.parse((await letter()).Body).Records[0].EventSource, 'aws:sns')
  await onTheWay(`${begun(6)}${lineage}16`).s3.PutObject({ Bucket: 'way', Key: 'function/b', Body: 'b' })
  assert.equal(JSON.parse((await letter()).Body).Records[0].eventSource, 'aws:s3')
  for (const n of [5, 6]) assert(!nube.log.includes(`Trace-Id: ${begun(n)}`))
})

test('what is told of an event that is over has its trace, with the function in it', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'told' })
  await lambda.PutFunctionEventInvokeConfig({ FunctionName: 'loop', DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:us-east-1:000000000000:told' } } })
  assert.equal(await invoke(root, { InvocationType: 'Event' }), 202)
  const received = () => sqs.ReceiveMessage({ QueueUrl, MessageSystemAttributeNames: ['AWSTraceHeader'] })
  const message = await until('the record', async () => (await received()).Messages?.[0])
  assert.match(message.Attributes.AWSTraceHeader, new RegExp(`^${root};Lineage=[0-9a-f]{8}:1$`))
  await lambda.Invoke({ FunctionName: 'loop', InvocationType: 'Event', Payload: '{}' })
  const other = await until('the other record', async () => (await received()).Messages?.[0])
  assert.match(other.Attributes.AWSTraceHeader, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$/)
})
