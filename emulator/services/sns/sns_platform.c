/* Handlers of push notifications. Credentials are taken and kept out of sight, as AWS does; nothing is sent to any
 * platform: what would be is recorded (sns_recorder.h). */
#include "emulator/services/sns/sns_platform.h"

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/services/sns/sns_attributes.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sns/sns_topic_find.h"
#include "emulator/services/sns/sns_topics.h"

#define PAGE 100

struct span sns_platform_of(struct span arn)
{
    struct arn parts;
    struct span rest, piece;

    if (!arn_parse(arn, &parts)) return (struct span){ NULL, 0 };
    rest = parts.resource;
    span_split(&rest, '/', &piece);
    return span_split(&rest, '/', &piece) ? piece : (struct span){ NULL, 0 };
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int name_check(struct call *c, struct span name)
{
    const char *reason = NULL;

    if (!name.size) reason = "cannot be empty";
    else if (name.size > 256) reason = "must be at most 256 characters long";
    for (size_t i = 0; i < name.size && !reason; i++) {
        char ch = name.data[i];
        bool is_letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
        if (!is_letter && ch != '_' && ch != '-' && ch != '.')
            reason = "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'";
    }
    if (!reason) return 0;
    return fault(c, &sns_invalid_parameter, "Invalid parameter: %.*s Reason: %s", SPAN_ARG(name), reason);
}

static int platform_check(struct call *c, struct span platform)
{
    static const char *const known[] = {
        "ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "MACOS", "MACOS_SANDBOX", "BAIDU",
        "GCM", "FCM",  "MPNS",         "WNS"
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (span_is(platform, known[i])) return 0;
    return fault(c, &sns_invalid_parameter, "Invalid parameter: Platform Reason: %.*s is not supported",
                 SPAN_ARG(platform));
}

/* AWS: an empty map is as none. */
static int attributes_present(struct call *c, const struct doc *attributes)
{
    if (doc_count(attributes)) return 0;
    return fault(
        c, &sns_validation,
        "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null");
}

static int application_attributes_check(struct call *c, const struct doc *attributes)
{
    static const char *const known[] = {
        "PlatformCredential",        "PlatformPrincipal",    "EventEndpointCreated",   "EventEndpointDeleted",
        "EventEndpointUpdated",      "EventDeliveryFailure", "SuccessFeedbackRoleArn", "FailureFeedbackRoleArn",
        "SuccessFeedbackSampleRate", "ApplePlatformTeamID",  "ApplePlatformBundleID",  "Enabled"
    };

    for (size_t i = 0; i < doc_count(attributes); i++) {
        struct span name = attributes->map.members[i].name, value = doc_text(attributes->map.members[i].value);
        const char *wrong = NULL;
        size_t k = 0;
        while (k < sizeof known / sizeof *known && !span_is(name, known[k])) k++;
        if (k == sizeof known / sizeof *known)
            return fault(c, &sns_invalid_parameter,
                         "Invalid parameter: Attributes Reason: Invalid attribute name: %.*s", SPAN_ARG(name));
        if (span_is(name, "SuccessFeedbackSampleRate")) wrong = sns_sample_rate_words(&c->arena, name, value);
        if (wrong) return fault(c, &sns_invalid_parameter, "Invalid parameter: Attributes Reason: %s", wrong);
    }
    return attributes_present(c, attributes);
}

static int endpoint_attributes_check(struct call *c, const struct doc *attributes)
{
    for (size_t i = 0; i < doc_count(attributes); i++) {
        struct span name = attributes->map.members[i].name;
        if (!span_is(name, "CustomUserData") && !span_is(name, "Enabled") && !span_is(name, "Token"))
            return fault(c, &sns_invalid_parameter,
                         "Invalid parameter: Attributes Reason: Invalid attribute name: %.*s", SPAN_ARG(name));
    }
    if (doc_get_str(attributes, "CustomUserData").size <= 2048) return 0;
    return fault(
        c, &sns_invalid_parameter,
        "Invalid parameter: Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 "
        "bytes long in UTF-8 encoding");
}

static int application_require(struct call *c, struct sns_application *app)
{
    struct span arn = doc_get_str(c->in, "PlatformApplicationArn");

    if (sns_arn_check(c, "PlatformApplicationArn", arn)) return -1;
    return sns_store_application_find(c, arn, app) ? 0 : fault(c, &sns_not_found, "PlatformApplication does not exist");
}

static int endpoint_require(struct call *c, struct sns_endpoint *e)
{
    struct span arn = doc_get_str(c->in, "EndpointArn");

    if (sns_arn_check(c, "EndpointArn", arn)) return -1;
    return sns_store_endpoint_find(c, arn, e) ? 0 : fault(c, &sns_not_found, "Endpoint does not exist");
}

int sns_endpoint_require_enabled(struct call *c, struct span arn, struct sns_endpoint *e)
{
    struct doc *application;

    if (!sns_store_endpoint_find(c, arn, e))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified");
    application = sns_store_application_attributes(c, e->application_id);
    if (!span_is_nocase(doc_get_str(application, "Enabled"), "true"))
        return fault(c, &sns_platform_application_disabled, "Platform application is disabled");
    if (!span_is_nocase(doc_get_str(e->attributes, "Enabled"), "true"))
        return fault(c, &sns_endpoint_disabled, "Endpoint is disabled");
    return 0;
}

/* --- applications ------------------------------------------------------------------------------------------------- */

/* AWS: credentials are never given back. */
static void attributes_merge(struct doc *into, const struct doc *from)
{
    for (size_t i = 0; i < doc_count(from); i++) {
        const struct doc_member *m = &from->map.members[i];
        if (!span_is(m->name, "PlatformCredential") && !span_is(m->name, "PlatformPrincipal"))
            doc_put_span(into, m->name, m->value);
    }
}

static int credentials_check(struct call *c, const struct doc *attributes)
{
    bool has_credential = doc_get(attributes, "PlatformCredential"),
         has_principal = doc_get(attributes, "PlatformPrincipal"),
         needs_principal =
             !span_is(doc_get_str(c->in, "Platform"), "GCM") && !span_is(doc_get_str(c->in, "Platform"), "FCM");

    if (has_credential && !has_principal && needs_principal)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Attributes Reason: PlatformCredential attribute provided without "
                     "PlatformPrincipal");
    if (has_principal && !has_credential)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Attributes Reason: PlatformPrincipal attribute provided without "
                     "PlatformCredential");
    return 0;
}

