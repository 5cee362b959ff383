/* A message that is published: its checks, and the text that each protocol gets. No I/O. */
#ifndef NUBE_SNS_MESSAGE_H
#define NUBE_SNS_MESSAGE_H

#include "emulator/core/call.h"

#define SNS_MESSAGE_BYTES_MAX 262144

/* One text that was signed. A message has several texts where MessageStructure is json. */
struct sns_signed_text {
    struct span text, signature;
};

#define SNS_SIGNED_MAX 6 /* sqs, lambda, http, https, email-json, and the default */

struct sns_message {
    struct span topic_arn; /* absent: it goes to a phone number or an endpoint */
    struct span id, timestamp, subject, text, group, deduplication;
    struct span sequence;        /* of FIFO topics */
    const struct doc *structure; /* with MessageStructure json: the texts by protocol */
    struct doc *attributes;
    int signature_version;
    struct sns_signed_text texts[SNS_SIGNED_MAX];
    size_t signed_count;
};

/* How much of the limit it takes: text and attributes. */
size_t sns_message_bytes(const struct sns_message *m);

/* Reads a Publish input, or an entry of a batch; gives it an id and the time. */
void sns_message_read(struct call *c, const struct doc *in, struct sns_message *m);

/* The words for what is wrong with its text, subject or size, as a Publish fails by; NULL: nothing. */
const char *sns_message_words(const struct sns_message *m);

/* Its attributes and structure. 0, or -1 with a fault. With `of_endpoint` the structure needs no default. */
int sns_message_check(struct call *c, struct sns_message *m, const struct doc *in, bool of_endpoint);

/* The text for a protocol (or a platform of push notifications). Absent when there is none. */
struct span sns_message_for(const struct sns_message *m, struct span protocol);

/* The signature of the message with this text: the one made before, else made now. */
struct span sns_message_signature(struct call *c, struct sns_message *m, struct span text);

#endif
