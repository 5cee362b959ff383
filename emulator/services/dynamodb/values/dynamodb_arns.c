#include "emulator/services/dynamodb/values/dynamodb_arns.h"

bool ddb_arn_parse(struct span text, struct ddb_arn *arn)
{
    static const char *const start[] = { "arn", "aws", "dynamodb" };
    struct span rest = text, piece;

    *arn = (struct ddb_arn){ 0 };
    for (int i = 0; i < 3; i++)
        if (!span_split(&rest, ':', &piece) || !span_is(piece, start[i])) return false;
    if (!span_split(&rest, ':', &arn->region) || !span_split(&rest, ':', &arn->account)) return false;
    arn->resource = rest;
    if (!span_split(&rest, '/', &piece) || !span_is(piece, "table")) return false;
    if (!span_split(&rest, '/', &arn->table) || !arn->table.size) return false;
    if (span_split(&rest, '/', &arn->kind)) arn->id = rest;
    return true;
}

bool ddb_arn_is_own(const struct call *c, const struct ddb_arn *arn)
{
    return span_is(arn->region, c->who.region) && span_is(arn->account, c->who.account);
}

struct span ddb_arn_text(struct call *c, struct span table, const char *kind, struct span id)
{
    if (!kind)
        return arena_format(&c->arena, "arn:aws:dynamodb:%s:%s:table/%.*s", c->who.region, c->who.account,
                            SPAN_ARG(table));
    return arena_format(&c->arena, "arn:aws:dynamodb:%s:%s:table/%.*s/%s/%.*s", c->who.region, c->who.account,
                        SPAN_ARG(table), kind, SPAN_ARG(id));
}
