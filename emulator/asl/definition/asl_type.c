/* The names of the kinds of states. */
#include "emulator/asl/definition/asl_type.h"

const char *const asl_type_names[] = { "Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map" };

_Static_assert(sizeof asl_type_names / sizeof *asl_type_names == ASL_MAP + 1, "ORDER asl_type");
