/* Looking up services and operations. */
#include "emulator/core/service.h"

#include <string.h>

#include "emulator/core/codec.h"

static const struct service *const none[] = { NULL };

const struct service *const *services = none;

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
