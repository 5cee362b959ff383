// STS by the AWS SDK: what sessions carry, how long they last, who gets one, and what each refusal says.
import assert from 'node:assert/strict'

import { allow } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, signedAs } from '../support/js/nube.js'
import { totpOf } from '../support/js/totp.js'

const nube = await Nube.start()
const { iam, sts } = nube.api()
after(() => nube.stop())

const ACCOUNT = '000000000000'
const policy = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement })
const trusts = (Principal, Action = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], more = {}) => policy({ Effect: 'Allow', Principal, Action, ...more })
const everybody = trusts({ AWS: ACCOUNT })
const keysOf = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
const told = ({ name, status, message }) => [name, status, message]

async function role(RoleName, rights, AssumeRolePolicyDocument = everybody, more = {}) {
  const { Role } = await iam.CreateRole({ RoleName, AssumeRolePolicyDocument, ...more })
  if (rights) await iam.PutRolePolicy({ RoleName, PolicyName: 'rights', PolicyDocument: rights })
  return Role
}

async function user(UserName, rights) {
  await iam.CreateUser({ UserName })
  if (rights) await iam.PutUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument: rights })
  return as((await iam.CreateAccessKey({ UserName })).AccessKey)
}

const as = (keys) => nube.api({ credentials: keysOf(keys) })
const assume = (by, role, more = {}) => by.AssumeRole({ RoleArn: role.Arn, RoleSessionName: 'me', ...more })
const actor = async (by, role, more) => as((await assume(by, role, more)).Credentials)

/* --- AssumeRole --------------------------------------------------------------------------------------------------- */

