/* Exports and imports at work: deliveries whose sending takes a while, on threads of their own.
 *
 *     rows ─ a delivery a piece ─ send ─▶ a thread: S3 and the store, waiting for both ─ delivery_done ─▶ end: rows
 *
 * A piece is a file of an export, an object of an import. A few are under way at a time, so there are as few threads,
 * and none while there is nothing to do. */
#ifndef NUBE_DYNAMODB_TRANSFERS_H
#define NUBE_DYNAMODB_TRANSFERS_H

#include "emulator/core/delivery.h"

#define DDB_TRANSFERS 2 /* so many of a kind are under way */

/* How a piece is worked on: may wait, and asks now and then whether all is to end. */
typedef enum delivery_outcome ddb_transfer_fn(struct delivery *d);

/* For a kind's send: works on it elsewhere, and ends it. */
void ddb_transfer_begin(struct delivery *d, ddb_transfer_fn *work);

/* Is whoever works to leave off? What it then says of its piece does not count. */
bool ddb_transfers_are_ending(void);

/* Runs a step on the writer, in a call and a transaction of its own, and waits for it. False: it was undone. */
bool ddb_transfer_write(int (*step)(struct call *c, void *arg), void *arg);

void ddb_transfers_start(void);
void ddb_transfers_stop(void); /* waits until nobody works */

#endif
