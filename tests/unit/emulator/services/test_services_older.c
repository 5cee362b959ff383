/* Databases that a former version of Nube made: they open, and what was to be delivered still is. */
#include "tests/support/emulator/world.h"

#include <string.h>

#include "emulator/base/files.h"
#include "emulator/base/json.h"
#include "emulator/core/delivery_store.h"
#include "emulator/services/apigateway/apigateway_store.h"
#include "emulator/services/iam/iam_grants.h"
#include "emulator/services/lambda/lambda_store.h"
#include "emulator/services/services.h"
#include "emulator/store/store.h"

#define SCRIPTS_MAX 32

extern const char *const sns_schema[], *const iam_schema[];

static char directory[64];

static int begin(void **state)
{
    (void)state;
    services_register();
    temporary_directory(directory);
    return 0;
}

static int end(void **state)
{
    (void)state;
    directory_remove(directory);
    return 0;
}

/* The first `count` scripts. */
static const char *const *cut(const char *const *scripts, int count, const char *room[SCRIPTS_MAX])
{
    for (int i = 0; i < count; i++) assert_non_null(room[i] = scripts[i]);
    room[count] = NULL;
    return room;
}

static int rows_put(struct db *db, void *unused)
{
    (void)unused;
    db_run(
        db,
        "INSERT INTO sns_outbox (lane, due_ms, attempts, delivery, body) VALUES ('arn:subscription', 4102444800000, 3,"
        " '{\"type\":\"Notification\",\"protocol\":\"https\",\"endpoint\":\"https://e\",\"pace\":7}', 'hello'),"
        " ('arn:function', 4102444800001, 0, '{\"protocol\":\"lambda\",\"endpoint\":\"arn:f\"}', '{}')",
        "");
    db_run(
        db,
        "INSERT INTO sns_mail (id, kind, recipient, subject, body, time_ms) VALUES (5, 'email', 'a@b', 'S', 'text', 1)",
        "");
    db_run(db, "INSERT INTO sns_mail_outbox (mail_id, due_ms, attempts) VALUES (5, 4102444800002, 2)", "");
    db_run(db,
           "INSERT INTO lambda_event (due_ms, attempts, account, region, name, request_id, payload) VALUES"
           " (4102444800003, 1, '000000000000', 'eu-west-1', 'f', 'r', x'7B7D'),"
           " (9223372036854775807, 0, '000000000000', 'eu-west-1', 'g', 's', x'7B7D')",
           "");
    return 0;
}

static void open_with(const struct store_schema *schemas)
{
    const char *error = "";

    if (store_open(directory, STORE_NORMAL, schemas, &error)) fail_msg("%s", error);
}

static void what_was_in_the_former_outboxes_is_delivered(void **state)
{
    static const char *const rows[] = {
        "lambda-event|arn:aws:lambda:eu-west-1:000000000000:function:f|4102444800003|1|0|000000000000 eu-west-1 f r|{}",
        "lambda-event|arn:aws:lambda:eu-west-1:000000000000:function:g|0|0|0|000000000000 eu-west-1 g s|{}",
        "sns-http|arn:subscription|4102444800000|3|7|https://e|hello",
        "sns-lambda|arn:function|4102444800001|0|0|arn:f|{}",
        "sns-mail|smtp|4102444800002|2|0|a@b S|text",
    };
    const char *room[2][SCRIPTS_MAX];
    const struct store_schema older[] = { { "sns", cut(sns_schema, 4, room[0]) },
                                          { "lambda", cut(lambda_schema, 1, room[1]) },
                                          { NULL, NULL } };
    struct arena a = { 0 };
    struct db *db;

    (void)state;
    open_with(older);
    assert_int_equal(store_write(rows_put, NULL), STORE_COMMITTED);
    store_close();
    for (int i = 0; i < 2; i++) { /* once */
        open_with(services_schemas());
        db = store_reader_take();
        assert_int_equal(db_int(db, -1, "SELECT count(*) FROM delivery", ""), sizeof rows / sizeof *rows);
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            assert_span_equal(
                db_text(
                    db, &a,
                    "SELECT kind || '|' || lane || '|' || due_ms"
                    " || '|' || attempts || '|' || per_second || '|' || CASE"
                    " WHEN kind = 'sns-mail' THEN json_extract(about, '$.to') || ' ' || json_extract(about, '$.subject')"
                    " WHEN kind = 'lambda-event' THEN json_extract(about, '$.account') || ' ' || json_extract(about,"
                    " '$.region') || ' ' || json_extract(about, '$.name') || ' ' || json_extract(about, '$.request')"
                    " ELSE json_extract(about, '$.endpoint') END || '|' || CAST(body AS TEXT)"
                    " FROM delivery ORDER BY id LIMIT 1 OFFSET ?",
                    "i", (int64_t)k),
                rows[k]);
        assert_int_equal(db_int(db, -1,
                                "SELECT count(*) FROM sqlite_schema WHERE name IN ('sns_outbox', 'sns_mail_outbox',"
                                " 'lambda_event')",
                                ""),
                         0);
        store_reader_give(db);
        store_close();
    }
    arena_release(&a);
}

