// Event sources and destinations of Lambda as AWS answered: recordings of whole conversations, where they are at hand, are played against Nube, and each answer
// must be the recorded one. Where a recording reads a function's log for its events, they are held against what the function got.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

import { after, skip, test } from '../support/js/suite.js'
import { Asked } from '../support/js/asked.js'
import { packageOf } from '../support/js/functions.js'
import { Nube, until } from '../support/js/nube.js'
import { compare, recordingRead, recordingsOf } from '../support/js/recorded.js'
import { compareRefusal, documentText, filled, memberAt, refusalOf } from '../support/js/recorded_session.js'

const FOLDERS = ['event_source_mapping-lambda_integration_sqs', 'event_source_mapping-lambda_integration_dynamodbstreams', 'event_source_mapping-lambda_integration_kinesis', 'lambda_destinations', 'lambda_api']
const SERVICES = ['dynamodb', 'iam', 'lambda', 'logs', 's3', 'sns', 'sqs']
const OURS = /^TestLambdaEventSourceMappings/ // of lambda_api

// Those that are not played, and why.
const EXCEPTIONS = [
  [/^TestKinesis/, 'need Amazon Kinesis'],
  [/eventbridge/, 'need Amazon EventBridge'],
  [/batching_behaviour/, 'are told without their requests and answers'],
  [/plain-string-filter/, 'are no answer of AWS'],
]

