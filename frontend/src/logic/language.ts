// Which of the page's languages a browser wants, and the API's words in it.

export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

/** The first that the page has of those the browser asks for, in their order; else English. */
export function languageOf(wanted: readonly string[]): Language {
  const found = wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => (languages as readonly string[]).includes(tag ?? ''))
  return (found as Language | undefined) ?? 'en'
}

// What the API says of fields, and the same in Spanish; $1 is what the pattern found.
const spanish: [RegExp, string][] = [
  [/^is required$/, 'falta'],
  [/^must not be empty$/, 'no puede quedar vacío'],
  [/^must be at most (\d+) bytes long$/, 'es demasiado largo: $1 bytes como máximo'],
  [/^must be text without control characters$/, 'no puede contener caracteres de control'],
  [/^must be an e-mail address$/, 'debe ser una dirección de correo electrónico'],
  [/^must be a phone number such as (\S+)$/, 'debe ser un número de teléfono como $1'],
  [/^must be an integer from (\d+) to (\d+)$/, 'debe ser un número entero de $1 a $2'],
  [/^must be an array of (\d+) to (\d+) items$/, 'debe tener de $1 a $2 artículos'],
  [/^must add up to less than (\d+)$/, 'debe sumar menos de $1'],
  [/^is not in the catalogue$/, 'ya no está en el catálogo'],
  [/^must be (".*)$/, 'debe ser $1'],
]

/** The message in the language; one that nobody translated stays as it is. */
export function translateMessage(language: Language, message: string): string {
  const row = language === 'es' ? spanish.find(([pattern]) => pattern.test(message)) : undefined
  return row ? message.replace(row[0], row[1]) : message
}
