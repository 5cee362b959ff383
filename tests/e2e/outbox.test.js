// A long outbox of SNS's: the memory that it takes does not grow with it, and nothing is delivered twice.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { Endpoint } from '../support/js/endpoint.js'
import { test } from '../support/js/suite.js'
import { folder, isSanitised, Nube, sleep, until } from '../support/js/nube.js'

const LANES = 20
const BATCHES = isSanitised ? 50 : 500 // of ten messages
const ROWS = LANES * BATCHES * 10
const PATIENCE_MS = 180000 // it takes some twenty seconds where little else goes on

const memory = (pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024

test(`an outbox of ${ROWS} rows is worked off in memory that does not grow with it`, async () => {
  const endpoint = await Endpoint.start()
  const nube = await Nube.start(['--data-dir', folder()])
  const { sns } = nube.api()
  const { TopicArn } = await sns.CreateTopic({ Name: 'many' })
  await endpoint.subscribe(sns, TopicArn, LANES)
  const batch = (first) => ({
    TopicArn,
    PublishBatchRequestEntries: Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, Message: `message ${first + i}, ${'x'.repeat(500)}` })),
  })
  await sns.PublishBatch(batch(0))
  await until('the first deliveries', () => endpoint.total === 10 * LANES)
  const idle = memory(nube.pid)

  await nube.clock({ freeze: true })
  endpoint.hold()
  for (let i = 1; i < BATCHES; i += 10) await Promise.all(Array.from({ length: Math.min(10, BATCHES - i) }, (_, k) => sns.PublishBatch(batch((i + k) * 10))))
  let peak = memory(nube.pid)
  endpoint.release()
  await nube.clock({ freeze: false })
  const began = Date.now()
  while (endpoint.got.size < ROWS && Date.now() - began < PATIENCE_MS) {
    await nube.clock({ advance: 5 })
    peak = Math.max(peak, memory(nube.pid))
    await sleep(100)
  }
  const gone = endpoint.got.size
  assert.equal(gone, ROWS, `${gone} of ${ROWS} rows in ${PATIENCE_MS / 1000} s`)
  assert.equal(endpoint.total, ROWS, 'delivered twice, though nobody was killed')
  console.log(`        ${ROWS} rows in ${((Date.now() - began) / 1000).toFixed(0)} s; memory ${idle.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`)
  assert(isSanitised || peak < idle + 64, `${idle} MB before, ${peak} MB at most`)
  await nube.stop()
  await endpoint.close()
}, { seconds: 280 })
