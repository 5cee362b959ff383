/* Bodies that do not fit in memory: an upload into a blob and its download, beside what `cat` moves through a
 * socket. */
#ifndef BENCH_BLOBS_H
#define BENCH_BLOBS_H

#include <stdint.h>

/* Serves blobs until killed, in a store of its own below the folder: this program runs itself so. */
void blobs_serve(int port, const char *folder);

/* BENCH_BLOB_MB tells how much (5120); the folder holds it once. 0, or -1 when something could not be measured. */
int blobs_report(const char *folder);

/* The same for any server with its own heads of a request that uploads and one that downloads; each ends the
 * connection. `of` names what is measured. */
int blobs_measure(const char *folder, const char *of, int port, int pid, const char *up, const char *down,
                  int64_t size);

#endif
