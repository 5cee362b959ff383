/* Handlers of concurrency. What is reserved belongs to a function as a whole, what is provisioned to a version or an
 * alias. */
#include "emulator/services/lambda/lambda_concurrency.h"

#include "emulator/base/times.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_alias_store.h"
#include "emulator/services/lambda/lambda_concurrency_store.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_limits.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_page.h"
#include "emulator/services/lambda/lambda_provided.h"
#include "emulator/services/lambda/lambda_provision.h"

/* AWS: of an account and region. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
#define UNRESERVED_MIN     100
#define CODE_BYTES_MAX     INT64_C(80530636800)
#define UNZIPPED_BYTES_MAX 262144000
#define ZIPPED_BYTES_MAX   52428800

/* --- the account -------------------------------------------------------------------------------------------------- */

int lambda_get_account_settings(struct call *c)
{
    struct doc *limit = doc_put_map(c->out, "AccountLimit"), *told = doc_put_map(c->out, "AccountUsage");
    struct lambda_account_usage usage;

    lambda_account_usage(c, &usage);
    doc_put_int(limit, "TotalCodeSize", CODE_BYTES_MAX);
    doc_put_int(limit, "CodeSizeUnzipped", UNZIPPED_BYTES_MAX);
    doc_put_int(limit, "CodeSizeZipped", ZIPPED_BYTES_MAX);
    doc_put_int(limit, "ConcurrentExecutions", LAMBDA_CONCURRENCY_MAX);
    doc_put_int(limit, "UnreservedConcurrentExecutions", LAMBDA_CONCURRENCY_MAX - usage.promised);
    doc_put_int(told, "TotalCodeSize", usage.code_bytes);
    doc_put_int(told, "FunctionCount", usage.functions);
    return 0;
}

/* --- reserved ----------------------------------------------------------------------------------------------------- */

/* AWS: not of a version or an alias. */
static int whole_require(struct call *c, struct lambda_function *f)
{
    struct lambda_name n;

    if (lambda_name_require(c, &n)) return -1;
    if (n.qualifier.data)
        return fault(c, &lambda_invalid_parameter_value,
                     "This operation is permitted on Lambda functions only. Aliases and versions do not support this "
                     "operation. Please specify either a function name or an unqualified function ARN.");
    return lambda_latest_require(c, f);
}

static void reserve(struct call *c, struct lambda_function *f, int64_t wanted)
{
    f->reserved_concurrency = wanted;
    lambda_store_update_common(c, f);
    lambda_limits_follow(c, f, wanted);
}

int lambda_put_function_concurrency(struct call *c)
{
    int64_t wanted = doc_get_int(c->in, "ReservedConcurrentExecutions", 0), provisioned;
    struct lambda_account_usage usage;
    struct lambda_function f;

    if (whole_require(c, &f)) return -1;
    lambda_account_usage(c, &usage);
    provisioned = lambda_provisioned_sum(c, &f, SPAN(""));
    usage.promised -= f.reserved_concurrency >= 0 ? f.reserved_concurrency : provisioned;
    if (LAMBDA_CONCURRENCY_MAX - usage.promised - wanted < UNRESERVED_MIN)
        return fault(c, &lambda_invalid_parameter_value,
                     "Specified ReservedConcurrentExecutions for function decreases account's "
                     "UnreservedConcurrentExecution below its minimum value of [%d].",
                     UNRESERVED_MIN);
    if (provisioned > wanted)
        return fault(c, &lambda_invalid_parameter_value,
                     " ReservedConcurrentExecutions  %lld should not be lower than function's total provisioned "
                     "concurrency [%lld].",
                     (long long)wanted, (long long)provisioned);
    reserve(c, &f, wanted);
    doc_put_int(c->out, "ReservedConcurrentExecutions", wanted);
    return 0;
}

int lambda_get_function_concurrency(struct call *c)
{
    struct lambda_function f;

    if (lambda_latest_require(c, &f)) return -1;
    if (f.reserved_concurrency >= 0) doc_put_int(c->out, "ReservedConcurrentExecutions", f.reserved_concurrency);
    return 0;
}

