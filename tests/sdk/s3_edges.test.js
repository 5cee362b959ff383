// What S3 says of requests that are not as they should be: numbers, dates, paths, documents, bodies that do not come.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import net from 'node:net'

import { bucketMake, textOf, told } from '../support/js/s3.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube, raw, run, signedAs, until } from '../support/js/nube.js'

const nube = await Nube.start()
const { s3 } = nube.api()
after(() => nube.stop())

const ask = (method, path, { headers = {}, body, url = nube.url } = {}) =>
  raw(url + path, { method, body, headers: { authorization: signedAs('s3'), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers } })
const member = (body, name) => new RegExp(`<${name}>([^]*?)</${name}>`).exec(body)?.[1].replace(/&apos;|&#39;/g, "'")
const refusal = async (...args) => {
  const { status, body } = await ask(...args)
  return [status, ...['Code', 'Message', 'ArgumentName', 'ArgumentValue'].map((name) => member(body, name)).filter((text) => text !== undefined)]
}

// A PUT whose body does not come: `told` gives what came back so far.
async function stall(port, path, announced) {
  const socket = net.connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (bytes) => (answer += bytes)).on('error', () => {})
  await once(socket, 'connect')
  socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${signedAs('s3')}\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nContent-Length: ${announced}\r\n\r\nabc`)
  return { socket, told: () => answer }
}

test('numbers that are none are told, each by its name', async () => {
  const Bucket = await bucketMake(s3)
  const range = 'must be an integer between 0 and 2147483647'
  for (const list of ['', '&list-type=2', '&versions']) {
    assert.deepEqual(await refusal('GET', `/${Bucket}?max-keys=x${list}`), [400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range', 'max-keys', 'x'])
    assert.deepEqual(await refusal('GET', `/${Bucket}?max-keys=2147483648${list}`), [400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range', 'max-keys', '2147483648'])
    assert.deepEqual(await refusal('GET', `/${Bucket}?max-keys=-1${list}`), [400, 'InvalidArgument', `Argument maxKeys ${range}`, 'maxKeys', '-1'])
    const { status, body } = await ask('GET', `/${Bucket}?max-keys=2147483647${list}`)
    assert.deepEqual([status, member(body, 'MaxKeys')], [200, '1000'])
  }
  assert.deepEqual(await refusal('GET', `/${Bucket}?uploads&max-uploads=-1`), [400, 'InvalidArgument', `Argument max-uploads ${range}`, 'max-uploads', '-1'])
  assert.deepEqual(await refusal('GET', `/${Bucket}?uploads&max-uploads=y`), [400, 'InvalidArgument', 'Provided max-uploads not an integer or within integer range', 'max-uploads', 'y'])
  const part = 'Part number must be an integer between 1 and 10000, inclusive'
  assert.deepEqual(await refusal('PUT', `/${Bucket}/k?uploadId=u&partNumber=x`), [400, 'InvalidArgument', part, 'partNumber', 'x'])
  assert.deepEqual(await refusal('PUT', `/${Bucket}/k?uploadId=u&partNumber=0`), [400, 'InvalidArgument', part, 'partNumber', '0'])
})

test('there are two ways of listing, and no third', async () => {
  const Bucket = await bucketMake(s3)
  assert.deepEqual(await refusal('GET', `/${Bucket}?list-type=3`), [400, 'InvalidArgument', 'Invalid List Type specified in Request', 'list-type', '3'])
})

test('dates of conditions that cannot be read do not count; of locks they do', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  for (const name of ['If-Modified-Since', 'If-Unmodified-Since']) assert.equal((await ask('GET', `/${Bucket}/k`, { headers: { [name]: 'yesterday' } })).body, 'x')
  const headers = { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': 'tomorrow' }
  assert.deepEqual(await refusal('PUT', `/${Bucket}/k`, { headers, body: 'x' }),
    [400, 'InvalidArgument', 'The retain until date must be provided in ISO 8601 format', 'x-amz-object-lock-retain-until-date', 'tomorrow'])
})

test('a key is UTF-8', async () => {
  const Bucket = await bucketMake(s3)
  assert.deepEqual(await refusal('PUT', `/${Bucket}/%ff`, { body: 'x' }), [400, 'InvalidURI', "Couldn't parse the specified URI."])
  assert.deepEqual(await refusal('GET', `/${Bucket}/a%c3%28`), [400, 'InvalidURI', "Couldn't parse the specified URI."])
  await s3.PutObject({ Bucket, Key: 'a\u0000b', Body: 'x' })
  const { Contents } = await s3.ListObjectsV2({ Bucket, EncodingType: 'url' })
  assert.equal(Contents[0].Key, 'a%00b')
  assert.equal(await textOf(s3, { Bucket, Key: 'a\u0000b' }), 'x')
})

test('documents have a size', async () => {
  const Bucket = await bucketMake(s3)
  const body = `<Delete>${'<Object><Key>k</Key></Object>'.repeat(200000)}</Delete>`
  assert.deepEqual(await refusal('POST', `/${Bucket}?delete`, { body }), [400, 'MaxMessageLengthExceeded', 'Your request was too big.'])
  const { socket, told: answer } = await stall(nube.port, `/${Bucket}?tagging`, 80000000)
  await until('an answer', () => answer().includes('MaxMessageLengthExceeded'))
  socket.destroy()
})

test('a redirection leads to a place', async () => {
  const Bucket = await bucketMake(s3)
  assert.deepEqual(told(await failure(s3.PutObject({ Bucket, Key: 'k', WebsiteRedirectLocation: 'foo' }))),
    ['InvalidRedirectLocation', 400, "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."])
  assert.equal((await failure(s3.CreateMultipartUpload({ Bucket, Key: 'k', WebsiteRedirectLocation: 'foo' }))).name, 'InvalidRedirectLocation')
  await s3.PutObject({ Bucket, Key: 'k', Body: '' })
  assert.equal((await failure(s3.CopyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/k`, WebsiteRedirectLocation: 'foo' }))).name, 'InvalidRedirectLocation')
  await s3.PutObject({ Bucket, Key: 'k', WebsiteRedirectLocation: '/foo' })
})

