// Versions and aliases of Lambda's functions by the AWS SDK: what is published stays as it was, and aliases lead to it, alone or by weights.
import assert from 'node:assert/strict'

import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, functionOf, testFunction, updateFunction } from '../support/js/functions.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function'

async function make(FunctionName, says, extra = {}) {
  await createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'main', Code: { ZipFile: saying(says) }, ...extra })
  return FunctionName
}
const saying = (text) => functionOf(`echo '"${text}"' >"$work/out"`)
async function said(FunctionName, Qualifier) {
  const { Payload, ExecutedVersion } = await lambda.Invoke({ FunctionName, Qualifier })
  return [JSON.parse(Buffer.from(Payload).toString()), ExecutedVersion]
}

test('a version is published once, and is as the function was then', async () => {
  await make('v', 'one', { Description: 'first' })
  const first = await lambda.PublishVersion({ FunctionName: 'v' })
  assert.deepEqual([first.FunctionArn, first.Version, first.Description, first.State], [`${ARN}:v:1`, '1', 'first', 'Active'])
  assert.equal((await lambda.PublishVersion({ FunctionName: 'v', Description: 'again' })).Version, '1')
  const changed = await updateFunction(lambda, 'Code', { FunctionName: 'v', ZipFile: saying('two') })
  assert.deepEqual([changed.LastUpdateStatus, changed.Version], ['InProgress', '$LATEST'])
  assert.deepEqual(await said('v'), ['two', '$LATEST'])
  assert.deepEqual(await said('v', '1'), ['one', '1'])
  assert.deepEqual(await said(`${ARN}:v:1`), ['one', '1'])
  assert.deepEqual(await said('000000000000:function:v:$LATEST'), ['two', '$LATEST'])
  const second = await updateFunction(lambda, 'Code', { FunctionName: 'v', ZipFile: saying('three'), Publish: true })
  assert.deepEqual([second.Version, second.FunctionArn], ['2', `${ARN}:v:2`])
  const { Versions } = await lambda.ListVersionsByFunction({ FunctionName: 'v' })
  assert.deepEqual(Versions.map((v) => [v.Version, v.FunctionArn, v.State]), ['$LATEST', '1', '2'].map((v) => [v, `${ARN}:v:${v}`, undefined]))
  const page = await lambda.ListVersionsByFunction({ FunctionName: 'v', MaxItems: 2 })
  assert.deepEqual((await lambda.ListVersionsByFunction({ FunctionName: 'v', Marker: page.NextMarker })).Versions.map((v) => v.Version), ['2'])
  const all = await lambda.ListFunctions({ FunctionVersion: 'ALL' })
  assert.deepEqual(all.Functions.map((f) => f.Version), ['$LATEST', '1', '2'])
  const wrong = await failure(lambda.PublishVersion({ FunctionName: 'v', CodeSha256: 'x' }))
  assert.match(wrong.message, /^CodeSHA256 \(x\) is different from current CodeSHA256 in \$LATEST \(.{44}\)\. Please try again with the CodeSHA256 in \$LATEST\.$/)
  const stale = await failure(lambda.PublishVersion({ FunctionName: 'v', RevisionId: 'no' }))
  assert.equal(stale.name, 'PreconditionFailedException')
})

test('a version goes alone, and its number never comes again', async () => {
  await make('d', 'one', { Publish: true })
  await lambda.DeleteFunction({ FunctionName: 'd', Qualifier: '1' })
  assert.equal((await failure(lambda.GetFunction({ FunctionName: 'd', Qualifier: '1' }))).message, `Function not found: ${ARN}:d:1`)
  assert.equal((await lambda.PublishVersion({ FunctionName: 'd' })).Version, '2')
  assert.deepEqual(await said('d', '2'), ['one', '2'])
  assert.equal((await failure(lambda.DeleteFunction({ FunctionName: 'd', Qualifier: '$LATEST' }))).message, '$LATEST version cannot be deleted without deleting the function.')
  await lambda.DeleteFunction({ FunctionName: 'd' })
  assert.equal((await failure(lambda.GetFunction({ FunctionName: 'd', Qualifier: '2' }))).name, 'ResourceNotFoundException')
})

