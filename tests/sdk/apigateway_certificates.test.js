// Whom API Gateway is to https servers: a stage's client certificate is shown to those that ask for one, and to nobody else; and whom it trusts of them.
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'

import { makeApi } from '../support/js/apis.js'
import { authority, cert, key } from '../support/js/certificate.js'
import { environment, folder, Nube, raw } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const data = folder()
const trusted = path.join(folder(), 'trusted.pem')
writeFileSync(trusted, cert)
const start = () => Nube.start(['--data-dir', data], { env: { ...environment, CURL_CA_BUNDLE: trusted } })
let nube = await start()
let { apigateway } = nube.api()
after(() => nube.stop())

// A server that tells who came.
async function serverOf(options, host = '127.0.0.1') {
  const server = https.createServer({ key, cert, requestCert: true, rejectUnauthorized: false, ...options }, (request, response) => {
    const { subject, fingerprint256 } = request.socket.getPeerCertificate()
    response.end(JSON.stringify({ subject, fingerprint256, isTrusted: request.socket.authorized }))
  })
  await new Promise((ready) => server.listen(0, host, ready))
  after(() => (server.closeAllConnections(), server.close()))
  return `https://${host}:${server.address().port}/`
}
const to = (uri, type = 'HTTP_PROXY', more = {}) => ({ GET: { integration: { type, integrationHttpMethod: 'GET', uri, ...more } } })
const lenient = { tlsConfig: { insecureSkipVerification: true } }
const replace = (at, value) => [{ op: 'replace', path: at, value }]
const fingerprint = (pem) => new X509Certificate(pem).fingerprint256
const nobody = { isTrusted: false }

test("a certificate is API Gateway's own: who, how long, as its users get it", async () => {
  const made = await apigateway.GenerateClientCertificate({})
  assert.match(made.pemEncodedCertificate, /^-----BEGIN CERTIFICATE-----\r\n([\w+/]{64}\r\n)+[\w+/=]+\r\n-----END CERTIFICATE-----$/)
  const read = new X509Certificate(made.pemEncodedCertificate)
  assert.deepEqual([read.subject, read.issuer], ['C=US\nL=Seattle\nCN=ApiGateway', 'C=US\nL=Seattle\nCN=ApiGateway'])
  assert.deepEqual([read.ca, read.keyUsage, read.publicKey.asymmetricKeyDetails.modulusLength], [false, undefined, 2048])
  assert(read.verify(read.publicKey))
  assert.equal(new Date(read.validTo) - new Date(read.validFrom), 365 * 24 * 3600 * 1000)
  const told = JSON.stringify([made, await apigateway.GetClientCertificate(made), await apigateway.GetClientCertificates({})])
  assert(!told.includes('PRIVATE KEY'))
  await apigateway.DeleteClientCertificate(made)
})

test("a stage's certificate is shown to servers that ask, whatever is integrated with them, also after a kill", async () => {
  const first = await apigateway.GenerateClientCertificate({})
  const second = await apigateway.GenerateClientCertificate({})
  const server = await serverOf({ ca: [first.pemEncodedCertificate] })
  const strict = await serverOf({ ca: [first.pemEncodedCertificate], rejectUnauthorized: true })
  const made = await makeApi(nube, apigateway, { '/proxy': to(server), '/http': to(server, 'HTTP'), '/strict': to(strict) })
  const ask = async (at) => JSON.parse((await made.ask(at)).body)
  const use = (id) => apigateway.UpdateStage({ restApiId: made.restApiId, stageName: 'dev', patchOperations: replace('/clientCertificateId', id) })
  const who = (given) => ({ subject: { C: 'US', L: 'Seattle', CN: 'ApiGateway' }, fingerprint256: fingerprint(given.pemEncodedCertificate), isTrusted: given === first })
  assert.deepEqual(await ask('/proxy'), nobody)
  assert.deepEqual((await made.ask('/strict')).body, '{"message": "Network error communicating with endpoint"}')
  await use(first.clientCertificateId)
  for (const at of ['/proxy', '/http', '/strict']) assert.deepEqual(await ask(at), who(first), at)
  await use(second.clientCertificateId)
  assert.deepEqual(await ask('/proxy'), who(second))
  await nube.end('SIGKILL')
  nube = await start()
  apigateway = nube.api().apigateway
  const again = await raw(`${nube.url}/dev/proxy`, { method: 'GET', headers: { Host: `${made.restApiId}.execute-api.localhost:${nube.port}` } })
  assert.deepEqual(JSON.parse(again.body), who(second))
})

test('a trial shows the certificate that it names', async () => {
  const given = await apigateway.GenerateClientCertificate({})
  const made = await makeApi(nube, apigateway, { '/': to(await serverOf()) })
  const trial = (more) => apigateway.TestInvokeMethod({ restApiId: made.restApiId, resourceId: made.rootResourceId, httpMethod: 'GET', ...more })
  assert.deepEqual(JSON.parse((await trial({})).body), nobody)
  assert.equal(JSON.parse((await trial(given)).body).fingerprint256, fingerprint(given.pemEncodedCertificate))
  await assert.rejects(trial({ clientCertificateId: 'none00' }), { name: 'NotFoundException', message: 'Invalid Client Certificate identifier specified' })
})

test('whose certificate nobody trusts is not asked, and any authority will do where the integration says so', async () => {
  const { key: own, cert: known, expired } = authority
  const other = await Nube.start()
  const { apigateway } = other.api()
  after(() => other.stop())
  const servers = { foreign: await serverOf({ key: own, cert: known }), expired: await serverOf({ key: own, cert: expired }), misnamed: await serverOf({ key: own, cert: known }, '127.0.0.2'), none: await serverOf() }
  const made = await makeApi(other, apigateway, Object.fromEntries(Object.entries(servers).flatMap(([name, uri]) => [[`/${name}`, to(uri)], [`/lenient/${name}`, to(uri, 'HTTP', lenient)]])))
  const trial = async (at) => {
    const { status, log } = await apigateway.TestInvokeMethod({ restApiId: made.restApiId, resourceId: made.ids[at], httpMethod: 'GET' })
    return [status, /Execution failed due to (.*)/.exec(log)?.[1]]
  }
  const wrong = (why) => [500, `configuration error: ${why}`]
  const unknown = wrong('PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target')
  const late = wrong('PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed')
  assert.deepEqual(await trial('/foreign'), unknown)
  const answer = await made.ask('/foreign')
  assert.deepEqual([answer.status, answer.body], [500, '{"message": "Internal server error"}'])
  assert.deepEqual(await trial('/lenient/foreign'), [200, undefined])
  assert.deepEqual(await trial('/lenient/expired'), late)
  assert.deepEqual(await trial('/lenient/misnamed'), wrong("Host name '127.0.0.2' does not match the certificate subject provided by the peer"))
  assert.deepEqual(await trial('/lenient/none'), unknown, 'it is not said to be an authority')
  assert.deepEqual(await trial('/foreign'), unknown, 'the connection of the lenient one is not used')
})
