/* A body that is still to be sent holds the place: it may be the origin's. */
#include "emulator/services/cloudfront/cloudfront_place.h"

#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/http/http_waiting.h"

bool cloudfront_place_take(struct cloudfront_visit *v)
{
    if (!v->place || v->place->is_taken) return true;
    v->place->is_taken = http_waiting_elsewhere_enter();
    return v->place->is_taken;
}

struct held_source {
    struct source source, *inner;
};

static ssize_t held_read(struct source *s, void *out, size_t room)
{
    return source_read(((struct held_source *)s)->inner, out, room);
}

static void held_close(struct source *s)
{
    source_close(((struct held_source *)s)->inner);
    free(s);
    http_waiting_elsewhere_leave();
}

static struct source *held_make(struct source *inner)
{
    struct held_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ inner->size, held_read, held_close };
    own->inner = inner;
    return &own->source;
}

void cloudfront_place_end(struct cloudfront_place *place, struct http_response *response)
{
    if (!place->is_taken) return;
    place->is_taken = false;
    if (response->source) response->source = held_make(response->source);
    else http_waiting_elsewhere_leave();
}
