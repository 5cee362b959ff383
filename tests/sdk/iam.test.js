// IAM by the AWS SDK: users, groups, roles, policies and access keys.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { iam } = nube.api()
after(() => nube.stop())

const ACCOUNT = 'arn:aws:iam::000000000000:'
const AWS = 'arn:aws:iam::aws:policy/'
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] })
const policy = (Action = 'sqs:*') => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })
const told = (document) => JSON.parse(decodeURIComponent(document)).Statement[0].Action

test('users: made, found, listed, renamed, tagged, deleted', async () => {
  const { User } = await iam.CreateUser({ UserName: 'ann', Path: '/team/', Tags: [{ Key: 'a', Value: '1' }] })
  assert.match(User.UserId, /^AIDA[A-Z2-7]{17}$/)
  assert(User.CreateDate instanceof Date)
  assert.deepEqual((await iam.GetUser({ UserName: 'Ann' })).User, User)
  assert.equal((await iam.GetUser({})).User.Arn, `${ACCOUNT}root`)
  await iam.UpdateUser({ UserName: 'ann', NewUserName: 'bea', NewPath: '/' })
  assert.deepEqual((await iam.ListUsers({})).Users.map(({ Arn, UserId }) => [Arn, UserId]), [[`${ACCOUNT}user/bea`, User.UserId]])
  await iam.TagUser({ UserName: 'bea', Tags: [{ Key: 'b', Value: '' }] })
  await iam.UntagUser({ UserName: 'bea', TagKeys: ['a'] })
  assert.deepEqual((await iam.ListUserTags({ UserName: 'bea' })).Tags, [{ Key: 'b', Value: '' }])
  await iam.DeleteUser({ UserName: 'bea' })
  const gone = await failure(iam.GetUser({ UserName: 'bea' }))
  assert.deepEqual([gone.name, gone.status, gone.message], ['NoSuchEntityException', 404, 'The user with name bea cannot be found.'])
})

test('groups: made, filled, listed, renamed, deleted', async () => {
  const { Group } = await iam.CreateGroup({ GroupName: 'devs' })
  assert.match(Group.GroupId, /^AGPA[A-Z2-7]{17}$/)
  await iam.CreateUser({ UserName: 'carl' })
  await iam.AddUserToGroup({ GroupName: 'devs', UserName: 'carl' })
  assert.deepEqual((await iam.GetGroup({ GroupName: 'devs' })).Users.map((u) => u.UserName), ['carl'])
  assert.deepEqual((await iam.ListGroupsForUser({ UserName: 'carl' })).Groups, [Group])
  const kept = await failure(iam.DeleteGroup({ GroupName: 'devs' }))
  assert.deepEqual([kept.name, kept.status], ['DeleteConflictException', 409])
  await iam.RemoveUserFromGroup({ GroupName: 'devs', UserName: 'carl' })
  await iam.UpdateGroup({ GroupName: 'devs', NewGroupName: 'ops' })
  assert.deepEqual((await iam.ListGroups({})).Groups.map((g) => g.Arn), [`${ACCOUNT}group/ops`])
  await iam.DeleteGroup({ GroupName: 'ops' })
  await iam.DeleteUser({ UserName: 'carl' })
})

test('inline policies of users and groups', async () => {
  await iam.CreateUser({ UserName: 'dora' })
  await iam.CreateGroup({ GroupName: 'devs' })
  for (const [kind, of] of [['User', { UserName: 'dora' }], ['Group', { GroupName: 'devs' }]]) {
    await iam[`Put${kind}Policy`]({ ...of, PolicyName: 'p', PolicyDocument: policy() })
    const got = await iam[`Get${kind}Policy`]({ ...of, PolicyName: 'p' })
    assert.deepEqual([got[`${kind}Name`], decodeURIComponent(got.PolicyDocument)], [Object.values(of)[0], policy()])
    assert.deepEqual((await iam[`List${kind}Policies`](of)).PolicyNames, ['p'])
    await iam[`Delete${kind}Policy`]({ ...of, PolicyName: 'p' })
    const gone = await failure(iam[`Get${kind}Policy`]({ ...of, PolicyName: 'p' }))
    assert.equal(gone.message, `The ${kind.toLowerCase()} policy with name p cannot be found.`)
  }
})

