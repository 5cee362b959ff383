// The shop deployed without partners' addresses: the payment and the shipment system are functions behind URLs that only process-order may call.
import assert from 'node:assert/strict'
import path from 'node:path'

import { updateFunction } from '../support/js/functions.js'
import { after, test } from '../support/js/suite.js'
import { build, Nube, raw, root, run, signedAs, sleep, until } from '../support/js/nube.js'
import { FINAL, order, Shop } from '../support/js/shop.js'

const nube = await Nube.start(['--ephemeral'])
after(() => nube.stop())
const { dynamodb, iam, lambda, states } = nube.api()

// Runs deploy: { said, out: the lines `name: value` }.
async function deploy(...more) {
  const options = ['--functions', path.join(build, 'functions'), '--definition', path.join(root, 'statemachines/order-workflow.asl.json'), '--frontend', '/nonexistent']
  const addresses = ['--function-endpoint', nube.url, '--api-url-format', `${nube.url}/restapis/{id}/{stage}/_user_request_`]
  const { status, out, err } = await run(path.join(build, 'deploy'), more[0] === '--destroy' ? more : [...options, ...addresses, ...more], { env: nube.env, seconds: 60 })
  assert.equal(status, 0, err)
  const said = err.trim().split('\n').filter((line) => !/: (as it is to be|left out, there is no such service)$|the shop's pages are not deployed$/.test(line))
  return { said, out: Object.fromEntries(out.trim().split('\n').filter(Boolean).map((line) => /^([^:]+): (.*)$/.exec(line).slice(1))) }
}

const { said, out } = await deploy()
const idle = ['no --payment-url: payment is simulated, and nobody is charged', 'no --shipment-url: shipment is simulated, and nothing is sent']

const names = async () => ({
  tables: (await dynamodb.ListTables()).TableNames.filter((name) => /Ledger$/.test(name)),
  functions: (await lambda.ListFunctions()).Functions.map((f) => f.FunctionName).filter((name) => /simulator$/.test(name)).sort(),
  roles: (await iam.ListRoles()).Roles.map((r) => r.RoleName).filter((name) => /Simulator/.test(name)),
})
const both = {
  tables: ['PaymentLedger', 'ShipmentLedger'],
  functions: ['payment-simulator', 'shipment-simulator'],
  roles: ['PaymentSimulatorRole-us-east-1', 'ShipmentSimulatorRole-us-east-1'],
}

// { status, json } of a request to the shop's API, or to a partner, signed as the account's own.
async function request(method, url, body, headers = {}) {
  const answer = await raw(url, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: body && JSON.stringify(body) })
  return { status: answer.status, json: answer.body.length ? JSON.parse(answer.body) : undefined }
}
const signed = { Authorization: signedAs('lambda') }
const get = async (orderId) => (await request('GET', `${out.api}/orders/${orderId}`)).json
async function place(customerId, more) {
  const { status, json } = await request('POST', `${out.api}/orders`, order(customerId, more))
  assert.equal(status, 201, JSON.stringify(json))
  return json.orderId
}

// Retries wait for seconds, so the clock goes faster where nothing but they goes on.
const shop = Object.assign(Object.create(Shop.prototype), { nube, deployed: out })
async function settled(orderId) {
  return until(`order ${orderId} to be settled`, async () => {
    const found = await get(orderId)
    if (FINAL.includes(found.status)) return found
    await shop.hurry(1)
    await sleep(50)
    return false
  }, 60)
}

// What a ledger has under an order: [{ path, entry }].
async function ledger(TableName, orderId) {
  const { Items } = await dynamodb.Scan({ TableName, ConsistentRead: true })
  const rows = Items.map(({ id, entry }) => ({ path: id.S.split(' ')[0], key: id.S.split(' ').at(-1), entry: JSON.parse(entry.S) }))
  return rows.filter((row) => row.key === orderId && row.path !== 'seen').sort((a, b) => a.path.localeCompare(b.path))
}

test('the systems are made with the rest, and told; a second run changes nothing', async () => {
  assert.deepEqual(said.slice(0, 2), idle)
  assert.deepEqual(await names(), both)
  for (const [name, FunctionName] of [['payment', 'payment-simulator'], ['shipment', 'shipment-simulator']]) {
    const { FunctionUrl, AuthType } = await lambda.GetFunctionUrlConfig({ FunctionName })
    assert.equal(AuthType, 'AWS_IAM')
    assert.equal(new URL(out[name]).pathname, new URL(FunctionUrl).pathname)
    assert.equal((await request('GET', `${out[name]}health`)).status, 403) // nobody has signed
    assert.deepEqual(await request('GET', `${out[name]}health`, undefined, signed), { status: 200, json: { status: 'ok' } })
  }
  const again = await deploy()
  assert.deepEqual([again.said.slice(0, 2), again.out], [idle, out])
  assert.match(again.said.at(-1), /^nothing changed/)
})

