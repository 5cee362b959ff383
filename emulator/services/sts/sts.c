/* AWS STS: who am I, and sessions of roles. https://docs.aws.amazon.com/STS/latest/APIReference/
 *
 * The keys of a session are looked up when a request comes that is signed with them: it must bear their signature,
 * and acts as the role. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/door.h"
#include "emulator/core/identity.h"
#include "emulator/core/service.h"
#include "emulator/store/store.h"
#include "emulator/wire/codecs.h"

/* --- shapes and faults -------------------------------------------------------------------------------------------- */

static const struct fault_kind sts_access_denied = { "AccessDeniedException", 403, SENDER,
                                                     .query = { "AccessDenied" } };
static const struct fault_kind sts_validation = { "ValidationException", 400, SENDER, .query = { "ValidationError" } };

static const struct shape RoleArn = STRING_OF(20, 2048);
static const struct shape SessionName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 2, .max = 64, .pattern = "[\\w+=,.@-]*"
};
static const struct shape Duration = INTEGER_OF(900, 43200);

static const struct member AssumeRoleInput_members[] = {
    { "RoleArn", &RoleArn, REQUIRED },
    { "RoleSessionName", &SessionName, REQUIRED },
    { "Policy", &String },
    { "DurationSeconds", &Duration },
    { "ExternalId", &String },
    { 0 },
};
static const struct shape AssumeRoleInput = STRUCTURE(AssumeRoleInput_members);

static const struct member Credentials_members[] = {
    { "AccessKeyId", &String },
    { "SecretAccessKey", &String },
    { "SessionToken", &String },
    { "Expiration", &Timestamp },
    { 0 },
};
static const struct shape Credentials = STRUCTURE(Credentials_members);
static const struct member AssumedRoleUser_members[] = { { "AssumedRoleId", &String }, { "Arn", &String }, { 0 } };
static const struct shape AssumedRoleUser = STRUCTURE(AssumedRoleUser_members);
static const struct member AssumeRoleOutput_members[] = {
    { "Credentials", &Credentials },
    { "AssumedRoleUser", &AssumedRoleUser },
    { "PackedPolicySize", &Integer },
    { 0 },
};
static const struct shape AssumeRoleOutput = STRUCTURE(AssumeRoleOutput_members);

static const struct member GetCallerIdentityOutput_members[] = {
    { "UserId", &String }, { "Account", &String }, { "Arn", &String }, { 0 }
};
static const struct shape GetCallerIdentityOutput = STRUCTURE(GetCallerIdentityOutput_members);

/* --- the store ---------------------------------------------------------------------------------------------------- */

static const char *const schema[] = {
    "CREATE TABLE sts_session (access_key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, token TEXT NOT NULL, account TEXT NOT NULL,"
    " arn TEXT NOT NULL, user_id TEXT NOT NULL, expires_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX sts_session_expires ON sts_session (expires_ms);",
    NULL,
};

/* Keys that begin so were issued here: one that is not found has ended, and is nobody's. Other keys may be AWS's. */
#define OWN_KEYS "ASIANUBE"

