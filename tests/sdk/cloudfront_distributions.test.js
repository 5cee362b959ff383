// CloudFront's distributions by the AWS SDK: what they use, who uses what, aliases, tags, invalidations, and what is refused.
import assert from 'node:assert/strict'

import { cert, key } from '../support/js/certificate.js'
import { least, publicKey, words } from '../support/js/cloudfront.js'
import { failure, Nube, until } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { acm, cloudfront, iam } = nube.api()
after(() => nube.stop())

const create = async (more) => (await cloudfront.CreateDistribution({ DistributionConfig: least(more) })).Distribution
const refused = async (more) => words(await failure(create(more)))
const behavior = (more) => ({ DefaultCacheBehavior: { TargetOriginId: 'site', ViewerProtocolPolicy: 'allow-all', ...more } })
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

test('one with all that it may use, and the lists by each of them', async () => {
  const { OriginAccessControl: { Id: control } } = await cloudfront.CreateOriginAccessControl({
    OriginAccessControlConfig: { Name: 'site', SigningProtocol: 'sigv4', SigningBehavior: 'always', OriginAccessControlOriginType: 's3' },
  })
  const { CachePolicy: { Id: cache } } = await cloudfront.CreateCachePolicy({
    CachePolicyConfig: { Name: 'an-hour', MinTTL: 0, DefaultTTL: 3600, ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: true, HeadersConfig: { HeaderBehavior: 'none' }, CookiesConfig: { CookieBehavior: 'none' }, QueryStringsConfig: { QueryStringBehavior: 'all' } } },
  })
  const { PublicKey: { Id: key } } = await cloudfront.CreatePublicKey({ PublicKeyConfig: { CallerReference: 'k', Name: 'k', EncodedKey: publicKey } })
  const { KeyGroup: { Id: group } } = await cloudfront.CreateKeyGroup({ KeyGroupConfig: { Name: 'g', Items: [key] } })
  const origin = { Id: 'site', DomainName: 'books.s3.us-east-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId: control }
  const { Id, ActiveTrustedKeyGroups } = await create({
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: {
      TargetOriginId: 'site', ViewerProtocolPolicy: 'redirect-to-https', CachePolicyId: cache,
      OriginRequestPolicyId: '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
      TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: [group] },
    },
    WebACLId: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/w/1',
  })
  assert.deepEqual(ActiveTrustedKeyGroups, { Enabled: true, Quantity: 1, Items: [{ KeyGroupId: group, KeyPairIds: { Quantity: 1, Items: [key] } }] })
  for (const [by, input] of [
    ['CachePolicyId', { CachePolicyId: cache }],
    ['OriginRequestPolicyId', { OriginRequestPolicyId: '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf' }],
    ['ResponseHeadersPolicyId', { ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03' }],
    ['KeyGroup', { KeyGroupId: group }],
  ]) {
    const { DistributionIdList: list } = await cloudfront[`ListDistributionsBy${by}`](input)
    assert.deepEqual(list.Items, [Id], by)
    assert.deepEqual([list.Quantity, list.IsTruncated, list.MaxItems], [1, false, 100])
  }
  const { DistributionList: acls } = await cloudfront.ListDistributionsByWebACLId({ WebACLId: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/w/1' })
  assert.deepEqual(acls.Items.map((each) => each.Id), [Id])
  assert.equal(acls.Items[0].DefaultCacheBehavior.CachePolicyId, cache)
  const { DistributionList: none } = await cloudfront.ListDistributionsByWebACLId({ WebACLId: 'null' })
  assert.ok(!none.Items?.some((each) => each.Id === Id))
  assert.equal((await cloudfront.ListDistributionsByRealtimeLogConfig({ RealtimeLogConfigArn: 'arn:aws:cloudfront::0:realtime-log-config/x' })).DistributionList.Quantity, 0)
  assert.ok((await cloudfront.ListDistributionsByConnectionMode({ ConnectionMode: 'direct' })).DistributionList.Items.some((each) => each.Id === Id))
  assert.equal((await cloudfront.ListDistributionsByConnectionMode({ ConnectionMode: 'tenant-only' })).DistributionList.Quantity, 0)
  assert.deepEqual(words(await failure(cloudfront.ListDistributionsByCachePolicyId({ CachePolicyId: 'none' }))),
    ['NoSuchCachePolicy', 404, 'The specified cache policy does not exist.'])

  const { ETag: cacheTag } = await cloudfront.GetCachePolicy({ Id: cache })
  assert.deepEqual(words(await failure(cloudfront.DeleteCachePolicy({ Id: cache, IfMatch: cacheTag }))).slice(0, 2), ['CachePolicyInUse', 409])
  const { ETag: controlTag } = await cloudfront.GetOriginAccessControl({ Id: control })
  assert.equal((await failure(cloudfront.DeleteOriginAccessControl({ Id: control, IfMatch: controlTag }))).name, 'OriginAccessControlInUse')
  const { ETag: groupTag } = await cloudfront.GetKeyGroup({ Id: group })
  assert.equal((await failure(cloudfront.DeleteKeyGroup({ Id: group, IfMatch: groupTag }))).name, 'ResourceInUse')
  const { ETag: keyTag } = await cloudfront.GetPublicKey({ Id: key })
  assert.equal((await failure(cloudfront.DeletePublicKey({ Id: key, IfMatch: keyTag }))).name, 'PublicKeyInUse')

  const { ETag } = await cloudfront.GetDistribution({ Id })
  await cloudfront.DeleteDistribution({ Id, IfMatch: ETag })
  await cloudfront.DeleteKeyGroup({ Id: group, IfMatch: groupTag })
  await cloudfront.DeletePublicKey({ Id: key, IfMatch: keyTag })
  await cloudfront.DeleteOriginAccessControl({ Id: control, IfMatch: controlTag })
  await cloudfront.DeleteCachePolicy({ Id: cache, IfMatch: cacheTag })
})

test('tags: made with it, added, taken away, told', async () => {
  const { Distribution: { ARN: Resource } } = await cloudfront.CreateDistributionWithTags({
    DistributionConfigWithTags: { DistributionConfig: least(), Tags: { Items: [{ Key: 'team', Value: 'books' }] } },
  })
  await cloudfront.TagResource({ Resource, Tags: { Items: [{ Key: 'stage', Value: 'test' }, { Key: 'empty' }] } })
  await cloudfront.UntagResource({ Resource, TagKeys: { Items: ['team', 'never'] } })
  const { Tags } = await cloudfront.ListTagsForResource({ Resource })
  assert.deepEqual(Tags.Items, [{ Key: 'empty', Value: '' }, { Key: 'stage', Value: 'test' }])
  assert.equal((await failure(cloudfront.TagResource({ Resource, Tags: { Items: [{ Key: 'aws:x', Value: '1' }] } }))).name, 'InvalidTagging')
  const many = Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }))
  assert.equal((await failure(cloudfront.TagResource({ Resource, Tags: { Items: many } }))).name, 'InvalidTagging')
  const gone = await failure(cloudfront.ListTagsForResource({ Resource: 'arn:aws:cloudfront::000000000000:distribution/ENONE' }))
  assert.deepEqual(words(gone), ['NoSuchResource', 404, 'The specified resource does not exist.'])
})

