/* The classes of values, by the names that Java has for them: templates tell kinds of values apart by them. */
#ifndef NUBE_VTL_CLASSES_H
#define NUBE_VTL_CLASSES_H

#include "emulator/vtl/vtl_bounds.h"

/* The value of `.class` and getClass(): its name and simpleName. NULL for an object. */
struct doc *vtl_class_of(struct vtl_run *r, const struct doc *value);

#endif
