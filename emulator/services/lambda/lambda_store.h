/* Lambda's rows: functions with their code. */
#ifndef NUBE_LAMBDA_STORE_H
#define NUBE_LAMBDA_STORE_H

#include "emulator/core/call.h"

struct lambda_function {
    int64_t id;
    struct span account, region, name, arn;
    struct span revision; /* a UUID, new with every change */
    struct span runtime, role, handler, description;
    struct span code_sha256; /* of the zip, base64 */
    int64_t code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms;
    struct doc *environment; /* variables, or NULL */
    struct doc *policy;      /* list of statements */
    struct doc *tags;
    struct span architecture;
    struct span dead_letter_arn; /* of a queue or a topic; empty: there is none */
};

/* What is done with events of a function, or of one of its qualifiers, that nobody waits for. */
struct lambda_event_config {
    struct span qualifier;
    int64_t modified_ms;
    int64_t retries_max, age_max_seconds; /* -1: not given */
    struct span on_success, on_failure;   /* ARNs of destinations; absent: none */
};

#define LAMBDA_LATEST "$LATEST"

extern const char *const lambda_schema[];

/* What comes back lies in `a`. False: there is none. */
bool lambda_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                       struct lambda_function *f);
void lambda_store_insert(struct call *c, struct lambda_function *f, struct span zip);
void lambda_store_update(struct call *c, const struct lambda_function *f);
void lambda_store_update_code(struct call *c, const struct lambda_function *f, struct span zip);
void lambda_store_delete(struct call *c, const struct lambda_function *f);

bool lambda_store_event_config_find(struct db *db, struct arena *a, const struct lambda_function *f,
                                    struct span qualifier, struct lambda_event_config *config);
void lambda_store_event_config_put(struct call *c, const struct lambda_function *f,
                                   const struct lambda_event_config *config);
bool lambda_store_event_config_delete(struct call *c, const struct lambda_function *f, struct span qualifier);

/* Those of the function behind the qualifier `after`, sorted, `count` at most; how many there are. */
int lambda_store_event_configs(struct call *c, const struct lambda_function *f, struct span after, int count,
                               struct lambda_event_config *configs);

/* Names of the caller's functions behind `after`, sorted. */
struct doc *lambda_store_names(struct call *c, struct span after, int64_t count);

/* The digests of all functions' code, base64. On a reader of its own; NULL when there is none. */
struct doc *lambda_store_digests(struct arena *a);

/* The zip of a function's revision; absent when it is gone. On a reader of its own. */
struct span lambda_store_zip(struct arena *a, int64_t function_id);

#endif
