/* What subscribers get: the JSON around a message, the text that is signed, the event of a function.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
#ifndef NUBE_SNS_ENVELOPE_H
#define NUBE_SNS_ENVELOPE_H

#include "emulator/base/doc.h"

/* Absent members are left out. */
struct sns_notice {
    const char *type; /* "Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation" */
    struct span message_id, sequence, topic_arn, subject, message, timestamp;
    struct span token, subscribe_url; /* of confirmations */
    struct span unsubscribe_url;      /* of notifications */
    struct span signature, certificate_url;
    int signature_version;        /* told with a signature */
    const struct doc *attributes; /* a map of { DataType, StringValue or BinaryValue }, or NULL */
};

/* The text that is signed. */
struct span sns_notice_signed_text(struct arena *a, const struct sns_notice *n);

/* The JSON, laid out as AWS does. */
struct span sns_notice_json(struct arena *a, const struct sns_notice *n);

/* { "Records": […] } of a notification's JSON, for a function. */
struct span sns_lambda_event(struct arena *a, struct span notice_json, struct span subscription_arn);

#endif
