/* AWS: a policy has a revision; ExpectedRevisionId makes a change conditional. */
#include "emulator/services/dynamodb/tables/dynamodb_resources.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/principals.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/definition/dynamodb_quotas.h"
#include "emulator/services/dynamodb/store/dynamodb_resources_store.h"
#include "emulator/services/dynamodb/store/dynamodb_streams_store.h"

#define INVALID          "One or more parameter values were invalid: "
#define TAGS_MAX         50
#define TAG_KEY_MAX      128
#define TAG_VALUE_MAX    256
#define POLICY_BYTES_MAX 20480

static const struct fault_kind policy_not_found = { "PolicyNotFoundException", 400, SENDER };

/* --- resources ---------------------------------------------------------------------------------------------------- */

static int arn_require(struct call *c, struct ddb_arn *arn)
{
    struct span text = doc_get_str(c->in, "ResourceArn");

    if (!span_starts(text, "arn:"))
        return fault(c, &fault_validation, INVALID "ARNs must start with 'arn:': %.*s", SPAN_ARG(text));
    if (!ddb_arn_parse(text, arn) || span_is(arn->kind, "backup"))
        return fault(c, &fault_validation, INVALID "Provided Arn is not a DynamoDB resource arn: %.*s", SPAN_ARG(text));
    if (arn->kind.data && !span_is(arn->kind, "stream"))
        return fault(c, &fault_validation,
                     INVALID
                     "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: %.*s",
                     SPAN_ARG(text));
    return 0;
}

/* Tags are a table's. */
static int tagged_require(struct call *c, struct ddb_table *table)
{
    struct span text = doc_get_str(c->in, "ResourceArn");
    struct ddb_arn arn;

    if (arn_require(c, &arn)) return -1;
    if (!span_is(arn.account, c->who.account)) return fault(c, &fault_access_denied, "Access is denied");
    if (!span_is(arn.region, c->who.region) || arn.kind.data)
        return fault(c, &fault_validation, "Invalid TableArn: Invalid ResourceArn provided as input %.*s",
                     SPAN_ARG(text));
    if (ddb_store_table(c, arn.table, table)) return 0;
    return fault(c, &ddb_resource_not_found, "Requested resource not found: ResourcArn: %.*s not found",
                 SPAN_ARG(text));
}

static int governed_require(struct call *c, struct ddb_arn *arn)
{
    struct ddb_table table;
    struct ddb_stream stream;

    if (arn_require(c, arn)) return -1;
    if (!span_is(arn->account, c->who.account))
        return ddb_refuse(c, "This action is only supported by accounts that match the resource owner’s account.");
    if (!span_is(arn->region, c->who.region))
        return fault(c, &fault_validation, INVALID "Invalid resource Arn: %.*s",
                     SPAN_ARG(doc_get_str(c->in, "ResourceArn")));
    if (!ddb_store_table(c, arn->table, &table))
        return fault(c, &ddb_resource_not_found, "Requested resource not found: Table: %.*s not found",
                     SPAN_ARG(arn->table));
    if (arn->kind.data && !ddb_store_stream(c, arn->table, arn->id, &stream))
        return fault(c, &ddb_resource_not_found, "Requested resource not found: Stream: %.*s not found for Table: %.*s",
                     SPAN_ARG(arn->id), SPAN_ARG(arn->table));
    return 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

/* AWS: letters, digits and white space of all scripts, and a few signs.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html */
static bool has_tag_characters(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x80 && !isalnum(byte) && !isspace(byte) && !strchr("+-=._:/@", byte)) return false;
    }
    return true;
}

static const char *check_key(struct arena *a, struct span key)
{
    if (key.size >= 4 && span_is_nocase(span_sub(key, 0, 4), "aws:"))
        return arena_printf(a, "Tag Key cannot be prefixed with aws:, Key: %.*s", SPAN_ARG(key));
    if (!key.size || span_code_points(key) > TAG_KEY_MAX || !has_tag_characters(key))
        return arena_printf(a, "The Tag Key provided is invalid, Key: %.*s", SPAN_ARG(key));
    return NULL;
}

