/* Text to points in time: ISO 8601, or by a picture, of which a regular expression is made whose groups are its
 * parts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_calendar.h"
#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/syntax/jsonata_regex.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

/* --- ISO 8601
 * ------------------------------------------------------------------------------------------------------ */

/* Takes `count` digits off the front. */
static bool take_digits(struct span *s, int count, int *value)
{
    *value = 0;
    if (s->size < (size_t)count) return false;
    for (int i = 0; i < count; i++) {
        if (s->data[i] < '0' || s->data[i] > '9') return false;
        *value = *value * 10 + (s->data[i] - '0');
    }
    *s = span_sub(*s, (size_t)count, s->size);
    return true;
}

static bool take(struct span *s, char c)
{
    if (!s->size || s->data[0] != c) return false;
    *s = span_sub(*s, 1, s->size);
    return true;
}

/* Z, or hours and minutes; may be missing. */
static bool take_zone(struct span *s, int *minutes)
{
    int sign, hours, rest;

    *minutes = 0;
    if (!s->size || take(s, 'Z')) return true;
    sign = s->data[0] == '-' ? -1 : 1;
    if (!take(s, '+') && !take(s, '-')) return false;
    if (!take_digits(s, 2, &hours)) return false;
    take(s, ':');
    if (!take_digits(s, 2, &rest)) return false;
    *minutes = sign * (hours * 60 + rest);
    return hours < 24 && rest < 60;
}

static bool take_time(struct span *s, int64_t *ms)
{
    int hours, minutes, seconds, digit;

    if (!take_digits(s, 2, &hours) || !take(s, ':') || !take_digits(s, 2, &minutes) || !take(s, ':') ||
        !take_digits(s, 2, &seconds) || hours > 24 || minutes > 59 || seconds > 59)
        return false;
    *ms += ((int64_t)hours * 3600 + minutes * 60 + seconds) * 1000;
    if (!take(s, '.')) return true;
    if (!take_digits(s, 1, &digit)) return false;
    *ms += digit * 100;
    for (int scale = 10; take_digits(s, 1, &digit); scale /= 10) *ms += digit * scale;
    return true;
}

static bool read_iso(struct span s, double *value)
{
    int year, month = 1, day = 1, zone;
    int64_t ms = 0;

    if (!take_digits(&s, 4, &year)) return false;
    if (take(&s, '-') && !take_digits(&s, 2, &month)) return false;
    if (take(&s, '-') && !take_digits(&s, 2, &day)) return false;
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    if (take(&s, 'T') && !take_time(&s, &ms)) return false;
    if (!take_zone(&s, &zone) || s.size) return false;
    ms += jcalendar_days(year, month, day) * 86400000 - (int64_t)zone * 60000;
    *value = (double)ms;
    return true;
}

/* --- by a picture
 * -------------------------------------------------------------------------------------------------- */

static void add_literal(struct buf *b, struct span literal)
{
    for (size_t i = 0; i < literal.size; i++) {
        if (strchr(".*+?^${}()|[]\\", literal.data[i]) && literal.data[i]) buf_add_char(b, '\\');
        buf_add_char(b, literal.data[i]);
    }
}

static void add_zone(struct buf *b, const struct jdate_part *part)
{
    bool has_separator = part->integer.regular && part->integer.separator_count;

    if (part->component == 'z') buf_add_text(b, "GMT");
    if (part->presentation == 't') buf_add_text(b, "(?:Z|");
    buf_add_text(b, "[-+][0-9]+");
    if (has_separator) {
        char c = (char)part->integer.separators[0].character;
        add_literal(b, (struct span){ &c, 1 });
        buf_add_text(b, "[0-9]+");
    }
    if (part->presentation == 't') buf_add_char(b, ')');
}

static const void *pattern_of(struct jrun *r, const struct jdate_picture *picture)
{
    struct buf b = { 0 };
    struct jfault fault;
    struct span pattern;

    buf_add_char(&b, '^');
    for (int i = 0; i < picture->count; i++) {
        const struct jdate_part *part = &picture->parts[i];
        buf_add_char(&b, '(');
        if (!part->component) {
            add_literal(&b, part->literal);
        } else if (part->component == 'Z' || part->component == 'z') {
            add_zone(&b, part);
        } else if (part->has_integer) {
            jinteger_pattern(&b, &part->integer);
        } else {
            buf_add_text(&b, "[a-zA-Z]+");
        }
        buf_add_char(&b, ')');
    }
    buf_add_char(&b, '$');
    pattern = arena_span(r->arena, buf_span(&b));
    buf_release(&b);
    return jregex_compile(r->arena, pattern, SPAN("i"), 0, &fault);
}

/* The number of the name that starts with the text, as far as a picture's width lets it. */
static double read_name(struct span text, const struct jdate_part *part)
{
    bool is_month = part->component == 'M' || part->component == 'x';

    if (part->component == 'P') return span_is_nocase(text, "am") ? 0 : span_is_nocase(text, "pm") ? 1 : NAN;
    for (int i = 0; i < (is_month ? 12 : 8); i++) {
        struct span name = span_of(is_month ? jcalendar_months[i] : jcalendar_days_of_week[i]);
        if (part->width_max && name.size > (size_t)part->width_max) name.size = (size_t)part->width_max;
        if (name.size && name.size == text.size && !strncasecmp(name.data, text.data, name.size))
            return is_month ? i + 1 : i;
    }
    return NAN;
}

