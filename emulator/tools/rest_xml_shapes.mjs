// Writes the shapes of services that speak REST XML from AWS's published models, as botocore carries them:
//
//   pip download --no-deps --dest /tmp botocore && unzip -q -d /tmp/botocore /tmp/botocore-*.whl
//   node emulator/tools/rest_xml_shapes.mjs /tmp/botocore/botocore/data && make format
//
// into emulator/services/NAME/NAME_shapes.c and .h. What differs from the model stands in rest_xml_s3.mjs and rest_xml_cloudfront.mjs.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import cloudfront from './rest_xml_cloudfront.mjs'
import s3 from './rest_xml_s3.mjs'

const [models] = process.argv.slice(2)
if (!models) {
  console.error('rest_xml_shapes.mjs FOLDER: the folder of botocore that holds a folder a service')
  process.exit(2)
}

/** The newest model of a service. */
function modelOf(name) {
  const version = readdirSync(`${models}/${name}`).sort().at(-1)
  const path = `${models}/${name}/${version}/service-2.json`
  return JSON.parse(existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`)))
}

const plain = { boolean: 'Boolean', integer: 'Integer', long: 'Long', float: 'Double', double: 'Double', timestamp: 'Timestamp', blob: 'Blob' }
const places = { uri: 'IN_URI', querystring: 'IN_QUERY', header: 'IN_HEADER', headers: 'IN_PREFIX_HEADERS', statusCode: 'IN_STATUS' }
const times = { iso8601: 'TIME_ISO8601', unixTimestamp: 'TIME_EPOCH', rfc822: 'TIME_HTTP' }
const quote = (text) => JSON.stringify(text)

/** The bounds of a value or its length, and its pattern, where the service wants them checked. */
function constraintsOf({ min, max, pattern }) {
  const flags = [min !== undefined && 'HAS_MIN', max !== undefined && 'HAS_MAX'].filter(Boolean).join(' | ')
  return [flags && `.flags = ${flags}`, min !== undefined && `.min = ${min}`, max !== undefined && `.max = ${max}`, pattern && `.pattern = ${quote(pattern)}`]
    .filter(Boolean).map((text) => `, ${text}`).join('')
}

class Shapes {
  written = new Map()
  declarations = []
  definitions = []

  constructor(model, service) {
    this.model = model
    this.service = service
  }

  define(key, text) {
    if (!this.written.has(key)) {
      this.written.set(key, key)
      this.definitions.push(text)
    }
    return `&${key}`
  }

  /** What S3 takes outside of a body its handlers check, with words of their own. */
  stringOf(name, shape, inBody) {
    const { hasConstraints } = this.service
    if (shape.enum && (inBody || hasConstraints))
      return this.define(name, `static const char *const values_${name}[] = { ${shape.enum.map(quote).join(', ')}, NULL };\n` +
        `static const struct shape ${name} = ENUM_OF(values_${name});\n`)
    const constraints = hasConstraints ? constraintsOf(shape) : ''
    return constraints ? this.define(name, `static const struct shape ${name} = { .type = T_STRING${constraints} };\n`) : '&String'
  }

  timestampOf(name, shape) {
    const format = times[shape.timestampFormat]
    return format ? this.define(name, `static const struct shape ${name} = { .type = T_TIMESTAMP, .time = ${format} };\n`) : '&Timestamp'
  }

  listOf(name, shape, inBody) {
    const element = this.shapeOf(shape.member.shape, inBody)
    const wire = shape.flattened ? undefined : shape.member.locationName
    const constraints = this.service.hasConstraints ? constraintsOf(shape) : ''
    const key = inBody ? name : `${name}_outside`
    return this.define(key, `static const struct shape ${key} = { .type = T_LIST, .element = ${element}${wire ? `, .element_name = ${quote(wire)}` : ''}${constraints} };\n`)
  }

  numberOf(name, shape) {
    const constraints = this.service.hasConstraints ? constraintsOf(shape) : ''
    if (!constraints) return `&${plain[shape.type]}`
    return this.define(name, `static const struct shape ${name} = { .type = T_${shape.type.toUpperCase()}${constraints} };\n`)
  }

  shapeOf(name, inBody = true) {
    const shape = this.model.shapes[name]
    switch (shape.type) {
      case 'string': return this.stringOf(name, shape, inBody)
      case 'timestamp': return this.timestampOf(name, shape)
      case 'list': return this.listOf(name, shape, inBody)
      case 'map': return '&StringMap'
      case 'structure': this.structureOf(name); return `&${this.written.get(name)}`
      default: return this.numberOf(name, shape)
    }
  }

  memberOf(owner, [name, member]) {
    const target = this.model.shapes[member.shape]
    const isPayload = owner.payload === name
    const place = member.location ? places[member.location] : isPayload ? 'IN_PAYLOAD' : undefined
    const flags = [
      (owner.required ?? []).includes(name) && !(isPayload && target.type === 'blob') && 'REQUIRED',
      (target.flattened || member.flattened) && 'FLATTENED',
      member.xmlAttribute && 'XML_ATTRIBUTE',
    ].filter(Boolean).join(' | ')
    const wire = member.locationName && member.locationName !== name ? member.locationName : undefined
    const shape = this.shapeOf(member.shape, !member.location)
    const rest = [flags || (wire || place ? '0' : ''), wire ? quote(wire) : place ? 'NULL' : '', place ?? ''].filter(Boolean)
    return `    { ${[quote(name), shape, ...rest].join(', ')} },`
  }

  /** A structure's own name, in C: those of operations are the service's, the others this file's. */
  structureOf(name, isPublic = false) {
    if (this.written.has(name)) return
    const { prefix, rootOf = {}, statuses = new Set(), unwrapped = new Set() } = this.service
    const shape = this.model.shapes[name]
    const own = isPublic ? `${prefix}${name}` : name
    this.written.set(name, own)
    const members = Object.entries(shape.members).map((member) => this.memberOf(shape, member))
    if (statuses.has(name)) members.push('    { "StatusCode", &Integer, .place = IN_STATUS },')
    const extra = [
      rootOf[name] && `.xml_name = ${quote(rootOf[name])}`,
      unwrapped.has(name) && '.flags = XML_UNWRAPPED',
      shape.xmlNamespace?.prefix && `.xml_namespace = "xmlns:${shape.xmlNamespace.prefix}=\\"${shape.xmlNamespace.uri}\\""`,
    ].filter(Boolean).map((text) => `, ${text}`).join('')
    this.definitions.push(`static const struct member ${name}_members[] = {\n${members.join('\n')}\n    { 0 },\n};\n` +
      `${isPublic ? '' : 'static '}const struct shape ${own} = { .type = T_STRUCTURE, .members = ${name}_members${extra} };\n`)
    if (isPublic) this.declarations.push(own)
  }
}

for (const service of [cloudfront, s3]) {
  const { name, title } = service
  const model = modelOf(name)
  service.amend?.(model)
  const shapes = new Shapes(model, service)
  for (const [operation, { input, output }] of Object.entries(model.operations)) {
    if (service.refuses(operation)) continue
    if (input) shapes.structureOf(input.shape, true)
    if (output) shapes.structureOf(output.shape, true)
  }
  const path = `emulator/services/${name}/${name}_shapes`
  writeFileSync(`${path}.c`, `/* Written by emulator/tools/rest_xml_shapes.mjs. */
#include "${path}.h"

${shapes.definitions.join('\n')}`)
  writeFileSync(`${path}.h`, `/* The inputs and outputs of ${title}'s operations. Written by emulator/tools/rest_xml_shapes.mjs. */
#ifndef NUBE_${name.toUpperCase()}_SHAPES_H
#define NUBE_${name.toUpperCase()}_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape
${shapes.declarations.map((each) => `    ${each}`).join(',\n')};

#endif
`)
}
