/* SNS's rules. */
#include "emulator/services/sns/sns_rules.h"

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
        if ((unsigned char)address.data[i] <= ' ') return false;
    return at > 0 && at + 1 < address.size && address.size <= 320;
}

bool sns_phone_is_valid(struct span number)
{
    if (number.size < 8 || number.size > 16 || number.data[0] != '+') return false;
    for (size_t i = 1; i < number.size; i++)
        if (number.data[i] < '0' || number.data[i] > '9') return false;
    return true;
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
    if (!opened || at == text.size || text.data[at] <= ' ' || strchr("\"}{", text.data[at])) return "";
    return arena_printf(
        a,
        " Unexpected character ('%c' (code %d)): was expecting double-quote to start field name\n at "
        "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: %zu, column: %zu]",
        text.data[at], text.data[at], line, at - begin + 1);
}
