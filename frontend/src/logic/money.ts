// Amounts. Those of the API are numbers such as 12.5; they are added up in cents, so that 0.1 + 0.2 is 0.3.

export const toCents = (amount: number) => Math.round(amount * 100)

/** 1234.5 in USD is "$1,234.50", or "1234,50 US$" in Spanish. A currency that is none stands behind the number. */
export function formatMoney(amount: number, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount)
  } catch {
    return `${amount.toFixed(2)} ${currency}`
  }
}
