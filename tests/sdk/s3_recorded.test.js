// S3 as AWS answered: recordings of whole conversations, where they are at hand, are played against Nube, and each answer must be the recorded one. What a recording leaves
// open, and which are not played and why, stands in tests/cases/s3/recorded.json.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { allow } from '../support/js/policies.js'
import { after, skip, test } from '../support/js/suite.js'
import { createFunction } from '../support/js/functions.js'
import { Nube, root, sleep } from '../support/js/nube.js'
import { compare, recordingRead, recordingsOf } from '../support/js/recorded.js'
import { operate, plain, presigned, presignedPost, recordedClient, signedHeaders, upload } from '../support/js/recorded_s3.js'
import { filled, memberAt, refusalOf } from '../support/js/recorded_session.js'

const FOLDERS = ['s3', 's3_api', 's3_cors', 's3_list_operations', 's3_notifications_lambda', 's3_notifications_sns', 's3_notifications_sqs', 's3_notifications_eventbridge', 's3_preconditions']
const { exceptions, open } = JSON.parse(fs.readFileSync(path.join(root, 'tests/cases/s3/recorded.json'), 'utf8'))

const nube = await Nube.start()
const apis = {} // by region
after(() => nube.stop())

// What the service tells since some of the recordings were made, and what it tells no more.
const LATER = ['BucketArn', 'BucketRegion']
const EARLIER = ['DisplayName']

// Placeholders for what differs within a recording, too.
const ANY = /^(<expiration>|<expires>|<canonical-request>|<string-to-sign>|<location-constraint>|role|bucket|dest-bucket|id|last--modified)$/

const LOOSE = /^<(request-id|host-id|bucket-name)>$/

// What placeholders stand for anywhere.
const REGIONS = { region: ['us-east-1'], US_EAST_1_REGION: ['us-east-1'], 'region:2': ['eu-central-1'] }

// Lists in an order of AWS's own.
const UNORDERED = /^[\w-]+\.(Deleted|Errors)$/

/* --- requests ----------------------------------------------------------------------------------------------------- */

let clients = {} // by region

const regionOf = (session, { client }) => filled(session, client?.region_name ?? 'us-east-1')
const clientOf = (session, asked) => (clients[regionOf(session, asked)] ??= recordedClient(nube.port, regionOf(session, asked), session.keys))
const apiOf = (session, asked) => (apis[regionOf(session, asked)] ??= nube.api({ region: regionOf(session, asked) }))

async function sendS3(session, asked, input) {
  const to = clientOf(session, asked)
  const { operation } = asked
  if (operation === 'presign POST') return presignedPost(to, input)
  if (operation.startsWith('presign ')) return presigned(to, operation.slice(8), input, session.hoists)
  if (session.parts && asked.managed_transfer) return upload(to, input)
  return operate(to, operation, input)
}

async function empty(to, Bucket) {
  const { Contents } = await operate(to, 'ListObjectsV2', { Bucket })
  await operate(to, 'DeleteObjects', { Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } })
}

// The message that S3 sends when a queue is told to it: the recordings' tests took it out before.
async function receive(api, input) {
  await nube.quiet()
  const answer = await api.sqs.ReceiveMessage(input)
  const tests = (answer.Messages ?? []).filter(({ Body }) => Body.includes('s3:TestEvent'))
  for (const { ReceiptHandle } of tests) await api.sqs.DeleteMessage({ QueueUrl: input.QueueUrl, ReceiptHandle })
  const Messages = answer.Messages?.filter((m) => !tests.includes(m))
  return tests.length && !Messages.length ? receive(api, input) : { ...answer, Messages }
}

async function sendOther(session, asked, input) {
  const { service, operation, raises } = asked
  const api = apiOf(session, asked)
  if (operation === 'ReceiveMessage') return receive(api, session.drains ? { ...input, MaxNumberOfMessages: 10 } : input)
  if (operation === 'CreateFunction') return createFunction(api.lambda, input)
  const answer = await api[service][operation](input).catch((e) => (refusalOf(e), raises ? e : Promise.reject(e)))
  return answer
}

// Changes that the recording's test made to what is sent, and its recording does not tell: members with another value, patterns in a text, fields that are left out.
function changed(session, i, request) {
  const input = filled(session, { ...request, ...session.requests?.[i] })
  for (const [at, [pattern, by]] of Object.entries(session.edits?.[i] ?? {})) {
    const names = at.split('.')
    const last = names.pop()
    const owner = names.reduce((v, name) => (v[name] = { ...v[name] }), input)
    owner[last] = owner[last].replace(new RegExp(pattern, 'g'), by)
  }
  for (const field of session.drops?.[i] ?? []) {
    assert(field in input.data, `there is no field ${field} in ${Object.keys(input.data)}`)
    input.data = { ...input.data }
    delete input.data[field]
  }
  return input
}

