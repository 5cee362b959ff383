// The program itself: options, data directories, restarts, and one at a time.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { build, environment, folder, Nube, run, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = path.join(build, 'nube')
const started = []
const start = async (...args) => {
  const n = await Nube.start(...args)
  started.push(n)
  return n
}
after(async () => {
  for (const n of started) if (n.child.exitCode === null && n.child.signalCode === null) await n.stop()
})

async function refused(args, words, env = environment) {
  const { status, out, err } = await run(nube, args, { env, seconds: 5 })
  assert(status > 0, `status ${status}`)
  assert.equal(out, '')
  assert.equal(err.trim().split('\n').length, 1, err)
  assert.match(err, words)
  return err
}

test('--help and --version', async () => {
  const help = await run(nube, ['--help'])
  assert.equal(help.status, 0)
  for (const option of ['--host', '--port', '--data-dir', '--ephemeral', '--durability', '--workers', '--smtp', '--log-level'])
    assert(help.out.includes(option), option)
  const version = await run(nube, ['--version'])
  assert.deepEqual([version.status, version.err], [0, ''])
  assert.match(version.out, /^nube \d+\.\d+\.\d+\S*\n$/)
})

test('wrong arguments: one line and a non-zero exit', async () => {
  await refused(['--wings'], /--wings/)
  await refused(['extra'], /extra/)
  await refused(['--port', '65536'], /--port .*65536/)
  await refused(['--port', 'x'], /--port .*x/)
  await refused(['--port'], /--port/)
  await refused(['--ephemeral=yes'], /--ephemeral/)
  await refused(['--durability', 'some'], /--durability .*normal or full.*some/)
  await refused(['--workers', '0'], /--workers/)
  await refused(['--log-level', 'loud'], /--log-level/)
  await refused(['--smtp', 'nowhere'], /--smtp/)
  await refused([], /NUBE_PORT .*many/, { ...environment, NUBE_PORT: 'many' })
  await refused(['--ephemeral', '--port', '0', '--host', '203.0.113.7'], /203\.0\.113\.7/)
})

