// Requests by hand: what no SDK sends. Every answer is AWS's own error, none changes anything, and Nube lives on.
import assert from 'node:assert/strict'
import net from 'node:net'

import { after, test } from '../support/js/suite.js'
import { Nube, raw, signedAs } from '../support/js/nube.js'

const nube = await Nube.start()
const { sqs, dynamodb } = nube.api()
after(() => nube.stop())

const json = (target, body, headers = {}) =>
  raw(nube.url, {
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': target,
      Authorization: signedAs(target.startsWith('Dynamo') ? 'dynamodb' : target.startsWith('AmazonSQS') ? 'sqs' : 'states'),
      ...headers,
    },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  })
const code = (answer) => JSON.parse(answer.body).__type.replace(/^.*#/, '')

test('every answer has a request id; a JSON error also its type', async () => {
  const good = await json('DynamoDB_20120810.ListTables', {})
  assert.equal(good.status, 200)
  assert.match(good.headers['x-amzn-requestid'], /^[0-9A-Za-z-]{36,52}$/)
  assert.equal(good.headers['content-type'], 'application/x-amz-json-1.0')
  assert.match(good.headers['x-amz-crc32'], /^\d+$/)
  const bad = await json('DynamoDB_20120810.DescribeTable', { TableName: 'none' })
  assert.equal(bad.status, 400)
  assert.equal(bad.headers['x-amzn-errortype'].replace(/:.*$/, ''), 'ResourceNotFoundException')
  assert.equal(JSON.parse(bad.body).__type, 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException')
})

test('without a signature', async () => {
  const dynamo = await json('DynamoDB_20120810.ListTables', {}, { Authorization: '' })
  assert.deepEqual([dynamo.status, code(dynamo)], [400, 'MissingAuthenticationTokenException'])
  assert.equal(JSON.parse(dynamo.body).message, 'Request is missing Authentication Token')
  const query = await raw(`${nube.url}/?Action=ListTopics&Version=2010-03-31`, { method: 'GET' })
  assert.equal(query.status, 403)
  assert.match(query.body, /<Code>MissingAuthenticationToken<\/Code><Message>Request is missing Authentication Token<\/Message>/)
  const rest = await raw(`${nube.url}/2015-03-31/functions`, { method: 'GET' })
  assert.equal(rest.status, 403)
  assert.equal(rest.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException')
  assert.match(rest.body, /"[mM]essage":"Missing Authentication Token"/)
})

test('a signature that is none', async () => {
  for (const Authorization of ['Basic eDp5', 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=x']) {
    const answer = await json('DynamoDB_20120810.ListTables', {}, { Authorization })
    assert.equal(answer.status, 400)
    assert.match(code(answer), /^(IncompleteSignature|MissingAuthenticationToken|InvalidSignature)Exception$/)
  }
})

test('malformed JSON', async () => {
  for (const body of ['{', '{"TableName":', '{"TableName":"x"', '[1', 'nonsense', '{"a":1}}', '\u0000', '{"TableName":"\\ud800', '"x"', '[]']) {
    const answer = await json('DynamoDB_20120810.DescribeTable', body)
    assert.equal(answer.status, 400, body)
    assert.equal(code(answer), 'SerializationException', body)
  }
  const deep = await json('DynamoDB_20120810.DescribeTable', `{"x":${'['.repeat(100000)}`)
  assert.deepEqual([deep.status, code(deep)], [400, 'SerializationException'])
  const bytes = await json('DynamoDB_20120810.DescribeTable', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))
  assert.equal(bytes.status, 400)
})

test('wrong types', async () => {
  const cases = [
    ['DynamoDB_20120810.DescribeTable', { TableName: 5 }, 'NUMBER_VALUE cannot be converted to String'],
    ['DynamoDB_20120810.DescribeTable', { TableName: true }, 'TRUE_VALUE cannot be converted to String'],
    ['DynamoDB_20120810.ListTables', { Limit: 'many' }, 'STRING_VALUE cannot be converted to Integer'],
    ['DynamoDB_20120810.DescribeTable', { TableName: {} }, 'Start of structure or map found where not expected'],
    ['DynamoDB_20120810.PutItem', { TableName: 'abc', Item: [] }, undefined],
    ['AmazonSQS.CreateQueue', { QueueName: {} }, 'Start of structure or map found where not expected.'],
    ['AmazonSQS.CreateQueue', { QueueName: ['x'] }, /./],
    ['AWSStepFunctions.StartExecution', { stateMachineArn: 1 }, /./],
  ]
  for (const [target, body, message] of cases) {
    const answer = await json(target, body)
    assert.deepEqual([answer.status, code(answer)], [400, 'SerializationException'], target)
    const told = JSON.parse(answer.body).Message ?? JSON.parse(answer.body).message
    if (typeof message !== 'object') assert.equal(told, message)
    else assert.match(told, message)
  }
})

test('missing members', async () => {
  const dynamo = await json('DynamoDB_20120810.DescribeTable', {})
  assert.deepEqual([dynamo.status, code(dynamo)], [400, 'ValidationException'])
  const queue = await json('AmazonSQS.CreateQueue', {})
  assert.deepEqual([queue.status, code(queue)], [400, 'MissingRequiredParameterException'])
  assert.equal(JSON.parse(queue.body).message, 'The request must contain the parameter QueueName.')
  assert.equal(queue.headers['x-amzn-query-error'], 'MissingParameter;Sender')
  const states = await json('AWSStepFunctions.StartExecution', {}, { 'Content-Type': 'application/x-amz-json-1.0' })
  assert.deepEqual([states.status, code(states)], [400, 'ValidationException'])
  assert.equal(
    JSON.parse(states.body).message,
    "1 validation error detected: Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null",
  )
})

test('unknown operations and services', async () => {
  const unknown = await json('DynamoDB_20120810.Fly', {})
  assert.deepEqual([unknown.status, code(unknown)], [400, 'UnknownOperationException'])
  const lacking = await json('DynamoDB_20120810.UpdateGlobalTableSettings', { GlobalTableName: 'abc' })
  assert.equal(lacking.status, 501)
  assert.equal(code(lacking), 'NotImplementedException')
  assert.match(JSON.parse(lacking.body).message, /dynamodb:UpdateGlobalTableSettings/)
  const service = await json('Kinesis_20131202.ListStreams', {}, { Authorization: signedAs('kinesis') })
  assert.equal(service.status, 501)
  assert.match(JSON.parse(service.body).message, /^The service kinesis is not emulated by Nube \(ListStreams\)$/)
  const zone = await raw(`${nube.url}/2013-04-01/hostedzone`, { headers: { Authorization: signedAs('route53') }, body: 'x' })
  assert.equal(zone.status, 501)
  assert.match(zone.body, /<Message>The service route53 is not emulated by Nube/)
  const path = await raw(`${nube.url}/2015-03-31/wings`, { method: 'GET', headers: { Authorization: signedAs('lambda') } })
  assert.equal(path.status, 404)
})

test('too much: a body, a header, a path', async () => {
  const body = Buffer.alloc(73 * 1024 * 1024, 'x')
  const large = await json('DynamoDB_20120810.PutItem', body).catch((error) => error)
  if (large instanceof Error) assert.match(large.code, /EPIPE|ECONNRESET/)
  else assert.equal(large.status, 413)
  const headers = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`x-filler-${i}`, 'x']))
  assert.equal((await json('DynamoDB_20120810.ListTables', {}, headers)).status, 431)
  const path = await raw(`${nube.url}/${'x'.repeat(40000)}`, { method: 'GET' }).catch((error) => error)
  if (!(path instanceof Error)) assert(path.status >= 400 && path.status < 500, `${path.status}`)
  assert.equal((await json('DynamoDB_20120810.ListTables', {})).status, 200)
})

