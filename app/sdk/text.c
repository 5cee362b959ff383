/* A growing string with a stated cap: doubling growth, one terminating NUL always in place. */
#include "app/sdk/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_FIRST_CAPACITY = 256 };

void text_init(struct text *text, size_t max)
{
    memset(text, 0, sizeof *text);
    text->max = max;
}

void text_release(struct text *text)
{
    free(text->bytes);
    text_init(text, text->max);
}

void text_clear(struct text *text)
{
    text->length = 0;
    text->overflow = false;
    if (text->bytes) text->bytes[0] = '\0';
}

/* Makes room for `more` bytes and the NUL; false past the cap. */
static bool text_reserve(struct text *text, size_t more)
{
    size_t capacity = text->capacity ? text->capacity : TEXT_FIRST_CAPACITY;
    char *bytes;

    if (text->overflow || more > text->max - text->length) {
        text->overflow = true;
        return false;
    }
    if (text->length + more < text->capacity) return true;
    while (capacity <= text->length + more) capacity *= 2;
    bytes = realloc(text->bytes, capacity);
    if (!bytes) abort();
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void text_append(struct text *text, const void *bytes, size_t length)
{
    if (!text_reserve(text, length)) return;
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_put(struct text *text, const char *string)
{
    text_append(text, string, strlen(string));
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    if (!text_reserve(text, (size_t)length)) return;

    va_start(arguments, format);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

const char *text_string(const struct text *text)
{
    return text->bytes ? text->bytes : "";
}

bool text_copy(char *field, size_t size, const char *source)
{
    size_t length = source ? strlen(source) : 0;

    field[0] = '\0';
    if (length >= size) return false;
    if (length) memcpy(field, source, length + 1);
    return true;
}

void text_copy_prefix(char *field, size_t size, const char *source)
{
    snprintf(field, size, "%s", source ? source : "");
}
