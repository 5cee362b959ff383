// The stages of HTTP APIs, as callers see them: routes, events of both versions, CORS, who may pass, mappings, servers and services behind routes.
import assert from 'node:assert/strict'
import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'

import { createFunction } from '../support/js/functions.js'
import { allow, lambdaTrust, letInvoke, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Nube, raw, signedAs, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const { apigatewayv2: v2, lambda, iam, sqs } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
async function functionOf(FunctionName, body) {
  const { FunctionArn } = await createFunction(lambda, { FunctionName, Runtime: 'nodejs22.x', Handler: 'index.handler', Role, Code: { ZipFile: zip([{ name: 'index.mjs', body }]) } })
  await letInvoke(lambda, FunctionName, 'apigateway.amazonaws.com')
  return FunctionArn
}
const echo = await functionOf('echo', `export const handler = async (event) => {
  const ask = event.queryStringParameters?.do
  if (ask === 'fail') throw new Error('as told')
  if (ask === 'odd') return { statusCode: 'many' }
  if (ask === 'whole') return { statusCode: 201, headers: { 'X-A': 'b' }, cookies: ['a=1', 'b=2'], body: 'made' }
  if (ask === 'text') return 'hello'
  if (ask === 'slow') await new Promise((done) => setTimeout(done, 5000))
  return event.version === '1.0' ? { statusCode: 200, multiValueHeaders: { 'x-m': ['1', '2'] }, body: JSON.stringify(event) } : event
}`)
const decide = await functionOf('decide', `export const handler = async (event) => {
  const [key] = event.identitySource
  if (key === 'broken') throw new Error('as told')
  return { isAuthorized: key === 'good', context: { who: 'ada', level: 3 } }
}`)
const decideByPolicy = await functionOf('decideByPolicy', `export const handler = async (event) => ({
  principalId: 'ada', context: { who: 'ada' },
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: event.authorizationToken === 'good' ? 'Allow' : 'Deny', Resource: event.methodArn }] },
})`)

// An API whose routes lead to the function; `more` is of its routes.
async function apiOf(routes, { version = '2.0', cors, stage = {} } = {}) {
  const { ApiId, ApiEndpoint } = await v2.CreateApi({ Name: 'a', ProtocolType: 'HTTP', CorsConfiguration: cors })
  const { IntegrationId } = await v2.CreateIntegration({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: echo, PayloadFormatVersion: version })
  const Target = `integrations/${IntegrationId}`
  for (const [RouteKey, more] of Object.entries(routes)) await v2.CreateRoute({ ApiId, RouteKey, Target, ...more })
  await v2.CreateStage({ ApiId, StageName: '$default', AutoDeploy: true, ...stage })
  return { ApiId, Target, url: ApiEndpoint }
}
const ask = async (url, options = {}) => {
  const answer = await raw(url, { method: 'GET', ...options })
  const text = answer.body.toString()
  return { ...answer, text, json: /^[[{"]/.test(text) ? JSON.parse(text) : undefined }
}

test('routes: the narrowest wins, $default takes the rest; stages by name', async () => {
  const { ApiId, url } = await apiOf({ 'GET /orders': {}, 'GET /orders/{id}': {}, 'ANY /orders/recent': {}, 'GET /files/{path+}': {} }, { stage: { StageVariables: { colour: 'blue' } } })
  const routeOf = async (path, method = 'GET') => {
    const { status, json } = await ask(url + path, { method })
    return status === 200 ? [json.routeKey, json.pathParameters] : [status, json]
  }
  assert.deepEqual(await routeOf('/orders'), ['GET /orders', undefined])
  assert.deepEqual(await routeOf('/orders/7%2F8'), ['GET /orders/{id}', { id: '7/8' }])
  assert.deepEqual(await routeOf('/orders/recent'), ['ANY /orders/recent', undefined])
  assert.deepEqual(await routeOf('/files/a/b.txt'), ['GET /files/{path+}', { path: 'a/b.txt' }])
  assert.deepEqual(await routeOf('/none'), [404, { message: 'Not Found' }])
  assert.deepEqual(await routeOf('/orders', 'DELETE'), [404, { message: 'Not Found' }])
  assert.deepEqual(await routeOf('', 'GET'), [404, { message: 'Not Found' }])
  await v2.CreateStage({ ApiId, StageName: 'dev', AutoDeploy: true })
  const dev = (await ask(`${url}/dev/orders`)).json
  assert.deepEqual([dev.rawPath, dev.requestContext.stage, dev.stageVariables], ['/dev/orders', 'dev', undefined])
  await v2.CreateRoute({ ApiId, RouteKey: '$default', Target: `integrations/${(await v2.GetIntegrations({ ApiId })).Items[0].IntegrationId}` })
  assert.deepEqual(await routeOf('/none'), ['$default', undefined])
  const byHost = await ask(`${nube.url}/orders`, { headers: { Host: `${ApiId}.execute-api.us-east-1.amazonaws.com` } })
  assert.deepEqual([byHost.json.routeKey, byHost.json.stageVariables, byHost.json.requestContext.domainPrefix], ['GET /orders', { colour: 'blue' }, ApiId])
  await v2.UpdateApi({ ApiId, DisableExecuteApiEndpoint: true })
  assert.equal((await ask(`${url}/orders`)).status, 404)
})

test('the event and the answers of payload format 2.0', async () => {
  const { ApiId, url } = await apiOf({ 'ANY /say': {} })
  const sent = await ask(`${url}/say?a=1&a=2&b=%20c`, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: 'x=1; y=2', 'User-Agent': 'me' }, body: '{"a":1}' })
  const event = sent.json
  assert.match(sent.headers['apigw-requestid'], /^[A-Za-z0-9]{15}=$/)
  assert.equal(event.requestContext.requestId, sent.headers['apigw-requestid'])
  assert.deepEqual([event.version, event.routeKey, event.rawPath, event.rawQueryString], ['2.0', 'ANY /say', '/say', 'a=1&a=2&b=%20c'])
  assert.deepEqual([event.queryStringParameters, event.cookies, event.body, event.isBase64Encoded], [{ a: '1,2', b: ' c' }, ['x=1', 'y=2'], '{"a":1}', false])
  assert.deepEqual([event.requestContext.http.method, event.requestContext.http.path, event.requestContext.http.userAgent, event.requestContext.apiId, event.requestContext.accountId], ['POST', '/say', 'me', ApiId, '000000000000'])
  assert.equal((await ask(`${url}/say?do=text`)).text, 'hello')
  const whole = await ask(`${url}/say?do=whole`)
  assert.deepEqual([whole.status, whole.headers['x-a'], whole.headers['set-cookie'], whole.headers['content-type'], whole.text], [201, 'b', ['a=1', 'b=2'], 'text/plain;charset=UTF-8', 'made'])
  for (const what of ['fail', 'odd']) {
    const { status, json } = await ask(`${url}/say?do=${what}`)
    assert.deepEqual([status, json], [500, { message: 'Internal Server Error' }])
  }
  const [{ IntegrationId }] = (await v2.GetIntegrations({ ApiId })).Items
  await v2.UpdateIntegration({ ApiId, IntegrationId, TimeoutInMillis: 500 })
  const slow = await ask(`${url}/say?do=slow`)
  assert.deepEqual([slow.status, slow.json], [503, { message: 'Service Unavailable' }])
})

test('a body that is too large for a function, and one that is for the gateway', async () => {
  const { url } = await apiOf({ 'POST /a': {} })
  for (const bytes of [6500000, 10485761]) {
    const { status, json } = await ask(`${url}/a`, { method: 'POST', body: Buffer.alloc(bytes, 'x') })
    assert.deepEqual([status, json], [413, { message: 'Request Entity Too Large' }], `${bytes}`)
  }
})

test('payload format 1.0', async () => {
  const { url } = await apiOf({ 'GET /say/{id}': {} }, { version: '1.0' })
  const { status, json, headers } = await ask(`${url}/say/7?a=1&a=2`)
  assert.equal(status, 200)
  assert.deepEqual([json.version, json.resource, json.path, json.httpMethod, json.pathParameters, json.body, json.stageVariables], ['1.0', 'GET /say/{id}', '/say/7', 'GET', { id: '7' }, null, null])
  assert.deepEqual([json.queryStringParameters, json.multiValueQueryStringParameters], [{ a: '2' }, { a: ['1', '2'] }])
  assert.equal(headers['x-m'], '1, 2')
  assert.deepEqual((await ask(`${url}/say/7?do=text`)).json, { message: 'Internal Server Error' })
})

test('CORS is answered by the gateway, and its headers are its own', async () => {
  const { url } = await apiOf({ 'GET /x': {} }, { cors: { AllowOrigins: ['https://shop.example'], AllowMethods: ['GET', 'POST'], AllowHeaders: ['content-type'], ExposeHeaders: ['x-a'], MaxAge: 300 } })
  const preflight = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'GET' }
  const good = await ask(`${url}/none`, { method: 'OPTIONS', headers: preflight })
  assert.deepEqual([good.status, good.headers['access-control-allow-origin'], good.headers['access-control-allow-methods'], good.headers['access-control-allow-headers'], good.headers['access-control-max-age']], [204, 'https://shop.example', 'GET,POST', 'content-type', '300'])
  const foreign = await ask(`${url}/x`, { method: 'OPTIONS', headers: { ...preflight, Origin: 'https://evil.example' } })
  assert.deepEqual([foreign.status, foreign.headers['access-control-allow-origin']], [204, undefined])
  const asked = await ask(`${url}/x`, { headers: { Origin: 'https://shop.example' } })
  assert.deepEqual([asked.status, asked.headers['access-control-allow-origin'], asked.headers['access-control-expose-headers']], [200, 'https://shop.example', 'x-a'])
  const refused = await ask(`${url}/none`, { headers: { Origin: 'https://shop.example' } })
  assert.deepEqual([refused.status, refused.headers['access-control-allow-origin']], [404, 'https://shop.example'])
})

test('JWT authorizers: the issuer, its keys, audience, times and scopes', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const issuer = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] } : { issuer: Issuer, jwks_uri: `${Issuer}/keys` }))
  }).listen(0, '127.0.0.1')
  await once(issuer, 'listening')
  after(() => issuer.close())
  const Issuer = `http://127.0.0.1:${issuer.address().port}`
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const seconds = Math.floor(Date.now() / 1000)
  const token = (claims, key = privateKey) => {
    const text = `${encoded({ alg: 'RS256', kid: 'k' })}.${encoded({ iss: Issuer, aud: 'shop', exp: seconds + 600, scope: 'read write', groups: ['a', 'b'], ...claims })}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`
  }
  const { ApiId, url, Target } = await apiOf({ 'GET /open': {} })
  const { AuthorizerId } = await v2.CreateAuthorizer({ ApiId, AuthorizerType: 'JWT', Name: 'u', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer, Audience: ['shop'] } })
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /mine', Target, AuthorizationType: 'JWT', AuthorizerId })
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /write', Target, AuthorizationType: 'JWT', AuthorizerId, AuthorizationScopes: ['admin', 'write'] })
  const by = (path, value) => ask(url + path, { headers: value ? { Authorization: value } : {} })
  assert.equal((await by('/open')).status, 200)
  const missing = await by('/mine')
  assert.deepEqual([missing.status, missing.json, missing.headers['www-authenticate']], [401, { message: 'Unauthorized' }, 'Bearer'])
  const good = await by('/mine', `Bearer ${token({})}`)
  assert.deepEqual([good.status, good.json.requestContext.authorizer.jwt.claims.groups, good.json.requestContext.authorizer.jwt.claims.exp, good.json.requestContext.authorizer.jwt.scopes], [200, '[a b]', String(seconds + 600), null])
  assert.deepEqual((await by('/write', token({}))).json.requestContext.authorizer.jwt.scopes, ['admin', 'write'])
  const narrow = await by('/write', token({ scope: 'read' }))
  assert.deepEqual([narrow.status, narrow.json], [403, { message: 'Forbidden' }])
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  for (const bad of ['x', 'Bearer a.b.c', token({ aud: 'other' }), token({ iss: 'https://other.example' }), token({ exp: seconds - 1 }), token({ nbf: seconds + 600 }), token({}, other)]) {
    const { status, json, headers } = await by('/mine', bad)
    assert.deepEqual([status, json], [401, { message: 'Unauthorized' }])
    assert.match(headers['www-authenticate'], /^Bearer scope="" error="invalid_token" error_description="/)
  }
})

