/* What a lifecycle configuration may say.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
#ifndef NUBE_S3_LIFECYCLE_RULES_H
#define NUBE_S3_LIFECYCLE_RULES_H

#include "emulator/services/s3/s3_settings.h"

/* Both generations: rules with a Filter, and rules with a Prefix of their own. Completes rules without an ID, and the
 * TransitionDefaultMinimumObjectSize that counts. */
s3_setting_check s3_check_lifecycle;

#endif
