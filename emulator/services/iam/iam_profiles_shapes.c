/* Shapes of IAM: profiles. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member AddRoleToInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { "RoleName", &IamRoleName, REQUIRED }, { 0 }
};
const struct shape IamAddRoleToInstanceProfileInput = STRUCTURE(AddRoleToInstanceProfileInput_members);

static const struct member CreateInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { "Path", &IamPath }, { "Tags", &IamTagList }, { 0 }
};
const struct shape IamCreateInstanceProfileInput = STRUCTURE(CreateInstanceProfileInput_members);
static const struct member CreateInstanceProfileOutput_members[] = { { "InstanceProfile", &IamInstanceProfile },
                                                                     { 0 } };
const struct shape IamCreateInstanceProfileOutput = STRUCTURE(CreateInstanceProfileOutput_members);

static const struct member DeleteInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { 0 }
};
const struct shape IamDeleteInstanceProfileInput = STRUCTURE(DeleteInstanceProfileInput_members);

static const struct member GetInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { 0 }
};
const struct shape IamGetInstanceProfileInput = STRUCTURE(GetInstanceProfileInput_members);
static const struct member GetInstanceProfileOutput_members[] = { { "InstanceProfile", &IamInstanceProfile }, { 0 } };
const struct shape IamGetInstanceProfileOutput = STRUCTURE(GetInstanceProfileOutput_members);

static const struct member ListInstanceProfilesInput_members[] = {
    { "PathPrefix", &IamPathPrefix }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListInstanceProfilesInput = STRUCTURE(ListInstanceProfilesInput_members);
static const struct member ListInstanceProfilesOutput_members[] = {
    { "InstanceProfiles", &IamInstanceProfileList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListInstanceProfilesOutput = STRUCTURE(ListInstanceProfilesOutput_members);

static const struct member ListInstanceProfilesForRoleInput_members[] = {
    { "RoleName", &IamRoleName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListInstanceProfilesForRoleInput = STRUCTURE(ListInstanceProfilesForRoleInput_members);
static const struct member ListInstanceProfilesForRoleOutput_members[] = {
    { "InstanceProfiles", &IamInstanceProfileList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListInstanceProfilesForRoleOutput = STRUCTURE(ListInstanceProfilesForRoleOutput_members);

static const struct member RemoveRoleFromInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { "RoleName", &IamRoleName, REQUIRED }, { 0 }
};
const struct shape IamRemoveRoleFromInstanceProfileInput = STRUCTURE(RemoveRoleFromInstanceProfileInput_members);
