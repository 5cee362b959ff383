// A thousand receivers that wait at one queue, far more than there are threads: each message wakes one of them, others are served at once
// meanwhile, nothing turns in circles, and they are held in little memory.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http from 'node:http'

import { after, test } from '../support/js/suite.js'
import { isSanitised, Nube, raw, signedAs, sleep, until } from '../support/js/nube.js'

const POLLS = 1000
const WAKE_MS_MAX = 1000 // loose: machines are busy at times
const IDLE_MS = 1000
const IDLE_CPU_MAX = 0.2 // of a core, while they wait and nobody asks for anything
const nube = await Nube.start(['--ephemeral'])
const { sqs } = nube.api()
after(() => nube.stop())

// A receiver's; a sanitizer's own bookkeeping comes on top.
const HELD_KIB_MAX = isSanitised ? 400 : 40

const kibibytes = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${nube.pid}/status`, 'utf8'))[1])
// Seconds of processor that it has taken; the kernel counts in hundredths.
function processorSeconds() {
  const fields = readFileSync(`/proc/${nube.pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const agent = new http.Agent({ maxSockets: Infinity })
const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'polled' })

// Bodies that came, each with the time of its coming, and how many polls ended.
const came = new Map()
let ended = 0
async function poll() {
  const { status, body } = await raw(nube.url, {
    agent,
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.ReceiveMessage', Authorization: signedAs('sqs') },
    body: JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 }),
  })
  ended++
  assert.equal(status, 200)
  for (const { Body } of JSON.parse(body).Messages ?? []) {
    assert(!came.has(Body), `${Body} came twice`)
    came.set(Body, performance.now())
  }
}

let sent = 0
async function send(count) {
  const bodies = Array.from({ length: count }, () => `${sent++}`)
  const began = performance.now()
  if (count === 1) await sqs.SendMessage({ QueueUrl, MessageBody: bodies[0] })
  else await sqs.SendMessageBatch({ QueueUrl, Entries: bodies.map((MessageBody, i) => ({ Id: `${i}`, MessageBody })) })
  await until('the wake', () => bodies.every((body) => came.has(body)))
  return Math.max(...bodies.map((body) => came.get(body))) - began
}

test(
  `${POLLS} receivers wait at a queue`,
  async () => {
    const before = kibibytes()
    const polls = Array.from({ length: POLLS }, () => poll())
    await nube.quiet(POLLS, 30)
    const each = (kibibytes() - before) / POLLS
    assert.equal(ended, 0)
    assert(each < HELD_KIB_MAX, `${each} KiB a receiver`)

    const worked = processorSeconds()
    await sleep(IDLE_MS)
    const idle = ((processorSeconds() - worked) * 1000) / IDLE_MS
    assert(idle < IDLE_CPU_MAX, `${idle} of a core while they wait`)

    let other = 0
    for (let i = 0; i < 100; i++) {
      const began = performance.now()
      await sqs.GetQueueUrl({ QueueName: 'polled' })
      other = Math.max(other, performance.now() - began)
    }
    assert(other < WAKE_MS_MAX, `${other} ms for another request`)
    assert.equal(ended, 0)

    const waits = []
    for (let i = 0; i < 50; i++) {
      waits.push(await send(1))
      assert.equal(ended, sent, 'a message woke another number than one')
    }
    waits.sort((a, b) => a - b)
    console.log(
      `        ${POLLS} held in ${each.toFixed(1)} KiB each (${(kibibytes() / 1024).toFixed(1)} MiB in all); from send to receiver ` +
        `p50 ${waits[25].toFixed(2)} ms, at most ${waits[49].toFixed(2)} ms; another request at most ${other.toFixed(2)} ms`,
    )
    assert(waits[25] < WAKE_MS_MAX, `${waits[25]} ms`)

    for (let i = 0; i < 5; i++) {
      await send(10)
      assert.equal(ended, sent, 'ten messages woke another number than ten')
    }
    while (sent < POLLS) await send(10)
    await Promise.all(polls)
    assert.equal(came.size, sent)
    agent.destroy()
  },
  { seconds: 60 },
)
