// Lambda by the AWS SDK: functions, their processes, and all the ways in which these end.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { bootstrap, createFunction, testFunction, updateFunction } from '../support/js/functions.js'
import { areGone, childrenOf, descendantsOf, failure, folder, isAnyStopped, Nube, sharedFolder, until } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const dir = folder()
const nube = await Nube.start(['--data-dir', dir])
const { lambda, iam } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
let made = 0
async function make(extra = {}, ZipFile = testFunction()) {
  const FunctionName = `function-${++made}`
  await createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'main', Code: { ZipFile }, ...extra })
  return FunctionName
}
async function invoke(FunctionName, event, extra = {}) {
  const answer = await lambda.Invoke({ FunctionName, Payload: JSON.stringify(event), ...extra })
  const text = Buffer.from(answer.Payload).toString()
  return { ...answer, text, value: text ? JSON.parse(text) : undefined, log: answer.LogResult && Buffer.from(answer.LogResult, 'base64').toString() }
}
const shared = await make({ Timeout: 5 })

test('a function: made, described, listed, changed, deleted', async () => {
  const ZipFile = testFunction()
  const created = await createFunction(lambda, {
    FunctionName: 'full',
    Runtime: 'provided.al2',
    Role,
    Handler: 'h',
    Code: { ZipFile },
    Description: 'd',
    Timeout: 30,
    MemorySize: 256,
    Environment: { Variables: { A1: 'x' } },
    Tags: { team: 'orders' },
  })
  assert.equal(created.FunctionArn, 'arn:aws:lambda:us-east-1:000000000000:function:full')
  assert.equal(created.CodeSha256, createHash('sha256').update(ZipFile).digest('base64'))
  assert.equal(created.CodeSize, ZipFile.length)
  assert.deepEqual([created.Timeout, created.MemorySize, created.Version, created.PackageType], [30, 256, '$LATEST', 'Zip'])
  assert.match(created.LastModified, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/)
  const got = await lambda.GetFunction({ FunctionName: created.FunctionArn })
  assert.deepEqual([got.Configuration.State, got.Tags], ['Active', { team: 'orders' }])
  const code = await fetch(got.Code.Location)
  assert.equal(code.status, 200)
  assert(Buffer.from(await code.arrayBuffer()).equals(ZipFile))
  assert.deepEqual((await lambda.GetFunctionConfiguration({ FunctionName: 'full' })).Environment, { Variables: { A1: 'x' } })
  const again = await failure(lambda.CreateFunction({ FunctionName: 'full', Runtime: 'provided.al2', Role, Handler: 'h', Code: { ZipFile } }))
  assert.deepEqual([again.name, again.status, again.message], ['ResourceConflictException', 409, 'Function already exist: full'])
  const changed = await updateFunction(lambda, 'Configuration', { FunctionName: 'full', Timeout: 31, Environment: { Variables: {} } })
  assert.equal(changed.Timeout, 31)
  assert.notEqual(changed.RevisionId, created.RevisionId)
  const stale = await failure(lambda.UpdateFunctionCode({ FunctionName: 'full', ZipFile, RevisionId: created.RevisionId }))
  assert.deepEqual([stale.name, stale.status], ['PreconditionFailedException', 412])
  const names = []
  let Marker
  do {
    const page = await lambda.ListFunctions({ MaxItems: 1, Marker })
    names.push(...page.Functions.map((f) => f.FunctionName))
    Marker = page.NextMarker
  } while (Marker)
  assert.deepEqual(names, ['full', shared])
  await lambda.DeleteFunction({ FunctionName: 'full' })
  const gone = await failure(lambda.GetFunction({ FunctionName: 'full' }))
  assert.deepEqual(
    [gone.name, gone.status, gone.message],
    ['ResourceNotFoundException', 404, 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:full'],
  )
})

test('what a function may not be', async () => {
  const refused = async (extra, name, words, status = 400, ZipFile) => {
    const answer = await failure(make(extra, ZipFile))
    assert.deepEqual([answer.name, answer.status], [name, status])
    assert.match(answer.message, words)
  }
  await refused({ Timeout: 901 }, 'ValidationException', /Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900/)
  await refused({ MemorySize: 64 }, 'ValidationException', /Value '64' at 'memorySize' failed/)
  await refused({ Role: 'nobody' }, 'ValidationException', /at 'role' failed to satisfy constraint/)
  await refused({ Environment: { Variables: { AWS_REGION: 'x' } } }, 'InvalidParameterValueException', /Reserved keys used in this request: AWS_REGION/)
  await refused({ Environment: { Variables: { A1: 'x'.repeat(5000) } } }, 'InvalidParameterValueException', /exceeded the 4KB limit/)
  await refused({}, 'InvalidParameterValueException', /^Could not unzip uploaded file/, 400, Buffer.from('no zip'))
  await refused({}, 'InvalidParameterValueException', /^Could not unzip uploaded file/, 400, Buffer.alloc(1000))
})

test('a package that climbs out of its folder is refused, and nothing is written', async () => {
  for (const name of ['../escaped', '/tmp/nube-escaped', 'a/../../escaped', '..\\escaped', 'a/./../../escaped']) {
    const answer = await failure(make({}, zip([{ name: 'bootstrap', mode: 0o100755, body: bootstrap }, { name, body: 'x' }])))
    assert.deepEqual([answer.name, answer.status], ['InvalidParameterValueException', 400], name)
  }
  const linked = await make({}, zip([
    { name: 'bootstrap', mode: 0o100755, body: bootstrap },
    { name: 'out', mode: 0o120777, body: path.join(dir, '..') },
    { name: 'out/escaped', body: 'x' },
  ])).catch((error) => error)
  if (!(linked instanceof Error)) await invoke(linked, {}).catch((error) => error)
  for (const file of [path.join(dir, 'escaped'), path.join(dir, '../escaped'), path.join(dir, 'lambda/escaped'), '/tmp/nube-escaped', '/tmp/escaped'])
    assert(!existsSync(file), file)
})

test('an event goes in, a result comes out', async () => {
  const answer = await invoke(shared, { name: 'Ännchen', list: [1, 2.5, null] })
  assert.deepEqual([answer.StatusCode, answer.FunctionError, answer.ExecutedVersion], [200, undefined, '$LATEST'])
  assert.deepEqual(answer.value, { name: 'Ännchen', list: [1, 2.5, null] })
  assert.equal((await lambda.Invoke({ FunctionName: shared, InvocationType: 'DryRun' })).StatusCode, 204)
  const large = await invoke(shared, { text: 'x'.repeat(1000000) })
  assert.equal(large.value.text.length, 1000000)
  const nothing = await failure(lambda.Invoke({ FunctionName: 'nothing' }))
  assert.deepEqual([nothing.name, nothing.status], ['ResourceNotFoundException', 404])
  const broken = await failure(lambda.Invoke({ FunctionName: shared, Payload: '{' }))
  assert.deepEqual([broken.name, broken.status], ['InvalidRequestContentException', 400])
  assert.match(broken.message, /^Could not parse request body into json/)
  const huge = await failure(lambda.Invoke({ FunctionName: shared, Payload: `"${'x'.repeat(6291456)}"` }))
  assert.deepEqual([huge.name, huge.status], ['RequestTooLargeException', 413])
})

test('a process is used again, one event at a time; many events at once have many', async () => {
  const name = await make({ Timeout: 10 })
  const first = (await invoke(name, { do: 'pid' })).value
  // One that has not asked for its next event yet is spared, so another may be begun meanwhile.
  const second = await until('the first process to be used again', async () => {
    const { value } = await invoke(name, { do: 'pid' })
    return value.instance === first.instance && value
  })
  assert.equal(second.count, first.count + 1)
  const at = Date.now()
  const rested = await Promise.all(Array.from({ length: 8 }, () => invoke(name, { do: 'nap' })))
  assert(rested.every((answer) => answer.value === 'rested'))
  assert(Date.now() - at < 7000, `took ${Date.now() - at} ms`)
})

test('an error that the function tells', async () => {
  const answer = await invoke(shared, { do: 'fail' })
  assert.deepEqual([answer.StatusCode, answer.FunctionError], [200, 'Unhandled'])
  assert.deepEqual(answer.value, { errorType: 'Test.Failed', errorMessage: 'as told', stackTrace: [] })
})

test('a process that ends in the middle', async () => {
  const exited = await invoke(shared, { do: 'exit' })
  assert.deepEqual([exited.StatusCode, exited.FunctionError, exited.value.errorType], [200, 'Unhandled', 'Runtime.ExitError'])
  assert.match(exited.value.errorMessage, /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 7$/)
  const killed = await invoke(shared, { do: 'kill' })
  assert.equal(killed.value.errorType, 'Runtime.ExitError')
  assert.match(killed.value.errorMessage, /Error: Runtime exited with error: signal: killed$/)
  assert.deepEqual((await invoke(shared, { again: 1 })).value, { again: 1 })
})

test('a process that cannot begin', async () => {
  const told = await invoke(await make({ Environment: { Variables: { FAIL_INIT: '1' } } }), {})
  assert.deepEqual([told.FunctionError, told.value.errorType, told.value.errorMessage], ['Unhandled', 'Test.Init', 'no config'])
  const ended = await invoke(await make({ Environment: { Variables: { EXIT_INIT: '1' } } }), {})
  assert.deepEqual([ended.FunctionError, ended.value.errorType], ['Unhandled', 'Runtime.ExitError'])
  assert.match(ended.value.errorMessage, /exit status 4/)
  const lacking = await invoke(await make({}, zip([{ name: 'readme', body: 'x' }])), {})
  assert.deepEqual([lacking.FunctionError, lacking.value.errorType], ['Unhandled', 'Runtime.InvalidEntrypoint'])
  assert.match(lacking.value.errorMessage, /Couldn't find valid bootstrap\(s\): \[\/var\/task\/bootstrap \/opt\/bootstrap\]/)
})

test('a timeout ends the process and all that it started', async () => {
  const name = await make({ Timeout: 1 })
  const at = Date.now()
  const answer = await invoke(name, { do: 'sleep' })
  const took = Date.now() - at
  assert(took >= 1000 && took < 15000, `${took} ms`)
  assert.deepEqual([answer.StatusCode, answer.FunctionError], [200, 'Unhandled'])
  assert.match(answer.value.errorMessage, /Task timed out after 1\.00 seconds$/)
  const sleeping = () => childrenOf(1).concat(descendantsOf(nube.pid)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === 'sleep\x0030\0' && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(name)
    } catch {
      return false
    }
  })
  await until('its sleep to end', () => sleeping().length === 0, 3)
})

