/* Query and Scan: both read a range of a space's rows, a page at a time.
 *
 * A page ends with the row that reaches Limit, or before the row that would pass 1 MB. What it read is what it costs
 * and what ScannedCount says; the filter comes behind. Where it ended, LastEvaluatedKey holds the keys of table and
 * index, from which the next page's range begins: a seek. Rows are dropped from memory as soon as they are filtered
 * out. */
#include "emulator/services/dynamodb/items/dynamodb_query.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"

#define INVALID "One or more parameter values were invalid: "

/* --- what the input may say --------------------------------------------------------------------------------------- */

static const char *select_error(const struct doc *in)
{
    struct span select = doc_get_str(in, "Select");
    bool projects = doc_get(in, "ProjectionExpression") || doc_get(in, "AttributesToGet");
    const char *member = doc_get(in, "AttributesToGet") ? "AttributesToGet" : "ProjectionExpression";

    if (!select.data) return NULL;
    if (span_is(select, "SPECIFIC_ATTRIBUTES"))
        return projects
                   ? NULL
                   : "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
    if (span_is(select, "ALL_PROJECTED_ATTRIBUTES") && !doc_get(in, "IndexName"))
        return "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName";
    if (!projects) return NULL;
    if (span_is(select, "COUNT"))
        return *member == 'A' ? "Cannot specify the AttributesToGet when choosing to get only the Count"
                              : "Cannot specify the ProjectionExpression when choosing to get only the Count";
    if (span_is(select, "ALL_ATTRIBUTES"))
        return *member == 'A' ? "Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES"
                              : "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES";
    return *member == 'A' ? "Cannot specify the AttributesToGet when choosing to get ALL_PROJECTED_ATTRIBUTES"
                          : "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES";
}

/* AWS: observed. Scan gives the words alone. */
static const char *check_select(struct arena *a, const struct ddb_reading *r, const struct doc *in)
{
    const char *error = select_error(in);

    return error && !r->is_scan ? arena_printf(a, "1 validation error detected: %s", error) : error;
}

static const char *check_segments(struct arena *a, const struct doc *in)
{
    const struct doc *total = doc_get(in, "TotalSegments"), *segment = doc_get(in, "Segment");

    if (segment && !total)
        return "The TotalSegments parameter is required but was not present in the request when Segment parameter is present";
    if (total && !segment)
        return "The Segment parameter is required but was not present in the request when parameter TotalSegments is present";
    if (total && segment->integer >= total->integer)
        return arena_printf(
            a,
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: %lld is "
            "not less than TotalSegments: %lld",
            (long long)segment->integer, (long long)total->integer);
    return NULL;
}

static const char *check_start(struct call *c, const struct ddb_reading *r)
{
    const char *error = r->start ? ddb_item_check(&c->arena, r->start) : NULL;

    return error ? arena_printf(&c->arena, "The provided starting key is invalid: %s", error) : NULL;
}

static int reading_prepare(struct call *c, struct ddb_reading *r, unsigned with)
{
    const char *error = ddb_expressions_check(&c->arena, c->in, with);

    r->in = c->in;
    r->start = doc_get(c->in, "ExclusiveStartKey");
    r->forward = doc_get_bool(c->in, "ScanIndexForward", true);
    r->consistent = doc_get_bool(c->in, "ConsistentRead", false);
    r->count_only = span_is(doc_get_str(c->in, "Select"), "COUNT");
    r->limit = doc_get_int(c->in, "Limit", 0);
    c->scratch = r;
    if (!r->is_scan && doc_get(c->in, "Limit") && r->limit < 1)
        error =
            "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater "
            "than or equal to 1"; /* AWS: observed, and said so of Query alone */
    if (!error) error = check_select(&c->arena, r, c->in);
    if (!error) error = check_start(c, r);
    if (!error && r->is_scan) error = check_segments(&c->arena, c->in);
    if (!error) error = ddb_expressions_compile(&c->arena, c->in, with, &r->expressions);
    if (!error && !r->is_scan && !r->expressions.has_keys)
        error = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.";
    return ddb_refuse(c, error);
}

int dynamodb_query_prepare(struct call *c)
{
    struct ddb_reading *r = ARENA_NEW(&c->arena, struct ddb_reading);

    return reading_prepare(c, r, DDB_WITH_KEYS | DDB_WITH_FILTER | DDB_WITH_PROJECTION);
}

