/* libcurl takes one file or one text of authorities, and a folder beside it. While Nube has no authority it is left as
 * it is; from then on there is a text, of the file's and Nube's own, and the system's folder goes on to count. Where a
 * system has no such folder, its file goes into the text, too. */
#include "emulator/http/http_trust.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/authority.h"
#include "emulator/base/buf.h"
#include "emulator/base/files.h"
#include "emulator/base/log.h"
#include "emulator/http/tls_library.h"

#define FILE_BYTES_MAX (4 * 1024 * 1024)

/* The file of certificates to trust, named as for the curl command; NULL: the system's. */
static const char *file_named(void)
{
    const char *named = getenv("CURL_CA_BUNDLE");

    if (!named || !*named) named = getenv("SSL_CERT_FILE");
    return named && *named ? named : NULL;
}

static const char *file_of_system(const struct curl_library *curl, CURL *easy)
{
    char *folder = NULL, *file = NULL;

    curl->easy_getinfo(easy, CURLINFO_CAPATH, &folder);
    curl->easy_getinfo(easy, CURLINFO_CAINFO, &file);
    return folder ? NULL : file;
}

/* Made once, under the lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct span text_of(const struct curl_library *curl, CURL *easy, const char *own)
{
    static struct buf text;
    const char *file = file_named();
    struct arena a = { 0 };
    struct span bytes;

    if (text.size) return buf_span(&text);
    if (!file) file = file_of_system(curl, easy);
    if (file && file_whole(&a, file, FILE_BYTES_MAX, &bytes)) buf_add_span(&text, bytes);
    else if (file) log_warn("%s cannot be read: outgoing https does not trust what it holds", file);
    buf_add_text(&text, "\n");
    buf_add_text(&text, own);
    arena_release(&a);
    return buf_span(&text);
}

void http_trust_set(const struct curl_library *curl, CURL *easy)
{
    const char *own = authority_certificate_found();
    struct curl_blob blob;
    struct span text;

    if (!own) {
        if (file_named()) curl->easy_setopt(easy, CURLOPT_CAINFO, file_named());
        return;
    }
    pthread_mutex_lock(&lock);
    text = text_of(curl, easy, own);
    pthread_mutex_unlock(&lock);
    blob = (struct curl_blob){ (void *)text.data, text.size, CURL_BLOB_NOCOPY };
    curl->easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
}

/* --- any authority ------------------------------------------------------------------------------------------------ */

static bool is_authority(const struct tls_library *tls, X509 *certificate)
{
    return certificate && tls->x509_check_ca(certificate) == 1 &&
           (tls->x509_get_extension_flags(certificate) & EXFLAG_KUSAGE) &&
           (tls->x509_get_key_usage(certificate) & KU_KEY_CERT_SIGN);
}

/* OpenSSL asks about each thing that it finds wrong with a chain, and goes on where that is let pass. */
static int authority_pass(int is_right, X509_STORE_CTX *chain)
{
    const struct tls_library *tls = tls_library();
    int wrong;

    if (is_right) return 1;
    wrong = tls->store_ctx_get_error(chain);
    if (wrong != X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN && wrong != X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) return 0;
    if (!is_authority(tls, tls->store_ctx_get_current_cert(chain))) return 0;
    tls->store_ctx_set_error(chain, X509_V_OK);
    return 1;
}

static CURLcode context_set(CURL *easy, void *context, void *arg)
{
    const struct tls_library *tls = tls_library();

    (void)easy;
    (void)arg;
    if (!tls) return CURLE_SSL_CONNECT_ERROR;
    tls->ctx_set_verify(context, SSL_VERIFY_PEER, authority_pass);
    return CURLE_OK;
}

/* libcurl itself then looks at names alone. */
void http_trust_any(const struct curl_library *curl, CURL *easy)
{
    curl->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl->easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, context_set);
}

/* libcurl looks at the name once nothing is wrong with the chain, and until it has found it right, tells OpenSSL's
 * number of no reason. */
enum http_mistrust http_trust_why(const struct curl_library *curl, CURL *easy)
{
    long wrong = X509_V_OK;

    curl->easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &wrong);
    switch (wrong) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED: return HTTP_MISTRUST_NAME;
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED: return HTTP_MISTRUST_TIME;
    default: return HTTP_MISTRUST_AUTHORITY;
    }
}
