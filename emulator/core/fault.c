/* Raising faults, and the kinds that every service shares. */
#include "emulator/core/fault.h"

#include <stdarg.h>

#include "emulator/core/call.h"

const struct fault_kind fault_validation = { "ValidationException", 400, SENDER, NULL };
const struct fault_kind fault_serialization = { "SerializationException", 400, SENDER, "MalformedInput",
                                                .says_message_capital = true };
const struct fault_kind fault_internal = { "InternalFailure", 500, RECEIVER, NULL };
const struct fault_kind fault_unknown_operation = { "UnknownOperationException", 400, SENDER, "InvalidAction", 0, 404 };
const struct fault_kind fault_not_implemented = { "NotImplementedException", 501, RECEIVER, "NotImplemented" };
const struct fault_kind fault_access_denied = { "AccessDeniedException", 400, SENDER, "AccessDenied", 403, 403 };
const struct fault_kind fault_missing_token = { "MissingAuthenticationTokenException", 400, SENDER,
                                                "MissingAuthenticationToken",          403, 403 };
const struct fault_kind fault_unrecognized_client = { "UnrecognizedClientException", 400, SENDER,
                                                      "InvalidClientTokenId",        403, 403 };
const struct fault_kind fault_invalid_signature = { "InvalidSignatureException", 400, SENDER,
                                                    "SignatureDoesNotMatch",     403, 403 };
const struct fault_kind fault_incomplete_signature = { "IncompleteSignatureException", 400, SENDER,
                                                       "IncompleteSignature" };
const struct fault_kind fault_too_large = { "RequestEntityTooLargeException", 413, SENDER, NULL };
const struct fault_kind fault_throttled = { "TooManyRequestsException", 429, SENDER, "Throttling" };
const struct fault_kind fault_unavailable = { "ServiceUnavailableException", 503, RECEIVER, "ServiceUnavailable" };
const struct fault_kind fault_expired_token = { "ExpiredTokenException", 400, SENDER, "ExpiredToken", 403, 403 };

static int raise(struct call *c, const struct fault_kind *kind, struct doc *extra, const char *format, va_list args)
{
    if (c->fault.kind) return -1;
    c->fault = (struct fault_raised){ kind, arena_vprintf(&c->arena, format, args), extra };
    return -1;
}

int fault(struct call *c, const struct fault_kind *kind, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    raise(c, kind, NULL, format, args);
    va_end(args);
    return -1;
}

int fault_with(struct call *c, const struct fault_kind *kind, struct doc *extra, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    raise(c, kind, extra, format, args);
    va_end(args);
    return -1;
}
