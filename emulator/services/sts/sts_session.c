/* The store of sessions. Their keys are looked up when a request comes that is signed with them: it must bear their
 * signature, and acts as them. */
#include "emulator/services/sts/sts_session.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/store/store.h"

const char *const sts_schema[] = {
    "CREATE TABLE sts_session (access_key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, token TEXT NOT NULL, account TEXT NOT NULL,"
    " arn TEXT NOT NULL, user_id TEXT NOT NULL, expires_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX sts_session_expires ON sts_session (expires_ms);",
    /* Of older sessions, which all were a role's, nothing more is known. Facts are JSON. */
    "ALTER TABLE sts_session ADD COLUMN kind TEXT NOT NULL DEFAULT 'role';"
    "ALTER TABLE sts_session ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';",
    NULL,
};

/* Keys that begin so were issued here: one that is not found has ended, and is nobody's. Other keys may be AWS's. */
#define OWN_KEYS "ASIANUBE"

#define DAY_MS   INT64_C(86400000)

/* --- kinds -------------------------------------------------------------------------------------------------------- */

static const struct {
    enum identity_kind kind;
    const char *name;
} kinds[] = {
    { IDENTITY_ROLE, "role" }, { IDENTITY_USER, "user" }, { IDENTITY_FEDERATED, "federated" }, { IDENTITY_ROOT, "root" }
};

static const char *kind_name(enum identity_kind kind)
{
    size_t i = 0;

    while (i < 3 && kinds[i].kind != kind) i++;
    return kinds[i].name;
}

static enum identity_kind kind_read(struct span name)
{
    size_t i = 0;

    while (i < 3 && !span_is(name, kinds[i].name)) i++;
    return kinds[i].kind;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static struct span facts_text(struct call *c, const struct sts_session *s)
{
    struct doc *d = doc_map(&c->arena);

    doc_put_int(d, "issued", c->now_ms);
    if (s->mfa_ms) doc_put_int(d, "mfa", s->mfa_ms);
    if (s->policies) doc_put(d, "policies", s->policies);
    if (s->tags) doc_put(d, "tags", s->tags);
    if (s->transitive) doc_put(d, "transitive", s->transitive);
    doc_put_str(d, "sourceIdentity", s->source_identity);
    doc_put_str(d, "provider", s->provider);
    doc_put_str(d, "maker", s->maker);
    return json_text(&c->arena, d);
}

void sts_session_issue(struct call *c, const struct identity *who, const struct sts_session *s,
                       int64_t duration_seconds, struct doc *out)
{
    struct doc *credentials = doc_put_map(out, "Credentials");
    int64_t expires_ms = c->now_ms + duration_seconds * 1000;
    unsigned char random[240];
    char id[13], secret[41];

    random_text(id, 12, ALPHABET_UPPER);
    random_text(secret, 40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    random_bytes(random, sizeof random);
    doc_put_format(credentials, "AccessKeyId", OWN_KEYS "%s", id);
    doc_put_cstr(credentials, "SecretAccessKey", secret);
    doc_put_str(credentials, "SessionToken", base64_text(&c->arena, (struct span){ (char *)random, sizeof random }));
    doc_put_int(credentials, "Expiration", expires_ms);
    db_run(c->db,
           "DELETE FROM sts_session WHERE access_key_id IN"
           " (SELECT access_key_id FROM sts_session WHERE expires_ms < ? LIMIT 10)",
           "i", c->now_ms - DAY_MS);
    db_run(c->db,
           "INSERT INTO sts_session (access_key_id, secret, token, account, arn, user_id, expires_ms, kind, facts)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "tttsssist", doc_get_str(credentials, "AccessKeyId"), doc_get_str(credentials, "SecretAccessKey"),
           doc_get_str(credentials, "SessionToken"), who->account, who->arn, who->user_id, expires_ms,
           kind_name(who->kind), facts_text(c, s));
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

bool sts_session_may_be(struct span access_key_id)
{
    return span_starts(access_key_id, "ASIA");
}

bool sts_session_find(struct db *db, struct arena *a, struct span access_key_id, struct sts_session *s)
{
    struct span text = db_text(db, a, "SELECT facts FROM sts_session WHERE access_key_id = ?", "t", access_key_id);
    struct doc *facts = text.data ? json_parse(a, text, NULL) : NULL;

    if (!facts) return false;
    *s = (struct sts_session){ .issued_ms = doc_get_int(facts, "issued", 0),
                               .mfa_ms = doc_get_int(facts, "mfa", 0),
                               .policies = doc_get(facts, "policies"),
                               .tags = doc_get(facts, "tags"),
                               .transitive = doc_get(facts, "transitive"),
                               .source_identity = doc_get_str(facts, "sourceIdentity"),
                               .provider = doc_get_str(facts, "provider"),
                               .maker = doc_get_str(facts, "maker") };
    return true;
}

/* For each request that is signed with a session's key, several times: printf would take longer than the store. */
static void copy(char *out, size_t room, struct span text)
{
    size_t size = text.size < room ? text.size : room - 1;

    if (size) memcpy(out, text.data, size);
    out[size] = '\0';
}

static bool key_read(struct rows *r, struct span access_key_id, struct identity_key *k)
{
    if (!rows_next(r)) return false;
    memset(k, 0, sizeof *k);
    copy(k->secret, sizeof k->secret, rows_text(r, 0));
    copy(k->token, sizeof k->token, rows_text(r, 1));
    copy(k->who.account, sizeof k->who.account, rows_text(r, 2));
    copy(k->who.arn, sizeof k->who.arn, rows_text(r, 3));
    copy(k->who.user_id, sizeof k->who.user_id, rows_text(r, 4));
    k->expires_ms = rows_int(r, 5);
    k->who.kind = kind_read(rows_text(r, 6));
    k->has_mfa = rows_int(r, 7) != 0;
    copy(k->who.region, sizeof k->who.region, span_of(REGION_DEFAULT));
    copy(k->who.key_id, sizeof k->who.key_id, access_key_id);
    rows_close(r);
    return true;
}

enum identity_found sts_session_key(struct span access_key_id, struct identity_key *k)
{
    struct db *db;
    enum identity_found found;

    if (!sts_session_may_be(access_key_id)) return IDENTITY_NOT_OURS;
    db = store_reader_take();
    if (!db) return IDENTITY_UNKNOWN;
    found = key_read(db_query(db,
                              "SELECT secret, token, account, arn, user_id, expires_ms, kind,"
                              " CASE kind WHEN 'role' THEN 0 ELSE json_extract(facts, '$.mfa') IS NOT NULL END"
                              " FROM sts_session WHERE access_key_id = ?",
                              "t", access_key_id),
                     access_key_id, k)
                ? IDENTITY_OURS
            : db_failed(db)                        ? IDENTITY_UNKNOWN
            : span_starts(access_key_id, OWN_KEYS) ? IDENTITY_ENDED
                                                   : IDENTITY_NOT_OURS;
    store_reader_give(db);
    return found;
}
