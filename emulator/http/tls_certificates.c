/* A list of the latest, looked through from end to end: a handshake costs thousands of times more. One key serves for
 * all that the authority signs. Making one happens outside the lock; when two threads make the same, the first
 * counts. */
#include "emulator/http/tls_certificates.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/authority.h"
#include "emulator/base/certificate.h"
#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/private_key.h"
#include "emulator/http/tls_library.h"

#define KEPT_MAX      256
#define NAME_MAX_SIZE 253
#define DAY_MS        ((int64_t)24 * 60 * 60 * 1000)
#define VALID_DAYS    397 /* browsers take no longer ones from public authorities */

struct tls_certificate {
    X509 *own;
    STACK_OF(X509) * above;
    EVP_PKEY *key;
    struct tls_certificates *all;
    struct span name, source; /* "": for who says none; what it was read from, where it was given */
    int64_t until_ms;
    int users;
    unsigned used; /* when, by count */
    bool is_kept;
};

struct tls_certificates {
    pthread_mutex_t lock;
    struct tls_names names;
    struct tls_certificate *kept[KEPT_MAX];
    size_t count;
    unsigned used;
    struct arena arena;
    const char *key; /* for those that the authority signs; made once */
};

struct tls_certificates *tls_certificates_new(const struct tls_names *names)
{
    struct tls_certificates *all = memory_new(1, sizeof *all);

    pthread_mutex_init(&all->lock, NULL);
    all->names = *names;
    return all;
}

static void certificate_free(struct tls_certificate *c)
{
    const struct tls_library *tls = tls_library();

    if (c->own) tls->x509_free(c->own);
    if (c->above) tls->sk_pop_free((OPENSSL_STACK *)c->above, (OPENSSL_sk_freefunc)tls->x509_free);
    if (c->key) tls->pkey_free(c->key);
    free((char *)c->name.data);
    free((char *)c->source.data);
    free(c);
}

/* Under the lock. */
static void certificate_drop(struct tls_certificate *c)
{
    c->is_kept = false;
    if (!c->users) certificate_free(c);
}

