/* Issuing certificates that were requested, by the authority (base/authority.h). */
#ifndef NUBE_ACM_ISSUE_H
#define NUBE_ACM_ISSUE_H

#include "emulator/core/chore.h"
#include "emulator/services/acm/acm_store.h"

/* After the call's commit the certificate is issued: its key is made and it is signed on a worker, and the row is
 * written
 * then. With `renews` it has one already, which it shows until then. */
void acm_issue_later(struct call *c, const struct acm_certificate *certificate, bool renews);

/* At the start: what was not issued yet when Nube ended. */
extern struct chore acm_pending;
bool acm_pending_step(struct call *c, int64_t *due_ms);

#endif
