// Step Functions: versions and aliases of state machines, and what machines are configured with.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { states } = nube.api()
after(() => nube.stop())

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
const one = (state) => JSON.stringify({ StartAt: 'Only', States: { Only: state } })
const result = (Result) => one({ Type: 'Pass', Result, End: true })
let made = 0
const create = (extra) => states.CreateStateMachine({ name: `machine-${++made}`, roleArn, definition: result(1), ...extra })
const ended = (executionArn) =>
  until('the execution to end', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
const refused = async (promise, name, message) => {
  const e = await failure(promise)
  assert.equal(e.name, name, e.message)
  if (message instanceof RegExp) assert.match(e.message, message)
  else if (message !== undefined) assert.equal(e.message, message)
}

test('publishing: a version a revision, numbers never come again', async () => {
  const { stateMachineArn, stateMachineVersionArn } = await create({ publish: true, versionDescription: 'the first' })
  assert.equal(stateMachineVersionArn, `${stateMachineArn}:1`)
  const again = await states.PublishStateMachineVersion({ stateMachineArn })
  assert.equal(again.stateMachineVersionArn, `${stateMachineArn}:1`)
  assert(again.creationDate instanceof Date)
  await refused(
    states.PublishStateMachineVersion({ stateMachineArn, revisionId: 'other' }),
    'ConflictException',
    'Failed to publish the State Machine version for revision other. The current State Machine revision is INITIAL.',
  )
  const updated = await states.UpdateStateMachine({ stateMachineArn, definition: result(2) })
  assert.equal(updated.stateMachineVersionArn, undefined)
  const second = await states.PublishStateMachineVersion({ stateMachineArn, revisionId: updated.revisionId, description: 'the second' })
  assert.equal(second.stateMachineVersionArn, `${stateMachineArn}:2`)
  const third = await states.UpdateStateMachine({ stateMachineArn, definition: result(3), publish: true, versionDescription: 'the third' })
  assert.equal(third.stateMachineVersionArn, `${stateMachineArn}:3`)
  const page = await states.ListStateMachineVersions({ stateMachineArn, maxResults: 2 })
  const rest = await states.ListStateMachineVersions({ stateMachineArn, maxResults: 2, nextToken: page.nextToken })
  assert.deepEqual([...page.stateMachineVersions, ...rest.stateMachineVersions].map((v) => v.stateMachineVersionArn.slice(-2)), [':3', ':2', ':1'])
  assert.equal(rest.nextToken, undefined)
  const told = await states.DescribeStateMachine({ stateMachineArn: `${stateMachineArn}:1` })
  assert.deepEqual([told.stateMachineArn, told.definition, told.description, told.revisionId], [`${stateMachineArn}:1`, result(1), 'the first', undefined])
  assert.equal((await states.DescribeStateMachine({ stateMachineArn: `${stateMachineArn}:2` })).revisionId, updated.revisionId)
  await states.DeleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:3` })
  await states.DeleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:3` })
  assert.equal((await states.PublishStateMachineVersion({ stateMachineArn })).stateMachineVersionArn, `${stateMachineArn}:4`)
  await refused(states.DescribeStateMachine({ stateMachineArn: `${stateMachineArn}:3` }), 'StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}:3'`)
})

test('publishing: what is refused', async () => {
  const { stateMachineArn } = await create({ publish: true })
  await refused(create({ versionDescription: 'x' }), 'ValidationException', 'Version description can only be set when publish is true')
  await refused(states.UpdateStateMachine({ stateMachineArn, definition: result(2), versionDescription: 'x' }), 'ValidationException', 'Version description can only be set when publish is true')
  await refused(states.PublishStateMachineVersion({ stateMachineArn: `${stateMachineArn}x` }), 'StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}x'`)
  await refused(states.UpdateStateMachine({ stateMachineArn: `${stateMachineArn}:1`, definition: result(2) }), 'StateMachineDoesNotExist')
  await refused(states.PublishStateMachineVersion({ stateMachineArn: `${stateMachineArn}:1` }), 'StateMachineDoesNotExist')
  await refused(states.DeleteStateMachine({ stateMachineArn: `${stateMachineArn}:1` }), 'ValidationException')
  await refused(states.DeleteStateMachineVersion({ stateMachineVersionArn: stateMachineArn }), 'ValidationException')
  await refused(states.ListStateMachineVersions({ stateMachineArn, maxResults: 1001 }), 'ValidationException', "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000")
  await refused(states.ListStateMachineVersions({ stateMachineArn, nextToken: 'x' }), 'InvalidToken', "Invalid Token: 'Invalid token'")
  await refused(states.TagResource({ resourceArn: `${stateMachineArn}:1`, tags: [{ key: 'a', value: 'b' }] }), 'ResourceNotFound', `Resource not found: '${stateMachineArn}:1'`)
})

