/* A function has a stage DEVELOPMENT, which is changed, and a stage LIVE, which is what was published of it last.
 * AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html */
#include "emulator/services/cloudfront/cloudfront_functions.h"

#include <inttypes.h>

#include "emulator/core/arn.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_functions_store.h"
#include "emulator/services/cloudfront/cloudfront_ids.h"
#include "emulator/services/cloudfront/cloudfront_list.h"
#include "emulator/services/cloudfront/cloudfront_progress.h"
#include "emulator/services/cloudfront/cloudfront_quantities.h"
#include "emulator/services/cloudfront/cloudfront_runner.h"
#include "emulator/services/cloudfront/cloudfront_tags.h"
#include "emulator/services/cloudfront/cloudfront_tags_store.h"

#define CODE_BYTES_MAX 10240
#define FUNCTIONS_MAX  100
#define DEVELOPMENT    "DEVELOPMENT"
#define LIVE           "LIVE"

static struct span arn_of(struct call *c, const struct cloudfront_function *f)
{
    return arn_make(&c->arena, "cloudfront", SPAN(""), f->account, "function/%.*s", SPAN_ARG(f->name));
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static int require(struct call *c, const char *stage, struct cloudfront_function *f)
{
    if (cloudfront_store_function_find(c, doc_get_str(c->in, "Name"), stage, f)) return 0;
    return fault(c, &cloudfront_no_such_function_exists, "The specified function does not exist.");
}

/* In the stage that is asked for. */
static int require_staged(struct call *c, struct cloudfront_function *f)
{
    return require(c, span_is(doc_get_str(c->in, "Stage"), LIVE) ? LIVE : DEVELOPMENT, f);
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

/* AWS: what was changed since is UNPUBLISHED; what is published is used, or not. */
static struct span status_of(struct call *c, const struct cloudfront_function *f)
{
    struct cloudfront_function live;

    if (!cloudfront_store_function_find(c, f->name, LIVE, &live) || !span_eq(live.etag, f->etag))
        return span_is(f->stage, LIVE) ? SPAN("UNASSOCIATED") : SPAN("UNPUBLISHED");
    if (!cloudfront_store_users_count(c, "function", arn_of(c, f))) return SPAN("UNASSOCIATED");
    return cloudfront_is_under_way(c, live.changed_ms) ? SPAN("IN_PROGRESS") : SPAN("DEPLOYED");
}

static struct doc *summary_of(struct call *c, const struct cloudfront_function *f)
{
    struct doc *summary = doc_map(&c->arena), *metadata;

    doc_put_str(summary, "Name", f->name);
    doc_put_str(summary, "Status", status_of(c, f));
    doc_put(summary, "FunctionConfig", f->config);
    metadata = doc_put_map(summary, "FunctionMetadata");
    doc_put_str(metadata, "FunctionARN", arn_of(c, f));
    doc_put_str(metadata, "Stage", f->stage);
    doc_put_int(metadata, "CreatedTime", f->created_ms);
    doc_put_int(metadata, "LastModifiedTime", f->changed_ms);
    return summary;
}

static int answer(struct call *c, const struct cloudfront_function *f)
{
    doc_put(c->out, "FunctionSummary", summary_of(c, f));
    return 0;
}

static int answer_with_etag(struct call *c, const struct cloudfront_function *f)
{
    doc_put_str(c->out, "ETag", f->etag);
    return answer(c, f);
}

int cloudfront_describe_function(struct call *c)
{
    struct cloudfront_function f;

    return require_staged(c, &f) ? -1 : answer_with_etag(c, &f);
}

int cloudfront_get_function(struct call *c)
{
    struct cloudfront_function f;

    if (require_staged(c, &f)) return -1;
    doc_put_blob(c->out, "FunctionCode", f.code);
    doc_put_str(c->out, "ETag", f.etag);
    doc_put_str(c->out, "ContentType", SPAN("application/octet-stream"));
    return 0;
}

int cloudfront_list_functions(struct call *c)
{
    struct doc *items = doc_list(&c->arena), *keys = doc_list(&c->arena);
    struct rows *rows = cloudfront_store_functions(c);
    struct span stage = doc_get_str(c->in, "Stage");
    struct cloudfront_function f;

    while (cloudfront_store_function_next(c, rows, &f)) {
        if (stage.size && !span_eq(stage, f.stage)) continue;
        doc_append(items, summary_of(c, &f));
        doc_append_str(keys, arena_format(&c->arena, "%.*s/%.*s", SPAN_ARG(f.name), SPAN_ARG(f.stage)));
    }
    return cloudfront_list_page(c, items, keys);
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

static int check_code(struct call *c)
{
    const struct doc *config = doc_get(c->in, "FunctionConfig");
    const struct cloudfront_runner *runner = cloudfront_runner_find();

    if (runner && !runner->is_there())
        return fault(c, &cloudfront_unsupported_operation,
                     "Nube runs CloudFront Functions by node, which is not on this machine");
    if (doc_get_str(c->in, "FunctionCode").size > CODE_BYTES_MAX)
        return fault(c, &cloudfront_function_size_limit_exceeded, "The function size exceeds the maximum of %d bytes.",
                     CODE_BYTES_MAX);
    if (cloudfront_quantities_check(c, config)) return -1;
    if (doc_count(doc_get(doc_get(config, "KeyValueStoreAssociations"), "Items")))
        return fault(c, &cloudfront_unsupported_operation, "Key value stores are not emulated by Nube");
    return 0;
}

static void write(struct call *c, struct cloudfront_function *f)
{
    f->config = doc_get(c->in, "FunctionConfig");
    f->code = doc_get_str(c->in, "FunctionCode");
    f->etag = cloudfront_id_new(c, "E");
    f->changed_ms = c->now_ms;
    cloudfront_store_function_put(c, f);
}

int cloudfront_create_function(struct call *c)
{
    struct cloudfront_function f = { .account = span_of(c->who.account),
                                     .name = doc_get_str(c->in, "Name"),
                                     .stage = SPAN(DEVELOPMENT),
                                     .created_ms = c->now_ms },
                               other;

    if (check_code(c)) return -1;
    if (cloudfront_store_function_find(c, f.name, DEVELOPMENT, &other))
        return fault(c, &cloudfront_function_already_exists,
                     "A function with the same name already exists in this account. To create a function, you must "
                     "provide a unique name. To update an existing function, use UpdateFunction.");
    if (cloudfront_store_functions_count(c) >= FUNCTIONS_MAX)
        return fault(c, &cloudfront_too_many_functions,
                     "You have reached the maximum number of CloudFront functions for this AWS account.");
    write(c, &f);
    if (cloudfront_tags_put(c, arn_of(c, &f), doc_get(c->in, "Tags"))) return -1;
    doc_put_format(c->out, "Location", "%.*s/2020-05-31/function/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(f.name));
    return answer_with_etag(c, &f);
}

static int require_matching(struct call *c, struct cloudfront_function *f)
{
    return require(c, DEVELOPMENT, f) || cloudfront_etag_match(c, f->etag) ? -1 : 0;
}

int cloudfront_update_function(struct call *c)
{
    struct cloudfront_function f;

    if (require_matching(c, &f) || check_code(c)) return -1;
    write(c, &f);
    return answer_with_etag(c, &f);
}

int cloudfront_publish_function(struct call *c)
{
    struct cloudfront_function f, live;

    if (require_matching(c, &f)) return -1;
    if (cloudfront_store_function_find(c, f.name, LIVE, &live)) f.created_ms = live.created_ms;
    else f.created_ms = c->now_ms;
    f.stage = SPAN(LIVE);
    f.changed_ms = c->now_ms;
    cloudfront_store_function_put(c, &f);
    return answer(c, &f);
}

int cloudfront_delete_function(struct call *c)
{
    struct cloudfront_function f;
    int64_t users;

    if (require_matching(c, &f)) return -1;
    users = cloudfront_store_users_count(c, "function", arn_of(c, &f));
    if (users)
        return fault(c, &cloudfront_function_in_use,
                     "Cannot delete function %.*s, it is in use by %" PRId64 " distributions", SPAN_ARG(f.name), users);
    cloudfront_store_function_delete(c, &f);
    cloudfront_store_tags_drop(c, arn_of(c, &f));
    return 0;
}

/* --- testing ------------------------------------------------------------------------------------------------------ */

static void tell_result(struct call *c, const struct cloudfront_function *f, const struct cloudfront_run *run)
{
    struct doc *result = doc_put_map(c->out, "TestResult");

    doc_put(result, "FunctionSummary", summary_of(c, f));
    doc_put_format(result, "ComputeUtilization", "%d", run->utilization);
    doc_put(result, "FunctionExecutionLogs", run->logs ? run->logs : doc_list(&c->arena));
    doc_put_str(result, "FunctionErrorMessage", run->error.data ? run->error : SPAN(""));
    doc_put_str(result, "FunctionOutput", run->output.data ? run->output : SPAN(""));
}

int cloudfront_test_function(struct call *c)
{
    const struct cloudfront_runner *runner = cloudfront_runner_find();
    struct cloudfront_run run = { .event = doc_get_str(c->in, "EventObject") };
    struct cloudfront_function f;

    if (require_staged(c, &f) || cloudfront_etag_match(c, f.etag)) return -1;
    run.code = f.code;
    run.runtime = doc_get_str(f.config, "Runtime");
    if (!runner || !runner->is_there() || runner->run(&c->arena, &run))
        return fault(c, &cloudfront_test_function_failed, "The CloudFront function failed.");
    tell_result(c, &f, &run);
    return 0;
}
