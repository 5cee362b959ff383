// Step Functions: tasks that invoke functions, and all the ways in which these fail.
import assert from 'node:assert/strict'

import { allow, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, testFunction } from '../support/js/functions.js'
import { Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { states, lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: trust('lambda.amazonaws.com', 'states.amazonaws.com') })).Role.Arn
await iam.PutRolePolicy({ RoleName: 'f', PolicyName: 'invoke', PolicyDocument: allow('lambda:InvokeFunction') })
async function make(FunctionName, extra = {}) {
  const made = await createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'main', Timeout: 10, Code: { ZipFile: testFunction() }, ...extra })
  return made.FunctionArn
}
const shared = await make('shared')
const gone = shared.replace('shared', 'gone')

let made = 0
async function run(state, input = '{}') {
  const definition = JSON.stringify({ StartAt: 'Call', States: { Call: { Type: 'Task', End: true, ...state }, ...(state.Next && { Done: { Type: 'Succeed' } }) } })
  const { stateMachineArn } = await states.CreateStateMachine({ name: `m${++made}`, roleArn: Role, definition })
  const { executionArn } = await states.StartExecution({ stateMachineArn, input })
  const e = await until('the execution to end', async () => {
    const now = await states.DescribeExecution({ executionArn })
    return now.status !== 'RUNNING' && now
  }, 15)
  const { events } = await states.GetExecutionHistory({ executionArn })
  return { ...e, output: e.output && JSON.parse(e.output), events, types: events.map((x) => x.type) }
}
const invoke = (Parameters, extra) => run({ Resource: 'arn:aws:states:::lambda:invoke', Parameters, ...extra })

test('a function by its ARN, its qualifier, or as aws-sdk has it', async () => {
  for (const Resource of [shared, `${shared}:$LATEST`]) {
    const e = await run({ Resource }, '{"n":1}')
    assert.deepEqual([e.status, e.output], ['SUCCEEDED', { n: 1 }])
    assert.deepEqual(e.types, [
      'ExecutionStarted', 'TaskStateEntered', 'LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded', 'TaskStateExited', 'ExecutionSucceeded',
    ])
    assert.equal(e.events[2].lambdaFunctionScheduledEventDetails.resource, Resource)
  }
  const sdk = await run({ Resource: 'arn:aws:states:::aws-sdk:lambda:invoke', Parameters: { FunctionName: 'shared', Payload: { n: 2 } } })
  assert.deepEqual([sdk.output.StatusCode, sdk.output.Payload, sdk.output.ExecutedVersion], [200, '{"n":2}', '$LATEST'])
})

test('lambda:invoke: the result, by name and ARN, with and without a qualifier', async () => {
  for (const more of [{ FunctionName: 'shared' }, { FunctionName: shared }, { FunctionName: `${shared}:$LATEST` }, { FunctionName: 'shared', Qualifier: '$LATEST' }, { FunctionName: '000000000000:function:shared' }]) {
    const e = await invoke({ ...more, Payload: { n: 3 } })
    assert.equal(e.status, 'SUCCEEDED', e.cause)
    const { ExecutedVersion, Payload, StatusCode, SdkHttpMetadata, SdkResponseMetadata } = e.output
    assert.deepEqual([ExecutedVersion, Payload, StatusCode, SdkHttpMetadata.HttpStatusCode], ['$LATEST', { n: 3 }, 200, 200])
    assert.deepEqual(SdkHttpMetadata.AllHttpHeaders['X-Amz-Executed-Version'], ['$LATEST'])
    assert.deepEqual(SdkHttpMetadata.AllHttpHeaders['Content-Length'], ['7'])
    assert.equal(SdkHttpMetadata.HttpHeaders['x-amzn-RequestId'], SdkResponseMetadata.RequestId)
  }
  const none = await invoke({ FunctionName: 'shared' })
  assert.deepEqual(none.output.Payload, {})
  const logged = await invoke({ FunctionName: 'shared', Payload: { do: 'log' }, LogType: 'Tail' })
  assert.match(Buffer.from(logged.output.LogResult, 'base64').toString(), /hello from/)
  assert.equal(logged.output.SdkHttpMetadata.HttpHeaders['X-Amz-Log-Result'], logged.output.LogResult)
})

