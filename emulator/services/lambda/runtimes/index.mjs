// Runs a function written for Node.js: takes events from the Runtime API, gives them to the handler, gives its results back.
//
// What AWS does is known from its documentation and from the runtime client that it publishes. Up to nodejs22.x a handler may take a callback,
// and an answer may wait until the event loop is empty; since nodejs24.x there are promises alone.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import fs from 'node:fs'
import module from 'node:module'
import net from 'node:net'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { format, types } from 'node:util'

const require = module.createRequire(import.meta.url)
const { env } = process
const API = '/2018-06-01/runtime/'
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming')
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')
const hasCallbacks = !(Number(/nodejs(\d+)/.exec(env.AWS_EXECUTION_ENV)?.[1]) >= 24)

// --- errors -------------------------------------------------------------------------------------------------------------------------------

const [ImportModuleError, HandlerNotFound, MalformedHandlerName, UserCodeSyntaxError, MalformedStreamingHandler, InvalidStreamingOperation] = [
  'ImportModuleError',
  'HandlerNotFound',
  'MalformedHandlerName',
  'UserCodeSyntaxError',
  'MalformedStreamingHandler',
  'InvalidStreamingOperation',
].map((name) => runtimeError(name))
const CallbackHandlerDeprecated = runtimeError('CallbackHandlerDeprecated')
const NodeJsExit = runtimeError('NodeJsExit')
const EXIT_ADVICE =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. ' +
  'For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes'
const UnhandledPromiseRejection = runtimeError('UnhandledPromiseRejection')

function runtimeError(name) {
  const Made = { [name]: class extends Error {} }[name]
  Made.prototype.name = `Runtime.${name}`
  return Made
}

