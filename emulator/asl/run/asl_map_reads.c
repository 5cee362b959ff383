/* How a distributed Map reads its items. Objects come one after the other, each by a task that gives {"Body": text} or
 * {"BodyBytes": base64}, listings a page a task:
 *
 *     an object of items                                                          ─▶ the children run
 *     a listing, page after page                                                  ─▶ the children run
 *     a manifest, or a listing whose objects are to be loaded ─▶ LOADS, a task a file ─▶ the children run
 *
 * While it loads, b->join.items is {"Items": [those read so far], "Parts": see asl_map_items.h, "Files": [{"Bucket",
 * "Key"} …], "Next": index, "Schema": [names] of an inventory's columns}.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
#include "emulator/asl/run/asl_map_reads.h"

#include "emulator/asl/items/asl_items.h"
#include "emulator/asl/run/asl_map_items.h"
#include "emulator/asl/run/asl_map_task.h"

static int64_t items_bound(const struct asl_branch *b)
{
    return b->run.items_max && b->run.items_max < ASL_ITEMS_MAX ? b->run.items_max : ASL_ITEMS_MAX;
}

static enum asl_became all_read(struct asl_map_read *read, struct doc *items, struct doc *parts)
{
    *read = (struct asl_map_read){ items, parts };
    return ASL_GIVES;
}

static enum asl_became reader_fail(struct asl_execution *x, struct asl_branch *b, const char *why)
{
    return asl_map_run_fail(x, b, SPAN("States.ItemReaderFailed"), span_of(why));
}

/* --- files -------------------------------------------------------------------------------------------------------- */

/* Loads the next file; all is read when there is none, or there are items enough. */
static enum asl_became files_go_on(struct asl_execution *x, struct asl_branch *b, struct doc *loading,
                                   struct asl_map_read *read)
{
    struct doc *file = doc_at(doc_get(loading, "Files"), (size_t)doc_get_int(loading, "Next", 0)),
               *items = doc_get(loading, "Items");

    if (!file || (int64_t)doc_count(items) >= items_bound(b)) return all_read(read, items, doc_get(loading, "Parts"));
    b->join.items = asl_payload_doc(loading);
    return asl_map_run_wait(x, b, MAP_LOADS, file);
}

static enum asl_became files_load(struct asl_execution *x, struct asl_branch *b, struct doc *files, struct doc *schema,
                                  struct asl_map_read *read)
{
    struct doc *loading = doc_map(&x->arena);

    doc_put_list(loading, "Items");
    doc_put_list(loading, "Parts");
    doc_put(loading, "Files", files);
    doc_put_int(loading, "Next", 0);
    if (schema) doc_put(loading, "Schema", schema);
    return files_go_on(x, b, loading, read);
}

/* An inventory's file has no row of names: they are in the manifest. */
static struct doc *inventory_config(struct asl_execution *x, struct doc *schema)
{
    struct doc *config = doc_map(&x->arena);

    doc_put_cstr(config, "InputType", "CSV");
    doc_put_cstr(config, "CSVHeaderLocation", "GIVEN");
    doc_put(config, "CSVHeaders", schema);
    return config;
}

/* Of the object or the listing that the latest task asked for. */
static struct span source_of(struct asl_execution *x, struct asl_branch *b, bool is_listing)
{
    return asl_map_items_source(&x->arena, asl_payload_as_doc(&b->parameters, &x->arena), is_listing);
}

static enum asl_became file_done(struct asl_execution *x, struct asl_branch *b, struct span text,
                                 struct asl_map_read *read)
{
    struct doc *loading = doc_copy(&x->arena, asl_payload_as_doc(&b->join.items, &x->arena)),
               *schema = doc_get(loading, "Schema"), *config = b->state->distributed->reader_config;
    const char *wrong;
    bool is_keyed;

    if (schema) config = inventory_config(x, schema);
    if (!doc_get(loading, "Parts")) doc_put_list(loading, "Parts"); /* saved before there were any */
    wrong = asl_items_read(config, text, items_bound(b), doc_get(loading, "Items"), &is_keyed);
    asl_map_items_part(doc_get(loading, "Parts"), doc_get(loading, "Items"), source_of(x, b, false), is_keyed);
    doc_put_int(loading, "Next", doc_get_int(loading, "Next", 0) + 1);
    return wrong ? reader_fail(x, b, wrong) : files_go_on(x, b, loading, read);
}

