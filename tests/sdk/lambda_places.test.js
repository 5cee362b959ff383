// What functions find at /opt, code that is run in place, and processes under a debugger's command.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { caller, createFunction, packageOf } from '../support/js/functions.js'
import { build, environment, failure, folder, Nube, Program, sharedFolder } from '../support/js/nube.js'
import { after, skip, test } from '../support/js/suite.js'

const nube = await Nube.start(['--ephemeral'], { env: { ...environment, NUBE_LAMBDA_WRAP_deb_ug: 'env WRAPPED=yes', NUBE_LAMBDA_WRAP_inspected: 'node --inspect=0' } })
const { lambda } = nube.api()
after(() => nube.stop())
const Role = 'arn:aws:iam::000000000000:role/f'
const node = caller(lambda, 'nodejs20.x', { Handler: 'index.handler' })

let layers = 0
async function layer(files) {
  const { LayerVersionArn } = await lambda.PublishLayerVersion({ LayerName: `layer-${++layers}`, Content: { ZipFile: packageOf(files) } })
  return LayerVersionArn
}

// One that answers with what a shell command prints.
const shell = (command) => `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
    id=$(curl -sS -D - -o /dev/null "$api/next" | tr -d '\\r' | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
    { ${command}; } 2>&1 | curl -sS -o /dev/null --data-binary @- "$api/$id/response"
done
`
const provided = caller(lambda, 'provided.al2023', { Handler: 'x' })

// Where mount namespaces are not permitted, in a chroot say, there are no such places.
await provided.run({ bootstrap: shell('echo') }, {})
const hasPlaces = !/mount namespaces are not permitted/.test(nube.log)
const placed = hasPlaces ? test : () => {}
if (!hasPlaces) skip('functions have no places of their own here')

placed('layers lie over each other at /opt, in their order', async () => {
  const first = await layer({ 'a.txt': 'first', 'both.txt': 'first', 'bin/told': '#!/bin/sh\necho by a program of a layer' })
  const second = await layer({ 'b/c.txt': 'second', 'both.txt': 'second' })
  const command = 'cat /opt/a.txt /opt/both.txt /opt/b/c.txt; echo; told; ls /opt; touch /opt/x'
  const { text } = await provided.run({ bootstrap: shell(command) }, {}, { Layers: [first, second] })
  assert.match(text, /^firstsecondsecond\nby a program of a layer\na\.txt\nb\nbin\nboth\.txt\ntouch: .*Read-only file system\n$/)
  const { text: other } = await provided.run({ bootstrap: shell(command) }, {}, { Layers: [second, first] })
  assert.match(other, /^firstfirstsecond\n/)
})

placed('a process finds itself by the name that extensions listen at, and no more in /tmp', async () => {
  const command = 'getent hosts sandbox.localdomain; getent hosts localhost >/dev/null && echo as before; ls -A /tmp; tail -n 1 /etc/hosts'
  const { text } = await provided.run({ bootstrap: shell(command) })
  assert.match(text, /^127\.0\.0\.1 +sandbox\.localdomain sandbox\nas before\n127\.0\.0\.1 sandbox\.localdomain sandbox\n$/)
})

