// Step Functions by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { states } = nube.api()
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
let made = 0
async function machine(definition, extra) {
  const answer = await states.CreateStateMachine({ name: `machine-${++made}`, roleArn, definition: JSON.stringify(definition), ...extra })
  return answer.stateMachineArn
}
const one = (state) => ({ StartAt: 'Only', States: { Only: state } })
const pass = one({ Type: 'Pass', Result: { done: true }, End: true })
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })

test('machines: made, made again, described, listed, updated, deleted', async () => {
  const definition = JSON.stringify(pass)
  const made = await states.CreateStateMachine({ name: 'orders', roleArn, definition, tags: [{ key: 'a', value: '1' }] })
  assert.equal(made.stateMachineArn, 'arn:aws:states:us-east-1:000000000000:stateMachine:orders')
  assert(made.creationDate instanceof Date)
  const again = await states.CreateStateMachine({ name: 'orders', roleArn, definition })
  assert.equal(again.creationDate.getTime(), made.creationDate.getTime())
  const other = await failure(states.CreateStateMachine({ name: 'orders', roleArn, definition: JSON.stringify(one({ Type: 'Succeed' })) }))
  assert.deepEqual([other.name, other.status], ['StateMachineAlreadyExists', 400])
  assert.equal(other.message, `State Machine Already Exists: '${made.stateMachineArn}'`)
  const told = await states.DescribeStateMachine({ stateMachineArn: made.stateMachineArn })
  assert.deepEqual([told.status, told.type, told.definition, told.roleArn], ['ACTIVE', 'STANDARD', definition, roleArn])
  const updated = await states.UpdateStateMachine({ stateMachineArn: made.stateMachineArn, definition: JSON.stringify(one({ Type: 'Succeed' })) })
  assert(updated.updateDate instanceof Date)
  await states.CreateStateMachine({ name: 'second', roleArn, definition })
  const page = await states.ListStateMachines({ maxResults: 1 })
  assert.equal(page.stateMachines.length, 1)
  const rest = await states.ListStateMachines({ maxResults: 1, nextToken: page.nextToken })
  assert.deepEqual([page, rest].map((p) => p.stateMachines[0].name).sort(), ['orders', 'second'])
  await states.TagResource({ resourceArn: made.stateMachineArn, tags: [{ key: 'b', value: '2' }] })
  await states.UntagResource({ resourceArn: made.stateMachineArn, tagKeys: ['a'] })
  assert.deepEqual((await states.ListTagsForResource({ resourceArn: made.stateMachineArn })).tags, [{ key: 'b', value: '2' }])
  await states.DeleteStateMachine({ stateMachineArn: made.stateMachineArn })
  const gone = await failure(states.DescribeStateMachine({ stateMachineArn: made.stateMachineArn }))
  assert.deepEqual([gone.name, gone.message], ['StateMachineDoesNotExist', `State Machine Does Not Exist: '${made.stateMachineArn}'`])
})

