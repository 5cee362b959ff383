/* Handlers of the account's password policy. */
#include "emulator/services/iam/iam_password_policy.h"

#include <ctype.h>
#include <inttypes.h>

#include "emulator/base/json.h"
#include "emulator/services/iam/iam_account_store.h"
#include "emulator/services/iam/iam_faults.h"

#define NAME           "password-policy"
#define LENGTH_UNSAID  6 /* of a policy that says none */
#define LENGTH_DEFAULT 8 /* of an account without one */

static struct doc *policy_read(struct call *c)
{
    struct span text = iam_store_account_value(c->db, &c->arena, span_of(c->who.account), NAME);

    return text.data ? json_parse(&c->arena, text, NULL) : NULL;
}

bool iam_password_is_users_own(struct db *db, struct arena *a, struct span account)
{
    struct span text = iam_store_account_value(db, a, account, NAME);

    return text.data && doc_get_bool(json_parse(a, text, NULL), "AllowUsersToChangePassword", false);
}

/* AWS: what is not given is set back. */
int iam_update_password_policy(struct call *c)
{
    static const char *const flags[] = { "RequireSymbols", "RequireNumbers", "RequireUppercaseCharacters",
                                         "RequireLowercaseCharacters", "AllowUsersToChangePassword" };
    static const char *const others[] = { "MaxPasswordAge", "PasswordReusePrevention", "HardExpiry" };
    struct doc *policy = doc_map(&c->arena);

    doc_put_int(policy, "MinimumPasswordLength", doc_get_int(c->in, "MinimumPasswordLength", LENGTH_UNSAID));
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        doc_put_bool(policy, flags[i], doc_get_bool(c->in, flags[i], false));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (doc_get(c->in, others[i])) doc_put(policy, others[i], doc_get(c->in, others[i]));
    doc_put_bool(policy, "ExpirePasswords", doc_get(c->in, "MaxPasswordAge") != NULL);
    iam_store_account_set(c->db, span_of(c->who.account), NAME, json_text(&c->arena, policy));
    return 0;
}

int iam_get_password_policy(struct call *c)
{
    struct doc *policy = policy_read(c);

    if (!policy)
        return fault(c, &iam_no_such_entity, "The Password Policy with domain name %s cannot be found.",
                     c->who.account);
    doc_put(c->out, "PasswordPolicy", policy);
    return 0;
}

int iam_delete_password_policy(struct call *c)
{
    if (iam_store_account_clear(c->db, span_of(c->who.account), NAME)) return 0;
    return fault(c, &iam_no_such_entity, "The account policy with name PasswordPolicy cannot be found.");
}

static bool has(struct span text, int (*is_kind)(int))
{
    for (size_t i = 0; i < text.size; i++)
        if (is_kind((unsigned char)text.data[i])) return true;
    return false;
}

int iam_password_check(struct call *c, struct span password)
{
    static const struct {
        const char *member;
        int (*is_kind)(int);
        const char *words;
    } rules[] = {
        { "RequireUppercaseCharacters", isupper, "uppercase letter" },
        { "RequireLowercaseCharacters", islower, "lowercase letter" },
        { "RequireNumbers", isdigit, "number" },
        { "RequireSymbols", ispunct, "symbol" },
    };
    struct doc *policy = policy_read(c);
    int64_t length = doc_get_int(policy, "MinimumPasswordLength", LENGTH_DEFAULT);

    if ((int64_t)span_code_points(password) < length)
        return fault(c, &iam_password_policy_violation, "Password should have a minimum length of %" PRId64, length);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (doc_get_bool(policy, rules[i].member, false) && !has(password, rules[i].is_kind))
            return fault(c, &iam_password_policy_violation, "Password should have at least one %s", rules[i].words);
    return 0;
}
