/* Base64 and the encodings of URLs. */
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"
#include "emulator/base/digest.h"

struct jval jfn_base64encode(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return jis_defined(arguments[0]) ? jstring(base64_text(r->arena, jtext(arguments[0]))) : jundefined();
}

/* The padding may be missing, and the alphabet may be the URLs'. */
struct jval jfn_base64decode(struct jrun *r, struct jval *arguments, int count)
{
    struct span text = jtext(arguments[0]), bytes = { 0 };
    struct buf b = { 0 };

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (strchr("= \t\r\n", c)) continue;
        buf_add_char(&b, c == '-' ? '+' : c == '_' ? '/' : c);
    }
    while (b.size % 4) buf_add_char(&b, '=');
    base64_decode(r->arena, buf_span(&b), &bytes);
    buf_release(&b);
    return jstring(bytes);
}

/* --- URLs
 * ---------------------------------------------------------------------------------------------------------- */

#define UNRESERVED "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()"
#define RESERVED   ";/?:@&=+$,#"

static struct jval malformed(struct jrun *r, struct jval v, const char *function)
{
    return jfail(r, (struct jfault){ .code = "D3140", .token = span_of(function), .has_token = true, .value = v });
}

static struct jval encode(struct jrun *r, struct jval v, const char *kept, const char *function)
{
    struct span s = jtext(v);
    struct buf b = { 0 };

    if (!jis_defined(v)) return v;
    if (!span_is_utf8(s)) return malformed(r, v, function);
    for (size_t i = 0; i < s.size; i++) {
        if (s.data[i] && strchr(kept, s.data[i])) {
            buf_add_char(&b, s.data[i]);
        } else {
            buf_printf(&b, "%%%02X", (unsigned char)s.data[i]);
        }
    }
    return jtext_take(r, &b);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The byte of an escape at `at`; -1 when it is none. */
static int escaped_byte(struct span s, size_t at)
{
    int high, low;

    if (at + 2 >= s.size) return -1;
    high = hex_digit(s.data[at + 1]);
    low = hex_digit(s.data[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* What is encoded of `kept` stays so. */
static struct jval decode(struct jrun *r, struct jval v, const char *kept, const char *function)
{
    struct span s = jtext(v);
    struct buf b = { 0 };
    struct jval decoded;

    if (!jis_defined(v)) return v;
    for (size_t i = 0; i < s.size; i++) {
        int byte = s.data[i] == '%' ? escaped_byte(s, i) : (unsigned char)s.data[i];
        if (byte < 0) {
            buf_release(&b);
            return malformed(r, v, function);
        }
        if (s.data[i] == '%' && byte && strchr(kept, byte)) {
            buf_add(&b, s.data + i, 3);
        } else {
            buf_add_char(&b, (char)byte);
        }
        if (s.data[i] == '%') i += 2;
    }
    decoded = jtext_take(r, &b);
    if (!r->failed && !span_is_utf8(jtext(decoded))) return malformed(r, v, function);
    return decoded;
}

struct jval jfn_encode_url(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return encode(r, arguments[0], UNRESERVED RESERVED, "encodeUrl");
}

struct jval jfn_encode_url_component(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return encode(r, arguments[0], UNRESERVED, "encodeUrlComponent");
}

struct jval jfn_decode_url(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return decode(r, arguments[0], RESERVED, "decodeUrl");
}

struct jval jfn_decode_url_component(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return decode(r, arguments[0], "", "decodeUrlComponent");
}
