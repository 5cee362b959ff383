/* Which stage a request is for, and which resource of it. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_locate.h"
#include "emulator/core/routes.h"
#include "tests/support/emulator/loopback.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct doc *of(const char *json)
{
    struct doc *d = json_parse(&arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}

/* --- resources ---------------------------------------------------------------------------------------------------- */

/* The greedy and the variable ones come first, so that order cannot be what decides. */
static const char resources[] =
    "[{\"path\":\"/{proxy+}\",\"resourceMethods\":{\"ANY\":{\"m\":\"any\"}}},"
    "{\"path\":\"/orders/{rest+}\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"},\"ANY\":{\"m\":\"any\"}}},"
    "{\"path\":\"/orders/{id}\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"path\":\"/orders/new\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"path\":\"/orders/{id}/items/{item}\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"path\":\"/{x}/new\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"path\":\"/empty\"},"
    "{\"path\":\"/\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}}]";

static void the_best_route_wins(void **state)
{
    static const struct {
        const char *method, *path, *resource, *m, *parameters;
    } rows[] = {
        { "GET", "/", "/", "get", "{}" },
        { "GET", "/orders/new", "/orders/new", "get", "{}" },
        { "GET", "/orders/new/", "/orders/new", "get", "{}" },
        { "GET", "/orders/17", "/orders/{id}", "get", "{\"id\":\"17\"}" },
        { "GET", "/orders/17//", "/orders/{id}", "get", "{\"id\":\"17\"}" },
        { "GET", "/orders/a%2Fb%20c+d", "/orders/{id}", "get", "{\"id\":\"a%2Fb%20c+d\"}" },
        { "POST", "/orders/17", "/orders/{rest+}", "any", "{\"rest\":\"17\"}" },
        { "GET", "/orders/17/items/3", "/orders/{id}/items/{item}", "get", "{\"id\":\"17\",\"item\":\"3\"}" },
        { "GET", "/orders/17/items", "/orders/{rest+}", "get", "{\"rest\":\"17/items\"}" },
        { "GET", "/orders//17", "/orders/{rest+}", "get", "{\"rest\":\"/17\"}" },
        { "GET", "/customers/new", "/{x}/new", "get", "{\"x\":\"customers\"}" },
        { "PUT", "/customers/new", "/{proxy+}", "any", "{\"proxy\":\"customers/new\"}" },
        { "GET", "/empty", "/{proxy+}", "any", "{\"proxy\":\"empty\"}" },
        { "GET", "/orders", "/{proxy+}", "any", "{\"proxy\":\"orders\"}" },
        { "POST", "/", NULL, NULL, NULL },
    };
    struct routes routes;

    (void)state;
    routes_compile(&arena, of(resources), &routes);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct routes_match match;
        struct span path = span_of(rows[i].path);
        bool found = routes_find(&routes, span_of(rows[i].method), path, &match);
        if (found != (rows[i].resource != NULL)) fail_msg("%s %s", rows[i].method, rows[i].path);
        if (!found) continue;
        assert_span_equal(doc_get_str(match.resource, "path"), rows[i].resource);
        assert_span_equal(doc_get_str(match.method, "m"), rows[i].m);
        assert_true(
            doc_equal(routes_variables(&arena, doc_get_str(match.resource, "path"), path), of(rows[i].parameters)));
    }
    routes_compile(&arena, of("[]"), &routes);
    assert_false(routes_find(&routes, SPAN("GET"), SPAN("/"), &(struct routes_match){ 0 }));
}

/* Deeper than any path may be: it is passed over, and nothing is met at its beginning. */
static void a_resource_may_be_deep(void **state)
{
    struct buf path = { 0 };
    struct doc *list = doc_list(&arena), *resource = doc_append_map(list);
    struct routes routes;
    struct routes_match match;

    (void)state;
    for (int i = 0; i <= ROUTES_DEPTH_MAX; i++) buf_add_text(&path, "/a");
    doc_put_str(resource, "path", buf_span(&path));
    doc_put(resource, "resourceMethods", of("{\"GET\":{}}"));
    routes_compile(&arena, list, &routes);
    assert_false(routes_find(&routes, SPAN("GET"), buf_span(&path), &match));
    assert_false(routes_find(&routes, SPAN("GET"), SPAN("/a/a"), &match));
    buf_release(&path);
}

