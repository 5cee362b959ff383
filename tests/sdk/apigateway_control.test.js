// API Gateway's control plane by the AWS SDK: every noun made, read, changed and deleted, and what AWS says where it refuses.
import assert from 'node:assert/strict'

import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw } from '../support/js/nube.js'

const nube = await Nube.start()
const { apigateway, iam } = nube.api()
after(() => nube.stop())

const words = async (promise) => {
  const e = await failure(promise)
  return [e.name, e.message]
}
const bad = (message) => ['BadRequestException', message]
const missing = (message) => ['NotFoundException', message]
const signed = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0'
const plain = ({ $metadata, ...answer }) => answer
const replace = (path, value) => [{ op: 'replace', path, value }]
const add = (path, value) => [{ op: 'add', path, value }]
const remove = (path, value) => [{ op: 'remove', path, value }]

async function api(input = {}) {
  const { id: restApiId, rootResourceId: resourceId } = await apigateway.CreateRestApi({ name: 'shop', ...input })
  return { restApiId, resourceId }
}

async function mocked(at, httpMethod = 'GET') {
  await apigateway.PutMethod({ ...at, httpMethod, authorizationType: 'NONE' })
  await apigateway.PutIntegration({ ...at, httpMethod, type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } })
}

test('an API: as it begins, changed by PATCH, listed by pages', async () => {
  const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/prod/*"}]}'
  const made = await apigateway.CreateRestApi({ name: 'a', description: 'd', version: '7', binaryMediaTypes: ['image/png'], minimumCompressionSize: 10, policy, tags: { _custom_id_: 'my-api' }, disableExecuteApiEndpoint: true })
  assert.match(made.rootResourceId, /^[a-z0-9]{10}$/)
  assert.deepEqual([made.id, made.version, made.apiKeySource, made.minimumCompressionSize], ['my-api', '7', 'HEADER', 10])
  assert.deepEqual(made.endpointConfiguration, { types: ['EDGE'], ipAddressType: 'ipv4' })
  assert.equal(JSON.parse(JSON.parse(`"${made.policy}"`)).Statement[0].Resource, 'arn:aws:execute-api:us-east-1:000000000000:my-api/prod/*')
  assert.deepEqual(await words(apigateway.CreateRestApi({ name: 'b', tags: { 'ms-custom-id': 'my-api' } })), ['ConflictException', "The id 'my-api' is taken"])

  const at = { restApiId: made.id }
  const changed = await apigateway.UpdateRestApi({
    ...at,
    patchOperations: [
      ...replace('/name', 'n'), ...replace('/description', ''), ...replace('/minimumCompressionSize', ''), ...replace('/apiKeySource', 'AUTHORIZER'),
      ...replace('/disableExecuteApiEndpoint', 'false'), ...replace('/policy', ''), ...add('/binaryMediaTypes/a~1b'), ...replace('/binaryMediaTypes/image~1png', 'image/gif'),
      ...replace('/endpointConfiguration/types/EDGE', 'REGIONAL'), ...remove('/binaryMediaTypes/a~1b'),
    ],
  })
  assert.deepEqual(plain(changed), {
    id: 'my-api', name: 'n', version: '7', apiKeySource: 'AUTHORIZER', disableExecuteApiEndpoint: false, binaryMediaTypes: ['image/gif'], createdDate: made.createdDate,
    endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' }, rootResourceId: made.rootResourceId, tags: { _custom_id_: 'my-api' },
  })
  assert.deepEqual(await words(apigateway.UpdateRestApi({ ...at, patchOperations: replace('/id', 'x') })), bad('Invalid patch path /id'))
  assert.deepEqual(await words(apigateway.UpdateRestApi({ ...at, patchOperations: replace('/minimumCompressionSize', 'x') })), bad('Invalid minimum compression size, must be between 0 and 10485760'))
  const clone = await apigateway.CreateRestApi({ name: 'clone', cloneFrom: 'my-api' })
  assert.deepEqual((await apigateway.GetModels({ restApiId: clone.id })).items.map((m) => m.name), ['Empty', 'Error'])
  const first = await apigateway.GetRestApis({ limit: 1 })
  const second = await apigateway.GetRestApis({ limit: 1, position: first.position })
  assert.deepEqual([first.items[0].id, second.items[0].id, second.position].sort(), [clone.id, 'my-api', undefined].sort())
  await apigateway.DeleteRestApi(at)
  await apigateway.DeleteRestApi({ restApiId: clone.id })
})

test('resources: greedy parents, variable siblings, moves', async () => {
  const { restApiId, resourceId } = await api()
  const make = async (parentId, pathPart) => (await apigateway.CreateResource({ restApiId, parentId, pathPart })).id
  const greedy = await make(await make(resourceId, 'all'), '{all+}')
  assert.deepEqual(await words(make(greedy, 'x')), bad('Cannot create a child of a resource with a greedy path variable: {all+}'))
  const one = await make(resourceId, '{one}')
  assert.deepEqual(await words(make(resourceId, '{two}')), bad('A sibling ({one}) of this resource already has a variable path part -- only one is allowed'))
  const below = await make(one, 'items')
  assert.equal((await apigateway.UpdateResource({ restApiId, resourceId: one, patchOperations: replace('/pathPart', 'first') })).path, '/first')
  assert.equal((await apigateway.GetResource({ restApiId, resourceId: below })).path, '/first/items')
  assert.deepEqual(await words(apigateway.UpdateResource({ restApiId, resourceId, patchOperations: replace('/pathPart', 'x') })), bad('Root resource cannot update its pathPart.'))
  assert.deepEqual(await words(apigateway.DeleteResource({ restApiId, resourceId })), bad('Root resource cannot be deleted'))
  const pages = await apigateway.GetResources({ restApiId, limit: 3 })
  const rest = await apigateway.GetResources({ restApiId, position: pages.position })
  assert.deepEqual([pages.items.length, rest.items.length, rest.position], [3, 2, undefined])
})

test('methods with their responses, and PATCH of them', async () => {
  const at = await api()
  await apigateway.CreateModel({ ...at, name: 'Order', contentType: 'application/json', schema: '{"type":"object"}' })
  const { id: requestValidatorId } = await apigateway.CreateRequestValidator({ ...at, name: 'all', validateRequestBody: true })
  const get = { ...at, httpMethod: 'GET' }
  const refused = [
    [{ authorizationType: 'MAYBE' }, 'Invalid authorization type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS'],
    [{ authorizationType: 'CUSTOM' }, 'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.'],
    [{ authorizationType: 'NONE', requestValidatorId: 'x' }, 'Invalid Request Validator identifier specified'],
    [{ authorizationType: 'NONE', requestModels: { 'a/b': 'None' } }, 'Invalid model identifier specified: None'],
    [{ authorizationType: 'NONE', requestParameters: { 'method.request.cookie.x': true } },
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.cookie.x]'],
  ]
  for (const [input, message] of refused) assert.deepEqual(await words(apigateway.PutMethod({ ...get, ...input })), bad(message))
  assert.deepEqual(await words(apigateway.PutMethod({ ...get, httpMethod: 'FLY', authorizationType: 'NONE' })),
    bad('Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY'))
  await apigateway.PutMethod({ ...get, authorizationType: 'aws_iam', requestValidatorId, requestModels: { 'application/json': 'Order' }, operationName: 'list' })
  assert.deepEqual(await words(apigateway.PutMethod({ ...get, authorizationType: 'NONE' })), ['ConflictException', 'Method already exists for this resource'])
  const changed = await apigateway.UpdateMethod({
    ...get,
    patchOperations: [
      ...replace('/apiKeyRequired', 'TRUE'), ...replace('/authorizationType', 'none'), ...add('/requestParameters/method.request.querystring.q', 'true'), ...remove('/requestModels/application~1json'),
      ...replace('/requestValidatorId', ''), ...add('/authorizationScopes', 'a/b'), ...replace('/authorizerId', 'passed-over'), ...add('/operationName', 'passed over'),
    ],
  })
  assert.deepEqual(plain(changed), { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: true, operationName: 'list', authorizationScopes: ['a/b'], requestParameters: { 'method.request.querystring.q': true } })
  assert.deepEqual(await words(apigateway.UpdateMethod({ ...get, patchOperations: replace('/httpMethod', 'PUT') })), bad('Invalid patch path /httpMethod'))

  const ok = { ...get, statusCode: '200' }
  assert.deepEqual(await words(apigateway.GetMethodResponse(ok)), missing('Invalid Response status code specified'))
  await apigateway.PutMethodResponse({ ...ok, responseParameters: { 'method.response.header.X': true }, responseModels: { 'application/json': 'Order' } })
  assert.deepEqual(await words(apigateway.PutMethodResponse(ok)), ['ConflictException', 'Response already exists for this resource'])
  const response = await apigateway.UpdateMethodResponse({ ...ok, patchOperations: [...replace('/responseParameters/method.response.header.X', 'false'), ...remove('/responseModels/application~1json')] })
  assert.deepEqual(plain(response), { statusCode: '200', responseParameters: { 'method.response.header.X': false } })
  assert.deepEqual(plain(await apigateway.GetMethodResponse(ok)), plain(response))
  await apigateway.DeleteMethodResponse(ok)
  await apigateway.DeleteMethod(get)
  assert.deepEqual(await words(apigateway.GetMethod(get)), missing('Invalid Method identifier specified'))
})

test('integrations with their responses, and what AWS refuses of them', async () => {
  const at = { ...(await api()), httpMethod: 'GET' }
  await apigateway.PutMethod({ ...at, authorizationType: 'NONE', requestParameters: { 'method.request.header.h': true } })
  const put = (input) => apigateway.PutIntegration({ ...at, integrationHttpMethod: 'POST', ...input })
  const proxy = "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."
  const refused = [
    [{ type: 'AWS_PROXY', uri: 'no-arn:aws' }, 'Invalid ARN specified in the request'],
    [{ type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:lambda:other/x' }, 'AWS ARN for integration must contain path or action'],
    [{ type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:firehose:path/2015-03-31/functions/f/invocations' }, proxy],
    [{ type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:lambda:path/some/thing/f/invocations' }, proxy],
    [{ type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:path/x' }, 'Role ARN must be specified for AWS integrations'],
    [{ type: 'HTTP', uri: 'ftp://x' }, 'Invalid HTTP endpoint specified for URI'],
    [{ type: 'HTTP', uri: 'http://' }, 'Invalid HTTP endpoint specified for URI'],
    [{ type: 'HTTP', uri: 'http://a b/' }, 'Invalid HTTP endpoint specified for URI'],
    [{ type: 'HTTP', uri: 'http://x', integrationHttpMethod: 'BREW' }, 'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY'],
    [{ type: 'HTTP', uri: 'http://x', integrationHttpMethod: undefined }, 'Enumeration value for HttpMethod must be non-empty'],
    [{ type: 'MOCK', timeoutInMillis: 49 }, 'Timeout should be between 50 ms and 29000 ms'],
    [{ type: 'MOCK', requestTemplates: { text: 'x' } }, 'Validation Result: warnings : [], errors : [Invalid content type specified: text]'],
    [{ type: 'MOCK', requestParameters: { 'integration.request.header.x': 'method.request.header.other' } },
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.header.other]'],
  ]
  for (const [input, message] of refused) assert.deepEqual(await words(put(input)), bad(message))
  assert.deepEqual(await words(put({ type: 'WRONG' })),
    ['ValidationException', "1 validation error detected: Value 'WRONG' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]"])
  const made = await put({ type: 'HTTP', uri: 'http://x', requestParameters: { 'integration.request.header.x': 'method.request.header.h' }, cacheKeyParameters: ['method.request.header.h'] })
  assert.deepEqual(plain(made), {
    type: 'HTTP', httpMethod: 'POST', uri: 'http://x', connectionType: 'INTERNET', passthroughBehavior: 'WHEN_NO_MATCH', timeoutInMillis: 29000, cacheNamespace: at.resourceId,
    cacheKeyParameters: ['method.request.header.h'], requestParameters: { 'integration.request.header.x': 'method.request.header.h' },
  })
  const changed = await apigateway.UpdateIntegration({
    ...at,
    patchOperations: [
      ...replace('/uri', 'https://y'), ...replace('/timeoutInMillis', '100'), ...add('/requestTemplates/application~1json', '{}'), ...remove('/requestParameters/integration.request.header.x'),
      ...remove('/cacheKeyParameters/method.request.header.h'), ...replace('/passthroughBehavior', 'NEVER'), ...replace('/tlsConfig/insecureSkipVerification', 'true'),
    ],
  })
  assert.deepEqual(plain(changed), {
    type: 'HTTP', httpMethod: 'POST', uri: 'https://y', connectionType: 'INTERNET', passthroughBehavior: 'NEVER', timeoutInMillis: 100, cacheNamespace: at.resourceId, cacheKeyParameters: [],
    requestTemplates: { 'application/json': '{}' }, tlsConfig: { insecureSkipVerification: true },
  })
  assert.deepEqual(await words(apigateway.UpdateIntegration({ ...at, patchOperations: replace('/timeoutInMillis', 'soon') })), bad("Invalid patch value  'soon' specified for op 'replace'. Must be an integer"))

  const ok = { ...at, statusCode: '200' }
  const map = { responseParameters: { 'method.response.header.X': "'v'" } }
  const errors = (what) => bad(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [${what}]`)
  assert.deepEqual(await words(apigateway.PutIntegrationResponse({ ...ok, ...map })), errors('No method response exists for method.'))
  await apigateway.PutMethodResponse({ ...ok })
  assert.deepEqual(await words(apigateway.PutIntegrationResponse({ ...ok, ...map })), errors('Invalid mapping expression parameter specified: method.response.header.X'))
  await apigateway.UpdateMethodResponse({ ...ok, patchOperations: add('/responseParameters/method.response.header.X', 'false') })
  await apigateway.PutIntegrationResponse({ ...ok, ...map, selectionPattern: '2..' })
  const response = await apigateway.UpdateIntegrationResponse({ ...ok, patchOperations: [...replace('/selectionPattern', '3..'), ...replace('/contentHandling', 'CONVERT_TO_TEXT'), ...add('/responseTemplates/a~1b', 'x')] })
  assert.deepEqual(plain(response), { statusCode: '200', selectionPattern: '3..', contentHandling: 'CONVERT_TO_TEXT', responseTemplates: { 'a/b': 'x' }, ...map })
  assert.deepEqual(plain(await apigateway.GetIntegrationResponse(ok)), plain(response))
  assert.deepEqual((await apigateway.GetIntegration(at)).integrationResponses, { 200: plain(response) })
  await apigateway.DeleteIntegrationResponse(ok)
  await apigateway.DeleteIntegration(at)
  assert.deepEqual(await words(apigateway.GetIntegration(at)), missing('Invalid Integration identifier specified'))
})

test('models refer to each other; a template is made of one', async () => {
  const { restApiId } = await api()
  const ref = (name) => `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`
  const create = (name, schema) => apigateway.CreateModel({ restApiId, name, contentType: 'application/json', schema: typeof schema === 'string' ? schema : JSON.stringify(schema) })
  assert.deepEqual(await words(create('a-b', {})), bad('Model name must be alphanumeric: a-b'))
  const invalid = (what) => bad(`Invalid model specified: Validation Result: warnings : [], errors : [${what}]`)
  assert.deepEqual(await words(create('A', { $ref: 'Item' })), invalid('Model reference must be in canonical form'))
  assert.deepEqual(await words(create('A', { $ref: ref('None') })), invalid('Invalid model name specified: None'))
  await create('Item', { type: 'object', properties: { sku: { type: 'string' }, count: { type: 'integer' } } })
  await create('Order', { type: 'object', properties: { items: { type: 'array', items: { $ref: ref('Item') } }, gift: { type: 'boolean' } } })
  const flat = JSON.parse((await apigateway.GetModel({ restApiId, modelName: 'Order', flatten: true })).schema)
  assert.deepEqual([flat.properties.items.items, Object.keys(flat.definitions)], [{ $ref: '#/definitions/Item' }, ['Item']])
  assert.equal((await apigateway.GetModelTemplate({ restApiId, modelName: 'Error' })).value, '#set($inputRoot = $input.path(\'$\'))\n{\n  "message" : "foo"\n}')
  assert.match((await apigateway.GetModelTemplate({ restApiId, modelName: 'Order' })).value, /#foreach\(\$elem in \$inputRoot\)\n {4}\{\n {6}"sku" : "foo",\n {6}"count" : 42\n {4}\}#if\(\$foreach.hasNext\),#end/)
  const model = await apigateway.UpdateModel({ restApiId, modelName: 'Item', patchOperations: [...replace('/description', 'd'), ...replace('/schema', '{"type":"string"}')] })
  assert.deepEqual([model.description, model.schema], ['d', '{"type":"string"}'])
  await apigateway.DeleteModel({ restApiId, modelName: 'Order' })
  assert.equal((await apigateway.GetModels({ restApiId })).items.length, 3)
})

test('authorizers and request validators', async () => {
  const at = await api()
  const { restApiId } = at
  const authorizerUri = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations'
  const create = (input) => apigateway.CreateAuthorizer({ restApiId, name: 'a', type: 'TOKEN', authorizerUri, identitySource: 'method.request.header.Auth', ...input })
  assert.deepEqual(await words(create({ restApiId: 'none', authorizerUri: 'x' })),
    bad('Invalid Authorizer URI: x. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.'))
  assert.deepEqual((await words(create({ restApiId: 'none' })))[0], 'ConflictException')
  assert.equal((await words(create({ authorizerResultTtlInSeconds: 3601 })))[0], 'BadRequestException')
  assert.equal((await words(create({ identitySource: '' })))[0], 'BadRequestException')
  assert.equal((await words(create({ type: 'COGNITO_USER_POOLS' })))[0], 'BadRequestException')
  const pool = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a'
  assert.equal((await create({ name: 'pool', type: 'COGNITO_USER_POOLS', authorizerUri: undefined, providerARNs: [pool] })).authType, 'cognito_user_pools')
  const { id: authorizerId } = await create({ authorizerCredentials: 'arn:aws:iam::000000000000:role/r' })
  const changed = await apigateway.UpdateAuthorizer({ restApiId, authorizerId, patchOperations: [...replace('/name', 'b'), ...replace('/authorizerResultTtlInSeconds', '5'), ...replace('/authorizerCredentials', '')] })
  assert.deepEqual(plain(changed), { id: authorizerId, name: 'b', type: 'TOKEN', authType: 'custom', authorizerUri, identitySource: 'method.request.header.Auth', authorizerResultTtlInSeconds: 5 })
  assert.deepEqual(plain(await apigateway.GetAuthorizer({ restApiId, authorizerId })), plain(changed))
  assert.deepEqual((await apigateway.GetAuthorizers({ restApiId })).items.map((a) => a.name).sort(), ['b', 'pool'])
  await apigateway.PutMethod({ ...at, httpMethod: 'GET', authorizationType: 'CUSTOM', authorizerId })
  assert.equal((await words(apigateway.DeleteAuthorizer({ restApiId, authorizerId })))[0], 'ConflictException')
  await apigateway.DeleteMethod({ ...at, httpMethod: 'GET' })
  await apigateway.DeleteAuthorizer({ restApiId, authorizerId })
  assert.deepEqual(await words(apigateway.GetAuthorizer({ restApiId, authorizerId })), missing('Invalid Authorizer identifier specified'))

  const { id: requestValidatorId } = await apigateway.CreateRequestValidator({ restApiId, name: 'v' })
  const validator = { restApiId, requestValidatorId }
  assert.equal((await apigateway.UpdateRequestValidator({ ...validator, patchOperations: replace('/validateRequestBody', 'True') })).validateRequestBody, true)
  assert.deepEqual(await words(apigateway.UpdateRequestValidator({ ...validator, patchOperations: replace('/id', 'x') })),
    bad("Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]"))
  assert.equal((await apigateway.GetRequestValidator(validator)).name, 'v')
  assert.equal((await apigateway.GetRequestValidators({ restApiId })).items.length, 1)
  await apigateway.DeleteRequestValidator(validator)
})

test('gateway responses: twenty-one defaults, and those that are put', async () => {
  const { restApiId } = await api()
  const all = (await apigateway.GetGatewayResponses({ restApiId })).items
  assert.deepEqual([all.length, all.every((r) => r.defaultResponse), all[0].responseType, all.at(-1).responseType], [21, true, 'REQUEST_TOO_LARGE', 'EXPIRED_TOKEN'])
  const at = { restApiId, responseType: 'THROTTLED' }
  assert.deepEqual(plain(await apigateway.GetGatewayResponse(at)), { responseType: 'THROTTLED', statusCode: '429', responseParameters: {}, responseTemplates: { 'application/json': '{"message":$context.error.messageString}' }, defaultResponse: true })
  const put = await apigateway.PutGatewayResponse({ ...at, statusCode: '503', responseParameters: { 'gatewayresponse.header.X': "'v'" } })
  assert.deepEqual(plain(put), { responseType: 'THROTTLED', statusCode: '503', responseParameters: { 'gatewayresponse.header.X': "'v'" }, responseTemplates: {}, defaultResponse: false })
  const changed = await apigateway.UpdateGatewayResponse({ ...at, patchOperations: [...replace('/statusCode', '429'), ...add('/responseTemplates/a~1b', 'x'), ...remove('/responseParameters/gatewayresponse.header.X')] })
  assert.deepEqual([changed.statusCode, changed.responseTemplates, changed.responseParameters], ['429', { 'a/b': 'x' }, {}])
  assert.deepEqual(await words(apigateway.UpdateGatewayResponse({ ...at, patchOperations: replace('/responseTemplates/c~1d', 'x') })), missing('Invalid parameter name specified'))
  assert.deepEqual(await words(apigateway.UpdateGatewayResponse({ ...at, patchOperations: add('/responseType', 'x') })), bad('Invalid patch path /responseType'))
  await apigateway.DeleteGatewayResponse(at)
  assert.deepEqual(await words(apigateway.DeleteGatewayResponse(at)), missing('Gateway response type not defined on api'))
})

test('documentation: parts and versions', async () => {
  const { restApiId } = await api()
  const create = (location, properties = '{"description":"d"}') => apigateway.CreateDocumentationPart({ restApiId, location, properties })
  const { id: documentationPartId, location } = await create({ type: 'METHOD', method: 'GET' })
  assert.deepEqual(location, { type: 'METHOD', method: 'GET', path: '/' })
  assert.deepEqual(await words(create({ type: 'METHOD', path: '/', method: 'GET' })), ['ConflictException', "Documentation part already exists for the specified location: type 'METHOD', path '/', method 'GET'"])
  assert.equal((await words(create({ type: 'API' }, 'x')))[0], 'BadRequestException')
  await create({ type: 'MODEL', name: 'Order' })
  const part = { restApiId, documentationPartId }
  assert.equal((await apigateway.UpdateDocumentationPart({ ...part, patchOperations: replace('/properties', '{"summary":"s"}') })).properties, '{"summary":"s"}')
  assert.deepEqual(plain(await apigateway.GetDocumentationPart(part)), { id: documentationPartId, location, properties: '{"summary":"s"}' })
  assert.equal((await apigateway.GetDocumentationParts({ restApiId })).items.length, 2)
  assert.equal((await apigateway.GetDocumentationParts({ restApiId, nameQuery: 'rde' })).items[0].location.name, 'Order')
  const version = { restApiId, documentationVersion: '1' }
  await apigateway.CreateDocumentationVersion({ ...version, description: 'first' })
  assert.equal((await words(apigateway.CreateDocumentationVersion(version)))[0], 'ConflictException')
  assert.equal((await apigateway.UpdateDocumentationVersion({ ...version, patchOperations: replace('/description', 'new') })).description, 'new')
  assert.deepEqual([(await apigateway.GetDocumentationVersion(version)).version, (await apigateway.GetDocumentationVersions({ restApiId })).items.length], ['1', 1])
  await apigateway.DeleteDocumentationPart(part)
  assert.deepEqual(await words(apigateway.GetDocumentationPart(part)), missing('Invalid Documentation part identifier specified'))
  await apigateway.DeleteDocumentationVersion(version)
})

test('deployments, stages with all their settings, and a canary that is promoted', async () => {
  const at = await api()
  const { restApiId } = at
  assert.deepEqual(await words(apigateway.CreateDeployment({ restApiId })), bad("The REST API doesn't contain any methods"))
  await apigateway.PutMethod({ ...at, httpMethod: 'GET', authorizationType: 'NONE' })
  assert.deepEqual(await words(apigateway.CreateDeployment({ restApiId })), bad('No integration defined for method'))
  await apigateway.DeleteMethod({ ...at, httpMethod: 'GET' })
  await mocked(at)
  const { id: deploymentId } = await apigateway.CreateDeployment({ restApiId, stageName: 'prod', variables: { a: '1' }, description: 'first', stageDescription: 'live', cacheClusterEnabled: true, cacheClusterSize: '0.5' })
  const stage = { restApiId, stageName: 'prod' }
  const begun = await apigateway.GetStage(stage)
  assert.deepEqual([begun.description, begun.cacheClusterEnabled, begun.cacheClusterStatus, begun.cacheClusterSize, begun.variables], ['live', true, 'AVAILABLE', '0.5', { a: '1' }])
  assert.deepEqual((await apigateway.GetDeployment({ restApiId, deploymentId, embed: ['apisummary'] })).apiSummary, { '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } })
  assert.equal((await apigateway.UpdateDeployment({ restApiId, deploymentId, patchOperations: replace('/description', 'd') })).description, 'd')
  assert.deepEqual((await apigateway.GetDeployments({ restApiId })).items.map((d) => d.id), [deploymentId])

  const patch = (...patchOperations) => apigateway.UpdateStage({ ...stage, patchOperations: patchOperations.flat() })
  const log = bad('CloudWatch Logs role ARN must be set in account settings to enable logging')
  assert.deepEqual(await words(patch(replace('/*/*/logging/loglevel', 'INFO'))), log)
  assert.deepEqual(await words(patch(replace('/accessLogSettings/format', '$context.requestId'))), log)
  assert.deepEqual(await words(patch(replace('/variables/a-b', 'x'))), bad('Invalid stage variable name: a-b.  Please use names with only word characters.'))
  assert.deepEqual((await words(patch(replace('/variables/a', '{')))).slice(0, 1), ['BadRequestException'])
  assert.match((await words(patch(replace('/stageName', 'x'))))[1], /^Invalid method setting path: \/stageName\. Must be one of: \[\/deploymentId, /)
  const settings = await patch(
    replace('/*/*/throttling/rateLimit', '10.5'), replace('/*/*/throttling/burstLimit', '5'), replace('/*/*/metrics/enabled', 'true'), replace('/~1orders~1{id}/GET/caching/ttlInSeconds', '60'),
    replace('/tracingEnabled', 'true'), replace('/cacheClusterEnabled', 'false'), replace('/description', 'x'), remove('/variables/a'), replace('/variables/b', '2'),
  )
  assert.deepEqual(Object.keys(settings.methodSettings).sort(), ['*/*', 'orders/{id}/GET'])
  assert.deepEqual([settings.methodSettings['*/*'].throttlingRateLimit, settings.methodSettings['orders/{id}/GET'].throttlingBurstLimit, settings.methodSettings['orders/{id}/GET'].cacheTtlInSeconds], [10.5, 5, 60])
  assert.deepEqual([settings.tracingEnabled, settings.cacheClusterStatus, settings.variables], [true, 'NOT_AVAILABLE', { b: '2' }])
  assert.deepEqual(Object.keys((await patch(remove('/orders/{id}/GET'))).methodSettings), ['*/*'])
  await apigateway.FlushStageCache(stage)
  await apigateway.FlushStageAuthorizersCache(stage)

  const { id: canaryId } = await apigateway.CreateDeployment({ restApiId, stageName: 'prod', canarySettings: { percentTraffic: 10, stageVariableOverrides: { b: '3' }, useStageCache: true } })
  assert.deepEqual((await apigateway.GetStage(stage)).canarySettings, { deploymentId: canaryId, percentTraffic: 10, stageVariableOverrides: { b: '3' }, useStageCache: true })
  assert.deepEqual(await words(apigateway.DeleteDeployment({ restApiId, deploymentId: canaryId })), bad('Active stages pointing to this deployment must be moved or deleted'))
  assert.equal((await words(patch(replace('/canarySettings/percentTraffic', '101'))))[0], 'BadRequestException')
  const promoted = await patch(
    { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' }, { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' }, remove('/canarySettings'),
  )
  assert.deepEqual([promoted.deploymentId, promoted.variables, promoted.canarySettings], [canaryId, { b: '3' }, undefined])
  await apigateway.DeleteDeployment({ restApiId, deploymentId })

  const beta = { restApiId, stageName: 'beta', deploymentId: canaryId, tags: { t: 'v' }, tracingEnabled: true, canarySettings: { percentTraffic: 1 } }
  assert.deepEqual((await apigateway.CreateStage(beta)).canarySettings, { deploymentId: canaryId, percentTraffic: 1, useStageCache: false })
  assert.deepEqual(await words(apigateway.CreateStage(beta)), ['ConflictException', 'Stage already exists'])
  assert.deepEqual(await words(apigateway.CreateStage({ ...beta, deploymentId: 'none' })), bad('Deployment id does not exist'))
  assert.deepEqual((await apigateway.GetStages({ restApiId, deploymentId: canaryId })).item.map((s) => s.stageName), ['beta', 'prod'])
  await apigateway.DeleteStage({ restApiId, stageName: 'beta' })
})

test('stage variables are as many and as long as AWS has them', async () => {
  const at = await api()
  await mocked(at)
  await apigateway.CreateDeployment({ restApiId: at.restApiId, stageName: 'v' })
  const names = (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`v${i}`, 'x']))
  const deploy = (variables) => apigateway.CreateDeployment({ restApiId: at.restApiId, stageName: 'v', variables })
  const set = (name, value) => apigateway.UpdateStage({ restApiId: at.restApiId, stageName: 'v', patchOperations: replace(`/variables/${name}`, value) })
  assert.deepEqual(await words(deploy({ n: 'x'.repeat(513) })), bad(`Invalid stage variable value: ${'x'.repeat(513)}.  Please use values of at most 512 characters.`))
  assert.deepEqual(await words(deploy({ ['n'.repeat(65)]: 'x' })), bad(`Invalid stage variable name: ${'n'.repeat(65)}.  Please use names of at most 64 characters.`))
  assert.deepEqual(await words(deploy(names(101))), ['LimitExceededException', 'A stage can have at most 100 stage variables'])
  await deploy({ ['n'.repeat(64)]: 'x'.repeat(512), ...names(99) })
  assert.equal((await words(set('more', 'x')))[0], 'LimitExceededException')
  assert.equal((await words(set('v1', 'x'.repeat(513))))[0], 'BadRequestException')
  assert.equal((await set('v1', 'y')).variables.v1, 'y')
})

