/* Handlers of domain names and base path mappings. DIFFERS: a name serves at once, and its certificate is not looked
 * at: who asks by TLS is shown the one that the listener has for the name. There are no private names. */
#include "emulator/services/apigateway/apigateway_domain_names.h"

#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* --- checks ------------------------------------------------------------------------------------------------------- */

/* Nube answers by these itself: one mapped would take its APIs away from it. Nobody has a certificate for them on AWS,
 * either. */
static bool is_own(struct span name)
{
    static const char *const below[] = { ".amazonaws.com", ".amazonaws.com.cn" };
    struct span last = name;

    while (span_find(last, '.') < last.size) last = span_sub(last, span_find(last, '.') + 1, SIZE_MAX);
    if (last.size && last.data[0] >= '0' && last.data[0] <= '9') return true; /* an address */
    for (size_t i = 0; i < sizeof below / sizeof *below; i++)
        if (span_is(name, below[i] + 1) || span_ends(name, below[i])) return true;
    return span_is(name, "localhost.localstack.cloud");
}

static bool is_name(struct span name)
{
    struct span rest = name, label;
    int labels = 0;

    if (span_starts(rest, "*.")) rest = span_sub(rest, 2, SIZE_MAX);
    while (span_split(&rest, '.', &label)) {
        if (!label.size || label.size > 63 || label.data[0] == '-' || label.data[label.size - 1] == '-') return false;
        for (size_t i = 0; i < label.size; i++) {
            char x = label.data[i];
            if (!((x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '-')) return false;
        }
        labels++;
    }
    return labels >= 2 && name.size <= 253;
}

static bool has_type(const struct doc *domain, const char *type)
{
    struct doc *types = doc_get(doc_get(domain, "endpointConfiguration"), "types");

    for (size_t i = 0; i < doc_count(types); i++)
        if (span_is(doc_text(doc_at(types, i)), type)) return true;
    return false;
}

static int certificate_check(struct call *c, const struct doc *domain, const char *member)
{
    struct span text = doc_get_str(domain, member);
    struct arn arn;

    if (!text.size || (arn_parse(text, &arn) && (span_is(arn.service, "acm") || span_is(arn.service, "iam")))) return 0;
    return fault(c, &apigateway_bad_request, "Invalid certificate ARN: %.*s. Certificate must be in '%s'.",
                 SPAN_ARG(text), c->who.region);
}

/* AWS: a private name has an id beside it. */
static int public_check(struct call *c)
{
    struct span id = doc_get_str(c->in, "domainNameId");

    return id.size ? api_noun_missing(c, &api_noun_domain_name, id) : 0;
}

static int domain_check(struct call *c, const struct doc *domain)
{
    if (has_type(domain, "PRIVATE") || doc_get(c->in, "policy"))
        return fault(c, &fault_not_implemented, "Private custom domain names are not emulated by Nube");
    if (doc_get(c->in, "mutualTlsAuthentication"))
        return fault(c, &fault_not_implemented, "Mutual TLS is not emulated by Nube");
    if (doc_get(c->in, "certificateBody") || doc_get(c->in, "certificatePrivateKey") ||
        doc_get(c->in, "certificateChain"))
        return fault(c, &apigateway_bad_request,
                     "Certificates are not taken by Nube as they are: import one to ACM, and name its ARN");
    if (certificate_check(c, domain, "certificateArn") || certificate_check(c, domain, "regionalCertificateArn"))
        return -1;
    if (has_type(domain, "REGIONAL") && !doc_get(domain, "regionalCertificateArn") &&
        !doc_get(domain, "regionalCertificateName"))
        return fault(c, &apigateway_bad_request,
                     "A certificate must be provided to enable regional configuration: regionalCertificateArn");
    if (has_type(domain, "EDGE") && !doc_get(domain, "certificateArn") && !doc_get(domain, "certificateName"))
        return fault(c, &apigateway_bad_request,
                     "A certificate must be provided to enable edge configuration: certificateArn");
    return 0;
}

/* --- domain names ------------------------------------------------------------------------------------------------- */

/* AWS's names for what stands before a domain, made once. */
static void hosts_put(struct call *c, struct doc *domain)
{
    if (has_type(domain, "REGIONAL") && !doc_get(domain, "regionalDomainName")) {
        doc_put_format(domain, "regionalDomainName", "d-%.*s.execute-api.%s.amazonaws.com", SPAN_ARG(api_id_new(c, 10)),
                       c->who.region);
        if (span_is(span_of(c->who.region), "us-east-1"))
            doc_put_cstr(domain, "regionalHostedZoneId", "Z1UJRXOUMOOFQ8");
    }
    if (has_type(domain, "EDGE") && !doc_get(domain, "distributionDomainName")) {
        doc_put_format(domain, "distributionDomainName", "d%.*s.cloudfront.net", SPAN_ARG(api_id_new(c, 13)));
        doc_put_cstr(domain, "distributionHostedZoneId", "Z2FDTNDATAQYW2");
    }
}

int api_create_domain_name(struct call *c)
{
    static const char *const kept[] = { "domainName",
                                        "certificateName",
                                        "certificateArn",
                                        "regionalCertificateName",
                                        "regionalCertificateArn",
                                        "ownershipVerificationCertificateArn",
                                        "securityPolicy",
                                        "endpointAccessMode",
                                        "routingMode",
                                        NULL };
    struct span name = doc_get_str(c->in, "domainName");
    struct doc *domain = doc_map(&c->arena), *wanted = doc_get(c->in, "endpointConfiguration"), *endpoint;

    if (!is_name(name) || is_own(name))
        return fault(c, &apigateway_bad_request, "Invalid domain name specified: %.*s", SPAN_ARG(name));
    api_keep(c, domain, kept);
    endpoint = doc_put_map(domain, "endpointConfiguration");
    if (doc_count(doc_get(wanted, "types"))) doc_put(endpoint, "types", doc_get(wanted, "types"));
    else doc_append_str(doc_put_list(endpoint, "types"), SPAN("EDGE"));
    doc_put_str(endpoint, "ipAddressType",
                doc_get(wanted, "ipAddressType") ? doc_get_str(wanted, "ipAddressType") : SPAN("ipv4"));
    if (domain_check(c, domain)) return -1;
    if (api_store_is_taken(c, api_noun_domain_name.kind, name))
        return fault(c, &apigateway_conflict, "The domain name you provided already exists.");
    if (!doc_get(domain, "securityPolicy")) doc_put_cstr(domain, "securityPolicy", "TLS_1_2");
    if (doc_count(doc_get(c->in, "tags"))) doc_put(domain, "tags", doc_get(c->in, "tags"));
    doc_put_cstr(domain, "domainNameStatus", "AVAILABLE");
    if (doc_get(domain, "certificateArn")) doc_put_int(domain, "certificateUploadDate", c->now_ms);
    hosts_put(c, domain);
    api_noun_put(c, &api_noun_domain_name, domain);
    c->out = domain;
    return 0;
}

int api_get_domain_name(struct call *c)
{
    return public_check(c) ? -1 : api_noun_get(c, &api_noun_domain_name);
}

int api_get_domain_names(struct call *c)
{
    if (span_is(doc_get_str(c->in, "resourceOwner"), "OTHER_ACCOUNTS")) {
        doc_put_list(c->out, "items");
        return 0;
    }
    return api_noun_list(c, &api_noun_domain_name);
}

int api_update_domain_name(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/certificateArn", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/certificateName", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/endpointConfiguration/types/{endpoint_type}", PATCH_ANY, PATCH_LIST, NULL },
        { "/endpointConfiguration/types", PATCH_ADD | PATCH_REMOVE, PATCH_LIST, NULL },
        { "/endpointConfiguration/ipAddressType", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/endpointAccessMode", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/ownershipVerificationCertificateArn", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/regionalCertificateArn", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/regionalCertificateName", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/routingMode", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/securityPolicy", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *domain;

    if (public_check(c) || api_noun_require(c, &api_noun_domain_name, &domain) || api_patch(c, &rules, domain) ||
        domain_check(c, domain))
        return -1;
    hosts_put(c, domain);
    api_noun_put(c, &api_noun_domain_name, domain);
    c->out = domain;
    return 0;
}

int api_delete_domain_name(struct call *c)
{
    if (public_check(c) || api_noun_delete(c, &api_noun_domain_name)) return -1;
    api_store_delete_of(c, api_noun_base_path_mapping.kind, doc_get_str(c->in, "domainName"));
    return 0;
}

/* --- base path mappings ------------------------------------------------------------------------------------------- */

static int path_check(struct call *c, struct span path)
{
    if (span_find(path, '/') == path.size) return 0;
    return fault(
        c, &apigateway_bad_request,
        "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base "
        "path mapping, use API Gateway V2.");
}

/* One of a former version has none of its own. */
struct span api_mapping_id(struct call *c, const struct doc *mapping)
{
    struct span id = doc_get_str(mapping, "apiMappingId");

    if (id.size) return id;
    return arena_format(&c->arena, "%06x", (unsigned)(span_hash(doc_get_str(mapping, "basePath")) & 0xFFFFFF));
}

/* As this API shows it. */
static struct doc *mapping_shown(struct call *c, const struct doc *mapping)
{
    struct doc *shown = doc_shallow(&c->arena, mapping);

    doc_remove(shown, SPAN("apiMappingId"));
    return shown;
}

/* AWS: without a stage, the path's next segment names it. */
static int mapping_check(struct call *c, const struct doc *mapping)
{
    struct span api = doc_get_str(mapping, "restApiId"), stage = doc_get_str(mapping, "stage");

    if (path_check(c, doc_get_str(mapping, "basePath"))) return -1;
    if (!api_noun_find(c, &api_noun_rest_api, api))
        return fault(c, &apigateway_bad_request, "Invalid REST API identifier specified");
    if (!stage.size || api_store_get(c, api_noun_stage.kind, api, stage)) return 0;
    return fault(c, &apigateway_bad_request, "Invalid stage identifier specified");
}

static int domain_require(struct call *c)
{
    struct doc *domain;

    return public_check(c) ? -1 : api_noun_require(c, &api_noun_domain_name, &domain);
}

static int conflict_check(struct call *c, struct span path)
{
    if (!api_noun_find(c, &api_noun_base_path_mapping, path)) return 0;
    return fault(c, &apigateway_conflict, "Base path already exists for this domain name");
}

int api_create_base_path_mapping(struct call *c)
{
    struct span path = doc_get_str(c->in, "basePath");
    struct doc *mapping = doc_map(&c->arena);

    doc_put_str(mapping, "basePath", path.size ? path : SPAN("(none)"));
    doc_put_str(mapping, "restApiId", api_id(c));
    doc_put_str(mapping, "apiMappingId", api_id_new(c, 6));
    if (doc_get_str(c->in, "stage").size) doc_put_str(mapping, "stage", doc_get_str(c->in, "stage"));
    if (domain_require(c) || mapping_check(c, mapping) || conflict_check(c, doc_get_str(mapping, "basePath")))
        return -1;
    api_noun_put(c, &api_noun_base_path_mapping, mapping);
    c->out = mapping_shown(c, mapping);
    return 0;
}

int api_unmapped_check(struct call *c, const char *what, struct span api_id, struct span stage)
{
    struct span domains = api_store_mapped(c, api_id, stage), named = stage.data ? stage : api_id;

    if (!domains.size) return 0;
    return fault(
        c, &apigateway_bad_request,
        "Deleting %s %.*s failed. Please remove all base path mappings related to the %s in your domains: %.*s", what,
        SPAN_ARG(named), what, SPAN_ARG(domains));
}

int api_get_base_path_mapping(struct call *c)
{
    if (domain_require(c) || api_noun_get(c, &api_noun_base_path_mapping)) return -1;
    c->out = mapping_shown(c, c->out);
    return 0;
}

int api_get_base_path_mappings(struct call *c)
{
    struct doc *all;

    if (domain_require(c)) return -1;
    all = api_noun_all(c, &api_noun_base_path_mapping);
    for (size_t i = 0; i < doc_count(all); i++) doc_remove(doc_at(all, i), SPAN("apiMappingId"));
    return api_noun_page(c, &api_noun_base_path_mapping, all);
}

static int api_set(struct api_patch *p)
{
    doc_put_str(p->document, "restApiId", p->value);
    return 0;
}

static int base_path_set(struct api_patch *p)
{
    doc_put_str(p->document, "basePath", p->value.size ? p->value : SPAN("(none)"));
    return 0;
}

int api_update_base_path_mapping(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/basePath", PATCH_REPLACE, PATCH_TEXT, base_path_set },
        { "/restapiId", PATCH_REPLACE, PATCH_TEXT, api_set },
        { "/restApiId", PATCH_REPLACE, PATCH_TEXT, api_set },
        { "/stage", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct span old = doc_get_str(c->in, "basePath"), path;
    struct doc *mapping;

    if (domain_require(c) || api_noun_require(c, &api_noun_base_path_mapping, &mapping) ||
        api_patch(c, &rules, mapping) || mapping_check(c, mapping))
        return -1;
    path = doc_get_str(mapping, "basePath");
    if (!span_eq(path, old) && (conflict_check(c, path) || api_noun_delete(c, &api_noun_base_path_mapping))) return -1;
    api_noun_put(c, &api_noun_base_path_mapping, mapping);
    c->out = mapping_shown(c, mapping);
    return 0;
}

int api_delete_base_path_mapping(struct call *c)
{
    return domain_require(c) ? -1 : api_noun_delete(c, &api_noun_base_path_mapping);
}
