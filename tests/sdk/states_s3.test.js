// State machines and S3: items of a distributed Map come from objects and listings, its results go there, and tasks read and write objects.
import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'

import { bucketMake, textOf } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3, states: sfn, iam } = nube.api()
after(() => nube.stop())

const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] })
const roleArn = (await iam.CreateRole({ RoleName: 'machine', AssumeRolePolicyDocument: trust })).Role.Arn
await iam.PutRolePolicy({
  RoleName: 'machine', PolicyName: 'p',
  PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*', 'states:*'], Resource: '*' }] }),
})
let made = 0

/** Runs a machine of these states to its end: its output, or its error and cause. */
async function run(States, StartAt, input = {}) {
  const { stateMachineArn } = await sfn.CreateStateMachine({ name: `m${++made}`, roleArn, definition: JSON.stringify({ StartAt, States }) })
  const { executionArn } = await sfn.StartExecution({ stateMachineArn, input: JSON.stringify(input) })
  const ended = await until('the end', async () => {
    const e = await sfn.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
  return ended.output ? JSON.parse(ended.output) : `${ended.error}: ${ended.cause}`
}

/** All items that a reader gives, as a Map passes them on. */
const itemsOf = async (ItemReader, more) => run({
  M: { Type: 'Map', ItemReader, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, ...more, End: true },
}, 'M')
const getObject = (Bucket, Key, ReaderConfig) => ({ Resource: 'arn:aws:states:::s3:getObject', ReaderConfig, Parameters: { Bucket, Key } })

test('items come from CSV, JSON, lines of JSON and listings', async () => {
  const Bucket = await bucketMake(s3)
  const put = (Key, Body) => s3.PutObject({ Bucket, Key, Body })
  await put('in/a.csv', 'id,name\n1,Anna\n2,Béla\n')
  await put('in/a.json', JSON.stringify([{ x: 1 }, { x: 2 }]))
  await put('in/a.jsonl', '{"x":1}\n{"x":2}\n{"x":3}\n')
  assert.deepEqual(await itemsOf(getObject(Bucket, 'in/a.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' })), [{ id: '1', name: 'Anna' }, { id: '2', name: 'Béla' }])
  assert.deepEqual(await itemsOf(getObject(Bucket, 'in/a.json', { InputType: 'JSON' })), [{ x: 1 }, { x: 2 }])
  assert.deepEqual(await itemsOf(getObject(Bucket, 'in/a.jsonl', { InputType: 'JSONL', MaxItems: 2 })), [{ x: 1 }, { x: 2 }])
  const listed = await itemsOf({ Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket, Prefix: 'in/' } })
  assert.deepEqual(listed.map((o) => o.Key), ['in/a.csv', 'in/a.json', 'in/a.jsonl'])
  assert.match(await itemsOf(getObject(Bucket, 'nothing', { InputType: 'JSON' })), /^States\.ItemReaderFailed: /)
})

test('objects that are packed by gzip are unpacked', async () => {
  const Bucket = await bucketMake(s3)
  const put = (Key, text) => s3.PutObject({ Bucket, Key, Body: gzipSync(text), ContentEncoding: 'gzip' })
  await put('a.csv.gz', '1;Anna\n2;"B;C"\n')
  await put('a.jsonl.gz', '{"x":1}\n\n{"x":2}\n')
  await put('a.json.gz', '{"all":[{"x":1}]}')
  const csv = { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['id', 'name'], CSVDelimiter: 'SEMICOLON' }
  assert.deepEqual(await itemsOf(getObject(Bucket, 'a.csv.gz', csv)), [{ id: '1', name: 'Anna' }, { id: '2', name: 'B;C' }])
  assert.deepEqual(await itemsOf(getObject(Bucket, 'a.jsonl.gz', { InputType: 'JSONL' })), [{ x: 1 }, { x: 2 }])
  assert.deepEqual(await itemsOf(getObject(Bucket, 'a.json.gz', { InputType: 'JSON', ItemsPointer: '/all' })), [{ x: 1 }])
  await s3.PutObject({ Bucket, Key: 'broken.gz', Body: gzipSync('[1]').subarray(0, 12) })
  assert.match(await itemsOf(getObject(Bucket, 'broken.gz', { InputType: 'JSON' })), /^States\.ItemReaderFailed: /)
})