test('an operation of a PATCH that is null is none', async () => {
  const { restApiId } = await api()
  const patch = async (operations) => {
    const answer = await raw(`${nube.url}/restapis/${restApiId}`, { method: 'PATCH', body: `{"patchOperations":${operations}}`, headers: { Authorization: signed } })
    return [answer.status, JSON.parse(answer.body).message]
  }
  for (const operations of ['[null]', '[{}]', '[{"op":"replace","path":"/name","value":"a"},null]']) assert.deepEqual(await patch(operations), [400, 'Invalid patch path null'], operations)
  assert.equal((await apigateway.GetRestApi({ restApiId })).name, 'shop')
})

test('a NUL in a name, a description or a document ends nothing', async () => {
  const [name, description] = ['a\0b', 'c\0d']
  const told = (given) => [given.name, given.description]
  const created = await apigateway.CreateRestApi({ name, description })
  const imported = await apigateway.ImportRestApi({ body: Buffer.from(JSON.stringify({ openapi: '3.0.1', info: { title: name, description }, paths: {} })) })
  for (const made of [created, imported, await apigateway.GetRestApi({ restApiId: imported.id })]) assert.deepEqual(told(made), [name, description])
  await apigateway.UpdateRestApi({ restApiId: created.id, patchOperations: replace('/description', 'e\0f') })
  assert.equal((await apigateway.GetRestApis({ limit: 500 })).items.find(({ id }) => id === created.id).description, 'e\0f')
})

