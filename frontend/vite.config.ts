// How the page is built: by esbuild's JSX alone, into dist/. What is below assets/ is named by its content, so it may be
// cached for ever; index.html may not. `npm run dev` serves it with SHOP_API, the address of an API's stage, behind /api.
import { defineConfig, type Plugin } from 'vite'

// The browser itself keeps the page to its own origin. Vite's development server needs more, so only the build has it.
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
}

const api = process.env.SHOP_API

export default defineConfig({
  plugins: [contentSecurityPolicy],
  build: { target: 'es2020', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: api ? { '/api': { target: api, changeOrigin: true, rewrite: (path) => path.slice('/api'.length) } } : {} },
})
