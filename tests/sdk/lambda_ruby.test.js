// Functions in Ruby, by the machine's own ruby: handlers, their context, errors and logs as AWS has them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

import { caller, packageOf } from '../support/js/functions.js'
import { environment, Nube } from '../support/js/nube.js'
import { after, skip, test as entered } from '../support/js/suite.js'

const ruby = (code) => spawnSync('ruby', ['-e', code], { encoding: 'utf8', env: environment })

const hasRuby = ruby('exit RUBY_VERSION >= "3" ? 0 : 1').status === 0
const test = hasRuby ? entered : () => {}
if (!hasRuby) skip('no ruby')

const nube = await Nube.start()
const { lambda } = nube.api()
after(() => nube.stop())
const { create, invoke, run } = caller(lambda, 'ruby3.3', { Handler: 'app.handler' })
const body = (lines) => ({ 'app.rb': `def handler(event:, context:)\n${lines}\nend\n` })

test('a handler takes its event and a context, and answers', async () => {
  const name = await create({
    'app.rb': `
$count = 0
def handler(event:, context:)
  $count += 1
  left = context.get_remaining_time_in_millis
  named = %i[aws_request_id function_name function_version memory_limit_in_mb log_group_name log_stream_name invoked_function_arn identity]
  { event: event, count: $count, left: left, text: 'ü', context: named.to_h { |n| [n, context.send(n)] }, client: context.client_context,
    late: context.deadline_ms, file: __FILE__, cwd: Dir.pwd }
end`,
  })
  const { value, text, error } = await invoke(name, { a: [1, 'x'] }, { ClientContext: Buffer.from('{"custom":{"a":"b"}}').toString('base64') })
  assert.equal(error, undefined)
  assert.deepEqual([value.event, value.count, value.text, value.client], [{ a: [1, 'x'] }, 1, 'ü', { custom: { a: 'b' } }])
  assert(text.includes('"ü"'), text)
  assert(value.left > 8000 && value.left <= 10000, String(value.left))
  const { context } = value
  assert.match(context.aws_request_id, /^[0-9a-f-]{36}$/)
  assert.deepEqual([context.function_name, context.function_version, context.memory_limit_in_mb, context.identity], [name, '$LATEST', '128', null])
  assert.equal(context.invoked_function_arn, `arn:aws:lambda:us-east-1:000000000000:function:${name}`)
  assert.equal(context.log_group_name, `/aws/lambda/${name}`)
  assert.match(context.log_stream_name, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)
  assert.equal((await invoke(name)).value.count, 2)
})

test('methods of classes and modules, files in folders, what else they require', async () => {
  const files = {
    'lib/greet.rb': 'module Greet; WORD = "hello"; end',
    'src/app.rb': "require 'lib/greet'\nrequire_relative '../lib/greet'\nclass Shop\n  def self.open(event:, context:) = Greet::WORD\nend",
  }
  assert.equal((await run(files, {}, { Handler: 'src/app.Shop.open' })).text, '"hello"')
})

test('what becomes JSON, and what is told as it is', async () => {
  assert.equal((await run(body('nil'))).text, 'null')
  assert.equal((await run(body("require 'stringio'; StringIO.new('raw')"))).text, 'raw')
  assert.equal((await run(body('{ "status" => :ok, list: [1.5, true, nil] }'))).text, '{"status":"ok","list":[1.5,true,null]}')
  const marshalled = await run({ 'app.rb': `
module AwsLambda
  class Marshaller
    def self.marshall_response(response) = ["<#{response}>", 'text/plain']
  end
end
def handler(event:, context:) = 'x'` })
  assert.equal(marshalled.text, '<x>')
})

