/* Pipes' rows, and all of its SQL. */
#ifndef NUBE_PIPES_STORE_H
#define NUBE_PIPES_STORE_H

#include "emulator/core/call.h"
#include "emulator/store/db.h"

extern const char *const pipes_schema[];

struct pipes_pipe {
    int64_t id, created_ms, modified_ms;
    struct span account, region, name, endpoint;
    bool is_stopped;
    enum pipes_failure { PIPES_WELL, PIPES_CREATE_FAILED, PIPES_UPDATE_FAILED, PIPES_START_FAILED } failure;
    struct span reason; /* of the failure */
    struct doc *config; /* CreatePipe's input, its name aside */
};

bool pipes_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                      struct pipes_pipe *p);
void pipes_store_insert(struct db *db, struct arena *a, struct pipes_pipe *p);
void pipes_store_update(struct db *db, struct arena *a, const struct pipes_pipe *p);
void pipes_store_delete(struct db *db, int64_t id);

/* After an id in an account and region, or all of them; read with pipes_store_read. */
struct rows *pipes_store_after(struct db *db, struct span account, struct span region, int64_t after, int64_t limit);
struct rows *pipes_store_all(struct db *db);
void pipes_store_read(struct rows *r, struct arena *a, struct pipes_pipe *p);

#endif
