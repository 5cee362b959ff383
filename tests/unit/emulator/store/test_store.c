/* The store by itself: commits, savepoints, snapshots, schemas, refusals, kills. */
#include "tests/support/emulator/world.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/digest.h"
#include "emulator/base/files.h"
#include "emulator/store/connection.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"

static const char *const scripts[] = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT UNIQUE, bytes BLOB, number REAL);",
    NULL,
};
static const struct store_schema schemas[] = { { "test", scripts }, { NULL, NULL } };
static const struct store_schema none[] = { { NULL, NULL } };

static char directory[64];

static void open_with(const struct store_schema *s)
{
    const char *error = "";

    if (store_open(directory, STORE_NORMAL, s, &error)) fail_msg("%s", error);
}

static int begin(void **state)
{
    (void)state;
    temporary_directory(directory);
    open_with(schemas);
    return 0;
}

static int end(void **state)
{
    (void)state;
    connection_fail_at(0);
    store_close();
    directory_remove(directory);
    return 0;
}

static int64_t count(void)
{
    struct db *db = store_reader_take();
    int64_t n = db_int(db, -1, "SELECT count(*) FROM t", "");

    store_reader_give(db);
    return n;
}

/* Inserts the row of that number. */
static int insert(struct db *db, void *arg)
{
    db_run(db, "INSERT INTO t (id) VALUES (?)", "i", *(int64_t *)arg);
    return 0;
}

static enum store_outcome insert_row(int64_t id)
{
    return store_write(insert, &id);
}

static void *insert_main(void *id)
{
    return insert_row(*(int64_t *)id) == STORE_COMMITTED ? id : NULL;
}

