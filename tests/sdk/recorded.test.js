// Whole conversations with the real services, recorded there, played against Nube: each answer must be the recorded one, but for what is listed below with its
// reason. Where the recordings are not at hand that is said, and nothing counts as passed.
//
// A value in a request may name another answer's: <#2.QueueUrl> is QueueUrl of the answer to request 2 (from 0), <name.Messages[0].ReceiptHandle> of the answer that was given that name.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'

import { after, test } from '../support/js/suite.js'
import { Nube, root, sleep } from '../support/js/nube.js'

// By the names of the recordings: why it cannot be played, or why Nube differs.
const { 'not played': NOT_PLAYED, differ: DIFFER } = JSON.parse(fs.readFileSync(path.resolve(root, 'tests/cases/recorded.json'), 'utf8'))

const recorded = path.resolve(root, '../shared/aws-recorded')
const SERVICES = { sqs: 'sqs', sns: 'sns', dynamodb: 'dynamodb', dynamodbstreams: 'dynamodbstreams' }

/* --- comparing ---------------------------------------------------------------------------------------------------- */

// Not of the service's answer, or of its account's.
const UNTOLD = ['ResponseMetadata', '$metadata', 'SubscriptionPrincipal', 'Signature', 'SigningCertURL', 'UnsubscribeURL']
const ANY = /^(starting-sequence-number|shard-id|date|datetime|timestamp|timestamp-.*|sequence-number|[a-z-]*date-?time|approximate.*)$/
const PLACEHOLDER = /(<[A-Za-z][\w:.-]*>|<[A-Za-z-]+>)/

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

// The recorded text as a pattern; `known` has what placeholders stood for until now.
function textMatches(expected, actual, known) {
  const names = []
  const pattern = expected.split(PLACEHOLDER).map((part, i) => {
    if (i % 2 === 0) return escaped(part)
    if (!/:\d+>$/.test(part)) return '.+?'
    if (known[part] !== undefined) return escaped(known[part])
    names.push(part)
    return '(.+?)'
  })
  const found = new RegExp(`^${pattern.join('')}$`, 's').exec(actual)
  if (found) names.forEach((name, i) => (known[name] = found[i + 1]))
  return found
}

