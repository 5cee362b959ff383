/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
#include "emulator/services/s3/s3_rules.h"

#include "emulator/services/s3/s3_faults.h"

#define OBJECT_TAGS_MAX 10
#define BUCKET_TAGS_MAX 50
#define TAG_KEY_MAX     128
#define TAG_VALUE_MAX   256

bool s3_is_storage_class(struct span name)
{
    static const char *const classes[] = { "STANDARD",     "REDUCED_REDUNDANCY",  "STANDARD_IA",
                                           "ONEZONE_IA",   "INTELLIGENT_TIERING", "GLACIER",
                                           "DEEP_ARCHIVE", "GLACIER_IR",          NULL };

    for (const char *const *c = classes; *c; c++)
        if (span_is(name, *c)) return true;
    return false;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

static bool is_tag_character(uint32_t c)
{
    if (c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    return c > 127 || (c && strchr("+-=._:/@", (int)c));
}

static bool is_tag_text(struct span text, size_t max)
{
    uint32_t c;

    if (span_code_points(text) > max) return false;
    while (span_take_code_point(&text, &c))
        if (!is_tag_character(c)) return false;
    return !text.size;
}

static int invalid_tag(struct call *c, struct span key, struct span value, const char *words)
{
    struct doc *extra = doc_map(&c->arena);

    if (key.data) doc_put_str(extra, "TagKey", key);
    if (value.data) doc_put_str(extra, "TagValue", value);
    return fault_with(c, &s3_invalid_tag, extra, "%s", words);
}

static bool is_twice(const struct doc *tags, size_t before, struct span key)
{
    for (size_t i = 0; i < before; i++)
        if (span_eq(doc_get_str(doc_at(tags, i), "Key"), key)) return true;
    return false;
}

static int tag_check(struct call *c, const struct doc *tags, size_t i, const char *reserved)
{
    static const struct span absent = { NULL, 0 };
    struct span key = doc_get_str(doc_at(tags, i), "Key"), value = doc_get_str(doc_at(tags, i), "Value");

    if (!key.size || !is_tag_text(key, TAG_KEY_MAX))
        return invalid_tag(c, key, absent, "The TagKey you have provided is invalid");
    if (!is_tag_text(value, TAG_VALUE_MAX))
        return invalid_tag(c, key, value, "The TagValue you have provided is invalid");
    if (is_twice(tags, i, key)) return invalid_tag(c, key, absent, "Cannot provide multiple Tags with the same key");
    if (span_starts(key, "aws:")) return invalid_tag(c, key, absent, reserved);
    return 0;
}

/* `reserved` are the words for keys that are AWS's own. */
static int tags_check(struct call *c, const struct doc *tags, const char *reserved)
{
    for (size_t i = 0; i < doc_count(tags); i++)
        if (tag_check(c, tags, i, reserved)) return -1;
    return 0;
}

int s3_check_object_tags(struct call *c, const struct doc *tags)
{
    if (doc_count(tags) > OBJECT_TAGS_MAX)
        return fault(c, &s3_bad_request, "Object tags cannot be greater than %d", OBJECT_TAGS_MAX);
    return tags_check(c, tags, "Your TagKey cannot be prefixed with aws:");
}

int s3_check_bucket_tags(struct call *c, const struct doc *tags)
{
    if (doc_count(tags) > BUCKET_TAGS_MAX)
        return fault(c, &s3_bad_request, "Bucket tag count cannot be greater than %d", BUCKET_TAGS_MAX);
    return tags_check(c, tags, "System tags cannot be added/updated by requester");
}

bool s3_tags_have(const struct doc *tags, const struct doc *tag)
{
    for (size_t i = 0; i < doc_count(tags); i++)
        if (span_eq(doc_get_str(doc_at(tags, i), "Key"), doc_get_str(tag, "Key")) &&
            span_eq(doc_get_str(doc_at(tags, i), "Value"), doc_get_str(tag, "Value")))
            return true;
    return false;
}

bool s3_tags_have_all(const struct doc *tags, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (!s3_tags_have(tags, doc_at(wanted, i))) return false;
    return true;
}
