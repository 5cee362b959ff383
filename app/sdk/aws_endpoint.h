/* Which URL a service is called at, and in which region. */
#ifndef APP_SDK_AWS_ENDPOINT_H
#define APP_SDK_AWS_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

enum { AWS_REGION_SIZE = 64, AWS_ENDPOINT_SIZE = 1024 };

/* Where a service is: in every region, or once in each partition. */
enum aws_scope { AWS_SCOPE_REGION, AWS_SCOPE_IAM, AWS_SCOPE_CLOUDFRONT };

/* A service as the SDK knows it. */
struct aws_service {
    const char *environment_name; /* "DYNAMODB" in AWS_ENDPOINT_URL_DYNAMODB */
    const char *host_name;        /* "dynamodb" in dynamodb.eu-west-1.amazonaws.com */
    const char *signing_name;
    enum aws_scope scope;
    const char *json_version; /* of AWS JSON, where it is not "1.0" */
    bool is_s3;               /* its requests are signed in a way of their own */
};

/* AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`. False where none is set. */
bool aws_endpoint_region(char *region, size_t size);

/* Where a service is called. In this order:
 *
 *   AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL
 *   of the profile in use: `endpoint_url` of the service in its `services` section, then its own `endpoint_url`
 *   AWS's own, in the region's partition
 *
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, or the profile's `ignore_configured_endpoint_urls`, being "true" leaves but the
 * last. Without a slash at the end. False where it does not fit, or the partition has no such service. */
bool aws_endpoint_url(const struct aws_service *service, const char *region, char *url, size_t size);

/* The region that requests to the service are signed for: the caller's, or that of a service of the whole partition. */
const char *aws_endpoint_signing_region(const struct aws_service *service, const char *region);

/* The Host header of a URL: its host, and its port unless that is the scheme's own. False for anything but
 * http://host… and https://host…. */
bool aws_endpoint_host(const char *url, char *host, size_t size);

#endif
