/* What a website configuration may say.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
#ifndef NUBE_S3_WEBSITE_RULES_H
#define NUBE_S3_WEBSITE_RULES_H

#include "emulator/services/s3/s3_settings.h"

s3_setting_check s3_check_website;

#endif
