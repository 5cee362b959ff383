/* Signing, step by step: cases of our own, and AWS's where they are at hand ($NUBE_SHARED/sigv4 or ../shared/sigv4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_sigv4.h"

enum { CASE_TEXT_MAX = 1024 * 1024 };

/* --- our own cases -------------------------------------------------------------------------------------------- */

struct canonical_case {
    const char *path;
    const char *query;
    bool normalize;
    const char *canonical_path;
    const char *canonical_query;
};

static const struct canonical_case canonical_cases[] = {
    { "/", NULL, true, "/", "" },
    { "", NULL, false, "/", "" },
    { "/a/./b/../c//d/", NULL, true, "/a/c/d/", "" },
    { "/../..", NULL, true, "/", "" },
    { "/a/./b", NULL, false, "/a/./b", "" },
    { "/functions/arn%3Aaws/x", NULL, true, "/functions/arn%253Aaws/x", "" },
    { "/", "b=2&a=1&a=0&a", true, "/", "a=&a=0&a=1&b=2" },
    { "/", "a%2fb=c%20d&e=f+g", true, "/", "a%2Fb=c%20d&e=f%2Bg" },
    { "/", "&&x=1&", true, "/", "x=1" },
    { "/", "x=100%", true, "/", "x=100%25" },
};

static void canonical_paths_and_queries(void **state)
{
    const struct aws_header host = { "Host", "example.com" };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof canonical_cases / sizeof *canonical_cases; i++) {
        const struct canonical_case *row = &canonical_cases[i];
        struct aws_signable request = { "GET", row->path, row->query, &host, 1, "hash", row->normalize };
        struct text canonical, expected;

        text_init(&canonical, CASE_TEXT_MAX);
        text_init(&expected, CASE_TEXT_MAX);
        aws_sigv4_canonical_request(&request, &canonical);
        text_printf(&expected, "GET\n%s\n%s\nhost:example.com\n\nhost\nhash", row->canonical_path,
                    row->canonical_query);
        assert_string_equal(text_string(&canonical), text_string(&expected));
        text_release(&expected);
        text_release(&canonical);
    }
}

