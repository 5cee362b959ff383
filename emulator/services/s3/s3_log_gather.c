/* A short list of batches, under one lock: a line is appended in a moment. */
#include "emulator/services/s3/s3_log_gather.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

#define DAY_MS INT64_C(86400000)

struct gathered {
    struct s3_log_batch batch;
    struct gathered *next;
};

static struct {
    pthread_mutex_t lock;
    struct gathered *first;
    size_t bytes;
    int64_t dropped;
} all = { .lock = PTHREAD_MUTEX_INITIALIZER };

static struct gathered *batch_of(int64_t bucket, int64_t day_ms)
{
    struct gathered *g = all.first;

    while (g && (g->batch.bucket != bucket || g->batch.day_ms != day_ms)) g = g->next;
    if (g) return g;
    g = memory_new(1, sizeof *g);
    g->batch = (struct s3_log_batch){ .bucket = bucket, .day_ms = day_ms };
    g->next = all.first;
    return all.first = g;
}

/* Under the lock. */
static enum s3_log_added add(int64_t bucket, int64_t time_ms, struct span line)
{
    bool is_first = !all.first;
    struct gathered *g;

    if (all.bytes + line.size > S3_LOG_BYTES_MAX) {
        all.dropped++;
        return S3_LOG_DROPPED;
    }
    g = batch_of(bucket, time_ms / DAY_MS * DAY_MS);
    buf_add_span(&g->batch.lines, line);
    all.bytes += line.size;
    if (is_first) return S3_LOG_FIRST;
    /* told once: by the line that passes it */
    return g->batch.lines.size >= S3_LOG_BATCH_BYTES && g->batch.lines.size - line.size < S3_LOG_BATCH_BYTES
               ? S3_LOG_FULL
               : S3_LOG_ADDED;
}

enum s3_log_added s3_log_gather(int64_t bucket, int64_t time_ms, struct span line)
{
    enum s3_log_added how;

    pthread_mutex_lock(&all.lock);
    how = add(bucket, time_ms, line);
    pthread_mutex_unlock(&all.lock);
    return how;
}

bool s3_log_take(int64_t bucket, struct s3_log_batch *batch)
{
    struct gathered **at = &all.first, *taken;

    pthread_mutex_lock(&all.lock);
    while (*at && bucket && (*at)->batch.bucket != bucket) at = &(*at)->next;
    taken = *at;
    if (taken) {
        *at = taken->next;
        *batch = taken->batch;
        all.bytes -= batch->lines.size;
    }
    pthread_mutex_unlock(&all.lock);
    free(taken);
    return taken;
}

int64_t s3_log_dropped(void)
{
    int64_t dropped;

    pthread_mutex_lock(&all.lock);
    dropped = all.dropped;
    all.dropped = 0;
    pthread_mutex_unlock(&all.lock);
    return dropped;
}

void s3_log_forget(void)
{
    struct s3_log_batch batch;

    while (s3_log_take(0, &batch)) buf_release(&batch.lines);
}
