/* Listening sockets, of IPv4 and IPv6. */
#ifndef NUBE_HTTP_FRONT_DOORS_H
#define NUBE_HTTP_FRONT_DOORS_H

#include <netinet/in.h>

/* Opens one that does not wait, and gives its port. -1: *error tells why (static storage). */
int http_front_door_open(const char *host, int port, int *opened_port, const char **error);

/* The next connection, and who it is from; -1 with errno. */
int http_front_door_accept(int door, char address[INET6_ADDRSTRLEN]);

#endif
