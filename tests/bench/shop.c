/* The shop on Nube: its API by API Gateway and through CloudFront, and whole orders, which are posted for a moment as
 * fast as they are taken, and followed until the last is SHIPPED: whole orders a second are all of them over the time from
 * the first post to the last shipment. It is a deployment of its own, whose table holds nothing else. */
#include "tests/bench/shop.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/load.h"
#include "tests/bench/server.h"

enum { SHOP_START_MS_MAX = 5000, SHOP_SETTLE_MS_MAX = 120000, SHOP_LOOK_US = 50000 };
#define SHOP_WARM_SECONDS  0.3
#define SHOP_ORDER_SECONDS 0.5  /* more would wait than Lambda runs at a time, and be tried again much later */
enum { STATUS_NEEDS_HELP = 3 }; /* what build/deploy ends with where somebody should look */

#define SHOP_ENVIRONMENT \
    "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_ENDPOINT_URL=http://127.0.0.1:%d "

/* What is asked for, over and over: a path below the API, or one of the site's own. */
struct shop_request {
    const char *method, *path, *host, *body;
};

static char api[512], site[256], order_path[128];

static void shop_line(const struct shop_bench *bench, const char *name, const struct load_result *r)
{
    printf("  %-34s %10.0f /s   p50 %7.2f ms   p99 %7.2f ms   %5.1f %% of its floor", name, r->per_second, r->p50_ms,
           r->p99_ms, 100 * r->per_second / bench->http);
    if (r->failures) printf("   %ld FAILED", r->failures);
    printf("\n");
    fflush(stdout);
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static size_t shop_write(char *out, size_t room, long n, void *arg)
{
    const struct shop_request *r = arg;
    char body[1024] = "";
    int size = r->body ? snprintf(body, sizeof body, r->body, n % 100, n % 100) : 0;

    return (size_t)snprintf(
        out, room, "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
        r->method, r->path, r->host, size, body);
}

static const char shop_order[] =
    "{\"customerId\":\"bench-%ld\",\"customerName\":\"Ada Lovelace\",\"customerEmail\":\"ada%ld@example.com\",\"items\":["
    "{\"productId\":\"p1\",\"quantity\":2},{\"productId\":\"p5\",\"quantity\":1}],\"shippingAddress\":{\"street\":\"1 Main "
    "Street\",\"city\":\"Paris\",\"zipCode\":\"75001\",\"country\":\"FR\"}}";

static struct load_result shop_measure(const struct shop_bench *bench, const struct shop_request *request,
                                       double seconds)
{
    bool is_site = request->host == site;
    struct load load = { .port = is_site ? bench->tls_port : bench->port,
                         .is_tls = is_site,
                         .connections = bench->connections,
                         .seconds = seconds,
                         .request = shop_write,
                         .arg = (void *)request };

    return load_run(&load);
}

/* One part of the report: some of it first, so that what is measured is warm. */
static int shop_report_requests(const struct shop_bench *bench, const char *name, const char *path, const char *host)
{
    struct shop_request request = { "GET", path, host, NULL };
    struct load_result r;

    shop_measure(bench, &request, SHOP_WARM_SECONDS);
    r = shop_measure(bench, &request, bench->seconds);
    shop_line(bench, name, &r);
    return r.failures ? -1 : 0;
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

static int shop_deploy(const struct shop_bench *bench, const struct server *payment, const struct server *shipment)
{
    char command[4096], line[1024];
    FILE *out;

    snprintf(
        command, sizeof command,
        SHOP_ENVIRONMENT
        "%s/deploy --prefix bench --functions %s/functions --definition statemachines/order-workflow.asl.json --quiet "
        "--payment-url http://127.0.0.1:%d --shipment-url http://127.0.0.1:%d --site-url-format '{domain}' "
        "--api-url-format '/restapis/{id}/{stage}/_user_request_'",
        bench->port, bench->build, bench->build, payment->port, shipment->port);
    out = popen(command, "r");
    while (out && fgets(line, sizeof line, out)) {
        sscanf(line, "api: %500s", api);
        sscanf(line, "shop: %250s", site);
    }
    return !out || pclose(out) || !*api ? -1 : 0;
}

/* An order that stands. */
static int shop_prepare(const struct shop_bench *bench)
{
    char path[640], text[4096], answer[16384], id[64];
    struct shop_request post = { "POST", path, "127.0.0.1", shop_order };
    const char *found;

    snprintf(path, sizeof path, "%s/orders", api);
    if (load_once(bench->port, text, shop_write(text, sizeof text, 0, &post), answer, sizeof answer) != 201) return -1;
    found = strstr(answer, "\"orderId\":\"");
    if (!found || sscanf(found, "\"orderId\":\"%36[0-9a-f-]", id) != 1) return -1;
    snprintf(order_path, sizeof order_path, "/orders/%s", id);
    return 0;
}

/* How many orders are SHIPPED, and how many in any other state, as the operator sees it. */
static int shop_count(const struct shop_bench *bench, long *shipped, long *others)
{
    char command[4096], line[256], state[64];
    long count;
    FILE *out;
    int rc;

    snprintf(command, sizeof command, SHOP_ENVIRONMENT "%s/deploy --prefix bench --status --quiet", bench->port,
             bench->build);
    out = popen(command, "r");
    *shipped = *others = 0;
    while (out && fgets(line, sizeof line, out)) {
        if (sscanf(line, "%63[A-Z_]: %ld", state, &count) != 2) continue;
        *(strcmp(state, "SHIPPED") ? others : shipped) += count;
    }
    rc = out ? pclose(out) : -1;
    return rc == 0 || (WIFEXITED(rc) && WEXITSTATUS(rc) == STATUS_NEEDS_HELP) ? 0 : -1;
}

/* --- the report ----------------------------------------------------------------------------------------------------- */

static int shop_report_reads(const struct shop_bench *bench)
{
    char health[640], order[640], edge_health[640], edge_order[640];

    snprintf(health, sizeof health, "%s/health", api);
    snprintf(order, sizeof order, "%s%s", api, order_path);
    snprintf(edge_health, sizeof edge_health, "/api/health");
    snprintf(edge_order, sizeof edge_order, "/api%s", order_path);
    if (shop_report_requests(bench, "GET /health (API, Lambda)", health, "127.0.0.1") ||
        shop_report_requests(bench, "GET /orders/{id} (and DynamoDB)", order, "127.0.0.1"))
        return -1;
    if (!*site) return printf("  no pages are built: nothing through CloudFront\n"), 0;
    return shop_report_requests(bench, "GET /health (TLS, CloudFront)", edge_health, site) ||
                   shop_report_requests(bench, "GET /orders/{id} (TLS, CloudFront)", edge_order, site)
               ? -1
               : 0;
}

static int shop_report_orders(const struct shop_bench *bench)
{
    char path[640];
    struct shop_request post = { "POST", path, "127.0.0.1", shop_order };
    long shipped, others, shipped_before, others_before;
    struct load_result posted;
    double began, took;

    snprintf(path, sizeof path, "%s/orders", api);
    if (shop_count(bench, &shipped_before, &others_before)) return -1;
    began = now_ms();
    posted = shop_measure(bench, &post, SHOP_ORDER_SECONDS);
    shop_line(bench, "POST /orders, while they are shipped", &posted);
    do {
        usleep(SHOP_LOOK_US);
        if (shop_count(bench, &shipped, &others)) return -1;
        took = now_ms() - began;
    } while (others && took < SHOP_SETTLE_MS_MAX);
    printf("  %-34s %10.0f /s   (%ld, the last SHIPPED after %.1f s)\n", "whole orders",
           (double)(shipped - shipped_before) * 1000 / took, shipped - shipped_before, took / 1000);
    return others ? -1 : 0;
}

int shop_report(const struct shop_bench *bench)
{
    struct server payment = { 0, 0 }, shipment = { 0, 0 };
    int failed = partner_start(bench, "payment", &payment) || partner_start(bench, "shipment", &shipment) ||
                 shop_deploy(bench, &payment, &shipment) || shop_prepare(bench) || shop_report_reads(bench) ||
                 shop_report_orders(bench);

    server_stop(&payment);
    server_stop(&shipment);
    return failed ? -1 : 0;
}
