// Who may call a method of API Gateway's: the API's policy, signatures, Lambda authorizers, tokens of user pools.
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import http from 'node:http'

import { functionUri, makeApi, mock } from '../support/js/apis.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { Nube, run } from '../support/js/nube.js'
import { allow, lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, require, test } from '../support/js/suite.js'

const { SignatureV4 } = require('@smithy/signature-v4')
const { Sha256 } = require('@aws-crypto/sha256-js')

const nube = await Nube.start()
const { apigateway, lambda, iam } = nube.api()
after(() => nube.stop())

const make = (resources, options) => makeApi(nube, apigateway, resources, options)
const told = (answer) => [answer.status, answer.body, answer.headers['x-amzn-errortype']]
const arnOf = ({ restApiId }, rest) => `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/dev/${rest}`
const denied = (words) => [403, JSON.stringify({ Message: words }), 'AccessDeniedException']
const maskedWords = (who, made, rest, why) =>
  denied(`User: ${who} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${made.restApiId}/dev/${rest} ${why}`)
const statement = (Effect, Resource, more = {}) => ({ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource, ...more })
const policyOf = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement })
const unauthorized = [401, '{"message":"Unauthorized"}', 'UnauthorizedException']

/* --- the API's policy --------------------------------------------------------------------------------------------- */

