/* ARNs: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
#ifndef NUBE_ARN_H
#define NUBE_ARN_H

#include "emulator/core/call.h"

struct arn {
    struct span partition, service, region, account; /* each may be empty: "arn:aws:s3:::bucket" */
    struct span resource;                            /* all behind the fifth colon: "function:NAME", "table/NAME" */
};

/* Takes an ARN apart; the parts point into `text`. False when it does not start with "arn:", has fewer than five
 * colons, or names no resource; then all parts are absent. */
bool arn_parse(struct span text, struct arn *arn);

/* The same, and of that service: "sqs". */
bool arn_parse_of(struct span text, const char *service, struct arn *arn);

/* The last part of a resource: "NAME" of "role/path/NAME". */
struct span arn_last(struct span resource);

/* Is it of the call's own account and region? */
bool arn_is_own(const struct call *c, const struct arn *arn);

/* Makes an ARN in partition aws; `format` and what follows give the resource. Lives in the arena. */
struct span arn_make(struct arena *a, const char *service, struct span region, struct span account, const char *format,
                     ...) __attribute__((format(printf, 5, 6)));

/* The same of a resource that is a kind, "table/" or "", and a name behind it. */
struct span arn_join(struct arena *a, const char *service, struct span region, struct span account, const char *kind,
                     struct span name);

/* As arn_make, in the call's own region and account, and arena. */
struct span arn_own(struct call *c, const char *service, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
