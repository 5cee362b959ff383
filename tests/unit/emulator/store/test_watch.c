/* What is kept of some tables holds until one of them changes, and no longer. */
#include "emulator/store/watch.h"

#include <pthread.h>

#include "emulator/base/files.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/world.h"

static const char *const scripts[] = {
    "CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT);"
    "CREATE TABLE b (id TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE c (id INTEGER PRIMARY KEY);"
    "CREATE TRIGGER a_removes AFTER DELETE ON c BEGIN DELETE FROM a WHERE id = old.id; END;",
    NULL,
};
static const struct store_schema schemas[] = { { "test", scripts }, { NULL, NULL } };

static const char *const of_a[] = { "a", NULL }, *const of_both[] = { "b", "a", NULL };
static struct watch a = { .tables = of_a }, both = { .tables = of_both };

static char directory[64];

static int begin(void **state)
{
    const char *error = "";

    (void)state;
    watch_add(&a);
    watch_add(&both);
    temporary_directory(directory);
    if (store_open(directory, STORE_NORMAL, schemas, &error)) fail_msg("%s", error);
    return 0;
}

static int end(void **state)
{
    (void)state;
    store_close();
    directory_remove(directory);
    return 0;
}

static int run(struct db *db, void *sql)
{
    assert_int_equal(watch_commit_of(db), 0);
    assert_false(watch_holds(&a, db, UINT64_MAX)); /* never on the writer */
    db_run(db, sql, "");
    return 0;
}

static int run_and_refuse(struct db *db, void *sql)
{
    db_run(db, sql, "");
    return 1;
}

static uint64_t commit_now(void)
{
    struct db *db = store_reader_take();
    uint64_t commit = watch_commit_of(db);

    assert_true(watch_holds(&a, db, commit) && watch_holds(&both, db, commit));
    store_reader_give(db);
    return commit;
}

/* Does the statement end what is kept by each of the watches? */
static void ends(char *sql, bool is_of_a, bool is_of_both)
{
    uint64_t since = commit_now();

    assert_int_equal(store_write(run, sql), STORE_COMMITTED);
    if (watch_holds_now(&a, since) == is_of_a) fail_msg("a: %s", sql);
    if (watch_holds_now(&both, since) == is_of_both) fail_msg("both: %s", sql);
}

static void each_change_of_a_table_ends_it(void **state)
{
    (void)state;
    ends("INSERT INTO a VALUES (1, 'x')", true, true);
    ends("UPDATE a SET text = 'y' WHERE id = 1", true, true);
    ends("INSERT INTO b VALUES ('k')", false, true);
    ends("REPLACE INTO b VALUES ('k')", false, true);
    ends("DELETE FROM b", false, true);
    ends("SELECT * FROM a", false, false);
    ends("INSERT INTO c VALUES (1)", false, false);
    ends("DELETE FROM c", true, true);                 /* by a trigger */
    ends("INSERT INTO a VALUES (1, 'x')", true, true); /* a statement that ran before */
}

static void *insert_main(void *unused)
{
    assert_int_equal(store_write(run, "INSERT INTO a VALUES (1, 'x')"), STORE_COMMITTED);
    return unused;
}

/* By another thread, since one that holds a reader must not wait for the writer. */
static void inserted_elsewhere(void)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, insert_main, NULL), 0);
    pthread_join(thread, NULL);
}

static void a_snapshot_from_before_is_not_served(void **state)
{
    struct db *old, *now;
    uint64_t since;

    (void)state;
    old = store_reader_take();
    inserted_elsewhere();
    now = store_reader_take();
    since = watch_commit_of(now);
    assert_true(watch_holds(&a, now, since));
    assert_false(watch_holds(&a, old, since));
    assert_false(watch_holds_now(&a, watch_commit_of(old)));
    store_reader_give(now);
    store_reader_give(old);
}

static void nothing_was_read_at_no_commit(void **state)
{
    (void)state;
    assert_false(watch_holds_now(&a, 0));
}

static void another_database_ends_everything(void **state)
{
    uint64_t since = commit_now();
    const char *error;

    (void)state;
    assert_int_equal(store_reset(), 0);
    assert_false(watch_holds_now(&a, since));
    since = commit_now();
    store_close();
    assert_int_equal(store_open(directory, STORE_NORMAL, schemas, &error), 0);
    assert_false(watch_holds_now(&a, since));
}

static void what_was_undone_may_end_it_but_leaves_it_true(void **state)
{
    uint64_t since;

    (void)state;
    assert_int_equal(store_write(run_and_refuse, "INSERT INTO a VALUES (1, 'x')"), STORE_ROLLED_BACK);
    since = commit_now();
    assert_true(watch_holds_now(&a, since));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_change_of_a_table_ends_it, begin, end),
        cmocka_unit_test_setup_teardown(a_snapshot_from_before_is_not_served, begin, end),
        cmocka_unit_test_setup_teardown(nothing_was_read_at_no_commit, begin, end),
        cmocka_unit_test_setup_teardown(another_database_ends_everything, begin, end),
        cmocka_unit_test_setup_teardown(what_was_undone_may_end_it_but_leaves_it_true, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
