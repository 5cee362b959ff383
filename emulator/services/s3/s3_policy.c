/* It is kept as it was given, but for users and roles, in whose place their unique ids stand. */
#include "emulator/services/s3/s3_policy.h"

#include "emulator/base/json.h"
#include "emulator/core/principals.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/s3/s3_access.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_policy_rules.h"

static int no_policy(struct call *c, const struct s3_bucket *b)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "BucketName", b->name);
    return fault_with(c, &s3_no_such_bucket_policy, extra, "The bucket policy does not exist");
}

static int check_principals(struct call *c, struct span *text)
{
    struct principals p = { .c = c };

    *text = policy_principals_rename(&c->arena, *text, principals_kept, &p);
    if (!p.wrong_type) return 0;
    {
        struct doc *extra = doc_map(&c->arena);
        doc_put_format(extra, "Detail", "\"%s\" : \"%.*s\"", p.wrong_type, SPAN_ARG(p.wrong));
        return fault_with(c, &s3_malformed_policy, extra, "Invalid principal in policy");
    }
}

int s3_put_bucket_policy(struct call *c)
{
    struct span text = doc_get_str(c->in, "Policy");
    const char *words;
    struct doc *body;
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    words = s3_policy_wrong(&c->arena, text, b.name);
    if (words) return fault(c, &s3_malformed_policy, "%s", words);
    if (s3_access_blocks(c, &b, S3_BLOCK_POLICY) && s3_policy_is_public(json_parse(&c->arena, text, NULL)))
        return fault(
            c, &s3_access_denied,
            "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::%.*s\" because "
            "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
            c->who.arn, SPAN_ARG(b.name));
    if (check_principals(c, &text)) return -1;
    body = doc_map(&c->arena);
    doc_put_str(body, "Policy", text);
    s3_store_setting_put(c, b.id, "policy", SPAN(""), body);
    return 0;
}

int s3_get_bucket_policy(struct call *c)
{
    struct principals p = { .c = c };
    struct s3_bucket b;
    struct span text;

    if (s3_bucket_get(c, &b)) return -1;
    text = s3_access_policy(c, &b);
    if (!text.size) return no_policy(c, &b);
    doc_put_str(c->out, "Policy", policy_principals_rename(&c->arena, text, principals_told, &p));
    return 0;
}

int s3_delete_bucket_policy(struct call *c)
{
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    s3_store_setting_delete(c, b.id, "policy", SPAN(""));
    return 0;
}

int s3_get_bucket_policy_status(struct call *c)
{
    struct s3_bucket b;
    struct span text;

    if (s3_bucket_get(c, &b)) return -1;
    text = s3_access_policy(c, &b);
    if (!text.size) return no_policy(c, &b);
    doc_put_bool(doc_put_map(c->out, "PolicyStatus"), "IsPublic",
                 s3_policy_is_public(json_parse(&c->arena, text, NULL)));
    return 0;
}
