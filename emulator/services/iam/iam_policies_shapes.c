/* Shapes of IAM: policies. */
#include "emulator/services/iam/iam_shapes.h"

#include <stddef.h>

static const struct shape PolicyDescription = { .type = T_STRING, .flags = HAS_MAX, .max = 1000 };
static const struct member Policy_members[] = { { "PolicyName", &String },
                                                { "PolicyId", &String },
                                                { "Arn", &String },
                                                { "Path", &String },
                                                { "DefaultVersionId", &String },
                                                { "AttachmentCount", &Integer },
                                                { "PermissionsBoundaryUsageCount", &Integer },
                                                { "IsAttachable", &Boolean },
                                                { "Description", &String },
                                                { "CreateDate", &Timestamp },
                                                { "UpdateDate", &Timestamp },
                                                { "Tags", &IamTagListTold },
                                                { 0 } };
static const struct shape Policy = STRUCTURE(Policy_members);

static const struct member CreatePolicyInput_members[] = { { "PolicyName", &IamPolicyName, REQUIRED },
                                                           { "Path", &IamPolicyPath },
                                                           { "PolicyDocument", &IamPolicyDocument, REQUIRED },
                                                           { "Description", &PolicyDescription },
                                                           { "Tags", &IamTagList },
                                                           { 0 } };
const struct shape IamCreatePolicyInput = STRUCTURE(CreatePolicyInput_members);
static const struct member CreatePolicyOutput_members[] = { { "Policy", &Policy }, { 0 } };
const struct shape IamCreatePolicyOutput = STRUCTURE(CreatePolicyOutput_members);

static const struct member CreatePolicyVersionInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                                  { "PolicyDocument", &IamPolicyDocument, REQUIRED },
                                                                  { "SetAsDefault", &Boolean },
                                                                  { 0 } };
const struct shape IamCreatePolicyVersionInput = STRUCTURE(CreatePolicyVersionInput_members);
static const struct member CreatePolicyVersionOutput_members[] = { { "PolicyVersion", &IamPolicyVersion }, { 0 } };
const struct shape IamCreatePolicyVersionOutput = STRUCTURE(CreatePolicyVersionOutput_members);

static const struct member DeletePolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED }, { 0 } };
const struct shape IamDeletePolicyInput = STRUCTURE(DeletePolicyInput_members);

static const struct shape PolicyVersionId = { .type = T_STRING, .pattern = "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?" };
static const struct member DeletePolicyVersionInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                                  { "VersionId", &PolicyVersionId, REQUIRED },
                                                                  { 0 } };
const struct shape IamDeletePolicyVersionInput = STRUCTURE(DeletePolicyVersionInput_members);

static const struct member GetPolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED }, { 0 } };
const struct shape IamGetPolicyInput = STRUCTURE(GetPolicyInput_members);
static const struct member GetPolicyOutput_members[] = { { "Policy", &Policy }, { 0 } };
const struct shape IamGetPolicyOutput = STRUCTURE(GetPolicyOutput_members);

static const struct member GetPolicyVersionInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                               { "VersionId", &PolicyVersionId, REQUIRED },
                                                               { 0 } };
const struct shape IamGetPolicyVersionInput = STRUCTURE(GetPolicyVersionInput_members);
static const struct member GetPolicyVersionOutput_members[] = { { "PolicyVersion", &IamPolicyVersion }, { 0 } };
const struct shape IamGetPolicyVersionOutput = STRUCTURE(GetPolicyVersionOutput_members);

static const char *const PolicyScope_values[] = { "All", "AWS", "Local", NULL };
static const struct shape PolicyScope = { .type = T_STRING, .values = PolicyScope_values };
static const struct shape PolicyList = LIST_OF(&Policy);

static const struct member ListPoliciesInput_members[] = { { "Scope", &PolicyScope },
                                                           { "OnlyAttached", &Boolean },
                                                           { "PathPrefix", &IamPolicyPath },
                                                           { "PolicyUsageFilter", &IamPolicyUsage },
                                                           { "Marker", &IamMarker },
                                                           { "MaxItems", &IamMaxItems },
                                                           { 0 } };
const struct shape IamListPoliciesInput = STRUCTURE(ListPoliciesInput_members);
static const struct member ListPoliciesOutput_members[] = {
    { "Policies", &PolicyList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListPoliciesOutput = STRUCTURE(ListPoliciesOutput_members);

static const struct member ListPolicyVersionsInput_members[] = {
    { "PolicyArn", &IamArn, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListPolicyVersionsInput = STRUCTURE(ListPolicyVersionsInput_members);
static const struct member ListPolicyVersionsOutput_members[] = {
    { "Versions", &IamPolicyDocumentVersionList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListPolicyVersionsOutput = STRUCTURE(ListPolicyVersionsOutput_members);

static const struct member SetDefaultPolicyVersionInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                                      { "VersionId", &PolicyVersionId, REQUIRED },
                                                                      { 0 } };
const struct shape IamSetDefaultPolicyVersionInput = STRUCTURE(SetDefaultPolicyVersionInput_members);
