// A browser asks stages of API Gateway from a page of another origin: it asks first where it has to, and keeps from the page what the answers do
// not let it see. A REST API's preflights are mocks, as the console makes them; an HTTP API answers them itself.
import assert from 'node:assert/strict'

import { makeApi, mock } from '../support/js/apis.js'
import { browserIsHere, browserStart, fetchIn, originServe, pageOf } from '../support/js/browser.js'
import { createFunction, packageOf } from '../support/js/functions.js'
import { Nube } from '../support/js/nube.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'

if (browserIsHere()) {
  const nube = await Nube.start()
  const { apigateway, apigatewayv2: v2, lambda, iam } = nube.api()
  after(() => nube.stop())
  const browser = await browserStart()
  const [shop, other] = [await originServe('shop.example'), await originServe('other.example')]
  const [fromShop, fromOther] = [await pageOf(browser, shop), await pageOf(browser, other)]
  const json = { 'Content-Type': 'application/json' }
  const post = { method: 'POST', headers: { ...json, 'X-Api-Key': 'k' }, body: '{"price": 1}' }
  const refused = { refused: 'Failed to fetch' }

  test('a REST API whose OPTIONS is a mock', async () => {
    const allowed = {
      'method.response.header.Access-Control-Allow-Headers': "'Content-Type,X-Api-Key'",
      'method.response.header.Access-Control-Allow-Methods': "'POST,OPTIONS'",
      'method.response.header.Access-Control-Allow-Origin': `'${shop}'`,
    }
    const origin = { 'method.response.header.Access-Control-Allow-Origin': `'${shop}'` }
    const taken = mock({ 200: { responseParameters: origin, responseTemplates: { 'application/json': '{"taken": true}' } } })
    const { restApiId, deploy } = await makeApi(nube, apigateway, {
      '/orders': { POST: taken, PUT: taken, OPTIONS: mock({ 200: { responseParameters: allowed, responseTemplates: { 'application/json': '' } } }) },
      '/bare': { GET: mock({ 200: { responseTemplates: { 'application/json': '{}' } } }) },
      '/locked': { GET: { ...taken, method: { apiKeyRequired: true } } },
    })
    const at = (path) => `http://${restApiId}.execute-api.localhost:${nube.port}/dev${path}`
    const told = await fetchIn(fromShop, at('/orders'), post)
    assert.deepEqual([told.status, told.body], [200, '{"taken": true}'])
    assert.deepEqual(await fetchIn(fromShop, at('/orders'), { ...post, method: 'PUT' }), refused, 'a method that is not allowed')
    assert.deepEqual(await fetchIn(fromShop, at('/orders'), { ...post, headers: { ...json, 'X-Else': '1' } }), refused, 'nor that header')
    assert.deepEqual(await fetchIn(fromOther, at('/orders'), post), refused, 'nor that origin')
    assert.deepEqual(await fetchIn(fromShop, at('/bare')), refused, 'an answer without a word of origins')
    assert.deepEqual(await fetchIn(fromShop, at('/locked')), refused, 'and so are the gateway’s own')
    const responseParameters = { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${shop}'` }
    await apigateway.PutGatewayResponse({ restApiId, responseType: 'DEFAULT_4XX', responseParameters })
    await deploy()
    const locked = await fetchIn(fromShop, at('/locked'))
    assert.deepEqual([locked.status, locked.body], [403, '{"message":"Forbidden"}'], 'until the API has CORS on them')
  })

  test('an HTTP API with a CORS configuration', async () => {
    const { Arn: Role } = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role
    const code = `exports.handler = async (event) => ({ statusCode: 201, headers: { 'X-Order': '7', 'Access-Control-Allow-Origin': 'https://wrong.example' }, cookies: ['seen=1; SameSite=None'], body: event.headers.cookie ?? 'none' })`
    const { FunctionArn } = await createFunction(lambda, { FunctionName: 'f', Runtime: 'nodejs22.x', Handler: 'index.handler', Role, Code: { ZipFile: packageOf({ 'index.js': code }) } })
    await letInvoke(lambda, 'f', 'apigateway.amazonaws.com')
    const CorsConfiguration = { AllowOrigins: [shop], AllowMethods: ['POST'], AllowHeaders: ['content-type', 'x-api-key'], ExposeHeaders: ['x-order'], AllowCredentials: true, MaxAge: 60 }
    const { ApiId } = await v2.CreateApi({ Name: 'a', ProtocolType: 'HTTP', Target: FunctionArn, CorsConfiguration })
    const at = `http://${ApiId}.execute-api.localhost:${nube.port}/orders`
    const told = await fetchIn(fromShop, at, { ...post, credentials: 'include' })
    assert.deepEqual([told.status, told.headers['x-order']], [201, '7'])
    assert.deepEqual(await fetchIn(fromOther, at, post), refused, 'another origin')
    assert.deepEqual(await fetchIn(fromShop, at, { ...post, method: 'DELETE' }), refused, 'another method')
    assert.deepEqual(await fetchIn(fromShop, at, { ...post, headers: { ...json, 'X-Else': '1' } }), refused, 'another header')
    await v2.UpdateApi({ ApiId, CorsConfiguration: { AllowOrigins: ['*'], AllowMethods: ['*'], AllowHeaders: ['*'] } })
    assert.equal((await fetchIn(fromOther, at, { ...post, method: 'DELETE' })).status, 201)
    await v2.DeleteCorsConfiguration({ ApiId })
    assert.deepEqual(await fetchIn(fromShop, at, post), refused, 'none at all')
  })
}
