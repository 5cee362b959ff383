/* Names of principals, and what is kept of them. */
#include "emulator/core/principals.h"

#include "emulator/core/arn.h"

#define ORIGINS      "cloudfront" /* in place of an account */
#define ORIGIN_CHARS 96

static principal_find_fn *_Atomic finds, *_Atomic finds_origins;

void principals_register(principal_find_fn *find)
{
    finds = find;
}

void principals_register_origins(principal_find_fn *find)
{
    finds_origins = find;
}

static bool origin_is_there(struct call *c, struct span name)
{
    struct principal p;

    return finds_origins && finds_origins(c, name, &p) == PRINCIPAL_IS_THERE;
}

bool principals_is_origin(struct call *c, struct span canonical_id)
{
    return canonical_id.size == ORIGIN_CHARS && origin_is_there(c, canonical_id);
}

static const struct span its_own = { NULL, 0 };

static bool is_account(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.size == 12;
}

static bool is_id(struct span text)
{
    return span_starts(text, "AIDA") || span_starts(text, "AROA");
}

static enum principal_found find(struct call *c, struct span name, struct principal *p)
{
    return finds ? finds(c, name, p) : PRINCIPAL_IS_ELSEWHERE;
}

static struct span refuse(struct principals *of, const char *type, struct span name)
{
    if (of->wrong_type) return its_own;
    of->wrong_type = type;
    of->wrong = name;
    return its_own;
}

/* AWS: a part of a name may not be a wildcard. A session's name is kept as it is. */
static bool may_be_arn(const struct arn *arn)
{
    if (span_find(arn->resource, '*') < arn->resource.size) return false;
    if (span_is(arn->service, "sts")) return true;
    return span_is(arn->service, "iam") && (span_is(arn->resource, "root") || span_starts(arn->resource, "user/") ||
                                            span_starts(arn->resource, "role/"));
}

static struct span aws_kept(struct principals *of, struct span name)
{
    struct principal p;
    struct arn arn;
    bool is_arn = arn_parse(name, &arn);

    if (span_is(name, "*")) return its_own;
    if (is_account(name)) return arn_make(&of->c->arena, "iam", SPAN(""), name, "root");
    if (is_arn && span_is(arn.account, ORIGINS))
        return origin_is_there(of->c, name) ? its_own : refuse(of, "AWS", name);
    if (is_arn ? !may_be_arn(&arn) : !is_id(name)) return refuse(of, "AWS", name);
    if (is_arn && (span_is(arn.service, "sts") || span_is(arn.resource, "root"))) return its_own;
    switch (find(of->c, name, &p)) {
    case PRINCIPAL_IS_THERE: return p.id;
    case PRINCIPAL_IS_NOT: return refuse(of, "AWS", name);
    default: return its_own;
    }
}

/* DIFFERS: any name with a dot may be a service's: which AWS has is not known here. */
struct span principals_kept(struct span type, struct span name, void *principals)
{
    struct principals *of = principals;

    if (span_is(type, "AWS")) return aws_kept(of, name);
    if (span_is(type, "CanonicalUser") && name.size == ORIGIN_CHARS && !origin_is_there(of->c, name))
        return refuse(of, "CanonicalUser", name);
    if (span_is(type, "Service") && span_find(name, '.') == name.size) return refuse(of, "SERVICE", name);
    return its_own;
}

struct span principals_told(struct span type, struct span name, void *principals)
{
    struct principals *of = principals;
    struct principal p;

    if (!span_is(type, "AWS") || !is_id(name)) return its_own;
    return find(of->c, name, &p) == PRINCIPAL_IS_THERE ? p.arn : its_own;
}
