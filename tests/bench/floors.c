/* The floors. The SQLite one has the shape of Nube's own writer, with nothing around it: a queue, a thread, one
 * transaction a batch. */
#include "tests/bench/floors.h"

#include <civetweb.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/load.h"

static int bytes_answer(struct mg_connection *conn, size_t size)
{
    static char text[256 + 65536];
    char head[256];
    int head_size = snprintf(
        head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: binary/octet-stream\r\nContent-Length: %zu\r\n\r\n", size);

    if (size > 65536) return 400;
    mg_write(conn, head, (size_t)head_size);
    mg_write(conn, text, size);
    return 200;
}

static int answer(struct mg_connection *conn)
{
    static const char body[] =
        "{\"Item\":{\"orderId\":{\"S\":\"00000000-0000-0000-0000-000000000000\"},\"customerId\":{\"S\":\"customer-0001\"},"
        "\"orderDate\":{\"S\":\"2026-01-01T00:00:00.000Z\"},\"status\":{\"S\":\"PENDING\"},\"total\":{\"N\":\"12.34\"}}}";
    char drop[4096], head[256];
    int size;

    while (mg_get_request_info(conn)->content_length > 0 && mg_read(conn, drop, sizeof drop) > 0) continue;
    if (strncmp(mg_get_request_info(conn)->local_uri, "/bytes/", 7) == 0)
        return bytes_answer(conn, strtoul(mg_get_request_info(conn)->local_uri + 7, NULL, 10));
    size = snprintf(head, sizeof head,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                    sizeof body - 1, "");
    memcpy(drop, head, (size_t)size);
    memcpy(drop + size, body, sizeof body - 1);
    mg_write(conn, drop, (size_t)size + sizeof body - 1);
    return 200;
}

void floor_http_serve(int threads, int wanted, int port_fd)
{
    struct mg_callbacks callbacks = { .begin_request = answer };
    char count[16], listen[32];
    const char *options[] = {
        "listening_ports", listen,        "num_threads", count, "enable_keep_alive", "yes", "keep_alive_timeout_ms",
        "15000",           "tcp_nodelay", "1",           NULL
    };
    struct mg_server_port port;
    struct mg_context *context;

    snprintf(count, sizeof count, "%d", threads);
    snprintf(listen, sizeof listen, "127.0.0.1:%d", wanted);
    context = mg_start(&callbacks, NULL, options);
    if (!context || mg_get_server_ports(context, 1, &port) < 1) _exit(1);
    if (port_fd >= 0 && write(port_fd, &port.port, sizeof port.port) < 0) _exit(1);
    for (;;) pause();
}

/* --- SQLite ------------------------------------------------------------------------------------------------------- */

struct put {
    long n;
    bool is_done;
    struct put *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, committed = PTHREAD_COND_INITIALIZER;
static struct put *queue;
static _Atomic bool is_over;
static int callers; /* that may still put something into the queue */
static long next_n;
static float *samples;
static long sample_count;

#define SAMPLES_MAX 2000000

static void insert(sqlite3_stmt *item, sqlite3_stmt *index, long n)
{
    char key[64], body[400];

    snprintf(key, sizeof key, "%016lx-order-%012ld", (unsigned long)n * 0x9E3779B97F4A7C15ul, n);
    memset(body, 'x', sizeof body);
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *s = i ? index : item;
        sqlite3_bind_blob(s, 1, key, (int)strlen(key), SQLITE_STATIC);
        sqlite3_bind_blob(s, 2, body, sizeof body, SQLITE_STATIC);
        sqlite3_step(s);
        sqlite3_reset(s);
    }
}

static void *writer(void *arg)
{
    sqlite3 *db = arg;
    sqlite3_stmt *item, *index;

    sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO item VALUES (?, ?)", -1, &item, NULL);
    sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO by_customer VALUES (?, ?)", -1, &index, NULL);
    pthread_mutex_lock(&lock);
    while (callers) {
        struct put *batch;
        while (!queue && callers) pthread_cond_wait(&filled, &lock);
        batch = queue;
        queue = NULL;
        pthread_mutex_unlock(&lock);
        sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (struct put *p = batch; p; p = p->next) insert(item, index, p->n);
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
        pthread_mutex_lock(&lock);
        for (struct put *p = batch; p; p = p->next) p->is_done = true;
        pthread_cond_broadcast(&committed);
    }
    pthread_mutex_unlock(&lock);
    sqlite3_finalize(item);
    sqlite3_finalize(index);
    return NULL;
}

static const char *file_folder; /* where callers write files first; NULL: nowhere */
static size_t file_bytes;

static void file_write(long n)
{
    static const char bytes[65536];
    char path[4096], final[4096];
    int fd;

    snprintf(path, sizeof path, "%s/new/%ld", file_folder, n);
    snprintf(final, sizeof final, "%s/%02lx/%ld", file_folder, n & 255, n);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, bytes, file_bytes) != (ssize_t)file_bytes || close(fd) || rename(path, final)) abort();
}

static void *caller(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    while (!is_over) {
        double began = now_ms();
        struct put p = { .n = next_n++ };
        if (file_folder) {
            pthread_mutex_unlock(&lock);
            file_write(p.n);
            pthread_mutex_lock(&lock);
        }
        p.next = queue;
        queue = &p;
        pthread_cond_signal(&filled);
        while (!p.is_done) pthread_cond_wait(&committed, &lock);
        if (sample_count < SAMPLES_MAX) samples[sample_count++] = (float)(now_ms() - began);
    }
    callers--;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y;
}

