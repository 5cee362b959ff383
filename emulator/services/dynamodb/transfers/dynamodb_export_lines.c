/* A page is what one look at a snapshot gives; its text is kept until it was read. */
#include "emulator/services/dynamodb/transfers/dynamodb_export_lines.h"

#include <inttypes.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfers.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"
#include "emulator/store/store.h"

/* --- lines -------------------------------------------------------------------------------------------------------- */

static void put_item(struct call *c, void *arg, struct span key, int64_t size, struct span item)
{
    struct ddb_export_lines *l = arg;

    (void)c;
    (void)key;
    buf_add_text(&l->own.page, "{\"Item\":");
    buf_add_span(&l->own.page, item);
    buf_add_text(&l->own.page, "}\n");
    l->items++;
    l->bytes += size;
}

static void add_keys(struct buf *line, struct arena *a, const struct doc *keys, struct span item)
{
    const struct doc *whole = json_parse(a, item, NULL);
    struct doc *part = doc_map(a);

    for (size_t i = 0; i < doc_count(keys); i++) {
        struct span name = doc_text(doc_at(keys, i));
        doc_put_span(part, name, doc_get_span(whole, name));
    }
    json_write(line, part);
}

static void add_image(struct buf *line, const char *name, struct span image)
{
    if (image.data) buf_printf(line, ",\"%s\":%.*s", name, SPAN_ARG(image));
}

bool ddb_export_change_line(struct buf *line, struct arena *a, const struct doc *keys,
                            const struct ddb_item_change *change, bool has_old)
{
    if (!change->old.data && !change->new.data) return false;
    buf_printf(line, "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"%" PRId64 "000\"}},\"Keys\":", change->at_ms);
    add_keys(line, a, keys, change->new.data ? change->new : change->old);
    if (has_old) add_image(line, "OldImage", change->old);
    add_image(line, "NewImage", change->new);
    buf_add_text(line, "}\n");
    return true;
}

static void put_change(struct call *c, void *arg, const struct ddb_item_change *change)
{
    struct ddb_export_lines *l = arg;
    size_t before = l->own.page.size;

    if (!ddb_export_change_line(&l->own.page, &c->arena, l->own.keys, change, l->own.has_old)) return;
    l->items++;
    l->bytes += (int64_t)(l->own.page.size - before);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static bool page_read(struct ddb_export_lines *l, struct call *c)
{
    struct ddb_copy copy;
    struct span to;

    if (!ddb_store_export_copy(c, l->own.copy, &copy)) return false;
    if (l->to.data) copy.from = arena_span(&c->arena, buf_span(&l->to));
    l->is_all = l->own.until >= 0 ? !ddb_store_changes_read(c, &copy, l->own.until, put_change, l, &to)
                                  : !ddb_store_copy_read(c, &copy, put_item, l, &to);
    buf_clear(&l->to);
    buf_add_span(&l->to, to);
    return !db_failed(c->db);
}

static bool page_fetch(struct ddb_export_lines *l)
{
    struct call *c = l->own.c;
    bool is_good;

    buf_clear(&l->own.page);
    l->own.at = 0;
    c->db = ddb_transfers_are_ending() ? NULL : store_reader_take();
    is_good = c->db && page_read(l, c);
    if (c->db) store_reader_give(c->db);
    c->db = NULL;
    arena_reset(&c->arena);
    l->own.given += l->own.page.size;
    return is_good && !l->own.page.overflowed;
}

static ssize_t lines_read(struct source *s, void *out, size_t room)
{
    struct ddb_export_lines *l = (struct ddb_export_lines *)s;
    size_t size;

    while (!l->own.is_broken && l->own.at == l->own.page.size) {
        if (l->is_all || l->own.given >= l->own.enough) return 0;
        l->own.is_broken = !page_fetch(l);
    }
    if (l->own.is_broken) return -1;
    size = l->own.page.size - l->own.at < room ? l->own.page.size - l->own.at : room;
    memcpy(out, l->own.page.data + l->own.at, size);
    l->own.at += size;
    return (ssize_t)size;
}

void ddb_export_lines_open(struct ddb_export_lines *l, const struct ddb_export *e, size_t enough)
{
    const struct doc *window = doc_get(e->description, "IncrementalExportSpecification");

    *l = (struct ddb_export_lines){ .source = { -1, lines_read, NULL } };
    l->own.c = call_new(service_find("dynamodb"), NULL, &identity_default, SPAN(""));
    l->own.copy = e->copy;
    l->own.until = e->until;
    l->own.has_old = span_is(doc_get_str(window, "ExportViewType"), "NEW_AND_OLD_IMAGES");
    l->own.keys = doc_get(e->asked, "keys");
    l->own.enough = enough;
}

void ddb_export_lines_release(struct ddb_export_lines *l)
{
    buf_release(&l->own.page);
    buf_release(&l->to);
    call_free(l->own.c);
}