test('invalidations: the same one for the same reference, in progress until the clock goes on, limits', async () => {
  const { Id: DistributionId } = await create()
  const make = (CallerReference, ...Items) => cloudfront.CreateInvalidation({ DistributionId, InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } } })
  await nube.clock({ freeze: true })
  const { Invalidation: first, Location } = await make('one', '/a', '/b/*')
  assert.match(first.Id, /^I[A-Z0-9]{13}$/)
  assert.equal(first.Status, 'InProgress')
  assert.ok(Location.endsWith(`/2020-05-31/distribution/${DistributionId}/invalidation/${first.Id}`))
  assert.equal((await cloudfront.GetDistribution({ Id: DistributionId })).Distribution.InProgressInvalidationBatches, 1)
  assert.equal((await make('one', '/b/*', '/a')).Invalidation.Id, first.Id)
  assert.deepEqual(words(await failure(make('one', '/c'))).slice(0, 2), ['InvalidationBatchAlreadyExists', 409])
  assert.equal((await failure(make('many', ...Array.from({ length: 15 }, (_, i) => `/w${i}/*`)))).name, 'TooManyInvalidationsInProgress')
  await nube.clock({ advance: 1 })
  assert.equal((await cloudfront.GetInvalidation({ DistributionId, Id: first.Id })).Invalidation.Status, 'Completed')
  const { Invalidation: second } = await make('many', ...Array.from({ length: 15 }, (_, i) => `/w${i}/*`))
  await nube.clock({ freeze: false })
  const { InvalidationList: page } = await cloudfront.ListInvalidations({ DistributionId, MaxItems: '1' })
  assert.deepEqual([page.Items[0].Id, page.IsTruncated, page.NextMarker], [second.Id, true, second.Id])
  const { InvalidationList: rest } = await cloudfront.ListInvalidations({ DistributionId, Marker: page.NextMarker })
  assert.deepEqual([rest.Items.map(({ Id }) => Id), rest.IsTruncated], [[first.Id], false])
  for (const path of ['no-slash', '/a*b', ''])
    assert.deepEqual(words(await failure(make(`bad ${path}`, path))), ['InvalidArgument', 400, 'Your request contains one or more invalid invalidation paths.'])
  assert.equal((await failure(make('large', ...Array.from({ length: 3001 }, (_, i) => `/${i}`)))).name, 'BatchTooLarge')
  assert.deepEqual(words(await failure(cloudfront.GetInvalidation({ DistributionId, Id: 'INONE' }))).slice(0, 2), ['NoSuchInvalidation', 404])
})

