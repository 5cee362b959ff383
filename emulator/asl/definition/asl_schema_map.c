/* What only Maps have: the processor's mode, where items come from, how they are batched, where results go.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
#include "emulator/asl/definition/asl_schema.h"

#define LABEL_MAX_CHARACTERS 40

static void arguments_check(struct check *c, struct doc *holder, bool jsonata, const char *at)
{
    const char *right = jsonata ? "Arguments" : "Parameters", *wrong = jsonata ? "Parameters" : "Arguments";

    if (doc_get(holder, wrong)) asl_schema_not_of_language(c, wrong, jsonata, at);
    if (!doc_get(holder, right) && doc_get(holder, "Resource")) asl_schema_required(c, holder, right, at);
}

static void resource_check(struct check *c, struct doc *holder, const char *const *actions, const char *at)
{
    struct span arn = doc_get_str(holder, "Resource");

    for (int i = 0; actions[i]; i++) {
        if (span_starts(arn, "arn:") && span_ends(arn, actions[i])) return;
    }
    asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Resource"),
                     "The field 'Resource' does not match any of the allowed values");
}

static void reader_config_check(struct check *c, struct doc *config, const char *at)
{
    static const char *const known[] = {
        "InputType",    "CSVHeaderLocation", "CSVHeaders",   "CSVDelimiter",   "MaxItems",
        "MaxItemsPath", "ItemsPointer",      "ManifestType", "Transformation", NULL
    };
    static const char *const types[] = { "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST", NULL };
    static const char *const locations[] = { "FIRST_ROW", "GIVEN", NULL };
    static const char *const delimiters[] = { "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB", NULL };
    static const char *const manifests[] = { "ATHENA_DATA", "S3_INVENTORY", NULL };
    static const char *const transformations[] = { "NONE", "LOAD_AND_FLATTEN", NULL };

    asl_schema_fields_known(c, config, known, at);
    asl_schema_one_of(c, config, "InputType", types, at);
    asl_schema_one_of(c, config, "CSVHeaderLocation", locations, at);
    asl_schema_one_of(c, config, "CSVDelimiter", delimiters, at);
    asl_schema_one_of(c, config, "ManifestType", manifests, at);
    asl_schema_one_of(c, config, "Transformation", transformations, at);
    asl_schema_whole_number(c, config, "MaxItems", 0, 0, at);
    if (span_is(doc_get_str(config, "CSVHeaderLocation"), "GIVEN")) asl_schema_required(c, config, "CSVHeaders", at);
    if (span_is(doc_get_str(config, "InputType"), "CSV") && !doc_get(config, "CSVHeaderLocation") &&
        !span_is(doc_get_str(config, "ManifestType"), "ATHENA_DATA")) /* AWS: its files may go without */
        asl_report_error(c->report, SCHEMA, at, "The field 'CSVHeaderLocation' is required");
    if (span_is(doc_get_str(config, "InputType"), "JSON") && doc_get(config, "CSVHeaderLocation"))
        asl_report_error(c->report, SCHEMA, at, "Field 'CSVHeaderLocation' is not supported");
}

static void reader_check(struct check *c, struct doc *reader, bool jsonata, const char *at)
{
    static const char *const known[] = { "Resource", "ReaderConfig", "Parameters", "Arguments", NULL };
    static const char *const actions[] = { ":states:::s3:getObject", ":states:::s3:listObjectsV2", NULL };

    asl_schema_fields_known(c, reader, known, at);
    if (!asl_schema_required(c, reader, "Resource", at)) return;
    resource_check(c, reader, actions, at);
    arguments_check(c, reader, jsonata, at);
    if (doc_get(reader, "ReaderConfig"))
        reader_config_check(c, doc_get(reader, "ReaderConfig"), asl_schema_check_below(c, at, "ReaderConfig"));
}

static void batcher_check(struct check *c, struct doc *batcher, const char *at)
{
    static const char *const known[] = {
        "BatchInput", "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath",
        NULL
    };

    asl_schema_fields_known(c, batcher, known, at);
    asl_schema_whole_number(c, batcher, "MaxItemsPerBatch", 1, 0, at);
    asl_schema_whole_number(c, batcher, "MaxInputBytesPerBatch", 1, 262144, at);
}

