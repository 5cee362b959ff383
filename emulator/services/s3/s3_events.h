/* Notifications: what becomes of a bucket's objects is told to queues, topics and functions.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
#ifndef NUBE_S3_EVENTS_H
#define NUBE_S3_EVENTS_H

#include "emulator/services/s3/s3_objects_store.h"

struct delivery_kind;

/* On the writer: something became of a version. `event` is its name without "s3:", "ObjectRemoved:Delete". Whatever the
 * bucket's configuration wants told of it goes into the outbox, in the call's transaction. Costs nothing where the
 * bucket has no notifications. */
void s3_events_emit(struct call *c, const struct s3_bucket *b, const char *event, const struct s3_object *o);

/* The same with one more member of the record: "glacierEventData". */
void s3_events_emit_with(struct call *c, const struct s3_bucket *b, const char *event, const struct s3_object *o,
                         const char *member, struct doc *value);

/* The same for what will come to pass by itself, so many milliseconds from now. */
void s3_events_emit_later(struct call *c, const struct s3_bucket *b, const char *event, const struct s3_object *o,
                          const char *member, struct doc *value, int64_t delay_ms);

/* The event of a version that the call's operation made: "ObjectCreated:Copy" of CopyObject. */
const char *s3_events_created(const struct call *c);

/* The event of a version that went, or that a marker hides, by the call or by a lifecycle. */
const char *s3_events_removed(const struct call *c, bool by_marker);

/* On the writer: queues and topics of a configuration that is being put are told that it works, unless the call skips
 * that. */
void s3_events_test(struct call *c, const struct s3_bucket *b, const struct doc *configuration);

/* Does a configuration for one destination want the event, "ObjectCreated:Put", of that key? Pure. */
bool s3_event_fits(const struct doc *configuration, const char *event, struct span key);

extern const struct delivery_kind s3_event_delivery;

#endif