test('aliases want a certificate', async () => {
  const Aliases = { Quantity: 1, Items: ['www.example.com'] }
  const [code, status, message] = await refused({ Aliases })
  assert.deepEqual([code, status], ['InvalidViewerCertificate', 400])
  assert.match(message, /^To add an alternate domain name \(CNAME\) to a CloudFront distribution, you must attach a trusted certificate/)
  const arn = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000'
  for (const ACMCertificateArn of [arn, arn.replace('us-east-1', 'eu-west-1')])
    assert.match((await refused({ Aliases, ViewerCertificate: { ACMCertificateArn, SSLSupportMethod: 'sni-only' } }))[2], /^The specified SSL certificate doesn't exist, isn't in us-east-1 region/)
})

test('a certificate of ACM\'s covers the aliases', async () => {
  const { CertificateArn: ACMCertificateArn } = await acm.RequestCertificate({ DomainName: 'shop.example', SubjectAlternativeNames: ['*.shop.example'], ValidationMethod: 'DNS' })
  await until('the certificate to be issued', async () => (await acm.DescribeCertificate({ CertificateArn: ACMCertificateArn })).Certificate.Status === 'ISSUED')
  const ViewerCertificate = { ACMCertificateArn, SSLSupportMethod: 'sni-only' }
  const aliases = (...Items) => ({ ViewerCertificate, Aliases: { Quantity: Items.length, Items } })
  const { Id, DistributionConfig: { ViewerCertificate: shown } } = await create(aliases('shop.example', 'www.shop.example'))
  assert.deepEqual([shown.CertificateSource, shown.Certificate, shown.CloudFrontDefaultCertificate], ['acm', ACMCertificateArn, false])
  for (const name of ['a.b.shop.example', 'shop.example.org']) {
    const [code, status, message] = await refused(aliases(name))
    assert.deepEqual([code, status], ['InvalidViewerCertificate', 400])
    assert.match(message, /^The certificate that is attached to your distribution doesn't cover the alternate domain name \(CNAME\) that you're trying to add\. /)
  }
  await cloudfront.AssociateAlias({ TargetDistributionId: Id, Alias: 'api.shop.example' })
  assert.equal((await failure(cloudfront.AssociateAlias({ TargetDistributionId: Id, Alias: 'api.elsewhere.example' }))).name, 'InvalidViewerCertificate')
  const eu = nube.api({ region: 'eu-west-1' })
  const { CertificateArn: elsewhere } = await eu.acm.RequestCertificate({ DomainName: 'eu.example', ValidationMethod: 'DNS' })
  assert.match((await refused({ ViewerCertificate: { ...ViewerCertificate, ACMCertificateArn: elsewhere } }))[2], /isn't in us-east-1 region/)
})

test('an alias is one distribution\'s, and may move', async () => {
  const { ServerCertificateMetadata: { ServerCertificateId: IAMCertificateId } } = await iam.UploadServerCertificate({
    ServerCertificateName: 'edge', CertificateBody: cert, PrivateKey: key,
  })
  const ViewerCertificate = { IAMCertificateId, SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' }
  const first = await create({ Aliases: { Quantity: 2, Items: ['www.example.com', '*.books.example.com'] }, ViewerCertificate })
  assert.deepEqual(first.AliasICPRecordals.map(({ CNAME }) => CNAME), ['www.example.com', '*.books.example.com'])
  assert.equal(first.DistributionConfig.ViewerCertificate.CertificateSource, 'iam')
  assert.deepEqual((await refused({ Aliases: { Quantity: 1, Items: ['WWW.example.com'] }, ViewerCertificate })),
    ['CNAMEAlreadyExists', 409, 'One or more of the CNAMEs you provided are already associated with a different resource.'])
  const second = await create({ ViewerCertificate })
  const { ConflictingAliasesList: list } = await cloudfront.ListConflictingAliases({ DistributionId: second.Id, Alias: 'a.books.example.com' })
  assert.deepEqual(list.Items.map(({ Alias }) => Alias), ['*.books.example.com'])
  assert.equal(list.Items[0].DistributionId, `*******${first.Id.slice(7)}`)
  await cloudfront.AssociateAlias({ TargetDistributionId: second.Id, Alias: 'www.example.com' })
  const aliases = async ({ Id }) => (await cloudfront.GetDistribution({ Id })).Distribution.DistributionConfig.Aliases
  assert.deepEqual(await aliases(first), { Quantity: 1, Items: ['*.books.example.com'] })
  assert.deepEqual(await aliases(second), { Quantity: 1, Items: ['www.example.com'] })
})

test('web ACLs are kept and shown, and said to be without effect', async () => {
  const { Id } = await create()
  const arn = 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/other/2'
  const { ETag } = await cloudfront.AssociateDistributionWebACL({ Id, WebACLArn: arn })
  assert.equal((await cloudfront.GetDistribution({ Id })).Distribution.DistributionConfig.WebACLId, arn)
  await cloudfront.DisassociateDistributionWebACL({ Id, IfMatch: ETag })
  assert.equal((await cloudfront.GetDistribution({ Id })).Distribution.DistributionConfig.WebACLId, '')
  assert.equal((await failure(cloudfront.AssociateDistributionWebACL({ Id: 'ENONE', WebACLArn: arn }))).name, 'EntityNotFound')
})

test('a monitoring subscription is kept', async () => {
  const { Id: DistributionId } = await create()
  const MonitoringSubscription = { RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: 'Enabled' } }
  assert.equal((await failure(cloudfront.GetMonitoringSubscription({ DistributionId }))).name, 'NoSuchMonitoringSubscription')
  await cloudfront.CreateMonitoringSubscription({ DistributionId, MonitoringSubscription })
  assert.equal((await failure(cloudfront.CreateMonitoringSubscription({ DistributionId, MonitoringSubscription }))).name, 'MonitoringSubscriptionAlreadyExists')
  assert.deepEqual((await cloudfront.GetMonitoringSubscription({ DistributionId })).MonitoringSubscription, MonitoringSubscription)
  await cloudfront.DeleteMonitoringSubscription({ DistributionId })
  assert.equal((await failure(cloudfront.DeleteMonitoringSubscription({ DistributionId }))).name, 'NoSuchMonitoringSubscription')
})

test('origins', async () => {
  const origins = (...Items) => ({ Origins: { Quantity: Items.length, Items: Items.map((item, i) => ({ Id: i ? `o${i}` : 'site', ...item })) } })
  const S3OriginConfig = { OriginAccessIdentity: '' }
  const CustomOriginConfig = { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' }
  const { DistributionConfig } = await create(origins({ DomainName: 'localhost', CustomOriginConfig: { ...CustomOriginConfig, HTTPPort: 3000 } }))
  const [custom] = DistributionConfig.Origins.Items
  assert.deepEqual(custom.CustomOriginConfig.OriginSslProtocols, { Quantity: 2, Items: ['SSLv3', 'TLSv1'] })
  assert.deepEqual([custom.CustomOriginConfig.OriginReadTimeout, custom.ConnectionAttempts, custom.ConnectionTimeout], [30, 3, 10])
  for (const [code, message, ...items] of [
    ['InvalidArgument', 'The parameter Origin DomainName does not refer to a valid S3 bucket.', { DomainName: 'books.s3-website-us-east-1.amazonaws.com', S3OriginConfig }],
    ['InvalidArgument', 'The parameter origin name must be a domain name.', { DomainName: 'http://example.com', CustomOriginConfig }],
    ['InvalidArgument', 'The parameter origin name cannot be an IP address.', { DomainName: '10.0.0.1', CustomOriginConfig }],
    ['InvalidArgument', 'Exactly one of CustomOriginConfig, VpcOriginConfig and S3OriginConfig must be specified', { DomainName: 'example.com' }],
    ['InvalidArgument', 'VPC origins are not emulated by Nube', { DomainName: 'example.com', VpcOriginConfig: { VpcOriginId: 'vo_1' } }],
    ['InvalidRelativePath', undefined, { DomainName: 'example.com', CustomOriginConfig, OriginPath: 'x' }],
    ...['/a b', '/a\nX: y', '/ü', '/a?b', '/a#b'].map((OriginPath) => ['InvalidRelativePath', undefined, { DomainName: 'example.com', CustomOriginConfig, OriginPath }]),
    ['InvalidOriginReadTimeout', undefined, { DomainName: 'example.com', CustomOriginConfig: { ...CustomOriginConfig, OriginReadTimeout: 500 } }],
    ['InvalidOriginKeepaliveTimeout', undefined, { DomainName: 'example.com', CustomOriginConfig: { ...CustomOriginConfig, OriginKeepaliveTimeout: 0 } }],
    ['InvalidOriginAccessIdentity', undefined, { DomainName: 'b.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/ENONE' } }],
    ['InvalidOriginAccessControl', undefined, { DomainName: 'b.s3.amazonaws.com', S3OriginConfig, OriginAccessControlId: 'ENONE' }],
    ['InvalidArgument', 'The parameter HeaderName contains Host that is not allowed.',
      { DomainName: 'example.com', CustomOriginConfig, CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'Host', HeaderValue: 'x' }] } }],
    ['InvalidArgument', 'The parameter HeaderValue contains x\nX-Other: y that is not allowed.',
      { DomainName: 'example.com', CustomOriginConfig, CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Mine', HeaderValue: 'x\nX-Other: y' }] } }],
    ['TooManyOrigins', undefined, ...Array.from({ length: 26 }, () => ({ DomainName: 'example.com', CustomOriginConfig }))],
  ]) {
    const [name, status, text] = await refused(origins(...items))
    assert.deepEqual([name, status], [code, 400])
    if (message) assert.equal(text, message)
  }
})

