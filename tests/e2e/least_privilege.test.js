// What each right of the shop's roles is for: without it alone, the step that needs it fails in AWS's words, and no other does; with it again, all works.
import assert from 'node:assert/strict'

import { updateFunction } from '../support/js/functions.js'
import { trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure as fault, sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'
import { history } from '../support/js/workflows.js'

const shop = await Shop.start()
const { apigateway, iam, lambda, pipes, sqs, states } = shop.nube.api()
after(() => shop.stop())

const SERVER = 'AppServerLambdaRole-us-east-1'
const PROCESS = 'ProcessOrderLambdaRole-us-east-1'
const STEPS = 'StepFunctionsRole-us-east-1' // of the state machine, and of the pipe that starts it
const principals = { [SERVER]: ['lambda'], [PROCESS]: ['lambda'], [STEPS]: ['states', 'pipes'] }
const PolicyName = 'least-privilege'
const arn = (service, name) => `arn:aws:${service}:us-east-1:000000000000:${name}`
const roleArn = (role) => `arn:aws:iam::000000000000:role/${role}`
const table = arn('dynamodb', 'table/Orders')
const queue = arn('sqs', 'order-processing-queue')
const QueueUrl = shop.deployed.queue

// Logs go to Nube's own, and CloudWatch Logs is no service here: nobody asks for these yet.
const unasked = (action) => action.startsWith('logs:')

const policyOf = async (RoleName) => JSON.parse(decodeURIComponent((await iam.GetRolePolicy({ RoleName, PolicyName })).PolicyDocument))
const put = (RoleName, policy) => iam.PutRolePolicy({ RoleName, PolicyName, PolicyDocument: JSON.stringify(policy) })
const policies = Object.fromEntries(await Promise.all(Object.keys(principals).map(async (role) => [role, await policyOf(role)])))

async function take(RoleName, action) {
  const policy = policies[RoleName]
  const Statement = policy.Statement.map((s) => ({ ...s, Action: s.Action.filter((a) => a !== action) })).filter((s) => s.Action.length)
  if (Statement.length) await put(RoleName, { ...policy, Statement })
  else await iam.DeleteRolePolicy({ RoleName, PolicyName })
}

// What AWS says to a session of the role.
const words = (role, session, action, resource) =>
  `User: arn:aws:sts::000000000000:assumed-role/${role}/${session} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`

const page = (at, values) => shop.nube.page('GET', `/_nube/iam/${at}?${new URLSearchParams(values)}`)

// The refusals, newest first; only the latest decisions are kept, so older refusals go.
const refusals = async () => (await page('decisions', { decision: 'refused' })).decisions

// The principals and actions that were refused since the refusals were `before`.
async function refused(before) {
  const newest = JSON.stringify(before[0])
  const now = await refusals()
  const old = now.findIndex((d) => JSON.stringify(d) === newest)
  return [...new Set(now.slice(0, old < 0 ? now.length : old).map((d) => `${d.principal} ${d.action}`))]
}

// Does `meanwhile` without one right of a role, sees that nothing else was refused, and gives the right back.
async function lacking({ role, action }, meanwhile) {
  const from = await refusals()
  await take(role, action)
  try {
    await meanwhile()
    assert.deepEqual(await refused(from), [`${roleArn(role)} ${action}`])
  } finally {
    await put(role, policies[role])
  }
}

// The log as it grows from here.
function listen() {
  const from = shop.nube.log.length
  const said = () => shop.nube.log.slice(from)
  return { says: (text) => until(`the log to say ${text}`, async () => said().includes(text)), count: (text) => said().split(text).length - 1 }
}

// Retries and queues wait for seconds, so the clock goes faster meanwhile.
const hurried = (what, probe, step = 1) =>
  until(what, async () => {
    const found = await probe()
    if (found) return found
    await shop.hurry(step)
    await sleep(20)
    return false
  }, 40)

const status = async (orderId) => (await shop.request('GET', `/orders/${orderId}`)).json.status
const shipped = (orderId) => hurried(`order ${orderId} to be shipped`, async () => (await status(orderId)) === 'SHIPPED')
async function lies() {
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
  return [Number(Attributes.ApproximateNumberOfMessages), Number(Attributes.ApproximateNumberOfMessagesNotVisible)]
}
const lie = (visible, taken) => until(`${visible} messages to lie in the queue, and ${taken} to be taken`, async () => String(await lies()) === `${visible},${taken}`)

// --- what customers ask ---

const known = (await shop.place(order('known'))).orderId
await pipes.StopPipe({ Name: 'order-pipe' })
const waiting = (await shop.place(order('waiting'))).orderId // cancelled again and again
await shop.request('POST', `/orders/${waiting}/cancel`)
await pipes.StartPipe({ Name: 'order-pipe' })
const { customerToken } = await shop.place(order(undefined))
const mine = { Authorization: `Bearer ${customerToken}` }
const asks = {
  'POST /orders': () => shop.request('POST', '/orders', order('ann')),
  'GET /orders/{id}': () => shop.request('GET', `/orders/${known}`),
  'GET /orders': () => shop.request('GET', '/orders', undefined, mine),
  'GET /products': () => shop.request('GET', '/products'),
  'POST /orders/{id}/cancel': () => shop.request('POST', `/orders/${waiting}/cancel`),
  'GET /health': () => shop.request('GET', '/health'),
}

// Which of them fail, and how.
async function failing() {
  const failed = {}
  for (const [name, ask] of Object.entries(asks)) {
    const answer = await ask()
    if (answer.status >= 300) failed[name] = [answer.status, answer.json.message]
  }
  return failed
}

const unread = 'The orders cannot be read at the moment. Please try again.'
const unpriced = 'The catalogue cannot be read at the moment. Please try again.'
const ofServer = [
  { action: 'dynamodb:PutItem', on: table, fails: { 'POST /orders': [503, 'The order could not be confirmed. Please try again with the same Idempotency-Key.'] } },
  { action: 'dynamodb:UpdateItem', on: table, fails: { 'POST /orders/{id}/cancel': [503, 'The order could not be cancelled at the moment. Please try again.'] } },
  { action: 'dynamodb:GetItem', on: table, fails: { 'GET /orders/{id}': [503, unread] } },
  { action: 'dynamodb:Scan', on: arn('dynamodb', 'table/Products'), isNew: true, fails: { 'POST /orders': [503, unpriced], 'GET /products': [503, unpriced] } },
  { action: 'dynamodb:Query', on: `${table}/index/CustomerIndex`, fails: { 'GET /orders': [503, unread] } },
  { action: 'sqs:SendMessage', said: 'sqs:sendmessage', on: queue, fails: { 'POST /orders': [503, 'The order could not be taken. Please try again.'] } },
].map((row) => ({ role: SERVER, ...row }))

for (const row of ofServer)
  test(`${row.role} without ${row.action}`, async () => {
    const log = listen()
    await lacking(row, async () => {
      if (row.isNew) await updateFunction(lambda, 'Configuration', { FunctionName: 'app-server', Description: 'one that remembers nothing' })
      assert.deepEqual(await failing(), row.fails)
      await log.says(`"cause":"${words(SERVER, 'app-server', row.said ?? row.action, row.on)}"`)
    })
    assert.deepEqual(await failing(), {})
  })

// --- what an execution does ---

// Its history, briefly: the states that were entered, and what their tasks ended with; a failure that comes again is told once.
function told(events) {
  const parts = []
  for (const e of events) {
    if (e.type.endsWith('StateEntered')) parts.push(e.stateEnteredEventDetails.name)
    else if (e.type === 'TaskSucceeded') parts.push('ok')
    else if (e.type === 'TaskFailed' && parts.at(-1) !== e.taskFailedEventDetails.error) parts.push(e.taskFailedEventDetails.error)
  }
  return parts.join(' ')
}

async function failure(executionArn) {
  const events = await until('a failed try', async () => {
    const all = await history(states, executionArn)
    return all.some((e) => e.type === 'TaskFailed') && all
  })
  return events.find((e) => e.type === 'TaskFailed').taskFailedEventDetails
}

const ofExecutions = [
  { role: PROCESS, action: 'dynamodb:GetItem', on: table, state: 'SendNotification', error: 'StoreUnavailable' },
  { role: PROCESS, action: 'dynamodb:UpdateItem', on: table, state: 'ProcessPayment', error: 'StoreUnavailable' },
  { role: PROCESS, action: 'sns:Publish', said: 'SNS:Publish', on: shop.deployed.topic, state: 'SendNotification', error: 'NotificationUnavailable' },
  { role: STEPS, action: 'lambda:InvokeFunction', on: arn('lambda', 'function:process-order'), state: 'ProcessPayment', error: 'Lambda.AWSLambdaException' },
]

for (const row of ofExecutions)
  test(`${row.role} without ${row.action}`, async () => {
    const log = listen()
    let placed
    let execution
    await lacking(row, async () => {
      placed = await shop.place(order('bob'))
      execution = await until('the execution', () => shop.execution(placed.orderId))
      const { error, cause } = await failure(execution.executionArn)
      assert.equal(error, row.error)
      if (row.role === STEPS) assert.match(cause.replace(/StepFunctionsRole-us-east-1\/[0-9a-zA-Z]+/, 'StepFunctionsRole-us-east-1/SESSION'), new RegExp(`^${words(STEPS, 'SESSION', row.action, row.on).replace(/[$*]/g, '\\$&')}`))
      else await log.says(`"cause":"${words(PROCESS, 'process-order', row.said ?? row.action, row.on)}"`)
    })
    await shipped(placed.orderId)
    await hurried('the execution to end', async () => (await states.DescribeExecution({ executionArn: execution.executionArn })).status === 'SUCCEEDED')
    const steps = ['ProcessPayment', 'ArrangeShipment', 'SendNotification'].map((state) => `${state} ${state === row.state ? `${row.error} ` : ''}ok`)
    assert.equal(told(await history(states, execution.executionArn)), ['TakeOrder', ...steps, 'OrderCompleted'].join(' '))
    assert.equal((await shop.payments(placed.orderId)).length, 1)
  }, { seconds: 60 })

// Nobody fails for it: whoever cannot be asked whether they want to be told is logged, and asked with the next order.
const asking = { role: PROCESS, action: 'sns:Subscribe', on: shop.deployed.topic }
test(`${asking.role} without ${asking.action}`, async () => {
  const log = listen()
  const place = () => shop.place(order('newcomer', { customerEmail: 'newcomer@customers.example' }))
  const asked = async () => (await shop.nube.mails()).some((m) => m.to === 'newcomer@customers.example')
  await lacking(asking, async () => {
    await shipped((await place()).orderId)
    await log.says(`"cause":"${words(PROCESS, 'process-order', 'SNS:Subscribe', asking.on)}"`)
  })
  assert(!(await asked()))
  await shipped((await place()).orderId)
  await until('the newcomer to be asked', asked)
})

const ofParking = [
  { role: STEPS, action: 'sqs:SendMessage', on: arn('sqs', 'order-processing-dlq'), state: 'ParkOrder' },
  { role: STEPS, action: 'sns:Publish', on: shop.deployed.topic, state: 'TellOperator' },
]

for (const row of ofParking)
  test(`${row.role} without ${row.action}`, async () => {
    const { orderId } = await shop.place(order('test-payment-outage-1'))
    const { executionArn } = await until('the execution', () => shop.execution(orderId))
    await take(row.role, row.action) // hours go by on the clock meanwhile, and with them what Nube remembers of decisions
    const failed = await hurried('the failure', async () => {
      const events = await history(states, executionArn)
      const at = events.findIndex((e) => e.type === 'TaskStateEntered' && e.stateEnteredEventDetails.name === row.state)
      return at >= 0 && events.slice(at).find((e) => e.type === 'TaskFailed')?.taskFailedEventDetails
    }, 20)
    await put(row.role, policies[row.role])
    assert.match(failed.cause, new RegExp(`is not authorized to perform: ${row.action} on resource: ${row.on}`, 'i'))
    await hurried('the execution to end', async () => (await states.DescribeExecution({ executionArn })).error === 'OrderParked', 20)
    const { QueueUrl: at } = await sqs.GetQueueUrl({ QueueName: 'order-processing-dlq' })
    const { Messages } = await shop.nube.page('GET', `/_nube/sqs/messages?QueueUrl=${encodeURIComponent(at)}`)
    assert(Messages.some((m) => m.Body.includes(orderId)))
  }, { seconds: 60 })

// --- what the pipe does ---

const VISIBILITY_SECONDS = 300
const LANES = 3 // of a pipe: each receives for itself

const ofPipe = {
  'sqs:ReceiveMessage': async (says) => {
    await shop.nube.clock({ advance: 21 }) // what waits was let in before
    await says(LANES)
    const { orderId } = await shop.place(order('carol'))
    await lie(1, 0)
    return async () => {
      assert.equal(await status(orderId), 'PENDING')
      return orderId
    }
  },
  'sqs:GetQueueAttributes': async (says) => {
    await pipes.StopPipe({ Name: 'order-pipe' })
    await shop.nube.clock({ advance: 21 })
    await pipes.StartPipe({ Name: 'order-pipe' }) // it looks at its queue when it starts
    await says(LANES)
    const { orderId } = await shop.place(order('carol'))
    await lie(1, 0)
    return async () => {
      assert.equal(await status(orderId), 'PENDING')
      return orderId
    }
  },
  'states:StartExecution': async (says) => {
    const { orderId } = await shop.place(order('carol'))
    await says(1)
    await lie(0, 1)
    return async () => {
      assert.equal(await status(orderId), 'PENDING')
      await shop.nube.clock({ advance: VISIBILITY_SECONDS })
      return orderId
    }
  },
  'sqs:DeleteMessage': async (says) => {
    const { orderId } = await shop.place(order('carol'))
    await says(1)
    await shipped(orderId)
    await lie(0, 1)
    return async () => {
      await shop.nube.clock({ advance: VISIBILITY_SECONDS })
      return orderId
    }
  },
}
const rowsOfPipe = [
  { role: STEPS, action: 'sqs:ReceiveMessage', said: 'sqs:receivemessage', on: queue },
  { role: STEPS, action: 'sqs:GetQueueAttributes', said: 'sqs:getqueueattributes', on: queue },
  { role: STEPS, action: 'states:StartExecution', on: shop.deployed['state-machine'] },
  { role: STEPS, action: 'sqs:DeleteMessage', said: 'sqs:deletemessage', on: queue },
]

for (const row of rowsOfPipe)
  test(`${row.role} without ${row.action}`, async () => {
    const log = listen()
    const text = words(STEPS, 'order-pipe', row.said ?? row.action, row.on)
    let goOn
    await lie(0, 0)
    await lacking(row, async () => (goOn = await ofPipe[row.action]((times) => until(text, async () => log.count(text) >= times))))
    const orderId = await goOn()
    await shipped(orderId)
    await hurried('the queue to be empty', async () => String(await lies()) === '0,0')
    assert.equal((await shop.payments(orderId)).length, 1)
  }, { seconds: 60 })

test('a pipe that is stopped needs no right to give back what still comes', async () => {
  const from = await refusals()
  await pipes.StopPipe({ Name: 'order-pipe' })
  const { orderId } = await shop.place(order('carol'))
  await lie(1, 0)
  await pipes.StartPipe({ Name: 'order-pipe' })
  await shipped(orderId)
  assert.deepEqual(await refused(from), [])
})

// --- whom the roles trust, and whom the function ---

test('the API may not invoke the function without its permission', async () => {
  const FunctionName = 'app-server'
  const [statement, ...others] = JSON.parse((await lambda.GetPolicy({ FunctionName })).Policy).Statement
  const { id } = (await apigateway.GetRestApis()).items[0]
  assert.deepEqual(others, [])
  assert.deepEqual(
    [statement.Principal, statement.Action, statement.Resource, statement.Condition],
    [{ Service: 'apigateway.amazonaws.com' }, 'lambda:InvokeFunction', arn('lambda', 'function:app-server'), { ArnLike: { 'AWS:SourceArn': arn('execute-api', `${id}/*/*`) } }],
  )
  const log = listen()
  await lambda.RemovePermission({ FunctionName, StatementId: statement.Sid })
  for (const ask of Object.values(asks)) {
    const answer = await ask()
    assert.deepEqual([answer.status, answer.json], [500, { message: 'Internal server error' }])
  }
  await log.says(`User: apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${arn('lambda', 'function:app-server')} because no resource-based policy allows the lambda:InvokeFunction action`)
  await shop.deploy()
  assert.deepEqual(await failing(), {})
})

// A service takes a role only for what is this account's own.
const ours = { StringEquals: { 'aws:SourceAccount': '000000000000' } }
const onBehalf = {
  lambda: ours,
  states: { ...ours, ArnLike: { 'aws:SourceArn': arn('states', '*') } },
  pipes: { ...ours, ArnLike: { 'aws:SourceArn': arn('pipes', 'pipe/order-pipe') } },
}

const untrusted = {
  [SERVER]: () => updateFunction(lambda, 'Configuration', { FunctionName: 'app-server', Role: roleArn(SERVER) }),
  [PROCESS]: () => updateFunction(lambda, 'Configuration', { FunctionName: 'process-order', Role: roleArn(PROCESS) }),
  [STEPS]: () => states.UpdateStateMachine({ stateMachineArn: shop.deployed['state-machine'], roleArn: roleArn(STEPS) }),
}
const mistrusted = {
  lambda: ['InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.'],
  states: ['AccessDeniedException', 'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.'],
}

for (const [RoleName, give] of Object.entries(untrusted))
  test(`${RoleName} is given only to a service that it trusts`, async () => {
    const [service] = principals[RoleName]
    const found = JSON.parse(decodeURIComponent((await iam.GetRole({ RoleName })).Role.AssumeRolePolicyDocument))
    const trusted = principals[RoleName].map((each) => ({ Effect: 'Allow', Principal: { Service: `${each}.amazonaws.com` }, Action: 'sts:AssumeRole', Condition: onBehalf[each] }))
    assert.deepEqual(found, { Version: '2012-10-17', Statement: trusted }, 'whom it trusts')
    await iam.UpdateAssumeRolePolicy({ RoleName, PolicyDocument: trust('ec2.amazonaws.com') })
    const { name, message } = await fault(give())
    assert.deepEqual([name, message], mistrusted[service])
    await iam.UpdateAssumeRolePolicy({ RoleName, PolicyDocument: JSON.stringify(found) })
    await give()
    assert.deepEqual(await failing(), {})
  })

test('a function of which the role does not trust Lambda any more is not started anew', async () => {
  const log = listen()
  await iam.UpdateAssumeRolePolicy({ RoleName: SERVER, PolicyDocument: trust('ec2.amazonaws.com') })
  await updateFunction(lambda, 'Configuration', { FunctionName: 'app-server', Description: 'anew' })
  assert.equal((await asks['GET /health']()).status, 502)
  await log.says(`User: lambda.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${roleArn(SERVER)}`)
  await iam.UpdateAssumeRolePolicy({ RoleName: SERVER, PolicyDocument: trust('lambda.amazonaws.com') })
  assert.deepEqual(await failing(), {})
})

// --- all of them ---

test('each right of the roles is taken away above, but for those that nobody asks for yet', async () => {
  const rows = [...ofServer, ...ofExecutions, asking, ...ofParking, ...rowsOfPipe].map((row) => `${row.role} ${row.action}`)
  const rights = Object.entries(policies).flatMap(([role, { Statement }]) => [...new Set(Statement.flatMap((s) => s.Action))].map((action) => `${role} ${action}`))
  assert.deepEqual(rights.filter((right) => !unasked(right.split(' ')[1])).sort(), rows.sort())
})

test('what the roles asked is what they have, and they have nothing that they do not ask', async () => {
  for (const role of Object.keys(principals)) {
    const { unused } = await page('policy', { principal: roleArn(role) })
    await shop.nube.page('POST', `/_nube/iam/policy?${new URLSearchParams({ principal: roleArn(role) })}`, policies[role])
    assert.deepEqual(unused.map((u) => u.action).filter((action) => !unasked(action)), [], role)
  }
})
