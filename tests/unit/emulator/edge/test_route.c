/* Who answers a request: services, planes and rows of the test's own, so that each rule of the ranking has its case. */
#include "tests/support/emulator/unit.h"

#include "emulator/edge/route.h"
#include "tests/support/emulator/loopback.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* --- a store of objects, an API with a plane, and a service of Query ---------------------------------------------- */

static const struct operation object_operations[] = {
    { "CreateBucket", &Nothing, &Nothing, .rest = { "PUT", "/{Bucket}" } },
    { "ListObjects", &Nothing, &Nothing, .rest = { "GET", "/{Bucket}" } },
    { "ListObjectsV2", &Nothing, &Nothing, .rest = { "GET", "/{Bucket}?list-type=2" } },
    { "GetBucketAcl", &Nothing, &Nothing, .rest = { "GET", "/{Bucket}?acl" } },
    { "ListBuckets", &Nothing, &Nothing, .rest = { "GET", "/" } },
    { "GetObject", &Nothing, &Nothing, .rest = { "GET", "/{Bucket}/{Key+}" } },
    { "GetObjectAcl", &Nothing, &Nothing, .rest = { "GET", "/{Bucket}/{Key+}?acl" } },
    { "PutObject", &Nothing, &Nothing, .rest = { "PUT", "/{Bucket}/{Key+}" } },
    { "CopyObject", &Nothing, &Nothing, .rest = { "PUT", "/{Bucket}/{Key+}", .header = "x-amz-copy-source" } },
    { "UploadPart", &Nothing, &Nothing, .rest = { "PUT", "/{Bucket}/{Key+}?partNumber&uploadId" } },
    { "UploadPartCopy", &Nothing, &Nothing,
      .rest = { "PUT", "/{Bucket}/{Key+}?partNumber&uploadId", .header = "x-amz-copy-source" } },
    { 0 },
};

/* BUCKET.s3.…, or a header of the service's own. */
static bool object_claims(const struct http_request *request, struct span *path)
{
    struct span host = http_header(request, "Host");
    size_t dot = span_find(host, '.');

    if (span_starts(span_sub(host, dot, SIZE_MAX), ".s3.")) {
        *path = arena_format(request->arena, "/%.*s%.*s", (int)dot, host.data, SPAN_ARG(request->path));
        return true;
    }
    return http_header(request, "x-amz-acl").data != NULL;
}

static const struct operation api_operations[] = {
    { "CreateRestApi", &Nothing, &Nothing, .rest = { "POST", "/restapis" } },
    { "GetRestApi", &Nothing, &Nothing, .rest = { "GET", "/restapis/{id}" } },
    { "GetStage", &Nothing, &Nothing, .rest = { "GET", "/restapis/{id}/stages/{stage}" } },
    { "GetStages", &Nothing, &Nothing, .rest = { "GET", "/restapis/{id}/stages/{proxy+}" } },
    { "GetAccount", &Nothing, &Nothing, .rest = { "GET", "/restapis/account" } },
    { 0 },
};

static bool api_matches(const struct http_request *request)
{
    return span_starts(request->path, "/restapis/a/s/_user_request_") ||
           span_starts(http_header(request, "Host"), "a.execute-api.");
}

static const struct plane api_planes[] = { { .signing_name = "execute-api", .matches = api_matches }, { 0 } };

static const struct operation topic_operations[] = { { "Publish", &Nothing, &Nothing }, { 0 } };

static const struct service
    objects = { .name = "s3", .codecs = CODECS(&rest_json), .operations = object_operations, .claims = object_claims },
    api = { .name = "apigateway", .codecs = CODECS(&rest_json), .operations = api_operations, .planes = api_planes },
    topics = { .name = "sns", .codecs = CODECS(&aws_query), .operations = topic_operations },
    workflows = { .name = "states",
                  .target_prefix = "AWSStepFunctions",
                  .codecs = CODECS(&aws_json_1_0),
                  .operations = topic_operations };

/* --- the cases ---------------------------------------------------------------------------------------------------- */

/* "s3:GetObject"; "plane"; a service or an operation that nobody has is in brackets. */
static const char *route_of(const char *line, const char *signing_name, const char *headers)
{
    struct signature signature = { .service = span_of(signing_name) };
    struct http_request request;
    struct route r;

    loopback_parse(&request, &arena,
                   span_of(arena_printf(&arena, "%s HTTP/1.1\r\n%s%s\r\n", line, headers ? headers : "Host: h\r\n",
                                        headers ? "Host: h\r\n" : "")));
    route_find(&request, &signature, &r);
    if (r.plane) return "plane";
    assert_non_null(r.codec);
    return r.operation
               ? arena_printf(&arena, "%s:%s", r.service->name, r.operation->name)
               : arena_printf(&arena, "%s:[%.*s]", r.service ? r.service->name : "[none]", SPAN_ARG(r.operation_name));
}

