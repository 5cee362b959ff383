// API Gateway by the AWS SDK, and its stages as callers see them.
import assert from 'node:assert/strict'

import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, functionOf, testFunction } from '../support/js/functions.js'
import { failure, Nube, raw } from '../support/js/nube.js'

const nube = await Nube.startTls()
const { apigateway, lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const named = (name) => `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`

// Answers with the event it got; but with the body of a POST to /say as its whole answer.
const echo = functionOf(`
    if grep -q '"path":"/say"' "$work/event"; then
        sed 's/.*"body":"\\([A-Za-z0-9+\\/=]*\\)".*/\\1/' "$work/event" | base64 -d >"$work/out"
        grep -q '"do":"sleep"' "$work/out" && sleep 10
        grep -q '"do":"exit"' "$work/out" && exit 1
    else
        { printf '{"statusCode":200,"headers":{"Content-Type":"text/plain"},"body":"'; base64 -w0 <"$work/event"; printf '"}'; } >"$work/out"
    fi`)
await createFunction(lambda, {
  FunctionName: 'echo',
  Runtime: 'provided.al2023',
  Role,
  Handler: 'x',
  Timeout: 10,
  Code: { ZipFile: echo },
})
await letInvoke(lambda, 'echo', 'apigateway.amazonaws.com')

async function api() {
  const { id: restApiId, rootResourceId } = await apigateway.CreateRestApi({ name: 'shop', binaryMediaTypes: ['image/png'] })
  const put = async (parentId, pathPart, ...methods) => {
    const id = pathPart ? (await apigateway.CreateResource({ restApiId, parentId, pathPart })).id : parentId
    for (const httpMethod of methods) {
      await apigateway.PutMethod({ restApiId, resourceId: id, httpMethod, authorizationType: 'NONE' })
      await apigateway.PutIntegration({
        restApiId,
        resourceId: id,
        httpMethod,
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: named('echo'),
        timeoutInMillis: 4000,
      })
    }
    return id
  }
  const orders = await put(rootResourceId, 'orders', 'GET', 'POST')
  const order = await put(orders, '{id}', 'GET')
  await put(orders, 'recent', 'GET')
  await put(rootResourceId, 'say', 'POST')
  const rest = await put(rootResourceId, 'files')
  await put(rest, '{path+}', 'ANY')
  const deployment = await apigateway.CreateDeployment({ restApiId, stageName: 'prod', variables: { colour: 'blue' } })
  return { restApiId, rootResourceId, orders, order, deployment, url: `${nube.url}/restapis/${restApiId}/prod/_user_request_` }
}
const shop = await api()
const event = async (path, options) => {
  const answer = await raw(shop.url + path, { method: 'GET', ...options })
  assert.equal(answer.status, 200, answer.body)
  return JSON.parse(Buffer.from(answer.body, 'base64').toString())
}
const say = (what, headers = {}) =>
  raw(`${shop.url}/say`, { body: Buffer.from(typeof what === 'string' ? what : JSON.stringify(what)).toString('base64'), headers: { 'Content-Type': 'text/plain', ...headers } })

test('the proxy event as documented', async () => {
  const e = await event('/orders/o%20%2F1?limit=5&tag=a&tag=b%26c&empty=', { headers: { 'X-One': 'first', Accept: 'a/b', 'User-Agent': 'tests' } })
  assert.deepEqual([e.resource, e.path, e.httpMethod], ['/orders/{id}', '/orders/o%20%2F1', 'GET'])
  assert.deepEqual(e.pathParameters, { id: 'o%20%2F1' })
  assert.deepEqual(e.queryStringParameters, { limit: '5', tag: 'b&c', empty: '' })
  assert.deepEqual(e.multiValueQueryStringParameters, { limit: ['5'], tag: ['a', 'b&c'], empty: [''] })
  assert.equal(e.headers['X-One'], 'first')
  assert.deepEqual(e.multiValueHeaders.Accept, ['a/b'])
  assert.deepEqual(e.stageVariables, { colour: 'blue' })
  assert.deepEqual([e.body, e.isBase64Encoded], [null, false])
  const c = e.requestContext
  assert.deepEqual(
    [c.accountId, c.apiId, c.stage, c.resourcePath, c.resourceId, c.httpMethod, c.path, c.protocol],
    ['000000000000', shop.restApiId, 'prod', '/orders/{id}', shop.order, 'GET', c.path, 'HTTP/1.1'],
  )
  assert(c.path.startsWith('/prod/orders/'))
  assert.deepEqual([c.identity.sourceIp, c.identity.userAgent, c.identity.accessKey], ['127.0.0.1', 'tests', null])
  assert.match(c.requestTime, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/)
  assert(Math.abs(c.requestTimeEpoch - Date.now()) < 60000)
  assert.match(c.requestId, /^[0-9a-f-]{36}$/)
  assert.equal(c.deploymentId, shop.deployment.id)
  const bare = await event('/orders')
  assert.deepEqual([bare.pathParameters, bare.queryStringParameters, bare.multiValueQueryStringParameters], [null, null, null])
})

test('an event says how its request came: by TLS, or in plain', async () => {
  const plain = await event('/orders')
  assert.deepEqual([plain.headers['X-Forwarded-Proto'], plain.headers['X-Forwarded-Port'], plain.headers['X-Forwarded-For']], ['http', String(nube.port), '127.0.0.1'])
  const answer = await nube.ask(`/restapis/${shop.restApiId}/prod/_user_request_/orders`, { headers: { 'X-Forwarded-Proto': 'http' } })
  const { headers, requestContext } = JSON.parse(Buffer.from(answer.body, 'base64').toString())
  assert.deepEqual([headers['X-Forwarded-Proto'], headers['X-Forwarded-Port'], requestContext.identity.sourceIp], ['https', String(nube.tlsPort), headers['X-Forwarded-For']])
  assert.match(requestContext.identity.sourceIp, /^(127\.0\.0\.1|::1)$/)
})

test('a body goes in as it is: text, or base64 of what is none', async () => {
  const text = await event('/orders', { method: 'POST', body: '{"ä":"\\u0000 \\" €"}', headers: { 'Content-Type': 'application/json' } })
  assert.deepEqual([text.body, text.isBase64Encoded], ['{"ä":"\\u0000 \\" €"}', false])
  const bytes = await event('/files/x', { method: 'PUT', body: Buffer.from([0, 255, 128, 10]), headers: { 'Content-Type': 'image/png' } })
  assert.deepEqual([bytes.body, bytes.isBase64Encoded, bytes.httpMethod], ['AP+ACg==', true, 'PUT'])
})

test('of two resources the literal one, and greedy variables', async () => {
  assert.equal((await event('/orders/recent')).resource, '/orders/recent')
  const greedy = await event('/files/a/b/c.txt')
  assert.deepEqual([greedy.resource, greedy.pathParameters], ['/files/{path+}', { path: 'a/b/c.txt' }])
})

test('a stage by path, by the other path, and by host', async () => {
  for (const [url, headers] of [
    [`${nube.url}/restapis/${shop.restApiId}/prod/_user_request_/orders`, {}],
    [`${nube.url}/_aws/execute-api/${shop.restApiId}/prod/orders`, {}],
    [`${nube.url}/prod/orders`, { Host: `${shop.restApiId}.execute-api.localhost:${nube.port}` }],
  ]) {
    const answer = await raw(url, { method: 'GET', headers })
    assert.equal(answer.status, 200, url)
    assert.equal(JSON.parse(Buffer.from(answer.body, 'base64')).path, '/orders')
    assert(answer.headers['x-amzn-requestid'])
  }
})

test('the function decides status, headers and body', async () => {
  const answer = await say({
    statusCode: 418,
    headers: { 'X-Kind': 'tea', 'Content-Type': 'text/html', Server: 'mine', 'Content-Length': '3', X2: 5, Flag: true },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: '<b>ü</b>',
  })
  assert.equal(answer.status, 418)
  assert.equal(answer.body, '<b>ü</b>')
  assert.deepEqual([answer.headers['x-kind'], answer.headers['content-type'], answer.headers.x2, answer.headers.flag], ['tea', 'text/html', '5', 'true'])
  assert.equal(answer.headers['x-amzn-remapped-server'], 'mine')
  assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2'])
  const plain = await say({ statusCode: '204' })
  assert.deepEqual([plain.status, plain.body], [204, ''])
  const image = await say({ statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: 'aGVsbG8=', isBase64Encoded: true }, { Accept: 'image/png' })
  assert.equal(image.body, 'hello')
  const evil = await say({ statusCode: 200, headers: { 'X-Evil': 'a\r\nX-Injected: 1' }, body: '' })
  assert.equal(evil.headers['x-injected'], undefined)
})

test('an answer that is none, a crash, and one that comes too late', async () => {
  const manyHeaders = JSON.stringify({ statusCode: 200, headers: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`X-${i}`, '1'])) })
  for (const wrong of ['"text"', '{"surplus":1}', '{"statusCode":"x"}', '{"statusCode":200,"body":{}}', 'no json', manyHeaders]) {
    const answer = await say(wrong)
    assert.deepEqual([answer.status, JSON.parse(answer.body)], [502, { message: 'Internal server error' }], wrong)
  }
  const crash = await say('{"do":"exit"}')
  assert.deepEqual([crash.status, JSON.parse(crash.body)], [502, { message: 'Internal server error' }])
  const at = Date.now()
  const late = await say('{"do":"sleep"}')
  assert.deepEqual([late.status, JSON.parse(late.body)], [504, { message: 'Endpoint request timed out' }])
  assert(Date.now() - at < 9000)
})

