// The API's stage as it is deployed: its throttle and its access log, what it answers without the function, and the account's role that it logs by.
import assert from 'node:assert/strict'
import path from 'node:path'

import { trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { build, root, run } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'

const shop = await Shop.start()
after(() => shop.stop())
const { apigateway, iam, lambda } = shop.nube.api()
const [{ id: restApiId }] = (await apigateway.GetRestApis()).items
const stage = { restApiId, stageName: 'api' }

async function deploy(...more) {
  const options = ['--functions', path.join(build, 'functions'), '--definition', path.join(root, 'statemachines/order-workflow.asl.json')]
  const partners = ['--payment-url', shop.payment.url, '--shipment-url', shop.shipment.url, '--notify-email', 'shop@example.com', '--function-endpoint', shop.nube.url]
  const { status, err } = await run(path.join(build, 'deploy'), more[0] === '--destroy' ? more : [...options, ...partners, '--frontend', '/nonexistent', ...more], { env: shop.nube.env, seconds: 60 })
  assert.equal(status, 0, err)
  return err.trim().split('\n').filter((line) => !/: (as it is to be|left out, there is no such service)$|the shop's pages are not deployed$/.test(line))
}

const invocations = async () => (await shop.nube.page('GET', '/_nube/calls')).lambda.Invoke?.calls ?? 0

// What the function itself answers to such a request.
async function asked(httpMethod, at, body) {
  const event = { httpMethod, path: at, headers: {}, body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body) }
  const { Payload } = await lambda.Invoke({ FunctionName: 'app-server', Payload: Buffer.from(JSON.stringify(event)) })
  return JSON.parse(Buffer.from(Payload).toString())
}

test('the stage lets 10,000 requests a second in, 5,000 at once, and logs each as JSON to a group of its own', async () => {
  const { methodSettings, accessLogSettings } = await apigateway.GetStage(stage)
  assert.deepEqual(Object.keys(methodSettings), ['*/*'])
  assert.deepEqual([methodSettings['*/*'].throttlingRateLimit, methodSettings['*/*'].throttlingBurstLimit], [10000, 5000])
  assert.equal(accessLogSettings.destinationArn, 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/apigateway/orders-api')
  const line = JSON.parse(accessLogSettings.format)
  assert.deepEqual(Object.keys(line), ['requestId', 'time', 'ip', 'method', 'resource', 'status', 'bytes', 'ms', 'functionMs', 'error'])
  for (const value of Object.values(line)) assert.match(value, /^\$context\.[a-zA-Z.]+$/)
  assert.equal((await apigateway.GetAccount()).cloudwatchRoleArn, 'arn:aws:iam::000000000000:role/ApiGatewayLogsRole-us-east-1')
})

test('a preflight is answered as the function would, and without it', async () => {
  for (const at of ['/health', '/products', '/orders', '/orders/1', '/orders/1/cancel']) {
    const { statusCode, headers, body } = await asked('OPTIONS', at)
    const before = await invocations()
    const answer = await shop.request('OPTIONS', at)
    assert.equal(await invocations(), before)
    assert.deepEqual([answer.status, answer.body], [statusCode, body])
    for (const [name, value] of Object.entries(headers)) assert.equal(answer.headers[name.toLowerCase()], value, `${at} ${name}`)
    assert.deepEqual(Object.keys(answer.headers).filter((name) => /^access-control|^vary$|^allow$/.test(name)).length, Object.keys(headers).length - 1)
  }
})

test('browsers may read API Gateway\'s own errors, too', async () => {
  const readable = ({ headers }) => assert.deepEqual([headers['access-control-allow-origin'], headers['cache-control']], ['*', 'no-store'])
  const none = await shop.request('PUT', '/orders', {})
  assert.deepEqual([none.status, none.json], [403, { message: 'Missing Authentication Token' }])
  readable(none)
  await lambda.PutFunctionConcurrency({ FunctionName: 'app-server', ReservedConcurrentExecutions: 0 })
  const full = await shop.request('GET', '/products')
  await lambda.DeleteFunctionConcurrency({ FunctionName: 'app-server' })
  assert.deepEqual([full.status, full.json], [500, { message: 'Internal server error' }])
  readable(full)
})

const without = (name) => {
  const { [name]: _, ...rest } = order('ann')
  return rest
}
const address = (more) => order('ann', { shippingAddress: { ...order('ann').shippingAddress, ...more } })
const item = (more) => order('ann', { items: [{ productId: 'p1', quantity: 1 }, { productId: 'p2', quantity: 1, ...more }] })

// What the page never sends.
const malformed = [
  '{"customerId":', '', '[]', 'null', '"order"', '17', {},
  ...['customerName', 'customerEmail', 'items', 'shippingAddress'].map(without),
  ...['customerName', 'customerEmail', 'customerPhone', 'customerId', 'paymentMethod', 'carrier'].map((name) => order('ann', { [name]: 5 })),
  ...['customerName', 'customerEmail', 'items', 'shippingAddress'].map((name) => order('ann', { [name]: null })),
  ...['street', 'city', 'zipCode', 'country'].flatMap((name) => [address({ [name]: undefined }), address({ [name]: null }), address({ [name]: ['x'] })]),
  address({ state: 5 }), order('ann', { customerName: 'x'.repeat(4097) }), order('ann', { shippingAddress: 'here' }),
  ...[[], 'p1', {}, [5], Array.from({ length: 51 }, () => ({ productId: 'p1', quantity: 1 }))].map((items) => order('ann', { items })),
  ...[{ quantity: 0 }, { quantity: -1 }, { quantity: 1.5 }, { quantity: 10001 }, { quantity: '1' }, { quantity: null }, { quantity: undefined }, { productId: 5 }, { productId: undefined }].map(item),
]

test('a body that is no order costs no invocation: it is a 400 in the form of the others', async () => {
  for (const body of malformed) {
    const before = await invocations()
    const { status, json, headers } = await shop.request('POST', '/orders', body)
    assert.equal(await invocations(), before, JSON.stringify(body).slice(0, 200))
    assert.deepEqual([status, json.message, json.errors.map((e) => e.field)], [400, 'Validation failed', ['body']], JSON.stringify(body).slice(0, 200))
    assert.match(json.errors[0].message, /^must be an order in JSON: customerName, /)
    assert.equal(headers['access-control-allow-origin'], '*')
    assert.equal((await asked('POST', '/orders', body)).statusCode, 400, `the function takes ${JSON.stringify(body).slice(0, 200)}`)
  }
})

test('what people get wrong is told by the function, field by field', async () => {
  const wrong = {
    customerName: ['', ' ', 'a\u0001b', 'x'.repeat(257)].map((customerName) => order('ann', { customerName })),
    customerEmail: ['', 'nobody', 'a@b..c'].map((customerEmail) => order('ann', { customerEmail })),
    customerPhone: ['5', '+1'].map((customerPhone) => order('ann', { customerPhone })),
    paymentMethod: [order('ann', { paymentMethod: 'gold' })],
    carrier: [order('ann', { carrier: 'pigeon' })],
    'items[1].productId': ['', 'p13'].map((productId) => item({ productId })),
    'shippingAddress.city': ['', 'x'.repeat(129)].map((city) => address({ city })),
  }
  for (const [field, bodies] of Object.entries(wrong))
    for (const body of bodies) {
      const { status, json } = await shop.request('POST', '/orders', body)
      assert.deepEqual([status, json.errors?.map((e) => e.field)], [400, [field]], JSON.stringify(json))
    }
  const { status, json } = await shop.request('POST', '/orders', JSON.stringify(order('ann')).replace('Ann', 'A\\u0000'))
  assert.deepEqual([status, json], [400, { message: 'The body must not hold the character U+0000.' }])
})

test('whatever the function takes is let in, and bodies that do not say what they are go to it', async () => {
  const nulls = { customerId: null, customerPhone: null, paymentMethod: null, carrier: null, total: 5, more: {} }
  for (const body of [order('ann', nulls), address({ state: null }), item({ quantity: 10000 }), order(undefined, { carrier: 'UPS' })]) assert.equal((await shop.request('POST', '/orders', body)).status, 201)
  assert.equal((await shop.request('POST', '/orders', JSON.stringify(order('ann')).replace('"quantity":1', '"quantity":1.0'))).status, 201)
  const typed = (type, body) => shop.request('POST', '/orders', JSON.stringify(body), { 'Content-Type': type })
  assert.equal((await typed('text/plain', order('ann'))).status, 201)
  const { status, json } = await typed('text/plain', {})
  assert.deepEqual([status, json.errors.map((e) => e.field)], [400, ['customerName', 'customerEmail', 'items', 'shippingAddress']])
})

test('what somebody changed of it is brought back, and deployed where that is the API\'s own', async () => {
  assert.match((await deploy()).at(-1), /^nothing changed/)
  const replace = (...pairs) => ({ patchOperations: pairs.map(([at, value]) => ({ op: 'replace', path: at, value })) })
  await apigateway.UpdateModel({ restApiId, modelName: 'NewOrder', ...replace(['/schema', '{"type":"object"}']) })
  const { items } = await apigateway.GetRequestValidators({ restApiId })
  await apigateway.UpdateRequestValidator({ restApiId, requestValidatorId: items[0].id, ...replace(['/validateRequestBody', 'false']) })
  await apigateway.PutGatewayResponse({ restApiId, responseType: 'UNAUTHORIZED', statusCode: '418' })
  await apigateway.DeleteGatewayResponse({ restApiId, responseType: 'DEFAULT_5XX' })
  const { items: resources } = await apigateway.GetResources({ restApiId, limit: 500 })
  const health = resources.find((r) => r.path === '/health')
  await apigateway.DeleteMethodResponse({ restApiId, resourceId: health.id, httpMethod: 'OPTIONS', statusCode: '204' })
  await apigateway.DeleteIntegrationResponse({ restApiId, resourceId: health.id, httpMethod: 'OPTIONS', statusCode: '204' })
  await apigateway.UpdateStage({ ...stage, ...replace(['/*/*/throttling/rateLimit', '5'], ['/~1orders/POST/throttling/rateLimit', '1'], ['/accessLogSettings/format', '$context.requestId']) })
  assert.deepEqual((await deploy()).slice(0, -1), ['API orders-api: updated, Body', 'stage api: updated, StageDescription'])
  const all = await apigateway.GetGatewayResponses({ restApiId, limit: 500 })
  assert.deepEqual(all.items.filter((r) => !r.defaultResponse).map((r) => r.responseType).sort(), ['BAD_REQUEST_BODY', 'DEFAULT_4XX', 'DEFAULT_5XX'])
  const { methodSettings } = await apigateway.GetStage(stage)
  assert.deepEqual(Object.entries(methodSettings).map(([name, s]) => [name, s.throttlingRateLimit]), [['*/*', 10000]])
  assert.match((await deploy()).at(-1), /^nothing changed/)

  assert.deepEqual((await deploy('--allowed-origin', 'https://shop.example')).slice(0, -1), ['function app-server: updated, Environment', 'API orders-api: updated, Body', 'stage api: updated, Description'])
  for (const [method, at, body] of [['OPTIONS', '/orders'], ['POST', '/orders', {}], ['PUT', '/orders', {}], ['GET', '/health']]) {
    const { headers } = await shop.request(method, at, body)
    assert.deepEqual([headers['access-control-allow-origin'], headers.vary], ['https://shop.example', 'Origin'], `${method} ${at}`)
  }
  await deploy()
}, { seconds: 60 })

const role = async () => (await apigateway.GetAccount()).cloudwatchRoleArn
const setRole = (value) => apigateway.UpdateAccount({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }] })

