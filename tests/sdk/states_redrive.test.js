// Step Functions: executions that are redriven.
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
const ended = (executionArn, count = 0) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e.redriveCount === count && e
  })
const events = async (executionArn) => (await states.GetExecutionHistory({ executionArn, maxResults: 1000 })).events
const types = async (executionArn) => (await events(executionArn)).map((e) => e.type)

// Fails until the queue is there.
const find = (name, extra) => ({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl', Parameters: { QueueName: name }, ...extra })

test('from the failed state on, with what was known then', async () => {
  const stateMachineArn = await machine({
    StartAt: 'First',
    States: {
      First: { Type: 'Pass', Result: { kept: 1 }, Assign: { v: 7 }, Next: 'Find' },
      Find: find('later', { ResultPath: '$.found', Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1, IntervalSeconds: 1 }], Next: 'Last' }),
      Last: { Type: 'Pass', Parameters: { 'kept.$': '$.kept', 'v.$': '$v', 'count.$': '$$.Execution.RedriveCount' }, End: true },
    },
  })
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  const step = () => nube.clock({ advance: 2 })
  await until('the retry', async () => (await types(executionArn)).includes('TaskFailed'))
  await step()
  const failed = await ended(executionArn)
  assert.equal(failed.error, 'Sqs.QueueDoesNotExistException')
  assert.deepEqual([failed.status, failed.redriveCount, failed.redriveStatus, failed.redriveStatusReason], ['FAILED', 0, 'REDRIVABLE', undefined])
  const before = await events(executionArn)
  const { redriveDate } = await states.RedriveExecution({ executionArn, clientToken: 'one' })
  assert.equal((await states.RedriveExecution({ executionArn, clientToken: 'one' })).redriveDate.getTime(), redriveDate.getTime())
  await until('the retry', async () => (await types(executionArn)).filter((t) => t === 'TaskFailed').length === 3)
  await step()
  const again = await ended(executionArn, 1)
  assert.deepEqual([again.status, again.redriveDate.getTime()], ['FAILED', redriveDate.getTime()])
  await sqs.CreateQueue({ QueueName: 'later' })
  await states.RedriveExecution({ executionArn })
  const done = await ended(executionArn, 2)
  assert.deepEqual([done.status, done.output, done.error], ['SUCCEEDED', '{"kept":1,"v":7,"count":2}', undefined])
  const all = await events(executionArn)
  assert.deepEqual(all.map((e) => e.id), all.map((_, i) => i + 1))
  assert.deepEqual(all.slice(0, before.length), before)
  const redriven = all.filter((e) => e.type === 'ExecutionRedriven')
  assert.deepEqual(redriven.map((e) => e.executionRedrivenEventDetails), [{ redriveCount: 1 }, { redriveCount: 2 }])
  const at = all.indexOf(redriven[0])
  assert.deepEqual([all[at + 1].type, all[at + 1].previousEventId], ['TaskScheduled', redriven[0].id])
  assert.equal(all.filter((e) => e.type === 'TaskStateEntered').length, 1)
  const [item] = (await states.ListExecutions({ stateMachineArn })).executions
  assert.equal(item.redriveCount, 2)
  const not = await failure(states.RedriveExecution({ executionArn }))
  assert.deepEqual([not.name, not.message], ['ExecutionNotRedrivable', "Execution Not Redrivable: 'Execution is SUCCEEDED and cannot be redriven'"])
})

