/* IAM's shapes and faults. */
#include "emulator/services/iam/iam.h"

const struct fault_kind iam_no_such_entity = { "NoSuchEntityException", 404, SENDER, .query = { "NoSuchEntity" } };
const struct fault_kind iam_entity_already_exists = { "EntityAlreadyExistsException", 409, SENDER,
                                                      .query = { "EntityAlreadyExists" } };
const struct fault_kind iam_malformed_policy_document = { "MalformedPolicyDocumentException", 400, SENDER,
                                                          .query = { "MalformedPolicyDocument" } };
const struct fault_kind iam_delete_conflict = { "DeleteConflictException", 409, SENDER, .query = { "DeleteConflict" } };
const struct fault_kind iam_validation = { "ValidationException", 400, SENDER, .query = { "ValidationError" } };

static const struct shape RoleName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[\\w+=,.@-]+"
};
static const struct shape PolicyName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w+=,.@-]+"
};
static const struct shape PolicyDocument = STRING_OF(1, 131072);
static const struct shape Description = STRING_OF(0, 1000);
static const struct shape Duration = INTEGER_OF(3600, 43200);
static const struct shape Path = { .type = T_STRING,
                                   .flags = HAS_MIN | HAS_MAX,
                                   .min = 1,
                                   .max = 512,
                                   .pattern = "(\\x{002F})|(\\x{002F}[\\x{0021}-\\x{007E}]+\\x{002F})" };

static const struct member Tag_members[] = { { "Key", &String, REQUIRED }, { "Value", &String, REQUIRED }, { 0 } };
static const struct shape Tag = STRUCTURE(Tag_members);
static const struct shape TagList = LIST_OF(&Tag);

static const struct member CreateRoleInput_members[] = {
    { "Path", &Path },
    { "RoleName", &RoleName, REQUIRED },
    { "AssumeRolePolicyDocument", &PolicyDocument, REQUIRED },
    { "Description", &Description },
    { "MaxSessionDuration", &Duration },
    { "PermissionsBoundary", &String },
    { "Tags", &TagList },
    { 0 },
};
const struct shape IamCreateRoleInput = STRUCTURE(CreateRoleInput_members);

static const struct member Boundary_members[] = { { "PermissionsBoundaryType", &String },
                                                  { "PermissionsBoundaryArn", &String },
                                                  { 0 } };
static const struct shape Boundary = STRUCTURE(Boundary_members);
static const struct member Role_members[] = {
    { "Path", &String },
    { "RoleName", &String },
    { "RoleId", &String },
    { "Arn", &String },
    { "CreateDate", &Timestamp },
    { "AssumeRolePolicyDocument", &String },
    { "Description", &String },
    { "MaxSessionDuration", &Integer },
    { "PermissionsBoundary", &Boundary },
    { "Tags", &TagList },
    { 0 },
};
static const struct shape Role = STRUCTURE(Role_members);
static const struct member RoleOutput_members[] = { { "Role", &Role }, { 0 } };
const struct shape IamRoleOutput = STRUCTURE(RoleOutput_members);

static const struct member RoleInput_members[] = { { "RoleName", &RoleName, REQUIRED }, { 0 } };
const struct shape IamRoleInput = STRUCTURE(RoleInput_members);

static const struct member ListRolesInput_members[] = {
    { "PathPrefix", &String },
    { "Marker", &String },
    { "MaxItems", &Integer },
    { 0 },
};
const struct shape IamListRolesInput = STRUCTURE(ListRolesInput_members);
static const struct shape RoleList = LIST_OF(&Role);
static const struct member ListRolesOutput_members[] = {
    { "Roles", &RoleList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListRolesOutput = STRUCTURE(ListRolesOutput_members);

static const struct member PutRolePolicyInput_members[] = {
    { "RoleName", &RoleName, REQUIRED },
    { "PolicyName", &PolicyName, REQUIRED },
    { "PolicyDocument", &PolicyDocument, REQUIRED },
    { 0 },
};
const struct shape IamPutRolePolicyInput = STRUCTURE(PutRolePolicyInput_members);
const struct shape IamGetRolePolicyOutput = STRUCTURE(PutRolePolicyInput_members);

static const struct member RolePolicyInput_members[] = { { "RoleName", &RoleName, REQUIRED },
                                                         { "PolicyName", &PolicyName, REQUIRED },
                                                         { 0 } };
const struct shape IamRolePolicyInput = STRUCTURE(RolePolicyInput_members);

static const struct member ListRolePoliciesOutput_members[] = { { "PolicyNames", &StringList },
                                                                { "IsTruncated", &Boolean },
                                                                { 0 } };
const struct shape IamListRolePoliciesOutput = STRUCTURE(ListRolePoliciesOutput_members);