test('executions of versions and by aliases', async () => {
  const { stateMachineArn } = await create({ publish: true })
  await states.UpdateStateMachine({ stateMachineArn, definition: result(2), publish: true })
  await states.UpdateStateMachine({ stateMachineArn, definition: result(3) })
  const route = (weight1, weight2) => [
    { stateMachineVersionArn: `${stateMachineArn}:1`, weight: weight1 },
    { stateMachineVersionArn: `${stateMachineArn}:2`, weight: weight2 },
  ]
  const { stateMachineAliasArn } = await states.CreateStateMachineAlias({ name: 'live', routingConfiguration: route(0, 100) })
  assert.equal(stateMachineAliasArn, `${stateMachineArn}:live`)
  const run = async (arn) => ended((await states.StartExecution({ stateMachineArn: arn })).executionArn)
  const plain = await run(stateMachineArn)
  assert.deepEqual([plain.output, plain.stateMachineVersionArn, plain.stateMachineAliasArn], ['3', undefined, undefined])
  const first = await run(`${stateMachineArn}:1`)
  assert.deepEqual([first.output, first.stateMachineArn, first.stateMachineVersionArn, first.stateMachineAliasArn], ['1', stateMachineArn, `${stateMachineArn}:1`, undefined])
  const live = await run(stateMachineAliasArn)
  assert.deepEqual([live.output, live.stateMachineVersionArn, live.stateMachineAliasArn], ['2', `${stateMachineArn}:2`, stateMachineAliasArn])
  const names = async (arn) => (await states.ListExecutions({ stateMachineArn: arn })).executions.map((e) => e.name)
  assert.deepEqual(await names(stateMachineArn), [live.name, first.name, plain.name])
  assert.deepEqual(await names(`${stateMachineArn}:1`), [first.name])
  assert.deepEqual(await names(stateMachineAliasArn), [live.name])
  const [item] = (await states.ListExecutions({ stateMachineArn: stateMachineAliasArn })).executions
  assert.deepEqual([item.stateMachineArn, item.stateMachineVersionArn, item.stateMachineAliasArn], [stateMachineArn, `${stateMachineArn}:2`, stateMachineAliasArn])
  const of = await states.DescribeStateMachineForExecution({ executionArn: first.executionArn })
  assert.deepEqual([of.stateMachineArn, of.definition], [stateMachineArn, result(1)])
  await states.UpdateStateMachineAlias({ stateMachineAliasArn, routingConfiguration: route(50, 50) })
  const outputs = new Set()
  for (let i = 0; i < 60; i++) outputs.add((await run(stateMachineAliasArn)).output)
  assert.deepEqual([...outputs].sort(), ['1', '2'])
  await refused(states.StartExecution({ stateMachineArn: `${stateMachineArn}:9` }), 'StateMachineDoesNotExist')
  await refused(states.StartExecution({ stateMachineArn: `${stateMachineArn}:none` }), 'StateMachineDoesNotExist')
})

