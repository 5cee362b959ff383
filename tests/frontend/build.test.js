// What is built of the shop's pages: its types, its size, its names, and that it asks its own origin alone.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

import { dist, frontend, frontendIsHere } from '../support/js/frontend.js'
import { test } from '../support/js/suite.js'
import { run } from '../support/js/nube.js'

const SCRIPT_BYTES_MAX = 90 * 1024

const assets = () => readdirSync(path.join(dist, 'assets'))
const asset = (name) => readFileSync(path.join(dist, 'assets', name))
const index = () => readFileSync(path.join(dist, 'index.html'), 'utf8')

async function typesHold() {
  const { status, out } = await run(path.join(frontend, 'node_modules/.bin/tsc'), [], { cwd: frontend, seconds: 60 })
  assert.equal(status, 0, out)
}

function sizes() {
  const bytes = assets().filter((name) => name.endsWith('.js')).reduce((sum, name) => sum + gzipSync(asset(name), { level: 6 }).length, 0)
  console.log(`        ${bytes} bytes of compressed script`)
  assert(bytes > 0 && bytes <= SCRIPT_BYTES_MAX, `${bytes} bytes`)
}

function names() {
  assert(assets().length >= 2)
  for (const name of assets()) assert.match(name, /^[\w.-]+-[\w-]{8}\.\w+$/)
  const named = [...index().matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1])
  assert.deepEqual(named.filter((each) => !each.startsWith('/assets/')), ['/icon.svg'])
  for (const each of assets()) assert(named.includes(`/assets/${each}`), each)
}

function ownOrigin() {
  assert.match(index().replaceAll('&#39;', "'"), /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; [^"]*connect-src 'self'/)
  assert.doesNotMatch(index(), /<script(?![^>]* src=)|<style|https?:/)
  const text = assets().map((name) => asset(name).toString()).join('\n')
  // React's: what elements are made of, and where its messages are explained.
  const elsewhere = [...text.matchAll(/\bhttps?:\/\/[^"'`\s]+/g)].map((found) => found[0]).filter((each) => !/^http:\/\/www\.w3\.org\/|^https:\/\/react\.dev\/errors\//.test(each))
  assert.deepEqual(elsewhere, [])
}

function lockNamesNoRegistry() {
  const lock = JSON.parse(readFileSync(path.join(frontend, 'package-lock.json'), 'utf8'))
  const packages = Object.entries(lock.packages).filter(([name]) => name)
  assert(packages.length > 5)
  for (const [name, entry] of packages) assert.deepEqual([entry.resolved, typeof entry.integrity], [undefined, 'string'], name)
}

if (frontendIsHere()) {
  test('the types hold', typesHold, { seconds: 60 })
  test('the script is 90 KB at most, compressed', sizes)
  test('assets are named by their content, and the page names them', names)
  test('the page asks its own origin alone', ownOrigin)
  test('the lock file has each package\'s digest and no registry\'s address', lockNamesNoRegistry)
}
