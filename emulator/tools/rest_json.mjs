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

/** AWS's answers have regions of the European cloud in its patterns, which its model lacks, and tags of layers. */
function asAnswered({ shapes }) {
  const region = '[a-z]{2}((-gov)|(-iso([a-z]?)))?-'
  for (const shape of Object.values(shapes)) if (shape.pattern) shape.pattern = shape.pattern.replace(region, `(eusc-)?${region}`)
  shapes.TaggableResource.pattern = shapes.TaggableResource.pattern.replace('|code-signing-config:', '|layer:([a-zA-Z0-9-_]+)|code-signing-config:')
}

export default [
  service('lambda', 'AWS Lambda', 'Lambda', { hasConstraints: true, amend: asAnswered }),
  service('apigateway', 'API Gateway', 'Api'),
  service('apigatewayv2', 'API Gateway v2', 'HttpApi', { wordsEnums: true }), // its handlers refuse other values in words of their own
].filter(({ name }) => existsSync(`emulator/services/${name}`))
