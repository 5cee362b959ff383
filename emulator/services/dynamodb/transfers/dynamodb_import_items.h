/* The items of an object that is imported, one after another, out of its unpacked bytes. Pure but for the source.
 *
 *     DYNAMODB_JSON   a line an item, {"Item": {…}}; blank ones are passed over
 *     CSV             the first record names the columns, unless they are given; key attributes of the table and its
 *                     indexes have their types, all else is text
 *
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html */
#ifndef NUBE_DYNAMODB_IMPORT_ITEMS_H
#define NUBE_DYNAMODB_IMPORT_ITEMS_H

#include "emulator/services/dynamodb/transfers/dynamodb_csv.h"

enum ddb_import_got {
    DDB_IMPORT_ITEM,   /* as it came, not held against DynamoDB's rules yet */
    DDB_IMPORT_BAD,    /* one that is none: the next may be read */
    DDB_IMPORT_BROKEN, /* AWS: observed. What cannot be made an item at all ends its object */
    DDB_IMPORT_END,
};

struct ddb_import_items {
    struct ddb_bytes bytes;
    bool is_csv;
    const struct doc *columns;     /* CSV: their names; NULL: still to be read */
    const struct doc *definitions; /* CSV: AttributeDefinitions */
    struct ddb_csv csv;
    struct buf line;
};

/* `in` is an ImportTable's input, and outlives it, as the source does. */
void ddb_import_items_open(struct ddb_import_items *r, struct source *source, const struct doc *in);
void ddb_import_items_release(struct ddb_import_items *r);

/* The next one, in `a`; *error says what is wrong with what is none. Names of columns are kept in `names`. */
enum ddb_import_got ddb_import_items_next(struct ddb_import_items *r, struct arena *a, struct doc **item,
                                          const char **error);

/* CSV: reads the names of the columns, into `a`, unless they are known. NULL, or what is wrong. */
const char *ddb_import_items_begin(struct ddb_import_items *r, struct arena *a);

#endif
