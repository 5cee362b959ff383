/* The writer with group commit, the readers' connections and the checkpointer.
 *
 * The writer takes all jobs that wait, runs each in a savepoint of one transaction and commits once; meanwhile new
 * jobs gather, so batches grow with load by themselves. Pages go from the log to the database on a thread and a
 * connection of its own (PASSIVE, which blocks nobody), a pass for every WAL_PAGES_PASS of them; under steady load
 * that never quite catches up, so past WAL_PAGES_MAX the writer itself restarts the log between two batches, once
 * passes leave little, or no less than the one before. The writer is held while that rest is moved and synced, so it
 * is rare (a pass also moves a page once that changed often) and short. When nothing is written for a while, the log
 * is emptied and its file cut.
 *
 * A reader that comes back keeps its snapshot open, and the next taker goes on with it unless something was
 * committed since: under a load of reads that saves two rounds of file locks a read.
 *
 * Locks: `queue_lock` guards the queue; `readers_lock` guards the free readers and the count of those that are out.
 * Only the writer closes and opens the database while running, and only when no reader is out.
 */
#include "emulator/store/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/base/latch.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/store/connection.h"
#include "emulator/store/schema.h"
#include "emulator/store/template.h"
#include "emulator/store/watch.h"

#define BATCH_MAX        512
#define READERS_MAX      64
#define WRITER_CACHE_KIB 16384
#define READER_CACHE_KIB 512
#define WAL_PAGES_STEP   1000
#define WAL_PAGES_PASS   4096
#define WAL_PAGES_NEAR   500
#define WAL_PAGES_MAX    11264 /* 44 MiB: with what comes while the rest is moved, below 64 */
#define WAL_PAGES_HARD   13312 /* 52 MiB */
#define CATCH_UP_MS_MAX  1000
#define LOG_IDLE_SECONDS 2

static char database_path[4096];
static enum store_durability durability_wanted;
static const struct store_schema *all_schemas;
static int lock_fd = -1;
static bool log_is_long; /* the writer's: its file is worth cutting */

static struct db *writer_db;
static pthread_t writer, checkpointer;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_filled = PTHREAD_COND_INITIALIZER;
static pthread_cond_t reset_done = PTHREAD_COND_INITIALIZER;
static pthread_cond_t checkpoint_wanted = PTHREAD_COND_INITIALIZER;
static struct store_job *first, **end = &first;
static bool stopping, reset_wanted, batch_is_under_way;
static uint64_t submitted;
static _Atomic bool checkpoint_due; /* set by the writer, cleared by the checkpointer after its pass */
static int
    backfilled; /* of the log's pages, after the last pass; the checkpointer's while one is due, else the writer's */
static int reset_result;
static unsigned long resets;
static _Thread_local bool on_writer;

static pthread_mutex_t readers_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t reader_returned = PTHREAD_COND_INITIALIZER;
static pthread_cond_t readers_allowed = PTHREAD_COND_INITIALIZER;
static struct db *readers_free[READERS_MAX];
static int readers_free_count, readers_out;
static bool readers_keep_none; /* no snapshot; under readers_lock */
static bool readers_barred;
static _Thread_local int readers_held;
static _Atomic uint64_t generation = 1; /* counts commits; each is counted before anybody is told of it */

/* --- opening ------------------------------------------------------------------------------------------------------ */

static char error_words[4608];

static int refuse(const char **error, const char *format, const char *what, const char *why)
{
    snprintf(error_words, sizeof error_words, format, what, why);
    *error = error_words;
    return -1;
}

static int directory_lock(const char *directory, const char **error)
{
    char path[4200];

    if (directory_make(directory))
        return refuse(error, "cannot make the data directory %s: %s", directory, strerror(errno));
    snprintf(path, sizeof path, "%s/lock", directory);
    lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_fd < 0) return refuse(error, "cannot write to the data directory %s: %s", directory, strerror(errno));
    if (flock(lock_fd, LOCK_EX | LOCK_NB) == 0) return 0;
    close(lock_fd);
    lock_fd = -1;
    return refuse(error, "the data directory %s is in use by another Nube%s", directory, "");
}

