/* What a call does once its transaction is committed. */
#ifndef NUBE_EFFECT_H
#define NUBE_EFFECT_H

#include "emulator/core/call.h"

/* Runs the call's effects, or with `drop` lets each free what it holds; either way none is left. */
void effects_run(struct call *c, bool drop);

/* Hands the child's effects to its parent. */
void effects_adopt(struct call *parent, struct call *child);

#endif
