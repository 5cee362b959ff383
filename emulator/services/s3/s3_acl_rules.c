/* A canned name is a few grants to groups, beside the owner's full control. */
#include "emulator/services/s3/s3_acl_rules.h"

#include "emulator/core/principals.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_names.h"

/* --- grants ------------------------------------------------------------------------------------------------------- */

static void grant_user(struct doc *grants, struct span id, const char *permission)
{
    struct doc *grant = doc_append_map(grants), *grantee = doc_put_map(grant, "Grantee");

    doc_put_str(grantee, "ID", id);
    doc_put_cstr(grantee, "Type", "CanonicalUser");
    doc_put_cstr(grant, "Permission", permission);
}

static void grant_group(struct doc *grants, const char *uri, const char *permission)
{
    struct doc *grant = doc_append_map(grants), *grantee = doc_put_map(grant, "Grantee");

    doc_put_cstr(grantee, "Type", "Group");
    doc_put_cstr(grantee, "URI", uri);
    doc_put_cstr(grant, "Permission", permission);
}

struct doc *s3_acl_private(struct arena *a, struct span owner)
{
    struct doc *grants = doc_list(a);

    grant_user(grants, s3_canonical_id(a, owner), "FULL_CONTROL");
    return grants;
}

bool s3_grant_is_public(const struct doc *grant)
{
    struct span uri = doc_get_str(doc_get(grant, "Grantee"), "URI");

    return span_is(uri, S3_ALL_USERS) || span_is(uri, S3_AUTHENTICATED_USERS);
}

bool s3_acl_is_public(const struct doc *grants)
{
    for (size_t i = 0; i < doc_count(grants); i++)
        if (s3_grant_is_public(doc_at(grants, i))) return true;
    return false;
}

bool s3_acl_is_private(struct arena *a, const struct doc *grants, struct span owner)
{
    struct span id = s3_canonical_id(a, owner);

    for (size_t i = 0; i < doc_count(grants); i++)
        if (!span_eq(doc_get_str(doc_get(doc_at(grants, i), "Grantee"), "ID"), id)) return false;
    return true;
}

/* --- canned ------------------------------------------------------------------------------------------------------- */

/* AWS: EC2, which reads images of machines. */
#define EC2_ID "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c"

static int unknown_canned(struct call *c, struct span name)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_cstr(extra, "ArgumentName", "x-amz-acl");
    doc_put_str(extra, "ArgumentValue", name);
    return fault_with(c, &s3_invalid_argument, extra, "%s", "");
}

