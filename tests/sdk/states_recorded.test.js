// Step Functions as the real service answered it: recordings of its API, where they are at hand, are played against Nube, and each answer must be the recorded one.
// A recording tells the requests that change things and every answer; the requests between are known by their answers' names.
import assert from 'node:assert/strict'

import { after, skip, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'
import { compare, recordingRead, recordingsOf } from '../support/js/recorded.js'

const nube = await Nube.start()
const { states } = nube.api({ disableHostPrefix: true }) // else the SDK calls sync-127.0.0.1
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'

// Those that are not played, and why.
const SKIPPED = {
  'test_create_activity_invalid_name-x00': 'Nube ends a message at U+0000', // DIFFERS
  test_list_map_runs_and_describe_map_run: 'its items come from S3',
  test_tag_invalid_state_machine: "the recording client's own refusal",
  test_map_state_label_invalid_char_fail: 'a Python program answered it, not the service',
}

// Members that the service tells only since after some of the recordings were made.
const LATER = ['encryptionConfiguration', 'redriveCount', 'redriveStatus', 'redriveStatusReason', 'revisionId']

/* --- playing ------------------------------------------------------------------------------------------------------ */

// A request as it was; documents are texts on the wire.
function request(input) {
  const out = { ...input }
  for (const name of ['definition', 'input']) if (name in out && typeof out[name] !== 'string') out[name] = JSON.stringify(out[name])
  return out
}

class Player {
  constructor(recording) {
    this.requests = recording.requests
    this.known = {}
    this.later = LATER
    this.used = {}
    this.machine = this.execution = this.alias = this.activity = undefined
    this.arns = []
  }

  // The n-th recorded request of the operation; the last one again where there are no more.
  recorded(operation) {
    const all = this.requests.filter((r) => r.operation === operation)
    const n = (this.used[operation] = (this.used[operation] ?? -1) + 1)
    return request((all[n] ?? all.at(-1)).request)
  }

  async send(operation, input) {
    const answer = await states[operation](input)
    this.machine = answer.stateMachineArn && operation === 'CreateStateMachine' ? answer.stateMachineArn : this.machine
    this.version = answer.stateMachineVersionArn ?? this.version
    this.execution = answer.executionArn ?? this.execution
    this.alias = operation === 'CreateStateMachineAlias' ? answer.stateMachineAliasArn : this.alias
    if (operation === 'CreateStateMachineAlias') this.arns.push(this.alias)
    this.activity = answer.activityArn ?? this.activity
    return answer
  }

  again(operation, more = {}) {
    return this.send(operation, { ...this.recorded(operation), ...more })
  }

  // The machine that a recording has made before its first answer.
  async prepare() {
    if (this.requests.some((r) => r.operation === 'CreateStateMachine')) await this.again('CreateStateMachine')
  }
}

// First answers of those that make it themselves.
const MAKES = /^(creation_|validation_exc|invalid_definition|map_state|exception$)/

const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })

// In its first state, where the recorded executions were when they were stopped.
const entered = (executionArn) =>
  until('the execution to enter a state', async () => (await states.GetExecutionHistory({ executionArn })).events.some((e) => e.stateEnteredEventDetails))

const ofMachine = (p) => ({ stateMachineArn: p.machine })
const missing = (arn) => `${arn}_missing`

