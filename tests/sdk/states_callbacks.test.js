// Step Functions: tasks that end by a message from outside.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, folder, Nube, until } from '../support/js/nube.js'

const data = ['--data-dir', folder()]
let nube = await Nube.start(data)
let { states, sqs } = nube.api()
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
let made = 0
async function machine(definition, extra) {
  const answer = await states.CreateStateMachine({ name: `machine-${++made}`, roleArn, definition: JSON.stringify(definition), ...extra })
  return answer.stateMachineArn
}
const one = (state) => ({ StartAt: 'Only', States: { Only: state } })
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
const events = async (executionArn) => (await states.GetExecutionHistory({ executionArn, maxResults: 1000 })).events
const types = async (executionArn) => (await events(executionArn)).map((e) => e.type)
const history = (executionArn, type) => until(type, async () => (await events(executionArn)).find((e) => e.type === type))
async function queue(name) {
  return (await sqs.CreateQueue({ QueueName: name })).QueueUrl
}
async function receive(QueueUrl) {
  return until('a message', async () => {
    const { Messages } = await sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 1 })
    if (!Messages) return false
    await sqs.DeleteMessage({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle })
    return JSON.parse(Messages[0].Body)
  })
}
const waiting = (QueueUrl, extra) =>
  one({
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token', 'input.$': '$' } },
    End: true,
    ...extra,
  })

test('a task token: the answer is the output', async () => {
  const url = await queue('tokens')
  const { executionArn } = await states.StartExecution({ stateMachineArn: await machine(waiting(url)), input: '{"n":1}' })
  const message = await receive(url)
  assert.deepEqual(message.input, { n: 1 })
  await states.SendTaskHeartbeat({ taskToken: message.token })
  await history(executionArn, 'TaskSubmitted')
  await states.SendTaskSuccess({ taskToken: message.token, output: '{"done": true}' })
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.output], ['SUCCEEDED', '{"done": true}'])
  assert.deepEqual(await types(executionArn), [
    'ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded',
  ])
  const submitted = (await events(executionArn))[4].taskSubmittedEventDetails
  assert.deepEqual([submitted.resource, submitted.resourceType], ['sendMessage.waitForTaskToken', 'sqs'])
  assert(JSON.parse(submitted.output).MessageId)
  const again = await failure(states.SendTaskSuccess({ taskToken: message.token, output: '{}' }))
  assert.deepEqual([again.name, again.message, again.status], ['TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'", 400])
  assert.equal((await failure(states.SendTaskHeartbeat({ taskToken: message.token }))).name, 'TaskTimedOut')
})

test('a task that waits for an execution has a token, too, and ends by it', async () => {
  const child = await machine({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3600, End: true } } })
  const Parameters = { StateMachineArn: child, Input: { 'token.$': '$$.Task.Token' } }
  const parent = await machine({
    StartAt: 'T',
    States: { T: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync', Parameters, End: true } },
  })
  const { executionArn } = await states.StartExecution({ stateMachineArn: parent })
  const started = await until('the child', async () => (await states.ListExecutions({ stateMachineArn: child })).executions[0])
  const { input } = await states.DescribeExecution({ executionArn: started.executionArn })
  await states.SendTaskSuccess({ taskToken: JSON.parse(input).token, output: '{"by":"token"}' })
  const done = await until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
  assert.equal(done.status, 'SUCCEEDED')
  assert.deepEqual(JSON.parse(done.output), { by: 'token' })
})

test('a task token: failures, wrong tokens and outputs', async () => {
  const url = await queue('failures')
  const { executionArn } = await states.StartExecution({ stateMachineArn: await machine(waiting(url)) })
  const { token: taskToken } = await receive(url)
  const wrong = await failure(states.SendTaskSuccess({ taskToken: 'nonsense', output: '{}' }))
  assert.deepEqual([wrong.name, wrong.message], ['InvalidToken', "Invalid Token: 'Invalid token'"])
  const altered = Buffer.from(Buffer.from(taskToken, 'base64').toString().replace(/.$/, 'x')).toString('base64')
  assert.equal((await failure(states.SendTaskFailure({ taskToken: altered }))).name, 'InvalidToken')
  const unknown = Buffer.from(Buffer.from(taskToken, 'base64').toString().replace(/:\d+:/, ':999999:')).toString('base64')
  assert.equal((await failure(states.SendTaskHeartbeat({ taskToken: unknown }))).name, 'TaskDoesNotExist')
  const output = await failure(states.SendTaskSuccess({ taskToken, output: '{nope' }))
  assert.equal(output.name, 'InvalidOutput')
  assert.match(output.message, /^Invalid Output: '/)
  await states.SendTaskFailure({ taskToken, error: 'Broken', cause: 'it broke' })
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'Broken', 'it broke'])
  const failed = (await events(executionArn)).find((x) => x.type === 'TaskFailed').taskFailedEventDetails
  assert.deepEqual([failed.error, failed.cause, failed.resourceType], ['Broken', 'it broke', 'sqs'])
})

