// API Gateway by the AWS CLI of the distribution: an API from its first command to its last, with the CLI's short forms of maps, lists and patches, and its files.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'

import { cliIsHere, commands } from '../support/js/cli.js'
import { after, test } from '../support/js/suite.js'
import { folder, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const here = folder()
const { cli, refused } = commands(nube, 'apigateway')
const patch = (op, at, value) => `op=${op},path=${at}${value === undefined ? '' : `,value=${value}`}`

async function design() {
  const { id } = await cli('create-rest-api', '--name', 'cli', '--endpoint-configuration', 'types=REGIONAL', '--tags', '_custom_id_=cli-api,team=a')
  const of = ['--rest-api-id', id]
  const { items: [{ id: rootResourceId }] } = await cli('get-resources', ...of) // the distribution's CLI is too old for the API's own word of it
  const { id: resource } = await cli('create-resource', ...of, '--parent-id', rootResourceId, '--path-part', 'orders')
  const at = [...of, '--resource-id', resource, '--http-method', 'POST']
  const [model, validator] = await Promise.all([
    cli('create-model', ...of, '--name', 'Order', '--content-type', 'application/json', '--schema', '{"type":"object","properties":{"sku":{"type":"string"}}}'),
    cli('create-request-validator', ...of, '--name', 'all', '--validate-request-body', '--no-validate-request-parameters'),
  ])
  assert.deepEqual([validator.validateRequestBody, validator.validateRequestParameters], [true, false])
  await cli('put-method', ...at, '--authorization-type', 'NONE', '--api-key-required', '--request-models', `application/json=${model.name}`, '--request-parameters', 'method.request.header.X=false')
  await cli('put-integration', ...at, '--type', 'MOCK', '--request-templates', '{"application/json":"{\\"statusCode\\":200}"}')
  await cli('put-method-response', ...at, '--status-code', '200', '--response-parameters', 'method.response.header.Y=true')
  const response = await cli('put-integration-response', ...at, '--status-code', '200', '--response-parameters', JSON.stringify({ 'method.response.header.Y': "'v'" }))
  assert.deepEqual(response, { statusCode: '200', responseParameters: { 'method.response.header.Y': "'v'" } })
  const changed = await cli('update-method', ...at, '--patch-operations', patch('replace', '/requestValidatorId', validator.id), patch('add', '/requestParameters/method.request.querystring.q', 'true'))
  assert.deepEqual([changed.requestValidatorId, changed.requestParameters['method.request.querystring.q']], [validator.id, true])
  const tried = await cli('test-invoke-method', ...at, '--path-with-query-string', '/orders?q=1', '--body', '{}')
  assert.deepEqual([tried.status, tried.headers.Y], [200, 'v'])
  return of
}

async function stage(of) {
  const { id: deployment } = await cli('create-deployment', ...of, '--stage-name', 'prod', '--variables', 'a=1,b=2')
  const set = await cli('update-stage', ...of, '--stage-name', 'prod', '--patch-operations', patch('replace', '/*/*/throttling/rateLimit', '5'), patch('remove', '/variables/b'))
  assert.deepEqual([set.deploymentId, set.variables, set.methodSettings['*/*'].throttlingRateLimit], [deployment, { a: '1' }, 5])
  const file = path.join(here, 'api.json')
  await cli('get-export', ...of, '--stage-name', 'prod', '--export-type', 'oas30', file)
  assert.deepEqual(Object.keys(JSON.parse(fs.readFileSync(file)).paths), ['/orders'])
  const { id: copy } = await cli('import-rest-api', '--body', `fileb://${file}`)
  await cli('delete-rest-api', '--rest-api-id', copy)
}

async function plans(of) {
  const file = path.join(here, 'keys.csv')
  fs.writeFileSync(file, `name,key\ncli,${'k'.repeat(20)}\n`)
  const [{ ids: [key] }, plan] = await Promise.all([
    cli('import-api-keys', '--format', 'csv', '--body', `fileb://${file}`),
    cli('create-usage-plan', '--name', 'gold', '--throttle', 'rateLimit=5,burstLimit=2', '--quota', 'limit=9,period=MONTH', '--api-stages', `apiId=${of[1]},stage=prod`),
  ])
  assert.deepEqual([plan.throttle, plan.quota], [{ burstLimit: 2, rateLimit: 5 }, { limit: 9, offset: 0, period: 'MONTH' }])
  const planned = ['--usage-plan-id', plan.id]
  await cli('create-usage-plan-key', ...planned, '--key-id', key, '--key-type', 'API_KEY')
  const today = new Date().toISOString().slice(0, 10)
  assert.deepEqual((await cli('get-usage', ...planned, '--start-date', today, '--end-date', today)).items, { [key]: [[0, 9]] })
  assert.equal((await refused('delete-usage-plan', ...planned))[0], 'BadRequestException')
  await cli('update-usage-plan', ...planned, '--patch-operations', patch('remove', '/apiStages', `${of[1]}:prod`))
  await Promise.all([cli('delete-usage-plan', ...planned), cli('delete-api-key', '--api-key', key)])
}

async function rest(of) {
  const arn = `arn:aws:apigateway:us-east-1::/restapis/${of[1]}`
  await cli('tag-resource', '--resource-arn', arn, '--tags', 'stage=test')
  await cli('untag-resource', '--resource-arn', arn, '--tag-keys', 'team')
  const [tags, account, pages] = await Promise.all([
    cli('get-tags', '--resource-arn', arn),
    cli('get-account'),
    cli('get-resources', ...of, '--page-size', '1', '--embed', 'methods'),
  ])
  assert.deepEqual([tags.tags, account.throttleSettings], [{ _custom_id_: 'cli-api', stage: 'test' }, { burstLimit: 5000, rateLimit: 10000 }])
  assert.deepEqual(pages.items.map((r) => r.path).sort(), ['/', '/orders'])
  await cli('delete-rest-api', ...of)
  assert.deepEqual(await refused('get-rest-api', ...of), ['NotFoundException', `Invalid API identifier specified 000000000000:${of[1]}`])
}

if (cliIsHere()) {
  test('an API by the CLI', async () => {
    const of = await design()
    await stage(of)
    await plans(of)
    await rest(of)
  }, { seconds: 600 })
}
