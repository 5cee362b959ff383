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
