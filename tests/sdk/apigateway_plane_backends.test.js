// What methods of API Gateway's are integrated with: functions by what comes, services of AWS's, HTTP servers.
import assert from 'node:assert/strict'
import http from 'node:http'

import { functionUri, makeApi } from '../support/js/apis.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { Nube } from '../support/js/nube.js'
import { allow, lambdaTrust, letInvoke, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { apigateway, apigatewayv2: v2, lambda, iam, sqs, sns, dynamodb, s3, states } = nube.api()
after(() => nube.stop())

const make = (resources, options) => makeApi(nube, apigateway, resources, options)
const internal = [500, '{"message": "Internal server error"}']
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const gateway = (await iam.CreateRole({ RoleName: 'gateway', AssumeRolePolicyDocument: trust('apigateway.amazonaws.com', 'states.amazonaws.com') })).Role.Arn
await iam.PutRolePolicy({ RoleName: 'gateway', PolicyName: 'all', PolicyDocument: allow('*') })
const weak = (await iam.CreateRole({ RoleName: 'weak', AssumeRolePolicyDocument: trust('apigateway.amazonaws.com') })).Role.Arn
const uri = (rest) => `arn:aws:apigateway:us-east-1:${rest}`
const json = { 'Content-Type': 'application/json' }
const post = (body, headers = json) => ({ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers })

/* --- functions ---------------------------------------------------------------------------------------------------- */

test('a function by what comes, and its errors by their words', async () => {
  const code = `exports.handler = async (event) => {
    if (event.fail) throw new Error(event.fail)
    return { got: event }
  }`
  await createFunction(lambda, { FunctionName: 'custom', Runtime: 'nodejs20.x', Handler: 'index.handler', Role, Timeout: 10, Code: { ZipFile: packageOf({ 'index.js': code }) } })
  await letInvoke(lambda, 'custom', 'apigateway.amazonaws.com')
  const integration = { type: 'AWS', integrationHttpMethod: 'POST', uri: functionUri('custom') }
  const { ask } = await make({
    '/as-it-is': { POST: { integration } },
    '/mapped': {
      POST: {
        integration: { ...integration, requestTemplates: { 'application/json': '{"name":"$input.path(\'$.n\')","path":"$context.resourcePath","fail":"$!input.path(\'$.fail\')"}' } },
        responses: {
          200: { responseTemplates: { 'application/json': "$input.json('$.got.name')" } },
          404: { selectionPattern: '.*not found.*', responseTemplates: { 'application/json': '{"error":"$input.path(\'$.errorMessage\')"}' } },
        },
      },
    },
    '/get': { POST: { integration: { ...integration, integrationHttpMethod: 'GET' } } },
    '/role': { POST: { integration: { ...integration, credentials: gateway } } },
  })
  const plain = await ask('/as-it-is', post({ message: 'hello' }))
  assert.deepEqual([plain.status, JSON.parse(plain.body)], [200, { got: { message: 'hello' } }])
  assert(plain.headers['x-amzn-trace-id'])
  const mapped = await ask('/mapped', post({ n: 'nube' }))
  assert.deepEqual([mapped.status, mapped.body], [200, '"nube"'])
  const lost = await ask('/mapped', post({ n: 'x', fail: 'item not found here' }))
  assert.deepEqual([lost.status, lost.body], [404, '{"error":"item not found here"}'])
  const other = await ask('/mapped', post({ n: 'x', fail: 'else' }))
  assert.equal(other.status, 200)
  const got = await ask('/get', post({}))
  assert.deepEqual([got.status, got.body], internal)
  assert.equal((await ask('/role', post({}))).status, 200)
  const large = await ask('/as-it-is', post({ text: 'x'.repeat(7000000) }))
  assert.deepEqual([large.status, large.body, large.headers['x-amzn-errortype']], [413, '{"message": "Request Too Long"}', 'BadRequestException'])
})

/* --- services ----------------------------------------------------------------------------------------------------- */

test('a message into a queue by a form, as the guides have it', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'orders' })
  const { ask } = await make({
    '/': {
      POST: {
        integration: {
          type: 'AWS',
          integrationHttpMethod: 'POST',
          uri: uri('sqs:path/000000000000/orders'),
          credentials: gateway,
          passthroughBehavior: 'NEVER',
          requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
          requestTemplates: {
            'application/json':
              "Action=SendMessage&MessageBody=$util.urlEncode($input.body)&MessageAttribute.1.Name=who&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=$input.params('X-Who')",
          },
        },
      },
    },
  })
  const answer = await ask('/', post({ foo: 'b&r' }, { ...json, 'X-Who': 'me' }))
  assert.equal(answer.status, 200, answer.body)
  const sent = JSON.parse(answer.body).SendMessageResponse.SendMessageResult
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MessageAttributeNames: ['All'] })
  assert.deepEqual([Messages[0].Body, Messages[0].MessageAttributes.who.StringValue, Messages[0].MessageId], ['{"foo":"b&r"}', 'me', sent.MessageId])
})

