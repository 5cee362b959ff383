// Following an order: asks for it until it has come to its end, more and more seldom while nothing changes, and not at all while
// nobody looks.
import { polling, waitMs } from './backoff'
import { isFinal } from './progress'
import { isOrder, type Answer, type Order } from './types'

export type FollowPorts = {
  ask: () => Promise<Answer>
  /** Ends early when `wake` is called, and never while the page is hidden. */
  sleep: (ms: number) => Promise<void>
  tell: (news: { order?: Order; trouble?: 'missing' | 'unreachable' }) => void
}

/** Until the order has ended, is not there, or `signal` says so. `known` is what the page shows already. */
export async function follow(ports: FollowPorts, signal: AbortSignal, known?: Order): Promise<void> {
  let status = known?.status
  for (let steps = 0; !signal.aborted; steps++) {
    const answer = await ports.ask()
    if (signal.aborted) return
    if (answer.status === 404) return ports.tell({ trouble: 'missing' })
    if (answer.status === 200 && isOrder(answer.json)) {
      ports.tell({ order: answer.json })
      if (isFinal(answer.json.status)) return
      if (answer.json.status !== status) steps = 0
      status = answer.json.status
    } else ports.tell({ trouble: 'unreachable' })
    await ports.sleep(waitMs(polling, steps, answer.retryAfterMs))
  }
}