int sns_create_platform_application(struct call *c)
{
    struct span name = doc_get_str(c->in, "Name"), platform = doc_get_str(c->in, "Platform");
    struct doc *attributes = doc_get(c->in, "Attributes");
    struct sns_application app = { .attributes = doc_map(&c->arena) }, old;

    if (name_check(c, name) || platform_check(c, platform) || application_attributes_check(c, attributes) ||
        credentials_check(c, attributes))
        return -1;
    app.arn = arena_format(&c->arena, "arn:aws:sns:%s:%s:app/%.*s/%.*s", c->who.region, c->who.account,
                           SPAN_ARG(platform), SPAN_ARG(name));
    doc_put_cstr(app.attributes, "Enabled", "true");
    attributes_merge(app.attributes, attributes);
    if (sns_store_application_find(c, app.arn, &old)) {
        app.id = old.id;
        sns_store_application_set(c, &app);
    } else {
        sns_store_application_insert(c, &app);
    }
    doc_put_str(c->out, "PlatformApplicationArn", app.arn);
    return 0;
}

/* AWS: deleting what is not there succeeds. */
int sns_delete_platform_application(struct call *c)
{
    struct span arn = doc_get_str(c->in, "PlatformApplicationArn");
    struct sns_application app;

    if (sns_arn_check(c, "PlatformApplicationArn", arn)) return -1;
    if (sns_store_application_find(c, arn, &app)) sns_store_application_delete(c, &app);
    return 0;
}

int sns_get_platform_application_attributes(struct call *c)
{
    struct sns_application app;

    if (application_require(c, &app)) return -1;
    doc_put(c->out, "Attributes", app.attributes);
    return 0;
}

int sns_set_platform_application_attributes(struct call *c)
{
    struct doc *attributes = doc_get(c->in, "Attributes");
    struct sns_application app;

    if (application_require(c, &app) || application_attributes_check(c, attributes)) return -1;
    attributes_merge(app.attributes, attributes);
    sns_store_application_set(c, &app);
    return 0;
}

