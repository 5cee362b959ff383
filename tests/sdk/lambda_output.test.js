// Functions that write without end, or whose output nobody reads: they hurt themselves alone.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'

import { createFunction, functionOf } from '../support/js/functions.js'
import { build, environment, Nube, running, sleep } from '../support/js/nube.js'
import { test } from '../support/js/suite.js'

const Role = 'arn:aws:iam::000000000000:role/f'
const floods = { yes: 'exec yes', lines: "while :; do echo q; done", long: "exec yes $(head -c 4000 /dev/zero | tr '\\0' x)" }

const create = (lambda, FunctionName, handle, extra = {}) =>
  createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'x', Code: { ZipFile: functionOf(handle) }, ...extra })

async function timed(promise) {
  const started = Date.now()
  const answer = await promise
  return { answer, text: Buffer.from(answer.Payload).toString(), seconds: (Date.now() - started) / 1000 }
}

for (const [name, handle] of Object.entries(floods)) {
  test(`a function that prints without end (${name}) is timed out, and others go on`, async () => {
    const nube = await Nube.start()
    const { lambda } = nube.api()
    await create(lambda, 'flood', handle, { Timeout: 3 })
    await create(lambda, 'good', 'echo 1 >"$work/out"')
    await lambda.Invoke({ FunctionName: 'good' })
    const flood = timed(lambda.Invoke({ FunctionName: 'flood' }))
    for (let i = 0; i < 10; i++) {
      await sleep(200)
      const { text, seconds } = await timed(lambda.Invoke({ FunctionName: 'good' }))
      assert.equal(text.trim(), '1')
      assert(seconds < 1.5, `another function took ${seconds} s`)
    }
    const { answer, text, seconds } = await flood
    assert.equal(answer.FunctionError, 'Unhandled')
    assert.match(text, /Task timed out after 3\.00 seconds/)
    assert(seconds < 6, `it took ${seconds} s`)
    assert(nube.log.length < 20e6, `the log has ${nube.log.length} bytes`)
    assert.match(nube.log, /\[flood\] \(\d+ lines left out: more than 1000 in a second\)/)
    const under = lambda.Invoke({ FunctionName: 'flood' }).catch(() => {})
    await sleep(500)
    const started = Date.now()
    await nube.end()
    assert(Date.now() - started < 8000, `SIGTERM took ${Date.now() - started} ms`)
    await under
  })
}

test('a log that nobody reads keeps no function, and no end', async () => {
  const child = spawn(path.join(build, 'nube'), ['--port', '0', '--ephemeral'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  running.add(child)
  const ended = new Promise((done) => child.on('exit', done))
  let log = ''
  await new Promise((ready) => {
    child.stderr.on('data', (b) => {
      log += b
      if (/^Ready\.$/m.test(log)) ready()
    })
  })
  child.stderr.removeAllListeners('data')
  child.stderr.pause()
  const url = /http:\/\/[^\s,]+/.exec(log)[0]
  const { lambda } = Nube.prototype.api.call(Object.setPrototypeOf({ url }, Nube.prototype))
  await create(lambda, 'talks', `head -c 4000 /dev/zero | tr '\\0' x; echo; echo 1 >"$work/out"`)
  for (let i = 0; i < 100; i++) {
    const { text, seconds } = await timed(lambda.Invoke({ FunctionName: 'talks' }))
    assert.equal(text.trim(), '1')
    assert(seconds < 3, `invocation ${i} took ${seconds} s`)
  }
  child.kill('SIGTERM')
  assert.equal(await Promise.race([ended, sleep(8000).then(() => 'not within 8 s')]), 0)
  running.delete(child)
})

test('a result that is too large is told as that, however large it is', async () => {
  const nube = await Nube.start()
  const { lambda } = nube.api()
  await create(lambda, 'large', `{ echo '"'; head -c 9000000 /dev/zero | tr '\\0' x; echo '"'; } | tr -d '\\n' >"$work/out"`, { Timeout: 20 })
  const { FunctionError, Payload } = await lambda.Invoke({ FunctionName: 'large' })
  assert.equal(FunctionError, 'Unhandled')
  assert.equal(JSON.parse(Buffer.from(Payload)).errorType, 'Function.ResponseSizeTooLarge')
  await nube.stop()
}, { seconds: 30 })
