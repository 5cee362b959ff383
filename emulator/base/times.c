/* Points in time as text, by the proleptic Gregorian calendar. */
#include "emulator/base/times.h"

#include <string.h>
#include <time.h>

static struct tm utc_of(int64_t ms, int *millisecond)
{
    int64_t seconds = ms / 1000 - (ms % 1000 < 0);
    time_t t = (time_t)seconds;
    struct tm utc;

    *millisecond = (int)(ms - seconds * 1000);
    gmtime_r(&t, &utc);
    return utc;
}

/* Writes so many digits of a number, zeros in front, and what follows them; gives where it ends. */
static char *digits_put(char *at, int number, int digits, const char *behind)
{
    for (int i = digits; i-- > 0; number /= 10) at[i] = (char)('0' + number % 10);
    at += digits;
    while (*behind) *at++ = *behind++;
    return at;
}

/* Four digits, and more where there are more. */
static char *year_put(char *at, const struct tm *t, const char *behind)
{
    int year = t->tm_year + 1900, digits = 4;

    for (int left = year / 10000; left > 0; left /= 10) digits++;
    return digits_put(at, year, digits, behind);
}

static char *clock_put(char *at, const struct tm *t, const char *between, const char *behind)
{
    at = digits_put(at, t->tm_hour, 2, between);
    at = digits_put(at, t->tm_min, 2, between);
    return digits_put(at, t->tm_sec, 2, behind);
}

static char *date_put(char *at, const struct tm *t, const char *between)
{
    at = year_put(at, t, between);
    at = digits_put(at, t->tm_mon + 1, 2, between);
    return digits_put(at, t->tm_mday, 2, "T");
}

/* 24 Nov 2026 */
static char *day_put(char *at, const struct tm *t, const char *between, const char *behind)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    at = digits_put(at, t->tm_mday, 2, between);
    memcpy(at, months + 3 * t->tm_mon, 3);
    at += 3;
    while (*between) *at++ = *between++;
    return year_put(at, t, behind);
}

/* All of these have fewer. */
#define TEXT_MAX 32

struct span time_iso8601(struct arena *a, int64_t ms)
{
    int millisecond;
    struct tm t = utc_of(ms, &millisecond);
    char text[TEXT_MAX], *end = clock_put(date_put(text, &t, "-"), &t, ":", ".");

    return arena_span(a, (struct span){ text, (size_t)(digits_put(end, millisecond, 3, "Z") - text) });
}

struct span time_http(struct arena *a, int64_t ms)
{
    static const char days[] = "Sun, Mon, Tue, Wed, Thu, Fri, Sat, ";
    int millisecond;
    struct tm t = utc_of(ms, &millisecond);
    char text[TEXT_MAX], *end;

    memcpy(text, days + t.tm_wday * 5, 5);
    end = day_put(text + 5, &t, " ", " ");
    return arena_span(a, (struct span){ text, (size_t)(clock_put(end, &t, ":", " GMT") - text) });
}

struct span time_log(struct arena *a, int64_t ms)
{
    int millisecond;
    struct tm t = utc_of(ms, &millisecond);
    char text[TEXT_MAX], *end = day_put(text, &t, "/", ":");

    return arena_span(a, (struct span){ text, (size_t)(clock_put(end, &t, ":", " +0000") - text) });
}

struct span time_basic(struct arena *a, int64_t ms)
{
    int millisecond;
    struct tm t = utc_of(ms, &millisecond);
    char text[TEXT_MAX];

    return arena_span(a, (struct span){ text, (size_t)(clock_put(date_put(text, &t, ""), &t, "", "Z") - text) });
}

/* Takes `digits` decimal digits off the front. */
static bool take_digits(struct span *s, size_t digits, int *value)
{
    int64_t number;

    if (s->size < digits || s->data[0] == '-' || !span_int(span_sub(*s, 0, digits), &number)) return false;
    *value = (int)number;
    *s = span_sub(*s, digits, SIZE_MAX);
    return true;
}

static bool take_char(struct span *s, char c)
{
    if (!s->size || s->data[0] != c) return false;
    *s = span_sub(*s, 1, SIZE_MAX);
    return true;
}

static bool is_calendar(const struct tm *t)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int year = t->tm_year + 1900;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (t->tm_mon < 0 || t->tm_mon > 11 || t->tm_hour > 23 || t->tm_min > 59 || t->tm_sec > 60) return false;
    return t->tm_mday >= 1 && t->tm_mday <= days[t->tm_mon] + (leap && t->tm_mon == 1);
}

