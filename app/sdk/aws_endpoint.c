/* Which URL a service is called at, and in which region. */
#include "app/sdk/aws_endpoint.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/sdk/aws_partition.h"
#include "app/sdk/aws_profile.h"
#include "app/sdk/text.h"

bool aws_endpoint_region(char *region, size_t size)
{
    const char *setting = getenv("AWS_REGION");

    if (!setting || !*setting) setting = getenv("AWS_DEFAULT_REGION");
    if (setting && *setting) return text_copy(region, size, setting);
    return aws_profile_own("region", region, size) && *region;
}

/* AWS's own URL; the result is snprintf's, 0 where the partition has no such service. */
static int endpoint_own_url(const struct aws_service *service, const char *region, char *url, size_t size)
{
    const struct aws_partition *partition = aws_partition_of(region);

    switch (service->scope) {
    case AWS_SCOPE_IAM: return snprintf(url, size, "https://%s", partition->iam_host);
    case AWS_SCOPE_CLOUDFRONT:
        return partition->cloudfront_host ? snprintf(url, size, "https://%s", partition->cloudfront_host) : 0;
    case AWS_SCOPE_REGION: break;
    }
    return snprintf(url, size, "https://%s.%s.%s", service->host_name, region, partition->dns_suffix);
}

const char *aws_endpoint_signing_region(const struct aws_service *service, const char *region)
{
    const struct aws_partition *partition = aws_partition_of(region);

    switch (service->scope) {
    case AWS_SCOPE_IAM: return partition->iam_region;
    case AWS_SCOPE_CLOUDFRONT: return partition->cloudfront_region ? partition->cloudfront_region : region;
    case AWS_SCOPE_REGION: break;
    }
    return region;
}

static bool endpoint_is_true(const char *setting)
{
    return setting && !strcasecmp(setting, "true");
}

/* Are the settings of endpoints to be ignored? */
static bool endpoint_settings_are_ignored(void)
{
    const char *setting = getenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    char value[8];

    if (setting && *setting) return endpoint_is_true(setting);
    return aws_profile_own("ignore_configured_endpoint_urls", value, sizeof value) && endpoint_is_true(value);
}

static bool endpoint_from_environment(const struct aws_service *service, char *url, size_t size)
{
    char variable[64];
    const char *setting;

    snprintf(variable, sizeof variable, "AWS_ENDPOINT_URL_%s", service->environment_name);
    setting = getenv(variable);
    if (!setting || !*setting) setting = getenv("AWS_ENDPOINT_URL");
    return setting && *setting && snprintf(url, size, "%s", setting) > 0;
}

/* A service is named in a services section as in the variable, in lower case: "api_gateway". */
static bool endpoint_from_profile(const struct aws_service *service, char *url, size_t size)
{
    char services[256], name[64];
    size_t i;

    text_copy(name, sizeof name, service->environment_name);
    for (i = 0; name[i]; i++) name[i] = (char)tolower((unsigned char)name[i]);
    if (aws_profile_own("services", services, sizeof services) &&
        aws_profile_section_setting("services", services, name, "endpoint_url", url, size) && *url)
        return true;
    return aws_profile_own("endpoint_url", url, size) && *url;
}

bool aws_endpoint_url(const struct aws_service *service, const char *region, char *url, size_t size)
{
    bool is_set = !endpoint_settings_are_ignored() &&
                  (endpoint_from_environment(service, url, size) || endpoint_from_profile(service, url, size));
    int length = is_set ? (int)strlen(url) : endpoint_own_url(service, region, url, size);

    if (length <= 0 || (size_t)length >= size - 1) return false; /* a setting may have been cut to what fits */
    while (length > 0 && url[length - 1] == '/') url[--length] = '\0';
    return true;
}

bool aws_endpoint_host(const char *url, char *host, size_t size)
{
    bool is_https = !strncmp(url, "https://", 8);
    const char *start = url + (is_https ? 8 : 7), *own_port = is_https ? ":443" : ":80";
    size_t length;

    if (!is_https && strncmp(url, "http://", 7)) return false;
    length = strcspn(start, "/?#");
    if (length == 0 || length >= size || memchr(start, '@', length)) return false;
    if (length > strlen(own_port) && !strncmp(start + length - strlen(own_port), own_port, strlen(own_port)))
        length -= strlen(own_port);
    memcpy(host, start, length);
    host[length] = '\0';
    return true;
}
