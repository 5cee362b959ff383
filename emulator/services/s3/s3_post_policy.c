/* A document of conditions: each must hold, and each field must have one. Names count alike in either case, values do
 * not. AWS: the words are those that its users quote; where none does, those of others who follow it closely. */
#include "emulator/services/s3/s3_post_policy.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"

struct check {
    struct arena *arena;
    const struct multipart_form *form;
    struct span bucket;
    struct s3_post_policy *policy;
    bool is_covered[MULTIPART_FIELDS_MAX]; /* fields that have a condition */
};

/* --- words -------------------------------------------------------------------------------------------------------- */

static enum s3_post_verdict invalid(struct check *k, const char *words)
{
    k->policy->words = arena_printf(k->arena, "Invalid Policy: %s", words);
    return S3_POST_INVALID;
}

static enum s3_post_verdict denied(struct check *k, const char *words)
{
    k->policy->words = arena_printf(k->arena, "Invalid according to Policy: %s", words);
    return S3_POST_DENIED;
}

/* AWS: as a list, whatever form it had, each value as the policy has it. */
static enum s3_post_verdict failed(struct check *k, struct doc *const items[3])
{
    struct span text[3];

    for (int i = 0; i < 3; i++) text[i] = json_text(k->arena, items[i]);
    return denied(k, arena_printf(k->arena, "Policy Condition failed: [%.*s, %.*s, %.*s]", SPAN_ARG(text[0]),
                                  SPAN_ARG(text[1]), SPAN_ARG(text[2])));
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* The field's value, and it has a condition now. The bucket is the one that was sent to. Absent: there is none. */
static struct span field_cover(struct check *k, struct span name)
{
    struct span value = span_is_nocase(name, "bucket") ? k->bucket : (struct span){ NULL, 0 };

    for (size_t i = 0; i < k->form->count; i++) {
        if (!span_eq_nocase(k->form->fields[i].name, name)) continue;
        k->is_covered[i] = true;
        if (!value.data) value = k->form->fields[i].value;
    }
    return value;
}

/* AWS: these need no condition, as what begins with x-ignore- does not. */
static bool is_exempt(struct span name)
{
    static const char *const names[] = { "policy", "x-amz-signature", "signature", "AWSAccessKeyId", "file" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i])) return true;
    return span_is_nocase(span_sub(name, 0, 9), "x-ignore-");
}

static enum s3_post_verdict coverage_check(struct check *k)
{
    const char *extra = "";

    for (size_t i = 0; i < k->form->count; i++) {
        struct span name = k->form->fields[i].name;
        if (!k->is_covered[i] && !is_exempt(name))
            extra = arena_printf(k->arena, "%s%s%.*s", extra, *extra ? ", " : "", SPAN_ARG(name));
    }
    return *extra ? denied(k, arena_printf(k->arena, "Extra input fields: %s", extra)) : S3_POST_FINE;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static bool starts_with(struct span value, struct span prefix)
{
    return value.data && span_eq(span_sub(value, 0, prefix.size), prefix);
}

/* AWS: a type may be a list, and then each must begin so. */
static bool types_start_with(struct span value, struct span prefix)
{
    struct span rest = value, one;

    if (!prefix.size) return value.data != NULL;
    while (span_split(&rest, ',', &one))
        if (!starts_with(span_trim(one), prefix)) return false;
    return value.data != NULL;
}

static bool matches(struct span name, bool is_prefix, struct span value, struct span wanted)
{
    if (!is_prefix) return value.data && span_eq(value, wanted);
    return span_is_nocase(name, "Content-Type") ? types_start_with(value, wanted) : starts_with(value, wanted);
}

/* ["eq", "$acl", "private"] */
static enum s3_post_verdict match_check(struct check *k, struct doc *const items[3], bool is_prefix)
{
    struct span name = doc_text(items[1]), wanted = doc_text(items[2]);

    if (!doc_is(items[1], DOC_STRING) || !doc_is(items[2], DOC_STRING)) return invalid(k, "Invalid JSON.");
    if (!span_starts(name, "$")) return failed(k, items);
    name = span_sub(name, 1, SIZE_MAX);
    return matches(name, is_prefix, field_cover(k, name), wanted) ? S3_POST_FINE : failed(k, items);
}

/* A number, or one in quotes. */
static bool bound_read(const struct doc *d, int64_t *value)
{
    if (doc_is(d, DOC_INT)) *value = d->integer;
    else if (!doc_is(d, DOC_STRING) || !span_int(doc_text(d), value)) return false;
    return *value >= 0;
}

/* ["content-length-range", 1, 1048576] */
static enum s3_post_verdict range_check(struct check *k, struct doc *const items[3])
{
    struct s3_post_policy *p = k->policy;
    int64_t least, most;

