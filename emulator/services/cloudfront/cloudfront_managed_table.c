/* Written by emulator/tools/cloudfront_managed.mjs. */
#include "emulator/services/cloudfront/cloudfront_managed.h"

/* clang-format off */
const struct cloudfront_managed_row cloudfront_managed_table[] = {
    { "cache-policy", "08627262-05a9-4f76-9ded-b50ca2e3a84f",
      "{\"Comment\":\"Policy for Elemental MediaPackage Origin\",\"Name\":\"Managed-Elemental-MediaPacka"
      "ge\",\"DefaultTTL\":86400,\"MaxTTL\":31536000,\"MinTTL\":0,\"ParametersInCacheKeyAndForwardedToOri"
      "gin\":{\"EnableAcceptEncodingGzip\":true,\"EnableAcceptEncodingBrotli\":true,\"HeadersConfig\":{\""
      "HeaderBehavior\":\"whitelist\",\"Headers\":{\"Quantity\":1,\"Items\":[\"Origin\"]}},\"CookiesConfig\":{"
      "\"CookieBehavior\":\"none\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"whitelist\",\"QueryStr"
      "ings\":{\"Quantity\":4,\"Items\":[\"aws.manifestfilter\",\"start\",\"end\",\"m\"]}}}}" },
    { "cache-policy", "2e54312d-136d-493c-8eb9-b001f22f67d2",
      "{\"Comment\":\"Policy for Amplify Origin\",\"Name\":\"Managed-Amplify\",\"DefaultTTL\":2,\"MaxTTL\":60"
      "0,\"MinTTL\":2,\"ParametersInCacheKeyAndForwardedToOrigin\":{\"EnableAcceptEncodingGzip\":true,\""
      "EnableAcceptEncodingBrotli\":true,\"HeadersConfig\":{\"HeaderBehavior\":\"whitelist\",\"Headers\":{"
      "\"Quantity\":3,\"Items\":[\"Authorization\",\"CloudFront-Viewer-Country\",\"Host\"]}},\"CookiesConfig"
      "\":{\"CookieBehavior\":\"all\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"all\"}}}" },
    { "cache-policy", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      "{\"Comment\":\"Policy with caching disabled\",\"Name\":\"Managed-CachingDisabled\",\"DefaultTTL\":0,"
      "\"MaxTTL\":0,\"MinTTL\":0,\"ParametersInCacheKeyAndForwardedToOrigin\":{\"EnableAcceptEncodingGzi"
      "p\":false,\"EnableAcceptEncodingBrotli\":false,\"HeadersConfig\":{\"HeaderBehavior\":\"none\"},\"Coo"
      "kiesConfig\":{\"CookieBehavior\":\"none\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"none\"}}"
      "}" },
    { "cache-policy", "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
      "{\"Comment\":\"Policy for origins that return Cache-Control headers and serve different conte"
      "nt based on values present in the query string.\",\"Name\":\"UseOriginCacheControlHeaders-Quer"
      "yStrings\",\"DefaultTTL\":0,\"MaxTTL\":31536000,\"MinTTL\":0,\"ParametersInCacheKeyAndForwardedToO"
      "rigin\":{\"EnableAcceptEncodingGzip\":true,\"EnableAcceptEncodingBrotli\":true,\"HeadersConfig\":"
      "{\"HeaderBehavior\":\"whitelist\",\"Headers\":{\"Quantity\":5,\"Items\":[\"Host\",\"Origin\",\"X-HTTP-Met"
      "hod-Override\",\"X-HTTP-Method\",\"X-Method-Override\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"al"
      "l\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"all\"}}}" },
    { "cache-policy", "658327ea-f89d-4fab-a63d-7e88639e58f6",
      "{\"Comment\":\"Policy with caching enabled. Supports Gzip and Brotli compression.\",\"Name\":\"Ma"
      "naged-CachingOptimized\",\"DefaultTTL\":86400,\"MaxTTL\":31536000,\"MinTTL\":1,\"ParametersInCache"
      "KeyAndForwardedToOrigin\":{\"EnableAcceptEncodingGzip\":true,\"EnableAcceptEncodingBrotli\":tru"
      "e,\"HeadersConfig\":{\"HeaderBehavior\":\"none\"},\"CookiesConfig\":{\"CookieBehavior\":\"none\"},\"Que"
      "ryStringsConfig\":{\"QueryStringBehavior\":\"none\"}}}" },
    { "cache-policy", "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
      "{\"Comment\":\"Policy for origins that return Cache-Control headers. Query strings are not in"
      "cluded in the cache key.\",\"Name\":\"UseOriginCacheControlHeaders\",\"DefaultTTL\":0,\"MaxTTL\":31"
      "536000,\"MinTTL\":0,\"ParametersInCacheKeyAndForwardedToOrigin\":{\"EnableAcceptEncodingGzip\":t"
      "rue,\"EnableAcceptEncodingBrotli\":true,\"HeadersConfig\":{\"HeaderBehavior\":\"whitelist\",\"Heade"
      "rs\":{\"Quantity\":5,\"Items\":[\"Host\",\"Origin\",\"X-HTTP-Method-Override\",\"X-HTTP-Method\",\"X-Met"
      "hod-Override\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"all\"},\"QueryStringsConfig\":{\"QueryStri"
      "ngBehavior\":\"none\"}}}" },
    { "cache-policy", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
      "{\"Comment\":\"Default policy when compression is disabled\",\"Name\":\"Managed-CachingOptimizedF"
      "orUncompressedObjects\",\"DefaultTTL\":86400,\"MaxTTL\":31536000,\"MinTTL\":1,\"ParametersInCacheK"
      "eyAndForwardedToOrigin\":{\"EnableAcceptEncodingGzip\":false,\"EnableAcceptEncodingBrotli\":fal"
      "se,\"HeadersConfig\":{\"HeaderBehavior\":\"none\"},\"CookiesConfig\":{\"CookieBehavior\":\"none\"},\"Qu"
      "eryStringsConfig\":{\"QueryStringBehavior\":\"none\"}}}" },
    { "origin-request-policy", "216adef6-5c7f-47e4-b989-5492eafa07d3",
      "{\"Comment\":\"Policy to forward all parameters in viewer requests\",\"Name\":\"Managed-AllViewer"
      "\",\"HeadersConfig\":{\"HeaderBehavior\":\"allViewer\"},\"CookiesConfig\":{\"CookieBehavior\":\"all\"},"
      "\"QueryStringsConfig\":{\"QueryStringBehavior\":\"all\"}}" },
    { "origin-request-policy", "33f36d7e-f396-46d9-90e0-52428a34d9dc",
      "{\"Comment\":\"Policy to forward all parameters in viewer requests and all CloudFront headers"
      " that were released through June 2022\",\"Name\":\"Managed-AllViewerAndCloudFrontHeaders-2022-"
      "06\",\"HeadersConfig\":{\"HeaderBehavior\":\"allViewerAndWhitelistCloudFront\",\"Headers\":{\"Quanti"
      "ty\":21,\"Items\":[\"CloudFront-Forwarded-Proto\",\"CloudFront-Is-Android-Viewer\",\"CloudFront-Is"
      "-Desktop-Viewer\",\"CloudFront-Is-IOS-Viewer\",\"CloudFront-Is-Mobile-Viewer\",\"CloudFront-Is-S"
      "martTV-Viewer\",\"CloudFront-Is-Tablet-Viewer\",\"CloudFront-Viewer-Address\",\"CloudFront-Viewe"
      "r-ASN\",\"CloudFront-Viewer-City\",\"CloudFront-Viewer-Country\",\"CloudFront-Viewer-Country-Nam"
      "e\",\"CloudFront-Viewer-Country-Region\",\"CloudFront-Viewer-Country-Region-Name\",\"CloudFront-"
      "Viewer-Http-Version\",\"CloudFront-Viewer-Latitude\",\"CloudFront-Viewer-Longitude\",\"CloudFron"
      "t-Viewer-Metro-Code\",\"CloudFront-Viewer-Postal-Code\",\"CloudFront-Viewer-Time-Zone\",\"CloudF"
      "ront-Viewer-TLS\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"all\"},\"QueryStringsConfig\":{\"QueryS"
      "tringBehavior\":\"all\"}}" },
    { "origin-request-policy", "59781a5b-3903-41f3-afcb-af62929ccde1",
      "{\"Comment\":\"Policy for CORS with a custom origin\",\"Name\":\"Managed-CORS-CustomOrigin\",\"Head"
      "ersConfig\":{\"HeaderBehavior\":\"whitelist\",\"Headers\":{\"Quantity\":1,\"Items\":[\"Origin\"]}},\"Coo"
      "kiesConfig\":{\"CookieBehavior\":\"none\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"none\"}}" },
    { "origin-request-policy", "775133bc-15f2-49f9-abea-afb2e0bf67d2",
      "{\"Comment\":\"Policy for Elemental MediaTailor personalized manifests\",\"Name\":\"Managed-Eleme"
      "ntal-MediaTailor-PersonalizedManifests\",\"HeadersConfig\":{\"HeaderBehavior\":\"whitelist\",\"Hea"
      "ders\":{\"Quantity\":5,\"Items\":[\"Origin\",\"Access-Control-Request-Headers\",\"Access-Control-Req"
      "uest-Method\",\"User-Agent\",\"X-Forwarded-For\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"none\"},\""
      "QueryStringsConfig\":{\"QueryStringBehavior\":\"all\"}}" },
    { "origin-request-policy", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
      "{\"Comment\":\"Policy for CORS with an S3 origin\",\"Name\":\"Managed-CORS-S3Origin\",\"HeadersConf"
      "ig\":{\"HeaderBehavior\":\"whitelist\",\"Headers\":{\"Quantity\":3,\"Items\":[\"Origin\",\"Access-Contro"
      "l-Request-Headers\",\"Access-Control-Request-Method\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"n"
      "one\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"none\"}}" },
    { "origin-request-policy", "acba4595-bd28-49b8-b9fe-13317c0390fa",
      "{\"Comment\":\"Policy to forward user-agent and referer headers to origin\",\"Name\":\"Managed-Us"
      "erAgentRefererHeaders\",\"HeadersConfig\":{\"HeaderBehavior\":\"whitelist\",\"Headers\":{\"Quantity\""
      ":2,\"Items\":[\"User-Agent\",\"Referer\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"none\"},\"QueryStri"
      "ngsConfig\":{\"QueryStringBehavior\":\"none\"}}" },
    { "origin-request-policy", "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      "{\"Comment\":\"Policy to forward all parameters in viewer requests except for the Host header"
      "\",\"Name\":\"Managed-AllViewerExceptHostHeader\",\"HeadersConfig\":{\"HeaderBehavior\":\"allExcept\""
      ",\"Headers\":{\"Quantity\":1,\"Items\":[\"Host\"]}},\"CookiesConfig\":{\"CookieBehavior\":\"all\"},\"Quer"
      "yStringsConfig\":{\"QueryStringBehavior\":\"all\"}}" },
    { "origin-request-policy", "bf0718e1-ba1e-49d1-88b1-f726733018ae",
      "{\"Comment\":\"Policy to forward only the Host header\",\"Name\":\"Managed-HostHeaderOnly\",\"Heade"
      "rsConfig\":{\"HeaderBehavior\":\"whitelist\",\"Headers\":{\"Quantity\":1,\"Items\":[\"Host\"]}},\"Cookie"
      "sConfig\":{\"CookieBehavior\":\"none\"},\"QueryStringsConfig\":{\"QueryStringBehavior\":\"none\"}}" },
    { "response-headers-policy", "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
      "{\"Comment\":\"Allows all origins for CORS requests, including preflight requests\",\"Name\":\"Ma"
      "naged-CORS-With-Preflight\",\"CorsConfig\":{\"AccessControlAllowOrigins\":{\"Quantity\":1,\"Items\""
      ":[\"*\"]},\"AccessControlAllowHeaders\":{\"Quantity\":1,\"Items\":[\"*\"]},\"AccessControlAllowMethod"
      "s\":{\"Quantity\":7,\"Items\":[\"GET\",\"HEAD\",\"PUT\",\"POST\",\"PATCH\",\"DELETE\",\"OPTIONS\"]},\"AccessCo"
      "ntrolAllowCredentials\":false,\"AccessControlExposeHeaders\":{\"Quantity\":1,\"Items\":[\"*\"]},\"Or"
      "iginOverride\":false}}" },
    { "response-headers-policy", "60669652-455b-4ae9-85a4-c4c02393f86c",
      "{\"Comment\":\"Allows all origins for simple CORS requests\",\"Name\":\"Managed-SimpleCORS\",\"Cors"
      "Config\":{\"AccessControlAllowOrigins\":{\"Quantity\":1,\"Items\":[\"*\"]},\"AccessControlAllowHeade"
      "rs\":{\"Quantity\":1,\"Items\":[\"*\"]},\"AccessControlAllowMethods\":{\"Quantity\":2,\"Items\":[\"GET\","
      "\"HEAD\"]},\"AccessControlAllowCredentials\":false,\"OriginOverride\":false}}" },
    { "response-headers-policy", "67f7725c-6f97-4210-82d7-5512b31e9d03",
      "{\"Comment\":\"Adds a set of security headers to every response\",\"Name\":\"Managed-SecurityHead"
      "ersPolicy\",\"SecurityHeadersConfig\":{\"XSSProtection\":{\"Override\":false,\"Protection\":true,\"M"
      "odeBlock\":true},\"FrameOptions\":{\"Override\":false,\"FrameOption\":\"SAMEORIGIN\"},\"ReferrerPoli"
      "cy\":{\"Override\":false,\"ReferrerPolicy\":\"strict-origin-when-cross-origin\"},\"ContentTypeOpti"
      "ons\":{\"Override\":true},\"StrictTransportSecurity\":{\"Override\":false,\"IncludeSubdomains\":fal"
      "se,\"Preload\":false,\"AccessControlMaxAgeSec\":31536000}}}" },
    { "response-headers-policy", "e61eb60c-9c35-4d20-a928-2b84e02af89c",
      "{\"Comment\":\"Allows all origins for simple CORS requests and adds security headers\",\"Name\":"
      "\"Managed-CORS-and-SecurityHeadersPolicy\",\"CorsConfig\":{\"AccessControlAllowOrigins\":{\"Quant"
      "ity\":1,\"Items\":[\"*\"]},\"AccessControlAllowHeaders\":{\"Quantity\":1,\"Items\":[\"*\"]},\"AccessCont"
      "rolAllowMethods\":{\"Quantity\":2,\"Items\":[\"GET\",\"HEAD\"]},\"AccessControlAllowCredentials\":fal"
      "se,\"OriginOverride\":false},\"SecurityHeadersConfig\":{\"XSSProtection\":{\"Override\":false,\"Pro"
      "tection\":true,\"ModeBlock\":true},\"FrameOptions\":{\"Override\":false,\"FrameOption\":\"SAMEORIGIN"
      "\"},\"ReferrerPolicy\":{\"Override\":false,\"ReferrerPolicy\":\"strict-origin-when-cross-origin\"},"
      "\"ContentTypeOptions\":{\"Override\":true},\"StrictTransportSecurity\":{\"Override\":false,\"Includ"
      "eSubdomains\":false,\"Preload\":false,\"AccessControlMaxAgeSec\":31536000}}}" },
    { "response-headers-policy", "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
      "{\"Comment\":\"Allows all origins for CORS requests, including preflight requests, and adds s"
      "ecurity headers\",\"Name\":\"Managed-CORS-with-preflight-and-SecurityHeadersPolicy\",\"CorsConfi"
      "g\":{\"AccessControlAllowOrigins\":{\"Quantity\":1,\"Items\":[\"*\"]},\"AccessControlAllowHeaders\":{"
      "\"Quantity\":1,\"Items\":[\"*\"]},\"AccessControlAllowMethods\":{\"Quantity\":7,\"Items\":[\"GET\",\"HEAD"
      "\",\"PUT\",\"POST\",\"PATCH\",\"DELETE\",\"OPTIONS\"]},\"AccessControlAllowCredentials\":false,\"AccessC"
      "ontrolExposeHeaders\":{\"Quantity\":1,\"Items\":[\"*\"]},\"OriginOverride\":false},\"SecurityHeaders"
      "Config\":{\"XSSProtection\":{\"Override\":false,\"Protection\":true,\"ModeBlock\":true},\"FrameOptio"
      "ns\":{\"Override\":false,\"FrameOption\":\"SAMEORIGIN\"},\"ReferrerPolicy\":{\"Override\":false,\"Refe"
      "rrerPolicy\":\"strict-origin-when-cross-origin\"},\"ContentTypeOptions\":{\"Override\":true},\"Str"
      "ictTransportSecurity\":{\"Override\":false,\"IncludeSubdomains\":false,\"Preload\":false,\"AccessC"
      "ontrolMaxAgeSec\":31536000}}}" },
    { NULL, NULL, NULL },
};
