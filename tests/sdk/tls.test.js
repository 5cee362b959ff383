// TLS: the authority that `nube ca` prints is what clients need to trust Nube, and without it they do not; versions, names, protocols, hostile clients,
// drained ends, IPv6.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import path from 'node:path'
import tls from 'node:tls'

import { after, isSanitised, require, skip, test } from '../support/js/suite.js'
import { build, environment, folder, freePort, Nube, root, run, sleep, until } from '../support/js/nube.js'

const nubeProgram = path.join(build, 'nube')
const has = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0

const started = []
async function start(args = [], data = folder()) {
  const port = await freePort()
  const n = await Nube.start(['--data-dir', data, '--tls-port', String(port), ...args])
  n.data = data
  n.tlsPort = port
  n.https = `https://localhost:${port}`
  n.caFile = path.join(data, 'authority', 'ca.pem')
  started.push(n)
  return n
}

const nube = await start()
after(async () => {
  for (const n of started) await n.stop()
})
const printed = await run(nubeProgram, ['ca', '--data-dir', nube.data])
const ca = printed.out

// One request over TLS: { status, headers, body, socket's protocol }.
function ask(url, options = {}, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { ca, agent: false, ...options }, (answer) => {
      let text = ''
      answer.on('data', (b) => (text += b)).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

test('nube ca prints the certificate alone, and how to trust it', async () => {
  assert.equal(printed.status, 0)
  assert.match(ca, /^-----BEGIN CERTIFICATE-----\n[\w+/=\n]+-----END CERTIFICATE-----\n$/)
  assert.equal(readFileSync(nube.caFile, 'utf8'), ca)
  assert.equal(statSync(path.join(nube.data, 'authority', 'ca.key')).mode & 0o777, 0o600)
  for (const word of ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'keytool', 'certutil', 'update-ca-certificates', nube.caFile]) assert(printed.err.includes(word), word)
  assert.equal(await (await fetch(`${nube.url}/_nube/ca`)).text(), ca)
  const again = await run(nubeProgram, ['ca', '--data-dir', nube.data])
  assert.equal(again.out, ca)
  const ephemeral = await run(nubeProgram, ['ca', '--ephemeral'])
  assert.deepEqual([ephemeral.status, ephemeral.out], [1, ''])
  assert.match(ephemeral.err, /ask it: curl http:.*_nube\/ca/)
})

test('no authority is made before it is needed', async () => {
  const n = await start()
  assert(!readdirSync(n.data).includes('authority'))
  const own = await (await fetch(`${n.url}/_nube/ca`)).text()
  assert.equal((await ask(`${n.https}/_nube/ready`, { ca: own })).status, 200)
  await assert.rejects(ask(`${n.https}/_nube/ready`), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }) // another Nube's
})

