/* All of it is by looking through all versions. */
#include "tests/support/emulator/s3_model.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const s3_model_keys[S3_MODEL_KEYS] = {
    "!",   "%2F", "a",     "a b",   "a!x",      "a+b",        "a.",           "a/",
    "a/1", "a/2", "a/b/1", "a/b/2", "a/b/c",    "a0",         "b/c/d",        "b/c/e",
    "b/d", "c",   "z/1",   "z/2",   "\xc3\xa4", "\xc3\xa4/1", "\xef\xbd\x9e", "\xf0\x9f\x98\x80",
};

void s3_model_init(struct s3_model *m)
{
    *m = (struct s3_model){ .count = 0 };
    for (int i = 0; i + 1 < S3_MODEL_KEYS; i++) assert(strcmp(s3_model_keys[i], s3_model_keys[i + 1]) < 0);
    for (int i = 0; i < S3_MODEL_UPLOADS; i++) m->uploads[i].bucket = -1;
}

void s3_model_release(struct s3_model *m)
{
    free(m->versions);
    *m = (struct s3_model){ .count = 0 };
}

struct s3_model_version *s3_model_newest(struct s3_model *m, int bucket, int key)
{
    for (int i = m->count; i-- > 0;)
        if (m->versions[i].bucket == bucket && m->versions[i].key == key) return &m->versions[i];
    return NULL;
}

struct s3_model_version *s3_model_version(struct s3_model *m, int bucket, int key, const char *id)
{
    for (int i = m->count; i-- > 0;)
        if (m->versions[i].bucket == bucket && m->versions[i].key == key && strcmp(m->versions[i].id, id) == 0)
            return &m->versions[i];
    return NULL;
}

struct s3_model_version *s3_model_current(struct s3_model *m, int bucket, int key)
{
    struct s3_model_version *v = s3_model_newest(m, bucket, key);

    return v && !v->is_marker ? v : NULL;
}

struct s3_model_version *s3_model_nth(struct s3_model *m, int bucket, int key, unsigned n)
{
    unsigned count = 0;

    for (int i = 0; i < m->count; i++) count += m->versions[i].bucket == bucket && m->versions[i].key == key;
    if (!count) return NULL;
    n %= count;
    for (int i = 0;; i++)
        if (m->versions[i].bucket == bucket && m->versions[i].key == key && n-- == 0) return &m->versions[i];
}

void s3_model_remove(struct s3_model *m, const struct s3_model_version *v)
{
    int at = (int)(v - m->versions);

    m->count--;
    memmove(m->versions + at, m->versions + at + 1, (size_t)(m->count - at) * sizeof *m->versions);
}

/* Where a bucket does not keep versions, the null version is replaced. */
static void null_remove(struct s3_model *m, int bucket, int key)
{
    struct s3_model_version *v = s3_model_version(m, bucket, key, "null");

    if (m->versioning[bucket] != S3_MODEL_ON && v) s3_model_remove(m, v);
}

void s3_model_put(struct s3_model *m, struct s3_model_version v)
{
    null_remove(m, v.bucket, v.key);
    if (m->count == m->room) {
        m->room = m->room ? 2 * m->room : 256;
        m->versions = realloc(m->versions, (size_t)m->room * sizeof *m->versions);
        assert(m->versions);
    }
    m->versions[m->count++] = v;
}

void s3_model_delete(struct s3_model *m, int bucket, int key, const char *id)
{
    struct s3_model_version marker = { .bucket = bucket, .key = key, .is_marker = true };

    snprintf(marker.id, sizeof marker.id, "%s", id);
    if (m->versioning[bucket] == S3_MODEL_NEVER) null_remove(m, bucket, key);
    else s3_model_put(m, marker);
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

/* The entry that a key is part of: itself, or the common prefix that it has up to the delimiter. */
static struct s3_model_entry entry_of(const char *key, const char *prefix, const char *delimiter)
{
    struct s3_model_entry e = { .is_prefix = false };
    const char *end = *delimiter ? strstr(key + strlen(prefix), delimiter) : NULL;
    size_t size = end ? (size_t)(end - key) + strlen(delimiter) : strlen(key);

    e.is_prefix = end != NULL;
    snprintf(e.text, sizeof e.text, "%.*s", (int)size, key);
    return e;
}

static bool is_told(const struct s3_model_entry *entries, int count, const struct s3_model_entry *e)
{
    return e->is_prefix && count && entries[count - 1].is_prefix && strcmp(entries[count - 1].text, e->text) == 0;
}

static bool is_listed(const char *key, const char *prefix, const char *after)
{
    return strncmp(key, prefix, strlen(prefix)) == 0 && strcmp(key, after) > 0;
}

int s3_model_list(struct s3_model *m, int bucket, const char *prefix, const char *delimiter, const char *after,
                  struct s3_model_entry *entries)
{
    int count = 0;

    for (int key = 0; key < S3_MODEL_KEYS; key++) {
        struct s3_model_entry e;
        if (!is_listed(s3_model_keys[key], prefix, after) || !s3_model_current(m, bucket, key)) continue;
        e = entry_of(s3_model_keys[key], prefix, delimiter);
        if (!e.is_prefix) e.version = s3_model_current(m, bucket, key);
        if (!is_told(entries, count, &e)) entries[count++] = e;
    }
    return count;
}

int s3_model_list_versions(struct s3_model *m, int bucket, const char *prefix, const char *delimiter,
                           struct s3_model_entry *entries)
{
    int count = 0;

    for (int key = 0; key < S3_MODEL_KEYS; key++) {
        if (!is_listed(s3_model_keys[key], prefix, "")) continue;
        for (int i = m->count; i-- > 0;) {
            struct s3_model_entry e;
            if (m->versions[i].bucket != bucket || m->versions[i].key != key) continue;
            e = entry_of(s3_model_keys[key], prefix, delimiter);
            if (!e.is_prefix) e.version = &m->versions[i];
            e.is_latest = &m->versions[i] == s3_model_newest(m, bucket, key);
            assert(count < S3_MODEL_ENTRIES);
            if (!is_told(entries, count, &e)) entries[count++] = e;
        }
    }
    return count;
}
