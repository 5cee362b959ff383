/* Codes are looked at twice: before policies are asked, which may want them, and when they are used up. */
#include "emulator/services/sts/sts_mfa.h"

#include "emulator/core/ask.h"
#include "emulator/core/mfa.h"
#include "emulator/services/sts/sts_faults.h"

#define FAILED "MultiFactorAuthentication failed"

static bool has_code(const struct call *c)
{
    return doc_get(c->in, "SerialNumber") && doc_get(c->in, "TokenCode");
}

static int check(struct call *c, bool is_used)
{
    switch (mfa_check(c, doc_get_str(c->in, "SerialNumber"), doc_get_str(c->in, "TokenCode"), is_used)) {
    case MFA_IS_GOOD: return 0;
    case MFA_IS_WRONG: return fault(c, &sts_access_denied, FAILED " with invalid MFA one time pass code. ");
    default:
        return fault(c, &sts_access_denied,
                     FAILED ", unable to validate MFA code.  Please verify your MFA serial number is valid and "
                            "associated with this user.");
    }
}

int sts_mfa_resolve(struct call *c)
{
    struct db *lent;
    int rc;

    if (!doc_get(c->in, "SerialNumber") && !doc_get(c->in, "TokenCode")) return 0;
    if (!has_code(c))
        return fault(c, &sts_access_denied, FAILED ", must provide both MFA serial number and one time pass code. ");
    rc = call_lend_store(c, &lent) ? check(c, false) : call_store_failed(c);
    call_return_store(c, lent);
    return rc;
}

void sts_mfa_keys(struct call *c)
{
    if (!has_code(c)) return;
    ask_key(c, "aws:MultiFactorAuthPresent", SPAN("true"));
    ask_key(c, "aws:MultiFactorAuthAge", SPAN("0"));
}

int sts_mfa_use(struct call *c, struct sts_session *s)
{
    if (!has_code(c)) return 0;
    s->mfa_ms = c->now_ms;
    return check(c, true);
}
