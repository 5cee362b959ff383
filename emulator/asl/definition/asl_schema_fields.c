/* The table of all fields that states have, and what their values may be. */
#include "emulator/asl/definition/asl_schema.h"

enum { OF_PATH = 1, OF_JSONATA = 2, OF_BOTH = 3 };

enum field_type { ANY, STRING, STRING_OR_NULL, BOOLEAN, INTEGER, NUMBER, OBJECT, ARRAY };

#define SECONDS_MAX 99999999

struct field {
    const char *name;
    int types; /* the states that may have it */
    int languages;
    enum field_type type; /* in JSONata an expression stands for a number, too */
    int64_t least, most;  /* of INTEGER and NUMBER; most 0: no bound */
};

static const struct field fields[] = {
    { "Type", ALL, OF_BOTH, STRING },
    { "Comment", ALL, OF_BOTH, STRING },
    { "QueryLanguage", ALL, OF_BOTH, ANY }, /* see asl_schema_language_name_check */
    { "Next", TASK | PASS | WAIT | PARALLEL | MAP, OF_BOTH, STRING },
    { "End", TASK | PASS | WAIT | PARALLEL | MAP, OF_BOTH, BOOLEAN },
    { "InputPath", ALL & ~FAIL, OF_PATH, STRING_OR_NULL },
    { "OutputPath", ALL & ~FAIL, OF_PATH, STRING_OR_NULL },
    { "Assign", ALL & ~FAIL & ~SUCCEED, OF_BOTH, OBJECT },
    { "Output", ALL & ~FAIL, OF_JSONATA, ANY },
    { "Parameters", TASK | PASS | PARALLEL | MAP, OF_PATH, ANY },
    { "Arguments", TASK | PARALLEL, OF_JSONATA, ANY },
    { "ResultPath", TASK | PASS | PARALLEL | MAP, OF_PATH, STRING_OR_NULL },
    { "ResultSelector", TASK | PARALLEL | MAP, OF_PATH, ANY },
    { "Result", PASS, OF_PATH, ANY },
    { "Retry", TASK | PARALLEL | MAP, OF_BOTH, ARRAY },
    { "Catch", TASK | PARALLEL | MAP, OF_BOTH, ARRAY },
    { "Resource", TASK, OF_BOTH, STRING },
    { "TimeoutSeconds", TASK, OF_BOTH, INTEGER, 1, SECONDS_MAX },
    { "TimeoutSecondsPath", TASK, OF_PATH, STRING },
    { "HeartbeatSeconds", TASK, OF_BOTH, INTEGER, 1, SECONDS_MAX },
    { "HeartbeatSecondsPath", TASK, OF_PATH, STRING },
    { "Credentials", TASK, OF_BOTH, ANY },
    { "Choices", CHOICE, OF_BOTH, ARRAY },
    { "Default", CHOICE, OF_BOTH, STRING },
    { "Seconds", WAIT, OF_BOTH, INTEGER, 0, SECONDS_MAX },
    { "Timestamp", WAIT, OF_BOTH, STRING },
    { "SecondsPath", WAIT, OF_PATH, STRING },
    { "TimestampPath", WAIT, OF_PATH, STRING },
    { "Error", FAIL, OF_BOTH, STRING },
    { "Cause", FAIL, OF_BOTH, STRING },
    { "ErrorPath", FAIL, OF_PATH, STRING },
    { "CausePath", FAIL, OF_PATH, STRING },
    { "Branches", PARALLEL, OF_BOTH, ARRAY },
    { "ItemProcessor", MAP, OF_BOTH, OBJECT },
    { "Iterator", MAP, OF_BOTH, OBJECT },
    { "Items", MAP, OF_JSONATA, ANY },
    { "ItemsPath", MAP, OF_PATH, STRING },
    { "ItemSelector", MAP, OF_BOTH, ANY },
    { "ItemReader", MAP, OF_BOTH, OBJECT },
    { "ItemBatcher", MAP, OF_BOTH, OBJECT },
    { "ResultWriter", MAP, OF_BOTH, OBJECT },
    { "MaxConcurrency", MAP, OF_BOTH, INTEGER, 0, 0 },
    { "MaxConcurrencyPath", MAP, OF_PATH, STRING },
    { "ToleratedFailureCount", MAP, OF_BOTH, INTEGER, 0, 0 },
    { "ToleratedFailureCountPath", MAP, OF_PATH, STRING },
    { "ToleratedFailurePercentage", MAP, OF_BOTH, NUMBER, 0, 100 },
    { "ToleratedFailurePercentagePath", MAP, OF_PATH, STRING },
    { "Label", MAP, OF_BOTH, STRING },
};