void tls_certificates_free(struct tls_certificates *all)
{
    for (size_t i = 0; i < all->count; i++) certificate_drop(all->kept[i]);
    pthread_mutex_destroy(&all->lock);
    arena_release(&all->arena);
    free(all);
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static struct span heap_span(struct span s)
{
    char *copy = memory_raw(s.size + 1);

    memcpy(copy, s.data ? s.data : "", s.size);
    return (struct span){ copy, s.size };
}

/* A password is never asked for. */
static int no_password(char *out, int room, int writing, void *arg)
{
    (void)out, (void)room, (void)writing, (void)arg;
    return -1;
}

static void chain_read(const struct tls_library *tls, struct tls_certificate *c, struct span chain)
{
    BIO *text = tls->bio_new_mem_buf(chain.data, (int)chain.size);
    X509 *one;

    c->own = tls->read_x509(text, NULL, no_password, NULL);
    while (c->own && (one = tls->read_x509(text, NULL, no_password, NULL))) {
        if (!c->above) c->above = (STACK_OF(X509) *)tls->sk_new_null();
        tls->sk_push((OPENSSL_STACK *)c->above, one);
    }
    tls->bio_free(text);
}

static void key_read(const struct tls_library *tls, struct tls_certificate *c, struct span key)
{
    BIO *text = tls->bio_new_mem_buf(key.data, (int)key.size);

    c->key = tls->read_private_key(text, NULL, no_password, NULL);
    tls->bio_free(text);
}

/* What one was read from; of those that the authority signs, nothing. */
static struct tls_certificate *certificate_read_from(struct span name, struct span source, struct span chain,
                                                     struct span key)
{
    const struct tls_library *tls = tls_library();
    struct tls_certificate *c = memory_new(1, sizeof *c);
    struct arena scratch = { 0 };
    struct certificate facts = { .until_ms = 0 };

    c->name = heap_span(name);
    c->source = heap_span(source);
    if (tls) {
        chain_read(tls, c, chain);
        key_read(tls, c, key);
        tls->clear_error();
    }
    if (!c->own || !c->key || certificate_read(&scratch, chain, &facts)) {
        log_error("the certificate for %.*s cannot be read", SPAN_ARG(name));
        certificate_free(c);
        c = NULL;
    } else {
        c->until_ms = facts.until_ms;
    }
    arena_release(&scratch);
    return c;
}

static const char *key_of(struct tls_certificates *all)
{
    pthread_mutex_lock(&all->lock);
    if (!all->key) all->key = private_key_make(&all->arena, "EC_prime256v1");
    pthread_mutex_unlock(&all->lock);
    return all->key;
}

static struct tls_certificate *certificate_sign(struct tls_certificates *all, struct span name)
{
    int64_t now = clock_real_ms();
    struct authority_wish wish = { .key = key_of(all),
                                   .names = name.size ? &name : all->names.unnamed,
                                   .name_count = name.size ? 1 : all->names.unnamed_count,
                                   .from_ms = now - DAY_MS,
                                   .until_ms = now + VALID_DAYS * DAY_MS };
    struct arena scratch = { 0 };
    const char *pem = authority_sign(&scratch, &wish);
    struct tls_certificate *made = pem ? certificate_read_from(name, SPAN(""), span_of(pem), span_of(wish.key)) : NULL;

    arena_release(&scratch);
    return made;
}

/* --- keeping ------------------------------------------------------------------------------------------------------ */

/* Under the lock. One that is soon over, or was read from something else, goes. */
static struct tls_certificate *kept_find(struct tls_certificates *all, struct span name, struct span source)
{
    for (size_t i = 0; i < all->count; i++) {
        struct tls_certificate *c = all->kept[i];
        if (!span_eq_nocase(c->name, name)) continue;
        if (span_eq(c->source, source) && (source.size || c->until_ms - clock_real_ms() > DAY_MS)) return c;
        all->kept[i] = all->kept[--all->count];
        certificate_drop(c);
        break;
    }
    return NULL;
}

static void kept_make_room(struct tls_certificates *all)
{
    size_t oldest = 0;

    if (all->count < KEPT_MAX) return;
    for (size_t i = 1; i < all->count; i++)
        if (all->kept[i]->used < all->kept[oldest]->used) oldest = i;
    certificate_drop(all->kept[oldest]);
    all->kept[oldest] = all->kept[--all->count];
}

static struct tls_certificate *kept_take(struct tls_certificates *all, struct span name, struct span source)
{
    struct tls_certificate *c;

    pthread_mutex_lock(&all->lock);
    c = kept_find(all, name, source);
    if (c) {
        c->users++;
        c->used = ++all->used;
    }
    pthread_mutex_unlock(&all->lock);
    return c;
}

static struct tls_certificate *kept_add(struct tls_certificates *all, struct tls_certificate *made)
{
    struct tls_certificate *first;

    pthread_mutex_lock(&all->lock);
    first = kept_find(all, made->name, made->source);
    if (first) {
        certificate_free(made);
        made = first;
    } else {
        kept_make_room(all);
        made->all = all;
        made->is_kept = true;
        all->kept[all->count++] = made;
    }
    made->users++;
    made->used = ++all->used;
    pthread_mutex_unlock(&all->lock);
    return made;
}

static struct tls_certificate *take(struct tls_certificates *all, struct span name, struct span chain, struct span key)
{
    struct arena scratch = { 0 };
    struct span source = chain.size ? arena_format(&scratch, "%.*s%.*s", SPAN_ARG(chain), SPAN_ARG(key)) : SPAN("");
    struct tls_certificate *c = kept_take(all, name, source);

    if (!c) {
        c = source.size ? certificate_read_from(name, source, chain, key) : certificate_sign(all, name);
        if (c) c = kept_add(all, c);
    }
    arena_release(&scratch);
    return c;
}

/* Names of a client's have lower case from here on, and no dot at their end. */
static struct span name_of(struct arena *a, struct span name)
{
    char *text = arena_string(a, name);

    for (char *p = text; *p; p++)
        if (*p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
    if (name.size && text[name.size - 1] == '.') name.size--;
    return (struct span){ text, name.size };
}

/* Of letters that names have; what else a client sends shall get into no certificate. */
static bool is_name(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':'))
            return false;
    }
    return name.size > 0 && name.size <= NAME_MAX_SIZE;
}

struct tls_certificate *tls_certificates_take(struct tls_certificates *all, struct span said)
{
    struct arena scratch = { 0 };
    struct span name, chain = { NULL, 0 }, key = { NULL, 0 };
    struct tls_certificate *c = NULL;
    enum tls_name found;

    if (!said.size) return take(all, SPAN(""), all->names.chain, all->names.key);
    name = name_of(&scratch, said);
    found = is_name(name) ? all->names.find(&scratch, name, &chain, &key, all->names.arg) : TLS_NAME_UNKNOWN;
    if (found == TLS_NAME_OURS) c = take(all, name, (struct span){ NULL, 0 }, (struct span){ NULL, 0 });
    if (found == TLS_NAME_GIVEN) c = take(all, name, chain, key);
    arena_release(&scratch);
    return c;
}

void tls_certificate_give(struct tls_certificate *c)
{
    struct tls_certificates *all;

    if (!c) return;
    all = c->all;
    pthread_mutex_lock(&all->lock);
    if (--c->users == 0 && !c->is_kept) certificate_free(c);
    pthread_mutex_unlock(&all->lock);
}

void tls_certificate_parts(const struct tls_certificate *c, struct x509_st **own, struct stack_st_X509 **above,
                           struct evp_pkey_st **key)
{
    *own = c->own;
    *above = c->above;
    *key = c->key;
}

size_t tls_certificates_count(struct tls_certificates *all)
{
    size_t count;

    pthread_mutex_lock(&all->lock);
    count = all->count;
    pthread_mutex_unlock(&all->lock);
    return count;
}
