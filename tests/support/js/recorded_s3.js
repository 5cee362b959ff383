// S3 as the recordings' client speaks it: by the SDK against AWS's own hosts, which all lead to Nube, and by plain HTTP to links that were signed, to websites and forms.
// The recording client is botocore: what it does by itself (encoding-type=url in lists, quoted sources of copies) is done here.
import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import { Readable } from 'node:stream'

import { documentText } from './recorded_session.js'
import { require } from './suite.js'

const S3 = require('@aws-sdk/client-s3')
const { HttpResponse } = require('@smithy/protocol-http')
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner')
const { XMLParser } = require('fast-xml-parser')

const xml = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true, parseTagValue: false, trimValues: false })
const xmlRead = (text) => hollow(xml.parse(text.replace(/>\s+</g, '><')))

// The recordings have null for an empty element.
const hollow = (value) => (value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, v === '' ? null : Array.isArray(v) ? v.map(hollow) : hollow(v)])) : value)

// Texts of headers in UTF-8.
const asBytes = (headers) => Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, Buffer.from(String(v)).toString('latin1')]))

// What is for amazonaws.com or another host goes to the Nube at `port`, with that host's name.
export function exchange(port, { method, url, headers = {}, body }) {
  const { host, pathname, search } = new URL(url)
  return new Promise((done, fail) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: url.slice(url.indexOf(host) + host.length) || pathname + search, headers: { Host: host, ...asBytes(headers) } }, (answer) => {
      const pieces = []
      answer.on('data', (piece) => pieces.push(piece))
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }))
      answer.on('error', fail)
    })
    request.on('error', fail)
    if (body instanceof Readable) body.pipe(request)
    else request.end(body)
  })
}

// A handler of the SDK's that keeps the last answer as it came.
class Wire {
  constructor(port) {
    this.port = port
  }

  async handle({ method, hostname, port, path, query, headers, body }) {
    const pairs = Object.entries(query ?? {}).flatMap(([k, v]) => [v].flat().map((one) => (one === null ? encodeURIComponent(k) : `${encodeURIComponent(k)}=${encodeURIComponent(one)}`)))
    const url = `http://${hostname}${port ? `:${port}` : ''}${path}${pairs.length ? `?${pairs.join('&')}` : ''}`
    this.last = await exchange(this.port, { method, url, headers, body })
    return { response: new HttpResponse({ statusCode: this.last.status, headers: this.last.headers, body: Readable.from(this.last.body.length ? [this.last.body] : []) }) }
  }

  updateHttpClientConfig() {}

  httpHandlerConfigs() {
    return {}
  }
}

/* --- the SDK ------------------------------------------------------------------------------------------------------ */

// A content type only where the request names one.
const plainType = (next) => (args) => {
  if (args.input.ContentType === undefined) delete args.request.headers['content-type']
  return next(args)
}

export function recordedClient(port, region, keys = { accessKeyId: 'test', secretAccessKey: 'test' }) {
  const wire = new Wire(port)
  const settings = { region, credentials: keys, maxAttempts: 1, tls: true, requestHandler: wire, followRegionRedirects: true }
  const client = new S3.S3Client(settings)
  const signer = new S3.S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' })
  for (const one of [client, signer]) one.middlewareStack.add(plainType, { step: 'build', name: 'plainType', override: true })
  return { client, signer, wire, keys }
}

const LISTS = /^(ListObjects|ListObjectsV2|ListObjectVersions)$/
const quoted = (text) => encodeURIComponent(text).replaceAll('%2F', '/').replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

function sourceQuoted(source) {
  const { Bucket, Key, VersionId } = typeof source === 'object' ? source : {}
  if (Bucket) return quoted(`${Bucket}/${Key}`) + (VersionId ? `?versionId=${VersionId}` : '')
  const [, path, version = ''] = /^(.*?)(\?versionId=.*)?$/s.exec(source)
  return quoted(path) + version
}

const DATES = /^(Date|RetainUntilDate|ObjectLockRetainUntilDate|(CopySource)?If(Un)?[mM]odifiedSince|IfMatchLastModifiedTime|(Response)?Expires)$/

