/* Texts from outside, character by character. */
#include "app/orders/order_text.h"

#include <stdint.h>
#include <string.h>

/* The length of the UTF-8 sequence that starts here, with its character; 0 where none does. Refuses overlong forms,
 * surrogates and what lies beyond Unicode (RFC 3629). */
static size_t text_character(const unsigned char *s, uint32_t *character)
{
    size_t length, i;

    *character = s[0];
    if (s[0] < 0x80) return 1;
    if (s[0] >= 0xc2 && s[0] <= 0xdf) length = 2, *character = s[0] & 0x1f;
    else if (s[0] >= 0xe0 && s[0] <= 0xef) length = 3, *character = s[0] & 0x0f;
    else if (s[0] >= 0xf0 && s[0] <= 0xf4) length = 4, *character = s[0] & 0x07;
    else return 0;
    for (i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80) return 0;
        *character = *character << 6 | (s[i] & 0x3f);
    }
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f)) return 0;
    if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f)) return 0;
    return length;
}

static bool text_character_is_clean(uint32_t c)
{
    return c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !(c >= 0x2028 && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

static bool text_character_is_blank(uint32_t c)
{
    return c == ' ' || c == 0xa0 || c == 0xad || (c >= 0x2000 && c <= 0x200f) || c == 0x202f || c == 0x205f ||
           c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

bool order_text_is_clean(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    uint32_t character;

    while (*s) {
        size_t length = text_character(s, &character);

        if (!length || !text_character_is_clean(character)) return false;
        s += length;
    }
    return true;
}

bool order_text_is_visible(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    uint32_t character;

    while (*s) {
        size_t length = text_character(s, &character);

        if (!length || !text_character_is_blank(character)) return true;
        s += length;
    }
    return false;
}

void order_text_copy_clean(char *field, size_t size, const char *source)
{
    const unsigned char *s = (const unsigned char *)(source ? source : "");
    size_t used = 0;
    uint32_t character;

    while (*s) {
        size_t length = text_character(s, &character);
        bool is_clean = length && text_character_is_clean(character);

        if (used + (is_clean ? length : 1) >= size) break;
        if (is_clean) memcpy(field + used, s, length);
        else field[used] = ' ';
        used += is_clean ? length : 1;
        s += length ? length : 1;
    }
    field[used] = '\0';
}
