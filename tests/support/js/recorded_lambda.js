// Functions of the recordings, whose code they name and do not have: each does what its name says.
import { functionOf, testFunction } from './functions.js'
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
  'code: file.read': [zip(['lambda_handler', 'lambda_url'].map((name) => ({ name: `${name}.js`, body: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })\n' })))],
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
  'code: lambda_response_streaming.js': [node("exports.handler = awslambda.streamifyResponse(async (event, out) => {\n  out.write('Hello, ')\n  out.write('world!')\n  out.end()\n})\n", 'lambda_response_streaming')],
  'code: lambda_unhandled_error.py': [python("def handler(event, context):\n    raise Exception('some error occurred')\n")],
  'code: lambda_echo_json_body.py': [python("import json\ndef handler(event, context):\n    return json.loads(event['body'])\n", 'lambda_echo_json_body')],
  'code: lambda_notifier.py': [python("import boto3, time\ndef handler(event, context):\n    if 'notify' in event:\n        boto3.client('sqs').send_message(QueueUrl=event['notify'], MessageBody='notified')\n    time.sleep(event.get('wait', 0))\n    return event\n")],
  'code: lambda_s3_integration_function_version.py': [python("import os\ndef handler(event, context):\n    return {'function_version': context.function_version, 'request_id': context.aws_request_id, 'request_prefix': event['request_prefix'], 'function_variant': os.environ['FUNCTION_VARIANT']}\n")],
  'layer-zip': [zip([{ name: 'layer/text', body: 'a layer' }])],
  'file.read': [echo(1)],
  file: [introspect],
}

// Answers what it is asked by its URL as httpbin does.
export const echoHttp = python(`import json, os
def handler(event, context):
    http = event['requestContext']['http']
    body = event.get('body', '')
    try:
        body = json.loads(body)
    except ValueError:
        pass
    added = ('x-amzn-', 'x-forwarded-')
    headers = {k: v for k, v in event['headers'].items() if not (os.environ.get('TRIM') and k.startswith(added))}
    return {'args': event.get('queryStringParameters', {}), 'data': body, 'domain': event['requestContext']['domainName'], 'headers': headers,
            'method': http['method'], 'origin': http['sourceIp'], 'path': event['rawPath']}
`)

export const versions = [version('version1'), version('version2'), version('version3')]

// Tells its context and its environment.
const NAMED = ['aws_request_id', 'function_name', 'function_version', 'invoked_function_arn', 'log_group_name', 'log_stream_name', 'memory_limit_in_mb']
const introspections = {
  node: () =>
    node(`const { env } = process
exports.handler = async (event, c) => ({ ctx: { aws_request_id: c.awsRequestId, function_name: c.functionName, function_version: c.functionVersion, invoked_function_arn: c.invokedFunctionArn,
  log_group_name: c.logGroupName, log_stream_name: c.logStreamName, remaining_time_in_millis: String(c.getRemainingTimeInMillis()) }, environment: { ...env }, packages: [] })
`),
  pyth: () =>
    python(`import os
def handler(event, context):
    ctx = {n: getattr(context, n) for n in ${JSON.stringify(NAMED)}}
    return {'ctx': {**ctx, 'remaining_time_in_millis': str(context.get_remaining_time_in_millis())}, 'environment': dict(os.environ), 'packages': []}
`),
  ruby: () =>
    zip([{ name: 'function.rb', body: `def handler(event:, context:)
  ctx = ${JSON.stringify(NAMED)}.to_h { |n| [n, context.send(n)] }
  { ctx: ctx.merge(remaining_time_in_millis: context.get_remaining_time_in_millis.to_s), environment: ENV.to_h, packages: [] }
end
` }]),
}

// One in Go, whose errors have that type.
const failing = functionOf(
  `sed 's/.*"error_msg" *: *"\\([^"]*\\)".*/{"errorMessage":"Error: \\1","errorType":"errorString"}/' "$work/event" >"$work/out"
    curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: errorString' --data-binary "@$work/out" "$api/invocation/$id/error"`,
  { end: '' },
)

// A function of that runtime, for recordings that begin when it was made: it does what their name says.
export function codeOf(name, runtime) {
  if (runtime.startsWith('provided')) return /uncaught_exception/.test(name) ? failing : testFunction()
  if (/introspection/.test(name)) return introspections[runtime.slice(0, 4)]()
  const isNode = runtime.startsWith('nodejs')
  if (runtime.startsWith('ruby')) return zip([{ name: 'function.rb', body: `def handler(event:, context:)\n  ${/uncaught_exception/.test(name) ? 'raise("Error: #{event[\'error_msg\']}")' : 'event'}\nend\n` }, wrapper])
  if (/uncaught_exception/.test(name))
    return isNode ? node("exports.handler = async (event) => { throw new Error('Error: ' + event.error_msg) }\n") : python("def handler(event, context):\n    raise Exception('Failed: ' + event['error_msg'])\n")
  return isNode ? node('exports.handler = async (event) => event\n') : echo(1)
}

// Values that recorded.json gives by their size.
export function valueOf(value) {
  if (value?.returns) return python(`def handler(event, context):\n    return ${value.returns}\n`)
  if (value?.letters) return 'x'.repeat(value.letters)
  if (value?.stored) return zip([{ name: 'handler.py', body: Buffer.alloc(value.stored, 'x') }])
  if (value?.packed) return zip([{ name: 'handler.py', body: Buffer.alloc(value.packed), isPacked: true }])
  return value
}
