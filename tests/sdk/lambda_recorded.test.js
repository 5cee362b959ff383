// Lambda as AWS answered, but for its logs, which are in no service yet: recordings of whole conversations, where they are at hand, are played against Nube, and each answer must be the recorded one. What a recording
// leaves open, and which are not played and why, stands in tests/cases/lambda/recorded.json.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

import { createFunction } from '../support/js/functions.js'
import { allow, lambdaTrust } from '../support/js/policies.js'
import { after, skip, test } from '../support/js/suite.js'
import { Nube, root, until } from '../support/js/nube.js'
import { compare, recordingRead, recordingsOf } from '../support/js/recorded.js'
import { codeOf, codes, echoHttp, valueOf, versions } from '../support/js/recorded_lambda.js'
import { compareRefusal, documentText, filled, memberAt, refusalOf } from '../support/js/recorded_session.js'

const FOLDERS = ['lambda', 'lambda_api', 'lambda_common', 'lambda_destinations', 'lambda_runtimes', 'event_source_mapping-lambda_integration_sqs', 'event_source_mapping-lambda_integration_dynamodbstreams', 'event_source_mapping-lambda_integration_kinesis']
const SERVICES = ['lambda', 'sqs', 'sns', 's3', 'iam', 'dynamodb', 'dynamodbstreams', 'http', 'logs', 'sts']
const { exceptions, families, open } = JSON.parse(fs.readFileSync(path.join(root, 'tests/cases/lambda/recorded.json'), 'utf8'))

const nube = await Nube.start()
const clients = {} // by account and region
after(() => nube.stop())

// What AWS tells since some recordings were made (or Nube alone, or Python where the machine lacks a language), and what the SDK does not tell.
const LATER = ['AWS_ENDPOINT_URL', 'LC_CTYPE', 'LoggingConfig', 'SnapStart', 'RuntimeVersionConfig', 'EphemeralStorage']
const EARLIER = ['StatusCode', 'Message', 'Type', 'message', 'x-amzn-tls-cipher-suite', 'x-amzn-tls-version', 'GEM_HOME', 'NODE_EXTRA_CA_CERTS'] // these four by TLS, and of what is only on AWS
// Places and addresses of AWS's own machines, too.
const ANY = /(^169\.254\.|^\/var\/lang|\/aws_lambda_ric-|:\/var\/runtime\/ruby\/)|^(<code-size>|<remaining-time-in-millis>|<stack-trace>|log-result|<log-result:\d+>|<log-stream-name:\d+>|code-sha256|lambda-url|function-url|<location>|<function-url>|<resource:\d+>|<repo_uri>|<<code-sha-256>:\d+>)$/

/* --- requests ----------------------------------------------------------------------------------------------------- */

function clientOf({ region_name: region = 'us-east-1' } = {}, account) {
  const credentials = account ? { accessKeyId: '222222222222', secretAccessKey: 'x' } : undefined
  return (clients[`${account} ${region}`] ??= nube.api({ region, ...(credentials && { credentials }) }))
}

const isText = (payload) => typeof payload === 'string' || payload instanceof Uint8Array

// The recording client's own headers come with each request; functions' names below localhost lead here.
const PYTHON = { 'Accept-Encoding': 'gzip, deflate', Accept: '*/*' }
function sendHttp(method, { url, headers, data, json }, asked) {
  const [, host, target] = /^https?:\/\/([^/]+)(.*)$/.exec(url.replace(/\/\/[^/]+\/_aws\/lambda-url\/(\w+)/, '//$1.lambda-url.us-east-1.on.aws'))
  const body = json ? documentText(json) : data
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: nube.port, method, path: target || '/', headers: { Host: host, ...PYTHON, ...(body && { 'Content-Length': Buffer.byteLength(body) }), ...headers } }, (answer) => {
      const pieces = []
      answer.on('data', (b) => pieces.push(b)).on('end', () => resolve(httpTold(answer, Buffer.concat(pieces).toString(), asked)))
    })
    request.on('error', reject)
    request.end(body)
  })
}

// As the recording client has an answer: its text, or the document that it is where the whole of it was recorded.
function httpTold({ statusCode, headers }, text, asked) {
  if ([asked.answer ?? ' = '].flat().every((part) => !part.includes(' = '))) return JSON.parse(text)
  const byName = new Proxy(headers, { get: (all, name) => all[String(name).toLowerCase()] })
  return { status_code: statusCode, text, content: text, headers: byName }
}

