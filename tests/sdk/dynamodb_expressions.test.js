// DynamoDB's expressions by the AWS SDK. Their many more cases are data of the unit tests.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'
import { INVALID, invalid, invalidInput, N, refused, S, table } from '../support/js/dynamodb.js'

const nube = await Nube.start()
const { dynamodb } = nube.api()
after(() => nube.stop())
await dynamodb.CreateTable(table('Items'))

const TableName = 'Items'
const Key = { pk: S('x') }
const put = (Item) => dynamodb.PutItem({ TableName, Item: { ...Key, ...Item } })
const item = async () => (await dynamodb.GetItem({ TableName, Key })).Item
const update = (UpdateExpression, values, names, more) =>
  dynamodb.UpdateItem({ TableName, Key, UpdateExpression, ExpressionAttributeValues: values, ExpressionAttributeNames: names, ...more })
const condition = (ConditionExpression, values, names) =>
  dynamodb.PutItem({ TableName, Item: { ...Key, ...kept }, ConditionExpression, ExpressionAttributeValues: values, ExpressionAttributeNames: names })
const fails = (call) => refused(call, 'ConditionalCheckFailedException', 'The conditional request failed')
const kept = { n: N(5), s: S('hello'), ss: { SS: ['a', 'b'] }, l: { L: [N(1), S('two')] }, m: { M: { x: { M: { y: N(9) } } } }, b: { BOOL: true }, nil: { NULL: true } }

test('conditions that hold', async () => {
  await put(kept)
  for (const [expression, values, names] of [
    ['n = :v', { ':v': N('5.0') }],
    ['n <> :v AND NOT n > :v OR n < :w', { ':v': N(6), ':w': N(1) }],
    ['n BETWEEN :a AND :b AND n IN (:a, :c)', { ':a': N(5), ':b': N(7), ':c': N(1) }],
    ['attribute_exists(m.x.y) AND attribute_not_exists(m.x.z)'],
    ['attribute_type(#n, :t)', { ':t': S('N') }, { '#n': 'n' }],
    ['begins_with(s, :v) AND contains(s, :w)', { ':v': S('he'), ':w': S('ell') }],
    ['contains(ss, :v) AND contains(l, :v2)', { ':v': S('a'), ':v2': S('two') }],
    ['size(s) = :five AND size(ss) < :five AND size(l) = size(ss)', { ':five': N(5) }],
    ['(n = :v) AND (l[1] = :two OR m.x.y = n)', { ':v': N(5), ':two': S('two') }],
    ['b = :t AND nil = :nil', { ':t': { BOOL: true }, ':nil': { NULL: true } }],
    ['s > :v', { ':v': S('Hello') }],
  ])
    await condition(expression, values, names)
})

test('conditions that do not hold', async () => {
  await put(kept)
  for (const [expression, values] of [
    ['n = :v', { ':v': S('5') }],
    ['gone = :v OR gone <> :v AND n > :v', { ':v': N(5) }],
    ['n < :v', { ':v': S('9') }],
    ['NOT attribute_exists(pk)'],
    ['l[7] = :v', { ':v': N(1) }],
    ['size(n) > :zero', { ':zero': N(0) }],
  ])
    await fails(condition(expression, values))
})

test('update expressions: SET, REMOVE, ADD and DELETE in one', async () => {
  await put({ ...kept, former: N(1) })
  const expression = 'SET #n = #n - :two, l[0] = if_not_exists(l[9], :two), m.x.z = m.x.y REMOVE former, b ADD hits :two, ss :more DELETE tags :more'
  await update(expression, { ':two': N(2), ':more': { SS: ['c'] } }, { '#n': 'n' })
  assert.deepEqual(await item(), {
    ...Key,
    n: N(3),
    s: kept.s,
    ss: { SS: ['a', 'b', 'c'] },
    l: { L: [N(2), S('two')] },
    m: { M: { x: { M: { y: N(9), z: N(9) } } } },
    nil: kept.nil,
    hits: N(2),
  })
})

test('a set that loses its last member goes', async () => {
  await put({ ss: { SS: ['a', 'b'] } })
  await update('DELETE ss :v', { ':v': { SS: ['a', 'b', 'c'] } })
  assert.deepEqual(await item(), Key)
})

test('list elements: set behind the end, removed from the middle', async () => {
  await put({ l: { L: [N(0), N(1), N(2)] } })
  await update('SET l[50] = :v, l[40] = :w', { ':v': N(50), ':w': N(40) })
  assert.deepEqual((await item()).l.L.map((v) => v.N), ['0', '1', '2', '40', '50'])
  await put({ l: { L: [N(0)] } })
  await update('SET l[5] = :v, l[1] = :w', { ':v': N(5), ':w': N(1) })
  assert.deepEqual((await item()).l.L.map((v) => v.N), ['0', '1', '5'])
  await update('REMOVE l[0], l[2]')
  assert.deepEqual((await item()).l.L.map((v) => v.N), ['1'])
})

