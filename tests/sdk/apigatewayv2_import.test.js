// HTTP APIs from OpenAPI documents and back.
import assert from 'node:assert/strict'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw } from '../support/js/nube.js'

const nube = await Nube.start()
const { apigatewayv2: v2 } = nube.api()
after(() => nube.stop())

const fn = 'arn:aws:lambda:us-east-1:000000000000:function:orders'
const document = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '2', description: 'an API' },
  servers: [{ url: 'https://api.example/{basePath}', variables: { basePath: { default: '/v2' } } }],
  tags: [{ name: 'httpapi:createdBy', 'x-amazon-apigateway-tag-value': 'SAM' }, { name: 'of operations' }],
  'x-amazon-apigateway-cors': { allowOrigins: ['https://shop.example'], allowMethods: ['GET'], maxAge: 5 },
  paths: {
    '/orders': {
      get: { operationId: 'list', security: [{ users: ['read'] }], 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/fn' } },
      post: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' }, 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/fn' } },
    },
    '/pages/{path+}': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'ANY', uri: 'http://localhost:1/{path}', payloadFormatVersion: '1.0', requestParameters: { 'append:header.x': '$context.stage' } } } },
    '/$default': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/fn' } } },
  },
  components: {
    securitySchemes: { users: { type: 'oauth2', 'x-amazon-apigateway-authorizer': { type: 'jwt', identitySource: '$request.header.Authorization', jwtConfiguration: { issuer: 'https://issuer.example', audience: ['shop'] } } } },
    'x-amazon-apigateway-integrations': { fn: { type: 'aws_proxy', httpMethod: 'POST', uri: fn, payloadFormatVersion: '2.0', timeoutInMillis: 5000 } },
  },
}
const importOf = (changes, more = {}) => v2.ImportApi({ Body: JSON.stringify({ ...document, ...changes }), ...more })
const keysOf = async (ApiId) => (await v2.GetRoutes({ ApiId })).Items.map((route) => `${route.RouteKey} ${route.AuthorizationType}`).sort()

test('an API is imported, exported, and imported again without loss', async () => {
  const { ApiId, Name, Version, Description, CorsConfiguration, Warnings } = await importOf()
  assert.deepEqual([Name, Version, Description, CorsConfiguration.MaxAge, Warnings], ['orders', '2', 'an API', 5, undefined])
  assert.deepEqual(await keysOf(ApiId), ['$default NONE', 'ANY /pages/{path+} NONE', 'GET /orders JWT', 'POST /orders AWS_IAM'])
  const list = (await v2.GetRoutes({ ApiId })).Items.find((route) => route.RouteKey === 'GET /orders')
  assert.deepEqual([list.OperationName, list.AuthorizationScopes], ['list', ['read']])
  const integration = await v2.GetIntegration({ ApiId, IntegrationId: list.Target.split('/')[1] })
  assert.deepEqual([integration.IntegrationUri, integration.TimeoutInMillis, integration.PayloadFormatVersion], [fn, 5000, '2.0'])

  const written = async (id, OutputType, more) => Buffer.from((await v2.ExportApi({ ApiId: id, Specification: 'OAS30', OutputType, ...more })).body).toString()
  assert.deepEqual((await v2.GetApi({ ApiId })).Tags, { 'httpapi:createdBy': 'SAM' })
  await v2.UpdateApi({ ApiId, DisableExecuteApiEndpoint: true })
  const json = JSON.parse(await written(ApiId, 'JSON'))
  assert.equal(json.openapi, '3.0.1')
  const again = await v2.ImportApi({ Body: await written(ApiId, 'YAML') })
  const { servers: a, ...first } = json
  const { servers: b, ...second } = JSON.parse(await written(again.ApiId, 'JSON'))
  assert.deepEqual(Object.keys(second.paths).sort(), Object.keys(first.paths).sort())
  assert.deepEqual(second.paths['/orders'], first.paths['/orders'])
  assert.deepEqual(second.components, first.components)
  assert.deepEqual(second['x-amazon-apigateway-cors'], first['x-amazon-apigateway-cors'])
  assert.deepEqual([second.tags, again.Tags, again.DisableExecuteApiEndpoint], [first.tags, { 'httpapi:createdBy': 'SAM' }, true])
  const bare = JSON.parse(await written(ApiId, 'JSON', { IncludeExtensions: false }))
  assert.deepEqual(Object.keys(bare.paths), ['/orders'])
  assert.equal(JSON.stringify(bare).includes('x-amazon'), false)
})

test('an API is made anew by another document; its stages follow', async () => {
  const { ApiId, ApiEndpoint } = await importOf()
  await v2.CreateStage({ ApiId, StageName: '$default', AutoDeploy: true })
  const paths = { '/new': { get: { 'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'http://127.0.0.1:1/', payloadFormatVersion: '1.0' } } } }
  const changed = await v2.ReimportApi({ ApiId, Body: JSON.stringify({ ...document, info: { title: 'other', version: '3' }, paths, 'x-amazon-apigateway-cors': undefined }) })
  assert.deepEqual([changed.Name, changed.CorsConfiguration], ['other', undefined])
  assert.deepEqual(await keysOf(ApiId), ['GET /new NONE'])
  assert.equal((await raw(`${ApiEndpoint}/orders`, { method: 'GET' })).status, 404)
  assert.equal((await raw(`${ApiEndpoint}/new`, { method: 'GET' })).status, 500)
  const ofStage = await v2.ExportApi({ ApiId, Specification: 'OAS30', OutputType: 'JSON', StageName: '$default' })
  assert.deepEqual(Object.keys(JSON.parse(Buffer.from(ofStage.body)).paths), ['/new'])
})

test('warnings, base paths, and what is refused', async () => {
  const bare = { '/x': { get: { security: [{ unknown: [] }] } } }
  const { ApiId, Warnings } = await importOf({ paths: bare })
  assert.equal(Warnings.length, 2)
  assert.deepEqual(await keysOf(ApiId), ['GET /x NONE'])
  assert.deepEqual(await keysOf((await importOf({ paths: bare }, { Basepath: 'prepend' })).ApiId), ['GET /v2/x NONE'])
  const refused = async (promise, message) => {
    const error = await failure(promise)
    assert.equal(error.name, 'BadRequestException')
    assert.match(error.message, message)
  }
  const before = (await v2.GetApis({})).Items.length
  await refused(importOf({ paths: bare }, { FailOnWarnings: true }), /Warnings found during import/)
  await refused(importOf({ openapi: '2.0' }), /Invalid OpenAPI input/)
  await refused(v2.ImportApi({ Body: ': no' }), /Invalid OpenAPI input/)
  const linked = (more) => importOf({ paths: { '/x': { get: { 'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'https://x.example', payloadFormatVersion: '1.0', ...more } } } } })
  for (const more of [{ connectionType: 'VPC_LINK', connectionId: 'abc' }, { tlsConfig: { serverNameToVerify: 'x' } }]) assert.equal((await failure(linked(more))).name, 'NotImplementedException')
  await v2.DeleteApi({ ApiId: (await linked({ connectionType: 'INTERNET' })).ApiId })
  for (const paths of [1, [1], { '/a': 1 }]) await refused(importOf({ paths }), /Invalid OpenAPI input/)
  await refused(importOf({ paths: { '/{a+}/b': { get: {} } } }), /route key/)
  await refused(v2.ExportApi({ ApiId, Specification: 'OAS2', OutputType: 'JSON' }), /specification/)
  await refused(v2.ExportApi({ ApiId, Specification: 'OAS30', OutputType: 'XML' }), /output type/)
  assert.equal((await v2.GetApis({})).Items.length, before)
})
