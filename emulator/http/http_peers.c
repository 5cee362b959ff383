/* A table by the front's port. An address is looked at, too, since a machine elsewhere may have the same port. */
#include "emulator/http/http_peers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#define PORTS 65536

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct http_peer *by_port[PORTS];
static _Atomic int count; /* who has no front asks nobody */

struct http_peer *http_peer_new(const char *address, int port, struct http_peer_tls tls, const char *own_address,
                                int own_port)
{
    struct http_peer *p = memory_new(1, sizeof *p);

    snprintf(p->address, sizeof p->address, "%s", address);
    snprintf(p->own_address, sizeof p->own_address, "%s", own_address);
    p->port = port;
    p->tls = tls;
    p->own_port = own_port;
    p->users = 1;
    pthread_mutex_lock(&lock);
    if (!by_port[own_port]) count++;
    by_port[own_port] = p;
    pthread_mutex_unlock(&lock);
    return p;
}

void http_peer_give(struct http_peer *p)
{
    if (p && atomic_fetch_sub(&p->users, 1) == 1) free(p);
}

void http_peer_end(struct http_peer *p)
{
    if (!p) return;
    pthread_mutex_lock(&lock);
    if (by_port[p->own_port] == p) {
        by_port[p->own_port] = NULL;
        count--;
    }
    pthread_mutex_unlock(&lock);
    http_peer_give(p);
}

struct http_peer *http_peer_take(const char *address, int port)
{
    struct http_peer *p;

    if (!count) return NULL;
    pthread_mutex_lock(&lock);
    p = by_port[port];
    if (p && strcmp(p->own_address, address) != 0) p = NULL;
    if (p) p->users++;
    pthread_mutex_unlock(&lock);
    return p;
}
