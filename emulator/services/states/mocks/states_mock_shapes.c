/* A mocked result is held against the output shape of the operation it stands for: of a service behind the door its
 * own, of S3 and of the others that workflows call most a table of the members that are likely to be mocked.
 *
 * AWS: names are in PascalCase, timestamps and blobs are texts; members that the API does not have are let through.
 */
#include "emulator/services/states/mocks/states_mock_shapes.h"

#include <ctype.h>

#include "emulator/services/states/states_integrations.h"

/* --- APIs that are not behind the door, and S3 ------------------------------------------------------------------- */

#define OUTPUT(name, ...)                                                 \
    static const struct member name##_members[] = { __VA_ARGS__, { 0 } }; \
    static const struct shape name = STRUCTURE(name##_members)

OUTPUT(EventResult, { "EventId", &String }, { "ErrorCode", &String }, { "ErrorMessage", &String });
static const struct shape EventResults = LIST_OF(&EventResult);
OUTPUT(PutEvents, { "FailedEntryCount", &Integer }, { "Entries", &EventResults });

static const char *const key_algorithms[] = { "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE",
                                              NULL };
static const struct shape KeyAlgorithm = ENUM_OF(key_algorithms);
OUTPUT(Encrypt, { "CiphertextBlob", &Blob }, { "KeyId", &String }, { "EncryptionAlgorithm", &KeyAlgorithm });
OUTPUT(Decrypt, { "KeyId", &String }, { "Plaintext", &Blob }, { "EncryptionAlgorithm", &KeyAlgorithm });
OUTPUT(GenerateDataKey, { "CiphertextBlob", &Blob }, { "Plaintext", &Blob }, { "KeyId", &String });

static const char *const storage_classes[] = { "STANDARD",        "REDUCED_REDUNDANCY",
                                               "STANDARD_IA",     "ONEZONE_IA",
                                               "GLACIER",         "INTELLIGENT_TIERING",
                                               "DEEP_ARCHIVE",    "OUTPOSTS",
                                               "GLACIER_IR",      "SNOW",
                                               "EXPRESS_ONEZONE", "FSX_OPENZFS",
                                               "FSX_ONTAP",       NULL };
static const char *const sse[] = { "AES256", "aws:fsx", "aws:kms", "aws:kms:dsse", NULL };
static const struct shape StorageClass = ENUM_OF(storage_classes), Sse = ENUM_OF(sse);
OUTPUT(GetObject, { "Body", &Blob }, { "DeleteMarker", &Boolean }, { "AcceptRanges", &String },
       { "LastModified", &Timestamp }, { "ContentLength", &Long }, { "ETag", &String }, { "VersionId", &String },
       { "CacheControl", &String }, { "ContentEncoding", &String }, { "ContentType", &String },
       { "ServerSideEncryption", &Sse }, { "Metadata", &StringMap }, { "StorageClass", &StorageClass },
       { "PartsCount", &Integer }, { "TagCount", &Integer });
OUTPUT(PutObject, { "ETag", &String }, { "Expiration", &String }, { "ServerSideEncryption", &Sse },
       { "VersionId", &String }, { "BucketKeyEnabled", &Boolean }, { "Size", &Long });

OUTPUT(GetSecretValue, { "ARN", &String }, { "Name", &String }, { "VersionId", &String }, { "SecretBinary", &Blob },
       { "SecretString", &String }, { "VersionStages", &StringList }, { "CreatedDate", &Timestamp });

static const char *const parameter_types[] = { "String", "StringList", "SecureString", NULL };
static const struct shape ParameterType = ENUM_OF(parameter_types);
OUTPUT(Parameter, { "Name", &String }, { "Type", &ParameterType }, { "Value", &String }, { "Version", &Long },
       { "LastModifiedDate", &Timestamp }, { "ARN", &String }, { "DataType", &String });
OUTPUT(GetParameter, { "Parameter", &Parameter });

static const struct {
    const char *service, *action;
    const struct shape *output;
} elsewhere[] = {
    { "events", "putEvents", &PutEvents },
    { "eventbridge", "putEvents", &PutEvents },
    { "kms", "encrypt", &Encrypt },
    { "kms", "decrypt", &Decrypt },
    { "kms", "generateDataKey", &GenerateDataKey },
    { "s3", "getObject", &GetObject },
    { "s3", "putObject", &PutObject },
    { "secretsmanager", "getSecretValue", &GetSecretValue },
    { "ssm", "getParameter", &GetParameter },
};

/* The table goes first: S3's own shapes leave what a header may be to its handlers. */
static const struct shape *output_of(const struct asl_resource *r)
{
    struct integration i = states_integration_of(r);
    const struct operation *operation = i.door ? states_operation_of(service_find(i.door), r->action) : NULL;

    for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++)
        if (span_is(r->service, elsewhere[k].service) && span_is(r->action, elsewhere[k].action))
            return elsewhere[k].output;
    return operation ? operation->output : NULL;
}

