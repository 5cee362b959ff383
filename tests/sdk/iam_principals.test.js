// Principals that policies name: who must be there when a policy is put, and what becomes of it when they are renamed, deleted, made anew.
import assert from 'node:assert/strict'

import { createFunction } from '../support/js/functions.js'
import { allow, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const root = nube.api()
const { iam, sts, sqs, sns, lambda, dynamodb } = root
after(() => nube.stop())

const ACCOUNT = '000000000000'
const policy = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement })
const at = (name) => `arn:aws:iam::${ACCOUNT}:${name}`
const keysOf = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
const as = (keys) => nube.api({ credentials: keysOf(keys) })

async function user(UserName, rights) {
  const { User } = await iam.CreateUser({ UserName })
  if (rights) await iam.PutUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument: rights })
  return { id: User.UserId, arn: User.Arn, api: as((await iam.CreateAccessKey({ UserName })).AccessKey) }
}

async function userGone(UserName) {
  for (const { AccessKeyId } of (await iam.ListAccessKeys({ UserName })).AccessKeyMetadata) await iam.DeleteAccessKey({ UserName, AccessKeyId })
  for (const PolicyName of (await iam.ListUserPolicies({ UserName })).PolicyNames) await iam.DeleteUserPolicy({ UserName, PolicyName })
  await iam.DeleteUser({ UserName })
}

const trustOf = async (RoleName) => JSON.parse(decodeURIComponent((await iam.GetRole({ RoleName })).Role.AssumeRolePolicyDocument)).Statement[0].Principal.AWS

test('a trust holds for the user that it named, by any later name, and for no other of that name', async () => {
  const me = await user('me', allow('*'))
  const trusting = policy({ Effect: 'Allow', Principal: { AWS: me.arn }, Action: 'sts:AssumeRole' })
  const { Role } = await iam.CreateRole({ RoleName: 'trusting', AssumeRolePolicyDocument: trusting })
  const assume = (by) => by.sts.AssumeRole({ RoleArn: Role.Arn, RoleSessionName: 'me' })
  await assume(me.api)
  await iam.UpdateUser({ UserName: 'me', NewUserName: 'mine' })
  assert.equal(await trustOf('trusting'), at('user/mine'))
  await userGone('mine')
  assert.equal(await trustOf('trusting'), me.id)
  const again = await user('me')
  assert.match((await failure(assume(again.api))).message, /is not authorized to perform: sts:AssumeRole/)
  assert.equal(await trustOf('trusting'), me.id)
  const orphan = await failure(iam.UpdateAssumeRolePolicy({ RoleName: 'trusting', PolicyDocument: trusting.replace(me.arn, me.id) }))
  assert.deepEqual([orphan.name, orphan.message], ['MalformedPolicyDocumentException', `Invalid principal in policy: "AWS":"${me.id}"`])
  await iam.UpdateAssumeRolePolicy({ RoleName: 'trusting', PolicyDocument: trusting })
  await assume(again.api)
})

