// CloudFront Functions by the AWS SDK: developed, published, used, deleted.
import assert from 'node:assert/strict'

import { least, words } from '../support/js/cloudfront.js'
import { failure, Nube } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront } = nube.api()
after(() => nube.stop())

const FunctionConfig = { Comment: 'adds a header', Runtime: 'cloudfront-js-2.0' }
const code = (text) => new TextEncoder().encode(text)
const FunctionCode = code('function handler(event) { return event.request }')
const make = async (Name, more) => cloudfront.CreateFunction({ Name, FunctionConfig, FunctionCode, ...more })

test('a function is developed', async () => {
  const { FunctionSummary: made, ETag, Location } = await make('first')
  assert.deepEqual([made.Name, made.Status, made.FunctionMetadata.Stage], ['first', 'UNPUBLISHED', 'DEVELOPMENT'])
  assert.equal(made.FunctionMetadata.FunctionARN, 'arn:aws:cloudfront::000000000000:function/first')
  assert.ok(Location.endsWith('/2020-05-31/function/first'))
  await cloudfront.TagResource({ Resource: made.FunctionMetadata.FunctionARN, Tags: { Items: [{ Key: 'team', Value: 'books' }] } })
  assert.deepEqual((await cloudfront.ListTagsForResource({ Resource: made.FunctionMetadata.FunctionARN })).Tags.Items, [{ Key: 'team', Value: 'books' }])
  const got = await cloudfront.GetFunction({ Name: 'first' })
  assert.deepEqual([new TextDecoder().decode(got.FunctionCode), got.ETag, got.ContentType], [new TextDecoder().decode(FunctionCode), ETag, 'application/octet-stream'])
  const updated = await cloudfront.UpdateFunction({ Name: 'first', IfMatch: ETag, FunctionConfig: { ...FunctionConfig, Comment: 'changed' }, FunctionCode: code('// empty') })
  assert.equal(updated.FunctionSummary.FunctionConfig.Comment, 'changed')
  assert.notEqual(updated.ETag, ETag)
  assert.equal((await failure(cloudfront.UpdateFunction({ Name: 'first', IfMatch: ETag, FunctionConfig, FunctionCode }))).name, 'PreconditionFailed')
  const again = await failure(make('first'))
  assert.deepEqual(words(again).slice(0, 2), ['FunctionAlreadyExists', 409])
  const live = await failure(cloudfront.DescribeFunction({ Name: 'first', Stage: 'LIVE' }))
  assert.deepEqual(words(live), ['NoSuchFunctionExists', 404, 'The specified function does not exist.'])
})

test('a function is published, used and no longer deleted', async () => {
  const { ETag } = await make('second')
  const { FunctionSummary: live } = await cloudfront.PublishFunction({ Name: 'second', IfMatch: ETag })
  assert.deepEqual([live.Status, live.FunctionMetadata.Stage], ['UNASSOCIATED', 'LIVE'])
  const behavior = { ...least().DefaultCacheBehavior, FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: live.FunctionMetadata.FunctionARN, EventType: 'viewer-request' }] } }
  const { Distribution, ETag: IfMatch } = await cloudfront.CreateDistribution({ DistributionConfig: least({ DefaultCacheBehavior: behavior }) })
  const described = await cloudfront.DescribeFunction({ Name: 'second', Stage: 'LIVE' })
  assert.deepEqual([described.FunctionSummary.Status, described.ETag], ['DEPLOYED', ETag])
  const used = await failure(cloudfront.DeleteFunction({ Name: 'second', IfMatch: ETag }))
  assert.deepEqual(words(used), ['FunctionInUse', 409, 'Cannot delete function second, it is in use by 1 distributions'])
  const origin = { ...behavior, FunctionAssociations: { Quantity: 1, Items: [{ ...behavior.FunctionAssociations.Items[0], EventType: 'origin-request' }] } }
  assert.equal((await failure(cloudfront.CreateDistribution({ DistributionConfig: least({ DefaultCacheBehavior: origin }) }))).name, 'InvalidFunctionAssociation')
  const twice = { ...behavior, FunctionAssociations: { Quantity: 2, Items: Array(2).fill(behavior.FunctionAssociations.Items[0]) } }
  assert.equal((await failure(cloudfront.CreateDistribution({ DistributionConfig: least({ DefaultCacheBehavior: twice }) }))).name, 'TooManyFunctionAssociations')
  await cloudfront.DeleteDistribution({ Id: Distribution.Id, IfMatch })
  await cloudfront.DeleteFunction({ Name: 'second', IfMatch: ETag })
  assert.equal((await failure(cloudfront.DescribeFunction({ Name: 'second' }))).name, 'NoSuchFunctionExists')
})

test('functions are listed by stage', async () => {
  const { ETag } = await make('third')
  await cloudfront.PublishFunction({ Name: 'third', IfMatch: ETag })
  const list = async (input) => (await cloudfront.ListFunctions(input)).FunctionList
  assert.deepEqual((await list({ Stage: 'LIVE' })).Items.map(({ Name }) => Name), ['third'])
  assert.deepEqual((await list({ Stage: 'DEVELOPMENT' })).Items.map(({ Name }) => Name), ['first', 'third'])
  const page = await list({ MaxItems: '2' })
  assert.deepEqual([page.Quantity, Boolean(page.NextMarker)], [2, true])
  assert.equal((await list({ Marker: page.NextMarker })).Quantity, 1)
})

test('what a function may not be', async () => {
  const large = await failure(make('large', { FunctionCode: code('x'.repeat(10241)) }))
  assert.deepEqual(words(large).slice(0, 2), ['FunctionSizeLimitExceeded', 413])
  const stores = { Quantity: 1, Items: [{ KeyValueStoreARN: 'arn:aws:cloudfront::000000000000:key-value-store/00000000-0000-0000-0000-000000000000' }] }
  const stored = await failure(make('stored', { FunctionConfig: { ...FunctionConfig, KeyValueStoreAssociations: stores } }))
  assert.deepEqual(words(stored), ['UnsupportedOperation', 400, 'Key value stores are not emulated by Nube'])
  assert.equal((await failure(make('old', { FunctionConfig: { ...FunctionConfig, Runtime: 'cloudfront-js-0.1' } }))).name, 'MalformedXML')
})
