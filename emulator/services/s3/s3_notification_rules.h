/* What a notification configuration may say.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
#ifndef NUBE_S3_NOTIFICATION_RULES_H
#define NUBE_S3_NOTIFICATION_RULES_H

#include "emulator/services/s3/s3_settings.h"

/* On the writer. Completes configurations without an Id; filters are named "Prefix" and "Suffix" from then on. Unless
 * the
 * input skips that, the destinations are there and let S3 in. */
s3_setting_check s3_check_notification;

/* Does a configured event, "s3:ObjectCreated:*", stand for this one, "s3:ObjectCreated:Put"? */
bool s3_event_covers(struct span configured, struct span event);

#endif
