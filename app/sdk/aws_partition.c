/* AWS's partitions. AWS: what the AWS SDKs ship as endpoints.json, partitions "aws" to "aws-eusc". */
#include "app/sdk/aws_partition.h"

#include <string.h>

static const struct aws_partition partitions[] = {
    { "aws-cn", "amazonaws.com.cn", "cn-", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1",
      "cloudfront.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1" },
    { "aws-us-gov", "amazonaws.com", "us-gov-", "iam.us-gov.amazonaws.com", "us-gov-west-1", 0, 0 },
    { "aws-iso", "c2s.ic.gov", "us-iso-", "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", 0, 0 },
    { "aws-iso-b", "sc2s.sgov.gov", "us-isob-", "iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1", 0, 0 },
    { "aws-iso-e", "cloud.adc-e.uk", "eu-isoe-", "iam.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1", 0, 0 },
    { "aws-iso-f", "csp.hci.ic.gov", "us-isof-", "iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1", 0, 0 },
    { "aws-eusc", "amazonaws.eu", "eusc-", "iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", 0, 0 },
    { "aws", "amazonaws.com", "", "iam.amazonaws.com", "us-east-1", "cloudfront.amazonaws.com", "us-east-1" },
};

const struct aws_partition *aws_partition_of(const char *region)
{
    const struct aws_partition *row = partitions;

    while (strncmp(region, row->region_prefix, strlen(row->region_prefix)) != 0) row++;
    return row;
}
