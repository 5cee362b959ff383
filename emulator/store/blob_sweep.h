/* Which blobs somebody is about to name, and the sweep of those that nobody names. */
#ifndef NUBE_BLOB_SWEEP_H
#define NUBE_BLOB_SWEEP_H

/* From before its file has its final name until it is settled. The latter forgets one that comes to nothing. Each
 * counts. */
void blob_pending_add(const char *id);
void blob_pending_remove(const char *id);

/* Ends what blob_pending_add began for one that is only read: what is there then stays until here, whatever becomes of
 * the rows that name it. Who reads later asks after blob_pending_add whether it is still there. */
void blob_release(const char *id);

/* After the transaction that was to keep a blob of the caller's has ended, however it did: the file goes when no row
 * names
 * it, in a while and on a worker. The other after one that dropped a use of a blob that rows named. */
void blob_settle(const char *id);
void blob_dropped(const char *id);

/* With a store that is opened, and once workers are there: then it sweeps what a crash left. */
void blob_sweep_open(void);
void blob_sweep_start(void);

/* Removes, here and now, every file that no row names and nobody is about to name. Not with a reader in hand. */
void blob_sweep_all(void);

#endif