test('logging wants a role that API Gateway may have', async () => {
  const roleOf = async (RoleName, Service) =>
    (await iam.CreateRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] }) })).Role.Arn
  const set = (value) => apigateway.UpdateAccount({ patchOperations: replace('/cloudwatchRoleArn', value) })
  const begun = await apigateway.GetAccount({})
  assert.deepEqual(plain(begun), { apiKeyVersion: '4', features: ['UsagePlans'], throttleSettings: { burstLimit: 5000, rateLimit: 10000 } })
  assert.match((await words(set(await roleOf('other', 'lambda.amazonaws.com'))))[1], /^The role ARN does not have required permissions configured\./)
  const role = await roleOf('logs', 'apigateway.amazonaws.com')
  assert.equal((await set(role)).cloudwatchRoleArn, role)
  const at = await api()
  await mocked(at)
  await apigateway.CreateDeployment({ ...at, stageName: 's' })
  const patch = (...operations) => apigateway.UpdateStage({ ...at, stageName: 's', patchOperations: operations.flat() })
  const destinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:g'
  const stage = await patch(replace('/*/*/logging/loglevel', 'INFO'), replace('/accessLogSettings/destinationArn', `${destinationArn}:*`), replace('/accessLogSettings/format', '$context.requestId'))
  assert.deepEqual([stage.methodSettings['*/*'].loggingLevel, stage.accessLogSettings], ['INFO', { destinationArn, format: '$context.requestId' }])
  assert.equal((await patch(remove('/accessLogSettings'))).accessLogSettings, undefined)
  assert.equal((await set('')).cloudwatchRoleArn, undefined)
})

