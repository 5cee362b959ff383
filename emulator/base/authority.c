/* Key and certificate appear together: they are written into a folder of another name, which is then renamed. Two
 * programs that make one at the same time end with the one that was renamed first. */
#include "emulator/base/authority.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/certificate.h"
#include "emulator/base/certificate_write.h"
#include "emulator/base/clock.h"
#include "emulator/base/files.h"
#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/private_key.h"

#define DAY_MS          ((int64_t)24 * 60 * 60 * 1000)
#define AUTHORITY_DAYS  3650
#define FILE_BYTES_MAX  65536
#define COMMON_NAME_MAX 64 /* RFC 5280, ub-common-name */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static struct arena kept;
static char *certificate, *key, *subject; /* under the lock until they are there; then they stay */
static int64_t until_ms;

void authority_keep_in(const char *data_dir)
{
    pthread_mutex_lock(&lock);
    folder = data_dir;
    arena_release(&kept);
    certificate = key = subject = NULL;
    pthread_mutex_unlock(&lock);
}

char *authority_path(struct arena *a)
{
    return arena_printf(a, "%s/authority/ca.pem", folder);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static int file_write(const char *path, const char *text, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    size_t size = strlen(text);
    int rc;

    if (fd < 0) return -1;
    rc = write(fd, text, size) == (ssize_t)size && fchmod(fd, mode) == 0 && fsync(fd) == 0 ? 0 : -1;
    return close(fd) || rc ? -1 : 0;
}

/* --- made and read ------------------------------------------------------------------------------------------------ */

static int files_write(struct arena *a, const char *into, const char *new_key, const char *new_certificate)
{
    char *made = arena_printf(a, "%s.XXXXXX", into);
    int rc = mkdtemp(made) ? 0 : -1;

    if (rc == 0) rc = file_write(arena_printf(a, "%s/ca.key", made), new_key, 0600);
    if (rc == 0) rc = file_write(arena_printf(a, "%s/ca.pem", made), new_certificate, 0644);
    if (rc == 0) rc = rename(made, into) == 0 || errno == ENOTEMPTY || errno == EEXIST ? 0 : -1;
    if (rc) log_error("%s cannot be written: %s", into, strerror(errno));
    directory_remove(made);
    return rc;
}

/* Its name tells one Nube's from another's, in a browser's list. */
static int authority_make(struct arena *a)
{
    int64_t now = clock_real_ms();
    const char *new_key = private_key_make(a, "EC_prime256v1");
    struct certificate_wish wish = {
        .subject = arena_printf(a, "CN=Nube %08x, O=Nube on this machine", (unsigned)random_u64()),
        .key = new_key,
        .from_ms = now - DAY_MS,
        .until_ms = now + AUTHORITY_DAYS * DAY_MS,
    };
    const char *made = certificate_write(a, &wish);

    assert(made);
    return files_write(a, arena_printf(a, "%s/authority", folder), new_key, made);
}

static bool authority_read(struct arena *a)
{
    struct certificate facts;
    struct span read_key, read_certificate;

    if (!file_whole(a, arena_printf(a, "%s/authority/ca.key", folder), FILE_BYTES_MAX, &read_key) ||
        !file_whole(a, authority_path(a), FILE_BYTES_MAX, &read_certificate))
        return false;
    if (certificate_read(a, read_certificate, &facts) || !certificate_has_key(read_certificate, read_key)) {
        log_error("%s/authority holds no key and certificate that fit each other", folder);
        return false;
    }
    certificate = arena_string(&kept, read_certificate);
    key = arena_string(&kept, read_key);
    subject = arena_string(&kept, facts.subject);
    until_ms = facts.until_ms;
    return true;
}

/* Is it there? With `makes`, it is made when there is none. */
static bool authority_have(bool makes)
{
    struct arena scratch = { 0 };
    bool is_there;

    pthread_mutex_lock(&lock);
    is_there = certificate || (folder && authority_read(&scratch));
    if (!is_there && folder && makes) is_there = authority_make(&scratch) == 0 && authority_read(&scratch);
    pthread_mutex_unlock(&lock);
    arena_release(&scratch);
    return is_there;
}

const char *authority_certificate(void)
{
    return authority_have(true) ? certificate : NULL;
}

const char *authority_certificate_found(void)
{
    return authority_have(false) ? certificate : NULL;
}

/* --- signing ------------------------------------------------------------------------------------------------------ */

/* A common name has 64 letters at most; what is longer has further names alone. */
static const char *subject_of(struct arena *a, struct span name)
{
    if (name.size > COMMON_NAME_MAX) return "O=Nube on this machine";
    return arena_printf(a, "CN=%.*s", SPAN_ARG(name));
}

char *authority_sign(struct arena *a, const struct authority_wish *wish)
{
    struct certificate_wish more;

    assert(wish->name_count);
    if (!authority_have(true)) return NULL;
    more = (struct certificate_wish){
        .subject = subject_of(a, wish->names[0]),
        .key = wish->key,
        .names = wish->names,
        .name_count = wish->name_count,
        .from_ms = wish->from_ms,
        .until_ms = wish->until_ms < until_ms ? wish->until_ms : until_ms,
        .issuer_subject = subject,
        .issuer_key = key,
    };
    return certificate_write(a, &more);
}
