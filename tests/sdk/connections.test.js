// Connections: more clients than threads, idle ones and waiting ones, and nobody starves.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'

import { lambdaTrust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { createFunction, testFunction } from '../support/js/functions.js'
import { Nube, raw, sleep } from '../support/js/nube.js'

const WORKERS = 8
const nube = await Nube.start(['--ephemeral', '--workers', String(WORKERS)])
const quick = nube.api()
after(() => nube.stop())

const health = (agent) => raw(`${nube.url}/_nube/health`, { method: 'GET', agent })
// What sets up leaves no connection behind: the tests count those that they have.
const { iam, lambda } = nube.api({ requestHandler: { httpAgent: new http.Agent({ keepAlive: false }) } })
const { Role } = await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })
await createFunction(lambda, {
  FunctionName: 'caller',
  Runtime: 'provided.al2023',
  Role: Role.Arn,
  Handler: 'x',
  Timeout: 20,
  Code: { ZipFile: testFunction() },
  Environment: { Variables: { CALL_URL: `${nube.url}/_nube/health` } },
})

await sleep(200)

test('an idle connection still serves when its promised time is over', async () => {
  const { hostname, port } = new URL(nube.url)
  // More than half of the threads have a connection, so that the promise is a short one.
  const sockets = Array.from({ length: WORKERS / 2 + 1 }, () => net.connect(Number(port), hostname))
  const answer = async (socket) => {
    socket.write(`GET /_nube/health HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
    const [bytes] = await once(socket, 'data', { signal: AbortSignal.timeout(5000) })
    return bytes.toString()
  }
  for (const socket of sockets) await answer(socket)
  const promised = Number(/^Keep-Alive: timeout=(\d+)/m.exec(await answer(sockets[0]))[1])
  assert(promised >= 5 && promised < 10, `timeout=${promised}`)
  await sleep(promised * 1000 + 100)
  assert.match(await answer(sockets[0]), /^HTTP\/1.1 200 /)
  for (const socket of sockets) socket.destroy()
})

test('functions that call back are served, however many connections lie idle', async () => {
  const idle = Array.from({ length: WORKERS - 1 }, () => new http.Agent({ keepAlive: true }))
  for (const agent of idle) await health(agent)
  const at = Date.now()
  const answers = await Promise.all(
    Array.from({ length: WORKERS }, () => quick.lambda.Invoke({ FunctionName: 'caller', Payload: '{"do":"call"}' }).catch((error) => error)),
  )
  const took = Date.now() - at
  for (const answer of answers)
    if (answer instanceof Error) assert.equal(answer.name, 'TooManyRequestsException')
    else assert.match(Buffer.from(answer.Payload).toString(), /"version"/)
  assert(answers.some((answer) => !(answer instanceof Error)))
  assert(took < 15000, `took ${took} ms`)
  for (const agent of idle) agent.destroy()
}, { seconds: 40 })

test('many clients on few threads are all answered', async () => {
  const at = Date.now()
  const agents = Array.from({ length: 50 }, () => new http.Agent({ keepAlive: true }))
  const rounds = await Promise.all(
    agents.map(async (agent) => {
      for (let i = 0; i < 4; i++) assert.equal((await health(agent)).status, 200)
    }),
  )
  assert.equal(rounds.length, 50)
  assert(Date.now() - at < 5000, `took ${Date.now() - at} ms`)
  for (const agent of agents) agent.destroy()
}, { seconds: 40 })

test('twice as many long polls as threads are held, and others go on', async () => {
  const { QueueUrl } = await quick.sqs.CreateQueue({ QueueName: 'q' })
  await nube.clock({ freeze: true }) // no poll ends by time
  const pollers = Array.from({ length: 2 * WORKERS }, () => nube.client('sqs', 'SQSClient'))
  const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs')
  const polls = pollers.map((client) => client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })))
  await nube.quiet(polls.length)
  assert.equal((await health()).status, 200)
  await quick.sqs.SendMessage({ QueueUrl, MessageBody: 'x' })
  assert.equal((await nube.clock()).waitingCalls, polls.length - 1, 'the polls ended meanwhile')
  await nube.clock({ advance: 21 })
  const bodies = (await Promise.all(polls)).flatMap((answer) => answer.Messages ?? []).map((m) => m.Body)
  assert.deepEqual(bodies, ['x'])
  await nube.clock({ freeze: false })
  for (const client of pollers) client.destroy()
}, { seconds: 40 })

test('more invocations than threads run at once', async () => {
  const callers = Array.from({ length: 3 * WORKERS }, () => nube.client('lambda', 'LambdaClient'))
  const { InvokeCommand } = await import('@aws-sdk/client-lambda')
  const answers = await Promise.all(callers.map((client) => client.send(new InvokeCommand({ FunctionName: 'caller', Payload: '{"callback":1}' }))))
  assert(answers.every(({ StatusCode, FunctionError }) => StatusCode === 200 && !FunctionError))
  for (const client of callers) client.destroy()
}, { seconds: 40 })
