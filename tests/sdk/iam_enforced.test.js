// Policies as they count, by the AWS SDK: who is refused what, by which kind of policy, in AWS's words; what conditions look at; what Nube's pages tell of it.
import assert from 'node:assert/strict'

import { createFunction } from '../support/js/functions.js'
import { allow, trust } from '../support/js/policies.js'
import { after, require, test } from '../support/js/suite.js'
import { environment, failure, Nube, run, build, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const { SignatureV4 } = require('@smithy/signature-v4')
const { Sha256 } = require('@aws-crypto/sha256-js')
const nube = await Nube.start()
const root = nube.api()
const { iam, sts } = root
after(() => nube.stop())

const ACCOUNT = '000000000000'
const policy = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement })
const deny = (Action, Resource = '*', more = {}) => ({ Effect: 'Deny', Action, Resource, ...more })
const let_ = (Action, Resource = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more })
const accountTrust = policy({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:*' })
const keysOf = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
const as = (keys) => nube.api({ credentials: keysOf(keys) })
const arn = (service, rest, account = ACCOUNT) => `arn:aws:${service}:us-east-1:${account}:${rest}`

let made = 0
// A user with these rights, { name, arn, api, grant }; `grant` puts other ones in their place.
async function user(rights, { PermissionsBoundary, Tags, by = root } = {}) {
  const UserName = `user-${++made}`
  const { User } = await by.iam.CreateUser({ UserName, PermissionsBoundary, Tags })
  const grant = (PolicyDocument) => by.iam.PutUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument })
  if (rights) await grant(rights)
  const { AccessKey } = await by.iam.CreateAccessKey({ UserName })
  return { name: UserName, arn: User.Arn, key: AccessKey, api: as(AccessKey), grant }
}

async function session(rights, { PermissionsBoundary, Tags, ...more } = {}) {
  const RoleName = `role-${++made}`
  const { Role } = await iam.CreateRole({ RoleName, AssumeRolePolicyDocument: accountTrust, PermissionsBoundary, Tags })
  if (rights) await iam.PutRolePolicy({ RoleName, PolicyName: 'rights', PolicyDocument: rights })
  const { Credentials, AssumedRoleUser } = await sts.AssumeRole({ RoleArn: Role.Arn, RoleSessionName: 'me', ...more })
  return { name: RoleName, roleArn: Role.Arn, arn: AssumedRoleUser.Arn, api: as(Credentials) }
}

async function managed(document) {
  return (await iam.CreatePolicy({ PolicyName: `policy-${++made}`, PolicyDocument: document })).Policy.Arn
}

const REASONS = {
  identity: (action) => ` because no identity-based policy allows the ${action} action`,
  resource: (action) => ` because no resource-based policy allows the ${action} action`,
  boundary: (action) => ` because no permissions boundary allows the ${action} action`,
  session: (action) => ` because no session policy allows the ${action} action`,
  'identity deny': () => ' with an explicit deny in an identity-based policy',
  'resource deny': () => ' with an explicit deny in a resource-based policy',
  'boundary deny': () => ' with an explicit deny in a permissions boundary',
  'session deny': () => ' with an explicit deny in a session policy',
}
const words = (who, action, resource, reason) => `User: ${who} is not authorized to perform: ${action} on resource: ${resource}${REASONS[reason](action)}`

async function refused(call, who, action, resource, reason) {
  const { message } = await failure(call)
  assert.equal(message, words(who, action, resource, reason))
}

/* --- what all speak of -------------------------------------------------------------------------------------------- */

const { QueueUrl } = await root.sqs.CreateQueue({ QueueName: 'queue' })
const { TopicArn } = await root.sns.CreateTopic({ Name: 'topic' })
const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }]
const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }]
await root.dynamodb.CreateTable({ TableName: 'table', KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' })
const Item = { id: { S: 'a' } }
const code = { Runtime: 'provided.al2023', Handler: 'x', Code: { ZipFile: zip([{ name: 'bootstrap', body: Buffer.from('#!/bin/sh\n'), mode: 0o755 }]) } }
const lambdaRole = (await iam.CreateRole({ RoleName: 'for-lambda', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') })).Role.Arn
const statesRole = (await iam.CreateRole({ RoleName: 'for-states', AssumeRolePolicyDocument: trust('states.amazonaws.com') })).Role.Arn
const pipesRole = (await iam.CreateRole({ RoleName: 'for-pipes', AssumeRolePolicyDocument: trust('pipes.amazonaws.com') })).Role.Arn
await createFunction(root.lambda, { FunctionName: 'function', Role: lambdaRole, ...code })
const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } })
const { stateMachineArn } = await root.states.CreateStateMachine({ name: 'machine', definition, roleArn: statesRole })
const onceAsked = { TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } } }
const api_ = await root.apigateway.CreateRestApi({ name: 'api' })
const QUEUE = arn('sqs', 'queue')
const TABLE = arn('dynamodb', 'table/table')
const FUNCTION = arn('lambda', 'function:function')

/* --- the words ---------------------------------------------------------------------------------------------------- */

