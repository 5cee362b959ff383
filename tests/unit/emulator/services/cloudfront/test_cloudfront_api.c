/* CloudFront's own rules without a wire: names (tests/cases/cloudfront/names.json), what is filled in, whose a host is,
 * when a change is deployed, and tests of functions by a runner of the test's own. */
#include "emulator/core/chore.h"
#include "emulator/services/cloudfront/cloudfront_aliases.h"
#include "emulator/services/cloudfront/cloudfront_certificates.h"
#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_fill.h"
#include "emulator/services/cloudfront/cloudfront_runner.h"
#include "emulator/services/cloudfront/cloudfront_words.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/world.h"

/* --- names -------------------------------------------------------------------------------------------------------- */

static void all_are(const struct doc *names, bool (*is)(struct span), bool expected)
{
    for (size_t i = 0; i < doc_count(names); i++)
        if (is(doc_text(doc_at(names, i))) != expected) fail_msg("%.*s", SPAN_ARG(doc_text(doc_at(names, i))));
    assert_true(doc_count(names) > 0);
}

static void all_are_covered(const struct doc *pairs, bool expected)
{
    for (size_t i = 0; i < doc_count(pairs); i++) {
        const struct doc *pair = doc_at(pairs, i);
        if (cloudfront_name_covers(doc_text(doc_at(pair, 0)), doc_text(doc_at(pair, 1))) != expected)
            fail_msg("%.*s and %.*s", SPAN_ARG(doc_text(doc_at(pair, 0))), SPAN_ARG(doc_text(doc_at(pair, 1))));
    }
    assert_true(doc_count(pairs) > 0);
}

static void the_buckets_are(const struct doc *pairs)
{
    for (size_t i = 0; i < doc_count(pairs); i++) {
        struct span domain = doc_text(doc_at(doc_at(pairs, i), 0)), wanted = doc_text(doc_at(doc_at(pairs, i), 1)),
                    bucket;
        bool is = cloudfront_s3_bucket(domain, &bucket);
        if (is != (wanted.data != NULL) || (is && !span_eq(bucket, wanted))) fail_msg("%.*s", SPAN_ARG(domain));
    }
    assert_true(doc_count(pairs) > 0);
}

static void names(void **state)
{
    struct arena a = { 0 };
    const struct doc *cases = cases_read(&a, "tests/cases/cloudfront/names.json");

    (void)state;
    the_buckets_are(doc_get(cases, "buckets"));
    all_are(doc_get(cases, "domains"), cloudfront_is_domain, true);
    all_are(doc_get(cases, "no_domains"), cloudfront_is_domain, false);
    all_are(doc_get(cases, "addresses"), cloudfront_is_address, true);
    all_are(doc_get(cases, "no_addresses"), cloudfront_is_address, false);
    all_are(doc_get(cases, "words"), cloudfront_is_word, true);
    all_are(doc_get(cases, "no_words"), cloudfront_is_word, false);
    all_are(doc_get(cases, "headers"), cloudfront_is_header_name, true);
    all_are(doc_get(cases, "no_headers"), cloudfront_is_header_name, false);
    all_are_covered(doc_get(cases, "covered"), true);
    all_are_covered(doc_get(cases, "uncovered"), false);
    arena_release(&a);
}

/* --- filling in --------------------------------------------------------------------------------------------------- */

static void fills(const char *template, const char *given, const char *expected)
{
    struct arena a = { 0 };
    struct doc *filled =
        cloudfront_fill(&a, json_parse(&a, span_of(template), NULL), json_parse(&a, span_of(given), NULL));

    assert_span_equal(json_text(&a, filled), expected);
    arena_release(&a);
}

