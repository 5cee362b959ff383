/* Deployed APIs as they are kept, and requests to them as calls. */
#include "emulator/services/apigateway/apigateway_live.h"

#include <stdio.h>

#include "emulator/core/ask.h"
#include "emulator/edge/record.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/world.h"

static char api_id[64], root_id[64];

/* What an operation of API Gateway gave, as text; it must go well. */
static void gave(char out[64], struct call *c, const char *member)
{
    if (c->fault.kind) fail_msg("%s: %s", c->operation->name, c->fault.message);
    snprintf(out, 64, "%.*s", SPAN_ARG(doc_get_str(c->out, member)));
    call_free(c);
}

static int begin(void **state)
{
    struct call *c;

    world_setup(state);
    c = ask("apigateway", "CreateRestApi", "{\"name\":\"shop\"}");
    snprintf(root_id, sizeof root_id, "%.*s", SPAN_ARG(doc_get_str(c->out, "rootResourceId")));
    gave(api_id, c, "id");
    return 0;
}

static void resource_add(const char *part)
{
    char id[64];

    gave(id,
         ask("apigateway", "CreateResource", "{\"restApiId\":\"%s\",\"parentId\":\"%s\",\"pathPart\":\"%s\"}", api_id,
             root_id, part),
         "id");
    must("apigateway", "PutMethod",
         "{\"restApiId\":\"%s\",\"resourceId\":\"%s\",\"httpMethod\":\"GET\",\"authorizationType\":\"NONE\"}", api_id,
         id);
    must("apigateway", "PutIntegration",
         "{\"restApiId\":\"%s\",\"resourceId\":\"%s\",\"httpMethod\":\"GET\",\"type\":\"AWS_PROXY\","
         "\"integrationHttpMethod\":\"POST\",\"uri\":\"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
         "arn:aws:lambda:us-east-1:000000000000:function:f/invocations\"}",
         api_id, id);
}

static void deploy(void)
{
    must("apigateway", "CreateDeployment", "{\"restApiId\":\"%s\",\"stageName\":\"prod\"}", api_id);
}

enum found { NO_STAGE, NO_ROUTE, ROUTE };

static enum found find_in(const char *stage, const char *path)
{
    const struct api_live *live = api_live_take(span_of(api_id), span_of(stage));
    struct routes_match match;
    bool has_route;

    if (!live) return NO_STAGE;
    assert_span_equal(live->account, "000000000000");
    has_route = routes_find(&live->routes, SPAN("GET"), span_of(path), &match);
    if (has_route) assert_span_equal(doc_get_str(match.resource, "path"), path);
    api_live_give(live);
    return has_route ? ROUTE : NO_ROUTE;
}

static enum found find(const char *path)
{
    return find_in("prod", path);
}

static void what_is_kept_holds_until_the_next_deployment(void **state)
{
    (void)state;
    resource_add("orders");
    assert_int_equal(find("/orders"), NO_STAGE);
    deploy();
    assert_int_equal(find("/orders"), ROUTE);
    resource_add("items");
    assert_int_equal(find("/items"), NO_ROUTE); /* not deployed yet */
    deploy();
    assert_int_equal(find("/items"), ROUTE);
    assert_int_equal(find("/orders"), ROUTE);
}

static void a_stage_or_an_api_that_is_gone_serves_nothing(void **state)
{
    (void)state;
    resource_add("orders");
    deploy();
    assert_int_equal(find("/orders"), ROUTE);
    must("apigateway", "DeleteStage", "{\"restApiId\":\"%s\",\"stageName\":\"prod\"}", api_id);
    assert_int_equal(find("/orders"), NO_STAGE);
    deploy();
    assert_int_equal(find("/orders"), ROUTE);
    must("apigateway", "DeleteRestApi", "{\"restApiId\":\"%s\"}", api_id);
    assert_int_equal(find("/orders"), NO_STAGE);
}

/* More stages than are kept: each is found again. */
static void many_stages_share_the_room(void **state)
{
    char name[8];

    (void)state;
    resource_add("orders");
    for (int i = 0; i < 70; i++)
        must("apigateway", "CreateDeployment", "{\"restApiId\":\"%s\",\"stageName\":\"s%d\"}", api_id, i);
    for (int i = 0; i < 140; i++) {
        snprintf(name, sizeof name, "s%d", i % 70);
        assert_int_equal(find_in(name, "/orders"), ROUTE);
    }
}

/* Who took a stage has it as it was. */
static void what_was_taken_stays_until_it_is_given_back(void **state)
{
    const struct api_live *live;
    struct routes_match match;

    (void)state;
    resource_add("orders");
    deploy();
    live = api_live_take(span_of(api_id), SPAN("prod"));
    resource_add("items");
    deploy();
    assert_int_equal(find("/items"), ROUTE);
    assert_false(routes_find(&live->routes, SPAN("GET"), SPAN("/items"), &match));
    assert_true(routes_find(&live->routes, SPAN("GET"), SPAN("/orders"), &match));
    api_live_give(live);
    api_live_give(NULL);
}

/* --- through the door --------------------------------------------------------------------------------------------- */

static void a_request_to_a_stage_is_a_call(void **state)
{
    struct loopback l = { 0 };
    struct doc *summary;

    (void)state;
    resource_add("orders");
    deploy();
    loopback_send(&l, "GET /restapis/%s/prod/_user_request_/none HTTP/1.1\r\nHost: localhost:4566\r\n\r\n", api_id);
    assert_int_equal(l.response.status, 403);
    assert_int_equal(loopback_header(&l, "x-amzn-RequestId").size, 36);
    assert_int_equal(loopback_header(&l, "x-amz-apigw-id").size, 16);
    assert_null(loopback_header(&l, "X-Amzn-Trace-Id").data);
    summary = doc_map(&l.arena);
    record_summary(summary);
    assert_int_equal(doc_get_int(doc_get(doc_get(summary, "apigateway"), "Invoke"), "calls", 0), 1);
    loopback_release(&l);
}

static void it_asks_to_invoke_the_method(void **state)
{
    extern const struct service apigateway_service;
    const struct plane *plane = apigateway_service.planes;
    struct http_request request = { .method = SPAN("GET"), .path = SPAN("") };
    struct call *c = call_new(&apigateway_service, &plane->operation, &identity_default, SPAN(""));
    char wanted[256];

    (void)state;
    resource_add("orders");
    deploy();
    request.arena = &c->arena;
    request.path = arena_format(&c->arena, "/restapis/%s/prod/_user_request_/orders/7", api_id);
    c->request = &request;
    snprintf(wanted, sizeof wanted, "arn:aws:execute-api:us-east-1:000000000000:%s/prod/GET/orders/7", api_id);
    assert_string_equal(ask_list(c)->action, "execute-api:Invoke");
    assert_span_equal(ask_list(c)->resource, wanted);
    call_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_holds_until_the_next_deployment, begin, world_teardown),
        cmocka_unit_test_setup_teardown(a_stage_or_an_api_that_is_gone_serves_nothing, begin, world_teardown),
        cmocka_unit_test_setup_teardown(many_stages_share_the_room, begin, world_teardown),
        cmocka_unit_test_setup_teardown(what_was_taken_stays_until_it_is_given_back, begin, world_teardown),
        cmocka_unit_test_setup_teardown(a_request_to_a_stage_is_a_call, begin, world_teardown),
        cmocka_unit_test_setup_teardown(it_asks_to_invoke_the_method, begin, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