static void samples_begin(void)
{
    samples = malloc(SAMPLES_MAX * sizeof *samples);
    if (!samples) abort();
    sample_count = 0;
}

static struct load_result result(double seconds)
{
    struct load_result r = { .per_second = (double)sample_count / seconds };

    qsort(samples, (size_t)sample_count, sizeof *samples, compare);
    if (sample_count) {
        r.p50_ms = (double)samples[sample_count / 2];
        r.p99_ms = (double)samples[sample_count * 99 / 100];
    }
    free(samples);
    return r;
}

struct load_result floor_sqlite(const char *directory, int threads, double seconds)
{
    struct load_result r;
    char path[4096];
    pthread_t writes, *calls = calloc((size_t)threads, sizeof *calls);
    sqlite3 *db;

    if (!calls) abort();
    samples_begin();
    is_over = false;
    callers = threads;
    snprintf(path, sizeof path, "%s/floor.db", directory);
    if (sqlite3_open(path, &db)) abort();
    sqlite3_exec(db,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                 "CREATE TABLE item (key BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID;"
                 "CREATE TABLE by_customer (key BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID",
                 NULL, NULL, NULL);
    pthread_create(&writes, NULL, writer, db);
    for (int i = 0; i < threads; i++) pthread_create(&calls[i], NULL, caller, NULL);
    usleep((useconds_t)(seconds * 1e6));
    is_over = true;
    for (int i = 0; i < threads; i++) pthread_join(calls[i], NULL);
    pthread_join(writes, NULL);
    sqlite3_close(db);
    r = result(seconds);
    free(calls);
    return r;
}

struct load_result floor_files(const char *directory, int threads, double seconds, size_t bytes)
{
    char folder[2048], path[4096];
    struct load_result r;

    snprintf(folder, sizeof folder, "%s/floor", directory);
    mkdir(folder, 0700);
    for (int i = -1; i < 256; i++) {
        if (i < 0) snprintf(path, sizeof path, "%s/new", folder);
        else snprintf(path, sizeof path, "%s/%02x", folder, (unsigned)i);
        mkdir(path, 0700);
    }
    file_folder = folder;
    file_bytes = bytes;
    r = floor_sqlite(folder, threads, seconds);
    file_folder = NULL;
    return r;
}

/* --- batches ------------------------------------------------------------------------------------------------------ */

#define BATCH 25

static void execute(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL)) {
        fprintf(stderr, "bench: %s: %s\n", sql, sqlite3_errmsg(db));
        abort();
    }
}

static sqlite3 *batches_open(const char *path)
{
    sqlite3 *db;

    if (sqlite3_open(path, &db)) abort();
    sqlite3_busy_timeout(db, 5000);
    execute(
        db,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16384");
    return db;
}

static void row_put(sqlite3_stmt *put, long row, long version)
{
    char key[32], body[240];
    int size = snprintf(key, sizeof key, "part-%08ld#%ld", row / 10, row % 10);

    memset(body, 'x', sizeof body);
    snprintf(body, sizeof body, "%ld", version);
    sqlite3_bind_blob(put, 1, key, size, SQLITE_STATIC);
    sqlite3_bind_blob(put, 2, body, sizeof body, SQLITE_STATIC);
    if (sqlite3_step(put) != SQLITE_DONE) abort();
    sqlite3_reset(put);
}

/* Moves the log into the database beside the writer, who begins it anew at 256 MB. */
static void *checkpointer(void *arg)
{
    sqlite3 *db = batches_open(arg);

    while (!is_over) {
        usleep(20000);
        sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
    sqlite3_close(db);
    return NULL;
}

static int log_size(void *pages, sqlite3 *db, const char *name, int count)
{
    (void)db;
    (void)name;
    *(int *)pages = count;
    return SQLITE_OK;
}

/* Commits `group` batches at once, as many as callers wait, and gives each of them the time that took. */
static void batches_commit(sqlite3 *db, sqlite3_stmt *put, long rows, int group)
{
    double began = now_ms();

    execute(db, "BEGIN IMMEDIATE");
    for (int i = 0; i < group; i++) {
        long first = (long)((unsigned long)++next_n * 0x9E3779B97F4A7C15ul >> 11) % rows;
        for (long k = 0; k < BATCH; k++) row_put(put, (first + k * 17) % rows, next_n);
    }
    execute(db, "COMMIT");
    for (int i = 0; i < group && sample_count < SAMPLES_MAX; i++) samples[sample_count++] = (float)(now_ms() - began);
}

struct load_result floor_batches(const char *directory, long rows, int group, double seconds)
{
    struct load_result r;
    char path[4096];
    sqlite3_stmt *put;
    pthread_t moves;
    sqlite3 *db;
    double until;
    int pages = 0;

    snprintf(path, sizeof path, "%s/batches.db", directory);
    db = batches_open(path);
    execute(db, "CREATE TABLE item (key BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID; BEGIN");
    sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO item VALUES (?, ?)", -1, &put, NULL);
    for (long i = 0; i < rows; i++) row_put(put, i, 0);
    execute(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_wal_hook(db, log_size, &pages);
    samples_begin();
    is_over = false;
    pthread_create(&moves, NULL, checkpointer, path);
    for (until = now_ms() + seconds * 1e3; now_ms() < until;) {
        batches_commit(db, put, rows, group);
        if (pages > 65536) sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    }
    is_over = true;
    pthread_join(moves, NULL);
    sqlite3_finalize(put);
    sqlite3_close(db);
    r = result(seconds);
    unlink(path);
    return r;
}
