/* The place where policies are asked. */
#include "emulator/edge/authorise.h"

#include <pthread.h>
#include <stdio.h>

#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/service.h"
#include "emulator/core/settings.h"
#include "emulator/edge/condition_keys.h"
#include "emulator/edge/decisions.h"
#include "emulator/edge/denial.h"
#include "emulator/edge/grants.h"
#include "emulator/services/iam/iam_uses.h"
#include "emulator/services/s3/s3_names.h"

/* --- how strictly ------------------------------------------------------------------------------------------------- */

#define ACCOUNTS_MAX 64

static const char *const mode_names[] = { "enforce", "soft", "off" };

static struct {
    pthread_rwlock_t lock;
    struct {
        char account[13];
        enum authorise_mode mode;
    } rows[ACCOUNTS_MAX];
    _Atomic int used;
} modes = { .lock = PTHREAD_RWLOCK_INITIALIZER };

bool authorise_mode_read(const char *name, enum authorise_mode *mode)
{
    for (int i = 0; i < 3; i++)
        if (strcmp(name, mode_names[i]) == 0) return *mode = (enum authorise_mode)i, true;
    return false;
}

const char *authorise_mode_name(enum authorise_mode mode)
{
    return mode_names[mode];
}

static int row_of(const char *account)
{
    for (int i = 0; i < modes.used; i++)
        if (strcmp(modes.rows[i].account, account) == 0) return i;
    return -1;
}

enum authorise_mode authorise_mode_of(const char *account)
{
    enum authorise_mode mode = settings.iam;
    int row;

    if (!modes.used) return mode;
    pthread_rwlock_rdlock(&modes.lock);
    row = row_of(account);
    if (row >= 0) mode = modes.rows[row].mode;
    pthread_rwlock_unlock(&modes.lock);
    return mode;
}

/* Under the lock. */
static bool mode_put(const char *account, const enum authorise_mode *mode)
{
    int row = row_of(account);

    if (!mode) {
        if (row >= 0) modes.rows[row] = modes.rows[--modes.used];
        return true;
    }
    if (row < 0 && modes.used == ACCOUNTS_MAX) return false;
    if (row < 0) row = modes.used++;
    snprintf(modes.rows[row].account, sizeof modes.rows[row].account, "%s", account);
    modes.rows[row].mode = *mode;
    return true;
}

bool authorise_mode_set(const char *account, const char *name)
{
    enum authorise_mode mode;
    bool is_put;

    if (name && !authorise_mode_read(name, &mode)) return false;
    pthread_rwlock_wrlock(&modes.lock);
    is_put = mode_put(account, name ? &mode : NULL);
    pthread_rwlock_unlock(&modes.lock);
    return is_put;
}

/* --- the question ------------------------------------------------------------------------------------------------- */

struct asking {
    struct call *c;
    struct policy_caller caller;
    struct kept *grants, *session, *attached; /* held while it is asked */
    struct arn arn;                           /* of what is asked for, in parts; all absent when it is none */
};

static const struct grants *grants_of(const struct asking *k)
{
    return k->grants ? k->grants->value : NULL;
}

static const struct session_grants *session_of(const struct asking *k)
{
    return k->session ? k->session->value : NULL;
}

/* "AROA…:session", with the role's id as IAM has it: Nube itself may act by a role without knowing that. */
static struct span session_id(const struct asking *k)
{
    struct span id = span_of(k->c->who.user_id), role = grants_of(k)->unique_id;
    size_t colon = span_find(id, ':');

    if (!role.size || span_eq(span_sub(id, 0, colon), role)) return id;
    return arena_format(&k->c->arena, "%.*s%.*s", SPAN_ARG(role), SPAN_ARG(span_sub(id, colon, SIZE_MAX)));
}