const char *asl_schema_check_below(struct check *c, const char *at, const char *name)
{
    return arena_printf(c->report->arena, "%s/%s", at, name);
}

static const struct field *field_find(struct span name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (span_is(name, fields[i].name)) return &fields[i];
    }
    return NULL;
}

static bool has_type(const struct doc *value, enum field_type type)
{
    switch (type) {
    case ANY: return true;
    case STRING: return doc_is(value, DOC_STRING);
    case STRING_OR_NULL: return doc_is(value, DOC_STRING) || doc_is(value, DOC_NULL);
    case BOOLEAN: return doc_is(value, DOC_BOOL);
    case INTEGER: return doc_is(value, DOC_INT);
    case NUMBER: return doc_is_number(value);
    case OBJECT: return doc_is(value, DOC_MAP);
    case ARRAY: return doc_is(value, DOC_LIST);
    }
    return false;
}

static void value_check(struct check *c, const struct field *f, const struct doc *value, bool jsonata, const char *at)
{
    static const char *const types[] = {
        "Any", "String", "String", "Boolean", "Integer", "Integer", "Object", "Array"
    }; /* ORDER field_type */
    double number = doc_as_double(value);

    if (jsonata && f->type != STRING && doc_is(value, DOC_STRING) && span_starts(doc_text(value), "{%")) return;
    at = asl_schema_check_below(c, at, f->name);
    if (!has_type(value, f->type)) asl_report_error(c->report, SCHEMA, at, "Expected value of type %s", types[f->type]);
    else if (doc_is_number(value) && number < (double)f->least)
        asl_report_error(c->report, SCHEMA, at, "Minimum value is %lld", (long long)f->least);
    else if (doc_is_number(value) && f->most && number > (double)f->most)
        asl_report_error(c->report, SCHEMA, at, "Maximum value is %lld", (long long)f->most);
}

void asl_schema_whole_number(struct check *c, struct doc *holder, const char *name, int64_t least, int64_t most,
                             const char *at)
{
    const struct field f = { name, ALL, OF_BOTH, INTEGER, least, most };

    if (doc_get(holder, name)) value_check(c, &f, doc_get(holder, name), true, at);
}

/* A number that need not be whole. */
void asl_schema_number_check(struct check *c, struct doc *holder, const char *name, int64_t least, int64_t most,
                             const char *at)
{
    const struct field f = { name, ALL, OF_BOTH, NUMBER, least, most };

    if (doc_get(holder, name)) value_check(c, &f, doc_get(holder, name), false, at);
}

void asl_schema_not_of_language(struct check *c, const char *field, bool jsonata, const char *at)
{
    asl_report_error(c->report, SCHEMA, at,
                     "The QueryLanguage is set to '%s', but field '%s' is only supported for the '%s' QueryLanguage",
                     jsonata ? "JSONata" : "JSONPath", field, jsonata ? "JSONPath" : "JSONata");
}

/* AWS: what the state may not have at all comes before what the values are. A state that goes back to JSONPath is not
 * told about fields. */
