// The catalogue.
import { useState } from 'react'

import { quantityOf, withOneMore } from '../logic/basket'
import type { Product } from '../logic/types'
import { useAmount } from '../parts/amount'
import { CatalogueState } from '../parts/catalogue_state'
import { basket, catalogue, purchase } from '../shop'
import { t } from '../texts'

function Article({ product, onAdd }: { product: Product; onAdd: (product: Product) => void }) {
  const amount = useAmount()
  const count = quantityOf(basket.use(), product.productId)
  const isBuying = purchase.use() !== undefined
  return (
    <li className="card">
      <h2>{product.name}</h2>
      <p>{product.description}</p>
      <p className="pricing">
        <span className="price">{amount(product.price)}</span>
        {count > 0 && <span className="quiet">{t.inBasket(count)}</span>}
      </p>
      <button onClick={() => onAdd(product)} disabled={isBuying} aria-label={t.addNamed(product.name)}>{t.add}</button>
    </li>
  )
}

export function CataloguePage() {
  const loaded = catalogue.use()
  const [news, setNews] = useState('')
  const add = (product: Product) => {
    basket.set(withOneMore(basket.get(), product.productId))
    setNews(t.added(product.name, quantityOf(basket.get(), product.productId)))
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.catalogue}</h1>
      <p role="status" className="unseen">{news}</p>
      {typeof loaded === 'object' ? (
        <ul className="cards">
          {loaded.products.map((product) => <Article key={product.productId} product={product} onAdd={add} />)}
        </ul>
      ) : <CatalogueState state={loaded} />}
    </>
  )
}
