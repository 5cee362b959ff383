/* Which URL a service is called at, and in which region. */
#ifndef APP_SDK_AWS_ENDPOINT_H
#define APP_SDK_AWS_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

enum { AWS_REGION_SIZE = 64, AWS_ENDPOINT_SIZE = 1024 };

/* A service as the SDK knows it. */
struct aws_service {
    const char *environment_name; /* "DYNAMODB" in AWS_ENDPOINT_URL_DYNAMODB */
    const char *host_name;        /* "dynamodb" in dynamodb.eu-west-1.amazonaws.com */
    const char *signing_name;
    const char *fixed_region; /* NULL, or the region of a global service, whose host has no region in it */
};

/* AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`. False where none is set. */
bool aws_endpoint_region(char *region, size_t size);

/* AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, or AWS's own. Without a slash at the end. False where it does not
 * fit. */
bool aws_endpoint_url(const struct aws_service *service, const char *region, char *url, size_t size);

/* The Host header of a URL: its host, and its port unless that is the scheme's own. False for anything but
 * http://host… and https://host…. */
bool aws_endpoint_host(const char *url, char *host, size_t size);

#endif