test('an alias leads to a version, or to two by weight', async () => {
  await make('a', 'one', { Publish: true })
  await updateFunction(lambda, 'Code', { FunctionName: 'a', ZipFile: saying('two'), Publish: true })
  const live = await lambda.CreateAlias({ FunctionName: 'a', Name: 'live', FunctionVersion: '1' })
  assert.deepEqual([live.AliasArn, live.FunctionVersion, live.Description, live.RoutingConfig], [`${ARN}:a:live`, '1', '', undefined])
  assert.deepEqual(await said('a', 'live'), ['one', '1'])
  assert.equal((await lambda.GetFunction({ FunctionName: 'a', Qualifier: 'live' })).Configuration.FunctionArn, `${ARN}:a:live`)
  const routed = await lambda.UpdateAlias({ FunctionName: 'a', Name: 'live', RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } } })
  assert.deepEqual(routed.RoutingConfig, { AdditionalVersionWeights: { 2: 0.5 } })
  const versions = new Set()
  for (let i = 0; i < 60 && versions.size < 2; i++) versions.add((await said('a', 'live'))[1])
  assert.deepEqual([...versions].sort(), ['1', '2'])
  await lambda.UpdateAlias({ FunctionName: 'a', Name: 'live', FunctionVersion: '2', RoutingConfig: { AdditionalVersionWeights: {} } })
  assert.deepEqual(await said('a', 'live'), ['two', '2'])
  assert.equal((await lambda.GetAlias({ FunctionName: 'a', Name: 'live' })).FunctionVersion, '2')
  await lambda.CreateAlias({ FunctionName: 'a', Name: 'other', FunctionVersion: '1', Description: 'the former' })
  assert.deepEqual((await lambda.ListAliases({ FunctionName: 'a' })).Aliases.map((x) => x.Name), ['live', 'other'])
  assert.deepEqual((await lambda.ListAliases({ FunctionName: 'a', FunctionVersion: '1' })).Aliases.map((x) => x.Name), ['other'])
  const used = await failure(lambda.DeleteFunction({ FunctionName: 'a', Qualifier: '2' }))
  assert.deepEqual([used.name, used.message], ['ResourceConflictException', 'Unable to delete version because the following aliases reference it: [live]'])
  await lambda.DeleteAlias({ FunctionName: 'a', Name: 'live' })
  await lambda.DeleteFunction({ FunctionName: 'a', Qualifier: '2' })
  assert.equal((await failure(lambda.GetAlias({ FunctionName: 'a', Name: 'live' }))).message, `Cannot find alias arn: ${ARN}:a:live`)
})

