// The shop's pages: their logic in node, and what was built of them served as CloudFront does, with an API behind /api.
import { webcrypto } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import http from 'node:http'
import path from 'node:path'

import { root } from './nube.js'
import { skip } from './suite.js'

export const frontend = path.join(root, 'frontend')
export const dist = path.join(frontend, 'dist')

// Says so when they are not.
export function frontendIsHere() {
  if (existsSync(path.join(dist, 'index.html'))) return true
  skip('frontend/dist is not here; `make frontend` builds it')
  return false
}

globalThis.crypto ??= webcrypto // node 18 has none; browsers do

// What src/logic/NAME.ts exports.
export async function logic(name) {
  const { build } = createRequire(path.join(frontend, 'package.json'))('esbuild')
  const { outputFiles } = await build({ entryPoints: [path.join(frontend, 'src/logic', `${name}.ts`)], bundle: true, format: 'esm', write: false })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

// A file of dist/, and index.html for what is none: an address of the page's own.
function serveFile(pathname, response) {
  const file = path.join(dist, path.normalize(pathname))
  const found = path.extname(file) && existsSync(file) ? file : path.join(dist, 'index.html')
  response.writeHead(200, { 'Content-Type': TYPES[path.extname(found)] }).end(readFileSync(found))
}

async function bodyOf(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

// Serves the pages; `api` answers what is below /api: it gets { method, path, headers, json, url } and gives { status, json, headers }, or
// undefined to hang up (a browser may then ask once more by itself). Gives { origin, stop }.
export async function pagesServe(api) {
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://shop')
    if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response)
    const body = await bodyOf(request)
    const answer = await api({ method: request.method, path: url.pathname.slice('/api'.length), url, headers: request.headers, json: body ? JSON.parse(body) : undefined })
    if (!answer) return request.socket.destroy()
    response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...answer.headers }).end(JSON.stringify(answer.json))
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const stop = () => (server.close(), server.closeAllConnections())
  return { origin: `http://shop.localhost:${server.address().port}`, stop }
}
