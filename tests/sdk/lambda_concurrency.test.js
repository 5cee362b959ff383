// How many invocations of a function run at once: reserved, provisioned, of the account; processes between events.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { createFunction, functionOf, testFunction, updateFunction } from '../support/js/functions.js'
import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { descendantsOf, failure, folder, Nube, sharedFolder, until } from '../support/js/nube.js'

const dir = folder()
let nube = await Nube.start(['--data-dir', dir])
let { lambda, iam } = nube.api()
after(() => nube.stop())
const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const make = (FunctionName, ZipFile = testFunction(), extra = {}) =>
  createFunction(lambda, { FunctionName, Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 20, Code: { ZipFile }, ...extra })
const invoke = (FunctionName, event, extra = {}) => lambda.Invoke({ FunctionName, Payload: JSON.stringify(event), ...extra })
const value = async (answer) => JSON.parse(Buffer.from((await answer).Payload))

const of = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
const allOf = (name) => descendantsOf(nube.pid).filter((pid) => of(pid, 'environ').includes(`AWS_LAMBDA_FUNCTION_NAME=${name}\0`)) // with what stands above them
const processesOf = (name) => allOf(name).filter((pid) => of(pid, 'cmdline').startsWith('/bin/sh')).length

test('no more than is reserved runs at once', async () => {
  await make('reserved')
  await lambda.PutFunctionConcurrency({ FunctionName: 'reserved', ReservedConcurrentExecutions: 2 })
  const naps = [invoke('reserved', { do: 'nap' }), invoke('reserved', { do: 'nap' })]
  await sleep(300)
  const refused = await failure(invoke('reserved', {}))
  assert.deepEqual([refused.name, refused.status, refused.message, refused.error.Reason, refused.error.Type], ['TooManyRequestsException', 429, 'Rate Exceeded.', 'ReservedFunctionConcurrentInvocationLimitExceeded', 'User'])
  const streamed = await failure(lambda.InvokeWithResponseStream({ FunctionName: 'reserved' }))
  assert.deepEqual([streamed.name, streamed.error.Reason], ['TooManyRequestsException', 'ReservedFunctionConcurrentInvocationLimitExceeded'])
  assert.deepEqual(await Promise.all(naps.map(value)), ['rested', 'rested'])
  await lambda.PutFunctionConcurrency({ FunctionName: 'reserved', ReservedConcurrentExecutions: 0 })
  assert.equal((await failure(invoke('reserved', {}))).error.Reason, 'ReservedFunctionConcurrentInvocationLimitExceeded')
  await lambda.DeleteFunctionConcurrency({ FunctionName: 'reserved' })
  assert.deepEqual(await value(invoke('reserved', { a: 1 })), { a: 1 })
})

test('what is provisioned is there before anybody asks, and after a restart', async () => {
  await make('ready', functionOf('echo $$ >"$work/out"'))
  const { Version } = await lambda.PublishVersion({ FunctionName: 'ready' })
  await lambda.CreateAlias({ FunctionName: 'ready', Name: 'live', FunctionVersion: Version })
  await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'ready', Qualifier: 'live', ProvisionedConcurrentExecutions: 2 })
  const processes = () => processesOf('ready')
  await until('two processes', () => processes() === 2)
  assert(descendantsOf(nube.pid).some((pid) => of(pid, 'environ').includes('AWS_LAMBDA_INITIALIZATION_TYPE=provisioned-concurrency\0')))
  await nube.stop()
  nube = await Nube.start(['--data-dir', dir])
  ;({ lambda, iam } = nube.api())
  await until('two processes again', () => processes() === 2)
  await lambda.DeleteProvisionedConcurrencyConfig({ FunctionName: 'ready', Qualifier: 'live' })
})

// What rests beyond what is provisioned goes after half a minute, where that is more than sixteen; the others' tests fill that.
let burstAt
test('a burst grows over what is provisioned', async () => {
  await make('bursts', functionOf('sleep 3; echo 1 >"$work/out"'), { Publish: true })
  await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'bursts', Qualifier: '1', ProvisionedConcurrentExecutions: 2 })
  await Promise.all(Array.from({ length: 24 }, () => invoke('bursts', {}, { Qualifier: '1' })))
  assert(processesOf('bursts') > 16, `${processesOf('bursts')}`)
  burstAt = Date.now()
}, { seconds: 60 })

