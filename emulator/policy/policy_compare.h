/* How two texts compare as numbers, times, addresses, ARNs. False where one of them is no such thing. */
#ifndef NUBE_POLICY_COMPARE_H
#define NUBE_POLICY_COMPARE_H

#include "emulator/base/span.h"

/* Decimal numbers, with a fraction and an exponent perhaps. */
bool policy_number(struct span text, long double *value);

/* ISO 8601 as the W3C profiles it ("2026", "2026-11", "2026-11-30", "2026-11-30T12:00Z", …), or seconds since 1970.
 * In milliseconds. https://www.w3.org/TR/NOTE-datetime */
bool policy_time(struct span text, int64_t *ms);

/* Is the address within "10.0.0.0/8", "2001:db8::/32", or the same as "10.1.2.3"? RFC 4632. */
bool policy_address_is_within(struct span network, struct span address);
bool policy_is_network(struct span text);

/* AWS: each of an ARN's six parts is matched by itself; `pattern` is an expanded one. */
bool policy_arn_matches(struct span pattern, struct span arn);

#endif
