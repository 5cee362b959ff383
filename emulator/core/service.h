/* A service and its operations, as const tables: all that the core, the codecs and the door know of it. */
#ifndef NUBE_SERVICE_H
#define NUBE_SERVICE_H

#include "emulator/core/call.h"
#include "emulator/core/fault.h"
#include "emulator/core/protocol.h"
#include "emulator/core/shape.h"

struct codec;
struct chore_work;
struct delivery_kind;
struct http_request;
struct http_response;
struct signature;

/* Flags of an operation. READS is the default: it runs on the caller's thread, on a snapshot. */
enum {
    WRITES = 1,   /* runs on the store's writer, in a transaction */
    MAY_WAIT = 2, /* may return call_wait() */
    ASYNC = 4,    /* may return CALL_PENDING and end by door_finish(); c->db is a reader's, until call_leave_store() */
    NO_DATABASE = 8,    /* needs none */
    PUBLIC = 16,        /* may be called without a signature */
    NO_PERMISSION = 32, /* AWS lets everybody, whatever the policies say */
    STREAMS_IN = 64,    /* REST: the payload is call->body_in, which `prepare` reads, on the caller's thread */
    STREAMS_OUT = 128,  /* REST: the handler may answer with call->body_out in place of the payload */
    ASKS_ITSELF = 1024, /* the door asks nothing: the handler asks for each thing by itself, by door_may */
    TAKES_TOKENS = 256  /* of a service that refuses_tokens: a user's or the root's are good all the same */
};

/* Where a REST protocol finds an operation; without a method it has none. */
struct rest {
    const char *method; /* "POST" */
    const char *uri;    /* a template: see wire/uri_template.h */
    int status;         /* of success; 0: 200 */
    const char *header; /* one that the request must have, where others have the same method and URI; NULL: none */
};

struct operation {
    const char *name; /* "SendMessage" */
    const struct shape *input, *output;
    int (*handler)(struct call *c);
    unsigned flags;
    struct rest rest;
    const char *action; /* IAM: when it is not service:Name */

    /* What it asks to be allowed, by ask_for and ask_for_action; NULL: its action on "*". */
    void (*asks)(struct call *c);

    /* Further checks in the service's own order, before the shape's constraints. NULL: none. 0, or -1 with the
     * fault. */
    int (*check)(struct call *c);

    /* Once the shape's constraints hold, still on the caller's thread: checks and preparations that need no
     * database, such as compiling an expression into c->scratch, so that they do not keep the writer. NULL: none.
     * 0, or -1 with the fault. */
    int (*prepare)(struct call *c);

    /* The input's member, a string of up to 36 bytes and more, that makes two calls the same one, which is done once:
     * AWS's idempotency token. Who may have to make its call again fills it. NULL: none. */
    const char *idempotency_token;

    /* The call was made again under such a token, perhaps, and failed, and c->db is NULL: where the first one did what
     * this asks, puts out what that answered, and takes the fault away. NULL: the handler itself answers so. */
    void (*replay)(struct call *c);
};

/* What a service's answers carry beyond their protocol. */
enum service_wire {
    WIRE_CRC32 = 1,        /* x-amz-crc32 over the body */
    WIRE_QUERY_ERROR = 2,  /* x-amzn-query-error beside JSON errors */
    WIRE_GZIP = 8,         /* bodies of requests and answers may be gzip or deflate */
    WIRE_TYPE = 4,         /* REST errors have "Type": "User" or "Server" */
    WIRE_QUEUE_URL = 16,   /* Query: where a request goes is its QueueUrl, unless it has one */
    WIRE_OWN_JSON = 128,   /* AWS JSON: read as DynamoDB does, which wants a body and has words of its own */
    WIRE_DETAIL = 64,      /* Query: errors have an empty Detail */
    WIRE_LONG_ID = 256,    /* request ids are DynamoDB's */
    WIRE_BIG_NUMBER = 512, /* JSON: a number where a text is wanted is told by the name of its class */
    WIRE_S3 = 32           /* REST XML: errors without a wrapper, x-amz-request-id and x-amz-id-2 */
};

enum signing_trouble {
    SIGNING_NONE,        /* nothing is signed, and nobody may; there is no signature then, and no request */
    SIGNING_KEY_ENDED,   /* the key was one, and is none any more */
    SIGNING_TOKEN_WRONG, /* what came is not the key's token: none, another, or one where the key has none */
    SIGNING_TOKEN_OVER,
    SIGNING_WRONG /* something else was signed, or by another secret */
};

