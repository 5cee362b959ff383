// The order workflow in each of the ways in which it can fail: how its execution ends, what its history tells, what becomes of the order.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'
import { disorder, history } from '../support/js/workflows.js'

const shop = await Shop.start()
const { states, sns, sqs } = shop.nube.api()
after(() => shop.stop())
await shop.confirm()
const stateMachineArn = shop.deployed['state-machine']

const execution = (orderId) => until(`the execution of ${orderId}`, () => shop.execution(orderId))

// Retries wait for seconds, so the clock goes faster meanwhile.
async function ended(executionArn, step = 1) {
  const e = await until('the execution to end', async () => {
    const now = await states.DescribeExecution({ executionArn })
    if (now.status !== 'RUNNING') return now
    await shop.hurry(step)
    await sleep(20)
    return false
  }, 40)
  const events = await history(states, executionArn)
  assert.equal(disorder(events), '')
  return { ...e, events }
}

// What a history says, briefly: the states that were entered, and what their tasks ended with.
function told(events) {
  const parts = []
  for (const e of events) {
    if (e.type.endsWith('StateEntered')) parts.push(e.stateEnteredEventDetails.name)
    else if (e.type === 'TaskSucceeded') parts.push('ok')
    else if (e.type === 'TaskFailed') parts.push(e.taskFailedEventDetails.error)
    else if (e.type === 'TaskTimedOut') parts.push(e.taskTimedOutEventDetails.error)
    else if (e.type.startsWith('Execution') && e.type !== 'ExecutionStarted') parts.push(e.type)
  }
  return parts.join(' ')
}

async function placed(customer, more) {
  const { orderId } = await shop.place(order(customer, more))
  return { orderId, executionArn: (await execution(orderId)).executionArn }
}
const status = async (orderId) => (await shop.request('GET', `/orders/${orderId}`)).json
const paid = async (orderId) => (await shop.payments(orderId)).length
const times = (word, count) => Array(count).fill(word).join(' ')

test('the payment is refused', async () => {
  const { orderId, executionArn } = await placed('test-payment-declined-1')
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'PaymentDeclined', 'The payment was declined; the order is PAYMENT_FAILED.'])
  assert.equal(told(e.events), 'TakeOrder ProcessPayment PaymentDeclined SendFailureNotice ok PaymentDeclined ExecutionFailed')
  const now = await status(orderId)
  assert.deepEqual([now.status, now.failureReason, await paid(orderId)], ['PAYMENT_FAILED', 'The payment was declined: insufficient funds.', 0])
})

test('the payment system is busy, and then takes the payment', async () => {
  const { orderId, executionArn } = await placed('test-payment-flaky-1')
  const e = await ended(executionArn)
  assert.equal(e.status, 'SUCCEEDED')
  assert.equal(told(e.events), 'TakeOrder ProcessPayment PaymentUnavailable ok ArrangeShipment ok SendNotification ok OrderCompleted ExecutionSucceeded')
  assert.deepEqual([(await status(orderId)).status, await paid(orderId)], ['SHIPPED', 1])
}, { seconds: 60 })

// What lies on the dead-letter queue, without taking it off.
async function parked() {
  const { QueueUrl } = await sqs.GetQueueUrl({ QueueName: 'order-processing-dlq' })
  const { Messages } = await shop.nube.page('GET', `/_nube/sqs/messages?QueueUrl=${encodeURIComponent(QueueUrl)}`)
  return Messages.map((m) => JSON.parse(m.Body).orderId)
}

// As an operator brings home what was parked.
const redrive = () => shop.operate('redrive')

