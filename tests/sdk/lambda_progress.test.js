// Functions that are being made or changed: what is refused meanwhile, what runs, and when it is over.
import assert from 'node:assert/strict'

import { functionOf } from '../support/js/functions.js'
import { failure, folder, Nube } from '../support/js/nube.js'
import { after, require, test } from '../support/js/suite.js'

const { waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2 } = require('@aws-sdk/client-lambda')

const Role = 'arn:aws:iam::000000000000:role/f'
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function'
const about = { Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10 }
const saying = (word) => functionOf(`echo '"${word}" '"$SAYS" >"$work/out"`)
const nube = await Nube.start()
const { lambda } = nube.api()
after(() => nube.stop())

const create = (FunctionName, extra) => lambda.CreateFunction({ FunctionName, ...about, Code: { ZipFile: saying('one') }, ...extra })
const said = async (FunctionName) => Buffer.from((await lambda.Invoke({ FunctionName })).Payload).toString().trim()

// While it is frozen nothing is over by itself.
const frozen = (name, body) =>
  test(name, async () => {
    await nube.clock({ freeze: true })
    try {
      await body()
    } finally {
      await nube.clock({ freeze: false })
    }
  })

const refused = async (promise, words) => {
  const { name, message, status } = await failure(promise)
  assert.deepEqual([name, status, message], ['ResourceConflictException', 409, `The operation cannot be performed at this time. ${words}`])
}

frozen('one that is new is neither invoked nor changed before somebody has looked', async () => {
  const PENDING = 'The function is currently in the following state: Pending'
  const FunctionName = 'new'
  const made = await create(FunctionName)
  assert.deepEqual([made.State, made.StateReasonCode], ['Pending', 'Creating'])
  await refused(lambda.Invoke({ FunctionName }), PENDING)
  await refused(lambda.Invoke({ FunctionName, InvocationType: 'Event' }), PENDING)
  await refused(lambda.InvokeAsync({ FunctionName, InvokeArgs: '{}' }), PENDING)
  await refused(lambda.InvokeWithResponseStream({ FunctionName }), PENDING)
  await refused(lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('two') }), PENDING)
  await refused(lambda.UpdateFunctionConfiguration({ FunctionName, Timeout: 5 }), PENDING)
  await refused(lambda.PublishVersion({ FunctionName }), PENDING)
  await lambda.TagResource({ Resource: made.FunctionArn, Tags: { a: '1' } })
  const { Configuration } = await lambda.GetFunction({ FunctionName })
  assert.deepEqual([Configuration.State, Configuration.LastUpdateStatus], ['Active', 'Successful'])
  assert.notEqual(Configuration.RevisionId, made.RevisionId)
  assert.equal(await said(FunctionName), '"one"')
  assert.equal((await lambda.PublishVersion({ FunctionName })).State, 'Active')
})

frozen('one that is updated runs as it was, and is not changed again, before somebody has looked', async () => {
  const FunctionName = 'changes'
  const UPDATE = `An update is in progress for resource: ${ARN}:changes`
  await create(FunctionName)
  await lambda.GetFunctionConfiguration({ FunctionName })
  assert.equal(await said(FunctionName), '"one"')
  const told = await lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('two') })
  assert.deepEqual([told.State, told.LastUpdateStatus, told.LastUpdateStatusReasonCode], ['Active', 'InProgress', 'Creating'])
  await refused(lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('three') }), UPDATE)
  await refused(lambda.UpdateFunctionConfiguration({ FunctionName, Timeout: 5 }), UPDATE)
  await refused(lambda.PublishVersion({ FunctionName }), UPDATE)
  await refused(lambda.TagResource({ Resource: told.FunctionArn, Tags: { a: '1' } }), UPDATE)
  await lambda.UntagResource({ Resource: told.FunctionArn, TagKeys: ['a'] })
  assert.equal(await said(FunctionName), '"one"')
  const after = await lambda.GetFunctionConfiguration({ FunctionName })
  assert.deepEqual([after.LastUpdateStatus, after.CodeSha256], ['Successful', told.CodeSha256])
  assert.notEqual(after.RevisionId, told.RevisionId)
  assert.equal(await said(FunctionName), '"two"')
  await lambda.UpdateFunctionConfiguration({ FunctionName, Environment: { Variables: { SAYS: '2' } } })
  assert.equal(await said(FunctionName), '"two"')
  await lambda.GetFunctionConfiguration({ FunctionName })
  assert.equal(await said(FunctionName), '"two" 2')
  await lambda.TagResource({ Resource: told.FunctionArn, Tags: { a: '1' } })
})

