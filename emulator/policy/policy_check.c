/* Would AWS take this document? In AWS's order: its syntax, its version, what AWS calls legacy parsing, and then its
 * statements' parts, with the words of MalformedPolicyDocument.
 *
 * AWS: seen with CreatePolicy, PutRolePolicy and CreateRole; where two faults meet, the order is the one seen there. */
#include "emulator/policy/policy.h"
#include "emulator/policy/policy_some.h"

#define SYNTAX "Syntax errors in policy."
#define LEGACY "The policy failed legacy parsing"

struct check {
    struct arena *arena;
    enum policy_kind kind;
    struct span *words;
    bool has_variables; /* of version 2012-10-17 */
};

static int refuse(struct check *k, struct span words)
{
    if (k->words) *k->words = words;
    return -1;
}

static int refuse_text(struct check *k, const char *words)
{
    return refuse(k, span_of(words));
}

/* --- syntax ------------------------------------------------------------------------------------------------------ */

static bool has_only(const struct doc *map, const char *const *names)
{
    for (size_t i = 0; i < map->map.count; i++) {
        size_t n = 0;
        while (names[n] && !span_is(map->map.members[i].name, names[n])) n++;
        if (!names[n]) return false;
    }
    return true;
}

static bool is_text(const struct doc *d)
{
    return doc_is(d, DOC_STRING);
}

/* Nothing that a policy names has control characters, or halves of a character (which JSON reads as U+FFFD). */
static bool is_name(const struct doc *d)
{
    struct span text = doc_text(d);

    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < ' ' || text.data[i] == 0x7f ||
            span_starts(span_sub(text, i, SIZE_MAX), "\xef\xbf\xbd"))
            return false;
    return is_text(d);
}

static bool is_scalar(const struct doc *d)
{
    return is_text(d) || doc_is(d, DOC_BOOL) || doc_is_number(d);
}

/* Absent, one, or a list of such. */
static bool is_some(const struct doc *d, bool (*is_one)(const struct doc *))
{
    if (!d || is_one(d)) return true;
    for (size_t i = 0; i < doc_count(d); i++)
        if (!is_one(doc_at(d, i))) return false;
    return doc_is(d, DOC_LIST);
}

static bool is_map_of_some(const struct doc *d, bool (*is_one)(const struct doc *))
{
    if (!doc_is(d, DOC_MAP)) return false;
    for (size_t i = 0; i < d->map.count; i++)
        if (!is_some(d->map.members[i].value, is_one)) return false;
    return true;
}

static bool is_principal(const struct doc *d)
{
    static const char *const types[] = { "AWS", "Service", "Federated", "CanonicalUser", NULL };

    return !d || (is_text(d) ? span_is(doc_text(d), "*") : is_map_of_some(d, is_name) && has_only(d, types));
}

static bool is_condition(const struct doc *d)
{
    if (!d) return true;
    if (!doc_is(d, DOC_MAP)) return false;
    for (size_t i = 0; i < d->map.count; i++)
        if (!is_map_of_some(d->map.members[i].value, is_scalar)) return false;
    return true;
}

static bool is_effect(const struct doc *d)
{
    return span_is_nocase(doc_text(d), "allow") || span_is_nocase(doc_text(d), "deny");
}

static bool has_both(const struct doc *s, const char *name, const char *not_name)
{
    return doc_get(s, name) && doc_get(s, not_name);
}

