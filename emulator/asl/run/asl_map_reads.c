/* How a distributed Map reads its items. Objects come one after the other, each by a task that gives {"Body": text} or {"BodyBytes": base64}, listings a page a
 * task:
 *
 *     an object of items                                                          ─▶ the children run
 *     a listing, page after page                                                  ─▶ the children run
 *     a manifest, or a listing whose objects are to be loaded ─▶ LOADS, a task a file ─▶ the children run
 *
 * While it loads, b->items is {"Items": [those read so far], "Parts": see map_items_select, "Files": [{"Bucket", "Key"} …], "Next": index, "Schema": [names]
 * of an inventory's columns}.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
#include "emulator/asl/items/asl_items.h"
#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/run/asl_run.h"

static int64_t items_bound(const struct asl_branch *b)
{
    return b->items_max && b->items_max < ASL_ITEMS_MAX ? b->items_max : ASL_ITEMS_MAX;
}

static void reader_fail(struct asl_execution *x, struct asl_branch *b, const char *why)
{
    map_run_fail(x, b, SPAN("States.ItemReaderFailed"), span_of(why));
}

/* --- files -------------------------------------------------------------------------------------------------------- */

/* Loads the next file; the children run when there is none, or there are items enough. */
static void files_go_on(struct asl_execution *x, struct asl_branch *b, struct doc *loading)
{
    struct doc *file = doc_at(doc_get(loading, "Files"), (size_t)doc_get_int(loading, "Next", 0)),
               *items = doc_get(loading, "Items");

    if (!file || (int64_t)doc_count(items) >= items_bound(b)) {
        map_run_children(x, b, items, doc_get(loading, "Parts"));
        return;
    }
    b->items = asl_payload_doc(loading);
    map_run_wait(x, b, MAP_LOADS, file);
}

static void files_load(struct asl_execution *x, struct asl_branch *b, struct doc *files, struct doc *schema)
{
    struct doc *loading = doc_map(&x->arena);

    doc_put_list(loading, "Items");
    doc_put_list(loading, "Parts");
    doc_put(loading, "Files", files);
    doc_put_int(loading, "Next", 0);
    if (schema) doc_put(loading, "Schema", schema);
    files_go_on(x, b, loading);
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
    return map_items_source(&x->arena, asl_payload_as_doc(&b->parameters, &x->arena), is_listing);
}

static void file_done(struct asl_execution *x, struct asl_branch *b, struct span text)
{
    struct doc *loading = doc_copy(&x->arena, asl_payload_as_doc(&b->items, &x->arena)),
               *schema = doc_get(loading, "Schema"), *config = b->state->distributed->reader_config;
    const char *wrong;
    bool is_keyed;

    if (schema) config = inventory_config(x, schema);
    if (!doc_get(loading, "Parts")) doc_put_list(loading, "Parts"); /* saved before there were any */
    wrong = asl_items_read(config, text, items_bound(b), doc_get(loading, "Items"), &is_keyed);
    map_items_part(doc_get(loading, "Parts"), doc_get(loading, "Items"), source_of(x, b, false), is_keyed);
    doc_put_int(loading, "Next", doc_get_int(loading, "Next", 0) + 1);
    if (wrong) reader_fail(x, b, wrong);
    else files_go_on(x, b, loading);
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

/* The next page, if there is one. b->items: those listed so far. */
static void page_done(struct asl_execution *x, struct asl_branch *b, struct doc *page)
{
    struct doc *items = doc_list(&x->arena), *before = asl_payload_as_doc(&b->items, &x->arena), *next;
    struct span token = doc_get_str(page, "NextContinuationToken");
    int64_t bound = loads_listed(b) ? ASL_ITEMS_MAX : items_bound(b);
    struct doc *parts = doc_list(&x->arena);

    for (size_t i = 0; i < doc_count(before); i++) doc_append(items, doc_at(before, i));
    asl_items_list(page, bound, items);
    if (token.size && (int64_t)doc_count(items) < bound) {
        next = doc_shallow(&x->arena, asl_payload_as_doc(&b->parameters, &x->arena));
        doc_put_str(next, "ContinuationToken", token);
        b->items = asl_payload_doc(items);
        map_run_wait(x, b, MAP_READS, next);
    } else if (loads_listed(b)) {
        files_load(x, b, listed_files(x, b, items), NULL);
    } else {
        map_items_part(parts, items, source_of(x, b, true), false);
        map_run_children(x, b, items, parts);
    }
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static void object_done(struct asl_execution *x, struct asl_branch *b, struct span text)
{
    const struct doc *config = b->state->distributed->reader_config;
    struct doc *items = doc_list(&x->arena), *parts = doc_list(&x->arena), *schema = NULL;
    bool is_manifest = asl_items_is_manifest(config), is_keyed = false;
    const char *wrong = is_manifest ? asl_items_manifest(config, text, items, &schema)
                                    : asl_items_read(config, text, items_bound(b), items, &is_keyed);

    if (wrong) {
        reader_fail(x, b, wrong);
    } else if (is_manifest) {
        files_load(x, b, items, schema);
    } else {
        map_items_part(parts, items, source_of(x, b, false), is_keyed);
        map_run_children(x, b, items, parts);
    }
}

void map_run_read(struct asl_execution *x, struct asl_branch *b, struct span output)
{
    struct doc *answer = json_parse(&x->arena, output, NULL);
    struct span text;
    const char *wrong;

    if (b->map_stage == MAP_READS && span_is(b->state->distributed->reader.action, "listObjectsV2")) {
        page_done(x, b, answer);
        return;
    }
    wrong = asl_items_text(&x->arena, answer, &text);
    if (wrong) reader_fail(x, b, wrong);
    else if (b->map_stage == MAP_LOADS) file_done(x, b, text);
    else object_done(x, b, text);
}

void map_run_read_start(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_distributed *d = b->state->distributed;
    const char *wrong = asl_items_config_error(d->reader_config);
    struct asl_error e = { 0 };
    struct doc *parameters;

    if (wrong) {
        reader_fail(x, b, wrong);
        return;
    }
    parameters = map_run_parameters(x, b, d->reader_parameters, b->state->query.reader, &e);
    if (!parameters) {
        map_run_fail_runtime(x, b, &e);
        return;
    }
    b->items = (struct asl_payload){ 0 };
    map_run_wait(x, b, MAP_READS, parameters);
}