static void writer_check(struct check *c, struct doc *writer, bool jsonata, const char *at)
{
    static const char *const known[] = { "Resource", "Parameters", "Arguments", "WriterConfig", NULL };
    static const char *const actions[] = { ":states:::s3:putObject", NULL };
    static const char *const config_known[] = { "Transformation", "OutputType", NULL };
    static const char *const transformations[] = { "NONE", "COMPACT", "FLATTEN", NULL };
    static const char *const types[] = { "JSON", "JSONL", NULL };
    struct doc *config = doc_get(writer, "WriterConfig");

    asl_schema_fields_known(c, writer, known, at);
    if (!config && !doc_get(writer, "Resource")) asl_schema_required(c, writer, "Resource", at);
    if (doc_get(writer, "Resource")) resource_check(c, writer, actions, at);
    arguments_check(c, writer, jsonata, at);
    if (!config) return;
    at = asl_schema_check_below(c, at, "WriterConfig");
    asl_schema_fields_known(c, config, config_known, at);
    if (!asl_schema_required(c, config, "Transformation", at) || !asl_schema_required(c, config, "OutputType", at))
        return;
    asl_schema_one_of(c, config, "Transformation", transformations, at);
    asl_schema_one_of(c, config, "OutputType", types, at);
}

static void label_check(struct check *c, struct doc *state, const char *at)
{
    const struct span bad = SPAN("?*<>{}[]:;,\\|^~$#%&`\"/");
    struct span label = doc_get_str(state, "Label");
    bool valid = label.size != 0;

    if (!label.data) return;
    at = asl_schema_check_below(c, at, "Label");
    for (size_t i = 0; i < label.size; i++) {
        unsigned char byte = (unsigned char)label.data[i];
        /* the controls U+0080 to U+009F are C2 80 to C2 9F */
        bool is_control = byte <= ' ' || byte == 0x7f ||
                          (byte == 0xc2 && i + 1 < label.size && (unsigned char)label.data[i + 1] < 0xa0);

        if (is_control || span_find(bad, label.data[i]) < bad.size) valid = false;
    }
    if (span_code_points(label) > LABEL_MAX_CHARACTERS)
        asl_report_error(c->report, "INVALID_LABEL_NAME", at,
                         "Invalid Label name: Label '%.*s' exceeds the %d-character limit allowed by the service",
                         SPAN_ARG(label), LABEL_MAX_CHARACTERS);
    else if (!valid)
        asl_report_error(c->report, "INVALID_LABEL_NAME", at,
                         "Invalid Label name: Label '%.*s' is empty or contains invalid characters", SPAN_ARG(label));
    if (doc_get_span(c->labels, label))
        asl_report_error(c->report, "DUPLICATE_LABEL_NAME", at, "Duplicate Label name: %.*s", SPAN_ARG(label));
    doc_put_span(c->labels, label, doc_null(c->report->arena));
}

static void processor_check(struct check *c, struct doc *processor, const char *at)
{
    static const char *const known[] = { "Mode", "ExecutionType", NULL };
    static const char *const modes[] = { "INLINE", "DISTRIBUTED", NULL };
    static const char *const types[] = { "STANDARD", "EXPRESS", NULL };
    struct doc *config = doc_get(processor, "ProcessorConfig");
    bool distributed = span_is(doc_get_str(config, "Mode"), "DISTRIBUTED");

    if (!config) return;
    at = asl_schema_check_below(c, at, "ProcessorConfig");
    asl_schema_fields_known(c, config, known, at);
    asl_schema_one_of(c, config, "Mode", modes, at);
    asl_schema_one_of(c, config, "ExecutionType", types, at);
    if (distributed) asl_schema_required(c, config, "ExecutionType", at);
    if (span_is(doc_get_str(config, "Mode"), "INLINE") && doc_get(config, "ExecutionType"))
        asl_report_error(c->report, SCHEMA, at, "Field 'ExecutionType' is not supported");
    if (distributed && c->express)
        asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Mode"),
                         "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines");
}

void asl_schema_map_check(struct check *c, struct doc *state, bool jsonata, const char *at)
{
    static const char *const exclusive[][3] = {
        { "MaxConcurrency", "MaxConcurrencyPath", NULL },
        { "ToleratedFailureCount", "ToleratedFailureCountPath", NULL },
        { "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", NULL },
        { "ItemSelector", "Parameters", NULL },
    };
    const char *field = doc_get(state, "ItemProcessor") ? "ItemProcessor" : "Iterator";

    processor_check(c, doc_get(state, field), asl_schema_check_below(c, at, field));
    label_check(c, state, at);
    for (size_t i = 0; i < sizeof exclusive / sizeof *exclusive; i++)
        asl_schema_at_most_one(c, state, exclusive[i], at);
    if (doc_is(doc_get(state, "ItemReader"), DOC_MAP))
        reader_check(c, doc_get(state, "ItemReader"), jsonata, asl_schema_check_below(c, at, "ItemReader"));
    if (doc_is(doc_get(state, "ItemBatcher"), DOC_MAP))
        batcher_check(c, doc_get(state, "ItemBatcher"), asl_schema_check_below(c, at, "ItemBatcher"));
    if (doc_is(doc_get(state, "ResultWriter"), DOC_MAP))
        writer_check(c, doc_get(state, "ResultWriter"), jsonata, asl_schema_check_below(c, at, "ResultWriter"));
}
