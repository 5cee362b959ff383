/* Which rules of a replication are followed, from tests/cases/s3/replication_rules.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_replication_rules.h"
#include "tests/support/emulator/cases.h"

static void rules_are_chosen(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/replication_rules.json");

    (void)state;
    assert_true(doc_count(cases) >= 18);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct s3_replication_subject s = { doc_get_str(d, "key"), doc_get(d, "tags"), doc_get_bool(d, "marker", false),
                                            doc_get_bool(d, "kms", false) };
        struct doc *configuration = doc_map(&a), *ids = doc_list(&a), *rules;
        doc_put(configuration, "Rules", doc_get(d, "rules"));
        rules = s3_replication_rules(&a, configuration, &s);
        for (size_t n = 0; n < doc_count(rules); n++) doc_append_str(ids, doc_get_str(doc_at(rules, n), "ID"));
        if (!doc_equal(ids, doc_get(d, "follows")))
            fail_msg("%.*s: %.*s", SPAN_ARG(json_text(&a, d)), SPAN_ARG(json_text(&a, ids)));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
