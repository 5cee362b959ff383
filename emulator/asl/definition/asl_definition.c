/* Compiling a definition: from the checked document to states that point at each other and at their compiled
 * expressions. What an expression says wrong is found here and reported as the schema's errors are. */
#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/definition/asl_schema.h"

#include <stdlib.h>
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/base/times.h"

struct compiler {
    struct arena *arena;
    struct asl_report *report;
    const char *at;   /* of the state at hand */
    bool jsonata;     /* the whole machine */
    struct span text; /* of the definition */
    struct asl_definition *definition;
};

static void machine_compile(struct compiler *c, struct doc *machine, struct asl_machine *m, const char *at);

static void bad(struct compiler *c, const char *field, const char *why)
{
    asl_report_error(c->report, SCHEMA, arena_printf(c->report->arena, "%s/%s", c->at, field), "%s", why);
}

static struct jsonpath *path_compile(struct compiler *c, const struct doc *state, const char *field, bool reference)
{
    struct doc *value = doc_get(state, field);
    struct jsonpath *p;
    const char *why;

    if (!value) return NULL;
    p = doc_is(value, DOC_STRING) ? jsonpath_compile(c->arena, doc_text(value), &why) : NULL;
    if (!p) bad(c, field, "Value must be a valid JSONPath.");
    else if (reference && (!p->reference || p->root != JSONPATH_INPUT))
        bad(c, field, "Value is not a Reference Path: Illegal use of JSONPath operator or character");
    return p;
}

static struct asl_path nullable_compile(struct compiler *c, const struct doc *state, const char *field, bool reference)
{
    struct doc *value = doc_get(state, field);
    struct asl_path p = { .is_null = doc_is(value, DOC_NULL) };

    if (value && !p.is_null) p.path = path_compile(c, state, field, reference);
    if (p.path && !p.path->steps && p.path->root == JSONPATH_INPUT) p.path = NULL; /* `$` is the default */
    return p;
}

static struct asl_template *template_compile(struct compiler *c, const struct doc *state, const char *field)
{
    struct doc *tree = doc_get(state, field);
    struct asl_template *t;
    struct span where = { 0 };
    const char *why = NULL;

    if (!tree) return NULL;
    t = asl_template_compile(c->arena, tree, &where, &why);
    if (!t)
        asl_report_error(c->report, SCHEMA, arena_printf(c->report->arena, "%s/%s", c->at, field),
                         "The value for the field '%.*s' must be a valid JSONPath or a valid intrinsic function call",
                         SPAN_ARG(where));
    return t;
}

static struct asl_expression *expression_compile(struct compiler *c, const struct doc *state, const char *field)
{
    struct doc *value = doc_get(state, field);
    struct asl_expression *e;
    const char *why;

    if (!value) return NULL;
    e = asl_expression_compile(c->arena, doc_text(value), &why);
    if (!e) bad(c, field, "Value is not a valid JSONPath or intrinsic function call");
    return e;
}

/* A field of `holder`, which is the state itself, or what stands in it at `in` ("Catch[0]"). */
static struct asl_query *query_compile(struct compiler *c, const struct doc *holder, const char *in, const char *field)
{
    struct arena *a = c->report->arena;
    struct asl_query_place place = { c->at, in ? arena_printf(a, "%s/%s", in, field) : field,
                                     in && span_starts(span_of(in), "Catch") };

    return asl_query_compile(c->arena, c->report, doc_get(holder, field), place);
}

/* The same for a field that is a number or a text as a rule: only where it is an expression. */
static struct asl_query *query_compile_text(struct compiler *c, const struct doc *holder, const char *in,
                                            const char *field)
{
    return span_starts(doc_get_str(holder, field), "{%") ? query_compile(c, holder, in, field) : NULL;
}

static struct asl_state *state_find(struct asl_machine *m, struct span name)
{
    struct doc *index = name.data ? doc_get_span(m->names, name) : NULL;

    return index ? &m->states[index->integer] : NULL;
}

static struct span *errors_compile(struct compiler *c, const struct doc *handler, uint32_t *count)
{
    struct doc *list = doc_get(handler, "ErrorEquals");
    struct span *errors = ARENA_ARRAY(c->arena, struct span, doc_count(list) + 1);

    for (*count = 0; *count < doc_count(list); ++*count) errors[*count] = doc_text(doc_at(list, *count));
    return errors;
}

