/* Handlers of roles and their inline policies. */
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/http/http.h"
#include "emulator/core/page.h"
#include "emulator/services/iam/iam.h"

#define LIST_MAX 100

static int role_require(struct call *c, struct iam_role *r)
{
    struct span name = doc_get_str(c->in, "RoleName");

    if (iam_store_role_find(c, name, r)) return 0;
    return fault(c, &iam_no_such_entity, "The role with name %.*s cannot be found.", SPAN_ARG(name));
}

static int refuse_document(struct call *c, const char *words)
{
    return fault(c, &iam_malformed_policy_document, "%s", words);
}

static bool has(const struct doc *statement, const char *name, const char *not_name)
{
    return doc_get(statement, name) || doc_get(statement, not_name);
}

/* AWS: a role's trust says who, a policy says what. */
static int statement_check(struct call *c, const struct doc *s, bool is_trust)
{
    struct span effect = doc_get_str(s, "Effect");

    if (!doc_is(s, DOC_MAP) || (!span_is(effect, "Allow") && !span_is(effect, "Deny")))
        return refuse_document(c, "Syntax errors in policy.");
    if (!has(s, "Action", "NotAction")) return refuse_document(c, "Policy statement must contain actions.");
    if (is_trust && has(s, "Resource", "NotResource")) return refuse_document(c, "Has prohibited field Resource");
    if (is_trust && !has(s, "Principal", "NotPrincipal")) return refuse_document(c, "Missing required field Principal");
    if (!is_trust && has(s, "Principal", "NotPrincipal"))
        return refuse_document(c, "Policy document should not specify a principal.");
    if (!is_trust && !has(s, "Resource", "NotResource"))
        return refuse_document(c, "Policy statement must contain resources.");
    return 0;
}

/* Not what it grants, which is looked at where policies are asked; just that it is one. */
static int document_check(struct call *c, struct span text, bool is_trust)
{
    struct doc *d = json_parse(&c->arena, text, NULL), *statements = doc_get(d, "Statement");
    struct span version = doc_get_str(d, "Version");

    if (!doc_is(d, DOC_MAP)) return refuse_document(c, "This policy contains invalid Json");
    if (!statements || (version.data && !span_is(version, "2012-10-17") && !span_is(version, "2008-10-17")))
        return refuse_document(c, "Syntax errors in policy.");
    if (doc_is(statements, DOC_MAP)) return statement_check(c, statements, is_trust);
    for (size_t i = 0; i < doc_count(statements); i++)
        if (statement_check(c, doc_at(statements, i), is_trust)) return -1;
    return 0;
}

/* AWS: policy documents come back percent-encoded (RFC 3986). */
static struct span document_encode(struct call *c, struct span document)
{
    return http_encode(&c->arena, document, "");
}

static void put_role(struct call *c, const struct iam_role *r, struct doc *out)
{
    doc_put_str(out, "Path", r->path);
    doc_put_str(out, "RoleName", r->name);
    doc_put_str(out, "RoleId", r->role_id);
    doc_put_str(out, "Arn", r->arn);
    doc_put_int(out, "CreateDate", r->created_ms);
    doc_put_str(out, "AssumeRolePolicyDocument", document_encode(c, r->trust));
    doc_put_str(out, "Description", r->description);
    doc_put_int(out, "MaxSessionDuration", r->max_session_seconds);
}

/* AWS: a list of roles does not tell these. */
static void put_role_whole(struct call *c, const struct iam_role *r)
{
    struct doc *out = doc_put_map(c->out, "Role"), *boundary;

    put_role(c, r, out);
    if (doc_count(r->tags)) doc_put(out, "Tags", r->tags);
    if (!r->boundary.size) return;
    boundary = doc_put_map(out, "PermissionsBoundary");
    doc_put_cstr(boundary, "PermissionsBoundaryType", "Policy");
    doc_put_str(boundary, "PermissionsBoundaryArn", r->boundary);
}

