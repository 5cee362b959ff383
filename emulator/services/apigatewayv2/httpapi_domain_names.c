/* Each operation is played as the other API's, with its input and its output translated. */
#include "emulator/services/apigatewayv2/httpapi_domain_names.h"

#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/services/apigateway/apigateway_domain_names.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"

#define PAGE_MAX 500

/* --- shown -------------------------------------------------------------------------------------------------------- */

/* Copies what is there, by its other name. */
static void take(struct doc *to, const char *ours, const struct doc *from, const char *theirs)
{
    if (doc_get(from, theirs)) doc_put(to, ours, doc_get(from, theirs));
}

static void configuration_put(struct doc *list, const struct doc *domain, struct doc *type)
{
    struct doc *configuration = doc_append_map(list);
    bool is_edge = span_is(doc_text(type), "EDGE");

    take(configuration, "ApiGatewayDomainName", domain, is_edge ? "distributionDomainName" : "regionalDomainName");
    take(configuration, "CertificateArn", domain, is_edge ? "certificateArn" : "regionalCertificateArn");
    take(configuration, "CertificateName", domain, is_edge ? "certificateName" : "regionalCertificateName");
    take(configuration, "HostedZoneId", domain, is_edge ? "distributionHostedZoneId" : "regionalHostedZoneId");
    take(configuration, "DomainNameStatus", domain, "domainNameStatus");
    take(configuration, "SecurityPolicy", domain, "securityPolicy");
    take(configuration, "OwnershipVerificationCertificateArn", domain, "ownershipVerificationCertificateArn");
    take(configuration, "IpAddressType", doc_get(domain, "endpointConfiguration"), "ipAddressType");
    doc_put(configuration, "EndpointType", type);
}

static struct doc *shown(struct call *c, const struct doc *domain)
{
    const struct doc *types = doc_get(doc_get(domain, "endpointConfiguration"), "types");
    struct doc *out = doc_map(&c->arena), *configurations;

    doc_put_cstr(out, "ApiMappingSelectionExpression", "$request.basepath");
    take(out, "DomainName", domain, "domainName");
    doc_put_str(out, "DomainNameArn",
                arn_make(&c->arena, "apigateway", span_of(c->who.region), SPAN(""), "/domainnames/%.*s",
                         SPAN_ARG(doc_get_str(domain, "domainName"))));
    configurations = doc_put_list(out, "DomainNameConfigurations");
    for (size_t i = 0; i < doc_count(types); i++) configuration_put(configurations, domain, doc_at(types, i));
    doc_put_cstr(out, "RoutingMode", "API_MAPPING_ONLY");
    take(out, "RoutingMode", domain, "routingMode");
    take(out, "Tags", domain, "tags");
    return out;
}

/* --- played ------------------------------------------------------------------------------------------------------- */

/* The other API's operation with that input. 0 with its output in the call, or -1 with its fault. */
static int play(struct call *c, int (*operation)(struct call *c), struct doc *in)
{
    struct doc *before = c->in;
    int rc;

    c->in = in;
    rc = operation(c);
    c->in = before;
    return rc;
}

static int play_shown(struct call *c, int (*operation)(struct call *c), struct doc *in)
{
    if (play(c, operation, in)) return -1;
    c->out = shown(c, c->out);
    return 0;
}

static struct doc *named(struct call *c)
{
    struct doc *in = doc_map(&c->arena);

    doc_put_str(in, "domainName", doc_get_str(c->in, "DomainName"));
    return in;
}

/* AWS: one configuration, whose endpoint is REGIONAL. */
static int configuration_of(struct call *c, const struct doc **configuration)
{
    const struct doc *list = doc_get(c->in, "DomainNameConfigurations");
    struct span type;

    *configuration = doc_at(list, 0);
    type = doc_get_str(*configuration, "EndpointType");
    if (doc_get(c->in, "MutualTlsAuthentication"))
        return fault(c, &fault_not_implemented, "Mutual TLS is not emulated by Nube");
    if (doc_count(list) > 1)
        return fault(c, &httpapi_bad_request, "Only one domain name configuration can be specified");
    if (!type.size || span_is(type, "REGIONAL") || span_is(type, "EDGE")) return 0;
    return fault(c, &httpapi_bad_request, "Invalid endpoint type specified: %.*s. Must be one of [REGIONAL, EDGE]",
                 SPAN_ARG(type));
}

static bool is_edge(const struct doc *configuration)
{
    return span_is(doc_get_str(configuration, "EndpointType"), "EDGE");
}

