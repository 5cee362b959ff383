// A function's code comes from S3, in the name of who makes it; S3 tells a function what becomes of objects.
import assert from 'node:assert/strict'
import http from 'node:http'

import { createFunction, functionOf, reportingFunction, testFunction, updateFunction } from '../support/js/functions.js'
import { bucketMake } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { lambda, s3, iam } = nube.api()
after(() => nube.stop())

const Role = 'arn:aws:iam::000000000000:role/any'
const about = { Runtime: 'provided.al2023', Role, Handler: 'main' }

test('a function is made, and changed, by objects', async () => {
  const Bucket = await bucketMake(s3, { versions: true })
  const { VersionId } = await s3.PutObject({ Bucket, Key: 'code.zip', Body: functionOf('echo \'"first"\' >"$work/out"') })
  await s3.PutObject({ Bucket, Key: 'code.zip', Body: functionOf('echo \'"second"\' >"$work/out"') })
  const answer = async () => (await lambda.Invoke({ FunctionName: 'f' })).Payload.transformToString()
  await createFunction(lambda, { FunctionName: 'f', ...about, Code: { S3Bucket: Bucket, S3Key: 'code.zip' } })
  assert.equal((await answer()).trim(), '"second"')
  await updateFunction(lambda, 'Code', { FunctionName: 'f', S3Bucket: Bucket, S3Key: 'code.zip', S3ObjectVersion: VersionId })
  assert.equal((await answer()).trim(), '"first"')
  await s3.PutObject({ Bucket, Key: 'text', Body: 'no zip' })
  const error = await failure(lambda.UpdateFunctionCode({ FunctionName: 'f', S3Bucket: Bucket, S3Key: 'text' }))
  assert.equal(error.name, 'InvalidParameterValueException')
})

test('what S3 says against it is told', async () => {
  const Bucket = await bucketMake(s3)
  const words = async (S3Bucket, S3Key) => (await failure(lambda.CreateFunction({ FunctionName: 'g', ...about, Code: { S3Bucket, S3Key } }))).message
  assert.equal(await words('not-there-at-all', 'k'), 'Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist')
  assert.equal(await words(Bucket, 'k'), 'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.')
})

test('who may not read the object makes no function of it', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'code.zip', Body: testFunction() })
  await iam.CreateUser({ UserName: 'maker' })
  await iam.PutUserPolicy({
    UserName: 'maker', PolicyName: 'p',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['lambda:*', 'iam:PassRole'], Resource: '*' }] }),
  })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'maker' })
  const credentials = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
  const error = await failure(nube.api({ credentials }).lambda.CreateFunction({ FunctionName: 'h', ...about, Code: { S3Bucket: Bucket, S3Key: 'code.zip' } }))
  assert.equal(error.name, 'InvalidParameterValueException')
  assert.match(error.message, /^Error occurred while GetObject\. S3 Error Code: AccessDenied\. /)
})

test('a function is told what becomes of objects', async () => {
  const events = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (bytes) => (body += bytes))
    request.on('end', () => (events.push(JSON.parse(body)), response.end()))
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const Bucket = await bucketMake(s3)
  const { FunctionArn } = await createFunction(lambda, {
    FunctionName: 'told', ...about, Code: { ZipFile: reportingFunction() }, Environment: { Variables: { POST_URL: `http://127.0.0.1:${server.address().port}/` } },
  })
  const NotificationConfiguration = { LambdaFunctionConfigurations: [{ LambdaFunctionArn: FunctionArn, Events: ['s3:ObjectCreated:*'] }] }
  const error = await failure(s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration }))
  assert.equal(error.name, 'InvalidArgument')
  await lambda.AddPermission({
    FunctionName: 'told', StatementId: 's3', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com', SourceArn: `arn:aws:s3:::${Bucket}`, SourceAccount: '000000000000',
  })
  await s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration })
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  await until('the event', () => events.length)
  assert.deepEqual(events[0].Records.map((r) => [r.eventName, r.s3.bucket.name, r.s3.object.key]), [['ObjectCreated:Put', Bucket, 'k']])
  await new Promise((closed) => server.close(closed))
})
