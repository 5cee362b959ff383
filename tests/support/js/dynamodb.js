// What tests of DynamoDB share.
import assert from 'node:assert/strict'

import { failure } from './nube.js'

export const S = (text) => ({ S: text })
export const N = (number) => ({ N: String(number) })

// Keys as texts: 'pk:S', or 'pk:S sk:N' with a range key.
const parts = (keys) => keys.split(' ').map((part) => part.split(':'))

export const keySchema = (keys, hashes = 1) =>
  parts(keys).map(([AttributeName], i) => ({ AttributeName, KeyType: i < hashes ? 'HASH' : 'RANGE' }))

export const definitions = (...all) => [
  ...new Map(all.flatMap(parts).map(([AttributeName, AttributeType]) => [AttributeName, { AttributeName, AttributeType }])).values(),
]

// A CreateTable: indexes is { name: { keys, hashes, type, include, local } }.
export function table(TableName, keys = 'pk:S', { indexes = {}, ...more } = {}) {
  const of = (local) =>
    Object.entries(indexes)
      .filter(([, index]) => !!index.local === local)
      .map(([IndexName, { keys: own, hashes, type = 'ALL', include }]) => ({
        IndexName,
        KeySchema: keySchema(own, hashes),
        Projection: { ProjectionType: type, ...(include && { NonKeyAttributes: include }) },
      }))
  return {
    TableName,
    AttributeDefinitions: definitions(keys, ...Object.values(indexes).map((index) => index.keys)),
    KeySchema: keySchema(keys),
    BillingMode: more.ProvisionedThroughput ? undefined : 'PAY_PER_REQUEST',
    ...(of(false).length && { GlobalSecondaryIndexes: of(false) }),
    ...(of(true).length && { LocalSecondaryIndexes: of(true) }),
    ...more,
  }
}

export const units = (read, write = read) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write })

// Expects the call to fail with exactly this error, status 400.
export async function refused(promise, name, message) {
  const { name: gotName, status, message: got, error } = await failure(promise)
  assert.deepEqual([gotName, got, status], [name, message, 400])
  return error
}
export const invalid = (promise, message) => refused(promise, 'ValidationException', message)
// What PutItem, UpdateItem and DeleteItem say of their expressions and sets.
export const invalidInput = (promise, message) => invalid(promise, `1 validation error detected: ${message}`)
export const INVALID = 'One or more parameter values were invalid: '
