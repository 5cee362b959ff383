/* AWS STS: who am I, and temporary credentials. https://docs.aws.amazon.com/STS/latest/APIReference/ */
#include "emulator/core/service.h"
#include "emulator/services/sts/sts_asks.h"
#include "emulator/services/sts/sts_faults.h"
#include "emulator/services/sts/sts_roles.h"
#include "emulator/services/sts/sts_saml.h"
#include "emulator/services/sts/sts_shapes.h"
#include "emulator/services/sts/sts_tokens.h"
#include "emulator/services/sts/sts_web_identity.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "AssumeRole", &StsAssumeRoleInput, &StsAssumeRoleOutput, sts_assume_role, WRITES | TAKES_TOKENS,
      .asks = sts_ask_role },
    { "AssumeRoleWithWebIdentity", &StsAssumeRoleWithWebIdentityInput, &StsAssumeRoleWithWebIdentityOutput,
      sts_assume_role_with_web_identity, WRITES | PUBLIC, .asks = sts_ask_role },
    { "AssumeRoleWithSAML", &StsAssumeRoleWithSAMLInput, &StsAssumeRoleWithSAMLOutput, sts_assume_role_with_saml,
      WRITES | PUBLIC, .asks = sts_ask_role },
    { "GetSessionToken", &StsGetSessionTokenInput, &StsGetSessionTokenOutput, sts_get_session_token,
      WRITES | NO_PERMISSION },
    { "GetFederationToken", &StsGetFederationTokenInput, &StsGetFederationTokenOutput, sts_get_federation_token,
      WRITES | TAKES_TOKENS, .asks = sts_ask_federated_user },
    { "GetCallerIdentity", &Nothing, &StsGetCallerIdentityOutput, sts_get_caller_identity,
      NO_DATABASE | NO_PERMISSION },
    { "GetAccessKeyInfo", &StsGetAccessKeyInfoInput, &StsGetAccessKeyInfoOutput, sts_get_access_key_info, NO_DATABASE },
    { "DecodeAuthorizationMessage", &StsDecodeAuthorizationMessageInput, &StsDecodeAuthorizationMessageOutput,
      sts_decode_authorization_message, NO_DATABASE },
    { 0 },
};

static const struct service_faults faults = { .validation = &sts_validation, .denied = &sts_access_denied };

static int start(void)
{
    identity_register_keys(sts_session_key);
    return 0;
}

const struct service sts_service = {
    .name = "sts",
    .title = "AWS STS",
    .api_version = "2011-06-15",
    .xml_namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
    .codecs = CODECS(&aws_query),
    .body_bytes_max = 2 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .schema = sts_schema,
    .start = start,
    .refuses_tokens = true,
    .resolve = sts_resolve,
    .condition_keys = sts_condition_keys,
};
