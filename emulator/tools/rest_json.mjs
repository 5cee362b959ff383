// The services that speak REST with JSON, and what of their shapes is not as AWS's model has it: see rest_shapes.mjs.
import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** Shapes are written of the operations that the service has a row of. */
function rowsOf(name) {
  const folder = `emulator/services/${name}`
  if (!existsSync(folder)) return () => false
  const tables = readdirSync(folder).filter((file) => file.endsWith('.c') && !file.endsWith('_shapes.c'))
  const text = tables.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n')
  return (operation) => text.includes(`{ "${operation}",`)
}

function service(name, title, prefix, more = {}) {
  const has = rowsOf(name)
  return { name, title, prefix, isJson: true, refuses: (operation) => !has(operation), ...more }
}

/**
 * AWS's answers have regions of the European cloud in its patterns, which its model lacks, and tags of layers. Which runtimes a function may have
 * its handlers check, in words of their own; a layer's are checked by the model.
 */
function asAnswered({ shapes }) {
  const region = '[a-z]{2}((-gov)|(-iso([a-z]?)))?-'
  for (const shape of Object.values(shapes)) if (shape.pattern) shape.pattern = shape.pattern.replace(region, `(eusc-)?${region}`)
  shapes.LayerRuntime = { ...shapes.Runtime }
  delete shapes.Runtime.enum
  shapes.CompatibleRuntimes.member.shape = 'LayerRuntime'
  for (const list of ['ListLayersRequest', 'ListLayerVersionsRequest']) shapes[list].members.CompatibleRuntime.shape = 'LayerRuntime'
  shapes.RecursiveLoop.enum.reverse() // as it tells them
  shapes.TaggableResource.pattern = shapes.TaggableResource.pattern.replace('|code-signing-config:', '|layer:([a-zA-Z0-9-_]+)|code-signing-config:')
}

/** The order in which API Gateway tells the words of some enums. */
const TOLD = {
  Op: 'add remove move test replace copy',
  DocumentationPartType: 'RESPONSE_BODY RESPONSE METHOD MODEL AUTHORIZER RESPONSE_HEADER RESOURCE PATH_PARAMETER REQUEST_BODY QUERY_PARAMETER API REQUEST_HEADER',
  EndpointType: 'PRIVATE EDGE REGIONAL',
  IntegrationType: 'HTTP MOCK AWS_PROXY HTTP_PROXY AWS',
  GatewayResponseType: 'REQUEST_TOO_LARGE RESOURCE_NOT_FOUND AUTHORIZER_CONFIGURATION_ERROR MISSING_AUTHENTICATION_TOKEN BAD_REQUEST_BODY INVALID_SIGNATURE INVALID_API_KEY ' +
    'BAD_REQUEST_PARAMETERS AUTHORIZER_FAILURE UNAUTHORIZED INTEGRATION_TIMEOUT ACCESS_DENIED DEFAULT_4XX DEFAULT_5XX WAF_FILTERED QUOTA_EXCEEDED THROTTLED ' +
    'API_CONFIGURATION_ERROR UNSUPPORTED_MEDIA_TYPE INTEGRATION_FAILURE EXPIRED_TOKEN',
}

function inTheirOrder({ shapes }) {
  for (const [name, words] of Object.entries(TOLD)) {
    const told = words.split(' ')
    shapes[name].enum.sort((a, b) => told.indexOf(a) - told.indexOf(b))
  }
}

export default [
  service('lambda', 'AWS Lambda', 'Lambda', { hasConstraints: true, amend: asAnswered }),
  service('apigateway', 'API Gateway', 'Api', { hasConstraints: true, nullIsEmpty: true, amend: inTheirOrder }),
  service('apigatewayv2', 'API Gateway v2', 'HttpApi', { wordsEnums: true }), // its handlers refuse other values in words of their own
].filter(({ name }) => existsSync(`emulator/services/${name}`))