static bool is_statement(const struct doc *s)
{
    static const char *const names[] = { "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                         "NotAction", "Resource", "NotResource", "Condition",    NULL };

    return doc_is(s, DOC_MAP) && has_only(s, names) && is_effect(doc_get(s, "Effect")) &&
           (!doc_get(s, "Sid") || is_text(doc_get(s, "Sid"))) && !has_both(s, "Action", "NotAction") &&
           !has_both(s, "Resource", "NotResource") && !has_both(s, "Principal", "NotPrincipal") &&
           is_some(doc_get(s, "Action"), is_name) && is_some(doc_get(s, "NotAction"), is_name) &&
           is_some(doc_get(s, "Resource"), is_name) && is_some(doc_get(s, "NotResource"), is_name) &&
           is_principal(doc_get(s, "Principal")) && is_principal(doc_get(s, "NotPrincipal")) &&
           is_condition(doc_get(s, "Condition"));
}

static bool is_version(struct span text)
{
    return !text.data || span_is(text, "2012-10-17") || span_is(text, "2008-10-17");
}

static bool is_document(const struct doc *d)
{
    static const char *const names[] = { "Version", "Id", "Statement", NULL };
    const struct doc *version = doc_get(d, "Version"), *id = doc_get(d, "Id"), *statement = doc_get(d, "Statement");

    if (!doc_is(d, DOC_MAP) || !has_only(d, names) || (version && !is_text(version)) || (id && !is_text(id)))
        return false;
    return is_version(doc_text(version)) && statement && is_some(statement, is_statement) &&
           (doc_is(statement, DOC_MAP) || doc_count(statement));
}

/* --- walking ----------------------------------------------------------------------------------------------------- */

static const struct doc *statement_at(const struct doc *document, size_t i)
{
    return policy_some_at(doc_get(document, "Statement"), i);
}

/* The one that it has of two. */
static const struct doc *either(const struct doc *s, const char *name, const char *not_name)
{
    const struct doc *d = doc_get(s, name);

    return d ? d : doc_get(s, not_name);
}

/* --- resources --------------------------------------------------------------------------------------------------- */

struct parts {
    struct span part[6];
    size_t count;
};

static struct parts split(struct span text)
{
    struct parts p = { .count = 0 };
    struct span rest = text;

    while (p.count < 5 && rest.data && span_split(&rest, ':', &p.part[p.count])) p.count++;
    if (rest.data) p.part[p.count++] = rest;
    return p;
}

static bool is_partition(struct span text)
{
    static const char *const partitions[] = { "aws",       "aws-cn",    "aws-us-gov", "aws-iso", "aws-iso-b",
                                              "aws-iso-e", "aws-iso-f", "aws-eusc",   "*" };

    for (size_t i = 0; i < sizeof partitions / sizeof *partitions; i++)
        if (span_is(text, partitions[i])) return true;
    return false;
}

/* AWS: what it took for an ARN, filled up with stars. */
static struct span as_arn(struct check *k, const struct parts *p)
{
    struct span out = SPAN("arn");

    for (size_t i = 1; i < 6; i++)
        out = arena_format(k->arena, "%.*s:%.*s", SPAN_ARG(out), SPAN_ARG(i < p->count ? p->part[i] : SPAN("*")));
    return out;
}

static bool has_wildcard(struct span text)
{
    return span_find(text, '*') < text.size || span_find(text, '?') < text.size;
}

static bool is_iam_path(struct span path)
{
    static const char *const starts[] = { "user/",
                                          "federated-user/",
                                          "role/",
                                          "group/",
                                          "instance-profile/",
                                          "mfa/",
                                          "server-certificate/",
                                          "policy/",
                                          "sms-mfa/",
                                          "saml-provider/",
                                          "oidc-provider/",
                                          "report/",
                                          "access-report/" };

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (span_starts(path, starts[i])) return true;
    return span_is(path, "*");
}

static int check_iam_resource(struct check *k, struct span text, const struct parts *p)
{
    if (p->part[3].size)
        return refuse(k,
                      arena_format(k->arena, "IAM resource %.*s cannot contain region information.", SPAN_ARG(text)));
    if (is_iam_path(p->part[5])) return 0;
    return refuse_text(
        k, "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, "
           "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, "
           "report/, access-report/.");
}

static int check_resource(struct check *k, struct span text)
{
    struct parts p = split(text);

    if (span_is(text, "*")) return 0;
    if (p.count < 2)
        return refuse(k, arena_format(k->arena, "Resource %.*s must be in ARN format or \"*\".", SPAN_ARG(text)));
    if (!is_partition(p.part[1]))
        return refuse(k, arena_format(k->arena, "Partition \"%.*s\" is not valid for resource \"%.*s\".",
                                      SPAN_ARG(p.part[1]), SPAN_ARG(as_arn(k, &p))));
    if (p.count < 3 || has_wildcard(p.part[2]))
        return refuse_text(k, "Resource vendor must be fully qualified and cannot contain regexes.");
    if (p.count < 6) return 0; /* stars stand for the rest */
    if (span_is(p.part[2], "iam")) return check_iam_resource(k, text, &p);
    if (span_is(p.part[2], "s3") && p.part[3].size && !has_wildcard(p.part[3]) &&
        span_find(p.part[5], '/') == p.part[5].size)
        return refuse(k, arena_format(k->arena, "Resource %.*s can not contain region information.", SPAN_ARG(text)));
    return 0;
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static bool is_vendor(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '.' &&
            c != '_')
            return false;
    }
    return text.size > 0;
}