const char *ddb_tags_check(struct arena *a, const struct doc *tags)
{
    const char *error;

    for (size_t i = 0; i < doc_count(tags); i++) {
        struct span key = doc_get_str(doc_at(tags, i), "Key"), value = doc_get_str(doc_at(tags, i), "Value");
        if ((error = check_key(a, key))) return error;
        if (!value.data) return "The Tag Value provided is invalid, Value: null";
        if (span_code_points(value) > TAG_VALUE_MAX || !has_tag_characters(value))
            return arena_printf(a, "The Tag Value provided is invalid, Value: %.*s", SPAN_ARG(value));
        for (size_t j = 0; j < i; j++)
            if (span_eq(doc_get_str(doc_at(tags, j), "Key"), key))
                return arena_printf(a, "Duplicate Tag Keys provided as input: Duplicate Tag Key found %.*s",
                                    SPAN_ARG(key));
    }
    return doc_count(tags) > TAGS_MAX ? "Number of Tags exceed the current limit for the provided ResourceArn" : NULL;
}

int dynamodb_tag_resource(struct call *c)
{
    const struct doc *tags = doc_get(c->in, "Tags");
    struct ddb_table table;

    if (!doc_count(tags)) return ddb_refuse(c, "Atleast one Tag needs to be provided as Input.");
    if (ddb_refuse(c, ddb_tags_check(&c->arena, tags)) || tagged_require(c, &table)) return -1;
    ddb_resources_put(c, table.space, table.name, tags, (struct span){ NULL, 0 });
    if (ddb_store_tag_count(c, table.space) > TAGS_MAX)
        return ddb_refuse(c, "Number of Tags exceed the current limit for the provided ResourceArn");
    return 0;
}

int dynamodb_untag_resource(struct call *c)
{
    const struct doc *keys = doc_get(c->in, "TagKeys");
    struct ddb_table table;

    if (!doc_count(keys)) return ddb_refuse(c, "Atleast one Tag Key needs to be provided as Input.");
    for (size_t i = 0; i < doc_count(keys); i++)
        if (ddb_refuse(c, check_key(&c->arena, doc_text(doc_at(keys, i))))) return -1;
    if (doc_count(keys) > TAGS_MAX)
        return ddb_refuse(c, "Number of Tags exceed the current limit for the provided ResourceArn");
    if (tagged_require(c, &table)) return -1;
    for (size_t i = 0; i < doc_count(keys); i++) ddb_store_tag_remove(c, table.space, doc_text(doc_at(keys, i)));
    return 0;
}

/* AWS: there may be 50, and all come at once. */
int dynamodb_list_tags_of_resource(struct call *c)
{
    struct ddb_table table;

    if (tagged_require(c, &table)) return -1;
    ddb_store_tags(c, table.space, doc_get_str(c->in, "NextToken"), TAGS_MAX, doc_put_list(c->out, "Tags"));
    return 0;
}

/* --- policies ----------------------------------------------------------------------------------------------------- */

#define BAD_POLICY INVALID "Invalid policy document: "

static const char *check_statement(struct arena *a, const struct doc *statement)
{
    static const char *const fields[][2] = { { "Effect", "Effect" },
                                             { "Principal", "NotPrincipal" },
                                             { "Action", "NotAction" },
                                             { "Resource", "NotResource" } };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!doc_get(statement, fields[i][0]) && !doc_get(statement, fields[i][1]))
            return arena_printf(a, BAD_POLICY "Missing required field %s", fields[i][0]);
    return NULL;
}

