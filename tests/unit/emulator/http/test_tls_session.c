/* TLS on bytes: a client of mbedTLS's on the other side, and what no client sends. */
#include "tests/support/emulator/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/authority.h"
#include "emulator/base/certificate.h"
#include "emulator/base/certificate_write.h"
#include "emulator/base/clock.h"
#include "emulator/base/files.h"
#include "emulator/base/private_key.h"
#include "emulator/http/tls_certificates.h"
#include "emulator/http/tls_session.h"
#include "tests/support/emulator/tls_client.h"

#define TURNS 20

struct fixture {
    char folder[64];
    struct arena arena;
    struct span given_chain, given_key;
    int asked;
    struct tls_certificates *certificates;
    struct tls_server *server;
};

static enum tls_name find(struct arena *a, struct span name, struct span *chain, struct span *key, void *arg)
{
    struct fixture *f = arg;

    f->asked++;
    if (span_is(name, "given.test")) {
        *chain = arena_span(a, f->given_chain);
        *key = arena_span(a, f->given_key);
        return TLS_NAME_GIVEN;
    }
    return span_ends(name, ".localhost") || span_is(name, "localhost") ? TLS_NAME_OURS : TLS_NAME_UNKNOWN;
}

static void given_make(struct fixture *f, const char *algorithm)
{
    static const struct span name = SPAN("given.test");
    const char *key = private_key_make(&f->arena, algorithm);
    struct authority_wish wish = { key, &name, 1, clock_real_ms() - 1000, clock_real_ms() + 86400000 };

    f->given_key = span_of(key);
    f->given_chain = span_of(authority_sign(&f->arena, &wish));
}

static int begin(void **state)
{
    static const struct span unnamed[] = { SPAN("localhost"), SPAN("127.0.0.1") };
    struct fixture *f = calloc(1, sizeof *f);
    struct tls_names names = { find, f, unnamed, 2, { NULL, 0 }, { NULL, 0 } };

    snprintf(f->folder, sizeof f->folder, "/tmp/nube-tls-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    authority_keep_in(f->folder);
    f->certificates = tls_certificates_new(&names);
    f->server = tls_server_new(f->certificates);
    assert_non_null(f->server);
    given_make(f, "RSA_2048");
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;

    tls_server_free(f->server);
    tls_certificates_free(f->certificates);
    authority_keep_in(NULL);
    directory_remove(f->folder);
    arena_release(&f->arena);
    free(f);
    return 0;
}

struct pair {
    struct tls_client *client;
    struct tls_session *server;
    struct buf to_client, to_server, plain;
};

static void pair_free(struct pair *p)
{
    tls_client_free(p->client);
    tls_session_free(p->server);
    buf_release(&p->to_client);
    buf_release(&p->to_server);
    buf_release(&p->plain);
}

/* The whole handshake, in pieces of so many bytes. True when both sides are content. */
static bool shake(struct fixture *f, struct pair *p, const struct tls_client_wish *wish, size_t piece)
{
    enum tls_outcome outcome = TLS_GOES_ON;
    int rc = 1;

    *p = (struct pair){ tls_client_new(wish), tls_session_new(f->server), { 0 }, { 0 }, { 0 } };
    for (int turn = 0; turn < TURNS && (rc == 1 || outcome == TLS_GOES_ON) && rc >= 0 && outcome != TLS_BROKEN;
         turn++) {
        if (rc == 1) rc = tls_client_handshake(p->client, buf_span(&p->to_client), &p->to_server);
        buf_clear(&p->to_client);
        for (size_t at = 0; at < p->to_server.size && outcome == TLS_GOES_ON; at += piece)
            outcome = tls_session_handshake(p->server, span_sub(buf_span(&p->to_server), at, piece), &p->to_client);
        buf_clear(&p->to_server);
    }
    return rc == 0 && outcome == TLS_IS_OPEN;
}

static bool says(struct pair *p, struct span plain)
{
    enum tls_outcome outcome;

    buf_clear(&p->to_server);
    buf_clear(&p->plain);
    assert_true(tls_client_write(p->client, plain, &p->to_server));
    outcome = tls_session_read(p->server, buf_span(&p->to_server), &p->plain, &p->to_client);
    return outcome == TLS_GOES_ON && span_eq(buf_span(&p->plain), plain);
}

static bool hears(struct pair *p, struct span plain)
{
    buf_clear(&p->to_client);
    buf_clear(&p->plain);
    assert_true(tls_session_write(p->server, plain, &p->to_client));
    return tls_client_read(p->client, buf_span(&p->to_client), &p->plain) && span_eq(buf_span(&p->plain), plain);
}

static void both_sides_say_what_they_say(void **state)
{
    static const size_t pieces[] = { SIZE_MAX / 2, 1, 7, 1000 };
    static char large[70000];
    struct fixture *f = *state;
    struct tls_client_wish wish = { .authority = authority_certificate(),
                                    .name = "b.localhost",
                                    .protocol = "http/1.1" };

    memset(large, 'x', sizeof large);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct pair p;
        assert_true(shake(f, &p, &wish, pieces[i]));
        assert_string_equal(tls_client_protocol(p.client), "http/1.1");
        assert_true(says(&p, SPAN("GET / HTTP/1.1\r\n\r\n")));
        assert_true(hears(&p, SPAN("HTTP/1.1 200 OK\r\n\r\n")));
        assert_true(says(&p, (struct span){ large, sizeof large }));
        assert_true(hears(&p, (struct span){ large, sizeof large }));
        buf_clear(&p.to_client);
        tls_session_end(p.server, &p.to_client);
        assert_false(tls_client_read(p.client, buf_span(&p.to_client), &p.plain));
        assert_true(tls_client_was_ended(p.client));
        pair_free(&p);
    }
}

