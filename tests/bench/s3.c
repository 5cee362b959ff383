/* The floor of GetObject is a bare civetweb that answers as many bytes; that of PutObject is a file and a row that names
 * it, without HTTP. The keys of a large bucket are written into its database while Nube is down: through the API they
 * would take minutes. */
#include "tests/bench/s3.h"

#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/blobs.h"
#include "tests/bench/floors.h"
#include "tests/bench/load.h"
#include "tests/bench/server.h"

#define SMALL   16384
#define UPLOADS 100

#define AUTHORIZATION                                                                                          \
    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, " \
    "Signature=0\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n"

static struct server nube;
static bool is_floor;

static void line(const char *name, struct load_result r, double floor)
{
    printf("  %-34s %10.0f /s  p50 %6.2f ms  p99 %6.2f ms", name, r.per_second, r.p50_ms, r.p99_ms);
    if (floor > 0) printf("   %5.0f %% of its floor", 100 * r.per_second / floor);
    if (r.failures) printf("   %ld failures", r.failures);
    printf("\n");
    fflush(stdout);
}

/* --- small objects ------------------------------------------------------------------------------------------------ */

static size_t get_object(char *out, size_t room, long n, void *arg)
{
    (void)arg;
    if (is_floor)
        return (size_t)snprintf(out, room, "GET /bytes/%d HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "\r\n", SMALL);
    return (size_t)snprintf(out, room, "GET /bench/object-%ld HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "\r\n", n % 1000);
}

static size_t put_object(char *out, size_t room, long n, void *arg)
{
    int head =
        snprintf(out, room, "PUT /bench/object-%ld HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "Content-Length: %d\r\n\r\n",
                 arg ? n : n % 1000, SMALL);

    memset(out + head, 'x', SMALL);
    return (size_t)head + SMALL;
}

static struct load_result measure(int port, size_t (*request)(char *, size_t, long, void *), int connections,
                                  double seconds, void *arg)
{
    struct load l = { .port = port, .connections = connections, .seconds = seconds, .request = request, .arg = arg };

    return load_run(&l);
}

static int once(const char *head, char *answer, size_t room)
{
    char request[1024];
    int size =
        snprintf(request, sizeof request, "%s HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "Content-Length: 0\r\n\r\n", head);

    return load_once(nube.port, request, (size_t)size, answer, room);
}

static double get_floor(int connections, double seconds)
{
    struct load_result r;
    int pipe_fds[2], port = 0;
    pid_t pid;

    if (pipe(pipe_fds)) return 0;
    pid = fork();
    if (pid == 0) floor_http_serve(64, 0, pipe_fds[1]);
    if (read(pipe_fds[0], &port, sizeof port) != sizeof port) return 0;
    is_floor = true;
    r = measure(port, get_object, connections, seconds, NULL);
    is_floor = false;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    line("HTTP floor (civetweb, 16 KB)", r, 0);
    return r.per_second;
}

static int small_report(const char *folder, int connections, double seconds)
{
    struct load_result files;
    char answer[4096];
    double http;

    if (once("PUT /bench", answer, sizeof answer) != 200) return -1;
    http = get_floor(connections, seconds);
    files = floor_files(folder, connections, seconds, SMALL);
    line("floor of a file and a row (16 KB)", files, 0);
    line("PutObject, 16 KB, new keys", measure(nube.port, put_object, connections, seconds, &nube), files.per_second);
    line("PutObject, 16 KB, the same 1,000", measure(nube.port, put_object, connections, seconds, NULL),
         files.per_second);
    line("GetObject, 16 KB", measure(nube.port, get_object, connections, seconds, NULL), http);
    return 0;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static size_t list_objects(char *out, size_t room, long n, void *arg)
{
    const char *bucket = arg;
    long from = (long)((unsigned long)n * 0x9E3779B97F4A7C15ul >> 11) % (strcmp(bucket, "large") == 0 ? 900000 : 1);

    return (size_t)snprintf(
        out, room,
        "GET /%s?list-type=2&max-keys=1000&start-after=key-%08ld HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "\r\n", bucket,
        from);
}

static void keys_write(const char *folder, long keys)
{
    char path[5000], sql[2048];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/data/nube.db", folder);
    snprintf(sql, sizeof sql,
             "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %ld)"
             " INSERT INTO s3_object (bucket, key, is_marker, size, etag, parts, changed_ms, owner, about)"
             " SELECT b.id, printf('key-%%08d', i), 0, 10, 'd41d8cd98f00b204e9800998ecf8427e', 0, 0, '000000000000',"
             " '{\"ContentType\":\"text/plain\",\"ChecksumCRC32\":\"AAAAAA==\",\"ChecksumType\":\"FULL_OBJECT\"}'"
             " FROM n, s3_bucket b WHERE b.name = 'large' OR (b.name = 'small' AND i < 1002)",
             keys);
    if (sqlite3_open(path, &db) || sqlite3_exec(db, sql, NULL, NULL, NULL))
        fprintf(stderr, "bench: %s\n", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static int list_report(const char *build, const char *folder, int connections, double seconds)
{
    const char *wanted = getenv("BENCH_S3_KEYS");
    struct load_result small;
    char answer[4096];

    if (once("PUT /small", answer, sizeof answer) != 200 || once("PUT /large", answer, sizeof answer) != 200) return -1;
    server_stop(&nube);
    keys_write(folder, wanted ? atol(wanted) : 1000000);
    if (server_start(&nube, build, folder, 0) < 0) return -1;
    small = measure(nube.port, list_objects, connections, seconds, "small");
    line("ListObjectsV2, 1,000 of a thousand", small, 0);
    line("ListObjectsV2, 1,000 of a million", measure(nube.port, list_objects, connections, seconds, "large"),
         small.per_second);
    return 0;
}

/* --- large ones --------------------------------------------------------------------------------------------------- */

static int large_report(const char *folder)
{
    const char *wanted = getenv("BENCH_S3_MB");
    int64_t size = (wanted ? atoll(wanted) : 1024) * 1048576;
    char head[512];

    snprintf(head, sizeof head,
             "PUT /bench/large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" AUTHORIZATION
             "Content-Length: %lld\r\n\r\n",
             (long long)size);
    return blobs_measure(folder, "an object", nube.port, nube.pid, head,
                         "GET /bench/large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" AUTHORIZATION "\r\n", size);
}

static void *upload(void *number)
{
    static char piece[65536];
    char head[512];
    int size = snprintf(head, sizeof head,
                        "PUT /bench/upload-%ld HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" AUTHORIZATION
                        "Content-Length: %d\r\n\r\n",
                        (long)number, 100 * 1048576),
        fd = load_connect(nube.port);
    char answer[1024] = "";

    if (fd < 0 || load_send(fd, head, (size_t)size)) return number;
    for (int i = 0; i < 1600; i++)
        if (load_send(fd, piece, sizeof piece)) break;
    if (recv(fd, answer, sizeof answer - 1, 0) < 0) answer[0] = '\0';
    close(fd);
    return strstr(answer, " 200 ") ? NULL : answer[0] ? number : number;
}

static int uploads_report(void)
{
    pthread_t threads[UPLOADS];
    long before = server_resident_kb(nube.pid), most = 0, failed = 0;
    double began = now_ms();
    void *result;

    for (long i = 0; i < UPLOADS; i++) pthread_create(&threads[i], NULL, upload, (void *)(i + 1));
    for (int i = 0; i < 40; i++) {
        long kb = server_resident_kb(nube.pid);
        if (kb > most) most = kb;
        usleep(50000);
    }
    for (int i = 0; i < UPLOADS; i++) {
        pthread_join(threads[i], &result);
        failed += result != NULL;
    }
    printf("  %-34s %10.0f MB/s   memory %ld KB, %ld before; %ld failures\n", "100 uploads of 100 MB at once",
           100 * 100 / ((now_ms() - began) / 1000), most, before, failed);
    return failed ? -1 : 0;
}

int s3_report(const char *build, const char *folder, int connections, double seconds)
{
    char own[2048];
    int rc;

    printf("\n");
    snprintf(own, sizeof own, "%s/s3", folder);
    mkdir(own, 0700);
    nube.port = server_free_port();
    if (server_start(&nube, build, own, 0) < 0) return -1;
    rc = small_report(folder, connections, seconds) || list_report(build, own, connections, seconds) ||
         large_report(folder) || uploads_report();
    server_stop(&nube);
    return rc ? -1 : 0;
}