function inputOf(value, name) {
  if (typeof value === 'string' && DATES.test(name)) return new Date(value)
  if (value instanceof Date || value instanceof Uint8Array || !value || typeof value !== 'object') return value
  if (name === 'Body') return documentText(value)
  if (Array.isArray(value)) return value.map((v) => inputOf(v))
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, inputOf(v, k)]))
}

// The recording client names no location by itself, and no MD5 of a key but where the recording has it.
function sentInput(operation, input, { CreateBucketConfiguration, SSECustomerKeyMD5 }) {
  if (operation === 'CreateBucket') return { ...input, CreateBucketConfiguration }
  return input.SSECustomerKey ? { ...input, SSECustomerKeyMD5 } : input
}

export function commandOf(operation, input) {
  const converted = inputOf({ ...input, ...(input.CopySource && { CopySource: sourceQuoted(input.CopySource) }) })
  if (LISTS.test(operation) && input.EncodingType === undefined) converted.EncodingType = 'url'
  const command = new S3[`${operation}Command`]({ ...converted, ...(converted.CreateBucketConfiguration && { CreateBucketConfiguration: { ...converted.CreateBucketConfiguration } }) })
  command.middlewareStack.add((next) => (args) => next({ ...args, input: sentInput(operation, args.input, converted) }), { step: 'serialize', priority: 'high' })
  return command
}

// Keys and prefixes that the server encodes, since it was asked to by the client itself.
function decoded(answer) {
  const plain = (text) => (typeof text === 'string' ? decodeURIComponent(text.replaceAll('+', ' ')) : text)
  const each = (list, name) => list?.forEach((one) => (one[name] = plain(one[name])))
  for (const name of ['Delimiter', 'KeyMarker', 'Marker', 'NextKeyMarker', 'NextMarker', 'Prefix', 'StartAfter']) if (name in answer) answer[name] = plain(answer[name])
  for (const name of ['Contents', 'Versions', 'DeleteMarkers']) each(answer[name], 'Key')
  each(answer.CommonPrefixes, 'Prefix')
}

// An error as botocore tells it: what is below <Error>, but for the ids of the request.
export function errorOf({ status, body }) {
  const told = body.length ? xmlRead(body.toString()) : {}
  const { RequestId, HostId, ...error } = told.Error ?? {}
  return body.length ? error : { Code: String(status), Message: http.STATUS_CODES[status] }
}

const bodyTold = (bytes) => (Buffer.compare(Buffer.from(bytes.toString()), bytes) ? bytes : bytes.toString())

// Sends an operation and gives the answer, or { Error, ResponseMetadata } where it is refused.
export async function operate({ client, wire }, operation, input) {
  wire.last = undefined
  const answer = await client.send(commandOf(operation, input)).catch((e) => {
    if (!wire.last) throw e
    return { failed: e }
  })
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: wire.last.status }
  if (answer.failed && wire.last.status < 300 && !/<Error>/.test(wire.last.body)) throw answer.failed
  if (answer.failed) return { Error: errorOf(wire.last), ResponseMetadata }
  if (answer.Body) answer.Body = bodyTold(wire.last.body)
  if (LISTS.test(operation) && input.EncodingType === undefined) decoded(answer)
  for (const part of [answer, answer.ObjectParts]) for (const name of ['PartNumberMarker', 'NextPartNumberMarker']) if (part?.[name] !== undefined) part[name] = Number(part[name])
  return { ...answer, ResponseMetadata }
}

// A file in parts, as the recording client sends one that is above its threshold.
export async function upload(to, { Bucket, Key, Body }) {
  const { UploadId } = await operate(to, 'CreateMultipartUpload', { Bucket, Key, ChecksumAlgorithm: 'CRC32' })
  const { ETag, ChecksumCRC32 } = await operate(to, 'UploadPart', { Bucket, Key, UploadId, PartNumber: 1, Body, ChecksumAlgorithm: 'CRC32' })
  return operate(to, 'CompleteMultipartUpload', { Bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32 }] } })
}

/* --- links and forms ---------------------------------------------------------------------------------------------- */

