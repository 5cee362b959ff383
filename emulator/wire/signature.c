/* Signature Version 4, over the raw bytes that came. */
#include "emulator/wire/signature.h"

#include "emulator/wire/signing_keys.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/times.h"

/* --- finding it --------------------------------------------------------------------------------------------------- */

static bool is_separator(char c)
{
    return c == ',' || c == ' ' || c == '\t';
}

/* The next of the parts between commas and blanks. */
static bool part_next(struct span *rest, struct span *part)
{
    size_t begin = 0, end;

    while (begin < rest->size && is_separator(rest->data[begin])) begin++;
    for (end = begin; end < rest->size && !is_separator(rest->data[end]);) end++;
    *part = span_sub(*rest, begin, end - begin);
    *rest = span_sub(*rest, end, SIZE_MAX);
    return part->size > 0;
}

/* What stands behind `name=` in "Credential=…, SignedHeaders=…, Signature=…". AWS: blanks alone also part them. */
enum { CREDENTIAL, SIGNATURE, SIGNED_HEADERS, FIELDS };

static const char *const field_names[FIELDS] = { "Credential", "Signature", "SignedHeaders" };

/* The first of each name; one that is not there is absent. */
static void fields_read(struct span text, struct span fields[FIELDS])
{
    struct span part;

    memset(fields, 0, FIELDS * sizeof *fields);
    while (part_next(&text, &part)) {
        size_t equals = span_find(part, '=');
        for (int i = 0; i < FIELDS; i++)
            if (!fields[i].data && span_is(span_sub(part, 0, equals), field_names[i]))
                fields[i] = span_sub(part, equals + 1, SIZE_MAX);
    }
}

/* Words for what a signature lacks, or is: it cannot be taken as one. */
static enum signature_found refuse(struct signature *s, enum signature_found found, const char *words)
{
    s->words = words;
    return found;
}

static enum signature_found scope_split(const struct http_request *r, struct signature *s, struct span credential)
{
    struct span rest = credential, terminator, more;

    if (!span_split(&rest, '/', &s->access_key_id) || !span_split(&rest, '/', &s->date) ||
        !span_split(&rest, '/', &s->region) || !span_split(&rest, '/', &s->service) ||
        !span_split(&rest, '/', &terminator) || span_split(&rest, '/', &more)) {
        s->service = (struct span){ NULL, 0 }; /* whatever stands in its place names none */
        return refuse(s, SIGNATURE_MALFORMED,
                      arena_printf(r->arena,
                                   "Credential must have exactly 5 slash-delimited elements, e.g. "
                                   "keyid/date/region/service/term, got '%.*s'",
                                   SPAN_ARG(credential)));
    }
    if (!span_is(terminator, "aws4_request"))
        return refuse(s, SIGNATURE_WRONG,
                      arena_printf(r->arena,
                                   "Credential should be scoped with a valid terminator: 'aws4_request', not '%.*s'.",
                                   SPAN_ARG(terminator)));
    return SIGNATURE_FOUND;
}

static struct span query_text(const struct http_request *r, const char *name)
{
    struct span value;

    return http_query(r, name, &value) ? http_decode(r->arena, value, false) : (struct span){ NULL, 0 };
}

/* AWS: names each of those that are absent or empty. NULL when none is. */
static const char *query_lacks(const struct http_request *r)
{
    static const char *const names[] = { "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature",
                                         "X-Amz-SignedHeaders", "X-Amz-Date" };
    const char *words = "";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!query_text(r, names[i]).size)
            words = arena_printf(r->arena, "%sAWS query-string parameters must include '%s'. ", words, names[i]);
    return *words ? arena_printf(r->arena, "%sRe-examine the query-string parameters.", words) : NULL;
}

static enum signature_found parse_query(const struct http_request *r, struct signature *s)
{
    const char *lacks = query_lacks(r);

    if (lacks) return refuse(s, SIGNATURE_MALFORMED, lacks);
    s->in_query = true;
    s->signed_headers = query_text(r, "X-Amz-SignedHeaders");
    s->signature = query_text(r, "X-Amz-Signature");
    s->time = query_text(r, "X-Amz-Date");
    s->token = query_text(r, "X-Amz-Security-Token");
    s->expires = query_text(r, "X-Amz-Expires");
    return scope_split(r, s, query_text(r, "X-Amz-Credential"));
}

