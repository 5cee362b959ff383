/* SNS's shapes of text messages and push notifications. */
#include "emulator/services/sns/sns_shapes.h"

/* --- text messages ------------------------------------------------------------------------------------------------ */

/* AWS: these operations write their members' names small. */
static const struct member SetSMSAttributesInput_members[] = { { "attributes", &StringMap, REQUIRED }, { 0 } };
const struct shape SnsSetSMSAttributesInput = STRUCTURE(SetSMSAttributesInput_members);

static const struct member GetSMSAttributesInput_members[] = { { "attributes", &StringList }, { 0 } };
const struct shape SnsGetSMSAttributesInput = STRUCTURE(GetSMSAttributesInput_members);
static const struct member GetSMSAttributesOutput_members[] = { { "attributes", &StringMap }, { 0 } };
const struct shape SnsGetSMSAttributesOutput = STRUCTURE(GetSMSAttributesOutput_members);

static const struct member PhoneNumberInput_members[] = { { "phoneNumber", &String, REQUIRED }, { 0 } };
const struct shape SnsPhoneNumberInput = STRUCTURE(PhoneNumberInput_members);
static const struct member IsOptedOutOutput_members[] = { { "isOptedOut", &Boolean }, { 0 } };
const struct shape SnsIsOptedOutOutput = STRUCTURE(IsOptedOutOutput_members);

static const struct member ListPhoneNumbersOptedOutInput_members[] = { { "nextToken", &String }, { 0 } };
const struct shape SnsListPhoneNumbersOptedOutInput = STRUCTURE(ListPhoneNumbersOptedOutInput_members);
static const struct member ListPhoneNumbersOptedOutOutput_members[] = {
    { "phoneNumbers", &StringList },
    { "nextToken", &String },
    { 0 },
};
const struct shape SnsListPhoneNumbersOptedOutOutput = STRUCTURE(ListPhoneNumbersOptedOutOutput_members);

/* --- the sandbox of text messages --------------------------------------------------------------------------------- */

static const struct shape PhoneNumber = {
    .type = T_STRING, .flags = HAS_MAX, .max = 20, .pattern = "^(\\+[0-9]{8,}|[0-9]{0,9})$"
};
static const char *const languages[] = { "en-US", "en-GB", "es-419", "es-ES", "de-DE", "fr-CA", "fr-FR",
                                         "it-IT", "ja-JP", "pt-BR",  "kr-KR", "zh-CN", "zh-TW", NULL };
static const struct shape LanguageCode = ENUM_OF(languages);
static const struct member CreateSandboxNumberInput_members[] = {
    { "PhoneNumber", &PhoneNumber, REQUIRED },
    { "LanguageCode", &LanguageCode },
    { 0 },
};
const struct shape SnsCreateSandboxNumberInput = STRUCTURE(CreateSandboxNumberInput_members);

static const struct member SandboxNumberInput_members[] = { { "PhoneNumber", &PhoneNumber, REQUIRED }, { 0 } };
const struct shape SnsSandboxNumberInput = STRUCTURE(SandboxNumberInput_members);

static const struct shape OTPCode = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 5, .max = 8, .pattern = "^[0-9]+$"
};
static const struct member VerifySandboxNumberInput_members[] = {
    { "PhoneNumber", &PhoneNumber, REQUIRED },
    { "OneTimePassword", &OTPCode, REQUIRED },
    { 0 },
};
const struct shape SnsVerifySandboxNumberInput = STRUCTURE(VerifySandboxNumberInput_members);

static const struct member SandboxStatusOutput_members[] = { { "IsInSandbox", &Boolean, REQUIRED }, { 0 } };
const struct shape SnsSandboxStatusOutput = STRUCTURE(SandboxStatusOutput_members);

static const struct shape MaxItems = INTEGER_OF(1, 100);
static const struct member ListSandboxNumbersInput_members[] = {
    { "NextToken", &String },
    { "MaxResults", &MaxItems },
    { 0 },
};
const struct shape SnsListSandboxNumbersInput = STRUCTURE(ListSandboxNumbersInput_members);
static const struct member SandboxNumber_members[] = { { "PhoneNumber", &String }, { "Status", &String }, { 0 } };
static const struct shape SandboxNumber = STRUCTURE(SandboxNumber_members);
static const struct shape SandboxNumberList = LIST_OF(&SandboxNumber);
static const struct member ListSandboxNumbersOutput_members[] = {
    { "PhoneNumbers", &SandboxNumberList, REQUIRED },
    { "NextToken", &String },
    { 0 },
};
const struct shape SnsListSandboxNumbersOutput = STRUCTURE(ListSandboxNumbersOutput_members);

