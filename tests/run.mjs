// Runs every test file of sdk/ and e2e/, each in a process of its own and for a bounded time. Files of sdk/ run two at a time;
// those of e2e/ measure, so they run alone.
//
//   node tests/run.mjs [PART OF A FILE'S NAME]…     BUILD: where the programs are (build)
//                                                  COUNTS_FILE: "passed failed" is written there
import { fork } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const FILE_SECONDS = 300
const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(here)
const wanted = process.argv.slice(2)
const hits = {}
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
      if (!counts) console.log(`  FAIL  ${isLate ? `took longer than ${FILE_SECONDS} s` : `ended early with ${status ?? signal}`}`)
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

// The rows of the operation tables: `{ "Name", &Input, &Output, handler, …`.
function operations() {
  const services = path.join(root, 'emulator', 'services')
  return readdirSync(services, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: service }) =>
      readdirSync(path.join(services, service))
        .filter((name) => name === `${service}.c`)
        .map((name) => readFileSync(path.join(services, service, name), 'utf8'))
        .flatMap((text) => [...text.matchAll(/\{\s*"([A-Z]\w+)",\s*&\w+,\s*&\w+,\s*\w+/g)].map((row) => `${service}:${row[1]}`)),
    )
}

await runAll(files('sdk'), 2)
await runAll(files('e2e'), 1)
if (!wanted.length) {
  const never = operations().filter((name) => !hits[name])
  console.log(`Operations never called by these tests: ${never.length ? never.join(' ') : 'none'}`)
}
if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, `${passed} ${failed}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
