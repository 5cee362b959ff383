/* Control groups of functions' processes, where Nube may make them: a limit of memory, and in version 2 of processes,
 * that the kernel watches, and an end that nothing escapes. Below the limit memory is watched by Nube, since /tmp
 * is memory, too, and counts there.
 *
 *   …/nube-PID/N    one for each process, with all that it starts; in the group that Nube's own is in (in version 1,
 *                   in Nube's own)
 *
 * https://docs.kernel.org/admin-guide/cgroup-v2.html and cgroup-v1/memory.html. From any thread. */
#ifndef NUBE_LAMBDA_GROUPS_H
#define NUBE_LAMBDA_GROUPS_H

#include "emulator/base/arena.h"

/* A new group that may hold so much; its number, or 0: groups may not be made here. The first one finds that out. */
int64_t lambda_group_new(int64_t memory_mb);

/* The file by which a process enters it. */
const char *lambda_group_entry(struct arena *a, int64_t group);

/* Kills what is in it and removes it, once its process was waited for. True: it ran out of its memory. 0 is none. */
bool lambda_group_end(int64_t group);

/* They cannot be entered: none are made from now on. */
void lambda_groups_refuse(void);

/* Removes the folder of them all, which is made again when it is needed. */
void lambda_groups_close(void);

#endif
