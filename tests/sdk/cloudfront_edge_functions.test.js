// CloudFront Functions on a viewer's way: what they see, what they change, what they answer, and what stops them.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

import { behavior, distributionMake, legacy, list, originStart } from '../support/js/edge.js'
import { Nube } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront } = nube.api()
const origin = await originStart({
  '/echo': (_, response, asked) => response.writeHead(200, { 'Content-Type': 'application/json', 'X-Origin': 'yes', 'Set-Cookie': 'o=1; Path=/' }).end(JSON.stringify(asked)),
  '/pages/index.html': (_, response) => response.end('an index'),
  '/none': (_, response) => response.writeHead(404).end('none'),
})
after(async () => {
  await nube.stop()
  await origin.stop()
})

let made = 0
/** A published function's ARN. */
async function functionMake(code, Runtime = 'cloudfront-js-2.0') {
  const Name = `function-${++made}`
  const { ETag, FunctionSummary } = await cloudfront.CreateFunction({ Name, FunctionCode: Buffer.from(code), FunctionConfig: { Comment: '', Runtime } })
  await cloudfront.PublishFunction({ Name, IfMatch: ETag })
  return FunctionSummary.FunctionMetadata.FunctionARN
}
const with_ = async (EventType, code, more = {}, Runtime) =>
  distributionMake(nube, cloudfront, origin.item(), behavior({ ...legacy({ query: true, cookies: 'all', max: 0, usual: 0 }), FunctionAssociations: list({ EventType, FunctionARN: await functionMake(code, Runtime) }), ...more }))

test('a function sees the request', async () => {
  const d = await with_('viewer-request', `
    function handler(event) {
      return { statusCode: 200, statusDescription: 'OK', headers: { 'content-type': { value: 'application/json' } }, body: JSON.stringify(event) }
    }`)
  const answer = await d.view('/a%20b?x=1&x=2&y', { headers: { Cookie: 'u=1; v=2', 'X-Two': ['a', 'b'], 'User-Agent': 'Mine' } })
  assert.equal(answer.headers['x-cache'], 'FunctionGeneratedResponse from cloudfront')
  const event = JSON.parse(answer.body)
  assert.equal(event.version, '1.0')
  assert.deepEqual(
    { ...event.context, requestId: undefined },
    { distributionDomainName: d.name.replace('.localhost', '.net'), distributionId: d.id, eventType: 'viewer-request', requestId: undefined },
  )
  assert.equal(event.context.requestId, answer.headers['x-amz-cf-id'])
  assert.equal(event.viewer.ip, '127.0.0.1')
  const { request } = event
  assert.deepEqual([request.method, request.uri], ['GET', '/a%20b'])
  assert.deepEqual(request.querystring, { x: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, y: { value: '' } })
  assert.deepEqual(request.cookies, { u: { value: '1' }, v: { value: '2' } })
  assert.deepEqual([request.headers['user-agent'], request.headers.host], [{ value: 'Mine' }, { value: d.host }])
  assert.equal(request.headers.cookie, undefined)
})

test('a function changes the request', async () => {
  const d = await with_('viewer-request', `
    function handler(event) {
      var request = event.request
      if (request.uri.endsWith('/')) request.uri += 'index.html'
      request.headers['x-added'] = { value: 'by a function' }
      delete request.headers['x-dropped']
      request.querystring = { a: { multiValue: [{ value: '1' }, { value: '2' }] } }
      request.cookies.session = { value: 's' }
      return request
    }`)
  assert.equal((await d.view('/pages/')).body, 'an index')
  const asked = JSON.parse((await d.view('/echo?z=1', { headers: { 'x-dropped': 'x', 'x-kept': 'y', cookie: 'u=1' } })).body)
  assert.equal(asked.url, '/echo?a=1&a=2')
  assert.deepEqual([asked.headers['x-added'], asked.headers['x-dropped'], asked.headers['x-kept'], asked.headers.cookie], ['by a function', undefined, 'y', 'session=s; u=1'])
})

test('a function answers', async () => {
  const d = await with_('viewer-request', `
    function handler(event) {
      return {
        statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/elsewhere' } },
        cookies: { a: { value: '1', attributes: 'Path=/; Secure' } }, body: { encoding: 'base64', data: 'aGVsbG8=' },
      }
    }`, {}, 'cloudfront-js-1.0')
  const answer = await d.view('/x')
  assert.deepEqual([answer.status, answer.headers.location, answer.headers['set-cookie'], answer.body], [302, '/elsewhere', ['a=1; Path=/; Secure'], 'hello'])
})

test('a function changes the answer, but not an error of the origin\'s', async () => {
  const d = await with_('viewer-response', `
    async function handler(event) {
      const response = event.response
      response.headers['x-frame-options'] = { value: 'DENY' }
      response.headers['x-seen'] = { value: event.request.uri + ' ' + response.statusCode + ' ' + response.headers['x-origin'].value + ' ' + response.cookies.o.attributes }
      delete response.headers['x-origin']
      return response
    }`)
  const answer = await d.view('/echo')
  assert.deepEqual(
    [answer.status, answer.headers['x-frame-options'], answer.headers['x-seen'], answer.headers['x-origin'], answer.headers['set-cookie']],
    [200, 'DENY', '/echo 200 yes Path=/', undefined, ['o=1; Path=/']],
  )
  assert.equal(JSON.parse(answer.body).url, '/echo')
  const none = await d.view('/none')
  assert.deepEqual([none.status, none.headers['x-frame-options']], [404, undefined])
})

