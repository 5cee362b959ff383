/* Of which time an export may be. */
#ifndef NUBE_DYNAMODB_EXPORT_WINDOW_H
#define NUBE_DYNAMODB_EXPORT_WINDOW_H

#include "emulator/core/call.h"

struct ddb_export_window {
    bool is_incremental;
    int64_t from_ms,
        to_ms; /* a full one is of to_ms; an incremental one of what was written from from_ms on, before to_ms */
};

/* Do ExportType, ExportTime and IncrementalExportSpecification go together? NULL, or the text of a
 * ValidationException. Pure. */
const char *ddb_export_types_check(const struct doc *in);

/* What is known of a table's past. */
struct ddb_export_past {
    int64_t now_ms, created_ms; /* the latter of the table */
    int64_t earliest_ms;        /* that can be recovered; 0: point-in-time recovery is off */
};

/* Reads the window of an input whose types go together. NULL, or the text of an InvalidExportTimeException, in `a` or
 * constant. Pure. */
const char *ddb_export_window_read(struct arena *a, const struct doc *in, const struct ddb_export_past *past,
                                   struct ddb_export_window *window);

#endif