test('what is not there', async () => {
  const ask = async (url, method = 'GET') => {
    const answer = await raw(url, { method })
    return [answer.status, JSON.parse(answer.body).message, answer.headers['x-amzn-errortype']]
  }
  const token = [403, 'Missing Authentication Token', 'MissingAuthenticationTokenException']
  assert.deepEqual(await ask(`${shop.url}/nowhere`), token)
  assert.deepEqual(await ask(`${shop.url}/orders`, 'DELETE'), token)
  assert.deepEqual(await ask(shop.url), token)
  assert.deepEqual(await ask(`${nube.url}/restapis/${shop.restApiId}/none/_user_request_/orders`), [403, 'Forbidden', 'ForbiddenException'])
})

test('a stage keeps what was deployed until the next deployment', async () => {
  const { restApiId, rootResourceId } = shop
  const { id } = await apigateway.CreateResource({ restApiId, parentId: rootResourceId, pathPart: 'later' })
  await apigateway.PutMethod({ restApiId, resourceId: id, httpMethod: 'GET', authorizationType: 'NONE' })
  const bare = await failure(apigateway.CreateDeployment({ restApiId, stageName: 'prod' }))
  assert.deepEqual([bare.name, bare.status, bare.message], ['BadRequestException', 400, 'No integration defined for method'])
  await apigateway.PutIntegration({ restApiId, resourceId: id, httpMethod: 'GET', type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: named('echo') })
  assert.equal((await raw(`${shop.url}/later`, { method: 'GET' })).status, 403)
  await apigateway.CreateDeployment({ restApiId, stageName: 'prod' })
  assert.equal((await raw(`${shop.url}/later`, { method: 'GET' })).status, 200)
})

