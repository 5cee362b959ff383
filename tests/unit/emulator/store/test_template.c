/* A new database is the template, and that is what the tables' SQL makes. */
#include "emulator/store/template.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/services/services.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/world.h"

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
    template_register(NULL, 0);
    directory_remove(directory);
    return 0;
}

static void with_template(void)
{
    template_register(template_data, (size_t)(template_end - template_data));
}

/* Every table and index with its SQL, and how far each service's scripts were applied, as one text. */
static struct span schema_of(struct arena *a, enum store_durability durability, const char *name)
{
    const char *path = arena_printf(a, "%s/%s", directory, name), *error = "";
    struct span text = SPAN("");
    struct rows *r;
    struct db *db;

    if (store_open(path, durability, services_schemas(), &error)) fail_msg("%s", error);
    db = store_reader_take();
    r = db_query(db,
                 "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema UNION ALL"
                 " SELECT name || ' ' || version FROM schema_version ORDER BY 1",
                 "");
    while (rows_next(r)) text = arena_format(a, "%.*s%.*s\n", SPAN_ARG(text), SPAN_ARG(rows_text(r, 0)));
    assert_span_equal(db_text(db, a, "PRAGMA journal_mode", ""), "wal");
    assert_span_equal(db_text(db, a, "PRAGMA integrity_check", ""), "ok");
    store_reader_give(db);
    store_close();
    return text;
}

static void it_is_what_the_sql_makes(void **state)
{
    struct arena a = { 0 };
    struct span made, copied;

    (void)state;
    made = schema_of(&a, STORE_NORMAL, "made");
    with_template();
    copied = schema_of(&a, STORE_NORMAL, "copied");
    assert_true(made.size > 1000);
    assert_true(span_eq(made, copied));
    assert_true(span_eq(made, schema_of(&a, STORE_FULL, "durable")));
    assert_true(span_eq(made, schema_of(&a, STORE_NORMAL, "made"))); /* one that is there stays as it is */
    arena_release(&a);
}

static void without_one_nothing_is_made(void **state)
{
    char path[128];

    (void)state;
    snprintf(path, sizeof path, "%s/nube.db", directory);
    assert_int_equal(template_write(path, false), 1);
    assert_int_equal(access(path, F_OK), -1);
}

/* What a process that died in the middle left beside it is written over. */
static void what_was_left_half_made_does_no_harm(void **state)
{
    char path[128], beside[136];
    struct stat s;
    FILE *f;

    (void)state;
    with_template();
    snprintf(path, sizeof path, "%s/nube.db", directory);
    snprintf(beside, sizeof beside, "%s.new", path);
    f = fopen(beside, "w");
    assert_non_null(f);
    fputs("half", f);
    fclose(f);
    assert_int_equal(template_write(path, true), 0);
    assert_int_equal(access(beside, F_OK), -1);
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_size, template_end - template_data);
}

static void where_it_cannot_be_written_nothing_is_left(void **state)
{
    char path[128];

    (void)state;
    with_template();
    snprintf(path, sizeof path, "%s/none/nube.db", directory);
    assert_int_equal(template_write(path, false), -1);
    assert_int_equal(errno, ENOENT);
    snprintf(path, sizeof path, "%s/folder", directory);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(template_write(path, false), -1); /* a folder is in its place */
    snprintf(path, sizeof path, "%s/folder.new", directory);
    assert_int_equal(access(path, F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_what_the_sql_makes, begin, end),
        cmocka_unit_test_setup_teardown(without_one_nothing_is_made, begin, end),
        cmocka_unit_test_setup_teardown(what_was_left_half_made_does_no_harm, begin, end),
        cmocka_unit_test_setup_teardown(where_it_cannot_be_written_nothing_is_left, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
