// CloudFront's policies, origin access controls and identities, public keys and key groups by the AWS SDK.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'

import { curveKey, publicKey, words } from '../support/js/cloudfront.js'
import { failure, Nube } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { cloudfront, s3 } = nube.api()
after(() => nube.stop())

const none = { HeadersConfig: { HeaderBehavior: 'none' }, CookiesConfig: { CookieBehavior: 'none' }, QueryStringsConfig: { QueryStringBehavior: 'none' } }
const named = (list) => ({ Quantity: list.length, Items: list })
const cachePolicy = (Name, keys = {}, times = {}) => ({
  Name, MinTTL: 0, ...times, ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: false, ...none, ...keys },
})

/** Each kind: how its operations are called, a configuration, what an update changes, and the codes of its faults. */
const kinds = [
  { noun: 'CachePolicy', plural: 'CachePolicies', config: cachePolicy('mine'), change: { Comment: 'other' }, lacking: 'NoSuchCachePolicy', exists: 'CachePolicyAlreadyExists' },
  { noun: 'OriginRequestPolicy', plural: 'OriginRequestPolicies', config: { Name: 'mine', ...none }, change: { Comment: 'other' },
    lacking: 'NoSuchOriginRequestPolicy', exists: 'OriginRequestPolicyAlreadyExists' },
  { noun: 'ResponseHeadersPolicy', plural: 'ResponseHeadersPolicies', config: { Name: 'mine', ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 12.5 } },
    change: { Comment: 'other' }, lacking: 'NoSuchResponseHeadersPolicy', exists: 'ResponseHeadersPolicyAlreadyExists' },
  { noun: 'OriginAccessControl', plural: 'OriginAccessControls', change: { Description: 'other' }, lacking: 'NoSuchOriginAccessControl', exists: 'OriginAccessControlAlreadyExists',
    config: { Name: 'mine', SigningProtocol: 'sigv4', SigningBehavior: 'always', OriginAccessControlOriginType: 's3' } },
  { noun: 'CloudFrontOriginAccessIdentity', plural: 'CloudFrontOriginAccessIdentities', config: { CallerReference: 'r', Comment: 'c' }, change: { Comment: 'other' },
    lacking: 'NoSuchCloudFrontOriginAccessIdentity' },
  { noun: 'PublicKey', plural: 'PublicKeys', config: { CallerReference: 'r', Name: 'mine', EncodedKey: publicKey }, change: { Comment: 'other' },
    lacking: 'NoSuchPublicKey', exists: 'PublicKeyAlreadyExists' },
]

for (const { noun, plural, config, change, lacking, exists } of kinds)
  test(`${noun}: made, told, listed, changed, deleted`, async () => {
    const member = `${noun}Config`
    const { [noun]: made, ETag, Location } = await cloudfront[`Create${noun}`]({ [member]: config })
    assert.ok(Location.endsWith(`/${made.Id}`))
    assert.match(ETag, /^E[A-Z0-9]{13}$/)
    const got = await cloudfront[`Get${noun}`]({ Id: made.Id })
    assert.deepEqual([got[noun].Id, got.ETag], [made.Id, ETag])
    for (const [name, value] of Object.entries(config)) assert.deepEqual(got[noun][member][name], value, name)
    assert.deepEqual((await cloudfront[`Get${noun}Config`]({ Id: made.Id }))[member], got[noun][member])
    const list = (await cloudfront[`List${plural}`]({ MaxItems: '100' }))[`${noun}List`]
    assert.equal(list.Quantity, list.Items.length)
    const item = list.Items.find((each) => (each[noun] ?? each).Id === made.Id)
    assert.ok(item)
    if (item.Type) assert.equal(item.Type, 'custom')
    if (exists) assert.deepEqual(words(await failure(cloudfront[`Create${noun}`]({ [member]: config }))).slice(0, 2), [exists, 409])
    const missing = await failure(cloudfront[`Update${noun}`]({ Id: made.Id, [member]: { ...got[noun][member], ...change } }))
    assert.equal(missing.name, 'InvalidIfMatchVersion')
    const updated = await cloudfront[`Update${noun}`]({ Id: made.Id, IfMatch: ETag, [member]: { ...got[noun][member], ...change } })
    for (const [name, value] of Object.entries(change)) assert.equal(updated[noun][member][name], value)
    assert.deepEqual(words(await failure(cloudfront[`Delete${noun}`]({ Id: made.Id, IfMatch: ETag }))).slice(0, 2), ['PreconditionFailed', 412])
    await cloudfront[`Delete${noun}`]({ Id: made.Id, IfMatch: updated.ETag })
    assert.deepEqual(words(await failure(cloudfront[`Get${noun}`]({ Id: made.Id }))).slice(0, 2), [lacking, 404])
  })

