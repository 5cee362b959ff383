// Programs that others wrote, as functions: packages of npm's with all that they need.
import assert from 'node:assert/strict'

import { caller } from '../support/js/functions.js'
import { Nube } from '../support/js/nube.js'
import { packages } from '../support/js/packages.js'
import { after, skip, test } from '../support/js/suite.js'

const isOld = Number(process.versions.node.split('.')[0]) < 20
if (isOld) skip('these packages want Node.js 20')
else {
  const nube = await Nube.start()
  const { lambda } = nube.api()
  after(() => nube.stop())
  const { run, create, invoke } = caller(lambda, 'nodejs22.x', { Handler: 'index.handler', MemorySize: 512, Timeout: 20 })

  test('Express behind serverless-http answers as an API of API Gateway', async () => {
    const index = `
const serverless = require('serverless-http')
const express = require('express')
const app = express()
app.use(express.json())
app.get('/items/:id', (request, response) => response.set('X-Made', 'by express').json({ id: request.params.id, q: request.query.q }))
app.post('/items', (request, response) => response.status(201).json({ got: request.body }))
exports.handler = serverless(app)`
    const name = await create({ 'index.js': index, ...packages(['serverless-http', 'express']) })
    const ask = (httpMethod, at, extra = {}) =>
      invoke(name, { resource: '/{proxy+}', httpMethod, path: at, headers: { 'content-type': 'application/json' }, requestContext: { stage: 'dev' }, isBase64Encoded: false, ...extra })
    const got = await ask('GET', '/items/7', { queryStringParameters: { q: 'ü' } })
    assert.equal(got.error, undefined, got.text)
    assert.deepEqual([got.value.statusCode, JSON.parse(got.value.body), got.value.headers['x-made']], [200, { id: '7', q: 'ü' }, 'by express'])
    const made = await ask('POST', '/items', { body: '{"a":1}' })
    assert.deepEqual([made.value.statusCode, JSON.parse(made.value.body)], [201, { got: { a: 1 } }])
    assert.equal((await ask('GET', '/nowhere')).value.statusCode, 404)
  }, { seconds: 60 })

  test('Powertools log and count with what the runtime tells them', async () => {
    const index = `
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
const logger = new Logger({ serviceName: 'shop' })
const metrics = new Metrics({ namespace: 'Shop', serviceName: 'shop' })
export const handler = async (event, context) => {
  logger.addContext(context)
  logger.info('an order', { order: event.order })
  try { throw new RangeError('boom') } catch (error) { logger.error('went wrong', error) }
  metrics.addMetric('orders', MetricUnit.Count, 1)
  metrics.publishStoredMetrics()
  return context.awsRequestId
}`
    const files = { 'index.mjs': index, ...packages(['@aws-lambda-powertools/logger', '@aws-lambda-powertools/metrics']) }
    const { name, error, text, value, log } = await run(files, { order: 5 })
    assert.equal(error, undefined, text)
    const lines = log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
    const told = lines.find((line) => line.message === 'an order')
    assert.deepEqual(
      [told.level, told.service, told.order, told.function_name, told.function_request_id, told.function_memory_size, told.cold_start, told.function_arn],
      ['INFO', 'shop', 5, name, value, '512', true, `arn:aws:lambda:us-east-1:000000000000:function:${name}`],
    )
    assert.match(told.xray_trace_id, /^1-[0-9a-f]{8}-[0-9a-f]{24}$/)
    assert.equal(lines.find((line) => line.message === 'went wrong').error.name, 'RangeError')
    const counted = lines.find((line) => line._aws)
    assert.deepEqual([counted.orders, counted._aws.CloudWatchMetrics[0].Namespace], [1, 'Shop'])
  }, { seconds: 60 })

  test("the SDK that the function brings along calls Nube without any setting", async () => {
    const index = `
import { SQSClient, CreateQueueCommand, SendMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
const sqs = new SQSClient({})
export const handler = async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'by-the-sdk' }))
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }))
  return (await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }))).Messages[0].Body
}`
    const { text } = await run({ 'index.mjs': index, ...packages(['@aws-sdk/client-sqs']) })
    assert.equal(text, '"hello"')
  }, { seconds: 60 })
}
