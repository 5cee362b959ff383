// Step Functions: every operation, once as it goes well, once about what is not there, once with a request that breaks its constraints.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { states } = nube.api()
const { states: sync } = nube.api({ disableHostPrefix: true })
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
const arn = (rest) => `arn:aws:states:us-east-1:000000000000:${rest}`
const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } })
const failing = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Fail', Error: 'E' } } })
const mapping = JSON.stringify({
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, End: true } } },
      End: true,
    },
  },
})
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
const create = (name, extra) => states.CreateStateMachine({ name, roleArn, definition, ...extra })
const stateMachineArn = (await create('machine', { publish: true })).stateMachineArn
const express = (await create('express', { type: 'EXPRESS' })).stateMachineArn
const { executionArn } = await states.StartExecution({ stateMachineArn, name: 'one' })
const { activityArn } = await states.CreateActivity({ name: 'activity' })
const maps = (await create('maps', { definition: mapping })).stateMachineArn
const mapper = (await states.StartExecution({ stateMachineArn: maps, input: '[1]' })).executionArn
await ended(executionArn)
const { mapRunArn } = await until('the map run to begin', async () => (await states.ListMapRuns({ executionArn: mapper })).mapRuns[0])
const routingConfiguration = [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }]
const alias = (await states.CreateStateMachineAlias({ name: 'live', routingConfiguration })).stateMachineAliasArn

const noMachine = arn('stateMachine:none')
const noExecution = arn('execution:none:none')
const machineGone = ['StateMachineDoesNotExist', `State Machine Does Not Exist: '${noMachine}'`]
const executionGone = ['ExecutionDoesNotExist', `Execution Does Not Exist: '${noExecution}'`]
const invalidArn = ['InvalidArn', "Invalid Arn: 'Invalid ARN prefix: x'"]
const missing = (member) => ['ValidationException', `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`]
const tooMany = ['ValidationException', "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"]
const noToken = ['InvalidToken', "Invalid Token: 'Invalid token'"]

