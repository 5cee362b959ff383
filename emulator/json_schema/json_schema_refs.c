/* A document is walked once: whatever has an `id` gets its address, and all of it knows its base. */
#include "emulator/json_schema/json_schema_refs.h"

#include "emulator/base/json.h"

static struct span pointer_key(struct arena *a, const struct doc *d)
{
    return arena_span(a, (struct span){ (const char *)&d, sizeof d });
}

static struct span without_fragment(struct span address)
{
    return span_sub(address, 0, span_find(address, '#'));
}

static struct span fragment(struct span address)
{
    return span_sub(address, span_find(address, '#') + 1, SIZE_MAX);
}

/* scheme:…; the place behind the colon, or 0. */
static size_t scheme_size(struct span address)
{
    size_t colon = span_find(address, ':');

    return colon < span_find(address, '/') && colon < span_find(address, '#') && colon < address.size ? colon + 1 : 0;
}

/* Where the path begins: behind scheme://host. */
static size_t path_start(struct span address)
{
    size_t at = scheme_size(address);

    if (!span_starts(span_sub(address, at, 2), "//")) return at;
    return at + 2 + span_find(span_sub(address, at + 2, SIZE_MAX), '/');
}

/* RFC 3986 §5.2, without dot segments. */
static struct span resolve(struct arena *a, struct span base, struct span reference)
{
    struct span plain = without_fragment(base);
    size_t end = plain.size, start = path_start(plain);

    if (scheme_size(reference) || !base.size) return reference;
    if (!reference.size) return base;
    if (reference.data[0] == '/') end = start;
    else if (reference.data[0] != '#')
        while (end > start && plain.data[end - 1] != '/') end--;
    return arena_format(a, "%.*s%.*s", (int)end, plain.data ? plain.data : "", SPAN_ARG(reference));
}

/* An address without a fragment names a whole document; so does an empty one. */
static void remember(struct json_schema_refs *r, struct span address, const struct doc *d)
{
    if (span_ends(address, "#")) address.size--;
    if (!doc_get_span(r->places, address)) doc_put_span(r->places, address, (struct doc *)(uintptr_t)d);
}

static void walk(struct json_schema_refs *r, const struct doc *d, struct span base)
{
    struct span id = doc_get_str(d, "id");

    if (doc_is(d, DOC_LIST)) {
        for (size_t i = 0; i < doc_count(d); i++) walk(r, doc_at(d, i), base);
    }
    if (!doc_is(d, DOC_MAP)) return;
    if (id.data && !doc_get(d, "$ref")) {
        base = resolve(r->arena, base, id);
        remember(r, base, d);
    }
    doc_put_span(r->bases, pointer_key(r->arena, d), doc_string(r->arena, base));
    for (uint32_t i = 0; i < d->map.count; i++) {
        if (!span_is(d->map.members[i].name, "enum")) walk(r, d->map.members[i].value, base);
    }
}

void json_schema_refs_init(struct json_schema_refs *r, struct arena *a, const struct doc *root,
                           const struct json_schema_library *library)
{
    *r = (struct json_schema_refs){ a, library, doc_map(a), doc_map(a) };
    remember(r, SPAN(""), root);
    walk(r, root, SPAN(""));
}

/* --- pointers ----------------------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* A name of a pointer in a fragment: %25, ~1 for /, ~0 for ~. */
static struct span plain_name(struct arena *a, struct span part)
{
    char *out = arena_raw(a, part.size + 1, 1);
    size_t size = 0;

    for (size_t i = 0; i < part.size; i++) {
        char c = part.data[i];

        if (c == '%' && i + 2 < part.size && hex_digit(part.data[i + 1]) >= 0 && hex_digit(part.data[i + 2]) >= 0) {
            c = (char)(hex_digit(part.data[i + 1]) << 4 | hex_digit(part.data[i + 2]));
            i += 2;
        }
        if (size && out[size - 1] == '~' && (c == '0' || c == '1')) out[size - 1] = c == '0' ? '~' : '/';
        else out[size++] = c;
    }
    return (struct span){ out, size };
}

/* RFC 6901. */
static const struct doc *walk_pointer(struct arena *a, const struct doc *d, struct span pointer)
{
    struct span part;

    span_split(&pointer, '/', &part); /* before the first one */
    while (d && span_split(&pointer, '/', &part)) {
        struct span name = plain_name(a, part);
        int64_t index;

        if (!doc_is(d, DOC_LIST)) d = doc_get_span(d, name);
        else d = span_int(name, &index) && index >= 0 ? doc_at(d, (size_t)index) : NULL;
    }
    return d;
}

/* The document at the address, from the library where it is not yet known. */
static const struct doc *find_document(struct json_schema_refs *r, struct span address)
{
    struct doc *d = doc_get_span(r->places, address);

    if (d || !r->library) return d;
    d = r->library->find(r->library->self, address);
    if (!d) return NULL;
    remember(r, address, d);
    walk(r, d, address);
    return d;
}

const struct doc *json_schema_refs_find(struct json_schema_refs *r, const struct doc *from, struct span reference)
{
    struct span base = doc_text(doc_get_span(r->bases, pointer_key(r->arena, from)));
    struct span address = resolve(r->arena, base, reference), pointer = fragment(address);
    const struct doc *d = doc_get_span(r->places, address);

    if (d) return d;
    d = find_document(r, without_fragment(address));
    if (!pointer.size) return d;
    return pointer.data[0] == '/' ? walk_pointer(r->arena, d, pointer) : NULL;
}
