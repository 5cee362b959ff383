/* SQLite writes a frame of its log as a header of 24 bytes and a page, each with a call of its own. Here they
 * gather, up to BYTES_MAX, and go to the file together:
 *
 *   header page header page … header* page ──▶ one write            header*: bytes 4 to 7 are not zero, it ends a transaction
 *
 * Nothing waits longer than its transaction: the page after header* takes all with it before SQLite hears that it is
 * written, and so before it shows the transaction to readers or reports the commit. Nor does anything wait past a
 * look at the file (read, size, sync, truncation). Only what follows upon the last write gathers; all else goes
 * straight to the file: a page written over within its transaction, and the headers that are then made anew, of
 * which no page follows. Other files are the default file system's.
 *
 * SQLite was told that gathered bytes are written. If they cannot be, they are lost, and all that needs them fails:
 * reads from there on, and writes behind them. A frame written in their place ends that: what they belonged to has
 * been rolled back. */
#include "emulator/store/wal_gather.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#define FRAME_HEADER 24
#define BYTES_MAX    65536
#define NOTHING      INT64_MAX

struct gather {
    sqlite3_file file; /* first: SQLite's */
    sqlite3_file *real;
    unsigned char *bytes;
    int size;
    sqlite3_int64 at;   /* where the bytes belong */
    sqlite3_int64 next; /* the end of the last write */
    sqlite3_int64 lost; /* where bytes are missing from on, or NOTHING */
    bool in_frame;      /* a header came, its page is next */
    bool is_last;       /* of its transaction */
};

static sqlite3_vfs vfs, *real_vfs;

static int flush(struct gather *g)
{
    int size = g->size, rc;

    g->size = 0;
    g->in_frame = false;
    if (!size) return SQLITE_OK;
    rc = g->real->pMethods->xWrite(g->real, g->bytes, size, g->at);
    if (rc) g->lost = g->at;
    return rc;
}

static void keep(struct gather *g, const void *data, int size, sqlite3_int64 at)
{
    if (!g->bytes) g->bytes = memory_raw(BYTES_MAX);
    if (!g->size) g->at = at;
    memcpy(g->bytes + g->size, data, (size_t)size);
    g->size += size;
}

static int write_through(struct gather *g, const void *data, int size, sqlite3_int64 at)
{
    int rc = flush(g);

    return rc ? rc : g->real->pMethods->xWrite(g->real, data, size, at);
}

static int wal_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    struct gather *g = (struct gather *)file;
    const unsigned char *header = data;
    bool follows = at == g->next, is_page = follows && g->in_frame,
         is_header = follows && !is_page && size == FRAME_HEADER;
    int rc = SQLITE_OK;

    if (at > g->lost) return SQLITE_IOERR_WRITE;
    if (at == g->lost) g->lost = NOTHING;
    g->next = at + size;
    if (size > BYTES_MAX || (!is_page && !is_header)) return write_through(g, data, size, at);
    if (size > BYTES_MAX - g->size) rc = flush(g);
    if (rc) return rc;
    keep(g, data, size, at);
    g->in_frame = is_header;
    if (is_header) g->is_last = header[4] || header[5] || header[6] || header[7];
    return is_page && g->is_last ? flush(g) : SQLITE_OK;
}

static int wal_close(sqlite3_file *file)
{
    struct gather *g = (struct gather *)file;
    int rc = flush(g), closed = g->real->pMethods->xClose(g->real);

    free(g->bytes);
    return rc ? rc : closed;
}

static int wal_read(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
    struct gather *g = (struct gather *)file;
    int rc = flush(g);

    if (!rc && at + size > g->lost) rc = SQLITE_IOERR_READ;
    return rc ? rc : g->real->pMethods->xRead(g->real, data, size, at);
}

static int wal_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct gather *g = (struct gather *)file;
    int rc = flush(g);

    if (size <= g->lost) g->lost = NOTHING;
    return rc ? rc : g->real->pMethods->xTruncate(g->real, size);
}

static int wal_sync(sqlite3_file *file, int flags)
{
    struct gather *g = (struct gather *)file;
    int rc = flush(g);

    return rc ? rc : g->real->pMethods->xSync(g->real, flags);
}

static int wal_size(sqlite3_file *file, sqlite3_int64 *size)
{
    struct gather *g = (struct gather *)file;
    int rc = flush(g);

    return rc ? rc : g->real->pMethods->xFileSize(g->real, size);
}

static int wal_control(sqlite3_file *file, int operation, void *arg)
{
    sqlite3_file *real = ((struct gather *)file)->real;

    return real->pMethods->xFileControl(real, operation, arg);
}

static int wal_sector_size(sqlite3_file *file)
{
    sqlite3_file *real = ((struct gather *)file)->real;

    return real->pMethods->xSectorSize(real);
}

static int wal_characteristics(sqlite3_file *file)
{
    sqlite3_file *real = ((struct gather *)file)->real;

    return real->pMethods->xDeviceCharacteristics(real);
}

/* A log is never locked itself: the locks are the database file's and its shared memory's. */
static int wal_lock(sqlite3_file *file, int level)
{
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int wal_is_locked(sqlite3_file *file, int *is_locked)
{
    (void)file;
    *is_locked = 0;
    return SQLITE_OK;
}

static const sqlite3_io_methods wal_methods = {
    .iVersion = 1,
    .xClose = wal_close,
    .xRead = wal_read,
    .xWrite = wal_write,
    .xTruncate = wal_truncate,
    .xSync = wal_sync,
    .xFileSize = wal_size,
    .xLock = wal_lock,
    .xUnlock = wal_lock,
    .xCheckReservedLock = wal_is_locked,
    .xFileControl = wal_control,
    .xSectorSize = wal_sector_size,
    .xDeviceCharacteristics = wal_characteristics,
};

static int file_open(sqlite3_vfs *unused, const char *name, sqlite3_file *file, int flags, int *flags_out)
{
    struct gather *g = (struct gather *)file;
    int rc;

    (void)unused;
    if (!(flags & SQLITE_OPEN_WAL)) return real_vfs->xOpen(real_vfs, name, file, flags, flags_out);
    memset(g, 0, sizeof *g);
    g->real = (sqlite3_file *)(g + 1);
    g->lost = NOTHING;
    rc = real_vfs->xOpen(real_vfs, name, g->real, flags, flags_out);
    if (rc == SQLITE_OK) g->file.pMethods = &wal_methods;
    return rc;
}

static void vfs_make(void)
{
    real_vfs = sqlite3_vfs_find(NULL);
    if (!real_vfs) panic("SQLite has no file system");
    vfs = *real_vfs;
    vfs.zName = "nube";
    vfs.szOsFile = (int)sizeof(struct gather) + real_vfs->szOsFile;
    vfs.xOpen = file_open;
    if (sqlite3_vfs_register(&vfs, 0)) panic("SQLite takes no file system");
}

const char *wal_gather_vfs(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, vfs_make);
    return vfs.zName;
}
