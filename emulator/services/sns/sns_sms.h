/* Handlers of text messages: attributes, opting out, the sandbox. */
#ifndef NUBE_SNS_SMS_H
#define NUBE_SNS_SMS_H

#include "emulator/core/call.h"

int sns_set_sms_attributes(struct call *c);
int sns_get_sms_attributes(struct call *c);
int sns_check_if_phone_number_is_opted_out(struct call *c);
int sns_list_phone_numbers_opted_out(struct call *c);
int sns_opt_in_phone_number(struct call *c);

int sns_create_sms_sandbox_phone_number(struct call *c);
int sns_delete_sms_sandbox_phone_number(struct call *c);
int sns_verify_sms_sandbox_phone_number(struct call *c);
int sns_list_sms_sandbox_phone_numbers(struct call *c);
int sns_get_sms_sandbox_account_status(struct call *c);
int sns_list_origination_numbers(struct call *c);

#endif
