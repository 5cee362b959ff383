/* Loading libcrypto. */
#include "emulator/base/digest_library.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "emulator/base/library.h"

static struct digest_library library;
static bool is_there;

static const struct library_symbol symbols[] = {
    { "OPENSSL_init_crypto", &library.init_crypto },
    { "EVP_MD_fetch", &library.fetch },
    { "EVP_MD_free", &library.free },
    { "EVP_MD_CTX_new", &library.ctx_new },
    { "EVP_MD_CTX_free", &library.ctx_free },
    { "EVP_DigestInit_ex", &library.begin },
    { "EVP_DigestUpdate", &library.add },
    { "EVP_DigestFinal_ex", &library.end },
    { NULL, NULL },
};

/* Its state is left to the process's end: threads may still be at work in it then. */
static void load(void)
{
    static const char *const names[] = { "libcrypto.so.3", NULL };

    is_there = library_load(names, symbols) && library.init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL) == 1;
}

const struct digest_library *digest_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return is_there ? &library : NULL;
}
