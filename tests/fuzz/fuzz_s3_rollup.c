/* Lists: lines with a prefix, a delimiter, a marker, and keys. Walking the keys in leaps, as a list does, shows what
 * looking at each of them shows. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/s3/s3_rollup.h"

#define KEYS_MAX 64

static int by_bytes(const void *a, const void *b)
{
    return span_compare(*(const struct span *)a, *(const struct span *)b);
}

/* Sorted, each once. */
static size_t keys_settle(struct span *keys, size_t count)
{
    size_t n = 0;

    qsort(keys, count, sizeof *keys, by_bytes);
    for (size_t i = 0; i < count; i++)
        if (!n || !span_eq(keys[i], keys[n - 1])) keys[n++] = keys[i];
    return n;
}

static bool begins(struct span text, struct span prefix)
{
    return span_eq(span_sub(text, 0, prefix.size), prefix);
}

/* What a key is shown as when it is looked at alone; false: not at all. */
static bool shown_as(const struct s3_rollup *r, struct span key, struct span *entry)
{
    size_t at = r->prefix.size;

    *entry = key;
    if (!begins(key, r->prefix) || (r->marker.data && span_compare(key, r->marker) <= 0)) return false;
    if (!r->delimiter.size) return true;
    while (at + r->delimiter.size <= key.size && !begins(span_sub(key, at, SIZE_MAX), r->delimiter)) at++;
    if (at + r->delimiter.size > key.size) return true;
    *entry = span_sub(key, 0, at + r->delimiter.size);
    return !r->marker.data || !begins(r->marker, *entry);
}

static size_t each(const struct s3_rollup *r, const struct span *keys, size_t count, struct span *shown)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (shown_as(r, keys[i], &shown[n]) && (!n || !span_eq(shown[n], shown[n - 1]))) n++;
    return n;
}

static size_t behind(const struct span *keys, size_t count, size_t i, struct span least)
{
    while (i < count && span_compare(keys[i], least) < 0) i++;
    return i;
}

static size_t in_leaps(const struct s3_rollup *r, struct arena *a, const struct span *keys, size_t count,
                       struct span *shown)
{
    size_t n = 0, i = behind(keys, count, 0, s3_rollup_start(r));

    while (i < count) {
        struct span entry;
        enum s3_entry kind;
        if (r->marker.data && span_compare(keys[i], r->marker) <= 0) {
            i++;
            continue;
        }
        kind = s3_rollup_entry(r, keys[i], &entry);
        if (kind == S3_ENTRY_END) break;
        if (kind != S3_ENTRY_SHOWN) shown[n++] = entry;
        i = kind == S3_ENTRY_KEY ? i + 1 : behind(keys, count, i, s3_rollup_behind(a, entry));
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), rest = input, keys[KEYS_MAX], one[KEYS_MAX], other[KEYS_MAX], line;
    struct s3_rollup r = { .prefix = SPAN("") };
    struct arena a = { 0 };
    size_t count = 0, n;

    if (span_split(&rest, '\n', &line)) r.prefix = line;
    if (span_split(&rest, '\n', &line)) r.delimiter = line;
    if (span_split(&rest, '\n', &line) && line.size) r.marker = line;
    while (count < KEYS_MAX && span_split(&rest, '\n', &line))
        if (line.size && !memchr(line.data, 0xff, line.size)) keys[count++] = line; /* UTF-8 has no such byte */
    if (!memchr(r.delimiter.data ? r.delimiter.data : "", 0xff, r.delimiter.size)) {
        count = keys_settle(keys, count);
        n = in_leaps(&r, &a, keys, count, one);
        must_hold(each(&r, keys, count, other) == n);
        for (size_t i = 0; i < n; i++) must_hold(span_eq(one[i], other[i]));
    }
    s3_list_encode(&a, input);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
