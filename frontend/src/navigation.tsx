// Going from page to page without loading anew.
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

import { Told } from './told'

export const address = new Told(location.pathname)

addEventListener('popstate', () => address.set(location.pathname))

export function go(path: string): void {
  if (path !== location.pathname) history.pushState(null, '', path)
  scrollTo(0, 0)
  address.set(path)
}

// A click that asks for a new window, or none of the main button, is the browser's own.
const isPlain = (event: MouseEvent) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent) => {
    if (!isPlain(event)) return
    event.preventDefault()
    go(href)
  }
  return <a {...rest} href={href} onClick={follow} />
}
