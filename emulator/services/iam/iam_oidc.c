/* Handlers of OpenID Connect providers. A provider's name is its URL without "https://"; its detail holds
 * "ClientIDList" and "ThumbprintList". The provider itself is never asked. */
#include "emulator/services/iam/iam_oidc.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"

#define THUMBPRINTS_MAX 5
#define CLIENTS_MAX     100

static int thumbprints_check(struct call *c, const struct doc *list)
{
    if (doc_count(list) <= THUMBPRINTS_MAX) return 0;
    return fault(c, &iam_invalid_input, "Thumbprint list must contain fewer than %d entries.", THUMBPRINTS_MAX);
}

/* The URL without its scheme; absent for what is none. */
static struct span url_name(struct span url)
{
    struct span rest = span_sub(url, 8, SIZE_MAX), none = { NULL, 0 };

    if (!span_starts(url, "https://") || !rest.size || rest.data[0] == '/') return none;
    while (rest.size && rest.data[rest.size - 1] == '/') rest.size--;
    for (size_t i = 0; i < rest.size; i++)
        if (strchr(" ?#@", rest.data[i])) return none;
    return rest;
}

static struct doc *list_or_empty(struct call *c, const char *member)
{
    struct doc *list = doc_get(c->in, member);

    return list ? list : doc_list(&c->arena);
}

int iam_create_oidc_provider(struct call *c)
{
    struct iam_entity e = { .kind = IAM_OIDC_PROVIDER,
                            .name = url_name(doc_get_str(c->in, "Url")),
                            .path = SPAN("/"),
                            .detail = doc_map(&c->arena) };
    struct doc *clients = list_or_empty(c, "ClientIDList"), *thumbprints = list_or_empty(c, "ThumbprintList");

    if (!e.name.size) return fault(c, &iam_validation, "Invalid Open ID Connect Provider URL");
    if (thumbprints_check(c, thumbprints)) return -1;
    if (iam_quota_check(c, "ClientIdsPerOpenIdConnectProvider", (int64_t)doc_count(clients) - 1, CLIENTS_MAX))
        return -1;
    doc_put(e.detail, "ClientIDList", clients);
    doc_put(e.detail, "ThumbprintList", thumbprints);
    if (iam_entity_create(c, &e)) return -1;
    doc_put_str(c->out, "OpenIDConnectProviderArn", e.arn);
    if (doc_count(e.tags)) doc_put(c->out, "Tags", e.tags);
    return 0;
}

int iam_get_oidc_provider(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    doc_put_str(c->out, "Url", e.name);
    doc_put(c->out, "ClientIDList", doc_get(e.detail, "ClientIDList"));
    doc_put(c->out, "ThumbprintList", doc_get(e.detail, "ThumbprintList"));
    doc_put_int(c->out, "CreateDate", e.created_ms);
    doc_put(c->out, "Tags", e.tags);
    return 0;
}

int iam_list_oidc_providers(struct call *c)
{
    struct span account = span_of(c->who.account), none = { NULL, 0 };
    struct doc *list = doc_put_list(c->out, "OpenIDConnectProviderList"),
               *names = iam_store_entity_names(c->db, &c->arena, account, IAM_OIDC_PROVIDER, none, none, INT64_MAX);

    for (size_t i = 0; i < doc_count(names); i++)
        doc_put_str(doc_append_map(list), "Arn",
                    iam_kind_arn(&c->arena, IAM_OIDC_PROVIDER, account, SPAN("/"), doc_text(doc_at(names, i))));
    return 0;
}

/* AWS: this one has words of its own for what is not there. */
int iam_delete_oidc_provider(struct call *c)
{
    struct span arn = doc_get_str(c->in, "OpenIDConnectProviderArn"), account = span_of(c->who.account);
    struct iam_entity e;

    if (!iam_store_entity_find(c->db, &c->arena, account, IAM_OIDC_PROVIDER,
                               iam_kind_name_of_arn(IAM_OIDC_PROVIDER, account, arn), &e))
        return fault(c, &iam_no_such_entity, "OpenId connect Provider %.*s cannot be found.", SPAN_ARG(arn));
    iam_store_entity_delete(c->db, &e);
    return 0;
}

/* --- what may change ---------------------------------------------------------------------------------------------- */

static struct doc *without(struct call *c, const struct doc *list, struct span text)
{
    struct doc *left = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(list); i++)
        if (!span_eq(doc_text(doc_at(list, i)), text)) doc_append(left, doc_at(list, i));
    return left;
}

int iam_add_oidc_client(struct call *c)
{
    struct span client = doc_get_str(c->in, "ClientID");
    struct doc *clients;
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    clients = without(c, doc_get(e.detail, "ClientIDList"), client);
    if (iam_quota_check(c, "ClientIdsPerOpenIdConnectProvider", (int64_t)doc_count(clients), CLIENTS_MAX)) return -1;
    doc_append_str(clients, client);
    doc_put(e.detail, "ClientIDList", clients);
    iam_store_entity_update(c->db, &e);
    return 0;
}

int iam_remove_oidc_client(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    doc_put(e.detail, "ClientIDList", without(c, doc_get(e.detail, "ClientIDList"), doc_get_str(c->in, "ClientID")));
    iam_store_entity_update(c->db, &e);
    return 0;
}

int iam_update_oidc_thumbprints(struct call *c)
{
    struct doc *thumbprints = doc_get(c->in, "ThumbprintList");
    struct iam_entity e;

    if (iam_entity_of_input(c, &e) || thumbprints_check(c, thumbprints)) return -1;
    doc_put(e.detail, "ThumbprintList", thumbprints);
    iam_store_entity_update(c->db, &e);
    return 0;
}

/* --- what they ask ------------------------------------------------------------------------------------------------ */

void iam_ask_new_oidc_provider(struct call *c)
{
    ask_for(c, iam_kind_arn(&c->arena, IAM_OIDC_PROVIDER, span_of(c->who.account), SPAN("/"),
                            url_name(doc_get_str(c->in, "Url"))));
}

void iam_ask_oidc_providers(struct call *c)
{
    ask_for(c, iam_kind_arn(&c->arena, IAM_OIDC_PROVIDER, span_of(c->who.account), SPAN("/"), SPAN("*")));
}
