/* AWS Signature Version 4. The canonical forms of path, query and headers come first, then the steps over them. */
#include "app/sdk/aws_sigv4.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "app/sdk/aws_uri.h"

enum { SIGV4_TEXT_MAX = 256 * 1024 };

static const char sigv4_algorithm[] = "AWS4-HMAC-SHA256";

/* --- path ----------------------------------------------------------------------------------------------------- */

/* Drops the last segment of a normalised path: "/a/b/" becomes "/a/". */
static void sigv4_path_ascend(struct text *path)
{
    if (path->length <= 1) return;
    path->length--;
    while (path->length > 1 && path->bytes[path->length - 1] != '/') path->length--;
    path->bytes[path->length] = '\0';
}

static void sigv4_path_normalize(const char *path, struct text *out)
{
    const char *segment = path;

    text_put(out, "/");
    while (*segment) {
        size_t length = strcspn(segment, "/");
        bool is_last = segment[length] == '\0';

        if (length == 2 && !strncmp(segment, "..", 2)) sigv4_path_ascend(out);
        else if (length && !(length == 1 && *segment == '.')) {
            text_append(out, segment, length);
            if (!is_last) text_put(out, "/");
        }
        segment += is_last ? length : length + 1;
    }
}

static void sigv4_canonical_path(const struct aws_signable *request, struct text *out)
{
    struct text path;

    if (request->is_path_canonical) {
        text_put(out, request->path);
        return;
    }
    text_init(&path, SIGV4_TEXT_MAX);
    if (request->normalize_path) sigv4_path_normalize(request->path, &path);
    else text_put(&path, *request->path ? request->path : "/");
    aws_uri_encode_path(out, text_string(&path), path.length);
    text_release(&path);
}

/* --- query ---------------------------------------------------------------------------------------------------- */

struct sigv4_parameter {
    struct text name;
    struct text value;
};

static void sigv4_parameter_part(struct text *out, const char *bytes, size_t length)
{
    struct text decoded;

    text_init(out, SIGV4_TEXT_MAX);
    text_init(&decoded, SIGV4_TEXT_MAX);
    aws_uri_decode(&decoded, bytes, length);
    aws_uri_encode(out, text_string(&decoded), decoded.length);
    text_release(&decoded);
}

static void sigv4_parameter_init(struct sigv4_parameter *parameter, const char *bytes, size_t length)
{
    const char *equals = memchr(bytes, '=', length);
    size_t name_length = equals ? (size_t)(equals - bytes) : length;

    sigv4_parameter_part(&parameter->name, bytes, name_length);
    sigv4_parameter_part(&parameter->value, equals ? equals + 1 : "", equals ? length - name_length - 1 : 0);
}

static int sigv4_parameter_compare(const void *left, const void *right)
{
    const struct sigv4_parameter *a = left, *b = right;
    int order = strcmp(text_string(&a->name), text_string(&b->name));

    return order ? order : strcmp(text_string(&a->value), text_string(&b->value));
}

static void sigv4_canonical_query(const char *query, struct text *out)
{
    struct sigv4_parameter parameters[AWS_SIGV4_PARAMETERS_MAX];
    size_t count = 0, i;

    while (query && *query) {
        size_t length = strcspn(query, "&");

        assert(count < AWS_SIGV4_PARAMETERS_MAX);
        if (length) sigv4_parameter_init(&parameters[count++], query, length);
        query += query[length] ? length + 1 : length;
    }
    qsort(parameters, count, sizeof *parameters, sigv4_parameter_compare);
    for (i = 0; i < count; i++) {
        text_printf(out, "%s%s=%s", i ? "&" : "", text_string(&parameters[i].name), text_string(&parameters[i].value));
        text_release(&parameters[i].name);
        text_release(&parameters[i].value);
    }
}

/* --- headers -------------------------------------------------------------------------------------------------- */

/* Sorted by name without regard to case. Equal names keep the order they were given in, so the sort is stable. */
static void sigv4_headers_sort(const struct aws_signable *request, const struct aws_header **sorted)
{
    size_t i, j;

    assert(request->header_count <= AWS_SIGV4_HEADERS_MAX);
    for (i = 0; i < request->header_count; i++) {
        for (j = i; j > 0 && strcasecmp(sorted[j - 1]->name, request->headers[i].name) > 0; j--)
            sorted[j] = sorted[j - 1];
        sorted[j] = &request->headers[i];
    }
}

