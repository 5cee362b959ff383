/* The authority: made once, kept, its key private; what it signs is what strict clients want. */
#include "tests/support/emulator/unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/authority.h"
#include "emulator/base/certificate.h"
#include "emulator/base/certificate_write.h"
#include "emulator/base/clock.h"
#include "emulator/base/files.h"
#include "emulator/base/private_key.h"
#include "tests/support/emulator/stderr.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

struct fixture {
    char folder[64];
    struct arena arena;
};

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    snprintf(f->folder, sizeof f->folder, "/tmp/nube-authority-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    authority_keep_in(f->folder);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;

    authority_keep_in(NULL);
    directory_remove(f->folder);
    arena_release(&f->arena);
    free(f);
    return 0;
}

static void it_is_made_once_and_kept(void **state)
{
    struct fixture *f = *state;
    struct stat about;
    const char *first;

    assert_null(authority_certificate_found());
    first = arena_string(&f->arena, span_of(authority_certificate()));
    authority_keep_in(f->folder);
    assert_string_equal(authority_certificate_found(), first);
    assert_string_equal(authority_certificate(), first);
    assert_int_equal(stat(arena_printf(&f->arena, "%s/authority/ca.key", f->folder), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(stat(authority_path(&f->arena), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0644);
}

/* Nothing that was half made is left beside it. */
static bool is_alone(const struct fixture *f)
{
    DIR *folder = opendir(f->folder);
    int others = 0;

    for (const struct dirent *e; (e = readdir(folder));)
        others += e->d_name[0] != '.' && strcmp(e->d_name, "authority") != 0;
    closedir(folder);
    return !others;
}

static void several_programs_make_one(void **state)
{
    struct fixture *f = *state;
    char *made;

    for (int i = 0; i < 4; i++)
        if (fork() == 0) _exit(authority_certificate() ? 0 : 1);
    for (int i = 0, status; i < 4; i++) {
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    made = arena_string(&f->arena, span_of(authority_certificate_found()));
    assert_int_equal(certificate_count(span_of(made)), 1);
    assert_true(is_alone(f));
}

static void what_does_not_fit_is_refused(void **state)
{
    struct fixture *f = *state;
    const char *path;
    int fd;

    assert_non_null(authority_certificate());
    path = arena_printf(&f->arena, "%s/authority/ca.key", f->folder);
    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(write(fd, "no key\n", 7) == 7);
    close(fd);
    authority_keep_in(f->folder);
    stderr_catch();
    assert_null(authority_certificate());
    assert_non_null(strstr(stderr_caught(&f->arena), "holds no key and certificate that fit each other"));
}

static void its_own_certificate_is_an_authoritys(void **state)
{
    struct fixture *f = *state;
    struct certificate c;

    assert_int_equal(certificate_read(&f->arena, span_of(authority_certificate()), &c), 0);
    assert_true(c.is_authority);
    assert_int_equal(c.key_usage, 1u << 5 | 1u << 6); /* keyCertSign, cRLSign */
    assert_true(span_eq(c.subject, c.issuer));
    assert_true(c.until_ms > clock_real_ms() + 3600 * DAY_MS);
    assert_int_equal(c.name_count, 0);
}

static const struct span names[] = { SPAN("a.localhost"), SPAN("*.a.localhost"), SPAN("127.0.0.1"), SPAN("::1") };

static char *leaf(struct fixture *f, const char *key)
{
    struct authority_wish wish = { .key = key,
                                   .names = names,
                                   .name_count = 4,
                                   .from_ms = clock_real_ms() / 1000 * 1000,
                                   .until_ms = clock_real_ms() / 1000 * 1000 + 90 * DAY_MS };

    return authority_sign(&f->arena, &wish);
}

static void what_it_signs_says_for_whom(void **state)
{
    static const char *const kinds[] = { "EC_prime256v1", "EC_secp384r1", "EC_secp521r1", "RSA_1024", "RSA_2048" };
    struct fixture *f = *state;
    struct certificate c, above;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char *key = private_key_make(&f->arena, kinds[i]), *pem = leaf(f, key);
        assert_int_equal(certificate_read(&f->arena, span_of(pem), &c), 0);
        assert_string_equal(c.key_algorithm, kinds[i]);
        assert_string_equal(c.signature_algorithm, "SHA256WITHECDSA");
        assert_span_equal(c.subject, "CN=a.localhost");
        assert_int_equal(certificate_read(&f->arena, span_of(authority_certificate()), &above), 0);
        assert_true(span_eq(c.issuer, above.subject));
        assert_int_equal(c.name_count, 4);
        for (size_t n = 0; n < 4; n++) assert_true(span_eq(c.names[n], names[n]));
        assert_int_equal(c.until_ms - c.from_ms, 90 * DAY_MS);
        assert_int_equal(c.key_usage, 1u << 0 | 1u << 2); /* digitalSignature, keyEncipherment */
        assert_int_equal(c.purpose_count, 1);
        assert_string_equal(c.purposes[0], "1.3.6.1.5.5.7.3.1");
        assert_false(c.is_authority);
        assert_int_equal(c.serial.size, 16 * 3 - 1);
        assert_true(certificate_has_key(span_of(pem), span_of(key)));
        assert_int_equal(certificate_chain_fits(span_of(pem), span_of(authority_certificate())), 0);
    }
}

static void another_key_and_another_chain_do_not_fit(void **state)
{
    struct fixture *f = *state;
    const char *key = private_key_make(&f->arena, "EC_prime256v1"), *other = private_key_make(&f->arena, "RSA_1024");
    struct certificate_wish self = {
        .subject = "CN=other", .key = other, .from_ms = clock_real_ms(), .until_ms = clock_real_ms() + DAY_MS
    };
    struct span pem = span_of(leaf(f, key));

    assert_false(certificate_has_key(pem, span_of(other)));
    assert_false(certificate_has_key(pem, SPAN("")));
    assert_false(certificate_has_key(SPAN("none"), span_of(key)));
    assert_int_equal(certificate_chain_fits(pem, span_of(certificate_write(&f->arena, &self))), 1);
    assert_int_equal(certificate_chain_fits(pem, SPAN("none")), -1);
    assert_int_equal(certificate_count(SPAN("none")), -1);
    assert_null(private_key_make(&f->arena, "EC_secp256k1"));
    self.key = "none";
    assert_null(certificate_write(&f->arena, &self));
}

static void names_are_covered_by_RFC_6125(void **state)
{
    struct fixture *f = *state;
    struct certificate c;
    static const struct {
        const char *name;
        bool is_covered;
    } cases[] = { { "a.localhost", true },
                  { "A.LocalHost", true },
                  { "b.a.localhost", true },
                  { "c.b.a.localhost", false },
                  { ".a.localhost", false },
                  { "localhost", false },
                  { "", false },
                  { "127.0.0.1", true },
                  { "127.0.0.2", false },
                  { "::1", true },
                  { "0:0:0:0:0:0:0:1", true },
                  { "*.a.localhost", true },
                  { "xa.localhost", false },
                  { "a.localhost.evil.test", false } };

    assert_int_equal(certificate_read(&f->arena, span_of(leaf(f, private_key_make(&f->arena, "EC_prime256v1"))), &c),
                     0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (certificate_covers(&c, span_of(cases[i].name)) != cases[i].is_covered) fail_msg("%s", cases[i].name);
    c.name_count = 0; /* then the common name counts */
    assert_true(certificate_covers(&c, SPAN("a.localhost")));
    assert_false(certificate_covers(&c, SPAN("127.0.0.1")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_made_once_and_kept, begin, end),
        cmocka_unit_test_setup_teardown(several_programs_make_one, begin, end),
        cmocka_unit_test_setup_teardown(what_does_not_fit_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(its_own_certificate_is_an_authoritys, begin, end),
        cmocka_unit_test_setup_teardown(what_it_signs_says_for_whom, begin, end),
        cmocka_unit_test_setup_teardown(another_key_and_another_chain_do_not_fit, begin, end),
        cmocka_unit_test_setup_teardown(names_are_covered_by_RFC_6125, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
