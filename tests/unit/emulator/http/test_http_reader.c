/* The reader of requests, given whole ones, one byte at a time, and what is none. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/buf.h"
#include "emulator/http/http_reader.h"

/* What was read, told as text: "GET /a?b (x: y) body [trailer: z];" for each request, and the status of what is none. */
static void tell(struct http_reader *r, struct span bytes, struct buf *told)
{
    enum http_read what;

    while ((what = http_reader_next(r, &bytes)) != HTTP_READ_MORE) {
        if (what == HTTP_READ_HEAD) {
            buf_printf(told, "%.*s %.*s", SPAN_ARG(r->method), SPAN_ARG(r->path));
            if (r->query.data) buf_printf(told, "?%.*s", SPAN_ARG(r->query));
            for (size_t i = 0; i < r->header_count; i++)
                buf_printf(told, " (%.*s: %.*s)", SPAN_ARG(r->headers[i].name), SPAN_ARG(r->headers[i].value));
            buf_add_char(told, ' ');
        } else if (what == HTTP_READ_BODY) {
            buf_add_span(told, r->piece);
        } else if (what == HTTP_READ_END) {
            if (r->trailer_count) assert_span_equal(http_reader_trailer(r, "a"), "1");
            for (size_t i = 0; i < r->trailer_count; i++)
                buf_printf(told, " [%.*s: %.*s]", SPAN_ARG(r->trailers[i].name), SPAN_ARG(r->trailers[i].value));
            buf_add_text(told, r->keeps_alive ? ";" : "!");
        } else {
            buf_printf(told, "%d", r->status);
            return;
        }
    }
}

static void gives_in(const char *sent, size_t step, const char *wanted)
{
    struct http_reader r = { 0 };
    struct buf told = { 0 };

    for (size_t at = 0; at < strlen(sent) && !r.status; at += step) tell(&r, span_sub(span_of(sent), at, step), &told);
    assert_span_equal(buf_span(&told), wanted);
    buf_release(&told);
    http_reader_release(&r);
}

static void gives(const char *sent, const char *wanted)
{
    gives_in(sent, 1, wanted);
    gives_in(sent, 3, wanted);
    gives_in(sent, strlen(sent), wanted);
}

static void requests(void **state)
{
    (void)state;
    gives("GET /a/b?c=d HTTP/1.1\r\nHost: x\r\nX-Y:  z \r\n\r\n", "GET /a/b?c=d (Host: x) (X-Y: z) ;");
    gives("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "POST / (Content-Length: 5) hello;");
    gives("\r\nPOST / HTTP/1.1\ncontent-length: 2\n\nhiGET /2 HTTP/1.1\r\n\r\n",
          "POST / (content-length: 2) hi;GET /2 ;");
    gives("GET / HTTP/1.0\r\n\r\n", "GET / !");
    gives("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / (Connection: keep-alive) ;");
    gives("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n", "GET / (Connection: Close) !");
    gives("GET / HTTP/1.1\r\nHo", "");
}

static void chunks_and_trailers(void **state)
{
    (void)state;
    gives(
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA ; x=y\r\n0123456789\r\n0\r\n\r\nGET /2 HTTP/1.1\r\n\r\n",
        "POST / (Transfer-Encoding: chunked) abc0123456789;GET /2 ;");
    gives("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\nA: 1\r\nB: 2\r\n\r\n",
          "POST / (Transfer-Encoding: Chunked)  [A: 1] [B: 2];");
}

static void what_is_none(void **state)
{
    (void)state;
    gives("hello\r\n\r\n", "400");
    gives("GET / HTTP/2.0\r\n\r\n", "400");
    gives("GET nowhere HTTP/1.1\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nno colon\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nA : b\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400");
    gives("GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "501");
    gives("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "GET / (Transfer-Encoding: chunked) 400");
    gives("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
          "GET / (Transfer-Encoding: chunked) a400");
    gives("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFF\r\n",
          "GET / (Transfer-Encoding: chunked) 400");
}

static void heads_are_bounded(void **state)
{
    struct http_reader r = { 0 };
    struct buf sent = { 0 }, told = { 0 };

    (void)state;
    buf_add_text(&sent, "GET / HTTP/1.1\r\nA: ");
    while (sent.size < HTTP_READER_HEAD_MAX + 1) buf_add_char(&sent, 'x');
    tell(&r, buf_span(&sent), &told);
    assert_span_equal(buf_span(&told), "431");
    http_reader_release(&r);
    buf_release(&sent);
    buf_release(&told);

    r = (struct http_reader){ 0 };
    buf_add_text(&sent, "GET / HTTP/1.1\r\n");
    for (int i = 0; i <= HTTP_HEADERS_MAX; i++) buf_add_text(&sent, "A: b\r\n");
    buf_add_text(&sent, "\r\n");
    tell(&r, buf_span(&sent), &told);
    assert_span_equal(buf_span(&told), "431");
    http_reader_release(&r);
    buf_release(&sent);
    buf_release(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests),
        cmocka_unit_test(chunks_and_trailers),
        cmocka_unit_test(what_is_none),
        cmocka_unit_test(heads_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