static void sigv4_put_lower(struct text *out, const char *name)
{
    for (; *name; name++) {
        char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;

        text_append(out, &c, 1);
    }
}

/* Trimmed at both ends, inner runs of blanks as one space. */
static void sigv4_put_trimmed(struct text *out, const char *value)
{
    bool is_first = true;

    for (value += strspn(value, " \t\r\n"); *value; value += strspn(value, " \t\r\n")) {
        size_t length = strcspn(value, " \t\r\n");

        if (!is_first) text_put(out, " ");
        text_append(out, value, length);
        value += length;
        is_first = false;
    }
}

static void sigv4_canonical_headers(const struct aws_signable *request, struct text *out)
{
    const struct aws_header *sorted[AWS_SIGV4_HEADERS_MAX];
    size_t i;

    sigv4_headers_sort(request, sorted);
    for (i = 0; i < request->header_count; i++) {
        if (i && !strcasecmp(sorted[i]->name, sorted[i - 1]->name)) {
            text_put(out, ",");
        } else {
            if (i) text_put(out, "\n");
            sigv4_put_lower(out, sorted[i]->name);
            text_put(out, ":");
        }
        sigv4_put_trimmed(out, sorted[i]->value);
    }
    if (request->header_count) text_put(out, "\n");
}

void aws_sigv4_signed_headers(const struct aws_signable *request, struct text *out)
{
    const struct aws_header *sorted[AWS_SIGV4_HEADERS_MAX];
    size_t i;

    sigv4_headers_sort(request, sorted);
    for (i = 0; i < request->header_count; i++) {
        if (i && !strcasecmp(sorted[i]->name, sorted[i - 1]->name)) continue;
        if (i) text_put(out, ";");
        sigv4_put_lower(out, sorted[i]->name);
    }
}

/* --- the steps ------------------------------------------------------------------------------------------------ */

void aws_sigv4_canonical_request(const struct aws_signable *request, struct text *out)
{
    text_printf(out, "%s\n", request->method);
    sigv4_canonical_path(request, out);
    text_put(out, "\n");
    sigv4_canonical_query(request->query, out);
    text_put(out, "\n");
    sigv4_canonical_headers(request, out);
    text_put(out, "\n");
    aws_sigv4_signed_headers(request, out);
    text_printf(out, "\n%s", request->payload_hash);
}

/* "20150830/us-east-1/service/aws4_request" */
static void sigv4_put_scope(const struct aws_signing *signing, struct text *out)
{
    text_printf(out, "%.8s/%s/%s/aws4_request", signing->time, signing->region, signing->service);
}

void aws_sigv4_string_to_sign(const struct aws_signing *signing, const struct text *canonical_request, struct text *out)
{
    char hash[AWS_SHA256_HEX];

    aws_sha256_hex(canonical_request->bytes, canonical_request->length, hash);
    text_printf(out, "%s\n%s\n", sigv4_algorithm, signing->time);
    sigv4_put_scope(signing, out);
    text_printf(out, "\n%s", hash);
}

static void sigv4_derive(const struct aws_signing *signing, unsigned char key[AWS_SHA256_BYTES])
{
    unsigned char next[AWS_SHA256_BYTES];
    struct text secret;

    text_init(&secret, SIGV4_TEXT_MAX);
    text_printf(&secret, "AWS4%s", signing->secret_access_key);
    aws_hmac_sha256(secret.bytes, secret.length, signing->time, 8, next);
    aws_hmac_sha256(next, sizeof next, signing->region, strlen(signing->region), key);
    aws_hmac_sha256(key, AWS_SHA256_BYTES, signing->service, strlen(signing->service), next);
    aws_hmac_sha256(next, sizeof next, "aws4_request", strlen("aws4_request"), key);
    explicit_bzero(secret.bytes, secret.length);
    text_release(&secret);
}

/* The key of that scope and secret, or NULL. */
static const struct aws_sigv4_key *sigv4_kept(const struct aws_sigv4_keys *keys, const char *scope, const char *secret)
{
    size_t i;

    for (i = 0; i < AWS_SIGV4_KEYS; i++)
        if (!strcmp(keys->list[i].scope, scope) && !strcmp(keys->list[i].secret, secret)) return &keys->list[i];
    return NULL;
}