test('of Parallel and Map only what had not succeeded', async () => {
  const count = { StartAt: 'Send', States: { Send: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'URL', MessageBody: 'x' }, ResultSelector: { sent: true }, End: true } } }
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'counted' })
  count.States.Send.Parameters.QueueUrl = QueueUrl
  const stateMachineArn = await machine({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          count,
          { StartAt: 'Pause', States: { Pause: { Type: 'Wait', Seconds: 1, Next: 'Find' }, Find: find('other', { ResultSelector: { found: true }, End: true }) } },
          {
            StartAt: 'Each',
            States: {
              Each: {
                Type: 'Map', ItemsPath: '$.items', MaxConcurrency: 1, End: true,
                ItemProcessor: { StartAt: 'Item', States: { Item: find('x', { Parameters: { 'QueueName.$': '$' }, ResultSelector: { ok: 1 }, End: true }) } },
              },
            },
          },
        ],
        End: true,
      },
    },
  })
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: '{"items":["counted","third","counted"]}' })
  const first = await ended(executionArn)
  assert.equal(first.status, 'FAILED')
  await sqs.CreateQueue({ QueueName: 'third' })
  await states.RedriveExecution({ executionArn })
  await until('the wait', async () => (await nube.clock({ advance: 2 }), (await states.DescribeExecution({ executionArn })).status === 'FAILED'))
  await ended(executionArn, 1)
  await sqs.CreateQueue({ QueueName: 'other' })
  await states.RedriveExecution({ executionArn })
  const done = await ended(executionArn, 2)
  assert.deepEqual(JSON.parse(done.output), [{ sent: true }, { found: true }, [{ ok: 1 }, { ok: 1 }, { ok: 1 }]])
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
  assert.equal(Attributes.ApproximateNumberOfMessages, '1')
  const all = await events(executionArn)
  assert.deepEqual(all.map((e) => e.id), all.map((_, i) => i + 1))
})

test('stopped and timed out executions, a Fail state, one that never began', async () => {
  const waits = await machine({ StartAt: 'Wait', TimeoutSeconds: 100, States: { Wait: { Type: 'Wait', Seconds: 90, Next: 'Done' }, Done: { Type: 'Succeed' } } })
  const stopped = await states.StartExecution({ stateMachineArn: waits })
  await until('the wait', async () => (await types(stopped.executionArn)).includes('WaitStateEntered'))
  await states.StopExecution({ executionArn: stopped.executionArn, error: 'Enough' })
  await nube.clock({ advance: 1000 })
  await states.RedriveExecution({ executionArn: stopped.executionArn })
  await until('the redrive', async () => (await types(stopped.executionArn)).includes('ExecutionRedriven'))
  assert.equal((await states.DescribeExecution({ executionArn: stopped.executionArn })).status, 'RUNNING')
  await nube.clock({ advance: 91 })
  assert.equal((await ended(stopped.executionArn, 1)).status, 'SUCCEEDED')
  const late = await machine({ StartAt: 'Wait', TimeoutSeconds: 50, States: { Wait: { Type: 'Wait', Seconds: 90, End: true } } })
  const { executionArn } = await states.StartExecution({ stateMachineArn: late })
  await until('the wait', async () => (await types(executionArn)).includes('WaitStateEntered'))
  await nube.clock({ advance: 51 })
  assert.equal((await ended(executionArn)).status, 'TIMED_OUT')
  await states.RedriveExecution({ executionArn })
  await until('the redrive', async () => (await types(executionArn)).includes('ExecutionRedriven'))
  await nube.clock({ advance: 51 })
  assert.equal((await ended(executionArn, 1)).status, 'TIMED_OUT')
  const fails = await machine({ StartAt: 'Fail', States: { Fail: { Type: 'Fail', Error: 'E', Cause: 'c' } } })
  const failed = await states.StartExecution({ stateMachineArn: fails })
  await ended(failed.executionArn)
  await states.RedriveExecution(failed)
  await ended(failed.executionArn, 1)
  assert.deepEqual(await types(failed.executionArn), ['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed', 'ExecutionRedriven', 'FailStateEntered', 'ExecutionFailed'])
})

test('what cannot be redriven', async () => {
  const stateMachineArn = await machine({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1e6, End: true } } })
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  const running = await failure(states.RedriveExecution({ executionArn }))
  assert.deepEqual([running.name, running.status, running.message], ['ExecutionNotRedrivable', 400, "Execution Not Redrivable: 'Execution is RUNNING and cannot be redriven'"])
  await states.StopExecution({ executionArn })
  await nube.clock({ advance: 14 * 86400 + 1 })
  const old = await states.DescribeExecution({ executionArn })
  assert.deepEqual([old.redriveStatus, old.redriveStatusReason], ['NOT_REDRIVABLE', 'Execution redrivable period exceeded'])
  assert.equal((await failure(states.RedriveExecution({ executionArn }))).name, 'ExecutionNotRedrivable')
  const none = executionArn.replace(/[^:]+$/, 'none')
  const unknown = await failure(states.RedriveExecution({ executionArn: none }))
  assert.deepEqual([unknown.name, unknown.message], ['ExecutionDoesNotExist', `Execution Does Not Exist: '${none}'`])
  assert.equal((await failure(states.RedriveExecution({ executionArn: 'x' }))).name, 'InvalidArn')
  const list = await failure(states.ListExecutions({ stateMachineArn, redriveFilter: 'REDRIVEN' }))
  assert.equal(list.name, 'ValidationException')
  assert.deepEqual((await states.ListExecutions({ stateMachineArn, statusFilter: 'PENDING_REDRIVE' })).executions, [])
})