static void retry_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    struct doc *list = doc_get(state, "Retry");

    s->retrier_count = (uint32_t)doc_count(list);
    s->retriers = ARENA_ARRAY(c->arena, struct asl_retrier, s->retrier_count + 1);
    for (uint32_t i = 0; i < s->retrier_count; i++) {
        struct doc *d = doc_at(list, i);
        struct asl_retrier *r = &s->retriers[i];

        r->errors = errors_compile(c, d, &r->count);
        r->interval_seconds = doc_get_int(d, "IntervalSeconds", 1);
        r->attempts_max = doc_get_int(d, "MaxAttempts", 3);
        r->backoff_rate = doc_get(d, "BackoffRate") ? doc_as_double(doc_get(d, "BackoffRate")) : 2.0;
        r->delay_seconds_max = doc_get_int(d, "MaxDelaySeconds", 0);
        r->jitter = span_is(doc_get_str(d, "JitterStrategy"), "FULL");
    }
}

static void catch_compile(struct compiler *c, const struct doc *state, struct asl_machine *m, struct asl_state *s)
{
    struct doc *list = doc_get(state, "Catch");

    s->catcher_count = (uint32_t)doc_count(list);
    s->catchers = ARENA_ARRAY(c->arena, struct asl_catcher, s->catcher_count + 1);
    for (uint32_t i = 0; i < s->catcher_count; i++) {
        struct doc *d = doc_at(list, i);
        struct asl_catcher *k = &s->catchers[i];

        k->errors = errors_compile(c, d, &k->count);
        k->next = state_find(m, doc_get_str(d, "Next"));
        if (s->jsonata) {
            const char *in = arena_printf(c->report->arena, "Catch[%u]", i);

            k->assign_query = query_compile(c, d, in, "Assign");
            k->output = query_compile(c, d, in, "Output");
            continue;
        }
        k->result_path = nullable_compile(c, d, "ResultPath", true);
        k->assign = template_compile(c, d, "Assign");
    }
}

static void choice_compile(struct compiler *c, const struct doc *state, struct asl_machine *m, struct asl_state *s)
{
    struct doc *list = doc_get(state, "Choices");
    const char *why;

    s->choice_count = (uint32_t)doc_count(list);
    s->choices = ARENA_ARRAY(c->arena, struct asl_choice, s->choice_count + 1);
    for (uint32_t i = 0; i < s->choice_count; i++) {
        struct doc *d = doc_at(list, i);

        s->choices[i].next = state_find(m, doc_get_str(d, "Next"));
        if (s->jsonata) {
            const char *in = arena_printf(c->report->arena, "Choices[%u]", i);

            s->choices[i].condition = query_compile(c, d, in, "Condition");
            s->choices[i].assign_query = query_compile(c, d, in, "Assign");
            s->choices[i].output = query_compile(c, d, in, "Output");
            continue;
        }
        if (!asl_choice_compile(c->arena, d, &s->choices[i], &why))
            bad(c, arena_printf(c->report->arena, "Choices[%u]", i), why);
        s->choices[i].assign = template_compile(c, d, "Assign");
    }
    s->fallback = state_find(m, doc_get_str(state, "Default"));
}

static void task_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    asl_resource_parse(c->arena, doc_get_str(state, "Resource"), &s->resource);
    if (s->resource.is_activity || s->resource.pattern != ASL_REQUEST_RESPONSE) c->definition->has_callbacks = true;
    if (s->jsonata) s->query.credentials = query_compile(c, state, NULL, "Credentials");
    else s->credentials = template_compile(c, state, "Credentials");
    if (s->jsonata) s->query.timeout = query_compile_text(c, state, NULL, "TimeoutSeconds");
    if (s->jsonata) s->query.heartbeat = query_compile_text(c, state, NULL, "HeartbeatSeconds");
    s->timeout_seconds = doc_get_int(state, "TimeoutSeconds", 0);
    s->heartbeat_seconds = doc_get_int(state, "HeartbeatSeconds", 0);
    s->timeout_path = path_compile(c, state, "TimeoutSecondsPath", false);
    s->heartbeat_path = path_compile(c, state, "HeartbeatSecondsPath", false);
    if (s->timeout_seconds && s->heartbeat_seconds >= s->timeout_seconds)
        bad(c, "HeartbeatSeconds", "HeartbeatSeconds must be less than TimeoutSeconds");
}

