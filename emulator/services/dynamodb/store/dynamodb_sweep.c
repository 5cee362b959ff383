/* A step deletes some rows of one space that is garbage. */
#include "emulator/services/dynamodb/store/dynamodb_sweep.h"

#include "emulator/services/dynamodb/store/dynamodb_store.h"

#define SWEEP_ROWS 500

bool ddb_sweep_step(struct call *c, int64_t *due_ms)
{
    (void)due_ms;
    return ddb_store_sweep(c->db, SWEEP_ROWS);
}
