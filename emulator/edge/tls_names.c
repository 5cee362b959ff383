/* A client that goes to an address says no name: the certificate for those lists the addresses that Nube listens on. */
#include "emulator/edge/tls_names.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/certificate.h"
#include "emulator/base/certificate_write.h"
#include "emulator/base/files.h"
#include "emulator/core/service.h"
#include "emulator/core/settings.h"
#include "emulator/edge/browser.h"

#define FILE_BYTES_MAX (256 * 1024)

static struct arena arena; /* for good */
static struct span own_chain, own_key;
static struct certificate own;

/* --- one's own certificate ---------------------------------------------------------------------------------------- */

static bool own_read(const char *chain_file, const char *key_file, const char **why)
{
    if (!file_whole(&arena, chain_file, FILE_BYTES_MAX, &own_chain) || certificate_read(&arena, own_chain, &own) ||
        certificate_count(own_chain) < 1) {
        *why = "--tls-cert names no file of certificates (PEM)";
        return false;
    }
    if (!file_whole(&arena, key_file, FILE_BYTES_MAX, &own_key)) *why = "--tls-key names no file that can be read";
    else if (!certificate_has_key(own_chain, own_key))
        *why = "--tls-key is no private key (PEM, without a password) of the first certificate of --tls-cert";
    else return true;
    return false;
}

int tls_names_configure(const char **error)
{
    if (!settings.tls_cert && !settings.tls_key) return 0;
    if (!settings.tls_cert || !settings.tls_key) *error = "--tls-cert and --tls-key go together";
    else if (own_read(settings.tls_cert, settings.tls_key, error)) return 0;
    return -1;
}

/* --- who says a name ---------------------------------------------------------------------------------------------- */

static bool of_service(struct arena *a, struct span name, struct span *chain, struct span *key)
{
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->certificate_of && (*s)->certificate_of(a, name, chain, key)) return true;
    return false;
}

static enum tls_name find(struct arena *a, struct span name, struct span *chain, struct span *key, void *unused)
{
    (void)unused;
    if (own_chain.size && certificate_covers(&own, name)) {
        *chain = own_chain;
        *key = own_key;
        return TLS_NAME_GIVEN;
    }
    if (browser_is_own_host(name)) return TLS_NAME_OURS;
    return of_service(a, name, chain, key) ? TLS_NAME_GIVEN : TLS_NAME_UNKNOWN;
}

/* --- who says none ------------------------------------------------------------------------------------------------ */

struct list {
    struct span *names;
    size_t count;
};

static void list_add(struct list *l, struct span name)
{
    if (!name.size || l->count == CERTIFICATE_NAMES_MAX) return;
    for (size_t i = 0; i < l->count; i++)
        if (span_eq(l->names[i], name)) return;
    l->names[l->count++] = arena_span(&arena, name);
}

static bool is_all(const char *host)
{
    return strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
}

static void interfaces_add(struct list *l)
{
    struct ifaddrs *all;
    char text[INET6_ADDRSTRLEN];

    if (getifaddrs(&all)) return;
    for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
        int family = i->ifa_addr ? i->ifa_addr->sa_family : AF_UNSPEC;
        const void *address = family == AF_INET
                                  ? (const void *)&((struct sockaddr_in *)(void *)i->ifa_addr)->sin_addr
                                  : (const void *)&((struct sockaddr_in6 *)(void *)i->ifa_addr)->sin6_addr;
        if (family != AF_INET && family != AF_INET6) continue;
        list_add(l, span_of(inet_ntop(family, address, text, sizeof text)));
    }
    freeifaddrs(all);
}

static void named_add(struct list *l)
{
    struct span rest = span_of(settings.tls_name), name;

    while (span_split(&rest, ',', &name)) list_add(l, span_trim(name));
}

void tls_names_fill(struct tls_names *names)
{
    struct list l = { ARENA_ARRAY(&arena, struct span, CERTIFICATE_NAMES_MAX), 0 };

    list_add(&l, SPAN("localhost"));
    list_add(&l, SPAN("127.0.0.1"));
    list_add(&l, SPAN("::1"));
    named_add(&l);
    if (is_all(settings.host)) interfaces_add(&l);
    else list_add(&l, span_of(settings.host));
    if (settings.host_ipv6 && !is_all(settings.host_ipv6)) list_add(&l, span_of(settings.host_ipv6));
    *names = (struct tls_names){
        .find = find, .unnamed = l.names, .unnamed_count = l.count, .chain = own_chain, .key = own_key
    };
}
