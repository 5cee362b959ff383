/* What the same machine does without Nube: a bare civetweb handler, and raw SQLite inserts with group commit. */
#ifndef BENCH_FLOORS_H
#define BENCH_FLOORS_H

#include "tests/bench/load.h"

/* Serves until killed: for a child process. `port` 0 takes any; it is said through the descriptor, unless that is -1. A path of
 * /bytes/N is answered with N bytes, 64 KB at most, any other with an item. */
void floor_http_serve(int threads, int port, int port_fd);

/* `threads` callers put rows of an item and its index, each waiting for its commit, for so many seconds. */
struct load_result floor_sqlite(const char *directory, int threads, double seconds);

/* The same, where each caller first writes a file of so many bytes, and the row names it. */
struct load_result floor_files(const char *directory, int threads, double seconds, size_t bytes);

/* Replaces batches of 25 rows in a table of so many, which it makes first, `group` of them a commit: what a disk and a B-tree leave of
 * BatchWriteItem on a large table, for every item is on a page of its own. */
struct load_result floor_batches(const char *directory, long rows, int group, double seconds);

#endif
