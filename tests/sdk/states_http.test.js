// Step Functions: tasks that are HTTP requests, to Nube's API stages and to anybody.
import assert from 'node:assert/strict'
import http from 'node:http'

import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'
import { createFunction, functionOf } from '../support/js/functions.js'

const nube = await Nube.start()
const { states, apigateway, lambda, iam } = nube.api()
after(() => nube.stop())

// --- a server that tells what it was asked, and answers as its path says -------------------------------------------------------------

const asked = []
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', (b) => (body += b))
  request.on('end', () => {
    asked.push({ method: request.method, url: request.url, headers: request.headers, raw: request.rawHeaders, body })
    const status = Number(/status=(\d+)/.exec(request.url)?.[1] ?? 200)
    if (request.url.startsWith('/never')) return
    if (request.url.startsWith('/text')) response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Two': ['a', 'b'] }).end('{"not":"parsed"}')
    else if (request.url.startsWith('/image')) response.writeHead(status, { 'Content-Type': 'image/png' }).end('x')
    else if (request.url.startsWith('/big')) response.writeHead(status, { 'Content-Type': 'text/plain' }).end('x'.repeat(300000))
    else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ got: body }))
  })
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const base = `http://127.0.0.1:${server.address().port}`
after(() => new Promise((closed) => (server.closeAllConnections(), server.close(closed))))

// --- running one task ----------------------------------------------------------------------------------------------------------------

let made = 0
async function begin(service, Parameters, extra, input = '{}') {
  const definition = { StartAt: 'Call', States: { Call: { Type: 'Task', Resource: `arn:aws:states:::${service}`, Parameters, End: true, ...extra } } }
  const { stateMachineArn } = await states.CreateStateMachine({
    name: `m${++made}`,
    roleArn: 'arn:aws:iam::000000000000:role/workflow',
    definition: JSON.stringify(definition),
  })
  return (await states.StartExecution({ stateMachineArn, input })).executionArn
}
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && { ...e, output: e.output && JSON.parse(e.output) }
  })
const events = async (executionArn) => (await states.GetExecutionHistory({ executionArn })).events
const run = async (service, Parameters, extra) => ended(await begin(service, Parameters, extra))

test('http:invoke: a POST of JSON, and what comes back', async () => {
  const executionArn = await begin('http:invoke', {
    ApiEndpoint: `${base}/orders?a=1`,
    Method: 'POST',
    Headers: { 'X-Order': '7', Accept: ['text/plain', 'application/json'] },
    QueryParameters: { q: 'ä b', list: ['1', '2'] },
    RequestBody: { n: null, text: 'hi' },
  })
  const e = await ended(executionArn)
  assert.equal(e.status, 'SUCCEEDED', e.cause)
  const request = asked.at(-1)
  assert.deepEqual([request.method, request.url, request.body], ['POST', '/orders?a=1&q=%C3%A4%20b&list=1&list=2', '{"n":null,"text":"hi"}'])
  assert.deepEqual(
    [request.headers['x-order'], request.headers['content-type'], request.headers['user-agent'], request.headers.range],
    ['7', 'application/json; charset=UTF-8', 'Amazon|StepFunctions|HttpInvoke|us-east-1', 'bytes=0-262144'],
  )
  assert.deepEqual(request.raw.filter((_, i) => request.raw[i - 1] === 'Accept'), ['text/plain', 'application/json'])
  assert.deepEqual([e.output.StatusCode, e.output.StatusText, e.output.ResponseBody], [200, 'OK', { got: request.body }])
  assert.deepEqual(e.output.Headers['Content-Type'], ['application/json'])
  const history = await events(executionArn)
  assert.deepEqual(history.map((x) => x.type).slice(2, 5), ['TaskScheduled', 'TaskStarted', 'TaskSucceeded'])
  const scheduled = history[2].taskScheduledEventDetails
  assert.deepEqual([scheduled.resource, scheduled.resourceType, JSON.parse(scheduled.parameters).Method], ['invoke', 'http', 'POST'])
})