static void caller_fill(struct asking *k)
{
    static const enum policy_who whos[] = {
        [IDENTITY_ROOT] = WHO_ROOT,           [IDENTITY_USER] = WHO_USER,       [IDENTITY_ROLE] = WHO_ROLE,
        [IDENTITY_FEDERATED] = WHO_FEDERATED, [IDENTITY_SERVICE] = WHO_SERVICE, [IDENTITY_ORIGIN] = WHO_ORIGIN,
        [IDENTITY_ANONYMOUS] = WHO_ANONYMOUS
    };
    const struct identity *who = &k->c->who;

    k->caller = (struct policy_caller){ .who = whos[who->kind], .account = span_of(who->account) };
    if (who->kind == IDENTITY_ANONYMOUS) {
        k->caller.federated = ask_key_find(k->c, "aws:FederatedProvider");
        return;
    }
    if (who->kind == IDENTITY_SERVICE) k->caller.service = span_of(who->arn);
    else k->caller.arn = span_of(who->arn), k->caller.user_id = span_of(who->user_id);
    if (who->kind == IDENTITY_ORIGIN) k->caller.canonical = k->caller.user_id;
    if (who->kind != IDENTITY_ROLE) return;
    k->caller.role_arn = grants_of(k)->arn;
    k->caller.user_id = session_id(k);
}

static bool is_other_account(const struct asking *k, const struct service *keeper, struct span resource)
{
    struct span account = k->arn.account;

    if (keeper && keeper->resource_account) {
        account = keeper->resource_account(k->c, resource);
        return account.size && !span_is(account, k->c->who.account);
    }
    return account.size == 12 && !span_is(account, k->c->who.account);
}

static struct condition_source source_of(struct asking *k, const struct ask *ask, const struct service *owner)
{
    const struct session_grants *session = session_of(k);
    struct condition_source s = { .c = k->c,
                                  .ask = ask,
                                  .caller = &k->caller,
                                  .keeper = owner,
                                  .caller_tags = grants_of(k) ? grants_of(k)->tags : NULL };

    if (k->c->who.kind == IDENTITY_ROLE) s.issued_ms = k->c->started_ms;
    if (!session) return s;
    s.session_tags = session->tags;
    s.issued_ms = session->issued_ms;
    s.mfa_ms = session->mfa_ms;
    s.source_identity = session->source_identity;
    s.federated_provider = session->provider;
    return s;
}

/* Is it a role's trust that says who may do this? */
static bool is_trust(const struct ask *ask, const struct service *keeper)
{
    return keeper && strncmp(ask->action, "sts:", 4) == 0;
}

static struct policy_question question_of(struct asking *k, const struct ask *ask, const struct policy_context *context,
                                          const struct service *keeper)
{
    const struct grants *g = grants_of(k);
    const struct session_grants *session = session_of(k);
    bool trusts = is_trust(ask, keeper);

    return (struct policy_question){ .caller = &k->caller,
                                     .action = span_of(ask->action),
                                     .resource = ask->resource,
                                     .context = context,
                                     .identity = g ? g->set : (struct policy_set){ NULL, 0 },
                                     .boundary = g ? g->boundary : NULL,
                                     .session = session ? session->set : (struct policy_set){ NULL, 0 },
                                     .has_session = session && session->is_limited,
                                     .attached = k->attached ? k->attached->value : NULL,
                                     .is_trust = trusts,
                                     .needs_attached = trusts,
                                     .is_cross_account = is_other_account(k, keeper, ask->resource) };
}

/* Where ARNs have no account, ACLs name one by its canonical id. */
static void canonical_fill(struct asking *k, const struct service *keeper)
{
    if (k->caller.canonical.size) return;
    if (keeper && keeper->resource_account) k->caller.canonical = s3_canonical_id(&k->c->arena, k->caller.account);
}

/* A service does by itself only what the resource's policy lets it; where the resource's kind has no policies, what it
 * does is Nube's own business, and so is what it looks up. */
static bool is_own_business(const struct call *c, const struct service *keeper)
{
    bool only_looks = !(c->operation->flags & (WRITES | ASYNC)) && !c->who.is_held;

    return c->who.kind == IDENTITY_SERVICE && (!keeper || only_looks);
}

/* Nobody may do what is public, and ask a data plane, which decides for itself; else a policy must let everybody in. */
static bool is_for_everybody(const struct call *c, bool trusts)
{
    return c->who.kind == IDENTITY_ANONYMOUS && ((c->operation->flags & PUBLIC && !trusts) || c->request);
}

