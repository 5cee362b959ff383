/* The shapes of the simulation, as AWS's model has them. */
#include "emulator/services/iam/iam_simulate.h"

#define TEXT(min_, max_)                                                           \
    {                                                                              \
        .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = (min_), .max = (max_) \
    }
#define SHAPE(name, ...)                                                  \
    static const struct member name##_members[] = { __VA_ARGS__, { 0 } }; \
    static const struct shape name = STRUCTURE(name##_members)
#define PUBLIC(name, ...)                                                      \
    static const struct member Iam##name##_members[] = { __VA_ARGS__, { 0 } }; \
    const struct shape Iam##name = STRUCTURE(Iam##name##_members)

static const struct shape PolicyDocument = { .type = T_STRING,
                                             .flags = HAS_MIN | HAS_MAX,
                                             .min = 1,
                                             .max = 131072,
                                             .pattern = "[\\x{9}\\x{A}\\x{D}\\x{20}-\\x{FF}]+" };
static const struct shape PolicyList = LIST_OF(&PolicyDocument);
static const struct shape Arn = TEXT(20, 2048);
static const struct shape ResourceName = TEXT(1, 2048);
static const struct shape ResourceNames = LIST_OF(&ResourceName);
static const struct shape ActionName = TEXT(3, 128);
static const struct shape ActionNames = LIST_OF(&ActionName);
static const struct shape KeyName = TEXT(5, 256);
static const struct shape KeyNames = LIST_OF(&KeyName);
static const char *const key_types[] = { "string",      "stringList", "numeric", "numericList", "boolean",
                                         "booleanList", "ip",         "ipList",  "binary",      "binaryList",
                                         "date",        "dateList",   NULL };
static const struct shape KeyType = ENUM_OF(key_types);
static const struct shape HandlingOption = TEXT(1, 64);
static const struct shape MaxItems = INTEGER_OF(1, 1000);
static const struct shape Marker = TEXT(1, 320);

SHAPE(ContextEntry, { "ContextKeyName", &KeyName }, { "ContextKeyValues", &StringList },
      { "ContextKeyType", &KeyType });
static const struct shape ContextEntries = LIST_OF(&ContextEntry);
SHAPE(Position, { "Line", &Integer }, { "Column", &Integer });
SHAPE(Statement, { "SourcePolicyId", &String }, { "SourcePolicyType", &String }, { "StartPosition", &Position },
      { "EndPosition", &Position });
static const struct shape Statements = LIST_OF(&Statement);
SHAPE(Organizations, { "AllowedByOrganizations", &Boolean });
SHAPE(Boundary, { "AllowedByPermissionsBoundary", &Boolean });
SHAPE(ResourceResult, { "EvalResourceName", &String }, { "EvalResourceDecision", &String },
      { "MatchedStatements", &Statements }, { "MissingContextValues", &KeyNames },
      { "EvalDecisionDetails", &StringMap }, { "PermissionsBoundaryDecisionDetail", &Boundary });
static const struct shape ResourceResults = LIST_OF(&ResourceResult);
SHAPE(Result, { "EvalActionName", &String }, { "EvalResourceName", &String }, { "EvalDecision", &String },
      { "MatchedStatements", &Statements }, { "MissingContextValues", &KeyNames },
      { "OrganizationsDecisionDetail", &Organizations }, { "PermissionsBoundaryDecisionDetail", &Boundary },
      { "EvalDecisionDetails", &StringMap }, { "ResourceSpecificResults", &ResourceResults });
static const struct shape Results = LIST_OF(&Result);

PUBLIC(SimulateCustomPolicyInput, { "PolicyInputList", &PolicyList, REQUIRED },
       { "PermissionsBoundaryPolicyInputList", &PolicyList }, { "ActionNames", &ActionNames, REQUIRED },
       { "ResourceArns", &ResourceNames }, { "ResourcePolicy", &PolicyDocument }, { "ResourceOwner", &ResourceName },
       { "CallerArn", &ResourceName }, { "ContextEntries", &ContextEntries },
       { "ResourceHandlingOption", &HandlingOption }, { "MaxItems", &MaxItems }, { "Marker", &Marker });
PUBLIC(SimulatePrincipalPolicyInput, { "PolicySourceArn", &Arn, REQUIRED }, { "PolicyInputList", &PolicyList },
       { "PermissionsBoundaryPolicyInputList", &PolicyList }, { "ActionNames", &ActionNames, REQUIRED },
       { "ResourceArns", &ResourceNames }, { "ResourcePolicy", &PolicyDocument }, { "ResourceOwner", &ResourceName },
       { "CallerArn", &ResourceName }, { "ContextEntries", &ContextEntries },
       { "ResourceHandlingOption", &HandlingOption }, { "MaxItems", &MaxItems }, { "Marker", &Marker });
PUBLIC(SimulatePolicyOutput, { "EvaluationResults", &Results }, { "IsTruncated", &Boolean }, { "Marker", &String });
PUBLIC(GetContextKeysForCustomPolicyInput, { "PolicyInputList", &PolicyList, REQUIRED });
PUBLIC(GetContextKeysForPrincipalPolicyInput, { "PolicySourceArn", &Arn, REQUIRED },
       { "PolicyInputList", &PolicyList });
PUBLIC(GetContextKeysOutput, { "ContextKeyNames", &KeyNames });
