// The Extensions API: an extension within a function's process registers, hears of events, is waited for, and fails.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'

import { beside, node } from '../support/js/extensions.js'
import { createFunction, testFunction, updateFunction } from '../support/js/functions.js'
import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn

// A runtime with an extension in it; `body` is the extension's.
const withExtension = (body, then = '') => zip([{ name: 'bootstrap', mode: 0o100755, body: `#!${node}
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API
const ask = async (method, path, headers = {}, body) => {
  const answer = await fetch(base + path, { method, headers, body })
  return { status: answer.status, headers: answer.headers, json: await answer.json().catch(() => undefined) }
}
const register = (name, events, headers = {}) =>
  ask('POST', '/2020-01-01/extension/register', { 'Lambda-Extension-Name': name, ...headers }, typeof events === 'string' ? events : JSON.stringify({ events }))
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const say = (what) => console.log(JSON.stringify(what))
const seen = []
const extension = async () => { ${body} }
const runtime = async () => {
  for (;;) {
    const next = await ask('GET', '/2018-06-01/runtime/invocation/next')
    await sleep(50)
    await ask('POST', '/2018-06-01/runtime/invocation/' + next.headers.get('lambda-runtime-aws-request-id') + '/response', {}, JSON.stringify({ seen, pid: process.pid, id: next.headers.get('lambda-runtime-aws-request-id') }))
    ${then}
  }
}
extension().then(runtime)
` }])
const make = (FunctionName, body) => createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'the.handler', Timeout: 10, Code: { ZipFile: withExtension(body) } })
const invoke = async (FunctionName) => {
  const { Payload, FunctionError } = await lambda.Invoke({ FunctionName })
  return { FunctionError, value: JSON.parse(Buffer.from(Payload)) }
}

test('it registers, hears of each event, and is waited for', async () => {
  await make('heard', `
    const r = await register('inner', ['INVOKE'], { 'Lambda-Extension-Accept-Feature': 'accountId' })
    say({ registered: r.json })
    const id = { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
    ;(async () => {
      for (;;) {
        const event = await ask('GET', '/2020-01-01/extension/event/next', id)
        seen.push({ ...event.json, identifier: event.headers.get('lambda-extension-event-identifier') })
        await sleep(400)
      }
    })()`)
  const first = await invoke('heard')
  await until('the registration', () => nube.log.includes('{"registered":{"functionName":"heard","functionVersion":"$LATEST","handler":"the.handler","accountId":"000000000000"}}'))
  const [event] = first.value.seen
  assert.equal(event.eventType, 'INVOKE')
  assert.equal(event.requestId, first.value.id)
  assert.equal(event.invokedFunctionArn, 'arn:aws:lambda:us-east-1:000000000000:function:heard')
  assert.equal(event.tracing.type, 'X-Amzn-Trace-Id')
  assert.match(event.identifier, /^[0-9a-f-]{36}$/)
  assert(event.deadlineMs > Date.now() && event.deadlineMs <= Date.now() + 10000)
  await new Promise((done) => setTimeout(done, 600))
  const second = await invoke('heard')
  assert.equal(second.value.pid, first.value.pid)
  assert.equal(second.value.seen.length, 2)
})

