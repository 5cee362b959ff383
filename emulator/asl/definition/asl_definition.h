/* A definition in the Amazon States Language, validated and compiled once per revision.
 * AWS: https://states-language.net/spec.html
 */
#ifndef NUBE_ASL_DEFINITION_H
#define NUBE_ASL_DEFINITION_H

#include "emulator/asl/asl_report.h"
#include "emulator/asl/definition/asl_choice.h"
#include "emulator/asl/definition/asl_resource.h"
#include "emulator/asl/definition/asl_type.h"
#include "emulator/asl/expression/asl_expression.h"

/* InputPath, OutputPath, ResultPath: absent means `$`; null is a value of its own. */
struct asl_path {
    bool is_null;
    struct jsonpath *path; /* NULL: absent or null */
};

struct asl_query; /* asl_query.h */

/* What a JSONata state computes; NULL: not given. */
struct asl_queries {
    struct asl_query *arguments, *output, *assign;
    struct asl_query *timeout, *heartbeat, *credentials;                               /* Task */
    struct asl_query *seconds, *timestamp;                                             /* Wait */
    struct asl_query *error, *cause;                                                   /* Fail */
    struct asl_query *items, *selector, *concurrency;                                  /* Map */
    struct asl_query *tolerated_count, *tolerated_percentage;                          /* Map */
    struct asl_query *reader, *items_max, *batch_items, *batch_bytes, *batch, *writer; /* Map, distributed */
};

struct asl_retrier {
    struct span *errors;
    uint32_t count;
    int64_t interval_seconds, attempts_max, delay_seconds_max; /* the last 0: no bound */
    double backoff_rate;
    bool jitter;
};

struct asl_catcher {
    struct span *errors;
    uint32_t count;
    struct asl_state *next;
    struct asl_path result_path;
    struct asl_template *assign;
    struct asl_query *assign_query, *output; /* JSONata */
};

/* What a distributed Map has beside its processor. */
struct asl_distributed {
    struct span label;                         /* given, or made from where the Map stands */
    bool express;                              /* its children's type */
    struct asl_resource reader, writer;        /* S3's; the service absent: none */
    struct asl_resource loader;                /* of the files that the reader tells of */
    struct doc *reader_config, *writer_config; /* or NULL */
    struct asl_template *reader_parameters, *writer_parameters, *batch;
    int64_t items_max, batch_items, batch_bytes; /* 0: no bound */
    struct jsonpath *items_max_path, *batch_items_path, *batch_bytes_path;
    int64_t tolerated_count;
    double tolerated_percentage;
    struct jsonpath *tolerated_count_path, *tolerated_percentage_path;
    bool has_tolerated_count, has_tolerated_percentage; /* said at all, in whichever way */
    const struct asl_machine *processor;
    bool has_batches;
    struct asl_distributed *next; /* of the definition */
};

struct asl_state {
    struct span name;
    enum asl_type type;
    bool jsonata; /* its query language */
    struct asl_queries query;
    uint32_t index;         /* among the states of its machine */
    struct asl_state *next; /* NULL: it ends */
    struct asl_path input_path, output_path, result_path;
    struct asl_template *parameters, *result_selector, *assign;
    struct asl_retrier *retriers;
    struct asl_catcher *catchers;
    uint32_t retrier_count, catcher_count;

    struct doc *result;                         /* Pass */
    struct asl_resource resource;               /* Task */
    int64_t timeout_seconds, heartbeat_seconds; /* Task; 0: none */
    struct jsonpath *timeout_path, *heartbeat_path;
    struct asl_template *credentials; /* Task: {"RoleArn": …}; NULL: the machine's own role */
    struct asl_choice *choices;       /* Choice */
    uint32_t choice_count;
    struct asl_state *fallback;
    int64_t seconds, timestamp_ms; /* Wait; -1: not given */
    struct span timestamp_text;
    struct jsonpath *seconds_path, *timestamp_path;
    struct span error, cause; /* Fail */
    struct asl_expression *error_path, *cause_path;
    struct asl_machine **branches; /* Parallel; of a Map the one processor */
    uint32_t branch_count;
    struct jsonpath *items_path, *concurrency_path; /* Map */
    int64_t concurrency_max;                        /* 0: no bound */
    struct asl_distributed *distributed;            /* Map; NULL: inline */
};

struct asl_machine {
    struct asl_state *states;
    uint32_t count;
    struct asl_state *start;
    struct doc *names; /* of a state to its index */
};

struct asl_definition {
    struct arena arena;
    struct asl_machine machine;
    struct asl_distributed *distributed; /* all of its distributed Maps */
    int64_t timeout_seconds;             /* 0: none */
    bool has_callbacks; /* some task ends by a message from outside: by a token, an activity's, a job's end */
};

/* Compiles a definition; on any error NULL, with all of them in the report. Free it with asl_definition_free. The
 * report's arena is the caller's. */
struct asl_definition *asl_definition_new(struct span text, bool express, struct asl_report *report);
void asl_definition_free(struct asl_definition *d);

/* The processor of the distributed Map with this label; NULL: there is none. */
const struct asl_machine *asl_definition_processor(const struct asl_definition *d, struct span label);

/* Only says what is wrong. */
void asl_definition_check(struct span text, bool express, struct asl_report *report);

/* {state: [variables that it refers to, sorted]}, for those that refer to any; states of inner machines too. */
struct doc *asl_definition_references(struct arena *a, struct span text);

#endif
