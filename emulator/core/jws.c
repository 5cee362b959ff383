/* Two requests: the issuer's configuration says where its keys are. AWS: signatures of RSA and of elliptic curves.
 * DIFFERS: those of elliptic curves are not verified. */
#include "emulator/core/jws.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/latch.h"
#include "emulator/base/panic.h"
#include "emulator/base/rsa_verify.h"
#include "emulator/http/http_client.h"

#define TIMEOUT_MS 2000
#define BODY_MAX   (256 * 1024)
#define KEPT_MAX   16
#define GOOD_MS    300000
#define FAILED_MS  60000
#define AGAIN_MS   10000 /* a key that is not there is looked for again, but not before */

bool jws_decode(struct arena *a, struct span text, struct span *bytes)
{
    char *copy = arena_alloc(a, text.size + 4);
    size_t size = text.size;

    for (size_t i = 0; i < size; i++) copy[i] = text.data[i] == '-' ? '+' : text.data[i] == '_' ? '/' : text.data[i];
    while (size % 4) copy[size++] = '=';
    return base64_decode(a, (struct span){ copy, size }, bytes);
}

/* --- fetching ----------------------------------------------------------------------------------------------------- */

struct fetch {
    struct latch ended;
    bool is_good;
    struct buf body;
};

static void fetched(const struct http_client_result *result, void *arg)
{
    struct fetch *f = arg;

    f->is_good = result->status == 200 && !result->was_cut;
    if (f->is_good) buf_add_span(&f->body, result->body);
    latch_open(&f->ended);
}

/* A JSON object; NULL when there was none. */
static struct doc *fetch(struct arena *a, const char *url)
{
    struct fetch f = { .is_good = false };
    const struct http_client_request request = {
        .method = "GET", .url = url, .body_bytes_max = BODY_MAX, .timeout_ms = TIMEOUT_MS
    };
    struct doc *d = NULL;

    latch_init(&f.ended);
    http_client_send(&request, fetched, &f);
    latch_wait(&f.ended);
    latch_release(&f.ended);
    if (f.is_good) d = json_parse(a, arena_span(a, buf_span(&f.body)), NULL);
    buf_release(&f.body);
    return doc_is(d, DOC_MAP) ? d : NULL;
}

/* Its list of keys, or NULL. Keys come by TLS, unless the issuer itself does not: a server on this machine. */
static struct doc *keys_fetch(struct arena *a, struct span issuer)
{
    bool has_slash = span_ends(issuer, "/");
    const struct doc *about =
        fetch(a, arena_printf(a, "%.*s%s.well-known/openid-configuration", SPAN_ARG(issuer), has_slash ? "" : "/"));
    const char *where = about ? doc_get_cstr(about, "jwks_uri") : NULL;
    bool is_safe = where && (span_starts(span_of(where), "https://") || span_starts(issuer, "http://"));
    struct doc *keys = is_safe ? doc_get(fetch(a, where), "keys") : NULL;

    return doc_is(keys, DOC_LIST) ? keys : NULL;
}

/* --- keeping ------------------------------------------------------------------------------------------------------ */

