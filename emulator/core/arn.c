/* Taking ARNs apart, and making them. */
#include "emulator/core/arn.h"

#include <stdarg.h>
#include <string.h>

#include "emulator/base/format.h"

bool arn_parse(struct span text, struct arn *arn)
{
    struct span rest = text,
                prefix, *const parts[] = { &prefix, &arn->partition, &arn->service, &arn->region, &arn->account };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!span_split(&rest, ':', parts[i])) return *arn = (struct arn){ 0 }, false;
    arn->resource = rest;
    if (span_is(prefix, "arn") && rest.size) return true;
    *arn = (struct arn){ 0 };
    return false;
}

bool arn_parse_of(struct span text, const char *service, struct arn *arn)
{
    if (arn_parse(text, arn) && span_is(arn->service, service)) return true;
    *arn = (struct arn){ 0 };
    return false;
}

struct span arn_last(struct span resource)
{
    size_t start = resource.size;

    while (start > 0 && resource.data[start - 1] != '/') start--;
    return span_sub(resource, start, SIZE_MAX);
}

bool arn_is_own(const struct call *c, const struct arn *arn)
{
    return span_is(arn->region, c->who.region) && span_is(arn->account, c->who.account);
}

static char *put(char *at, struct span part, char behind)
{
    if (part.size) memcpy(at, part.data, part.size);
    at[part.size] = behind;
    return at + part.size + 1;
}

struct span arn_join(struct arena *a, const char *service, struct span region, struct span account, const char *kind,
                     struct span name)
{
    static const char head[] = "arn:aws:";
    struct span vendor = span_of(service), type = span_of(kind);
    size_t size = sizeof head - 1 + vendor.size + region.size + account.size + 3 + type.size + name.size;
    char *text = arena_alloc(a, size + 1), *at = text;

    memcpy(at, head, sizeof head - 1);
    at = put(put(put(at + sizeof head - 1, vendor, ':'), region, ':'), account, ':');
    memcpy(at, type.data, type.size);
    put(at + type.size, name, '\0');
    return (struct span){ text, size };
}

static struct span make(struct arena *a, const char *service, struct span region, struct span account,
                        const char *format, va_list args)
{
    return arn_join(a, service, region, account, "", format_span(a, format, args));
}

struct span arn_make(struct arena *a, const char *service, struct span region, struct span account, const char *format,
                     ...)
{
    struct span text;
    va_list args;

    va_start(args, format);
    text = make(a, service, region, account, format, args);
    va_end(args);
    return text;
}

struct span arn_own(struct call *c, const char *service, const char *format, ...)
{
    struct span text;
    va_list args;

    va_start(args, format);
    text = make(&c->arena, service, span_of(c->who.region), span_of(c->who.account), format, args);
    va_end(args);
    return text;
}
