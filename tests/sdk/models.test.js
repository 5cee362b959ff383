// The shape tables against AWS's own models: every operation and member of Nube's is AWS's, of the same type, in the same place, required or not; and what AWS
// has and Nube lacks is known. tests/cases/models.txt lists the differences there are on purpose; MODELS_UPDATE=1 writes it anew, for a reader to judge.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '../support/js/suite.js'

const list = new URL('../cases/models.txt', import.meta.url)
const build = process.env.BUILD ?? 'build'
const program = path.resolve(fileURLToPath(new URL('../..', import.meta.url)), build, 'tests/shapes')
const apis = new URL('../node_modules/aws-sdk/apis/', import.meta.url)
const models = { dynamodbstreams: 'streams.dynamodb' } // where AWS's file is called otherwise

/** The newest model of a service. */
function modelOf(service) {
  const name = models[service] ?? service
  const files = readdirSync(apis).filter((file) => new RegExp(`^${name}-\\d{4}-\\d\\d-\\d\\d\\.min\\.json$`).test(file))
  return JSON.parse(readFileSync(new URL(files.sort().at(-1), apis)))
}

const differences = []
const bare = (uri) => uri.split('?')[0].replace(/\/$/, '') // neither counts when a request is matched
const tell = (where, what) => differences.push(`${where}: ${what}`)

/** What a value of a type may be called here: AWS's models leave "string" out. */
const typeOf = (shape) => ({ float: 'double', bytebuffer: 'blob', character: 'string' })[shape.type] ?? shape.type ?? 'string'

class Comparison {
  constructor(model) {
    this.shapes = model.shapes ?? {}
  }

  resolve(member) {
    return member?.shape ? { ...this.shapes[member.shape], ...member } : (member ?? {})
  }

  shape(where, ours, theirs, above = []) {
    const type = typeOf(theirs)
    if (ours.type === 'document' || ours.type === 'again' || above.includes(theirs.shape)) return
    if (ours.type !== type) tell(where, `is a ${ours.type}, with AWS a ${type}`)
    else if (type === 'structure') this.members(where, ours, theirs, theirs.shape ? [...above, theirs.shape] : above)
    else if (type === 'list') this.shape(`${where}[]`, ours.element, this.resolve(theirs.member), above)
    else if (type === 'map') this.shape(`${where}{}`, ours.element, this.resolve(theirs.value), above)
  }

  members(where, ours, theirs, above) {
    const required = new Set(theirs.required)
    for (const [name, member] of Object.entries(ours.members)) {
      const there = theirs.members?.[name]
      if (!there) tell(`${where}.${name}`, 'AWS has no such member')
      else this.member(`${where}.${name}`, member, this.resolve(there), required.has(name), theirs.payload === name, above)
    }
    for (const name of Object.keys(theirs.members ?? {})) if (!ours.members[name]) tell(`${where}.${name}`, 'is not here')
  }

  member(where, ours, theirs, isRequired, isPayload, above) {
    const place = theirs.location ?? (isPayload ? 'payload' : undefined)
    // Of an output nothing follows from it.
    if (/ input\b/.test(where) && Boolean(ours.required) !== isRequired) tell(where, isRequired ? 'is required with AWS' : 'is not required with AWS')
    if (ours.in !== place) tell(where, `is in ${ours.in ?? 'body'}, with AWS in ${place ?? 'body'}`)
    const hasNoName = theirs.location === 'querystring' && !theirs.locationName // a map of all that is left
    if (place && place !== 'payload' && place !== 'statusCode' && !hasNoName && (ours.name ?? where.split('.').at(-1)).toLowerCase() !== (theirs.locationName ?? '').toLowerCase())
      tell(where, `is called ${ours.name} on the wire, with AWS ${theirs.locationName}`)
    this.shape(where, ours.shape, theirs, above)
  }
}

function compare(service, operations) {
  const model = modelOf(service)
  const comparison = new Comparison(model)
  for (const [name, ours] of Object.entries(operations)) {
    const theirs = model.operations[name]
    const where = `${service}:${name}`
    if (!theirs) {
      tell(where, 'AWS has no such operation')
      continue
    }
    const { method = 'POST', requestUri = '/' } = theirs.http ?? {}
    if (ours.method && (ours.method !== method || bare(ours.uri) !== bare(requestUri))) tell(where, `is ${ours.method} ${ours.uri}, with AWS ${method} ${requestUri}`)
    for (const side of ['input', 'output'])
      comparison.shape(`${where} ${side}`, ours[side], comparison.resolve(theirs[side] ?? { type: 'structure' }))
  }
}

test('shapes are as AWS models them, but for what is listed', () => {
  const all = JSON.parse(execFileSync(program, { encoding: 'utf8', maxBuffer: 1 << 28 }))
  assert.ok(Object.keys(all).length >= 10)
  for (const [service, operations] of Object.entries(all)) compare(service, operations)
  const head = readFileSync(list, 'utf8').split('\n').filter((line) => line.startsWith('#'))
  if (process.env.MODELS_UPDATE) writeFileSync(list, `${[...head, ...differences.sort()].join('\n')}\n`)
  const known = new Set(readFileSync(list, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')))
  assert.deepEqual(differences.filter((line) => !known.has(line)), [], 'differences that are not listed')
  assert.deepEqual([...known].filter((line) => !differences.includes(line)), [], 'listed differences that are gone')
})
