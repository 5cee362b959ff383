/* Websites: the rules from tests/cases/s3/website.json, and visits from their bytes to the pages'. */
#include "tests/support/emulator/world.h"

#include "emulator/services/s3/s3_website_routes.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"

/* --- rules -------------------------------------------------------------------------------------------------------- */

static struct doc *led(struct arena *a, const struct doc *d)
{
    const struct doc *configuration = doc_get(d, "configuration");
    struct s3_website_request r = { SPAN("http://w.localhost:4566"), doc_get_str(d, "key"), doc_get_str(d, "query") };
    struct s3_website_redirect to;
    struct doc *result = doc_map(a);

    if (s3_website_redirects_all(a, configuration, &r, &to) ||
        s3_website_routes(a, configuration, &r, (int)doc_get_int(d, "status", 0), &to)) {
        struct doc *pair = doc_put_list(result, "redirect");
        doc_append(pair, doc_int(a, to.status));
        doc_append_str(pair, to.location);
        return result;
    }
    doc_put_str(result, "page", s3_website_page_key(a, configuration, r.key));
    if (doc_get(d, "folder")) doc_put_str(result, "folder", s3_website_folder_key(a, configuration, r.key));
    return result;
}

static void rules_lead(void **state)
{
    static const char *const members[] = { "redirect", "page", "folder" };
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/website.json");

    (void)state;
    assert_true(doc_count(cases) >= 20);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct doc *wanted = doc_map(&a), *is;
        for (size_t m = 0; m < 3; m++)
            if (doc_get(d, members[m])) doc_put(wanted, members[m], doc_get(d, members[m]));
        is = led(&a, d);
        if (!doc_equal(wanted, is)) fail_msg("%.*s: %.*s", SPAN_ARG(json_text(&a, d)), SPAN_ARG(json_text(&a, is)));
    }
    arena_release(&a);
}

/* --- visits ------------------------------------------------------------------------------------------------------- */

static int website_put(struct db *db, void *json)
{
    db_run(
        db,
        "INSERT OR REPLACE INTO s3_setting (bucket, kind, id, body) SELECT id, 'website', '', ? FROM s3_bucket WHERE "
        "name = 'site'",
        "s", (const char *)json);
    return 0;
}

static int policy_put(struct db *db, void *unused)
{
    (void)unused;
    db_run(db,
           "INSERT OR REPLACE INTO s3_setting (bucket, kind, id, body) SELECT id, 'policy', '', ? FROM s3_bucket WHERE "
           "name = 'site'",
           "s",
           "{\"Policy\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":"
           "\\\"s3:GetObject\\\",\\\"Resource\\\":\\\"arn:aws:s3:::site/*\\\"}]}\"}");
    return 0;
}

static void website_set(const char *json)
{
    assert_int_equal(store_write(website_put, (void *)(uintptr_t)json), STORE_COMMITTED);
}

static void visit(struct loopback *l, const char *method, const char *path)
{
    loopback_send(l, "%s %s HTTP/1.1\r\nHost: site.s3-website.localhost:4566\r\n\r\n", method, path);
}

static void body_is(struct loopback *l, int status, const char *format)
{
    struct span id = loopback_header(l, "x-amz-request-id"), host_id = loopback_header(l, "x-amz-id-2");
    struct span wanted =
        arena_format(&l->arena, "%s<li>RequestId: %.*s</li>\n<li>HostId: %.*s</li>\n</ul>\n<hr/>\n</body>\n</html>\n",
                     format, SPAN_ARG(id), SPAN_ARG(host_id));

    assert_int_equal(l->response.status, status);
    assert_span_equal(loopback_header(l, "Content-Type"), "text/html; charset=utf-8");
    if (!span_eq(buf_span(&l->response.body), wanted)) fail_msg("%s", l->response.body.data);
}

/* AWS's own pages, as recorded. */
static void errors_are_html_pages(void **state)
{
    struct loopback l = { 0 };

    (void)state;
    loopback_send(&l, "GET / HTTP/1.1\r\nHost: none.s3-website-us-east-1.amazonaws.com\r\n\r\n");
    body_is(&l, 404,
            "<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n<ul>\n"
            "<li>Code: NoSuchBucket</li>\n<li>Message: The specified bucket does not exist</li>\n"
            "<li>BucketName: none</li>\n");
    must("s3", "CreateBucket", "{\"Bucket\":\"site\"}");
    visit(&l, "GET", "/actual/key.html");
    body_is(&l, 404,
            "<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n<ul>\n"
            "<li>Code: NoSuchWebsiteConfiguration</li>\n"
            "<li>Message: The specified bucket does not have a website configuration</li>\n"
            "<li>BucketName: site</li>\n");
    assert_span_equal(loopback_header(&l, "x-amz-error-code"), "NoSuchWebsiteConfiguration");
    website_set("{\"IndexDocument\":{\"Suffix\":\"index.html\"}}");
    visit(&l, "POST", "/");
    body_is(&l, 405,
            "<html>\n<head><title>405 Method Not Allowed</title></head>\n<body>\n"
            "<h1>405 Method Not Allowed</h1>\n<ul>\n<li>Code: MethodNotAllowed</li>\n"
            "<li>Message: The specified method is not allowed against this resource.</li>\n"
            "<li>Method: POST</li>\n<li>ResourceType: OBJECT</li>\n");
    loopback_send(&l, "GET / HTTP/1.1\r\nHost: site.s3-website-eu-west-1.amazonaws.com\r\n\r\n");
    assert_int_equal(l.response.status, 400);
    assert_span_equal(loopback_header(&l, "x-amz-error-code"), "IncorrectEndpoint");
    loopback_release(&l);
}

static void what_nobody_may_read_is_forbidden(void **state)
{
    struct loopback l = { 0 };

    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"site\"}");
    website_set("{\"IndexDocument\":{\"Suffix\":\"index.html\"},\"ErrorDocument\":{\"Key\":\"error.html\"}}");
    visit(&l, "GET", "/");
    assert_int_equal(l.response.status, 403);
    assert_non_null(strstr(l.response.body.data,
                           "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n"
                           "<li>Code: "));
    loopback_release(&l);
}

static void redirections_come_first(void **state)
{
    struct loopback l = { 0 };

    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"site\"}");
    assert_int_equal(store_write(policy_put, NULL), STORE_COMMITTED);
    website_set("{\"RedirectAllRequestsTo\":{\"HostName\":\"example.com\"}}");
    visit(&l, "GET", "/a%20b?c=d");
    assert_int_equal(l.response.status, 301);
    assert_span_equal(loopback_header(&l, "Location"), "http://example.com/a%20b?c=d");
    website_set("{\"IndexDocument\":{\"Suffix\":\"i\"},\"RoutingRules\":[{\"Condition\":{\"KeyPrefixEquals\":\"old/\"},"
                "\"Redirect\":{\"ReplaceKeyPrefixWith\":\"new/\",\"HttpRedirectCode\":\"308\"}}]}");
    visit(&l, "HEAD", "/old/x");
    assert_int_equal(l.response.status, 308);
    assert_span_equal(loopback_header(&l, "Location"), "http://site.s3-website.localhost:4566/new/x");
    loopback_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_lead),
        cmocka_unit_test_setup_teardown(errors_are_html_pages, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_nobody_may_read_is_forbidden, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(redirections_come_first, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
