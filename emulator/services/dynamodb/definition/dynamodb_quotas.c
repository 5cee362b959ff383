/* Three kinds of throughput, each of reads and writes, of the table and of each index the request names. */
#include "emulator/services/dynamodb/definition/dynamodb_quotas.h"

#include "emulator/services/dynamodb/values/dynamodb_faults.h"

static const struct kind {
    const char *member, *units, *quota;
} kinds[] = {
    { "ProvisionedThroughput", "ReadCapacityUnits", NULL },
    { "ProvisionedThroughput", "WriteCapacityUnits", NULL },
    { "OnDemandThroughput", "MaxReadRequestUnits", "TableMaxReadCapacityUnits" },
    { "OnDemandThroughput", "MaxWriteRequestUnits", "TableMaxWriteCapacityUnits" },
    { "WarmThroughput", "ReadUnitsPerSecond", "TableMaxReadCapacityUnits" },
    { "WarmThroughput", "WriteUnitsPerSecond", "TableMaxWriteCapacityUnits" },
};

static int fault_provisioned(struct call *c, const struct kind *kind, int64_t units, struct span index)
{
    const char *what = index.data ? "index" : "table";
    struct span of = index.data ? arena_format(&c->arena, " for index %.*s", SPAN_ARG(index)) : SPAN("");

    return fault(
        c, &ddb_limit_exceeded,
        "The requested %s%.*s, %lld, is above the per %s maximum for the account in %s. Per table maximum: %d. Refer "
        "to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        kind->units, SPAN_ARG(of), (long long)units, what, c->who.region, DDB_TABLE_UNITS_MAX);
}

static int fault_other(struct call *c, const struct kind *kind, struct span index)
{
    const char *sign = span_is(span_of(kind->member), "OnDemandThroughput") ? " :" : "";
    struct span of = index.data ? arena_format(&c->arena, "index%s %.*s", sign, SPAN_ARG(index)) : SPAN("table");

    return fault(c, &ddb_limit_exceeded,
                 "Subscriber limit exceeded: Requested %s for %s for %.*s exceeds %s of the account in region %s",
                 kind->units, kind->member, SPAN_ARG(of), kind->quota, c->who.region);
}

static int check(struct call *c, const struct doc *settings, struct span index)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int64_t units = doc_get_int(doc_get(settings, kinds[i].member), kinds[i].units, 0);
        if (units <= DDB_TABLE_UNITS_MAX) continue;
        return kinds[i].quota ? fault_other(c, &kinds[i], index) : fault_provisioned(c, &kinds[i], units, index);
    }
    return 0;
}

int ddb_quotas_check(struct call *c)
{
    const struct doc *indexes = doc_get(c->in, "GlobalSecondaryIndexes"),
                     *updates = doc_get(c->in, "GlobalSecondaryIndexUpdates");
    struct span table = { NULL, 0 };

    if (check(c, c->in, table)) return -1;
    for (size_t i = 0; i < doc_count(indexes); i++)
        if (check(c, doc_at(indexes, i), doc_get_str(doc_at(indexes, i), "IndexName"))) return -1;
    for (size_t i = 0; i < doc_count(updates); i++) {
        const struct doc *create = doc_get(doc_at(updates, i), "Create"),
                         *action = create ? create : doc_get(doc_at(updates, i), "Update");
        if (check(c, action, doc_get_str(action, "IndexName"))) return -1;
    }
    return 0;
}