const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'queue' })
const { TopicArn } = await sns.CreateTopic({ Name: 'topic' })
const { TableDescription } = await dynamodb.CreateTable({ TableName: 'table', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] })
const lambdaRole = (await iam.CreateRole({ RoleName: 'for-lambda', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') })).Role.Arn
const code = { Runtime: 'provided.al2023', Handler: 'x', Code: { ZipFile: zip([{ name: 'bootstrap', body: Buffer.from('#!/bin/sh\n'), mode: 0o755 }]) } }
await createFunction(lambda, { FunctionName: 'function', Role: lambdaRole, ...code })

const statement = (principal, Action, Resource) => policy({ Effect: 'Allow', Principal: { AWS: principal }, Action, Resource })
const named = (text) => JSON.parse(text).Statement[0].Principal.AWS
const RESOURCES = {
  queue: {
    put: (p) => sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: statement(p, 'sqs:SendMessage', '*') } }),
    told: async () => named((await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })).Attributes.Policy),
    call: (api) => api.sqs.SendMessage({ QueueUrl, MessageBody: 'x' }),
    error: ['InvalidAttributeValue', 'Invalid value for the parameter Policy.'],
    create: (p) => sqs.CreateQueue({ QueueName: 'new', Attributes: { Policy: statement(p, 'sqs:SendMessage', '*') } }),
    createError: 'Invalid value for the parameter Policy.',
  },
  topic: {
    put: (p) => sns.SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: statement(p, 'sns:Publish', TopicArn) }),
    told: async () => named((await sns.GetTopicAttributes({ TopicArn })).Attributes.Policy),
    call: (api) => api.sns.Publish({ TopicArn, Message: 'x' }),
    error: ['InvalidParameterException', 'Invalid parameter: Policy Error: PrincipalNotFound'],
    create: (p) => sns.CreateTopic({ Name: 'new', Attributes: { Policy: statement(p, 'sns:Publish', '*') } }),
    createError: 'Invalid parameter: Attributes Reason: Policy Error: PrincipalNotFound',
  },
  function: {
    put: async (Principal) => {
      await lambda.RemovePermission({ FunctionName: 'function', StatementId: 's' }).catch(() => {})
      const { Statement } = await lambda.AddPermission({ FunctionName: 'function', StatementId: 's', Action: 'lambda:InvokeFunction', Principal })
      assert.equal(JSON.parse(Statement).Principal.AWS, Principal)
    },
    told: async () => named((await lambda.GetPolicy({ FunctionName: 'function' })).Policy),
    call: (api) => api.lambda.Invoke({ FunctionName: 'function', InvocationType: 'DryRun' }),
    error: ['InvalidParameterValueException', 'The provided principal was invalid. Please check the principal and try again.'],
  },
  table: {
    put: (p) => dynamodb.PutResourcePolicy({ ResourceArn: TableDescription.TableArn, Policy: statement(p, 'dynamodb:GetItem', TableDescription.TableArn) }),
    told: async () => named((await dynamodb.GetResourcePolicy({ ResourceArn: TableDescription.TableArn })).Policy),
    call: (api) => api.dynamodb.GetItem({ TableName: 'table', Key: { id: { S: 'a' } } }),
    error: ['ValidationException', 'One or more parameter values were invalid: Invalid principal in policy document.'],
    create: (p) => dynamodb.CreateTable({ TableName: 'new', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], ResourcePolicy: statement(p, 'dynamodb:GetItem', '*') }),
    createError: 'One or more parameter values were invalid: Invalid principal in policy document.',
  },
}

test("a resource's policy holds for whom it named, and is not taken with one who is not there", async () => {
  for (const [name, { put, told, call, error, create, createError }] of Object.entries(RESOURCES)) {
    const me = await user(`of-${name}`)
    const nobody = await failure(put(at('user/nobody')))
    assert.deepEqual([nobody.name, nobody.message], error)
    if (create) assert.equal((await failure(create(at('role/nobody')))).message, createError)
    await put(me.arn)
    assert.equal(await told(), me.arn)
    await call(me.api)
    await userGone(`of-${name}`)
    assert.equal(await told(), me.id)
    const again = await user(`of-${name}`)
    assert.match((await failure(call(again.api))).message, /is not authorized to perform/)
    await put('arn:aws:iam::111122223333:user/unknown') // of an account of which Nube knows nobody
    assert.equal(await told(), 'arn:aws:iam::111122223333:user/unknown')
  }
})

test('a role that is made anew is none of whom a policy named, also for its functions', async () => {
  const everybody = policy({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' })
  const { queue } = RESOURCES
  const make = async () => (await iam.CreateRole({ RoleName: 'again', AssumeRolePolicyDocument: everybody })).Role
  const session = async (role) => as((await sts.AssumeRole({ RoleArn: role.Arn, RoleSessionName: 'me' })).Credentials)
  const first = await make()
  await queue.put(first.Arn)
  await queue.call(await session(first))
  await iam.DeleteRole({ RoleName: 'again' })
  const second = await make()
  assert.equal(await queue.told(), first.RoleId)
  assert.match((await failure(queue.call(await session(second)))).message, /is not authorized to perform/)
})
