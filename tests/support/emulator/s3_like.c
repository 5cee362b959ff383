/* Operations are its test's. */
#include "tests/support/emulator/s3_like.h"

#include "emulator/services/s3/s3_signing.h"
#include "emulator/wire/codecs.h"

static const struct service_faults faults = { .signing = &s3_signing };
static struct service s3 = { .name = "objects",
                             .signing_name = "s3",
                             .codecs = CODECS(&rest_xml),
                             .wire = WIRE_S3,
                             .faults = &faults,
                             .takes_anonymous = true };
static const struct service *const only[] = { &s3, NULL };

void s3_like_begin(const struct operation *operations, identity_lookup_fn *issued)
{
    s3.operations = operations;
    services = only;
    identity_register_keys(issued);
}

int s3_like_nothing(struct call *c)
{
    (void)c;
    return 0;
}
