/* An identity is a few texts. */
#include "emulator/services/dynamodb/transfers/dynamodb_callers.h"

#include <stdio.h>

struct doc *ddb_caller_keep(struct arena *a, const struct identity *who)
{
    struct doc *kept = doc_map(a);

    doc_put_int(kept, "kind", who->kind);
    doc_put_cstr(kept, "account", who->account);
    doc_put_cstr(kept, "region", who->region);
    doc_put_cstr(kept, "arn", who->arn);
    doc_put_cstr(kept, "user_id", who->user_id);
    doc_put_cstr(kept, "key_id", who->key_id);
    return kept;
}

static void text_of(const struct doc *kept, const char *name, char *out, size_t room)
{
    snprintf(out, room, "%.*s", SPAN_ARG(doc_get_str(kept, name)));
}

void ddb_caller_of(const struct doc *kept, struct identity *who)
{
    *who = (struct identity){ .kind = (enum identity_kind)doc_get_int(kept, "kind", IDENTITY_ANONYMOUS) };
    text_of(kept, "account", who->account, sizeof who->account);
    text_of(kept, "region", who->region, sizeof who->region);
    text_of(kept, "arn", who->arn, sizeof who->arn);
    text_of(kept, "user_id", who->user_id, sizeof who->user_id);
    text_of(kept, "key_id", who->key_id, sizeof who->key_id);
}
