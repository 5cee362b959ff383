// Functions in Python, by the machine's own python3: handlers, their context, errors and logs as AWS has them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

import { caller } from '../support/js/functions.js'
import { environment, Nube } from '../support/js/nube.js'
import { after, skip, test as entered } from '../support/js/suite.js'

const python = (code) => spawnSync('python3', ['-c', code], { encoding: 'utf8', env: environment })

const hasPython = python('print(1)').status === 0
const test = hasPython ? entered : () => {}
if (!hasPython) skip('no python3')

const nube = await Nube.start()
const { lambda } = nube.api()
after(() => nube.stop())
const py = (Runtime = 'python3.12') => caller(lambda, Runtime, { Handler: 'app.handler' })

test('a handler takes its event and a context, and answers', async () => {
  const { create, invoke } = py()
  const name = await create({
    'app.py': `
count = 0
def handler(event, context):
    global count
    count += 1
    return {
        "event": event, "count": count, "left": context.get_remaining_time_in_millis(), "text": "ü",
        "context": {k: getattr(context, k) for k in ("aws_request_id", "function_name", "function_version", "memory_limit_in_mb",
                    "log_group_name", "log_stream_name", "invoked_function_arn", "tenant_id")},
        "client": context.client_context and {"custom": context.client_context.custom, "env": context.client_context.env,
                    "title": context.client_context.client.app_title, "none": context.client_context.client.app_package_name},
        "identity": context.identity.cognito_identity_id,
    }`,
  })
  const { value, text, error } = await invoke(name, { a: [1, 'x'] })
  assert.equal(error, undefined)
  assert.deepEqual([value.event, value.count, value.text], [{ a: [1, 'x'] }, 1, 'ü'])
  assert(text.includes('"ü"'), text)
  assert(value.left > 8000 && value.left <= 10000, String(value.left))
  const { context } = value
  assert.match(context.aws_request_id, /^[0-9a-f-]{36}$/)
  assert.deepEqual([context.function_name, context.function_version, context.memory_limit_in_mb], [name, '$LATEST', '128'])
  assert.equal(context.invoked_function_arn, `arn:aws:lambda:us-east-1:000000000000:function:${name}`)
  assert.equal(context.log_group_name, `/aws/lambda/${name}`)
  assert.match(context.log_stream_name, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)
  assert.deepEqual([value.client, value.identity], [null, null])
  assert.equal((await invoke(name)).value.count, 2)
})

test('values become JSON as AWS makes it', async () => {
  const { run } = py()
  const { text } = await run({
    'app.py': `
import decimal
def handler(event, context):
    return {"d": [decimal.Decimal("1.10"), decimal.Decimal("12345678901234567890.123")], "b": b"bytes", "t": (1, 2), "n": None, "f": 1.5}`,
  })
  assert.equal(text, '{"d": [1.10, 12345678901234567890.123], "b": "bytes", "t": [1, 2], "n": null, "f": 1.5}')
  const { run: older } = py('python3.9')
  assert.equal((await older({ 'app.py': 'def handler(e, c): return "ü"' })).text, '"\\u00fc"')
  assert.equal((await run({ 'app.py': 'def handler(e, c): return b"raw"' })).text, 'raw')
})

test('modules in folders, by dots and slashes', async () => {
  const { run } = py()
  const files = { 'src/pkg/app.py': 'from src.pkg import other\nimport top\ndef handler(e, c): return [other.x, top.y]', 'src/pkg/other.py': 'x = 1', 'top.py': 'y = 2' }
  for (const Handler of ['src.pkg.app.handler', 'src/pkg/app.handler']) assert.equal((await run(files, {}, { Handler })).text, '[1, 2]')
})

test('an exception is told with its type, message and stack', async () => {
  const { run } = py()
  const { value, error, log } = await run({
    'app.py': `class Odd(Exception): pass
def inner():
    raise Odd("boom")
def handler(event, context):
    inner()`,
  })
  assert.equal(error, 'Unhandled')
  assert.deepEqual([value.errorType, value.errorMessage], ['Odd', 'boom'])
  assert.match(value.requestId, /^[0-9a-f-]{36}$/)
  assert.equal(value.stackTrace.length, 2)
  assert.match(value.stackTrace[0], /^ {2}File ".*\/app\.py", line 5, in handler\n {4}inner\(\)\n$/)
  assert.match(log, /\[ERROR\] Odd: boom\nTraceback \(most recent call last\):\n\u00a0\u00a0File ".*\/app\.py", line 5, in handler\n\u00a0{4}inner\(\)\n/)
})