/* The same for one that holds a reader, who may not wait for the writer. */
static void insert_row_beside(int64_t id)
{
    pthread_t other;
    void *committed;

    assert_int_equal(pthread_create(&other, NULL, insert_main, &id), 0);
    pthread_join(other, &committed);
    assert_non_null(committed);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static int put_values(struct db *db, void *arg)
{
    (void)arg;
    assert_true(store_is_writer());
    assert_int_equal(db_run(db, "INSERT INTO t (id, text, bytes, number) VALUES (?, ?, ?, ?)", "itbd", INT64_MIN,
                            SPAN("a\0b"), SPAN("\0\xFF"), 0.1),
                     1);
    assert_int_equal(db_last_rowid(db), INT64_MIN);
    db_run(db, "INSERT INTO t (id, text, bytes, number) VALUES (1, ?, ?, ?)", "sbn", "", SPAN(""));
    db_run(db, "INSERT INTO t (id, text, bytes) VALUES (2, ?, ?)", "st", NULL, (struct span){ NULL, 0 });
    assert_int_equal(db_run(db, "UPDATE t SET number = 1", ""), 3);
    assert_int_equal(db_run(db, "UPDATE t SET number = 0.1 WHERE id < ?", "i", (int64_t)0), 1);
    return 0;
}

static void values_come_back_as_they_were(void **state)
{
    struct arena a = { 0 };
    struct db *db;
    struct rows *r;

    (void)state;
    assert_false(store_is_writer());
    assert_int_equal(store_write(put_values, NULL), STORE_COMMITTED);
    db = store_reader_take();
    r = db_query(db, "SELECT id, text, bytes, number FROM t ORDER BY id", "");
    assert_true(rows_next(r));
    assert_int_equal(rows_int(r, 0), INT64_MIN);
    assert_int_equal(rows_text(r, 1).size, 3);
    assert_memory_equal(rows_copy(r, 1, &a).data, "a\0b", 4);
    assert_memory_equal(rows_copy(r, 2, &a).data, "\0\xFF", 3);
    assert_true(rows_double(r, 3) == 0.1);
    assert_true(rows_next(r));
    assert_non_null(rows_text(r, 1).data); /* empty is not absent */
    assert_int_equal(rows_text(r, 1).size, 0);
    assert_false(rows_is_null(r, 2));
    assert_true(rows_next(r));
    assert_true(rows_is_null(r, 1));
    assert_null(rows_text(r, 1).data);
    assert_null(rows_text(r, 2).data);
    assert_false(rows_next(r));
    assert_int_equal(db_int(db, 77, "SELECT id FROM t WHERE id = 99", ""), 77);
    assert_null(db_text(db, &a, "SELECT text FROM t WHERE id = 99", "").data);
    assert_false(db_failed(db));
    store_reader_give(db);
    arena_release(&a);
}

/* The same text inside itself, and left before its end. */
static void queries_nest(void **state)
{
    struct db *db;
    struct rows *outer, *inner;
    int pairs = 0;

    (void)state;
    for (int64_t id = 1; id <= 3; id++) assert_int_equal(insert_row(id), STORE_COMMITTED);
    db = store_reader_take();
    outer = db_query(db, "SELECT id FROM t ORDER BY id", "");
    while (rows_next(outer)) {
        inner = db_query(db, "SELECT id FROM t ORDER BY id", "");
        for (; rows_next(inner); pairs++)
            if (rows_int(inner, 0) == 2 && rows_int(outer, 0) == 2) break;
        if (rows_int(outer, 0) == 2) rows_close(inner);
    }
    assert_int_equal(pairs, 7);
    store_reader_give(db);
}

/* --- jobs --------------------------------------------------------------------------------------------------------- */

static int refuse(struct db *db, void *arg)
{
    insert(db, arg);
    return 1;
}

static int collide(struct db *db, void *arg)
{
    insert(db, arg);
    insert(db, arg);
    assert_true(db_failed(db));
    db_run(db, "INSERT INTO t (id) VALUES (1000)", ""); /* does nothing any more */
    assert_int_equal(db_int(db, -5, "SELECT 1", ""), -5);
    assert_false(rows_next(db_query(db, "SELECT 1", "")));
    return 0;
}

static void what_is_undone_leaves_nothing(void **state)
{
    int64_t id = 7;

    (void)state;
    assert_int_equal(store_write(refuse, &id), STORE_ROLLED_BACK);
    assert_int_equal(store_write(collide, &id), STORE_FAILED);
    assert_int_equal(count(), 0);
    assert_int_equal(insert_row(7), STORE_COMMITTED);
    assert_int_equal(count(), 1);
}

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static _Atomic bool is_at_gate;

static int pass_gate(struct db *db, void *arg)
{
    (void)db;
    (void)arg;
    is_at_gate = true;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return 0;
}

struct one {
    struct store_job job;
    int64_t id;
    enum store_outcome outcome;
};

static _Atomic int done_count;

static void one_done(void *arg, enum store_outcome outcome)
{
    struct one *one = arg;

    one->outcome = outcome;
    done_count++;
}

static int one_run(struct db *db, void *arg)
{
    struct one *one = arg;

    return one->id % 3 == 0 ? insert(db, &one->id) : one->id % 3 == 1 ? refuse(db, &one->id) : collide(db, &one->id);
}

/* While the writer waits at the gate they gather, so that they are one batch. */
static void batch_submit(struct one *jobs, int many)
{
    struct one waiting = { .job = { pass_gate, one_done, &waiting, NULL } };

    done_count = 0;
    is_at_gate = false;
    pthread_mutex_lock(&gate);
    store_submit(&waiting.job);
    assert_soon(is_at_gate || done_count == 1); /* its transaction may have failed to begin */
    for (int i = 0; i < many; i++) {
        jobs[i].id = i;
        jobs[i].job = (struct store_job){ one_run, one_done, &jobs[i], NULL };
        store_submit(&jobs[i].job);
    }
    pthread_mutex_unlock(&gate);
    assert_soon(done_count == many + 1);
}

static void who_writes_is_not_idle(void **state)
{
    struct one waiting = { .job = { pass_gate, one_done, &waiting, NULL } };
    uint64_t before = 0, after = 0, at_the_end = 0;

    (void)state;
    done_count = 0;
    assert_true(store_is_idle(&before));
    pthread_mutex_lock(&gate);
    store_submit(&waiting.job);
    assert_false(store_is_idle(&after));
    assert_int_equal(after, before + 1);
    pthread_mutex_unlock(&gate);
    assert_soon(done_count == 1);
    assert_soon(store_is_idle(&at_the_end));
}

static void others_of_a_batch_stay(void **state)
{
    static const enum store_outcome expected[] = { STORE_COMMITTED, STORE_ROLLED_BACK, STORE_FAILED };
    static struct one jobs[1500];

    (void)state;
    batch_submit(jobs, 1500);
    for (int i = 0; i < 1500; i++) assert_int_equal(jobs[i].outcome, expected[i % 3]);
    assert_int_equal(count(), 500);
}

/* What was said to be committed is there and nothing else is, wherever a statement fails. */
static void a_failing_statement_spoils_no_more_than_it_must(void **state)
{
    (void)state;
    for (int nth = 1; nth < 200; nth++) {
        static struct one jobs[9];
        int64_t said = 0, before = count();
        connection_fail_at(nth);
        batch_submit(jobs, 9);
        connection_fail_at(0);
        for (int i = 0; i < 9; i++) said += jobs[i].outcome == STORE_COMMITTED;
        assert_int_equal(count() - before, said);
        if (said == 3) return;
        assert_int_equal(store_write(insert, &(int64_t){ 5000 + nth }), STORE_COMMITTED); /* and it goes on */
        assert_int_equal(count() - before, said + 1);
        assert_int_equal(store_reset(), 0);
    }
    fail_msg("no run went through untouched");
}

/* --- a database that is deleted ----------------------------------------------------------------------------------- */

static void what_is_deleted_takes_no_writes_until_it_is_made_anew(void **state)
{
    (void)state;
    assert_int_equal(insert_row(1), STORE_COMMITTED);
    directory_remove(directory);
    assert_int_equal(insert_row(2), STORE_FAILED);
    assert_int_equal(store_reset(), 0);
    assert_int_equal(insert_row(3), STORE_COMMITTED);
    assert_int_equal(count(), 1);
    store_close();
    open_with(schemas);
    assert_int_equal(count(), 1);
}

static void a_reset_that_cannot_be_done_leaves_all_as_it_was(void **state)
{
    char moved[100];
    int fd;

    (void)state;
    assert_int_equal(insert_row(1), STORE_COMMITTED);
    snprintf(moved, sizeof moved, "%s-moved", directory);
    assert_int_equal(rename(directory, moved), 0);
    fd = open(directory, O_CREAT | O_WRONLY, 0600); /* a file in its place */
    close(fd);
    assert_int_equal(store_reset(), -1);
    assert_int_equal(insert_row(2), STORE_FAILED);
    unlink(directory);
    assert_int_equal(rename(moved, directory), 0);
    assert_int_equal(insert_row(3), STORE_COMMITTED);
    assert_int_equal(count(), 2);
}

/* --- savepoints --------------------------------------------------------------------------------------------------- */

static int nest(struct db *db, void *arg)
{
    bool *holds = arg;

    db_run(db, "INSERT INTO t (id) VALUES (1)", "");
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (2)", "");
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (3)", "");
    db_savepoint_undo(db);
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (4)", "");
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (5)", "");
    db_savepoint_keep(db);
    db_savepoint_keep(db);
    db_savepoint_keep(db);
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (6)", "");
    db_run(db, "INSERT INTO t (id) VALUES (6)", "");
    *holds = db_failed(db);
    db_savepoint_undo(db); /* clears the failure that happened inside */
    *holds &= !db_failed(db);
    db_run(db, "INSERT INTO t (id) VALUES (7)", "");
    return 0;
}

static int64_t sum(void)
{
    struct db *db = store_reader_take();
    int64_t n = db_int(db, -1, "SELECT coalesce(sum(id), 0) FROM t", "");

    store_reader_give(db);
    return n;
}

static void savepoints_nest(void **state)
{
    bool holds = false;

    (void)state;
    assert_int_equal(store_write(nest, &holds), STORE_COMMITTED);
    assert_true(holds);
    assert_int_equal(sum(), 1 + 2 + 4 + 5 + 7);
}

/* A part that may fail, within a job that then goes on: as a call within a call. */
static int with_a_part(struct db *db, void *arg)
{
    bool *part_holds = arg;

    db_run(db, "INSERT INTO t (id) VALUES (1)", "");
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (10)", "");
    db_savepoint(db);
    db_run(db, "INSERT INTO t (id) VALUES (100)", "");
    db_savepoint_keep(db);
    *part_holds = !db_failed(db);
    if (*part_holds) db_savepoint_keep(db);
    else db_savepoint_undo(db);
    db_run(db, "INSERT INTO t (id) VALUES (1000)", "");
    return 0;
}

static void a_part_that_fails_anywhere_takes_nothing_else_along(void **state)
{
    (void)state;
    for (int nth = 1; nth < 50; nth++) {
        bool part_holds = false;
        enum store_outcome outcome;
        connection_fail_at(nth);
        outcome = store_write(with_a_part, &part_holds);
        connection_fail_at(0);
        assert_int_equal(sum(), outcome != STORE_COMMITTED ? 0 : part_holds ? 1111 : 1001);
        if (outcome == STORE_COMMITTED && part_holds) return;
        assert_int_equal(store_reset(), 0);
    }
    fail_msg("no run went through untouched");
}

/* --- readers ------------------------------------------------------------------------------------------------------ */

static void a_reader_sees_one_snapshot(void **state)
{
    struct db *first, *second;

    (void)state;
    insert_row(1);
    first = store_reader_take();
    assert_int_equal(db_int(first, -1, "SELECT count(*) FROM t", ""), 1);
    insert_row_beside(2);
    second = store_reader_take();
    assert_int_equal(db_int(first, -1, "SELECT count(*) FROM t", ""), 1);
    assert_int_equal(db_int(second, -1, "SELECT count(*) FROM t", ""), 2);
    store_reader_give(second);
    store_reader_give(first);
    assert_int_equal(count(), 2);
}

/* Whoever was told of a commit sees it, whichever connection it gets. */
static void who_wrote_reads_what_it_wrote(void **state)
{
    (void)state;
    for (int64_t i = 1; i <= 300; i++) {
        struct db *other = i % 2 ? store_reader_take() : NULL;
        if (other) insert_row_beside(i);
        else assert_int_equal(insert_row(i), STORE_COMMITTED);
        assert_int_equal(count(), i);
        if (other) store_reader_give(other);
    }
}

/* A reset has the writer wait for all readers: a reader that waited for the writer would wait for ever. */
static void who_holds_a_reader_may_not_wait_for_the_writer(void **state)
{
    int status = 0;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        struct rlimit no_core = { 0, 0 };
        setrlimit(RLIMIT_CORE, &no_core);
        signal(SIGABRT, SIG_DFL);
        if (freopen("/dev/null", "w", stderr) && store_reader_take()) insert_row(1);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void a_failed_reader_is_as_new_afterwards(void **state)
{
    (void)state;
    insert_row(1);
    for (int nth = 1; nth <= 4; nth++) {
        struct db *db;
        connection_fail_at(nth);
        db = store_reader_take();
        if (db) {
            db_int(db, -1, "SELECT count(*) FROM t", "");
            store_reader_give(db);
        }
        insert_row(1 + nth); /* so that the snapshot must be given up */
        connection_fail_at(0);
        for (int i = 0; i < 3; i++) assert_true(count() >= 1);
    }
}

static void *read_much(void *arg)
{
    for (int64_t last = 0, i = 0; i < 300; i++) {
        int64_t now = count();
        if (now < last) *(_Atomic bool *)arg = true; /* time went back */
        last = now;
    }
    return NULL;
}

static void *write_much(void *arg)
{
    int64_t base = (int64_t)(intptr_t)arg * 1000;

    for (int64_t i = 0; i < 300; i++) insert_row(base + i);
    return NULL;
}

static void many_read_and_write(void **state)
{
    pthread_t threads[8];
    _Atomic bool is_wrong = false;

    (void)state;
    for (intptr_t i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, i % 2 ? write_much : read_much, i % 2 ? (void *)i : (void *)&is_wrong);
    for (int i = 0; i < 8; i++) pthread_join(threads[i], NULL);
    assert_false(is_wrong);
    assert_int_equal(count(), 1200);
}

/* --- reset -------------------------------------------------------------------------------------------------------- */

static void a_reset_empties_and_goes_on(void **state)
{
    (void)state;
    for (int turn = 0; turn < 3; turn++) {
        insert_row(1);
        assert_int_equal(count(), 1);
        assert_int_equal(store_reset(), 0);
        assert_int_equal(count(), 0);
    }
    insert_row(9);
    store_close();
    open_with(schemas);
    assert_int_equal(sum(), 9);
}

/* --- schemas ------------------------------------------------------------------------------------------------------ */

static const char *const more_scripts[] = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT UNIQUE, bytes BLOB, number REAL);",
    "ALTER TABLE t ADD COLUMN colour TEXT; UPDATE t SET colour = 'red'",
    "CREATE TABLE u (id INTEGER PRIMARY KEY)",
    NULL,
};
static const struct store_schema more[] = { { "test", more_scripts }, { NULL, NULL } };
static const char *const other_scripts[] = { "CREATE TABLE other (id INTEGER PRIMARY KEY)", NULL };
static const struct store_schema two[] = { { "test", scripts }, { "other", other_scripts }, { NULL, NULL } };
static const char *const bad_scripts[] = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT UNIQUE, bytes BLOB, number REAL);",
    "CREATE TABLE v (id INTEGER PRIMARY KEY); CREATE TABEL w (id)",
    NULL,
};
static const struct store_schema bad[] = { { "test", bad_scripts }, { NULL, NULL } };