test("a session's tags and its source identity are conditions, and its role's tags are where it has none", async () => {
  const tagged = policy({ Effect: 'Allow', Action: 'sqs:CreateQueue', Resource: 'arn:aws:sqs:*:*:${aws:PrincipalTag/team}-*' }, { Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*', Condition: { StringEquals: { 'aws:SourceIdentity': 'ann' } } })
  const tagging = await role('tagging', tagged, everybody, { Tags: [{ Key: 'team', Value: 'red' }] })
  const plain = await actor(sts, tagging)
  await plain.sqs.CreateQueue({ QueueName: 'red-1' })
  assert.equal((await failure(plain.sqs.ListQueues())).status, 403)
  const answer = await assume(sts, tagging, { Tags: [{ Key: 'team', Value: 'blue' }], SourceIdentity: 'ann' })
  assert.equal(answer.SourceIdentity, 'ann')
  assert(answer.PackedPolicySize > 0 && answer.PackedPolicySize <= 100)
  const blue = as(answer.Credentials)
  await blue.sqs.CreateQueue({ QueueName: 'blue-1' })
  await blue.sqs.ListQueues()
  assert.equal((await failure(blue.sqs.CreateQueue({ QueueName: 'red-2' }))).status, 403)
})

test('transitive tags and the source identity go along a chain, where neither can be changed', async () => {
  const first = await role('first', allow('*'))
  const second = await role('second', policy({ Effect: 'Allow', Action: ['sqs:ListQueues', 'sts:AssumeRole'], Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/cost': '7' }, Null: { 'aws:PrincipalTag/other': 'true' } } }))
  const Tags = [{ Key: 'cost', Value: '7' }, { Key: 'other', Value: 'x' }]
  const one = await actor(sts, first, { Tags, TransitiveTagKeys: ['COST'], SourceIdentity: 'ann' })
  const { Credentials, SourceIdentity } = await assume(one.sts, second)
  assert.equal(SourceIdentity, 'ann')
  await as(Credentials).sqs.ListQueues()
  assert.deepEqual(told(await failure(assume(one.sts, second, { Tags: [{ Key: 'Cost', Value: '8' }] }))), [
    'InvalidParameterValue', 400, "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  ])
  const changed = await failure(assume(one.sts, second, { SourceIdentity: 'bob' }))
  assert.deepEqual([changed.name, changed.status], ['AccessDenied', 403])
  await assume(one.sts, second, { SourceIdentity: 'ann' })
})

test('a chain with tags or a source identity needs the right to them in each role', async () => {
  const open = await role('open', allow('*'))
  const closed = await role('closed', allow('*'), trusts({ AWS: ACCOUNT }, 'sts:AssumeRole'))
  const named = await actor(sts, open, { SourceIdentity: 'ann' })
  const withTags = await actor(sts, open, { Tags: [{ Key: 'a', Value: 'b' }], TransitiveTagKeys: ['a'] })
  const loose = await actor(sts, open, { Tags: [{ Key: 'a', Value: 'b' }] })
  for (const [by, action] of [[named, 'sts:SetSourceIdentity'], [withTags, 'sts:TagSession']]) {
    const refused = await failure(assume(by.sts, closed))
    assert.deepEqual([refused.name, refused.status], ['AccessDenied', 403])
    assert.equal(refused.message, `User: arn:aws:sts::${ACCOUNT}:assumed-role/open/me is not authorized to perform: ${action} on resource: ${closed.Arn}`)
  }
  await assume(loose.sts, closed)
})

test('a session policy and managed ones narrow what the role may; they never widen it', async () => {
  const narrow = await role('narrow', allow(['sqs:ListQueues', 'sns:ListTopics', 'dynamodb:ListTables']))
  const one = await actor(sts, narrow, { Policy: allow(['sqs:*', 'lambda:*']) })
  await one.sqs.ListQueues()
  const sns = await failure(one.sns.ListTopics())
  assert.equal(sns.message, `User: arn:aws:sts::${ACCOUNT}:assumed-role/narrow/me is not authorized to perform: SNS:ListTopics on resource: arn:aws:sns:us-east-1:${ACCOUNT}:* because no session policy allows the SNS:ListTopics action`)
  assert.match((await failure(one.lambda.ListFunctions())).message, /because no identity-based policy allows the lambda:ListFunctions action$/)
  const managed = await actor(sts, narrow, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess' }] })
  await managed.sns.ListTopics()
  assert.match((await failure(managed.sqs.ListQueues())).message, /because no session policy allows the sqs:listqueues action$/)
  const denies = await actor(sts, narrow, { Policy: policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' }) })
  assert.match((await failure(denies.dynamodb.ListTables())).message, / with an explicit deny in a session policy$/)
})

test("AWS keeps the keys of tags that begin with aws: to itself", async () => {
  const it = await role('tagging-aws', allow('*'))
  const by = await user('tags', allow('sts:*'))
  for (const Key of ['aws:team', 'AWS:team'])
    for (const call of [(Tags) => assume(by.sts, it, { Tags }), (Tags) => by.sts.GetFederationToken({ Name: 'me', Tags })])
      assert.deepEqual(told(await failure(call([{ Key, Value: 'x' }]))), ['InvalidParameterValue', 400, 'aws: prefixed tag key names are not allowed for external use.'])
})

test('a message tells what came whole, with what XML has no form for', async () => {
  const { message } = await failure(sts.AssumeRole({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/a`, RoleSessionName: 'a\0b*' }))
  assert.equal(message, "1 validation error detected: Value 'a\ufffdb*' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*")
})

test('session policies that are none are refused', async () => {
  const { Arn } = await role('policies', allow('*'))
  const ask = async (more) => told(await failure(assume(sts, { Arn }, more)))
  assert.deepEqual((await ask({ Policy: '{' })).slice(0, 2), ['MalformedPolicyDocumentException', 400])
  assert.deepEqual((await ask({ PolicyArns: [{ arn: `arn:aws:iam::${ACCOUNT}:policy/none` }] })).slice(1), [400, `PolicyArn arn:aws:iam::${ACCOUNT}:policy/none does not exist or is not attachable.`])
  const [name, status] = await ask({ PolicyArns: Array(11).fill({ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }) })
  assert.deepEqual([name, status], ['ValidationError', 400])
  assert.deepEqual((await ask({ Policy: allow('sqs:*', 'x'.repeat(3000)) })).slice(0, 2), ['ValidationError', 400])
})

test("who assumes a role: named by the trust alone, by the account with a right of one's own, with the external id", async () => {
  const ann = await user('ann', null)
  const bob = await user('bob', allow('sts:AssumeRole'))
  const named = await role('named', null, trusts({ AWS: `arn:aws:iam::${ACCOUNT}:user/ann` }))
  const open = await role('to-account', null)
  const external = await role('external', null, trusts({ AWS: ACCOUNT }, 'sts:AssumeRole', { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } }))
  await assume(ann.sts, named)
  await assume(bob.sts, open)
  await assume(bob.sts, external, { ExternalId: 'x1' })
  const denial = (who, { Arn }) => `User: arn:aws:iam::${ACCOUNT}:user/${who} is not authorized to perform: sts:AssumeRole on resource: ${Arn}`
  for (const [by, who, to, more] of [[ann, 'ann', open], [bob, 'bob', named], [bob, 'bob', external], [bob, 'bob', external, { ExternalId: 'x2' }]]) {
    const refused = await failure(assume(by.sts, to, more))
    assert.deepEqual([refused.name, refused.status], ['AccessDenied', 403])
    assert(refused.message.startsWith(denial(who, to)), refused.message)
  }
})

test("a session lasts as long as its role lets it, and in a chain for an hour", async () => {
  const long = await role('long', allow('*'), everybody, { MaxSessionDuration: 7200 })
  const { Credentials } = await assume(sts, long, { DurationSeconds: 7200 })
  assert(Math.abs(Credentials.Expiration - Date.now() - 7200000) < 60000)
  assert.deepEqual(told(await failure(assume(sts, long, { DurationSeconds: 7201 }))), ['ValidationError', 400, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'])
  assert.deepEqual(told(await failure(assume(as(Credentials).sts, long, { DurationSeconds: 3601 }))), [
    'ValidationError', 400, 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  ])
  const last = await assume(as(Credentials).sts, long, { DurationSeconds: 3600 })
  assert.equal(last.AssumedRoleUser.Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/long/me`)
})

test('a session of a role that was deleted is nobody, also when the name is used again', async () => {
  await role('gone', allow('*'))
  const it = await actor(sts, { Arn: `arn:aws:iam::${ACCOUNT}:role/gone` })
  await it.sqs.ListQueues()
  await iam.DeleteRolePolicy({ RoleName: 'gone', PolicyName: 'rights' })
  await iam.DeleteRole({ RoleName: 'gone' })
  for (const again of [false, true]) {
    if (again) await role('gone', allow('*'))
    for (const call of [() => it.sns.ListTopics(), () => it.sts.GetCallerIdentity(), () => it.sts.GetSessionToken()])
      assert.deepEqual(told(await failure(call())), ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'])
  }
})

/* --- federation --------------------------------------------------------------------------------------------------- */

const ISSUER = 'token.example.com'
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims) => `${part({ alg: 'RS256', typ: 'JWT', kid: '1' })}.${part({ iss: `https://${ISSUER}`, aud: 'app', sub: 'repo:me', exp: 4102444800, ...claims })}.c2lnbmF0dXJl`

test('a web identity: a role by the token of a provider that IAM knows', async () => {
  const { OpenIDConnectProviderArn } = await iam.CreateOpenIDConnectProvider({ Url: `https://${ISSUER}`, ClientIDList: ['app'], ThumbprintList: ['a'.repeat(40)] })
  const condition = { Condition: { StringEquals: { [`${ISSUER}:aud`]: 'app' }, StringLike: { [`${ISSUER}:sub`]: 'repo:*' } } }
  const { Arn: RoleArn } = await role('web', allow('sqs:*'), trusts({ Federated: OpenIDConnectProviderArn }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'], condition))
  const ask = (WebIdentityToken, more = {}) => sts.AssumeRoleWithWebIdentity({ RoleArn, RoleSessionName: 'me', WebIdentityToken, ...more })
  const answer = await ask(jwt({}))
  assert.deepEqual([answer.SubjectFromWebIdentityToken, answer.Audience, answer.Provider], ['repo:me', 'app', OpenIDConnectProviderArn])
  const it = as(answer.Credentials)
  assert.equal((await it.sts.GetCallerIdentity()).Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/web/me`)
  await it.sqs.ListQueues()
  const refusals = [
    ['not a token', /^InvalidIdentityToken/, 400, /is not a valid JWT/],
    [jwt({ iss: 'https://other.example.com' }), /^InvalidIdentityToken/, 400, /^No OpenIDConnect provider found in your account for https:\/\/other\.example\.com$/],
    [jwt({ aud: 'else' }), /^InvalidIdentityToken/, 400, /^Incorrect token audience$/],
    [jwt({ sub: 'org:me' }), /^AccessDenied$/, 403, /^Not authorized to perform sts:AssumeRoleWithWebIdentity$/],
    [jwt({ exp: 1000 }), /^ExpiredToken/, 400, /^Token expired: current date\/time \d+ must be before the expiration date\/time ?1000$/],
  ]
  for (const [token, name, status, message] of refusals) {
    const refused = await failure(ask(token))
    assert.match(refused.name, name)
    assert.equal(refused.status, status, refused.message)
    assert.match(refused.message, message)
  }
  const none = await failure(sts.AssumeRoleWithWebIdentity({ RoleArn: `${RoleArn}-not`, RoleSessionName: 'me', WebIdentityToken: jwt({}) }))
  assert.deepEqual(told(none), ['AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity'])
})

test("a web identity's signature counts for nothing: the trust is asked of the root, too", async () => {
  const form = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: `arn:aws:iam::${ACCOUNT}:role/web`, RoleSessionName: 'me', WebIdentityToken: jwt({ sub: 'org:me' }) })
  const ask = async (headers) => (await fetch(nube.url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: form.toString() })).text()
  for (const headers of [{}, { authorization: signedAs('sts') }]) assert.match(await ask(headers), /<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity<\/Message>/)
})

test("a web identity's token gives tags and a source identity along", async () => {
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`
  const { Arn: RoleArn } = await role('web-tags', policy({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }), trusts({ Federated: provider }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']))
  const claims = { 'https://aws.amazon.com/tags': { principal_tags: { team: ['red'] }, transitive_tag_keys: ['team'] }, 'https://aws.amazon.com/source_identity': 'ann' }
  const answer = await sts.AssumeRoleWithWebIdentity({ RoleArn, RoleSessionName: 'me', WebIdentityToken: jwt(claims) })
  assert.equal(answer.SourceIdentity, 'ann')
  await as(answer.Credentials).sqs.ListQueues()
  const closed = await role('web-closed', null, trusts({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity'))
  const refused = await failure(sts.AssumeRoleWithWebIdentity({ RoleArn: closed.Arn, RoleSessionName: 'me', WebIdentityToken: jwt(claims) }))
  assert.deepEqual([refused.name, refused.status], ['AccessDenied', 403])
})

const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/saml"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>${' '.repeat(1000)}`
const attribute = (name, ...values) => `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">${values.map((v) => `<saml:AttributeValue>${v}</saml:AttributeValue>`).join('')}</saml:Attribute>`
// With these attributes; in XML's words what its own element, its Conditions and its SubjectConfirmationData say beyond that.
const told_by = ({ issuer = 'https://idp.example.com/saml', own = '', conditions = '', confirmation = '' }, ...attributes) =>
  Buffer.from(
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Assertion ${own}><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ann@example.com</saml:NameID><saml:SubjectConfirmation><saml:SubjectConfirmationData ${confirmation}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions ${conditions}/><saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement></saml:Assertion></samlp:Response>`,
  ).toString('base64')
const assertion = (...attributes) => told_by({}, ...attributes)

test('SAML: a role by the assertion of a provider that IAM knows', async () => {
  const { SAMLProviderArn: PrincipalArn } = await iam.CreateSAMLProvider({ Name: 'idp', SAMLMetadataDocument: metadata })
  const { Arn: RoleArn } = await role('saml', allow('sqs:*'), trusts({ Federated: PrincipalArn }, 'sts:AssumeRoleWithSAML', { Condition: { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } } }))
  const roles = attribute('Role', `${RoleArn},${PrincipalArn}`)
  const ask = (SAMLAssertion, more = {}) => sts.AssumeRoleWithSAML({ RoleArn, PrincipalArn, SAMLAssertion, ...more })
  const answer = await ask(assertion(attribute('RoleSessionName', 'ann'), roles))
  assert.deepEqual([answer.Subject, answer.SubjectType, answer.Issuer, answer.Audience], ['ann@example.com', 'persistent', 'https://idp.example.com/saml', 'https://signin.aws.amazon.com/saml'])
  assert.equal(answer.AssumedRoleUser.Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/saml/ann`)
  await as(answer.Credentials).sqs.ListQueues()
  const nameless = await failure(ask(assertion(roles)))
  assert.deepEqual([nameless.status, nameless.message], [400, 'RoleSessionName is required in AuthnResponse'])
  const tagging = await role('saml-tags', policy({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:SourceIdentity': 'ann' } } }), trusts({ Federated: PrincipalArn }, ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'], { Condition: { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['team'] } } }))
  const tags = assertion(attribute('Role', `${RoleArn},${PrincipalArn}`, `${PrincipalArn}, ${tagging.Arn}`), attribute('RoleSessionName', 'ann'), attribute('PrincipalTag:team', 'red'), attribute('TransitiveTagKeys', 'team'), attribute('SourceIdentity', 'ann'))
  await as((await ask(tags, { RoleArn: tagging.Arn })).Credentials).sqs.ListQueues()
  assert.deepEqual(told(await failure(ask(tags))), ['AccessDenied', 403, 'Not authorized to perform sts:TagSession'])
  const broken = await failure(ask(Buffer.from('<nothing/>').toString('base64')))
  assert.equal(broken.status, 400)
  const other = await failure(ask(assertion(attribute('RoleSessionName', 'ann'), roles), { PrincipalArn: `${PrincipalArn}-not` }))
  assert.deepEqual([other.name, other.status], ['AccessDenied', 403])
})

test('SAML: who says it, when, and which role it may be', async () => {
  const PrincipalArn = `arn:aws:iam::${ACCOUNT}:saml-provider/idp`
  const { Arn: RoleArn } = await role('saml-checks', allow('sqs:*'), trusts({ Federated: PrincipalArn }, 'sts:AssumeRoleWithSAML', { Condition: { StringEquals: { 'saml:aud': 'https://my.example.com' } } }))
  const at = (minutes) => new Date(Date.now() + minutes * 60000).toISOString()
  const good = attribute('Role', `${RoleArn},${PrincipalArn}`)
  const to = 'Recipient="https://my.example.com"'
  const ask = (more, roles = good) => sts.AssumeRoleWithSAML({ RoleArn, PrincipalArn, SAMLAssertion: told_by({ confirmation: to, ...more }, attribute('RoleSessionName', 'ann'), roles) })
  const refusal = async (...more) => told(await failure(ask(...more)))
  const over = ['ExpiredTokenException', 400, 'Token must be redeemed within 5 minutes of issuance']
  const answer = await ask({ own: `IssueInstant="${at(-4)}"`, conditions: `NotBefore="${at(-5)}" NotOnOrAfter="${at(1)}"`, confirmation: `${to} NotOnOrAfter="${at(1)}"` })
  assert.equal(answer.Audience, 'https://my.example.com')
  assert.deepEqual(await refusal({ own: `IssueInstant="${at(-6)}"` }), over)
  assert.deepEqual(await refusal({ conditions: `NotOnOrAfter="${at(-1)}"` }), over)
  assert.deepEqual(await refusal({ confirmation: `${to} NotOnOrAfter="${at(-1)}"` }), over)
  assert.deepEqual(await refusal({ conditions: 'NotOnOrAfter="some day"' }), over)
  assert.equal((await refusal({ conditions: `NotBefore="${at(10)}"` }))[0], 'InvalidIdentityTokenException')
  assert.deepEqual(await refusal({ issuer: 'https://other.example.com' }), ['InvalidIdentityTokenException', 400, 'Issuer not present in specified provider'])
  const denied = ['AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithSAML']
  assert.deepEqual(await refusal({ confirmation: 'Recipient="https://other.example.com"' }), denied)
  for (const roles of ['', attribute('Role', RoleArn), attribute('Role', `${RoleArn}-not,${PrincipalArn}`), attribute('Role', `${RoleArn},${PrincipalArn}-not`)])
    assert.deepEqual(await refusal({}, roles), denied)
})

/* --- tokens ------------------------------------------------------------------------------------------------------- */

test('GetSessionToken: a user acts as the user, but not in IAM nor for further tokens; the root for an hour', async () => {
  const carl = await user('carl', allow('*'))
  const { Credentials } = await carl.sts.GetSessionToken()
  assert(Math.abs(Credentials.Expiration - Date.now() - 43200000) < 60000)
  const it = as(Credentials)
  assert.equal((await it.sts.GetCallerIdentity()).Arn, `arn:aws:iam::${ACCOUNT}:user/carl`)
  await it.sqs.ListQueues()
  await assume(it.sts, await role('of-carl', null))
  for (const call of [() => it.iam.ListUsers(), () => it.sts.GetAccessKeyInfo({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })])
    assert.deepEqual(told(await failure(call())), ['InvalidClientTokenId', 403, 'The security token included in the request is invalid'])
  for (const [call, name] of [[() => it.sts.GetSessionToken(), 'GetSessionToken'], [() => it.sts.GetFederationToken({ Name: 'fed' }), 'GetFederationToken']])
    assert.deepEqual(told(await failure(call())), ['AccessDenied', 403, `Cannot call ${name} with session credentials`])
  await iam.DeleteUserPolicy({ UserName: 'carl', PolicyName: 'rights' })
  assert.match((await failure(it.sqs.ListQueues())).message, new RegExp(`^User: arn:aws:iam::${ACCOUNT}:user/carl is not authorized to perform: sqs:listqueues on resource: arn:aws:sqs:us-east-1:${ACCOUNT}:\\S* because no identity-based policy allows the sqs:listqueues action$`))
  const { Credentials: root } = await sts.GetSessionToken({ DurationSeconds: 129600 })
  assert(Math.abs(root.Expiration - Date.now() - 3600000) < 60000)
  assert.equal((await as(root).sts.GetCallerIdentity()).Arn, `arn:aws:iam::${ACCOUNT}:root`)
  const inChain = await failure((await actor(sts, { Arn: `arn:aws:iam::${ACCOUNT}:role/of-carl` })).sts.GetSessionToken())
  assert.deepEqual(told(inChain), ['AccessDenied', 403, 'Cannot call GetSessionToken with session credentials'])
})

test("MFA: a device's code is checked, makes the session's aws:MultiFactorAuthPresent true, and is good once", async () => {
  const mia = await user('mia', allow('*'))
  const { VirtualMFADevice: device } = await iam.CreateVirtualMFADevice({ VirtualMFADeviceName: 'mia' })
  const { SerialNumber } = device
  const totp = totpOf(device.Base32StringSeed)
  const { epochMilliseconds } = await nube.clock({ freeze: true })
  const at = (steps) => totp(epochMilliseconds, steps)
  await iam.EnableMFADevice({ UserName: 'mia', SerialNumber, AuthenticationCode1: at(-3), AuthenticationCode2: at(-2) })
  const token = (TokenCode, more = {}) => mia.sts.GetSessionToken({ SerialNumber, TokenCode, ...more })
  const refusal = async (call) => told(await failure(call))
  const wrong = ['AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. ']
  const unknown = ['AccessDenied', 403, 'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.']
  const wrongCode = String((Number(at(-2)) + 500000) % 1000000).padStart(6, '0')
  assert.deepEqual(await refusal(token(wrongCode)), wrong)
  assert.deepEqual(await refusal(token(at(-2))), wrong) // EnableMFADevice had it
  assert.deepEqual(await refusal(token(at(-1), { SerialNumber: `${SerialNumber}-not` })), unknown)
  assert.deepEqual(await refusal(sts.GetSessionToken({ SerialNumber, TokenCode: at(-1) })), unknown)
  assert.deepEqual(await refusal(mia.sts.GetSessionToken({ SerialNumber })), ['AccessDenied', 403, 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. '])
  const { Credentials } = await token(at(-1))
  assert.deepEqual(await refusal(token(at(-1))), wrong)
  const it = as(Credentials)
  await it.iam.ListUsers() // AWS: with a code, IAM takes the token
  await iam.PutUserPolicy({ UserName: 'mia', PolicyName: 'rights', PolicyDocument: policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } }, { Effect: 'Allow', Action: 'sts:*', Resource: '*' }) })
  await it.sqs.ListQueues()
  assert.match((await failure(mia.sqs.ListQueues())).message, /is not authorized/)
  assert.match((await failure(as((await mia.sts.GetSessionToken()).Credentials).sqs.ListQueues())).message, /is not authorized/)
  const guarded = await role('guarded', policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }), trusts({ AWS: ACCOUNT }, 'sts:AssumeRole', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }))
  assert.match((await failure(assume(mia.sts, guarded))).message, /is not authorized to perform: sts:AssumeRole/)
  assert.deepEqual(await refusal(assume(mia.sts, guarded, { SerialNumber, TokenCode: wrongCode })), wrong)
  await nube.clock({ advance: 60 })
  const roleSession = await assume(mia.sts, guarded, { SerialNumber, TokenCode: at(1) })
  await as(roleSession.Credentials).sqs.ListQueues()
  const plain = await assume(it.sts, guarded) // the caller's session has it, the role's has none of its own
  assert.match((await failure(as(plain.Credentials).sqs.ListQueues())).message, /is not authorized/)
  await nube.clock({ advance: 3600 })
  assert.match((await failure(it.sqs.ListQueues())).message, /is not authorized/)
  await nube.clock({ freeze: false })
})

test('GetFederationToken: what both the user and the token let, and nothing without a policy', async () => {
  const dora = await user('dora', allow(['sqs:*', 'sns:*', 'sts:GetFederationToken']))
  const { Credentials, FederatedUser, PackedPolicySize } = await dora.sts.GetFederationToken({ Name: 'fed', Policy: allow(['sqs:*', 'dynamodb:*']), Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual(FederatedUser, { FederatedUserId: `${ACCOUNT}:fed`, Arn: `arn:aws:sts::${ACCOUNT}:federated-user/fed` })
  assert(PackedPolicySize > 0)
  const it = as(Credentials)
  const { Arn, UserId } = await it.sts.GetCallerIdentity()
  assert.deepEqual([Arn, UserId], [FederatedUser.Arn, FederatedUser.FederatedUserId])
  await it.sqs.ListQueues()
  assert.match((await failure(it.sns.ListTopics())).message, /federated-user\/fed is not authorized to perform: SNS:ListTopics on resource: \S+ because no session policy allows the SNS:ListTopics action$/)
  assert.match((await failure(it.dynamodb.ListTables())).message, /because no identity-based policy allows the dynamodb:ListTables action$/)
  for (const call of [() => it.iam.ListUsers(), () => it.sts.AssumeRole({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/of-carl`, RoleSessionName: 'me' })])
    assert.deepEqual(told(await failure(call())), ['InvalidClientTokenId', 403, 'The security token included in the request is invalid'])
  for (const by of [dora.sts, sts]) {
    const bare = as((await by.GetFederationToken({ Name: 'bare' })).Credentials)
    await bare.sts.GetCallerIdentity()
    assert.match((await failure(bare.sqs.ListQueues())).message, /because no session policy allows the sqs:listqueues action$/)
  }
  const eve = await user('eve', null)
  assert.deepEqual(told(await failure(eve.sts.GetFederationToken({ Name: 'fed' }))), [
    'AccessDenied', 403, `User: arn:aws:iam::${ACCOUNT}:user/eve is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::${ACCOUNT}:federated-user/fed because no identity-based policy allows the sts:GetFederationToken action`,
  ])
})

/* --- the rest ----------------------------------------------------------------------------------------------------- */

test('GetAccessKeyInfo: the account of a key; DecodeAuthorizationMessage: there is nothing to decode', async () => {
  await iam.CreateUser({ UserName: 'key' })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'key' })
  assert.equal((await sts.GetAccessKeyInfo({ AccessKeyId: AccessKey.AccessKeyId })).Account, ACCOUNT)
  assert.equal((await sts.GetAccessKeyInfo({ AccessKeyId: 'ASIAQNZGKIQY56JQ7WML' })).Account, '029608264753')
  const encoded = await failure(sts.DecodeAuthorizationMessage({ EncodedMessage: 'abc' }))
  assert.deepEqual([encoded.name, encoded.status], ['InvalidAuthorizationMessageException', 400])
})
