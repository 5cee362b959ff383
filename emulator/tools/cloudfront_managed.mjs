// Writes emulator/services/cloudfront/cloudfront_managed_table.c: the policies that CloudFront itself keeps, the same for every account.
//
//   node emulator/tools/cloudfront_managed.mjs && make format
//
// AWS publishes no machine-readable list. The ids, names and settings are those of the pages "Use managed cache policies", "… origin request
// policies" and "… response headers policies" of the CloudFront Developer Guide:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and its neighbours. Two cache policies have
// names without "Managed-", as clients that look policies up by name know.
import { writeFileSync } from 'node:fs'

const YEAR = 31536000
const DAY = 86400
const listed = (Items) => ({ Quantity: Items.length, Items })
/** What a kind of values is: by a word ("none", "all"), or by the names that count. */
const values = (behavior, list, word) =>
  Array.isArray(word) ? { [behavior]: 'whitelist', [list]: listed(word) } : typeof word === 'string' ? { [behavior]: word } : { [behavior]: word[0], [list]: listed(word[1]) }
const headers = (word) => values('HeaderBehavior', 'Headers', word)
const cookies = (word) => values('CookieBehavior', 'Cookies', word)
const queries = (word) => values('QueryStringBehavior', 'QueryStrings', word)

/** Times are [minimum, default, maximum], in seconds. */
const cachePolicy = (id, Name, Comment, [MinTTL, DefaultTTL, MaxTTL], isCompressed, keys = {}) => ({
  kind: 'cache-policy', id,
  config: {
    Comment, Name, DefaultTTL, MaxTTL, MinTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: isCompressed, EnableAcceptEncodingBrotli: isCompressed,
      HeadersConfig: headers(keys.headers ?? 'none'), CookiesConfig: cookies(keys.cookies ?? 'none'), QueryStringsConfig: queries(keys.queries ?? 'none'),
    },
  },
})

const originRequestPolicy = (id, Name, Comment, sent) => ({
  kind: 'origin-request-policy', id,
  config: {
    Comment, Name,
    HeadersConfig: sent.except ? { HeaderBehavior: 'allExcept', Headers: listed(sent.except) }
      : sent.beside ? { HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: listed(sent.beside) } : headers(sent.headers),
    CookiesConfig: cookies(sent.cookies ?? 'none'), QueryStringsConfig: queries(sent.queries ?? 'none'),
  },
})

const simpleCors = {
  AccessControlAllowOrigins: listed(['*']), AccessControlAllowHeaders: listed(['*']), AccessControlAllowMethods: listed(['GET', 'HEAD']),
  AccessControlAllowCredentials: false, OriginOverride: false,
}
const preflightCors = {
  AccessControlAllowOrigins: listed(['*']), AccessControlAllowHeaders: listed(['*']),
  AccessControlAllowMethods: listed(['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS']),
  AccessControlAllowCredentials: false, AccessControlExposeHeaders: listed(['*']), OriginOverride: false,
}
const security = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: { Override: false, IncludeSubdomains: false, Preload: false, AccessControlMaxAgeSec: YEAR },
}
const responseHeadersPolicy = (id, Name, Comment, CorsConfig, SecurityHeadersConfig) => ({
  kind: 'response-headers-policy', id,
  config: { Comment, Name, ...(CorsConfig && { CorsConfig }), ...(SecurityHeadersConfig && { SecurityHeadersConfig }) },
})

const overrides = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']
const viewers = ['Forwarded-Proto', 'Is-Android-Viewer', 'Is-Desktop-Viewer', 'Is-IOS-Viewer', 'Is-Mobile-Viewer', 'Is-SmartTV-Viewer', 'Is-Tablet-Viewer',
  'Viewer-Address', 'Viewer-ASN', 'Viewer-City', 'Viewer-Country', 'Viewer-Country-Name', 'Viewer-Country-Region', 'Viewer-Country-Region-Name',
  'Viewer-Http-Version', 'Viewer-Latitude', 'Viewer-Longitude', 'Viewer-Metro-Code', 'Viewer-Postal-Code', 'Viewer-Time-Zone', 'Viewer-TLS']

