/* The one clock. Everything that AWS would date, delay or expire asks here, so that a test can move time. */
#ifndef NUBE_CLOCK_H
#define NUBE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Nube's time, milliseconds since 1970. It runs with the machine's clock plus an offset, or stands still when
 * frozen. Where the machine's is set back it goes on, and is ahead of it from then on, until Nube starts again. */
int64_t clock_now_ms(void);

/* The machine's own time, and a time that only grows, for measuring. Not moved by anything below. */
int64_t clock_real_ms(void);
int64_t clock_monotonic_us(void);

void clock_advance(int64_t milliseconds); /* negative values are ignored */
void clock_set(int64_t now_ms);
void clock_freeze(bool frozen);
bool clock_is_frozen(void);
void clock_restore(void); /* back to the machine's time */

/* Called after every change of the clock, by the thread that changed it. The timers are the one listener. */
void clock_on_change(void (*listener)(void));

#endif