// What asks for the answer of this name: in their order, the first that fits.
const ASKED = [
  [/^(creation_|create_state_machine_resp)/, (p) => p.again('CreateStateMachine')],
  [/^create_state_machine_alias_response/, (p) => p.again('CreateStateMachineAlias')],
  [/^list_state_machine_aliases/, (p) => states.ListStateMachineAliases(ofMachine(p))],
  [/^delete_state_machine_alias/, (p) => states.DeleteStateMachineAlias({ stateMachineAliasArn: p.arns.shift() })],
  [/^update_state_machine_alias/, (p) => p.again('UpdateStateMachineAlias')],
  [/^describe_state_machine_alias/, (p) => states.DescribeStateMachineAlias({ stateMachineAliasArn: p.alias })],
  [/^create_activity/, (p) => p.send('CreateActivity', request(p.requests[0].request))],
  [/^describe_activity/, (p) => states.DescribeActivity({ activityArn: p.activity })],
  [/^delete_activity/, (p) => states.DeleteActivity({ activityArn: p.activity })],
  [/^(describe_response|describe_resp(_|$))/, (p) => states.DescribeStateMachine(ofMachine(p))],
  [/^describe_for_execution/, (p) => p.again('StartExecution').then(() => states.DescribeStateMachineForExecution({ executionArn: p.execution }))],
  [/^(describe_execution_response|describe_execution$)/, (p) => ended(p.execution)],
  [/^(deletion_resp|delete_state_machine_response|deletion_response)/, (p) => states.DeleteStateMachine(ofMachine(p))],
  [/^update_(state_machine_res|resp)/, (p) => p.again('UpdateStateMachine')],
  [/^publish/, (p) => p.again('PublishStateMachineVersion')],
  [/^list_versions/, (p) => states.ListStateMachineVersions(ofMachine(p))],
  [/^delete_version/, (p) => states.DeleteStateMachineVersion({ stateMachineVersionArn: p.version })],
  [/^(exec_resp|execution_resp|start_exec|end_event)/, (p) => p.again('StartExecution')],
  [/^start_res_null/, (p) => p.send('StartExecution', { ...ofMachine(p), input: 'null' })],
  [/^start_res/, (p) => p.again('StartExecution')],
  [/^start_sync/, (p) => p.again('StartSyncExecution')],
  [/^stop_execution_error/, (p) => states.StopExecution({ executionArn: p.execution })],
  [/^describe_execution_error/, (p) => states.DescribeExecution({ executionArn: p.execution })],
  [/^stop_res/, (p) => entered(p.execution).then(() => states.StopExecution({ executionArn: p.execution }))],
  [/^get_execution_history_error/, (p) => states.GetExecutionHistory({ executionArn: p.execution })],
  [/^exec_hist/, (p) => ended(p.execution).then(() => states.GetExecutionHistory({ executionArn: p.execution }))],
  [/^list_executions_error/, (p) => states.ListExecutions(ofMachine(p))],
  [/^(exec_list|list_executions_response)/, (p) => ended(p.execution).then(() => states.ListExecutions(ofMachine(p)))],
  [/^list_before/, (p) => states.ListExecutions(ofMachine(p))],
  [/^list_succeeded/, (p) => ended(p.execution).then(() => states.ListExecutions({ ...ofMachine(p), statusFilter: 'SUCCEEDED' }))],
  [/^list_running/, (p) => states.ListExecutions({ ...ofMachine(p), statusFilter: 'RUNNING' })],
  [/^list_executions_filter/, (p) => states.ListExecutions({ ...ofMachine(p), statusFilter: 'succeeded' })],
  [/^tag_resource/, (p) => states.TagResource({ resourceArn: p.machine, tags: p.tags })],
  [/^untag_resource/, (p) => states.UntagResource({ resourceArn: p.machine, tagKeys: p.tagKeys })],
  [/^list_resources/, (p) => states.ListTagsForResource({ resourceArn: p.machine })],
  [/^validation_response/, (p) => p.again('ValidateStateMachineDefinition')],
  [/^(validation_exception|invalid_definition|invalid_name|exception$)/, (p) => p.again(p.requests.at(-1).operation)],
  [/^describe_nonexistent/, (p) => states.DescribeStateMachine({ stateMachineArn: missing(p.machine) })],
]

const pass = (Result) => JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Result, End: true } } })
const tags = (...keys) => keys.map((key) => ({ key, value: `value${key.slice(-1)}` }))