test('Lambda authorizers: simple answers, and policies', async () => {
  const { ApiId, url, Target } = await apiOf({ 'GET /open': {} })
  const authorizer = async (Name, uri, AuthorizerPayloadFormatVersion, EnableSimpleResponses) =>
    (await v2.CreateAuthorizer({ ApiId, AuthorizerType: 'REQUEST', Name, IdentitySource: ['$request.header.X-Key'], AuthorizerUri: uri, AuthorizerPayloadFormatVersion, EnableSimpleResponses, AuthorizerResultTtlInSeconds: 0 })).AuthorizerId
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /simple', Target, AuthorizationType: 'CUSTOM', AuthorizerId: await authorizer('s', decide, '2.0', true) })
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /policy', Target, AuthorizationType: 'CUSTOM', AuthorizerId: await authorizer('p', decideByPolicy, '1.0', false) })
  const by = (path, key) => ask(url + path, { headers: key ? { 'X-Key': key } : {} })
  for (const path of ['/simple', '/policy']) {
    assert.deepEqual((await by(path)).json, { message: 'Unauthorized' })
    const good = await by(path, 'good')
    assert.deepEqual([good.status, good.json.requestContext.authorizer.lambda.who], [200, 'ada'])
    const bad = await by(path, 'bad')
    assert.deepEqual([bad.status, bad.json], [403, { message: 'Forbidden' }])
  }
  assert.equal((await by('/simple', 'broken')).status, 500)
})