test('manifests lead to the files of an inventory, and to those of Athena', async () => {
  const Bucket = await bucketMake(s3)
  const other = await bucketMake(s3)
  await s3.PutObject({ Bucket: other, Key: 'data/1.csv.gz', Body: gzipSync(`"${Bucket}","a%20b","5"\n"${Bucket}","c","7"\n`) })
  await s3.PutObject({ Bucket: other, Key: 'data/2.csv.gz', Body: gzipSync(`"${Bucket}","d","9"\n`) })
  const manifest = {
    sourceBucket: Bucket, destinationBucket: `arn:aws:s3:::${other}`, version: '2016-11-30', creationTimestamp: '1514944800000', fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size', files: [1, 2].map((n) => ({ key: `data/${n}.csv.gz`, size: 100, MD5checksum: 'f11166069f1990abeb9c97ace9cdfabc' })),
  }
  await s3.PutObject({ Bucket, Key: 'manifest.json', Body: JSON.stringify(manifest) })
  const inventory = [['a%20b', '5'], ['c', '7'], ['d', '9']].map(([Key, Size]) => ({ Bucket, Key, Size }))
  assert.deepEqual(await itemsOf(getObject(Bucket, 'manifest.json', { InputType: 'MANIFEST' })), inventory)
  assert.deepEqual(await itemsOf(getObject(Bucket, 'manifest.json', { ManifestType: 'S3_INVENTORY', MaxItems: 2 })), inventory.slice(0, 2))
  await s3.PutObject({ Bucket: other, Key: 'athena/1', Body: gzipSync('{"x":1}\n{"x":2}\n') })
  await s3.PutObject({ Bucket: other, Key: 'athena/2', Body: '{"x":3}\n' })
  await s3.PutObject({ Bucket, Key: 'athena-manifest.csv', Body: `s3://${other}/athena/1\ns3://${other}/athena/2\n` })
  assert.deepEqual(await itemsOf(getObject(Bucket, 'athena-manifest.csv', { InputType: 'JSONL', ManifestType: 'ATHENA_DATA' })), [{ x: 1 }, { x: 2 }, { x: 3 }])
  await s3.DeleteObject({ Bucket: other, Key: 'data/2.csv.gz' })
  assert.match(await itemsOf(getObject(Bucket, 'manifest.json', { InputType: 'MANIFEST' })), /^States\.ItemReaderFailed: /)
})

test('results are written as objects', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'in.json', Body: '[1,2]' })
  const { ResultWriterDetails } = await itemsOf(getObject(Bucket, 'in.json', { InputType: 'JSON' }),
    { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket, Prefix: 'out' } } })
  assert.equal(ResultWriterDetails.Bucket, Bucket)
  const manifest = JSON.parse(await textOf(s3, { Bucket, Key: ResultWriterDetails.Key }))
  const [{ Key }] = manifest.ResultFiles.SUCCEEDED
  assert.deepEqual(JSON.parse(await textOf(s3, { Bucket, Key })).map((r) => r.Output).sort(), ['1', '2'])
})

test('tasks write and read objects', async () => {
  const Bucket = await bucketMake(s3)
  const output = await run({
    Put: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:putObject', Parameters: { Bucket, Key: 'k', 'Body.$': '$.text', ContentType: 'text/plain' }, ResultPath: '$.put', Next: 'Get' },
    Get: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: { Bucket, Key: 'k' }, End: true },
  }, 'Put', { text: 'grüß dich' })
  assert.deepEqual([output.Body, output.ContentType], ['grüß dich', 'text/plain'])
  assert.equal(await textOf(s3, { Bucket, Key: 'k' }), 'grüß dich')
})
