// Runs CloudFront Functions, in a process of its own that nube starts with this text: a line of JSON in, a line of JSON out.
//
//   in:  {"id": "name and version", "runtime": "cloudfront-js-2.0", "code": "…" (only where the id is new), "event": {…}}
//   out: {"output": "…JSON…", "logs": ["…"], "utilization": 12}   or   {"error": "…", "logs": […], "utilization": 100}
//        or   {"unknown": true}: it wants the code
//
// Each version of a function has a context of its own, which sees JavaScript, a console, and the modules that the runtime
// has; only texts go in and out. What takes too long is stopped; what takes too much memory ends the process.
'use strict'
const vm = require('node:vm')
const crypto = require('node:crypto')
const querystring = require('node:querystring')
const { Buffer } = require('node:buffer')

const TIME_MS = Number(process.env.TIME_MS)
const CONTEXTS_MAX = 200
const contexts = new Map()

/** What a function may call outside of its context takes texts and gives texts. */
const outside = {
  hash: (name, key, base64, encoding) => {
    const hash = key === null ? crypto.createHash(name) : crypto.createHmac(name, Buffer.from(key, 'base64'))
    return hash.update(Buffer.from(base64, 'base64')).digest(encoding)
  },
}

/** Runs within the context, before the function's own code. */
const prelude = `
'use strict';
(function (outside, modules) {
  const logs = []
  const text = (value) => typeof value === 'string' ? value : value instanceof Error ? String(value.stack || value)
    : typeof value === 'function' ? String(value) : (() => { try { return JSON.stringify(value) ?? String(value) } catch { return String(value) } })()
  const log = (...values) => { if (logs.length < 100) logs.push(values.map(text).join(' ').slice(0, 10000)) }
  globalThis.console = { log, error: log, warn: log, info: log, debug: log }
  const { Buffer } = modules
  const base64 = (data, encoding) => (typeof data === 'string' ? Buffer.from(data, encoding) : Buffer.from(data)).toString('base64')
  const hasher = (name, key) => {
    if (!['md5', 'sha1', 'sha256'].includes(name)) throw new TypeError('not supported algorithm: "' + name + '"')
    let parts = [], isOver = false
    return {
      update(data, encoding) { if (isOver) throw new Error('Digest already called'); parts.push(Buffer.from(base64(data, encoding), 'base64')); return this },
      digest(encoding) {
        if (isOver) throw new Error('Digest already called')
        isOver = true
        const hex = outside.hash(name, key, Buffer.concat(parts).toString('base64'), 'hex')
        const bytes = Buffer.from(hex, 'hex')
        return encoding ? bytes.toString(encoding) : bytes
      },
    }
  }
  const lacking = (name) => () => { throw new Error(name + ' is not emulated by Nube') }
  const known = {
    crypto: { createHash: (name) => hasher(name, null), createHmac: (name, key) => hasher(name, base64(key)) },
    querystring: modules.querystring,
    buffer: { Buffer },
    cloudfront: {
      kvs: lacking('cf.kvs()'), updateRequestOrigin: lacking('cf.updateRequestOrigin()'), selectRequestOriginById: lacking('cf.selectRequestOriginById()'),
      createRequestOriginGroup: lacking('cf.createRequestOriginGroup()'),
    },
  }
  globalThis.require = (name) => {
    if (!Object.hasOwn(known, name)) throw new Error('Cannot find module "' + name + '"')
    return Object.assign(known[name], { default: known[name] })
  }
  if (modules.is2) {
    globalThis.Buffer = Buffer
    globalThis.atob = (value) => Buffer.from(String(value), 'base64').toString('latin1')
    globalThis.btoa = (value) => Buffer.from(String(value), 'latin1').toString('base64')
  }
  return { logs, state: {} }
})`

/** A function's own: after its code, calls its handler and leaves what came of it. */
const call = `
(function (inside, eventText) {
  inside.state = {}
  inside.logs.length = 0
  const done = (value) => {
    if (value === null || typeof value !== 'object') return failed('The handler returned what is neither a request nor a response')
    inside.state.output = JSON.stringify({ [value.statusCode === undefined ? 'request' : 'response']: value })
  }
  const failed = (error) => { inside.state.error = String(error && error.message !== undefined ? (error.name || 'Error') + ': ' + error.message : error) }
  try {
    const value = handler(JSON.parse(eventText))
    if (value && typeof value.then === 'function') value.then(done, failed)
    else done(value)
  } catch (error) { failed(error) }
})`

/** import of a module is as good as require of it: functions are no modules of their own. */
const withoutImports = (code) =>
  code
    .replace(/(^|;|\n)\s*import\s+(\w+)\s+from\s+(['"][\w:]+['"])\s*(?=;|\n|$)/g, '$1const $2 = require($3);')
    .replace(/(^|;|\n)\s*import\s*\*\s*as\s+(\w+)\s+from\s+(['"][\w:]+['"])\s*(?=;|\n|$)/g, '$1const $2 = require($3);')
    .replace(/(^|;|\n)\s*import\s+(\{[^}]*\})\s+from\s+(['"][\w:]+['"])\s*(?=;|\n|$)/g, '$1const $2 = require($3);')

function contextOf({ id, code, runtime }) {
  const is2 = runtime !== 'cloudfront-js-1.0'
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false }, microtaskMode: 'afterEvaluate' })
  const run = (source, name) => vm.runInContext(source, context, { filename: name, timeout: TIME_MS })
  const inside = run(prelude, 'prelude')(outside, { Buffer, querystring, is2 })
  run((is2 ? `'use strict';${withoutImports(code)}` : `'use strict';${code}`) + '\n;0', 'function.js')
  const script = new vm.Script(`(${call})(inside, eventText)`, { filename: 'call' })
  const made = { context, inside, script }
  Object.defineProperties(context, { inside: { value: inside, enumerable: false }, eventText: { value: '', writable: true, enumerable: false } })
  if (contexts.size >= CONTEXTS_MAX) contexts.delete(contexts.keys().next().value)
  contexts.set(id, made)
  return made
}

function answer(request) {
  let made = contexts.get(request.id)
  if (!made && request.code === undefined) return { unknown: true }
  const began = process.cpuUsage()
  const utilization = () => Math.min(100, Math.round((process.cpuUsage(began).user / 1000 / TIME_MS) * 100))
  try {
    made ??= contextOf(request)
    made.context.eventText = JSON.stringify(request.event)
    made.script.runInContext(made.context, { timeout: TIME_MS })
    const { output, error } = made.inside.state
    const logs = [...made.inside.logs].map(String)
    if (error !== undefined) return { error: String(error), logs, utilization: utilization() }
    if (output === undefined) return { error: 'The promise of the handler was not settled', logs, utilization: utilization() }
    return { output: String(output), logs, utilization: utilization() }
  } catch (error) {
    const isLate = error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    contexts.delete(request.id)
    const logs = made ? [...made.inside.logs].map(String) : []
    return { error: isLate ? 'The function took longer than it may' : `${error?.name ?? 'Error'}: ${error?.message ?? error}`, logs, utilization: isLate ? 100 : utilization() }
  }
}

let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (piece) => {
  rest += piece
  for (let end; (end = rest.indexOf('\n')) >= 0; rest = rest.slice(end + 1))
    process.stdout.write(JSON.stringify(answer(JSON.parse(rest.slice(0, end)))) + '\n')
})
process.stdin.on('end', () => process.exit(0))
