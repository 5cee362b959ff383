// One order's way through the shop, and the ways that end elsewhere.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { raw, sleep, until } from '../support/js/nube.js'
import { EMAIL, FINAL, order, Shop } from '../support/js/shop.js'

const shop = await Shop.start()
const { dynamodb, sqs, sns, states, lambda, pipes, apigateway, iam } = shop.nube.api()
after(() => shop.stop())

test('what was deployed is what the shop asked for', async () => {
  const { Table } = await dynamodb.DescribeTable({ TableName: 'Orders' })
  assert.deepEqual(
    [Table.ProvisionedThroughput.ReadCapacityUnits, Table.ProvisionedThroughput.WriteCapacityUnits, Table.GlobalSecondaryIndexes[0].IndexName],
    [5, 5, 'CustomerIndex'],
  )
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: shop.deployed.queue, AttributeNames: ['All'] })
  assert.deepEqual(
    [Attributes.VisibilityTimeout, Attributes.MessageRetentionPeriod, Attributes.ReceiveMessageWaitTimeSeconds],
    ['300', '1209600', '20'],
  )
  assert.match(JSON.parse(Attributes.RedrivePolicy).deadLetterTargetArn, /^arn:aws:sqs:/)
  for (const { MemorySize, Timeout } of (await lambda.ListFunctions()).Functions) assert.deepEqual([MemorySize, Timeout], [128, 30])
})

test('the subscription waits for its link to be followed', async () => {
  const list = () => sns.ListSubscriptionsByTopic({ TopicArn: shop.deployed.topic }).then((page) => page.Subscriptions)
  assert.deepEqual((await list()).map((s) => [s.Endpoint, s.SubscriptionArn]), [[EMAIL, 'PendingConfirmation']])
  await shop.confirm()
  assert.match((await list())[0].SubscriptionArn, /^arn:aws:sns:/)
})

test('an order is SHIPPED within 3 s, its execution has AWS\'s history, and its mail lies in the mailbox', async () => {
  const at = Date.now()
  const placed = await shop.place(order('ann'))
  assert.match(placed.orderId, /^[0-9a-zA-Z-]{8,}$/)
  assert.deepEqual([placed.status, placed.totalAmount, placed.customerId], ['PENDING', 274.69, 'ann'])
  assert.match(placed.orderDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  assert(Math.abs(Date.parse(placed.orderDate) - at) < 5000)
  const shipped = await shop.settled(placed.orderId)
  assert(Date.now() - at < 3000, `took ${Date.now() - at} ms`)
  assert.equal(shipped.status, 'SHIPPED')
  assert.match(shipped.transactionId, /^TX-/)
  assert.match(shipped.trackingNumber, /.{6,}/)
  assert.deepEqual(shipped.history, [
    { status: 'PENDING', at: shipped.orderDate },
    { status: 'PAYMENT_PROCESSED', at: shipped.paymentDate },
    { status: 'SHIPPED', at: shipped.shipmentDate },
  ])
  for (const date of ['paymentDate', 'shipmentDate', 'deliveryDate']) assert(Date.parse(shipped[date]) >= at - 1000, `${date} ${shipped[date]}`)
  assert.deepEqual(shipped.items, [
    { productId: 'p1', name: 'Desk lamp', quantity: 3, price: 24.9 },
    { productId: 'p2', name: 'Office chair', quantity: 1, price: 199.99 },
  ])
  assert.deepEqual(shipped.shippingAddress, order('ann').shippingAddress)

  const about = async (words) => (await shop.nube.mails()).find((m) => m.to === EMAIL && m.subject === `Your order ${placed.orderId} ${words}`)
  const received = await until('the first mail', () => about('has been received'))
  for (const word of ['Desk lamp', '274.69', 'Springfield']) assert(received.body.includes(word), word)
  const mail = await until('the mail', () => about('has been shipped'))
  for (const word of ['3 x Desk lamp at $24.90 = $74.70', 'Office chair', '274.69', 'Springfield', shipped.trackingNumber]) assert(mail.body.includes(word), word)
  assert.match((await shop.nube.mails()).at(-1).subject, /Subscription Confirmation/)

  const execution = await until('the execution to end', async () => {
    const e = await shop.execution(placed.orderId)
    return e.status !== 'RUNNING' && e
  })
  assert.equal(execution.status, 'SUCCEEDED')
  const { events } = await states.GetExecutionHistory({ executionArn: execution.executionArn })
  const task = ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited']
  assert.deepEqual(
    events.map((e) => e.type),
    ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', ...task, ...task, ...task, 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
  )
  assert.deepEqual(
    events.filter((e) => e.type === 'TaskStateEntered').map((e) => e.stateEnteredEventDetails.name),
    ['ProcessPayment', 'ArrangeShipment', 'SendNotification'],
  )
  const scheduled = events.find((e) => e.type === 'TaskScheduled').taskScheduledEventDetails
  assert.deepEqual([scheduled.resourceType, scheduled.resource, scheduled.region], ['lambda', 'invoke', 'us-east-1'])
  const output = JSON.parse(events.find((e) => e.type === 'TaskSucceeded').taskSucceededEventDetails.output)
  assert.equal(output.StatusCode, 200)
  assert.equal(output.Payload.transactionId, shipped.transactionId)

  const charged = await shop.payments(placed.orderId)
  assert.deepEqual(charged.map((p) => [p.transactionId, p.amount, p.currency]), [[shipped.transactionId, '274.69', 'USD']])
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: shop.deployed.queue, AttributeNames: ['All'] })
  assert.deepEqual([Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible], ['0', '0'])
})

