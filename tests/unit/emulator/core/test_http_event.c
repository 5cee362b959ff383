/* Payload format 2.0: what functions are told of a request, and what their answers make of a response. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/core/http_event.h"
#include "tests/support/emulator/cases.h"

static struct arena arena;

static void request_of(const struct doc *row, struct http_request *r)
{
    const struct doc *headers = doc_get(row, "headers");

    *r = (struct http_request){ .method = SPAN("GET"),
                                .path = doc_get_str(row, "path"),
                                .query = doc_get_str(row, "query"),
                                .version = SPAN("1.1"),
                                .body = doc_get_str(row, "body"),
                                .remote = SPAN("192.0.2.1"),
                                .port = 4566,
                                .arena = &arena };
    for (size_t i = 0; i < doc_count(headers); i++)
        r->headers[r->header_count++] =
            (struct http_header){ doc_text(doc_at(doc_at(headers, i), 0)), doc_text(doc_at(doc_at(headers, i), 1)) };
}

static void requests_become_events(void **state)
{
    const struct doc *rows = doc_get(cases_read(&arena, "tests/cases/core/http_event.json"), "events");

    (void)state;
    assert_true(doc_count(rows) > 0);
    for (size_t i = 0; i < doc_count(rows); i++) {
        const struct doc *row = doc_at(rows, i), *has = doc_get(row, "has");
        struct http_request r;
        struct http_event e = { .http = &r,
                                .route_key = SPAN("$default"),
                                .path = doc_get_str(row, "path"),
                                .stage = SPAN("$default"),
                                .account = SPAN("123456789012"),
                                .api_id = SPAN("abc"),
                                .request_id = SPAN("r-1"),
                                .path_parameters = doc_get(row, "path_parameters"),
                                .stage_variables = doc_get(row, "stage_variables"),
                                .now_ms = 1795494210125 };
        struct doc *event;

        request_of(row, &r);
        event = http_event_make(&e);
        if (!cases_has_members(event, doc_get(row, "event")) || (has && !cases_has_members(event, has)))
            fail_msg("%.*s: %.*s", SPAN_ARG(r.path), SPAN_ARG(json_text(&arena, event)));
    }
    arena_release(&arena);
}

static void answer_play(const struct doc *row)
{
    const struct doc *headers = doc_get(row, "headers");
    struct http_response r = { .arena = &arena };
    struct span text = doc_get(row, "answer") ? json_text(&arena, doc_get(row, "answer")) : doc_get_str(row, "text");
    bool is_good = http_event_answer(&r, text, "text/plain");

    if (is_good != (headers != NULL)) fail_msg("%.*s: %d", SPAN_ARG(text), is_good);
    if (!headers) {
        assert_int_equal(r.header_count, 0);
        assert_int_equal(r.status, 0);
        return;
    }
    assert_int_equal(r.status, doc_get_int(row, "status", 0));
    assert_int_equal(r.header_count, doc_count(headers));
    for (size_t i = 0; i < r.header_count; i++) {
        assert_true(span_eq(r.headers[i].name, doc_text(doc_at(doc_at(headers, i), 0))));
        assert_true(span_eq(r.headers[i].value, doc_text(doc_at(doc_at(headers, i), 1))));
    }
    assert_true(span_eq(buf_span(&r.body), doc_get_str(row, "body")));
    buf_release(&r.body);
}

static void answers_become_responses(void **state)
{
    const struct doc *rows = doc_get(cases_read(&arena, "tests/cases/core/http_event.json"), "answers");

    (void)state;
    assert_true(doc_count(rows) > 0);
    for (size_t i = 0; i < doc_count(rows); i++) answer_play(doc_at(rows, i));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(requests_become_events),
                                        cmocka_unit_test(answers_become_responses) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
