/* The runtime clients: programs of Nube's that speak the Runtime API for a function in Python or Ruby, or for Node.js,
 * as AWS's do. On AWS they are in /var/runtime. */
#ifndef NUBE_LAMBDA_CLIENTS_H
#define NUBE_LAMBDA_CLIENTS_H

#include "emulator/services/lambda/lambda_runtimes.h"

/* The folder with them and with the stage, written when it is first asked for; NULL with a line in *error. The text
 * lasts. */
const char *lambda_clients_folder(const char **error);

/* The client's name in that folder, and NULL for LAMBDA_PROVIDED. */
const char *lambda_client_name(enum lambda_language language);

#endif
