/* SQS's rules: names, attributes, digests, handles. No I/O. */
#ifndef NUBE_SQS_RULES_H
#define NUBE_SQS_RULES_H

#include "emulator/core/call.h"

/* One to 80 letters, digits, hyphens and underscores. */
bool sqs_name_is_valid(struct span name);

/* What an attribute is: which values it takes, and its default. */
struct sqs_attribute {
    const char *name;
    bool is_number;
    int64_t min, max;
    const char *initial; /* NULL: absent until set */
};

/* NULL when it may not be set. */
const struct sqs_attribute *sqs_attribute_find(struct span name);

/* Checks what a client wants to set: names, ranges, policies. 0, or -1 with a fault. */
int sqs_attributes_check(struct call *c, const struct doc *wanted);

/* All defaults, in `a`. */
struct doc *sqs_attributes_initial(struct arena *a);

/* An attribute of a queue as a number. */
int64_t sqs_attribute_int(const struct doc *attributes, const char *name);

/* The last two segments of a queue's URL, whatever the host: account and name. False when it has not that form. */
bool sqs_url_split(struct span url, struct span *account, struct span *name);

/* A redrive policy: {"deadLetterTargetArn": …, "maxReceiveCount": n or "n"}. False when it is not one. */
bool sqs_redrive_parse(struct arena *a, struct span policy, struct span *target_arn, int64_t *max_receive_count);

/* AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 * The hex MD5 of message attributes; NULL when there are none. */
char *sqs_attributes_md5(struct arena *a, const struct doc *message_attributes);

/* Bytes of names, types and values. */
size_t sqs_attributes_size(const struct doc *message_attributes);

/* Does the text hold only the characters that XML 1.0 has? It must be UTF-8. */
bool sqs_body_is_valid(struct span body);

/* Checks message attributes. 0, or -1 with a fault. */
int sqs_message_attributes_check(struct call *c, const struct doc *message_attributes);

/* Does a list of wanted names ("All", ".*", "prefix.*", exact) take this one? */
bool sqs_name_is_wanted(const struct doc *wanted, struct span name);

/* Receipt handles: a message's row and the receive that gave it out. */
struct span sqs_handle_make(struct arena *a, int64_t row, int64_t nonce, struct span queue_arn);
bool sqs_handle_parse(struct arena *a, struct span handle, struct span queue_arn, int64_t *row, int64_t *nonce);

#endif
