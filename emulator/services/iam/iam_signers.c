/* From an access key to its user; and when a key was last used, which is written down once a minute for each service
 * and region. */
#include "emulator/services/iam/iam_signers.h"

#include <pthread.h>
#include <stdio.h>

#include "emulator/base/clock.h"
#include "emulator/core/chore.h"
#include "emulator/core/identity.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_access_keys.h"
#include "emulator/services/iam/iam_credential_store.h"
#include "emulator/store/store.h"

#define MINUTE_MS 60000

/* A use of a key. */
struct use {
    char id[64], service[64], region[32];
    int64_t time_ms;
};

/* The last uses that were written, by a digest of what was used: two that share a place are written more often. */
static struct use written[64];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void copy(char *out, size_t room, struct span text)
{
    snprintf(out, room, "%.*s", SPAN_ARG(text));
}

/* --- when they were used ------------------------------------------------------------------------------------------ */

static size_t place_of(const struct use *u)
{
    size_t hash = 5381;

    for (const char *p = u->id; *p; p++) hash = hash * 33 + (unsigned char)*p;
    for (const char *p = u->service; *p; p++) hash = hash * 33 + (unsigned char)*p;
    for (const char *p = u->region; *p; p++) hash = hash * 33 + (unsigned char)*p;
    return hash % (sizeof written / sizeof *written);
}

/* Is it to be written? Then it counts as written. */
static bool use_note(const struct use *u)
{
    struct use *last = &written[place_of(u)];
    bool is_known;

    pthread_mutex_lock(&lock);
    is_known = !strcmp(last->id, u->id) && !strcmp(last->service, u->service) && !strcmp(last->region, u->region) &&
               u->time_ms >= last->time_ms && u->time_ms < last->time_ms + MINUTE_MS;
    if (!is_known) *last = *u;
    pthread_mutex_unlock(&lock);
    return !is_known;
}

static int use_write(struct call *c, void *value)
{
    struct use *u = value;
    struct iam_credential cr;
    struct doc *last;

    if (!iam_store_credential_find(c->db, &c->arena, span_of(u->id), &cr)) return 0;
    last = doc_put_map(cr.detail, "LastUsed");
    doc_put_int(last, "LastUsedDate", u->time_ms);
    doc_put_cstr(last, "ServiceName", u->service);
    doc_put_cstr(last, "Region", u->region);
    iam_store_credential_update(c->db, &cr);
    return 0;
}

static void key_used(struct span access_key_id, struct span service, struct span region)
{
    struct use u = { .time_ms = clock_now_ms() };

    copy(u.id, sizeof u.id, access_key_id);
    copy(u.service, sizeof u.service, service);
    copy(u.region, sizeof u.region, region);
    if (use_note(&u)) chore_once(service_find("iam"), use_write, NULL, &u, sizeof u);
}

void iam_signers_reset(void)
{
    pthread_mutex_lock(&lock);
    memset(written, 0, sizeof written);
    pthread_mutex_unlock(&lock);
}

/* --- whose they are ----------------------------------------------------------------------------------------------- */

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

    *key = (struct identity_key){ .used = key_used };
    if (!iam_store_credential_find(db, a, access_key_id, &cr) || !span_is(cr.kind, IAM_ACCESS_KEY) ||
        !span_is(cr.status, "Active") || !identity_of(db, a, &cr, &key->who))
        return db_failed(db) ? IDENTITY_UNKNOWN : IDENTITY_ENDED;
    copy(key->who.key_id, sizeof key->who.key_id, access_key_id);
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
