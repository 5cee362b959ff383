// API Gateway's stages by raw requests: paths, events and answers of proxy integrations as AWS has them.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { createFunction, functionOf } from '../support/js/functions.js'
import { Nube, raw } from '../support/js/nube.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'

const nube = await Nube.start()
const { apigateway, lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn

// Answers with the event it got as text; but with the body of a POST to /say as its whole answer.
const echo = functionOf(`
    if grep -q '"path":"/say"' "$work/event"; then
        sed 's/.*"body":"\\([A-Za-z0-9+\\/=]*\\)".*/\\1/' "$work/event" | base64 -d >"$work/out"
    else
        { printf '{"statusCode":200,"headers":{"Content-Type":"text/plain"},"body":"'; base64 -w0 <"$work/event"; printf '"}'; } >"$work/out"
    fi`)
await createFunction(lambda, { FunctionName: 'echo', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, Code: { ZipFile: echo } })
await letInvoke(lambda, 'echo', 'apigateway.amazonaws.com')

const { id: restApiId, rootResourceId } = await apigateway.CreateRestApi({ name: 'paths', binaryMediaTypes: ['image/png'] })
async function resource(parentId, pathPart, integrationHttpMethod = 'POST') {
  const { id: resourceId } = await apigateway.CreateResource({ restApiId, parentId, pathPart })
  await apigateway.PutMethod({ restApiId, resourceId, httpMethod: 'ANY', authorizationType: 'NONE' })
  const uri = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:echo/invocations'
  await apigateway.PutIntegration({ restApiId, resourceId, httpMethod: 'ANY', type: 'AWS_PROXY', integrationHttpMethod, uri })
  return resourceId
}
await resource(rootResourceId, 'fixed')
await resource(rootResourceId, 'say')
await resource(rootResourceId, '{proxy+}')
await resource(await resource(rootResourceId, 'u'), '{who}')
await resource(rootResourceId, 'got', 'GET')
await apigateway.CreateDeployment({ restApiId, stageName: 'dev' })

const byHost = (path, options = {}) =>
  raw(nube.url + path, { method: 'GET', ...options, headers: { Host: `${restApiId}.execute-api.localhost:${nube.port}`, ...options.headers } })
const event = async (path, options) => {
  const answer = await byHost(path, options)
  assert.equal(answer.status, 200, answer.body)
  return JSON.parse(Buffer.from(answer.body, 'base64').toString())
}
const say = (what, headers = {}) =>
  byHost('/dev/say', { method: 'POST', body: Buffer.from(JSON.stringify(what)).toString('base64'), headers: { 'Content-Type': 'text/plain', ...headers } })

test('what is percent-encoded in a path stays so', async () => {
  const e = await event('/dev/u/me%2Bx@a.b')
  assert.deepEqual([e.resource, e.path, e.pathParameters], ['/u/{who}', '/u/me%2Bx@a.b', { who: 'me%2Bx@a.b' }])
  const one = await event('/dev/u/a%2Fb')
  assert.deepEqual([one.resource, one.pathParameters], ['/u/{who}', { who: 'a%2Fb' }])
})

test('slashes in front of the stage and behind it count as one', async () => {
  const front = await event('//dev/x')
  assert.deepEqual([front.path, front.pathParameters], ['/x', { proxy: 'x' }])
  const behind = await event('/dev//x')
  assert.deepEqual([behind.path, behind.pathParameters, behind.requestContext.path], ['/x', { proxy: 'x' }, '/dev//x'])
  assert.equal((await event('/dev//fixed')).resource, '/fixed')
  const end = await event('/dev/x/')
  assert.deepEqual([end.path, end.pathParameters, end.requestContext.path], ['/x/', { proxy: 'x' }, '/dev/x/'])
})

test('a function may leave out all that AWS needs not, and add nothing', async () => {
  for (const wrong of [{ statusCode: 200, surplus: 'x' }, { statusCode: 200, cookies: ['a=b'] }, { statusCode: 200, multiValueHeaders: { 'x-a': 'v' } }, {}]) {
    const answer = await say(wrong)
    assert.deepEqual([answer.status, answer.body], [502, '{"message": "Internal server error"}'], JSON.stringify(wrong))
    assert.equal(answer.headers['x-amzn-errortype'], 'InternalServerErrorException')
  }
  const bare = await say({ headers: { 'x-a': 'v' } })
  assert.deepEqual([bare.status, bare.headers['x-a'], bare.headers['content-type'], bare.body], [200, 'v', 'application/json', ''])
})

test('several values of a header stand before a single one, whatever their case', async () => {
  const answer = await say({ headers: { 'test-multi': 'solo', 'x-one': '1' }, multiValueHeaders: { 'tesT-Multi': ['a', 'b'] } })
  assert.deepEqual([answer.headers['test-multi'], answer.headers['x-one']], ['a, b', '1'])
})

test('the binary media types say what is bytes: on the way in the Content-Type, on the way out the first Accept', async () => {
  const put = (body, type) => event('/dev/fixed', { method: 'PUT', body, headers: { 'Content-Type': type } })
  const plain = await put('plain', 'image/png')
  assert.deepEqual([plain.body, plain.isBase64Encoded], ['cGxhaW4=', true])
  const other = await put(Buffer.from([0x80, 0x81]), 'application/other')
  assert.deepEqual([other.body, other.isBase64Encoded], ['\ufffd\ufffd', false])
  const image = { headers: { 'Content-Type': 'text/plain' }, isBase64Encoded: true, body: 'aGVsbG8=' }
  assert.equal((await say(image, { Accept: 'image/png' })).body, 'hello')
  assert.equal((await say(image, { Accept: 'image/png, */*' })).body, 'hello')
  assert.equal((await say(image, { Accept: '*/*, image/png' })).body, 'aGVsbG8=')
  assert.equal((await say({ ...image, headers: { 'Content-Type': 'image/png' } }, { Accept: 'application/json' })).body, 'aGVsbG8=')
})

test('a function is asked by POST only', async () => {
  const answer = await byHost('/dev/got')
  assert.deepEqual([answer.status, answer.body], [500, '{"message": "Internal server error"}'])
})

test('each answer has its ids, and its trace where there was an integration', async () => {
  const root = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8'
  const good = await byHost('/dev/fixed', { headers: { 'X-Amzn-Trace-Id': root, authorization: 'mine', Connection: 'close' } })
  const { headers, requestContext } = JSON.parse(Buffer.from(good.body, 'base64').toString())
  assert.deepEqual([requestContext.requestId, requestContext.extendedRequestId], [good.headers['x-amzn-requestid'], good.headers['x-amz-apigw-id']])
  assert.deepEqual([headers.Authorization, headers.authorization, headers.Connection, headers['X-Amzn-Trace-Id']], ['mine', undefined, undefined, root])
  assert(good.headers['x-amzn-trace-id'].startsWith(root))
  assert(good.headers.date)
  const bad = await byHost('/none/x')
  assert.deepEqual([bad.status, bad.body, bad.headers['x-amzn-errortype']], [403, '{"message":"Forbidden"}', 'ForbiddenException'])
  assert(bad.headers['x-amzn-requestid'] && bad.headers['x-amz-apigw-id'])
  assert.equal(bad.headers['x-amzn-trace-id'], undefined)
})
