// IAM and STS by the AWS SDK: roles and their policies, sessions and their signatures.
import assert from 'node:assert/strict'

import { allow } from '../support/js/policies.js'
import { after, require, test } from '../support/js/suite.js'
import { failure, Nube, raw } from '../support/js/nube.js'

const { SignatureV4 } = require('@smithy/signature-v4')
const { Sha256 } = require('@aws-crypto/sha256-js')
const nube = await Nube.start()
const { iam, sts } = nube.api()
after(() => nube.stop())

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] })
const role = (RoleName) => iam.CreateRole({ RoleName, AssumeRolePolicyDocument: trust })

test('roles: made, found, listed page by page, deleted', async () => {
  const { Role } = await iam.CreateRole({ RoleName: 'app', Path: '/service/', AssumeRolePolicyDocument: trust, Description: 'of the app' })
  assert.equal(Role.Arn, 'arn:aws:iam::000000000000:role/service/app')
  assert.match(Role.RoleId, /^AROA[A-Z0-9]{17}$/)
  assert(Role.CreateDate instanceof Date)
  const got = (await iam.GetRole({ RoleName: 'app' })).Role
  assert.equal(decodeURIComponent(got.AssumeRolePolicyDocument), trust)
  assert.deepEqual([got.Description, got.MaxSessionDuration], ['of the app', 3600])
  const again = await failure(role('app'))
  assert.deepEqual([again.name, again.status, again.message], ['EntityAlreadyExistsException', 409, 'Role with name app already exists.'])
  await role('bee')
  const page = await iam.ListRoles({ MaxItems: 1 })
  assert.deepEqual([page.IsTruncated, page.Roles.length], [true, 1])
  const rest = await iam.ListRoles({ Marker: page.Marker })
  assert.deepEqual([...page.Roles, ...rest.Roles].map((r) => r.RoleName), ['app', 'bee'])
  await iam.DeleteRole({ RoleName: 'bee' })
  const gone = await failure(iam.GetRole({ RoleName: 'bee' }))
  assert.deepEqual([gone.name, gone.status, gone.message], ['NoSuchEntityException', 404, 'The role with name bee cannot be found.'])
})

test('inline policies: put, got, listed; a role with one cannot be deleted', async () => {
  await role('with-policy')
  const of = { RoleName: 'with-policy', PolicyName: 'queues' }
  await iam.PutRolePolicy({ ...of, PolicyDocument: policy })
  assert.deepEqual((await iam.ListRolePolicies({ RoleName: 'with-policy' })).PolicyNames, ['queues'])
  assert.equal(decodeURIComponent((await iam.GetRolePolicy(of)).PolicyDocument), policy)
  const conflict = await failure(iam.DeleteRole({ RoleName: 'with-policy' }))
  assert.deepEqual(
    [conflict.name, conflict.status, conflict.message],
    ['DeleteConflictException', 409, 'Cannot delete entity, must delete policies first.'],
  )
  await iam.DeleteRolePolicy(of)
  assert.equal((await failure(iam.GetRolePolicy(of))).message, 'The role policy with name queues cannot be found.')
  await iam.DeleteRole({ RoleName: 'with-policy' })
  const broken = await failure(iam.PutRolePolicy({ RoleName: 'app', PolicyName: 'x', PolicyDocument: '{' }))
  assert.deepEqual([broken.name, broken.status], ['MalformedPolicyDocumentException', 400])
  const name = await failure(iam.CreateRole({ RoleName: 'no spaces', AssumeRolePolicyDocument: trust }))
  assert.equal(name.status, 400)
  assert.equal(name.message, 'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-')
})

test('any credentials are the root of their account', async () => {
  assert.deepEqual(
    (({ Account, Arn, UserId }) => ({ Account, Arn, UserId }))(await sts.GetCallerIdentity()),
    { Account: '000000000000', Arn: 'arn:aws:iam::000000000000:root', UserId: '000000000000' },
  )
  const other = nube.api({ credentials: { accessKeyId: '123456789012', secretAccessKey: 'x' } })
  assert.equal((await other.sts.GetCallerIdentity()).Arn, 'arn:aws:iam::123456789012:root')
})

async function session(RoleSessionName = 'me', extra = {}) {
  const RoleArn = (await iam.GetRole({ RoleName: 'app' })).Role.Arn
  const answer = await sts.AssumeRole({ RoleArn, RoleSessionName, ...extra })
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials
  return { answer, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } }
}

