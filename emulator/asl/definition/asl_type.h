/* The kinds of states. */
#ifndef NUBE_ASL_TYPE_H
#define NUBE_ASL_TYPE_H

enum asl_type { ASL_TASK, ASL_PASS, ASL_CHOICE, ASL_WAIT, ASL_SUCCEED, ASL_FAIL, ASL_PARALLEL, ASL_MAP };

/* "Task", "Pass", …; ORDER asl_type */
extern const char *const asl_type_names[];

#endif
