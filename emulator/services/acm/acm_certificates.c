/* AWS: what a certificate shows was seen in answers for issued, pending and imported ones. */
#include "emulator/services/acm/acm_certificates.h"

#include "emulator/base/certificate.h"
#include "emulator/core/door.h"
#include "emulator/core/page.h"
#include "emulator/core/service.h"
#include "emulator/services/acm/acm_faults.h"
#include "emulator/services/acm/acm_find.h"
#include "emulator/services/acm/acm_uses.h"
#include "emulator/store/store.h"

#define LIST_MAX_DEFAULT 1000
#define NAMES_SHOWN_MAX  100
#define CANDIDATES_MAX   16

/* AWS: eligible is one that ACM issued and that is in use. */
static const char *eligibility(const struct acm_certificate *certificate, const struct doc *users)
{
    return span_is(doc_get_str(certificate->detail, "Type"), "AMAZON_ISSUED") && doc_count(users) ? "ELIGIBLE"
                                                                                                  : "INELIGIBLE";
}

int acm_describe_certificate(struct call *c)
{
    struct acm_certificate certificate;
    struct doc *users;

    if (acm_require(c, &certificate)) return -1;
    users = doc_get_span(acm_uses(c), acm_arn(&c->arena, &certificate));
    doc_put_str(certificate.detail, "Status", acm_status(c, &certificate));
    doc_put_str(certificate.detail, "CertificateArn", acm_arn(&c->arena, &certificate));
    doc_put(certificate.detail, "InUseBy", users ? users : doc_list(&c->arena));
    doc_put_cstr(certificate.detail, "RenewalEligibility", eligibility(&certificate, users));
    doc_put(c->out, "Certificate", certificate.detail);
    return 0;
}

int acm_get_certificate(struct call *c)
{
    struct acm_certificate certificate;

    if (acm_require(c, &certificate)) return -1;
    doc_put_str(c->out, "Certificate", certificate.body);
    if (certificate.chain.size) doc_put_str(c->out, "CertificateChain", certificate.chain);
    return 0;
}

int acm_export_certificate(struct call *c)
{
    struct acm_certificate certificate;

    if (acm_require(c, &certificate)) return -1;
    return fault(c, &fault_validation, "Certificate ARN: %.*s is not a private certificate",
                 SPAN_ARG(acm_arn(&c->arena, &certificate)));
}

