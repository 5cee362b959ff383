// A labelled field of the order form, with what the API says of it.
import type { FieldName } from '../logic/form'
import { form } from '../shop'
import { t } from '../texts'

type Props = {
  name: FieldName
  error?: string
  hint?: string
  isOptional?: boolean
  isFixed: boolean
  type?: string
  autoComplete?: string
  /** The values of a choice, with their words. */
  choices?: [value: string, word: string][]
}

export function Field({ name, error, hint, isOptional, isFixed, type = 'text', autoComplete, choices }: Props) {
  const value = form.use()[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
  const shared = {
    id: name,
    name,
    value,
    disabled: isFixed,
    autoComplete,
    'aria-required': !isOptional,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described,
    onChange: (event: { target: { value: string } }) => form.set({ ...form.get(), [name]: event.target.value }),
  }
  return (
    <div className="field">
      <label htmlFor={name}>{t.fields[name]}{isOptional && <span className="quiet"> ({t.optional})</span>}</label>
      {choices ? (
        <select {...shared}>{choices.map(([each, word]) => <option key={each} value={each}>{word}</option>)}</select>
      ) : <input {...shared} type={type} />}
      {hint && <p className="quiet" id={`${name}-hint`}>{hint}</p>}
      {error && <p className="error" id={`${name}-error`}>{error}</p>}
    </div>
  )
}