test('a message that cannot be sent is a task that was not submitted', async () => {
  const stateMachineArn = await machine(waiting('http://localhost:4566/000000000000/nowhere'))
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  const e = await ended(executionArn)
  assert.match(e.error, /^SQS\..*Queue.*Exist.*Exception$/)
  assert.deepEqual((await types(executionArn)).slice(-2), ['TaskSubmitFailed', 'ExecutionFailed'])
})

test('timeouts and heartbeats, by the clock', async () => {
  const url = await queue('beats')
  const late = { Retry: [{ ErrorEquals: ['States.HeartbeatTimeout'], MaxAttempts: 1, IntervalSeconds: 1 }] }
  const stateMachineArn = await machine(waiting(url, { TimeoutSeconds: 600, HeartbeatSeconds: 60, ...late }))
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  const first = await receive(url)
  await history(executionArn, 'TaskSubmitted')
  for (let i = 0; i < 3; i++) {
    await nube.clock({ advance: 50 })
    await states.SendTaskHeartbeat({ taskToken: first.token })
  }
  assert.equal((await states.DescribeExecution({ executionArn })).status, 'RUNNING')
  await nube.clock({ advance: 61 })
  await history(executionArn, 'TaskTimedOut')
  assert.equal((await failure(states.SendTaskSuccess({ taskToken: first.token, output: '1' }))).name, 'TaskTimedOut')
  await nube.clock({ advance: 1 })
  const second = await receive(url)
  assert.notEqual(second.token, first.token)
  await states.SendTaskSuccess({ taskToken: second.token, output: '2' })
  assert.equal((await ended(executionArn)).output, '2')
})

test('what was answered outlives a restart, and so does what waits', async () => {
  const url = await queue('lasting')
  const stateMachineArn = await machine(waiting(url))
  const started = []
  for (let i = 0; i < 2; i++) started.push(await states.StartExecution({ stateMachineArn, input: `${i}` }))
  const tokens = {}
  while (Object.keys(tokens).length < 2) {
    const message = await receive(url)
    tokens[message.input] = message.token
  }
  for (const { executionArn } of started) await history(executionArn, 'TaskSubmitted')
  await states.SendTaskSuccess({ taskToken: tokens[0], output: '"before"' })
  await nube.end('SIGKILL')
  nube = await Nube.start(data)
  ;({ states, sqs } = nube.api())
  assert.equal((await ended(started[0].executionArn)).output, '"before"')
  await states.SendTaskSuccess({ taskToken: tokens[1], output: '"after"' })
  assert.equal((await ended(started[1].executionArn)).output, '"after"')
  const sent = (await types(started[1].executionArn)).filter((type) => type === 'TaskSubmitted')
  assert.equal(sent.length, 1)
})

const pass = (Result) => one({ Type: 'Pass', Result, End: true })
const starting = (resource, stateMachineArn, extra) =>
  one({ Type: 'Task', Resource: `arn:aws:states:::states:${resource}`, Parameters: { StateMachineArn: stateMachineArn, 'Input.$': '$' }, End: true, ...extra })

