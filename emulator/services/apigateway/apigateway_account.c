/* Handlers of the account, of client certificates and of tags. */
#include "emulator/services/apigateway/apigateway_account.h"

#include "emulator/base/buf.h"
#include "emulator/base/certificate_write.h"
#include "emulator/base/private_key.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* --- the account -------------------------------------------------------------------------------------------------- */

static struct doc *account_of(struct call *c)
{
    struct doc *account = api_store_get(c, "account", SPAN(""), SPAN("")), *throttle;

    if (account) return account;
    account = doc_map(&c->arena);
    throttle = doc_put_map(account, "throttleSettings");
    doc_put_int(throttle, "burstLimit", 5000);
    doc_put(throttle, "rateLimit", doc_number(&c->arena, SPAN("10000.0")));
    doc_append_str(doc_put_list(account, "features"), SPAN("UsagePlans"));
    doc_put_cstr(account, "apiKeyVersion", "4");
    return account;
}

int api_get_account(struct call *c)
{
    c->out = account_of(c);
    return 0;
}

/* AWS: the role must let API Gateway have it. */
static int role_set(struct api_patch *p)
{
    struct arn arn;

    if (p->op == PATCH_REMOVE || !p->value.size) return api_patch_set(p);
    if (!arn_parse_of(p->value, "iam", &arn) || !span_starts(arn.resource, "role/"))
        return fault(p->c, &apigateway_bad_request, "Invalid ARN specified in the request");
    if (!span_is(arn.account, p->c->who.account))
        return fault(p->c, &apigateway_bad_request, "Cross-account pass role is not allowed.");
    if (!door_may_assume(p->c, "apigateway", p->value, (struct span){ NULL, 0 }))
        return fault(
            p->c, &apigateway_bad_request,
            "The role ARN does not have required permissions configured. Please grant trust permission for API "
            "Gateway and add the required role policy.");
    return api_patch_set(p);
}

int api_update_account(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/cloudwatchRoleArn", PATCH_REPLACE | PATCH_REMOVE | PATCH_ADD, PATCH_TEXT, role_set },
        { "/features", PATCH_ADD | PATCH_REMOVE, PATCH_LIST, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *account = account_of(c);

    if (api_patch(c, &rules, account)) return -1;
    api_store_put(c, "account", SPAN(""), SPAN(""), account);
    c->out = account;
    return 0;
}

/* --- client certificates ------------------------------------------------------------------------------------------ */

#define CERTIFICATE_MS (INT64_C(365) * 24 * 3600 * 1000)

struct certificate {
    const char *key;
    struct span pem;
};

/* AWS: lines end with CR LF, but for the last, which does not end. */
static struct span pem_told(struct arena *a, const char *pem)
{
    struct span lines = span_trim(span_of(pem)), line;
    struct buf out = { 0 };
    struct span told;

    while (span_split(&lines, '\n', &line)) {
        if (out.size) buf_add_text(&out, "\r\n");
        buf_add_span(&out, line);
    }
    told = arena_span(a, buf_span(&out));
    buf_release(&out);
    return told;
}

int api_client_certificate_prepare(struct call *c)
{
    struct certificate *made = arena_alloc(&c->arena, sizeof *made);
    struct certificate_wish wish = { .subject = "C=US, L=Seattle, CN=ApiGateway",
                                     .is_of_client = true,
                                     .from_ms = c->now_ms,
                                     .until_ms = c->now_ms + CERTIFICATE_MS };

    wish.key = made->key = private_key_make(&c->arena, "RSA_2048");
    made->pem = pem_told(&c->arena, certificate_write(&c->arena, &wish));
    c->scratch = made;
    return 0;
}

/* The key stands beside the certificate, in a document that nothing answers. */
int api_generate_client_certificate(struct call *c)
{
    const struct certificate *made = c->scratch;
    struct span id = api_id_new(c, 6);
    struct doc *certificate = doc_map(&c->arena), *key = doc_map(&c->arena);

    c->scratch = NULL;
    doc_put_str(certificate, "clientCertificateId", id);
    if (doc_get_str(c->in, "description").size)
        doc_put_str(certificate, "description", doc_get_str(c->in, "description"));
    doc_put_str(certificate, "pemEncodedCertificate", made->pem);
    doc_put_int(certificate, "createdDate", c->now_ms);
    doc_put_int(certificate, "expirationDate", c->now_ms + CERTIFICATE_MS);
    if (doc_count(doc_get(c->in, "tags"))) doc_put(certificate, "tags", doc_get(c->in, "tags"));
    doc_put_cstr(key, "privateKey", made->key);
    api_noun_put(c, &api_noun_client_certificate, certificate);
    api_store_put(c, "clientcertificatekey", SPAN(""), id, key);
    c->out = certificate;
    return 0;
}

int api_get_client_certificate(struct call *c)
{
    return api_noun_get(c, &api_noun_client_certificate);
}

int api_get_client_certificates(struct call *c)
{
    return api_noun_list(c, &api_noun_client_certificate);
}

int api_update_client_certificate(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };

    return api_patch_noun(c, &api_noun_client_certificate, &rules);
}

