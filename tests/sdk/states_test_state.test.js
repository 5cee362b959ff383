// Step Functions: TestState, a state by itself, called for real or mocked.
import assert from 'node:assert/strict'
import http from 'node:http'

import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { sqs } = nube.api()
const { states } = nube.api({ disableHostPrefix: true })
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
const json = (value) => JSON.stringify(value)
const parsed = (answer) => {
  const read = (v) => (typeof v === 'string' ? JSON.parse(v) : v)
  const { $metadata, output, inspectionData, ...rest } = answer
  const told = { ...rest }
  if (output !== undefined) told.output = read(output)
  if (inspectionData) told.inspectionData = Object.fromEntries(Object.entries(inspectionData).map(([k, v]) => [k, read(v)]))
  return told
}
const tried = async (definition, { input, variables, context, mock, ...more } = {}) =>
  parsed(
    await states.TestState({
      definition: typeof definition === 'string' ? definition : json(definition),
      ...(input === undefined ? {} : { input: json(input) }),
      ...(variables ? { variables: json(variables) } : {}),
      ...(context ? { context: json(context) } : {}),
      ...(mock ? { mock: 'result' in mock ? { ...mock, result: json(mock.result) } : mock } : {}),
      ...more,
    }),
  )
const refused = async (promise, name, message) => {
  const e = await failure(promise)
  assert.deepEqual([e.name, e.message], [name, message])
}
const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, End: true }
const branch = (Type = 'Pass') => ({ StartAt: 'Inner', States: { Inner: { Type, ...(Type === 'Pass' ? { End: true } : {}) } } })
const distributed = { ...branch(), ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }

test('what the data becomes, in JSONPath', async () => {
  const definition = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:getQueueUrl',
    InputPath: '$.in',
    Parameters: { 'QueueName.$': '$.q' },
    ResultSelector: { 'url.$': '$.QueueUrl' },
    ResultPath: '$.found',
    OutputPath: '$.found.url',
    Next: 'After',
  }
  await sqs.CreateQueue({ QueueName: 'there' })
  definition.Resource = 'arn:aws:states:::aws-sdk:sqs:getQueueUrl'
  const input = { in: { q: 'there' } }
  const told = await tried(definition, { roleArn, input, inspectionLevel: 'TRACE' })
  const url = told.output
  assert.match(url, /000000000000\/there$/)
  assert.deepEqual(told, {
    status: 'SUCCEEDED',
    output: url,
    nextState: 'After',
    inspectionData: {
      input,
      afterInputPath: { q: 'there' },
      afterParameters: { QueueName: 'there' },
      result: { QueueUrl: url },
      afterResultSelector: { url },
      afterResultPath: { ...input, found: { url } },
    },
  })
  const missing = await tried(definition, { roleArn, input: { in: { q: 'nowhere' } } })
  assert.deepEqual([missing.status, missing.error, missing.output, missing.inspectionData], ['FAILED', 'Sqs.QueueDoesNotExistException', undefined, undefined])
})

test('what the data becomes, in JSONata, with variables', async () => {
  const told = await tried(
    {
      Type: 'Task',
      QueryLanguage: 'JSONata',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '{% $name %}', Payload: '{% $states.input.n * 2 %}' },
      Assign: { twice: '{% $states.input.n * 2 %}' },
      Output: '{% $states.result.StatusCode %}',
      End: true,
    },
    { input: { n: 21 }, variables: { name: 'f' }, mock: { result: { StatusCode: 200 } }, inspectionLevel: 'DEBUG' },
  )
  assert.deepEqual(told, {
    status: 'SUCCEEDED',
    output: 200,
    inspectionData: {
      input: { n: 21 },
      afterArguments: { FunctionName: 'f', Payload: 42 },
      result: { StatusCode: 200 },
      variables: { name: 'f', twice: 42 },
    },
  })
  const bad = await tried({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.none %}', End: true }, { input: {} })
  assert.deepEqual([bad.status, bad.error], ['FAILED', 'States.QueryEvaluationError'])
  assert.equal(bad.cause, "The JSONata expression '$states.input.none' specified for the field 'Output' returned nothing (undefined).")
})

test('a state of a whole machine, and of a branch in it', async () => {
  const definition = json({ StartAt: 'Both', States: { Both: { Type: 'Parallel', Branches: [branch(), { StartAt: 'Deep', States: { Deep: { Type: 'Pass', Result: 'deep', End: true } } }], End: true } } })
  assert.deepEqual(await tried(definition, { stateName: 'Deep' }), { status: 'SUCCEEDED', output: 'deep' })
  assert.deepEqual(await tried(definition, { stateName: 'Both', mock: { result: [1, 2] } }), { status: 'SUCCEEDED', output: [1, 2] })
  await refused(tried(definition, { stateName: 'None' }), 'ValidationException', 'State not found in definition')
  await refused(tried(definition, { stateName: 'Both' }), 'InvalidDefinition', 'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]')
  await refused(tried(definition, { stateName: 'Both', mock: { result: [1] } }), 'ValidationException', 'Mocked result must contain the same number of items as number of Parallel branches.')
})