static void sigv4_keep(struct aws_sigv4_keys *keys, const char *scope, const char *secret,
                       const unsigned char key[AWS_SHA256_BYTES])
{
    struct aws_sigv4_key *place = &keys->list[keys->next++ % AWS_SIGV4_KEYS];

    if (!text_copy(place->secret, sizeof place->secret, secret) || !text_copy(place->scope, sizeof place->scope, scope))
        place->scope[0] = '\0';
    memcpy(place->key, key, AWS_SHA256_BYTES);
}

static void sigv4_key(const struct aws_signing *signing, unsigned char key[AWS_SHA256_BYTES])
{
    const struct aws_sigv4_key *kept = NULL;
    struct text scope;

    text_init(&scope, AWS_SIGV4_SCOPE_SIZE - 1);
    sigv4_put_scope(signing, &scope);
    if (signing->keys && !scope.overflow)
        kept = sigv4_kept(signing->keys, text_string(&scope), signing->secret_access_key);
    if (kept) memcpy(key, kept->key, AWS_SHA256_BYTES);
    else sigv4_derive(signing, key);
    if (signing->keys && !scope.overflow && !kept)
        sigv4_keep(signing->keys, text_string(&scope), signing->secret_access_key, key);
    text_release(&scope);
}

void aws_sigv4_signature(const struct aws_signing *signing, const struct text *string_to_sign,
                         char signature[AWS_SHA256_HEX])
{
    unsigned char key[AWS_SHA256_BYTES], digest[AWS_SHA256_BYTES];

    sigv4_key(signing, key);
    aws_hmac_sha256(key, sizeof key, string_to_sign->bytes, string_to_sign->length, digest);
    aws_hex(digest, sizeof digest, signature);
    explicit_bzero(key, sizeof key);
}

void aws_sigv4_authorization(const struct aws_signing *signing, const struct aws_signable *request, struct text *out)
{
    struct text canonical, to_sign;
    char signature[AWS_SHA256_HEX];

    text_init(&canonical, SIGV4_TEXT_MAX);
    text_init(&to_sign, SIGV4_TEXT_MAX);
    aws_sigv4_canonical_request(request, &canonical);
    aws_sigv4_string_to_sign(signing, &canonical, &to_sign);
    aws_sigv4_signature(signing, &to_sign, signature);

    text_printf(out, "%s Credential=%s/", sigv4_algorithm, signing->access_key_id);
    sigv4_put_scope(signing, out);
    text_put(out, ", SignedHeaders=");
    aws_sigv4_signed_headers(request, out);
    text_printf(out, ", Signature=%s", signature);

    if (canonical.overflow) out->overflow = true;
    text_release(&to_sign);
    text_release(&canonical);
}

static void sigv4_put_parameter(struct text *out, const char *name, const char *value)
{
    text_printf(out, "%s%s=", out->length ? "&" : "", name);
    aws_uri_encode(out, value, strlen(value));
}

void aws_sigv4_presign_query(const struct aws_signing *signing, const struct aws_signable *request,
                             const char *session_token, unsigned expires_seconds, struct text *out)
{
    struct text value;

    text_init(&value, SIGV4_TEXT_MAX);
    text_put(out, request->query ? request->query : "");
    sigv4_put_parameter(out, "X-Amz-Algorithm", sigv4_algorithm);
    text_printf(&value, "%s/", signing->access_key_id);
    sigv4_put_scope(signing, &value);
    sigv4_put_parameter(out, "X-Amz-Credential", text_string(&value));
    sigv4_put_parameter(out, "X-Amz-Date", signing->time);
    text_clear(&value);
    aws_sigv4_signed_headers(request, &value);
    sigv4_put_parameter(out, "X-Amz-SignedHeaders", text_string(&value));
    text_clear(&value);
    text_printf(&value, "%u", expires_seconds);
    sigv4_put_parameter(out, "X-Amz-Expires", text_string(&value));
    if (session_token) sigv4_put_parameter(out, "X-Amz-Security-Token", session_token);
    text_release(&value);
}

void aws_sigv4_time(long long epoch_seconds, char time[AWS_SIGV4_TIME_SIZE])
{
    time_t seconds = (time_t)epoch_seconds;
    struct tm utc;

    if (!gmtime_r(&seconds, &utc) || !strftime(time, AWS_SIGV4_TIME_SIZE, "%Y%m%dT%H%M%SZ", &utc)) abort();
}
