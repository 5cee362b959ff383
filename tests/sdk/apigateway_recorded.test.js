// API Gateway as AWS answered: recordings of whole conversations, where they are at hand, are played against Nube, and each answer must be the recorded one. What a recording
// leaves open, and which are not played and why, stands in tests/cases/apigateway/recorded.json.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import path from 'node:path'

import { after, skip, test } from '../support/js/suite.js'
import { cert, key } from '../support/js/certificate.js'
import { createFunction } from '../support/js/functions.js'
import { environment, folder, Nube, root } from '../support/js/nube.js'
import { compare, recordingRead, recordingsOf } from '../support/js/recorded.js'
import { zip } from '../support/js/zip.js'
import { compareRefusal, documentText, filled, memberAt, refusalOf } from '../support/js/recorded_session.js'

const FOLDERS = ['api', 'basic', 'canary', 'common', 'dynamodb', 'extended', 'http', 'import', 'integrations', 'lambda', 's3', 'sqs', 'ssm', 'stepfunctions']
const SERVICES = ['apigateway', 'http', 'dynamodb', 'iam', 'lambda', 's3', 'sqs']
const { exceptions, open } = JSON.parse(fs.readFileSync(path.join(root, 'tests/cases/apigateway/recorded.json'), 'utf8'))

const trusted = path.join(folder(), 'trusted.pem')
fs.writeFileSync(trusted, cert)
const nube = await Nube.start([], { env: { ...environment, CURL_CA_BUNDLE: trusted } })
const api = nube.api()
after(() => nube.stop())

/* --- what the recordings' tests had beside them ------------------------------------------------------------------- */

// Tells what it was asked, but for headers that others add on the way.
const echo = async (request, response) => {
  const data = Buffer.concat(await request.toArray()).toString()
  const { pathname, searchParams } = new URL(request.url, 'http://h')
  const args = {}
  for (const [name, value] of searchParams) args[name] = name in args ? `${args[name]},${value}` : value
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !/^(x-|connection$|forwarded$)/.test(name)))
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify({ args, data, domain: request.headers.host, headers, method: request.method, origin: request.socket.remoteAddress, path: pathname }))
}

// As httpbin.org tells it, which leaves out what its own front adds.
const bin = async (request, response) => {
  const data = Buffer.concat(await request.toArray()).toString()
  const told = Object.entries(request.headers).filter(([name]) => !/^(x-forwarded-|connection$|via$)/.test(name))
  const headers = Object.fromEntries(told.map(([name, value]) => [name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]))
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify({ data, headers }))
}

async function hostOf(server) {
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  return `127.0.0.1:${server.address().port}`
}
const [echoHost, secureHost, binHost] = await Promise.all([http.createServer(echo), https.createServer({ key, cert }, echo), http.createServer(bin)].map(hostOf))

const python = (file, body) => [zip([{ name: `${file}.py`, body: `import json\n\ndef handler(event, context):\n${body}\n` }])]
const PROXY = '    return {"statusCode": 200, "body": json.dumps(event), "isBase64Encoded": False}'
const STATUS = '    status = int(event["rawPath"].split("/")[-1])\n    return {"statusCode": status, "body": json.dumps({"message": "", "status_code": status})}'
const packed = Buffer.from('H4sIABRs7mMC/0vOzy0oSi0uTk1RSEksSdRRKM7IL81JUUhKVcjMK0vMyUxRCA1x07VQKC4pysxLBwC4ORBXLwAAAA==', 'base64')

// What placeholders stand for anywhere.
const VALUES = {
  fromkeys: [{}],
  'default runtime': ['python3.12'],
  'lambda-role-arn': ['arn:aws:iam::000000000000:role/lambda'],
  'echo-http-server-url': [`http://${echoHost}/`],
  'httpbin-url': [`http://${binHost}`],
  sub: [secureHost],
  'code: lambda_aws_proxy.py': python('lambda_aws_proxy', PROXY),
  'code: lambda_integration.py': python('lambda_integration', PROXY),
  'code: lambda_echo_status_code.py': python('handler', STATUS),
  'code: lambda_echo.py': python('lambda_echo', '    return event'),
  code: python('index', PROXY),
  gzip: [packed],
  base64: [packed.toString('base64')],
}

