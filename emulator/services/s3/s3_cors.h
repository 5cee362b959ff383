/* Which pages of other origins may use a bucket: its CORS configuration.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
#ifndef NUBE_S3_CORS_H
#define NUBE_S3_CORS_H

#include "emulator/services/s3/s3_settings.h"

s3_setting_check s3_check_cors;

#endif