// What the caller is told.
function errorOf(error) {
  try {
    if (types.isNativeError(error) || (error?.name && error.message && error.stack))
      return { errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') }
    return { errorType: typeof error, errorMessage: String(error), trace: [] }
  } catch {
    return {
      errorType: 'handled',
      errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    }
  }
}

function errorLog(title, value) {
  const error = value instanceof Error ? value : new Error(value)

  if (isJsonLog) console.error(error)
  else console.error(title, errorText(error))
}

function errorText(error) {
  const whole = (_, v) =>
    v instanceof Error
      ? { errorType: v.name, errorMessage: v.message, code: v.code, ...v, stack: typeof v.stack === 'string' ? v.stack.split('\n') : v.stack }
      : v

  try {
    return '\t' + JSON.stringify(error, whole)
  } catch {
    return '\t' + JSON.stringify(errorOf(error))
  }
}

// --- the console --------------------------------------------------------------------------------------------------------------------------

const isJsonLog = env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON'
let requestId

function write(line) {
  let bytes = Buffer.from(line)

  try {
    while (bytes.length) bytes = bytes.subarray(fs.writeSync(1, bytes))
  } catch (error) {
    if (error.code === 'EAGAIN') process.stdout.write(bytes) // the function made it such
  }
}

const nameOf = (error) => error?.constructor?.name ?? 'UnknownError'
const stackOf = (error, otherwise) => (typeof error.stack === 'string' ? error.stack.split('\n') : otherwise)

function jsonLine(level, parameters) {
  const result = { timestamp: new Date().toISOString(), level, requestId }
  const replace = (_, v) =>
    v instanceof Error ? { errorType: nameOf(v), errorMessage: v.message, stackTrace: stackOf(v, v.stack), ...v } : v

  if (parameters.length === 1) {
    try {
      return JSON.stringify({ ...result, message: parameters[0] }, replace)
    } catch {
      return JSON.stringify({ ...result, message: format(parameters[0]) })
    }
  }
  result.message = format(...parameters)
  const error = parameters.find((p) => p instanceof Error)
  if (error) Object.assign(result, { errorType: nameOf(error), errorMessage: error.message, stackTrace: stackOf(error, []) })
  return JSON.stringify(result)
}

function consoleSetUp() {
  const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
  const least = Math.max(levels.indexOf(env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()), 0)

  levels.forEach((level, i) => {
    const text = (...p) => write(`${new Date().toISOString()}\t${requestId}\t${level}\t${format(...p)}\n`)
    const log = isJsonLog ? (...p) => write(jsonLine(level, p) + '\n') : text
    console[level.toLowerCase()] = i < least && level !== 'FATAL' ? () => {} : log
  })
  console.log = console.info
}

// --- the Runtime API ----------------------------------------------------------------------------------------------------------------------

// One connection that is kept. It keeps the process alive only while an answer is awaited.
class RuntimeApi {
  constructor(address) {
    this.address = address
    this.host = address.slice(0, address.lastIndexOf(':'))
    this.port = Number(address.slice(this.host.length + 1))
  }

  connect() {
    const socket = net.connect({ host: this.host, port: this.port, noDelay: true })
    const fail = (error) => {
      this.socket = undefined
      this.pending?.reject(error ?? new Error('the Runtime API closed the connection'))
      this.pending = undefined
    }

    this.rest = []
    this.socket = socket.on('data', (bytes) => this.receive(bytes)).on('error', fail).on('close', () => this.socket === socket && fail())
  }

  receive(bytes) {
    this.rest.push(bytes)
    this.head ??= this.headRead()
    if (!this.head || this.rest.reduce((sum, b) => sum + b.length, 0) < this.head.size) return
    const { pending, head } = this
    const all = this.rest.length === 1 ? this.rest[0] : Buffer.concat(this.rest)
    this.rest = []
    this.pending = this.head = undefined
    this.socket.unref()
    if (head.headers.connection === 'close') this.leave()
    pending?.resolve({ ...head, body: all.subarray(0, head.size) })
  }

  // The next request has another connection.
  leave() {
    this.socket.destroy()
    this.socket = undefined
  }

  headRead() {
    const all = Buffer.concat(this.rest)
    const end = all.indexOf('\r\n\r\n')

    if (end < 0) return undefined
    const [first, ...lines] = all.toString('utf8', 0, end).split('\r\n')
    const headers = Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]))
    this.rest = [all.subarray(end + 4)]
    return { status: Number(first.split(' ')[1]), headers, size: Number(headers['content-length'] ?? 0) }
  }

  // Begins a request: its head is written, its answer is promised.
  begin(method, at, headers) {
    if (!this.socket) this.connect()
    this.socket.ref()
    const answer = new Promise((resolve, reject) => (this.pending = { resolve, reject }))
    const lines = Object.entries({ Host: this.address, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
    this.socket.write(`${method} ${API}${at} HTTP/1.1\r\n${lines.join('')}\r\n`)
    return answer
  }

  next() {
    return this.begin('GET', 'invocation/next')
  }

  // While an answer is awaited another connection is used.
  post(at, body, headers = {}) {
    if (this.pending) return new RuntimeApi(this.address).post(at, body, headers)
    const bytes = Buffer.from(body)
    const answer = this.begin('POST', at, { 'Content-Type': 'application/json', ...headers, 'Content-Length': bytes.length })
    this.socket.write(bytes)
    return answer
  }

  postError(at, error) {
    const told = errorOf(error)
    return this.post(at, jsonOf(told), { 'Lambda-Runtime-Function-Error-Type': String(told.errorType).replace(/[^\x20-\x7e]/g, '?') })
  }
}

function jsonOf(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null'
  } catch {
    throw new Error('Unable to stringify response body')
  }
}

// --- streamed answers ---------------------------------------------------------------------------------------------------------------------

// What a streaming handler writes to: a chunked request, begun by its first write. What failed is told by trailers.
class ResponseStream extends Writable {
  constructor(api, at, highWaterMark) {
    super({ highWaterMark, decodeStrings: true })
    this.contentType = 'application/octet-stream'
    this.trailers = ''
    this.answered = new Promise((resolve, reject) => Object.assign(this, { api, at, resolveAnswer: resolve, rejectAnswer: reject }))
    this.answered.catch(() => {})
    this.on('error', () => {})
  }

  setContentType(contentType) {
    if (this.isBegun) throw new InvalidStreamingOperation('Cannot set content-type, too late.')
    this.contentType = contentType
  }

  begin() {
    if (this.isBegun) return
    this.isBegun = true
    this.api
      .begin('POST', this.at, {
        'Content-Type': this.contentType,
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        'Transfer-Encoding': 'chunked',
        Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      })
      .then(this.resolveAnswer, this.rejectAnswer)
  }