// Of lists AWS leaves the order open; what it tells since some of the recordings were made.
const UNORDERED = /\.(items|item|ids|Items)$/
const LATER = ['ipAddressType']
const ANY = /^(content-length|latency|<latency>)$/
const ANY_SEEN = /^(<X-Amzn-Trace-Id>|<via:\d>)$/ // of headers that a function tells in its answer's body

/* --- requests ----------------------------------------------------------------------------------------------------- */

// A document where the API takes its text.
const TEXTS = /^(schema|properties|value|policy|body|data)$/

// In OpenAPI documents templates alone are texts.
function openApi(value, name) {
  if (Array.isArray(value)) return value.map((v) => openApi(v))
  if (!value || typeof value !== 'object') return value
  const told = (k, v) => (/^(request|response)Templates$/.test(name) && v && typeof v === 'object' ? documentText(v) : openApi(v, k))
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, told(k, v)]))
}

function texted(value, name) {
  if (name === 'body' && typeof value === 'string') return value // that is YAML
  if (Array.isArray(value)) return value.map((v) => texted(v))
  if (!value || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (/Templates$/.test(name)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, v && typeof v === 'object' ? documentText(v) : v]))
  if (TEXTS.test(name)) return documentText(name === 'body' ? openApi(value) : value)
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, texted(v, k)]))
}

// As the recording client asks, wherever the host is: Nube is by itself.
async function sendHttp(method, { url, headers, data, json, params }) {
  const to = new URL(url)
  for (const [name, value] of Object.entries(params ?? {})) to.searchParams.append(name, value)
  const body = json === undefined ? data : documentText(json)
  const type = json !== undefined && { 'Content-Type': 'application/json' }
  const sent = { 'User-Agent': 'python-requests/2.32', 'Accept-Encoding': 'gzip, deflate', Accept: '*/*', Connection: 'keep-alive', ...type, ...(body && { 'Content-Length': Buffer.byteLength(body) }), ...headers, Host: to.host }
  const response = await new Promise((done, failed) => http.request({ port: nube.port, method, path: to.pathname + to.search, headers: sent }, done).on('error', failed).end(body))
  const bytes = Buffer.concat(await response.toArray())
  return { status_code: response.statusCode, headers: response.headers, bytes, text: bytes.toString(), content: bytes.toString(), body: bytes.toString() }
}

async function sendOther(service, operation, input) {
  if (operation === 'ReceiveMessage') await nube.quiet()
  const answer = await (operation === 'CreateFunction' ? createFunction(api.lambda, input) : api[service][operation](input))
  return answer.Body?.transformToByteArray ? { ...answer, Body: Buffer.from(await answer.Body.transformToByteArray()) } : answer
}

// What a recording made of each item of a list, which may have none.
async function sendEach(session, asked, i) {
  const [, n, at] = /"<#(\d+)\.(\w+)\[\]\.\w+>"/.exec(JSON.stringify(asked.request)) ?? []
  const items = n && /^Delete/.test(asked.operation) && session.answers[n][at]
  if (!items) return send(session, asked, i)
  for (const k of items.keys()) await send(session, JSON.parse(JSON.stringify(asked).replaceAll(`<#${n}.${at}[].`, `<#${n}.${at}[${k}].`)), i)
  return {}
}

