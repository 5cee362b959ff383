/* How functions are named: a bare name, a partial or a full ARN, each with a qualifier or without; and what a name
 * leads to. */
#ifndef NUBE_LAMBDA_NAMES_H
#define NUBE_LAMBDA_NAMES_H

#include "emulator/services/lambda/lambda_store.h"

struct lambda_name {
    struct span account, region, name, qualifier; /* qualifier absent when there is none */
};

/* Reads a function's name as an operation takes it; what it leaves out is the caller's. */
void lambda_name_parse(const struct call *c, struct span text, struct lambda_name *n);

/* Of the input's FunctionName and Qualifier together. 0, or -1: they do not agree, or it is of another region. */
int lambda_name_require(struct call *c, struct lambda_name *n);

/* Of an alias, one of its two versions, drawn by their weights; elsewhere always the first. */
enum lambda_draw { LAMBDA_FIRST, LAMBDA_DRAWN };

/* The version that it leads to: $LATEST, a published one, or an alias's. In *f the qualifier is as the name has it.
 * False: there is none. */
bool lambda_name_resolve(struct db *db, struct arena *a, const struct lambda_name *n, enum lambda_draw draw,
                         struct lambda_function *f);

/* The version that the input's FunctionName and Qualifier lead to. 0, or -1 with the fault. Needs c->db. */
int lambda_function_require(struct call *c, struct lambda_function *f);
/* The same for what is invoked: an alias draws. */
int lambda_invoked_require(struct call *c, struct lambda_function *f);
/* The function's $LATEST, whatever the qualifier. */
int lambda_latest_require(struct call *c, struct lambda_function *f);

/* ResourceNotFoundException for the name. -1. */
int lambda_name_lacks(struct call *c, const struct lambda_name *n);

/* Is the qualifier an alias's by its form, no version's? */
bool lambda_qualifier_is_alias(struct span qualifier);

#endif
