// Functions of the recordings, whose code they name and do not have: each does what its name says.
import { testFunction } from './functions.js'
import { zip } from './zip.js'

const wrapper = { name: 'environment_wrapper', mode: 0o100755, body: '#!/bin/sh\nexport WRAPPER_VAR=test_value\nexec "$@"\n' }
const python = (body, name = 'handler') => zip([{ name: `${name}.py`, body }, wrapper])
const node = (body, name = 'index') => zip([{ name: `${name}.js`, body }, wrapper])

const echo = (mark) => python(`# ${mark}\nimport json\ndef handler(event, context):\n    print(json.dumps(event))\n    return event\n`)

const introspect = python(`
def handler(event, context):
    named = ('invoked_function_arn', 'function_version', 'function_name', 'memory_limit_in_mb', 'aws_request_id', 'log_group_name', 'log_stream_name', 'client_context')
    return {'event': event, 'context': {n: getattr(context, n) for n in named}}
`)

const version = (mark) => python(`
def handler(event, context):
    return {'version_id': '${mark}', 'invoked_arn': context.invoked_function_arn, 'version_from_ctx': context.function_version}
`)

// The line of the error is the recorded one.
const integration = python(`import logging
import json
log = logging.getLogger()
def handler(event, context):
    print('Lambda log message - print function')
    log.error('Lambda log message - logging module')
    if 'raise_error' in event:
${'\n'.repeat(47)}        raise Exception("Test exception (this is intentional)")
    return event
`)

export const codes = {
  code: [echo(1), echo(2), echo(3)],
  'code: lambda_echo.py': [echo(1)],
  'code: file.read': [node("exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })\n", 'lambda_handler')],
  'code: lambda_introspect.py': [introspect],
  'code: lambda_multiple_handlers.py': [python("def handler(event, context):\n    return {'handler': 'handler'}\ndef handler_two(event, context):\n    return {'handler': 'handler_two'}\n")],
  'code: lambda_invocation_type.py': [python("def handler(event, context):\n    return 'ok'\n")],
  'code: lambda_runtime_error.py': [python("raise Exception('Runtime startup fails')\n", 'lambda_runtime_error')],
  'code: lambda_runtime_exit.py': [python('import sys\nsys.exit(0)\n', 'lambda_runtime_exit')],
  'code: lambda_none.js': [node('exports.handler = async () => {}\n', 'handler')],
  'code: lambda_echo.js': [node('exports.handler = async (event) => (console.log(event), event)\n', 'handler')],
  'code: code': [echo(1), echo(2)],
  'code: code: echo.zip': [echo(1)],
  'code: echo.zip': [echo(1)],
  'code: handler': [echo(1)],
  'code: lambda_role.py': [python("import boto3\ndef handler(event, context):\n    return boto3.client('sts').get_caller_identity()\n")],
  'code: lambda_response_size.py': [python("def handler(event, context):\n    return 'a' * (event['bytenum'] - 2)\n")],
  'code: lambda_python_version.py': [python("import sys\ndef handler(event, context):\n    return {'version': 'python%d.%d' % sys.version_info[:2]}\n")],
  'code: lambda_integration.py': [integration],
  'code: lambda_echofail.py': [python("def handler(event, context):\n    raise Exception('intentional failure')\n")],
  '4998000 more characters': ['x'.repeat(4998000)],
  '5240880 more characters': ['x'.repeat(5240880)],
  'code: lambda_timeout.py': [python("import time\ndef handler(event, context):\n    print('starting wait')\n    time.sleep(event['wait'])\n    print('done waiting')\n")],
  'layer-zip': [zip([{ name: 'layer/text', body: 'a layer' }])],
  'file.read': [echo(1)],
  file: [introspect],
}

export const versions = [version('version1'), version('version2'), version('version3')]

// A function of that runtime, for recordings that begin when it was made: it does what their name says.
export function codeOf(name, runtime) {
  if (runtime.startsWith('provided')) return testFunction()
  const isNode = runtime.startsWith('nodejs')
  if (/uncaught_exception/.test(name))
    return isNode ? node("exports.handler = async (event) => { throw new Error('Error: ' + event.error_msg) }\n") : python("def handler(event, context):\n    raise Exception('Failed: ' + event['error_msg'])\n")
  return isNode ? node('exports.handler = async (event) => event\n') : echo(1)
}

// Values that recorded.json gives by their size.
export function valueOf(value) {
  if (value?.letters) return 'x'.repeat(value.letters)
  if (value?.stored) return zip([{ name: 'handler.py', body: Buffer.alloc(value.stored, 'x') }])
  if (value?.packed) return zip([{ name: 'handler.py', body: Buffer.alloc(value.packed), isPacked: true }])
  return value
}