test('node: trusted with the authority, refused without, by each name that is ours', async () => {
  await assert.rejects(ask(`${nube.https}/_nube/ready`, { ca: undefined }), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  for (const host of ['localhost', '127.0.0.1', '[::1]']) assert.equal((await ask(`https://${host}:${nube.tlsPort}/_nube/ready`)).status, 200, host)
  const names = ['a.localhost', 'b.s3.localhost', 'x.y.z.localhost', 'b.s3.us-east-1.amazonaws.com', 'localhost.localstack.cloud', 'b.s3.localhost.localstack.cloud', 'host.docker.internal', 'nube']
  for (const servername of names) {
    const socket = tls.connect({ host: '127.0.0.1', port: nube.tlsPort, servername, ca })
    await new Promise((done, fail) => socket.once('secureConnect', done).once('error', fail))
    assert.equal(socket.authorized, true, servername)
    assert.deepEqual(socket.getPeerCertificate().subjectaltname, `DNS:${servername}`)
    socket.destroy()
  }
  const stranger = tls.connect({ host: '127.0.0.1', port: nube.tlsPort, servername: 'www.example.com', ca })
  await assert.rejects(new Promise((done, fail) => stranger.once('secureConnect', done).once('error', fail)), /unrecognized name/)
})

test('NODE_EXTRA_CA_CERTS, and the AWS SDK over https', async () => {
  const script = `
    const { SQSClient, CreateQueueCommand, SendMessageCommand, ReceiveMessageCommand } = require('@aws-sdk/client-sqs')
    const { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } = require('@aws-sdk/client-s3')
    const common = { endpoint: process.argv[1], region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 }
    ;(async () => {
      const sqs = new SQSClient(common), s3 = new S3Client({ ...common, forcePathStyle: true })
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }))
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }))
      await s3.send(new CreateBucketCommand({ Bucket: 'large' }))
      await s3.send(new PutObjectCommand({ Bucket: 'large', Key: 'k', Body: Buffer.alloc(20 << 20, 'x') }))
      const got = Buffer.from(await (await s3.send(new GetObjectCommand({ Bucket: 'large', Key: 'k' }))).Body.transformToByteArray())
      console.log(JSON.stringify({ QueueUrl, body: Messages[0].Body, same: got.equals(Buffer.alloc(20 << 20, 'x')) }))
    })()`
  const env = { ...environment, NODE_EXTRA_CA_CERTS: nube.caFile }
  const { status, out, err } = await run('node', ['--no-warnings', '-e', script, nube.https], { env, cwd: path.join(root, 'tests'), seconds: 60 })
  assert.equal(status, 0, err)
  assert.deepEqual(JSON.parse(out), { QueueUrl: `${nube.https}/000000000000/q`, body: 'hello', same: true })
}, { seconds: 90 })

test('what a request says of TLS: aws:SecureTransport', async () => {
  const { s3 } = nube.api({ forcePathStyle: true })
  await s3.CreateBucket({ Bucket: 'secure' })
  await s3.PutObject({ Bucket: 'secure', Key: 'k', Body: 'v' })
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::secure/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }
  await s3.PutBucketPolicy({ Bucket: 'secure', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) })
  await assert.rejects(s3.GetObject({ Bucket: 'secure', Key: 'k' }), { name: 'AccessDenied' })
  const { NodeHttpHandler } = require('@smithy/node-http-handler')
  const overTls = nube.client('s3', 'S3Client', { endpoint: nube.https, forcePathStyle: true, requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent({ ca }) }) })
  const { GetObjectCommand } = require('@aws-sdk/client-s3')
  assert.equal(await (await overTls.send(new GetObjectCommand({ Bucket: 'secure', Key: 'k' }))).Body.transformToString(), 'v')
  overTls.destroy()
})

