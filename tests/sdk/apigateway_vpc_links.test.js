// VPC links of API Gateway: how they are made and end, which integrations may name them, and that a request goes where the integration's URI says.
import assert from 'node:assert/strict'
import http from 'node:http'

import { makeApi } from '../support/js/apis.js'
import { failure, folder, Nube } from '../support/js/nube.js'
import { after, test } from '../support/js/suite.js'

const data = folder()
let nube = await Nube.start(['--data-dir', data])
let { apigateway } = nube.api()
after(() => nube.stop())

const server = http.createServer((request, response) => response.end(`${request.method} ${request.url}`))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
after(() => server.close())
const uri = `http://127.0.0.1:${server.address().port}/there`

const balancer = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1'
const words = async (call) => {
  const { name, message } = await failure(call)
  return [name, message]
}
const missing = ['NotFoundException', 'Invalid Vpc Link identifier specified']
const through = (connectionId, type = 'HTTP_PROXY') => ({ integration: { type, integrationHttpMethod: 'GET', uri, connectionType: 'VPC_LINK', connectionId } })
const replace = (path, value) => [{ op: 'replace', path, value }]

test('a link is made, changed, listed, tagged and ended', async () => {
  const { $metadata, ...made } = await apigateway.CreateVpcLink({ name: 'l', description: 'd', targetArns: [balancer], tags: { a: '1' } })
  assert.equal($metadata.httpStatusCode, 202)
  const vpcLinkId = made.id
  assert.deepEqual(made, { id: vpcLinkId, name: 'l', description: 'd', targetArns: [balancer], status: 'AVAILABLE', statusMessage: 'Your vpc link is ready for use', tags: { a: '1' } })
  const changed = await apigateway.UpdateVpcLink({ vpcLinkId, patchOperations: [...replace('/name', 'm'), ...replace('/description', 'e')] })
  assert.deepEqual([changed.name, changed.description], ['m', 'e'])
  assert.equal((await words(apigateway.UpdateVpcLink({ vpcLinkId, patchOperations: [{ op: 'add', path: '/targetArns', value: balancer }] })))[0], 'BadRequestException')
  const resourceArn = `arn:aws:apigateway:us-east-1::/vpclinks/${vpcLinkId}`
  await apigateway.TagResource({ resourceArn, tags: { b: '2' } })
  await apigateway.UntagResource({ resourceArn, tagKeys: ['a'] })
  const { $metadata: _, ...got } = await apigateway.GetVpcLink({ vpcLinkId })
  assert.deepEqual(got, { ...made, name: 'm', description: 'e', tags: { b: '2' } })
  assert.deepEqual((await apigateway.GetVpcLinks({})).items, [got])
  assert.equal((await apigateway.DeleteVpcLink({ vpcLinkId })).$metadata.httpStatusCode, 202)
  for (const operation of ['GetVpcLink', 'DeleteVpcLink', 'UpdateVpcLink']) assert.deepEqual(await words(apigateway[operation]({ vpcLinkId })), missing)
  assert.deepEqual((await apigateway.GetVpcLinks({})).items, [])
})

test('a link goes to one network load balancer', async () => {
  const refused = async (input) => (await words(apigateway.CreateVpcLink({ name: 'l', targetArns: [balancer], ...input })))[1]
  assert.equal(await refused({ targetArns: [balancer, balancer] }), 'More than one target arn specified for vpc link.')
  assert.equal(await refused({ targetArns: [] }), 'No target arn specified for vpc link.')
  assert.equal(await refused({ name: '' }), 'Vpc link name must be specified and non-empty')
  const { id: vpcLinkId, status, statusMessage } = await apigateway.CreateVpcLink({ name: 'l', targetArns: [balancer.replace('/net/', '/app/')] })
  assert.deepEqual([status, statusMessage], ['FAILED', 'NLB ARN is malformed'])
  const made = await makeApi(nube, apigateway, { '/': { GET: through(vpcLinkId) } })
  assert.equal((await made.ask('/')).status, 500)
  await apigateway.DeleteRestApi(made)
  await apigateway.DeleteVpcLink({ vpcLinkId })
})