frozen('a version that is published with its code is new, too', async () => {
  const FunctionName = 'numbered'
  const PENDING = 'The function is currently in the following state: Pending'
  assert.equal((await create(FunctionName, { Publish: true })).State, 'Pending')
  await refused(lambda.Invoke({ FunctionName, Qualifier: '1' }), PENDING)
  await lambda.GetFunctionConfiguration({ FunctionName, Qualifier: '1' })
  assert.equal(await said(`${FunctionName}:1`), '"one"')
  assert.equal((await lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('two'), Publish: true })).State, 'Pending')
  await refused(lambda.Invoke({ FunctionName, Qualifier: '2' }), PENDING)
  assert.equal(await said(FunctionName), '"one"')
  await lambda.GetFunctionConfiguration({ FunctionName })
  assert.equal(await said(`${FunctionName}:2`), '"two"')
})

frozen('it is over by itself a moment later', async () => {
  const FunctionName = 'moment'
  await create(FunctionName)
  await nube.clock({ advance: 0.1 })
  assert.equal(await said(FunctionName), '"one"')
  await lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('two') })
  assert.equal(await said(FunctionName), '"one"')
  await nube.clock({ advance: 0.1 })
  await nube.quiet()
  assert.equal(await said(FunctionName), '"two"')
  await lambda.UpdateFunctionConfiguration({ FunctionName, Timeout: 5 })
})

frozen('of updates at the same time one is done', async () => {
  const FunctionName = 'together'
  await create(FunctionName)
  await lambda.GetFunction({ FunctionName })
  const all = await Promise.allSettled([1, 2, 3, 4].map((Timeout) => lambda.UpdateFunctionConfiguration({ FunctionName, Timeout })))
  const done = all.filter(({ status }) => status === 'fulfilled')
  assert.equal(done.length, 1)
  assert.equal((await lambda.GetFunctionConfiguration({ FunctionName })).Timeout, done[0].value.Timeout)
})

frozen('what was deleted and made anew is new', async () => {
  const FunctionName = 'again'
  await create(FunctionName)
  await lambda.GetFunction({ FunctionName })
  await lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('two') })
  await lambda.DeleteFunction({ FunctionName })
  await create(FunctionName)
  await refused(lambda.Invoke({ FunctionName }), 'The function is currently in the following state: Pending')
  await lambda.GetFunction({ FunctionName })
  assert.equal(await said(FunctionName), '"one"')
})

test("the SDK's waiters ask once", async () => {
  const FunctionName = 'waited'
  const client = nube.client('lambda', 'LambdaClient')
  let looks = 0
  client.middlewareStack.add((next) => (args) => (looks++, next(args)), { step: 'initialize' })
  await create(FunctionName)
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 30 }, { FunctionName })
  await lambda.UpdateFunctionCode({ FunctionName, ZipFile: saying('two') })
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 30 }, { FunctionName })
  assert.equal(await said(FunctionName), '"two"')
  assert.equal(looks, 2)
})

test('after a crash nothing is under way', async () => {
  const args = ['--data-dir', folder()]
  const first = await Nube.start(args)
  await first.clock({ freeze: true })
  const api = first.api().lambda
  await api.CreateFunction({ FunctionName: 'f', ...about, Code: { ZipFile: saying('one') } })
  await api.GetFunction({ FunctionName: 'f' })
  await api.UpdateFunctionCode({ FunctionName: 'f', ZipFile: saying('two') })
  await api.CreateFunction({ FunctionName: 'g', ...about, Code: { ZipFile: saying('one') } })
  await first.end('SIGKILL')
  const second = await Nube.start(args)
  const again = second.api().lambda
  await second.clock({ freeze: true })
  for (const [FunctionName, word] of [['f', '"two"'], ['g', '"one"']])
    assert.equal(Buffer.from((await again.Invoke({ FunctionName })).Payload).toString().trim(), word)
  await again.UpdateFunctionConfiguration({ FunctionName: 'f', Timeout: 5 })
  await second.stop()
})
