/* Makes a fuzzer's first inputs from cases that are data: seeds FILE MEMBER FOLDER writes each value of a member of
 * that name, a text as it
 * is and anything else as JSON, into a file of its own. */
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/json.h"

static struct arena arena;
static int count;

static void write_seed(const char *folder, const struct doc *d)
{
    struct span text = doc_is(d, DOC_STRING) ? doc_text(d) : json_text(&arena, d);
    FILE *f = fopen(arena_printf(&arena, "%s/%d", folder, count++), "wb");

    if (!f) exit(1);
    fwrite(text.data, 1, text.size, f);
    fclose(f);
}

static void walk(const struct doc *d, const char *member, const char *folder)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc *child = doc_is(d, DOC_MAP) ? d->map.members[i].value : doc_items(d)[i];
        if (doc_is(d, DOC_MAP) && span_is(d->map.members[i].name, member)) write_seed(folder, child);
        else walk(child, member, folder);
    }
}

static struct doc *file_parse(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b = { 0 };
    char piece[4096];
    struct doc *d;

    if (!f) exit(1);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, piece, n);
    fclose(f);
    d = json_parse(&arena, arena_span(&arena, buf_span(&b)), NULL);
    buf_release(&b);
    if (!d) exit(1);
    return d;
}

int main(int argc, char **argv)
{
    if (argc != 4) return fputs("seeds FILE MEMBER FOLDER\n", stderr), 2;
    walk(file_parse(argv[1]), argv[2], argv[3]);
    arena_release(&arena);
    return count ? 0 : 1;
}