test('a session of a role acts as the role, in every protocol', async () => {
  await iam.PutRolePolicy({ RoleName: 'app', PolicyName: 'all', PolicyDocument: allow('*') })
  const { answer, credentials } = await session('me', { DurationSeconds: 900 })
  assert.match(credentials.accessKeyId, /^ASIA[A-Z0-9]{16}$/)
  assert.equal(answer.AssumedRoleUser.Arn, 'arn:aws:sts::000000000000:assumed-role/app/me')
  assert(Math.abs(answer.Credentials.Expiration - Date.now() - 900000) < 10000)
  const as = nube.api({ credentials })
  const who = await as.sts.GetCallerIdentity()
  assert.equal(who.Arn, 'arn:aws:sts::000000000000:assumed-role/app/me')
  assert.match(who.UserId, /^AROA[A-Z0-9]{17}:me$/)
  const { QueueUrl } = await as.sqs.CreateQueue({ QueueName: 'ours' })
  await as.sqs.SendMessage({ QueueUrl, MessageBody: 'ünï & = +' })
  await as.dynamodb.ListTables()
  await as.lambda.ListFunctions({ MaxItems: 3 })
  await as.apigateway.GetRestApis({ limit: 2 })
  await as.pipes.ListPipes({ NamePrefix: 'a b/c' })
  assert.equal((await failure(as.lambda.GetFunction({ FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:none' }))).status, 404)
})

test('what is not signed with the secret is refused: 403, but 400 from the JSON services', async () => {
  const { credentials } = await session()
  const forged = nube.api({ credentials: { ...credentials, secretAccessKey: 'guessed' } })
  const query = await failure(forged.sts.GetCallerIdentity())
  assert.deepEqual([query.name, query.status], ['SignatureDoesNotMatch', 403])
  assert.match(query.message, /^The request signature we calculated does not match the signature you provided\./)
  const json = await failure(forged.dynamodb.ListTables())
  assert.deepEqual([json.name, json.status], ['InvalidSignatureException', 400])
  const rest = await failure(forged.lambda.ListFunctions())
  assert.deepEqual([rest.name, rest.status], ['InvalidSignatureException', 403])
  const stolen = nube.api({ credentials: { ...credentials, sessionToken: 'other' } })
  const token = await failure(stolen.sts.GetCallerIdentity())
  assert.deepEqual([token.name, token.status], ['InvalidClientTokenId', 403])
  assert.match(token.message, /^The security token included in the request is invalid\.?$/)
})

test('a signature for one service is none for another', async () => {
  const { credentials } = await session()
  const headers = { host: new URL(nube.url).host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' }
  const ask = async (service) => {
    const signer = new SignatureV4({ credentials, region: 'us-east-1', service, sha256: Sha256 })
    const signed = await signer.sign({ method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/', headers, body: '{}' })
    const { status, body } = await raw(nube.url, { headers: signed.headers, body: '{}' })
    return [status, JSON.parse(body)]
  }
  assert.deepEqual(await ask('dynamodb'), [200, { TableNames: [] }])
  const [status, { __type, message }] = await ask('s3')
  assert.deepEqual([status, message], [400, "Credential should be scoped to correct service: 'dynamodb'. "])
  assert.match(__type, /#InvalidSignatureException$/)
})

test('a body that was changed on its way is refused', async () => {
  const { credentials } = await session()
  const client = nube.client('sqs', 'SQSClient', { credentials })
  client.middlewareStack.add(
    (next) => (args) => {
      args.request.body = args.request.body.replace('harmless', 'harmful!')
      return next(args)
    },
    { step: 'deserialize', name: 'tamper', priority: 'low' },
  )
  const { CreateQueueCommand } = await import('@aws-sdk/client-sqs')
  const refused = await failure(client.send(new CreateQueueCommand({ QueueName: 'harmless' })))
  assert.equal(refused.name, 'InvalidSignatureException')
})

test('a session ends when the clock says so', async () => {
  const { credentials } = await session('short', { DurationSeconds: 900 })
  const as = nube.api({ credentials })
  await as.sts.GetCallerIdentity()
  await nube.clock({ advance: 901 })
  const late = await failure(as.sts.GetCallerIdentity())
  assert.deepEqual([late.name, late.status, late.message], ['ExpiredToken', 403, 'The security token included in the request is expired'])
})

test('a role that is not there cannot be assumed', async () => {
  const RoleArn = 'arn:aws:iam::000000000000:role/nobody'
  const refused = await failure(sts.AssumeRole({ RoleArn, RoleSessionName: 'me' }))
  assert.deepEqual([refused.name, refused.status], ['AccessDenied', 403])
  assert.equal(refused.message, `User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`)
  const short = await failure(sts.AssumeRole({ RoleArn, RoleSessionName: 'me', DurationSeconds: 60 }))
  assert.deepEqual([short.name, short.status], ['ValidationError', 400])
})
