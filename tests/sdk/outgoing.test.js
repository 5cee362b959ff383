// Nube talks to nobody whom its user did not name: its sockets are watched while it works.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

import { createFunction } from '../support/js/functions.js'
import { allow, trust } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { Nube, sleep } from '../support/js/nube.js'
import { zip } from '../support/js/zip.js'

const nube = await Nube.start()
after(() => nube.stop())

const LISTEN = '0A'

function socketsOf(pid) {
  return new Set(
    readdirSync(`/proc/${pid}/fd`)
      .map((fd) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
        } catch {
          return undefined
        }
      })
      .filter(Boolean),
  )
}

function rows(name) {
  return readFileSync(`/proc/net/${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/)
      return { name, local, remote, state, inode }
    })
}

// What Nube began itself: neither a listener of its own, nor accepted by one of them.
function begun(pid) {
  const ours = socketsOf(pid)
  const all = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap(rows).filter((row) => ours.has(row.inode))
  const ports = new Set(all.filter((row) => row.state === LISTEN).map((row) => row.local.split(':')[1]))
  return {
    listeners: all.filter((row) => row.state === LISTEN && row.name.startsWith('tcp')),
    outgoing: all.filter((row) => row.state !== LISTEN && !ports.has(row.local.split(':')[1])),
  }
}

test('no socket of Nube was opened to anybody, and all listen on loopback', async () => {
  const { sqs, sns, states, lambda, iam } = nube.api()
  const seen = []
  const listeners = new Set()
  let samples = 0
  let isOver = false
  const watch = (async () => {
    while (!isOver) {
      const now = begun(nube.pid)
      seen.push(...now.outgoing)
      for (const row of now.listeners) listeners.add(row.local.split(':')[0])
      samples++
      await sleep(1)
    }
  })()
  const { TopicArn } = await sns.CreateTopic({ Name: 't' })
  await sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'someone@mail.example.com' })
  await fetch(/http:\/\/\S+/.exec((await nube.mails())[0].body)[0])
  await sns.Publish({ TopicArn, Message: 'x' })
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'q' })
  await sqs.SendMessage({ QueueUrl: QueueUrl.replace('127.0.0.1', 'queue.example.com'), MessageBody: 'x' })
  const { Role } = await iam.CreateRole({ RoleName: 'r', AssumeRolePolicyDocument: trust('lambda.amazonaws.com', 'states.amazonaws.com') })
  await iam.PutRolePolicy({ RoleName: 'r', PolicyName: 'all', PolicyDocument: allow('*') })
  const script = '#!/bin/sh\nwhile :; do\n' +
    'h=$(mktemp); curl -sS -D "$h" -o /dev/null "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next" || exit 1\n' +
    'id=$(tr -d "\\r" <"$h" | sed -n "s/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p")\n' +
    'curl -sS -o /dev/null -d "1" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response"\ndone\n'
  const { FunctionArn } = await createFunction(lambda, {
    FunctionName: 'f',
    Runtime: 'provided.al2023',
    Role: Role.Arn,
    Handler: 'x',
    Code: { ZipFile: zip([{ name: 'bootstrap', mode: 0o100755, body: script }]) },
  })
  const definition = JSON.stringify({ StartAt: 'T', States: { T: { Type: 'Task', Resource: FunctionArn, End: true } } })
  const { stateMachineArn } = await states.CreateStateMachine({ name: 'm', roleArn: Role.Arn, definition })
  const { executionArn } = await states.StartExecution({ stateMachineArn })
  for (let status = 'RUNNING'; status === 'RUNNING'; await sleep(20)) status = (await states.DescribeExecution({ executionArn })).status
  assert.equal((await states.DescribeExecution({ executionArn })).status, 'SUCCEEDED')
  isOver = true
  await watch
  assert(samples > 20, `${samples} samples`)
  assert.deepEqual(seen, [])
  assert.deepEqual([...listeners].sort(), ['00000000000000000000000001000000', '0100007F']) // [::1] and 127.0.0.1
})

test('what is watched would be seen: a mail server that was named is', async () => {
  const { createServer } = await import('node:net')
  const server = createServer(() => {}) // takes the connection and says nothing
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address()
  const other = await Nube.start(['--ephemeral', '--smtp', `127.0.0.1:${port}`])
  try {
    const { sns } = other.api()
    const { TopicArn } = await sns.CreateTopic({ Name: 't' })
    await sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' })
    const hex = port.toString(16).toUpperCase().padStart(4, '0')
    let found = false
    for (let i = 0; i < 200 && !found; i++, await sleep(10)) found = begun(other.pid).outgoing.some((row) => row.remote === `0100007F:${hex}`)
    assert(found)
  } finally {
    server.close()
    await other.end('SIGKILL')
  }
})
