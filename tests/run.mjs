// Runs every test file of sdk/, frontend/ and e2e/, each in a process of its own and for a bounded time. Those of e2e/ measure, so
// they run alone; the others run two at a time.
//
//   node tests/run.mjs [PART OF A FILE'S NAME]…     BUILD: where the programs are (build)
//                                                  COUNTS_FILE: "passed failed" is written there
import { execFileSync, fork } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const FILE_SECONDS = 900

// Operations that no test calls, each with its reason: 'sqs:SendMessage': 'why'.
const uncalled = {}

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(here)
const wanted = process.argv.slice(2)
const hits = {}
const failures = []
let passed = 0
let failed = 0

function files(folder) {
  return readdirSync(path.join(here, folder))
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => path.join(folder, name))
    .filter((name) => !wanted.length || wanted.some((part) => name.includes(part)))
}

// Its output comes in one piece when it ends, so that two files don't mix.
function runFile(name) {
  return new Promise((done) => {
    const started = Date.now()
    const child = fork(path.join(here, name), [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--no-warnings'], // the SDK's, that Node 18 is old
    })
    let output = ''
    let counts
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 3000).unref()
    }, FILE_SECONDS * 1000)
    child.stdout.on('data', (b) => (output += b))
    child.stderr.on('data', (b) => (output += b))
    child.on('message', (message) => (counts = message))
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      console.log(`${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
      process.stdout.write(output)
      const ended = isLate ? `took longer than ${FILE_SECONDS} s` : `ended early with ${status ?? signal}`
      if (!counts) console.log(`  FAIL  ${ended}`)
      failures.push(...(counts?.failures ?? [ended]).map((failure) => `${name}: ${failure}`))
      passed += counts?.passed ?? 0
      failed += counts?.failed ?? 1
      for (const [operation, n] of Object.entries(counts?.calls ?? {})) hits[operation] = (hits[operation] ?? 0) + n
      done()
    })
  })
}

async function runAll(names, atOnce) {
  const queue = [...names]
  const lane = async () => {
    while (queue.length) await runFile(queue.shift())
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

// Every operation of every service, as the program that prints their shapes knows them: "sqs:SendMessage".
function operations() {
  const shapes = path.resolve(root, process.env.BUILD ?? 'build', 'tests/shapes')
  const services = JSON.parse(execFileSync(shapes, { encoding: 'utf8', maxBuffer: 1 << 28 }))
  return Object.entries(services).flatMap(([service, rows]) => Object.keys(rows).map((name) => `${service}:${name}`))
}

// One that no client calls is not known to work with one; each of those counts as a failed test, and so does one that
// stands in the list without need.
function judgeCalls() {
  const all = operations()
  const never = all.filter((name) => !hits[name] && !uncalled[name])
  const listed = Object.keys(uncalled).filter((name) => hits[name] || !all.includes(name))
  if (never.length) console.log(`  FAIL  operations that no test calls: ${never.join(' ')}`)
  if (listed.length) console.log(`  FAIL  operations that are listed as not called, but are, or are none: ${listed.join(' ')}`)
  if (never.length || listed.length) failed++
  else console.log(`  ok    each of ${all.length} operations is called, but for ${Object.keys(uncalled).length} that are listed`), passed++
}

await runAll(files('sdk'), 2)
await runAll(files('frontend'), 2)
await runAll(files('e2e'), 1)
if (!wanted.length && !process.env.ONLY) judgeCalls()
// Once more at the end, where it is found.
for (const failure of failures) console.log(`FAILED: ${failure}`)
if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, `${passed} ${failed}\n`)
console.log(process.env.COUNTS_FILE ? `Of the clients' tests: ${passed} passed, ${failed} failed. All together:` : `${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
