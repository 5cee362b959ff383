/* Comparing by kinds of values. */
#include "emulator/policy/policy_compare.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/times.h"
#include "emulator/policy/policy_glob.h"

#define NUMBER_MAX 64 /* characters */

bool policy_number(struct span text, long double *value)
{
    char copy[NUMBER_MAX + 1], *end;

    if (!text.size || text.size > NUMBER_MAX) return false;
    for (size_t i = 0; i < text.size; i++)
        if (!strchr("0123456789+-.eE", text.data[i])) return false;
    snprintf(copy, sizeof copy, "%.*s", SPAN_ARG(text));
    *value = strtold(copy, &end);
    return *end == '\0';
}

/* --- times -------------------------------------------------------------------------------------------------------- */

static bool is_digits(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.size > 0;
}

/* What a shorter form leaves out is the beginning of its year, month, day or minute. */
static bool complete(struct span text, char *out, size_t room)
{
    static const char *const rests[] = { [4] = "-01-01T00:00:00Z", [7] = "-01T00:00:00Z", [10] = "T00:00:00Z" };
    size_t zone;

    if (text.size >= room - 16) return false;
    if (text.size <= 10) {
        if (text.size != 4 && text.size != 7 && text.size != 10) return false;
        snprintf(out, room, "%.*s%s", SPAN_ARG(text), rests[text.size]);
        return true;
    }
    for (zone = 11; zone < text.size && !strchr("Z+-", text.data[zone]); zone++) continue;
    snprintf(out, room, "%.*s%s%.*s%s", SPAN_ARG(span_sub(text, 0, zone)), zone == 16 ? ":00" : "",
             SPAN_ARG(span_sub(text, zone, SIZE_MAX)), zone == text.size ? "Z" : "");
    return true;
}

bool policy_time(struct span text, int64_t *ms)
{
    char whole[64];

    if (is_digits(text) && text.size > 4) {
        if (text.size > 15 || !span_int(text, ms)) return false;
        *ms *= 1000;
        return true;
    }
    return complete(text, whole, sizeof whole) && time_parse_iso8601(span_of(whole), ms);
}

/* --- addresses ---------------------------------------------------------------------------------------------------- */

/* Its bytes, 4 or 16 of them; 0: no address. */
static int address_read(struct span text, unsigned char bytes[16])
{
    char copy[INET6_ADDRSTRLEN];

    if (!text.size || text.size >= sizeof copy) return 0;
    snprintf(copy, sizeof copy, "%.*s", SPAN_ARG(text));
    if (inet_pton(AF_INET, copy, bytes) == 1) return 4;
    return inet_pton(AF_INET6, copy, bytes) == 1 ? 16 : 0;
}

static int network_read(struct span text, unsigned char bytes[16], int64_t *bits)
{
    size_t slash = span_find(text, '/');
    int size = address_read(span_sub(text, 0, slash), bytes);

    *bits = size * 8;
    if (!size || slash == text.size) return size;
    if (!is_digits(span_sub(text, slash + 1, SIZE_MAX)) || !span_int(span_sub(text, slash + 1, SIZE_MAX), bits))
        return 0;
    return *bits <= size * 8 ? size : 0;
}

bool policy_is_network(struct span text)
{
    unsigned char bytes[16];
    int64_t bits;

    return network_read(text, bytes, &bits) > 0;
}

bool policy_address_is_within(struct span network, struct span address)
{
    unsigned char net[16], host[16];
    int64_t bits;
    int size = network_read(network, net, &bits);

    if (!size || address_read(address, host) != size) return false;
    for (int i = 0; i < size && bits > 0; i++, bits -= 8) {
        unsigned char mask = bits >= 8 ? 0xff : (unsigned char)(0xff << (8 - bits));
        if ((net[i] ^ host[i]) & mask) return false;
    }
    return true;
}

/* --- ARNs --------------------------------------------------------------------------------------------------------- */

bool policy_arn_matches(struct span pattern, struct span arn)
{
    for (int i = 0; i < 5; i++) {
        size_t p = span_find(pattern, ':'), t = span_find(arn, ':');
        if (p == pattern.size || t == arn.size) return false;
        if (!policy_glob_text_matches(span_sub(pattern, 0, p), span_sub(arn, 0, t), false)) return false;
        pattern = span_sub(pattern, p + 1, SIZE_MAX);
        arn = span_sub(arn, t + 1, SIZE_MAX);
    }
    return policy_glob_text_matches(pattern, arn, false);
}
