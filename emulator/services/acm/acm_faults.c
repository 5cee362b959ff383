/* All of them are the sender's, with status 400. */
#include "emulator/services/acm/acm_faults.h"

const struct fault_kind acm_invalid_args = { "InvalidArgsException", 400, SENDER };
const struct fault_kind acm_invalid_arn = { "InvalidArnException", 400, SENDER };
const struct fault_kind acm_invalid_parameter = { "InvalidParameterException", 400, SENDER };
const struct fault_kind acm_invalid_state = { "InvalidStateException", 400, SENDER };
const struct fault_kind acm_invalid_tag = { "InvalidTagException", 400, SENDER };
const struct fault_kind acm_invalid_validation_options = { "InvalidDomainValidationOptionsException", 400, SENDER };
const struct fault_kind acm_resource_in_use = { "ResourceInUseException", 400, SENDER };
const struct fault_kind acm_resource_not_found = { "ResourceNotFoundException", 400, SENDER };
const struct fault_kind acm_too_many_tags = { "TooManyTagsException", 400, SENDER };