static void wait_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    s->seconds = doc_get_int(state, "Seconds", -1);
    s->timestamp_text = doc_get_str(state, "Timestamp");
    s->timestamp_ms = -1;
    if (s->jsonata) s->query.seconds = query_compile_text(c, state, NULL, "Seconds");
    if (s->jsonata && (s->query.timestamp = query_compile_text(c, state, NULL, "Timestamp")))
        s->timestamp_text = (struct span){ 0 };
    if (s->timestamp_text.data && !time_parse_iso8601(s->timestamp_text, &s->timestamp_ms))
        bad(c, "Timestamp", "String does not match RFC3339 timestamp");
    s->seconds_path = path_compile(c, state, "SecondsPath", false);
    s->timestamp_path = path_compile(c, state, "TimestampPath", false);
}

static void fail_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    s->error = doc_get_str(state, "Error");
    s->cause = doc_get_str(state, "Cause");
    if (s->jsonata) s->query.error = query_compile_text(c, state, NULL, "Error");
    if (s->jsonata) s->query.cause = query_compile_text(c, state, NULL, "Cause");
    s->error_path = expression_compile(c, state, "ErrorPath");
    s->cause_path = expression_compile(c, state, "CausePath");
}

static struct asl_machine *branch_compile(struct compiler *c, struct doc *machine, const char *at)
{
    struct compiler inner = *c;
    struct asl_machine *m = ARENA_NEW(c->arena, struct asl_machine);

    machine_compile(&inner, machine, m, at);
    return m;
}

static void parallel_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    struct doc *list = doc_get(state, "Branches");

    s->branch_count = (uint32_t)doc_count(list);
    s->branches = ARENA_ARRAY(c->arena, struct asl_machine *, s->branch_count + 1);
    for (uint32_t i = 0; i < s->branch_count; i++)
        s->branches[i] =
            branch_compile(c, doc_at(list, i), arena_printf(c->report->arena, "%s/Branches[%u]", c->at, i));
}

/* A label for a Map that has none: the same each time the definition is compiled. */
static struct span label_make(struct compiler *c)
{
    char *hex = sha256_hex(c->arena, arena_format(c->report->arena, "%.*s%s", SPAN_ARG(c->text), c->at));

