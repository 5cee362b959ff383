/* Draft 4's formats: date-time, email, hostname, ipv4, ipv6, regex, uri. */
#include "emulator/json_schema/json_schema_formats.h"

#include "emulator/base/regex.h"
#include "emulator/base/times.h"

#include <arpa/inet.h>
#include <ctype.h>

static bool is_date_time(struct span text)
{
    int64_t ms;

    return time_parse_iso8601(text, &ms);
}

static bool is_label(struct span label)
{
    if (!label.size || label.size > 63 || label.data[0] == '-' || label.data[label.size - 1] == '-') return false;
    for (size_t i = 0; i < label.size; i++)
        if (!isalnum((unsigned char)label.data[i]) && label.data[i] != '-') return false;
    return true;
}

static bool is_hostname(struct span text)
{
    struct span label;

    if (!text.size || text.size > 253) return false;
    while (span_split(&text, '.', &label))
        if (!is_label(label)) return false;
    return true;
}

static bool is_email(struct span text)
{
    size_t at = span_find(text, '@');
    struct span domain = span_sub(text, at + 1, SIZE_MAX);

    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] <= ' ') return false;
    return at > 0 && at < text.size && domain.size && span_find(domain, '@') == domain.size;
}

static bool is_address(struct span text, int family)
{
    char copy[64], out[16];

    if (!text.size || text.size >= sizeof copy || memchr(text.data, 0, text.size)) return false;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return inet_pton(family, copy, out) == 1;
}

static bool is_ipv4(struct span text)
{
    return is_address(text, AF_INET);
}

static bool is_ipv6(struct span text)
{
    return is_address(text, AF_INET6);
}

static bool is_regex(struct span text)
{
    struct arena work = { 0 };
    bool is_one = text.size <= 8192 && regex_compile(&work, text, REGEX_JAVASCRIPT);

    arena_release(&work);
    return is_one;
}

static bool is_uri(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c <= ' ' || c == 127 || strchr("\"<>\\^`{|}", c)) return false;
        if (c == '%' && (i + 2 >= text.size || !isxdigit((unsigned char)text.data[i + 1]) ||
                         !isxdigit((unsigned char)text.data[i + 2])))
            return false;
    }
    return true;
}

static const struct format {
    const char *name;
    bool (*is_right)(struct span text);
    const char *wrong;
} formats[] = {
    { "date-time", is_date_time,
      "string \"%.*s\" is invalid against requested date format(s) "
      "[yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]" },
    { "email", is_email, "string \"%.*s\" is not a valid email address" },
    { "hostname", is_hostname, "string \"%.*s\" is not a valid hostname" },
    { "ipv4", is_ipv4, "string \"%.*s\" is not a valid IPv4 address" },
    { "ipv6", is_ipv6, "string \"%.*s\" is not a valid IPv6 address" },
    { "regex", is_regex, "string \"%.*s\" is not a valid ECMA 262 regular expression" },
    { "uri", is_uri, "string \"%.*s\" is not a valid URI" },
};

const char *json_schema_format_wrong(struct span format, struct span text)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (span_is(format, formats[i].name)) return formats[i].is_right(text) ? NULL : formats[i].wrong;
    return NULL;
}
