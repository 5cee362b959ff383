/* A Nube of the measurements' own. */
#include "tests/bench/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/load.h"

#define START_MS_MAX 10000

static void run(const char *folder, char *const argv[])
{
    char log[4096];

    snprintf(log, sizeof log, "%s/nube.log", folder);
    if (!freopen(log, "a", stderr)) _exit(1);
    execv(argv[0], argv);
    _exit(1);
}

double server_start(struct server *s, const char *build, const char *folder, int workers)
{
    char program[4096], data[4096], number[16], threads[16];
    char *argv[] = { program, "--port", number, "--data-dir", data, workers ? "--workers" : NULL, threads, NULL };

    snprintf(program, sizeof program, "%s/nube", build);
    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(number, sizeof number, "%d", s->port);
    snprintf(threads, sizeof threads, "%d", workers);
    return server_start_command(s, folder, argv);
}

double server_start_tls(struct server *s, const char *build, const char *folder, int *tls_port)
{
    char program[4096], data[4096], number[16], other[16];
    char *argv[] = { program, "--port", number, "--tls-port", other, "--data-dir", data, NULL };

    *tls_port = server_free_port();
    snprintf(program, sizeof program, "%s/nube", build);
    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(number, sizeof number, "%d", s->port);
    snprintf(other, sizeof other, "%d", *tls_port);
    return server_start_command(s, folder, argv);
}

double server_start_command(struct server *s, const char *folder, char *const argv[])
{
    char request[256], answer[4096];
    int size = snprintf(request, sizeof request, "GET /_nube/health HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", s->port);
    double began = now_ms();

    s->pid = fork();
    if (s->pid == 0) run(folder, argv);
    while (load_once(s->port, request, (size_t)size, answer, sizeof answer) != 200) {
        if (waitpid(s->pid, NULL, WNOHANG)) s->pid = 0;
        if (!s->pid || now_ms() - began > START_MS_MAX) return -1;
        usleep(100); /* leaves it the core */
    }
    return now_ms() - began;
}

void server_stop(struct server *s)
{
    if (!s->pid) return;
    kill(s->pid, SIGTERM);
    waitpid(s->pid, NULL, 0);
    s->pid = 0;
}

long server_resident_kb(pid_t pid)
{
    char path[64];
    long pages = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    if (!(f = fopen(path, "r"))) return 0;
    if (fscanf(f, "%*d %ld", &pages) != 1) pages = 0;
    fclose(f);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

int server_free_port(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), port = 0;

    if (fd < 0) return 0;
    if (bind(fd, (struct sockaddr *)&address, size) == 0 && getsockname(fd, (struct sockaddr *)&address, &size) == 0)
        port = ntohs(address.sin_port);
    close(fd);
    return port;
}
