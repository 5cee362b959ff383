/* The kinds of resources by the names that CloudFormation has for them. */
#include "app/deploy/kinds.h"

#include <string.h>

const struct resource_kind *resource_kind_find(const char *type)
{
    static const struct resource_kind *const kinds[] = {
        &kind_table,     &kind_queue,        &kind_topic,      &kind_subscription,  &kind_role,
        &kind_log_group, &kind_function,     &kind_permission, &kind_machine,       &kind_pipe,
        &kind_api,       &kind_stage,        &kind_bucket,     &kind_bucket_policy, &kind_files,
        &kind_access,    &kind_distribution, &kind_catalogue,  &kind_api_account,   &kind_function_url,
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i]->type, type)) return kinds[i];
    return NULL;
}