test('an item into a table and out of it, by actions', async () => {
  await dynamodb.CreateTable({
    TableName: 'things',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  })
  const action = (name, template, credentials = gateway) => ({
    integration: { type: 'AWS', integrationHttpMethod: 'POST', uri: uri(`dynamodb:action/${name}`), credentials, requestTemplates: { 'application/json': template } },
    responses: {
      200: { responseTemplates: { 'application/json': "$input.json('$')" } },
      400: { selectionPattern: '4\\d{2}', responseTemplates: { 'application/json': "$input.json('$.__type')" } },
    },
  })
  const put = '{"TableName":"things","Item":{"id":{"S":"$input.params(\'id\')"}}}'
  const { ask } = await make({
    '/things/{id}': { PUT: action('PutItem', put), GET: action('GetItem', '{"TableName":"things","Key":{"id":{"S":"$input.params(\'id\')"}}}') },
    '/lost/{id}': { GET: action('GetItem', '{"TableName":"none","Key":{"id":{"S":"x"}}}') },
    '/weak/{id}': { PUT: action('PutItem', put, weak) },
  })
  const made = await ask('/things/seven', { method: 'PUT', headers: json })
  assert.deepEqual([made.status, made.body], [200, '{}'])
  assert.deepEqual(JSON.parse((await ask('/things/seven')).body), { Item: { id: { S: 'seven' } } })
  const lost = await ask('/lost/x')
  assert.equal(lost.status, 400)
  assert.match(lost.body, /ResourceNotFoundException/)
  const denied = await ask('/weak/x', { method: 'PUT', headers: json })
  assert.equal(denied.status, 400)
  assert.match(denied.body, /AccessDenied/)
})

test('objects of a bucket by their paths, as text and as bytes', async () => {
  await s3.CreateBucket({ Bucket: 'files' })
  const { ask, restApiId } = await make(
    {
      '/{key+}': {
        ANY: {
          method: { requestParameters: { 'method.request.path.key': true, 'method.request.header.Content-Type': false } },
          integration: {
            type: 'AWS',
            integrationHttpMethod: 'ANY',
            uri: uri('s3:path/files/{key}'),
            credentials: gateway,
            requestParameters: {
              'integration.request.path.key': 'method.request.path.key',
              'integration.request.header.Content-Type': 'method.request.header.Content-Type',
            },
          },
          responses: {
            200: { responseParameters: { 'method.response.header.ETag': 'integration.response.header.ETag', 'method.response.header.Content-Type': 'integration.response.header.Content-Type' } },
            404: { selectionPattern: '404' },
          },
        },
      },
    },
    { api: { binaryMediaTypes: ['image/png'] } },
  )
  const bytes = Buffer.from([0x89, 0x50, 0, 255])
  const put = await ask('/a/b%20c.png', { method: 'PUT', body: bytes, headers: { 'Content-Type': 'image/png' } })
  assert.deepEqual([put.status, put.headers.etag?.length], [200, 34], put.body)
  const kept = await s3.GetObject({ Bucket: 'files', Key: 'a/b c.png' })
  assert.deepEqual([Buffer.from(await kept.Body.transformToByteArray()), kept.ContentType], [bytes, 'image/png'])
  const text = await ask('/a/b%20c.png', { headers: { Accept: 'text/plain' } })
  assert.deepEqual([text.status, text.body, text.headers['content-type']], [200, bytes.toString('base64'), 'image/png'])
  const whole = await fetch(`${nube.url}/_aws/execute-api/${restApiId}/dev/a/b%20c.png`, { headers: { Accept: 'image/png' } })
  assert.deepEqual(Buffer.from(await whole.arrayBuffer()), bytes)
  assert.equal((await ask('/none')).status, 404)
})

