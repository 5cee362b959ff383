/* AWS's partitions: regions with accounts, ARNs and host names of their own. */
#ifndef APP_SDK_AWS_PARTITION_H
#define APP_SDK_AWS_PARTITION_H

struct aws_partition {
    const char *name;              /* "aws", the second part of an ARN */
    const char *dns_suffix;        /* "amazonaws.com" */
    const char *region_prefix;     /* "cn-" */
    const char *iam_host;          /* of IAM, which is global in its partition */
    const char *iam_region;        /* that its requests are signed for */
    const char *cloudfront_host;   /* NULL: the partition has none */
    const char *cloudfront_region; /* that its requests are signed for */
};

/* The partition of a region; that of no known other is "aws". Never NULL. */
const struct aws_partition *aws_partition_of(const char *region);

#endif
