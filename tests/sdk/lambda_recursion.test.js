// A function that invokes itself without end is stopped; by the trace that its SDK passes on.
import assert from 'node:assert/strict'

import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { testFunction } from '../support/js/functions.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { lambda, iam, sqs } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
await iam.PutRolePolicy({ RoleName: 'f', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] }) })
await lambda.CreateFunction({ FunctionName: 'loop', Runtime: 'provided.al2023', Role, Handler: 'x', Code: { ZipFile: testFunction() } })

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
  await lambda.UpdateFunctionConfiguration({ FunctionName: 'loop', DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' } })
  assert.equal(await invoke(trace, { InvocationType: 'Event' }), 202)
  const message = await until('the letter', async () => (await sqs.ReceiveMessage({ QueueUrl })).Messages?.[0])
  assert.equal(message.Body, '{"do":"head"}')
})