test('the control plane: all that was made is found, and goes', async () => {
  const { restApiId, rootResourceId, orders, deployment } = shop
  assert.equal((await apigateway.GetRestApi({ restApiId })).name, 'shop')
  const other = await apigateway.CreateRestApi({ name: 'other', endpointConfiguration: { types: ['REGIONAL'] } })
  assert.deepEqual((await apigateway.GetRestApis()).items.map((a) => a.name).sort(), ['other', 'shop'])
  const page = await apigateway.GetResources({ restApiId, limit: 3 })
  assert.equal(page.items.length, 3)
  const rest = await apigateway.GetResources({ restApiId, position: page.position, limit: 500, embed: ['methods'] })
  const paths = [...page.items, ...rest.items].map((r) => r.path).sort()
  assert.deepEqual(paths, ['/', '/files', '/files/{path+}', '/later', '/orders', '/orders/recent', '/orders/{id}', '/say'])
  const resource = await apigateway.GetResource({ restApiId, resourceId: orders })
  assert.deepEqual([resource.pathPart, resource.parentId, Object.keys(resource.resourceMethods).sort()], ['orders', rootResourceId, ['GET', 'POST']])
  const method = await apigateway.GetMethod({ restApiId, resourceId: orders, httpMethod: 'GET' })
  assert.deepEqual([method.authorizationType, method.methodIntegration.type], ['NONE', 'AWS_PROXY'])
  const integration = await apigateway.GetIntegration({ restApiId, resourceId: orders, httpMethod: 'GET' })
  assert.deepEqual([integration.uri, integration.httpMethod, integration.timeoutInMillis], [named('echo'), 'POST', 4000])
  assert.equal((await apigateway.GetDeployments({ restApiId })).items.length, 2)
  const stage = await apigateway.CreateStage({ restApiId, stageName: 'beta', deploymentId: deployment.id })
  assert.equal(stage.stageName, 'beta')
  assert.deepEqual((await apigateway.GetStages({ restApiId })).item.map((s) => s.stageName).sort(), ['beta', 'prod'])
  assert.deepEqual((await apigateway.GetStage({ restApiId, stageName: 'prod' })).variables, { colour: 'blue' })
  await apigateway.DeleteStage({ restApiId, stageName: 'beta' })
  assert.equal((await failure(apigateway.GetStage({ restApiId, stageName: 'beta' }))).message, 'Invalid stage identifier specified')
  await apigateway.DeleteResource({ restApiId, resourceId: orders })
  const gone = await failure(apigateway.GetResource({ restApiId, resourceId: shop.order }))
  assert.deepEqual([gone.name, gone.status, gone.message], ['NotFoundException', 404, 'Invalid Resource identifier specified'])
  await apigateway.DeleteRestApi({ restApiId: other.id })
  const api = await failure(apigateway.GetRestApi({ restApiId: other.id }))
  assert.deepEqual([api.name, api.status, api.message], ['NotFoundException', 404, `Invalid API identifier specified 000000000000:${other.id}`])
})

