// State machines that wait, try again, branch, iterate, start others and are called back, and a worker who calls them back. What their executions do does not
// depend on when: only the order of what runs side by side does.
import { sleep } from './nube.js'

const roleArn = 'arn:aws:iam::000000000000:role/workflow'
const wait = (Next, Seconds = 1) => ({ Type: 'Wait', Seconds, ...(Next ? { Next } : { End: true }) })
const machine = (StartAt, States) => ({ StartAt, States })
const callback = (QueueUrl, extra) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token', 'n.$': '$.n' } },
  ...extra,
})
const lookup = (TableName, extra) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem',
  Parameters: { TableName, Key: { id: { S: 'one' } } },
  ...extra,
})
const caught = (Next, ErrorEquals = ['States.ALL']) => [{ ErrorEquals, ResultPath: null, Next }]
const twice = { Retry: [{ ErrorEquals: ['DynamoDb.ResourceNotFoundException'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }] }

// One that is started for a workflow, and waits itself.
export const child = machine('Nap', { Nap: wait('Say'), Say: { Type: 'Pass', Parameters: { 'said.$': '$.n' }, End: true } })

export const kinds = ({ queue, table, childArn }) => ({
  waits: machine('First', { First: wait('Between'), Between: { Type: 'Pass', Next: 'Second' }, Second: wait(null, 2) }),
  retries: machine('Missing', {
    Missing: lookup('missing', { ...twice, Catch: caught('Found'), Next: 'Found' }),
    Found: lookup(table, { ResultSelector: { 'v.$': '$.Item.v.N' }, ResultPath: '$.found', Next: 'Nap' }),
    Nap: wait(null),
  }),
  map: machine('Each', {
    Each: {
      Type: 'Map',
      MaxConcurrency: 3,
      ItemsPath: '$.items',
      ItemProcessor: machine('Look', {
        Look: lookup(table, { ResultSelector: { 'v.$': '$.Item.v.N' }, ResultPath: null, Next: 'Doze' }),
        Doze: wait(null),
      }),
      ResultPath: '$.all',
      Next: 'Nap',
    },
    Nap: wait(null),
  }),
  parallel: machine('Both', {
    Both: {
      Type: 'Parallel',
      Branches: [
        machine('Doze', { Doze: wait('Look'), Look: lookup(table, { ResultSelector: { 'v.$': '$.Item.v.N' }, End: true }) }),
        machine('Again', { Again: lookup('missing', { ...twice, Catch: caught('Give'), Next: 'Give' }), Give: { Type: 'Pass', End: true } }),
        machine('Ask', { Ask: callback(queue, { Catch: caught('No', ['Refused']), ResultPath: '$.answer', End: true }), No: { Type: 'Pass', Result: 'no', End: true } }),
      ],
      Next: 'Nap',
    },
    Nap: wait(null),
  }),
  callback: machine('Ask', {
    Ask: callback(queue, { HeartbeatSeconds: 600, ResultPath: '$.answer', Catch: caught('Refused', ['Refused']), Next: 'Nap' }),
    Nap: wait('More'),
    More: callback(queue, { ResultPath: '$.more', Catch: caught('Refused', ['Refused']), End: true }),
    Refused: { Type: 'Fail', Error: 'Refused', Cause: 'by the worker' },
  }),
  child: machine('Start', {
    Start: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: childArn, Input: { 'n.$': '$.n' } },
      ResultSelector: { 'output.$': '$.Output' },
      ResultPath: '$.child',
      Next: 'Fire',
    },
    Fire: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync',
      Parameters: { StateMachineArn: childArn, 'Name.$': "States.Format('{}-named', $$.Execution.Name)", Input: { 'n.$': '$.n' } },
      ResultPath: null,
      End: true,
    },
  }),
  children: machine('Each', {
    Each: {
      Type: 'Map',
      MaxConcurrency: 2,
      ItemsPath: '$.items',
      ItemProcessor: { ...machine('Nap', { Nap: wait(null) }), ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
      ResultPath: '$.all',
      End: true,
    },
  }),
})

export async function create(states, name, definition) {
  return (await states.CreateStateMachine({ name, roleArn, definition: JSON.stringify(definition) })).stateMachineArn
}

// Asks again until there is an answer that Nube gave: it may be away.
export async function insist(ask) {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (error.$metadata?.httpStatusCode >= 400 && error.$metadata.httpStatusCode < 500) throw error
      await sleep(20)
    }
  }
}

// Answers what comes by the queue: odd numbers with success, even ones with failure when they are multiples of four. `api` gives the clients of the Nube that
// runs now. Gives a function that ends it.
export function work(api, QueueUrl) {
  let over = false
  const answer = async (states, { token: taskToken, n }) => {
    await states.SendTaskHeartbeat({ taskToken })
    if (n % 4 === 0) await states.SendTaskFailure({ taskToken, error: 'Refused', cause: 'by the worker' })
    else await states.SendTaskSuccess({ taskToken, output: JSON.stringify({ answer: n }) })
  }
  const loop = async () => {
    while (!over) {
      try {
        const { sqs, states } = api()
        const { Messages } = await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 })
        for (const { Body, ReceiptHandle } of Messages ?? []) {
          await answer(states, JSON.parse(Body)).catch((error) => {
            if (error.name !== 'TaskTimedOut') throw error // it was answered already: the message came twice
          })
          await sqs.DeleteMessage({ QueueUrl, ReceiptHandle })
        }
      } catch {
        await sleep(20)
      }
    }
  }
  const loops = Promise.all([loop(), loop()])
  return () => {
    over = true
    return loops
  }
}

// --- histories ---------------------------------------------------------------------------------------------------------------------------

export async function history(states, executionArn) {
  const events = []
  let nextToken
  do {
    const page = await states.GetExecutionHistory({ executionArn, maxResults: 1000, nextToken })
    events.push(...page.events)
    nextToken = page.nextToken
  } while (nextToken)
  return events
}

// What is wrong with the numbering: a gap, a double, an event that follows none before it.
export function disorder(events) {
  for (const [i, { id, previousEventId }] of events.entries()) {
    if (id !== i + 1) return `event ${i + 1} has the id ${id}`
    if (previousEventId >= id || previousEventId < 0) return `event ${id} follows ${previousEventId}`
    if (i && events[i].timestamp < events[i - 1].timestamp) return `event ${id} is earlier than the one before it`
  }
  return ''
}

// What is said once for every run: message ids, tokens and dates are not.
const SAID = ['name', 'index', 'error', 'resource', 'resourceType', 'workerName', 'length']
function told(event) {
  const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] ?? {}
  const said = SAID.map((name) => details[name])
  return JSON.stringify([event.type, ...said, event.type.endsWith('StateExited') ? details.output : undefined])
}

// Whose predecessor is whichever of those side by side came last.
const joins = new Set(['ParallelStateSucceeded', 'ParallelStateExited', 'MapStateSucceeded', 'MapStateExited', 'MapIterationStarted', 'ExecutionTimedOut'])

// The history without its times and ids, and without the order of what runs side by side: which event follows which.
export function essence(events) {
  return events.map((event) => (joins.has(event.type) || !event.previousEventId ? '' : `${told(events[event.previousEventId - 1])} → `) + told(event)).sort()
}