async function send(session, asked, i) {
  const { service, operation, request, raises } = asked
  session.renews = /^Create/.test(operation) && !session.one
  const input = texted(filled(session, { ...request, ...session.requests?.[i] }))
  if (service === 'http') return sendHttp(operation, input)
  const call = service === 'apigateway' ? api.apigateway[operation](input) : sendOther(service, operation, input)
  if (service !== 'apigateway' && !raises) return call
  const answer = await call.catch((e) => (refusalOf(e), e))
  if (raises) assert(answer instanceof Error, `${operation} is not refused: ${JSON.stringify(answer)}`)
  return answer
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

// A log's lines by their numbers, as the recording's test took them apart.
const linesOf = (log) => Object.fromEntries(log.split('\n').map((line, i) => [`line${String(i).padStart(2, '0')}`, line.replace(/^\w{3} \w{3} .* UTC \d{4} : /, 'DDD MMM dd hh:mm:ss UTC yyyy : ')]))

function comparePart(recording, session, answer, { service, operation }, part) {
  const [left, right] = part.split(' = ')
  session.named[left.split('.')[0]] = answer
  const expected = memberAt(recording.aws, left)
  if (expected === undefined) return
  if (answer instanceof Error) return compareRefusal(expected, answer, session, left)
  assert(!expected?.Error, `${left}: not refused, but ${JSON.stringify(answer)}`)
  const http = service === 'http'
  if (operation === 'TestInvokeMethod') answer = { ...answer, log: linesOf(answer.log) }
  const member = right?.startsWith('headers.') ? right.toLowerCase() : right
  if (http && session.bodies && member !== 'text') answer = JSON.parse(answer.text)
  const found = (member ? memberAt(answer, member) : http ? answer.text : answer) ?? (session.bodies && expected === null ? null : undefined)
  const isBytes = typeof expected === 'string' && expected.startsWith("b'")
  if (answer.Body && !/^b'/.test(expected.Body)) found.Body = answer.Body.toString()
  compare(expected, isBytes && http ? answer.bytes : found, session, left)
  if (!http && expected.ResponseMetadata) assert.equal(answer.$metadata.httpStatusCode, expected.ResponseMetadata.HTTPStatusCode, `${left}'s status`)
}

// What is asked of each method of each resource in an answer before, once for each; the answers are named by these.
function eachMethod({ named }, asked) {
  const [, name] = /<([\w-]+)\.items\[\]\.path>/.exec(asked.answer) ?? []
  if (!name) return [asked]
  const filledIn = (id, at, method) => ({
    ...JSON.parse(JSON.stringify(asked).replaceAll(`<${name}.items[].id>`, id).replaceAll(`<${name}.items[].resourceMethods[]>`, method)),
    answer: asked.answer.replace(`<${name}.items[].path>`, at.slice(1) || 'root').replace(`<${name}.items[].resourceMethods[]>`, method.toLowerCase()),
  })
  return named[name].items.flatMap((resource) => Object.keys(resource.resourceMethods ?? {}).map((method) => filledIn(resource.id, resource.path, method)))
}

async function playOne(recording, session, asked, i) {
  const at = `#${i} ${asked.operation}`
  const answer = await sendEach(session, asked, i).catch((e) => Promise.reject(new Error(`${at}: ${e.stack}`)))
  try {
    for (const part of [asked.answer ?? []].flat()) comparePart(recording, session, answer, asked, part)
    if (!asked.answer && asked.service === 'apigateway' && !asked.raises) assert(!(answer instanceof Error), `refused with ${answer.message}`)
  } catch (e) {
    throw new Error(`${at}: ${e.stack}`)
  }
  return answer
}

async function play(recording, name) {
  await nube.reset()
  const { values, untold = [], loose = '^$', ...rest } = structuredClone(open[name] ?? {})
  const session = { ...rest, loose: new RegExp(loose), values: structuredClone({ ...VALUES, ...values }), uid: randomUUID().slice(0, 8), unordered: UNORDERED, any: rest.bodies ? ANY_SEEN : ANY, byWord: true, answers: [], named: {}, known: {}, later: [...LATER, ...untold] }
  for (const [i, asked] of recording.requests.entries()) {
    let answer = {}
    if (!session.skips?.includes(i)) for (const one of eachMethod(session, asked)) answer = await playOne(recording, session, one, i)
    session.answers.push(answer)
  }
}

function whyNot({ requests }) {
  const other = requests.find(({ service }) => !SERVICES.includes(service))
  return other && `needs ${other.service}`
}

const counts = { played: 0 }
for (const folder of FOLDERS)
  for (const name of recordingsOf(`apigateway/apigateway_${folder}`)) {
    const recording = recordingRead(`apigateway/apigateway_${folder}`, name, open[name]?.told)
    const why = exceptions[name] ?? whyNot(recording)
    counts[why ?? 'played'] = (counts[why ?? 'played'] ?? 0) + 1
    if (!why) test(name, () => play(recording, name), { seconds: 60 })
  }
if (!counts.played) skip('there are no recordings')
else console.log(`  recordings: ${Object.entries(counts).map(([why, n]) => `${n} ${why}`).join(', ')}`)
