/* Bodies that do not fit in memory: an upload into a blob and its download, beside what `cat` moves through a
 * socket. */
#ifndef BENCH_BLOBS_H
#define BENCH_BLOBS_H

/* Serves blobs until killed, in a store of its own below the folder: this program runs itself so. */
void blobs_serve(int port, const char *folder);

/* BENCH_BLOB_MB tells how much (5120); the folder holds it once. 0, or -1 when something could not be measured. */
int blobs_report(const char *folder);

#endif
