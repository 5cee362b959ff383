/* A response (https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf, 3.3) with one assertion in it. */
#include "emulator/services/sts/sts_saml.h"

#include "emulator/base/digest.h"
#include "emulator/base/times.h"
#include "emulator/base/xml_read.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/sts/sts_faults.h"
#include "emulator/services/sts/sts_iam.h"
#include "emulator/services/sts/sts_limits.h"
#include "emulator/services/sts/sts_roles.h"

#define ATTRIBUTE "https://aws.amazon.com/SAML/Attributes/"
#define REDEEM_MS (5 * 60 * INT64_C(1000))

struct assertion {
    struct span issuer, subject, subject_type, audience, session_name, source_identity;
    const struct xml_element *attributes;               /* the first of them, or NULL */
    struct span issued, not_before, not_on_or_after[2]; /* times as they are written; absent ones say nothing */
};

static const struct xml_element *element_at(const struct xml_element *e, const char *const *path)
{
    for (; e && *path; path++) e = xml_child(e, *path);
    return e;
}

static struct span text_at(const struct xml_element *e, const char *const *path)
{
    e = element_at(e, path);
    return e ? span_trim(e->text) : (struct span){ NULL, 0 };
}

static const struct xml_element *attributes_of(const struct xml_element *assertion)
{
    const struct xml_element *statement = xml_child(assertion, "AttributeStatement");

    return statement ? xml_child(statement, "Attribute") : NULL;
}

static struct span attribute_value(const struct xml_element *at, const char *name)
{
    while (at && !span_is(xml_attribute(at, "Name"), name)) at = xml_named(at->next, "Attribute");
    return text_at(at, (const char *const[]){ "AttributeValue", NULL });
}

static struct span attribute_of(const struct xml_element *e, const char *name)
{
    return e ? xml_attribute(e, name) : (struct span){ NULL, 0 };
}

static void times_read(const struct xml_element *assertion, const struct xml_element *confirmation, struct assertion *a)
{
    const struct xml_element *conditions = xml_child(assertion, "Conditions");

    a->issued = attribute_of(assertion, "IssueInstant");
    a->not_before = attribute_of(conditions, "NotBefore");
    a->not_on_or_after[0] = attribute_of(conditions, "NotOnOrAfter");
    a->not_on_or_after[1] = attribute_of(confirmation, "NotOnOrAfter");
}

/* AWS: transient and persistent are told without what all formats begin with. */
static struct span format_of(const struct xml_element *name_id)
{
    struct span format = name_id ? xml_attribute(name_id, "Format") : (struct span){ NULL, 0 };
    static const char begin[] = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

    return span_starts(format, begin) ? span_sub(format, sizeof begin - 1, SIZE_MAX) : format;
}

static bool assertion_read(struct call *c, struct assertion *a)
{
    struct span bytes;
    const char *reason;
    const struct xml_element *response, *assertion, *subject, *confirmation;

    *a = (struct assertion){ 0 };
    if (!base64_decode(&c->arena, doc_get_str(c->in, "SAMLAssertion"), &bytes)) return false;
    response = xml_parse(&c->arena, bytes, &reason);
    assertion = response ? xml_child(response, "Assertion") : NULL;
    if (!assertion) return false;
    subject = xml_child(assertion, "Subject");
    confirmation = element_at(subject, (const char *const[]){ "SubjectConfirmation", "SubjectConfirmationData", NULL });
    a->issuer = text_at(assertion, (const char *const[]){ "Issuer", NULL });
    a->subject = text_at(subject, (const char *const[]){ "NameID", NULL });
    a->subject_type = format_of(subject ? xml_child(subject, "NameID") : NULL);
    a->audience = attribute_of(confirmation, "Recipient"); /* AWS: saml:aud is that, not the Audience */
    if (!a->audience.size) a->audience = SPAN("https://signin.aws.amazon.com/saml");
    a->attributes = attributes_of(assertion);
    times_read(assertion, confirmation, a);
    a->session_name = attribute_value(a->attributes, ATTRIBUTE "RoleSessionName");
    a->source_identity = attribute_value(a->attributes, ATTRIBUTE "SourceIdentity");
    return a->issuer.size > 0;
}

void sts_saml_keys(struct call *c)
{
    struct assertion a;

    if (!doc_get(c->in, "SAMLAssertion") || !assertion_read(c, &a)) return;
    ask_key(c, "aws:FederatedProvider", doc_get_str(c->in, "PrincipalArn"));
    ask_key(c, "saml:aud", a.audience);
    ask_key(c, "saml:iss", a.issuer);
    ask_key(c, "saml:sub", a.subject);
    ask_key(c, "saml:sub_type", a.subject_type);
}

static struct doc *provider_find(struct call *c, struct span arn)
{
    struct arn parts;

    arn_parse(arn, &parts);
    return sts_iam_get(c, parts.account, "GetSAMLProvider", "SAMLProviderArn", arn);
}

static struct doc *list_in(struct call *c, const char *name)
{
    struct doc *list = doc_get(c->in, name);

    return list ? list : doc_put_list(c->in, name);
}

