/* Asking whoever has the devices. */
#include "emulator/core/mfa.h"

static mfa_check_fn *_Atomic checks;

void mfa_register(mfa_check_fn *check)
{
    checks = check;
}

enum mfa_found mfa_check(struct call *c, struct span serial, struct span code, bool is_used)
{
    return checks ? checks(c, serial, code, is_used) : MFA_IS_NO_DEVICE;
}