// [how it goes well, [input, fault]…]
const operations = {
  CreateStateMachine: [
    () => create('made'),
    [{ name: 'a b', roleArn, definition }, ['InvalidName', "Invalid Name: 'a b'"]],
    [{ name: 'c', roleArn: 'x', definition }, ['InvalidArn', "Invalid Arn: 'Invalid Role Arn: x'"]],
    [{ name: 'c', roleArn }, missing('definition')],
    [{ name: 'c', roleArn, definition: '{}' }, ['InvalidDefinition', "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt, States] at /'"]],
  ],
  UpdateStateMachine: [
    () => states.UpdateStateMachine({ stateMachineArn, roleArn }),
    [{ stateMachineArn: noMachine, roleArn }, machineGone],
    [{ stateMachineArn }, ['MissingRequiredParameter', 'Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration, or the EncryptionConfiguration must be specified']],
    [{ stateMachineArn: 'x', roleArn }, invalidArn],
  ],
  DescribeStateMachine: [() => states.DescribeStateMachine({ stateMachineArn }), [{ stateMachineArn: noMachine }, machineGone], [{ stateMachineArn: 'x' }, invalidArn], [{}, missing('stateMachineArn')]],
  ListStateMachines: [() => states.ListStateMachines({}), [{ maxResults: 1001 }, tooMany], [{ nextToken: 'x' }, noToken]],
  DeleteStateMachine: [() => states.DeleteStateMachine({ stateMachineArn: noMachine }), [{ stateMachineArn: 'x' }, invalidArn], [{}, missing('stateMachineArn')]],
  ValidateStateMachineDefinition: [
    () => states.ValidateStateMachineDefinition({ definition }),
    [{}, missing('definition')],
    [{ definition, maxResults: 101 }, ['ValidationException', "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100"]],
  ],
  TestState: [
    () => sync.TestState({ definition: '{"Type":"Succeed"}' }),
    [{ definition, stateName: 'none' }, ['ValidationException', 'State not found in definition']],
    [{}, missing('definition')],
  ],
  StartExecution: [
    () => states.StartExecution({ stateMachineArn }),
    [{ stateMachineArn: noMachine }, machineGone],
    [{ stateMachineArn: 'x' }, invalidArn],
    [{ stateMachineArn, name: 'a b' }, ['InvalidName', "Invalid Name: 'a b'"]],
    [{ stateMachineArn, name: 'one' }, ['ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`]],
  ],
  StartSyncExecution: [
    () => sync.StartSyncExecution({ stateMachineArn: express }),
    [{ stateMachineArn: noMachine }, machineGone],
    [{ stateMachineArn }, ['StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine']],
    [{}, missing('stateMachineArn')],
  ],
  DescribeExecution: [() => states.DescribeExecution({ executionArn }), [{ executionArn: noExecution }, executionGone], [{ executionArn: 'x' }, invalidArn], [{}, missing('executionArn')]],
  DescribeStateMachineForExecution: [
    () => states.DescribeStateMachineForExecution({ executionArn }),
    [{ executionArn: noExecution }, executionGone],
    [{ executionArn: stateMachineArn }, ['InvalidArn', "Invalid Arn: 'Resource type not valid in this context: stateMachine'"]],
  ],
  ListExecutions: [
    () => states.ListExecutions({ stateMachineArn }),
    [{ stateMachineArn: noMachine }, machineGone],
    [{ stateMachineArn, maxResults: 1001 }, tooMany],
    [{ stateMachineArn, nextToken: 'x' }, noToken],
    [{}, ['ValidationException', 'Must provide either a state machine ARN or a map run ARN']],
  ],
  StopExecution: [() => states.StopExecution({ executionArn }), [{ executionArn: noExecution }, executionGone], [{ executionArn: 'x' }, invalidArn]],
  RedriveExecution: [
    async () => {
      const machine = await create('failing', { definition: failing })
      const e = await states.StartExecution({ stateMachineArn: machine.stateMachineArn })
      await ended(e.executionArn)
      return states.RedriveExecution({ executionArn: e.executionArn })
    },
    [{ executionArn: noExecution }, executionGone],
    [{ executionArn }, ['ExecutionNotRedrivable', "Execution Not Redrivable: 'Execution is SUCCEEDED and cannot be redriven'"]],
    [{}, missing('executionArn')],
  ],
  GetExecutionHistory: [
    () => states.GetExecutionHistory({ executionArn }),
    [{ executionArn: noExecution }, executionGone],
    [{ executionArn, maxResults: 1001 }, tooMany],
    [{ executionArn, nextToken: 'x' }, noToken],
  ],
  DescribeMapRun: [() => states.DescribeMapRun({ mapRunArn }), [{ mapRunArn: `${mapRunArn}0` }, ['ResourceNotFound']], [{ mapRunArn: 'x' }, invalidArn], [{}, missing('mapRunArn')]],
  ListMapRuns: [() => states.ListMapRuns({ executionArn: mapper }), [{ executionArn: noExecution }, executionGone], [{ executionArn: mapper, maxResults: 1001 }, tooMany], [{ executionArn: mapper, nextToken: 'x' }, noToken]],
  UpdateMapRun: [
    () => states.UpdateMapRun({ mapRunArn, maxConcurrency: 1 }),
    [{ mapRunArn: `${mapRunArn}0`, maxConcurrency: 1 }, ['ResourceNotFound']],
    [{ mapRunArn, maxConcurrency: -1 }, ['ValidationException', "1 validation error detected: Value '-1' at 'maxConcurrency' failed to satisfy constraint: Member must have value greater than or equal to 0"]],
  ],
  PublishStateMachineVersion: [() => states.PublishStateMachineVersion({ stateMachineArn }), [{ stateMachineArn: noMachine }, machineGone], [{ stateMachineArn, revisionId: 'x' }, ['ConflictException']], [{}, missing('stateMachineArn')]],
  ListStateMachineVersions: [() => states.ListStateMachineVersions({ stateMachineArn }), [{ stateMachineArn: 'x' }, invalidArn], [{ stateMachineArn, maxResults: 1001 }, tooMany], [{ stateMachineArn, nextToken: 'x' }, noToken]],
  DeleteStateMachineVersion: [
    () => states.DeleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:9` }),
    [{ stateMachineVersionArn: `${stateMachineArn}:1` }, ['ConflictException']],
    [{ stateMachineVersionArn: 'x' }, invalidArn],
  ],
  CreateStateMachineAlias: [
    () => states.CreateStateMachineAlias({ name: 'other', routingConfiguration }),
    [{ name: 'third', routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:77`, weight: 100 }] }, ['ResourceNotFound']],
    [{ name: '1', routingConfiguration }, ['ValidationException']],
    [{ name: 'third' }, missing('routingConfiguration')],
  ],
  UpdateStateMachineAlias: [() => states.UpdateStateMachineAlias({ stateMachineAliasArn: alias, description: 'd' }), [{ stateMachineAliasArn: `${stateMachineArn}:none`, description: 'd' }, ['ResourceNotFound']], [{ stateMachineAliasArn: 'x', description: 'd' }, invalidArn]],
  DescribeStateMachineAlias: [() => states.DescribeStateMachineAlias({ stateMachineAliasArn: alias }), [{ stateMachineAliasArn: `${stateMachineArn}:none` }, ['ResourceNotFound']], [{ stateMachineAliasArn: 'x' }, invalidArn]],
  ListStateMachineAliases: [() => states.ListStateMachineAliases({ stateMachineArn }), [{ stateMachineArn: noMachine }, machineGone], [{ stateMachineArn, maxResults: 1001 }, tooMany], [{ stateMachineArn, nextToken: 'x' }, noToken]],
  DeleteStateMachineAlias: [() => states.DeleteStateMachineAlias({ stateMachineAliasArn: `${stateMachineArn}:other` }), [{ stateMachineAliasArn: `${stateMachineArn}:none` }, ['ResourceNotFound']], [{ stateMachineAliasArn: 'x' }, invalidArn]],
  CreateActivity: [() => states.CreateActivity({ name: 'second' }), [{ name: 'a b' }, ['InvalidName', "Invalid Name: 'a b'"]], [{}, missing('name')]],
  DescribeActivity: [() => states.DescribeActivity({ activityArn }), [{ activityArn: arn('activity:none') }, ['ActivityDoesNotExist', `Activity Does Not Exist: '${arn('activity:none')}'`]], [{ activityArn: 'x' }, invalidArn]],
  DeleteActivity: [() => states.DeleteActivity({ activityArn: arn('activity:none') }), [{ activityArn: 'x' }, invalidArn], [{}, missing('activityArn')]],
  ListActivities: [() => states.ListActivities({}), [{ maxResults: 1001 }, tooMany], [{ nextToken: 'x' }, noToken]],
  GetActivityTask: [null, [{ activityArn: arn('activity:none') }, ['ActivityDoesNotExist', `Activity Does Not Exist: '${arn('activity:none')}'`]], [{ activityArn: 'x' }, invalidArn]],
  SendTaskSuccess: [null, [{ taskToken: 'x', output: '{}' }, noToken], [{ taskToken: 'x' }, missing('output')], [{ taskToken: 'x', output: '{' }, ['InvalidOutput']]],
  SendTaskFailure: [null, [{ taskToken: 'x' }, noToken], [{}, missing('taskToken')]],
  SendTaskHeartbeat: [null, [{ taskToken: 'x' }, noToken], [{}, missing('taskToken')]],
  TagResource: [
    () => states.TagResource({ resourceArn: stateMachineArn, tags: [{ key: 'k', value: 'v' }] }),
    [{ resourceArn: noMachine, tags: [] }, ['ResourceNotFound', `Resource not found: '${noMachine}'`]],
    [{ resourceArn: stateMachineArn }, missing('tags')],
    [{ resourceArn: 'x', tags: [] }, invalidArn],
  ],
  UntagResource: [
    () => states.UntagResource({ resourceArn: stateMachineArn, tagKeys: ['k'] }),
    [{ resourceArn: noMachine, tagKeys: [] }, ['ResourceNotFound', `Resource not found: '${noMachine}'`]],
    [{ resourceArn: stateMachineArn }, missing('tagKeys')],
  ],
  ListTagsForResource: [() => states.ListTagsForResource({ resourceArn: stateMachineArn }), [{ resourceArn: noMachine }, ['ResourceNotFound', `Resource not found: '${noMachine}'`]], [{ resourceArn: 'x' }, invalidArn]],
}

