// SQS by the AWS CLI of the distribution, which speaks the Query protocol: every operation that it knows. A call takes it most of a second and
// more on a busy machine, so those that don't need each other go together.
import assert from 'node:assert/strict'

import { commands } from '../support/js/cli.js'
import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const seconds = { seconds: 250 }
const { aws, cli, refused } = commands(nube, 'sqs')
const arn = (name) => `arn:aws:sqs:us-east-1:000000000000:${name}`
const url = (name) => `${nube.url}/000000000000/${name}`
const at = (name) => ['--queue-url', url(name)]

test('queues: created with tags and attributes, found, listed, tagged, permitted', async () => {
  await Promise.all([
    cli('create-queue', '--queue-name', 'dead'),
    cli('create-queue', '--queue-name', 'f.fifo', '--attributes', 'FifoQueue=true,ContentBasedDeduplication=true'),
  ])
  const redrive = JSON.stringify({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 }) })
  const made = await cli('create-queue', '--queue-name', 'q', '--attributes', redrive, '--tags', 'team=a')
  assert.equal(made.QueueUrl, url('q'))
  await Promise.all([
    cli('tag-queue', ...at('q'), '--tags', 'stage=test'),
    cli('set-queue-attributes', ...at('q'), '--attributes', 'VisibilityTimeout=60'),
    cli('add-permission', ...at('dead'), '--label', 'share', '--aws-account-ids', '111111111111', '--actions', 'SendMessage'),
  ])
  const [tags, attributes, policy, found, listed, sources] = await Promise.all([
    cli('list-queue-tags', ...at('q')),
    cli('get-queue-attributes', ...at('q'), '--attribute-names', 'VisibilityTimeout', 'QueueArn'),
    cli('get-queue-attributes', ...at('dead'), '--attribute-names', 'Policy'),
    cli('get-queue-url', '--queue-name', 'f.fifo'),
    cli('list-queues', '--queue-name-prefix', 'd'),
    cli('list-dead-letter-source-queues', ...at('dead')),
  ])
  assert.deepEqual(tags.Tags, { team: 'a', stage: 'test' })
  assert.deepEqual(attributes.Attributes, { VisibilityTimeout: '60', QueueArn: arn('q') })
  assert.equal(JSON.parse(policy.Attributes.Policy).Statement[0].Action, 'SQS:SendMessage')
  assert.deepEqual([found.QueueUrl, listed.QueueUrls, sources.queueUrls], [url('f.fifo'), [url('dead')], [url('q')]])
  await Promise.all([cli('untag-queue', ...at('q'), '--tag-keys', 'team'), cli('remove-permission', ...at('dead'), '--label', 'share')])
  const [left, none] = await Promise.all([cli('list-queue-tags', ...at('q')), cli('get-queue-attributes', ...at('dead'), '--attribute-names', 'Policy')])
  assert.deepEqual([left.Tags, none], [{ stage: 'test' }, undefined])
}, seconds)

test('messages: sent, received, hidden, deleted, singly and in batches, also of a FIFO queue', async () => {
  const attributes = JSON.stringify({ n: { DataType: 'Number', StringValue: '7' }, b: { DataType: 'Binary', BinaryValue: 'AAH/' } })
  const [sent, ordered] = await Promise.all([
    cli('send-message', ...at('q'), '--message-body', 'hällo', '--message-attributes', attributes),
    cli('send-message', ...at('f.fifo'), '--message-body', '1', '--message-group-id', 'g'),
  ])
  assert.match(ordered.SequenceNumber, /^\d{20}$/)
  const entries = JSON.stringify([{ Id: 'a', MessageBody: 'A' }, { Id: 'b', MessageBody: 'B', DelaySeconds: 901 }])
  const batch = await cli('send-message-batch', ...at('q'), '--entries', entries)
  assert.deepEqual([batch.Successful.length, batch.Failed[0].Id, batch.Failed[0].Code, batch.Failed[0].SenderFault], [1, 'b', 'InvalidParameterValue', true])
  const [got, first] = await Promise.all([
    cli('receive-message', ...at('q'), '--max-number-of-messages', '10', '--message-attribute-names', 'All', '--attribute-names', 'All'),
    cli('receive-message', ...at('f.fifo'), '--attribute-names', 'All', '--receive-request-attempt-id', 'r'),
  ])
  assert.deepEqual(got.Messages.map((m) => m.Body), ['hällo', 'A'])
  assert.equal(got.Messages[0].MD5OfMessageAttributes, sent.MD5OfMessageAttributes)
  assert.equal(got.Messages[0].MessageAttributes.n.StringValue, '7')
  assert.deepEqual([first.Messages[0].Attributes.MessageGroupId, first.Messages[0].Attributes.SequenceNumber], ['g', ordered.SequenceNumber])
  const [h1, h2] = got.Messages.map((m) => m.ReceiptHandle)
  const changes = JSON.stringify([{ Id: 'x', ReceiptHandle: h1, VisibilityTimeout: 100 }, { Id: 'y', ReceiptHandle: 'no', VisibilityTimeout: 1 }])
  const [changed] = await Promise.all([
    cli('change-message-visibility-batch', ...at('q'), '--entries', changes),
    cli('change-message-visibility', ...at('q'), '--receipt-handle', h2, '--visibility-timeout', '50'),
    cli('delete-message', ...at('f.fifo'), '--receipt-handle', first.Messages[0].ReceiptHandle),
  ])
  assert.deepEqual([changed.Successful.map((s) => s.Id), changed.Failed[0].Code], [['x'], 'ReceiptHandleIsInvalid'])
  const deleted = await cli('delete-message-batch', ...at('q'), '--entries', JSON.stringify([h1, h2].map((ReceiptHandle, i) => ({ Id: `${i}`, ReceiptHandle }))))
  assert.equal(deleted.Successful.length, 2)
}, seconds)

