// The page's addresses. CloudFront serves index.html for each of them.

export type Route = { page: 'catalogue' | 'basket' | 'checkout' | 'orders' | 'missing' } | { page: 'order'; orderId: string }

const pages = new Map<string, 'catalogue' | 'basket' | 'checkout' | 'orders'>([
  ['/', 'catalogue'],
  ['/index.html', 'catalogue'],
  ['/basket', 'basket'],
  ['/checkout', 'checkout'],
  ['/orders', 'orders'],
])

export function routeOf(pathname: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') || '/' : pathname
  const orderId = /^\/orders\/([0-9a-f-]{36})$/.exec(path)?.[1]
  if (orderId) return { page: 'order', orderId }
  return { page: pages.get(path) ?? 'missing' }
}
