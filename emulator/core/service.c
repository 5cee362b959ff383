/* Looking up services and operations. */
#include "emulator/core/service.h"

#include <string.h>

const struct service *service_find(const char *name)
{
    for (const struct service *const *s = services; *s; s++)
        if (strcmp((*s)->name, name) == 0) return *s;
    return NULL;
}

const struct operation *operation_find(const struct service *s, struct span name)
{
    for (const struct operation *o = s->operations; o->name; o++)
        if (span_is(name, o->name)) return o;
    return NULL;
}
