// Many executions in a Wait of a day: they cost rows, not threads, also over a restart, and moving the clock ends them all. WAITS says how many (2000).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { after, test } from '../support/js/suite.js'
import { folder, isSanitised, Nube, until } from '../support/js/nube.js'
import { create, disorder, history } from '../support/js/workflows.js'

const WAITS = Number(process.env.WAITS ?? (isSanitised ? 300 : 2000))
const DAY = 86400
const WARM = 200 // what comes first fills pools and caches

const dir = folder()
let nube = await Nube.start(['--data-dir', dir])
let { states } = nube.api()
after(() => nube.stop())

// { memory: bytes, threads }. The memory has the store's page cache in it, which grows by the rows of each execution until it is full.
function costs() {
  const status = readFileSync(`/proc/${nube.pid}/status`, 'utf8')
  return { memory: Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) * 1024, threads: Number(/^Threads:\s+(\d+)/m.exec(status)[1]) }
}

async function count(stateMachineArn, statusFilter) {
  let all = 0
  let nextToken
  do {
    const page = await states.ListExecutions({ stateMachineArn, statusFilter, maxResults: 1000, nextToken })
    all += page.executions.length
    nextToken = page.nextToken
  } while (nextToken)
  return all
}

async function startMany(stateMachineArn, from, to) {
  let next = from
  const client = async () => {
    while (next < to) await states.StartExecution({ stateMachineArn, name: `w${next++}`, input: '{"id":7,"items":[1,2,3]}' })
  }
  await Promise.all(Array.from({ length: 8 }, client))
}

const wait = { StartAt: 'Day', States: { Day: { Type: 'Wait', Seconds: DAY, Next: 'Done' }, Done: { Type: 'Succeed' } } }
const seconds = 60 + WAITS / 50

test(`${WAITS} executions wait for a day`, async () => {
  const stateMachineArn = await create(states, 'waits', wait)
  await startMany(stateMachineArn, 0, WARM)
  await nube.clock()
  const before = costs()
  await startMany(stateMachineArn, WARM, WAITS + WARM)
  const last = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:w${WAITS + WARM - 1}`
  await until('the last to wait', async () => (await history(states, last)).at(-1).type === 'WaitStateEntered')
  const then = costs()
  const each = (then.memory - before.memory) / WAITS
  console.log(`        ${WAITS} waiting: ${Math.round(each)} bytes of memory each, ${then.threads - before.threads} threads more`)
  assert(then.threads <= before.threads + 8, `${then.threads} threads, ${before.threads} before`)
  if (!isSanitised) assert(each < 8192, `${each} bytes each`)
}, { seconds })

test('they wait on after a kill', async () => {
  await nube.end('SIGKILL')
  nube = await Nube.start(['--data-dir', dir])
  ;({ states } = nube.api())
  const stateMachineArn = (await states.ListStateMachines()).stateMachines[0].stateMachineArn
  assert.equal(await count(stateMachineArn, 'RUNNING'), WAITS + WARM)
  await nube.clock({ advance: DAY / 2 })
  assert.equal(await count(stateMachineArn, 'RUNNING'), WAITS + WARM)
}, { seconds })

test('the clock moves on by a day, and all end', async () => {
  const stateMachineArn = (await states.ListStateMachines()).stateMachines[0].stateMachineArn
  const at = Date.now()
  await nube.clock({ advance: DAY / 2 + 1 })
  await until('all to end', async () => !(await states.ListExecutions({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 })).executions.length, seconds)
  console.log(`        ${WAITS + WARM} ended within ${Date.now() - at} ms`)
  assert.equal(await count(stateMachineArn, 'SUCCEEDED'), WAITS + WARM)
  for (const i of [0, WARM, WAITS + WARM - 1]) {
    const events = await history(states, `${stateMachineArn.replace(':stateMachine:', ':execution:')}:w${i}`)
    assert.equal(disorder(events), '')
    assert.deepEqual(events.map((e) => e.type), [
      'ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded',
    ])
    assert(events[2].timestamp - events[1].timestamp >= DAY * 1000)
  }
}, { seconds })