test('what it refuses', async () => {
  const { restApiId, rootResourceId } = shop
  const twice = await failure(apigateway.CreateResource({ restApiId, parentId: rootResourceId, pathPart: 'say' }))
  assert.deepEqual([twice.name, twice.status], ['ConflictException', 409])
  assert.equal(twice.message, 'Another resource with the same parent already has this name: say')
  const part = await failure(apigateway.CreateResource({ restApiId, parentId: rootResourceId, pathPart: 'a/b' }))
  assert.equal(part.name, 'BadRequestException')
  const method = await failure(apigateway.PutMethod({ restApiId, resourceId: rootResourceId, httpMethod: 'FLY', authorizationType: 'NONE' }))
  assert.equal(method.name, 'BadRequestException')
  const name = await failure(apigateway.CreateRestApi({ name: '' }))
  assert.equal(name.name, 'BadRequestException')
  const stage = await failure(apigateway.CreateStage({ restApiId, stageName: 'x y', deploymentId: shop.deployment.id }))
  assert.deepEqual([stage.name, stage.message], ['BadRequestException', 'Stage name only allows a-zA-Z0-9_-'])
  const time = await failure(
    apigateway.PutIntegration({ restApiId, resourceId: rootResourceId, httpMethod: 'GET', type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: named('x'), timeoutInMillis: 1 }),
  )
  assert.equal(time.message, 'Timeout should be between 50 ms and 29000 ms')
})

test('a browser from anywhere may call a stage', async () => {
  const answer = await raw(`${shop.url}/say`, {
    headers: { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'text/plain' },
    body: Buffer.from('{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*"},"body":"hi"}').toString('base64'),
  })
  assert.deepEqual([answer.status, answer.headers['access-control-allow-origin'], answer.body], [200, '*', 'hi'])
})

test('a function that is not there', async () => {
  const { id: restApiId, rootResourceId: resourceId } = await apigateway.CreateRestApi({ name: 'lost' })
  await apigateway.PutMethod({ restApiId, resourceId, httpMethod: 'ANY', authorizationType: 'NONE' })
  await apigateway.PutIntegration({ restApiId, resourceId, httpMethod: 'ANY', type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: named('lost') })
  await apigateway.CreateDeployment({ restApiId, stageName: 's' })
  const answer = await raw(`${nube.url}/restapis/${restApiId}/s/_user_request_/`, { method: 'GET' })
  assert.deepEqual([answer.status, JSON.parse(answer.body)], [500, { message: 'Internal server error' }])
  await createFunction(lambda, { FunctionName: 'lost', Runtime: 'provided.al2023', Role, Handler: 'x', Code: { ZipFile: testFunction() } })
  assert.equal((await raw(`${nube.url}/restapis/${restApiId}/s/_user_request_/`, { method: 'GET' })).status, 500, 'the function does not let the service')
  await letInvoke(lambda, 'lost', 'apigateway.amazonaws.com')
  assert.notEqual((await raw(`${nube.url}/restapis/${restApiId}/s/_user_request_/`, { method: 'GET' })).status, 500)
})
