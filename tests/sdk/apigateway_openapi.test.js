// OpenAPI by the AWS SDK: APIs imported, put anew and merged, exported in both versions and imported again, and served.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { apigateway } = nube.api()
after(() => nube.stop())

const body = (document) => Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))
const file = (name) => readFileSync(new URL(`../cases/apigateway/openapi/${name}`, import.meta.url))
const words = async (promise) => {
  const e = await failure(promise)
  return [e.name, e.message]
}
const bad = (message) => ['BadRequestException', message]
const mock = (more = {}) => ({ type: 'mock', requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: { default: { statusCode: '200', ...more } } })
const document = (paths, more = {}) => ({ swagger: '2.0', info: { title: 't', version: '1' }, paths, ...more })

async function methods(restApiId) {
  const { items } = await apigateway.GetResources({ restApiId, embed: ['methods'] })
  return Object.fromEntries(items.map((r) => [r.path, r.resourceMethods ?? {}]))
}

async function exported(restApiId, exportType, accepts, parameters = { extensions: 'apigateway' }) {
  const answer = await apigateway.GetExport({ restApiId, stageName: 'prod', exportType, accepts, parameters })
  return { ...answer, text: Buffer.from(answer.body).toString() }
}

for (const name of ['pets.json', 'orders.yaml']) {
  test(`${name}: imported, exported and imported again, nothing is lost`, async () => {
    const first = await apigateway.ImportRestApi({ body: file(name), failOnWarnings: true })
    await apigateway.CreateDeployment({ restApiId: first.id, stageName: 'prod' })
    for (const [type, accepts] of [['oas30', 'application/json'], ['oas30', 'application/yaml'], ['swagger', 'application/json'], ['swagger', 'application/yaml']]) {
      const there = await exported(first.id, type, accepts)
      assert.equal(there.contentType, accepts)
      assert.match(there.contentDisposition, new RegExp(`^attachment; filename="${type}_.*\\.${accepts.slice(12)}"$`))
      const again = await apigateway.ImportRestApi({ body: body(there.text), failOnWarnings: true })
      await apigateway.CreateDeployment({ restApiId: again.id, stageName: 'prod' })
      const back = await exported(again.id, type, accepts)
      assert.equal(back.text.replaceAll(again.id, 'ID').replaceAll(first.id, 'ID'), there.text.replaceAll(first.id, 'ID'))
    }
  })
}

test('an import makes what the document has, and what it makes is served', async () => {
  const api = await apigateway.ImportRestApi({
    body: body(document({ '/a/{id}': { get: { operationId: 'GetA', responses: { 200: {} }, 'x-amazon-apigateway-integration': mock({ responseTemplates: { 'application/json': '{"id": "$input.params(\'id\')"}' } }) } } }, { basePath: '/v1/shop' })),
    parameters: { endpointConfigurationTypes: 'REGIONAL', basepath: 'split' },
  })
  assert.deepEqual([api.name, api.version, api.endpointConfiguration.types, api.warnings], ['t', '1', ['REGIONAL'], undefined])
  assert.deepEqual((await apigateway.GetModels({ restApiId: api.id })).items, [])
  const made = (await methods(api.id))['/shop/a/{id}'].GET
  assert.deepEqual([made.operationName, made.requestParameters, made.methodIntegration.type], ['GetA', { 'method.request.path.id': true }, 'MOCK'])
  await apigateway.CreateDeployment({ restApiId: api.id, stageName: 'prod' })
  const answer = await fetch(`${nube.url}/restapis/${api.id}/prod/_user_request_/shop/a/7`)
  assert.deepEqual([answer.status, await answer.json()], [200, { id: '7' }])
})

