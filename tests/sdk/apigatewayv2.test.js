// HTTP APIs by the AWS SDK: the API of API Gateway v2.
import assert from 'node:assert/strict'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
const { apigatewayv2: v2 } = nube.api()
after(() => nube.stop())

const fn = 'arn:aws:lambda:us-east-1:000000000000:function:orders'
const refused = async (promise, name, message) => {
  const error = await failure(promise)
  assert.equal(error.name, name)
  assert.match(error.message, message)
}

test('an API is made, shown, listed page by page, changed and taken away', async () => {
  const made = await v2.CreateApi({ Name: 'a', ProtocolType: 'HTTP', Description: 'd', Version: '1', Tags: { team: 'x' } })
  const ApiId = made.ApiId
  assert.match(ApiId, /^[a-z0-9]{10}$/)
  assert.equal(made.ApiEndpoint, `${nube.url}/_aws/execute-api/${ApiId}`)
  assert.equal(made.RouteSelectionExpression, '$request.method $request.path')
  assert.equal(made.ApiKeySelectionExpression, '$request.header.x-api-key')
  assert.equal(made.DisableExecuteApiEndpoint, false)
  assert.ok(made.CreatedDate instanceof Date)
  const { $metadata: a, ...got } = await v2.GetApi({ ApiId })
  const { $metadata: b, ...wanted } = made
  assert.deepEqual(got, wanted)

  await v2.CreateApi({ Name: 'b', ProtocolType: 'HTTP' })
  const first = await v2.GetApis({ MaxResults: '1' })
  const second = await v2.GetApis({ MaxResults: '1', NextToken: first.NextToken })
  assert.equal(second.NextToken, undefined)
  assert.deepEqual([...first.Items, ...second.Items].map((api) => api.Name).sort(), ['a', 'b'])

  const changed = await v2.UpdateApi({ ApiId, Name: 'c', CorsConfiguration: { AllowOrigins: ['https://shop.example'], MaxAge: 60 } })
  assert.deepEqual([changed.Name, changed.Description, changed.CorsConfiguration.MaxAge], ['c', 'd', 60])
  await v2.DeleteCorsConfiguration({ ApiId })
  assert.equal((await v2.GetApi({ ApiId })).CorsConfiguration, undefined)
  await v2.DeleteApi({ ApiId })
  await refused(v2.GetApi({ ApiId }), 'NotFoundException', new RegExp(`Invalid API identifier specified ${ApiId}`))
})

test('what AWS does not take is refused', async () => {
  const refuse = (input, name, message) => refused(v2.CreateApi({ Name: 'x', ProtocolType: 'HTTP', ...input }), name, message)
  await refuse({ ProtocolType: 'WEBSOCKET' }, 'NotImplementedException', /WebSocket APIs are not emulated/)
  await refuse({ ProtocolType: 'GOPHER' }, 'BadRequestException', /Invalid protocol specified. Must be one of \[HTTP, WEBSOCKET\]/)
  for (const Name of ['', 'n'.repeat(129)]) await refuse({ Name }, 'BadRequestException', /Invalid API name/)
  await refuse({ RouteSelectionExpression: '$request.body.x' }, 'BadRequestException', /routeSelectionExpression/)
  await refuse({ DisableSchemaValidation: true }, 'BadRequestException', /DisableSchemaValidation/)
  await refuse({ CorsConfiguration: { AllowOrigins: ['shop.example'] } }, 'BadRequestException', /Invalid format for origin shop.example/)
  await refuse({ CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } }, 'BadRequestException', /allowCredentials is not supported for a wildcard/)
  await refuse({ Target: 'ftp://x' }, 'BadRequestException', /Invalid HTTP endpoint/)
  await refuse({ RouteKey: 'GET /x' }, 'BadRequestException', /Target/)
  await refused(v2.GetApis({ NextToken: '%' }), 'BadRequestException', /nextToken/)
  await refused(v2.GetApis({ MaxResults: 'many' }), 'BadRequestException', /maxResults/)
})

