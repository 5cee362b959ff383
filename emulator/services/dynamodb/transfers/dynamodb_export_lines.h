/* The lines of an export's data files, read from the table while it is written to.
 *
 *     {"Item":{…}}                                                                          of a full export
 *     {"Metadata":{"WriteTimestampMicros":{"N":"…"}},"Keys":{…},"OldImage":{…},"NewImage":{…}}   of an incremental one
 *
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html */
#ifndef NUBE_DYNAMODB_EXPORT_LINES_H
#define NUBE_DYNAMODB_EXPORT_LINES_H

#include "emulator/base/buf.h"
#include "emulator/base/source.h"
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"

struct ddb_export_lines {
    struct source source; /* reads lines; closing it is nothing */

    /* What was read so far. */
    int64_t items, bytes; /* bytes: by DynamoDB's count */
    bool is_all;          /* there is nothing behind it */
    struct buf to;        /* the key up to which all was given */

    struct { /* its own */
        struct call *c;
        int64_t copy, until;
        bool has_old, is_broken;
        const struct doc *keys;
        struct buf page;
        size_t at, given, enough;
    } own;
};

/* From where the export's copy stands on, whole pages until it has that many bytes of text. The export outlives it.
 * Each read takes a reader and gives it back. */
void ddb_export_lines_open(struct ddb_export_lines *l, const struct ddb_export *e, size_t enough);
void ddb_export_lines_release(struct ddb_export_lines *l);

/* One line of an incremental export of a table with keys of those names; false: it has none. Pure. AWS: an item that
 * came and went within the window. */
bool ddb_export_change_line(struct buf *line, struct arena *a, const struct doc *keys,
                            const struct ddb_item_change *change, bool has_old);

#endif