test('API keys: values are kept from lists, names begin a query, a file is imported', async () => {
  const value = 'v'.repeat(20)
  const made = await apigateway.CreateApiKey({ name: 'first', value, enabled: true, customerId: 'c', tags: { t: 'v' } })
  const apiKey = made.id
  assert.deepEqual([made.value, made.enabled, made.stageKeys, made.tags], [value, true, [], { t: 'v' }])
  assert.deepEqual(await words(apigateway.CreateApiKey({ value })), ['ConflictException', 'API Key already exists'])
  assert.deepEqual(await words(apigateway.CreateApiKey({ value: 'short' })), bad('API Key value should be at least 20 characters'))
  assert.match((await apigateway.CreateApiKey({ name: 'second' })).value, /^[A-Za-z0-9]{40}$/)
  assert.deepEqual([(await apigateway.GetApiKey({ apiKey })).value, (await apigateway.GetApiKey({ apiKey, includeValue: true })).value], [undefined, value])
  assert.deepEqual((await apigateway.GetApiKeys({ nameQuery: 'fir', includeValues: true })).items.map((k) => k.value), [value])
  assert.equal((await apigateway.GetApiKeys({ customerId: 'c' })).items.length, 1)
  assert.deepEqual((await apigateway.UpdateApiKey({ apiKey, patchOperations: [...replace('/enabled', 'no'), ...replace('/customerId', '')] })).customerId, undefined)
  const plan = await apigateway.CreateUsagePlan({ name: 'p' })
  const file = `Name,key,description,Enabled,usageplanIds\nimported,${'k'.repeat(20)},"a, ""b""",TRUE,"${plan.id},none"\nwrong,short,,true,\n`
  const { ids, warnings } = await apigateway.ImportApiKeys({ format: 'csv', body: Buffer.from(file) })
  assert.deepEqual([ids.length, warnings], [1, ['Line 3: API Key value should be at least 20 characters']])
  const imported = await apigateway.GetApiKey({ apiKey: ids[0], includeValue: true })
  assert.deepEqual([imported.name, imported.description, imported.enabled, imported.value], ['imported', 'a, "b"', true, 'k'.repeat(20)])
  assert.deepEqual((await apigateway.GetUsagePlanKeys({ usagePlanId: plan.id })).items.map((k) => k.name), ['imported'])
  assert.equal((await words(apigateway.ImportApiKeys({ format: 'csv', failOnWarnings: true, body: Buffer.from(file) })))[0], 'ConflictException')
  await apigateway.DeleteApiKey({ apiKey })
  assert.deepEqual(await words(apigateway.GetApiKey({ apiKey })), missing('Invalid API Key identifier specified'))
})