test('an execution is started, and a message is published', async () => {
  const machine = await states.CreateStateMachine({ name: 'm', roleArn: gateway, definition: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }) })
  const { TopicArn } = await sns.CreateTopic({ Name: 't' })
  const { ask } = await make({
    '/start': {
      POST: {
        integration: {
          type: 'AWS',
          integrationHttpMethod: 'POST',
          uri: uri('states:action/StartExecution'),
          credentials: gateway,
          requestTemplates: { 'application/json': `{"input":"$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")","stateMachineArn":"${machine.stateMachineArn}"}` },
        },
      },
    },
    '/publish': {
      POST: {
        integration: {
          type: 'AWS',
          integrationHttpMethod: 'POST',
          uri: uri('sns:action/Publish'),
          credentials: gateway,
          requestParameters: { 'integration.request.querystring.TopicArn': `'${TopicArn}'`, 'integration.request.querystring.Message': 'method.request.body.text' },
        },
      },
    },
  })
  const started = await ask('/start', post({ a: 1 }))
  assert.equal(started.status, 200, started.body)
  assert.match(JSON.parse(started.body).executionArn, /:execution:m:/)
  const published = await ask('/publish', post({ text: 'hi' }))
  assert.equal(published.status, 200, published.body)
  assert(JSON.parse(published.body).PublishResponse.PublishResult.MessageId)
})

test('a service that is late: a poll, an execution whose end is awaited', async () => {
  await sqs.CreateQueue({ QueueName: 'quiet' })
  const definition = JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 20, End: true } } })
  const slow = await states.CreateStateMachine({ name: 'slow', type: 'EXPRESS', roleArn: gateway, definition })
  const quick = await states.CreateStateMachine({ name: 'quick', type: 'EXPRESS', roleArn: gateway, definition: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Result: 7, End: true } } }) })
  const service = (rest, template, timeoutInMillis) => ({
    POST: { integration: { type: 'AWS', integrationHttpMethod: 'POST', uri: uri(rest), credentials: gateway, timeoutInMillis, requestParameters: template[0], requestTemplates: { 'application/json': template[1] } }, responses: { 200: {} } },
  })
  const form = { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" }
  const start = (machine) => [{}, JSON.stringify({ stateMachineArn: machine.stateMachineArn })]
  const { ask } = await make({
    '/poll': service('sqs:path/000000000000/quiet', [form, 'Action=ReceiveMessage&WaitTimeSeconds=20'], 300),
    '/short': service('sqs:path/000000000000/quiet', [form, 'Action=ReceiveMessage&WaitTimeSeconds=0'], 5000),
    '/slow': service('states:action/StartSyncExecution', start(slow), 300),
    '/quick': service('states:action/StartSyncExecution', start(quick), 20000),
  })
  for (const path of ['/poll', '/slow']) {
    const late = await ask(path, post({}))
    assert.deepEqual([late.status, late.body, late.headers['x-amzn-errortype']], [504, '{"message": "Endpoint request timed out"}', 'InternalServerErrorException'], path)
  }
  const quickly = await ask('/quick', post({}))
  assert.deepEqual([quickly.status, JSON.parse(quickly.body).output], [200, '7'])
  assert.equal((await ask('/short', post({}))).status, 200)
})

/* --- servers ------------------------------------------------------------------------------------------------------ */