const provisioned = (FunctionName) => lambda.GetProvisionedConcurrencyConfig({ FunctionName, Qualifier: '1' })
const counts = (p) => [p.Status, p.AllocatedProvisionedConcurrentExecutions, p.AvailableProvisionedConcurrentExecutions, p.RequestedProvisionedConcurrentExecutions]

test('what is provisioned is told to be ready once it is', async () => {
  const gate = path.join(sharedFolder(), 'open')
  await make('awaited', functionOf('echo 1 >"$work/out"', { prepare: `while [ ! -e ${gate} ]; do sleep 0.02; done` }), { Publish: true })
  await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'awaited', Qualifier: '1', ProvisionedConcurrentExecutions: 3 })
  assert.deepEqual(counts(await provisioned('awaited')), ['IN_PROGRESS', 0, 0, 3])
  await sleep(200)
  assert.deepEqual(counts(await provisioned('awaited')), ['IN_PROGRESS', 0, 0, 3])
  writeFileSync(gate, '')
  await until('it is ready', async () => (await provisioned('awaited')).Status === 'READY')
  assert.deepEqual(counts(await provisioned('awaited')), ['READY', 3, 3, 3])
  await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'awaited', Qualifier: '1', ProvisionedConcurrentExecutions: 1 })
  await until('it is ready', async () => (await provisioned('awaited')).Status === 'READY')
  await lambda.DeleteProvisionedConcurrencyConfig({ FunctionName: 'awaited', Qualifier: '1' })
})

test('an alias has its former processes until those of its new version are there', async () => {
  const gate = path.join(sharedFolder(), 'open')
  const about = { FunctionName: 'moves', Qualifier: 'live' }
  await make('moves', functionOf('echo 1 >"$work/out"'), { Publish: true })
  await lambda.CreateAlias({ FunctionName: 'moves', Name: 'live', FunctionVersion: '1' })
  await lambda.PutProvisionedConcurrencyConfig({ ...about, ProvisionedConcurrentExecutions: 2 })
  const told = async () => counts(await lambda.GetProvisionedConcurrencyConfig(about))
  await until('the first', async () => (await told())[0] === 'READY')
  await updateFunction(lambda, 'Code', { FunctionName: 'moves', Publish: true, ZipFile: functionOf('echo 2 >"$work/out"', { prepare: `while [ ! -e ${gate} ]; do sleep 0.02; done` }) })
  await lambda.UpdateAlias({ FunctionName: 'moves', Name: 'live', FunctionVersion: '2' })
  assert.deepEqual(await told(), ['IN_PROGRESS', 2, 2, 2])
  writeFileSync(gate, '')
  await until('the second', async () => (await told())[0] === 'READY')
  assert.deepEqual(await told(), ['READY', 2, 2, 2])
  await lambda.DeleteFunction({ FunctionName: 'moves' })
})

test('what does not start has failed, and is not started again and again', async () => {
  await make('never', functionOf('', { prepare: 'echo tries to start; exit 1' }), { Publish: true })
  await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'never', Qualifier: '1', ProvisionedConcurrentExecutions: 5 })
  await until('it has failed', async () => (await provisioned('never')).Status === 'FAILED')
  assert.equal((await provisioned('never')).StatusReason, 'FUNCTION_ERROR_INIT_FAILURE')
  await sleep(500)
  const starts = () => nube.log.split('[never] tries to start').length
  const before = starts()
  await sleep(500)
  assert.equal(starts(), before)
  assert.equal((await lambda.Invoke({ FunctionName: 'never', Qualifier: '1' })).FunctionError, 'Unhandled')
  await lambda.DeleteFunction({ FunctionName: 'never' })
})