static void routes_of(size_t count, struct routes *routes)
{
    struct doc *list = doc_list(&arena);

    for (size_t i = 0; i < count; i++) {
        struct doc *resource = doc_append_map(list);
        doc_put_format(resource, "path", "/things%zu/{id}", (i * 7919) % count);
        doc_put(resource, "resourceMethods", of("{\"GET\":{}}"));
    }
    routes_compile(&arena, list, routes);
}

static void every_one_of_many_is_found(void **state)
{
    struct routes routes;
    struct routes_match match;

    (void)state;
    routes_of(2000, &routes);
    for (size_t i = 0; i < 2000; i++) {
        struct span path = arena_format(&arena, "/things%zu/x", i);
        assert_true(routes_find(&routes, SPAN("GET"), path, &match));
        assert_span_equal(doc_get_str(match.resource, "path"), arena_printf(&arena, "/things%zu/{id}", i));
    }
}

/* --- addresses ---------------------------------------------------------------------------------------------------- */

static void addresses_of_a_stage(void **state)
{
    static const struct {
        const char *host, *path, *wanted;
    } rows[] = {
        { "a1.execute-api.localhost:4566", "/prod/orders", "a1 prod /orders /prod/orders" },
        { "A1.execute-api.eu-west-1.amazonaws.com", "/prod/orders/", "a1 prod /orders/ /prod/orders/" },
        { "a1.execute-api.localhost", "/prod", "a1 prod / /prod" },
        { "a1.execute-api.localhost", "/prod/", "a1 prod / /prod/" },
        { "a1.execute-api.localhost", "//prod/x", "a1 prod /x /prod/x" },
        { "a1.execute-api.localhost", "/prod//x", "a1 prod /x /prod//x" },
        { "a1.execute-api.localhost", "/prod//x//y", "a1 prod /x//y /prod//x//y" },
        { "a1.execute-api.localhost", "/prod/a%2Fb%2B", "a1 prod /a%2Fb%2B /prod/a%2Fb%2B" },
        { "a1.execute-api.localhost", "/", "a1  / /" },
        { "localhost", "/restapis/a1/prod/_user_request_/x", "a1 prod /x /prod/x" },
        { "localhost", "/restapis/a1/prod/_user_request_", "a1 prod / /prod" },
        { "localhost", "/restapis/a1/prod/_user_request_x", NULL },
        { "localhost", "/restapis/a1/prod", NULL },
        { "localhost", "/_aws/execute-api/a1/prod/x", "a1 prod /x /prod/x" },
        { "localhost", "/_aws/execute-api/a1/prod", "a1 prod / /prod" },
        { "localhost", "/", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request *http = ARENA_NEW(&arena, struct http_request);
        struct api_request r = { .http = NULL };
        struct span text = arena_format(&arena, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", rows[i].path, rows[i].host);
        loopback_parse(http, &arena, text);
        http->arena = &arena;
        if (api_locate(http, &r) != (rows[i].wanted != NULL)) fail_msg("%s %s", rows[i].host, rows[i].path);
        if (rows[i].wanted)
            assert_string_equal(arena_printf(&arena, "%.*s %.*s %.*s %.*s", SPAN_ARG(r.api_id), SPAN_ARG(r.stage),
                                             SPAN_ARG(r.path), SPAN_ARG(r.full_path)),
                                rows[i].wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_best_route_wins, drop),
        cmocka_unit_test_teardown(a_resource_may_be_deep, drop),
        cmocka_unit_test_teardown(every_one_of_many_is_found, drop),
        cmocka_unit_test_teardown(addresses_of_a_stage, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
