/* The functions that AWS Step Functions adds.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
#include <math.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"

#define RANGE_MAX 360145 /* AWS: a longer one is beyond the limit of memory */

static struct jval refuse(struct jrun *r, const char *why)
{
    return jfail_value(r, "D3137", jstring(span_of(why)));
}

/* $partition(array, size): the array in pieces, in one without a size. AWS: sizes and the numbers of $range are cut
 * towards zero. */
struct jval jfn_partition(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *pieces = jarray_new(r->arena, 0), *piece = NULL;
    struct jval *items;
    double size = jis_defined(arguments[1]) ? trunc(arguments[1].number) : INFINITY;

    (void)count;
    if (size < 0) return refuse(r, "Second argument must be zero or greater");
    if (!jis_defined(arguments[0]) || size == 0 || !arguments[0].array->count) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count; i++) {
        if (!piece || piece->count >= size) {
            piece = jarray_new(r->arena, 0);
            jarray_push(r->arena, pieces, jarray_value(piece));
        }
        jarray_push(r->arena, piece, items[i]);
    }
    return jarray_value(pieces);
}

/* $range(first, last, step): the last is in it when a step meets it. AWS: it is a sequence, one number stands for
 * itself and none is undefined. */
struct jval jfn_range(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *range;
    double first, last, step, size;

    (void)count;
    for (int i = 0; i < 3; i++)
        if (!jis_defined(arguments[i])) return jundefined();
    first = trunc(arguments[0].number), last = trunc(arguments[1].number), step = trunc(arguments[2].number);
    size = step == 0 ? 0 : floor((last - first) / step) + 1;
    if (!(size >= 1)) return jundefined();
    if (size > RANGE_MAX) return jfail_limit(r, LIMIT_MEMORY);
    if (size == 1) return jnumber(first);
    range = jarray_new(r->arena, 0);
    for (double i = 0; i < size; i++) jarray_push(r->arena, range, jnumber(first + i * step));
    return jarray_value(range);
}

/* $hash(text, algorithm): MD5, SHA-1, SHA-256, SHA-384 or SHA-512 in hexadecimal. */
struct jval jfn_hash(struct jrun *r, struct jval *arguments, int count)
{
    unsigned char digest[64];
    char hex[129];
    size_t size;

    (void)count;
    if (!jis_defined(arguments[0]) || !jis_defined(arguments[1])) return jundefined();
    size = digest_named(jtext(arguments[1]), jtext(arguments[0]), digest);
    if (!size) return refuse(r, "Second argument must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
    hex_encode(digest, size, hex);
    return jstring(arena_span(r->arena, span_of(hex)));
}

struct jval jfn_uuid(struct jrun *r, struct jval *arguments, int count)
{
    char text[37];

    (void)arguments;
    (void)count;
    uuid_new(text);
    return jstring(arena_span(r->arena, span_of(text)));
}

/* $parse(text): what JSON text says. */
struct jval jfn_parse(struct jrun *r, struct jval *arguments, int count)
{
    struct doc *parsed;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    parsed = json_parse(r->arena, jtext(arguments[0]), NULL);
    return parsed ? jval_from_doc(r->arena, parsed) : refuse(r, "Argument is not valid JSON");
}
