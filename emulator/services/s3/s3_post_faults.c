/* AWS: the words are its own, misspelt ones and blanks too. */
#include "emulator/services/s3/s3_post_faults.h"

#include "emulator/base/doc.h"
#include "emulator/services/s3/s3_faults.h"

const struct fault_kind s3_malformed_post = { "MalformedPOSTRequest", 400, SENDER };
const struct fault_kind s3_invalid_policy_document = { "InvalidPolicyDocument", 400, SENDER };
static const struct fault_kind fields_too_large = { "MaxPostPreDataLengthExceeded", 400, SENDER };

int s3_raise_field_missing(struct call *c, const char *name)
{
    return s3_raise_invalid_argument(c, name, SPAN(""),
                                     arena_printf(&c->arena,
                                                  "Bucket POST must contain a field named '%s'.  If it is specified, "
                                                  "please check the order of the fields.",
                                                  name));
}

int s3_raise_fields_too_large(struct call *c)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_format(extra, "MaxPostPreDataLengthBytes", "%d", S3_POST_FIELDS_BYTES_MAX);
    return fault_with(c, &fields_too_large, extra,
                      "Your POST request fields preceeding the upload file was too large.");
}