/* A service may act by a role that IAM does not have: nothing it then calls is held against a policy. */
static bool is_role_of_nobody(const struct asking *k, const struct ask *ask, const struct service *keeper)
{
    return k->c->who.kind == IDENTITY_SERVICE && is_trust(ask, keeper) && !k->attached->value;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* Nobody is told but the log when it is a service that is refused. */
static void refusal_log(const struct asking *k, bool is_soft, const char *words)
{
    const char *outcome = is_soft ? "would be refused" : "refused";

    if (k->c->who.kind == IDENTITY_SERVICE)
        log_warn("%s: %s; see /_nube/iam/decisions, and --iam soft to let it through", outcome, words);
    else log_info("%s: %s", outcome, words);
}

static bool is_reticent(const struct call *c)
{
    return c->service->faults && c->service->faults->is_reticent;
}

/* AWS: a token of another's stands in place of a signature; the role's trust refuses it in its own words. */
static bool lacks_signature(const struct asking *k, const struct policy_question *q)
{
    bool has_token = q->is_trust && k->c->operation->flags & PUBLIC;

    return k->c->who.kind == IDENTITY_ANONYMOUS && !has_token && !is_reticent(k->c);
}

/* For who tells by what it was allowed. */
static int let(struct asking *k, const struct policy_decision *d)
{
    if (d->let_by) k->c->let_by = arena_span(&k->c->arena, d->let_by->sid);
    return 0;
}

static int answer(struct asking *k, const struct policy_question *q, struct condition_source *source,
                  const struct policy_decision *d)
{
    bool is_soft = authorise_mode_of(k->c->who.account) == AUTHORISE_SOFT;

    if (!d->is_allowed && lacks_signature(k, q)) return denial_raise_missing(k->c);
    decisions_add(q, source, d, !is_soft);
    if (grants_of(k) && grants_of(k)->unique_id.size)
        iam_use_note(grants_of(k)->unique_id, q->action, span_of(k->c->who.region), k->c->now_ms);
    if (d->is_allowed) return let(k, d);
    refusal_log(k, is_soft, denial_words(k->c, q, d));
    return is_soft ? 0 : denial_raise(k->c, q, d);
}

static int asked(struct asking *k, int rc)
{
    kept_release(k->attached);
    k->attached = NULL;
    return rc;
}

/* The service that has what is asked for. */
static const struct service *owner_find(struct asking *k, const struct ask *ask)
{
    return arn_parse(ask->resource, &k->arn) ? grants_service(k->arn.service) : NULL;
}

static int ask_one(struct asking *k, const struct ask *ask)
{
    const struct service *owner = owner_find(k, ask), *keeper = grants_keeper(ask->action, owner);
    struct condition_source source = source_of(k, ask, owner);
    struct policy_context context = condition_context(&source);
    struct policy_question q;
    struct policy_decision d;

    if (is_own_business(k->c, keeper) || is_for_everybody(k->c, is_trust(ask, keeper))) return 0;
    canonical_fill(k, keeper);
    if (keeper && !(k->attached = grants_of_resource(k->c, keeper, ask->resource))) return call_store_failed(k->c);
    if (is_role_of_nobody(k, ask, keeper)) return asked(k, 0);
    q = question_of(k, ask, &context, keeper);
    d = policy_decide(&q);
    return asked(k, answer(k, &q, &source, &d));
}

/* What the row asks is gathered at its first use: here, with the store's help where the service wants that. */
static int asks_gather(struct call *c)
{
    struct db *lent = NULL;

    if (c->service->asks_with_store && !call_lend_store(c, &lent)) return call_store_failed(c);
    ask_list(c);
    call_return_store(c, lent);
    return 0;
}

static int ask_all(struct asking *k)
{
    if (asks_gather(k->c)) return -1;
    for (const struct ask *ask = ask_list(k->c); ask; ask = ask->next)
        if (ask_one(k, ask)) return -1;
    return 0;
}

static bool has_grants(const struct call *c)
{
    return c->who.kind == IDENTITY_USER || c->who.kind == IDENTITY_ROLE || c->who.kind == IDENTITY_FEDERATED;
}

/* Of whom the credentials were issued to: that user or role is deleted, though another may have its name by now. A
 * service may have a session of a role that IAM never had. */
static bool is_gone(const struct asking *k)
{
    const struct identity *who = &k->c->who;
    struct span id = span_of(who->user_id);

    if (!who->key_id[0] || span_starts(id, IDENTITY_NO_ROLE)) return false;
    if (!grants_of(k)->is_known || who->kind == IDENTITY_FEDERATED) return !grants_of(k)->is_known;
    return !span_eq(span_sub(id, 0, span_find(id, ':')), grants_of(k)->unique_id);
}

static int ask_caller(struct call *c)
{
    struct asking k = { .c = c };
    int rc;

    if (has_grants(c)) {
        k.grants = grants_of_caller(c);
        k.session = k.grants ? grants_of_session(c) : NULL;
        if (!k.session) {
            kept_release(k.grants);
            return call_store_failed(c);
        }
    }
    if (has_grants(c) && is_gone(&k)) {
        rc = fault(c, &fault_unrecognized_client, "The security token included in the request is invalid.");
    } else if (has_grants(c) && !grants_of(&k)->is_known) {
        rc = 0;
    } else {
        caller_fill(&k);
        rc = ask_all(&k);
    }
    kept_release(k.grants);
    kept_release(k.session);
    return rc;
}

static int refuse_nobody(struct call *c)
{
    return is_reticent(c) ? fault(c, c->service->faults->denied, "Access Denied") : denial_raise_missing(c);
}

/* --- the root ----------------------------------------------------------------------------------------------------- */

/* AWS: who put a policy that denies everybody gets out of it as the account's root.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html */
static bool is_way_out(const char *action)
{
    static const char *const actions[] = { "sqs:SetQueueAttributes", "sqs:RemovePermission", "s3:GetBucketPolicy",
                                           "s3:PutBucketPolicy", "s3:DeleteBucketPolicy" };

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(action, actions[i]) == 0) return true;
    return false;
}