/* In minutes. */
static double read_zone(struct span text, const struct jdate_part *part)
{
    double sign, hours = 0, minutes = 0;
    size_t digits = 0, hour_digits;

    if (part->component == 'z') text = span_sub(text, 3, text.size);
    if (span_is_nocase(text, "Z")) return 0;
    sign = text.size && text.data[0] == '-' ? -1 : 1;
    text = span_sub(text, 1, text.size);
    while (digits < text.size && text.data[digits] >= '0' && text.data[digits] <= '9') digits++;
    hour_digits = digits < text.size || digits <= 2 ? digits : 2;
    for (size_t i = 0; i < text.size; i++) {
        double *into = i < hour_digits ? &hours : &minutes;
        if (text.data[i] >= '0' && text.data[i] <= '9') *into = *into * 10 + (text.data[i] - '0');
    }
    return sign * (hours * 60 + minutes);
}

/* What was read, by the component's letter; NaN where nothing was. */
struct components {
    double by_letter[128];
};

static bool has(const struct components *c, char letter)
{
    return !isnan(c->by_letter[(int)letter]);
}

static double get(const struct components *c, char letter)
{
    return has(c, letter) ? c->by_letter[(int)letter] : 0;
}

/* 1; 0 when the text is not of the picture; -1 when it failed. */
static int read_components(struct jrun *r, struct span text, const struct jdate_picture *picture, struct components *c)
{
    const void *regex = pattern_of(r, picture);
    struct regex_match match;
    int found = regex ? regex_match(regex, text, 0, &match) : 0;

    for (int i = 0; i < 128; i++) c->by_letter[i] = NAN;
    if (found <= 0 || !span_is_utf8(text)) return 0;
    for (int i = 0; i < picture->count && i < (int)match.group_count; i++) {
        const struct jdate_part *part = &picture->parts[i];
        double *value = &c->by_letter[(int)part->component & 127];
        if (!part->component) continue;
        if (part->component == 'Z' || part->component == 'z') {
            *value = read_zone(match.groups[i], part);
        } else if (part->has_integer) {
            *value = jinteger_read(r, match.groups[i], &part->integer);
        } else {
            *value = read_name(match.groups[i], part);
        }
    }
    return r->failed ? -1 : 1;
}

/* Are some of the letters `wanted` there, and none of the `others`? */
static bool is_only(const struct components *c, const char *wanted, const char *others)
{
    bool some = false;

    for (const char *l = wanted; *l; l++) some = some || has(c, *l);
    for (const char *l = others; *l; l++)
        if (has(c, *l)) return false;
    return some;
}

/* Greater units than those that were read are now's, smaller ones are their least; one between two that were read must
 * not be missing. */
static int fill_gaps(struct jrun *r, struct components *c, const char *letters)
{
    bool started = false, ended = false;

    for (const char *l = letters; *l; l++) {
        double *value = &c->by_letter[(int)*l];
        if (has(c, *l)) {
            if (ended) {
                jfail(r, (struct jfault){ .code = "D3136" });
                return -1;
            }
            started = true;
        } else if (started) {
            *value = strchr("MDd", *l) ? 1 : 0;
            ended = true;
        } else {
            *value = jcalendar_component(r->scope->now_ms, *l);
        }
    }
    return 0;
}

static struct jval point_of(struct jrun *r, struct components *c)
{
    bool by_day = !is_only(c, "YMD", "XxWwd") && is_only(c, "Yd", "XMxWwD");
    bool by_week = is_only(c, "Xxw", "YMWdD") || is_only(c, "XW", "YMxwdD");
    bool by_half_day = !is_only(c, "Hmsf", "Ph") && is_only(c, "Phmsf", "H");
    char letters[16];
    double days, hours, ms;

    snprintf(letters, sizeof letters, "%s%s", by_week ? "XxwF" : by_day ? "Yd" : "YMD", by_half_day ? "Phmsf" : "Hmsf");
    if (fill_gaps(r, c, letters)) return jundefined();
    if (by_week) return jfail(r, (struct jfault){ .code = "D3136" });
    if (get(c, 'Y') >= 0 && get(c, 'Y') < 100) c->by_letter['Y'] += 1900;
    if (fabs(get(c, 'Y')) > 400000 || fabs(get(c, 'M')) > 1e6) return jundefined();
    days = by_day ? (double)jcalendar_days((int64_t)get(c, 'Y'), 1, 1) + get(c, 'd') - 1
                  : (double)jcalendar_days((int64_t)get(c, 'Y'), get(c, 'M') > 0 ? (int64_t)get(c, 'M') : 1, 1) +
                        get(c, 'D') - 1;
    hours = get(c, 'H');
    if (by_half_day) hours = (get(c, 'h') == 12 ? 0 : get(c, 'h')) + (get(c, 'P') == 1 ? 12 : 0);
    ms = (((days * 24 + hours) * 60 + get(c, 'm')) * 60 + get(c, 's')) * 1000 + get(c, 'f');
    return jnumber(ms - (has(c, 'Z') ? get(c, 'Z') : get(c, 'z')) * 60000);
}

struct jval jfn_to_millis(struct jrun *r, struct jval *arguments, int count)
{
    struct jdate_picture picture;
    struct components components;
    double value;
    int read;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (!jis_defined(arguments[1])) {
        if (read_iso(jtext(arguments[0]), &value)) return jnumber(value);
        return jfail_value(r, "D3110", arguments[0]);
    }
    if (jdate_picture(r, jtext(arguments[1]), &picture)) return jundefined();
    read = read_components(r, jtext(arguments[0]), &picture, &components);
    if (read <= 0) return jundefined();
    read = 0;
    for (const char *l = "YXMxWwdDPHhmsfZzF"; *l; l++) read += has(&components, *l);
    return read ? point_of(r, &components) : jundefined();
}