static void new_scripts_are_applied_once(void **state)
{
    struct arena a = { 0 };
    struct db *db;

    (void)state;
    insert_row(1);
    for (int i = 0; i < 2; i++) {
        store_close();
        open_with(more);
    }
    db = store_reader_take();
    assert_span_equal(db_text(db, &a, "SELECT colour FROM t WHERE id = 1", ""), "red");
    assert_int_equal(db_int(db, -1, "SELECT version FROM schema_version WHERE name = 'test'", ""), 3);
    assert_int_equal(db_int(db, -1, "SELECT count(*) FROM u", ""), 0);
    store_reader_give(db);
    arena_release(&a);
}

/* Of the database file: its bytes, in hex. */
static char *fingerprint(struct arena *a)
{
    return sha256_hex(a, file_read(a, arena_printf(a, "%s/nube.db", directory)));
}

static void refused_open(const struct store_schema *s, const char *words)
{
    struct arena a = { 0 };
    const char *error = "";
    char *before = fingerprint(&a);

    assert_int_equal(store_open(directory, STORE_NORMAL, s, &error), -1);
    if (!strstr(error, words)) fail_msg("%s", error);
    assert_string_equal(fingerprint(&a), before);
    arena_release(&a);
}

static void a_newer_database_is_refused(void **state)
{
    (void)state;
    insert_row(1);
    store_close();
    open_with(more);
    store_close();
    refused_open(schemas, "comes from a newer version of Nube");
    refused_open(none, "comes from a newer version of Nube"); /* a schema that nobody knows */
    open_with(more);
    assert_int_equal(count(), 1);
    store_close();
    directory_remove(directory);
    open_with(two);
    store_close();
    refused_open(schemas, "comes from a newer version of Nube");
    open_with(two);
}

