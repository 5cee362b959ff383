/* AWS's words for files that it cannot read are not known; these stand in Nube's log alone. */
#include "emulator/services/dynamodb/transfers/dynamodb_csv.h"

static const char too_long[] = "The record is longer than 4 MB", broken_off[] = "The file cannot be read to its end",
                  not_closed[] = "The file ends within quotes",
                  behind_quotes[] = "Something other than a delimiter follows a field in quotes";

static bool is_line_end(int c)
{
    return c == '\n' || c == '\r' || c == DDB_BYTES_END;
}

static void line_end_take(struct ddb_csv *r)
{
    if (ddb_bytes_take(r->in) == '\r' && ddb_bytes_peek(r->in) == '\n') ddb_bytes_take(r->in);
}

static const char *field_add(struct ddb_csv *r, int c)
{
    if (r->field.size == DDB_RECORD_BYTES_MAX) return too_long;
    buf_add_char(&r->field, (char)c);
    return NULL;
}

/* Up to the quote that ends it. NULL, or what is wrong. */
static const char *quotes_read(struct ddb_csv *r)
{
    const char *error = NULL;

    while (!error) {
        int c = ddb_bytes_take(r->in);
        if (c < 0) return c == DDB_BYTES_END ? not_closed : broken_off;
        if (c == '"' && ddb_bytes_peek(r->in) != '"') break;
        if (c == '"') ddb_bytes_take(r->in);
        error = field_add(r, c);
    }
    return error;
}

/* Only blanks may come between. */
static const char *behind_quotes_read(struct ddb_csv *r)
{
    int c;

    while ((c = ddb_bytes_peek(r->in)) != r->delimiter && !is_line_end(c)) {
        if (c != ' ' && c != '\t') return c == DDB_BYTES_BROKEN ? broken_off : behind_quotes;
        ddb_bytes_take(r->in);
    }
    return NULL;
}

static const char *field_read(struct ddb_csv *r)
{
    const char *error = NULL;
    int c = ddb_bytes_peek(r->in);

    buf_clear(&r->field);
    if (c == '"') {
        ddb_bytes_take(r->in);
        error = quotes_read(r);
        return error ? error : behind_quotes_read(r);
    }
    while (!error && (c = ddb_bytes_peek(r->in)) != r->delimiter && !is_line_end(c)) {
        if (c == DDB_BYTES_BROKEN) return broken_off;
        error = field_add(r, ddb_bytes_take(r->in));
    }
    return error;
}

static const char *record_read(struct ddb_csv *r, struct doc *fields)
{
    size_t size = 0;

    for (;;) {
        const char *error = field_read(r);
        if (error) return error;
        size += r->field.size + 1;
        if (size > DDB_RECORD_BYTES_MAX) return too_long;
        doc_append_str(fields, r->field.data ? buf_span(&r->field) : SPAN(""));
        if (ddb_bytes_peek(r->in) != r->delimiter) break;
        ddb_bytes_take(r->in);
    }
    line_end_take(r);
    return NULL;
}

enum ddb_csv_got ddb_csv_next(struct ddb_csv *r, struct arena *a, struct doc **fields, const char **error)
{
    int c;

    while ((c = ddb_bytes_peek(r->in)) == '\n' || c == '\r') ddb_bytes_take(r->in);
    if (c == DDB_BYTES_END) return DDB_CSV_END;
    *fields = doc_list(a);
    *error = c == DDB_BYTES_BROKEN ? broken_off : record_read(r, *fields);
    return *error ? DDB_CSV_BROKEN : DDB_CSV_RECORD;
}

void ddb_csv_release(struct ddb_csv *r)
{
    buf_release(&r->field);
}
