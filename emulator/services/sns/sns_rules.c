/* SNS's rules. */
#include "emulator/services/sns/sns_rules.h"

#include <ctype.h>
#include <string.h>

bool sns_name_is_valid(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return name.size >= 1 && name.size <= 256;
}

size_t sns_arn_elements(struct span arn)
{
    size_t count = 1;

    for (size_t i = 0; i < arn.size; i++)
        if (arn.data[i] == ':') count++;
    return count;
}

bool sns_topic_arn_parse(struct span text, struct arn *topic)
{
    return arn_parse_of(text, "sns", topic) && span_find(topic->resource, ':') == topic->resource.size;
}

bool sns_email_is_valid(struct span address)
{
    size_t at = span_find(address, '@');

    for (size_t i = 0; i < address.size; i++)
        if ((unsigned char)address.data[i] <= ' ' || strchr(",;<>", address.data[i])) return false;
    if (span_find(span_sub(address, at + 1, SIZE_MAX), '@') < address.size - at - 1) return false;
    return at > 0 && at + 1 < address.size && address.size <= 320;
}

bool sns_url_is_valid(struct span url, const char *scheme)
{
    struct span rest;

    if (!span_starts(url, scheme)) return false;
    rest = span_sub(url, strlen(scheme), SIZE_MAX);
    for (size_t i = 0; i < url.size; i++)
        if ((unsigned char)url.data[i] <= ' ') return false;
    return rest.size && !strchr("/?#:", rest.data[0]);
}

bool sns_phone_is_valid(struct span number)
{
    if (number.size < 8 || number.size > 16 || number.data[0] != '+') return false;
    for (size_t i = 1; i < number.size; i++)
        if (number.data[i] < '0' || number.data[i] > '9') return false;
    return true;
}

bool sns_phone_is_readable(struct span number)
{
    char digits[17];
    size_t size = 0;

    for (size_t i = 0; i < number.size && size < sizeof digits; i++) {
        bool separates = strchr("./-", number.data[i]) && number.data[i];
        if (!separates) digits[size++] = number.data[i];
        else if (!i || i + 1 == number.size || strchr("./-", number.data[i - 1])) return false;
    }
    return sns_phone_is_valid((struct span){ digits, size });
}

#define SOURCE "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); "

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$';
}

const char *sns_json_mistake(struct arena *a, struct span text)
{
    size_t at = 0, line = 1, begin = 0;
    bool opened = false;

    for (; at < text.size; at++) {
        char c = text.data[at];
        if (c == '\n') line++, begin = at + 1;
        if (strchr(" \t\r\n", c)) continue;
        if (opened || c != '{') break;
        opened = true;
    }
    if (at == text.size || text.data[at] <= ' ') return "";
    if (!opened && isalpha((unsigned char)text.data[at])) {
        size_t end = at;
        while (end < text.size && is_letter(text.data[end])) end++;
        return arena_printf(a,
                            " Unrecognized token '%.*s': was expecting (JSON String, Number, Array, Object or token "
                            "'null', 'true' or 'false')" SOURCE "line: %zu, column: %zu]",
                            SPAN_ARG(span_sub(text, at, end - at)), line, end - begin + 1);
    }
    if (!opened || strchr("\"}{", text.data[at])) return "";
    return arena_printf(a,
                        " Unexpected character ('%c' (code %d)): was expecting double-quote to start field name" SOURCE
                        "line: %zu, column: %zu]",
                        text.data[at], text.data[at], line, at - begin + 1);
}
