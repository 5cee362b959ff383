// Writes the shapes of S3's operations from AWS's published model, as botocore carries it:
//
//   pip download --no-deps --dest /tmp botocore && unzip -q -d /tmp/botocore /tmp/botocore-*.whl
//   node emulator/tools/s3_shapes.mjs /tmp/botocore/botocore/data && make format
//
// into emulator/services/s3/s3_shapes.c and .h. What differs from the model stands above `operations`.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const [models] = process.argv.slice(2)
if (!models) {
  console.error('s3_shapes.mjs FOLDER: the folder of botocore that holds a folder a service')
  process.exit(2)
}
const version = readdirSync(`${models}/s3`).sort().at(-1)
const path = `${models}/s3/${version}/service-2.json`
const model = JSON.parse(existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`)))

/** Operations that Nube refuses: see s3_refused.c. Their shapes are not needed. */
const refused = new Set([
  'CreateBucketMetadataConfiguration', 'CreateBucketMetadataTableConfiguration', 'CreateSession', 'DeleteBucketMetadataConfiguration',
  'DeleteBucketMetadataTableConfiguration', 'GetBucketLifecycle', 'GetBucketMetadataConfiguration', 'GetBucketMetadataTableConfiguration',
  'GetBucketNotification', 'GetObjectTorrent', 'ListDirectoryBuckets', 'PutBucketLifecycle', 'PutBucketNotification', 'RenameObject',
  'SelectObjectContent', 'UpdateBucketMetadataInventoryTableConfiguration', 'UpdateBucketMetadataJournalTableConfiguration',
  'UpdateObjectEncryption', 'WriteGetObjectResponse',
])

/** A status that the answer chooses: 206 of a part, 304. */
const statuses = new Set(['GetObjectOutput', 'HeadObjectOutput', 'RestoreObjectOutput'])

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
const rootOf = Object.fromEntries(Object.entries(roots).flatMap(([root, names]) => names.map((name) => [name, root])))

/** Enumerations of bodies whose other values S3 refuses in words of its own, which its handlers have. */
for (const name of ['BucketLocationConstraint', 'Event', 'FilterRuleName', 'Permission', 'Protocol', 'Type']) delete model.shapes[name].enum
/** It is told as it was asked for. */
model.shapes.ResponseExpires = { type: 'string' }
/** Members that S3 does not want, or whose absence it words itself. */
for (const [name, member] of [['Tagging', 'TagSet'], ['Grantee', 'Type']])
  model.shapes[name].required = model.shapes[name].required.filter((each) => each !== member)

const operations = Object.values(model.operations).filter(({ name }) => !refused.has(name))
const written = new Map()
const declarations = []
const definitions = []
const plain = { boolean: 'Boolean', integer: 'Integer', long: 'Long', float: 'Double', double: 'Double', timestamp: 'Timestamp', blob: 'Blob' }

const quote = (text) => JSON.stringify(text)
const times = { iso8601: 'TIME_ISO8601', unixTimestamp: 'TIME_EPOCH', rfc822: 'TIME_HTTP' }

/** What the body of a request may have alone: a header's values are the handlers', with words of their own. */
function stringOf(name, shape, inBody) {
  if (!shape.enum || !inBody) return '&String'
  const key = `values_${name}`
  if (!written.has(key)) {
    written.set(key, key)
    definitions.push(`static const char *const ${key}[] = { ${shape.enum.map(quote).join(', ')}, NULL };\n` +
      `static const struct shape ${name} = ENUM_OF(${key});\n`)
  }
  return `&${name}`
}

function timestampOf(name, shape) {
  const format = times[shape.timestampFormat]
  if (!format) return '&Timestamp'
  if (!written.has(name)) {
    written.set(name, name)
    definitions.push(`static const struct shape ${name} = { .type = T_TIMESTAMP, .time = ${format} };\n`)
  }
  return `&${name}`
}

function listOf(name, shape, isFlat, inBody) {
  const element = shapeOf(shape.member.shape, inBody)
  const wire = isFlat ? undefined : shape.member.locationName
  const key = inBody ? name : `${name}_outside`
  if (!written.has(key)) {
    written.set(key, key)
    definitions.push(`static const struct shape ${key} = { .type = T_LIST, .element = ${element}${wire ? `, .element_name = ${quote(wire)}` : ''} };\n`)
  }
  return `&${key}`
}

function shapeOf(name, inBody = true) {
  const shape = model.shapes[name]
  switch (shape.type) {
    case 'string': return stringOf(name, shape, inBody)
    case 'timestamp': return timestampOf(name, shape)
    case 'list': return listOf(name, shape, shape.flattened, inBody)
    case 'map': return '&StringMap'
    case 'structure': structureOf(name); return `&${written.get(name)}`
    default: return `&${plain[shape.type]}`
  }
}

const places = { uri: 'IN_URI', querystring: 'IN_QUERY', header: 'IN_HEADER', headers: 'IN_PREFIX_HEADERS', statusCode: 'IN_STATUS' }

function memberOf(owner, [name, member]) {
  const target = model.shapes[member.shape]
  const isPayload = owner.payload === name
  const place = member.location ? places[member.location] : isPayload ? 'IN_PAYLOAD' : undefined
  const flags = [
    (owner.required ?? []).includes(name) && !(isPayload && target.type === 'blob') && 'REQUIRED',
    (target.flattened || member.flattened) && 'FLATTENED',
    member.xmlAttribute && 'XML_ATTRIBUTE',
  ].filter(Boolean).join(' | ')
  const wire = member.locationName && member.locationName !== name ? member.locationName : undefined
  const shape = shapeOf(member.shape, !member.location)
  const rest = [flags || (wire || place ? '0' : ''), wire ? quote(wire) : place ? 'NULL' : '', place ?? ''].filter(Boolean)
  return `    { ${[quote(name), shape, ...rest].join(', ')} },`
}

/** A structure's own name, in C: those of operations are the service's, the others this file's. */
function structureOf(name, isPublic = false) {
  if (written.has(name)) return
  const shape = model.shapes[name]
  const own = isPublic ? `S3${name}` : name
  written.set(name, own)
  const members = Object.entries(shape.members).map((member) => memberOf(shape, member))
  if (statuses.has(name)) members.push('    { "StatusCode", &Integer, .place = IN_STATUS },')
  const extra = [
    rootOf[name] && `.xml_name = ${quote(rootOf[name])}`,
    name === 'GetBucketLocationOutput' && '.flags = XML_UNWRAPPED',
    shape.xmlNamespace?.prefix && `.xml_namespace = "xmlns:${shape.xmlNamespace.prefix}=\\"${shape.xmlNamespace.uri}\\""`,
  ].filter(Boolean).map((text) => `, ${text}`).join('')
  definitions.push(`static const struct member ${name}_members[] = {\n${members.join('\n')}\n    { 0 },\n};\n` +
    `${isPublic ? '' : 'static '}const struct shape ${own} = { .type = T_STRUCTURE, .members = ${name}_members${extra} };\n`)
  if (isPublic) declarations.push(own)
}

for (const { input, output } of operations) {
  if (input) structureOf(input.shape, true)
  if (output) structureOf(output.shape, true)
}

const folder = 'emulator/services/s3'
writeFileSync(`${folder}/s3_shapes.c`, `/* Written by emulator/tools/s3_shapes.mjs. */
#include "emulator/services/s3/s3_shapes.h"

${definitions.join('\n')}`)
writeFileSync(`${folder}/s3_shapes.h`, `/* The inputs and outputs of S3's operations. Written by emulator/tools/s3_shapes.mjs. */
#ifndef NUBE_S3_SHAPES_H
#define NUBE_S3_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape
${declarations.map((name) => `    ${name}`).join(',\n')};

#endif
`)
