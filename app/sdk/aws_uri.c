/* Percent-encoding as AWS signs it. */
#include "app/sdk/aws_uri.h"

#include <string.h>

static bool uri_is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

static void uri_encode(struct text *out, const char *bytes, size_t length, bool keep_slash)
{
    size_t i;

    for (i = 0; i < length; i++) {
        if (uri_is_unreserved(bytes[i]) || (keep_slash && bytes[i] == '/')) text_append(out, &bytes[i], 1);
        else text_printf(out, "%%%02X", (unsigned char)bytes[i]);
    }
}

void aws_uri_encode(struct text *out, const char *bytes, size_t length)
{
    uri_encode(out, bytes, length, false);
}

void aws_uri_encode_path(struct text *out, const char *bytes, size_t length)
{
    uri_encode(out, bytes, length, true);
}

static int uri_hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

void aws_uri_decode(struct text *out, const char *bytes, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        int high = bytes[i] == '%' && length - i > 2 ? uri_hex_value(bytes[i + 1]) : -1;
        int low = high >= 0 ? uri_hex_value(bytes[i + 2]) : -1;
        char c = low >= 0 ? (char)(high * 16 + low) : bytes[i];

        text_append(out, &c, 1);
        if (low >= 0) i += 2;
    }
}
