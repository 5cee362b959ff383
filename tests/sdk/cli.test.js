// The AWS CLI of the distribution: older than the SDK, so that SQS comes in the Query protocol. A call takes it most of a second, so
// calls that don't need each other go together.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { allow, fromTopics } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { bootstrap } from '../support/js/functions.js'
import { folder, Nube, run, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const CLI = '/usr/bin/aws'
const nube = await Nube.start()
after(() => nube.stop())

// The CLI of Debian 12 knows AWS_ENDPOINT_URL not yet.
async function cli(...args) {
  const env = { ...nube.env, AWS_PAGER: '', AWS_CLI_FILE_ENCODING: 'UTF-8', LC_ALL: 'C.UTF-8' }
  const { status, out, err } = await run(CLI, ['--endpoint-url', nube.url, '--output', 'json', ...args], { env, seconds: 30 })
  if (status !== 0) throw Object.assign(new Error(`aws ${args.join(' ')}: ${status}: ${err}`), { status, err })
  return out.trim() ? JSON.parse(out) : undefined
}
const refused = async (...args) => {
  try {
    await cli(...args)
  } catch (error) {
    if (error.err === undefined) throw error
    return error.err.trim()
  }
  throw new Error(`aws ${args.join(' ')} should have failed`)
}
const roleArn = 'arn:aws:iam::000000000000:role/cli'
const seconds = { seconds: 90 }

test('the CLI is here', () => assert(existsSync(CLI), `${CLI}: install the package awscli`))

test('dynamodb: create, put, get, query', async () => {
  const made = await cli(
    ...'dynamodb create-table --table-name Cli --billing-mode PAY_PER_REQUEST --key-schema AttributeName=id,KeyType=HASH'.split(' '),
    ...'--attribute-definitions AttributeName=id,AttributeType=S'.split(' '),
  )
  assert.equal(made.TableDescription.TableName, 'Cli')
  await cli('dynamodb', 'put-item', '--table-name', 'Cli', '--item', '{"id":{"S":"ä"},"n":{"N":"1.5"}}')
  const [got, found, listed, none] = await Promise.all([
    cli('dynamodb', 'get-item', '--table-name', 'Cli', '--key', '{"id":{"S":"ä"}}'),
    cli(...'dynamodb query --table-name Cli --key-condition-expression id=:i --expression-attribute-values'.split(' '), '{":i":{"S":"ä"}}'),
    cli('dynamodb', 'list-tables'),
    refused('dynamodb', 'describe-table', '--table-name', 'None'),
  ])
  assert.deepEqual(got.Item, { id: { S: 'ä' }, n: { N: '1.5' } })
  assert.equal(found.Count, 1)
  assert.deepEqual(listed.TableNames, ['Cli'])
  assert.equal(
    none,
    'An error occurred (ResourceNotFoundException) when calling the DescribeTable operation: Requested resource not found: Table: None not found',
  )
}, seconds)

test('sqs: create, send, receive, delete', async () => {
  const { QueueUrl } = await cli('sqs', 'create-queue', '--queue-name', 'cli', '--attributes', 'VisibilityTimeout=300')
  assert.equal(QueueUrl, `${nube.url}/000000000000/cli`)
  const sent = await cli(
    ...['sqs', 'send-message', '--queue-url', QueueUrl, '--message-body', 'grüße <b> & "c"'],
    ...['--message-attributes', '{"k":{"DataType":"String","StringValue":"v"}}'],
  )
  const [{ Messages }, { Attributes }, listed, none] = await Promise.all([
    cli(...['sqs', 'receive-message', '--queue-url', QueueUrl, '--message-attribute-names', 'All', '--attribute-names', 'All', '--wait-time-seconds', '5']),
    cli('sqs', 'get-queue-attributes', '--queue-url', QueueUrl, '--attribute-names', 'All'),
    cli('sqs', 'list-queues'),
    refused('sqs', 'get-queue-url', '--queue-name', 'none'),
  ])
  assert.deepEqual([Messages[0].MessageId, Messages[0].Body, Messages[0].MessageAttributes.k.StringValue], [sent.MessageId, 'grüße <b> & "c"', 'v'])
  assert.equal(Attributes.VisibilityTimeout, '300')
  assert.deepEqual(listed.QueueUrls, [QueueUrl])
  assert.match(none, /^An error occurred \(AWS\.SimpleQueueService\.NonExistentQueue\) when calling the GetQueueUrl operation: The specified queue does not exist( for this wsdl version)?\.$/) // JSON and, of an older CLI, Query
  await cli('sqs', 'delete-message', '--queue-url', QueueUrl, '--receipt-handle', Messages[0].ReceiptHandle)
}, seconds)

test('sns: create, subscribe, publish', async () => {
  const [{ TopicArn }, { QueueUrl }] = await Promise.all([
    cli('sns', 'create-topic', '--name', 'cli'),
    cli('sqs', 'create-queue', '--queue-name', 'from-topic', '--attributes', JSON.stringify({ Policy: fromTopics })),
  ])
  await cli(...['sns', 'subscribe', '--topic-arn', TopicArn, '--protocol', 'sqs', '--notification-endpoint', 'arn:aws:sqs:us-east-1:000000000000:from-topic'])
  const { MessageId } = await cli('sns', 'publish', '--topic-arn', TopicArn, '--message', 'hällo', '--subject', 'S')
  const [{ Messages }, subscriptions, gone] = await Promise.all([
    cli('sqs', 'receive-message', '--queue-url', QueueUrl),
    cli('sns', 'list-subscriptions-by-topic', '--topic-arn', TopicArn),
    refused('sns', 'publish', '--topic-arn', `${TopicArn}-none`, '--message', 'x'),
  ])
  const envelope = JSON.parse(Messages[0].Body)
  assert.deepEqual([envelope.MessageId, envelope.Message], [MessageId, 'hällo'])
  assert.equal(subscriptions.Subscriptions.length, 1)
  assert.equal(gone, 'An error occurred (NotFound) when calling the Publish operation: Topic does not exist')
}, seconds)

test('stepfunctions: create, start, describe', async () => {
  const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Result: { a: 1 }, End: true } } })
  const { stateMachineArn } = await cli(...['stepfunctions', 'create-state-machine', '--name', 'cli', '--role-arn', roleArn, '--definition', definition])
  const { executionArn } = await cli('stepfunctions', 'start-execution', '--state-machine-arn', stateMachineArn, '--input', '{}')
  const [execution, history] = await Promise.all([
    cli('stepfunctions', 'describe-execution', '--execution-arn', executionArn),
    cli('stepfunctions', 'get-execution-history', '--execution-arn', executionArn),
  ])
  assert.deepEqual([execution.status, execution.output], ['SUCCEEDED', '{"a":1}'])
  assert.deepEqual(history.events.map((event) => event.type), ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'])
}, seconds)

