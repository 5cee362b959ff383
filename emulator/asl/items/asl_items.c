/* Reading items: CSV after RFC 4180 with backslashes, JSON, JSON lines, listings; and batches. */
#include "emulator/asl/items/asl_items.h"

#include "emulator/base/json.h"
#include "emulator/base/times.h"

static char delimiter_of(const struct doc *config)
{
    static const struct {
        const char *name;
        char character;
    } delimiters[] = { { "PIPE", '|' }, { "SEMICOLON", ';' }, { "SPACE", ' ' }, { "TAB", '\t' } };
    struct span name = doc_get_str(config, "CSVDelimiter");

    for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++) {
        if (span_is(name, delimiters[i].name)) return delimiters[i].character;
    }
    return ',';
}

static const char *headers_error(const struct doc *headers)
{
    struct doc *seen = doc_is(headers, DOC_LIST) ? doc_map(doc_arena(headers)) : NULL;

    for (size_t i = 0; i < doc_count(headers); i++) {
        struct span name = doc_text(doc_at(headers, i));

        if (!name.data) return "CSV headers must be strings.";
        if (doc_get_span(seen, name)) return "CSV headers cannot contain duplicates.";
        doc_put_span(seen, name, doc_null(doc_arena(headers)));
    }
    return NULL;
}

