/* One endpoint is all regions': what is signed tells to which of them a client believes to speak.
 *
 * AWS: GetBucketLocation at us-east-1 tells of buckets everywhere. */
#include "emulator/services/s3/s3_region.h"

#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_headers.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_names.h"

static bool is_signed(const struct call *c)
{
    return c->caller && c->who.kind != IDENTITY_ANONYMOUS;
}

static struct s3_host host_of(struct call *c)
{
    return s3_host_read(&c->arena, http_header(c->caller, "Host"));
}

static int malformed(struct call *c, struct span expected)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "Region", expected);
    return fault_with(c, &s3_authorization_header_malformed, extra,
                      "The authorization header is malformed; the region '%s' is wrong; expecting '%.*s'",
                      c->who.region, SPAN_ARG(expected));
}

int s3_region_check_signature(struct call *c)
{
    struct span told = span_of(c->who.region), named;

    if (!is_signed(c)) return 0;
    named = host_of(c).region;
    if (named.size && !span_eq_nocase(named, told)) return malformed(c, named);
    return s3_is_region(told) ? 0 : malformed(c, SPAN("us-east-1"));
}

/* "s3.us-west-2.localhost:4566"; an address stays itself. */
static struct span endpoint_of(struct call *c, struct span region)
{
    struct span host = http_header(c->caller, "Host");

    if (span_starts(host, "s3.")) host = span_sub(host, 3, SIZE_MAX);
    if (!span_starts(host, "localhost") && !span_starts(host, "amazonaws.com")) return host;
    return arena_format(&c->arena, "s3.%.*s.%.*s", SPAN_ARG(region), SPAN_ARG(host));
}

static int redirect(struct call *c, const struct s3_bucket *b)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "Endpoint", endpoint_of(c, b->region));
    doc_put_str(extra, "Bucket", b->name);
    return fault_with(
        c, &s3_permanent_redirect, extra,
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send "
        "all future requests to this endpoint.");
}

/* AWS: BUCKET.s3.amazonaws.com leads to the bucket's region by itself, where a signature for another is wrong. */
static bool is_global(struct s3_host host, struct span name)
{
    return host.bucket.data && !host.region.size &&
           span_ends(span_sub(name, 0, span_find(name, ':')), ".amazonaws.com");
}

int s3_region_check(struct call *c, const struct s3_bucket *b)
{
    struct span told = span_of(c->who.region);

    if (!is_signed(c) || span_eq(told, b->region)) return 0;
    if (span_is(told, "us-east-1") && span_is(span_of(c->operation->name), "GetBucketLocation")) return 0;
    s3_header(c, "x-amz-bucket-region", b->region);
    return is_global(host_of(c), http_header(c->caller, "Host")) ? malformed(c, b->region) : redirect(c, b);
}