static void directory_unlock(void)
{
    if (lock_fd >= 0) close(lock_fd);
    lock_fd = -1;
}

/* A new database begins as a copy of the template. Where there is none it has nothing yet that a power cut could
 * take, so nothing is synced until its tables are there. */
static int writer_open(const char **error)
{
    bool is_new = access(database_path, F_OK) != 0;
    int made = is_new ? template_write(database_path, durability_wanted == STORE_FULL) : 0;

    if (made < 0) return refuse(error, "cannot write the database %s: %s", database_path, strerror(errno));
    is_new = made > 0 && durability_wanted == STORE_NORMAL;
    writer_db = connection_open(database_path, is_new ? STORE_OFF : durability_wanted, WRITER_CACHE_KIB, error);
    if (!writer_db) return -1;
    if (schema_is_foreign(writer_db)) {
        refuse(error, "the database %s is another program's%s", database_path, "");
    } else if (schema_is_newer(writer_db, all_schemas)) {
        refuse(error, "the database %s comes from a newer version of Nube%s", database_path, "");
    } else if (schema_apply(writer_db, all_schemas) == 0 &&
               (!is_new || connection_exec(writer_db, "PRAGMA synchronous=NORMAL") == 0)) {
        return 0;
    } else {
        refuse(error, "cannot write the database %s: %s", database_path, connection_error(writer_db));
    }
    connection_close(writer_db, true);
    writer_db = NULL;
    return -1;
}

/* Another database: nothing that was read of the former one holds. */
static void everything_changed(void)
{
    watch_set_changed(UINT32_MAX, generation + 1);
    generation++;
}

/* --- the log ------------------------------------------------------------------------------------------------------ */

/* Idle readers keep their last snapshot, the newest too, and any snapshot keeps the log from beginning anew. */
static void readers_let_go(bool for_now)
{
    pthread_mutex_lock(&readers_lock);
    readers_keep_none = for_now;
    for (int i = 0; i < readers_free_count; i++) connection_snapshot_end(readers_free[i]);
    pthread_mutex_unlock(&readers_lock);
}

static void checkpoint_ask(void)
{
    pthread_mutex_lock(&queue_lock);
    checkpoint_due = true;
    pthread_cond_signal(&checkpoint_wanted);
    pthread_mutex_unlock(&queue_lock);
}

/* A reader that is given back meanwhile keeps nothing either: it would lie idle, and be waited for. */
static int wal_close(enum connection_checkpoint mode)
{
    int done;

    readers_let_go(true);
    done = connection_checkpoint(writer_db, mode);
    readers_let_go(false);
    return done;
}

static void wal_restart(void)
{
    backfilled = wal_close(CHECKPOINT_RESTART);
}

/* Nothing was written for a while: all of the log goes to the database, and its file is cut. Who reads just now keeps
 * it from that; then it is tried again. */
static void wal_empty(void)
{
    wal_close(CHECKPOINT_TRUNCATE);
    log_is_long = connection_wal_bytes(writer_db) > 0;
}

/* Writes came faster than passes move them: the writer waits for the pass that runs, and moves the rest itself. */
static void wal_catch_up(void)
{
    for (int waited = 0; checkpoint_due && waited < CATCH_UP_MS_MAX; waited++) usleep(1000);
    if (!checkpoint_due) wal_restart();
}

