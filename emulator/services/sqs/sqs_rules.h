/* SQS's rules of names, addresses and handles. No I/O. */
#ifndef NUBE_SQS_RULES_H
#define NUBE_SQS_RULES_H

#include "emulator/core/call.h"

/* One to 80 letters, digits, hyphens and underscores: a standard queue's name, or a batch entry's id. */
bool sqs_name_is_valid(struct span name);

/* The same with ".fifo" at its end, which counts. */
bool sqs_fifo_name_is_valid(struct span name);

/* What a queue's URL says. The account and the name are its last two segments, whatever the host; the region is
 * absent unless the URL names one: http://sqs.REGION.…/, http://REGION.queue.…/, or …/queue/REGION/ACCOUNT/NAME.
 * False when it has not that form. */
struct sqs_address {
    struct span region, account, name;
};
bool sqs_url_split(struct span url, struct sqs_address *address);

/* One to 128 letters, digits and punctuation marks: MessageGroupId, MessageDeduplicationId, ReceiveRequestAttemptId.
 * 0, or -1 with a fault. */
int sqs_token_check(struct call *c, const char *parameter, struct span token);

/* Refuses a parameter that queues of the other kind have: -1 with the fault. */
int sqs_parameter_misplaced(struct call *c, const char *parameter, struct span value);

/* Does a list of wanted names ("All", ".*", "prefix.*", exact) take this one? */
bool sqs_name_is_wanted(const struct doc *wanted, struct span name);

/* A receive's nonce is its time and a random number; 0 is none. */
int64_t sqs_nonce_new(int64_t now_ms);
int64_t sqs_nonce_time_ms(int64_t nonce);

/* Receipt handles: a message's row and the nonce of the receive that gave it out. */
struct span sqs_handle_make(struct arena *a, int64_t row, int64_t nonce, struct span queue_arn);
bool sqs_handle_parse(struct arena *a, struct span handle, struct span queue_arn, int64_t *row, int64_t *nonce);

/* A FIFO message's sequence number: 20 digits, higher for later ones. */
struct span sqs_sequence_number(struct arena *a, int64_t row);

/* At most 50 tags, with keys of 1 to 128 and values of at most 256 characters. 0, or -1 with a fault. */
int sqs_tags_check(struct call *c, const struct doc *tags, struct span queue_name);

#endif
