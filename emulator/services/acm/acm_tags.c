/* AWS: https://docs.aws.amazon.com/acm/latest/userguide/tags-restrictions.html */
#include "emulator/services/acm/acm_tags.h"

#include "emulator/core/arn.h"
#include "emulator/services/acm/acm_faults.h"
#include "emulator/services/acm/acm_find.h"

#define TAGS_MAX     50
#define DAYS_DEFAULT 45

int acm_tags_check(struct call *c, const struct doc *tags)
{
    for (size_t i = 0; i < doc_count(tags); i++)
        if (span_starts(doc_get_str(doc_at(tags, i), "Key"), "aws:"))
            return fault(c, &acm_invalid_tag, "aws: prefixed tag key names are not allowed for external use.");
    return 0;
}

static struct doc *tag_find(const struct doc *tags, struct span key)
{
    for (size_t i = 0; i < doc_count(tags); i++)
        if (span_eq(doc_get_str(doc_at(tags, i), "Key"), key)) return doc_at(tags, i);
    return NULL;
}

int acm_add_tags_to_certificate(struct call *c)
{
    const struct doc *more = doc_get(c->in, "Tags");
    struct acm_certificate certificate;

    if (acm_require(c, &certificate) || acm_tags_check(c, more)) return -1;
    for (size_t i = 0; i < doc_count(more); i++) {
        struct doc *tag = tag_find(certificate.tags, doc_get_str(doc_at(more, i), "Key"));
        if (tag) doc_put(tag, "Value", doc_string(&c->arena, doc_get_str(doc_at(more, i), "Value")));
        else doc_append(certificate.tags, doc_at(more, i));
    }
    if (doc_count(certificate.tags) > TAGS_MAX)
        return fault(c, &acm_too_many_tags, "A certificate cannot have more than %d tags.", TAGS_MAX);
    acm_store_update(c->db, &c->arena, &certificate);
    return 0;
}

/* AWS: a tag that is named with a value goes only where it has that one. */
static bool is_to_go(const struct doc *unwanted, const struct doc *tag)
{
    const struct doc *named = tag_find(unwanted, doc_get_str(tag, "Key"));

    return named && (!doc_get(named, "Value") || span_eq(doc_get_str(named, "Value"), doc_get_str(tag, "Value")));
}

int acm_remove_tags_from_certificate(struct call *c)
{
    struct doc *kept = doc_list(&c->arena);
    struct acm_certificate certificate;

    if (acm_require(c, &certificate)) return -1;
    for (size_t i = 0; i < doc_count(certificate.tags); i++)
        if (!is_to_go(doc_get(c->in, "Tags"), doc_at(certificate.tags, i)))
            doc_append(kept, doc_at(certificate.tags, i));
    certificate.tags = kept;
    acm_store_update(c->db, &c->arena, &certificate);
    return 0;
}

int acm_list_tags_for_certificate(struct call *c)
{
    struct acm_certificate certificate;

    if (acm_require(c, &certificate)) return -1;
    doc_put(c->out, "Tags", certificate.tags);
    return 0;
}

struct doc *acm_resource_tags(struct call *c, struct span text)
{
    struct doc *map = doc_map(&c->arena);
    struct acm_certificate certificate;
    struct arn arn;

    if (!arn_parse_of(text, "acm", &arn) ||
        !acm_store_find(c->db, &c->arena, arn.account, arn.region, arn_last(arn.resource), &certificate))
        return NULL;
    for (size_t i = 0; i < doc_count(certificate.tags); i++) {
        const struct doc *tag = doc_at(certificate.tags, i);
        doc_put_span(map, doc_get_str(tag, "Key"), doc_string(&c->arena, doc_get_str(tag, "Value")));
    }
    return map;
}

/* --- the account -------------------------------------------------------------------------------------------------- */

int acm_get_account_configuration(struct call *c)
{
    int64_t days = acm_store_days(c->db, span_of(c->who.account), span_of(c->who.region), DAYS_DEFAULT);

    doc_put_int(doc_put_map(c->out, "ExpiryEvents"), "DaysBeforeExpiry", days);
    return 0;
}

int acm_put_account_configuration(struct call *c)
{
    int64_t days = doc_get_int(doc_get(c->in, "ExpiryEvents"), "DaysBeforeExpiry", DAYS_DEFAULT);

    acm_store_set_days(c->db, span_of(c->who.account), span_of(c->who.region), days);
    return 0;
}
