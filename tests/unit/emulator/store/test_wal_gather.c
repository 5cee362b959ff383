/* A log that is written in few writes: what was committed is in the file, whatever size its transaction had and whatever failed before it. */
#include "tests/support/emulator/world.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/store/wal_gather.h"

#define ROWS 300 /* a kilobyte each: several times the cache of ten pages */

static char directory[64], path[128];
static sqlite3 *db;

static int run(const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int begin(void **state)
{
    (void)state;
    temporary_directory(directory);
    snprintf(path, sizeof path, "%s/t.db", directory);
    assert_int_equal(
        sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, wal_gather_vfs()),
        SQLITE_OK);
    assert_int_equal(
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=10;"
            "CREATE TABLE t (id INTEGER PRIMARY KEY, generation INTEGER, filler BLOB)"),
        SQLITE_OK);
    return 0;
}

static int end(void **state)
{
    (void)state;
    sqlite3_close(db);
    directory_remove(directory);
    return 0;
}

static void copy(const char *ending)
{
    char command[512];

    snprintf(command, sizeof command, "cp '%s%s' '%s/copy.db%s'", path, ending, directory, ending);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
}

static int answer_is(void *expected, int columns, char **values, char **names)
{
    (void)columns;
    (void)names;
    assert_string_equal(values[0], expected);
    return 0;
}

/* What a process that came after a kill would find: all rows, of that generation. */
static void files_hold(int generation)
{
    char copied[128], expected[64];
    sqlite3 *other;

    copy("");
    copy("-wal");
    snprintf(copied, sizeof copied, "%s/copy.db", directory);
    snprintf(expected, sizeof expected, "%d %d %d", ROWS, generation, generation);
    assert_int_equal(sqlite3_open_v2(copied, &other, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "PRAGMA integrity_check", answer_is, (char[]){ "ok" }, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "SELECT count(*) || ' ' || min(generation) || ' ' || max(generation) FROM t",
                                  answer_is, expected, NULL),
                     SQLITE_OK);
    sqlite3_close(other);
}

static int fill(int generation)
{
    char sql[512];

    snprintf(sql, sizeof sql,
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT OR REPLACE INTO t SELECT i, %d, randomblob(1000) FROM n",
             ROWS, generation);
    return run(sql);
}

static void test_small_transactions(void **state)
{
    (void)state;
    assert_int_equal(fill(1), SQLITE_OK);
    files_hold(1);
    assert_int_equal(run("UPDATE t SET generation = 2"), SQLITE_OK);
    files_hold(2);
    assert_int_equal(sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL), SQLITE_OK);
    assert_int_equal(run("UPDATE t SET generation = 3"), SQLITE_OK);
    files_hold(3);
}

/* Pages that leave the cache before the commit and change again are written over in the log, and its checksums are made anew. */
static void test_pages_written_twice(void **state)
{
    (void)state;
    assert_int_equal(fill(1), SQLITE_OK);
    for (int generation = 2; generation < 6; generation++) {
        assert_int_equal(run("BEGIN"), SQLITE_OK);
        assert_int_equal(fill(-1), SQLITE_OK);
        assert_int_equal(fill(generation), SQLITE_OK);
        assert_int_equal(run("COMMIT"), SQLITE_OK);
        files_hold(generation);
    }
}

static void limit_file_size(rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void limit_log_growth(int bytes)
{
    char wal[160];
    struct stat log;

    snprintf(wal, sizeof wal, "%s-wal", path);
    assert_int_equal(stat(wal, &log), 0);
    limit_file_size((rlim_t)(log.st_size + bytes));
}

static void test_writes_that_fail(void **state)
{
    int generation = 1, failures = 0;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(fill(generation), SQLITE_OK);
    for (int room = 0; room < 900000; room += 30011) {
        int rc;

        limit_log_growth(room);
        run("BEGIN");
        rc = fill(generation + 1);
        if (rc == SQLITE_OK) rc = fill(generation + 2);
        if (rc == SQLITE_OK) rc = run("COMMIT");
        limit_file_size(RLIM_INFINITY);
        if (rc == SQLITE_OK) generation += 2;
        else failures++;
        if (!sqlite3_get_autocommit(db)) assert_int_equal(run("ROLLBACK"), SQLITE_OK);
        files_hold(generation);
        assert_int_equal(fill(++generation), SQLITE_OK);
        files_hold(generation);
    }
    assert_in_range(failures, 5, 30);
}

/* One that fails in the middle may be rolled back to a savepoint, and what is left of the transaction go on: then it fails again, or is whole. */
static void test_savepoints_over_failures(void **state)
{
    int generation = 1;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(fill(generation), SQLITE_OK);
    for (int room = 0; room < 600000; room += 30011) {
        int rc;

        assert_int_equal(run("BEGIN"), SQLITE_OK);
        limit_log_growth(room);
        run("SAVEPOINT one");
        fill(generation + 1);
        limit_file_size(RLIM_INFINITY);
        rc = run("ROLLBACK TO one; RELEASE one");
        if (rc == SQLITE_OK) rc = fill(generation + 2);
        if (rc == SQLITE_OK && !sqlite3_get_autocommit(db)) rc = run("COMMIT");
        if (rc == SQLITE_OK) generation += 2;
        if (!sqlite3_get_autocommit(db)) assert_int_equal(run("ROLLBACK"), SQLITE_OK);
        files_hold(generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_small_transactions, begin, end),
        cmocka_unit_test_setup_teardown(test_pages_written_twice, begin, end),
        cmocka_unit_test_setup_teardown(test_writes_that_fail, begin, end),
        cmocka_unit_test_setup_teardown(test_savepoints_over_failures, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
