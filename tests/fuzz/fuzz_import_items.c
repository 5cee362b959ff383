/* Objects that are imported, CSV and JSON, plain and packed: whatever they hold, reading ends, takes no more than there
 * is, and gives the same however many bytes come at a time. A file that is written from its own records reads as those.
 * The first byte says how. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/gzip_source.h"
#include "emulator/base/json.h"
#include "emulator/base/zstd_source.h"
#include "emulator/services/dynamodb/transfers/dynamodb_import_items.h"

static const char delimiters[] = ",;:|\t ";

/* Some bytes at a time. */
struct few {
    struct source source;
    struct span rest;
    size_t piece;
};

static ssize_t few_read(struct source *s, void *out, size_t room)
{
    struct few *own = (struct few *)s;
    struct span some = span_sub(own->rest, 0, own->piece < room ? own->piece : room);

    if (some.size) memcpy(out, some.data, some.size);
    own->rest = span_sub(own->rest, some.size, SIZE_MAX);
    return (ssize_t)some.size;
}

static struct few few_of(struct span bytes, size_t piece)
{
    return (struct few){ { -1, few_read, NULL }, bytes, piece };
}

/* All that is read, as one list. */
static struct doc *records_of(struct arena *a, struct span text, size_t piece, char delimiter)
{
    struct few few = few_of(text, piece);
    struct ddb_bytes *bytes = ARENA_NEW(a, struct ddb_bytes);
    struct ddb_csv csv = { .in = bytes, .delimiter = delimiter };
    struct doc *records = doc_list(a), *fields;
    const char *error = NULL;

    *bytes = (struct ddb_bytes){ .source = &few.source };
    while (ddb_csv_next(&csv, a, &fields, &error) == DDB_CSV_RECORD) doc_append(records, fields);
    must_hold(bytes->taken <= (int64_t)text.size && (error || bytes->taken == (int64_t)text.size));
    if (error) doc_append_str(records, span_of(error));
    ddb_csv_release(&csv);
    return records;
}

static void write_again(struct arena *a, const struct doc *records, char delimiter)
{
    struct buf text = { 0 };
    struct doc *good = doc_list(a);

    for (size_t i = 0; i < doc_count(records); i++) {
        const struct doc *fields = doc_at(records, i);
        if (!doc_is(fields, DOC_LIST)) continue;
        doc_append(good, doc_at(records, i));
        for (size_t f = 0; f < doc_count(fields); f++) {
            struct span field = doc_text(doc_at(fields, f));
            if (f) buf_add_char(&text, delimiter);
            buf_add_char(&text, '"');
            for (size_t n = 0; n < field.size; n++) {
                if (field.data[n] == '"') buf_add_char(&text, '"');
                buf_add_char(&text, field.data[n]);
            }
            buf_add_char(&text, '"');
        }
        buf_add_char(&text, '\n');
    }
    must_hold(doc_equal(records_of(a, buf_span(&text), 64, delimiter), good));
    buf_release(&text);
}

static void read_items(struct arena *a, struct source *source, const char *in)
{
    struct ddb_import_items *items = ARENA_NEW(a, struct ddb_import_items);
    enum ddb_import_got got = DDB_IMPORT_ITEM;
    struct doc *item;
    const char *error;

    ddb_import_items_open(items, source, json_parse(a, span_of(in), NULL));
    if (!ddb_import_items_begin(items, a))
        while (got == DDB_IMPORT_ITEM || got == DDB_IMPORT_BAD) got = ddb_import_items_next(items, a, &item, &error);
    ddb_import_items_release(items);
}

static void unpack(struct span text, struct source *(*fn)(struct source *behind))
{
    struct few few = few_of(text, 100);
    struct source *s = fn(&few.source);
    char room[4096];
    ssize_t got;
    size_t all = 0;

    while ((got = source_read(s, room, sizeof room)) > 0 && all < 4 * 1024 * 1024) all += (size_t)got;
    source_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), text = span_sub(input, 1, SIZE_MAX);
    char delimiter = delimiters[input.size ? (unsigned char)input.data[0] % (sizeof delimiters - 1) : 0];
    struct arena a = { 0 };
    struct few few = few_of(text, 9), again = few_of(text, 9);
    struct doc *records = records_of(&a, text, 4096, delimiter);

    must_hold(doc_equal(records, records_of(&a, text, 1, delimiter)));
    write_again(&a, records, delimiter);
    read_items(&a, &few.source, "{\"InputFormat\":\"CSV\"}");
    read_items(&a, &again.source, "{\"InputFormat\":\"DYNAMODB_JSON\"}");
    unpack(text, gzip_source_unpack);
    unpack(text, zstd_source_unpack);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