/* The worked example of the IAM user guide: ListUsers on 2015-08-30. */
static void signs_the_guides_example(void **state)
{
    const struct aws_header headers[] = {
        { "Host", "iam.amazonaws.com" },
        { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" },
        { "X-Amz-Date", "20150830T123600Z" },
    };
    char hash[AWS_SHA256_HEX];
    struct aws_signable request = { "GET", "/", "Action=ListUsers&Version=2010-05-08", headers, 3, hash, true };
    struct aws_signing signing = { "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "iam",
                                   "20150830T123600Z" };
    struct text authorization;

    (void)state;
    aws_sha256_hex("", 0, hash);
    text_init(&authorization, CASE_TEXT_MAX);
    aws_sigv4_authorization(&signing, &request, &authorization);
    assert_string_equal(text_string(&authorization),
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                        "SignedHeaders=content-type;host;x-amz-date, "
                        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    text_release(&authorization);
}

static void signature_of(struct aws_signing signing, struct aws_sigv4_keys *keys, char signature[AWS_SHA256_HEX])
{
    struct text to_sign;

    text_init(&to_sign, 1024);
    text_put(&to_sign, "AWS4-HMAC-SHA256");
    signing.keys = keys;
    aws_sigv4_signature(&signing, &to_sign, signature);
    text_release(&to_sign);
}

/* Each of them twice, more scopes than there are places: another day, region, service and secret is another key. */
static void keeps_keys(void **state)
{
    static const struct aws_signing signings[] = {
        { "ID", "secret", "us-east-1", "sqs", "20260101T000000Z", NULL },
        { "ID", "secret", "us-east-1", "sqs", "20260101T235959Z", NULL },
        { "ID", "secret", "us-east-1", "sqs", "20260102T000000Z", NULL },
        { "ID", "secret", "us-east-2", "sqs", "20260101T000000Z", NULL },
        { "ID", "secret", "us-east-1", "sns", "20260101T000000Z", NULL },
        { "ID", "another", "us-east-1", "sqs", "20260101T000000Z", NULL },
        { "ID", "", "us-east-1", "sqs", "20260101T000000Z", NULL },
    };
    struct aws_sigv4_keys keys = { 0 };
    char kept[AWS_SHA256_HEX], made[AWS_SHA256_HEX];
    size_t i, count = sizeof signings / sizeof *signings;

    (void)state;
    for (i = 0; i < 2 * count; i++) {
        signature_of(signings[i / 2], &keys, kept);
        signature_of(signings[i / 2], NULL, made);
        assert_string_equal(kept, made);
    }
    assert_int_equal(keys.next, count - 1); /* two of them are of one day */
}

/* What does not fit is not kept, and signs all the same. */
static void keeps_no_key_that_is_too_long(void **state)
{
    char secret[2 * AWS_SIGV4_SECRET_SIZE], kept[AWS_SHA256_HEX], made[AWS_SHA256_HEX];
    struct aws_signing signing = { "ID", secret, "us-east-1", "sqs", "20260101T000000Z", NULL };
    struct aws_sigv4_keys keys = { 0 };

    (void)state;
    memset(secret, 'x', sizeof secret);
    secret[sizeof secret - 1] = '\0';
    for (int i = 0; i < 2; i++) {
        signature_of(signing, &keys, kept);
        signature_of(signing, NULL, made);
        assert_string_equal(kept, made);
        assert_string_equal(keys.list[i].scope, "");
    }
}

static void formats_the_time(void **state)
{
    char time[AWS_SIGV4_TIME_SIZE];

    (void)state;
    aws_sigv4_time(1440938160, time);
    assert_string_equal(time, "20150830T123600Z");
}

/* --- AWS's cases ---------------------------------------------------------------------------------------------- */

enum { CASE_PATH_SIZE = 1024, CASE_HEADERS_MAX = 16 };

/* One case: the request taken apart, and the context. */
struct aws_case {
    char directory[CASE_PATH_SIZE];
    cJSON *context;
    struct text request;
    struct aws_header headers[CASE_HEADERS_MAX];
    struct aws_signable signable;
    struct aws_signing signing;
    char hash[AWS_SHA256_HEX];
    char time[AWS_SIGV4_TIME_SIZE];
};

static bool case_read(const char *directory, const char *name, struct text *out)
{
    char path[CASE_PATH_SIZE * 2], buffer[4096];
    size_t length;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", directory, name);
    file = fopen(path, "r");
    text_init(out, CASE_TEXT_MAX);
    if (!file) return false;
    while ((length = fread(buffer, 1, sizeof buffer, file))) text_append(out, buffer, length);
    fclose(file);
    return true;
}

/* "2015-08-30T12:36:00Z" to "20150830T123600Z" */
static void case_read_time(struct aws_case *c)
{
    const char *from = aws_json_string(c->context, "timestamp");
    char *to = c->time;

    for (; *from; from++)
        if (*from != '-' && *from != ':') *to++ = *from;
    *to = '\0';
}

/* Joins a header's continuation lines to it, in place: their line ends become blanks. */
static void case_unfold(char *head)
{
    for (; (head = strchr(head, '\n')); head++)
        if (head[1] == ' ' || head[1] == '\t') *head = ' ';
}

/* Takes the request apart in place: "GET /path?query HTTP/1.1", headers, an empty line, the body. */
static void case_parse_request(struct aws_case *c)
{
    char *line = c->request.bytes, *body = strstr(line, "\n\n"), *space = strchr(line, ' '), *end, *query;

    if (body) *body = '\0', body += 2;
    case_unfold(line);
    *space = '\0';
    c->signable.method = line;
    c->signable.path = space + 1;
    line = strchr(space + 1, '\n');
    if (line) *line++ = '\0';
    end = strrchr(space + 1, ' '); /* a path may hold blanks */
    *end = '\0';
    query = strchr(space + 1, '?');
    if (query) *query = '\0', c->signable.query = query + 1;
    while (line && *line) {
        char *next = strchr(line, '\n'), *colon = strchr(line, ':');

        if (next) *next++ = '\0';
        *colon = '\0';
        c->headers[c->signable.header_count++] = (struct aws_header){ line, colon + 1 };
        line = next;
    }
    aws_sha256_hex(body ? body : "", body ? strlen(body) : 0, c->hash);
    c->signable.payload_hash = c->hash;
}

static void case_open(struct aws_case *c, const char *directory)
{
    struct text context;
    const cJSON *credentials;

    memset(c, 0, sizeof *c);
    snprintf(c->directory, sizeof c->directory, "%s", directory);
    assert_true(case_read(directory, "context.json", &context));
    c->context = cJSON_Parse(text_string(&context));
    text_release(&context);
    assert_non_null(c->context);
    assert_true(case_read(directory, "request.txt", &c->request));
    case_parse_request(c);
    case_read_time(c);
    credentials = aws_json_member(c->context, "credentials");
    c->signing = (struct aws_signing){
        aws_json_string(credentials, "access_key_id"),
        aws_json_string(credentials, "secret_access_key"),
        aws_json_string(c->context, "region"),
        aws_json_string(c->context, "service"),
        c->time,
    };
    c->signable.headers = c->headers;
    c->signable.normalize_path = cJSON_IsTrue(aws_json_member(c->context, "normalize"));
}

static void case_close(struct aws_case *c)
{
    text_release(&c->request);
    cJSON_Delete(c->context);
}

static void case_add_header(struct aws_case *c, const char *name, const char *value)
{
    assert_true(c->signable.header_count < CASE_HEADERS_MAX);
    c->headers[c->signable.header_count++] = (struct aws_header){ name, value };
}

static void case_expect(const struct aws_case *c, const char *file, const char *actual)
{
    struct text expected;

    assert_true(case_read(c->directory, file, &expected));
    if (strcmp(actual, text_string(&expected))) print_error("%s: %s differs\n", c->directory, file);
    assert_string_equal(actual, text_string(&expected));
    text_release(&expected);
}

/* Signs and compares every step with the files "PREFIX-canonical-request.txt" and so on. */
static void case_check_steps(const struct aws_case *c, const char *prefix)
{
    struct text canonical, to_sign;
    char signature[AWS_SHA256_HEX], file[64];

    text_init(&canonical, CASE_TEXT_MAX);
    text_init(&to_sign, CASE_TEXT_MAX);
    aws_sigv4_canonical_request(&c->signable, &canonical);
    aws_sigv4_string_to_sign(&c->signing, &canonical, &to_sign);
    aws_sigv4_signature(&c->signing, &to_sign, signature);
    snprintf(file, sizeof file, "%s-canonical-request.txt", prefix);
    case_expect(c, file, text_string(&canonical));
    snprintf(file, sizeof file, "%s-string-to-sign.txt", prefix);
    case_expect(c, file, text_string(&to_sign));
    snprintf(file, sizeof file, "%s-signature.txt", prefix);
    case_expect(c, file, signature);
    text_release(&to_sign);
    text_release(&canonical);
}

static const char *case_token(const struct aws_case *c)
{
    if (cJSON_IsTrue(aws_json_member(c->context, "omit_session_token"))) return NULL;
    return aws_json_string(aws_json_member(c->context, "credentials"), "token");
}

static void case_check_header_signing(const char *directory)
{
    struct aws_case c;

    case_open(&c, directory);
    case_add_header(&c, "X-Amz-Date", c.time);
    if (case_token(&c)) case_add_header(&c, "X-Amz-Security-Token", case_token(&c));
    if (cJSON_IsTrue(aws_json_member(c.context, "sign_body"))) case_add_header(&c, "X-Amz-Content-Sha256", c.hash);
    case_check_steps(&c, "header");
    case_close(&c);
}

static void case_check_query_signing(const char *directory)
{
    struct aws_case c;
    struct text query;

    case_open(&c, directory);
    text_init(&query, CASE_TEXT_MAX);
    aws_sigv4_presign_query(&c.signing, &c.signable, case_token(&c),
                            (unsigned)aws_json_member(c.context, "expiration_in_seconds")->valueint, &query);
    c.signable.query = text_string(&query);
    case_check_steps(&c, "query");
    text_release(&query);
    case_close(&c);
}

/* Runs `check` on every case; skips, saying so, where there are none. */
static void cases_run(void (*check)(const char *directory))
{
    const char *shared = getenv("NUBE_SHARED");
    char root[CASE_PATH_SIZE / 2], directory[CASE_PATH_SIZE];
    struct dirent *entry;
    int count = 0;
    DIR *list;

    snprintf(root, sizeof root, "%s/sigv4", shared && *shared ? shared : "../shared");
    list = opendir(root);
    if (!list) {
        print_message("skipped: AWS's signing cases are not at %s\n", root);
        skip();
    }
    while (list && (entry = readdir(list))) {
        if (*entry->d_name == '.') continue;
        snprintf(directory, sizeof directory, "%s/%s", root, entry->d_name);
        check(directory);
        count++;
    }
    if (list) closedir(list);
    print_message("%d of AWS's signing cases\n", count);
    assert_true(count >= 30);
}

static void aws_cases_header_signing(void **state)
{
    (void)state;
    cases_run(case_check_header_signing);
}

static void aws_cases_query_signing(void **state)
{
    (void)state;
    cases_run(case_check_query_signing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_paths_and_queries),
        cmocka_unit_test(signs_the_guides_example),
        cmocka_unit_test(keeps_keys),
        cmocka_unit_test(keeps_no_key_that_is_too_long),
        cmocka_unit_test(formats_the_time),
        cmocka_unit_test(aws_cases_header_signing),
        cmocka_unit_test(aws_cases_query_signing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