  write(chunk, ...others) {
    const isPlain = typeof chunk === 'string' || chunk instanceof Uint8Array

    if (!this.isBegun) {
      this.begin()
      this._onBeforeFirstWrite?.((early) => super.write(early))
    }
    return super.write(isPlain ? chunk : JSON.stringify(chunk), ...others)
  }

  // It may come by end() alone, which goes past write().
  _write(chunk, _, done) {
    this.begin()
    const { socket } = this.api

    if (!chunk.length) return done()
    if (!socket) return done(new Error('the Runtime API closed the connection'))
    socket.cork()
    socket.write(`${chunk.length.toString(16)}\r\n`)
    socket.write(chunk)
    socket.write('\r\n', done)
    socket.uncork()
  }

  _final(done) {
    this.begin()
    if (this.api.socket) this.api.socket.write(`0\r\n${this.trailers}\r\n`, done)
    else done(new Error('the Runtime API closed the connection'))
  }

  // Tells the error and ends.
  async fail(error) {
    const told = errorOf(error)

    this.trailers =
      `Lambda-Runtime-Function-Error-Type: ${told.errorType}\r\n` +
      `Lambda-Runtime-Function-Error-Body: ${Buffer.from(JSON.stringify(told)).toString('base64')}\r\n`
    if (!this.writableEnded) this.end()
    await this.answered.catch(() => {})
  }
}

const HttpResponseStream = {
  // Status, headers and cookies come first, as JSON, and are parted from the body by eight NULs.
  from(stream, prelude) {
    const text = JSON.stringify(prelude)

    stream.setContentType('application/vnd.awslambda.http-integration-response')
    stream._onBeforeFirstWrite = (early) => {
      early(text)
      early(new Uint8Array(8))
    }
    return stream
  },
}

function globalsSetUp() {
  if (['1', 'true'].includes(env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA)) return
  globalThis.awslambda = {
    streamifyResponse: (handler, options) => {
      handler[STREAMING] = 'response'
      if (typeof options?.highWaterMark === 'number') handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark)
      return handler
    },
    HttpResponseStream,
  }
}

// The AWS SDK for JavaScript v2, which functions still bring along, knows no AWS_ENDPOINT_URL: it is told where Nube is as soon as it has been
// loaded (its settings are made anew while it is). What a function sets itself comes later, and counts.
function sdk2SetUp() {
  const { _load } = module
  const told = new WeakSet()

  if (!env.AWS_ENDPOINT_URL || typeof _load !== 'function') return
  module._load = function (request, parent, ...others) {
    const loaded = _load.call(this, request, parent, ...others)
    if (request.endsWith('/core') && /\/aws-sdk\/(lib\/aws|global|clients\/\w+)\.js$/.test(parent?.filename) && loaded?.config && !told.has(loaded.config)) {
      told.add(loaded.config)
      loaded.config.update({ endpoint: env.AWS_ENDPOINT_URL, s3ForcePathStyle: true })
    }
    return loaded
  }
}

// --- the handler --------------------------------------------------------------------------------------------------------------------------

// Does the nearest package.json say that its files are ES modules?
function isModuleFolder(folder) {
  const file = path.join(folder, 'package.json')

  if (folder.endsWith('/node_modules')) return false
  if (fs.existsSync(file)) {
    try {
      return JSON.parse(fs.readFileSync(file))?.type === 'module'
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error)
      return false
    }
  }
  return folder !== '/' && isModuleFolder(path.dirname(folder))
}

// AWS: ES modules are found by NODE_PATH, too; node itself heeds it for CommonJS alone.
function nodePathSetUp() {
  const folders = (env.NODE_PATH ?? '').split(':').filter((f) => f.endsWith('/node_modules') && fs.existsSync(f))
  const parents = folders.map((f) => pathToFileURL(path.dirname(f) + '/index.js').href)
  const source = `
    let parents
    export const initialize = (given) => { parents = given }
    export async function resolve(specifier, context, next) {
      try { return await next(specifier, context) } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND' || /^[./]|^[a-z]+:/.test(specifier)) throw error
        for (const parentURL of parents) try { return await next(specifier, { ...context, parentURL }) } catch {}
        throw error
      }
    }`

  if (!parents.length) return
  if (module.registerHooks) module.registerHooks({ resolve: (...given) => resolveBeside(parents, ...given) })
  else module.register?.(`data:text/javascript,${encodeURIComponent(source)}`, { data: parents })
}