test('a host\'s name is the same in any case; BUCKET.localhost is no bucket\'s', async () => {
  const Bucket = await bucketMake(s3)
  await s3.PutObject({ Bucket, Key: 'k', Body: 'x' })
  for (const host of [`${Bucket}.S3.LocalHost:${nube.port}`, `${Bucket.toUpperCase()}.s3.us-EAST-1.amazonaws.com`])
    assert.equal((await ask('GET', '/k', { headers: { host } })).body, 'x', host)
  assert.equal((await ask('GET', `/${Bucket}/k`, { headers: { host: `${Bucket}.localhost:${nube.port}` } })).body, 'x')
})

test('where nothing can be written a delete deletes nothing', async () => {
  const mine = await Nube.start()
  const { url } = mine
  const api = mine.api().s3
  const Bucket = await bucketMake(api)
  await api.PutObject({ Bucket, Key: 'k', Body: 'x' })
  const limit = async (size) => assert.equal((await run('prlimit', ['--pid', String(mine.pid), `--fsize=${size}`])).status, 0)
  const internal = [500, 'InternalError', 'We encountered an internal error. Please try again.']
  await limit('1:unlimited')
  assert.deepEqual(await refusal('DELETE', `/${Bucket}/k`, { url }), internal)
  assert.deepEqual(await refusal('PUT', `/${Bucket}/new`, { url, body: 'x' }), internal)
  await limit('unlimited')
  assert.deepEqual((await api.ListObjectsV2({ Bucket })).Contents.map(({ Key }) => Key), ['k'])
  await api.DeleteObject({ Bucket, Key: 'k' })
  await mine.end()
})

test('uploads that stand still give way once threads are scarce, and are told', async () => {
  const mine = await Nube.start(['--ephemeral', '--workers', '16'])
  const api = mine.api().s3
  const Bucket = await bucketMake(api)
  const began = Date.now()
  const stalled = []
  for (let i = 0; i < 40; i++) stalled.push(await stall(mine.port, `/${Bucket}/k${i}`, i % 2 ? 1000000 : 1000))
  await until('a bucket to be listed', () => api.ListObjectsV2({ Bucket }))
  assert(Date.now() - began < 8000, `${Date.now() - began} ms`)
  const answers = () => stalled.map(({ told }) => told()).filter(Boolean)
  await until('twenty of them to be told', () => answers().length >= 20)
  for (const answer of answers()) assert.match(answer, /^HTTP\/1\.1 400 [^]*<Code>RequestTimeout<\/Code><Message>Your socket connection to the server was not read from or written to within the timeout period\. Idle connections will be closed\.<\/Message>/)
  for (const { socket } of stalled) socket.destroy()
  assert.equal((await api.ListObjectsV2({ Bucket })).KeyCount, 0)
  await mine.stop()
})