static int check_action(struct check *k, struct span text)
{
    size_t colon = span_find(text, ':');
    struct span rest = span_sub(text, colon + 1, SIZE_MAX);

    if (span_is(text, "*")) return 0;
    if (colon == text.size)
        return refuse_text(k, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    if (span_find(rest, ':') < rest.size) return refuse_text(k, "Actions/Condition can contain only one colon.");
    if (is_vendor(span_sub(text, 0, colon))) return 0;
    return refuse(k, arena_format(k->arena, "Vendor %.*s is not valid", SPAN_ARG(span_sub(text, 0, colon))));
}

static int check_trust_action(struct check *k, struct span text)
{
    static const char *const actions[] = {
        "sts:AssumeRole",        "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
        "sts:SetSourceIdentity", "sts:SetContext",         "sts:GetServiceBearerToken"
    };
    struct policy_glob g = policy_glob_compile(k->arena, text, GLOB_WILDCARDS);

    if (check_action(k, text)) return -1;
    for (size_t i = 0; i < sizeof actions / sizeof *actions && text.size > 1; i++)
        if (policy_glob_text_matches(g.text, span_of(actions[i]), true)) return 0;
    return refuse_text(k, "AssumeRole policy may only specify STS AssumeRole actions.");
}

/* --- conditions -------------------------------------------------------------------------------------------------- */

/* Of "${aws:username}", "${aws:username, 'me'}", "${*}": what stands within, without braces or further variables. */
static bool is_variable(struct span inside)
{
    if (inside.size == 1 && strchr("*?$", *inside.data)) return true;
    return inside.size > 0 && span_find(inside, '$') == inside.size && span_find(inside, '{') == inside.size;
}

static bool has_good_variables(struct span text)
{
    for (size_t i = 0, end; i + 1 < text.size; i++) {
        if (text.data[i] != '$' || text.data[i + 1] != '{') continue;
        end = i + span_find(span_sub(text, i, SIZE_MAX), '}');
        if (end == text.size || !is_variable(span_sub(text, i + 2, end - i - 2))) return false;
        i = end;
    }
    return true;
}

/* DIFFERS: with which words AWS refuses a variable that does not end is not known. */
static int check_variables(struct check *k, const struct doc *values)
{
    if (!k->has_variables) return 0;
    for (size_t i = 0; i < policy_some_count(values); i++)
        if (!has_good_variables(doc_text(policy_some_at(values, i)))) return refuse_text(k, LEGACY);
    return 0;
}

static int check_values(struct check *k, const struct policy_condition *condition, const struct doc *values)
{
    if (check_variables(k, values)) return -1;
    for (size_t i = 0; i < policy_some_count(values); i++)
        if (!policy_condition_value_fits(condition, policy_scalar(k->arena, policy_some_at(values, i))))
            return refuse_text(k, LEGACY);
    return 0;
}

static int check_condition_values(struct check *k, const struct doc *condition)
{
    for (size_t i = 0; condition && i < condition->map.count; i++) {
        struct policy_condition c = { 0 };
        struct span name = condition->map.members[i].name;
        const struct doc *keys = condition->map.members[i].value;
        if (!policy_condition_name(name, &c))
            return refuse(k, arena_format(k->arena, "Invalid Condition type : %.*s", SPAN_ARG(name)));
        for (size_t n = 0; n < keys->map.count; n++)
            if (check_values(k, &c, keys->map.members[n].value)) return -1;
    }
    return 0;
}

static int check_condition_keys(struct check *k, const struct doc *condition)
{
    for (size_t i = 0; condition && i < condition->map.count; i++) {
        const struct doc *keys = condition->map.members[i].value;
        for (size_t n = 0; n < keys->map.count; n++)
            if (span_find(keys->map.members[n].name, ':') == keys->map.members[n].name.size)
                return refuse_text(k, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    return 0;
}

/* --- the passes, each over all statements ------------------------------------------------------------------------ */

static bool has_two_colons(struct span text)
{
    for (size_t i = 0; i + 1 < text.size; i++)
        if (text.data[i] == ':' && text.data[i + 1] == ':') return true;
    return false;
}

/* AWS: empty parts stand only in an ARN that has all six, and never for the service. */
static bool is_legacy_resource(struct span text)
{
    struct parts p = split(text);

    return p.count < 6 ? !has_two_colons(text) : p.part[2].size > 0;
}

static int check_legacy(struct check *k, const struct doc *document, const struct doc *s)
{
    struct span effect = doc_get_str(s, "Effect");
    const struct doc *resources = either(s, "Resource", "NotResource");

    (void)document;
    if (!span_is(effect, "Allow") && !span_is(effect, "Deny")) return refuse_text(k, LEGACY);
    for (size_t i = 0; i < policy_some_count(resources) && k->kind == POLICY_IDENTITY; i++)
        if (!is_legacy_resource(doc_text(policy_some_at(resources, i)))) return refuse_text(k, LEGACY);
    if (check_variables(k, resources)) return -1;
    return check_condition_values(k, doc_get(s, "Condition"));
}

static int check_sid(struct check *k, const struct doc *document, const struct doc *s)
{
    struct span sid = doc_get_str(s, "Sid");

    for (size_t i = 0; sid.size && statement_at(document, i) != s; i++)
        if (span_eq(doc_get_str(statement_at(document, i), "Sid"), sid))
            return refuse_text(k, "Statement IDs (SID) in a single policy must be unique.");
    return 0;
}

static int check_fields(struct check *k, const struct doc *document, const struct doc *s)
{
    bool has_principal = either(s, "Principal", "NotPrincipal"), has_resource = either(s, "Resource", "NotResource");

    (void)document;
    if (k->kind == POLICY_IDENTITY && has_principal)
        return refuse_text(k, "Policy document should not specify a principal.");
    if (k->kind == POLICY_TRUST && has_resource) return refuse_text(k, "Has prohibited field Resource");
    if (k->kind != POLICY_IDENTITY && !has_principal) return refuse_text(k, "Missing required field Principal");
    return 0;
}

static int check_actions_there(struct check *k, const struct doc *document, const struct doc *s)
{
    (void)document;
    if (policy_some_count(either(s, "Action", "NotAction"))) return 0;
    return refuse_text(k, k->kind == POLICY_TRUST ? "Missing required field Action"
                                                  : "Policy statement must contain actions.");
}

static int check_resources_there(struct check *k, const struct doc *document, const struct doc *s)
{
    (void)document;
    if (k->kind == POLICY_TRUST || policy_some_count(either(s, "Resource", "NotResource"))) return 0;
    return refuse_text(k, "Policy statement must contain resources.");
}

static int check_resources(struct check *k, const struct doc *document, const struct doc *s)
{
    const struct doc *all = either(s, "Resource", "NotResource");

    (void)document;
    for (size_t i = 0; i < policy_some_count(all) && k->kind == POLICY_IDENTITY; i++)
        if (check_resource(k, doc_text(policy_some_at(all, i)))) return -1;
    return 0;
}

static int check_actions(struct check *k, const struct doc *document, const struct doc *s)
{
    const struct doc *all = either(s, "Action", "NotAction");

    (void)document;
    for (size_t i = 0; i < policy_some_count(all); i++) {
        struct span action = doc_text(policy_some_at(all, i));
        if (k->kind == POLICY_TRUST ? check_trust_action(k, action) : check_action(k, action)) return -1;
    }
    return check_condition_keys(k, doc_get(s, "Condition"));
}

int policy_check(struct arena *a, const struct doc *document, enum policy_kind kind, struct span *words)
{
    static int (*const passes[])(struct check *, const struct doc *, const struct doc *) = {
        check_legacy,          check_sid,       check_fields, check_actions_there,
        check_resources_there, check_resources, check_actions
    };
    struct check k = { .arena = a, .kind = kind, .words = words };

    if (!is_document(document)) return refuse_text(&k, SYNTAX);
    k.has_variables = span_is(doc_get_str(document, "Version"), "2012-10-17");
    if (kind == POLICY_IDENTITY && !span_is(doc_get_str(document, "Version"), "2012-10-17"))
        return refuse_text(&k, "Policy document must be version 2012-10-17 or greater.");
    for (size_t p = 0; p < sizeof passes / sizeof *passes; p++)
        for (size_t i = 0; i < policy_some_count(doc_get(document, "Statement")); i++)
            if (passes[p](&k, document, statement_at(document, i))) return -1;
    return 0;
}
