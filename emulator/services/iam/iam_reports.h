/* The credential report. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
#ifndef NUBE_IAM_REPORTS_H
#define NUBE_IAM_REPORTS_H

#include "emulator/core/call.h"

int iam_generate_credential_report(struct call *c);
int iam_get_credential_report(struct call *c);

#endif
