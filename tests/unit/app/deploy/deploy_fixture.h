/* A deployment of a template on a scripted server. Include it after cmocka. */
#ifndef TESTS_UNIT_APP_DEPLOY_DEPLOY_FIXTURE_H
#define TESTS_UNIT_APP_DEPLOY_DEPLOY_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/deploy/deploy.h"
#include "tests/support/app/scripted_server.h"

#define OK(body)               "HTTP/1.1 200 OK\r\n\r\n" body
#define REFUSED(code, message) "HTTP/1.1 400 Bad\r\nx-amzn-ErrorType: " code "\r\n\r\n{\"message\":\"" message "\"}"
#define TAGS                   "\"Tags\":{\"order-application\":\"default\"}"
#define ONE_RESOURCE(row)      "{\"Resources\":{\"It\":" row "}}"

/* A server with its script, and a deployment of a template on it. */
struct fixture {
    struct scripted_server *server;
    struct deploy deploy;
    char folder[32];
};

static inline void write_file(const char *folder, const char *name, const char *content)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "we");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static inline struct fixture *start(const char *template, const char *const *answers, size_t count)
{
    static struct fixture f;
    static char definition[64];

    memset(&f, 0, sizeof f);
    strcpy(f.folder, "/tmp/deploy-XXXXXX");
    assert_non_null(mkdtemp(f.folder));
    write_file(f.folder, "f.zip", "zip");
    write_file(f.folder, "m.json", "{\"to\":\"${Function}\"}");
    snprintf(definition, sizeof definition, "%s/m.json", f.folder);
    f.server = scripted_server_start(answers, count);
    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("AWS_ACCESS_KEY_ID", "AK", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    setenv("AWS_ENDPOINT_URL", scripted_server_url(f.server), 1);
    f.deploy.options = (struct deploy_options){
        .name = "default", .functions = f.folder, .definition = definition, .is_quiet = true, .pause_ms = 1
    };
    f.deploy.client = aws_client_new(&f.deploy.error);
    assert_non_null(f.deploy.client);
    assert_true(deploy_template_init(&f.deploy.template, template, &f.deploy.error));
    deploy_template_set(&f.deploy.template, "AWS::AccountId", "123456789012");
    deploy_template_set(&f.deploy.template, "AWS::Region", "eu-west-1");
    deploy_template_set(&f.deploy.template, "AWS::Partition", "aws");
    assert_int_equal(deploy_begin(&f.deploy), 0);
    return &f;
}

static inline void stop(struct fixture *f, size_t requests)
{
    char path[64];

    if (scripted_server_request_count(f->server) != requests)
        fail_msg("%zu requests, and %s: %s", scripted_server_request_count(f->server), f->deploy.error.code,
                 f->deploy.error.message);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", f->folder, i ? "f.zip" : "m.json");
        unlink(path);
    }
    rmdir(f->folder);
    deploy_end(&f->deploy);
    aws_client_free(f->deploy.client);
    scripted_server_stop(f->server);
}

static inline void expect_request(struct fixture *f, size_t index, const char *part)
{
    if (!strstr(scripted_server_request(f->server, index), part))
        fail_msg("%s is not in:\n%s", part, scripted_server_request(f->server, index));
}

static inline void expect_counts(const struct fixture *f, unsigned created, unsigned updated, unsigned unchanged)
{
    assert_int_equal(f->deploy.created, created);
    assert_int_equal(f->deploy.updated, updated);
    assert_int_equal(f->deploy.unchanged, unchanged);
}

#endif
