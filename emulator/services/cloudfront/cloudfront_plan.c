/* Each part of a configuration is read by a function of its name. What is missing has AWS's default. */
#include "emulator/services/cloudfront/cloudfront_plan.h"

#include "emulator/services/cloudfront/cloudfront_paths.h"

#define SECONDS_DAY   86400
#define SECONDS_YEAR  31536000
#define ERROR_SECONDS 10

struct reading {
    struct arena *a;
    const struct cloudfront_plan_source *source;
    struct cloudfront_origin *origins;
    size_t origin_count;
    struct cloudfront_group *groups;
    size_t group_count;
};

/* --- lists -------------------------------------------------------------------------------------------------------- */

/* AWS's lists: {"Quantity": 2, "Items": […]}. */
static const struct doc *items(const struct doc *of, const char *name)
{
    return doc_get(doc_get(of, name), "Items");
}

static const struct span *names_read(struct arena *a, const struct doc *list, size_t *count)
{
    struct span *names = ARENA_ARRAY(a, struct span, doc_count(list) + 1);

    for (size_t i = 0; i < doc_count(list); i++) names[i] = doc_text(doc_at(list, i));
    *count = doc_count(list);
    return names;
}

unsigned cloudfront_method_of(struct span name)
{
    static const struct {
        const char *name;
        unsigned method;
    } methods[] = { { "GET", CLOUDFRONT_GET },      { "HEAD", CLOUDFRONT_HEAD }, { "OPTIONS", CLOUDFRONT_OPTIONS },
                    { "PUT", CLOUDFRONT_PUT },      { "POST", CLOUDFRONT_POST }, { "PATCH", CLOUDFRONT_PATCH },
                    { "DELETE", CLOUDFRONT_DELETE } };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (span_is(name, methods[i].name)) return methods[i].method;
    return 0;
}

static unsigned methods_read(const struct doc *list)
{
    unsigned methods = CLOUDFRONT_GET | CLOUDFRONT_HEAD;

    for (size_t i = 0; i < doc_count(list); i++) methods |= cloudfront_method_of(doc_text(doc_at(list, i)));
    return methods;
}

/* --- origins ------------------------------------------------------------------------------------------------------ */

static void custom_headers_read(struct reading *r, struct cloudfront_origin *o, const struct doc *list)
{
    struct http_header *headers = ARENA_ARRAY(r->a, struct http_header, doc_count(list) + 1);

    for (size_t i = 0; i < doc_count(list); i++)
        headers[i] = (struct http_header){ doc_get_str(doc_at(list, i), "HeaderName"),
                                           doc_get_str(doc_at(list, i), "HeaderValue") };
    o->headers = headers;
    o->header_count = doc_count(list);
}

static void access_control_read(struct reading *r, struct cloudfront_origin *o, struct span id)
{
    const struct doc *control = id.size ? r->source->find(r->source, "origin-access-control", id) : NULL;
    struct span behavior = doc_get_str(control, "SigningBehavior");

    if (!control || span_is(behavior, "never")) return;
    o->signing = span_is(behavior, "no-override") ? CLOUDFRONT_SIGNS : CLOUDFRONT_SIGNS_ALWAYS;
}

/* "origin-access-identity/cloudfront/E127EXAMPLE51Z" */
static void access_identity_read(struct reading *r, struct cloudfront_origin *o, struct span text)
{
    struct span id = text, piece;

    while (span_split(&text, '/', &piece)) id = piece;
    if (!id.size) return;
    o->identity_id = id;
    o->identity = r->source->canonical(r->source, id);
}

static void custom_read(struct cloudfront_origin *o, const struct doc *custom)
{
    struct span policy = doc_get_str(custom, "OriginProtocolPolicy");

    o->protocol = span_is(policy, "https-only")     ? CLOUDFRONT_HTTPS_ONLY
                  : span_is(policy, "match-viewer") ? CLOUDFRONT_MATCH_VIEWER
                                                    : CLOUDFRONT_HTTP_ONLY;
    o->http_port = (int)doc_get_int(custom, "HTTPPort", 80);
    o->https_port = (int)doc_get_int(custom, "HTTPSPort", 443);
    o->read_seconds = (int)doc_get_int(custom, "OriginReadTimeout", 30);
    o->keep_alive_seconds = (int)doc_get_int(custom, "OriginKeepaliveTimeout", 5);
}

