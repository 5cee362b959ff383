/* Shapes of IAM: boundaries. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member DeleteRolePermissionsBoundaryInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                                            { 0 } };
const struct shape IamDeleteRolePermissionsBoundaryInput = STRUCTURE(DeleteRolePermissionsBoundaryInput_members);

static const struct member DeleteUserPermissionsBoundaryInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                            { 0 } };
const struct shape IamDeleteUserPermissionsBoundaryInput = STRUCTURE(DeleteUserPermissionsBoundaryInput_members);

static const struct member PutRolePermissionsBoundaryInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                                         { "PermissionsBoundary", &IamArn, REQUIRED },
                                                                         { 0 } };
const struct shape IamPutRolePermissionsBoundaryInput = STRUCTURE(PutRolePermissionsBoundaryInput_members);

static const struct member PutUserPermissionsBoundaryInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                         { "PermissionsBoundary", &IamArn, REQUIRED },
                                                                         { 0 } };
const struct shape IamPutUserPermissionsBoundaryInput = STRUCTURE(PutUserPermissionsBoundaryInput_members);
