// The deployment: what it makes, changes, refuses, backs up and takes down; several of it in one account.
import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { updateFunction } from '../support/js/functions.js'
import { trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { build, folder, Nube, root, run, until } from '../support/js/nube.js'

const nube = await Nube.start(['--ephemeral'])
after(() => nube.stop())
const { apigateway, dynamodb, iam, lambda, pipes, sns, sqs, states } = nube.api()

const functions = path.join(build, 'functions')
const definition = path.join(root, 'statemachines/order-workflow.asl.json')

// Runs deploy: { status, out: the lines `name: value`, said: the lines of progress }.
async function deploy(args, { region = 'us-east-1' } = {}) {
  const env = { ...nube.env, AWS_REGION: region }
  const { status, out, err } = await run(path.join(build, 'deploy'), args, { env, seconds: 60 })
  const lines = (text) => text.trim().split('\n').filter(Boolean)
  return { status, said: lines(err), out: Object.fromEntries(lines(out).map((line) => /^([^:]+): (.*)$/.exec(line).slice(1))) }
}
const parts = { frontend: '/nonexistent', functions, definition, 'payment-url': 'http://pay.example', 'shipment-url': 'http://ship.example' }
const options = (more) => Object.entries({ ...parts, ...more }).flatMap(([name, value]) => [`--${name}`, value])
const up = (more, where) => deploy(options(more), where)
const fine = ({ status, said, out }) => {
  assert.equal(status, 0, said.join('\n'))
  return { said, out }
}
const changes = (said) => said.filter((line) => !/: (as it is to be|left out, there is no such service)$|the shop's pages are not deployed$/.test(line))

const names = async () => ({
  tables: (await dynamodb.ListTables()).TableNames,
  queues: ((await sqs.ListQueues()).QueueUrls ?? []).map((url) => url.split('/').at(-1)),
  topics: (await sns.ListTopics()).Topics.map((t) => t.TopicArn.split(':').at(-1)),
  roles: (await iam.ListRoles()).Roles.map((r) => r.RoleName),
  functions: (await lambda.ListFunctions()).Functions.map((f) => f.FunctionName).sort(),
  machines: (await states.ListStateMachines()).stateMachines.map((m) => m.name),
  pipes: (await pipes.ListPipes()).Pipes.map((p) => p.Name),
  apis: ((await apigateway.GetRestApis()).items ?? []).map((a) => a.name),
})
const empty = { tables: [], queues: [], topics: [], roles: [], functions: [], machines: [], pipes: [], apis: [] }

test('all is made, shown, and tagged; a second run changes nothing and says so', async () => {
  const { said, out } = fine(await up())
  assert.deepEqual(said.slice(0, 2), ["/nonexistent/index.html is not there: the shop's pages are not deployed", 'table Orders: created'])
  assert.match(said.at(-1), /^done: \d+ created, 0 updated, 0 removed, 0 as they are to be$/)
  assert.equal(out.table, 'Orders')
  assert.match(out.api, /^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/api$/)
  assert.deepEqual(await names(), {
    tables: ['Customers', 'Orders', 'Products'],
    queues: ['order-processing-dlq', 'order-processing-queue'],
    topics: ['order-notifications'],
    roles: ['ApiGatewayLogsRole-us-east-1', 'AppServerLambdaRole-us-east-1', 'ProcessOrderLambdaRole-us-east-1', 'StepFunctionsRole-us-east-1'],
    functions: ['app-server', 'process-order'],
    machines: ['order-workflow'],
    pipes: ['order-pipe'],
    apis: ['orders-api'],
  })
  assert.deepEqual((await sqs.ListQueueTags({ QueueUrl: out.queue })).Tags, { 'order-application': 'default' })
  assert.deepEqual((await lambda.GetFunction({ FunctionName: 'app-server' })).Tags, { 'order-application': 'default' })

  const before = await nube.page('GET', '/_nube/calls')
  const again = fine(await up())
  assert.deepEqual(changes(again.said), [`nothing changed: ${said.at(-1).match(/\d+/)[0]} resources are as they are to be`])
  assert.deepEqual(again.out, out)
  // No operation was called that changes anything.
  const counts = ({ notEmulated, ...services }) => new Map(Object.entries(services).flatMap(([service, operations]) => Object.entries(operations ?? {}).map(([name, { calls }]) => [`${service} ${name}`, calls])))
  const earlier = counts(before)
  const called = [...counts(await nube.page('GET', '/_nube/calls'))].filter(([name, calls]) => calls > (earlier.get(name) ?? 0)).map(([name]) => name.split(' ')[1])
  assert(called.length > 10, `${called}`)
  assert.deepEqual(called.filter((name) => !/^(Get|List|Describe|Scan$)/.test(name)), [])
}, { seconds: 120 })

test('the table has its recovery and its protection, and a backup a day for a week', async () => {
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Orders' })
  assert.equal(Table.DeletionProtectionEnabled, true)
  const { ContinuousBackupsDescription } = await dynamodb.DescribeContinuousBackups({ TableName: 'Orders' })
  assert.equal(ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, 'ENABLED')
  const day = (ago) => new Date(Date.now() - ago * 86400000).toISOString().slice(0, 10)
  for (const name of [`Orders-daily-${day(8)}`, `Orders-daily-${day(7)}`, `Orders-daily-${day(6)}`, 'Orders-before-the-move']) await dynamodb.CreateBackup({ TableName: 'Orders', BackupName: name })
  fine(await deploy(['--backup']))
  fine(await deploy(['--backup']))
  const { BackupSummaries } = await dynamodb.ListBackups({ TableName: 'Orders' })
  assert.deepEqual(BackupSummaries.map((b) => b.BackupName).sort(), ['Orders-before-the-move', `Orders-daily-${day(6)}`, `Orders-daily-${day(0)}`].sort())
}, { seconds: 120 })

test('what differs is brought to what it is to be, and nothing else', async () => {
  const RoleName = 'ProcessOrderLambdaRole-us-east-1'
  await dynamodb.UpdateTable({ TableName: 'Orders', ProvisionedThroughput: { ReadCapacityUnits: 9, WriteCapacityUnits: 9 } })
  await iam.UpdateAssumeRolePolicy({ RoleName, PolicyDocument: trust('ec2.amazonaws.com') })
  await iam.PutRolePolicy({ RoleName, PolicyName: 'more', PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' })
  await updateFunction(lambda, 'Configuration', { FunctionName: 'app-server', Environment: { Variables: { EXTRA: '1' } } })
  const [api] = (await apigateway.GetRestApis()).items
  const parent = (await apigateway.GetResources({ restApiId: api.id })).items.find((r) => r.path === '/')
  const stray = await apigateway.CreateResource({ restApiId: api.id, parentId: parent.id, pathPart: 'stray' })
  await apigateway.PutMethod({ restApiId: api.id, resourceId: stray.id, httpMethod: 'GET', authorizationType: 'NONE' })
  const { said } = fine(await up())
  assert.deepEqual(changes(said), [
    'table Orders: updated, ProvisionedThroughput',
    `role ${RoleName}: updated, AssumeRolePolicyDocument`,
    'function app-server: updated, Environment',
    'API orders-api: updated, Body',
    said.at(-1),
  ])
  assert.match(said.at(-1), /^done: 0 created, 4 updated, 0 removed/)
  assert.deepEqual((await iam.ListRolePolicies({ RoleName })).PolicyNames, ['least-privilege'])
  const { Variables } = (await lambda.GetFunctionConfiguration({ FunctionName: 'app-server' })).Environment
  assert.deepEqual([Variables.EXTRA, Variables.ORDERS_TABLE], [undefined, 'Orders'])
  assert.deepEqual((await apigateway.GetResources({ restApiId: api.id })).items.filter((r) => r.path === '/stray'), [])
  assert.match(fine(await up()).said.at(-1), /^nothing changed/)
}, { seconds: 120 })

test('another definition makes another deployment of the API only where it is the API\'s', async () => {
  const [{ id }] = (await apigateway.GetRestApis()).items
  const deployments = async () => (await apigateway.GetDeployments({ restApiId: id })).items.length
  assert.equal(await deployments(), 1)
  const other = folder()
  copyFileSync(path.join(functions, 'app_server.zip'), path.join(other, 'process_order.zip'))
  copyFileSync(path.join(functions, 'app_server.zip'), path.join(other, 'app_server.zip'))
  writeFileSync(path.join(other, 'machine.json'), readFileSync(definition, 'utf8').replace('"TimeoutSeconds": 30,', '"TimeoutSeconds": 31,'))
  const { said } = fine(await up({ functions: other, definition: path.join(other, 'machine.json') }))
  assert.deepEqual(changes(said).slice(0, -1), ['function process-order: updated, CodeSha256', 'state machine order-workflow: updated, DefinitionString'])
  assert.equal(await deployments(), 1)
  fine(await up())
}, { seconds: 120 })

test('who of the shop is told: nobody, somebody, somebody else, nobody', async () => {
  const { out } = fine(await up())
  const subscribed = async () => (await sns.ListSubscriptionsByTopic({ TopicArn: out.topic })).Subscriptions.map((s) => s.Endpoint)
  const confirm = async (to) => {
    const mail = (await nube.mails()).find((m) => m.to === to)
    assert((await fetch(/http:\/\/\S+/.exec(mail.body)[0])).ok)
  }
  assert.deepEqual(await subscribed(), [])
  await sns.Subscribe({ TopicArn: out.topic, Protocol: 'email', Endpoint: 'customer@b.example' })
  fine(await up({ 'notify-email': 'one@b.example' }))
  await confirm('one@b.example')
  assert.deepEqual((await subscribed()).sort(), ['customer@b.example', 'one@b.example'])
  fine(await up({ 'notify-email': 'two@b.example' }))
  await confirm('two@b.example')
  assert.deepEqual((await subscribed()).sort(), ['customer@b.example', 'two@b.example'])
  assert.deepEqual(changes(fine(await up()).said)[0], 'subscription two@b.example: removed')
  assert.deepEqual(await subscribed(), ['customer@b.example'])
}, { seconds: 120 })

test('what is parked is shown with its reason, and comes home by a redrive', async () => {
  const { out } = fine(await up())
  const status = async () => {
    const { status, out } = await run(path.join(build, 'deploy'), ['--status'], { env: nube.env })
    return [status, out.trim().split('\n')]
  }
  assert.deepEqual(await status(), [0, ['waiting: 0', 'at work: 0', 'parked orders: 0', 'pipe: RUNNING', 'failed executions: 0']])
  const StringValue = 'PaymentUnknown'
  await sqs.SendMessage({ QueueUrl: out['dead-letter-queue'], MessageBody: '{"orderId":"o-1"}', MessageAttributes: { error: { DataType: 'String', StringValue } } })
  await pipes.StopPipe({ Name: 'order-pipe' })
  await until('the pipe to stop', async () => (await pipes.DescribePipe({ Name: 'order-pipe' })).CurrentState === 'STOPPED')
  const parked = ['waiting: 0', 'at work: 0', 'parked orders: 1', 'parked: {"orderId":"o-1"} (error: PaymentUnknown)', 'pipe: STOPPED', 'failed executions: 0']
  for (let i = 0; i < 2; i++) assert.deepEqual(await status(), [3, parked]) // looking takes nothing away
  assert.deepEqual(fine(await deploy(['--redrive'])).out, { redriven: '1' })
  assert.deepEqual(await status(), [3, ['waiting: 1', 'at work: 0', 'parked orders: 0', 'pipe: STOPPED', 'failed executions: 0']])
  assert.equal(changes(fine(await up()).said)[0], 'pipe order-pipe: updated, DesiredState')
  assert.equal((await status())[0], 0)
}, { seconds: 120 })

test('two stages and two regions live in one account', async () => {
  const before = await names()
  fine(await up({ prefix: 'two' }))
  fine(await up({}, { region: 'eu-west-1' }))
  const resources = JSON.parse(decodeURIComponent((await iam.GetRolePolicy({ RoleName: 'AppServerLambdaRole-us-east-1', PolicyName: 'least-privilege' })).PolicyDocument)).Statement
  assert.deepEqual(resources[0].Resource, ['arn:aws:dynamodb:us-east-1:000000000000:table/Orders'])
  assert.match(fine(await up()).said.at(-1), /^nothing changed/)
  assert.match(fine(await up({ prefix: 'two' })).said.at(-1), /^nothing changed/)
  assert.match(fine(await deploy(['--destroy', '--prefix', 'two'])).said.at(-1), /^done: \d+ removed$/)
  assert.match(fine(await deploy(['--destroy'], { region: 'eu-west-1' })).said.at(-1), /^done: \d+ removed$/)
  assert.deepEqual(await names(), before)
  assert.match(fine(await up()).said.at(-1), /^nothing changed/)
}, { seconds: 120 })

test('all of it is taken down, and a second time there is nothing to remove', async () => {
  assert.match(fine(await deploy(['--destroy'])).said.at(-1), /^done: \d+ removed$/)
  assert.deepEqual(await names(), empty)
  assert.deepEqual((await dynamodb.ListBackups()).BackupSummaries.map((b) => b.BackupName), ['Orders-before-the-move'])
  assert.deepEqual(fine(await deploy(['--destroy'])).said, ['no table of this deployment is here', 'nothing to remove'])
  const { status, said } = await deploy(['--status'])
  assert.deepEqual([status, said], [1, ['deploy: ClientError: OrderQueue is not here: the shop is not deployed']])
}, { seconds: 120 })

test('a foreign table, or function, is refused before anything is made, and is not taken down', async () => {
  const S = 'S'
  await dynamodb.CreateTable({ TableName: 'Orders', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: S }], BillingMode: 'PAY_PER_REQUEST' })
  const before = await names()
  const { status, said, out } = await up()
  assert.deepEqual([status, out], [1, {}])
  assert.match(said.at(-1), /^deploy: NotThisDeployments: the table Orders is there already and not of this deployment: its tag order-application is missing, not default\./)
  assert.deepEqual(await names(), before)
  assert.deepEqual(fine(await deploy(['--destroy'])).said, ['no table of this deployment is here', 'table Orders: left alone, it is not of this deployment', 'nothing to remove'])
  assert.deepEqual(await names(), before)
  fine(await up({ prefix: 'mine' }))
  assert.match((await up({ prefix: 'mine-x' })).said.at(-1), /^done/)
}, { seconds: 120 })

test('options that are wrong are refused', async () => {
  for (const prefix of ['Shop', '1a', 'a-', 'a'.repeat(20), 'a_b']) {
    const { status, said } = await up({ prefix })
    assert.equal(status, 2)
    assert.match(said[0], /^deploy: --prefix:/)
  }
  const { status, said } = await deploy(['--functions', functions])
  assert.deepEqual([status, said], [2, ['deploy: --definition is required; see --help']])
}, { seconds: 120 })
