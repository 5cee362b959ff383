// Condition keys that services tell of their own, tags of what has some, and tables of other accounts.
import assert from 'node:assert/strict'

import { allow, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const root = nube.api()
after(() => nube.stop())

const ACCOUNT = '000000000000'
const OTHER = '123456789012'
const theirs = nube.api({ credentials: { accessKeyId: OTHER, secretAccessKey: 'x' } })
const policy = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement })

// A user's services and ARN, with these rights; `grant` puts other ones in their place.
async function user(UserName, rights, by = root) {
  const { User } = await by.iam.CreateUser({ UserName })
  const grant = (PolicyDocument) => by.iam.PutUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument })
  if (rights) await grant(rights)
  const { AccessKeyId, SecretAccessKey } = (await by.iam.CreateAccessKey({ UserName })).AccessKey
  const api = nube.api({ credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } })
  return Object.assign(Object.create(api), { arn: User.Arn, grant })
}

const isRefused = async (call) => assert.match((await failure(call)).message, /is not authorized to perform/)

test("states:StateMachineQualifier is the version or the alias that is asked for", async () => {
  const roleArn = (await root.iam.CreateRole({ RoleName: 'for-states', AssumeRolePolicyDocument: trust('states.amazonaws.com') })).Role.Arn
  const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } })
  const { stateMachineArn, stateMachineVersionArn } = await root.states.CreateStateMachine({ name: 'machine', definition, roleArn, publish: true })
  const { stateMachineAliasArn } = await root.states.CreateStateMachineAlias({ name: 'live', routingConfiguration: [{ stateMachineVersionArn, weight: 100 }] })
  const { states, grant } = await user('starter')
  const start = (arn) => states.StartExecution({ stateMachineArn: arn })
  for (const [qualifier, good, bad] of [
    ['live', stateMachineAliasArn, [stateMachineArn, stateMachineVersionArn]],
    ['1', stateMachineVersionArn, [stateMachineArn, stateMachineAliasArn]],
  ]) {
    await grant(allow('states:*', stateMachineArn, { Condition: { StringEquals: { 'states:StateMachineQualifier': qualifier } } }))
    await start(good)
    for (const arn of bad) await isRefused(start(arn))
  }
  await states.DescribeStateMachine({ stateMachineArn: stateMachineVersionArn })
  await isRefused(states.DescribeStateMachineAlias({ stateMachineAliasArn }))
})

const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }]
const table = { TableName: 'table', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions }
const { TableArn } = (await root.dynamodb.CreateTable(table)).TableDescription

test('PartiQL tells the attributes that it changes', async () => {
  const { dynamodb, grant } = await user('changer')
  await grant(allow('dynamodb:PartiQL*', TableArn, { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'note'] } } }))
  const run = (Statement) => dynamodb.ExecuteStatement({ Statement })
  await run(`INSERT INTO "table" VALUE {'id': 'a', 'note': 'x'}`)
  await isRefused(run(`INSERT INTO "table" VALUE {'id': 'b', 'salary': 1}`))
  await run(`UPDATE "table" SET note = 'y' WHERE id = 'a'`)
  await isRefused(run(`UPDATE "table" SET salary = 1 WHERE id = 'a'`))
  await isRefused(run(`UPDATE "table" SET note = 'y' REMOVE salary WHERE id = 'a'`))
  await isRefused(run(`UPDATE "table" SET note = salary WHERE id = 'a'`))
})