/* How a service that has ways of its own looks at signatures (wire/signature.h). Each gives 0, or -1 with the fault. */
struct service_signing {
    /* Before the key is looked up, also where nothing is signed: is it a signature as it ought to be, or none? */
    int (*check)(struct call *c, const struct http_request *request);
    /* Once the key and its token are known to be good, or not to be Nube's: times, and what has to be signed. A key of
     * others is not verified: what was signed says nothing. */
    int (*hold)(struct call *c, const struct http_request *request, const struct signature *s, bool is_verified);
    /* Words for why it does not hold. */
    int (*refuse)(struct call *c, const struct http_request *request, const struct signature *s,
                  enum signing_trouble why);
};

/* Faults that the core raises in a service's own words; a NULL slot means the common one. */
struct service_faults {
    const struct fault_kind *validation; /* a constraint of the shape is broken */
    const struct fault_kind *denied;     /* policies do not allow it */
    enum { ACTION_AS_IT_IS, ACTION_LOWER, ACTION_SERVICE_UPPER } denied_action; /* how its words have the action */
    /* Words for broken constraints; NULL: "1 validation error detected: Value …" as most of AWS has it. Returns -1. */
    int (*missing)(struct call *c, const char *path);
    int (*broken)(struct call *c);  /* the same for all other constraints together */
    int (*unknown)(struct call *c); /* words for a request that no operation of AWS's takes; NULL: the common ones */
    /* Words for a text that breaks its pattern, at that path; false: it has none of its own. */
    bool (*malformed)(struct call *c, const char *path);
    /* REST: words for a text of the path, the query or a header that is not of its member's kind: -1 with the fault, or
     * 0, which passes over it. NULL: the common words. */
    int (*unfit)(struct call *c, const struct member *m, struct span text);
    int (*too_large)(
        struct call *c); /* words for a body that is larger than the service takes; NULL: the common ones */
    const struct fault_kind *internal; /* what the store's failures are to REST XML's clients, with its words */
    /* Texts of broken constraints tell neither the value nor what an enum has, and speak of a list's items together. */
    bool is_terse;
    /* Paths in a body begin with the operation's input, "createStageInput.stageName", and of a list of words that do not
     * fit all is told together. */
    bool names_input;
    /* Of a list of texts all are told together, with all that each must be. */
    bool tells_lists;
    const struct service_signing *signing;
    /* `denied` tells nobody and callers from other accounts no more than "Access Denied", and others the resource in
     * quotes. */
    bool is_reticent;
};

/* A page of Nube's own for people and tests, no part of AWS: under /_nube/, /_localstack/ or /_aws/. */
struct page {
    const char *method, *path; /* a path that ends with * stands for all that begin so */
    void (*serve)(const struct http_request *request, struct http_response *response);
};

/* A data plane: requests of a service that are no operations of its API, such as those to an API's stage. Each is a
 * call all the same and goes through the door; its principal is whom the request's signature names, where that
 * holds, and else nobody. */
struct plane {
    const char
        *signing_name; /* what those are signed for, where they are; one signed for anything else is not the plane's */
    bool (*matches)(const struct http_request *request); /* by host, path and method alone */

    /* What is recorded and asked: the name, the IAM action, the asks; input and output are Nothing. Its handler
     * serves c->request by c->response and returns 0, also when what it answers is an error of the plane's. */
    struct operation operation;

    void (*refuse)(const struct call *c,
                   struct http_response *response); /* words c->fault, which the door raised; NULL: plainly */

    /* It is an operation of the API in another form: pages of other origins need what they need for those. */
    bool is_api;

    /* Its hosts are nobody else's: what comes to them is the plane's, whatever it is signed for. */
    bool is_by_host;
};

/* Pages of other origins, by rules of the service's own (a bucket's CORS configuration) in place of those for Nube's
 * APIs. All of them see the request before it is known to be good. */
struct cors {
    /* What lets the page that made the request read the answer, in the request's arena; NULL: nothing does. */
    const void *(*allow)(const struct http_request *request);
    /* Adds to its answer what the browser wants to see. */
    void (*answer)(const struct http_request *request, struct http_response *response, const void *allowed);
    /* Answers a browser's question whether a page may ask: OPTIONS. */
    void (*preflight)(const struct http_request *request, struct http_response *response);
};

struct service {
    const char *name;            /* "sqs": the IAM prefix */
    const char *title;           /* "Amazon SQS" */
    const char *signing_name;    /* in the credential scope; NULL: name */
    const char *target_prefix;   /* its shape's name, "AmazonSQS": before the dot in X-Amz-Target, in CBOR's path */
    const char *api_version;     /* Query: "2012-11-05" */
    const char *xml_namespace;   /* Query */
    const char *error_namespace; /* JSON: before the # in __type, "com.amazonaws.sqs"; NULL: the bare code */
    unsigned wire;               /* of enum service_wire */
    const struct codec *const *codecs;   /* the protocols it speaks, its preferred one first: CODECS(&aws_query) */
    const struct operation *operations;  /* ends with a NULL name */
    const struct service_faults *faults; /* may be NULL */
    const char *action_prefix;           /* of its IAM actions; NULL: name */
    bool actions_are_methods;            /* its IAM actions are HTTP's methods: "apigateway:GET" */
    bool refuses_tokens;   /* temporary credentials of users, of federated ones and of the root are nothing to it … */
    bool takes_mfa_tokens; /* … but for those whose maker had a device's code */

