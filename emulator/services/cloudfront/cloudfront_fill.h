/* What AWS fills into a configuration that says less. */
#ifndef NUBE_CLOUDFRONT_FILL_H
#define NUBE_CLOUDFRONT_FILL_H

#include "emulator/base/doc.h"

/* The configuration in the order of the template, with what the template has and it lacks. In the template null stands
 * for what is only put in its place; a list of one for what is to be filled in where it is there: a map by it, a list
 * item by item. Lists without items go. */
struct doc *cloudfront_fill(struct arena *a, const struct doc *template, struct doc *given);

/* A distribution's, as a new tree. */
struct doc *cloudfront_fill_distribution(struct arena *a, struct doc *config);

#endif
