/* Policies by their cases: which documents AWS takes, when a condition holds, who may do what. */
#include "emulator/policy/policy_decide.h"

#include <stdio.h>

#include "emulator/base/json.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/policy/policy_services.h"
#include "emulator/policy/policy_some.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

/* --- a context that is a map of a case --------------------------------------------------------------------------- */

static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    const struct doc *map = context->arg;

    for (size_t i = 0; i < doc_count(map); i++) {
        const struct doc *value = map->map.members[i].value;
        struct span *items;
        if (map->map.members[i].name.size != key.size ||
            strncasecmp(map->map.members[i].name.data, key.data, key.size) != 0)
            continue;
        items = ARENA_ARRAY(context->arena, struct span, policy_some_count(value) + 1);
        for (size_t n = 0; n < policy_some_count(value); n++) items[n] = doc_text(policy_some_at(value, n));
        *values = (struct policy_values){ items, policy_some_count(value) };
        return true;
    }
    return false;
}

static const struct policy *compile(struct arena *a, const struct doc *document, enum policy_kind kind)
{
    struct span words = { NULL, 0 }, text = json_text(a, document);
    const struct policy *p = policy_compile(a, text, kind, &words);

    if (!p) fail_msg("%.*s: %.*s", SPAN_ARG(text), SPAN_ARG(words));
    return p;
}

/* --- documents --------------------------------------------------------------------------------------------------- */

static enum policy_kind kind_of(struct span name)
{
    return span_is(name, "trust") ? POLICY_TRUST : span_is(name, "resource") ? POLICY_RESOURCE : POLICY_IDENTITY;
}

static void documents_are_taken_or_refused_as_by_aws(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/policy/documents.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct doc *row = doc_at(rows, i), *document = doc_get(row, "document");
        struct span text = document ? json_text(&a, document) : doc_get_str(row, "text"), words = { NULL, 0 };
        const struct policy *p = policy_compile(&a, text, kind_of(doc_get_str(row, "kind")), &words);
        if (!p != doc_is(doc_get(row, "words"), DOC_STRING) || !span_eq(words, doc_get_str(row, "words")))
            fail_msg("%.*s: %s %.*s", SPAN_ARG(text), p ? "taken" : "refused", SPAN_ARG(words));
    }
    arena_release(&a);
}

/* --- conditions -------------------------------------------------------------------------------------------------- */

static const struct policy *with_condition(struct arena *a, const struct doc *condition)
{
    struct span text = arena_format(a,
                                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                                    "\"Resource\":\"*\",\"Condition\":%.*s}}",
                                    SPAN_ARG(json_text(a, condition)));

    return compile(a, json_parse(a, text, NULL), POLICY_IDENTITY);
}

static void conditions_hold_as_documented(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/policy/conditions.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct doc *row = doc_at(rows, i);
        struct policy_context context = { .find = find, .arena = &a, .arg = doc_get(row, "context") };
        const struct policy *p = with_condition(&a, doc_get(row, "condition"));
        if (policy_condition_holds(p->statements[0].conditions, &context) != doc_get_bool(row, "holds", false))
            fail_msg("%.*s", SPAN_ARG(json_text(&a, row)));
    }
    arena_release(&a);
}

/* --- decisions --------------------------------------------------------------------------------------------------- */

static enum policy_who who_of(struct span name)
{
    static const char *const names[] = { "root", "user", "role", "federated", "service", "anonymous" };
    size_t i = 0;

    while (i < 5 && !span_is(name, names[i])) i++;
    return (enum policy_who)i;
}

static struct policy_caller caller_of(const struct doc *d)
{
    return (struct policy_caller){ .who = who_of(doc_get_str(d, "who")),
                                   .account = doc_get_str(d, "account"),
                                   .arn = doc_get_str(d, "arn"),
                                   .role_arn = doc_get_str(d, "role_arn"),
                                   .user_id = doc_get_str(d, "user_id"),
                                   .service = doc_get_str(d, "service"),
                                   .federated = doc_get_str(d, "federated") };
}

static struct policy_set set_of(struct arena *a, const struct doc *list)
{
    const struct policy **items = ARENA_ARRAY(a, const struct policy *, doc_count(list) + 1);

    for (size_t i = 0; i < doc_count(list); i++) items[i] = compile(a, doc_at(list, i), POLICY_IDENTITY);
    return (struct policy_set){ items, doc_count(list) };
}

static const struct policy *maybe(struct arena *a, const struct doc *document, enum policy_kind kind)
{
    return document ? compile(a, document, kind) : NULL;
}

static const char *words_of(struct arena *a, struct policy_decision d)
{
    static const char *const parts[] = { "none", "identity", "resource", "trust", "boundary", "session" };

    return arena_printf(a, "%s %s", d.is_allowed ? "allow" : d.is_explicit ? "explicit" : "implicit", parts[d.part]);
}