test('wrong definitions, names and ARNs', async () => {
  const broken = await failure(states.CreateStateMachine({ name: 'x', roleArn, definition: '{"StartAt":"A"' }))
  assert.deepEqual([broken.name, broken.status], ['InvalidDefinition', 400])
  assert.match(broken.message, /^Invalid State Machine Definition: /)
  const missing = await failure(states.CreateStateMachine({ name: 'x', roleArn, definition: JSON.stringify({ ...pass, StartAt: 'Nowhere' }) }))
  assert.equal(missing.name, 'InvalidDefinition')
  const name = await failure(states.CreateStateMachine({ name: 'no spaces?', roleArn, definition: JSON.stringify(pass) }))
  assert.deepEqual([name.name, name.message], ['InvalidName', "Invalid Name: 'no spaces?'"])
  const arn = await failure(states.DescribeStateMachine({ stateMachineArn: 'nonsense' }))
  assert.deepEqual([arn.name, arn.message], ['InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'"])
  const checked = await states.ValidateStateMachineDefinition({ definition: JSON.stringify({ States: {} }) })
  assert.equal(checked.result, 'FAIL')
  assert.equal(checked.diagnostics[0].severity, 'ERROR')
  assert.equal((await states.ValidateStateMachineDefinition({ definition: JSON.stringify(pass) })).result, 'OK')
})

test('an execution succeeds, and its history tells how', async () => {
  const stateMachineArn = await machine({
    StartAt: 'First',
    States: {
      First: { Type: 'Pass', Parameters: { 'n.$': '$.n', fixed: [1] }, ResultPath: '$.first', Next: 'Choose' },
      Choose: { Type: 'Choice', Choices: [{ Variable: '$.first.n', NumericGreaterThan: 1, Next: 'Big' }], Default: 'Small' },
      Big: { Type: 'Succeed', OutputPath: '$.first' },
      Small: { Type: 'Fail', Error: 'TooSmall', Cause: 'n is small' },
    },
  })
  const started = await states.StartExecution({ stateMachineArn, name: 'e-1', input: '{"n": 2}' })
  assert.equal(started.executionArn, `${stateMachineArn.replace(':stateMachine:', ':execution:')}:e-1`)
  const e = await ended(started.executionArn)
  assert.equal(e.status, 'SUCCEEDED')
  assert.deepEqual(JSON.parse(e.output), { n: 2, fixed: [1] })
  assert.equal(e.input, '{"n": 2}')
  assert(e.stopDate >= e.startDate)
  const { events } = await states.GetExecutionHistory({ executionArn: started.executionArn })
  assert.deepEqual(
    events.map((event) => event.type),
    ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ChoiceStateEntered', 'ChoiceStateExited', 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
  )
  assert.deepEqual(events.map((event) => event.id), [1, 2, 3, 4, 5, 6, 7, 8])
  assert.equal(events[0].executionStartedEventDetails.roleArn, roleArn)
  assert.equal(events[1].stateEnteredEventDetails.name, 'First')
  const backwards = await states.GetExecutionHistory({ executionArn: started.executionArn, reverseOrder: true, maxResults: 1 })
  assert.deepEqual([backwards.events[0].type, typeof backwards.nextToken], ['ExecutionSucceeded', 'string'])
  const failed = await ended((await states.StartExecution({ stateMachineArn, input: '{"n": 0}' })).executionArn)
  assert.deepEqual([failed.status, failed.error, failed.cause], ['FAILED', 'TooSmall', 'n is small'])
  const list = await states.ListExecutions({ stateMachineArn, statusFilter: 'SUCCEEDED' })
  assert.deepEqual(list.executions.map((x) => x.name), ['e-1'])
  assert.equal((await states.ListExecutions({ stateMachineArn })).executions.length, 2)
  const of = await states.DescribeStateMachineForExecution({ executionArn: started.executionArn })
  assert.equal(of.stateMachineArn, stateMachineArn)
})

test('an execution of the same name: the same input is the same execution while it runs', async () => {
  const stateMachineArn = await machine(one({ Type: 'Wait', Seconds: 1000, End: true }))
  const first = await states.StartExecution({ stateMachineArn, name: 'same', input: '{}' })
  const second = await states.StartExecution({ stateMachineArn, name: 'same', input: '{}' })
  assert.equal(second.startDate.getTime(), first.startDate.getTime())
  const other = await failure(states.StartExecution({ stateMachineArn, name: 'same', input: '{"a":1}' }))
  assert.deepEqual([other.name, other.message], ['ExecutionAlreadyExists', `Execution Already Exists: '${first.executionArn}'`])
  await states.StopExecution({ executionArn: first.executionArn, error: 'Enough', cause: 'of this' })
  const e = await ended(first.executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['ABORTED', 'Enough', 'of this'])
  const { events } = await states.GetExecutionHistory({ executionArn: first.executionArn })
  assert.equal(events.at(-1).type, 'ExecutionAborted')
})

test('wrong input, unknown machine and execution', async () => {
  const stateMachineArn = await machine(pass)
  const input = await failure(states.StartExecution({ stateMachineArn, input: '{nope' }))
  assert.deepEqual([input.name, input.status], ['InvalidExecutionInput', 400])
  assert.match(input.message, /^Invalid State Machine Execution Input: '/)
  const unknown = await failure(states.StartExecution({ stateMachineArn: `${stateMachineArn}-x` }))
  assert.equal(unknown.name, 'StateMachineDoesNotExist')
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:none`
  const none = await failure(states.DescribeExecution({ executionArn }))
  assert.deepEqual([none.name, none.message], ['ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`])
})

test('a Wait of a day takes no time when the clock is moved', async () => {
  const stateMachineArn = await machine({
    StartAt: 'Day',
    States: { Day: { Type: 'Wait', Seconds: 86400, Next: 'Done' }, Done: { Type: 'Succeed' } },
  })
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  await until('the wait', async () => (await states.GetExecutionHistory({ executionArn })).events.some((event) => event.type === 'WaitStateEntered'))
  await nube.clock({ advance: 80000 })
  assert.equal((await states.DescribeExecution({ executionArn })).status, 'RUNNING')
  await nube.clock({ skip: 'next' })
  const e = await ended(executionArn)
  assert.equal(e.status, 'SUCCEEDED')
  const seconds = (e.stopDate - e.startDate) / 1000
  assert(seconds >= 86400 && seconds < 86500, `${seconds} s`)
})

test('a service integration: a task that sends to a queue', async () => {
  const { sqs } = nube.api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'from-workflow' })
  const stateMachineArn = await machine(
    one({
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage',
      Parameters: { QueueUrl, 'MessageBody.$': '$.text' },
      End: true,
    }),
  )
  const e = await ended((await states.StartExecution({ stateMachineArn, input: '{"text":"hi"}' })).executionArn)
  assert.equal(e.status, 'SUCCEEDED', e.cause)
  assert.equal((await sqs.ReceiveMessage({ QueueUrl })).Messages[0].Body, 'hi')
})

