/* What functions say of batches, from tests/cases/lambda: null where the whole batch failed. */
#include "tests/support/emulator/unit.h"

#include "emulator/services/lambda/lambda_source_answer.h"
#include "tests/support/emulator/cases.h"

#define ITEMS 3

static bool is_told(const struct doc *failed, int64_t item)
{
    for (size_t i = 0; i < doc_count(failed); i++)
        if (doc_at(failed, i)->integer == item) return true;
    return false;
}

static void answers_are_read(void **state)
{
    static const struct span ids[ITEMS] = { { "a", 1 }, { "b", 1 }, { "c", 1 } };
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/lambda/batch_answers.json");

    (void)state;
    assert_true(doc_count(cases) > 10);
    for (size_t i = 0; i < doc_count(cases); i++) {
        struct span answer = doc_get_str(doc_at(cases, i), "answer");
        const struct doc *failed = doc_get(doc_at(cases, i), "failed");
        bool has_failed[ITEMS] = { false };

        if (lambda_source_answer_read(&a, answer, ids, ITEMS, has_failed) != doc_is(failed, DOC_LIST))
            fail_msg("%.*s", SPAN_ARG(answer));
        for (int k = 0; doc_is(failed, DOC_LIST) && k < ITEMS; k++)
            if (has_failed[k] != is_told(failed, k)) fail_msg("%.*s: %d", SPAN_ARG(answer), k);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(answers_are_read) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