test('what a Lambda authorizer said counts for its time, unless it is reset', async () => {
  const count = await functionOf('count', `let count = 0
export const handler = async () => ({ isAuthorized: true, context: { count: String(++count) } })`)
  const { ApiId, url, Target } = await apiOf({ 'GET /open': {} })
  const { AuthorizerId } = await v2.CreateAuthorizer({ ApiId, AuthorizerType: 'REQUEST', Name: 'c', IdentitySource: ['$request.header.X-Key'], AuthorizerUri: count, AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true, AuthorizerResultTtlInSeconds: 60 })
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /x', Target, AuthorizationType: 'CUSTOM', AuthorizerId })
  const counted = async (key) => (await ask(`${url}/x`, { headers: { 'X-Key': key } })).json.requestContext.authorizer.lambda.count
  assert.deepEqual([await counted('a'), await counted('a'), await counted('b')], ['1', '1', '2'])
  await v2.ResetAuthorizersCache({ ApiId, StageName: '$default' })
  assert.equal(await counted('a'), '3')
  await nube.clock({ advance: 61 })
  assert.equal(await counted('a'), '4')
})

test('AWS_IAM: a signature of who may', async () => {
  const { ApiId, url, Target } = await apiOf({ 'GET /open': {} })
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /mine', Target, AuthorizationType: 'AWS_IAM' })
  const refused = await ask(`${url}/mine`)
  assert.deepEqual([refused.status, refused.json], [403, { message: 'Forbidden' }])
  const root = await ask(`${url}/mine`, { headers: { Authorization: signedAs('execute-api') } })
  assert.deepEqual([root.status, root.json.requestContext.authorizer.iam.accountId], [200, '000000000000'])
})

