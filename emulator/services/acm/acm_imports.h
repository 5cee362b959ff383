/* Importing certificates that others issued. */
#ifndef NUBE_ACM_IMPORTS_H
#define NUBE_ACM_IMPORTS_H

#include "emulator/core/call.h"

/* Off the writer: are they a certificate, its key and its chain? */
int acm_import_prepare(struct call *c);
int acm_import_certificate(struct call *c);

#endif
