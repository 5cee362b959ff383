/* What a simulator did, by idempotency key: asked again under a key, it answers what it answered before.
 *
 * A ledger holds a bounded number of entries in memory and, where it has a file, appends each to it before it is
 * answered, so that a restart remembers. The file is one JSON object a line: {"key": "…", "entry": {…}}.
 * Thread-safe. */
#ifndef APP_SIMULATORS_LEDGER_H
#define APP_SIMULATORS_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;
struct ledger;

/* Opens a ledger over `path` (NULL: in memory alone) with what the file has. A line that a crash cut short at its end
 * is removed. NULL with a reason in `message` where the file cannot be used. */
struct ledger *ledger_open(const char *path, size_t entries_max, char *message, size_t size);
void ledger_close(struct ledger *ledger);

/* The entry under `key`, made by `make` where there is none yet: a copy that the caller deletes, and whether it is new.
 * NULL: the ledger is full or its file cannot be written; nothing was remembered. */
struct cJSON *ledger_entry(struct ledger *ledger, const char *key, struct cJSON *(*make)(void *context), void *context,
                           bool *is_new);

/* A copy of the entry under `key`, the caller's to delete; NULL where there is none. */
struct cJSON *ledger_find(struct ledger *ledger, const char *key);

/* {"count": of the entries that match, "entries": the first `limit` of them, oldest first}. An entry matches where its
 * member `name` is `value`; a NULL value matches all. */
struct cJSON *ledger_list(struct ledger *ledger, const char *name, const char *value, size_t limit);

#endif
