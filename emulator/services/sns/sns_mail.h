/* The mailbox: every e-mail and SMS that was delivered, and with --smtp the outbox of what is still to be sent. */
#ifndef NUBE_SNS_MAIL_H
#define NUBE_SNS_MAIL_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

struct sns_mail {
    const char *kind; /* "email" or "sms" */
    struct span recipient, subject, body, topic;
};

/* Puts it into the mailbox, and an e-mail into the outbox where there is an SMTP server, in the call's transaction. */
void sns_mail_deliver(struct call *c, const struct sns_mail *mail);

/* GET and DELETE /_nube/mail. */
void sns_mail_show(const struct http_request *request, struct http_response *response);
void sns_mail_clear(const struct http_request *request, struct http_response *response);

/* Takes up the outbox. */
void sns_mail_start(void);
void sns_mail_stop(void);

#endif