test('what is wrong with an order is told field by field', async () => {
  const wrong = async (body, ...fields) => {
    const { status, json } = await shop.request('POST', '/orders', body)
    assert.equal(status, 400, JSON.stringify(json))
    assert.deepEqual((json.errors ?? []).map((e) => e.field), fields, JSON.stringify(json))
  }
  for (const body of ['{"customerId":', '[]', {}, order('ann', { items: [] }), order('ann', { shippingAddress: { street: 'x' } })]) await wrong(body, 'body') // by API Gateway
  await wrong(order('', { customerName: '', customerEmail: 'nobody', paymentMethod: 'gold' }), 'customerName', 'customerEmail', 'paymentMethod')
  await wrong(order('ann', { items: [{ productId: 'p1', quantity: 1 }, { productId: 'p13', quantity: 1 }] }), 'items[1].productId')
  await wrong(order('ann', { shippingAddress: { street: 'x', city: '', zipCode: ' ', country: '\u00a0' } }), 'shippingAddress.city', 'shippingAddress.zipCode', 'shippingAddress.country')
  assert.equal(Object.keys(await shop.statuses()).length, 1)
})

test('prices are the catalogue\'s, whatever is sent along, and amounts are exact', async () => {
  const { json } = await shop.request('GET', '/products')
  assert.deepEqual(json.products.map((p) => p.productId), Array.from({ length: 12 }, (_, i) => `p${i + 1}`))
  assert(json.products.every((p) => p.name && p.description && p.price > 0 && p.currency === 'USD'))
  const items = json.products.map(({ productId }, i) => ({ productId, name: 'free', quantity: i + 1, price: 0.01 }))
  const { headers, body } = await shop.request('POST', '/orders', order('exact', { items }))
  const cents = json.products.reduce((sum, { price }, i) => sum + Math.round(price * 100) * (i + 1), 0)
  assert.match(body, new RegExp(`"totalAmount":${(cents / 100).toFixed(2).replace('.', '[.]')}[,}]`))
  assert.equal(headers['access-control-allow-origin'], '*')
})

test('the same Idempotency-Key gives the same order, also at once; another order under it is refused', async () => {
  const headers = { 'Idempotency-Key': 'browser-1' }
  const body = order('keyed')
  const both = await Promise.all(Array.from({ length: 8 }, () => shop.request('POST', '/orders', body, headers)))
  assert.deepEqual([...new Set(both.map((answer) => answer.status))], [201])
  const ids = new Set(both.map((answer) => answer.json.orderId))
  assert.equal(ids.size, 1)
  const [orderId] = ids
  assert.equal((await shop.settled(orderId)).status, 'SHIPPED')
  assert.equal((await shop.request('POST', '/orders', body, headers)).json.status, 'SHIPPED')
  assert.equal((await shop.request('POST', '/orders', order('keyed', { customerName: 'Eve' }), headers)).status, 422)
  assert.equal((await shop.payments(orderId)).length, 1)
  await shop.nube.quiet()
  const mails = (await shop.nube.mails()).filter((m) => m.subject === `Your order ${orderId} has been shipped`)
  assert.equal(mails.length, 1)
})

