// Answers of the real service, compared with Nube's. What differs from run to run is a placeholder in a recording: words like "datetime" match anything, and each <…>
// stands for one text throughout a recording.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'

import { root } from './nube.js'

const recordings = path.resolve(root, '../shared/aws-recorded')

// The recordings' names below a folder of them, such as "sqs/sqs"; none where there are no recordings.
export function recordingsOf(folder) {
  const at = path.join(recordings, folder)
  return fs.existsSync(at) ? fs.readdirSync(at).map((name) => name.replace('.json', '')) : []
}

// A recording, moved to where Nube is. `told` are patterns in it that are replaced before.
export function recordingRead(folder, name, told = {}) {
  const file = fs.readFileSync(path.join(recordings, folder, `${name}.json`), 'utf8')
  const text = Object.entries(told).reduce((t, [from, to]) => t.replaceAll(new RegExp(from, 'g'), to), file)
  return JSON.parse(
    text
      .replaceAll('<region>', 'us-east-1')
      .replaceAll('%3Cregion%3E', 'us-east-1')
      .replaceAll('<partition>', 'aws')
      .replaceAll('111111111111', '000000000000')
      .replaceAll(':s3:::bucket"', ':s3:::<bucket>"')
      .replaceAll(/arn:aws:iam::000000000000:user\/<resource:\d+>/g, 'arn:aws:iam::000000000000:root'), // here it is the account that calls
  )
}

const ANY = /^(date|datetime|timestamp|owner-id|i-d|display-name|host-id|request-id|amz-id|amz-request-id|(object-)?sequencer|copy-etag|etag|last-modified|creation-date|start-date|stop-date|start-time|entered-time|s[nf]{2}_role_arn.*|activity_arn|activity_name|starting-sequence-number|<(md5-hash|signature|datetime|(index|table)-status)>)$/
const PLACEHOLDER = /(<[A-Za-z][\w:.-]*>|state_machine_alias_base_name|state_machine_alias_name|log_group_name)/

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

// The recorded text as a pattern; `known` has what placeholders stood for until now, but for the `loose` ones, which stand for another text each time.
function textMatches(expected, actual, { known, loose }) {
  const names = []
  const pattern = expected.split(PLACEHOLDER).map((part, i) => {
    if (i % 2 === 0) return escaped(part)
    if (known[part] !== undefined) return escaped(known[part])
    names.push(part)
    return part.startsWith('<path:') ? '(.*/)' : '(.+?)'
  })
  const found = new RegExp(`^${pattern.join('')}$`, 's').exec(actual)
  if (found) names.forEach((name, i) => loose?.test(name) || (known[name] = found[i + 1]))
  return found
}

const told = (value) => JSON.stringify(value)

// Bytes as the recording client, a Python program, prints them.
function bytesTold(bytes) {
  const named = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }
  const told = [...bytes].map((b) => named[b] ?? (b >= 32 && b < 127 ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`))
  return `b'${told.join('')}'`
}

// The document in a text; IAM's are encoded.
function documentOf(text, at) {
  try {
    return JSON.parse(text.startsWith('%7B') ? decodeURIComponent(text) : text)
  } catch {
    assert.fail(`${at}: ${told(text)} instead of a document`)
  }
}

// Fails where `actual` is not the recorded answer. `later` are members that the service tells only since after the recording, `earlier` those that it told only
// then; `at` says where in the answer we are.
export function compare(expected, actual, session, at = '') {
  const { later = [], earlier = [] } = session
  if (typeof expected === 'string' && (ANY.test(expected) || session.any?.test(expected))) return assert(actual !== undefined, `${at} is missing`)
  if (actual instanceof Uint8Array) actual = bytesTold(actual)
  if (typeof expected === 'string') return assert(typeof actual === 'string' && textMatches(expected, actual, session), `${at}: ${told(actual)} instead of ${told(expected)}`)
  if (expected && typeof expected === 'object' && typeof actual === 'string') actual = documentOf(actual, at)
  if (!expected || typeof expected !== 'object') return assert.deepEqual(actual, expected, at)
  assert(actual && typeof actual === 'object', `${at}: ${told(actual)} instead of ${told(expected)}`)
  if (Array.isArray(expected) && session.unordered?.test(at)) return compareInAnyOrder(expected, actual, session, at)
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (name === 'ResponseMetadata' || name === '$metadata' || (later.includes(name) && !(name in expected)) || (earlier.includes(name) && !(name in actual))) continue
    assert(name in expected || actual[name] === undefined, `${at}.${name} is told: ${told(actual[name])}`)
    compare(expected[name], actual[name], session, `${at}.${name}`)
  }
}

// Lists whose order AWS leaves open.
function compareInAnyOrder(expected, actual, session, at) {
  assert.equal(actual.length, expected.length, at)
  const rest = [...actual]
  for (const one of expected) {
    const found = rest.findIndex((candidate) => {
      const known = { ...session.known }
      try {
        compare(one, candidate, { ...session, known }, at)
        return Object.assign(session.known, known)
      } catch {
        return false
      }
    })
    assert(found >= 0, `${at}: none of ${told(rest)} is ${told(one)}`)
    rest.splice(found, 1)
  }
}
