/* A conversion's own text is handed to snprintf with the argument that it wants, one at a time. */
#include "emulator/base/format.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/buf.h"

#define CONVERSION_SIZE 16
#define NUMBER_SIZE     512 /* the longest double without an exponent fits */

/* "%-5.2lld": where it ends, behind its letter. */
static const char *conversion_end(const char *at)
{
    at++;
    at += strspn(at, "-+ #0");
    at += strspn(at, "0123456789.*");
    at += strspn(at, "lz");
    return at + 1;
}

static void add_number(struct buf *b, const char *conversion, va_list *args)
{
    char text[NUMBER_SIZE], letter = conversion[strlen(conversion) - 1];
    bool is_signed = letter == 'd' || letter == 'i' || letter == 'c';

    if (strchr("fg", letter)) snprintf(text, sizeof text, conversion, va_arg(*args, double));
    else if (strchr(conversion, 'z')) snprintf(text, sizeof text, conversion, va_arg(*args, size_t));
    else if (strstr(conversion, "ll")) snprintf(text, sizeof text, conversion, va_arg(*args, long long));
    else if (strchr(conversion, 'l')) snprintf(text, sizeof text, conversion, va_arg(*args, long));
    else if (is_signed) snprintf(text, sizeof text, conversion, va_arg(*args, int));
    else snprintf(text, sizeof text, conversion, va_arg(*args, unsigned));
    buf_add_text(b, text);
}

static void add_conversion(struct buf *b, const char *conversion, va_list *args)
{
    char letter = conversion[strlen(conversion) - 1];

    if (strcmp(conversion, "%.*s") == 0) {
        int size = va_arg(*args, int);
        buf_add(b, va_arg(*args, const char *), (size_t)size);
    } else if (letter == 's') {
        buf_printf(b, conversion, va_arg(*args, const char *));
    } else {
        assert(strchr("cdfgiuxX", letter) && !strchr(conversion, '*'));
        add_number(b, conversion, args);
    }
}

static void format_add(struct buf *b, const char *format, va_list args)
{
    va_list each;

    va_copy(each, args);
    while (*format) {
        size_t plain = strcspn(format, "%");
        char conversion[CONVERSION_SIZE] = "";

        buf_add(b, format, plain);
        format += plain;
        if (!*format) break;
        if (format[1] == '%') {
            buf_add_char(b, '%');
            format += 2;
            continue;
        }
        plain = (size_t)(conversion_end(format) - format);
        assert(plain < sizeof conversion);
        memcpy(conversion, format, plain);
        add_conversion(b, conversion, &each);
        format += plain;
    }
    va_end(each);
}

struct span format_span(struct arena *a, const char *format, va_list args)
{
    struct buf b = { 0 };
    struct span text;

    format_add(&b, format, args);
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}