static const struct {
    const char *line, *signing_name, *headers, *expected;
} rows[] = {
    { "GET /b", "s3", NULL, "s3:ListObjects" },
    { "GET /b/", "s3", NULL, "s3:ListObjects" },
    { "GET /b?acl", "s3", NULL, "s3:GetBucketAcl" },
    { "GET /b?acl=", "s3", NULL, "s3:GetBucketAcl" },
    { "GET /b?x=acl", "s3", NULL, "s3:ListObjects" },
    { "GET /b?list-type=2&prefix=p", "s3", NULL, "s3:ListObjectsV2" },
    { "GET /b?list-type=1", "s3", NULL, "s3:ListObjects" },
    { "GET /b?list-type=2&acl", "s3", NULL, "s3:ListObjectsV2" },
    { "GET /", "s3", NULL, "s3:ListBuckets" },
    { "GET /b/k", "s3", NULL, "s3:GetObject" },
    { "GET /b/k/", "s3", NULL, "s3:GetObject" },
    { "GET /b//", "s3", NULL, "s3:GetObject" },
    { "GET /b/k/l?acl", "s3", NULL, "s3:GetObjectAcl" },
    { "PUT /b/k", "s3", NULL, "s3:PutObject" },
    { "PUT /b/k", "s3", "X-Amz-Copy-Source: /b/l\r\n", "s3:CopyObject" },
    { "PUT /b/k?uploadId=u", "s3", NULL, "s3:PutObject" },
    { "PUT /b/k?uploadId=u&partNumber=1", "s3", NULL, "s3:UploadPart" },
    { "PUT /b/k?uploadId=u&partNumber=1", "s3", "x-amz-copy-source: /b/l\r\n", "s3:UploadPartCopy" },
    { "PATCH /b/k", "s3", NULL, "s3:[PATCH /b/k]" },
    /* a bucket of an API's name, and an API */
    { "GET /restapis/a", "s3", NULL, "s3:GetObject" },
    { "GET /restapis/a", "apigateway", NULL, "apigateway:GetRestApi" },
    { "GET /restapis/a", "", NULL, "apigateway:GetRestApi" },
    { "GET /restapis/account", "apigateway", NULL, "apigateway:GetAccount" },
    { "GET /restapis/a/stages/s", "apigateway", NULL, "apigateway:GetStage" },
    { "GET /restapis/a/stages/s/t", "apigateway", NULL, "apigateway:GetStages" },
    { "GET /restapis/a/s/_user_request_/x", "", NULL, "plane" },
    { "GET /restapis/a/s/_user_request_/x", "execute-api", NULL, "plane" },
    { "GET /restapis/a/s/_user_request_/x", "s3", NULL, "s3:GetObject" },
    { "PUT /restapis/a/s/_user_request_/x", "", "x-amz-acl: private\r\n", "s3:PutObject" },
    { "GET /restapis/a/s/_user_request_/x", "apigateway", NULL, "apigateway:[GET /restapis/a/s/_user_request_/x]" },
    /* what AWS has and Nube lacks */
    { "POST /restapis?mode=import", "apigateway", NULL, "apigateway:[ImportRestApi]" },
    { "POST /restapis?mode=other", "apigateway", NULL, "apigateway:CreateRestApi" },
    { "GET /restapis/a/models", "apigateway", NULL, "apigateway:[GetModels]" },
    { "GET /nowhere", "apigateway", NULL, "apigateway:[GET /nowhere]" },
    /* hosts */
    { "GET /k", "", "Host: b.s3.us-east-1.localhost\r\n", "s3:GetObject" },
    { "GET /k", "s3", "Host: b.s3.us-east-1.localhost\r\n", "s3:GetObject" },
    { "GET /?acl", "s3", "Host: b.s3.localhost\r\n", "s3:GetBucketAcl" },
    { "GET /k", "apigateway", "Host: b.s3.localhost\r\n", "apigateway:[GET /k]" },
    { "GET /x", "", "Host: a.execute-api.localhost\r\n", "plane" },
    { "GET /x", "execute-api", "Host: a.execute-api.localhost\r\n", "plane" },
    /* an Action, and a parameter of that name */
    { "GET /?Action=Publish", "sns", NULL, "sns:Publish" },
    { "GET /?Action=Publish", "", NULL, "sns:Publish" },
    { "GET /?Action=Nonsense", "sns", NULL, "sns:[Nonsense]" },
    { "GET /?Action=DescribeInstances", "ec2", NULL, "[none]:[DescribeInstances]" },
    { "GET /b/k?Action=Publish", "s3", NULL, "s3:GetObject" },
    { "GET /?Action=Publish", "states", NULL, "states:[]" },
    { "POST /", "sns", NULL, "sns:[]" },
    /* a target */
    { "POST /", "states", "X-Amz-Target: AWSStepFunctions.Publish\r\n", "states:Publish" },
    { "POST /", "states", "X-Amz-Target: AWSStepFunctions.None\r\n", "states:[None]" },
    { "POST /", "states", "X-Amz-Target: Kinesis.PutRecord\r\n", "[none]:[PutRecord]" },
    { "POST /", "states", "X-Amz-Target: AWSStepFunctions\r\n", "states:[]" },
};

static void each_request_finds_its_own(void **state)
{
    static const struct service *const all[] = { &objects, &api, &topics, &workflows, NULL };
    const struct service *const *usual = services;
    int failed = 0;

    (void)state;
    services = all;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = route_of(rows[i].line, rows[i].signing_name, rows[i].headers);
        if (span_is(span_of(got), rows[i].expected)) continue;
        print_error("%s for \"%s\": %s\n  not %s\n", rows[i].line, rows[i].signing_name, got, rows[i].expected);
        failed++;
    }
    services = usual;
    assert_int_equal(failed, 0);
}

static void a_host_in_front_is_a_part_of_the_path(void **state)
{
    static const struct service *const all[] = { &objects, NULL };
    const struct service *const *usual = services;
    struct signature signature = { 0 };
    struct http_request request;
    struct route r;

    (void)state;
    services = all;
    loopback_parse(&request, &arena, SPAN("GET /k%2Fl?acl HTTP/1.1\r\nHost: b.s3.localhost\r\n\r\n"));
    route_find(&request, &signature, &r);
    services = usual;
    assert_span_equal(r.path, "/b/k%2Fl");
    assert_span_equal(request.path, "/k%2Fl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_request_finds_its_own, drop),
        cmocka_unit_test_teardown(a_host_in_front_is_a_part_of_the_path, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