int dynamodb_scan_prepare(struct call *c)
{
    struct ddb_reading *r = ARENA_NEW(&c->arena, struct ddb_reading);

    r->is_scan = true;
    return reading_prepare(c, r, DDB_WITH_FILTER | DDB_WITH_PROJECTION);
}

/* --- where it reads ----------------------------------------------------------------------------------------------- */

static int find_index(struct call *c, struct ddb_reading *r)
{
    struct span name = doc_get_str(r->in, "IndexName");

    r->index = -1;
    r->space = r->table.space;
    r->keys = r->table.keys;
    if (!name.data) return 0;
    for (int i = 0; i < r->table.index_count; i++) {
        if (!span_eq(r->table.indexes[i].name, name)) continue;
        if (r->table.indexes[i].cursor.data)
            return fault(c, &fault_validation, "Cannot read from backfilling global secondary index: %.*s",
                         SPAN_ARG(name));
        r->index = i;
        r->space = r->table.indexes[i].space;
        r->keys = r->table.indexes[i].keys;
        return 0;
    }
    if (r->is_statement) return fault(c, &fault_validation, "The table does not have the specified index");
    return fault(c, &fault_validation, "The table does not have the specified index: %.*s", SPAN_ARG(name));
}

static const struct ddb_index *index_of(const struct ddb_reading *r)
{
    return r->index < 0 ? NULL : &r->table.indexes[r->index];
}

static bool is_projected(const struct ddb_reading *r, struct span name)
{
    const struct ddb_index *index = index_of(r);

    if (!index || index->projection == DDB_PROJECT_ALL) return true;
    if (ddb_schema_part(&r->table.keys, name) || ddb_schema_part(&index->keys, name)) return true;
    for (size_t i = 0; i < doc_count(index->included); i++)
        if (span_eq(doc_text(doc_at(index->included, i)), name)) return true;
    return false;
}

/* A global index has what the request projects; whatever it lacks is named, in the request's order. */
static int check_projected(struct call *c, const struct ddb_reading *r)
{
    struct buf names = { 0 };

    for (int i = 0; i < r->expressions.projected_count; i++) {
        struct span name = r->expressions.projected[i].steps[0].name;
        if (!is_projected(r, name)) buf_printf(&names, "%s%.*s", names.size ? ", " : "", SPAN_ARG(name));
    }
    if (names.size)
        fault(c, &fault_validation, INVALID "Global secondary index %.*s does not project [%.*s]",
              SPAN_ARG(index_of(r)->name), SPAN_ARG(buf_span(&names)));
    buf_release(&names);
    return c->fault.kind ? -1 : 0;
}

/* Only a local index can go back to the table for what it lacks. */
static int check_global_index(struct call *c, const struct ddb_reading *r)
{
    const struct ddb_index *index = index_of(r);

    if (!index || index->local) return 0;
    if (r->consistent)
        return fault(c, &fault_validation, "Consistent reads are not supported on global secondary indexes");
    if (span_is(doc_get_str(r->in, "Select"), "ALL_ATTRIBUTES") && index->projection != DDB_PROJECT_ALL)
        return fault(
            c, &fault_validation,
            INVALID
            "Select type ALL_ATTRIBUTES is not supported for global secondary index %.*s because its projection "
            "type is not ALL",
            SPAN_ARG(index->name));
    return check_projected(c, r);
}

static bool is_key_of(void *arg, struct span name)
{
    return ddb_schema_part(arg, name) != NULL;
}

struct unprojected {
    struct call *call;
    const struct ddb_reading *reading;
    struct doc *names; /* in order */
};

/* Gathers the names that the index lacks; none of them ends the walk. */
static bool is_unprojected(void *arg, struct span name)
{
    struct unprojected *u = arg;
    struct doc *names = u->names;
    uint32_t at = 0;

    if (is_projected(u->reading, name)) return false;
    while (at < names->list.count && span_compare(doc_chars(doc_items(names)[at]), name) < 0) at++;
    if (at < names->list.count && span_eq(doc_chars(doc_items(names)[at]), name)) return false;
    doc_append(names, doc_string(&u->call->arena, name));
    for (uint32_t i = names->list.count - 1; i > at; i--) {
        struct doc *moved = doc_items(names)[i];
        doc_items(names)[i] = doc_items(names)[i - 1];
        doc_items(names)[i - 1] = moved;
    }
    return false;
}