test('modules that the runtime has', async () => {
  const d = await with_('viewer-request', `
    import crypto from 'crypto'
    import querystring from 'querystring';
    const { Buffer } = require('buffer')
    async function handler(event) {
      const signed = crypto.createHmac('sha256', 'key').update('a').update('b').digest('hex')
      const body = { md5: crypto.createHash('md5').update('a').digest('base64'), signed, query: querystring.parse('a=1&b=2').b, text: Buffer.from('aGk=', 'base64').toString(), b64: btoa('hi') }
      return { statusCode: 200, body: JSON.stringify(body) }
    }`)
  assert.deepEqual(JSON.parse((await d.view('/x')).body), {
    md5: 'DMF1ucDxtqgxw5niaXcmYQ==',
    signed: createHmac('sha256', 'key').update('ab').digest('hex'),
    query: '2',
    text: 'hi',
    b64: 'aGk=',
  })
})

test('what fails, does not end, takes too much memory or may not be is a 503, and the next one runs', async () => {
  const codes = {
    throws: 'function handler(event) { return event.nothing.at.all }',
    'never ends': 'function handler(event) { for (;;) {} }',
    'never settles': 'async function handler(event) { await new Promise(() => {}) }',
    'takes all memory': 'function handler(event) { var a = []; for (;;) a.push(new Array(100000).join("x") + a.length) }',
    'evaluates text': 'function handler(event) { return eval("event.request") }',
    'makes functions of text': 'function handler(event) { return (function () {}).constructor("return process")().env }',
    'reaches for the process': 'function handler(event) { return process.env }',
    'has no handler': 'var a = 1',
    'is no JavaScript': 'function handler(event) {',
    'returns nothing': 'function handler(event) {}',
    'returns no request': 'function handler(event) { return { uri: 5 } }',
    'adds what it may not': 'function handler(event) { event.request.headers["x-edge-location"] = { value: "a" }; return event.request }',
    'breaks lines': 'function handler(event) { event.request.headers["x-a"] = { value: "a\\r\\nb: c" }; return event.request }',
  }
  const good = await with_('viewer-request', 'function handler(event) { return event.request }')
  for (const [what, code] of Object.entries(codes)) {
    const d = await with_('viewer-request', code)
    const answer = await d.view('/echo')
    assert.deepEqual([answer.status, answer.headers['x-cache']], [503, 'Error from cloudfront'], what)
    assert.match(answer.body, /The CloudFront function associated with the CloudFront distribution is invalid or could not run\./)
    assert.equal((await good.view('/echo')).status, 200, `after one that ${what}`)
  }
}, { seconds: 60 })

test('a function is tried without a distribution, and its console is heard', async () => {
  const Name = `function-${++made}`
  const code = 'function handler(event) { console.log("hello", event.request.uri, { a: 1 }); event.request.uri = "/b"; return event.request }'
  const { ETag } = await cloudfront.CreateFunction({ Name, FunctionCode: Buffer.from(code), FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' } })
  const EventObject = Buffer.from(JSON.stringify({ version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip: '192.0.2.1' }, request: { method: 'GET', uri: '/a', headers: {}, cookies: {}, querystring: {} } }, null, 2))
  const { TestResult } = await cloudfront.TestFunction({ Name, IfMatch: ETag, EventObject, Stage: 'DEVELOPMENT' })
  assert.deepEqual(TestResult.FunctionExecutionLogs, ['hello /a {"a":1}'])
  assert.equal(TestResult.FunctionErrorMessage, '')
  assert.equal(JSON.parse(TestResult.FunctionOutput).request.uri, '/b')
  assert.ok(Number(TestResult.ComputeUtilization) <= 100)
})

test('what is published anew is run from then on', async () => {
  const Name = `function-${++made}`
  const answer = (text) => Buffer.from(`function handler() { return { statusCode: 200, body: '${text}' } }`)
  const FunctionConfig = { Comment: '', Runtime: 'cloudfront-js-2.0' }
  const { ETag, FunctionSummary } = await cloudfront.CreateFunction({ Name, FunctionCode: answer('one'), FunctionConfig })
  await cloudfront.PublishFunction({ Name, IfMatch: ETag })
  const d = await distributionMake(nube, cloudfront, origin.item(), behavior({ FunctionAssociations: list({ EventType: 'viewer-request', FunctionARN: FunctionSummary.FunctionMetadata.FunctionARN }) }))
  assert.equal((await d.view('/')).body, 'one')
  const next = await cloudfront.UpdateFunction({ Name, IfMatch: ETag, FunctionCode: answer('two'), FunctionConfig })
  assert.equal((await d.view('/')).body, 'one')
  await cloudfront.PublishFunction({ Name, IfMatch: next.ETag })
  assert.equal((await d.view('/')).body, 'two')
})
