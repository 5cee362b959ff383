// What of CloudFront's shapes is not as AWS's model has it: see rest_shapes.mjs.

/** What Nube refuses: the shapes of these operations are not needed. */
const refused = /AnycastIpList|CopyDistribution|Connection(Function|Group)|ContinuousDeployment|DistributionTenant|FieldLevelEncryption|KeyValueStore|StagingConfig|StreamingDistribution|TrustStore|VpcOrigin|ManagedCertificate|ResourcePolicy|OwnedResource|Domain(Conflicts|Association)|DnsConfiguration|(Create|Delete|Get|Update)RealtimeLogConfig|ListRealtimeLogConfigs/

export default {
  name: 'cloudfront',
  title: 'CloudFront',
  prefix: 'CloudFront',
  refuses: (operation) => refused.test(operation),
  hasConstraints: true,
  /** Answers that are no payload have the name of their shape. */
  rootOf: Object.fromEntries(['Associate', 'Disassociate'].map((verb) => [`${verb}DistributionWebACLResult`, `${verb}DistributionWebACLResult`])),
}