async function send(session, asked, i) {
  const { service, operation, request } = asked
  session.renews = /^Create(Bucket|Queue|Topic|Role|Table|Function)$/.test(operation) && !session.one // what is made gets a name of its own; the others speak of the last
  const input = changed(session, i, request)
  if (operation.startsWith('wait ')) return nube.quiet()
  if (service === 's3') return sendS3(session, asked, input)
  if (service !== 'http') return sendOther(session, asked, input)
  if (session.signs) input.headers = signedHeaders(operation, input.url, input.headers, session.signs)
  return plain(nube.port, operation, input, !session.stays && operation === 'GET')
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

// Of an answer's headers those count that the recording has, but for how its bytes travel, and all of CORS.
function compareHeaders(expected, actual, session, at) {
  const counts = (name) => /^access-control-/.test(name)
  for (const [name, value] of Object.entries(expected)) if (!/^transfer-encoding$/i.test(name)) compare(value, actual[name.toLowerCase()], session, `${at}.${name}`)
  for (const name of Object.keys(actual).filter(counts)) assert(Object.keys(expected).some((e) => e.toLowerCase() === name), `${at}.${name} is told: ${actual[name]}`)
}

// All records of a queue, in whatever order they came.
function compareAll(expected, session, answer, key) {
  const records = answer.Messages.flatMap(({ Body }) => JSON.parse(Body).Records)
  compare(expected, records, { ...session, unordered: /./ }, key)
}

function comparePart(recording, session, answer, { raises, service }, part) {
  let [left, right] = part.split(' = ')
  const key = left.split('.')[0]
  session.named[key] = answer
  const expected = memberAt(recording.aws, left)
  if (expected === undefined) return
  if (service === 'http' && right === 'content' && expected.StatusCode) {
    assert.equal(answer.status_code, expected.StatusCode, `${left}'s status`)
    delete expected.StatusCode
    if (!Object.keys(expected).length) return
  }
  if (service === 's3') {
    for (const [name, value] of Object.entries(expected)) if (value === null || (expected.Error && value === expected.Error[name])) delete expected[name]
    if (raises || expected.Error) assert(answer.Error, `${left}: not refused, but ${JSON.stringify(answer)}`)
    else assert(!answer.Error, `${left}: refused with ${JSON.stringify(answer.Error)}`)
  }
  if (session.drains && service === 'sqs') return compareAll(recording.aws[key].messages, session, answer, key)
  if (right === 'text' && typeof expected === 'object') right = 'content'
  const found = right && right !== 'response' ? memberAt(answer, right) : { ...answer }
  const actual = Array.isArray(found) && !Array.isArray(expected) ? found[0] : found
  if (expected.Body === '' && expected.ContentLength) delete actual.Body, delete expected.Body // it was read before it was recorded
  compare(expected, actual, session, left)
  if (expected.ResponseMetadata) assert.equal(actual.ResponseMetadata.HTTPStatusCode, expected.ResponseMetadata.HTTPStatusCode, `${left}'s status`)
}

// Signatures count for keys that Nube gave.
async function keysMake() {
  const { iam } = nube.api()
  await iam.CreateUser({ UserName: 'signer' })
  await iam.PutUserPolicy({ UserName: 'signer', PolicyName: 'all', PolicyDocument: allow('s3:*') })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'signer' })
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
}

async function play(recording, name) {
  await nube.reset()
  const { values, waits = {}, ...rest } = structuredClone(open[name] ?? {})
  const session = { ...rest, values: { ...REGIONS, ...valuesOf(values) }, uid: randomUUID().slice(0, 8), unordered: UNORDERED, any: ANY, loose: LOOSE, byWord: true, answers: [], named: {}, known: {}, later: LATER, earlier: EARLIER }
  clients = {}
  if (session.signed) session.keys = await keysMake()
  for (const [i, asked] of recording.requests.entries()) {
    if (waits[i]) await nube.clock({ advance: waits[i] })
    if (session.sleeps?.[i]) await sleep(session.sleeps[i] * 1000) // signatures are by the machine's clock
    if (session.empties === i) await empty(clientOf(session, asked), filled(session, asked.request.Bucket))
    const at = `#${i} ${asked.operation}`
    const answer = await send(session, asked, i).catch((e) => Promise.reject(new Error(`${at}: ${e.stack}`)))
    session.answers.push(answer)
    try {
      for (const part of [asked.answer ?? []].flat()) comparePart(recording, session, answer, asked, part)
      const headers = asked.service === 'http' && recording.aws[[asked.answer ?? ''].flat()[0].split('.')[0]]?.Headers
      if (headers) compareHeaders(headers, answer.headers, session, 'Headers')
      if (asked.service === 's3' && !asked.raises && !asked.answer) assert(!answer.Error, `refused with ${JSON.stringify(answer.Error)}`)
    } catch (e) {
      throw new Error(`${at}: ${e.stack}`)
    }
  }
}

// Times are seconds from now; the rest is as it stands.
function valuesOf(values = {}) {
  const value = (v) => (typeof v === 'object' && 'seconds' in v ? new Date(Math.floor(Date.now() / 1000 + v.seconds) * 1000) : typeof v === 'object' && 'base64' in v ? Buffer.from(v.base64, 'base64') : v)
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.map(value)]))
}

const SERVICES = ['s3', 'http', 'sqs', 'sns', 'iam', 'lambda', 'dynamodb']

function whyNot({ requests }) {
  const other = requests.find(({ service }) => !SERVICES.includes(service))
  return other && `needs ${other.service}`
}

const counts = { played: 0 }
for (const folder of FOLDERS)
  for (const name of recordingsOf(`s3/${folder}`)) {
    const recording = recordingRead(`s3/${folder}`, name, open[name]?.told)
    const why = exceptions[name] ?? whyNot(recording)
    counts[why ?? 'played'] = (counts[why ?? 'played'] ?? 0) + 1
    if (!why) test(name, () => play(recording, name), { seconds: 60 })
  }
if (!counts.played) skip('there are no recordings')
else console.log(`  recordings: ${Object.entries(counts).map(([why, n]) => `${n} ${why}`).join(', ')}`)
