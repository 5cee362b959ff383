/* What validation found, gathered and put into words. */
#include "emulator/asl/asl_report.h"

#include <stdarg.h>
#include "emulator/base/json.h"

#define DIAGNOSTICS_MAX 100 /* further ones are counted, not told */

static void report_add(struct asl_report *r, bool is_error, const char *code, const char *message, const char *location)
{
    struct asl_diagnostic *d = ARENA_NEW(r->arena, struct asl_diagnostic);

    *d = (struct asl_diagnostic){ is_error, code, message, location, NULL };
    if (!r->end) r->end = &r->first;
    *r->end = d;
    r->end = &d->next;
}

void asl_report_error(struct asl_report *r, const char *code, const char *location, const char *format, ...)
{
    va_list args;

    if (r->errors++ >= DIAGNOSTICS_MAX) return;
    va_start(args, format);
    report_add(r, true, code, arena_vprintf(r->arena, format, args), location);
    va_end(args);
}

void asl_report_warning(struct asl_report *r, const char *code, const char *location, const char *message)
{
    if (r->warnings++ < DIAGNOSTICS_MAX) report_add(r, false, code, message, location);
}

const char *asl_report_text(const struct asl_report *r)
{
    const char *text = "";

    for (const struct asl_diagnostic *d = r->first; d; d = d->next) {
        if (!d->is_error) continue;
        /* AWS: where there is no location, it says so. */
        text = arena_printf(r->arena, "%s%s%s: %s at %s", text, *text ? ", " : "", d->code, d->message,
                            d->location ? d->location : "null");
    }
    return *text ? arena_printf(r->arena, "'%s'", text) : text;
}

/* AWS: "Unrecognized token 'not': was expecting (…)" and where, in the words of its own parser. */
void asl_report_json(struct asl_report *r, struct span text, const struct json_error *error)
{
    size_t end = error->offset, line = 1, column = 1;

    while (end < text.size && ((text.data[end] | 32) >= 'a' && (text.data[end] | 32) <= 'z')) end++;
    for (size_t i = 0; i < end && i < text.size; i++) {
        column++;
        if (text.data[i] == '\n') line++, column = 1;
    }
    asl_report_error(
        r, "INVALID_JSON_DESCRIPTION",
        arena_printf(r->arena, "[Source: (String)\"%.*s\"; line: %zu, column: %zu]", SPAN_ARG(span_sub(text, 0, 500)),
                     line, column),
        "Unrecognized token '%.*s': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"%.*s\"; line: %zu, column: %zu]",
        SPAN_ARG(span_sub(text, error->offset, end - error->offset)), SPAN_ARG(span_sub(text, 0, 500)), line, column);
}
