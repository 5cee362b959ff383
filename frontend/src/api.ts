// The API, below /api of the page's own origin. A question always has an answer here: status 0 is "nobody knows".
import type { Purchase } from './logic/purchase'
import { isObject, type Answer } from './logic/types'

// API Gateway itself gives up after 29 seconds.
const PATIENCE_MS = 30000

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After'))
  return seconds > 0 ? seconds * 1000 : undefined
}

// What is no JSON was not said by the API: a proxy's page, or the page itself.
async function read(response: Response): Promise<Answer> {
  const json: unknown = await response.json().catch(() => undefined)
  if (isObject(json)) return { status: response.status, json, retryAfterMs: retryAfterMs(response) }
  return { status: response.ok ? 0 : response.status, json: {}, retryAfterMs: retryAfterMs(response) }
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    return await read(await fetch(`/api${path}`, { ...init, signal: patience.signal, cache: 'no-store', credentials: 'omit' }))
  } catch {
    return { status: 0, json: {} }
  } finally {
    clearTimeout(timer)
  }
}

const authorization = (token?: string): Record<string, string> => (token ? { Authorization: `Bearer ${token}` } : {})

export const getProducts = () => ask('/products')

export const getOrder = (orderId: string) => ask(`/orders/${orderId}`)

export const getOrders = (token: string, nextToken?: string) =>
  ask(`/orders${nextToken ? `?nextToken=${encodeURIComponent(nextToken)}` : ''}`, { headers: authorization(token) })

export const postOrder = ({ key, token, body }: Purchase) =>
  ask('/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...authorization(token) },
    body: JSON.stringify(body),
  })

export const postCancel = (orderId: string) => ask(`/orders/${orderId}/cancel`, { method: 'POST' })