/* AWS: names each part that is not there, and then the date; and says what came. NULL when all is there.
 * DIFFERS: a date alone may be absent, for requests written by hand; where a key is verified it is asked for. */
static const char *header_lacks(const struct http_request *r, struct span header, const struct span *fields)
{
    const char *words = "";

    for (int i = 0; i < FIELDS; i++)
        if (!fields[i].size)
            words = arena_printf(r->arena, "%sAuthorization header requires '%s' parameter. ", words, field_names[i]);
    if (!*words) return NULL;
    if (!http_header(r, "X-Amz-Date").size && !http_header(r, "Date").size)
        words = arena_printf(
            r->arena, "%sAuthorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ", words);
    return arena_printf(r->arena, "%sAuthorization=%.*s", words, SPAN_ARG(header));
}

/* In SigV4's form. AWS: a Date counts where there is no X-Amz-Date. */
static struct span time_told(const struct http_request *r)
{
    struct span told = http_header(r, "X-Amz-Date"), date = http_header(r, "Date");
    int64_t ms;

    if (told.size) return told;
    return time_parse_http(date, &ms) ? time_basic(r->arena, ms) : date;
}

static enum signature_found parse_header(const struct http_request *r, struct signature *s, struct span header)
{
    struct span rest = header, scheme, fields[FIELDS];
    const char *lacks;

    part_next(&rest, &scheme);
    fields_read(rest, fields);
    lacks = header_lacks(r, header, fields);
    if (lacks) return refuse(s, SIGNATURE_MALFORMED, lacks);
    if (!span_is(scheme, "AWS4-HMAC-SHA256"))
        return refuse(s, SIGNATURE_MALFORMED,
                      arena_printf(r->arena, "Unsupported AWS 'algorithm': '%.*s' (only AWS4-HMAC-SHA256 for now). ",
                                   SPAN_ARG(scheme)));
    s->signed_headers = fields[SIGNED_HEADERS];
    s->signature = fields[SIGNATURE];
    s->time = time_told(r);
    s->token = http_header(r, "X-Amz-Security-Token");
    return scope_split(r, s, fields[CREDENTIAL]);
}

/* AWS: the parameter of the algorithm decides whether the query is meant. S3's own version 2, and what is no
 * signature at all ("Basic …"), are as if they were not there. */
enum signature_found signature_parse(const struct http_request *r, struct signature *s)
{
    struct span header = span_trim(http_header(r, "Authorization")), algorithm;
    bool in_query = http_query(r, "X-Amz-Algorithm", &algorithm);

    *s = (struct signature){ 0 };
    if (header.size && in_query)
        return refuse(s, SIGNATURE_WRONG,
                      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    if (in_query) return parse_query(r, s);
    return span_starts(header, "AWS4-") ? parse_header(r, s, header) : SIGNATURE_NONE;
}

/* --- what stands in the query in place of headers ----------------------------------------------------------------- */

static bool starts_nocase(struct span text, const char *prefix)
{
    return span_is_nocase(span_sub(text, 0, strlen(prefix)), prefix);
}

static bool is_hoisted(struct span name)
{
    static const char *const signing[] = { "X-Amz-Algorithm", "X-Amz-Content-Sha256", "X-Amz-Credential",
                                           "X-Amz-Date",      "X-Amz-Expires",        "X-Amz-Security-Token",
                                           "X-Amz-Signature", "X-Amz-SignedHeaders",  "x-amz-sdk-checksum-algorithm" };

    for (size_t i = 0; i < sizeof signing / sizeof *signing; i++)
        if (span_is_nocase(name, signing[i])) return false;
    return starts_nocase(name, "x-amz-") && !starts_nocase(name, "x-amz-checksum-");
}

const struct http_request *signature_hoisted(const struct http_request *r, const struct signature *s)
{
    struct http_request *own = NULL;
    struct span rest = r->query, pair;

    if (!s->in_query || !span_is(s->service, "s3")) return r;
    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        struct span name = http_decode(r->arena, span_sub(pair, 0, equals), false);
        if (!is_hoisted(name) || http_header_find(own ? own : r, name).data) continue;
        if (!own) *(own = arena_alloc(r->arena, sizeof *own)) = *r;
        if (own->header_count == HTTP_HEADERS_MAX) break;
        own->headers[own->header_count++] =
            (struct http_header){ name, http_decode(r->arena, span_sub(pair, equals + 1, SIZE_MAX), false) };
    }
    return own ? own : r;
}

