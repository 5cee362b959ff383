/* The server is this program itself, with a handler of its own on Nube's listener and blobs: what an operation adds
 * is not in it, all that touches the bytes is. The floor is the program cat, with a socket on one side and a file
 * on the other. */
#include "tests/bench/blobs.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/workers.h"
#include "emulator/http/http_server.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/store.h"
#include "tests/bench/load.h"
#include "tests/bench/server.h"

#define PIECE ((size_t)128 * 1024)

static char piece[PIECE];

/* --- the server --------------------------------------------------------------------------------------------------- */

static struct blob blob;

static int keep(struct db *db, void *b)
{
    blob_keep(db, b);
    return 0;
}

static void put(const struct http_request *request, struct http_response *response)
{
    enum blob_outcome outcome = blob_receive(http_request_source(request), INT64_MAX, &blob);

    if (outcome == BLOB_WHOLE && store_write(keep, &blob) == STORE_COMMITTED) blob_settle(blob.id);
    else response->status = 500;
}

static void handle(const struct http_request *request, struct http_response *response, void *arg)
{
    (void)arg;
    if (!span_is(request->path, "/blob")) return;
    if (span_is(request->method, "PUT")) put(request, response);
    else response->source = blob_read(span_of(blob.id), 0, blob.size);
}

static bool streams(const struct http_request *request, void *arg)
{
    (void)arg;
    return span_is(request->path, "/blob");
}

void blobs_serve(int port, const char *folder)
{
    static const struct store_schema schemas[] = { { "blobs", blobs_schema }, { NULL, NULL } };
    struct http_server_options options = { .host = "127.0.0.1",
                                           .port = port,
                                           .threads = 64,
                                           .body_bytes_max = HTTP_BODY_BYTES_MAX,
                                           .keep_alive_ms = 15000,
                                           .handle = handle,
                                           .streams = streams };
    char directory[4096];
    const char *error;

    snprintf(directory, sizeof directory, "%s/blobs", folder);
    signal(SIGPIPE, SIG_IGN);
    if (store_open(directory, STORE_NORMAL, schemas, &error)) _exit(1);
    blobs_open(directory, false);
    workers_start(2);
    if (!http_server_start(&options, &error)) _exit(1);
    for (;;) pause();
}

static int server_run(struct server *s, const char *folder)
{
    char self[4096], number[16], where[4096];
    char *argv[] = { self, "--blobs", number, where, NULL };
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);

    if (size < 0) return -1;
    self[size] = '\0';
    s->port = server_free_port();
    snprintf(number, sizeof number, "%d", s->port);
    snprintf(where, sizeof where, "%s", folder);
    return server_start_command(s, folder, argv) < 0 ? -1 : 0;
}

/* --- the floor ---------------------------------------------------------------------------------------------------- */

/* Runs cat on the next connection, from it into the file or the other way. Its port, or -1. */
static int cat_start(const char *path, bool is_upload, pid_t *pid)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), conn, file;

    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) || listen(listener, 1) ||
        getsockname(listener, (struct sockaddr *)&address, &size))
        return -1;
    *pid = fork();
    if (*pid == 0) {
        conn = accept(listener, NULL, NULL);
        file = open(path, is_upload ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0600);
        if (conn < 0 || file < 0 || dup2(is_upload ? conn : file, 0) < 0 || dup2(is_upload ? file : conn, 1) < 0)
            _exit(1);
        execlp("cat", "cat", NULL);
        _exit(1);
    }
    close(listener);
    return ntohs(address.sin_port);
}

/* --- a client ----------------------------------------------------------------------------------------------------- */

static bool bytes_send(int fd, int64_t size)
{
    for (int64_t n; size > 0; size -= n) {
        n = size < (int64_t)PIECE ? size : (int64_t)PIECE;
        if (load_send(fd, piece, (size_t)n)) return false;
    }
    return true;
}

static int64_t bytes_take(int fd)
{
    int64_t size = 0;
    ssize_t n;

    while ((n = recv(fd, piece, sizeof piece, 0)) > 0) size += n;
    return size;
}

/* MB a second; 0 when it failed. `head` is what goes before the bytes, "" for cat. */
static double upload(int port, const char *head, int64_t size)
{
    double began = now_ms();
    int fd = load_connect(port);
    bool is_good;

    if (fd < 0) return 0;
    is_good = load_send(fd, head, strlen(head)) == 0 && bytes_send(fd, size) && shutdown(fd, SHUT_WR) == 0;
    bytes_take(fd);
    close(fd);
    return is_good ? (double)size / 1048576 / ((now_ms() - began) / 1000) : 0;
}

static double download(int port, const char *head, int64_t size)
{
    double began = now_ms();
    int fd = load_connect(port);
    int64_t taken;

    if (fd < 0 || load_send(fd, head, strlen(head))) return 0;
    taken = bytes_take(fd);
    close(fd);
    return taken >= size ? (double)size / 1048576 / ((now_ms() - began) / 1000) : 0;
}

/* --- the report --------------------------------------------------------------------------------------------------- */

/* The most that a process ever held, in KB. */
static long peak_kb(pid_t pid)
{
    char path[64], line[256];
    long kb = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %ld", &kb) == 1) break;
    if (f) fclose(f);
    return kb;
}

static void report_line(const char *name, double rate, double floor)
{
    printf("  %-34s %10.0f MB/s", name, rate);
    if (floor > 0) printf("   %5.0f %% of its floor", 100 * rate / floor);
    printf("\n");
    fflush(stdout);
}

static int floors_measure(const char *folder, int64_t size, double *up, double *down)
{
    char path[4096];
    pid_t pid = 0;
    int port;

    snprintf(path, sizeof path, "%s/cat", folder);
    port = cat_start(path, true, &pid);
    *up = port < 0 ? 0 : upload(port, "", size);
    if (pid > 0) waitpid(pid, NULL, 0);
    port = cat_start(path, false, &pid);
    *down = port < 0 ? 0 : download(port, "", size);
    if (pid > 0) waitpid(pid, NULL, 0);
    unlink(path);
    return *up > 0 && *down > 0 ? 0 : -1;
}

int blobs_measure(const char *folder, const char *of, int port, int pid, const char *up, const char *down, int64_t size)
{
    double cat_up, cat_down, rate_up, rate_down;
    long before = peak_kb(pid);
    char name[64];

    if (floors_measure(folder, size, &cat_up, &cat_down)) return -1;
    report_line("cat, socket to file", cat_up, 0);
    report_line("cat, file to socket", cat_down, 0);
    rate_up = upload(port, up, size);
    rate_down = download(port, down, size);
    snprintf(name, sizeof name, "upload into %s", of);
    report_line(name, rate_up, cat_up);
    snprintf(name, sizeof name, "download of %s", of);
    report_line(name, rate_down, cat_down);
    printf("  %-34s %10ld KB   at its peak, for %lld MB up and down\n", "memory beside the base", peak_kb(pid) - before,
           (long long)size / 1048576);
    return rate_up > 0 && rate_down > 0 ? 0 : -1;
}

int blobs_report(const char *folder)
{
    const char *wanted = getenv("BENCH_BLOB_MB");
    int64_t size = (wanted ? atoll(wanted) : 5120) * 1048576;
    struct server server = { 0 };
    char head[256];
    int rc;

    printf("\n");
    if (server_run(&server, folder)) return -1;
    snprintf(head, sizeof head, "PUT /blob HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: %lld\r\n\r\n",
             (long long)size);
    rc = blobs_measure(folder, "a blob", server.port, server.pid, head,
                       "GET /blob HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", size);
    server_stop(&server);
    return rc;
}
