/* A request's certificate is issued before its row is written, so that whoever waits for it finds it issued at once:
 * SDKs' waiters ask again a minute later. That, and a renewal, happens off the writer.
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
#include "emulator/core/chore.h"
#include "emulator/core/service.h"
#include "emulator/services/acm/acm_words.h"

#define DAY_MS     ((int64_t)24 * 60 * 60 * 1000)
#define VALID_DAYS 198 /* AWS: since February 2026 */

/* Validity follows the machine's time: it is clients that look at it. AWS: it begins with a day. */
bool acm_issue(struct arena *a, const char *algorithm, const struct doc *names, struct acm_issued *issued)
{
    int64_t from_ms = clock_real_ms() / DAY_MS * DAY_MS;
    struct span *list = ARENA_ARRAY(a, struct span, CERTIFICATE_NAMES_MAX);
    struct authority_wish wish = { .names = list,
                                   .from_ms = from_ms,
                                   .until_ms = from_ms + VALID_DAYS * DAY_MS + DAY_MS - 1000 };

    for (size_t i = 0; i < doc_count(names) && i < CERTIFICATE_NAMES_MAX; i++)
        list[wish.name_count++] = doc_text(doc_at(names, i));
    issued->key = wish.key = private_key_make(a, algorithm);
    issued->body = wish.key ? authority_sign(a, &wish) : NULL;
    return issued->body;
}

void acm_issued_put(struct call *c, struct acm_certificate *certificate, const struct acm_issued *issued)
{
    struct doc *detail = certificate->detail, *options = doc_get(detail, "DomainValidationOptions");
    struct certificate facts;

    certificate->key = span_of(issued->key);
    certificate->body = span_of(issued->body);
    certificate->chain = span_of(authority_certificate());
    if (certificate_read(&c->arena, certificate->body, &facts) == 0) acm_detail_describe(detail, &facts);
    for (size_t i = 0; i < doc_count(options); i++) doc_put_cstr(doc_at(options, i), "ValidationStatus", "SUCCESS");
    doc_put_cstr(detail, "SignatureAlgorithm", "SHA256WITHRSA");
    doc_put_cstr(detail, "Status", "ISSUED");
    doc_put_int(detail, "IssuedAt", c->now_ms);
}

/* --- renewals ----------------------------------------------------------------------------------------------------- */

/* One on its way. */
struct renewal {
    struct arena arena;
    int64_t id;
    const char *algorithm;
    struct doc *names;
    struct acm_issued issued; /* without a body: that failed */
};

static void renewal_free(struct renewal *r)
{
    arena_release(&r->arena);
    free(r);
}

static int renewal_write(struct call *c, void *value)
{
    const struct renewal *r = *(struct renewal **)value;
    struct acm_certificate certificate;
    struct doc *summary;

    if (!acm_store_by_id(c->db, &c->arena, r->id, &certificate)) return 0; /* it was deleted meanwhile */
    summary = doc_put_map(certificate.detail, "RenewalSummary");
    doc_put_cstr(summary, "RenewalStatus", r->issued.body ? "SUCCESS" : "FAILED");
    doc_put_int(summary, "UpdatedAt", c->now_ms);
    if (r->issued.body) acm_issued_put(c, &certificate, &r->issued);
    doc_put(summary, "DomainValidationOptions",
            doc_copy(&c->arena, doc_get(certificate.detail, "DomainValidationOptions")));
    acm_store_update(c->db, &c->arena, &certificate);
    return 0;
}

static void renewal_over(void *value, bool is_committed)
{
    (void)is_committed; /* what was not leaves the certificate as it was */
    renewal_free(*(struct renewal **)value);
}

static void renewal_work(void *arg)
{
    struct renewal *r = arg;

    acm_issue(&r->arena, r->algorithm, r->names, &r->issued);
    chore_once(service_find("acm"), renewal_write, renewal_over, &r, sizeof r);
}

static void renewal_run(void *value)
{
    workers_submit(renewal_work, *(struct renewal **)value);
}

static void renewal_drop(void *value)
{
    renewal_free(*(struct renewal **)value);
}

/* "RSA-2048", as it is shown, is "RSA_2048". */
static const char *algorithm_of(struct arena *a, struct span shown)
{
    char *text = arena_string(a, shown), *at = strchr(text, '-');

    if (at) *at = '_';
    return text;
}

void acm_renew_later(struct call *c, const struct acm_certificate *certificate)
{
    struct renewal *r = memory_new(1, sizeof *r);

    r->id = certificate->id;
    r->algorithm = algorithm_of(&r->arena, doc_get_str(certificate->detail, "KeyAlgorithm"));
    r->names = doc_copy(&r->arena, doc_get(certificate->detail, "SubjectAlternativeNames"));
    call_after_commit_owning(c, renewal_run, renewal_drop, &r, sizeof r);
}