int lambda_delete_function_concurrency(struct call *c)
{
    struct lambda_function f;

    if (whole_require(c, &f)) return -1;
    reserve(c, &f, -1);
    return 0;
}

/* --- provisioned -------------------------------------------------------------------------------------------------- */

/* The version that is published under the qualifier. */
static int published_require(struct call *c, struct lambda_function *f)
{
    struct lambda_name n;

    if (lambda_name_require(c, &n)) return -1;
    if (lambda_name_resolve(c->db, &c->arena, &n, LAMBDA_FIRST, f)) return 0;
    if (!lambda_qualifier_is_alias(n.qualifier)) return lambda_name_lacks(c, &n);
    return fault(c, &lambda_resource_not_found, "Cannot find alias arn: arn:aws:lambda:%.*s:%.*s:function:%.*s:%.*s",
                 SPAN_ARG(n.region), SPAN_ARG(n.account), SPAN_ARG(n.name), SPAN_ARG(n.qualifier));
}

static bool is_latest_asked(struct call *c)
{
    return span_is(doc_get_str(c->in, "Qualifier"), LAMBDA_LATEST);
}

static int latest_refuse(struct call *c)
{
    if (!is_latest_asked(c)) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "The function resource provided must be an alias or a published version.");
}

/* By another name than the one that is asked about. */
static bool has_provisioned_alias(struct call *c, const struct lambda_function *f)
{
    struct lambda_provisioned p;
    struct lambda_alias *aliases;
    struct span after = { NULL, 0 };
    int found;

    do {
        aliases = lambda_alias_list(c, f, f->version, after, LAMBDA_PAGE_MAX, &found);
        for (int i = 0; i < found; i++)
            if (!span_eq(aliases[i].name, f->qualifier) &&
                lambda_provisioned_find(c->db, &c->arena, f, aliases[i].name, &p))
                return true;
        if (found) after = aliases[found - 1].name;
    } while (found == LAMBDA_PAGE_MAX);
    return false;
}

static int unpublished_refuse(struct call *c)
{
    return fault(c, &lambda_invalid_parameter_value,
                 "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
}

/* AWS: a version is provisioned by one name.
 * https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
int lambda_provisioned_name_check(struct call *c, const struct lambda_function *f)
{
    struct lambda_provisioned p;

    if (span_is(f->version, LAMBDA_LATEST)) return unpublished_refuse(c);
    if (lambda_qualifier_is_alias(f->qualifier)) {
        if (!lambda_provisioned_find(c->db, &c->arena, f, f->version, &p) && !has_provisioned_alias(c, f)) return 0;
        return fault(c, &lambda_resource_conflict,
                     "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
    }
    if (!has_provisioned_alias(c, f)) return 0;
    return fault(c, &lambda_resource_conflict, "Version is pointed by a Provisioned Concurrency alias");
}

/* AWS: nothing is provisioned while an alias leads to two versions. */
static int weights_refuse(struct call *c, const struct lambda_function *f)
{
    struct lambda_alias alias;

    if (!lambda_qualifier_is_alias(f->qualifier) || !lambda_alias_find(c->db, &c->arena, f, f->qualifier, &alias) ||
        !doc_count(alias.weights))
        return 0;
    return fault(c, &lambda_invalid_parameter_value, "Alias with weights can not be used with Provisioned Concurrency");
}

static int room_check(struct call *c, const struct lambda_function *f, int64_t wanted)
{
    int64_t others = lambda_provisioned_sum(c, f, f->qualifier), now = lambda_provisioned_sum(c, f, SPAN(""));
    struct lambda_account_usage usage;

    if (f->reserved_concurrency >= 0) {
        if (others + wanted <= f->reserved_concurrency) return 0;
        return fault(c, &lambda_invalid_parameter_value,
                     "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for "
                     "function");
    }
    if (wanted > LAMBDA_CONCURRENCY_MAX)
        return fault(c, &lambda_invalid_parameter_value,
                     "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency "
                     "[%d].",
                     LAMBDA_CONCURRENCY_MAX);
    lambda_account_usage(c, &usage);
    if (LAMBDA_CONCURRENCY_MAX - (usage.promised - now + others) - wanted >= UNRESERVED_MIN) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below "
                 "its minimum value of [%d].",
                 UNRESERVED_MIN);
}