test('a redrive outlives a restart', async () => {
  const stateMachineArn = await machine({ StartAt: 'Find', States: { Find: find('after', { ResultSelector: { found: true }, End: true }) } })
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  await ended(executionArn)
  await sqs.CreateQueue({ QueueName: 'after' })
  await states.RedriveExecution({ executionArn })
  await nube.end('SIGKILL')
  nube = await Nube.start(data)
  ;({ states, sqs } = nube.api())
  assert.equal((await ended(executionArn, 1)).output, '{"found":true}')
  assert.equal((await types(executionArn)).filter((t) => t === 'ExecutionRedriven').length, 1)
})

// A distributed Map over names of queues, one after the other; the child of a name that has no queue fails.
const finders = (type, extra) => ({
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map', Label: 'finders', MaxConcurrency: 1, End: true, ...extra,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: type },
        StartAt: 'Mark',
        States: {
          Mark: { Type: 'Pass', Next: 'Find' },
          Find: { ...find(undefined, { ResultSelector: { ok: true }, End: true }), Parameters: { 'QueueName.$': '$' } },
        },
      },
    },
  },
})
const mapRun = async (executionArn) => {
  const { mapRuns } = await states.ListMapRuns({ executionArn })
  assert.equal(mapRuns.length, 1)
  return states.DescribeMapRun({ mapRunArn: mapRuns[0].mapRunArn })
}

for (const type of ['STANDARD', 'EXPRESS'])
  test(`a distributed Map's ${type} children: only those that had not succeeded`, async () => {
    const queue = (n) => `of-${type}-${n}`
    await sqs.CreateQueue({ QueueName: queue(1) })
    const stateMachineArn = await machine(finders(type))
    const input = JSON.stringify([queue(1), queue(2), queue(3)])
    const { executionArn } = await states.StartExecution({ stateMachineArn, input })
    const failed = await ended(executionArn)
    assert.deepEqual([failed.status, failed.error], ['FAILED', 'States.ExceedToleratedFailureThreshold'])
    const run = await mapRun(executionArn)
    assert.deepEqual([run.status, run.redriveCount, run.redriveDate], ['FAILED', 0, undefined])
    assert.deepEqual([run.executionCounts.succeeded, run.executionCounts.failed, run.executionCounts.aborted], [1, 1, 1])
    const children = (await states.ListExecutions({ mapRunArn: run.mapRunArn })).executions
    assert.deepEqual(children.map((c) => c.status), ['FAILED', 'SUCCEEDED'])
    const child = await states.DescribeExecution({ executionArn: children[0].executionArn })
    assert.deepEqual([child.redriveStatus, child.mapRunArn, JSON.parse(child.input)], ['REDRIVABLE_BY_MAP_RUN', run.mapRunArn, queue(2)])
    const own = await failure(states.RedriveExecution({ executionArn: children[0].executionArn }))
    assert.equal(own.name, type === 'EXPRESS' ? 'InvalidArn' : 'ExecutionNotRedrivable')

    await sqs.CreateQueue({ QueueName: queue(2) })
    await states.RedriveExecution({ executionArn })
    assert.equal((await ended(executionArn, 1)).status, 'FAILED')
    assert.equal((await mapRun(executionArn)).executionCounts.succeeded, 2)
    await sqs.CreateQueue({ QueueName: queue(3) })
    await states.RedriveExecution({ executionArn })
    const done = await ended(executionArn, 2)
    assert.deepEqual([done.status, JSON.parse(done.output)], ['SUCCEEDED', [{ ok: true }, { ok: true }, { ok: true }]])
    const after = await mapRun(executionArn)
    assert.deepEqual([after.status, after.redriveCount, after.mapRunArn], ['SUCCEEDED', 2, run.mapRunArn])
    assert(after.redriveDate instanceof Date)
    assert.deepEqual(after.executionCounts.succeeded, 3)
    const all = await events(executionArn)
    assert.deepEqual(all.slice(3).map((e) => e.type), [
      'MapRunStarted', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed',
      'ExecutionRedriven', 'MapRunRedriven', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed',
      'ExecutionRedriven', 'MapRunRedriven', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded',
    ])
    assert.deepEqual(all.filter((e) => e.type === 'MapRunRedriven').map((e) => e.mapRunRedrivenEventDetails), [
      { mapRunArn: run.mapRunArn, redriveCount: 1 }, { mapRunArn: run.mapRunArn, redriveCount: 2 },
    ])
    const last = (await states.ListExecutions({ mapRunArn: run.mapRunArn })).executions
    assert.equal(last.length, 3)
    if (type === 'EXPRESS') {
      assert(!last.some((c) => c.executionArn === children[0].executionArn), 'it started anew')
      return
    }
    const again = last.find((c) => c.executionArn === children[0].executionArn)
    assert.deepEqual([again.status, again.redriveCount], ['SUCCEEDED', 1])
    assert.equal((await types(again.executionArn)).filter((t) => t === 'PassStateEntered').length, 1, 'it went on from where it failed')
  })

