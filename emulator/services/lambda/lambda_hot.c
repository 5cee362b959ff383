/* One number stands for all that is looked at: the sum of each entry's hash, so that their order does not matter. */
#include "emulator/services/lambda/lambda_hot.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENTRIES_MAX 20000
#define DEPTH_MAX   16
#define FOLDERS_MAX 64 /* what was not looked at for the longest time is forgotten */

static bool is_passed_over(const char *name)
{
    return *name == '.' || strcmp(name, "node_modules") == 0 || strcmp(name, "__pycache__") == 0;
}

static uint64_t entry_hash(const char *name, const struct stat *s)
{
    const int64_t parts[] = { (int64_t)s->st_ino, s->st_mtim.tv_sec, s->st_mtim.tv_nsec, s->st_size };

    return span_hash((struct span){ (const char *)parts, sizeof parts }) ^ span_hash(span_of(name));
}

/* Adds what is in the folder; takes the descriptor. */
static void folder_add(int fd, int depth, int *left, uint64_t *sum)
{
    DIR *d = fdopendir(fd);
    struct dirent *entry;
    struct stat s;

    if (!d) {
        close(fd);
        return;
    }
    while ((entry = readdir(d)) && (*left)-- > 0) {
        if (is_passed_over(entry->d_name) || fstatat(fd, entry->d_name, &s, 0)) continue;
        if (!S_ISDIR(s.st_mode)) *sum += entry_hash(entry->d_name, &s);
        else if (depth < DEPTH_MAX) {
            int below = openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            *sum += span_hash(span_of(entry->d_name));
            if (below >= 0) folder_add(below, depth + 1, left, sum);
        }
    }
    closedir(d);
}

static uint64_t folder_sum(struct span folder)
{
    char path[4096];
    int left = ENTRIES_MAX, fd;
    uint64_t sum = 1;

    if (folder.size >= sizeof path) return 0;
    memcpy(path, folder.data, folder.size);
    path[folder.size] = '\0';
    fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) folder_add(fd, 0, &left, &sum);
    return sum;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct look {
    int64_t function_id, at;
    uint64_t sum;
} looks[FOLDERS_MAX];
static int64_t now;

/* The look at that function, or the oldest one, made its own. Under the lock. */
static struct look *look_of(int64_t function_id, bool *is_first)
{
    struct look *oldest = &looks[0];

    *is_first = false;
    for (int i = 0; i < FOLDERS_MAX; i++) {
        if (looks[i].at && looks[i].function_id == function_id) return &looks[i];
        if (looks[i].at < oldest->at) oldest = &looks[i];
    }
    *is_first = true;
    oldest->function_id = function_id;
    return oldest;
}

bool lambda_hot_changed(int64_t function_id, struct span folder)
{
    uint64_t sum = folder_sum(folder);
    bool is_first, is_other;
    struct look *l;

    pthread_mutex_lock(&lock);
    l = look_of(function_id, &is_first);
    is_other = !is_first && l->sum != sum;
    l->sum = sum;
    l->at = ++now;
    pthread_mutex_unlock(&lock);
    return is_other;
}
