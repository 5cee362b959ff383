/* What API Gateway refuses by. */
#include "emulator/services/apigateway/apigateway_faults.h"

const struct fault_kind apigateway_not_found = { "NotFoundException", 404, SENDER };
const struct fault_kind apigateway_conflict = { "ConflictException", 409, SENDER };
const struct fault_kind apigateway_bad_request = { "BadRequestException", 400, SENDER };
const struct fault_kind apigateway_limit_exceeded = { "LimitExceededException", 429, SENDER };
