/* What ListExports and ListImports have in common: their tokens, and ARNs of what they list. */
#ifndef NUBE_DYNAMODB_TRANSFER_PAGES_H
#define NUBE_DYNAMODB_TRANSFER_PAGES_H

#include "emulator/core/call.h"

#define DDB_TRANSFER_PAGE_MAX 25
#define DDB_TRANSFER_PAGE     10 /* AWS: observed. Unless the request says how many */

/* A token is the place behind which a page begins, in hex. AWS: of 112 characters at least, in sixteens. */
struct span ddb_transfer_token(struct arena *a, const char *kind, struct span place);

/* The place that a token tells; false: it is none of that kind. Pure. */
bool ddb_transfer_place(struct arena *a, const char *kind, struct span token, struct span *place);

/* The same of the input's NextToken: absent where there is none; -1 with the fault. */
int ddb_transfer_page_after(struct call *c, const char *kind, struct span *place);

/* A table's ARN that filters a list. -1 with the fault: it is none, or another account's. */
int ddb_transfer_table(struct call *c, struct span arn, struct span *table_name);

/* Of DescribeExport and DescribeImport: of which table, and which id. `kind` is "export" or "import". -1 with the fault
 * where it is no such ARN or another account's; *is_here: it is of the caller's region. */
int ddb_transfer_arn(struct call *c, struct span arn, const char *kind, struct span *table_name, struct span *id,
                     bool *is_here);

#endif
