// API Gateway's stages by raw requests: mocks and preflights, API keys, throttles and quotas, validators, gateway responses.
import assert from 'node:assert/strict'
import net from 'node:net'

import { makeApi, mock } from '../support/js/apis.js'
import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { apigateway } = nube.api()
after(() => nube.stop())

const make = (resources, options) => makeApi(nube, apigateway, resources, options)
const told = (answer) => [answer.status, answer.body, answer.headers['x-amzn-errortype']]
const forbidden = [403, '{"message":"Forbidden"}', 'ForbiddenException']
const throttled = [429, '{"message":"Too Many Requests"}', 'TooManyRequestsException']

test('a mock says what its templates say', async () => {
  const { ask } = await make({
    '/echo/{what}': { GET: mock({ 200: { responseTemplates: { 'application/json': '{"echo": "$input.params(\'what\')", "response": "mocked"}' } } }) },
  })
  const answer = await ask('/echo/foobar')
  assert.deepEqual([answer.status, JSON.parse(answer.body), answer.headers['content-type']], [200, { echo: 'foobar', response: 'mocked' }, 'application/json'])
  assert.equal(answer.headers['x-amzn-trace-id'], undefined)
})

test('a preflight as the console sets it up, and as the CDK does', async () => {
  const responseParameters = {
    'method.response.header.Access-Control-Allow-Headers': "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
    'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
    'method.response.header.Access-Control-Allow-Origin': "'*'",
  }
  const { ask } = await make({
    '/console': { OPTIONS: mock({ 200: { responseParameters, responseTemplates: { 'application/json': '' } } }) },
    '/cdk': { OPTIONS: mock({ 204: { responseParameters } }, { requestTemplates: { 'application/json': '{ statusCode: 204 }' } }) },
  })
  const preflight = { method: 'OPTIONS', headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'GET' } }
  for (const [path, status] of [['/console', 200], ['/cdk', 204]]) {
    const answer = await ask(path, preflight)
    assert.deepEqual([answer.status, answer.body], [status, ''], path)
    assert.deepEqual([answer.headers['access-control-allow-origin'], answer.headers['access-control-allow-methods']], ['*', 'GET,OPTIONS'])
  }
})

test('a key of a usage plan, and none else', async () => {
  const { restApiId, ask } = await make({
    '/locked': { GET: (extra) => ({ ...mock(), method: { apiKeyRequired: true } }) },
    '/open': { GET: mock() },
  })
  assert.deepEqual(told(await ask('/locked')), forbidden)
  const key = await apigateway.CreateApiKey({ name: 'k', enabled: true })
  const withKey = { headers: { 'x-api-key': key.value } }
  assert.deepEqual(told(await ask('/locked', withKey)), forbidden, 'a key without a plan')
  const plan = await apigateway.CreateUsagePlan({ name: 'p', apiStages: [{ apiId: restApiId, stage: 'dev' }] })
  await apigateway.CreateUsagePlanKey({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' })
  assert.equal((await ask('/locked', withKey)).status, 200)
  assert.deepEqual(told(await ask('/locked', { headers: { 'x-api-key': `${key.value}x` } })), forbidden)
  assert.equal((await ask('/open')).status, 200)
  await apigateway.UpdateApiKey({ apiKey: key.id, patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }] })
  assert.deepEqual(told(await ask('/locked', withKey)), forbidden, 'a key that is not enabled')
})

