/* Errors as AWS gives them. A service declares each kind once as a const row; a handler raises it with its words:
 *
 *     return fault(c, &sqs_queue_does_not_exist, "The specified queue does not exist.");
 */
#ifndef NUBE_FAULT_H
#define NUBE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

#include "emulator/base/span.h"
#include "emulator/core/protocol.h"

struct call;
struct doc;

enum fault_blame { SENDER, RECEIVER };

/* What a fault is in a protocol, where that differs from the fault's own; a NULL or 0 does not. */
struct fault_form {
    const char *code;
    int status;
    const char *message; /* the words, when they are always these */
};

struct fault_kind {
    const char *code; /* as JSON protocols give it: "QueueDoesNotExist" */
    int status;       /* HTTP */
    enum fault_blame blame;
    struct fault_form query;   /* in Query: { "AWS.SimpleQueueService.NonExistentQueue" } */
    struct fault_form rest;    /* in REST protocols */
    bool says_message_capital; /* in JSON: "Message", as the model has it, not "message" */
    bool is_of_coral;          /* in JSON: not the service's own, but of its framework, "com.amazon.coral.service#" */
};

/* What a call ended with; `kind` is NULL while all is well. */
struct fault_raised {
    const struct fault_kind *kind;
    const char *message; /* in the call's arena; may be "" */
    size_t message_size; /* bytes: a text that came may have NULs */
    struct doc *extra;   /* further members of the error's structure (CancellationReasons, Item), or NULL */
    struct doc *headers; /* REST: of the answer, or NULL; a map of texts */
};

/* A fault as a protocol words it. */
struct fault_words {
    const char *code;
    int status; /* HTTP */
    struct span message;
    const char *blame; /* "Sender" or "Receiver" */
};

struct fault_words fault_words(const struct fault_raised *f, enum protocol protocol);

/* Records the fault in the call and returns -1. The first one stands. The format is of format_add's: a "%.*s" keeps
 * what came whole, even where it has NULs. */
int fault(struct call *c, const struct fault_kind *kind, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same with further members of the error structure. */
int fault_with(struct call *c, const struct fault_kind *kind, struct doc *extra, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Faults that the core itself raises, in the words all services share. */
extern const struct fault_kind fault_validation;        /* ValidationException, 400 */
extern const struct fault_kind fault_serialization;     /* SerializationException, 400 */
extern const struct fault_kind fault_malformed_xml;     /* MalformedXML, 400 */
extern const struct fault_kind fault_internal;          /* InternalFailure, 500 */
extern const struct fault_kind fault_unknown_operation; /* UnknownOperationException, 400; 404 in REST */
extern const struct fault_kind fault_not_implemented;   /* NotImplementedException, 501 */
extern const struct fault_kind fault_access_denied;     /* AccessDeniedException, 400; 403 in Query and REST */
extern const struct fault_kind
    fault_missing_token; /* MissingAuthenticationTokenException, 400; 403 in Query and REST */
extern const struct fault_kind fault_unrecognized_client;  /* UnrecognizedClientException, 400; 403 in Query and REST */
extern const struct fault_kind fault_invalid_signature;    /* InvalidSignatureException, 400; 403 in Query and REST */
extern const struct fault_kind fault_incomplete_signature; /* IncompleteSignatureException, 400 */
extern const struct fault_kind fault_incomplete_body;      /* IncompleteBody, 400 */
extern const struct fault_kind fault_late_body;     /* RequestTimeoutException, 408; RequestTimeout, 400 in REST */
extern const struct fault_kind fault_bad_request;   /* BadRequest, 400 */
extern const struct fault_kind fault_too_large;     /* RequestEntityTooLargeException, 413 */
extern const struct fault_kind fault_many_headers;  /* RequestHeaderSectionTooLarge, 431 */
extern const struct fault_kind fault_throttled;     /* TooManyRequestsException, 429 */
extern const struct fault_kind fault_unavailable;   /* ServiceUnavailableException, 503 */
extern const struct fault_kind fault_expired_token; /* ExpiredTokenException, 400; 403 in Query and REST */

#endif
