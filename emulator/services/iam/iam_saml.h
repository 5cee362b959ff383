/* SAML providers: their metadata is kept, and not looked into.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html */
#ifndef NUBE_IAM_SAML_H
#define NUBE_IAM_SAML_H

#include "emulator/core/call.h"

int iam_create_saml_provider(struct call *c);
int iam_get_saml_provider(struct call *c);
int iam_list_saml_providers(struct call *c);
int iam_update_saml_provider(struct call *c);
int iam_delete_saml_provider(struct call *c);

void iam_ask_new_saml_provider(struct call *c);
void iam_ask_saml_providers(struct call *c);

#endif