test('origin groups', async () => {
  const CustomOriginConfig = { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' }
  const Origins = { Quantity: 2, Items: ['a', 'b'].map((Id) => ({ Id, DomainName: `${Id}.example.com`, CustomOriginConfig })) }
  const group = (second, status = 503) => ({
    Origins,
    OriginGroups: { Quantity: 1, Items: [{ Id: 'site', FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [status] } }, Members: { Quantity: 2, Items: [{ OriginId: 'a' }, { OriginId: second }] } }] },
  })
  const { DistributionConfig } = await create(group('b'))
  assert.equal(DistributionConfig.OriginGroups.Items[0].Members.Items[1].OriginId, 'b')
  assert.equal((await refused(group('c')))[0], 'NoSuchOrigin')
  assert.equal((await refused(group('b', 200)))[0], 'InvalidArgument')
  const all = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE']
  const [, , message] = await refused({ ...group('b'), ...behavior({ CachePolicyId: OPTIMIZED, AllowedMethods: { Quantity: 7, Items: all } }) })
  assert.equal(message, 'The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group.')
})

test('behaviors', async () => {
  const legacy = { ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } } }
  for (const [code, message, more] of [
    ['InvalidArgument', 'The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.', { CachePolicyId: OPTIMIZED, ...legacy }],
    ['InvalidArgument', 'The parameter MinTTL cannot be used when a cache policy is associated to the cache behavior.', { CachePolicyId: OPTIMIZED, MinTTL: 0 }],
    ['InvalidArgument', undefined, {}],
    ['NoSuchCachePolicy', 'The specified cache policy does not exist.', { CachePolicyId: 'none' }],
    ['NoSuchOriginRequestPolicy', 'The specified origin request policy does not exist.', { CachePolicyId: OPTIMIZED, OriginRequestPolicyId: OPTIMIZED }],
    ['NoSuchResponseHeadersPolicy', 'The specified response headers policy does not exist.', { CachePolicyId: OPTIMIZED, ResponseHeadersPolicyId: 'none' }],
    ['InvalidArgument', undefined, { CachePolicyId: OPTIMIZED, AllowedMethods: { Quantity: 1, Items: ['GET'] } }],
    ['TrustedKeyGroupDoesNotExist', undefined, { CachePolicyId: OPTIMIZED, TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: ['none'] } }],
    ['TrustedSignerDoesNotExist', undefined, { CachePolicyId: OPTIMIZED, TrustedSigners: { Enabled: true, Quantity: 1, Items: ['self'] } }],
    ['InvalidFunctionAssociation', undefined, { CachePolicyId: OPTIMIZED,
      FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: 'arn:aws:cloudfront::000000000000:function/none', EventType: 'viewer-request' }] } }],
    ['InvalidLambdaFunctionAssociation', 'Lambda@Edge is not emulated by Nube', { CachePolicyId: OPTIMIZED,
      LambdaFunctionAssociations: { Quantity: 1, Items: [{ LambdaFunctionARN: 'arn:aws:lambda:us-east-1:000000000000:function:f:1', EventType: 'viewer-request' }] } }],
    ['NoSuchFieldLevelEncryptionConfig', 'Field-level encryption is not emulated by Nube', { CachePolicyId: OPTIMIZED, FieldLevelEncryptionId: 'F' }],
    ['NoSuchRealtimeLogConfig', 'Real-time logs are not emulated by Nube', { CachePolicyId: OPTIMIZED, RealtimeLogConfigArn: 'arn' }],
    ['InvalidTTLOrder', undefined, { ...legacy, MinTTL: 10, DefaultTTL: 5, MaxTTL: 20 }],
    ['InvalidForwardCookies', undefined, { ForwardedValues: { QueryString: false, Cookies: { Forward: 'whitelist' } } }],
    ['InvalidHeadersForS3Origin', undefined, { ForwardedValues: { ...legacy.ForwardedValues, Headers: { Quantity: 1, Items: ['Accept'] } } }],
    ['InvalidArgument', 'The parameter QueryString cannot be false if query strings are set in QueryStringCacheKeys', { ForwardedValues: { ...legacy.ForwardedValues, QueryStringCacheKeys: { Quantity: 1, Items: ['q'] } } }],
  ]) {
    const [name, , text] = await refused(behavior(more))
    assert.equal(name, code, text)
    if (message) assert.equal(text, message)
  }
  const one = (PathPattern) => ({ PathPattern, ...behavior({ CachePolicyId: OPTIMIZED }).DefaultCacheBehavior })
  const two = (...patterns) => ({ CacheBehaviors: { Quantity: patterns.length, Items: patterns.map(one) } })
  assert.deepEqual((await create(two('/a/*', '*.png'))).DistributionConfig.CacheBehaviors.Items.map(({ PathPattern }) => PathPattern), ['/a/*', '*.png'])
  assert.equal((await refused(two('/a', '/a')))[0], 'InvalidArgument')
  assert.equal((await refused(two('/a b')))[0], 'InvalidArgument')
  assert.equal((await refused(two(...Array.from({ length: 76 }, (_, i) => `/${i}`))))[0], 'TooManyCacheBehaviors')
})