const inits = [
  ['a module that is not there', { 'app.py': 'import nosuch' }, 'Runtime.ImportModuleError', "Unable to import module 'app': No module named 'nosuch'"],
  ['a handler that is not there', { 'app.py': '' }, 'Runtime.HandlerNotFound', "Handler 'handler' missing on module 'app'"],
  ['no Python', { 'app.py': 'def (' }, 'Runtime.UserCodeSyntaxError', "Syntax error in module 'app': invalid syntax (app.py, line 1)"],
  ['a start that fails', { 'app.py': '1/0' }, 'ZeroDivisionError', 'division by zero'],
  ['a bad name', { 'app.py': '' }, 'Runtime.MalformedHandlerName', "Bad handler 'app': not enough values to unpack (expected 2, got 1)", 'app'],
  ['a built-in module', { 'app.py': '' }, 'Runtime.BuiltInModuleConflict', 'Cannot use built-in module sys as a handler module', 'sys.exit'],
]
for (const [what, files, errorType, errorMessage, Handler = 'app.handler'] of inits)
  test(`a function that does not start: ${what}`, async () => {
    const { run } = py()
    const { value, error, log } = await run(files, {}, { Handler })
    assert.equal(error, 'Unhandled')
    assert.deepEqual([value.errorType, value.errorMessage], [errorType, errorMessage])
    assert(log.includes(`[ERROR] ${errorType}: ${errorMessage}\nTraceback (most recent call last):\n`), log)
    assert.match(log, /\[WARNING\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t\tLAMBDA_WARNING: Unhandled exception\./)
  })

test('what cannot be told is told as that', async () => {
  const { run } = py()
  const marshal = await run({ 'app.py': 'def handler(e, c): return {1, 2}' })
  assert.deepEqual([marshal.value.errorType, marshal.value.errorMessage], ['Runtime.MarshalError', 'Unable to marshal response: Object of type set is not JSON serializable'])
  const exit = await run({ 'app.py': 'import sys\ndef handler(e, c): sys.exit(3)' })
  assert.match(exit.value.errorMessage, /Runtime exited with error: exit status 3$/)
})

test('print and logging, as text', async () => {
  const { run } = py()
  const { log } = await run({
    'app.py': `
import logging, sys
logger = logging.getLogger("mine")
logger.setLevel(logging.INFO)
def handler(event, context):
    print("printed", 1)
    print("error output", file=sys.stderr)
    logger.info("told %s", "so")
    logging.info("not told: the root's level is WARNING")
    logger.error("two\\nlines")`,
  })
  assert.match(log, /^printed 1$/m)
  assert.match(log, /^error output$/m)
  assert.match(log, /^\[INFO\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t[0-9a-f-]{36}\ttold so$/m)
  assert.match(log, /^\[ERROR\]\t.*\ttwo\nlines$/m)
  assert(!log.includes('not told'))
})

test('logging, as JSON, from its level on', async () => {
  const { log } = await py().run(
    {
      'app.py': `
import logging
def handler(event, context):
    print("printed")
    logging.info("told", extra={"order": 5})
    logging.debug("not told")
    try: 1 / 0
    except Exception: logging.exception("went wrong")
    raise ValueError("boom")`,
    },
    {},
    { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' } },
  )
  assert.match(log, /^printed$/m)
  const lines = log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).filter((line) => line.level)
  const [told, wrong, raised, ...others] = lines
  assert.deepEqual([told.level, told.message, told.logger, told.order, others], ['INFO', 'told', 'root', 5, []])
  assert.match(told.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual([wrong.message, wrong.errorType, wrong.errorMessage, wrong.requestId], ['went wrong', 'ZeroDivisionError', 'division by zero', told.requestId])
  assert.match(wrong.location, /\/app\.py:handler:\d+$/)
  assert.deepEqual([raised.level, raised.errorType, raised.errorMessage], ['ERROR', 'ValueError', 'boom'])
})

test('its environment is the documented one', async () => {
  const { run } = py('python3.13')
  const { value } = await run({ 'app.py': 'import os, sys\ndef handler(e, c): return {"env": dict(os.environ), "path": sys.path, "cwd": os.getcwd()}' }, {}, { Variables: { OWN: 'x' } })
  const { env } = value
  assert.deepEqual([env.AWS_EXECUTION_ENV, env._HANDLER, env.OWN, env.TZ, env.LANG], ['AWS_Lambda_python3.13', 'app.handler', 'x', ':UTC', 'en_US.UTF-8'])
  assert.equal(env.AWS_ENDPOINT_URL, nube.url)
  assert.match(env._X_AMZN_TRACE_ID, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/)
  assert.equal(value.path[0], env.LAMBDA_TASK_ROOT)
  assert.equal(value.cwd, env.LAMBDA_TASK_ROOT)
  assert.equal(env.PYTHONPATH, env.LAMBDA_RUNTIME_DIR)
})

test('the nearest version is said once, and another may be named', async () => {
  await py('python3.14').run({ 'app.py': 'def handler(e, c): return 1' })
  await py('python3.14').create({ 'app.py': 'def handler(e, c): return 1' }, { FunctionName: 'again' })
  await lambda.Invoke({ FunctionName: 'again' })
  assert.equal(nube.log.match(/lambda: python3\.14 is run by/g).length, 1)
  const found = python('import sys; print(sys.executable)').stdout.trim()
  const other = await Nube.start(['--ephemeral', '--lambda-runtime', `python3.10=${found}`])
  const { value } = await caller(other.api().lambda, 'python3.10', { Handler: 'app.handler' }).run({ 'app.py': 'import sys\ndef handler(e, c): return sys.executable' })
  assert.equal(value, found)
  assert(!other.log.includes('is run by'))
  await other.stop()
})

if (python('import boto3').status !== 0) skip('no boto3')
else
  test('boto3 finds Nube without any setting', async () => {
    const { run } = py()
    const { text, error } = await run({
      'app.py': `
import boto3
def handler(event, context):
    queue = boto3.client("sqs").create_queue(QueueName="by-boto3")["QueueUrl"]
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="by-boto3")
    s3.put_object(Bucket="by-boto3", Key="k", Body=b"v")
    return [queue, s3.get_object(Bucket="by-boto3", Key="k")["Body"].read()]`,
    }, {}, { Timeout: 30, MemorySize: 512 })
    assert.equal(error, undefined, text)
    assert.match(text, /by-boto3", "v"\]$/)
  }, { seconds: 60 })