test('an execution that waits for another: its end as text, or as JSON', async () => {
  const child = await machine(pass({ a: 1 }))
  for (const [resource, output, input] of [
    ['startExecution.sync', '{"a":1}', '{"n":1}'],
    ['startExecution.sync:2', { a: 1 }, { n: 1 }],
  ]) {
    const { executionArn } = await states.StartExecution({ stateMachineArn: await machine(starting(resource, child)), input: '{"n":1}' })
    const e = await ended(executionArn)
    assert.equal(e.status, 'SUCCEEDED', e.cause)
    const result = JSON.parse(e.output)
    assert.deepEqual([result.Output, result.Input, result.Status, result.StateMachineArn], [output, input, 'SUCCEEDED', child])
    assert.deepEqual([result.OutputDetails, result.InputDetails], [{ Included: true }, { Included: true }])
    assert.deepEqual((await types(executionArn)).slice(2, 6), ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded'])
    const list = await states.ListExecutions({ stateMachineArn: child })
    assert.equal(list.executions[0].executionArn, result.ExecutionArn)
  }
})

test('an execution that waits for one that fails', async () => {
  const child = await machine(one({ Type: 'Fail', Error: 'SomeFailure', Cause: 'of the child' }))
  const { executionArn } = await states.StartExecution({ stateMachineArn: await machine(starting('startExecution.sync', child)) })
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error], ['FAILED', 'States.TaskFailed'])
  const cause = JSON.parse(e.cause)
  assert.deepEqual([cause.Error, cause.Cause, cause.Status, cause.Input], ['SomeFailure', 'of the child', 'FAILED', '{}'])
})

test('who stops or times out takes along what was started for it', async () => {
  const grandchild = await machine(one({ Type: 'Wait', Seconds: 9999, End: true }))
  const child = await machine(starting('startExecution.sync', grandchild))
  const parent = await machine(starting('startExecution.sync:2', child, { TimeoutSeconds: 100 }))
  const running = async (stateMachineArn) => (await states.ListExecutions({ stateMachineArn, statusFilter: 'RUNNING' })).executions
  const stopped = await states.StartExecution({ stateMachineArn: parent })
  await until('the grandchild', async () => (await running(grandchild)).length)
  await states.StopExecution({ executionArn: stopped.executionArn })
  for (const arn of [parent, child, grandchild]) assert.deepEqual(await running(arn), [])
  const late = await states.StartExecution({ stateMachineArn: parent })
  await until('the grandchild', async () => (await running(grandchild)).length)
  await history(late.executionArn, 'TaskSubmitted')
  await nube.clock({ advance: 101 })
  const e = await ended(late.executionArn)
  assert.deepEqual([e.status, e.error], ['FAILED', 'States.Timeout'])
  for (const arn of [child, grandchild]) assert.deepEqual(await running(arn), [])
  const [first] = (await states.ListExecutions({ stateMachineArn: grandchild })).executions
  assert.equal(first.status, 'ABORTED')
})

