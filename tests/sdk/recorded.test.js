// SQS, SNS, DynamoDB, IAM and STS as the real services answered: recordings of whole conversations, where they are at hand, are played against Nube, and each answer must be the recorded one.
// A recording has every request in its order. In them <#2.Name> is a member of the answer to the request before at that place, and <key.Name> one of the answer of that name.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

import { after, skip, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { compare, recordingRead, recordingsOf } from '../support/js/recorded.js'
import { compareRefusal, filled, memberAt, refusalOf } from '../support/js/recorded_session.js'

const FOLDERS = ['sqs/sqs', 'sqs/sqs_move_task', 'sns/sns', 'sns/sns_filter_policy', 'dynamodb/dynamodb', 'dynamodbstreams/dynamodb_streams', 'iam/iam', 'iam/resource_providers-iam', 'iam/resource_providers-aws_iam_user-basic_user', 'sts/sts']
const SERVICES = ['dynamodb', 'dynamodbstreams', 'iam', 'sns', 'sqs', 'sts']

const nube = await Nube.start()
const clients = {} // by region
after(() => nube.stop())

// Those that are not played, and why.
const EXCEPTIONS = [
  [/trace_header_propagation|xray_propagation/, "the recording client's own header"],
  [/with_too_large_batch|test_policy_complexity$/, 'a list that the recording cuts short'],
  [/test_fifo_change_to_high_throughput_after_creation/, 'AWS takes a minute to deduplicate in another way'],
  [/test_sqs_permission_lifecycle/, "another account's number"],
  [/test_cancel_with_invalid_task_id_in_task_handle/, 'a handle that is spoilt in the recording'],
  [/test_create_platform_endpoint_with_invalid_attributes-Empty/, 'an attribute that the recording lacks'],
  [/test_delete_platform_endpoint_with_subscription/, 'a NextToken though nothing is next'],
  [/test_list_queues_pagination/, 'an emulator answered it'],
  [/streaming_for_different_tables|test_validations_for_fifo/, 'a recording that leaves open which is meant'],
  [/test_streams_on_global_tables/, 'two regions of one table'],
  [/test_subscribe_external_http_endpoint/, "needs the recording's own server"],
  [/test_move_task_delete_destination_queue_while_running/, 'how many are moved within a time'],
  [/test_message_structure_json_to_sqs/, 'documents within a document'],
  [/test_service_role_lifecycle-(kafka|rds|resource-explorer-2|sso)\.amazonaws/, 'AWS itself used the role at once'],
  [/test_dynamodb_idempotent_writing|test_return_values_on_conditions_check_failure/, 'refused in the recording, too, without saying so'],
]

// Clocks that went on before a request, in seconds: the recordings tell no waits.
const WAITS = [
  [/test_fifo_delete_after_visibility_timeout|test_fifo_delete_message_with_expired_receipt_handle/, { 3: 2 }],
  [/test_fifo_group_visibility_extends_with_change_message_visibility/, { 6: 2 }],
  [/test_fifo_queue_send_message_with_zero_delay/, { 3: 2 }],
]

// In these every <uid> is the same.
const ONE_NAME = /raises_error|check_idempotency|test_tags_removed_after_deletion|^TestIAM/

// What AWS tells since after some recordings were made.
const LATER = ['IsTruncated']

/* --- playing ------------------------------------------------------------------------------------------------------ */

async function send(session, { service, operation, request, client, raises }) {
  if (operation.startsWith('wait ')) return nube.quiet() // tables are there at once
  if (service === 's3') return {} // a bucket that is only spoken of
  const region = client?.region_name ? 'eu-west-1' : 'us-east-1'
  clients[region] ??= nube.api({ region })
  if (/^(ReceiveMessage|GetRecords)$/.test(operation)) await nube.quiet()
  session.renews = !session.one && /^(Create|SendMessageBatch)/.test(operation) // what is made gets a name of its own; the others speak of the last
  const input = filled(session, request)
  const answer = clients[region][service][operation](input)
  if (!raises) return answer
  const e = await answer.then((value) => assert.fail(`${operation} is not refused: ${JSON.stringify(value)}`), (error) => error)
  refusalOf(e)
  return e
}

async function play(recording, name) {
  const waits = WAITS.find(([pattern]) => pattern.test(name))?.[1] ?? {}
  await nube.reset()
  const session = { one: ONE_NAME.test(name), uid: randomUUID().slice(0, 8), answers: [], named: {}, known: {}, later: LATER }
  const used = {}
  for (const [i, asked] of recording.requests.entries()) {
    if (waits[i]) await nube.clock({ advance: waits[i] })
    const answer = await send(session, asked)
    session.answers.push(answer)
    for (const part of [asked.answer ?? []].flat()) {
      const [key, at] = part.split(' = ')
      const n = (used[key] = (used[key] ?? -1) + 1)
      session.named[key] = answer
      if (n || !(key in recording.aws)) continue // a poll that is told once, or an answer that nobody kept
      if (asked.raises) compareRefusal(recording.aws[key], answer, session, key)
      else compare(recording.aws[key], at ? memberAt(answer, at) : answer, session, key)
    }
  }
}

function whyNot({ requests }) {
  const other = requests.find(({ service, operation }) => !SERVICES.includes(service) && `${service}:${operation}` !== 's3:CreateBucket')
  return other && `needs ${other.service}`
}

const counts = {}
for (const folder of FOLDERS)
  for (const name of recordingsOf(folder)) {
    const recording = recordingRead(folder, name)
    const why = EXCEPTIONS.find(([pattern]) => pattern.test(name))?.[1] ?? whyNot(recording)
    counts[why ?? 'played'] = (counts[why ?? 'played'] ?? 0) + 1
    if (!why) test(name, () => play(recording, name), { seconds: 60 })
  }
if (!counts.played) skip('there are no recordings')
else console.log(`  recordings: ${Object.entries(counts).map(([why, n]) => `${n} ${why}`).join(', ')}`)