test('more memory than its limit ends the process', async () => {
  const name = await make({ Timeout: 60, MemorySize: 128 })
  const answer = await invoke(name, { do: 'hog' })
  assert.equal(answer.FunctionError, 'Unhandled')
  assert.equal(answer.value.errorType, 'Runtime.ExitError')
  assert.match(answer.value.errorMessage, /signal: killed/)
}, { seconds: 80 })

test('the tail of its log', async () => {
  const { value, log } = await invoke(shared, { do: 'log' }, { LogType: 'Tail' })
  assert.equal(value, 'logged')
  assert.match(log, /^START RequestId: [0-9a-f-]{36} Version: \$LATEST\n/)
  assert.match(log, /^hello from \d+$/m)
  assert.match(log, /^and to the error output$/m)
  assert.match(log, /^END RequestId: [0-9a-f-]{36}\n/m)
  assert.match(log, /^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB/m)
})

test('what the platform logs of an end', async () => {
  const tail = async (name, event) => (await invoke(name, event, { LogType: 'Tail' })).log.replace(/[0-9a-f-]{36}/g, 'ID').replace(/\d+\.\d\d ms/g, 'T ms').replace(/\d+ ms/g, 'T ms').replace(/Used: \d+/g, 'Used: N').replace(/Init Duration: T ms\t(?!Phase)/, '')
  const lines = async (...args) => (await tail(...args)).split('\n').filter(Boolean)
  const report = (size, end) => `REPORT RequestId: ID\tDuration: T ms\tBilled Duration: T ms\tMemory Size: ${size} MB\tMax Memory Used: N MB\t${end}`
  const start = 'START RequestId: ID Version: $LATEST'
  assert.deepEqual(await lines(shared, { do: 'fail' }), [start, 'END RequestId: ID', report(128, '')])
  assert.deepEqual(await lines(shared, { do: 'exit' }), [start, 'RequestId: ID Error: Runtime exited with error: exit status 7', 'Runtime.ExitError', 'END RequestId: ID', report(128, 'Status: error\tError Type: Runtime.ExitError')])
  const ended = await make({ Environment: { Variables: { FAIL_INIT: '1' } } })
  assert.deepEqual(await lines(ended, {}), ['INIT_REPORT Init Duration: T ms\tPhase: invoke\tStatus: error\tError Type: Runtime.Unknown', start, 'END RequestId: ID', report(128, 'Status: error\tError Type: Runtime.Unknown')])
  const lacking = await make({}, zip([{ name: 'readme', body: 'x' }]))
  const said = await lines(lacking, {})
  assert.deepEqual(said.slice(0, 3), ['INIT_REPORT Init Duration: T ms\tPhase: init\tStatus: error\tError Type: Runtime.InvalidEntrypoint', 'INIT_REPORT Init Duration: T ms\tPhase: invoke\tStatus: error\tError Type: Runtime.InvalidEntrypoint', start])
  assert.equal(said[4], 'Runtime.InvalidEntrypoint')
  const late = await lines(await make({ Timeout: 1 }), { do: 'sleep' })
  assert.match(late[1], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ID Task timed out after 1\.00 seconds$/)
  assert.deepEqual(late.slice(2), ['END RequestId: ID', report(128, 'Status: timeout')])
  const hog = await lines(await make({ Timeout: 60 }), { do: 'hog' })
  assert.equal(hog.at(-1), report(128, 'Status: error\tError Type: Runtime.OutOfMemory'))
}, { seconds: 60 })

