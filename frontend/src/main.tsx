// The page begins here. A purchase that has no answer yet goes on at once, wherever the page was loaded.
import { createRoot } from 'react-dom/client'

import { App } from './app'
import { go } from './navigation'
import { buyOn, loadCatalogue, purchase } from './shop'
import './style.css'
import { language } from './texts'

document.documentElement.lang = language
if (purchase.get()) {
  go('/checkout')
  buyOn()
}
void loadCatalogue()
createRoot(document.getElementById('root')!).render(<App />)
