/* ACLs: a canned name and five headers of grants, a line each, or, where it begins with {, a document as JSON. What is read are grants of known
 * permissions to known kinds of grantees; anything else is refused in S3's words. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_acl_rules.h"

static const char *const members[] = { "ACL",          "GrantFullControl", "GrantRead",
                                       "GrantReadACP", "GrantWrite",       "GrantWriteACP" };
static const char *const permissions[] = { "FULL_CONTROL", "READ", "READ_ACP", "WRITE", "WRITE_ACP" };

static bool is_permission(struct span text)
{
    for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++)
        if (span_is(text, permissions[i])) return true;
    return false;
}

static void grant_is_well(const struct doc *grant)
{
    const struct doc *grantee = doc_get(grant, "Grantee");
    struct span type = doc_get_str(grantee, "Type");

    must_hold(is_permission(doc_get_str(grant, "Permission")));
    if (span_is(type, "Group")) must_hold(span_starts(doc_get_str(grantee, "URI"), "http://acs.amazonaws.com/groups/"));
    else must_hold(span_is(type, "CanonicalUser") && doc_get_str(grantee, "ID").size == 64);
    s3_grant_is_public(grant);
}

static void input_put(struct call *c, struct span text)
{
    struct doc *policy = text.size && text.data[0] == '{' ? json_parse(&c->arena, text, NULL) : NULL;
    struct span line;

    if (policy) doc_put(c->in, "AccessControlPolicy", policy);
    for (size_t i = 0; !policy && i < sizeof members / sizeof *members && span_split(&text, '\n', &line); i++)
        if (line.size) doc_put_str(c->in, members[i], line);
}

static void acl_is_read(struct span text, bool has_body)
{
    struct call *c = call_new(NULL, NULL, &identity_default, SPAN(""));
    struct s3_bucket b = { .name = SPAN("books"), .account = SPAN("000000000000") };
    struct doc *grants;
    int rc;

    input_put(c, text);
    rc = s3_acl_read(c, &b, b.account, has_body, &grants);
    must_hold(rc == 0 ? !c->fault.kind : c->fault.kind != NULL);
    for (size_t i = 0; !rc && i < doc_count(grants); i++) grant_is_well(doc_at(grants, i));
    if (!rc && grants) s3_acl_is_public(grants);
    call_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);

    acl_is_read(input, true);
    acl_is_read(input, false);
    fuzz_input_free(input);
    return 0;
}