int ddb_reading_check_filter(struct call *c, const struct ddb_reading *r)
{
    struct unprojected u = { c, r, doc_list(&c->arena) };
    struct buf words = { 0 };

    if (!r->expressions.filter || r->index < 0 || r->is_scan) return 0;
    ddb_condition_names(r->expressions.filter, is_unprojected, &u);
    if (!doc_count(u.names)) return 0;
    for (uint32_t i = 0; i < u.names->list.count; i++)
        buf_printf(&words, "%s%.*s", i ? ", " : "", SPAN_ARG(doc_chars(doc_items(u.names)[i])));
    fault(c, &fault_validation, INVALID "Secondary index %.*s does not project one or more filter attributes: [%.*s]",
          SPAN_ARG(index_of(r)->name), SPAN_ARG(buf_span(&words)));
    buf_release(&words);
    return -1;
}

static int check_filter(struct call *c, struct ddb_reading *r)
{
    struct span name;

    if (!r->expressions.filter || r->is_scan) return 0;
    name = ddb_condition_names(r->expressions.filter, is_key_of, &r->keys);
    if (!name.data) return ddb_reading_check_filter(c, r);
    return fault(c, &fault_validation, "%s can only contain non-primary key attributes: Primary key attribute: %.*s",
                 doc_get(r->in, "QueryFilter") ? "QueryFilter" : "Filter Expression", SPAN_ARG(name));
}

static int query_range(struct call *c, struct ddb_reading *r)
{
    struct ddb_key_range range;

    if (ddb_refuse(c, ddb_key_range_of(&c->arena, &r->keys, &r->expressions.keys, &range))) return -1;
    r->from = range.from;
    r->below = range.below;
    return 0;
}

static void scan_range(struct call *c, struct ddb_reading *r)
{
    int64_t total = doc_get_int(r->in, "TotalSegments", 1), segment = doc_get_int(r->in, "Segment", 0);

    r->from = ddb_segment_start(&c->arena, segment, total);
    r->below = ddb_segment_start(&c->arena, segment + 1, total);
}

/* --- where it begins ---------------------------------------------------------------------------------------------- */

static int start_names_count(const struct ddb_reading *r)
{
    int count = r->table.keys.count;

    for (int i = 0; r->index >= 0 && i < r->keys.count; i++)
        if (!ddb_schema_part(&r->table.keys, r->keys.parts[i].name)) count++;
    return count;
}

/* The row's key in the space that the starting key stands for; absent when it does not fit. */
static struct span start_key(struct call *c, const struct ddb_reading *r)
{
    struct buf table_key = { 0 }, key = { 0 };
    struct span result = { NULL, 0 };
    bool fits =
        (int)doc_count(r->start) == start_names_count(r) && ddb_key_of_item(&r->table.keys, r->start, &table_key);

    if (fits && r->index < 0) result = arena_span(&c->arena, buf_span(&table_key));
    else if (fits && ddb_index_key_of_item(&r->keys, buf_span(&table_key), r->start, &key))
        result = arena_span(&c->arena, buf_span(&key));
    buf_release(&table_key);
    buf_release(&key);
    return result;
}

/* The bytes behind `key` in order: the next page begins there. */
static struct span just_behind(struct call *c, struct span key)
{
    struct span longer = { arena_copy(&c->arena, key.data, key.size), key.size + 1 };

    return longer; /* arena_copy puts a NUL behind */
}

#define STARTING_KEY "The provided starting key is invalid"
#define MISMATCH     "The provided key element does not match the schema"

static bool has_parts(const struct ddb_key_schema *keys, const struct doc *start, bool may_lack)
{
    for (int i = 0; i < keys->count; i++) {
        const struct doc *value = doc_get_span(start, keys->parts[i].name);
        if (value ? *ddb_type_code(ddb_value_type(value)) != keys->parts[i].type : !may_lack) return false;
    }
    return true;
}

/* A query's that is not a key of what it reads. AWS: two texts for one mistake, by whose key is meant. */
static const char *start_mistake(const struct ddb_reading *r)
{
    if (r->is_scan) return r->index < 0 ? STARTING_KEY ": " MISMATCH : STARTING_KEY;
    if ((int)doc_count(r->start) != start_names_count(r)) return STARTING_KEY;
    if (!has_parts(&r->keys, r->start, true)) return MISMATCH;
    if (r->index >= 0 && !has_parts(&r->table.keys, r->start, false)) return STARTING_KEY ": " MISMATCH;
    return STARTING_KEY;
}

