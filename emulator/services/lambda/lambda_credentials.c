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
static bool service_identity(const struct lambda_function *f, struct identity *who)
{
    struct arn role;

    if (!arn_parse(f->role, &role)) return false;
    identity_of_service("lambda", role.account, f->region, f->arn, who);
    return true;
}

int lambda_credentials_assume(const struct lambda_function *f, struct lambda_credentials *out)
{
    struct identity who;
    struct call *c = service_identity(f, &who) ? door_open("sts", "AssumeRole", &who, SPAN("")) : NULL;
    struct doc *issued;
    int rc;

    if (!c) return -1;
    doc_put_str(c->in, "RoleArn", f->role);
    doc_put_format(c->in, "RoleSessionName", "%.*s%s", SPAN_ARG(span_sub(f->name, 0, 64)),
                   f->name.size < 2 ? "@lambda_function" : ""); /* AWS: one letter is too short for a name */
    doc_put_int(c->in, "DurationSeconds", DURATION_SECONDS);
    rc = door_call(c);
    issued = doc_get(c->out, "Credentials");
    if (rc) log_warn("lambda: the role of %.*s cannot be assumed: %s", SPAN_ARG(f->name), c->fault.message);
    copy(out->access_key_id, sizeof out->access_key_id, doc_get_str(issued, "AccessKeyId"));
    copy(out->secret, sizeof out->secret, doc_get_str(issued, "SecretAccessKey"));
    copy(out->token, sizeof out->token, doc_get_str(issued, "SessionToken"));
    out->expires_ms = doc_get_int(issued, "Expiration", 0);
    call_free(c);
    return rc;
}
