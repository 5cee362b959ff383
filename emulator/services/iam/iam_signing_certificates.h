/* Signing certificates of users.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html */
#ifndef NUBE_IAM_SIGNING_CERTIFICATES_H
#define NUBE_IAM_SIGNING_CERTIFICATES_H

#include "emulator/core/call.h"

int iam_upload_signing_certificate(struct call *c);
int iam_list_signing_certificates(struct call *c);
int iam_update_signing_certificate(struct call *c);
int iam_delete_signing_certificate(struct call *c);

#endif