test('a log in JSON', async () => {
  const LoggingConfig = { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' }
  const { log } = await invoke(await make({ LoggingConfig }), { do: 'log' }, { LogType: 'Tail' })
  const lines = log.trim().split('\n')
  const [started, reported] = [JSON.parse(lines[0]), JSON.parse(lines.at(-1))]
  assert.deepEqual([started.type, started.record.version], ['platform.start', '$LATEST'])
  assert.deepEqual(lines.slice(1, -1), ['hello from 1', 'and to the error output'])
  assert.deepEqual([reported.type, reported.record.status, reported.record.metrics.memorySizeMB], ['platform.report', 'success', 128])
  assert.deepEqual(Object.keys(reported.record.metrics), ['durationMs', 'billedDurationMs', 'memorySizeMB', 'maxMemoryUsedMB', 'initDurationMs'])
})

test('its environment is what AWS documents, and its own', async () => {
  const name = await make({ MemorySize: 192, Environment: { Variables: { GREETING: 'grüß "Gott" \\ $HOME', EMPTY1: '' } } })
  const list = (await invoke(name, { do: 'env' })).value
  const env = Object.fromEntries(list.filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
  assert.equal(env.GREETING, 'grüß "Gott" \\ $HOME')
  assert.equal(env.EMPTY1, '')
  assert.equal(env.AWS_LAMBDA_FUNCTION_NAME, name)
  assert.equal(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, '192')
  assert.equal(env.AWS_LAMBDA_FUNCTION_VERSION, '$LATEST')
  assert.equal(env._HANDLER, 'main')
  assert.equal(env.AWS_REGION, 'us-east-1')
  assert.equal(env.AWS_DEFAULT_REGION, 'us-east-1')
  assert.match(env.AWS_ACCESS_KEY_ID, /^ASIA/)
  assert(env.AWS_SECRET_ACCESS_KEY && env.AWS_SESSION_TOKEN)
  assert.equal(env.AWS_LAMBDA_LOG_GROUP_NAME, `/aws/lambda/${name}`)
  if (!/mount namespaces are not permitted/.test(nube.log)) assert.equal(env.LAMBDA_TASK_ROOT, '/var/task')
  assert.equal(env.NUBE_PORT, undefined)
  const as = nube.api({
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY, sessionToken: env.AWS_SESSION_TOKEN },
  })
  assert.equal((await as.sts.GetCallerIdentity()).Arn, `arn:aws:sts::000000000000:assumed-role/f/${name}`)
  const head = (await invoke(name, { do: 'head' })).value.join('\n')
  assert.match(head, /^lambda-runtime-deadline-ms: \d{13}$/im)
  assert.match(head, new RegExp(`^lambda-runtime-invoked-function-arn: arn:aws:lambda:us-east-1:000000000000:function:${name}$`, 'im'))
  assert.match(head, /^lambda-runtime-trace-id: Root=1-/im)
})

test('new code and configuration take over at the next event', async () => {
  const name = await make()
  const { instance } = (await invoke(name, { do: 'pid' })).value
  await updateFunction(lambda, 'Configuration', { FunctionName: name, Environment: { Variables: { NEW1: 'yes' } } })
  const next = (await invoke(name, { do: 'pid' })).value
  assert.notEqual(next.instance, instance)
  assert((await invoke(name, { do: 'env' })).value.includes('NEW1=yes'))
  const code = bootstrap.replace('*) cp "$work/event" "$work/out"; reply ;;', `*) echo '"new code"' >"$work/out"; reply ;;`)
  await updateFunction(lambda, 'Code', { FunctionName: name, ZipFile: zip([{ name: 'bootstrap', mode: 0o100755, body: code }]) })
  assert.equal((await invoke(name, {})).value, 'new code')
})

test('Nube is busy as long as a function runs', async () => {
  const answer = lambda.Invoke({ FunctionName: shared, Payload: '{"do":"nap"}' })
  await until('it runs', async () => (await nube.clock()).busy === 'lambda')
  const { StatusCode } = await answer
  assert.equal(StatusCode, 200)
  await nube.quiet()
})

test('an event that nobody waits for', async () => {
  const file = path.join(sharedFolder(), 'touched')
  const answer = await lambda.Invoke({ FunctionName: shared, InvocationType: 'Event', Payload: JSON.stringify({ do: 'touch', file }) })
  assert.equal(answer.StatusCode, 202)
  assert.equal(answer.Payload?.length ?? 0, 0)
  await until('the event', () => existsSync(file))
})

test('an event that fails is tried twice more, a minute and two later', async () => {
  const file = path.join(sharedFolder(), 'tries')
  const code = bootstrap.replace('fail)', `fail) echo x >>${file};`)
  const name = await make({}, zip([{ name: 'bootstrap', mode: 0o100755, body: code }]))
  const tries = () => (existsSync(file) ? readFileSync(file, 'utf8').length / 2 : 0)
  await lambda.Invoke({ FunctionName: name, InvocationType: 'Event', Payload: '{"do":"fail"}' })
  for (const [count, seconds] of [[1, 61], [2, 121], [3, 1000]]) {
    await until(`try ${count}`, () => tries() === count)
    await nube.quiet() // it has failed, too, and been put off
    assert.equal(tries(), count)
    await nube.clock({ advance: seconds })
  }
  await nube.quiet()
  assert.equal(tries(), 3)
})

test('permissions', async () => {
  const of = { FunctionName: shared, StatementId: 'api' }
  const { Statement } = await lambda.AddPermission({
    ...of,
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:a/*',
  })
  assert.deepEqual(JSON.parse(Statement).Principal, { Service: 'apigateway.amazonaws.com' })
  const twice = await failure(lambda.AddPermission({ ...of, Action: 'lambda:InvokeFunction', Principal: '*' }))
  assert.deepEqual([twice.name, twice.status], ['ResourceConflictException', 409])
  const policy = JSON.parse((await lambda.GetPolicy({ FunctionName: shared })).Policy)
  assert.deepEqual(policy.Statement.map((s) => [s.Sid, s.Effect]), [['api', 'Allow']])
  await lambda.RemovePermission(of)
  const none = await failure(lambda.GetPolicy({ FunctionName: shared }))
  assert.deepEqual([none.name, none.status, none.message], ['ResourceNotFoundException', 404, 'The resource you requested does not exist.'])
})

for (const [name, isReady] of [
  ['when Nube ends, so do its functions, even after kill -9', () => true],
  ['and those of them that rest', isAnyStopped],
])
  test(name, async () => {
    const other = await Nube.start()
    const api = other.api()
    await createFunction(api.lambda, { FunctionName: 'orphan', Runtime: 'provided.al2023', Role, Handler: 'x', Code: { ZipFile: testFunction() } })
    await api.lambda.Invoke({ FunctionName: 'orphan', Payload: '{"do":"pid"}' })
    const pids = descendantsOf(other.pid)
    assert(pids.length && !areGone(pids))
    await until('the function to rest', () => isReady(pids), 5)
    await other.end('SIGKILL')
    await until('the function to end', () => areGone(pids), 5)
  })