// [service, operation, input, action as it is told, resource as it is told, error, status]
const CALLS = [
  ['dynamodb', 'PutItem', { TableName: 'table', Item }, 'dynamodb:PutItem', TABLE, 'AccessDeniedException', 400],
  ['dynamodb', 'ListTables', {}, 'dynamodb:ListTables', arn('dynamodb', 'table/*'), 'AccessDeniedException', 400],
  ['dynamodb', 'CreateTable', { TableName: 'other', KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }, 'dynamodb:CreateTable', arn('dynamodb', 'table/other'), 'AccessDeniedException', 400],
  ['dynamodb', 'Query', { TableName: 'table', IndexName: 'by', KeyConditionExpression: 'id = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } }, 'dynamodb:Query', `${TABLE}/index/by`, 'AccessDeniedException', 400],
  ['dynamodb', 'TransactWriteItems', { TransactItems: [{ Put: { TableName: 'table', Item } }] }, 'dynamodb:PutItem', TABLE, 'AccessDeniedException', 400],
  ['dynamodb', 'ExecuteStatement', { Statement: 'SELECT * FROM "table" WHERE id = \'a\'' }, 'dynamodb:PartiQLSelect', TABLE, 'AccessDeniedException', 400],
  ['dynamodbstreams', 'ListStreams', {}, 'dynamodb:ListStreams', arn('dynamodb', 'table/*'), 'AccessDeniedException', 400],
  ['sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' }, 'sqs:sendmessage', QUEUE, 'AccessDeniedException', 403],
  ['sqs', 'ListQueues', {}, 'sqs:listqueues', arn('sqs', ''), 'AccessDeniedException', 403],
  ['sqs', 'CreateQueue', { QueueName: 'other' }, 'sqs:createqueue', arn('sqs', 'other'), 'AccessDeniedException', 403],
  ['sns', 'Publish', { TopicArn, Message: 'x' }, 'SNS:Publish', TopicArn, 'AuthorizationErrorException', 403],
  ['sns', 'CreateTopic', { Name: 'other' }, 'SNS:CreateTopic', arn('sns', 'other'), 'AuthorizationErrorException', 403],
  ['lambda', 'Invoke', { FunctionName: 'function' }, 'lambda:InvokeFunction', FUNCTION, 'AccessDeniedException', 403],
  ['lambda', 'GetFunctionConfiguration', { FunctionName: 'function' }, 'lambda:GetFunctionConfiguration', FUNCTION, 'AccessDeniedException', 403],
  ['lambda', 'ListFunctions', {}, 'lambda:ListFunctions', '*', 'AccessDeniedException', 403],
  ['states', 'StartExecution', { stateMachineArn }, 'states:StartExecution', stateMachineArn, 'AccessDeniedException', 400],
  ['states', 'ListStateMachines', {}, 'states:ListStateMachines', arn('states', 'stateMachine:*'), 'AccessDeniedException', 400],
  ['apigateway', 'GetRestApi', { restApiId: api_.id }, 'apigateway:GET', `arn:aws:apigateway:us-east-1::/restapis/${api_.id}`, 'AccessDeniedException', 403],
  ['apigateway', 'CreateRestApi', { name: 'other' }, 'apigateway:POST', 'arn:aws:apigateway:us-east-1::/restapis', 'AccessDeniedException', 403],
  ['iam', 'CreateRole', { RoleName: 'other', AssumeRolePolicyDocument: accountTrust }, 'iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/other`, 'AccessDenied', 403],
  ['iam', 'ListUsers', {}, 'iam:ListUsers', `arn:aws:iam::${ACCOUNT}:user/`, 'AccessDenied', 403],
  ['sts', 'GetFederationToken', { Name: 'fed' }, 'sts:GetFederationToken', `arn:aws:sts::${ACCOUNT}:federated-user/fed`, 'AccessDenied', 403],
  ['pipes', 'DescribePipe', { Name: 'pipe' }, 'pipes:DescribePipe', arn('pipes', 'pipe/pipe'), 'AccessDeniedException', 403],
]

test('each service refuses in its own way who has no right, a user and a session alike', async () => {
  for (const who of [await user(), await session()])
    for (const [service, operation, input, action, resource, name, status] of CALLS) {
      const e = await failure(who.api[service][operation](input))
      assert.deepEqual([e.name, e.status, e.message], [name, status, words(who.arn, action, resource, 'identity')], `${service}:${operation}`)
    }
})

test('an explicit deny is told by the policy that has it, whatever else allows', async () => {
  const all = await managed(allow('*'))
  const none = await managed(policy(let_('*'), deny('*')))
  const kinds = [
    [await user(policy(let_('*'), deny('*'))), 'identity deny'],
    [await session(policy(let_('*'), deny('*'))), 'identity deny'],
    [await user(allow('*'), { PermissionsBoundary: none }), 'boundary deny'],
    [await session(allow('*'), { Policy: policy(let_('*'), deny('*')) }), 'session deny'],
    [await user(allow('*'), { PermissionsBoundary: await managed(allow('ec2:*')) }), 'boundary'],
    [await session(allow('*'), { PermissionsBoundary: await managed(allow('ec2:*')) }), 'boundary'],
    [await session(allow('*'), { Policy: allow('ec2:*') }), 'session'],
    [await session(allow('ec2:*'), { PermissionsBoundary: all, Policy: allow('*') }), 'identity'],
  ]
  for (const [who, reason] of kinds)
    for (const [service, operation, input, action, resource] of CALLS) {
      if (service === 'sts' && who.api && who.arn.includes('assumed-role')) continue
      const e = await failure(who.api[service][operation](input))
      assert.equal(e.message, words(who.arn, action, resource, reason), `${service}:${operation}`)
    }
})

async function query(keys, service, body) {
  const { accessKeyId, secretAccessKey, sessionToken } = keysOf(keys)
  const headers = { host: new URL(nube.url).host, 'content-type': 'application/x-www-form-urlencoded' }
  const signer = new SignatureV4({ credentials: { accessKeyId, secretAccessKey, sessionToken }, region: 'us-east-1', service, sha256: Sha256 })
  const signed = await signer.sign({ method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/', headers, body })
  delete signed.headers.host
  const answer = await fetch(nube.url, { method: 'POST', headers: signed.headers, body })
  return { status: answer.status, text: await answer.text() }
}

test("SQS's older protocol says the same", async () => {
  const who = await user()
  const { status, text } = await query(who.key, 'sqs', `Action=SendMessage&Version=2012-11-05&QueueUrl=${encodeURIComponent(QueueUrl)}&MessageBody=x`)
  assert.equal(status, 403)
  assert.match(text, /<Type>Sender<\/Type>\s*<Code>AccessDenied<\/Code>/)
  assert(text.includes(`<Message>${words(who.arn, 'sqs:sendmessage', QUEUE, 'identity')}</Message>`), text)
})

/* --- policies of resources ---------------------------------------------------------------------------------------- */

const ofResource = (Principal, Action, Resource, more = {}) => ({ Effect: 'Allow', Principal, Action, Resource, ...more })

// How to put a policy on each kind, and the call that it lets.
const RESOURCES = {
  queue: {
    action: 'sqs:SendMessage', told: 'sqs:sendmessage', resource: QUEUE,
    put: (Policy) => root.sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy } }),
    call: (api) => api.sqs.SendMessage({ QueueUrl, MessageBody: 'x' }),
  },
  topic: {
    action: 'sns:Publish', told: 'SNS:Publish', resource: TopicArn,
    put: (AttributeValue) => root.sns.SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue }),
    call: (api) => api.sns.Publish({ TopicArn, Message: 'x' }),
  },
  table: {
    action: 'dynamodb:GetItem', told: 'dynamodb:GetItem', resource: TABLE,
    put: (Policy) => root.dynamodb.PutResourcePolicy({ ResourceArn: TABLE, Policy }),
    call: (api) => api.dynamodb.GetItem({ TableName: TABLE, Key: Item }),
  },
}

