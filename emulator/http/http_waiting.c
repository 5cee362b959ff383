/* Two counters. */
#include "emulator/http/http_waiting.h"

#include <stdatomic.h>

static _Atomic int places, moments;

static bool enter(_Atomic int *left)
{
    if (atomic_fetch_sub(left, 1) > 0) return true;
    atomic_fetch_add(left, 1);
    return false;
}

void http_waiting_init(int threads)
{
    int kept = (threads + 3) / 4;

    places = threads - kept;
    moments = kept / 2;
}

bool http_waiting_enter(void)
{
    return enter(&places);
}

void http_waiting_leave(void)
{
    atomic_fetch_add(&places, 1);
}

bool http_waiting_moment_enter(void)
{
    return enter(&moments);
}

void http_waiting_moment_leave(void)
{
    atomic_fetch_add(&moments, 1);
}
