/* Temporary credentials of users, and what keys tell.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html */
#ifndef NUBE_STS_TOKENS_H
#define NUBE_STS_TOKENS_H

#include "emulator/core/call.h"

int sts_get_session_token(struct call *c);
int sts_get_federation_token(struct call *c);
int sts_get_access_key_info(struct call *c);
int sts_decode_authorization_message(struct call *c);
int sts_get_caller_identity(struct call *c);

#endif
