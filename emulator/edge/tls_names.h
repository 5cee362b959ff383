/* Whom Nube stands for over TLS: its own names, those of --tls-name and --allow-host, and those that services have
 * certificates for. */
#ifndef NUBE_TLS_NAMES_H
#define NUBE_TLS_NAMES_H

#include "emulator/http/tls_certificates.h"

/* Are these what --tls-name takes: a hundred DNS names (RFC 1123) and addresses at most, with commas between them? A
 * name may begin with "*.". */
bool tls_names_are(const char *list);

/* Reads the files of --tls-cert and --tls-key, where they are given. -1: *error tells what is wrong with them, or that
 * they are of no use by themselves (kept for good). */
int tls_names_configure(const char **error);

/* Fills it by the settings. */
void tls_names_fill(struct tls_names *names);

#endif