/* A log that is shorter than what was moved of it has begun anew. */
static void wal_tend(void)
{
    static int tried_at, caught_up_at, left_before = INT_MAX;
    int pages = connection_wal_pages(writer_db), left;

    if (pages < WAL_PAGES_STEP) {
        tried_at = caught_up_at = 0;
        left_before = INT_MAX;
        return;
    }
    log_is_long = true;
    if (pages >= WAL_PAGES_HARD && pages - caught_up_at >= WAL_PAGES_STEP) {
        caught_up_at = pages; /* one who reads for long is not waited for with every batch */
        wal_catch_up();
    }
    if (checkpoint_due) return;
    left = backfilled > pages ? pages : pages - backfilled;
    if (pages < WAL_PAGES_MAX) {
        if (left >= WAL_PAGES_PASS) checkpoint_ask();
    } else if (left > WAL_PAGES_NEAR && left < left_before) {
        left_before = left;
        checkpoint_ask();
    } else if (pages - tried_at >= WAL_PAGES_STEP) {
        tried_at = pages;
        left_before = INT_MAX;
        wal_restart();
    }
}

/* --- the writer --------------------------------------------------------------------------------------------------- */

/* Every job's outcome lies beside it until the commit has decided. */
struct batch {
    struct store_job *jobs[BATCH_MAX];
    enum store_outcome outcomes[BATCH_MAX];
    int count;
};

/* While the log is long: for a while only. Under queue_lock. */
static void queue_wait(void)
{
    struct timespec until;

    if (!log_is_long) {
        pthread_cond_wait(&queue_filled, &queue_lock);
        return;
    }
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOG_IDLE_SECONDS;
    if (pthread_cond_timedwait(&queue_filled, &queue_lock, &until) != ETIMEDOUT || first) return;
    pthread_mutex_unlock(&queue_lock);
    wal_empty();
    pthread_mutex_lock(&queue_lock);
}

/* Waits for jobs, or for a reset, or for the end. Under queue_lock. */
static void batch_take(struct batch *b)
{
    while (!first && !stopping && !reset_wanted) queue_wait();
    for (b->count = 0; first && b->count < BATCH_MAX; b->count++) {
        b->jobs[b->count] = first;
        first = first->next;
    }
    if (!first) end = &first;
}

static enum store_outcome job_run(struct store_job *job)
{
    int rc;

    db_savepoint(writer_db);
    rc = job->run(writer_db, job->arg);
    if (rc == 0 && !db_failed(writer_db)) {
        db_savepoint_keep(
            writer_db); /* should this fail, the whole batch does: its changes cannot be told apart any more */
        return db_failed(writer_db) ? STORE_FAILED : STORE_COMMITTED;
    }
    rc = db_failed(writer_db);
    db_savepoint_undo(writer_db);
    return rc ? STORE_FAILED : STORE_ROLLED_BACK;
}

static void batch_fail(struct batch *b)
{
    connection_clear(writer_db);
    db_run(writer_db, "ROLLBACK", "");
    connection_clear(writer_db);
    for (int i = 0; i < b->count; i++) b->outcomes[i] = STORE_FAILED;
}

/* What would be written into a file that was deleted would be gone with this process, though it was answered. */
static bool is_deleted(void)
{
    static bool is_told;

    if (!connection_has_moved(writer_db)) return is_told = false;
    if (!is_told) log_error("store: %s was deleted or replaced: nothing can be written until a reset", database_path);
    return is_told = true;
}

static void batch_run(struct batch *b)
{
    bool is_good;

    connection_clear(writer_db);
    db_run(writer_db, "BEGIN IMMEDIATE", "");
    for (int i = 0; i < b->count && !db_failed(writer_db); i++) b->outcomes[i] = job_run(b->jobs[i]);
    is_good = !db_failed(writer_db) && !is_deleted();
    if (is_good) db_run(writer_db, "COMMIT", "");
    if (!is_good || db_failed(writer_db)) batch_fail(b);
    watch_set_changed(connection_changes_take(writer_db), generation + 1);
    generation++;
    for (int i = 0; i < b->count; i++) b->jobs[i]->done(b->jobs[i]->arg, b->outcomes[i]);
}

