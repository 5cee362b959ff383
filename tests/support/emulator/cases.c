/* Cases that are data. */
#include "tests/support/emulator/cases.h"

#include <stdio.h>

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "tests/support/emulator/unit.h"

struct span file_read(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b = { 0 };
    char piece[4096];
    struct span text;

    if (!f) return (struct span){ NULL, 0 };
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, piece, n);
    fclose(f);
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

struct doc *cases_read(struct arena *a, const char *path)
{
    struct span text = file_read(a, path);
    struct json_error error = { 0, "" };
    struct doc *d = text.data ? json_parse(a, text, &error) : NULL;

    if (!text.data) fail_msg("%s cannot be read", path);
    if (!d) fail_msg("%s: %s at %zu", path, error.reason, error.offset);
    return d;
}

bool cases_has_members(const struct doc *got, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        const struct doc *value = doc_get_span(got, m->name);
        bool both_maps = doc_is(m->value, DOC_MAP) && doc_is(value, DOC_MAP);
        if (doc_is(m->value, DOC_NULL) ? value != NULL : !value) return false;
        if (value && !(both_maps ? cases_has_members(value, m->value) : doc_equal(value, m->value))) return false;
    }
    return true;
}

struct span cases_bytes(struct arena *a, const struct doc *list)
{
    struct buf b = { 0 };
    struct span all;

    for (size_t i = 0; i < doc_count(list); i++) {
        const struct doc *d = doc_at(list, i);
        int64_t times = doc_is(d, DOC_MAP) ? doc_get_int(d, "times", 0) : 1;
        struct span text = doc_is(d, DOC_MAP) ? doc_get_str(d, "repeat") : doc_text(d);
        for (int64_t n = 0; n < times; n++) buf_add_span(&b, text);
    }
    all = arena_span(a, buf_span(&b));
    buf_release(&b);
    return all;
}
