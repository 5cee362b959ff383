/* How functions are named. */
#include "emulator/services/lambda/lambda_names.h"

#include "emulator/core/arn.h"
#include "emulator/services/lambda/lambda_alias_store.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_progress.h"

#define PARTS_MAX 8

/* --- names -------------------------------------------------------------------------------------------------------- */

static bool is_account(struct span part)
{
    int64_t number;

    return part.size == 12 && span_int(part, &number) && part.data[0] != '-';
}

/* "eu-central-1": no function's name by its place. */
static bool is_region(struct span part)
{
    return part.size > 6 && part.data[2] == '-' && part.data[part.size - 2] == '-';
}

void lambda_name_parse(const struct call *c, struct span text, struct lambda_name *n)
{
    struct span part[PARTS_MAX], rest = text;
    size_t count = 0, at = 0;

    while (count < PARTS_MAX && span_split(&rest, ':', &part[count])) count++;
    *n = (struct lambda_name){ .account = span_of(c->who.account), .region = span_of(c->who.region) };
    if (count > 3 && span_is(part[0], "arn")) at = 3;
    if (at + 1 < count && is_region(part[at])) n->region = part[at++];
    if (at + 1 < count && is_account(part[at])) n->account = part[at++];
    if (at + 1 < count && span_is(part[at], "function")) at++;
    n->name = at < count ? part[at] : SPAN("");
    if (at + 1 < count) n->qualifier = part[at + 1];
}

int lambda_name_require(struct call *c, struct lambda_name *n)
{
    struct span qualifier = doc_get_str(c->in, "Qualifier");

    lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), n);
    if (!span_is(n->region, c->who.region))
        return fault(c, &lambda_resource_not_found, "Functions from '%.*s' are not reachable in this region ('%s')",
                     SPAN_ARG(n->region), c->who.region);
    if (n->qualifier.data && qualifier.data && !span_eq(n->qualifier, qualifier))
        return fault(c, &lambda_invalid_parameter_value,
                     "The derived qualifier from the function name does not match the specified qualifier.");
    if (!n->qualifier.data) n->qualifier = qualifier;
    return 0;
}

static struct span name_arn(struct call *c, const struct lambda_name *n)
{
    return arn_make(&c->arena, "lambda", n->region, n->account, "function:%.*s%s%.*s", SPAN_ARG(n->name),
                    n->qualifier.size ? ":" : "", SPAN_ARG(n->qualifier));
}

int lambda_name_lacks(struct call *c, const struct lambda_name *n)
{
    return fault(c, &lambda_resource_not_found, "Function not found: %.*s", SPAN_ARG(name_arn(c, n)));
}

bool lambda_qualifier_is_alias(struct span qualifier)
{
    int64_t number;

    return qualifier.size && qualifier.data[0] != '$' && !span_int(qualifier, &number);
}

/* --- what they lead to -------------------------------------------------------------------------------------------- */

static struct span version_of(struct db *db, struct arena *a, const struct lambda_name *n, enum lambda_draw draw)
{
    struct lambda_alias alias;

    if (!n->qualifier.size) return SPAN(LAMBDA_LATEST);
    if (!lambda_qualifier_is_alias(n->qualifier)) return n->qualifier;
    if (!lambda_alias_find_named(db, a, n->account, n->region, n->name, n->qualifier, &alias))
        return (struct span){ NULL, 0 };
    return draw == LAMBDA_DRAWN ? lambda_alias_draw(&alias) : alias.version;
}

bool lambda_name_resolve(struct db *db, struct arena *a, const struct lambda_name *n, enum lambda_draw draw,
                         struct lambda_function *f)
{
    struct span version = version_of(db, a, n, draw);

    if (!version.data || !lambda_store_find_version(db, a, n->account, n->region, n->name, version, f)) return false;
    if (n->qualifier.size) lambda_function_qualify(a, f, arena_span(a, n->qualifier));
    if (draw == LAMBDA_DRAWN) lambda_progress_run_former(a, f);
    return true;
}

static int require(struct call *c, enum lambda_draw draw, struct lambda_function *f)
{
    struct lambda_name n;

    if (lambda_name_require(c, &n)) return -1;
    if (lambda_name_resolve(c->db, &c->arena, &n, draw, f)) return 0;
    if (draw == LAMBDA_DRAWN && !n.qualifier.size) n.qualifier = SPAN(LAMBDA_LATEST); /* AWS: of what is invoked */
    return lambda_name_lacks(c, &n);
}

int lambda_function_require(struct call *c, struct lambda_function *f)
{
    return require(c, LAMBDA_FIRST, f);
}

/* AWS: an update is none of its business. */
int lambda_invoked_require(struct call *c, struct lambda_function *f)
{
    if (require(c, LAMBDA_DRAWN, f)) return -1;
    return lambda_progress_of(f) == LAMBDA_PENDING ? lambda_progress_check(c, f) : 0;
}

int lambda_latest_require(struct call *c, struct lambda_function *f)
{
    struct lambda_name n;

    if (lambda_name_require(c, &n)) return -1;
    n.qualifier = (struct span){ NULL, 0 };
    return lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, f) ? 0 : lambda_name_lacks(c, &n);
}