/* --- the canonical request ---------------------------------------------------------------------------------------- */

/* The path without ".", ".." and empty segments, each segment encoded once more. S3 signs its path as it is. */
static void canonical_path(struct buf *b, const struct http_request *r, const struct signature *s)
{
    struct span rest = r->path, segment, kept[256];
    size_t count = 0;

    if (span_is(s->service, "s3")) {
        buf_add_span(b, http_encode(r->arena, http_decode(r->arena, r->path, false), "/"));
        return;
    }
    while (span_split(&rest, '/', &segment)) {
        if (segment.size == 0 || span_is(segment, ".")) continue;
        if (span_is(segment, "..")) {
            if (count) count--;
        } else if (count < 256) {
            kept[count++] = segment;
        }
    }
    for (size_t i = 0; i < count; i++) {
        buf_add_char(b, '/');
        buf_add_span(b, http_encode(r->arena, kept[i], ""));
    }
    if (count == 0 || span_ends(r->path, "/")) buf_add_char(b, '/');
}

struct parameter {
    struct span name, value;
};

static int compare_parameters(const void *a, const void *b)
{
    const struct parameter *x = a, *y = b;
    int order = span_compare(x->name, y->name);

    return order ? order : span_compare(x->value, y->value);
}

static struct span encode_again(const struct http_request *r, struct span raw)
{
    return http_encode(r->arena, http_decode(r->arena, raw, false), "");
}

static void canonical_query(struct buf *b, const struct http_request *r, const struct signature *s)
{
    struct span rest = r->query, pair;
    struct parameter *parameters = ARENA_ARRAY(r->arena, struct parameter, r->query.size + 1);
    size_t count = 0;

    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        struct parameter p = { encode_again(r, span_sub(pair, 0, equals)),
                               encode_again(r, span_sub(pair, equals + 1, SIZE_MAX)) };
        if (pair.size && !(s->in_query && span_is(p.name, "X-Amz-Signature"))) parameters[count++] = p;
    }
    qsort(parameters, count, sizeof *parameters, compare_parameters);
    for (size_t i = 0; i < count; i++)
        buf_printf(b, "%s%.*s=%.*s", i ? "&" : "", SPAN_ARG(parameters[i].name), SPAN_ARG(parameters[i].value));
}

/* A header's value with its ends trimmed and runs of spaces made one. */
static void header_value(struct buf *b, struct span value)
{
    size_t from = 0;

    value = span_trim(value);
    for (size_t i = 1; i < value.size; i++) {
        if (value.data[i] != ' ' || value.data[i - 1] != ' ') continue;
        buf_add_span(b, span_sub(value, from, i - from));
        from = i + 1;
    }
    buf_add_span(b, span_sub(value, from, SIZE_MAX));
}

static void canonical_headers(struct buf *b, const struct http_request *r, const struct signature *s)
{
    struct span rest = s->signed_headers, name;

    while (span_split(&rest, ';', &name)) {
        const char *between = "";
        buf_add_span(b, name);
        buf_add_char(b, ':');
        for (size_t i = 0; i < r->header_count; i++) {
            if (!span_eq_nocase(name, r->headers[i].name)) continue;
            buf_add_text(b, between);
            header_value(b, r->headers[i].value);
            between = ",";
        }
        buf_add_char(b, '\n');
    }
}

struct span signature_payload(const struct http_request *r, const struct signature *s)
{
    struct span told = http_header(r, "X-Amz-Content-Sha256");

