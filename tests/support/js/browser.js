// The distribution's Chromium, without a window, and pages of other origins for it. It resolves *.localhost by itself; names
// below .example are this machine, too.
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import http from 'node:http'

import { environment } from './nube.js'
import { after, require, skip } from './suite.js'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks', '--host-resolver-rules=MAP *.example 127.0.0.1']

const pinOf = (certificate) => createHash('sha256').update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })).digest('base64')

// Says so when it is not there.
export function browserIsHere() {
  if (existsSync(CHROMIUM)) return true
  skip(`${CHROMIUM} is not here; install the package chromium, or set CHROMIUM to where one is`)
  return false
}

// A browser of playwright-core's, until the file's tests have run: `browser.newPage()` is a page without cookies or cache of others. `trusts`: a
// server's certificate that it takes though no authority of the system's has signed it.
export async function browserStart({ trusts } = {}) {
  const { chromium } = require('playwright-core')
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: trusts ? [...FLAGS, `--ignore-certificate-errors-spki-list=${pinOf(trusts)}`] : FLAGS, env: environment })
  after(() => browser.close())
  return browser
}

// An empty page of that origin in the browser: `page.evaluate` does what a script of it would do.
export async function pageOf(browser, origin) {
  const page = await browser.newPage()
  await page.goto(origin)
  return page
}

// Serves `html`, an empty page if none, at any path and under any name, until the file's tests have run; gives an origin, http://shop.example:PORT.
export async function originServe(name = 'shop.example', html = '<!doctype html><title>A page</title>') {
  const server = http.createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html))
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  after(() => server.closeAllConnections())
  after(() => server.close())
  return `http://${name}:${server.address().port}`
}

// What a script in `page` gets by fetch: { status, headers, body }, or { refused } where the browser keeps the answer from it.
export const fetchIn = (page, url, options = {}) =>
  page.evaluate(
    async ([url, { form, ...options }]) => {
      const body = form && Object.entries(form).reduce((data, [name, value]) => (data.append(name, value), data), new FormData())
      if (body) body.append('file', new File(['from a form'], 'form.txt', { type: 'text/plain' }))
      try {
        const answer = await fetch(url, { body, ...options })
        return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
      } catch (error) {
        return { refused: error.message }
      }
    },
    [url, options],
  )