int acm_delete_certificate(struct call *c)
{
    struct acm_certificate certificate;
    struct span arn;

    if (acm_require(c, &certificate)) return -1;
    arn = acm_arn(&c->arena, &certificate);
    if (doc_count(doc_get_span(acm_uses(c), arn)))
        return fault(c, &acm_resource_in_use, "Certificate %.*s is in use.", SPAN_ARG(arn));
    acm_store_delete(c->db, certificate.id);
    return 0;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static bool is_among(const struct doc *wanted, struct span value)
{
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (span_eq(doc_text(doc_at(wanted, i)), value)) return true;
    return false;
}

/* Has it one of the wanted, NULL: whatever it has, or ANY of them? */
static bool has_some(const struct doc *wanted, const struct doc *have)
{
    if (!wanted || is_among(wanted, SPAN("ANY"))) return true;
    for (size_t i = 0; i < doc_count(have); i++)
        if (is_among(wanted, doc_get_str(doc_at(have, i), "Name"))) return true;
    return !doc_count(have) && is_among(wanted, SPAN("NONE"));
}

/* AWS: of those that nobody names, keys of RSA with 1024 and 2048 bits alone are listed. */
static bool is_key_wanted(const struct doc *types, struct span shown)
{
    if (!types) return span_is(shown, "RSA-1024") || span_is(shown, "RSA-2048");
    for (size_t i = 0; i < doc_count(types); i++) {
        struct span type = doc_text(doc_at(types, i));
        size_t gap = span_find(type, '_');
        if (type.size == shown.size && span_eq(span_sub(type, 0, gap), span_sub(shown, 0, gap)) &&
            span_eq(span_sub(type, gap + 1, SIZE_MAX), span_sub(shown, gap + 1, SIZE_MAX)))
            return true;
    }
    return false;
}

static bool is_wanted(const struct call *c, const struct acm_certificate *certificate)
{
    const struct doc *statuses = doc_get(c->in, "CertificateStatuses"), *includes = doc_get(c->in, "Includes");

    if (statuses && !is_among(statuses, acm_status(c, certificate))) return false;
    if (span_is(doc_get_str(includes, "exportOption"), "ENABLED") || doc_get(includes, "managedBy")) return false;
    return is_key_wanted(doc_get(includes, "keyTypes"), doc_get_str(certificate->detail, "KeyAlgorithm")) &&
           has_some(doc_get(includes, "keyUsage"), doc_get(certificate->detail, "KeyUsages")) &&
           has_some(doc_get(includes, "extendedKeyUsage"), doc_get(certificate->detail, "ExtendedKeyUsages"));
}

static void names_copy(struct doc *to, const char *member, const struct doc *from)
{
    struct doc *list = doc_put_list(to, member);

    for (size_t i = 0; i < doc_count(from); i++) doc_append_str(list, doc_get_str(doc_at(from, i), "Name"));
}

static void summary_add(struct call *c, struct doc *list, const struct acm_certificate *certificate,
                        const struct doc *users)
{
    static const char *const same[] = { "DomainName", "Type",      "KeyAlgorithm", "NotBefore",
                                        "NotAfter",   "CreatedAt", "IssuedAt",     "ImportedAt" };
    const struct doc *detail = certificate->detail, *names = doc_get(detail, "SubjectAlternativeNames");
    struct doc *one = doc_append_map(list), *shown;

    doc_put_str(one, "CertificateArn", acm_arn(&c->arena, certificate));
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (doc_get(detail, same[i])) doc_put(one, same[i], doc_get(detail, same[i]));
    doc_put_str(one, "Status", acm_status(c, certificate));
    shown = doc_put_list(one, "SubjectAlternativeNameSummaries");
    for (size_t i = 0; i < doc_count(names) && i < NAMES_SHOWN_MAX; i++) doc_append(shown, doc_at(names, i));
    doc_put_bool(one, "HasAdditionalSubjectAlternativeNames", doc_count(names) > NAMES_SHOWN_MAX);
    names_copy(one, "KeyUsages", doc_get(detail, "KeyUsages"));
    names_copy(one, "ExtendedKeyUsages", doc_get(detail, "ExtendedKeyUsages"));
    doc_put_bool(one, "InUse", doc_count(users) > 0);
    doc_put_cstr(one, "RenewalEligibility", eligibility(certificate, users));
}

static int order_check(struct call *c)
{
    if (!doc_get(c->in, "SortBy") == !doc_get(c->in, "SortOrder")) return 0;
    return fault(c, &fault_validation, "SortBy and SortOrder must be specified together.");
}

int acm_list_certificates(struct call *c)
{
    bool descends = span_is(doc_get_str(c->in, "SortOrder"), "DESCENDING");
    int64_t left = doc_get_int(c->in, "MaxItems", LIST_MAX_DEFAULT), after, last = 0;
    struct doc *list = doc_put_list(c->out, "CertificateSummaryList"), *uses;
    struct acm_certificate one;
    struct rows *r;

    if (order_check(c)) return -1;
    if (!page_after_number(c, "NextToken", &after)) return fault(c, &acm_invalid_args, "The NextToken is not valid.");
    uses = acm_uses(c);
    r = acm_store_list(c->db, span_of(c->who.account), span_of(c->who.region), after, descends);
    while (acm_store_read(r, &c->arena, &one)) {
        if (!is_wanted(c, &one)) continue;
        if (left-- == 0) {
            rows_close(r);
            page_continue_number(c, "NextToken", last);
            break;
        }
        summary_add(c, list, &one, doc_get_span(uses, acm_arn(&c->arena, &one)));
        last = one.id;
    }
    return 0;
}

/* --- over TLS ----------------------------------------------------------------------------------------------------- */

static bool stands_for(struct arena *a, const struct acm_certificate *certificate, struct span name)
{
    struct certificate facts;

    return certificate_read(a, certificate->body, &facts) == 0 && certificate_covers(&facts, name);
}

/* Asked as anybody would: does something use it? */
static bool is_in_use(const struct acm_certificate *certificate, struct arena *a)
{
    struct identity who;
    struct call *describe;
    bool is_used;

    identity_of_service("acm", certificate->account, certificate->region, (struct span){ NULL, 0 }, &who);
    describe = door_open("acm", "DescribeCertificate", &who, SPAN("https://localhost"));
    doc_put_str(describe->in, "CertificateArn", acm_arn(a, certificate));
    is_used = door_call(describe) == 0 && doc_count(doc_get(doc_get(describe->out, "Certificate"), "InUseBy"));
    call_free(describe);
    return is_used;
}

/* Those that stand for the name, the newest first: at most `room` of them. */
static size_t candidates_read(struct arena *a, struct span name, struct acm_certificate *found, size_t room)
{
    struct db *db = store_reader_take();
    struct rows *r;
    size_t count = 0;

    if (!db) return 0;
    r = acm_store_usable(db, SPAN("us-east-1"));
    while (count < room && acm_store_read(r, a, &found[count])) count += stands_for(a, &found[count], name);
    if (count == room) rows_close(r);
    store_reader_give(db);
    return count;
}

bool acm_certificate_of(struct arena *a, struct span name, struct span *chain, struct span *key)
{
    struct acm_certificate *found = ARENA_ARRAY(a, struct acm_certificate, CANDIDATES_MAX);
    size_t count = candidates_read(a, name, found, CANDIDATES_MAX);

    for (size_t i = 0; i < count; i++) {
        if (!is_in_use(&found[i], a)) continue;
        *chain = arena_format(a, "%.*s\n%.*s", SPAN_ARG(found[i].body), SPAN_ARG(found[i].chain));
        *key = found[i].key;
        return true;
    }
    return false;
}