int api_delete_client_certificate(struct call *c)
{
    if (api_noun_delete(c, &api_noun_client_certificate)) return -1;
    api_store_delete(c, "clientcertificatekey", SPAN(""), doc_get_str(c->in, "clientCertificateId"));
    return 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

/* A tagged document, where it is kept. */
struct tagged {
    const struct api_noun *noun;
    struct span owner, id;
};

/* "arn:aws:apigateway:us-east-1::/restapis/ID/stages/NAME". False: it has no tags. */
static bool tagged_of(struct span text, struct tagged *t)
{
    static const struct {
        const char *word;
        const struct api_noun *noun;
    } words[] = {
        { "restapis", &api_noun_rest_api },
        { "apikeys", &api_noun_api_key },
        { "usageplans", &api_noun_usage_plan },
        { "domainnames", &api_noun_domain_name },
        { "clientcertificates", &api_noun_client_certificate },
        { "vpclinks", &api_noun_vpc_link },
    };
    struct span rest, word, below, name;
    struct arn arn;

    if (!arn_parse_of(text, "apigateway", &arn)) return false;
    rest = arn.resource;
    *t = (struct tagged){ .owner = SPAN("") };
    span_split(&rest, '/', &word);
    if (!span_split(&rest, '/', &word) || !span_split(&rest, '/', &t->id)) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_is(word, words[i].word)) t->noun = words[i].noun;
    if (t->noun == &api_noun_rest_api && span_split(&rest, '/', &below) && span_is(below, "stages") &&
        span_split(&rest, '/', &name))
        *t = (struct tagged){ &api_noun_stage, t->id, name };
    return t->noun != NULL;
}

struct doc *api_resource_tags(struct call *c, struct span arn)
{
    struct tagged t;
    struct doc *tags;

    if (!tagged_of(arn, &t)) return NULL;
    tags = doc_get(api_store_get(c, t.noun->kind, t.owner, t.id), "tags");
    if (tags || t.noun != &api_noun_stage) return tags;
    return doc_get(api_store_get(c, api_noun_rest_api.kind, SPAN(""), t.owner), "tags");
}

static int tagged_require(struct call *c, struct tagged *t, struct doc **document)
{
    if (!tagged_of(doc_get_str(c->in, "resourceArn"), t))
        return fault(c, &apigateway_bad_request, "Invalid ARN specified in the request");
    *document = api_store_get(c, t->noun->kind, t->owner, t->id);
    return *document ? 0 : api_noun_missing(c, t->noun, t->id);
}

int api_get_tags(struct call *c)
{
    struct tagged t;
    struct doc *document;

    if (tagged_require(c, &t, &document)) return -1;
    doc_put(c->out, "tags", doc_get(document, "tags") ? doc_get(document, "tags") : doc_map(&c->arena));
    return 0;
}

#define TAGS_MAX 50

int api_tag_resource(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "tags"), *document, *tags;
    struct tagged t;

    if (tagged_require(c, &t, &document)) return -1;
    tags = doc_get(document, "tags");
    if (!tags) tags = doc_put_map(document, "tags");
    for (size_t i = 0; i < doc_count(wanted); i++)
        doc_put_span(tags, wanted->map.members[i].name, wanted->map.members[i].value);
    if (doc_count(tags) > TAGS_MAX)
        return fault(c, &apigateway_bad_request, "A resource can have at most %d tags", TAGS_MAX);
    api_store_put(c, t.noun->kind, t.owner, t.id, document);
    return 0;
}

int api_untag_resource(struct call *c)
{
    struct doc *keys = doc_get(c->in, "tagKeys"), *document, *tags;
    struct tagged t;

    if (tagged_require(c, &t, &document)) return -1;
    tags = doc_get(document, "tags");
    for (size_t i = 0; tags && i < doc_count(keys); i++) doc_remove(tags, doc_text(doc_at(keys, i)));
    if (!doc_count(tags)) doc_remove(document, SPAN("tags"));
    api_store_put(c, t.noun->kind, t.owner, t.id, document);
    return 0;
}