/* --- a value against its shape ------------------------------------------------------------------------------------ */

struct check {
    struct arena *arena;
    bool is_strict;
};

static const char *value_refusal(struct check *k, const struct shape *shape, const struct doc *value,
                                 struct span field);

static struct span told_name(struct check *k, const char *name)
{
    char *told = arena_string(k->arena, span_of(name));

    *told = (char)toupper((unsigned char)*told);
    return span_of(told);
}

static const char *structure_refusal(struct check *k, const struct shape *shape, const struct doc *value)
{
    const char *wrong = NULL;

    for (const struct member *m = shape->members; m && m->name && k->is_strict; m++) {
        struct span name = told_name(k, m->name);

        if (m->flags & REQUIRED && !doc_get_span(value, name))
            return arena_printf(k->arena, "Required field '%.*s' is missing", SPAN_ARG(name));
    }
    for (const struct member *m = shape->members; m && m->name && !wrong; m++) {
        struct span name = told_name(k, m->name);
        struct doc *member = doc_get_span(value, name);

        if (member) wrong = value_refusal(k, m->shape, member, name);
    }
    return wrong;
}

static const char *container_refusal(struct check *k, const struct shape *shape, const struct doc *value,
                                     struct span field)
{
    const char *wrong = NULL;

    for (uint32_t i = 0; i < doc_count(value) && !wrong; i++) {
        struct doc *item = shape->type == T_LIST ? doc_at(value, i) : value->map.members[i].value;

        wrong = value_refusal(k, shape->element, item, field);
    }
    return wrong;
}

static bool is_among(const struct doc *value, const char *const *values)
{
    while (*values && !span_is(doc_text(value), *values)) values++;
    return *values != NULL;
}

/* The kind that JSON must have there, as AWS calls it; NULL: any. */
static const char *kind_wanted(enum shape_type type, const struct doc *value)
{
    switch (type) {
    case T_STRING:
    case T_TIMESTAMP:
    case T_BLOB: return doc_is(value, DOC_STRING) ? NULL : "a string";
    case T_BOOLEAN: return doc_is(value, DOC_BOOL) ? NULL : "a boolean";
    case T_INTEGER:
    case T_LONG:
    case T_DOUBLE: return doc_is_number(value) ? NULL : "a number";
    case T_LIST: return doc_is(value, DOC_LIST) ? NULL : "an array";
    case T_MAP:
    case T_STRUCTURE: return doc_is(value, DOC_MAP) ? NULL : "an object";
    case T_DOCUMENT: break;
    }
    return NULL;
}

static const char *value_refusal(struct check *k, const struct shape *shape, const struct doc *value, struct span field)
{
    const char *wanted = kind_wanted(shape->type, value);

    if (wanted) return arena_printf(k->arena, "Field '%.*s' must be %s", SPAN_ARG(field), wanted);
    if (shape->values && !is_among(value, shape->values))
        return arena_printf(k->arena, "Field '%.*s' is not an expected value", SPAN_ARG(field));
    if (shape->type == T_STRUCTURE) return structure_refusal(k, shape, value);
    return shape->type == T_LIST || shape->type == T_MAP ? container_refusal(k, shape, value, field) : NULL;
}

const char *states_mock_refusal(struct arena *a, const struct asl_resource *r, struct span mode,
                                const struct doc *result)
{
    struct check k = { a, !span_is(mode, "PRESENT") };
    const struct shape *output;

    /* What a job or a callback gives is not the reply of the call that began it. */
    if (span_is(mode, "NONE") || r->is_function || asl_resource_is_answered_later(r)) return NULL;
    output = output_of(r);
    if (!output || !output->members) return NULL;
    if (!doc_is(result, DOC_MAP)) return "Mock result must be a valid JSON object";
    return structure_refusal(&k, output, result);
}
