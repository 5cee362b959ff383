/* AWS: 50 tags a resource, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tagging.html */
#include "emulator/services/cloudfront/cloudfront_tags.h"

#include "emulator/core/arn.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_functions_store.h"
#include "emulator/services/cloudfront/cloudfront_store.h"
#include "emulator/services/cloudfront/cloudfront_tags_store.h"

#define TAGS_MAX 50

/* Is it a distribution or a function of the caller's? */
static bool is_there(struct call *c, struct span text)
{
    struct cloudfront_resource r;
    struct cloudfront_function f;
    struct arn arn;

    if (!arn_parse_of(text, "cloudfront", &arn) || !span_is(arn.account, c->who.account)) return false;
    if (span_starts(arn.resource, "distribution/"))
        return cloudfront_store_find(c, "distribution", arn_last(arn.resource), &r) && span_eq(r.account, arn.account);
    return span_starts(arn.resource, "function/") &&
           cloudfront_store_function_find(c, arn_last(arn.resource), "DEVELOPMENT", &f);
}

static int require(struct call *c)
{
    if (is_there(c, doc_get_str(c->in, "Resource"))) return 0;
    return fault(c, &cloudfront_no_such_resource, "The specified resource does not exist.");
}

static int check_tag(struct call *c, const struct doc *list, size_t i)
{
    struct span key = doc_get_str(doc_at(list, i), "Key");

    if (span_is_nocase(span_sub(key, 0, 4), "aws:"))
        return fault(c, &cloudfront_invalid_tagging, "Tag keys cannot start with aws: %.*s", SPAN_ARG(key));
    for (size_t n = 0; n < i; n++)
        if (span_eq(doc_get_str(doc_at(list, n), "Key"), key))
            return fault(c, &cloudfront_invalid_tagging, "Tag keys must be unique: %.*s", SPAN_ARG(key));
    return 0;
}

int cloudfront_tags_put(struct call *c, struct span arn, const struct doc *tags)
{
    const struct doc *list = doc_get(tags, "Items");

    for (size_t i = 0; i < doc_count(list); i++) {
        struct span value = doc_get_str(doc_at(list, i), "Value");
        if (check_tag(c, list, i)) return -1;
        cloudfront_store_tag_put(c, arn, doc_get_str(doc_at(list, i), "Key"), value.data ? value : SPAN(""));
    }
    if (doc_count(cloudfront_store_tags(c, arn)) <= TAGS_MAX) return 0;
    return fault(c, &cloudfront_invalid_tagging, "The number of tags exceeds the maximum of %d.", TAGS_MAX);
}

int cloudfront_tag_resource(struct call *c)
{
    return require(c) || cloudfront_tags_put(c, doc_get_str(c->in, "Resource"), doc_get(c->in, "Tags")) ? -1 : 0;
}

int cloudfront_untag_resource(struct call *c)
{
    const struct doc *keys = doc_get(doc_get(c->in, "TagKeys"), "Items");

    if (require(c)) return -1;
    for (size_t i = 0; i < doc_count(keys); i++)
        cloudfront_store_tag_delete(c, doc_get_str(c->in, "Resource"), doc_text(doc_at(keys, i)));
    return 0;
}

int cloudfront_list_tags_for_resource(struct call *c)
{
    struct doc *tags, *list;

    if (require(c)) return -1;
    tags = cloudfront_store_tags(c, doc_get_str(c->in, "Resource"));
    list = doc_put_list(doc_put_map(c->out, "Tags"), "Items");
    for (uint32_t i = 0; i < doc_count(tags); i++) {
        struct doc *tag = doc_append_map(list);
        doc_put_str(tag, "Key", tags->map.members[i].name);
        doc_put_str(tag, "Value", doc_text(tags->map.members[i].value));
    }
    return 0;
}

struct doc *cloudfront_resource_tags(struct call *c, struct span arn)
{
    return cloudfront_store_tags(c, arn);
}
