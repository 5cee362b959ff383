// PartiQL by the AWS SDK: single statements, batches, transactions.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('Hash'))
await dynamodb.CreateTable(
  table('Rows', 'pk:S sk:N', { indexes: { 'by-g': { keys: 'g:S' }, inc: { keys: 'h:S', type: 'INCLUDE', include: ['x'] }, local: { keys: 'pk:S l:S', type: 'KEYS_ONLY', local: true } } }),
)

const run = (Statement, Parameters, more) => dynamodb.ExecuteStatement({ Statement, Parameters, ...more })
const items = async (...args) => (await run(...args)).Items
const bad = (statement, message, parameters, more) => invalid(run(statement, parameters, more), message)
const malformed = (statement, message) => bad(statement, `Statement wasn't well formed, can't be processed: ${message}`)
const get = async (pk) => (await dynamodb.GetItem({ TableName: 'Hash', Key: { pk: S(pk) } })).Item
for (let i = 1; i <= 5; i++) for (const pk of ['a', 'b']) await run(`INSERT INTO Rows VALUE {'pk': ?, 'sk': ?, 'n': ?, 'g': ?}`, [S(pk), N(i), N(i * 10), S(i % 2 ? 'odd' : 'even')])

test('INSERT with literals of every type, and with parameters', async () => {
  await run(`INSERT INTO "Hash" VALUE {'pk': 'lit', 's': 'it''s', 'n': -1.5e2, 't': true, 'nil': null, 'l': [1, 'two', []], 'm': {'x': {'y': 1}}, 'ss': <<'a', 'b'>>, 'ns': <<1, 2>>}`)
  assert.deepEqual(await get('lit'), {
    pk: S('lit'),
    s: S("it's"),
    n: N(-150),
    t: { BOOL: true },
    nil: { NULL: true },
    l: { L: [N(1), S('two'), { L: [] }] },
    m: { M: { x: { M: { y: N(1) } } } },
    ss: { SS: ['a', 'b'] },
    ns: { NS: ['1', '2'] },
  })
  await run(`INSERT INTO Hash VALUE {'pk': ?, 'b': ?}`, [S('par'), { B: Uint8Array.from([1, 2]) }])
  assert.deepEqual(await get('par'), { pk: S('par'), b: { B: Uint8Array.from([1, 2]) } })
  await refused(run(`INSERT INTO Hash VALUE {'pk': 'par'}`), 'DuplicateItemException', 'Duplicate primary key exists in table')
  await bad(`INSERT INTO Hash VALUE {'x': 1}`, 'Key attribute should be present in the item: Key pk')
  await bad(`INSERT INTO Hash VALUE {'pk': 1}`, "Key attribute's data type should match its data type in table's schema: Key pk")
  await bad(`INSERT INTO Hash VALUE {'pk': 'r'} RETURNING ALL OLD *`, 'RETURNING is not supported in INSERT')
})

test('SELECT: one item, one partition, all', async () => {
  assert.deepEqual(await items(`SELECT n FROM Rows WHERE pk = 'a' AND sk = 2`), [{ n: N(20) }])
  const sks = async (where, parameters) => (await items(`SELECT sk FROM Rows WHERE ${where}`, parameters)).map((item) => +item.sk.N)
  assert.deepEqual(await sks(`pk = 'a'`), [1, 2, 3, 4, 5])
  assert.deepEqual(await sks(`pk = ? AND sk > ?`, [S('a'), N(3)]), [4, 5])
  assert.deepEqual(await sks(`pk = 'a' AND sk BETWEEN 2 AND 3 ORDER BY sk DESC`), [3, 2])
  assert.deepEqual(await sks(`pk = 'a' AND n IN [10, 50]`), [1, 5])
  assert.deepEqual(await sks(`pk = 'a' AND (n = 10 OR NOT n < 50)`), [1, 5])
  assert.deepEqual((await sks(`pk IN ['a', 'b'] AND sk = 1`)).length, 2)
  assert.equal((await items(`SELECT * FROM Rows`)).length, 10)
  assert.deepEqual((await sks(`n > 40 AND attribute_type(n, 'N') AND contains(g, 'd')`)).sort(), [5, 5])
  assert.deepEqual(await items(`SELECT * FROM Rows WHERE pk = 'nobody'`), [])
  assert.deepEqual(await items(`SELECT m.x.y, l[1] FROM Hash WHERE pk = 'lit'`), [{ y: N(1), _2: S('two') }])
  assert.equal((await items(`SELECT * FROM Hash WHERE pk = 'lit' AND nothing IS MISSING AND nil IS NULL`)).length, 1)
})