test('what is not there: 404; what a path does not know: refused', async () => {
  const none = await shop.request('GET', '/orders/00000000-0000-4000-8000-000000000000')
  assert.equal(none.status, 404)
  assert.equal(typeof none.json.message, 'string')
  assert.equal((await shop.request('GET', '/orders/%22%20or%201')).status, 404)
  assert.equal((await shop.request('GET', '/health')).status, 200)
  const options = await raw(`${shop.url}/orders`, { method: 'OPTIONS', headers: { Origin: 'http://shop.example', 'Access-Control-Request-Method': 'POST' } })
  assert(options.status === 200 || options.status === 204, `${options.status}`)
  assert.match(options.headers['access-control-allow-methods'], /POST/)
})

test('a customer\'s orders, newest first, page by page, for who has the token', async () => {
  const first = await shop.place(order(undefined))
  const { customerId, customerToken } = first
  assert.match(customerId, /^[0-9a-f-]{36}$/)
  const mine = { Authorization: `Bearer ${customerToken}` }
  const placed = [first.orderId]
  for (let i = 0; i < 4; i++) placed.unshift((await shop.place(order(undefined), mine)).orderId)
  const other = await shop.place(order(undefined))
  assert.notEqual(other.customerId, customerId)
  const seen = []
  let token = ''
  do {
    const { status, json } = await shop.request('GET', `/orders?customerId=${customerId}&limit=2${token}`, undefined, mine)
    assert.equal(status, 200)
    assert(json.orders.length <= 2)
    seen.push(...json.orders.map((o) => o.orderId))
    token = json.nextToken ? `&nextToken=${encodeURIComponent(json.nextToken)}` : ''
  } while (token)
  assert.deepEqual(seen, placed)
  const list = async (query, headers) => (await shop.request('GET', `/orders${query}`, undefined, headers)).status
  assert.deepEqual(
    [await list(''), await list(`?customerId=${customerId}`), await list('', { Authorization: 'Bearer forged' }), await list(`?customerId=${other.customerId}`, mine)],
    [401, 401, 401, 403],
  )
  assert.deepEqual([await list('?limit=0', mine), await list('?nextToken=forged', mine), await list('?status=LOST', mine)], [400, 400, 400])
  for (const orderId of placed) await shop.settled(orderId)
  const { json } = await shop.request('GET', '/orders?status=SHIPPED', undefined, mine)
  assert.deepEqual(json.orders.map((o) => o.orderId), placed)
  assert.deepEqual((await shop.request('GET', '/orders?status=REFUNDED', undefined, mine)).json.orders, [])
  assert.equal((await shop.place(order(customerId))).customerToken, undefined) // whoever names a customer is not yet that one
})

test('a customer is asked at the first order, and told of their own orders and nobody else\'s; on the phone, too', async () => {
  const people = { dan: 'dan@customers.example', eva: 'eva@customers.example' }
  const phone = '+15551230001'
  const place = async (name, more) => shop.settled((await shop.place(order(name, { customerEmail: people[name], ...more }))).orderId)
  for (const name of Object.keys(people)) {
    await place(name)
    await shop.nube.quiet()
    await shop.confirm(people[name])
  }
  const own = { dan: [await place('dan', { customerPhone: phone }), await place('test-payment-declined-dan', { customerEmail: people.dan })], eva: [await place('eva')] }
  const got = async (to) => (await shop.nube.mails()).filter((m) => m.to === to).map((m) => m.subject).filter((subject) => !/Confirm/.test(subject)).sort()
  const told = {
    dan: [`Your order ${own.dan[0].orderId} has been received`, `Your order ${own.dan[0].orderId} has been shipped`, `Your order ${own.dan[1].orderId} could not be paid`, `Your order ${own.dan[1].orderId} has been received`],
    eva: [`Your order ${own.eva[0].orderId} has been received`, `Your order ${own.eva[0].orderId} has been shipped`],
  }
  for (const name of Object.keys(people)) await until(`the mails of ${name}`, async () => (await got(people[name])).length >= told[name].length)
  await shop.nube.quiet()
  for (const name of Object.keys(people)) assert.deepEqual(await got(people[name]), told[name].sort())
  const asked = (await shop.nube.mails()).filter((m) => m.to === people.dan && /Subscription Confirmation/.test(m.subject))
  assert.equal(asked.length, 1)
  const { sms_messages: texts } = await shop.nube.page('GET', '/_nube/sns/sms-messages')
  assert.deepEqual(texts[phone].map((t) => t.Message), [`Your order ${own.dan[0].orderId.slice(0, 8)} has been received: $274.69`, `Your order ${own.dan[0].orderId.slice(0, 8)} has been shipped: ${own.dan[0].carrier} ${own.dan[0].trackingNumber}`])
}, { seconds: 40 })

