/* Points in time as text. All take and give milliseconds since 1970, UTC. */
#ifndef NUBE_TIMES_H
#define NUBE_TIMES_H

#include "emulator/base/arena.h"

/* 2026-11-24T04:23:30.125Z, the form of ISO 8601 that AWS prints. */
struct span time_iso8601(struct arena *a, int64_t ms);

/* Tue, 24 Nov 2026 04:23:30 GMT (RFC 7231). */
struct span time_http(struct arena *a, int64_t ms);

/* Reads that form, with or without a fraction of the second. False on anything else. */
bool time_parse_http(struct span text, int64_t *ms);

/* Reads ISO 8601 with date, time and zone (Z or ±hh:mm), any count of fraction digits. False on anything else. */
bool time_parse_iso8601(struct span text, int64_t *ms);

/* 24/Nov/2026:04:23:30 +0000, the form of access logs (Common Log Format). */
struct span time_log(struct arena *a, int64_t ms);

/* 20261124T042330Z, SigV4's form. */
struct span time_basic(struct arena *a, int64_t ms);
bool time_parse_basic(struct span text, int64_t *ms);

#endif
