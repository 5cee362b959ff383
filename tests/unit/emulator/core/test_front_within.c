/* Who asks inside waits so long, and what takes longer goes on with a copy. */
#include "tests/support/emulator/unit.h"

#include <pthread.h>
#include <semaphore.h>

#include "emulator/core/front_within.h"

static sem_t may_go_on, is_over;
static bool waits;
static pthread_t served_by;
static struct arena arena;

static void serve(const struct http_request *request, const struct identity *who, struct span signed_for,
                  struct http_response *response)
{
    served_by = pthread_self();
    if (span_is(request->path, "/hangs"))
        while (sem_wait(&may_go_on)) continue;
    response->status = 201;
    http_response_header_text(response, "X-Who", span_of(who->account));
    http_response_header_text(response, "X-Of", who->source_arn);
    http_response_header_text(response, "X-Header", http_header(request, "X-Sent"));
    buf_printf(&response->body, "%.*s %.*s %.*s", SPAN_ARG(signed_for), SPAN_ARG(request->path),
               SPAN_ARG(request->body));
    if (span_is(request->path, "/hangs")) sem_post(&is_over);
}

static bool takes(const struct http_request *request)
{
    return request != NULL;
}

static bool is_waiting(const struct http_request *request, struct span signed_for)
{
    return waits && request && signed_for.size;
}

static bool ask(const char *path, int64_t milliseconds, struct http_response *response)
{
    static const struct front front = { serve, takes, is_waiting };
    struct http_request request = { .method = SPAN("POST"),
                                    .path = arena_span(&arena, span_of(path)),
                                    .body = arena_span(&arena, SPAN("body")),
                                    .headers = { { SPAN("X-Sent"), arena_span(&arena, SPAN("sent")) } },
                                    .header_count = 1,
                                    .arena = &arena };
    struct identity who = { .account = "000000000000", .source_arn = arena_span(&arena, SPAN("arn")) };

    front_register(&front);
    *response = (struct http_response){ .status = 200, .arena = &arena, .body.max = 1000 };
    return front_serve_within(&request, &who, SPAN("sqs"), response, milliseconds);
}

static void says_all(struct http_response *response)
{
    assert_int_equal(response->status, 201);
    assert_span_equal(buf_span(&response->body), "sqs /quick body");
    assert_span_equal(http_response_header_find(response, "X-Who"), "000000000000");
    assert_span_equal(http_response_header_find(response, "X-Of"), "arn");
    assert_span_equal(http_response_header_find(response, "X-Header"), "sent");
    buf_release(&response->body);
}

static void what_cannot_wait_is_served_here(void **state)
{
    struct http_response response;

    (void)state;
    waits = false;
    assert_true(ask("/quick", 0, &response));
    says_all(&response);
    assert_true(pthread_equal(served_by, pthread_self()));
}

static void what_can_is_served_apart(void **state)
{
    struct http_response response;

    (void)state;
    waits = true;
    assert_true(ask("/quick", 10000, &response));
    says_all(&response);
    assert_false(pthread_equal(served_by, pthread_self()));
}

static void what_is_late_goes_on_with_a_copy(void **state)
{
    struct http_response response;

    (void)state;
    waits = true;
    assert_false(ask("/hangs", 20, &response));
    assert_int_equal(response.status, 200);
    assert_int_equal(response.header_count, 0);
    arena_release(&arena); /* what was asked with is gone */
    sem_post(&may_go_on);
    while (sem_wait(&is_over)) continue;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_wait_is_served_here),
        cmocka_unit_test(what_can_is_served_apart),
        cmocka_unit_test(what_is_late_goes_on_with_a_copy),
    };

    sem_init(&may_go_on, 0, 0);
    sem_init(&is_over, 0, 0);
    return cmocka_run_group_tests(tests, NULL, end);
}