int sns_list_platform_applications(struct call *c)
{
    struct sns_application *found = ARENA_ARRAY(&c->arena, struct sns_application, PAGE + 1);
    struct doc *out = doc_put_list(c->out, "PlatformApplications");
    struct span after;
    size_t count;

    if (!page_after(c, "NextToken", &after)) return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    count = sns_store_applications(c, after, PAGE + 1, found);
    for (size_t i = 0; i < count && i < PAGE; i++) {
        struct doc *one = doc_append_map(out);
        doc_put_str(one, "PlatformApplicationArn", found[i].arn);
        doc_put(one, "Attributes", found[i].attributes);
    }
    if (count > PAGE) page_continue(c, "NextToken", found[PAGE - 1].arn);
    return 0;
}

/* --- endpoints ---------------------------------------------------------------------------------------------------- */

static struct doc *endpoint_attributes(struct call *c)
{
    struct doc *given = doc_get(c->in, "Attributes"), *all = doc_map(&c->arena);

    doc_put_cstr(all, "Enabled", "true");
    doc_put_str(all, "Token", doc_get_str(c->in, "Token"));
    doc_put_str(all, "CustomUserData", doc_get_str(c->in, "CustomUserData"));
    attributes_merge(all, given);
    return all;
}

static void endpoint_new(struct call *c, const struct sns_application *app, struct sns_endpoint *e)
{
    struct span prefix = arena_format(&c->arena, "arn:aws:sns:%s:%s:app/", c->who.region, c->who.account);
    char id[37];

    uuid_new(id);
    e->application_id = app->id;
    e->arn = arena_format(&c->arena, "arn:aws:sns:%s:%s:endpoint/%.*s/%s", c->who.region, c->who.account,
                          SPAN_ARG(span_sub(app->arn, prefix.size, SIZE_MAX)), id);
    sns_store_endpoint_insert(c, e);
}

int sns_create_platform_endpoint(struct call *c)
{
    struct sns_application app;
    struct sns_endpoint e = { .token = doc_get_str(c->in, "Token") }, old;

    if (application_require(c, &app) || endpoint_attributes_check(c, doc_get(c->in, "Attributes"))) return -1;
    e.attributes = endpoint_attributes(c);
    if (endpoint_attributes_check(c, e.attributes)) return -1;
    if (!sns_store_endpoint_by_token(c, app.id, e.token, &old)) {
        endpoint_new(c, &app, &e);
    } else {
        if (!doc_equal(old.attributes, e.attributes))
            return fault(
                c, &sns_invalid_parameter,
                "Invalid parameter: Token Reason: Endpoint %.*s already exists with the same Token, but different "
                "attributes.",
                SPAN_ARG(old.arn));
        e.arn = old.arn;
    }
    doc_put_str(c->out, "EndpointArn", e.arn);
    return 0;
}

/* AWS: deleting what is not there succeeds. */
int sns_delete_endpoint(struct call *c)
{
    struct span arn = doc_get_str(c->in, "EndpointArn");
    struct sns_endpoint e;

    if (sns_arn_check(c, "EndpointArn", arn)) return -1;
    if (sns_store_endpoint_find(c, arn, &e)) sns_store_endpoint_delete(c, &e);
    return 0;
}

int sns_get_endpoint_attributes(struct call *c)
{
    struct sns_endpoint e;

    if (endpoint_require(c, &e)) return -1;
    doc_put(c->out, "Attributes", e.attributes);
    return 0;
}

int sns_set_endpoint_attributes(struct call *c)
{
    struct doc *attributes = doc_get(c->in, "Attributes");
    struct sns_endpoint e;

    if (endpoint_require(c, &e) || attributes_present(c, attributes) || endpoint_attributes_check(c, attributes))
        return -1;
    attributes_merge(e.attributes, attributes);
    e.token = doc_get_str(e.attributes, "Token");
    sns_store_endpoint_set(c, &e);
    return 0;
}

int sns_list_endpoints_by_platform_application(struct call *c)
{
    struct sns_endpoint *found = ARENA_ARRAY(&c->arena, struct sns_endpoint, PAGE + 1);
    struct doc *out = doc_put_list(c->out, "Endpoints");
    struct sns_application app;
    int64_t after;
    size_t count;

    if (application_require(c, &app)) return -1;
    if (!page_after_number(c, "NextToken", &after))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    count = sns_store_endpoints(c, app.id, after, PAGE + 1, found);
    for (size_t i = 0; i < count && i < PAGE; i++) {
        struct doc *one = doc_append_map(out);
        doc_put_str(one, "EndpointArn", found[i].arn);
        doc_put(one, "Attributes", found[i].attributes);
    }
    if (count > PAGE) page_continue_number(c, "NextToken", found[PAGE - 1].id);
    return 0;
}
