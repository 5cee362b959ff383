/* The defaults. */
#include "emulator/core/settings.h"

#include <stddef.h>

struct settings settings = {
    .host = "127.0.0.1", .host_ipv6 = "::1", .port = 4566, .data_dir = ".nube", .workers = 128, .edge_cache_mb = 64
};
