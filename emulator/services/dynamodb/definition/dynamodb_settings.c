/* AWS: all texts were observed. There are no keys here to encrypt by: a key's name is taken for its id, and the key
 * that AWS manages is the same for all tables of an account and region. */
#include "emulator/services/dynamodb/definition/dynamodb_settings.h"

#include "emulator/core/arn.h"

#include "emulator/base/digest.h"

#define INVALID     "One or more parameter values were invalid: "
#define WARM_READS  12000 /* of a new on-demand table */
#define WARM_WRITES 4000
#define MANAGED_KEY "alias/aws/dynamodb"
#define INITIAL_GUIDE                                                                           \
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode." \
    "html#on-demand-capacity-mode-initial"

/* --- encryption --------------------------------------------------------------------------------------------------- */

static const char *check_encryption(const struct doc *sse)
{
    struct span type = doc_get_str(sse, "SSEType"), key = doc_get_str(sse, "KMSMasterKeyId");

    if (!sse) return NULL;
    if (!doc_get_bool(sse, "Enabled", false)) {
        if (type.data) return INVALID "SSEType can not be specified if Enabled is false";
        return key.data ? INVALID "KMSMasterKeyId can not be specified if Enabled is false" : NULL;
    }
    if (key.data && !type.data) return INVALID "SSEType KMS is required if KMSMasterKeyId is specified";
    return span_is(type, "AES256") ? INVALID "SSEType AES256 is not supported" : NULL;
}