test('a Map Run that was stopped goes on with the children it had stopped', async () => {
  const wait = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, End: true } } }
  const stateMachineArn = await machine({ StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: wait, MaxConcurrency: 2, End: true } } })
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: '[1,2,3]' })
  const counts = async () => (await states.ListMapRuns({ executionArn })).mapRuns.length && (await mapRun(executionArn)).executionCounts
  await until('two children to run', async () => (await counts()).running === 2)
  await states.StopExecution({ executionArn })
  assert.deepEqual([(await mapRun(executionArn)).status, (await counts()).aborted], ['ABORTED', 3])
  await states.RedriveExecution({ executionArn })
  await until('two children to run', async () => (await counts()).running === 2)
  await nube.clock({ advance: 601 })
  await until('the third child to run', async () => (await counts()).running === 1 && (await counts()).succeeded === 2)
  await nube.clock({ advance: 601 })
  const done = await ended(executionArn, 1)
  assert.deepEqual([done.status, JSON.parse(done.output)], ['SUCCEEDED', [1, 2, 3]])
})

test('which children wait to be redriven, and which cannot be any more', async () => {
  const wait = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3e6, End: true } } }
  const stateMachineArn = await machine({ StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: wait, ItemBatcher: { MaxItemsPerBatch: 2 }, MaxConcurrency: 2, End: true } } })
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: '[1,2,3,4,5]' })
  const counts = async () => (await states.ListMapRuns({ executionArn })).mapRuns.length && (await mapRun(executionArn)).executionCounts
  await until('two children to run', async () => (await counts()).running === 2)
  await states.UpdateMapRun({ mapRunArn: (await mapRun(executionArn)).mapRunArn, maxConcurrency: 1 })
  await states.StopExecution({ executionArn })
  await states.RedriveExecution({ executionArn })
  await until('one child to run', async () => (await counts()).running === 1)
  const told = await mapRun(executionArn)
  const chosen = ({ pending, pendingRedrive, failuresNotRedrivable }) => [pending, pendingRedrive, failuresNotRedrivable]
  assert.deepEqual([chosen(told.executionCounts), chosen(told.itemCounts)], [[1, 1, 0], [1, 2, 0]])
  await states.StopExecution({ executionArn })
  assert.deepEqual(chosen((await mapRun(executionArn)).executionCounts), [0, 0, 0])
  await nube.clock({ advance: 14 * 86400 + 1 })
  const late = await mapRun(executionArn)
  assert.deepEqual([chosen(late.executionCounts), chosen(late.itemCounts)], [[0, 0, 2], [0, 0, 4]])
})
