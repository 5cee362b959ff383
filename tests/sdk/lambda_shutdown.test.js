// AWS's Shutdown phase: SIGTERM to the runtime, then SHUTDOWN to its extensions, in their times, and for which reason.
import assert from 'node:assert/strict'

import { beside, node } from '../support/js/extensions.js'
import { createFunction } from '../support/js/functions.js'
import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Nube, sleep, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn

// A runtime that says what it hears; `begin` is done before its first event, `handle` with each.
const runtime = (name, begin, handle) => zip([{ name: 'bootstrap', mode: 0o100755, body: `#!${node}
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API
const ask = (method, path, headers = {}, body) => fetch(base + path, { method, headers, body })
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const say = (what) => console.log('${name} ' + what + ' at ' + Date.now())
const hear = (then) => process.on('SIGTERM', () => { say('hears SIGTERM'); then() })
const main = async () => {
  ${begin}
  for (;;) {
    const next = await ask('GET', '/2018-06-01/runtime/invocation/next')
    ${handle}
    await ask('POST', '/2018-06-01/runtime/invocation/' + next.headers.get('lambda-runtime-aws-request-id') + '/response', {}, '{}')
  }
}
main()
` }])
const make = (FunctionName, { begin = '', handle = '', Layers, Timeout = 10 }) =>
  createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'x', Timeout, MemorySize: 512, Layers, Code: { ZipFile: runtime(FunctionName, begin, handle) } })
const invoke = async (FunctionName) => {
  const { Payload, FunctionError } = await lambda.Invoke({ FunctionName })
  return { FunctionError, value: JSON.parse(Buffer.from(Payload)) }
}
const listener = (name) => beside(lambda, name, `
  const id = await register()
  for (;;) {
    const event = await next(id)
    if (event.eventType !== 'SHUTDOWN') continue
    console.log('${name} SHUTDOWN ' + event.shutdownReason + ' left ' + (event.deadlineMs - Date.now()) + ' at ' + Date.now())
    process.exit(0)
  }`)

// When this was said, by the machine's clock.
async function saidAt(what) {
  const found = () => new RegExp(`${what}.* at (\\d+)`).exec(nube.log)
  await until(what, found)
  return Number(found()[1])
}

test('one that is not needed any more: the runtime hears SIGTERM, and its extension of it once that has ended', async () => {
  await make('kind', { begin: "hear(() => setTimeout(() => { say('is done'); process.exit(0) }, 100))", Layers: [await listener('of-kind')] })
  assert.equal((await invoke('kind')).FunctionError, undefined)
  await lambda.DeleteFunction({ FunctionName: 'kind' })
  const told = await saidAt('of-kind SHUTDOWN spindown')
  assert(await saidAt('kind hears SIGTERM') <= await saidAt('kind is done'))
  assert(await saidAt('kind is done') <= told)
  const left = Number(/of-kind SHUTDOWN spindown left (\d+)/.exec(nube.log)[1])
  assert(left > 1000 && left < 1950, `${left} ms`)
})

test('a runtime that is deaf to SIGTERM has 300 ms', async () => {
  await make('deaf', { begin: 'hear(() => {})', Layers: [await listener('of-deaf')] })
  await invoke('deaf')
  await lambda.DeleteFunction({ FunctionName: 'deaf' })
  const apart = await saidAt('of-deaf SHUTDOWN spindown') - await saidAt('deaf hears SIGTERM')
  assert(apart >= 250 && apart < 1500, `${apart} ms`)
})

test('an extension within the runtime makes that hear SIGTERM, and have 500 ms', async () => {
  const begin = `
  const r = await ask('POST', '/2020-01-01/extension/register', { 'Lambda-Extension-Name': 'inner' }, '{"events":["INVOKE"]}')
  const events = async () => { for (;;) await ask('GET', '/2020-01-01/extension/event/next', { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }) }
  events()
  hear(() => setInterval(() => say('still runs'), 50))`
  await make('within', { begin })
  await invoke('within')
  await lambda.DeleteFunction({ FunctionName: 'within' })
  const heard = await saidAt('within hears SIGTERM')
  await sleep(1500)
  const last = Number([...nube.log.matchAll(/within still runs at (\d+)/g)].pop()[1])
  assert(last - heard > 200 && last - heard < 1000, `${last - heard} ms`)
})

