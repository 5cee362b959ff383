import { formatMoney } from '../logic/money'
import { catalogue } from '../shop'
import { locale } from '../texts'

/** The catalogue has one currency. */
export function useCurrency(): string {
  const loaded = catalogue.use()
  return (typeof loaded === 'object' && loaded.products[0]?.currency) || 'USD'
}

export function useAmount(): (amount: number) => string {
  const currency = useCurrency()
  return (amount) => formatMoney(amount, currency, locale)
}