const char *asl_items_config_error(const struct doc *config)
{
    if (span_is(doc_get_str(config, "InputType"), "PARQUET")) return "Nube does not read Parquet files."; /* DIFFERS */
    return headers_error(doc_get(config, "CSVHeaders"));
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

struct csv {
    struct arena *arena;
    struct span text;
    size_t at;
    char delimiter;
};

static bool at_line_end(const struct csv *c)
{
    return c->at >= c->text.size || c->text.data[c->at] == '\n' ||
           (c->text.data[c->at] == '\r' && c->at + 1 < c->text.size && c->text.data[c->at + 1] == '\n');
}

/* A field in quotes; two quotes stand for one, and a backslash for what follows it. */
static struct span quoted(struct csv *c)
{
    struct buf field = { 0 };
    struct span made;

    for (c->at++; c->at < c->text.size; c->at++) {
        char here = c->text.data[c->at], next = c->at + 1 < c->text.size ? c->text.data[c->at + 1] : 0;

        if (here == '"' && next != '"') break;
        if ((here == '"' || here == '\\') && next) c->at++;
        buf_add_char(&field, c->text.data[c->at]);
    }
    if (c->at < c->text.size) c->at++;
    made = arena_span(c->arena, buf_span(&field));
    buf_release(&field);
    return made;
}

/* AWS: a backslash takes its meaning from a delimiter, a quote or a backslash, and goes; before anything else it just
 * goes. */
static struct span unescaped(struct arena *a, struct span raw)
{
    char *out;
    size_t size = 0;

    if (span_find(raw, '\\') >= raw.size) return raw;
    out = arena_alloc(a, raw.size);
    for (size_t i = 0; i < raw.size; i++) {
        if (raw.data[i] == '\\' && ++i == raw.size) break;
        out[size++] = raw.data[i];
    }
    return (struct span){ out, size };
}

static struct span field(struct csv *c)
{
    size_t start = c->at;

    if (c->at < c->text.size && c->text.data[c->at] == '"') return quoted(c);
    while (!at_line_end(c) && c->text.data[c->at] != c->delimiter) {
        if (c->text.data[c->at++] == '\\' && !at_line_end(c)) c->at++;
    }
    return unescaped(c->arena, span_sub(c->text, start, c->at - start));
}

/* The fields of one line, as texts. */
static struct doc *row(struct csv *c)
{
    struct doc *fields = doc_list(c->arena);

    for (;;) {
        doc_append(fields, doc_string(c->arena, field(c)));
        while (!at_line_end(c) && c->text.data[c->at] != c->delimiter) c->at++; /* what follows a quote's end */
        if (at_line_end(c)) break;
        c->at++;
    }
    if (c->at < c->text.size && c->text.data[c->at] == '\r') c->at++;
    c->at++;
    return fields;
}

static const char *csv_read(const struct doc *config, struct span text, int64_t most, struct doc *items)
{
    struct csv c = { doc_arena(items), text, 0, delimiter_of(config) };
    struct doc *headers = doc_get(config, "CSVHeaders"), *fields, *item;
    const char *wrong;

    if (span_starts(text, "\xef\xbb\xbf")) c.at = 3;
    if (!span_is(doc_get_str(config, "CSVHeaderLocation"), "GIVEN") && c.at < text.size) headers = row(&c);
    if ((wrong = headers_error(headers))) return wrong;
    while (c.at < text.size && (int64_t)doc_count(items) < most) {
        fields = row(&c);
        item = doc_map(c.arena);
        for (size_t i = 0; i < doc_count(headers); i++)
            doc_put_span(item, doc_text(doc_at(headers, i)),
                         i < doc_count(fields) ? doc_at(fields, i) : doc_string(c.arena, SPAN("")));
        doc_append(items, item);
    }
    return NULL;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* RFC 6901, without its escapes but for "~1" and "~0". */
static struct span pointer_part(struct arena *a, struct span part)
{
    char *out = arena_alloc(a, part.size + 1);
    size_t size = 0;

    for (size_t i = 0; i < part.size; i++) {
        char c = part.data[i];

        if (c == '~' && i + 1 < part.size) c = part.data[++i] == '1' ? '/' : '~';
        out[size++] = c;
    }
    return (struct span){ out, size };
}

static struct doc *pointed(struct doc *d, struct span pointer)
{
    struct span part;
    int64_t index;

    if (!pointer.size) return d;
    span_split(&pointer, '/', &part); /* what stands before the first slash */
    while (d && span_split(&pointer, '/', &part)) {
        if (doc_is(d, DOC_LIST)) d = span_int(part, &index) && index >= 0 ? doc_at(d, (size_t)index) : NULL;
        else d = doc_is(d, DOC_MAP) ? doc_get_span(d, pointer_part(doc_arena(d), part)) : NULL;
    }
    return d;
}

bool asl_items_take(const struct doc *whole, int64_t most, struct doc *items, bool *is_keyed)
{
    *is_keyed = doc_is(whole, DOC_MAP);
    for (size_t i = 0; i < doc_count(whole) && (int64_t)doc_count(items) < most; i++) {
        struct doc *item;

        if (!*is_keyed) {
            doc_append(items, doc_at(whole, i));
            continue;
        }
        item = doc_append_map(items);
        doc_put_str(item, "Key", whole->map.members[i].name);
        doc_put(item, "Value", whole->map.members[i].value);
    }
    return *is_keyed || doc_is(whole, DOC_LIST);
}

static const char *json_read(const struct doc *config, struct span text, int64_t most, struct doc *items,
                             bool *is_keyed)
{
    struct doc *all = json_parse(doc_arena(items), text, NULL);

    if (!all) return "Unable to parse the JSON file.";
    all = pointed(all, doc_get_str(config, "ItemsPointer"));
    return asl_items_take(all, most, items, is_keyed) ? NULL : "Attempting to map over non-iterable node.";
}

static const char *lines_read(struct span text, int64_t most, struct doc *items)
{
    struct span line;

    while (span_split(&text, '\n', &line) && (int64_t)doc_count(items) < most) {
        struct doc *item;

        if (!span_trim(line).size) continue;
        if (!(item = json_parse(doc_arena(items), span_trim(line), NULL))) return "Unable to parse the JSONL file.";
        doc_append(items, item);
    }
    return NULL;
}

const char *asl_items_read(const struct doc *config, struct span text, int64_t most, struct doc *items, bool *is_keyed)
{
    struct span type = doc_get_str(config, "InputType");

    *is_keyed = false;
    if (text.size > ASL_ITEMS_BYTES_MAX) return "The file is larger than Nube reads.";
    if (span_is(type, "CSV")) return csv_read(config, text, most, items);
    if (span_is(type, "JSONL")) return lines_read(text, most, items);
    return json_read(config, text, most, items, is_keyed);
}

void asl_items_list(const struct doc *page, int64_t most, struct doc *items)
{
    struct doc *contents = doc_get(page, "Contents");

    for (size_t i = 0; i < doc_count(contents) && (int64_t)doc_count(items) < most; i++) {
        struct doc *object = doc_at(contents, i), *item = doc_append_map(items);
        struct span modified = doc_get_str(object, "LastModified");
        int64_t ms;

        doc_put_str(item, "Etag", doc_get_str(object, "ETag"));
        if (modified.data && time_parse_iso8601(modified, &ms)) doc_put_int(item, "LastModified", ms / 1000);
        doc_put_str(item, "Key", doc_get_str(object, "Key"));
        doc_put_int(item, "Size", doc_get_int(object, "Size", 0));
        doc_put_str(item, "StorageClass", doc_get_str(object, "StorageClass"));
    }
}

/* --- batches ------------------------------------------------------------------------------------------------------ */

struct doc *asl_items_batch(struct arena *a, const struct doc *items, const struct asl_batching *how,
                            struct doc *counts, const char **why)
{
    struct doc *batches = doc_list(a), *batch = NULL, *list = NULL;
    size_t fixed = how->input ? json_text(a, how->input).size + 30 : 12, bytes = 0;
    int64_t most = how->bytes_max ? how->bytes_max : 262144;

    for (size_t i = 0; i < doc_count(items); i++) {
        size_t size = json_text(a, doc_at(items, i)).size + 1;
        bool full =
            list && ((how->items_max && (int64_t)doc_count(list) >= how->items_max) || (int64_t)(bytes + size) > most);

        if ((int64_t)(fixed + size) > most) {
            *why = "An item is larger than MaxInputBytesPerBatch allows for a batch.";
            return NULL;
        }
        if (!list || full) {
            if (list) doc_append(counts, doc_int(a, (int64_t)doc_count(list)));
            batch = doc_append_map(batches);
            if (how->input) doc_put(batch, "BatchInput", how->input);
            list = doc_put_list(batch, "Items");
            bytes = fixed;
        }
        doc_append(list, doc_at(items, i));
        bytes += size;
    }
    if (list) doc_append(counts, doc_int(a, (int64_t)doc_count(list)));
    return batches;
}