test('no such function, version or alias', async () => {
  const words = (arn) => new RegExp(`^Function not found: ${arn.replace('$', '\\$')} \\(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\\)$`)
  for (const [parameters, arn] of [
    [{ FunctionName: 'gone' }, `${gone}:$LATEST`],
    [{ FunctionName: gone }, `${gone}:$LATEST`],
    [{ FunctionName: 'shared', Qualifier: 'live' }, `${shared}:live`],
    [{ FunctionName: `${shared}:7` }, `${shared}:7`],
  ]) {
    const e = await invoke(parameters)
    assert.equal(e.error, 'Lambda.ResourceNotFoundException')
    assert.match(e.cause, words(arn))
    assert.deepEqual(e.types.slice(-2), ['TaskFailed', 'ExecutionFailed'])
  }
  const byArn = await run({ Resource: gone })
  assert.equal(byArn.error, 'Lambda.ResourceNotFoundException')
  assert.deepEqual(byArn.types.slice(-2), ['LambdaFunctionFailed', 'ExecutionFailed'])
  const sdk = await run({ Resource: 'arn:aws:states:::aws-sdk:lambda:invoke', Parameters: { FunctionName: 'gone' } })
  assert.equal(sdk.error, 'Lambda.ResourceNotFoundException')
  assert.match(sdk.cause, /^Function not found: .*:gone:\$LATEST \(Service: Lambda, Status Code: 404, Request ID: [0-9a-f-]{36}\)$/)
})

test('what a function fails with: its own error, and its JSON as the cause', async () => {
  const failed = { errorType: 'Test.Failed', errorMessage: 'as told', stackTrace: [] }
  for (const e of [await invoke({ FunctionName: 'shared', Payload: { do: 'fail' } }), await run({ Resource: shared }, '{"do":"fail"}')]) {
    assert.equal(e.error, 'Test.Failed')
    assert.deepEqual(JSON.parse(e.cause), failed)
  }
  const exited = await invoke({ FunctionName: 'shared', Payload: { do: 'exit' } })
  assert.equal(exited.error, 'Runtime.ExitError')
  assert.match(JSON.parse(exited.cause).errorMessage, /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 7$/)
  const Catch = [{ ErrorEquals: ['Test.Failed'], ResultPath: '$.error', Next: 'Done' }]
  const caught = await invoke({ FunctionName: 'shared', Payload: { do: 'fail' } }, { End: undefined, Next: 'Done', Catch })
  assert.deepEqual([caught.output.error.Error, JSON.parse(caught.output.error.Cause)], ['Test.Failed', failed])
})

test('a function that takes too long', async () => {
  await make('slow', { Timeout: 1 })
  const e = await invoke({ FunctionName: 'slow', Payload: { do: 'sleep' } })
  assert.equal(e.error, 'Sandbox.Timedout')
  assert.match(JSON.parse(e.cause).errorMessage, /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/)
})

test('a function whose payload is too large, or too large for the state', async () => {
  const e = await invoke({ FunctionName: 'shared', Payload: { text: 'x'.repeat(200 * 1024) } })
  assert.equal(e.status, 'SUCCEEDED')
  const big = await run({ Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'shared', 'Payload.$': '$' } }, JSON.stringify({ t: 'x'.repeat(262100) }))
  assert.deepEqual([big.error, big.cause], ['States.DataLimitExceeded', "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit."])
  assert.equal(big.types.at(-2), 'TaskFailed')
})

test('retries tell errors of Lambda from those of the function', async () => {
  const Retry = [{ ErrorEquals: ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.TooManyRequestsException'], MaxAttempts: 3 }]
  const e = await invoke({ FunctionName: 'shared', Payload: { do: 'fail' } }, { Retry })
  assert.equal(e.types.filter((t) => t === 'TaskFailed').length, 1)
})
