/* How functions are named. */
#include "emulator/services/lambda/lambda_names.h"

#include "emulator/core/arn.h"
#include "emulator/services/lambda/lambda_faults.h"

void lambda_name_parse(const struct call *c, struct span text, struct lambda_name *n)
{
    struct span part[8], rest = text;
    size_t count = 0, at = 0;

    while (count < 8 && span_split(&rest, ':', &part[count])) count++;
    *n = (struct lambda_name){ .account = span_of(c->who.account), .region = span_of(c->who.region) };
    if (count >= 7 && span_is(part[0], "arn")) {
        n->region = part[3];
        n->account = part[4];
        at = 6;
    } else if (count >= 3 && span_is(part[1], "function")) {
        n->account = part[0];
        at = 2;
    } else if (count >= 2 && span_is(part[0], "function")) {
        at = 1;
    }
    n->name = at < count ? part[at] : SPAN("");
    if (at + 1 < count) n->qualifier = part[at + 1];
}

int lambda_function_require(struct call *c, struct lambda_function *f)
{
    struct lambda_name n;
    struct span qualifier;

    lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), &n);
    qualifier = n.qualifier.data ? n.qualifier : doc_get_str(c->in, "Qualifier");
    if ((!qualifier.size || span_is(qualifier, "$LATEST")) &&
        lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, f))
        return 0;
    return fault(c, &lambda_resource_not_found, "Function not found: %.*s%s%.*s",
                 SPAN_ARG(arn_make(&c->arena, "lambda", n.region, n.account, "function:%.*s", SPAN_ARG(n.name))),
                 qualifier.size ? ":" : "", SPAN_ARG(qualifier));
}
