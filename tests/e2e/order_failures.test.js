// The order workflow in each of the ways in which it can fail: how its execution ends, what its history tells, what becomes of the order.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { sleep, until } from '../support/js/nube.js'
import { order, Shop } from '../support/js/shop.js'
import { disorder, history } from '../support/js/workflows.js'

const shop = await Shop.start()
const { states, sns, sqs } = shop.nube.api()
after(() => shop.stop())
const stateMachineArn = shop.deployed['state-machine']

const execution = (orderId) => until(`the execution of ${orderId}`, () => shop.execution(orderId))

// Retries wait for seconds, so the clock goes faster meanwhile, though never by what a step may take.
async function ended(executionArn) {
  const e = await until('the execution to end', async () => {
    const now = await states.DescribeExecution({ executionArn })
    if (now.status !== 'RUNNING') return now
    await shop.nube.clock({ advance: 1 })
    await sleep(100)
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
  assert.equal(told(e.events), 'TakeOrder ProcessPayment PaymentDeclined PaymentDeclined ExecutionFailed')
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

test('the payment system is down', async () => {
  const { orderId, executionArn } = await placed('test-payment-outage-1')
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'PaymentFailed', 'The payment could not be taken; the order is PAYMENT_FAILED.'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ${times('PaymentUnavailable', 5)} RecordPaymentFailure ok PaymentFailed ExecutionFailed`)
  const waits = e.events.filter((x) => x.type === 'TaskScheduled').map((x) => x.timestamp.getTime())
  const failures = e.events.filter((x) => x.type === 'TaskFailed').map((x) => x.timestamp.getTime())
  for (const [i, least] of [1, 2, 4, 8].entries()) assert(waits[i + 1] - failures[i] >= least * 1000, `retry ${i + 1} after ${waits[i + 1] - failures[i]} ms`)
  const now = await status(orderId)
  assert.deepEqual([now.status, now.failureReason, await paid(orderId)], ['PAYMENT_FAILED', 'The payment could not be confirmed.', 0])
}, { seconds: 60 })

test('the shipment is refused after the payment', async () => {
  const { orderId, executionArn } = await placed('test-shipment-refused-1')
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'ShipmentFailed', 'The shipment could not be arranged; the order is SHIPMENT_FAILED.'])
  assert.equal(told(e.events), 'TakeOrder ProcessPayment ok ArrangeShipment ShipmentRefused ShipmentFailed ExecutionFailed')
  const caught = JSON.parse(e.events.find((x) => x.type === 'FailStateEntered').stateEnteredEventDetails.input)
  assert.deepEqual([caught.orderId, caught.error.Error, JSON.parse(caught.error.Cause).errorType], [orderId, 'ShipmentRefused', 'ShipmentRefused'])
  assert.match(caught.payment.transactionId, /^TX-/)
  const now = await status(orderId)
  assert.deepEqual([now.status, now.transactionId, await paid(orderId)], ['SHIPMENT_FAILED', caught.payment.transactionId, 1])
})

test('the shipment system is down after the payment', async () => {
  const { orderId, executionArn } = await placed('test-shipment-outage-1')
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error], ['FAILED', 'ShipmentFailed'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ok ArrangeShipment ${times('ShipmentUnavailable', 5)} RecordShipmentFailure ok ShipmentFailed ExecutionFailed`)
  const now = await status(orderId)
  assert.deepEqual([now.status, now.failureReason, await paid(orderId)], ['SHIPMENT_FAILED', 'The shipment could not be arranged.', 1])
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

test('the whole takes longer than it may', async () => {
  const { orderId, executionArn } = await placed('test-payment-outage-2')
  await until('a failed try', async () => (await history(states, executionArn)).some((x) => x.type === 'TaskFailed'))
  await shop.nube.clock({ advance: 601 })
  const e = await ended(executionArn)
  assert.equal(e.status, 'TIMED_OUT')
  assert.equal(e.events.at(-1).type, 'ExecutionTimedOut')
  assert.equal((await status(orderId)).status, 'PENDING')
}, { seconds: 60 })

test('the customer cannot be told', async () => {
  await sns.DeleteTopic({ TopicArn: shop.deployed.topic })
  const { orderId, executionArn } = await placed('dora')
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error, e.cause], ['FAILED', 'NotificationFailed', 'The order is SHIPPED, but its customer could not be told.'])
  assert.equal(told(e.events), `TakeOrder ProcessPayment ok ArrangeShipment ok SendNotification ${times('NotificationUnavailable', 5)} NotificationFailed ExecutionFailed`)
  assert.deepEqual([(await status(orderId)).status, await paid(orderId)], ['SHIPPED', 1])
}, { seconds: 60 })

test('an order that nobody knows', async () => {
  const orderId = '00000000-0000-4000-8000-000000000000'
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: JSON.stringify([{ orderId }]) })
  const e = await ended(executionArn)
  assert.deepEqual([e.status, e.error], ['FAILED', 'OrderNotFound'])
  assert.equal(told(e.events), 'TakeOrder ProcessPayment OrderNotFound RecordPaymentFailure OrderNotFound ExecutionFailed')
})

test('an order whose id is none', async () => {
  const { executionArn } = await states.StartExecution({ stateMachineArn, input: '[{"orderId":"../etc"}]' })
  const e = await ended(executionArn)
  assert.equal(told(e.events), 'TakeOrder ProcessPayment InvalidInput RecordPaymentFailure InvalidInput ExecutionFailed')
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
  assert.equal(told(e.events), 'TakeOrder ProcessPayment InvalidInput RecordPaymentFailure InvalidInput ExecutionFailed') // the pipe found no id in it
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: shop.deployed.queue, AttributeNames: ['All'] })
  assert.equal(Attributes.ApproximateNumberOfMessages, '0') // it does not come again
})

test('an order that was settled already is not worked on again', async () => {
  const { orderId, executionArn } = await placed('test-payment-declined-2')
  await ended(executionArn)
  const again = await states.StartExecution({ stateMachineArn, input: JSON.stringify([{ orderId }]) })
  const e = await ended(again.executionArn)
  assert.equal(told(e.events), 'TakeOrder ProcessPayment PaymentDeclined PaymentDeclined ExecutionFailed')
  assert.equal(await paid(orderId), 0)
})
