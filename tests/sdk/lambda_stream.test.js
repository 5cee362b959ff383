// Answers in pieces, by InvokeWithResponseStream of the AWS SDK: as they come, however many, and how they break off.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { createFunction, updateFunction } from '../support/js/functions.js'
import { lambdaTrust } from '../support/js/policies.js'
import { after, isSanitised, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const node = execFileSync('sh', ['-c', 'command -v node']).toString().trim()

// A runtime of its own: {"do": WHAT} says how it answers.
const runtime = `#!${node}
const http = require('http')
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const api = '/2018-06-01/runtime/invocation/'
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
const open = (method, path, headers, got) => http.request({ host, port, method, path: api + path, headers, agent }, (answer) => {
  const parts = []
  answer.on('data', (b) => parts.push(b)).on('end', () => got?.(answer, Buffer.concat(parts)))
})
const mode = { 'Lambda-Runtime-Function-Response-Mode': 'streaming', 'Content-Type': 'text/x-test' }
const error = { errorType: 'Test.Broke', errorMessage: 'in the middle' }
const gates = {}
process.on('uncaughtException', () => {})
const ways = {
  whole: (id) => open('POST', id + '/response', {}, next).end('{"whole":true}'),
  pieces: (id, { count, size }) => {
    const out = open('POST', id + '/response', mode, next)
    const more = (n) => n === count ? out.end() : out.write(Buffer.alloc(size, 97 + n % 26), () => more(n + 1))
    more(0)
  },
  slow: (id) => {
    const out = open('POST', id + '/response', mode, next)
    out.write('first;')
    setTimeout(() => out.end('second'), 1500)
  },
  trailers: (id) => {
    const out = open('POST', id + '/response', { ...mode, Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body' }, next)
    out.write('some')
    out.addTrailers({ 'Lambda-Runtime-Function-Error-Type': error.errorType, 'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(error)).toString('base64') })
    out.end()
  },
  error: (id) => open('POST', id + '/error', { 'Lambda-Runtime-Function-Error-Type': error.errorType }, next).end(JSON.stringify(error)),
  dies: (id) => { open('POST', id + '/response', mode).write('some', () => setTimeout(() => process.exit(3), 100)) },
  breaks: (id) => { const out = open('POST', id + '/response', mode); out.write('some', () => setTimeout(() => { out.destroy(); next() }, 100)) },
  hangs: (id) => open('POST', id + '/response', mode).write('some'),
  endless: (id) => {
    const out = open('POST', id + '/response', mode, (answer) => next())
    out.on('error', () => next())
    const more = () => out.write(Buffer.alloc(1000000, 120), (failed) => failed || more())
    more()
  },
  mode: (id) => open('POST', id + '/response', { 'Lambda-Runtime-Function-Response-Mode': 'odd' }, (answer, body) => {
    console.log('refused ' + answer.statusCode + ' ' + body)
    next()
  }).end('{}'),
  context: (id, event, headers) => open('POST', id + '/response', {}, next).end(JSON.stringify(headers)),
}
const next = () => open('GET', 'next', {}, (answer, body) => {
  const event = JSON.parse(body)
  ways[event.do](answer.headers['lambda-runtime-aws-request-id'], event, answer.headers)
}).end()
next()
`
const name = 'streams'
await createFunction(lambda, {
  FunctionName: name, Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 15, MemorySize: 1024,
  Code: { ZipFile: zip([{ name: 'bootstrap', mode: 0o100755, body: runtime }]) },
})

async function stream(event, extra = {}, FunctionName = name) {
  const answer = await lambda.InvokeWithResponseStream({ FunctionName, Payload: JSON.stringify(event), ...extra })
  const pieces = []
  let complete
  for await (const e of answer.EventStream) {
    if (e.PayloadChunk) pieces.push({ at: Date.now(), bytes: Buffer.from(e.PayloadChunk.Payload) })
    if (e.InvokeComplete) complete = e.InvokeComplete
  }
  return { answer, pieces, complete, text: Buffer.concat(pieces.map((p) => p.bytes)).toString() }
}

test('an answer that comes whole is one piece', async () => {
  const { answer, pieces, complete, text } = await stream({ do: 'whole' }, { LogType: 'Tail' })
  assert.deepEqual([answer.StatusCode, answer.ExecutedVersion, answer.ResponseStreamContentType], [200, '$LATEST', 'application/vnd.amazon.eventstream'])
  assert.equal(text, '{"whole":true}')
  assert.equal(pieces.length, 1)
  assert.equal(complete.ErrorCode, undefined)
  assert.match(Buffer.from(complete.LogResult, 'base64').toString(), /^START RequestId/)
})

test('pieces come as they are made', async () => {
  const { pieces, text } = await stream({ do: 'slow' })
  assert.equal(text, 'first;second')
  assert(pieces.at(-1).at - pieces[0].at >= 1000)
})

test('a long answer comes whole to one who reads it, and is asked for with Invoke up to 6 MB', async () => {
  const { text, complete } = await stream({ do: 'pieces', count: 300, size: 100000 })
  assert.equal(complete.ErrorCode, undefined)
  assert.equal(text.length, 30000000)
  assert.equal(text[29999999], String.fromCharCode(97 + 299 % 26))
  const small = await lambda.Invoke({ FunctionName: name, Payload: JSON.stringify({ do: 'pieces', count: 3, size: 2 }) })
  assert.equal(Buffer.from(small.Payload).toString(), 'aabbcc')
  const large = await lambda.Invoke({ FunctionName: name, Payload: JSON.stringify({ do: 'pieces', count: 70, size: 100000 }) })
  assert.equal(large.FunctionError, 'Unhandled')
  assert.equal(JSON.parse(Buffer.from(large.Payload)).errorType, 'Function.ResponseSizeTooLarge')
})

test('one who reads slowly, or no more, does not fill the memory', async () => {
  const residentKb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${nube.pid}/status`, 'utf8'))[1])
  const before = residentKb()
  const slow = nube.api().lambda
  const answer = await slow.InvokeWithResponseStream({ FunctionName: name, Payload: JSON.stringify({ do: 'pieces', count: 1000, size: 100000 }) })
  await answer.EventStream[Symbol.asyncIterator]().next()
  await new Promise((done) => setTimeout(done, 700))
  assert(isSanitised || residentKb() - before < 20000, `${residentKb() - before} KB more`)
  slow.destroy()
  const { text } = await stream({ do: 'whole' }) // another process, or the same once it is done
  assert.equal(text, '{"whole":true}')
})

test('what goes wrong is told at the end', async () => {
  const ended = async (what) => {
    const { text, complete } = await stream({ do: what })
    const told = complete.ErrorDetails && JSON.parse(complete.ErrorDetails)
    return [text, complete.ErrorCode, told?.errorType, told?.errorMessage]
  }
  assert.deepEqual(await ended('trailers'), ['some', 'Unhandled', 'Test.Broke', 'in the middle'])
  assert.deepEqual(await ended('error'), ['', 'Unhandled', 'Test.Broke', 'in the middle'])
  const died = await ended('dies')
  assert.deepEqual(died.slice(0, 3), ['some', 'Unhandled', 'Runtime.ExitError'])
  assert.match(died[3], /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/)
  assert.deepEqual((await ended('breaks')).slice(0, 3), ['some', 'Unhandled', 'Runtime.TruncatedResponse'])
  assert.deepEqual((await ended('mode')).slice(0, 2), ['', 'Unhandled'])
  await until('the refusal in the log', () => nube.log.includes('refused 400 {"errorMessage":"Invalid function response mode","errorType":"InvalidFunctionResponseMode"}'))
  await updateFunction(lambda, 'Configuration', { FunctionName: name, Timeout: 1 })
  const late = await ended('hangs')
  assert.deepEqual(late.slice(0, 3), ['some', 'Unhandled', 'Sandbox.Timedout'])
  await updateFunction(lambda, 'Configuration', { FunctionName: name, Timeout: 15 })
})

test('an answer without end is cut at 200 MB', async () => {
  const answer = await lambda.InvokeWithResponseStream({ FunctionName: name, Payload: '{"do":"endless"}' })
  let size = 0
  let complete
  for await (const e of answer.EventStream) {
    size += e.PayloadChunk?.Payload.length ?? 0
    complete = e.InvokeComplete ?? complete
  }
  assert(size > 209000000 && size <= 209715200, `${size} bytes`)
  assert.equal(JSON.parse(complete.ErrorDetails).errorType, 'Function.ResponseSizeTooLarge')
}, { seconds: 60 })

test('what is refused before anything runs; a dry run; the context', async () => {
  const nothing = await failure(lambda.InvokeWithResponseStream({ FunctionName: 'nothing' }))
  assert.deepEqual([nothing.name, nothing.status], ['ResourceNotFoundException', 404])
  const broken = await failure(lambda.InvokeWithResponseStream({ FunctionName: name, Payload: '{' }))
  assert.deepEqual([broken.name, broken.status], ['InvalidRequestContentException', 400])
  assert.equal((await lambda.InvokeWithResponseStream({ FunctionName: name, InvocationType: 'DryRun' })).StatusCode, 204)
  const ClientContext = Buffer.from('{"client":{"app_title":"a"},\n"custom":{}}').toString('base64')
  const { text } = await stream({ do: 'context' }, { ClientContext })
  assert.equal(JSON.parse(text)['lambda-runtime-client-context'], '{"client":{"app_title":"a"}, "custom":{}}')
  const invoked = await lambda.Invoke({ FunctionName: name, ClientContext, Payload: '{"do":"context"}' })
  assert.equal(JSON.parse(Buffer.from(invoked.Payload))['lambda-runtime-client-context'], '{"client":{"app_title":"a"}, "custom":{}}')
  const tenant = await failure(lambda.Invoke({ FunctionName: name, TenantId: 'a', Payload: '{}' }))
  assert.deepEqual([tenant.name, tenant.status], ['InvalidParameterValueException', 400])
  const odd = await failure(lambda.Invoke({ FunctionName: name, ClientContext: 'e30x{', Payload: '{}' }))
  assert.deepEqual([odd.name, odd.message], ['InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.'])
})
