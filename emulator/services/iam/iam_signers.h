/* Who signs with an access key that was issued here. */
#ifndef NUBE_IAM_SIGNERS_H
#define NUBE_IAM_SIGNERS_H

/* From now on requests that are signed with such a key must bear its signature, and act as its user. A key that is
 * inactive or was deleted is nobody's. */
void iam_signers_register(void);

/* Before the store is emptied: what is remembered of their use goes. */
void iam_signers_reset(void);

#endif
