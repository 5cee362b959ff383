/* Three counters; who waits elsewhere counts in two of them. */
#include "emulator/http/http_waiting.h"

#include <stdatomic.h>

static _Atomic int places, elsewhere, moments;
static int half;

static bool enter(_Atomic int *left, int kept)
{
    if (atomic_fetch_sub(left, 1) > kept) return true;
    atomic_fetch_add(left, 1);
    return false;
}

void http_waiting_init(int threads)
{
    int kept = (threads + 3) / 4;

    places = threads - kept;
    elsewhere = places / 2;
    moments = kept / 2;
    half = threads / 2;
}

bool http_waiting_enter(void)
{
    return enter(&places, 0);
}

bool http_waiting_enter_freely(void)
{
    return enter(&places, half);
}

void http_waiting_leave(void)
{
    atomic_fetch_add(&places, 1);
}

bool http_waiting_goes_elsewhere(void)
{
    return enter(&elsewhere, 0);
}

void http_waiting_is_back(void)
{
    atomic_fetch_add(&elsewhere, 1);
}

bool http_waiting_elsewhere_enter(void)
{
    if (!http_waiting_goes_elsewhere()) return false;
    if (http_waiting_enter()) return true;
    http_waiting_is_back();
    return false;
}

void http_waiting_elsewhere_leave(void)
{
    http_waiting_leave();
    http_waiting_is_back();
}

bool http_waiting_moment_enter(void)
{
    return enter(&moments, 0);
}

void http_waiting_moment_leave(void)
{
    atomic_fetch_add(&moments, 1);
}