test('PutRestApi writes over, or merges', async () => {
  const { id: restApiId } = await apigateway.CreateRestApi({ name: 'old', description: 'd', binaryMediaTypes: ['image/heif'], tags: { a: 'b' } })
  const over = await apigateway.PutRestApi({ restApiId, mode: 'overwrite', body: body(document({ '/x': { get: { responses: {}, 'x-amazon-apigateway-integration': mock() } } }, { 'x-amazon-apigateway-binary-media-types': ['a/b'], definitions: { M: { type: 'object' } } })) })
  assert.deepEqual([over.id, over.name, over.description, over.binaryMediaTypes, over.tags], [restApiId, 't', undefined, ['a/b'], { a: 'b' }])
  assert.deepEqual((await apigateway.GetModels({ restApiId })).items.map((m) => m.name), ['M'])

  const more = document({ '/x': { get: { operationId: 'X', responses: { 204: {} } }, post: { responses: {} } }, '/y': { get: { responses: {} } } }, { definitions: { M: { type: 'array', items: { $ref: '#/definitions/N' } }, N: { type: 'string' } } })
  const merged = await apigateway.PutRestApi({ restApiId, body: body({ ...more, info: { title: 'n' } }) })
  assert.deepEqual([merged.name, merged.version, merged.binaryMediaTypes], ['n', '1', ['a/b']])
  const all = await methods(restApiId)
  assert.deepEqual(Object.keys(all).sort(), ['/', '/x', '/y'])
  assert.deepEqual([all['/x'].GET.operationName, Object.keys(all['/x'].GET.methodResponses), all['/x'].GET.methodIntegration], ['X', ['204'], undefined])
  assert.deepEqual(JSON.parse((await apigateway.GetModel({ restApiId, modelName: 'M' })).schema), { type: 'array', items: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/N` } })

  await apigateway.PutRestApi({ restApiId, mode: 'overwrite', body: body(document({})) })
  assert.deepEqual(await methods(restApiId), { '/': {} })
})

test('what is refused is told as an import tells it, and leaves nothing', async () => {
  const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:lambda:other/f' }
  const before = (await apigateway.GetRestApis({ limit: 500 })).items.length
  for (const text of ["{'key:value}", 'test:\n  - "value ... "escaped": $var}"', '{}', '[]'])
    assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(text) })), bad('Invalid OpenAPI input.'))
  const get = (more) => ({ '/a': { get: { responses: {}, ...more } } })
  const integrated = (more) => get({ 'x-amazon-apigateway-integration': more })
  for (const paths of [1, [1], { '/a': 1 }, { '/a': null }, { a: {} }, { '/a': { get: 1 } }, { '/a': { parameters: {} } }, get({ parameters: {} }), get({ responses: [] }), get({ security: 'x' }), integrated('x'), integrated([]), integrated({ responses: [] })])
    assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(document(paths)) })), bad('Invalid OpenAPI input.'), JSON.stringify(paths))
  assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(document({ '/track': { post: { responses: {}, 'x-amazon-apigateway-integration': lambda } } })) })),
    bad("Errors found during import:\n\tUnable to put integration on 'POST' for resource at path '/track': AWS ARN for integration must contain path or action"))
  assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(document({}, { definitions: { 'a-b': { type: 'object' } } })) })),
    bad("Errors found during import:\n\tUnable to create model for 'a-b': Model name must be alphanumeric: a-b"))
  assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(document({}, { definitions: { A: { $ref: '#/definitions/B' } } })) })),
    bad("Errors found during import:\n\tUnable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Invalid model name specified: B]"))
  for (const more of [{ security: {} }, { 'x-amazon-apigateway-policy': [1] }, { 'x-amazon-apigateway-gateway-responses': [] }, { 'x-amazon-apigateway-request-validators': 'x' }])
    assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(document({}, more)) })), bad('Invalid OpenAPI input.'), JSON.stringify(more))
  const strange = document({ 'x-told': 1, '/a': { $ref: '#/none' }, '/b': { trace: { responses: {} }, parameters: null, get: null } })
  const made = await apigateway.ImportRestApi({ body: body(strange) })
  assert.deepEqual(made.warnings, ["The reference of path '/a' is ignored: it leads nowhere", "Method 'TRACE' of resource '/b' is ignored: it is not supported"])
  assert.deepEqual((await apigateway.GetResources({ restApiId: made.id })).items.map(({ path, resourceMethods }) => [path, Object.keys(resourceMethods ?? {})]).sort(), [['/', []], ['/a', []], ['/b', ['GET']]])
  await apigateway.DeleteRestApi({ restApiId: made.id })
  const odd = document({ '/t': { get: { responses: {}, 'x-amazon-apigateway-integration': { ...mock(), requestParameters: { 'integration.request.header.n': true } } } } })
  const warning = "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.n' of resource '/t' and method 'GET' but got 'true'"
  assert.deepEqual(await words(apigateway.ImportRestApi({ body: body(odd), failOnWarnings: true })), bad(`Warnings found during import:\n\t${warning}`))
  assert.equal((await apigateway.GetRestApis({ limit: 500 })).items.length, before)
  assert.deepEqual((await apigateway.ImportRestApi({ body: body(odd) })).warnings, [warning])

  assert.equal((await failure(apigateway.PutRestApi({ restApiId: 'none', body: body(document({})) }))).name, 'NotFoundException')
  const { id: restApiId } = await apigateway.CreateRestApi({ name: 'a' })
  await assert.rejects(apigateway.PutRestApi({ restApiId, mode: 'overwrite', body: body(document({ '/track': { post: { responses: {}, 'x-amazon-apigateway-integration': lambda } } })) }))
  assert.deepEqual((await apigateway.GetModels({ restApiId })).items.map((m) => m.name), ['Empty', 'Error'])
})

test('an API has 300 resources at most, and an import of more makes nothing', async () => {
  const limit = ['LimitExceededException', 'Maximum number of Resources for this API has been reached.  Please contact AWS if you need additional Resources.']
  const before = (await apigateway.GetRestApis({ limit: 500 })).items.length
  const deep = (depth) => body(document({ ['/a'.repeat(depth)]: { get: { responses: {}, 'x-amazon-apigateway-integration': mock() } } }))
  assert.deepEqual(await words(apigateway.ImportRestApi({ body: deep(300) })), limit)
  assert.equal((await apigateway.GetRestApis({ limit: 500 })).items.length, before)
  const { id: restApiId, rootResourceId: parentId } = await apigateway.ImportRestApi({ body: deep(299) })
  assert.deepEqual(await words(apigateway.CreateResource({ restApiId, parentId, pathPart: 'b' })), limit)
})

test('an export has the documentation that its stage publishes, when it is asked for', async () => {
  const told = (description) => ({ documentationParts: [{ location: { type: 'API' }, properties: { description } }] })
  const { id: restApiId } = await apigateway.ImportRestApi({ body: body(document({ '/': { get: { responses: {}, 'x-amazon-apigateway-integration': mock() } } }, { 'x-amazon-apigateway-documentation': told('one') })) })
  await apigateway.CreateDeployment({ restApiId, stageName: 'prod' })
  const documentation = async (type, extensions) => JSON.parse((await exported(restApiId, type, 'application/json', { extensions })).text)['x-amazon-apigateway-documentation']
  assert.deepEqual(await documentation('swagger', 'documentation'), told('one'))
  assert.equal(await documentation('swagger', 'integrations,authorizers'), undefined)

  const { createdDate } = await apigateway.CreateDocumentationVersion({ restApiId, documentationVersion: '1.0', stageName: 'prod' })
  const { items: [part] } = await apigateway.GetDocumentationParts({ restApiId })
  await apigateway.UpdateDocumentationPart({ restApiId, documentationPartId: part.id, patchOperations: [{ op: 'replace', path: '/properties', value: '{"description":"two"}' }] })
  for (const [type, extensions] of [['swagger', 'integrations,authorizers,documentation'], ['oas30', 'documentation'], ['oas30', 'apigateway']]) {
    const { createdDate: created, ...rest } = await documentation(type, extensions)
    assert.deepEqual(rest, { version: '1.0', ...told('one') })
    assert.equal(Math.trunc(Date.parse(created) / 1000), Math.trunc(createdDate.getTime() / 1000))
  }
})

test('documentation parts are imported, and exports are refused that there are not', async () => {
  const parts = (text) => body({ ...document({}), 'x-amazon-apigateway-documentation': { documentationParts: [{ location: { type: 'METHOD', method: 'GET' }, properties: { description: text } }, { location: { type: 'API' }, properties: { info: text } }] } })
  const { id: restApiId } = await apigateway.ImportRestApi({ body: parts('one') })
  const kept = async () => (await apigateway.GetDocumentationParts({ restApiId })).items.map((p) => [p.location.type, p.location.path, p.properties]).sort()
  assert.deepEqual(await kept(), [['API', undefined, '{"info":"one"}'], ['METHOD', '/', '{"description":"one"}']])
  assert.equal((await apigateway.ImportDocumentationParts({ restApiId, body: parts('two') })).ids.length, 2)
  assert.equal((await apigateway.ImportDocumentationParts({ restApiId, mode: 'overwrite', body: parts('three') })).ids.length, 2)
  assert.deepEqual(await kept(), [['API', undefined, '{"info":"three"}'], ['METHOD', '/', '{"description":"three"}']])
  assert.deepEqual((await apigateway.ImportRestApi({ body: parts('x'), parameters: { ignore: 'documentation' } })).warnings, undefined)

  await apigateway.PutRestApi({ restApiId, body: body(document({ '/': { get: { responses: {}, 'x-amazon-apigateway-integration': mock() } } })) })
  await apigateway.CreateDeployment({ restApiId, stageName: 'prod' })
  assert.deepEqual(Object.keys(JSON.parse((await exported(restApiId, 'swagger', undefined, {})).text).paths['/'].get), ['responses'])
  assert.deepEqual(Object.keys(JSON.parse((await exported(restApiId, 'swagger', undefined, { extensions: 'integrations' })).text).paths['/'].get), ['responses', 'x-amazon-apigateway-integration'])
  assert.equal((await failure(exported(restApiId, 'raml', 'application/json'))).name, 'BadRequestException')
  assert.equal((await failure(exported(restApiId, 'swagger', 'text/html'))).name, 'BadRequestException')
  await assert.rejects(exported(restApiId, 'swagger', 'application/json', { extensions: 'postman' }), /not exported by Nube/)
  assert.equal((await failure(apigateway.GetExport({ restApiId, stageName: 'none', exportType: 'swagger' }))).name, 'NotFoundException')
})