static void certificates_are_by_name(void **state)
{
    static const struct {
        const char *name;
        bool is_good;
    } cases[] = { { "localhost", true },   { "LOCALHOST", true },   { "a.b.c.localhost", true },
                  { "given.test", true },  { "other.test", false }, { "a/../b.localhost", false },
                  { "*.localhost", false } };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tls_client_wish wish = { .authority = authority_certificate(), .name = cases[i].name };
        struct pair p;
        if (shake(f, &p, &wish, SIZE_MAX / 2) != cases[i].is_good) fail_msg("%s", cases[i].name);
        pair_free(&p);
    }
}

/* Who says no name gets the one for addresses, and does not take it for another. */
static void who_says_no_name_gets_the_addresses(void **state)
{
    struct fixture *f = *state;
    struct tls_client_wish nameless = { 0 };
    struct pair p;

    assert_true(shake(f, &p, &nameless, SIZE_MAX / 2));
    assert_int_equal(f->asked, 0);
    pair_free(&p);
}

static void another_authority_is_not_trusted(void **state)
{
    struct fixture *f = *state;
    struct certificate_wish self = { .subject = "CN=other",
                                     .key = private_key_make(&f->arena, "EC_prime256v1"),
                                     .from_ms = clock_real_ms(),
                                     .until_ms = clock_real_ms() + 86400000 };
    struct tls_client_wish wish = { .authority = certificate_write(&f->arena, &self), .name = "localhost" };
    struct pair p;

    assert_false(shake(f, &p, &wish, SIZE_MAX / 2));
    pair_free(&p);
}

/* One that changes is taken anew with the next handshake. */
static void a_given_certificate_may_change(void **state)
{
    struct fixture *f = *state;
    struct tls_certificate *first = tls_certificates_take(f->certificates, SPAN("given.test")), *again, *other;

    again = tls_certificates_take(f->certificates, SPAN("given.test"));
    assert_ptr_equal(again, first);
    given_make(f, "EC_prime256v1");
    other = tls_certificates_take(f->certificates, SPAN("given.test"));
    assert_ptr_not_equal(other, first);
    tls_certificate_give(first);
    tls_certificate_give(again);
    tls_certificate_give(other);
}

static void there_are_not_more_than_are_kept(void **state)
{
    struct fixture *f = *state;
    struct tls_certificate *held = tls_certificates_take(f->certificates, SPAN("held.localhost")), *again;
    char name[32];

    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "n%d.localhost", i);
        tls_certificate_give(tls_certificates_take(f->certificates, span_of(name)));
    }
    assert_int_equal(tls_certificates_count(f->certificates), 256);
    again = tls_certificates_take(f->certificates, SPAN("held.localhost"));
    assert_ptr_not_equal(again, held); /* it was dropped meanwhile, and is still whole for who holds it */
    tls_certificate_give(again);
    tls_certificate_give(held);
}

