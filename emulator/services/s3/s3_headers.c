/* They travel with the fault's, whose place in the call is that of all headers. */
#include "emulator/services/s3/s3_headers.h"

void s3_header(struct call *c, const char *name, struct span value)
{
    if (!c->fault.headers) c->fault.headers = doc_map(&c->arena);
    doc_put_str(c->fault.headers, name, value);
}
