// Layers of Lambda by the AWS SDK: versions, their policies, lists, and functions that have them.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, testFunction, updateFunction } from '../support/js/functions.js'
import { failure, Nube } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
const [other, third] = ['222222222222', '333333333333'].map((accessKeyId) => nube.api({ credentials: { accessKeyId, secretAccessKey: 'x' } }).lambda)
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const ARN = 'arn:aws:lambda:us-east-1:000000000000:layer'
const content = (text) => ({ ZipFile: zip([{ name: 'lib/text', body: text }]) })
const publish = (LayerName, text, extra = {}) => lambda.PublishLayerVersion({ LayerName, Content: content(text), ...extra })
const make = (FunctionName, extra = {}) => createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'main', Code: { ZipFile: testFunction() }, ...extra })

test("a layer's versions: published, told, downloaded, listed, deleted", async () => {
  const { ZipFile } = content('one')
  const first = await publish('lib', 'one', { Description: 'd', LicenseInfo: 'MIT', CompatibleRuntimes: ['python3.12'], CompatibleArchitectures: ['x86_64'] })
  assert.deepEqual([first.LayerArn, first.LayerVersionArn, first.Version, first.Description, first.LicenseInfo], [`${ARN}:lib`, `${ARN}:lib:1`, 1, 'd', 'MIT'])
  assert.deepEqual([first.Content.CodeSha256, first.Content.CodeSize], [createHash('sha256').update(ZipFile).digest('base64'), ZipFile.length])
  assert.match(first.CreatedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/)
  const got = await lambda.GetLayerVersion({ LayerName: `${ARN}:lib`, VersionNumber: 1 })
  assert(Buffer.from(await (await fetch(got.Content.Location)).arrayBuffer()).equals(ZipFile))
  assert.equal((await lambda.GetLayerVersionByArn({ Arn: `${ARN}:lib:1` })).Description, 'd')
  await publish('lib', 'two', { CompatibleRuntimes: ['nodejs22.x'] })
  await publish('another', 'three')
  assert.deepEqual((await lambda.ListLayerVersions({ LayerName: 'lib' })).LayerVersions.map((v) => v.Version), [2, 1])
  assert.deepEqual((await lambda.ListLayerVersions({ LayerName: 'lib', CompatibleRuntime: 'python3.12' })).LayerVersions.map((v) => v.Version), [1])
  const page = await lambda.ListLayerVersions({ LayerName: 'lib', MaxItems: 1 })
  assert.deepEqual((await lambda.ListLayerVersions({ LayerName: 'lib', Marker: page.NextMarker })).LayerVersions.map((v) => v.Version), [1])
  const newest = ({ Layers }) => Layers.map((l) => [l.LayerName, l.LatestMatchingVersion.Version])
  assert.deepEqual(newest(await lambda.ListLayers({})), [['another', 1], ['lib', 2]])
  assert.deepEqual(newest(await lambda.ListLayers({ CompatibleRuntime: 'python3.12', CompatibleArchitecture: 'x86_64' })), [['lib', 1]])
  await lambda.DeleteLayerVersion({ LayerName: 'lib', VersionNumber: 2 })
  await lambda.DeleteLayerVersion({ LayerName: 'lib', VersionNumber: 2 })
  assert.equal((await failure(lambda.GetLayerVersion({ LayerName: 'lib', VersionNumber: 2 }))).message, 'The resource you requested does not exist.')
  assert.equal((await failure(lambda.GetLayerVersion({ LayerName: 'lib', VersionNumber: 0 }))).message, 'Layer Version Cannot be less than 1')
  assert.equal((await publish('lib', 'two')).Version, 3)
})

