/* May this principal do this? The door asks it of every call. */
#ifndef NUBE_AUTHORISE_H
#define NUBE_AUTHORISE_H

#include "emulator/core/call.h"

/* 0, or -1 with AWS's AccessDenied in the call. The call's names must be resolved. c->db is the writer's connection
 * where it is the writer that asks, else NULL.
 *
 * Who is asked about: users and roles, by keys that Nube issued or in whose name it acts, and services, where the
 * resource has a policy. Any other credentials are their account's root: it may do everything in its account but what a
 * resource's policy denies, and with what other accounts have, where that has a policy, what it lets it.
 * DIFFERS: a user or a role that IAM does not have is not held against any policy, which is logged.
 */
int authorise(struct call *c);

/* The same for one thing more, from inside the call's handler: 0, or -1 with AccessDenied in the call, unless that has
 * a fault already. */
int authorise_also(struct call *c, const char *action, struct span resource);

/* Before the first call, and after a reset. */
void authorise_start(void);

/* --- how strictly, by account ------------------------------------------------------------------------------------- */

enum authorise_mode { AUTHORISE_ENFORCE, AUTHORISE_SOFT, AUTHORISE_OFF };

enum authorise_mode authorise_mode_of(const char *account);

/* "enforce", "soft" (lets all through, and logs what would have been refused), "off"; NULL: as the settings say.
 * False for any other, and when too many accounts have one of their own. Until the end of the process. */
bool authorise_mode_set(const char *account, const char *mode);
const char *authorise_mode_name(enum authorise_mode mode);
bool authorise_mode_read(const char *name, enum authorise_mode *mode);

#endif
