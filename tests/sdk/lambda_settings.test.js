// What functions of Lambda have beside their code, by the AWS SDK: concurrency, tags, URLs, code signing, recursion, runtime management; the account's settings.
import assert from 'node:assert/strict'

import { allow, lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, testFunction, updateFunction } from '../support/js/functions.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function'
const ZipFile = testFunction()

async function make(FunctionName, extra = {}) {
  await createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'main', Publish: true, Code: { ZipFile }, ...extra })
  await lambda.CreateAlias({ FunctionName, Name: 'live', FunctionVersion: '1' })
}
const refusal = async (promise) => {
  const { name, status, message } = await failure(promise)
  return [name, status, message]
}

test('concurrency is reserved for a function as a whole', async () => {
  await make('c')
  assert.equal((await lambda.GetFunctionConcurrency({ FunctionName: 'c' })).ReservedConcurrentExecutions, undefined)
  assert.equal((await lambda.PutFunctionConcurrency({ FunctionName: 'c', ReservedConcurrentExecutions: 30 })).ReservedConcurrentExecutions, 30)
  assert.equal((await lambda.GetFunctionConcurrency({ FunctionName: 'c' })).ReservedConcurrentExecutions, 30)
  assert.deepEqual((await lambda.GetFunction({ FunctionName: 'c' })).Concurrency, { ReservedConcurrentExecutions: 30 })
  const settings = await lambda.GetAccountSettings()
  assert.deepEqual(settings.AccountLimit, { TotalCodeSize: 80530636800, CodeSizeUnzipped: 262144000, CodeSizeZipped: 52428800, ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 970 })
  assert.deepEqual(settings.AccountUsage, { FunctionCount: 1, TotalCodeSize: 2 * ZipFile.length })
  assert.deepEqual(await refusal(lambda.PutFunctionConcurrency({ FunctionName: 'c', ReservedConcurrentExecutions: 901 })), [
    'InvalidParameterValueException',
    400,
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  ])
  assert.match((await failure(lambda.PutFunctionConcurrency({ FunctionName: 'c:live', ReservedConcurrentExecutions: 1 }))).message, /^This operation is permitted on Lambda functions only\./)
  await lambda.DeleteFunctionConcurrency({ FunctionName: 'c' })
  assert.equal((await lambda.GetFunctionConcurrency({ FunctionName: 'c' })).ReservedConcurrentExecutions, undefined)
})

test('concurrency is provisioned for a version or an alias, by one name', async () => {
  await make('p')
  const put = await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'p', Qualifier: 'live', ProvisionedConcurrentExecutions: 2 })
  assert.deepEqual([put.Status, put.RequestedProvisionedConcurrentExecutions, put.AllocatedProvisionedConcurrentExecutions], ['IN_PROGRESS', 2, 0])
  await until('it is ready', async () => (await lambda.GetProvisionedConcurrencyConfig({ FunctionName: 'p', Qualifier: 'live' })).Status === 'READY')
  const { ProvisionedConcurrencyConfigs } = await lambda.ListProvisionedConcurrencyConfigs({ FunctionName: 'p' })
  assert.deepEqual(ProvisionedConcurrencyConfigs.map((p) => [p.FunctionArn, p.RequestedProvisionedConcurrentExecutions]), [[`${ARN}:p:live`, 2]])
  assert.equal((await failure(lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'p', Qualifier: '1', ProvisionedConcurrentExecutions: 1 }))).message, 'Version is pointed by a Provisioned Concurrency alias')
  assert.equal(
    (await failure(lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'p', Qualifier: '$LATEST', ProvisionedConcurrentExecutions: 1 }))).message,
    'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
  )
  assert.equal((await failure(lambda.PutFunctionConcurrency({ FunctionName: 'p', ReservedConcurrentExecutions: 1 }))).message, " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].")
  await lambda.DeleteProvisionedConcurrencyConfig({ FunctionName: 'p', Qualifier: 'live' })
  assert.deepEqual(await refusal(lambda.GetProvisionedConcurrencyConfig({ FunctionName: 'p', Qualifier: 'live' })), [
    'ProvisionedConcurrencyConfigNotFoundException',
    404,
    'No Provisioned Concurrency Config found for this function',
  ])
})

test('tags of functions', async () => {
  await make('t', { Tags: { a: '1' } })
  const Resource = `${ARN}:t`
  await lambda.TagResource({ Resource, Tags: { b: '2', a: '3' } })
  await lambda.UntagResource({ Resource, TagKeys: ['b', 'c'] })
  assert.deepEqual((await lambda.ListTags({ Resource })).Tags, { a: '3' })
  assert.deepEqual((await lambda.GetFunction({ FunctionName: 't' })).Tags, { a: '3' })
  assert.equal((await failure(lambda.TagResource({ Resource: `${Resource}:1`, Tags: { a: '1' } }))).message, 'Tags on function aliases and versions are not supported. Please specify a function ARN.')
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v']))
  assert.equal((await failure(lambda.TagResource({ Resource, Tags: many }))).message, 'Number of tags exceeds resource tag limit.')
})