const policies = [
  cachePolicy('2e54312d-136d-493c-8eb9-b001f22f67d2', 'Managed-Amplify', 'Policy for Amplify Origin', [2, 2, 600], true,
    { headers: ['Authorization', 'CloudFront-Viewer-Country', 'Host'], cookies: 'all', queries: 'all' }),
  cachePolicy('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'Managed-CachingDisabled', 'Policy with caching disabled', [0, 0, 0], false),
  cachePolicy('658327ea-f89d-4fab-a63d-7e88639e58f6', 'Managed-CachingOptimized',
    'Policy with caching enabled. Supports Gzip and Brotli compression.', [1, DAY, YEAR], true),
  cachePolicy('b2884449-e4de-46a7-ac36-70bc7f1ddd6d', 'Managed-CachingOptimizedForUncompressedObjects',
    'Default policy when compression is disabled', [1, DAY, YEAR], false),
  cachePolicy('08627262-05a9-4f76-9ded-b50ca2e3a84f', 'Managed-Elemental-MediaPackage', 'Policy for Elemental MediaPackage Origin', [0, DAY, YEAR], true,
    { headers: ['Origin'], queries: ['aws.manifestfilter', 'start', 'end', 'm'] }),
  cachePolicy('83da9c7e-98b4-4e11-a168-04f0df8e2c65', 'UseOriginCacheControlHeaders',
    'Policy for origins that return Cache-Control headers. Query strings are not included in the cache key.', [0, 0, YEAR], true,
    { headers: ['Host', 'Origin', ...overrides], cookies: 'all' }),
  cachePolicy('4cc15a8a-d715-48a4-82b8-cc0b614638fe', 'UseOriginCacheControlHeaders-QueryStrings',
    'Policy for origins that return Cache-Control headers and serve different content based on values present in the query string.', [0, 0, YEAR], true,
    { headers: ['Host', 'Origin', ...overrides], cookies: 'all', queries: 'all' }),

  originRequestPolicy('216adef6-5c7f-47e4-b989-5492eafa07d3', 'Managed-AllViewer', 'Policy to forward all parameters in viewer requests',
    { headers: 'allViewer', cookies: 'all', queries: 'all' }),
  originRequestPolicy('33f36d7e-f396-46d9-90e0-52428a34d9dc', 'Managed-AllViewerAndCloudFrontHeaders-2022-06',
    'Policy to forward all parameters in viewer requests and all CloudFront headers that were released through June 2022',
    { beside: viewers.map((name) => `CloudFront-${name}`), cookies: 'all', queries: 'all' }),
  originRequestPolicy('b689b0a8-53d0-40ab-baf2-68738e2966ac', 'Managed-AllViewerExceptHostHeader',
    'Policy to forward all parameters in viewer requests except for the Host header', { except: ['Host'], cookies: 'all', queries: 'all' }),
  originRequestPolicy('59781a5b-3903-41f3-afcb-af62929ccde1', 'Managed-CORS-CustomOrigin', 'Policy for CORS with a custom origin', { headers: ['Origin'] }),
  originRequestPolicy('88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', 'Managed-CORS-S3Origin', 'Policy for CORS with an S3 origin',
    { headers: ['Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'] }),
  originRequestPolicy('775133bc-15f2-49f9-abea-afb2e0bf67d2', 'Managed-Elemental-MediaTailor-PersonalizedManifests',
    'Policy for Elemental MediaTailor personalized manifests',
    { headers: ['Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method', 'User-Agent', 'X-Forwarded-For'], queries: 'all' }),
  originRequestPolicy('bf0718e1-ba1e-49d1-88b1-f726733018ae', 'Managed-HostHeaderOnly', 'Policy to forward only the Host header', { headers: ['Host'] }),
  originRequestPolicy('acba4595-bd28-49b8-b9fe-13317c0390fa', 'Managed-UserAgentRefererHeaders', 'Policy to forward user-agent and referer headers to origin',
    { headers: ['User-Agent', 'Referer'] }),

  responseHeadersPolicy('e61eb60c-9c35-4d20-a928-2b84e02af89c', 'Managed-CORS-and-SecurityHeadersPolicy',
    'Allows all origins for simple CORS requests and adds security headers', simpleCors, security),
  responseHeadersPolicy('5cc3b908-e619-4b99-88e5-2cf7f45965bd', 'Managed-CORS-With-Preflight',
    'Allows all origins for CORS requests, including preflight requests', preflightCors),
  responseHeadersPolicy('eaab4381-ed33-4a86-88ca-d9558dc6cd63', 'Managed-CORS-with-preflight-and-SecurityHeadersPolicy',
    'Allows all origins for CORS requests, including preflight requests, and adds security headers', preflightCors, security),
  responseHeadersPolicy('67f7725c-6f97-4210-82d7-5512b31e9d03', 'Managed-SecurityHeadersPolicy', 'Adds a set of security headers to every response',
    undefined, security),
  responseHeadersPolicy('60669652-455b-4ae9-85a4-c4c02393f86c', 'Managed-SimpleCORS', 'Allows all origins for simple CORS requests', simpleCors),
]

/** A text as C has it, in lines that are not too long. */
const literal = (text) => text.match(/.{1,90}/g).map((piece) => `      ${JSON.stringify(piece)}`).join('\n')
const rows = policies
  .sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1))
  .map(({ kind, id, config }) => `    { "${kind}", "${id}",\n${literal(JSON.stringify(config))} },\n`)

writeFileSync('emulator/services/cloudfront/cloudfront_managed_table.c', `/* Written by emulator/tools/cloudfront_managed.mjs. */
#include "emulator/services/cloudfront/cloudfront_managed.h"

/* clang-format off */
const struct cloudfront_managed_row cloudfront_managed_table[] = {
${rows.join('')}    { NULL, NULL, NULL },
};
`)
