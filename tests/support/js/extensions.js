// Programs in /opt/extensions.
import { execFileSync } from 'node:child_process'

import { zip } from './zip.js'

export const node = execFileSync('sh', ['-c', 'command -v node']).toString().trim()

// A layer with one of this name; `main` is what it does, with `register`, `next` and `ask`. Its ARN.
export async function beside(lambda, name, main, events = ['INVOKE', 'SHUTDOWN']) {
  const program = `#!${node}
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API
const ask = (path, method, headers, body) => fetch(base + path, { method, headers, body })
const register = async () => {
  const r = await ask('/2020-01-01/extension/register', 'POST', { 'Lambda-Extension-Name': '${name}' }, '${JSON.stringify({ events })}')
  return { 'Lambda-Extension-Identifier': r.headers.get('lambda-extension-identifier') }
}
const next = async (headers) => (await ask('/2020-01-01/extension/event/next', 'GET', headers)).json()
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const main = async () => { ${main} }
main()
`
  return (await lambda.PublishLayerVersion({ LayerName: name, Content: { ZipFile: zip([{ name: `extensions/${name}`, mode: 0o100755, body: program }]) } })).LayerVersionArn
}