test('servers behind routes: variables, mappings of requests and answers', async () => {
  const seen = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method, url: request.url, headers: request.headers })
    response.writeHead(request.url.includes('teapot') ? 418 : 200, { 'X-Inner': 'i', 'Apigw-Requestid': 'theirs', 'Content-Type': 'application/json' })
    response.end('{"code":7}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  const at = `http://127.0.0.1:${server.address().port}`
  const { ApiId, url } = await apiOf({})
  const route = async (RouteKey, input) => {
    const { IntegrationId } = await v2.CreateIntegration({ ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', PayloadFormatVersion: '1.0', ...input })
    await v2.CreateRoute({ ApiId, RouteKey, Target: `integrations/${IntegrationId}` })
  }
  await route('ANY /plain/{path+}', { IntegrationUri: `${at}/inner/{path}` })
  await route('GET /mapped/{id}', {
    IntegrationUri: `${at}/base`,
    RequestParameters: { 'overwrite:path': '/things/${request.path.id}', 'append:querystring.stage': '$context.stage', 'overwrite:header.X-Who': '$request.header.X-Me', 'remove:header.X-Secret': "''", 'append:header.X-Many': 'b' },
    ResponseParameters: { 418: { 'overwrite:statuscode': '200', 'append:header.X-Code': '$response.body.code', 'remove:header.X-Inner': "''" } },
  })
  await route('GET /gone', { IntegrationUri: 'http://127.0.0.1:1/' })
  const plain = await ask(`${url}/plain/a/b?x=1`, { method: 'POST', body: 'hi' })
  assert.deepEqual([plain.status, plain.json, plain.headers['x-inner']], [200, { code: 7 }, 'i'])
  assert.match(plain.headers['apigw-requestid'], /^[A-Za-z0-9]{15}=$/, 'its own, once')
  assert.deepEqual([seen[0].method, seen[0].url], ['POST', '/inner/a/b?x=1'])
  assert.match(seen[0].headers.forwarded, /^by=.*;for=127\.0\.0\.1;host=127\.0\.0\.1:\d+;proto=http$/)
  const mapped = await ask(`${url}/mapped/teapot`, { headers: { 'X-Me': 'ada', 'X-Secret': 's', 'X-Many': 'a' } })
  assert.deepEqual([mapped.status, mapped.headers['x-code'], mapped.headers['x-inner']], [200, '7', undefined])
  assert.deepEqual([seen[1].url, seen[1].headers['x-who'], seen[1].headers['x-secret'], seen[1].headers['x-many']], ['/things/teapot?stage=%24default', 'ada', undefined, 'a,b'])
  const gone = await ask(`${url}/gone`)
  assert.deepEqual([gone.status, gone.json], [500, { message: 'Internal Server Error' }])
})

test('services behind routes, by their role', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'jobs' })
  const { Role: role } = await iam.CreateRole({ RoleName: 'gateway', AssumeRolePolicyDocument: trust('apigateway.amazonaws.com') })
  await iam.PutRolePolicy({ RoleName: 'gateway', PolicyName: 'send', PolicyDocument: allow('sqs:SendMessage') })
  const { ApiId, url } = await apiOf({})
  const { IntegrationId } = await v2.CreateIntegration({
    ApiId, IntegrationType: 'AWS_PROXY', IntegrationSubtype: 'SQS-SendMessage', CredentialsArn: role.Arn, PayloadFormatVersion: '1.0',
    RequestParameters: { QueueUrl, MessageBody: '$request.body.order', MessageAttributes: '$request.body.attributes' },
  })
  await v2.CreateRoute({ ApiId, RouteKey: 'POST /orders', Target: `integrations/${IntegrationId}` })
  const sent = await ask(`${url}/orders`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ order: 'o-1', attributes: { a: { DataType: 'String', StringValue: 'x' } } }) })
  assert.equal(sent.status, 200)
  const [message] = (await sqs.ReceiveMessage({ QueueUrl, MessageAttributeNames: ['All'] })).Messages
  assert.deepEqual([message.MessageId, message.Body, message.MessageAttributes.a.StringValue], [sent.json.MessageId, 'o-1', 'x'])
  await iam.DeleteRolePolicy({ RoleName: 'gateway', PolicyName: 'send' })
  const refused = await ask(`${url}/orders`, { method: 'POST', body: '{"order":"o-2"}' })
  assert.equal(refused.status, 403)
})