    if (told.data || !s->in_query) return told;
    told = query_text(r, "X-Amz-Content-Sha256");
    return told.data ? told : SPAN("UNSIGNED-PAYLOAD");
}

bool signature_is_digest(struct span told)
{
    for (size_t i = 0; i < told.size; i++) {
        char c = told.data[i] | 0x20;
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return false;
    }
    return told.size == 64;
}

/* What was signed in the body's place. AWS: the digest of the bytes that came, whatever the header says; for S3 what is
 * told, as it is. That is taken at its word, as that of any stream is: who reads the bytes holds it against them
 * (payload_check). */
static struct span payload_hash(const struct http_request *r, const struct signature *s)
{
    struct span told = signature_payload(r, s);
    bool is_taken = span_is(s->service, "s3") ? told.data != NULL : r->stream && signature_is_digest(told);

    return is_taken ? told : span_of(sha256_hex(r->arena, r->body));
}

struct span signature_canonical_request(const struct http_request *r, const struct signature *s)
{
    struct buf b = { 0 };
    struct span text;

    buf_add_span(&b, r->method);
    buf_add_char(&b, '\n');
    canonical_path(&b, r, s);
    buf_add_char(&b, '\n');
    canonical_query(&b, r, s);
    buf_add_char(&b, '\n');
    canonical_headers(&b, r, s);
    buf_add_char(&b, '\n');
    buf_add_span(&b, s->signed_headers);
    buf_add_char(&b, '\n');
    buf_add_span(&b, payload_hash(r, s));
    text = arena_span(r->arena, buf_span(&b));
    buf_release(&b);
    return text;
}

/* --- string to sign and signature --------------------------------------------------------------------------------- */

struct span signature_string_to_sign(const struct http_request *r, const struct signature *s, struct span canonical)
{
    const struct span scope[] = { s->date, s->region, s->service };
    struct buf b = { 0 };
    struct span text;

    buf_add_text(&b, "AWS4-HMAC-SHA256\n");
    buf_add_span(&b, s->time);
    buf_add_char(&b, '\n');
    for (size_t i = 0; i < sizeof scope / sizeof *scope; i++) {
        buf_add_span(&b, scope[i]);
        buf_add_char(&b, '/');
    }
    buf_add_text(&b, "aws4_request\n");
    buf_add_text(&b, sha256_hex(r->arena, canonical));
    text = arena_span(r->arena, buf_span(&b));
    buf_release(&b);
    return text;
}

struct span signature_calculate(const struct http_request *r, const struct signature *s, struct span string_to_sign,
                                struct span secret)
{
    unsigned char key[32], mac[32];
    char *hex = arena_alloc(r->arena, 65);

    signing_key(secret, s->date, s->region, s->service, key);
    hmac_sha256((struct span){ (const char *)key, 32 }, string_to_sign, mac);
    hex_encode(mac, 32, hex);
    return span_of(hex);
}

bool signature_verify(const struct http_request *r, const struct signature *s, struct span secret)
{
    struct span text = signature_string_to_sign(r, s, signature_canonical_request(r, s));

    return digest_equal(signature_calculate(r, s, text, secret), s->signature);
}

/* --- what is told of it ------------------------------------------------------------------------------------------- */

static void bytes_put(struct doc *map, const char *name, struct span text)
{
    struct buf b = { 0 };

    for (size_t i = 0; i < text.size; i++) buf_printf(&b, "%s%02x", i ? " " : "", (unsigned char)text.data[i]);
    doc_put_str(map, name, b.size ? buf_span(&b) : SPAN(""));
    buf_release(&b);
}

struct doc *signature_told(struct arena *a, struct span access_key_id, struct span provided, struct span string_to_sign,
                           struct span canonical)
{
    struct doc *map = doc_map(a);

    doc_put_str(map, "AWSAccessKeyId", access_key_id);
    doc_put_str(map, "StringToSign", string_to_sign);
    doc_put_str(map, "SignatureProvided", provided);
    bytes_put(map, "StringToSignBytes", string_to_sign);
    doc_put_str(map, "CanonicalRequest", canonical);
    if (canonical.data) bytes_put(map, "CanonicalRequestBytes", canonical);
    return map;
}