static void origin_read(struct reading *r, struct cloudfront_origin *o, const struct doc *d)
{
    const struct doc *custom = doc_get(d, "CustomOriginConfig"), *s3 = doc_get(d, "S3OriginConfig");

    *o = (struct cloudfront_origin){ .id = doc_get_str(d, "Id"),
                                     .domain = doc_get_str(d, "DomainName"),
                                     .path = doc_get_str(d, "OriginPath"),
                                     .is_s3 = !custom,
                                     .attempts = (int)doc_get_int(d, "ConnectionAttempts", 3),
                                     .connect_seconds = (int)doc_get_int(d, "ConnectionTimeout", 10),
                                     .http_port = 80,
                                     .https_port = 443,
                                     .read_seconds = (int)doc_get_int(s3, "OriginReadTimeout", 30),
                                     .keep_alive_seconds = 5,
                                     .protocol = CLOUDFRONT_MATCH_VIEWER };
    custom_headers_read(r, o, items(d, "CustomHeaders"));
    access_control_read(r, o, doc_get_str(d, "OriginAccessControlId"));
    if (custom) custom_read(o, custom);
    else access_identity_read(r, o, doc_get_str(s3, "OriginAccessIdentity"));
}

static void origins_read(struct reading *r, const struct doc *list)
{
    r->origin_count = doc_count(list);
    r->origins = ARENA_ARRAY(r->a, struct cloudfront_origin, r->origin_count + 1);
    for (size_t i = 0; i < r->origin_count; i++) origin_read(r, &r->origins[i], doc_at(list, i));
}

static const struct cloudfront_origin *origin_find(const struct reading *r, struct span id)
{
    for (size_t i = 0; i < r->origin_count; i++)
        if (span_eq(r->origins[i].id, id)) return &r->origins[i];
    return NULL;
}

static void group_read(struct reading *r, struct cloudfront_group *g, const struct doc *d)
{
    const struct doc *members = items(d, "Members"), *codes = items(doc_get(d, "FailoverCriteria"), "StatusCodes");
    int *statuses = ARENA_ARRAY(r->a, int, doc_count(codes) + 1);

    g->id = doc_get_str(d, "Id");
    for (size_t i = 0; i < doc_count(members) && i < CLOUDFRONT_MEMBERS; i++)
        g->members[i] = origin_find(r, doc_get_str(doc_at(members, i), "OriginId"));
    for (size_t i = 0; i < doc_count(codes); i++) statuses[i] = (int)doc_at(codes, i)->integer;
    g->statuses = statuses;
    g->status_count = doc_count(codes);
}

static void groups_read(struct reading *r, const struct doc *list)
{
    r->group_count = doc_count(list);
    r->groups = ARENA_ARRAY(r->a, struct cloudfront_group, r->group_count + 1);
    for (size_t i = 0; i < r->group_count; i++) group_read(r, &r->groups[i], doc_at(list, i));
}

static void target_read(const struct reading *r, struct cloudfront_behavior *b, struct span id)
{
    for (size_t i = 0; i < r->group_count; i++)
        if (span_eq(r->groups[i].id, id)) b->group = &r->groups[i];
    b->origin = b->group ? b->group->members[0] : origin_find(r, id);
}

/* --- what counts -------------------------------------------------------------------------------------------------- */

static struct cloudfront_choice choice_read(struct arena *a, const struct doc *of, const char *behavior,
                                            const char *names)
{
    struct span how = doc_get_str(of, behavior);
    struct cloudfront_choice c = { .take = span_is(how, "whitelist")   ? CLOUDFRONT_SOME
                                           : span_is(how, "allExcept") ? CLOUDFRONT_ALL_BUT
                                           : span_starts(how, "all")   ? CLOUDFRONT_ALL
                                                                       : CLOUDFRONT_NONE };

    c.names = names_read(a, items(of, names), &c.count);
    return c;
}