static int canned_read(struct call *c, const struct s3_bucket *b, struct span name, struct doc *grants)
{
    struct span bucket_owner = s3_canonical_id(&c->arena, b->account);

    if (span_is(name, "private")) return 0;
    if (span_is(name, "public-read") || span_is(name, "public-read-write")) {
        grant_group(grants, S3_ALL_USERS, "READ");
        if (span_is(name, "public-read-write")) grant_group(grants, S3_ALL_USERS, "WRITE");
        return 0;
    }
    if (span_is(name, "authenticated-read")) return grant_group(grants, S3_AUTHENTICATED_USERS, "READ"), 0;
    if (span_is(name, "aws-exec-read")) return grant_user(grants, SPAN(EC2_ID), "READ"), 0;
    if (span_is(name, "log-delivery-write")) {
        grant_group(grants, S3_LOG_DELIVERY, "WRITE");
        grant_group(grants, S3_LOG_DELIVERY, "READ_ACP");
        return 0;
    }
    if (span_is(name, "bucket-owner-read")) return grant_user(grants, bucket_owner, "READ"), 0;
    if (span_is(name, "bucket-owner-full-control")) return grant_user(grants, bucket_owner, "FULL_CONTROL"), 0;
    return unknown_canned(c, name);
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

static const struct grant_header {
    const char *member, *header, *permission;
} grant_headers[] = {
    { "GrantFullControl", "x-amz-grant-full-control", "FULL_CONTROL" },
    { "GrantRead", "x-amz-grant-read", "READ" },
    { "GrantReadACP", "x-amz-grant-read-acp", "READ_ACP" },
    { "GrantWrite", "x-amz-grant-write", "WRITE" },
    { "GrantWriteACP", "x-amz-grant-write-acp", "WRITE_ACP" },
};

#define GRANT_HEADERS (sizeof grant_headers / sizeof *grant_headers)

static bool has_grant_headers(struct call *c)
{
    for (size_t i = 0; i < GRANT_HEADERS; i++)
        if (doc_get(c->in, grant_headers[i].member)) return true;
    return false;
}

static bool is_group(struct span uri)
{
    return span_is(uri, S3_ALL_USERS) || span_is(uri, S3_AUTHENTICATED_USERS) || span_is(uri, S3_LOG_DELIVERY);
}

/* An account's, or an origin access identity's of CloudFront's. */
static bool is_canonical_id(struct call *c, struct span id)
{
    for (size_t i = 0; i < id.size; i++)
        if (!((id.data[i] >= '0' && id.data[i] <= '9') || (id.data[i] >= 'a' && id.data[i] <= 'f'))) return false;
    return id.size == 64 || principals_is_origin(c, id);
}

static int no_such_mail(struct call *c)
{
    return fault(c, &s3_unresolvable_grant, "The e-mail address you provided does not match any account on record.");
}

/* One of `id="…"`, `uri="…"`, `emailAddress="…"`. */
static int header_grant(struct call *c, const struct grant_header *h, struct span whole, struct span text,
                        struct doc *grants)
{
    size_t equals = span_find(text, '=');
    struct span kind = span_trim(span_sub(text, 0, equals)), value = span_trim(span_sub(text, equals + 1, SIZE_MAX));

    if (value.size > 1 && value.data[0] == '"' && value.data[value.size - 1] == '"')
        value = span_sub(value, 1, value.size - 2);
    if (span_is(kind, "emailAddress")) return no_such_mail(c);
    if (span_is(kind, "uri")) {
        if (!is_group(value)) return s3_raise_invalid_argument(c, "uri", value, "Invalid group uri");
        return grant_group(grants, arena_string(&c->arena, value), h->permission), 0;
    }
    if (!span_is(kind, "id")) return s3_raise_invalid_argument(c, h->header, whole, "Argument format not recognized");
    if (!is_canonical_id(c, value)) return s3_raise_invalid_argument(c, "id", value, "Invalid id");
    return grant_user(grants, value, h->permission), 0;
}

static int headers_read(struct call *c, struct doc *grants)
{
    for (size_t i = 0; i < GRANT_HEADERS; i++) {
        struct span whole = doc_get_str(c->in, grant_headers[i].member), rest = whole, piece;
        while (span_split(&rest, ',', &piece))
            if (header_grant(c, grant_headers + i, whole, piece, grants)) return -1;
    }
    return 0;
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static int malformed(struct call *c)
{
    return fault(c, &s3_malformed_acl,
                 "The XML you provided was not well-formed or did not validate against our published schema");
}

static bool is_permission(struct span text)
{
    for (size_t i = 0; i < GRANT_HEADERS; i++)
        if (span_is(text, grant_headers[i].permission)) return true;
    return false;
}

static int document_grant(struct call *c, const struct doc *grant, struct doc *grants)
{
    const struct doc *grantee = doc_get(grant, "Grantee");
    struct span permission = doc_get_str(grant, "Permission"), type = doc_get_str(grantee, "Type"),
                uri = doc_get_str(grantee, "URI"), id = doc_get_str(grantee, "ID");

    if (!is_permission(permission)) return malformed(c);
    if (span_is(type, "AmazonCustomerByEmail")) return no_such_mail(c);
    if (span_is(type, "Group")) {
        if (!is_group(uri)) return s3_raise_invalid_argument(c, "Group/URI", uri, "Invalid group uri");
        return grant_group(grants, arena_string(&c->arena, uri), arena_string(&c->arena, permission)), 0;
    }
    if (!span_is(type, "CanonicalUser")) return malformed(c);
    if (!is_canonical_id(c, id)) return s3_raise_invalid_argument(c, "CanonicalUser/ID", id, "Invalid id");
    return grant_user(grants, id, arena_string(&c->arena, permission)), 0;
}

int s3_acl_check_grants(struct call *c, const struct doc *grants)
{
    struct doc *read = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(grants); i++)
        if (document_grant(c, doc_at(grants, i), read)) return -1;
    return 0;
}

static int document_read(struct call *c, struct span owner, struct doc *grants)
{
    const struct doc *policy = doc_get(c->in, "AccessControlPolicy"), *list = doc_get(policy, "Grants");
    struct span id = doc_get_str(doc_get(policy, "Owner"), "ID");

    if (!id.size || !list) return malformed(c);
    if (!is_canonical_id(c, id)) return s3_raise_invalid_argument(c, "CanonicalUser/ID", id, "Invalid id");
    for (size_t i = 0; i < doc_count(list); i++)
        if (document_grant(c, doc_at(list, i), grants)) return -1;
    if (span_eq(id, s3_canonical_id(&c->arena, owner))) return 0;
    return fault(c, &s3_access_denied, "Access Denied"); /* AWS: nobody gives away what is theirs */
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

bool s3_acl_is_asked(struct call *c)
{
    return doc_get(c->in, "ACL") || has_grant_headers(c);
}

static int missing(struct call *c)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_cstr(extra, "MissingHeaderName", "x-amz-acl");
    return fault_with(c, &s3_missing_security_header, extra, "Your request was missing a required header");
}

int s3_acl_read(struct call *c, const struct s3_bucket *b, struct span owner, bool has_body, struct doc **grants)
{
    struct span canned = doc_get_str(c->in, "ACL");
    bool is_body = has_body && doc_get(c->in, "AccessControlPolicy");
    struct doc *list = canned.data ? s3_acl_private(&c->arena, owner) : doc_list(&c->arena);

    *grants = NULL;
    if (canned.data && has_grant_headers(c))
        return fault(c, &s3_invalid_request, "Specifying both Canned ACLs and Header Grants is not allowed");
    if (s3_acl_is_asked(c) && is_body) return fault(c, &s3_unexpected_content, "This request does not support content");
    if (!s3_acl_is_asked(c) && !is_body) return has_body ? missing(c) : 0;
    if (is_body ? document_read(c, owner, list) : canned.data ? canned_read(c, b, canned, list) : headers_read(c, list))
        return -1;
    if (canned.data && s3_acl_is_private(&c->arena, list, owner)) return 0;
    *grants = list;
    return 0;
}