test("a resource's own policy lets by name, denies over everything, and opens the account to those with a right of their own", async () => {
  for (const { action, told, resource, put, call } of Object.values(RESOURCES)) {
    const bare = await user()
    const boxed = await user(null, { PermissionsBoundary: await managed(allow('ec2:*')) })
    const role = await session()
    const limited = await session(null, { Policy: allow('ec2:*') })
    const rich = await user(allow('*'))
    await put(policy(ofResource({ AWS: [bare.arn, boxed.arn, role.roleArn, limited.roleArn] }, action, resource), { ...ofResource({ AWS: rich.arn }, action, resource), Effect: 'Deny' }))
    await call(bare.api)
    await call(boxed.api) // AWS: what names the user is not limited by the boundary
    await call(role.api)
    await refused(call(limited.api), limited.arn, told, resource, 'session')
    await refused(call(rich.api), rich.arn, told, resource, 'resource deny')
    await put(policy(ofResource({ AWS: limited.arn }, action, resource))) // AWS: what names the session is not limited by its policies
    await call(limited.api)
    await put(policy(ofResource({ AWS: ACCOUNT }, action, resource)))
    await refused(call(bare.api), bare.arn, told, resource, 'identity')
    await call(rich.api)
    await call(root)
  }
})

test('functions: AddPermission lets a user invoke', async () => {
  const bare = await user()
  await refused(bare.api.lambda.Invoke({ FunctionName: 'function' }), bare.arn, 'lambda:InvokeFunction', FUNCTION, 'identity')
  await root.lambda.AddPermission({ FunctionName: 'function', StatementId: 's', Action: 'lambda:InvokeFunction', Principal: bare.arn })
  await bare.api.lambda.Invoke({ FunctionName: 'function', InvocationType: 'DryRun' })
  await root.lambda.RemovePermission({ FunctionName: 'function', StatementId: 's' })
  await refused(bare.api.lambda.Invoke({ FunctionName: 'function' }), bare.arn, 'lambda:InvokeFunction', FUNCTION, 'identity')
})

test("another account's users need both sides: their own policy and the resource's", async () => {
  const OTHER = '123456789012'
  const other = nube.api({ credentials: { accessKeyId: OTHER, secretAccessKey: 'x' } })
  const rich = await user(allow('*'), { by: other })
  const poor = await user(null, { by: other })
  const { queue, topic } = RESOURCES // tables of another account are not reached
  for (const { action, told, resource, put, call } of [queue, topic]) {
    await put(policy(ofResource({ AWS: ACCOUNT }, action, resource)))
    await refused(call(rich.api), rich.arn, told, resource, 'resource')
    await put(policy(ofResource({ AWS: `arn:aws:iam::${OTHER}:root` }, action, resource)))
    await call(rich.api)
    await refused(call(poor.api), poor.arn, told, resource, 'identity')
    await put(policy(ofResource({ AWS: poor.arn }, action, resource)))
    await refused(call(poor.api), poor.arn, told, resource, 'identity')
  }
  await refused(rich.api.states.StartExecution({ stateMachineArn }), rich.arn, 'states:StartExecution', stateMachineArn, 'resource')
})