test('errors in their older codes', async () => {
  const answers = await Promise.all([
    refused('get-queue-url', '--queue-name', 'none'),
    refused('send-message', ...at('f.fifo'), '--message-body', 'x'),
    refused('create-queue', '--queue-name', 'f.fifo', '--attributes', 'FifoQueue=true,ContentBasedDeduplication=false'),
    refused('set-queue-attributes', ...at('q'), '--attributes', 'DelaySeconds=901'),
    refused('delete-message-batch', ...at('q'), '--entries', JSON.stringify([{ Id: 'a', ReceiptHandle: 'x' }, { Id: 'a', ReceiptHandle: 'x' }])),
    refused('remove-permission', ...at('q'), '--label', 'none'),
  ])
  const [[code, words], ...others] = answers // the words differ by protocol, the CLI's protocol by its age
  assert.equal(code, 'AWS.SimpleQueueService.NonExistentQueue')
  assert.match(words, /^The specified queue does not exist( for this wsdl version)?\.$/)
  assert.deepEqual(others, [
    ['MissingParameter', 'The request must contain the parameter MessageGroupId.'],
    ['QueueAlreadyExists', 'A queue already exists with the same name and a different value for attribute ContentBasedDeduplication'],
    ['InvalidAttributeValue', 'Invalid value for the parameter DelaySeconds.'],
    ['AWS.SimpleQueueService.BatchEntryIdsNotDistinct', 'Id a repeated.'],
    ['InvalidParameterValue', "Value none for parameter Label is invalid. Reason: can't find label."],
  ])
}, seconds)

test('purged, moved back, deleted', async () => {
  await Promise.all([cli('purge-queue', ...at('q')), cli('send-message', ...at('dead'), '--message-body', 'back')])
  const [again] = await Promise.all([refused('purge-queue', ...at('q')), cli('set-queue-attributes', ...at('q'), '--attributes', 'VisibilityTimeout=0')])
  assert.deepEqual(again, ['AWS.SimpleQueueService.PurgeQueueInProgress', 'Only one PurgeQueue operation on q is allowed every 60 seconds.'])
  const started = await aws('start-message-move-task', ['--source-arn', arn('dead'), '--destination-arn', arn('q'), '--max-number-of-messages-per-second', '500'])
  if (/Invalid choice|invalid choice/.test(started.err)) return // a CLI from before 2023 has no such operation
  const { TaskHandle } = JSON.parse(started.out)
  assert.match(Buffer.from(TaskHandle, 'base64').toString(), /"taskId"/)
  const { Messages } = await cli('receive-message', ...at('q'), '--wait-time-seconds', '10')
  assert.equal(Messages[0].Body, 'back')
  const [tasks, cancelled] = await Promise.all([
    cli('list-message-move-tasks', '--source-arn', arn('dead')),
    refused('cancel-message-move-task', '--task-handle', 'foobared'),
    cli('delete-queue', ...at('q')),
  ])
  assert.deepEqual([tasks.Results[0].ApproximateNumberOfMessagesMoved, tasks.Results[0].MaxNumberOfMessagesPerSecond], [1, 500])
  assert.deepEqual(cancelled, ['InvalidParameterValue', 'Value for parameter TaskHandle is invalid.'])
}, seconds)