int httpapi_create_domain_name(struct call *c)
{
    struct doc *in = named(c), *endpoint = doc_put_map(in, "endpointConfiguration");
    const struct doc *configuration;

    if (configuration_of(c, &configuration)) return -1;
    doc_append_str(doc_put_list(endpoint, "types"), is_edge(configuration) ? SPAN("EDGE") : SPAN("REGIONAL"));
    take(endpoint, "ipAddressType", configuration, "IpAddressType");
    take(in, is_edge(configuration) ? "certificateArn" : "regionalCertificateArn", configuration, "CertificateArn");
    take(in, is_edge(configuration) ? "certificateName" : "regionalCertificateName", configuration, "CertificateName");
    take(in, "securityPolicy", configuration, "SecurityPolicy");
    take(in, "ownershipVerificationCertificateArn", configuration, "OwnershipVerificationCertificateArn");
    take(in, "routingMode", c->in, "RoutingMode");
    take(in, "tags", c->in, "Tags");
    return play_shown(c, api_create_domain_name, in);
}

int httpapi_get_domain_name(struct call *c)
{
    return play_shown(c, api_get_domain_name, named(c));
}

static void replace(struct doc *operations, const char *path, const struct doc *from, const char *member)
{
    struct doc *operation;

    if (!doc_get_str(from, member).data) return;
    operation = doc_append_map(operations);
    doc_put_cstr(operation, "op", "replace");
    doc_put_cstr(operation, "path", path);
    doc_put_str(operation, "value", doc_get_str(from, member));
}

int httpapi_update_domain_name(struct call *c)
{
    struct doc *in = named(c), *operations = doc_put_list(in, "patchOperations"), *domain;
    const struct doc *configuration;

    if (configuration_of(c, &configuration)) return -1;
    domain = api_store_get(c, api_noun_domain_name.kind, SPAN(""), doc_get_str(in, "domainName"));
    replace(operations,
            doc_get(domain, "regionalDomainName") ? "/endpointConfiguration/types/REGIONAL"
                                                  : "/endpointConfiguration/types/EDGE",
            configuration, "EndpointType");
    replace(operations, is_edge(configuration) ? "/certificateArn" : "/regionalCertificateArn", configuration,
            "CertificateArn");
    replace(operations, is_edge(configuration) ? "/certificateName" : "/regionalCertificateName", configuration,
            "CertificateName");
    replace(operations, "/securityPolicy", configuration, "SecurityPolicy");
    replace(operations, "/endpointConfiguration/ipAddressType", configuration, "IpAddressType");
    replace(operations, "/ownershipVerificationCertificateArn", configuration, "OwnershipVerificationCertificateArn");
    replace(operations, "/routingMode", c->in, "RoutingMode");
    return play_shown(c, api_update_domain_name, in);
}

int httpapi_delete_domain_name(struct call *c)
{
    return play(c, api_delete_domain_name, named(c));
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

int httpapi_get_domain_names(struct call *c)
{
    struct doc *in = doc_map(&c->arena), *items = doc_list(&c->arena), *found;
    struct span text = doc_get_str(c->in, "MaxResults");
    int64_t limit = PAGE_MAX;

    if (text.data && (!span_int(text, &limit) || limit < 1))
        return fault(c, &httpapi_bad_request, "Invalid maxResults: %.*s", SPAN_ARG(text));
    doc_put_int(in, "limit", limit);
    if (doc_get_str(c->in, "NextToken").size) doc_put_str(in, "position", doc_get_str(c->in, "NextToken"));
    if (play(c, api_get_domain_names, in)) return -1;
    found = c->out;
    c->out = doc_map(&c->arena);
    for (size_t i = 0; i < doc_count(doc_get(found, "items")); i++)
        doc_append(items, shown(c, doc_at(doc_get(found, "items"), i)));
    doc_put(c->out, "Items", items);
    take(c->out, "NextToken", found, "position");
    return 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

bool httpapi_domain_name_is(struct span arn)
{
    struct arn parsed;

    return arn_parse(arn, &parsed) && span_starts(parsed.resource, "/domainnames/");
}

int httpapi_domain_name_tags(struct call *c, int (*operation)(struct call *c))
{
    struct doc *in = doc_map(&c->arena), *found;

    take(in, "resourceArn", c->in, "ResourceArn");
    take(in, "tags", c->in, "Tags");
    take(in, "tagKeys", c->in, "TagKeys");
    if (play(c, operation, in)) return -1;
    found = c->out;
    c->out = doc_map(&c->arena);
    take(c->out, "Tags", found, "tags");
    return 0;
}
