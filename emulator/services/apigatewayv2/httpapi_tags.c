/* Tags of APIs and stages, by ARN: arn:aws:apigateway:REGION::/apis/ID, …/apis/ID/stages/NAME; and of domain names. */
#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_account.h"
#include "emulator/services/apigatewayv2/httpapi_apis.h"
#include "emulator/services/apigatewayv2/httpapi_domain_names.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"

/* What an ARN names: an API, or a stage of one. */
struct tagged {
    const struct httpapi_noun *noun;
    struct span owner, id;
    struct doc *document;
};

static bool find(struct call *c, struct span text, struct tagged *t)
{
    struct span rest, piece, api;
    struct arn arn;

    if (!arn_parse(text, &arn)) return false;
    rest = arn.resource;
    span_split(&rest, '/', &piece); /* "/apis/ID…" */
    if (!span_split(&rest, '/', &piece) || !span_is(piece, "apis") || !span_split(&rest, '/', &api)) return false;
    *t = (struct tagged){ &httpapi_apis, SPAN(""), api, NULL };
    if (span_split(&rest, '/', &piece)) {
        if (!span_is(piece, "stages") || !rest.size) return false;
        *t = (struct tagged){ &httpapi_stages, api, rest, NULL };
    }
    t->document = documents_get(c, &httpapi_documents, t->noun->name, t->owner, t->id);
    return t->document != NULL;
}

struct doc *httpapi_resource_tags(struct call *c, struct span arn)
{
    struct tagged t;

    return find(c, arn, &t) ? doc_get(t.document, "Tags") : NULL;
}

static int require(struct call *c, struct tagged *t)
{
    if (find(c, doc_get_str(c->in, "ResourceArn"), t)) return 0;
    return fault(c, &httpapi_not_found, "Invalid resource ARN specified in the request");
}

static void keep(struct call *c, const struct tagged *t)
{
    documents_put(c, &httpapi_documents, t->noun->name, t->owner, t->id, t->document);
}

int httpapi_tag_resource(struct call *c)
{
    const struct doc *tags = doc_get(c->in, "Tags");
    struct tagged t;
    struct doc *all;

    if (httpapi_domain_name_is(doc_get_str(c->in, "ResourceArn"))) return httpapi_domain_name_tags(c, api_tag_resource);
    if (require(c, &t)) return -1;
    all = doc_get(t.document, "Tags");
    for (size_t i = 0; i < doc_count(tags); i++)
        doc_put_span(all, tags->map.members[i].name, tags->map.members[i].value);
    keep(c, &t);
    return 0;
}

int httpapi_untag_resource(struct call *c)
{
    const struct doc *keys = doc_get(c->in, "TagKeys");
    struct tagged t;

    if (httpapi_domain_name_is(doc_get_str(c->in, "ResourceArn")))
        return httpapi_domain_name_tags(c, api_untag_resource);
    if (require(c, &t)) return -1;
    for (size_t i = 0; i < doc_count(keys); i++) doc_remove(doc_get(t.document, "Tags"), doc_text(doc_at(keys, i)));
    keep(c, &t);
    return 0;
}

int httpapi_get_tags(struct call *c)
{
    struct tagged t;

    if (httpapi_domain_name_is(doc_get_str(c->in, "ResourceArn"))) return httpapi_domain_name_tags(c, api_get_tags);
    if (require(c, &t)) return -1;
    doc_put(c->out, "Tags", doc_get(t.document, "Tags"));
    return 0;
}
