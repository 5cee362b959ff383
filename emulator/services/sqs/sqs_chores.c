/* The work there is, apart from what does it: the store notes some that others do. */
#include "emulator/services/sqs/sqs_chores.h"

struct chore sqs_sweep = { .name = "sqs sweep" };
struct chore sqs_mover = { .name = "sqs message move tasks" };
