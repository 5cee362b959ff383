/* The inputs and outputs of what there is around a table: time to live, backups, tags, policies, and the account's
 * limits. */
#ifndef NUBE_DYNAMODB_FEATURES_SHAPES_H
#define NUBE_DYNAMODB_FEATURES_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape DdbUpdateTimeToLiveInput, DdbUpdateTimeToLiveOutput;
extern const struct shape DdbDescribeTimeToLiveInput, DdbDescribeTimeToLiveOutput;
extern const struct shape DdbCreateBackupInput, DdbCreateBackupOutput;
extern const struct shape DdbBackupArnInput, DdbBackupDescriptionOutput; /* of DescribeBackup and DeleteBackup */
extern const struct shape DdbListBackupsInput, DdbListBackupsOutput;
extern const struct shape DdbRestoreTableFromBackupInput, DdbRestoreTableToPointInTimeInput;
extern const struct shape DdbUpdateContinuousBackupsInput, DdbDescribeContinuousBackupsInput,
    DdbContinuousBackupsOutput;
extern const struct shape DdbTagResourceInput, DdbUntagResourceInput;
extern const struct shape DdbListTagsOfResourceInput, DdbListTagsOfResourceOutput;
extern const struct shape DdbPutResourcePolicyInput, DdbGetResourcePolicyInput, DdbDeleteResourcePolicyInput;
extern const struct shape DdbResourcePolicyOutput;
extern const struct shape DdbDescribeLimitsOutput, DdbDescribeEndpointsOutput;

#endif
