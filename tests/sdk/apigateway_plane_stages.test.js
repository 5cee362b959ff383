// What a stage of API Gateway's does beside its methods: caches, canaries, compression, custom domains.
import assert from 'node:assert/strict'
import http from 'node:http'
import { gzipSync } from 'node:zlib'

import { makeApi, mock } from '../support/js/apis.js'
import { Nube, raw } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { apigateway } = nube.api()
after(() => nube.stop())

const make = (resources, options) => makeApi(nube, apigateway, resources, options)

// A server that counts.
let count = 0
const server = http.createServer((request, response) => response.end(String(++count)))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
after(() => (server.closeAllConnections(), server.close()))
const counting = { integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: `http://127.0.0.1:${server.address().port}/` } }

test('a cache answers for its time, by its keys, until it is flushed or asked anew', async () => {
  const keyed = {
    method: { requestParameters: { 'method.request.querystring.k': false } },
    integration: { ...counting.integration, cacheKeyParameters: ['method.request.querystring.k'] },
  }
  const { restApiId, ask } = await make({ '/a': { GET: counting }, '/b': { GET: keyed } })
  const set = (...patchOperations) => apigateway.UpdateStage({ restApiId, stageName: 'dev', patchOperations })
  const replace = (path, value) => ({ op: 'replace', path, value })
  assert.notEqual((await ask('/a')).body, (await ask('/a')).body, 'none is on')
  await set(replace('/cacheClusterEnabled', 'true'), replace('/cacheClusterSize', '0.5'), replace('/*/*/caching/enabled', 'true'), replace('/*/*/caching/ttlInSeconds', '60'))
  const first = (await ask('/a?x=1')).body
  assert.equal((await ask('/a?x=2')).body, first)
  const one = (await ask('/b?k=1')).body
  assert.notEqual((await ask('/b?k=2')).body, one)
  assert.equal((await ask('/b?k=1')).body, one)
  const anew = { headers: { 'Cache-Control': 'max-age=0' } }
  const warned = await ask('/a', anew)
  assert.deepEqual([warned.body, warned.headers.warning?.slice(0, 3)], [first, '199'])
  await set(replace('/*/*/caching/unauthorizedCacheControlHeaderStrategy', 'FAIL_WITH_403'))
  assert.equal((await ask('/a', anew)).status, 403)
  await set(replace('/*/*/caching/requireAuthorizationForCacheControl', 'false'))
  const second = (await ask('/a', anew)).body
  assert.notEqual(second, first)
  assert.equal((await ask('/a')).body, second)
  await nube.clock({ advance: 61 })
  const third = (await ask('/a')).body
  assert.notEqual(third, second)
  await apigateway.FlushStageCache({ restApiId, stageName: 'dev' })
  assert.notEqual((await ask('/a')).body, third)
})

test('a canary gets its share', async () => {
  const template = { responseTemplates: { 'application/json': '$stageVariables.v $context.deploymentId $context.isCanaryRequest' } }
  const { restApiId, ask, deployment } = await make({ '/a': { GET: mock({ 200: template }) } }, { variables: { v: 'old' } })
  assert.equal((await ask('/a')).body, `old ${deployment.id} `)
  const canary = await apigateway.CreateDeployment({ restApiId, stageName: 'dev', canarySettings: { percentTraffic: 50, stageVariableOverrides: { v: 'new' } } })
  const seen = new Set()
  for (let i = 0; i < 60; i++) seen.add((await ask('/a')).body)
  assert.deepEqual([...seen].sort(), [`new ${canary.id} true`, `old ${deployment.id} false`])
  await apigateway.UpdateStage({ restApiId, stageName: 'dev', patchOperations: [{ op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' }] })
  for (let i = 0; i < 10; i++) assert.equal((await ask('/a')).body, `old ${deployment.id} false`)
})

test('bodies are made smaller from a size on', async () => {
  const long = 'x'.repeat(2000)
  const { ask } = await make(
    {
      '/long': { GET: mock({ 200: { responseTemplates: { 'application/json': long } } }) },
      '/short': { GET: mock({ 200: { responseTemplates: { 'application/json': 'x' } } }) },
      '/echo': { POST: mock({ 200: { responseTemplates: { 'application/json': '$context.responseOverride.header.got' } } }, { requestTemplates: { 'application/json': '#set($context.responseOverride.header.got = $input.path(\'$.a\')){"statusCode":200}' } }) },
    },
    { api: { minimumCompressionSize: 1000 } },
  )
  const gzip = { headers: { 'Accept-Encoding': 'gzip' } }
  assert.equal((await ask('/long')).headers['content-encoding'], undefined)
  assert.equal((await ask('/long')).body, long)
  assert.equal((await ask('/short', gzip)).headers['content-encoding'], undefined)
  const packed = await ask('/long', gzip)
  assert.equal(packed.headers['content-encoding'], 'gzip')
  const sent = await ask('/echo', { method: 'POST', body: gzipSync('{"a":"in"}'), headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' } })
  assert.deepEqual([sent.status, sent.headers.got], [200, 'in'])
})

test('a domain of its own, by base paths', async () => {
  const seen = { responseTemplates: { 'application/json': '$context.path $context.resourcePath $context.domainName $context.stage' } }
  const one = await make({ '/things/{id}': { GET: mock({ 200: seen }) } })
  const two = await make({ '/': { GET: mock({ 200: seen }) } }, { api: { disableExecuteApiEndpoint: true } })
  const domainName = 'api.shop.example'
  const certificate = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000'
  await apigateway.CreateDomainName({ domainName, regionalCertificateArn: certificate, endpointConfiguration: { types: ['REGIONAL'] } })
  await apigateway.CreateBasePathMapping({ domainName, basePath: 'v1', restApiId: one.restApiId, stage: 'dev' })
  await apigateway.CreateBasePathMapping({ domainName, restApiId: two.restApiId, stage: 'dev' })
  const ask = (path) => raw(nube.url + path, { method: 'GET', headers: { Host: `${domainName}:${nube.port}` } })
  const first = await ask('/v1/things/7')
  assert.deepEqual([first.status, first.body], [200, `/v1/things/7 /things/{id} ${domainName} dev`])
  const second = await ask('/')
  assert.deepEqual([second.status, second.body], [200, `/ / ${domainName} dev`])
  const none = await ask('/v1/none')
  assert.deepEqual([none.status, none.body], [403, '{"message":"Missing Authentication Token"}'])
  const shut = await two.ask('/')
  assert.deepEqual([shut.status, shut.body], [403, '{"message":"Forbidden"}'], 'its other endpoint is shut')
  await apigateway.DeleteDomainName({ domainName })
  assert.notEqual((await ask('/v1/things/7')).status, 200)
})
