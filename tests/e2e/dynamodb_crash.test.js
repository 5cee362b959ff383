// Nube is killed while an index is being filled and its table is written to; started again on its data it goes on filling, and the index
// agrees with the table item for item, as does the table with every write that was answered.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { folder, Nube, sleep, until } from '../support/js/nube.js'
import { definitions, keySchema, N, S, table } from '../support/js/dynamodb.js'

const ITEMS = 20_000
const KILLS = 4
const WRITERS = 6
const TableName = 'Big'
const IndexName = 'byG'
const data = folder()

let nube
let dynamodb
after(() => nube?.stop())
const begin = async () => {
  nube = await Nube.start(['--data-dir', data])
  dynamodb = nube.api().dynamodb
}

const key = (i) => ({ pk: S(`${i}`) })
// Every fifth item is not the index's: it lacks the key, or has it in another type.
const item = (i, version) => ({ ...key(i), ...(i % 5 ? { g: S(`g${(i + version) % 7}`) } : i % 2 && { g: N(version) }), version: N(version), pad: S('x'.repeat(40)) })

async function load(known) {
  const starts = Array.from({ length: ITEMS / 25 }, (_, i) => i * 25)
  const loader = async () => {
    for (let at = starts.pop(); at !== undefined; at = starts.pop()) {
      const items = Array.from({ length: 25 }, (_, j) => item(at + j, 0))
      for (const one of items) known.set(one.pk.S, one)
      await dynamodb.BatchWriteItem({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } })
    }
  }
  await Promise.all(Array.from({ length: 8 }, loader))
}

// One of the writers: items of its own, so that it knows what each must be. What it was not answered stays in `open`.
async function write(writer, life, known, open) {
  for (let version = 1; !life.isOver; version++) {
    const i = Math.floor(Math.random() * (ITEMS / WRITERS)) * WRITERS + writer
    if (i % 5 === 0) continue // of another type once the index is there
    const after = Math.random() < 0.3 ? undefined : item(i, version)
    open.set(`${i}`, after)
    try {
      if (after) await dynamodb.PutItem({ TableName, Item: after })
      else await dynamodb.DeleteItem({ TableName, Key: key(i) })
    } catch (error) {
      if (!life.isOver) throw error
      return
    }
    open.delete(`${i}`)
    known.set(`${i}`, after)
    life.writes++
  }
}

const index = async () => (await dynamodb.DescribeTable({ TableName })).Table.GlobalSecondaryIndexes?.[0]
const isActive = async () => (await index()).IndexStatus === 'ACTIVE'
const gone = () => until('the index to go', async () => !(await index()), 60)
const change = (update) => dynamodb.UpdateTable({ TableName, AttributeDefinitions: definitions('pk:S g:S'), GlobalSecondaryIndexUpdates: [update] })
const create = () => change({ Create: { IndexName, KeySchema: keySchema('g:S'), Projection: { ProjectionType: 'ALL' } } })

async function everything(IndexName) {
  const found = new Map()
  let ExclusiveStartKey
  do {
    const page = await dynamodb.Scan({ TableName, IndexName, ExclusiveStartKey, ConsistentRead: !IndexName })
    for (const one of page.Items) {
      assert(!found.has(one.pk.S), `${one.pk.S} comes twice`)
      found.set(one.pk.S, one)
    }
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return found
}

function same(found, expected, what) {
  const text = (one) => one && JSON.stringify(Object.entries(one).sort())
  const wrong = [...new Set([...found.keys(), ...expected.keys()])].filter((name) => text(found.get(name)) !== text(expected.get(name)))
  assert.deepEqual(wrong.slice(0, 5).map((name) => [name, found.get(name), expected.get(name)]), [], what)
}

async function check(known, open) {
  const stored = await everything()
  for (const [name, after] of open) {
    const text = JSON.stringify(Object.entries(stored.get(name) ?? {}).sort())
    if (text === JSON.stringify(Object.entries(after ?? {}).sort())) known.set(name, after) // not answered, yet done
  }
  open.clear()
  same(stored, new Map([...known].filter(([, one]) => one)), 'the table, and what was answered')
  same(await everything(IndexName), new Map([...stored].filter(([, one]) => one.g?.S)), 'the index, and its table')
}

// Adds the index, kills Nube after that time and starts it again. Returns whether it was being filled when last seen, and how many writes
// were answered meanwhile.
async function killed(milliseconds, known, open) {
  const life = { writes: 0, isOver: false }
  let seen
  await create()
  const writers = Array.from({ length: WRITERS }, (_, i) => write(i, life, known, open))
  const end = Date.now() + milliseconds
  do {
    seen = await index()
    await sleep(5)
  } while (Date.now() < end)
  life.isOver = true
  await nube.end('SIGKILL')
  await Promise.all(writers)
  await begin()
  return [seen.IndexStatus === 'CREATING', life.writes]
}

test(
  'kill -9 while an index of 20,000 items is being filled',
  async () => {
    const known = new Map()
    const open = new Map()
    await begin()
    await dynamodb.CreateTable(table(TableName))
    await load(known)
    const started = Date.now()
    await create()
    await until('the index to be filled', isActive, 60)
    const whole = Date.now() - started
    let inTime = 0
    let writes = 0
    for (let i = 0; i < KILLS; i++) {
      await change({ Delete: { IndexName } })
      await gone()
      const [wasInTime, answered] = await killed(Math.random() * whole, known, open)
      inTime += wasInTime
      writes += answered
      await until('the index to be filled', isActive, 60)
      await check(known, open)
    }
    assert(writes > 0)
    assert(inTime > 0, `only ${inTime} of ${KILLS} kills came while the index was being filled`)
  },
  { seconds: 150 },
)