test('--init: scripts of a folder, in order, each with the exports; one that fails is told, and the next ones run', async () => {
  const dir = folder()
  const script = (name, text, mode = 0o644) => writeFileSync(path.join(dir, name), text, { mode })
  script('20-second.sh', `#!/bin/sh\necho second >>${dir}/order; echo "said by $AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID $AWS_REGION $AWS_DEFAULT_REGION \${AWS_PROFILE-none}"\n`, 0o755)
  script('10-first.sh', `read -r x || echo first >>${dir}/order\ncurl -s "$AWS_ENDPOINT_URL/_nube/ready" >${dir}/meanwhile\n`)
  script('30-fails.sh', 'exit 7\n')
  script('40-missing.sh', '#!/no/such/interpreter\n', 0o755)
  script('50-last.sh', `echo last >>${dir}/order\n`)
  script('.hidden.sh', 'exit 1\n')
  script('notes.txt', 'none')
  const n = await start(['--ephemeral', '--init', dir], { env: { ...environment, AWS_PROFILE: 'me', AWS_REGION: 'eu-west-1' } })
  const ready = await until('the scripts to end', async () => {
    const answer = await fetch(`${n.url}/_nube/ready`)
    if (answer.status === 503) throw new Error(await answer.text())
    return [answer.status, await answer.json()]
  })
  const scripts = ['10-first.sh SUCCESSFUL', '20-second.sh SUCCESSFUL', '30-fails.sh ERROR', '40-missing.sh ERROR', '50-last.sh SUCCESSFUL']
  assert.deepEqual(ready, [500, { ready: false, scripts: scripts.map((s) => ({ stage: 'READY', name: s.split(' ')[0], state: s.split(' ')[1] })) }])
  assert.equal(readFileSync(path.join(dir, 'order'), 'utf8'), 'first\nsecond\nlast\n')
  const meanwhile = JSON.parse(readFileSync(path.join(dir, 'meanwhile')))
  assert.deepEqual([meanwhile.ready, meanwhile.scripts.map((s) => s.state)], [false, ['RUNNING', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']])
  assert.deepEqual(await n.page('GET', '/_localstack/init/ready'), { completed: true, scripts: ready[1].scripts })
  assert.match(n.log, new RegExp(`^said by ${n.url} test eu-west-1 eu-west-1 none$`, 'm'))
  assert.match(n.log, /error init: 30-fails\.sh failed with status 7\n/)
  assert.match(n.log, /error init: 40-missing\.sh could not be started: No such file or directory\n/)
  await n.end() // and not stop, to which errors in the log are faults
  await refused(['--ephemeral', '--init', path.join(dir, 'none')], /--init .*none: No such file or directory/)
})

test('--init: without scripts all is ready; one that goes on and on ends with Nube, and what it started too', async () => {
  const dir = folder()
  const without = await start(['--ephemeral', '--init', dir])
  assert.deepEqual(await without.page('GET', '/_nube/ready'), { ready: true, scripts: [] })
  await without.stop()
  writeFileSync(path.join(dir, 'long.sh'), `trap '' TERM\n(trap '' TERM; exec sleep 1000) &\necho $! >${dir}/child\nwait\nwait\nsleep 1000\n`)
  writeFileSync(path.join(dir, 'never.sh'), `touch ${dir}/never\n`)
  const n = await start(['--ephemeral', '--init', dir])
  const child = await until('the script to start another', () => Number(readFileSync(path.join(dir, 'child'), 'utf8')) || Promise.reject(new Error('none')))
  await n.stop()
  assert(!existsSync(path.join(dir, 'never')))
  await until('the child to end', () => {
    if (existsSync(`/proc/${child}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${child}/status`, 'utf8'))) throw new Error('it lives')
    return true
  })
})

test('addresses of IPv6, and ports that are taken', async () => {
  for (const host of ['::1', '::', 'localhost']) {
    const n = await start(['--ephemeral', '--host', host])
    assert.equal((await fetch(`http://[::1]:${n.port}/_nube/ready`)).status, 200, host)
    assert.equal((await fetch(`http://127.0.0.1:${n.port}/_nube/ready`)).status, 200, host)
    if (host === '::1') await refused(['--ephemeral', '--port', '0', '--tls-port', String(n.port)], /cannot listen on 127\.0\.0\.1:\d+: the port is taken/)
  }
  await refused(['--ephemeral', '--port', '0', '--host', '2001:db8::7'], /cannot listen on 2001:db8::7:0: the address is not this machine's/)
})

test('options from the environment; the command line wins', async () => {
  const dir = folder()
  const n = await start(['--data-dir', path.join(dir, 'line')], { env: { ...environment, NUBE_DATA_DIR: path.join(dir, 'env'), NUBE_DURABILITY: 'full' } })
  assert(existsSync(path.join(dir, 'line')) && !existsSync(path.join(dir, 'env')))
  await n.api().sqs.CreateQueue({ QueueName: 'full' })
  await n.stop()
})

test('a port that is taken', async () => {
  const first = await start()
  const dir = folder()
  await refused(['--port', String(first.port), '--data-dir', path.join(dir, 'second')], new RegExp(`${first.port}.*(in use|taken)|in use.*${first.port}`, 'i'))
  await first.stop()
})

test('two Nubes in one data directory', async () => {
  const dir = folder()
  const first = await start(['--data-dir', dir])
  await first.api().sqs.CreateQueue({ QueueName: 'mine' })
  await refused(['--port', '0', '--data-dir', dir], /in use by another Nube/)
  assert.equal((await first.api().sqs.ListQueues()).QueueUrls.length, 1)
  await first.stop()
})

test('a data directory that cannot be written, or is a file', async () => {
  const dir = folder()
  const file = path.join(dir, 'file')
  writeFileSync(file, 'keep me')
  await refused(['--port', '0', '--data-dir', file], /file/)
  await refused(['--port', '0', '--data-dir', path.join(file, 'below')], /below/)
  assert.equal(readFileSync(file, 'utf8'), 'keep me')
  await refused(['--port', '0', '--data-dir', '/proc/nube'], /\/proc\/nube/)
  if (process.getuid() === 0) return
  const locked = path.join(dir, 'locked')
  mkdirSync(locked)
  chmodSync(locked, 0o500)
  await refused(['--port', '0', '--data-dir', locked], /locked/)
})

test('a database of a newer version is refused and left as it was', async () => {
  const dir = folder()
  const n = await start(['--data-dir', dir])
  await n.stop()
  const [name] = readdirSync(dir).filter((f) => readFileSync(path.join(dir, f)).subarray(0, 15).toString() === 'SQLite format 3')
  const file = path.join(dir, name)
  const bytes = readFileSync(file)
  const row = /\x03\x13.sqs/s.exec(bytes.toString('latin1')) // the schema's version of a service: [sizes] name
  bytes.write('sqz', row.index + 3) // and now of one that is yet to come
  writeFileSync(file, bytes)
  await refused(['--port', '0', '--data-dir', dir], /newer version/)
  assert(readFileSync(file).equals(bytes))
})

test('a database that is none is refused and left as it was', async () => {
  const dir = folder()
  const n = await start(['--data-dir', dir])
  await n.stop()
  const [name] = readdirSync(dir).filter((f) => readFileSync(path.join(dir, f)).subarray(0, 15).toString() === 'SQLite format 3')
  const file = path.join(dir, name)
  writeFileSync(file, 'this is no database at all, only some text that is longer than a page header'.repeat(100))
  const before = readFileSync(file)
  await refused(['--port', '0', '--data-dir', dir], new RegExp(name))
  assert(readFileSync(file).equals(before))
})

async function fill(n) {
  const { dynamodb, sqs, sns, states, iam, lambda } = n.api()
  await dynamodb.CreateTable({
    TableName: 'Kept',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  })
  await dynamodb.PutItem({ TableName: 'Kept', Item: { id: { S: 'a' }, v: { N: '1' } } })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'kept' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'visible' })
  await sqs.SendMessage({ QueueUrl, MessageBody: 'delayed', DelaySeconds: 300 })
  const { TopicArn } = await sns.CreateTopic({ Name: 'kept' })
  await sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' })
  const { Role } = await iam.CreateRole({ RoleName: 'kept', AssumeRolePolicyDocument: trust('lambda.amazonaws.com', 'states.amazonaws.com') })
  const definition = JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, Next: 'D' }, D: { Type: 'Pass', Result: 'woke', End: true } } })
  const { stateMachineArn } = await states.CreateStateMachine({ name: 'kept', roleArn: Role.Arn, definition })
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  await lambda.CreateFunction({
    FunctionName: 'kept',
    Runtime: 'provided.al2023',
    Role: Role.Arn,
    Handler: 'x',
    Code: { ZipFile: zip([{ name: 'bootstrap', mode: 0o100755, body: 'no\n' }]) },
  })
  return { executionArn, TopicArn }
}