test('the payment system is down for long: the order is parked, its operator told, and a redrive brings it home', async () => {
  const { orderId, executionArn } = await placed('test-payment-outage-1')
  const e = await ended(executionArn, 20)
  assert.deepEqual([e.status, e.error], ['FAILED', 'OrderParked'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ${times('PaymentUnavailable', 31)} ParkOrder ok TellOperator ok OrderParked ExecutionFailed`)
  const waits = e.events.filter((x) => x.type === 'TaskScheduled').map((x) => x.timestamp.getTime())
  const failures = e.events.filter((x) => x.type === 'TaskFailed').map((x) => x.timestamp.getTime())
  for (const [i, least] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) assert(waits[i + 1] - failures[i] >= least * 1000, `retry ${i + 1} after ${waits[i + 1] - failures[i]} ms`)
  assert.deepEqual([(await status(orderId)).status, await paid(orderId)], ['PAYMENT_PENDING', 0])
  assert.deepEqual(await parked(), [orderId])
  const said = await shop.operate('status')
  assert(said.includes('parked orders: 1') && said.includes('PAYMENT_PENDING: 1') && said.includes('SHIPPED: 1'), said.join('\n'))
  const [notice] = (await shop.nube.mails()).filter((m) => m.subject === 'An order is parked')
  assert.match(notice.body, new RegExp(`Order ${orderId} could not be settled \\(PaymentUnavailable\\)`))

  await shop.restart('payment', '--behave')
  await redrive()
  await until('it to be shipped', async () => (await status(orderId)).status === 'SHIPPED')
  assert.deepEqual([await paid(orderId), await parked()], [1, []])
  await shop.restart('payment')
}, { seconds: 60 })

test('the shipment is refused after the payment, which is paid back', async () => {
  const { orderId, executionArn } = await placed('test-shipment-refused-1')
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'OrderRefunded', 'The order is not sent, and what was charged is paid back; it is REFUNDED.'])
  assert.equal(told(e.events), 'TakeOrder ProcessPayment ok ArrangeShipment RefundDue RefundPayment ok SendRefundNotice ok OrderRefunded ExecutionFailed')
  const now = await status(orderId)
  const [refund] = await shop.refunds(orderId)
  assert.deepEqual([now.status, now.failureReason, await paid(orderId)], ['REFUNDED', 'No carrier serves the address.', 1])
  assert.deepEqual([now.refundId, now.transactionId], [refund.refundId, refund.transactionId])
})

test('refunds are down meanwhile: the order waits, and is refunded in the end', async () => {
  const { orderId, executionArn } = await placed('test-shipment-refused-refund-outage-1')
  const e = await ended(executionArn, 20)
  assert.deepEqual([e.status, e.error], ['FAILED', 'OrderParked'])
  assert.equal((await status(orderId)).status, 'REFUND_PENDING')
  assert.deepEqual(await parked(), [orderId])
  await shop.restart('payment', '--behave')
  await redrive()
  await until('it to be refunded', async () => (await status(orderId)).status === 'REFUNDED')
  assert.equal((await shop.refunds(orderId)).length, 1)
  await shop.restart('payment')
}, { seconds: 60 })

test('the shipment system is down after the payment: the order is parked, not given up', async () => {
  const { orderId, executionArn } = await placed('test-shipment-outage-1')
  const e = await ended(executionArn, 20)
  assert.deepEqual([e.status, e.error], ['FAILED', 'OrderParked'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ok ArrangeShipment ${times('ShipmentUnavailable', 31)} ParkOrder ok TellOperator ok OrderParked ExecutionFailed`)
  assert.deepEqual([(await status(orderId)).status, await paid(orderId), await parked()], ['SHIPMENT_PENDING', 1, [orderId]])
}, { seconds: 60 })

test('a step takes longer than it may, and is tried again: the payment is taken once', async () => {
  const { orderId, executionArn } = await placed('test-payment-timeout-1')
  await until('the payment to be asked for', async () => await paid(orderId))
  await shop.nube.clock({ advance: 31 })
  const e = await ended(executionArn)
  assert.equal(e.status, 'SUCCEEDED')
  assert.equal(told(e.events), 'TakeOrder ProcessPayment States.Timeout ok ArrangeShipment ok SendNotification ok OrderCompleted ExecutionSucceeded')
  assert.deepEqual([(await status(orderId)).status, await paid(orderId)], ['SHIPPED', 1])
}, { seconds: 60 })

test('the customer cannot be told: the order is parked, and told of after the redrive', async () => {
  const Topic = shop.deployed.topic
  const refusing = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: Topic }
  const policy = (Statement) => sns.SetTopicAttributes({ TopicArn: Topic, AttributeName: 'Policy', AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement }) })
  await policy([refusing])
  const { orderId, executionArn } = await placed('dora')
  const e = await ended(executionArn, 20)
  assert.deepEqual([e.status, e.error], ['FAILED', 'OrderParked'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ok ArrangeShipment ok SendNotification ${times('NotificationUnavailable', 31)} ReleaseNotification ok ParkOrder ok TellOperator ${e.events.filter((x) => x.type === 'TaskFailed' && x.taskFailedEventDetails.resourceType === 'sns').map((x) => x.taskFailedEventDetails.error).join(' ')} OrderParked ExecutionFailed`)
  assert.deepEqual([(await status(orderId)).status, await paid(orderId)], ['SHIPPED', 1])
  await policy([{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sns:Publish', Resource: Topic }])
  await redrive()
  await until('the mail', async () => (await shop.nube.mails()).some((m) => m.subject === `Your order ${orderId} has been shipped`))
  assert.equal(await paid(orderId), 1)
}, { seconds: 60 })

test('an order whose run was stopped is found by how long it is open, and sent again', async () => {
  const { orderId, executionArn } = await placed('test-payment-outage-3')
  await until('it to be taken', async () => (await status(orderId)).status === 'PAYMENT_PENDING')
  await states.StopExecution({ executionArn })
  await shop.restart('payment', '--behave')
  const { dynamodb } = shop.nube.api()
  await redrive()
  assert.equal((await status(orderId)).status, 'PAYMENT_PENDING') // too young to be missed
  const old = new Date(Date.now() - 2 * 3600000).toISOString()
  await dynamodb.UpdateItem({ TableName: 'Orders', Key: { orderId: { S: orderId } }, UpdateExpression: 'SET orderDate = :d', ExpressionAttributeValues: { ':d': { S: old } } })
  assert((await shop.operate('status')).includes(`open: ${orderId} PAYMENT_PENDING ${old}`))
  await redrive()
  await until('it to be shipped', async () => (await status(orderId)).status === 'SHIPPED')
  assert.equal(await paid(orderId), 1)
  await shop.restart('payment')
}, { seconds: 60 })

test('an order that nobody knows is waited for, as long as it may take to be stored', async () => {
  const orderId = '00000000-0000-4000-8000-000000000000'
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: JSON.stringify([{ orderId }]) })
  const e = await ended(executionArn, 5)
  assert.deepEqual([e.status, e.error], ['FAILED', 'OrderNotFound'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ${times('OrderNotFound', 5)} OrderNotFound ExecutionFailed`)
  assert(e.events.at(-1).timestamp - e.events[0].timestamp >= 60000)
}, { seconds: 60 })