static struct cloudfront_values values_read(struct arena *a, const struct doc *of)
{
    return (struct cloudfront_values){
        choice_read(a, doc_get(of, "HeadersConfig"), "HeaderBehavior", "Headers"),
        choice_read(a, doc_get(of, "CookiesConfig"), "CookieBehavior", "Cookies"),
        choice_read(a, doc_get(of, "QueryStringsConfig"), "QueryStringBehavior", "QueryStrings"),
    };
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void cache_policy_read(struct reading *r, struct cloudfront_behavior *b, const struct doc *policy)
{
    const struct doc *parameters = doc_get(policy, "ParametersInCacheKeyAndForwardedToOrigin");

    b->key = values_read(r->a, parameters);
    b->gzip = doc_get_bool(parameters, "EnableAcceptEncodingGzip", false);
    b->brotli = doc_get_bool(parameters, "EnableAcceptEncodingBrotli", false);
    b->ttls.min_seconds = doc_get_int(policy, "MinTTL", 0);
    b->ttls.default_seconds = doc_get_int(policy, "DefaultTTL", larger(SECONDS_DAY, b->ttls.min_seconds));
    b->ttls.max_seconds = doc_get_int(policy, "MaxTTL", larger(SECONDS_YEAR, b->ttls.default_seconds));
}

static struct cloudfront_choice legacy_cookies(struct arena *a, const struct doc *cookies)
{
    struct span forward = doc_get_str(cookies, "Forward");
    struct cloudfront_choice c = { .take = span_is(forward, "all")         ? CLOUDFRONT_ALL
                                           : span_is(forward, "whitelist") ? CLOUDFRONT_SOME
                                                                           : CLOUDFRONT_NONE };