static const char *check_statements(struct arena *a, const struct doc *list)
{
    const char *error;

    if (doc_is(list, DOC_MAP)) return check_statement(a, list);
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span sid = doc_get_str(doc_at(list, i), "Sid");
        if ((error = check_statement(a, doc_at(list, i)))) return error;
        for (size_t j = 0; sid.data && j < i; j++)
            if (span_eq(doc_get_str(doc_at(list, j), "Sid"), sid))
                return BAD_POLICY "The Statement Ids in the policy are not unique";
    }
    return NULL;
}

const char *ddb_policy_check(struct arena *a, struct span policy)
{
    const struct doc *document = json_parse(a, policy, NULL);

    if (policy.size > POLICY_BYTES_MAX) return INVALID "Maximum policy size of 20480 bytes exceeded";
    if (!doc_is(document, DOC_MAP)) return BAD_POLICY "This policy contains invalid Json";
    if (!doc_count(doc_get(document, "Statement"))) return BAD_POLICY "Could not parse the policy: Statement is empty!";
    return check_statements(a, doc_get(document, "Statement"));
}

int ddb_policy_keep(struct call *c, struct span *policy)
{
    struct principals p = { .c = c };

    *policy = policy_principals_rename(&c->arena, *policy, principals_kept, &p);
    return ddb_refuse(c, p.wrong_type ? INVALID "Invalid principal in policy document." : NULL);
}

static int check_revision(struct call *c, const struct ddb_arn *arn, struct span now)
{
    struct span expected = doc_get_str(c->in, "ExpectedRevisionId");

    if (!expected.data || span_eq(expected, now)) return 0;
    if (span_is(expected, "NO_POLICY") && !now.data) return 0;
    if (span_is(expected, "NO_POLICY"))
        return fault(
            c, &policy_not_found,
            "Resource-based policy not found for the provided ResourceArn: Requested policy update expecting none "
            "to be present for table %.*s, but a policy exists with revision id %.*s.",
            SPAN_ARG(arn->table), SPAN_ARG(now));
    if (!now.data)
        return fault(c, &policy_not_found,
                     "Resource-based policy not found for the provided ResourceArn: Requested update for policy with "
                     "revision id %.*s, but no policy is associated to target table %.*s.",
                     SPAN_ARG(expected), SPAN_ARG(arn->table));
    return fault(
        c, &policy_not_found,
        "Resource-based policy not found for the provided ResourceArn: Requested update for policy with revision "
        "id %.*s, but the policy associated to target table %.*s has revision id %.*s.",
        SPAN_ARG(expected), SPAN_ARG(arn->table), SPAN_ARG(now));
}

/* A policy that is the same keeps its revision. AWS: a revision is the time in milliseconds, and so grows. */
static const char *policy_put(struct call *c, struct span resource, struct span policy)
{
    struct span before, now = ddb_store_policy(c, resource, &before);
    int64_t last = 0;
    const char *revision;

    if (now.data && doc_equal(json_parse(&c->arena, now, NULL), json_parse(&c->arena, policy, NULL)))
        return before.data;
    if (now.data) span_int(before, &last);
    revision = arena_printf(&c->arena, "%" PRId64, c->now_ms > last ? c->now_ms : last + 1);
    ddb_store_policy_put(c, resource, policy, revision);
    return revision;
}

int dynamodb_put_resource_policy(struct call *c)
{
    struct span policy = doc_get_str(c->in, "Policy"), revision;
    struct ddb_arn arn;

    if (governed_require(c, &arn) || ddb_refuse(c, ddb_policy_check(&c->arena, policy))) return -1;
    ddb_store_policy(c, arn.resource, &revision);
    if (check_revision(c, &arn, revision) || ddb_policy_keep(c, &policy)) return -1;
    doc_put_cstr(c->out, "RevisionId", policy_put(c, arn.resource, policy));
    return 0;
}

