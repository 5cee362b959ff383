/* Making a key of RSA takes a part of a second: neither the caller nor the writer waits for it.
 *
 * AWS: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
 * DIFFERS: a domain's record or the link in an e-mail is not waited for; and the issuer, shown as Amazon, is Nube's
 * authority. */
#include "emulator/services/acm/acm_issue.h"

#include <stdlib.h>

#include "emulator/base/authority.h"
#include "emulator/base/certificate.h"
#include "emulator/base/certificate_write.h"
#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/base/private_key.h"
#include "emulator/base/workers.h"
#include "emulator/core/service.h"
#include "emulator/services/acm/acm_words.h"

#define DAY_MS     ((int64_t)24 * 60 * 60 * 1000)
#define VALID_DAYS 198 /* AWS: since February 2026 */

struct chore acm_pending = { .name = "acm pending" };

/* One certificate on its way. */
struct issue {
    struct arena arena;
    int64_t id;
    bool renews;
    const char *algorithm;
    struct span names[CERTIFICATE_NAMES_MAX];
    size_t name_count;
    const char *key, *body; /* once they are made; NULL: that failed */
};

static void issue_free(struct issue *i)
{
    arena_release(&i->arena);
    free(i);
}

/* --- the row ------------------------------------------------------------------------------------------------------ */

static void validated_set(struct doc *detail)
{
    const struct doc *options = doc_get(detail, "DomainValidationOptions");

    for (size_t i = 0; i < doc_count(options); i++) doc_put_cstr(doc_at(options, i), "ValidationStatus", "SUCCESS");
}

static void renewal_put(struct call *c, struct doc *detail)
{
    struct doc *summary = doc_put_map(detail, "RenewalSummary");

    doc_put_cstr(summary, "RenewalStatus", "SUCCESS");
    doc_put(summary, "DomainValidationOptions", doc_copy(&c->arena, doc_get(detail, "DomainValidationOptions")));
    doc_put_int(summary, "UpdatedAt", c->now_ms);
}

static void issued_put(struct call *c, struct acm_certificate *certificate, const struct issue *i)
{
    struct doc *detail = certificate->detail;
    struct certificate facts;

    if (!i->body || certificate_read(&c->arena, span_of(i->body), &facts)) {
        doc_put_cstr(detail, "Status", "FAILED");
        doc_put_cstr(detail, "FailureReason", "OTHER");
        return;
    }
    certificate->key = span_of(i->key);
    certificate->body = span_of(i->body);
    certificate->chain = span_of(authority_certificate());
    acm_detail_describe(detail, &facts);
    validated_set(detail);
    if (i->renews) renewal_put(c, detail);
    doc_put_cstr(detail, "SignatureAlgorithm", "SHA256WITHRSA");
    doc_put_cstr(detail, "Status", "ISSUED");
    doc_put_int(detail, "IssuedAt", c->now_ms);
}

static int issued_write(struct call *c, void *value)
{
    const struct issue *i = *(struct issue **)value;
    struct acm_certificate certificate;

    if (!acm_store_by_id(c->db, &c->arena, i->id, &certificate)) return 0; /* it was deleted meanwhile */
    issued_put(c, &certificate, i);
    acm_store_update(c->db, &c->arena, &certificate);
    return 0;
}

static void issued_over(void *value, bool is_committed)
{
    (void)is_committed; /* what was not, is pending still, and is taken up with the next start */
    issue_free(*(struct issue **)value);
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

/* Validity follows the machine's time: it is clients that look at it. AWS: it begins with a day. */
static void issue_work(void *arg)
{
    struct issue *i = arg;
    int64_t from_ms = clock_real_ms() / DAY_MS * DAY_MS;
    struct authority_wish wish = { .names = i->names,
                                   .name_count = i->name_count,
                                   .from_ms = from_ms,
                                   .until_ms = from_ms + VALID_DAYS * DAY_MS + DAY_MS - 1000 };

    i->key = wish.key = private_key_make(&i->arena, i->algorithm);
    if (wish.key) i->body = authority_sign(&i->arena, &wish);
    chore_once(service_find("acm"), issued_write, issued_over, &i, sizeof i);
}

static void issue_run(void *value)
{
    workers_submit(issue_work, *(struct issue **)value);
}

static void issue_drop(void *value)
{
    issue_free(*(struct issue **)value);
}

/* "RSA-2048", as it is shown, is "RSA_2048". */
static const char *algorithm_of(struct issue *i, struct span shown)
{
    char *text = arena_string(&i->arena, shown), *at = strchr(text, '-');

    if (at) *at = '_';
    return text;
}

void acm_issue_later(struct call *c, const struct acm_certificate *certificate, bool renews)
{
    const struct doc *names = doc_get(certificate->detail, "SubjectAlternativeNames");
    struct issue *i = memory_new(1, sizeof *i);

    i->id = certificate->id;
    i->renews = renews;
    i->algorithm = algorithm_of(i, doc_get_str(certificate->detail, "KeyAlgorithm"));
    for (size_t n = 0; n < doc_count(names) && n < CERTIFICATE_NAMES_MAX; n++)
        i->names[i->name_count++] = arena_span(&i->arena, doc_text(doc_at(names, n)));
    call_after_commit_owning(c, issue_run, issue_drop, &i, sizeof i);
}

bool acm_pending_step(struct call *c, int64_t *due_ms)
{
    struct rows *r = acm_store_pending(c->db);
    struct acm_certificate certificate;

    (void)due_ms;
    while (acm_store_read(r, &c->arena, &certificate)) acm_issue_later(c, &certificate, false);
    return false;
}
