/* The shapes of reports of services last accessed, as AWS's model has them. */
#include "emulator/services/iam/iam_last_accessed.h"

#include <stddef.h>

#include "emulator/services/iam/iam_shapes.h"

#define SHAPE(name, ...)                                                  \
    static const struct member name##_members[] = { __VA_ARGS__, { 0 } }; \
    static const struct shape name = STRUCTURE(name##_members)
#define PUBLIC(name, ...)                                                      \
    static const struct member Iam##name##_members[] = { __VA_ARGS__, { 0 } }; \
    const struct shape Iam##name = STRUCTURE(Iam##name##_members)

static const char *const granularities[] = { "SERVICE_LEVEL", "ACTION_LEVEL", NULL };
static const struct shape Granularity = { .type = T_STRING, .values = granularities };
static const struct shape JobId = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 36, .max = 36 };
static const struct shape ServiceNamespace = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[\\w-]*"
};
static const struct shape ServiceNamespaces = {
    .type = T_LIST, .element = &ServiceNamespace, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 200
};

SHAPE(ErrorDetails, { "Message", &String }, { "Code", &String });
SHAPE(TrackedAction, { "ActionName", &String }, { "LastAccessedEntity", &String }, { "LastAccessedTime", &Timestamp },
      { "LastAccessedRegion", &String });
static const struct shape TrackedActions = LIST_OF(&TrackedAction);
SHAPE(ServiceLastAccessed, { "ServiceName", &String }, { "LastAuthenticated", &Timestamp },
      { "ServiceNamespace", &String }, { "LastAuthenticatedEntity", &String }, { "LastAuthenticatedRegion", &String },
      { "TotalAuthenticatedEntities", &Integer }, { "TrackedActionsLastAccessed", &TrackedActions });
static const struct shape ServicesLastAccessed = LIST_OF(&ServiceLastAccessed);
SHAPE(EntityInfo, { "Arn", &String }, { "Name", &String }, { "Type", &String }, { "Id", &String }, { "Path", &String });
SHAPE(EntityDetails, { "EntityInfo", &EntityInfo }, { "LastAuthenticated", &Timestamp });
static const struct shape EntityDetailsList = LIST_OF(&EntityDetails);
SHAPE(PolicyGranting, { "PolicyName", &String }, { "PolicyType", &String }, { "PolicyArn", &String },
      { "EntityType", &String }, { "EntityName", &String });
static const struct shape PoliciesGranting = LIST_OF(&PolicyGranting);
SHAPE(PoliciesGrantingEntry, { "ServiceNamespace", &String }, { "Policies", &PoliciesGranting });
static const struct shape PoliciesGrantingEntries = LIST_OF(&PoliciesGrantingEntry);

PUBLIC(GenerateServiceLastAccessedDetailsInput, { "Arn", &IamArn, REQUIRED }, { "Granularity", &Granularity });
PUBLIC(GenerateServiceLastAccessedDetailsOutput, { "JobId", &String });
PUBLIC(GetServiceLastAccessedDetailsInput, { "JobId", &JobId, REQUIRED }, { "MaxItems", &IamMaxItems },
       { "Marker", &IamMarker });
PUBLIC(GetServiceLastAccessedDetailsOutput, { "JobStatus", &String }, { "JobType", &String },
       { "JobCreationDate", &Timestamp }, { "ServicesLastAccessed", &ServicesLastAccessed },
       { "JobCompletionDate", &Timestamp }, { "IsTruncated", &Boolean }, { "Marker", &String },
       { "Error", &ErrorDetails });
PUBLIC(GetServiceLastAccessedDetailsWithEntitiesInput, { "JobId", &JobId, REQUIRED },
       { "ServiceNamespace", &ServiceNamespace, REQUIRED }, { "MaxItems", &IamMaxItems }, { "Marker", &IamMarker });
PUBLIC(GetServiceLastAccessedDetailsWithEntitiesOutput, { "JobStatus", &String }, { "JobCreationDate", &Timestamp },
       { "JobCompletionDate", &Timestamp }, { "EntityDetailsList", &EntityDetailsList }, { "IsTruncated", &Boolean },
       { "Marker", &String }, { "Error", &ErrorDetails });
PUBLIC(ListPoliciesGrantingServiceAccessInput, { "Marker", &IamMarker }, { "Arn", &IamArn, REQUIRED },
       { "ServiceNamespaces", &ServiceNamespaces, REQUIRED });
PUBLIC(ListPoliciesGrantingServiceAccessOutput, { "PoliciesGrantingServiceAccess", &PoliciesGrantingEntries },
       { "IsTruncated", &Boolean }, { "Marker", &String });