static void old_versions_and_other_protocols_are_refused(void **state)
{
    struct fixture *f = *state;
    struct tls_client_wish h2 = { .name = "localhost", .protocol = "h2" },
                           old = { .name = "localhost", .is_old = true };
    struct pair p;

    assert_false(shake(f, &p, &h2, SIZE_MAX / 2));
    pair_free(&p);
    if (!tls_client_has_older()) return;
    assert_false(shake(f, &p, &old, SIZE_MAX / 2));
    pair_free(&p);
}

/* Neither does it begin again, nor does asking for that often keep it busy. */
static void renegotiation_is_refused(void **state)
{
    struct fixture *f = *state;
    struct tls_client_wish wish = { .name = "localhost" };
    enum tls_outcome outcome = TLS_GOES_ON;
    struct pair p;

    if (!tls_client_has_older()) skip();
    assert_true(shake(f, &p, &wish, SIZE_MAX / 2));
    for (int i = 0; i < 100 && outcome == TLS_GOES_ON; i++) {
        buf_clear(&p.to_server);
        buf_clear(&p.to_client);
        tls_client_renegotiate(p.client, &p.to_server);
        outcome = tls_session_read(p.server, buf_span(&p.to_server), &p.plain, &p.to_client);
        assert_int_equal(p.plain.size, 0);
        assert_true(p.to_client.size < 100); /* an alert at most, no handshake */
    }
    pair_free(&p);
}

static void what_is_no_TLS_breaks_it(void **state)
{
    static const struct span cases[] = {
        SPAN("GET / HTTP/1.1\r\n\r\n"),               /* no TLS at all */
        SPAN("\x16\x03\x01\xff\xff"),                 /* a record that is longer than may be */
        SPAN("\x16\x03\x01\x00\x00"),                 /* an empty one */
        SPAN("\x17\x03\x03\x00\x05hello"),            /* data before there is a key */
        SPAN("\x16\x03\x01\x00\x04\x02\x00\x00\x00"), /* a server's hello */
        SPAN("\x16\x03\x01\x00\x04\x01\xff\xff\xff"), /* a hello that is longer than its record */
        SPAN("\x15\x03\x01\x00\x02\x02\x28"),         /* an alert */
        SPAN("\x80\x2e\x01\x00\x02"),                 /* SSL 2 */
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tls_session *s = tls_session_new(f->server);
        struct buf out = { 0 }, plain = { 0 };
        enum tls_outcome outcome = tls_session_handshake(s, cases[i], &out);
        for (int more = 0; more < 10 && outcome == TLS_GOES_ON; more++)
            outcome = tls_session_handshake(s, SPAN("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), &out);
        if (outcome != TLS_BROKEN) fail_msg("case %zu goes on", i);
        assert_int_equal(tls_session_handshake(s, SPAN("x"), &out), TLS_BROKEN);
        assert_int_equal(tls_session_read(s, SPAN("x"), &plain, &out), TLS_BROKEN);
        assert_false(tls_session_write(s, SPAN("x"), &out));
        tls_session_end(s, &out);
        tls_session_free(s);
        buf_release(&out);
        buf_release(&plain);
    }
}

static void a_changed_byte_breaks_it(void **state)
{
    struct fixture *f = *state;
    struct tls_client_wish wish = { .name = "localhost" };
    struct pair p;

    assert_true(shake(f, &p, &wish, SIZE_MAX / 2));
    assert_true(tls_client_write(p.client, SPAN("hello"), &p.to_server));
    p.to_server.data[p.to_server.size - 1] ^= 1;
    assert_int_equal(tls_session_read(p.server, buf_span(&p.to_server), &p.plain, &p.to_client), TLS_BROKEN);
    assert_int_equal(p.plain.size, 0);
    pair_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_sides_say_what_they_say, begin, end),
        cmocka_unit_test_setup_teardown(certificates_are_by_name, begin, end),
        cmocka_unit_test_setup_teardown(who_says_no_name_gets_the_addresses, begin, end),
        cmocka_unit_test_setup_teardown(another_authority_is_not_trusted, begin, end),
        cmocka_unit_test_setup_teardown(a_given_certificate_may_change, begin, end),
        cmocka_unit_test_setup_teardown(there_are_not_more_than_are_kept, begin, end),
        cmocka_unit_test_setup_teardown(old_versions_and_other_protocols_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(renegotiation_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_TLS_breaks_it, begin, end),
        cmocka_unit_test_setup_teardown(a_changed_byte_breaks_it, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
