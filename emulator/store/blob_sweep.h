/* Which blobs somebody is about to name, and the sweep of those that nobody names. */
#ifndef NUBE_BLOB_SWEEP_H
#define NUBE_BLOB_SWEEP_H

/* From before its file has its final name until it is settled. The latter forgets one that comes to nothing. */
void blob_pending_add(const char *id);
void blob_pending_remove(const char *id);

/* After the transaction that was to keep the blob, or dropped it, has ended, however it did: the file goes when no row
 * names it, in a while and on a worker. */
void blob_settle(const char *id);

/* With a store that is opened, and once workers are there: then it sweeps what a crash left. */
void blob_sweep_open(void);
void blob_sweep_start(void);

/* Removes, here and now, every file that no row names and nobody is about to name. Not with a reader in hand. */
void blob_sweep_all(void);

#endif