/* AWS: where the hash key is the whole key there is one item at most, and nothing to go on from. */
static int refuse_start(struct call *c, const struct ddb_reading *r)
{
    struct buf words = { 0 };

    for (size_t i = 0; i < doc_count(r->start); i++) {
        const struct doc_member *m = &r->start->map.members[i];
        buf_printf(&words, "%s%.*s=AttributeValue: {%s:%.*s}", i ? ", " : "", SPAN_ARG(m->name),
                   ddb_type_code(ddb_value_type(m->value)), SPAN_ARG(ddb_value_text(m->value)));
    }
    fault(c, &fault_validation, "The provided exclusive start key is invalid: ExclusiveStartKey: {%.*s}",
          SPAN_ARG(buf_span(&words)));
    buf_release(&words);
    return -1;
}

static bool reads_one_row(const struct ddb_reading *r)
{
    const struct ddb_key_conditions *keys = &r->expressions.keys;
    int equals = 0;

    for (int i = 0; i < keys->count; i++) equals += keys->each[i].kind == DDB_EQ;
    return !r->is_scan && r->index < 0 && equals == r->keys.count;
}

static int apply_start(struct call *c, struct ddb_reading *r)
{
    struct span key;

    if (!r->start) return 0;
    if (!r->is_scan && !r->is_statement && r->index < 0 && r->keys.count == 1) return refuse_start(c, r);
    key = start_key(c, r);
    if (!key.data) return fault(c, &fault_validation, "%s", start_mistake(r));
    if ((span_compare(key, r->from) < 0 || span_compare(key, r->below) >= 0) && reads_one_row(r))
        return fault(c, &fault_validation, "The query can return at most one row and cannot be restarted");
    if (span_compare(key, r->from) < 0 || span_compare(key, r->below) >= 0) {
        if (!r->is_scan)
            return fault(c, &fault_validation,
                         "The provided starting key is outside query boundaries based on provided conditions");
        return fault(
            c, &fault_validation,
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct "
            "Segment. TotalSegments: %lld Segment: %lld",
            (long long)doc_get_int(r->in, "TotalSegments", 1), (long long)doc_get_int(r->in, "Segment", 0));
    }
    if (r->forward) r->from = just_behind(c, key);
    else r->below = key;
    return 0;
}

/* --- reading a page ----------------------------------------------------------------------------------------------- */

static void put_keys(struct doc *to, const struct ddb_key_schema *schema, const struct doc *item)
{
    for (int i = 0; i < schema->count; i++) {
        struct doc *value = doc_get_span(item, schema->parts[i].name);
        if (value) doc_put_span(to, schema->parts[i].name, doc_copy(doc_arena(to), value));
    }
}

static struct doc *keys_of(struct call *c, const struct ddb_reading *r, const struct doc *item)
{
    struct doc *keys = doc_map(&c->arena);

    put_keys(keys, &r->table.keys, item);
    if (r->index >= 0) put_keys(keys, &r->keys, item);
    return keys;
}

/* Does a local index lack what the answer needs? Then the whole item is fetched from the table. */
static bool must_fetch(const struct ddb_reading *r)
{
    const struct ddb_index *index = index_of(r);

    if (!index || !index->local || index->projection == DDB_PROJECT_ALL || r->count_only) return false;
    if (span_is(doc_get_str(r->in, "Select"), "ALL_ATTRIBUTES")) return true;
    for (int i = 0; i < r->expressions.projected_count; i++)
        if (!is_projected(r, r->expressions.projected[i].steps[0].name)) return true;
    return false;
}

static struct doc *fetch(struct call *c, struct ddb_reading *r, struct doc *held)
{
    struct buf key = { 0 };
    struct span text = { NULL, 0 };
    int64_t size = 0;

    if (ddb_key_of_item(&r->table.keys, held, &key)) text = ddb_store_row(c, r->table.space, buf_span(&key), &size);
    buf_release(&key);
    if (!text.data) return held;
    r->fetched_units += ddb_read_units(size, r->consistent);
    return json_parse(&c->arena, text, NULL);
}

static void item_answer(struct call *c, struct ddb_reading *r, struct doc *items, struct doc *item, bool fetches)
{
    if (fetches) item = fetch(c, r, item);
    if (r->expressions.projection) item = ddb_projection_apply(r->expressions.projection, &c->arena, item);
    doc_append(items, item);
}

/* Rows that are answered as they are stored need not be taken apart, but for the last of a page, whose keys are
 * told. */
