/* Lists of tags. */
#include "emulator/services/iam/iam_tag_list.h"

#include "emulator/services/iam/iam_faults.h"

#define TAGS_MAX 50

static int compare(struct span a, struct span b, bool nocase)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = nocase && size ? strncasecmp(a.data, b.data, size) : 0;

    if (!nocase) return span_compare(a, b);

    return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* The place of a key among sorted tags: its own, or where it would be. */
static size_t place_of(const struct doc *tags, struct span key, bool nocase, bool *found)
{
    size_t i = 0;
    int order = 1;

    while (i < doc_count(tags) && (order = compare(doc_get_str(doc_at(tags, i), "Key"), key, nocase)) < 0) i++;
    *found = i < doc_count(tags) && order == 0;
    return i;
}

static void tag_set(struct doc *tags, struct doc *tag, bool nocase)
{
    bool found;
    size_t at = place_of(tags, doc_get_str(tag, "Key"), nocase, &found);

    if (!found) {
        doc_append(tags, tag);
        for (size_t i = doc_count(tags) - 1; i > at; i--) doc_items(tags)[i] = doc_items(tags)[i - 1];
    }
    doc_items(tags)[at] = tag;
}

static bool is_twice(const struct doc *tags, size_t at, bool nocase)
{
    for (size_t i = 0; i < at; i++)
        if (compare(doc_get_str(doc_at(tags, i), "Key"), doc_get_str(doc_at(tags, at), "Key"), nocase) == 0)
            return true;
    return false;
}

int iam_tag_list_add(struct call *c, struct doc *to, const struct doc *tags, bool nocase)
{
    for (size_t i = 0; i < doc_count(tags); i++) {
        struct doc *tag = doc_shallow(&c->arena, doc_at(tags, i));
        if (is_twice(tags, i, nocase))
            return fault(c, &iam_invalid_input, "Duplicate tag keys found.%s",
                         nocase ? " Please note that Tag keys are case insensitive." : "");
        if (span_is_nocase(span_sub(doc_get_str(tag, "Key"), 0, 4), "aws:"))
            return fault(c, &iam_invalid_input, "aws: prefixed tag key names are not allowed for external use.");
        if (!doc_get(tag, "Value")) doc_put_cstr(tag, "Value", "");
        tag_set(to, tag, nocase);
    }
    if (doc_count(to) <= TAGS_MAX) return 0;
    return fault(c, &iam_limit_exceeded, "The number of tags has reached the maximum limit.");
}

struct doc *iam_tag_list_without(struct arena *a, const struct doc *tags, const struct doc *keys, bool nocase)
{
    struct doc *left = doc_list(a);

    for (size_t i = 0; i < doc_count(tags); i++) {
        struct doc *tag = doc_at(tags, i);
        bool goes = false;
        for (size_t k = 0; k < doc_count(keys) && !goes; k++)
            goes = compare(doc_get_str(tag, "Key"), doc_text(doc_at(keys, k)), nocase) == 0;
        if (!goes) doc_append(left, tag);
    }
    return left;
}
