/* Sending an e-mail by SMTP (RFC 5321), through libcurl. */
#ifndef NUBE_SMTP_H
#define NUBE_SMTP_H

#include "emulator/base/span.h"

/* Sends plain UTF-8 text to one recipient by the server at "host:port". Takes 20 s at most. 0, or -1 with libcurl's
 * words in *error. */
int smtp_send(const char *server, struct span recipient, struct span subject, struct span body, const char **error);

#endif
