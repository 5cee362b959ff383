/* Each module looks idle in its turn while work goes from one to another, so they are asked twice, and nothing must
 * have been begun in between. */
#include "emulator/core/quiet.h"

#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/chore.h"
#include "emulator/core/delivery.h"
#include "emulator/core/service.h"
#include "emulator/store/store.h"

/* The name of a service with a chore that is under way or due; NULL: there is none. */
static const char *busy_service(void)
{
    for (const struct service *const *s = services; *s; s++)
        if (!chores_are_idle(*s)) return (*s)->name;
    return NULL;
}

/* The same of one that has work of a kind of its own. */
static const char *working_service(uint64_t *begun)
{
    const char *name = NULL;

    for (const struct service *const *s = services; *s; s++)
        if ((*s)->is_idle && !(*s)->is_idle(begun)) name = (*s)->name;
    return name;
}

/* Adds to *begun whatever was begun so far. */
static const char *look(uint64_t *begun)
{
    const char *word = NULL, *service = busy_service(), *working = working_service(begun);

    if (!timers_are_idle(begun)) word = "a timer is due";
    if (!workers_are_idle(begun)) word = "the workers are at work";
    if (!store_is_idle(begun)) word = "the writer writes";
    if (!deliveries_are_idle()) word = "something is being delivered";
    return service ? service : working ? working : word;
}

const char *quiet_who_is_busy(void)
{
    uint64_t before = 0, after = 0;
    const char *word = look(&before);

    if (!word) word = look(&after);
    return word ? word : before != after ? "work goes from one to another" : NULL;
}
