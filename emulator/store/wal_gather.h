/* A SQLite file system that writes a transaction's pages to the log in few writes instead of two a page. */
#ifndef NUBE_WAL_GATHER_H
#define NUBE_WAL_GATHER_H

/* The name to open a connection with. Safe from any thread. */
const char *wal_gather_vfs(void);

#endif
