/* A client that goes to an address says no name: the certificate for those lists the addresses that Nube listens on. */
#include "emulator/edge/tls_names.h"

#include <arpa/inet.h>
#include <ctype.h>
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
#define NAMES_MAX      100

static struct arena arena; /* for good */
static struct span own_chain, own_key;
static struct certificate own;

/* --- one's own certificate ---------------------------------------------------------------------------------------- */

static bool own_read(const char *chain_file, const char *key_file, const char **why)
{
    bool is_there = file_whole(&arena, chain_file, FILE_BYTES_MAX, &own_chain);

    if (!is_there) *why = arena_printf(&arena, "--tls-cert: %s cannot be read", chain_file);
    else if (certificate_read(&arena, own_chain, &own) || certificate_count(own_chain) < 1)
        *why = arena_printf(&arena, "--tls-cert: %s holds no certificate (PEM)", chain_file);
    else if (!file_whole(&arena, key_file, FILE_BYTES_MAX, &own_key))
        *why = arena_printf(&arena, "--tls-key: %s cannot be read", key_file);
    else if (!certificate_has_key(own_chain, own_key))
        *why = arena_printf(&arena,
                            "--tls-key: %s is no private key (PEM, without a password) of the first certificate in %s",
                            key_file, chain_file);
    else return true;
    return false;
}

int tls_names_configure(const char **error)
{
    const char *alone = settings.tls_cert ? "--tls-cert" : settings.tls_key ? "--tls-key" : "--tls-name";

    if (!settings.tls_cert && !settings.tls_key && !settings.tls_name) return 0;
    if (!settings.tls_port) *error = arena_printf(&arena, "%s has no effect without --tls-port", alone);
    else if (!settings.tls_cert != !settings.tls_key) *error = "--tls-cert and --tls-key go together";
    else if (!settings.tls_cert || own_read(settings.tls_cert, settings.tls_key, error)) return 0;
    return -1;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static bool is_address(struct span text)
{
    char terminated[INET6_ADDRSTRLEN], address[sizeof(struct in6_addr)];

    if (text.size >= sizeof terminated) return false;
    snprintf(terminated, sizeof terminated, "%.*s", SPAN_ARG(text));
    return inet_pton(AF_INET, terminated, address) == 1 || inet_pton(AF_INET6, terminated, address) == 1;
}

static bool is_label(struct span label)
{
    if (!label.size || label.size > 63 || label.data[0] == '-' || label.data[label.size - 1] == '-') return false;
    for (size_t i = 0; i < label.size; i++)
        if (!isalnum((unsigned char)label.data[i]) && label.data[i] != '-' && label.data[i] != '_') return false;
    return true;
}

/* RFC 1123, and the "_" that some names have. The last label has a letter, so that no mistyped address is a name. */
static bool is_name(struct span name)
{
    struct span label = { NULL, 0 };

    if (!name.size || name.size > 253) return false;
    if (span_starts(name, "*.")) name = span_sub(name, 2, SIZE_MAX);
    while (span_split(&name, '.', &label))
        if (!is_label(label)) return false;
    for (size_t i = 0; i < label.size; i++)
        if (isalpha((unsigned char)label.data[i])) return true;
    return false;
}

bool tls_names_are(const char *list)
{
    struct span rest = span_of(list), name;
    size_t count = 0;

    while (span_split(&rest, ',', &name))
        if (++count > NAMES_MAX || !(is_address(name) || is_name(name))) return false;
    return count > 0;
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

    while (span_split(&rest, ',', &name)) list_add(l, name);
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