test('http:invoke: methods, texts, and no body', async () => {
  for (const Method of ['GET', 'DELETE', 'OPTIONS', 'HEAD', 'PUT', 'PATCH']) {
    const e = await run('http:invoke', { ApiEndpoint: `${base}/text`, Method, ...(Method === 'PUT' && { RequestBody: 'as it is' }) })
    assert.equal(asked.at(-1).method, Method)
    assert.equal(asked.at(-1).body, Method === 'PUT' ? 'as it is' : '')
    assert.equal(e.output.ResponseBody, Method === 'HEAD' ? '' : '{"not":"parsed"}')
    assert.deepEqual(e.output.Headers['X-Two'], ['a', 'b'])
  }
})

test('http:invoke: a form, its lists in each of their ways', async () => {
  const RequestBody = { array: ['a', 'b c'], deep: { x: 1, y: [true] }, none: null, 'n&m': 'ü' }
  const rest = '&none=&n%26m=%C3%BC'
  for (const [ArrayFormat, body] of [
    [undefined, 'array[0]=a&array[1]=b%20c&deep[x]=1&deep[y][0]=true'],
    ['INDICES', 'array[0]=a&array[1]=b%20c&deep[x]=1&deep[y][0]=true'],
    ['REPEAT', 'array=a&array=b%20c&deep[x]=1&deep[y]=true'],
    ['COMMAS', 'array=a,b%20c&deep[x]=1&deep[y]=true'],
    ['BRACKETS', 'array[]=a&array[]=b%20c&deep[x]=1&deep[y][]=true'],
  ]) {
    const Transform = { RequestBodyEncoding: 'URL_ENCODED', ...(ArrayFormat && { RequestEncodingOptions: { ArrayFormat } }) }
    await run('http:invoke', { ApiEndpoint: base, Method: 'POST', RequestBody, Transform })
    assert.equal(asked.at(-1).body, body + rest)
    assert.equal(asked.at(-1).headers['content-type'], 'application/x-www-form-urlencoded')
  }
})

test('http:invoke: errors by status, retried and caught', async () => {
  const Retry = [{ ErrorEquals: ['States.Http.StatusCode.503'], IntervalSeconds: 1, MaxAttempts: 1 }]
  const executionArn = await begin('http:invoke', { ApiEndpoint: `${base}/busy?status=503`, Method: 'GET' }, { Retry })
  await until('the first try', async () => (await events(executionArn)).some((x) => x.type === 'TaskFailed'))
  await nube.clock({ advance: 1 })
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'States.Http.StatusCode.503', 'Service Unavailable'])
  assert.equal(asked.filter((x) => x.url.startsWith('/busy')).length, 2)
  const moved = await run('http:invoke', { ApiEndpoint: `${base}/?status=302`, Method: 'GET' })
  assert.equal(moved.error, 'States.Http.StatusCode.302')
})

test('http:invoke: nobody there, no text, too much', async () => {
  const closed = await run('http:invoke', { ApiEndpoint: 'http://127.0.0.1:1/', Method: 'GET' })
  assert.equal(closed.error, 'States.Http.Socket')
  const image = await run('http:invoke', { ApiEndpoint: `${base}/image`, Method: 'GET' })
  assert.equal(image.error, 'States.Runtime')
  const big = await run('http:invoke', { ApiEndpoint: `${base}/big`, Method: 'GET' })
  assert.deepEqual([big.error, big.cause], [
    'States.DataLimitExceeded',
    "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit.",
  ])
  const late = await begin('http:invoke', { ApiEndpoint: `${base}/never`, Method: 'GET' }, { TimeoutSeconds: 5 })
  await until('the request', () => asked.some((x) => x.url === '/never'))
  await nube.clock({ advance: 6 })
  assert.equal((await ended(late)).error, 'States.Timeout')
})

