/* The function is found anew for each batch: an alias draws one of its versions, and a change counts at once. */
#include "emulator/services/lambda/lambda_source_invoke.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/services/lambda/lambda_lineage.h"
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

/* AWS: as a failure, by which a message comes to its queue's dead letters in time. */
static void loop_break(const struct lambda_function *f, lambda_done_fn *done, void *arg)
{
    struct lambda_result broken = { .function_error = "Unhandled",
                                    .payload = SPAN("{\"errorType\":\"RecursiveInvocationException\"}") };

    log_warn("lambda: %.*s was invoked %d times on the way of one message: the loop is broken", SPAN_ARG(f->name),
             LAMBDA_HOPS_MAX);
    done(&broken, arg);
}

bool lambda_source_invoke(struct arena *a, const struct doc *about, struct doc *records, struct span trace,
                          struct lambda_source_try *try, lambda_done_fn *done, void *arg)
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
        if (lambda_lineage_is_loop(trace, &f)) loop_break(&f, done, arg);
        else
            lambda_pool_run(&f, &(struct lambda_request){ .id = try->request_id,
                                                          .payload = json_text(&scratch, event),
                                                          .trace_id = trace,
                                                          .done = done,
                                                          .arg = arg });
    }
    arena_release(&scratch);
    return is_found;
}