function resolveBeside(parents, specifier, context, next) {
  try {
    return next(specifier, context)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || /^[./]|^[a-z]+:/.test(specifier)) throw error
    for (const parentURL of parents) {
      try {
        return next(specifier, { ...context, parentURL })
      } catch {
        continue
      }
    }
    throw error
  }
}

const required = (file) => (fs.existsSync(file) ? require(file) : undefined)

async function imported(file) {
  if (!fs.existsSync(file)) return undefined
  nodePathSetUp()
  return import(pathToFileURL(file).href)
}

async function moduleLoad(root, folder, name) {
  const file = path.resolve(root, folder, name)
  const isModule = isModuleFolder(path.dirname(file))
  const hasTypes = Number(process.versions.node.split('.')[0]) >= 24
  const found =
    required(file) ||
    (!isModule && required(`${file}.js`)) ||
    (isModule && (await imported(`${file}.js`))) ||
    (await imported(`${file}.mjs`)) ||
    required(`${file}.cjs`) ||
    (hasTypes && !isModule && required(`${file}.ts`)) ||
    (hasTypes && isModule && (await imported(`${file}.ts`))) ||
    (hasTypes && (await imported(`${file}.mts`))) ||
    (hasTypes && required(`${file}.cts`))

  return found || require(require.resolve(name, { paths: [root, folder] }))
}

async function moduleRequire(root, folder, name) {
  try {
    return await moduleLoad(root, folder, name)
  } catch (error) {
    if (error instanceof SyntaxError) {
      const told = new UserCodeSyntaxError(error)
      told.stack = `${told.name}: ${error.stack}`
      throw told
    }
    if (error?.code === 'MODULE_NOT_FOUND') throw new ImportModuleError(error)
    throw error
  }
}

async function handlerFind(root, name) {
  if (name.includes('..'))
    throw new MalformedHandlerName(`'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`)
  const base = path.basename(name)
  const [, moduleName, members] = /^([^.]*)\.(.*)$/.exec(base) ?? []
  if (members === undefined) throw new MalformedHandlerName('Bad handler')
  const found = await moduleRequire(root, name.slice(0, name.indexOf(base)), moduleName)
  const handler = members.split('.').reduce((value, key) => value && value[key], found)
  if (!handler) throw new HandlerNotFound(`${name} is undefined or not exported`)
  if (typeof handler !== 'function') throw new HandlerNotFound(`${name} is not a function`)
  return handler
}

function isStreaming(handler) {
  if (!handler[STREAMING]) return false
  if (handler[STREAMING] !== 'response') throw new MalformedStreamingHandler('Only response streaming is supported.')
  return true
}

// --- events -------------------------------------------------------------------------------------------------------------------------------

let whenEmpty = () => {} // what is done when the event loop is

const parsed = (text, title) => {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`Cannot parse ${title} as json: ${error}`)
  }
}