test('quick create: integration, route and stage at once; a tag names the id', async () => {
  const { ApiId } = await v2.CreateApi({ Name: 'q', ProtocolType: 'HTTP', Target: fn, RouteKey: 'GET /orders', Tags: { 'ms-custom-id': 'shop' } })
  assert.equal(ApiId, 'shop')
  const [integration] = (await v2.GetIntegrations({ ApiId })).Items
  assert.deepEqual([integration.IntegrationType, integration.IntegrationUri, integration.PayloadFormatVersion, integration.ApiGatewayManaged], ['AWS_PROXY', fn, '2.0', true])
  const [route] = (await v2.GetRoutes({ ApiId })).Items
  assert.deepEqual([route.RouteKey, route.Target], ['GET /orders', `integrations/${integration.IntegrationId}`])
  const [stage] = (await v2.GetStages({ ApiId })).Items
  assert.deepEqual([stage.StageName, stage.AutoDeploy], ['$default', true])
  assert.equal((await v2.GetDeployment({ ApiId, DeploymentId: stage.DeploymentId })).DeploymentStatus, 'DEPLOYED')
  await refused(v2.CreateApi({ Name: 'q', ProtocolType: 'HTTP', Tags: { 'ms-custom-id': 'shop' } }), 'ConflictException', /exists already/)
  for (const id of ['a/b', 'Shop', '-shop']) await refused(v2.CreateApi({ Name: 'q', ProtocolType: 'HTTP', Tags: { 'ms-custom-id': id } }), 'BadRequestException', /is none: use a-z, 0-9 and -/)
  const { id: restApiId } = await nube.api().apigateway.CreateRestApi({ name: 'r', tags: { _custom_id_: 'rest-shop' } })
  await refused(v2.CreateApi({ Name: 'q', ProtocolType: 'HTTP', Tags: { _custom_id_: 'rest-shop' } }), 'ConflictException', /exists already/)
  await nube.api().apigateway.DeleteRestApi({ restApiId })
  await refused(v2.UpdateApi({ ApiId, Target: fn }), 'NotImplementedException', /Target/)
  await v2.DeleteApi({ ApiId })
  assert.equal((await failure(v2.GetStages({ ApiId }))).name, 'NotFoundException')
})