const echo = http.createServer((request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => {
    const { method, url, headers } = request
    if (url.startsWith('/slow')) return
    if (url.startsWith('/large')) return response.end(Buffer.alloc(parseInt(url.slice(7), 10), 'x'))
    response.writeHead(url.startsWith('/status/') ? parseInt(url.slice(8), 10) : 200, { 'Content-Type': 'application/json', 'X-Backend': 'b', Server: 'mine', 'X-Amzn-RequestId': 'theirs' })
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(pieces).toString() }))
  })
})
await new Promise((ready) => echo.listen(0, '127.0.0.1', ready))
after(() => (echo.closeAllConnections(), echo.close()))
const server = `http://127.0.0.1:${echo.address().port}`

test('a server by mappings', async () => {
  const { ask, restApiId } = await make(
    {
      '/{id}': {
        POST: {
          integration: {
            type: 'HTTP',
            integrationHttpMethod: 'PUT',
            uri: 'http://${stageVariables.host}/things/{thing}?fixed=1',
            requestParameters: {
              'integration.request.path.thing': 'method.request.path.id',
              'integration.request.querystring.q': 'method.request.querystring.ask',
              'integration.request.header.X-Fixed': "'yes'",
            },
          },
          method: { requestParameters: { 'method.request.path.id': true, 'method.request.querystring.ask': false } },
          responses: { 200: { responseParameters: { 'method.response.header.X-From': 'integration.response.header.X-Backend' } } },
        },
      },
    },
    { variables: { host: server.slice(7) } },
  )
  const answer = await ask('/a%20b?ask=x%26y&other=1', post({ n: 1 }, { ...json, 'X-Mine': 'not', 'User-Agent': 'tests' }))
  assert.equal(answer.status, 200, answer.body)
  const seen = JSON.parse(answer.body)
  assert.deepEqual([seen.method, seen.url, seen.body], ['PUT', '/things/a%20b?fixed=1&q=x%26y', '{"n":1}'])
  assert.deepEqual(
    [seen.headers['x-fixed'], seen.headers['x-mine'], seen.headers['user-agent'], seen.headers['x-amzn-apigateway-api-id'], seen.headers['content-type']],
    ['yes', undefined, `AmazonAPIGateway_${restApiId}`, restApiId, 'application/json'],
  )
  assert.deepEqual([answer.headers['x-from'], answer.headers['x-backend'], answer.headers.server], ['b', undefined, undefined])
})

test('a server as it came', async () => {
  const { ask } = await make({
    '/{proxy+}': {
      ANY: {
        integration: {
          type: 'HTTP_PROXY',
          integrationHttpMethod: 'ANY',
          uri: `${server}/{proxy}`,
          requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy', 'integration.request.header.X-More': "'more'", 'integration.request.querystring.a': "'2'" },
        },
        method: { requestParameters: { 'method.request.path.proxy': true } },
      },
    },
  })
  const answer = await ask('/x/y?a=1&b=c', post('text', { 'Content-Type': 'text/plain', 'X-Mine': 'yes', Via: 'me' }))
  const seen = JSON.parse(answer.body)
  assert.deepEqual([seen.method, seen.url, seen.body], ['POST', '/x/y?a=1&a=2&b=c', 'text'])
  assert.deepEqual([seen.headers['x-mine'], seen.headers['x-more'], seen.headers.via, seen.headers.host], ['yes', 'more', undefined, server.slice(7)])
  assert.deepEqual(
    [answer.headers['x-backend'], answer.headers['x-amzn-remapped-server'], answer.headers['x-amzn-remapped-x-amzn-requestid'], answer.headers['x-amzn-trace-id']],
    ['b', 'mine', 'theirs', undefined],
  )
  assert.notEqual(answer.headers['x-amzn-requestid'], 'theirs')
  const several = JSON.parse((await ask('/x', { headers: { Cookie: ['a=1', 'b=2'], 'X-Mine': ['1', '2'], 'x-more': ['3', '4'] } })).body).headers
  assert.deepEqual([several.cookie, several['x-mine'], several['x-more']], ['a=1; b=2', '1, 2', 'more'])
  assert.equal((await ask('/status/503')).status, 503)
})

