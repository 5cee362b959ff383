// DynamoDB's tags, resource policies, limits and endpoints by the AWS SDK.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb, dynamodbstreams: streams } = nube.api()
after(() => nube.stop())

const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/Tagged'
const tags = async (ResourceArn = arn) => (await dynamodb.ListTagsOfResource({ ResourceArn })).Tags
const tag = (Tags, ResourceArn = arn) => dynamodb.TagResource({ ResourceArn, Tags })
const untag = (TagKeys, ResourceArn = arn) => dynamodb.UntagResource({ ResourceArn, TagKeys })
const policy = (more) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'one', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'dynamodb:GetItem', Resource: arn, ...more }] })
const putPolicy = (Policy, more) => dynamodb.PutResourcePolicy({ ResourceArn: arn, Policy, ...more })

test('tags come with the table, are added, changed and taken away', async () => {
  await dynamodb.CreateTable(table('Tagged', 'pk:S', { Tags: [{ Key: 'stage', Value: 'test' }], StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }))
  assert.deepEqual(await tags(), [{ Key: 'stage', Value: 'test' }])
  await tag([{ Key: 'stage', Value: 'live' }, { Key: 'empty', Value: '' }])
  assert.deepEqual(await tags(), [{ Key: 'empty', Value: '' }, { Key: 'stage', Value: 'live' }])
  await untag(['empty', 'never'])
  assert.deepEqual(await tags(), [{ Key: 'stage', Value: 'live' }])
})

test('tags that are none', async () => {
  await invalid(tag([]), 'Atleast one Tag needs to be provided as Input.')
  await invalid(untag([]), 'Atleast one Tag Key needs to be provided as Input.')
  await invalid(tag([{ Key: 'aws:x', Value: '1' }]), 'Tag Key cannot be prefixed with aws:, Key: aws:x')
  await invalid(tag([{ Key: 'x'.repeat(129), Value: '1' }]), `The Tag Key provided is invalid, Key: ${'x'.repeat(129)}`)
  await invalid(tag([{ Key: 'x', Value: 'y'.repeat(257) }]), `The Tag Value provided is invalid, Value: ${'y'.repeat(257)}`)
  await invalid(tag([{ Key: 'x', Value: '1' }, { Key: 'x', Value: '2' }]), 'Duplicate Tag Keys provided as input: Duplicate Tag Key found x')
  await invalid(tag(Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: 'v' }))), 'Number of Tags exceed the current limit for the provided ResourceArn')
  await invalid(tag([{ Key: 'x', Value: '1' }], 'Tagged'), INVALID + "ARNs must start with 'arn:': Tagged")
  await invalid(
    tag([{ Key: 'x', Value: '1' }], `${arn}/index/i`),
    INVALID + `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}/index/i`,
  )
  await refused(tags(`${arn}2`), 'ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn}2 not found`)
})

test('all tags come at once', async () => {
  await tag(Array.from({ length: 14 }, (_, i) => ({ Key: `t${String(i).padStart(2, '0')}`, Value: 'v' })))
  const first = await dynamodb.ListTagsOfResource({ ResourceArn: arn })
  assert.deepEqual([first.Tags.length, first.NextToken], [15, undefined])
})

test('a policy has a revision, and may be changed on condition of it', async () => {
  const none = 'Resource-based policy not found for the provided ResourceArn: '
  await refused(dynamodb.GetResourcePolicy({ ResourceArn: arn }), 'PolicyNotFoundException', none + arn)
  const { RevisionId } = await putPolicy(policy(), { ExpectedRevisionId: 'NO_POLICY' })
  assert.match(RevisionId, /^\d+$/)
  const got = await dynamodb.GetResourcePolicy({ ResourceArn: arn })
  assert.deepEqual([got.RevisionId, JSON.parse(got.Policy)], [RevisionId, JSON.parse(policy())])
  assert.equal((await putPolicy(policy())).RevisionId, RevisionId, 'the same policy is no new revision')
  await refused(
    putPolicy(policy({ Sid: 'two' }), { ExpectedRevisionId: 'NO_POLICY' }),
    'PolicyNotFoundException',
    none + `Requested policy update expecting none to be present for table Tagged, but a policy exists with revision id ${RevisionId}.`,
  )
  await refused(
    putPolicy(policy({ Sid: 'two' }), { ExpectedRevisionId: '1' }),
    'PolicyNotFoundException',
    none + `Requested update for policy with revision id 1, but the policy associated to target table Tagged has revision id ${RevisionId}.`,
  )
  const second = await putPolicy(policy({ Sid: 'two' }), { ExpectedRevisionId: RevisionId })
  assert.notEqual(second.RevisionId, RevisionId)
  assert.equal((await dynamodb.DeleteResourcePolicy({ ResourceArn: arn, ExpectedRevisionId: second.RevisionId })).RevisionId, second.RevisionId)
  assert.equal((await dynamodb.DeleteResourcePolicy({ ResourceArn: arn })).RevisionId, undefined)
})

