/* Starting and stopping all services with their work: in the order of their list. */
#include "emulator/core/startup.h"

#include "emulator/base/log.h"
#include "emulator/core/chore.h"
#include "emulator/core/delivery.h"
#include "emulator/core/service.h"

int services_start(void)
{
    int rc = 0;

    for (const struct service *const *s = services; *s; s++) {
        if ((*s)->start && (*s)->start()) {
            log_error("%s could not take up its work", (*s)->name);
            rc = -1;
        }
        chores_start(*s);
    }
    deliveries_start();
    return rc;
}

void services_stop(void)
{
    deliveries_stop();
    for (const struct service *const *s = services; *s; s++) {
        chores_stop(*s);
        if ((*s)->stop) (*s)->stop();
    }
}

void services_reset(void)
{
    deliveries_stop();
    for (const struct service *const *s = services; *s; s++) {
        chores_stop(*s);
        if ((*s)->reset) (*s)->reset();
    }
}
