// A stage of an API behind a distribution: asked without a connection, and for no longer than the origin may take.
import assert from 'node:assert/strict'

import { behavior, distributionMake } from '../support/js/edge.js'
import { createFunction, functionOf } from '../support/js/functions.js'
import { Nube } from '../support/js/nube.js'
import { lambdaTrust, letInvoke } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'

const nube = await Nube.start()
const { apigateway, cloudfront, iam, lambda } = nube.api()
after(() => nube.stop())

const Role = (await iam.CreateRole({ RoleName: 'f', AssumeRolePolicyDocument: lambdaTrust })).Role.Arn
const ZipFile = functionOf(`
    grep -q '"path":"/slow"' "$work/event" && sleep 6
    { printf '{"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"'; base64 -w0 <"$work/event"; printf '"}'; } >"$work/out"`)
await createFunction(lambda, { FunctionName: 'echo', Runtime: 'provided.al2023', Role, Handler: 'x', Timeout: 10, Code: { ZipFile } })
await letInvoke(lambda, 'echo', 'apigateway.amazonaws.com')
const { id: restApiId, rootResourceId } = await apigateway.CreateRestApi({ name: 'shop' })
const resourceId = (await apigateway.CreateResource({ restApiId, parentId: rootResourceId, pathPart: '{path+}' })).id
const uri = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:echo/invocations'
await apigateway.PutMethod({ restApiId, resourceId, httpMethod: 'ANY', authorizationType: 'NONE' })
await apigateway.PutIntegration({ restApiId, resourceId, httpMethod: 'ANY', type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri })
await apigateway.CreateDeployment({ restApiId, stageName: 'prod' })

const item = (config = {}) => ({
  Id: 'site',
  DomainName: `${restApiId}.execute-api.us-east-1.amazonaws.com`,
  OriginPath: '/prod',
  ConnectionAttempts: 1,
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only', ...config },
})
const uncached = behavior({ methods: 'all', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' })

test('a stage answers through the edge', async () => {
  const d = await distributionMake(nube, cloudfront, item(), uncached)
  const answer = await d.view('/orders/7?a=b', { method: 'POST', body: '{"n":1}', headers: { 'content-type': 'application/json', 'x-own': 'yes' } })
  const event = JSON.parse(Buffer.from(answer.body, 'base64').toString())
  assert.deepEqual([event.httpMethod, event.path, event.queryStringParameters.a, event.body], ['POST', '/orders/7', 'b', '{"n":1}'])
  assert.deepEqual([event.headers['x-own'] ?? event.headers['X-Own'], event.headers.Host ?? event.headers.host], ['yes', `${restApiId}.execute-api.us-east-1.amazonaws.com`])
})

test('a stage that takes longer than the origin may is a 504', async () => {
  const d = await distributionMake(nube, cloudfront, item({ OriginReadTimeout: 1 }), uncached)
  const began = Date.now()
  const late = await d.view('/slow')
  assert.deepEqual([late.status, late.headers['x-cache']], [504, 'Error from cloudfront'])
  assert.ok(Date.now() - began < 5500)
  const patient = await distributionMake(nube, cloudfront, item(), uncached)
  assert.equal((await patient.view('/slow')).status, 200)
})
