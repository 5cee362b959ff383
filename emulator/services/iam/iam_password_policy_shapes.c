/* Shapes of IAM: password policy. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member PasswordPolicy_members[] = { { "MinimumPasswordLength", &Integer },
                                                        { "RequireSymbols", &Boolean },
                                                        { "RequireNumbers", &Boolean },
                                                        { "RequireUppercaseCharacters", &Boolean },
                                                        { "RequireLowercaseCharacters", &Boolean },
                                                        { "AllowUsersToChangePassword", &Boolean },
                                                        { "ExpirePasswords", &Boolean },
                                                        { "MaxPasswordAge", &Integer },
                                                        { "PasswordReusePrevention", &Integer },
                                                        { "HardExpiry", &Boolean },
                                                        { 0 } };
static const struct shape PasswordPolicy = STRUCTURE(PasswordPolicy_members);

static const struct member GetAccountPasswordPolicyOutput_members[] = { { "PasswordPolicy", &PasswordPolicy }, { 0 } };
const struct shape IamGetAccountPasswordPolicyOutput = STRUCTURE(GetAccountPasswordPolicyOutput_members);

static const struct shape MinimumPasswordLength = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 6, .max = 128
};
static const struct shape MaxPasswordAge = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1095 };
static const struct shape PasswordReusePrevention = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 24
};
static const struct member UpdateAccountPasswordPolicyInput_members[] = {
    { "MinimumPasswordLength", &MinimumPasswordLength },
    { "RequireSymbols", &Boolean },
    { "RequireNumbers", &Boolean },
    { "RequireUppercaseCharacters", &Boolean },
    { "RequireLowercaseCharacters", &Boolean },
    { "AllowUsersToChangePassword", &Boolean },
    { "MaxPasswordAge", &MaxPasswordAge },
    { "PasswordReusePrevention", &PasswordReusePrevention },
    { "HardExpiry", &Boolean },
    { 0 }
};
const struct shape IamUpdateAccountPasswordPolicyInput = STRUCTURE(UpdateAccountPasswordPolicyInput_members);
