/* CSV (RFC 4180) out of a source, a record at a time: fields between a delimiter, records at line ends (LF, CRLF, CR);
 * a field in quotes may hold both, and a quote as two. A quote within a field that does not begin with one is itself.
 * Lines without anything are passed over. */
#ifndef NUBE_DYNAMODB_CSV_H
#define NUBE_DYNAMODB_CSV_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"
#include "emulator/services/dynamodb/transfers/dynamodb_bytes.h"

enum ddb_csv_got {
    DDB_CSV_RECORD,
    DDB_CSV_END,
    DDB_CSV_BROKEN, /* what comes is no record, or the source broke off: nothing more can be read */
};

struct ddb_csv {
    struct ddb_bytes *in;
    char delimiter;
    struct buf field; /* its own */
};

/* The next record's fields, a list of texts in `a`. *error: of what is broken, a constant. */
enum ddb_csv_got ddb_csv_next(struct ddb_csv *r, struct arena *a, struct doc **fields, const char **error);
void ddb_csv_release(struct ddb_csv *r);

#endif
