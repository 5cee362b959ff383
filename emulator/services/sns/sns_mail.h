/* The mailbox: every e-mail and SMS that was delivered, and with --smtp the sending of e-mails. */
#ifndef NUBE_SNS_MAIL_H
#define NUBE_SNS_MAIL_H

#include "emulator/core/delivery.h"
#include "emulator/http/http.h"

struct sns_mail {
    const char *kind; /* "email" or "sms" */
    struct span recipient, subject, body, topic;
};

/* Puts it into the mailbox, and delivers an e-mail where there is an SMTP server, in the call's transaction. */
void sns_mail_deliver(struct call *c, const struct sns_mail *mail);

/* GET and DELETE /_nube/mail. */
void sns_mail_show(const struct http_request *request, struct http_response *response);
void sns_mail_clear(const struct http_request *request, struct http_response *response);

extern const struct delivery_kind sns_mail_delivery;

#endif