test('SELECT from an index', async () => {
  const odd = await items(`SELECT pk, sk FROM "Rows"."by-g" WHERE g = 'odd'`)
  assert.equal(odd.length, 6)
  await bad(`SELECT * FROM "Rows"."none" WHERE pk = 'a'`, 'The table does not have the specified index')
  await bad(`SELECT * FROM "Rows"."by-g"."more" WHERE g = 'x'`, 'A path may contain at most 2 components in the FROM clause')
  await bad(`SELECT * FROM "Rows"."" WHERE g = 'x'`, 'Path component cannot be an empty string')
  await bad(`SELECT * FROM "" WHERE g = 'x'`, 'Path component cannot be an empty string')
  await bad(`SELECT pk FROM "Rows"."inc" WHERE h = 'y' AND np = 'x'`, INVALID + 'Secondary index inc does not project one or more filter attributes: [np]')
  await bad(`SELECT pk FROM "Rows"."local" WHERE pk = 'y' AND np = 'x'`, INVALID + 'Secondary index local does not project one or more filter attributes: [np]')
  await bad(`SELECT np FROM "Rows"."inc" WHERE h = 'y'`, INVALID + 'Global secondary index inc does not project [np]')
  await bad(`SELECT * FROM "Rows"."by-g" WHERE g = 'x'`, 'Strongly consistent read is not supported on Global Secondary Indexes', undefined, { ConsistentRead: true })
})

test('pages by Limit and NextToken', async () => {
  const Statement = `SELECT sk FROM Rows WHERE pk = ?`
  const seen = []
  let NextToken
  do {
    const page = await run(Statement, [S('a')], { Limit: 2, NextToken })
    seen.push(page.Items.map((item) => +item.sk.N))
    NextToken = page.NextToken
  } while (NextToken)
  assert.deepEqual(seen.flat(), [1, 2, 3, 4, 5])
  assert.deepEqual(seen[0], [1, 2])
  const { NextToken: token, LastEvaluatedKey } = await run(Statement, [S('a')], { Limit: 2 })
  assert.deepEqual(LastEvaluatedKey, { pk: S('a'), sk: N(2) })
  await bad(Statement, 'NextToken does not match request', [S('b')], { Limit: 2, NextToken: token })
  await bad(Statement, 'Invalid NextToken', [S('a')], { NextToken: 'x' })
})

test('UPDATE and what it gives back', async () => {
  await run(`INSERT INTO Hash VALUE {'pk': 'up', 'a': 1, 'l': [1], 's': <<'x'>>, 'm': {'x': 1, 'y': 2}}`)
  const update = (clauses, returning = '') => items(`UPDATE Hash ${clauses} WHERE pk = 'up' ${returning}`)
  assert.deepEqual(await update(`SET a = a + 4 SET m.x = 9 REMOVE m.y`, 'RETURNING MODIFIED NEW *'), [{ a: N(5), m: { M: { x: N(9) } } }])
  assert.deepEqual(await update(`SET a = 6`, 'RETURNING MODIFIED OLD *'), [{ a: N(5) }])
  assert.deepEqual(await update(`SET l = list_append(l, [2]), s = set_add(s, <<'y'>>)`, 'RETURNING ALL NEW *'), [
    { pk: S('up'), a: N(6), l: { L: [N(1), N(2)] }, s: { SS: ['x', 'y'] }, m: { M: { x: N(9) } } },
  ])
  assert.deepEqual(await update(`SET s = set_delete(s, <<'x'>>)`, 'RETURNING ALL OLD *').then(([old]) => old.s), { SS: ['x', 'y'] })
  assert.deepEqual(await update(`SET b = 1`), [])
  const failed = ['ConditionalCheckFailedException', 'The conditional request failed']
  await refused(run(`UPDATE Hash SET a = 1 WHERE pk = 'nobody'`), ...failed)
  const error = await refused(run(`UPDATE Hash SET a = 1 WHERE pk = 'up' AND a = 0`, undefined, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }), ...failed)
  assert.equal(error.Item.pk.S, 'up')
  await bad(`UPDATE Hash SET a = 1`, 'Where clause does not contain a mandatory equality on all key attributes')
  await bad(`UPDATE Hash SET a = 1 WHERE a = 2`, 'Where clause does not contain a mandatory equality on all key attributes')
  await bad(`UPDATE Hash SET pk = 'x' WHERE pk = 'up'`, INVALID + 'Cannot update attribute pk. This attribute is part of the key')
})

