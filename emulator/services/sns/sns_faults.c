/* SNS's faults: the shapes' names, and the codes on the Query wire. */
#include "emulator/services/sns/sns_faults.h"

#include <stddef.h>

const struct fault_kind sns_not_found = { "NotFoundException", 404, SENDER, "NotFound" };
const struct fault_kind sns_invalid_parameter = { "InvalidParameterException", 400, SENDER, "InvalidParameter" };
const struct fault_kind sns_parameter_value_invalid = { "InvalidParameterValueException", 400, SENDER,
                                                        "ParameterValueInvalid" };
const struct fault_kind sns_validation = { "ValidationException", 400, SENDER, "ValidationError" };
const struct fault_kind sns_authorization_error = { "AuthorizationErrorException", 403, SENDER, "AuthorizationError" };