// What one was asked that tells its answers alone.
const REQUESTS = {
  'TestDynamoDBEventSourceMapping.test_dynamodb_report_batch_item_failures_with_on_failure_destination_config': [
    { service: 'lambda', operation: 'CreateFunction', request: { FunctionName: 'func-<uid>', Runtime: 'python3.12', Handler: 'handler.handler', Role: '<lambda-role-arn>', Code: { ZipFile: '<code: failing.py>' }, Timeout: 30 } },
    { service: 'dynamodb', operation: 'CreateTable', request: { TableName: 'table-<uid>', KeySchema: [{ AttributeName: 'my_partition_key', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'my_partition_key', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST' }, answer: 'create_table_response' },
    { service: 'dynamodb', operation: 'wait table_exists', request: {} },
    { service: 'dynamodb', operation: 'UpdateTable', request: { TableName: 'table-<uid>', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }, answer: 'update_table_response' },
    { service: 'sqs', operation: 'CreateQueue', request: { QueueName: 'queue-<uid>' } },
    { service: 'sqs', operation: 'GetQueueAttributes', request: { QueueUrl: '<#4.QueueUrl>', AttributeNames: ['QueueArn'] } },
    {
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      request: { FunctionName: 'func-<uid>', BatchSize: 3, StartingPosition: 'TRIM_HORIZON', EventSourceArn: '<#3.TableDescription.LatestStreamArn>', MaximumBatchingWindowInSeconds: 1, MaximumRetryAttempts: 3, DestinationConfig: { OnFailure: { Destination: '<#5.Attributes.QueueArn>' } }, FunctionResponseTypes: ['ReportBatchItemFailures'] },
      answer: 'create_event_source_mapping_response',
    },
    { service: 'dynamodb', operation: 'PutItem', request: { TableName: 'table-<uid>', Item: { my_partition_key: { S: 'testId0' } } } },
    { service: 'sqs', operation: 'ReceiveMessage', request: { QueueUrl: '<#4.QueueUrl>' }, answer: 'destination_queue_messages' },
  ],
}

const nube = await Nube.start()
const asked = await Asked.start()
const clients = nube.api()
after(() => nube.stop())
after(() => asked.stop())

/* --- functions ---------------------------------------------------------------------------------------------------- */

const code = packageOf({
  'handler.py': `import json, urllib.error, urllib.request
def handler(event, context):
    try:
        with urllib.request.urlopen("${asked.url}" + context.function_name, json.dumps(event).encode()) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as e:
        raise Exception(json.loads(e.read())["errorMessage"])
`,
})
const raise = (message) => {
  throw new Error(message)
}
// What the functions do that AWS was recorded with.
const DEEDS = {
  'code: lambda_echo.py': (event) => event,
  'code: lambda_unhandled_error.py': () => raise('some error occurred'),
  'code: lambda_echofail.py': () => raise('intentional failure'),
  'code: lambda_integration.py': (event) => (event.raise_error ? raise('Test exception (this is intentional)') : event),
  'code: lambda_event_source_mapping_send_message.py': (event, { variables }) =>
    clients.sqs.SendMessage({ QueueUrl: variables.SQS_QUEUE_URL, MessageBody: JSON.stringify(event) }).then(() => null),
  code: (_, { name }) =>
    /success/.test(name) ? { batchItemFailures: [] } : { batchItemFailures: [/empty_string/.test(name) ? { itemIdentifier: '' } : { foo: null }] },
  'code: failing.py': (event) => ({ batchItemFailures: event.Records.map((r) => ({ itemIdentifier: r.dynamodb.SequenceNumber })) }),
  'code: expr': async (event) => {
    const { destination } = JSON.parse(event.Records?.[0]?.body.startsWith('{') ? event.Records[0].body : '{}')
    if (!destination) return null
    await clients.sqs.SendMessage({ QueueUrl: destination, MessageBody: JSON.stringify({ error: 'failed attempt', event }) })
    return raise('failed')
  },
}

const PATIENCE_MS = 1500

/* --- playing ------------------------------------------------------------------------------------------------------ */

const ANY = /^(date|sent-timestamp|sender-id|timestamp|<approximate-creation-datetime>|<code-size>|maximum-batching-window-in-seconds|<a-w-s-trace-header:\d>|<looks>)$/
// Told since after some recordings, or not yet.
const LATER = ['EventSourceMappingArn', 'WarmThroughput', 'TableClassSummary', 'md5OfMessageAttributes', 'RuntimeVersionConfig', 'SnapStart', 'LoggingConfig']
const EARLIER = ['AWSTraceHeader', 'WarmThroughput', 'TableClassSummary', 'LastUpdateToPayPerRequestDateTime', 'md5OfMessageAttributes', 'LogResult']

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
// Texts that stand as documents; and how often something stands open in a recording is nothing to wait for.
const PREPARED = {
  Invoke: (r) => ({ ...r, Payload: documentText(r.Payload) }),
  ReceiveMessage: (r) => ({ ...r, WaitTimeSeconds: 0 }),
  CreateEventSourceMapping: (r) => (r.FilterCriteria ? { ...r, FilterCriteria: { Filters: r.FilterCriteria.Filters.map(({ Pattern }) => ({ Pattern: text(Pattern) })) } } : r),
}

// A trace of where Python was is not the recorded program's.
const withoutTraces = (value) =>
  value && typeof value === 'object'
    ? Array.isArray(value)
      ? value.map(withoutTraces)
      : Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'stackTrace').map(([name, v]) => [name, withoutTraces(v)]))
    : typeof value === 'string' && value.includes('"stackTrace"') && value.startsWith('{')
      ? JSON.stringify(withoutTraces(JSON.parse(value)))
      : value

// Waits are not told. Where events are tried again after minutes Nube's clock goes on by two seconds a look, once what can come by itself has had its time.
async function looked(session, what, look) {
  const began = Date.now()
  const again = async () => {
    const found = await look()
    if (!found && session.isSlow && Date.now() > began + PATIENCE_MS) await nube.clock({ advance: 2 })
    return found
  }
  return until(what, again, 30)
}

// The events of a function, as many as the recording has.
async function events(session, { logGroupName }, expected) {
  const name = filled(session, logGroupName).split('/').at(-1)
  if (!expected) return []
  return looked(session, `${expected.length} events`, () => {
    const got = session.events[name] ?? []
    return got.length >= expected.length && got
  })
}

async function send(session, { service, operation, request, raises }, expected) {
  if (operation.startsWith('wait ')) return nube.quiet()
  if (service === 'logs') return operation === 'FilterLogEvents' ? events(session, request, expected) : {}
  session.renews = /^Create(Function|Queue|Table|Topic|Bucket)$/.test(operation)
  const input = filled(session, PREPARED[operation]?.(request) ?? request)
  for (const value of Object.values(input.Item ?? {})) if (value.B) value.B = Buffer.from(value.B)
  if (operation === 'CreateFunction') session.functions[input.FunctionName] = { deed: DEEDS[/<(code.*?)>/.exec(request.Code.ZipFile)[1]], variables: input.Environment?.Variables }
  const ask = () => clients[service][operation](input)
  if (operation === 'ReceiveMessage' && expected) return looked(session, 'messages', async () => ((answer) => answer.Messages && answer)(await ask()))
  if (operation === 'ListObjectsV2') return looked(session, 'objects', async () => ((answer) => answer.Contents && answer)(await ask()))
  const { UUID } = input
  if (expected?.LastProcessingResult === 'OK') await looked(session, 'its result', async () => (await clients.lambda.GetEventSourceMapping({ UUID })).LastProcessingResult === 'OK')
  const answer = ask()
  if (operation === 'GetEventSourceMapping' && !expected) return answer.catch(() => ({})) // until it is gone
  if (operation === 'GetObject') return { Body: await (await answer).Body.transformToString() }
  if (operation === 'Invoke') return { ...(await answer), Payload: Buffer.from((await answer).Payload ?? '').toString() }
  if (!raises && operation === 'CreateFunction') await clients.lambda.GetFunctionConfiguration({ FunctionName: (await answer).FunctionArn }) // the recording client waits, and does not tell
  if (!raises) return answer
  const e = await answer.then((value) => assert.fail(`${operation} is not refused: ${JSON.stringify(value)}`), (error) => error)
  refusalOf(e)
  return e
}

// What stands for placeholders that a recording leaves open.
function valuesOf(recording) {
  const { aws } = recording
  const body = aws.invocation_events?.[0]?.Records?.[0]?.body
  return {
    ...Object.fromEntries(Object.keys(DEEDS).map((name) => [name, [code]])),
    'lambda-role-arn': ['arn:aws:iam::000000000000:role/lambda-role'],
    'default runtime': ['python3.12'],
    item_matching: body && [JSON.stringify(body)],
    item_not_matching: ['{"no":"match"}'],
    filter: [text(aws.create_event_source_mapping_response?.FilterCriteria?.Filters[0].Pattern ?? {})],
  }
}

async function play(recording, name, isSlow) {
  await nube.reset()
  const session = { byWord: true, uid: randomUUID(), answers: [], named: {}, known: {}, later: LATER, earlier: EARLIER, any: ANY, loose: /^<(timestamp:|md5-body>)/, values: valuesOf(recording), functions: {}, events: {}, isSlow }
  asked.answer = (event, path) => {
    ;(session.events[path] ??= []).push(event)
    const { deed, variables } = session.functions[path]
    return deed(event, { name, variables })
  }
  const used = {}
  for (const one of recording.requests) {
    const parts = [one.answer ?? []].flat().map((part) => part.split(' = '))
    const answer = await send(session, one, parts.length ? (recording.aws[parts[0][0]] ?? []) : undefined)
    session.answers.push(answer)
    for (const [key, at] of parts) {
      const n = (used[key] = (used[key] ?? -1) + 1)
      session.named[key] = answer
      if (n || !(key in recording.aws)) continue
      if (/test_retries/.test(name)) for (const m of recording.aws[key].Messages ?? []) m.Attributes.ApproximateReceiveCount = '<looks>' // of the recording client
      if (one.raises) compareRefusal(recording.aws[key], answer, session, key)
      else compare(withoutTraces(recording.aws[key]), withoutTraces(at ? memberAt(answer, at) : answer), session, key)
    }
  }
}

function whyNot({ requests }) {
  const other = requests.find(({ service }) => !SERVICES.includes(service))
  return other && `need ${other.service}`
}

const counts = {}
for (const folder of FOLDERS)
  for (const name of recordingsOf(`lambda/${folder}`)) {
    if (folder === 'lambda_api' && !OURS.test(name)) continue
    const recording = { ...recordingRead(`lambda/${folder}`, name), ...(REQUESTS[name] && { requests: REQUESTS[name] }) }
    const why = EXCEPTIONS.find(([pattern]) => pattern.test(name))?.[1] ?? whyNot(recording)
    counts[why ?? 'played'] = (counts[why ?? 'played'] ?? 0) + 1
    if (!why) test(name, () => play(recording, name, folder === 'lambda_destinations' || /dead_letter/.test(name)), { seconds: 60 })
  }
if (!counts.played) skip('there are no recordings')
else console.log(`  recordings: ${Object.entries(counts).map(([why, n]) => `${n} ${why}`).join(', ')}`)
