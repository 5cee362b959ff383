/* Lambda's rows: versions of functions with their code, their policies, and what is done with their events. */
#ifndef NUBE_LAMBDA_STORE_H
#define NUBE_LAMBDA_STORE_H

#include "emulator/services/lambda/lambda_function.h"

/* What is done with events of a function, or of one of its qualifiers, that nobody waits for. */
struct lambda_event_config {
    struct span qualifier;
    int64_t modified_ms;
    int64_t retries_max, age_max_seconds; /* -1: not given */
    struct span on_success, on_failure;   /* ARNs of destinations; absent: none */
};

extern const char *const lambda_schema[];

/* --- functions: what comes back lies in `a`, without a qualifier; false: there is none --------------------------- */

/* Its $LATEST. */
bool lambda_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                       struct lambda_function *f);
bool lambda_store_find_version(struct db *db, struct arena *a, struct span account, struct span region,
                               struct span name, struct span version, struct lambda_function *f);

/* A version; one whose latest_id is 0 is a new function's $LATEST, whose id it becomes. Its code is kept apart, by
 * lambda_store_zip_keep. */
void lambda_store_insert(struct call *c, struct lambda_function *f);
void lambda_store_update(struct call *c, const struct lambda_function *f); /* what is the version's own */
void lambda_store_update_revision(struct call *c, const struct lambda_function *f);
void lambda_store_update_common(struct call *c, const struct lambda_function *f); /* what is the whole function's */
void lambda_store_delete_version(struct call *c, const struct lambda_function *f);
void lambda_store_delete(struct call *c, const struct lambda_function *f); /* all of its versions and aliases */

/* A place in the list of functions: behind the row with this id of that name; "" and 0 are its begin. */
struct lambda_place {
    struct span name;
    int64_t id;
};

/* The caller's functions by name, $LATEST alone or with their published versions behind it, `count` at most. */
struct lambda_function *lambda_store_list(struct call *c, const struct lambda_place *after, int count,
                                          bool with_versions, int *found);

/* Versions of one, $LATEST first, behind the row `after`. */
struct lambda_function *lambda_store_versions(struct call *c, const struct lambda_function *f, int64_t after, int count,
                                              int *found);

/* --- policies: a list of statements for the function (the empty qualifier), a version or an alias ---------------- */

struct doc *lambda_store_policy(struct db *db, struct arena *a, const struct lambda_function *f, struct span qualifier);
void lambda_store_policy_put(struct call *c, const struct lambda_function *f, struct span qualifier,
                             const struct doc *statements);

/* --- configurations of asynchronous invocations ---------------------------------------------------------------- */

bool lambda_store_event_config_find(struct db *db, struct arena *a, const struct lambda_function *f,
                                    struct span qualifier, struct lambda_event_config *config);
void lambda_store_event_config_put(struct call *c, const struct lambda_function *f,
                                   const struct lambda_event_config *config);
bool lambda_store_event_config_delete(struct call *c, const struct lambda_function *f, struct span qualifier);

/* Those of the function behind the qualifier `after`, sorted, `count` at most; how many there are. */
int lambda_store_event_configs(struct call *c, const struct lambda_function *f, struct span after, int count,
                               struct lambda_event_config *configs);

/* --- code, of functions and of layers, once for each digest ------------------------------------------------------ */

/* In the transaction in which a row names it. */
void lambda_store_zip_keep(struct call *c, struct span code_sha256, struct span zip, int64_t unpacked_bytes);
int64_t lambda_store_unpacked_bytes(struct call *c, struct span code_sha256); /* 0: it is not there */
/* Drops what no row names any more. */
void lambda_store_zips_sweep(struct call *c);

/* The digests of all functions' code and of their layers, base64. On a reader of its own; NULL when there is none. */
struct doc *lambda_store_digests(struct arena *a);

/* The zip with this digest; absent when it is gone. On a reader of its own. */
struct span lambda_store_zip_of(struct arena *a, struct span code_sha256);

/* The zip of a version's code; absent when it is gone. On a reader of its own. */
struct span lambda_store_zip(struct arena *a, int64_t function_id);

#endif
