/* The shapes, as AWS's model has them. */
#include "emulator/services/sts/sts_shapes.h"

#define TEXT(min_, max_, pattern_)                                                                        \
    {                                                                                                     \
        .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = (min_), .max = (max_), .pattern = (pattern_) \
    }
#define SHAPE(name, ...)                                                  \
    static const struct member name##_members[] = { __VA_ARGS__, { 0 } }; \
    static const struct shape name = STRUCTURE(name##_members)
#define PUBLIC(name, ...)                                                      \
    static const struct member Sts##name##_members[] = { __VA_ARGS__, { 0 } }; \
    const struct shape Sts##name = STRUCTURE(Sts##name##_members)

static const struct shape RoleArn = STRING_OF(20, 2048);
static const struct shape SessionName = TEXT(2, 64, "[\\w+=,.@-]*");
static const struct shape Duration = INTEGER_OF(900, 43200);
static const struct shape LongDuration = INTEGER_OF(900, 129600);
static const struct shape ExternalId = TEXT(2, 1224, "[\\w+=,.@:\\/-]*");
static const struct shape SerialNumber = TEXT(9, 256, "[\\w+=/:,.@-]*");
static const struct shape TokenCode = TEXT(6, 6, "[\\d]*");
static const struct shape UserName = TEXT(2, 32, "[\\w+=,.@-]*");
static const struct shape Policy = {
    .type = T_STRING, .flags = HAS_MIN, .min = 1, .pattern = "[\\x{9}\\x{A}\\x{D}\\x{20}-\\x{FF}]+"
};
static const struct shape ShortPolicy = TEXT(1, 2048, "[\\x{9}\\x{A}\\x{D}\\x{20}-\\x{FF}]+");
static const struct shape TagKey = TEXT(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
static const struct shape TagValue = TEXT(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
static const struct shape WebIdentityToken = STRING_OF(4, 20000);
static const struct shape SAMLAssertion = STRING_OF(4, 100000);
static const struct shape ProviderId = STRING_OF(4, 2048);
static const struct shape AccessKeyId = TEXT(16, 128, "[\\w]*");
static const struct shape EncodedMessage = STRING_OF(1, 10240);
static const struct shape ContextAssertion = STRING_OF(4, 2048);

SHAPE(Tag, { "Key", &TagKey, REQUIRED }, { "Value", &TagValue, REQUIRED });
static const struct shape Tags = { .type = T_LIST, .element = &Tag, .flags = HAS_MAX, .max = 50 };
static const struct shape TagKeys = { .type = T_LIST, .element = &TagKey, .flags = HAS_MAX, .max = 50 };
SHAPE(PolicyDescriptor, { "arn", &RoleArn });
static const struct shape PolicyDescriptors = LIST_OF(&PolicyDescriptor);
SHAPE(ProvidedContext, { "ProviderArn", &RoleArn }, { "ContextAssertion", &ContextAssertion });
static const struct shape ProvidedContexts = {
    .type = T_LIST, .element = &ProvidedContext, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 5
};

SHAPE(Credentials, { "AccessKeyId", &String }, { "SecretAccessKey", &String }, { "SessionToken", &String },
      { "Expiration", &Timestamp });
SHAPE(AssumedRoleUser, { "AssumedRoleId", &String }, { "Arn", &String });
SHAPE(FederatedUser, { "FederatedUserId", &String }, { "Arn", &String });

PUBLIC(AssumeRoleInput, { "RoleArn", &RoleArn, REQUIRED }, { "RoleSessionName", &SessionName, REQUIRED },
       { "PolicyArns", &PolicyDescriptors }, { "Policy", &Policy }, { "DurationSeconds", &Duration }, { "Tags", &Tags },
       { "TransitiveTagKeys", &TagKeys }, { "ExternalId", &ExternalId }, { "SerialNumber", &SerialNumber },
       { "TokenCode", &TokenCode }, { "SourceIdentity", &SessionName }, { "ProvidedContexts", &ProvidedContexts });
PUBLIC(AssumeRoleOutput, { "Credentials", &Credentials }, { "AssumedRoleUser", &AssumedRoleUser },
       { "PackedPolicySize", &Integer }, { "SourceIdentity", &String });
PUBLIC(AssumeRoleWithWebIdentityInput, { "RoleArn", &RoleArn, REQUIRED }, { "RoleSessionName", &SessionName, REQUIRED },
       { "WebIdentityToken", &WebIdentityToken, REQUIRED }, { "ProviderId", &ProviderId },
       { "PolicyArns", &PolicyDescriptors }, { "Policy", &ShortPolicy }, { "DurationSeconds", &Duration });
PUBLIC(AssumeRoleWithWebIdentityOutput, { "Credentials", &Credentials }, { "SubjectFromWebIdentityToken", &String },
       { "AssumedRoleUser", &AssumedRoleUser }, { "PackedPolicySize", &Integer }, { "Provider", &String },
       { "Audience", &String }, { "SourceIdentity", &String });
PUBLIC(AssumeRoleWithSAMLInput, { "RoleArn", &RoleArn, REQUIRED }, { "PrincipalArn", &RoleArn, REQUIRED },
       { "SAMLAssertion", &SAMLAssertion, REQUIRED }, { "PolicyArns", &PolicyDescriptors }, { "Policy", &ShortPolicy },
       { "DurationSeconds", &Duration });
PUBLIC(AssumeRoleWithSAMLOutput, { "Credentials", &Credentials }, { "AssumedRoleUser", &AssumedRoleUser },
       { "PackedPolicySize", &Integer }, { "Subject", &String }, { "SubjectType", &String }, { "Issuer", &String },
       { "Audience", &String }, { "NameQualifier", &String }, { "SourceIdentity", &String });
PUBLIC(GetSessionTokenInput, { "DurationSeconds", &LongDuration }, { "SerialNumber", &SerialNumber },
       { "TokenCode", &TokenCode });
PUBLIC(GetSessionTokenOutput, { "Credentials", &Credentials });
PUBLIC(GetFederationTokenInput, { "Name", &UserName, REQUIRED }, { "Policy", &ShortPolicy },
       { "PolicyArns", &PolicyDescriptors }, { "DurationSeconds", &LongDuration }, { "Tags", &Tags });
PUBLIC(GetFederationTokenOutput, { "Credentials", &Credentials }, { "FederatedUser", &FederatedUser },
       { "PackedPolicySize", &Integer });
PUBLIC(GetAccessKeyInfoInput, { "AccessKeyId", &AccessKeyId, REQUIRED });
PUBLIC(GetAccessKeyInfoOutput, { "Account", &String });
PUBLIC(DecodeAuthorizationMessageInput, { "EncodedMessage", &EncodedMessage, REQUIRED });
PUBLIC(DecodeAuthorizationMessageOutput, { "DecodedMessage", &String });
PUBLIC(GetCallerIdentityOutput, { "UserId", &String }, { "Account", &String }, { "Arn", &String });
