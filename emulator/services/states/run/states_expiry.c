/* There is no timer an execution: the oldest one tells when anything can be past its time. */
#include "emulator/services/states/run/states_expiry.h"

#include "emulator/services/states/store/states_expiry_store.h"

#define DAY_MS         (24 * 3600 * 1000LL)
#define KEPT_MS        (90 * DAY_MS)
#define EXECUTIONS_MAX 100

struct chore states_expiry = { .name = "states expiry" };

/* What has yet to begin is kept 90 days at least. One that runs for longer is looked at once a day. */
static int64_t due_next(struct call *c)
{
    int64_t due_ms = states_executions_since(c->db, c->now_ms) + KEPT_MS;

    return due_ms > c->now_ms + DAY_MS ? due_ms : c->now_ms + DAY_MS;
}

bool states_expiry_step(struct call *c, int64_t *due_ms)
{
    bool is_more = states_executions_expire(c->db, c->now_ms - KEPT_MS, EXECUTIONS_MAX);

    *due_ms = due_next(c);
    return is_more;
}
