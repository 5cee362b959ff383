// CloudFront's distributions by the AWS SDK (REST XML): made, read, changed, deleted, listed.
import assert from 'node:assert/strict'

import { least, words } from '../support/js/cloudfront.js'
import { failure, Nube, raw, signedAs } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront } = nube.api()
after(() => nube.stop())

const create = (more) => cloudfront.CreateDistribution({ DistributionConfig: least(more) })

test('a distribution is made, and what AWS fills in is told', async () => {
  const { Distribution: d, ETag, Location } = await create({ Comment: 'a <b> & "c"' })
  assert.match(d.Id, /^E[A-Z0-9]{13}$/)
  assert.match(ETag, /^E[A-Z0-9]{13}$/)
  assert.equal(d.ARN, `arn:aws:cloudfront::000000000000:distribution/${d.Id}`)
  assert.match(d.DomainName, /^d[a-z0-9]{13}\.cloudfront\.localhost$/)
  assert.ok(Location.endsWith(`/2020-05-31/distribution/${d.Id}`))
  assert.equal(d.Status, 'InProgress')
  assert.equal(d.DistributionConfig.Comment, 'a <b> & "c"')
  assert.equal(d.DistributionConfig.PriceClass, 'PriceClass_All')
  assert.deepEqual(d.DistributionConfig.Aliases, { Quantity: 0 })
  assert.equal(d.DistributionConfig.DefaultCacheBehavior.DefaultTTL, 86400)
  assert.equal(d.DistributionConfig.ViewerCertificate.CloudFrontDefaultCertificate, true)
  const got = await cloudfront.GetDistribution({ Id: d.Id })
  assert.equal(got.ETag, ETag)
  assert.deepEqual(got.Distribution.DistributionConfig, d.DistributionConfig)
  const { DistributionConfig } = await cloudfront.GetDistributionConfig({ Id: d.Id })
  assert.deepEqual(DistributionConfig, d.DistributionConfig)
})

test('a change is in progress until the clock has gone on', async () => {
  await nube.clock({ freeze: true })
  const { Distribution: d } = await create()
  assert.equal((await cloudfront.GetDistribution({ Id: d.Id })).Distribution.Status, 'InProgress')
  await nube.clock({ advance: 1 })
  assert.equal((await cloudfront.GetDistribution({ Id: d.Id })).Distribution.Status, 'Deployed')
  await nube.clock({ freeze: false })
})

test('an update wants the ETag of what it changes, and gives a new one', async () => {
  const { Distribution: { Id, DistributionConfig }, ETag } = await create()
  const changed = { ...DistributionConfig, Comment: 'changed' }
  const missing = await failure(cloudfront.UpdateDistribution({ Id, DistributionConfig: changed }))
  assert.deepEqual(words(missing), ['InvalidIfMatchVersion', 400, 'The If-Match version is missing or not valid for the resource.'])
  const stale = await failure(cloudfront.UpdateDistribution({ Id, IfMatch: 'E0123456789ABC', DistributionConfig: changed }))
  assert.deepEqual(words(stale).slice(0, 2), ['PreconditionFailed', 412])
  const updated = await cloudfront.UpdateDistribution({ Id, IfMatch: ETag, DistributionConfig: changed })
  assert.equal(updated.Distribution.DistributionConfig.Comment, 'changed')
  assert.notEqual(updated.ETag, ETag)
  const other = await failure(cloudfront.UpdateDistribution({ Id, IfMatch: updated.ETag, DistributionConfig: { ...changed, CallerReference: 'x' } }))
  assert.equal(other.name, 'IllegalUpdate')
})

test('one that is enabled is not deleted; one that is disabled is', async () => {
  const { Distribution: { Id, DistributionConfig }, ETag } = await create({ Enabled: true })
  const on = await failure(cloudfront.DeleteDistribution({ Id, IfMatch: ETag }))
  assert.deepEqual(words(on), ['DistributionNotDisabled', 409, 'The distribution you are trying to delete has not been disabled.'])
  const { ETag: off } = await cloudfront.UpdateDistribution({ Id, IfMatch: ETag, DistributionConfig: { ...DistributionConfig, Enabled: false } })
  await nube.clock({ advance: 1 })
  await cloudfront.DeleteDistribution({ Id, IfMatch: off })
  const gone = await failure(cloudfront.GetDistribution({ Id }))
  assert.deepEqual(words(gone), ['NoSuchDistribution', 404, 'The specified distribution does not exist.'])
})

test('pages of the list', async () => {
  const ids = []
  for (let i = 0; i < 3; i++) ids.push((await create()).Distribution.Id)
  const seen = []
  for (let Marker; ; ) {
    const { DistributionList: page } = await cloudfront.ListDistributions({ MaxItems: 2, Marker })
    assert.ok(page.Quantity <= 2)
    seen.push(...page.Items.map(({ Id }) => Id))
    assert.equal(page.IsTruncated, Boolean(page.NextMarker))
    if (!page.IsTruncated) break
    Marker = page.NextMarker
  }
  for (const id of ids) assert.equal(seen.filter((each) => each === id).length, 1)
})