/** Sends the bytes as they are, ends its side, and gives all that comes back. */
const sent = (...pieces) =>
  new Promise((done, failed) => {
    let answer = ''
    const socket = net.connect(nube.port, '127.0.0.1', () => socket.end(pieces.join('')))
    socket.setTimeout(20000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (bytes) => (answer += bytes))
    socket.on('error', failed)
    socket.on('close', () => done(answer))
  })

test('a chunked body that breaks off is refused in its protocol, and not executed', async () => {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'cut' })
  const form = `Action=SendMessage&QueueUrl=${encodeURIComponent(QueueUrl)}&MessageBody=${'x'.repeat(20000)}`
  const head = (more) => `POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${signedAs('sqs')}\r\n${more}Transfer-Encoding: chunked\r\n\r\n`
  const chunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n`
  for (const end of ['4e20\r\nxxxxx', 'zz\r\n', '']) {
    const answer = await sent(head('Content-Type: application/x-www-form-urlencoded\r\n'), chunk(form), end)
    assert.match(answer, /^HTTP\/1.1 400 [^]*Connection: close/)
    assert.doesNotMatch(answer, /<MessageId>/)
  }
  const target = 'X-Amz-Target: AmazonSQS.SendMessage\r\nContent-Type: application/x-amz-json-1.0\r\n'
  const answer = await sent(head(target), chunk(JSON.stringify({ QueueUrl, MessageBody: 'm' })), '5\r\nxx')
  assert.match(answer, /^HTTP\/1.1 400 [^]*"__type":"[^"]*IncompleteBody"/)
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
  assert.equal(Attributes.ApproximateNumberOfMessages, '0')
  const whole = await sent(head(target), chunk(JSON.stringify({ QueueUrl, MessageBody: 'm' })), '0\r\n\r\n')
  assert.match(whole, /^HTTP\/1.1 200 /)
  await sqs.DeleteQueue({ QueueUrl })
})

test('past the cap the answer is 413 in the words of its protocol', async () => {
  const head = (more) => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 80000000\r\n${more}\r\n`
  const table = await sent(head(`X-Amz-Target: DynamoDB_20120810.PutItem\r\nAuthorization: ${signedAs('dynamodb')}\r\n`))
  assert.match(table, /^HTTP\/1.1 413 [^]*Connection: close[^]*RequestEntityTooLargeException/)
  const layer = await sent(head(`Authorization: ${signedAs('lambda')}\r\n`).replace('POST /', 'POST /2015-03-31/functions'))
  assert.match(layer, /^HTTP\/1.1 413 [^]*x-amzn-ErrorType: RequestEntityTooLargeException/)
})