static int take_fraction(struct span *s)
{
    int scale = 100, ms = 0;

    while (s->size && s->data[0] >= '0' && s->data[0] <= '9') {
        ms += (s->data[0] - '0') * scale;
        scale /= 10;
        *s = span_sub(*s, 1, SIZE_MAX);
    }
    return ms;
}

/* Z, or an offset whose minutes go into *offset. */
static bool take_zone(struct span *s, int *offset)
{
    int hours, minutes, sign;

    *offset = 0;
    if (take_char(s, 'Z') || take_char(s, 'z')) return true;
    sign = take_char(s, '+') ? 1 : take_char(s, '-') ? -1 : 0;
    if (!sign || !take_digits(s, 2, &hours)) return false;
    take_char(s, ':');
    if (!take_digits(s, 2, &minutes) || hours > 23 || minutes > 59) return false;
    *offset = sign * (hours * 60 + minutes);
    return true;
}

bool time_parse_iso8601(struct span s, int64_t *ms)
{
    struct tm t = { 0 };
    int offset, fraction = 0;

    if (!take_digits(&s, 4, &t.tm_year) || !take_char(&s, '-') || !take_digits(&s, 2, &t.tm_mon) ||
        !take_char(&s, '-') || !take_digits(&s, 2, &t.tm_mday) || !(take_char(&s, 'T') || take_char(&s, 't')) ||
        !take_digits(&s, 2, &t.tm_hour) || !take_char(&s, ':') || !take_digits(&s, 2, &t.tm_min) ||
        !take_char(&s, ':') || !take_digits(&s, 2, &t.tm_sec))
        return false;
    if (take_char(&s, '.')) {
        if (!s.size || s.data[0] < '0' || s.data[0] > '9') return false;
        fraction = take_fraction(&s);
    }
    if (!take_zone(&s, &offset) || s.size) return false;
    t.tm_year -= 1900;
    t.tm_mon -= 1;
    if (!is_calendar(&t)) return false;
    *ms = ((int64_t)timegm(&t) - offset * 60) * 1000 + fraction;
    return true;
}

bool time_parse_basic(struct span s, int64_t *ms)
{
    struct tm t = { 0 };

    if (!take_digits(&s, 4, &t.tm_year) || !take_digits(&s, 2, &t.tm_mon) || !take_digits(&s, 2, &t.tm_mday) ||
        !take_char(&s, 'T') || !take_digits(&s, 2, &t.tm_hour) || !take_digits(&s, 2, &t.tm_min) ||
        !take_digits(&s, 2, &t.tm_sec) || !take_char(&s, 'Z') || s.size)
        return false;
    t.tm_year -= 1900;
    t.tm_mon -= 1;
    if (!is_calendar(&t)) return false;
    *ms = (int64_t)timegm(&t) * 1000;
    return true;
}

/* The day of the week is not held against the date. */
static bool take_word(struct span *s, const char *const *words, int count, int *which)
{
    for (*which = 0; *which < count; ++*which) {
        if (!span_starts(*s, words[*which])) continue;
        *s = span_sub(*s, 3, SIZE_MAX);
        return true;
    }
    return false;
}

bool time_parse_http(struct span s, int64_t *ms)
{
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct tm t = { 0 };
    int day, fraction = 0;

    if (!take_word(&s, days, 7, &day) || !take_char(&s, ',') || !take_char(&s, ' ') ||
        !take_digits(&s, 2, &t.tm_mday) || !take_char(&s, ' ') || !take_word(&s, months, 12, &t.tm_mon) ||
        !take_char(&s, ' ') || !take_digits(&s, 4, &t.tm_year) || !take_char(&s, ' ') ||
        !take_digits(&s, 2, &t.tm_hour) || !take_char(&s, ':') || !take_digits(&s, 2, &t.tm_min) ||
        !take_char(&s, ':') || !take_digits(&s, 2, &t.tm_sec))
        return false;
    if (take_char(&s, '.')) fraction = take_fraction(&s);
    if (!span_is(s, " GMT")) return false;
    t.tm_year -= 1900;
    if (!is_calendar(&t)) return false;
    *ms = (int64_t)timegm(&t) * 1000 + fraction;
    return true;
}
