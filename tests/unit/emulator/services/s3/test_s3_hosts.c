/* Names by which S3 is reached, from tests/cases/s3/hosts.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_hosts.h"
#include "tests/support/emulator/cases.h"

static void hosts_are_read(void **state)
{
    static const char *const kinds[] = { "none", "api", "website", "lacking" };
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/hosts.json");

    (void)state;
    assert_true(doc_count(cases) > 60);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct s3_host host = s3_host_read(&a, doc_get_str(d, "host"));
        if (!span_is(doc_get_str(d, "kind"), kinds[host.kind]) || !span_eq(host.bucket, doc_get_str(d, "bucket")) ||
            !span_eq(host.region, doc_get_str(d, "region")))
            fail_msg("%.*s: %s, '%.*s', '%.*s'", SPAN_ARG(json_text(&a, d)), kinds[host.kind], SPAN_ARG(host.bucket),
                     SPAN_ARG(host.region));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
