/* What AWS checks of the smaller settings of a bucket, in its words. See s3_settings.h. */
#ifndef NUBE_S3_SETTING_RULES_H
#define NUBE_S3_SETTING_RULES_H

#include "emulator/services/s3/s3_settings.h"

s3_setting_check s3_check_tagging, s3_check_encryption, s3_check_ownership, s3_check_access_block, s3_check_accelerate,
    s3_check_logging, s3_check_object_lock, s3_check_replication, s3_check_inventory;

#endif
