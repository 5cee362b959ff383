/* Lists of what an error has, each in a line. */
#include "emulator/services/s3/s3_website_pages.h"

#include "emulator/base/digest.h"
#include "emulator/base/xml.h"
#include "emulator/http/http.h"

static struct span host_id(const struct call *c, struct arena *a)
{
    return base64_text(a, span_of(c->request_id));
}

void s3_website_ids(const struct call *c, struct http_response *response)
{
    http_response_header(response, "x-amz-request-id", "%s", c->request_id);
    http_response_header(response, "x-amz-id-2", "%.*s", SPAN_ARG(host_id(c, response->arena)));
}

static void line(struct buf *b, struct span name, struct span value)
{
    buf_printf(b, "<li>%.*s: ", SPAN_ARG(name));
    xml_text(b, value);
    buf_add_text(b, "</li>\n");
}

/* Code, message, and what else the error has. */
static void fault_lines(struct buf *b, const struct fault_raised *f)
{
    struct fault_words words = fault_words(f, PROTOCOL_REST_XML);

    line(b, SPAN("Code"), span_of(words.code));
    line(b, SPAN("Message"), words.message);
    for (uint32_t i = 0; i < doc_count(f->extra); i++)
        line(b, f->extra->map.members[i].name, doc_text(f->extra->map.members[i].value));
}

static void page_begin(struct http_response *response, int status)
{
    const char *reason = http_reason(status);

    response->status = status;
    http_response_header(response, "Content-Type", "text/html; charset=utf-8");
    buf_printf(&response->body, "<html>\n<head><title>%d %s</title></head>\n<body>\n<h1>%d %s</h1>\n<ul>\n", status,
               reason, status, reason);
}

static void ids_lines(const struct call *c, struct http_response *response)
{
    line(&response->body, SPAN("RequestId"), span_of(c->request_id));
    line(&response->body, SPAN("HostId"), host_id(c, response->arena));
    buf_add_text(&response->body, "</ul>\n");
}

static void page_end(struct http_response *response)
{
    buf_add_text(&response->body, "<hr/>\n</body>\n</html>\n");
}

void s3_website_error_headers(const struct fault_raised *f, struct http_response *response)
{
    struct fault_words words = fault_words(f, PROTOCOL_REST_XML);

    http_response_header(response, "x-amz-error-code", "%s", words.code);
    http_response_header_text(response, "x-amz-error-message", words.message);
    for (uint32_t i = 0; i < doc_count(f->extra); i++) {
        const struct doc_member *m = &f->extra->map.members[i];
        http_response_header_text(response, arena_printf(response->arena, "x-amz-error-detail-%.*s", SPAN_ARG(m->name)),
                                  http_encode(response->arena, doc_text(m->value), "/~!$&'()*+,;=:@-._ "));
    }
}

void s3_website_error_page(const struct call *c, const struct fault_raised *f, const struct fault_raised *second,
                           struct http_response *response)
{
    struct buf *b = &response->body;

    s3_website_error_headers(f, response);
    page_begin(response, fault_words(f, PROTOCOL_REST_XML).status);
    fault_lines(b, f);
    ids_lines(c, response);
    if (second) {
        buf_add_text(b, "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n");
        fault_lines(b, second);
        buf_add_text(b, "</ul>\n");
    }
    page_end(response);
}

void s3_website_found_page(const struct call *c, struct span location, struct http_response *response)
{
    http_response_header_text(response, "Location", location);
    page_begin(response, 302);
    line(&response->body, SPAN("Code"), SPAN("Found"));
    line(&response->body, SPAN("Message"), SPAN("Resource Found"));
    ids_lines(c, response);
    page_end(response);
}
