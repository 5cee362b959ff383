/* Refusals that pass by themselves: their codes, and words of their messages. */
#include "app/deploy/deploy_passing.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *code;
    const char *words; /* "": any */
} passing[] = {
    /* AWS: Lambda, of a role of a moment ago: "The role defined for the function cannot be assumed by Lambda." */
    { "InvalidParameterValueException", "cannot be assumed" },
    /* … "Lambda was unable to configure access to your environment variables because the KMS key is invalid …" */
    { "InvalidParameterValueException", "unable to configure access to your environment variables" },
    /* … "The operation cannot be performed at this time. An update is in progress for resource: …" */
    { "ResourceConflictException", "in progress" },
    { "ResourceConflictException", "cannot be performed at this time" },
    /* AWS: Step Functions: "Neither the global service principal states.amazonaws.com, nor the regional one is
     * authorized to assume the provided role." and "The state machine IAM Role is not authorized to access the Log
     * Destination" */
    { "AccessDeniedException", "assume the provided role" },
    { "AccessDeniedException", "not authorized to access the Log Destination" },
    { "StateMachineDeleting", "" },
    /* AWS: Pipes speaks of the role in several ways. */
    { "ValidationException", "role" },
    { "ValidationException", "Role" },
    { "ConflictException", "ipe" },
    { "ConflictException", "try again" },
    /* AWS: SQS: "You must wait 60 seconds after deleting a queue before you can create another with the same name." */
    { "AWS.SimpleQueueService.QueueDeletedRecently", "" },
    { "QueueDeletedRecently", "" },
    /* AWS: DynamoDB: a table that is being created, updated or deleted; backups are enabled a while after a table is.
     * */
    { "ResourceInUseException", "" },
    { "ContinuousBackupsUnavailableException", "" },
    { "BackupInUseException", "" },
    { "ConcurrentModification", "" },
    { "ConcurrentModificationException", "" },
    /* AWS: API Gateway, of an account's role of a moment ago: "The role ARN does not have required permissions
     * configured. Please grant trust permission for API Gateway and add the required role policy." */
    { "BadRequestException", "does not have required permissions" },
    { "BadRequestException", "CloudWatch Logs role ARN must be set" },
    /* AWS: API Gateway: one DeleteRestApi in 30 seconds. */
    { "TooManyRequestsException", "" },
    /* AWS: S3 and CloudFront: a bucket that is being deleted, a distribution that is still going out. */
    { "OperationAborted", "" },
    { "DistributionNotDisabled", "" },
    { "OriginAccessControlInUse", "" },
};

bool deploy_is_passing(const struct aws_error *error)
{
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
        if (aws_error_is(error, passing[i].code) && strstr(error->message, passing[i].words)) return true;
    return false;
}
