/* Handlers of text messages. A number opts out through POST /_nube/sns/phone-opt-outs, as its owner would by
 * answering STOP.
 *
 * DIFFERS: an account is never in the sandbox, so that every number may be written to; verifying numbers works all
 * the same, with a code that lies in the mailbox. Nobody has origination numbers. */
#include "emulator/services/sns/sns_sms.h"

#include "emulator/base/ids.h"
#include "emulator/core/page.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_mobile_store.h"
#include "emulator/services/sns/sns_rules.h"

#define PAGE 100

/* --- attributes --------------------------------------------------------------------------------------------------- */

static int attribute_check(struct call *c, struct span name, struct span value)
{
    static const char *const names[] = {
        "MonthlySpendLimit", "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate",
        "DefaultSenderID",   "DefaultSMSType",        "UsageReportS3Bucket"
    };
    bool known = false;
    int64_t number;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i])) known = true;
    if (!known) return fault(c, &sns_invalid_parameter, "%.*s is not a valid attribute", SPAN_ARG(name));
    if (span_is(name, "DefaultSMSType") && !span_is(value, "Promotional") && !span_is(value, "Transactional"))
        return fault(c, &sns_invalid_parameter, "DefaultSMSType is invalid");
    if (span_is(name, "DefaultSenderID") && (value.size < 1 || value.size > 11))
        return fault(c, &sns_invalid_parameter, "DefaultSenderID is invalid");
    if (span_is(name, "MonthlySpendLimit") && (!span_int(value, &number) || number < 0))
        return fault(c, &sns_invalid_parameter, "MonthlySpendLimit is invalid");
    if (span_is(name, "DeliveryStatusSuccessSamplingRate") && (!span_int(value, &number) || number < 0 || number > 100))
        return fault(c, &sns_invalid_parameter, "DeliveryStatusSuccessSamplingRate is invalid");
    return 0;
}

int sns_set_sms_attributes(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "attributes"), *kept = sns_store_sms_attributes(c);

    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (attribute_check(c, m->name, doc_text(m->value))) return -1;
        doc_put_span(kept, m->name, m->value);
    }
    sns_store_sms_attributes_set(c, kept);
    return 0;
}

static bool is_asked_for(const struct doc *names, struct span name)
{
    for (size_t i = 0; i < doc_count(names); i++)
        if (span_eq(doc_text(doc_at(names, i)), name)) return true;
    return doc_count(names) == 0;
}

int sns_get_sms_attributes(struct call *c)
{
    struct doc *kept = sns_store_sms_attributes(c), *out = doc_put_map(c->out, "attributes"),
               *names = doc_get(c->in, "attributes");

    if (!doc_get(kept, "MonthlySpendLimit")) doc_put_cstr(kept, "MonthlySpendLimit", "1"); /* AWS: USD */
    for (size_t i = 0; i < doc_count(kept); i++)
        if (is_asked_for(names, kept->map.members[i].name))
            doc_put_span(out, kept->map.members[i].name, kept->map.members[i].value);
    return 0;
}

/* --- opting out --------------------------------------------------------------------------------------------------- */

static int number_check(struct call *c, struct span number)
{
    if (sns_phone_is_valid(number)) return 0;
    return fault(c, &sns_invalid_parameter, "Invalid parameter: PhoneNumber Reason: input incorrectly formatted");
}

int sns_check_if_phone_number_is_opted_out(struct call *c)
{
    struct span number = doc_get_str(c->in, "phoneNumber");

    if (number_check(c, number)) return -1;
    doc_put_bool(c->out, "isOptedOut", sns_store_is_opted_out(c, number));
    return 0;
}

static int token_read(struct call *c, const char *member, struct span *after)
{
    if (page_after(c, member, after)) return 0;
    return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
}

int sns_list_phone_numbers_opted_out(struct call *c)
{
    struct doc *out = doc_put_list(c->out, "phoneNumbers"), *numbers;
    struct span after;

    if (token_read(c, "nextToken", &after)) return -1;
    numbers = sns_store_opted_out(c, after, PAGE + 1);
    for (size_t i = 0; i < doc_count(numbers) && i < PAGE; i++) doc_append(out, doc_at(numbers, i));
    if (doc_count(numbers) > PAGE) page_continue(c, "nextToken", doc_text(doc_at(numbers, PAGE - 1)));
    return 0;
}

int sns_opt_in_phone_number(struct call *c)
{
    struct span number = doc_get_str(c->in, "phoneNumber");

    if (number_check(c, number)) return -1;
    sns_store_opt_in(c, number);
    return 0;
}

/* --- the sandbox -------------------------------------------------------------------------------------------------- */

int sns_create_sms_sandbox_phone_number(struct call *c)
{
    struct span number = doc_get_str(c->in, "PhoneNumber");
    char *code = arena_alloc(&c->arena, 7);
    struct sns_mail sms = { .kind = "sms", .recipient = number };

    if (number_check(c, number)) return -1;
    if (sns_store_is_opted_out(c, number)) return fault(c, &sns_opted_out, "Phone number is opted out");
    random_text(code, 6, "0123456789");
    sns_store_sandbox_put(c, &(struct sns_sandbox_number){ number, span_of(code), false });
    sms.body = arena_format(&c->arena, "Your AWS verification code is %s", code);
    sns_mail_deliver(c, &sms);
    return 0;
}

static int sandbox_require(struct call *c, struct sns_sandbox_number *n)
{
    if (sns_store_sandbox_find(c, doc_get_str(c->in, "PhoneNumber"), n)) return 0;
    return fault(c, &sns_resource_not_found, "Phone number does not exist");
}

int sns_delete_sms_sandbox_phone_number(struct call *c)
{
    struct sns_sandbox_number n;

    if (sandbox_require(c, &n)) return -1;
    sns_store_sandbox_delete(c, n.number);
    return 0;
}

int sns_verify_sms_sandbox_phone_number(struct call *c)
{
    struct sns_sandbox_number n;

    if (sandbox_require(c, &n)) return -1;
    if (!span_eq(n.code, doc_get_str(c->in, "OneTimePassword")))
        return fault(c, &sns_verification, "Verification code is invalid");
    n.is_verified = true;
    sns_store_sandbox_put(c, &n);
    return 0;
}

int sns_list_sms_sandbox_phone_numbers(struct call *c)
{
    struct sns_sandbox_number *found = ARENA_ARRAY(&c->arena, struct sns_sandbox_number, PAGE + 1);
    size_t page = (size_t)doc_get_int(c->in, "MaxResults", PAGE), count;
    struct doc *out = doc_put_list(c->out, "PhoneNumbers");
    struct span after;

    if (token_read(c, "NextToken", &after)) return -1;
    count = sns_store_sandbox_numbers(c, after, page + 1, found);
    for (size_t i = 0; i < count && i < page; i++) {
        struct doc *one = doc_append_map(out);
        doc_put_str(one, "PhoneNumber", found[i].number);
        doc_put_cstr(one, "Status", found[i].is_verified ? "Verified" : "Pending");
    }
    if (count > page) page_continue(c, "NextToken", found[page - 1].number);
    return 0;
}

int sns_get_sms_sandbox_account_status(struct call *c)
{
    doc_put_bool(c->out, "IsInSandbox", false);
    return 0;
}

int sns_list_origination_numbers(struct call *c)
{
    doc_put_list(c->out, "PhoneNumbers");
    return 0;
}
