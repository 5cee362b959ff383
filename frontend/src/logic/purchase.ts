// Buying. A purchase is what is sent, word for word, under its basket's key. It is stored before it is sent and goes only when the
// API has answered, so a lost answer, a reload or a second window send the same again, and the API makes one order of it.
//
//   begin ─▶ sending ─┬─ placed: the order; the basket is empty, the customer's token is kept
//                     ├─ refused, or the key is another order's: nothing was bought; the basket stays
//                     └─ no answer ─▶ waiting ─▶ sending …, a few times, then stuck: until somebody says "again"
import { retrying, waitMs } from './backoff'
import { isObject, isOrder, type Answer, type FieldError, type NewOrder, type Order } from './types'

export type Purchase = { key: string; token?: string; body: NewOrder }

export type Outcome =
  | { kind: 'placed'; order: Order; token?: string }
  | { kind: 'refused'; fields: FieldError[] }
  | { kind: 'taken' }
  | { kind: 'unknown-token' }
  | { kind: 'unknown'; retryAfterMs?: number }

export type PurchaseState =
  | { kind: 'idle' }
  | { kind: 'sending' | 'waiting'; tries: number }
  | { kind: 'stuck' }
  | { kind: 'refused'; fields: FieldError[] }
  | { kind: 'taken' }

export const TRIES = 6

/** The errors of a 400's body. */
export function readFieldErrors(json: Record<string, unknown>): FieldError[] {
  const list = Array.isArray(json.errors) ? json.errors : []
  const fields = list.filter((each) => isObject(each) && typeof each.field === 'string' && typeof each.message === 'string') as FieldError[]
  return fields.length ? fields : [{ field: '', message: typeof json.message === 'string' ? json.message : '' }]
}

/** What an answer to POST /orders means. Only a 201 with an order has bought something, and only a refusal surely nothing. */
export function outcomeOf({ status, json, retryAfterMs }: Answer): Outcome {
  const { customerToken: token } = json
  if (status === 201 && isOrder(json)) return { kind: 'placed', order: json, token: typeof token === 'string' ? token : undefined }
  if (status === 401) return { kind: 'unknown-token' }
  if (status === 422) return { kind: 'taken' }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { kind: 'refused', fields: readFieldErrors(json) }
  return { kind: 'unknown', retryAfterMs }
}

/** What was stored, where it is a purchase still. */
export function readPurchase(value: unknown): Purchase | undefined {
  if (!isObject(value) || typeof value.key !== 'string' || !value.key || !isObject(value.body)) return undefined
  return { key: value.key, token: typeof value.token === 'string' ? value.token : undefined, body: value.body as NewOrder }
}

/** What buying needs of the world. */
export type PurchasePorts = {
  send: (purchase: Purchase) => Promise<Answer>
  sleep: (ms: number) => Promise<void>
  load: () => Purchase | undefined
  save: (purchase: Purchase | undefined) => void
  /** The order was placed: empty the basket, keep the token, show the order. */
  placed: (order: Order, token: string | undefined) => void
  /** The customer's token holds no more. */
  forgetToken: () => void
  tell: (state: PurchaseState) => void
}

/** One purchase at a time. */
export class Buyer {
  private isRunning = false

  constructor(private readonly ports: PurchasePorts) {}

  /** Starts a purchase, unless one is not yet answered: a second click does nothing. */
  begin(purchase: Purchase): Promise<void> {
    if (this.isRunning || this.ports.load()) return Promise.resolve()
    this.ports.save(purchase)
    return this.resume()
  }

  /** Goes on with what is stored: after a reload, or when somebody says "again". */
  async resume(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    try {
      await this.run()
    } finally {
      this.isRunning = false
    }
  }

  private async run(): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const purchase = this.ports.load()
      if (!purchase) return this.ports.tell({ kind: 'idle' }) // another window had the answer
      this.ports.tell({ kind: 'sending', tries })
      const outcome = outcomeOf(await this.ports.send(purchase))
      if (outcome.kind === 'unknown-token') this.withoutToken(purchase)
      else if (outcome.kind !== 'unknown') return this.end(outcome)
      else if (tries < TRIES) {
        this.ports.tell({ kind: 'waiting', tries })
        await this.ports.sleep(waitMs(retrying, tries - 1, outcome.retryAfterMs))
      }
    }
    this.ports.tell({ kind: 'stuck' })
  }

  // A token that holds no more is not worth an order: it goes, and the customer is a new one.
  private withoutToken(purchase: Purchase): void {
    this.ports.forgetToken()
    this.ports.save({ ...purchase, token: undefined })
  }

  private end(outcome: Exclude<Outcome, { kind: 'unknown' | 'unknown-token' }>): void {
    this.ports.save(undefined)
    if (outcome.kind === 'placed') {
      this.ports.placed(outcome.order, outcome.token)
      this.ports.tell({ kind: 'idle' })
    } else this.ports.tell(outcome)
  }
}