static void a_script_that_fails_changes_nothing(void **state)
{
    const char *error = "";
    struct db *db;

    (void)state;
    insert_row(1);
    store_close();
    assert_int_equal(store_open(directory, STORE_NORMAL, bad, &error), -1);
    assert_non_null(strstr(error, "TABEL"));
    open_with(schemas);
    db = store_reader_take();
    assert_int_equal(db_int(db, -1, "SELECT count(*) FROM sqlite_schema WHERE name = 'v'", ""), 0);
    store_reader_give(db);
    assert_int_equal(count(), 1);
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static void a_locked_directory_is_refused(void **state)
{
    int status;
    pid_t child;

    (void)state;
    child = fork(); /* another process: a lock does not hold off its own */
    if (child == 0) {
        const char *error = "";
        int rc = store_open(directory, STORE_NORMAL, schemas, &error);
        _exit(rc == -1 && strstr(error, "is in use by another Nube") ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    insert_row(1);
    store_close();
    open_with(schemas); /* the lock went with the close */
    assert_int_equal(count(), 1);
}

static void an_unusable_directory_is_refused(void **state)
{
    const char *error = "";
    char path[128];
    int status;
    pid_t child;

    (void)state;
    store_close();
    assert_int_equal(store_open("/dev/null/x", STORE_NORMAL, schemas, &error), -1);
    assert_non_null(strstr(error, "cannot make the data directory /dev/null/x"));
    snprintf(path, sizeof path, "%s/closed", directory);
    assert_int_equal(mkdir(path, 0555), 0);
    child = fork();
    if (child == 0) {
        chmod(directory, 0755);
        if (geteuid() == 0 && setuid(65534)) _exit(2); /* permissions do not bind root */
        _exit(store_open(path, STORE_NORMAL, schemas, &error) == -1 &&
                      strstr(error, "cannot write to the data directory")
                  ? 0
                  : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    open_with(schemas);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    char path[128];
    FILE *f;

    (void)state;
    store_close();
    snprintf(path, sizeof path, "%s/nube.db", directory);
    f = fopen(path, "wb");
    for (int i = 0; i < 5000; i++) fputs("no database ", f);
    fclose(f);
    refused_open(schemas, "not a database");
    unlink(path);
    open_with(schemas);
}

/* As another program would have made it. */
static void another_programs_database_is_refused(void **state)
{
    const char *error = "";
    char path[128];
    struct db *db;

    (void)state;
    store_close();
    directory_remove(directory);
    mkdir(directory, 0700);
    snprintf(path, sizeof path, "%s/nube.db", directory);
    db = connection_open(path, STORE_NORMAL, 100, &error);
    assert_int_equal(connection_exec(db, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)"), 0);
    connection_close(db, false);
    refused_open(schemas, "is another program's");
    unlink(path);
    open_with(schemas);
}

/* --- kills -------------------------------------------------------------------------------------------------------- */

static int acknowledge_to;

static void *write_and_tell(void *arg)
{
    for (int64_t id = (int64_t)(intptr_t)arg;; id += 4)
        if (insert_row(id) == STORE_COMMITTED && write(acknowledge_to, &id, sizeof id) != sizeof id) _exit(1);
    return NULL;
}

static void write_until_killed(int to)
{
    pthread_t thread;

    acknowledge_to = to;
    open_with(schemas);
    for (intptr_t i = 1; i <= 4; i++) pthread_create(&thread, NULL, write_and_tell, (void *)i);
    for (;;) pause();
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    int64_t acknowledged = 0;

    (void)state;
    store_close();
    for (int turn = 0; turn < 5; turn++) {
        int ends[2], status;
        int64_t id, here = 0, missing = 0;
        struct db *db;
        pid_t child;
        directory_remove(directory);
        assert_int_equal(pipe(ends), 0);
        child = fork();
        if (child == 0) write_until_killed(ends[1]);
        close(ends[1]);
        while (here < 50 + turn * 100 && read(ends[0], &id, sizeof id) == sizeof id) here++;
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        open_with(schemas);
        db = store_reader_take();
        assert_true(db_int(db, 0, "SELECT count(*) FROM t", "") >= here);
        while (read(ends[0], &id, sizeof id) == sizeof id) { /* told, and not yet heard of, when it died */
            missing += db_int(db, 0, "SELECT id FROM t WHERE id = ?", "i", id) != id;
            here++;
        }
        assert_true(db_int(db, 0, "SELECT count(*) FROM t", "") >= here);
        store_reader_give(db);
        assert_int_equal(missing, 0);
        acknowledged += here;
        store_close();
        close(ends[0]);
    }
    assert_true(acknowledged > 1000);
    open_with(schemas);
}

static int64_t log_bytes(void)
{
    char path[128];
    struct stat s;

    snprintf(path, sizeof path, "%s/nube.db-wal", directory);
    return stat(path, &s) == 0 ? s.st_size : 0;
}

static int insert_megabyte(struct db *db, void *arg)
{
    db_run(db, "INSERT INTO t (bytes) VALUES (randomblob(1048576))", "");
    (void)arg;
    return 0;
}

/* Under steady load it is begun anew, and after it, emptied. */
static void the_log_stays_short_and_goes(void **state)
{
    int64_t most = 0;

    (void)state;
    for (int i = 0; i < 200; i++) {
        assert_int_equal(store_write(insert_megabyte, NULL), STORE_COMMITTED);
        if (log_bytes() > most) most = log_bytes();
    }
    assert_in_range(most, 8 << 20, 64 << 20);
    for (int waited = 0; log_bytes() > 0; waited++) {
        if (waited > 1000) fail_msg("%lld bytes are left", (long long)log_bytes());
        usleep(10000);
    }
    assert_int_equal(count(), 200);
    assert_int_equal(store_write(insert_megabyte, NULL), STORE_COMMITTED);
    assert_int_equal(count(), 201);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_deleted_takes_no_writes_until_it_is_made_anew, begin, end),
        cmocka_unit_test_setup_teardown(a_reset_that_cannot_be_done_leaves_all_as_it_was, begin, end),
        cmocka_unit_test_setup_teardown(values_come_back_as_they_were, begin, end),
        cmocka_unit_test_setup_teardown(queries_nest, begin, end),
        cmocka_unit_test_setup_teardown(what_is_undone_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(who_writes_is_not_idle, begin, end),
        cmocka_unit_test_setup_teardown(others_of_a_batch_stay, begin, end),
        cmocka_unit_test_setup_teardown(a_failing_statement_spoils_no_more_than_it_must, begin, end),
        cmocka_unit_test_setup_teardown(savepoints_nest, begin, end),
        cmocka_unit_test_setup_teardown(a_part_that_fails_anywhere_takes_nothing_else_along, begin, end),
        cmocka_unit_test_setup_teardown(a_reader_sees_one_snapshot, begin, end),
        cmocka_unit_test_setup_teardown(who_wrote_reads_what_it_wrote, begin, end),
        cmocka_unit_test_setup_teardown(who_holds_a_reader_may_not_wait_for_the_writer, begin, end),
        cmocka_unit_test_setup_teardown(a_failed_reader_is_as_new_afterwards, begin, end),
        cmocka_unit_test_setup_teardown(many_read_and_write, begin, end),
        cmocka_unit_test_setup_teardown(a_reset_empties_and_goes_on, begin, end),
        cmocka_unit_test_setup_teardown(new_scripts_are_applied_once, begin, end),
        cmocka_unit_test_setup_teardown(a_newer_database_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_script_that_fails_changes_nothing, begin, end),
        cmocka_unit_test_setup_teardown(a_locked_directory_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(an_unusable_directory_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_file_that_is_no_database_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(another_programs_database_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(what_was_acknowledged_survives_a_kill, begin, end),
        cmocka_unit_test_setup_teardown(the_log_stays_short_and_goes, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
