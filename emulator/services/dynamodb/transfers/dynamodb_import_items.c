/* Both formats give what PutItem takes; what that makes of it is not known here. */
#include "emulator/services/dynamodb/transfers/dynamodb_import_items.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

void ddb_import_items_open(struct ddb_import_items *r, struct source *source, const struct doc *in)
{
    const struct doc *options = doc_get(doc_get(in, "InputFormatOptions"), "Csv");
    struct span delimiter = doc_get_str(options, "Delimiter");

    *r = (struct ddb_import_items){ .is_csv = span_is(doc_get_str(in, "InputFormat"), "CSV"),
                                    .columns = doc_get(options, "HeaderList"),
                                    .definitions =
                                        doc_get(doc_get(in, "TableCreationParameters"), "AttributeDefinitions") };
    r->bytes.source = source;
    r->csv = (struct ddb_csv){ .in = &r->bytes, .delimiter = delimiter.size ? delimiter.data[0] : ',' };
}

void ddb_import_items_release(struct ddb_import_items *r)
{
    ddb_csv_release(&r->csv);
    buf_release(&r->line);
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* AWS's words are not known, but for those of PutItem. */
static enum ddb_import_got broken(const char **error, const char *why)
{
    *error = why;
    return DDB_IMPORT_BROKEN;
}

static enum ddb_import_got line_parse(struct arena *a, struct span line, struct doc **item, const char **error)
{
    struct doc *whole = json_parse(a, line, NULL);
    const char *wrong;

    *item = doc_get(whole, "Item");
    if (!whole) return broken(error, "The line is no JSON");
    if (!doc_is(*item, DOC_MAP)) return broken(error, "The line has no Item");
    for (size_t i = 0; i < doc_count(*item); i++)
        if ((wrong = ddb_value_decode((*item)->map.members[i].value))) return broken(error, wrong);
    return DDB_IMPORT_ITEM;
}

static enum ddb_import_got line_next(struct ddb_import_items *r, struct arena *a, struct doc **item, const char **error)
{
    int rc;

    do {
        buf_clear(&r->line);
        rc = ddb_bytes_line(&r->bytes, &r->line);
    } while (rc > 0 && !span_trim(buf_span(&r->line)).size);
    if (rc < 0) return broken(error, "The line is longer than 4 MB, or the object cannot be read to its end");
    return rc ? line_parse(a, arena_span(a, span_trim(buf_span(&r->line))), item, error) : DDB_IMPORT_END;
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static const char *names_check(const struct doc *names)
{
    struct doc *seen = doc_map(doc_arena(names));

    for (size_t i = 0; i < doc_count(names); i++) {
        struct span name = doc_text(doc_at(names, i));
        if (!span_is_utf8(name)) return "The names of the columns are no UTF-8";
        if (doc_get_span(seen, name)) return "Two columns have one name";
        doc_put_span(seen, name, doc_null(doc_arena(names)));
    }
    return NULL;
}

const char *ddb_import_items_begin(struct ddb_import_items *r, struct arena *a)
{
    const char *error = NULL;
    struct doc *names;

    if (!r->is_csv || r->columns) return NULL;
    switch (ddb_csv_next(&r->csv, a, &names, &error)) {
    case DDB_CSV_RECORD: r->columns = names; return names_check(names);
    case DDB_CSV_END: r->columns = doc_list(a); return NULL;
    case DDB_CSV_BROKEN: break;
    }
    return error;
}

static enum ddb_type type_of(const struct ddb_import_items *r, struct span name)
{
    for (size_t i = 0; i < doc_count(r->definitions); i++)
        if (span_eq(doc_get_str(doc_at(r->definitions, i), "AttributeName"), name))
            return ddb_type_of_code(doc_get_str(doc_at(r->definitions, i), "AttributeType"));
    return DDB_S;
}

/* A column without a value gives no attribute. What AWS makes of it, and of too many or few, is not known. */
static enum ddb_import_got record_item(const struct ddb_import_items *r, struct arena *a, const struct doc *fields,
                                       struct doc **item, const char **error)
{
    *item = doc_map(a);
    *error = "The record has not as many fields as there are columns";
    if (doc_count(fields) != doc_count(r->columns)) return DDB_IMPORT_BAD;
    for (size_t i = 0; i < doc_count(fields); i++) {
        struct span name = doc_text(doc_at(r->columns, i)), text = doc_text(doc_at(fields, i));
        *error = "The record is no UTF-8";
        if (!span_is_utf8(text)) return DDB_IMPORT_BAD;
        if (text.size) doc_put_span(*item, name, ddb_value_new(a, type_of(r, name), doc_string(a, text)));
    }
    return DDB_IMPORT_ITEM;
}

static enum ddb_import_got record_next(struct ddb_import_items *r, struct arena *a, struct doc **item,
                                       const char **error)
{
    struct doc *fields;

    switch (ddb_csv_next(&r->csv, a, &fields, error)) {
    case DDB_CSV_RECORD: return record_item(r, a, fields, item, error);
    case DDB_CSV_END: return DDB_IMPORT_END;
    case DDB_CSV_BROKEN: break;
    }
    return DDB_IMPORT_BROKEN;
}

enum ddb_import_got ddb_import_items_next(struct ddb_import_items *r, struct arena *a, struct doc **item,
                                          const char **error)
{
    return r->is_csv ? record_next(r, a, item, error) : line_next(r, a, item, error);
}
