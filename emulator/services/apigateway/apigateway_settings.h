/* A stage's settings of a method: its own stand before those of all.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html */
#ifndef NUBE_APIGATEWAY_SETTINGS_H
#define NUBE_APIGATEWAY_SETTINGS_H

#include "emulator/base/doc.h"

enum api_logging { API_LOG_OFF, API_LOG_ERROR, API_LOG_INFO };

/* How many requests a second, and how many at once; negative: any number. */
struct api_throttle {
    double rate, burst;
};

struct api_settings {
    struct api_throttle throttle;
    enum api_logging logging;
    bool traces_data;    /* whole requests and answers are logged */
    bool caches, is_own; /* the method has settings of its own */
    int64_t cache_seconds;
    bool guards_cache; /* who asks for a fresh answer must be allowed to */
    enum { API_GUARD_FAIL, API_GUARD_WARN, API_GUARD_IGNORE } unguarded; /* what becomes of who is not */
};

/* Of a Stage's methodSettings, for the method of a resource. */
void api_settings_read(const struct doc *method_settings, struct span resource_path, struct span method,
                       struct api_settings *s);

/* Of a map with rateLimit and burstLimit; NULL: any number. */
struct api_throttle api_throttle_read(const struct doc *limits);

#endif
