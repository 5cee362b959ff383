/* SQS's rules of a message: its body, its attributes, and their digests. No I/O. */
#ifndef NUBE_SQS_MESSAGE_RULES_H
#define NUBE_SQS_MESSAGE_RULES_H

#include "emulator/core/call.h"

/* AWS:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 * The hex MD5 of message attributes; NULL when there are none. */
char *sqs_attributes_md5(struct arena *a, const struct doc *message_attributes);

/* Bytes of names, types and values. */
size_t sqs_attributes_size(const struct doc *message_attributes);

/* Does the text hold only the characters that XML 1.0 has? It must be UTF-8. */
bool sqs_body_is_valid(struct span body);

/* Is it a number as DataType Number takes it: a decimal of at most 38 digits, between -10^128 and 10^126? */
bool sqs_number_is_valid(struct span text);

/* Checks message attributes, or message system attributes. 0, or -1 with a fault. */
int sqs_message_attributes_check(struct call *c, const struct doc *message_attributes);
int sqs_system_attributes_check(struct call *c, const struct doc *system_attributes);

#endif
