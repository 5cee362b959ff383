/* AWS: the older generation of rules has a prefix in place of a filter, and replicates delete markers; of the newer one
 * a rule with tags never does. */
#include "emulator/services/s3/s3_replication_rules.h"
#include "emulator/services/s3/s3_rules.h"

static bool is_on(const struct doc *d, const char *member)
{
    return span_is(doc_get_str(member ? doc_get(d, member) : d, "Status"), "Enabled");
}

static bool marker_applies(const struct doc *rule, bool wants_tags)
{
    if (!doc_get(rule, "Filter"))
        return !doc_get(rule, "DeleteMarkerReplication") || is_on(rule, "DeleteMarkerReplication");
    return !wants_tags && is_on(rule, "DeleteMarkerReplication");
}

static bool applies(const struct doc *rule, const struct s3_replication_subject *s)
{
    const struct doc *filter = doc_get(rule, "Filter"), *both = doc_get(filter, "And");
    const struct doc *scope = both ? both : filter ? filter : rule, *tag = doc_get(scope, "Tag");
    struct span prefix = doc_get_str(scope, "Prefix");
    bool wants_tags = tag || doc_count(doc_get(scope, "Tags"));

    if (!is_on(rule, NULL) || !span_eq(span_sub(s->key, 0, prefix.size), prefix)) return false;
    if (s->is_marker) return marker_applies(rule, wants_tags);
    if (s->is_kms && !is_on(doc_get(rule, "SourceSelectionCriteria"), "SseKmsEncryptedObjects")) return false;
    return (!tag || s3_tags_have(s->tags, tag)) && s3_tags_have_all(s->tags, doc_get(scope, "Tags"));
}

static struct span destination_of(const struct doc *rule)
{
    return doc_get_str(doc_get(rule, "Destination"), "Bucket");
}

static int64_t priority_of(const struct doc *rule)
{
    return doc_get_int(rule, "Priority", 0);
}

/* Is there another rule for its destination that goes before it? */
static bool is_outdone(const struct doc *rules, size_t at, const struct s3_replication_subject *s)
{
    const struct doc *rule = doc_at(rules, at);

    for (size_t i = 0; i < doc_count(rules); i++) {
        const struct doc *other = doc_at(rules, i);
        if (i == at || !span_eq(destination_of(other), destination_of(rule)) || !applies(other, s)) continue;
        if (priority_of(other) > priority_of(rule) || (priority_of(other) == priority_of(rule) && i < at)) return true;
    }
    return false;
}

struct doc *s3_replication_rules(struct arena *a, const struct doc *configuration,
                                 const struct s3_replication_subject *s)
{
    const struct doc *rules = doc_get(configuration, "Rules");
    struct doc *chosen = doc_list(a);

    for (size_t i = 0; i < doc_count(rules); i++)
        if (applies(doc_at(rules, i), s) && !is_outdone(rules, i, s)) doc_append(chosen, doc_at(rules, i));
    return chosen;
}
