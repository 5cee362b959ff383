/* A service and its operations, as const tables: all that the core, the codecs and the door know of it. */
#ifndef NUBE_SERVICE_H
#define NUBE_SERVICE_H

#include "emulator/core/call.h"
#include "emulator/core/fault.h"
#include "emulator/core/shape.h"

struct http_request;
struct http_response;

/* Flags of an operation. READS is the default: it runs on the caller's thread, on a snapshot. */
enum {
    WRITES = 1,   /* runs on the store's writer, in a transaction */
    MAY_WAIT = 2, /* may return call_wait() */
    ASYNC = 4,    /* may return CALL_PENDING and end by door_finish(); c->db is a reader's, until call_leave_store() */
    NO_DATABASE = 8, /* needs none */
    PUBLIC = 16      /* may be called without a signature */
};

/* Where a REST protocol finds an operation; without a method it has none. */
struct rest {
    const char *method; /* "POST" */
    const char *uri;    /* a template: see wire/uri_template.h */
    int status;         /* of success; 0: 200 */
};

struct operation {
    const char *name; /* "SendMessage" */
    const struct shape *input, *output;
    int (*handler)(struct call *c);
    unsigned flags;
    struct rest rest;
    const char *action; /* IAM: when it is not service:Name */
};

enum protocol { AWS_JSON_1_0 = 1, AWS_JSON_1_1 = 2, AWS_QUERY = 4, REST_JSON = 8 };

/* What a service's answers carry beyond their protocol. */
enum service_wire {
    WIRE_CRC32 = 1,       /* x-amz-crc32 over the body */
    WIRE_QUERY_ERROR = 2, /* x-amzn-query-error beside JSON errors */
    WIRE_GZIP = 8,        /* bodies of requests and answers may be gzip */
    WIRE_TYPE = 4,        /* REST errors have "Type": "User" or "Server" */
    WIRE_QUEUE_URL = 16   /* Query: where a request goes is its QueueUrl, unless it has one */
};

/* Faults that the core raises in a service's own words; a NULL slot means the common one. */
struct service_faults {
    const struct fault_kind *validation; /* a constraint of the shape is broken */
    /* Words for broken constraints; NULL: "1 validation error detected: Value …" as most of AWS has it. Returns -1. */
    int (*missing)(struct call *c, const char *path);
    /* Further checks before the handler, in the service's own order of validation; NULL: none. Runs before the shape's constraints. */
    int (*before)(struct call *c);
    /* Once the shape's constraints hold, still on the caller's thread: checks and preparations that need no database, such as
     * compiling an expression into c->scratch, so that they do not keep the writer. NULL: none. */
    int (*prepare)(struct call *c);
};

struct service {
    const char *name;                   /* "sqs": the IAM prefix */
    const char *title;                  /* "Amazon SQS" */
    const char *signing_name;           /* in the credential scope; NULL: name */
    const char *target_prefix;          /* "AmazonSQS", before the dot in X-Amz-Target */
    const char *api_version;            /* Query: "2012-11-05" */
    const char *xml_namespace;          /* Query */
    const char *error_namespace;        /* JSON: before the # in __type, "com.amazonaws.sqs"; NULL: the bare code */
    unsigned wire;                      /* of enum service_wire */
    unsigned protocols;                 /* of enum protocol */
    const struct operation *operations; /* ends with a NULL name */
    const char *const
        *known_operations; /* those AWS has and we lack, for the not-implemented answer; ends with NULL; may be NULL */
    const struct service_faults *faults; /* may be NULL */
    size_t body_bytes_max;               /* of a request; 0: as much as the listener takes */
    const char *const *schema;           /* SQL scripts, see struct store_schema; may be NULL */

    int (*configure)(void); /* before anything is opened: reads what the settings name. -1: told on stderr, nube ends */
    int (*start)(void); /* after the store is open: take up what a crash or a stop left. May be NULL, as all of these */
    void (*stop)(void);
    void (*reset)(void); /* before the store is emptied: drop what is in memory */

    /* Serves what is not an operation: API stages, confirmation pages. True when it took the request. */
    bool (*serve)(const struct http_request *request, struct http_response *response);
};

/* Every service, in their order; ends with NULL. Empty until they are registered (services/services.h). */
extern const struct service *const *services;

/* Starts every service, in their order, and logs those that fail. 0, or -1 when one did. */
int services_start(void);
void services_stop(void);

const struct service *service_find(const char *name);
const struct operation *operation_find(const struct service *s, struct span name);

#endif
