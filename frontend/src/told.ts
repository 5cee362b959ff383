// A value of the page's that parts of it follow.
import { useSyncExternalStore } from 'react'

export class Told<T> {
  private readonly listeners = new Set<() => void>()

  constructor(private value: T) {}

  get = (): T => this.value

  set = (value: T): void => {
    this.value = value
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  use(): T {
    return useSyncExternalStore(this.subscribe, this.get)
  }
}
