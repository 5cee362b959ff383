// What stands in for the catalogue while it is not there.
import { loadCatalogue } from '../shop'
import { t } from '../texts'

export function CatalogueState({ state }: { state: 'unreachable' | undefined }) {
  if (state === undefined) return <p role="status">{t.loading}</p>
  return (
    <div role="alert" className="note">
      <p>{t.unreachable}</p>
      <button onClick={() => void loadCatalogue()}>{t.tryAgain}</button>
    </div>
  )
}