test('KeyGroup: made, told, listed, changed, deleted', async () => {
  const keys = []
  for (const [Name, EncodedKey] of [['rsa', publicKey], ['curve', curveKey]])
    keys.push((await cloudfront.CreatePublicKey({ PublicKeyConfig: { CallerReference: Name, Name, EncodedKey } })).PublicKey.Id)
  const { KeyGroup: { Id }, ETag } = await cloudfront.CreateKeyGroup({ KeyGroupConfig: { Name: 'group', Items: keys } })
  assert.deepEqual((await cloudfront.GetKeyGroup({ Id })).KeyGroup.KeyGroupConfig.Items, keys)
  assert.equal((await cloudfront.GetKeyGroupConfig({ Id })).KeyGroupConfig.Name, 'group')
  assert.deepEqual((await cloudfront.ListKeyGroups()).KeyGroupList.Items.map((each) => each.KeyGroup.Id), [Id])
  const updated = await cloudfront.UpdateKeyGroup({ Id, IfMatch: ETag, KeyGroupConfig: { Name: 'group', Items: keys.slice(1) } })
  const { ETag: first } = await cloudfront.GetPublicKey({ Id: keys[0] })
  await cloudfront.DeletePublicKey({ Id: keys[0], IfMatch: first })
  const { ETag: second } = await cloudfront.GetPublicKey({ Id: keys[1] })
  assert.deepEqual(words(await failure(cloudfront.DeletePublicKey({ Id: keys[1], IfMatch: second }))).slice(0, 2), ['PublicKeyInUse', 409])
  assert.equal((await failure(cloudfront.CreateKeyGroup({ KeyGroupConfig: { Name: 'other', Items: ['KNONE'] } }))).name, 'InvalidArgument')
  assert.equal((await failure(cloudfront.CreateKeyGroup({ KeyGroupConfig: { Name: 'other', Items: Array(6).fill(keys[1]) } }))).name, 'TooManyPublicKeysInKeyGroup')
  await cloudfront.DeleteKeyGroup({ Id, IfMatch: updated.ETag })
  assert.deepEqual(words(await failure(cloudfront.GetKeyGroup({ Id }))), ['NoSuchResource', 404, 'The specified key group does not exist.'])
})

test('AWS keeps policies of its own: ids, names, settings', async () => {
  const { CachePolicyList: { Items: caches, Quantity } } = await cloudfront.ListCachePolicies({ Type: 'managed' })
  assert.equal(Quantity, 7)
  assert.deepEqual(Object.fromEntries(caches.map(({ CachePolicy: p }) => [p.CachePolicyConfig.Name, p.Id])), {
    'Managed-Amplify': '2e54312d-136d-493c-8eb9-b001f22f67d2',
    'Managed-CachingDisabled': '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    'Managed-CachingOptimized': '658327ea-f89d-4fab-a63d-7e88639e58f6',
    'Managed-CachingOptimizedForUncompressedObjects': 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    'Managed-Elemental-MediaPackage': '08627262-05a9-4f76-9ded-b50ca2e3a84f',
    UseOriginCacheControlHeaders: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    'UseOriginCacheControlHeaders-QueryStrings': '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
  })
  const { CachePolicyConfig: optimized } = (await cloudfront.GetCachePolicyConfig({ Id: '658327ea-f89d-4fab-a63d-7e88639e58f6' }))
  assert.deepEqual([optimized.MinTTL, optimized.DefaultTTL, optimized.MaxTTL], [1, 86400, 31536000])
  assert.deepEqual(optimized.ParametersInCacheKeyAndForwardedToOrigin, { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true, ...none })
  const { OriginRequestPolicyList: { Items: origins } } = await cloudfront.ListOriginRequestPolicies({ Type: 'managed' })
  assert.equal(origins.length, 8)
  const except = origins.find(({ OriginRequestPolicy: p }) => p.Id === 'b689b0a8-53d0-40ab-baf2-68738e2966ac').OriginRequestPolicy.OriginRequestPolicyConfig
  assert.deepEqual(except.HeadersConfig, { HeaderBehavior: 'allExcept', Headers: named(['Host']) })
  const { ResponseHeadersPolicyList: { Items: answers } } = await cloudfront.ListResponseHeadersPolicies({ Type: 'managed' })
  assert.equal(answers.length, 5)
  const { ResponseHeadersPolicyConfig: security } = await cloudfront.GetResponseHeadersPolicyConfig({ Id: '67f7725c-6f97-4210-82d7-5512b31e9d03' })
  assert.equal(security.SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec, 31536000)
  const Id = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
  const { ETag: IfMatch, CachePolicy: { CachePolicyConfig } } = await cloudfront.GetCachePolicy({ Id })
  assert.equal((await failure(cloudfront.DeleteCachePolicy({ Id, IfMatch }))).name, 'IllegalDelete')
  assert.equal((await failure(cloudfront.UpdateCachePolicy({ Id, IfMatch, CachePolicyConfig }))).name, 'IllegalUpdate')
  assert.equal((await failure(cloudfront.CreateCachePolicy({ CachePolicyConfig: cachePolicy('Managed-CachingDisabled') }))).name, 'CachePolicyAlreadyExists')
})

