/* Folders of --ephemeral: in TMPDIR, by mkdtemp; each goes when its Nube ends, or, when that was killed, with a later
 * one. */
#ifndef NUBE_EPHEMERAL_H
#define NUBE_EPHEMERAL_H

/* Makes one, marked as such. Its path (static storage), or NULL with a line on stderr. */
const char *ephemeral_make(void);

/* Removes those of this user in the same place whose Nube is gone. */
void ephemeral_sweep(void);

#endif
