/* Loading libcurl. */
#include "emulator/http/curl_library.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "emulator/base/library.h"

static struct curl_library library;
static bool is_there;

static void load(void)
{
    static const char *const names[] = { "libcurl.so.4", NULL };
    const struct library_symbol symbols[] = {
        { "curl_global_init", &library.global_init },
        { "curl_easy_init", &library.easy_init },
        { "curl_easy_setopt", &library.easy_setopt },
        { "curl_easy_getinfo", &library.easy_getinfo },
        { "curl_easy_perform", &library.easy_perform },
        { "curl_easy_cleanup", &library.easy_cleanup },
        { "curl_easy_strerror", &library.easy_strerror },
        { "curl_easy_pause", &library.easy_pause },
        { "curl_slist_append", &library.slist_append },
        { "curl_slist_free_all", &library.slist_free_all },
        { "curl_multi_init", &library.multi_init },
        { "curl_multi_cleanup", &library.multi_cleanup },
        { "curl_multi_setopt", &library.multi_setopt },
        { "curl_multi_add_handle", &library.multi_add_handle },
        { "curl_multi_remove_handle", &library.multi_remove_handle },
        { "curl_multi_perform", &library.multi_perform },
        { "curl_multi_poll", &library.multi_poll },
        { "curl_multi_wakeup", &library.multi_wakeup },
        { "curl_multi_info_read", &library.multi_info_read },
        { NULL, NULL },
    };

    is_there = library_load(names, symbols) && library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

const struct curl_library *curl_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return is_there ? &library : NULL;
}
