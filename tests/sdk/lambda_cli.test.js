// Lambda's control plane by the AWS CLI of the distribution: its waiters wait, packages and payloads go in as files, what is refused has AWS's code.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'

import { lambdaTrust } from '../support/js/policies.js'
import { cliIsHere, commands } from '../support/js/cli.js'
import { testFunction } from '../support/js/functions.js'
import { after, test } from '../support/js/suite.js'
import { folder, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const here = folder()
const file = (name, bytes) => (fs.writeFileSync(path.join(here, name), bytes), `fileb://${path.join(here, name)}`)
const { cli, refused } = commands(nube, 'lambda')
const ARN = 'arn:aws:lambda:us-east-1:000000000000'
const named = ['--function-name', 'f']
const all = (...calls) => Promise.all(calls.map(([operation, ...args]) => cli(operation, ...args)))

async function functionsAndVersions(zip, Role) {
  const made = await cli('create-function', ...named, '--runtime', 'provided.al2023', '--role', Role, '--handler', 'main', '--zip-file', zip, '--tags', 'a=1', '--environment', 'Variables={KEY=value}')
  assert.equal(made.State, 'Pending')
  await cli('wait', 'function-active-v2', ...named)
  await cli('update-function-configuration', ...named, '--timeout', '9')
  await cli('wait', 'function-updated-v2', ...named)
  assert.equal((await cli('update-function-code', ...named, '--zip-file', zip, '--publish')).Version, '1')
  assert.equal((await cli('publish-version', ...named, '--description', 'again')).Version, '1')
  await cli('create-alias', ...named, '--name', 'live', '--function-version', '1')
  await cli('update-alias', ...named, '--name', 'live', '--description', 'd')
  const out = path.join(here, 'answer')
  const invoked = await cli('invoke', ...named, '--qualifier', 'live', '--payload', file('event', '{"a":1}'), out)
  assert.deepEqual([invoked.ExecutedVersion, JSON.parse(fs.readFileSync(out, 'utf8'))], ['1', { a: 1 }])
  const [got, alias, aliases, versions, functions, configuration, settings] = await all(
    ['get-function', ...named],
    ['get-alias', ...named, '--name', 'live'],
    ['list-aliases', ...named],
    ['list-versions-by-function', ...named],
    ['list-functions', '--function-version', 'ALL'],
    ['get-function-configuration', ...named, '--qualifier', '1'],
    ['get-account-settings'],
  )
  assert.deepEqual([got.Tags, got.Configuration.Timeout, alias.Description, aliases.Aliases.length], [{ a: '1' }, 9, 'd', 1])
  assert.deepEqual([versions.Versions.length, functions.Functions.length, configuration.FunctionArn, settings.AccountUsage.FunctionCount], [2, 2, `${ARN}:function:f:1`, 1])
}

async function settings() {
  await all(
    ['add-permission', ...named, '--statement-id', 's', '--action', 'lambda:InvokeFunction', '--principal', 's3.amazonaws.com'],
    ['put-function-concurrency', ...named, '--reserved-concurrent-executions', '9'],
    ['put-provisioned-concurrency-config', ...named, '--qualifier', 'live', '--provisioned-concurrent-executions', '1'],
    ['create-function-url-config', ...named, '--auth-type', 'NONE', '--cors', 'AllowOrigins=*'],
    ['put-function-event-invoke-config', ...named, '--maximum-retry-attempts', '1'],
    ['tag-resource', '--resource', `${ARN}:function:f`, '--tags', 'b=2'],
  )
  const [policy, concurrency, provisioned, url, events, tags] = await all(
    ['get-policy', ...named],
    ['get-function-concurrency', ...named],
    ['list-provisioned-concurrency-configs', ...named],
    ['get-function-url-config', ...named],
    ['get-function-event-invoke-config', ...named],
    ['list-tags', '--resource', `${ARN}:function:f`],
    ['update-function-url-config', ...named, '--auth-type', 'AWS_IAM'],
  )
  assert.equal(JSON.parse(policy.Policy).Statement[0].Sid, 's')
  assert.deepEqual([concurrency.ReservedConcurrentExecutions, provisioned.ProvisionedConcurrencyConfigs.length, url.Cors.AllowOrigins, events.MaximumRetryAttempts, tags.Tags], [9, 1, ['*'], 1, { a: '1', b: '2' }])
  await all(
    ['remove-permission', ...named, '--statement-id', 's'],
    ['delete-provisioned-concurrency-config', ...named, '--qualifier', 'live'],
    ['delete-function-url-config', ...named],
    ['delete-function-event-invoke-config', ...named],
    ['untag-resource', '--resource', `${ARN}:function:f`, '--tag-keys', 'a'],
  )
  await cli('delete-function-concurrency', ...named)
}

async function layersAndSigning(zip) {
  const layer = ['--layer-name', 'lib']
  const version = [...layer, '--version-number', '1']
  const { LayerVersionArn } = await cli('publish-layer-version', ...layer, '--zip-file', zip, '--compatible-runtimes', 'python3.11')
  await cli('add-layer-version-permission', ...version, '--statement-id', 's', '--action', 'lambda:GetLayerVersion', '--principal', '*')
  const publishers = `SigningProfileVersionArns=arn:aws:signer:us-east-1:000000000000:/signing-profiles/test/abc`
  const [byArn, versions, layers, policy, updated, signing] = await all(
    ['get-layer-version-by-arn', '--arn', LayerVersionArn],
    ['list-layer-versions', ...layer],
    ['list-layers', '--compatible-runtime', 'python3.11'],
    ['get-layer-version-policy', ...version],
    ['update-function-configuration', ...named, '--layers', LayerVersionArn],
    ['create-code-signing-config', '--allowed-publishers', publishers],
  )
  assert.deepEqual([byArn.Version, versions.LayerVersions.length, layers.Layers.length, updated.Layers[0].Arn], [1, 1, 1, LayerVersionArn])
  assert.equal(JSON.parse(policy.Policy).Statement[0].Principal, '*')
  const { CodeSigningConfigArn } = signing.CodeSigningConfig
  const config = ['--code-signing-config-arn', CodeSigningConfigArn]
  await cli('put-function-code-signing-config', ...config, ...named)
  assert.deepEqual((await cli('list-functions-by-code-signing-config', ...config)).FunctionArns, [`${ARN}:function:f`])
  await cli('delete-function-code-signing-config', ...named)
  await all(['delete-code-signing-config', ...config], ['remove-layer-version-permission', ...version, '--statement-id', 's'])
  await cli('delete-layer-version', ...version)
}

if (cliIsHere())
  test('functions, versions, aliases, layers and what they have, by the AWS CLI', async () => {
    const zip = file('code.zip', testFunction())
    const { Role } = await nube.api().iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })
    await functionsAndVersions(zip, Role.Arn)
    await settings()
    await layersAndSigning(zip)
    assert.equal((await refused('delete-function', ...named, '--qualifier', '1'))[0], 'ResourceConflictException')
    await cli('delete-alias', ...named, '--name', 'live')
    await cli('delete-function', ...named)
    assert.deepEqual(await refused('get-function', ...named), ['ResourceNotFoundException', `Function not found: ${ARN}:function:f`])
  }, { seconds: 250 })
