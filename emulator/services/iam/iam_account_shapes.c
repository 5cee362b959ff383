/* Shapes of IAM: account. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape AccountAlias = { .type = T_STRING,
                                           .flags = HAS_MIN | HAS_MAX,
                                           .min = 3,
                                           .max = 63,
                                           .pattern = "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$" };
static const struct member CreateAccountAliasInput_members[] = { { "AccountAlias", &AccountAlias, REQUIRED }, { 0 } };
const struct shape IamCreateAccountAliasInput = STRUCTURE(CreateAccountAliasInput_members);

static const struct member DeleteAccountAliasInput_members[] = { { "AccountAlias", &AccountAlias, REQUIRED }, { 0 } };
const struct shape IamDeleteAccountAliasInput = STRUCTURE(DeleteAccountAliasInput_members);

static const struct shape SummaryMap = MAP_OF(&Integer);
static const struct member GetAccountSummaryOutput_members[] = { { "SummaryMap", &SummaryMap }, { 0 } };
const struct shape IamGetAccountSummaryOutput = STRUCTURE(GetAccountSummaryOutput_members);

static const struct member ListAccountAliasesInput_members[] = { { "Marker", &IamMarker },
                                                                 { "MaxItems", &IamMaxItems },
                                                                 { 0 } };
const struct shape IamListAccountAliasesInput = STRUCTURE(ListAccountAliasesInput_members);
static const struct member ListAccountAliasesOutput_members[] = {
    { "AccountAliases", &StringList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListAccountAliasesOutput = STRUCTURE(ListAccountAliasesOutput_members);