test('payment by Stripe, PayPal and card, shipment by FedEx, UPS and DHL, in their words', async () => {
  const rows = [
    [{ paymentMethod: 'stripe', carrier: 'fedex' }, /^ch_3\w{20,}$/, 'FedEx', /^\d{12}$/],
    [{ paymentMethod: 'paypal', carrier: 'ups' }, /^PAYID-\w{20}$/, 'UPS', /^1Z[0-9A-Z]{16}$/],
    [{ paymentMethod: 'card', carrier: 'dhl' }, /^TX-\w{16}$/, 'DHL', /^JD\d{16}$/],
  ]
  for (const [more, transaction, carrier, tracking] of rows) {
    const shipped = await shop.settled((await shop.place(order('words', more))).orderId)
    assert.match(shipped.transactionId, transaction)
    assert.match(shipped.trackingNumber, tracking)
    assert.equal(shipped.carrier, carrier)
  }
})

test('a declined payment: PAYMENT_FAILED, and a failed execution', async () => {
  const { orderId } = await shop.place(order('test-payment-declined-1'))
  const settled = await shop.settled(orderId)
  assert.equal(settled.status, 'PAYMENT_FAILED')
  assert.match(settled.failureReason, /declined/)
  const e = await until('the execution to end', async () => {
    const found = await shop.execution(orderId)
    return found.status !== 'RUNNING' && found
  })
  assert.deepEqual([e.status, e.error], ['FAILED', 'PaymentDeclined'])
  const { events } = await states.GetExecutionHistory({ executionArn: e.executionArn })
  assert.deepEqual(
    events.map((event) => event.type).slice(3),
    [
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed', 'TaskStateExited'],
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited', 'FailStateEntered', 'ExecutionFailed'],
    ],
  )
  assert.equal(events.find((event) => event.type === 'TaskFailed').taskFailedEventDetails.error, 'PaymentDeclined')
  assert.deepEqual(await shop.payments(orderId), [])
})

// Retries wait for seconds: the clock goes faster meanwhile.
async function hurried(orderId) {
  return until(`order ${orderId} to be settled`, async () => {
    await shop.hurry(1)
    await sleep(20)
    const { json } = await shop.request('GET', `/orders/${orderId}`)
    return FINAL.includes(json.status) && json
  }, 25)
}

test('partners that are busy, slow, confused or refuse: nobody pays for what is not sent', async () => {
  const ends = {
    'payment-flaky': 'SHIPPED',
    'payment-timeout': 'SHIPPED',
    'payment-lost': 'SHIPPED',
    'payment-nonsense': 'SHIPPED',
    'payment-twice': 'SHIPPED',
    'payment-wordy': 'PAYMENT_FAILED',
    'payment-bad': 'PAYMENT_FAILED',
    'shipment-flaky': 'SHIPPED',
    'shipment-lost': 'SHIPPED',
    'shipment-nonsense': 'SHIPPED',
    'shipment-twice': 'SHIPPED',
    'shipment-refused': 'REFUNDED',
    'shipment-wordy': 'REFUNDED',
    'shipment-bad': 'REFUNDED',
    'shipment-refused-refund-flaky': 'REFUNDED',
    'shipment-refused-refund-lost': 'REFUNDED',
  }
  const by = {}
  for (const name of Object.keys(ends)) by[name] = (await shop.place(order(`test-${name}-1`))).orderId
  const found = {}
  for (const [name, orderId] of Object.entries(by)) found[name] = await hurried(orderId)
  assert.deepEqual(Object.fromEntries(Object.entries(found).map(([name, { status }]) => [name, status])), ends)
  for (const [name, orderId] of Object.entries(by)) {
    const entries = await Promise.all([shop.payments(orderId), shop.refunds(orderId), shop.shipments(orderId)])
    const expected = { SHIPPED: [1, 0, 1], PAYMENT_FAILED: [0, 0, 0], REFUNDED: [1, 1, 0] }[ends[name]]
    assert.deepEqual(entries.map((list) => list.length), expected, name)
    if (ends[name] !== 'REFUNDED') continue
    assert.deepEqual([entries[1][0].refundId, entries[1][0].amount], [found[name].refundId, entries[0][0].amount])
    assert.deepEqual(found[name].history.map((h) => h.status), ['PENDING', 'PAYMENT_PROCESSED', 'REFUND_PENDING', 'REFUNDED'])
  }
  for (const name of ['payment-wordy', 'shipment-wordy']) assert.match(found[name].failureReason, /^no +é+$/)
  const subjects = (await until('the mails', async () => {
    const mails = (await shop.nube.mails()).map((m) => m.subject)
    return Object.values(by).every((id) => mails.filter((subject) => subject?.includes(id)).length >= 2) && mails
  })).join('\n')
  assert.match(subjects, new RegExp(`${by['payment-bad']} could not be paid`))
  assert.match(subjects, new RegExp(`${by['shipment-refused']} has been refunded`))
}, { seconds: 60 })