test('usage plans: throttles, quotas, stages, keys', async () => {
  const at = await api()
  await mocked(at)
  await apigateway.CreateDeployment({ ...at, stageName: 'prod' })
  const name = `${at.restApiId}:prod`
  assert.deepEqual(await words(apigateway.CreateUsagePlan({ name: 'x', apiStages: [{ apiId: at.restApiId, stage: 'none' }] })), missing(`API Stage not found: ${at.restApiId}:none`))
  assert.deepEqual(await words(apigateway.CreateUsagePlan({ name: 'x', quota: { limit: 1, offset: 1, period: 'DAY' } })), bad('Usage Plan quota offset must be zero in the DAY period'))
  const { id: usagePlanId } = await apigateway.CreateUsagePlan({ name: 'gold', throttle: { rateLimit: 1.5, burstLimit: 2 } })
  const patch = (...operations) => apigateway.UpdateUsagePlan({ usagePlanId, patchOperations: operations.flat() })
  assert.deepEqual(await words(patch(remove(`/apiStages/${name}`))),
    bad(`Invalid patch path  '/apiStages/${name}' specified for op 'remove'. Must be one of: [/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]`))
  const changed = await patch(add('/apiStages', name), replace(`/apiStages/${name}/throttle/~1orders/GET/rateLimit`, '5'), replace(`/apiStages/${name}/throttle//orders/GET/burstLimit`, '6'), replace('/quota/limit', '100'), replace('/quota/period', 'WEEK'), remove('/throttle'))
  assert.deepEqual([changed.apiStages, changed.quota, changed.throttle], [[{ apiId: at.restApiId, stage: 'prod', throttle: { '/orders/GET': { rateLimit: 5, burstLimit: 6 } } }], { limit: 100, offset: 0, period: 'WEEK' }, undefined])
  assert.deepEqual(plain(await apigateway.GetUsagePlan({ usagePlanId })).apiStages, changed.apiStages)
  assert.deepEqual(await words(apigateway.DeleteUsagePlan({ usagePlanId })), bad(`Cannot delete Usage Plan ${usagePlanId} because there are API Stages associated with it, including ${name}`))
  assert.deepEqual(await words(apigateway.DeleteStage({ restApiId: at.restApiId, stageName: 'prod' })), bad(`Active stages in usage plan: ${usagePlanId}`))

  const { id: keyId, value } = await apigateway.CreateApiKey({ name: 'k', enabled: true })
  const key = { usagePlanId, keyId }
  assert.deepEqual(await words(apigateway.CreateUsagePlanKey({ usagePlanId, keyId: 'none', keyType: 'API_KEY' })), missing('Invalid API Key identifier specified'))
  assert.deepEqual(plain(await apigateway.CreateUsagePlanKey({ ...key, keyType: 'API_KEY' })), { id: keyId, type: 'API_KEY', value, name: 'k' })
  const other = await apigateway.CreateUsagePlan({ name: 'silver', apiStages: [{ apiId: at.restApiId, stage: 'prod' }] })
  assert.deepEqual(await words(apigateway.CreateUsagePlanKey({ usagePlanId: other.id, keyId, keyType: 'API_KEY' })),
    ['ConflictException', `Usage Plan ${other.id} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same API stage: ${name}`])
  const late = await apigateway.CreateUsagePlan({ name: 'bronze' })
  await apigateway.CreateUsagePlanKey({ usagePlanId: late.id, keyId, keyType: 'API_KEY' })
  assert.deepEqual(await words(apigateway.UpdateUsagePlan({ usagePlanId: late.id, patchOperations: add('/apiStages', name) })),
    ['ConflictException', `Usage Plan ${late.id} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same API stage: ${name}`])
  assert.deepEqual((await apigateway.GetUsagePlan({ usagePlanId: late.id })).apiStages, [])
  await apigateway.DeleteUsagePlan({ usagePlanId: late.id })
  assert.equal((await apigateway.GetUsagePlanKey(key)).name, 'k')
  assert.deepEqual((await apigateway.GetUsagePlans({ keyId })).items.map((p) => p.id), [usagePlanId])
  await apigateway.DeleteUsagePlanKey(key)
  assert.deepEqual(await words(apigateway.GetUsagePlanKey(key)), missing('Invalid API Key identifier specified'))
  await patch(remove(`/apiStages/${name}/throttle`), remove('/apiStages', name))
  await apigateway.DeleteUsagePlan({ usagePlanId })
})

