/* The database that a new one begins as: all tables, no rows, made when Nube was built
 * (emulator/tools/template_command.c) and carried in the program. To copy it takes a millisecond where the SQL of
 * some sixty tables takes forty. */
#ifndef NUBE_TEMPLATE_H
#define NUBE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes, linked into a program by the build. */
extern const char template_data[], template_end[];

/* Says what new databases begin as; it must last. Before a store is opened, and only where its schemas are those
 * that it was made of; else the tables' SQL is run. NULL: none. */
void template_register(const char *data, size_t size);

/* Makes the file at `path`, which must not be there yet: whole or not at all. With `durable` it is flushed, its name
 * too. Returns 0; 1 when none is registered; -1 with errno, and nothing made. */
int template_write(const char *path, bool durable);

#endif