test('what an alias may not be', async () => {
  await make('w', 'one', { Publish: true })
  const refused = async (input) => (await failure(lambda.CreateAlias({ FunctionName: 'w', Name: 'x', FunctionVersion: '1', ...input }))).message
  assert.equal(await refused({ FunctionVersion: '9' }), `Function not found: ${ARN}:w:9`)
  assert.equal(await refused({ RoutingConfig: { AdditionalVersionWeights: { 1: 0.1 } } }), 'Invalid function version 1. Function version 1 is already included in routing configuration.')
  assert.equal(await refused({ FunctionVersion: '$LATEST', RoutingConfig: { AdditionalVersionWeights: { 1: 0.1 } } }), '$LATEST is not supported for an alias pointing to more than 1 version')
  assert.equal(await refused({ RoutingConfig: { AdditionalVersionWeights: { 2: 0.1, 3: 0.1 } } }), 'Number of items in AdditionalVersionWeights cannot be greater than 1')
  assert.match(await refused({ RoutingConfig: { AdditionalVersionWeights: { 2: 1.5 } } }), /Value '\{2=1\.5\}' at 'routingConfig\.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy/)
  await lambda.CreateAlias({ FunctionName: 'w', Name: 'x', FunctionVersion: '1' })
  assert.equal(await refused({}), `Alias already exists: ${ARN}:w:x`)
  assert.match(await refused({ Name: '12' }), /^1 validation error detected: Value '12' at 'name' failed to satisfy constraint/)
})

test('permissions are of a function, a version or an alias', async () => {
  await make('p', 'one', { Publish: true })
  const allow = (extra) => lambda.AddPermission({ FunctionName: 'p', StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com', ...extra })
  const statement = JSON.parse((await allow({ Qualifier: '1', SourceAccount: '000000000000', SourceArn: 'arn:aws:s3:::b', EventSourceToken: 't', PrincipalOrgID: 'o-0123456789' })).Statement)
  assert.deepEqual(statement, {
    Sid: 's',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: `${ARN}:p:1`,
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-0123456789', 'AWS:SourceAccount': '000000000000', 'lambda:EventSourceToken': 't' }, ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' } },
  })
  assert.equal((await failure(lambda.GetPolicy({ FunctionName: 'p' }))).name, 'ResourceNotFoundException')
  const { RevisionId } = await lambda.GetPolicy({ FunctionName: 'p', Qualifier: '1' })
  assert.equal((await failure(allow({ Qualifier: '1', StatementId: 's2', RevisionId: 'no' }))).name, 'PreconditionFailedException')
  await allow({ Qualifier: '1', StatementId: 's2', RevisionId })
  assert.notEqual((await lambda.GetPolicy({ FunctionName: 'p', Qualifier: '1' })).RevisionId, RevisionId)
  assert.equal((await failure(allow({ Qualifier: '$LATEST' }))).message, 'We currently do not support adding policies for $LATEST.')
  await lambda.RemovePermission({ FunctionName: 'p', Qualifier: '1', StatementId: 's' })
  assert.deepEqual(JSON.parse((await lambda.GetPolicy({ FunctionName: 'p', Qualifier: '1' })).Policy).Statement.map((s) => s.Sid), ['s2'])
})

test('a policy has 20 KB at most', async () => {
  await make('large', 'one')
  const add = (i) => lambda.AddPermission({ FunctionName: 'large', StatementId: `s${i}`.padEnd(100, 'x'), Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com', SourceArn: `arn:aws:s3:::${'b'.repeat(63)}` })
  let error
  for (let i = 0; !error && i < 100; i++) error = await add(i).then(() => undefined, (e) => e)
  assert.equal(error.name, 'PolicyLengthExceededException')
  assert.match(error.message, /^The final policy size \(20[4-9]\d\d\) is bigger than the limit \(20480\)\.$/)
  assert(JSON.parse((await lambda.GetPolicy({ FunctionName: 'large' })).Policy).Statement.length > 30)
})

test('versions and aliases have events of their own', async () => {
  await make('e', 'one', { Publish: true })
  await lambda.CreateAlias({ FunctionName: 'e', Name: 'live', FunctionVersion: '1' })
  const { FunctionArn } = await lambda.PutFunctionEventInvokeConfig({ FunctionName: 'e', Qualifier: 'live', MaximumRetryAttempts: 0 })
  assert.equal(FunctionArn, `${ARN}:e:live`)
  assert.equal((await lambda.Invoke({ FunctionName: 'e', Qualifier: 'live', InvocationType: 'Event' })).StatusCode, 202)
  await nube.quiet()
})

test('what a function is told: by which name it was invoked', async () => {
  await createFunction(lambda, { FunctionName: 'n', Runtime: 'provided.al2023', Role, Handler: 'main', Publish: true, Code: { ZipFile: testFunction() } })
  await lambda.CreateAlias({ FunctionName: 'n', Name: 'live', FunctionVersion: '1' })
  for (const [Qualifier, tail] of [[undefined, ''], ['1', ':1'], ['live', ':live']]) {
    const { Payload } = await lambda.Invoke({ FunctionName: 'n', Qualifier, Payload: '{"do":"head"}' })
    assert.match(Buffer.from(Payload).toString(), new RegExp(`Lambda-Runtime-Invoked-Function-Arn: ${ARN}:n${tail}"`, 'i'))
  }
})
