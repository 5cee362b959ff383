// Roles of services when they are used: whom they trust by then, and what a pipe's role must be allowed before it runs.
import assert from 'node:assert/strict'

import { allow, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { iam, pipes, sqs, states } = nube.api()
after(() => nube.stop())

const ACCOUNT = '000000000000'
const at = (service, rest) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`
const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'queue' })

async function role(RoleName, rights, AssumeRolePolicyDocument) {
  const { Role } = await iam.CreateRole({ RoleName, AssumeRolePolicyDocument })
  if (rights) await iam.PutRolePolicy({ RoleName, PolicyName: 'rights', PolicyDocument: rights })
  return Role.Arn
}

const trusts = (RoleName, PolicyDocument) => iam.UpdateAssumeRolePolicy({ RoleName, PolicyDocument })
const send = (more = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl, MessageBody: 'x' }, End: true, ...more })

async function machine(name, roleArn, state) {
  return (await states.CreateStateMachine({ name, roleArn, definition: JSON.stringify({ StartAt: 'A', States: { A: state } }) })).stateMachineArn
}

async function run(stateMachineArn) {
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  await nube.quiet()
  const { status, error, cause } = await states.DescribeExecution({ executionArn })
  return status === 'SUCCEEDED' ? status : [error, cause]
}

test('an execution uses its role only while that trusts Step Functions, for that machine', async () => {
  const arn = await machine('sends', await role('sender', allow('sqs:*'), trust('states.amazonaws.com')), send())
  assert.equal(await run(arn), 'SUCCEEDED')
  await trusts('sender', trust('lambda.amazonaws.com'))
  const refused = ['States.TaskFailed', 'The principal states.amazonaws.com is not authorized to assume the provided role.']
  assert.deepEqual(await run(arn), refused)
  const { decisions } = await nube.page('GET', '/_nube/iam/decisions?principal=states.amazonaws.com&decision=refused')
  assert.deepEqual([decisions[0].action, decisions[0].resource, decisions[0].context['aws:SourceArn']], ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/sender`, arn])
  const only = (source) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole', Condition: { ArnLike: { 'aws:SourceArn': source }, StringEquals: { 'aws:SourceAccount': ACCOUNT } } } })
  await trusts('sender', only(at('states', 'stateMachine:other')))
  assert.deepEqual(await run(arn), refused)
  await trusts('sender', only(at('states', 'stateMachine:*')))
  assert.equal(await run(arn), 'SUCCEEDED')
})

test("a task's Credentials are a role that the machine's may assume, and that trusts it", async () => {
  const mine = await role('mine', allow('sqs:ListQueues'), trust('states.amazonaws.com'))
  const other = await role('other', allow('sqs:*'), trust('lambda.amazonaws.com'))
  const arn = await machine('passes', mine, send({ Credentials: { RoleArn: other } }))
  const refused = async () => {
    const [error, cause] = await run(arn)
    assert.equal(error, 'States.TaskFailed')
    assert.match(cause, new RegExp(`^User: arn:aws:sts::${ACCOUNT}:assumed-role/mine/\\w+ is not authorized to perform: sts:AssumeRole on resource: ${other}`))
  }
  await refused()
  await iam.PutRolePolicy({ RoleName: 'mine', PolicyName: 'rights', PolicyDocument: allow('sts:AssumeRole', other) })
  await refused()
  await trusts('other', JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: mine }, Action: 'sts:AssumeRole' } }))
  assert.equal(await run(arn), 'SUCCEEDED')
})

test("a pipe whose role may not receive, or does not trust Pipes, does not run, and says why", async () => {
  const target = await machine('target', await role('target', null, trust('states.amazonaws.com')), { Type: 'Pass', End: true })
  const RoleArn = await role('piping', allow('states:StartExecution'), trust('pipes.amazonaws.com'))
  const { QueueUrl: from } = await sqs.CreateQueue({ QueueName: 'from' })
  const Name = 'pipe'
  const reason = 'Input parameter is invalid from the request due to : The provided customer role does not have permissions to call ReceiveMessage on SQS'
  const state = async () => ((p) => [p.DesiredState, p.CurrentState, p.StateReason])(await pipes.DescribePipe({ Name }))
  const started = async (times) => until('the executions', async () => (await states.ListExecutions({ stateMachineArn: target })).executions.length === times)
  const config = { RoleArn, Target: target, TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } } }
  assert.equal((await pipes.CreatePipe({ Name, Source: at('sqs', 'from'), ...config })).CurrentState, 'CREATING')
  assert.deepEqual(await state(), ['RUNNING', 'CREATE_FAILED', reason])
  await pipes.UpdatePipe({ Name, ...config })
  assert.deepEqual(await state(), ['RUNNING', 'UPDATE_FAILED', reason])
  await iam.PutRolePolicy({ RoleName: 'piping', PolicyName: 'rights', PolicyDocument: allow(['states:StartExecution', 'sqs:*']) })
  await trusts('piping', trust('lambda.amazonaws.com'))
  await pipes.StartPipe({ Name })
  assert.deepEqual(await state(), ['RUNNING', 'START_FAILED', reason])
  assert.deepEqual((await pipes.ListPipes({ CurrentState: 'START_FAILED' })).Pipes.map((p) => [p.Name, p.StateReason]), [[Name, reason]])
  await trusts('piping', trust('pipes.amazonaws.com'))
  await sqs.SendMessage({ QueueUrl: from, MessageBody: 'x' })
  await pipes.StartPipe({ Name })
  assert.deepEqual(await state(), ['RUNNING', 'RUNNING', undefined])
  await started(1)
  await trusts('piping', trust('lambda.amazonaws.com'))
  await nube.clock({ advance: 21 }) // what waits was let in before
  const refusals = async () => (await nube.page('GET', '/_nube/iam/decisions?principal=pipes.amazonaws.com&decision=refused')).decisions.length
  const before = await refusals()
  await sqs.SendMessage({ QueueUrl: from, MessageBody: 'y' })
  await until('a refusal', async () => (await refusals()) > before)
  await started(1)
  await trusts('piping', trust('pipes.amazonaws.com'))
  await nube.clock({ advance: 120 })
  await started(2)
})
