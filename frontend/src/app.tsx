// The frame around every page: the way to the content and the pages, and the page that the address names.
import { useEffect, useRef } from 'react'

import { pieces } from './logic/basket'
import { routeOf, type Route } from './logic/route'
import { address, Link } from './navigation'
import { BasketPage } from './pages/basket'
import { CataloguePage } from './pages/catalogue'
import { CheckoutPage } from './pages/checkout'
import { OrderPage } from './pages/order'
import { OrdersPage } from './pages/orders'
import { basket } from './shop'
import { t } from './texts'

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'catalogue': return <CataloguePage />
    case 'basket': return <BasketPage />
    case 'checkout': return <CheckoutPage />
    case 'orders': return <OrdersPage />
    case 'order': return <OrderPage key={route.orderId} orderId={route.orderId} />
    case 'missing': return (
      <>
        <h1 tabIndex={-1}>{t.missingPage}</h1>
        <p><Link href="/">{t.toCatalogue}</Link></p>
      </>
    )
  }
}

function Menu({ here }: { here: string }) {
  const count = pieces(basket.use())
  const entry = (href: string, name: string) => (
    <li><Link href={href} aria-current={here === href ? 'page' : undefined}>{name}</Link></li>
  )
  return (
    <nav aria-label={t.menu}>
      <ul>
        {entry('/', t.catalogue)}
        {entry('/basket', count ? `${t.basket} (${count})` : t.basket)}
        {entry('/orders', t.orders)}
      </ul>
    </nav>
  )
}

export function App() {
  const path = address.use()
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)

  // Whoever goes by keyboard or hears the page starts at the new page's heading, which is its title, too.
  useEffect(() => {
    const heading = main.current?.querySelector('h1')
    document.title = heading ? `${heading.textContent} · ${t.shop}` : t.shop
    if (!isFirst.current) heading?.focus()
    isFirst.current = false
  }, [path])

  return (
    <>
      <a className="skip" href="#content">{t.skip}</a>
      <header>
        <Link className="brand" href="/">{t.shop}</Link>
        <Menu here={path} />
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        <Page route={routeOf(path)} />
      </main>
    </>
  )
}
