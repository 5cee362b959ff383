/* The rules of a Choice state.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
#ifndef NUBE_ASL_CHOICE_H
#define NUBE_ASL_CHOICE_H

#include "emulator/asl/expression/asl_expression.h"

struct asl_state;
struct asl_query;

enum asl_choice_kind { CHOICE_AND, CHOICE_OR, CHOICE_NOT, CHOICE_COMPARE };

struct asl_choice {
    enum asl_choice_kind kind;
    struct asl_choice *rules; /* of And, Or, Not */
    uint32_t count;
    struct jsonpath *variable;
    const struct asl_comparison *comparison;
    struct doc *operand;
    struct jsonpath *operand_path; /* of the …Path forms */
    struct asl_state *next;        /* of a top-level rule */
    struct asl_template *assign;
    struct asl_query *condition, *assign_query,
        *output; /* of a JSONata state's rule, which has nothing of the others but `next` */
};

/* Compiles a rule; false with *error when it is none. Nesting is bounded by the document's depth. */
bool asl_choice_compile(struct arena *a, const struct doc *rule, struct asl_choice *choice, const char **error);

/* 1: it holds, 0: it doesn't, -1: a path leads nowhere (s->error). */
int asl_choice_holds(const struct asl_choice *c, struct asl_scope *s);

/* Is this the name of a comparison ("StringEqualsPath")? */
/* All comparisons, as "StringEquals, StringEqualsPath, …". */
const char *asl_choice_operators(struct arena *a);
bool asl_choice_operator_known(struct span name);

#endif
