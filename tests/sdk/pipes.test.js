// EventBridge Pipes by the AWS SDK: from a queue to a state machine.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { pipes, sqs, states } = nube.api()
after(() => nube.stop())

const RoleArn = 'arn:aws:iam::000000000000:role/pipe'
let made = 0
async function ends(definition = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: `pipe-queue-${++made}` })
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] })
  const machine = await states.CreateStateMachine({ name: `pipe-machine-${made}`, roleArn: RoleArn, definition: JSON.stringify(definition) })
  return { QueueUrl, Source: Attributes.QueueArn, Target: machine.stateMachineArn }
}
const create = (Name, { Source, Target }, extra = {}) =>
  pipes.CreatePipe({
    Name,
    Source,
    Target,
    RoleArn,
    SourceParameters: { SqsQueueParameters: { BatchSize: 1 } },
    ...extra,
    TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' }, ...extra.TargetParameters },
  })
const executions = async (stateMachineArn) => (await states.ListExecutions({ stateMachineArn })).executions
const inputs = async (stateMachineArn) =>
  Promise.all(
    (await executions(stateMachineArn)).map(async (e) => JSON.parse((await states.DescribeExecution({ executionArn: e.executionArn })).input)),
  )
const left = async (QueueUrl) => {
  const { Attributes: a } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })
  return Number(a.ApproximateNumberOfMessages) + Number(a.ApproximateNumberOfMessagesNotVisible)
}

test('a message starts an execution with its record, and is deleted', async () => {
  const at = await ends()
  const created = await create('plain', at)
  assert.equal(created.Arn, 'arn:aws:pipes:us-east-1:000000000000:pipe/plain')
  assert.deepEqual([created.DesiredState, created.CurrentState], ['RUNNING', 'CREATING'])
  const sent = await sqs.SendMessage({
    QueueUrl: at.QueueUrl,
    MessageBody: '{"orderId":"o-1"}',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'new' } },
  })
  await until('the execution', async () => (await executions(at.Target)).length === 1)
  const [batch] = await inputs(at.Target)
  assert.equal(batch.length, 1)
  const [record] = batch
  assert.deepEqual(
    [record.messageId, record.body, record.eventSource, record.eventSourceARN, record.awsRegion],
    [sent.MessageId, '{"orderId":"o-1"}', 'aws:sqs', at.Source, 'us-east-1'],
  )
  assert.equal(record.attributes.ApproximateReceiveCount, '1')
  assert.equal(record.messageAttributes.kind.stringValue, 'new')
  assert.equal(record.md5OfBody, sent.MD5OfMessageBody)
  await until('the message to be deleted', async () => (await left(at.QueueUrl)) === 0)
})

test('a template makes the input, a filter drops the rest', async () => {
  const at = await ends()
  await create('shaped', at, {
    SourceParameters: {
      SqsQueueParameters: { BatchSize: 1 },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { amount: [{ numeric: ['>', 10] }] } }) }] },
    },
    TargetParameters: { InputTemplate: '{"id": <$.body.id>, "said": "pipe <aws.pipes.pipe-name>"}' },
  })
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: '{"id":"small","amount":5}' })
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: '{"id":"big","amount":50}' })
  await until('both to go', async () => (await left(at.QueueUrl)) === 0)
  assert.deepEqual(await inputs(at.Target), [[{ id: 'big', said: 'pipe shaped' }]])
})

test('what could not start comes back after its visibility timeout', async () => {
  const at = await ends()
  await sqs.SetQueueAttributes({ QueueUrl: at.QueueUrl, Attributes: { VisibilityTimeout: '300' } })
  const { definition } = await states.DescribeStateMachine({ stateMachineArn: at.Target })
  await states.DeleteStateMachine({ stateMachineArn: at.Target })
  await create('late', at)
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: '{}' })
  await until('it to be taken', async () => {
    const { Attributes: a } = await sqs.GetQueueAttributes({ QueueUrl: at.QueueUrl, AttributeNames: ['All'] })
    return a.ApproximateNumberOfMessagesNotVisible === '1'
  })
  await states.CreateStateMachine({ name: at.Target.split(':').pop(), roleArn: RoleArn, definition })
  await nube.quiet()
  await nube.clock({ advance: 301 })
  await until('the execution', async () => (await executions(at.Target)).length === 1)
  await until('the message to be deleted', async () => (await left(at.QueueUrl)) === 0)
})