function contextFill(context, headers) {
  if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id']
  else delete env._X_AMZN_TRACE_ID
  return Object.assign(context, {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: parsed(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    getRemainingTimeInMillis: () => Number(headers['lambda-runtime-deadline-ms']) - Date.now(),
  })
}

class Runtime {
  constructor(handler) {
    this.handler = handler
    this.isStreaming = isStreaming(handler)
    if (!hasCallbacks && handler.length >= 3 && !this.isStreaming)
      throw new CallbackHandlerDeprecated(
        'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to ' +
          'use a supported handler signature to use Node.js 24 or later. For more information see ' +
          'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
      )
  }

  schedule() {
    whenEmpty = () => {}
    setImmediate(() => this.once().catch((error) => uncaught('Unexpected Top Level Error', error, 129)))
  }

  async once() {
    const { status, headers, body } = await api.next().catch(() => ({ status: 0 }))

    if (status !== 200) process.exit(0)
    requestId = globalThis[Symbol.for('aws.lambda.runtime.requestId')] = headers['lambda-runtime-aws-request-id']
    errorPath = `invocation/${requestId}/error`
    if (this.isStreaming) return this.stream(headers, body)
    return hasCallbacks ? this.call(headers, body) : this.await(headers, body)
  }

  async respond(result) {
    await api.post(`invocation/${requestId}/response`, jsonOf(result))
  }

  async fail(error) {
    errorLog('Invoke Error', error)
    await api.postError(errorPath, error)
  }

  // Promises alone.
  async await(headers, body) {
    try {
      const result = await this.handler(JSON.parse(body), contextFill({}, headers))
      await this.respond(result)
    } catch (error) {
      await this.fail(error)
    }
    this.schedule()
  }

  // The first of callback, succeed, fail, done or a promise's end counts.
  async call(headers, body) {
    const { context, callback } = this.callbacks()
    const isAsync = this.handler.constructor?.name === 'AsyncFunction'

    whenEmpty = async () => {
      context.done = context.succeed = context.fail = () => {}
      whenEmpty = () => {}
      if (isAsync) await this.fail(new NodeJsExit(EXIT_ADVICE))
      else await this.respond(null)
      this.schedule()
    }
    try {
      const result = this.handler(JSON.parse(body), contextFill(context, headers), callback)
      if (typeof result?.then === 'function') result.then(context.succeed, context.fail).catch(context.fail)
    } catch (error) {
      callback(error)
    }
  }

  callbacks() {
    let isFinished = false
    let waits = true
    const finish = async (error, result) => {
      whenEmpty = () => {}
      try {
        if (error === undefined || error === null) await this.respond(result)
        else await this.fail(error)
      } catch (wrong) {
        await this.fail(wrong)
      }
      this.schedule()
    }
    const first = (fn) => (...given) => {
      if (isFinished) return
      isFinished = true
      fn(...given)
    }
    const later = (error, result) => {
      if ((error !== undefined && error !== null) || !waits) finish(error, result)
      else whenEmpty = () => setImmediate(() => finish(null, result))
    }
    const context = {
      get callbackWaitsForEmptyEventLoop() {
        return waits
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = value
      },
      succeed: first((result) => finish(null, result)),
      fail: first((error) => finish(error ?? 'handled')),
      done: first(finish),
    }
    return { context, callback: first(later) }
  }

  async stream(headers, body) {
    const out = new ResponseStream(api, `invocation/${requestId}/response`, this.handler[HIGH_WATER_MARK])
    const context = hasCallbacks ? { callbackWaitsForEmptyEventLoop: true } : {}

    const isLeft = new Promise((_, leave) => (whenEmpty = () => leave(new Error('Response stream is not finished.'))))
    try {
      const promise = this.handler(JSON.parse(body), out, contextFill(context, headers))
      if (typeof promise?.then !== 'function') throw 'Streaming does not support non-async handlers.'
      if ((await promise) !== undefined) console.warn('Streaming handlers ignore return values.')
      await Promise.race([out.answered, isLeft])
    } catch (error) {
      errorLog('Invoke Error', error)
      await out.fail(error)
    }
    isLeft.catch(() => {})
    if (context.callbackWaitsForEmptyEventLoop) whenEmpty = () => this.schedule()
    else this.schedule()
  }
}

// --- the start ----------------------------------------------------------------------------------------------------------------------------

const api = new RuntimeApi(env.AWS_LAMBDA_RUNTIME_API)
let errorPath = 'init/error'

// What ends the process.
function uncaught(title, error, status) {
  errorLog(title, error)
  whenEmpty = () => {}
  api.postError(errorPath, error).then(
    () => process.exit(status),
    () => process.exit(status),
  )
}

consoleSetUp()
globalsSetUp()
sdk2SetUp()
process.on('uncaughtException', (error) => uncaught('Uncaught Exception', error, 129))
process.on('unhandledRejection', (reason, promise) =>
  uncaught('Unhandled Promise Rejection', Object.assign(new UnhandledPromiseRejection(reason), { reason, promise }), 128),
)
process.on('beforeExit', () => whenEmpty())
process.argv[1] = env.LAMBDA_TASK_ROOT
try {
  new Runtime(await handlerFind(env.LAMBDA_TASK_ROOT, env._HANDLER)).schedule()
} catch (error) {
  uncaught('Uncaught Exception', error, 129)
}
