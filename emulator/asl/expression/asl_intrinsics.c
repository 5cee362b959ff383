/* The intrinsic functions: one C function each, and the table that names them. */
#include "emulator/asl/expression/asl_intrinsics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"

#define RANGE_MAX        1000  /* AWS: an array of up to 1000 elements */
#define BASE64_BYTES_MAX 10000 /* AWS: 10,000 characters for Base64 and Hash */

/* The function `e` was given something it doesn't take. AWS: States.IntrinsicFailure is reserved, such failures are
 * States.Runtime. */
static struct doc *refuse(const struct asl_expression *e, struct asl_scope *s, const char *why)
{
    return asl_scope_fail(s, "States.Runtime", "The function '%.*s' had the following error: %s", SPAN_ARG(e->text),
                          why);
}

static bool integer_of(const struct doc *d, int64_t *value)
{
    double x = doc_as_double(d);

    if (!doc_is_number(d) || !(fabs(x) < 9.2e18)) return false;
    *value = doc_is(d, DOC_INT) ? d->integer : (int64_t)floor(x + 0.5); /* AWS: rounded as Java's Math.round does */
    return true;
}

static struct span text_of(struct asl_scope *s, const struct doc *d)
{
    return doc_is(d, DOC_STRING) ? doc_text(d) : json_text(s->arena, d);
}

/* AWS: in a text objects and lists stand as Java prints them: {a=[1, null], b=x}. Documents nest no deeper than their
 * reader lets them. */
static void java_write(struct buf *b, const struct doc *d)
{
    if (doc_is(d, DOC_LIST)) {
        buf_add_char(b, '[');
        for (uint32_t i = 0; i < doc_count(d); i++) {
            if (i) buf_add_text(b, ", ");
            java_write(b, doc_items(d)[i]);
        }
        buf_add_char(b, ']');
    } else if (doc_is(d, DOC_MAP)) {
        buf_add_char(b, '{');
        for (uint32_t i = 0; i < doc_count(d); i++) {
            buf_printf(b, "%s%.*s=", i ? ", " : "", SPAN_ARG(d->map.members[i].name));
            java_write(b, d->map.members[i].value);
        }
        buf_add_char(b, '}');
    } else if (doc_is(d, DOC_STRING)) {
        buf_add_span(b, doc_text(d));
    } else {
        json_write(b, d);
    }
}

static struct span finish(struct asl_scope *s, struct buf *b)
{
    struct span text = arena_span(s->arena, buf_span(b));

    buf_release(b);
    return text.data ? text : SPAN("");
}

static struct doc *states_format(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct span t = e->arguments[0]->raw.data ? e->arguments[0]->raw : doc_text(v[0]);
    uint32_t used = 1;
    struct buf out = { 0 };

    if (!doc_is(v[0], DOC_STRING)) return refuse(e, s, "The first argument must be a string.");
    for (size_t i = 0; i < t.size; i++) {
        if (t.data[i] == '\\' && i + 1 < t.size) {
            buf_add_char(&out, t.data[++i]);
        } else if (t.data[i] == '{' && i + 1 < t.size && t.data[i + 1] == '}') {
            if (used < e->count) java_write(&out, v[used]);
            used++;
            i++;
        } else if (t.data[i] == '{') {
            buf_release(&out);
            return refuse(e, s, "Invalid template in States.Format: matching '}' not found for '{'");
        } else {
            buf_add_char(&out, t.data[i]);
        }
    }
    if (used != e->count) {
        buf_release(&out);
        return refuse(e, s, "The number of arguments does not match the occurrences of {}.");
    }
    return doc_string(s->arena, finish(s, &out));
}

static struct doc *states_string_to_json(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *value;

    if (!doc_is(v[0], DOC_STRING)) return refuse(e, s, "The argument must be a string.");
    if (!span_trim(doc_text(v[0])).size) return doc_null(s->arena); /* AWS: a blank text is taken */
    value = json_parse(s->arena, doc_text(v[0]), NULL);
    return value ? value : refuse(e, s, "The argument is not valid JSON.");
}

static struct doc *states_json_to_string(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    (void)e;
    return doc_string(s->arena, json_text(s->arena, v[0]));
}