test('what has a task: taken, kept alive, ended', async () => {
  const tasks = JSON.stringify({ StartAt: 'T', States: { T: { Type: 'Task', Resource: activityArn, HeartbeatSeconds: 60, End: true } } })
  const machine = (await create('tasks', { definition: tasks })).stateMachineArn
  for (const [end, status] of [
    ['SendTaskSuccess', 'SUCCEEDED'],
    ['SendTaskFailure', 'FAILED'],
  ]) {
    const e = await states.StartExecution({ stateMachineArn: machine, input: '{"a":1}' })
    const { taskToken, input } = await states.GetActivityTask({ activityArn, workerName: 'w' })
    assert.equal(input, '{"a":1}')
    await states.SendTaskHeartbeat({ taskToken })
    await states[end]({ taskToken, ...(end === 'SendTaskSuccess' ? { output: '1' } : { error: 'E' }) })
    assert.equal((await ended(e.executionArn)).status, status)
  }
})

test('there are 37 operations', () => assert.equal(Object.keys(operations).length, 37))

for (const [operation, [good, ...bad]] of Object.entries(operations)) {
  test(operation, async () => {
    if (good) assert.equal((await good()).$metadata.httpStatusCode, 200)
    for (const [input, [name, message]] of bad) {
      const e = await failure((operation === 'TestState' || operation === 'StartSyncExecution' ? sync : states)[operation](input))
      assert.equal(e.name, name, `${JSON.stringify(input)}: ${e.message}`)
      if (message) assert.equal(e.message, message)
      assert.equal(e.status, 400)
    }
  })
}