test('activities: made, made again, described, listed, tagged, deleted', async () => {
  const first = await states.CreateActivity({ name: 'first', tags: [{ key: 'a', value: '1' }] })
  assert.equal(first.activityArn, 'arn:aws:states:us-east-1:000000000000:activity:first')
  const again = await states.CreateActivity({ name: 'first' })
  assert.deepEqual([again.activityArn, again.creationDate.getTime()], [first.activityArn, first.creationDate.getTime()])
  const told = await states.DescribeActivity({ activityArn: first.activityArn })
  assert.deepEqual([told.name, told.encryptionConfiguration], ['first', { type: 'AWS_OWNED_KEY' }])
  await states.TagResource({ resourceArn: first.activityArn, tags: [{ key: 'b', value: '2' }] })
  await states.UntagResource({ resourceArn: first.activityArn, tagKeys: ['a'] })
  assert.deepEqual((await states.ListTagsForResource({ resourceArn: first.activityArn })).tags, [{ key: 'b', value: '2' }])
  const kmsKeyId = 'arn:aws:kms:us-east-1:000000000000:key/1'
  await states.CreateActivity({ name: 'second', encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId } })
  const second = await states.DescribeActivity({ activityArn: first.activityArn.replace('first', 'second') })
  assert.deepEqual(second.encryptionConfiguration, { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId, kmsDataKeyReusePeriodSeconds: 300 })
  const page = await states.ListActivities({ maxResults: 1 })
  const rest = await states.ListActivities({ maxResults: 1, nextToken: page.nextToken })
  assert.deepEqual([...page.activities, ...rest.activities].map((x) => x.name), ['first', 'second'])
  assert.equal(rest.nextToken, undefined)
  for (const name of ['activity name', 'activity*name', 'activity"name', 'activity~name', 'a:b', '\u0000activity']) {
    const bad = await failure(states.CreateActivity({ name }))
    assert.deepEqual([bad.name, bad.message], ['InvalidName', `Invalid Name: '${name}'`])
  }
  const other = await failure(states.CreateActivity({ name: 'second', encryptionConfiguration: { type: 'AWS_OWNED_KEY' } }))
  assert.equal(other.name, 'ActivityAlreadyExists')
  await states.DeleteActivity(first)
  await states.DeleteActivity(first)
  const gone = await failure(states.DescribeActivity({ activityArn: first.activityArn }))
  assert.deepEqual([gone.name, gone.message], ['ActivityDoesNotExist', `Activity Does Not Exist: '${first.activityArn}'`])
  assert.equal((await failure(states.GetActivityTask({ activityArn: first.activityArn }))).name, 'ActivityDoesNotExist')
  const arn = await failure(states.DescribeActivity({ activityArn: 'nonsense' }))
  assert.deepEqual([arn.name, arn.message], ['InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'"])
})

test('an activity: a waiting worker gets the task when it is scheduled', async () => {
  const { activityArn } = await states.CreateActivity({ name: 'work' })
  const stateMachineArn = await machine(one({ Type: 'Task', Resource: activityArn, TimeoutSeconds: 600, HeartbeatSeconds: 60, End: true }))
  const polled = states.GetActivityTask({ activityArn, workerName: 'worker-1' })
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: '{"n": 1}' })
  const { taskToken, input } = await polled
  assert.equal(input, '{"n": 1}')
  await nube.clock({ advance: 50 })
  await states.SendTaskHeartbeat({ taskToken })
  await nube.clock({ advance: 50 })
  await states.SendTaskSuccess({ taskToken, output: '[1]' })
  assert.equal((await ended(executionArn)).output, '[1]')
  const all = await events(executionArn)
  assert.deepEqual(all.map((e) => e.type).slice(2, 5), ['ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded'])
  assert.deepEqual(all[2].activityScheduledEventDetails, {
    resource: activityArn, input: '{"n": 1}', inputDetails: { truncated: false }, timeoutInSeconds: 600, heartbeatInSeconds: 60,
  })
  assert.deepEqual(all[3].activityStartedEventDetails, { workerName: 'worker-1' })
  const silent = states.StartExecution({ stateMachineArn })
  assert((await states.GetActivityTask({ activityArn })).taskToken)
  await history((await silent).executionArn, 'ActivityStarted')
  await nube.clock({ advance: 61 })
  const e = await ended((await silent).executionArn)
  assert.equal(e.error, 'States.Timeout')
  assert.equal((await types((await silent).executionArn)).at(-2), 'ActivityTimedOut')
  const failing = await states.StartExecution({ stateMachineArn })
  const task = await states.GetActivityTask({ activityArn })
  await states.SendTaskFailure({ taskToken: task.taskToken, error: 'Bad', cause: 'day' })
  assert.equal((await ended(failing.executionArn)).error, 'Bad')
  assert.equal((await types(failing.executionArn)).at(-2), 'ActivityFailed')
})

test('an activity that nobody has, and a poll that finds nothing', async () => {
  const { activityArn } = await states.CreateActivity({ name: 'idle' })
  const polled = states.GetActivityTask({ activityArn })
  await until('the poll', async () => (await nube.clock({ advance: 61 }), Promise.race([polled, false])))
  assert.equal((await polled).taskToken, undefined)
  const stateMachineArn = await machine(one({ Type: 'Task', Resource: activityArn.replace('idle', 'nowhere'), End: true }))
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  assert.equal((await ended(executionArn)).status, 'FAILED')
  assert((await types(executionArn)).includes('ActivityScheduleFailed'))
})

test('EXPRESS machines have none of this', async () => {
  for (const Resource of ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'arn:aws:states:::states:startExecution.sync']) {
    const refused = await failure(machine(one({ Type: 'Task', Resource, Parameters: {}, End: true }), { type: 'EXPRESS' }))
    assert.match(refused.message, /Express state machine does not support/)
  }
})
