// Step Functions: limits of AWS's that executions meet, each in AWS's words.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, isSanitised, Nube, until } from '../support/js/nube.js'
import { disorder, history } from '../support/js/workflows.js'

const nube = await Nube.start()
const { states, sqs } = nube.api()
const { states: local } = nube.api({ disableHostPrefix: true }) // no "sync-" before the host
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
let made = 0
async function machine(definition, extra) {
  return (await states.CreateStateMachine({ name: `m${++made}`, roleArn, definition: JSON.stringify(definition), ...extra })).stateMachineArn
}
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
async function run(definition, input = '{}') {
  const { executionArn } = await states.StartExecution({ stateMachineArn: await machine(definition), input })
  return ended(executionArn)
}
const words = (name) => `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`

const KiB = 1024
const text = 'x'.repeat(100 * KiB)
const input = JSON.stringify({ text })
const thrice = { a: { 'v.$': '$.text' }, b: { 'v.$': '$.text' }, c: { 'v.$': '$.text' } }
const two = (state, extra) => ({ StartAt: 'Big', States: { Big: { ...state, Next: 'Caught' }, Caught: { Type: 'Succeed' }, ...extra } })
const endless = {
  StartAt: 'A',
  States: {
    A: { Type: 'Pass', Next: 'B' },
    B: { Type: 'Choice', Choices: [{ Variable: '$.none', IsPresent: true, Next: 'C' }], Default: 'A' },
    C: { Type: 'Succeed' },
  },
}
const inner = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } }

test('256 KiB: every state that makes more fails, and may be caught where it can be', async () => {
  const get = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl' }
  await sqs.CreateQueue({ QueueName: 'q' })
  const makers = {
    Parameters: two({ Type: 'Pass', Parameters: thrice }),
    Arguments: { QueryLanguage: 'JSONata', ...two({ ...get, Arguments: { QueueName: '{% $states.input.text & $states.input.text & $states.input.text %}' } }) },
    Output: { QueryLanguage: 'JSONata', ...two({ Type: 'Pass', Output: '{% [1..3].$states.input.text %}' }) },
    ResultSelector: two({ Type: 'Parallel', Branches: [inner], ResultSelector: { a: { 'v.$': '$[0].text' }, b: { 'v.$': '$[0].text' }, c: { 'v.$': '$[0].text' } } }),
    Parallel: two({ Type: 'Parallel', Branches: [inner, { StartAt: 'In2', States: { In2: { Type: 'Pass', End: true } } }, { StartAt: 'In3', States: { In3: { Type: 'Pass', End: true } } }] }),
    Map: two({ Type: 'Map', ItemsPath: '$.items', ItemSelector: { 'v.$': '$.text' }, ItemProcessor: inner }),
    ResultPath: two({ ...get, Parameters: { QueueName: 'q' }, ResultSelector: { 'v.$': "States.Format('{}{}', $$.Execution.Input.text, $$.Execution.Input.text)" }, ResultPath: '$.found' }),
  }
  for (const [what, definition] of Object.entries(makers)) {
    const e = await run(definition, JSON.stringify({ text, items: [1, 2, 3] }))
    assert.deepEqual([what, e.status, e.error, e.cause], [what, 'FAILED', 'States.DataLimitExceeded', words('Big')])
  }
  const last = two({ Type: 'Parallel', Branches: [inner], ResultSelector: { a: { 'v.$': '$[0].text' }, b: { 'v.$': '$[0].text' }, c: { 'v.$': '$[0].text' } } })
  last.States.Big.Catch = [{ ErrorEquals: ['States.DataLimitExceeded'], ResultPath: null, Next: 'Caught' }]
  assert.equal((await run(last, input)).status, 'SUCCEEDED')
})

test('256 KiB: as much as that is taken', async () => {
  const most = JSON.stringify('y'.repeat(256 * KiB - 2))
  const definition = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } }
  const e = await run(definition, most)
  assert.deepEqual([e.status, e.output.length], ['SUCCEEDED', 256 * KiB])
  const stateMachineArn = await machine(definition)
  const more = await failure(states.StartExecution({ stateMachineArn, input: `${most} ` }))
  assert.equal(more.name, 'ValidationException')
  assert.match(more.message, /Member must have length less than or equal to 262144/)
})