test('throttling: of a route, or of all', async () => {
  const { ApiId, url } = await apiOf({ 'GET /x': {}, 'GET /y': {} })
  await v2.UpdateStage({ ApiId, StageName: '$default', DefaultRouteSettings: { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 2 }, RouteSettings: { 'GET /y': { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 1 } } })
  const statuses = async (path, times) => {
    const all = []
    for (let i = 0; i < times; i++) all.push((await ask(url + path)).status)
    return all
  }
  assert.deepEqual(await statuses('/x', 3), [200, 200, 429])
  assert.deepEqual(await statuses('/y', 2), [200, 429])
  assert.deepEqual((await ask(`${url}/y`)).json, { message: 'Too Many Requests' })
})

test('access logs have the stage’s format', async () => {
  const { ApiId, url } = await apiOf({ 'GET /x': {} })
  await v2.UpdateStage({ ApiId, StageName: '$default', AccessLogSettings: { DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:shop', Format: '$context.httpMethod $context.routeKey $context.status $context.responseLength $context.error.message $context.nothing' } })
  await ask(`${url}/x?do=text`)
  await ask(`${url}/none`)
  await until('both lines', () => /\[shop\] GET GET \/x 200 5 - -/.test(nube.log) && /\[shop\] GET - 404 \d+ Not Found -/.test(nube.log))
})
