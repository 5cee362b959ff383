/* The function is found anew for each batch: an alias draws one of its versions, and a change counts at once. */
#include "emulator/services/lambda/lambda_source_invoke.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_source_settings.h"
#include "emulator/store/store.h"

struct doc *lambda_source_about(struct arena *a, const struct lambda_source *s)
{
    struct doc *about = doc_map(a);

    doc_put_str(about, "account", s->account);
    doc_put_str(about, "region", s->region);
    doc_put_str(about, "name", s->function);
    doc_put_str(about, "qualifier", s->qualifier);
    doc_put_bool(about, "reports", lambda_source_reports_items(s));
    return about;
}

static bool function_find(struct arena *a, const struct doc *about, struct lambda_function *f)
{
    struct lambda_name n = { doc_get_str(about, "account"), doc_get_str(about, "region"), doc_get_str(about, "name"),
                             doc_get_str(about, "qualifier") };
    struct db *db = store_reader_take();
    bool is_found;

    if (!db) return false;
    is_found = lambda_name_resolve(db, a, &n, LAMBDA_DRAWN, f);
    store_reader_give(db);
    return is_found;
}

bool lambda_source_invoke(struct arena *a, const struct doc *about, struct doc *records, struct lambda_source_try *try,
                          lambda_done_fn *done, void *arg)
{
    struct arena scratch = { 0 };
    struct doc *event = doc_map(&scratch);
    struct lambda_function f;
    bool is_found;

    uuid_new(try->request_id);
    is_found = function_find(&scratch, about, &f);
    if (is_found) {
        try->version = arena_span(a, f.version);
        doc_put(event, "Records", records);
        lambda_pool_invoke(&f, json_text(&scratch, event), try->request_id, done, arg);
    }
    arena_release(&scratch);
    return is_found;
}
