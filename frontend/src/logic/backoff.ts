// How long to wait before the next question: longer each time that nothing has changed, and as long as the server says at least.

export type Backoff = { firstMs: number; mostMs: number; factor: number }

export const polling: Backoff = { firstMs: 800, mostMs: 15000, factor: 1.5 }
export const retrying: Backoff = { firstMs: 1000, mostMs: 20000, factor: 2 }

/** After `steps` waits without news. `random` (0 to 1) spreads browsers apart: up to a fifth is added. */
export function waitMs(kind: Backoff, steps: number, retryAfterMs = 0, random = Math.random()): number {
  const ms = Math.min(kind.firstMs * kind.factor ** steps, kind.mostMs)
  return Math.max(ms, Math.min(retryAfterMs, 60000)) * (1 + random / 5)
}
