// Buckets and objects for tests of S3.
import { randomUUID } from 'node:crypto'

// A new bucket's name. `more` are members of CreateBucket; with `versions` it has them from the start.
export async function bucketMake(s3, { versions, ...more } = {}) {
  const Bucket = `bucket-${randomUUID().slice(0, 8)}`
  await s3.CreateBucket({ Bucket, ...more })
  if (versions) await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  return Bucket
}

// An object's text.
export const textOf = async (s3, input) => (await s3.GetObject(input)).Body.transformToString()

// What a client knows of a refusal: [code, status, message].
export const told = ({ name, status, message }) => [name, status, message]
