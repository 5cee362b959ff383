/* Numbers as text, the way JavaScript prints them. */
#include "emulator/asl/jsonata/values/jsonata_number_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits and exponent to JavaScript's form: plain from 1e-7 up to 1e21, else with an exponent. */
static size_t lay_out(const char *digits, int count, int exponent, bool negative, char out[32])
{
    char *o = out;

    if (negative) *o++ = '-';
    if (exponent >= 21 || exponent < -6) {
        *o++ = digits[0];
        if (count > 1) {
            *o++ = '.';
            memcpy(o, digits + 1, (size_t)count - 1);
            o += count - 1;
        }
        o += snprintf(o, 6, "e%c%d", exponent < 0 ? '-' : '+', abs(exponent)); /* at most e+308 */
    } else if (exponent < 0) {
        *o++ = '0';
        *o++ = '.';
        for (int i = -1; i > exponent; i--) *o++ = '0';
        memcpy(o, digits, (size_t)count);
        o += count;
    } else {
        for (int i = 0; i < count || i <= exponent; i++) {
            if (i == exponent + 1) *o++ = '.';
            *o++ = i < count ? digits[i] : '0';
        }
    }
    *o = '\0';
    return (size_t)(o - out);
}

size_t jnumber_text(double value, char out[32])
{
    char text[32], digits[20];
    int count = 0, exponent;

    if (fabs(value) < 1e15 && value == (double)(int64_t)value)
        return (size_t)snprintf(out, 32, "%lld", (long long)value);
    if (isnan(value)) return (size_t)snprintf(out, 32, "NaN");
    if (isinf(value)) return (size_t)snprintf(out, 32, value > 0 ? "Infinity" : "-Infinity");
    for (int precision = 14; precision <= 16; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, value);
        if (strtod(text, NULL) == value) break;
    }
    for (const char *c = text; *c != 'e'; c++)
        if (*c >= '0' && *c <= '9') digits[count++] = *c;
    exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    while (count > 1 && digits[count - 1] == '0') count--;
    return lay_out(digits, count, exponent, value < 0, out);
}

double jnumber_round15(double value)
{
    char text[40];

    if (!isfinite(value) || value == floor(value)) return value; /* integers stay as they are */
    snprintf(text, sizeof text, "%.14e", value);
    return strtod(text, NULL);
}

struct span jnumber_span(struct arena *a, double value)
{
    char text[32];
    size_t size = jnumber_text(value, text);

    return (struct span){ arena_copy(a, text, size), size };
}
