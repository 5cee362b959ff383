/* All mappings, kept until one changes. */
#include "emulator/services/apigateway/apigateway_domains.h"

#include <pthread.h>
#include <stdatomic.h>

#include "emulator/services/apigateway/apigateway_plane_store.h"
#include "emulator/store/store.h"
#include "emulator/store/watch.h"

static const char *const tables[] = { "api_document", NULL };
static struct watch watch = { .tables = tables };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena arena;
static struct doc *rows; /* of { "domain", "base", "api", "stage" } */
static _Atomic uint64_t commit;
static _Atomic size_t count;
static _Atomic bool is_started, is_read;

void api_domains_start(void)
{
    watch_add(&watch);
    is_started = true;
    is_read = false;
}

/* Under the lock. */
static void read_rows(void)
{
    struct db *db = store_reader_take();

    if (!db) return;
    arena_reset(&arena);
    rows = api_plane_store_domains(&arena, db);
    count = doc_count(rows);
    commit = watch_commit_of(db);
    is_read = true;
    store_reader_give(db);
}

/* "*.shop.example" stands for any name in front of the rest. */
static bool is_wild_host(struct span domain, struct span host)
{
    size_t dot = span_find(host, '.');

    return span_starts(domain, "*.") && span_eq_nocase(span_sub(domain, 1, SIZE_MAX), span_sub(host, dot, SIZE_MAX));
}

/* Does the path begin with it? "" and "(none)" are of every path. */
static bool is_base(struct span base, struct span path, size_t *size)
{
    *size = 0;
    if (!base.size || span_is(base, "(none)")) return true;
    *size = base.size + 1;
    return span_eq(span_sub(path, 1, base.size), base) && (path.size == *size || path.data[*size] == '/');
}

/* The domain that a host is; absent: none. AWS: what is of a name itself counts before what is of "*.…". */
static struct span domain_of(struct span host)
{
    struct span wild = { NULL, 0 };

    for (size_t i = 0; i < doc_count(rows); i++) {
        struct span domain = doc_get_str(doc_at(rows, i), "domain");
        if (span_eq_nocase(domain, host)) return domain;
        if (is_wild_host(domain, host)) wild = domain;
    }
    return wild;
}

static bool find(struct arena *a, struct span host, struct span path, struct api_domain_match *match)
{
    struct span domain = domain_of(host);
    const struct doc *best = NULL;
    size_t best_size = 0, size;

    *match = (struct api_domain_match){ .rest = path };
    for (size_t i = 0; domain.data && i < doc_count(rows); i++) {
        const struct doc *row = doc_at(rows, i);
        if (!span_eq(doc_get_str(row, "domain"), domain) || !doc_get_str(row, "api").size) continue;
        if (!is_base(doc_get_str(row, "base"), path, &size) || (best && size <= best_size)) continue;
        best = row;
        best_size = size;
    }
    if (!best) return domain.data != NULL;
    *match = (struct api_domain_match){ .api_id = arena_span(a, doc_get_str(best, "api")),
                                        .rest = span_sub(path, best_size, SIZE_MAX) };
    if (doc_get_str(best, "stage").size) match->stage = arena_span(a, doc_get_str(best, "stage"));
    return true;
}

bool api_domain_find(struct arena *a, struct span host, struct span path, struct api_domain_match *match)
{
    bool is_good = is_read && watch_holds_now(&watch, commit), found;

    if (!is_started || (is_good && !count)) return false;
    pthread_mutex_lock(&lock);
    if (!is_good) read_rows();
    found = find(a, span_sub(host, 0, span_find(host, ':')), path, match);
    pthread_mutex_unlock(&lock);
    return found;
}
