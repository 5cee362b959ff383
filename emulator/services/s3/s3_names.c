/* By the rules for general purpose buckets. */
#include "emulator/services/s3/s3_names.h"

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* "192.168.5.4" is no name. */
static bool is_address(struct span name)
{
    struct span rest = name, piece;
    int64_t number;
    int pieces = 0;

    while (span_split(&rest, '.', &piece)) {
        if (!span_int(piece, &number) || piece.data[0] == '-' || piece.size > 3) return false;
        pieces++;
    }
    return pieces == 4;
}

static bool is_reserved(struct span name)
{
    static const char *const prefixes[] = { "xn--", "sthree-", "amzn-s3-demo-", NULL };
    static const char *const suffixes[] = { "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", NULL };

    for (const char *const *p = prefixes; *p; p++)
        if (span_starts(name, *p)) return true;
    for (const char *const *s = suffixes; *s; s++)
        if (span_ends(name, *s)) return true;
    return false;
}

bool s3_is_bucket_name(struct span name)
{
    if (name.size < 3 || name.size > 63) return false;
    if (!is_letter_or_digit(name.data[0]) || !is_letter_or_digit(name.data[name.size - 1])) return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!is_letter_or_digit(c) && c != '-' && c != '.') return false;
        if (c == '.' && name.data[i + 1] == '.') return false;
    }
    return !is_address(name) && !is_reserved(name);
}

static bool is_word(struct span text, bool of_digits)
{
    for (size_t i = 0; i < text.size; i++)
        if (of_digits ? text.data[i] < '0' || text.data[i] > '9' : text.data[i] < 'a' || text.data[i] > 'z')
            return false;
    return text.size > 0;
}

bool s3_is_region(struct span text)
{
    struct span rest = text, piece = { NULL, 0 };
    int words = 0;
    bool ends_well = false;

    while (span_split(&rest, '-', &piece)) {
        ends_well = is_word(piece, true);
        if (!ends_well && !is_word(piece, false)) return false;
        if (!words++ && piece.size != 2) return false;
    }
    return words >= 3 && ends_well;
}

bool s3_is_regional_name(struct span name)
{
    if (!span_ends(name, "-an")) return false;
    name.size -= 3;
    for (size_t i = 1; i + 14 < name.size; i++)
        if (name.data[i] == '-' && name.data[i + 13] == '-' && is_word(span_sub(name, i + 1, 12), true) &&
            s3_is_region(span_sub(name, i + 14, SIZE_MAX)))
            return true;
    return false;
}

struct span s3_canonical_id(struct arena *a, struct span account)
{
    return span_of(sha256_hex(a, arena_format(a, "canonical user of %.*s", SPAN_ARG(account))));
}

struct span s3_random_id(struct arena *a)
{
    char id[37];

    uuid_new(id);
    return base64_text(a, span_of(id));
}
