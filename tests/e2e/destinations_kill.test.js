// Destinations under kill -9: of every event that was taken, what became of it is told at least once.
import assert from 'node:assert/strict'

import { createFunction, functionOf } from '../support/js/functions.js'
import { allow, lambdaTrust } from '../support/js/policies.js'
import { test } from '../support/js/suite.js'
import { folder, Nube, sleep, until } from '../support/js/nube.js'

const KILLS = 4

test('killed again and again between events and the records of them', async () => {
  const data = folder()
  let nube = await Nube.start(['--data-dir', data])
  const { port } = nube
  const { lambda, iam, sqs } = nube.api()
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'told', Attributes: { VisibilityTimeout: '3600' } })
  const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
  await iam.PutRolePolicy({ RoleName: 'f', PolicyName: 'tells', PolicyDocument: allow('sqs:SendMessage') })
  const ZipFile = functionOf('cp "$work/event" "$work/out"')
  await createFunction(lambda, { FunctionName: 'f', Runtime: 'provided.al2023', Role, Handler: 'main', Timeout: 60, Code: { ZipFile } })
  await lambda.PutFunctionEventInvokeConfig({
    FunctionName: 'f',
    DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:us-east-1:000000000000:told' } },
  })

  const answered = []
  let sent = 0
  let isOver = false
  const sender = async () => {
    while (!isOver) {
      const n = sent++
      await lambda.Invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: JSON.stringify({ n }) }).then(() => answered.push(n), () => sleep(20))
    }
  }
  const senders = Promise.all(Array.from({ length: 4 }, sender))
  for (let kill = 0; kill < KILLS; kill++) {
    const before = answered.length
    await until('some events', () => answered.length > before + 50, 60)
    await nube.callsCollect()
    await nube.end('SIGKILL')
    nube = await Nube.start(['--data-dir', data, '--port', String(port)])
  }
  isOver = true
  await senders

  const told = new Map()
  await until('all to be told', async () => {
    for (let got = 1; got; ) {
      const { Messages = [] } = await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
      for (const { Body } of Messages) {
        const { requestContext, requestPayload, responsePayload } = JSON.parse(Body)
        assert.deepEqual([requestContext.condition, responsePayload], ['Success', requestPayload])
        told.set(requestPayload.n, (told.get(requestPayload.n) ?? 0) + 1)
      }
      got = Messages.length
    }
    return answered.every((n) => told.has(n))
  }, 100)
  assert(answered.length > KILLS * 50 && answered.length < sent)
  assert([...told.keys()].every((n) => n < sent))
  await nube.stop()
}, { seconds: 150 })
