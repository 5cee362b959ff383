/* What API Gateway v2 refuses by. */
#include "emulator/services/apigatewayv2/httpapi_faults.h"

const struct fault_kind httpapi_bad_request = { "BadRequestException", 400, SENDER };
const struct fault_kind httpapi_not_found = { "NotFoundException", 404, SENDER };
const struct fault_kind httpapi_conflict = { "ConflictException", 409, SENDER };