test('an integration names a link that there is, or a variable', async () => {
  const { id } = await apigateway.CreateVpcLink({ name: 'l', targetArns: [balancer] })
  const { restApiId, rootResourceId: resourceId } = await makeApi(nube, apigateway, { '/': { GET: through(id) } })
  const put = (more, type) => words(apigateway.PutIntegration({ restApiId, resourceId, httpMethod: 'GET', ...through(id, type).integration, ...more }))
  assert.deepEqual(await put({ connectionId: 'none00' }), missing)
  assert.deepEqual(await put({ connectionId: undefined }), ['BadRequestException', 'Connection type VPC_LINK requires a connection ID'])
  assert.deepEqual(await put({}, 'MOCK'), ['BadRequestException', 'Connection type VPC_LINK is only supported for HTTP and HTTP_PROXY integrations'])
  const patch = (path, value) => words(apigateway.UpdateIntegration({ restApiId, resourceId, httpMethod: 'GET', patchOperations: replace(path, value) }))
  assert.deepEqual(await patch('/connectionId', 'none00'), missing)
  assert.deepEqual(await patch('/connectionType', 'TUBE'), ['BadRequestException', 'Invalid connection type specified. Valid options are INTERNET,VPC_LINK'])
  const { connectionType, connectionId } = await apigateway.GetIntegration({ restApiId, resourceId, httpMethod: 'GET' })
  assert.deepEqual([connectionType, connectionId], ['VPC_LINK', id])
  const { body } = await apigateway.GetExport({ restApiId, stageName: 'dev', exportType: 'oas30', parameters: { extensions: 'integrations' } })
  const again = await apigateway.ImportRestApi({ body })
  const [{ id: root }] = (await apigateway.GetResources({ restApiId: again.id })).items
  assert.equal((await apigateway.GetIntegration({ restApiId: again.id, resourceId: root, httpMethod: 'GET' })).connectionId, id)
  await apigateway.DeleteRestApi({ restApiId: again.id })
  await apigateway.DeleteRestApi({ restApiId })
  await apigateway.DeleteVpcLink({ vpcLinkId: id })
})

test("requests go where the integration's URI says, also after a kill; a link that stages serve stays", async () => {
  const { id: vpcLinkId } = await apigateway.CreateVpcLink({ name: 'l', targetArns: [balancer] })
  const variables = { link: vpcLinkId }
  let made = await makeApi(nube, apigateway, { '/a': { GET: through(vpcLinkId, 'HTTP'), POST: through(vpcLinkId) }, '/b': { GET: through('${stageVariables.link}') } }, { variables })
  const places = ['GET', 'POST'].map((method) => `${made.restApiId}:${method}:${made.ids['/a']}:dev`)
  for (const at of ['/a', '/b']) assert.equal((await made.ask(at)).body, 'GET /there')
  const trial = await apigateway.TestInvokeMethod({ restApiId: made.restApiId, resourceId: made.ids['/a'], httpMethod: 'GET' })
  assert.equal(trial.body, 'GET /there')
  assert.deepEqual(await words(apigateway.DeleteVpcLink({ vpcLinkId })), ['BadRequestException', `Cannot delete vpc link. Vpc link '${vpcLinkId}', is referenced in [${places.join(', ')}] in format of [RESTApiId:Method:Resource:Stage].`])
  await nube.callsCollect()
  await nube.end('SIGKILL')
  nube = await Nube.start(['--data-dir', data])
  apigateway = nube.api().apigateway
  made = { ...made, ask: (await makeApi(nube, apigateway, { '/': { GET: through(vpcLinkId) } })).ask }
  assert.equal((await made.ask('/')).body, 'GET /there')
})

test('a link that a variable names may go, and its integration is then a 500', async () => {
  const { id: vpcLinkId } = await apigateway.CreateVpcLink({ name: 'l', targetArns: [balancer] })
  const made = await makeApi(nube, apigateway, { '/': { GET: through('${stageVariables.link}') } }, { variables: { link: vpcLinkId } })
  assert.equal((await made.ask('/')).body, 'GET /there')
  await apigateway.DeleteVpcLink({ vpcLinkId })
  const { status, body } = await made.ask('/')
  assert.deepEqual([status, JSON.parse(body)], [500, { message: 'Internal server error' }])
  const trial = await apigateway.TestInvokeMethod({ restApiId: made.restApiId, resourceId: made.rootResourceId, httpMethod: 'GET', stageVariables: { link: vpcLinkId } })
  assert.match(trial.log, /Execution failed due to configuration error: Invalid Vpc Link identifier specified/)
})