test("throttles of a plan, of a plan's method, and of a stage's method", async () => {
  const locked = { ...mock(), method: { apiKeyRequired: true } }
  const { restApiId, ask } = await make({ '/a': { GET: locked, POST: locked }, '/b': { GET: mock(), POST: mock() } })
  const key = await apigateway.CreateApiKey({ enabled: true })
  const plan = await apigateway.CreateUsagePlan({
    name: 'p',
    throttle: { rateLimit: 0.001, burstLimit: 4 },
    apiStages: [{ apiId: restApiId, stage: 'dev', throttle: { '/a/POST': { rateLimit: 0.001, burstLimit: 1 } } }],
  })
  await apigateway.CreateUsagePlanKey({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' })
  const withKey = { headers: { 'x-api-key': key.value } }
  const statuses = async (path, options, count) => {
    const all = []
    for (let i = 0; i < count; i++) all.push((await ask(path, options)).status)
    return all
  }
  assert.deepEqual(await statuses('/a', { method: 'POST', ...withKey }, 3), [200, 429, 429])
  assert.deepEqual(await statuses('/a', withKey, 5), [200, 200, 200, 429, 429])
  await apigateway.UpdateStage({
    restApiId,
    stageName: 'dev',
    patchOperations: [
      { op: 'replace', path: '/*/*/throttling/rateLimit', value: '0.001' },
      { op: 'replace', path: '/*/*/throttling/burstLimit', value: '3' },
      { op: 'replace', path: '/~1b/POST/throttling/rateLimit', value: '0.001' },
      { op: 'replace', path: '/~1b/POST/throttling/burstLimit', value: '1' },
    ],
  })
  assert.deepEqual(await statuses('/b', {}, 4), [200, 200, 200, 429])
  assert.deepEqual(await statuses('/b', { method: 'POST' }, 2), [200, 429])
  assert.deepEqual(told(await ask('/b')), throttled)
})

test('a quota of a day', async () => {
  const { restApiId, ask } = await make({ '/a': { GET: { ...mock(), method: { apiKeyRequired: true } } } })
  const key = await apigateway.CreateApiKey({ enabled: true })
  const plan = await apigateway.CreateUsagePlan({ name: 'p', quota: { limit: 3, period: 'DAY' }, apiStages: [{ apiId: restApiId, stage: 'dev' }] })
  await apigateway.CreateUsagePlanKey({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' })
  const withKey = { headers: { 'x-api-key': key.value } }
  for (let i = 0; i < 3; i++) assert.equal((await ask('/a', withKey)).status, 200)
  assert.deepEqual(told(await ask('/a', withKey)), [429, '{"message":"Limit Exceeded"}', 'LimitExceededException'])
})

test('a validator looks at parameters, then at the body', async () => {
  const { ask } = await make(
    {
      '/orders/{id}': {
        POST: ({ requestValidatorId }) => ({
          ...mock(),
          method: {
            requestValidatorId,
            requestParameters: { 'method.request.querystring.q': true, 'method.request.header.X-Must': true, 'method.request.querystring.may': false },
            requestModels: { 'application/json': 'Order' },
          },
        }),
      },
    },
    {
      before: async ({ restApiId }) => {
        const schema = { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', required: ['price'], properties: { price: { type: 'number', minimum: 0 } } }
        await apigateway.CreateModel({ restApiId, name: 'Order', contentType: 'application/json', schema: JSON.stringify(schema) })
        const { id } = await apigateway.CreateRequestValidator({ restApiId, name: 'all', validateRequestBody: true, validateRequestParameters: true })
        return { requestValidatorId: id }
      },
    },
  )
  const post = (path, body, headers = { 'X-Must': '1' }, type = 'application/json') => ask(path, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } })
  const bad = await post('/orders/1', 'no json', {})
  assert.equal(bad.status, 400)
  assert.match(bad.body, /^\{"message": "Missing required request parameters: \[(q, X-Must|X-Must, q)\]"\}$/)
  assert.equal(bad.headers['x-amzn-errortype'], 'BadRequestException')
  assert.equal((await post('/orders/1?q=', '{"price":1}')).body, '{"message": "Missing required request parameters: [q]"}')
  const invalid = [400, '{"message": "Invalid request body"}', 'BadRequestException']
  for (const body of ['no json', '{}', '{"price":"1"}', '{"price":-1}', '[]', '']) assert.deepEqual(told(await post('/orders/1?q=1', body)), invalid, body)
  assert.equal((await post('/orders/1?q=1', '{"price":1}')).status, 200)
  assert.equal((await post('/orders/1?q=1', '{"price":1}', undefined, 'application/json; charset=utf-8')).status, 200)
})

test('a type that no template is for', async () => {
  const { ask } = await make({
    '/never': { POST: mock({ 200: {} }, { passthroughBehavior: 'NEVER' }) },
    '/else': { POST: mock({ 200: {} }, { passthroughBehavior: 'WHEN_NO_MATCH' }) },
  })
  const post = (path, type) => ask(path, { method: 'POST', body: '{"statusCode":200}', headers: { 'Content-Type': type } })
  assert.deepEqual(told(await post('/never', 'text/xml')), [415, '{"message": "Unsupported Media Type"}', 'BadRequestException'])
  assert.equal((await post('/never', 'application/json')).status, 200)
  assert.equal((await post('/else', 'text/xml')).status, 200)
})

test('the gateway answers in the words of the API, also across origins', async () => {
  const { restApiId, ask, deploy } = await make({ '/locked': { GET: { ...mock(), method: { apiKeyRequired: true } } } })
  await apigateway.PutGatewayResponse({
    restApiId,
    responseType: 'DEFAULT_4XX',
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'https://shop.example'" },
  })
  await apigateway.PutGatewayResponse({
    restApiId,
    responseType: 'INVALID_API_KEY',
    statusCode: '401',
    responseParameters: { 'gatewayresponse.header.X-Asked': 'method.request.header.X-Ask' },
    responseTemplates: { 'application/json': '{"why":$context.error.messageString,"type":"$context.error.responseType","id":"$context.requestId"}' },
  })
  assert.equal((await ask('/locked')).status, 403, 'not before it is deployed')
  await deploy()
  const answer = await ask('/locked', { headers: { 'X-Ask': 'me' } })
  assert.deepEqual([answer.status, answer.headers['x-asked']], [401, 'me'])
  assert.deepEqual(JSON.parse(answer.body), { why: 'Forbidden', type: 'INVALID_API_KEY', id: answer.headers['x-amzn-requestid'] })
  const none = await ask('/nowhere')
  assert.deepEqual([none.status, none.body, none.headers['access-control-allow-origin']], [403, '{"message":"Missing Authentication Token"}', 'https://shop.example'])
})

test('a body of more than 10 MB is refused by the listener, whatever it is for', async () => {
  const words = 'HTTP content length exceeded 10485760 bytes.'
  const { restApiId, ask } = await make({ '/a': { POST: mock({ 200: { responseTemplates: { 'application/json': 'taken' } } }) } })
  const post = (path, bytes) => ask(path, { method: 'POST', body: Buffer.alloc(bytes, 'x'), headers: { 'Content-Type': 'application/json' } })
  assert.equal((await post('/a', 10485760)).body, 'taken')
  for (const [path, bytes] of [['/a', 10485761], ['/none', 10485761]]) {
    const { status, headers, body } = await post(path, bytes)
    assert.deepEqual([status, headers['content-type'], body], [413, 'text; charset=utf-8', words], `${path} ${bytes}`)
    assert.equal(headers['x-amzn-requestid'], undefined)
  }
  const announced = await new Promise((done, fail) => {
    const socket = net.connect(nube.port, '127.0.0.1', () => socket.write(`POST /dev/a HTTP/1.1\r\nHost: ${restApiId}.execute-api.localhost\r\nContent-Length: 99999999\r\n\r\n`))
    socket.on('data', (data) => (done(data.toString()), socket.destroy())).on('error', fail)
  })
  assert.match(announced, /^HTTP\/1.1 413 [^]*HTTP content length exceeded 10485760 bytes\.$/)
})

// What comes back to a head, sent as it is.
const asked = (head) =>
  new Promise((done, fail) => {
    let text = ''
    const socket = net.connect(nube.port, '127.0.0.1', () => socket.write(head))
    socket.on('data', (data) => (text += data)).on('end', () => done({ status: Number(text.slice(9, 12)), body: text.split('\r\n\r\n')[1] })).on('error', fail)
  })

test('a head is as large as AWS has it, and has as many headers as Nube can take', async () => {
  const { restApiId, ask } = await make({ '/a': { GET: mock({ 200: { responseTemplates: { 'application/json': 'taken' } } }) } })
  const { ApiId } = await nube.api().apigatewayv2.CreateApi({ Name: 'h', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:1/' })
  const lines = (id) => `Host: ${id}.execute-api.localhost\r\nConnection: close\r\n`
  const head = (id, more, query = '') => asked(`GET /dev/a${query} HTTP/1.1\r\n${lines(id)}${more}\r\n`)
  const long = (bytes) => `X-Long: ${'x'.repeat(bytes - 'X-Long: \r\n'.length)}\r\n`
  const many = 'X: y\r\n'.repeat(62)
  assert.equal((await head(restApiId, long(10240 - lines(restApiId).length))).body, 'taken')
  assert.deepEqual(await head(restApiId, long(10241 - lines(restApiId).length)), { status: 431, body: 'HTTP header is larger than 10240 bytes.' })
  assert.deepEqual(await head(restApiId, many), { status: 431, body: '{"message": "The request has more headers than Nube can take."}' })
  const query = (bytes) => `?${'q'.repeat(bytes - `http://${restApiId}.execute-api.localhost/dev/a?`.length)}`
  assert.equal((await head(restApiId, '', query(10240))).body, 'taken')
  assert.deepEqual(await head(restApiId, '', query(10241)), { status: 414, body: '{"message": "Request URI too long"}' })
  const others = `GET /dev/a HTTP/1.1${ApiId}.execute-api.localhostclose`.length
  const value = (bytes) => `X-Long: ${'x'.repeat(bytes - others)}\r\n`
  assert.equal((await head(ApiId, value(10240))).status, 500)
  assert.deepEqual(await head(ApiId, value(10241)), { status: 431, body: '{"message":"Request Header Fields Too Large"}' })
  assert.deepEqual(await head(ApiId, many), { status: 431, body: '{"message":"Request Header Fields Too Large"}' })
  assert.equal((await ask('/a', { headers: { 'X-Long': 'x'.repeat(10240) } })).body, 'HTTP header is larger than 10240 bytes.')
})

test('where somebody is asked for leave, the ARN of the method is as long as AWS has it', async () => {
  const open = mock({ 200: { responseTemplates: { 'application/json': 'taken' } } })
  const { restApiId, ask } = await make({ '/open/{p}': { GET: open }, '/signed/{p}': { GET: { ...open, method: { authorizationType: 'AWS_IAM' } } } })
  const path = (prefix, bytes) => prefix + 'p'.repeat(bytes - `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/dev/GET${prefix}`.length)
  assert.equal((await ask(path('/open/', 1601))).body, 'taken')
  assert.equal((await ask(path('/signed/', 1600))).status, 403)
  const { status, body } = await ask(path('/signed/', 1601))
  assert.deepEqual([status, body], [414, '{"message": "Request URI too long"}'])
})

test('ANY is seven methods; others have none, and what is no method at all is refused as JSON', async () => {
  const { restApiId } = await make({ '/': { ANY: mock({ 200: { responseTemplates: { 'application/json': '$context.httpMethod' } } }) } })
  const line = (target, method) => asked(`${method} ${target} HTTP/1.1\r\nHost: ${restApiId}.execute-api.localhost\r\nConnection: close\r\n\r\n`)
  for (const method of ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT']) assert.deepEqual(await line('/dev', method), { status: 200, body: method })
  for (const method of ['PROPFIND', 'MKCOL', 'CONNECT']) assert.deepEqual(await line('/dev', method), { status: 403, body: '{"message":"Missing Authentication Token"}' })
  for (const [target, method] of [['/dev', 'TRACE'], ['/dev', 'BREW'], ['h:80', 'CONNECT']]) assert.deepEqual(await line(target, method), { status: 405, body: '{"message":"Method Not Allowed"}' })
  assert.deepEqual(await line('*', 'OPTIONS'), { status: 403, body: '{"message":"Forbidden"}' })
  assert.deepEqual(await line(`http://${restApiId}.execute-api.localhost/dev`, 'GET'), { status: 200, body: 'GET' })
})