test('what is of one connection does not go on, mapped or not; a request without a body says so', async () => {
  const mapped = { Expect: '200-ok', TE: 'gzip', Via: 'p.example', Connection: 'keep-alive', 'Max-Forwards': '2', Host: 'other.example' }
  const requestParameters = Object.fromEntries(Object.entries(mapped).map(([name, value]) => [`integration.request.header.${name}`, `'${value}'`]))
  const to = (type) => ({ GET: { integration: { type, integrationHttpMethod: 'POST', uri: `${server}/x`, requestParameters } } })
  const { ask } = await make({ '/proxy': to('HTTP_PROXY'), '/http': to('HTTP') })
  for (const path of ['/proxy', '/http']) {
    const answer = await ask(path, { headers: { 'Max-Forwards': '9', 'X-Mine': '1' } })
    assert.equal(answer.status, 200, answer.body)
    const { method, headers } = JSON.parse(answer.body)
    assert.deepEqual([method, headers['content-length'], headers['max-forwards'], headers.host], ['POST', '0', '2', 'other.example'], path)
    for (const name of ['expect', 'te', 'via']) assert.equal(headers[name], undefined, `${path} ${name}`)
  }
})

test('a server that is none, one that does not talk, one that is late, and one that says too much', async () => {
  const proxy = (uri, more = {}) => ({ GET: { integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri, ...more } } })
  const { ask } = await make({
    '/none': proxy('https://${stageVariables.none}'),
    '/dead': proxy('http://127.0.0.1:1/'),
    '/slow': proxy(`${server}/slow`, { timeoutInMillis: 300 }),
    '/large': proxy(`${server}/large/10485760`),
    '/larger': proxy(`${server}/large/10485761`),
  })
  assert.equal((await ask('/large')).body.length, 10485760)
  const larger = await ask('/larger')
  assert.deepEqual([larger.status, larger.body, larger.headers['x-amzn-errortype']], [...internal, 'InternalServerErrorException'])
  const none = await ask('/none')
  assert.deepEqual([none.status, none.body], internal)
  const dead = await ask('/dead')
  assert.deepEqual([dead.status, dead.body], [504, '{"message": "Network error communicating with endpoint"}'])
  const slow = await ask('/slow')
  assert.deepEqual([slow.status, slow.body], [504, '{"message": "Endpoint request timed out"}'])
})

test('a server is asked no longer once the client is gone', async () => {
  const { restApiId } = await make({ '/slow': { GET: { integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: `${server}/slow` } } } })
  const { ApiId } = await v2.CreateApi({ Name: 'h', ProtocolType: 'HTTP', Target: `${server}/slow` })
  for (const [id, path] of [[restApiId, '/dev/slow'], [ApiId, '/']]) {
    const asked = new Promise((done) => echo.once('request', (request) => done({ closed: new Promise((closed) => request.socket.once('close', closed)) })))
    const client = http.get(`${nube.url}${path}`, { headers: { Host: `${id}.execute-api.localhost:${nube.port}` } }).on('error', () => {})
    const { closed } = await asked
    client.destroy()
    await closed
  }
})

test('an API behind an API, and one behind itself', async () => {
  const inner = await make({ '/x': { GET: { integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } }, responses: { 200: { responseTemplates: { 'application/json': 'inner' } } } } } })
  const at = (id, path) => `http://${id}.execute-api.localhost:${nube.port}/dev${path}`
  const outer = await make({
    '/in': { GET: { integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: at(inner.restApiId, '/x') } } },
    '/self': { GET: { integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: at('${stageVariables.self}', '/self') } } },
  })
  assert.equal((await outer.ask('/in')).body, 'inner')
  await apigateway.UpdateStage({ restApiId: outer.restApiId, stageName: 'dev', patchOperations: [{ op: 'replace', path: '/variables/self', value: outer.restApiId }] })
  assert.equal((await outer.ask('/self')).status, 500)
})
