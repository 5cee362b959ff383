/* Signatures that OpenSSL made (tests/cases/core/rsa.json), and what is none of them. */
#include "emulator/base/rsa_verify.h"

#include "emulator/base/digest.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

struct fixture {
    struct arena arena;
    struct doc *case_;
    struct span modulus, exponent, data;
};

static struct span bytes_of(struct fixture *f, const struct doc *d, const char *name)
{
    struct span bytes;

    assert_true(base64_decode(&f->arena, doc_get_str(d, name), &bytes));
    return bytes;
}

static void fixture_read(struct fixture *f)
{
    *f = (struct fixture){ 0 };
    f->case_ = cases_read(&f->arena, "tests/cases/core/rsa.json");
    f->modulus = bytes_of(f, f->case_, "modulus");
    f->exponent = bytes_of(f, f->case_, "exponent");
    f->data = doc_get_str(f->case_, "data");
}

static void each_digest_is_verified_and_no_other(void **state)
{
    static const char *const digests[] = { "SHA-256", "SHA-384", "SHA-512", "SHA-1", "MD5", "" };
    struct fixture f;

    (void)state;
    fixture_read(&f);
    for (size_t i = 0; i < 3; i++) {
        const struct doc *one = doc_at(doc_get(f.case_, "signatures"), i);
        struct span signature = bytes_of(&f, one, "signature");
        for (size_t d = 0; d < sizeof digests / sizeof *digests; d++)
            assert_int_equal(rsa_verify(f.modulus, f.exponent, span_of(digests[d]), f.data, signature),
                             span_is(doc_get_str(one, "digest"), digests[d]));
    }
    arena_release(&f.arena);
}

static void a_bit_makes_it_wrong(void **state)
{
    struct fixture f;
    struct span signature, changed;

    (void)state;
    fixture_read(&f);
    signature = bytes_of(&f, doc_at(doc_get(f.case_, "signatures"), 0), "signature");
    for (size_t i = 0; i < signature.size; i += 37) {
        changed = arena_span(&f.arena, signature);
        ((char *)changed.data)[i] ^= 1;
        assert_false(rsa_verify(f.modulus, f.exponent, SPAN("SHA-256"), f.data, changed));
    }
    assert_false(rsa_verify(f.modulus, f.exponent, SPAN("SHA-256"), SPAN("header.other"), signature));
    assert_false(
        rsa_verify(f.modulus, f.exponent, SPAN("SHA-256"), f.data, span_sub(signature, 0, signature.size - 1)));
    assert_false(rsa_verify(f.modulus, f.exponent, SPAN("SHA-256"), f.data, SPAN("")));
    arena_release(&f.arena);
}

static void what_is_no_key_verifies_nothing(void **state)
{
    static char zeros[256], ones[256];
    struct fixture f;
    struct span signature;

    (void)state;
    fixture_read(&f);
    memset(ones, 0xff, sizeof ones);
    signature = bytes_of(&f, doc_at(doc_get(f.case_, "signatures"), 0), "signature");
    assert_false(rsa_verify(SPAN(""), f.exponent, SPAN("SHA-256"), f.data, signature));
    assert_false(rsa_verify(f.modulus, SPAN(""), SPAN("SHA-256"), f.data, signature));
    assert_false(rsa_verify(f.modulus, SPAN("\x01"), SPAN("SHA-256"), f.data, signature));
    assert_false(rsa_verify((struct span){ zeros, sizeof zeros }, f.exponent, SPAN("SHA-256"), f.data, signature));
    assert_false(rsa_verify((struct span){ ones, sizeof ones }, f.exponent, SPAN("SHA-256"), f.data, signature));
    assert_false(rsa_verify(span_sub(f.modulus, 0, 64), f.exponent, SPAN("SHA-256"), f.data, signature));
    arena_release(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_digest_is_verified_and_no_other),
        cmocka_unit_test(a_bit_makes_it_wrong),
        cmocka_unit_test(what_is_no_key_verifies_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
