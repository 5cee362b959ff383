/* Payloads in S3's chunks, by the cases of tests/cases/s3/aws_chunked.json, AWS's published examples among them. */
#include "tests/support/emulator/unit.h"

#include <stdio.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/source.h"
#include "emulator/wire/signing_keys.h"
#include "emulator/wire/aws_chunked.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/drip.h"

static struct aws_chunked how_of(const struct doc *d)
{
    struct aws_chunked how = { .decoded_bytes = doc_get_int(d, "decoded", 0), .trailer = doc_get_str(d, "trailer") };

    assert_true(aws_chunked_marked(doc_get_str(d, "told"), &how));
    how.signature = doc_get_str(d, "seed");
    how.is_verified = how.signature.size > 0;
    how.access_key_id = SPAN("AKIAIOSFODNN7EXAMPLE");
    how.time = SPAN("20130524T000000Z");
    how.scope = SPAN("20130524/us-east-1/s3/aws4_request");
    signing_key(SPAN("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), SPAN("20130524"), SPAN("us-east-1"), SPAN("s3"),
                how.signing_key);
    return how;
}

/* All that it gives, in rooms of that size. False: it broke off, and does so again. */
static bool all_read(struct source *s, size_t room, struct buf *out)
{
    static char piece[8192];
    ssize_t got;

    buf_clear(out);
    while ((got = source_read(s, piece, room)) > 0) buf_add(out, piece, (size_t)got);
    assert_int_equal(source_read(s, piece, room), got);
    return got == 0;
}

/* Whole: what it gives; and the fault it left, if any. */
static bool decoded(struct call *c, const struct doc *d, struct span body, size_t piece, struct buf *out)
{
    struct aws_chunked how = how_of(d);
    struct drip from = drip_of(body, piece);
    struct source *s = aws_chunked_source(c, &from.source, &how);
    bool is_whole = all_read(s, piece < 8192 ? piece : 8192, out);

    assert_int_equal(s->size, how.decoded_bytes);
    source_close(s);
    return is_whole;
}

static void is_as_wanted(struct call *c, const struct doc *d, bool is_whole, const struct buf *out)
{
    struct span error = doc_get_str(d, "error"), name = doc_get_str(d, "name");

    if (is_whole != !error.size || is_whole != !c->fault.kind)
        fail_msg("%.*s: whole %d, %s", SPAN_ARG(name), is_whole, c->fault.kind ? c->fault.message : "no fault");
    if (is_whole) {
        if (!span_eq(buf_span(out), cases_bytes(&c->arena, doc_get(d, "data")))) fail_msg("%.*s: data", SPAN_ARG(name));
        if (!doc_equal(c->trailers, doc_get(d, "trailers") ? doc_get(d, "trailers") : doc_map(&c->arena)))
            fail_msg("%.*s: %.*s", SPAN_ARG(name), SPAN_ARG(json_text(&c->arena, c->trailers)));
        return;
    }
    if (!span_is(error, c->fault.kind->code) || !span_is(doc_get_str(d, "message"), c->fault.message) ||
        !cases_has_members(c->fault.extra, doc_get(d, "extra")))
        fail_msg("%.*s: %s: %s %.*s", SPAN_ARG(name), c->fault.kind->code, c->fault.message,
                 SPAN_ARG(c->fault.extra ? json_text(&c->arena, c->fault.extra) : SPAN("")));
}

static void cases_hold(void **state)
{
    static const size_t pieces[] = { 1, 3, 4096, 100000 };
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/aws_chunked.json");
    struct buf out = { 0 };

    (void)state;
    assert_true(doc_count(cases) > 45);
    for (size_t i = 0; i < doc_count(cases); i++)
        for (size_t n = 0; n < sizeof pieces / sizeof *pieces; n++) {
            struct call c = { 0 };
            struct span body = cases_bytes(&c.arena, doc_get(doc_at(cases, i), "body"));
            bool is_whole = decoded(&c, doc_at(cases, i), body, pieces[n], &out);
            is_as_wanted(&c, doc_at(cases, i), is_whole, &out);
            arena_release(&c.arena);
        }
    buf_release(&out);
    arena_release(&a);
}

/* Wherever it is cut off, it is never taken for a whole one. */
static void no_part_is_the_whole(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/aws_chunked.json");
    struct buf out = { 0 };
    int cuts = 0;

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span body = cases_bytes(&a, doc_get(d, "body"));
        for (size_t size = 0; size < body.size && !doc_get(d, "error"); size++) {
            struct call c = { 0 };
            if (size == 200 && body.size > 1000) size = body.size - 700;
            if (decoded(&c, d, span_sub(body, 0, size), 4096, &out) || !c.fault.kind)
                fail_msg("%.*s: %zu bytes", SPAN_ARG(doc_get_str(d, "name")), size);
            arena_release(&c.arena);
            cuts++;
        }
    }
    assert_true(cuts > 1000);
    buf_release(&out);
    arena_release(&a);
}