test('without extensions a runtime hears nothing: it is gone at once', async () => {
  await make('alone', { begin: 'hear(() => {})', handle: "say('pid ' + process.pid)" })
  await invoke('alone')
  await lambda.DeleteFunction({ FunctionName: 'alone' })
  await sleep(300)
  assert(!nube.log.includes('alone hears SIGTERM'))
})

test('an extension hears of a timeout, and its caller does not wait for that', async () => {
  await make('long', { begin: "hear(() => {})", handle: 'await sleep(60000)', Timeout: 1, Layers: [await listener('of-long')] })
  const at = Date.now()
  const { FunctionError, value } = await invoke('long')
  assert.deepEqual([FunctionError, value.errorType], ['Unhandled', 'Sandbox.Timedout'])
  await saidAt('of-long SHUTDOWN timeout')
  assert(Date.now() - at > 1000)
})

for (const [name, handle, words] of [
  ['leaves', 'process.exit(1)', 'exit status 1'],
  ['killed', 'process.kill(process.pid, "SIGKILL"); await sleep(10000)', 'signal: killed'],
])
  test(`an extension hears of its runtime's failure: ${name}`, async () => {
    await make(name, { handle, Layers: [await listener(`of-${name}`)] })
    const { FunctionError, value } = await invoke(name)
    assert.deepEqual([FunctionError, value.errorType], ['Unhandled', 'Runtime.ExitError'])
    assert.match(value.errorMessage, new RegExp(`Error: Runtime exited with error: ${words}$`))
    await saidAt(`of-${name} SHUTDOWN failure`)
    assert.equal((await invoke(name)).FunctionError, 'Unhandled') // a new process, which does the same
  })

test('extensions hear of the failure of another one', async () => {
  const failing = await beside(lambda, 'failing', 'const id = await register(); await next(id); process.exit(7)')
  await make('torn', { handle: 'await sleep(60000)', Layers: [failing, await listener('of-torn')] })
  const { value } = await invoke('torn')
  assert.equal(value.errorType, 'Extension.Crash')
  await saidAt('of-torn SHUTDOWN failure')
})

test('a runtime that fails before its first event: its extension is told, and the function starts once more', async () => {
  await make('early', { begin: 'process.exit(3)', Layers: [await listener('of-early')] })
  const { value } = await invoke('early')
  assert.match(value.errorMessage, /Error: Runtime exited with error: exit status 3$/)
  await until('both starts', () => nube.log.split('of-early SHUTDOWN failure').length === 3)
})

test('an extension that is told and stays is gone after two seconds, and one that wanted no SHUTDOWN does not keep the others', async () => {
  const stays = await beside(lambda, 'stays', 'const id = await register(); for (;;) if ((await next(id)).eventType === "SHUTDOWN") setInterval(() => console.log("stays at " + Date.now()), 50)')
  await make('kept', { Layers: [stays, await listener('of-kept')] })
  await invoke('kept')
  await lambda.DeleteFunction({ FunctionName: 'kept' })
  const told = await saidAt('of-kept SHUTDOWN spindown')
  await sleep(2500)
  const last = Number([...nube.log.matchAll(/stays at (\d+)/g)].pop()[1])
  assert(last - told > 800 && last - told < 2400, `${last - told} ms`)

  const idle = await beside(lambda, 'idle', 'const id = await register(); setInterval(() => console.log("idle at " + Date.now()), 50); for (;;) await next(id)', ['INVOKE'])
  await make('left', { Layers: [idle, await listener('of-left')] })
  await invoke('left')
  await lambda.DeleteFunction({ FunctionName: 'left' })
  const gone = await saidAt('of-left SHUTDOWN spindown')
  await sleep(700)
  assert(Number([...nube.log.matchAll(/idle at (\d+)/g)].pop()[1]) - gone < 500)
}, { seconds: 40 })
