// CloudFront by the AWS CLI of the distribution, with its short forms and its waiters. A call takes it most of a second and more on a busy machine, so those
// that don't need each other go together.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { cliIsHere, commands } from '../support/js/cli.js'
import { least, publicKey } from '../support/js/cloudfront.js'
import { Nube } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const folder = mkdtempSync(join(tmpdir(), 'nube-cloudfront-'))
after(() => {
  rmSync(folder, { recursive: true })
  return nube.stop()
})

const seconds = { seconds: 250 }
const { aws, cli, refused } = commands(nube, 'cloudfront')
const json = JSON.stringify

async function distributions() {
  const [{ Distribution: { Id, ARN } }, { Distribution: tagged }] = await Promise.all([
    cli('create-distribution', '--origin-domain-name', 'books.s3.us-east-1.amazonaws.com', '--default-root-object', 'index.html'),
    cli('create-distribution-with-tags', '--distribution-config-with-tags', json({ DistributionConfig: least(), Tags: { Items: [{ Key: 'team', Value: 'books' }] } })),
  ])
  assert.equal((await aws('wait', ['distribution-deployed', '--id', Id])).status, 0)
  const [got, config, tags, list, none] = await Promise.all([
    cli('get-distribution', '--id', Id),
    cli('get-distribution-config', '--id', Id),
    cli('list-tags-for-resource', '--resource', tagged.ARN),
    cli('list-distributions'),
    refused('get-distribution', '--id', 'ENONE'),
  ])
  assert.deepEqual([got.Distribution.Status, got.Distribution.ARN, got.Distribution.DistributionConfig.DefaultRootObject], ['Deployed', ARN, 'index.html'])
  assert.deepEqual(tags.Tags.Items, [{ Key: 'team', Value: 'books' }])
  assert.deepEqual(list.DistributionList.Items.map((each) => each.Id).sort(), [Id, tagged.Id].sort())
  assert.deepEqual(none, ['NoSuchDistribution', 'The specified distribution does not exist.'])
  const changed = { ...config.DistributionConfig, Comment: 'changed', Enabled: false }
  const { ETag } = await cli('update-distribution', '--id', Id, '--if-match', config.ETag, '--distribution-config', json(changed))
  const refusal = await refused('delete-distribution', '--id', Id, '--if-match', config.ETag)
  assert.equal(refusal[0], 'PreconditionFailed')
  await cli('delete-distribution', '--id', Id, '--if-match', ETag)
  return tagged.Id
}

async function invalidations(id) {
  const { Invalidation } = await cli('create-invalidation', '--distribution-id', id, '--paths', '/index.html', '/assets/*')
  assert.deepEqual(Invalidation.InvalidationBatch.Paths, { Quantity: 2, Items: ['/index.html', '/assets/*'] })
  assert.equal((await aws('wait', ['invalidation-completed', '--distribution-id', id, '--id', Invalidation.Id])).status, 0)
  const [list, wrong] = await Promise.all([
    cli('list-invalidations', '--distribution-id', id),
    refused('create-invalidation', '--distribution-id', id, '--paths', 'index.html'),
  ])
  assert.deepEqual(list.InvalidationList.Items.map(({ Id, Status }) => [Id, Status]), [[Invalidation.Id, 'Completed']])
  assert.deepEqual(wrong, ['InvalidArgument', 'Your request contains one or more invalid invalidation paths.'])
}

async function functions() {
  const code = join(folder, 'code.js'), out = join(folder, 'out.js')
  writeFileSync(code, 'function handler(event) { return event.request }')
  const { ETag, FunctionSummary } = await cli('create-function', '--name', 'f', '--function-config', 'Comment=c,Runtime=cloudfront-js-2.0', '--function-code', `fileb://${code}`)
  assert.equal(FunctionSummary.FunctionMetadata.Stage, 'DEVELOPMENT')
  const published = await cli('publish-function', '--name', 'f', '--if-match', ETag)
  assert.equal(published.FunctionSummary.FunctionMetadata.Stage, 'LIVE')
  await cli('get-function', '--name', 'f', '--stage', 'LIVE', out)
  assert.equal(readFileSync(out, 'utf8'), readFileSync(code, 'utf8'))
  const updated = await cli('update-function', '--name', 'f', '--if-match', ETag, '--function-config', 'Comment=d,Runtime=cloudfront-js-2.0', '--function-code', `fileb://${code}`)
  assert.equal(updated.FunctionSummary.FunctionConfig.Comment, 'd')
  const described = await cli('describe-function', '--name', 'f')
  await cli('delete-function', '--name', 'f', '--if-match', described.ETag)
  assert.deepEqual((await cli('list-functions')).FunctionList.Quantity, 0)
}

async function access() {
  const [control, identity, key, managed] = await Promise.all([
    cli('create-origin-access-control', '--origin-access-control-config', 'Name=c,SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3'),
    cli('create-cloud-front-origin-access-identity', '--cloud-front-origin-access-identity-config', 'CallerReference=r,Comment=c'),
    cli('create-public-key', '--public-key-config', json({ CallerReference: 'r', Name: 'k', EncodedKey: publicKey })),
    cli('list-cache-policies', '--type', 'managed'),
  ])
  assert.equal(managed.CachePolicyList.Quantity, 7)
  const [controls, identities, keys, group] = await Promise.all([
    cli('list-origin-access-controls'),
    cli('list-cloud-front-origin-access-identities'),
    cli('list-public-keys'),
    cli('create-key-group', '--key-group-config', json({ Name: 'g', Items: [key.PublicKey.Id] })),
  ])
  assert.equal(controls.OriginAccessControlList.Items[0].Id, control.OriginAccessControl.Id)
  assert.equal(identities.CloudFrontOriginAccessIdentityList.Items[0].Id, identity.CloudFrontOriginAccessIdentity.Id)
  assert.equal(keys.PublicKeyList.Items[0].Name, 'k')
  assert.deepEqual(group.KeyGroup.KeyGroupConfig.Items, [key.PublicKey.Id])
}

if (cliIsHere()) {
  test('distributions and their invalidations', async () => invalidations(await distributions()), seconds)
  test('functions', functions, seconds)
  test('who may fetch, and who may visit', access, seconds)
} else {
  test('nothing without the CLI', () => {})
}
