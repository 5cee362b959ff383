// Starting and ending Nube and the other programs, and the clients that talk to it.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { callsAdd, isSanitised, require } from './suite.js'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
export const build = path.resolve(root, process.env.BUILD ?? 'build')

export { isSanitised }

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

// Nothing that is set where the tests run may reach the programs.
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|NUBE_|SFN_|NOTIFY_|npm_|.*_proxy$)/i.test(name)),
)

// Asks `probe` until it answers something true; its last error or answer goes into the failure. After so long it is taken never to
// do so: that is no measure of how long it may take.
export async function until(what, probe, seconds = 30) {
  const end = Date.now() + seconds * 1000
  let last
  for (;;) {
    try {
      last = await probe()
      if (last) return last
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s (last: ${last?.stack ?? last})`)
    await sleep(20)
  }
}

// A new folder that goes when the process ends.
const folders = []
export function folder(name = 'nube-test-', parent = os.tmpdir()) {
  const made = mkdtempSync(path.join(parent, name))
  folders.push(made)
  return made
}
// One that functions see, too: they have a /tmp of their own.
export const sharedFolder = () => folder('nube-test-', '/var/tmp')
export const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1))

// Runs a program to its end: { status, signal, out, err }.
export function run(file, args, { env = environment, cwd, seconds = 15, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, cwd, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    let out = ''
    let err = ''
    running.add(child)
    child.stdout.on('data', (b) => (out += b))
    child.stderr.on('data', (b) => (err += b))
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ status, signal, out, err })
    })
    if (input === undefined) return
    child.stdin.on('error', () => {}) // it may end before it has read all
    child.stdin.end(input)
  })
}

// A program that says `Ready.` and stays. `log` grows as it speaks.
export class Program {
  static async start(file, args, { env = environment, cwd } = {}) {
    const p = new Program()
    p.log = ''
    p.child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(p.child)
    p.ended = new Promise((done) => p.child.on('exit', (status, signal) => (running.delete(p.child), done({ status, signal }))))
    await new Promise((ready, refuse) => {
      const hear = (bytes) => {
        p.log += bytes
        if (/^Ready\.$/m.test(p.log)) ready()
      }
      p.child.stdout.on('data', hear)
      p.child.stderr.on('data', hear)
      p.child.on('error', refuse)
      p.ended.then(({ status, signal }) => refuse(new Error(`${path.basename(file)} ended with ${status ?? signal}: ${p.log}`)))
    })
    p.url = /http:\/\/[^\s,]+/.exec(p.log)?.[0]
    p.port = Number(new URL(p.url).port)
    return p
  }

  get pid() {
    return this.child.pid
  }

  async end(signal = 'SIGTERM') {
    this.child.kill(signal)
    return this.ended
  }
}

// A port of 127.0.0.1 that nobody listens on.
export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

export class Nube extends Program {
  static async start(args = ['--ephemeral'], options = {}) {
    const binary = path.join(build, 'nube')
    const p = await Program.start(binary, ['--port', '0', ...args], options)
    return Object.setPrototypeOf(p, Nube.prototype)
  }

  // With TLS, too: `https` is where, `ca` what its clients trust.
  static async startTls(args = ['--ephemeral'], options = {}) {
    const port = await freePort()
    const p = await Nube.start(['--tls-port', String(port), ...args], options)
    return Object.assign(p, { tlsPort: port, https: `https://localhost:${port}`, ca: await (await fetch(`${p.url}/_nube/ca`)).text() })
  }

  // One request by TLS: { status, headers, body }.
  ask(at, options = {}, body) {
    return new Promise((resolve, reject) => {
      const request = https.request(new URL(at, this.https), { ca: this.ca, agent: false, ...options }, (answer) => {
        let text = ''
        answer.on('data', (b) => (text += b)).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }))
      })
      request.on('error', reject)
      request.end(body)
    })
  }

  async page(method, at, body) {
    const answer = await fetch(this.url + at, { method, body: body === undefined ? undefined : JSON.stringify(body) }).catch((error) => {
      throw new Error(`${method} ${at}: ${error.cause ?? error}`)
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  clock(change) {
    return change ? this.page('POST', '/_nube/clock', change) : this.page('GET', '/_nube/clock')
  }

  // Until nothing goes on by itself, and so many long polls wait, or more.
  quiet(waiting = 0, seconds = 10) {
    return until(`nothing to go on, and ${waiting} to wait`, async () => {
      const clock = await this.clock()
      if (clock.busy || clock.waitingCalls < waiting) throw new Error(`${clock.busy ?? 'nothing goes on'}, ${clock.waitingCalls} wait`)
      return clock
    }, seconds)
  }

  async mails() {
    return (await this.page('GET', '/_nube/mail')).mails
  }

  async callsCollect() {
    callsAdd(await this.page('GET', '/_nube/calls'))
  }

  async reset() {
    await this.callsCollect()
    await this.page('POST', '/_nube/reset')
  }

  // Ends it as a user would, and complains of what it should not have done.
  async stop() {
    if (!running.has(this.child)) return
    await this.callsCollect()
    const started = Date.now()
    const { status, signal } = await this.end()
    if (status !== 0) throw new Error(`nube ended with ${status ?? signal}:\n${this.log}`)
    if (Date.now() - started > 8000) throw new Error(`nube took ${Date.now() - started} ms to stop`)
    const broken = this.log.split('\n').filter((line) => /which its shape lacks|Z error |AddressSanitizer|ThreadSanitizer|runtime error:/i.test(line))
    if (broken.length) throw new Error(`nube complained:\n${broken.join('\n')}`)
  }

  get env() {
    return {
      ...environment,
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    }
  }

  // An unmodified client of the AWS SDK: nube.client('sqs', 'SQSClient').
  client(service, name, options = {}) {
    const Client = require(`@aws-sdk/client-${service}`)[name]
    return new Client({
      endpoint: this.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      ...options,
    })
  }

  // Every client in one; `send` takes (service, operation, input).
  api(options = {}) {
    return api(this, options)
  }
}

const services = {
  acm: ['acm', 'ACMClient'],
  dynamodb: ['dynamodb', 'DynamoDBClient'],
  dynamodbstreams: ['dynamodb-streams', 'DynamoDBStreamsClient'],
  sqs: ['sqs', 'SQSClient'],
  sns: ['sns', 'SNSClient'],
  states: ['sfn', 'SFNClient'],
  lambda: ['lambda', 'LambdaClient'],
  apigateway: ['api-gateway', 'APIGatewayClient'],
  apigatewayv2: ['apigatewayv2', 'ApiGatewayV2Client'],
  cloudfront: ['cloudfront', 'CloudFrontClient'],
  pipes: ['pipes', 'PipesClient'],
  iam: ['iam', 'IAMClient'],
  s3: ['s3', 'S3Client'],
  sts: ['sts', 'STSClient'],
}

// api.sqs.CreateQueue({ QueueName: 'q' }) sends a CreateQueueCommand.
export function api(nube, options = {}) {
  const clients = {}
  return new Proxy(
    {},
    {
      get(_, service) {
        if (!services[service]) return undefined
        const [name, className] = services[service]
        const module = require(`@aws-sdk/client-${name}`)
        clients[service] ??= nube.client(name, className, options)
        return new Proxy(clients[service], {
          get: (client, operation) =>
            module[`${operation}Command`] ? (input = {}) => client.send(new module[`${operation}Command`](input)) : client[operation],
        })
      },
    },
  )
}

// Expects a call to fail, and gives the error: { name, message, status }.
export async function failure(promise) {
  let answer
  try {
    answer = await promise
  } catch (error) {
    if (!error.$metadata && !error.$response) throw error
    return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode, error }
  }
  throw new Error(`should have failed, but answered ${JSON.stringify(answer)}`)
}

// One HTTP request, as it is: { status, headers, body }.
export function raw(url, { method = 'POST', headers = {}, body, agent, path } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent, ...(path && { path }) }, (answer) => {
      const parts = []
      answer.on('data', (b) => parts.push(b))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, rawHeaders: answer.rawHeaders, body: Buffer.concat(parts).toString() }),
      )
      answer.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

export const signedAs = (service, region = 'us-east-1', key = 'test') =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`

// The processes whose parent this is.
export function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1]) === pid
      } catch {
        return false
      }
    })
    .map(Number)
}

export const descendantsOf = (pid) => childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])

// Is one of these processes stopped?
export const isAnyStopped = (pids) =>
  pids.some((pid) => {
    try {
      return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return false
    }
  })

// Has none of these processes anything left to do?
export const areGone = (pids) =>
  pids.every((pid) => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return true
    }
  })