test('integrations, routes and authorizers', async () => {
  const { ApiId } = await v2.CreateApi({ Name: 'r', ProtocolType: 'HTTP' })
  const integrate = (input) => v2.CreateIntegration({ ApiId, ...input })
  const lambda = await integrate({ IntegrationType: 'AWS_PROXY', IntegrationUri: fn, PayloadFormatVersion: '2.0', TimeoutInMillis: 1000 })
  assert.deepEqual([lambda.ConnectionType, lambda.IntegrationMethod, lambda.TimeoutInMillis], ['INTERNET', 'POST', 1000])
  await refused(integrate({ IntegrationType: 'AWS_PROXY', IntegrationUri: fn }), 'BadRequestException', /PayloadFormatVersion/)
  await refused(integrate({ IntegrationType: 'AWS_PROXY', IntegrationUri: 'x', PayloadFormatVersion: '2.0' }), 'BadRequestException', /URI/)
  await refused(integrate({ IntegrationType: 'MOCK' }), 'BadRequestException', /integration type/)
  await refused(integrate({ IntegrationType: 'HTTP_PROXY', IntegrationUri: 'http://localhost/x' }), 'BadRequestException', /HttpMethod/)
  await refused(integrate({ IntegrationType: 'HTTP_PROXY', IntegrationUri: 'http://localhost/x', IntegrationMethod: 'GET', ConnectionType: 'VPC_LINK' }), 'NotImplementedException', /VPC links/)
  await refused(integrate({ IntegrationType: 'AWS_PROXY', IntegrationSubtype: 'Kinesis-PutRecord' }), 'NotImplementedException', /Kinesis-PutRecord/)
  await refused(integrate({ IntegrationType: 'AWS_PROXY', IntegrationSubtype: 'SQS-SendMessage', CredentialsArn: 'arn:aws:iam::000000000000:role/r', RequestParameters: { QueueUrl: 'q' } }), 'BadRequestException', /MessageBody is required/)
  await refused(integrate({ IntegrationType: 'HTTP_PROXY', IntegrationUri: 'http://localhost/x', IntegrationMethod: 'GET', RequestParameters: { 'append:header.Authorization': 'x' } }), 'BadRequestException', /header Authorization are restricted/)
  const changed = await v2.UpdateIntegration({ ApiId, IntegrationId: lambda.IntegrationId, Description: 'better' })
  assert.deepEqual([changed.Description, changed.TimeoutInMillis], ['better', 1000])
  assert.equal((await v2.GetIntegration({ ApiId, IntegrationId: lambda.IntegrationId })).Description, 'better')

  const Target = `integrations/${lambda.IntegrationId}`
  const route = await v2.CreateRoute({ ApiId, RouteKey: 'ANY /orders/{id}', Target, OperationName: 'order' })
  await refused(v2.CreateRoute({ ApiId, RouteKey: 'ANY /orders/{id}' }), 'ConflictException', /Route with key ANY \/orders\/\{id\} already exists/)
  for (const RouteKey of ['GET', 'get /x', 'GET x', 'GET /{a+}/b', 'GET /x{a}', 'GET /{}', '$connect'])
    await refused(v2.CreateRoute({ ApiId, RouteKey }), 'BadRequestException', /not formatted properly/)
  await refused(v2.CreateRoute({ ApiId, RouteKey: 'GET /y', Target: 'integrations/none' }), 'BadRequestException', /Invalid route target/)
  await refused(v2.CreateRoute({ ApiId, RouteKey: 'GET /y', ApiKeyRequired: true }), 'BadRequestException', /ApiKeyRequired/)
  await refused(v2.CreateRoute({ ApiId, RouteKey: 'GET /y', AuthorizationType: 'JWT', AuthorizerId: 'none' }), 'BadRequestException', /Invalid authorizer/)
  await refused(v2.DeleteIntegration({ ApiId, IntegrationId: lambda.IntegrationId }), 'ConflictException', /referenced by Route 'ANY \/orders\/\{id\}'/)

  const jwt = { AuthorizerType: 'JWT', Name: 'users', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['shop'] } }
  const { AuthorizerId } = await v2.CreateAuthorizer({ ApiId, ...jwt })
  await refused(v2.CreateAuthorizer({ ApiId, ...jwt }), 'BadRequestException', /unique/)
  await refused(v2.CreateAuthorizer({ ApiId, ...jwt, Name: 'x', JwtConfiguration: { Issuer: 'x', Audience: ['a'] } }), 'BadRequestException', /issuer/)
  await refused(v2.CreateAuthorizer({ ApiId, ...jwt, Name: 'x', AuthorizerType: 'REQUEST' }), 'BadRequestException', /URI/)
  const asked = await v2.CreateAuthorizer({ ApiId, AuthorizerType: 'REQUEST', Name: 'asked', IdentitySource: ['$request.header.X-Key'], AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${fn}/invocations`, AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true })
  assert.equal(asked.AuthorizerResultTtlInSeconds, 300)
  await refused(v2.UpdateRoute({ ApiId, RouteId: route.RouteId, AuthorizationType: 'CUSTOM', AuthorizerId }), 'BadRequestException', /does not match/)
  const guarded = await v2.UpdateRoute({ ApiId, RouteId: route.RouteId, AuthorizationType: 'JWT', AuthorizerId, AuthorizationScopes: ['read'] })
  assert.deepEqual([guarded.AuthorizerId, guarded.AuthorizationScopes, guarded.OperationName], [AuthorizerId, ['read'], 'order'])
  assert.equal((await v2.GetRoute({ ApiId, RouteId: route.RouteId })).AuthorizationType, 'JWT')
  await refused(v2.DeleteAuthorizer({ ApiId, AuthorizerId }), 'ConflictException', /referenced in route: ANY/)
  assert.equal((await v2.UpdateAuthorizer({ ApiId, AuthorizerId, Name: 'people' })).Name, 'people')
  assert.equal((await v2.GetAuthorizer({ ApiId, AuthorizerId })).JwtConfiguration.Issuer, 'https://issuer.example')
  assert.equal((await v2.GetAuthorizers({ ApiId })).Items.length, 2)
  await v2.DeleteRoute({ ApiId, RouteId: route.RouteId })
  await v2.DeleteIntegration({ ApiId, IntegrationId: lambda.IntegrationId })
  await v2.DeleteAuthorizer({ ApiId, AuthorizerId })
})

test('texts and numbers are as long and as large as AWS has them', async () => {
  const { ApiId } = await v2.CreateApi({ Name: 'l', ProtocolType: 'HTTP' })
  const bad = (promise, message) => refused(promise, 'BadRequestException', message)
  const http = { ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'GET', IntegrationUri: 'http://127.0.0.1:1/' }
  const { IntegrationId } = await v2.CreateIntegration({ ...http, TimeoutInMillis: 50 })
  for (const TimeoutInMillis of [-1, 0, 49, 30001]) await bad(v2.CreateIntegration({ ...http, TimeoutInMillis }), /^Timeout should be between 50 ms and 30000 ms$/)
  await bad(v2.UpdateIntegration({ ApiId, IntegrationId, TimeoutInMillis: -1 }), /Timeout should be/)
  assert.equal((await v2.GetIntegration({ ApiId, IntegrationId })).TimeoutInMillis, 50)
  for (const IntegrationUri of ['http://', 'http:///x', 'http://a b/', 'http://a/\n', 'ftp://a/']) await bad(v2.CreateIntegration({ ...http, IntegrationUri }), /^Invalid HTTP endpoint specified for URI$/)
  await bad(v2.CreateIntegration({ ...http, IntegrationUri: `http://a/${'x'.repeat(2048)}` }), /^Invalid integrationUri specified: it must have 1 to 2048 characters$/)
  await bad(v2.CreateIntegration({ ...http, IntegrationMethod: 'BREW' }), /^Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY$/)
  await bad(v2.CreateApi({ Name: 'x', ProtocolType: 'HTTP', Description: 'd'.repeat(1025) }), /^Invalid description specified: it must have 0 to 1024 characters$/)
  await bad(v2.CreateApi({ Name: 'x', ProtocolType: 'HTTP', Version: '' }), /version/)
  await bad(v2.CreateRoute({ ApiId, RouteKey: 'GET /o', OperationName: 'o'.repeat(65) }), /operationName/)
  const jwt = { ApiId, AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['shop'] } }
  for (const Name of ['', 'n'.repeat(129)]) await bad(v2.CreateAuthorizer({ ...jwt, Name }), /^Invalid name specified: it must have 1 to 128 characters$/)
  const asked = { ApiId, AuthorizerType: 'REQUEST', Name: 'f', IdentitySource: ['$request.header.A'], AuthorizerUri: fn, AuthorizerPayloadFormatVersion: '2.0' }
  for (const AuthorizerResultTtlInSeconds of [-1, 3601]) await bad(v2.CreateAuthorizer({ ...asked, AuthorizerResultTtlInSeconds }), /^Invalid authorizerResultTtlInSeconds specified: it must be between 0 and 3600$/)
  await bad(v2.CreateStage({ ApiId, StageName: 's'.repeat(129) }), /Stage name/)
  await bad(v2.CreateStage({ ApiId, StageName: 's', StageVariables: { 'a b': 'c' } }), /Invalid stage variable name: a b/)
  await bad(v2.CreateStage({ ApiId, StageName: 's', StageVariables: { a: 'x'.repeat(513) } }), /at most 512 characters/)
  assert.equal((await v2.GetStages({ ApiId })).Items.length, 0)
  const document = (timeoutInMillis) => JSON.stringify({ openapi: '3.0.1', info: { title: 't', version: '1' }, paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'http://a/', payloadFormatVersion: '1.0', timeoutInMillis } } } } })
  for (const timeoutInMillis of ['long', -1]) await bad(v2.ImportApi({ Body: document(timeoutInMillis) }), /Timeout should be/)
})

