// Distributed Maps and JSONata states by the AWS SDK.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { states } = nube.api()
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
let made = 0
async function run(definition, input = {}) {
  const { stateMachineArn } = await states.CreateStateMachine({ name: `machine-${++made}`, roleArn, definition: JSON.stringify(definition) })
  return (await states.StartExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn
}
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
const typesOf = async (executionArn) => (await states.GetExecutionHistory({ executionArn })).events.map((e) => e.type)
const processor = (states, start, type = 'STANDARD') => ({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: type }, StartAt: start, States: states })
const pass = { P: { Type: 'Pass', End: true } }
const choosy = { C: { Type: 'Choice', Choices: [{ Variable: '$', NumericLessThan: 0, Next: 'F' }], Default: 'S' }, F: { Type: 'Fail', Error: 'Negative' }, S: { Type: 'Succeed' } }
const map = (more) => ({ StartAt: 'M', States: { M: { Type: 'Map', Label: `label-${made}`, End: true, ...more } } })

test('a distributed Map runs an execution for each item', async () => {
  const executionArn = await run(map({ MaxConcurrency: 2, ItemSelector: { 'n.$': '$$.Map.Item.Value' }, ItemProcessor: processor(pass, 'P') }), [1, 2, 3, 4, 5])
  const e = await ended(executionArn)
  assert.deepEqual([e.status, JSON.parse(e.output)], ['SUCCEEDED', [1, 2, 3, 4, 5].map((n) => ({ n }))])
  assert.deepEqual(await typesOf(executionArn), [
    'ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded',
  ])
  const { mapRuns } = await states.ListMapRuns({ executionArn })
  assert.equal(mapRuns.length, 1)
  assert.match(mapRuns[0].mapRunArn, /:mapRun:machine-1\/label-0:[0-9a-f-]{36}$/)
  assert.match(mapRuns[0].stateMachineArn, /:stateMachine:machine-1\/label-0$/)
  const told = await states.DescribeMapRun({ mapRunArn: mapRuns[0].mapRunArn })
  assert.deepEqual([told.status, told.maxConcurrency, told.executionArn], ['SUCCEEDED', 2, executionArn])
  assert.deepEqual([told.itemCounts.succeeded, told.itemCounts.total, told.executionCounts.resultsWritten, told.executionCounts.pending], [5, 5, 5, 0])
  const { executions } = await states.ListExecutions({ mapRunArn: mapRuns[0].mapRunArn })
  assert.equal(executions.length, 5)
  assert.match(executions[0].executionArn, /:execution:machine-1\/label-0:[0-9a-f-]{36}$/)
  assert.equal(executions[0].mapRunArn, mapRuns[0].mapRunArn)
  const child = await states.DescribeExecution({ executionArn: executions[4].executionArn })
  assert.deepEqual([child.status, JSON.parse(child.input)], ['SUCCEEDED', { n: 1 }])
  assert.deepEqual(await typesOf(child.executionArn), ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'])
  const of = await states.DescribeStateMachineForExecution({ executionArn: child.executionArn })
  assert.deepEqual([of.mapRunArn, of.label, of.name], [mapRuns[0].mapRunArn, 'label-0', 'machine-1/label-0'])
  const own = await states.ListExecutions({ stateMachineArn: e.stateMachineArn })
  assert.deepEqual(own.executions.map((x) => x.executionArn), [executionArn])
})

test('failures are tolerated up to a count or a percentage', async () => {
  const tolerant = await ended(await run(map({ ToleratedFailureCount: 1, ItemProcessor: processor(choosy, 'C') }), [1, -1, 2]))
  const [one, failed, two] = JSON.parse(tolerant.output)
  assert.deepEqual([tolerant.status, one, two], ['SUCCEEDED', 1, 2])
  const { ExecutionArn, Name, StartDate, StopDate, ...told } = failed
  assert.deepEqual(told, {
    Error: 'Negative', Input: '-1', InputDetails: { Included: true }, OutputDetails: { Included: true }, RedriveCount: 0,
    RedriveStatus: 'REDRIVABLE_BY_MAP_RUN', StateMachineArn: ExecutionArn.replace(':execution:', ':stateMachine:').replace(`:${Name}`, ''), Status: 'FAILED',
  })
  for (const date of [StartDate, StopDate]) assert.match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
  const percent = await ended(await run(map({ ToleratedFailurePercentage: 40, ItemProcessor: processor(choosy, 'C') }), [1, -1, 2]))
  assert.equal(percent.status, 'SUCCEEDED')
  const executionArn = await run(map({ ItemProcessor: processor(choosy, 'C') }), [1, -1, 2])
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded'])
  assert.deepEqual((await typesOf(executionArn)).slice(-3), ['MapRunFailed', 'MapStateFailed', 'ExecutionFailed'])
  const { mapRuns } = await states.ListMapRuns({ executionArn })
  assert.equal((await states.DescribeMapRun({ mapRunArn: mapRuns[0].mapRunArn })).status, 'FAILED')
})

test('results that are too large together fail the run', async () => {
  const large = { P: { Type: 'Pass', QueryLanguage: 'JSONata', Output: "{% $pad('x', 200000) %}", End: true } }
  const executionArn = await run(map({ ItemProcessor: processor(large, 'P') }), [1, 2])
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], [
    'FAILED', 'States.DataLimitExceeded', "The state/task 'M' returned a result with a size exceeding the maximum number of bytes service limit.",
  ])
  assert.deepEqual((await typesOf(executionArn)).slice(-3), ['MapRunFailed', 'MapStateFailed', 'ExecutionFailed'])
  const { mapRuns } = await states.ListMapRuns({ executionArn })
  assert.equal((await states.DescribeMapRun({ mapRunArn: mapRuns[0].mapRunArn })).status, 'FAILED')
})

