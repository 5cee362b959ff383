// A recorded conversation with AWS, while it is played: what its placeholders stand for in the requests, and each answer held against the recorded one.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

import { compare } from './recorded.js'

// The member at "Messages[0].ReceiptHandle" or the like, in documents that are texts, too; an index may be left out, as [] and altogether.
export function memberAt(value, at) {
  for (const name of at.replaceAll('[', '.').replaceAll(']', '').split('.')) {
    if (Array.isArray(value) && !/^\d+$/.test(name)) value = value[0]
    if (name) value = (typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value)?.[name]
  }
  return value
}

// JSON as the recording client wrote it: hashes of texts depend on its blanks.
export function documentText(value) {
  if (Array.isArray(value)) return `[${value.map(documentText).join(', ')}]`
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${documentText(v)}`).join(', ')}}`
  return JSON.stringify(value)
}

const MADE = [
  [/^uid$/, (session) => (session.uid = session.renews ? randomUUID().slice(0, 8) : session.uid)],
  [/^(UUID|uuid)$/, () => randomUUID()],
  [/^base64:(.*)$/, (_, text) => Buffer.from(text, 'base64')],
  [/^(\d+) times '(.)'$/, (_, n, letter) => letter.repeat(Number(n))],
  [/^(\d+) times '\\x(..)'$/, (_, n, hex) => Buffer.alloc(Number(n), parseInt(hex, 16))],
  [/^#\d+\.QueueUrl\|split\[\]$/, () => '000000000000'],
  [/^#(\d+)\.QueueUrl\|split\[-1\]/, ({ answers }, n) => answers[n].QueueUrl.split('/').at(-1)],
  [/^#(\d+)\.([\w.[\]]+)$/, ({ answers }, n, at) => memberAt(answers[n], at)],
  [/^([\w-]+)\.([\w.[\]]+)$/, ({ named }, key, at) => memberAt(named[key], at)],
]

// What a recording leaves open is told beside it, in the order of use: session.values[placeholder] is a list.
function made(session, placeholder) {
  const told = session.values?.[placeholder]
  if (told?.length) {
    const value = told.length > 1 ? told.shift() : told[0]
    return typeof value === 'string' && value.includes('<') ? filled(session, value) : value
  }
  for (const [pattern, make] of MADE) {
    const found = pattern.exec(placeholder)
    const value = found && make(session, ...found.slice(1))
    if (value !== undefined && value !== null) return value
  }
  throw new Error(`nothing stands for <${placeholder}>`)
}

// Of SNS's, SQS's and IAM's members these are texts, though a document stands in them.
const TEXTS = /^(Message|MessageBody|StringValue|AttributeValue|Policy|PolicyDocument|AssumeRolePolicyDocument|RedrivePolicy|RedriveAllowPolicy|FilterPolicy|DeliveryPolicy)$/

// One entry that speaks of "Versions[].Key" stands for one of each.
function spread({ named }, list) {
  const [, key, at] = /<([\w-]+)\.(\w+)\[\]\.\w+>/.exec(list.length === 1 ? JSON.stringify(list[0]) : '') ?? []
  const found = named?.[key]?.[at]
  return found ? found.map((_, i) => JSON.parse(JSON.stringify(list[0]).replaceAll(`<${key}.${at}[].`, `<${key}.${at}[${i}].`))) : list
}

// Names with a <uid> in them: with session.words each word before one has a uid of its own.
function worded(session, value) {
  session.words ??= {}
  return value.replace(/([\w.-]*)<uid>/g, (_, word) => {
    if (session.renews || !session.words[word]) session.words[word] = randomUUID().slice(0, 8)
    return word + session.words[word]
  })
}

// A request with its placeholders filled.
export function filled(session, value, name) {
  if (typeof value === 'string') {
    if (value.includes('</')) return value // that is XML
    if (session.byWord && !session.values.uid) value = worded(session, value)
    const whole = /^<([^<>]+)>$/.exec(value)
    return whole ? made(session, whole[1]) : value.replace(/<([^<>]+)>/g, (_, placeholder) => made(session, placeholder))
  }
  if (!value || typeof value !== 'object') return value
  if (Array.isArray(value) && !TEXTS.test(name)) return spread(session, value).map((v) => filled(session, v))
  const out = Array.isArray(value) ? value.map((v) => filled(session, v)) : Object.fromEntries(Object.entries(value).map(([k, v]) => [filled(session, k), filled(session, v, k)]))
  return !TEXTS.test(name) ? out : /^(FilterPolicy|AttributeValue)$/.test(name) ? JSON.stringify(out) : documentText(out)
}

// What a failed request is in a recording.
export function refusalOf(e) {
  assert(e.$metadata?.httpStatusCode, e)
  return { name: e.name, code: e.Code ?? e.Error?.Code ?? e.name, message: e.message, status: e.$metadata.httpStatusCode }
}

export function compareRefusal(expected, e, session, at) {
  const told = refusalOf(e)
  const [, code, message] = /^An error occurred \((\S+)\) when calling the \w+ operation: (.*)$/s.exec(expected) ?? []
  const Code = expected.Error?.Code ?? code ?? expected
  assert([told.name, told.code].includes(Code), `${at}: ${told.code} (${told.message}) instead of ${Code}`)
  if (expected.Error?.Message ?? message) compare(expected.Error?.Message ?? message, told.message, session, `${at}'s message`)
  if (expected.ResponseMetadata) assert.equal(told.status, expected.ResponseMetadata.HTTPStatusCode, `${at}'s status`)
}
