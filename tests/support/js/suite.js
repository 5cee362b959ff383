// A test file in one process: `test` enters a test, and they run in their order once the file has entered all.
//
//   test('a queue can be made', async () => { … })
//   after(() => nube.stop())
//
// Prints a line a test. The runner reads the message { passed, failed, … } that ends it; alone, the file ends with the same line
// and exit status as the runner.
import { createRequire } from 'node:module'

// Are the programs built with a sanitizer? They are several times as slow and as large.
export const isSanitised = /[at]san\b/.test(process.env.BUILD ?? '')

// After so long a test is taken to hang. It is no measure: a busy machine may take many times what a quiet one does.
const DEFAULT_SECONDS = isSanitised ? 120 : 60

const tests = []
const afters = []
const calls = {}
const failures = []

let isEntered = false
function runOnce() {
  if (!isEntered) setImmediate(run)
  isEntered = true
}

export function test(name, body, { seconds = DEFAULT_SECONDS } = {}) {
  runOnce()
  tests.push({ name, body, seconds })
}

// Says why tests are left out; a file may have no others.
export function skip(why) {
  runOnce()
  console.log(`  skipped: ${why}`)
}

// Runs when all tests have; what fails in it counts as a failed test.
export function after(body) {
  afters.push(body)
}

// Adds what /_nube/calls told: { service: { operation: { calls, faults } } }.
export function callsAdd(summary) {
  for (const [service, operations] of Object.entries(summary))
    for (const [operation, counts] of Object.entries(operations)) {
      const name = `${service}:${operation}`
      calls[name] = (calls[name] ?? 0) + counts.calls
    }
}

function within(seconds, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${seconds} s`)), seconds * 1000)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

async function attempt(name, body, seconds) {
  const started = Date.now()
  try {
    await within(seconds, Promise.resolve().then(body))
    console.log(`  ok    ${name} (${Date.now() - started} ms)`)
    return true
  } catch (error) {
    console.log(`  FAIL  ${name} (${Date.now() - started} ms)`)
    console.log(String(error?.stack ?? error).replace(/^/gm, '        '))
    failures.push(`${name}: ${String(error?.message ?? error).split('\n')[0]}`)
    return false
  }
}

async function run() {
  const only = process.env.ONLY
  let passed = 0
  let failed = 0
  const count = (ok) => (ok ? passed++ : failed++)

  for (const t of tests) if (!only || t.name.includes(only)) count(await attempt(t.name, t.body, t.seconds))
  for (const body of afters.reverse()) if (!(await attempt('the end is clean', body, DEFAULT_SECONDS))) failed++
  if (process.send) await new Promise((done) => process.send({ passed, failed, failures, calls }, done))
  else console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed ? 1 : 0)
}

process.on('uncaughtException', (error) => {
  console.log(`  FAIL  outside of any test\n${String(error?.stack ?? error).replace(/^/gm, '        ')}`)
  process.exit(1)
})

export const require = createRequire(import.meta.url)