test('pages, places, and what is refused', async () => {
  const errors = (...Items) => ({ CustomErrorResponses: { Quantity: Items.length, Items } })
  const geo = (RestrictionType, ...Items) => ({ Restrictions: { GeoRestriction: { RestrictionType, Quantity: Items.length, ...(Items.length && { Items }) } } })
  await create({ DefaultRootObject: 'index.html', ...errors({ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: '200', ErrorCachingMinTTL: 0 }), ...geo('blacklist', 'DE') })
  for (const [code, more, status = 400] of [
    ['InvalidDefaultRootObject', { DefaultRootObject: '/index.html' }],
    ['InvalidErrorCode', errors({ ErrorCode: 418 })],
    ['InvalidArgument', errors({ ErrorCode: 404, ResponseCode: '200' })],
    ['InvalidResponseCode', errors({ ErrorCode: 404, ResponsePagePath: '/x', ResponseCode: '299' })],
    ['InvalidRelativePath', errors({ ErrorCode: 404, ResponsePagePath: 'x', ResponseCode: '200' })],
    ['InvalidArgument', errors({ ErrorCode: 404 }, { ErrorCode: 404 })],
    ['InvalidGeoRestrictionParameter', geo('whitelist')],
    ['InvalidGeoRestrictionParameter', geo('none', 'DE')],
    ['InvalidLocationCode', geo('whitelist', 'Germany')],
    ['InvalidArgument', { Logging: { Enabled: true, IncludeCookies: false, Bucket: 'logs', Prefix: '' } }],
    ['InvalidArgument', { Staging: true }],
    ['NoSuchContinuousDeploymentPolicy', { ContinuousDeploymentPolicyId: 'x' }, 404],
    ['EntityNotFound', { AnycastIpListId: 'x' }, 404],
    ['InvalidArgument', { ConnectionMode: 'tenant-only' }],
    ['InvalidArgument', { Comment: 'x'.repeat(129) }],
  ])
    assert.deepEqual((await refused(more)).slice(0, 2), [code, status])
})

test('what Nube lacks says so', async () => {
  for (const [operation, input] of [
    ['ListKeyValueStores', {}], ['ListStreamingDistributions', {}], ['ListFieldLevelEncryptionConfigs', {}], ['ListRealtimeLogConfigs', {}],
    ['ListContinuousDeploymentPolicies', {}], ['ListVpcOrigins', {}], ['ListDistributionTenants', {}], ['ListAnycastIpLists', {}],
    ['CopyDistribution', { PrimaryDistributionId: 'E1', CallerReference: 'x', Staging: true }],
  ]) {
    const { name, status } = await failure(cloudfront[operation](input))
    assert.deepEqual([name, status], ['NotImplementedException', 501], operation)
  }
})