test('stopped, started, described, updated, listed, deleted', async () => {
  const at = await ends()
  await create('turned', at, { DesiredState: 'STOPPED', Description: 'd', Tags: { a: 'b' } })
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: '1' })
  await nube.quiet()
  assert.deepEqual(await executions(at.Target), [])
  const told = await pipes.DescribePipe({ Name: 'turned' })
  assert.deepEqual(
    [told.CurrentState, told.DesiredState, told.Description, told.Source, told.Target, told.RoleArn, told.Tags],
    ['STOPPED', 'STOPPED', 'd', at.Source, at.Target, RoleArn, { a: 'b' }],
  )
  await pipes.StartPipe({ Name: 'turned' })
  await until('the execution', async () => (await executions(at.Target)).length === 1)
  assert.equal((await pipes.UpdatePipe({ Name: 'turned', RoleArn, Description: 'new' })).Name, 'turned')
  assert.equal((await pipes.DescribePipe({ Name: 'turned' })).Description, 'new')
  await pipes.StopPipe({ Name: 'turned' })
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: '2' })
  await nube.quiet()
  assert.equal((await executions(at.Target)).length, 1)
  assert.deepEqual((await pipes.ListPipes({ NamePrefix: 'tu' })).Pipes.map((p) => [p.Name, p.CurrentState]), [['turned', 'STOPPED']])
  const names = []
  let NextToken
  do {
    const page = await pipes.ListPipes({ Limit: 2, NextToken })
    names.push(...page.Pipes.map((p) => p.Name))
    NextToken = page.NextToken
  } while (NextToken)
  assert.deepEqual(names.sort(), ['late', 'plain', 'shaped', 'turned'])
  assert.equal((await pipes.DeletePipe({ Name: 'turned' })).DesiredState, 'DELETED')
  const gone = await failure(pipes.DescribePipe({ Name: 'turned' }))
  assert.deepEqual([gone.name, gone.status, gone.message], ['NotFoundException', 404, 'Pipe turned does not exist.'])
})

const waiting = { TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'REQUEST_RESPONSE' } } }
async function express(definition) {
  const at = await ends()
  const machine = { name: `express-${made}`, type: 'EXPRESS', roleArn: RoleArn, definition: JSON.stringify(definition) }
  return { ...at, Target: (await states.CreateStateMachine(machine)).stateMachineArn }
}

test('an EXPRESS machine is waited for: what succeeded is deleted', async () => {
  const at = await express({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } })
  await create('waited', at, waiting)
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: 'x' })
  await until('the message to be deleted', async () => (await left(at.QueueUrl)) === 0)
})

test('an EXPRESS machine that fails leaves the messages in the queue', async () => {
  const at = await express({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } })
  await sqs.SetQueueAttributes({ QueueUrl: at.QueueUrl, Attributes: { VisibilityTimeout: '0' } })
  await create('failing', at, waiting)
  await sqs.SendMessage({ QueueUrl: at.QueueUrl, MessageBody: 'x' })
  const runs = async () => (await nube.page('GET', '/_nube/calls')).states?.StartSyncExecution?.calls ?? 0
  const before = await runs()
  await until('the execution, again', async () => (await runs()) >= before + 2)
  assert.equal(await left(at.QueueUrl), 1)
  await pipes.DeletePipe({ Name: 'failing' })
})

test('what it refuses', async () => {
  const at = await ends()
  await create('once', at)
  const twice = await failure(create('once', at))
  assert.deepEqual([twice.name, twice.status, twice.message], ['ConflictException', 409, 'Pipe once already exists.'])
  const name = await failure(create('no spaces', at))
  assert.deepEqual([name.name, name.status], ['ValidationException', 400])
  const waits = await failure(create('waits', at, { TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'REQUEST_RESPONSE' } } }))
  assert.equal(waits.name, 'ValidationException')
})