test('what keys used of their plans is told day by day, and can be changed', async () => {
  const at = { ...(await api()), httpMethod: 'GET', statusCode: '200' }
  await apigateway.PutMethod({ ...at, authorizationType: 'NONE', apiKeyRequired: true })
  await apigateway.PutIntegration({ ...at, type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } })
  await apigateway.PutMethodResponse(at)
  await apigateway.PutIntegrationResponse(at)
  await apigateway.CreateDeployment({ ...at, stageName: 'prod' })
  const { id: usagePlanId } = await apigateway.CreateUsagePlan({ name: 'counted', apiStages: [{ apiId: at.restApiId, stage: 'prod' }], quota: { limit: 3, period: 'DAY' } })
  const { id: keyId, value } = await apigateway.CreateApiKey({ name: 'counted', enabled: true })
  await apigateway.CreateUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' })
  const ask = async () => (await raw(`${nube.url}/restapis/${at.restApiId}/prod/_user_request_/`, { method: 'GET', headers: { 'x-api-key': value } })).status
  assert.deepEqual([await ask(), await ask()], [200, 200])
  await nube.quiet()
  const today = new Date().toISOString().slice(0, 10)
  const range = { startDate: new Date(Date.now() - 24 * 3600 * 1000).toISOString().slice(0, 10), endDate: today }
  assert.deepEqual(plain(await apigateway.GetUsage({ usagePlanId, ...range })), { usagePlanId, ...range, items: { [keyId]: [[0, 3], [2, 1]] } })
  const changed = await apigateway.UpdateUsage({ usagePlanId, keyId, patchOperations: replace('/remaining', '2') })
  assert.deepEqual(changed.items, { [keyId]: [[1, 2]] })
  assert.deepEqual([await ask(), await ask(), await ask()], [200, 200, 429])
  assert.deepEqual(await words(apigateway.UpdateUsage({ usagePlanId, keyId, patchOperations: add('/remaining', '2') })), bad("Invalid patch path  '/remaining' specified for op 'add'. Please choose supported operations"))
  assert.equal((await words(apigateway.GetUsage({ usagePlanId, startDate: '2026-1-1', endDate: today })))[0], 'BadRequestException')
  assert.equal((await words(apigateway.GetUsage({ usagePlanId, startDate: '2020-01-01', endDate: today })))[0], 'BadRequestException')
})