test('batches, Maps in Maps, and no items at all', async () => {
  const batches = await ended(await run(map({ ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { f: 1 } }, ItemProcessor: processor(pass, 'P', 'EXPRESS') }), [1, 2, 3]))
  assert.deepEqual(JSON.parse(batches.output), [{ BatchInput: { f: 1 }, Items: [1, 2] }, { BatchInput: { f: 1 }, Items: [3] }])
  const inner = { I: { Type: 'Map', ItemProcessor: processor({ Q: { Type: 'Pass', End: true } }, 'Q'), End: true } }
  const nested = await ended(await run(map({ ItemProcessor: processor(inner, 'I') }), [[1, 2], [], [3]]))
  assert.deepEqual(JSON.parse(nested.output), [[1, 2], [], [3]])
  const none = await ended(await run(map({ ItemProcessor: processor(pass, 'P') }), []))
  assert.equal(none.output, '[]')
})

test('a run that is stopped, and one that is changed', async () => {
  const wait = { W: { Type: 'Wait', Seconds: 100000, End: true } }
  const executionArn = await run(map({ MaxConcurrency: 1, ItemProcessor: processor(wait, 'W') }), [1, 2, 3])
  const mapRunArn = await until('the run to start', async () => (await states.ListMapRuns({ executionArn })).mapRuns[0]?.mapRunArn)
  const counts = async () => (await states.DescribeMapRun({ mapRunArn })).executionCounts
  assert.deepEqual([(await counts()).running, (await counts()).pending], [1, 2])
  await states.UpdateMapRun({ mapRunArn, maxConcurrency: 2, toleratedFailureCount: 3 })
  assert.deepEqual([(await counts()).running, (await counts()).pending], [2, 1])
  await states.StopExecution({ executionArn })
  const told = await states.DescribeMapRun({ mapRunArn })
  assert.deepEqual([told.status, told.executionCounts.aborted, told.toleratedFailureCount], ['ABORTED', 3, 3])
  const { executions } = await states.ListExecutions({ mapRunArn })
  assert.deepEqual(executions.map((e) => e.status), ['ABORTED', 'ABORTED'])
  const late = await failure(states.UpdateMapRun({ mapRunArn, maxConcurrency: 9 }))
  assert.equal(late.name, 'ValidationException')
  const unknown = await failure(states.DescribeMapRun({ mapRunArn: mapRunArn.slice(0, -1) }))
  assert.equal(unknown.name, 'ResourceNotFound')
  const wrong = await failure(states.ListMapRuns({ executionArn: mapRunArn }))
  assert.equal(wrong.name, 'InvalidArn')
})

test('a reader without its service fails the run, and can be caught', async () => {
  const reader = { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', Key: 'k' }, ReaderConfig: { InputType: 'JSON' } }
  const definition = map({ ItemReader: reader, ItemProcessor: processor(pass, 'P'), Catch: [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'Caught' }] })
  definition.States.Caught = { Type: 'Pass', End: true }
  const e = await ended(await run(definition))
  assert.deepEqual([e.status, JSON.parse(e.output).Error], ['SUCCEEDED', 'States.ItemReaderFailed'])
})

test('JSONata: variables, choices and arguments', async () => {
  const definition = {
    QueryLanguage: 'JSONata', StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: { total: '{% $sum($states.input.prices) %}' }, Output: { n: '{% $count($states.input.prices) %}' }, Next: 'C' },
      C: { Type: 'Choice', Choices: [{ Condition: '{% $total > 10 %}', Output: '{% $merge([$states.input, {"large": true}]) %}', Next: 'M' }], Default: 'F' },
      F: { Type: 'Fail', Error: 'Small' },
      M: { Type: 'Map', Items: '{% [1..$states.input.n] %}', ItemProcessor: processor({ P: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } }, 'P'), Output: { sum: '{% $sum($states.result) %}', total: '{% $total %}' }, End: true },
    },
  }
  const e = await ended(await run(definition, { prices: [5, 6, 7] }))
  assert.deepEqual([e.status, e.output && JSON.parse(e.output)], ['SUCCEEDED', { sum: 12, total: 18 }])
  const small = await ended(await run(definition, { prices: [1] }))
  assert.deepEqual([small.status, small.error], ['FAILED', 'Small'])
  const wrong = await failure(run({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Output: '{% phone %}', End: true } } }))
  assert.equal(wrong.message, "Invalid State Machine Definition: 'UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/A/Output'")
})