test('an order is cancelled before it is paid, while it waits to be sent, and not once it is sent', async () => {
  const cancel = async (orderId) => {
    const { status, json } = await shop.request('POST', `/orders/${orderId}/cancel`)
    return [status, json.status]
  }
  await pipes.StopPipe({ Name: 'order-pipe' })
  const early = await shop.place(order('early'))
  assert.deepEqual(await cancel(early.orderId), [200, 'CANCELLED'])
  assert.deepEqual(await cancel(early.orderId), [200, 'CANCELLED'])
  await pipes.StartPipe({ Name: 'order-pipe' })
  const execution = await until('the execution to end', async () => {
    const e = await shop.execution(early.orderId)
    return e && e.status !== 'RUNNING' && e
  })
  assert.equal(execution.status, 'SUCCEEDED')
  assert.deepEqual(await shop.payments(early.orderId), [])

  const paying = await shop.place(order('test-payment-outage-3'))
  await until('it to be taken', async () => (await shop.request('GET', `/orders/${paying.orderId}`)).json.status === 'PAYMENT_PENDING')
  assert.deepEqual(await cancel(paying.orderId), [202, 'PAYMENT_PENDING'])

  const sent = await shop.place(order('sent'))
  await shop.settled(sent.orderId)
  assert.deepEqual(await cancel(sent.orderId), [409, 'SHIPPED'])
  assert.equal((await shop.request('POST', '/orders/00000000-0000-4000-8000-000000000000/cancel')).status, 404)
}, { seconds: 60 })

test('deploying twice changes nothing', async () => {
  const all = async () => {
    const list = {
      tables: (await dynamodb.ListTables()).TableNames,
      table: (await dynamodb.DescribeTable({ TableName: 'Orders' })).Table,
      queues: (await sqs.ListQueues()).QueueUrls,
      topics: (await sns.ListTopics()).Topics,
      subscriptions: (await sns.ListSubscriptionsByTopic({ TopicArn: shop.deployed.topic })).Subscriptions,
      machines: (await states.ListStateMachines()).stateMachines,
      definition: (await states.DescribeStateMachine({ stateMachineArn: shop.deployed['state-machine'] })).definition,
      functions: (await lambda.ListFunctions()).Functions.map((f) => [f.FunctionName, f.CodeSha256, f.Environment]),
      pipes: (await pipes.ListPipes()).Pipes.map((p) => [p.Name, p.CurrentState]),
      apis: (await apigateway.GetRestApis()).items,
      roles: (await iam.ListRoles()).Roles.map((r) => r.Arn),
      statuses: await shop.statuses(),
    }
    list.resources = await Promise.all(list.apis.map(async ({ id }) => (await apigateway.GetResources({ restApiId: id })).items))
    for (const part of Object.values(list)) delete part?.$metadata
    return JSON.parse(JSON.stringify(list))
  }
  await shop.nube.quiet()
  const mails = (await shop.nube.mails()).length
  const before = await all()
  const again = await shop.deploy()
  assert.deepEqual(again, shop.deployed)
  assert.deepEqual(await all(), before)
  assert.equal((await shop.nube.mails()).length, mails)
  const { orderId } = await shop.place(order('after'))
  assert.equal((await shop.settled(orderId)).status, 'SHIPPED')
})
