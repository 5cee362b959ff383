/* Reading certificates. The DER is not taken apart: the validity is found by its form, two times in a sequence. */
#include "emulator/services/iam/iam_pem.h"

#include "emulator/base/digest.h"
#include "emulator/base/times.h"

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END   "-----END CERTIFICATE-----"

bool iam_pem_decode_lines(struct arena *a, struct span text, struct span *bytes)
{
    char *bare = arena_alloc(a, text.size + 1);
    size_t size = 0;

    for (size_t i = 0; i < text.size; i++)
        if (!strchr(" \t\r\n", text.data[i])) bare[size++] = text.data[i];
    return size && base64_decode(a, (struct span){ bare, size }, bytes);
}

/* A UTCTime "YYMMDDHHMMSSZ" or a GeneralizedTime "YYYYMMDDHHMMSSZ" at the front; takes it off. */
static bool take_time(struct arena *a, struct span *der, int64_t *ms)
{
    bool is_short = der->size > 15 && der->data[0] == 0x17 && der->data[1] == 13,
         is_long = der->size > 17 && der->data[0] == 0x18 && der->data[1] == 15;
    struct span text = span_sub(*der, 2, is_short ? 13 : 15);
    const char *century = is_short ? (text.data[0] < '5' ? "20" : "19") : "";

    if (!is_short && !is_long) return false;
    *der = span_sub(*der, 2 + text.size, SIZE_MAX);
    text = arena_format(a, "%s%.*s", century, SPAN_ARG(text));
    return time_parse_basic(arena_format(a, "%.8sT%.7s", text.data, text.data + 8), ms);
}

bool iam_pem_certificate_read(struct arena *a, struct span text, int64_t *expires_ms)
{
    struct span rest = span_trim(text), der;
    int64_t begins_ms;

    if (!span_starts(rest, BEGIN) || !span_ends(rest, END)) return false;
    rest = span_sub(rest, sizeof BEGIN - 1, rest.size - (sizeof BEGIN - 1) - (sizeof END - 1));
    if (span_find(rest, '-') < rest.size || !iam_pem_decode_lines(a, rest, &der)) return false;
    for (size_t i = 0; i + 4 < der.size; i++) {
        struct span at = span_sub(der, i + 2, SIZE_MAX);
        if (der.data[i] == 0x30 && take_time(a, &at, &begins_ms) && take_time(a, &at, expires_ms)) return true;
    }
    return false;
}

bool iam_pem_is_private_key(struct span text)
{
    struct span rest = span_trim(text);

    return span_starts(rest, "-----BEGIN ") && span_ends(rest, "PRIVATE KEY-----");
}