static void readers_bar(void)
{
    pthread_mutex_lock(&readers_lock);
    readers_barred = true;
    while (readers_out) pthread_cond_wait(&reader_returned, &readers_lock);
    while (readers_free_count) connection_close(readers_free[--readers_free_count], true);
    pthread_mutex_unlock(&readers_lock);
}

static void readers_allow(void)
{
    pthread_mutex_lock(&readers_lock);
    readers_barred = false;
    pthread_cond_broadcast(&readers_allowed);
    pthread_mutex_unlock(&readers_lock);
}

static void file_remove(const char *suffix)
{
    char path[4200];

    snprintf(path, sizeof path, "%s%s", database_path, suffix);
    unlink(path);
}

/* Its folder, made anew where that was deleted. */
static bool can_be_replaced(void)
{
    char folder[sizeof database_path];

    snprintf(folder, sizeof folder, "%s", database_path);
    *strrchr(folder, '/') = '\0';
    if ((mkdir(folder, 0700) == 0 || errno == EEXIST) && access(folder, W_OK | X_OK) == 0) return true;
    log_error("store: no database can be made in %s: %s", folder, strerror(errno));
    return false;
}

/* The database goes before its log: should the process die in between, a log without its database is ignored. */
static int database_replace(void)
{
    const char *error = "";

    if (!can_be_replaced()) return -1;
    readers_bar();
    connection_close(writer_db, true);
    file_remove("");
    file_remove("-wal");
    file_remove("-shm");
    if (writer_open(&error)) {
        log_error("store: %s", error);
        panic("the database cannot be made anew");
    }
    everything_changed();
    readers_allow();
    return 0;
}

static void reset_if_wanted(void)
{
    if (!reset_wanted) return;
    pthread_mutex_unlock(&queue_lock);
    reset_result = database_replace();
    pthread_mutex_lock(&queue_lock);
    reset_wanted = false;
    resets++;
    pthread_cond_broadcast(&reset_done);
}

static void *writer_main(void *unused)
{
    static struct batch b;

    (void)unused;
    on_writer = true;
    pthread_mutex_lock(&queue_lock);
    while (!stopping || first) {
        batch_take(&b);
        if (b.count) {
            batch_is_under_way = true;
            pthread_mutex_unlock(&queue_lock);
            batch_run(&b);
            wal_tend();
            pthread_mutex_lock(&queue_lock);
            batch_is_under_way = false;
        }
        if (!first || !b.count) reset_if_wanted();
    }
    pthread_mutex_unlock(&queue_lock);
    return NULL;
}

static void *checkpointer_main(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&queue_lock);
    for (;;) {
        struct db *db;
        while (!checkpoint_due && !stopping) pthread_cond_wait(&checkpoint_wanted, &queue_lock);
        if (stopping) break;
        pthread_mutex_unlock(&queue_lock);
        db = store_reader_take();
        if (db) {
            readers_let_go(false);
            connection_snapshot_end(db); /* a checkpoint cannot run inside one */
            backfilled = connection_checkpoint(db, CHECKPOINT_PASSIVE);
            store_reader_give(db);
        }
        pthread_mutex_lock(&queue_lock);
        checkpoint_due = false;
    }
    pthread_mutex_unlock(&queue_lock);
    return NULL;
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

int store_open(const char *directory, enum store_durability durability, const struct store_schema *schemas,
               const char **error)
{
    if (directory_lock(directory, error)) return -1;
    snprintf(database_path, sizeof database_path, "%.4000s/nube.db", directory);
    durability_wanted = durability;
    all_schemas = schemas;
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (writer_open(error)) {
        directory_unlock();
        return -1;
    }
    everything_changed();
    stopping = false;
    if (pthread_create(&writer, NULL, writer_main, NULL) ||
        pthread_create(&checkpointer, NULL, checkpointer_main, NULL))
        panic("no thread left for the store");
    return 0;
}