test('managed policies: versions, tags, to whom they are attached', async () => {
  const { Policy } = await iam.CreatePolicy({ PolicyName: 'queues', Path: '/x/', Description: 'd', PolicyDocument: policy() })
  const { Arn: PolicyArn } = Policy
  assert.match(Policy.PolicyId, /^ANPA[A-Z2-7]{17}$/)
  const { PolicyVersion } = await iam.CreatePolicyVersion({ PolicyArn, PolicyDocument: policy('sns:*') })
  assert.deepEqual([PolicyVersion.VersionId, PolicyVersion.IsDefaultVersion], ['v2', false])
  await iam.SetDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' })
  assert.equal(told((await iam.GetPolicyVersion({ PolicyArn, VersionId: 'v2' })).PolicyVersion.Document), 'sns:*')
  await iam.DeletePolicyVersion({ PolicyArn, VersionId: 'v1' })
  assert.deepEqual((await iam.ListPolicyVersions({ PolicyArn })).Versions.map((v) => [v.VersionId, v.IsDefaultVersion]), [['v2', true]])
  await iam.TagPolicy({ PolicyArn, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: 'w' }] })
  await iam.UntagPolicy({ PolicyArn, TagKeys: ['l'] })
  assert.deepEqual((await iam.ListPolicyTags({ PolicyArn })).Tags, [{ Key: 'k', Value: 'v' }])
  await iam.CreateRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust })
  const holders = [['User', { UserName: 'dora' }], ['Group', { GroupName: 'devs' }], ['Role', { RoleName: 'worker' }]]
  for (const [kind, of] of holders) {
    await iam[`Attach${kind}Policy`]({ ...of, PolicyArn })
    assert.deepEqual((await iam[`ListAttached${kind}Policies`](of)).AttachedPolicies, [{ PolicyName: 'queues', PolicyArn }])
  }
  const to = await iam.ListEntitiesForPolicy({ PolicyArn })
  assert.deepEqual([to.PolicyUsers[0].UserName, to.PolicyGroups[0].GroupName, to.PolicyRoles[0].RoleName], ['dora', 'devs', 'worker'])
  const got = (await iam.GetPolicy({ PolicyArn })).Policy
  assert.deepEqual([got.AttachmentCount, got.DefaultVersionId, got.Description, got.Tags], [3, 'v2', 'd', [{ Key: 'k', Value: 'v' }]])
  assert.deepEqual((await iam.ListPolicies({ Scope: 'Local' })).Policies.map((p) => p.PolicyName), ['queues'])
  const kept = await failure(iam.DeletePolicy({ PolicyArn }))
  assert.deepEqual([kept.name, kept.message], ['DeleteConflictException', 'Cannot delete a policy attached to entities.'])
  for (const [kind, of] of holders) await iam[`Detach${kind}Policy`]({ ...of, PolicyArn })
  await iam.DeletePolicy({ PolicyArn })
})