test('errors: retried, caught, or the end', async () => {
  const definition = {
    ...invoke,
    Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: ['Broken'], Next: 'Mend' }, { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.error', Next: 'Else' }],
  }
  const failing = (error, more) => tried(definition, { input: { a: 1 }, mock: { errorOutput: { error, cause: 'why' } }, inspectionLevel: 'DEBUG', ...more })
  const retried = await failing('Busy', { stateConfiguration: { retrierRetryCount: 1 } })
  assert.deepEqual([retried.status, retried.error, retried.inspectionData.errorDetails], ['RETRIABLE', 'Busy', { retryIndex: 0, retryBackoffIntervalSeconds: 6 }])
  const broken = await failing('Broken')
  assert.deepEqual([broken.status, broken.nextState, broken.output, broken.inspectionData.errorDetails], ['CAUGHT_ERROR', 'Mend', { Error: 'Broken', Cause: 'why' }, { catchIndex: 0 }])
  const worn = await failing('Busy', { stateConfiguration: { retrierRetryCount: 2 } })
  assert.deepEqual([worn.status, worn.nextState, worn.inspectionData.errorDetails], ['CAUGHT_ERROR', 'Else', { catchIndex: 1, retryIndex: 0 }])
  assert.deepEqual(worn.output, { a: 1, error: { Error: 'Busy', Cause: 'why' } })
  const fails = await tried({ Type: 'Fail', ErrorPath: '$.e', Cause: 'because' }, { input: { e: 'E' } })
  assert.deepEqual(fails, { status: 'FAILED', error: 'E', cause: 'because' })
})

test('maps: items, batches, tolerance', async () => {
  const definition = {
    Type: 'Map',
    ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, Parameters: { Bucket: 'b', Key: 'k' } },
    ItemProcessor: distributed,
    ItemSelector: { 'n.$': '$$.Map.Item.Value.n' },
    ItemBatcher: { MaxItemsPerBatch: 2 },
    ToleratedFailureCount: 1,
    MaxConcurrency: 5,
    End: true,
  }
  const run = (stateConfiguration) =>
    tried(definition, { input: {}, stateConfiguration: { mapItemReaderData: 'n,m\n1,a\n2,b\n3,c\n', ...stateConfiguration }, mock: { result: [1, 2] }, inspectionLevel: 'DEBUG' })
  const good = await run({ mapIterationFailureCount: 1 })
  assert.deepEqual([good.status, good.output], ['SUCCEEDED', [1, 2]])
  assert.deepEqual(good.inspectionData, {
    input: {},
    afterInputPath: {},
    maxConcurrency: 5,
    toleratedFailureCount: 1,
    afterItemSelector: [{ n: '1' }, { n: '2' }, { n: '3' }],
    afterItemBatcher: [{ Items: [{ n: '1' }, { n: '2' }] }, { Items: [{ n: '3' }] }],
    afterResultSelector: [1, 2],
    afterResultPath: [1, 2],
  })
  const bad = await run({ mapIterationFailureCount: 2 })
  assert.deepEqual([bad.status, bad.error], ['FAILED', 'States.ExceedToleratedFailureThreshold'])
  await refused(run({ mapIterationFailureCount: 3 }), 'ValidationException', 'Map iteration failure count must be less than or equal to the number of Map iterations')
  await refused(tried({ ...definition, ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } } }, { mock: { result: [] } }), 'ValidationException', 'Mocked result must be a JSON object.')
})

test('the Context object, given and made', async () => {
  const pass = { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.context %}', End: true }
  const made = (await tried(pass, { input: { a: 1 }, roleArn })).output
  assert.match(made.Execution.Id, /^arn:aws:states:us-east-1:000000000000:express:[0-9a-f-]{36}:[0-9a-f-]{36}$/)
  assert.deepEqual([made.Execution.Input, made.Execution.RoleArn, made.State.Name, 'RedriveCount' in made.Execution], [{ a: 1 }, roleArn, 'StateName', false])
  assert.equal((await tried(pass)).output.Execution.RoleArn, null)
  const wait = { ...invoke, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters: { 'FunctionName.$': '$$.Execution.Name', 'Payload.$': '$$.Task.Token' } }
  const context = { Execution: { Name: 'given' }, Task: { Token: 'token' } }
  const told = await tried(wait, { mock: { result: 1 }, context, inspectionLevel: 'TRACE' })
  assert.deepEqual(told.inspectionData.afterParameters, { FunctionName: 'given', Payload: 'token' })
  await refused(tried(wait, { context }), 'ValidationException', 'TestState does not support Context when a mock is not specified.')
  const wrong = { Map: "'Map' field is not supported when mocking a Context object", Other: "Field 'Other' is not allowed" }
  for (const [field, why] of Object.entries(wrong))
    await refused(tried(wait, { mock: { result: 1 }, context: { [field]: {} } }), 'ValidationException', `Invalid Context object provided: ${why}`)
})