test('a role of another account is assumed where both sides allow', async () => {
  const OTHER = '123456789012'
  const other = nube.api({ credentials: { accessKeyId: OTHER, secretAccessKey: 'x' } })
  const may = await user(allow('sts:AssumeRole'), { by: other })
  const not = await user(null, { by: other })
  const { Role } = await iam.CreateRole({ RoleName: 'across', AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { AWS: [may.arn, not.arn] }, Action: 'sts:AssumeRole' }) })
  const { AssumedRoleUser } = await may.api.sts.AssumeRole({ RoleArn: Role.Arn, RoleSessionName: 'me' })
  assert.equal(AssumedRoleUser.Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/across/me`)
  await refused(not.api.sts.AssumeRole({ RoleArn: Role.Arn, RoleSessionName: 'me' }), not.arn, 'sts:AssumeRole', Role.Arn, 'identity')
})

/* --- iam:PassRole ------------------------------------------------------------------------------------------------- */

test('who gives a role to a service needs iam:PassRole on it, for that service', async () => {
  const gives = [
    [lambdaRole, 'lambda.amazonaws.com', (api, n) => api.lambda.CreateFunction({ FunctionName: `passed-${n}`, Role: lambdaRole, ...code }), 403],
    [statesRole, 'states.amazonaws.com', (api, n) => api.states.CreateStateMachine({ name: `passed-${n}`, definition, roleArn: statesRole }), 400],
    [pipesRole, 'pipes.amazonaws.com', (api, n) => api.pipes.CreatePipe({ Name: `passed-${n}`, Source: QUEUE, Target: stateMachineArn, ...onceAsked, RoleArn: pipesRole, DesiredState: 'STOPPED' }), 403],
  ]
  const condition = (service) => ({ Condition: { StringEquals: { 'iam:PassedToService': service } } })
  for (const [role, service, call, status] of gives) {
    const who = await user(allow(['lambda:*', 'states:*', 'pipes:*']))
    const denied = async () => {
      const e = await failure(call(who.api, ++made))
      assert.deepEqual([e.name, e.status, e.message], ['AccessDeniedException', status, words(who.arn, 'iam:PassRole', role, 'identity')])
    }
    await denied()
    await who.grant(policy(let_(['lambda:*', 'states:*', 'pipes:*']), let_('iam:PassRole', role, condition('ec2.amazonaws.com'))))
    await denied()
    await who.grant(policy(let_(['lambda:*', 'states:*', 'pipes:*']), let_('iam:PassRole', `${role}-not`)))
    await denied()
    await who.grant(policy(let_(['lambda:*', 'states:*', 'pipes:*']), let_('iam:PassRole', role, condition(service))))
    await call(who.api, ++made)
  }
})

/* --- conditions --------------------------------------------------------------------------------------------------- */

const only = (operator, key, value, action = 'sqs:*') => policy(let_(action, '*', { Condition: { [operator]: { [key]: value } } }))
const lists = (who) => who.api.sqs.ListQueues()
const isRefused = async (call) => assert.match((await failure(call)).message, /is not authorized to perform/)

test('conditions on who asks, from where and when', async () => {
  const red = { Tags: [{ Key: 'Team', Value: 'red' }] }
  const cases = [
    ['StringEquals', 'aws:PrincipalTag/team', 'red', 'blue', red],
    ['IpAddress', 'aws:SourceIp', '127.0.0.0/8', '10.0.0.0/8'],
    ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', '127.0.0.1'],
    ['StringEquals', 'aws:RequestedRegion', 'us-east-1', 'eu-west-1'],
    ['Bool', 'aws:SecureTransport', 'false', 'true'],
    ['StringLike', 'aws:UserAgent', 'aws-sdk-js/*', 'Boto3/*'],
    ['StringEquals', 'aws:PrincipalType', 'User', 'AssumedRole'],
    ['StringEquals', 'aws:PrincipalAccount', ACCOUNT, '123456789012'],
    ['StringLike', 'aws:userid', 'AIDA*', 'AROA*'],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:user/*`, `arn:aws:iam::${ACCOUNT}:role/*`],
    ['Null', 'aws:TokenIssueTime', 'true', 'false'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', undefined],
    ['Bool', 'aws:ViaAWSService', 'false', 'true'],
  ]
  for (const [operator, key, fits, fails, more] of cases) {
    const who = await user(only(operator, key, fits), more)
    await lists(who).catch((e) => assert.fail(`${key} ${fits}: ${e.message}`))
    if (!fails) continue
    await who.grant(only(operator, key, fails))
    await isRefused(lists(who))
  }
  const who = await user()
  await who.grant(only('StringEquals', 'aws:username', who.name))
  await lists(who)
  const role = await session(only('Null', 'aws:TokenIssueTime', 'false'))
  await lists(role)
})