placed('a runtime may be in a layer, and a program in front of one', async () => {
  const runtime = await layer({ bootstrap: shell('cat /var/task/word.txt') })
  assert.equal((await provided.run({ 'word.txt': 'by the layer' }, {}, { Layers: [runtime] })).text, 'by the layer')
  const tracer = await layer({ tracer: '#!/bin/sh\nexport TRACED=yes\nexec "$@"' })
  const options = { Layers: [tracer], Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/tracer' } }
  assert.equal((await node.run({ 'index.js': 'exports.handler = async () => process.env.TRACED' }, {}, options)).text, '"yes"')
})

test('packages of layers are found by require, by import and by Python', async () => {
  const packages = await layer({
    'nodejs/node_modules/plain/index.js': 'exports.word = "plain"',
    'nodejs/node_modules/modern/package.json': '{"name":"modern","type":"module","exports":"./index.js"}',
    'nodejs/node_modules/modern/index.js': 'export const word = "modern"',
    'nodejs/node20/node_modules/versioned/index.js': 'exports.word = "versioned"',
    'python/ours.py': 'word = "python"',
  })
  const Layers = [packages]
  const required = await node.run({ 'index.js': 'exports.handler = async () => [require("plain").word, require("versioned").word]' }, {}, { Layers })
  assert.deepEqual(required.value, ['plain', 'versioned'], required.text)
  const imported = await node.run({ 'index.mjs': 'import { word } from "modern"\nimport plain from "plain"\nexport const handler = async () => [word, plain.word, (await import("versioned")).word]' }, {}, { Layers })
  assert.deepEqual(imported.value, ['modern', 'plain', 'versioned'], imported.text)
  const python = caller(lambda, 'python3.12', { Handler: 'app.handler' })
  const made = await python.create({ 'app.py': 'import ours\ndef handler(e, c): return ours.word' }, { Layers }).catch((error) => error)
  if (made.status === 501 || made.$metadata) skip('no python3')
  else assert.equal((await python.invoke(made)).text, '"python"')
})

// A folder of the machine's in /opt, where whoever runs the tests may make one.
function folderInOpt() {
  try {
    return folder('nube-test-', '/opt')
  } catch {
    return null
  }
}
const opt = folderInOpt()
if (!opt) skip('/opt may not be written')
else
  placed('an interpreter in /opt is there beside layers', async () => {
    copyFileSync(process.execPath, path.join(opt, 'node'))
    const other = await Nube.start(['--ephemeral', '--lambda-runtime', `nodejs20.x=${opt}/node`])
    const { lambda: api } = other.api()
    const { LayerVersionArn } = await api.PublishLayerVersion({ LayerName: 'l', Content: { ZipFile: packageOf({ 'a.txt': 'of a layer' }) } })
    const files = { 'index.js': 'exports.handler = async () => [process.execPath, require("fs").readFileSync("/opt/a.txt", "utf8"), require("fs").readdirSync("/opt").length]' }
    const { value, text } = await caller(api, 'nodejs20.x', { Handler: 'index.handler' }).run(files, {}, { Layers: [LayerVersionArn] })
    assert.deepEqual(value, [`${opt}/node`, 'of a layer', 2], text)
    await other.stop()
  })

test('a folder is run in place, and its process is another when it changed', async () => {
  const place = sharedFolder()
  const handler = (word) => writeFileSync(path.join(place, 'index.js'), `const at = Date.now(); exports.handler = async () => [at, "${word}", require("./sub/other").x]`)
  mkdirSync(path.join(place, 'sub'))
  writeFileSync(path.join(place, 'sub/other.js'), 'exports.x = 1')
  handler('first')
  await createFunction(lambda, { FunctionName: 'hot', Runtime: 'nodejs20.x', Role, Handler: 'index.handler', Code: { S3Bucket: 'hot-reload', S3Key: place } })
  const invoke = async () => (await node.invoke('hot')).value
  const [at, ...first] = await invoke()
  assert.deepEqual(first, ['first', 1])
  assert.deepEqual(await invoke(), [at, 'first', 1])
  handler('second, and longer')
  assert.deepEqual((await invoke()).slice(1), ['second, and longer', 1])
  writeFileSync(path.join(place, 'sub/other.js'), 'exports.x = 22')
  const [again, ...changed] = await invoke()
  assert.deepEqual(changed, ['second, and longer', 22])
  mkdirSync(path.join(place, 'node_modules'))
  writeFileSync(path.join(place, 'node_modules/x.js'), '')
  const [now] = await invoke()
  assert(now !== undefined && again !== at)
  rmSync(path.join(place, 'sub'), { recursive: true })
  assert.match((await node.invoke('hot')).value.errorMessage, /^Cannot find module/)
  const wrong = await failure(lambda.CreateFunction({ FunctionName: 'cold', Runtime: 'nodejs20.x', Role, Handler: 'index.handler', Code: { S3Bucket: 'hot-reload', S3Key: '/no/such' } }))
  assert.equal(wrong.name, 'InvalidParameterValueException')
})

test('a process may run under a command, and takes as long as it takes', async () => {
  const body = shell('sleep 1.5; echo $WRAPPED')
  await createFunction(lambda, { FunctionName: 'deb-ug', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 1, Code: { ZipFile: packageOf({ bootstrap: body }) } })
  assert.equal((await provided.invoke('deb-ug')).text, 'yes\n')
  const files = { 'index.js': 'exports.handler = async () => [process.execArgv, require("inspector").url()]' }
  await createFunction(lambda, { FunctionName: 'inspected', Runtime: 'nodejs20.x', Role, Handler: 'index.handler', Code: { ZipFile: packageOf(files) } })
  const { value } = await node.invoke('inspected')
  assert.deepEqual(value[0], ['--inspect=0'])
  assert.match(value[1], /^ws:\/\/127\.0\.0\.1:\d+\//)
  assert(!nube.log.includes('is no variable of nube'))
})

// A Nube that is root of a user namespace which may have no others in it.
const nested = (command) => ['-Ur', 'sh', '-c', `cd /proc/sys/user && for n in max_*_namespaces; do echo 0 >$n || exit 9; done; cd /; ${command}`]

if (spawnSync('unshare', nested('! unshare -m true 2>/dev/null')).status !== 0) skip('no unshare, or no user namespaces')
else
  test('where namespaces are not permitted, functions find their code and layers all the same', async () => {
    const other = await Program.start('unshare', nested(`exec ${path.join(build, 'nube')} --port 0 --ephemeral`), { env: environment })
    const { lambda: api } = Object.setPrototypeOf(other, Nube.prototype).api()
    const Content = { ZipFile: packageOf({ 'nodejs/node_modules/plain/index.js': 'exports.word = "layer"', 'bin/told': '#!/bin/sh\necho told' }) }
    const { LayerVersionArn } = await api.PublishLayerVersion({ LayerName: 'l', Content })
    const files = { 'index.js': 'exports.handler = async () => [process.cwd() === process.env.LAMBDA_TASK_ROOT, require("plain").word, String(require("child_process").execSync("told"))]' }
    const { value, text } = await caller(api, 'nodejs20.x', { Handler: 'index.handler' }).run(files, {}, { Layers: [LayerVersionArn] })
    assert.deepEqual(value, [true, 'layer', 'told\n'], text)
    assert.match(other.log, /mount namespaces are not permitted here: functions find their code and layers in folders of Nube's/)
    await other.end()
  })