test('an EXPRESS execution is answered when it has ended', async () => {
  const { states: sync } = nube.api({ disableHostPrefix: true }) // else the SDK calls sync-127.0.0.1
  const stateMachineArn = await machine(
    {
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ Variable: '$.ok', BooleanEquals: true, Next: 'Good' }], Default: 'Bad' },
        Good: { Type: 'Pass', Result: 'good', End: true },
        Bad: { Type: 'Fail', Error: 'Bad', Cause: 'not ok' },
      },
    },
    { type: 'EXPRESS' },
  )
  const good = await sync.StartSyncExecution({ stateMachineArn, name: 'e', input: '{"ok":true}' })
  assert.deepEqual([good.status, good.output, good.name, good.input], ['SUCCEEDED', '"good"', 'e', '{"ok":true}'])
  assert.match(good.executionArn, /^arn:aws:states:us-east-1:000000000000:express:machine-\d+:e:[0-9a-f-]{36}$/)
  assert(good.stopDate >= good.startDate)
  assert(good.billingDetails.billedDurationInMilliseconds >= 0)
  const bad = await sync.StartSyncExecution({ stateMachineArn, input: '{"ok":false}' })
  assert.deepEqual([bad.status, bad.error, bad.cause], ['FAILED', 'Bad', 'not ok'])
  const listed = await failure(states.ListExecutions({ stateMachineArn }))
  assert.deepEqual([listed.name, listed.status], ['StateMachineTypeNotSupported', 400])
  const standard = await failure(sync.StartSyncExecution({ stateMachineArn: await machine(pass) }))
  assert.deepEqual([standard.name, standard.status], ['StateMachineTypeNotSupported', 400])
})
