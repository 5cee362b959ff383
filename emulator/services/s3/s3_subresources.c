/* By the row's template, and by the parameters that its input takes. */
#include "emulator/services/s3/s3_subresources.h"

static const char *const names[] = { "abac",          "accelerate",        "acl",
                                     "analytics",     "attributes",        "cors",
                                     "delete",        "encryption",        "intelligent-tiering",
                                     "inventory",     "legal-hold",        "lifecycle",
                                     "location",      "logging",           "metadataConfiguration",
                                     "metadataTable", "metrics",           "notification",
                                     "object-lock",   "ownershipControls", "partNumber",
                                     "policy",        "policyStatus",      "publicAccessBlock",
                                     "renameObject",  "replication",       "requestPayment",
                                     "restore",       "retention",         "select",
                                     "session",       "tagging",           "torrent",
                                     "uploadId",      "uploads",           "versioning",
                                     "versions",      "website",           NULL };

static const char *named(struct span parameter)
{
    for (const char *const *n = names; *n; n++)
        if (span_is(parameter, *n)) return *n;
    return NULL;
}

/* "…?acl", "…?partNumber&uploadId" */
static bool is_in_template(const char *uri, const char *name)
{
    const char *query = strchr(uri, '?');
    struct span rest = query ? span_of(query + 1) : (struct span){ NULL, 0 }, piece;

    while (span_split(&rest, '&', &piece))
        if (span_is(span_sub(piece, 0, span_find(piece, '=')), name)) return true;
    return false;
}

static bool is_taken(const struct shape *input, const char *name)
{
    for (const struct member *m = input->members; m && m->name; m++)
        if (m->place == IN_QUERY && strcmp(member_wire_name(m), name) == 0) return true;
    return false;
}

const char *s3_subresource_misplaced(const struct operation *o, struct span query)
{
    struct span pair;

    while (span_split(&query, '&', &pair)) {
        const char *name = named(span_sub(pair, 0, span_find(pair, '=')));
        if (name && !is_in_template(o->rest.uri, name) && !is_taken(o->input, name)) return name;
    }
    return NULL;
}
