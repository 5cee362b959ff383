/* AWS: observed, texts and their order, where nothing else is said. */
#include "emulator/services/dynamodb/transfers/dynamodb_export_window.h"

#include "emulator/base/times.h"

#define WINDOW_MS_MIN (15 * 60 * 1000)
#define WINDOW_MS_MAX (24 * 3600 * 1000)

static bool is_incremental(const struct doc *in)
{
    return span_is(doc_get_str(in, "ExportType"), "INCREMENTAL_EXPORT");
}

const char *ddb_export_types_check(const struct doc *in)
{
    const struct doc *window = doc_get(in, "IncrementalExportSpecification");

    if (window && !doc_get(in, "ExportType"))
        return "Invalid Request: Export Type expected to be Incremental Export when incremental export specification "
               "is provided";
    if (window && !is_incremental(in))
        return "Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be "
               "provided";
    if (!is_incremental(in)) return NULL;
    if (!window)
        return "Invalid Request: Incremental Export Specification expected when export type is set as Incremental "
               "Export";
    if (!doc_get(window, "ExportFromTime"))
        return "Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification";
    /* DIFFERS: what AWS makes of both is not known. */
    return doc_get(in, "ExportTime") ? "Invalid Request: ExportTime should not be provided when export type is set as "
                                       "Incremental Export"
                                     : NULL;
}

static const char *at_second(struct arena *a, const char *text, int64_t ms)
{
    struct span time = time_iso8601(a, ms);

    return arena_printf(a, "%s : %.*sZ", text, SPAN_ARG(span_sub(time, 0, 19)));
}

/* The earliest is told in whole seconds, so its own second counts. */
static bool is_covered(const struct ddb_export_past *past, int64_t ms)
{
    return ms >= past->earliest_ms / 1000 * 1000;
}

static const char *full_read(const struct doc *in, const struct ddb_export_past *past, struct ddb_export_window *window)
{
    window->to_ms = doc_get_int(in, "ExportTime", past->now_ms);
    if (window->to_ms > past->now_ms || window->to_ms < past->created_ms / 1000 * 1000) return "Export Time is invalid";
    return is_covered(past, window->to_ms) ? NULL : "Point in Time Recovery is not available for specified export time";
}

static const char *incremental_read(struct arena *a, const struct doc *in, const struct ddb_export_past *past,
                                    struct ddb_export_window *window)
{
    const struct doc *given = doc_get(in, "IncrementalExportSpecification");
    int64_t from = doc_get_int(given, "ExportFromTime", 0), to = doc_get_int(given, "ExportToTime", past->now_ms);

    *window = (struct ddb_export_window){ true, from, to };
    if (from < past->created_ms / 1000 * 1000)
        return at_second(a, "Incremental export period from time cannot be less than the table creation time", from);
    if (to > past->now_ms)
        return at_second(a, "Incremental export period to time cannot be greater than the current time", to);
    if (from >= to)
        return "Incremental export period from time should not be greater or equal to incremental export period to time";
    if (to - from < WINDOW_MS_MIN)
        return "Difference between export period from time and export period to time is less than 15 minutes";
    if (to - from > WINDOW_MS_MAX) /* its text is not known */
        return "Difference between export period from time and export period to time is greater than 24 hours";
    if (past->earliest_ms && !is_covered(past, from))
        return "Point in Time Recovery is not available for specified export time";
    return NULL;
}

const char *ddb_export_window_read(struct arena *a, const struct doc *in, const struct ddb_export_past *past,
                                   struct ddb_export_window *window)
{
    *window = (struct ddb_export_window){ .is_incremental = is_incremental(in) };
    if (window->is_incremental) return incremental_read(a, in, past, window);
    return past->earliest_ms ? full_read(in, past, window) : NULL;
}
