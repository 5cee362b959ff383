// Functions that mean harm, or might as well: Nube and its other functions go on, and nothing is left of them after a stop.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'

import { createFunction, functionOf } from '../support/js/functions.js'
import { Nube, sleep, until } from '../support/js/nube.js'
import { after, isSanitised, skip, test } from '../support/js/suite.js'

const Role = 'arn:aws:iam::000000000000:role/f'
const nube = await Nube.start()
const { lambda } = nube.api()
after(() => nube.stop())

// What the machine's busy otherwise is no fault of Nube's: on one that is not, these take some 10 ms.
const PATIENCE_MS = isSanitised ? 10000 : 2500

// Processes of the machine that were started as functions of this Nube.
function processesOf(url) {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`AWS_ENDPOINT_URL=${url}\0`)
    } catch {
      return false
    }
  })
}

const create = (api, FunctionName, handle, extra = {}) =>
  createFunction(api, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 2, Code: { ZipFile: functionOf(handle) }, ...extra })

async function invoke(api, FunctionName) {
  const answer = await api.Invoke({ FunctionName, Payload: '{}' })
  return { error: answer.FunctionError, text: Buffer.from(answer.Payload ?? '').toString().trim() }
}

await create(lambda, 'good', 'echo 1 >"$work/out"', { Timeout: 30 })
await invoke(lambda, 'good')

// Where the machine grants functions no PIDs and places of their own (in a chroot, say), they share the machine's: what means harm to all of them would
// harm whoever runs these tests.
await create(lambda, 'pid', 'echo "\\"$$ $LAMBDA_TASK_ROOT\\"" >"$work/out"', { Timeout: 30 })
const isApart = /^"\d\d? \/var\/task"$/.test((await invoke(lambda, 'pid')).text)
const apart = isApart ? test : () => {}
if (!isApart) skip('functions have no PIDs and places of their own here')

// The slowest answer of a healthy function until the promise is done.
async function worstMeanwhile(promise) {
  let isDone = false
  let worst = 0
  const done = promise.finally(() => (isDone = true))
  while (!isDone) {
    const at = Date.now()
    assert.equal((await invoke(lambda, 'good')).text, '1')
    worst = Math.max(worst, Date.now() - at)
    await sleep(20)
  }
  await done
  return worst
}

const ok = 'echo \'"done"\' >"$work/out"'
// Those marked by † are harmless where functions are apart alone.
const hostile = [
  ['† a fork bomb', 'bomb() { bomb | bomb & bomb; }; bomb', /timed out|exited/],
  ['† many processes that stay', `i=0; while [ $i -lt 3000 ]; do sleep 100 & i=$((i + 1)); done 2>/dev/null; ${ok}`, /done|timed out|exited/],
  ['† one allocation of ten gigabytes', `x=$(head -c 10000000000 /dev/zero | tr '\\0' x); ${ok}`, /done|exited with error|timed out/],
  ['output of 300 MB', `head -c 300000000 /dev/zero; ${ok}`, /done|timed out/],
  ['output of 300 MB in lines', `head -c 300000000 /dev/zero | tr '\\0' '\\n'; ${ok}`, /done|timed out/],
  ['no files at all', `exec <&- >&- 2>&-; ${ok}`, /done/],
  ['† a daemon that stays', `setsid sh -c 'trap "" TERM HUP INT; while :; do sleep 1; done' >/dev/null 2>&1 & ${ok}`, /done/],
  ['deaf to signals', `trap '' TERM HUP INT QUIT; while :; do sleep 1; done`, /timed out/],
  ['† a full /tmp', `full=$(head -c 700000000 /dev/zero 2>&1 >/tmp/full); rm /tmp/full; echo "\\"$full\\"" >"$work/out"`, /No space left|done/, 15],
  ['a processor that is busy', 'while :; do :; done', /timed out/],
  ['† killing whatever there is', 'kill -9 -1; while :; do :; done', /timed out|exited/],
  ['stopped', 'kill -STOP $$; sleep 10', /timed out/],
]
for (const [i, [what, handle, expected, seconds = 2]] of hostile.entries())
  (what.startsWith('†') ? apart : test)(`${what}: others go on`, async () => {
    await create(lambda, `bad-${i}`, handle, { Timeout: seconds })
    const at = Date.now()
    let bad
    const worst = await worstMeanwhile(invoke(lambda, `bad-${i}`).then((answer) => (bad = answer)))
    assert.match(bad.text, expected)
    assert(Date.now() - at < 20000, `took ${Date.now() - at} ms`)
    assert(worst < PATIENCE_MS, `a healthy function took ${worst} ms`)
  }, { seconds: 60 })

// Those that stay: a hundred processes, a daemon, one that is deaf and one that stands still.
const staying = [
  'i=0; while [ $i -lt 100 ]; do sleep 100 & i=$((i + 1)); done; while :; do sleep 1; done',
  `setsid sh -c 'trap "" TERM HUP INT; while :; do sleep 1; done' >/dev/null 2>&1 & ${ok}`,
  `trap '' TERM HUP INT QUIT; while :; do sleep 1; done`,
  'kill -STOP $$; sleep 10',
]
for (const signal of ['SIGTERM', 'SIGKILL'])
  apart(`after ${signal} nothing is left of those that stay`, async () => {
    const other = await Nube.start()
    const api = other.api().lambda
    for (const [i, handle] of staying.entries()) {
      await create(api, `stays-${i}`, handle, { Timeout: 60, MemorySize: 1024 })
      await api.Invoke({ FunctionName: `stays-${i}`, InvocationType: 'Event', Payload: '{}' })
    }
    await until('functions that run', () => processesOf(other.url).length > 100, 20)
    const at = Date.now()
    await other.end(signal)
    assert(Date.now() - at < 10000, `the stop took ${Date.now() - at} ms`)
    await until('all of them gone', () => processesOf(other.url).length === 0, 5)
  }, { seconds: 60 })
