/* A growing string with a stated cap.
 *
 * A text is always NUL-terminated and may hold any bytes. Growing past `max` keeps what fits nowhere: the append is
 * dropped and `overflow` is set for good, so a writer appends freely and its caller checks once at the end.
 * Running out of memory aborts. */
#ifndef APP_SDK_TEXT_H
#define APP_SDK_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    char *bytes;
    size_t length;
    size_t capacity;
    size_t max;
    bool overflow;
};

void text_init(struct text *text, size_t max);
void text_release(struct text *text);

/* Empties the text and forgets an overflow; keeps the memory. */
void text_clear(struct text *text);

void text_append(struct text *text, const void *bytes, size_t length);
void text_put(struct text *text, const char *string);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The content as a string, "" while empty. Owned by the text and valid until the next change. */
const char *text_string(const struct text *text);

/* Copies a string into a fixed field. A NULL source copies "". Returns false, leaving the field empty, when it does
 * not fit: a shortened identifier is worse than none. */
bool text_copy(char *field, size_t size, const char *source);

/* Like text_copy, but keeps what fits: for messages that only people read. */
void text_copy_prefix(char *field, size_t size, const char *source);

#endif