static struct kept_keys {
    char *issuer, *keys; /* keys: as JSON; NULL: it did not answer */
    int64_t when_ms;     /* of the machine's time */
} kept[KEPT_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static char *heap_text(struct span text)
{
    char *copy = memory_new(1, text.size + 1);

    memcpy(copy, text.data, text.size);
    return copy;
}

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

/* Under the lock: the issuer's place, or the oldest. */
static struct kept_keys *place_of(struct span issuer)
{
    struct kept_keys *oldest = kept;

    for (size_t i = 0; i < KEPT_MAX; i++) {
        if (kept[i].issuer && span_is(issuer, kept[i].issuer)) return kept + i;
        if (!kept[i].issuer || kept[i].when_ms < oldest->when_ms) oldest = kept + i;
    }
    return oldest;
}

static void keys_keep(struct arena *a, struct span issuer, const struct doc *keys)
{
    struct kept_keys *k;

    pthread_mutex_lock(&lock);
    k = place_of(issuer);
    free(k->issuer);
    free(k->keys);
    *k = (struct kept_keys){ heap_text(issuer), keys ? heap_text(json_text(a, keys)) : NULL, now_ms() };
    pthread_mutex_unlock(&lock);
}

/* False: they are not kept, or for longer than that. */
static bool keys_kept(struct arena *a, struct span issuer, int64_t good_ms, int64_t failed_ms, struct doc **keys)
{
    struct kept_keys *k;
    bool is_fresh;

    pthread_mutex_lock(&lock);
    k = place_of(issuer);
    is_fresh = k->issuer && span_is(issuer, k->issuer) && now_ms() - k->when_ms < (k->keys ? good_ms : failed_ms);
    *keys = is_fresh && k->keys ? json_parse(a, arena_span(a, span_of(k->keys)), NULL) : NULL;
    pthread_mutex_unlock(&lock);
    return is_fresh;
}

static struct doc *keys_of(struct arena *a, struct span issuer, int64_t good_ms)
{
    struct doc *keys;

    if (keys_kept(a, issuer, good_ms, FAILED_MS, &keys)) return keys;
    keys = keys_fetch(a, issuer);
    keys_keep(a, issuer, keys);
    return keys;
}

/* --- verifying ---------------------------------------------------------------------------------------------------- */

struct signed_text {
    struct span data, signature, digest, key_id; /* digest: absent where the algorithm is none of RSA's */
    bool is_known;                               /* AWS knows the algorithm */
};

static bool token_read(struct arena *a, struct span token, struct signed_text *s)
{
    static const char *const algorithms[][2] = { { "RS256", "SHA-256" }, { "RS384", "SHA-384" }, { "RS512", "SHA-512" },
                                                 { "ES256", NULL },      { "ES384", NULL },      { "ES512", NULL } };
    struct span rest = token, head, claims, bytes, algorithm;
    const struct doc *header;

    *s = (struct signed_text){ 0 };
    if (!span_split(&rest, '.', &head) || !rest.data || !span_split(&rest, '.', &claims) || !rest.data ||
        !jws_decode(a, head, &bytes) || !jws_decode(a, rest, &s->signature))
        return false;
    s->data = span_sub(token, 0, head.size + 1 + claims.size);
    header = json_parse(a, bytes, NULL);
    algorithm = doc_get_str(header, "alg");
    s->key_id = doc_get_str(header, "kid");
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (!span_is(algorithm, algorithms[i][0])) continue;
        s->is_known = true;
        s->digest = span_of(algorithms[i][1]);
    }
    return true;
}

static bool is_signed_by(struct arena *a, const struct signed_text *s, const struct doc *key)
{
    struct span modulus, exponent, id = doc_get_str(key, "kid");

    if (s->key_id.data && id.data && !span_eq(s->key_id, id)) return false;
    return span_is(doc_get_str(key, "kty"), "RSA") && jws_decode(a, doc_get_str(key, "n"), &modulus) &&
           jws_decode(a, doc_get_str(key, "e"), &exponent) &&
           rsa_verify(modulus, exponent, s->digest, s->data, s->signature);
}

static bool is_signed_by_any(struct arena *a, const struct signed_text *s, const struct doc *keys)
{
    for (size_t i = 0; i < doc_count(keys); i++)
        if (is_signed_by(a, s, doc_at(keys, i))) return true;
    return false;
}

enum jws jws_verify(struct arena *a, struct span issuer, struct span token)
{
    struct signed_text s;
    struct doc *keys;

    if (!token_read(a, token, &s)) return JWS_IS_WRONG;
    keys = keys_of(a, issuer, GOOD_MS);
    if (!keys) return JWS_IS_UNKNOWN;
    if (s.is_known && !s.digest.data) return JWS_IS_UNKNOWN;
    if (!s.is_known) return JWS_IS_WRONG;
    if (is_signed_by_any(a, &s, keys) || is_signed_by_any(a, &s, keys_of(a, issuer, AGAIN_MS))) return JWS_IS_GOOD;
    return JWS_IS_WRONG;
}
