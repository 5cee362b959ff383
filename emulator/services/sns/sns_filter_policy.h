/* Filter policies: which messages a subscription wants. Pure logic, no I/O.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
#ifndef NUBE_SNS_FILTER_POLICY_H
#define NUBE_SNS_FILTER_POLICY_H

#include "emulator/base/doc.h"

/* What a policy is compared with. */
enum sns_filter_scope { FILTER_ATTRIBUTES, FILTER_BODY };

enum sns_filter_match {
    MATCH_LITERAL, /* a text, true, false or null: text with its quotes, as JSON */
    MATCH_NUMBER,
    MATCH_PREFIX,
    MATCH_SUFFIX,
    MATCH_IGNORE_CASE,
    MATCH_WILDCARD,
    MATCH_RANGE, /* of numbers */
    MATCH_CIDR,
    MATCH_EXISTS,
    MATCH_ABSENT,
    MATCH_ANYTHING_BUT /* none of `list` */
};

struct sns_filter_pattern {
    enum sns_filter_match match;
    bool is_text;     /* LITERAL: of a JSON string */
    struct span text; /* LITERAL, PREFIX, SUFFIX, IGNORE_CASE, WILDCARD */
    double low, high; /* RANGE, each end open or closed; NUMBER in low */
    bool low_open, high_open;
    unsigned char address[16]; /* CIDR: the address and how many bits of it count; IPv4 has 4 bytes */
    int address_bytes, address_bits;
    struct sns_filter_pattern *list; /* ANYTHING_BUT */
    struct sns_filter_pattern *next;
};

/* One condition of an object; all of an object's must hold. */
struct sns_filter_condition {
    struct span path;                         /* names joined by dots */
    struct sns_filter_pattern *patterns;      /* one of them must match */
    struct sns_filter_alternative *either_of; /* of "$or": instead of patterns */
    struct sns_filter_condition *next;
};

struct sns_filter_alternative {
    struct sns_filter_condition *conditions;
    struct sns_filter_alternative *next;
};

struct sns_filter_policy {
    struct sns_filter_condition *conditions; /* none: everything is wanted */
    size_t room; /* what matching needs: a place for each name on the paths, and one more a path */
};

/* Compiles a policy's JSON. Returns 0, or -1 with AWS's words in *error, as they follow "Invalid parameter: ". All
 * lies in the arena, and points into `text`. */
int sns_filter_policy_compile(struct arena *a, struct span text, enum sns_filter_scope scope,
                              struct sns_filter_policy *policy, struct span *error);

/* Reads "10.0.0.0/24" or an IPv6 one. NULL, or AWS's words for what is wrong. */
const char *sns_filter_cidr_parse(struct arena *a, struct span text, struct sns_filter_pattern *p);

#endif