test("URLs' configurations are kept, with an id that stays", async () => {
  await make('u')
  const created = await lambda.CreateFunctionUrlConfig({ FunctionName: 'u', AuthType: 'NONE', Cors: { AllowOrigins: ['*'], MaxAge: 60 } })
  assert.match(created.FunctionUrl, /^http:\/\/([a-z0-9]{32}\.lambda-url\.us-east-1\.localhost:\d+\/|localhost:\d+\/_aws\/lambda-url\/[a-z0-9]{32}\/|127\.0\.0\.1:\d+\/_aws\/lambda-url\/[a-z0-9]{32}\/)$/) // by whether names below localhost lead here
  assert.deepEqual(created.Cors, { AllowOrigins: ['*'], MaxAge: 60 })
  const alias = await lambda.CreateFunctionUrlConfig({ FunctionName: 'u', Qualifier: 'live', AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' })
  assert.equal(alias.FunctionArn, `${ARN}:u:live`)
  assert.equal((await failure(lambda.CreateFunctionUrlConfig({ FunctionName: 'u', AuthType: 'NONE' }))).name, 'ResourceConflictException')
  const updated = await lambda.UpdateFunctionUrlConfig({ FunctionName: 'u', AuthType: 'AWS_IAM' })
  assert.deepEqual([updated.AuthType, updated.FunctionUrl], ['AWS_IAM', created.FunctionUrl])
  assert.equal((await lambda.GetFunctionUrlConfig({ FunctionName: 'u' })).InvokeMode, 'BUFFERED')
  const { FunctionUrlConfigs, NextMarker } = await lambda.ListFunctionUrlConfigs({ FunctionName: 'u', MaxItems: 1 })
  const rest = await lambda.ListFunctionUrlConfigs({ FunctionName: 'u', Marker: NextMarker })
  assert.deepEqual([...FunctionUrlConfigs, ...rest.FunctionUrlConfigs].map((u) => u.FunctionArn), [`${ARN}:u`, `${ARN}:u:live`])
  await lambda.DeleteFunctionUrlConfig({ FunctionName: 'u' })
  assert.deepEqual(await refusal(lambda.GetFunctionUrlConfig({ FunctionName: 'u' })), ['ResourceNotFoundException', 404, 'The resource you requested does not exist.'])
})

test('code signing configurations', async () => {
  await make('s')
  const AllowedPublishers = { SigningProfileVersionArns: ['arn:aws:signer:us-east-1:000000000000:/signing-profiles/test/abc'] }
  const { CodeSigningConfig } = await lambda.CreateCodeSigningConfig({ AllowedPublishers, Description: 'd', Tags: { a: '1' } })
  const { CodeSigningConfigArn } = CodeSigningConfig
  assert.deepEqual([CodeSigningConfig.CodeSigningPolicies, CodeSigningConfig.Description], [{ UntrustedArtifactOnDeployment: 'Warn' }, 'd'])
  assert.deepEqual((await lambda.ListTags({ Resource: CodeSigningConfigArn })).Tags, { a: '1' })
  await lambda.UpdateCodeSigningConfig({ CodeSigningConfigArn, CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' } })
  assert.equal((await lambda.GetCodeSigningConfig({ CodeSigningConfigArn })).CodeSigningConfig.CodeSigningPolicies.UntrustedArtifactOnDeployment, 'Enforce')
  assert.deepEqual((await lambda.ListCodeSigningConfigs()).CodeSigningConfigs.map((x) => x.CodeSigningConfigArn), [CodeSigningConfigArn])
  await lambda.PutFunctionCodeSigningConfig({ FunctionName: 's', CodeSigningConfigArn })
  assert.equal((await lambda.GetFunctionCodeSigningConfig({ FunctionName: 's' })).CodeSigningConfigArn, CodeSigningConfigArn)
  assert.deepEqual((await lambda.ListFunctionsByCodeSigningConfig({ CodeSigningConfigArn })).FunctionArns, [`${ARN}:s`])
  assert.equal((await failure(lambda.DeleteCodeSigningConfig({ CodeSigningConfigArn }))).name, 'ResourceConflictException')
  await lambda.DeleteFunctionCodeSigningConfig({ FunctionName: 's' })
  assert.equal((await lambda.GetFunctionCodeSigningConfig({ FunctionName: 's' })).CodeSigningConfigArn, undefined)
  await lambda.DeleteCodeSigningConfig({ CodeSigningConfigArn })
  assert.equal((await failure(lambda.PutFunctionCodeSigningConfig({ FunctionName: 's', CodeSigningConfigArn }))).name, 'CodeSigningConfigNotFoundException')
})

test('recursion and runtime management are kept', async () => {
  await make('r')
  assert.equal((await lambda.GetFunctionRecursionConfig({ FunctionName: 'r' })).RecursiveLoop, 'Terminate')
  await lambda.PutFunctionRecursionConfig({ FunctionName: 'r', RecursiveLoop: 'Allow' })
  assert.equal((await lambda.GetFunctionRecursionConfig({ FunctionName: 'r' })).RecursiveLoop, 'Allow')
  assert.deepEqual([(await lambda.GetRuntimeManagementConfig({ FunctionName: 'r' })).UpdateRuntimeOn], ['Auto'])
  const put = await lambda.PutRuntimeManagementConfig({ FunctionName: 'r', UpdateRuntimeOn: 'FunctionUpdate' })
  assert.deepEqual([put.UpdateRuntimeOn, put.FunctionArn], ['FunctionUpdate', `${ARN}:r:$LATEST`])
})

test('InvokeAsync, the old way', async () => {
  await make('o')
  assert.equal((await lambda.InvokeAsync({ FunctionName: 'o', InvokeArgs: '{}' })).Status, 202)
  await nube.quiet()
})

test('all that a function is made with is told again', async () => {
  const given = {
    VpcConfig: { SubnetIds: ['subnet-0'], SecurityGroupIds: ['sg-0'] },
    KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k',
    TracingConfig: { Mode: 'Active' },
    FileSystemConfigs: [{ Arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0', LocalMountPath: '/mnt/files' }],
    EphemeralStorage: { Size: 1024 },
    Architectures: ['arm64'],
    LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: 'mine' },
  }
  await make('m', given)
  const told = await lambda.GetFunctionConfiguration({ FunctionName: 'm', Qualifier: 'live' })
  assert.deepEqual(told.VpcConfig, { ...given.VpcConfig, VpcId: '', Ipv6AllowedForDualStack: false })
  assert.deepEqual(told.LoggingConfig, { ...given.LoggingConfig, ApplicationLogLevel: 'INFO' })
  for (const name of ['KMSKeyArn', 'TracingConfig', 'FileSystemConfigs', 'EphemeralStorage', 'Architectures']) assert.deepEqual(told[name], given[name], name)
  const changed = await updateFunction(lambda, 'Configuration', { FunctionName: 'm', KMSKeyArn: '', FileSystemConfigs: [], VpcConfig: { SubnetIds: [], SecurityGroupIds: [] }, LoggingConfig: { LogFormat: 'Text' } })
  assert.deepEqual([changed.KMSKeyArn, changed.FileSystemConfigs, changed.VpcConfig.SubnetIds], [undefined, undefined, []])
  assert.deepEqual(changed.LoggingConfig, { LogFormat: 'Text', LogGroup: 'mine' })
  assert.equal((await lambda.GetFunctionConfiguration({ FunctionName: 'm', Qualifier: '1' })).KMSKeyArn, given.KMSKeyArn)
})

test('what is refused in making a function, and in changing it', async () => {
  const refused = async (extra) => {
    const { name, message } = await failure(lambda.CreateFunction({ FunctionName: 'no', Runtime: 'provided.al2023', Role, Handler: 'main', Code: { ZipFile }, ...extra }))
    return `${name}: ${message}`
  }
  assert.equal(await refused({ SnapStart: { ApplyOn: 'PublishedVersions' } }), 'InvalidParameterValueException: provided.al2023 is not supported for SnapStart enabled functions.')
  assert.match(await refused({ LoggingConfig: { LogFormat: 'Text', SystemLogLevel: 'INFO' } }), /^InvalidParameterValueException: LogLevel is not supported when LogFormat is set to "Text"\./)
  assert.match(await refused({ MemorySize: 10241 }), /Value '10241' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240$/)
  assert.match(await refused({ Timeout: 901 }), /Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900$/)
  assert.match(await refused({ Environment: { Variables: { LARGE_VAR: 'x'.repeat(4081) } } }), /exceeded the 4KB limit\. String measured: \{"LARGE_VAR":"x+"\}$/)
  assert.match(await refused({ DurableConfig: { RetentionPeriodInDays: 1 } }), /^NotImplementedException: Durable functions are not emulated by Nube/)
  assert.match(await refused({ PackageType: 'Image', Code: { ImageUri: 'x' } }), /^NotImplementedException: Container images are not emulated by Nube/)
  assert.match(await refused({ Code: { S3Bucket: 'hot-reload', S3Key: '/nowhere/at/all' } }), /^InvalidParameterValueException: The folder \/nowhere\/at\/all to run in place is not there/)
  await make('x')
  const image = await failure(lambda.UpdateFunctionCode({ FunctionName: 'x', ImageUri: 'x' }))
  assert.equal(image.message, "Please don't provide ImageUri when updating a function with packageType Zip.")
  const { RevisionId } = await lambda.GetFunctionConfiguration({ FunctionName: 'x' })
  await lambda.UpdateFunctionCode({ FunctionName: 'x', ZipFile: testFunction(), DryRun: true })
  assert.equal((await lambda.GetFunctionConfiguration({ FunctionName: 'x' })).RevisionId, RevisionId)
})

test('a dead-letter queue and destinations want a role that may send there', async () => {
  const { sqs } = nube.api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'dead' })
  const { QueueArn } = (await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] })).Attributes
  const poor = await failure(make('q', { DeadLetterConfig: { TargetArn: QueueArn } }))
  assert.deepEqual([poor.name, poor.message], ['InvalidParameterValueException', 'The provided execution role does not have permissions to call SendMessage on SQS'])
  await make('q')
  const destination = await failure(lambda.PutFunctionEventInvokeConfig({ FunctionName: 'q', DestinationConfig: { OnFailure: { Destination: QueueArn } } }))
  assert.equal(destination.message, `The function's execution role does not have permissions to call SendMessage on ${QueueArn}`)
  await iam.PutRolePolicy({ RoleName: 'f', PolicyName: 'send', PolicyDocument: allow('sqs:SendMessage', QueueArn) })
  assert.equal((await updateFunction(lambda, 'Configuration', { FunctionName: 'q', DeadLetterConfig: { TargetArn: QueueArn } })).DeadLetterConfig.TargetArn, QueueArn)
  await lambda.PutFunctionEventInvokeConfig({ FunctionName: 'q', DestinationConfig: { OnFailure: { Destination: QueueArn } } })
})

