/* Unpacked code goes when no function has it any more: after a deletion, a new version, a reset, a start. */
#include "tests/support/emulator/world.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "emulator/base/digest.h"
#include "emulator/edge/admin.h"
#include "emulator/services/lambda/lambda_code.h"
#include "tests/support/emulator/zips.h"

static struct arena arena;

static int end(void **state)
{
    arena_release(&arena);
    return world_teardown(state);
}

static struct span zip_with(const char *script)
{
    struct zip_entry bootstrap = { .name = "bootstrap", .data = span_of(script), .mode = 0100755 };

    return zip_of(&arena, &bootstrap, 1);
}

static void call_with(struct call *c, struct doc *code, struct span zip)
{
    doc_put_blob(code, "ZipFile", zip);
    if (door_call(c)) fail_msg("%s: %s", c->operation->name, c->fault.message);
    call_free(c);
    world_quiesce(0);
}

static void create(const char *name, struct span zip)
{
    struct call *c = call_prepare("lambda", "CreateFunction",
                                  "{\"FunctionName\":\"%s\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\","
                                  "\"Role\":\"arn:aws:iam::000000000000:role/r\"}",
                                  name);

    call_with(c, doc_put_map(c->in, "Code"), zip);
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"%s\"}", name);
}

static void update(const char *name, struct span zip)
{
    struct call *c = call_prepare("lambda", "UpdateFunctionCode", "{\"FunctionName\":\"%s\"}", name);

    call_with(c, c->in, zip);
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"%s\"}", name);
    world_quiesce(0);
}

static void delete (const char *name)
{
    must("lambda", "DeleteFunction", "{\"FunctionName\":\"%s\"}", name);
    world_quiesce(0);
}

static const char *folder_of(struct span zip)
{
    return arena_printf(&arena, "%s/lambda/%s", world_directory(), sha256_hex(&arena, zip));
}

static bool is_there(const char *folder)
{
    struct stat s;

    return stat(folder, &s) == 0;
}

static int folders(void)
{
    DIR *d = opendir(arena_printf(&arena, "%s/lambda", world_directory()));
    struct dirent *entry;
    int count = 0;

    while (d && (entry = readdir(d))) count += entry->d_name[0] != '.';
    if (d) closedir(d);
    return count;
}

static void code_goes_with_its_last_function(void **state)
{
    struct span one = zip_with("#!/bin/sh\nexit 1\n"), two = zip_with("#!/bin/sh\nexit 2\n");

    (void)state;
    create("a", one);
    create("b", one);
    assert_true(is_there(folder_of(one)));
    delete ("a");
    assert_true(is_there(folder_of(one)));
    update("b", two);
    assert_false(is_there(folder_of(one)));
    assert_true(is_there(folder_of(two)));
    delete ("b");
    assert_int_equal(folders(), 0);
    create("a", one);
    assert_true(is_there(folder_of(one)));
}

static struct span digest_of(struct span zip)
{
    unsigned char digest[32];

    sha256(zip, digest);
    return base64_text(&arena, (struct span){ (char *)digest, sizeof digest });
}

/* A process of a former revision may start while the function has other code already. */
static void code_is_found_by_its_digest(void **state)
{
    struct span one = zip_with("#!/bin/sh\nexit 1\n"), two = zip_with("#!/bin/sh\nexit 2\n");
    const char *error;

    (void)state;
    create("a", one);
    update("a", two);
    assert_null(lambda_code_folder(&arena, digest_of(one), &error));
    assert_false(is_there(folder_of(one)));
    assert_string_equal(lambda_code_folder(&arena, digest_of(two), &error), folder_of(two));
}

static void a_reset_takes_all_code(void **state)
{
    (void)state;
    create("a", zip_with("#!/bin/sh\nexit 1\n"));
    assert_int_equal(folders(), 1);
    admin_reset();
    world_quiesce(0);
    assert_int_equal(folders(), 0);
}

static void a_start_takes_what_a_kill_left(void **state)
{
    struct span zip = zip_with("#!/bin/sh\nexit 1\n");

    (void)state;
    create("a", zip);
    world_stop();
    mkdir(arena_printf(&arena, "%s.abcdefghijklmnop", folder_of(zip)), 0700);
    mkdir(folder_of(SPAN("no function's")), 0700);
    assert_int_equal(folders(), 3);
    world_start();
    world_quiesce(0);
    assert_int_equal(folders(), 1);
    assert_true(is_there(folder_of(zip)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(code_goes_with_its_last_function, world_setup, end),
        cmocka_unit_test_setup_teardown(code_is_found_by_its_digest, world_setup, end),
        cmocka_unit_test_setup_teardown(a_reset_takes_all_code, world_setup, end),
        cmocka_unit_test_setup_teardown(a_start_takes_what_a_kill_left, world_setup, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