test('what is not HTTP, stops in the middle, or says nothing', async () => {
  const talk = (text) =>
    new Promise((done) => {
      const socket = net.connect(nube.port, '127.0.0.1', () => socket.end(text))
      socket.on('error', () => {})
      socket.on('close', done)
      socket.resume()
    })
  await Promise.all(
    ['\x16\x03\x01\x02\x00\x01', 'GET\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nshort', '', '\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'].map(talk),
  )
  assert.equal((await json('DynamoDB_20120810.ListTables', {})).status, 200)
})

test('a body in chunks is a body', async () => {
  const answer = await raw(nube.url, {
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'AmazonSQS.CreateQueue',
      Authorization: signedAs('sqs'),
      'Transfer-Encoding': 'chunked',
    },
    body: '{"QueueName":"in-chunks"}',
  })
  assert.equal(answer.status, 200)
  assert.match(answer.body, /in-chunks/)
})

test('of all that was refused nothing is left', async () => {
  assert.deepEqual((await dynamodb.ListTables()).TableNames, [])
  assert.deepEqual((await sqs.ListQueues()).QueueUrls?.map((url) => url.replace(/^.*\//, '')), ['in-chunks'])
})

test("a page from elsewhere in a browser is refused; ours and SDKs' are not", async () => {
  const ask = (headers) => json('DynamoDB_20120810.ListTables', {}, headers).then((answer) => answer.status)
  assert.equal(await ask({ Origin: 'https://evil.example' }), 403)
  assert.equal(await ask({ Origin: 'null' }), 403)
  assert.equal(await ask({ 'Sec-Fetch-Site': 'cross-site' }), 403)
  assert.equal(await ask({ Origin: 'http://localhost:5173' }), 200)
  assert.equal(await ask({ Origin: 'http://localhost:5173', Host: 'rebound.example' }), 403)
  assert.equal(await ask({ Host: 'nube.internal:4566' }), 200)
  assert.equal(await ask({ Host: 'rebound.example' }), 403)
  assert.equal((await raw(`${nube.url}/_nube/reset`, { headers: { Origin: 'https://evil.example' } })).status, 403)
})

test('the pages of Nube itself', async () => {
  for (const path of ['/_nube/health', '/_localstack/health']) {
    const health = await nube.page('GET', path)
    assert.match(health.version, /\d/)
    for (const service of ['dynamodb', 'sqs', 'sns', 'stepfunctions', 'lambda', 'apigateway', 'pipes', 'iam', 'sts'])
      assert.match(health.services[service] ?? '', /^(running|available)$/, service)
  }
  assert.equal((await raw(`${nube.url}/_nube/nowhere`, { method: 'GET' })).status, 404)
  assert.equal((await raw(`${nube.url}/_nube/health`, { method: 'DELETE' })).status, 405)
  const calls = await nube.page('GET', '/_nube/calls')
  assert(calls.dynamodb.ListTables.calls > 0)
  assert(calls.dynamodb.DescribeTable.faults > 0)
})

test('the clock: set, frozen, advanced, and refused', async () => {
  await nube.clock({ freeze: true })
  const { now } = await nube.clock({ set: '2030-01-01T00:00:00Z' })
  assert.equal(now, '2030-01-01T00:00:00.000Z')
  assert.equal((await nube.clock({ advance: 1.5 })).now, '2030-01-01T00:00:01.500Z')
  const { TableDescription } = await dynamodb.CreateTable({
    TableName: 'Future',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  })
  assert.equal(TableDescription.CreationDateTime.toISOString(), '2030-01-01T00:00:01.500Z')
  assert.equal((await nube.clock()).frozen, true)
  for (const wrong of [{}, { advance: -1 }, { advance: 'x' }, { set: 'tomorrow' }, { freeze: 1 }, { skip: 'all' }, []]) {
    const answer = await raw(`${nube.url}/_nube/clock`, { body: JSON.stringify(wrong) })
    assert.equal(answer.status, 400, JSON.stringify(wrong))
  }
  await nube.reset()
  const told = await nube.clock()
  assert.equal(told.frozen, false)
  assert(Math.abs(Date.parse(told.now) - Date.now()) < 5000)
})