// An answer's payload as the document that it is.
function answerTold(answer) {
  if (answer.Payload === null) return { ...answer, Payload: '' } // as the SDK has an empty one
  if (!(answer.Payload instanceof Uint8Array)) return answer
  const text = Buffer.from(answer.Payload).toString()
  let Payload = text
  try {
    Payload = JSON.parse(text) ?? text // null stands as a text in recordings
  } catch {}
  return { ...answer, Payload }
}

// The recording client waits for what it makes, and does not tell.
const settled = async (made) => clientOf().lambda.GetFunctionConfiguration({ FunctionName: (await made).FunctionArn })

async function send(session, asked, i) {
  const { service, operation, request, client, raises } = asked
  if (service === 'logs') return {}
  if (session.operations?.[i]) return send({ ...session, operations: null }, { ...asked, ...session.operations[i] }, i)
  session.renews = !session.one && /^Create(Function|Bucket|Queue|Topic|Role|Table)$/.test(operation) // what is made gets a name of its own; the others speak of the last
  const input = { ...filled(session, { ...request, ...session.requests?.[i] }) }
  if (/^wait (function|published)/.test(operation)) return clientOf(client).lambda.GetFunctionConfiguration(input)
  if (operation.startsWith('wait ')) return nube.quiet()
  if (service === 'http') return sendHttp(operation, input, asked)
  const { FunctionName, Qualifier } = input
  if (session.ready === i) await until('it is ready', async () => (await clientOf().lambda.GetProvisionedConcurrencyConfig({ FunctionName, Qualifier })).Status === 'READY')
  if (input.Payload !== undefined && !isText(input.Payload)) input.Payload = documentText(input.Payload)
  if (/^(ReceiveMessage|GetRecords)$/.test(operation) && !session.isBusy) await nube.quiet()
  const answer = clientOf(client, client === 'secondary account')[service][operation](input)
  if (!raises && operation === 'CreateFunction') await settled(answer)
  if (!raises) return answerTold(await answer)
  const e = await answer.then((value) => assert.fail(`${operation} is not refused: ${JSON.stringify(value)}`), (error) => error)
  refusalOf(e)
  return e
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

const letters = (text) => text.replace(/<a:len\((\d+)\)>/g, (_, n) => 'a'.repeat(Number(n)))

// A refusal that is recorded as its code and the constraints that were broken.
function compareConstraints(expected, e) {
  const { code, message } = refusalOf(e)
  assert.equal(code, expected.Code)
  const words = expected.Errors ?? [expected.Message]
  for (const one of words) assert(message.includes(letters(one)), `${message}\n  instead of\n${letters(one)}`)
  if (expected.Count) assert(message.startsWith(`${expected.Count} validation error`), message)
}

function comparePart(recording, session, answer, { raises, service }, part) {
  if (service === 'logs') return
  const [left, right] = (session.parts ? part.replace('<clientfn>', session.parts) : part).split(' = ')
  const key = left.split('.')[0]
  session.named[key] = answer
  const expected = memberAt(recording.aws, left)
  if (expected === undefined) return
  if (recording.aws[key].Errors || /^Error\./.test(right ?? '')) return compareConstraints(recording.aws[key], answer)
  if (raises && /^Parameter validation failed/.test(expected)) return // the recording client itself refused it
  if (raises) return compareRefusal(expected, answer, session, key)
  compare(expected, right && right !== 'response' ? memberAt(answer, right) : answer, session, left)
}

// The function of a recording that tells nothing of it but the runtime, in its own name.
function madeFor(name) {
  const [Runtime] = /(python3|nodejs|ruby3|provided)[\w.]+$/.exec(name)
  return { Runtime, Handler: { node: 'index.handler', ruby: 'function.handler' }[Runtime.slice(0, 4)] ?? 'handler.handler', ...(/introspection/.test(name) && { Environment: { Variables: { TEST_KEY: 'TEST_VAL' } } }), ...(/wrapper/.test(name) && { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/var/task/environment_wrapper' } } }) }
}

// A function behind a URL that tells what it is asked, without the headers that the platform adds where it `trims`.
async function echoHttpMake(session, trims) {
  const { lambda } = clientOf()
  const FunctionName = 'echo-http'
  await createFunction(lambda, { FunctionName, Runtime: 'python3.12', Handler: 'handler.handler', Role: session.values['lambda-role-arn'][0], Environment: { Variables: trims ? { TRIM: '1' } : {} }, Code: { ZipFile: echoHttp } })
  const { FunctionUrl } = await lambda.CreateFunctionUrlConfig({ FunctionName, AuthType: 'NONE' })
  await lambda.AddPermission({ FunctionName, StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' })
  return FunctionUrl.slice(0, -1)
}

// The ARN of a mapping of a queue to the function.
async function mappingMake(FunctionName) {
  const { lambda, sqs } = clientOf()
  await sqs.CreateQueue({ QueueName: 'prepared' })
  return (await lambda.CreateEventSourceMapping({ FunctionName, EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:prepared' })).EventSourceMappingArn
}

// Some recordings begin when their function was made: it is made as their answer says.
async function prepare(recording, session, name) {
  for (const key of ['create_function_result', 'create_function_response']) {
    const told = recording.aws[key]
    if (recording.requests.some(({ answer }) => `${answer}`.split('.')[0] === key) || !JSON.stringify(recording.requests).includes(`<${key}>`)) continue
    const { Runtime, Handler, Timeout, MemorySize, Environment } = told ?? madeFor(name)
    const request = { FunctionName: 'prepared', Runtime, Handler, Timeout, MemorySize, Environment, Role: session.values['lambda-role-arn'][0], Code: { ZipFile: codeOf(name, Runtime) } }
    const answer = await createFunction(clientOf().lambda, request)
    if (told) compare(told, answer, session, key)
    session.values[key] = ['prepared']
  }
  if (JSON.stringify(recording.requests).includes('<echo-http-server-url>')) session.values['echo-http-server-url'] = [await echoHttpMake(session, /trim|form/.test(name))]
  if (!JSON.stringify(recording.requests).includes('<request.getfixturevalue>')) return
  const made = await createFunction(clientOf().lambda, { FunctionName: 'prepared', Runtime: 'python3.12', Handler: 'handler.handler', Role: session.values['lambda-role-arn'][0], Code: { ZipFile: codes.code[0] } })
  session.values['request.getfixturevalue'] = [/-event_source_mapping$/.test(name) ? await mappingMake('prepared') : made.FunctionArn]
}

const valuesOf = (values = {}) => Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.map(valueOf)]))

async function play(recording, name) {
  await nube.reset()
  const { values, waits = {}, isFrozen = false, ...rest } = structuredClone(open[name] ?? {})
  await nube.clock({ freeze: isFrozen })
  const api = clientOf()
  const { Role } = await api.iam.CreateRole({ RoleName: 'lambda-autogenerated-role', AssumeRolePolicyDocument: lambdaTrust })
  await api.iam.PutRolePolicy({ RoleName: 'lambda-autogenerated-role', PolicyName: 'all', PolicyDocument: allow('*') })
  const made = { ...Object.fromEntries(Object.entries(codes).map(([k, v]) => [k, [...v]])), ...(rest.versions && { code: [...versions] }), 'lambda-role-arn': [Role.Arn], region: ['us-east-1'], partition: ['aws'], runtime: [/python3\.\d+|nodejs\d+\.x/.exec(name)?.[0]], ...valuesOf(values) }
  const session = { ...rest, values: made, uid: randomUUID().slice(0, 8), byWord: true, any: ANY, answers: [], named: {}, known: {}, later: LATER, earlier: EARLIER }
  const used = {}
  await prepare(recording, session, name)
  for (const [i, asked] of recording.requests.entries()) {
    for (const advance of [waits[i] ?? []].flat()) {
      await nube.quiet()
      await nube.clock({ advance })
    }
    const at = `#${i} ${asked.operation}`
    try {
      const answer = await send(session, asked, i)
      session.answers.push(answer)
      for (const part of [asked.answer ?? []].flat()) {
        const n = (used[part] = (used[part] ?? -1) + 1)
        if (n) continue // a poll that is told once
        comparePart(recording, session, answer, asked, part)
      }
    } catch (e) {
      throw new Error(`${at}: ${e.stack}`)
    }
  }
}

function whyNot(name, { requests }) {
  if (exceptions[name]) return exceptions[name]
  const family = Object.entries(families).find(([pattern]) => new RegExp(pattern).test(name))
  if (family) return family[1]
  if (!requests.length) return 'a recording without its requests'
  const other = requests.find(({ service }) => !SERVICES.includes(service))
  return other && `needs ${other.service}`
}

const counts = {}
let all = 0
for (const folder of FOLDERS)
  for (const name of recordingsOf(`lambda/${folder}`)) {
    const recording = recordingRead(`lambda/${folder}`, name)
    const why = whyNot(name, recording)
    counts[why ?? 'played'] = (counts[why ?? 'played'] ?? 0) + 1
    all++
    if (!why) test(name, () => play(recording, name), { seconds: 60 })
  }
if (!counts.played) skip('there are no recordings')
else console.log(`  recordings: ${all}: ${Object.entries(counts).map(([why, n]) => `${n} ${why}`).join(', ')}`)
