/* The kinds of resources that the deployment knows, one file each (or two that belong together). */
#ifndef APP_DEPLOY_KINDS_H
#define APP_DEPLOY_KINDS_H

#include "app/deploy/deploy.h"

extern const struct resource_kind kind_table, kind_queue, kind_topic, kind_subscription, kind_role, kind_log_group,
    kind_function, kind_permission, kind_machine, kind_pipe, kind_api, kind_stage, kind_bucket, kind_bucket_policy,
    kind_files, kind_access, kind_distribution, kind_catalogue, kind_api_account, kind_function_url;

#endif
