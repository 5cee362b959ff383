/* What Nube measures of itself, in the form of CloudWatch: values by namespace, name and dimensions, gathered in
 * memory by the minute of Nube's clock, and lines of logs. Who measures needs to know nothing of who takes it: one
 * sink, registered once, gets every minute that is over, and every line. Without a sink they are dropped; the totals
 * since the start, or the last reset, stay for everybody to read.
 *
 *     static const struct telemetry_metric latency = { "AWS/ApiGateway", "Latency", "Milliseconds" };
 *     telemetry_add(telemetry_series(&latency, account, region, dimensions, 2), 12.5);
 *
 * All of it may be called from any thread; adding takes a moment and no allocation. AWS:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
#ifndef NUBE_TELEMETRY_H
#define NUBE_TELEMETRY_H

#include "emulator/base/span.h"

struct telemetry_metric {
    const char *namespace, *name, *unit; /* "AWS/Lambda", "Duration", "Milliseconds" */
};

struct telemetry_dimension {
    const char *name;
    struct span value;
};

#define TELEMETRY_DIMENSIONS_MAX 8
#define TELEMETRY_SERIES_MAX     65536

struct telemetry_sum {
    int64_t count;
    double sum, min, max; /* 0 while count is 0 */
};

/* One metric with one set of dimensions. Lasts as long as the process. */
struct telemetry_series;

/* The series of that metric, account, region and dimensions (in this order), made when there is none. NULL when
 * there are TELEMETRY_SERIES_MAX already, which is logged once. The metric must be a constant; everything else is
 * copied. */
struct telemetry_series *telemetry_series(const struct telemetry_metric *metric, struct span account,
                                          struct span region, const struct telemetry_dimension *dimensions,
                                          size_t count);

/* Adds a value, now. Nothing for NULL. */
void telemetry_add(struct telemetry_series *s, double value);

/* What was added since the start or the last reset; nothing for NULL. */
struct telemetry_sum telemetry_total(struct telemetry_series *s);

/* Every value is forgotten. */
void telemetry_reset(void);

/* What one series gathered within a minute. */
struct telemetry_minute {
    const struct telemetry_metric *metric;
    struct span account, region;
    const struct telemetry_dimension *dimensions;
    size_t dimension_count;
    int64_t start_ms; /* of the minute */
    struct telemetry_sum sum;
};

struct telemetry_line {
    struct span account, region, group, stream, text; /* group: "/aws/lambda/NAME" */
    int64_t time_ms;
};

/* Takes what was measured; called on the measuring thread, so it must be brief, must not measure, and keeps nothing
 * it was given. */
struct telemetry_sink {
    void (*minute)(const struct telemetry_minute *m);
    void (*line)(const struct telemetry_line *l);
};

/* Before the first value; NULL: none. */
void telemetry_register(const struct telemetry_sink *sink);

/* Hands over the minutes that are over, of series that got no value since. */
void telemetry_flush(void);

/* Does anybody take lines? What is costly to word may be left unsaid. */
bool telemetry_takes_lines(void);

/* Hands the line over. */
void telemetry_log(const struct telemetry_line *line);

#endif