static struct doc *states_array(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *list = doc_list(s->arena);

    for (uint32_t i = 0; i < e->count; i++) doc_append(list, v[i]);
    return list;
}

static struct doc *states_array_partition(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *chunks = doc_list(s->arena), *chunk = NULL;
    int64_t size;

    if (!doc_is(v[0], DOC_LIST)) return refuse(e, s, "The first argument must be an array.");
    if (!integer_of(v[1], &size) || size < 1) return refuse(e, s, "The chunk size must be a positive integer.");
    for (size_t i = 0; i < doc_count(v[0]); i++) {
        if (i % (size_t)size == 0) doc_append(chunks, chunk = doc_list(s->arena));
        doc_append(chunk, doc_at(v[0], i));
    }
    return chunks;
}

static bool holds(const struct doc *list, const struct doc *value)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        if (doc_equal(doc_at(list, i), value)) return true;
    }
    return false;
}

static struct doc *states_array_contains(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    if (!doc_is(v[0], DOC_LIST)) return refuse(e, s, "The first argument must be an array.");
    return doc_bool(s->arena, holds(v[0], v[1]));
}

static struct doc *states_array_range(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *list = doc_list(s->arena);
    int64_t first, last, step;

    if (!integer_of(v[0], &first) || !integer_of(v[1], &last) || !integer_of(v[2], &step))
        return refuse(e, s, "The arguments must be integers.");
    if (!step) return refuse(e, s, "The increment must not be zero.");
    if (((double)last - (double)first) / (double)step >= RANGE_MAX)
        return refuse(e, s, "The array may have up to 1000 elements.");
    for (int64_t i = first; step > 0 ? i <= last : i >= last;) {
        doc_append(list, doc_int(s->arena, i));
        if (__builtin_add_overflow(i, step, &i)) break;
    }
    return list;
}

static struct doc *states_array_get_item(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    int64_t index;

    if (!doc_is(v[0], DOC_LIST)) return refuse(e, s, "The first argument must be an array.");
    if (!integer_of(v[1], &index) || index < 0 || (size_t)index >= doc_count(v[0]))
        return refuse(e, s, "The index is out of the array's bounds.");
    return doc_at(v[0], (size_t)index);
}

static struct doc *states_array_length(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    return doc_is(v[0], DOC_LIST) ? doc_int(s->arena, (int64_t)doc_count(v[0]))
                                  : refuse(e, s, "The argument must be an array.");
}

static struct doc *states_array_unique(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *list = doc_list(s->arena);

    if (!doc_is(v[0], DOC_LIST)) return refuse(e, s, "The argument must be an array.");
    for (size_t i = 0; i < doc_count(v[0]); i++) {
        if (!holds(list, doc_at(v[0], i))) doc_append(list, doc_at(v[0], i));
    }
    return list;
}

static struct doc *states_base64_encode(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    if (!doc_is(v[0], DOC_STRING)) return refuse(e, s, "The argument must be a string.");
    if (doc_text(v[0]).size > BASE64_BYTES_MAX) return refuse(e, s, "The argument is longer than 10000 characters.");
    return doc_string(s->arena, base64_text(s->arena, doc_text(v[0])));
}

static struct doc *states_base64_decode(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct span bytes;

    if (!doc_is(v[0], DOC_STRING)) return refuse(e, s, "The argument must be a string.");
    if (doc_text(v[0]).size > BASE64_BYTES_MAX) return refuse(e, s, "The argument is longer than 10000 characters.");
    if (!base64_decode(s->arena, doc_text(v[0]), &bytes) || !span_is_utf8(bytes))
        return refuse(e, s, "The argument is not valid Base64.");
    return doc_string(s->arena, bytes);
}

static struct doc *states_hash(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    unsigned char bytes[64];
    char *hex = arena_alloc(s->arena, 2 * sizeof bytes + 1);
    struct span data = text_of(s, v[0]);
    size_t size;

    if (data.size > BASE64_BYTES_MAX) return refuse(e, s, "The argument is longer than 10000 characters.");
    size = digest_named(doc_text(v[1]), data, bytes);
    if (!size) return refuse(e, s, "The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512.");
    hex_encode(bytes, size, hex);
    return doc_string(s->arena, span_of(hex));
}

