// Step Functions: executions started as test cases of the mock configuration.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { build, environment, failure, folder, Nube, run, until } from '../support/js/nube.js'

const file = path.join(folder(), 'mocks.json')
writeFileSync(
  file,
  JSON.stringify({
    StateMachines: {
      Orders: {
        TestCases: {
          Happy: { Charge: 'Charged', Notify: 'Notified' },
          Retried: { Charge: 'ChargedLater', Notify: 'Notified' },
          Declined: { Charge: 'Refused' },
          Half: { Charge: 'Charged' },
        },
      },
      Quick: { TestCases: { Happy: { Charge: 'Charged' } } },
    },
    MockedResponses: {
      Charged: { 0: { Return: { StatusCode: 200, Payload: { paid: true } } } },
      ChargedLater: {
        0: { Throw: { Error: 'Lambda.TooManyRequestsException', Cause: 'too many' } },
        '1-2': { Throw: { Error: 'Lambda.ServiceException', Cause: 'down' } },
        3: { Return: { StatusCode: 200, Payload: { paid: true } } },
      },
      Refused: { 0: { Throw: { Error: 'Declined', Cause: 'no money' } } },
      Notified: { 0: { Return: { MessageId: 'm-1' } } },
    },
  }),
)
const nube = await Nube.start(['--ephemeral', '--states-mock-config', file])
const { states } = nube.api()
const { states: sync } = nube.api({ disableHostPrefix: true })
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
const definition = JSON.stringify({
  StartAt: 'Charge',
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'charge' },
      ResultSelector: { 'paid.$': '$.Payload.paid' },
      Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException', 'Lambda.ServiceException'], IntervalSeconds: 1, BackoffRate: 1 }],
      Catch: [{ ErrorEquals: ['Declined'], ResultPath: '$.error', Next: 'Sorry' }],
      Next: 'Notify',
    },
    Notify: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'http://127.0.0.1/000000000000/none', MessageBody: 'paid' },
      ResultPath: '$.message',
      End: true,
    },
    Sorry: { Type: 'Pass', End: true },
  },
})
const { stateMachineArn } = await states.CreateStateMachine({ name: 'Orders', roleArn, definition })
const execute = async (testCase) => {
  const { executionArn } = await states.StartExecution({ stateMachineArn: `${stateMachineArn}#${testCase}`, input: '{"n":1}' })
  return until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
}
const types = async (executionArn) => (await states.GetExecutionHistory({ executionArn })).events.map((e) => e.type)

test('a test case takes its path without a call', async () => {
  const e = await execute('Happy')
  assert.deepEqual([e.status, JSON.parse(e.output)], ['SUCCEEDED', { paid: true, message: { MessageId: 'm-1' } }])
  assert.equal(e.stateMachineArn, stateMachineArn)
  assert.match(e.executionArn, /:execution:Orders:[0-9a-f-]{36}$/)
  assert.deepEqual(await types(e.executionArn), [
    'ExecutionStarted',
    ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited'],
    ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited'],
    'ExecutionSucceeded',
  ])
})

test('attempts get their answers in turn', async () => {
  const e = await execute('Retried')
  assert.equal(e.status, 'SUCCEEDED')
  const { events } = await states.GetExecutionHistory({ executionArn: e.executionArn })
  const failures = events.filter((h) => h.type === 'TaskFailed').map((h) => [h.taskFailedEventDetails.error, h.taskFailedEventDetails.cause])
  assert.deepEqual(failures, [
    ['Lambda.TooManyRequestsException', 'too many'],
    ['Lambda.ServiceException', 'down'],
    ['Lambda.ServiceException', 'down'],
  ])
})

test('a mocked error is caught', async () => {
  const e = await execute('Declined')
  assert.deepEqual([e.status, JSON.parse(e.output)], ['SUCCEEDED', { n: 1, error: { Error: 'Declined', Cause: 'no money' } }])
})

test('a state that the case does not name makes its call', async () => {
  const e = await execute('Half')
  assert.deepEqual([e.status, e.error], ['FAILED', 'SQS.QueueDoesNotExistException'])
})

test('an EXPRESS machine too', async () => {
  const charge = JSON.parse(definition)
  charge.States = { Charge: { ...charge.States.Charge, Next: undefined, Catch: undefined, End: true } }
  const quick = await states.CreateStateMachine({ name: 'Quick', roleArn, type: 'EXPRESS', definition: JSON.stringify(charge) })
  const e = await sync.StartSyncExecution({ stateMachineArn: `${quick.stateMachineArn}#Happy` })
  assert.deepEqual([e.status, e.output], ['SUCCEEDED', '{"paid":true}'])
})

test('an unknown test case, an unknown machine', async () => {
  const unknown = await failure(states.StartExecution({ stateMachineArn: `${stateMachineArn}#Nothing` }))
  assert.deepEqual([unknown.name, unknown.message], ['ValidationException', "The mock configuration has no test case 'Nothing' for the state machine 'Orders'"])
  const missing = await failure(states.StartExecution({ stateMachineArn: `${stateMachineArn}x#Happy` }))
  assert.equal(missing.name, 'StateMachineDoesNotExist')
})

test('a wrong file is told at the start', async () => {
  const wrong = path.join(folder(), 'wrong.json')
  const start = (env, ...args) => run(path.join(build, 'nube'), ['--ephemeral', '--port', '0', ...args], { env: { ...environment, ...env } })
  writeFileSync(wrong, '{"StateMachines":{"M":{"TestCases":{"C":{"S":"R"}}}},"MockedResponses":{}}')
  const bad = await start({ SFN_MOCK_CONFIG: wrong })
  assert.deepEqual([bad.status, bad.err], [2, `nube: the mock configuration ${wrong}: StateMachines.M.TestCases.C.S: there is no mocked response 'R'\n`])
  const missing = await start({}, '--states-mock-config', `${wrong}x`)
  assert.deepEqual([missing.status, missing.err], [2, `nube: the mock configuration ${wrong}x: No such file or directory\n`])
})
