// Writes the shapes of services that speak REST, in XML or in JSON, from AWS's published models, as botocore carries them:
//
//   pip download --no-deps --dest /tmp botocore && unzip -q -d /tmp/botocore /tmp/botocore-*.whl
//   node emulator/tools/rest_shapes.mjs /tmp/botocore/botocore/data && make format
//
// into emulator/services/NAME/NAME_shapes.c and .h. What differs from the model stands in rest_xml_s3.mjs, rest_xml_cloudfront.mjs
// and rest_json.mjs. SERVICE… behind the folder writes those alone.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import cloudfront from './rest_xml_cloudfront.mjs'
import json from './rest_json.mjs'
import s3 from './rest_xml_s3.mjs'

const [models, ...chosen] = process.argv.slice(2)
if (!models) {
  console.error('rest_shapes.mjs FOLDER [SERVICE…]: the folder of botocore that holds a folder a service')
  process.exit(2)
}

/** The newest model of a service. A shape that is called as one of the core's (core/shape.h) and is another has an S behind its name. */
function modelOf(name) {
  const version = readdirSync(`${models}/${name}`).sort().at(-1)
  const path = `${models}/${name}/${version}/service-2.json`
  const text = (existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`))).toString()
  return JSON.parse(text.replace(/("shape":\s*|(?<=[{,]\s*))"(StringList|StringMap|Document|Nothing)"/g, '$1"$2s"'))
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
    const operations = Object.entries(model.operations).filter(([name]) => !service.refuses(name))
    this.public = new Set(operations.flatMap(([, { input, output }]) => [input?.shape, output?.shape]).filter(Boolean))
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
    const { hasConstraints, wordsEnums } = this.service
    if (shape.enum && !wordsEnums && (inBody || hasConstraints))
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
    if (this.service.isJson && element === '&String' && !constraints) return '&StringList'
    const key = inBody ? name : `${name}_outside`
    return this.define(key, `static const struct shape ${key} = { .type = T_LIST, .element = ${element}${wire ? `, .element_name = ${quote(wire)}` : ''}${constraints} };\n`)
  }

  mapOf(name, shape) {
    if (!this.service.isJson) return '&StringMap'
    const element = this.shapeOf(shape.value.shape)
    const key = this.shapeOf(shape.key.shape)
    const constraints = this.service.hasConstraints ? constraintsOf(shape) : ''
    if (element === '&String' && key === '&String' && !constraints && !this.service.nullIsEmpty) return '&StringMap'
    return this.define(name, `static const struct shape ${name} = { .type = T_MAP, .element = ${element}${key === '&String' ? '' : `, .key = ${key}`}${this.service.nullIsEmpty && element === '&String' ? ', .flags = NULL_IS_EMPTY' : constraints} };\n`)
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
      case 'map': return this.mapOf(name, shape)
      case 'structure':
        if (shape.eventstream) return '&Blob'
        this.structureOf(name)
        return `&${this.written.get(name)}`
      default: return this.numberOf(name, shape)
    }
  }

  memberOf(owner, [name, member]) {
    const target = this.model.shapes[member.shape]
    const isPayload = owner.payload === name
    const { isJson } = this.service
    const located = member.location === 'querystring' && target.type === 'map' ? 'IN_QUERY_MAP' : places[member.location]
    const place = member.location ? located : isPayload ? 'IN_PAYLOAD' : undefined
    const flags = [
      (owner.required ?? []).includes(name) && !(isPayload && target.type === 'blob') && 'REQUIRED',
      (target.flattened || member.flattened) && 'FLATTENED',
      member.xmlAttribute && 'XML_ATTRIBUTE',
    ].filter(Boolean).join(' | ')
    const wire = member.locationName && member.locationName !== name ? member.locationName : undefined
    const shape = this.shapeOf(member.shape, !member.location)
    if (isJson && wire && !place) return `    { ${quote(name)}, ${shape}, ${flags || '0'}, .json_name = ${quote(wire)} },`
    const rest = [flags || (wire || place ? '0' : ''), wire ? quote(wire) : place ? 'NULL' : '', place ?? ''].filter(Boolean)
    return `    { ${[quote(name), shape, ...rest].join(', ')} },`
  }

  /** A structure's own name, in C: those of operations are the service's, the others this file's (with an S behind one that reads as the service's). */
  structureOf(name) {
    if (this.written.has(name)) return
    const isPublic = this.public.has(name)
    const { prefix, rootOf = {}, statuses = new Set(), unwrapped = new Set() } = this.service
    const shape = this.model.shapes[name]
    const reads = name.startsWith(prefix) && this.public.has(name.slice(prefix.length))
    const own = isPublic ? `${prefix}${name}` : reads ? `${name}S` : name
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

for (const service of [cloudfront, s3, ...json]) {
  const { name, title } = service
  if (chosen.length && !chosen.includes(name)) continue
  const model = modelOf(name)
  service.amend?.(model)
  const shapes = new Shapes(model, service)
  for (const [operation, { input, output }] of Object.entries(model.operations)) {
    if (service.refuses(operation)) continue
    if (input) shapes.structureOf(input.shape)
    if (output) shapes.structureOf(output.shape)
  }
  const path = `emulator/services/${name}/${name}_shapes`
  writeFileSync(`${path}.c`, `/* Written by emulator/tools/rest_shapes.mjs. */
#include "${path}.h"

${shapes.definitions.join('\n')}`)
  writeFileSync(`${path}.h`, `/* The inputs and outputs of ${title}'s operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_${name.toUpperCase()}_SHAPES_H
#define NUBE_${name.toUpperCase()}_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape
${shapes.declarations.map((each) => `    ${each}`).join(',\n')};

#endif
`)
}