test("an API's policy lets in whom it names, and nobody else", async () => {
  const policy = policyOf(
    statement('Allow', 'execute-api:/dev/GET/*'),
    statement('Deny', 'execute-api:/dev/GET/secret'),
    statement('Deny', 'execute-api:/dev/GET/far', { Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    statement('Deny', 'execute-api:/dev/GET/near', { Condition: { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } }),
  )
  const made = await make({ '/{what}': { GET: mock(), POST: mock() } }, { api: { policy } })
  assert.equal((await made.ask('/open')).status, 200)
  assert.equal((await made.ask('/near')).status, 200)
  const explicit = 'with an explicit deny in a resource-based policy'
  assert.deepEqual(told(await made.ask('/secret')), maskedWords('anonymous', made, 'GET/secret', explicit))
  assert.equal((await made.ask('/far')).status, 403)
  const lacking = 'because no resource-based policy allows the execute-api:Invoke action'
  assert.deepEqual(told(await made.ask('/open', { method: 'POST' })), maskedWords('anonymous', made, 'POST/open', lacking))
})

/* --- signatures --------------------------------------------------------------------------------------------------- */

async function user(name, ...policies) {
  await iam.CreateUser({ UserName: name })
  for (const [i, PolicyDocument] of policies.entries()) await iam.PutUserPolicy({ UserName: name, PolicyName: `p${i}`, PolicyDocument })
  const { AccessKey } = await iam.CreateAccessKey({ UserName: name })
  return { arn: `arn:aws:iam::000000000000:user/${name}`, accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
}

async function signedAsk(made, path, credentials, { method = 'GET', service = 'execute-api', wrong, minutes = 0 } = {}) {
  const host = `${made.restApiId}.execute-api.localhost:${nube.port}`
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service, sha256: Sha256 })
  const signed = await signer.sign({ method, protocol: 'http:', hostname: 'localhost', path: `/dev${path}`, headers: { host } }, { signingDate: new Date(Date.now() + minutes * 60000) })
  const headers = { ...signed.headers, Host: host }
  delete headers.host
  if (wrong) headers.authorization = headers.authorization.replace(/.$/, (c) => (c === '0' ? '1' : '0'))
  return made.ask(path, { method, headers })
}

test('a signed request is let in by whose policies allow it', async () => {
  const signed = { ...mock({ 200: { responseTemplates: { 'application/json': '$context.identity.userArn' } } }), method: { authorizationType: 'AWS_IAM' } }
  const made = await make({ '/a': { GET: signed }, '/b': { GET: signed }, '/open': { GET: mock() } })
  const some = await user('some', allow('execute-api:Invoke', arnOf(made, 'GET/a')))
  const none = await user('none')
  const barred = await user('barred', allow('execute-api:*'), policyOf({ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' }))
  const good = await signedAsk(made, '/a', some)
  assert.deepEqual([good.status, good.body], [200, some.arn])
  const lacking = 'because no identity-based policy allows the execute-api:Invoke action'
  assert.deepEqual(told(await signedAsk(made, '/b', some)), maskedWords(some.arn, made, 'GET/b', lacking))
  assert.deepEqual(told(await signedAsk(made, '/a', none)), maskedWords(none.arn, made, 'GET/a', lacking))
  assert.deepEqual(told(await signedAsk(made, '/a', barred)), maskedWords(barred.arn, made, 'GET/a', 'with an explicit deny in an identity-based policy'))
  assert.equal((await signedAsk(made, '/a', { accessKeyId: 'test', secretAccessKey: 'test' })).status, 200, 'the root')
  assert.equal((await signedAsk(made, '/open', none)).status, 200, 'who signs is not asked where nobody needs to')
  assert.deepEqual(told(await made.ask('/a')), [403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'])
  const wrong = await signedAsk(made, '/a', some, { wrong: true })
  assert.deepEqual([wrong.status, wrong.headers['x-amzn-errortype']], [403, 'InvalidSignatureException'])
  assert.match(JSON.parse(wrong.body).message, /^The request signature we calculated does not match the signature you provided\./)
  assert.equal((await signedAsk(made, '/a', some, { minutes: -4 })).status, 200)
  for (const [minutes, words] of [[-6, /^Signature expired: .* - 5 min\.\)$/], [6, /^Signature not yet current: .* \+ 5 min\.\)$/]]) {
    const skewed = await signedAsk(made, '/a', some, { minutes })
    assert.deepEqual([skewed.status, skewed.headers['x-amzn-errortype']], [403, 'InvalidSignatureException'])
    assert.match(JSON.parse(skewed.body).message, words)
  }
  const unknown = await signedAsk(made, '/a', { accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ', secretAccessKey: 'x' })
  assert([200, 403].includes(unknown.status))
  const other = await signedAsk(made, '/a', some, { service: 'sqs' })
  assert.equal(other.status, 403)
})

test('curl signs, too', async () => {
  const signed = { ...mock({ 200: { responseTemplates: { 'application/json': '$context.httpMethod $input.params("q")' } } }), method: { authorizationType: 'AWS_IAM' } }
  const made = await make({ '/a/{id}': { GET: signed, POST: signed }, '/b': { GET: signed } })
  const some = await user('curler', allow('execute-api:Invoke', arnOf(made, '*/a/*')))
  const curl = async (path, { accessKeyId, secretAccessKey }, ...more) => {
    const key = ['--aws-sigv4', 'aws:amz:us-east-1:execute-api', '--user', `${accessKeyId}:${secretAccessKey}`]
    const { out } = await run('curl', ['-sS', '-w', '\n%{http_code}', ...key, '-H', `Host: ${made.restApiId}.execute-api.localhost:${nube.port}`, ...more, `${nube.url}/dev${path}`])
    const [, body, status] = /^([^]*)\n(\d+)$/.exec(out)
    return [Number(status), body]
  }
  assert.deepEqual(await curl('/a/7?q=1&r=%C3%BC', some), [200, 'GET 1'])
  assert.deepEqual(await curl('/a/7?q=2', some, '-H', 'Content-Type: application/json', '-d', '{"n": 1}'), [200, 'POST 2'])
  const [status, body] = await curl('/a/7', { ...some, secretAccessKey: `${some.secretAccessKey}x` })
  assert.equal(status, 403)
  assert.match(body, /The request signature we calculated does not match the signature you provided/)
  const [barred, why] = await curl('/b', some)
  assert.equal(barred, 403)
  assert.match(why, /is not authorized to perform: execute-api:Invoke on resource: .*\/dev\/GET\/b because no identity-based policy allows/)
})

test('the policy of an API and that of who signs go together', async () => {
  const signed = { ...mock(), method: { authorizationType: 'AWS_IAM' } }
  const liked = await user('liked')
  const unliked = await user('unliked', allow('execute-api:Invoke'))
  const policy = policyOf({ ...statement('Allow', 'execute-api:/*'), Principal: { AWS: liked.arn } }, { ...statement('Deny', 'execute-api:/*'), Principal: { AWS: unliked.arn } })
  const made = await make({ '/a': { GET: signed } }, { api: { policy } })
  assert.equal((await signedAsk(made, '/a', liked)).status, 200)
  assert.deepEqual(told(await signedAsk(made, '/a', unliked)), maskedWords(unliked.arn, made, 'GET/a', 'with an explicit deny in a resource-based policy'))
})

/* --- Lambda authorizers ------------------------------------------------------------------------------------------- */

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
// Says what the token says, and counts; of a REQUEST what its query says.
const code = `
let count = 0
exports.handler = async (event) => {
  count++
  const token = event.authorizationToken ?? event.queryStringParameters?.do ?? event.headers?.['X-Do']
  const policy = (Effect, Resource) => ({ principalId: 'me', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] } })
  const all = event.methodArn.replace(/[^/]*$/, '*')
  if (token === 'unauthorized') throw 'Unauthorized'
  if (token === 'crash') throw new Error('no')
  if (token === 'deny') return policy('Deny', all)
  if (token === 'other') return policy('Allow', event.methodArn + 'x')
  if (token === 'one') return policy('Allow', event.methodArn)
  if (token === 'nobody') return { policyDocument: policy('Allow', '*').policyDocument }
  if (token === 'deep') return { ...policy('Allow', all), context: { a: {} } }
  if (token?.startsWith('key:')) return { ...policy('Allow', all), usageIdentifierKey: token.slice(4) }
  return { ...policy('Allow', all), context: { count, yes: true, text: 'a', event: JSON.stringify(event) } }
}`
await createFunction(lambda, { FunctionName: 'says', Runtime: 'nodejs20.x', Handler: 'index.handler', Role, Timeout: 10, Code: { ZipFile: packageOf({ 'index.js': code }) } })
await letInvoke(lambda, 'says', 'apigateway.amazonaws.com')

const guarded = (authorizer, resources = { '/a': {}, '/b': {} }, options = {}) =>
  make(
    Object.fromEntries(
      Object.keys(resources).map((path) => [
        path,
        {
          GET: ({ authorizerId }) => ({
            ...mock({ 200: { responseTemplates: { 'application/json': '$context.authorizer.principalId $context.authorizer.count $context.authorizer.yes $context.authorizer.event' } } }),
            method: { authorizationType: 'CUSTOM', authorizerId, ...resources[path] },
          }),
        },
      ]),
    ),
    {
      ...options,
      before: async ({ restApiId }) => ({
        authorizerId: (await apigateway.CreateAuthorizer({ restApiId, name: 'x', type: 'TOKEN', authorizerUri: functionUri('says'), identitySource: 'method.request.header.Auth', ...authorizer })).id,
      }),
    },
  )
const withToken = (Auth) => ({ headers: { Auth } })

test('a function says by a token who is let in', async () => {
  const made = await guarded({ authorizerResultTtlInSeconds: 0 })
  assert.deepEqual(told(await made.ask('/a')), unauthorized)
  const good = await made.ask('/a', withToken('good'))
  assert.equal(good.status, 200)
  const [principal, , yes, event] = good.body.split(' ')
  assert.deepEqual([principal, yes], ['me', 'true'])
  assert.deepEqual(JSON.parse(event), { type: 'TOKEN', methodArn: arnOf(made, 'GET/a'), authorizationToken: 'good' })
  assert.deepEqual(told(await made.ask('/a', withToken('deny'))), denied('User is not authorized to access this resource with an explicit deny in an identity-based policy'))
  assert.deepEqual(told(await made.ask('/a', withToken('other'))), denied('User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action'))
  assert.deepEqual(told(await made.ask('/a', withToken('unauthorized'))), unauthorized)
  for (const token of ['crash', 'nobody', 'deep'])
    assert.deepEqual(told(await made.ask('/a', withToken(token))), [500, '{"message":null}', 'AuthorizerConfigurationException'], token)
})

test('what a function said counts for its time, for all methods', async () => {
  const made = await guarded({ authorizerResultTtlInSeconds: 300 })
  const countOf = async (path, token) => (await made.ask(path, withToken(token))).body.split(' ')[1]
  const first = await countOf('/a', 'good')
  assert.equal(await countOf('/a', 'good'), first)
  assert.equal(await countOf('/b', 'good'), first)
  assert.notEqual(await countOf('/a', 'better'), first)
  assert.equal((await made.ask('/a', withToken('one'))).status, 200)
  assert.equal((await made.ask('/b', withToken('one'))).status, 403, 'the policy that is kept is asked anew for each method')
  await apigateway.FlushStageAuthorizersCache({ restApiId: made.restApiId, stageName: 'dev' })
  const flushed = await countOf('/a', 'good')
  assert.notEqual(flushed, first)
  assert.equal(await countOf('/b', 'good'), flushed)
  await nube.clock({ advance: 301 })
  assert.notEqual(await countOf('/a', 'good'), flushed)
})

test('a token that does not look like one is not shown to the function', async () => {
  const made = await guarded({ identityValidationExpression: 'Bearer [a-z]+', authorizerResultTtlInSeconds: 0 })
  assert.deepEqual(told(await made.ask('/a', withToken('good'))), unauthorized)
  assert.deepEqual(told(await made.ask('/a', withToken('Bearer good1'))), unauthorized)
  assert.equal((await made.ask('/a', withToken('Bearer good'))).status, 200)
})

test('a function says by all of a request who is let in', async () => {
  const made = await guarded({ type: 'REQUEST', identitySource: 'method.request.querystring.do, method.request.header.X-Who' })
  assert.deepEqual(told(await made.ask('/a?do=good')), unauthorized)
  const good = await made.ask('/a?do=good&x=1', { headers: { 'X-Who': 'me' } })
  assert.equal(good.status, 200)
  const event = JSON.parse(good.body.slice(good.body.indexOf('{')))
  assert.deepEqual(
    [event.type, event.methodArn, event.resource, event.path, event.httpMethod, event.headers['X-Who'], event.queryStringParameters, event.pathParameters, event.requestContext.stage],
    ['REQUEST', arnOf(made, 'GET/a'), '/a', '/a', 'GET', 'me', { do: 'good', x: '1' }, null, 'dev'],
  )
  assert.equal((await made.ask('/a?do=deny', { headers: { 'X-Who': 'me' } })).status, 403)
})

test('a function names the API key', async () => {
  const made = await guarded({ authorizerResultTtlInSeconds: 0 }, { '/a': { apiKeyRequired: true } }, { api: { apiKeySource: 'AUTHORIZER' } })
  const key = await apigateway.CreateApiKey({ enabled: true })
  const plan = await apigateway.CreateUsagePlan({ name: 'p', apiStages: [{ apiId: made.restApiId, stage: 'dev' }] })
  await apigateway.CreateUsagePlanKey({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' })
  assert.equal((await made.ask('/a', withToken(`key:${key.value}`))).status, 200)
  assert.equal((await made.ask('/a', withToken('key:no'))).status, 403)
  assert.equal((await made.ask('/a', { headers: { Auth: 'good', 'x-api-key': key.value } })).status, 403)
})

test('a proxy sees what the authorizer told', async () => {
  const made = await make(
    { '/a': { GET: ({ authorizerId }) => ({ integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('echoes') }, method: { authorizationType: 'CUSTOM', authorizerId } }) } },
    {
      before: async ({ restApiId }) => {
        const code = 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) })'
        await createFunction(lambda, { FunctionName: 'echoes', Runtime: 'nodejs20.x', Handler: 'index.handler', Role, Timeout: 10, Code: { ZipFile: packageOf({ 'index.js': code }) } })
        await letInvoke(lambda, 'echoes', 'apigateway.amazonaws.com')
        const { id } = await apigateway.CreateAuthorizer({ restApiId, name: 'x', type: 'TOKEN', authorizerUri: functionUri('says'), identitySource: 'method.request.header.Auth' })
        return { authorizerId: id }
      },
    },
  )
  const answer = await made.ask('/a', withToken('good'))
  assert.equal(answer.status, 200, answer.body)
  const authorizer = JSON.parse(answer.body)
  assert.deepEqual([authorizer.principalId, authorizer.yes, authorizer.text, typeof authorizer.integrationLatency], ['me', 'true', 'a', 'number'])
})

/* --- user pools --------------------------------------------------------------------------------------------------- */

test("a user pool's token is verified by its issuer's keys", async () => {
  const pool = 'us-east-1_Abc123'
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const issuer = http.createServer((request, response) => {
    const base = `http://127.0.0.1:${issuer.address().port}/${pool}`
    const answers = {
      [`/${pool}/.well-known/openid-configuration`]: { issuer: base, jwks_uri: `${base}/.well-known/jwks.json` },
      [`/${pool}/.well-known/jwks.json`]: { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig' }] },
    }
    response.statusCode = answers[request.url] ? 200 : 404
    response.end(JSON.stringify(answers[request.url] ?? {}))
  })
  await new Promise((ready) => issuer.listen(0, '127.0.0.1', ready))
  try {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = (claims = {}, by = keys.privateKey) => {
      const iss = `http://127.0.0.1:${issuer.address().port}/${pool}`
      const text = `${part({ alg: 'RS256', kid: '1' })}.${part({ iss, sub: 'me', aud: 'app', token_use: 'id', exp: 4102444800, 'cognito:groups': ['a', 'b'], ...claims })}`
      return `${text}.${sign('sha256', Buffer.from(text), by).toString('base64url')}`
    }
    const told_ = mock({ 200: { responseTemplates: { 'application/json': "$context.authorizer.claims.sub $context.authorizer.claims['cognito:groups']" } } })
    const made = await make(
      {
        '/id': { GET: ({ authorizerId }) => ({ ...told_, method: { authorizationType: 'COGNITO_USER_POOLS', authorizerId } }) },
        '/access': { GET: ({ authorizerId }) => ({ ...told_, method: { authorizationType: 'COGNITO_USER_POOLS', authorizerId, authorizationScopes: ['shop/read'] } }) },
      },
      {
        before: async ({ restApiId }) => ({
          authorizerId: (
            await apigateway.CreateAuthorizer({
              restApiId,
              name: 'pool',
              type: 'COGNITO_USER_POOLS',
              providerARNs: [`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool}`],
              identitySource: 'method.request.header.Authorization',
            })
          ).id,
        }),
      },
    )
    const ask = (path, Authorization) => made.ask(path, { headers: Authorization ? { Authorization } : {} })
    const good = await ask('/id', token())
    assert.deepEqual([good.status, good.body], [200, 'me ["a","b"]'])
    assert.equal((await ask('/id', `Bearer ${token()}`)).status, 200)
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    for (const bad of [undefined, 'x', 'a.b.c', token({}, stranger), token({ iss: 'http://127.0.0.1:1/other' }), token({ token_use: 'access' })]) assert.deepEqual(told(await ask('/id', bad)), unauthorized, bad)
    assert.deepEqual(told(await ask('/id', token({ exp: 1000 }))), [401, '{"message":"The incoming token has expired"}', 'UnauthorizedException'])
    assert.deepEqual(told(await ask('/access', token({ token_use: 'access', scope: 'shop/write' }))), unauthorized)
    assert.equal((await ask('/access', token({ token_use: 'access', scope: 'openid shop/read' }))).status, 200)
  } finally {
    issuer.closeAllConnections?.()
    issuer.close()
  }
})
