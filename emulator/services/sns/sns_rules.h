/* SNS's rules: names, ARNs, endpoints, messages. No I/O. */
#ifndef NUBE_SNS_RULES_H
#define NUBE_SNS_RULES_H

#include "emulator/core/call.h"

/* One to 256 letters, digits, hyphens and underscores. */
bool sns_name_is_valid(struct span name);

/* "arn:aws:sns:REGION:ACCOUNT:NAME" in its parts; false when it has not that form. */
struct sns_arn {
    struct span region, account, name;
};
bool sns_arn_parse(struct span arn, struct sns_arn *parts);

/* Something@something, without blanks. */
bool sns_email_is_valid(struct span address);

/* E.164: a plus and 7 to 15 digits. */
bool sns_phone_is_valid(struct span number);

/* Checks what is published: the message, subject and attributes. 0, or -1 with a fault. */
int sns_message_check(struct call *c);

/* The text for a protocol: the message itself, or with MessageStructure json its member of that name, else "default". Absent when there is
 * none. */
struct span sns_message_for(struct call *c, const char *protocol);

#endif
