// A thousand executions while Nube is killed at random moments and starts again on its data: every one ends as an undisturbed one does, and its history has
// every event once. CRASH_KILLS says how often (10), CRASH_SEED which moments.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { folder, isSanitised, Nube, sleep, until } from '../support/js/nube.js'
import { child, create, disorder, essence, history, insist, kinds, work } from '../support/js/workflows.js'

const EXECUTIONS = isSanitised ? 150 : 1000
const KILLS = Number(process.env.CRASH_KILLS ?? 10)
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 2 ** 31)
const VARIANTS = 8 // of input
const names = ['waits', 'retries', 'map', 'parallel', 'callback', 'child', 'children']

const running = []
after(async () => {
  for (const nube of running) if (nube.child.exitCode === null && !nube.child.signalCode) await nube.stop()
})

let state = SEED
const random = () => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
  return state / 0x80000000
}

async function start(...args) {
  const nube = await Nube.start(args)
  running.push(nube)
  return nube
}

// The queue, the table and the machines that every execution uses.
async function prepare({ sqs, dynamodb, states }) {
  const queue = (await sqs.CreateQueue({ QueueName: 'work', Attributes: { VisibilityTimeout: '2' } })).QueueUrl
  const key = { AttributeName: 'id' }
  await dynamodb.CreateTable({
    TableName: 'things',
    KeySchema: [{ ...key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ ...key, AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  })
  await dynamodb.PutItem({ TableName: 'things', Item: { id: { S: 'one' }, v: { N: '1' } } })
  const childArn = await create(states, 'napper', child)
  const machines = {}
  for (const [name, definition] of Object.entries(kinds({ queue, table: 'things', childArn })))
    machines[name] = await create(states, name, definition)
  return { queue, machines, childArn }
}

const kindOf = (i) => names[i % names.length]
const variantOf = (i) => Math.floor(i / names.length) % VARIANTS
const inputOf = (i) => JSON.stringify({ n: variantOf(i), items: Array.from({ length: variantOf(i) % 5 }, (_, k) => ({ n: k })) })
const arnOf = (machineArn, name) => `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`

async function begin(api, machines, i) {
  try {
    await insist(() => api().states.StartExecution({ stateMachineArn: machines[kindOf(i)], name: `e${i}`, input: inputOf(i) }))
  } catch (error) {
    if (error.name !== 'ExecutionAlreadyExists') throw error // no answer came, but it had started, and ended
  }
}

async function noneRuns({ states }, machines) {
  for (const stateMachineArn of machines)
    if ((await states.ListExecutions({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 })).executions.length) return false
  return true
}

// What an execution came to: { status, output, error, cause, essence }.
async function end({ states }, machineArn, i) {
  const executionArn = arnOf(machineArn, `e${i}`)
  const e = await states.DescribeExecution({ executionArn })
  const events = await history(states, executionArn)
  assert.equal(disorder(events), '', `${executionArn}: ${JSON.stringify(events.map((x) => [x.id, x.previousEventId, x.type]))}`)
  return { status: e.status, output: e.output, error: e.error, essence: essence(events) }
}

// One of each kind and input, with nobody in the way.
async function undisturbed() {
  const nube = await start('--ephemeral')
  const api = nube.api()
  const { queue, machines, childArn } = await prepare(api)
  const stop = work(() => api, queue)
  const count = names.length * VARIANTS
  for (let i = 0; i < count; i++) await begin(() => api, machines, i)
  await until('the undisturbed ones to end', () => noneRuns(api, Object.values(machines)), 60)
  const ends = {}
  for (let i = 0; i < count; i++) ends[`${kindOf(i)} ${variantOf(i)}`] = await end(api, machines[kindOf(i)], i)
  const children = (await states(api, childArn)).length
  await stop()
  await nube.stop()
  return { ends, children }
}

async function states(api, stateMachineArn) {
  const all = []
  let nextToken
  do {
    const page = await api.states.ListExecutions({ stateMachineArn, maxResults: 1000, nextToken })
    all.push(...page.executions)
    nextToken = page.nextToken
  } while (nextToken)
  return all
}

test(`kill -9 at ${KILLS} random moments while ${EXECUTIONS} executions run`, async () => {
  const { ends } = await undisturbed()
  const dir = folder()
  let nube = await start('--data-dir', dir)
  const port = String(nube.port)
  let api = nube.api({ maxAttempts: 1 })
  const { queue, machines, childArn } = await prepare(api)
  const stop = work(() => api, queue)

  const left = Array.from({ length: EXECUTIONS }, (_, i) => i)
  let allowed = 0
  const client = async () => {
    while (left.length) {
      if (left[0] < allowed) await begin(() => api, machines, left.shift())
      else await sleep(10)
    }
  }
  const clients = Promise.all([client(), client(), client(), client()])
  for (let kill = 1; kill <= KILLS; kill++) {
    allowed = Math.ceil((EXECUTIONS * kill) / KILLS)
    await sleep(random() * random() * 1500)
    await nube.end('SIGKILL')
    nube = await start('--data-dir', dir, '--port', port)
    api = nube.api({ maxAttempts: 1 })
  }
  await clients
  const all = [...Object.values(machines), childArn]
  await until('all executions to end', () => noneRuns(api, all), 60)

  const wrong = []
  for (let i = 0; i < EXECUTIONS; i++) {
    const here = await end(api, machines[kindOf(i)], i)
    const there = ends[`${kindOf(i)} ${variantOf(i)}`]
    try {
      assert.deepEqual(here, there)
    } catch (error) {
      wrong.push(`${kindOf(i)} e${i} ${inputOf(i)}: ${error.message}`)
    }
  }
  assert.equal(wrong.length, 0, `seed ${SEED}: ${wrong.length} ended otherwise\n${wrong.slice(0, 3).join('\n')}`)
  const begun = await states(api, childArn)
  const wanted = 2 * Array.from({ length: EXECUTIONS }, (_, i) => kindOf(i)).filter((kind) => kind === 'child').length
  assert.equal(begun.length, wanted, `seed ${SEED}: children`)
  for (const { status } of begun) assert.equal(status, 'SUCCEEDED')
  await stop()
}, { seconds: 140 + KILLS * 3 })