static void what_is_lacking_is_filled_in(void **state)
{
    (void)state;
    fills("{\"a\":null,\"b\":\"\",\"c\":{\"d\":1}}", "{}", "{\"b\":\"\",\"c\":{\"d\":1}}");
    fills("{\"a\":null,\"b\":\"\"}", "{\"z\":1,\"b\":\"x\",\"a\":2}", "{\"a\":2,\"b\":\"x\",\"z\":1}");
    fills("{\"c\":{\"d\":1,\"e\":2}}", "{\"c\":{\"e\":3}}", "{\"c\":{\"d\":1,\"e\":3}}");
    fills("{\"list\":[{\"d\":1}]}", "{\"list\":[{},{\"d\":2}]}", "{\"list\":[{\"d\":1},{\"d\":2}]}");
    fills("{\"one\":[{\"d\":1}]}", "{\"one\":{}}", "{\"one\":{\"d\":1}}");
    fills("{\"one\":[{\"d\":1}],\"n\":0}", "{}", "{\"n\":0}");
    fills("{\"q\":{\"n\":0}}", "{\"q\":{\"n\":0,\"items\":[]}}", "{\"q\":{\"n\":0}}");
    fills("{\"words\":[\"a\"]}", "{\"words\":[\"b\"]}", "{\"words\":[\"b\"]}");
}

/* --- hosts -------------------------------------------------------------------------------------------------------- */

#define CONFIG(reference)                                                                                    \
    "{\"CallerReference\":\"" reference                                                                      \
    "\",\"Comment\":\"\",\"Enabled\":true,\"Origins\":{\"Quantity\":1,\"Items\":[{"                          \
    "\"Id\":\"o\",\"DomainName\":\"example.com\",\"CustomOriginConfig\":{\"HTTPPort\":80,\"HTTPSPort\":443," \
    "\"OriginProtocolPolicy\":\"http-only\"}}]},\"DefaultCacheBehavior\":{\"TargetOriginId\":\"o\","         \
    "\"ViewerProtocolPolicy\":\"allow-all\",\"CachePolicyId\":\"658327ea-f89d-4fab-a63d-7e88639e58f6\"}}"

static struct span created(struct arena *a, const char *member)
{
    struct call *c = ask("cloudfront", "CreateDistribution", "{\"DistributionConfig\":" CONFIG("one") "}");
    struct span text;

    if (c->fault.kind) fail_msg("%s: %s", c->fault.kind->code, c->fault.message);
    text = arena_span(a, doc_get_str(doc_get(c->out, "Distribution"), member));
    call_free(c);
    return text;
}

static int alias_add(struct call *c, void *value)
{
    const char *const *both = value;

    cloudfront_store_alias_put(c, span_of(both[0]), span_of(both[1]));
    return 0;
}

static void is_of(const char *host, struct span id)
{
    struct call *c = call_prepare("cloudfront", "ListDistributions", "{}");
    struct cloudfront_resource r = { 0 };

    c->db = store_reader_take();
    if (cloudfront_distribution_of_host(c, span_of(host), &r) != (id.data != NULL) || !span_eq(r.id, id))
        fail_msg("%s is %.*s", host, SPAN_ARG(r.id));
    store_reader_give(c->db);
    c->db = NULL;
    call_free(c);
}

static void a_host_names_a_distribution(void **state)
{
    struct arena a = { 0 };
    struct span domain = created(&a, "DomainName"), label = span_sub(domain, 0, span_find(domain, '.')), id;
    struct call *c = ask("cloudfront", "ListDistributions", "{}");
    const struct doc *list = doc_get(doc_get(c->out, "DistributionList"), "Items");
    const char *both[2];

    (void)state;
    id = arena_span(&a, doc_get_str(doc_at(list, 0), "Id"));
    call_free(c);
    is_of(arena_string(&a, domain), id);
    is_of(arena_printf(&a, "%.*s:4566", SPAN_ARG(domain)), id);
    is_of(arena_printf(&a, "%.*s.cloudfront.net", SPAN_ARG(label)), id);
    is_of(arena_printf(&a, "%.*s.cloudfront.localhost", SPAN_ARG(id)), id);
    is_of("dnone.cloudfront.localhost", (struct span){ NULL, 0 });
    is_of("www.example.com", (struct span){ NULL, 0 });
    both[1] = arena_string(&a, id);
    both[0] = "*.example.com";
    chore_once(service_find("cloudfront"), alias_add, NULL, both, sizeof both);
    world_quiesce(0);
    is_of("WWW.example.com.", id);
    is_of("a.b.example.com", (struct span){ NULL, 0 });
    arena_release(&a);
}