test("conditions on tags: of the resource, of the request, and which keys", async () => {
  const who = await user()
  const { QueueUrl: red } = await root.sqs.CreateQueue({ QueueName: 'red', tags: { team: 'red' } })
  await who.grant(only('StringEquals', 'aws:ResourceTag/team', 'red'))
  await who.api.sqs.SendMessage({ QueueUrl: red, MessageBody: 'x' })
  await isRefused(who.api.sqs.SendMessage({ QueueUrl, MessageBody: 'x' }))
  await root.sqs.UntagQueue({ QueueUrl: red, TagKeys: ['team'] })
  await isRefused(who.api.sqs.SendMessage({ QueueUrl: red, MessageBody: 'x' }))
  const tagged = (tags) => who.api.sqs.CreateQueue({ QueueName: `tagged-${++made}`, tags })
  await who.grant(policy(let_('sqs:*', '*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'red' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] } } })))
  await tagged({ team: 'red', cost: '1' })
  await isRefused(tagged({ team: 'blue' }))
  await isRefused(tagged({ team: 'red', other: '1' }))
  await isRefused(tagged({}))
})

// Each service's way to tag what is made, and to have its tags asked.
const TAGGED = {
  dynamodb: { make: (api, name) => api.dynamodb.CreateTable({ TableName: name, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST', Tags: [{ Key: 'team', Value: 'red' }] }), use: (api, name) => api.dynamodb.DescribeTable({ TableName: name }) },
  sqs: { make: (api, name) => api.sqs.CreateQueue({ QueueName: name, tags: { team: 'red' } }), use: (api, name) => api.sqs.GetQueueUrl({ QueueName: name }) },
  sns: { make: (api, name) => api.sns.CreateTopic({ Name: name, Tags: [{ Key: 'team', Value: 'red' }] }), use: (api, name) => api.sns.GetTopicAttributes({ TopicArn: arn('sns', name) }) },
  lambda: { make: (api, name) => api.lambda.CreateFunction({ FunctionName: name, Role: lambdaRole, ...code, Tags: { team: 'red' } }), use: (api, name) => api.lambda.GetFunction({ FunctionName: name }) },
  states: { make: (api, name) => api.states.CreateStateMachine({ name, definition, roleArn: statesRole, tags: [{ key: 'team', value: 'red' }] }), use: (api, name) => api.states.DescribeStateMachine({ stateMachineArn: arn('states', `stateMachine:${name}`) }) },
  iam: { make: (api, name) => api.iam.CreateRole({ RoleName: name, AssumeRolePolicyDocument: accountTrust, Tags: [{ Key: 'team', Value: 'red' }] }), use: (api, name) => api.iam.GetRole({ RoleName: name }) },
  pipes: { make: (api, name) => api.pipes.CreatePipe({ Name: name, Source: QUEUE, Target: stateMachineArn, ...onceAsked, RoleArn: pipesRole, DesiredState: 'STOPPED', Tags: { team: 'red' } }), use: (api, name) => api.pipes.DescribePipe({ Name: name }) },
}

test('each service tells the tags of the request and of the resource', async () => {
  for (const [service, { make, use }] of Object.entries(TAGGED)) {
    const name = `tags-of-${service}`
    const who = await user(policy(let_(`${service}:*`, '*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'blue' } } }), let_('iam:PassRole')))
    await isRefused(make(who.api, name))
    await who.grant(policy(let_(`${service}:*`, '*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } } }), let_('iam:PassRole')))
    await make(who.api, name).catch((e) => assert.fail(`${service}: ${e.message}`))
    await isRefused(use(who.api, name))
    await who.grant(only('StringEquals', 'aws:ResourceTag/team', 'blue', `${service}:*`))
    await isRefused(use(who.api, name))
    await who.grant(only('StringEquals', 'aws:ResourceTag/team', 'red', `${service}:*`))
    await use(who.api, name).catch((e) => assert.fail(`${service}: ${e.message}`))
  }
})

test("DynamoDB's leading keys and attributes, SNS's protocol", async () => {
  await root.dynamodb.CreateTable({ TableName: 'sorted', KeySchema: [...KeySchema, { AttributeName: 'moment', KeyType: 'RANGE' }], AttributeDefinitions: [...AttributeDefinitions, { AttributeName: 'moment', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST' })
  const who = await user(policy(let_(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem', 'dynamodb:TransactWriteItems', 'dynamodb:PartiQL*'], [TABLE, arn('dynamodb', 'table/sorted')], { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] } } })))
  const { dynamodb } = who.api
  const mine = { id: { S: who.name } }
  await dynamodb.PutItem({ TableName: 'table', Item: mine })
  await dynamodb.GetItem({ TableName: 'table', Key: mine })
  const asks = (values) => ({ TableName: 'table', KeyConditionExpression: '#i = :v', ExpressionAttributeNames: { '#i': 'id' }, ExpressionAttributeValues: { ':v': values } })
  await dynamodb.Query(asks(mine.id))
  await dynamodb.Query({ TableName: 'sorted', KeyConditionExpression: '(id = :mine) AND begins_with(moment, :other)', ExpressionAttributeValues: { ':mine': mine.id, ':other': Item.id } })
  await dynamodb.ExecuteStatement({ Statement: `SELECT * FROM "table" WHERE id = ?`, Parameters: [mine.id] })
  await dynamodb.TransactWriteItems({ TransactItems: [{ Put: { TableName: 'table', Item: mine } }] })
  for (const call of [
    () => dynamodb.PutItem({ TableName: 'table', Item }),
    () => dynamodb.GetItem({ TableName: 'table', Key: Item }),
    () => dynamodb.Query(asks(Item.id)),
    () => dynamodb.BatchGetItem({ RequestItems: { table: { Keys: [mine, Item] } } }),
    () => dynamodb.UpdateItem({ TableName: 'table', Key: Item, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } }),
    () => dynamodb.TransactWriteItems({ TransactItems: [{ Put: { TableName: 'table', Item } }] }),
    () => dynamodb.Query({ TableName: 'sorted', KeyConditionExpression: 'moment = :mine AND id = :other', ExpressionAttributeValues: { ':mine': mine.id, ':other': Item.id } }),
    () => dynamodb.ExecuteStatement({ Statement: `SELECT * FROM "table" WHERE id = 'a'` }),
    () => dynamodb.ExecuteStatement({ Statement: `INSERT INTO "table" VALUE {'id': 'a'}` }),
  ])
    await isRefused(call())
  await who.grant(policy(let_('dynamodb:GetItem', TABLE, { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'name'] }, StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } } })))
  const read = (more) => dynamodb.GetItem({ TableName: 'table', Key: mine, ...more })
  await read({ ProjectionExpression: 'id, #n', ExpressionAttributeNames: { '#n': 'name' } })
  await isRefused(read({ ProjectionExpression: 'id, salary' }))
  await isRefused(read({}))
  await who.grant(policy(let_('dynamodb:UpdateItem', TABLE, { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'note', 'seen'] } } })))
  const update = (UpdateExpression, more) => dynamodb.UpdateItem({ TableName: 'table', Key: mine, UpdateExpression, ExpressionAttributeValues: { ':v': { N: '1' } }, ...more })
  await update('SET note = if_not_exists(seen, :v) + :v')
  await isRefused(update('SET salary = :v'))
  await isRefused(update('SET note = if_not_exists(salary, :v)'))
  await isRefused(update('SET note = :v', { ConditionExpression: 'attribute_not_exists(salary.net)' }))
  await who.grant(only('StringEquals', 'sns:Protocol', 'sqs', 'sns:Subscribe'))
  await who.api.sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: QUEUE })
  await isRefused(who.api.sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }))
})

test("aws:CurrentTime follows Nube's clock", async () => {
  const { epochMilliseconds } = await nube.clock()
  const soon = new Date(epochMilliseconds + 3600_000).toISOString().replace(/\.\d+Z/, 'Z')
  const who = await user(policy(let_('sqs:*', '*', { Condition: { DateGreaterThan: { 'aws:CurrentTime': soon } } })))
  await isRefused(lists(who))
  await nube.clock({ advance: 3700 })
  await lists(who)
})

/* --- who has what ------------------------------------------------------------------------------------------------- */

test("variables in resources; rights of groups and of AWS's policies, and the end of both", async () => {
  const who = await user(allow('sqs:CreateQueue', arn('sqs', '${aws:username}-*')))
  await who.api.sqs.CreateQueue({ QueueName: `${who.name}-1` })
  await refused(who.api.sqs.CreateQueue({ QueueName: 'else-1' }), who.arn, 'sqs:createqueue', arn('sqs', 'else-1'), 'identity')
  const [UserName, GroupName, PolicyArn] = [who.name, 'readers', 'arn:aws:iam::aws:policy/ReadOnlyAccess']
  const reads = () => who.api.dynamodb.GetItem({ TableName: 'table', Key: Item })
  const writes = () => who.api.dynamodb.PutItem({ TableName: 'table', Item })
  await isRefused(reads())
  await iam.CreateGroup({ GroupName })
  await iam.AddUserToGroup({ GroupName, UserName })
  await iam.AttachGroupPolicy({ GroupName, PolicyArn })
  await reads()
  await isRefused(writes())
  await iam.DetachGroupPolicy({ GroupName, PolicyArn })
  await isRefused(reads())
  await iam.PutGroupPolicy({ GroupName, PolicyName: 'p', PolicyDocument: allow('dynamodb:*') })
  await writes()
  await iam.RemoveUserFromGroup({ GroupName, UserName })
  await isRefused(writes())
  await iam.AttachUserPolicy({ UserName, PolicyArn })
  await reads()
  await isRefused(writes())
  await iam.DetachUserPolicy({ UserName, PolicyArn })
  await isRefused(reads())
})

test("a managed policy's default version is the one that counts", async () => {
  const PolicyArn = await managed(allow('sqs:*'))
  const who = await user()
  await iam.AttachUserPolicy({ UserName: who.name, PolicyArn })
  await lists(who)
  await iam.CreatePolicyVersion({ PolicyArn, PolicyDocument: allow('sns:*'), SetAsDefault: true })
  await isRefused(lists(who))
  await who.api.sns.ListTopics()
  await iam.SetDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' })
  await lists(who)
})

test('an access key that is inactive or gone is nobody', async () => {
  const who = await user(allow('*'))
  const of = { UserName: who.name, AccessKeyId: who.key.AccessKeyId }
  await iam.UpdateAccessKey({ ...of, Status: 'Inactive' })
  const e = await failure(who.api.sts.GetCallerIdentity())
  assert.deepEqual([e.name, e.status], ['InvalidClientTokenId', 403])
  assert.equal((await failure(who.api.dynamodb.ListTables())).name, 'UnrecognizedClientException')
  await iam.UpdateAccessKey({ ...of, Status: 'Active' })
  await lists(who)
  await iam.DeleteAccessKey(of)
  assert.equal((await failure(who.api.sts.GetCallerIdentity())).name, 'InvalidClientTokenId')
})

/* --- the simulator ------------------------------------------------------------------------------------------------ */

const decisions = ({ EvaluationResults }) => EvaluationResults.map((r) => r.EvalDecision)
const simulate = (...policies) => (more) => iam.SimulateCustomPolicy({ PolicyInputList: policies, ...more })

test('SimulateCustomPolicy as its page has it', async () => {
  const ask = simulate('{\n"Version":"2012-10-17",\n"Statement":{\n"Effect":"Allow",\n"Action":"s3:ListBucket",\n"Resource":"arn:aws:s3:::teambucket"\n}\n}')
  const { EvaluationResults, IsTruncated } = await ask({ ActionNames: ['s3:ListBucket', 's3:DeleteBucket'], ResourceArns: ['arn:aws:s3:::teambucket'] })
  assert.equal(IsTruncated, false)
  const [one, two] = EvaluationResults
  assert.deepEqual([one.EvalActionName, one.EvalResourceName, one.EvalDecision, one.MatchedStatements[0].SourcePolicyId], ['s3:ListBucket', 'arn:aws:s3:::teambucket', 'allowed', 'PolicyInputList.1'])
  assert.deepEqual([two.EvalDecision, two.MatchedStatements], ['implicitDeny', []])
  const denies = simulate(allow('s3:*'), policy(deny('s3:DeleteBucket')))
  const three = (await denies({ ActionNames: ['s3:DeleteBucket'] })).EvaluationResults[0]
  assert.deepEqual([three.EvalDecision, three.EvalResourceName, three.MatchedStatements.map((m) => m.SourcePolicyId)], ['explicitDeny', '*', ['PolicyInputList.2']])
})

test('the simulator tells what it lacks: with all resources at the result, with named ones at each', async () => {
  const ask = simulate(policy(let_('dynamodb:GetItem', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })))
  const entry = (ContextKeyName, ...ContextKeyValues) => ({ ContextKeyName, ContextKeyValues, ContextKeyType: 'string' })
  const [all] = (await ask({ ActionNames: ['dynamodb:GetItem'] })).EvaluationResults
  assert.deepEqual([all.EvalDecision, all.MissingContextValues.sort(), all.ResourceSpecificResults], ['implicitDeny', ['aws:PrincipalTag/a', 'aws:SourceIp'], undefined])
  const [named] = (await ask({ ActionNames: ['dynamodb:GetItem'], ResourceArns: [TABLE], ContextEntries: [entry('aws:principaltag/a', 'b')] })).EvaluationResults
  assert.deepEqual([named.MissingContextValues ?? [], named.ResourceSpecificResults[0].MissingContextValues], [[], ['aws:SourceIp']])
  assert.deepEqual(decisions(await ask({ ActionNames: ['dynamodb:GetItem'], ContextEntries: [entry('aws:PrincipalTag/a', 'b'), { ...entry('aws:SourceIp', '10.1.2.3'), ContextKeyType: 'ip' }] })), ['allowed'])
})

test('the simulator with a boundary, a resource policy and another owner', async () => {
  const ask = simulate(allow('sqs:*'))
  const boxed = await ask({ ActionNames: ['sqs:SendMessage', 'sqs:DeleteQueue'], PermissionsBoundaryPolicyInputList: [allow('sqs:SendMessage')] })
  assert.deepEqual(boxed.EvaluationResults.map((r) => [r.EvalDecision, r.PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary]), [['allowed', true], ['implicitDeny', false]])
  const CallerArn = `arn:aws:iam::${ACCOUNT}:user/ann`
  const of = { ActionNames: ['sqs:SendMessage'], ResourceArns: [QUEUE], CallerArn }
  const ResourcePolicy = policy({ Effect: 'Deny', Principal: { AWS: CallerArn }, Action: 'sqs:*', Resource: QUEUE })
  const [denied] = (await ask({ ...of, ResourcePolicy })).EvaluationResults
  assert.deepEqual([denied.EvalDecision, denied.MatchedStatements.map((m) => m.SourcePolicyType)], ['explicitDeny', ['Resource Policy']])
  assert.deepEqual(decisions(await simulate(allow('sns:*'))({ ...of, ResourcePolicy: policy(ofResource({ AWS: CallerArn }, 'sqs:*', QUEUE)) })), ['allowed'])
  assert.deepEqual(decisions(await ask({ ...of, ResourceOwner: 'arn:aws:iam::123456789012:root' })), ['implicitDeny'])
  const noCaller = await failure(ask({ ...of, CallerArn: undefined, ResourcePolicy }))
  assert.deepEqual([noCaller.name, noCaller.status], ['InvalidInputException', 400])
  const broken = await failure(simulate('{')({ ActionNames: ['sqs:SendMessage'] }))
  assert.deepEqual([broken.name, broken.status], ['InvalidInputException', 400])
})

test('SimulatePrincipalPolicy: groups and boundaries count, pages follow; the keys that policies speak of', async () => {
  const who = await user(allow('sqs:*'), { PermissionsBoundary: await managed(allow(['sqs:SendMessage', 'sns:Publish'])) })
  await iam.CreateGroup({ GroupName: 'simulated' })
  await iam.PutGroupPolicy({ GroupName: 'simulated', PolicyName: 'p', PolicyDocument: policy(let_('sns:*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/x': '${aws:username}' } } })) })
  await iam.AddUserToGroup({ GroupName: 'simulated', UserName: who.name })
  const of = { PolicySourceArn: who.arn, ActionNames: ['sqs:SendMessage', 'sqs:DeleteQueue', 'sns:Publish'], ContextEntries: [{ ContextKeyName: 'aws:PrincipalTag/x', ContextKeyType: 'string', ContextKeyValues: ['u'] }, { ContextKeyName: 'aws:username', ContextKeyType: 'string', ContextKeyValues: ['u'] }] }
  const all = await iam.SimulatePrincipalPolicy(of)
  assert.deepEqual(decisions(all), ['allowed', 'implicitDeny', 'allowed'])
  const page = await iam.SimulatePrincipalPolicy({ ...of, MaxItems: 2 })
  assert.deepEqual([decisions(page), page.IsTruncated], [['allowed', 'implicitDeny'], true])
  assert.deepEqual(decisions(await iam.SimulatePrincipalPolicy({ ...of, Marker: page.Marker })), ['allowed'])
  assert.deepEqual((await iam.GetContextKeysForPrincipalPolicy({ PolicySourceArn: who.arn })).ContextKeyNames.sort(), ['aws:PrincipalTag/x', 'aws:username'])
  assert.deepEqual((await iam.GetContextKeysForCustomPolicy({ PolicyInputList: [only('Bool', 'aws:SecureTransport', 'true')] })).ContextKeyNames, ['aws:SecureTransport'])
  const none = await failure(iam.SimulatePrincipalPolicy({ ...of, PolicySourceArn: `${who.arn}-not` }))
  assert.deepEqual([none.name, none.status], ['NoSuchEntityException', 404])
})

/* --- Nube's pages ------------------------------------------------------------------------------------------------- */

const at = (path, asked) => `${path}?${new URLSearchParams(asked)}`

test('the page of decisions: who was refused what, why, and what came nearest', async () => {
  const plain = (await root.sqs.CreateQueue({ QueueName: 'plain' })).QueueUrl
  const who = await user(policy(let_('sqs:SendMessage', `${QUEUE}-not`, { Sid: 'Near' }), let_('sqs:ListQueues', '*', { Sid: 'Lists' })))
  await lists(who)
  await isRefused(who.api.sqs.SendMessage({ QueueUrl: plain, MessageBody: 'x' }))
  const find = async (more) => (await nube.page('GET', at('/_nube/iam/decisions', { principal: who.arn, ...more }))).decisions
  const [last, first, ...rest] = await find({})
  assert.deepEqual(rest, [])
  assert.deepEqual([first.decision, first.action, first.statement], ['allowed', 'sqs:ListQueues', { policy: 'rights', sid: 'Lists' }])
  assert.deepEqual([last.decision, last.action, last.resource, last.reason], ['refused', 'sqs:SendMessage', arn('sqs', 'plain'), 'no identity-based policy allows it'])
  assert.deepEqual(last.nearly, [{ policy: 'rights', sid: 'Near', statement: 0, differs: 'Resource' }])
  assert.deepEqual([last.context['aws:PrincipalArn'], last.context['aws:SourceIp']], [who.arn, '127.0.0.1'])
  assert.deepEqual([(await find({ decision: 'refused' })).length, (await find({ action: 'sqs:List*' })).length, (await find({ resource: 'nothing' })).length], [1, 1, 0])
  await assert.rejects(find({ decison: 'refused' }), /400/)
})

test('the page of the least policy: it suffices when the same is called, and tells what is unused', async () => {
  const who = await user(allow(['sqs:*', 'dynamodb:*', 'lambda:CreateFunction', 'iam:PassRole', 'sns:*', 'states:StartSync?xecution']))
  const calls = async ({ sqs, dynamodb, lambda }) => {
    await sqs.ListQueues()
    await sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
    for (let i = 0; i < 12; i++) await sqs.CreateQueue({ QueueName: `least-${i}` })
    await dynamodb.PutItem({ TableName: 'table', Item })
    await dynamodb.BatchGetItem({ RequestItems: { table: { Keys: [Item] } } })
    await lambda.CreateFunction({ FunctionName: `least-${++made}`, Role: lambdaRole, ...code }).catch((e) => assert.match(e.message, /^Function already exist/))
  }
  await calls(who.api)
  const { policy: least, unused, refused: none } = await nube.page('GET', at('/_nube/iam/policy', { principal: who.arn }))
  assert.deepEqual(unused.map((u) => u.action), ['sns:*', 'states:StartSync?xecution'])
  assert.deepEqual(none, [])
  assert(least.Statement.some((s) => s.Action.includes('iam:PassRole') && s.Condition.StringEquals['iam:PassedToService'] === 'lambda.amazonaws.com'))
  const check = async (document) => {
    const answer = await fetch(nube.url + at('/_nube/iam/policy', { principal: who.arn }), { method: 'POST', body: document })
    return [answer.status, (await answer.json()).lacking]
  }
  assert.deepEqual(await check(JSON.stringify(least)), [200, []])
  const [status, lacking] = await check(allow(['sqs:*', 'dynamodb:*', 'lambda:*']))
  assert.deepEqual([status, lacking], [409, [{ action: 'iam:PassRole', resource: lambdaRole }]])
  made = made - 1 // the same function's name again
  const fresh = await session(JSON.stringify(least).replaceAll(/least-\d+"/g, 'least-*"'))
  await calls(fresh.api)
  await isRefused(who.api.iam.ListUsers())
  assert.deepEqual(await check(JSON.stringify(least)), [409, [{ action: 'iam:ListUsers', resource: `arn:aws:iam::${ACCOUNT}:user/` }]])
})

test('soft lets through and tells; off tells nothing; by account', async () => {
  const who = await user()
  const mode = (asked, method = 'POST') => nube.page(method, at('/_nube/iam/mode', asked))
  assert.deepEqual(await mode({}, 'GET'), { account: ACCOUNT, mode: 'enforce' })
  await mode({ mode: 'soft' })
  await lists(who)
  const found = async () => (await nube.page('GET', at('/_nube/iam/decisions', { principal: who.arn }))).decisions.map((d) => d.decision)
  assert.deepEqual(await found(), ['would be refused'])
  await mode({ mode: 'off' })
  await lists(who)
  assert.deepEqual((await found()).length, 1)
  await mode({ mode: 'enforce' })
  await isRefused(lists(who))
  await mode({ mode: 'soft', account: '123456789012' })
  await isRefused(lists(who))
  await mode({ mode: 'enforce', account: '123456789012' })
  await assert.rejects(mode({ mode: 'nonsense' }), /400/)
})

test('--iam soft, and --iam nonsense', async () => {
  const soft = await Nube.start(['--ephemeral', '--iam', 'soft'])
  const { iam: there } = soft.api()
  await there.CreateUser({ UserName: 'u' })
  const { AccessKey } = await there.CreateAccessKey({ UserName: 'u' })
  await soft.api({ credentials: keysOf(AccessKey) }).sqs.ListQueues()
  await until('the log', () => /would be refused: User: arn:aws:iam::000000000000:user\/u is not authorized/.test(soft.log))
  await soft.stop()
  const wrong = await run(`${build}/nube`, ['--ephemeral', '--port', '0', '--iam', 'nonsense'], { env: environment })
  assert.equal(wrong.status, 2)
  assert.match(wrong.err, /--iam.*enforce, soft or off/)
})
