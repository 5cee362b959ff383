/* What a request costs that is handed to a process, with nothing else around it. */
#ifndef BENCH_PROCESS_FLOOR_H
#define BENCH_PROCESS_FLOOR_H

/* Requests a second of a bare civetweb, each thread of which has a process of its own behind it, by TCP. A request is what
 * the Runtime API makes of it: the process has asked for an event, is given it, gives its result, and is thanked. 0: it
 * did not start. */
double process_floor(int connections, double seconds);

#endif
