/* DynamoDB's ARNs. */
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

#include "emulator/core/arn.h"

bool ddb_arn_parse(struct span text, struct ddb_arn *arn)
{
    struct span rest, piece;
    struct arn whole;

    *arn = (struct ddb_arn){ 0 };
    if (!arn_parse_of(text, "dynamodb", &whole) || !span_is(whole.partition, "aws")) return false;
    arn->region = whole.region;
    arn->account = whole.account;
    arn->resource = rest = whole.resource;
    if (!span_split(&rest, '/', &piece) || !span_is(piece, "table")) return false;
    if (!span_split(&rest, '/', &arn->table) || !arn->table.size) return false;
    if (span_split(&rest, '/', &arn->kind)) arn->id = rest;
    return true;
}

bool ddb_arn_is_own(const struct call *c, const struct ddb_arn *arn)
{
    return span_is(arn->region, c->who.region) && span_is(arn->account, ddb_account(c));
}

struct span ddb_arn_text(struct call *c, struct span table, const char *kind, struct span id)
{
    struct span region = span_of(c->who.region), account = span_of(ddb_account(c));

    if (!kind) return arn_join(&c->arena, "dynamodb", region, account, "table/", table);
    return arn_make(&c->arena, "dynamodb", region, account, "table/%.*s/%s/%.*s", SPAN_ARG(table), kind, SPAN_ARG(id));
}
