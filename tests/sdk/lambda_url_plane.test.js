// Function URLs as callers see them: events, answers whole and streamed, CORS, who may.
import assert from 'node:assert/strict'
import { get } from 'node:http'

import { createFunction } from '../support/js/functions.js'
import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Nube, raw, signedAs } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const idOf = (FunctionUrl) => /([a-z0-9]{32})/.exec(FunctionUrl)[1]

// A function with a URL that everybody may ask; its address by path, and its id.
async function urlOf(FunctionName, body, { handler = 'index.handler', open = true, ...config } = {}) {
  await createFunction(lambda, { FunctionName, Runtime: 'nodejs22.x', Handler: handler, Role, Code: { ZipFile: zip([{ name: 'index.mjs', body }]) } })
  const { FunctionUrl } = await lambda.CreateFunctionUrlConfig({ FunctionName, AuthType: 'NONE', ...config })
  if (open) await lambda.AddPermission({ FunctionName, StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' })
  return { id: idOf(FunctionUrl), url: `${nube.url}/_aws/lambda-url/${idOf(FunctionUrl)}`, FunctionUrl }
}
const ask = async (url, options = {}) => {
  const answer = await raw(url, { method: 'GET', ...options })
  const text = answer.body.toString()
  return { ...answer, text, json: /^[[{"]/.test(text) ? JSON.parse(text) : undefined }
}

const echo = await urlOf('echo', `export const handler = async (event) => {
  const ask = event.queryStringParameters?.do
  if (ask === 'fail') throw new Error('as told')
  if (ask === 'odd') return { statusCode: 'many' }
  if (ask === 'whole') return { statusCode: 201, headers: { 'X-A': 'b' }, cookies: ['a=1', 'b=2'], body: 'made' }
  if (ask === 'binary') return { statusCode: 200, headers: { 'Content-Type': 'image/png' }, isBase64Encoded: true, body: 'iVBORw==' }
  if (ask === 'list') return ['hello', 3, true]
  return event
}`)

test('a request is an event of payload format 2.0', async () => {
  const { status, json, headers } = await ask(`${echo.url}/pa2%Fth/1?q=a&multi=foo&multi=%2Fbar`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'ExTrA-HeadErs': 'With WeiRd CapS', Cookie: 'x=1; y=2' }, body: '{"foo":"bar"}' })
  assert.equal(status, 200)
  assert.deepEqual([json.version, json.routeKey, json.rawPath, json.rawQueryString], ['2.0', '$default', '/pa2%Fth/1', 'q=a&multi=foo&multi=%2Fbar'])
  assert.deepEqual([json.queryStringParameters, json.cookies, json.body, json.isBase64Encoded, json.headers['extra-headers']], [{ q: 'a', multi: 'foo,/bar' }, ['x=1', 'y=2'], '{"foo":"bar"}', false, 'With WeiRd CapS'])
  assert.deepEqual([json.requestContext.accountId, json.requestContext.apiId, json.requestContext.stage, json.requestContext.http.method, json.requestContext.authorizer], ['anonymous', echo.id, '$default', 'POST', undefined])
  assert.equal(json.requestContext.requestId, headers['x-amzn-requestid'])
  const byHost = await ask(`${nube.url}/a`, { headers: { Host: `${echo.id}.lambda-url.us-east-1.on.aws` } })
  assert.deepEqual([byHost.json.rawPath, byHost.json.requestContext.domainPrefix], ['/a', echo.id])
})

test('what the function returns is the answer', async () => {
  const whole = await ask(`${echo.url}/?do=whole`)
  assert.deepEqual([whole.status, whole.headers['x-a'], whole.headers['set-cookie'], whole.text], [201, 'b', ['a=1', 'b=2'], 'made'])
  const list = await ask(`${echo.url}/?do=list`)
  assert.deepEqual([list.status, list.headers['content-type'], list.headers['content-length'], list.text], [200, 'application/json', '16', '["hello",3,true]'])
  const binary = await fetch(`${echo.url}/?do=binary`)
  assert.deepEqual([binary.headers.get('content-type'), [...new Uint8Array(await binary.arrayBuffer())]], ['image/png', [0x89, 0x50, 0x4e, 0x47]])
  for (const what of ['fail', 'odd']) {
    const { status, text } = await ask(`${echo.url}/?do=${what}`)
    assert.deepEqual([status, text], [502, 'Internal Server Error'])
  }
})

test('who may: a policy for everybody, or a signature; a URL that is none', async () => {
  const closed = await urlOf('closed', 'export const handler = async () => 1', { open: false })
  const refused = await ask(closed.url)
  assert.deepEqual([refused.status, refused.json], [403, { Message: 'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html' }])
  await lambda.AddPermission({ FunctionName: 'closed', StatementId: 'other', Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'AWS_IAM' })
  assert.equal((await ask(closed.url)).status, 403)
  await lambda.UpdateFunctionUrlConfig({ FunctionName: 'closed', AuthType: 'AWS_IAM' })
  assert.equal((await ask(closed.url)).status, 403)
  assert.equal((await ask(closed.url, { headers: { Authorization: signedAs('lambda') } })).text, '1')
  await lambda.DeleteFunctionUrlConfig({ FunctionName: 'closed' })
  const none = await ask(closed.url)
  assert.deepEqual([none.status, none.text, none.headers['x-amzn-errortype']], [404, '{"Message":null}', 'ResourceNotFoundException'])
})

test('an alias has a URL of its own', async () => {
  await lambda.PublishVersion({ FunctionName: 'echo' })
  await lambda.CreateAlias({ FunctionName: 'echo', Name: 'live', FunctionVersion: '1' })
  const { FunctionUrl } = await lambda.CreateFunctionUrlConfig({ FunctionName: 'echo', Qualifier: 'live', AuthType: 'NONE' })
  const url = `${nube.url}/_aws/lambda-url/${idOf(FunctionUrl)}`
  assert.equal((await ask(url)).status, 403)
  await lambda.AddPermission({ FunctionName: 'echo', Qualifier: 'live', StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' })
  assert.equal((await ask(`${url}/x`)).json.rawPath, '/x')
})

test('CORS by the URL’s configuration', async () => {
  const { url } = await urlOf('pages', `export const handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://other.example' }, body: '' })`, { Cors: { AllowOrigins: ['https://shop.example'], AllowMethods: ['POST'], AllowHeaders: ['content-type'], MaxAge: 60 } })
  const preflight = await ask(url, { method: 'OPTIONS', headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' } })
  assert.deepEqual([preflight.status, preflight.headers['access-control-allow-origin'], preflight.headers['access-control-allow-methods'], preflight.headers['access-control-max-age']], [200, 'https://shop.example', 'POST', '60'])
  assert.equal((await ask(url, { headers: { Origin: 'https://shop.example' } })).headers['access-control-allow-origin'], 'https://shop.example')
  assert.equal((await ask(url, { headers: { Origin: 'https://evil.example' } })).headers['access-control-allow-origin'], undefined)
})

test('streamed answers come as they are made, with a head of their own where the function gives one', async () => {
  const { url } = await urlOf('stream', `export const handler = awslambda.streamifyResponse(async (event, stream) => {
    if (event.rawPath === '/fail') throw new Error('as told')
    if (event.rawPath === '/once') return void stream.end('all at once')
    if (event.rawPath === '/head') stream = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { 'X-A': 'b' }, cookies: ['a=1'] })
    else stream.setContentType('text/plain')
    stream.write('one ')
    await new Promise((done) => setTimeout(done, 400))
    if (event.rawPath === '/exit') process.exit(1)
    stream.write('two')
    stream.end()
  })`, { InvokeMode: 'RESPONSE_STREAM' })
  const pieces = await new Promise((done, fail) => get(`${url}/plain`, (response) => {
    const seen = []
    response.on('data', (data) => seen.push([data.toString(), Date.now()]))
    response.on('end', () => done({ seen, type: response.headers['content-type'], status: response.statusCode }))
  }).on('error', fail))
  assert.deepEqual([pieces.status, pieces.type, pieces.seen.map(([text]) => text)], [200, 'text/plain', ['one ', 'two']])
  assert.ok(pieces.seen[1][1] - pieces.seen[0][1] >= 200)
  assert.equal((await ask(`${url}/once`)).text, 'all at once')
  const head = await ask(`${url}/head`)
  assert.deepEqual([head.status, head.headers['x-a'], head.headers['set-cookie'], head.text], [202, 'b', ['a=1'], 'one two'])
  const failed = await ask(`${url}/fail`)
  assert.deepEqual([failed.status, failed.text], [502, 'Internal Server Error'])
  await assert.rejects(ask(`${url}/exit`), { code: 'ECONNRESET' }, 'a part is not taken for the whole')
})
