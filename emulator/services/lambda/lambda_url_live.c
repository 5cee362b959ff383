/* That an id is none is kept, too. */
#include "emulator/services/lambda/lambda_url_live.h"

#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_url_store.h"
#include "emulator/store/kept.h"

static const char *const tables[] = { "lambda_url", "lambda_function", NULL };
static struct watch watch = { .tables = tables };
static struct kept_table table;

void lambda_url_live_start(void)
{
    watch_add(&watch);
    kept_start(&table);
}

static struct kept *url_read(struct span id)
{
    struct kept *k = kept_new(id);
    struct lambda_url_live *live = ARENA_NEW(&k->arena, struct lambda_url_live);
    struct lambda_url url;
    struct lambda_url_owner owner;
    uint64_t commit = 0;

    k->value = live;
    live->id = k->name;
    live->is_there = lambda_url_find_by_id(&k->arena, id, &url, &owner, &commit);
    if (live->is_there) {
        live->account = owner.account;
        live->region = owner.region;
        live->function_arn = url.qualifier.size ? arena_format(&k->arena, "%.*s:%.*s", SPAN_ARG(owner.function_arn),
                                                               SPAN_ARG(url.qualifier))
                                                : owner.function_arn;
        live->is_signed = span_is(url.auth_type, "AWS_IAM");
        live->is_streamed = span_is(url.invoke_mode, "RESPONSE_STREAM");
        live->cors = url.cors;
    }
    kept_put(&table, k, commit);
    return k;
}

struct kept *lambda_url_live_take(struct span id, const struct lambda_url_live **live)
{
    struct kept *k = kept_find(&table, &watch, id);

    if (!k) k = url_read(id);
    *live = k->value;
    if ((*live)->is_there) return k;
    kept_release(k);
    return NULL;
}