/* An id that an alias always gives. */
static const char *key_of_alias(struct call *c, struct span alias)
{
    const char *hex =
        sha256_hex(&c->arena, arena_format(&c->arena, "%s %s %.*s", c->who.account, c->who.region, SPAN_ARG(alias)));

    return arena_printf(&c->arena, "%.8s-%.4s-4%.3s-8%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
}

static struct span key_arn(struct call *c, struct span key)
{
    if (span_starts(key, "arn:")) return key;
    if (!key.data) key = SPAN(MANAGED_KEY);
    if (span_starts(key, "alias/")) key = span_of(key_of_alias(c, key));
    return arn_own(c, "kms", "key/%.*s", SPAN_ARG(key));
}

/* AWS: what is encrypted by DynamoDB's own key has no description of it. */
static void put_encryption(struct call *c, struct doc *description, const struct doc *sse)
{
    struct doc *to;

    doc_remove(description, SPAN("SSEDescription"));
    if (!doc_get_bool(sse, "Enabled", false)) return;
    to = doc_put_map(description, "SSEDescription");
    doc_put_cstr(to, "Status", "ENABLED");
    doc_put_cstr(to, "SSEType", "KMS");
    doc_put_str(to, "KMSMasterKeyArn", key_arn(c, doc_get_str(sse, "KMSMasterKeyId")));
}

static const char *update_encryption(struct call *c, struct doc *description, const struct doc *sse)
{
    struct span now = doc_get_str(doc_get(description, "SSEDescription"), "KMSMasterKeyArn");
    const char *error = check_encryption(sse);

    if (error || !sse) return error;
    if (!doc_get_bool(sse, "Enabled", false) && !now.data) return INVALID "Table is already encrypted by default";
    if (now.data && span_eq(now, doc_get_str(sse, "KMSMasterKeyId")))
        return INVALID "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want "
                       "to change Master Key";
    put_encryption(c, description, sse);
    return NULL;
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static const char *check_class(const struct doc *in)
{
    struct span class = doc_get_str(in, "TableClass");

    if (!class.data || span_is(class, "STANDARD") || span_is(class, "STANDARD_INFREQUENT_ACCESS")) return NULL;
    return "Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, "
           "STANDARD_INFREQUENT_ACCESS].";
}

/* --- ceilings ----------------------------------------------------------------------------------------------------- */

static const struct span no_index = { NULL, 0 };

static const char *const ceilings[] = { "MaxReadRequestUnits", "MaxWriteRequestUnits" };

/* The absent `index` stands for the table; -1 takes a ceiling away, which a new one can't. */
static const char *check_ceilings(struct arena *a, const struct doc *units, bool on_demand, bool is_new,
                                  struct span index)
{
    const char *of = index.data ? arena_printf(a, " for index%s: %.*s", is_new ? "" : " ", SPAN_ARG(index)) : "";

    for (int i = 0; i < 2; i++) {
        const struct doc *given = doc_get(units, ceilings[i]);
        if (!given) continue;
        if (!on_demand)
            return arena_printf(a, INVALID "%s for OnDemandThroughput%s cannot be specified when %s", ceilings[i], of,
                                is_new ? "table BillingMode is PROVISIONED." : "the table BillingMode is PROVISIONED");
        if (given->integer < 1 && (is_new || given->integer != -1))
            return arena_printf(a, INVALID "Requested %s for OnDemandThroughput for %s%.*s is outside of valid range",
                                ceilings[i], index.data ? "index : " : "table", SPAN_ARG(index));
    }
    return NULL;
}

static void put_ceilings(struct doc *to, const struct doc *units)
{
    struct doc *now = doc_get(to, "OnDemandThroughput");

    if (!units) return;
    if (!now) now = doc_put_map(to, "OnDemandThroughput");
    for (int i = 0; i < 2; i++) {
        int64_t given = doc_get_int(units, ceilings[i], 0);
        if (given == -1) doc_remove(now, span_of(ceilings[i]));
        else if (given) doc_put_int(now, ceilings[i], given);
    }
    if (!doc_count(now)) doc_remove(to, SPAN("OnDemandThroughput"));
}

/* --- warm throughput ---------------------------------------------------------------------------------------------- */

static const struct {
    const char *member, *provisioned;
    int64_t initial;
} warm_units[] = { { "ReadUnitsPerSecond", "ReadCapacityUnits", WARM_READS },
                   { "WriteUnitsPerSecond", "WriteCapacityUnits", WARM_WRITES } };

static const char *check_warm_new(struct arena *a, const struct doc *warm, const struct doc *throughput, const char *of)
{
    for (int i = 0; i < 2; i++) {
        int64_t least = throughput ? doc_get_int(throughput, warm_units[i].provisioned, 0) : warm_units[i].initial;
        if (doc_get_int(warm, warm_units[i].member, least) >= least) continue;
        if (throughput)
            return arena_printf(a,
                                INVALID "Requested %s for WarmThroughput for %s is lower than %s of "
                                        "ProvisionedThroughput",
                                warm_units[i].member, of, warm_units[i].provisioned);
        return arena_printf(a,
                            INVALID "Requested %s for WarmThroughput for %s is lower than initial throughput for "
                                    "OnDemand. See: " INITIAL_GUIDE,
                            warm_units[i].member, of);
    }
    return NULL;
}

static const char *check_warm(struct arena *a, const struct doc *warm, const struct doc *now, const char *of)
{
    for (int i = 0; i < 2; i++) {
        int64_t least = doc_get_int(now, warm_units[i].member, 0);
        if (doc_get_int(warm, warm_units[i].member, least) < least)
            return arena_printf(a,
                                INVALID "Requested %s for WarmThroughput for %s is lower than current WarmThroughput, "
                                        "decreasing WarmThroughput is not supported",
                                warm_units[i].member, of);
    }
    return NULL;
}

static void put_warm(struct doc *to, const struct doc *warm)
{
    struct doc *now = doc_get(to, "WarmThroughput");

    for (int i = 0; i < 2; i++)
        if (doc_get(warm, warm_units[i].member))
            doc_put_int(now, warm_units[i].member, doc_get_int(warm, warm_units[i].member, 0));
}

/* --- new tables --------------------------------------------------------------------------------------------------- */

static bool is_on_demand(const struct doc *in)
{
    return span_is(doc_get_str(in, "BillingMode"), "PAY_PER_REQUEST");
}

const char *ddb_settings_check_new_index(struct arena *a, const struct doc *definition, bool on_demand,
                                         struct span name)
{
    const char *error = check_ceilings(a, doc_get(definition, "OnDemandThroughput"), on_demand, true, name);

    if (error) return error;
    return check_warm_new(a, doc_get(definition, "WarmThroughput"),
                          on_demand ? NULL : doc_get(definition, "ProvisionedThroughput"),
                          name.data ? arena_printf(a, "index %.*s", SPAN_ARG(name)) : "table");
}

const char *ddb_settings_check_new(struct arena *a, const struct doc *in)
{
    const char *error = check_class(in);

    if (!error) error = check_encryption(doc_get(in, "SSESpecification"));
    return error ? error : ddb_settings_check_new_index(a, in, is_on_demand(in), no_index);
}

void ddb_settings_put_new(struct call *c, struct doc *description, const struct doc *in)
{
    put_encryption(c, description, doc_get(in, "SSESpecification"));
    put_ceilings(description, doc_get(in, "OnDemandThroughput"));
    put_warm(description, doc_get(in, "WarmThroughput"));
    doc_put_bool(description, "DeletionProtectionEnabled", doc_get_bool(in, "DeletionProtectionEnabled", false));
    if (doc_get(in, "TableClass"))
        doc_put_str(doc_put_map(description, "TableClassSummary"), "TableClass", doc_get_str(in, "TableClass"));
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static bool creates_index(const struct doc *in)
{
    const struct doc *updates = doc_get(in, "GlobalSecondaryIndexUpdates");

    for (size_t i = 0; i < doc_count(updates); i++)
        if (doc_get(doc_at(updates, i), "Create")) return true;
    return false;
}

const char *ddb_settings_check_company(const struct doc *in)
{
    static const char *const members[] = {
        "ProvisionedThroughput", "BillingMode",    "StreamSpecification",       "GlobalSecondaryIndexUpdates",
        "SSESpecification",      "ReplicaUpdates", "DeletionProtectionEnabled", "OnDemandThroughput",
        "WarmThroughput",        "TableClass"
    };
    int count = 0;

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) { /* AWS: observed, an empty list does not count */
        const struct doc *given = doc_get(in, members[i]);
        count += given && !(given->kind == DOC_LIST && !doc_count(given));
    }
    if (count == 0)
        return "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
               "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, "
               "MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is "
               "required";
    if (count == 1) return NULL;
    if (doc_get(in, "SSESpecification"))
        return INVALID "Server-Side Encryption modification must be the only operation in the request";
    if (doc_get(in, "TableClass")) return INVALID "TableClass modification must be the only operation in the request";
    if (doc_get(in, "DeletionProtectionEnabled"))
        return INVALID "DeletionProtection modification must be the only operation in the request";
    if (doc_get(in, "ReplicaUpdates")) return INVALID "Replica modification must be the only operation in the request";
    if (doc_get(in, "WarmThroughput"))
        return creates_index(in) ? INVALID
                   "Create global secondary index cannot be specified when updating WarmThroughput"
                                 : INVALID "WarmThroughput must be the only operation in the request";
    if (doc_get(in, "OnDemandThroughput") && (count > 2 || !doc_get(in, "BillingMode")))
        return INVALID "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request";
    return NULL;
}

const char *ddb_settings_update(struct call *c, struct doc *description, bool on_demand)
{
    const struct doc *warm = doc_get(c->in, "WarmThroughput"), *units = doc_get(c->in, "OnDemandThroughput");
    const char *error = check_class(c->in);

    if (!error) error = check_ceilings(&c->arena, units, on_demand, false, no_index);
    if (!error) error = check_warm(&c->arena, warm, doc_get(description, "WarmThroughput"), "table");
    if (!error) error = update_encryption(c, description, doc_get(c->in, "SSESpecification"));
    if (error) return error;
    put_ceilings(description, units);
    put_warm(description, warm);
    if (doc_get(c->in, "DeletionProtectionEnabled"))
        doc_put_bool(description, "DeletionProtectionEnabled", doc_get_bool(c->in, "DeletionProtectionEnabled", false));
    if (doc_get(c->in, "TableClass")) {
        struct doc *summary = doc_put_map(description, "TableClassSummary");
        doc_put_str(summary, "TableClass", doc_get_str(c->in, "TableClass"));
        doc_put_int(summary, "LastUpdateDateTime", c->now_ms);
    }
    return NULL;
}

const char *ddb_settings_update_index(struct arena *a, struct doc *entry, const struct doc *update, bool on_demand)
{
    struct span name = doc_get_str(entry, "IndexName");
    const struct doc *warm = doc_get(update, "WarmThroughput"), *units = doc_get(update, "OnDemandThroughput");
    const char *error = check_ceilings(a, units, on_demand, false, name);

    if (!error)
        error = check_warm(a, warm, doc_get(entry, "WarmThroughput"), arena_printf(a, "index %.*s", SPAN_ARG(name)));
    if (error) return error;
    put_ceilings(entry, units);
    put_warm(entry, warm);
    return NULL;
}
