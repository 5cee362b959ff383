/* One counter. */
#include "emulator/http/http_waiting.h"

#include <stdatomic.h>

static _Atomic int places;

void http_waiting_init(int threads)
{
    places = threads - (threads + 3) / 4;
}

bool http_waiting_enter(void)
{
    if (atomic_fetch_sub(&places, 1) > 0) return true;
    atomic_fetch_add(&places, 1);
    return false;
}

void http_waiting_leave(void)
{
    atomic_fetch_add(&places, 1);
}
