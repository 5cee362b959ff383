/* Parameters are the operation's members, some by other names.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/apigatewayv2/httpapi_http.h"
#include "emulator/services/apigatewayv2/httpapi_integrations.h"
#include "emulator/services/apigatewayv2/httpapi_named.h"
#include "emulator/wire/json_shape.h"

/* A parameter's name → the operation's member, where that is another. */
static struct span member_name(struct span parameter)
{
    static const struct {
        const char *parameter, *member;
    } renamed[] = { { "StateMachineArn", "stateMachineArn" },
                    { "ExecutionArn", "executionArn" },
                    { "Name", "name" },
                    { "Input", "input" },
                    { "Cause", "cause" },
                    { "Error", "error" } };

    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (span_is(parameter, renamed[i].parameter)) return span_of(renamed[i].member);
    return parameter;
}

/* What a value is, as the member wants it: a text, a number, or what the JSON in it says. */
static struct doc *value_of(struct arena *a, const struct shape *shape, struct doc *given)
{
    struct span text = doc_is(given, DOC_STRING) ? doc_chars(given) : json_text(a, given);
    int64_t number;

    switch (shape->type) {
    case T_STRING:
    case T_BLOB: return doc_string(a, text);
    case T_INTEGER:
    case T_LONG: return span_int(text, &number) ? doc_int(a, number) : doc_string(a, text);
    case T_BOOLEAN: return doc_bool(a, span_is(text, "true"));
    default: {
        struct doc *d = doc_is(given, DOC_STRING) ? json_parse(a, text, NULL) : given;
        return d ? d : given;
    }
    }
}

static void input_fill(struct httpapi_request *r, const struct operation *o, struct doc *in)
{
    const struct doc *parameters = doc_get(r->integration, "RequestParameters");
    struct httpapi_values v = httpapi_named(r);

    for (size_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        struct doc *value = httpapi_value_doc(&v, doc_text(m->value));
        const struct member *member;
        if (span_is(m->name, "Region") || !value) continue;
        member = shape_member(o->input, member_name(m->name));
        if (member) doc_put(in, member->name, value_of(doc_arena(in), member->shape, doc_copy(doc_arena(in), value)));
    }
}

/* The region that the parameters name, or the API's. */
static const char *region_of(const struct httpapi_request *r)
{
    struct span region = doc_get_str(doc_get(r->integration, "RequestParameters"), "Region");

    return arena_string(r->arena, region.size ? region : r->live->region);
}

static int refused(struct httpapi_request *r, const struct call *c)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_JSON);
    struct doc *body = doc_map(r->arena);

    r->response->status = words.status;
    doc_put_str(body, "message", words.message);
    http_response_header(r->response, "Content-Type", "application/json");
    json_write(&r->response->body, body);
    return 0;
}

int httpapi_service(struct httpapi_request *r)
{
    const struct httpapi_subtype *s = httpapi_subtype_find(doc_get_str(r->integration, "IntegrationSubtype"));
    struct httpapi_values v = httpapi_named(r);
    struct identity who;
    struct call *c;
    int rc;

    if (!s || !identity_of_role(doc_get_str(r->integration, "CredentialsArn"), "apigateway", region_of(r), &who))
        return httpapi_refuse_internal(r, "The integration's role is none");
    c = door_open(s->service, s->operation, &who, r->http->endpoint);
    if (!c) return httpapi_refuse_internal(r, "The service is not there");
    input_fill(r, c->operation, c->in);
    rc = door_call_within_time(c, doc_get_int(r->integration, "TimeoutInMillis", 30000));
    if (rc > 0) return httpapi_refuse(r, 503, "Service Unavailable");
    if (rc < 0) {
        refused(r, c);
    } else {
        r->response->status = 200;
        http_response_header(r->response, "Content-Type", "application/json");
        json_shape_write(&r->response->body, c->operation->output, c->out);
    }
    call_free(c);
    v.response = r->response;
    v.response_body = json_parse(r->arena, buf_span(&r->response->body), NULL);
    httpapi_map_response(&v, doc_get(r->integration, "ResponseParameters"), r->response);
    return 0;
}