test('pages of policies, AWS\'s own among them', async () => {
  await cloudfront.CreateCachePolicy({ CachePolicyConfig: cachePolicy('paged') })
  const names = []
  for (let Marker; ; ) {
    const { CachePolicyList: page } = await cloudfront.ListCachePolicies({ MaxItems: '3', Marker })
    names.push(...page.Items.map(({ CachePolicy: p }) => p.CachePolicyConfig.Name))
    if (!(Marker = page.NextMarker)) break
  }
  assert.equal(names.length, 8)
  assert.equal(new Set(names).size, 8)
  const { CachePolicyList: { Items } } = await cloudfront.ListCachePolicies({ Type: 'custom' })
  assert.deepEqual(Items.map(({ CachePolicy: p }) => p.CachePolicyConfig.Name), ['paged'])
})

test('what a cache policy may not be', async () => {
  const eleven = named(Array.from({ length: 11 }, (_, i) => `X-${i}`))
  for (const [code, message, config] of [
    ['InvalidArgument', 'The parameter CookieBehavior is invalid for policy with caching disabled.', cachePolicy('p', { CookiesConfig: { CookieBehavior: 'all' } }, { DefaultTTL: 0, MaxTTL: 0 })],
    ['InvalidArgument', undefined, cachePolicy('p', {}, { MinTTL: 10, DefaultTTL: 5 })],
    ['InvalidArgument', undefined, cachePolicy('p', { HeadersConfig: { HeaderBehavior: 'whitelist' } })],
    ['InvalidArgument', undefined, cachePolicy('p', { HeadersConfig: { HeaderBehavior: 'none', Headers: named(['Host']) } })],
    ['InvalidArgument', 'The parameter Headers contains Accept-Encoding that is not allowed.', cachePolicy('p', { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: named(['Accept-Encoding']) } })],
    ['InvalidArgument', undefined, cachePolicy('not a name')],
    ['TooManyHeadersInCachePolicy', undefined, cachePolicy('p', { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: eleven } })],
    ['TooManyCookiesInCachePolicy', undefined, cachePolicy('p', { CookiesConfig: { CookieBehavior: 'allExcept', Cookies: eleven } })],
    ['TooManyQueryStringsInCachePolicy', undefined, cachePolicy('p', { QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: eleven } })],
    ['InconsistentQuantities', undefined, cachePolicy('p', { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 2, Items: ['Host'] } } })],
  ]) {
    const [name, status, text] = words(await failure(cloudfront.CreateCachePolicy({ CachePolicyConfig: config })))
    assert.deepEqual([name, status], [code, 400])
    if (message) assert.equal(text, message)
  }
})

test('what other policies may not be', async () => {
  const request = async (headers) => (await failure(cloudfront.CreateOriginRequestPolicy({ OriginRequestPolicyConfig: { Name: 'p', ...none, HeadersConfig: headers } }))).message
  assert.equal(await request({ HeaderBehavior: 'whitelist', Headers: named(['Authorization']) }), 'The parameter Headers contains Authorization that is not allowed.')
  assert.equal(await request({ HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: named(['X-Mine']) }), 'The parameter Headers contains X-Mine that is not allowed.')
  const cors = { AccessControlAllowOrigins: named(['*']), AccessControlAllowHeaders: named(['*']), AccessControlAllowMethods: named(['GET']), AccessControlAllowCredentials: true, OriginOverride: true }
  for (const [code, config] of [
    ['InvalidArgument', { CorsConfig: cors }],
    ['InvalidArgument', { CustomHeadersConfig: named([{ Header: 'X-Frame-Options', Value: 'DENY', Override: true }]) }],
    ['InvalidArgument', { CustomHeadersConfig: named([{ Header: 'X-Mine', Value: 'x\nX-Other: y', Override: true }]) }],
    ['InvalidArgument', { RemoveHeadersConfig: named([{ Header: 'Via' }]) }],
    ['TooManyCustomHeadersInResponseHeadersPolicy', { CustomHeadersConfig: named(Array.from({ length: 11 }, (_, i) => ({ Header: `X-${i}`, Value: '', Override: true }))) }],
    ['TooManyRemoveHeadersInResponseHeadersPolicy', { RemoveHeadersConfig: named(Array.from({ length: 11 }, (_, i) => ({ Header: `X-${i}` }))) }],
    ['TooLongCSPInResponseHeadersPolicy', { SecurityHeadersConfig: { ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: 'x'.repeat(2000) } } }],
  ])
    assert.equal((await failure(cloudfront.CreateResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: 'p', ...config } }))).name, code)
})

