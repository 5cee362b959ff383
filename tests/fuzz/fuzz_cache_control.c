/* Cache-Control, Expires and Age of an answer, a line each: lifetimes stay within their bounds, whatever is told. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/cloudfront/cloudfront_cache_control.h"
#include "emulator/services/cloudfront/cloudfront_freshness.h"

static void life_try(const struct cloudfront_answer_head *head, int64_t min, int64_t usual, int64_t max)
{
    struct cloudfront_ttls ttls = { min, usual, max };
    struct cloudfront_life life = cloudfront_life_of(head, &ttls, 10, INT64_C(1700000000000));
    bool is_error = cloudfront_is_error(head->status);

    must_hold(life.fresh_ms >= 0 && life.revalidate_ms >= 0 && life.if_error_ms >= -1);
    must_hold(life.is_kept || life.fresh_ms == 0);
    must_hold(!life.is_shared || life.fresh_ms > 0);
    if (life.is_kept && !is_error && !life.asks_plainly) must_hold(life.fresh_ms >= min * 1000);
    if (life.is_kept && !is_error) must_hold(life.fresh_ms <= (usual > max ? usual : max) * 1000 + min * 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int statuses[] = { 200, 206, 302, 307, 403, 404, 503 };
    static const char *const names[] = { "Cache-Control", "Expires", "Age", "Cache-Control", "Vary" };
    struct span input = fuzz_input(data, size), rest = input, line;
    struct http_header headers[5];
    struct cloudfront_answer_head head = { 200, headers, 0 };
    struct cloudfront_cache_control cc;

    cloudfront_cache_control_begin(&cc);
    while (head.header_count < 5 && span_split(&rest, '\n', &line)) {
        cloudfront_cache_control_add(&cc, line);
        headers[head.header_count] = (struct http_header){ span_of(names[head.header_count]), line };
        head.header_count++;
    }
    must_hold(cc.max_age >= -1 && cc.max_age <= CLOUDFRONT_SECONDS_MAX && cc.s_maxage <= CLOUDFRONT_SECONDS_MAX);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        head.status = statuses[i];
        life_try(&head, 0, 86400, 31536000);
        life_try(&head, 30, 10, 60);
        life_try(&head, 0, 0, 0);
    }
    fuzz_input_free(input);
    return 0;
}
