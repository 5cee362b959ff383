// Answers of REST APIs that go on as they come (responseTransferMode STREAM), of functions and of servers.
import assert from 'node:assert/strict'
import http from 'node:http'
import net from 'node:net'

import { functionUri, makeApi } from '../support/js/apis.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { failure, Nube } from '../support/js/nube.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { apigateway, lambda, iam } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const streamUri = (name) => functionUri(name).replace('2015-03-31', '2021-11-15').replace(/invocations$/, 'response-streaming-invocations')

// A gate that stays shut until the test opens it: what is behind it has not been said before.
let open
let gate
const shut = () => (gate = new Promise((done) => (open = done)))
const large = Buffer.alloc(12 * 1024 * 1024, 'nube')
const ways = {
  '/pieces': async (answer) => {
    answer.writeHead(201, { 'Content-Type': 'text/plain', 'X-Backend': 'b', Server: 'mine' })
    answer.write('one ')
    await gate
    answer.end('two')
  },
  '/large': (answer) => answer.end(large),
  '/breaks': async (answer) => {
    answer.write('one ')
    await gate
    answer.destroy()
  },
  '/hangs': (answer) => answer.write('one '),
  '/silent': () => {},
  '/gate': async (answer) => {
    await gate
    answer.end()
  },
}
const server = http.createServer((request, answer) => ways[request.url](answer))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
after(() => (server.closeAllConnections(), server.close()))
const at = `http://127.0.0.1:${server.address().port}`

const code = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  const { what } = event.pathParameters
  if (what === 'fails') throw new Error('as told')
  if (what === 'bare') return void stream.end('no head')
  const from = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { 'Content-Type': 'text/plain', 'X-A': 'b' }, multiValueHeaders: { 'X-M': ['1', '2'] }, cookies: ['a=1', 'b=2'] })
  from.write(what === 'large' ? Buffer.alloc(${large.length}, 'nube') : 'one ')
  if (what === 'pieces' || what === 'breaks') await fetch('${at}/gate')
  if (what === 'breaks') process.exit(1)
  if (what === 'hangs') return new Promise(() => setTimeout(() => {}, 60000))
  from.end(what === 'large' ? '' : 'two')
})`
await createFunction(lambda, { FunctionName: 'stream', Runtime: 'nodejs20.x', Handler: 'index.handler', Role, Timeout: 20, Code: { ZipFile: packageOf({ 'index.js': code }) } })
await letInvoke(lambda, 'stream', 'apigateway.amazonaws.com')

const toFunction = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: streamUri('stream'), responseTransferMode: 'STREAM' }
const toServer = (path) => ({ type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: `${at}${path}`, responseTransferMode: 'STREAM' })
const { ask, restApiId, ids } = await makeApi(
  nube,
  apigateway,
  {
    '/function/{what}': { GET: { integration: toFunction } },
    '/late/{what}': { GET: { integration: { ...toFunction, timeoutInMillis: 1500 } } },
    ...Object.fromEntries(['/pieces', '/large', '/breaks'].map((path) => [`/server${path}`, { GET: { integration: toServer(path) } }])),
    ...Object.fromEntries(['/hangs', '/silent'].map((path) => [`/server${path}`, { GET: { integration: { ...toServer(path), timeoutInMillis: 800 } } }])),
  },
  { api: { minimumCompressionSize: 0 } },
)

// Opens the gate once the first piece is there: { status, headers, pieces }.
const watch = (path) =>
  new Promise((done, fail) => {
    shut()
    const request = http.get(`${nube.url}/dev${path}`, { headers: { Host: `${restApiId}.execute-api.localhost:${nube.port}`, 'Accept-Encoding': 'gzip' } }, (answer) => {
      const pieces = []
      answer.on('data', (data) => (pieces.push(data.toString()), open()))
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, pieces }))
      answer.on('error', fail)
    })
    request.on('error', fail)
  })

test('a server’s answer goes on as it comes', async () => {
  const answer = await watch('/server/pieces')
  assert.deepEqual([answer.status, answer.pieces, answer.headers['content-type']], [201, ['one ', 'two'], 'text/plain'])
  assert.deepEqual([answer.headers['x-backend'], answer.headers['x-amzn-remapped-server'], answer.headers['content-encoding']], ['b', 'mine', undefined])
  assert.ok(answer.headers['x-amzn-requestid'] && answer.headers['x-amz-apigw-id'])
})

test('and so does a function’s, behind its head', async () => {
  const answer = await watch('/function/pieces')
  assert.deepEqual([answer.status, answer.pieces, answer.headers['content-type']], [202, ['one ', 'two'], 'text/plain'])
  assert.deepEqual([answer.headers['x-a'], answer.headers['x-m'], answer.headers['set-cookie']], ['b', '1, 2', ['a=1', 'b=2']])
})

test('it may be larger than what is gathered', async () => {
  for (const path of ['/server/large', '/function/large']) {
    const answer = await fetch(`${nube.url}/_aws/execute-api/${restApiId}/dev${path}`)
    assert.ok(large.equals(Buffer.from(await answer.arrayBuffer())), path)
  }
})

test('a part is not taken for the whole', async () => {
  for (const path of ['/server/breaks', '/function/breaks']) await assert.rejects(watch(path), { code: 'ECONNRESET' }, path)
  for (const path of ['/server/hangs', '/late/hangs']) await assert.rejects(watch(path), { code: 'ECONNRESET' }, path)
})

test('what fails before its head is an error', async () => {
  for (const what of ['fails', 'bare']) {
    const answer = await ask(`/function/${what}`)
    assert.deepEqual([answer.status, answer.body], [502, '{"message": "Internal server error"}'], what)
  }
  const silent = await ask('/server/silent')
  assert.deepEqual([silent.status, silent.body], [504, '{"message": "Endpoint request timed out"}'])
})

test('a client of HTTP/1.0 gets no chunks', async () => {
  shut()
  const text = await new Promise((done, fail) => {
    const socket = net.connect(nube.port, '127.0.0.1', () => socket.write(`GET /dev/server/pieces HTTP/1.0\r\nHost: ${restApiId}.execute-api.localhost\r\n\r\n`))
    let all = ''
    socket.on('data', (data) => ((all += data), all.includes('one ') && open()))
    socket.on('end', () => done(all)).on('error', fail)
  })
  assert.match(text, /^HTTP\/1.1 201 /)
  assert.doesNotMatch(text, /transfer-encoding/i)
  assert.ok(text.endsWith('\r\n\r\none two'), text)
})

test('a trial waits for it', async () => {
  shut()
  open()
  const tried = await apigateway.TestInvokeMethod({ restApiId, resourceId: ids['/function/{what}'], httpMethod: 'GET', pathWithQueryString: '/function/pieces' })
  assert.deepEqual([tried.status, tried.body, tried.headers['X-A']], [202, 'one two', 'b'])
})

test('which integrations may, and for how long', async () => {
  const method = { restApiId, resourceId: ids['/function/{what}'], httpMethod: 'GET' }
  const put = (more) => apigateway.PutIntegration({ ...method, ...more })
  assert.equal((await put({ ...toFunction, timeoutInMillis: 900000 })).timeoutInMillis, 900000)
  assert.equal((await failure(put({ ...toFunction, timeoutInMillis: 900001 }))).name, 'BadRequestException')
  assert.equal((await failure(put({ ...toFunction, responseTransferMode: 'BUFFERED', timeoutInMillis: 29001 }))).message, 'Timeout should be between 50 ms and 29000 ms')
  assert.equal((await failure(put({ type: 'MOCK', responseTransferMode: 'STREAM' }))).name, 'BadRequestException')
})
