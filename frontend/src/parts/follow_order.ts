// An order that a page follows while it is looked at.
import { useEffect, useRef, useState } from 'react'

import { getOrder } from '../api'
import { follow } from '../logic/follow'
import type { Order } from '../logic/types'
import { seen } from '../shop'

// Waits that long, and then until somebody looks; coming back to the page ends it early.
function sleepWhileLooked(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      done()
    }
    const look = () => {
      if (!document.hidden) end()
    }
    const timer = setTimeout(() => {
      if (!document.hidden) end()
    }, ms)
    document.addEventListener('visibilitychange', look)
    addEventListener('online', end)
    signal.addEventListener('abort', end)
  })
}

export type Followed = { order?: Order; trouble?: 'missing' | 'unreachable'; set: (order: Order) => void }

/** `set` shows what another answer told of the order, and follows on from there. */
export function useFollowed(orderId: string): Followed {
  const [news, setNews] = useState<{ order?: Order; trouble?: 'missing' | 'unreachable' }>({ order: seen.get(orderId) })
  const [turn, setTurn] = useState(0)
  const known = useRef(news.order)

  useEffect(() => {
    const leaving = new AbortController()
    const tell = ({ order, trouble }: { order?: Order; trouble?: 'missing' | 'unreachable' }) => {
      if (order) seen.set(orderId, (known.current = order))
      setNews({ order: known.current, trouble })
    }
    void follow({ ask: () => getOrder(orderId), sleep: (ms) => sleepWhileLooked(ms, leaving.signal), tell }, leaving.signal, known.current)
    return () => leaving.abort()
  }, [orderId, turn])

  const set = (order: Order) => {
    seen.set(orderId, (known.current = order))
    setNews({ order })
    setTurn((count) => count + 1)
  }
  return { ...news, set }
}
