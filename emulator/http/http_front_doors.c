/* A connection is told of when its first byte has come, for a while: one that says nothing costs the kernel alone. */
#include "emulator/http/http_front_doors.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFER_SECONDS 10
#define BACKLOG       511

static const char *why_of(int number)
{
    switch (number) {
    case EADDRINUSE: return "the port is taken";
    case EADDRNOTAVAIL: return "the address is not this machine's";
    case EAFNOSUPPORT: return "this machine has no IPv6";
    default: return strerror(number);
    }
}

/* An address of IPv6 is not that of IPv4, too: the other has a socket of its own. */
static int bound(const struct addrinfo *address)
{
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1, seconds = DEFER_SECONDS;

    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds);
    if (address->ai_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) return fd;
    on = errno;
    close(fd);
    errno = on;
    return -1;
}

/* Both families have the port at the same place. */
static int port_of(int fd)
{
    struct sockaddr_in6 own = { 0 };
    socklen_t size = sizeof own;

    return getsockname(fd, (struct sockaddr *)&own, &size) ? 0 : ntohs(own.sin6_port);
}

int http_front_door_open(const char *host, int port, int *opened_port, const char **error)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST }, *address;
    char number[16];
    int fd;

    snprintf(number, sizeof number, "%d", port);
    if (getaddrinfo(host, number, &hints, &address)) {
        *error = "that is no address";
        return -1;
    }
    fd = bound(address);
    if (fd < 0) *error = why_of(errno);
    else *opened_port = port_of(fd);
    freeaddrinfo(address);
    return fd;
}

int http_front_door_accept(int door, char address[INET6_ADDRSTRLEN])
{
    struct sockaddr_in6 from = { 0 };
    socklen_t size = sizeof from;
    int fd = accept4(door, (struct sockaddr *)&from, &size, SOCK_CLOEXEC | SOCK_NONBLOCK), on = 1;

    if (fd < 0) return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (from.sin6_family == AF_INET6) inet_ntop(AF_INET6, &from.sin6_addr, address, INET6_ADDRSTRLEN);
    else inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)&from)->sin_addr, address, INET6_ADDRSTRLEN);
    return fd;
}
