// Custom domain names of both APIs of API Gateway: made by either, mapped to HTTP APIs and REST APIs, and served.
import assert from 'node:assert/strict'

import { makeApi, mock } from '../support/js/apis.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { failure, Nube, raw } from '../support/js/nube.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { apigateway, apigatewayv2: v2, lambda, iam } = nube.api()
after(() => nube.stop())

const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000'
const configuration = (more) => [{ CertificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2', ...more }]
const domain = async (DomainName, more) => (await v2.CreateDomainName({ DomainName, DomainNameConfigurations: configuration(), ...more }), DomainName)
const words = async (promise) => {
  const e = await failure(promise)
  return [e.name, e.message]
}

const { Role } = await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })
await createFunction(lambda, {
  FunctionName: 'echo',
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Role: Role.Arn,
  Code: { ZipFile: packageOf({ 'index.js': 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })' }) },
})
await letInvoke(lambda, 'echo', 'apigateway.amazonaws.com')
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:echo'

async function httpApi({ StageName = '$default', version = '2.0' } = {}) {
  const { ApiId } = await v2.CreateApi({ Name: 'a', ProtocolType: 'HTTP' })
  const { IntegrationId } = await v2.CreateIntegration({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn, PayloadFormatVersion: version })
  for (const RouteKey of ['GET /things/{id}', 'GET /']) await v2.CreateRoute({ ApiId, RouteKey, Target: `integrations/${IntegrationId}` })
  await v2.CreateStage({ ApiId, StageName, AutoDeploy: true })
  return ApiId
}

const ask = async (DomainName, path) => {
  const answer = await raw(nube.url + path, { method: 'GET', headers: { Host: `${DomainName}:${nube.port}` } })
  return { ...answer, json: answer.body.startsWith('{') ? JSON.parse(answer.body) : undefined }
}

test('a domain name is made, shown, changed, tagged and taken away, whichever API is asked', async () => {
  const DomainName = 'api.shop.example'
  const made = await v2.CreateDomainName({ DomainName, DomainNameConfigurations: configuration(), Tags: { a: '1' } })
  const [shown] = made.DomainNameConfigurations
  assert.deepEqual([made.DomainName, made.ApiMappingSelectionExpression, made.Tags], [DomainName, '$request.basepath', { a: '1' }])
  assert.deepEqual([shown.CertificateArn, shown.EndpointType, shown.SecurityPolicy, shown.DomainNameStatus], [CertificateArn, 'REGIONAL', 'TLS_1_2', 'AVAILABLE'])
  assert.match(shown.ApiGatewayDomainName, /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/)
  const other = await apigateway.GetDomainName({ domainName: DomainName })
  assert.deepEqual([other.regionalCertificateArn, other.regionalDomainName, other.tags], [CertificateArn, shown.ApiGatewayDomainName, { a: '1' }])
  assert.deepEqual(await words(v2.CreateDomainName({ DomainName, DomainNameConfigurations: configuration() })), ['ConflictException', 'The domain name you provided already exists.'])

  const changed = await v2.UpdateDomainName({ DomainName, DomainNameConfigurations: configuration({ SecurityPolicy: 'TLS_1_0' }) })
  assert.equal(changed.DomainNameConfigurations[0].SecurityPolicy, 'TLS_1_0')
  assert.equal((await v2.GetDomainName({ DomainName })).DomainNameConfigurations[0].SecurityPolicy, 'TLS_1_0')
  const ResourceArn = made.DomainNameArn
  assert.equal(ResourceArn, `arn:aws:apigateway:us-east-1::/domainnames/${DomainName}`)
  await v2.TagResource({ ResourceArn, Tags: { b: '2' } })
  await v2.UntagResource({ ResourceArn, TagKeys: ['a'] })
  assert.deepEqual((await v2.GetTags({ ResourceArn })).Tags, { b: '2' })

  await apigateway.CreateDomainName({ domainName: 'edge.shop.example', certificateArn: CertificateArn })
  const page = await v2.GetDomainNames({ MaxResults: '1' })
  const rest = await v2.GetDomainNames({ MaxResults: '1', NextToken: page.NextToken })
  assert.deepEqual([page.Items[0].DomainName, rest.Items[0].DomainName, rest.Items[0].DomainNameConfigurations[0].EndpointType], [DomainName, 'edge.shop.example', 'EDGE'])
  await v2.DeleteDomainName({ DomainName })
  await v2.DeleteDomainName({ DomainName: 'edge.shop.example' })
  assert.equal((await words(v2.GetDomainName({ DomainName })))[0], 'NotFoundException')
  assert.equal((await apigateway.GetDomainNames({})).items.length, 0)
})

test('what AWS does not take is refused', async () => {
  const refuse = async (input, name, message) => {
    const told = await words(v2.CreateDomainName({ DomainName: 'bad.shop.example', DomainNameConfigurations: configuration(), ...input }))
    assert.equal(told[0], name)
    assert.match(told[1], message)
  }
  await refuse({ DomainName: 'none' }, 'BadRequestException', /Invalid domain name/)
  // Nube's own: whoever had one mapped could not reach Nube any more, to take it back
  for (const DomainName of ['127.0.0.1', '1.2', 'amazonaws.com', 's3.amazonaws.com', 'localhost.localstack.cloud']) await refuse({ DomainName }, 'BadRequestException', /Invalid domain name/)
  await refuse({ DomainNameConfigurations: configuration({ EndpointType: 'PRIVATE' }) }, 'BadRequestException', /endpoint type/)
  await refuse({ DomainNameConfigurations: [...configuration(), ...configuration()] }, 'BadRequestException', /Only one/)
  await refuse({ DomainNameConfigurations: [{ EndpointType: 'REGIONAL' }] }, 'BadRequestException', /A certificate must be provided/)
  await refuse({ MutualTlsAuthentication: { TruststoreUri: 's3://b/k' } }, 'NotImplementedException', /Mutual TLS/)
})

test('mappings: made, found, changed and taken away', async () => {
  const DomainName = await domain('maps.shop.example')
  const ApiId = await httpApi()
  const map = (input) => v2.CreateApiMapping({ DomainName, ApiId, Stage: '$default', ...input })
  const made = await map({ ApiMappingKey: 'orders/v1' })
  const { ApiMappingId } = made
  assert.deepEqual([made.ApiId, made.ApiMappingKey, made.Stage, ApiMappingId.length], [ApiId, 'orders/v1', '$default', 6])
  assert.deepEqual(await words(map({ ApiMappingKey: 'orders/v1' })), ['ConflictException', 'ApiMapping key already exists for this domain name'])
  assert.deepEqual(await words(map({ Stage: 'none' })), ['BadRequestException', 'Invalid stage identifier specified'])
  assert.equal((await words(map({ ApiId: 'none' })))[0], 'NotFoundException')
  for (const ApiMappingKey of ['a b', '/a', 'a/', 'ä']) assert.match((await words(map({ ApiMappingKey })))[1], /An ApiMapping key may contain only/, ApiMappingKey)
  assert.equal((await words(v2.CreateApiMapping({ DomainName: 'none.example', ApiId, Stage: '$default' })))[0], 'NotFoundException')

  assert.equal((await map({})).ApiMappingKey, '')
  const moved = await v2.UpdateApiMapping({ DomainName, ApiMappingId, ApiId, ApiMappingKey: 'orders/v2' })
  assert.deepEqual([moved.ApiMappingId, moved.ApiMappingKey, moved.Stage], [ApiMappingId, 'orders/v2', '$default'])
  assert.equal((await words(v2.UpdateApiMapping({ DomainName, ApiMappingId, ApiId, ApiMappingKey: '' })))[0], 'ConflictException')
  assert.equal((await v2.GetApiMapping({ DomainName, ApiMappingId })).ApiMappingKey, 'orders/v2')
  const first = await v2.GetApiMappings({ DomainName, MaxResults: '1' })
  const second = await v2.GetApiMappings({ DomainName, MaxResults: '1', NextToken: first.NextToken })
  assert.deepEqual([first.Items[0].ApiMappingKey, second.Items[0].ApiMappingKey, second.NextToken], ['', 'orders/v2', undefined])
  assert.deepEqual((await apigateway.GetBasePathMappings({ domainName: DomainName })).items.map((m) => [m.basePath, m.restApiId]), [['(none)', ApiId], ['orders/v2', ApiId]])
  await v2.DeleteApiMapping({ DomainName, ApiMappingId })
  assert.equal((await words(v2.GetApiMapping({ DomainName, ApiMappingId })))[0], 'NotFoundException')
})

test('requests go by the longest key, to either kind of API', async () => {
  const DomainName = await domain('both.shop.example')
  const [plain, older] = [await httpApi(), await httpApi({ StageName: 'dev', version: '1.0' })]
  const rest = await makeApi(nube, apigateway, { '/things/{id}': { GET: mock({ 200: { responseTemplates: { 'application/json': 'rest $context.path $context.resourcePath' } } }) } })
  const map = (ApiId, Stage, ApiMappingKey) => v2.CreateApiMapping({ DomainName, ApiId, Stage, ApiMappingKey })
  await map(plain, '$default', 'a')
  await map(older, 'dev', 'a/older')
  await map(rest.restApiId, 'dev', 'a/rest/v1')
  await apigateway.CreateBasePathMapping({ domainName: DomainName, restApiId: rest.restApiId, stage: 'dev' })

  const newer = (await ask(DomainName, '/a/things/7')).json
  assert.deepEqual([newer.rawPath, newer.requestContext.http.path, newer.pathParameters, newer.requestContext.stage], ['/a/things/7', '/a/things/7', { id: '7' }, '$default'])
  assert.deepEqual([newer.requestContext.domainName, newer.requestContext.domainPrefix], [DomainName, 'both'])
  assert.equal((await ask(DomainName, '/a')).json.rawPath, '/a')
  const old = (await ask(DomainName, '/a/older/things/7')).json
  assert.deepEqual([old.path, old.requestContext.path, old.pathParameters, old.requestContext.stage], ['/a/older/things/7', '/a/older/things/7', { id: '7' }, 'dev'])
  assert.equal((await ask(DomainName, '/a/rest/v1/things/7')).body, 'rest /a/rest/v1/things/7 /things/{id}')
  assert.equal((await ask(DomainName, '/things/7')).body, 'rest /things/7 /things/{id}')
  const lost = await ask(DomainName, '/a/nothing')
  assert.deepEqual([lost.status, lost.json], [404, { message: 'Not Found' }])
  await v2.UpdateApi({ ApiId: plain, DisableExecuteApiEndpoint: true })
  assert.equal((await ask(DomainName, '/a/things/7')).status, 200, 'the API’s own address alone is shut')
})

test('the event of a REST API has the base path in its path', async () => {
  const domainName = await domain('rest.shop.example')
  const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`
  const { restApiId } = await makeApi(nube, apigateway, { '/things/{id}': { GET: { integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri } } } })
  await apigateway.CreateBasePathMapping({ domainName, basePath: 'v1', restApiId, stage: 'dev' })
  await apigateway.CreateBasePathMapping({ domainName, basePath: 'all', restApiId })
  const one = (await ask(domainName, '/v1/things/7')).json
  assert.deepEqual([one.path, one.resource, one.pathParameters, one.requestContext.path], ['/v1/things/7', '/things/{id}', { id: '7' }, '/v1/things/7'])
  const named = (await ask(domainName, '/all/dev/things/7')).json
  assert.deepEqual([named.path, named.requestContext.path, named.requestContext.stage], ['/all/dev/things/7', '/all/dev/things/7', 'dev'])
})

test('of a name and of "*." the name itself counts; where nothing is mapped is Forbidden', async () => {
  const [wild, exact, bare] = [await domain('*.wild.example'), await domain('a.wild.example'), await domain('bare.example')]
  const told = (text) => ({ '/': { GET: mock({ 200: { responseTemplates: { 'application/json': text } } }) } })
  const [of, one] = [await makeApi(nube, apigateway, told('wild')), await makeApi(nube, apigateway, told('exact'))]
  await v2.CreateApiMapping({ DomainName: wild, ApiId: of.restApiId, Stage: 'dev', ApiMappingKey: 'long/key' })
  await v2.CreateApiMapping({ DomainName: wild, ApiId: of.restApiId, Stage: 'dev' })
  await v2.CreateApiMapping({ DomainName: exact, ApiId: one.restApiId, Stage: 'dev', ApiMappingKey: 'long' })
  assert.equal((await ask('b.wild.example', '/long/key')).body, 'wild')
  assert.equal((await ask('a.wild.example', '/long')).body, 'exact')
  for (const [host, path] of [['a.wild.example', '/'], ['bare.example', '/'], ['bare.example', '/dev']]) {
    const answer = await ask(host, path)
    assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}'], `${host} ${path}`)
  }
  for (const DomainName of [wild, exact, bare]) await v2.DeleteDomainName({ DomainName })
})

test('what is mapped is not deleted', async () => {
  const [one, two] = [await domain('one.held.example'), await domain('two.held.example')]
  const [ApiId, rest] = [await httpApi(), await makeApi(nube, apigateway, { '/': { GET: mock() } })]
  const { restApiId } = rest
  for (const DomainName of [one, two]) {
    await v2.CreateApiMapping({ DomainName, ApiId, Stage: '$default', ApiMappingKey: 'http' })
    await v2.CreateApiMapping({ DomainName, ApiId: restApiId, Stage: 'dev', ApiMappingKey: 'rest' })
  }
  const refusal = (what, id, domains) => ['BadRequestException', `Deleting ${what} ${id} failed. Please remove all base path mappings related to the ${what} in your domains: ${domains}`]
  assert.deepEqual(await words(v2.DeleteStage({ ApiId, StageName: '$default' })), refusal('stage', '$default', `${one}, ${two}`))
  assert.deepEqual(await words(v2.DeleteApi({ ApiId })), ['BadRequestException', `Deleting API ${ApiId} failed. Please remove all API mappings for the API from your custom domain names.`])
  assert.deepEqual(await words(apigateway.DeleteStage({ restApiId, stageName: 'dev' })), refusal('stage', 'dev', `${one}, ${two}`))
  await v2.DeleteDomainName({ DomainName: one })
  assert.deepEqual(await words(apigateway.DeleteRestApi({ restApiId })), refusal('RestApi', restApiId, two))
  await apigateway.CreateDeployment({ restApiId, stageName: 'other' })
  await apigateway.DeleteStage({ restApiId, stageName: 'other' })
  await v2.DeleteDomainName({ DomainName: two })
  await v2.DeleteApi({ ApiId })
  await apigateway.DeleteRestApi({ restApiId })
})