test('what does not hold together is refused', async () => {
  const again = least()
  const { Distribution: { Id } } = await cloudfront.CreateDistribution({ DistributionConfig: again })
  const twice = await failure(cloudfront.CreateDistribution({ DistributionConfig: again }))
  assert.deepEqual(words(twice), ['DistributionAlreadyExists', 409,
    `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${Id}`])
  const quantity = await failure(create({ Aliases: { Quantity: 2, Items: ['a.example.com'] } }))
  assert.deepEqual(words(quantity).slice(0, 2), ['InconsistentQuantities', 400])
  const origin = await failure(create({ DefaultCacheBehavior: { ...least().DefaultCacheBehavior, TargetOriginId: 'other' } }))
  assert.deepEqual(words(origin), ['NoSuchOrigin', 404, 'One or more of your origins or origin groups do not exist.'])
  const policy = await failure(create({ DefaultCacheBehavior: { ...least().DefaultCacheBehavior, ViewerProtocolPolicy: 'none' } }))
  assert.deepEqual(words(policy).slice(0, 2), ['MalformedXML', 400])
})

test('on the wire', async () => {
  const url = `${nube.url}/2020-05-31/distribution`
  const headers = { authorization: signedAs('cloudfront'), 'content-type': 'application/xml' }
  const lacking = await raw(url, { headers, body: '<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Comment/></DistributionConfig>' })
  assert.equal(lacking.status, 400)
  assert.match(lacking.body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<ErrorResponse xmlns="http:\/\/cloudfront.amazonaws.com\/doc\/2020-05-31\/"><Error><Type>Sender<\/Type><Code>MalformedXML<\/Code><Message>4 validation errors detected: Value null at 'distributionConfig.callerReference' failed to satisfy constraint: Member must not be null; /)
  const { Distribution: { Id } } = await create({ Comment: 'one' })
  const got = await raw(`${url}/${Id}/config`, { method: 'GET', headers })
  assert.equal(got.headers['content-type'], 'text/xml')
  assert.match(got.headers.etag, /^E[A-Z0-9]{13}$/)
  assert.match(got.body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<DistributionConfig xmlns="http:\/\/cloudfront.amazonaws.com\/doc\/2020-05-31\/"><CallerReference>/)
  const kept = await raw(`${url}/${Id}/associate-web-acl`, { method: 'PUT', headers, body: '<AssociateDistributionWebACLRequest><WebACLArn>arn</WebACLArn></AssociateDistributionWebACLRequest>' })
  assert.deepEqual([kept.status, kept.headers['x-nube-without-effect']], [200, 'WebACLId'])
  assert.match(kept.body, /<AssociateDistributionWebACLResult xmlns=[^>]*><Id>/)
  for (const [path, root] of [
    ['distribution', 'DistributionList'], [`distribution/${Id}`, 'Distribution'], [`distribution/${Id}/invalidation`, 'InvalidationList'], ['cache-policy', 'CachePolicyList'],
    ['origin-request-policy', 'OriginRequestPolicyList'], ['response-headers-policy', 'ResponseHeadersPolicyList'], ['origin-access-control', 'OriginAccessControlList'],
    ['origin-access-identity/cloudfront', 'CloudFrontOriginAccessIdentityList'], ['public-key', 'PublicKeyList'], ['key-group', 'KeyGroupList'], ['function', 'FunctionList'],
    ['distributionsByCachePolicyId/658327ea-f89d-4fab-a63d-7e88639e58f6', 'DistributionIdList'], ['distributionsByWebACLId/null', 'DistributionList'],
    [`conflicting-alias?DistributionId=${Id}&Alias=a.example.com`, 'ConflictingAliasesList'],
    [`tagging?Resource=${encodeURIComponent(`arn:aws:cloudfront::000000000000:distribution/${Id}`)}`, 'Tags'],
  ]) {
    const { status, body } = await raw(`${nube.url}/2020-05-31/${path}`, { method: 'GET', headers })
    assert.equal(status, 200, path)
    assert.ok(body.startsWith(`<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">`), `${path}: ${body.slice(0, 200)}`)
  }
  assert.match(got.body, /<Origins><Quantity>1<\/Quantity><Items><Origin><Id>site<\/Id>/)
})

test('policies decide by distribution and by tag', async () => {
  const { iam } = nube.api()
  const make = (api, Tags) => api.cloudfront.CreateDistributionWithTags({ DistributionConfigWithTags: { DistributionConfig: least(), Tags: { Items: Tags } } })
  const { Distribution: mine } = await make(nube.api(), [{ Key: 'team', Value: 'books' }])
  const { Distribution: theirs } = await make(nube.api(), [{ Key: 'team', Value: 'shop' }])
  await iam.CreateUser({ UserName: 'editor' })
  const { AccessKey: { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } } = await iam.CreateAccessKey({ UserName: 'editor' })
  const editor = nube.api({ credentials: { accessKeyId, secretAccessKey } })
  const Statement = [
    { Effect: 'Allow', Action: 'cloudfront:GetDistribution', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'books' } } },
    { Effect: 'Allow', Action: 'cloudfront:CreateDistribution', Resource: '*' },
    { Effect: 'Allow', Action: 'cloudfront:TagResource', Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/team': 'books' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } } },
  ]
  await iam.PutUserPolicy({ UserName: 'editor', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) })
  assert.equal((await editor.cloudfront.GetDistribution({ Id: mine.Id })).Distribution.Id, mine.Id)
  const denied = await failure(editor.cloudfront.GetDistribution({ Id: theirs.Id }))
  assert.deepEqual(words(denied), ['AccessDenied', 403,
    `User: arn:aws:iam::000000000000:user/editor is not authorized to perform: cloudfront:GetDistribution on resource: ${theirs.ARN} because no identity-based policy allows the cloudfront:GetDistribution action`])
  await make(editor, [{ Key: 'team', Value: 'books' }])
  for (const Tags of [[{ Key: 'team', Value: 'shop' }], [{ Key: 'team', Value: 'books' }, { Key: 'other', Value: '' }]])
    assert.equal((await failure(make(editor, Tags))).name, 'AccessDenied')
})
