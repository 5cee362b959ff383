// REST APIs made in one call, and what their stages answer.
import { raw } from './nube.js'

export const functionUri = (name) => `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`

// Makes an API of resources { '/path': { METHOD: { method, integration, responses } } } and deploys it: `method` has PutMethod's
// members, `integration` PutIntegration's, `responses` PutIntegrationResponse's by status. Gives its id and how its stage is asked.
export async function makeApi(nube, apigateway, resources, { api = {}, stageName = 'dev', variables, before } = {}) {
  const { id: restApiId, rootResourceId } = await apigateway.CreateRestApi({ name: 'tested', ...api })
  const made = { restApiId, rootResourceId, ids: { '/': rootResourceId } }
  const idOf = async (path) => {
    if (made.ids[path]) return made.ids[path]
    const at = path.lastIndexOf('/')
    const parentId = await idOf(path.slice(0, at) || '/')
    made.ids[path] = (await apigateway.CreateResource({ restApiId, parentId, pathPart: path.slice(at + 1) })).id
    return made.ids[path]
  }
  const extra = (await before?.(made)) ?? {}
  for (const [path, methods] of Object.entries(resources)) {
    for (const [httpMethod, given] of Object.entries(methods)) {
      const { method, integration, responses = { 200: {} } } = typeof given === 'function' ? given(extra) : given
      const at = { restApiId, resourceId: await idOf(path), httpMethod }
      await apigateway.PutMethod({ ...at, authorizationType: 'NONE', ...method })
      await apigateway.PutIntegration({ ...at, ...integration })
      if (integration.type.endsWith('_PROXY')) continue
      for (const [statusCode, response] of Object.entries(responses)) {
        const parameters = Object.keys(response.responseParameters ?? {})
        await apigateway.PutMethodResponse({ ...at, statusCode, responseParameters: Object.fromEntries(parameters.map((p) => [p, false])) })
        await apigateway.PutIntegrationResponse({ ...at, statusCode, ...response })
      }
    }
  }
  made.deploy = () => apigateway.CreateDeployment({ restApiId, stageName, variables })
  made.deployment = await made.deploy()
  made.ask = (path, { method = 'GET', headers = {}, ...rest } = {}) =>
    raw(`${nube.url}/${stageName}${path}`, { method, ...rest, headers: { Host: `${restApiId}.execute-api.localhost:${nube.port}`, ...headers } })
  return made
}

// A MOCK integration that answers 200.
export const mock = (responses = { 200: {} }, integration = {}) => ({
  integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' }, ...integration },
  responses,
})
