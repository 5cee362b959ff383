// What users and roles asked for: when a role was last used, services last accessed, and which policies let them.
import assert from 'node:assert/strict'

import { allow } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { iam, sts, sqs } = nube.api()
after(() => nube.stop())

const ACCOUNT = '000000000000'
const at = (name) => `arn:aws:iam::${ACCOUNT}:${name}`
const keysOf = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
const as = (keys, more = {}) => nube.api({ credentials: keysOf(keys), ...more })
const trust = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' } })

async function user(UserName, rights) {
  await iam.CreateUser({ UserName })
  if (rights) await iam.PutUserPolicy({ UserName, PolicyName: 'own', PolicyDocument: rights })
  return (await iam.CreateAccessKey({ UserName })).AccessKey
}

async function report(Arn, Granularity) {
  await nube.quiet()
  return (await iam.GenerateServiceLastAccessedDetails({ Arn, Granularity })).JobId
}

const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'queue' })

test('a role was last used when its session called something, allowed or not, and a new one of the name never', async () => {
  const make = async () => (await iam.CreateRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust })).Role
  const { Arn } = await make()
  const last = async () => {
    await nube.quiet()
    return (await iam.GetRole({ RoleName: 'worker' })).Role.RoleLastUsed
  }
  const { Credentials } = await sts.AssumeRole({ RoleArn: Arn, RoleSessionName: 'me' })
  assert.deepEqual(await last(), {})
  await failure(as(Credentials, { region: 'eu-west-1' }).sqs.ListQueues())
  const first = await last()
  assert.equal(first.Region, 'eu-west-1')
  assert(Math.abs(first.LastUsedDate.getTime() - Date.now()) < 60000)
  await nube.clock({ advance: 120 })
  await failure(as(Credentials).sns.ListTopics())
  const second = await last()
  assert.equal(second.Region, 'us-east-1')
  assert(second.LastUsedDate.getTime() - first.LastUsedDate.getTime() >= 120000)
  assert.deepEqual((await iam.GetAccountAuthorizationDetails({ Filter: ['Role'] })).RoleDetailList[0].RoleLastUsed, second)
  await iam.DeleteRole({ RoleName: 'worker' })
  await make()
  assert.deepEqual(await last(), {})
})

test('services last accessed by a user, through a group, with a policy; by action and by entity', async () => {
  const ann = await user('ann', allow(['sqs:*', 'ec2:Describe*']))
  await user('bob')
  const { Policy } = await iam.CreatePolicy({ PolicyName: 'shared', PolicyDocument: allow(['dynamodb:*', 'sqs:ListQueues']) })
  await iam.CreateGroup({ GroupName: 'team' })
  for (const UserName of ['ann', 'bob']) await iam.AddUserToGroup({ GroupName: 'team', UserName })
  await iam.AttachGroupPolicy({ GroupName: 'team', PolicyArn: Policy.Arn })
  await as(ann).sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  await as(ann).sqs.ListQueues()
  const of = async (JobId, more) => (await iam.GetServiceLastAccessedDetails({ JobId, ...more }))
  const JobId = await report(at('user/ann'), 'ACTION_LEVEL')
  const all = await of(JobId)
  assert.deepEqual([all.JobStatus, all.JobType, all.IsTruncated], ['COMPLETED', 'ACTION_LEVEL', false])
  assert.deepEqual(all.ServicesLastAccessed.map((s) => [s.ServiceNamespace, s.ServiceName, s.TotalAuthenticatedEntities, s.LastAuthenticatedEntity, s.LastAuthenticatedRegion]), [
    ['dynamodb', 'Amazon DynamoDB', 0, undefined, undefined],
    ['ec2', 'ec2', 0, undefined, undefined],
    ['sqs', 'Amazon SQS', 1, at('user/ann'), 'us-east-1'],
  ])
  const { TrackedActionsLastAccessed: actions, LastAuthenticated } = all.ServicesLastAccessed[2]
  assert.deepEqual(actions.map((a) => a.ActionName).sort(), ['ListQueues', 'SendMessage'])
  assert(actions.every((a) => a.LastAccessedEntity === at('user/ann') && a.LastAccessedTime <= LastAuthenticated))
  const page = await of(JobId, { MaxItems: 2 })
  assert.deepEqual([page.ServicesLastAccessed.length, page.IsTruncated], [2, true])
  assert.deepEqual((await of(JobId, { MaxItems: 2, Marker: page.Marker })).ServicesLastAccessed.map((s) => s.ServiceNamespace), ['sqs'])
  for (const arn of [at('group/team'), Policy.Arn]) {
    const Job = await report(arn)
    const { ServicesLastAccessed: services, JobType } = await of(Job)
    assert.deepEqual([JobType, services.map((s) => [s.ServiceNamespace, s.TotalAuthenticatedEntities, s.TrackedActionsLastAccessed])], ['SERVICE_LEVEL', [['dynamodb', 0, undefined], ['sqs', 1, undefined]]])
    const { EntityDetailsList } = await iam.GetServiceLastAccessedDetailsWithEntities({ JobId: Job, ServiceNamespace: 'sqs' })
    assert.deepEqual(EntityDetailsList.map((d) => [d.EntityInfo.Arn, d.EntityInfo.Type, d.EntityInfo.Name, Boolean(d.LastAuthenticated)]), [
      [at('user/ann'), 'USER', 'ann', true],
      [at('user/bob'), 'USER', 'bob', false],
    ])
  }
})

