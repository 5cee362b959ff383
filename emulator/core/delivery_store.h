/* The outbox's rows. */
#ifndef NUBE_DELIVERY_STORE_H
#define NUBE_DELIVERY_STORE_H

#include "emulator/core/delivery.h"

struct rows;

extern const char *const delivery_schema[];

void delivery_store_insert(struct call *c, const struct delivery_kind *kind, const struct delivery_parcel *parcel);
bool delivery_store_delete(struct call *c, const struct delivery *d); /* false: it was gone */
void delivery_store_put_off(struct call *c, const struct delivery *d, int64_t due_ms, int64_t attempts);

/* The kind's first lane behind that one, in `a`; absent when there is none. */
struct span delivery_store_lane_behind(struct db *db, struct arena *a, const char *kind, struct span lane);

/* The lane's rows that are due, in their order, `count` at most: the id is column 0, and the row whole is read by the
 * next. */
struct rows *delivery_store_due(struct db *db, const char *kind, struct span lane, int64_t now_ms, int64_t count);

/* A delivery on the heap, from such a row. *per_second is its lane's pace. */
struct delivery *delivery_store_read(struct rows *r, const struct delivery_kind *kind, struct span lane,
                                     int64_t *per_second);

/* When the next row after now is due; 0: there is none. */
int64_t delivery_store_next_due(struct db *db, int64_t now_ms);

#endif
