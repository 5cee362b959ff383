// What of S3's shapes is not as AWS's model has it: see rest_shapes.mjs.

/** Operations that Nube refuses: their shapes are not needed. */
const refused = new Set([
  'CreateBucketMetadataConfiguration', 'CreateBucketMetadataTableConfiguration', 'CreateSession', 'DeleteBucketMetadataConfiguration',
  'DeleteBucketMetadataTableConfiguration', 'GetBucketLifecycle', 'GetBucketMetadataConfiguration', 'GetBucketMetadataTableConfiguration',
  'GetBucketNotification', 'GetObjectTorrent', 'ListDirectoryBuckets', 'PutBucketLifecycle', 'PutBucketNotification', 'RenameObject',
  'SelectObjectContent', 'UpdateBucketMetadataInventoryTableConfiguration', 'UpdateBucketMetadataJournalTableConfiguration',
  'UpdateObjectEncryption', 'WriteGetObjectResponse',
])

/** What the answer is called where its shape has another name. */
const roots = {
  ListAllMyBucketsResult: ['ListBucketsOutput'],
  NotificationConfiguration: ['NotificationConfiguration'],
  ListBucketResult: ['ListObjectsOutput', 'ListObjectsV2Output'],
  ListVersionsResult: ['ListObjectVersionsOutput'],
  ListMultipartUploadsResult: ['ListMultipartUploadsOutput'],
  ListPartsResult: ['ListPartsOutput'],
  InitiateMultipartUploadResult: ['CreateMultipartUploadOutput'],
  CompleteMultipartUploadResult: ['CompleteMultipartUploadOutput'],
  DeleteResult: ['DeleteObjectsOutput'],
  AccessControlPolicy: ['GetBucketAclOutput', 'GetObjectAclOutput'],
  VersioningConfiguration: ['GetBucketVersioningOutput'],
  RequestPaymentConfiguration: ['GetBucketRequestPaymentOutput'],
  WebsiteConfiguration: ['GetBucketWebsiteOutput'],
  CORSConfiguration: ['GetBucketCorsOutput'],
  LifecycleConfiguration: ['GetBucketLifecycleConfigurationOutput'],
  BucketLoggingStatus: ['GetBucketLoggingOutput'],
  Tagging: ['GetBucketTaggingOutput', 'GetObjectTaggingOutput'],
  AccelerateConfiguration: ['GetBucketAccelerateConfigurationOutput'],
  GetObjectAttributesResponse: ['GetObjectAttributesOutput'],
  ListBucketAnalyticsConfigurationResult: ['ListBucketAnalyticsConfigurationsOutput'],
  ListBucketIntelligentTieringConfigurationsOutput: ['ListBucketIntelligentTieringConfigurationsOutput'],
  ListInventoryConfigurationsResult: ['ListBucketInventoryConfigurationsOutput'],
  ListMetricsConfigurationsResult: ['ListBucketMetricsConfigurationsOutput'],
}

/** Enumerations of bodies whose other values S3 refuses in words of its own, which its handlers have. */
const worded = ['BucketLocationConstraint', 'Event', 'FilterRuleName', 'Permission', 'Protocol', 'Type']

/** Members that S3 does not want, or whose absence it words itself. */
const unwanted = [['Tagging', 'TagSet'], ['Grantee', 'Type']]

export default {
  name: 's3',
  title: 'S3',
  prefix: 'S3',
  refuses: (operation) => refused.has(operation),
  /** A status that the answer chooses: 206 of a part, 304. */
  statuses: new Set(['GetObjectOutput', 'HeadObjectOutput', 'RestoreObjectOutput']),
  unwrapped: new Set(['GetBucketLocationOutput']),
  rootOf: Object.fromEntries(Object.entries(roots).flatMap(([root, names]) => names.map((name) => [name, root]))),
  amend({ shapes }) {
    for (const name of worded) delete shapes[name].enum
    shapes.ResponseExpires = { type: 'string' } // it is told as it was asked for
    for (const [name, member] of unwanted) shapes[name].required = shapes[name].required.filter((each) => each !== member)
  },
}
