// Trying methods and authorizers of API Gateway's without a deployment.
import assert from 'node:assert/strict'

import { functionUri, makeApi, mock } from '../support/js/apis.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { failure, Nube } from '../support/js/nube.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { apigateway, lambda, iam } = nube.api()
after(() => nube.stop())

// The log without its dates and ids.
const linesOf = (log, id) => log.replaceAll(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4} : /gm, '- ').replaceAll(id, 'ID').split('\n')
const idOf = (log) => /^Execution log for request (\S+)$/m.exec(log)[1]

test('a method that fails, as AWS tells it', async () => {
  const { id: restApiId, rootResourceId: resourceId } = await apigateway.CreateRestApi({ name: 'fails' })
  await apigateway.PutMethod({ restApiId, resourceId, httpMethod: 'ANY', authorizationType: 'NONE' })
  await apigateway.PutIntegration({ restApiId, resourceId, httpMethod: 'ANY', type: 'HTTP_PROXY', uri: 'https://${stageVariables.testHost}', integrationHttpMethod: 'ANY' })
  const answer = await apigateway.TestInvokeMethod({ restApiId, resourceId, httpMethod: 'GET', body: '' })
  assert.deepEqual([answer.status, answer.body], [500, '{"message": "Internal server error"}'])
  assert.deepEqual([answer.headers, answer.multiValueHeaders], [{ 'x-amzn-ErrorType': 'InternalServerErrorException' }, { 'x-amzn-ErrorType': ['InternalServerErrorException'] }])
  assert.equal(typeof answer.latency, 'number')
  assert.deepEqual(linesOf(answer.log, idOf(answer.log)), [
    'Execution log for request ID',
    '- Starting execution for request: ID',
    '- HTTP Method: GET, Resource Path: /',
    '- Method request path: {}',
    '- Method request query string: {}',
    '- Method request headers: {}',
    '- Method request body before transformations: ',
    '- Execution failed due to configuration error: Invalid endpoint address',
    '- Method completed with status: 500',
    '',
  ])
})

test('a mock with a path, a query, headers, a body and variables', async () => {
  const template = '{"id":"$input.params(\'id\')","q":"$input.params(\'q\')","h":"$input.params(\'X-H\')","v":"$stageVariables.v","s":"$context.stage"}'
  const { restApiId, ids } = await makeApi(nube, apigateway, { '/things/{id}': { POST: mock({ 200: { responseTemplates: { 'application/json': template } } }) } })
  const at = { restApiId, resourceId: ids['/things/{id}'], httpMethod: 'POST' }
  const answer = await apigateway.TestInvokeMethod({ ...at, pathWithQueryString: '/things/7?q=a%20b', headers: { 'X-H': 'h' }, body: '{"x":1}', stageVariables: { v: 'blue' } })
  assert.deepEqual([answer.status, JSON.parse(answer.body)], [200, { id: '7', q: 'a b', h: 'h', v: 'blue', s: 'test-invoke-stage' }])
  assert.deepEqual(answer.headers, { 'Content-Type': 'application/json' })
  const lines = linesOf(answer.log, idOf(answer.log))
  assert(lines.includes('- HTTP Method: POST, Resource Path: /things/7'), answer.log)
  assert(lines.includes('- Method request path: {id=7}'))
  assert(lines.includes('- Method request headers: {X-H=h}'))
  assert(lines.includes('- Method request body before transformations: {"x":1}'))
  assert.equal(lines.at(-2), '- Method completed with status: 200')
  const none = await failure(apigateway.TestInvokeMethod({ ...at, httpMethod: 'GET' }))
  assert.deepEqual([none.name, none.message], ['NotFoundException', 'Invalid Method identifier specified'])
})

test('an authorizer', async () => {
  const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
  const policyDocument = { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] }
  const code = `exports.handler = async ({ authorizationToken }) => {
    if (authorizationToken !== 'good') throw 'Unauthorized'
    return { principalId: 'me', policyDocument: ${JSON.stringify(policyDocument)} }
  }`
  await createFunction(lambda, { FunctionName: 'says', Runtime: 'nodejs20.x', Handler: 'index.handler', Role, Timeout: 10, Code: { ZipFile: packageOf({ 'index.js': code }) } })
  await letInvoke(lambda, 'says', 'apigateway.amazonaws.com')
  const { id: restApiId } = await apigateway.CreateRestApi({ name: 'guarded' })
  const { id: authorizerId } = await apigateway.CreateAuthorizer({ restApiId, name: 'a', type: 'TOKEN', authorizerUri: functionUri('says'), identitySource: 'method.request.header.Auth' })
  const good = await apigateway.TestInvokeAuthorizer({ restApiId, authorizerId, headers: { Auth: 'good' } })
  assert.deepEqual([good.clientStatus, good.principalId, JSON.parse(good.policy)], [0, 'me', policyDocument])
  assert.match(good.log, /Starting authorizer: /)
  const bad = await apigateway.TestInvokeAuthorizer({ restApiId, authorizerId, headers: { Auth: 'bad' } })
  assert.deepEqual([bad.clientStatus, bad.principalId], [401, undefined])
  assert.equal((await apigateway.TestInvokeAuthorizer({ restApiId, authorizerId })).clientStatus, 401)
  const { id } = await apigateway.CreateAuthorizer({ restApiId, name: 'b', type: 'REQUEST', authorizerUri: functionUri('says'), identitySource: 'context.flavour' })
  assert.equal((await apigateway.TestInvokeAuthorizer({ restApiId, authorizerId: id })).clientStatus, 401)
  const flavoured = await apigateway.TestInvokeAuthorizer({ restApiId, authorizerId: id, additionalContext: { flavour: 'sweet' } })
  assert.match(flavoured.log, /Starting authorizer: /)
  assert.equal(flavoured.clientStatus, 401, 'the function is asked, and says no')
})