static int roles_put(struct db *db, void *unused)
{
    (void)unused;
    db_run(
        db,
        "INSERT INTO iam_role (id, account, name, path, role_id, trust, description, max_session_seconds, created_ms, tags)"
        " VALUES (7, '000000000000', 'Worker', '/x/', 'AROAX', '{\"Statement\": []}', 'd', 7200, 1, NULL)",
        "");
    db_run(db, "INSERT INTO iam_role_policy (role, name, document) VALUES (7, 'p', '{}'), (7, 'P', '[]')", "");
    return 0;
}

static void former_roles_are_entities_with_their_policies(void **state)
{
    const char *room[SCRIPTS_MAX];
    const struct store_schema older[] = { { "iam", cut(iam_schema, 2, room) }, { NULL, NULL } };
    struct iam_grants grants;
    struct arena a = { 0 };
    struct db *db;

    (void)state;
    open_with(older);
    assert_int_equal(store_write(roles_put, NULL), STORE_COMMITTED);
    store_close();
    open_with(services_schemas());
    db = store_reader_take();
    assert_true(iam_grants_of_role(db, &a, SPAN("000000000000"), SPAN("worker"), &grants));
    assert_span_equal(grants.arn, "arn:aws:iam::000000000000:role/x/Worker");
    assert_span_equal(grants.unique_id, "AROAX");
    assert_span_equal(grants.trust, "{\"Statement\": []}");
    assert_non_null(grants.first);
    assert_null(grants.first->next); /* names of policies are alike in any case by now: one of the two is left */
    assert_span_equal(db_text(db, &a,
                              "SELECT description || tags || json_extract(detail, '$.MaxSessionDuration')"
                              " FROM iam_entity WHERE id = 7",
                              ""),
                      "d[]7200");
    store_reader_give(db);
    store_close();
    arena_release(&a);
}

static int functions_put(struct db *db, void *unused)
{
    (void)unused;
    db_run(
        db,
        "INSERT INTO lambda_function (id, account, region, name, revision, runtime, role, handler, description, code_sha256,"
        " code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms, policy, tags, architecture) VALUES"
        " (4, '000000000000', 'eu-west-1', 'f', 'r', 'provided.al2023', 'arn:aws:iam::000000000000:role/r', 'h', 'd', 'digest',"
        " 3, 5, 128, 512, 9, '[{\"Sid\":\"s\"}]', '{\"a\":\"1\"}', 'x86_64'),"
        " (6, '000000000000', 'eu-west-1', 'g', 'r', 'provided.al2', 'arn:aws:iam::000000000000:role/r', 'h', 'd', 'digest',"
        " 3, 5, 128, 512, 9, '[]', NULL, 'arm64')",
        "");
    db_run(db, "INSERT INTO lambda_code (function_id, zip) VALUES (4, x'5A4950'), (6, x'5A4950')", "");
    db_run(db,
           "INSERT INTO lambda_event_config (function_id, qualifier, modified_ms, retries_max, age_max_seconds) VALUES"
           " (4, '$LATEST', 9, 1, -1)",
           "");
    return 0;
}

