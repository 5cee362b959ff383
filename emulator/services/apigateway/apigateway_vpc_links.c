/* Handlers of VPC links. */
#include "emulator/services/apigateway/apigateway_vpc_links.h"

#include "emulator/base/buf.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* --- creating ----------------------------------------------------------------------------------------------------- */

static bool is_balancer(struct span text)
{
    struct arn arn;

    return arn_parse_of(text, "elasticloadbalancing", &arn) && span_starts(arn.resource, "loadbalancer/net/");
}

/* AWS: one that goes to no network load balancer is made all the same, and has failed. */
static void status_put(struct doc *link, bool is_good)
{
    doc_put_cstr(link, "status", is_good ? "AVAILABLE" : "FAILED");
    doc_put_cstr(link, "statusMessage", is_good ? "Your vpc link is ready for use" : "NLB ARN is malformed");
}

int api_create_vpc_link(struct call *c)
{
    const struct doc *targets = doc_get(c->in, "targetArns");
    static const char *const kept[] = { "name", "description", "targetArns", "tags", NULL };

    if (!doc_get_str(c->in, "name").size)
        return fault(c, &apigateway_bad_request, "Vpc link name must be specified and non-empty");
    if (!doc_count(targets)) return fault(c, &apigateway_bad_request, "No target arn specified for vpc link.");
    if (doc_count(targets) > 1)
        return fault(c, &apigateway_bad_request, "More than one target arn specified for vpc link.");
    doc_put_str(c->out, "id", api_id_new(c, 6));
    api_keep(c, c->out, kept);
    status_put(c->out, is_balancer(doc_text(doc_at(targets, 0))));
    api_noun_put(c, &api_noun_vpc_link, c->out);
    return 0;
}

int api_get_vpc_link(struct call *c)
{
    return api_noun_get(c, &api_noun_vpc_link);
}

int api_get_vpc_links(struct call *c)
{
    return api_noun_list(c, &api_noun_vpc_link);
}

int api_update_vpc_link(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/name", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };

    return api_patch_noun(c, &api_noun_vpc_link, &rules);
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

/* Where a link is named: "API:GET:abc123:dev, …". */
struct naming {
    struct span link, api, stage;
    struct buf *out;
};

static bool names(const struct doc *method, struct span link)
{
    const struct doc *integration = doc_get(method, "methodIntegration");

    return span_is(doc_get_str(integration, "connectionType"), "VPC_LINK") &&
           span_eq(doc_get_str(integration, "connectionId"), link);
}

static void name_in(struct call *c, const struct naming *n, struct span deployment)
{
    const struct doc *resources =
        deployment.size ? doc_get(api_store_snapshot(c, n->api, deployment), "resources") : NULL;

    for (size_t i = 0; i < doc_count(resources); i++) {
        const struct doc *resource = doc_at(resources, i), *methods = doc_get(resource, "resourceMethods");
        for (size_t k = 0; k < doc_count(methods); k++)
            if (names(methods->map.members[k].value, n->link))
                buf_printf(n->out, "%s%.*s:%.*s:%.*s:%.*s", n->out->size ? ", " : "", SPAN_ARG(n->api),
                           SPAN_ARG(methods->map.members[k].name), SPAN_ARG(doc_get_str(resource, "id")),
                           SPAN_ARG(n->stage));
    }
}

static void name_stages(struct call *c, struct naming *n)
{
    const struct doc *stages = api_noun_all_of(c, &api_noun_stage, n->api);

    for (size_t i = 0; i < doc_count(stages); i++) {
        const struct doc *stage = doc_at(stages, i);
        n->stage = doc_get_str(stage, "stageName");
        name_in(c, n, doc_get_str(stage, "deploymentId"));
        name_in(c, n, doc_get_str(doc_get(stage, "canarySettings"), "deploymentId"));
    }
}

/* AWS: what stages serve keeps a link, but for one that a stage's variable names. */
static int unused_check(struct call *c, struct span link)
{
    const struct doc *apis = api_noun_all_of(c, &api_noun_rest_api, SPAN(""));
    struct buf out = { 0 };
    struct naming n = { .link = link, .out = &out };
    struct span places;

    for (size_t i = 0; i < doc_count(apis); i++) {
        n.api = doc_get_str(doc_at(apis, i), "id");
        name_stages(c, &n);
    }
    places = arena_span(&c->arena, buf_span(&out));
    buf_release(&out);
    if (!places.size) return 0;
    return fault(c, &apigateway_bad_request,
                 "Cannot delete vpc link. Vpc link '%.*s', is referenced in [%.*s] in format of "
                 "[RESTApiId:Method:Resource:Stage].",
                 SPAN_ARG(link), SPAN_ARG(places));
}

int api_delete_vpc_link(struct call *c)
{
    if (unused_check(c, doc_get_str(c->in, "vpcLinkId"))) return -1;
    return api_noun_delete(c, &api_noun_vpc_link);
}

/* --- integrations ------------------------------------------------------------------------------------------------- */

int api_vpc_link_check(struct call *c, const struct doc *integration)
{
    struct span how = doc_get_str(integration, "connectionType"), id = doc_get_str(integration, "connectionId"),
                type = doc_get_str(integration, "type");

    if (!how.size || span_is(how, "INTERNET")) return 0;
    if (!span_is(how, "VPC_LINK"))
        return fault(c, &apigateway_bad_request,
                     "Invalid connection type specified. Valid options are INTERNET,VPC_LINK");
    if (!span_is(type, "HTTP") && !span_is(type, "HTTP_PROXY"))
        return fault(c, &apigateway_bad_request,
                     "Connection type VPC_LINK is only supported for HTTP and HTTP_PROXY integrations");
    if (!id.size) return fault(c, &apigateway_bad_request, "Connection type VPC_LINK requires a connection ID");
    if (span_starts(id, "${stageVariables.") || api_noun_find(c, &api_noun_vpc_link, id)) return 0;
    return api_noun_missing(c, &api_noun_vpc_link, id);
}