test('25,000 events: the last of them is the failure', async () => {
  const loops = {
    pass: endless,
    map: {
      StartAt: 'Each',
      States: {
        Each: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: inner, ResultPath: null, Next: 'Both' },
        Out: { Type: 'Succeed' },
        Both: { Type: 'Parallel', Branches: [{ StartAt: 'P', States: { P: { Type: 'Wait', Seconds: 0, End: true } } }], ResultPath: null, Next: 'Again' },
        Again: { Type: 'Choice', Choices: [{ Variable: '$.items', IsPresent: true, Next: 'Each' }], Default: 'Out' },
      },
    },
  }
  for (const definition of Object.values(loops).slice(0, isSanitised ? 1 : 2)) {
    const { executionArn } = await states.StartExecution({
      stateMachineArn: await machine(definition),
      input: JSON.stringify({ items: Array.from({ length: 37 }, (_, i) => i) }),
    })
    const e = await until('the execution to end', async () => {
      const now = await states.DescribeExecution({ executionArn })
      return now.status !== 'RUNNING' && now
    }, 50)
    assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'States.Runtime', 'The execution reached the maximum number of history events (25000).'])
    const events = await history(states, executionArn)
    assert.equal(events.length, 25000)
    assert.equal(disorder(events), '')
    assert.deepEqual([events.at(-1).type, events.at(-1).previousEventId], ['ExecutionFailed', 24999])
    assert.deepEqual([e.redriveStatus, e.redriveStatusReason], ['NOT_REDRIVABLE', 'Execution history event limit exceeded'])
    const parent = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:redriveExecution', Parameters: { ExecutionArn: executionArn }, End: true }
    assert.equal((await run({ StartAt: 'R', States: { R: parent } })).error, 'Sfn.ExecutionNotRedrivableException')
  }
}, { seconds: 60 })

test('a parent learns that its child cannot be redriven', async () => {
  const child = await machine(endless)
  const failing = await machine({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Bad' } } })
  const start = (StateMachineArn) => ({ StartAt: 'S', States: { S: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Parameters: { StateMachineArn }, End: true } } })
  const full = JSON.parse((await run(start(child))).cause)
  assert.deepEqual([full.RedriveStatus, full.RedriveStatusReason], ['NOT_REDRIVABLE', 'Execution history event limit exceeded'])
  const failed = JSON.parse((await run(start(failing))).cause)
  assert.deepEqual([failed.RedriveStatus, failed.RedriveStatusReason, failed.RedriveCount], ['REDRIVABLE', undefined, 0])
}, { seconds: 60 })

test('an EXPRESS execution has no history, so none that is full', async () => {
  const count = {
    QueryLanguage: 'JSONata',
    StartAt: 'Count',
    States: {
      Count: { Type: 'Pass', Output: '{% {"n": $states.input.n + 1} %}', Next: 'More' },
      More: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n < 7000 %}', Next: 'Count' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  }
  const { executionArn, ...e } = await local.StartSyncExecution({ stateMachineArn: await machine(count, { type: 'EXPRESS' }), input: '{"n":0}' })
  assert.deepEqual([e.status, e.output], ['SUCCEEDED', '{"n":7000}'], e.cause)
}, { seconds: 60 })

test('redriving a parent starts its failed child anew', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'gate' })
  await sqs.DeleteQueue({ QueueUrl })
  const gate = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl', Parameters: { QueueName: 'gate' }, ResultSelector: { ok: true }, End: true }
  const child = await machine({ StartAt: 'G', States: { G: gate } })
  const parent = await machine({ StartAt: 'S', States: { S: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Parameters: { StateMachineArn: child }, End: true } } })
  const { executionArn } = await states.StartExecution({ stateMachineArn: parent })
  assert.equal((await ended(executionArn)).status, 'FAILED')
  await sqs.CreateQueue({ QueueName: 'gate' })
  await states.RedriveExecution({ executionArn })
  await until('success', async () => (await states.DescribeExecution({ executionArn })).status === 'SUCCEEDED')
  const children = (await states.ListExecutions({ stateMachineArn: child })).executions
  assert.deepEqual(children.map((c) => [c.status, c.redriveCount]), [['SUCCEEDED', 0], ['FAILED', 0]])
})

test('50 tags a resource; names of 80 characters', async () => {
  const tags = (count, from = 0) => Array.from({ length: count }, (_, i) => ({ key: `k${from + i}`, value: 'v' }))
  const name = 'n'.repeat(80)
  const definition = JSON.stringify(inner)
  const { stateMachineArn: resourceArn } = await states.CreateStateMachine({ name, roleArn, definition, tags: tags(50) })
  await states.TagResource({ resourceArn, tags: tags(50) })
  const more = await failure(states.TagResource({ resourceArn, tags: tags(1, 50) }))
  assert.equal(more.name, 'TooManyTags')
  assert.equal((await failure(states.CreateStateMachine({ name: 'tagged', roleArn, definition, tags: tags(51) }))).name, 'TooManyTags')
  assert.equal((await failure(states.CreateStateMachine({ name: `${name}n`, roleArn, definition }))).name, 'ValidationException')
  await states.StartExecution({ stateMachineArn: resourceArn, name })
  assert.equal((await failure(states.StartExecution({ stateMachineArn: resourceArn, name: `${name}n` }))).name, 'ValidationException')
  const activity = await states.CreateActivity({ name, tags: tags(50) })
  assert.equal((await failure(states.TagResource({ resourceArn: activity.activityArn, tags: tags(1, 50) }))).name, 'TooManyTags')
})