test('what an access log of S3 says of TLS: what was agreed on', async () => {
  const { s3 } = nube.api({ forcePathStyle: true })
  for (const Bucket of ['told', 'logs']) await s3.CreateBucket({ Bucket })
  const statement = { Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::logs/*' }
  await s3.PutBucketPolicy({ Bucket: 'logs', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) })
  await s3.PutBucketLogging({ Bucket: 'told', BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: '' } } })
  await ask(`${nube.https}/told/newer`, { minVersion: 'TLSv1.3' })
  await ask(`${nube.https}/told/older`, { maxVersion: 'TLSv1.2' })
  await fetch(`${nube.url}/told/none`)
  const lines = await until('the records', async () => {
    await nube.clock({ advance: 61 })
    const keys = ((await s3.ListObjectsV2({ Bucket: 'logs' })).Contents ?? []).map(({ Key }) => Key)
    const texts = await Promise.all(keys.map(async (Key) => (await s3.GetObject({ Bucket: 'logs', Key })).Body.transformToString()))
    const all = texts.join('').split('\n').filter((line) => line.includes(' REST.GET.OBJECT '))
    return all.length >= 3 && all
  })
  const said = (key) => lines.find((line) => line.includes(`/told/${key} `)).match(/" - \S+ - (\S+) - (\S+) (\S+) - - -$/).slice(1)
  assert.match(said('newer').join(' '), new RegExp(`^TLS_AES_\\d+_GCM_SHA\\d+ localhost:${nube.tlsPort} TLSv1\\.3$`))
  assert.match(said('older').join(' '), new RegExp(`^ECDHE-(EC|R)DS?A-AES\\d+-GCM-SHA\\d+ localhost:${nube.tlsPort} TLSv1\\.2$`))
  assert.deepEqual(said('none'), ['-', `127.0.0.1:${nube.port}`, '-'])
})

if (has('curl'))
  test('curl: --cacert, and not without', async () => {
    const good = await run('curl', ['-sS', '--cacert', nube.caFile, `${nube.https}/_nube/ready`, '-w', '%{http_version}'])
    assert.equal(good.out, '{"ready":true,"scripts":[]}\n1.1', good.err)
    const bad = await run('curl', ['-sS', `${nube.https}/_nube/ready`])
    assert.equal(bad.status, 60, bad.err)
    assert.equal((await run('curl', ['-sS', `http://localhost:${nube.tlsPort}/`])).out, 'This port speaks TLS: its addresses begin https:\n')
  })
else skip('no curl')

if (has('python3'))
  test('Python, strictly: SSL_CERT_FILE, and not without', async () => {
    const script = `
import ssl, urllib.request, sys
context = ssl.create_default_context()
context.verify_flags |= getattr(ssl, 'VERIFY_X509_STRICT', 0)
print(urllib.request.urlopen(sys.argv[1], context=context).read().decode())`
    const good = await run('python3', ['-c', script, `${nube.https}/_nube/ready`], { env: { ...environment, SSL_CERT_FILE: nube.caFile } })
    assert.equal(good.status, 0, good.err)
    const bad = await run('python3', ['-c', script, `${nube.https}/_nube/ready`])
    assert.match(bad.err, /CERTIFICATE_VERIFY_FAILED/)
  })
else skip('no python3')

if (has('/usr/bin/aws'))
  test('AWS CLI: AWS_CA_BUNDLE, and not without', async () => {
    const env = { ...nube.env, AWS_CA_BUNDLE: nube.caFile }
    const good = await run('/usr/bin/aws', ['--endpoint-url', nube.https, 'sqs', 'list-queues'], { env, seconds: 60 })
    assert.equal(good.status, 0, good.err)
    const bad = await run('/usr/bin/aws', ['--endpoint-url', nube.https, 'sqs', 'list-queues'], { env: nube.env, seconds: 60 })
    assert.match(bad.err, /CERTIFICATE_VERIFY_FAILED|SSL validation failed/)
  }, { seconds: 120 })
else skip('no AWS CLI')

if (has('openssl')) {
  const client = async (...args) => {
    const { out, err } = await run('openssl', ['s_client', '-connect', `127.0.0.1:${nube.tlsPort}`, '-CAfile', nube.caFile, '-verify_return_error', ...args], { input: '' })
    return out + err
  }

  test('openssl: TLS 1.0 and 1.1 are refused, 1.2 is spoken, with a strict chain', async () => {
    for (const old of ['-tls1', '-tls1_1']) assert.match(await client(old, '-cipher', 'ALL@SECLEVEL=0'), /alert protocol version/, old)
    const good = await client('-tls1_2', '-servername', 'a.localhost', '-x509_strict', '-verify_hostname', 'a.localhost')
    assert.match(good, /Verify return code: 0 \(ok\)/)
    assert.match(good, /Protocol *: TLSv1\.2/)
    assert.match(await client('-servername', 'a.localhost', '-verify_hostname', 'b.localhost'), /hostname mismatch/i)
  })

  test('openssl: ciphers with forward secrecy and authentication alone', async () => {
    for (const weak of ['AES128-SHA', 'AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA', 'DHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA256', 'NULL', 'PSK'])
      assert.match(await client('-tls1_2', '-cipher', `${weak}@SECLEVEL=0`), /handshake failure|no cipher match|no ciphers available/, weak)
    for (const good of ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305'])
      assert.match(await client('-tls1_2', '-cipher', good), new RegExp(`Cipher is ${good}`))
  })

  test('openssl: ALPN is http/1.1 or nothing; SNI names the certificate', async () => {
    assert.match(await client('-alpn', 'h2,http/1.1'), /ALPN protocol: http\/1\.1/)
    assert.match(await client('-alpn', 'h2'), /no application protocol/)
    assert.match(await client(), /No ALPN negotiated/)
    assert.match(await client('-servername', 'b.localhost'), /subject=CN = b\.localhost/)
    assert.match(await client('-noservername'), /subject=CN = localhost/)
    assert.match(await client('-servername', 'elsewhere.example'), /unrecognized name/)
  })

  test('openssl: sessions are resumed, and renegotiation is refused', async () => {
    const saved = path.join(folder(), 'session')
    await client('-tls1_2', '-sess_out', saved)
    assert.match(await client('-tls1_3', '-x509_strict'), /New, TLSv1\.3, Cipher is TLS_AES_/)
    assert.match(await client('-tls1_2', '-sess_in', saved), /Reused, TLSv1\.2/)
    const { out, err } = await run('openssl', ['s_client', '-connect', `127.0.0.1:${nube.tlsPort}`, '-tls1_2'], { input: 'R\nGET / HTTP/1.0\r\n\r\n' })
    assert.match(out + err, /RENEGOTIATING/)
    assert.doesNotMatch(out, /verify return.*\n[\s\S]*RENEGOTIATING[\s\S]*verify return/)
  })

  test('certificates of one’s own: for the names that they have, and for who says none', async () => {
    const dir = folder()
    const file = (name) => path.join(dir, name)
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file('key.pem'), '-out', file('cert.pem'), '-days', '2', '-subj', '/CN=mine.test', '-addext', 'subjectAltName=DNS:mine.test,DNS:*.mine.test'], { stdio: 'ignore' })
    const own = readFileSync(file('cert.pem'), 'utf8')
    const n = await start(['--tls-cert', file('cert.pem'), '--tls-key', file('key.pem'), '--tls-name', 'more.example,192.168.7.7'])
    const shown = async (servername, trusted) => {
      const socket = tls.connect({ host: '127.0.0.1', port: n.tlsPort, servername, ca: trusted })
      await new Promise((done, fail) => socket.once('secureConnect', done).once('error', fail))
      const { subject } = socket.getPeerCertificate()
      socket.destroy()
      return subject.CN
    }
    assert.equal(await shown('mine.test', own), 'mine.test')
    assert.equal(await shown('a.mine.test', own), 'mine.test')
    const authority = await (await fetch(`${n.url}/_nube/ca`)).text()
    assert.equal(await shown('a.localhost', authority), 'a.localhost')
    assert.equal(await shown('more.example', authority), 'more.example')
    assert.equal((await ask(`https://127.0.0.1:${n.tlsPort}/_nube/ready`, { servername: 'more.example', ca: authority, headers: { Host: `more.example:${n.tlsPort}` } })).status, 200)
    for (const [args, words] of [
      [['--tls-cert', file('cert.pem')], /--tls-cert and --tls-key go together/],
      [['--tls-cert', file('none'), '--tls-key', file('key.pem')], new RegExp(`--tls-cert: ${file('none')} cannot be read`)],
      [['--tls-cert', file('key.pem'), '--tls-key', file('key.pem')], new RegExp(`--tls-cert: ${file('key.pem')} holds no certificate`)],
      [['--tls-cert', file('cert.pem'), '--tls-key', file('none')], new RegExp(`--tls-key: ${file('none')} cannot be read`)],
      [['--tls-cert', file('cert.pem'), '--tls-key', file('cert.pem')], new RegExp(`--tls-key: ${file('cert.pem')} is no private key .* of the first certificate in ${file('cert.pem')}`)],
      ...[['--tls-cert', file('cert.pem')], ['--tls-key', file('key.pem')], ['--tls-name', 'a.test']].map((args) => [['--tls-port', '0', ...args], new RegExp(`${args[0]} has no effect without --tls-port`)]),
    ]) {
      const { status, err } = await run(nubeProgram, ['--ephemeral', '--port', '0', '--tls-port', `${await freePort()}`, ...args])
      assert.equal(status, 2)
      assert.match(err, words)
    }
  })
} else skip('no openssl')

if (has('chromium') && has('certutil') && !isSanitised)
  test('Chromium: trusts the authority in its list, and nothing without', async () => {
    const home = folder()
    const shown = async () => {
      const { out, err } = await run('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${path.join(home, 'profile')}`, '--virtual-time-budget=5000', '--dump-dom', `https://a.localhost:${nube.tlsPort}/_nube/ready`], { env: { ...environment, HOME: home }, seconds: 60 })
      return out + err
    }
    assert.doesNotMatch(await shown(), /"ready":true/)
    const database = `sql:${path.join(home, '.pki/nssdb')}`
    execFileSync('sh', ['-c', 'mkdir -p "$0" && certutil -d "sql:$0" -N --empty-password', path.join(home, '.pki/nssdb')])
    execFileSync('certutil', ['-d', database, '-A', '-t', 'C,,', '-n', 'Nube', '-i', nube.caFile])
    assert.match(await shown(), /"ready":true/)
  }, { seconds: 120 })
else skip('no Chromium, or no certutil')

if (has('keytool') && has('java') && !isSanitised)
  test('Java: a trust store with the authority, and not without', async () => {
    const dir = folder()
    const store = path.join(dir, 'nube.p12')
    execFileSync('keytool', ['-importcert', '-noprompt', '-alias', 'nube', '-file', nube.caFile, '-keystore', store, '-storetype', 'PKCS12', '-storepass', 'changeit'], { stdio: 'ignore' })
    const source = path.join(dir, 'Ask.java')
    writeFileSync(source, `public class Ask { public static void main(String[] a) throws Exception {
      System.out.println(new String(new java.net.URL(a[0]).openStream().readAllBytes())); } }`)
    const ready = `${nube.https}/_nube/ready`
    const good = await run('java', [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit', source, ready], { seconds: 60 })
    assert.match(good.out, /"ready":true/, good.err)
    const bad = await run('java', [source, ready], { seconds: 60 })
    assert.match(bad.err, /unable to find valid certification path/)
  }, { seconds: 120 })
else skip('no Java')

test('IPv6: [::1] is served in plain on the same port', async () => {
  const answer = await new Promise((resolve, reject) =>
    http.get({ host: '::1', port: nube.port, path: '/_nube/health' }, (a) => (a.resume(), resolve(a.statusCode))).on('error', reject))
  assert.equal(answer, 200)
  const all = await start(['--host', '::'])
  const own = await (await fetch(`${all.url}/_nube/ca`)).text()
  for (const host of ['127.0.0.1', '[::1]']) {
    assert.equal((await fetch(`http://${host}:${all.port}/_nube/ready`)).status, 200, host)
    assert.equal((await ask(`https://${host}:${all.tlsPort}/_nube/ready`, { ca: own })).status, 200, host)
  }
})

test('who holds connections without a word keeps nobody from being served', async () => {
  const sockets = []
  for (let i = 0; i < 300; i++) {
    const s = net.connect(nube.tlsPort, '127.0.0.1').on('error', () => {})
    s.write(i % 2 ? '\x16\x03\x01' : '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03')
    sockets.push(s)
  }
  await sleep(100)
  const begun = Date.now()
  for (let i = 0; i < 5; i++) assert.equal((await ask(`${nube.https}/_nube/ready`)).status, 200)
  assert(Date.now() - begun < 5000)
  for (const s of sockets) s.destroy()
})

const idle = async (count) => {
  const sockets = []
  for (let i = 0; i < count; i += 50)
    sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => new Promise((done, fail) => {
      const s = tls.connect({ host: '127.0.0.1', port: nube.tlsPort, servername: 'localhost', ca })
      s.once('error', fail).once('secureConnect', () => s.write('GET /_nube/ready HTTP/1.1\r\nHost: localhost\r\n\r\n')).once('data', () => done(s))
    })))))
  return sockets
}
const status = (field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${nube.pid}/status`, 'utf8'))[1])

if (!isSanitised)
  test('a thousand connections that rest cost no thread, and less than 40 KB each', async () => {
    for (const s of await idle(50)) s.destroy()
    await sleep(500)
    const before = { kb: status('VmRSS'), threads: status('Threads') }
    const sockets = await idle(1000)
    await until('none to hold a thread of the listener’s', () => {
      const files = readdirSync(`/proc/${nube.pid}/fd`).length
      if (files > 1000 + 60) throw new Error(`${files} files`)
      return true
    })
    const grown = status('VmRSS') - before.kb
    assert(grown < 40 * 1000, `${grown} KB`)
    assert(status('Threads') - before.threads <= 1, `${status('Threads') - before.threads} threads more`)
    const answered = sockets.slice(0, 20).map((s) => new Promise((done) => s.once('data', (b) => done(String(b)))))
    for (const s of sockets.slice(0, 20)) s.write('GET /_nube/ready HTTP/1.1\r\nHost: localhost\r\n\r\n')
    for (const text of await Promise.all(answered)) assert.match(text, /^HTTP\/1\.1 200 OK/)
    for (const s of sockets) s.destroy()
  }, { seconds: 90 })
else skip('memory is measured without sanitizers')

test('what is under way is answered before it stops', async () => {
  const n = await start()
  const own = await (await fetch(`${n.url}/_nube/ca`)).text()
  const { QueueUrl } = await n.api().sqs.CreateQueue({ QueueName: 'q' })
  const body = JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 })
  const headers = { 'X-Amz-Target': 'AmazonSQS.ReceiveMessage', 'Content-Type': 'application/x-amz-json-1.0', Authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0' }
  const waiting = ask(`${n.https}/`, { method: 'POST', headers, ca: own }, body)
  await n.quiet(1)
  const ended = n.end()
  const answer = await waiting
  assert.equal(answer.status, 200, answer.body)
  assert.deepEqual((await ended).status, 0)
})

test('outgoing https trusts the authority, too, and another Nube’s not', async () => {
  const { states } = nube.api()
  let made = 0
  const call = async (ApiEndpoint) => {
    const definition = { StartAt: 'T', States: { T: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters: { ApiEndpoint, Method: 'GET' }, End: true } } }
    const { stateMachineArn } = await states.CreateStateMachine({ name: `m${made++}`, roleArn: 'arn:aws:iam::000000000000:role/r', definition: JSON.stringify(definition) })
    const { executionArn } = await states.StartExecution({ stateMachineArn })
    return until('the execution to end', async () => {
      const e = await states.DescribeExecution({ executionArn })
      return e.status !== 'RUNNING' && e
    })
  }
  const own = await call(`${nube.https}/_nube/ready`)
  assert.equal(own.status, 'SUCCEEDED', own.cause)
  assert.deepEqual(JSON.parse(own.output).ResponseBody, { ready: true, scripts: [] })
  const other = await start()
  const foreign = await call(`${other.https}/_nube/ready`)
  assert.equal(foreign.status, 'FAILED')
  assert.match(foreign.cause, /certificate|SSL|peer/i)
})