static bool is_answered_as_stored(const struct call *c, const struct ddb_reading *r, bool fetches)
{
    return c->is_written_as_json && !r->is_statement && !fetches && !r->count_only && !r->expressions.filter &&
           !r->expressions.projection;
}

/* One row. The item lives in `page` when it is looked at only, else in the call. */
static void row_read(struct call *c, struct ddb_reading *r, struct span text, struct doc *items, struct arena *page,
                     bool fetches)
{
    bool filtered = r->expressions.filter || r->count_only;
    struct arena *home = filtered ? page : &c->arena;
    struct doc *item = json_parse(home, filtered ? text : arena_span(home, text), NULL);

    r->last = item;
    if (r->expressions.filter && !ddb_condition_true(r->expressions.filter, page, item)) return;
    r->counted++;
    if (r->count_only) return;
    if (filtered) item = doc_copy(&c->arena, item);
    item_answer(c, r, items, item, fetches);
}

static void row_append(struct call *c, struct ddb_reading *r, struct span text, struct doc *items)
{
    r->counted++;
    doc_append(items, doc_json(&c->arena, arena_span(&c->arena, text)));
}

void ddb_reading_page(struct call *c, struct ddb_reading *r, struct doc *items)
{
    struct rows *rows = ddb_store_rows(c, r->space, r->from, r->below, r->forward);
    struct arena page = { 0 };
    bool fetches = must_fetch(r), as_stored = is_answered_as_stored(c, r, fetches);
    bool is_whole = !r->is_scan && r->index < 0 && r->keys.count == 1; /* there can be no more than this item */
    struct doc *last = NULL;

    while (rows_next(rows)) {
        int64_t size = rows_int(rows, 1);
        struct span text = rows_text(rows, 2);
        if (as_stored) row_append(c, r, text, items);
        else row_read(c, r, text, items, &page, fetches);
        r->bytes += size;
        r->is_cut = (++r->scanned == r->limit || r->bytes > DDB_PAGE_BYTES_MAX) && !is_whole;
        if (r->is_cut && as_stored) r->last = json_parse(&page, text, NULL);
        last = r->is_cut ? keys_of(c, r, r->last) : NULL;
        arena_reset(&page);
        if (!r->is_cut) continue;
        rows_close(rows);
        break;
    }
    r->last = last;
    arena_release(&page);
}

void ddb_reading_consumed(const struct ddb_reading *r, struct ddb_consumed *consumed)
{
    int64_t units = ddb_read_units(r->bytes, r->consistent);

    *consumed = (struct ddb_consumed){ 0 };
    if (r->index >= 0) consumed->indexes[r->index] = units;
    else consumed->table = units;
    consumed->table += r->fetched_units;
}

static int answer(struct call *c, struct ddb_reading *r)
{
    struct ddb_consumed consumed;
    struct doc *items = doc_list(&c->arena);

    ddb_reading_page(c, r, items);
    ddb_reading_consumed(r, &consumed);
    if (ddb_throttle(c, &r->table, &consumed, DDB_READS)) return -1;
    if (!r->count_only) doc_put(c->out, "Items", items);
    doc_put_int(c->out, "Count", r->counted);
    doc_put_int(c->out, "ScannedCount", r->scanned);
    if (r->is_cut) doc_put(c->out, "LastEvaluatedKey", r->last);
    ddb_consumed_put(c, &r->table, &consumed);
    return 0;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int ddb_reading_open(struct call *c, struct ddb_reading *r)
{
    if (ddb_table_require_with_indexes(c, doc_get_str(r->in, "TableName"), &r->table)) return -1;
    if (find_index(c, r) || ddb_expressions_check_keys(c, &r->expressions, &r->table)) return -1;
    return check_global_index(c, r);
}

int ddb_reading_range(struct call *c, struct ddb_reading *r)
{
    if (r->is_scan) scan_range(c, r);
    else if (query_range(c, r)) return -1;
    return apply_start(c, r);
}

int dynamodb_query(struct call *c)
{
    struct ddb_reading *r = c->scratch;

    if (ddb_reading_open(c, r) || query_range(c, r) || check_filter(c, r) || apply_start(c, r)) return -1;
    return answer(c, r);
}

int dynamodb_scan(struct call *c)
{
    struct ddb_reading *r = c->scratch;

    if (ddb_reading_open(c, r) || ddb_reading_range(c, r)) return -1;
    return answer(c, r);
}
