// A function that invokes itself without end is stopped; by the trace that its SDK passes on.
import assert from 'node:assert/strict'

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