/* AWS: each tag is an attribute PrincipalTag:KEY; TransitiveTagKeys has several values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
static void tag_put(struct call *c, const struct xml_element *attribute)
{
    static const char tag_name[] = ATTRIBUTE "PrincipalTag:";
    struct span name = xml_attribute(attribute, "Name");
    const struct xml_element *value = xml_child(attribute, "AttributeValue");
    struct doc *tag;

    if (span_starts(name, tag_name)) {
        tag = doc_append_map(list_in(c, "Tags"));
        doc_put_str(tag, "Key", span_sub(name, sizeof tag_name - 1, SIZE_MAX));
        doc_put_str(tag, "Value", value ? span_trim(value->text) : SPAN(""));
    }
    if (!span_is(name, ATTRIBUTE "TransitiveTagKeys")) return;
    for (; value; value = xml_named(value->next, "AttributeValue"))
        doc_append_str(list_in(c, "TransitiveTagKeys"), span_trim(value->text));
}

/* --- is it good? -------------------------------------------------------------------------------------------------- */

static bool is_over(const struct call *c, struct span limit)
{
    int64_t ms;

    return limit.data && (!time_parse_iso8601(limit, &ms) || ms <= c->now_ms);
}

/* AWS: it is good for five minutes, and not beyond what it says itself. DIFFERS: what says no time has none, and with
 * which words AWS refuses what is not good yet is not known. */
static int check_times(struct call *c, const struct assertion *a)
{
    int64_t issued, begin;

    if (is_over(c, a->not_on_or_after[0]) || is_over(c, a->not_on_or_after[1]) ||
        (time_parse_iso8601(a->issued, &issued) && issued + REDEEM_MS <= c->now_ms))
        return fault(c, &sts_expired_identity_token, "Token must be redeemed within 5 minutes of issuance");
    if (time_parse_iso8601(a->not_before, &begin) && begin > c->now_ms + REDEEM_MS)
        return fault(c, &sts_invalid_identity_token, "Token is not yet valid");
    return 0;
}

/* Of an IdP's metadata, the EntityDescriptor's. Without a provider there is nothing to hold it against. */
static int check_issuer(struct call *c, const struct assertion *a)
{
    const struct doc *provider = provider_find(c, doc_get_str(c->in, "PrincipalArn"));
    const struct xml_element *metadata;
    const char *reason;

    if (!provider) return 0;
    metadata = xml_parse(&c->arena, span_trim(doc_get_str(provider, "SAMLMetadataDocument")), &reason);
    if (metadata && span_eq(attribute_of(metadata, "entityID"), a->issuer)) return 0;
    return fault(c, &sts_invalid_identity_token, "Issuer not present in specified provider");
}

/* "ROLE,PROVIDER", in either order. */
static bool is_pair(struct span text, struct span role, struct span provider)
{
    struct span first = span_trim(span_sub(text, 0, span_find(text, ','))),
                second = span_trim(span_sub(text, span_find(text, ',') + 1, SIZE_MAX));

    return (span_eq(first, role) && span_eq(second, provider)) || (span_eq(first, provider) && span_eq(second, role));
}

/* AWS: the identity provider says which roles it may be. */
static int check_role(struct call *c, const struct assertion *a)
{
    struct span role = doc_get_str(c->in, "RoleArn"), provider = doc_get_str(c->in, "PrincipalArn");

    for (const struct xml_element *at = a->attributes; at; at = xml_named(at->next, "Attribute")) {
        if (!span_is(xml_attribute(at, "Name"), ATTRIBUTE "Role")) continue;
        for (const struct xml_element *value = xml_child(at, "AttributeValue"); value;
             value = xml_named(value->next, "AttributeValue"))
            if (is_pair(value->text, role, provider)) return 0;
    }
    return fault(c, &sts_access_denied, "Not authorized to perform sts:AssumeRoleWithSAML");
}

int sts_saml_resolve(struct call *c)
{
    struct assertion a;

    if (!assertion_read(c, &a)) return fault(c, &sts_invalid_identity_token, "Invalid SAML assertion");
    if (check_issuer(c, &a) || check_times(c, &a) || check_role(c, &a)) return -1;
    if (a.session_name.size < 2)
        return fault(c, &sts_invalid_identity_token, "RoleSessionName is required in AuthnResponse");
    doc_put_str(c->in, "RoleSessionName", span_sub(a.session_name, 0, 64));
    doc_put_str(c->in, "SourceIdentity", a.source_identity);
    for (const struct xml_element *at = a.attributes; at; at = xml_named(at->next, "Attribute")) tag_put(c, at);
    return 0;
}

int sts_assume_role_with_saml(struct call *c)
{
    struct span provider = doc_get_str(c->in, "PrincipalArn");
    struct sts_session s = { .source_identity = doc_get_str(c->in, "SourceIdentity"), .provider = provider };
    struct assertion a;

    if (!assertion_read(c, &a)) return fault(c, &sts_invalid_identity_token, "Invalid SAML assertion");
    if (!provider_find(c, provider)) return fault(c, &sts_invalid_identity_token, "Specified provider doesn't exist");
    if (sts_limits_tags(c, NULL, &s) || sts_assume(c, &s, 0)) return -1;
    doc_put_str(c->out, "Subject", a.subject);
    doc_put_str(c->out, "SubjectType", a.subject_type);
    doc_put_str(c->out, "Issuer", a.issuer);
    doc_put_str(c->out, "Audience", a.audience);
    return 0;
}
