/* What becomes of a distributed Map's results: they are the state's result, or are written, a task a file.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
#include "emulator/asl/run/asl_map_results.h"

#include "emulator/asl/run/asl_map_task.h"

static bool is_config(const struct asl_branch *b, const char *field, const char *value)
{
    return span_is(doc_get_str(b->state->distributed->writer_config, field), value);
}

enum chosen { SUCCEEDED, UNSUCCESSFUL, ALL };

/* With a detailed run: which of its children ended like this, as the writer's transformation shows them. AWS: what had
 * failed is never transformed. */
static struct doc *results_of(struct asl_execution *x, struct asl_branch *b, struct doc *results, enum chosen which)
{
    bool plain = is_config(b, "Transformation", "COMPACT") || is_config(b, "Transformation", "FLATTEN");
    struct doc *chosen = doc_list(&x->arena);

    for (size_t i = 0; i < doc_count(results); i++) {
        struct doc *r = doc_at(results, i), *output;
        bool succeeded = span_is(doc_get_str(r, "Status"), "SUCCEEDED");

        if (which != ALL && succeeded != (which == SUCCEEDED)) continue;
        output = plain && succeeded ? json_parse(&x->arena, doc_get_str(r, "Output"), NULL) : r;
        if (is_config(b, "Transformation", "FLATTEN") && doc_is(output, DOC_LIST) && succeeded)
            for (size_t k = 0; k < doc_count(output); k++) doc_append(chosen, doc_at(output, k));
        else if (output) doc_append(chosen, output);
    }
    return chosen;
}

static struct span file_text(struct asl_execution *x, struct asl_branch *b, struct doc *list)
{
    struct buf lines = { 0 };
    struct span text;

    if (!is_config(b, "OutputType", "JSONL")) return json_text(&x->arena, list);
    for (size_t i = 0; i < doc_count(list); i++) {
        json_write(&lines, doc_at(list, i));
        buf_add_char(&lines, '\n');
    }
    text = arena_span(&x->arena, buf_span(&lines));
    buf_release(&lines);
    return text;
}

/* The run's UUID is the last part of its ARN; files lie in a folder of that name. */
static struct span file_key(struct asl_execution *x, struct asl_branch *b, const char *name)
{
    struct span uuid = span_sub(b->run.arn, b->run.arn.size - 36, 36),
                prefix = doc_get_str(asl_payload_as_doc(&b->join.items, &x->arena), "Prefix");
    bool slash = prefix.size && !span_ends(prefix, "/");

    return arena_format(&x->arena, "%.*s%s%.*s/%s", SPAN_ARG(prefix), slash ? "/" : "", SPAN_ARG(uuid), name);
}

static enum asl_became write_file(struct asl_execution *x, struct asl_branch *b, enum asl_map_stage stage,
                                  struct span key, struct span body)
{
    struct doc *put = doc_map(&x->arena);

    doc_put_str(put, "Bucket", doc_get_str(asl_payload_as_doc(&b->join.items, &x->arena), "Bucket"));
    doc_put_str(put, "Key", key);
    doc_put_str(put, "Body", body);
    doc_put_str(put, "ContentType", SPAN("application/json"));
    return asl_map_run_wait(x, b, stage, put);
}

static const char *file_name(struct asl_execution *x, struct asl_branch *b, const char *what)
{
    return arena_printf(&x->arena, "%s_0.%s", what, is_config(b, "OutputType", "JSONL") ? "jsonl" : "json");
}

static void put_file(struct asl_execution *x, struct asl_branch *b, struct doc *files, const char *what,
                     struct doc *results, enum chosen which)
{
    struct doc *list = doc_put_list(files, what), *chosen = results_of(x, b, results, which), *file;

    if (!doc_count(chosen)) return;
    file = doc_append_map(list);
    doc_put_str(file, "Key", file_key(x, b, file_name(x, b, what)));
    doc_put_int(file, "Size", (int64_t)file_text(x, b, chosen).size);
}

static enum asl_became write_manifest(struct asl_execution *x, struct asl_branch *b, struct doc *state)
{
    struct doc *manifest = doc_map(&x->arena), *files, *results = doc_get(state, "Results");

    doc_put_str(manifest, "DestinationBucket", doc_get_str(state, "Bucket"));
    doc_put_str(manifest, "MapRunArn", b->run.arn);
    files = doc_put_map(manifest, "ResultFiles");
    put_file(x, b, files, "FAILED", results, UNSUCCESSFUL);
    doc_put_list(files, "PENDING");
    put_file(x, b, files, "SUCCEEDED", results, SUCCEEDED);
    return write_file(x, b, MAP_WRITES_MANIFEST, file_key(x, b, "manifest.json"), json_text(&x->arena, manifest));
}

/* The next file that is to be written, from this stage on. b->join.items: {"Bucket", "Prefix", "Results"}. */
static enum asl_became write_from(struct asl_execution *x, struct asl_branch *b, enum asl_map_stage stage)
{
    struct doc *state = asl_payload_as_doc(&b->join.items, &x->arena), *chosen;

    for (; stage < MAP_WRITES_MANIFEST; stage++) {
        bool succeeded = stage == MAP_WRITES_SUCCEEDED;

        chosen = results_of(x, b, doc_get(state, "Results"), succeeded ? SUCCEEDED : UNSUCCESSFUL);
        if (!doc_count(chosen)) continue;
        return write_file(x, b, stage, file_key(x, b, file_name(x, b, succeeded ? "SUCCEEDED" : "FAILED")),
                          file_text(x, b, chosen));
    }
    return write_manifest(x, b, state);
}

enum asl_became asl_map_written(struct asl_execution *x, struct asl_branch *b)
{
    struct doc *output = doc_map(&x->arena), *details;

    if (b->run.stage < MAP_WRITES_MANIFEST) return write_from(x, b, b->run.stage + 1);
    doc_put_str(output, "MapRunArn", b->run.arn);
    details = doc_put_map(output, "ResultWriterDetails");
    doc_put_str(details, "Bucket", doc_get_str(asl_payload_as_doc(&b->join.items, &x->arena), "Bucket"));
    doc_put_str(details, "Key", file_key(x, b, "manifest.json"));
    return asl_map_run_succeed(x, b, asl_payload_doc(output));
}

/* The results as the state's own, where nothing is written. */
static enum asl_became results_give(struct asl_execution *x, struct asl_branch *b, struct span output)
{
    struct doc *chosen;

    if (!b->state->distributed->writer_config) return asl_map_run_succeed(x, b, asl_payload_text(output));
    chosen = results_of(x, b, json_parse(&x->arena, output, NULL), ALL);
    if (is_config(b, "OutputType", "JSONL")) chosen = doc_string(&x->arena, file_text(x, b, chosen));
    return asl_map_run_succeed(x, b, asl_payload_doc(chosen));
}

enum asl_became asl_map_children_done(struct asl_execution *x, struct asl_branch *b, struct span output)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *results, *where;
    struct asl_error e = { 0 };

    if (!d->writer.service.data) return results_give(x, b, output);
    results = json_parse(&x->arena, output, NULL);
    where = asl_map_run_parameters(x, b, d->writer_parameters, b->state->query.writer, &e);
    if (!where) return asl_map_run_fail_runtime(x, b, &e);
    where = doc_shallow(&x->arena, where);
    doc_put(where, "Results", results ? results : doc_list(&x->arena));
    b->join.items = asl_payload_doc(where);
    return write_from(x, b, MAP_WRITES_SUCCEEDED);
}
