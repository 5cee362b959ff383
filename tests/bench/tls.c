/* The floor is a bare civetweb in plain, as S3's is. A handshake is measured beside what a client and a server of
 * mbedTLS's compute that hand each other their bytes in memory. */
#include "tests/bench/tls.h"

#include <mbedtls/ssl.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/authority.h"
#include "emulator/base/clock.h"
#include "emulator/base/private_key.h"
#include "emulator/http/http_front.h"
#include "tests/bench/floors.h"
#include "tests/bench/load.h"
#include "tests/bench/server.h"
#include "tests/support/emulator/tls_client.h"

#define SIZE 16384
#define IDLE 1000
#define AUTHORIZATION                                                                                          \
    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, " \
    "Signature=0\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n"

static struct server nube;
static int tls_port;

static enum tls_name find(struct arena *a, struct span name, struct span *chain, struct span *key, void *arg)
{
    (void)a, (void)chain, (void)key, (void)arg;
    return span_is(name, "localhost") ? TLS_NAME_OURS : TLS_NAME_UNKNOWN;
}

static size_t get_object(char *out, size_t room, long n, void *is_floor)
{
    (void)n;
    return (size_t)snprintf(out, room, "GET %s HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "\r\n",
                            is_floor ? "/bytes/16384" : "/bench/page");
}

static struct load_result line(const char *name, const struct load *l, double floor)
{
    struct load_result r = load_run(l);

    printf("  %-34s %10.0f /s  p50 %6.2f ms  p99 %6.2f ms", name, r.per_second, r.p50_ms, r.p99_ms);
    if (floor > 0) printf("   %5.0f %% of the floor", 100 * r.per_second / floor);
    if (r.failures) printf("   %ld failures", r.failures);
    printf("\n");
    fflush(stdout);
    return r;
}

/* A front before it, in a process of its own. Its port is said through the descriptor. */
static void front_serve(int listener_port, int port_fd)
{
    static const struct span unnamed[] = { SPAN("localhost") };
    struct http_front_options options = { .addresses = { { "127.0.0.1", 0, true, false } },
                                          .address_count = 1,
                                          .listener_host = "127.0.0.1",
                                          .listener_port = listener_port,
                                          .keep_alive_ms = 60000,
                                          .connections_max = 1000,
                                          .names = { .unnamed = unnamed, .unnamed_count = 1, .find = find } };
    const char *error;
    struct http_front *front = http_front_start(&options, &error);
    int port = front ? http_front_port(front, 0) : 0;

    if (write(port_fd, &port, sizeof port) < 0) _exit(1);
    for (;;) pause();
}

/* Runs `serve` in a child, and gives the port that it says. */
static int child_begin(pid_t *pid, void (*serve)(int number, int port_fd), int number)
{
    int pipe_fds[2], port = 0;

    if (pipe(pipe_fds)) return 0;
    *pid = fork();
    if (*pid == 0) serve(number, pipe_fds[1]);
    if (read(pipe_fds[0], &port, sizeof port) != sizeof port) port = 0;
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    return port;
}