test('DELETE and what it gives back', async () => {
  await run(`INSERT INTO Hash VALUE {'pk': 'del', 'a': 1}`)
  await refused(run(`DELETE FROM Hash WHERE pk = 'del' AND a = 2`), 'ConditionalCheckFailedException', 'The conditional request failed')
  const only = (what) => `Invalid returning clause: RETURNING ${what} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`
  for (const what of ['MODIFIED OLD', 'ALL NEW', 'MODIFIED NEW']) await bad(`DELETE FROM Hash WHERE pk = 'del' RETURNING ${what} *`, only(what))
  assert.deepEqual(await items(`DELETE FROM Hash WHERE pk = 'del' RETURNING ALL OLD *`), [{ pk: S('del'), a: N(1) }])
  assert.deepEqual(await items(`DELETE FROM Hash WHERE pk = 'del' RETURNING ALL OLD *`), [])
  await bad(`DELETE FROM Rows WHERE pk = 'a'`, 'Where clause does not contain a mandatory equality on all key attributes')
})

test('statements that are none', async () => {
  await malformed('SLECT * FROM Hash', 'Expected data manipulation')
  await malformed('SELECT * FROM', 'Unexpected term')
  await malformed(`SELECT * FROM Hash WHERE pk = 'a' AND`, 'Missing right-hand side expression of infix operator')
  await malformed(`SELECT * FROM Hash WHERE pk = 'a' foo`, 'Unexpected token after expression')
  await bad(`SELECT * FROM Hash h WHERE pk = 'a'`, 'Aliasing is not supported')
  await bad(`SELECT pk, pk FROM Hash`, 'Duplicate identifiers in select clause: pk')
  await bad(`SELECT * FROM Hash WHERE pk = ?`, "Number of parameters in request and statement don't match.")
  await bad(`SELECT * FROM Hash WHERE pk = 'a'`, "Number of parameters in request and statement don't match.", [S('x')])
  await bad(`SELECT * FROM Hash WHERE pk = 'x' AND v < ?`, 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL', [{ BOOL: true }])
  await refused(run(`SELECT * FROM "Never" WHERE pk = 'a'`), 'ResourceNotFoundException', 'Requested resource not found')
  await bad(`EXISTS(SELECT * FROM Hash WHERE pk = 'a')`, 'EXISTS can only be used in ExecuteTransaction write requests.')
  await bad('', "1 validation error detected: Value '' at 'statement' failed to satisfy constraint: Member must have length greater than or equal to 1")
})

test('a batch: each by itself', async () => {
  for (const n of [1, 2, 3, 4]) await dynamodb.PutItem({ TableName: 'Hash', Item: { pk: S(`b${n}`), a: N(n) } })
  const { Responses } = await dynamodb.BatchExecuteStatement({
    Statements: [
      { Statement: `INSERT INTO Hash VALUE {'pk': 'b0'}` },
      { Statement: `INSERT INTO Hash VALUE {'pk': 'b1'}` },
      { Statement: `UPDATE Hash SET a = 2 WHERE pk = ? RETURNING ALL NEW *`, Parameters: [S('b2')] },
      { Statement: `DELETE FROM Never WHERE pk = 'a'` },
      { Statement: `SLECT * FROM Hash` },
      { Statement: `UPDATE Hash SET a = 3 WHERE pk = 'b3' AND a = 7`, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
      { Statement: `DELETE FROM Hash WHERE pk = 'b4' RETURNING ALL OLD *` },
    ],
  })
  assert.deepEqual(Responses, [
    { TableName: 'Hash' },
    { Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }, TableName: 'Hash' },
    { Item: { pk: S('b2'), a: N(2) }, TableName: 'Hash' },
    { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' }, TableName: 'Never' },
    { Error: { Code: 'ValidationError', Message: "Statement wasn't well formed, can't be processed: Expected data manipulation" } },
    { Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { pk: S('b3'), a: N(3) } }, TableName: 'Hash' },
    { Item: { pk: S('b4'), a: N(4) }, TableName: 'Hash' },
  ])
})

test('a batch that reads names whole keys, and costs by statement', async () => {
  const ask = (...Statements) => dynamodb.BatchExecuteStatement({ Statements, ReturnConsumedCapacity: 'TOTAL' })
  const one = { Statement: `SELECT * FROM Rows WHERE pk = 'a' AND sk = 1` }
  const { Responses, ConsumedCapacity } = await ask(one, { ...one, ConsistentRead: true })
  assert.deepEqual(Responses.map((response) => response.Item.n.N), ['10', '10'])
  assert.deepEqual(ConsumedCapacity, [{ TableName: 'Rows', CapacityUnits: 1.5 }])
  for (const Statement of [`SELECT * FROM Rows WHERE pk = 'a'`, `SELECT * FROM Rows WHERE n = 1`, `SELECT * FROM "Rows"."by-g" WHERE g = 'odd'`]) {
    const [{ Error }] = (await ask({ Statement })).Responses
    assert.deepEqual(Error, { Code: 'ValidationError', Message: 'Select statements within BatchExecuteStatement must specify the primary key in the where clause.' })
  }
  await invalid(ask(), "1 validation error detected: Value '[]' at 'statements' failed to satisfy constraint: Member must have length greater than or equal to 1")
})

test('a transaction of statements', async () => {
  const transact = (statements, more) => dynamodb.ExecuteTransaction({ TransactStatements: statements.map((Statement) => ({ Statement })), ...more })
  await transact([`INSERT INTO Hash VALUE {'pk': 't1', 'n': 0}`, `INSERT INTO Hash VALUE {'pk': 't2'}`, `EXISTS(SELECT * FROM Hash WHERE pk = 'lit' AND n = -150)`])
  const error = await refused(
    transact([`INSERT INTO Hash VALUE {'pk': 't3'}`, `INSERT INTO Hash VALUE {'pk': 't1'}`, `EXISTS(SELECT * FROM Hash WHERE pk = 'lit' AND n = 0)`]),
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem, ConditionalCheckFailed]',
  )
  assert.equal(error.CancellationReasons[1].Message, 'Duplicate primary key exists in table')
  assert.equal(await get('t3'), undefined)
  const { Responses } = await transact([`SELECT n FROM Hash WHERE pk = 't1'`, `SELECT * FROM Hash WHERE pk = 'nobody'`])
  assert.deepEqual(Responses, [{ Item: { n: N(0) } }, {}])
  const part = (i, message) => `Validation failed in TransactStatements[${i}]: ${message}`
  await invalid(transact([`UPDATE Hash SET a = 1 WHERE pk = 't1' RETURNING ALL NEW *`]), part(0, 'RETURNING clause is not supported in ExecuteTransaction.'))
  await invalid(transact([`SELECT * FROM "Rows"."by-g" WHERE g = 'odd'`]), part(0, 'Reads on indices are not supported within transactions.'))
  await invalid(transact([`SELECT n FROM Hash WHERE pk = 't1'`, `DELETE FROM Hash WHERE pk = 't2'`]), 'ExecuteTransaction API does not support both read and write operations in the same request.')
  await invalid(transact([`INSERT INTO Hash VALUE {'pk': 'x'}`, `DELETE FROM Hash WHERE pk = 'x'`]), 'Transaction request cannot include multiple operations on one item')
})

test('a transaction of statements by token is done once', async () => {
  const request = { ClientRequestToken: 'pql-token', ReturnConsumedCapacity: 'TOTAL', TransactStatements: [{ Statement: `UPDATE Hash SET n = n + 1 WHERE pk = 't1'` }] }
  const first = await dynamodb.ExecuteTransaction(request)
  const second = await dynamodb.ExecuteTransaction(request)
  assert.equal((await get('t1')).n.N, '1')
  assert.deepEqual(first.ConsumedCapacity, [{ TableName: 'Hash', CapacityUnits: 2, WriteCapacityUnits: 2 }])
  assert.deepEqual(second.ConsumedCapacity, [{ TableName: 'Hash', CapacityUnits: 2, ReadCapacityUnits: 2 }])
})
