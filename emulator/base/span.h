/* A span is a view of bytes that somebody else owns: passed by value, never freed, not NUL-terminated. The small
 * functions stand here so that the length of a literal is known when they are compiled. */
#ifndef NUBE_SPAN_H
#define NUBE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct span {
    const char *data; /* NULL means "absent", which is_empty too */
    size_t size;
};

/* The span of a string literal. */
#define SPAN(literal) ((struct span){ "" literal, sizeof(literal) - 1 })

/* For printf: `"%.*s", SPAN_ARG(s)`. */
#define SPAN_ARG(s) (int)(s).size, ((s).data ? (s).data : "")

/* The span of a C string; NULL gives the absent span. */
static inline struct span span_of(const char *text)
{
    return (struct span){ text, text ? strlen(text) : 0 };
}

/* Byte for byte equality. The absent span equals the empty one. */
static inline bool span_eq(struct span a, struct span b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Most texts that differ do so at once: then nobody counts how long this one is. */
static inline bool span_is(struct span a, const char *text)
{
    return (!a.size || !text || a.data[0] == text[0]) && span_eq(a, span_of(text));
}

/* The same, where letters of ASCII count alike in either case. */
static inline bool span_eq_nocase(struct span a, struct span b)
{
    return a.size == b.size && (a.size == 0 || strncasecmp(a.data, b.data, a.size) == 0);
}

static inline bool span_is_nocase(struct span a, const char *text)
{
    return a.size == strlen(text) && (a.size == 0 || strncasecmp(a.data, text, a.size) == 0);
}

/* -1, 0 or 1: order by unsigned bytes, a prefix before its extension. */
int span_compare(struct span a, struct span b);

static inline bool span_starts(struct span s, const char *prefix)
{
    size_t size = strlen(prefix);

    return s.size >= size && (size == 0 || memcmp(s.data, prefix, size) == 0);
}

bool span_ends(struct span s, const char *suffix);

/* The bytes from `from` on, at most `size` of them; both are cut to what is there. */
static inline struct span span_sub(struct span s, size_t from, size_t size)
{
    if (from > s.size) from = s.size;
    if (size > s.size - from) size = s.size - from;
    return (struct span){ s.data ? s.data + from : NULL, size };
}

/* The index of the first `c`, or s.size where there is none. */
size_t span_find(struct span s, char c);

/* Takes everything before the next `separator` off the front of *rest, and the separator with it.
 * Returns false when *rest was absent; the last piece leaves *rest absent. */
bool span_split(struct span *rest, char separator, struct span *piece);

/* Without white space (space, tab, CR, LF) at its ends. */
struct span span_trim(struct span s);

/* Reads a whole decimal integer, with an optional minus. False when s is anything else or beyond int64. */
bool span_int(struct span s, int64_t *value);

/* A number of its bytes, well spread: for tables in memory. Not against those who choose bytes to collide. */
uint64_t span_hash(struct span s);

/* How many Unicode code points the UTF-8 text holds. */
size_t span_code_points(struct span s);

/* Takes the first code point off. False at the end, and where it is not well-formed UTF-8. */
bool span_take_code_point(struct span *s, uint32_t *code_point);

/* Is it well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong)? */
bool span_is_utf8(struct span s);

/* How many bytes the well-formed character at its front has; 0 when there is none. */
size_t span_utf8_size(struct span s);

/* Writes the code point as UTF-8, up to 4 bytes; gives how many. */
size_t span_put_code_point(char *out, uint32_t code);

#endif
