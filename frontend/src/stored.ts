// Values that outlive the page, in the browser's storage, and are the same in all of its windows. Where the browser keeps nothing, they
// live as long as the page.
import { Told } from './told'

type Area = 'localStorage' | 'sessionStorage'

function load(area: Area, name: string): unknown {
  try {
    return JSON.parse(window[area].getItem(name) ?? 'null')
  } catch {
    return undefined
  }
}

function save(area: Area, name: string, value: unknown): void {
  try {
    if (value === undefined) window[area].removeItem(name)
    else window[area].setItem(name, JSON.stringify(value))
  } catch {
    // Full or forbidden: the page goes on with what it has.
  }
}

export class Stored<T> extends Told<T> {
  /** `read` makes a T of what was stored, whatever that is. */
  constructor(name: string, read: (stored: unknown) => T, area: Area = 'localStorage') {
    super(read(load(area, name)))
    const tell = this.set
    this.set = (value) => {
      save(area, name, value)
      tell(value)
    }
    addEventListener('storage', (event) => {
      if (event.storageArea === window[area] && (event.key === null || event.key === name)) tell(read(load(area, name)))
    })
  }
}
