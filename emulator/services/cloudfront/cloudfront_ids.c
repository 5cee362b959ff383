/* Random letters. */
#include "emulator/services/cloudfront/cloudfront_ids.h"

#include "emulator/base/ids.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"

#define ALPHABET_ID "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

struct span cloudfront_id_new(struct call *c, const char *form)
{
    char id[40];

    if (*form) random_text(id, 13, ALPHABET_ID);
    else uuid_new(id);
    return arena_format(&c->arena, "%s%s", form, id);
}

static bool is_etag(struct span text)
{
    if (text.size < 13 || text.size > 14 || text.data[0] != 'E') return false;
    for (size_t i = 1; i < text.size; i++)
        if (!memchr(ALPHABET_ID, text.data[i], sizeof ALPHABET_ID - 1)) return false;
    return true;
}

int cloudfront_etag_match(struct call *c, struct span etag)
{
    struct span match = doc_get_str(c->in, "IfMatch");

    if (!is_etag(match))
        return fault(c, &cloudfront_invalid_if_match, "The If-Match version is missing or not valid for the resource.");
    if (span_eq(match, etag)) return 0;
    return fault(c, &cloudfront_precondition_failed,
                 "The request failed because it didn't meet the preconditions in one or more request-header fields.");
}
