// Functions for Node.js, by the machine's own node: handlers of each kind, their context, errors and logs as AWS has them.
import assert from 'node:assert/strict'
import path from 'node:path'

import { caller, updateFunction } from '../support/js/functions.js'
import { allow, lambdaTrust } from '../support/js/policies.js'
import { failure, Nube, root } from '../support/js/nube.js'
import { after, skip, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { lambda } = nube.api()
after(() => nube.stop())
const { create, invoke, run } = caller(lambda, 'nodejs20.x', { Handler: 'index.handler' })
const { run: run24 } = caller(lambda, 'nodejs24.x', { Handler: 'index.handler' })

test('an async handler takes its event and a context, and answers', async () => {
  const name = await create({
    'index.js': `let count = 0
exports.handler = async (event, context) => ({ event, context, count: ++count, left: context.getRemainingTimeInMillis(), keys: Object.keys(context) })`,
  })
  const client = Buffer.from(JSON.stringify({ custom: { a: 1 } })).toString('base64')
  const { value, error } = await invoke(name, { a: [1, 'ü'] }, { ClientContext: client })
  assert.equal(error, undefined)
  assert.deepEqual([value.event, value.count], [{ a: [1, 'ü'] }, 1])
  assert(value.left > 8000 && value.left <= 10000, String(value.left))
  const { context } = value
  assert.match(context.awsRequestId, /^[0-9a-f-]{36}$/)
  assert.match(context.logStreamName, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)
  assert.deepEqual(
    [context.functionName, context.functionVersion, context.memoryLimitInMB, context.logGroupName, context.invokedFunctionArn],
    [name, '$LATEST', '128', `/aws/lambda/${name}`, `arn:aws:lambda:us-east-1:000000000000:function:${name}`],
  )
  for (const key of ['callbackWaitsForEmptyEventLoop', 'succeed', 'fail', 'done']) assert(value.keys.includes(key), key)
  assert.equal((await invoke(name)).value.count, 2)
})

const modules = [
  ['CommonJS', { 'index.js': 'exports.handler = async () => require("./other").x', 'other.js': 'exports.x = 1' }],
  ['.cjs', { 'index.cjs': 'exports.handler = async () => 1' }],
  ['.mjs', { 'index.mjs': 'import { x } from "./other.mjs"; export const handler = async () => x', 'other.mjs': 'export const x = await Promise.resolve(1)' }],
  ['type: module', { 'index.js': 'export const handler = async () => 1', 'package.json': '{"type":"module"}' }],
  ['a folder', { 'src/a/index.js': 'exports.handler = async () => 1' }, 'src/a/index.handler'],
  ['a member of a member', { 'index.js': 'exports.api = { v1: { handler: async () => 1 } }' }, 'index.api.v1.handler'],
  ['a package', { 'node_modules/mine/index.js': 'exports.handler = async () => 1' }, 'mine.handler'],
]
for (const [what, files, Handler = 'index.handler'] of modules)
  test(`modules: ${what}`, async () => {
    const { text, error } = await run(files, {}, { Handler })
    assert.deepEqual([error, text], [undefined, '1'])
  })

test('callbacks: the answer waits until the event loop is empty, unless it need not', async () => {
  const name = await create({
    'index.js': `exports.handler = (event, context, callback) => {
  if (event.now) context.callbackWaitsForEmptyEventLoop = false
  const at = Date.now()
  setTimeout(() => console.log('late'), 300)
  callback(null, 'done')
}`,
  })
  const waits = await invoke(name, {})
  assert.equal(waits.text, '"done"')
  assert.match(waits.log, /INFO\tlate\n/)
  const now = await invoke(name, { now: true })
  assert.equal(now.text, '"done"')
  assert(!now.log.includes('late'), now.log)
})

test('callbacks: the first end counts, and one that never comes is null', async () => {
  const ends = [
    ['callback(null, 1); callback(null, 2)', '1'],
    ['context.succeed(1); context.fail("x")', '1'],
    ['context.done(null, 1)', '1'],
    ['setTimeout(callback, 10, null, 1)', '1'],
    ['return Promise.resolve(1)', '1'],
    ['return { then: (done) => done(1) }', '1'],
    ['', 'null'],
    ['callback()', 'null'],
  ]
  for (const [body, expected] of ends) {
    const { text } = await run({ 'index.js': `exports.handler = (event, context, callback) => { ${body} }` })
    assert.equal(text, expected, body)
  }
  const fails = [
    ['callback(new TypeError("t"))', 'TypeError', 't'],
    ['context.fail(new RangeError("r"))', 'RangeError', 'r'],
    ['context.fail()', 'string', 'handled'],
    ['callback("text")', 'string', 'text'],
    ['throw new Error("e")', 'Error', 'e'],
  ]
  for (const [body, errorType, errorMessage] of fails) {
    const { value, error } = await run({ 'index.js': `exports.handler = (event, context, callback) => { ${body} }` })
    assert.deepEqual([error, value.errorType, value.errorMessage], ['Unhandled', errorType, errorMessage], body)
  }
}, { seconds: 60 })

test('an error is told with its type, message and stack', async () => {
  const { value, error, log } = await run({
    'index.js': `class Odd extends Error { constructor(m) { super(m); this.name = 'Odd'; this.extra = 1 } }
function inner() { throw new Odd('boom') }
exports.handler = async () => inner()`,
  })
  assert.equal(error, 'Unhandled')
  assert.deepEqual([value.errorType, value.errorMessage, value.trace[0]], ['Odd', 'boom', 'Odd: boom'])
  assert.match(value.trace[1], /^ {4}at inner \(.*\/index\.js:2:\d+\)$/)
  assert.match(log, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t[0-9a-f-]{36}\tERROR\tInvoke Error \t\{"errorType":"Odd","errorMessage":"boom","name":"Odd","extra":1,"stack":\["Odd: boom",/m)
})

const inits = [
  ['a module that is not there', { 'index.js': 'require("nosuch")' }, 'Runtime.ImportModuleError', /^Error: Cannot find module 'nosuch'\nRequire stack:\n- /],
  ['a file that is not there', { 'other.js': '' }, 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'\nRequire stack:\n- .*index\.mjs$/],
  ['an ES module that is not there', { 'index.mjs': 'import "nosuch"' }, 'Error', /^Cannot find package 'nosuch' imported from /],
  ['a handler that is not there', { 'index.js': '' }, 'Runtime.HandlerNotFound', /^index\.handler is undefined or not exported$/],
  ['no function', { 'index.js': 'exports.handler = 1' }, 'Runtime.HandlerNotFound', /^index\.handler is not a function$/],
  ['no JavaScript', { 'index.js': 'function (' }, 'Runtime.UserCodeSyntaxError', /^SyntaxError: Function statements require a function name$/],
  ['a start that fails', { 'index.js': 'throw new RangeError("start")' }, 'RangeError', /^start$/],
  ['a bad name', { 'index.js': '' }, 'Runtime.MalformedHandlerName', /^Bad handler$/, 'index'],
  ['a name that climbs', { 'index.js': '' }, 'Runtime.MalformedHandlerName', /^'\.\.\/index\.handler' is not a valid handler name\. Use absolute paths/, '../index.handler'],
]
for (const [what, files, errorType, message, Handler = 'index.handler'] of inits)
  test(`a function that does not start: ${what}`, async () => {
    const { value, error, log } = await run(files, {}, { Handler })
    assert.equal(error, 'Unhandled')
    assert.equal(value.errorType, errorType)
    assert.match(value.errorMessage, message)
    assert.match(log, /\tundefined\tERROR\tUncaught Exception \t\{"errorType":/)
  })

test('what nobody catches ends the process, and the next event has a new one', async () => {
  const name = await create({
    'index.js': `let count = 0
exports.handler = (event, context, callback) => {
  count++
  if (event.throw) setTimeout(() => { throw new Error('later') }, 5)
  else if (event.reject) Promise.reject(new TypeError('nobody')), setTimeout(callback, 1000)
  else callback(null, count)
}`,
  })
  const thrown = await invoke(name, { throw: true })
  assert.deepEqual([thrown.error, thrown.value.errorType, thrown.value.errorMessage], ['Unhandled', 'Error', 'later'])
  assert.match(thrown.log, /ERROR\tUncaught Exception \t\{"errorType":"Error","errorMessage":"later"/)
  assert.equal((await invoke(name)).text, '1')
  const rejected = await invoke(name, { reject: true })
  assert.deepEqual([rejected.value.errorType, rejected.value.errorMessage], ['Runtime.UnhandledPromiseRejection', 'TypeError: nobody'])
  const never = await run({ 'index.js': 'exports.handler = async () => { await new Promise(() => {}) }' })
  assert.equal(never.value.errorType, 'Runtime.NodeJsExit')
  const circular = await run({ 'index.js': 'exports.handler = async () => { const x = {}; x.x = x; return x }' })
  assert.deepEqual([circular.value.errorType, circular.value.errorMessage], ['Error', 'Unable to stringify response body'])
})

test('since nodejs24.x there are promises alone', async () => {
  const { value } = await run24({ 'index.js': 'exports.handler = (event, context, callback) => callback()' })
  assert.equal(value.errorType, 'Runtime.CallbackHandlerDeprecated')
  assert.match(value.errorMessage, /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node\.js 24\./)
  const keys = await run24({ 'index.js': 'exports.handler = async (event, context) => [typeof context.done, typeof context.succeed, context.functionVersion]' })
  assert.deepEqual(keys.value, ['undefined', 'undefined', '$LATEST'])
  assert.equal((await run24({ 'index.js': 'exports.handler = (event) => event.a' }, { a: 5 })).text, '5')
  assert.equal((await run24({ 'index.js': 'exports.handler = () => { throw new TypeError("t") }' })).value.errorType, 'TypeError')
})

test('the console, as text', async () => {
  const { log } = await run({
    'index.js': `exports.handler = async () => {
  console.log('a %s', 'b', { c: 1 }); console.debug('d'); console.info('i'); console.warn('w'); console.error('e'); console.trace('t')
  process.stdout.write('raw\\n'); process.stderr.write('error output\\n')
}`,
  })
  for (const [level, text] of [['INFO', 'a b { c: 1 }'], ['DEBUG', 'd'], ['INFO', 'i'], ['WARN', 'w'], ['ERROR', 'e'], ['TRACE', 't']])
    assert.match(log, new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t[0-9a-f-]{36}\\t${level}\\t${text}$`, 'm'))
  assert.match(log, /^raw$/m)
  assert.match(log, /^error output$/m)
})

// The lines of a log that are the function's own.
const ownLines = (log) => log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).filter((line) => line.level)

test('the console, as JSON, from its level on', async () => {
  const body = 'console.log("a %s", "b"); console.debug({ x: 1 }); console.trace("not told"); console.error("went wrong", new TypeError("t")); throw new RangeError("boom")'
  const LoggingConfig = { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG' }
  const { log } = await run({ 'index.js': `exports.handler = async () => { ${body} }` }, {}, { LoggingConfig })
  const [told, object, wrong, thrown, ...others] = ownLines(log)
  assert.deepEqual([told.level, told.message, others], ['INFO', 'a b', []])
  assert.match(told.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.match(told.requestId, /^[0-9a-f-]{36}$/)
  assert.deepEqual([object.level, object.message], ['DEBUG', { x: 1 }])
  assert.deepEqual([wrong.level, wrong.errorType, wrong.errorMessage, wrong.stackTrace[0]], ['ERROR', 'TypeError', 't', 'TypeError: t'])
  assert.deepEqual([thrown.level, thrown.message.errorType, thrown.message.errorMessage], ['ERROR', 'RangeError', 'boom'])
})

test('a streaming handler, its prelude and its answer', async () => {
  const { text, log } = await run({
    'index.js': `const { pipeline } = require('stream/promises'); const { Readable } = require('stream')
exports.handler = awslambda.streamifyResponse(async (event, out, context) => {
  out = awslambda.HttpResponseStream.from(out, { statusCode: 201, headers: { a: 'b' } })
  out.write('first ')
  await pipeline(Readable.from(['second ', 'third']), out)
  return 1
})`,
  })
  assert.equal(text, '{"statusCode":201,"headers":{"a":"b"}}\0\0\0\0\0\0\0\0first second third')
})

test('its environment is the documented one', async () => {
  const { value } = await run({ 'index.mjs': 'export const handler = async () => ({ env: process.env, cwd: process.cwd() })' }, {}, { Variables: { OWN: 'x', NODE_OPTIONS: '--no-deprecation' } })
  const { env } = value
  assert.deepEqual([env.AWS_EXECUTION_ENV, env._HANDLER, env.OWN, env.NODE_OPTIONS, env.TZ], ['AWS_Lambda_nodejs20.x', 'index.handler', 'x', '--no-deprecation', ':UTC'])
  assert.equal(env.AWS_ENDPOINT_URL, nube.url)
  assert.match(env._X_AMZN_TRACE_ID, /^Root=1-/)
  assert.match(env.NODE_PATH, /^\/opt\/nodejs\/node20\/node_modules:\/opt\/nodejs\/node_modules:/)
  assert.equal(value.cwd, env.LAMBDA_TASK_ROOT)
})

const isSeen = !root.startsWith('/tmp/') // functions have a /tmp of their own
if (!isSeen) skip('functions do not see the packages of a tree in /tmp')
const seen = isSeen ? test : () => {}
seen("the SDK's version 2 finds Nube, too, whole and in parts, and may be told another place", async () => {
  const sdk = path.join(root, 'tests/node_modules/aws-sdk')
  const files = {
    'index.js': `
const AWS = require('${sdk}')
const S3 = require('${sdk}/clients/s3')
exports.handler = async () => {
  await new S3().createBucket({ Bucket: 'of-version-two' }).promise()
  const { Buckets } = await new AWS.S3().listBuckets().promise()
  return [Buckets.map((b) => b.Name), new AWS.SQS().endpoint.href, new AWS.SQS({ endpoint: 'http://else.test' }).endpoint.href]
}`,
  }
  const { iam } = nube.api()
  await iam.CreateRole({ RoleName: 'two', AssumeRolePolicyDocument: lambdaTrust })
  await iam.PutRolePolicy({ RoleName: 'two', PolicyName: 'all', PolicyDocument: allow('s3:*') })
  const { value, text } = await run(files, {}, { Role: 'arn:aws:iam::000000000000:role/two', MemorySize: 512 })
  assert.deepEqual(value, [['of-version-two'], `${nube.url}/`, 'http://else.test/'], text)
})

test('a program in front of the runtime', async () => {
  const files = { 'index.js': 'exports.handler = async () => [process.env.BY_WRAPPER, process.execArgv]', wrapper: '#!/bin/sh\nexport BY_WRAPPER=yes\nprogram=$1; shift\nexec "$program" --no-warnings "$@"\n' }
  const name = await create(files)
  await updateFunction(lambda, 'Configuration', { FunctionName: name, Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: './wrapper' } } })
  const { value, text, log } = await invoke(name)
  assert.equal(value?.[0], 'yes', JSON.stringify({ text, log }))
  assert(value[1].includes('--no-warnings'), value[1].join(' '))
})

test('runtimes that AWS does not take, or Nube does not run', async () => {
  const refused = async (Runtime) => failure(caller(lambda, Runtime, { Handler: 'a.b' }).create({ a: '' }))
  const old = await refused('python3.7')
  assert.deepEqual(
    [old.name, old.message],
    ['InvalidParameterValueException', 'The runtime parameter of python3.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.'],
  )
  for (const name of ['java25', 'dotnet8']) {
    const { status, message } = await refused(name)
    assert.deepEqual([status, message], [501, `The runtime ${name} is not emulated by Nube: use provided.al2023, python3.x, nodejsNN.x or ruby3.x`])
  }
  assert.equal((await refused('python9')).status, 400)
  const none = await Nube.start(['--ephemeral'], { env: { PATH: '/nowhere' } })
  const absent = await failure(caller(none.api().lambda, 'nodejs22.x', { Handler: 'a.b' }).create({ a: '' }))
  assert.deepEqual([absent.status, absent.message], [501, "The runtime nodejs22.x needs node, which is not in Nube's PATH: install it, or start Nube with --lambda-runtime nodejs22.x=FILE"])
  await none.stop()
})
