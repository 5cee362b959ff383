/* Pages of lists. */
#include "emulator/services/iam/iam_list.h"

#include "emulator/core/page.h"
#include "emulator/services/iam/iam_faults.h"

#define ITEMS_DEFAULT 100

int iam_page_begin(struct call *c, struct iam_page *page)
{
    page->size = (size_t)doc_get_int(c->in, "MaxItems", ITEMS_DEFAULT);
    if (page_after(c, "Marker", &page->after)) return 0;
    return fault(c, &iam_validation, "Invalid Marker.");
}

void iam_page_end(struct call *c, bool is_truncated, struct span last)
{
    doc_put_bool(c->out, "IsTruncated", is_truncated);
    if (is_truncated) page_continue(c, "Marker", last);
}

static struct span key_of(const struct doc *item, const char *key)
{
    return key ? doc_get_str(item, key) : doc_text(item);
}

static bool is_behind(struct span key, struct span after)
{
    size_t size = key.size < after.size ? key.size : after.size;
    int order = size ? strncasecmp(key.data, after.data, size) : 0;

    return order > 0 || (order == 0 && key.size > after.size);
}

/* Where the page begins: behind the item of that key, or, when that went, where it would be. */
static size_t start_of(const struct doc *all, const char *key, struct span after)
{
    size_t start = 0;

    if (!after.data) return 0;
    for (size_t i = 0; i < doc_count(all); i++)
        if (span_eq(key_of(doc_at(all, i), key), after)) return i + 1;
    while (start < doc_count(all) && !is_behind(key_of(doc_at(all, start), key), after)) start++;
    return start;
}

int iam_page_list(struct call *c, const char *member, struct doc *all, const char *key)
{
    struct doc *list = doc_put_list(c->out, member);
    struct iam_page page;
    size_t start, end;

    if (iam_page_begin(c, &page)) return -1;
    start = start_of(all, key, page.after);
    end = start + page.size < doc_count(all) ? start + page.size : doc_count(all);
    for (size_t i = start; i < end; i++) doc_append(list, doc_at(all, i));
    iam_page_end(c, end < doc_count(all), key_of(doc_at(all, end - 1), key));
    return 0;
}
