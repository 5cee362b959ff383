/* Functions of time and of pictures of numbers, to come. */
#include "emulator/asl/jsonata/jsonata_functions.h"
struct jval jfn_now(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
struct jval jfn_millis(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
struct jval jfn_from_millis(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
struct jval jfn_to_millis(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
struct jval jfn_format_number(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
struct jval jfn_format_integer(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
struct jval jfn_parse_integer(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)arguments;
    (void)count;
    return jundefined();
}