    /* Before anybody is asked whether the call is allowed: what the input names in several ways becomes what
     * handlers and `asks` know (an ARN the name it stands for), and what the service encodes in its own way is
     * decoded. NULL: nothing. 0, or -1 with the fault. */
    int (*resolve)(struct call *c);

    /* The policy that is attached to the resource, as JSON in the call's arena; absent when it has none or is not
     * there. c->db is a connection. NULL: its resources have none. */
    struct span (*resource_policy)(struct call *c, struct span arn);
    /* By which name the policy that counts for a resource is kept, and asked of resource_policy, in the call's arena:
     * an object's is its bucket's. NULL: by the ARN. */
    struct span (*policy_name)(struct call *c, struct span arn);
    const char *const *policy_tables; /* which it reads, so that it can be kept (store/watch.h); ends with NULL */

    /* Whose a resource is, where its ARN does not say so; absent when it is not there. c->db may be NULL. NULL: ARNs
     * say it. */
    struct span (*resource_account)(struct call *c, struct span arn);

    /* The certificate that the service has for a name of a host, with its key (PEM, in the arena). On any thread. NULL:
     * it has none. */
    bool (*certificate_of)(struct arena *a, struct span name, struct span *chain, struct span *key);

    /* A resource's policy may let everybody in: requests without a signature come as nobody's. */
    bool takes_anonymous;

    /* What its rows ask is completed from the store (a role's path): c->db is a connection then */
    bool asks_with_store;

    /* The tags of a resource, as a map; NULL when it has none or is not there. c->db is a connection. NULL: its
     * resources have none. */
    struct doc *(*resource_tags)(struct call *c, struct span arn);

    /* Tells the call's condition keys that are the service's own, by ask_key. NULL: it has none. */
    void (*condition_keys)(struct call *c);

    int skew_minutes;          /* how far a signature's time may be from ours; 0: 15 */
    size_t head_bytes_max;     /* of a request's first line and headers; 0: as much as the listener takes */
    size_t body_bytes_max;     /* of a request; 0: as much as the listener takes */
    const char *const *schema; /* SQL scripts, see struct store_schema; may be NULL */

    int (*configure)(void); /* before anything is opened: reads what the settings name. -1: told on stderr, nube ends */
    int (*start)(void); /* after the store is open: take up what a crash or a stop left. May be NULL, as all of these */
    void (*stop)(void);
    void (*reset)(void); /* before the store is emptied: drop what is in memory */
    /* Is none of its work under way that is no chore and no delivery? Adds how much was begun so far. */
    bool (*is_idle)(uint64_t *begun);

    const struct chore_work *chores; /* its work without a caller, see chore.h; ends with NULL; may be NULL */
    const struct delivery_kind *const *deliveries; /* what it sends out, see delivery.h; ends with NULL; may be NULL */

    const struct page *pages;   /* end with a NULL path; may be NULL */
    const struct plane *planes; /* end without matches; may be NULL */

    const struct cors *cors; /* NULL: only pages that may use Nube's APIs */

    /* Before a call goes: a request was answered, or, both NULL, what Nube asked by itself has ended. For a log of the
     * service's own. Of a plane's call, too. NULL: nobody is told. */
    void (*answered)(struct call *c, const struct http_request *request, struct http_response *response);

    /* Is a request that is signed for nobody this service's, by its host or its marks? Then *path is where its REST
     * rows find it: the request's own, or, where the host names a part of it, one with that part in front. NULL: it
     * claims none. */
    bool (*claims)(const struct http_request *request, struct span *path);
};

/* A service's codecs, as a constant. */
#define CODECS(...) ((const struct codec *const[]){ __VA_ARGS__, NULL })

/* Every service, in their order; ends with NULL. Empty until they are registered (services/services.h). */
extern const struct service *const *services;

/* A service's chores, and what it delivers, as constants. */
#define CHORES(...)     ((const struct chore_work[]){ __VA_ARGS__, { 0 } })
#define DELIVERIES(...) ((const struct delivery_kind *const[]){ __VA_ARGS__, NULL })

const struct service *service_find(const char *name);
/* What a request to it is signed for. */
const char *service_signing_name(const struct service *s);

/* Does it speak a protocol of that kind? And which does it prefer? */
bool service_speaks(const struct service *s, enum protocol protocol);
enum protocol service_protocol(const struct service *s);

/* Its first codec of that kind, or NULL. */
const struct codec *service_codec(const struct service *s, enum protocol protocol);

const struct operation *operation_find(const struct service *s, struct span name);

#endif
