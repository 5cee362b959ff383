/* RSA 2048 and a self-signed certificate, by mbedTLS 2.28 or 3.
 *
 * One key context serves one thread at a time (blinding changes it), so there are a few copies, each with a lock:
 * threads that sign together don't wait for one another. A key in memory outlives its store's emptying, and is
 * stored anew. */
#include "emulator/services/sns/sns_signing.h"

#include <assert.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/store/store.h"

#define COPIES          4
#define KEY_BITS        2048
#define KEY_BYTES_MAX   2048 /* of its DER */
#define CERTIFICATE_MAX 4096 /* of its PEM */
#define PREFIX          "/SimpleNotificationService-"

static struct copy {
    pthread_mutex_t lock;
    mbedtls_pk_context key;
} copies[COPIES] = { { .lock = PTHREAD_MUTEX_INITIALIZER },
                     { .lock = PTHREAD_MUTEX_INITIALIZER },
                     { .lock = PTHREAD_MUTEX_INITIALIZER },
                     { .lock = PTHREAD_MUTEX_INITIALIZER } };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* over what follows */
static unsigned char key_der[KEY_BYTES_MAX];
static size_t key_size; /* 0: there is none */
static char certificate[CERTIFICATE_MAX], name[33];
static _Atomic bool is_ready, is_stored;

static int random_give(void *unused, unsigned char *out, size_t size)
{
    (void)unused;
    random_bytes(out, size);
    return 0;
}

/* --- what differs between mbedTLS's versions ---------------------------------------------------------------------- */

static int key_parse(mbedtls_pk_context *key)
{
#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_pk_parse_key(key, key_der, key_size, NULL, 0);
#else
    return mbedtls_pk_parse_key(key, key_der, key_size, NULL, 0, random_give, NULL);
#endif
}

static int key_sign(mbedtls_pk_context *key, mbedtls_md_type_t md, const unsigned char *hash, size_t hash_size,
                    unsigned char out[KEY_BITS / 8], size_t *size)
{
#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_pk_sign(key, md, hash, hash_size, out, size, random_give, NULL);
#else
    return mbedtls_pk_sign(key, md, hash, hash_size, out, KEY_BITS / 8, size, random_give, NULL);
#endif
}

