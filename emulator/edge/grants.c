/* Read on a snapshot, or on the writer from its transaction; what the writer sees is not kept, for it may be undone. */
#include "emulator/edge/grants.h"

#include <assert.h>
#include <string.h>

#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_grants.h"
#include "emulator/services/sts/sts_session.h"
#include "emulator/store/store.h"

#define SERVICES_MAX 64

static struct watch principals_watch = { .tables = iam_grants_tables };
static struct watch resources_watches[SERVICES_MAX];
static const char *const no_tables[] = { NULL };
static struct watch nothing_watch = { .tables = no_tables };
static struct kept_table principals, sessions, resources;

void grants_start(void)
{
    size_t i = 0;

    watch_add(&principals_watch);
    watch_add(&nothing_watch);
    for (const struct service *const *s = services; *s; s++, i++) {
        assert(i < SERVICES_MAX && !(*s)->resource_policy == !(*s)->policy_tables);
        if (!(*s)->policy_tables) continue;
        if (!resources_watches[i].tables) resources_watches[i].tables = (*s)->policy_tables; /* a reset has readers */
        watch_add(&resources_watches[i]);
    }
    kept_start(&principals);
    kept_start(&sessions);
    kept_start(&resources);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* The call's connection, or one of our own. */
static struct db *reader_take(const struct call *c)
{
    return c->db ? c->db : store_reader_take();
}

static void reader_give(const struct call *c, struct db *db)
{
    if (db != c->db) store_reader_give(db);
}

/* AWS took it when it was put, and Nube may be newer than the document: what it does not understand allows nothing, and
 * might have denied. */
static const struct policy *compile(struct arena *a, struct span document, enum policy_kind kind, struct span label)
{
    static const char all[] =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"NotUnderstood\",\"Effect\":\"Deny\","
        "\"Action\":\"*\",\"Resource\":\"*\"%s}}";
    struct span words;
    const struct policy *p = policy_compile(a, document, kind, &words);

    if (!p) {
        log_warn("the policy %.*s is not understood, so that it denies everything: %.*s", SPAN_ARG(label),
                 SPAN_ARG(words));
        p = policy_compile(a, arena_format(a, all, kind == POLICY_IDENTITY ? "" : ",\"Principal\":\"*\""),
                           kind == POLICY_IDENTITY ? kind : POLICY_RESOURCE, NULL);
    }
    ((struct policy *)p)->label = arena_span(a, label);
    return p;
}

/* --- callers ------------------------------------------------------------------------------------------------------ */

/* AWS: arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION. */
static struct span role_name(const struct identity *who)
{
    struct span rest = span_of(who->arn), name = { NULL, 0 };

    span_split(&rest, '/', &name);
    span_split(&rest, '/', &name);
    return name;
}

static void grants_fill(struct arena *a, const struct iam_grants *from, struct grants *g)
{
    const struct policy **items;
    size_t count = 0;

    for (const struct iam_grant *one = from->first; one; one = one->next) count++;
    items = ARENA_ARRAY(a, const struct policy *, count + 1);
    count = 0;
    for (const struct iam_grant *one = from->first; one; one = one->next)
        items[count++] = compile(a, one->document, POLICY_IDENTITY, one->arn.size ? one->arn : one->name);
    g->is_known = true;
    g->set = (struct policy_set){ items, count };
    g->arn = from->arn;
    g->unique_id = from->unique_id;
    g->tags = from->tags;
    if (from->boundary.size) g->boundary = compile(a, from->boundary, POLICY_IDENTITY, from->boundary_arn);
}

/* A federated user may do what their maker may; the root's all. */
static bool maker_read(const struct identity *who, struct db *db, struct arena *a, struct iam_grants *from)
{
    static const char all[] = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                              "\"Resource\":\"*\"}}";
    struct span account = span_of(who->account);
    struct sts_session session;
    struct iam_grant *root;
    struct arn maker;

    if (!sts_session_find(db, a, span_of(who->key_id), &session) || !arn_parse(session.maker, &maker)) return false;
    if (span_starts(maker.resource, "user/")) return iam_grants_of_user(db, a, account, arn_last(maker.resource), from);
    root = ARENA_NEW(a, struct iam_grant);
    *root = (struct iam_grant){ .name = SPAN("root"), .document = span_of(all) };
    *from = (struct iam_grants){ .arn = session.maker, .first = root };
    return true;
}

/* Of whom the caller is or acts for. */
static bool grants_find(const struct identity *who, struct db *db, struct arena *a, struct iam_grants *from)
{
    struct span account = span_of(who->account);

    switch (who->kind) {
    case IDENTITY_USER: return iam_grants_of_user(db, a, account, arn_last(span_of(who->arn)), from);
    case IDENTITY_ROLE: return iam_grants_of_role(db, a, account, role_name(who), from);
    default: return maker_read(who, db, a, from);
    }
}

/* Into what is kept, all of it: false when the store failed. */
static bool grants_read(const struct identity *who, struct db *db, struct kept *k)
{
    struct grants *g = ARENA_NEW(&k->arena, struct grants);
    struct iam_grants from = { 0 };

    k->value = g;
    if (grants_find(who, db, &k->arena, &from)) grants_fill(&k->arena, &from, g);
    else if (!db_failed(db) && !who->key_id[0])
        log_warn("%s is not in IAM: what it calls is not held against any policy", who->arn);
    return !db_failed(db);
}

/* What is kept of a caller is named by the user, the role, or the federated user's key. */
static struct span name_of(const struct identity *who, char *out, size_t room)
{
    struct span last = who->kind == IDENTITY_USER        ? span_of(who->arn)
                       : who->kind == IDENTITY_FEDERATED ? span_of(who->key_id)
                                                         : role_name(who);

    if (last.size > room - sizeof who->account) last.size = room - sizeof who->account;
    memcpy(out, who->account, sizeof who->account); /* with its NUL between the two */
    if (last.size) memcpy(out + sizeof who->account, last.data, last.size);
    return (struct span){ out, sizeof who->account + last.size };
}

struct kept *grants_of_caller(const struct call *c)
{
    char room[600];
    struct span name = name_of(&c->who, room, sizeof room);
    struct kept *k = kept_find(&principals, &principals_watch, name);
    struct db *db;
    bool is_good;

    if (k) return k;
    db = reader_take(c);
    if (!db) return NULL;
    k = kept_new(name);
    is_good = grants_read(&c->who, db, k);
    if (is_good && watch_commit_of(db)) kept_put(&principals, k, watch_commit_of(db));
    reader_give(c, db);
    if (is_good) return k;
    kept_release(k);
    return NULL;
}

/* --- sessions ----------------------------------------------------------------------------------------------------- */

/* AWS: a federated user without any policy may nothing but what a resource's policy lets them by name. */
static void session_fill(struct arena *a, const struct sts_session *from, enum identity_kind kind,
                         struct session_grants *g)
{
    const struct policy **items = ARENA_ARRAY(a, const struct policy *, doc_count(from->policies) + 1);

    for (size_t i = 0; i < doc_count(from->policies); i++)
        items[i] = compile(a, doc_text(doc_at(from->policies, i)), POLICY_IDENTITY, SPAN("the session's"));
    g->set = (struct policy_set){ items, doc_count(from->policies) };
    g->is_limited = doc_count(from->policies) > 0 || kind == IDENTITY_FEDERATED;
    g->tags = from->tags;
    g->issued_ms = from->issued_ms;
    g->mfa_ms = from->mfa_ms;
    g->source_identity = from->source_identity;
    g->provider = from->provider;
}

static bool session_read(const struct call *c, struct db *db, struct kept *k)
{
    struct sts_session from;
    struct session_grants *g = ARENA_NEW(&k->arena, struct session_grants);

    k->value = g;
    g->issued_ms = c->started_ms;
    if (sts_session_find(db, &k->arena, span_of(c->who.key_id), &from)) session_fill(&k->arena, &from, c->who.kind, g);
    return !db_failed(db);
}

/* A session's facts never change, so that they are kept for good. */
struct kept *grants_of_session(const struct call *c)
{
    struct kept *k = c->who.key_id[0] ? kept_find(&sessions, &nothing_watch, span_of(c->who.key_id)) : NULL;
    struct db *db;
    bool is_good;

    if (k) return k;
    k = kept_new(span_of(c->who.key_id));
    if (!sts_session_may_be(span_of(c->who.key_id))) {
        struct session_grants *g = ARENA_NEW(&k->arena, struct session_grants);
        g->issued_ms = c->who.key_id[0] ? 0 : c->started_ms; /* a user's own key is no session */
        k->value = g;
        return k;
    }
    db = reader_take(c);
    is_good = db && session_read(c, db, k);
    if (is_good && watch_commit_of(db)) kept_put(&sessions, k, watch_commit_of(db));
    if (db) reader_give(c, db);
    if (is_good) return k;
    kept_release(k);
    return NULL;
}

/* --- resources ---------------------------------------------------------------------------------------------------- */

const struct service *grants_service(struct span name)
{
    for (const struct service *const *s = services; *s; s++)
        if (name.size && name.data[0] == (*s)->name[0] && span_is(name, (*s)->name)) return *s;
    return NULL;
}

const struct service *grants_keeper(const char *action, const struct service *owner)
{
    if (!owner || !owner->resource_policy) return NULL;
    return strcmp(owner->name, "iam") == 0 && strncmp(action, "sts:", 4) != 0 ? NULL : owner;
}

static struct watch *watch_of(const struct service *s)
{
    size_t i = 0;

    while (services[i] != s) i++;
    return &resources_watches[i];
}

static bool policy_read(struct call *c, const struct service *s, struct span arn, struct db *db, struct kept *k)
{
    struct db *own = c->db;
    struct span text;

    c->db = db;
    text = s->resource_policy(c, arn);
    c->db = own;
    if (db_failed(db)) return false;
    if (text.size)
        k->value =
            (void *)compile(&k->arena, text, span_is(SPAN("iam"), s->name) ? POLICY_TRUST : POLICY_RESOURCE, arn);
    return true;
}

struct kept *grants_of_resource(struct call *c, const struct service *s, struct span arn)
{
    struct watch *watch = watch_of(s);
    struct span name = s->policy_name ? s->policy_name(c, arn) : arn;
    struct kept *k = kept_find(&resources, watch, name);
    struct db *db;
    bool is_good;

    if (k) return k;
    db = reader_take(c);
    if (!db) return NULL;
    k = kept_new(name);
    is_good = policy_read(c, s, name, db, k);
    if (is_good && watch_commit_of(db)) kept_put(&resources, k, watch_commit_of(db));
    reader_give(c, db);
    if (is_good) return k;
    kept_release(k);
    return NULL;
}