test('what is refused, word for word', async () => {
  await make('refused', `
    const told = []
    const tell = (r) => told.push([r.status, r.json.errorType, r.json.errorMessage])
    tell(await ask('POST', '/2020-01-01/extension/register', {}, '{"events":[]}'))
    tell(await register('a', 'no json'))
    tell(await register('a', ['SHUTDOWN']))
    tell(await register('a', ['OTHER']))
    const a = await register('a', [])
    tell(await register('a', []))
    const id = { 'Lambda-Extension-Identifier': a.headers.get('lambda-extension-identifier') }
    tell(await ask('GET', '/2020-01-01/extension/event/next'))
    tell(await ask('GET', '/2020-01-01/extension/event/next', { 'Lambda-Extension-Identifier': 'x' }))
    tell(await ask('GET', '/2020-01-01/extension/event/next', { 'Lambda-Extension-Identifier': '00000000-0000-4000-8000-000000000000' }))
    tell(await ask('POST', '/2020-01-01/extension/exit/error', id))
    for (let i = 1; i < 10; i++) {
      const more = await register('e' + i, [])
      ask('GET', '/2020-01-01/extension/event/next', { 'Lambda-Extension-Identifier': more.headers.get('lambda-extension-identifier') })
    }
    tell(await register('eleventh', []))
    ask('GET', '/2020-01-01/extension/event/next', id)
    await sleep(100)
    seen.push(...told)`)
  assert.deepEqual((await invoke('refused')).value.seen, [
    [403, 'Extension.InvalidExtensionName', 'Empty extension name'],
    [403, 'InvalidRequestFormat', 'the body is not a JSON object'],
    [403, 'Extension.InvalidEventType', 'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension'],
    [403, 'Extension.InvalidEventType', 'OTHER: ErrorInvalidEventType'],
    [403, 'Extension.InvalidExtensionState', 'Extension with this name already registered'],
    [403, 'Extension.MissingExtensionIdentifier', 'Missing Lambda-Extension-Identifier header'],
    [403, 'Extension.InvalidExtensionIdentifier', 'Invalid Lambda-Extension-Identifier'],
    [403, 'Extension.UnknownExtensionIdentifier', 'Unknown extension 00000000-0000-4000-8000-000000000000'],
    [403, 'Extension.MissingHeader', 'Lambda-Extension-Function-Error-Type not found'],
    [403, 'Extension.TooManyExtensions', 'Extension limit (10) reached'],
  ])
})

test('one that fails takes the process with it', async () => {
  const failing = (way) => `
    const r = await register('inner', ['INVOKE'])
    const id = { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
    await ask('POST', '/2020-01-01/extension/${way}/error', { ...id, 'Lambda-Extension-Function-Error-Type': 'Inner.Broke' }, '{}')`
  for (const [way, type] of [['init', 'Extension.InitError'], ['exit', 'Extension.ExitError']]) {
    await make(`fails-${way}`, failing(way))
    const { FunctionError, value } = await invoke(`fails-${way}`)
    assert.deepEqual([FunctionError, value.errorType], ['Unhandled', type])
    assert.match(value.errorMessage, /^RequestId: [0-9a-f-]{36} Error: Inner\.Broke$/)
  }
})

test('a process whose extension never asks for events does not begin', async () => {
  await make('waits', `await register('inner', ['INVOKE'])`)
  await updateFunction(lambda, 'Configuration', { FunctionName: 'waits', Timeout: 1 })
  const { value } = await invoke('waits')
  assert.equal(value.errorType, 'Sandbox.Timedout')
}, { seconds: 40 })

const listening = (subscription, path = '/2022-07-01/telemetry') => `
    const got = []
    const server = require('http').createServer((request, response) => {
      const parts = []
      request.on('data', (b) => parts.push(b)).on('end', () => { got.push(...JSON.parse(Buffer.concat(parts))); response.end() })
    })
    await new Promise((done) => server.listen(0, '127.0.0.1', done))
    const lines = require('net').createServer((socket) => {
      const parts = []
      socket.on('data', (b) => parts.push(b)).on('end', () => got.push(...Buffer.concat(parts).toString().trim().split('\\n').map((line) => JSON.parse(line))))
    })
    await new Promise((done) => lines.listen(0, '127.0.0.1', done))
    const r = await register('listener', ['INVOKE'])
    const id = { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
    const URI = 'http://sandbox.localdomain:' + server.address().port + '/x'
    const subscribe = (more) => fetch(base + '${path}', { method: 'PUT', headers: id, body: JSON.stringify({ schemaVersion: '2022-12-13', ...more }) })
    const s = await subscribe(${subscription})
    say({ subscribed: [s.status, await s.text()] })
    console.log('a line of its own')
    ;(async () => {
      for (;;) {
        await ask('GET', '/2020-01-01/extension/event/next', id)
        await sleep(300)
        seen.length = 0
        seen.push(...got)
      }
    })()`