test('a template that is null is told so', async () => {
  const at = { ...(await api()), httpMethod: 'GET', statusCode: '200' }
  await mocked(at)
  const answer = await raw(`${nube.url}/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET/integration/responses/200`, {
    method: 'PUT', body: '{"responseTemplates":{"application/json":null}}', headers: { Authorization: signed },
  })
  assert.deepEqual([answer.status, JSON.parse(answer.body)], [201, { statusCode: '200', responseTemplates: { 'application/json': null } }])
})

test('domain names and base path mappings', async () => {
  const at = await api()
  await mocked(at)
  await apigateway.CreateDeployment({ ...at, stageName: 'prod' })
  const regionalCertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/c'
  const domainName = 'api.shop.test'
  const create = (input) => apigateway.CreateDomainName({ domainName, regionalCertificateArn, endpointConfiguration: { types: ['REGIONAL'] }, ...input })
  assert.equal((await words(create({ endpointConfiguration: { types: ['PRIVATE'] } })))[0], 'NotImplementedException')
  assert.equal((await words(create({ regionalCertificateArn: undefined })))[0], 'BadRequestException')
  const made = await create()
  assert.match(made.regionalDomainName, /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/)
  assert.deepEqual([made.domainNameStatus, made.securityPolicy], ['AVAILABLE', 'TLS_1_2'])
  assert.deepEqual(await words(create()), ['ConflictException', 'The domain name you provided already exists.'])
  assert.equal((await apigateway.UpdateDomainName({ domainName, patchOperations: replace('/securityPolicy', 'TLS_1_0') })).securityPolicy, 'TLS_1_0')
  assert.equal((await apigateway.GetDomainName({ domainName })).domainName, domainName)
  assert.equal((await apigateway.GetDomainNames({})).items.length, 1)

  const map = (input) => apigateway.CreateBasePathMapping({ domainName, restApiId: at.restApiId, stage: 'prod', ...input })
  assert.deepEqual(plain(await map()), { basePath: '(none)', restApiId: at.restApiId, stage: 'prod' })
  assert.deepEqual(await words(map()), ['ConflictException', 'Base path already exists for this domain name'])
  assert.deepEqual(await words(map({ basePath: 'x', stage: 'none' })), bad('Invalid stage identifier specified'))
  assert.deepEqual(await words(map({ basePath: 'a/b' })), bad("API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2."))
  const changed = await apigateway.UpdateBasePathMapping({ domainName, basePath: '(none)', patchOperations: [...replace('/basePath', 'v1'), ...replace('/stage', '')] })
  assert.deepEqual(plain(changed), { basePath: 'v1', restApiId: at.restApiId })
  assert.deepEqual(await words(apigateway.GetBasePathMapping({ domainName, basePath: '(none)' })), missing('Invalid base path mapping identifier specified'))
  assert.equal((await apigateway.GetBasePathMapping({ domainName, basePath: 'v1' })).basePath, 'v1')
  assert.equal((await apigateway.GetBasePathMappings({ domainName })).items.length, 1)
  await apigateway.DeleteBasePathMapping({ domainName, basePath: 'v1' })
  await apigateway.DeleteDomainName({ domainName })
  assert.deepEqual(await words(apigateway.GetDomainName({ domainName })), missing('Invalid domain name identifier specified'))
})