static int serial_set(mbedtls_x509write_cert *cert)
{
    unsigned char serial[16];
    int rc;

    random_bytes(serial, sizeof serial);
    serial[0] = (serial[0] & 0x7F) | 1; /* positive, and of full length */
#if MBEDTLS_VERSION_NUMBER >= 0x03040000
    rc = mbedtls_x509write_crt_set_serial_raw(cert, serial, sizeof serial);
#else
    mbedtls_mpi number;
    mbedtls_mpi_init(&number);
    rc = mbedtls_mpi_read_binary(&number, serial, sizeof serial);
    if (rc == 0) rc = mbedtls_x509write_crt_set_serial(cert, &number);
    mbedtls_mpi_free(&number);
#endif
    return rc;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static int certificate_make(mbedtls_pk_context *key)
{
    mbedtls_x509write_cert cert;
    int rc;

    mbedtls_x509write_crt_init(&cert);
    mbedtls_x509write_crt_set_version(&cert, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(&cert, MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(&cert, key);
    mbedtls_x509write_crt_set_issuer_key(&cert, key);
    rc = serial_set(&cert);
    if (rc == 0) rc = mbedtls_x509write_crt_set_subject_name(&cert, "CN=sns.amazonaws.com,O=Nube");
    if (rc == 0) rc = mbedtls_x509write_crt_set_issuer_name(&cert, "CN=sns.amazonaws.com,O=Nube");
    if (rc == 0) rc = mbedtls_x509write_crt_set_validity(&cert, "20000101000000", "20991231235959");
    if (rc == 0)
        rc = mbedtls_x509write_crt_pem(&cert, (unsigned char *)certificate, sizeof certificate, random_give, NULL);
    mbedtls_x509write_crt_free(&cert);
    return rc;
}

/* DER is written to the end of its buffer. */
static int key_keep(mbedtls_pk_context *key)
{
    int size = mbedtls_pk_write_key_der(key, key_der, sizeof key_der);

    if (size <= 0) return -1;
    memmove(key_der, key_der + sizeof key_der - size, (size_t)size);
    key_size = (size_t)size;
    return 0;
}

static void name_make(void)
{
    unsigned char hash[32];

    sha256(span_of(certificate), hash);
    hex_encode(hash, 16, name);
}

static bool make(void)
{
    mbedtls_pk_context key;
    int rc;

    mbedtls_pk_init(&key);
    rc = mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA));
    if (rc == 0) rc = mbedtls_rsa_gen_key(mbedtls_pk_rsa(key), random_give, NULL, KEY_BITS, 65537);
    if (rc == 0) rc = certificate_make(&key);
    if (rc == 0) rc = key_keep(&key);
    mbedtls_pk_free(&key);
    if (rc) log_error("sns: the key for signatures could not be made (mbedTLS: -0x%04x)", (unsigned)-rc);
    else name_make();
    return rc == 0;
}

static bool copies_fill(void)
{
    bool good = true;

    for (int i = 0; i < COPIES; i++) {
        pthread_mutex_lock(&copies[i].lock);
        mbedtls_pk_free(&copies[i].key);
        mbedtls_pk_init(&copies[i].key);
        if (key_parse(&copies[i].key)) good = false;
        pthread_mutex_unlock(&copies[i].lock);
    }
    return good;
}

/* --- keeping ------------------------------------------------------------------------------------------------------ */

static bool load(struct db *db)
{
    struct rows *r = db ? db_query(db, "SELECT name, key, certificate FROM sns_signing WHERE id = 1", "") : NULL;
    struct arena a = { 0 };
    struct span key, pem;

    if (!rows_next(r)) return false;
    key = rows_copy(r, 1, &a);
    pem = rows_copy(r, 2, &a);
    snprintf(name, sizeof name, "%.*s", SPAN_ARG(rows_text(r, 0)));
    rows_close(r);
    key_size = key.size <= sizeof key_der ? key.size : 0;
    memcpy(key_der, key.data, key_size);
    snprintf(certificate, sizeof certificate, "%.*s", SPAN_ARG(pem));
    arena_release(&a);
    return key_size > 0;
}

static int keep(struct db *db, void *unused)
{
    (void)unused;
    db_run(db, "INSERT OR IGNORE INTO sns_signing (id, name, key, certificate) VALUES (1, ?, ?, ?)", "sbs", name,
           ((struct span){ (const char *)key_der, key_size }), certificate);
    return 0;
}

/* Under the lock. */
static void ready_locked(struct db *db)
{
    struct db *reader = db ? NULL : store_reader_take(), *from = db ? db : reader;
    bool is_known = load(from), can_read = from && !db_failed(from);

    if (is_known) is_stored = copies_fill();
    else if (can_read && key_size == 0 && make()) copies_fill();
    if (reader) store_reader_give(reader);
    is_ready = can_read && key_size > 0; /* a store that cannot be read may have another key */
}

bool sns_signing_ready(struct db *db)
{
    if (is_ready && is_stored) return true;
    pthread_mutex_lock(&lock);
    if (!is_ready) ready_locked(db);
    pthread_mutex_unlock(&lock);
    if (!is_ready || is_stored) return is_ready;
    if (db) keep(db, NULL); /* is_stored stays false: this transaction may be undone */
    else is_stored = store_write(keep, NULL) == STORE_COMMITTED;
    return db || is_stored;
}

void sns_signing_forget(void)
{
    pthread_mutex_lock(&lock);
    is_ready = is_stored = false;
    pthread_mutex_unlock(&lock);
}

/* --- using -------------------------------------------------------------------------------------------------------- */

static struct copy *copy_take(void)
{
    static _Atomic unsigned turn;
    unsigned first = turn++;

    for (unsigned i = 0; i < COPIES; i++) {
        struct copy *c = &copies[(first + i) % COPIES];
        if (pthread_mutex_trylock(&c->lock) == 0) return c;
    }
    pthread_mutex_lock(&copies[first % COPIES].lock);
    return &copies[first % COPIES];
}

struct span sns_sign(struct arena *a, struct span text, int version)
{
    mbedtls_md_type_t md = version == 2 ? MBEDTLS_MD_SHA256 : MBEDTLS_MD_SHA1;
    unsigned char hash[64], signature[KEY_BITS / 8];
    size_t hash_size = digest_named(version == 2 ? SPAN("SHA-256") : SPAN("SHA-1"), text, hash), size = 0;
    struct copy *c = copy_take();
    int rc = key_sign(&c->key, md, hash, hash_size, signature, &size);

    pthread_mutex_unlock(&c->lock);
    if (rc) log_error("sns: signing failed (mbedTLS: -0x%04x)", (unsigned)-rc);
    return base64_text(a, (struct span){ (const char *)signature, rc ? 0 : size });
}

struct span sns_certificate_url(struct arena *a, struct span endpoint)
{
    return arena_format(a, "%.*s" PREFIX "%s.pem", SPAN_ARG(endpoint), name);
}

bool sns_certificate_matches(const struct http_request *request)
{
    return span_starts(request->path, PREFIX) && span_is(request->method, "GET");
}

int sns_get_certificate(struct call *c)
{
    if (sns_signing_ready(NULL) && span_eq(c->request->path, sns_certificate_url(&c->arena, SPAN(""))))
        http_response_text(c->response, 200, "application/x-pem-file", span_of(certificate));
    else http_response_text(c->response, 404, "text/plain", SPAN("There is no such certificate.\n"));
    return 0;
}
