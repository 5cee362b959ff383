/* What methods are made of, and the tables of them: one for each kind of value. */
#ifndef NUBE_VTL_APPLY_H
#define NUBE_VTL_APPLY_H

#include "emulator/vtl/vtl_bounds.h"

/* A call on its way. */
struct vtl_apply {
    struct vtl_run *run;
    struct arena *arena;
    uint32_t at; /* in the template */
    struct doc *self;
    struct span text; /* of `self`, when that is a string */
    struct doc **args;
    size_t count;
};

/* One row of a table: a letter for each argument, a small one for those that need not be there.
 *     s: a string   i: a whole number   n: a number   l: a list   m: a map   o: anything */
struct vtl_method {
    const char *name, *args;
    struct doc *(*run)(struct vtl_apply *c);
};

/* They end with a row without a name. Of two rows with one name the first whose arguments fit is taken. */
extern const struct vtl_method vtl_text_methods[], vtl_pattern_methods[], vtl_number_methods[], vtl_boolean_methods[],
    vtl_list_methods[], vtl_map_methods[];

/* Ends the run, and gives NULL. */
struct doc *vtl_apply_fail(struct vtl_apply *c, const char *reason);

struct span vtl_arg_text(const struct vtl_apply *c, size_t i);
int64_t vtl_arg_int(const struct vtl_apply *c, size_t i, int64_t otherwise);

struct doc *vtl_give_text(struct vtl_apply *c, struct span text); /* which lives as long as the run */
struct doc *vtl_give_int(struct vtl_apply *c, int64_t value);
struct doc *vtl_give_bool(struct vtl_apply *c, bool value);

/* Text as Java counts it, in units of UTF-16: how many there are, and the byte of the one at `index`. */
size_t vtl_units(struct span text);
size_t vtl_unit_byte(struct span text, size_t index);

/* Of every kind of value. */
struct doc *vtl_method_equals(struct vtl_apply *c);
struct doc *vtl_method_to_string(struct vtl_apply *c);

/* What #foreach walks over, as a list; NULL when the value is nothing to walk over. */
struct doc *vtl_items(struct vtl_run *r, struct doc *value);

#endif