test('mocks against their API', async () => {
  const start = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', Parameters: { StateMachineArn: 'm' }, End: true }
  const mode = (result, fieldValidationMode) => tried(start, { mock: { result, fieldValidationMode } })
  const told = "Mock result schema validation error: Required field 'ExecutionArn' is missing"
  await refused(mode({}), 'ValidationException', told)
  await refused(mode({}, 'STRICT'), 'ValidationException', told)
  assert.equal((await mode({}, 'PRESENT')).status, 'SUCCEEDED')
  await refused(mode({ StartDate: 1 }, 'PRESENT'), 'ValidationException', "Mock result schema validation error: Field 'StartDate' must be a string")
  assert.equal((await mode({ StartDate: 1 }, 'NONE')).status, 'SUCCEEDED')
  const item = { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:getItem', Parameters: { TableName: 't', Key: {} }, End: true }
  await refused(tried(item, { mock: { result: { ConsumedCapacity: { CapacityUnits: '1' } } } }), 'ValidationException', "Mock result schema validation error: Field 'CapacityUnits' must be a number")
  assert.equal((await tried(item, { mock: { result: { Item: { id: { S: '1' } }, Further: 1 } } })).status, 'SUCCEEDED')
})

test('what is refused', async () => {
  const pass = { Type: 'Pass', End: true }
  await refused(tried(pass, { mock: { result: 1 } }), 'ValidationException', "State type 'Pass' is not supported when a mock is specified")
  await refused(tried(invoke), 'ValidationException', 'RoleArn must be specified when testing a Task state')
  await refused(tried(invoke, { roleArn: 'x' }), 'InvalidArn', "Invalid Arn: 'Invalid Role Arn: x'")
  await refused(tried(invoke, { mock: { result: {} }, revealSecrets: true }), 'ValidationException', 'TestState does not support RevealSecrets when a mock is specified.')
  await refused(tried(invoke, { mock: { result: {}, errorOutput: { error: 'E' } } }), 'ValidationException', 'A test mock should have only one of the following fields: [result, errorOutput].')
  await refused(states.TestState({ definition: json(invoke), mock: { result: 'no' } }), 'ValidationException', 'Mocked result must be valid JSON')
  const broken = await failure(states.TestState({ definition: json(pass), input: '{' }))
  assert.deepEqual([broken.name, broken.status], ['InvalidExecutionInput', 400])
  const definition = await failure(states.TestState({ definition: '{"Type":"Nothing"}' }))
  assert.equal(definition.name, 'InvalidDefinition')
})

test('an HTTP task: what went over the wire, at TRACE alone', async () => {
  const server = http.createServer((request, response) => {
    response.writeHead(request.url.startsWith('/no') ? 404 : 200, { 'Content-Type': 'application/json' })
    response.end('{"ok":true}')
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${server.address().port}`
  const task = (path) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: { ApiEndpoint: `${url}${path}`, Method: 'POST', Headers: { definition: 'h' }, QueryParameters: { q: '1' }, RequestBody: { a: 1 } },
    ResultSelector: { 'status.$': '$.StatusCode' },
    End: true,
  })
  const ask = (path, inspectionLevel) => states.TestState({ definition: json(task(path)), roleArn, inspectionLevel })
  const traced = await ask('/x', 'TRACE')
  assert.deepEqual([traced.status, traced.output], ['SUCCEEDED', '{"status":200}'])
  const { request, response } = traced.inspectionData
  assert.deepEqual([request.protocol, request.method, request.url, request.body], ['http', 'POST', `${url}/x?q=1`, '{"a":1}'])
  assert.match(request.headers, /^\[definition: h, .*User-Agent: Amazon\|StepFunctions\|HttpInvoke\|us-east-1.*\]$/)
  assert.deepEqual([response.protocol, response.statusCode, response.statusMessage, response.body], ['http', '200', 'OK', '{"ok":true}'])
  assert.match(response.headers, /content-type: application\/json/i)
  const debugged = await ask('/x', 'DEBUG')
  assert.deepEqual([debugged.status, debugged.inspectionData.request, debugged.inspectionData.response], ['SUCCEEDED', undefined, undefined])
  const failed = await ask('/no', 'TRACE')
  assert.deepEqual([failed.status, failed.error, failed.inspectionData.response.statusCode], ['FAILED', 'States.Http.StatusCode.404', '404'])
  server.closeAllConnections() // Node 18 would wait for them
  await new Promise((done) => server.close(done))
})