test('an order is paid and sent, once', async () => {
  const orderId = await place('ann', { paymentMethod: 'stripe', carrier: 'ups' })
  const shipped = await settled(orderId)
  assert.equal(shipped.status, 'SHIPPED')
  const [payment, ...others] = await ledger('PaymentLedger', orderId)
  assert.deepEqual([payment.path, payment.entry.transactionId, payment.entry.amount, others], ['/payments', shipped.transactionId, '274.69', []])
  const [shipment, ...more] = await ledger('ShipmentLedger', orderId)
  assert.deepEqual([shipment.path, shipment.entry.trackingNumber, shipment.entry.carrier, more], ['/shipments', shipped.trackingNumber, 'UPS', []])
  assert.match(shipped.transactionId, /^ch_3/)
})

test('what a test value asks for, a function does: nobody pays for what is not sent, and nobody twice', async () => {
  const ends = {
    'test-payment-declined': ['PAYMENT_FAILED', []],
    'test-payment-wordy': ['PAYMENT_FAILED', []],
    'test-payment-bad': ['PAYMENT_FAILED', []],
    'test-payment-flaky': ['SHIPPED', ['/payments']],
    'test-payment-lost': ['SHIPPED', ['/payments']],
    'test-payment-nonsense': ['SHIPPED', ['/payments']],
    'test-payment-twice': ['SHIPPED', ['/payments']], // which a function cannot: it answers once
    'test-shipment-refused': ['REFUNDED', ['/payments', '/refunds']],
    'test-shipment-refused-refund-flaky': ['REFUNDED', ['/payments', '/refunds']],
    'test-shipment-refused-refund-lost': ['REFUNDED', ['/payments', '/refunds']],
    'test-shipment-lost': ['SHIPPED', ['/payments']],
    'test-shipment-nonsense': ['SHIPPED', ['/payments']],
  }
  const placed = await Promise.all(Object.keys(ends).map((customer) => place(customer)))
  for (const [i, [customer, [status, paths]]] of Object.entries(ends).entries()) {
    const ended = await settled(placed[i])
    const done = await ledger('PaymentLedger', placed[i])
    assert.deepEqual([customer, ended.status, done.map((row) => row.path)], [customer, status, paths])
    if (status === 'SHIPPED') assert.equal(done[0].entry.transactionId, ended.transactionId)
    if (status === 'REFUNDED') assert.equal(done[1].entry.refundId, ended.refundId)
  }
}, { seconds: 120 })

test('an answer that comes too late is looked up', async () => {
  const started = Date.now()
  const orderId = await place('test-payment-timeout')
  const shipped = await settled(orderId)
  assert(Date.now() - started > 4500, 'the answer was not late')
  assert.deepEqual([shipped.status, (await ledger('PaymentLedger', orderId)).length], ['SHIPPED', 1])
}, { seconds: 60 })

test('of several that come at once under a key one is new, and all are told the same', async () => {
  const payment = { orderId: 'at-once', customerId: 'ann', amount: '19.90', currency: 'USD', method: 'card' }
  const headers = { ...signed, 'Idempotency-Key': 'at-once' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => request('POST', `${out.payment}payments`, payment, headers)))
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 200, 200, 200, 200, 200, 200, 200, 201])
  assert.equal(new Set(answers.map((a) => JSON.stringify(a.json))).size, 1)
  assert.equal((await ledger('PaymentLedger', 'at-once')).length, 1)
  assert.deepEqual(await request('GET', `${out.payment}payments/at-once`, undefined, signed), { status: 200, json: answers[0].json })
  assert.equal((await request('GET', `${out.payment}payments/nobody`, undefined, signed)).status, 404)
  assert.equal((await request('GET', `${out.payment}payments`, undefined, signed)).status, 501)
})

