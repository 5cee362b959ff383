/* CreateTable's rules.
 *
 * AWS: the order was observed: billing, then the table's keys, then local and global indexes one by one. */
#include "emulator/services/dynamodb/definition/dynamodb_definition.h"

#include "emulator/base/ids.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_name_order.h"
#include "emulator/services/dynamodb/definition/dynamodb_settings.h"

#define INVALID       "One or more parameter values were invalid: "
#define CAPACITY_MAX  1000000000000
#define LOCAL_MAX     5
#define GLOBAL_MAX    20
#define PROJECTED_MAX 100

struct rules {
    struct arena *arena;
    const struct doc *in, *definitions;
    struct ddb_table *table;
};

/* --- billing ------------------------------------------------------------------------------------------------------ */

static const char *check_bounds(struct arena *a, const struct doc *throughput)
{
    static const char *const members[] = { "ReadCapacityUnits", "WriteCapacityUnits" };

    for (int i = 0; i < 2; i++) {
        int64_t units = doc_get_int(throughput, members[i], 0);
        if (units > CAPACITY_MAX)
            return arena_printf(a, "Given value %lld for %s is out of bounds", (long long)units, members[i]);
    }
    return NULL;
}

bool ddb_definition_is_on_demand(const struct doc *in, const struct doc *description)
{
    struct span mode = doc_get_str(in, "BillingMode");

    if (!mode.data) mode = doc_get_str(doc_get(description, "BillingModeSummary"), "BillingMode");
    return span_is(mode, "PAY_PER_REQUEST");
}

/* Does the request give the index a throughput? */
static bool is_given_throughput(const struct doc *in, struct span name)
{
    const struct doc *updates = doc_get(in, "GlobalSecondaryIndexUpdates");

    for (size_t i = 0; i < doc_count(updates); i++) {
        const struct doc *update = doc_get(doc_at(updates, i), "Update");
        if (span_eq(doc_get_str(update, "IndexName"), name) && doc_get(update, "ProvisionedThroughput")) return true;
    }
    return false;
}

const char *ddb_definition_check_billing_update(struct arena *a, const struct doc *in, const struct doc *description)
{
    const struct doc *throughput = doc_get(in, "ProvisionedThroughput"),
                     *indexes = doc_get(description, "GlobalSecondaryIndexes");

    if (ddb_definition_is_on_demand(in, description))
        return throughput ? INVALID
                   "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
                          : NULL;
    if (doc_get(in, "BillingMode") && !throughput)
        return INVALID "ProvisionedThroughput must be specified when BillingMode is PROVISIONED";
    for (size_t i = 0; ddb_definition_is_on_demand(NULL, description) && i < doc_count(indexes); i++) {
        struct span name = doc_get_str(doc_at(indexes, i), "IndexName");
        if (!is_given_throughput(in, name))
            return arena_printf(a, INVALID "ProvisionedThroughput must be specified for index: %.*s", SPAN_ARG(name));
    }
    return check_bounds(a, throughput);
}