test('aliases: made, made again, described, listed, changed, deleted', async () => {
  const { stateMachineArn } = await create({ publish: true })
  await states.UpdateStateMachine({ stateMachineArn, definition: result(2), publish: true })
  const to = (number, weight = 100) => ({ stateMachineVersionArn: `${stateMachineArn}:${number}`, weight })
  const alias = { name: 'live', description: 'what is live', routingConfiguration: [to(1)] }
  const first = await states.CreateStateMachineAlias(alias)
  assert.equal((await states.CreateStateMachineAlias(alias)).creationDate.getTime(), first.creationDate.getTime())
  const taken = 'Failed to create alias because an alias with the same name and a different routing configuration already exists.'
  await refused(states.CreateStateMachineAlias({ ...alias, description: 'other' }), 'ConflictException', taken)
  await refused(states.CreateStateMachineAlias({ ...alias, routingConfiguration: [to(2)] }), 'ConflictException', taken)
  await states.CreateStateMachineAlias({ name: 'next', routingConfiguration: [to(2)] })
  const { stateMachineAliasArn } = first
  await states.UpdateStateMachineAlias({ stateMachineAliasArn, description: 'new', routingConfiguration: [to(1, 50), to(2, 50)] })
  const told = await states.DescribeStateMachineAlias({ stateMachineAliasArn })
  assert.deepEqual([told.name, told.description, told.routingConfiguration], ['live', 'new', [to(1, 50), to(2, 50)]])
  assert(told.updateDate instanceof Date && told.creationDate instanceof Date)
  const page = await states.ListStateMachineAliases({ stateMachineArn, maxResults: 1 })
  const rest = await states.ListStateMachineAliases({ stateMachineArn, maxResults: 1, nextToken: page.nextToken })
  assert.deepEqual([...page.stateMachineAliases, ...rest.stateMachineAliases].map((a) => a.stateMachineAliasArn), [`${stateMachineArn}:live`, `${stateMachineArn}:next`])
  assert.equal((await states.ListStateMachineAliases({ stateMachineArn: `${stateMachineArn}:1` })).stateMachineAliases.length, 1)
  await refused(
    states.DeleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:2` }),
    'ConflictException',
    'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live, next]',
  )
  await states.DeleteStateMachineAlias({ stateMachineAliasArn })
  await refused(states.DescribeStateMachineAlias({ stateMachineAliasArn }), 'ResourceNotFound')
  await refused(states.UpdateStateMachineAlias({ stateMachineAliasArn, description: 'x' }), 'ResourceNotFound')
  await states.DeleteStateMachine({ stateMachineArn })
  await refused(states.DescribeStateMachineAlias({ stateMachineAliasArn: `${stateMachineArn}:next` }), 'ResourceNotFound')
})

test('aliases: what is refused', async () => {
  const { stateMachineArn } = await create({ publish: true })
  const other = (await create({ publish: true })).stateMachineArn
  const to = (arn, weight = 100) => ({ stateMachineVersionArn: arn, weight })
  const make = (routingConfiguration, name = 'a') => states.CreateStateMachineAlias({ name, routingConfiguration })
  for (const name of ['123', 'INVALID ALIAS', '!INVALID', 'ALIAS@'])
    await refused(make([to(`${stateMachineArn}:1`)], name), 'ValidationException', `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$`)
  await refused(make([to(`${stateMachineArn}:1`)], 'A'.repeat(81)), 'ValidationException', /Member must have length less than or equal to 80$/)
  await refused(make([to(stateMachineArn)]), 'ValidationException', `Routing configuration must contain state machine version ARNs. Received: [${stateMachineArn}]`)
  await refused(make([to(`${stateMachineArn}:1`, 50), to(`${stateMachineArn}:1`, 50)]), 'ValidationException', /must contain distinct state machine version ARNs/)
  await refused(make([to(`${stateMachineArn}:1`, 50), to(`${other}:1`, 50)]), 'ValidationException', /must contain versions of the same state machine/)
  await refused(make([to(`${stateMachineArn}:1`, 60)]), 'ValidationException', 'Sum of routing configuration weights must equal 100. Received: [60]')
  await refused(make([to(`${stateMachineArn}:7`)]), 'ResourceNotFound')
  await refused(make([]), 'ValidationException')
  await refused(states.DeleteStateMachineAlias({ stateMachineAliasArn: `${stateMachineArn}:none` }), 'ResourceNotFound')
  await refused(states.DescribeStateMachineAlias({ stateMachineAliasArn: stateMachineArn }), 'ValidationException')
})

test('limits: a thousand versions, a hundred aliases', async () => {
  const { stateMachineArn } = await create()
  for (let i = 0; i < 1000; i += 25)
    await Promise.all(Array.from({ length: 25 }, (_, k) => states.UpdateStateMachine({ stateMachineArn, definition: result(i + k), publish: true })))
  await refused(states.UpdateStateMachine({ stateMachineArn, definition: result('more'), publish: true }), 'ServiceQuotaExceededException')
  const make = (i) => states.CreateStateMachineAlias({ name: `a-${i}`, routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }] })
  for (let i = 0; i < 100; i++) await make(i)
  await refused(make(100), 'ServiceQuotaExceededException')
}, { seconds: 60 })

test('logging, tracing and encryption', async () => {
  const logGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:workflows:*'
  const destinations = [{ cloudWatchLogsLogGroup: { logGroupArn } }]
  const only = 'Invalid Logging Configuration: Must specify exactly one Log Destination.'
  await refused(create({ loggingConfiguration: { level: 'FATAL' } }), 'InvalidLoggingConfiguration', only)
  await refused(create({ loggingConfiguration: { level: 'ALL', destinations: [...destinations, ...destinations] } }), 'InvalidLoggingConfiguration', only)
  const log = (logGroupArn) => ({ level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: logGroupArn && { logGroupArn } }] })
  const group = 'arn:aws:logs:us-east-1:000000000000:log-group:g'
  for (const [arn, why] of [
    [undefined, 'Must set valid CloudWatch Log Group ARN.'],
    ['arn:aws:s3:::bucket:*', 'Provided ARN is not CloudWatch Logs Log Group ARN.'],
    [group, "Log Group ARN must be provided with '*' qualifier."],
  ]) await refused(create({ loggingConfiguration: log(arn) }), 'InvalidLoggingConfiguration', `Invalid Logging Configuration: ${why}`)
  for (const [encryption, why] of [
    [{ type: 'CUSTOMER_MANAGED_KMS_KEY' }, 'Must set a valid kmsKeyId.'],
    [{ type: 'AWS_OWNED_KEY', kmsKeyId: 'k' }, 'Custom kmsKeyId is not allowed when selecting AWS_OWNED_KEY.'],
    [{ type: 'AWS_OWNED_KEY', kmsDataKeyReusePeriodSeconds: 60 }, 'Custom kmsDataKeyReusePeriodSeconds is not allowed when selecting AWS_OWNED_KEY.'],
  ]) await refused(create({ encryptionConfiguration: encryption }), 'InvalidEncryptionConfiguration', `Invalid Encryption Configuration: ${why}`)
  const plain = await states.DescribeStateMachine(await create({ loggingConfiguration: {} }))
  assert.deepEqual(plain.loggingConfiguration, { level: 'OFF', includeExecutionData: false })
  assert.deepEqual([plain.tracingConfiguration, plain.encryptionConfiguration], [{ enabled: false }, { type: 'AWS_OWNED_KEY' }])
  const kmsKeyId = 'arn:aws:kms:us-east-1:000000000000:key/1'
  const { stateMachineArn } = await create({
    type: 'EXPRESS', tracingConfiguration: { enabled: true }, loggingConfiguration: { level: 'ALL', includeExecutionData: true, destinations },
    encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId, kmsDataKeyReusePeriodSeconds: 60 },
  })
  const told = await states.DescribeStateMachine({ stateMachineArn })
  assert.deepEqual(told.loggingConfiguration, { level: 'ALL', includeExecutionData: true, destinations })
  assert.deepEqual([told.tracingConfiguration, told.encryptionConfiguration], [{ enabled: true }, { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId, kmsDataKeyReusePeriodSeconds: 60 }])
  await states.UpdateStateMachine({ stateMachineArn, encryptionConfiguration: { type: 'AWS_OWNED_KEY' } })
  assert.deepEqual((await states.DescribeStateMachine({ stateMachineArn })).encryptionConfiguration, { type: 'AWS_OWNED_KEY' })
  await refused(create({ encryptionConfiguration: { type: 'AWS_OWNED_KEY', kmsKeyId } }), 'InvalidEncryptionConfiguration')
  await refused(create({ encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' } }), 'InvalidEncryptionConfiguration')
  await refused(states.UpdateStateMachine({ stateMachineArn }), 'MissingRequiredParameter', /^Either the definition, the role ARN/)
  const bare = await states.DescribeStateMachine({ stateMachineArn, includedData: 'METADATA_ONLY' })
  assert.equal(bare.definition, undefined)
})
