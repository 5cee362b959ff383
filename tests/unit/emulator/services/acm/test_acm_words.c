/* How ACM words what certificates say, and what validates domains. */
#include "tests/support/emulator/unit.h"

#include "emulator/services/acm/acm_words.h"

static const char *const purposes[] = { "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.8", "1.2.3.4" };

static struct certificate facts_of(const char *subject, const char *issuer)
{
    return (struct certificate){ .subject = span_of(subject),
                                 .issuer = span_of(issuer),
                                 .serial = SPAN("03:e9"),
                                 .key_algorithm = "EC_prime256v1",
                                 .signature_algorithm = "SHA384WITHECDSA",
                                 .key_usage = 1u << 0 | 1u << 8,
                                 .purposes = purposes,
                                 .purpose_count = 3 };
}

static void certificates_are_described(void **state)
{
    struct arena a = { 0 };
    struct certificate facts = facts_of("C=AU, O=A\\, B, CN=x", "CN=y");
    struct doc *d = doc_map(&a), *names;

    (void)state;
    acm_detail_describe(d, &facts);
    assert_span_equal(doc_get_str(d, "Subject"), "C=AU,O=A\\,B,CN=x");
    assert_span_equal(doc_get_str(d, "KeyAlgorithm"), "EC-prime256v1");
    assert_span_equal(doc_get_str(d, "SignatureAlgorithm"), "SHA384WITHECDSA");
    names = doc_get(d, "KeyUsages");
    assert_int_equal(doc_count(names), 2);
    assert_span_equal(doc_get_str(doc_at(names, 0), "Name"), "DIGITAL_SIGNATURE");
    assert_span_equal(doc_get_str(doc_at(names, 1), "Name"), "DECIPHER_ONLY");
    names = doc_get(d, "ExtendedKeyUsages");
    assert_int_equal(doc_count(names), 3);
    assert_span_equal(doc_get_str(doc_at(names, 1), "Name"), "TIME_STAMPING");
    assert_span_equal(doc_get_str(doc_at(names, 2), "Name"), "CUSTOM");
    assert_span_equal(doc_get_str(doc_at(names, 2), "OID"), "1.2.3.4");
    arena_release(&a);
}

static void issuers_are_organisations_or_names(void **state)
{
    struct certificate organised = facts_of("CN=x", "C=AU, O=Others, CN=Root"), named = facts_of("CN=x", "CN=Root"),
                       neither = facts_of("CN=x", "C=AU");

    (void)state;
    assert_span_equal(acm_issuer_shown(&organised), "Others");
    assert_span_equal(acm_issuer_shown(&named), "Root");
    assert_int_equal(acm_issuer_shown(&neither).size, 0);
}

static void a_domain_has_the_same_record_always(void **state)
{
    struct arena a = { 0 };
    struct doc *one = acm_validation(&a, SPAN("1"), SPAN("*.a.test"), SPAN("*.a.test"), true),
               *same = acm_validation(&a, SPAN("1"), SPAN("a.test"), SPAN("a.test"), true),
               *other = acm_validation(&a, SPAN("2"), SPAN("a.test"), SPAN("a.test"), true);

    (void)state;
    assert_true(doc_equal(doc_get(one, "ResourceRecord"), doc_get(same, "ResourceRecord")));
    assert_false(doc_equal(doc_get(other, "ResourceRecord"), doc_get(same, "ResourceRecord")));
    assert_true(span_ends(doc_get_str(doc_get(one, "ResourceRecord"), "Name"), ".a.test."));
    assert_null(doc_get(one, "ValidationEmails"));
    arena_release(&a);
}

static void letters_go_to_the_domain_that_was_named(void **state)
{
    struct arena a = { 0 };
    struct doc *d = acm_validation(&a, SPAN("1"), SPAN("*.b.a.test"), SPAN("a.test"), false);

    (void)state;
    assert_int_equal(doc_count(doc_get(d, "ValidationEmails")), 5);
    assert_span_equal(doc_text(doc_at(doc_get(d, "ValidationEmails"), 4)), "admin@a.test");
    assert_null(doc_get(d, "ResourceRecord"));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certificates_are_described),
        cmocka_unit_test(issuers_are_organisations_or_names),
        cmocka_unit_test(a_domain_has_the_same_record_always),
        cmocka_unit_test(letters_go_to_the_domain_that_was_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