for (const [name, how] of [['HTTP', 'destination: { protocol: "HTTP", URI }'], ['TCP', 'destination: { protocol: "TCP", port: lines.address().port }']])
  test(`it hears of the platform, and what the function prints, by ${name}`, async () => {
    const FunctionName = `telemetry-${name}`
    await make(FunctionName, listening(`{ ${how}, types: ['platform', 'function'], buffering: { maxItems: 1000, maxBytes: 262144, timeoutMs: 25 } }`))
    const { value } = await invoke(FunctionName)
    await until('the subscription', () => nube.log.includes('{"subscribed":[200,"OK"]}'))
    let seen = []
    const of = (type) => seen.filter((e) => e.type === type)
    await until('the report of the first', async () => {
      seen = (await invoke(FunctionName)).value.seen
      return of('platform.report').length > 0
    })
    const { RuntimeVersionConfig } = await lambda.GetFunctionConfiguration({ FunctionName })
    const [{ instanceId, ...began }] = of('platform.initStart').map((e) => e.record)
    assert.deepEqual(began, { initializationType: 'on-demand', phase: 'init', runtimeVersion: 'provided:al2023.v1', runtimeVersionArn: RuntimeVersionConfig.RuntimeVersionArn, functionName: FunctionName, functionVersion: '$LATEST', instanceMaxMemory: 134217728 })
    assert.match(instanceId, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)
    assert.deepEqual(of('platform.telemetrySubscription').map((e) => e.record), [{ name: 'listener', state: 'Subscribed', types: ['platform', 'function'] }])
    assert.deepEqual(of('platform.extension').map((e) => e.record), [{ name: 'listener', state: 'Ready', events: ['INVOKE'] }])
    assert.equal(of('platform.initRuntimeDone')[0].record.status, 'success')
    assert(of('platform.initReport')[0].record.metrics.durationMs > 0)
    const [{ tracing, ...start }] = of('platform.start').map((e) => e.record)
    assert.deepEqual(start, { requestId: value.id, functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`, version: '$LATEST' })
    assert.match(tracing.value, /^Root=1-/)
    const [done] = of('platform.runtimeDone').map((e) => e.record)
    assert.deepEqual([done.status, done.tracing, of('platform.report')[0].record.tracing], ['success', tracing, tracing])
    assert.deepEqual(done.spans.map(({ name }) => name), ['responseLatency', 'responseDuration', 'runtimeOverhead'])
    const spent = done.spans.reduce((sum, { durationMs }) => sum + durationMs, 0)
    assert(Math.abs(spent - done.metrics.durationMs) < 0.01, JSON.stringify(done))
    assert.equal(of('platform.report')[0].record.metrics.durationMs, done.metrics.durationMs)
    assert.deepEqual(of('platform.logsDropped'), [])
    assert(done.metrics.producedBytes > 0)
    assert.equal(of('platform.report')[0].record.metrics.memorySizeMB, 128)
    assert(of('function').some((e) => e.record === 'a line of its own'))
    assert(seen.every((e) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(e.time)))
  })

// The time from an answer to the next request is the runtime's own.
test('how long the runtime takes after its answer is its overhead', async () => {
  const body = listening(`{ destination: { protocol: 'HTTP', URI }, types: ['platform'], buffering: { maxItems: 1000, maxBytes: 262144, timeoutMs: 25 } }`)
  await createFunction(lambda, { FunctionName: 'overhead', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, Code: { ZipFile: withExtension(body, 'await sleep(200)') } })
  for (let i = 0; i < 2; i++) {
    await invoke('overhead')
    await new Promise((done) => setTimeout(done, 900))
  }
  const { seen } = (await invoke('overhead')).value
  const { record } = seen.find((e) => e.type === 'platform.runtimeDone')
  const { durationMs, start } = record.spans.find(({ name }) => name === 'runtimeOverhead')
  assert(durationMs > 190 && durationMs < 900, JSON.stringify(record))
  assert(record.metrics.durationMs > durationMs)
  assert.match(start, /^\d{4}-/)
})

test('what a listener does not take in time is dropped, and that is told', async () => {
  await make('drops', `
    const got = []
    let isSlow = true
    const server = require('http').createServer((request, response) => {
      const parts = []
      request.on('data', (b) => parts.push(b)).on('end', async () => {
        got.push(...JSON.parse(Buffer.concat(parts)))
        if (isSlow) await sleep(1500)
        isSlow = false
        response.end()
      })
    })
    await new Promise((done) => server.listen(0, '127.0.0.1', done))
    const r = await register('listener', ['INVOKE'])
    const id = { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
    const URI = 'http://sandbox.localdomain:' + server.address().port
    await fetch(base + '/2022-07-01/telemetry', { method: 'PUT', headers: id, body: JSON.stringify({ schemaVersion: '2022-12-13', destination: { protocol: 'HTTP', URI }, types: ['platform', 'function'], buffering: { maxItems: 1000, maxBytes: 262144, timeoutMs: 25 } }) })
    ;(async () => {
      for (;;) {
        await ask('GET', '/2020-01-01/extension/event/next', id)
        await sleep(300)
        for (let i = 0; seen.length === 0 && i < 60; i++) { console.log(i + ' '.padEnd(15000, 'x')); if (i % 4 === 0) await sleep(5) }
        await sleep(2000)
        seen.length = 0
        seen.push(...got.map((e) => (e.type === 'function' ? { type: e.type, size: e.record.length } : e)))
        seen.push({ type: 'seen' })
      }
    })()`)
  await invoke('drops')
  await new Promise((done) => setTimeout(done, 3000))
  await invoke('drops')
  await new Promise((done) => setTimeout(done, 3000))
  const { seen } = (await invoke('drops')).value
  const drops = seen.filter((e) => e.type === 'platform.logsDropped').map((e) => e.record)
  assert(drops.length > 0, JSON.stringify(seen.map((e) => e.type)))
  for (const { reason } of drops) assert.equal(reason, 'Some logs were dropped because the downstream consumer is slower than the logs production rate')
  const lines = seen.filter((e) => e.type === 'function' && e.size > 14000).length
  const dropped = drops.reduce((sum, { droppedRecords }) => sum + droppedRecords, 0)
  assert(lines < 60 && lines + dropped >= 60, `${lines} and ${dropped}`)
  assert(drops.every(({ droppedBytes, droppedRecords }) => droppedBytes > droppedRecords * 10))
})

test('what nobody listens for is told of in the log, once', async () => {
  await createFunction(lambda, { FunctionName: 'deaf', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, LoggingConfig: { LogFormat: 'JSON' }, Code: { ZipFile: withExtension(`
    const r = await register('listener', ['INVOKE'])
    const id = { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
    await fetch(base + '/2022-07-01/telemetry', { method: 'PUT', headers: id, body: JSON.stringify({ schemaVersion: '2022-12-13', destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:1' }, types: ['platform'], buffering: { timeoutMs: 25 } }) })
    ;(async () => { for (;;) await ask('GET', '/2020-01-01/extension/event/next', id) })()`) } })
  await invoke('deaf')
  const told = () => nube.log.split('\n').filter((line) => line.includes('[deaf]') && line.includes('platform.logsDropped'))
  await until('the loss', () => told().length > 0)
  await new Promise((done) => setTimeout(done, 500))
  const count = told().length
  await new Promise((done) => setTimeout(done, 500))
  assert.equal(told().length, count, 'a loss of what tells of losses is none')
  assert.match(told()[0], /"reason":"could not send events: /)
})

test('the log says what begins, who listens and which extensions there are', async () => {
  const talkative = await Nube.start(['--ephemeral', '--log-level', 'debug'])
  const api = talkative.api().lambda
  const body = listening(`{ destination: { protocol: 'HTTP', URI }, types: ['platform', 'function'] }`)
  const about = { Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, Code: { ZipFile: withExtension(body) } }
  const { RuntimeVersionConfig } = await createFunction(api, { FunctionName: 'text', ...about })
  await createFunction(api, { FunctionName: 'json', ...about, LoggingConfig: { LogFormat: 'JSON' } })
  for (const FunctionName of ['text', 'json']) await api.Invoke({ FunctionName })
  const lines = (name) => talkative.log.split('\n').filter((line) => line.includes(`[${name}] `)).map((line) => line.slice(line.indexOf(`[${name}] `) + name.length + 3))
  await until('the ends', () => lines('text').some((line) => line.startsWith('REPORT')) && lines('json').some((line) => line.includes('platform.report')))
  const text = lines('text').filter((line) => /^(INIT_START|TELEMETRY|EXTENSION|START)/.test(line))
  assert.deepEqual(text.slice(0, 3), [
    `INIT_START Runtime Version: provided:al2023.v1\tRuntime Version ARN: ${RuntimeVersionConfig.RuntimeVersionArn}`,
    'TELEMETRY\tName: listener\tState: Subscribed\tTypes: [Platform, Function]',
    'EXTENSION\tName: listener\tState: Ready\tEvents: [INVOKE]',
  ])
  assert.match(text[3], /^START /)
  const json = lines('json').filter((line) => line.startsWith('{"time"')).map((line) => JSON.parse(line))
  assert.deepEqual(json.map((e) => e.type).slice(0, 4), ['platform.initStart', 'platform.telemetrySubscription', 'platform.extension', 'platform.start'])
  assert.deepEqual(json[1].record, { name: 'listener', state: 'Subscribed', types: ['platform', 'function'] })
  assert.deepEqual(json[2].record, { name: 'listener', state: 'Ready', events: ['INVOKE'] })
  await talkative.stop()
})

test('subscriptions that are refused, and the Logs API', async () => {
  await make('subscribes', listening(`{ destination: { protocol: 'HTTP', URI }, types: ['platform'] }`, '/2020-08-15/logs').replace('say({ subscribed', `
    const told = []
    const http = (URI, more) => ({ types: ['platform'], destination: { protocol: 'HTTP', URI }, ...more })
    const others = ['http://example.com:80', 'http://sandbox.localdomain', 'http://sandbox.localdomain:99999', 'http://sandbox.localdomain:80@example.com/', 'http://sandbox.localdomain:80/a b']
    for (const more of [{}, { types: ['none'] }, { types: ['platform'], destination: { protocol: 'UDP' } }, ...others.map((other) => http(other)), http(URI, { buffering: { maxItems: 1 } }), http(URI, { buffering: { timeoutMs: 'soon' } })]) {
      const refused = await subscribe(more)
      told.push([refused.status, (await refused.json()).errorType])
    }
    const unknown = await ask('PUT', '/2022-07-01/telemetry', { 'Lambda-Extension-Identifier': '00000000-0000-4000-8000-000000000000' }, '{}')
    told.push([unknown.status, unknown.json.errorType])
    setTimeout(async () => {
      const late = await subscribe({ types: ['platform'], destination: { protocol: 'HTTP', URI } })
      say({ late: [late.status, (await late.json()).errorType] })
    }, 500)
    say({ told })
    say({ subscribed`))
  await invoke('subscribes')
  await invoke('subscribes')
  await until('what is told', () => nube.log.includes('{"late":[403,"Logs.SubscriptionClosed"]}'))
  assert(nube.log.includes(`{"told":[${'[400,"ValidationError"],'.repeat(10)}[403,"Extension.UnknownExtensionIdentifier"]]}`))
})

test('a program in /opt/extensions runs beside the function, from its registration to its end', async () => {
  const program = `#!${node}
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension/'
const main = async () => {
  const r = await fetch(base + 'register', { method: 'POST', headers: { 'Lambda-Extension-Name': 'beside' }, body: '{"events":["INVOKE","SHUTDOWN"]}' })
  const headers = { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
  for (;;) {
    const event = await (await fetch(base + 'event/next', { headers })).json()
    console.log('beside ' + event.eventType + ' ' + (event.shutdownReason ?? event.requestId))
    if (event.eventType === 'SHUTDOWN') process.exit(0)
  }
}
main()
`
  const { LayerVersionArn } = await lambda.PublishLayerVersion({ LayerName: 'beside', Content: { ZipFile: zip([{ name: 'extensions/beside', mode: 0o100755, body: program }]) } })
  await createFunction(lambda, { FunctionName: 'beside', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, MemorySize: 512, Layers: [LayerVersionArn], Code: { ZipFile: withExtension('') } })
  const { value } = await invoke('beside')
  await until('the event', () => nube.log.includes(`beside INVOKE ${value.id}`))
  await invoke('beside')
  await lambda.DeleteFunction({ FunctionName: 'beside' })
  await until('the end', () => nube.log.includes('beside SHUTDOWN spindown'))
})

// A file that says so, in the functions' /tmp, which may be the machine's.
const begins = `/tmp/nube-test-begins-${process.pid}-${Date.now()}`
after(() => rmSync(begins, { force: true }))
const makeWith = (FunctionName, Layers) => createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, MemorySize: 512, Layers, Code: { ZipFile: withExtension(`console.log('${FunctionName} begins'); require('fs').writeFileSync('${begins}', '')`) } })

test('a function begins when its extensions have registered, and they subscribe until they are ready', async () => {
  const slow = await beside(lambda, 'slow', `
    const server = require('http').createServer((request, response) => {
      const parts = []
      request.on('data', (b) => parts.push(b)).on('end', () => { for (const e of JSON.parse(Buffer.concat(parts))) console.log('slow heard ' + e.type); response.end() })
    })
    await sleep(300)
    console.log('slow registers')
    const id = await register()
    await new Promise((done) => server.listen(0, '127.0.0.1', done))
    while (!require('fs').existsSync('${begins}')) await sleep(20)
    await sleep(100)
    const URI = 'http://sandbox.localdomain:' + server.address().port
    const s = await ask('/2022-07-01/telemetry', 'PUT', id, JSON.stringify({ schemaVersion: '2022-12-13', destination: { protocol: 'HTTP', URI }, types: ['platform'], buffering: { timeoutMs: 25 } }))
    console.log('slow subscribed ' + s.status)
    for (;;) if ((await next(id)).eventType === 'SHUTDOWN') process.exit(0)`)
  await makeWith('patient', [slow])
  assert.equal((await invoke('patient')).FunctionError, undefined)
  const at = (text) => nube.log.indexOf(text)
  assert(at('slow registers') > 0 && at('patient begins') > at('slow registers'), nube.log.slice(-2000))
  assert(at('slow subscribed 200') > at('patient begins'))
  await until('what it hears', () => at('slow heard platform.report') > 0)
  await invoke('patient')
})

for (const [name, main, words] of [
  ['at-its-start', 'process.exit(0)', 'exit code 0'],
  ['later', 'const id = await register(); await next(id); process.exit(3)', 'exit status 3'],
  ['by-a-signal', 'const id = await register(); await next(id); process.kill(process.pid, "SIGKILL")', 'signal: killed'],
])
  test(`an extension that ends takes the process with it: ${name}`, async () => {
    const FunctionName = `crash-${name}`
    await createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 30, MemorySize: 512, Layers: [await beside(lambda, name, main)], Code: { ZipFile: testFunction() } })
    const { FunctionError, Payload } = await lambda.Invoke({ FunctionName, Payload: '{"do":"sleep"}' })
    const value = JSON.parse(Buffer.from(Payload))
    assert.deepEqual([FunctionError, value.errorType], ['Unhandled', 'Extension.Crash'], JSON.stringify(value))
    assert.match(value.errorMessage, new RegExp(`^RequestId: [0-9a-f-]{36} Error: ${words}$`))
  })

test('one extension that ends when it is told to leaves the others their time', async () => {
  const quick = await beside(lambda, 'quick', 'const id = await register(); for (;;) if ((await next(id)).eventType === "SHUTDOWN") process.exit(0)')
  const late = await beside(lambda, 'late', 'const id = await register(); for (;;) if ((await next(id)).eventType === "SHUTDOWN") { await sleep(500); console.log("late is done"); process.exit(0) }')
  await makeWith('two', [quick, late])
  assert.equal((await invoke('two')).FunctionError, undefined)
  await lambda.DeleteFunction({ FunctionName: 'two' })
  await until('the late one', () => nube.log.includes('late is done'))
})

test('a program whose name is too long for an extension is said to be left out, and is not waited for', async () => {
  const layer = await lambda.PublishLayerVersion({ LayerName: 'lengthy', Content: { ZipFile: zip([{ name: `extensions/${'n'.repeat(130)}`, mode: 0o100755, body: '#!/bin/sh\nsleep 100' }]) } })
  await createFunction(lambda, { FunctionName: 'lengthy', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, Layers: [layer.LayerVersionArn], Code: { ZipFile: testFunction() } })
  assert.equal((await invoke('lengthy')).FunctionError, undefined)
  assert.match(nube.log, /an extension whose name is too long is not started: n{130}/)
})