test('an order whose id is none', async () => {
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: '[{"orderId":"../etc"}]' })
  const e = await ended(executionArn)
  assert.equal(told(e.events), 'TakeOrder ProcessPayment InvalidInput OrderNotFound ExecutionFailed')
})

test('an input without an order', async () => {
  for (const input of ['[{}]', '[]', '{}', '"text"']) {
    const { executionArn } = await states.StartExecution({ stateMachineArn, input })
    const e = await ended(executionArn)
    assert.deepEqual([e.status, e.error], ['FAILED', 'States.Runtime'])
    assert.match(e.cause, /^An error occurred while executing the state 'TakeOrder' \(entered at the event id #2\)\. The JSONPath '\$\[0\]\.orderId' specified for the field 'orderId\.\$' could not be found in the input/)
    assert.deepEqual(e.events.map((x) => x.type), ['ExecutionStarted', 'PassStateEntered', 'ExecutionFailed'])
  }
})

test('a message in the queue that is no order', async () => {
  const before = (await states.ListExecutions({ stateMachineArn })).executions.length
  await sqs.SendMessage({ QueueUrl: shop.deployed.queue, MessageBody: '{"no":"order"}' })
  const started = await until('its execution', async () => {
    const { executions } = await states.ListExecutions({ stateMachineArn })
    return executions.length > before && executions[0]
  })
  const e = await ended(started.executionArn)
  assert.equal(told(e.events), 'TakeOrder ProcessPayment InvalidInput OrderNotFound ExecutionFailed') // the pipe found no id in it
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: shop.deployed.queue, AttributeNames: ['All'] })
  assert.equal(Attributes.ApproximateNumberOfMessages, '0') // it does not come again
})

test('an order that was settled already is not worked on again', async () => {
  const { orderId, executionArn } = await placed('test-payment-declined-2')
  await ended(executionArn)
  const again = await states.StartExecution({ stateMachineArn, input: JSON.stringify([{ orderId }]) })
  const e = await ended(again.executionArn)
  assert.equal(told(e.events), 'TakeOrder ProcessPayment PaymentDeclined SendFailureNotice ok PaymentDeclined ExecutionFailed')
  assert.equal(await paid(orderId), 0)
  const mails = (await shop.nube.mails()).filter((m) => m.subject === `Your order ${orderId} could not be paid`)
  assert.equal(mails.length, 1) // the first run told it
})
