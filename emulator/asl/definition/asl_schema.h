/* What the files that check a definition against the language's schema share. */
#ifndef NUBE_ASL_SCHEMA_H
#define NUBE_ASL_SCHEMA_H

#include "emulator/asl/definition/asl_definition.h"

#define SCHEMA "SCHEMA_VALIDATION_FAILED"

enum {
    TASK = 1 << ASL_TASK,
    PASS = 1 << ASL_PASS,
    CHOICE = 1 << ASL_CHOICE,
    WAIT = 1 << ASL_WAIT,
    SUCCEED = 1 << ASL_SUCCEED,
    FAIL = 1 << ASL_FAIL,
    PARALLEL = 1 << ASL_PARALLEL,
    MAP = 1 << ASL_MAP,
    ALL = 255
};

struct check {
    struct asl_report *report;
    bool jsonata, express; /* of the whole machine */
    struct doc *names;     /* of all states so far */
    struct doc *labels;    /* of all Maps so far */
    uint32_t errors;       /* there were before the state at hand */
    struct doc *outer;     /* variables that enclosing machines assign */
};

/* The location of a member below another. */
const char *asl_schema_check_below(struct check *c, const char *at, const char *name);

/* A state's language: JSONPath only where it says exactly so, or says nothing in a machine of JSONPath. */
bool asl_schema_check_is_jsonata(const struct check *c, struct doc *state);

/* asl_schema_fields.c: which fields a state may have, and of which type. `types` is the state's, as a bit. */
void asl_schema_fields_check(struct check *c, struct doc *state, int type, bool jsonata, const char *at);
bool asl_schema_required(struct check *c, struct doc *state, const char *name, const char *at);
void asl_schema_fields_known(struct check *c, struct doc *object, const char *const *names, const char *at);
void asl_schema_exactly_one(struct check *c, struct doc *holder, const char *const *names, const char *at);
void asl_schema_at_most_one(struct check *c, struct doc *holder, const char *const *names, const char *at);
void asl_schema_one_of(struct check *c, struct doc *holder, const char *name, const char *const *words, const char *at);
void asl_schema_language_name_check(struct check *c, struct doc *holder, const char *at);
void asl_schema_whole_number(struct check *c, struct doc *holder, const char *name, int64_t least, int64_t most,
                             const char *at);
void asl_schema_number_check(struct check *c, struct doc *holder, const char *name, int64_t least, int64_t most,
                             const char *at);
void asl_schema_not_of_language(struct check *c, const char *field, bool jsonata, const char *at);

/* asl_schema_task.c: what only Tasks have. */
void asl_schema_task_check(struct check *c, struct doc *state, bool jsonata, const char *at);

/* asl_schema_rules.c: the rules of Retry, Catch and Choices; whether they lead somewhere is not looked at. */
void asl_schema_handlers_check(struct check *c, struct doc *state, const char *field, bool jsonata, const char *at);
void asl_schema_choices_check(struct check *c, struct doc *state, bool jsonata, const char *at);

/* asl_schema_hints.c: what is allowed, but hardly meant: warnings. */
void asl_schema_hints_check(struct check *c, struct doc *state, int type, bool jsonata, const char *at);

/* asl_schema_map.c: what only Maps have. */
void asl_schema_map_check(struct check *c, struct doc *state, bool jsonata, const char *at);

/* asl_schema_variables.c */
void asl_schema_variables_collect(struct doc *states, struct doc *names);
void asl_schema_variables_check(struct check *c, struct doc *state, bool jsonata, const char *at);

/* Checks a parsed definition against the language's schema. */
void asl_schema_check(struct doc *definition, bool express, struct asl_report *report);

#endif