test('a version is provisioned by one name, and neither what is unpublished nor an alias with weights', async () => {
  const put = (Qualifier, ProvisionedConcurrentExecutions = 1) => lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'named', Qualifier, ProvisionedConcurrentExecutions })
  const move = (Name, FunctionVersion, extra = {}) => lambda.UpdateAlias({ FunctionName: 'named', Name, FunctionVersion, ...extra })
  const refused = async (promise, name, words) => {
    const told = await failure(promise)
    assert.deepEqual([told.name, told.message], [name, words])
  }
  const UNPUBLISHED = ['InvalidParameterValueException', 'Provisioned Concurrency Configs cannot be applied to unpublished function versions.']
  const TAKEN = ['ResourceConflictException', "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"]
  await make('named', functionOf('echo 1 >"$work/out"'), { Publish: true })
  await updateFunction(lambda, 'Code', { FunctionName: 'named', Publish: true, ZipFile: functionOf('echo 2 >"$work/out"') })
  for (const [Name, FunctionVersion] of [['one', '1'], ['again', '1'], ['two', '2'], ['newest', '$LATEST']]) await lambda.CreateAlias({ FunctionName: 'named', Name, FunctionVersion })
  await refused(put('newest'), ...UNPUBLISHED)
  await put('one')
  await put('one', 2)
  await refused(put('again'), ...TAKEN)
  await refused(put('1'), 'ResourceConflictException', 'Version is pointed by a Provisioned Concurrency alias')
  await put('two')
  await refused(move('two', '1'), ...TAKEN)
  await refused(move('two', '$LATEST'), ...UNPUBLISHED)
  await move('again', '2')
  await move('one', '1', { Description: 'as it was', RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } } })
  await refused(put('one'), 'InvalidParameterValueException', 'Alias with weights can not be used with Provisioned Concurrency')
  await move('one', '1', { RoutingConfig: { AdditionalVersionWeights: {} } })
  await put('one')
  await lambda.DeleteFunction({ FunctionName: 'named' })
})

test('what a deleted alias had provisioned is kept ready no longer', async () => {
  await make('dropped', functionOf('echo 1 >"$work/out"'), { Publish: true })
  await lambda.CreateAlias({ FunctionName: 'dropped', Name: 'live', FunctionVersion: '1' })
  await lambda.PutProvisionedConcurrencyConfig({ FunctionName: 'dropped', Qualifier: 'live', ProvisionedConcurrentExecutions: 2 })
  await until('two processes', () => processesOf('dropped') === 2)
  const end = async () => {
    const before = allOf('dropped')
    for (const pid of before) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        continue // it went with another one
      }
    }
    await until('them to be gone', () => !allOf('dropped').some((pid) => before.includes(pid)))
  }
  await end()
  await until('others in their place', () => processesOf('dropped') === 2)
  await lambda.DeleteAlias({ FunctionName: 'dropped', Name: 'live' })
  await nube.quiet()
  await end()
  await sleep(1000)
  assert.equal(processesOf('dropped'), 0)
})

test('a process rests between events, and so does what it started', async () => {
  await make('rests', functionOf('(while :; do sleep 0.05; echo tick; done) & echo 1 >"$work/out"'))
  await invoke('rests', {})
  const ticks = () => nube.log.split('tick').length
  await until('it to be still', async () => {
    const before = ticks()
    await sleep(300)
    return ticks() === before
  })
  const before = ticks()
  await invoke('rests', {})
  await until('it to go on', () => ticks() > before)
})

test('a hundred at once', async () => {
  await make('many', functionOf('sleep 1; echo 1 >"$work/out"'))
  const at = Date.now()
  const answers = await Promise.all(Array.from({ length: 100 }, () => value(invoke('many', {}))))
  assert(answers.every((n) => n === 1))
  assert(Date.now() - at < 15000, `took ${Date.now() - at} ms`)
}, { seconds: 60 })

test('what a burst took is given back, but for what is provisioned', async () => {
  await until('the others to end', () => processesOf('bursts') <= 16, 60)
  assert(Date.now() - burstAt > 20000)
  assert(processesOf('bursts') >= 2)
}, { seconds: 90 })