static void session_insert(struct call *c, const struct identity_key *k, const char *access_key_id)
{
    db_run(
        c->db,
        "DELETE FROM sts_session WHERE access_key_id IN (SELECT access_key_id FROM sts_session WHERE expires_ms < ? LIMIT 10)",
        "i", c->now_ms - 86400000);
    db_run(
        c->db,
        "INSERT INTO sts_session (access_key_id, secret, token, account, arn, user_id, expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        "ssssssi", access_key_id, k->secret, k->token, k->who.account, k->who.arn, k->who.user_id, k->expires_ms);
}

static void copy(char *out, size_t room, struct span text)
{
    snprintf(out, room, "%.*s", SPAN_ARG(text));
}

static bool session_read(struct rows *r, struct identity_key *k)
{
    if (!rows_next(r)) return false;
    memset(k, 0, sizeof *k);
    k->who.kind = IDENTITY_ROLE;
    copy(k->secret, sizeof k->secret, rows_text(r, 0));
    copy(k->token, sizeof k->token, rows_text(r, 1));
    copy(k->who.account, sizeof k->who.account, rows_text(r, 2));
    copy(k->who.arn, sizeof k->who.arn, rows_text(r, 3));
    copy(k->who.user_id, sizeof k->who.user_id, rows_text(r, 4));
    copy(k->who.region, sizeof k->who.region, span_of(REGION_DEFAULT));
    k->expires_ms = rows_int(r, 5);
    rows_close(r);
    return true;
}

static enum identity_found session_find(struct span access_key_id, struct identity_key *k)
{
    struct db *db;
    enum identity_found found;

    if (!span_starts(access_key_id, "ASIA")) return IDENTITY_NOT_OURS;
    db = store_reader_take();
    if (!db) return IDENTITY_UNKNOWN;
    found =
        session_read(
            db_query(db,
                     "SELECT secret, token, account, arn, user_id, expires_ms FROM sts_session WHERE access_key_id = ?",
                     "t", access_key_id),
            k)
            ? IDENTITY_OURS
        : db_failed(db)                        ? IDENTITY_UNKNOWN
        : span_starts(access_key_id, OWN_KEYS) ? IDENTITY_ENDED
                                               : IDENTITY_NOT_OURS;
    store_reader_give(db);
    return found;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static int get_caller_identity(struct call *c)
{
    doc_put_cstr(c->out, "UserId", c->who.user_id);
    doc_put_cstr(c->out, "Account", c->who.account);
    doc_put_cstr(c->out, "Arn", c->who.arn);
    return 0;
}

/* The role must exist, but for a service that runs what was given a role's name: AWS checks that when the name is
 * given. Fills the role's id and name. */
static bool role_exists(struct call *c, struct span name, struct span *role_id)
{
    struct call *get = door_open("iam", "GetRole", &c->who, c->endpoint);
    bool found;

    if (!get) return false;
    doc_put_str(get->in, "RoleName", name);
    found = door_call_within(c, get) == 0;
    *role_id =
        found ? arena_span(&c->arena, doc_get_str(doc_get(get->out, "Role"), "RoleId")) : SPAN("AROA00000000000000000");
    call_free(get);
    return found;
}

static void session_make(struct call *c, struct identity_key *k, char access_key_id[21])
{
    unsigned char random[240];
    char id[13];

    random_text(id, 12, ALPHABET_UPPER);
    snprintf(access_key_id, 21, OWN_KEYS "%s", id);
    random_text(k->secret, 40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    random_bytes(random, sizeof random);
    copy(k->token, sizeof k->token, base64_text(&c->arena, (struct span){ (char *)random, sizeof random }));
    k->expires_ms = c->now_ms + doc_get_int(c->in, "DurationSeconds", 3600) * 1000;
}

static int assume_role(struct call *c)
{
    struct span arn = doc_get_str(c->in, "RoleArn"), role_id = { NULL, 0 };
    const char *session = doc_get_cstr(c->in, "RoleSessionName");
    struct identity_key *k = ARENA_NEW(&c->arena, struct identity_key);
    struct doc *out, *user;
    char access_key_id[21];

    if (!identity_of_role(arn, session, c->who.region, &k->who))
        return fault(c, &sts_validation, "%.*s is invalid", SPAN_ARG(arn));
    if (!role_exists(c, arn_last(arn), &role_id) && c->who.kind != IDENTITY_SERVICE)
        return fault(c, &sts_access_denied, "User: %s is not authorized to perform: sts:AssumeRole on resource: %.*s",
                     c->who.arn, SPAN_ARG(arn));
    snprintf(k->who.user_id, sizeof k->who.user_id, "%.*s:%s", SPAN_ARG(role_id), session);
    session_make(c, k, access_key_id);
    session_insert(c, k, access_key_id);
    out = doc_put_map(c->out, "Credentials");
    doc_put_cstr(out, "AccessKeyId", access_key_id);
    doc_put_cstr(out, "SecretAccessKey", k->secret);
    doc_put_cstr(out, "SessionToken", k->token);
    doc_put_int(out, "Expiration", k->expires_ms);
    user = doc_put_map(c->out, "AssumedRoleUser");
    doc_put_cstr(user, "AssumedRoleId", k->who.user_id);
    doc_put_cstr(user, "Arn", k->who.arn);
    return 0;
}

static void ask_role(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "RoleArn"));
}

/* --- the service -------------------------------------------------------------------------------------------------- */

static const struct operation operations[] = {
    { "AssumeRole", &AssumeRoleInput, &AssumeRoleOutput, assume_role, WRITES, .asks = ask_role },
    { "GetCallerIdentity", &Nothing, &GetCallerIdentityOutput, get_caller_identity, NO_DATABASE | NO_PERMISSION },
    { 0 },
};

static const struct service_faults faults = { .validation = &sts_validation };

static int start(void)
{
    identity_register_keys(session_find);
    return 0;
}

const struct service sts_service = {
    .name = "sts",
    .title = "AWS STS",
    .api_version = "2011-06-15",
    .xml_namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
    .codecs = CODECS(&aws_query),
    .body_bytes_max = 2 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .schema = schema,
    .start = start,
};