static struct doc *states_json_merge(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *merged;

    if (!doc_is(v[0], DOC_MAP) || !doc_is(v[1], DOC_MAP))
        return refuse(e, s, "The first two arguments must be JSON objects.");
    if (!doc_is(v[2], DOC_BOOL) || v[2]->boolean) return refuse(e, s, "Deep merging is not supported.");
    merged = doc_shallow(s->arena, v[0]);
    for (uint32_t i = 0; i < v[1]->map.count; i++)
        doc_put_span(merged, v[1]->map.members[i].name, v[1]->map.members[i].value);
    return merged;
}

/* A well-mixed number from a seed: splitmix64. */
static uint64_t mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static struct doc *states_math_random(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    int64_t first, end, seed = 0;
    uint64_t random;

    if (!integer_of(v[0], &first) || !integer_of(v[1], &end) || (e->count == 3 && !integer_of(v[2], &seed)))
        return refuse(e, s, "The arguments must be integers.");
    if (first >= end) return refuse(e, s, "The start must be less than the end.");
    random = e->count == 3 ? mix((uint64_t)seed) : random_u64();
    return doc_int(s->arena, (int64_t)((uint64_t)first + random % ((uint64_t)end - (uint64_t)first)));
}

static struct doc *states_math_add(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    int64_t a, b, sum;

    if (!integer_of(v[0], &a) || !integer_of(v[1], &b)) return refuse(e, s, "The arguments must be integers.");
    if (__builtin_add_overflow(a, b, &sum)) return refuse(e, s, "The sum is out of range.");
    return doc_int(s->arena, sum);
}

/* AWS: every character of the second argument separates; empty pieces are dropped. */
static struct doc *states_string_split(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    struct doc *pieces = doc_list(s->arena);
    struct span text = doc_text(v[0]), separators = doc_text(v[1]);
    size_t start = 0;

    if (!doc_is(v[0], DOC_STRING) || !doc_is(v[1], DOC_STRING)) return refuse(e, s, "The arguments must be strings.");
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && (!separators.size || !memchr(separators.data, text.data[i], separators.size))) continue;
        if (i > start) doc_append(pieces, doc_string(s->arena, span_sub(text, start, i - start)));
        start = i + 1;
    }
    return pieces;
}

static struct doc *states_uuid(const struct asl_expression *e, struct asl_scope *s, struct doc **v)
{
    char *id = arena_alloc(s->arena, 37);

    (void)e;
    (void)v;
    uuid_new(id);
    return doc_string(s->arena, span_of(id));
}

static const struct asl_intrinsic intrinsics[] = {
    { "States.Array", 0, 256, states_array },
    { "States.ArrayContains", 2, 2, states_array_contains },
    { "States.ArrayGetItem", 2, 2, states_array_get_item },
    { "States.ArrayLength", 1, 1, states_array_length },
    { "States.ArrayPartition", 2, 2, states_array_partition },
    { "States.ArrayRange", 3, 3, states_array_range },
    { "States.ArrayUnique", 1, 1, states_array_unique },
    { "States.Base64Decode", 1, 1, states_base64_decode },
    { "States.Base64Encode", 1, 1, states_base64_encode },
    { "States.Format", 1, 256, states_format },
    { "States.Hash", 2, 2, states_hash },
    { "States.JsonMerge", 3, 3, states_json_merge },
    { "States.JsonToString", 1, 1, states_json_to_string },
    { "States.MathAdd", 2, 2, states_math_add },
    { "States.MathRandom", 2, 3, states_math_random },
    { "States.StringSplit", 2, 2, states_string_split },
    { "States.StringToJson", 1, 1, states_string_to_json },
    { "States.UUID", 0, 0, states_uuid },
};

const struct asl_intrinsic *asl_intrinsic_find(struct span name)
{
    for (size_t i = 0; i < sizeof intrinsics / sizeof *intrinsics; i++) {
        if (span_is(name, intrinsics[i].name)) return &intrinsics[i];
    }
    return NULL;
}
