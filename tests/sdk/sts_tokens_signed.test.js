// Web identities whose issuer answers: its keys decide.
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'

import { cert, key } from '../support/js/certificate.js'
import { after, test } from '../support/js/suite.js'
import { environment, failure, folder, Nube, until } from '../support/js/nube.js'

const make = (kid) => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) })
const ours = make('1')
const others = make('1')
const jwk = ({ publicKey, kid }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' })

// The issuer: its configuration, and its keys.
const asked = []
let keys = [{ kty: 'EC', kid: '0' }, jwk(ours)]
const server = https.createServer({ key, cert }, (request, response) => {
  asked.push(request.url)
  const answers = { '/.well-known/openid-configuration': { issuer: origin, jwks_uri: `${origin}/keys` }, '/keys': { keys } }
  response.statusCode = answers[request.url] ? 200 : 404
  response.end(JSON.stringify(answers[request.url] ?? {}))
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const host = `127.0.0.1:${server.address().port}`
const origin = `https://${host}`
const ca = path.join(folder(), 'ca.pem')
writeFileSync(ca, cert)
const nube = await Nube.start(['--ephemeral'], { env: { ...environment, CURL_CA_BUNDLE: ca } })
const { iam, sts } = nube.api()
after(async () => {
  server.closeAllConnections?.()
  server.close()
  await nube.stop()
})

const { OpenIDConnectProviderArn } = await iam.CreateOpenIDConnectProvider({ Url: origin, ClientIDList: ['app'], ThumbprintList: ['a'.repeat(40)] })
const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Federated: OpenIDConnectProviderArn }, Action: 'sts:AssumeRoleWithWebIdentity' } })
const { Arn: RoleArn } = (await iam.CreateRole({ RoleName: 'web', AssumeRolePolicyDocument })).Role

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const text = (header) => `${part({ alg: 'RS256', kid: '1', ...header })}.${part({ iss: origin, aud: 'app', sub: 'me', exp: 4102444800 })}`
const signed = (by, header = {}, digest = 'sha256') => `${text(header)}.${sign(digest, Buffer.from(text(header)), by.privateKey).toString('base64url')}`
const ask = (WebIdentityToken) => sts.AssumeRoleWithWebIdentity({ RoleArn, RoleSessionName: 'me', WebIdentityToken })

test("a token that its issuer's key signed is good, and the keys are asked for once", async () => {
  assert.equal((await ask(signed(ours))).Audience, 'app')
  await ask(signed(ours, { alg: 'RS384' }, 'sha384'))
  await ask(signed(ours, { alg: 'RS512' }, 'sha512'))
  await ask(signed(ours, { kid: undefined }))
  assert.deepEqual(asked, ['/.well-known/openid-configuration', '/keys'])
})

test('what another key signed, or nobody, is refused', async () => {
  const good = signed(ours)
  const [head, , signature] = good.split('.')
  const claims = part({ iss: origin, aud: 'app', sub: 'you', exp: 4102444800 })
  for (const token of [signed(others), signed(ours, { kid: '2' }), signed(ours, { alg: 'RS384' }), signed(ours, { alg: 'none' }), `${text({ alg: 'none' })}.`, `${head}.${claims}.${signature}`, `${text({})}.`, `${text({})}.${'A'.repeat(342)}`]) {
    const { name, status, message } = await failure(ask(token))
    assert.deepEqual([name, status, message], ['InvalidIdentityTokenException', 400, "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"])
  }
})

test('an issuer that does not answer, or signs otherwise, is taken at its word', async () => {
  await ask(`${text({ alg: 'ES256' })}.AAAA`) // DIFFERS: elliptic curves are not verified
  const closed = nube.api()
  const { OpenIDConnectProviderArn: arn } = await iam.CreateOpenIDConnectProvider({ Url: 'https://127.0.0.1:1', ClientIDList: ['app'], ThumbprintList: ['a'.repeat(40)] })
  await iam.CreateRole({ RoleName: 'far', AssumeRolePolicyDocument: AssumeRolePolicyDocument.replace(OpenIDConnectProviderArn, arn) })
  const token = `${part({ alg: 'RS256' })}.${part({ iss: 'https://127.0.0.1:1', aud: 'app', sub: 'me', exp: 4102444800 })}.AAAA`
  await closed.sts.AssumeRoleWithWebIdentity({ RoleArn: RoleArn.replace('web', 'far'), RoleSessionName: 'me', WebIdentityToken: token })
  await until('the log', () => nube.log.includes("the token's signature is not verified: https://127.0.0.1:1 does not give its keys"))
})
