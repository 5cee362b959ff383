/* A field in quotes may have commas, line breaks and doubled quotes in it. */
#include "emulator/services/apigateway/apigateway_key_file.h"

/* Takes a field off the front, and what ends it; *last says that it was the line's last. */
static struct span field_take(struct api_key_file *f, bool *last)
{
    bool is_quoted = span_starts(f->rest, "\"");
    char *out = arena_alloc(f->arena, f->rest.size + 1);
    size_t i = is_quoted, n = 0;

    for (; i < f->rest.size; i++) {
        char x = f->rest.data[i];
        bool is_doubled = is_quoted && x == '"' && i + 1 < f->rest.size && f->rest.data[i + 1] == '"';
        if (is_doubled) i++;
        else if (is_quoted && x == '"') is_quoted = false;
        else if (!is_quoted && (x == ',' || x == '\n')) break;
        if (is_doubled || x != '"') out[n++] = x;
    }
    *last = i >= f->rest.size || f->rest.data[i] == '\n';
    f->rest = span_sub(f->rest, i + 1, SIZE_MAX);
    return span_trim((struct span){ out, n });
}

static int fields_take(struct api_key_file *f, struct span fields[API_KEY_COLUMNS_MAX])
{
    int count = 0;
    bool last = false;

    f->line++;
    while (!last) {
        struct span field = field_take(f, &last);
        if (count < API_KEY_COLUMNS_MAX) fields[count++] = field;
    }
    return count;
}

static int column_of(const struct api_key_file *f, const char *name)
{
    for (int i = 0; i < f->column_count; i++)
        if (span_is_nocase(f->columns[i], name)) return i;
    return -1;
}

bool api_key_file_open(struct api_key_file *f, struct arena *a, struct span text)
{
    *f = (struct api_key_file){ .arena = a, .rest = text };
    f->column_count = fields_take(f, f->columns);
    return column_of(f, "name") >= 0 && column_of(f, "key") >= 0;
}

bool api_key_file_next(struct api_key_file *f, struct api_key_line *line)
{
    struct span fields[API_KEY_COLUMNS_MAX] = { 0 };
    static const char *const names[] = { "name", "key", "description", "enabled", "usageplanIds" };
    struct span *const places[] = { &line->name, &line->key, &line->description, &line->enabled,
                                    &line->usage_plan_ids };
    int count = 0;

    *line = (struct api_key_line){ 0 };
    while (f->rest.size && (count = fields_take(f, fields)) == 1 && !fields[0].size) count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int column = column_of(f, names[i]);
        if (column >= 0 && column < count) *places[i] = fields[column];
    }
    line->number = f->line;
    return count > 0;
}