static const char *check_billing(struct arena *a, const struct doc *in)
{
    bool on_demand = span_is(doc_get_str(in, "BillingMode"), "PAY_PER_REQUEST");
    const struct doc *throughput = doc_get(in, "ProvisionedThroughput");

    if (on_demand && throughput)
        return INVALID
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";
    if (!on_demand && !throughput)
        return INVALID
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED";
    return check_bounds(a, throughput);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* The names of a list of structures: [a, b]. */
static const char *names_of(struct arena *a, const struct doc *list)
{
    const char *text = "[";

    for (size_t i = 0; i < doc_count(list); i++)
        text =
            arena_printf(a, "%s%s%.*s", text, i ? ", " : "", SPAN_ARG(doc_get_str(doc_at(list, i), "AttributeName")));
    return arena_printf(a, "%s]", text);
}

static char type_of(const struct rules *r, struct span name)
{
    for (size_t i = 0; i < doc_count(r->definitions); i++) {
        const struct doc *definition = doc_at(r->definitions, i);
        if (span_eq(doc_get_str(definition, "AttributeName"), name))
            return doc_get_str(definition, "AttributeType").data[0];
    }
    return 0;
}

static const char *check_defined(const struct rules *r, const struct doc *keys)
{
    for (size_t i = 0; i < doc_count(keys); i++) {
        if (type_of(r, doc_get_str(doc_at(keys, i), "AttributeName"))) continue;
        return arena_printf(r->arena,
                            INVALID "Some index key attributes are not defined in AttributeDefinitions. Keys: %s, "
                                    "AttributeDefinitions: %s",
                            names_of(r->arena, keys), ddb_definitions_text(r->arena, r->definitions));
    }
    return NULL;
}

#define NO_RANGE_KEY \
    INVALID "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"

static bool is_range(const struct doc *keys, size_t i)
{
    return span_is(doc_get_str(doc_at(keys, i), "KeyType"), "RANGE");
}

/* HASH first, RANGE behind; of a global index up to four of each in this order. */
static const char *check_key_types(const struct doc *keys, bool global)
{
    size_t count = doc_count(keys), hashes = 0;

    if (is_range(keys, 0)) return "Invalid KeySchema: The first KeySchemaElement is not a HASH key type";
    if (!global && count == 2 && !is_range(keys, 1))
        return "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type";
    for (size_t i = 0; i < count; i++) {
        if (!is_range(keys, i) && i != hashes)
            return INVALID "All HASH key attributes must precede RANGE key attributes in the KeySchema";
        if (!is_range(keys, i)) hashes++;
    }
    if (hashes > 4) return INVALID "The KeySchema exceeds the maximum allowed number of HASH key attributes";
    if (count - hashes > 4) return INVALID "The KeySchema exceeds the maximum allowed number of RANGE key attributes";
    return NULL;
}

static const char *check_distinct(const struct doc *keys, bool global)
{
    for (size_t i = 1; i < doc_count(keys); i++)
        for (size_t j = 0; j < i; j++)
            if (span_eq(doc_get_str(doc_at(keys, i), "AttributeName"), doc_get_str(doc_at(keys, j), "AttributeName")))
                return global ? "The KeySchema contains multiple key attributes with the same name"
                              : "Both the Hash Key and the Range Key element in the KeySchema have the same name";
    return NULL;
}

static const char *check_keys(const struct rules *r, const struct doc *keys, bool global)
{
    const char *error = check_defined(r, keys);

    if (!error) error = check_distinct(keys, global);
    return error ? error : check_key_types(keys, global);
}

static void keys_fill(const struct rules *r, const struct doc *keys, struct ddb_key_schema *schema)
{
    for (size_t i = 0; i < doc_count(keys) && i < DDB_KEY_PARTS_MAX; i++) {
        struct span name = doc_get_str(doc_at(keys, i), "AttributeName");
        schema->parts[schema->count++] = (struct ddb_key_part){ name, type_of(r, name), is_range(keys, i) };
        if (!is_range(keys, i)) schema->hash_count++;
    }
}

static const char *check_table_keys(const struct rules *r)
{
    const struct doc *keys = doc_get(r->in, "KeySchema");
    const char *error;

    if (doc_count(keys) > doc_count(r->definitions))
        return "Invalid KeySchema: Some index key attribute have no definition";
    if ((error = check_keys(r, keys, false))) return error;
    keys_fill(r, keys, &r->table->keys);
    return NULL;
}

static const char *check_lists(const struct rules *r)
{
    static const char *const members[] = { "LocalSecondaryIndexes", "GlobalSecondaryIndexes" };

    for (int i = 0; i < 2; i++)
        if (doc_get(r->in, members[i]) && !doc_count(doc_get(r->in, members[i])))
            return arena_printf(r->arena, INVALID "List of %s is empty", members[i]);
    return NULL;
}

/* What is told of the indexes before definitions that nobody uses. */
static const char *check_index_keys(const struct rules *r, const char *member, bool local)
{
    const struct doc *list = doc_get(r->in, member);
    const char *error;

    if (local && list && r->table->keys.count != 2) return NO_RANGE_KEY;
    for (size_t i = 0; i < doc_count(list); i++) {
        const struct doc *keys = doc_get(doc_at(list, i), "KeySchema");
        if ((error = check_defined(r, keys)) || (error = check_distinct(keys, !local))) return error;
    }
    return NULL;
}

/* AWS: in 2026 all that concerns the indexes' keys is told before this. Two texts, as one speaks of a table without
 * indexes. */
static const char *check_all_used(const struct rules *r)
{
    bool indexed =
        doc_count(doc_get(r->in, "LocalSecondaryIndexes")) + doc_count(doc_get(r->in, "GlobalSecondaryIndexes"));

    for (size_t i = 0; i < doc_count(r->definitions); i++) {
        if (ddb_key_is_used(r->in, doc_get_str(doc_at(r->definitions, i), "AttributeName"))) continue;
        if (!indexed)
            return INVALID "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                           "AttributeDefinitions";
        return arena_printf(r->arena,
                            INVALID "Some AttributeDefinitions are not used. AttributeDefinitions: %s, keys used: %s",
                            ddb_definitions_text(r->arena, r->definitions), ddb_keys_used_text(r->arena, r->in));
    }
    return NULL;
}

static const char *check_definitions(const struct rules *r)
{
    for (size_t i = 1; i < doc_count(r->definitions); i++) {
        struct span name = doc_get_str(doc_at(r->definitions, i), "AttributeName");
        for (size_t j = 0; j < i; j++)
            if (span_eq(doc_get_str(doc_at(r->definitions, j), "AttributeName"), name))
                return arena_printf(r->arena, "Attribute Name is duplicated: %.*s", SPAN_ARG(name));
    }
    return NULL;
}

/* --- indexes ------------------------------------------------------------------------------------------------------ */

static const char *check_projection(const struct rules *r, const struct doc *projection, struct ddb_index *index)
{
    struct span type = doc_get_str(projection, "ProjectionType");
    const struct doc *included = doc_get(projection, "NonKeyAttributes");

    if (!type.data) return INVALID "Unknown ProjectionType: null";
    if (included && !span_is(type, "INCLUDE"))
        return arena_printf(r->arena, INVALID "ProjectionType is %.*s, but NonKeyAttributes is specified",
                            SPAN_ARG(type));
    if (!included && span_is(type, "INCLUDE"))
        return INVALID "ProjectionType is INCLUDE, but NonKeyAttributes is not specified";
    for (size_t i = 1; i < doc_count(included); i++)
        for (size_t j = 0; j < i; j++)
            if (span_eq(doc_text(doc_at(included, i)), doc_text(doc_at(included, j))))
                return arena_printf(r->arena, INVALID "Duplicate element in NonKeyAttributes: %.*s",
                                    SPAN_ARG(doc_text(doc_at(included, i))));
    index->projection = span_is(type, "ALL")       ? DDB_PROJECT_ALL
                        : span_is(type, "INCLUDE") ? DDB_PROJECT_INCLUDE
                                                   : DDB_PROJECT_KEYS;
    index->included = included;
    return NULL;
}

static const char *check_local(const struct rules *r, const struct doc *keys, struct span name)
{
    struct span hash = doc_get_str(doc_at(keys, 0), "AttributeName"), table_hash = r->table->keys.parts[0].name;

    if (doc_count(keys) != 2)
        return arena_printf(r->arena, INVALID "Index KeySchema does not have a range key for index: %.*s",
                            SPAN_ARG(name));
    if (!span_eq(hash, table_hash))
        return arena_printf(
            r->arena,
            INVALID "Index KeySchema does not have the same leading hash key as table KeySchema for index: %.*s. "
                    "index hash key: %.*s, table hash key: %.*s",
            SPAN_ARG(name), SPAN_ARG(hash), SPAN_ARG(table_hash));
    return NULL;
}

static const char *check_global(const struct rules *r, const struct doc *definition, struct span name)
{
    bool on_demand = span_is(doc_get_str(r->in, "BillingMode"), "PAY_PER_REQUEST");
    const struct doc *throughput = doc_get(definition, "ProvisionedThroughput");

    if (on_demand && throughput)
        return arena_printf(r->arena,
                            INVALID "ProvisionedThroughput should not be specified for index: %.*s when BillingMode is "
                                    "PAY_PER_REQUEST",
                            SPAN_ARG(name));
    if (!on_demand && !throughput)
        return arena_printf(r->arena, INVALID "ProvisionedThroughput is not specified for index: %.*s", SPAN_ARG(name));
    return ddb_settings_check_new_index(r->arena, definition, on_demand, name);
}

static const char *check_name(const struct rules *r, struct span name)
{
    for (int i = 0; i < r->table->index_count; i++)
        if (span_eq(r->table->indexes[i].name, name))
            return arena_printf(r->arena, INVALID "Duplicate index name: %.*s", SPAN_ARG(name));
    return NULL;
}

static const char *check_index(const struct rules *r, const struct doc *definition, bool local)
{
    struct ddb_index index = { .local = local, .name = doc_get_str(definition, "IndexName") }, *added;
    const struct doc *keys = doc_get(definition, "KeySchema");
    const char *error;

    if ((error = check_keys(r, keys, !local))) return error;
    if (local && (error = check_local(r, keys, index.name))) return error;
    if ((error = check_projection(r, doc_get(definition, "Projection"), &index))) return error;
    if (!local && (error = check_global(r, definition, index.name))) return error;
    if ((error = check_name(r, index.name))) return error;
    keys_fill(r, keys, &index.keys);
    added = ddb_table_add_index(r->arena, r->table);
    if (added) *added = index;
    return NULL;
}

static const char *check_indexes(const struct rules *r, const char *member, bool local)
{
    const struct doc *list = doc_get(r->in, member);
    const char *error;

    if (!list) return NULL;
    for (size_t i = 0; i < doc_count(list); i++)
        if ((error = check_index(r, doc_at(list, i), local))) return error;
    if (local && doc_count(list) > LOCAL_MAX)
        return INVALID "Number of LocalSecondaryIndexes exceeds per-table limit of 5";
    if (!local && doc_count(list) > GLOBAL_MAX)
        return INVALID "GlobalSecondaryIndex count exceeds the per-table limit of 20";
    return NULL;
}

static const char *check_projected_count(const struct rules *r)
{
    size_t projected = 0;

    for (int i = 0; i < r->table->index_count; i++) projected += doc_count(r->table->indexes[i].included);
    if (projected <= PROJECTED_MAX) return NULL;
    return INVALID "Total number of NonKeyAttributes projected on all indexes exceeds the limit of 100";
}

const char *ddb_definition_check(struct arena *a, const struct doc *in, struct ddb_table *table)
{
    struct rules r = { a, in, doc_get(in, "AttributeDefinitions"), table };
    const char *error = check_billing(a, in);

    *table = (struct ddb_table){ .name = doc_get_str(in, "TableName") };
    if (!error) error = check_definitions(&r);
    if (!error) error = check_table_keys(&r);
    if (!error) error = check_lists(&r);
    if (!error) error = check_index_keys(&r, "LocalSecondaryIndexes", true);
    if (!error) error = check_index_keys(&r, "GlobalSecondaryIndexes", false);
    if (!error) error = check_all_used(&r);
    if (!error) error = check_indexes(&r, "LocalSecondaryIndexes", true);
    if (!error) error = check_indexes(&r, "GlobalSecondaryIndexes", false);
    if (!error) error = check_projected_count(&r);
    return error ? error : ddb_settings_check_new(a, in);
}

const char *ddb_definition_check_index(struct arena *a, const struct doc *in, const struct doc *definition,
                                       struct ddb_table *table)
{
    struct rules r = { a, in, doc_get(in, "AttributeDefinitions"), table };
    const char *error = check_index(&r, definition, false);

    return error ? error : check_projected_count(&r);
}

/* --- description -------------------------------------------------------------------------------------------------- */

static void put_copy(struct doc *to, const char *member, const struct doc *from)
{
    const struct doc *value = doc_get(from, member);

    if (value) doc_put(to, member, doc_copy(doc_arena(to), value));
}

/* AWS: observed. Such lists come back in the order of their names. */
static void put_sorted(struct doc *to, const char *member, const char *by)
{
    if (doc_get(to, member)) doc_put(to, member, ddb_list_sorted(doc_arena(to), doc_get(to, member), by));
}

static void put_at_least(struct doc *to, const char *member, int64_t units)
{
    if (doc_get_int(to, member, 0) < units) doc_put_int(to, member, units);
}

/* AWS: a new on-demand table can take 12,000 reads and 4,000 writes a second. What a table once could take stays. */
static void put_warm(struct doc *to, int64_t reads, int64_t writes)
{
    struct doc *warm = doc_get(to, "WarmThroughput");

    if (!warm) warm = doc_put_map(to, "WarmThroughput");
    put_at_least(warm, "ReadUnitsPerSecond", reads ? reads : 12000);
    put_at_least(warm, "WriteUnitsPerSecond", writes ? writes : 4000);
    doc_put_cstr(warm, "Status", "ACTIVE");
}

static void raise_warm(struct doc *to, const struct doc *wanted)
{
    struct doc *warm = doc_get(to, "WarmThroughput");

    put_at_least(warm, "ReadUnitsPerSecond", doc_get_int(wanted, "ReadUnitsPerSecond", 0));
    put_at_least(warm, "WriteUnitsPerSecond", doc_get_int(wanted, "WriteUnitsPerSecond", 0));
}

void ddb_definition_set_throughput(struct doc *to, const struct doc *throughput)
{
    struct doc *description = doc_get(to, "ProvisionedThroughput");
    int64_t reads = doc_get_int(throughput, "ReadCapacityUnits", 0),
            writes = doc_get_int(throughput, "WriteCapacityUnits", 0);

    if (!description) {
        description = doc_put_map(to, "ProvisionedThroughput");
        doc_put_int(description, "NumberOfDecreasesToday", 0);
    }
    doc_put_int(description, "ReadCapacityUnits", reads);
    doc_put_int(description, "WriteCapacityUnits", writes);
    put_warm(to, reads, writes);
}

static void describe_index(struct doc *list, const struct doc *definition, struct span table_arn, bool local)
{
    struct doc *index = doc_append_map(list);
    struct span name = doc_get_str(definition, "IndexName");

    doc_put_str(index, "IndexName", name);
    put_copy(index, "KeySchema", definition);
    put_copy(index, "Projection", definition);
    put_sorted(doc_get(index, "Projection"), "NonKeyAttributes", NULL);
    if (!local) {
        doc_put_cstr(index, "IndexStatus", "ACTIVE");
        ddb_definition_set_throughput(index, doc_get(definition, "ProvisionedThroughput"));
        put_copy(index, "OnDemandThroughput", definition);
        raise_warm(index, doc_get(definition, "WarmThroughput"));
    }
    doc_put_format(index, "IndexArn", "%.*s/index/%.*s", SPAN_ARG(table_arn), SPAN_ARG(name));
}

void ddb_definition_describe_index(struct doc *list, const struct doc *definition, struct span table_arn)
{
    describe_index(list, definition, table_arn, false);
}

static void describe_indexes(struct doc *description, const struct doc *in, const char *member, bool local)
{
    const struct doc *definitions = doc_get(in, member);
    struct doc *list;

    if (!definitions) return;
    list = doc_put_list(description, member);
    for (size_t i = 0; i < doc_count(definitions); i++)
        describe_index(list, doc_at(definitions, i), doc_get_str(description, "TableArn"), local);
}

void ddb_definition_set_billing(struct call *c, struct doc *description, const struct doc *in)
{
    const struct doc *indexes = doc_get(description, "GlobalSecondaryIndexes");

    ddb_definition_set_throughput(description, doc_get(in, "ProvisionedThroughput"));
    if (span_is(doc_get_str(in, "BillingMode"), "PAY_PER_REQUEST")) {
        struct doc *summary = doc_put_map(description, "BillingModeSummary");
        doc_put_cstr(summary, "BillingMode", "PAY_PER_REQUEST");
        doc_put_int(summary, "LastUpdateToPayPerRequestDateTime", c->now_ms);
        for (size_t i = 0; i < doc_count(indexes); i++) ddb_definition_set_throughput(doc_at(indexes, i), NULL);
    } else if (doc_get(description, "BillingModeSummary")) {
        doc_put_cstr(doc_get(description, "BillingModeSummary"), "BillingMode", "PROVISIONED");
        doc_remove(description, SPAN("OnDemandThroughput")); /* AWS: observed, of the indexes too */
        for (size_t i = 0; i < doc_count(indexes); i++) doc_remove(doc_at(indexes, i), SPAN("OnDemandThroughput"));
    }
}

struct doc *ddb_definition_describe(struct call *c, const struct doc *in)
{
    struct doc *d = doc_map(&c->arena);
    char id[37];

    uuid_new(id);
    put_copy(d, "AttributeDefinitions", in);
    put_sorted(d, "AttributeDefinitions", "AttributeName");
    doc_put_str(d, "TableName", doc_get_str(in, "TableName"));
    put_copy(d, "KeySchema", in);
    doc_put_int(d, "CreationDateTime", c->now_ms);
    doc_put_str(d, "TableArn", ddb_arn_text(c, doc_get_str(in, "TableName"), NULL, (struct span){ 0 }));
    doc_put_cstr(d, "TableId", id);
    ddb_definition_set_billing(c, d, in);
    describe_indexes(d, in, "LocalSecondaryIndexes", true);
    describe_indexes(d, in, "GlobalSecondaryIndexes", false);
    ddb_settings_put_new(c, d, in);
    return d;
}
