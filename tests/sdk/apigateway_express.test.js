// An Express application as people have it behind API Gateway, by serverless-http: a REST API's {proxy+}, and an HTTP API in both payload formats.
import assert from 'node:assert/strict'

import { functionUri, makeApi } from '../support/js/apis.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { Nube } from '../support/js/nube.js'
import { packages } from '../support/js/packages.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, skip, test } from '../support/js/suite.js'

const index = `
const serverless = require('serverless-http')
const express = require('express')
const app = express()
const bytes = Buffer.from([0x89, 0x50, 0, 255])
app.use(express.json(), express.urlencoded({ extended: false }), express.raw({ type: 'image/png' }))
app.get('/', (request, response) => response.send('<h1>home</h1>'))
app.get('/items/:id', (request, response) => response.set('X-Made', 'by express').json({ id: request.params.id, query: request.query, cookies: request.headers.cookie, ip: request.ip }))
app.post('/items', (request, response) => response.status(201).json({ got: request.body }))
app.put('/image', (request, response) => response.type('image/png').send(Buffer.from(request.body).reverse()))
app.get('/image', (request, response) => response.type('image/png').send(bytes))
app.get('/login', (request, response) => response.cookie('a', '1', { httpOnly: true }).cookie('b', '2').redirect('/items/1'))
app.delete('/items/:id', (request, response) => response.sendStatus(204))
app.get('/throws', () => { throw new Error('as told') })
app.get('/rejects', async () => { throw new Error('later') })
exports.handler = serverless(app, { binary: ['image/png'] })`

if (Number(process.versions.node.split('.')[0]) < 20) skip('these packages want Node.js 20')
else {
  const nube = await Nube.start()
  const { apigateway, apigatewayv2: v2, lambda, iam } = nube.api()
  after(() => nube.stop())
  const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
  const ZipFile = packageOf({ 'index.js': index, ...packages(['serverless-http', 'express']) })
  const { FunctionArn } = await createFunction(lambda, { FunctionName: 'app', Runtime: 'nodejs22.x', Handler: 'index.handler', Role, MemorySize: 512, Timeout: 20, Code: { ZipFile } })
  await letInvoke(lambda, 'app', 'apigateway.amazonaws.com')

  const restApi = async () => {
    const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('app') }
    const { restApiId } = await makeApi(nube, apigateway, { '/': { ANY: { integration } }, '/{proxy+}': { ANY: { integration } } }, { api: { binaryMediaTypes: ['image/png'] } })
    return `${nube.url}/_aws/execute-api/${restApiId}/dev`
  }
  const httpApi = (PayloadFormatVersion) => async () => {
    const { ApiId, ApiEndpoint } = await v2.CreateApi({ Name: 'a', ProtocolType: 'HTTP' })
    const { IntegrationId } = await v2.CreateIntegration({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: FunctionArn, PayloadFormatVersion })
    await v2.CreateRoute({ ApiId, RouteKey: '$default', Target: `integrations/${IntegrationId}` })
    await v2.CreateStage({ ApiId, StageName: '$default', AutoDeploy: true })
    return ApiEndpoint
  }

  for (const [kind, make] of [['a REST API', restApi], ['an HTTP API, format 2.0', httpApi('2.0')], ['an HTTP API, format 1.0', httpApi('1.0')]]) {
    test(`Express behind ${kind}`, async () => {
      const at = await make()
      const ask = (path, options = {}) => fetch(at + path, { redirect: 'manual', ...options })
      const json = async (path, options) => (await ask(path, options)).json()
      const home = await ask('/')
      assert.deepEqual([home.status, home.headers.get('content-type'), await home.text()], [200, 'text/html; charset=utf-8', '<h1>home</h1>'])

      const item = await ask('/items/7?q=a&q=b&t=%C3%BC%20x', { headers: { Cookie: 'a=1; b=2' } })
      assert.equal(item.headers.get('x-made'), 'by express')
      assert.deepEqual(await item.json(), { id: '7', query: { q: ['a', 'b'], t: 'ü x' }, cookies: 'a=1; b=2', ip: '127.0.0.1' })
      const post = (body, type) => ({ method: 'POST', body, headers: { 'Content-Type': type } })
      assert.deepEqual(await json('/items', post('{"a":"ü"}', 'application/json')), { got: { a: 'ü' } })
      assert.deepEqual(await json('/items', post('a=1&b=x+y', 'application/x-www-form-urlencoded')), { got: { a: '1', b: 'x y' } })
      assert.equal((await ask('/items', post('{"a":', 'application/json'))).status, 400)

      const image = await ask('/image', { headers: { Accept: 'image/png' } })
      assert.deepEqual([image.headers.get('content-type'), Buffer.from(await image.arrayBuffer())], ['image/png', Buffer.from([0x89, 0x50, 0, 255])])
      const put = await ask('/image', { method: 'PUT', body: Buffer.from([0, 1, 254]), headers: { 'Content-Type': 'image/png', Accept: 'image/png' } })
      assert.deepEqual(Buffer.from(await put.arrayBuffer()), Buffer.from([254, 1, 0]))

      const login = await ask('/login')
      assert.deepEqual([login.status, login.headers.get('location'), login.headers.getSetCookie()], [302, '/items/1', ['a=1; Path=/; HttpOnly', 'b=2; Path=/']])
      assert.equal((await ask('/items/7', { method: 'DELETE' })).status, 204)
      for (const path of ['/throws', '/rejects']) assert.equal((await ask(path)).status, 500, path)
      assert.equal((await ask('/nowhere')).status, 404)
    }, { seconds: 60 })
  }
}
