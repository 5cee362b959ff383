/* From an access key to its user. */
#include "emulator/services/iam/iam_signers.h"

#include <stdio.h>

#include "emulator/core/identity.h"
#include "emulator/services/iam/iam_access_keys.h"
#include "emulator/services/iam/iam_credential_store.h"
#include "emulator/store/store.h"

static void copy(char *out, size_t room, struct span text)
{
    snprintf(out, room, "%.*s", SPAN_ARG(text));
}

/* The root's, where the key belongs to no user. */
static bool identity_of(struct db *db, struct arena *a, const struct iam_credential *cr, struct identity *who)
{
    struct iam_entity user;

    *who = (struct identity){ .kind = IDENTITY_ROOT };
    copy(who->account, sizeof who->account, cr->account);
    copy(who->region, sizeof who->region, span_of(REGION_DEFAULT));
    if (!cr->entity) {
        snprintf(who->arn, sizeof who->arn, "arn:aws:iam::%s:root", who->account);
        copy(who->user_id, sizeof who->user_id, cr->account);
        return true;
    }
    if (!iam_store_entity_find_id(db, a, cr->entity, &user)) return false;
    who->kind = IDENTITY_USER;
    copy(who->arn, sizeof who->arn, user.arn);
    copy(who->user_id, sizeof who->user_id, user.unique_id);
    return true;
}

static enum identity_found key_read(struct db *db, struct arena *a, struct span access_key_id, struct identity_key *key)
{
    struct iam_credential cr;

    *key = (struct identity_key){ 0 };
    if (!iam_store_credential_find(db, a, access_key_id, &cr) || !span_is(cr.kind, IAM_ACCESS_KEY) ||
        !span_is(cr.status, "Active") || !identity_of(db, a, &cr, &key->who))
        return db_failed(db) ? IDENTITY_UNKNOWN : IDENTITY_ENDED;
    copy(key->secret, sizeof key->secret, doc_get_str(cr.detail, "SecretAccessKey"));
    return IDENTITY_OURS;
}

static enum identity_found key_find(struct span access_key_id, struct identity_key *key)
{
    struct arena a = { 0 };
    enum identity_found found;
    struct db *db;

    if (!span_starts(access_key_id, IAM_ACCESS_KEY_PREFIX)) return IDENTITY_NOT_OURS;
    db = store_reader_take();
    if (!db) return IDENTITY_UNKNOWN;
    found = key_read(db, &a, access_key_id, key);
    store_reader_give(db);
    arena_release(&a);
    return found;
}

void iam_signers_register(void)
{
    identity_register_keys(key_find);
}