void asl_schema_fields_check(struct check *c, struct doc *state, int type, bool jsonata, const char *at)
{
    bool downgraded = c->jsonata && !jsonata;

    for (uint32_t i = 0; i < state->map.count; i++) {
        struct span name = state->map.members[i].name;
        const struct field *f = field_find(name);

        if (!f || !(f->types & type))
            asl_report_error(c->report, SCHEMA, at, "Field '%.*s' is not supported", SPAN_ARG(name));
        else if (!downgraded && !(f->languages & (jsonata ? OF_JSONATA : OF_PATH)))
            asl_schema_not_of_language(c, f->name, jsonata, at);
    }
    for (uint32_t i = 0; i < state->map.count; i++) {
        const struct field *f = field_find(state->map.members[i].name);

        if (f && f->types & type) value_check(c, f, state->map.members[i].value, jsonata, at);
    }
    asl_schema_language_name_check(c, state, at);
}

bool asl_schema_required(struct check *c, struct doc *state, const char *name, const char *at)
{
    if (doc_get(state, name)) return true;
    asl_report_error(c->report, SCHEMA, at, "These fields are required: [%s]", name);
    return false;
}

void asl_schema_fields_known(struct check *c, struct doc *object, const char *const *names, const char *at)
{
    for (uint32_t i = 0; doc_is(object, DOC_MAP) && i < object->map.count; i++) {
        bool found = false;

        for (int k = 0; names[k]; k++) found = found || span_is(object->map.members[i].name, names[k]);
        if (!found)
            asl_report_error(c->report, SCHEMA, at, "Field '%.*s' is not supported",
                             SPAN_ARG(object->map.members[i].name));
    }
}

static int fields_count(struct check *c, struct doc *holder, const char *const *names, const char **listed)
{
    int count = 0;

    *listed = "";
    for (int i = 0; names[i]; i++) {
        *listed = arena_printf(c->report->arena, "%s%s%s", *listed, i ? ", " : "", names[i]);
        count += doc_get(holder, names[i]) != NULL;
    }
    return count;
}

void asl_schema_at_most_one(struct check *c, struct doc *holder, const char *const *names, const char *at)
{
    const char *listed;

    if (fields_count(c, holder, names, &listed) > 1)
        asl_report_error(c->report, SCHEMA, at, "There should only be one of the following fields: [%s]", listed);
}

void asl_schema_exactly_one(struct check *c, struct doc *holder, const char *const *names, const char *at)
{
    const char *listed;

    if (!fields_count(c, holder, names, &listed))
        asl_report_error(c->report, SCHEMA, at, "This object should have only one of the following fields: [%s]",
                         listed);
    asl_schema_at_most_one(c, holder, names, at);
}

/* The member, if it is there, is one of these words. */
void asl_schema_one_of(struct check *c, struct doc *holder, const char *name, const char *const *words, const char *at)
{
    struct doc *value = doc_get(holder, name);
    const char *listed = "";

    if (!value) return;
    at = asl_schema_check_below(c, at, name);
    if (!doc_is(value, DOC_STRING)) {
        asl_report_error(c->report, SCHEMA, at, "Expected value of type String");
        return;
    }
    for (int i = 0; words[i]; i++) {
        if (span_is(doc_text(value), words[i])) return;
        listed = arena_printf(c->report->arena, "%s%s%s", listed, i ? ", " : "", words[i]);
    }
    asl_report_error(c->report, SCHEMA, at, "Value should be one of the following: [%s]", listed);
}

void asl_schema_language_name_check(struct check *c, struct doc *holder, const char *at)
{
    static const char *const languages[] = { "JSONPath", "JSONata", NULL };

    asl_schema_one_of(c, holder, "QueryLanguage", languages, at);
}

bool asl_schema_check_is_jsonata(const struct check *c, struct doc *state)
{
    return doc_get(state, "QueryLanguage") ? !span_is(doc_get_str(state, "QueryLanguage"), "JSONPath") : c->jsonata;
}
