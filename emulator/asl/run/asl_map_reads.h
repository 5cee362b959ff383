/* Reading a distributed Map's items. */
#ifndef NUBE_ASL_MAP_READS_H
#define NUBE_ASL_MAP_READS_H

#include "emulator/asl/run/asl_branch.h"

/* What was read: the items, and where they came from (asl_map_items.h). */
struct asl_map_read {
    struct doc *items, *parts;
};

/* Asks for the first of it. */
enum asl_became asl_map_read_start(struct asl_execution *x, struct asl_branch *b);

/* A task of its reading gave `output`. WAITS: for the next. GIVES: all is read, in *read. */
enum asl_became asl_map_read(struct asl_execution *x, struct asl_branch *b, struct span output,
                             struct asl_map_read *read);

#endif