int dynamodb_get_resource_policy(struct call *c)
{
    struct principals p = { .c = c };
    struct span policy, revision;
    struct ddb_arn arn;

    if (governed_require(c, &arn)) return -1;
    policy = ddb_store_policy(c, arn.resource, &revision);
    if (!policy.data)
        return fault(c, &policy_not_found, "Resource-based policy not found for the provided ResourceArn: %.*s",
                     SPAN_ARG(doc_get_str(c->in, "ResourceArn")));
    doc_put_str(c->out, "Policy", policy_principals_rename(&c->arena, policy, principals_told, &p));
    doc_put_str(c->out, "RevisionId", revision);
    return 0;
}

/* AWS: deleting what is not there goes well, and gives an empty answer. */
int dynamodb_delete_resource_policy(struct call *c)
{
    struct span revision;
    struct ddb_arn arn;

    if (governed_require(c, &arn)) return -1;
    ddb_store_policy(c, arn.resource, &revision);
    if (check_revision(c, &arn, revision)) return -1;
    ddb_store_policy_delete(c, arn.resource);
    doc_put_str(c->out, "RevisionId", revision);
    return 0;
}

/* --- with their table --------------------------------------------------------------------------------------------- */

void ddb_resources_put(struct call *c, int64_t space, struct span table_name, const struct doc *tags,
                       struct span policy)
{
    for (size_t i = 0; i < doc_count(tags); i++)
        ddb_store_tag_put(c, space, doc_get_str(doc_at(tags, i), "Key"), doc_get_str(doc_at(tags, i), "Value"));
    if (policy.data) policy_put(c, arena_format(&c->arena, "table/%.*s", SPAN_ARG(table_name)), policy);
}

void ddb_resources_of_deleted(struct call *c, int64_t space, struct span table_name)
{
    ddb_store_tags_delete(c, space);
    ddb_store_policies_delete(c, arena_format(&c->arena, "table/%.*s", SPAN_ARG(table_name)));
}

/* --- the account -------------------------------------------------------------------------------------------------- */

/* AWS: the quotas of a new account. */
int dynamodb_describe_limits(struct call *c)
{
    doc_put_int(c->out, "AccountMaxReadCapacityUnits", 80000);
    doc_put_int(c->out, "AccountMaxWriteCapacityUnits", 80000);
    doc_put_int(c->out, "TableMaxReadCapacityUnits", DDB_TABLE_UNITS_MAX);
    doc_put_int(c->out, "TableMaxWriteCapacityUnits", DDB_TABLE_UNITS_MAX);
    return 0;
}

/* Where we are, without the scheme. */
int dynamodb_describe_endpoints(struct call *c)
{
    struct doc *endpoint = doc_append_map(doc_put_list(c->out, "Endpoints"));
    struct span address = c->endpoint;

    for (size_t i = 0; i + 3 <= address.size; i++)
        if (span_starts(span_sub(address, i, 3), "://")) address = span_sub(address, i + 3, SIZE_MAX);
    doc_put_str(endpoint, "Address", address);
    doc_put_int(endpoint, "CachePeriodInMinutes", 1440);
    return 0;
}

/* Wherever the caller is: what is found is kept for all. */
struct span ddb_resource_policy(struct call *c, struct span arn)
{
    struct ddb_arn parts;
    struct span revision;

    if (!ddb_arn_parse(arn, &parts)) return (struct span){ NULL, 0 };
    return ddb_store_policy_in(c, parts.account, parts.region, parts.resource, &revision);
}

struct doc *ddb_resource_tags(struct call *c, struct span arn)
{
    struct doc *map = doc_map(&c->arena), *list = doc_list(&c->arena);
    struct ddb_table table;
    struct ddb_arn parts;

    if (!ddb_arn_parse(arn, &parts) || !ddb_arn_is_own(c, &parts)) return NULL;
    if (!ddb_store_table(c, parts.table, &table)) return NULL;
    ddb_store_tags(c, table.space, (struct span){ NULL, 0 }, 50, list);
    for (size_t i = 0; i < doc_count(list); i++)
        doc_put_span(map, doc_get_str(doc_at(list, i), "Key"),
                     doc_string(&c->arena, doc_get_str(doc_at(list, i), "Value")));
    return map;
}