test('an identity asked for again is the same one; it has a canonical user id', async () => {
  const config = { CallerReference: 'again', Comment: 'one' }
  const { CloudFrontOriginAccessIdentity: first } = await cloudfront.CreateCloudFrontOriginAccessIdentity({ CloudFrontOriginAccessIdentityConfig: config })
  assert.match(first.S3CanonicalUserId, /^[0-9a-f]{96}$/)
  const { CloudFrontOriginAccessIdentity: second } = await cloudfront.CreateCloudFrontOriginAccessIdentity({ CloudFrontOriginAccessIdentityConfig: config })
  assert.deepEqual(second, first)
  const other = await failure(cloudfront.CreateCloudFrontOriginAccessIdentity({ CloudFrontOriginAccessIdentityConfig: { ...config, Comment: 'two' } }))
  assert.deepEqual(words(other).slice(0, 2), ['CloudFrontOriginAccessIdentityAlreadyExists', 409])
  const { CloudFrontOriginAccessIdentityList: list } = await cloudfront.ListCloudFrontOriginAccessIdentities()
  assert.deepEqual(list.Items, [{ Id: first.Id, S3CanonicalUserId: first.S3CanonicalUserId, Comment: 'one' }])
})

test('a key is one, and stays what it is', async () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' })
  for (const EncodedKey of ['none', publicKey.replace('MII', 'XXX'), small]) {
    const bad = await failure(cloudfront.CreatePublicKey({ PublicKeyConfig: { CallerReference: 'bad', Name: 'bad', EncodedKey } }))
    assert.deepEqual(words(bad).slice(0, 2), ['InvalidArgument', 400])
  }
  const PublicKeyConfig = { CallerReference: 'good', Name: 'good', EncodedKey: publicKey.trim().replace(/([^-])\n([^-])/g, '$1$2') }
  const { PublicKey: { Id }, ETag } = await cloudfront.CreatePublicKey({ PublicKeyConfig })
  assert.match(Id, /^K[A-Z0-9]{13}$/)
  assert.equal((await cloudfront.GetPublicKeyConfig({ Id })).PublicKeyConfig.EncodedKey, publicKey)
  const changed = await failure(cloudfront.UpdatePublicKey({ Id, IfMatch: ETag, PublicKeyConfig: { ...PublicKeyConfig, EncodedKey: curveKey } }))
  assert.deepEqual(words(changed).slice(0, 2), ['CannotChangeImmutablePublicKeyFields', 400])
})

test('buckets let an identity in, by its ARN or its canonical user id, where it is there', async () => {
  const { CloudFrontOriginAccessIdentity: { Id, S3CanonicalUserId } } = await cloudfront.CreateCloudFrontOriginAccessIdentity({
    CloudFrontOriginAccessIdentityConfig: { CallerReference: 'bucket', Comment: '' },
  })
  const Bucket = 'let-in'
  await s3.CreateBucket({ Bucket, ObjectOwnership: 'BucketOwnerPreferred' })
  await s3.DeletePublicAccessBlock({ Bucket })
  const put = (Principal) => s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }] }) })
  const arn = (id) => `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`
  await put({ AWS: arn(Id) })
  assert.deepEqual(JSON.parse((await s3.GetBucketPolicy({ Bucket })).Policy).Statement[0].Principal, { AWS: arn(Id) })
  await put({ CanonicalUser: S3CanonicalUserId })
  for (const Principal of [{ AWS: arn('ENONE') }, { CanonicalUser: S3CanonicalUserId.replace(/./g, '0') }])
    assert.deepEqual(words(await failure(put(Principal))), ['MalformedPolicy', 400, 'Invalid principal in policy'])
  await s3.PutBucketAcl({ Bucket, GrantRead: `id="${S3CanonicalUserId}"` })
  assert.deepEqual((await s3.GetBucketAcl({ Bucket })).Grants.map(({ Grantee, Permission }) => [Grantee.ID, Permission]), [[S3CanonicalUserId, 'READ']])
  assert.equal((await failure(s3.PutBucketAcl({ Bucket, GrantRead: `id="${S3CanonicalUserId.replace(/./g, '0')}"` }))).name, 'InvalidArgument')
})