test("another account invokes what a function's, a version's or an alias's policy lets it", async () => {
  await make('i')
  const theirs = nube.api({ credentials: { accessKeyId: '222222222222', secretAccessKey: 'x' } }).lambda
  const invoke = (qualifier) => theirs.Invoke({ FunctionName: `${ARN}:i${qualifier}`, Payload: '{}' })
  const permission = { FunctionName: 'i', Action: 'lambda:InvokeFunction', StatementId: 's' }
  await lambda.AddPermission({ ...permission, Qualifier: 'live', Principal: '222222222222' })
  assert.equal((await invoke(':live')).ExecutedVersion, '1')
  for (const Qualifier of [undefined, '1']) await lambda.AddPermission({ ...permission, Qualifier, Principal: '333333333333' })
  for (const qualifier of ['', ':1']) assert.equal((await failure(invoke(qualifier))).name, 'AccessDeniedException')
})

test("conditions of Lambda's own: a user's rights by layer and by principal", async () => {
  await iam.CreateUser({ UserName: 'u' })
  const { AccessKeyId, SecretAccessKey } = (await iam.CreateAccessKey({ UserName: 'u' })).AccessKey
  const theirs = nube.api({ credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } }).lambda
  const { LayerVersionArn } = await lambda.PublishLayerVersion({ LayerName: 'good', Content: { ZipFile } })
  const other = (await lambda.PublishLayerVersion({ LayerName: 'bad', Content: { ZipFile } })).LayerVersionArn
  const statement = (Action, Condition) => ({ Effect: 'Allow', Action, Resource: '*', ...(Condition && { Condition }) })
  const rights = [
    statement('lambda:UpdateFunctionConfiguration', { 'ForAllValues:StringLike': { 'lambda:Layer': `${ARN.replace(':function', ':layer')}:good:*` } }),
    statement('lambda:AddPermission', { StringEquals: { 'lambda:Principal': 's3.amazonaws.com' } }),
    statement('lambda:GetLayerVersion'),
  ]
  await iam.PutUserPolicy({ UserName: 'u', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: rights }) })
  await make('k')
  await theirs.UpdateFunctionConfiguration({ FunctionName: 'k', Layers: [LayerVersionArn] })
  assert.equal((await failure(theirs.UpdateFunctionConfiguration({ FunctionName: 'k', Layers: [LayerVersionArn, other] }))).name, 'AccessDeniedException')
  const permit = (Principal) => theirs.AddPermission({ FunctionName: 'k', StatementId: Principal.replaceAll('.', '-'), Action: 'lambda:InvokeFunction', Principal })
  await permit('s3.amazonaws.com')
  assert.equal((await failure(permit('sns.amazonaws.com'))).name, 'AccessDeniedException')
})
