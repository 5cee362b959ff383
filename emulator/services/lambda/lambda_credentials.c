/* AssumeRole in the service's own name. */
#include "emulator/services/lambda/lambda_credentials.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"

#define DURATION_SECONDS 43200

static void copy(char *out, size_t room, struct span text)
{
    snprintf(out, room, "%.*s", SPAN_ARG(text));
}

/* In the role's account, which has no region. */
static bool service_identity(struct span role_arn, struct span region, struct identity *who)
{
    struct arn role;

    if (!arn_parse(role_arn, &role)) return false;
    identity_of_service("lambda", role.account, region, (struct span){ NULL, 0 }, who);
    return true;
}

int lambda_credentials_assume(struct span role_arn, struct span function_name, struct span region,
                              struct lambda_credentials *out)
{
    struct identity who;
    struct call *c = service_identity(role_arn, region, &who) ? door_open("sts", "AssumeRole", &who, SPAN("")) : NULL;
    struct doc *issued;
    int rc;

    if (!c) return -1;
    doc_put_str(c->in, "RoleArn", role_arn);
    doc_put_str(c->in, "RoleSessionName", function_name.size < 2 ? SPAN("lambda") : span_sub(function_name, 0, 64));
    doc_put_int(c->in, "DurationSeconds", DURATION_SECONDS);
    rc = door_call(c);
    issued = doc_get(c->out, "Credentials");
    if (rc) log_warn("lambda: the role of %.*s cannot be assumed: %s", SPAN_ARG(function_name), c->fault.message);
    copy(out->access_key_id, sizeof out->access_key_id, doc_get_str(issued, "AccessKeyId"));
    copy(out->secret, sizeof out->secret, doc_get_str(issued, "SecretAccessKey"));
    copy(out->token, sizeof out->token, doc_get_str(issued, "SessionToken"));
    out->expires_ms = doc_get_int(issued, "Expiration", 0);
    call_free(c);
    return rc;
}