/* --- listings ----------------------------------------------------------------------------------------------------- */

/* The objects that were listed, as those to load. */
static struct doc *listed_files(struct asl_execution *x, struct asl_branch *b, const struct doc *items)
{
    struct doc *files = doc_list(&x->arena), *asked = asl_payload_as_doc(&b->parameters, &x->arena);

    for (size_t i = 0; i < doc_count(items); i++) {
        struct doc *file = doc_append_map(files);

        doc_put_str(file, "Bucket", doc_get_str(asked, "Bucket"));
        doc_put_str(file, "Key", doc_get_str(doc_at(items, i), "Key"));
    }
    return files;
}

static bool loads_listed(const struct asl_branch *b)
{
    return span_is(doc_get_str(b->state->distributed->reader_config, "Transformation"), "LOAD_AND_FLATTEN");
}

/* The next page, if there is one. b->join.items: those listed so far. */
static enum asl_became page_done(struct asl_execution *x, struct asl_branch *b, struct doc *page,
                                 struct asl_map_read *read)
{
    struct doc *items = doc_list(&x->arena), *before = asl_payload_as_doc(&b->join.items, &x->arena), *next;
    struct span token = doc_get_str(page, "NextContinuationToken");
    int64_t bound = loads_listed(b) ? ASL_ITEMS_MAX : items_bound(b);
    struct doc *parts = doc_list(&x->arena);

    for (size_t i = 0; i < doc_count(before); i++) doc_append(items, doc_at(before, i));
    asl_items_list(page, bound, items);
    if (token.size && (int64_t)doc_count(items) < bound) {
        next = doc_shallow(&x->arena, asl_payload_as_doc(&b->parameters, &x->arena));
        doc_put_str(next, "ContinuationToken", token);
        b->join.items = asl_payload_doc(items);
        return asl_map_run_wait(x, b, MAP_READS, next);
    }
    if (loads_listed(b)) return files_load(x, b, listed_files(x, b, items), NULL, read);
    asl_map_items_part(parts, items, source_of(x, b, true), false);
    return all_read(read, items, parts);
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static enum asl_became object_done(struct asl_execution *x, struct asl_branch *b, struct span text,
                                   struct asl_map_read *read)
{
    const struct doc *config = b->state->distributed->reader_config;
    struct doc *items = doc_list(&x->arena), *parts = doc_list(&x->arena), *schema = NULL;
    bool is_manifest = asl_items_is_manifest(config), is_keyed = false;
    const char *wrong = is_manifest ? asl_items_manifest(config, text, items, &schema)
                                    : asl_items_read(config, text, items_bound(b), items, &is_keyed);

    if (wrong) return reader_fail(x, b, wrong);
    if (is_manifest) return files_load(x, b, items, schema, read);
    asl_map_items_part(parts, items, source_of(x, b, false), is_keyed);
    return all_read(read, items, parts);
}

enum asl_became asl_map_read(struct asl_execution *x, struct asl_branch *b, struct span output,
                             struct asl_map_read *read)
{
    struct doc *answer = json_parse(&x->arena, output, NULL);
    struct span text;
    const char *wrong;

    if (b->run.stage == MAP_READS && span_is(b->state->distributed->reader.action, "listObjectsV2"))
        return page_done(x, b, answer, read);
    wrong = asl_items_text(&x->arena, answer, &text);
    if (wrong) return reader_fail(x, b, wrong);
    return b->run.stage == MAP_LOADS ? file_done(x, b, text, read) : object_done(x, b, text, read);
}

enum asl_became asl_map_read_start(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_distributed *d = b->state->distributed;
    const char *wrong = asl_items_config_error(d->reader_config);
    struct asl_error e = { 0 };
    struct doc *parameters;

    if (wrong) return reader_fail(x, b, wrong);
    parameters = asl_map_run_parameters(x, b, d->reader_parameters, b->state->query.reader, &e);
    if (!parameters) return asl_map_run_fail_runtime(x, b, &e);
    b->join.items = (struct asl_payload){ 0 };
    return asl_map_run_wait(x, b, MAP_READS, parameters);
}
