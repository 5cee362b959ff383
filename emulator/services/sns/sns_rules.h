/* SNS's rules: names, ARNs, endpoints. No I/O. */
#ifndef NUBE_SNS_RULES_H
#define NUBE_SNS_RULES_H

#include "emulator/core/arn.h"

/* One to 256 letters, digits, hyphens and underscores. */
bool sns_name_is_valid(struct span name);

/* How many pieces a text has between its colons. */
size_t sns_arn_elements(struct span arn);

/* "arn:aws:sns:REGION:ACCOUNT:NAME" in its parts; false when it has not that form. */
bool sns_topic_arn_parse(struct span text, struct arn *topic);

/* One something@something, without blanks, brackets and what divides several. */
bool sns_email_is_valid(struct span address);

/* One that begins so ("http://"), has a host and no blanks. */
bool sns_url_is_valid(struct span url, const char *scheme);

/* E.164: a plus and 7 to 15 digits. */
bool sns_phone_is_valid(struct span number);

/* The same, where single '.', '/' and '-' may stand between the digits: what Subscribe takes. */
bool sns_phone_is_readable(struct span number);

/* AWS's words for what is no JSON, behind "failed to parse JSON.": known for a word that JSON does not have,
 * and for an object whose first name has no quote; else "". */
const char *sns_json_mistake(struct arena *a, struct span text);

#endif
