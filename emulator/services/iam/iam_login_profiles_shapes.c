/* Shapes of IAM: login profiles. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape Password = { .type = T_STRING,
                                       .flags = HAS_MIN | HAS_MAX,
                                       .min = 1,
                                       .max = 128,
                                       .pattern = "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+" };
static const struct member ChangePasswordInput_members[] = { { "OldPassword", &Password, REQUIRED },
                                                             { "NewPassword", &Password, REQUIRED },
                                                             { 0 } };
const struct shape IamChangePasswordInput = STRUCTURE(ChangePasswordInput_members);

static const struct member LoginProfile_members[] = {
    { "UserName", &String }, { "CreateDate", &Timestamp }, { "PasswordResetRequired", &Boolean }, { 0 }
};
static const struct shape LoginProfile = STRUCTURE(LoginProfile_members);

static const struct member CreateLoginProfileInput_members[] = {
    { "UserName", &IamUserName }, { "Password", &Password }, { "PasswordResetRequired", &Boolean }, { 0 }
};
const struct shape IamCreateLoginProfileInput = STRUCTURE(CreateLoginProfileInput_members);
static const struct member CreateLoginProfileOutput_members[] = { { "LoginProfile", &LoginProfile }, { 0 } };
const struct shape IamCreateLoginProfileOutput = STRUCTURE(CreateLoginProfileOutput_members);

static const struct member DeleteLoginProfileInput_members[] = { { "UserName", &IamUserName }, { 0 } };
const struct shape IamDeleteLoginProfileInput = STRUCTURE(DeleteLoginProfileInput_members);

static const struct member GetLoginProfileInput_members[] = { { "UserName", &IamUserName }, { 0 } };
const struct shape IamGetLoginProfileInput = STRUCTURE(GetLoginProfileInput_members);
static const struct member GetLoginProfileOutput_members[] = { { "LoginProfile", &LoginProfile }, { 0 } };
const struct shape IamGetLoginProfileOutput = STRUCTURE(GetLoginProfileOutput_members);

static const struct member UpdateLoginProfileInput_members[] = {
    { "UserName", &IamUserName, REQUIRED }, { "Password", &Password }, { "PasswordResetRequired", &Boolean }, { 0 }
};
const struct shape IamUpdateLoginProfileInput = STRUCTURE(UpdateLoginProfileInput_members);
