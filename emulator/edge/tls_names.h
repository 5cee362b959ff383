/* Whom Nube stands for over TLS: its own names, those of --tls-name and --allow-host, and those that services have
 * certificates for. */
#ifndef NUBE_TLS_NAMES_H
#define NUBE_TLS_NAMES_H

#include "emulator/http/tls_certificates.h"

/* Reads the files of --tls-cert and --tls-key, where they are given. -1: *error tells what is wrong with them (static
 * storage). */
int tls_names_configure(const char **error);

/* Fills it by the settings. */
void tls_names_fill(struct tls_names *names);

#endif