function differences(expected, actual, known, at, out) {
  if (expected instanceof Object && !Array.isArray(expected) && typeof actual === 'string' && /^[{[]/.test(actual)) actual = JSON.parse(actual)
  if (Array.isArray(expected) && typeof actual === 'string' && /^\[/.test(actual)) actual = JSON.parse(actual)
  if (actual instanceof Uint8Array) actual = Buffer.from(actual).toString('utf8')
  if (actual instanceof Date) actual = 'datetime'
  if (typeof expected === 'string' && ANY.test(expected)) {
    if (actual === undefined) out.push(`${at} is missing`)
  } else if (typeof expected === 'string') {
    const text = typeof actual === 'number' ? String(actual) : actual
    if (typeof text !== 'string' || !textMatches(expected, text, known)) out.push(`${at}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
  } else if (typeof expected !== 'object' || expected === null) {
    if (String(expected) !== String(actual)) out.push(`${at}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
  } else if (typeof actual !== 'object' || actual === null) {
    out.push(`${at}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
  } else if (Array.isArray(expected)) {
    if (expected.length !== actual.length) return out.push(`${at}: ${actual.length} instead of ${expected.length}: ${JSON.stringify(actual)}`)
    expected.forEach((e, i) => differences(e, actual[i], known, `${at}[${i}]`, out))
  } else {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      if (UNTOLD.includes(name)) continue
      const isEmpty = Array.isArray(expected[name]) && !expected[name].length // the recorder's client makes lists of none
      if (!(name in expected)) actual[name] !== undefined && out.push(`${at}.${name} is told: ${JSON.stringify(actual[name])}`)
      else if (actual[name] === undefined && !isEmpty) out.push(`${at}.${name} is missing`)
      else if (actual[name] !== undefined) differences(expected[name], actual[name], known, `${at}.${name}`, out)
    }
  }
}

/* --- playing ------------------------------------------------------------------------------------------------------ */

class CannotBePlayed extends Error {}

// Where an answer's name points to: "Messages[0].Body" in a value.
function pick(value, steps) {
  for (const step of steps.split(/[.[\]]+/).filter(Boolean)) {
    if (value === undefined || value === null) return undefined
    value = value[/^-?\d+$/.test(step) && Array.isArray(value) ? (Number(step) + value.length) % value.length : step]
  }
  return value
}

// As Python's json.dumps writes it: the recording client's.
function python(v) {
  if (Array.isArray(v)) return `[${v.map(python).join(', ')}]`
  if (v && typeof v === 'object') return `{${Object.entries(v).map(([k, x]) => `${JSON.stringify(k)}: ${python(x)}`).join(', ')}}`
  return JSON.stringify(v)
}

class Player {
  constructor(recording) {
    this.recording = recording
    this.answers = []
    this.named = {}
    this.known = {}
    this.entries = 0
    this.uid = Math.random().toString(36).slice(2, 10)
  }

  reference(text) {
    const [, number, rest] = /^#(\d+)\.?(.*)$/.exec(text) ?? []
    const [, name, steps] = /^([\w-]+)\.?(.*)$/.exec(text) ?? []
    const [steps2, ...splits] = (rest ?? steps ?? '').split('|')
    if (splits.length) throw new CannotBePlayed(text)
    const from = number !== undefined ? this.answers[Number(number)] : this.named[name]
    const value = from === undefined ? undefined : pick(from, steps2.replace('[]', '[0]'))
    if (value === undefined) throw new CannotBePlayed(`<${text}> ${from?.Error ? JSON.stringify(from.Error) : ''}`)
    return value
  }

  word(text) {
    if (text === 'uid') return this.inEntries ? `${this.uid}${++this.entries}` : this.uid
    if (text === 'UUID' || text === 'uuid') return `${this.uid}-uuid`
    if (/^region(:1)?$/.test(text)) return 'us-east-1'
    if (text === 'region:2') return 'us-west-1'
    if (text === 'partition') return 'aws'
    const times = /^(\d+) times '(.)'$/.exec(text)
    return times ? times[2].repeat(Number(times[1])) : this.reference(text)
  }

  fill(value, isText) {
    if (typeof value === 'string') {
      if (/^<[^<>]+>$/.test(value)) return this.word(value.slice(1, -1))
      return value.replaceAll('111111111111', '000000000000').replace(/<([^<>]+)>/g, (_, text) => this.word(text))
    }
    if (Array.isArray(value)) return value.map((v) => this.fill(v))
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [this.fill(k), this.fill(v)]))
    return value
  }

  // Documents stand as such in the recordings, and are texts on the wire.
  request(operation, input) {
    this.inEntries = /Batch$/.test(operation)
    const out = this.fill(input)
    this.inEntries = false
    for (const name of ['Attributes']) {
      const map = out[name]
      if (map && !Array.isArray(map)) for (const k of Object.keys(map)) if (map[k] && typeof map[k] === 'object' && !/^(Batch|Put)/.test(operation)) map[k] = python(map[k])
    }
    for (const name of ['AttributeValue', 'Message', 'MessageBody', 'Policy']) if (out[name] && typeof out[name] === 'object') out[name] = python(out[name])
    return out
  }

  async send(r) {
    const { service, operation } = r
    if (!SERVICES[service] || !operation || r.client) throw new CannotBePlayed(service ?? 'no call')
    const clients = nube.api()
    try {
      return await clients[service][operation](this.request(operation, r.request))
    } catch (e) {
      if (!e.$metadata) throw new CannotBePlayed(e.message)
      return { Error: { Code: e.Code ?? e.name, Message: e.message, Type: e.$fault }, thrown: e }
    }
  }

  compare(name, answer, steps, out) {
    const [keys, part] = name.includes('=') ? name.split('=').map((s) => s.trim()) : [name, '']
    const [, Code, Message] = /^An error occurred \((\w+)\) when calling the \w+ operation: (.*)$/s.exec(pick(this.recording.aws, keys)) ?? []
    const expected = Code ? { Error: { Code, Message } } : pick(this.recording.aws, keys)
    if (expected === undefined) return
    let actual = part ? pick(answer, part.replace('[]', '[0]')) : answer
    if (part && Array.isArray(actual) && !Array.isArray(expected)) actual = actual[0]
    if (expected.Error) {
      if (!answer.Error) return out.push(`${name}: succeeded instead of ${JSON.stringify(expected.Error)}`)
      const want = { Message: expected.Error.Message }
      differences(want, { Message: answer.Error.Message }, this.known, name, out)
      const code = expected.Error.Code.split('#').at(-1)
      if (![answer.thrown.Code, answer.thrown.name, answer.Error.Code].some((c) => c?.split('#').at(-1) === code)) out.push(`${name}: ${answer.Error.Code} (${answer.thrown.name}) instead of ${code}`)
      return
    }
    if (answer.Error) return out.push(`${name}: failed: ${answer.Error.Code}: ${answer.Error.Message}`)
    differences(expected, actual, this.known, name, out)
  }

  async play() {
    const out = []
    for (const r of this.recording.requests) {
      if (r.sleep) await sleep(r.sleep * 1000)
      let answer = await this.send(r)
      // The recordings do not tell of pauses: what a queue gave in the end is waited for.
      const given = pick(this.recording.aws, String(r.answer ?? '').split('=')[0].trim())
      for (let n = 0; n < 50 && r.operation === 'ReceiveMessage' && r.answer && given && JSON.stringify(given) !== '{}' && !expectsNothing(given) && !answer.Messages && !answer.Error; n++) {
        await sleep(100)
        answer = await this.send(r)
      }
      this.answers.push(answer)
      for (const name of [r.answer ?? []].flat()) {
        this.named[name] = answer
        this.compare(name, answer, '', out)
      }
      if (answer.Error && !r.raises && !r.answer) out.push(`${r.operation} failed: ${answer.Error.Code}: ${answer.Error.Message}`)
    }
    return out
  }
}

const expectsNothing = (given) => !given.Messages?.length && !given.Body && !given[0]?.Body

/* --- all of them -------------------------------------------------------------------------------------------------- */

function list(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? list(path.join(folder, e.name)) : [path.join(folder, e.name)]))
}

const files = Object.keys(SERVICES).flatMap((s) => (fs.existsSync(path.join(recorded, s)) ? list(path.join(recorded, s)) : []))
const nube = files.length ? await Nube.start() : undefined
after(() => nube?.stop())

if (!files.length) console.log(`skipped: no recordings at ${recorded}`)

for (const file of files) {
  const name = path.relative(recorded, file).replace('.json', '')
  if (NOT_PLAYED[name]) continue
  const recording = JSON.parse(fs.readFileSync(file, 'utf8').replaceAll('<region>', 'us-east-1').replaceAll('<partition>', 'aws').replaceAll('111111111111', '000000000000'))
  test(
    name,
    async () => {
      await nube.reset()
      const out = await new Player(recording).play()
      if (DIFFER[name]) assert(out.length, 'it is no exception any more')
      else assert(!out.length, out.join('\n'))
    },
    { seconds: 60 },
  )
}
const count = (list) => files.filter((f) => list[path.relative(recorded, f).replace('.json', '')]).length
if (files.length) {
  const left = count(NOT_PLAYED)
  const known = count(DIFFER)
  console.log(`skipped: ${left} recordings that cannot be played here; ${files.length - left - known} of ${files.length - left} that can be must conform`)
}