test('stages and deployments, on demand and by themselves; tags', async () => {
  const { ApiId } = await v2.CreateApi({ Name: 's', ProtocolType: 'HTTP' })
  await refused(v2.CreateDeployment({ ApiId }), 'BadRequestException', /At least one route is required/)
  const stage = await v2.CreateStage({ ApiId, StageName: 'dev', AutoDeploy: true, StageVariables: { colour: 'blue' }, DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 } })
  assert.equal(stage.LastDeploymentStatusMessage, `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`)
  await v2.CreateRoute({ ApiId, RouteKey: 'GET /x' })
  const later = await v2.GetStage({ ApiId, StageName: 'dev' })
  assert.notEqual(later.DeploymentId, stage.DeploymentId)
  assert.equal((await v2.GetDeployments({ ApiId })).Items.length, 1)
  await refused(v2.CreateDeployment({ ApiId, StageName: 'dev' }), 'BadRequestException', /AutoDeploy/)
  await refused(v2.CreateDeployment({ ApiId, StageName: 'none' }), 'NotFoundException', /stage/)
  await refused(v2.CreateStage({ ApiId, StageName: 'dev' }), 'ConflictException', /already exists/)
  await refused(v2.CreateStage({ ApiId, StageName: 'a b' }), 'BadRequestException', /Stage name/)
  await refused(v2.UpdateStage({ ApiId, StageName: 'dev', RouteSettings: { 'GET /none': {} } }), 'NotFoundException', /Unable to find Route by key GET \/none/)
  await refused(v2.UpdateStage({ ApiId, StageName: 'dev', DefaultRouteSettings: { LoggingLevel: 'INFO' } }), 'BadRequestException', /Execution logs/)

  const { DeploymentId } = await v2.CreateDeployment({ ApiId, Description: 'first' })
  assert.equal((await v2.UpdateDeployment({ ApiId, DeploymentId, Description: 'second' })).Description, 'second')
  await v2.CreateStage({ ApiId, StageName: 'prod', DeploymentId, AccessLogSettings: { DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:x', Format: '$context.requestId' } })
  await refused(v2.DeleteDeployment({ ApiId, DeploymentId }), 'BadRequestException', /Active stages/)
  const set = await v2.UpdateStage({ ApiId, StageName: 'prod', RouteSettings: { 'GET /x': { ThrottlingRateLimit: 1 } } })
  assert.equal(set.RouteSettings['GET /x'].ThrottlingRateLimit, 1)
  await v2.DeleteRouteSettings({ ApiId, StageName: 'prod', RouteKey: 'GET /x' })
  await v2.DeleteAccessLogSettings({ ApiId, StageName: 'prod' })
  await v2.ResetAuthorizersCache({ ApiId, StageName: 'prod' })
  const bare = await v2.GetStage({ ApiId, StageName: 'prod' })
  assert.deepEqual([bare.RouteSettings, bare.AccessLogSettings], [{}, undefined])

  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`
  await v2.TagResource({ ResourceArn, Tags: { a: '1', b: '2' } })
  await v2.UntagResource({ ResourceArn, TagKeys: ['a'] })
  assert.deepEqual((await v2.GetTags({ ResourceArn })).Tags, { b: '2' })
  await v2.TagResource({ ResourceArn: `${ResourceArn}/stages/prod`, Tags: { c: '3' } })
  assert.deepEqual((await v2.GetStage({ ApiId, StageName: 'prod' })).Tags, { c: '3' })
  await refused(v2.GetTags({ ResourceArn: `${ResourceArn}/routes/x` }), 'NotFoundException', /ARN/)
  await v2.DeleteStage({ ApiId, StageName: 'prod' })
  await v2.DeleteDeployment({ ApiId, DeploymentId })
  await v2.DeleteApi({ ApiId })
})