test('policies that are none', async () => {
  const bad = (document, message) => invalid(putPolicy(document), INVALID + 'Invalid policy document: ' + message)
  await bad('{', 'This policy contains invalid Json')
  await bad('{"Version":"2012-10-17","Statement":[]}', 'Could not parse the policy: Statement is empty!')
  await bad(policy({ Resource: undefined }), 'Missing required field Resource')
  await bad(policy({ Principal: undefined }), 'Missing required field Principal')
  const statement = JSON.parse(policy()).Statement[0]
  await bad(JSON.stringify({ Version: '2012-10-17', Statement: [statement, statement] }), 'The Statement Ids in the policy are not unique')
  await invalid(putPolicy(policy({ Sid: 'x'.repeat(20480) })), INVALID + 'Maximum policy size of 20480 bytes exceeded')
  const other = arn.replace('000000000000', '999999999999')
  await invalid(dynamodb.GetResourcePolicy({ ResourceArn: other }), 'This action is only supported by accounts that match the resource owner’s account.')
  await refused(dynamodb.GetResourcePolicy({ ResourceArn: `${arn}2` }), 'ResourceNotFoundException', 'Requested resource not found: Table: Tagged2 not found')
})

test('a stream has a policy of its own', async () => {
  const { LatestStreamArn } = (await dynamodb.DescribeTable({ TableName: 'Tagged' })).Table
  await dynamodb.PutResourcePolicy({ ResourceArn: LatestStreamArn, Policy: policy({ Action: 'dynamodb:GetRecords', Resource: LatestStreamArn }) })
  assert.equal(JSON.parse((await dynamodb.GetResourcePolicy({ ResourceArn: LatestStreamArn })).Policy).Statement[0].Action, 'dynamodb:GetRecords')
  await refused(dynamodb.GetResourcePolicy({ ResourceArn: arn }), 'PolicyNotFoundException', `Resource-based policy not found for the provided ResourceArn: ${arn}`)
  const gone = LatestStreamArn.replace(/\d{4}-/, '1999-')
  await refused(
    dynamodb.GetResourcePolicy({ ResourceArn: gone }),
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${gone.split('/stream/')[1]} not found for Table: Tagged`,
  )
})

test('tags and policy go with their table', async () => {
  await putPolicy(policy())
  await dynamodb.DeleteTable({ TableName: 'Tagged' })
  await dynamodb.CreateTable(table('Tagged'))
  assert.deepEqual(await tags(), [])
  await refused(dynamodb.GetResourcePolicy({ ResourceArn: arn }), 'PolicyNotFoundException', `Resource-based policy not found for the provided ResourceArn: ${arn}`)
  await dynamodb.DeleteTable({ TableName: 'Tagged' })
  await dynamodb.CreateTable(table('Tagged', 'pk:S', { ResourcePolicy: policy() }))
  assert.deepEqual(JSON.parse((await dynamodb.GetResourcePolicy({ ResourceArn: arn })).Policy), JSON.parse(policy()))
})

test('limits and endpoints', async () => {
  const { $metadata, ...limits } = await dynamodb.DescribeLimits()
  assert.deepEqual(limits, {
    AccountMaxReadCapacityUnits: 80000,
    AccountMaxWriteCapacityUnits: 80000,
    TableMaxReadCapacityUnits: 40000,
    TableMaxWriteCapacityUnits: 40000,
  })
  assert.equal($metadata.httpStatusCode, 200)
  const { Endpoints } = await dynamodb.DescribeEndpoints()
  assert.deepEqual(Endpoints, [{ Address: new URL(nube.url).host, CachePeriodInMinutes: 1440 }])
  const discovering = nube.api({ endpointDiscoveryEnabled: false }).dynamodb
  assert.deepEqual((await discovering.GetItem({ TableName: 'Tagged', Key: { pk: S('a') } })).Item, undefined)
  assert.deepEqual((await streams.ListStreams({ TableName: 'Never' })).Streams, [])
})