test('each right is needed, and no other is asked for', async () => {
  const PolicyName = 'least-privilege'
  const refusals = async () => (await nube.page('GET', '/_nube/iam/decisions?decision=refused')).decisions.map((d) => `${d.principal.split('/').at(-1)} ${d.action}`)
  assert.deepEqual(await refusals(), [])
  for (const [RoleName, action, stays] of [
    ['ProcessOrderLambdaRole-us-east-1', 'lambda:InvokeFunctionUrl', 'PAYMENT_PENDING'],
    ['PaymentSimulatorRole-us-east-1', 'dynamodb:PutItem', 'PAYMENT_PENDING'],
    ['PaymentSimulatorRole-us-east-1', 'dynamodb:GetItem', 'PAYMENT_PENDING'],
    ['ShipmentSimulatorRole-us-east-1', 'dynamodb:PutItem', 'SHIPMENT_PENDING'],
  ]) {
    const before = await refusals()
    const { PolicyDocument } = await iam.GetRolePolicy({ RoleName, PolicyName })
    const policy = JSON.parse(decodeURIComponent(PolicyDocument))
    const put = (Statement) => iam.PutRolePolicy({ RoleName, PolicyName, PolicyDocument: JSON.stringify({ ...policy, Statement }) })
    await put(policy.Statement.map((s) => ({ ...s, Action: s.Action.filter((each) => each !== action) })).filter((s) => s.Action.length))
    // Only a look-up reads a ledger: after an answer that says nothing.
    const orderId = await place(action === 'dynamodb:GetItem' ? 'test-payment-lost' : 'ann')
    await until(`${action} to be refused`, async () => (await refusals()).length > before.length)
    await nube.quiet()
    assert.equal((await get(orderId)).status, stays)
    const now = await refusals()
    assert.deepEqual([...new Set(now.slice(0, now.length - before.length))], [`${RoleName} ${action}`])
    await put(policy.Statement)
    assert.equal((await settled(orderId)).status, 'SHIPPED')
  }
}, { seconds: 120 })

test('an address may be a host of its own, as AWS has it', async () => {
  const { Variables } = (await lambda.GetFunctionConfiguration({ FunctionName: 'process-order' })).Environment
  const { port } = new URL(nube.url)
  for (const name of ['PAYMENT_URL', 'SHIPMENT_URL']) Variables[name] = `http://${/[a-z0-9]{32}/.exec(Variables[name])[0]}.lambda-url.us-east-1.localhost:${port}/`
  await updateFunction(lambda, 'Configuration', { FunctionName: 'process-order', Environment: { Variables } })
  const orderId = await place('ann')
  assert.deepEqual([(await settled(orderId)).status, (await ledger('PaymentLedger', orderId)).length], ['SHIPPED', 1])
  await deploy()
}, { seconds: 60 })

test('a real system takes the place of a simulated one, and the other way round', async () => {
  const pay = await deploy('--payment-url', 'http://pay.example')
  assert.equal(pay.out.payment, 'http://pay.example')
  assert.equal(pay.out.shipment, out.shipment)
  assert.deepEqual(pay.said[0], idle[1])
  assert.deepEqual(await names(), { tables: ['ShipmentLedger'], functions: ['shipment-simulator'], roles: ['ShipmentSimulatorRole-us-east-1'] })
  const variables = async () => (await lambda.GetFunctionConfiguration({ FunctionName: 'process-order' })).Environment.Variables
  const { PAYMENT_URL, PAYMENT_AUTH, SHIPMENT_AUTH } = await variables()
  assert.deepEqual([PAYMENT_URL, PAYMENT_AUTH, SHIPMENT_AUTH], ['http://pay.example', undefined, 'AWS_IAM'])
  const rights = JSON.parse(decodeURIComponent((await iam.GetRolePolicy({ RoleName: 'ProcessOrderLambdaRole-us-east-1', PolicyName: 'least-privilege' })).PolicyDocument))
  assert.deepEqual(rights.Statement.flatMap((s) => s.Resource).filter((r) => /simulator$/.test(r)).map((r) => r.split(':').at(-1)), ['shipment-simulator', 'shipment-simulator'])
  const ship = await deploy('--shipment-url', 'http://ship.example')
  assert.deepEqual([ship.said[0], ship.out.shipment], [idle[0], 'http://ship.example'])
  assert.deepEqual(await names(), { tables: ['PaymentLedger'], functions: ['payment-simulator'], roles: ['PaymentSimulatorRole-us-east-1'] })
  await deploy()
  assert.deepEqual(await names(), both)
}, { seconds: 120 })

test('nothing is left of them at the end', async () => {
  await until('the executions to end', async () => (await states.ListExecutions({ stateMachineArn: out['state-machine'], statusFilter: 'RUNNING' })).executions.length === 0)
  await deploy('--destroy')
  assert.deepEqual(await names(), { tables: [], functions: [], roles: [] })
}, { seconds: 60 })
