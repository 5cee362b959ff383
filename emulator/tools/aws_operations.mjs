// Writes emulator/edge/aws_operations_table.c from AWS's published models, as botocore carries them:
//
//   pip download --no-deps --dest /tmp botocore && unzip -q -d /tmp/botocore /tmp/botocore-*.whl
//   node emulator/tools/aws_operations.mjs /tmp/botocore/botocore/data >emulator/edge/aws_operations_table.c
//
// A new service is a line of `services`: its name in Nube, and its folder among the models where that is another.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const services = {
  acm: 'acm',
  apigateway: 'apigateway',
  apigatewayv2: 'apigatewayv2',
  cloudfront: 'cloudfront',
  dynamodb: 'dynamodb',
  dynamodbstreams: 'dynamodbstreams',
  iam: 'iam',
  lambda: 'lambda',
  pipes: 'pipes',
  s3: 's3',
  sns: 'sns',
  sqs: 'sqs',
  states: 'stepfunctions',
  sts: 'sts',
}

const [models] = process.argv.slice(2)
if (!models) {
  console.error('aws_operations.mjs FOLDER: the folder of botocore that holds a folder a service')
  process.exit(2)
}

/** The newest of a service's models. */
function modelOf(folder) {
  const version = readdirSync(`${models}/${folder}`).filter((name) => /^\d{4}-/.test(name)).sort().at(-1)
  const path = `${models}/${folder}/${version}/service-2.json`
  return JSON.parse(existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`)))
}

/** "ListTagsForResource GET /tags/{resourceArn}", or the bare name where the protocol has no paths. */
function lineOf([name, operation], isRest) {
  const { method = 'POST', requestUri } = operation.http
  return isRest ? `${name} ${method} ${requestUri}` : name
}

const rows = Object.entries(services).map(([name, folder]) => {
  const { metadata, operations } = modelOf(folder)
  const isRest = metadata.protocol.startsWith('rest-')
  const lines = Object.entries(operations).map((operation) => `      ${JSON.stringify(`${lineOf(operation, isRest)}\n`)}`)
  return `    { "${name}",\n${lines.sort().join('\n')} },\n`
})

process.stdout.write(`/* Written by emulator/tools/aws_operations.mjs. */
#include "emulator/edge/aws_operations.h"

/* clang-format off */
const struct aws_operations aws_operations[] = {
${rows.join('')}    { 0 },
};
`)
