/* The shop on Nube. Orders are posted for a while as fast as they are taken, and followed until the last is SHIPPED: whole
 * orders a second are all of them over the time from the first post to the last shipment. */
#include "tests/bench/shop.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/load.h"
#include "tests/bench/server.h"

enum { SHOP_START_MS_MAX = 5000, SHOP_SETTLE_MS_MAX = 120000 };

#define SHOP_ENVIRONMENT \
    "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_ENDPOINT_URL=http://127.0.0.1:%d "

static void shop_line(const struct shop_bench *bench, const char *name, const struct load_result *r)
{
    printf("  %-34s %10.0f /s   p50 %7.2f ms   p99 %7.2f ms   %5.1f %% of its floor", name, r->per_second, r->p50_ms,
           r->p99_ms, 100 * r->per_second / bench->http);
    if (r->failures) printf("   %ld FAILED", r->failures);
    printf("\n");
    fflush(stdout);
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static size_t shop_get_health(char *out, size_t room, long n, void *arg)
{
    const struct shop_bench *bench = arg;

    (void)n;
    return (size_t)snprintf(out, room, "GET %s/health HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", bench->api_path,
                            bench->port);
}

static size_t shop_post_order(char *out, size_t room, long n, void *arg)
{
    const struct shop_bench *bench = arg;
    char body[1024];
    int size = snprintf(
        body, sizeof body,
        "{\"customerId\":\"bench-%ld\",\"customerName\":\"Ada Lovelace\",\"customerEmail\":\"ada%ld@example.com\",\"items\":["
        "{\"productId\":\"p1\",\"quantity\":2},{\"productId\":\"p5\",\"quantity\":1}],\"shippingAddress\":{\"street\":\"1 Main Street\","
        "\"city\":\"Paris\",\"zipCode\":\"75001\",\"country\":\"FR\"}}",
        n % 100, n % 100);

    return (size_t)snprintf(out, room,
                            "POST %s/orders HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                            "Content-Length: %d\r\n\r\n%s",
                            bench->api_path, bench->port, size, body);
}

static struct load_result shop_measure(const struct shop_bench *bench, size_t (*request)(char *, size_t, long, void *))
{
    struct load load = { .port = bench->port,
                         .connections = bench->connections,
                         .seconds = bench->seconds,
                         .request = request,
                         .arg = (void *)bench };

    return load_run(&load);
}

/* --- the world around ----------------------------------------------------------------------------------------------- */

static int partner_start(const struct shop_bench *bench, const char *name, struct server *s)
{
    char program[4096], port[16];
    double began = now_ms();
    int fd;

    snprintf(program, sizeof program, "%s/simulators/%s", bench->build, name);
    s->port = server_free_port();
    snprintf(port, sizeof port, "%d", s->port);
    s->pid = fork();
    if (s->pid == 0) {
        if (freopen("/dev/null", "w", stdout)) execl(program, program, "--port", port, (char *)NULL);
        _exit(1);
    }
    while ((fd = load_connect(s->port)) < 0 && now_ms() - began < SHOP_START_MS_MAX) usleep(1000);
    if (fd >= 0) close(fd);
    return fd >= 0 ? 0 : -1;
}

/* The deployment once more, with partners that answer. */
static int shop_deploy(const struct shop_bench *bench, const struct server *payment, const struct server *shipment)
{
    char command[4096];

    snprintf(command, sizeof command,
             SHOP_ENVIRONMENT
             "%s/deploy --functions %s/functions --definition statemachines/order-workflow.asl.json --quiet "
             "--payment-url http://127.0.0.1:%d --shipment-url http://127.0.0.1:%d >/dev/null",
             bench->port, bench->build, bench->build, payment->port, shipment->port);
    return system(command) ? -1 : 0;
}

/* How many orders are SHIPPED, and how many in any other state, as the operator sees it. */
static int shop_count(const struct shop_bench *bench, long *shipped, long *others)
{
    char command[4096], line[256], state[64];
    long count;
    FILE *out;

    snprintf(command, sizeof command, SHOP_ENVIRONMENT "%s/deploy --status --quiet", bench->port, bench->build);
    out = popen(command, "r");
    *shipped = *others = 0;
    while (out && fgets(line, sizeof line, out)) {
        if (sscanf(line, "%63[A-Z_]: %ld", state, &count) != 2) continue;
        *(strcmp(state, "SHIPPED") ? others : shipped) += count;
    }
    return !out || pclose(out) ? -1 : 0;
}

/* --- whole orders --------------------------------------------------------------------------------------------------- */

static int shop_report_orders(const struct shop_bench *bench)
{
    long shipped, others, shipped_before, others_before;
    struct load_result posted;
    double began, took;

    if (shop_count(bench, &shipped_before, &others_before)) return -1;
    began = now_ms();
    posted = shop_measure(bench, shop_post_order);
    shop_line(bench, "POST /orders, while they are shipped", &posted);
    do {
        if (shop_count(bench, &shipped, &others)) return -1;
        took = now_ms() - began;
    } while (others > others_before && took < SHOP_SETTLE_MS_MAX);
    printf("  %-34s %10.0f /s   (%ld, the last SHIPPED after %.1f s)\n", "whole orders",
           (double)(shipped - shipped_before) * 1000 / took, shipped - shipped_before, took / 1000);
    return others > others_before ? -1 : 0;
}

int shop_report(const struct shop_bench *bench)
{
    struct server payment = { 0, 0 }, shipment = { 0, 0 };
    struct load_result health = shop_measure(bench, shop_get_health);
    int failed;

    shop_line(bench, "GET /health (API, Lambda)", &health);
    failed = partner_start(bench, "payment", &payment) || partner_start(bench, "shipment", &shipment) ||
             shop_deploy(bench, &payment, &shipment) || shop_report_orders(bench);
    server_stop(&payment);
    server_stop(&shipment);
    return failed ? -1 : 0;
}