test('client certificates and tags', async () => {
  const made = await apigateway.GenerateClientCertificate({ description: 'd', tags: { a: '1' } })
  const { clientCertificateId } = made
  assert.match(made.pemEncodedCertificate, /^-----BEGIN CERTIFICATE-----/)
  assert.equal(made.expirationDate - made.createdDate, 365 * 24 * 3600 * 1000)
  assert.equal((await apigateway.UpdateClientCertificate({ clientCertificateId, patchOperations: replace('/description', 'e') })).description, 'e')
  assert.equal((await apigateway.GetClientCertificate({ clientCertificateId })).description, 'e')
  assert.equal((await apigateway.GetClientCertificates({})).items.length, 1)
  const resourceArn = `arn:aws:apigateway:us-east-1::/clientcertificates/${clientCertificateId}`
  await apigateway.TagResource({ resourceArn, tags: { b: '2' } })
  await apigateway.UntagResource({ resourceArn, tagKeys: ['a'] })
  assert.deepEqual((await apigateway.GetTags({ resourceArn })).tags, { b: '2' })
  assert.equal((await words(apigateway.GetTags({ resourceArn: 'arn:aws:s3:::b' })))[0], 'BadRequestException')
  await apigateway.DeleteClientCertificate({ clientCertificateId })
  assert.equal((await words(apigateway.GetTags({ resourceArn })))[0], 'NotFoundException')
  assert.equal((await words(apigateway.GetSdkTypes({})))[0], 'NotImplementedException')
})
