/* OpenID Connect providers. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
#ifndef NUBE_IAM_OIDC_H
#define NUBE_IAM_OIDC_H

#include "emulator/core/call.h"

int iam_create_oidc_provider(struct call *c);
int iam_get_oidc_provider(struct call *c);
int iam_list_oidc_providers(struct call *c);
int iam_delete_oidc_provider(struct call *c);
int iam_add_oidc_client(struct call *c);
int iam_remove_oidc_client(struct call *c);
int iam_update_oidc_thumbprints(struct call *c);

void iam_ask_new_oidc_provider(struct call *c);
void iam_ask_oidc_providers(struct call *c);

#endif