static const struct shape MaxOriginationNumbers = INTEGER_OF(1, 30);
static const struct member ListOriginationNumbersInput_members[] = {
    { "NextToken", &String },
    { "MaxResults", &MaxOriginationNumbers },
    { 0 },
};
const struct shape SnsListOriginationNumbersInput = STRUCTURE(ListOriginationNumbersInput_members);
static const struct member OriginationNumber_members[] = {
    { "CreatedAt", &Timestamp },
    { "PhoneNumber", &String },
    { "Status", &String },
    { "Iso2CountryCode", &String },
    { "RouteType", &String },
    { "NumberCapabilities", &StringList },
    { 0 },
};
static const struct shape OriginationNumber = STRUCTURE(OriginationNumber_members);
static const struct shape OriginationNumberList = LIST_OF(&OriginationNumber);
static const struct member ListOriginationNumbersOutput_members[] = {
    { "NextToken", &String },
    { "PhoneNumbers", &OriginationNumberList },
    { 0 },
};
const struct shape SnsListOriginationNumbersOutput = STRUCTURE(ListOriginationNumbersOutput_members);

/* --- push notifications ------------------------------------------------------------------------------------------- */

static const struct member CreatePlatformApplicationInput_members[] = {
    { "Name", &String, REQUIRED },
    { "Platform", &String, REQUIRED },
    { "Attributes", &StringMap, REQUIRED },
    { 0 },
};
const struct shape SnsCreatePlatformApplicationInput = STRUCTURE(CreatePlatformApplicationInput_members);

static const struct member ApplicationArn_members[] = { { "PlatformApplicationArn", &String, REQUIRED }, { 0 } };
const struct shape SnsPlatformApplicationInput = STRUCTURE(ApplicationArn_members);
const struct shape SnsPlatformApplicationArnOutput = STRUCTURE(ApplicationArn_members);

static const struct member SetPlatformApplicationAttributesInput_members[] = {
    { "PlatformApplicationArn", &String, REQUIRED },
    { "Attributes", &StringMap }, /* AWS: looked at after the ARN; an empty map is not on Query's wire */
    { 0 },
};
const struct shape SnsSetPlatformApplicationAttributesInput = STRUCTURE(SetPlatformApplicationAttributesInput_members);

static const struct member NextTokenInput_members[] = { { "NextToken", &String }, { 0 } };
const struct shape SnsListPlatformApplicationsInput = STRUCTURE(NextTokenInput_members);
static const struct member PlatformApplication_members[] = {
    { "PlatformApplicationArn", &String },
    { "Attributes", &StringMap },
    { 0 },
};
static const struct shape PlatformApplication = STRUCTURE(PlatformApplication_members);
static const struct shape PlatformApplicationList = LIST_OF(&PlatformApplication);
static const struct member ListPlatformApplicationsOutput_members[] = {
    { "PlatformApplications", &PlatformApplicationList },
    { "NextToken", &String },
    { 0 },
};
const struct shape SnsListPlatformApplicationsOutput = STRUCTURE(ListPlatformApplicationsOutput_members);

static const struct member CreatePlatformEndpointInput_members[] = {
    { "PlatformApplicationArn", &String, REQUIRED },
    { "Token", &String, REQUIRED },
    { "CustomUserData", &String },
    { "Attributes", &StringMap },
    { 0 },
};
const struct shape SnsCreatePlatformEndpointInput = STRUCTURE(CreatePlatformEndpointInput_members);

static const struct member EndpointArn_members[] = { { "EndpointArn", &String, REQUIRED }, { 0 } };
const struct shape SnsEndpointInput = STRUCTURE(EndpointArn_members);
const struct shape SnsEndpointArnOutput = STRUCTURE(EndpointArn_members);

static const struct member SetEndpointAttributesInput_members[] = {
    { "EndpointArn", &String, REQUIRED },
    { "Attributes", &StringMap }, /* the same */
    { 0 },
};
const struct shape SnsSetEndpointAttributesInput = STRUCTURE(SetEndpointAttributesInput_members);

static const struct member ListEndpointsInput_members[] = {
    { "PlatformApplicationArn", &String, REQUIRED },
    { "NextToken", &String },
    { 0 },
};
const struct shape SnsListEndpointsInput = STRUCTURE(ListEndpointsInput_members);
static const struct member Endpoint_members[] = { { "EndpointArn", &String }, { "Attributes", &StringMap }, { 0 } };
static const struct shape Endpoint = STRUCTURE(Endpoint_members);
static const struct shape EndpointList = LIST_OF(&Endpoint);
static const struct member ListEndpointsOutput_members[] = {
    { "Endpoints", &EndpointList },
    { "NextToken", &String },
    { 0 },
};
const struct shape SnsListEndpointsOutput = STRUCTURE(ListEndpointsOutput_members);
