/* Shapes of IAM: users. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member CreateUserInput_members[] = { { "Path", &IamPath },
                                                         { "UserName", &IamUserName, REQUIRED },
                                                         { "PermissionsBoundary", &IamArn },
                                                         { "Tags", &IamTagList },
                                                         { 0 } };
const struct shape IamCreateUserInput = STRUCTURE(CreateUserInput_members);
static const struct member CreateUserOutput_members[] = { { "User", &IamUser }, { 0 } };
const struct shape IamCreateUserOutput = STRUCTURE(CreateUserOutput_members);

static const struct member DeleteUserInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED }, { 0 } };
const struct shape IamDeleteUserInput = STRUCTURE(DeleteUserInput_members);

static const struct member GetUserInput_members[] = { { "UserName", &IamExistingUserName }, { 0 } };
const struct shape IamGetUserInput = STRUCTURE(GetUserInput_members);
static const struct member GetUserOutput_members[] = { { "User", &IamUser }, { 0 } };
const struct shape IamGetUserOutput = STRUCTURE(GetUserOutput_members);

static const struct member ListUsersInput_members[] = {
    { "PathPrefix", &IamPathPrefix }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListUsersInput = STRUCTURE(ListUsersInput_members);
static const struct member ListUsersOutput_members[] = {
    { "Users", &IamUserList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListUsersOutput = STRUCTURE(ListUsersOutput_members);

static const struct member UpdateUserInput_members[] = {
    { "UserName", &IamExistingUserName, REQUIRED }, { "NewPath", &IamPath }, { "NewUserName", &IamUserName }, { 0 }
};
const struct shape IamUpdateUserInput = STRUCTURE(UpdateUserInput_members);