test('http:invoke: what cannot be asked', async () => {
  const good = { ApiEndpoint: base, Method: 'GET' }
  const count = asked.length
  for (const [change, what] of [
    [{ Method: undefined }, 'The field "Method" is required but was missing'],
    [{ ApiEndpoint: undefined }, 'The field "ApiEndpoint" is required but was missing'],
    [{ Method: 'TRACE' }, "The value for the field 'Method' must be one of the following: GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS"],
    [{ ApiEndpoint: 'ftp://x' }, "The value for the field 'ApiEndpoint' must be a valid URL"],
    [{ Headers: { Host: 'x' } }, "The header 'Host' is not allowed"],
    [{ Headers: { 'x-amz-date': 'x' } }, "The header 'x-amz-date' is not allowed"],
    [{ Headers: { 'X-Split': 'a\r\nb: c' } }, "The value for the field 'Headers' is not valid"],
    [{ QueryParameters: 'a=b' }, "The value for the field 'QueryParameters' must be a JSON object"],
    [{ Transform: { RequestBodyEncoding: 'XML' } }, "The value for the field 'RequestBodyEncoding' must be one of the following: NONE, URL_ENCODED"],
  ]) {
    const e = await run('http:invoke', { ...good, ...change })
    assert.equal(e.error, 'States.Runtime')
    assert(e.cause.startsWith("The Parameters '{") && e.cause.endsWith(`' could not be used to start the Task: [${what}]`), e.cause)
  }
  for (const name of ['Authentication', 'InvocationConfig']) {
    const e = await run('http:invoke', { ...good, [name]: { ConnectionArn: 'arn:aws:events:us-east-1:000000000000:connection/none/1' } })
    assert.equal(e.error, 'Events.ConnectionResource.ResourceNotFound')
  }
  assert.equal(asked.length, count)
})

// --- API Gateway ---------------------------------------------------------------------------------------------------------------------

// Answers with the event it got, or with the status that it is told.
const echo = functionOf(`
    status=$(sed -n 's/.*"status":"\\([0-9]*\\)".*/\\1/p' "$work/event")
    { printf '{"statusCode":%s,"headers":{"Content-Type":"application/json"},"body":"{\\\\"event\\\\":\\\\"' "\${status:-200}"; base64 -w0 <"$work/event"; printf '\\\\"}"}'; } >"$work/out"`)

async function api() {
  const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
  const { FunctionArn } = await createFunction(lambda, { FunctionName: 'echo', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, Code: { ZipFile: echo } })
  await letInvoke(lambda, FunctionArn, 'apigateway.amazonaws.com')
  const { id: restApiId, rootResourceId } = await apigateway.CreateRestApi({ name: 'shop' })
  const { id: resourceId } = await apigateway.CreateResource({ restApiId, parentId: rootResourceId, pathPart: '{proxy+}' })
  const method = { restApiId, resourceId, httpMethod: 'ANY' }
  await apigateway.PutMethod({ ...method, authorizationType: 'NONE' })
  const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`
  await apigateway.PutIntegration({ ...method, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri })
  await apigateway.CreateDeployment({ restApiId, stageName: 'prod' })
  return restApiId
}
const event = (e) => JSON.parse(Buffer.from(e.output.ResponseBody.event, 'base64').toString())
let id

test('apigateway:invoke: an API of Nube, by each of its names', async () => {
  id = await api()
  const request = {
    Method: 'POST',
    Stage: 'prod',
    Path: 'bills/add',
    Headers: { key: ['value1', 'value2'] },
    QueryParameters: { billId: ['12', '34'] },
    RequestBody: { kept: 1, dropped: null, deep: { dropped: null } },
    AuthType: 'IAM_ROLE',
  }
  const hosts = [
    `${id}.execute-api.us-east-1.amazonaws.com`,
    `https://${id}.execute-api.us-east-1.amazonaws.com`,
    `${nube.url}/restapis/${id}`,
    `${nube.url}/_aws/execute-api/${id}`,
    `${nube.url.replace('http://', '')}/_aws/execute-api/${id}`,
  ]
  for (const ApiEndpoint of hosts) {
    const executionArn = await begin('apigateway:invoke', { ...request, ApiEndpoint })
    const e = await ended(executionArn)
    assert.equal(e.status, 'SUCCEEDED', `${ApiEndpoint}: ${e.error} ${e.cause}`)
    assert.deepEqual([e.output.StatusCode, e.output.StatusText, e.output.Headers['Content-Type']], [200, 'OK', ['application/json']])
    const got = event(e)
    assert.deepEqual([got.httpMethod, got.path, got.body], ['POST', '/bills/add', '{"kept":1,"deep":{}}'])
    assert.deepEqual([got.multiValueHeaders.key, got.multiValueQueryStringParameters], [['value1', 'value2'], { billId: ['12', '34'] }])
    const scheduled = (await events(executionArn))[2].taskScheduledEventDetails
    assert.deepEqual([scheduled.resource, scheduled.resourceType], ['invoke', 'apigateway'])
  }
  const nulls = await run('apigateway:invoke', { ...request, ApiEndpoint: hosts[0], AllowNullValues: true })
  assert.equal(event(nulls).body, '{"kept":1,"dropped":null,"deep":{"dropped":null}}')
})