/* The client went away right behind the last byte: nobody knows whether that was all. */
static void a_break_is_no_end(void **state)
{
    struct call c = { 0 };
    struct aws_chunked how = { .decoded_bytes = 5, .may_trail = true };
    struct drip from = drip_of(SPAN("5\r\nhello\r\n0\r\n\r\n"), 100);
    struct source *s = aws_chunked_source(&c, &from.source, &how);
    struct buf out = { 0 };

    (void)state;
    from.breaks = true;
    assert_false(all_read(s, 100, &out));
    assert_string_equal(c.fault.kind->code, "IncompleteBody");
    source_close(s);
    buf_release(&out);
    arena_release(&c.arena);
}

/* Who takes a checksum on the way must know which. */
static void what_is_to_trail_is_named_before(void **state)
{
    struct call c = { 0 };
    struct aws_chunked how = { .decoded_bytes = 0, .may_trail = true, .trailer = SPAN("X-Amz-Checksum-CRC32") };
    struct drip from = drip_of(SPAN("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"), 100);
    struct source *s = aws_chunked_source(&c, &from.source, &how);
    struct buf out = { 0 };

    (void)state;
    assert_true(doc_is(doc_get(c.trailers, "x-amz-checksum-crc32"), DOC_NULL));
    assert_true(all_read(s, 100, &out));
    assert_span_equal(doc_get_str(c.trailers, "x-amz-checksum-crc32"), "AAAAAA==");
    source_close(s);
    buf_release(&out);
    arena_release(&c.arena);
}

static void markers(void **state)
{
    static const struct {
        const char *told;
        bool is_one, is_signed, may_trail;
    } rows[] = {
        { "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", true, true, false },
        { "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", true, true, true },
        { "STREAMING-UNSIGNED-PAYLOAD-TRAILER", true, false, true },
        { "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", true, true, false },
        { "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER", true, true, true },
        { "STREAMING-UNSIGNED-PAYLOAD", false, false, false },
        { "UNSIGNED-PAYLOAD", false, false, false },
        { "streaming-unsigned-payload-trailer", false, false, false },
        { "-TRAILER", false, false, false },
        { "", false, false, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct aws_chunked how = { 0 };
        if (aws_chunked_marked(span_of(rows[i].told), &how) != rows[i].is_one) fail_msg("%s", rows[i].told);
        if (!rows[i].is_one) continue;
        assert_int_equal(how.is_signed, rows[i].is_signed);
        assert_int_equal(how.may_trail, rows[i].may_trail);
    }
}

static void the_encoding_is_stripped(void **state)
{
    static const char *const rows[][2] = {
        { "aws-chunked", "" },           { "gzip", "gzip" }, { "aws-chunked,gzip", "gzip" },
        { "gzip, aws-chunked", "gzip" }, { "", "" },         { "AWS-Chunked , gzip,,br", "gzip,br" },
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span left = aws_chunked_strip(&a, span_of(rows[i][0]));
        assert_span_equal(left, rows[i][1]);
        assert_int_equal(left.data == NULL, !rows[i][1][0]);
    }
    assert_null(aws_chunked_strip(&a, (struct span){ NULL, 0 }).data);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),        cmocka_unit_test(no_part_is_the_whole),
        cmocka_unit_test(a_break_is_no_end), cmocka_unit_test(what_is_to_trail_is_named_before),
        cmocka_unit_test(markers),           cmocka_unit_test(the_encoding_is_stripped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