async function check(n, { executionArn, TopicArn }) {
  const { dynamodb, sqs, sns, states, iam, lambda } = n.api()
  assert.equal((await dynamodb.GetItem({ TableName: 'Kept', Key: { id: { S: 'a' } } })).Item.v.N, '1')
  const { QueueUrl } = await sqs.GetQueueUrl({ QueueName: 'kept' })
  const receive = async () => (await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })).Messages?.map((m) => m.Body)
  assert.deepEqual(await receive(), ['visible'])
  assert.equal((await sns.ListSubscriptionsByTopic({ TopicArn })).Subscriptions[0].SubscriptionArn, 'PendingConfirmation')
  assert.equal((await n.mails()).length, 1)
  assert.equal((await iam.GetRole({ RoleName: 'kept' })).Role.RoleName, 'kept')
  assert.equal((await lambda.GetFunction({ FunctionName: 'kept' })).Configuration.State, 'Active')
  assert.equal((await states.DescribeExecution({ executionArn })).status, 'RUNNING')
  await n.clock({ advance: 601 })
  const ended = await until('the execution', async () => {
    const e = await states.DescribeExecution({ executionArn })
    return e.status !== 'RUNNING' && e
  })
  assert.deepEqual([ended.status, ended.output], ['SUCCEEDED', '"woke"'])
  assert.deepEqual((await receive()).sort(), ['delayed', 'visible'])
}

for (const [signal, durability] of [['SIGTERM', 'normal'], ['SIGKILL', 'normal'], ['SIGINT', 'full'], ['SIGKILL', 'full']])
  test(`all that was answered is there after ${signal}, with durability ${durability}`, async () => {
    const dir = folder()
    const args = ['--data-dir', dir, '--durability', durability]
    const first = await start(args)
    const kept = await fill(first)
    await first.callsCollect()
    const { status } = await first.end(signal)
    if (signal !== 'SIGKILL') assert.equal(status, 0, first.log)
    const second = await start(args)
    await check(second, kept)
    await second.stop()
  })

test('SIGTERM does not wait for who only waits', async () => {
  const n = await start()
  const { sqs } = n.api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'empty' })
  const polls = Array.from({ length: 3 }, () => sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 }).catch((error) => error))
  await until('the polls', async () => (await n.page('GET', '/_nube/calls')).sqs.CreateQueue)
  const at = Date.now()
  const { status } = await n.end()
  assert.equal(status, 0)
  assert(Date.now() - at < 5000, `took ${Date.now() - at} ms`)
  for (const answer of await Promise.all(polls)) if (!(answer instanceof Error)) assert.equal(answer.Messages, undefined)
})

test('reset empties everything at once', async () => {
  const dir = folder()
  const n = await start(['--data-dir', dir])
  await fill(n)
  const at = Date.now()
  await n.reset()
  assert(Date.now() - at < 5000, `took ${Date.now() - at} ms`)
  const { dynamodb, sqs, sns, states, iam, lambda } = n.api()
  assert.deepEqual((await dynamodb.ListTables()).TableNames, [])
  assert.equal((await sqs.ListQueues()).QueueUrls, undefined)
  assert.deepEqual((await sns.ListTopics()).Topics ?? [], [])
  assert.deepEqual((await states.ListStateMachines()).stateMachines, [])
  assert.deepEqual((await iam.ListRoles()).Roles ?? [], [])
  assert.deepEqual((await lambda.ListFunctions()).Functions, [])
  assert.deepEqual(await n.mails(), [])
  await fill(n)
  await n.page('POST', '/_localstack/state/reset')
  assert.deepEqual((await dynamodb.ListTables()).TableNames, [])
  await n.stop()
})

test('--ephemeral leaves nothing behind', async () => {
  const parent = folder()
  const n = await start(['--ephemeral'], { env: { ...environment, TMPDIR: parent } })
  await fill(n)
  assert.equal(readdirSync(parent).length, 1)
  await n.stop()
  assert.deepEqual(readdirSync(parent), [])
})

test('the data are for their owner alone', async () => {
  const dir = path.join(folder(), 'data')
  const n = await start(['--data-dir', dir])
  await fill(n)
  for (const name of ['', ...readdirSync(dir)]) assert.equal(statSync(path.join(dir, name)).mode & 0o022, 0, name)
  await n.stop()
})
