// Distributions for tests: an origin of one's own that counts, a distribution before it, and a viewer's request.
import http from 'node:http'

import { raw } from './nube.js'

/** An origin at localhost: `answers` maps paths to functions (request, response); `asked` are the requests it got, each { method, url, headers, body }. */
export async function originStart(answers = {}) {
  const asked = []
  const server = http.createServer((request, response) => {
    const parts = []
    request.on('data', (b) => parts.push(b))
    request.on('end', () => {
      const { method, url, headers } = request
      asked.push({ method, url, headers, body: Buffer.concat(parts).toString() })
      const path = url.split('?')[0]
      const answer = answers[path] ?? answers['*']
      if (answer) answer(request, response, asked.at(-1))
      else response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`nothing at ${path}\n`)
    })
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address()
  return {
    answers,
    asked,
    port,
    count: (path) => asked.filter(({ url }) => url === path || url.split('?')[0] === path).length,
    item: (more = {}, config = {}) => ({
      Id: 'site',
      DomainName: 'localhost',
      CustomOriginConfig: { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: 'http-only', ...config },
      ...more,
    }),
    stop: () => (server.closeAllConnections?.(), new Promise((done) => server.close(done))),
  }
}

export const list = (...Items) => ({ Quantity: Items.length, Items })

/** What a behavior without policies wants: its times and what it forwards. */
export const legacy = ({ query = false, cookies = 'none', headers = [], min = 0, usual = 86400, max = 31536000 } = {}) => ({
  ForwardedValues: { QueryString: query, Cookies: { Forward: cookies }, Headers: list(...headers) },
  MinTTL: min,
  DefaultTTL: usual,
  MaxTTL: max,
})

let made = 0

/** A new cache policy's id. */
export async function cachePolicyMake(cloudfront, { min = 0, usual = 86400, max = 31536000, headers = [], cookies = [], queries = 'none', gzip = false, br = false } = {}) {
  const Name = `policy-${process.pid}-${++made}`
  const names = (behavior, list) => (list.length ? 'whitelist' : behavior)
  const { CachePolicy } = await cloudfront.CreateCachePolicy({
    CachePolicyConfig: {
      Name,
      MinTTL: min,
      DefaultTTL: usual,
      MaxTTL: max,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: gzip,
        EnableAcceptEncodingBrotli: br,
        HeadersConfig: { HeaderBehavior: names('none', headers), ...(headers.length && { Headers: list(...headers) }) },
        CookiesConfig: { CookieBehavior: names('none', cookies), ...(cookies.length && { Cookies: list(...cookies) }) },
        QueryStringsConfig: Array.isArray(queries) ? { QueryStringBehavior: 'whitelist', QueryStrings: list(...queries) } : { QueryStringBehavior: queries },
      },
    },
  })
  return CachePolicy.Id
}

const methods = { all: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'], reads: ['GET', 'HEAD'] }

/** A behavior of the origin "site"; `methods` "all" or "reads". */
export const behavior = ({ methods: which = 'reads', ...more } = {}) => ({
  TargetOriginId: 'site',
  ViewerProtocolPolicy: 'allow-all',
  AllowedMethods: { ...list(...methods[which]), CachedMethods: list('GET', 'HEAD') },
  Compress: false,
  ...(!more.CachePolicyId && !more.ForwardedValues && legacy()),
  ...more,
})

/** A new distribution: { id, arn, host, view(path, …) }. `more` are members of its configuration. */
export async function distributionMake(nube, cloudfront, origins, defaults = behavior(), more = {}) {
  const { Distribution: d } = await cloudfront.CreateDistribution({
    DistributionConfig: {
      CallerReference: `edge-${process.pid}-${++made}`,
      Comment: '',
      Enabled: true,
      Origins: list(...[].concat(origins)),
      DefaultCacheBehavior: defaults,
      ...more,
    },
  })
  const host = `${d.DomainName.split('.')[0]}.cloudfront.localhost:${nube.port}`
  const view = (path, { method = 'GET', headers = {}, ...rest } = {}) => raw(nube.url, { path, method, headers: { host, ...headers }, ...rest })
  return { id: d.Id, arn: d.ARN, host, view, name: d.DomainName }
}
