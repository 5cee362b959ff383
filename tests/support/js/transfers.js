// What tests of DynamoDB's exports and imports share.
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

// An object's bytes.
export const bytesOf = async (s3, Bucket, Key) => Buffer.from(await (await s3.GetObject({ Bucket, Key })).Body.transformToByteArray())

export const md5 = (bytes) => createHash('md5').update(bytes).digest('base64')

export async function keysOf(s3, Bucket, Prefix) {
  const { Contents = [] } = await s3.ListObjectsV2({ Bucket, Prefix })
  return Contents.map(({ Key }) => Key)
}

// All that an export put, held against its manifests: { summary, files, lines }.
export async function exported(s3, { S3Bucket: bucket, ExportManifest: at }) {
  const summary = JSON.parse(await bytesOf(s3, bucket, at))
  const manifest = await bytesOf(s3, bucket, summary.manifestFilesS3Key)
  for (const [key, bytes] of [[at, JSON.stringify(summary)], [summary.manifestFilesS3Key, manifest]]) {
    const sum = (await bytesOf(s3, bucket, key.replace(/json$/, 'md5'))).toString()
    if (sum !== md5(bytes)) throw new Error(`${key} has another sum`)
  }
  const files = manifest.toString().trimEnd().split('\n').map((line) => JSON.parse(line))
  const lines = []
  for (const file of files) {
    const packed = await bytesOf(s3, bucket, file.dataFileS3Key)
    const own = gunzipSync(packed).toString().split('\n').slice(0, -1)
    if (md5(packed) !== file.md5Checksum || own.length !== file.itemCount) throw new Error(`${file.dataFileS3Key} is not as its manifest says`)
    lines.push(...own)
  }
  return { summary, files, lines: lines.map((line) => JSON.parse(line)) }
}
