/* Advancing an execution by a stretch. */
#ifndef NUBE_STATES_STRETCH_H
#define NUBE_STATES_STRETCH_H

/* A worker's job; the argument is the run. */
void states_stretch_begin(void *run);

#endif