test('which policies let them use a service', async () => {
  const list = async (Arn, ...ServiceNamespaces) => (await iam.ListPoliciesGrantingServiceAccess({ Arn, ServiceNamespaces })).PoliciesGrantingServiceAccess
  const shared = { PolicyName: 'shared', PolicyType: 'MANAGED', PolicyArn: at('policy/shared') }
  assert.deepEqual(await list(at('user/ann'), 'sqs', 'ec2', 'iam'), [
    { ServiceNamespace: 'sqs', Policies: [{ PolicyName: 'own', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'ann' }, shared] },
    { ServiceNamespace: 'ec2', Policies: [{ PolicyName: 'own', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'ann' }] },
    { ServiceNamespace: 'iam', Policies: [] },
  ])
  assert.deepEqual(await list(at('group/team'), 'dynamodb'), [{ ServiceNamespace: 'dynamodb', Policies: [shared] }])
})

test('reports of nobody, and reports that are not there', async () => {
  const error = async (call) => ((e) => [e.name, e.message])(await failure(call))
  assert.deepEqual(await error(iam.GenerateServiceLastAccessedDetails({ Arn: at('user/nobody') })), ['NoSuchEntityException', 'The user with name nobody cannot be found.'])
  assert.deepEqual(await error(iam.GenerateServiceLastAccessedDetails({ Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:queue` })), ['InvalidInputException', `ARN arn:aws:sqs:us-east-1:${ACCOUNT}:queue is not valid.`])
  assert.deepEqual(await error(iam.ListPoliciesGrantingServiceAccess({ Arn: at('policy/shared'), ServiceNamespaces: ['sqs'] })), ['InvalidInputException', `ARN ${at('policy/shared')} is not valid.`])
  const JobId = '01234567-89ab-cdef-0123-456789abcdef'
  assert.equal((await error(iam.GetServiceLastAccessedDetails({ JobId })))[0], 'NoSuchEntityException')
  assert.equal((await error(iam.GetServiceLastAccessedDetailsWithEntities({ JobId, ServiceNamespace: 'sqs' })))[0], 'NoSuchEntityException')
})

test('AllowUsersToChangePassword lets each user change their own', async () => {
  const eve = as(await user('eve'))
  await iam.CreateLoginProfile({ UserName: 'eve', Password: 'first-password' })
  const change = () => eve.iam.ChangePassword({ OldPassword: 'first-password', NewPassword: 'second-password' })
  assert.match((await failure(change())).message, /is not authorized to perform: iam:ChangePassword/)
  await iam.UpdateAccountPasswordPolicy({ AllowUsersToChangePassword: true })
  await eve.iam.GetAccountPasswordPolicy()
  await change()
  assert.match((await failure(eve.iam.ListUsers())).message, /is not authorized to perform/)
  assert.deepEqual((await iam.ListPoliciesGrantingServiceAccess({ Arn: at('user/eve'), ServiceNamespaces: ['iam'] })).PoliciesGrantingServiceAccess[0].Policies, [])
  await iam.UpdateAccountPasswordPolicy({})
  assert.match((await failure(eve.iam.GetAccountPasswordPolicy())).message, /is not authorized to perform/)
})