    for (int i = 1; i < 3; i++) {
        if (doc_is(items[i], DOC_NUMBER)) return invalid(k, "Invalid JSON.");
        if (doc_is(items[i], DOC_INT) && items[i]->integer < 0)
            return invalid(k, "Token - must be enclosed in quotes.");
    }
    if (!bound_read(items[1], &least) || !bound_read(items[2], &most)) return failed(k, items);
    if (least > p->bytes_min) p->bytes_min = least;
    if (most < p->bytes_max) p->bytes_max = most;
    return S3_POST_FINE;
}

static enum s3_post_verdict list_check(struct check *k, const struct doc *list)
{
    static const char *const names[] = { "eq", "starts-with", "content-length-range" };
    struct span operation = doc_text(doc_at(list, 0));
    size_t which = 0;

    if (!doc_is(doc_at(list, 0), DOC_STRING)) return invalid(k, "Invalid Condition: missing operation identifier.");
    while (which < 3 && !span_is_nocase(operation, names[which])) which++;
    if (which == 3)
        return invalid(k, arena_printf(k->arena, "Invalid Condition: unknown operation '%.*s'.", SPAN_ARG(operation)));
    if (doc_count(list) != 3)
        return invalid(k, arena_printf(k->arena, "Invalid %s: wrong number of arguments.", names[which]));
    return which == 2 ? range_check(k, doc_items(list)) : match_check(k, doc_items(list), which == 1);
}

/* {"acl": "private"} */
static enum s3_post_verdict simple_check(struct check *k, const struct doc *map)
{
    struct doc *items[3];

    if (doc_count(map) != 1)
        return invalid(k, "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
    items[0] = doc_string(k->arena, SPAN("eq"));
    items[1] = doc_string(k->arena, arena_format(k->arena, "$%.*s", SPAN_ARG(map->map.members[0].name)));
    items[2] = map->map.members[0].value;
    if (doc_is(items[2], DOC_NULL)) return invalid(k, "Invalid JSON.");
    if (!doc_is(items[2], DOC_STRING)) return invalid(k, "Invalid Simple-Condition: value must be a string.");
    return match_check(k, items, false);
}

static enum s3_post_verdict conditions_check(struct check *k, const struct doc *conditions)
{
    enum s3_post_verdict verdict = S3_POST_FINE;

    for (size_t i = 0; i < doc_count(conditions) && verdict == S3_POST_FINE; i++) {
        const struct doc *d = doc_at(conditions, i);
        if (doc_is(d, DOC_LIST)) verdict = list_check(k, d);
        else if (doc_is(d, DOC_MAP)) verdict = simple_check(k, d);
        else verdict = invalid(k, "Invalid condition test: must be a List or Object.");
    }
    return verdict;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

/* AWS: names that it does not know come first, in lower case. */
static enum s3_post_verdict names_check(struct check *k, const struct doc *root)
{
    for (size_t i = 0; i < doc_count(root); i++) {
        char *name = arena_string(k->arena, root->map.members[i].name);
        if (!strcmp(name, "expiration") || !strcmp(name, "conditions")) continue;
        for (char *p = name; *p; p++)
            if (*p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
        return invalid(k, arena_printf(k->arena, "Unexpected: '%s'", name));
    }
    if (!doc_get(root, "expiration")) return invalid(k, "Policy missing expiration.");
    if (!doc_get(root, "conditions")) return invalid(k, "Policy missing conditions.");
    if (!doc_is(doc_get(root, "conditions"), DOC_LIST))
        return invalid(k, "Invalid 'conditions' value: must be a List.");
    return S3_POST_FINE;
}

/* AWS: in UTC, as "2026-11-24T04:23:30.000Z". */
static enum s3_post_verdict expiration_check(struct check *k, const struct doc *root, int64_t now_ms)
{
    struct span text = doc_get_str(root, "expiration");
    int64_t when;

    if (!span_ends(text, "Z") || !time_parse_iso8601(text, &when))
        return invalid(k, arena_printf(k->arena, "Invalid 'expiration' value: '%.*s'", SPAN_ARG(text)));
    return when < now_ms ? denied(k, "Policy expired.") : S3_POST_FINE;
}

static enum s3_post_verdict document_check(struct check *k, const struct doc *root, int64_t now_ms)
{
    enum s3_post_verdict verdict = names_check(k, root);

    if (verdict == S3_POST_FINE) verdict = expiration_check(k, root, now_ms);
    if (verdict == S3_POST_FINE) verdict = conditions_check(k, doc_get(root, "conditions"));
    return verdict == S3_POST_FINE ? coverage_check(k) : verdict;
}

enum s3_post_verdict s3_post_policy_check(struct arena *a, struct span base64, const struct multipart_form *form,
                                          struct span bucket, int64_t now_ms, struct s3_post_policy *policy)
{
    struct check *k = ARENA_NEW(a, struct check);
    struct span text;
    struct doc *root;

    *policy = (struct s3_post_policy){ .bytes_max = INT64_MAX };
    k->arena = a;
    k->form = form;
    k->bucket = bucket;
    k->policy = policy;
    if (!base64_decode(a, base64, &text)) return invalid(k, "invalid Base64 encoding.");
    if (!span_trim(text).size) return invalid(k, "Expecting '{' but found End-of-Input");
    root = json_parse(a, text, NULL);
    return doc_is(root, DOC_MAP) ? document_check(k, root, now_ms) : invalid(k, "Invalid JSON.");
}
