/* `nube ca`: the authority's certificate, and how to trust it. */
#ifndef NUBE_TRUST_H
#define NUBE_TRUST_H

/* Prints the certificate, which is made when there is none yet, on standard output, and on standard error how clients
 * come to trust it. Returns the exit status. */
int trust_print(const char *data_dir);

#endif