test('an exception is told with its class, message and stack, and the process goes on', async () => {
  const name = await create({ 'app.rb': `
class Odd < StandardError; end
def inner = raise(Odd, 'boom')
def handler(event:, context:)
  return $$ if event['fine']
  inner
end` })
  const { value, error, log } = await invoke(name)
  assert.equal(error, 'Unhandled')
  assert.deepEqual([value.errorType, value.errorMessage, Object.keys(value)], ['Function<Odd>', 'boom', ['errorMessage', 'errorType', 'stackTrace']])
  assert.equal(value.stackTrace.length, 2)
  assert.match(value.stackTrace[0], /\/app\.rb:3:in .*inner'$/)
  assert.match(value.stackTrace[1], /\/app\.rb:6:in .*handler'$/)
  assert(log.includes('Error raised from handler method\n{\n  "errorMessage": "boom",\n  "errorType": "Function<Odd>",\n'), log)
  const { value: pid } = await invoke(name, { fine: true })
  assert.equal((await invoke(name, { fine: true })).value, pid)
})

// What AWS ends the process for.
for (const [what, code, errorType, message] of [
  ['a name that is not there', 'nosuch', 'Function<NameError>', /^undefined local variable or method [`']nosuch'/],
  ['a method that is not there', 'nil.nosuch', 'Function<NoMethodError>', /^undefined method [`']nosuch' for nil/],
  ['what is no standard error', 'raise NotImplementedError, "later"', 'Function<NotImplementedError>', /^later$/],
  ['an exit', 'exit 3', 'Function<SystemExit>', /^exit$/],
])
  test(`a handler's process ends after ${what}`, async () => {
    const name = await create(body(`event['fine'] ? $$ : (${code})`))
    const { value: pid, log: first } = await invoke(name, { fine: true })
    assert.match(first, /Init Duration: /)
    const { value, error } = await invoke(name)
    assert.equal(error, 'Unhandled')
    assert.equal(value.errorType, errorType)
    assert.match(value.errorMessage, message)
    await nube.quiet()
    const { value: other, log } = await invoke(name, { fine: true })
    assert.match(log, /Init Duration: /)
    assert(Number.isInteger(pid) && Number.isInteger(other))
  })

for (const [what, files, errorType, message, Handler = 'app.handler'] of [
  ['a file that is not there', { 'other.rb': '' }, 'Init<LoadError>', /^cannot load such file -- app$/],
  ['a start that fails', { 'app.rb': '1/0' }, 'Init<ZeroDivisionError>', /^divided by 0$/],
  ['no Ruby', { 'app.rb': 'def (' }, 'Init<SyntaxError>', /app\.rb:1: /],
  ['a bad name', { 'app.rb': '' }, 'Init<ArgumentError>', /^Invalid handler \["app"\], must be of form FILENAME\.METHOD or FILENAME\.CLASS\.METHOD where /, 'app'],
])
  test(`a function that does not start: ${what}`, async () => {
    const { value, error, log } = await run(files, {}, { Handler })
    assert.equal(error, 'Unhandled')
    assert.equal(value.errorType, errorType)
    assert.match(value.errorMessage, message)
    assert.match(log, /Init error when loading handler /)
  })

test('print and Logger, as text', async () => {
  const { log } = await run(body(`
  puts 'printed', ['twice']
  $stderr.puts 'to the error output'
  Logger.new($stdout).info('said')
  Logger.new($stdout, level: Logger::WARN).info('not this')
  Logger.new($stderr, progname: 'shop').error(RuntimeError.new('bad'))`))
  const id = /RequestId: (\S+)/.exec(log)[1]
  assert(log.includes('printed\ntwice\n') && log.includes('to the error output\n') && !log.includes('not this'), log)
  assert.match(log, new RegExp(`^I, \\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+ #\\d+\\]  INFO ${id} -- : said$`, 'm'))
  assert.match(log, new RegExp(`^E, \\[.* #\\d+\\] ERROR ${id} -- shop: bad \\(RuntimeError\\)$`, 'm'))
})

test('Logger as JSON, from the level that the function has', async () => {
  const extra = { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' } }
  const { log } = await run(body(`
  logger = Logger.new($stdout)
  logger.debug('not this')
  logger.warn('said')
  begin
    raise ArgumentError, 'bad'
  rescue ArgumentError => e
    logger.error(e)
  end`), {}, extra)
  const lines = log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).filter(({ level }) => level)
  assert.deepEqual(lines.map(({ level, message }) => [level, message]), [['WARN', 'said'], ['ERROR', 'bad']])
  assert.deepEqual(Object.keys(lines[0]), ['timestamp', 'level', 'message', 'requestId'])
  assert.equal(lines[1].errorType, 'ArgumentError')
  assert.match(lines[1].stackTrace[0], /app\.rb:7:in /)
})

test('its environment, gems of packages and layers, a program in front', async () => {
  const gem = (root, name, word) => ({
    [`${root}/specifications/${name}-1.0.gemspec`]: `Gem::Specification.new { |s| s.name = '${name}'; s.version = '1.0'; s.authors = ['x']; s.summary = 'x'; s.require_paths = ['lib'] }`,
    [`${root}/gems/${name}-1.0/lib/${name}.rb`]: `module ${word}; WORD = '${word}'; end`,
  })
  const own = ruby('print RbConfig::CONFIG["ruby_version"]').stdout
  const { LayerVersionArn } = await lambda.PublishLayerVersion({ LayerName: 'gems', Content: { ZipFile: packageOf({ ...gem('ruby/gems/3.3.0', 'of_layer', 'Layered'), 'ruby/lib/plain.rb': 'PLAIN = 1' }) } })
  const files = {
    ...gem('vendor/bundle/ruby/3.3.0', 'of_package', 'Packaged'),
    ...gem(`vendor/bundle/ruby/${own}`, 'of_own', 'Owned'),
    'app.rb': "require 'of_layer'\nrequire 'of_package'\nrequire 'of_own'\nrequire 'plain'\ndef handler(event:, context:) = [Layered::WORD, Packaged::WORD, Owned::WORD, PLAIN, ENV.to_h]",
    wrapper: '#!/bin/sh\nexport BY_WRAPPER=yes\nexec "$@"\n',
  }
  const { value } = await run(files, {}, { Layers: [LayerVersionArn], Variables: { AWS_LAMBDA_EXEC_WRAPPER: './wrapper' } })
  const env = value.pop()
  assert.deepEqual(value, ['Layered', 'Packaged', 'Owned', 1])
  assert.deepEqual([env.AWS_EXECUTION_ENV, env._HANDLER, env.TZ, env.LANG, env.BY_WRAPPER], ['AWS_Lambda_ruby3.3', 'app.handler', ':UTC', 'en_US.UTF-8', 'yes'])
  assert.equal(env.AWS_ENDPOINT_URL, nube.url)
  assert.match(env._X_AMZN_TRACE_ID, /^Root=1-/)
  assert.match(env.GEM_PATH, /\/vendor\/bundle\/ruby\/3\.3\.0:.*\/ruby\/gems\/3\.3\.0:$/)
  assert.equal(env.RUBYLIB.split(':')[0], env.LAMBDA_TASK_ROOT)
})

test('large and binary-like events go both ways', async () => {
  const { create: made, invoke: called } = caller(lambda, 'ruby3.4', { Handler: 'app.handler', MemorySize: 512 })
  const name = await made(body('event'))
  const event = { text: 'ü€😀\u0000\u001f'.repeat(100000) }
  assert.deepEqual((await called(name, event, { LogType: 'None' })).value, event)
  assert.match(nube.log, /lambda: ruby3\.4 is run by /)
})
