/* Everything here is written by write(2), so that it may run in a signal handler. The addresses are for addr2line
 * and gdb:
 *
 *     addr2line -f -e build/nube 0x1a2b3c
 */
#include "emulator/base/panic.h"

#include <execinfo.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define DEPTH_MAX 64

static void say(const char *text)
{
    ssize_t unused = write(STDERR_FILENO, text, strlen(text));

    (void)unused;
}

static void say_where(void)
{
    void *calls[DEPTH_MAX];

    backtrace_symbols_fd(calls, backtrace(calls, DEPTH_MAX), STDERR_FILENO);
}

_Noreturn void panic(const char *why)
{
    say("nube: ");
    say(why);
    say("\n");
    abort();
}

/* Then the signal does what it does: SA_RESETHAND has put its default back. */
static void on_signal(int number)
{
    say("nube: ended by ");
    say(number == SIGABRT ? "abort" : number == SIGBUS ? "SIGBUS" : number == SIGFPE ? "SIGFPE" : "SIGSEGV");
    say("; it was here (addr2line -f -e PROGRAM ADDRESS tells the lines):\n");
    say_where();
    raise(number);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1 /* a sanitizer says it better */
#else
#define IS_SANITIZED 0
#endif

void panic_on_signals(void)
{
    static const int signals[] = { SIGABRT, SIGBUS, SIGFPE, SIGSEGV };
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND | SA_NODEFER | SA_ONSTACK };
    void *first[1];

    if (IS_SANITIZED) return;
    backtrace(first, 1); /* loads what it needs, which a handler must not */
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}