/* --- the clock ---------------------------------------------------------------------------------------------------- */

static void a_change_is_deployed_when_the_clock_goes_on(void **state)
{
    struct arena a = { 0 };
    struct span status = created(&a, "Status");
    struct cloudfront_resource r = { .changed_ms = WORLD_NOW_MS };
    struct call *c;

    (void)state;
    assert_span_equal(status, "InProgress");
    c = call_prepare("cloudfront", "ListDistributions", "{}");
    assert_false(cloudfront_distribution_is_deployed(c, &r));
    call_free(c);
    world_advance(1);
    c = call_prepare("cloudfront", "ListDistributions", "{}");
    assert_true(cloudfront_distribution_is_deployed(c, &r));
    call_free(c);
    arena_release(&a);
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static bool is_node_there;

static bool is_there(void)
{
    return is_node_there;
}

static int run(struct arena *a, struct cloudfront_run *r)
{
    if (!r->event.size) return -1;
    assert_span_equal(r->code, "// code");
    assert_span_equal(r->runtime, "cloudfront-js-2.0");
    r->output = r->event;
    r->logs = doc_list(a);
    doc_append_str(r->logs, SPAN("a line"));
    r->utilization = 14;
    return 0;
}

#define FUNCTION "\"FunctionConfig\":{\"Comment\":\"\",\"Runtime\":\"cloudfront-js-2.0\"},\"FunctionCode\":\"// code\""

static void a_function_is_tested_by_who_can_run_it(void **state)
{
    static const struct cloudfront_runner runner = { is_there, run };
    struct arena a = { 0 };
    struct call *c;
    const struct doc *result;
    const char *etag;

    (void)state;
    cloudfront_runner_register(&runner);
    is_node_there = false;
    must_fail("UnsupportedOperation", "Nube runs CloudFront Functions by node, which is not on this machine",
              "cloudfront", "CreateFunction", "{\"Name\":\"f\"," FUNCTION "}");
    is_node_there = true;
    c = ask("cloudfront", "CreateFunction", "{\"Name\":\"f\"," FUNCTION "}");
    etag = arena_string(&a, doc_get_str(c->out, "ETag"));
    call_free(c);
    c = ask("cloudfront", "TestFunction", "{\"Name\":\"f\",\"IfMatch\":\"%s\",\"EventObject\":\"{}\"}", etag);
    result = doc_get(c->out, "TestResult");
    assert_span_equal(doc_get_str(result, "FunctionOutput"), "{}");
    assert_span_equal(doc_get_str(result, "ComputeUtilization"), "14");
    assert_span_equal(doc_get_str(result, "FunctionErrorMessage"), "");
    assert_span_equal(doc_text(doc_at(doc_get(result, "FunctionExecutionLogs"), 0)), "a line");
    call_free(c);
    must_fail("TestFunctionFailed", "", "cloudfront", "TestFunction",
              "{\"Name\":\"f\",\"IfMatch\":\"%s\",\"EventObject\":\"\"}", etag);
    must_fail("InvalidIfMatchVersion", "", "cloudfront", "TestFunction",
              "{\"Name\":\"f\",\"IfMatch\":\"none\",\"EventObject\":\"{}\"}");
    cloudfront_runner_register(NULL);
    must_fail("TestFunctionFailed", "", "cloudfront", "TestFunction",
              "{\"Name\":\"f\",\"IfMatch\":\"%s\",\"EventObject\":\"{}\"}", etag);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(what_is_lacking_is_filled_in),
        cmocka_unit_test_setup_teardown(a_host_names_a_distribution, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_change_is_deployed_when_the_clock_goes_on, world_setup_frozen,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_function_is_tested_by_who_can_run_it, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