test("AWS's policies are there for every account, with their documents", async () => {
  const seen = []
  let Marker
  do {
    const page = await iam.ListPolicies({ Scope: 'AWS', MaxItems: 1000, Marker })
    seen.push(...page.Policies)
    Marker = page.Marker
  } while (Marker)
  assert(seen.length > 1000)
  assert.equal(new Set(seen.map((p) => p.Arn)).size, seen.length)
  for (const name of ['AdministratorAccess', 'job-function/ViewOnlyAccess', 'service-role/AWSLambdaBasicExecutionRole', 'AmazonSQSFullAccess']) {
    const { Policy } = await iam.GetPolicy({ PolicyArn: AWS + name })
    const { PolicyVersion } = await iam.GetPolicyVersion({ PolicyArn: AWS + name, VersionId: Policy.DefaultVersionId })
    assert.equal(JSON.parse(decodeURIComponent(PolicyVersion.Document)).Version, '2012-10-17', name)
  }
  const other = nube.api({ credentials: { accessKeyId: '123456789012', secretAccessKey: 'x' } })
  await iam.AttachRolePolicy({ RoleName: 'worker', PolicyArn: `${AWS}AmazonSQSFullAccess` })
  const counts = await Promise.all([iam, other.iam].map(async (each) => (await each.GetPolicy({ PolicyArn: `${AWS}AmazonSQSFullAccess` })).Policy.AttachmentCount))
  assert.deepEqual(counts, [1, 0])
  const refused = await failure(iam.DeletePolicy({ PolicyArn: `${AWS}AmazonSQSFullAccess` }))
  assert.deepEqual([refused.name, refused.status], ['AccessDenied', 403])
  await iam.DetachRolePolicy({ RoleName: 'worker', PolicyArn: `${AWS}AmazonSQSFullAccess` })
})

test('roles: changed, tagged, bounded', async () => {
  await iam.UpdateRole({ RoleName: 'worker', Description: 'works', MaxSessionDuration: 7200 })
  await iam.UpdateAssumeRolePolicy({ RoleName: 'worker', PolicyDocument: trust.replace('ec2', 'lambda') })
  assert.equal((await iam.UpdateRoleDescription({ RoleName: 'worker', Description: 'rests' })).Role.Description, 'rests')
  await iam.TagRole({ RoleName: 'worker', Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: '' }] })
  await iam.UntagRole({ RoleName: 'worker', TagKeys: ['L'] })
  assert.deepEqual((await iam.ListRoleTags({ RoleName: 'worker' })).Tags, [{ Key: 'k', Value: 'v' }])
  await iam.PutRolePermissionsBoundary({ RoleName: 'worker', PermissionsBoundary: `${AWS}PowerUserAccess` })
  await iam.PutUserPermissionsBoundary({ UserName: 'dora', PermissionsBoundary: `${AWS}PowerUserAccess` })
  const { Role } = await iam.GetRole({ RoleName: 'worker' })
  assert.deepEqual([Role.Description, Role.MaxSessionDuration, Role.Tags, Role.PermissionsBoundary.PermissionsBoundaryArn, Role.RoleLastUsed], ['rests', 7200, [{ Key: 'k', Value: 'v' }], `${AWS}PowerUserAccess`, {}])
  assert.match(decodeURIComponent(Role.AssumeRolePolicyDocument), /lambda/)
  assert.equal((await iam.GetUser({ UserName: 'dora' })).User.PermissionsBoundary.PermissionsBoundaryType, 'Policy')
  await iam.DeleteRolePermissionsBoundary({ RoleName: 'worker' })
  await iam.DeleteUserPermissionsBoundary({ UserName: 'dora' })
  assert.equal((await iam.GetRole({ RoleName: 'worker' })).Role.PermissionsBoundary, undefined)
})

test('instance profiles', async () => {
  const of = { InstanceProfileName: 'box' }
  const { InstanceProfile } = await iam.CreateInstanceProfile({ ...of, Path: '/x/' })
  assert.match(InstanceProfile.InstanceProfileId, /^AIPA[A-Z2-7]{17}$/)
  await iam.AddRoleToInstanceProfile({ ...of, RoleName: 'worker' })
  assert.equal((await iam.GetInstanceProfile(of)).InstanceProfile.Roles[0].RoleName, 'worker')
  assert.equal((await iam.ListInstanceProfiles({ PathPrefix: '/x' })).InstanceProfiles.length, 1)
  assert.equal((await iam.ListInstanceProfilesForRole({ RoleName: 'worker' })).InstanceProfiles[0].InstanceProfileName, 'box')
  await iam.TagInstanceProfile({ ...of, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'K', Value: 'w' }] })
  await iam.UntagInstanceProfile({ ...of, TagKeys: ['k'] })
  assert.deepEqual((await iam.ListInstanceProfileTags(of)).Tags, [{ Key: 'K', Value: 'w' }])
  await iam.RemoveRoleFromInstanceProfile({ ...of, RoleName: 'worker' })
  await iam.DeleteInstanceProfile(of)
})

