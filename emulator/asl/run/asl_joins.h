/* Parallel and Map states, whose children are branches. What these functions give is about the state that joins. */
#ifndef NUBE_ASL_JOINS_H
#define NUBE_ASL_JOINS_H

#include "emulator/asl/run/asl_branch.h"

enum asl_became asl_join_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);

/* A child is through; its parent may have others still, or be so, too. */
enum asl_became asl_join_child_ended(struct asl_execution *x, struct asl_branch *child, struct asl_payload output);

/* A child has failed, and so does its parent. */
enum asl_became asl_join_child_failed(struct asl_execution *x, struct asl_branch *child, struct span error,
                                      struct span cause);

/* Ends all below `b`: nothing of it runs on. */
void asl_join_abandon(struct asl_branch *b);

#endif