int iam_create_role(struct call *c)
{
    struct iam_role r = { .account = span_of(c->who.account),
                          .name = doc_get_str(c->in, "RoleName"),
                          .path = doc_get_str(c->in, "Path"),
                          .trust = doc_get_str(c->in, "AssumeRolePolicyDocument"),
                          .description = doc_get_str(c->in, "Description"),
                          .max_session_seconds = doc_get_int(c->in, "MaxSessionDuration", 3600),
                          .tags = doc_get(c->in, "Tags"),
                          .boundary = doc_get_str(c->in, "PermissionsBoundary"),
                          .created_ms = c->now_ms },
                    old;
    char id[18];

    if (document_check(c, r.trust, true)) return -1;
    if (iam_store_role_find(c, r.name, &old))
        return fault(c, &iam_entity_already_exists, "Role with name %.*s already exists.", SPAN_ARG(r.name));
    if (!r.path.data) r.path = SPAN("/");
    random_text(id, 17, ALPHABET_UPPER);
    r.role_id = arena_format(&c->arena, "AROA%s", id);
    r.arn = iam_role_arn(c, &r);
    iam_store_role_insert(c, &r);
    put_role_whole(c, &r);
    return 0;
}

int iam_get_role(struct call *c)
{
    struct iam_role r;

    if (role_require(c, &r)) return -1;
    put_role_whole(c, &r);
    return 0;
}

int iam_list_roles(struct call *c)
{
    struct span after;
    int64_t size = doc_get_int(c->in, "MaxItems", LIST_MAX);
    struct doc *list = doc_put_list(c->out, "Roles"), *names;

    if (size < 1 || size > 1000) return fault(c, &iam_validation, "The MaxItems parameter must be between 1 and 1000.");
    if (!page_after(c, "Marker", &after)) return fault(c, &iam_validation, "Invalid Marker.");
    names = iam_store_role_names(c, doc_get_str(c->in, "PathPrefix"), after, size + 1);
    for (size_t i = 0; i < doc_count(names) && i < (size_t)size; i++) {
        struct iam_role r;
        if (iam_store_role_find(c, doc_text(doc_at(names, i)), &r)) put_role(c, &r, doc_append_map(list));
    }
    doc_put_bool(c->out, "IsTruncated", doc_count(names) > (size_t)size);
    if (doc_count(names) > (size_t)size) page_continue(c, "Marker", doc_text(doc_at(names, (size_t)size - 1)));
    return 0;
}

int iam_delete_role(struct call *c)
{
    struct iam_role r;

    if (role_require(c, &r)) return -1;
    if (doc_count(iam_store_policy_names(c, &r)))
        return fault(c, &iam_delete_conflict, "Cannot delete entity, must delete policies first.");
    iam_store_role_delete(c, &r);
    return 0;
}

int iam_put_role_policy(struct call *c)
{
    struct span document = doc_get_str(c->in, "PolicyDocument");
    struct iam_role r;

    if (document_check(c, document, false) || role_require(c, &r)) return -1;
    iam_store_policy_put(c, &r, doc_get_str(c->in, "PolicyName"), document);
    return 0;
}

static int policy_missing(struct call *c)
{
    return fault(c, &iam_no_such_entity, "The role policy with name %.*s cannot be found.",
                 SPAN_ARG(doc_get_str(c->in, "PolicyName")));
}

int iam_get_role_policy(struct call *c)
{
    struct span document;
    struct iam_role r;

    if (role_require(c, &r)) return -1;
    document = iam_store_policy(c, &r, doc_get_str(c->in, "PolicyName"));
    if (!document.data) return policy_missing(c);
    doc_put_str(c->out, "RoleName", r.name);
    doc_put_str(c->out, "PolicyName", doc_get_str(c->in, "PolicyName"));
    doc_put_str(c->out, "PolicyDocument", document_encode(c, document));
    return 0;
}

int iam_delete_role_policy(struct call *c)
{
    struct iam_role r;

    if (role_require(c, &r)) return -1;
    return iam_store_policy_delete(c, &r, doc_get_str(c->in, "PolicyName")) ? 0 : policy_missing(c);
}

int iam_list_role_policies(struct call *c)
{
    struct iam_role r;

    if (role_require(c, &r)) return -1;
    doc_put(c->out, "PolicyNames", iam_store_policy_names(c, &r));
    doc_put_bool(c->out, "IsTruncated", false);
    return 0;
}
