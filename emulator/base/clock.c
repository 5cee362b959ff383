/* The machine's clock plus an offset, or a frozen instant. Atomics: readers take no lock. */
#include "emulator/base/clock.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

static _Atomic int64_t offset_ms;
static _Atomic int64_t frozen_at_ms = -1; /* -1: running */
static void (*_Atomic on_change)(void);

static int64_t read_clock(clockid_t id, int64_t per_second)
{
    struct timespec t;

    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * per_second + t.tv_nsec / (1000000000 / per_second);
}

int64_t clock_real_ms(void)
{
    return read_clock(CLOCK_REALTIME, 1000);
}

int64_t clock_monotonic_us(void)
{
    return read_clock(CLOCK_MONOTONIC, 1000000);
}

/* How far the machine's clock was ahead of the time since it started, at most. */
static _Atomic int64_t apart_us = INT64_MIN;
static _Atomic int64_t compared_us; /* when that was last looked at: a look a millisecond is enough */
#define COMPARE_US 1000

static int64_t compare(int64_t monotonic_us)
{
    int64_t apart = read_clock(CLOCK_REALTIME, 1000000) - monotonic_us, known = apart_us;

    while (apart > known)
        if (atomic_compare_exchange_weak(&apart_us, &known, apart)) known = apart;
    compared_us = monotonic_us;
    return known;
}

/* The machine's clock, which does not go back: where it was set back, waits would stand still for as long, and what
 * happens next would be before what happened. */
static int64_t steady_ms(void)
{
    int64_t now = clock_monotonic_us(), known = apart_us;

    if (known == INT64_MIN || now - compared_us >= COMPARE_US) known = compare(now);
    return (now + known) / 1000;
}

int64_t clock_now_ms(void)
{
    int64_t frozen = frozen_at_ms;

    return frozen >= 0 ? frozen : steady_ms() + offset_ms;
}

static void changed(void)
{
    void (*listener)(void) = on_change;

    if (listener) listener();
}

void clock_set(int64_t now_ms)
{
    if (frozen_at_ms >= 0) frozen_at_ms = now_ms;
    else offset_ms = now_ms - steady_ms();
    changed();
}

void clock_advance(int64_t milliseconds)
{
    if (milliseconds > 0) clock_set(clock_now_ms() + milliseconds);
}

void clock_freeze(bool frozen)
{
    int64_t now = clock_now_ms();

    frozen_at_ms = frozen ? now : -1;
    if (!frozen) offset_ms = now - steady_ms();
    changed();
}

bool clock_is_frozen(void)
{
    return frozen_at_ms >= 0;
}

void clock_restore(void)
{
    frozen_at_ms = -1;
    offset_ms = 0;
    changed();
}

void clock_on_change(void (*listener)(void))
{
    on_change = listener;
}