static void former_functions_are_their_latest_versions(void **state)
{
    const char *room[SCRIPTS_MAX];
    const struct store_schema older[] = { { "delivery", delivery_schema },
                                          { "lambda", cut(lambda_schema, 3, room) },
                                          { NULL, NULL } };
    struct lambda_event_config config;
    struct lambda_function f, g;
    struct arena a = { 0 };
    struct db *db;

    (void)state;
    open_with(older);
    assert_int_equal(store_write(functions_put, NULL), STORE_COMMITTED);
    store_close();
    open_with(services_schemas());
    db = store_reader_take();
    assert_true(lambda_store_find(db, &a, SPAN("000000000000"), SPAN("eu-west-1"), SPAN("f"), &f));
    assert_true(lambda_store_find(db, &a, SPAN("000000000000"), SPAN("eu-west-1"), SPAN("g"), &g));
    assert_int_equal(f.id, 4);
    assert_int_equal(f.latest_id, 4);
    assert_int_equal(f.reserved_concurrency, -1);
    assert_span_equal(f.version, LAMBDA_LATEST);
    assert_span_equal(f.invoked_arn, "arn:aws:lambda:eu-west-1:000000000000:function:f");
    assert_span_equal(json_text(&a, f.tags), "{\"a\":\"1\"}");
    assert_span_equal(g.architecture, "arm64");
    assert_span_equal(json_text(&a, lambda_store_policy(db, &a, &f, SPAN(""))), "[{\"Sid\":\"s\"}]");
    assert_int_equal(doc_count(lambda_store_policy(db, &a, &g, SPAN(""))), 0);
    assert_true(lambda_store_event_config_find(db, &a, &f, SPAN(LAMBDA_LATEST), &config));
    assert_int_equal(config.retries_max, 1);
    store_reader_give(db);
    assert_span_equal(lambda_store_zip(&a, f.id), "ZIP");
    assert_span_equal(lambda_store_zip(&a, g.id), "ZIP");
    store_close();
    arena_release(&a);
}

static int apis_put(struct db *db, void *unused)
{
    static const char definition[] =
        "{\"rest\":{\"name\":\"shop\",\"rootResourceId\":\"r\"},"
        "\"resources\":{\"r\":{\"id\":\"r\",\"path\":\"/\",\"resourceMethods\":{\"GET\":{\"httpMethod\":\"GET\"}}}}}";

    (void)unused;
    db_run(
        db,
        "INSERT INTO api (id, account, region, created_ms, definition) VALUES ('a', '000000000000', 'eu-west-1', 5, ?)",
        "s", definition);
    db_run(db,
           "INSERT INTO api_deployment (api_id, id, description, created_ms, definition) VALUES ('a', 'd', NULL, 6, ?)",
           "s", definition);
    db_run(db,
           "INSERT INTO api_stage (api_id, name, deployment_id, description, variables, created_ms, updated_ms) VALUES"
           " ('a', 'prod', 'd', 'live', '{\"v\":\"1\"}', 7, 8)",
           "");
    return 0;
}

static void former_apis_are_documents_and_are_served(void **state)
{
    const char *room[SCRIPTS_MAX];
    const struct store_schema older[] = { { "apigateway", cut(api_schema, 1, room) }, { NULL, NULL } };
    struct api_deployed d;
    struct arena a = { 0 };

    (void)state;
    open_with(older);
    assert_int_equal(store_write(apis_put, NULL), STORE_COMMITTED);
    store_close();
    open_with(services_schemas());
    assert_true(api_store_deployed(&a, SPAN("a"), SPAN("prod"), &d));
    assert_span_equal(d.region, "eu-west-1");
    assert_span_equal(
        json_text(&a, d.snapshot),
        "{\"rest\":{\"name\":\"shop\",\"rootResourceId\":\"r\",\"id\":\"a\",\"createdDate\":5},"
        "\"resources\":[{\"id\":\"r\",\"path\":\"/\",\"resourceMethods\":{\"GET\":{\"httpMethod\":\"GET\"}}}],"
        "\"models\":[],\"requestValidators\":[],\"authorizers\":[],\"gatewayResponses\":[],"
        "\"documentationParts\":[]}");
    assert_span_equal(
        json_text(&a, d.stage),
        "{\"deploymentId\":\"d\",\"stageName\":\"prod\",\"description\":\"live\",\"variables\":{\"v\":\"1\"},"
        "\"cacheClusterEnabled\":false,\"cacheClusterStatus\":\"NOT_AVAILABLE\",\"methodSettings\":{},"
        "\"tracingEnabled\":false,\"createdDate\":7,\"lastUpdatedDate\":8}");
    store_close();
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_in_the_former_outboxes_is_delivered, begin, end),
        cmocka_unit_test_setup_teardown(former_roles_are_entities_with_their_policies, begin, end),
        cmocka_unit_test_setup_teardown(former_functions_are_their_latest_versions, begin, end),
        cmocka_unit_test_setup_teardown(former_apis_are_documents_and_are_served, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