test('roles of services are made by their name, and are AWS\'s to change', async () => {
  const { Role } = await iam.CreateServiceLinkedRole({ AWSServiceName: 'ecs.amazonaws.com' })
  assert.equal(Role.Arn, `${ACCOUNT}role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`)
  const refused = await failure(iam.DeleteRole({ RoleName: Role.RoleName }))
  assert.deepEqual([refused.name, refused.status], ['UnmodifiableEntityException', 400])
  const { DeletionTaskId } = await iam.DeleteServiceLinkedRole({ RoleName: Role.RoleName })
  assert.equal((await iam.GetServiceLinkedRoleDeletionStatus({ DeletionTaskId })).Status, 'SUCCEEDED')
})

test('all of an account at once', async () => {
  const all = await iam.GetAccountAuthorizationDetails({ Filter: ['User', 'Role'] })
  assert.deepEqual([all.UserDetailList.map((u) => u.UserName), all.RoleDetailList.map((r) => r.RoleName), all.Policies], [['dora'], ['worker'], []])
})

test('who signs with an access key acts as its user, and is nobody once it is inactive', async () => {
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'dora' })
  assert.match(AccessKey.AccessKeyId, /^AKIANUBE[A-Z2-7]{12}$/)
  const { AccessKeyId, SecretAccessKey } = AccessKey
  await iam.PutUserPolicy({ UserName: 'dora', PolicyName: 'own', PolicyDocument: policy(['iam:*', 'sqs:ListQueues']) })
  const as = nube.api({ credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } })
  const { User } = await as.iam.GetUser({})
  assert.equal(User.UserName, 'dora')
  const { Arn, UserId, Account } = await as.sts.GetCallerIdentity({})
  assert.deepEqual([Arn, UserId, Account], [User.Arn, User.UserId, '000000000000'])
  assert.deepEqual((await as.iam.ListAccessKeys({})).AccessKeyMetadata.map((k) => k.AccessKeyId), [AccessKeyId])
  await as.sqs.ListQueues({})
  await nube.quiet()
  const { UserName, AccessKeyLastUsed } = await iam.GetAccessKeyLastUsed({ AccessKeyId })
  assert.deepEqual([UserName, AccessKeyLastUsed.ServiceName, AccessKeyLastUsed.Region], ['dora', 'sqs', 'us-east-1'])
  assert(Math.abs(AccessKeyLastUsed.LastUsedDate - Date.now()) < 60000)
  const forged = nube.api({ credentials: { accessKeyId: AccessKeyId, secretAccessKey: 'guessed' } })
  assert.deepEqual([(await failure(forged.sts.GetCallerIdentity({}))).name, (await failure(forged.dynamodb.ListTables({}))).name], ['SignatureDoesNotMatch', 'InvalidSignatureException'])
  await iam.UpdateAccessKey({ UserName: 'dora', AccessKeyId, Status: 'Inactive' })
  const inactive = await failure(as.sts.GetCallerIdentity({}))
  assert.deepEqual([inactive.name, inactive.status], ['InvalidClientTokenId', 403])
  await iam.UpdateAccessKey({ UserName: 'dora', AccessKeyId, Status: 'Active' })
  await as.iam.DeleteAccessKey({ AccessKeyId })
  assert.equal((await failure(as.sts.GetCallerIdentity({}))).name, 'InvalidClientTokenId')
})
