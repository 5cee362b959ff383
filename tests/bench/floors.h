/* What the same machine does without Nube: a bare civetweb handler, and raw SQLite inserts with group commit. */
#ifndef BENCH_FLOORS_H
#define BENCH_FLOORS_H

#include "tests/bench/load.h"

/* Serves until killed: for a child process. Says its port through the descriptor. */
void floor_http_serve(int threads, int port_fd);

/* `threads` callers put rows of an item and its index, each waiting for its commit, for so many seconds. */
struct load_result floor_sqlite(const char *directory, int threads, double seconds);

#endif