test('another account has a layer when its policy lets it', async () => {
  await publish('shared', 'x')
  const Arn = `${ARN}:shared:1`
  const add = (extra) => lambda.AddLayerVersionPermission({ LayerName: 'shared', VersionNumber: 1, StatementId: 's', Action: 'lambda:GetLayerVersion', Principal: '222222222222', ...extra })
  const { Statement, RevisionId } = await add()
  assert.deepEqual(JSON.parse(Statement), { Sid: 's', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: 'lambda:GetLayerVersion', Resource: Arn })
  assert.equal((await other.GetLayerVersionByArn({ Arn })).LayerVersionArn, Arn)
  assert.equal((await failure(third.GetLayerVersionByArn({ Arn }))).name, 'AccessDeniedException')
  const theirs = { Runtime: 'provided.al2023', Role: 'arn:aws:iam::222222222222:role/r', Handler: 'main', Code: { ZipFile: testFunction() }, Layers: [Arn] }
  assert.deepEqual((await other.CreateFunction({ FunctionName: 'theirs', ...theirs })).Layers.map((l) => l.Arn), [Arn])
  assert.match((await failure(third.CreateFunction({ FunctionName: 'no', ...theirs }))).message, /not authorized to perform: lambda:GetLayerVersion on resource: arn:aws:lambda:us-east-1:000000000000:layer:shared:1/)
  assert.equal((await failure(add())).name, 'ResourceConflictException')
  assert.equal((await failure(add({ StatementId: 't', RevisionId: 'no' }))).name, 'PreconditionFailedException')
  const policy = await lambda.GetLayerVersionPolicy({ LayerName: 'shared', VersionNumber: 1 })
  assert.deepEqual([policy.RevisionId, JSON.parse(policy.Policy).Statement.length], [RevisionId, 1])
  await lambda.RemoveLayerVersionPermission({ LayerName: 'shared', VersionNumber: 1, StatementId: 's', RevisionId })
  assert.equal((await failure(lambda.GetLayerVersionPolicy({ LayerName: 'shared', VersionNumber: 1 }))).message, 'No policy is associated with the given resource.')
  assert.equal((await failure(lambda.GetLayerVersionPolicy({ LayerName: 'shared', VersionNumber: 9 }))).message, `Layer version ${ARN}:shared:9 does not exist.`)
})

test('a function has layers in their order, also when a version is deleted', async () => {
  const arns = [(await publish('a', '1')).LayerVersionArn, (await publish('b', '2')).LayerVersionArn]
  const { Layers } = await make('f', { Layers: arns })
  assert.deepEqual(Layers.map((l) => l.Arn), arns)
  await lambda.DeleteLayerVersion({ LayerName: 'a', VersionNumber: 1 })
  assert.deepEqual((await lambda.GetFunctionConfiguration({ FunctionName: 'f' })).Layers.map((l) => [l.Arn, l.CodeSize]), arns.map((Arn) => [Arn, content('1').ZipFile.length]))
  await lambda.PublishVersion({ FunctionName: 'f' })
  assert.deepEqual((await updateFunction(lambda, 'Configuration', { FunctionName: 'f', Layers: [arns[1]] })).Layers.map((l) => l.Arn), [arns[1]])
  assert.equal((await updateFunction(lambda, 'Configuration', { FunctionName: 'f', Layers: [] })).Layers, undefined)
  assert.deepEqual((await lambda.GetFunctionConfiguration({ FunctionName: 'f', Qualifier: '1' })).Layers.map((l) => l.Arn), arns)
})

test('which layers a function may not have', async () => {
  const refused = async (Layers) => (await failure(make('no', { Layers }))).message
  const { LayerVersionArn } = await publish('c', '1')
  const second = (await publish('c', '2')).LayerVersionArn
  assert.equal(await refused([`${ARN}:nothing:1`]), `Layer version ${ARN}:nothing:1 does not exist.`)
  assert.equal(
    await refused([LayerVersionArn, second]),
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${LayerVersionArn} and ${second} are versions of the same layer.`,
  )
  assert.equal(await refused(Array(6).fill(LayerVersionArn)), 'Cannot reference more than 5 layers.')
  assert.equal(await refused([LayerVersionArn.replace('us-east-1', 'eu-west-1')]), 'Layers are not in the same region as the function. Layers are expected to be in region us-east-1.')
})

test('a function and its layers together are of 250 MB at most', async () => {
  const large = zip([{ name: 'zeros', body: Buffer.alloc(140_000_000), isPacked: true }])
  const layers = []
  for (const LayerName of ['large-1', 'large-2']) layers.push((await lambda.PublishLayerVersion({ LayerName, Content: { ZipFile: large } })).LayerVersionArn)
  assert.equal((await failure(make('big', { Layers: layers }))).message, 'Layers consume more than the available size of 262144000 bytes')
  assert.equal(
    (await failure(make('big', { Layers: [layers[0]], Code: { ZipFile: large } }))).message,
    'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 280000000 bytes.',
  )
})