test('update expressions that are wrong in themselves', async () => {
  const v = { ':v': N(1) }
  const bad = (expression, values, message, names) => invalidInput(update(expression, values, names), `Invalid UpdateExpression: ${message}`)
  await bad('', undefined, 'The expression can not be empty;')
  await bad('INVALID SYNTAX HERE', v, 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"')
  await bad('SET a', v, 'Syntax error; token: "<EOF>", near: "a"')
  await bad('SET a = :v SET b = :v', v, 'The "SET" section can only be used once in an update expression;')
  await bad('SET a = :v', undefined, 'An expression attribute value used in expression is not defined; attribute value: :v')
  await bad('SET #a = :v', v, 'An expression attribute name used in the document path is not defined; attribute name: #a')
  await bad('SET status = :v', v, 'Attribute name is a reserved keyword; reserved keyword: status')
  await bad('SET a = :v, a = :v', v, 'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]')
  await bad('SET a.b = :v, a[1] = :v', v, 'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]')
  await bad('SET a = list_append(:v)', { ':v': { L: [] } }, 'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1')
  await bad('SET a = size(b)', undefined, 'The function is not allowed in an update expression; function: size')
  await bad('SET a = nope(b)', undefined, 'Invalid function name; function: nope')
  await bad('SET a = :v + b', { ':v': S('x') }, 'Incorrect operand type for operator or function; operator or function: +, operand type: S')
  await bad('ADD a :v', { ':v': S('x') }, 'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND')
  await bad('DELETE a :v', v, 'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND')
})

test('update expressions that do not fit the item', async () => {
  await put(kept)
  await invalid(update('SET pk = :v', { ':v': S('y') }), INVALID + 'Cannot update attribute pk. This attribute is part of the key')
  await invalid(update('REMOVE pk'), INVALID + 'Cannot update attribute pk. This attribute is part of the key')
  await invalid(update('SET gone.x = :v', { ':v': N(1) }), 'The document path provided in the update expression is invalid for update')
  await invalid(update('SET n = gone + :v', { ':v': N(1) }), 'The provided expression refers to an attribute that does not exist in the item')
  await invalid(update('SET n = s + :v', { ':v': N(1) }), 'An operand in the update expression has an incorrect data type')
  await invalid(update('ADD s :v', { ':v': N(1) }), 'An operand in the update expression has an incorrect data type')
  await invalid(update('SET l[0].x = :v', { ':v': N(1) }), 'The document path provided in the update expression is invalid for update')
})

test('condition expressions that are wrong in themselves', async () => {
  const v = { ':v': N(1) }
  const bad = (expression, values, message, names) => invalidInput(condition(expression, values, names), `Invalid ConditionExpression: ${message}`)
  await bad('', undefined, 'The expression can not be empty;')
  await bad('n = ', v, 'Syntax error; token: "<EOF>", near: "="')
  await bad('((attribute_not_exists(pk)))', undefined, 'The expression has redundant parentheses;')
  await bad('contains(#a, #a)', undefined, 'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [data]', { '#a': 'data' })
  await bad('attribute_exists(:v)', v, 'Operator or function requires a document path; operator or function: attribute_exists')
  await bad('n BETWEEN :b AND :v', { ':v': N(1), ':b': N(2) }, 'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}')
  await bad('begins_with(s, :v)', v, 'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N')
  await bad('attribute_type(n, :v)', { ':v': S('X') }, 'Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}')
  await bad('size(n)', undefined, 'The function is not allowed to be used this way in an expression; function: size')
  await bad('n < :v', { ':v': { BOOL: true } }, 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL')
})

test('names and values that nobody uses, or that are no names', async () => {
  const v = { ':v': N(1) }
  await invalidInput(update('SET a = :v', { ...v, ':w': N(2) }), 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}')
  await invalidInput(update('SET a = :v', v, { '#a': 'a' }), 'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}')
  await invalidInput(update('SET a = :v', { v: N(1) }), 'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"')
  await invalidInput(update('SET a = :v', v, { a: 'a' }), 'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"')
  await invalidInput(update('SET a = :v', {}), 'ExpressionAttributeValues must not be empty')
  await invalidInput(update('REMOVE a', undefined, {}), 'ExpressionAttributeNames must not be empty')
  await invalidInput(update(undefined, v), 'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression is null')
  await invalidInput(update(undefined, undefined, { '#a': 'a' }), 'ExpressionAttributeNames can only be specified when using expressions')
  await invalidInput(update('SET a = :v', { ':v': { SS: [] } }), INVALID + 'An string set  may not be empty')
})

test('limits: 4 KB of expression, 300 operators, 100 operands of IN', async () => {
  await invalidInput(condition('attribute_exists(' + 'a'.repeat(4096) + ')'), 'Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4114')
  await invalidInput(
    condition(Array(302).fill('n = :v').join(' OR '), { ':v': N(1) }),
    'Invalid ConditionExpression: The expression contains too many operators; operator count: 301',
  )
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`:v${i}`, N(i)]))
  await invalidInput(
    condition(`n IN (${Object.keys(many).join(', ')})`, many),
    'Invalid ConditionExpression: The IN operator is provided with too many operands; number of operands: 101',
  )
})

test('both kinds of parameters at once are refused', async () => {
  const both = (older, newer) =>
    `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${older}} Expression parameters: {${newer}}`
  await invalidInput(
    update('SET a = :v', { ':v': N(1) }, undefined, { AttributeUpdates: { a: { Value: N(1), Action: 'PUT' } } }),
    both('AttributeUpdates', 'UpdateExpression'),
  )
  await invalid(dynamodb.GetItem({ TableName, Key, AttributesToGet: ['a'], ProjectionExpression: 'a' }), both('AttributesToGet', 'ProjectionExpression'))
  await invalidInput(
    dynamodb.DeleteItem({ TableName, Key, Expected: { a: { Exists: false } }, ConditionExpression: 'attribute_exists(a)' }),
    both('Expected', 'ConditionExpression'),
  )
})