void store_close(void)
{
    pthread_mutex_lock(&queue_lock);
    stopping = true;
    pthread_cond_broadcast(&queue_filled);
    pthread_cond_broadcast(&checkpoint_wanted);
    pthread_mutex_unlock(&queue_lock);
    pthread_join(writer, NULL);
    pthread_join(checkpointer, NULL);
    readers_bar();
    connection_close(writer_db, false);
    readers_allow();
    directory_unlock();
}

int store_reset(void)
{
    unsigned long before;
    int result;

    assert(!on_writer && !readers_held);
    pthread_mutex_lock(&queue_lock);
    before = resets;
    reset_wanted = true;
    pthread_cond_signal(&queue_filled);
    while (resets == before) pthread_cond_wait(&reset_done, &queue_lock);
    result = reset_result;
    pthread_mutex_unlock(&queue_lock);
    return result;
}

void store_submit(struct store_job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&queue_lock);
    *end = job;
    end = &job->next;
    submitted++;
    pthread_mutex_unlock(&queue_lock);
    pthread_cond_signal(&queue_filled); /* without the lock: the writer, once woken, need not wait for it */
}

bool store_is_idle(uint64_t *begun)
{
    bool is_idle;

    pthread_mutex_lock(&queue_lock);
    is_idle = !first && !batch_is_under_way && !reset_wanted;
    *begun += submitted;
    pthread_mutex_unlock(&queue_lock);
    return is_idle;
}

bool store_is_writer(void)
{
    return on_writer;
}

struct waiting_job {
    int (*run)(struct db *db, void *arg);
    void *arg;
    struct latch ended;
    enum store_outcome outcome;
};

static int waiting_run(struct db *db, void *arg)
{
    struct waiting_job *w = arg;

    return w->run(db, w->arg);
}

static void waiting_done(void *arg, enum store_outcome outcome)
{
    struct waiting_job *w = arg;

    w->outcome = outcome;
    latch_open(&w->ended);
}

enum store_outcome store_write(int (*run)(struct db *db, void *arg), void *arg)
{
    struct waiting_job w = { .run = run, .arg = arg };
    struct store_job job = { .run = waiting_run, .done = waiting_done, .arg = &w };

    assert(!on_writer && !readers_held);
    latch_init(&w.ended);
    store_submit(&job);
    latch_wait(&w.ended);
    latch_release(&w.ended);
    return w.outcome;
}

static void reader_count_down(void)
{
    pthread_mutex_lock(&readers_lock);
    readers_held--;
    readers_out--;
    pthread_cond_signal(&reader_returned);
    pthread_mutex_unlock(&readers_lock);
}

struct db *store_reader_take(void)
{
    const char *error = "";
    struct db *db = NULL;

    pthread_mutex_lock(&readers_lock);
    while (readers_barred && !readers_held) pthread_cond_wait(&readers_allowed, &readers_lock);
    readers_out++;
    readers_held++;
    if (readers_free_count) db = readers_free[--readers_free_count];
    pthread_mutex_unlock(&readers_lock);
    if (!db) db = connection_open(database_path, durability_wanted, READER_CACHE_KIB, &error);
    if (!db) {
        log_error("store: %s", error);
        reader_count_down();
        return NULL;
    }
    connection_clear(db);
    connection_snapshot_begin(db, generation);
    return db;
}

void store_reader_give(struct db *db)
{
    if (db_failed(db) || connection_snapshot_is_older(db, generation)) connection_snapshot_end(db);
    pthread_mutex_lock(&readers_lock);
    if (readers_keep_none) connection_snapshot_end(db);
    if (readers_free_count < READERS_MAX) {
        readers_free[readers_free_count++] = db;
        db = NULL;
    }
    pthread_mutex_unlock(&readers_lock);
    if (db) connection_close(db, true);
    reader_count_down();
}

int store_readers_held(void)
{
    return readers_held;
}