static void child_end(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void floor_serve(int threads, int port_fd)
{
    floor_http_serve(threads, 0, port_fd);
}

static double floor_measure(int connections, double seconds)
{
    struct load l = { .connections = connections, .seconds = seconds, .request = get_object, .arg = "floor" };
    pid_t floor = 0, front = 0;
    double per_second;

    l.port = child_begin(&floor, floor_serve, 64);
    per_second = line("HTTP floor (civetweb, 16 KB)", &l, 0).per_second;
    l.port = child_begin(&front, front_serve, l.port);
    l.is_tls = true;
    line("the same by TLS", &l, per_second);
    child_end(front);
    child_end(floor);
    return per_second;
}

static int page_put(void)
{
    static char request[SIZE + 1024];
    char answer[2048];
    int head = snprintf(request, sizeof request,
                        "PUT /bench HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "Content-Length: 0\r\n\r\n");

    if (load_once(nube.port, request, (size_t)head, answer, sizeof answer) != 200) return -1;
    head = snprintf(request, sizeof request,
                    "PUT /bench/page HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION "Content-Length: %d\r\n\r\n", SIZE);
    memset(request + head, 'x', SIZE);
    return load_once(nube.port, request, (size_t)head + SIZE, answer, sizeof answer) == 200 ? 0 : -1;
}

/* --- handshakes --------------------------------------------------------------------------------------------------- */

struct end {
    mbedtls_ssl_context ssl;
    struct buf in;
    size_t read;
    struct end *other;
};

static int take_in(void *arg, unsigned char *out, size_t room)
{
    struct end *e = arg;
    size_t size = e->in.size - e->read < room ? e->in.size - e->read : room;

    if (!size) return MBEDTLS_ERR_SSL_WANT_READ;
    memcpy(out, e->in.data + e->read, size);
    e->read += size;
    return (int)size;
}

static int put_out(void *arg, const unsigned char *bytes, size_t size)
{
    struct end *e = arg;

    buf_add(&e->other->in, bytes, size);
    return (int)size;
}

static bool handshake_in_memory(mbedtls_ssl_config configs[2])
{
    struct end ends[2] = { { .read = 0 } };
    int rcs[2] = { 1, 1 };

    for (int i = 0; i < 2; i++) {
        mbedtls_ssl_init(&ends[i].ssl);
        mbedtls_ssl_setup(&ends[i].ssl, &configs[i]);
        mbedtls_ssl_set_bio(&ends[i].ssl, &ends[i], put_out, take_in, NULL);
        ends[i].other = &ends[!i];
    }
    for (int turn = 0; turn < 16 && (rcs[0] || rcs[1]); turn++)
        if (rcs[turn % 2]) rcs[turn % 2] = mbedtls_ssl_handshake(&ends[turn % 2].ssl);
    for (int i = 0; i < 2; i++) {
        mbedtls_ssl_free(&ends[i].ssl);
        buf_release(&ends[i].in);
    }
    return !rcs[0] && !rcs[1];
}

static void configs_make(mbedtls_ssl_config configs[2], mbedtls_x509_crt *crt, mbedtls_pk_context *key)
{
    static const struct span name = SPAN("localhost");
    static const int suites[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 0 };
    struct arena a = { 0 };
    const char *pem = private_key_make(&a, "EC_prime256v1");
    struct authority_wish signing = { pem, &name, 1, clock_real_ms() - 1000, clock_real_ms() + 86400000 };
    const char *chain = authority_sign(&a, &signing);

    mbedtls_x509_crt_init(crt);
    mbedtls_x509_crt_parse(crt, (const unsigned char *)chain, strlen(chain) + 1);
    private_key_read(key, span_of(pem));
    for (int i = 0; i < 2; i++) {
        mbedtls_ssl_config_init(&configs[i]);
        mbedtls_ssl_config_defaults(&configs[i], i ? MBEDTLS_SSL_IS_SERVER : MBEDTLS_SSL_IS_CLIENT,
                                    MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
        mbedtls_ssl_conf_rng(&configs[i], private_key_random, NULL);
        mbedtls_ssl_conf_authmode(&configs[i], MBEDTLS_SSL_VERIFY_NONE);
        mbedtls_ssl_conf_ciphersuites(&configs[i], suites);
    }
    mbedtls_ssl_conf_own_cert(&configs[1], crt, key);
    arena_release(&a);
}

static double handshakes_alone(double seconds)
{
    static mbedtls_ssl_config configs[2];
    static mbedtls_x509_crt crt;
    static mbedtls_pk_context key;
    double began;
    long count = 0;

    configs_make(configs, &crt, &key);
    if (!handshake_in_memory(configs)) return 0;
    for (began = now_ms(); now_ms() - began < seconds * 1000; count++) handshake_in_memory(configs);
    return (double)count / ((now_ms() - began) / 1000);
}

static double handshakes_of_nube(double seconds)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    double began = now_ms();
    long count = 0;

    while (now_ms() - began < seconds * 1000) {
        SSL *tls = SSL_new(context);
        int fd = load_connect(tls_port);
        SSL_set_fd(tls, fd);
        SSL_set_tlsext_host_name(tls, "localhost");
        count += fd >= 0 && SSL_connect(tls) == 1;
        if (fd >= 0) close(fd);
        SSL_free(tls);
    }
    SSL_CTX_free(context);
    return (double)count / ((now_ms() - began) / 1000);
}

static void handshakes_report(double seconds)
{
    double alone = handshakes_alone(seconds), of_nube;

    printf("  %-34s %10.0f /s\n", "handshakes, mbedTLS in memory", alone);
    of_nube = handshakes_of_nube(seconds);
    printf("  %-34s %10.0f /s  one after the other   %5.2f times as long\n", "handshakes with Nube", of_nube,
           alone / of_nube);
}

/* --- connections that rest ---------------------------------------------------------------------------------------- */

static int idle_report(void)
{
    static int fds[IDLE];
    static const char request[] = "GET /_nube/ready HTTP/1.1\r\nHost: h\r\n\r\n";
    long before = server_resident_kb(nube.pid), after;
    struct buf heard = { 0 };
    int failed = 0;

    for (int i = 0; i < IDLE; i++) {
        struct tls_client *client = tls_client_new(&(struct tls_client_wish){ .name = "localhost" });
        fds[i] = load_connect(tls_port);
        buf_clear(&heard);
        if (fds[i] < 0 || tls_client_connect(client, fds[i]) || tls_client_say(client, fds[i], span_of(request)) ||
            !tls_client_hear(client, fds[i], &heard, "ready"))
            failed++;
        tls_client_free(client);
    }
    sleep(2);
    after = server_resident_kb(nube.pid);
    printf("  %-34s %10.1f KB each   memory %ld KB, %ld before; %d failures\n", "1,000 connections that rest",
           (double)(after - before) / IDLE, after, before, failed);
    for (int i = 0; i < IDLE; i++) close(fds[i]);
    buf_release(&heard);
    return failed ? -1 : 0;
}

int tls_report(const char *build, const char *folder, int connections, double seconds)
{
    struct load l = { .connections = connections, .seconds = seconds, .request = get_object };
    char own[2048], data[2100];
    double floor;
    int rc;

    printf("\n");
    snprintf(own, sizeof own, "%s/tls", folder);
    mkdir(own, 0700);
    nube.port = server_free_port();
    if (server_start_tls(&nube, build, own, &tls_port) < 0 || page_put()) return -1;
    snprintf(data, sizeof data, "%s/data", own);
    authority_keep_in(data);
    floor = floor_measure(connections, seconds);
    l.port = nube.port;
    line("GetObject of 16 KB in plain", &l, floor);
    l.port = tls_port;
    l.is_tls = true;
    line("GetObject of 16 KB by TLS", &l, floor);
    handshakes_report(seconds);
    rc = idle_report();
    server_stop(&nube);
    return rc;
}