static void put_provisioned(struct call *c, const struct lambda_provisioned *p, struct lambda_readiness r,
                            struct doc *out)
{
    struct span modified = time_iso8601(&c->arena, p->modified_ms);

    doc_put_int(out, "RequestedProvisionedConcurrentExecutions", p->wanted);
    doc_put_int(out, "AvailableProvisionedConcurrentExecutions", r.count);
    doc_put_int(out, "AllocatedProvisionedConcurrentExecutions", r.count);
    doc_put_cstr(out, "Status", r.has_failed ? "FAILED" : r.is_done ? "READY" : "IN_PROGRESS");
    if (r.has_failed) doc_put_cstr(out, "StatusReason", "FUNCTION_ERROR_INIT_FAILURE");
    doc_put_format(out, "LastModified", "%.*s+0000", (int)modified.size - 1, modified.data);
}

/* The version that the qualifier leads to has them. */
static struct lambda_readiness readiness_of(struct call *c, const struct lambda_function *of,
                                            const struct lambda_provisioned *p)
{
    struct lambda_name n = { of->account, of->region, of->name, p->qualifier };
    struct lambda_function f;

    if (!lambda_name_resolve(c->db, &c->arena, &n, LAMBDA_FIRST, &f)) return (struct lambda_readiness){ .count = 0 };
    return lambda_provided_readiness(&f, p->wanted);
}

int lambda_put_provisioned_concurrency_config(struct call *c)
{
    struct lambda_provisioned p = { .wanted = doc_get_int(c->in, "ProvisionedConcurrentExecutions", 0),
                                    .modified_ms = c->now_ms };
    struct lambda_function f;

    if (is_latest_asked(c)) return unpublished_refuse(c);
    if (published_require(c, &f) || weights_refuse(c, &f) || room_check(c, &f, p.wanted) ||
        lambda_provisioned_name_check(c, &f))
        return -1;
    p.qualifier = f.qualifier;
    lambda_provisioned_put(c, &f, &p);
    chore_wake(c, &lambda_provision);
    put_provisioned(c, &p, (struct lambda_readiness){ .count = 0 }, c->out);
    return 0;
}

int lambda_get_provisioned_concurrency_config(struct call *c)
{
    struct lambda_provisioned p;
    struct lambda_function f;

    if (latest_refuse(c) || published_require(c, &f)) return -1;
    if (!lambda_provisioned_find(c->db, &c->arena, &f, f.qualifier, &p))
        return fault(c, &lambda_provisioned_not_found, "No Provisioned Concurrency Config found for this function");
    put_provisioned(c, &p, readiness_of(c, &f, &p), c->out);
    return 0;
}

int lambda_delete_provisioned_concurrency_config(struct call *c)
{
    struct lambda_function f;

    if (latest_refuse(c) || published_require(c, &f)) return -1;
    lambda_provisioned_delete(c, &f, f.qualifier);
    chore_wake(c, &lambda_provision);
    return 0;
}

int lambda_list_provisioned_concurrency_configs(struct call *c)
{
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "ProvisionedConcurrencyConfigs");
    struct lambda_provisioned *all;
    struct lambda_function f;
    struct span after;

    if (lambda_latest_require(c, &f) || lambda_page_after(c, &after)) return -1;
    all = lambda_provisioned_list(c, &f, after, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) {
        struct doc *told = doc_append_map(list);
        doc_put_format(told, "FunctionArn", "%.*s:%.*s", SPAN_ARG(f.arn), SPAN_ARG(all[i].qualifier));
        put_provisioned(c, &all[i], readiness_of(c, &f, &all[i]), told);
    }
    if (found > size) page_continue(c, "NextMarker", all[size - 1].qualifier);
    return 0;
}
