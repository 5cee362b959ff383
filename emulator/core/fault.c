/* Raising faults, and the kinds that every service shares. */
#include "emulator/core/fault.h"

#include <stdarg.h>

#include "emulator/base/format.h"
#include "emulator/core/call.h"

const struct fault_kind fault_validation = { "ValidationException", 400, SENDER };
const struct fault_kind fault_serialization = { "SerializationException", 400, SENDER, .query = { "MalformedInput" },
                                                .says_message_capital = true };
const struct fault_kind fault_malformed_xml = { "MalformedXML", 400, SENDER };
const struct fault_kind fault_internal = { "InternalFailure", 500, RECEIVER };
const struct fault_kind fault_unknown_operation = { "UnknownOperationException", 400, SENDER,
                                                    .query = { "InvalidAction" }, .rest = { .status = 404 } };
const struct fault_kind fault_not_implemented = { "NotImplementedException", 501, RECEIVER,
                                                  .query = { "NotImplemented" } };
const struct fault_kind fault_access_denied = { "AccessDeniedException", 400, SENDER, .query = { "AccessDenied", 403 },
                                                .rest = { .status = 403 } };
const struct fault_kind fault_missing_token = { "MissingAuthenticationTokenException", 400, SENDER,
                                                .query = { "MissingAuthenticationToken", 403 },
                                                .rest = { .status = 403 } };
const struct fault_kind fault_unrecognized_client = { "UnrecognizedClientException", 400, SENDER,
                                                      .query = { "InvalidClientTokenId", 403 },
                                                      .rest = { .status = 403 } };
const struct fault_kind fault_invalid_signature = { "InvalidSignatureException", 400, SENDER,
                                                    .query = { "SignatureDoesNotMatch", 403 },
                                                    .rest = { .status = 403 } };
const struct fault_kind fault_incomplete_signature = { "IncompleteSignatureException", 400, SENDER,
                                                       .query = { "IncompleteSignature" } };
const struct fault_kind fault_incomplete_body = { "IncompleteBody", 400, SENDER };
const struct fault_kind fault_late_body = {
    "RequestTimeoutException", 408, SENDER,
    .rest = { "RequestTimeout", 400,
              "Your socket connection to the server was not read from or written to within the timeout period. Idle "
              "connections will be closed." }
};
const struct fault_kind fault_bad_request = { "BadRequest", 400, SENDER, .is_of_coral = true };
const struct fault_kind fault_too_large = { "RequestEntityTooLargeException", 413, SENDER };
const struct fault_kind fault_many_headers = { "RequestHeaderSectionTooLarge", 431, SENDER };
const struct fault_kind fault_throttled = { "TooManyRequestsException", 429, SENDER, .query = { "Throttling" } };
const struct fault_kind fault_unavailable = { "ServiceUnavailableException", 503, RECEIVER,
                                              .query = { "ServiceUnavailable" } };
const struct fault_kind fault_expired_token = { "ExpiredTokenException", 400, SENDER, .query = { "ExpiredToken", 403 },
                                                .rest = { .status = 403 } };

static const struct fault_form *form_in(const struct fault_kind *kind, enum protocol protocol)
{
    static const struct fault_form own;

    switch (protocol) {
    case PROTOCOL_QUERY: return &kind->query;
    case PROTOCOL_REST_JSON:
    case PROTOCOL_REST_XML: return &kind->rest;
    default: return &own;
    }
}

struct fault_words fault_words(const struct fault_raised *f, enum protocol protocol)
{
    const struct fault_form *form = form_in(f->kind, protocol);

    return (struct fault_words){
        .code = form->code ? form->code : f->kind->code,
        .status = form->status ? form->status : f->kind->status,
        .message = form->message ? span_of(form->message) : (struct span){ f->message, f->message_size },
        .blame = f->kind->blame == SENDER ? "Sender" : "Receiver",
    };
}

static int raise(struct call *c, const struct fault_kind *kind, struct doc *extra, const char *format, va_list args)
{
    struct span message;

    if (c->fault.kind) return -1;
    message = format_span(&c->arena, format, args);
    c->fault = (struct fault_raised){ kind, message.data, message.size, extra, c->fault.headers };
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
