/* The services as a whole, and looking up services and operations. */
#include "emulator/core/service.h"

#include <string.h>

#include "emulator/base/log.h"
#include "emulator/core/chore.h"
#include "emulator/core/delivery.h"
#include "emulator/core/codec.h"

static const struct service *const none[] = { NULL };

const struct service *const *services = none;

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

const struct service *service_find(const char *name)
{
    for (const struct service *const *s = services; *s; s++)
        if (strcmp((*s)->name, name) == 0) return *s;
    return NULL;
}

const char *service_signing_name(const struct service *s)
{
    return s->signing_name ? s->signing_name : s->name;
}

const struct codec *service_codec(const struct service *s, enum protocol protocol)
{
    for (const struct codec *const *codec = s->codecs; *codec; codec++)
        if ((*codec)->protocol == protocol) return *codec;
    return NULL;
}

bool service_speaks(const struct service *s, enum protocol protocol)
{
    return service_codec(s, protocol) != NULL;
}

enum protocol service_protocol(const struct service *s)
{
    return s->codecs[0]->protocol;
}

const struct operation *operation_find(const struct service *s, struct span name)
{
    for (const struct operation *o = s->operations; o->name; o++)
        if (span_is(name, o->name)) return o;
    return NULL;
}