static int ask_root_one(struct asking *k, const struct ask *ask)
{
    const struct service *owner = owner_find(k, ask), *keeper = grants_keeper(ask->action, owner);
    struct condition_source source;
    struct policy_context context;
    struct policy_question q;
    struct policy_decision d;
    bool is_theirs;

    if (!keeper || is_trust(ask, keeper)) return 0;
    is_theirs = is_other_account(k, keeper, ask->resource);
    if (!is_theirs && is_way_out(ask->action)) return 0;
    if (!(k->attached = grants_of_resource(k->c, keeper, ask->resource))) return call_store_failed(k->c);
    if (!k->attached->value && !(is_theirs && (k->c->owner[0] || keeper->resource_account))) return asked(k, 0);
    source = source_of(k, ask, owner);
    context = condition_context(&source);
    canonical_fill(k, keeper);
    q = question_of(k, ask, &context, keeper);
    d = policy_decide(&q);
    return asked(k, d.is_allowed ? let(k, &d) : answer(k, &q, &source, &d));
}

/* AWS: in its account the root needs no policy that allows, but is held to what denies; elsewhere it is one among
 * others. DIFFERS: that is asked of whoever sends a request, and where the resource has a policy: what has none is open
 * to every account's root, but for tables, buckets and objects. */
static int ask_root(struct call *c)
{
    struct asking k = { .c = c };

    if ((!c->caller && !c->is_forwarded) || !c->service->resource_policy) return 0;
    caller_fill(&k);
    if (asks_gather(c)) return -1;
    for (const struct ask *ask = ask_list(c); ask; ask = ask->next)
        if (ask_root_one(&k, ask)) return -1;
    return 0;
}

static int authorise_asks(struct call *c)
{
    if (c->operation->flags & NO_PERMISSION && (c->who.kind == IDENTITY_ROOT || !c->who.key_id[0])) return 0;
    if (c->who.kind == IDENTITY_ROOT) return authorise_mode_of(c->who.account) == AUTHORISE_OFF ? 0 : ask_root(c);
    if (authorise_mode_of(c->who.account) == AUTHORISE_OFF)
        return c->who.kind == IDENTITY_ANONYMOUS && c->caller && !is_for_everybody(c, false) ? refuse_nobody(c) : 0;
    return ask_caller(c);
}

int authorise(struct call *c)
{
    if (c->fault.kind) return -1;
    if (c->operation->flags & ASKS_ITSELF) return 0;
    return authorise_asks(c);
}

int authorise_also(struct call *c, const char *action, struct span resource)
{
    struct ask *asks = c->asks;
    int rc;

    c->asks = NULL;
    ask_for_action(c, action, resource);
    rc = authorise_asks(c);
    c->asks = asks;
    return rc;
}

void authorise_start(void)
{
    grants_start();
    decisions_clear();
}
