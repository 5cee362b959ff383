/* Blobs: written, named, read, swept; and each failure of a file's function on the way leaves nothing. */
#include "tests/support/emulator/unit.h"

#include <ftw.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/base/workers.h"
#include "emulator/store/blob_files.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/world.h"

static char directory[64];
static struct arena arena;
static const struct store_schema schemas[] = { { "blobs", blobs_schema }, { NULL, NULL } };

static void start(enum store_durability durability)
{
    const char *error = "";

    if (store_open(directory, durability, schemas, &error)) fail_msg("%s", error);
    workers_start(2);
    blobs_open(directory, durability == STORE_FULL);
    blob_sweep_start();
}

/* Whatever was to be swept has been. */
static void stop(void)
{
    workers_stop();
    store_close();
}

static int begin(void **state)
{
    (void)state;
    temporary_directory(directory);
    start(STORE_NORMAL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    stop();
    directory_remove(directory);
    arena_release(&arena);
    return 0;
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

static int file_count;

static int count_file(const char *path, const struct stat *s, int type, struct FTW *where)
{
    (void)path, (void)s, (void)where;
    file_count += type == FTW_F;
    return 0;
}

static int files(void)
{
    char path[128];

    file_count = 0;
    snprintf(path, sizeof path, "%s/blobs", directory);
    nftw(path, count_file, 16, FTW_PHYS);
    return file_count;
}

/* The sweep's workers have done what they were to. */
static void settle(void)
{
    workers_stop();
    workers_start(2);
}

static struct span text_of(const struct blob *b, int64_t offset, int64_t length)
{
    struct source *s = blob_read(span_of(b->id), offset, length);
    struct buf all = { 0 };
    char piece[7];
    ssize_t got;
    struct span text;

    if (!s) return (struct span){ NULL, 0 };
    assert_int_equal(s->size, length);
    while ((got = source_read(s, piece, sizeof piece)) > 0) buf_add(&all, piece, (size_t)got);
    assert_int_equal(got, 0);
    source_close(s);
    text = arena_span(&arena, buf_span(&all));
    buf_release(&all);
    return text;
}

/* --- writing and naming ------------------------------------------------------------------------------------------- */

static int keep(struct db *db, void *b)
{
    blob_keep(db, b);
    return 0;
}

static int drop(struct db *db, void *b)
{
    blob_drop(db, span_of(((struct blob *)b)->id));
    return 0;
}

static int keep_not(struct db *db, void *b)
{
    blob_keep(db, b);
    return -1;
}

static struct blob written(const char *text)
{
    struct blob b;

    assert_int_equal(blob_receive(source_of_span(&arena, span_of(text)), 1000, &b), BLOB_WHOLE);
    return b;
}

static struct blob kept(const char *text)
{
    struct blob b = written(text);

    assert_int_equal(store_write(keep, &b), STORE_COMMITTED);
    blob_settle(b.id);
    return b;
}

static void a_blob_is_read_in_parts(void **state)
{
    struct blob b = kept("0123456789abcdef");

    (void)state;
    assert_int_equal(b.size, 16);
    assert_span_equal(text_of(&b, 0, 16), "0123456789abcdef");
    assert_span_equal(text_of(&b, 9, 7), "9abcdef");
    assert_span_equal(text_of(&b, 16, 0), "");
    assert_null(text_of(&b, 10, 7).data);
    assert_null(text_of(&b, 17, 0).data);
    assert_null(blob_read(SPAN("../../nube.db"), 0, 0));
    assert_null(blob_read(SPAN("00000000-0000-4000-8000-000000000000"), 0, 0));
}

static void what_no_row_names_goes(void **state)
{
    struct blob a = kept("a"), b = written("b"), c = written("c");

    (void)state;
    assert_int_equal(store_write(keep_not, &b), STORE_ROLLED_BACK);
    settle();
    blob_sweep_all();
    assert_int_equal(files(), 3); /* b and c are still to be settled */
    blob_settle(b.id);
    blob_settle(c.id);
    settle();
    assert_int_equal(files(), 1);
    assert_span_equal(text_of(&a, 0, 1), "a");
}

static void the_last_use_takes_it_away(void **state)
{
    struct blob a = kept("a");

    (void)state;
    assert_int_equal(store_write(keep, &a), STORE_COMMITTED);
    assert_int_equal(store_write(drop, &a), STORE_COMMITTED);
    blob_settle(a.id);
    settle();
    assert_int_equal(files(), 1);
    assert_int_equal(store_write(drop, &a), STORE_COMMITTED);
    blob_settle(a.id);
    settle();
    assert_int_equal(files(), 0);
}

static void a_reader_reads_on_when_it_goes(void **state)
{
    struct blob a = kept("abc");
    struct source *s = blob_read(span_of(a.id), 0, 3);
    char piece[3];

    (void)state;
    store_write(drop, &a);
    blob_settle(a.id);
    settle();
    assert_int_equal(files(), 0);
    assert_int_equal(source_read(s, piece, 3), 3);
    assert_memory_equal(piece, "abc", 3);
    source_close(s);
}

static void what_is_held_stays_until_its_last_reader_leaves(void **state)
{
    struct blob a = kept("abc");

    (void)state;
    blob_pending_add(a.id);
    blob_pending_add(a.id);
    store_write(drop, &a);
    blob_dropped(a.id);
    settle();
    blob_sweep_all();
    assert_int_equal(files(), 1);
    blob_release(a.id);
    settle();
    assert_true(blob_is_there(span_of(a.id)));
    assert_span_equal(text_of(&a, 0, 3), "abc");
    blob_release(a.id);
    settle();
    assert_int_equal(files(), 0);
    assert_false(blob_is_there(span_of(a.id)));
}

static void many_are_held_at_once(void **state)
{
    struct blob a = kept("a");
    char id[37];

    (void)state;
    for (int i = 0; i < 20000; i++) {
        snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d", i);
        blob_pending_add(id);
    }
    for (int i = 0; i < 20000; i++) {
        snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d", i);
        blob_release(id);
    }
    settle();
    assert_int_equal(files(), 1); /* what nobody came by for is not looked at */
    assert_span_equal(text_of(&a, 0, 1), "a");
}

static void a_start_sweeps_what_a_crash_left(void **state)
{
    struct blob a = kept("a"), b = written("b");
    struct blob_writer *w = blob_write();

    (void)state;
    assert_int_equal(blob_add(w, "half", 4), 0);
    assert_int_equal(files(), 3);
    stop();
    blob_settle(b.id); /* as after a crash: nobody is about to name it */
    start(STORE_NORMAL);
    settle();
    assert_int_equal(files(), 2); /* w is still being written by this process */
    blob_abandon(w);
    assert_int_equal(files(), 1);
    assert_span_equal(text_of(&a, 0, 1), "a");
}

/* Killed between the file and the row that was to name it, and while it wrote another. */
static void a_killed_process_leaves_what_it_committed(void **state)
{
    struct blob kept_one = { 0 };
    int pipe_fds[2], status = 0;
    pid_t pid;

    (void)state;
    stop();
    assert_int_equal(pipe(pipe_fds), 0);
    pid = fork();
    if (pid == 0) {
        struct blob b;
        start(STORE_NORMAL);
        b = kept("kept");
        written("never named");
        if (blob_add(blob_write(), "half", 4) || write(pipe_fds[1], &b, sizeof b) != sizeof b) _exit(1);
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_int_equal(read(pipe_fds[0], &kept_one, sizeof kept_one), sizeof kept_one);
    close(pipe_fds[0]), close(pipe_fds[1]);
    assert_int_equal(files(), 3);
    start(STORE_NORMAL);
    settle();
    assert_int_equal(files(), 1);
    assert_span_equal(text_of(&kept_one, 0, 4), "kept");
}

static void a_reset_removes_all_but_what_is_under_way(void **state)
{
    struct blob_writer *w = blob_write();
    struct blob b;

    (void)state;
    for (int i = 0; i < 300; i++) kept("x");
    assert_int_equal(store_reset(), 0);
    blob_sweep_all();
    assert_int_equal(files(), 1);
    assert_int_equal(blob_add(w, "y", 1), 0);
    assert_int_equal(blob_end(w, &b), 0);
    assert_int_equal(store_write(keep, &b), STORE_COMMITTED);
    blob_settle(b.id);
    settle();
    assert_int_equal(files(), 1);
    assert_span_equal(text_of(&b, 0, 1), "y");
}

static void many_settled_at_once_are_swept_in_full(void **state)
{
    struct blob a = kept("a"), *many = calloc(1500, sizeof *many);

    (void)state;
    for (int i = 0; i < 1500; i++) many[i] = written("x");
    for (int i = 0; i < 1500; i++) blob_settle(many[i].id);
    free(many);
    settle();
    assert_int_equal(files(), 1);
    assert_span_equal(text_of(&a, 0, 1), "a");
}

/* --- sources that do not come whole ------------------------------------------------------------------------------- */

struct breaking {
    struct source source;
    int pieces;
};

static ssize_t breaking_read(struct source *s, void *out, size_t room)
{
    struct breaking *b = (struct breaking *)s;

    if (b->pieces-- <= 0) return -1;
    memset(out, 'x', room);
    return (ssize_t)room;
}

static void what_breaks_off_or_is_too_large_leaves_nothing(void **state)
{
    struct breaking source = { { -1, breaking_read, NULL }, 3 };
    struct blob b;

    (void)state;
    assert_int_equal(blob_receive(&source.source, INT64_MAX, &b), BLOB_BROKEN);
    source.pieces = 100;
    assert_int_equal(blob_receive(&source.source, 300000, &b), BLOB_TOO_LARGE);
    assert_true(source.pieces >= 97); /* read no further than that */
    assert_int_equal(blob_receive(source_of_span(&arena, SPAN("12345")), 4, &b), BLOB_TOO_LARGE);
    assert_int_equal(blob_receive(source_of_span(&arena, SPAN("1234")), 4, &b), BLOB_WHOLE);
    blob_settle(b.id);
    settle();
    assert_int_equal(files(), 0);
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

/* A blob of two pieces, while the nth call to a file's function fails. Returns the nth at which it went through. */
static int until_untouched(void)
{
    for (int nth = 1; nth < 100; nth++) {
        struct blob_writer *w;
        struct blob b;
        char piece[1000] = "";
        int before = files();
        bool is_whole;
        blob_files_fail_at(nth);
        w = blob_write();
        is_whole = w && blob_add(w, piece, sizeof piece) == 0 && blob_add(w, piece, sizeof piece) == 0;
        if (is_whole) is_whole = blob_end(w, &b) == 0;
        else blob_abandon(w);
        blob_files_fail_at(0);
        if (!is_whole) {
            assert_int_equal(files(), before);
            continue;
        }
        assert_int_equal(files(), before + 1);
        assert_int_equal(store_write(keep, &b), STORE_COMMITTED);
        blob_settle(b.id);
        assert_int_equal(text_of(&b, 0, 2000).size, 2000);
        return nth;
    }
    fail_msg("it never went through");
    return 0;
}

static void each_failure_of_a_file_leaves_nothing(void **state)
{
    (void)state;
    assert_true(until_untouched() >= 6); /* make, make, open, write, write, close, rename */
    stop();
    directory_remove(directory);
    start(STORE_FULL);
    assert_true(until_untouched() >= 8); /* with three flushes more */
    assert_true(until_untouched() >= 5);
}

/* --- threads ------------------------------------------------------------------------------------------------------ */

static void *write_and_drop(void *unused)
{
    struct arena own = { 0 };

    (void)unused;
    for (int i = 0; i < 60; i++) {
        struct blob b;
        if (blob_receive(source_of_span(&own, SPAN("text")), 10, &b) != BLOB_WHOLE) abort();
        if (store_write(i % 3 ? keep : keep_not, &b) != (i % 3 ? STORE_COMMITTED : STORE_ROLLED_BACK)) abort();
        blob_settle(b.id);
        if (i % 3 == 1) continue;
        if (i % 3 == 2) {
            struct source *s = blob_read(span_of(b.id), 0, 4);
            if (!s) abort(); /* it is kept */
            source_close(s);
            store_write(drop, &b);
            blob_settle(b.id);
        }
    }
    arena_release(&own);
    return NULL;
}

/* A third is kept, a third dropped again, a third never kept, while sweeps go over all of it. */
static void sweeps_take_nothing_that_is_kept(void **state)
{
    pthread_t threads[4];

    (void)state;
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, write_and_drop, NULL), 0);
    for (int i = 0; i < 50; i++) blob_sweep_all();
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    settle();
    blob_sweep_all();
    assert_int_equal(files(), 4 * 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_blob_is_read_in_parts, begin, end),
        cmocka_unit_test_setup_teardown(what_no_row_names_goes, begin, end),
        cmocka_unit_test_setup_teardown(the_last_use_takes_it_away, begin, end),
        cmocka_unit_test_setup_teardown(a_reader_reads_on_when_it_goes, begin, end),
        cmocka_unit_test_setup_teardown(what_is_held_stays_until_its_last_reader_leaves, begin, end),
        cmocka_unit_test_setup_teardown(many_are_held_at_once, begin, end),
        cmocka_unit_test_setup_teardown(a_start_sweeps_what_a_crash_left, begin, end),
        cmocka_unit_test_setup_teardown(a_killed_process_leaves_what_it_committed, begin, end),
        cmocka_unit_test_setup_teardown(a_reset_removes_all_but_what_is_under_way, begin, end),
        cmocka_unit_test_setup_teardown(many_settled_at_once_are_swept_in_full, begin, end),
        cmocka_unit_test_setup_teardown(what_breaks_off_or_is_too_large_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(each_failure_of_a_file_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(sweeps_take_nothing_that_is_kept, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
