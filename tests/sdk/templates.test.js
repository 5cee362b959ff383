// Mapping templates beside another Velocity engine, velocityjs: templates that are generated must print the same.
//
// What differs is not generated. velocityjs prints what has no value as it is written (AWS: nothing); takes "", 0 and null for false (AWS: they are
// true); divides whole numbers to fractions, and prints 2.0 as 2; finishes the turn that #break ends; binds || as tightly as &&; keeps blanks before
// #set; has replaceAll() for plain texts alone; reads a comment or a mark right behind a reference as text; lacks length(), contains(), matches(),
// isEmpty(), equals() and others of Java's; takes 5-3, and ${a|'b'}.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import velocity from 'velocityjs'

import { test } from '../support/js/suite.js'

const program = path.resolve(fileURLToPath(new URL('../..', import.meta.url)), process.env.BUILD ?? 'build', 'tests/templates')
const COUNT = 2000

function run(asked) {
  const { stdout, status } = spawnSync(program, { input: asked.map((one) => JSON.stringify(one) + '\n').join(''), maxBuffer: 1 << 28 })
  assert.equal(status, 0)
  return stdout.toString().trim().split('\n').map((line) => JSON.parse(line))
}

/** Numbers from 0 to `below` that are the same in each run (xorshift). */
class Dice {
  constructor(seed) {
    this.state = seed * 2654435761 || 1
  }

  throw(below) {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    return (this.state >>> 0) % below
  }

  of(list) {
    return list[this.throw(list.length)]
  }
}

const names = () => ({ s: 'Hello World', t: 'a-b-c', n: 7, m: { a: 1, b: 'two', c: { d: 'deep' } }, l: ['x', 'y', 'z'], k: [[1, 2], [3]], yes: true, no: false })

class Writer {
  constructor(seed) {
    this.dice = new Dice(seed)
    this.numbers = ['$n', '$m.a']
    this.texts = ['$s', '$t', '$m.b', '$m.c.d', '$l[0]', '$l.get(2)', '${s}', '$!t', '$!{m.b}']
  }

  number(depth) {
    const d = this.dice
    if (depth <= 0 || d.throw(3) === 0) return d.of([...this.numbers, String(d.throw(20))])
    return d.of([
      () => `${this.number(depth - 1)} ${d.of(['+', '-', '*'])} ${this.number(depth - 1)}`,
      () => `(${this.number(depth - 1)} ${d.of(['+', '-', '*'])} ${this.number(depth - 1)})`,
      () => `${d.of(['$l', '$k', '$m'])}.size()`,
      () => `$s.indexOf('${d.of(['o', 'z', 'World'])}')`,
    ])()
  }

  text(depth) {
    const d = this.dice
    return d.of([
      () => `'${d.of(['', 'plain', 'a $s b', '#if', 'it', '{"a": 1}'])}'`,
      () => `"${d.of(['', 'x', '<', ': '])}${d.of(this.texts)}${d.of(['', '.', ' y', '!'])}"`,
      () => `$s.substring(${d.throw(4)}, ${5 + d.throw(4)})`,
      () => `$s.replaceAll('${d.of(['ll', 'o', ' '])}', '${d.of(['', '_', 'XY'])}')`,
      () => `$t.split('-')[${d.throw(3)}]`,
      () => `$s.${d.of(['toUpperCase', 'toLowerCase', 'trim', 'toString'])}()`,
      () => d.of(this.texts.slice(0, 6)),
      () => (depth > 0 ? `${this.text(0)} + ${this.text(0)}` : '$t'),
    ])()
  }

  condition(depth) {
    const d = this.dice
    if (depth <= 0) return d.of(['$yes', '$no', 'true', 'false', '!$no', '$s', '$l'])
    return d.of([
      () => `${this.number(1)} ${d.of(['==', '!=', '<', '>', '<=', '>='])} ${this.number(1)}`,
      () => `${d.of(['$s', '$t', '$m.b'])} ${d.of(['==', '!='])} '${d.of(['two', 'Hello World', 'x'])}'`,
      () => `(${this.condition(depth - 1)}) ${d.of(['&&', '||'])} (${this.condition(depth - 1)})`,
      () => `(${this.condition(depth - 1)})`,
      () => `!(${this.condition(depth - 1)})`,
    ])()
  }

  piece(depth) {
    const d = this.dice
    const end = d.of(['', '\n', ''])
    const pieces = [
      () => d.of(['text', ' ', '\n', '{"a": "', '"}', ', ', 'a.b', '(x)', 'ü', 'x\ny']),
      () => d.of([...this.texts, ...this.numbers, '$l', '$m', '$k', '$m.keySet()', '$yes']) + ';',
      () => `.#set($v = ${this.number(2)})${end}\${v}`,
      () => `.#set($u = ${this.text(1)})${end}\${u}`,
      () => `.#set($q = [1, 'b', ${d.of(this.texts.slice(0, 3))}])${end}$q.size()$q.get(1);`,
      () => `.#set($h = {'a': 1, 'b': ${this.text(0)}})${end}$h.a$h.get('b');`,
      () => d.of(['## a note $s\n', '#* a $s note *#.', '#[[ $s #if ]]#', ' \\$s;', '#foo;', '#1;', '# x']),
    ]
    const blocks = [
      () => `#if(${this.condition(2)})${end}${this.block(depth - 1)}#{end}${end}`,
      () => `#if(${this.condition(1)})${this.block(depth - 1)}#elseif(${this.condition(1)})${end}${this.block(depth - 1)}#{else}${this.block(depth - 1)}#{end}${end}`,
      () => `#foreach($i in ${d.of(['$l', '[1..3]', '[3..1]', '$m.keySet()', "['p', 'q']", '$t.split(\'-\')'])})${end}$i;#if($foreach.hasNext), #{end}${this.block(depth - 1)}#{end}${end}`,
      () => `#foreach($r in $k)#foreach($i in $r)$i;#{end}#{end}`,
    ]
    return d.of(depth > 0 && d.throw(3) === 0 ? blocks : pieces)()
  }

  block(depth) {
    return Array.from({ length: 1 + this.dice.throw(4) }, () => this.piece(depth)).join('')
  }
}

test('generated templates print what another engine prints', () => {
  const asked = Array.from({ length: COUNT }, (_, seed) => ({ template: new Writer(seed + 1).block(3), names: names() }))
  const answers = run(asked)
  let same = 0
  for (const [i, { template }] of asked.entries()) {
    let theirs
    try {
      theirs = velocity.render(template, names())
    } catch {
      continue // it does not take all that is Velocity's
    }
    assert.equal(answers[i].out ?? answers[i].error, theirs, template)
    same++
  }
  assert.ok(same > COUNT * 0.95, `${same} of ${COUNT} were compared`)
})