// Recordings whose names don't tell enough, by what their files' names begin with.
const OWN = {
  test_create_exact_duplicate_sm: { creation_resp_2: (p) => states.CreateStateMachine(request(p.requests[0].request)) },
  test_delete_nonexistent_sm: { deletion_resp_1: (p) => states.DeleteStateMachine({ stateMachineArn: missing(p.machine) }) },
  test_describe_state_machine_for_execution_of_version: { describe_resp: (p) => states.DescribeStateMachineForExecution({ executionArn: p.execution }) },
  test_describe_execution_no_such: { exception: (p) => p.prepare().then(() => p.again('StartExecution')).then(() => states.DescribeExecution({ executionArn: missing(p.execution) })) },
  test_list_delete_version: { describe_resp_version: (p) => states.DescribeStateMachine({ stateMachineArn: p.version }) },
  test_list_state_machine_versions_pagination: {
    'list-state-machine-versions-page-1': async (p) => {
      for (let n = 0; n < 13; n++) await states.UpdateStateMachine({ ...ofMachine(p), publish: true, definition: pass(n) })
      const page = await states.ListStateMachineVersions({ ...ofMachine(p), maxResults: 10 })
      p.token = page.nextToken
      return page
    },
    'list-state-machine-versions-page-2': (p) => states.ListStateMachineVersions({ ...ofMachine(p), maxResults: 10, nextToken: p.token }),
    'list-state-machine-versions-invalid-param-too-large': (p) => states.ListStateMachineVersions({ ...ofMachine(p), maxResults: 1001 }),
    'list-state-machine-versions-invalid-param-long-nextToken': (p) => states.ListStateMachineVersions({ ...ofMachine(p), nextToken: 'x'.repeat(1025) }),
  },
  test_base_lifecycle_create_invoke_describe_list: {
    start_execution_response_through_version_arn: (p) => p.send('StartExecution', { stateMachineArn: `${p.machine}:1` }),
  },
  test_base_lifecycle_create_update_describe: {
    create_state_machine_alias_response: async (p) => {
      for (let n = 0; n < 2; n++) await p.again('UpdateStateMachine')
      return p.again('CreateStateMachineAlias')
    },
  },
  test_invalid_start_execution_input: { start_res_str: (p) => p.again('StartExecution', { input: '"some text"' }) },
  test_error_create_alias_invalid_name: { exception: (p, key) => p.again('CreateStateMachineAlias', { name: key.slice('exception_for_name'.length) }) },
  test_error_create_alias_not_idempotent: {
    create_state_machine_alias_response: (p) => p.again('UpdateStateMachine').then(() => p.again('CreateStateMachineAlias')),
    not_idempotent_description: (p) => p.again('CreateStateMachineAlias'),
    not_idempotent_routing_configuration: (p) =>
      states.CreateStateMachineAlias({
        ...request(p.requests[2].request),
        routingConfiguration: [1, 2].map((n) => ({ stateMachineVersionArn: `${p.machine}:${n}`, weight: 50 })),
      }),
  },
  test_error_create_alias_with_state_machine_arn: { exception: (p) => p.prepare().then(() => p.again('CreateStateMachineAlias')) },
  test_publish_state_machine_version_no_such_machine: { exception: (p) => p.prepare().then(() => p.again('PublishStateMachineVersion')) },
  'test_tag_state_machine-tag_list1': { tag_resource_resp: (p) => states.TagResource({ resourceArn: p.machine, tags: tags('key1') }) },
  'test_tag_state_machine-tag_list2': { tag_resource_resp: (p) => states.TagResource({ resourceArn: p.machine, tags: [{ key: 'key1', value: '' }] }) },
  'test_tag_state_machine-tag_list4': { tag_resource_resp: (p) => states.TagResource({ resourceArn: p.machine, tags: tags('key1', 'key2') }) },
  test_tag_state_machine_version: { error: (p) => states.TagResource({ resourceArn: p.version, tags: tags('key1') }) },
  test_untag_state_machine: {
    tag_resource_resp: (p) => states.TagResource({ resourceArn: p.machine, tags: tags('key1') }),
    untag_resource_resp: (p, key, file) => states.UntagResource({ resourceArn: p.machine, tagKeys: file.endsWith('keys0') ? [] : ['key1'] }),
  },
  test_update_state_machine: {
    update_resp_2: (p) => states.UpdateStateMachine({ ...ofMachine(p), definition: pass(2), publish: true }),
    invalid_arn_1: (p) => states.UpdateStateMachine({ stateMachineArn: `${p.machine}:2`, roleArn }),
    invalid_arn_2: (p) => states.UpdateStateMachine({ stateMachineArn: `${p.machine}:2`, definition: pass(3) }),
  },
  test_version_ids_between_deletions: {
    publish_res_v2_2: async (p) => {
      const second = await states.UpdateStateMachine({ ...ofMachine(p), publish: true, definition: pass(1) })
      await states.DeleteStateMachineVersion({ stateMachineVersionArn: second.stateMachineVersionArn })
      return states.PublishStateMachineVersion(ofMachine(p))
    },
  },
}

// The service's refusal in a recording, told in one of three ways; undefined: it is none.
function refusalOf(answer) {
  if (answer.Error?.Code) return answer.Error
  if (answer.exception_typename === 'ParamValidationError') return { Code: answer.exception_typename }
  const [, Code, Message] = /^An error occurred \((\w+)\) when calling the \w+ operation: (.*)$/s.exec(answer.exception_value ?? answer) ?? []
  return Code && { Code, Message }
}

function asks(file, key) {
  const own = Object.entries(OWN).filter(([name, entries]) => file.startsWith(name) && Object.keys(entries).some((k) => key.startsWith(k)))
  if (own.length) return Object.entries(own.at(-1)[1]).find(([k]) => key === k || (k === 'exception' && key.startsWith(k)))?.[1] ?? ASKED.find(([p]) => p.test(key))?.[1]
  return ASKED.find(([pattern]) => pattern.test(key))?.[1]
}

async function play(file, recording) {
  const p = new Player(recording)
  if (!MAKES.test(Object.keys(recording.aws)[0])) await p.prepare()
  for (const [key, expected] of Object.entries(recording.aws)) {
    const refusal = refusalOf(expected)
    if (refusal?.Code === 'ParamValidationError') continue // the client's own
    const ask = asks(file, key)
    assert(ask, `nothing asks for ${key}`)
    const answer = Promise.resolve().then(() => ask(p, key, file))
    if (!refusal) {
      const told = await answer
      if (key !== 'end_event') compare(expected, told, p, key) // it is told in a log
      continue
    }
    const e = await failure(answer)
    assert.equal(e.name, refusal.Code, `${key}: ${e.message}`)
    if (!/_arn'$/.test(refusal.Message)) compare(refusal.Message, e.message, p, `${key}'s message`)
  }
}

const files = recordingsOf('stepfunctions/api')
if (!files.length) skip('there are no recordings')
for (const file of files) {
  if (Object.keys(SKIPPED).some((name) => file.startsWith(name))) continue
  test(file.slice(5, 90), () => play(file, recordingRead('stepfunctions/api', file)))
}
