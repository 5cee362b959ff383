/* Shapes of IAM: oidc. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape ClientID = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 255 };
static const struct member AddClientIDToOpenIDConnectProviderInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { "ClientID", &ClientID, REQUIRED }, { 0 }
};
const struct shape IamAddClientIDToOpenIDConnectProviderInput =
    STRUCTURE(AddClientIDToOpenIDConnectProviderInput_members);

static const struct shape OpenIDConnectProviderUrl = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 255
};
static const struct shape ClientIDList = LIST_OF(&ClientID);

static const struct shape Thumbprint = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 40, .max = 40 };
static const struct shape ThumbprintList = LIST_OF(&Thumbprint);

static const struct member CreateOpenIDConnectProviderInput_members[] = { { "Url", &OpenIDConnectProviderUrl,
                                                                            REQUIRED },
                                                                          { "ClientIDList", &ClientIDList },
                                                                          { "ThumbprintList", &ThumbprintList },
                                                                          { "Tags", &IamTagList },
                                                                          { 0 } };
const struct shape IamCreateOpenIDConnectProviderInput = STRUCTURE(CreateOpenIDConnectProviderInput_members);
static const struct member CreateOpenIDConnectProviderOutput_members[] = { { "OpenIDConnectProviderArn", &String },
                                                                           { "Tags", &IamTagListTold },
                                                                           { 0 } };
const struct shape IamCreateOpenIDConnectProviderOutput = STRUCTURE(CreateOpenIDConnectProviderOutput_members);

static const struct member DeleteOpenIDConnectProviderInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { 0 }
};
const struct shape IamDeleteOpenIDConnectProviderInput = STRUCTURE(DeleteOpenIDConnectProviderInput_members);

static const struct member GetOpenIDConnectProviderInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { 0 }
};
const struct shape IamGetOpenIDConnectProviderInput = STRUCTURE(GetOpenIDConnectProviderInput_members);
static const struct member GetOpenIDConnectProviderOutput_members[] = {
    { "Url", &String },           { "ClientIDList", &StringList }, { "ThumbprintList", &StringList },
    { "CreateDate", &Timestamp }, { "Tags", &IamTagListTold },     { 0 }
};
const struct shape IamGetOpenIDConnectProviderOutput = STRUCTURE(GetOpenIDConnectProviderOutput_members);

static const struct member OpenIDConnectProviderListEntry_members[] = { { "Arn", &String }, { 0 } };
static const struct shape OpenIDConnectProviderListEntry = STRUCTURE(OpenIDConnectProviderListEntry_members);

static const struct shape OpenIDConnectProviderList = LIST_OF(&OpenIDConnectProviderListEntry);

static const struct member ListOpenIDConnectProvidersOutput_members[] = {
    { "OpenIDConnectProviderList", &OpenIDConnectProviderList }, { 0 }
};
const struct shape IamListOpenIDConnectProvidersOutput = STRUCTURE(ListOpenIDConnectProvidersOutput_members);

static const struct member RemoveClientIDFromOpenIDConnectProviderInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { "ClientID", &ClientID, REQUIRED }, { 0 }
};
const struct shape IamRemoveClientIDFromOpenIDConnectProviderInput =
    STRUCTURE(RemoveClientIDFromOpenIDConnectProviderInput_members);

static const struct member UpdateOpenIDConnectProviderThumbprintInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { "ThumbprintList", &ThumbprintList, REQUIRED }, { 0 }
};
const struct shape IamUpdateOpenIDConnectProviderThumbprintInput =
    STRUCTURE(UpdateOpenIDConnectProviderThumbprintInput_members);