// What has tags, and a call about it.
const Tags = [{ Key: 'team', Value: 'red' }]
const TAGGED = {
  'a REST API': async () => {
    const { id } = await root.apigateway.CreateRestApi({ name: 'api', tags: { team: 'red' } })
    return ['apigateway:*', ({ apigateway }) => apigateway.GetResources({ restApiId: id })]
  },
  'a managed policy': async () => {
    const { Arn } = (await root.iam.CreatePolicy({ PolicyName: 'p', PolicyDocument: allow('sqs:*'), Tags })).Policy
    return ['iam:*', ({ iam }) => iam.GetPolicy({ PolicyArn: Arn })]
  },
  'an instance profile': async () => {
    await root.iam.CreateInstanceProfile({ InstanceProfileName: 'box', Tags })
    return ['iam:*', ({ iam }) => iam.GetInstanceProfile({ InstanceProfileName: 'box' })]
  },
  'an OpenID Connect provider': async () => {
    const { OpenIDConnectProviderArn } = await root.iam.CreateOpenIDConnectProvider({ Url: 'https://id.example.com/a', ClientIDList: ['app'], Tags })
    return ['iam:*', ({ iam }) => iam.GetOpenIDConnectProvider({ OpenIDConnectProviderArn })]
  },
  'a user': async () => {
    await root.iam.CreateUser({ UserName: 'tagged', Tags })
    return ['iam:*', ({ iam }) => iam.GetUser({ UserName: 'tagged' })]
  },
}

test('aws:ResourceTag of all that has tags', async () => {
  const who = await user('tags')
  for (const [what, make] of Object.entries(TAGGED)) {
    const [action, call] = await make()
    const only = (value) => who.grant(allow(action, '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': value } } }))
    await only('blue')
    await isRefused(call(who))
    await only('red')
    await call(who).catch((e) => assert.fail(`${what}: ${e.message}`))
  }
})

test("another account's table: both sides' policies decide", async () => {
  await root.dynamodb.PutItem({ TableName: 'table', Item: { id: { S: 'ours' } } })
  await theirs.dynamodb.CreateTable(table)
  const poor = await user('poor', null, theirs)
  const rich = await user('rich', allow('*'), theirs)
  const get = ({ dynamodb }, id = 'ours') => dynamodb.GetItem({ TableName: TableArn, Key: { id: { S: id } } })
  const put = (Principal, Action = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:DescribeTable'], more = {}) =>
    root.dynamodb.PutResourcePolicy({ ResourceArn: TableArn, Policy: policy({ Effect: 'Allow', Principal, Action, Resource: TableArn, ...more }) })
  const words = (who, lacks) => `User: ${who.arn} is not authorized to perform: dynamodb:GetItem on resource: ${TableArn} because no ${lacks}-based policy allows the dynamodb:GetItem action`
  assert.equal((await failure(get(rich))).message, words(rich, 'resource'))
  await put({ AWS: [rich.arn, poor.arn] })
  assert.equal((await get(rich)).Item.id.S, 'ours')
  assert.equal((await failure(get(poor))).message, words(poor, 'identity'))
  await poor.grant(allow('dynamodb:GetItem', TableArn))
  assert.equal((await get(poor)).Item.id.S, 'ours')
  await rich.dynamodb.PutItem({ TableName: TableArn, Item: { id: { S: 'new' } } })
  assert((await root.dynamodb.GetItem({ TableName: 'table', Key: { id: { S: 'new' } } })).Item)
  assert.equal((await rich.dynamodb.GetItem({ TableName: 'table', Key: { id: { S: 'ours' } } })).Item, undefined) // their own table of the name
  assert.equal((await rich.dynamodb.DescribeTable({ TableName: TableArn })).Table.TableArn, TableArn)
  const batch = await rich.dynamodb.BatchGetItem({ RequestItems: { [TableArn]: { Keys: [{ id: { S: 'ours' } }] } } })
  assert.equal(batch.Responses[TableArn].length, 1)
  const asked = { TableName: TableArn, KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'ours' } } }
  assert.equal((await rich.dynamodb.Query(asked)).Count, 1)
  await put({ AWS: rich.arn }, 'dynamodb:*', { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['new'] } } })
  assert((await get(rich, 'new')).Item)
  await isRefused(get(rich))
  await isRefused(rich.dynamodb.Query(asked))
  const both = await failure(rich.dynamodb.BatchGetItem({ RequestItems: { [TableArn]: { Keys: [{ id: { S: 'new' } }] }, table: { Keys: [{ id: { S: 'a' } }] } } }))
  assert.match(both.message, /several accounts/)
  await isRefused(rich.dynamodb.CreateTable({ ...table, TableName: TableArn.replace('table/table', 'table/mine') }))
})
