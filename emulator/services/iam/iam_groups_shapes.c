/* Shapes of IAM: groups. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member AddUserToGroupInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                             { "UserName", &IamExistingUserName, REQUIRED },
                                                             { 0 } };
const struct shape IamAddUserToGroupInput = STRUCTURE(AddUserToGroupInput_members);

static const struct member Group_members[] = { { "Path", &String },          { "GroupName", &String },
                                               { "GroupId", &String },       { "Arn", &String },
                                               { "CreateDate", &Timestamp }, { 0 } };
static const struct shape Group = STRUCTURE(Group_members);

static const struct member CreateGroupInput_members[] = { { "Path", &IamPath },
                                                          { "GroupName", &IamGroupName, REQUIRED },
                                                          { 0 } };
const struct shape IamCreateGroupInput = STRUCTURE(CreateGroupInput_members);
static const struct member CreateGroupOutput_members[] = { { "Group", &Group }, { 0 } };
const struct shape IamCreateGroupOutput = STRUCTURE(CreateGroupOutput_members);

static const struct member DeleteGroupInput_members[] = { { "GroupName", &IamGroupName, REQUIRED }, { 0 } };
const struct shape IamDeleteGroupInput = STRUCTURE(DeleteGroupInput_members);

static const struct member GetGroupInput_members[] = {
    { "GroupName", &IamGroupName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamGetGroupInput = STRUCTURE(GetGroupInput_members);
static const struct member GetGroupOutput_members[] = {
    { "Group", &Group }, { "Users", &IamUserList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamGetGroupOutput = STRUCTURE(GetGroupOutput_members);

static const struct shape GroupList = LIST_OF(&Group);

static const struct member ListGroupsInput_members[] = {
    { "PathPrefix", &IamPathPrefix }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListGroupsInput = STRUCTURE(ListGroupsInput_members);
static const struct member ListGroupsOutput_members[] = {
    { "Groups", &GroupList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListGroupsOutput = STRUCTURE(ListGroupsOutput_members);

static const struct member ListGroupsForUserInput_members[] = {
    { "UserName", &IamExistingUserName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListGroupsForUserInput = STRUCTURE(ListGroupsForUserInput_members);
static const struct member ListGroupsForUserOutput_members[] = {
    { "Groups", &GroupList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListGroupsForUserOutput = STRUCTURE(ListGroupsForUserOutput_members);

static const struct member RemoveUserFromGroupInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                                  { "UserName", &IamExistingUserName, REQUIRED },
                                                                  { 0 } };
const struct shape IamRemoveUserFromGroupInput = STRUCTURE(RemoveUserFromGroupInput_members);

static const struct member UpdateGroupInput_members[] = {
    { "GroupName", &IamGroupName, REQUIRED }, { "NewPath", &IamPath }, { "NewGroupName", &IamGroupName }, { 0 }
};
const struct shape IamUpdateGroupInput = STRUCTURE(UpdateGroupInput_members);