test('apigateway:invoke: errors', async () => {
  const ApiEndpoint = `${id}.execute-api.us-east-1.amazonaws.com`
  const forbidden = await run('apigateway:invoke', { ApiEndpoint, Method: 'GET', Stage: 'none', Path: 'x' })
  assert.deepEqual([forbidden.error, forbidden.cause], ['ApiGateway.403', '{"message":"Forbidden"}'])
  const refused = await run('apigateway:invoke', { ApiEndpoint, Method: 'GET', Stage: 'prod', Path: '/x', QueryParameters: { status: ['400'] } })
  assert.equal(refused.error, 'ApiGateway.400')
  assert.match(refused.cause, /^\{"event":/)
  const nobody = await run('apigateway:invoke', { ApiEndpoint: 'http://127.0.0.1:1/restapis/a', Method: 'GET', Stage: 's' })
  assert.equal(nobody.error, 'ApiGateway.ConnectException')
  for (const [change, what] of [
    [{ Method: 'FETCH' }, "The value for the field 'Method' must be one of the following: GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS"],
    [{ Headers: { Authorization: 'x' } }, "The header 'Authorization' is not allowed"],
    [{ AuthType: 'BASIC' }, "The value for the field 'AuthType' must be one of the following: NO_AUTH, IAM_ROLE, RESOURCE_POLICY"],
    [{ RequestBody: { a: 1 } }, 'The field "RequestBody" is not supported for this HTTP method'],
  ]) {
    const e = await run('apigateway:invoke', { ApiEndpoint, Method: 'GET', Stage: 'prod', Path: 'x', ...change })
    assert.equal(e.error, 'States.Runtime')
    assert(e.cause.endsWith(`[${what}]`), e.cause)
  }
})

test('apigateway:invoke.waitForTaskToken: the API gets the token, and somebody answers by it', async () => {
  const executionArn = await begin('apigateway:invoke.waitForTaskToken', {
    ApiEndpoint: `${id}.execute-api.us-east-1.amazonaws.com`,
    Method: 'POST',
    Stage: 'prod',
    Path: 'bills',
    Headers: { 'TaskToken.$': 'States.Array($$.Task.Token)' },
    RequestBody: { 'token.$': '$$.Task.Token' },
  })
  const submitted = await until('TaskSubmitted', async () => (await events(executionArn)).find((x) => x.type === 'TaskSubmitted'))
  const details = submitted.taskSubmittedEventDetails
  assert.deepEqual([details.resource, details.resourceType], ['invoke.waitForTaskToken', 'apigateway'])
  const got = event({ output: JSON.parse(details.output) })
  const taskToken = got.headers.TaskToken
  assert.equal(JSON.parse(got.body).token, taskToken)
  await states.SendTaskSuccess({ taskToken, output: '{"paid":true}' })
  assert.deepEqual((await ended(executionArn)).output, { paid: true })
  const refused = await run('apigateway:invoke.waitForTaskToken', {
    ApiEndpoint: `${id}.execute-api.us-east-1.amazonaws.com`, Method: 'GET', Stage: 'none', Path: 'x', QueryParameters: { t: ['1'] },
  })
  assert.equal(refused.error, 'ApiGateway.403')
})

test('many requests at once', async () => {
  const items = Array.from({ length: 120 }, (_, i) => i)
  const call = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters: { ApiEndpoint: `${base}/many`, Method: 'GET' }, End: true }
  const definition = { StartAt: 'Each', States: { Each: { Type: 'Map', ItemsPath: '$', ItemProcessor: { StartAt: 'Call', States: { Call: call } }, End: true } } }
  const { stateMachineArn } = await states.CreateStateMachine({ name: 'many', roleArn: 'arn:aws:iam::000000000000:role/r', definition: JSON.stringify(definition) })
  const all = await Promise.all([1, 2, 3].map(() => states.StartExecution({ stateMachineArn, input: JSON.stringify(items) })))
  for (const { executionArn } of all) assert.equal((await ended(executionArn)).output.length, 120)
  assert.equal(asked.filter((x) => x.url === '/many').length, 360)
})
