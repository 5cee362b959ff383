/* The ledger: entries in the order they came, a hash table of their indexes, and the file. One lock covers it all. */
#include "app/simulators/ledger.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct ledger_row {
    char *key;
    cJSON *entry;
};

struct ledger {
    pthread_mutex_t lock;
    int file; /* -1: none */
    struct ledger_row *rows;
    size_t count;
    size_t max;
    uint32_t *slots; /* 1 + index of a row, 0: free; twice as many as rows, so that a free one is always near */
    size_t slot_count;
};

static void *ledger_allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);

    if (!memory) abort();
    return memory;
}

/* The slot of a key: where it is, or where it would go (FNV-1a, linear probing). */
static uint32_t *ledger_slot(const struct ledger *ledger, const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const char *c;
    size_t i;

    for (c = key; *c; c++) hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    for (i = hash % ledger->slot_count; ledger->slots[i]; i = (i + 1) % ledger->slot_count)
        if (!strcmp(ledger->rows[ledger->slots[i] - 1].key, key)) break;
    return &ledger->slots[i];
}

/* Takes the entry. The ledger has room and no such key. */
static void ledger_add(struct ledger *ledger, const char *key, cJSON *entry)
{
    uint32_t *slot = ledger_slot(ledger, key);
    struct ledger_row *row = &ledger->rows[ledger->count++];

    row->key = strdup(key);
    if (!row->key) abort();
    row->entry = entry;
    *slot = (uint32_t)ledger->count;
}

/* --- the file ------------------------------------------------------------------------------------------------- */

/* Appends a line; one that cannot be written whole is taken back, so that the next one starts a line of its own. */
static bool ledger_write(struct ledger *ledger, const char *key, const cJSON *entry)
{
    cJSON *line = cJSON_CreateObject();
    off_t end = lseek(ledger->file, 0, SEEK_END);
    char *text;
    size_t length;
    bool ok;

    cJSON_AddStringToObject(line, "key", key);
    cJSON_AddItemToObject(line, "entry", cJSON_Duplicate(entry, 1));
    text = cJSON_PrintUnformatted(line);
    cJSON_Delete(line);
    if (!text) abort();
    length = strlen(text);
    text[length] = '\n'; /* in the place of the NUL: the line goes out in one write */
    ok = write(ledger->file, text, length + 1) == (ssize_t)(length + 1) && !fdatasync(ledger->file);
    cJSON_free(text);
    if (!ok && (end < 0 || ftruncate(ledger->file, end)))
        perror("ledger"); /* the next start refuses the file and names the line */
    return ok;
}

static bool ledger_load_line(struct ledger *ledger, const char *line)
{
    cJSON *tree = cJSON_Parse(line);
    const char *key = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, "key"));
    bool ok = key && *key && cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(tree, "entry"));

    if (ok && ledger->count < ledger->max && !*ledger_slot(ledger, key))
        ledger_add(ledger, key, cJSON_DetachItemFromObjectCaseSensitive(tree, "entry"));
    cJSON_Delete(tree);
    return ok;
}

/* Reads all whole lines and cuts the file behind the last. */
static bool ledger_load(struct ledger *ledger, const char *path, char *message, size_t size)
{
    FILE *file = fopen(path, "re");
    off_t end = 0;
    char *line = NULL;
    size_t capacity = 0, number = 0;
    ssize_t length;
    bool ok = true;

    while (file && ok && (length = getline(&line, &capacity, file)) > 0 && line[length - 1] == '\n') {
        number++;
        ok = ledger_load_line(ledger, line);
        if (!ok) snprintf(message, size, "%s: line %zu is not of a ledger", path, number);
        end += length;
    }
    free(line);
    if (file) fclose(file);
    if (ok && ftruncate(ledger->file, end)) {
        snprintf(message, size, "%s: %s", path, strerror(errno));
        ok = false;
    }
    return ok;
}

struct ledger *ledger_open(const char *path, size_t entries_max, char *message, size_t size)
{
    struct ledger *ledger = ledger_allocate(1, sizeof *ledger);

    pthread_mutex_init(&ledger->lock, NULL);
    ledger->max = entries_max;
    ledger->rows = ledger_allocate(entries_max, sizeof *ledger->rows);
    ledger->slot_count = 2 * entries_max;
    ledger->slots = ledger_allocate(ledger->slot_count, sizeof *ledger->slots);
    ledger->file = path ? open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (path && ledger->file < 0) snprintf(message, size, "%s: %s", path, strerror(errno));
    if (!path || (ledger->file >= 0 && ledger_load(ledger, path, message, size))) return ledger;
    ledger_close(ledger);
    return NULL;
}

void ledger_close(struct ledger *ledger)
{
    size_t i;

    if (!ledger) return;
    for (i = 0; i < ledger->count; i++) {
        free(ledger->rows[i].key);
        cJSON_Delete(ledger->rows[i].entry);
    }
    if (ledger->file >= 0) close(ledger->file);
    pthread_mutex_destroy(&ledger->lock);
    free(ledger->slots);
    free(ledger->rows);
    free(ledger);
}

/* --- entries -------------------------------------------------------------------------------------------------- */

/* Makes and remembers an entry; NULL where that does not work. */
static cJSON *ledger_make(struct ledger *ledger, const char *key, cJSON *(*make)(void *context), void *context)
{
    cJSON *entry;

    if (ledger->count == ledger->max) return NULL;
    entry = make(context);
    if (ledger->file >= 0 && !ledger_write(ledger, key, entry)) {
        cJSON_Delete(entry);
        return NULL;
    }
    ledger_add(ledger, key, entry);
    return entry;
}

cJSON *ledger_entry(struct ledger *ledger, const char *key, cJSON *(*make)(void *context), void *context, bool *is_new)
{
    cJSON *entry;
    uint32_t slot;

    pthread_mutex_lock(&ledger->lock);
    slot = *ledger_slot(ledger, key);
    *is_new = !slot;
    entry = slot ? ledger->rows[slot - 1].entry : ledger_make(ledger, key, make, context);
    entry = entry ? cJSON_Duplicate(entry, 1) : NULL;
    pthread_mutex_unlock(&ledger->lock);
    return entry;
}

cJSON *ledger_find(struct ledger *ledger, const char *key)
{
    cJSON *entry;
    uint32_t slot;

    pthread_mutex_lock(&ledger->lock);
    slot = *ledger_slot(ledger, key);
    entry = slot ? cJSON_Duplicate(ledger->rows[slot - 1].entry, 1) : NULL;
    pthread_mutex_unlock(&ledger->lock);
    return entry;
}

static bool ledger_matches(const cJSON *entry, const char *name, const char *value)
{
    const char *actual = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, name));

    return !value || (actual && !strcmp(actual, value));
}

cJSON *ledger_list(struct ledger *ledger, const char *name, const char *value, size_t limit)
{
    cJSON *list = cJSON_CreateObject(), *entries = cJSON_CreateArray();
    size_t i, count = 0;

    pthread_mutex_lock(&ledger->lock);
    for (i = 0; i < ledger->count; i++) {
        if (!ledger_matches(ledger->rows[i].entry, name, value)) continue;
        if (count++ < limit) cJSON_AddItemToArray(entries, cJSON_Duplicate(ledger->rows[i].entry, 1));
    }
    pthread_mutex_unlock(&ledger->lock);
    cJSON_AddNumberToObject(list, "count", (double)count);
    cJSON_AddItemToObject(list, "entries", entries);
    return list;
}
