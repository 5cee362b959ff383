/* Reading and writing, as the codec does it alone: no door, no service. */
#include "tests/support/emulator/wire_cases.h"

#include "tests/support/emulator/unit.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"

static const struct operation *operation_of(const struct wire_suite *suite, const struct doc *row)
{
    for (const struct operation *o = suite->operations; o->name; o++)
        if (span_is(doc_get_str(row, "shape"), o->name)) return o;
    fail_msg("no such shape");
    return NULL;
}

/* {"$blob": base64} becomes bytes, wherever it is. */
static struct doc *with_blobs(struct arena *a, struct doc *d)
{
    struct span text = doc_get_str(d, "$blob"), bytes;

    if (text.data) {
        assert_true(base64_decode(a, text, &bytes));
        return doc_blob(a, bytes);
    }
    for (size_t i = 0; i < doc_count(d); i++) {
        struct doc **child = doc_is(d, DOC_MAP) ? &d->map.members[i].value : &doc_items(d)[i];
        *child = with_blobs(a, *child);
    }
    return d;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "a2 00": blanks are for the eye. */
static struct span hex_bytes(struct arena *a, struct span text)
{
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0;

    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ' ') continue;
        assert_true(i + 1 < text.size && hex_digit(text.data[i]) >= 0 && hex_digit(text.data[i + 1]) >= 0);
        out[size++] = (char)(hex_digit(text.data[i]) << 4 | hex_digit(text.data[i + 1]));
        i++;
    }
    return (struct span){ out, size };
}

static struct span body_of(struct arena *a, const struct doc *row)
{
    struct span hex = doc_get_str(row, "hex"), text = doc_get_str(row, "base64");

    if (hex.data) return hex_bytes(a, hex);
    if (text.data) return assert_true(base64_decode(a, text, &text)), text;
    return doc_get_str(row, "body");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool fault_is(const struct call *c, const struct doc *row)
{
    struct span code = doc_get_str(row, "code");

    return span_is(code.data ? code : SPAN("SerializationException"), c->fault.kind->code) &&
           span_is(doc_get_str(row, "error"), c->fault.message);
}

bool wire_read_holds(const struct wire_suite *suite, struct arena *a, struct doc *row, struct span bytes)
{
    struct call *c = call_new(suite->service, operation_of(suite, row), &identity_default, SPAN("http://h"));
    struct http_request request;
    struct doc *wanted = doc_get(row, "tree");
    bool holds;

    loopback_parse(&request, a, bytes);
    if (suite->codec->decode(c, &request)) holds = !wanted && fault_is(c, row);
    else holds = wanted && doc_equal(c->in, with_blobs(a, wanted));
    if (!holds)
        print_error("%s\n  gave: %s\n", json_text(a, row).data,
                    c->fault.kind ? c->fault.message : json_text(a, c->in).data);
    call_free(c);
    return holds;
}

static bool read_case_holds(const struct wire_suite *suite, struct arena *a, struct doc *row)
{
    const char *method = doc_get_cstr(row, "method"), *target = doc_get_cstr(row, "target"),
               *headers = doc_get_cstr(row, "headers");
    struct span body = body_of(a, row);
    struct buf request = { 0 };
    bool holds;

    buf_printf(&request, "%s %s HTTP/1.1\r\n%s\r\n", method ? method : "POST", target ? target : "/",
               headers ? headers : "");
    buf_add_span(&request, body);
    holds = wire_read_holds(suite, a, row, buf_span(&request));
    buf_release(&request);
    return holds;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

void wire_write(const struct wire_suite *suite, struct arena *a, struct doc *row, struct http_response *response)
{
    struct call *c = call_new(suite->service, operation_of(suite, row), &identity_default, SPAN("http://h"));

    *response = (struct http_response){ .arena = a };
    c->out = with_blobs(a, doc_copy(a, doc_get(row, "tree")));
    suite->codec->encode(c, response);
    call_free(c);
}

static bool headers_are(struct arena *a, const struct http_response *response, const struct doc *wanted)
{
    struct loopback l = { .response = *response };

    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct span got = loopback_header(&l, arena_string(a, wanted->map.members[i].name));
        const struct doc *value = wanted->map.members[i].value;
        if (doc_is(value, DOC_NULL) ? got.data != NULL : !got.data || !span_eq(got, doc_text(value))) return false;
    }
    return true;
}

static bool write_case_holds(const struct wire_suite *suite, struct arena *a, struct doc *row)
{
    struct http_response response;
    struct span got;
    bool holds;
    char *hex;

    wire_write(suite, a, row, &response);
    got = buf_span(&response.body);
    holds = response.status == doc_get_int(row, "status", 200) && headers_are(a, &response, doc_get(row, "headers")) &&
            span_eq(got, body_of(a, row));
    hex = arena_alloc(a, got.size * 2 + 1);
    hex_encode((const unsigned char *)got.data, got.size, hex);
    if (!holds)
        print_error("%s\n  gave: %d %.*s\n", json_text(a, row).data, response.status,
                    SPAN_ARG(doc_get(row, "hex") ? span_of(hex) : got));
    buf_release(&response.body);
    return holds;
}

void wire_cases_hold(const struct wire_suite *suite, const char *path, int at_least)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, path), *reads = doc_get(cases, "read"), *writes = doc_get(cases, "write");
    int failed = 0;

    for (size_t i = 0; i < doc_count(reads); i++) failed += !read_case_holds(suite, &a, doc_at(reads, i));
    for (size_t i = 0; i < doc_count(writes); i++) failed += !write_case_holds(suite, &a, doc_at(writes, i));
    assert_int_equal(failed, 0);
    assert_true((int)(doc_count(reads) + doc_count(writes)) >= at_least);
    arena_release(&a);
}