    return arena_format(c->arena, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

static struct span last_part(struct span arn)
{
    size_t at = arn.size;

    while (at && arn.data[at - 1] != ':') at--;
    return span_sub(arn, at, SIZE_MAX);
}

/* The S3 call that reads items or writes results. */
static void s3_compile(struct compiler *c, const struct doc *holder, const char *in, struct asl_resource *r,
                       struct asl_template **parameters, struct asl_query **query)
{
    struct compiler inner = *c;

    if (!doc_get(holder, "Resource")) return;
    asl_resource_parse(c->arena,
                       arena_format(c->arena, "arn:aws:states:::aws-sdk:s3:%.*s",
                                    SPAN_ARG(last_part(doc_get_str(holder, "Resource")))),
                       r);
    inner.at = arena_printf(c->report->arena, "%s/%s", c->at, in);
    if (query) *query = query_compile(c, holder, in, "Arguments");
    else *parameters = template_compile(&inner, holder, "Parameters");
}

static void reader_compile(struct compiler *c, const struct doc *state, struct asl_state *s, struct asl_distributed *d)
{
    struct doc *reader = doc_get(state, "ItemReader");
    struct compiler inner = *c;

    s3_compile(c, reader, "ItemReader", &d->reader, &d->reader_parameters, s->jsonata ? &s->query.reader : NULL);
    asl_resource_parse(c->arena, SPAN("arn:aws:states:::aws-sdk:s3:getObject"), &d->loader);
    d->reader_config = doc_get(reader, "ReaderConfig");
    d->items_max = doc_get_int(d->reader_config, "MaxItems", 0);
    inner.at = arena_printf(c->report->arena, "%s/ItemReader/ReaderConfig", c->at);
    if (s->jsonata) s->query.items_max = query_compile_text(c, d->reader_config, "ItemReader/ReaderConfig", "MaxItems");
    else d->items_max_path = path_compile(&inner, d->reader_config, "MaxItemsPath", false);
}

static void batcher_compile(struct compiler *c, const struct doc *state, struct asl_state *s, struct asl_distributed *d)
{
    struct doc *batcher = doc_get(state, "ItemBatcher");
    struct compiler inner = *c;

    d->has_batches = batcher != NULL;
    d->batch_items = doc_get_int(batcher, "MaxItemsPerBatch", 0);
    d->batch_bytes = doc_get_int(batcher, "MaxInputBytesPerBatch", 0);
    inner.at = arena_printf(c->report->arena, "%s/ItemBatcher", c->at);
    if (s->jsonata) {
        s->query.batch_items = query_compile_text(c, batcher, "ItemBatcher", "MaxItemsPerBatch");
        s->query.batch_bytes = query_compile_text(c, batcher, "ItemBatcher", "MaxInputBytesPerBatch");
        s->query.batch = query_compile(c, batcher, "ItemBatcher", "BatchInput");
        return;
    }
    d->batch_items_path = path_compile(&inner, batcher, "MaxItemsPerBatchPath", false);
    d->batch_bytes_path = path_compile(&inner, batcher, "MaxInputBytesPerBatchPath", false);
    d->batch = template_compile(&inner, batcher, "BatchInput");
}

static void tolerance_compile(struct compiler *c, const struct doc *state, struct asl_state *s,
                              struct asl_distributed *d)
{
    d->has_tolerated_count = doc_get(state, "ToleratedFailureCount") || doc_get(state, "ToleratedFailureCountPath");
    d->has_tolerated_percentage =
        doc_get(state, "ToleratedFailurePercentage") || doc_get(state, "ToleratedFailurePercentagePath");
    d->tolerated_count = doc_get_int(state, "ToleratedFailureCount", 0);
    d->tolerated_percentage = doc_as_double(doc_get(state, "ToleratedFailurePercentage"));
    if (s->jsonata) {
        s->query.tolerated_count = query_compile_text(c, state, NULL, "ToleratedFailureCount");
        s->query.tolerated_percentage = query_compile_text(c, state, NULL, "ToleratedFailurePercentage");
        return;
    }
    d->tolerated_count_path = path_compile(c, state, "ToleratedFailureCountPath", false);
    d->tolerated_percentage_path = path_compile(c, state, "ToleratedFailurePercentagePath", false);
}

static void distributed_compile(struct compiler *c, const struct doc *state, const struct doc *processor,
                                struct asl_state *s)
{
    struct asl_distributed *d = ARENA_NEW(c->arena, struct asl_distributed);

    d->label = doc_get_str(state, "Label").data ? doc_get_str(state, "Label") : label_make(c);
    d->express = span_is(doc_get_str(doc_get(processor, "ProcessorConfig"), "ExecutionType"), "EXPRESS");
    d->processor = s->branches[0];
    reader_compile(c, state, s, d);
    batcher_compile(c, state, s, d);
    tolerance_compile(c, state, s, d);
    s3_compile(c, doc_get(state, "ResultWriter"), "ResultWriter", &d->writer, &d->writer_parameters,
               s->jsonata ? &s->query.writer : NULL);
    d->writer_config = doc_get(doc_get(state, "ResultWriter"), "WriterConfig");
    s->distributed = d;
    d->next = c->definition->distributed;
    c->definition->distributed = d;
    c->definition->has_callbacks = true;
}

const struct asl_machine *asl_definition_processor(const struct asl_definition *d, struct span label)
{
    for (const struct asl_distributed *m = d->distributed; m; m = m->next) {
        if (span_eq(m->label, label)) return m->processor;
    }
    return NULL;
}

static void map_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    const char *field = doc_get(state, "ItemProcessor") ? "ItemProcessor" : "Iterator";
    struct doc *processor = doc_get(state, field);

    s->branch_count = 1;
    s->branches = ARENA_ARRAY(c->arena, struct asl_machine *, 1);
    s->branches[0] = branch_compile(c, processor, arena_printf(c->report->arena, "%s/%s", c->at, field));
    s->items_path = path_compile(c, state, "ItemsPath", false);
    s->concurrency_max = doc_get_int(state, "MaxConcurrency", 0);
    s->concurrency_path = path_compile(c, state, "MaxConcurrencyPath", false);
    if (s->jsonata) {
        s->query.items = query_compile(c, state, NULL, "Items");
        s->query.selector = query_compile(c, state, NULL, "ItemSelector");
        s->query.concurrency = query_compile_text(c, state, NULL, "MaxConcurrency");
    } else if (doc_get(state, "ItemSelector")) {
        s->parameters = template_compile(c, state, "ItemSelector");
    }
    if (span_is(doc_get_str(doc_get(processor, "ProcessorConfig"), "Mode"), "DISTRIBUTED"))
        distributed_compile(c, state, processor, s);
}

static void common_compile(struct compiler *c, const struct doc *state, struct asl_state *s)
{
    if (s->jsonata) {
        s->query.arguments = query_compile(c, state, NULL, "Arguments");
        s->query.output = query_compile(c, state, NULL, "Output");
        s->query.assign = query_compile(c, state, NULL, "Assign");
        return;
    }
    s->input_path = nullable_compile(c, state, "InputPath", false);
    s->output_path = nullable_compile(c, state, "OutputPath", false);
    s->result_path = nullable_compile(c, state, "ResultPath", true);
    s->parameters = template_compile(c, state, "Parameters");
    s->result_selector = template_compile(c, state, "ResultSelector");
    s->assign = template_compile(c, state, "Assign");
    s->result = doc_get(state, "Result");
}

static void state_compile(struct compiler *c, struct doc *state, struct asl_machine *m, struct asl_state *s)
{
    s->jsonata =
        doc_get(state, "QueryLanguage") ? !span_is(doc_get_str(state, "QueryLanguage"), "JSONPath") : c->jsonata;
    for (int t = 0; t <= ASL_MAP; t++) {
        if (span_is(doc_get_str(state, "Type"), asl_type_names[t])) s->type = (enum asl_type)t;
    }
    common_compile(c, state, s);
    retry_compile(c, state, s);
    catch_compile(c, state, m, s);
    s->next = state_find(m, doc_get_str(state, "Next"));
    switch (s->type) {
    case ASL_TASK: task_compile(c, state, s); break;
    case ASL_CHOICE: choice_compile(c, state, m, s); break;
    case ASL_WAIT: wait_compile(c, state, s); break;
    case ASL_FAIL: fail_compile(c, state, s); break;
    case ASL_PARALLEL: parallel_compile(c, state, s); break;
    case ASL_MAP: map_compile(c, state, s); break;
    case ASL_PASS:
    case ASL_SUCCEED: break;
    }
}

static void machine_compile(struct compiler *c, struct doc *machine, struct asl_machine *m, const char *at)
{
    struct doc *states = doc_get(machine, "States");

    m->count = (uint32_t)doc_count(states);
    m->names = doc_map(c->arena);
    m->states = ARENA_ARRAY(c->arena, struct asl_state, m->count + 1);
    for (uint32_t i = 0; i < m->count; i++) {
        m->states[i].name = states->map.members[i].name;
        m->states[i].index = i;
        doc_put_span(m->names, m->states[i].name, doc_int(c->arena, i));
    }
    m->start = state_find(m, doc_get_str(machine, "StartAt"));
    for (uint32_t i = 0; i < m->count; i++) {
        c->at = arena_printf(c->report->arena, "%s/States/%.*s", at, SPAN_ARG(m->states[i].name));
        state_compile(c, states->map.members[i].value, m, &m->states[i]);
    }
}

struct asl_definition *asl_definition_new(struct span text, bool express, struct asl_report *report)
{
    struct asl_definition *d = memory_new(1, sizeof *d);
    struct compiler c = { .arena = &d->arena, .report = report, .at = "", .text = text, .definition = d };
    struct json_error error;
    struct doc *tree;

    tree = json_parse(&d->arena, arena_span(&d->arena, text), &error);
    if (!span_trim(text).size) asl_report_error(report, SCHEMA, NULL, "Definition must be a valid JSON object");
    else if (!tree) asl_report_json(report, text, &error);
    else asl_schema_check(tree, express, report);
    if (!report->errors) {
        c.jsonata = span_is(doc_get_str(tree, "QueryLanguage"), "JSONata");
        d->timeout_seconds = doc_get_int(tree, "TimeoutSeconds", 0);
        machine_compile(&c, tree, &d->machine, "");
    }
    if (!report->errors) return d;
    asl_definition_free(d);
    return NULL;
}

void asl_definition_free(struct asl_definition *d)
{
    if (!d) return;
    arena_release(&d->arena);
    free(d);
}

void asl_definition_check(struct span text, bool express, struct asl_report *report)
{
    asl_definition_free(asl_definition_new(text, express, report));
}