test('warnings are told when they are asked for', async () => {
  const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { a: '$.x' }, End: true } } })
  assert.deepEqual((await states.ValidateStateMachineDefinition({ definition })).diagnostics, [])
  const told = await states.ValidateStateMachineDefinition({ definition, severity: 'WARNING' })
  assert.equal(told.result, 'OK')
  assert.deepEqual(told.diagnostics.map((d) => [d.severity, d.code, d.location]), [['WARNING', 'NO_DOLLAR', '/States/P/Parameters/a']])
})

test('a map run goes on after a kill', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'nube-map-'))
  let server = await Nube.start(['--data-dir', data])
  try {
    let api = server.api().states
    const wait = { W: { Type: 'Wait', Seconds: 3600, Next: 'S' }, S: { Type: 'Succeed' } }
    const definition = JSON.stringify(map({ MaxConcurrency: 2, ItemProcessor: processor(wait, 'W') }))
    const { stateMachineArn } = await api.CreateStateMachine({ name: 'long', roleArn, definition })
    const { executionArn } = await api.StartExecution({ stateMachineArn, input: '[1,2,3]' })
    const counts = async () => {
      const { mapRuns } = await api.ListMapRuns({ executionArn })
      return mapRuns.length ? (await api.DescribeMapRun({ mapRunArn: mapRuns[0].mapRunArn })).executionCounts : {}
    }
    await until('two children to run', async () => (await counts()).running === 2)
    await server.end('SIGKILL')
    server = await Nube.start(['--data-dir', data])
    api = server.api().states
    await server.clock({ advance: 3605 })
    await until('the third child to run', async () => (await counts()).succeeded === 2 && (await counts()).running === 1)
    await server.clock({ advance: 3605 })
    const e = await until('the end', async () => {
      const told = await api.DescribeExecution({ executionArn })
      return told.status !== 'RUNNING' && told
    })
    assert.deepEqual([e.status, JSON.parse(e.output)], ['SUCCEEDED', [1, 2, 3]])
  } finally {
    await server.end()
    fs.rmSync(data, { recursive: true, force: true })
  }
})

test('EXPRESS children: no history, five minutes at most, described all the same', async () => {
  const told = { T: { Type: 'Pass', Parameters: { 'id.$': '$$.Execution.Id', 'machine.$': '$$.StateMachine.Name', 'item.$': '$' }, End: true } }
  const executionArn = await run(map({ ItemProcessor: processor(told, 'T', 'EXPRESS') }), ['a'])
  const [output] = JSON.parse((await ended(executionArn)).output)
  const { mapRuns } = await states.ListMapRuns({ executionArn })
  const { executions } = await states.ListExecutions({ mapRunArn: mapRuns[0].mapRunArn })
  assert.match(output.id, /^arn:aws:states:us-east-1:000000000000:express:machine-\d+\/label-\d+:[0-9a-f-]{36}:[0-9a-f-]{36}$/)
  assert.deepEqual([executions.length, executions[0].executionArn, output.item], [1, output.id, 'a'])
  const e = await states.DescribeExecution({ executionArn: output.id })
  assert.deepEqual([e.status, e.mapRunArn, e.name, JSON.parse(e.output)], ['SUCCEEDED', mapRuns[0].mapRunArn, output.id.split(':').at(-2), output])
  const history = await failure(states.GetExecutionHistory({ executionArn: output.id }))
  assert.deepEqual([history.name, history.message], ['InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'"])
  assert.equal((await failure(states.StopExecution({ executionArn: output.id }))).name, 'InvalidArn')
  assert.equal((await failure(states.DescribeExecution({ executionArn: output.id.slice(0, -1) }))).name, 'InvalidArn')
  const long = { W: { Type: 'Wait', Seconds: 1000, End: true } }
  const slow = await run(map({ ItemProcessor: processor(long, 'W', 'EXPRESS') }), ['a'])
  const runs = () => states.ListMapRuns({ executionArn: slow }).then((r) => r.mapRuns)
  await until('the child to run', async () => (await runs()).length && (await states.ListExecutions({ mapRunArn: (await runs())[0].mapRunArn })).executions.length)
  await nube.clock({ advance: 301 })
  assert.equal((await ended(slow)).error, 'States.ExceedToleratedFailureThreshold')
  assert.equal((await states.ListExecutions({ mapRunArn: (await runs())[0].mapRunArn })).executions[0].status, 'TIMED_OUT')
})