    c.names = names_read(a, items(cookies, "WhitelistedNames"), &c.count);
    return c;
}

/* Query strings all go to the origin; the cache may go by some of them. */
static void legacy_queries(struct arena *a, struct cloudfront_behavior *b, const struct doc *values)
{
    if (!doc_get_bool(values, "QueryString", false)) return;
    b->more.queries.take = CLOUDFRONT_ALL;
    b->key.queries.names = names_read(a, items(values, "QueryStringCacheKeys"), &b->key.queries.count);
    b->key.queries.take = b->key.queries.count ? CLOUDFRONT_SOME : CLOUDFRONT_ALL;
}

/* AWS: where all headers are forwarded nothing is cached. */
static void legacy_read(struct reading *r, struct cloudfront_behavior *b, const struct doc *d)
{
    const struct doc *values = doc_get(d, "ForwardedValues");

    b->is_legacy = true;
    b->gzip = true;
    b->key.headers.names = names_read(r->a, items(values, "Headers"), &b->key.headers.count);
    b->key.headers.take = b->key.headers.count ? CLOUDFRONT_SOME : CLOUDFRONT_NONE;
    b->key.cookies = legacy_cookies(r->a, doc_get(values, "Cookies"));
    legacy_queries(r->a, b, values);
    b->ttls = (struct cloudfront_ttls){ doc_get_int(d, "MinTTL", 0), doc_get_int(d, "DefaultTTL", SECONDS_DAY),
                                        doc_get_int(d, "MaxTTL", SECONDS_YEAR) };
    if (!b->key.headers.count || !span_is(b->key.headers.names[0], "*")) return;
    b->key.headers.take = CLOUDFRONT_NONE;
    b->more.headers.take = CLOUDFRONT_ALL;
    b->ttls = (struct cloudfront_ttls){ 0, 0, 0 };
}

/* Those of its own that either policy names. */
static void generated_read(struct reading *r, struct cloudfront_behavior *b)
{
    const struct cloudfront_choice *choices[] = { &b->key.headers, &b->more.headers };
    struct span *names = ARENA_ARRAY(r->a, struct span, b->key.headers.count + b->more.headers.count + 1);

    for (int i = 0; i < 2; i++) {
        if (choices[i]->take == CLOUDFRONT_ALL_BUT) continue;
        for (size_t n = 0; n < choices[i]->count; n++)
            if (span_is_nocase(span_sub(choices[i]->names[n], 0, 11), "CloudFront-"))
                names[b->generated_count++] = choices[i]->names[n];
    }
    b->generated = names;
}

/* --- behaviors ---------------------------------------------------------------------------------------------------- */

static void keys_add(struct reading *r, const struct doc *group, struct cloudfront_key *keys, size_t *count,
                     size_t room)
{
    const struct doc *ids = doc_get(group, "Items");

    for (size_t i = 0; i < doc_count(ids) && *count < room; i++) {
        struct span id = doc_text(doc_at(ids, i));
        const struct doc *key = r->source->find(r->source, "public-key", id);
        if (key) keys[(*count)++] = (struct cloudfront_key){ id, doc_get_str(key, "EncodedKey") };
    }
}

#define KEYS_MAX 64

static void signers_read(struct reading *r, struct cloudfront_behavior *b, const struct doc *d)
{
    const struct doc *groups = doc_get(d, "TrustedKeyGroups"), *ids = doc_get(groups, "Items");
    struct cloudfront_key *keys;

    b->is_private =
        doc_get_bool(groups, "Enabled", false) || doc_get_bool(doc_get(d, "TrustedSigners"), "Enabled", false);
    if (!b->is_private) return;
    keys = ARENA_ARRAY(r->a, struct cloudfront_key, KEYS_MAX);
    for (size_t i = 0; i < doc_count(ids); i++)
        keys_add(r, r->source->find(r->source, "key-group", doc_text(doc_at(ids, i))), keys, &b->key_count, KEYS_MAX);
    b->keys = keys;
}

static const struct cloudfront_code *function_read(struct reading *r, struct span arn)
{
    const struct doc *function = r->source->find(r->source, "function", arn);
    struct cloudfront_code *code;

    if (!function) return NULL;
    code = ARENA_NEW(r->a, struct cloudfront_code);
    *code = (struct cloudfront_code){ doc_get_str(function, "Name"), doc_get_str(function, "Code"),
                                      doc_get_str(function, "Runtime") };
    return code;
}

static void functions_read(struct reading *r, struct cloudfront_behavior *b, const struct doc *list)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        const struct doc *one = doc_at(list, i);
        const struct cloudfront_code *code = function_read(r, doc_get_str(one, "FunctionARN"));
        if (span_is(doc_get_str(one, "EventType"), "viewer-request")) b->request_function = code;
        else b->response_function = code;
    }
}

static enum cloudfront_viewers viewers_read(struct span policy)
{
    return span_is(policy, "redirect-to-https") ? CLOUDFRONT_REDIRECT_TO_HTTPS
           : span_is(policy, "https-only")      ? CLOUDFRONT_VIEWERS_HTTPS_ONLY
                                                : CLOUDFRONT_ALLOW_ALL;
}

static const struct doc *policy_find(struct reading *r, const struct doc *d, const char *member, const char *kind)
{
    struct span id = doc_get_str(d, member);

    return id.size ? r->source->find(r->source, kind, id) : NULL;
}