test('the account\'s role is set where there is none, and stays where another API logs by it', async () => {
  const own = 'arn:aws:iam::000000000000:role/ApiGatewayLogsRole-us-east-1'
  const { Arn: theirs } = (await iam.CreateRole({ RoleName: 'theirs', AssumeRolePolicyDocument: trust('apigateway.amazonaws.com') })).Role
  const roles = async () => (await iam.ListRoles()).Roles.map((r) => r.RoleName).filter((name) => /ApiGateway/.test(name))

  // A second deployment logs by the first's.
  await deploy('--prefix', 'two')
  assert.deepEqual([await role(), await roles()], [own, ['ApiGatewayLogsRole-us-east-1']])

  // Theirs is in force: ours is not needed any more, and theirs stays.
  await setRole(theirs)
  assert.deepEqual((await deploy()).slice(0, -1), ['role ApiGatewayLogsRole-us-east-1: removed'])
  assert.deepEqual([await role(), await roles()], [theirs, []])

  // None is set: it is ours that is.
  await setRole('')
  assert.deepEqual((await deploy()).slice(0, -1), ['role ApiGatewayLogsRole-us-east-1: created', `account's log role ${own}: created`])

  // The second still logs by it when the first is destroyed, and so it stays; when the second is gone, it goes.
  const said = await deploy('--destroy')
  assert.deepEqual(said.filter((line) => /left/.test(line)), [`account's log role ${own}: left, others need it`, 'role ApiGatewayLogsRole-us-east-1: left, others need it'])
  assert.deepEqual([await role(), await roles()], [own, ['ApiGatewayLogsRole-us-east-1']])
  await deploy('--destroy', '--prefix', 'two')
  assert.deepEqual((await deploy('--destroy')).slice(-3), [`account's log role ${own}: removed`, 'role ApiGatewayLogsRole-us-east-1: removed', 'done: 2 removed'])
  assert.deepEqual([await role(), await roles()], [undefined, []])

  // Theirs is left alone by a deployment and its end.
  await setRole(theirs)
  await deploy()
  await deploy('--destroy')
  assert.equal(await role(), theirs)
}, { seconds: 120 })