// Signature version 4 as botocore makes it: headers stay headers, and are signed; no checksum is.
export async function presigned({ signer }, operation, { Params, ExpiresIn = 3600 }, hoists) {
  const signed = { has: (name) => /^(host|content-(type|md5|encoding)|x-amz-(?!content-sha256|user-agent).*)$/.test(name), [Symbol.iterator]: function* () {} }
  const url = await getSignedUrl(signer, commandOf(operation, Params), { expiresIn: ExpiresIn, signableHeaders: signed, ...(!hoists && { unhoistableHeaders: signed }) })
  return { url }
}

const hmac = (key, text) => createHmac('sha256', key).update(text).digest()
const signingKey = (secret, scope) => scope.split('/').reduce(hmac, `AWS4${secret}`)
const stampNow = () => new Date().toISOString().replace(/[-:]|\.\d+/g, '')

// A form's fields with a policy that has the conditions that are asked for, and no others.
export function presignedPost({ keys }, { Bucket, Key, Fields = {}, Conditions = [], ExpiresIn = 3600 }) {
  const stamp = stampNow()
  const scope = `${stamp.slice(0, 8)}/us-east-1/s3/aws4_request`
  const own = { 'x-amz-algorithm': 'AWS4-HMAC-SHA256', 'x-amz-credential': `${keys.accessKeyId}/${scope}`, 'x-amz-date': stamp }
  const conditions = [...Conditions, { bucket: Bucket }, { key: Key }, ...Object.entries(own).map(([k, v]) => ({ [k]: v }))]
  const expiration = new Date(Date.now() + ExpiresIn * 1000).toISOString()
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64')
  const signature = hmac(signingKey(keys.secretAccessKey, scope), policy).toString('hex')
  return { url: `https://${Bucket}.s3.amazonaws.com/`, fields: { ...Fields, key: Key, ...own, policy, 'x-amz-signature': signature } }
}

function formBody(fields, files) {
  const boundary = '0123456789abcdef'
  const part = (name, value, more = '') => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`), Buffer.from(value), Buffer.from('\r\n')])
  const parts = [...Object.entries(fields).map(([k, v]) => part(k, v)), ...Object.entries(files).map(([k, v]) => part(k, typeof v === 'object' ? documentText(v) : v, `; filename="${k}"`))]
  return { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` }
}

// A plain request, followed where it is led to as the recording client's library does.
export async function plain(port, method, { url, headers, data, files }, follows = method === 'GET') {
  const form = files && formBody(data ?? {}, files)
  const body = form?.body ?? (typeof data === 'object' ? documentText(data) : data)
  const sent = { Accept: '*/*', 'User-Agent': 'python-requests/2.32', ...(form && { 'Content-Type': form.type }), ...(body && { 'Content-Length': Buffer.byteLength(body) }), ...headers }
  if (!body && /^(PUT|POST)$/.test(method)) sent['Content-Length'] = 0
  const answer = await exchange(port, { method, url, headers: sent, body })
  if (follows && answer.headers.location && answer.status < 400) return plain(port, method, { url: new URL(answer.headers.location, url).href, headers })
  const text = answer.body.toString()
  const content = /^\s*</.test(text) && !/<html/i.test(text) ? xmlRead(text) : text
  return { status_code: answer.status, headers: answer.headers, text, content }
}

// A request's headers with a signature of version 4, for what the recordings' tests sign by themselves.
export function signedHeaders(method, url, headers, region) {
  const { host, pathname, searchParams } = new URL(url)
  const stamp = stampNow()
  const all = { ...Object.fromEntries(Object.entries(headers ?? {}).map(([k, v]) => [k.toLowerCase(), String(v)])), host, 'x-amz-date': stamp }
  all['x-amz-content-sha256'] ??= 'UNSIGNED-PAYLOAD'
  const names = Object.keys(all).sort()
  const query = [...searchParams].map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).sort().join('&')
  const canonical = [method, pathname, query, ...names.map((n) => `${n}:${all[n].trim()}`), '', names.join(';'), all['x-amz-content-sha256']].join('\n')
  const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`
  const signature = hmac(signingKey('test', scope), ['AWS4-HMAC-SHA256', stamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')).toString('hex')
  return { ...headers, 'x-amz-date': stamp, 'x-amz-content-sha256': all['x-amz-content-sha256'], Authorization: `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` }
}