static void behavior_read(struct reading *r, struct cloudfront_behavior *b, const struct doc *d)
{
    const struct doc *cache = policy_find(r, d, "CachePolicyId", "cache-policy"),
                     *request = policy_find(r, d, "OriginRequestPolicyId", "origin-request-policy"),
                     *methods = doc_get(d, "AllowedMethods");

    b->pattern = doc_get(d, "PathPattern") ? doc_get_str(d, "PathPattern") : SPAN("*");
    target_read(r, b, doc_get_str(d, "TargetOriginId"));
    b->viewers = viewers_read(doc_get_str(d, "ViewerProtocolPolicy"));
    b->allowed = methods_read(doc_get(methods, "Items"));
    b->cached = methods_read(items(methods, "CachedMethods"));
    b->compresses = doc_get_bool(d, "Compress", false);
    if (cache) cache_policy_read(r, b, cache);
    else legacy_read(r, b, d);
    if (request) b->more = values_read(r->a, request);
    generated_read(r, b);
    b->response_headers = policy_find(r, d, "ResponseHeadersPolicyId", "response-headers-policy");
    signers_read(r, b, d);
    functions_read(r, b, items(d, "FunctionAssociations"));
}

static void behaviors_read(struct reading *r, struct cloudfront_plan *p, const struct doc *config)
{
    const struct doc *list = items(config, "CacheBehaviors");
    struct cloudfront_behavior *behaviors = ARENA_ARRAY(r->a, struct cloudfront_behavior, doc_count(list) + 1);

    for (size_t i = 0; i < doc_count(list); i++) behavior_read(r, &behaviors[i], doc_at(list, i));
    behavior_read(r, &behaviors[doc_count(list)], doc_get(config, "DefaultCacheBehavior"));
    p->behaviors = behaviors;
    p->behavior_count = doc_count(list) + 1;
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

static void errors_read(struct reading *r, struct cloudfront_plan *p, const struct doc *list)
{
    struct cloudfront_error_rule *rules = ARENA_ARRAY(r->a, struct cloudfront_error_rule, doc_count(list) + 1);

    for (size_t i = 0; i < doc_count(list); i++) {
        const struct doc *d = doc_at(list, i);
        struct span code = doc_get_str(d, "ResponseCode"), page = doc_get_str(d, "ResponsePagePath");
        int64_t status = 0;
        span_int(code, &status);
        rules[i] = (struct cloudfront_error_rule){ (int)doc_get_int(d, "ErrorCode", 0), (int)status,
                                                   page.size ? page : (struct span){ NULL, 0 },
                                                   doc_get_int(d, "ErrorCachingMinTTL", ERROR_SECONDS) };
    }
    p->errors = rules;
    p->error_count = doc_count(list);
}

const struct cloudfront_error_rule *cloudfront_plan_error(const struct cloudfront_plan *p, int status)
{
    for (size_t i = 0; i < p->error_count; i++)
        if (p->errors[i].status == status) return &p->errors[i];
    return NULL;
}

int64_t cloudfront_plan_error_seconds(const struct cloudfront_plan *p, int status)
{
    const struct cloudfront_error_rule *rule = cloudfront_plan_error(p, status);

    return rule ? rule->seconds : ERROR_SECONDS;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

const struct cloudfront_plan *cloudfront_plan_read(struct arena *a, struct span id, struct span account,
                                                   struct span domain, const struct doc *config,
                                                   const struct cloudfront_plan_source *source)
{
    struct reading r = { .a = a, .source = source };
    struct cloudfront_plan *p = ARENA_NEW(a, struct cloudfront_plan);
    struct span root = doc_get_str(config, "DefaultRootObject");

    p->id = arena_span(a, id);
    p->account = arena_span(a, account);
    p->domain = arena_span(a, domain);
    p->arn = arena_format(a, "arn:aws:cloudfront::%.*s:distribution/%.*s", SPAN_ARG(account), SPAN_ARG(id));
    p->is_enabled = doc_get_bool(config, "Enabled", false);
    if (root.size) p->root = root;
    origins_read(&r, items(config, "Origins"));
    groups_read(&r, items(config, "OriginGroups"));
    behaviors_read(&r, p, config);
    errors_read(&r, p, items(config, "CustomErrorResponses"));
    return p;
}

const struct cloudfront_behavior *cloudfront_plan_behavior(const struct cloudfront_plan *p, struct span path)
{
    size_t i = 0;

    while (i + 1 < p->behavior_count && !cloudfront_path_matches(p->behaviors[i].pattern, path)) i++;
    return &p->behaviors[i];
}
