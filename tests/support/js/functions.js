// Test functions: a `bootstrap` of shell and curl that speaks the Runtime API, one command to an event.
import { zip } from './zip.js'

// A bootstrap that prepares once and then, for each event (in $work/event, its headers in $work/head), does what `handle` says and, unless that is
// left to it, answers with $work/out. `reply` answers with it earlier.
const loop = (handle, { prepare = '', end = 'reply' } = {}) => `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
work=$(mktemp -d) || exit 1
reply() { curl -sS -o /dev/null --data-binary "@$work/out" "$api/invocation/$id/response"; }
${prepare}
while :; do
    curl -sS -D "$work/head" -o "$work/event" "$api/invocation/next" || exit 5
    id=$(tr -d '\\r' <"$work/head" | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
    ${handle}
    ${end}
done
`

// The event is {"do": WHAT, …}; see the case below.
const prepare = `
[ -z "$FAIL_INIT" ] || {
    curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Test.Init' -d '{"errorType":"Test.Init","errorMessage":"no config"}' "$api/init/error"
    exit 3
}
[ -z "$EXIT_INIT" ] || exit 4
count=0
`
const handle = `
    what=$(sed -n 's/.*"do" *: *"\\([a-z]*\\)".*/\\1/p' "$work/event" | head -n 1)
    count=$((count + 1))
    case $what in
    fail)
        echo '{"errorType":"Test.Failed","errorMessage":"as told","stackTrace":[]}' >"$work/out"
        curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Test.Failed' --data-binary "@$work/out" "$api/invocation/$id/error" ;;
    exit) exit 7 ;;
    kill) kill -9 $$ ;;
    sleep) sleep 30; echo '"late"' >"$work/out"; reply ;;
    nap) sleep 1; echo '"rested"' >"$work/out"; reply ;;
    log) echo "hello from $count"; echo "and to the error output" >&2; echo '"logged"' >"$work/out"; reply ;;
    hog) x=$(head -c 200000000 /dev/zero | tr '\\0' x); sleep 5; echo '"fat"' >"$work/out"; reply ;;
    env) env | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g; s/\\(.*\\)/"\\1",/' | { echo '['; cat; echo '""]'; } >"$work/out"; reply ;;
    head) sed 's/"/\\\\"/g' "$work/head" | tr -d '\\r' | sed 's/\\(.*\\)/"\\1",/' | { echo '['; cat; echo '""]'; } >"$work/out"; reply ;;
    pid) echo "{\\"instance\\":\\"$AWS_LAMBDA_LOG_STREAM_NAME\\",\\"count\\":$count,\\"cwd\\":\\"$PWD\\"}" >"$work/out"; reply ;;
    call) curl -sS "$CALL_URL" >"$work/out"; reply ;;
    text) echo 'no json' >"$work/out"; reply ;;
    touch) echo x >>"$(sed -n 's/.*"file" *: *"\\([^"]*\\)".*/\\1/p' "$work/event")"; echo null >"$work/out"; reply ;;
    *) cp "$work/event" "$work/out"; reply ;;
    esac
`
export const bootstrap = loop(handle, { prepare, end: '' })

// Posts every event to $POST_URL.
const reporter = loop(`curl -sS -o /dev/null --data-binary "@$work/event" "$POST_URL"
    echo null >"$work/out"`)

// Posts every event to $POST_URL, and answers what that answers; where its status is none of success the function fails.
const asker = loop(
  `status=$(curl -sS -o "$work/out" -w '%{http_code}' --data-binary "@$work/event" "$POST_URL")
    case $status in
    200) reply ;;
    *) curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Test.Failed' --data-binary "@$work/out" "$api/invocation/$id/error" ;;
    esac`,
  { end: '' },
)

// The package of a bootstrap.
const packaged = (body) => zip([{ name: 'bootstrap', mode: 0o100755, body }])

// A function that answers each event, in $work/event, with what `handle` puts into $work/out; it begins with `prepare`.
export const functionOf = (handle, options) => packaged(loop(handle, options))

export const reportingFunction = () => packaged(reporter)
export const testFunction = () => packaged(bootstrap)
export const askingFunction = () => packaged(asker)

// The package of some files: { name: text }. Scripts may be run.
export const packageOf = (files) => zip(Object.entries(files).map(([name, body]) => ({ name, body, mode: /^#!/.test(body) ? 0o100755 : 0o100644 })))

// Makes a function, or changes its Code or its Configuration, and waits until that is done, as it takes its time: one that is new is not invoked before, and none is
// changed again. A look is enough.
async function done(lambda, answer) {
  await lambda.GetFunctionConfiguration({ FunctionName: answer.FunctionArn })
  return answer
}
export const createFunction = async (lambda, input) => done(lambda, await lambda.CreateFunction(input))
export const updateFunction = async (lambda, what, input) => done(lambda, await lambda[`UpdateFunction${what}`](input))

// Makes functions of some files and calls them: { run, invoke }.
let made = 0
export function caller(lambda, Runtime, defaults = {}) {
  const invoke = async (FunctionName, event = {}, extra = {}) => {
    const answer = await lambda.Invoke({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail', ...extra })
    const text = Buffer.from(answer.Payload).toString()
    let value
    try {
      value = JSON.parse(text)
    } catch {
      value = undefined
    }
    return { name: FunctionName, error: answer.FunctionError, text, value, log: Buffer.from(answer.LogResult ?? '', 'base64').toString() }
  }
  const create = async (files, { Variables, ...extra } = {}) => {
    const FunctionName = `f-${Runtime.replace(/\W/g, '')}-${++made}`
    const others = { Role: 'arn:aws:iam::000000000000:role/f', Timeout: 10, Environment: { Variables: Variables ?? {} } }
    await createFunction(lambda, { FunctionName, Runtime, Code: { ZipFile: packageOf(files) }, ...others, ...defaults, ...extra })
    return FunctionName
  }
  // A function of these files, called once.
  const run = async (files, event, extra) => invoke(await create(files, extra), event)
  return { create, invoke, run }
}