test('lambda: create, invoke', async () => {
  const dir = folder()
  const file = path.join(dir, 'function.zip')
  writeFileSync(file, zip([{ name: 'bootstrap', mode: 0o100755, body: bootstrap }]))
  const made = await cli(
    ...'lambda create-function --function-name cli --runtime provided.al2023 --handler x'.split(' '),
    ...['--role', roleArn, '--zip-file', `fileb://${file}`],
  )
  assert.equal(made.State, 'Pending')
  const out = path.join(dir, 'out')
  const [answer, got] = await Promise.all([
    cli('lambda', 'invoke', '--function-name', 'cli', '--cli-binary-format', 'raw-in-base64-out', '--payload', '{"a":"ü"}', '--log-type', 'Tail', out),
    cli('lambda', 'get-function', '--function-name', 'cli'),
  ])
  assert.deepEqual([answer.StatusCode, answer.ExecutedVersion], [200, '$LATEST'])
  assert.match(Buffer.from(answer.LogResult, 'base64').toString(), /^START RequestId/)
  assert.equal(got.Configuration.FunctionName, 'cli')
}, seconds)

test('iam, sts, apigateway, pipes', async () => {
  const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pipes.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  const [role, who, api] = await Promise.all([
    cli('iam', 'create-role', '--role-name', 'cli', '--assume-role-policy-document', trust),
    cli('sts', 'get-caller-identity'),
    cli('apigateway', 'create-rest-api', '--name', 'cli'),
  ])
  assert.deepEqual(role.Role.AssumeRolePolicyDocument, JSON.parse(trust))
  const may = allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'states:StartExecution'])
  await cli(...['iam', 'put-role-policy', '--role-name', 'cli', '--policy-name', 'pipe', '--policy-document', may])
  assert.equal(who.Arn, 'arn:aws:iam::000000000000:root')
  const [resources, session] = await Promise.all([
    cli('apigateway', 'get-resources', '--rest-api-id', api.id),
    cli('sts', 'assume-role', '--role-arn', roleArn, '--role-session-name', 'me'),
    cli(
      ...['pipes', 'create-pipe', '--name', 'cli', '--role-arn', roleArn, '--source', 'arn:aws:sqs:us-east-1:000000000000:cli'],
      ...['--target', 'arn:aws:states:us-east-1:000000000000:stateMachine:cli'],
      ...['--target-parameters', '{"StepFunctionStateMachineParameters":{"InvocationType":"FIRE_AND_FORGET"}}'],
    ),
  ])
  assert.deepEqual(resources.items.map((item) => item.path), ['/'])
  assert.match(session.Credentials.AccessKeyId, /^ASIA/)
  const { sqs, states } = nube.api()
  await sqs.SendMessage({ QueueUrl: `${nube.url}/000000000000/cli`, MessageBody: '{}' })
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:cli'
  await until('the pipe', async () => (await states.ListExecutions({ stateMachineArn })).executions.length === 2)
}, seconds)