static void the_decision_is_awss(struct arena *a, const struct doc *row)
{
    bool is_trust = doc_get_bool(row, "trust", false);
    struct policy_context context = { .find = find, .arena = a, .arg = doc_get(row, "context") };
    struct policy_caller caller = caller_of(doc_get(row, "caller"));
    struct policy_question q = {
        .caller = &caller,
        .action = doc_get_str(row, "action"),
        .resource = doc_get_str(row, "resource"),
        .context = &context,
        .identity = set_of(a, doc_get(row, "identity")),
        .boundary = maybe(a, doc_get(row, "boundary"), POLICY_IDENTITY),
        .session = set_of(a, doc_get(row, "session")),
        .has_session = doc_get(row, "session"),
        .attached = maybe(a, doc_get(row, "attached"), is_trust ? POLICY_TRUST : POLICY_RESOURCE),
        .is_trust = is_trust,
        .needs_attached = is_trust,
        .is_cross_account = doc_get_bool(row, "cross", false),
    };
    struct policy_decision d = policy_decide(&q);

    if (!span_is(doc_get_str(row, "wants"), words_of(a, d)))
        fail_msg("%.*s: %s", SPAN_ARG(json_text(a, row)), words_of(a, d));
    assert_true(d.is_allowed || d.is_explicit == (d.statement != NULL));
    if (d.statement) {
        struct policy_fit fit = policy_fit_of(d.statement, &q);
        assert_true(fit.principal && fit.action && fit.resource && fit.condition && !fit.failed);
    }
}

static void decisions_follow_the_chart(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/policy/decisions.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) the_decision_is_awss(&a, doc_at(rows, i));
    arena_release(&a);
}

/* --- where a statement lies -------------------------------------------------------------------------------------- */

static void a_statement_is_found_in_its_text(void **state)
{
    struct arena a = { 0 };
    struct span text =
        SPAN("{ \"Id\": \"a\\\"Statement\", \"Version\": \"2012-10-17\",\n \"Statement\": [ {\"Sid\":\"}]\", "
             "\"Effect\":\"Allow\",\"Action\":[\"*\"],\"Resource\":\"*\"} ,\n{\"Effect\":\"Deny\",\"Action\":"
             "\"s3:*\",\"Resource\":\"*\"} ] }");
    const struct policy *p = policy_compile(&a, text, POLICY_IDENTITY, NULL);
    size_t from, to;

    (void)state;
    policy_statement_range(p, p->statements, &from, &to);
    assert_true(span_starts(span_sub(p->text, from, to - from), "{\"Sid\":\"}]\""));
    assert_true(span_ends(span_sub(p->text, from, to - from), "\"Resource\":\"*\"}"));
    policy_statement_range(p, p->statements + 1, &from, &to);
    assert_true(
        span_is(span_sub(p->text, from, to - from), "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}"));
    arena_release(&a);
}

/* --- principals -------------------------------------------------------------------------------------------------- */

static struct span mark(struct span type, struct span principal, void *arg)
{
    if (span_is(principal, "keep")) return (struct span){ NULL, 0 };
    return arena_format(arg, "%.*s %.*s!", SPAN_ARG(type), SPAN_ARG(principal));
}

static void principals_get_other_names_and_all_else_stays(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/policy/principals.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct span text = doc_get_str(doc_at(rows, i), "text"), wanted = doc_get_str(doc_at(rows, i), "renamed");
        struct span got = policy_principals_rename(&a, text, mark, &a);
        if (!span_eq(got, wanted.data ? wanted : text)) fail_msg("%.*s: %.*s", SPAN_ARG(text), SPAN_ARG(got));
    }
    arena_release(&a);
}

/* --- services ---------------------------------------------------------------------------------------------------- */

static const struct policy *policy_of_statement(struct arena *a, const struct doc *row, struct span *words)
{
    struct doc *document = doc_map(a), *statement = doc_copy(a, doc_get(row, "statement"));

    doc_put_cstr(document, "Version", "2012-10-17");
    doc_put(document, "Statement", statement);
    if (!doc_get(statement, "Effect")) doc_put_cstr(statement, "Effect", "Allow");
    doc_put_cstr(statement, "Resource", "*");
    return policy_compile(a, json_text(a, document), POLICY_IDENTITY, words);
}

static void services_are_those_of_actions(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/policy/services.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct doc *row = doc_at(rows, i), *names = doc_list(&a);
        struct span words = { NULL, 0 };
        const struct policy *p = policy_of_statement(&a, row, &words);
        assert_true(span_eq(words, doc_get_str(row, "words")));
        if (!p) continue;
        policy_services(p, names);
        assert_true(doc_equal(names, doc_get(row, "names")));
        for (size_t n = 0; n < doc_count(doc_get(row, "allows")); n++)
            assert_true(policy_allows_service(p, doc_text(doc_at(doc_get(row, "allows"), n))));
        for (size_t n = 0; n < doc_count(doc_get(row, "not")); n++)
            assert_false(policy_allows_service(p, doc_text(doc_at(doc_get(row, "not"), n))));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_taken_or_refused_as_by_aws),
        cmocka_unit_test(conditions_hold_as_documented),
        cmocka_unit_test(decisions_follow_the_chart),
        cmocka_unit_test(a_statement_is_found_in_its_text),
        cmocka_unit_test(principals_get_other_names_and_all_else_stays),
        cmocka_unit_test(services_are_those_of_actions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
